package view_test

import (
	"fmt"
	"testing"
	"time"

	"countertop/app/flow"
	"countertop/app/repair"
	"countertop/app/trade"
	"countertop/app/view"
)

// floorOf is the floor with these machines.
func floorOf(rows []repair.Row) *repair.Floor {
	cards := repair.NewCards(repair.DefaultCalendar(zone), repair.DefaultLimits(), shopNow())
	var list []repair.Card
	for _, r := range rows {
		if r.Order.InShop() {
			list = append(list, cards.Of(r.Order, r.Customer))
		}
	}
	return repair.NewFloor(list)
}

// told is an order with all that a check-in can note.
func told(r repair.Row) repair.Row {
	o := &r.Order
	o.Batch, o.Holder, o.Passcode, o.EstimateFen = o.ID, "A002", true, 30000
	o.Symptom.Often, o.Symptom.BoughtIn, o.Symptom.Warranty, o.Symptom.Proof = repair.OftenSometimes, "2026-03", repair.WarrantyYes, repair.ProofInvoice
	o.Inspection = &repair.Inspection{By: "A002", Seen: repair.SeenDiffers, Cause: repair.CauseUse, FixNow: true, Note: "主板供电芯片烧了", Parts: []string{longPart}}
	o.Device.Form = []repair.FormValue{{Key: "pages", Value: "183250"}}
	o.Unrepaired = []string{"风扇有异响", longPart}
	r.Customer.Phones = []string{"13812341480", "02087654321"}
	r.Customer.Contacts = []repair.Contact{
		{Name: "慕容小小", Phone: "13900001111", Relation: "同事", Collects: true},
		{Name: "周会计", Phone: "18612345678"},
		{Name: "阿依古丽·买买提", Relation: "家人", Collects: true},
		{Name: "司马南山", Relation: "司机", Collects: true},
		{Name: "欧阳小文", Relation: "朋友", Collects: true},
	}
	r.Customer.Address = "广州市天河区天河路 228 号之一广晟大厦 15 楼 1503 室"
	return r
}

// counterPages are the pages of enquiries and drafts, and those of an order
// with all that can be known of it.
func counterPages(put func(string, flow.Screen, func(*flow.State))) {
	full := told(shopOrder(repair.KindPrinter, 42))
	board := []repair.Row{full}
	for n := range 4 {
		r := shopOrder([]repair.DeviceKind{repair.KindLaptop, repair.KindDesktop, repair.KindOther, repair.KindPrinter}[n], 43+n)
		r.Order.Batch = full.Order.Batch
		board = append(board, r)
	}
	var drafts []repair.DraftInfo
	for n := range 11 {
		d := repair.DraftInfo{ID: fmt.Sprint("k9-", n), Title: "欧阳文轩 · 惠普 " + longModel, At: shopNow().Add(-time.Duration(n) * 37 * time.Minute)}
		if n%3 != 1 {
			d.Order = repair.MakeOrderID('A', shopNow(), 50+n)
		} else {
			d.Title = []string{"", longCompany, "138****1480"}[n%4%3]
		}
		drafts = append(drafts, d)
	}
	asked := []repair.Enquiry{
		{ID: "4", At: shopNow().Add(-50 * time.Hour), By: "A001", Name: "欧阳文轩", Phone: "13812341480", Question: longWords + "，多少钱，多久修好", CallOn: "2026-11-20"},
		{ID: "7", At: shopNow(), By: "A003", Topics: trade.Default().Topics()[1:2], CallOn: "2026-11-21"},
	}
	for _, signed := range []bool{true, false} {
		put(fmt.Sprint("home-busy-", signed), flow.ScreenHome, func(s *flow.State) {
			s.Floor, s.Drafts, s.Enquiries, s.Loaded = floorOf(board), drafts, asked, true
			if !signed {
				s.Staff, s.Scanners[0].Fault, s.Printers[0].Fault = nil, "unplugged", "cutter-jam"
			}
		})
	}
	put("home-enquiry", flow.ScreenHome, func(s *flow.State) { s.Enquiries = asked[1:] })
	put("board-enquiries", flow.ScreenBoard, func(s *flow.State) { s.Floor, s.Enquiries, s.Drafts = floorOf(board), asked, drafts })

	put("drafts", flow.ScreenDrafts, func(s *flow.State) { s.Drafts, s.CheckIn.Draft = drafts, "k9-0" })
	put("drafts-last", flow.ScreenDrafts, func(s *flow.State) { s.Drafts, s.DraftPage = drafts, 9 })
	put("drafts-few", flow.ScreenDrafts, func(s *flow.State) { s.Drafts = drafts[:2] })
	put("drafts-none", flow.ScreenDrafts, func(*flow.State) {})

	enquiry := func(name string, f flow.Field, e flow.EnquiryPage) {
		put("enquiry-"+name, flow.ScreenEnquiry, func(s *flow.State) {
			s.Enquiries, s.Enquiry, s.Focus, s.Layer = asked, e, f, flow.LayerLetters
			if f == flow.FieldAskPhone {
				s.Layer = flow.LayerDigits
			}
		})
	}
	enquiry("new", "", flow.EnquiryPage{CallOn: "2026-11-23"})
	enquiry("unreachable", "", flow.EnquiryPage{Question: "能不能修", CallOn: "2026-11-23"})
	enquiry("ready", "", flow.EnquiryPage{Name: "欧阳文轩", Phone: "13812341480", Topics: trade.Default().Topics()[1:2], Question: longWords, CallOn: "2026-11-23"})
	enquiry("told", "", flow.EnquiryPage{Topics: trade.Default().Topics()[1:2], Reply: longWords, CallOn: "2026-11-23"})
	enquiry("typing-phone", flow.FieldAskPhone, flow.EnquiryPage{Phone: "1381234"})
	enquiry("typing-name", flow.FieldEnquirer, flow.EnquiryPage{})
	enquiry("typing-question", flow.FieldQuestion, flow.EnquiryPage{Question: longWords})
	answer := flow.EnquiryPage{Open: "4", Name: asked[0].Name, Phone: asked[0].Phone, Question: asked[0].Question, CallOn: asked[0].CallOn}
	enquiry("answer", "", answer)
	enquiry("answer-short", "", flow.EnquiryPage{Open: "7", Topics: trade.Default().Topics()[1:2], CallOn: "2026-11-21"})
	enquiry("answer-typing", flow.FieldReply, answer)
	answer.Reply = "换搓纸轮 80 元，当天可取"
	enquiry("answer-ready", "", answer)

	for i := range 3 {
		put(fmt.Sprint("order-told-", i+1), flow.ScreenOrder, func(s *flow.State) { s.Order.Row, s.Order.Page, s.Floor = full, i, floorOf(board) })
	}
	mine := func(name string, f func(s *flow.State)) {
		put("order-"+name, flow.ScreenOrder, func(s *flow.State) {
			s.Order.Row, s.Floor, s.Staff = full, floorOf(board[:2]), &s.People[1]
			s.Order.Row.Order.OnTheSpot, s.Order.Row.Order.Place = true, repair.Place{Kind: repair.PlaceCounter}
			f(s)
		})
	}
	mine("mine", func(*flow.State) {})
	mine("passcode", func(s *flow.State) {
		s.Order.Passcode, s.Order.PasscodeUntil = "8848", shopNow().Add(17*time.Second)
	})
	mine("passcode-long", func(s *flow.State) {
		s.Order.Passcode, s.Order.PasscodeUntil = "Tr0ub4dor&3 correct-horse-9WQX", shopNow().Add(20*time.Second)
	})

	found := func(name, text string) {
		put("find-"+name, flow.ScreenFind, func(s *flow.State) { s.Find = flow.Find{Text: text, Asked: text, Rows: board} })
	}
	found("phone", "1234")
	found("serial", "cnb9k")
	found("company", "建筑")
	found("contact", "慕容")
	put("find-nothing", flow.ScreenFind, func(s *flow.State) { s.Find = flow.Find{Text: "？", Asked: "？"} })

	put("dialog-void", flow.ScreenCheckIn, func(s *flow.State) { s.Dialog = &flow.Dialog{Kind: flow.DialogVoid, Purpose: flow.ForVoid} })
	dialog := func(d flow.Dialog) *flow.Dialog { d.Kind, d.Purpose = flow.DialogApprove, flow.ForIdentity; return &d }
	put("dialog-identity", flow.ScreenNoCopy, func(s *flow.State) {
		s.Pickup, s.Dialog = flow.Pickup{Row: full}, dialog(flow.Dialog{Reason: "客户出差", Approver: "A003"})
		s.NoCopy = flow.NoCopy{As: repair.CollectorOther, Name: "诸葛大力", Relation: "邻居"}
	})
	put("dialog-supervisors", flow.ScreenPickup, func(s *flow.State) {
		s.Pickup, s.Dialog = flow.Pickup{Row: full}, dialog(flow.Dialog{})
		for i := range 5 {
			s.People = append(s.People, repair.Staff{ID: repair.StaffID(fmt.Sprint("A01", i)), Name: "阿依古丽·买买提", Roles: repair.RolesOf(repair.RoleSupervisor)})
		}
	})
	put("dialog-leave", flow.ScreenCheckIn, func(s *flow.State) {
		s.CheckIn.Step, s.Dialog = flow.StepSign, &flow.Dialog{Kind: flow.DialogLeave, Purpose: flow.ForLeave}
		for i := range 9 {
			s.People = append(s.People, repair.Staff{ID: repair.StaffID(fmt.Sprint("A01", i)), Name: "阿依古丽·买买提", Roles: repair.RolesOf(repair.RoleEngineer)})
		}
	})
	put("pickup-collectors", flow.ScreenPickup, func(s *flow.State) { s.Pickup = flow.Pickup{Row: full} })
	put("pickup-stayed", flow.ScreenPickup, func(s *flow.State) {
		r := full
		r.Order.OnTheSpot, r.Order.Place = true, repair.Place{Kind: repair.PlaceCounter}
		s.Pickup = flow.Pickup{Row: r, Identity: repair.Identity{Stayed: true}}
	})

	for _, n := range []int{1, 3} {
		put(fmt.Sprint("work-declined-", n), flow.ScreenWork, func(s *flow.State) {
			s.Order.Row = full
			q := shopQuote(n)
			q.Answer = &repair.QuoteAnswer{}
			s.Order.Row.Order.Quotes = []repair.Quote{q}
			s.Service.Unrepaired = q.Lines[0].Name + "；风扇有异响"
		})
	}
	put("work-left", flow.ScreenWork, func(s *flow.State) { s.Order.Row, s.Focus, s.Layer = full, flow.FieldUnrepaired, flow.LayerLetters })
}

func TestCounterPagesOfferWhatCanBeDone(t *testing.T) {
	m := measurer(t)
	all := pages("zh-CN")
	order := func(n int) repair.OrderID { return repair.MakeOrderID('A', shopNow(), n) }
	for _, tt := range []struct {
		page, node string
		enabled    bool
		want       flow.Msg // nil: only whether it is enabled
	}{
		{"home-busy-true", "home.enquiry", true, flow.EnquiryAsked{}},
		{"home-busy-true", "home.find", true, flow.FindAsked{}},
		{"home-busy-true", "todo.enquiry", true, flow.EnquiryChosen{ID: "4"}},
		{"home-busy-true", "chip.drafts", true, flow.Opened{Screen: flow.ScreenDrafts}},
		{"board-enquiries", "board.enquiry", true, flow.EnquiryChosen{ID: "4"}},
		{"board-enquiries", "chip.drafts", true, flow.Opened{Screen: flow.ScreenDrafts}},
		{"drafts", "draft.k9-3", true, flow.DraftChosen{ID: "k9-3"}},
		{"drafts", "page.more", true, flow.DraftsTurned{By: 1}},
		{"enquiry-new", "enquiry.save", false, nil},
		{"enquiry-new", "topic.1", true, flow.TopicToggled{Topic: trade.Default().Topics()[1]}},
		{"enquiry-new", "enquiry.day.more", true, flow.CallDayMoved{Days: 1}},
		{"enquiry-unreachable", "enquiry.save", false, nil},
		{"enquiry-ready", "enquiry.save", true, flow.EnquirySaved{}},
		{"enquiry-told", "enquiry.save", true, flow.EnquirySaved{}},
		{"enquiry-answer", "enquiry.save", false, nil},
		{"enquiry-answer", "page.more", true, flow.EnquiryChosen{ID: "7"}},
		{"enquiry-answer-ready", "enquiry.save", true, flow.EnquirySaved{}},
		{"order-told-1", "visit." + string(order(43)), true, flow.OrderChosen{Order: order(43)}},
		{"order-told-1", "order.more", true, flow.OrderTurned{By: 1}},
		{"order-mine", "passcode", true, flow.PasscodeAsked{}},
		{"dialog-void", "reason.void-twice", true, flow.ReasonChosen{Text: "reason.void-twice"}},
		{"work-declined-3", "left.0", true, flow.UnrepairedToggled{Name: shopQuote(3).Lines[0].Name}},
		{"work-declined-3", "work.save", true, flow.WorkSaved{}},
	} {
		t.Run(tt.page+"/"+tt.node, func(t *testing.T) {
			touchable(t, all[tt.page], tt.node, tt.enabled, tt.want)
		})
	}
	for page, node := range map[string]string{
		"order-told-1": "passcode", "drafts-few": "page.more", "find-rows": "chip.drafts", "enquiry-answer-ready": "page.more", "pickup-stayed": "no-copy",
	} {
		scene := view.Build(all[page], view.Viewport{W: 1280, H: 800, PxPerMM: 5.9, Text: m})
		if scene.Find(node) != nil {
			t.Errorf("%s offers %s", page, node)
		}
	}
}

// The passcode stands on the page of its machine, to whom it was shown, and
// nowhere else.
func TestPasscodeIsOnItsPageOnly(t *testing.T) {
	m := measurer(t)
	s := pages("zh-CN")["order-passcode"]
	for _, screen := range []flow.Screen{
		flow.ScreenHome, flow.ScreenBoard, flow.ScreenFind, flow.ScreenOrder, flow.ScreenService, flow.ScreenWork, flow.ScreenDrafts, flow.ScreenEnquiry,
	} {
		s.Screen = screen
		scene := view.Build(s, view.Viewport{W: 1280, H: 800, PxPerMM: 5.9, Text: m})
		shown := false
		for _, n := range scene.Nodes {
			shown = shown || n.Text == "8848"
		}
		if shown != (screen == flow.ScreenOrder) {
			t.Errorf("shown on %s: %v", screen, shown)
		}
	}
}

func TestRowsSayWhatTheyWereFoundBy(t *testing.T) {
	m := measurer(t)
	all := pages("zh-CN")
	for page, want := range map[string]string{
		"find-phone": "欧阳文轩 · 13812341480", "find-serial": longSerial, "find-contact": "联系人 慕容小小",
	} {
		scene := view.Build(all[page], view.Viewport{W: 1280, H: 800, PxPerMM: 5.9, Text: m})
		found := false
		for _, n := range scene.Nodes {
			found = found || len(n.Text) >= len(want) && n.Text[:len(want)] == want
		}
		if !found {
			t.Errorf("%s does not say %q", page, want)
		}
	}
}
