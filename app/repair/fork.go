package repair

import (
	"cmp"
	"slices"
)

// Record is an event in the journal of its origin, where it has a count and a
// hash.
type Record struct {
	Event
	Seq  int64
	Hash string // in hex
}

// Ref is the place of the event in the journals of all counters.
func (e Record) Ref() Ref { return MakeRef(e.Origin, e.Seq) }

// SortRecords puts events into the one order that every counter finds: by stamp,
// origin and count.
func SortRecords(list []Record) {
	slices.SortFunc(list, func(a, b Record) int {
		return cmp.Or(cmp.Compare(a.Stamp, b.Stamp), cmp.Compare(a.Origin, b.Origin), cmp.Compare(a.Seq, b.Seq))
	})
}

// history is all that is known to have happened to one subject, sorted.
type history struct {
	records []Record
	// seen tells of each event which of those before it its writer had seen: a bit
	// each.
	seen [][]uint64
}

// newHistory sorts events of one subject, in whatever order they came. The same
// event twice counts once.
func newHistory(records []Record) history {
	h := history{records: slices.Clone(records)}
	SortRecords(h.records)
	h.records = slices.CompactFunc(h.records, func(a, b Record) bool { return a.Origin == b.Origin && a.Seq == b.Seq })
	at := make(map[Ref]int, len(h.records))
	last := map[string]int{} // of each origin
	for i, e := range h.records {
		h.seen = append(h.seen, make([]uint64, i/64+1))
		for _, b := range e.Base.List() {
			if j, ok := at[b]; ok {
				h.saw(i, j)
			}
		}
		if j, ok := last[e.Origin]; ok {
			h.saw(i, j) // what it wrote itself it has seen
		}
		at[e.Ref()], last[e.Origin] = i, i
	}
	return h
}

// saw notes that the writer of event i had seen event j, and what that one's
// writer had seen.
func (h history) saw(i, j int) {
	for w, bits := range h.seen[j] {
		h.seen[i][w] |= bits
	}
	h.seen[i][j/64] |= 1 << (j % 64)
}

// sees reports whether the writer of event i had seen event j.
func (h history) sees(i, j int) bool { return j < i && h.seen[i][j/64]&(1<<(j%64)) != 0 }

// seesAll reports whether the writer of event i had seen all before it.
func (h history) seesAll(i int) bool {
	for j := range i {
		if !h.sees(i, j) {
			return false
		}
	}
	return true
}

// ends are the events that nobody had seen who wrote another: one, unless
// counters wrote at the same time.
func (h history) ends() Refs {
	var ends []Ref
	for j, e := range h.records {
		seen := false
		for i := j + 1; i < len(h.records) && !seen; i++ {
			seen = h.sees(i, j)
		}
		if !seen {
			ends = append(ends, e.Ref())
		}
	}
	return MakeRefs(ends...)
}

// Fold makes the state of a subject of all its events, whatever counters wrote
// them and in whatever order they came; apply folds in one. It returns the last
// events too, which the next one has to name as its base.
func Fold[S any](records []Record, apply func(S, Event) S) (state S, ends Refs) {
	h := newHistory(records)
	for _, e := range h.records {
		state = apply(state, e.Event)
	}
	return state, h.ends()
}

// FoldOrder is Fold for an order. Two counters may have moved the machine, and
// neither knew of the other: a scan counts more than what was typed, a hand-over
// more than both, and otherwise the later one. The other place is kept in
// OtherPlace until the machine is scanned by somebody who knew of both.
func FoldOrder(records []Record) (o Order, ends Refs) {
	h := newHistory(records)
	placed, other := -1, -1 // the events that said Place and OtherPlace
	for i, e := range h.records {
		to, moves := e.Event.place(o)
		switch {
		case !moves:
			o = Apply(o, e.Event)
		case h.seesAll(i) || (placed < 0 || h.sees(i, placed)) && (other < 0 || h.sees(i, other)):
			o = Apply(o, e.Event)
			placed, other = i, -1
		case h.sees(i, placed):
			was := o.OtherPlace
			o = Apply(o, e.Event)
			placed, o.OtherPlace = i, was
			if was != nil && *was == o.Place {
				o.OtherPlace = nil
			}
		case e.Event.weight() >= h.records[placed].Event.weight():
			was := o.Place
			o = Apply(o, e.Event)
			placed, other = i, placed
			o.OtherPlace = otherPlace(was, o.Place)
		default:
			o.Version++
			other, o.OtherPlace = i, otherPlace(to, o.Place)
		}
		o.Head = e.Hash
	}
	return o, h.ends()
}

func otherPlace(p, place Place) *Place {
	if p == place {
		return nil
	}
	return &p
}

// place is where an event puts the machine of an order, if it does.
func (e Event) place(o Order) (Place, bool) {
	switch b := e.Body.(type) {
	case NumberAssigned:
		return Place{Kind: PlaceCounter}, true
	case Moved:
		return b.To, true
	case MoveUndone:
		return b.To, true
	case PickedUp, Voided:
		return Place{Kind: PlaceCustomer}, true
	default:
		return o.Place, false
	}
}

// weight is how much the word of an event counts against that of another
// counter.
func (e Event) weight() int {
	switch b := e.Body.(type) {
	case PickedUp, Voided:
		return 3
	case Moved:
		if !b.Typed {
			return 2
		}
	}
	return 1
}
