package document_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"countertop/app/document"
	"countertop/app/i18n"
	"countertop/app/label"
	"countertop/app/label/labeltest"
	"countertop/app/repair"
	"countertop/app/trade"
)

// input are the fields of the document of a job, as they are kept.
func input(t *testing.T, j repair.PrintJob, f document.Facts) labeltest.Input {
	t.Helper()
	d, err := document.Document(j, f)
	if err != nil {
		t.Fatal(err)
	}
	return labeltest.Of(d)
}

// asWritten compares dates by what is printed of them.
var asWritten = cmp.Comparer(func(a, b label.Date) bool { return a.Format(time.DateTime) == b.Format(time.DateTime) })

// taken are the fields that a document takes of an input.
func taken(t *testing.T, d repair.Document, in labeltest.Input) labeltest.Input {
	t.Helper()
	k, ok := label.LookupKind(string(d))
	if !ok {
		t.Fatalf("%s is no document", d)
	}
	return labeltest.Of(labeltest.Document(k, in))
}

// fresh is the input of everything that is printed at check-in.
func fresh(lang string, o repair.Order) labeltest.Input {
	in := labeltest.Input{
		Number: "A261121-0042-QK", Customer: "王建国", Phone: "13812341480", Kind: "laptop", Brand: "联想", Model: "ThinkPad X1",
		Serial: "PF3K8H2M", Symptom: "不开机，风扇响，摔过（时有时无）", Shelf: "awaiting-test", Slot: "A-03",
		Accessories: label.Names{"电源适配器", "U盘（蓝色）"}, ReceivedAt: label.Date{Time: at(21, 14, 5)}, PromisedOn: label.Date{Time: at(24, 0, 0)},
		Shop:  label.Shop{Name: "安心电脑维修", Phone: "020-55501234", Address: "示例路 18 号", Hours: "周一至周日 8:00-18:00"},
		State: label.TagFresh, CopyCode: repair.CopyCode(key, number), TakenInBy: "李敏",
		Marks:     []label.Mark{{View: 1, X: 0.25, Y: 0.5, Text: "划痕"}},
		Signature: [][]label.Point{{{0.1, 0.2}, {0.9, 0.25}}, {{0.05, 0}, {0.05, 0.4}}},
		Digest:    strings.ToUpper(o.Signature.Digest[:8]), SignedAt: label.Date{Time: at(21, 14, 5)},
		Untested: true,
	}
	if lang == "en" {
		in.Brand, in.Symptom = "Lenovo", "Won't start, 风扇响, 摔过 (sometimes)"
		in.Accessories[0], in.Marks[0].Text = "Adapter", "Scratch"
		in.Shop.Hours = "Mon-Sun 8:00-18:00"
	}
	return in
}

// done is what a finished repair adds.
func done(in *labeltest.Input) {
	in.State, in.OKAt, in.RepairedOn = label.TagOK, label.Date{Time: at(23, 16, 30)}, label.Date{Time: at(23, 16, 30)}
	in.WarrantyTo, in.Engineer = label.Date{Time: time.Date(2027, 2, 23, 16, 30, 0, 0, zone)}, "陈志远"
}

// bySlip is the text of who came with the claim slip.
const bySlip = "paper.by-slip"

func TestInputFollowsTheOrder(t *testing.T) {
	parts := repair.MoveMachine{To: repair.Place{Kind: repair.ShelfAwaitingParts, Slot: 7}, Reason: repair.ReasonParts, Part: "主板"}
	quote := repair.MoveMachine{To: repair.Place{Kind: repair.ShelfAwaitingParts, Slot: 7}, Reason: repair.ReasonQuote}
	approved := &repair.Approval{By: supervisor.ID, Role: repair.RoleSupervisor, Reason: "急用"}
	pickedUp := func(in *labeltest.Input) {
		done(in)
		in.Shelf, in.Slot = "", ""
		in.PickedUpAt, in.HandledBy, in.CollectedBy = label.Date{Time: at(24, 17, 10)}, "李敏", bySlip
		in.SignedAt = label.Date{Time: at(24, 17, 10)}
		in.TestedBy, in.Untested = "陈志远", false
	}
	for _, tt := range []struct {
		name string
		job  repair.PrintJob
		life func(*testing.T) *life
		want func(in *labeltest.Input, o repair.Order)
	}{
		{"fresh, with the slot that is promised", repair.PrintJob{Document: repair.DocDeviceTag}, begin, nil},
		{"fresh, in its slot", repair.PrintJob{Document: repair.DocDeviceTag}, func(t *testing.T) *life {
			return begin(t).move(repair.Place{Kind: repair.ShelfAwaitingTest, Slot: 4})
		}, func(in *labeltest.Input, _ repair.Order) { in.Slot = "A-04" }},
		{"fresh, on a full shelf", repair.PrintJob{Document: repair.DocDeviceTag}, func(t *testing.T) *life {
			return begin(t).move(repair.Place{Kind: repair.ShelfAwaitingTest})
		}, func(in *labeltest.Input, _ repair.Order) { in.Slot = "A" }},
		{"on the bench", repair.PrintJob{Document: repair.DocDeviceTag}, func(t *testing.T) *life {
			return begin(t).move(repair.Place{Kind: repair.PlaceBench})
		}, func(in *labeltest.Input, _ repair.Order) { in.Shelf, in.Slot = "", "" }},
		{"further copy", repair.PrintJob{Document: repair.DocDeviceTag, Copy: 2}, begin, func(in *labeltest.Input, _ repair.Order) { in.Reprint = true }},
		{"waits for a part", repair.PrintJob{Document: repair.DocDeviceTag}, func(t *testing.T) *life {
			return begin(t).do(engineer, parts)
		}, func(in *labeltest.Input, _ repair.Order) {
			in.Shelf, in.Slot, in.State, in.Reason, in.DueOn = "awaiting-parts", "B-07", label.TagParts, "主板", in.PromisedOn
		}},
		{"waits for consent", repair.PrintJob{Document: repair.DocDeviceTag}, func(t *testing.T) *life {
			return begin(t).do(engineer, quote)
		}, func(in *labeltest.Input, _ repair.Order) {
			in.Shelf, in.Slot, in.State = "awaiting-parts", "B-07", label.TagQuote
		}},
		{"the part came", repair.PrintJob{Document: repair.DocDeviceTag}, func(t *testing.T) *life {
			return begin(t).do(engineer, parts, repair.MoveMachine{To: repair.Place{Kind: repair.PlaceBench}})
		}, func(in *labeltest.Input, _ repair.Order) { in.Shelf, in.Slot = "", "" }},
		{"OK", repair.PrintJob{Document: repair.DocDeviceTag}, tested, func(in *labeltest.Input, _ repair.Order) {
			done(in)
			in.Shelf, in.Slot = "done", "C-05"
		}},
		{"OK stays at pickup", repair.PrintJob{Document: repair.DocRepairLabel}, ready, func(in *labeltest.Input, _ repair.Order) {
			done(in)
			in.Shelf, in.Slot = "awaiting-pickup", "D-11"
		}},
		{"back on the bench it is not OK", repair.PrintJob{Document: repair.DocDeviceTag}, func(t *testing.T) *life {
			return ready(t).move(repair.Place{Kind: repair.PlaceBench})
		}, func(in *labeltest.Input, _ repair.Order) { in.Shelf, in.Slot = "", "" }},
		{"let through without tests it is not OK", repair.PrintJob{Document: repair.DocDeviceTag}, func(t *testing.T) *life {
			return begin(t).do(engineer, repair.MoveMachine{To: repair.Place{Kind: repair.ShelfDone, Slot: 5}, Override: approved})
		}, func(in *labeltest.Input, _ repair.Order) { in.Shelf, in.Slot = "done", "C-05" }},
		{"second accessory", repair.PrintJob{Document: repair.DocAccessory, Index: 2}, begin, func(in *labeltest.Input, _ repair.Order) {
			in.AccessoryIndex, in.AccessoryCode = 2, repair.AccessoryCode(number, 2)
		}},
		{"picked up", repair.PrintJob{Document: repair.DocPickupReceipt}, func(t *testing.T) *life {
			return ready(t).pickupTest().pickUp(nil)
		}, func(in *labeltest.Input, o repair.Order) {
			pickedUp(in)
			in.Digest = strings.ToUpper(o.PickupSignature.Digest[:8])
		}},
		{"picked up untested", repair.PrintJob{Document: repair.DocPickupReceipt}, func(t *testing.T) *life {
			return ready(t).pickUp(func(c *repair.PickUp) { c.Untested, c.CallOn = "赶时间", "2026-11-25" })
		}, func(in *labeltest.Input, o repair.Order) {
			pickedUp(in)
			in.Digest = strings.ToUpper(o.PickupSignature.Digest[:8])
			in.TestedBy, in.Untested = "", true
			in.CallOn, in.FollowUpOn = label.Date{Time: at(25, 0, 0)}, label.Date{Time: at(25, 0, 0)}
		}},
		{"picked up untested, after the call", repair.PrintJob{Document: repair.DocPickupReceipt, Copy: 2}, func(t *testing.T) *life {
			return ready(t).pickUp(func(c *repair.PickUp) { c.Untested, c.CallOn = "赶时间", "2026-11-25" }).do(coordinator, repair.FollowUpDone{Result: "一切正常"})
		}, func(in *labeltest.Input, o repair.Order) {
			pickedUp(in)
			in.Digest = strings.ToUpper(o.PickupSignature.Digest[:8])
			in.TestedBy, in.Untested, in.Reprint = "", true, true
		}},
		{"picked up unrepaired", repair.PrintJob{Document: repair.DocPickupReceipt}, func(t *testing.T) *life {
			return begin(t).do(coordinator, repair.ReturnUnrepaired{Reason: "客户不修"}).pickUp(nil)
		}, func(in *labeltest.Input, o repair.Order) {
			in.Digest, in.SignedAt = strings.ToUpper(o.PickupSignature.Digest[:8]), label.Date{Time: at(24, 17, 10)}
			in.Shelf, in.Slot = "", ""
			in.PickedUpAt, in.HandledBy, in.CollectedBy = label.Date{Time: at(24, 17, 10)}, "李敏", bySlip
			in.Untested, in.Unrepaired = false, true
		}},
		{"picked up with a new mark", repair.PrintJob{Document: repair.DocPickupReceipt}, func(t *testing.T) *life {
			return ready(t).pickupTest().pickUp(func(c *repair.PickUp) {
				c.ConditionSame = false
				c.NewMarks = []repair.ConditionMark{{Kind: repair.MarkDent, X: 0.5, Y: 0.5, Note: "角"}}
			})
		}, func(in *labeltest.Input, o repair.Order) {
			pickedUp(in)
			in.Digest = strings.ToUpper(o.PickupSignature.Digest[:8])
			in.Marks = append(in.Marks, label.Mark{X: 0.5, Y: 0.5, Text: "凹陷"})
			in.ConditionChanged, in.NewMarks = true, "凹陷 1"
		}},
		{"picked up without a signature", repair.PrintJob{Document: repair.DocPickupReceipt}, func(t *testing.T) *life {
			return ready(t).pickupTest().pickUp(func(c *repair.PickUp) { c.Signed, c.Unsigned = nil, approved })
		}, func(in *labeltest.Input, _ repair.Order) {
			pickedUp(in)
			in.Digest, in.SignedAt = "", label.Date{}
		}},
	} {
		for _, lang := range []string{"zh-CN", "en"} {
			t.Run(tt.name+" "+lang, func(t *testing.T) {
				l := tt.life(t)
				o, facts := l.o, source(l.o)
				facts.HandOver = l.out
				want := fresh(lang, o)
				if tt.want != nil {
					tt.want(&want, o)
				}
				if want.CollectedBy != "" {
					want.CollectedBy = i18n.T(i18n.Lang(lang), bySlip)
				}
				if lang == "en" {
					for i := range want.Marks {
						want.NewMarks = strings.Replace(want.NewMarks, "凹陷", "Dent", 1)
						want.Marks[i].Text = strings.NewReplacer("划痕", "Scratch", "凹陷", "Dent").Replace(want.Marks[i].Text)
					}
				}
				tt.job.Order, tt.job.Lang = number, lang
				if d := cmp.Diff(taken(t, tt.job.Document, want), input(t, tt.job, facts)); d != "" {
					t.Errorf("(-want +got):\n%s", d)
				}
			})
		}
	}
}

// A slip that was left unsigned shows no digest and no ink.
func TestUnsignedCustomerCopy(t *testing.T) {
	c := intake()
	c.Signed, c.NoSignatureReason = nil, "手伤"
	l := &life{t: t, o: repair.Order{ID: number}, now: at(21, 14, 4)}
	o := l.do(coordinator, repair.AssignNumber{Kind: repair.KindLaptop}, c).o
	s := source(o)
	s.Ink = nil
	in := input(t, repair.PrintJob{Document: repair.DocCustomerCopy, Order: number, Lang: "zh-CN"}, s)
	if in.Digest != "" || !in.SignedAt.IsZero() || in.Signature != nil {
		t.Errorf("digest %q, signed %v, ink %v", in.Digest, in.SignedAt, in.Signature)
	}
}

// A shop far east of Greenwich prints its own day, whatever the journal's UTC.
func TestDatesAreThoseOfTheShop(t *testing.T) {
	l := &life{t: t, o: repair.Order{ID: number}, now: time.Date(2026, 11, 20, 23, 29, 0, 0, time.UTC)}
	o := l.do(coordinator, repair.AssignNumber{Kind: repair.KindLaptop}, intake()).o
	in := input(t, repair.PrintJob{Document: repair.DocDeviceTag, Order: number}, source(o))
	if got := in.ReceivedAt.Format("2006-01-02 15:04"); got != "2026-11-21 07:30" {
		t.Errorf("received at %s, want 2026-11-21 07:30", got)
	}
}

func TestPeopleWhoLeftKeepTheirNumber(t *testing.T) {
	s := source(ready(t).pickupTest().pickUp(nil).o)
	s.People = nil
	in := input(t, repair.PrintJob{Document: repair.DocPickupReceipt, Order: number}, s)
	in.TakenInBy = input(t, repair.PrintJob{Document: repair.DocCustomerCopy, Order: number}, s).TakenInBy
	if in.TakenInBy != "A001" || in.Engineer != "A007" || in.HandledBy != "A001" || in.TestedBy != "A007" {
		t.Errorf("taken in by %q, engineer %q, handled by %q, tested by %q", in.TakenInBy, in.Engineer, in.HandledBy, in.TestedBy)
	}
}

func TestSymptomInWords(t *testing.T) {
	for _, tt := range []struct {
		lang  i18n.Lang
		fault repair.Symptom
		want  string
	}{
		{i18n.ZH, repair.Symptom{}, ""},
		{i18n.ZH, repair.Symptom{Often: repair.OftenSometimes}, ""},
		{i18n.ZH, repair.Symptom{Chips: []string{"fault.laptop.power"}, Often: repair.OftenAlways}, "不开机"},
		{i18n.EN, repair.Symptom{Chips: []string{"fault.laptop.power"}, Often: repair.OftenSometimes}, "Won't start (sometimes)"},
		{i18n.ZH, repair.Symptom{Words: "进水 {n}", Often: repair.OftenSometimes}, "进水 {n}（时有时无）"},
	} {
		if got := document.Symptom(tt.lang, trade.Trade{}, tt.fault); got != tt.want {
			t.Errorf("%s %+v: %q, want %q", tt.lang, tt.fault, got, tt.want)
		}
	}
}

func TestShelfLabels(t *testing.T) {
	for _, tt := range []struct {
		place        repair.Place
		letter, slot string
	}{
		{repair.Place{Kind: repair.ShelfAwaitingTest}, "A", ""},
		{repair.Place{Kind: repair.ShelfAwaitingParts}, "B", ""},
		{repair.Place{Kind: repair.ShelfDone}, "C", ""},
		{repair.Place{Kind: repair.ShelfAwaitingPickup}, "D", ""},
		{repair.Place{Kind: repair.PlaceBench}, "W", ""},
		{repair.Place{Kind: repair.PlacePeer}, "P", ""},
		{repair.Place{Kind: repair.PlaceFactory}, "F", ""},
		{repair.Place{Kind: repair.PlaceCourier}, "K", ""},
		{repair.Place{Kind: repair.ShelfAwaitingTest, Slot: 3}, "A", "A-03"},
		{repair.Place{Kind: repair.ShelfAwaitingPickup, Slot: 99}, "D", "D-99"},
	} {
		doc := repair.DocShelf
		if tt.slot != "" {
			doc = repair.DocSlot
		}
		code := repair.ShelfCode(tt.place)
		j := repair.PrintJob{Document: doc, Subject: code, Lang: "zh-CN", Copy: 1}
		want := labeltest.Input{
			Shop:  fresh("zh-CN", begin(t).o).Shop,
			Shelf: string(tt.place.Kind), ShelfLetter: tt.letter, Slot: tt.slot, ShelfCode: code, SlotCode: code,
		}
		if d := cmp.Diff(taken(t, j.Document, want), input(t, j, source(repair.Order{}))); d != "" {
			t.Errorf("%v (-want +got):\n%s", tt.place, d)
		}
		draw(t, j, source(repair.Order{}), profile("tspl", 203, 832))
	}
}

func TestBadge(t *testing.T) {
	for _, tt := range []struct {
		lang  string
		roles repair.Roles
		want  string
	}{
		{"zh-CN", engineer.Roles, "工程师"},
		{"en", engineer.Roles, "Engineer"},
		{"zh-CN", both.Roles, "协调员、工程师"},
		{"en", both.Roles, "Coordinator, Engineer"},
		{"zh-CN", repair.RolesOf(repair.AllRoles...), "协调员、工程师、主管、店主"},
		{"en", repair.RolesOf(repair.AllRoles...), "Coordinator, Engineer, Supervisor, Owner"},
		{"zh-CN", "", "没有角色"},
	} {
		j := repair.PrintJob{Document: repair.DocBadge, Subject: "A007", Lang: tt.lang, Copy: 1}
		s := source(repair.Order{})
		s.People = []repair.Staff{{ID: "A007", Name: "陈志远", Roles: tt.roles, Issue: 2}}
		in := input(t, j, s)
		want := label.Staff{Number: "A007", Name: "陈志远", Role: tt.want, Code: repair.BadgeCode(key, "A007", 2)}
		if d := cmp.Diff(want, in.Staff); d != "" {
			t.Errorf("%s %q (-want +got):\n%s", tt.lang, tt.roles, d)
		}
		draw(t, j, s, profile("tspl", 203, 832))
	}
}

func TestHours(t *testing.T) {
	day := []repair.Hours{{From: 8 * 60, To: 18 * 60}}
	split := []repair.Hours{{From: 9 * 60, To: 12 * 60}, {From: 13*60 + 30, To: 19 * 60}}
	for _, tt := range []struct {
		name   string
		week   [7][]repair.Hours // Sunday first
		zh, en string
	}{
		{"every day", [7][]repair.Hours{day, day, day, day, day, day, day}, "周一至周日 8:00-18:00", "Mon-Sun 8:00-18:00"},
		{"with a pause", [7][]repair.Hours{split, split, split, split, split, split, split}, "周一至周日 9:00-12:00, 13:30-19:00", "Mon-Sun 9:00-12:00, 13:30-19:00"},
		{"not on Sundays", [7][]repair.Hours{nil, day, day, day, day, day, day}, "周一-周六 8:00-18:00", "Mon-Sat 8:00-18:00"},
		{"shorter on Saturdays", [7][]repair.Hours{nil, day, day, day, day, day, split}, "周一-周五 8:00-18:00; 周六 9:00-12:00, 13:30-19:00", "Mon-Fri 8:00-18:00; Sat 9:00-12:00, 13:30-19:00"},
		{"not on Mondays", [7][]repair.Hours{day, nil, day, day, nil, day, day}, "周二-周三 8:00-18:00; 周五-周日 8:00-18:00", "Tue-Wed 8:00-18:00; Fri-Sun 8:00-18:00"},
		{"past midnight on Fridays", [7][]repair.Hours{day, day, day, day, day, {{From: 18 * 60, To: 26 * 60}}, day}, "周一-周四 8:00-18:00; 周五 18:00-2:00; 周六-周日 8:00-18:00", "Mon-Thu 8:00-18:00; Fri 18:00-2:00; Sat-Sun 8:00-18:00"},
		{"never", [7][]repair.Hours{}, "", ""},
	} {
		for lang, want := range map[string]string{"zh-CN": tt.zh, "en": tt.en} {
			s := source(repair.Order{})
			s.Shop.Calendar.Week = tt.week
			if got := input(t, repair.PrintJob{Document: repair.DocBadge, Lang: lang}, s).Shop.Hours; got != want {
				t.Errorf("%s: %q, want %q", tt.name, got, want)
			}
		}
	}
	s := source(repair.Order{})
	s.Shop.HoursText = "节假日不休"
	if got := input(t, repair.PrintJob{Document: repair.DocBadge, Lang: "en"}, s).Shop.Hours; got != "节假日不休" {
		t.Errorf("the shop's own words are %q", got)
	}
}
