package repair

import (
	"cmp"
	"iter"
	"maps"
	"slices"
	"sync"
	"time"
)

// Floor is every machine in the shop's hands. It does not change: With and
// Renamed return another floor, which shares what stays. A nil Floor is empty.
// It may be read from several goroutines.
type Floor struct {
	base  []Card           // by ID
	edits map[OrderID]edit // newer than base, few
	n     int

	// seen is what was last laid out of it.
	mu   sync.Mutex
	seen map[laidOut][]*Column
	view *Overview
	at   time.Time // of view
}

// edit is a card that came, changed or, with gone, left.
type edit struct {
	card Card
	gone bool
}

// maxEdits is when edits are put into the base: a move then costs a copy of
// all cards, and all others of these few.
const maxEdits = 256

// NewFloor is the floor with these cards, one for each order; the slice is the
// floor's from now on.
func NewFloor(cards []Card) *Floor {
	slices.SortFunc(cards, func(a, b Card) int { return cmp.Compare(a.ID, b.ID) })
	return &Floor{base: cards, n: len(cards)}
}

// Len is how many machines are in the shop.
func (f *Floor) Len() int {
	if f == nil {
		return 0
	}
	return f.n
}

// Get is the card of a machine in the shop.
func (f *Floor) Get(id OrderID) (Card, bool) {
	if f == nil {
		return Card{}, false
	}
	if e, ok := f.edits[id]; ok {
		return e.card, !e.gone
	}
	if i, ok := f.find(id); ok {
		return f.base[i], true
	}
	return Card{}, false
}

func (f *Floor) find(id OrderID) (int, bool) {
	return slices.BinarySearchFunc(f.base, id, func(c Card, id OrderID) int { return cmp.Compare(c.ID, id) })
}

// With is the floor with a machine as it is now.
func (f *Floor) With(c Card) *Floor { return f.put(edit{card: c}) }

// Without is the floor without a machine.
func (f *Floor) Without(id OrderID) *Floor { return f.put(edit{Card{ID: id}, true}) }

func (f *Floor) put(e edit) *Floor {
	if f == nil {
		f = new(Floor)
	}
	_, was := f.Get(e.card.ID)
	if !was && e.gone {
		return f
	}
	n := f.n
	switch {
	case e.gone:
		n--
	case !was:
		n++
	}
	edits := maps.Clone(f.edits)
	if edits == nil {
		edits = map[OrderID]edit{}
	}
	edits[e.card.ID] = e
	next := &Floor{base: f.base, edits: edits, n: n}
	if len(edits) > maxEdits {
		next = &Floor{base: next.cards(), n: n}
	}
	return next
}

// cards are copies of all cards by order number.
func (f *Floor) cards() []Card {
	list := make([]Card, 0, f.n)
	for c := range f.All() {
		list = append(list, *c)
	}
	return list
}

// All are the cards by order number. They are not to be written to.
func (f *Floor) All() iter.Seq[*Card] {
	return func(yield func(*Card) bool) {
		if f == nil {
			return
		}
		edits := slices.SortedFunc(maps.Values(f.edits), func(a, b edit) int { return cmp.Compare(a.card.ID, b.card.ID) })
		emit := func(e *edit) bool { return e.gone || yield(&e.card) }
		for i := range f.base {
			c := &f.base[i]
			for len(edits) > 0 && edits[0].card.ID < c.ID {
				if !emit(&edits[0]) {
					return
				}
				edits = edits[1:]
			}
			if len(edits) > 0 && edits[0].card.ID == c.ID {
				continue // the next round has it: c is older
			}
			if !yield(c) {
				return
			}
		}
		for i := range edits {
			if !emit(&edits[i]) {
				return
			}
		}
	}
}

// On are the machines in a place by slot, the longest there first within one.
func (f *Floor) On(k PlaceKind) (cards []*Card) {
	for c := range f.All() {
		if c.Place.Kind == k {
			cards = append(cards, c)
		}
	}
	slices.SortStableFunc(cards, func(a, b *Card) int {
		return cmp.Or(cmp.Compare(a.Place.Slot, b.Place.Slot), a.PlaceSince.Compare(b.PlaceSince))
	})
	return cards
}

// Missing are the machines that were reported missing, the first reported first.
func (f *Floor) Missing() (cards []*Card) {
	for c := range f.All() {
		if !c.MissingSince.IsZero() {
			cards = append(cards, c)
		}
	}
	slices.SortStableFunc(cards, func(a, b *Card) int { return a.MissingSince.Compare(b.MissingSince) })
	return cards
}

// Visit are the machines of one visit by order number.
func (f *Floor) Visit(batch OrderID) (cards []*Card) {
	if batch == "" {
		return nil
	}
	for c := range f.All() {
		if c.Batch == batch {
			cards = append(cards, c)
		}
	}
	return cards
}

// Renamed is the floor in which a customer is called otherwise.
func (f *Floor) Renamed(c Customer) *Floor {
	who, hand := cmp.Or(c.Name, c.Company), c.Name == "" && len(c.Ink) > 0
	next := f
	for k := range f.All() {
		if k.Customer == c.ID && (k.Who != who || k.ByHand != hand) {
			card := *k
			card.Who, card.ByHand = who, hand
			next = next.With(card)
		}
	}
	return next
}

// Equal reports whether the same machines are in the same state.
func (f *Floor) Equal(g *Floor) bool {
	if f.Len() != g.Len() {
		return false
	}
	for c := range f.All() {
		d, ok := g.Get(c.ID)
		if !ok || !same(*c, d) {
			return false
		}
	}
	return true
}

// same compares what people see of two cards.
func same(c, d Card) bool {
	return c.ID == d.ID && c.Who == d.Who && c.Place == d.Place && c.Stage == d.Stage && c.Reason == d.Reason && c.Part == d.Part &&
		c.Holder == d.Holder && c.PlaceSince.Equal(d.PlaceSince) && c.MissingSince.Equal(d.MissingSince)
}

// Few is how many machines there are of a sort, and the first of them.
type Few struct {
	N     int
	First []*Card // at most four
}

const few = 4

func (s *Few) add(c *Card) {
	s.N++
	if len(s.First) < few {
		s.First = append(s.First, c)
	}
}

// Overview is the floor at a glance.
type Overview struct {
	Ready int // to be handed over
	// Late and Soon are those whose clock is at the level, by order number.
	Late, Soon Few
	// Missing are those that were reported missing, by order number.
	Missing Few
	// Due is when the next of Soon is late.
	Due time.Time
}

// Overview is the floor at a glance, by the shop's calendar.
func (f *Floor) Overview(cal Calendar, now time.Time) Overview {
	if f == nil {
		return Overview{}
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	minute := now.Truncate(time.Minute)
	if f.view != nil && f.at.Equal(minute) {
		return *f.view
	}
	r := &reading{cal: cal, now: now}
	var v Overview
	for c := range f.All() {
		if c.Ready {
			v.Ready++
		}
		if !c.MissingSince.IsZero() {
			v.Missing.add(c)
		}
		clock, ok := c.clock(r)
		if !ok {
			continue
		}
		switch clock.Level() {
		case LevelLate:
			v.Late.add(c)
		case LevelSoon:
			v.Soon.add(c)
			if v.Due.IsZero() || clock.Due.Before(v.Due) {
				v.Due = clock.Due
			}
		case LevelOK:
		}
	}
	f.view, f.at = &v, minute
	return v
}
