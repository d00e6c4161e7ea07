// Package storetest makes stores to test with: invented people, plausible
// orders, every one of them through the journal.
package storetest

import (
	"context"
	"errors"
	"fmt"
	"time"

	"countertop/app/repair"
	"countertop/store"
)

// Station is the counter of the filled stores.
const Station = "A"

// PIN is the PIN of all of Staff.
const PIN = "246810"

// Staff are the people of the filled stores, one of each role.
var Staff = []repair.Staff{
	{ID: "A001", Name: "王丽", Role: repair.RoleCoordinator, Issue: 1},
	{ID: "A002", Name: "陈志强", Role: repair.RoleEngineer, Issue: 1},
	{ID: "A003", Name: "欧阳敏", Role: repair.RoleSupervisor, Issue: 1},
}

// Zone is the time zone of the filled stores.
var Zone = time.FixedZone("CST", 8*3600)

// LastDay is the day of the newest orders of a filled store.
var LastDay = time.Date(2026, 11, 20, 0, 0, 0, 0, Zone)

// inShop is how many of the newest orders are still in the shop.
const inShop = 60

// Fill makes a store with n orders in a directory that has none: the newest 60
// are in the shop on all shelves, the older ones were collected, one in fifty
// is void. The same n gives the same orders. It is made for bulk: 100,000
// orders take about half a minute.
func Fill(dir string, n int) (err error) {
	ctx := context.Background()
	s, err := store.Open(ctx, store.Options{Dir: dir, Station: Station})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	for _, p := range Staff {
		if _, err := s.PutStaff(ctx, p, PIN); err != nil {
			return err
		}
	}
	perDay := max(40, n/2500)
	f := filler{layout: repair.DefaultLayout(), taken: repair.Occupied{}}
	var batch []store.History
	for i := range n {
		day := LastDay.AddDate(0, 0, -((n-1)/perDay)).AddDate(0, 0, i/perDay)
		f.at = day.Add(8*time.Hour + time.Duration(i%perDay)*8*time.Hour/time.Duration(perDay))
		f.order, f.events = repair.Order{ID: repair.MakeOrderID(Station[0], day, i%perDay+1)}, nil
		c := f.run(i, i >= n-inShop)
		batch = append(batch, store.History{Customer: c, Events: f.events})
		if len(batch) == 2000 || i == n-1 {
			if err := s.Import(ctx, batch); err != nil {
				return err
			}
			batch = nil
		}
	}
	return nil
}

type filler struct {
	layout repair.Layout
	taken  repair.Occupied
	at     time.Time
	order  repair.Order
	events []repair.Event
}

func (f *filler) do(by int, c repair.Command) {
	events, err := repair.Decide(f.order, c, Staff[by], f.at)
	if err != nil {
		panic(fmt.Sprintf("order %s: %v", f.order.ID, err)) // the script below is wrong
	}
	for _, e := range events {
		f.events, f.order = append(f.events, e), repair.Apply(f.order, e)
	}
	f.at = f.at.Add(7 * time.Minute)
}

// move puts the machine on a shelf, in a free slot if it stays in the shop.
func (f *filler) move(k repair.PlaceKind, i int, stays bool) {
	to := repair.Place{Kind: k}
	if k.IsShelf() {
		to.Slot = i%24 + 1
	}
	if stays {
		delete(f.taken, f.order.Place)
		to, _ = f.layout.Settle(f.order, repair.Place{Kind: k}, f.taken) // names no slot: cannot fail
		f.taken[to] = f.order.ID
	}
	c := repair.MoveMachine{To: to}
	if k == repair.ShelfAwaitingParts {
		c.Reason, c.Part = repair.ReasonParts, "电源板"
		if i%3 == 0 {
			c.Reason = repair.ReasonQuote
		}
	}
	f.do(1, c)
}

// run plays the way of machine i, to the end unless it stays.
func (f *filler) run(i int, stays bool) repair.Customer {
	d := Device(i)
	f.do(0, repair.AssignNumber{Kind: d.Kind})
	if i%50 == 49 && !stays {
		f.do(0, repair.VoidOrder{Reason: "客户改天再来"})
		return repair.Customer{}
	}
	c := Customer(i)
	in := repair.CheckIn{
		Customer: c, Device: d, Fault: repair.Fault{Chips: []string{"no-power"}, Words: "开机无反应", Often: repair.OftenAlways},
		ConditionChecked: true, OldParts: repair.OldPartsShop, PromisedOn: repair.DateOf(f.at.AddDate(0, 0, 3)),
		NoSignatureReason: "书面签字",
	}
	if i%2 == 0 {
		in.Accessories = []repair.Accessory{{Name: "power-adapter"}}
	}
	f.do(0, in)
	stop := 99
	if stays {
		stop = i / 3 % 6
	}
	path := []repair.PlaceKind{repair.ShelfAwaitingTest, repair.PlaceBench, repair.ShelfDone, repair.ShelfAwaitingPickup}
	if i%3 == 0 {
		path = []repair.PlaceKind{
			repair.ShelfAwaitingTest, repair.ShelfAwaitingParts, repair.PlaceBench, repair.ShelfDone, repair.ShelfAwaitingPickup,
		}
	}
	for step, k := range path {
		if step == stop {
			return c
		}
		if k == repair.ShelfDone {
			f.do(1, repair.RecordTest{Results: pass(f.order.Lines)})
		}
		f.move(k, i, stays)
	}
	if stays {
		return c
	}
	f.do(1, repair.RecordTest{Pickup: true, Results: pass(repair.PickupChecklist(d))})
	out := repair.PickUp{
		Identity: repair.Identity{CopyScanned: true}, TagScanned: f.order.ID, ConditionSame: true, Rating: 3 + i%3,
		Unsigned: &repair.Approval{By: Staff[2].ID, Role: Staff[2].Role, Reason: "书面签字"},
	}
	if i%2 == 0 {
		out.Returned = []int{1}
	}
	f.do(0, out)
	return c
}

func pass(lines []repair.TestLine) (rs []repair.TestResult) {
	for _, l := range lines {
		rs = append(rs, repair.TestResult{Line: l.Key, Outcome: repair.Pass})
	}
	return rs
}

var (
	surnames = []string{"张", "李", "王", "刘", "陈", "杨", "赵", "黄", "周", "吴", "欧阳", "司马", "𠮷"}
	given    = []string{"伟", "芳", "秀英", "敏", "静", "丽娟", "强", "磊", "洋", "艳", "国强", "子涵", "思远", "晓东", "玉兰"}
	firms    = []string{"宏图信息技术有限公司", "市第三人民医院", "光明小学", "远大物流(集团)股份有限公司华东分公司", "顺达会计师事务所"}
	models   = []repair.Device{
		{Kind: repair.KindLaptop, Brand: "HP", Model: "EliteBook 840 G8"},
		{Kind: repair.KindLaptop, Brand: "ThinkPad", Model: "X1 Carbon Gen 11"},
		{Kind: repair.KindDesktop, Brand: "HP", Model: "ProDesk 400 G7"},
		{Kind: repair.KindPrinter, Brand: "HP", Model: "LaserJet Pro M404dn", Trays: 2},
		{Kind: repair.KindPrinter, Brand: "HP", Model: "OfficeJet 9010", Trays: 1},
		{Kind: repair.KindOther, Brand: "明基", Model: "MX550 投影机"},
	}
)

// person is who brings order i: most come more than once.
func person(i int) int { return i / 3 }

// Customer is the person of the i-th order.
func Customer(i int) repair.Customer {
	p := person(i)
	c := repair.Customer{
		ID:     repair.CustomerID(fmt.Sprintf("%s%06d", Station, p+1)),
		Name:   surnames[p%len(surnames)] + given[p/len(surnames)%len(given)],
		Phones: []string{fmt.Sprintf("1%02d%08d", 30+p%60, p*7919%100000000)},
	}
	if p%4 == 0 {
		c.Company = firms[p/4%len(firms)]
	}
	return c
}

// Device is the machine of the i-th order.
func Device(i int) repair.Device {
	d := models[i%len(models)]
	d.Serial = fmt.Sprintf("5CD%07X", i*2654435761%(1<<28))
	if d.Kind.PC() {
		d.Figures = repair.Figures{CPU: "i5-1145G7", Memory: "16 GB", Disk: "512 GB"}
	}
	return d
}
