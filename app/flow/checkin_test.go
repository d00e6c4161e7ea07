package flow_test

import (
	"slices"
	"testing"
	"time"

	"countertop/app/flow"
	"countertop/app/repair"
)

// atAgree takes a machine as far as the agreement.
func (c *counter) atAgree(serial string) {
	c.t.Helper()
	if c.s.Screen != flow.ScreenCheckIn {
		c.do(flow.CheckInStarted{}, flow.Typed{Text: "13812341480"}, flow.StepDone{}, flow.Typed{Text: "王建国"}, flow.StepDone{})
	}
	c.do(flow.KindChosen{Kind: repair.KindLaptop}, flow.BrandChosen{Brand: "联想"}, flow.Typed{Text: "X1"})
	c.scan(serial)
	c.do(
		flow.StepDone{},
		flow.SymptomToggled{Chip: "fault.laptop.power"},
		flow.StepDone{},
		flow.StepDone{},
		flow.OutsideClean{},
		flow.StepDone{},
	)
	if c.s.CheckIn.Step != flow.StepAgree {
		c.t.Fatalf("step %d, toast %q", c.s.CheckIn.Step, c.s.Toast.Key)
	}
}

func TestSeveralMachinesGoInWithOneSignature(t *testing.T) {
	c := open(t)
	c.badge(0)
	c.atAgree("SN1")
	c.do(flow.MachineAdded{})
	if c.s.CheckIn.Step != flow.StepMachine || len(c.s.CheckIn.Others) != 1 {
		t.Fatalf("step %d, %d others", c.s.CheckIn.Step, len(c.s.CheckIn.Others))
	}
	c.scan("SN1")
	if c.do(flow.KindChosen{Kind: repair.KindLaptop}); c.s.CheckIn.Ready() {
		t.Error("the same serial number goes in twice")
	}
	c.do(flow.Focused{Field: flow.FieldSerial}, flow.Cleared{})
	c.atAgree("SN2")
	c.do(flow.MachineOpened{Index: 0}) // the first one again
	if c.s.CheckIn.Device.Serial != "SN1" || len(c.s.CheckIn.Others) != 1 {
		t.Fatalf("machine %q, %d others", c.s.CheckIn.Device.Serial, len(c.s.CheckIn.Others))
	}
	c.do(flow.EstimateChosen{Yuan: "150"}, flow.StepDone{})
	c.sign("pad.checkin")
	done := c.s.CheckIn.Done
	if len(done) != 2 || done[0].Order.Batch != done[1].Order.Batch || done[0].Order.Signature == nil || done[1].Order.Signature == nil {
		t.Fatalf("%d machines taken in: %+v", len(done), done)
	}
	for _, r := range done {
		want := int64(0)
		if r.Order.Device.Serial == "SN1" {
			want = 15000
		}
		if r.Order.EstimateFen != want {
			t.Errorf("%s: estimate %d, want %d", r.Order.Device.Serial, r.Order.EstimateFen, want)
		}
	}
}

func TestMachineThatIsNotDescribedGoesAwayAgain(t *testing.T) {
	c := open(t)
	c.badge(0)
	c.atAgree("SN1")
	c.do(flow.MachineAdded{}, flow.StepBack{})
	if c.s.CheckIn.Step != flow.StepAgree || c.s.CheckIn.Device.Serial != "SN1" || len(c.s.CheckIn.Others) != 0 {
		t.Errorf("step %d, machine %q, %d others", c.s.CheckIn.Step, c.s.CheckIn.Device.Serial, len(c.s.CheckIn.Others))
	}
}

func TestVisitIsVoidedWithItsReason(t *testing.T) {
	c := open(t)
	c.badge(0)
	c.atAgree("SN1")
	c.do(flow.MachineAdded{})
	c.atAgree("SN2")
	c.do(flow.DialogAsked{Kind: flow.DialogVoid, Purpose: flow.ForVoid}, flow.DialogDone{})
	if c.s.Dialog == nil {
		t.Fatal("voided without a reason")
	}
	c.do(flow.ReasonChosen{Text: "拿错了"}, flow.DialogDone{})
	c.want(flow.ScreenHome)
	for id, r := range c.orders {
		if r.Order.Stage != repair.StageVoid || r.Order.VoidReason != "拿错了" {
			t.Errorf("%s: %s, %q", id, r.Order.Stage, r.Order.VoidReason)
		}
	}
}

// An engineer scans the badge while the coordinator looks at the outside.
func TestEngineerInspectsBesideTheCheckIn(t *testing.T) {
	c := open(t)
	c.badge(0)
	c.atAgree("SN1")
	c.do(flow.StepChosen{Step: flow.StepOutside})
	c.badge(1)
	if c.s.CheckIn.Step != flow.StepInspect || c.s.CheckIn.SeenBy != "A002" || c.s.Staff.ID != "A001" {
		t.Fatalf("step %d, seen by %q, at the counter %v", c.s.CheckIn.Step, c.s.CheckIn.SeenBy, c.s.Staff)
	}
	c.do(flow.SeenChosen{Seen: repair.SeenSame}, flow.CauseChosen{Cause: repair.CauseUse}, flow.FixNowTurned{}, flow.StepDone{})
	if c.s.CheckIn.Step != flow.StepOutside {
		t.Fatalf("step %d after the inspection", c.s.CheckIn.Step)
	}
	c.do(flow.StepDone{}, flow.StepDone{}, flow.OnTheSpotTurned{On: true}, flow.StepDone{})
	c.sign("pad.checkin")
	o := c.s.CheckIn.Done[0].Order
	if !o.Waiting() || o.Holder != "A002" || o.Inspection.Cause != repair.CauseUse {
		t.Errorf("order %+v", o)
	}
	// Repaired: the customer stayed, so the copy is not asked for.
	c.do(
		flow.OrderChosen{Order: o.ID},
		flow.Opened{Screen: flow.ScreenWork},
		flow.Focused{Field: flow.FieldWork},
		flow.Typed{Text: "清灰"},
		flow.WorkSaved{},
	)
	c.do(flow.PickupOpened{Order: o.ID})
	c.want(flow.ScreenPickup)
	if !c.s.Pickup.Passed(flow.GateIdentity) {
		t.Error("the customer who stayed is asked for the copy")
	}
}

func TestTwoCustomersWithOnePhoneAreAsked(t *testing.T) {
	c := open(t)
	c.badge(0)
	phones := []string{"13812341480"}
	c.do(flow.CheckInStarted{}, flow.Typed{Text: "13812341480"}, flow.CustomersFound{Text: "13812341480", Hits: []repair.CustomerRow{
		{Customer: repair.Customer{ID: "A000001", Name: "王建国", Phones: phones}},
		{Customer: repair.Customer{ID: "A000002", Name: "王小红", Phones: append([]string{"02085550000"}, phones...)}},
	}}, flow.StepDone{})
	if c.s.CheckIn.Step != flow.StepPhone || c.s.Toast.Key != "checkin.same-phone" {
		t.Fatalf("step %d, toast %q", c.s.CheckIn.Step, c.s.Toast.Key)
	}
	c.do(flow.HitChosen{Index: 1})
	if got := c.s.CheckIn; got.Step != flow.StepMachine || got.Customer.Name != "王小红" || got.Phone != "13812341480" {
		t.Errorf("step %d, customer %q, phone %q", got.Step, got.Customer.Name, got.Phone)
	}
}

func TestCustomerIsLookedUpByName(t *testing.T) {
	c := typist(t)
	c.do(flow.CheckInStarted{}, flow.ByNameTurned{}, flow.Typed{Text: "w"})
	if f, ok := c.cmds[len(c.cmds)-1].(flow.FindCustomers); !ok || f.Text != "w" {
		t.Fatalf("commands %+v", c.cmds)
	}
	c.do(
		flow.CustomersFound{
			Text: "w",
			Hits: []repair.CustomerRow{{Customer: repair.Customer{ID: "A000001", Name: "王建国", Phones: []string{"13812341480"}}}},
		},
		flow.HitChosen{Index: 0},
	)
	if got := c.s.CheckIn; got.Step != flow.StepMachine || got.Phone != "13812341480" || got.ByName {
		t.Errorf("step %d, phone %q", got.Step, got.Phone)
	}
}

func TestSerialInTheShopStopsTheCheckIn(t *testing.T) {
	c := open(t)
	c.badge(0)
	id := c.checkIn()
	c.do(flow.CheckInLeft{Another: true}, flow.Typed{Text: "13900001111"}, flow.StepDone{}, flow.Typed{Text: "李"}, flow.StepDone{})
	c.do(flow.KindChosen{Kind: repair.KindLaptop}, flow.BrandChosen{Brand: "联想"}, flow.Typed{Text: "X1"})
	c.scan("PF3K8H2M")
	c.do(flow.HistoryLoaded{Serial: "PF3K8H2M", Rows: []repair.Row{c.orders[id]}})
	if o := c.s.CheckIn.InShop(); o == nil || o.ID != id || c.s.CheckIn.Ready() {
		t.Fatalf("in the shop %v, ready %v", o, c.s.CheckIn.Ready())
	}
	if c.do(flow.OtherMachine{}); !c.s.CheckIn.Ready() {
		t.Error("another machine with this serial number cannot go in")
	}
}

func TestPurchaseThatCannotBeIsSaid(t *testing.T) {
	for bought, want := range map[string]struct {
		ok       bool
		warranty repair.Warranty
	}{
		"": {true, repair.WarrantyUnknown}, "2026": {true, repair.WarrantyUnknown}, "2024": {true, repair.WarrantyNo},
		"202601": {true, repair.WarrantyYes},
		"202612": {false, repair.WarrantyUnknown}, "202513": {false, repair.WarrantyUnknown}, "2027": {false, repair.WarrantyUnknown},
		"1899":  {false, repair.WarrantyNo},
		"20261": {false, repair.WarrantyUnknown},
	} {
		m := flow.Machine{Bought: bought}
		if _, ok := m.BoughtMonth(start); ok != want.ok || ok && m.InWarranty(start) != want.warranty {
			t.Errorf("%q: %v, %s; want %+v", bought, ok, m.InWarranty(start), want)
		}
	}
}

func TestKeptAccessoriesAreCountedTogether(t *testing.T) {
	c := open(t)
	c.badge(0)
	c.atAgree("SN1")
	c.do(
		flow.AccessoryToggled{Name: "acc.adapter"},
		flow.AccessoryToggled{Name: "acc.bag"},
		flow.AccessoryCounted{Name: "acc.adapter", By: 1},
		flow.AccessoryCounted{Name: "acc.mouse", By: 1},
	)
	var names []string
	for _, a := range c.s.CheckIn.Kept {
		names = append(names, a.Name)
	}
	if len(names) != 3 || names[0] != "acc.adapter" || names[1] != "acc.adapter" || names[2] != "acc.bag" {
		t.Errorf("kept %v", names)
	}
	if c.do(flow.AccessoryCounted{Name: "acc.adapter", By: -1}, flow.AccessoryToggled{Name: "acc.bag"}); len(c.s.CheckIn.Kept) != 1 {
		t.Errorf("kept %v", c.s.CheckIn.Kept)
	}
}

func TestPasscodeIsShownToTheHolderForAMoment(t *testing.T) {
	c := open(t)
	c.badge(0)
	c.atAgree("SN1")
	c.do(flow.Focused{Field: flow.FieldPasscode}, flow.Typed{Text: "2580"}, flow.Unfocused{}, flow.StepDone{})
	c.sign("pad.checkin")
	if c.s.CheckIn.Passcode != "" {
		t.Error("the passcode stays on the screen's side")
	}
	id := c.s.CheckIn.Done[0].Order.ID
	c.do(flow.OrderChosen{Order: id}, flow.PasscodeAsked{})
	if c.s.Order.Passcode != "" || c.s.Toast.Key != "rule.role.do" {
		t.Errorf("a coordinator sees %q, toast %q", c.s.Order.Passcode, c.s.Toast.Key)
	}
	c.badge(1)
	c.do(flow.PasscodeAsked{})
	if c.s.Order.Passcode != "" || c.s.Toast.Key != "rule.passcode.what" {
		t.Errorf("somebody else sees %q, toast %q", c.s.Order.Passcode, c.s.Toast.Key)
	}
	c.do(flow.Committed{Tag: flow.TagOrder, Result: repair.Result{Row: c.orders[id], Passcode: "2580"}})
	if c.s.Order.Passcode != "2580" {
		t.Fatal("the holder does not see it")
	}
	if c.after(21 * time.Second); c.s.Order.Passcode != "" {
		t.Error("it stays on the screen")
	}
}

func TestEnquiryWaitsForItsAnswer(t *testing.T) {
	c := typist(t)
	c.do(flow.EnquiryAsked{}, flow.TopicToggled{Topic: "修打印机吗"})
	if c.s.Enquiry.Ready() {
		t.Error("nobody could be called back")
	}
	c.do(flow.Focused{Field: flow.FieldAskPhone}, flow.Typed{Text: "13900001111"}, flow.EnquirySaved{})
	e := c.cmds[0].(flow.SaveEnquiry).Enquiry
	if !slices.Equal(e.Topics, []string{"修打印机吗"}) || e.Question != "" || e.Phone != "13900001111" || e.CallOn != "2026-11-22" || !e.AnsweredAt.IsZero() || e.By != "A001" {
		t.Errorf("enquiry %+v", e)
	}
	e.ID = "7"
	c.do(flow.EnquiryAnswered{Open: true}, flow.EnquiriesLoaded{Enquiries: []repair.Enquiry{e}}, flow.EnquiryChosen{ID: "7"})
	c.want(flow.ScreenEnquiry)
	c.do(flow.Focused{Field: flow.FieldReply}, flow.EnglishTurned{}, flow.Typed{Text: "OK"}, flow.EnquirySaved{})
	if a := c.cmds[0].(flow.SaveEnquiry).Enquiry; a.ID != "7" || a.Answer != "OK" || a.AnsweredBy != "A001" {
		t.Errorf("answer %+v", a)
	}
}

func TestAnotherDraftParksTheOneOnTheScreen(t *testing.T) {
	c := open(t)
	c.badge(0)
	c.atAgree("SN1")
	first := c.s.CheckIn.Draft
	c.do(flow.Parked{}, flow.Tick{Now: c.s.Now.Add(time.Second)}, flow.CheckInStarted{}, flow.Typed{Text: "139000"})
	second := c.s.CheckIn.Draft
	c.do(flow.DraftChosen{ID: first})
	if c.s.CheckIn.Draft != first || c.s.CheckIn.Step != flow.StepAgree || c.drafts[second].Phone != "139000" {
		t.Errorf("on the screen %q step %d, parked %+v", c.s.CheckIn.Draft, c.s.CheckIn.Step, c.drafts[second])
	}
}

func TestFormOfTheKindIsFilledIn(t *testing.T) {
	c := open(t)
	c.badge(0)
	c.atAgree("SN1")
	c.do(flow.FormChosen{Key: "memory", Value: "8 GB"}, flow.FormChosen{Key: "pages", Value: "1"}, flow.FormChosen{Key: "trays", Value: "3"})
	c.do(flow.Focused{Field: flow.FormField("pages")}, flow.Typed{Text: "2a3"})
	d := c.s.CheckIn.Device
	if d.Figures.Memory != "8 GB" || d.FormValue("pages") != "123" || d.Trays != 3 {
		t.Errorf("device %+v", d)
	}
	c.do(flow.FormChosen{Key: "memory", Value: "8 GB"}, flow.Focused{Field: flow.FormField("pages")}, flow.Cleared{})
	if c.s.CheckIn.Device.Figures.Memory != "" || len(c.s.CheckIn.Device.Form) != 0 {
		t.Errorf("device %+v", c.s.CheckIn.Device)
	}
}

func TestMistakeInAFileOfTheShopIsSaidOnce(t *testing.T) {
	c := open(t)
	h := flow.Health{Problems: []string{"health.no-sound", "scripts.toml 第 3 行：少了引号。"}}
	c.do(flow.HealthChanged{Health: h})
	if c.s.Toast.Key != h.Problems[1] || !c.s.Toast.Bad {
		t.Fatalf("toast %+v", c.s.Toast)
	}
	c.after(time.Minute)
	if c.do(flow.HealthChanged{Health: h}); c.s.Toast.Key != "" {
		t.Errorf("said again: %+v", c.s.Toast)
	}
	if c.do(flow.ProblemAsked{Problem: h.Problems[1]}); c.s.Toast.Key != h.Problems[1] {
		t.Errorf("not said when it is asked for: %+v", c.s.Toast)
	}
}

func TestVisitThatIsTakenUpAgainKnowsEarlierRepairs(t *testing.T) {
	c := open(t)
	c.badge(0)
	c.atAgree("SN1")
	c.do(flow.MachineAdded{})
	c.atAgree("SN2")
	saved := c.s.CheckIn
	again := open(t)
	again.do(flow.DraftOpened{CheckIn: saved, Restored: true})
	var asked []string
	for _, cmd := range again.cmds {
		if l, ok := cmd.(flow.LoadHistory); ok {
			asked = append(asked, l.Serial)
		}
	}
	if len(asked) != 2 || asked[0] != "SN1" || asked[1] != "SN2" {
		t.Fatalf("asked for the history of %v", asked)
	}
	old := repair.Row{Order: repair.Order{ID: "A2610010001"}}
	again.do(flow.HistoryLoaded{Serial: "SN1", Rows: []repair.Row{old}})
	if n := len(again.s.CheckIn.Others[0].History); n != 1 {
		t.Errorf("%d earlier orders of the first machine", n)
	}
}
