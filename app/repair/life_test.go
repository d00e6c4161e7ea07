package repair_test

import (
	"errors"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/google/go-cmp/cmp"

	"countertop/app/repair"
)

var (
	shanghai = zone("Asia/Shanghai")
	start    = time.Date(2026, 11, 21, 9, 0, 0, 0, shanghai)

	coordinator = repair.Staff{ID: "A001", Name: "陈静", Roles: repair.RolesOf(repair.RoleCoordinator)}
	engineer    = repair.Staff{ID: "A002", Name: "李强", Roles: repair.RolesOf(repair.RoleEngineer)}
	supervisor  = repair.Staff{ID: "A003", Name: "王敏", Roles: repair.RolesOf(repair.RoleSupervisor)}

	approved = &repair.Approval{By: supervisor.ID, Role: repair.RoleSupervisor, Reason: "客户急用"}
)

const number = repair.OrderID("A2611210042")

func zone(name string) *time.Location {
	loc, err := time.LoadLocation(name)
	if err != nil {
		panic(err)
	}
	return loc
}

// life plays commands on one order, ten seconds apart.
type life struct {
	t      testing.TB
	order  repair.Order
	events []repair.Event
	now    time.Time
}

func newLife(t testing.TB) *life {
	return &life{t: t, order: repair.Order{ID: number}, now: start}
}

// try decides a command and applies its events.
func (l *life) try(by repair.Staff, c repair.Command) error {
	events, err := repair.Decide(l.order, c, by, l.now)
	for _, e := range events {
		l.order = repair.Apply(l.order, e)
	}
	l.events = append(l.events, events...)
	l.now = l.now.Add(10 * time.Second)
	return err
}

// do is try for commands that must pass.
func (l *life) do(by repair.Staff, commands ...repair.Command) *life {
	l.t.Helper()
	for _, c := range commands {
		if err := l.try(by, c); err != nil {
			l.t.Fatalf("%T: %v", c, err)
		}
	}
	return l
}

// stands compares where the machine and its paper are.
func (l *life) stands(place repair.Place, stage repair.Stage) {
	l.t.Helper()
	if l.order.Place != place || l.order.Stage != stage {
		l.t.Errorf("machine at %v in stage %s, want %v in %s", l.order.Place, l.order.Stage, place, stage)
	}
}

// refusal is the rule error in err, which must be one.
func refusal(t testing.TB, err error) *repair.RuleError {
	t.Helper()
	var r *repair.RuleError
	if !errors.As(err, &r) {
		t.Fatalf("got error %v, want a refusal by a rule", err)
	}
	return r
}

// same compares two orders.
func same(t testing.TB, got, want repair.Order) {
	t.Helper()
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("order (-want +got):\n%s", d)
	}
}

func slot(k repair.PlaceKind, n int) repair.Place { return repair.Place{Kind: k, Slot: n} }

func to(k repair.PlaceKind, n int) repair.MoveMachine { return repair.MoveMachine{To: slot(k, n)} }

// toParts is a move to 等待备件.
func toParts(n int, why repair.PartsReason, part string) repair.MoveMachine {
	return repair.MoveMachine{To: slot(repair.ShelfAwaitingParts, n), Reason: why, Part: part}
}

// overridden is a move that a supervisor lets pass.
func overridden(c repair.MoveMachine) repair.MoveMachine {
	c.Override = approved
	return c
}

func signed() *repair.SignedDocument {
	return &repair.SignedDocument{
		Text: "张伟，惠普 LaserJet M1136", Salt: []byte("0123456789abcdef"),
		Strokes: []repair.Stroke{{{X: 100, Y: 100}, {X: 400, Y: 180, T: 350}}},
	}
}

// intake is a complete check-in of a printer with two accessories.
func intake() repair.CheckIn {
	return repair.CheckIn{
		Customer: repair.Customer{ID: "A000012", Name: "张伟", Phones: []string{"13800005678"}},
		Device: repair.Device{
			Kind: repair.KindPrinter, Brand: "惠普", Model: "LaserJet M1136", Serial: "CNG8F2K4TM", Trays: 2,
		},
		Symptom:          repair.Symptom{Chips: []string{"fault.printer.lines"}, Often: repair.OftenAlways},
		ConditionChecked: true,
		Accessories:      []repair.Accessory{{Name: "acc.power-cord"}, {Name: "acc.usb-cable"}},
		OldParts:         repair.OldPartsShop,
		PromisedOn:       "2026-11-24",
		Reserved:         slot(repair.ShelfAwaitingTest, 7),
		Signed:           signed(),
	}
}

// laptopIntake is a complete check-in of a laptop with its figures.
func laptopIntake() repair.CheckIn {
	c := intake()
	c.Device = repair.Device{
		Kind: repair.KindLaptop, Brand: "联想", Model: "T14", Serial: "PF2ABCDE",
		Figures: repair.Figures{CPU: "i5-1135G7", Memory: "16 GB", Disk: "512 GB"},
	}
	return c
}

// passed fills in every line.
func passed(lines []repair.TestLine, pickup bool) repair.RecordTest {
	c := repair.RecordTest{Pickup: pickup}
	for _, l := range lines {
		c.Results = append(c.Results, repair.TestResult{Line: l.Key, Outcome: repair.Pass})
	}
	return c
}

// handOver is a pickup with all evidence.
func handOver() repair.PickUp {
	return repair.PickUp{
		Identity: repair.Identity{CopyScanned: true}, TagScanned: number, Returned: []int{1, 2},
		ConditionSame: true, Rating: 5, Signed: signed(),
	}
}

// The lives below stop where the tests begin.

func draft(l *life) { l.do(coordinator, repair.AssignNumber{Kind: repair.KindPrinter}) }

func checkedIn(l *life) {
	draft(l)
	l.do(coordinator, intake())
}

func laptopIn(l *life) {
	l.do(coordinator, repair.AssignNumber{Kind: repair.KindLaptop}, laptopIntake())
}

func onBench(l *life) {
	checkedIn(l)
	l.do(engineer, to(repair.ShelfAwaitingTest, 7), to(repair.PlaceBench, 0))
}

// newer has an event of a program that this one does not understand.
func newer(l *life) {
	onBench(l)
	l.order = repair.Apply(l.order, repair.Event{Subject: number.Subject(), Body: repair.Opaque{Kind: "x-rayed"}})
}

func testedOnBench(l *life) {
	onBench(l)
	l.do(engineer, passed(l.order.Lines, false))
}

func done(l *life) {
	testedOnBench(l)
	l.do(engineer, to(repair.ShelfDone, 4))
}

func awaitingPickup(l *life) {
	done(l)
	l.do(coordinator, to(repair.ShelfAwaitingPickup, 11))
}

func readyToGo(l *life) {
	awaitingPickup(l)
	l.do(engineer, passed(repair.PickupChecklist(l.order.Device), true))
}

func pickedUp(l *life) {
	readyToGo(l)
	l.do(coordinator, handOver())
}

func calledLater(l *life) {
	awaitingPickup(l)
	c := handOver()
	c.Untested, c.CallOn = "客户赶时间", "2026-11-22"
	l.do(coordinator, c)
}
