package repair_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"countertop/app/repair"
)

// counters are several counters of a shop in memory. Each writes a journal,
// knows of the others' what has come to it, and decides on what it knows.
type counters struct {
	t    *testing.T
	rand *rand.Rand
	now  time.Time
	// wrong is how far the clock of each is off.
	wrong    map[string]time.Duration
	journals map[string][]repair.Record
	// came tells how much of each journal has come to each counter.
	came  map[string]map[string]int
	stamp map[string]repair.Stamp
}

var origins = []string{"A", "B", "C2"}

func newCounters(t *testing.T, seed uint64) *counters {
	c := &counters{
		t: t, rand: rand.New(rand.NewPCG(seed, 7)), now: start,
		wrong: map[string]time.Duration{"A": 0, "B": -3 * 24 * time.Hour, "C2": 3 * 24 * time.Hour}, journals: map[string][]repair.Record{},
		came: map[string]map[string]int{}, stamp: map[string]repair.Stamp{},
	}
	for _, o := range origins {
		c.came[o] = map[string]int{}
	}
	return c
}

// knows is what a counter knows of a subject.
func (c *counters) knows(at string, subject repair.Subject) (list []repair.Record) {
	for _, o := range origins {
		for _, r := range c.journals[o][:c.came[at][o]] {
			if r.Subject == subject {
				list = append(list, r)
			}
		}
	}
	return list
}

// write adds an event to the journal of a counter, which has seen ends.
func (c *counters) write(at string, e repair.Event, ends repair.Refs) {
	c.now = c.now.Add(time.Duration(c.rand.IntN(3000)) * time.Millisecond)
	e.Origin, e.Base = at, ends
	c.stamp[at] = c.stamp[at].Next(c.now.Add(c.wrong[at]))
	e.Stamp = c.stamp[at]
	r := repair.Record{Event: e, Seq: int64(len(c.journals[at]) + 1)}
	r.Hash = fmt.Sprintf("%s-%d", at, r.Seq)
	c.journals[at] = append(c.journals[at], r)
	c.came[at][at]++
}

// fetch brings part of a journal to another counter.
func (c *counters) fetch(at, from string, n int) {
	have := c.came[at][from]
	c.came[at][from] = min(have+n, len(c.journals[from]))
	for _, r := range c.journals[from][have:c.came[at][from]] {
		c.stamp[at] = max(c.stamp[at], r.Stamp)
	}
}

// work lets counters work on some orders, and mostly without each other.
func (c *counters) work(orders []repair.OrderID, acts int) {
	for i, id := range orders {
		at := origins[i%len(origins)]
		for _, cmd := range []repair.Command{repair.AssignNumber{Kind: repair.KindPrinter}, intake()} {
			c.decide(at, id, coordinator, cmd)
		}
	}
	for range acts {
		at := origins[c.rand.IntN(len(origins))]
		switch id := orders[c.rand.IntN(len(orders))]; c.rand.IntN(12) {
		case 0, 1, 2, 3:
			c.fetch(at, origins[c.rand.IntN(len(origins))], 1+c.rand.IntN(6))
		case 4:
			c.decide(at, id, engineer, repair.UndoMove{})
		case 5:
			c.decide(at, id, engineer, repair.RecordWork{Work: fmt.Sprint("换件", c.rand.IntN(9))})
		case 6:
			c.decide(at, id, coordinator, repair.ReturnUnrepaired{Reason: "客户不修"})
		default:
			k := everywhere[c.rand.IntN(len(everywhere)-2)]
			m := repair.MoveMachine{To: slot(k, 0), Typed: c.rand.IntN(3) == 0, Override: approved}
			if k == repair.ShelfAwaitingParts {
				m.Reason = repair.ReasonParts
			}
			c.decide(at, id, engineer, m)
		}
	}
}

// decide does what a store does: it decides on what is known here and writes.
func (c *counters) decide(at string, id repair.OrderID, by repair.Staff, cmd repair.Command) {
	o, ends := repair.FoldOrder(c.knows(at, id.Subject()))
	if o.Version == 0 {
		o.ID = id
	}
	events, err := repair.Decide(o, cmd, by, c.now)
	if err != nil {
		return
	}
	for _, e := range events {
		c.write(at, e, ends)
		// The order goes on from where it was, without looking back.
		r := c.journals[at][len(c.journals[at])-1]
		o, ends = repair.Apply(o, r.Event), repair.MakeRefs(r.Ref())
		o.Head = r.Hash
	}
	again, tips := repair.FoldOrder(c.knows(at, id.Subject()))
	if d := cmp.Diff(again, o); d != "" || tips != ends {
		c.t.Fatalf("%s goes on from where it was (-from nothing +gone on): ends %q and %q\n%s", at, tips, ends, d)
	}
}

func (c *counters) all(subject repair.Subject) (list []repair.Record) {
	for _, o := range origins {
		for _, r := range c.journals[o] {
			if r.Subject == subject {
				list = append(list, r)
			}
		}
	}
	return list
}

func bytesOf(t *testing.T, o repair.Order) string {
	t.Helper()
	b, err := json.Marshal(o)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// 10,000 times three counters work on four machines, each knowing part of what
// the others do, with clocks three days apart. Whatever order the events come in,
// and however often, every counter ends with the same bytes; an event that nobody
// understands stops its own order and no other.
func TestCountersAgree(t *testing.T) {
	cases := 10_000
	if testing.Short() {
		cases = 300
	}
	orders := []repair.OrderID{"A2611210001", "B2611210001", "C2611210001", "A2611210002"}
	forks, apart, partial := 0, 0, 0
	for seed := range uint64(cases) {
		c := newCounters(t, seed)
		c.work(orders, 30)
		strange := orders[c.rand.IntN(len(orders))]
		with := newCounters(t, seed)
		with.work(orders, 30)
		at := origins[with.rand.IntN(3)]
		_, ends := repair.FoldOrder(with.knows(at, strange.Subject()))
		with.write(at, repair.Event{Subject: strange.Subject(), At: with.now, Body: repair.Opaque{Kind: "x-rayed", Raw: []byte(`{}`)}}, ends)
		for _, id := range orders {
			all := c.all(id.Subject())
			want, ends := repair.FoldOrder(all)
			if len(ends.List()) > 1 {
				forks++
			}
			if want.OtherPlace != nil {
				apart++
			}
			for range 3 {
				mixed := append(slices.Clone(all), all[:c.rand.IntN(len(all)+1)]...)
				c.rand.Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
				got, tips := repair.FoldOrder(mixed)
				if a, b := bytesOf(t, want), bytesOf(t, got); a != b || tips != ends {
					t.Fatalf("seed %d, order %s:\n%s %s\n%s %s", seed, string(id), a, ends, b, tips)
				}
			}
			other, _ := repair.FoldOrder(with.all(id.Subject()))
			if id == strange {
				if other.Partial == "" {
					t.Fatalf("seed %d: order %s was x-rayed and is %+v", seed, string(id), other)
				}
				partial++
			} else if bytesOf(t, other) != bytesOf(t, want) {
				t.Fatalf("seed %d: an event of %s changed %s", seed, string(strange), string(id))
			}
		}
	}
	if forks == 0 || apart == 0 || partial == 0 {
		t.Errorf("%d forks, %d machines in two places, %d orders of a newer program: nothing was tried", forks, apart, partial)
	}
	t.Logf("%d cases: %d forks, %d machines in two places, %d orders of a newer program", cases, forks, apart, partial)
}

// Who wins where two counters have moved one machine, and when they agree again.
func TestTwoPlaces(t *testing.T) {
	id := number
	shelf := func(k repair.PlaceKind, typed bool) repair.Command {
		return repair.MoveMachine{To: slot(k, 1), Typed: typed, Override: approved}
	}
	done, test, pickup := repair.ShelfDone, repair.ShelfAwaitingTest, repair.ShelfAwaitingPickup
	for _, tt := range []struct {
		name        string
		a, b        repair.Command // at A, and some seconds later at B
		place       repair.PlaceKind
		otherPlaces []repair.PlaceKind
	}{
		{"the later scan", shelf(test, false), shelf(done, false), done, []repair.PlaceKind{test}},
		{"a scan before what was typed later", shelf(test, false), shelf(done, true), test, []repair.PlaceKind{done}},
		{"a scan after what was typed", shelf(test, true), shelf(done, false), done, []repair.PlaceKind{test}},
		{"the later word", shelf(test, true), shelf(done, true), done, []repair.PlaceKind{test}},
		{"the same place", shelf(test, false), shelf(test, false), test, nil},
		{"one of two moved it", shelf(pickup, false), repair.RecordWork{Work: "清灰"}, pickup, nil},
	} {
		c := newCounters(t, 1)
		c.wrong = map[string]time.Duration{}
		c.decide("A", id, coordinator, repair.AssignNumber{Kind: repair.KindPrinter})
		c.decide("A", id, coordinator, intake())
		c.fetch("B", "A", 9)
		c.now = c.now.Add(time.Minute)
		c.decide("A", id, engineer, tt.a)
		c.now = c.now.Add(time.Minute)
		c.decide("B", id, engineer, tt.b)
		o, _ := repair.FoldOrder(c.all(id.Subject()))
		var apart []repair.PlaceKind
		if o.OtherPlace != nil {
			apart = append(apart, o.OtherPlace.Kind)
		}
		if o.Place.Kind != tt.place || !slices.Equal(apart, tt.otherPlaces) {
			t.Errorf("%s: it is at %s, and at %v", tt.name, o.Place.Kind, apart)
		}
		// Somebody who knows of only one of them settles nothing; who knows both does.
		c.now = c.now.Add(time.Minute)
		c.fetch("C2", "B", 9)
		c.fetch("C2", "A", 9)
		c.decide("C2", id, engineer, repair.MoveMachine{To: slot(tt.place, 1), Override: approved})
		if o, ends := repair.FoldOrder(c.all(id.Subject())); o.OtherPlace != nil || o.Place.Kind != tt.place || apart != nil && len(ends.List()) != 1 {
			t.Errorf("%s: after a scan it is at %s and at %v, ends %q", tt.name, o.Place.Kind, o.OtherPlace, ends)
		}
	}
}

func TestRefs(t *testing.T) {
	if r := repair.MakeRefs("B.3", "A.20", "A.3", "A2.1", "A.3"); r != "A.3 A.20 A2.1 B.3" || len(r.List()) != 4 {
		t.Errorf("refs %q", r)
	}
	for s, ok := range map[repair.Ref]bool{"A.1": true, "A17.2": true, "A1.1": false, "A.0": false, "A": false, ".1": false, "a.1": false, "A.x": false, "A02.1": false} {
		if _, _, is := s.Place(); is != ok {
			t.Errorf("%q is a place: %t", s, is)
		}
	}
	if a, b := repair.NextOrigin("A"), repair.NextOrigin("B9"); a != "A2" || b != "B10" {
		t.Errorf("next %s, %s", a, b)
	}
	at := time.Date(2026, 11, 21, 14, 5, 6, 789_000_000, time.UTC)
	if s := repair.StampOf(at); !s.Time().Equal(at) || s.Next(at) != s+1 || s.Next(at.Add(-time.Hour)) != s+1 || s.Next(at.Add(time.Millisecond)) != s+1<<16 {
		t.Errorf("stamp %d", s)
	}
}
