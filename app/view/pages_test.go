package view_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"countertop/app/document"
	"countertop/app/flow"
	"countertop/app/repair"
	"countertop/app/view"
	"countertop/printer"
)

// screens are the panels that the product must fit.
var screens = []struct {
	w, h    int
	pxPerMM float64
}{{1280, 800, 5.9}, {1024, 768, 5.0}, {1920, 1080, 4.0}}

// Invented data, each the longest that real shops have.
const (
	longCompany   = "广州市天河区安心优品建筑装饰设计工程有限公司第三分公司"
	longModel     = "LaserJet Pro MFP M1136nfw 黑白激光多功能一体机"
	longWords     = "开机十分钟后左下角开始闪，打印出来的纸每一张都有两条竖着的黑线，换过硒鼓也没有用"
	longAccessory = "客户自带的蓝色硬壳防震手提箱"
	longNote      = "充到百分之六十就停，拔了电源马上关机"
	longSerial    = "CNB9K12345678901234567890"
)

var zone = time.FixedZone("shop", 8*3600)

func shopNow() time.Time { return time.Date(2026, 11, 21, 10, 42, 0, 0, zone) }

// shopOrder is a machine with as much known of it as there can be.
func shopOrder(kind repair.DeviceKind, n int) repair.Row {
	now := shopNow()
	id := repair.MakeOrderID('A', now, n)
	o := repair.Order{
		ID: id, Version: 5, Device: repair.Device{Kind: kind, Brand: "惠普", Model: longModel, Serial: longSerial, Trays: 4},
		Symptom:     repair.Symptom{Chips: []string{"fault.printer.lines", "fault.printer.noise"}, Words: longWords},
		Marks:       []repair.ConditionMark{{Kind: repair.MarkScratch, X: .2, Y: .3}, {Kind: repair.MarkCrack, X: .8, Y: .2}, {Kind: repair.MarkDent, View: 1, X: .2, Y: .8}},
		Accessories: []repair.Accessory{{Name: "acc.adapter"}, {Name: "acc.usb-cable"}, {Name: longAccessory}},
		OldParts:    repair.OldPartsCustomer, PromisedOn: "2026-11-24",
		TakenInBy: "A001", ReceivedAt: now.Add(-26 * time.Hour), Stage: repair.StageAwaitingPickup, StageSince: now.Add(-20 * time.Hour),
		Place: repair.Place{Kind: repair.ShelfAwaitingPickup, Slot: 11}, PlaceSince: now.Add(-20 * time.Hour),
	}
	if kind.PC() {
		o.Device.Figures = repair.Figures{CPU: "Intel Core i7-10510U", Memory: "16 GB DDR4", Disk: "512 GB NVMe SSD"}
	}
	o.Lines = repair.Checklist(o.Device, nil)
	return repair.Row{Order: o, Customer: repair.Customer{ID: "A000012", Name: "欧阳文轩", Company: longCompany, Phones: []string{"13812341480"}}}
}

func shopState(screen flow.Screen, lang string) flow.State {
	s := flow.Initial(flow.Shop{
		Name: "安心电脑维修服务中心", Station: "A", Calendar: repair.DefaultCalendar(zone), Limits: repair.DefaultLimits(), Layout: repair.DefaultLayout(),
	}, lang, shopNow())
	s.People = []repair.Staff{{ID: "A001", Name: "陈静", Roles: repair.RolesOf(repair.RoleCoordinator)}, {ID: "A002", Name: "李强", Roles: repair.RolesOf(repair.RoleEngineer)}, {ID: "A003", Name: "司马南山", Roles: repair.RolesOf(repair.RoleSupervisor)}}
	s.Staff = &s.People[0]
	if screen == flow.ScreenTest {
		s.Staff = &s.People[1] // whose page it is
	}
	s.Screen = screen
	s.Printers = []flow.PrinterState{{Name: "label", Model: "佳博 GP-1324D", Known: true, Documents: []repair.Document{repair.DocDeviceTag, repair.DocAccessory}}}
	s.Scanners = []flow.ScannerState{{Name: "柜台扫码枪", Device: "serial:/dev/ttyACM0", Last: "RA2611210042QK"}}
	return s
}

// stroke is a line across the pad.
func stroke() flow.Ink {
	var st repair.Stroke
	for i := range int32(40) {
		st = append(st, repair.InkPoint{X: 200 + 10*i, Y: 90 + i%9*8, T: 10 * i})
	}
	return flow.Ink{Strokes: []repair.Stroke{st}}
}

func preview(w, h int) *printer.Bitmap {
	m := printer.NewBitmap(w, h)
	for y := range h {
		for x := range w {
			m.Set(x, y, (x/16+y/16)%4 == 0)
		}
	}
	return m
}

// ownPages are the states that the test file of a page puts in itself.
var ownPages []func(put func(string, flow.Screen, func(*flow.State)))

// pages are the states of the pages, by name.
func pages(lang string) map[string]flow.State {
	out := map[string]flow.State{}
	put := func(name string, screen flow.Screen, f func(s *flow.State)) {
		s := shopState(screen, lang)
		f(&s)
		out[name] = s
	}
	printerRow, laptop := shopOrder(repair.KindPrinter, 42), shopOrder(repair.KindLaptop, 31)
	gone := shopOrder(repair.KindDesktop, 7)
	gone.Order.Stage, gone.Order.Place, gone.Order.FollowUpOn = repair.StagePickedUp, repair.Place{Kind: repair.PlaceCustomer}, "2026-11-23"
	parts := shopOrder(repair.KindLaptop, 18)
	parts.Order.Stage, parts.Order.Reason, parts.Order.Part = repair.StageAwaitingParts, repair.ReasonParts, "15.6 寸液晶屏总成带触摸"
	parts.Order.Place, parts.Order.Marks = repair.Place{Kind: repair.ShelfAwaitingParts, Slot: 3}, nil
	late := shopOrder(repair.KindOther, 9)
	late.Order.Stage, late.Order.Place = repair.StageAwaitingTest, repair.Place{Kind: repair.PlaceCounter}
	late.Order.Accessories, late.Order.ReceivedAt = nil, shopNow().Add(-70*time.Hour)
	rows := []repair.Row{printerRow, laptop, gone, parts, late, shopOrder(repair.KindPrinter, 5), shopOrder(repair.KindPrinter, 4), shopOrder(repair.KindPrinter, 3)}

	put("find-empty", flow.ScreenFind, func(s *flow.State) { s.Find.ForPickup = true })
	put("find-typing-empty", flow.ScreenFind, func(s *flow.State) { s.Focus, s.Layer = flow.FieldFind, flow.LayerCaps })
	put("find-typing", flow.ScreenFind, func(s *flow.State) {
		s.Find, s.Focus, s.Layer = flow.Find{Text: "1480", Asked: "1480", Rows: rows, ForPickup: true}, flow.FieldFind, flow.LayerCaps
	})
	put("find-digits", flow.ScreenFind, func(s *flow.State) {
		s.Find, s.Focus, s.Layer = flow.Find{Text: "1480", Asked: "1480"}, flow.FieldFind, flow.LayerDigits
	})
	put("find-rows", flow.ScreenFind, func(s *flow.State) { s.Find = flow.Find{Text: "惠普", Asked: "惠普", Rows: rows} })

	for name, r := range map[string]repair.Row{"pickup": printerRow, "parts": parts, "late": late, "gone": gone, "laptop": laptop} {
		put("order-"+name, flow.ScreenOrder, func(s *flow.State) { s.Order.Row = r })
	}

	put("test-printer", flow.ScreenTest, func(s *flow.State) {
		r := printerRow
		r.Order.Test = []repair.TestResult{
			{Line: "printer.selftest", Outcome: repair.Pass, By: "A003", At: shopNow()},
			{Line: "printer.online", Outcome: repair.Fail, By: "A003", At: shopNow()},
			{Line: "clean.outside", Outcome: repair.NotApplicable, By: "A003", At: shopNow()},
		}
		s.Test = flow.TestPage{Row: r, Results: map[string]repair.Outcome{"printer.online": repair.Pass, "printer.tray.1": repair.Fail, "printer.tray.2": repair.NotApplicable}, Retry: &repair.MoveMachine{To: repair.Place{Kind: repair.ShelfDone}}}
	})
	put("test-laptop", flow.ScreenTest, func(s *flow.State) {
		r := laptop
		for _, l := range r.Order.Lines {
			r.Order.Test = append(r.Order.Test, repair.TestResult{Line: l.Key, Outcome: repair.Pass, By: "A002", At: shopNow()})
		}
		s.Test = flow.TestPage{Row: r}
	})
	put("test-own", flow.ScreenTest, func(s *flow.State) {
		r := late
		var own []string
		for i := range 14 {
			own = append(own, fmt.Sprintf("第 %d 项：按厂家维修手册检查电源板与各接口", i+1))
		}
		r.Order.Lines = repair.Checklist(r.Order.Device, own)
		s.Test = flow.TestPage{Row: r, SheetPlace: flow.SheetPlace{Page: 1}}
	})
	put("test-none", flow.ScreenTest, func(s *flow.State) {
		r := late
		r.Order.Lines = nil
		s.Test = flow.TestPage{Row: r}
	})

	gate := func(name string, g flow.Gate, r repair.Row, f func(p *flow.Pickup)) {
		put("pickup-"+name, flow.ScreenPickup, func(s *flow.State) {
			p := flow.Pickup{Row: r, Open: g, MarkKind: repair.MarkScratch, Tag: g > flow.GateTag, Identity: repair.Identity{CopyScanned: g > flow.GateIdentity}}
			if g > flow.GateTest {
				p.Results = map[string]repair.Outcome{"pickup.fault": repair.Pass, "pickup.full": repair.Pass, "pickup.online": repair.Pass, "pickup.figures": repair.Pass}
			}
			if g > flow.GateAccessories {
				p.Returned = []int{1, 2, 3}
			}
			p.Same = g > flow.GateCondition
			if f != nil {
				f(&p)
			}
			s.Pickup = p
		})
	}
	gate("copy", flow.GateIdentity, printerRow, nil)
	gate("tag", flow.GateTag, printerRow, func(p *flow.Pickup) {
		p.Identity = repair.Identity{As: repair.CollectorOther, Relation: "同事", Reason: "reason.copy-lost", Approved: &repair.Approval{By: "A003"}}
		p.Collector.Name = "慕容小小"
	})
	gate("wrong-tag", flow.GateTag, printerRow, func(p *flow.Pickup) { p.WrongTag = laptop.Order.ID })
	gate("test", flow.GateTest, laptop, func(p *flow.Pickup) {
		p.Results = map[string]repair.Outcome{"pickup.fault": repair.Pass, "pickup.full": repair.Fail}
	})
	gate("untested", flow.GateTest, printerRow, func(p *flow.Pickup) { p.Untested = "reason.no-supplies" })
	gate("as-is", flow.GateTest, printerRow, func(p *flow.Pickup) { p.Row.Order.Stage = repair.StageReturnUnrepaired })
	gate("things", flow.GateAccessories, printerRow, func(p *flow.Pickup) { p.Returned = []int{1} })
	gate("things-many", flow.GateAccessories, printerRow, func(p *flow.Pickup) {
		p.Row.Order.Accessories = nil
		for _, k := range []string{"acc.adapter", "acc.power-cord", "acc.battery", "acc.bag", "acc.mouse", "acc.keyboard", "acc.video-cable", "acc.warranty-card", longAccessory} {
			p.Row.Order.Accessories = append(p.Row.Order.Accessories, repair.Accessory{Name: k})
		}
		p.Returned = []int{1, 2, 9}
	})
	gate("things-none", flow.GateAccessories, late, nil)
	gate("condition", flow.GateCondition, laptop, nil)
	gate("new-marks", flow.GateCondition, printerRow, func(p *flow.Pickup) {
		p.NewMarks = []repair.ConditionMark{{Kind: repair.MarkStain, View: 1, X: .7, Y: .4, Note: "stain"}}
	})
	gate("ready", flow.GateSign, printerRow, nil)
	gate("refused", flow.GateTest, printerRow, func(p *flow.Pickup) {
		p.Refused = &repair.RuleError{Rule: repair.RulePickupTest, Order: p.Row.Order.ID, Need: []string{"pickup.fault", "pickup.full"}, Args: map[string]string{"n": "2"}}
	})
	put("pickup-done", flow.ScreenPickup, func(s *flow.State) {
		s.Pickup.Done, s.Pickup.Row = &gone, gone
		s.Jobs = []repair.PrintJob{{ID: 1, Document: repair.DocPickupReceipt, Order: gone.Order.ID, State: repair.JobSending}}
	})
	sign := func(name string, f func(p *flow.Pickup)) {
		put("sign-"+name, flow.ScreenPickupSign, func(s *flow.State) {
			s.Pickup = flow.Pickup{Row: printerRow, Open: flow.GateSign, Returned: []int{1, 2, 3}, Same: true}
			f(&s.Pickup)
		})
	}
	sign("start", func(*flow.Pickup) {})
	sign("written", func(p *flow.Pickup) {
		p.Ink, p.Rating, p.Returned, p.Untested, p.Same = stroke(), 4, []int{1, 2}, "reason.no-supplies", false
		p.NewMarks = []repair.ConditionMark{{Kind: repair.MarkStain}, {Kind: repair.MarkDent}, {Kind: repair.MarkMissing}}
	})
	sign("busy", func(p *flow.Pickup) {
		p.Ink, p.Rating, p.Busy = stroke(), 5, true
		p.Row.Order.Stage, p.Row.Order.OldParts = repair.StageReturnUnrepaired, repair.OldPartsShop
	})

	jobs := []repair.PrintJob{
		{ID: 9, Document: repair.DocDeviceTag, Order: printerRow.Order.ID, State: repair.JobHeld, Fault: "paper-out", Printer: "label", At: shopNow(), Copy: 2},
		{ID: 8, Document: repair.DocAccessory, Index: 2, Order: printerRow.Order.ID, State: repair.JobUncertain, Printer: "label", At: shopNow(), Copy: 1},
		{ID: 7, Document: repair.DocCustomerCopy, Order: printerRow.Order.ID, State: repair.JobPrinted, Printer: "slips", At: shopNow(), Copy: 1},
		{ID: 6, Document: repair.DocSlot, Subject: repair.ShelfCode(repair.Place{Kind: repair.ShelfAwaitingParts, Slot: 4}), State: repair.JobSending, Printer: "label", At: shopNow()},
		{ID: 5, Document: repair.DocBadge, Subject: "A003", State: repair.JobCancelled, Printer: "label", At: shopNow()},
		{ID: 4, Document: repair.DocRepairLabel, Order: laptop.Order.ID, State: repair.JobFailed, Printer: "label", At: shopNow()},
		{ID: 3, Document: repair.DocPickupReceipt, Order: laptop.Order.ID, State: repair.JobSent, Printer: "slips", At: shopNow()},
		{ID: 2, Document: repair.DocAccessory, Index: 1, Order: printerRow.Order.ID, State: repair.JobQueued, Printer: "label", At: shopNow()},
	}
	slips := flow.PrinterState{Name: "slips", Model: "Epson TM-T20III", Known: true, Documents: []repair.Document{repair.DocDeviceTag, repair.DocAccessory, repair.DocCustomerCopy}}
	put("print-idle", flow.ScreenPrint, func(s *flow.State) { s.Staff = &s.People[2]; s.Printers[0].Virtual = true })
	put("print-staff", flow.ScreenPrint, func(s *flow.State) {
		s.Jobs, s.Printers = jobs, append(s.Printers, slips, flow.PrinterState{Name: "old", Model: "Brother QL-800"})
	})
	put("print-nobody", flow.ScreenPrint, func(s *flow.State) { s.Staff, s.Printers = nil, nil })
	for _, f := range symptoms {
		put("print-fault-"+string(f), flow.ScreenPrint, func(s *flow.State) {
			s.Printers[0].Fault = string(f)
			s.Printers, s.Jobs = append(s.Printers, slips), jobs
		})
	}
	for _, j := range jobs {
		put("print-job-"+string(j.State), flow.ScreenPrint, func(s *flow.State) {
			s.Jobs, s.Prints = jobs, flow.PrintPage{Selected: j.ID}
			if j.ID > 6 {
				s.Prints.Preview, s.Prints.PreviewOf = preview(480, 320), j.ID
			}
			if j.State == repair.JobPrinted {
				s.Prints.Preview, s.Prints.Approximate = preview(576, 1900), true
			}
			s.Jobs = slices.Clone(jobs)
			for i := range s.Jobs {
				s.Jobs[i].MovedFrom = "slips"
			}
			s.Prints.AttemptsOf = j.ID
			s.Prints.Attempts = []repair.PrintAttempt{
				{Job: j.ID, Printer: "label", Begun: shopNow(), Ended: shopNow(), Sent: 4096, Total: 15412, State: repair.JobUncertain, Fault: "unplugged"},
				{Job: j.ID, Printer: "label", Begun: shopNow(), Sent: 15412, Total: 15412, State: repair.JobSending},
			}
		})
	}

	setUp := flow.PrinterState{
		Name: "Gprinter GP-1324D 标签机", Model: "佳博 GP-1324D", Known: true, Density: 8, WidthMM: 60, HeightMM: 40, HanFont: true,
	}
	choices := []flow.ProfileChoice{{Name: "xprinter-xp-460b", Model: "Xprinter XP-460B", Why: "model"}, {Name: "gprinter-gp-1324d", Model: "Gprinter GP-1324D", Why: "usb"}, {Name: "generic-tspl", Model: "TSPL label printer, 203 dpi", Why: "vendor"}}
	for len(choices) < 16 {
		choices = append(choices, flow.ProfileChoice{Name: fmt.Sprintf("generic-%d", len(choices)), Model: "ESC/POS receipt printer, 80 mm with a long name"})
	}
	setup := func(name string, f func(u *flow.Setup)) {
		put("setup-"+name, flow.ScreenSetup, func(s *flow.State) {
			s.Printers = append(s.Printers, setUp)
			s.Devices = []flow.ConnectedDevice{
				{Device: "usb:id=0483:5743:SN123", Name: "Xprinter XP-460B", USB: true, Choices: choices[:3]},
				{Device: "serial:/dev/serial/by-id/usb-1a86_USB_Serial-if00-port0", Name: "1a86 USB Serial"},
			}
			s.Profiles = choices
			s.Jobs = []repair.PrintJob{{ID: 31, Document: repair.DocTestPage, Subject: setUp.Name, Printer: setUp.Name, State: repair.JobPrinted, At: shopNow()}}
			s.Prints.Preview, s.Prints.PreviewOf = preview(480, 320), 31
			s.Setup = flow.Setup{Printer: setUp.Name}
			f(&s.Setup)
		})
	}
	setup("list", func(u *flow.Setup) { u.Printer = "" })
	put("setup-none", flow.ScreenSetup, func(s *flow.State) { s.Printers = nil })
	setup("what", func(u *flow.Setup) { u.Step, u.Device = flow.SetupWhat, "usb:id=0483:5743:SN123" })
	setup("name", func(u *flow.Setup) { u.Step, u.Printer, u.Name = flow.SetupName, "", "Gprinter GP-1324D 前台" })
	put("setup-name-typing", flow.ScreenSetup, func(s *flow.State) {
		s.Setup, s.Focus = flow.Setup{Step: flow.SetupName, Name: "前台"}, flow.FieldPrinterName
	})
	setup("what-all", func(u *flow.Setup) { u.Step, u.All, u.Silent = flow.SetupWhat, true, true })
	for _, step := range []flow.SetupStep{flow.SetupMode, flow.SetupRuler, flow.SetupDark, flow.SetupHan, flow.SetupCover, flow.SetupDocuments} {
		setup(string(step), func(u *flow.Setup) {
			u.Step, u.Han, u.Documents = step, [3]flow.Answer{flow.AnswerYes, flow.AnswerNo}, []repair.Document{repair.DocDeviceTag}
		})
	}
	setup("codes", func(u *flow.Setup) { u.Step, u.Scanned = flow.SetupCodes, map[string]bool{printer.TestCodes[0]: true} })
	for _, l := range []flow.CoverTest{flow.CoverOpen, flow.CoverWorks, flow.CoverSilent} {
		setup("lid-"+string(l), func(u *flow.Setup) { u.Step, u.Cover = flow.SetupCover, l })
	}
	put("setup-roll", flow.ScreenSetup, func(s *flow.State) {
		roll := setUp
		roll.HeightMM = 0
		s.Printers, s.Setup = []flow.PrinterState{roll}, flow.Setup{Step: flow.SetupDocuments, Printer: roll.Name}
	})

	for _, own := range ownPages {
		own(put)
	}
	counterPages(put)
	boardPages(put)
	wherePages(put)
	stockPages(put)
	put("home-mistake", flow.ScreenHome, func(s *flow.State) {
		s.Health = flow.Health{Problems: []string{"health.no-sound", "scripts.toml 第 123 行：这里用了中文引号“，要用英文引号 \"。"}}
		s.Toast = flow.Toast{Key: s.Health.Problems[1], Bad: true, Until: s.Now.Add(flow.ToastFor)}
	})
	scannerPages(put)
	servicePages(put)
	benchPages(put)
	checkInPages(put)
	plainPages(put)
	return out
}

var symptoms = []printer.Fault{
	printer.PaperOut, printer.CoverOpen, printer.RibbonOut, printer.Jam, printer.CutterJam, printer.HeadHot, printer.Paused, printer.Offline,
	printer.Broken, printer.Timeout, printer.Stalled, printer.Unplugged, printer.Busy, printer.NoPermission, printer.Garbage,
}

// eachPage builds every page in both languages at every size.
func eachPage(t *testing.T, f func(t *testing.T, s flow.State, scene view.Scene, pxPerMM float64)) {
	m := measurer(t)
	for _, lang := range []string{"zh-CN", "en"} {
		all := pages(lang)
		for _, name := range slices.Sorted(maps.Keys(all)) {
			for _, sc := range screens {
				t.Run(fmt.Sprintf("%s/%s/%dx%d", name, lang, sc.w, sc.h), func(t *testing.T) {
					s := all[name]
					f(t, s, view.Build(s, view.Viewport{W: sc.w, H: sc.h, PxPerMM: sc.pxPerMM, Text: m}), sc.pxPerMM)
				})
			}
		}
	}
}

func TestPagesFitTheirScreens(t *testing.T) {
	eachPage(t, func(t *testing.T, _ flow.State, scene view.Scene, _ float64) {
		checkScene(t, scene)
		own := []string{"Adapter, Data cable, " + longAccessory, longCompany, "惠普 " + longModel, longWords, longAccessory, longSerial, serialScanner, longSystem, "正在生成预览", "Drawing the preview", "欧** · " + longWords, "同事、家人", "Colleague, family", "Intel Core i7-10510U", longNote}
		own = append(own, composed()...)
		for _, text := range cut(scene, own...) {
			if !strings.Contains(text, "惠普") && !strings.Contains(text, "欧阳文轩") {
				t.Errorf("a text of ours is cut: %s", text)
			}
		}
	})
}

func TestPagesHaveEveryText(t *testing.T) {
	eachPage(t, func(t *testing.T, _ flow.State, scene view.Scene, _ float64) {
		for _, n := range scene.Nodes {
			if key := strings.Contains(n.Text, ".") && !strings.ContainsAny(n.Text, " ：:/0123456789…。"); key && n.Kind == view.KindText && !strings.HasSuffix(n.Text, ".") {
				t.Errorf("no text for %s", n.Text)
			}
			if strings.ContainsAny(n.Text, "{}") {
				t.Errorf("an argument is missing: %s", n.Text)
			}
		}
	})
}

// Actions and keys are at least 14.5 mm (88 units on the tightest panel);
// answers, gates, kinds of mark and prints in a list are chips of 76 units.
func TestPagesAreLargeEnoughToTouch(t *testing.T) {
	chips := []string{"line.", "gate.", "mark.", "job.", "printer.", "visit.", "collector.", "reason.", "todo.", "field.who", "field.relation", "relation.", "field.part", "live."}
	eachPage(t, func(t *testing.T, s flow.State, scene view.Scene, pxPerMM float64) {
		for _, n := range small(scene, pxPerMM, 14.5) {
			if w, h := n.Rect.W+2*n.Reach, n.Rect.H+2*n.Reach; (s.Screen == flow.ScreenCheckIn || s.Screen == flow.ScreenCorrect) && float64(min(w, h)) >= 14.5*pxPerMM {
				continue // with half of the gap around it
			}
			isChip := slices.ContainsFunc(chips, func(p string) bool { return strings.HasPrefix(n.ID, p) })
			w, h := float64(n.Rect.W)/pxPerMM, float64(n.Rect.H)/pxPerMM
			if !isChip || min(w, h) < 11.5 {
				t.Errorf("%s is %.1f x %.1f mm", n.ID, w, h)
			}
		}
	})
}

func TestPagesOfferWhatCanBeDone(t *testing.T) {
	m := measurer(t)
	all := pages("zh-CN")
	order := repair.MakeOrderID('A', shopNow(), 42)
	for _, tt := range []struct {
		page, node string
		enabled    bool
		want       flow.Msg // nil: only whether it is enabled
	}{
		{"find-typing", "row." + string(order), true, flow.OrderChosen{Order: order}},
		{"order-pickup", "pickup", true, flow.PickupOpened{Order: order}},
		{"order-gone", "called", true, flow.DialogAsked{Kind: flow.DialogReason, Purpose: flow.ForFollowUp}},
		{"order-parts", "return", true, flow.DialogAsked{Kind: flow.DialogReason, Purpose: flow.ForReturn}},
		{"test-printer", "save", true, flow.TestSaved{}},
		{"test-laptop", "save", false, nil},
		{"test-laptop", "all", false, nil},
		{"test-printer", "line.printer.ten.fail", true, flow.LineTouched{Line: "printer.ten", Outcome: repair.Fail}},
		{"pickup-copy", "next", false, nil},
		{"pickup-copy", "no-copy", true, flow.Opened{Screen: flow.ScreenNoCopy}},
		{"pickup-test", "next", false, nil},
		{"pickup-test", "send-back", true, flow.PickupSentBack{}},
		{"pickup-untested", "next", true, flow.GateDone{}},
		{"pickup-things", "thing.2", true, flow.AccessoryTouched{Index: 2}},
		{"pickup-things", "missing", true, flow.DialogAsked{Kind: flow.DialogApprove, Purpose: flow.ForMissing}},
		{"pickup-condition", "same", true, flow.ConditionSame{}},
		{"pickup-condition", "view.1", true, flow.NewMarkTouched{View: 1}},
		{"pickup-new-marks", "unmark", true, flow.NewMarkUndone{}},
		{"pickup-ready", "next", true, flow.GateDone{}},
		{"pickup-done", "finish", true, flow.PickupLeft{}},
		{"sign-start", "confirm", false, nil},
		{"sign-start", "star.3", true, flow.Rated{Stars: 3}},
		{"sign-written", "confirm", true, nil},
		{"sign-busy", "confirm", false, nil},
		{"print-job-uncertain", "no", true, flow.UncertainAnswered{Job: 8}},
		{"print-job-uncertain", "yes", true, flow.UncertainAnswered{Job: 8, Printed: true}},
		{"print-job-held", "cancel", true, flow.CancelAsked{Job: 9}},
		{"print-job-printed", "reprint", true, flow.ReprintAsked{Job: 7}},
		{"print-fault-paper-out", "elsewhere", true, flow.FallbackChosen{From: "label", To: "slips"}},
		{"print-idle", "labels.badges", true, flow.BadgesAsked{}},
	} {
		t.Run(tt.page+"/"+tt.node, func(t *testing.T) {
			touchable(t, all[tt.page], tt.node, tt.enabled, tt.want)
		})
	}
	scene := view.Build(all["print-staff"], view.Viewport{W: 1280, H: 800, PxPerMM: 5.9, Text: m})
	if n := scene.Find("labels.badges"); n == nil || n.Enabled || !n.Explains {
		t.Errorf("badges are offered to a coordinator: %+v", n)
	}
}

// What the customer signs is what stands on the screen, word for word.
func TestCustomerSignsWhatIsShown(t *testing.T) {
	eachPage(t, func(t *testing.T, s flow.State, scene view.Scene, _ float64) {
		if !s.CustomerFacing() {
			return
		}
		squeeze := func(s string) string { return strings.Join(strings.Fields(s), "") }
		signed := squeeze(document.Signed(s.SignedPage()).Text())
		if scene.Find("confirm").Touch != (flow.SignedOff{}) {
			t.Errorf("the button means %T", scene.Find("confirm").Touch)
		}
		card := scene.Nodes[slices.IndexFunc(scene.Nodes, func(n view.Node) bool { return n.Kind == view.KindBox && n.Rect.W > scene.W*8/10 })].Rect
		shown := ""
		for _, n := range scene.Nodes {
			if n.Kind != view.KindText || !card.Contains(n.Rect.X, n.Baseline) {
				continue
			}
			shown += n.Text
			if !strings.Contains(signed, squeeze(n.Text)) {
				t.Errorf("%q is shown and not signed", n.Text)
			}
		}
		if got, want := len([]rune(squeeze(shown))), len([]rune(signed)); got < want*6/10 {
			t.Errorf("%d of the %d signed characters are shown in the card", got, want)
		}
	})
}

// touchable checks a node of a page at the usual size: whether it can be touched,
// and unless want is nil, what that means.
func touchable(t *testing.T, s flow.State, node string, enabled bool, want flow.Msg) {
	t.Helper()
	scene := view.Build(s, view.Viewport{W: 1280, H: 800, PxPerMM: 5.9, Text: measurer(t)})
	n := scene.Find(node)
	if n == nil {
		t.Fatal("there is no such node")
	}
	if n.Enabled != enabled {
		t.Errorf("enabled is %v", n.Enabled)
	}
	if want != nil {
		if d := cmp.Diff(want, n.Touch); d != "" {
			t.Errorf("touch (-want +got):\n%s", d)
		}
	}
}
