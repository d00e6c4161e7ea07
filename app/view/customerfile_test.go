package view_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"countertop/app/flow"
	"countertop/app/repair"
)

// fileOf is the file of a customer of whom as much is known as there can be.
func fileOf(orders int) repair.CustomerFile {
	c := repair.Customer{
		ID: "A000012", Name: "欧阳文轩", Company: longCompany, Phones: []string{"13812341480", "02083811480", "13900001111"},
		Address: "广州市天河区天河路 385 号太古汇一座 12 楼 1208 室", Contacts: []repair.Contact{
			{Name: "周会计"},
			{Name: "慕容小小", Phone: "13900139000", Relation: "同事", Collects: true},
			{Name: "阿依古丽·买买提艾力", Relation: "家人", Collects: true, Phone: "13700002222"},
		},
	}
	f := repair.CustomerFile{Customer: c, InShop: 2, Signatures: 5, Words: []string{"欧阳文轩", longCompany}, Joined: 1}
	for i := range orders {
		r := shopOrder(repair.Kinds[i%4], 42-i)
		if i > 1 {
			r.Order.Stage, r.Order.Place = repair.StagePickedUp, repair.Place{Kind: repair.PlaceCustomer}
			r.Order.ReceivedAt = shopNow().AddDate(0, -5*i, 0)
		}
		if i == 1 {
			r.Order.MissingSince = shopNow().Add(-3 * time.Hour)
		}
		f.Orders = append(f.Orders, r)
	}
	if orders > 0 {
		f.Since, f.Last = shopNow().AddDate(-3, 0, 0), shopNow().Add(-26*time.Hour)
	}
	double := func(l repair.Likeness, c repair.Customer, n int) repair.Double {
		return repair.Double{CustomerRow: repair.CustomerRow{Customer: c, Orders: n, Last: shopNow().AddDate(0, 0, -40)}, Likeness: l}
	}
	c.ID = "A000031"
	f.Doubles = []repair.Double{
		double(repair.LikeSame, c, 12),
		double(repair.LikePhone, repair.Customer{ID: "A000040", Name: "阿依古丽·买买提艾力", Phones: c.Phones[:1]}, 1),
		double(repair.LikeCompany, repair.Customer{ID: "A000041", Name: c.Name, Company: longCompany, Phones: []string{"13700001111"}}, 0),
	}
	return f
}

func init() {
	ownPages = append(ownPages, func(put func(string, flow.Screen, func(*flow.State))) {
		boss := func(s *flow.State) { s.Staff = &s.People[2] }
		page := func(name string, p flow.CustomerPage, more ...func(*flow.State)) {
			put("customer-"+name, flow.ScreenCustomer, func(s *flow.State) {
				p.ID, p.Read = "A000012", true
				s.CustomerPage = p
				for _, f := range more {
					f(s)
				}
			})
		}
		for i := range 3 {
			page(fmt.Sprint("full-", i+1), flow.CustomerPage{File: fileOf(14), Facts: i, Page: i})
		}
		alone := fileOf(1)
		alone.Doubles, alone.Words, alone.Joined = nil, nil, 0
		alone.Customer.Contacts, alone.Customer.Address, alone.Customer.Company = nil, "", ""
		page("one", flow.CustomerPage{File: alone}, boss)
		none := repair.CustomerFile{Customer: repair.Customer{ID: "A000012", Company: longCompany, Phones: []string{"02083811480"}}}
		page("no-orders", flow.CustomerPage{File: none})
		hand := repair.CustomerFile{Customer: repair.Customer{ID: "A000012", Ink: stroke().Strokes, Company: "宏图信息", Phones: []string{"02083811480"}}}
		page("ink", flow.CustomerPage{File: hand})
		page("gone", flow.CustomerPage{})
		page("doubles", flow.CustomerPage{File: fileOf(3), Part: flow.CustomerDoubles})
		for i, l := range []string{"same", "phone", "company"} {
			page("merge-"+l, flow.CustomerPage{File: fileOf(3), Part: flow.CustomerMerge, Double: i}, boss)
		}
		page("merge-desk", flow.CustomerPage{File: fileOf(3), Part: flow.CustomerMerge, Double: 1})
		page("erase", flow.CustomerPage{File: fileOf(14), Part: flow.CustomerErase}, boss)
		page("erase-ready", flow.CustomerPage{File: fileOf(14), Part: flow.CustomerErase, Reason: "erase.asked"}, boss)
		away := fileOf(14)
		away.InShop = 0
		page("erase-away", flow.CustomerPage{File: away, Part: flow.CustomerErase, Reason: "erase.over"}, boss)
		put("customer-reading", flow.ScreenCustomer, func(s *flow.State) { s.CustomerPage.ID = "A000012" })
	})
}

func TestTheCustomerIsOpenedFromWhereTheyStand(t *testing.T) {
	all := pages("zh-CN")
	id := repair.CustomerID("A000012")
	touchable(t, all["order-pickup"], "customer", true, flow.CustomerAsked{ID: id})
	touchable(t, all["find-rows"], "who."+string(repair.MakeOrderID('A', shopNow(), 42)), true, flow.CustomerAsked{ID: id})
	touchable(t, all["checkin-machine-known"], "customer", true, flow.CustomerAsked{ID: all["checkin-machine-known"].CheckIn.Customer.ID})
	m := measurer(t)
	for _, page := range []string{"find-empty", "checkin-machine-laptop"} {
		s := all[page]
		s.CheckIn.Customer.ID = ""
		scene := usual(s, m)
		if scene.Find("customer") != nil {
			t.Errorf("%s leads to a customer who is not known", page)
		}
	}
}

func TestTheCustomerPageOffersWhatCanBeDone(t *testing.T) {
	all := pages("zh-CN")
	order := repair.MakeOrderID('A', shopNow(), 42)
	for _, tt := range []struct {
		page, node string
		enabled    bool
		want       flow.Msg
	}{
		{"customer-full-1", "row." + string(order), true, flow.OrderChosen{Order: order}},
		{"customer-full-1", "doubles", true, flow.CustomerPartChosen{Part: flow.CustomerDoubles}},
		{"customer-full-1", "erase", false, nil},
		{"customer-full-1", "facts.more", true, flow.CustomerFactsTurned{By: 1}},
		{"customer-one", "erase", true, flow.CustomerPartChosen{Part: flow.CustomerErase}},
		{"customer-doubles", "double.1", true, flow.DoubleChosen{Index: 1}},
		{"customer-merge-same", "merge", true, flow.MergeConfirmed{}},
		{"customer-merge-desk", "merge", false, nil},
		{"customer-erase", "erase-now", false, nil},
		{"customer-erase", "erase.asked", true, flow.EraseReasonChosen{Reason: "erase.asked"}},
		{"customer-erase-ready", "erase-now", true, flow.EraseConfirmed{}},
	} {
		t.Run(tt.page+"/"+tt.node, func(t *testing.T) { touchable(t, all[tt.page], tt.node, tt.enabled, tt.want) })
	}
}

func TestTheCustomerPageSaysWhatIsKept(t *testing.T) {
	said := ""
	for i := range 3 {
		said += texts(usual(pages("zh-CN")[fmt.Sprint("customer-full-", i+1)], measurer(t))) + "\n"
	}
	said = strings.Join(strings.Fields(said), "")
	for _, want := range []string{"1381234 1480", "天河路", "周会计", "慕容小小", "可以代取", "第一次来", "最近一次来", "维修单 14 张（2 台在店里）", "签名 5 份", "键盘记住的名字", "合并过 1 条资料"} {
		if !strings.Contains(said, strings.Join(strings.Fields(want), "")) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if t.Failed() {
		t.Log(said)
	}
}
