package label

import (
	"cmp"
	"slices"
	"strings"

	"countertop/app/i18n"
	"countertop/printer"
)

// RepairLabel stays on a machine that was repaired (维修记录标签), drawn for
// 50 x 30 mm.
type RepairLabel struct {
	Shop       Shop     `json:"shop,omitzero"`
	Number     string   `json:"number,omitempty"`
	WarrantyTo Date     `json:"warranty_to,omitzero"`
	Parts      []string `json:"parts,omitempty"` // changed
	RepairedOn Date     `json:"repaired_on,omitzero"`
	Engineer   string   `json:"engineer,omitempty"`
}

func (l RepairLabel) without(field string) Document {
	switch field {
	case "parts":
		l.Parts = nil
	case "repaired_on":
		l.RepairedOn = Date{}
	case "engineer":
		l.Engineer = ""
	default:
		l.Shop.without(field)
	}
	return l
}

// Page lays the label out. Parts and engineer are cut; on smaller labels the
// repair goes first, then the parts, then the shop.
func (l RepairLabel) Page(lang i18n.Lang, m Media) (printer.Page, error) {
	s := newSurface(lang, m, 50, 30)
	lines := l.lines(s)
	if s.small {
		return l.small(s, lines)
	}
	right, extra := s.w-2, s.h-30
	left, foot := s.qrRight("number", right, 2, s.orderCode(l.Number), printer.QRLevelQ, 4)
	l.shopBlock(s, 2, 2, min(31.5+s.w-50, left-2), 10.5+extra/4)

	x := 14.0
	if s.english() {
		x = 17.25
	}
	// Four lines stand as drawn; fewer share the room.
	drawn := []float64{17.75, 21.5, 25.1, 28.75}
	first, last, large := drawn[0]+extra/4, drawn[3]+extra, (11+0.75*extra)/11
	for i, line := range lines {
		bl, size := drawn[i], body
		if len(lines) < len(drawn) || extra > 0 {
			bl = first + (last-first)*float64(i)/float64(max(1, len(lines)-1))
			size = s.shrink(line.value, body*min(large*4/float64(len(lines)), 1.4), s.floor(), right-x)
			size = min(size, below(foot, bl, size, hanHeight))
		}
		if line.warranty {
			size = s.shrink(line.value, max(size, below(foot, bl, max(size, 4.25), capHeight)), s.floor(), right-x)
		}
		s.text(2, bl, body, line.label)
		s.text(x, bl, size, line.fitted(s, size, right-x))
	}
	return s.done()
}

// repairLine is a line of the label.
type repairLine struct {
	label, value string
	parts        []string // the value, if it is a list
	// warranty and number are never cut and never left out.
	warranty, number bool
}

// lines are those that have something to say, from the top.
func (l RepairLabel) lines(s *surface) (lines []repairLine) {
	if day := s.day(l.WarrantyTo.Time); day != "" {
		lines = append(lines, repairLine{label: s.t("paper.warranty-to"), value: day, warranty: true})
	}
	if all := s.partList(l.Parts, 1000); all != "" {
		lines = append(lines, repairLine{label: s.t("paper.replaced"), value: all, parts: l.Parts})
	}
	if repair := join(s.day(l.RepairedOn.Time), l.Engineer); repair != "" {
		lines = append(lines, repairLine{label: s.t("paper.repair"), value: repair})
	}
	if _, ok := s.checkNumber(l.Number); ok {
		lines = append(lines, repairLine{label: s.t("paper.number"), value: l.Number, number: true})
	}
	return lines
}

// fitted is the value in a room: lists are cut after their first part.
func (r repairLine) fitted(s *surface, size, room float64) string {
	switch {
	case r.warranty || r.number:
		return r.value
	case r.parts != nil:
		return s.partList(r.parts, room*body/size)
	}
	return s.cut(r.value, size, room)
}

// shopBlock is the black block with name and phone of the shop, or one of them
// where it is low.
func (l RepairLabel) shopBlock(s *surface, x, y, w, h float64) {
	name, phone := clean(l.Shop.Name), clean(l.Shop.Phone)
	if name+phone == "" {
		return
	}
	const drawn, both = 10.5, 8.5
	large, pad := h/drawn, min(1.5, w/18)
	middle := s.block(x, y, w, h)
	fit := func(text string, size float64) (string, float64) {
		return s.fit(text, max(size*large, s.floor()), s.floor(), w-2*pad)
	}
	if name == "" || phone == "" || h < both {
		text, size := fit(cmp.Or(name, phone), 4.5)
		s.white(x+pad, middle(size), size, text, printer.AlignLeft)
		return
	}
	name, size := fit(name, 4.5)
	s.white(x+pad, y+4.9*large, size, name, printer.AlignLeft)
	phone, size = fit(phone, 3.75)
	s.white(x+pad, y+9*large, size, phone, printer.AlignLeft)
}

// small lays the label out on less than 50 x 30 mm: the shop, or the number
// where it takes two lines, beside the QR code, and lines from the foot up.
func (l RepairLabel) small(s *surface, lines []repairLine) (printer.Page, error) {
	const x, top, line = 1.5, 1.5, 3.9
	w := s.w - 2*x
	dots := s.fitQR("number", s.orderCode(l.Number), printer.QRLevelQ, 4, max(0.45*s.h, 11))
	left, qrFoot := s.qrRight("number", s.w-x, 0, s.orderCode(l.Number), printer.QRLevelQ, dots)
	if s.err != nil {
		return s.done()
	}
	head := top
	number, _ := s.checkNumber(l.Number)
	if n, _, _ := s.numberFit(w, number); n == 2 {
		_, _, high := s.numberFit(left-x, number)
		s.smallNumber(x, top, left-x, l.Number)
		head = top + high + 0.75
		lines = lines[:len(lines)-1]
	}
	// What has no room beside its label takes two lines; the rest goes from the
	// least needed on.
	label := 0.0
	for _, r := range lines {
		label = max(label, s.width(r.label, body)+1)
	}
	rows := func() (n int) {
		for _, r := range lines {
			n++
			if r.warranty && label+s.width(r.value, body) > w {
				n++
			}
		}
		return n
	}
	foot := s.h - 1.25
	least := max(head, qrFoot) // the lines use all the width
	for float64(rows())*line-0.5 > foot-least {
		i := slices.IndexFunc(lines, func(r repairLine) bool { return !r.warranty && !r.number && r.parts == nil })
		if i < 0 {
			i = slices.IndexFunc(lines, func(r repairLine) bool { return r.parts != nil })
		}
		if i < 0 {
			s.tooSmall(s.w, s.h+float64(rows())*line-0.5-(foot-least))
			return s.done()
		}
		lines = slices.Delete(slices.Clone(lines), i, i+1)
	}
	if blockH := foot - float64(rows())*line + 0.25 - head; head == top && blockH > 4.5 {
		l.shopBlock(s, x, top, left-x-0.25, min(blockH, 10.5))
	}
	pitch := min((foot-least+0.5)/float64(max(1, rows())), 5)
	bl := foot - pitch*float64(rows()-1)
	for _, r := range lines {
		beside := label+s.width(r.value, body) <= w || !r.warranty && !r.number
		switch {
		case beside:
			s.text(x, bl, body, r.label)
			s.text(x+label, bl, body, r.fitted(s, body, w-label))
		case r.warranty:
			s.text(x, bl, body, r.label)
			bl += pitch
			s.text(x, bl, s.shrink(r.value, 4.5, body, w), r.value)
		default: // the number says by its shape what it is
			s.text(x, bl, body, r.value)
		}
		bl += pitch
	}
	return s.done()
}

// partList names all parts, or the first and "...".
func (s *surface) partList(parts []string, room float64) string {
	var kept []string
	for _, p := range parts {
		if p = clean(p); p != "" {
			kept = append(kept, p)
		}
	}
	if len(kept) == 0 {
		return ""
	}
	all := strings.Join(kept, s.t("paper.comma"))
	if s.width(all, body) <= room || len(kept) == 1 {
		return s.cut(all, body, room)
	}
	return strings.TrimSuffix(s.cut(kept[0], body, room-s.width("...", body)), "...") + "..."
}
