package view

func (b *builder) order() { b.header() }
