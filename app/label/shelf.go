package label

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"countertop/app/i18n"
	"countertop/app/repair"
	"countertop/printer"
)

// shelfName is what a shelf is called: in full in both languages, and on
// device tags in one or two short lines.
type shelfName struct {
	key    repair.PlaceKind // "" for words of the shop's own
	zh, en string
}

// shelves are the places that a machine on its tag can belong to.
var shelves = append(slices.Clone(repair.Shelves),
	repair.PlaceBench, repair.PlacePeer, repair.PlaceFactory, repair.PlaceCourier)

// shelfNames looks a shelf up by its key or by one of its names; words of the
// shop's own are taken as they are.
func shelfNames(shelf string) shelfName {
	shelf = clean(shelf)
	for _, k := range shelves {
		n := shelfName{k, i18n.T(i18n.ZH, "place."+string(k)), i18n.T(i18n.EN, "place."+string(k))}
		if strings.ToLower(strings.ReplaceAll(shelf, " ", "-")) == string(k) || shelf == n.zh || strings.EqualFold(shelf, n.en) {
			return n
		}
	}
	return shelfName{zh: shelf}
}

// sign is the name in the short lines of a tag.
func (n shelfName) sign(lang i18n.Lang) []string {
	switch {
	case n.key != "":
		return strings.Split(i18n.T(lang, "paper.sign."+string(n.key)), "\n")
	case n.zh != "":
		return []string{n.zh}
	}
	return nil
}

// proportional begins a label, drawn for 60 x 40 mm, that looks the same on every
// paper.
func proportional(lang i18n.Lang, m Media) *surface {
	const w, h = 60, 40
	s := newSurface(lang, m, w, h)
	if s.small {
		s.zoom(min(m.WidthMM/w, m.HeightMM/h))
	}
	return s
}

// Shelf is the label at the head of a shelf, drawn for 60 x 40 mm; both languages
// stand on it.
type Shelf struct {
	Shelf string `json:"shelf,omitempty"` // key or words, as in DeviceTag
	// Letter is A, "" that of Slot.
	Letter string `json:"shelf_letter,omitempty"`
	Slot   string `json:"slot,omitempty"`
	Code   string `json:"shelf_code,omitempty"` // SB00WG
}

// letter is the shelf's: given, or that of its slots.
func (l Shelf) letter() string {
	if l.Letter != "" {
		return l.Letter
	}
	letter, _, _ := strings.Cut(l.Slot, "-")
	return letter
}

func (l Shelf) complete() Document {
	if key := shelfNames(l.Shelf).key; l.Code == "" && key.IsShelf() {
		l.Code = repair.ShelfCode(repair.Place{Kind: key})
		l.Letter = cmp.Or(l.Letter, key.Letter())
	}
	return l
}

// Page lays the label out. English goes first where the label is small.
func (l Shelf) Page(lang i18n.Lang, m Media) (printer.Page, error) {
	s := proportional(lang, m)
	n := shelfNames(l.Shelf)
	extra := s.h - 40
	head := 15.5 + 0.4*extra
	middle := s.block(3, 2, s.w-6, head)
	name, size := s.fit(n.zh, 12.75*head/15.5, s.floor(), s.w-8)
	s.white(s.w/2, middle(size), size, name, printer.AlignCenter)

	letter, bl := clean(l.letter()), s.h-3
	most := min(35, s.w/2)
	left, _ := s.qrRight("code", s.w-3, s.h-18.75, l.Code, printer.QRLevelM, 6)
	size = s.shrink(letter, 21.5*(1+0.6*extra/15.75), 5.5, most)
	if s.width(letter, size) > most {
		s.fail(&FieldError{"shelf letter", "has no room"})
	}
	for _, word := range strings.Fields(n.en) { // on a higher label than drawn
		for size > 21.5 && 4.1+s.width(letter, size)+s.width(word, 4.5) > left {
			size -= 0.25
		}
	}
	s.text(2.25, bl, size, letter)
	x := 4.1 + s.width(letter, size)
	const sideBearing = 0.3 // white right of the last letter
	room := left - x + sideBearing
	english := max(4.5, s.floor())
	for _, word := range strings.Fields(n.en) {
		english = min(english, s.shrink(word, english, s.floor(), room))
	}
	lines := s.wrap(n.en, english, room, 2)
	if s.small && strings.Join(lines, " ") != n.en {
		return s.done()
	}
	for i, line := range lines {
		s.text(x, bl-5.75*max(1, english/4.5)*float64(len(lines)-1-i), english, line)
	}
	return s.done()
}

// Slot is the label of one slot of a shelf, drawn for 60 x 40 mm; both languages
// stand on it.
type Slot struct {
	Shelf string `json:"shelf,omitempty"`     // key or words, as in DeviceTag
	Slot  string `json:"slot,omitempty"`
	Code  string `json:"slot_code,omitempty"` // SA03CF
}

func (l Slot) without(field string) Document {
	if field == "shelf" {
		l.Shelf = ""
	}
	return l
}

func (l Slot) complete() Document {
	letter, number, _ := strings.Cut(l.Slot, "-")
	for _, shelf := range repair.Shelves {
		var n int
		if _, err := fmt.Sscanf(number, "%d", &n); err == nil && n > 0 && n < 100 && shelf.Letter() == letter && l.Code == "" {
			l.Code = repair.ShelfCode(repair.Place{Kind: shelf, Slot: n})
		}
	}
	return l
}

// Page lays the label out. A long slot gives up its hyphen; English goes first
// where the label is small.
func (l Slot) Page(lang i18n.Lang, m Media) (printer.Page, error) {
	s := proportional(lang, m)
	room, extra := s.w-6, s.h-40
	slot := clean(l.Slot)
	most := 22.75 * (1 + 0.6*extra/16.7)
	size := s.shrink(slot, most, 14, room)
	if s.width(slot, size) > room {
		slot = strings.ReplaceAll(slot, "-", "")
		size = s.shrink(slot, 14, max(5.5, s.floor()), room)
	}
	if slot == "" || s.width(slot, size) > room {
		s.fail(&FieldError{"slot", "is missing or has no room"})
	}
	bl := 17.9 + 0.6*extra
	if extra > 0 { // in the middle of its room, if its width is what limits it
		bl -= (most-size)*capHeight/2 + 0.3
	}
	s.center(s.w/2, bl, size, slot)

	// The QR code is as high as the block.
	y, h := 21.25+0.6*extra, 15.75+0.4*extra
	left, _ := s.qrRight("code", s.w-3, y, l.Code, printer.QRLevelM, int(6*h/15.75))
	n := shelfNames(l.Shelf)
	if n.zh == "" {
		return s.done()
	}
	const x = 3.0
	w := s.w - 26
	if extra > 0 {
		w = left - 1.25 - x
	}
	middle := s.block(x, y, w, h)
	size = 9.25
	if len([]rune(n.zh)) >= 4 {
		size = 6.75
	}
	size *= h / 15.75
	large := 3.75 * h / 15.75
	if n.en == "" || large < s.least(body) {
		floor := s.floor()
		if s.small {
			floor = floorOf(n.zh, s.least(hanLeast), s)
		}
		name, size := s.fit(n.zh, 1.25*size, floor, w-3)
		s.white(x+w/2, middle(size), size, name, printer.AlignCenter)
		return s.done()
	}
	name, size := s.fit(n.zh, size, s.floor(), w-3)
	s.white(x+w/2, y+h*9.5/15.75, size, name, printer.AlignCenter)
	s.white(x+w/2, y+h*13.75/15.75, large, s.cut(n.en, large, w-3), printer.AlignCenter)
	return s.done()
}
