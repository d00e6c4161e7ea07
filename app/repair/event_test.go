package repair_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"maps"
	"os"
	"reflect"
	"slices"
	"testing"
	"time"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"countertop/app/repair"
)

var update = flag.Bool("update", false, "rewrite the goldens")

// everyKind is an event of each kind with every field filled in, and one of
// each that can be nearly empty.
func everyKind() []repair.Event {
	at := time.Date(2026, 11, 21, 14, 5, 6, 789_000_000, shanghai)
	sig := &repair.Signature{Digest: "9f86d081884c7d65", At: at.UTC()}
	mark := repair.ConditionMark{Kind: repair.MarkScratch, View: 1, X: 0.125, Y: 1.0 / 3, Note: "左下角"}
	bodies := []repair.Body{
		repair.NumberAssigned{Device: repair.KindLaptop, Batch: number},
		repair.CheckedIn{
			Customer: "A000012",
			Device: repair.Device{
				Kind: repair.KindLaptop, Brand: "联想", Model: "T14 <Gen 2>", Serial: "PF2ABCDE", Trays: 1,
				Figures: repair.Figures{CPU: "i5-1135G7", Memory: "16 GB", Disk: "512 GB"},
			},
			Symptom: repair.Symptom{
				Chips: []string{"fault.laptop.power"}, Words: "昨天摔过 & 进水𠮷", Often: repair.OftenSometimes,
				BoughtIn: "2025-03", Warranty: repair.WarrantyNo,
			},
			Inspection:  &repair.Inspection{By: "A002", Seen: repair.SeenDiffers, Note: "屏线松"},
			Marks:       []repair.ConditionMark{mark},
			Accessories: []repair.Accessory{{Name: "acc.adapter"}, {Name: "鼠标垫"}},
			OldParts:    repair.OldPartsCustomer, PromisedOn: "2026-11-24",
			Lines:    []repair.TestLine{{Key: "pc.post"}, {Key: "own.1", Text: "充电"}},
			Reserved: slot(repair.ShelfAwaitingTest, 7), Signature: sig,
		},
		repair.CheckedIn{
			Customer: "A000013", Device: repair.Device{Kind: repair.KindOther, Model: "UPS", NoSerial: "unreadable"},
			OldParts: repair.OldPartsShop, PromisedOn: "2026-11-24", NoSignatureReason: "快递寄来",
		},
		repair.Voided{Reason: "abandoned"},
		repair.Moved{
			From: slot(repair.ShelfAwaitingTest, 7), To: slot(repair.ShelfAwaitingParts, 3), Stage: repair.StageAwaitingParts,
			Reason: repair.ReasonParts, Part: "键盘",
		},
		repair.Moved{From: slot(repair.PlaceBench, 0), To: slot(repair.ShelfDone, 4), Stage: repair.StageAwaitingClose, OK: true},
		repair.Moved{From: slot(repair.PlaceBench, 0), To: slot(repair.ShelfDone, 4), Stage: repair.StageAwaitingClose, Override: approved},
		repair.MoveUndone{To: slot(repair.ShelfAwaitingParts, 3), Stage: repair.StageQuoting, Reason: repair.ReasonQuote},
		repair.Tested{Results: []repair.TestResult{{
			Line: repair.LineFigures, Outcome: repair.Fail, Figures: &repair.Figures{Memory: "8 GB"}, By: "A002", At: at.UTC(),
		}}},
		repair.Tested{Pickup: true, Results: []repair.TestResult{{Line: "pickup.fault", Outcome: repair.Pass, By: "A002", At: at.UTC()}}},
		repair.RepairGivenUp{Reason: "客户不同意报价"},
		repair.PickedUp{
			Identity: repair.Identity{CopyScanned: true}, Returned: []int{1, 2}, Rating: 5, Signature: sig,
		},
		repair.PickedUp{
			Identity: repair.Identity{Collector: "A000014", Relation: "同事", Reason: "客户联丢了", Approved: approved},
			Untested: "客户赶时间", CallOn: "2026-11-22", Missing: approved, NewMarks: []repair.ConditionMark{mark}, Unsigned: approved,
		},
		repair.FollowedUp{Result: "机器正常"},
		repair.Quoted{Quote: repair.Quote{
			Cause: "搓纸轮磨损", Lines: []repair.QuoteLine{{Name: "搓纸轮", Count: 2, PriceFen: 4500}}, Days: 3,
			ValidTo: "2026-11-28", WarrantyMonths: 3, At: at.UTC(), By: "A001",
		}},
		repair.QuoteAnswered{Answer: repair.QuoteAnswer{
			Agreed: true, How: repair.AnswerBySigning, Signature: sig, At: at.UTC(), By: "A001",
		}, Stage: repair.StageAwaitingParts},
		repair.WorkRecorded{Work: "换搓纸轮", Parts: []string{"搓纸轮"}},
		repair.OldPartKept{Part: repair.OldPart{Name: "搓纸轮", To: repair.OldPartToMaker, At: at.UTC(), By: "A002"}},
		repair.LoanerLent{Loan: repair.Loan{
			Loaner: "00007", Name: "惠普 M1005", Serial: "CNB1", With: []string{"电源线"}, BackOn: "2026-11-28", At: at.UTC(), By: "A001",
		}},
		repair.LoanerBack{},
		repair.SentOut{Consignment: repair.Consignment{
			To: repair.PlaceFactory, Company: "惠普服务中心", Ask: "保内换主板", Carrier: "顺丰", Tracking: "SF123", DueBack: "2026-12-05",
			At: at.UTC(), By: "A001",
		}},
		repair.CheckedIn{
			Customer: "A000013", Device: repair.Device{Kind: repair.KindOther, Model: "UPS", NoSerial: "unreadable"},
			OldParts: repair.OldPartsShop, PromisedOn: "2026-11-24", NoSignatureReason: "快递寄来",
			Lines: []repair.TestLine{{Key: "figures.cpu"}, {Key: "volts", Text: "电压正常", En: "Voltage", Part: "电源 | Supply"}},
		},
		repair.Tested{Results: []repair.TestResult{{
			Line: "figures.cpu", Outcome: repair.Fail, Value: "i3", Note: "换过", By: "A002", At: at.UTC(),
		}}},
		repair.Moved{
			From: slot(repair.PlaceBench, 0), To: slot(repair.PlaceBench, 0), Stage: repair.StageInRepair,
			Override: &repair.Approval{By: "A002", Role: repair.RoleEngineer},
		},
		repair.Sighted{Take: 1764235566000, At: slot(repair.ShelfAwaitingTest, 0), Recorded: slot(repair.ShelfAwaitingTest, 7)},
		repair.Sighted{Take: 1764235566000, At: slot(repair.ShelfDone, 4), Recorded: slot(repair.PlaceBench, 0), Back: true},
		repair.ReportedMissing{Take: 1764235566000, Place: slot(repair.ShelfAwaitingTest, 7)},
		repair.SightingUndone{},
		repair.PickedUp{Identity: repair.Identity{As: repair.CollectorSelf, Collector: "A000013"}, Signature: sig},
		repair.Corrected{
			Changes: []repair.Correction{
				{Field: repair.CorrectPhones, Before: []string{"13800138001"}, After: []string{"13800138000"}},
				{Field: repair.CorrectSerial, Before: []string{"PF0"}, After: []string{"PF3K8H2M"}},
				{Field: repair.CorrectMarks, After: []string{"1|dent|角上"}},
			},
			Device: &repair.Device{Kind: repair.KindLaptop, Brand: "brand.lenovo", Model: "X280", Serial: "PF3K8H2M"},
			Marks:  &[]repair.ConditionMark{mark}, Approved: approved, NotSigned: "电话里说好",
		},
		repair.Corrected{
			Changes:    []repair.Correction{{Field: repair.CorrectPromise}},
			PromisedOn: "2026-11-26", Signature: sig,
		},
		repair.PickUpUndone{Reason: "点错了单", From: repair.PickedFrom{
			Stage: repair.StageAwaitingPickup, Place: slot(repair.ShelfAwaitingPickup, 3), Holder: "A002", Marks: 2,
		}},
	}
	others := map[repair.Subject][]repair.Body{
		"enquiry:A.7": {
			repair.EnquiryAsked{Phone: "138 0013 8000", Name: "赵敏", Question: "换屏多少钱?", CallOn: "2026-11-23"},
			repair.EnquiryAnswered{Answer: "八百"},
			repair.EnquiryErased{},
		},
		"customer:A000012": {repair.CustomerKept{Digest: "AAECAwQFBgcICQoLDA0ODw"}, repair.CustomerErased{}},
		"customer:A000013": {
			repair.CustomerKept{Digest: "AQECAwQFBgcICQoLDA0ODw"},
			repair.CustomerJoined{From: "A000014"},
			repair.CustomerMerged{Into: "A000012"},
			repair.CustomerErased{Reason: "erase.asked"},
		},
		"staff:A005": {
			repair.StaffJoined{Name: "林晓", Roles: "coordinator,engineer", Issue: 1},
			repair.StaffChanged{Name: "林小晓"},
			repair.StaffChanged{Roles: "engineer"},
			repair.BadgeIssued{Issue: 2},
			repair.PINSet{},
			repair.PINFailed{Page: "check-in", Count: 5},
			repair.WentAway{Until: "2026-11-28"},
			repair.CameBack{},
			repair.StaffEnded{},
		},
		"shop:": {repair.SettingChanged{Key: "shop.name", Before: "安心电脑维修", After: "放心电脑维修"}},
		"stock-take:A.1764235566000": {
			repair.StockTakeBegun{Take: 1764235566000, At: at.UTC()},
			repair.StockPlaceAdded{Place: slot(repair.ShelfDone, 0), Since: at.UTC()},
			repair.UnknownNoted{Code: "6901234567892", Find: repair.StockNotOurs, At: slot(repair.ShelfDone, 0), Seen: at.UTC(), By: "A001", SetAside: true, Note: "王总的"},
			repair.UnknownDropped{Index: 1},
			repair.StockTakeReported{
				Counts: []repair.StockCount{{Place: slot(repair.ShelfDone, 0), Expected: 3, Found: 2, Missing: 1, Foreign: 1, Unknown: 1, Resolved: 1}},
				Diffs: []repair.ReportedDiff{{
					Find: repair.StockMissing, Order: number, Code: "6901234567893", Kind: repair.KindLaptop, Brand: "HP", Model: "840", Stage: repair.StageAwaitingClose,
					Recorded: slot(repair.ShelfDone, 2), Since: at.UTC(), At: slot(repair.ShelfDone, 0), Seen: at.UTC(), Resolution: repair.ResolutionSetAside, Note: "问过了",
				}},
			},
			repair.StockTakeEnded{At: at.UTC()},
		},
	}
	var events []repair.Event
	for _, b := range bodies {
		events = append(events, repair.Event{
			Subject: number.Subject(), Stamp: repair.StampOf(at) + 1, Base: "A.41 B2.7", At: at, By: "A001", Origin: "A", Body: b,
		})
	}
	for _, s := range slices.Sorted(maps.Keys(others)) {
		for _, b := range others[s] {
			events = append(events, repair.Event{Subject: s, Stamp: repair.StampOf(at) + 2, At: at, By: "A001", Origin: "A2", Body: b})
		}
	}
	return events
}

// TestEventBytesAreFrozen compares the canonical form with bytes that are in
// journals: a difference breaks the chain of every shop.
func TestEventBytesAreFrozen(t *testing.T) {
	const file = "testdata/events.golden"
	var got bytes.Buffer
	for _, e := range everyKind() {
		b, err := json.Marshal(e)
		if err != nil {
			t.Fatal(err)
		}
		got.Write(append(b, '\n'))
	}
	if *update {
		if err := os.WriteFile(file, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), got.String()); d != "" {
		t.Errorf("canonical events (-want +got):\n%s", d)
	}
}

func TestEventsComeBackAsTheyWere(t *testing.T) {
	seen := map[string]bool{}
	for _, want := range everyKind() {
		b, err := json.Marshal(want)
		if err != nil {
			t.Fatal(err)
		}
		var got repair.Event
		if err := json.Unmarshal(b, &got); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s (-want +got):\n%s", want.Kind(), d)
		}
		seen[want.Kind()] = true
	}
	if len(seen) != 43 {
		t.Errorf("%d kinds of event tried: %v", len(seen), seen)
	}
}

func TestBrokenEventsAreErrors(t *testing.T) {
	for _, s := range []string{
		``, `null`, `[]`, `{"v":2,"kind":"voided","body":{}}`, `{"v":1,"kind":"sold","body":{}}`,
		`{"v":1,"order":"A2611210042","kind":"moved","body":{"to":7}}`, `{"v":1,"order":"A2611210042","kind":"moved"}`,
	} {
		var e repair.Event
		if err := e.UnmarshalJSON([]byte(s)); err == nil {
			t.Errorf("%q is taken for %+v", s, e)
		}
	}
}

func TestReplayOfStoredEventsGivesTheSameOrder(t *testing.T) {
	for _, end := range []func(*life){checkedIn, laptopIn, awaitingPickup, pickedUp, calledLater} {
		l := newLife(t)
		end(l)
		b, err := json.Marshal(l.events)
		if err != nil {
			t.Fatal(err)
		}
		var stored []repair.Event
		if err := json.Unmarshal(b, &stored); err != nil {
			t.Fatal(err)
		}
		same(t, repair.Replay(stored), l.order)
	}
}

// What is in the journals of the first version is read for ever.
func TestEventsOfVersion1AreRead(t *testing.T) {
	b, err := os.ReadFile("testdata/events-v1.golden")
	if err != nil {
		t.Fatal(err)
	}
	lines := bytes.Split(bytes.TrimSpace(b), []byte("\n"))
	for i, want := range everyKind()[:len(lines)] {
		var got repair.Event
		if err := json.Unmarshal(lines[i], &got); err != nil {
			t.Fatal(err)
		}
		want.Stamp, want.Base = 0, "" // they stand beside it
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s (-want +got):\n%s", want.Kind(), d)
		}
		filled, err := repair.Fill(got, nil, nil)
		if d := cmp.Diff(want, filled); d != "" || err != nil {
			t.Errorf("%s has lost its words: %v\n%s", want.Kind(), err, d)
		}
	}
}

// A newer program may write what this one cannot know: another kind, another
// form.
func TestUnknownEventsAreKeptAsTheyCame(t *testing.T) {
	for _, s := range []string{
		`{"v":2,"subject":"order:A2611210042","stamp":9,"base":"A.1","at":"2026-11-21T14:05:06Z","by":"A001","origin":"A2","kind":"x-rayed","body":{"b":1,"a":2}}`,
		`{"v":3,"subject":"order:A2611210042","stamp":9,"base":"A.1","at":"2026-11-21T14:05:06Z","by":"A001","origin":"A2","kind":"moved","body":{},"more":[1]}`,
	} {
		var e repair.Event
		if err := json.Unmarshal([]byte(s), &e); err != nil {
			t.Fatal(err)
		}
		if b, err := e.MarshalJSON(); string(b) != s || err != nil {
			t.Errorf("%s\nbecame %s, %v", s, b, err)
		}
		if e.Subject.Order() != number || e.Stamp != 9 || e.Base != "A.1" || e.Origin != "A2" {
			t.Errorf("read as %+v", e)
		}
		o := repair.Apply(repair.Order{ID: number, Version: 3, Stage: repair.StageInRepair}, e)
		if o.Version != 4 || o.Partial != repair.PartialNewer || o.Stage != repair.StageInRepair {
			t.Errorf("the order is %+v", o)
		}
	}
}

func TestWordsStayOutOfEvents(t *testing.T) {
	salt := []byte("0123456789abcdef")
	for _, want := range everyKind() {
		bare, words := repair.Withhold(want, salt)
		b, err := json.Marshal(bare)
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range words {
			if bytes.Contains(b, []byte(w)) {
				t.Errorf("%s tells %q: %s", want.Kind(), w, b)
			}
		}
		for _, r := range string(b) {
			if unicode.Is(unicode.Han, r) && want.Kind() != "checked-in" && want.Kind() != "setting-changed" { // which has makers and the shop's own test lines
				t.Errorf("%s tells words: %s", want.Kind(), b)
				break
			}
		}
		if repair.HoldsWords(want) != (words != nil) {
			t.Errorf("%s holds words: %t", want.Kind(), repair.HoldsWords(want))
		}
		var kept repair.Event
		if err := json.Unmarshal(b, &kept); err != nil {
			t.Fatal(err)
		}
		got, err := repair.Fill(kept, salt, words)
		if d := cmp.Diff(want, got); d != "" || err != nil {
			t.Errorf("%s (-want +got): %v\n%s", want.Kind(), err, d)
		}
		if words == nil {
			continue
		}
		gone, err := repair.Fill(kept, nil, nil)
		if _, left := repair.Withhold(gone, salt); err != nil || !slices.Contains(left, repair.Erased) || slices.Contains(left, words[0]) {
			t.Errorf("%s after its words were erased: %q, %v", want.Kind(), left, err)
		}
		for name, other := range map[string][]string{"one less": words[1:], "one more": append(slices.Clone(words), "x"), "another": {"x"}} {
			if len(other) > 0 {
				if _, err := repair.Fill(kept, salt, other); err == nil {
					t.Errorf("%s takes %s for its own", want.Kind(), name)
				}
			}
		}
	}
}

// A field of an event says whether it holds words of people; no text is in an
// event because somebody forgot to ask.
func TestEveryTextOfAnEventSaysWhetherItIsFree(t *testing.T) {
	seen := map[reflect.Type]bool{}
	var look func(reflect.Type, string)
	look = func(typ reflect.Type, where string) {
		switch {
		case typ.Kind() == reflect.Pointer, typ.Kind() == reflect.Slice:
			look(typ.Elem(), where)
		case typ.Kind() == reflect.Struct && !seen[typ]:
			seen[typ] = true
			for i := range typ.NumField() {
				f := typ.Field(i)
				text := f.Type
				if text.Kind() == reflect.Slice {
					text = text.Elem()
				}
				if tag := f.Tag.Get("free"); f.IsExported() && text == reflect.TypeFor[string]() && !slices.Contains([]string{"yes", "list", "no"}, tag) {
					t.Errorf("%s.%s is a text and does not say whether it is free", where, f.Name)
				}
				look(f.Type, where+"."+f.Name)
			}
		}
	}
	for _, e := range everyKind() {
		look(reflect.TypeOf(e.Body), e.Kind())
	}
}
