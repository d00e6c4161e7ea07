package main

import (
	"time"

	"countertop/app/flow"
	"countertop/app/repair"
)

// badgeAtBench is an engineer's badge from the home screen: it shows the list
// of what they have in hand.
func (t *tour) badgeAtBench(id repair.StaffID) {
	t.scan(repair.BadgeCode(t.k.store.Key(), id, 1))
	t.await("the bench of "+string(id), func(s flow.State) bool {
		return s.Staff != nil && s.Staff.ID == id && s.Screen == flow.ScreenBench && s.Scan.Takes()
	})
}

// bench takes a machine by badge and scan, lets somebody else ask for it, and
// fills in its sheet from the list. It ends at home with every line passed.
func (t *tour) bench(id repair.OrderID) {
	t.badgeAtBench("A002")
	t.shot("bench-badge")
	t.scan(repair.OrderCode(id))
	t.moved(id, repair.PlaceBench)
	t.shot("scan-taken")
	t.tap("home")

	t.badge("A001")
	t.move(id, repair.PlaceBench)
	t.await("the refusal", func(s flow.State) bool { return s.Scan.Held() == "A002" })
	t.shot("scan-held")
	t.tap("hand-over")
	t.shot("dialog-held")
	t.tap("dialog.cancel", "home")
	if o := t.order(id); o.Holder != "A002" || o.Place.Kind != repair.PlaceBench {
		t.fail("%s is in the hands of %q at %s", id, o.Holder, o.Place.Kind)
	}

	t.skip(20 * time.Minute)
	t.badgeAtBench("A002")
	t.shot("bench")
	t.tap("bench.test." + string(id))
	t.screen(flow.ScreenTest)
	t.shot("test-sheet-pc")
	t.tap("print")
	t.printed(id)
	t.tap("line.power.adapter.pass", "line.power.charge.fail")
	t.shot("test-sheet-note")
	t.tap("note.sometimes", "line.power.button.pass", "value.figures.cpu")
	t.typed("i3")
	t.shot("test-sheet-value")
	t.tap("key.done", "line.figures.memory.pass")
	t.shot("test-sheet-failed")
	t.tap("page.more")
	t.await("the first page in the store", func(s flow.State) bool { return len(s.Test.Row.Order.Test) == 5 && len(s.Test.Results) == 0 })
	t.shot("test-sheet-second")
	t.tap("page.less", "line.power.charge.pass", "line.figures.cpu.pass", "all")
	t.shot("test-sheet-complete")
	t.tap("save")
	t.await("the sheet in the store", func(s flow.State) bool { return s.Screen == flow.ScreenBench })
	if o := t.order(id); len(repair.OpenLines(o.Lines, o.Test)) > 0 || len(o.Lines) != 43 {
		t.fail("%s has %d lines, %d of them open", id, len(o.Lines), len(repair.OpenLines(o.Lines, o.Test)))
	}
	t.shot("bench-tested")
	t.tap("home")
}
