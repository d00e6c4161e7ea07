package label

import (
	"fmt"

	"countertop/app/i18n"
	"countertop/app/repair"
	"countertop/printer"
)

// AccessoryTag is stuck on an accessory that stays with a machine (附件标签), drawn
// for 40 x 30 mm.
type AccessoryTag struct {
	Number string `json:"number,omitempty"`         // of the order, A261121-0042-QK
	Code   string `json:"accessory_code,omitempty"` // of this accessory, AA2611210042011O
	// Index is which of the Accessories it is, from 1; 0 is the first.
	Index       int   `json:"accessory_index,omitempty"`
	Accessories Names `json:"accessories,omitempty"`
	Contact
	Copy
}

func (t AccessoryTag) without(field string) Document {
	t.Contact.without(field)
	return t
}

func (t AccessoryTag) withCopy(c Copy) Document { t.Copy = c; return t }

func (t AccessoryTag) complete() Document {
	if id, ok := repair.ParseOrderID(t.Number); ok && t.Code == "" {
		t.Code = repair.AccessoryCode(id, max(1, t.Index))
	}
	return t
}

// item is the accessory itself, "" if there is none.
func (t AccessoryTag) item() string {
	if t.Index > len(t.Accessories) {
		return ""
	}
	return t.Accessories[t.Index-1]
}

// Page lays the tag out. The customer goes first, then the item is cut.
func (t AccessoryTag) Page(lang i18n.Lang, m Media) (printer.Page, error) {
	s := newSurface(lang, m, 40, 30)
	t.Customer, t.Index = s.name(t.who(), t.CustomerInk), max(1, t.Index)
	s.checkCount("accessories", t.Index, len(t.Accessories))
	if s.small {
		return t.small(s)
	}
	extra, right := s.h-30, s.w-2.5
	left, foot := s.qrRight("code", right, 2.5, t.Code, printer.QRLevelQ, 5)
	// The running count takes a third of what the label is higher than drawn.
	bl := 11.75 + extra/3
	s.count(1.6, bl, min(14*(1+extra/30), left-2), min(19.5+s.w-40, left-2), t.Index, len(t.Accessories))

	room := min(19.5+s.w-40, left-2)
	s.text(2, bl+5.25, body, s.againThen(t.Copy, t.Customer, body, room))
	item, size := s.fit(clean(t.item()), 5.5+extra/10, s.floor(), s.w-4.5)
	itemLine := 23.25 + 0.8*extra
	if 2+s.width(item, size) > left {
		size = min(size, max(s.floor(), below(foot, itemLine, size, hanHeight)))
	}
	s.text(2, itemLine, size, item)
	s.number(2, s.h-1.75, 3.5, 5, t.Number)
	return s.done()
}

// small lays the tag out on less than 40 x 30 mm.
func (t AccessoryTag) small(s *surface) (printer.Page, error) {
	left, foot, room := s.smallAccessory(t.Code, t.Number, clean(t.item()))
	const x, top = 1.5, 1.5
	if customer := clean(t.Customer); customer != "" && foot-4.5-top >= 5.5 {
		s.text(x, foot-0.75, body, s.againThen(t.Copy, customer, body, room))
		foot -= 4.5
	}
	if foot-top < 3 {
		s.tooSmall(s.w, s.h+3-(foot-top))
		return s.done()
	}
	size := min(14, (foot-top)/capHeight)
	s.count(x-0.25, top+capHeight*size, size, left-x, t.Index, len(t.Accessories))
	return s.done()
}

// checkCount fails the surface unless i is one of n, of at most 99.
func (s *surface) checkCount(field string, i, n int) {
	if i < 1 || n < i || n > 99 {
		s.fail(&FieldError{field, fmt.Sprintf("cannot be number %d of %d", i, n)})
	}
}

// count draws i large and /n beside it; both shrink into the room, as two digits
// must.
func (s *surface) count(x, bl, size, room float64, index, all int) {
	i, n, small := fmt.Sprint(index), fmt.Sprintf("/%d", all), max(min(size, 5.5), size*4/7)
	for s.err == nil && size > 4 && s.width(i, size)+s.width(n, small) > room {
		size, small = size-0.5, min(size-0.5, max(5.5, small-0.5))
	}
	s.text(x, bl, size, i)
	s.text(x+0.6+s.width(i, size), bl-0.25, small, n)
}

// againThen is what a reprint says, and a name that is cut.
func (s *surface) againThen(c Copy, name string, size, room float64) string {
	again := s.again(c)
	if again != "" {
		room -= s.width(again+" ", size)
	}
	return join(again, s.cut(clean(name), size, room))
}

// smallAccessory draws what a small label of an accessory or a part never leaves
// out but its count: its code in the upper right corner; at the foot its name and
// the number of its order. It returns the left edge of the code's quiet zone, where
// the rest ends, and the width beside or below the code there.
func (s *surface) smallAccessory(code, number, item string) (left, foot, room float64) {
	const x, gap = 1.5, 0.9
	const qrShare, qrLittle = 0.4, 11.0
	w := s.w - 2*x
	dots := s.fitQR("code", code, printer.QRLevelQ, 5, max(qrShare*s.h, qrLittle))
	left, qrFoot := s.qrRight("code", s.w-x, 0, code, printer.QRLevelQ, dots)
	n, ok := s.checkNumber(number)
	if !ok {
		return left, s.h, w
	}
	foot = s.h - 1.5
	lines, size, high := s.numberFit(w, n)
	if lines == 1 {
		size = min(size, 5)
		high = capHeight * size
		s.number(x, foot, body, size, number)
		foot -= high + gap
	}
	item, size = s.fit(item, min(5, s.h/6), body, w)
	if item != "" {
		foot -= 0.12 * size // Han reach below the baseline
		s.text(x, foot, size, item)
		foot -= hanHeight*size + gap
	}
	if lines == 2 {
		room = left - x
		if foot-high >= qrFoot {
			room = w
		}
		_, _, high = s.numberFit(room, n)
		s.smallNumber(x, foot-high, room, number)
		foot -= high + gap
	}
	if room = w; foot-body < qrFoot {
		room = left - x
	}
	return left, foot, room
}
