package flow_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"countertop/app/flow"
	"countertop/app/repair"
)

// received is a laptop on its shelf, with its order page open.
func received(t *testing.T) (*counter, repair.OrderID) {
	c := open(t)
	c.badge(0)
	id := c.checkIn()
	c.scan(shelf(repair.ShelfAwaitingTest))
	c.do(flow.OrderChosen{Order: id})
	c.want(flow.ScreenOrder)
	c.do(flow.Opened{Screen: flow.ScreenService})
	return c, id
}

// page goes to one of the service pages.
func (c *counter) page(s flow.Screen) {
	c.t.Helper()
	c.want(flow.ScreenService)
	c.do(flow.Opened{Screen: s})
}

// quote writes a quote over two lines and stores it.
func (c *counter) quote() {
	c.t.Helper()
	c.page(flow.ScreenQuote)
	c.do(flow.QuoteLineAsked{Name: "主板"}, flow.Typed{Text: "980"}, flow.KeyPressed{Key: flow.KeyEnter})
	c.do(flow.QuoteLineAsked{At: 9, Name: "工时费"}, flow.Typed{Text: "200.5"}, flow.QuoteCounted{By: 1}, flow.QuoteLineDone{})
	c.do(flow.QuoteTerms{}, flow.Focused{Field: flow.FieldCause}, flow.Typed{Text: "供电芯片短路"}, flow.KeyPressed{Key: flow.KeyEnter})
	c.do(flow.QuoteValidChosen{Days: 7}, flow.QuoteDaysChosen{Days: 5}, flow.QuoteMonthsChosen{Months: 6}, flow.QuoteMade{})
	c.want(flow.ScreenService)
}

func (c *counter) order(id repair.OrderID) repair.Order { return c.orders[id].Order }

func TestQuoteIsAgreedByTheCustomersSignature(t *testing.T) {
	c, id := received(t)
	c.quote()
	q := c.order(id).OpenQuote()
	if q == nil {
		t.Fatalf("no quote: %q", c.s.Toast.Key)
	}
	want := repair.Quote{
		Cause: "供电芯片短路", Lines: []repair.QuoteLine{{Name: "part.mainboard", Count: 1, PriceFen: 98000}, {Name: "quote.labour", Count: 2, PriceFen: 20050}},
		Days: 5, ValidTo: "2026-11-28", WarrantyMonths: 6, At: q.At, By: "A001",
	}
	if d := cmp.Diff(want, *q); d != "" {
		t.Errorf("quote (-want +got):\n%s", d)
	}
	c.page(flow.ScreenAnswer)
	c.do(flow.AnswerGiven{})
	c.want(flow.ScreenAnswer)
	c.do(flow.AnswerChosen{Agreed: true}, flow.AnswerHowChosen{How: repair.AnswerBySigning}, flow.AnswerGiven{})
	c.want(flow.ScreenAnswerSign)
	if !c.s.CustomerFacing() {
		t.Fatal("the page to sign on is not the customer's")
	}
	c.do(flow.SignedOff{})
	c.want(flow.ScreenAnswerSign)
	c.sign("pad.answer")
	c.want(flow.ScreenService)
	o := c.order(id)
	if a := o.Quotes[0].Answer; a == nil || !a.Agreed || a.Signature == nil || o.Stage != repair.StageInRepair {
		t.Errorf("answer %+v, stage %s", a, o.Stage)
	}
	if len(c.s.Service.Ink.Strokes) > 0 {
		t.Error("the signature stays in the state")
	}
}

func TestStaffTakesThePageBackFromTheCustomer(t *testing.T) {
	c, id := received(t)
	c.quote()
	c.page(flow.ScreenAnswer)
	c.do(flow.AnswerChosen{Agreed: true}, flow.AnswerHowChosen{How: repair.AnswerBySigning}, flow.AnswerGiven{})
	c.do(flow.PenDown{Pad: "pad.answer", X: .1, Y: .1}, flow.PenMoved{Pad: "pad.answer", X: .3, Y: .2}, flow.PenUp{Pad: "pad.answer"})
	c.badge(1)
	c.want(flow.ScreenAnswer)
	if len(c.s.Service.Ink.Strokes) > 0 || c.order(id).OpenQuote() == nil {
		t.Error("the ink stays, or the quote is answered")
	}
	// Anybody takes the page back; the answer is a coordinator's.
	c.do(flow.AnswerChosen{})
	if c.s.Service.Answer != flow.AnswerYes || c.s.Toast.Key != "rule.role.do" {
		t.Errorf("the engineer answers for the customer: %v, toast %q", c.s.Service.Answer, c.s.Toast.Key)
	}
	c.badge(0)
	c.do(flow.AnswerChosen{}, flow.AnswerHowChosen{How: repair.AnswerByPhone}, flow.AnswerGiven{})
	if got := c.order(id).Stage; got != repair.StageReturnUnrepaired {
		t.Errorf("stage %s after the customer declined", got)
	}
}

func TestQuoteDraftStaysOnEveryWayBack(t *testing.T) {
	c, id := received(t)
	c.page(flow.ScreenQuote)
	c.do(flow.QuoteLineAsked{Name: "主板"}, flow.Typed{Text: "980"}, flow.QuoteLineDone{})
	c.do(flow.QuoteLineAsked{}, flow.Typed{Text: "?"}, flow.WentBack{}) // in hand: given up
	c.do(flow.QuoteTerms{}, flow.WentBack{})
	c.want(flow.ScreenQuote)
	c.do(flow.WentHome{}, flow.OrderChosen{Order: id}, flow.Opened{Screen: flow.ScreenService}, flow.Opened{Screen: flow.ScreenQuote})
	want := []repair.QuoteLine{{Name: "part.mainboard", Count: 1, PriceFen: 98000}}
	if d := cmp.Diff(want, c.s.Service.Quote.Lines); d != "" {
		t.Errorf("lines (-want +got):\n%s", d)
	}
	before := c.s
	c.do(flow.QuoteLineAsked{At: 0}, flow.QuoteCounted{By: 2}, flow.QuoteLineDone{})
	if before.Service.Quote.Lines[0].Count != 1 || c.s.Service.Quote.Lines[0].Count != 3 {
		t.Error("the state before was changed, or the line was not")
	}
	c.do(flow.QuoteLineAsked{At: 0}, flow.QuoteLineDropped{})
	if len(c.s.Service.Quote.Lines) != 0 {
		t.Error("the line is still there")
	}
}

func TestAmountsAreTypedAsMoney(t *testing.T) {
	for typed, want := range map[string]int64{
		"980": 98000, "12.5": 1250, "0.05": 5, ".5": 500, "007": 0, "1.2.34": 123, "1234567": 12345600, "3元": 300,
	} {
		c, _ := received(t)
		c.page(flow.ScreenQuote)
		c.do(flow.QuoteLineAsked{Name: "主板"})
		for _, r := range typed {
			c.do(flow.Typed{Text: string(r)})
		}
		if fen, ok := flow.ParseFen(c.s.Service.Quote.Price); !ok || fen != want {
			t.Errorf("%q is %d fen (%q), want %d", typed, fen, c.s.Service.Quote.Price, want)
		}
	}
}

func TestWorkOldPartAndSendOutAreBooked(t *testing.T) {
	c, id := received(t)
	c.page(flow.ScreenWork)
	c.do(flow.WorkToggled{Name: "work.clean"}, flow.WorkToggled{Name: "work.solder"}, flow.WorkToggled{Name: "work.clean"})
	c.do(
		flow.PartToggled{Name: "主板"},
		flow.Focused{Field: flow.FieldNewPart},
		flow.Typed{Text: "螺丝"},
		flow.KeyPressed{Key: flow.KeyEnter},
		flow.WorkSaved{},
	)
	if o := c.order(id); !slices.Equal(o.Works, []string{"work.solder"}) || !slices.Equal(o.Parts, []string{"主板", "螺丝"}) {
		t.Errorf("works %q, parts %q", o.Works, o.Parts)
	}
	c.page(flow.ScreenOldPart)
	c.do(flow.OldPartNamed{Name: "主板"}, flow.OldPartToChosen{To: repair.OldPartToMaker}, flow.OldPartKept{})
	if bags := c.order(id).OldPartBags; len(bags) != 1 || bags[0].To != repair.OldPartToMaker || c.s.Service.OldPart != "" {
		t.Errorf("bags %+v", bags)
	}
	c.page(flow.ScreenSendOut)
	c.do(
		flow.Focused{Field: flow.FieldSendOut},
		flow.Typed{Text: "芯修工作室"},
		flow.KeyPressed{Key: flow.KeyEnter},
		flow.SendOutCarrierChosen{Name: "顺丰"},
	)
	c.scan("SF1234567890")
	c.do(flow.SendOutDayMoved{Days: 1}, flow.SendOutMade{})
	out := c.order(id).SendOut
	want := repair.Consignment{
		To:       repair.PlacePeer,
		Company:  "芯修工作室",
		Carrier:  "carrier.sf",
		Tracking: "SF1234567890",
		DueBack:  "2026-11-27",
		At:       out.At,
		By:       "A001",
	}
	if d := cmp.Diff(want, *out); d != "" {
		t.Errorf("consignment (-want +got):\n%s", d)
	}
	// The board is not read here; the one company is remembered from the patch.
	if got := c.s.Companies(repair.PlacePeer); !slices.Equal(got, []string{"芯修工作室"}) {
		t.Errorf("companies %q", got)
	}
	c.page(flow.ScreenPapers)
	c.do(flow.PaperAsked{Document: repair.DocStub})
	if d := cmp.Diff([]flow.Cmd{flow.AddJobs{Jobs: []repair.PrintJob{{Document: repair.DocStub, Order: id, Copy: 1}}}}, c.cmds); d != "" {
		t.Errorf("stub (-want +got):\n%s", d)
	}
	c.do(flow.PaperAsked{Document: repair.DocFolder})
	folder := repair.PrintJob{Document: repair.DocFolder, Subject: "awaiting-test"}
	if d := cmp.Diff([]flow.Cmd{flow.AddJobs{Jobs: []repair.PrintJob{folder}}}, c.cmds); d != "" {
		t.Errorf("folder (-want +got):\n%s", d)
	}
	c.do(flow.PaperAsked{Document: repair.DocPickupReceipt})
	if len(c.cmds) > 0 {
		t.Errorf("a receipt before the pickup: %+v", c.cmds)
	}
}

// lent is a laptop whose owner has loaner 00007.
func lent(t *testing.T) (*counter, repair.OrderID) {
	c, id := received(t)
	c.page(flow.ScreenLoan)
	c.scan(repair.LoanerCode("00007"), "5CG1234ABC")
	c.do(flow.Focused{Field: flow.FieldLoanName}, flow.Typed{Text: "ThinkPad E14"}, flow.KeyPressed{Key: flow.KeyEnter}, flow.Unfocused{})
	c.do(flow.LoanAccessoryToggled{Name: "电源适配器"}, flow.LoanMade{})
	if l := c.order(id).Loan; l == nil || l.Loaner != "00007" || l.Serial != "5CG1234ABC" || l.BackOn != "2026-11-28" {
		t.Fatalf("loan %+v, toast %q", l, c.s.Toast.Key)
	}
	return c, id
}

func TestLoanerComesBackByItsCodeFromAnywhere(t *testing.T) {
	c, id := lent(t)
	c.want(flow.ScreenService)
	c.do(flow.WentHome{})
	c.scan(repair.LoanerCode("00008"))
	if c.s.Toast.Key != "service.not-lent" || !c.order(id).LoanOut() {
		t.Errorf("toast %q after another loaner", c.s.Toast.Key)
	}
	c.scan(repair.LoanerCode("00007"))
	c.want(flow.ScreenHome)
	if c.order(id).LoanOut() || c.s.Toast.Key != "service.loaner-back" {
		t.Errorf("still out, toast %q", c.s.Toast.Key)
	}
	// Lent again, it is known by its code.
	c.do(flow.OrderChosen{Order: id}, flow.Opened{Screen: flow.ScreenService}, flow.Opened{Screen: flow.ScreenLoan})
	c.scan(repair.LoanerCode("00007"))
	if l := c.s.Service.Loan; l.Name != "ThinkPad E14" || l.Serial != "5CG1234ABC" {
		t.Errorf("loan %+v", l)
	}
}

// gates passes the gates before the loaner and the payment.
func (c *counter) gates(id repair.OrderID) {
	c.t.Helper()
	c.do(flow.WentHome{})
	c.fillTest(id)
	c.scan(shelf(repair.ShelfDone), repair.OrderCode(id))
	c.do(flow.WentHome{})
	c.scan(repair.CopyCode(key, id), repair.OrderCode(id))
	for _, l := range repair.PickupChecklist(c.order(id).Device) {
		c.do(flow.PickupLine{Line: l.Key, Outcome: repair.Pass})
	}
	c.scan(repair.AccessoryCode(id, 1))
	c.do(flow.ConditionSame{})
	c.want(flow.ScreenPickup)
}

func TestPickupTakesLoanerAndPayment(t *testing.T) {
	c, id := lent(t)
	c.quote()
	c.page(flow.ScreenAnswer)
	c.do(flow.AnswerChosen{Agreed: true}, flow.AnswerHowChosen{How: repair.AnswerByPhone}, flow.AnswerGiven{})
	c.gates(id)
	if c.s.Pickup.Open != flow.GateLoaner {
		t.Fatalf("gate %d open, want the loaner", c.s.Pickup.Open)
	}
	c.scan(repair.LoanerCode("00007"))
	p := c.s.Pickup
	if p.Open != flow.GatePayment || p.Paid != "1381" || !p.Offered || c.s.Focus != flow.FieldPaid {
		t.Fatalf("gate %d, paid %q, focus %q", p.Open, p.Paid, c.s.Focus)
	}
	c.do(flow.GateDone{})
	if c.s.Screen != flow.ScreenPickup {
		t.Fatal("the pickup goes on without a way of paying")
	}
	c.do(flow.Typed{Text: "1"}, flow.Typed{Text: "300"}, flow.PaidByChosen{By: repair.PaidByWeChat}, flow.GateDone{})
	c.want(flow.ScreenPickupSign)
	c.sign("pad.pickup")
	if o := c.order(id); o.PaidFen != 130000 || o.PaidBy != repair.PaidByWeChat || o.Stage != repair.StagePickedUp {
		t.Errorf("paid %d by %s, stage %s", o.PaidFen, o.PaidBy, o.Stage)
	}
}

func TestSupervisorLetsTheLoanerStayOut(t *testing.T) {
	c, id := lent(t)
	c.gates(id)
	c.do(flow.DialogAsked{Kind: flow.DialogApprove, Purpose: flow.ForLoaner}, flow.ReasonChosen{Text: "忘带"})
	c.badge(2)
	// Nothing was quoted: the payment asks for nothing.
	if c.s.Pickup.LoanerOut == nil || c.s.Pickup.Open != flow.GateSign {
		t.Fatalf("approval %v, gate %d", c.s.Pickup.LoanerOut, c.s.Pickup.Open)
	}
	c.do(flow.GateDone{})
	c.sign("pad.pickup")
	c.do(flow.PickupLeft{})
	// The machine is off the board: the loaner comes back on its order page.
	c.scan(repair.LoanerCode("00007"))
	if !c.order(id).LoanOut() {
		t.Fatal("an order that is not on the board took its loaner back")
	}
	c.do(flow.OrderChosen{Order: id})
	c.scan(repair.LoanerCode("00007"))
	if c.order(id).LoanOut() || c.order(id).Stage != repair.StagePickedUp {
		t.Errorf("loan %+v, stage %s", c.order(id).Loan, c.order(id).Stage)
	}
}

func TestNothingPaidIsSaid(t *testing.T) {
	c, id := received(t)
	c.quote()
	c.page(flow.ScreenAnswer)
	c.do(flow.AnswerChosen{Agreed: true}, flow.AnswerHowChosen{How: repair.AnswerByMessage}, flow.AnswerGiven{})
	c.gates(id)
	c.do(flow.NothingPaid{})
	if c.s.Pickup.Open != flow.GateSign {
		t.Fatalf("gate %d open", c.s.Pickup.Open)
	}
	c.do(flow.GateDone{})
	c.sign("pad.pickup")
	if o := c.order(id); o.PaidFen != 0 || o.Stage != repair.StagePickedUp {
		t.Errorf("paid %d, stage %s", o.PaidFen, o.Stage)
	}
}

func TestOneTouchIsOneQuote(t *testing.T) {
	c, _ := received(t)
	c.page(flow.ScreenQuote)
	c.do(flow.QuoteLineAsked{Name: "主板"}, flow.Typed{Text: "980"}, flow.QuoteLineDone{}, flow.QuoteTerms{})
	s, cmds := flow.Update(c.s, flow.QuoteMade{})
	if len(cmds) != 1 {
		t.Fatalf("commands %+v", cmds)
	}
	if _, again := flow.Update(s, flow.QuoteMade{}); len(again) > 0 {
		t.Errorf("touched twice: %+v", again)
	}
	// What was not kept can be tried again.
	s, _ = flow.Update(s, flow.Failed{Tag: flow.TagService, Problem: "problem.disk"})
	if _, again := flow.Update(s, flow.QuoteMade{}); len(again) != 1 || s.Screen != flow.ScreenQuote {
		t.Errorf("after a failure: %+v on %s", again, s.Screen)
	}
}

func TestDayIsClosedByWhoIsThere(t *testing.T) {
	c := open(t)
	c.do(flow.DayCloseAsked{})
	if len(c.cmds) > 0 {
		t.Errorf("nobody closes the day: %+v", c.cmds)
	}
	c.badge(1)
	c.do(flow.DayCloseAsked{})
	if d := cmp.Diff([]flow.Cmd{flow.Play{Sound: flow.SoundRefused}}, c.cmds); d != "" || c.s.Toast.Key != "rule.role.do" {
		t.Errorf("an engineer closes the day, toast %q (-want +got):\n%s", c.s.Toast.Key, d)
	}
	c.badge(2)
	if c.s.DayEnds() {
		t.Error("the day ends at ten in the morning")
	}
	c.after(7 * time.Hour)
	c.badge(2) // nobody touched the screen for hours
	if !c.s.DayEnds() {
		t.Error("an hour before closing nobody is asked")
	}
	c.do(flow.DayCloseAsked{})
	want := []flow.Cmd{flow.AddJobs{Jobs: []repair.PrintJob{{Document: repair.DocDayClose, Subject: "2026-11-21 A007"}}}}
	if d := cmp.Diff(want, c.cmds); d != "" {
		t.Errorf("commands (-want +got):\n%s", d)
	}
	c.do(flow.JobsChanged{Jobs: want[0].(flow.AddJobs).Jobs})
	if c.s.DayEnds() {
		t.Error("it is asked for again")
	}
}
