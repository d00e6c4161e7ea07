package repair

import (
	"cmp"
	"time"
)

// Card is what is shown of a machine in the shop's hands wherever many are:
// all that board, scans and lists want to know of the order, and no more.
type Card struct {
	ID       OrderID
	Batch    OrderID
	Customer CustomerID
	// Who is the customer's name, or company if there is none; ByHand says that
	// the name is known in ink only.
	Who    string
	ByHand bool
	// Device has kind, brand and model only.
	Device Device

	Place      Place
	PlaceSince time.Time
	Stage      Stage
	StageSince time.Time
	Reason     PartsReason
	Part       string
	// Engineer is whose the machine is, Holder who has it on the bench.
	Engineer, Holder StaffID
	// Lines and Open count the test sheet of a machine that somebody holds.
	Lines, Open int
	// MissingSince is when it was reported missing, zero if it is not.
	MissingSince time.Time
	// Ready says that the machine stands where it is handed over from.
	Ready bool
	// Loan and Trip are the last of the order, nil without one; they are shared.
	Loan    *Loan
	SendOut *Consignment

	// timers are the limits that run; spent is how much of each was gone at
	// since.
	timers [2]timer
	spent  [2]time.Duration
	n      int
	since  time.Time
}

// Cards makes cards of orders as they are at one time. It is not safe for
// several goroutines.
type Cards struct {
	cal  Calendar
	lim  Limits
	at   time.Time
	wall wall
	rest map[int]time.Duration // opening hours from the start of a day until at
}

// NewCards makes cards at a time, by the shop's calendar and limits.
func NewCards(cal Calendar, lim Limits, at time.Time) *Cards {
	return &Cards{cal: cal, lim: lim, at: at, wall: wall{loc: cal.Loc}, rest: map[int]time.Duration{}}
}

// Of is the card of an order.
func (m *Cards) Of(o Order, c Customer) Card {
	k := Card{
		ID: o.ID, Batch: o.Batch, Customer: o.Customer, Who: cmp.Or(c.Name, c.Company), ByHand: c.Name == "" && len(c.Ink) > 0,
		Device: Device{Kind: o.Device.Kind, Brand: o.Device.Brand, Model: o.Device.Model},
		Place:  o.Place, PlaceSince: o.PlaceSince, Stage: o.Stage, StageSince: o.StageSince, Reason: o.Reason, Part: o.Part,
		Engineer: o.Engineer(), Holder: o.Holder, MissingSince: o.MissingSince,
		Ready: o.ReadyForPickup(), Loan: o.Loan, SendOut: o.SendOut, since: m.at,
	}
	if o.Holder != "" {
		k.Lines, k.Open = len(o.Lines), len(OpenLines(o.Lines, o.Test))
	}
	for _, t := range timers(o, m.cal, m.lim) {
		k.timers[k.n], k.spent[k.n] = t, m.spent(t.from)
		k.n++
	}
	return k
}

// spent is how long the shop was open since from. Whole days are added up
// once, however many orders began on them.
func (m *Cards) spent(from time.Time) time.Duration {
	day := m.wall.day(from) + 1
	next := m.wall.moment(day, 0)
	if !next.Before(m.at) || !next.After(from) { // the clocks may be put back over midnight
		return m.cal.Between(from, m.at)
	}
	rest, ok := m.rest[day]
	if !ok {
		rest = m.cal.Between(next, m.at)
		m.rest[day] = rest
	}
	return m.cal.Between(from, next) + rest
}

// Clock is the limit that runs on the machine, and false when none does.
func (c Card) Clock(cal Calendar, now time.Time) (Clock, bool) {
	return c.clock(&reading{cal: cal, now: now})
}

func (c *Card) clock(r *reading) (worst Clock, ok bool) {
	for i, t := range c.timers[:c.n] {
		spent := c.spent[i]
		if t.from.After(c.since) { // the wall clock was set back when the card was made
			spent = r.cal.Between(t.from, r.now)
		} else {
			spent += r.openSince(c.since)
		}
		if k := t.at(spent, r.now); !ok || k.Used > worst.Used {
			worst, ok = k, true
		}
	}
	return worst, ok
}

// reading is a look at many clocks at one time. Most cards were made at the
// same time: the opening hours since are counted once.
type reading struct {
	cal  Calendar
	now  time.Time
	last time.Time
	open time.Duration
}

func (r *reading) openSince(t time.Time) time.Duration {
	if !t.Equal(r.last) {
		r.last, r.open = t, r.cal.Between(t, r.now)
	}
	return r.open
}
