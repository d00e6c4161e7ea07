package view

func (b *builder) pickup() { b.header() }
