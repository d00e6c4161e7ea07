package label

import (
	"strings"

	"countertop/printer"
)

// shelfName is what a shelf is called: in full in both languages, and on
// device tags in one or two short lines.
type shelfName struct {
	zh, en         string
	signZH, signEN []string
}

var shelves = map[string]shelfName{
	"awaiting-test":   {"待测", "Awaiting test", []string{"待测"}, []string{"Await", "test"}},
	"awaiting-parts":  {"等待备件", "Awaiting parts", []string{"等待", "备件"}, []string{"Await", "parts"}},
	"done":            {"维修完毕", "Done", []string{"维修", "完毕"}, []string{"Done"}},
	"awaiting-pickup": {"等待取机", "Awaiting pickup", []string{"等待", "取机"}, []string{"Await", "pickup"}},
	"bench":           {"维修台", "Bench", []string{"维修台"}, []string{"Bench"}},
	"peer":            {"同行", "Peer workshop", []string{"同行"}, []string{"Peer"}},
	"factory":         {"厂家", "Factory", []string{"厂家"}, []string{"Factory"}},
	"courier":         {"快递", "Courier", []string{"快递"}, []string{"Courier"}},
}

// shelfNames looks a shelf up by its key or by one of its names; words of the
// shop's own are taken as they are.
func shelfNames(shelf string) shelfName {
	shelf = clean(shelf)
	if n, ok := shelves[strings.ToLower(strings.ReplaceAll(shelf, " ", "-"))]; ok {
		return n
	}
	for _, n := range shelves {
		if shelf == n.zh || strings.EqualFold(shelf, n.en) {
			return n
		}
	}
	if shelf == "" {
		return shelfName{}
	}
	return shelfName{zh: shelf, signZH: []string{shelf}, signEN: []string{shelf}}
}

// ShelfKey is the key of a shelf that is given by its key or by one of its
// names; words of the shop's own have none.
func ShelfKey(shelf string) string {
	n := shelfNames(shelf)
	for key, named := range shelves {
		if n.zh == named.zh {
			return key
		}
	}
	return ""
}

func (n shelfName) sign(l Lang) []string {
	if l.english() {
		return n.signEN
	}
	return n.signZH
}

// Shelf is the label at the head of a shelf, 60 x 40 mm; both languages stand
// on it.
type Shelf struct {
	Shelf  string // key or words, as in DeviceTag
	Letter string // A
	Code   string // SB00WG
}

// Page lays the label out on 60 x 40 mm.
func (l Shelf) Page(lang Lang, m Media) (printer.Page, error) {
	s := newSheet(lang, m, 60, 40)
	n := shelfNames(l.Shelf)
	middle := s.block(3, 2, 54, 15.5)
	name, size := s.fit(n.zh, 12.75, body, 52)
	s.white(30, middle(size), size, name, printer.AlignCenter)

	letter := clean(l.Letter)
	size = s.shrink(letter, 21.5, 5.5, 35)
	if s.width(letter, size) > 35 {
		s.fail(&FieldError{"shelf letter", "has no room"})
	}
	s.text(2.25, 37, size, letter)

	left, _ := s.qrRight("code", 57, 21.25, l.Code, printer.QRLevelM, 6)
	x := 4.1 + s.width(letter, size)
	const sideBearing = 0.3 // white right of the last letter
	english := 4.5
	for _, word := range strings.Fields(n.en) {
		english = min(english, s.shrink(word, 4.5, body, left-x+sideBearing))
	}
	lines := s.wrap(n.en, english, left-x+sideBearing, 2)
	for i, line := range lines {
		s.text(x, 37-5.75*float64(len(lines)-1-i), english, line)
	}
	return s.done()
}

// Slot is the label of one slot of a shelf, 60 x 40 mm; both languages stand
// on it.
type Slot struct {
	Shelf string // key or words, as in DeviceTag
	Slot  string
	Code  string // SA03CF
}

// Page lays the label out on 60 x 40 mm.
func (l Slot) Page(lang Lang, m Media) (printer.Page, error) {
	s := newSheet(lang, m, 60, 40)
	const room = 54
	slot := clean(l.Slot)
	size := s.shrink(slot, 22.75, 14, room)
	if s.width(slot, size) > room {
		slot = strings.ReplaceAll(slot, "-", "")
		size = s.shrink(slot, 14, 5.5, room)
	}
	if slot == "" || s.width(slot, size) > room {
		s.fail(&FieldError{"slot", "is missing or has no room"})
	}
	s.center(30, 17.9, size, slot)

	const x, y, w, h = 3, 21.25, 34, 15.75
	n := shelfNames(l.Shelf)
	s.block(x, y, w, h)
	size = 9.25
	if len([]rune(n.zh)) >= 4 {
		size = 6.75
	}
	name, size := s.fit(n.zh, size, body, w-3)
	s.white(x+w/2.0, y+9.5, size, name, printer.AlignCenter)
	s.white(x+w/2.0, y+13.75, 3.75, s.cut(n.en, 3.75, w-3), printer.AlignCenter)
	s.qrRight("code", 57, y, l.Code, printer.QRLevelM, 6)
	return s.done()
}
