package flow_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"countertop/app/flow"
	"countertop/app/repair"
)

// counting is a counter with four machines: two on 待测, one on the bench, one at
// the counter.
func counting(t *testing.T) (*counter, []repair.OrderID) {
	c := open(t)
	c.badge(1)
	var ids []repair.OrderID
	for i := range 4 {
		id := repair.MakeOrderID('A', start, i+1)
		c.last, ids = id, append(ids, id)
		var o repair.Order
		for _, e := range []repair.Event{
			{Subject: id.Subject(), At: start, By: "A001", Body: repair.NumberAssigned{Device: repair.KindLaptop}},
			{Subject: id.Subject(), At: start, By: "A001", Body: repair.CheckedIn{
				Device: repair.Device{Kind: repair.KindLaptop, Model: fmt.Sprint("T", i), Serial: fmt.Sprint("PF00000", i)}, PromisedOn: "2026-11-24",
				Lines: repair.Checklist(repair.Device{Kind: repair.KindLaptop}, nil),
			}},
		} {
			o = repair.Apply(o, e)
		}
		c.orders[id] = repair.Row{Order: o, Customer: repair.Customer{ID: "A000001", Name: "王建国"}}
		c.do(flow.Committed{Result: repair.Result{Row: c.orders[id]}})
	}
	for i, p := range []repair.Place{
		{Kind: repair.ShelfAwaitingTest, Slot: 1}, {Kind: repair.ShelfAwaitingTest, Slot: 2}, {Kind: repair.PlaceBench},
	} {
		c.do(c.commit(flow.Commit{Tag: flow.TagScan, Order: ids[i], By: "A002", Command: repair.MoveMachine{To: p}}))
	}
	c.after(time.Minute)
	return c, ids
}

func (c *counter) word(want flow.StockWord) {
	c.t.Helper()
	if got := c.s.Stock.Result.Word; got != want {
		c.t.Errorf("the word is %q, want %q (toast %q)", got, want, c.s.Toast.Key)
	}
}

// stands compares how the stock-take stands: found, expected, and its lines.
func (c *counter) stands(found, expected int, want ...string) {
	c.t.Helper()
	total := c.s.Stock.Report.Total()
	if total.Found != found || total.Expected != expected {
		c.t.Errorf("%d of %d, want %d of %d", total.Found, total.Expected, found, expected)
	}
	var got []string
	for _, d := range c.s.Stock.Report.Diffs {
		got = append(got, fmt.Sprintf("%s %s%s %s", d.Find, d.Order.Short(), d.Code, d.Resolution))
	}
	if d := cmp.Diff(want, got); d != "" {
		c.t.Errorf("differences (-want +got):\n%s", d)
	}
}

func TestStockTakeFindsAndResolvesEveryKindOfDifference(t *testing.T) {
	c, ids := counting(t)
	c.do(flow.Opened{Screen: flow.ScreenStock})
	c.scan(repair.OrderCode(ids[0]))
	c.word(flow.StockShelfFirst)
	if len(c.stock) > 0 || !c.orders[ids[0]].Order.LastSeen.Time.IsZero() {
		t.Error("a machine is counted nowhere")
	}

	c.scan(shelf(repair.ShelfAwaitingTest))
	if len(c.stock) != 1 || c.s.Stock.Step != flow.StockScan {
		t.Fatalf("kept %d times, on page %q", len(c.stock), c.s.Stock.Step)
	}
	c.stands(0, 2, "missing 0001 ", "missing 0002 ")
	before := c.s
	c.sounds = nil
	c.scan(repair.OrderCode(ids[0]))
	c.word(flow.StockWord(repair.StockHere))
	c.scan(repair.OrderCode(ids[0]))
	c.word(flow.StockAgain)
	c.scan("PF000000") // its maker's serial number
	c.word(flow.StockAgain)
	c.scan(repair.OrderCode(ids[2]))
	c.word(flow.StockWord(repair.StockElsewhere))
	waits, _ := flow.Update(c.s, flow.OrdersFound{Text: "6901234567892", Serial: true})
	if waits.Stock.Result.Word == flow.StockWord(repair.StockNotOurs) {
		t.Error("it is said before it is kept")
	}
	c.scan("6901234567892")
	c.word(flow.StockWord(repair.StockNotOurs))
	c.scan(repair.OrderCode("A2611210099"))
	c.word(flow.StockWord(repair.StockNoOrder))
	c.scan(repair.OrderCode("A2611210099"))
	c.word(flow.StockAgain)
	c.scan("RA2611210042QX")
	c.word(flow.StockMisread)
	c.scan(repair.AccessoryCode(ids[0], 1))
	c.word(flow.StockNoMachine)
	c.scan(repair.ShelfCode(repair.Place{Kind: repair.ShelfAwaitingTest, Slot: 99}))
	c.word(flow.StockNoPlace)
	sounds := []flow.Sound{
		flow.SoundMoved, flow.SoundAgain, flow.SoundAgain, flow.SoundRefused, flow.SoundUnknown, flow.SoundUnknown, flow.SoundAgain,
		flow.SoundUnknown, flow.SoundUnknown, flow.SoundUnknown,
	}
	if d := cmp.Diff(sounds, c.sounds); d != "" {
		t.Errorf("sounds (-want +got):\n%s", d)
	}
	if len(before.Stock.Seen) != 0 || len(before.Stock.Take.Unknown) != 0 || before.Stock.Report.Total().Found != 0 {
		t.Error("the state before was changed")
	}
	for id, want := range map[repair.OrderID]repair.PlaceKind{ids[0]: repair.ShelfAwaitingTest, ids[2]: repair.PlaceBench} {
		if got := c.order(id).Place.Kind; got != want {
			t.Errorf("counting has moved %s to %s", id, got)
		}
	}
	c.do(flow.StockStepAsked{Step: flow.StockList})
	c.stands(1, 2, "no-order 0099 ", "missing 0002 ", "elsewhere 0003 ", "not-ours 6901234567892 ")

	// One tap each.
	c.do(flow.StockResolved{Key: string(ids[1])})
	if !c.order(ids[1]).Missing() || c.s.Floor.Overview(c.s.Shop.Calendar, c.s.Now).Missing.N != 1 {
		t.Error("the missing machine is not reported")
	}
	c.do(flow.StockResolved{Key: string(ids[2])})
	if got := c.order(ids[2]).Place; got.Kind != repair.ShelfAwaitingTest || got.Slot != 3 {
		t.Errorf("the foreign machine is at %v", got)
	}
	c.do(flow.StockResolved{Key: "6901234567892"}, flow.StockResolved{Key: "A2611210099"})
	c.stands(1, 2, "no-order 0099 aside", "missing 0002 reported", "elsewhere 0003 moved", "not-ours 6901234567892 aside")
	if n := c.s.Stock.Report.Open(); n != 0 {
		t.Errorf("%d are open", n)
	}

	// The same once more, by hand.
	c.do(flow.StockUndone{})
	c.stands(1, 2, "no-order 0099 ", "missing 0002 reported", "elsewhere 0003 moved", "not-ours 6901234567892 aside")
	c.do(flow.StockResolved{Key: "A2611210099"})
	c.do(flow.StockNoted{Key: "A2611210099"}, flow.Typed{Text: "label of another shop"}, flow.KeyPressed{Key: flow.KeyEnter})
	if x, _ := c.s.Stock.Take.UnknownItem("A2611210099"); x.Note != "label of another shop" || c.s.Focus != "" {
		t.Errorf("the note is %q, the keys on %q", x.Note, c.s.Focus)
	}
	_, asked := flow.Update(c.s, flow.StockPrinted{})
	c.do(flow.StockPrinted{})
	id := c.s.Stock.Take.ID
	job := flow.AddJobs{Jobs: []repair.PrintJob{{Document: repair.DocStockTake, Subject: fmt.Sprint(id)}}}
	if i := slices.IndexFunc(asked, func(x flow.Cmd) bool { return cmp.Equal(x, flow.Cmd(job)) }); i != 1 {
		t.Errorf("to print: %+v", asked)
	}
	if kept := c.stock[len(c.stock)-1]; len(kept.Report.Diffs) != 4 || !kept.Ended.IsZero() {
		t.Errorf("what is printed is not kept: %+v", kept.Report)
	}
	c.do(flow.StockEnded{})
	kept := c.stock[len(c.stock)-1]
	if kept.Ended.IsZero() || c.s.Stock.Open() {
		t.Error("it has not ended")
	}
	if last, count, ok := c.s.Stock.Last(repair.ShelfAwaitingTest); !ok || last.ID != id || count.Diffs() != 4 {
		t.Errorf("the last of the shelf is %d with %d differences", last.ID, count.Diffs())
	}
	c.do(flow.StockStepAsked{}, flow.StockPlaceChosen{Place: repair.Place{Kind: repair.ShelfAwaitingTest}})
	if c.s.Stock.Take.ID <= id || !c.s.Stock.Open() {
		t.Errorf("the next one is %d after %d", c.s.Stock.Take.ID, id)
	}
	c.scan(repair.OrderCode(ids[1]))
	if c.word(flow.StockWord(repair.StockHere)); c.order(ids[1]).Missing() {
		t.Error("a machine that is seen is still missing")
	}
}

func TestWrongSlotIsTakenAsItIsOrPutBack(t *testing.T) {
	c, ids := counting(t)
	c.do(flow.Opened{Screen: flow.ScreenStock})
	at := func(n int) string { return repair.ShelfCode(repair.Place{Kind: repair.ShelfAwaitingTest, Slot: n}) }
	c.scan(shelf(repair.ShelfAwaitingTest), at(5), repair.OrderCode(ids[0]))
	c.word(flow.StockWord(repair.StockOtherSlot))
	if n := len(c.s.Stock.Take.Places); n != 1 {
		t.Errorf("a slot of the shelf makes %d places", n)
	}
	c.do(flow.StockResolved{Key: string(ids[0])})
	if got := c.order(ids[0]).Place.Slot; got != 5 {
		t.Errorf("it has slot %d", got)
	}
	c.do(flow.StockUndone{})
	if got := c.order(ids[0]).Place.Slot; got != 1 {
		t.Errorf("undone, it has slot %d", got)
	}

	// The slot is another machine's: the rule says so, and it can be put back.
	c.scan(at(1), repair.OrderCode(ids[1]))
	c.do(flow.StockStepAsked{Step: flow.StockList}, flow.StockResolved{Key: string(ids[1])})
	if f := c.s.Stock.Refused; f == nil || f.Rule.Rule != repair.RuleSlotTaken {
		t.Fatalf("refused %+v, toast %q", f, c.s.Toast.Key)
	}
	c.do(flow.StockCarried{Key: string(ids[1])})
	c.scan(shelf(repair.ShelfDone))
	c.word(flow.StockWrongPlace)
	c.scan(at(1))
	c.word(flow.StockWrongPlace)
	c.scan(at(2))
	if c.s.Stock.Carry != nil || c.s.Stock.Step != flow.StockList {
		t.Errorf("on page %q it is still carried", c.s.Stock.Step)
	}
	c.stands(2, 2, "other-slot 0001 ", "other-slot 0002 back")
	if got := c.order(ids[1]); got.Place.Slot != 2 {
		t.Errorf("put back, it is at %v", got.Place)
	}
}

func TestForeignMachineThatARuleKeepsOutIsPutBack(t *testing.T) {
	c, ids := counting(t)
	c.do(flow.Opened{Screen: flow.ScreenStock})
	c.scan(shelf(repair.ShelfDone), repair.OrderCode(ids[2]))
	c.do(flow.StockResolved{Key: string(ids[2])})
	if f := c.s.Stock.Refused; f == nil || f.Rule.Rule != repair.RuleTestSheet || f.Asks() {
		t.Fatalf("refused %+v", f)
	}
	c.do(flow.WentBack{})
	if c.s.Stock.Refused != nil || c.s.Screen != flow.ScreenStock {
		t.Error("back does not lead to the stock-take")
	}
	c.do(flow.StockStepAsked{Step: flow.StockList}, flow.StockCarried{Key: string(ids[2])}, flow.StockCarried{Done: true}) // by touch
	c.stands(0, 0, "elsewhere 0003 back")

	// 等待备件 wants to know why.
	c.scan(shelf(repair.ShelfAwaitingParts), repair.OrderCode(ids[3]))
	c.do(flow.StockResolved{Key: string(ids[3])})
	if !c.s.Stock.Refused.Asks() {
		t.Fatalf("refused %+v", c.s.Stock.Refused)
	}
	c.do(flow.StockResolved{Key: string(ids[3]), Reason: repair.ReasonParts})
	if o := c.order(ids[3]); o.Place.Kind != repair.ShelfAwaitingParts || o.Reason != repair.ReasonParts || c.s.Stock.Refused != nil {
		t.Errorf("it is at %v for %q", o.Place, o.Reason)
	}
}

func TestStockTakeWithoutAScanner(t *testing.T) {
	c, ids := counting(t)
	c.do(flow.Opened{Screen: flow.ScreenStock}, flow.StockPlaceChosen{Place: repair.Place{Kind: repair.ShelfAwaitingTest}},
		flow.StockStepAsked{Step: flow.StockRows}, flow.StockSeen{Order: ids[1]})
	if c.s.Stock.Step != flow.StockRows || len(c.s.Stock.Unseen()) != 1 {
		t.Errorf("on page %q, %d to go", c.s.Stock.Step, len(c.s.Stock.Unseen()))
	}
	c.do(flow.StockUndone{})
	c.stands(0, 2, "missing 0001 ", "missing 0002 ")
	c.after(repair.UndoWindow)
	c.do(flow.StockSeen{Order: ids[0]}, flow.StockSeen{Order: ids[1]})
	c.stands(2, 2)
	c.after(repair.UndoWindow + time.Second)
	c.do(flow.StockUndone{})
	c.stands(2, 2)
}

func TestStockTakeIsTakenUpAgain(t *testing.T) {
	c, ids := counting(t)
	c.do(flow.Opened{Screen: flow.ScreenStock})
	c.scan(shelf(repair.ShelfAwaitingTest), repair.OrderCode(ids[0]), shelf(repair.PlaceBench))
	c.do(flow.WentHome{}, flow.Opened{Screen: flow.ScreenStock})
	if k := c.s.Stock; k.Step != flow.StockScan || k.At.Kind != repair.PlaceBench {
		t.Errorf("taken up on page %q at %v", k.Step, k.At)
	}
	c.stands(1, 3, "missing 0002 ", "missing 0003 ")
	want := c.s.Stock.Report

	// The power fails: what the store has kept gives the same.
	fresh := open(t)
	fresh.orders, fresh.stock = c.orders, c.stock
	var cards []repair.Card
	for _, id := range ids {
		cards = append(cards, repair.NewCards(c.s.Shop.Calendar, c.s.Shop.Limits, c.s.Now).Of(c.order(id), c.orders[id].Customer))
	}
	fresh.do(flow.FloorLoaded{Floor: repair.NewFloor(cards)}, flow.StockLoaded{
		Take: c.stock[len(c.stock)-1], Seen: []repair.StockMachine{repair.StockMachineOf(c.order(ids[0]))},
	})
	if d := cmp.Diff(want, fresh.s.Stock.Report); d != "" {
		t.Errorf("after the cut (-before +now):\n%s", d)
	}

	// Whoever counts is signed out after a while; the next scan goes on counting.
	c.after(6 * time.Minute)
	if c.s.Staff != nil || c.s.Screen != flow.ScreenStock {
		t.Errorf("signed out on %s", c.s.Screen)
	}
	c.scan(repair.OrderCode(ids[2]))
	c.want(flow.ScreenSignIn)
	c.badge(1)
	c.want(flow.ScreenStock)
	if c.word(flow.StockWord(repair.StockHere)); c.order(ids[2]).Place.Kind != repair.PlaceBench {
		t.Error("counting has moved it")
	}
}

func TestMachineThatArrivesMeanwhileIsNotMissing(t *testing.T) {
	c, ids := counting(t)
	c.do(flow.Opened{Screen: flow.ScreenStock})
	c.scan(shelf(repair.ShelfAwaitingTest))
	c.after(time.Minute)
	c.do(
		c.commit(
			flow.Commit{
				Tag:     flow.TagOrder,
				Order:   ids[2],
				By:      "A002",
				Command: repair.MoveMachine{To: repair.Place{Kind: repair.ShelfAwaitingTest}},
			},
		),
	)
	c.do(
		c.commit(
			flow.Commit{Tag: flow.TagOrder, Order: ids[0], By: "A002", Command: repair.MoveMachine{To: repair.Place{Kind: repair.PlaceBench}}},
		),
	)
	c.stands(0, 1, "missing 0002 ")
}

func TestMissingMachineIsFoundFromItsOrder(t *testing.T) {
	c, ids := counting(t)
	c.do(flow.StockStepAsked{Step: flow.StockMissing})
	c.want(flow.ScreenStock)
	c.do(
		c.commit(flow.Commit{Tag: flow.TagOrder, Order: ids[0], By: "A002", Command: repair.ReportMissing{}}),
		flow.OrderChosen{Order: ids[0]},
	)
	c.want(flow.ScreenOrder)
	c.do(flow.StockFound{Order: ids[0]})
	if c.order(ids[0]).Missing() || c.s.Order.Row.Order.Missing() || len(c.s.Floor.Missing()) > 0 {
		t.Error("it is still missing")
	}
	c.do(flow.WentBack{})
	c.scan(repair.OrderCode(ids[1]))
	c.want(flow.ScreenScan) // the list of missing machines is no stock-take
}

// full is a stock-take of n machines on one shelf.
func full(n int) (flow.State, []repair.Row) {
	s := flow.Initial(
		flow.Shop{
			Station:  "A",
			Calendar: repair.DefaultCalendar(loc),
			Limits:   repair.DefaultLimits(),
			Layout:   repair.Layout{repair.ShelfAwaitingTest: n},
		},
		"zh-CN",
		start,
	)
	s.Staff = &staff[1]
	make1 := repair.NewCards(s.Shop.Calendar, s.Shop.Limits, start)
	var rows []repair.Row
	var cards []repair.Card
	for i := range n {
		o := repair.Order{
			ID: repair.MakeOrderID('A', start, i+1), Version: 3, Device: repair.Device{Kind: repair.KindLaptop, Brand: "联想", Model: "ThinkPad T14"},
			Stage: repair.StageAwaitingTest, Place: repair.Place{Kind: repair.ShelfAwaitingTest, Slot: i + 1}, ReceivedAt: start, PlaceSince: start,
		}
		rows = append(rows, repair.Row{Order: o})
		cards = append(cards, make1.Of(o, repair.Customer{}))
	}
	s, _ = flow.Update(s, flow.FloorLoaded{Floor: repair.NewFloor(cards)})
	s, _ = flow.Update(s, flow.Opened{Screen: flow.ScreenStock})
	s, _ = flow.Update(s, flow.StockPlaceChosen{Place: repair.Place{Kind: repair.ShelfAwaitingTest}})
	return s, rows
}

// BenchmarkStockTakeOf1000 is the answer to one scan in a stock-take of 1,000
// machines on one shelf, half of them scanned.
func BenchmarkStockTakeOf1000(b *testing.B) {
	s, rows := full(1000)
	seen := func(s flow.State, i int) flow.State {
		r := rows[i]
		see := repair.SeeMachine{Take: s.Stock.Take.ID, At: s.Stock.At}
		events, err := repair.Decide(r.Order, see, staff[1], start)
		if err != nil {
			b.Fatal(err)
		}
		before := r.Order
		r.Order = repair.Apply(r.Order, events[0])
		s, _ = flow.Update(s, flow.Committed{Tag: flow.TagStock, Result: repair.Result{Row: r, Before: before, Events: events}})
		return s
	}
	for i := range 500 {
		s = seen(s, i)
	}
	b.ReportAllocs()
	for b.Loop() {
		if next := seen(s, 500); next.Stock.Report.Total().Found != 501 {
			b.Fatal(next.Stock.Report.Total())
		}
	}
}
