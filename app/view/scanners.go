package view

func (b *builder) scanners() { b.header() }
