package view_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"countertop/app/flow"
	"countertop/app/repair"
	"countertop/app/view"
)

// kept are so many accessories, the longest first.
func kept(n int) (list []repair.Accessory) {
	for i := range n {
		name := []string{longAccessory, "acc.adapter", "acc.mouse", "acc.power-cord", "acc.bag", "acc.battery", "acc.disk"}[i%7]
		list = append(list, repair.Accessory{Name: name})
	}
	slices.SortStableFunc(list, func(a, b repair.Accessory) int { return strings.Compare(a.Name, b.Name) })
	return list
}

// fullMachine has as much said of it as can be.
func fullMachine(kind repair.DeviceKind, n int) flow.Machine {
	o := shopOrder(kind, n).Order
	past := shopOrder(kind, n+100)
	past.Order.ReceivedAt = shopNow().AddDate(0, -2, 0)
	past.Order.Stage, past.Order.PickedUpAt = repair.StagePickedUp, shopNow().AddDate(0, -2, 3)
	past.Order.Quotes = []repair.Quote{{WarrantyMonths: 6, Answer: &repair.QuoteAnswer{Agreed: true}}}
	past.Order.Unrepaired = []string{"定影膜老化发黑", "搓纸轮磨损"}
	return flow.Machine{
		Order: o.ID, Device: o.Device, History: []repair.Row{past}, Models: []string{"LaserJet Pro M1136", "LaserJet P1106", longModel, "Color LaserJet 150nw", "DeskJet 2131", "OfficeJet 200"},
		Symptom: repair.Symptom{Chips: []string{"fault.printer.lines", "fault.printer.noise"}, Words: longWords, Often: repair.OftenAlways, Proof: repair.ProofOnline},
		Bought:  "202503", Seen: repair.SeenSame, Cause: repair.CauseUse, SeenBy: "A002", FixNow: true, Finding: longWords,
		MarkKind: repair.MarkScratch, Marks: o.Marks, Kept: kept(3), OldParts: repair.OldPartsCustomer, Promised: "2026-11-24",
		Estimate: "1280.50", Passcode: "Abc12345",
	}
}

// checkInPages puts the states of the check-in.
func checkInPages(put func(name string, screen flow.Screen, f func(s *flow.State))) {
	ou := repair.Customer{
		ID: "A000012", Name: "欧阳文轩", Company: longCompany, Phones: []string{"13812341480", "02087654321"}, Address: "天河区珠江新城华夏路 16 号富力盈凯广场 2809 室",
		Contacts: []repair.Contact{{Name: "慕容小小", Phone: "13900001234", Relation: "同事", Collects: true}, {Name: "李梅", Relation: "家人"}, {Name: "诸葛建国", Phone: "13900001235", Relation: "司机", Collects: true}, {Name: "王五", Phone: "02087654321"}},
	}
	ink := repair.Customer{Phones: []string{"13812341480"}, Ink: stroke().Strokes}
	hits := []repair.CustomerRow{
		{Customer: ou, Orders: 12, Devices: []repair.Device{shopOrder(repair.KindPrinter, 1).Order.Device, {Brand: "brand.lenovo", Model: "ThinkPad X1"}}},
		{Customer: repair.Customer{Name: "张伟", Phones: []string{"13812341480"}}, Orders: 1, Devices: []repair.Device{{Brand: "brand.hp", Model: "LaserJet M1136"}}},
		{Customer: ink, Orders: 2},
		{Customer: repair.Customer{Company: longCompany, Phones: []string{"02087654321"}}, Orders: 3},
	}
	at := func(name string, step flow.Step, f func(s *flow.State, c *flow.CheckIn)) {
		put("checkin-"+name, flow.ScreenCheckIn, func(s *flow.State) {
			next, _ := flow.Update(*s, flow.CheckInStarted{})
			*s = next
			c := &s.CheckIn
			c.Step, c.Phone, c.Customer, c.Machine = step, "13812341480", ou, fullMachine(repair.KindPrinter, 42)
			if step == flow.StepPhone {
				c.Customer, c.Phone = repair.Customer{}, ""
			} else {
				s.Focus = ""
			}
			if f != nil {
				f(s, c)
			}
		})
	}
	typing := func(name string, step flow.Step, field flow.Field) {
		at("typing-"+name, step, func(s *flow.State, _ *flow.CheckIn) {
			next, _ := flow.Update(*s, flow.Focused{Field: field})
			*s = next
		})
	}

	at("phone", flow.StepPhone, nil)
	at("phone-hits", flow.StepPhone, func(_ *flow.State, c *flow.CheckIn) { c.Phone, c.Hits = "138", hits })
	at("phone-same", flow.StepPhone, func(_ *flow.State, c *flow.CheckIn) { c.Phone, c.Hits = "13812341480", hits[:2] })
	for _, p := range []string{"138123414", "138123414801", "12812341480"} {
		at("phone-doubt-"+string(repair.PhoneDoubt(p)), flow.StepPhone, func(_ *flow.State, c *flow.CheckIn) { c.Phone = p })
	}
	at("phone-doubt-hit", flow.StepPhone, func(_ *flow.State, c *flow.CheckIn) { c.Phone, c.Hits = "1381234148", hits })
	for _, text := range []string{"", "文轩"} {
		at("lookup-"+text, flow.StepPhone, func(s *flow.State, c *flow.CheckIn) {
			next, _ := flow.Update(*s, flow.ByNameTurned{})
			*s = next
			if s.CheckIn.Lookup = text; text != "" {
				s.CheckIn.Hits = hits
			}
		})
	}
	at("lookup-none", flow.StepPhone, func(s *flow.State, c *flow.CheckIn) { c.ByName, c.Lookup, s.Focus = true, "没有的人", "" })
	at("lookup-all", flow.StepPhone, func(s *flow.State, c *flow.CheckIn) {
		c.ByName, c.Lookup, c.Hits, s.Focus = true, "文轩", hits, ""
	})

	at("customer", flow.StepCustomer, func(_ *flow.State, c *flow.CheckIn) {
		c.Customer = repair.Customer{Name: "张伟", Phones: []string{"13812341480"}}
	})
	at("customer-full", flow.StepCustomer, nil)
	at("customer-ink", flow.StepCustomer, func(_ *flow.State, c *flow.CheckIn) {
		c.Customer = ink
		c.Customer.Phones = []string{"13812341480", "13912341480", "02087654321", "02012345678"}
	})
	at("relation", flow.StepCustomer, func(s *flow.State, c *flow.CheckIn) {
		c.Contact = repair.Contact{Name: "慕容小小", Phone: "13900001234", Relation: "同事 "}
		s.Focus = flow.FieldContactRel
	})
	for name, f := range map[string]flow.Field{"name": flow.FieldName, "second": flow.FieldSecond, "contact": flow.FieldContactName, "address": flow.FieldAddress} {
		typing(name, flow.StepCustomer, f)
	}

	at("machine", flow.StepMachine, func(_ *flow.State, c *flow.CheckIn) { c.Machine = flow.Machine{}; c.Customer = ink })
	for _, k := range repair.Kinds {
		at("machine-"+string(k), flow.StepMachine, func(_ *flow.State, c *flow.CheckIn) { c.Machine = flow.Machine{Device: repair.Device{Kind: k}} })
	}
	known := []repair.Device{shopOrder(repair.KindPrinter, 1).Order.Device, {Kind: repair.KindLaptop, Brand: "brand.lenovo", Model: "ThinkPad X1"}}
	at("machine-known", flow.StepMachine, func(_ *flow.State, c *flow.CheckIn) { c.Known = known })
	at("machine-models", flow.StepMachine, func(_ *flow.State, c *flow.CheckIn) { c.Device.Model = "LaserJet P1106" })
	at("machine-in-shop", flow.StepMachine, func(_ *flow.State, c *flow.CheckIn) {
		c.Known, c.History = known, append([]repair.Row{shopOrder(repair.KindPrinter, 7)}, c.History...)
	})
	at("machine-other", flow.StepMachine, func(_ *flow.State, c *flow.CheckIn) {
		c.Other, c.History = true, append([]repair.Row{shopOrder(repair.KindPrinter, 7)}, c.History...)
	})
	at("machine-twice", flow.StepMachine, func(_ *flow.State, c *flow.CheckIn) { c.Others = []flow.Machine{c.Machine} })
	typing("model", flow.StepMachine, flow.FieldModel)

	for _, k := range repair.Kinds {
		at("fault-"+string(k), flow.StepSymptom, func(_ *flow.State, c *flow.CheckIn) {
			c.Device.Kind, c.Symptom, c.Bought, c.History = k, repair.Symptom{Often: repair.OftenAlways}, "", nil
		})
	}
	for name, bought := range map[string]string{"in": "202609", "out": "202503", "year": "2025", "earlier": "2021", "bad": "20251"} {
		at("fault-bought-"+name, flow.StepSymptom, func(_ *flow.State, c *flow.CheckIn) { c.Bought = bought })
	}
	at("fault-months", flow.StepSymptom, func(s *flow.State, c *flow.CheckIn) { c.Bought, s.Focus = "2026", flow.FieldBought })
	at("fault-more", flow.StepSymptom, func(_ *flow.State, c *flow.CheckIn) { c.Part = 1 })
	typing("words", flow.StepSymptom, flow.FieldWords)

	for _, k := range repair.Kinds {
		at("inspect-"+string(k), flow.StepInspect, func(_ *flow.State, c *flow.CheckIn) {
			c.Device = shopOrder(k, 1).Order.Device
			c.Device.Figures.CPU = "i5"
		})
	}
	at("inspect-beside", flow.StepInspect, func(s *flow.State, c *flow.CheckIn) {
		c.Beside, c.SeenBy = flow.StepAgree, "A003"
		for range 3 {
			s.People = append(s.People, s.People[1:3]...)
		}
		for i := range s.People {
			s.People[i].ID = repair.StaffID(fmt.Sprintf("A%03d", i+1))
		}
	})
	for _, f := range []string{"cpu", "disk"} {
		at("typing-"+f, flow.StepInspect, func(s *flow.State, c *flow.CheckIn) {
			c.Device.Kind = repair.KindLaptop
			next, _ := flow.Update(*s, flow.Focused{Field: flow.FormField(f)})
			*s = next
		})
	}

	at("outside", flow.StepOutside, func(_ *flow.State, c *flow.CheckIn) { c.Marks = nil })
	for _, k := range repair.Kinds {
		at("outside-"+string(k), flow.StepOutside, func(_ *flow.State, c *flow.CheckIn) {
			c.Device.Kind = k
			c.Marks = append(c.Marks, repair.ConditionMark{Kind: repair.MarkMissing, X: .1, Y: .9}, repair.ConditionMark{Kind: repair.MarkStain, X: .9, Y: .9})
		})
	}
	for _, n := range []int{0, 1, 3, 14} {
		at(fmt.Sprintf("things-%d", n), flow.StepAccessories, func(_ *flow.State, c *flow.CheckIn) { c.Kept = kept(n) })
	}
	typing("thing", flow.StepAccessories, flow.FieldAccessory)

	visit := func(c *flow.CheckIn, n int) {
		c.Others = nil
		for i := range n - 1 {
			c.Others = append(c.Others, fullMachine(repair.Kinds[i%4], 43+i))
		}
	}
	for _, n := range []int{1, 2, 3, 4, 6, 12} {
		at(fmt.Sprintf("agree-%d", n), flow.StepAgree, func(_ *flow.State, c *flow.CheckIn) { visit(c, n); c.FixNow = n%2 == 0 })
		at(fmt.Sprintf("sign-%d", n), flow.StepSign, func(_ *flow.State, c *flow.CheckIn) { visit(c, n); c.Ink = stroke() })
	}
	at("agree-later", flow.StepAgree, func(_ *flow.State, c *flow.CheckIn) { c.Estimate, c.Passcode, c.FixNow = "", "", false })
	at("agree-rough", flow.StepAgree, func(_ *flow.State, c *flow.CheckIn) { c.Estimate, c.OnTheSpot = "100", true })
	typing("rough", flow.StepAgree, flow.FieldEstimate)
	typing("passcode", flow.StepAgree, flow.FieldPasscode)
	at("sign-plain", flow.StepSign, func(_ *flow.State, c *flow.CheckIn) {
		c.Customer = repair.Customer{Name: "张伟", Phones: []string{"13812341480"}}
		c.Machine = flow.Machine{
			Order: c.Order, Device: repair.Device{Brand: "brand.hp", Model: "LaserJet M1136", Serial: "CNG8F2K4TM"}, Symptom: repair.Symptom{Chips: []string{"fault.printer.lines", "fault.printer.noise"}},
			Kept: kept(2)[1:], OldParts: repair.OldPartsShop, Promised: "2026-11-24",
		}
	})
	at("sign-plain-3", flow.StepSign, func(_ *flow.State, c *flow.CheckIn) {
		c.Customer = repair.Customer{Name: "张伟", Phones: []string{"13812341480"}}
		for i := range 3 {
			c.Others = append(c.Others, c.Machine)
			c.Machine = flow.Machine{
				Order: repair.MakeOrderID('A', shopNow(), 50+i), Device: repair.Device{Brand: "brand.hp", Model: "LaserJet M1136", Serial: fmt.Sprintf("CNG8F2K4T%d", i)},
				Symptom: repair.Symptom{Chips: []string{"fault.printer.lines"}}, Kept: kept(i), OldParts: repair.OldPartsShop, Promised: "2026-11-24",
			}
		}
		c.Others = c.Others[1:]
	})
	at("sign-by-hand", flow.StepSign, func(_ *flow.State, c *flow.CheckIn) { c.Customer = ink; c.OnTheSpot = true })

	done := func(name string, n int, f func(s *flow.State, c *flow.CheckIn)) {
		at("print-"+name, flow.StepPrint, func(s *flow.State, c *flow.CheckIn) {
			for i := range n {
				r := shopOrder(repair.Kinds[i%4], 42+i)
				r.Order.Reserved = repair.Place{Kind: repair.ShelfAwaitingTest, Slot: 3 + i}
				c.Done = append(c.Done, r)
				for _, d := range []repair.Document{repair.DocDeviceTag, repair.DocAccessory, repair.DocCustomerCopy} {
					id := int64(len(s.Jobs) + 1)
					s.Jobs = append(s.Jobs, repair.PrintJob{ID: id, Document: d, Index: 1, Order: r.Order.ID, State: repair.JobHeld, Printer: "label"})
					c.Jobs = append(c.Jobs, id)
				}
			}
			s.Prints.Preview, s.Prints.PreviewOf = preview(480, 320), 1
			if f != nil {
				f(s, c)
			}
		})
	}
	done("one", 1, nil)
	done("three", 3, nil)
	done("twelve", 12, nil)
	spot := func(_ *flow.State, c *flow.CheckIn) {
		c.Done[0].Order.OnTheSpot, c.Done[0].Order.Reserved = true, repair.Place{}
	}
	trouble := func(s *flow.State, _ *flow.CheckIn) { s.Printers[0].Fault = "paper-out" }
	done("spot", 1, spot)
	done("spot-of-three", 3, spot)
	done("trouble", 1, trouble)
	done("trouble-spot", 1, func(s *flow.State, c *flow.CheckIn) { spot(s, c); trouble(s, c) })
	done("trouble-three", 3, trouble)
	put("checkin-print-nothing", flow.ScreenCheckIn, func(s *flow.State) { s.CheckIn.Step = flow.StepPrint })
}

func TestCheckInPagesOfferWhatCanBeDone(t *testing.T) {
	all := pages("zh-CN")
	inShop := repair.MakeOrderID('A', shopNow(), 7)
	order := repair.MakeOrderID('A', shopNow(), 42)
	for _, tt := range []struct {
		page, node string
		enabled    bool
		want       flow.Msg // nil: only whether it is enabled
	}{
		{"phone", "next", false, nil},
		{"phone", "by-name", true, flow.ByNameTurned{}},
		{"phone-same", "hit.1", true, flow.HitChosen{Index: 1}},
		{"phone-same", "new-customer", true, flow.NewCustomer{}},
		{"lookup-", "new-customer", true, flow.ByNameTurned{}},
		{"lookup-文轩", "hit.1", true, flow.HitChosen{Index: 1}},
		{"customer-full", "contact.0", true, flow.ContactTurned{Index: 0}},
		{"customer-full", "contact.drop.1", true, flow.ContactDropped{Index: 1}},
		{"customer-full", "phone.drop.1", true, flow.PhoneDropped{Index: 1}},
		{"relation", "relation.0", true, nil},
		{"relation", "contact.add", true, flow.ContactAdded{}},
		{"machine", "next", false, nil},
		{"machine-laptop", "brand.0", true, flow.BrandChosen{Brand: "brand.lenovo"}},
		{"machine-laptop", "more", true, flow.ListTurned{}},
		{"machine-models", "brand", true, flow.BrandChosen{}},
		{"machine-models", "model.0", true, flow.ModelChosen{Model: "LaserJet Pro M1136"}},
		{"machine-in-shop", "next", false, nil},
		{"machine-in-shop", "open-order", true, flow.OrderChosen{Order: inShop}},
		{"machine-in-shop", "other-machine", true, flow.OtherMachine{}},
		{"machine-other", "next", true, flow.StepDone{}},
		{"machine-twice", "next", false, nil},
		{"fault-printer", "fault.printer.jam", true, flow.SymptomToggled{Chip: "fault.printer.jam"}},
		{"fault-printer", "next", false, nil},
		{"fault-printer", "bought.2025", true, flow.BoughtChosen{Bought: "2025"}},
		{"fault-months", "bought.month.11", true, flow.BoughtChosen{Bought: "202611"}},
		{"fault-months", "bought.month.12", false, nil},
		{"fault-months", "bought.no-month", true, flow.Unfocused{}},
		{"fault-months", "bought.year", true, flow.BoughtChosen{Bought: "2026"}},
		{"fault-bought-out", "field.bought", true, flow.BoughtChosen{Bought: "202503"}},
		{"fault-bought-out", "proof.card", true, flow.ProofChosen{Proof: repair.ProofCard}},
		{"inspect-laptop", "form.cpu.0", true, flow.FormChosen{Key: "cpu", Value: "i3"}},
		{"inspect-laptop", "field.form.disk", true, flow.Focused{Field: flow.FormField("disk")}},
		{"inspect-laptop", "fix-now", true, flow.FixNowTurned{}},
		{"inspect-beside", "inspector.A003", true, flow.InspectorChosen{Staff: "A003"}},
		{"outside", "clean", true, flow.OutsideClean{}},
		{"things-3", "more.acc.mouse", true, flow.AccessoryCounted{Name: "acc.mouse", By: 1}},
		{"things-3", "less.acc.mouse", true, flow.AccessoryCounted{Name: "acc.mouse", By: -1}},
		{"agree-1", "rough.later", true, flow.EstimateChosen{}},
		{"agree-1", "rough.100", true, flow.EstimateChosen{Yuan: "100"}},
		{"agree-2", "spot.yes", true, flow.OnTheSpotTurned{On: true}},
		{"agree-3", "machine.0", true, flow.MachineOpened{Index: 0}},
		{"agree-3", "machine.add", true, flow.MachineAdded{}},
		{"agree-1", "no-sign", true, flow.DialogAsked{Kind: flow.DialogReason, Purpose: flow.ForNoSign}},
		{"print-spot", "pickup", true, flow.PickupOpened{Order: order}},
		{"print-spot", "work", true, flow.OrderChosen{Order: order}},
	} {
		t.Run(tt.page+"/"+tt.node, func(t *testing.T) {
			touchable(t, all["checkin-"+tt.page], tt.node, tt.enabled, tt.want)
		})
	}
}

// A passcode is seen while it is typed, and never after.
func TestPasscodeIsMasked(t *testing.T) {
	all := pages("en")
	for page, want := range map[string]bool{"checkin-agree-1": false, "checkin-sign-1": false, "checkin-typing-passcode": true} {
		scene := view.Build(all[page], view.Viewport{W: 1280, H: 800, PxPerMM: 5.9, Text: measurer(t)})
		shown := slices.ContainsFunc(scene.Nodes, func(n view.Node) bool { return strings.Contains(n.Text, all[page].CheckIn.Passcode) })
		if shown != want {
			t.Errorf("%s shows the passcode: %v", page, shown)
		}
	}
}

// What follows a choice stands on the page in words.
func TestCheckInSaysWhatItKnows(t *testing.T) {
	m, all := measurer(t), pages("zh-CN")
	for page, want := range map[string][]string{
		"phone-doubt-short": {"手机号是 11 位，现在是 9 位，请再核对。"},
		"phone-same":        {"张伟", "来过 12 次 · 惠普 " + longModel + " · 联想 ThinkPad X1"},
		"machine-in-shop":   {"这个序列号的机器已经在店里"},
		"machine-twice":     {"这次已登记过这个序列号"},
		"fault-bought-in":   {"2026 年 9 月", "买了不到一年"},
		"fault-bought-year": {"2025 年"},
		"inspect-beside":    {"司马南山验机中", "验好了"},
		"things-3":          {"留下 3 件，各贴一张标签", "1/3", "3/3"},
		"agree-3":           {"这次送修 3 台", "1280.50 元"},
		"fault-bought-out":  {"已超过一年，可能过保"},
		"print-spot":        {"当场修"},
		"sign-1":            {"这台机器以前"},
		"customer-full":     {"慕容小小 同事", "可代取", "不代取"},
	} {
		scene := view.Build(all["checkin-"+page], view.Viewport{W: 1920, H: 1080, PxPerMM: 4.0, Text: m})
		for _, text := range want {
			if !slices.ContainsFunc(scene.Nodes, func(n view.Node) bool { return n.Kind == view.KindText && n.Text == text }) {
				t.Errorf("%s does not say %q", page, text)
			}
		}
	}
}
