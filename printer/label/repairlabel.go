package label

import (
	"strings"
	"time"

	"countertop/printer"
)

// RepairLabel stays on a machine that was repaired (维修记录标签), 50 x 30 mm.
type RepairLabel struct {
	Shop       Shop
	Number     string
	WarrantyTo time.Time
	Parts      []string // changed
	RepairedOn time.Time
	Engineer   string
}

// Page lays the label out on 50 x 30 mm.
func (l RepairLabel) Page(lang Lang, m Media) (printer.Page, error) {
	s := newSheet(lang, m, 50, 30)
	s.block(2, 2, 31.5, 10.5)
	name, size := s.fit(clean(l.Shop.Name), 4.5, body, 28.5)
	s.white(3.5, 6.9, size, name, printer.AlignLeft)
	phone, size := s.fit(clean(l.Shop.Phone), 3.75, body, 28.5)
	s.white(3.5, 11, size, phone, printer.AlignLeft)
	_, foot := s.qrRight("number", 48, 2, orderCode(l.Number), printer.QRLevelQ, 4)

	x := 14.0
	if lang.english() {
		x = 17.25
	}
	w := 48 - x
	s.text(2, 17.75, body, s.warrantyTo)
	s.text(x, 17.75, below(foot, 17.75, 4.25, capHeight), lang.day(l.WarrantyTo))
	if parts := s.partList(l.Parts, w); parts != "" {
		s.text(2, 21.5, body, s.replaced)
		s.text(x, 21.5, body, parts)
	}
	s.text(2, 25.1, body, s.repair)
	s.text(x, 25.1, body, s.cut(join(lang.day(l.RepairedOn), l.Engineer), body, w))
	s.text(2, 28.75, body, s.words.number)
	if s.checkNumber(l.Number) {
		s.text(x, 28.75, body, l.Number)
	}
	return s.done()
}

// partList names all parts, or the first and "...".
func (s *sheet) partList(parts []string, room float64) string {
	var kept []string
	for _, p := range parts {
		if p = clean(p); p != "" {
			kept = append(kept, p)
		}
	}
	if len(kept) == 0 {
		return ""
	}
	all := strings.Join(kept, s.lang.comma())
	if s.width(all, body) <= room || len(kept) == 1 {
		return s.cut(all, body, room)
	}
	return s.cut(kept[0], body, room-s.width("...", body)) + "..."
}

// comma parts the entries of a list.
func (l Lang) comma() string {
	if l.english() {
		return ", "
	}
	return "、"
}
