package repair_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"countertop/app/repair"
)

func TestLifeOverAllFourShelves(t *testing.T) {
	l := newLife(t)
	draft(l)
	l.stands(slot(repair.PlaceCounter, 0), repair.StageDraft)
	if l.order.Batch != number {
		t.Errorf("batch of a single machine is %q", l.order.Batch)
	}
	l.do(coordinator, intake())
	l.stands(slot(repair.PlaceCounter, 0), repair.StageAwaitingTest)
	received := l.order.ReceivedAt
	for _, step := range []struct {
		move  repair.MoveMachine
		stage repair.Stage
	}{
		{to(repair.ShelfAwaitingTest, 7), repair.StageAwaitingTest},
		{toParts(3, repair.ReasonQuote, ""), repair.StageQuoting},
		{toParts(3, repair.ReasonParts, "搓纸轮"), repair.StageAwaitingParts},
		{to(repair.PlacePeer, 0), repair.StageAtPeer},
		{to(repair.PlaceFactory, 0), repair.StageAtFactory},
		{to(repair.PlaceBench, 0), repair.StageInRepair},
	} {
		l.do(engineer, step.move)
		l.stands(step.move.To, step.stage)
		if l.order.Reason != step.move.Reason || l.order.Part != step.move.Part {
			t.Errorf("waits for %q, %q", l.order.Reason, l.order.Part)
		}
	}
	if l.order.Reserved != (repair.Place{}) {
		t.Errorf("slot %v is still promised after the first move", l.order.Reserved)
	}
	l.do(engineer, passed(l.order.Lines, false), to(repair.ShelfDone, 4))
	l.stands(slot(repair.ShelfDone, 4), repair.StageAwaitingClose)
	if l.order.OKBy != engineer.ID || l.order.OKAt.IsZero() {
		t.Errorf("OK by %q at %v", l.order.OKBy, l.order.OKAt)
	}
	l.do(coordinator, to(repair.ShelfAwaitingPickup, 11))
	l.stands(slot(repair.ShelfAwaitingPickup, 11), repair.StageAwaitingPickup)
	l.do(engineer, passed(repair.PickupChecklist(l.order.Device), true))
	l.do(coordinator, handOver())
	l.stands(slot(repair.PlaceCustomer, 0), repair.StagePickedUp)
	if l.order.Rating != 5 || l.order.FollowUpOn != "" || l.order.InShop() {
		t.Errorf("after pickup: rating %d, call on %q, in shop %v", l.order.Rating, l.order.FollowUpOn, l.order.InShop())
	}
	if !l.order.ReceivedAt.Equal(received) || l.order.TakenInBy != coordinator.ID {
		t.Errorf("check-in became %v by %s", l.order.ReceivedAt, l.order.TakenInBy)
	}
	same(t, repair.Replay(l.events), l.order)
}

func TestPickupStraightFromDone(t *testing.T) {
	l := newLife(t)
	done(l)
	l.do(engineer, passed(repair.PickupChecklist(l.order.Device), true))
	l.do(coordinator, handOver())
	l.stands(slot(repair.PlaceCustomer, 0), repair.StagePickedUp)
}

func TestMachineAlreadyThereGivesNoEvent(t *testing.T) {
	l := newLife(t)
	checkedIn(l)
	l.do(engineer, toParts(3, repair.ReasonParts, "搓纸轮"))
	before := l.order
	l.do(engineer, toParts(3, repair.ReasonParts, "搓纸轮"))
	same(t, l.order, before)

	l.do(engineer, toParts(3, repair.ReasonParts, "定影膜"))
	if l.order.Part != "定影膜" {
		t.Errorf("waits for %q, want the other part", l.order.Part)
	}
	l.do(engineer, toParts(3, repair.ReasonQuote, ""))
	l.stands(slot(repair.ShelfAwaitingParts, 3), repair.StageQuoting)
}

func TestUndoPutsEverythingBack(t *testing.T) {
	for _, tt := range []struct {
		name  string
		life  func(*life)
		moves []repair.MoveMachine // the last one is undone
	}{
		{"first move keeps the promised slot", checkedIn, []repair.MoveMachine{to(repair.PlaceBench, 0)}},
		{"what was waited for", checkedIn, []repair.MoveMachine{toParts(3, repair.ReasonParts, "搓纸轮"), to(repair.PlaceBench, 0)}},
		{"one reason for another", checkedIn, []repair.MoveMachine{toParts(3, repair.ReasonQuote, ""), toParts(4, repair.ReasonParts, "搓纸轮")}},
		{"OK given", testedOnBench, []repair.MoveMachine{to(repair.ShelfDone, 4)}},
		{"OK kept over a change of slot", testedOnBench, []repair.MoveMachine{to(repair.ShelfDone, 4), to(repair.ShelfDone, 5)}},
		{"OK kept on the way out", testedOnBench, []repair.MoveMachine{to(repair.ShelfDone, 4), to(repair.ShelfAwaitingPickup, 11)}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			l := newLife(t)
			tt.life(l)
			n := len(tt.moves) - 1
			for _, m := range tt.moves[:n] {
				l.do(engineer, m)
			}
			want := l.order
			l.do(engineer, tt.moves[n], repair.UndoMove{})
			got := l.order
			if got.Version != want.Version+2 || got.LastMove != nil {
				t.Errorf("version %d after %d, last move %v", got.Version, want.Version, got.LastMove)
			}
			got.Version, got.LastMove = want.Version, want.LastMove
			same(t, got, want)
			if r := refusal(t, l.try(engineer, repair.UndoMove{})); r.Rule != repair.RuleNothingToUndo {
				t.Errorf("second undo refused by %s", r.Rule)
			}
		})
	}
}

func TestUntestedMachineGetsNoOK(t *testing.T) {
	l := newLife(t)
	onBench(l)
	l.do(engineer, overridden(to(repair.ShelfDone, 4)))
	l.do(engineer, to(repair.ShelfDone, 5)) // another slot needs no second approval
	l.stands(slot(repair.ShelfDone, 5), repair.StageAwaitingClose)
	for _, e := range l.events {
		if m, ok := e.Body.(repair.Moved); ok && m.OK {
			t.Errorf("move to %s says OK", m.To.Name())
		}
	}
	if !l.order.OKAt.IsZero() {
		t.Error("the order says OK")
	}
	l.do(engineer, passed(l.order.Lines, false), to(repair.ShelfDone, 5))
	if l.order.OKAt.IsZero() {
		t.Error("no OK when it is scanned onto the shelf again with a complete sheet")
	}
}

func TestOKIsPrintedOnce(t *testing.T) {
	l := newLife(t)
	done(l)
	l.do(engineer, to(repair.ShelfDone, 5))
	n := 0
	for _, e := range l.events {
		if m, ok := e.Body.(repair.Moved); ok && m.OK {
			n++
		}
	}
	if n != 1 || l.order.OKAt.IsZero() {
		t.Errorf("%d moves say OK, order since %v", n, l.order.OKAt)
	}
}

func TestMachineBackOnTheBenchIsTestedAgain(t *testing.T) {
	l := newLife(t)
	awaitingPickup(l)
	before := l.order
	l.do(engineer, to(repair.PlaceBench, 0))
	if !l.order.OKAt.IsZero() || len(l.order.Test) > 0 {
		t.Errorf("on the bench: OK at %v, %d results", l.order.OKAt, len(l.order.Test))
	}
	l.do(engineer, repair.UndoMove{})
	before.Version, before.LastMove = l.order.Version, nil
	same(t, l.order, before)

	l.do(engineer, to(repair.PlaceBench, 0))
	if r := refusal(t, l.try(engineer, to(repair.ShelfDone, 4))); r.Rule != repair.RuleTestSheet {
		t.Errorf("back without tests: refused by %s", r.Rule)
	}
}

func TestFailedLineKeepsTheSheetOpen(t *testing.T) {
	l := newLife(t)
	testedOnBench(l)
	l.do(engineer, repair.RecordTest{Results: []repair.TestResult{{Line: "printer.ten", Outcome: repair.Fail}}})
	r := refusal(t, l.try(engineer, to(repair.ShelfDone, 4)))
	if d := cmp.Diff([]string{"printer.ten"}, r.Need); d != "" {
		t.Errorf("needs (-want +got):\n%s", d)
	}
	l.do(engineer, repair.RecordTest{Results: []repair.TestResult{{Line: "printer.ten", Outcome: repair.NotApplicable}}})
	l.do(engineer, to(repair.ShelfDone, 4))
	i := slices.IndexFunc(l.order.Test, func(r repair.TestResult) bool { return r.Line == "printer.ten" })
	if got := l.order.Test[i]; got.By != engineer.ID || got.At.IsZero() || got.Outcome != repair.NotApplicable {
		t.Errorf("result is %+v", got)
	}
}

func TestReturnUnrepaired(t *testing.T) {
	l := newLife(t)
	checkedIn(l)
	l.do(engineer, toParts(3, repair.ReasonQuote, ""))
	l.do(coordinator, repair.ReturnUnrepaired{Reason: "客户不同意报价"})
	l.stands(slot(repair.ShelfAwaitingParts, 3), repair.StageReturnUnrepaired)
	l.do(coordinator, to(repair.ShelfAwaitingPickup, 11))
	l.stands(slot(repair.ShelfAwaitingPickup, 11), repair.StageReturnUnrepaired)
	l.do(coordinator, handOver()) // untested: there is nothing to show
	l.stands(slot(repair.PlaceCustomer, 0), repair.StagePickedUp)
}

func TestFiguresThatDiffer(t *testing.T) {
	l := newLife(t)
	laptopIn(l)
	less := repair.Figures{CPU: "i5-1135G7", Memory: "8 GB", Disk: "512 GB"}
	result := func(o repair.Outcome) repair.RecordTest {
		return repair.RecordTest{Results: []repair.TestResult{{Line: repair.LineFigures, Outcome: o, Figures: &less}}}
	}
	r := refusal(t, l.try(engineer, result(repair.Pass)))
	if r.Args["was"] != "i5-1135G7 16 GB 512 GB" {
		t.Errorf("figures were %q", r.Args["was"])
	}
	l.do(engineer, result(repair.Fail))
	if got := l.order.Test[0].Figures; got == nil || *got != less {
		t.Errorf("kept figures %v", got)
	}
}

func TestUntestedPickupHasACall(t *testing.T) {
	l := newLife(t)
	calledLater(l)
	if l.order.FollowUpOn != "2026-11-22" {
		t.Fatalf("call on %q", l.order.FollowUpOn)
	}
	if r := refusal(t, l.try(coordinator, repair.FollowUpDone{})); r.Rule != repair.RuleFollowUp {
		t.Errorf("call without a result: refused by %s", r.Rule)
	}
	before := l.order
	l.do(coordinator, repair.FollowUpDone{Result: "机器正常"})
	before.FollowUpOn, before.Version = "", before.Version+1
	same(t, l.order, before)
}

func TestNewMarksStayOnTheOrder(t *testing.T) {
	l := newLife(t)
	readyToGo(l)
	c := handOver()
	c.ConditionSame, c.NewMarks = false, []repair.ConditionMark{{Kind: repair.MarkDent, X: 0.5, Y: 0.5, Note: "搬动时碰到"}}
	l.do(coordinator, c)
	if d := cmp.Diff(c.NewMarks, l.order.Marks); d != "" {
		t.Errorf("marks (-want +got):\n%s", d)
	}
}

func TestVoidDraftLeavesTheShop(t *testing.T) {
	l := newLife(t)
	draft(l)
	l.do(coordinator, repair.VoidOrder{Reason: "客户改主意"})
	l.stands(slot(repair.PlaceCustomer, 0), repair.StageVoid)
	if r := refusal(t, l.try(coordinator, intake())); r.Rule != repair.RuleOver || r.Args["stage"] != "void" {
		t.Errorf("check-in of a void order: %v", r)
	}
}

func TestBatchIsTheFirstOrderOfTheVisit(t *testing.T) {
	l := newLife(t)
	l.order.ID = "A2611210043"
	l.do(coordinator, repair.AssignNumber{Kind: repair.KindLaptop, Batch: number})
	if l.order.Batch != number || l.order.Device.Kind != repair.KindLaptop {
		t.Errorf("batch %s, kind %s", l.order.Batch, l.order.Device.Kind)
	}
}

func TestApplyLeavesItsInputAsItWas(t *testing.T) {
	l := newLife(t)
	pickedUp(l)
	var o repair.Order
	for _, e := range l.events {
		kept, marks := o, slices.Clone(o.Marks)
		test := slices.Clone(o.Test)
		next := repair.Apply(o, e)
		kept.Marks, kept.Test = marks, test
		same(t, o, kept)
		if next.Version != o.Version+1 {
			t.Errorf("version %d after %d", next.Version, o.Version)
		}
		o = next
	}
	same(t, o, l.order)
}

func TestSettleChoosesTheSlot(t *testing.T) {
	l := newLife(t)
	checkedIn(l) // A-07 is promised
	layout := repair.Layout{repair.ShelfAwaitingTest: 8, repair.ShelfDone: 2}
	other := repair.OrderID("A2611210041")
	full := repair.Occupied{slot(repair.ShelfDone, 1): other, slot(repair.ShelfDone, 2): other}
	moved := repair.Apply(l.order, repair.Event{Subject: number.Subject(), At: start, Body: repair.Moved{
		To: slot(repair.ShelfAwaitingTest, 3), Stage: repair.StageAwaitingTest,
	}})
	for _, tt := range []struct {
		name     string
		order    repair.Order
		to, want repair.Place
		taken    repair.Occupied
	}{
		{"the promised slot", l.order, slot(repair.ShelfAwaitingTest, 0), slot(repair.ShelfAwaitingTest, 7), nil},
		{"another slot by name", l.order, slot(repair.ShelfAwaitingTest, 2), slot(repair.ShelfAwaitingTest, 2), nil},
		{"its own slot by name", l.order, slot(repair.ShelfAwaitingTest, 7), slot(repair.ShelfAwaitingTest, 7), repair.Occupied{slot(repair.ShelfAwaitingTest, 7): number}},
		{"it stays where it is", moved, slot(repair.ShelfAwaitingTest, 0), slot(repair.ShelfAwaitingTest, 3), nil},
		{"the lowest free slot", l.order, slot(repair.ShelfDone, 0), slot(repair.ShelfDone, 2), repair.Occupied{slot(repair.ShelfDone, 1): other}},
		{"a full shelf has no slot", l.order, slot(repair.ShelfDone, 0), slot(repair.ShelfDone, 0), full},
		{"a shelf without slots", l.order, slot(repair.ShelfAwaitingPickup, 0), slot(repair.ShelfAwaitingPickup, 0), nil},
		{"the bench has no slots", l.order, slot(repair.PlaceBench, 5), slot(repair.PlaceBench, 0), nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := layout.Settle(tt.order, tt.to, tt.taken)
			if err != nil || got != tt.want {
				t.Errorf("got %v, %v; want %v", got, err, tt.want)
			}
		})
	}
	_, err := layout.Settle(l.order, slot(repair.ShelfDone, 1), repair.Occupied{slot(repair.ShelfDone, 1): other})
	if r := refusal(t, err); r.Args["free"] != "C-02" || r.Args["by"] != other.String() {
		t.Errorf("refusal says %v", r.Args)
	}
}

func TestWantedPrints(t *testing.T) {
	l := newLife(t)
	pickedUp(l)
	var got []string
	var o repair.Order
	for _, e := range l.events {
		o = repair.Apply(o, e)
		for _, j := range repair.Wanted(o, e) {
			if j.Order != number || j.State != repair.JobQueued || j.Copy != 1 {
				t.Errorf("job %+v", j)
			}
			got = append(got, e.Kind()+" "+string(j.Document))
		}
	}
	want := []string{
		"checked-in device-tag", "checked-in customer-copy", "checked-in accessory", "checked-in accessory",
		"moved device-tag", "moved repair-record", "picked-up pickup-receipt",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("prints (-want +got):\n%s", d)
	}
}

func TestChecklists(t *testing.T) {
	keys := func(ls []repair.TestLine) (out []string) {
		for _, l := range ls {
			out = append(out, l.Key)
		}
		return out
	}
	for _, tt := range []struct {
		name   string
		device repair.Device
		own    []string
		want   []string
	}{
		{"PC", repair.Device{Kind: repair.KindDesktop}, nil, []string{"pc.post", "pc.figures", "pc.diagnostic", "clean.outside", "clean.screen", "clean.fan", "clean.keyboard"}},
		{"printer with two trays", repair.Device{Kind: repair.KindPrinter, Trays: 2}, nil, []string{"printer.selftest", "printer.online", "printer.ten", "printer.tray.1", "printer.tray.2", "clean.outside", "clean.paperpath"}},
		{"printer of unknown trays", repair.Device{Kind: repair.KindPrinter}, nil, []string{"printer.selftest", "printer.online", "printer.ten", "printer.tray.1", "clean.outside", "clean.paperpath"}},
		{"other", repair.Device{Kind: repair.KindOther}, nil, []string{"other.power", "other.fault", "other.function", "clean.outside"}},
		{"other with the shop's list", repair.Device{Kind: repair.KindOther}, []string{"充电", "放音"}, []string{"own.1", "own.2", "clean.outside"}},
	} {
		if d := cmp.Diff(tt.want, keys(repair.Checklist(tt.device, tt.own))); d != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, d)
		}
	}
	if d := cmp.Diff([]string{"pickup.fault", "pickup.full", "pickup.online"}, keys(repair.PickupChecklist(repair.Device{Kind: repair.KindPrinter}))); d != "" {
		t.Errorf("printer at pickup (-want +got):\n%s", d)
	}
}

func TestMasks(t *testing.T) {
	for in, want := range map[string]string{"13800001480": "138****1480", "02085550123": "020****0123", "110": "110", "": ""} {
		if got := repair.MaskPhone(in); got != want {
			t.Errorf("phone %q masked as %q", in, got)
		}
	}
	for in, want := range map[string]string{"张伟": "张*", "欧阳": "欧*", "广州大运公司": "广**", "𠮷野": "𠮷*", "": ""} {
		if got := repair.MaskName(in); got != want {
			t.Errorf("name %q masked as %q", in, got)
		}
	}
}

func TestSignatureBindsTextStrokesAndOrder(t *testing.T) {
	a := signed().Digest("head")
	if b := signed().Digest("other head"); a == b {
		t.Error("another order gives the same digest")
	}
	s := signed()
	s.Text += "。"
	if s.Digest("head") == a {
		t.Error("another text gives the same digest")
	}
	s = signed()
	s.Strokes[0][1].X++
	if s.Digest("head") == a {
		t.Error("another stroke gives the same digest")
	}
	if !(*repair.SignedDocument)(nil).Empty() || !(&repair.SignedDocument{Strokes: []repair.Stroke{{}, {{X: 1}, {X: 20}}}}).Empty() || signed().Empty() {
		t.Error("empty is told wrong")
	}
}

func TestStagesThatAreOver(t *testing.T) {
	var over []repair.Stage
	for _, s := range repair.Stages {
		if s.Over() {
			over = append(over, s)
		}
	}
	if d := cmp.Diff([]repair.Stage{repair.StagePickedUp, repair.StageClosed, repair.StageVoid}, over); d != "" {
		t.Errorf("over (-want +got):\n%s", d)
	}
}

func TestDoubtsAboutPhoneNumbers(t *testing.T) {
	for digits, want := range map[string]repair.Doubt{
		"13812341480": repair.DoubtNone, "19912341480": repair.DoubtNone, "02085550123": repair.DoubtNone, "075788881234": repair.DoubtNone,
		"85550123": repair.DoubtNone, "8555012": repair.DoubtNone, "4008001234": repair.DoubtNone, "8008101234": repair.DoubtNone,
		"1381234148": repair.DoubtShort, "1381234": repair.DoubtShort, "9555012345": repair.DoubtShort,
		"138123414800": repair.DoubtLong, "12812341480": repair.DoubtPrefix, "23812341480": repair.DoubtPrefix,
	} {
		if got := repair.PhoneDoubt(digits); got != want {
			t.Errorf("PhoneDoubt(%s) = %q, want %q", digits, got, want)
		}
	}
}

func TestUnfixedAndWarrantyOfTheLastRepair(t *testing.T) {
	picked := time.Date(2026, 11, 30, 20, 0, 0, 0, time.UTC)
	o := repair.Order{PickedUpAt: picked, Unrepaired: []string{"风扇响"}, Quotes: []repair.Quote{
		{WarrantyMonths: 3, Answer: &repair.QuoteAnswer{Agreed: true}},
		{WarrantyMonths: 12, Lines: []repair.QuoteLine{{Name: "电池"}, {Name: "风扇响"}}, Answer: &repair.QuoteAnswer{}},
	}}
	if d := cmp.Diff([]string{"风扇响", "电池"}, o.Unfixed()); d != "" {
		t.Errorf("Unfixed (-want +got):\n%s", d)
	}
	if got := o.WarrantyUntil(time.FixedZone("CST", 8*3600)); got != "2027-03-01" {
		t.Errorf("WarrantyUntil = %s", got)
	}
	if got := (repair.Order{PickedUpAt: picked}).WarrantyUntil(time.UTC); got != "" {
		t.Errorf("warranty of no repair until %s", got)
	}
}

func TestMachineThatIsGoneWaitsForNothing(t *testing.T) {
	l := newLife(t)
	checkedIn(l)
	l.do(engineer, repair.MoveMachine{To: slot(repair.ShelfAwaitingParts, 1), Reason: repair.ReasonParts, Part: "定影组件"})
	l.do(coordinator, repair.ReturnUnrepaired{Reason: "价格"}, with(handOver(), func(c *repair.PickUp) { c.Untested, c.CallOn = "", "" }))
	if o := l.order; o.Stage != repair.StagePickedUp || o.Reason != "" || o.Part != "" {
		t.Errorf("%s, waits for %q %q", o.Stage, o.Reason, o.Part)
	}
}
