package label

import (
	"fmt"

	"countertop/printer"
)

// AccessoryTag is stuck on one thing that stays with a machine (附件标签),
// 40 x 30 mm.
type AccessoryTag struct {
	Number    string // of the order, A261121-0042-QK
	Code      string // of this accessory, AA2611210042011O
	Index, N  int    // this one and all of them, from 1
	Item      string
	Customer  string
	Reprint   bool
	ReprintNo int // 补打 2
}

// Page lays the tag out on 40 x 30 mm.
func (t AccessoryTag) Page(lang Lang, m Media) (printer.Page, error) {
	s := newSheet(lang, m, 40, 30)
	if t.Index < 1 || t.N < t.Index || t.N > 99 {
		s.fail(&FieldError{"accessories", fmt.Sprintf("cannot be number %d of %d", t.Index, t.N)})
	}
	i, n, size, small := fmt.Sprint(t.Index), fmt.Sprintf("/%d", t.N), 14.0, 8.0
	// Two digits have no room at full size beside the QR code.
	for s.err == nil && s.width(i, size)+s.width(n, small) > 19.5 {
		size, small = size-0.5, max(5.5, small-0.5)
	}
	s.text(1.6, 11.75, size, i)
	s.text(2.2+s.width(i, size), 11.5, small, n)
	left, foot := s.qrRight("code", 37.5, 2.5, t.Code, printer.QRLevelQ, 5)

	room, again := min(19.5, left-2), ""
	if again = s.again(t.Reprint, t.ReprintNo); again != "" {
		room -= s.width(again+" ", body)
	}
	s.text(2, 17, body, join(again, s.cut(clean(t.Customer), body, room)))
	const itemLine = 23.25
	item, size := s.fit(clean(t.Item), 5.5, body, 35.5)
	if 2+s.width(item, size) > left {
		size = below(foot, itemLine, size, hanHeight)
	}
	s.text(2, itemLine, size, item)
	s.number(2, 28.25, 3.5, 5, t.Number)
	return s.done()
}
