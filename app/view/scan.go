package view

func (b *builder) scan() { b.header() }
func (b *builder) board() { b.header() }
func (b *builder) dialog() {}
func (b *builder) customerSign() {}
func (b *builder) checkInPrint() {}
