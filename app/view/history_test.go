package view_test

import (
	"strings"
	"testing"
	"time"

	"countertop/app/flow"
	"countertop/app/repair"
	"countertop/app/view"
)

// pastOf is one event of every kind, with all that there can be in it; erased has the
// words that people typed taken out.
func pastOf(o repair.Order, erased bool) (events []repair.Event) {
	word := func(s string) string {
		if erased {
			return repair.Erased
		}
		return s
	}
	boss := &repair.Approval{By: "A003", Role: repair.RoleSupervisor, Reason: word("看过身份证，客户出差在外地，电话里确认过")}
	sig := &repair.Signature{Digest: "9f86d081884c7d65", At: shopNow()}
	shelf := repair.Place{Kind: repair.ShelfAwaitingTest, Slot: 12}
	in := repair.CheckedIn{
		Customer: o.Customer, Device: o.Device, Symptom: o.Symptom, Marks: o.Marks, Accessories: o.Accessories, PromisedOn: "2026-11-24",
		EstimateFen: 38000, Passcode: true, Signature: sig,
		Inspection: &repair.Inspection{By: "A002", Seen: repair.SeenDiffers, Note: word("屏线松"), Parts: []string{word("15.6 寸液晶屏总成带触摸")}},
	}
	in.Device.Serial, in.Symptom.Words = word(in.Device.Serial), word(in.Symptom.Words)
	lines := repair.Checklist(o.Device, nil)
	for i, body := range []repair.Body{
		repair.NumberAssigned{Device: o.Device.Kind, Batch: repair.MakeOrderID('A', shopNow(), 41)},
		in,
		repair.Voided{Reason: "客户改主意"},
		repair.Moved{From: repair.Place{Kind: repair.PlaceCounter}, To: shelf},
		repair.Moved{
			From: shelf, To: repair.Place{Kind: repair.ShelfAwaitingParts, Slot: 3}, Reason: repair.ReasonParts, Part: word(longPart), Typed: true, OK: true, Override: boss,
		},
		repair.MoveUndone{To: shelf},
		repair.Tested{Results: []repair.TestResult{
			{Line: lines[0].Key, Outcome: repair.Pass},
			{Line: lines[1].Key, Outcome: repair.Fail, Value: word("i3-1005G1"), Note: word(longNote)},
			{Line: lines[2].Key, Outcome: repair.NotApplicable},
		}},
		repair.Quoted{Quote: repair.Quote{
			Cause: word("搓纸轮磨损"), Lines: []repair.QuoteLine{{Name: word(longPart), Count: 2, PriceFen: 1234500}, {Name: "quote.labour", Count: 1, PriceFen: 5000}},
			Days: 3, ValidTo: "2026-11-28", WarrantyMonths: 3,
		}},
		repair.QuoteAnswered{Answer: repair.QuoteAnswer{Agreed: true, How: repair.AnswerByPhone}},
		repair.WorkRecorded{Work: word("换搓纸轮，清洁走纸通道，试打一百页"), Parts: []string{word("搓纸轮")}, Unrepaired: []string{word("定影膜老化发黑")}},
		repair.OldPartKept{Part: repair.OldPart{Name: word("搓纸轮"), To: repair.OldPartToMaker}},
		repair.LoanerLent{Loan: repair.Loan{Loaner: "00007", Name: "惠普 M1005", Serial: "CNB1", With: []string{"电源线"}, BackOn: "2026-11-28"}},
		repair.LoanerBack{},
		repair.SentOut{Consignment: repair.Consignment{
			To: repair.PlaceFactory, Company: word(longCompany), Ask: word("保内换主板"), Carrier: "顺丰", Tracking: word("SF1234567890123"), DueBack: "2026-12-05",
		}},
		repair.RepairGivenUp{Reason: "reason.price"},
		repair.PasscodeShown{},
		repair.Corrected{
			Changes: []repair.Correction{
				{Field: repair.CorrectPhones, Before: []string{word("13812341480")}, After: []string{word("13900001111"), word("02083811480")}},
				{Field: repair.CorrectEstimate, Before: []string{word("38000")}},
			}, Approved: boss, NotSigned: word("电话里说好"),
		},
		repair.Sighted{At: shelf, Recorded: repair.Place{Kind: repair.ShelfDone, Slot: 4}},
		repair.Sighted{At: shelf, Recorded: shelf, Back: true},
		repair.ReportedMissing{Place: shelf},
		repair.SightingUndone{},
		repair.Opaque{Kind: "x-rayed"},
		repair.PickedUp{Identity: repair.Identity{CopyScanned: true}, Returned: []int{1, 2, 3}, Rating: 5, Signature: sig},
		repair.PickedUp{
			Identity: repair.Identity{As: repair.CollectorOther, Collector: "A000031", Relation: "同事", Reason: word("客户联丢了"), Approved: boss},
			Untested: word("客户赶时间，说回去自己试，有问题再打电话过来"), CallOn: "2026-11-22", Returned: []int{1}, Missing: boss, LoanerOut: boss, Unsigned: boss,
			NewMarks: []repair.ConditionMark{{Kind: repair.MarkStain, Note: word("左下角，客户说以前就有，一直没有注意到")}, {Kind: repair.MarkDent, Note: word("顶面")}},
			PaidFen:  138000, PaidBy: repair.PaidByWeChat, Rating: 4,
		},
		repair.PickUpUndone{Reason: "reason.wrong-order", From: repair.PickedFrom{Place: repair.Place{Kind: repair.ShelfAwaitingPickup, Slot: 11}}},
		repair.PickedUp{Identity: repair.Identity{As: repair.CollectorSelf, Collector: o.Customer}, Returned: []int{1, 2, 3}, Signature: sig},
		repair.FollowedUp{Result: word("机器正常")},
		repair.CustomerJoined{From: "A000031"},
		repair.CustomerErased{Reason: "erase.asked"},
	} {
		at := shopNow().Add(time.Duration(i-40) * 26 * time.Hour)
		e := repair.Event{Subject: o.ID.Subject(), At: at, By: []repair.StaffID{"A001", "A003", ""}[i%3], Origin: "A", Body: body}
		events = append(events, e)
	}
	return events
}

func init() {
	ownPages = append(ownPages, func(put func(string, flow.Screen, func(*flow.State))) {
		row := shopOrder(repair.KindLaptop, 42)
		row.Order.Customer = row.Customer.ID
		page := func(name string, p repair.Past, n int) {
			put("history-"+name, flow.ScreenHistory, func(s *flow.State) {
				s.History = flow.HistoryPage{Order: row.Order.ID, Past: p, Read: true, Page: n}
			})
		}
		people := []repair.Customer{{ID: "A000031", Name: "慕容小小"}}
		for i := range 12 {
			page(string(rune('a'+i)), repair.Past{Row: row, Events: pastOf(row.Order, false), People: people}, i)
		}
		page("end", repair.Past{Row: row, Events: pastOf(row.Order, false), People: people}, 99)
		gone := row
		gone.Customer = repair.Customer{}
		for i := range 5 {
			page("erased-"+string(rune('a'+i)), repair.Past{Row: gone, Events: pastOf(row.Order, true)}, i)
		}
		page("none", repair.Past{Row: row}, 0)
		put("history-reading", flow.ScreenHistory, func(s *flow.State) { s.History.Order = row.Order.ID })
	})
}

// told is all that stands on a page.
func texts(s view.Scene) string {
	var all []string
	for _, n := range s.Nodes {
		if n.Kind == view.KindText {
			all = append(all, n.Text)
		}
	}
	return strings.Join(all, "\n")
}

// wholeHistory is all that the pages of a history say.
func wholeHistory(t *testing.T, s flow.State) string {
	t.Helper()
	var all []string
	for i := range 40 {
		s.History.Page = i
		scene := usual(s, measurer(t))
		all = append(all, texts(scene))
		if n := scene.Find("page.more"); n == nil || !n.Enabled {
			return strings.Join(strings.Fields(strings.Join(all, " ")), "")
		}
	}
	t.Fatal("the history has no end")
	return ""
}

func TestTheHistorySaysWhatEachEventHolds(t *testing.T) {
	s := pages("zh-CN")["history-a"]
	said := wholeHistory(t, s)
	for _, want := range []string{
		"和 A261121-0041", "故障：", "附件：", "外观：", "验机：李强", "约定取机：", "大概费用：", "留了开机密码", "客户签了字",
		"原来在", "等：", "点的，没有扫码", "司马南山 · 主管 放行", "回到", "不合格：", "i3-1005G1", longNote, "合格 1 项", "不适用 1 项",
		"故障原因：搓纸轮磨损", "×2", "工时费", "3 个工作日", "保修 3 个月", "怎么答复的：电话", "换了：搓纸轮", "查出没修：定影膜老化发黑", "返厂家",
		"00007", "一起借出：电源线", "约定归还：", "返厂", "请对方：保内换主板", "SF1234567890123", "客户嫌贵", "看了开机密码",
		"电话：13812341480", "电话里说好", "账上在", "放回原处", "登记找不到", "撤销盘点", "新版程序记的", "凭客户联取机", "★★★★★",
		"别人代取：慕容小小 同事", "原因：客户联丢了", "收款 1380 元，微信", "★★★★☆", "没有交还：", "新的外观痕迹：", "没有当场验：客户赶时间", "约定回访：",
		"备用机还没收回：", "没有签字：", "点错了单", "本人取机：欧阳文轩", "报对了电话后四位", "没有收款", "附件交还 3 件，共 3 件", "结果：机器正常",
		"和另一条客户资料合并", "删除了客户资料", "客户要求", "系统", "A 台",
	} {
		if !strings.Contains(said, strings.Join(strings.Fields(want), "")) {
			t.Errorf("the history does not say %q", want)
		}
	}
	if t.Failed() {
		t.Log(said)
	}
}

// Erased words are said to be erased, and no sign of ours stands in their place.
func TestErasedWordsAreSaidToBeErased(t *testing.T) {
	said := wholeHistory(t, pages("zh-CN")["history-erased-a"])
	for _, want := range []string{"别人代取：（已删除）", "故障：", "结果：（已删除）", "换了：（已删除）"} {
		if !strings.Contains(said, want) {
			t.Errorf("it does not say %q:\n%s", want, said)
		}
	}
	for _, bad := range []string{"：" + repair.Erased, repair.Erased + "，", "慕容小小", "欧阳文轩"} {
		if strings.Contains(said, bad) {
			t.Errorf("it says %q", bad)
		}
	}
}

// What is looked over is said in words, whatever happened.
func TestWhatIsLookedOverIsSaidInWords(t *testing.T) {
	row := shopOrder(repair.KindLaptop, 42)
	s := shopState(flow.ScreenNotable, "zh-CN")
	s.Notable.Read = true
	more := []repair.Event{
		{Body: repair.CustomerMerged{Into: "A000012"}},
		{Body: repair.PINSet{}},
		{Body: repair.PINFailed{Count: 3}},
		{Body: repair.PINFailed{Page: "x"}},
		{Body: repair.BadgeIssued{Issue: 2}},
		{Body: repair.StaffJoined{}},
		{Body: repair.StaffChanged{}},
		{Body: repair.StaffEnded{}},
		{Body: repair.EnquiryErased{}},
	}
	for _, e := range append(pastOf(row.Order, false), more...) {
		if !repair.Notable(e) {
			continue
		}
		s.Notable.List = []repair.Record{{Event: e}}
		if said := texts(usual(s, measurer(t))); strings.Contains(said, "notable.") || strings.Contains(said, "{") || strings.Contains(said, "reason.") {
			t.Errorf("%s is said to be\n%s", e.Kind(), said)
		}
	}
}

func TestTheHistoryIsOpenedFromOrderAndWhere(t *testing.T) {
	all := pages("zh-CN")
	id := repair.MakeOrderID('A', shopNow(), 42)
	for _, page := range []string{"order-pickup", "where-pickup", "where-gone"} {
		touchable(t, all[page], "history", true, flow.HistoryAsked{Order: id})
	}
	touchable(t, all["order-gone"], "history", true, flow.HistoryAsked{Order: repair.MakeOrderID('A', shopNow(), 7)})
}
