package repair_test

import (
	"errors"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"countertop/app/repair"
)

// strange is a command that the domain does not know.
type strange struct{ repair.Command }

// with changes a good command into one that lacks something.
func with[C any](c C, change func(*C)) C {
	change(&c)
	return c
}

// at plays a command at the end of a life.
func at(life func(*life), by repair.Staff, c repair.Command) func(*testing.T) error {
	return func(t *testing.T) error {
		l := newLife(t)
		if life != nil {
			life(l)
		}
		return l.try(by, c)
	}
}

// settle puts a machine on a shelf whose first slot is another machine's.
func settle(to repair.Place) func(*testing.T) error {
	return func(t *testing.T) error {
		l := newLife(t)
		checkedIn(l)
		taken := repair.Occupied{slot(repair.ShelfAwaitingTest, 1): "A2611210041"}
		_, err := repair.DefaultLayout().Settle(l.order, to, taken)
		return err
	}
}

// ofCustomer gives a command on a customer as a supervisor.
func ofCustomer(id repair.CustomerID, state repair.CustomerState, c repair.SubjectCommand) func(*testing.T) error {
	return func(*testing.T) error {
		m, _ := repair.MachineOf(repair.SubjectCustomer)
		_, err := m.Decide(state, "", repair.Act{Subject: id.Subject(), Command: c}, supervisor, start)
		return err
	}
}

type checkIn = repair.CheckIn

// rules shows for each rule what it refuses and what satisfies it. approved is
// set where a supervisor may let the refused command pass.
var rules = []struct {
	rule     repair.Rule
	refused  func(*testing.T) error
	accepted func(*testing.T) error
	approved func(*testing.T) error
}{
	{
		rule:     repair.RuleUnknownOrder,
		refused:  at(nil, engineer, to(repair.ShelfAwaitingTest, 1)),
		accepted: at(nil, coordinator, repair.AssignNumber{Kind: repair.KindPrinter}),
	},
	{
		rule:     repair.RuleOver,
		refused:  at(pickedUp, engineer, to(repair.ShelfAwaitingTest, 1)),
		accepted: at(calledLater, coordinator, repair.FollowUpDone{Result: "正常"}),
	},
	{
		rule:     repair.RuleNotDraft,
		refused:  at(checkedIn, coordinator, intake()),
		accepted: at(draft, coordinator, intake()),
	},
	{
		rule:     repair.RuleCustomer,
		refused:  at(draft, coordinator, with(intake(), func(c *checkIn) { c.Customer.Phones = nil })),
		accepted: at(draft, coordinator, with(intake(), func(c *checkIn) { c.Customer.Phones = []string{"02085550123"} })),
	},
	{
		rule:     repair.RuleMachine,
		refused:  at(draft, coordinator, with(intake(), func(c *checkIn) { c.Device.Brand, c.Device.Model = "", "" })),
		accepted: at(draft, coordinator, with(intake(), func(c *checkIn) { c.Device.Brand = "" })),
	},
	{
		rule:     repair.RuleSerial,
		refused:  at(draft, coordinator, with(intake(), func(c *checkIn) { c.Device.Serial = "" })),
		accepted: at(draft, coordinator, with(intake(), func(c *checkIn) { c.Device.Serial, c.Device.NoSerial = "", "unreadable" })),
	},
	{
		rule:     repair.RuleSymptom,
		refused:  at(draft, coordinator, with(intake(), func(c *checkIn) { c.Symptom = repair.Symptom{} })),
		accepted: at(draft, coordinator, with(intake(), func(c *checkIn) { c.Symptom = repair.Symptom{Words: "打印有黑线"} })),
	},
	{
		rule:    repair.RuleCondition,
		refused: at(draft, coordinator, with(intake(), func(c *checkIn) { c.ConditionChecked = false })),
		accepted: at(draft, coordinator, with(intake(), func(c *checkIn) {
			c.ConditionChecked, c.Marks = false, []repair.ConditionMark{{Kind: repair.MarkScratch, X: 0.3, Y: 0.4}}
		})),
	},
	{
		rule:     repair.RuleTaker,
		refused:  at(draft, repair.Staff{}, intake()),
		accepted: at(draft, coordinator, intake()),
	},
	{
		rule:     repair.RuleRole,
		refused:  at(draft, engineer, intake()),
		accepted: at(draft, with(engineer, func(p *repair.Staff) { p.Roles = "coordinator,engineer" }), intake()),
	},
	{
		rule:     repair.RulePromise,
		refused:  at(draft, coordinator, with(intake(), func(c *checkIn) { c.PromisedOn = "" })),
		accepted: at(draft, coordinator, with(intake(), func(c *checkIn) { c.PromisedOn = "2026-11-28" })),
	},
	{
		rule:     repair.RuleSigned,
		refused:  at(draft, coordinator, with(intake(), func(c *checkIn) { c.Signed = &repair.SignedDocument{Strokes: []repair.Stroke{{{X: 5, Y: 5}}}} })),
		accepted: at(draft, coordinator, with(intake(), func(c *checkIn) { c.Signed, c.NoSignatureReason = nil, "快递寄来" })),
	},
	{
		rule:     repair.RuleVoidReason,
		refused:  at(draft, coordinator, repair.VoidOrder{}),
		accepted: at(draft, coordinator, repair.VoidOrder{Reason: "客户改主意"}),
	},
	{
		rule:     repair.RuleDraftStays,
		refused:  at(draft, engineer, to(repair.ShelfAwaitingTest, 7)),
		accepted: at(checkedIn, engineer, to(repair.ShelfAwaitingTest, 7)),
	},
	{
		rule:     repair.RuleNoSuchSlot,
		refused:  settle(slot(repair.ShelfAwaitingTest, 25)),
		accepted: settle(slot(repair.ShelfAwaitingTest, 24)),
	},
	{
		rule:     repair.RuleSlotTaken,
		refused:  settle(slot(repair.ShelfAwaitingTest, 1)),
		accepted: settle(slot(repair.ShelfAwaitingTest, 2)),
	},
	{
		rule:     repair.RuleNotByScan,
		refused:  at(readyToGo, engineer, to(repair.PlaceCustomer, 0)),
		accepted: at(readyToGo, coordinator, handOver()),
	},
	{
		rule:     repair.RulePartsReason,
		refused:  at(onBench, engineer, to(repair.ShelfAwaitingParts, 3)),
		accepted: at(onBench, engineer, toParts(3, repair.ReasonParts, "搓纸轮")),
	},
	{
		rule:     repair.RuleTestSheet,
		refused:  at(onBench, engineer, to(repair.ShelfDone, 4)),
		accepted: at(testedOnBench, engineer, to(repair.ShelfDone, 4)),
		approved: at(onBench, engineer, overridden(to(repair.ShelfDone, 4))),
	},
	{
		rule:     repair.RuleOKFirst,
		refused:  at(testedOnBench, engineer, to(repair.ShelfAwaitingPickup, 11)),
		accepted: at(done, engineer, to(repair.ShelfAwaitingPickup, 11)),
		approved: at(testedOnBench, engineer, overridden(to(repair.ShelfAwaitingPickup, 11))),
	},
	{
		rule:     repair.RuleNothingToUndo,
		refused:  at(checkedIn, engineer, repair.UndoMove{}),
		accepted: at(onBench, engineer, repair.UndoMove{}),
	},
	{
		rule: repair.RuleUndoTooLate,
		refused: at(func(l *life) {
			onBench(l)
			l.now = l.order.LastMove.At.Add(repair.UndoWindow + 1)
		}, engineer, repair.UndoMove{}),
		accepted: at(func(l *life) {
			onBench(l)
			l.now = l.order.LastMove.At.Add(repair.UndoWindow)
		}, engineer, repair.UndoMove{}),
	},
	{
		rule:     repair.RuleNoSuchLine,
		refused:  at(onBench, engineer, passed([]repair.TestLine{{Key: "printer.tray.3"}}, false)),
		accepted: at(onBench, engineer, passed([]repair.TestLine{{Key: "printer.tray.2"}}, false)),
	},
	{
		rule: repair.RuleFigures,
		refused: at(laptopIn, engineer, repair.RecordTest{Results: []repair.TestResult{{
			Line: repair.LineFigures, Outcome: repair.Pass, Figures: &repair.Figures{CPU: "i5-1135G7", Memory: "8 GB", Disk: "512 GB"},
		}}}),
		accepted: at(laptopIn, engineer, repair.RecordTest{Results: []repair.TestResult{{
			Line: repair.LineFigures, Outcome: repair.Pass, Figures: &repair.Figures{CPU: "i5-1135G7", Memory: "16 GB", Disk: "512 GB"},
		}}}),
	},
	{
		rule:     repair.RuleReturnReason,
		refused:  at(onBench, engineer, repair.ReturnUnrepaired{}),
		accepted: at(onBench, engineer, repair.ReturnUnrepaired{Reason: "客户不同意报价"}),
	},
	{
		rule:     repair.RuleNotReady,
		refused:  at(onBench, coordinator, handOver()),
		accepted: at(readyToGo, coordinator, handOver()),
	},
	{
		rule:     repair.RuleIdentity,
		refused:  at(readyToGo, coordinator, with(handOver(), func(c *repair.PickUp) { c.Identity = repair.Identity{} })),
		accepted: at(readyToGo, coordinator, handOver()),
		approved: at(readyToGo, coordinator, with(handOver(), func(c *repair.PickUp) {
			c.Identity = repair.Identity{Collector: "A000013", Relation: "同事", Reason: "客户联丢了", Approved: approved}
		})),
	},
	{
		rule:     repair.RuleTag,
		refused:  at(readyToGo, coordinator, with(handOver(), func(c *repair.PickUp) { c.TagScanned = "A2611210041" })),
		accepted: at(readyToGo, coordinator, handOver()),
	},
	{
		rule:     repair.RulePickupTest,
		refused:  at(awaitingPickup, coordinator, handOver()),
		accepted: at(readyToGo, coordinator, handOver()),
	},
	{
		rule:    repair.RuleUntestedCall,
		refused: at(awaitingPickup, coordinator, with(handOver(), func(c *repair.PickUp) { c.Untested = "客户赶时间" })),
		accepted: at(awaitingPickup, coordinator, with(handOver(), func(c *repair.PickUp) {
			c.Untested, c.CallOn = "客户赶时间", "2026-11-22"
		})),
	},
	{
		rule:     repair.RuleAccessories,
		refused:  at(readyToGo, coordinator, with(handOver(), func(c *repair.PickUp) { c.Returned = []int{2} })),
		accepted: at(readyToGo, coordinator, with(handOver(), func(c *repair.PickUp) { c.Returned = []int{2, 1} })),
		approved: at(readyToGo, coordinator, with(handOver(), func(c *repair.PickUp) { c.Returned, c.Missing = []int{2}, approved })),
	},
	{
		rule: repair.RuleConditionNow,
		refused: at(readyToGo, coordinator, with(handOver(), func(c *repair.PickUp) {
			c.ConditionSame, c.NewMarks = false, []repair.ConditionMark{{Kind: repair.MarkDent}}
		})),
		accepted: at(readyToGo, coordinator, with(handOver(), func(c *repair.PickUp) {
			c.ConditionSame, c.NewMarks = false, []repair.ConditionMark{{Kind: repair.MarkDent, Note: "搬动时碰到"}}
		})),
	},
	{
		rule:     repair.RulePickupSigned,
		refused:  at(readyToGo, coordinator, with(handOver(), func(c *repair.PickUp) { c.Signed = nil })),
		accepted: at(readyToGo, coordinator, handOver()),
		approved: at(readyToGo, coordinator, with(handOver(), func(c *repair.PickUp) { c.Signed, c.Unsigned = nil, approved })),
	},
	{
		rule:     repair.RuleUnknownCommand,
		refused:  at(onBench, engineer, strange{}),
		accepted: at(onBench, engineer, to(repair.ShelfAwaitingTest, 1)),
	},
	{
		rule:     repair.RuleQuoteLines,
		refused:  at(onBench, coordinator, repair.QuoteRepair{Quote: repair.Quote{Lines: []repair.QuoteLine{{Name: "检查", PriceFen: 0}}}}),
		accepted: at(onBench, coordinator, quote()),
	},
	{
		rule:     repair.RuleOpenQuote,
		refused:  at(onBench, coordinator, repair.AnswerQuote{Agreed: true, How: repair.AnswerByPhone}),
		accepted: at(quoted, coordinator, repair.AnswerQuote{Agreed: true, How: repair.AnswerByPhone}),
	},
	{
		rule:     repair.RuleWork,
		refused:  at(onBench, engineer, repair.RecordWork{Parts: []string{" "}}),
		accepted: at(onBench, engineer, repair.RecordWork{Work: "清洁走纸通道", Parts: []string{"搓纸轮"}}),
	},
	{
		rule:     repair.RuleOldPart,
		refused:  at(onBench, engineer, repair.KeepOldPart{Name: "搓纸轮"}),
		accepted: at(onBench, engineer, repair.KeepOldPart{Name: "搓纸轮", To: repair.OldPartToCustomer}),
	},
	{
		rule:     repair.RuleLoaner,
		refused:  at(lent, coordinator, lend()),
		accepted: at(onBench, coordinator, lend()),
	},
	{
		rule:     repair.RuleLoanerBack,
		refused:  at(lentAndReady, coordinator, handOver()),
		accepted: at(func(l *life) { lentAndReady(l); l.do(coordinator, repair.TakeLoanerBack{}) }, coordinator, handOver()),
		approved: at(lentAndReady, coordinator, with(handOver(), func(c *repair.PickUp) { c.LoanerOut = approved })),
	},
	{
		rule:     repair.RuleSendOut,
		refused:  at(onBench, coordinator, repair.SendOut{Consignment: repair.Consignment{To: repair.PlacePeer}}),
		accepted: at(onBench, coordinator, repair.SendOut{Consignment: repair.Consignment{To: repair.PlacePeer, Company: "新锐数码"}}),
	},
	{
		rule:     repair.RulePaid,
		refused:  at(readyToGo, coordinator, with(handOver(), func(c *repair.PickUp) { c.PaidFen = 8000 })),
		accepted: at(readyToGo, coordinator, with(handOver(), func(c *repair.PickUp) { c.PaidFen, c.PaidBy = 8000, repair.PaidByCash })),
	},
	{
		rule:     repair.RuleOnTheSpot,
		refused:  at(draft, coordinator, with(intake(), func(c *checkIn) { c.OnTheSpot, c.Inspection = true, nil })),
		accepted: at(draft, coordinator, with(intake(), onTheSpot)),
	},
	{
		rule:     repair.RulePasscode,
		refused:  at(locked, other, repair.ShowPasscode{}),
		accepted: at(locked, engineer, repair.ShowPasscode{}),
	},
	{
		rule:     repair.RuleStockPlace,
		refused:  at(onShelf, engineer, see(repair.PlaceCustomer, 0)),
		accepted: at(onShelf, engineer, see(repair.PlacePeer, 0)),
	},
	{
		rule:     repair.RulePutBack,
		refused:  at(onShelf, engineer, repair.SeeMachine{Take: take, At: slot(repair.ShelfDone, 0), Back: true}),
		accepted: at(seenElsewhere, engineer, repair.SeeMachine{Take: take, At: slot(repair.ShelfAwaitingTest, 0), Back: true}),
	},
	{
		rule:     repair.RuleStaff,
		refused:  on("staff:A005", supervisor, repair.JoinStaff{Name: "林晓"}),
		accepted: on("staff:A005", supervisor, repair.JoinStaff{Name: "林晓", Roles: "engineer"}),
	},
	{
		rule:     repair.RuleEnquiry,
		refused:  on("enquiry:A.1", coordinator, repair.AskEnquiry{Phone: "13800138000"}),
		accepted: on("enquiry:A.1", coordinator, repair.AskEnquiry{Phone: "13800138000", Question: "换屏多少钱?"}),
	},
	{
		rule:     repair.RulePartial,
		refused:  at(newer, engineer, to(repair.ShelfAwaitingTest, 1)),
		accepted: at(onBench, engineer, to(repair.ShelfAwaitingTest, 1)),
	},
	{
		rule:     repair.RuleMerge,
		refused:  ofCustomer("A000013", repair.CustomerState{Digest: "x"}, repair.MergeCustomer{From: "A000013", Into: "A000013", Likeness: repair.LikeSame}),
		accepted: ofCustomer("A000013", repair.CustomerState{Digest: "x"}, repair.MergeCustomer{From: "A000013", Into: "A000012", Likeness: repair.LikeSame}),
	},
	{
		rule:     repair.RuleErase,
		refused:  ofCustomer("A000013", repair.CustomerState{Digest: "x"}, repair.EraseCustomer{}),
		accepted: ofCustomer("A000013", repair.CustomerState{Digest: "x"}, repair.EraseCustomer{Reason: "erase.asked"}),
	},
	{
		rule:     repair.RuleFollowUp,
		refused:  at(pickedUp, coordinator, repair.FollowUpDone{Result: "正常"}),
		accepted: at(calledLater, coordinator, repair.FollowUpDone{Result: "正常"}),
	},
	{
		rule:     repair.RuleHeld,
		refused:  at(onBench, other, onto),
		accepted: at(onBench, other, to(repair.ShelfAwaitingTest, 1)),
		approved: at(onBench, other, with(onto, func(c *repair.MoveMachine) { c.Override = approved })),
	},
	{
		rule:     repair.RuleCorrection,
		refused:  at(onBench, coordinator, with(asNoted(), func(c *repair.CorrectOrder) { c.Accessories, c.NotSigned = nil, "电话里说好" })),
		accepted: at(onBench, coordinator, with(asNoted(), func(c *repair.CorrectOrder) { c.Device.Model, c.NotSigned = "M1136w", "电话里说好" })),
		approved: at(onBench, coordinator, with(asNoted(), func(c *repair.CorrectOrder) {
			c.Accessories, c.NotSigned, c.Approved = nil, "电话里说好", approved
		})),
	},
	{
		rule:     repair.RuleSignedAgain,
		refused:  at(onBench, coordinator, with(asNoted(), func(c *repair.CorrectOrder) { c.Device.Model = "M1136w" })),
		accepted: at(onBench, coordinator, with(asNoted(), func(c *repair.CorrectOrder) { c.Device.Model, c.Signed = "M1136w", signed() })),
	},
	{
		rule:     repair.RuleNotHandedOver,
		refused:  at(onBench, supervisor, repair.UndoPickUp{Reason: "点错了单"}),
		accepted: at(pickedUp, supervisor, repair.UndoPickUp{Reason: "点错了单", From: repair.PickedFrom{Stage: repair.StageAwaitingPickup}}),
	},
}

// asNoted corrects nothing of the machine of intake.
func asNoted() repair.CorrectOrder {
	c := intake()
	return repair.CorrectOrder{
		Customer: c.Customer, Was: c.Customer, Device: c.Device, Symptom: c.Symptom, PromisedOn: c.PromisedOn, OldParts: c.OldParts,
		Accessories: c.Accessories, Marks: c.Marks,
	}
}

// onTheSpot makes a check-in one of a machine that is repaired at once.
func onTheSpot(c *checkIn) {
	c.OnTheSpot, c.Inspection = true, &repair.Inspection{By: engineer.ID, Seen: repair.SeenSame, FixNow: true}
}

// onto puts a machine on the bench; other is a second engineer.
var (
	onto  = repair.MoveMachine{To: repair.Place{Kind: repair.PlaceBench}}
	other = repair.Staff{ID: "A004", Name: "赵磊", Roles: repair.RolesOf(repair.RoleEngineer)}
)

// locked is a machine with a passcode, on the engineer's bench.
func locked(l *life) {
	draft(l)
	l.do(coordinator, with(intake(), func(c *checkIn) { c.Passcode = "2580" }))
	l.do(engineer, repair.MoveMachine{To: repair.Place{Kind: repair.PlaceBench}})
}

// on is an act on a subject that is no order, at its beginning.
func on(s repair.Subject, by repair.Staff, c repair.SubjectCommand) func(*testing.T) error {
	return func(t *testing.T) error {
		m, ok := repair.MachineOf(s.Kind())
		if !ok {
			t.Fatalf("%s has no machine", s)
		}
		_, err := m.Decide(m.Zero(), "", repair.Act{Subject: s, Command: c}, by, start)
		return err
	}
}

func TestRules(t *testing.T) {
	for _, tt := range rules {
		t.Run(string(tt.rule), func(t *testing.T) {
			r := refusal(t, tt.refused(t))
			if r.Rule != tt.rule {
				t.Errorf("refused by rule %s", r.Rule)
			}
			if r.Order != number && r.Subject == "" {
				t.Errorf("refusal names order %s", r.Order)
			}
			if err := tt.accepted(t); err != nil {
				t.Errorf("what the rule asks for is refused: %v", err)
			}
			if (r.Override == repair.RoleSupervisor) != (tt.approved != nil) {
				t.Errorf("may be overridden by %q, which the table does not show", r.Override)
			}
			if tt.approved != nil {
				if err := tt.approved(t); err != nil {
					t.Errorf("with the supervisor's approval: %v", err)
				}
			}
		})
	}
}

func TestEveryRuleHasARow(t *testing.T) {
	for _, r := range repair.Rules {
		n := 0
		for _, tt := range rules {
			if tt.rule == r {
				n++
			}
		}
		if n != 1 {
			t.Errorf("rule %s has %d rows in the table, want 1", r, n)
		}
	}
	if len(rules) != len(repair.Rules) {
		t.Errorf("%d rows for %d rules", len(rules), len(repair.Rules))
	}
}

func TestOverrideNeedsASupervisorWithAReason(t *testing.T) {
	for _, a := range []repair.Approval{
		{By: engineer.ID, Role: repair.RoleEngineer, Reason: "客户急用"},
		{By: supervisor.ID, Role: repair.RoleSupervisor},
		{Role: repair.RoleSupervisor, Reason: "客户急用"},
	} {
		c := to(repair.ShelfDone, 4)
		c.Override = &a
		if r := refusal(t, at(onBench, engineer, c)(t)); r.Rule != repair.RuleTestSheet {
			t.Errorf("approval %+v: refused by %s", a, r.Rule)
		}
	}
}

// docRow is a row of the table of rules: name, English, Chinese, sources, who
// may override, test.
var docRow = regexp.MustCompile("(?m)^\\| `([a-z-]+)` \\| (.+) \\| (.+) \\| (.+) \\| (.+) \\| `TestRules/([a-z-]+)` \\|$")

func TestEveryRuleStandsInTheDocs(t *testing.T) {
	text, err := os.ReadFile("../../docs/rules.md")
	if err != nil {
		t.Fatal(err)
	}
	rows := docRow.FindAllStringSubmatch(string(text), -1)
	var got []repair.Rule
	for _, row := range rows {
		rule := repair.Rule(row[1])
		got = append(got, rule)
		if row[6] != row[1] {
			t.Errorf("rule %s points at test %s", rule, row[6])
		}
		for _, tt := range rules {
			if tt.rule == rule && strings.Contains(row[5], "主管") != (tt.approved != nil) {
				t.Errorf("rule %s: the docs and the code differ in who may override", rule)
			}
		}
	}
	if !slices.Equal(got, repair.Rules) {
		t.Errorf("rules in the docs: %v\nin the code: %v", got, repair.Rules)
	}
}

func TestRuleErrorNamesTheRuleAndWhatItNeeds(t *testing.T) {
	err := at(onBench, engineer, to(repair.ShelfDone, 4))(t)
	want := "repair: rule test-sheet refuses it for order A261121-0042-QK: needs printer.selftest, printer.online, printer.ten, " +
		"printer.tray.1, printer.tray.2, clean.outside, clean.paperpath"
	if err == nil || err.Error() != want {
		t.Errorf("got %v\nwant %s", err, want)
	}
	var r *repair.RuleError
	if errors.As(err, &r) && r.Args["n"] != "7" {
		t.Errorf("n is %q", r.Args["n"])
	}
}

func TestMachineRepairedOnTheSpotNeverLeavesTheCounter(t *testing.T) {
	l := newLife(t)
	draft(l)
	l.do(coordinator, with(intake(), onTheSpot))
	l.stands(repair.Place{Kind: repair.PlaceCounter}, repair.StageInRepair)
	if l.order.Holder != engineer.ID || l.order.Reserved != (repair.Place{}) {
		t.Errorf("holder %q, reserved %v", l.order.Holder, l.order.Reserved)
	}
	hand := with(handOver(), func(c *repair.PickUp) {
		c.Identity, c.Untested, c.CallOn = repair.Identity{Stayed: true}, "试过", "2026-11-24"
		c.Returned = []int{1, 2, 3}
	})
	var e *repair.RuleError
	if err := l.try(coordinator, hand); !errors.As(err, &e) || e.Rule != repair.RuleWork {
		t.Errorf("without a word of what was done: %v", err)
	}
	l.do(engineer, repair.RecordWork{Works: []string{"work.roller"}})
	l.do(coordinator, hand)
	l.stands(repair.Place{Kind: repair.PlaceCustomer}, repair.StagePickedUp)
}

func TestPasscodeIsForgottenAtTheEnd(t *testing.T) {
	l := newLife(t)
	locked(l)
	if !l.order.Passcode || l.order.Holder != engineer.ID {
		t.Fatalf("passcode %v, holder %q", l.order.Passcode, l.order.Holder)
	}
	l.do(coordinator, repair.ReturnUnrepaired{Reason: "价格"}, with(handOver(), func(c *repair.PickUp) { c.Untested, c.CallOn = "", "" }))
	if l.order.Passcode || l.order.Holder != "" {
		t.Errorf("after pickup: passcode %v, holder %q", l.order.Passcode, l.order.Holder)
	}
}
