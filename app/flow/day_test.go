package flow_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"countertop/app/flow"
	"countertop/app/repair"
	"countertop/scanner"
)

// counter plays the kernel against the real rules, with a store in memory.
type counter struct {
	t      *testing.T
	s      flow.State
	orders map[repair.OrderID]repair.Row
	last   repair.OrderID
	cmds   []flow.Cmd // what the last message asked for
	drafts map[string]flow.CheckIn
	sounds []flow.Sound
	stock  []repair.StockTake // as it was kept each time
	// approvedBy is who let the last move pass.
	approvedBy repair.StaffID
}

var (
	loc   = time.FixedZone("CST", 8*3600)
	start = time.Date(2026, 11, 21, 10, 0, 0, 0, loc)
	key   = []byte("a key of the shop")
	staff = []repair.Staff{
		{ID: "A001", Name: "陈静", Roles: repair.RolesOf(repair.RoleCoordinator), Issue: 1},
		{ID: "A002", Name: "李强", Roles: repair.RolesOf(repair.RoleEngineer), Issue: 1},
		{ID: "A007", Name: "陈志远", Roles: repair.RolesOf(repair.RoleSupervisor), Issue: 1},
	}
)

func open(t *testing.T) *counter {
	shop := flow.Shop{
		Name: "安心电脑维修", Station: "A", Calendar: repair.DefaultCalendar(loc), Limits: repair.DefaultLimits(), Layout: repair.DefaultLayout(),
	}
	c := &counter{t: t, s: flow.Initial(shop, "zh-CN", start), orders: map[repair.OrderID]repair.Row{}, drafts: map[string]flow.CheckIn{}}
	c.do(flow.PeopleLoaded{People: staff})
	return c
}

// do plays messages and carries their commands out.
func (c *counter) do(ms ...flow.Msg) {
	c.t.Helper()
	for _, m := range ms {
		var cmds []flow.Cmd
		c.s, cmds = flow.Update(c.s, m)
		c.cmds = cmds
		for _, cmd := range cmds {
			for _, answer := range c.carry(cmd) {
				c.do(answer)
			}
		}
	}
}

func (c *counter) scan(codes ...string) {
	c.t.Helper()
	for _, code := range codes {
		c.do(flow.Scanned{Scan: scanner.Scan{Text: code, At: c.s.Now}})
	}
}

func (c *counter) after(d time.Duration) { c.do(flow.Tick{Now: c.s.Now.Add(d)}) }

func (c *counter) carry(cmd flow.Cmd) []flow.Msg {
	switch cmd := cmd.(type) {
	case flow.Commit:
		c.wantPage(cmd)
		answer := c.commit(cmd)
		done, ok := answer.(flow.Committed)
		for _, also := range cmd.Also {
			if next, good := c.commit(flow.Commit{Tag: cmd.Tag, Order: also.Order, Command: also.Command, By: cmd.By}).(flow.Committed); good && ok {
				done.Also, done.Jobs = append(done.Also, next.Row), append(done.Jobs, next.Jobs...)
				answer = done
			}
		}
		return []flow.Msg{answer}
	case flow.OpenOrder:
		r, ok := c.orders[cmd.Order]
		if !ok {
			return []flow.Msg{flow.Failed{Tag: cmd.Tag, Order: cmd.Order, Rule: &repair.RuleError{Rule: repair.RuleUnknownOrder, Order: cmd.Order}}}
		}
		return []flow.Msg{flow.OrderOpened{Row: r, For: cmd.For, Tag: cmd.Tag}}
	case flow.CheckBadge:
		for _, p := range staff {
			if repair.BadgeCode(key, p.ID, 1) == cmd.Code {
				return []flow.Msg{flow.StaffKnown{Staff: p}}
			}
		}
		return []flow.Msg{flow.StaffUnknown{}}
	case flow.CheckPIN:
		for _, p := range staff {
			if p.ID == cmd.Staff && cmd.PIN == "1234" {
				return []flow.Msg{flow.StaffKnown{Staff: p, PINLength: 4}}
			}
		}
		return []flow.Msg{flow.StaffUnknown{PIN: &repair.PINRefusal{Staff: cmd.Staff, Why: repair.PINWrong}}}
	case flow.CheckCopy:
		return []flow.Msg{flow.CopyRead{Order: cmd.Order, Genuine: repair.CopyCode(key, cmd.Order) == cmd.Code}}
	case flow.FindOrders:
		if !cmd.Serial {
			return nil
		}
		found := flow.OrdersFound{Text: cmd.Text, Serial: true, Problem: cmd.Problem}
		for _, number := range append([]string{cmd.Text}, cmd.Or...) {
			for _, r := range c.orders {
				if d := r.Order.Device; len(found.Rows) == 0 && (repair.SameNumber(d.Serial, number) || d.HasIMEI(number)) {
					found.Rows = append(found.Rows, r)
				}
			}
		}
		return []flow.Msg{found}
	case flow.SaveStock:
		c.stock = append(c.stock, cmd.Take)
		return []flow.Msg{flow.StockSaved(cmd)}
	case flow.FindModels:
		return []flow.Msg{flow.ModelsFound{Kind: cmd.Kind, Brand: cmd.Brand}}
	case flow.SaveDraft:
		c.drafts[cmd.CheckIn.Draft] = cmd.CheckIn
	case flow.DropDraft:
		delete(c.drafts, cmd.ID)
	case flow.OpenDraft:
		return []flow.Msg{flow.DraftOpened{CheckIn: c.drafts[cmd.ID]}}
	case flow.Play:
		c.sounds = append(c.sounds, cmd.Sound)
	}
	return nil
}

// wantPage checks that an act has the page that was signed with it, and no other
// act has one.
func (c *counter) wantPage(cmd flow.Commit) {
	c.t.Helper()
	for _, command := range append([]repair.OrderCommand{{Command: cmd.Command}}, cmd.Also...) {
		signed := false
		repair.WithSigned(command.Command, func(d repair.SignedDocument) repair.SignedDocument {
			signed = !d.Empty()
			return d
		})
		if signed != (cmd.Signs != nil && cmd.Signs.Subject != nil) {
			c.t.Errorf("%T is signed: %v, on the page %+v", command.Command, signed, cmd.Signs)
		}
	}
}

func (c *counter) commit(cmd flow.Commit) flow.Msg {
	r := c.orders[cmd.Order]
	by := repair.Staff{}
	for _, p := range staff {
		if p.ID == cmd.By {
			by = p
		}
	}
	what := cmd.Command
	taken := repair.Occupied{}
	for _, o := range c.orders {
		if o.Order.ID != cmd.Order {
			taken[o.Order.Place] = o.Order.ID
		}
	}
	switch x := what.(type) {
	case repair.AssignNumber:
		id, err := repair.NextOrderID('A', c.last, c.s.Now)
		if err != nil {
			c.t.Fatal(err)
		}
		c.last, r.Order = id, repair.Order{ID: id}
	case repair.CheckIn:
		x.Customer.ID, x.Reserved = "A000001", c.s.Shop.Layout.FreeSlot(repair.ShelfAwaitingTest, cmd.Order, taken)
		r.Customer, what = x.Customer, x
	case repair.MoveMachine:
		p, err := c.s.Shop.Layout.Settle(r.Order, x.To, taken)
		if err != nil {
			return c.failed(cmd, r, err)
		}
		x.To = p
		what = x
	case repair.PickUp:
		if x.Collector.Name != "" {
			x.Identity.Collector = "A000009"
		}
		what = x
	}
	events, err := repair.Decide(r.Order, what, by, c.s.Now)
	if err != nil {
		return c.failed(cmd, r, err)
	}
	before := r.Order
	var jobs []repair.PrintJob
	for _, e := range events {
		if m, ok := e.Body.(repair.Moved); ok && m.Override != nil {
			c.approvedBy = m.Override.By
		}
		r.Order = repair.Apply(r.Order, e)
		jobs = append(jobs, repair.Wanted(r.Order, e)...)
	}
	c.orders[r.Order.ID] = r
	return flow.Committed{Tag: cmd.Tag, Result: repair.Result{Row: r, Before: before, Events: events, Jobs: jobs}}
}

func (c *counter) failed(cmd flow.Commit, r repair.Row, err error) flow.Msg {
	f := flow.Failed{Tag: cmd.Tag, Order: cmd.Order}
	if !errors.As(err, &f.Rule) {
		c.t.Fatal(err)
	}
	if r.Order.ID != "" {
		f.Row = &r
	}
	return f
}

func (c *counter) badge(i int) { c.scan(repair.BadgeCode(key, staff[i].ID, 1)) }

func (c *counter) want(screen flow.Screen) {
	c.t.Helper()
	if c.s.Screen != screen {
		c.t.Fatalf("screen %s, want %s (toast %q)", c.s.Screen, screen, c.s.Toast.Key)
	}
}

func (c *counter) sign(pad string) {
	c.do(
		flow.PenDown{Pad: pad, X: .1, Y: .1},
		flow.PenMoved{Pad: pad, X: .3, Y: .2, At: time.Second},
		flow.PenUp{Pad: pad},
		flow.SignedOff{},
	)
}

// checkIn takes a laptop with an adapter in and returns its number.
func (c *counter) checkIn() repair.OrderID {
	c.t.Helper()
	c.do(flow.CheckInStarted{}, flow.Typed{Text: "13812341480"}, flow.StepDone{})
	c.do(flow.Typed{Text: "王建国"}, flow.StepDone{})
	c.do(flow.KindChosen{Kind: repair.KindLaptop}, flow.BrandChosen{Brand: "联想"}, flow.Typed{Text: "ThinkPad X1"})
	c.scan("PF3K8H2M")
	c.do(flow.StepDone{}, flow.SymptomToggled{Chip: "fault.laptop.black-screen"}, flow.StepDone{}, flow.StepDone{})
	c.do(flow.OutlineTouched{View: 0}.Positioned(.2, .3), flow.StepDone{})
	c.do(flow.AccessoryToggled{Name: "acc.adapter"}, flow.StepDone{}, flow.StepDone{})
	if c.s.CheckIn.Step != flow.StepSign || !c.s.CustomerFacing() {
		c.t.Fatalf("step %d after the accessories, customer facing %v", c.s.CheckIn.Step, c.s.CustomerFacing())
	}
	c.sign("pad.checkin")
	if len(c.s.CheckIn.Done) == 0 {
		c.t.Fatalf("not taken in: %+v", c.s.Toast)
	}
	return c.s.CheckIn.Done[0].Order.ID
}

func shelf(k repair.PlaceKind) string { return repair.ShelfCode(repair.Place{Kind: k}) }

// fillTest is the engineer with a sheet; who was at the counter goes on there.
func (c *counter) fillTest(id repair.OrderID) {
	c.t.Helper()
	was := c.s.Staff
	c.s.Staff = &staff[1]
	c.do(flow.TestAsked{Order: id}, flow.AllPassed{}, flow.TestSaved{})
	c.s.Staff = was
}

func TestMachineGoesThroughTheDay(t *testing.T) {
	c := open(t)
	c.badge(0)
	id := c.checkIn()
	o := c.orders[id].Order
	if o.Device.Serial != "PF3K8H2M" || o.Signature == nil || len(o.Marks) != 1 || len(o.Accessories) != 1 {
		t.Errorf("order as taken in: %+v", o)
	}
	if c.s.CheckIn.Step != flow.StepPrint {
		t.Errorf("step %d after the signature", c.s.CheckIn.Step)
	}
	// The machine is on the counter: its shelf's code puts it away.
	c.scan(shelf(repair.ShelfAwaitingTest))
	c.want(flow.ScreenScan)
	if got := c.orders[id].Order.Place; got != (repair.Place{Kind: repair.ShelfAwaitingTest, Slot: 1}) {
		t.Errorf("place %v", got)
	}
	// Machine then shelf, with a reason for the parts shelf.
	c.badge(1)
	c.after(time.Second)
	c.scan(repair.OrderCode(id), shelf(repair.ShelfAwaitingParts))
	if !c.s.Scan.Asking {
		t.Fatal("the parts shelf does not ask for a reason")
	}
	c.do(flow.PartsReasonChosen{Reason: repair.ReasonParts})
	// Shelf then machine: refused, the test sheet is open.
	c.scan(shelf(repair.ShelfDone), repair.OrderCode(id))
	if r := c.s.Scan.Result; r.Kind != flow.ResultRefused || r.Rule.Rule != repair.RuleTestSheet || len(r.Rule.Need) == 0 {
		t.Fatalf("result %+v, want refused by the test sheet", r)
	}
	// The button on the refusal fills the sheet in and tries again.
	retry := c.s.Scan.Result.Command
	c.do(flow.TestAsked{Order: id, Retry: &retry}, flow.AllPassed{}, flow.TestSaved{})
	if o := c.orders[id].Order; o.Place.Kind != repair.ShelfDone || o.OKAt.IsZero() {
		t.Fatalf("after the sheet: %v, OK %v", o.Place, o.OKAt)
	}
	c.do(flow.ScanCleared{})
	c.scan(repair.OrderCode(id), shelf(repair.ShelfAwaitingPickup))
	if got := c.orders[id].Order.Stage; got != repair.StageAwaitingPickup {
		t.Fatalf("stage %s", got)
	}
	// Pickup.
	c.badge(0)
	c.do(flow.WentHome{})
	c.scan(repair.CopyCode(key, id))
	c.want(flow.ScreenPickup)
	if c.s.Pickup.Open != flow.GateTag {
		t.Fatalf("gate %d open after the customer copy opened the pickup", c.s.Pickup.Open)
	}
	c.scan(repair.OrderCode(id))
	for _, l := range repair.PickupChecklist(c.orders[id].Order.Device) {
		c.do(flow.PickupLine{Line: l.Key, Outcome: repair.Pass})
	}
	if c.s.Pickup.Open != flow.GateAccessories {
		t.Fatalf("gate %d open after the test", c.s.Pickup.Open)
	}
	c.scan(repair.AccessoryCode(id, 1))
	c.do(flow.ConditionSame{}, flow.GateDone{})
	c.want(flow.ScreenPickupSign)
	c.sign("pad.pickup")
	if o := c.orders[id].Order; o.Stage != repair.StagePickedUp {
		t.Fatalf("stage %s, toast %q", o.Stage, c.s.Toast.Key)
	}
	if p := c.s.Pickup; p.Row.Customer.Name != "" || len(p.Ink.Strokes) > 0 {
		t.Errorf("the customer stays in the state: %+v", p)
	}
}

func TestShelfAfterAlreadyThereMovesTheMachine(t *testing.T) {
	c := open(t)
	c.badge(0)
	id := c.checkIn()
	c.scan(shelf(repair.ShelfAwaitingTest))
	c.do(flow.WentHome{})
	// The shelf is named for many machines; one of them is scanned twice.
	c.scan(shelf(repair.ShelfAwaitingTest), repair.OrderCode(id))
	if got := c.s.Scan.Result.Kind; got != flow.ResultAgain {
		t.Fatalf("result %s, want already there", got)
	}
	c.scan(shelf(repair.PlaceBench))
	if got := c.orders[id].Order.Place.Kind; got != repair.PlaceBench {
		t.Errorf("place %s after machine and bench", got)
	}
}

func TestUndoTakesAMoveBack(t *testing.T) {
	c := open(t)
	c.badge(0)
	id := c.checkIn()
	c.scan(shelf(repair.ShelfAwaitingTest))
	c.do(flow.UndoAsked{})
	if got := c.orders[id].Order.Place.Kind; got != repair.PlaceCounter {
		t.Errorf("place %s", got)
	}
	if got := c.s.Scan.Result.Kind; got != flow.ResultUndone {
		t.Errorf("result %s", got)
	}
	c.scan(repair.OrderCode(id), shelf(repair.ShelfAwaitingTest))
	c.after(repair.UndoWindow + time.Second)
	c.do(flow.UndoAsked{})
	if got := c.orders[id].Order.Place.Kind; got != repair.ShelfAwaitingTest {
		t.Errorf("undone after %v: %s", repair.UndoWindow, got)
	}
}

func TestMissingAccessoryStopsThePickup(t *testing.T) {
	c := open(t)
	c.badge(0)
	id := c.checkIn()
	c.scan(shelf(repair.ShelfAwaitingTest))
	c.fillTest(id)
	c.scan(shelf(repair.ShelfDone), repair.OrderCode(id))
	c.do(flow.WentHome{})
	c.scan(repair.CopyCode(key, id), repair.OrderCode(id))
	c.do(flow.DialogAsked{Kind: flow.DialogReason, Purpose: flow.ForUntested}, flow.ReasonChosen{Text: "赶时间"}, flow.DialogDone{})
	c.do(flow.ConditionSame{}, flow.GateDone{})
	c.want(flow.ScreenPickup)
	if c.s.Pickup.Open != flow.GateAccessories {
		t.Fatalf("gate %d open, want the accessories", c.s.Pickup.Open)
	}
	// A coordinator cannot approve it; a supervisor with a reason can.
	c.do(flow.DialogAsked{Kind: flow.DialogApprove, Purpose: flow.ForMissing}, flow.ReasonChosen{Text: "之后补寄"})
	c.badge(0)
	if c.s.Pickup.Missing != nil || c.s.Dialog == nil {
		t.Fatal("a coordinator approved a missing accessory")
	}
	c.badge(2)
	if c.s.Pickup.Missing == nil || c.s.Dialog != nil {
		t.Fatal("a supervisor could not approve a missing accessory")
	}
	c.do(flow.GateDone{})
	c.want(flow.ScreenPickupSign)
	c.sign("pad.pickup")
	o := c.orders[id].Order
	if o.Stage != repair.StagePickedUp || o.FollowUpOn != "2026-11-22" {
		t.Errorf("stage %s, call on %q", o.Stage, o.FollowUpOn)
	}
}

func TestCustomerPageIsLeftBySigningOrByStaff(t *testing.T) {
	c := open(t)
	c.badge(0)
	c.do(flow.CheckInStarted{}, flow.Typed{Text: "13812341480"}, flow.StepDone{}, flow.Typed{Text: "王"}, flow.StepDone{})
	c.do(
		flow.KindChosen{Kind: repair.KindOther},
		flow.Focused{Field: flow.FieldModel},
		flow.Typed{Text: "X"},
		flow.NoSerialChosen{Why: "标签磨掉了"},
		flow.StepDone{},
	)
	c.do(
		flow.SymptomToggled{Chip: "fault.other.dead"},
		flow.StepDone{},
		flow.StepDone{},
		flow.OutsideClean{},
		flow.StepDone{},
		flow.StepDone{},
	)
	for _, m := range []flow.Msg{
		flow.KeyPressed{Key: flow.KeyEscape},
		flow.WentBack{},
		flow.Scanned{Scan: scanner.Scan{Text: repair.OrderCode("A2611210001")}},
		flow.SignedOff{},
	} {
		before := len(c.orders)
		c.do(m)
		if c.s.CheckIn.Step != flow.StepSign || len(c.orders) != before {
			t.Fatalf("%T left the customer's page", m)
		}
		c.do(flow.DialogClosed{})
	}
	c.badge(1)
	if c.s.CheckIn.Step != flow.StepAgree || c.s.Staff.ID != "A002" {
		t.Errorf("after a badge: step %d, staff %v", c.s.CheckIn.Step, c.s.Staff)
	}
}

func TestDraftComesBackWhereItWas(t *testing.T) {
	c := open(t)
	c.badge(0)
	c.do(flow.CheckInStarted{}, flow.Typed{Text: "13812341480"}, flow.StepDone{}, flow.Typed{Text: "王建国"}, flow.StepDone{})
	c.do(flow.KindChosen{Kind: repair.KindPrinter}, flow.BrandChosen{Brand: "惠普"}, flow.Typed{Text: "M1136"})
	c.after(time.Second) // typing is saved within a second
	want := c.s.CheckIn
	saved := c.drafts[want.Draft]
	if !cmp.Equal(saved.Device, want.Device) || saved.Step != flow.StepMachine {
		t.Fatalf("draft %+v", saved)
	}
	again := open(t)
	again.do(flow.DraftOpened{CheckIn: saved, Restored: true})
	again.want(flow.ScreenSignIn)
	again.badge(0)
	again.want(flow.ScreenCheckIn)
	if got := again.s.CheckIn; got.Step != want.Step || !cmp.Equal(got.Device, want.Device) || got.Customer.Name != "王建国" {
		t.Errorf("restored %+v", got)
	}
}

func TestMisreadAndForeignCodesMoveNothing(t *testing.T) {
	c := open(t)
	c.badge(0)
	id := c.checkIn()
	c.scan(shelf(repair.ShelfAwaitingTest))
	before := c.orders[id].Order
	code := []byte(repair.OrderCode(id))
	code[5] ^= 1
	c.do(flow.Opened{Screen: flow.ScreenScan})
	for _, text := range []string{string(code), "6901234567892", "http://example.invalid/x", "S", "RA2611219999ZZ"} {
		c.scan(text)
		if c.orders[id].Order.Version != before.Version {
			t.Errorf("%q changed the order", text)
		}
	}
	if !slices.Contains(c.sounds, flow.SoundUnknown) {
		t.Error("no sound for an unknown code")
	}
}

func TestGatesStayOnTheWayBackButNotAtHome(t *testing.T) {
	c := open(t)
	c.badge(0)
	id := c.checkIn()
	c.scan(shelf(repair.ShelfAwaitingTest))
	c.fillTest(id)
	c.scan(shelf(repair.ShelfDone), repair.OrderCode(id))
	c.do(flow.WentHome{}, flow.PickupAsked{})
	c.scan(repair.CopyCode(key, id))
	c.want(flow.ScreenPickup)
	c.do(flow.WentBack{})
	c.want(flow.ScreenFind)
	c.do(flow.OrderChosen{Order: id})
	if !c.s.Pickup.Passed(flow.GateIdentity) {
		t.Error("the way back lost the gate that was passed")
	}
	c.do(flow.WentBack{}, flow.WentBack{})
	c.want(flow.ScreenHome)
	if c.s.Pickup.Row.Customer.Name != "" || c.s.Pickup.Identity.CopyScanned {
		t.Error("the customer stays in the state of the home screen")
	}
}
