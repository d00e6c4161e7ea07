package main

import (
	"countertop/app/flow"
	"countertop/app/repair"
)

// loaner is the machine that the shop lends.
const loaner = "00007"

// service quotes a repair, has it agreed to, notes the work, bags the old
// part and lends a machine; the other machine goes to a workshop.
func (t *tour) service(id, other repair.OrderID) {
	t.tap("home")
	t.badge("A001")
	t.tap("home.board")
	t.tap("board." + string(id))
	t.whole("")
	t.tap("service")
	t.screen(flow.ScreenService)
	t.shot("service")

	t.tap("service.quote")
	t.shot("quote-empty")
	t.tap("add.part.roller")
	t.keys("45")
	t.shot("quote-line")
	t.tap("line.done", "add.labour")
	t.keys("80")
	t.tap("count.more", "line.done", "add.other")
	t.shot("quote-name-keyboard")
	t.typed("分页器橡胶垫")
	t.tap("key.done")
	t.keys("12.5")
	t.tap("line.done")
	t.shot("quote-lines")
	t.tap("terms", "days.1", "months.6", "field.cause")
	t.typed("搓纸轮磨损，分页器老化")
	t.tap("key.done")
	t.shot("quote-terms")
	t.tap("make")
	t.await("the quote", func(s flow.State) bool { return s.Order.Row.Order.OpenQuote() != nil })
	t.printed(id)
	t.shot("service-quoted")

	t.tap("service.answer")
	t.tap("answer.yes", "how.signed")
	t.shot("answer")
	t.tap("answer.save")
	t.screen(flow.ScreenAnswerSign)
	t.shot("answer-sign-empty")
	t.sign("pad.answer")
	t.shot("answer-sign")
	t.tap("confirm")
	t.await("the answer", func(s flow.State) bool { return s.Screen == flow.ScreenService })
	if o := t.order(id); o.Stage != repair.StageInRepair || o.Quotes[0].TotalFen() != 21750 || o.Quotes[0].Answer.Signature == nil {
		t.fail("after the consent: %s, %+v", o.Stage, o.Quotes)
	}

	t.tap("service.work", "work.clean", "work.roller", "part.0", "part.2")
	t.shot("work")
	t.tap("work.save", "service.old", "old.0")
	t.shot("old-part")
	t.tap("old.make")
	t.await("the old part", func(s flow.State) bool {
		return len(s.Order.Row.Order.OldPartBags) == 1 && s.Screen == flow.ScreenService
	})

	t.tap("service.loan")
	t.scan(repair.LoanerCode(loaner))
	t.await("the loaner", func(s flow.State) bool { return s.Service.Loan.Loaner == loaner })
	t.tap("field.loan-name")
	t.typed("兄弟 HL-1208")
	t.tap("key.done", "key.done", "with.acc.power-cord")
	t.shot("loan")
	t.tap("loan.make")
	t.await("the loan", func(s flow.State) bool { return s.Order.Row.Order.LoanOut() && s.Screen == flow.ScreenService })
	t.shot("service-done")
	t.tap("service.loan")
	t.shot("loan-out")
	t.tap("back", "service.papers")
	t.shot("papers")
	t.tap("paper.stub", "paper.folder")
	t.printed(id)

	t.tap("home", "home.board", "board."+string(other), "open-order", "service", "service.trip", "field.trip")
	t.typed("芯片级维修工作室")
	t.tap("key.done", "field.ask")
	t.typed("检测主板并报价")
	t.tap("key.done", "carrier.sf")
	t.scan("SF1390001234567")
	t.await("the tracking number", func(s flow.State) bool { return s.Service.SendOut.Tracking == "SF1390001234567" })
	t.shot("send-out")
	t.tap("trip.make")
	t.await("the trip", func(s flow.State) bool { return s.Order.Row.Order.SendOut != nil })
	t.printed(other)
	t.tap("home")
}

// closeDay prints the close of the day from the print page, and looks at its
// count.
func (t *tour) closeDay() {
	t.tap("chip.printer", "labels.day-close")
	t.await("the close of the day", func(s flow.State) bool {
		for _, j := range s.Jobs {
			if j.Document == repair.DocDayClose {
				return j.State == repair.JobPrinted || j.State == repair.JobSent
			}
		}
		return false
	})
	t.shot("day-close")
	t.tap("home", "home.more")
	t.screen(flow.ScreenMore)
	t.shot("more")
	t.tap("door.today")
	t.await("the count of the day", func(s flow.State) bool { return s.Day.Count.CheckedIn > 0 })
	t.shot("today")
	t.tap("home")
}
