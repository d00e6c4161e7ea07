package label

import (
	"fmt"

	"countertop/app/i18n"
	"countertop/app/repair"
	"countertop/printer"
)

// OldPart is on the bag of a part that was replaced (旧件袋), drawn for 40 x 30 mm.
type OldPart struct {
	Number string `json:"number,omitempty"`        // of the order, A261121-0042-QK
	Code   string `json:"old_part_code,omitempty"` // of this part, OA26112100420100
	Part   string `json:"old_part,omitempty"`
	// Index is which of how many of the order, from 1; 0 is the first.
	Index int    `json:"old_part_index,omitempty"`
	Count int    `json:"old_part_count,omitempty"`
	To    string `json:"old_part_to,omitempty"` // what becomes of it, in words
	Contact
	Copy
}

func (l OldPart) without(field string) Document {
	if field == "old_part_to" {
		l.To = ""
	}
	l.Contact.without(field)
	return l
}

func (l OldPart) withCopy(c Copy) Document { l.Copy = c; return l }

func (l OldPart) complete() Document {
	if id, ok := repair.ParseOrderID(l.Number); ok && l.Code == "" && l.Part != "" {
		l.Code = repair.OldPartCode(id, max(1, l.Index))
	}
	return l
}

// Page lays the label out. The customer goes first, then what becomes of the
// part, then its name is cut.
func (l OldPart) Page(lang i18n.Lang, m Media) (printer.Page, error) {
	s := newSurface(lang, m, 40, 30)
	l.Customer = s.name(l.who(), l.CustomerInk)
	l.Index, l.Count = max(1, l.Index), max(1, l.Index, l.Count)
	s.checkCount("old part", l.Index, l.Count)
	if s.small {
		return l.small(s)
	}
	extra := s.h - 30
	left, foot := s.qrRight("code", s.w-2.5, 2.5, l.Code, printer.QRLevelQ, 5)
	room := left - 2
	l.title(s, 2, 2, room, 6+extra/6, 4.25)
	bl := 12.6 + 0.3*extra
	s.text(2, bl, body, s.againThen(l.Copy, l.Customer, body, room))
	to, size := s.fit(clean(l.To), 4.25, s.floor(), room)
	s.text(2, bl+4.9+extra/8, size, to)
	part, size := s.fit(clean(l.Part), 5.25+extra/10, s.floor(), s.w-4.5)
	partLine := 23.25 + 0.8*extra
	if 2+s.width(part, size) > left {
		size = min(size, max(s.floor(), below(foot, partLine, size, hanHeight)))
	}
	s.text(2, partLine, size, part)
	s.number(2, s.h-1.75, 3.5, 5, l.Number)
	return s.done()
}

// title is the black block: 旧件 1/2.
func (l OldPart) title(s *surface, x, y, w, h, size float64) {
	middle := s.block(x, y, w, h)
	pad := min(1.25, w/16)
	count := fmt.Sprintf("%d/%d", l.Index, l.Count)
	large := min(size*1.2, h/1.16) // the stroke is higher than digits
	for large > body && s.width(s.t("paper.old-part"), min(size, large))+0.75+s.width(count, large) > w-2*pad {
		large -= 0.25
	}
	size = min(size, large)
	if s.width(s.t("paper.old-part"), size)+0.75+s.width(count, large) <= w-2*pad {
		s.white(x+pad, middle(size), size, s.t("paper.old-part"), printer.AlignLeft)
	}
	s.white(x+w-pad, middle(large), large, count, printer.AlignRight)
}

// small lays the label out on less than 40 x 30 mm.
func (l OldPart) small(s *surface) (printer.Page, error) {
	left, foot, room := s.smallAccessory(l.Code, l.Number, clean(l.Part))
	const x, top, title = 1.5, 1.25, 4.5
	for _, line := range []string{clean(l.To), clean(l.Customer)} {
		if line != "" && foot-4.25-top >= title {
			s.text(x, foot-0.5, body, s.cut(line, body, room))
			foot -= 4.25
		}
	}
	if foot-top < title {
		s.tooSmall(s.w, s.h+title-(foot-top))
		return s.done()
	}
	l.title(s, x, top, left-x, min(7, foot-top), 4.25)
	return s.done()
}
