package view

func (b *builder) find() { b.header() }
