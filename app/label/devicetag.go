package label

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"countertop/app/i18n"
	"countertop/app/repair"
	"countertop/printer"
	"countertop/printer/raster"
)

// TagState is what the state band of a device tag says.
type TagState string

// The states. A fresh tag has boxes to tick with a pen.
const (
	TagFresh TagState = "fresh"
	TagQuote TagState = "quote"
	TagParts TagState = "parts"
	TagOK    TagState = "ok"
)

// DeviceTag is taped to a machine at check-in and printed again when its
// state changes (随机联), 60 x 40 mm.
type DeviceTag struct {
	Number string `json:"number,omitempty"` // A261121-0042-QK
	// Shelf is a shelf key (awaiting-test …) or its words; Slot is A-03.
	Shelf   string `json:"shelf,omitempty"`
	Slot    string `json:"slot,omitempty"`
	Contact        // the phone is masked
	Machine
	Symptom     string `json:"fault,omitempty"`
	ReceivedAt  Date   `json:"received_at,omitzero"`
	Accessories Names  `json:"accessories,omitempty"` // are counted
	// State is that of the repair, "" what OKAt, Reason and Shelf say.
	State TagState `json:"state,omitempty"`
	// Reason is that of TagQuote and TagParts. It may begin with its state:
	// 待报价：…
	Reason string `json:"reason,omitempty"`
	DueOn  Date   `json:"due_on,omitzero"`
	OKAt   Date   `json:"ok_at,omitzero"`
	// OnTheSpot is a machine that is repaired while the customer waits: that
	// stands where shelf and slot would.
	OnTheSpot bool `json:"on_the_spot,omitempty"`
	Copy
}

func (t DeviceTag) without(field string) Document {
	switch field {
	case "shelf":
		t.State, _ = t.state() // it may follow from the shelf
		t.Shelf = ""
	case "reason":
		t.State, _ = t.state()
		t.Reason = ""
	case "fault":
		t.Symptom = ""
	case "received_at":
		t.ReceivedAt = Date{}
	case "due_on":
		t.DueOn = Date{}
	default:
		t.Contact.without(field)
		t.Machine.without(field)
	}
	return t
}

func (t DeviceTag) withCopy(c Copy) Document { t.Copy = c; return t }

// Page lays the tag out: as drawn on 60 x 40 mm, larger on larger labels, with
// less on smaller ones.
func (t DeviceTag) Page(lang i18n.Lang, m Media) (printer.Page, error) {
	s := newSurface(lang, m, 60, 40)
	t.Customer = s.name(t.who(), t.CustomerInk)
	t.State, t.Reason = t.state()
	if len(t.Accessories) > 99 {
		s.fail(&FieldError{"accessories", "are more than 99"})
	}
	if s.small {
		return t.small(s)
	}
	// What the label is higher than drawn goes to slot, rows, band and code.
	extra, right := s.h-40, s.w-2
	head, rows := 0.2*extra, 0.45*extra
	s.number(2, 5.25, 3.75, 5.75, t.Number)
	qr, _ := s.qrRight("number", right, 2.75, s.orderCode(t.Number), printer.QRLevelQ, 4)
	if t.OnTheSpot {
		s.onSpot(2, 6.5, qr-0.25-2, 8.75+head)
	} else {
		s.shelfSign(t.Shelf, 2, 6.5, 13, 8.75+head)
		s.slot(t.Slot, 16.75, 15.25+head, 11.8*(1+head/8.75), qr-0.25-16.75)
	}
	t.rows(s, rowsBox{2, 15.5 + head, right - 2, 11.25 + rows, 3})
	t.band(s, 2, 27.9+head+rows, right-2, 4.75+0.1*extra)
	t.codeAndCount(s, s.h-6.25-0.25*extra, 5+0.25*extra, right)
	return s.done()
}

// codeAndCount is the foot of the tag.
func (t DeviceTag) codeAndCount(s *surface, y, h, right float64) {
	const countRoom = 13.5
	code, end := s.code128(2.5, y, h, t.Number, right-countRoom)
	s.add(code)
	size, count := 6.5, fmt.Sprint(len(t.Accessories))
	if len(count) > 1 {
		size = 5.25
	}
	size *= min(h/5, 1.5)
	word := max(right-countRoom, end)
	for size > 5.25 && word+s.width(s.t("paper.accessories"), body)+0.75+s.width(count, size) > right {
		size -= 0.25
	}
	s.text(word, s.h-2, body, s.t("paper.accessories"))
	s.right(right, s.h-1.5, size, count)
}

// code128 is the code of an order with its left bar at x or right of it, as
// wide as its quiet zone may end at most; end is where it does.
func (s *surface) code128(x, y, h float64, number string, most float64) (code printer.Code128, end float64) {
	data := s.orderCode(number)
	n, err := raster.Code128Modules(data)
	if err != nil {
		s.fail(&FieldError{"number", "makes no Code 128"})
	}
	for dots := 5; dots >= 2; dots-- {
		module, mm := s.module(dots)
		at := x
		if quiet := printer.Code128QuietModules * mm; quiet > x+0.05 { // 0.04 is rounding at 300 dpi
			at = quiet
		}
		code = printer.Code128{X: at, Y: y, H: h, Data: data, ModuleMM: module}
		if end = at + float64(n+printer.Code128QuietModules)*mm; end <= most {
			break
		}
	}
	return code, end
}

// shelfSign is the black block with the name of the shelf.
func (s *surface) shelfSign(shelf string, x, y, w, h float64) {
	lines := shelfNames(shelf).sign(s.lang)
	if len(lines) == 0 {
		return
	}
	middle := s.block(x, y, w, h)
	size, floor := 4.1, s.floor()
	if len(lines) == 1 {
		size = 5.25
	}
	if s.english() {
		size = 4.0
	} else if s.small {
		floor = hanLeast
	}
	size, pitch := size*h/8.75, max(4.1*h/8.75, 3.1)
	for i, l := range lines {
		l, size := s.fit(l, size, floorOf(l, floor, s), w-1)
		bl := middle(size) + (float64(i)-float64(len(lines)-1)/2)*pitch
		s.white(x+w/2, bl, size, l, printer.AlignCenter)
	}
}

// onSpot is the black block of a machine that goes on no shelf, at most w wide.
// It is no larger than the sign of a shelf: white Han are a picture to every
// printer, and a slow line takes its time over it.
func (s *surface) onSpot(x, y, w, h float64) {
	const air = 1.0
	text := s.t("paper.on-the-spot")
	if s.width(text, s.floor()) > w-2*air {
		text = s.t("paper.on-the-spot-short")
	}
	size := s.shrink(text, 0.6*h, s.floor(), w-2*air)
	w = s.width(text, size) + 2*air
	middle := s.block(x, y, w, h)
	s.white(x+w/2, middle(size), size, text, printer.AlignCenter)
}

// slot has capitals as high as the shelf sign. It gives up its hyphen before it
// shrinks.
func (s *surface) slot(slot string, x, bl, size, room float64) {
	slot, fitted := s.slotSize(slot, size, room, size)
	if s.width(slot, fitted) > room {
		s.fail(&FieldError{"slot", "has no room on the tag"})
	}
	s.text(x, bl, fitted, slot)
}

// slotSize is how a slot is written in a room, and how large, at most size. Its
// hyphen goes before it gets smaller than hyphened; at the least size it may be
// wider than the room.
func (s *surface) slotSize(slot string, size, room, hyphened float64) (string, float64) {
	slot = clean(slot)
	if fitted := s.shrink(slot, size, min(size, hyphened), room); s.width(slot, fitted) <= room {
		return slot, fitted
	}
	slot = strings.ReplaceAll(slot, "-", "")
	return slot, s.shrink(slot, size, min(size, s.least(5.75)), room)
}

const rowGap = 2.0 // least between the left and the right part of a row

// rowsBox is where rows stand and how many at most.
type rowsBox struct {
	x, y, w, h float64
	n          int
}

// rows are machine, customer and symptom. They share the height, and each is as
// large as it can be.
func (t DeviceTag) rows(s *surface, b rowsBox) {
	rows := []func(size, w float64) (left, right string, whole bool){
		func(size, w float64) (string, string, bool) { return t.machineRow(s, size, w) },
		func(size, w float64) (string, string, bool) { return t.customerRow(s, size, w) },
		func(size, w float64) (string, string, bool) { return t.symptomRow(s, size, w) },
	}
	rows = slices.DeleteFunc(rows, func(row func(size, w float64) (string, string, bool)) bool {
		left, right, _ := row(body, 1000)
		return left+right == ""
	})
	rows = rows[:min(len(rows), b.n)]
	if len(rows) == 0 {
		return
	}
	const leading = 3.75 / 3.5
	pitch := b.h / float64(len(rows))
	for i, row := range rows {
		// What is cut even at the floor is cut there.
		size := s.floor()
		left, right, whole := row(size, b.w)
		for try := min(math.Floor(pitch/leading*4)/4, 1.5*body); whole && try > size; try -= 0.25 {
			if l, r, w := row(try, b.w); w {
				left, right, size = l, r, try
			}
		}
		bl := b.y + pitch*float64(i) + (pitch+size*leading)/2
		s.text(b.x, bl, size, left)
		s.right(b.x+b.w, bl, size, right)
	}
}

// machineRow is brand and model; a brand the model names already goes when
// there is no room, then the model is cut.
func (t DeviceTag) machineRow(s *surface, size, w float64) (left, right string, whole bool) {
	name, model := join(t.Brand, t.Model), clean(t.Model)
	if s.width(name, size) > w && strings.Contains(strings.ToLower(model), strings.ToLower(clean(t.Brand))) {
		name = model
	}
	left = s.cut(name, size, w)
	return left, "", left == name
}

// customerRow gives way step by step: serial, phone, and the name last.
func (t DeviceTag) customerRow(s *surface, size, w float64) (left, right string, whole bool) {
	name, serial, phone := clean(t.Customer), clean(cmp.Or(t.Serial, t.IMEI)), maskPhone(t.Phone)
	gap := func() float64 {
		if serial == "" || name+phone == "" {
			return 0
		}
		return rowGap
	}
	fits := func() bool { return s.width(join(name, phone), size)+gap()+s.width(serial, size) <= w }
	if whole = fits(); !whole {
		serial = s.cutFront(lastSix(serial), size, w/3)
	}
	if !fits() {
		phone = lastFour(t.Phone)
	}
	// On a narrow label a name that can be read goes before the rest.
	const readable = 14.0
	if need := min(s.width(name, size), s.least(readable)); s.width(phone, size)+gap()+s.width(serial, size)+need > w {
		serial = ""
	}
	room := w - s.width(serial, size) - gap()
	if phone != "" {
		room -= s.width(" "+phone, size)
	}
	return join(s.cut(name, size, room), s.cut(phone, size, w/2)), serial, whole
}

func (t DeviceTag) symptomRow(s *surface, size, w float64) (left, right string, whole bool) {
	symptom, received := clean(t.Symptom), s.shortTime(t.ReceivedAt.Time)
	room := func() float64 {
		if received == "" || symptom == "" {
			return w
		}
		return w - s.width(received, size) - rowGap
	}
	if s.width(symptom, size) > room() && room() < w/2 {
		received = s.shortDay(t.ReceivedAt.Time)
	}
	left = s.cut(symptom, size, room())
	return left, received, left == symptom
}

// band says the state; on a fresh tag it has boxes to tick.
func (t DeviceTag) band(s *surface, x, y, w, h float64) {
	if t.State == "" || t.State == TagFresh {
		t.penBoxes(s, x, y, w, h)
		return
	}
	const drawn, pad = 4.75, 1.5
	left, right, large := x+min(pad, w/20), x+w-min(pad, w/20), h/drawn
	if s.small {
		large = min(1, large)
	}
	middle := s.block(x, y, w, h)
	word := s.t("paper.quote")
	switch t.State {
	case TagParts:
		word = s.t("paper.parts")
	case TagOK:
		word = s.t("paper.ok")
	case TagFresh, TagQuote: // a fresh tag has boxes
	}
	if again := s.again(t.Copy); again != "" && s.width(word, body*large)+rowGap+s.width(again, body) <= right-left {
		s.white(right, middle(body), body, again, printer.AlignRight)
		right -= s.width(again, body) + rowGap
	}
	if t.State == TagOK {
		t.okBand(s, left, right, large, middle)
		return
	}
	state := word
	if r := clean(t.Reason); r != "" {
		word = s.t("paper.reason", "state", word, "reason", r)
	}
	if due := s.shortDay(t.DueOn.Time); due != "" {
		due = s.t("paper.due", "day", due)
		if dueWidth := s.width(due, body) + rowGap; s.width(word, body)+dueWidth <= right-left {
			s.white(right, middle(body), body, due, printer.AlignRight)
			right -= dueWidth
		}
	}
	text, size := s.fit(word, 3.75*large, s.floor(), right-left)
	if !strings.HasPrefix(text, state) { // never cut
		text, size = s.fit(state, 3.75*large, floorOf(state, s.least(hanLeast), s), right-left)
	}
	s.white(left, middle(size), size, text, printer.AlignLeft)
}

// okBand says OK, and since when if there is room.
func (t DeviceTag) okBand(s *surface, left, right, large float64, middle func(float64) float64) {
	size := 4.5 * large
	s.white(left, middle(size), size, s.t("paper.ok"), printer.AlignLeft)
	left += s.width(s.t("paper.ok"), size) + 2.4
	if s.width(s.t("paper.repaired"), body) > right-left {
		return
	}
	s.white(left, middle(body), body, s.t("paper.repaired"), printer.AlignLeft)
	left += s.width(s.t("paper.repaired"), body) + rowGap
	when := s.shortTime(t.OKAt.Time)
	if s.width(when, body) > right-left {
		when = s.shortDay(t.OKAt.Time)
	}
	if s.width(when, body) <= right-left {
		s.white(right, middle(body), body, when, printer.AlignRight)
	}
}

// penBoxes lets a pen do what the printer cannot: say what is waited for.
func (t DeviceTag) penBoxes(s *surface, x, y, w, h float64) {
	s.add(printer.Frame{X: x, Y: y, W: w, H: h, LineMM: bodyLine})
	const box, pad = 2.75, 1.25
	bl := y + h/2 + capHeight*body/2
	tick := func(x float64, word string) (end float64) {
		s.add(printer.TickBox{X: x, Y: y + (h-box)/2, SizeMM: box, LineMM: bodyLine})
		s.text(x+box+1, bl, body, word)
		return x + box + 1 + s.width(word, body)
	}
	again := s.again(t.Copy)
	if again == "" && w >= 56-nominal {
		tick(x+pad, s.t("paper.quote"))
		line := tick(x+18.5, s.t("paper.parts")) + 0.75
		okX := x + w - 10.75
		s.add(printer.Rule{X: line, Y: y + h - 1.25, W: okX - 1.75 - line, LineMM: thinLine})
		tick(okX, s.t("paper.ok"))
		return
	}
	// The word at the right end takes the room of the writing line, and goes
	// before the boxes do; these have shorter words where the label is narrow.
	for _, try := range []struct {
		again string
		words []string
	}{
		{again, []string{s.t("paper.quote"), s.t("paper.parts"), s.t("paper.ok")}},
		{again, []string{s.t("paper.quote-short"), s.t("paper.parts-short"), s.t("paper.ok")}},
		{"", []string{s.t("paper.quote-short"), s.t("paper.parts-short"), s.t("paper.ok")}},
	} {
		right, used := x+w-pad, 0.0
		if try.again != "" {
			right -= s.width(try.again, body)
		}
		for _, word := range try.words {
			used += box + 1 + s.width(word, body)
		}
		parts := 2.0 // gaps
		if try.again != "" {
			parts = 3
		}
		gap := (right - x - pad - used) / parts
		if gap < 1.25 {
			continue
		}
		s.text(right, bl, body, try.again)
		at := x + pad
		for _, word := range try.words {
			at = tick(at, word) + gap
		}
		return
	}
	word, end := s.t("paper.state-word"), x+0.75
	if s.width(word, body) < w/2 {
		s.text(end, bl, body, word)
		end += s.width(word, body) + 0.75
	}
	right := x + w - 1
	if again != "" && s.width(again, body) < w/3 {
		s.right(right, bl, body, again)
		right -= s.width(again, body) + 0.75
	}
	s.add(printer.Rule{X: end, Y: y + h - 1.25, W: right - end, LineMM: thinLine})
}

// state is that of the tag: given, or what OK time, reason and shelf say. A
// reason may begin with its state: 待报价：…
func (t DeviceTag) state() (TagState, string) {
	reason := clean(t.Reason)
	state := t.State
	for s, key := range map[TagState]string{TagQuote: "paper.quote", TagParts: "paper.parts"} {
		for _, lang := range []i18n.Lang{i18n.ZH, i18n.EN} {
			n := i18n.T(lang, key)
			rest, ok := strings.CutPrefix(reason, n)
			if ok && (rest == "" || strings.HasPrefix(rest, ":") || strings.HasPrefix(rest, "：")) {
				reason = strings.TrimSpace(strings.TrimLeft(rest, ":："))
				if state == "" {
					state = s
				}
			}
		}
	}
	switch {
	case state != "":
	case !t.OKAt.IsZero():
		state = TagOK
	case reason != "" || shelfNames(t.Shelf).key == repair.ShelfAwaitingParts:
		state = TagParts
	case shelfNames(t.Shelf).key == repair.ShelfDone:
		state = TagOK
	default:
		state = TagFresh
	}
	return state, reason
}
