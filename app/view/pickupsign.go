package view

func (b *builder) pickupSign() { b.header() }
