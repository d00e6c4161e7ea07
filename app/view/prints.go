package view

func (b *builder) prints() { b.header() }
