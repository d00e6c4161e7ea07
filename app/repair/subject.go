package repair

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// SubjectKind is a kind of thing that events happen to. Each kind is a state
// machine of its own: commands, Decide, events, Apply.
type SubjectKind string

// The kinds. They are stored, so their names never change.
const (
	SubjectOrder     SubjectKind = "order"      // one machine in repair; its id is the order number
	SubjectShop      SubjectKind = "shop"       // what all counters share: settings, hours, lists
	SubjectCounter   SubjectKind = "counter"    // what one counter has for itself; its id is the letter
	SubjectStaff     SubjectKind = "staff"      // a person who works here; its id is the staff number
	SubjectCustomer  SubjectKind = "customer"   // that a person is known, and when they were forgotten
	SubjectEnquiry   SubjectKind = "enquiry"    // a question without a machine
	SubjectStockTake SubjectKind = "stock-take" // a count of what stands in the shop
)

// Subject is what an event happened to: the kind and, behind a colon, the id,
// "order:A2611210042". A kind of which there is one has no id: "shop:".
type Subject string

// SubjectOf names a subject.
func SubjectOf(kind SubjectKind, id string) Subject { return Subject(string(kind) + ":" + id) }

// Kind is the kind of the subject, "" of none.
func (s Subject) Kind() SubjectKind {
	kind, _, _ := strings.Cut(string(s), ":")
	return SubjectKind(kind)
}

// ID is the id within the kind.
func (s Subject) ID() string {
	_, id, _ := strings.Cut(string(s), ":")
	return id
}

// Order is the number of the order that the subject is, "" if it is none.
func (s Subject) Order() OrderID {
	if s.Kind() != SubjectOrder {
		return ""
	}
	return OrderID(s.ID())
}

// Subject is the order as the subject of its events.
func (id OrderID) Subject() Subject { return SubjectOf(SubjectOrder, string(id)) }

// Subject is the person as the subject of what happens to them here.
func (id StaffID) Subject() Subject { return SubjectOf(SubjectStaff, string(id)) }

// Subject is the customer as the subject of being known and forgotten.
func (id CustomerID) Subject() Subject { return SubjectOf(SubjectCustomer, string(id)) }

// Ref is the place of an event in the journals of all counters: the origin that
// wrote it and the count there, from 1: "A2.17".
type Ref string

// MakeRef names a place.
func MakeRef(origin string, seq int64) Ref { return Ref(origin + "." + strconv.FormatInt(seq, 10)) }

// Place is the origin and the count; false if r names none.
func (r Ref) Place() (origin string, seq int64, ok bool) {
	origin, count, found := strings.Cut(string(r), ".")
	seq, err := strconv.ParseInt(count, 10, 64)
	return origin, seq, found && err == nil && seq > 0 && ValidOrigin(origin)
}

// ValidOrigin reports whether s can name the origin of a journal: a counter's
// letter and, from its second installation on, a number: A, A2, A17.
func ValidOrigin(s string) bool {
	if s == "" || s[0] < 'A' || s[0] > 'Z' {
		return false
	}
	if len(s) == 1 {
		return true
	}
	n, err := strconv.Atoi(s[1:])
	return err == nil && n >= 2 && strconv.Itoa(n) == s[1:]
}

// NextOrigin is the origin of the installation after one.
func NextOrigin(origin string) string {
	n, _ := strconv.Atoi(origin[1:]) // the first has no number
	return origin[:1] + strconv.Itoa(max(n, 1)+1)
}

// Refs are places with blanks between, in the order of origin and count; "" is
// none.
type Refs string

// MakeRefs names places; the same place counts once.
func MakeRefs(places ...Ref) Refs {
	if len(places) == 1 {
		return Refs(places[0])
	}
	places = slices.Clone(places)
	slices.SortFunc(places, func(a, b Ref) int {
		oa, sa, _ := a.Place()
		ob, sb, _ := b.Place()
		if c := strings.Compare(oa, ob); c != 0 {
			return c
		}
		return int(min(max(sa-sb, -1), 1))
	})
	parts := make([]string, 0, len(places))
	for _, p := range slices.Compact(places) {
		parts = append(parts, string(p))
	}
	return Refs(strings.Join(parts, " "))
}

// List are the places one by one.
func (r Refs) List() []Ref {
	var list []Ref
	for _, p := range strings.Fields(string(r)) {
		list = append(list, Ref(p))
	}
	return list
}

// Stamp is the time of a hybrid clock: milliseconds since 1970 in the upper 48
// bits, a count in the lower 16. It runs with the clock of the counter and never
// backwards, and is later than every stamp that the counter had seen. Events are
// sorted by it; people are shown Event.At.
type Stamp int64

// stampBits is how many bits of a stamp count.
const stampBits = 16

// StampOf is the first stamp of a moment.
func StampOf(t time.Time) Stamp { return Stamp(t.UnixMilli() << stampBits) }

// Next is the stamp of what happens now, after s.
func (s Stamp) Next(now time.Time) Stamp { return max(s+1, StampOf(now)) }

// Time is the moment of the stamp, in UTC.
func (s Stamp) Time() time.Time { return time.UnixMilli(int64(s >> stampBits)).UTC() }
