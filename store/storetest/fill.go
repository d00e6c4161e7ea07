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

// PINCost makes PINs cheap to try: a test must not wait for what keeps thieves
// waiting.
var PINCost = store.PINCost{KiB: 64, Passes: 1}

// Staff are the people of the filled stores, one of each role.
var Staff = []repair.Staff{
	{ID: "A001", Name: "王丽", Roles: repair.RolesOf(repair.RoleCoordinator), Issue: 1},
	{ID: "A002", Name: "陈志强", Roles: repair.RolesOf(repair.RoleEngineer), Issue: 1},
	{ID: "A003", Name: "欧阳敏", Roles: repair.RolesOf(repair.RoleSupervisor), Issue: 1},
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
func Fill(dir string, n int) error { return fill(dir, n, inShop, person, (*filler).run) }

// FillShelves is Fill with every machine still in the shop.
func FillShelves(dir string, n int) error { return fill(dir, n, n, person, (*filler).run) }

// FillToFind is Fill for what only looks for orders: their machines went back
// unrepaired, and the people come again at any time, two of five orders are
// from a new one. A million orders take some minutes.
func FillToFind(dir string, n int) error {
	return fill(dir, n, inShop, func(i int) int { return again(i, n) }, (*filler).short)
}

// FoundCustomer is the person of the i-th order of FillToFind with n orders.
func FoundCustomer(i, n int) repair.Customer { return customer(again(i, n)) }

// again is who brings order i of n.
func again(i, n int) int { return i * 15485863 % max(1, n*2/5) }

// fill makes n orders, the newest ones still in the shop, each from a person by
// its life.
func fill(dir string, n, inShop int, person func(i int) int, life func(f *filler, i int, stays bool)) (err error) {
	ctx := context.Background()
	s, err := store.Open(ctx, store.Options{Dir: dir, Station: Station, Readings: Readings, PINCost: PINCost})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	for _, p := range Staff {
		if _, err := s.PutStaff(ctx, p, PIN); err != nil {
			return err
		}
	}
	f := filler{layout: repair.DefaultLayout(), taken: repair.Occupied{}}
	var batch []store.History
	for i := range n {
		id, day := number(i, n)
		f.at = day.Add(8*time.Hour + time.Duration(i%perDay(n))*8*time.Hour/time.Duration(perDay(n)))
		f.order, f.events, f.customer = repair.Order{ID: id}, nil, customer(person(i))
		life(&f, i, i >= n-inShop)
		if f.order.Customer == "" {
			f.customer = repair.Customer{}
		}
		batch = append(batch, store.History{Customer: f.customer, Events: f.events})
		if len(batch) == max(2000, n/100) || i == n-1 {
			if err := s.Import(ctx, batch); err != nil {
				return err
			}
			batch = nil
		}
	}
	return nil
}

// perDay is how many of n orders one day has.
func perDay(n int) int { return max(40, n/2500) }

// Number is the number of the i-th of n orders.
func Number(i, n int) repair.OrderID {
	id, _ := number(i, n)
	return id
}

func number(i, n int) (repair.OrderID, time.Time) {
	day := LastDay.AddDate(0, 0, i/perDay(n)-(n-1)/perDay(n))
	return repair.MakeOrderID(Station[0], day, i%perDay(n)+1), day
}

type filler struct {
	customer repair.Customer
	layout   repair.Layout
	taken    repair.Occupied
	at       time.Time
	order    repair.Order
	events   []repair.Event
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

// takeIn takes machine i in, unless it is given up before.
func (f *filler) takeIn(i int, stays bool) bool {
	d := Device(i)
	f.do(0, repair.AssignNumber{Kind: d.Kind})
	if i%50 == 49 && !stays {
		f.do(0, repair.VoidOrder{Reason: "客户改天再来"})
		return false
	}
	in := repair.CheckIn{
		Customer: f.customer, Device: d, Symptom: repair.Symptom{Chips: []string{"no-power"}, Words: "开机无反应", Often: repair.OftenAlways},
		ConditionChecked: true, OldParts: repair.OldPartsShop, PromisedOn: repair.DateOf(f.at.AddDate(0, 0, 3)),
		NoSignatureReason: "书面签字",
	}
	if i%2 == 0 {
		in.Accessories = []repair.Accessory{{Name: "power-adapter"}}
	}
	f.do(0, in)
	return true
}

// short plays the shortest way of machine i, to the end unless it stays.
func (f *filler) short(i int, stays bool) {
	if !f.takeIn(i, stays) || stays {
		return
	}
	f.do(1, repair.ReturnUnrepaired{Reason: "客户不修"})
	f.move(repair.ShelfAwaitingPickup, i, false)
	f.handOver(i, "客户不修")
}

// run plays the way of machine i, to the end unless it stays.
func (f *filler) run(i int, stays bool) {
	if !f.takeIn(i, stays) {
		return
	}
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
			return
		}
		if k == repair.ShelfDone {
			f.do(1, repair.RecordTest{Results: pass(f.order.Lines)})
		}
		f.move(k, i, stays)
	}
	if stays {
		return
	}
	f.do(1, repair.RecordTest{Pickup: true, Results: pass(repair.PickupChecklist(f.order.Device))})
	f.handOver(i, "")
}

// handOver gives machine i back to its owner.
func (f *filler) handOver(i int, untested string) {
	out := repair.PickUp{
		Identity: repair.Identity{CopyScanned: true}, TagScanned: f.order.ID, ConditionSame: true, Rating: 3 + i%3, Untested: untested,
		Unsigned: &repair.Approval{By: Staff[2].ID, Role: repair.RoleSupervisor, Reason: "书面签字"},
	}
	if untested != "" {
		out.CallOn = repair.DateOf(f.at.AddDate(0, 0, 3))
	}
	if i%2 == 0 {
		out.Returned = []int{1}
	}
	f.do(0, out)
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

// Readings gives the initials and the spelling of the names in here.
func Readings(name string) []string {
	var initials, full string
	for _, r := range name {
		if s := spelt[r]; s != "" {
			initials, full = initials+s[:1], full+s
		}
	}
	if full == "" {
		return nil
	}
	return []string{initials, full}
}

var spelt = map[rune]string{
	'张': "zhang", '李': "li", '王': "wang", '刘': "liu", '陈': "chen", '杨': "yang", '赵': "zhao", '黄': "huang", '周': "zhou",
	'吴': "wu", '欧': "ou", '阳': "yang", '司': "si", '马': "ma", '𠮷': "ji", '伟': "wei", '芳': "fang", '秀': "xiu", '英': "ying",
	'敏': "min", '静': "jing", '丽': "li", '娟': "juan", '强': "qiang", '磊': "lei", '洋': "yang", '艳': "yan", '国': "guo",
	'子': "zi", '涵': "han", '思': "si", '远': "yuan", '晓': "xiao", '东': "dong", '玉': "yu", '兰': "lan",
}

// person is who brings order i of Fill: most come more than once.
func person(i int) int { return i / 3 }

// Customer is the person of the i-th order of Fill.
func Customer(i int) repair.Customer { return customer(person(i)) }

func customer(p int) repair.Customer {
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
