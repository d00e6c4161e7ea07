package view

func (b *builder) test() { b.header() }
