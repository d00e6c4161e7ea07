package label

import (
	"fmt"
	"strings"
	"time"

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
	Number string // A261121-0042-QK
	// Shelf is a shelf key (awaiting-test …) or its words; Slot is A-03.
	Shelf, Slot     string
	Brand, Model    string
	Customer, Phone string // the phone is masked
	Serial, Fault   string
	ReceivedAt      time.Time
	Accessories     int
	State           TagState // "" is fresh
	Reason          string   // of TagQuote and TagParts
	Due             time.Time
	OKAt            time.Time
	Reprint         bool
	ReprintNo       int // 补打 2
}

// Page lays the tag out on a label of 60 x 40 mm.
func (t DeviceTag) Page(lang Lang, m Media) (printer.Page, error) {
	s := newSheet(lang, m, 60, 40)
	s.number(2, 5.25, 3.75, 5.75, t.Number)
	s.shelfSign(t.Shelf)
	s.slot(t.Slot)
	s.qrRight("number", 58, 2.75, orderCode(t.Number), printer.QRLevelQ, 4)
	t.rows(s)
	t.band(s)
	code := printer.Code128{X: 2.5, Y: 33.75, H: 5, Data: orderCode(t.Number), ModuleMM: 0.25}
	s.add(code)
	s.text(max(44.5, s.quietEnd(code)), 38, body, s.accessories)
	count, size := fmt.Sprint(t.Accessories), 6.5
	if len(count) > 1 {
		size = 5.25
	}
	if len(count) > 2 {
		s.fail(&FieldError{"accessories", "are more than 99"})
	}
	s.right(58, 38.5, size, count)
	return s.done()
}

// quietEnd is where the quiet zone right of a code ends.
func (s *sheet) quietEnd(c printer.Code128) float64 {
	n, err := raster.Code128Modules(c.Data)
	if err != nil {
		s.fail(&FieldError{"number", "makes no Code 128"})
	}
	m := float64(printer.ModuleDots(c.ModuleMM, s.dpi)) / printer.DotsPerMM(s.dpi)
	return c.X + float64(n+printer.Code128QuietModules)*m
}

// shelfSign is the black block with the name of the shelf.
func (s *sheet) shelfSign(shelf string) {
	lines := shelfNames(shelf).sign(s.lang)
	if len(lines) == 0 {
		return
	}
	const w, h = 13.0, 8.75
	middle := s.block(2, 6.5, w, h)
	size := 4.1
	if len(lines) == 1 {
		size = 5.25
	}
	if s.lang.english() {
		size = 4.0
	}
	pitch := 4.1
	for i, l := range lines {
		l, size := s.fit(l, size, body, w-1)
		bl := middle(size) + (float64(i)-float64(len(lines)-1)/2)*pitch
		s.white(2+w/2, bl, size, l, printer.AlignCenter)
	}
}

// slot has capitals as high as the shelf sign. It has the room up to the
// quiet zone of the QR code and gives up its hyphen before it shrinks.
func (s *sheet) slot(slot string) {
	const size, room = 11.8, 45.25 - 16.75
	slot = clean(slot)
	if s.width(slot, size) > room {
		slot = strings.ReplaceAll(slot, "-", "")
	}
	fitted := s.shrink(slot, size, 5.75, room)
	if s.width(slot, fitted) > room {
		s.fail(&FieldError{"slot", "has no room on the tag"})
	}
	s.text(16.75, 15.25, fitted, slot)
}

const rowGap = 2.0 // least between the left and the right part of a row

func (t DeviceTag) rows(s *sheet) {
	const x, right, w = 2.0, 58.0, 56.0
	s.text(x, 19.25, body, s.machineName(t.Brand, t.Model, w))

	// Each step gives way a little more; the name is cut last.
	name, serial, phone := clean(t.Customer), clean(t.Serial), maskPhone(t.Phone)
	fits := func() bool { return s.width(join(name, phone), body)+rowGap+s.width(serial, body) <= w }
	if !fits() {
		serial = s.cutFront(lastSix(serial), body, w/3)
	}
	if !fits() {
		phone = lastFour(t.Phone)
	}
	room := w - s.width(serial, body)
	if serial != "" {
		room -= rowGap
	}
	if phone != "" {
		room -= s.width(" "+phone, body)
	}
	s.text(x, 23, body, join(s.cut(name, body, room), s.cut(phone, body, w/2)))
	s.right(right, 23, body, serial)

	received := s.lang.shortTime(t.ReceivedAt)
	room = w
	if received != "" {
		room -= s.width(received, body) + rowGap
	}
	s.text(x, 26.75, body, s.cut(clean(t.Fault), body, room))
	s.right(right, 26.75, body, received)
}

// machineName is brand and model; a brand the model names already goes when
// there is no room, then the model is cut.
func (s *sheet) machineName(brand, model string, room float64) string {
	name := join(brand, model)
	if s.width(name, body) > room && strings.Contains(strings.ToLower(clean(model)), strings.ToLower(clean(brand))) {
		name = clean(model)
	}
	return s.cut(name, body, room)
}

func (t DeviceTag) band(s *sheet) {
	const x, y, w, h, pad = 2.0, 27.9, 56.0, 4.75, 1.5
	right := x + w - pad
	if t.State == "" || t.State == TagFresh {
		t.penBoxes(s, x, y, w, h)
		return
	}
	middle := s.block(x, y, w, h)
	again := ""
	if again = s.again(t.Reprint, t.ReprintNo); again != "" {
		s.white(right, middle(body), body, again, printer.AlignRight)
		right -= s.width(again, body) + rowGap
	}
	if t.State == TagOK {
		s.white(x+pad, middle(4.5), 4.5, s.ok, printer.AlignLeft)
		at := x + pad + s.width(s.ok, 4.5) + 2.4
		when := s.lang.shortTime(t.OKAt)
		if s.width(s.repaired, body)+rowGap+s.width(when, body) > right-at {
			when = s.lang.shortDay(t.OKAt)
		}
		s.white(at, middle(body), body, s.repaired, printer.AlignLeft)
		s.white(right, middle(body), body, when, printer.AlignRight)
		return
	}
	text := s.quote
	if t.State == TagParts {
		text = s.parts
	}
	if r := clean(t.Reason); r != "" && s.lang.english() {
		text += ": " + r
	} else if r != "" {
		text += "：" + r
	}
	if due := s.lang.shortDay(t.Due); due != "" {
		due = fmt.Sprintf(s.due, due)
		if dueWidth := s.width(due, body) + rowGap; s.width(text, body)+dueWidth <= right-x-pad {
			s.white(right, middle(body), body, due, printer.AlignRight)
			right -= dueWidth
		}
	}
	text, size := s.fit(text, 3.75, body, right-x-pad)
	s.white(x+pad, middle(size), size, text, printer.AlignLeft)
}

// penBoxes lets a pen do what the printer cannot: say what is waited for.
func (t DeviceTag) penBoxes(s *sheet, x, y, w, h float64) {
	s.add(printer.Frame{X: x, Y: y, W: w, H: h, LineMM: bodyLine})
	const box = 2.75
	again := s.again(t.Reprint, t.ReprintNo)
	bl := y + h/2 + capHeight*body/2
	tick := func(x float64, word string) (end float64) {
		s.add(printer.TickBox{X: x, Y: y + (h-box)/2, SizeMM: box, LineMM: bodyLine})
		s.text(x+box+1, bl, body, word)
		return x + box + 1 + s.width(word, body)
	}
	if again == "" {
		tick(3.25, s.quote)
		line := tick(20.5, s.parts) + 0.75
		const okX = 47.25
		s.add(printer.Rule{X: line, Y: 31.4, W: okX - 1.75 - line, LineMM: thinLine})
		tick(okX, s.ok)
		return
	}
	// The word at the right end takes the room of the writing line.
	right := x + w - 1.25 - s.width(again, body)
	s.text(right, bl, body, again)
	at, used := 3.25, 0.0
	for _, word := range []string{s.quote, s.parts, s.ok} {
		used += box + 1 + s.width(word, body)
	}
	gap := (right - at - used) / 3
	for _, word := range []string{s.quote, s.parts, s.ok} {
		at = tick(at, word) + gap
	}
}
