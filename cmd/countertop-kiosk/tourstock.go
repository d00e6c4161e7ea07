package main

import (
	"countertop/app/flow"
	"countertop/app/repair"
)

// stockTake counts the shelf 维修完毕: one machine is here in another slot, one
// belongs elsewhere, one is missing, one is none of the shop's, and one has a tag of
// the shop without an order. All of it is settled, and the list is printed.
func (t *tour) stockTake(here, foreign repair.OrderID) {
	shelf := repair.Place{Kind: repair.ShelfDone}
	word := func(w flow.StockWord) {
		t.await("the word "+string(w), func(s flow.State) bool { return s.Stock.Result.Word == w })
		t.shot("stock-" + string(w))
	}
	find := func(f repair.StockFind) { word(flow.StockWord(f)) }
	t.tap("home.stock")
	t.shot("stock-start")
	t.scan(repair.ShelfCode(shelf))
	s := t.await("the shelf", func(s flow.State) bool { return s.Stock.At == shelf })
	t.shot("stock-shelf")
	if n := len(s.Stock.Unseen()); n != 2 {
		t.fail("%d machines are expected on the shelf, not 2", n)
	}
	t.scan(repair.OrderCode(here))
	find(repair.StockHere)
	t.scan(t.order(here).Device.Serial)
	word(flow.StockAgain)
	t.scan(repair.OrderCode(foreign))
	find(repair.StockElsewhere)
	t.scan("6901234567892")
	find(repair.StockNotOurs)
	t.scan(repair.AccessoryCode(here, 1))
	word(flow.StockNoMachine)
	t.scan(repair.OrderCode("A2001010001"))
	find(repair.StockNoOrder)
	t.scan(repair.ShelfCode(repair.Place{Kind: shelf.Kind, Slot: 9}))
	t.await("the slot", func(s flow.State) bool { return s.Stock.At.Slot == 9 })
	t.scan(repair.OrderCode(here))
	find(repair.StockOtherSlot)
	t.scan(repair.ShelfCode(shelf))
	t.tap("stock.rows")
	t.shot("stock-rows")
	t.tap("next")
	s = t.await("the list", func(s flow.State) bool { return s.Stock.Step == flow.StockList })
	t.shot("stock-list-lost")
	t.tap("mend.A2001010001", "group.missing")
	t.shot("stock-list-missing")
	lost := s.Stock.Lines(repair.GroupMissing)[0].Order
	t.tap("mend." + string(lost))
	t.await("the report", func(s flow.State) bool { return s.Floor.Overview(s.Shop.Calendar, s.Now).Missing.N == 1 })
	t.tap("group.foreign")
	t.shot("stock-list-foreign")
	t.tap("mend." + string(here))
	t.await("the slot taken", func(flow.State) bool { return t.order(here).Place.Slot == 9 })
	t.tap("carry." + string(foreign))
	t.shot("stock-carry")
	t.scan(shelfCode(repair.ShelfAwaitingTest))
	word(flow.StockWrongPlace)
	t.scan(shelfCode(repair.ShelfAwaitingPickup))
	t.await("the machine back in its place", func(s flow.State) bool { return s.Stock.Step == flow.StockList && s.Stock.Carry == nil })
	t.tap("group.unknown", "mend.6901234567892", "note.6901234567892")
	t.typed("别家店的显示器")
	t.tap("key.done")
	s = t.await("everything settled", func(s flow.State) bool { return s.Stock.Report.Open() == 0 && s.Focus == "" })
	t.shot("stock-list-unknown")
	if c := s.Stock.Report.Total(); c.Expected != 2 || c.Found != 1 || c.Diffs() != 5 {
		t.fail("the count is %+v", c)
	}
	t.tap("stock.end")
	t.await("the end", func(s flow.State) bool { return !s.Stock.Open() })
	t.tap("stock.print")
	t.await("the list on paper", func(s flow.State) bool {
		for _, j := range s.Jobs {
			if j.Document == repair.DocStockTake {
				return j.State == repair.JobPrinted || j.State == repair.JobSent
			}
		}
		return false
	})
	t.shot("stock-ended")
	t.tap("home")
	t.shot("home-missing")
	t.tap("todo.missing")
	t.shot("missing")
	t.tap("missing." + string(lost))
	t.screen(flow.ScreenOrder)
	t.shot("order-missing")
	t.tap("found")
	t.await("the machine", func(s flow.State) bool { return len(s.Floor.Missing()) == 0 })
	t.shot("order-found")
	t.tap("home")
}
