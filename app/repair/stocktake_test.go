package repair_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"countertop/app/repair"
)

const take = 1

func see(k repair.PlaceKind, n int) repair.SeeMachine {
	return repair.SeeMachine{Take: take, At: slot(k, n)}
}

func voided(l *life) {
	draft(l)
	l.do(coordinator, repair.VoidOrder{Reason: "客户改天再来"})
}

func lost(l *life) {
	onShelf(l)
	l.do(engineer, repair.ReportMissing{Take: take})
}

// onShelf stands in A-07.
func onShelf(l *life) {
	checkedIn(l)
	l.do(engineer, to(repair.ShelfAwaitingTest, 7))
}

// seenElsewhere belongs in A-07 and was seen on another shelf.
func seenElsewhere(l *life) {
	onShelf(l)
	l.do(engineer, see(repair.ShelfDone, 0))
}

func TestScanOfAStockTakeIsJudged(t *testing.T) {
	shelf := repair.ShelfAwaitingTest
	for _, tt := range []struct {
		name string
		life func(*life)
		at   repair.Place
		want repair.StockFind
	}{
		{"here as recorded, on the whole shelf", onShelf, slot(shelf, 0), repair.StockHere},
		{"here as recorded, in its slot", onShelf, slot(shelf, 7), repair.StockHere},
		{"here, but in another slot", onShelf, slot(shelf, 8), repair.StockOtherSlot},
		{"recorded on another shelf", onShelf, slot(repair.ShelfDone, 0), repair.StockElsewhere},
		{"recorded on the bench", onBench, slot(shelf, 7), repair.StockElsewhere},
		{"on the bench", onBench, slot(repair.PlaceBench, 0), repair.StockHere},
		{"still at the counter", checkedIn, slot(shelf, 7), repair.StockElsewhere},
		{"collected and yet here", pickedUp, slot(shelf, 0), repair.StockOver},
		{"void and yet here", voided, slot(shelf, 0), repair.StockOver},
		{"check-in never finished", draft, slot(shelf, 0), repair.StockDraft},
	} {
		t.Run(tt.name, func(t *testing.T) {
			l := newLife(t)
			tt.life(l)
			place, stage, since := l.order.Place, l.order.Stage, l.order.PlaceSince
			l.do(engineer, repair.SeeMachine{Take: take, At: tt.at})
			if got := l.order.LastSeen.Find(l.order.Stage); got != tt.want {
				t.Errorf("judged %s, want %s", got, tt.want)
			}
			if l.order.Place != place || l.order.Stage != stage || !l.order.PlaceSince.Equal(since) {
				t.Errorf("a look has moved the machine: %v %s", l.order.Place, l.order.Stage)
			}
			if s := l.order.LastSeen; s.By != engineer.ID || s.At != tt.at || s.Recorded != place {
				t.Errorf("last seen %+v", s)
			}
			n := len(l.events)
			l.do(coordinator, repair.SeeMachine{Take: take, At: tt.at})
			if len(l.events) != n {
				t.Errorf("the same again is counted twice")
			}
			l.do(coordinator, repair.SeeMachine{Take: take + 1, At: tt.at})
			if len(l.events) != n+1 {
				t.Errorf("the next stock-take does not count it")
			}
		})
	}
}

func TestMissingEndsWithTheNextScan(t *testing.T) {
	for _, tt := range []struct {
		name string
		end  func(l *life)
		want bool // still missing
	}{
		{"nothing happens", func(*life) {}, true},
		{"its test sheet is filled in", func(l *life) { l.do(engineer, passed(l.order.Lines, false)) }, true},
		{"it is reported again", func(l *life) { l.do(coordinator, repair.ReportMissing{Take: take + 1}) }, true},
		{"it is seen", func(l *life) { l.do(engineer, see(repair.ShelfDone, 0)) }, false},
		{"it is moved", func(l *life) { l.do(engineer, to(repair.PlaceBench, 0)) }, false},
		{"a move of it is undone", func(l *life) { l.do(engineer, to(repair.PlaceBench, 0), repair.UndoMove{}) }, false},
		{"the report is undone", func(l *life) { l.do(engineer, repair.UndoSighting{}) }, false},
		{"the look after it is undone", func(l *life) { l.do(engineer, see(repair.ShelfAwaitingTest, 0), repair.UndoSighting{}) }, true},
		{"it is handed over", func(l *life) {
			l.do(coordinator, repair.ReturnUnrepaired{Reason: "价格"})
			c := handOver()
			c.Returned = []int{1, 2}
			l.do(coordinator, c)
		}, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			l := newLife(t)
			lost(l)
			since := l.order.MissingSince
			if !l.order.Missing() || l.order.MissingBy != engineer.ID {
				t.Fatalf("missing since %v by %q", since, l.order.MissingBy)
			}
			tt.end(l)
			if l.order.Missing() != tt.want || tt.want && !l.order.MissingSince.Equal(since) {
				t.Errorf("missing since %v, was %v", l.order.MissingSince, since)
			}
			same(t, repair.Replay(l.events), l.order)
		})
	}
}

func TestUndoOfASightingLeavesNothing(t *testing.T) {
	for name, life := range map[string]func(*life){"never seen": onShelf, "missing": lost, "over": pickedUp} {
		t.Run(name, func(t *testing.T) {
			l := newLife(t)
			life(l)
			want := l.order
			l.do(engineer, see(repair.ShelfDone, 2), repair.UndoSighting{})
			want.Version, want.SeenBefore = l.order.Version, nil
			same(t, l.order, want)
			if r := refusal(t, l.try(engineer, repair.UndoSighting{})); r.Rule != repair.RuleNothingToUndo {
				t.Errorf("undone twice: %s", r.Rule)
			}
			l.do(engineer, see(repair.ShelfDone, 2))
			l.now = l.now.Add(repair.UndoWindow)
			if r := refusal(t, l.try(engineer, repair.UndoSighting{})); r.Rule != repair.RuleUndoTooLate {
				t.Errorf("undone too late: %s", r.Rule)
			}
		})
	}
}

func TestReportOfWhatIsNotInTheShopIsRefused(t *testing.T) {
	for rule, life := range map[repair.Rule]func(*life){
		repair.RuleOver: pickedUp, repair.RuleDraftStays: draft, repair.RuleUnknownOrder: func(*life) {},
	} {
		if r := refusal(t, at(life, engineer, repair.ReportMissing{Take: take})(t)); r.Rule != rule {
			t.Errorf("%s: refused by %s", rule, r.Rule)
		}
	}
}

// counted plays machines and returns what the stock-take compares.
type counted struct {
	take  repair.StockTake
	lives []*life
}

func (c *counted) add(t *testing.T, end func(*life)) *life {
	l := newLife(t)
	l.order.ID = repair.MakeOrderID('A', start, len(c.lives)+1)
	end(l)
	c.lives = append(c.lives, l)
	return l
}

func (c *counted) report() repair.StockReport {
	var standing, seen []repair.StockMachine
	for _, l := range c.lives {
		m := repair.StockMachineOf(l.order)
		if l.order.InShop() && c.take.Counts(m.Place) {
			standing = append(standing, m)
		}
		if m.Seen.Take == c.take.ID {
			seen = append(seen, m)
		}
	}
	return c.take.Compare(standing, seen)
}

// lines are a report in short: find, order, mend.
func lines(r repair.StockReport) (out []string) {
	for _, d := range r.Diffs {
		out = append(out, fmt.Sprintf("%s %s%s %s", d.Find, d.Order.Short(), d.Code, d.Resolution))
	}
	return out
}

func TestStockTakeComparesShelfAndBooks(t *testing.T) {
	begun := start.Add(time.Hour)
	in := func(k repair.PlaceKind, n int) func(*life) {
		return func(l *life) {
			checkedIn(l)
			if k == repair.ShelfDone {
				l.do(engineer, passed(l.order.Lines, false))
			}
			l.do(engineer, to(k, n))
			l.now = begun.Add(time.Minute)
		}
	}
	shelf := repair.ShelfAwaitingTest
	c := &counted{take: repair.StockTake{ID: take}.Add(slot(shelf, 0), begun)}
	c.add(t, in(shelf, 1)).do(engineer, see(shelf, 0))                                    // 0001 here
	gone := c.add(t, in(shelf, 2))                                                        // 0002 missing
	foreign := c.add(t, in(repair.ShelfDone, 4)).do(engineer, see(shelf, 0))              // 0003 foreign
	swapped := c.add(t, in(shelf, 5)).do(engineer, see(shelf, 6))                         // 0004 other slot
	c.add(t, func(l *life) { voided(l); l.do(engineer, see(shelf, 0)) })                  // 0005 over
	c.add(t, in(repair.PlaceBench, 0))                                                    // 0006 elsewhere, nobody looked
	c.add(t, func(l *life) { in(repair.PlaceBench, 0)(l); l.do(engineer, to(shelf, 9)) }) // 0007 arrives meanwhile
	c.take = c.take.Put(repair.UnknownItem{Code: "6901234567892", Find: repair.StockNotOurs, At: slot(shelf, 0), Seen: begun})
	c.take = c.take.Put(repair.UnknownItem{Order: "A2611200099", Find: repair.StockNoOrder, At: slot(shelf, 0), Seen: begun.Add(time.Hour)})

	check := func(step string, want repair.StockCount, diffs ...string) {
		t.Helper()
		want.Place = slot(shelf, 0)
		r := c.report()
		if d := cmp.Diff([]repair.StockCount{want}, r.Counts); d != "" {
			t.Errorf("%s: counts (-want +got):\n%s", step, d)
		}
		if d := cmp.Diff(diffs, lines(r)); d != "" {
			t.Errorf("%s: differences (-want +got):\n%s", step, d)
		}
	}
	count := repair.StockCount{Expected: 3, Found: 2, Missing: 1, Foreign: 2, Unknown: 2, Lost: 1}
	check("all scanned", count, "no-order 0099 ", "missing 0002 ", "other-slot 0004 ", "elsewhere 0003 ", "not-ours 6901234567892 ", "over 0005 ")

	gone.do(engineer, repair.ReportMissing{Take: take})
	foreign.do(engineer, to(shelf, 3))
	swapped.do(engineer, repair.SeeMachine{Take: take, At: slot(shelf, 0), Back: true})
	for _, x := range []repair.UnknownItem{{Order: c.lives[4].order.ID, Find: repair.StockOver, At: slot(shelf, 0)}, c.take.Unknown[0], c.take.Unknown[1]} {
		x.SetAside = true
		c.take = c.take.Put(x)
	}
	for _, d := range c.report().Diffs {
		if d.Since.IsZero() != (d.Resolution == repair.ResolutionMoved || d.Code != "" || d.Find == repair.StockNoOrder) {
			t.Errorf("%s %s is there since %v", d.Find, d.Resolution, d.Since)
		}
	}
	count.Resolved = 6
	check("all mended", count, "no-order 0099 aside", "missing 0002 reported", "other-slot 0004 back", "elsewhere 0003 moved", "not-ours 6901234567892 aside", "over 0005 aside")
	if n := c.report().Open(); n != 0 {
		t.Errorf("%d open", n)
	}

	gone.do(engineer, see(shelf, 0)) // found behind the cupboard
	foreign.do(engineer, repair.UndoMove{})
	c.take = c.take.Drop("6901234567892")
	count = repair.StockCount{Expected: 3, Found: 3, Foreign: 2, Unknown: 1, Lost: 1, Resolved: 3}
	check("found and undone", count, "no-order 0099 aside", "other-slot 0004 back", "elsewhere 0003 ", "over 0005 aside")
}

func TestStockTakeOfSlotsAndOfShelvesOneAfterTheOther(t *testing.T) {
	later := func(l *life) *life { l.now = start.Add(time.Hour); return l }
	c := &counted{take: repair.StockTake{ID: take}.Add(slot(repair.ShelfAwaitingTest, 7), start.Add(time.Minute))}
	l := later(c.add(t, onShelf))
	later(c.add(t, func(l *life) { checkedIn(l); l.do(engineer, to(repair.ShelfAwaitingTest, 8)) }))
	if d := cmp.Diff([]string{"missing 0001 "}, lines(c.report())); d != "" {
		t.Errorf("one slot (-want +got):\n%s", d)
	}
	c.take = c.take.Add(slot(repair.ShelfDone, 0), start.Add(2*time.Minute)).Add(slot(repair.ShelfDone, 3), start.Add(3*time.Minute))
	if n := len(c.take.Places); n != 2 {
		t.Errorf("%d places: a slot of a shelf that is counted is one more", n)
	}
	// The machine stands on the next shelf: it is not missing, but foreign there.
	l.do(engineer, see(repair.ShelfDone, 3))
	r := c.report()
	if d := cmp.Diff([]string{"elsewhere 0001 "}, lines(r)); d != "" {
		t.Errorf("two shelves (-want +got):\n%s", d)
	}
	want := []repair.StockCount{
		{Place: slot(repair.ShelfAwaitingTest, 7), Expected: 1},
		{Place: slot(repair.ShelfDone, 0), Foreign: 1},
	}
	if d := cmp.Diff(want, r.Counts); d != "" {
		t.Errorf("counts (-want +got):\n%s", d)
	}
}

func BenchmarkCompare1000(b *testing.B) {
	t := repair.StockTake{ID: take}.Add(slot(repair.ShelfAwaitingTest, 0), start)
	var standing, seen []repair.StockMachine
	for i := range 1000 {
		m := repair.StockMachine{Order: repair.MakeOrderID('A', start, i+1), Stage: repair.StageAwaitingTest, Place: slot(repair.ShelfAwaitingTest, i), Since: start}
		standing = append(standing, m)
		if i%2 == 0 {
			m.Seen = repair.Sighting{Take: take, At: slot(repair.ShelfAwaitingTest, 0), Recorded: m.Place, Time: start}
			seen = append(seen, m)
		}
	}
	for b.Loop() {
		if r := t.Compare(standing, seen); len(r.Diffs) != 500 {
			b.Fatal(len(r.Diffs))
		}
	}
}

func TestFloorKnowsWhatIsMissing(t *testing.T) {
	cal := repair.DefaultCalendar(shanghai)
	cards := repair.NewCards(cal, repair.DefaultLimits(), start)
	l := newLife(t)
	lost(l)
	there := l.order
	there.ID, there.MissingSince = "A2611210043", time.Time{}
	f := repair.NewFloor([]repair.Card{cards.Of(there, repair.Customer{}), cards.Of(l.order, repair.Customer{})})
	if list := f.Missing(); len(list) != 1 || list[0].ID != number || f.Overview(cal, start).Missing.N != 1 {
		t.Errorf("missing are %v, %d at a glance", list, f.Overview(cal, start).Missing.N)
	}
	l.do(engineer, see(repair.ShelfDone, 0))
	g := f.With(cards.Of(l.order, repair.Customer{}))
	if len(g.Missing()) > 0 || g.Equal(f) {
		t.Error("a machine that is found is still missing")
	}
	card, _ := g.Get(number)
	if d := cmp.Diff(repair.StockMachineOf(there).Place, card.Stock().Place); d != "" {
		t.Error(d)
	}
	// It can be found outside of a stock-take, and only when it was missing.
	lost := newLife(t)
	onShelf(lost)
	if r := refusal(t, lost.try(engineer, repair.SeeMachine{At: lost.order.Place})); r.Rule != repair.RuleStockPlace {
		t.Errorf("refused by %s", r.Rule)
	}
	lost.do(engineer, repair.ReportMissing{}, repair.SeeMachine{At: lost.order.Place})
	if lost.order.Missing() {
		t.Error("found, and still missing")
	}
}
