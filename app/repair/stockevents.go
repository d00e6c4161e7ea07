package repair

import (
	"slices"
	"strconv"
	"time"
)

// StockTakeSubject is a stock-take of a counter, by its origin and number, as the
// subject of its events.
func StockTakeSubject(origin string, id int64) Subject {
	return SubjectOf(SubjectStockTake, origin+"."+strconv.FormatInt(id, 10))
}

// Open reports whether it has not ended.
func (t StockTake) Open() bool { return t.ID != 0 && t.Ended.IsZero() }

// stockCommand is what can be done to a stock-take.
//
//sumtype:decl
type stockCommand interface {
	SubjectCommand
	onStockTake()
}

// KeepStockTake says how a stock-take stands on the screen; what is new in it
// happens. One that was never kept begins, one that has ended changes no more.
type KeepStockTake struct{ Take StockTake }

func (KeepStockTake) subject() SubjectKind { return SubjectStockTake }
func (KeepStockTake) onStockTake()         {}

// stockBody is what happens to a stock-take. What it sees of machines happens to
// their orders.
//
//sumtype:decl
type stockBody interface {
	Body
	ofStockTake()
}

// StockTakeBegun is a count that somebody began.
type StockTakeBegun struct {
	Take int64     `json:"take"`
	At   time.Time `json:"at"`
}

// StockPlaceAdded is a place that is counted from now on.
type StockPlaceAdded struct {
	Place Place     `json:"place"`
	Since time.Time `json:"since"`
}

// UnknownNoted is something without a machine in the books, seen or set aside.
type UnknownNoted struct {
	Order    OrderID   `json:"order,omitempty"`
	Code     string    `json:"code,omitempty" free:"yes"`
	Find     StockFind `json:"find"`
	At       Place     `json:"at"`
	Seen     time.Time `json:"seen"`
	By       StaffID   `json:"by,omitempty"`
	SetAside bool      `json:"set_aside,omitempty"`
	Note     string    `json:"note,omitempty" free:"yes"`
}

// UnknownDropped takes one back, by its place in the list, from 0.
type UnknownDropped struct {
	Index int `json:"index"`
}

// StockTakeReported is how it stood when it was written down.
type StockTakeReported struct {
	Counts []StockCount   `json:"counts"`
	Diffs  []ReportedDiff `json:"diffs,omitempty"`
}

// ReportedDiff is a difference as it was written down.
type ReportedDiff struct {
	Find       StockFind       `json:"find"`
	Order      OrderID         `json:"order,omitempty"`
	Code       string          `json:"code,omitempty" free:"yes"`
	Kind       DeviceKind      `json:"kind,omitempty"`
	Brand      string          `json:"brand,omitempty" free:"no"`
	Model      string          `json:"model,omitempty" free:"no"`
	Stage      Stage           `json:"stage,omitempty"`
	Recorded   Place           `json:"recorded"`
	Since      time.Time       `json:"since,omitzero"`
	At         Place           `json:"at"`
	Seen       time.Time       `json:"seen,omitzero"`
	Resolution StockResolution `json:"resolution,omitempty"`
	Note       string          `json:"note,omitempty" free:"yes"`
}

// StockTakeEnded is its end.
type StockTakeEnded struct {
	At time.Time `json:"at"`
}

func (StockTakeBegun) kind() string    { return "stock-take-begun" }
func (StockPlaceAdded) kind() string   { return "stock-place-added" }
func (UnknownNoted) kind() string      { return "unknown-noted" }
func (UnknownDropped) kind() string    { return "unknown-dropped" }
func (StockTakeReported) kind() string { return "stock-take-reported" }
func (StockTakeEnded) kind() string    { return "stock-take-ended" }

func (StockTakeBegun) ofStockTake()    {}
func (StockPlaceAdded) ofStockTake()   {}
func (UnknownNoted) ofStockTake()      {}
func (UnknownDropped) ofStockTake()    {}
func (StockTakeReported) ofStockTake() {}
func (StockTakeEnded) ofStockTake()    {}

func decideStockTake(t StockTake, c stockCommand, by Staff, _ time.Time) ([]Body, error) {
	switch c := c.(type) {
	case KeepStockTake:
		return t.changes(c.Take, by)
	}
	return nil, &RuleError{Rule: RuleUnknownCommand}
}

// changes is what has happened between t, as it is kept, and now.
func (t StockTake) changes(now StockTake, by Staff) (bodies []Body, err error) {
	refuse := func(need string) error { return &RuleError{Rule: RuleStockPlace, Need: []string{need}} }
	switch {
	case now.ID <= 0 || t.ID != 0 && t.ID != now.ID:
		return nil, refuse("take")
	case t.ID != 0 && !t.Open():
		return nil, nil // it is as it was printed
	case t.ID == 0 && by.ID == "":
		return nil, &RuleError{Rule: RuleTaker, Need: []string{"staff"}}
	case t.ID == 0:
		bodies = append(bodies, StockTakeBegun{now.ID, now.Begun.UTC()})
	}
	for _, p := range now.Places {
		if !slices.ContainsFunc(t.Places, func(q StockPlace) bool { return p.Place == q.Place }) {
			bodies = append(bodies, StockPlaceAdded{p.Place, p.Since.UTC()})
		}
	}
	for i, x := range slices.Backward(t.Unknown) {
		if _, ok := now.UnknownItem(x.Key()); !ok {
			bodies = append(bodies, UnknownDropped{i})
		}
	}
	for _, x := range now.Unknown {
		x.Seen = x.Seen.UTC()
		if was, ok := t.UnknownItem(x.Key()); !ok || !was.same(x) {
			bodies = append(bodies, UnknownNoted(x))
		}
	}
	if r := now.Report.reported(); !r.same(t.Report.reported()) {
		bodies = append(bodies, r)
	}
	if !now.Ended.IsZero() {
		bodies = append(bodies, StockTakeEnded{now.Ended.UTC()})
	}
	return bodies, nil
}

// same reports whether two notes say the same.
func (t UnknownItem) same(u UnknownItem) bool {
	at := t.Seen.Equal(u.Seen)
	t.Seen, u.Seen = time.Time{}, time.Time{}
	return at && t == u
}

// reported is a report as it is written down.
func (r StockReport) reported() StockTakeReported {
	e := StockTakeReported{Counts: slices.Clone(r.Counts)}
	for _, d := range r.Diffs {
		d.Since, d.Seen = d.Since.UTC(), d.Seen.UTC()
		e.Diffs = append(e.Diffs, ReportedDiff(d))
	}
	return e
}

func (e StockTakeReported) same(f StockTakeReported) bool {
	return slices.Equal(e.Counts, f.Counts) && slices.Equal(e.Diffs, f.Diffs)
}

// Events are those that make a stock-take what it is, as of a moment.
func (t StockTake) Events(at time.Time) (events []Event) {
	bodies, err := StockTake{}.changes(t, Staff{ID: t.By})
	if err != nil {
		return nil
	}
	for _, b := range bodies {
		events = append(events, Event{At: at.UTC(), By: t.By, Body: b})
	}
	return events
}

func (t StockTake) apply(e Event) StockTake {
	body, ok := e.Body.(stockBody)
	if !ok {
		return t
	}
	switch b := body.(type) {
	case StockTakeBegun:
		t = StockTake{ID: b.Take, By: e.By, Begun: b.At}
	case StockPlaceAdded:
		t.Places = append(slices.Clone(t.Places), StockPlace{b.Place, b.Since})
	case UnknownNoted:
		t = t.Put(UnknownItem(b))
	case UnknownDropped:
		if b.Index < len(t.Unknown) {
			t.Unknown = slices.Delete(slices.Clone(t.Unknown), b.Index, b.Index+1)
		}
	case StockTakeReported:
		t.Report = StockReport{Counts: b.Counts}
		for _, d := range b.Diffs {
			t.Report.Diffs = append(t.Report.Diffs, StockDiff(d))
		}
	case StockTakeEnded:
		t.Ended = b.At
	}
	return t
}
