package repair

import (
	"cmp"
	"slices"
	"time"
)

// StockFind is what a scan or a look at the books says of a machine in a
// stock-take (盘点).
type StockFind string

// The finds. They are stored, so their names never change.
const (
	StockHere      StockFind = "here"       // stands where it is recorded
	StockOtherSlot StockFind = "other-slot" // right place, another slot
	StockElsewhere StockFind = "elsewhere"  // in the shop, recorded at another place
	StockOver      StockFind = "over"       // collected or void, and yet here
	StockDraft     StockFind = "draft"      // its check-in was never finished
	StockNoOrder   StockFind = "no-order"   // a code of ours for an order that is not in the store
	StockNotOurs   StockFind = "not-ours"   // neither a code of ours nor a serial number in the store
	StockMissing   StockFind = "missing"    // expected and not seen
)

// StockGroup is a part of the difference list.
type StockGroup string

// The groups of the difference list, in its order.
const (
	// GroupLost are tags of the shop whose order is not in the store: of a lost
	// order, a restored backup or another counter. Nothing that a stock-take can find
	// matters more.
	GroupLost    StockGroup = "lost"
	GroupMissing StockGroup = "missing"
	GroupForeign StockGroup = "foreign"
	GroupUnknown StockGroup = "unknown"
)

// StockGroups lists the groups in the order of the list.
var StockGroups = []StockGroup{GroupLost, GroupMissing, GroupForeign, GroupUnknown}

// Group is where a find stands on the difference list; "" for a machine that is
// where it should be.
func (f StockFind) Group() StockGroup {
	switch f {
	case StockMissing:
		return GroupMissing
	case StockElsewhere, StockOtherSlot:
		return GroupForeign
	case StockNoOrder:
		return GroupLost
	case StockOver, StockDraft, StockNotOurs:
		return GroupUnknown
	case StockHere:
	}
	return ""
}

// StockMend is how a difference was settled.
type StockResolution string

// The ways. They are stored in what was printed.
const (
	ResolutionNone     StockResolution = ""
	ResolutionReported StockResolution = "reported" // missing, and the supervisor has been told
	ResolutionMoved    StockResolution = "moved"    // the books say now where it stands
	ResolutionBack     StockResolution = "back"     // carried back to where the books have it
	ResolutionSetAside StockResolution = "aside"    // set aside for somebody to look into
)

// Sighting is the last time that a machine was seen in a stock-take.
type Sighting struct {
	// Take is the stock-take, by its number at Station.
	Take    int64
	Station string `json:",omitempty"`
	// At is where the machine stood, Recorded where the books had it then.
	At, Recorded Place
	// Back says that it was carried back to where it belongs.
	Back bool `json:",omitempty"`
	Time time.Time
	By   StaffID
}

// Find judges the sighting of an order in a stage.
func (s Sighting) Find(stage Stage) StockFind {
	switch {
	case stage == StageDraft:
		return StockDraft
	case stage.Over():
		return StockOver
	case s.At.Kind != s.Recorded.Kind:
		return StockElsewhere
	case s.At.Slot > 0 && s.At.Slot != s.Recorded.Slot:
		return StockOtherSlot
	}
	return StockHere
}

// SeenBefore is what the last word of a stock-take on an order changed, so that
// it can be undone.
type SeenBefore struct {
	LastSeen     Sighting  `json:",omitzero"`
	MissingSince time.Time `json:",omitzero"`
	MissingBy    StaffID   `json:",omitzero"`
	At           time.Time // of the word
}

// SeeMachine says that a machine was seen in a stock-take; with Back that it was
// carried back to where the books have it. One that was missing can be found
// outside of any: Take is 0 then.
type SeeMachine struct {
	Take int64
	At   Place
	Back bool
}

// ReportMissing says that a machine is not where it should be and was not found.
type ReportMissing struct{ Take int64 }

// UndoSighting takes the last word of a stock-take on an order back within
// UndoWindow: a machine seen, or reported missing.
type UndoSighting struct{}

func (SeeMachine) command()    {}
func (ReportMissing) command() {}
func (UndoSighting) command()  {}

// Sighted is a machine seen in a stock-take. Recorded is where the books had it.
type Sighted struct {
	Take     int64 `json:"take"`
	At       Place `json:"at"`
	Recorded Place `json:"recorded"`
	Back     bool  `json:"back,omitempty"`
}

// ReportedMissing is a machine that was expected at a place and is not there.
type ReportedMissing struct {
	Take  int64 `json:"take,omitempty"`
	Place Place `json:"place"`
}

// SightingUndone takes the last Sighted or ReportedMissing of an order back.
type SightingUndone struct{}

func (Sighted) kind() string         { return "sighted" }
func (ReportedMissing) kind() string { return "reported-missing" }
func (SightingUndone) kind() string  { return "sighting-undone" }

func (Sighted) ofOrder()         {}
func (ReportedMissing) ofOrder() {}
func (SightingUndone) ofOrder()  {}

// Missing reports whether the machine was reported missing and not seen since.
func (o Order) Missing() bool { return !o.MissingSince.IsZero() }

// Countable reports whether machines in a place can be counted: those that have
// a code to scan and the counter.
func (p Place) Countable() bool { return p.Kind.Letter() != "" || p.Kind == PlaceCounter }

// Has reports whether q is p or a slot of it.
func (p Place) Has(q Place) bool { return p.Kind == q.Kind && (p.Slot == 0 || p.Slot == q.Slot) }

func (d decision) see(c SeeMachine) (Body, error) {
	o := d.o
	if !c.At.Countable() || c.Take < 0 || c.Take == 0 && !o.Missing() {
		return nil, d.refuse(RuleStockPlace, need("place"))
	}
	last := o.LastSeen
	if c.Back {
		if last.Take != c.Take || !c.At.Has(o.Place) {
			return nil, d.refuse(RulePutBack, need("place"), arg("kind", string(o.Place.Kind)), arg("slot", o.Place.Name()))
		}
		if last.Back {
			return nil, nil
		}
		return Sighted{Take: c.Take, At: last.At, Recorded: last.Recorded, Back: true}, nil
	}
	if last.Take == c.Take && last.At == c.At && !o.Missing() {
		return nil, nil // the same again is counted once
	}
	return Sighted{Take: c.Take, At: c.At, Recorded: o.Place}, nil
}

func (d decision) reportMissing(c ReportMissing) (Body, error) {
	switch {
	case d.o.Stage == StageDraft:
		return nil, d.refuse(RuleDraftStays)
	case d.o.Missing():
		return nil, nil
	}
	return ReportedMissing{Take: c.Take, Place: d.o.Place}, nil
}

func (d decision) undoSighting() (Body, error) {
	switch b := d.o.SeenBefore; {
	case b == nil:
		return nil, d.refuse(RuleNothingToUndo)
	case d.now.Sub(b.At) > UndoWindow:
		return nil, d.refuse(RuleUndoTooLate)
	}
	return SightingUndone{}, nil
}

// applyStock folds the events of this file into an order.
func (o Order) applyStock(e Event) Order {
	before := &SeenBefore{LastSeen: o.LastSeen, MissingSince: o.MissingSince, MissingBy: o.MissingBy, At: e.At}
	switch b := e.Body.(type) {
	case Sighted:
		o.LastSeen = Sighting{Take: b.Take, Station: e.Origin, At: b.At, Recorded: b.Recorded, Back: b.Back, Time: e.At, By: e.By}
		o.MissingSince, o.MissingBy = time.Time{}, ""
	case ReportedMissing:
		o.MissingSince, o.MissingBy = e.At, e.By
	case SightingUndone:
		if was := o.SeenBefore; was != nil {
			o.LastSeen, o.MissingSince, o.MissingBy = was.LastSeen, was.MissingSince, was.MissingBy
		}
		before = nil
	default: // Apply sends no others here
	}
	o.SeenBefore = before
	return o
}

// found takes the report off a machine that a scan has moved or handed over.
func (o Order) found() Order {
	o.MissingSince, o.MissingBy, o.SeenBefore = time.Time{}, "", nil
	return o
}

// StockMachine is what a stock-take looks at of an order.
type StockMachine struct {
	Order        OrderID
	Kind         DeviceKind
	Brand, Model string
	Stage        Stage
	Place        Place
	Since        time.Time // in the place
	MissingSince time.Time
	Seen         Sighting
}

// StockMachineOf takes out of an order what a stock-take looks at.
func StockMachineOf(o Order) StockMachine {
	return StockMachine{
		Order: o.ID, Kind: o.Device.Kind, Brand: o.Device.Brand, Model: o.Device.Model,
		Stage: o.Stage, Place: o.Place, Since: o.PlaceSince, MissingSince: o.MissingSince, Seen: o.LastSeen,
	}
}

// Stock is what a stock-take looks at of a card.
func (c *Card) Stock() StockMachine {
	return StockMachine{
		Order: c.ID, Kind: c.Device.Kind, Brand: c.Device.Brand, Model: c.Device.Model,
		Stage: c.Stage, Place: c.Place, Since: c.PlaceSince, MissingSince: c.MissingSince,
	}
}

// StockTake is a count of what stands in one or several places.
type StockTake struct {
	ID           int64
	By           StaffID
	Begun, Ended time.Time
	// Places were scanned one after the other.
	Places []StockPlace
	// Things are codes that were scanned and belong to no machine in the shop,
	// and orders that were set aside.
	Unknown []UnknownItem `json:"Things"`
	// Report is how it stood when it was last written down.
	Report StockReport
}

// StockPlace is a place that is counted, since when.
type StockPlace struct {
	Place Place
	Since time.Time
}

// StockThing is something that stands there and has no machine in the books.
type UnknownItem struct {
	// Order is set for an order number, Code for what else was read.
	Order OrderID
	Code  string
	Find  StockFind
	At    Place
	Seen  time.Time
	By    StaffID
	// Aside says that it was set aside; Note is a word on it.
	SetAside bool `json:"Aside"`
	Note     string
}

// Key names a thing within a stock-take.
func (t UnknownItem) Key() string { return cmp.Or(string(t.Order), t.Code) }

// StockDiff is one line of the difference list.
type StockDiff struct {
	Find         StockFind
	Order        OrderID
	Code         string // what was read, where there is no order
	Kind         DeviceKind
	Brand, Model string
	Stage        Stage
	// Recorded is where the books have it, Since when; At is where it was seen.
	Recorded   Place
	Since      time.Time
	At         Place
	Seen       time.Time
	Resolution StockResolution `json:"Mend"`
	Note       string
}

// Key names a difference within a stock-take.
func (d StockDiff) Key() string { return cmp.Or(string(d.Order), d.Code) }

// StockCount is what was expected and found in one place.
type StockCount struct {
	Place                     Place
	Expected, Found           int
	Missing, Foreign, Unknown int
	// Lost are tags of the shop without an order.
	Lost     int `json:",omitempty"`
	Resolved int `json:"Mended"`
}

// Diffs is the number of differences.
func (c StockCount) Diffs() int { return c.Missing + c.Foreign + c.Unknown + c.Lost }

// StockReport is how a stock-take stands.
type StockReport struct {
	Counts []StockCount
	Diffs  []StockDiff
}

// Total adds up the counts of all places.
func (r StockReport) Total() (c StockCount) {
	for _, x := range r.Counts {
		c.Expected, c.Found, c.Resolved = c.Expected+x.Expected, c.Found+x.Found, c.Resolved+x.Resolved
		c.Missing, c.Foreign, c.Unknown = c.Missing+x.Missing, c.Foreign+x.Foreign, c.Unknown+x.Unknown
		c.Lost += x.Lost
	}
	return c
}

// Open is the number of differences that nobody has settled.
func (r StockReport) Open() int { t := r.Total(); return t.Diffs() - t.Resolved }

// Add counts another place from now on; one that is counted already stays.
func (t StockTake) Add(p Place, now time.Time) StockTake {
	if t.place(p) < 0 {
		t.Places = append(slices.Clone(t.Places), StockPlace{p, now})
	}
	return t
}

// Put notes a thing, in place of what was noted of it.
func (t StockTake) Put(x UnknownItem) StockTake {
	t.Unknown = slices.Clone(t.Unknown)
	if i := t.unknownItem(x.Key()); i >= 0 {
		t.Unknown[i] = x
	} else {
		t.Unknown = append(t.Unknown, x)
	}
	return t
}

// Drop forgets a thing.
func (t StockTake) Drop(key string) StockTake {
	t.Unknown = slices.DeleteFunc(slices.Clone(t.Unknown), func(x UnknownItem) bool { return x.Key() == key })
	return t
}

// Thing is what was noted under a key.
func (t StockTake) UnknownItem(key string) (x UnknownItem, ok bool) {
	i := t.unknownItem(key)
	if i < 0 {
		return x, false
	}
	return t.Unknown[i], true
}

func (t StockTake) unknownItem(key string) int {
	return slices.IndexFunc(t.Unknown, func(x UnknownItem) bool { return x.Key() == key })
}

// place is the first of Places that has p, or -1.
func (t StockTake) place(p Place) int {
	return slices.IndexFunc(t.Places, func(x StockPlace) bool { return x.Place.Has(p) })
}

// Counts reports whether a place is counted in t.
func (t StockTake) Counts(p Place) bool { return t.place(p) >= 0 }

// Compare says how the stock-take stands: standing are the machines in the shop
// whose recorded place is counted, seen all those with a Sighting of it. A
// machine that a scan brought after its place was begun is not expected; one
// that a scan has moved since it was seen in the wrong place is settled. It
// looks at each machine once. A line keeps its place on the list when it is
// settled.
func (t StockTake) Compare(standing, seen []StockMachine) (r StockReport) {
	for _, p := range t.Places {
		r.Counts = append(r.Counts, StockCount{Place: p.Place})
	}
	known := make(map[OrderID]bool, len(seen))
	for _, m := range seen {
		known[m.Order] = true
		t.compareSeen(&r, m)
	}
	for _, m := range standing {
		i := t.place(m.Place)
		if i < 0 || known[m.Order] || m.Since.After(t.Places[i].Since) {
			continue
		}
		r.Counts[i].Expected++
		d := m.diff(StockMissing)
		if !m.MissingSince.IsZero() {
			d.Resolution = ResolutionReported
		}
		t.count(&r, m.Place, d)
	}
	for _, x := range t.Unknown {
		if known[x.Order] {
			continue // its order says it
		}
		d := StockDiff{Find: x.Find, Order: x.Order, Code: x.Code, At: x.At, Seen: x.Seen, Note: x.Note}
		if x.SetAside {
			d.Resolution = ResolutionSetAside
		}
		t.count(&r, x.At, d)
	}
	slices.SortFunc(r.Diffs, func(a, b StockDiff) int {
		return cmp.Or(
			cmp.Compare(slices.Index(StockGroups, a.Find.Group()), slices.Index(StockGroups, b.Find.Group())),
			cmp.Compare(a.Recorded.Kind.Letter(), b.Recorded.Kind.Letter()),
			cmp.Compare(a.Recorded.Slot, b.Recorded.Slot), cmp.Compare(a.Order, b.Order), cmp.Compare(a.Code, b.Code))
	})
	return r
}

// compareSeen counts a machine that was seen, and what is wrong with where it was.
func (t StockTake) compareSeen(r *StockReport, m StockMachine) {
	find := m.Seen.Find(m.Stage)
	if i := t.place(m.Seen.Recorded); i >= 0 && find.Group() != GroupUnknown {
		r.Counts[i].Expected++
		if m.Seen.At.Kind == m.Seen.Recorded.Kind {
			r.Counts[i].Found++
		}
	}
	if find == StockHere {
		return
	}
	d := m.diff(find)
	d.Recorded, d.At, d.Seen = m.Seen.Recorded, m.Seen.At, m.Seen.Time
	switch x, ok := t.UnknownItem(string(m.Order)); {
	case ok && x.SetAside:
		d.Resolution, d.Note = ResolutionSetAside, x.Note
	case find.Group() == GroupUnknown:
	case m.Seen.Back:
		d.Resolution = ResolutionBack
	case !m.Since.Before(m.Seen.Time):
		d.Resolution, d.Since = ResolutionMoved, time.Time{} // it counts for the new place
	}
	t.count(r, d.At, d)
}

// count adds a difference to the report, and to the counts of the place it is at.
func (t StockTake) count(r *StockReport, at Place, d StockDiff) {
	r.Diffs = append(r.Diffs, d)
	i := t.place(at)
	if i < 0 {
		return
	}
	switch c := &r.Counts[i]; d.Find.Group() {
	case GroupLost:
		c.Lost++
	case GroupMissing:
		c.Missing++
	case GroupForeign:
		c.Foreign++
	case GroupUnknown:
		c.Unknown++
	}
	if d.Resolution != ResolutionNone {
		r.Counts[i].Resolved++
	}
}

func (m StockMachine) diff(f StockFind) StockDiff {
	return StockDiff{
		Find: f, Order: m.Order, Kind: m.Kind, Brand: m.Brand, Model: m.Model, Stage: m.Stage, Recorded: m.Place, Since: m.Since,
	}
}
