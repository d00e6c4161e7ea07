package document_test

import (
	"testing"
	"time"

	"countertop/app/document"
	"countertop/app/flow"
	"countertop/app/repair"
)

var (
	zone = time.FixedZone("CST", 8*3600)
	key  = []byte("0123456789abcdef0123456789abcdef")

	coordinator = repair.Staff{ID: "A001", Name: "李敏", Roles: repair.RolesOf(repair.RoleCoordinator), Issue: 1}
	engineer    = repair.Staff{ID: "A007", Name: "陈志远", Roles: repair.RolesOf(repair.RoleEngineer), Issue: 2}
	supervisor  = repair.Staff{ID: "A003", Name: "欧阳敏", Roles: repair.RolesOf(repair.RoleSupervisor), Issue: 1}

	// both is the engineer of a small shop, who stands at the desk as well.
	both = repair.Staff{ID: "A007", Name: "陈志远", Roles: repair.RolesOf(repair.RoleCoordinator, repair.RoleEngineer), Issue: 2}
	wang = repair.Customer{ID: "A000001", Name: "王建国", Phones: []string{"13812341480", "020-1"}}
)

const number = repair.OrderID("A2611210042")

func at(day, hour, minute int) time.Time { return time.Date(2026, 11, day, hour, minute, 0, 0, zone) }

// life plays commands on one order, a minute apart.
type life struct {
	t   *testing.T
	o   repair.Order
	now time.Time
	out *repair.PickedUp // its hand-over
}

func (l *life) do(by repair.Staff, cs ...repair.Command) *life {
	l.t.Helper()
	for _, c := range cs {
		events, err := repair.Decide(l.o, c, by, l.now)
		if err != nil {
			l.t.Fatalf("%T: %v", c, err)
		}
		for _, e := range events {
			l.o = repair.Apply(l.o, e)
			if b, ok := e.Body.(repair.PickedUp); ok {
				l.out = &b
			}
		}
		l.now = l.now.Add(time.Minute)
	}
	return l
}

func (l *life) move(to repair.Place) *life {
	l.t.Helper()
	return l.do(engineer, repair.MoveMachine{To: to})
}

// on lets the next things happen at another time.
func (l *life) on(t time.Time) *life {
	l.now = t
	return l
}

func intake() repair.CheckIn {
	return repair.CheckIn{
		Customer: wang, Device: repair.Device{Kind: repair.KindLaptop, Brand: "brand.lenovo", Model: "ThinkPad X1", Serial: "PF3K8H2M"},
		Symptom:     repair.Symptom{Chips: []string{"fault.laptop.power", "风扇响"}, Words: "摔过", Often: repair.OftenSometimes},
		Marks:       []repair.ConditionMark{{Kind: repair.MarkScratch, View: 1, X: 0.25, Y: 0.5}},
		Accessories: []repair.Accessory{{Name: "acc.adapter"}, {Name: "U盘（蓝色）"}}, OldParts: repair.OldPartsCustomer,
		PromisedOn: "2026-11-24", Reserved: repair.Place{Kind: repair.ShelfAwaitingTest, Slot: 3}, Signed: signed(),
	}
}

func signed() *repair.SignedDocument {
	return &repair.SignedDocument{Text: "维修服务记录单", Strokes: []repair.Stroke{{{X: 1000, Y: 2000}, {X: 9000, Y: 2500}}, {{X: 500, Y: 0}, {X: 500, Y: 4000}}}}
}

// begin is a machine that was taken in and stands on the counter.
func begin(t *testing.T) *life {
	t.Helper()
	l := &life{t: t, o: repair.Order{ID: number}, now: at(21, 14, 4)}
	return l.do(coordinator, repair.AssignNumber{Kind: repair.KindLaptop}, intake())
}

// tested is one that passed all tests and stands on shelf done since 16:30 on
// the 23rd.
func tested(t *testing.T) *life {
	t.Helper()
	l := begin(t).move(repair.Place{Kind: repair.PlaceBench})
	var rs []repair.TestResult
	for _, line := range l.o.Lines {
		rs = append(rs, repair.TestResult{Line: line.Key, Outcome: repair.Pass})
	}
	return l.do(engineer, repair.RecordTest{Results: rs}).on(at(23, 16, 30)).move(repair.Place{Kind: repair.ShelfDone, Slot: 5})
}

// ready is one on shelf awaiting pickup.
func ready(t *testing.T) *life {
	t.Helper()
	return tested(t).move(repair.Place{Kind: repair.ShelfAwaitingPickup, Slot: 11})
}

func (l *life) pickupTest() *life {
	l.t.Helper()
	var rs []repair.TestResult
	for _, line := range repair.PickupChecklist(l.o.Device) {
		rs = append(rs, repair.TestResult{Line: line.Key, Outcome: repair.Pass})
	}
	return l.do(engineer, repair.RecordTest{Pickup: true, Results: rs})
}

func (l *life) pickUp(change func(*repair.PickUp)) *life {
	l.t.Helper()
	c := repair.PickUp{
		Identity: repair.Identity{CopyScanned: true}, TagScanned: number, Returned: []int{1, 2}, ConditionSame: true, Rating: 4, Signed: signed(),
	}
	if change != nil {
		change(&c)
	}
	return l.on(at(24, 17, 10)).do(coordinator, c)
}

func source(o repair.Order) document.Facts {
	return document.Facts{
		Shop: flow.Shop{Name: "安心电脑维修", Phone: "020-55501234", Address: "示例路 18 号", Calendar: repair.DefaultCalendar(zone)},
		Row:  repair.Row{Order: o, Customer: wang}, People: []repair.Staff{coordinator, engineer, supervisor}, Key: key,
		Ink: signed().Strokes,
	}
}
