package runner_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"countertop/app/flow"
	"countertop/app/repair"
)

// kept is a check-in with everything a page can hold.
func kept(step flow.Step) flow.CheckIn {
	m := flow.Machine{
		Order: "A2611210001",
		Device: repair.Device{
			Kind: repair.KindLaptop, Brand: "brand.lenovo", Model: "X1 \"𠮷\"", Serial: "PF3K8H2M", Trays: 1, Figures: repair.Figures{CPU: "i5"},
			Form: []repair.FormValue{{Key: "system", Value: "Windows 11"}},
		},
		Other: true,
		Symptom: repair.Symptom{
			Chips: []string{"fault.laptop.power", "自己的话"}, Words: "摔过\n一次", Often: repair.OftenSometimes, BoughtIn: "2025-03",
			Warranty: repair.WarrantyNo, Proof: repair.ProofCard,
		},
		Bought: "202503", Seen: repair.SeenDiffers, Cause: repair.CauseUse, FixNow: true, Finding: "屏幕", SeenBy: "A002",
		MarkKind: repair.MarkDent, Marks: []repair.ConditionMark{{Kind: repair.MarkCrack, View: 1, X: 0.25, Y: 0.75}}, Clean: true,
		Kept: []repair.Accessory{{Name: "acc.adapter"}, {Name: "U盘（蓝色）"}}, Accessory: "包", OldParts: repair.OldPartsShop, Promised: "2026-11-24",
		Estimate: "120", Passcode: "2580",
	}
	first := m
	first.Order, first.Device.Serial = "A2611210002", "PF3K8H2N"
	return flow.CheckIn{
		Draft: "k1-1", Step: step, Beside: flow.StepAgree, Begun: noon.UTC(), Phone: wang.Phone(), Customer: wang, Second: "020", Lookup: "wjg", ByName: true,
		Contact: repair.Contact{Name: "李", Collects: true},
		Known:   []repair.Device{{Kind: repair.KindPrinter, Brand: "brand.hp", Trays: 2}},
		Machine: m, Others: []flow.Machine{first}, Jobs: []int64{1, 2},
	}
}

func TestDraftComesBackAsItWas(t *testing.T) {
	for step := flow.StepPhone; step <= flow.StepPrint; step++ {
		f := newFake()
		c := newCounter(f)
		want := kept(step)
		if step == flow.StepPrint {
			row, err := f.Order(t.Context(), c.checkIn(t))
			if err != nil {
				t.Fatal(err)
			}
			want.Done = []repair.Row{row}
		}
		// What only the screen needs is not kept: the ink was on a pad that is
		// wiped, and a store that worked has stopped.
		busy := want
		busy.Dirty, busy.Busy, busy.Hits, busy.History = true, true, []repair.CustomerRow{{}}, []repair.Row{{}}
		busy.Ink = flow.Ink{Strokes: signed().Strokes}
		said := c.play(t, flow.SaveDraft{CheckIn: busy}, flow.OpenDraft{ID: "k1-1"})
		if d := cmp.Diff([]flow.Msg{flow.DraftOpened{CheckIn: want}}, said, cmpopts.EquateEmpty()); d != "" {
			t.Errorf("step %d (-want +got):\n%s", step, d)
		}
	}
}

func TestDraftsAreListed(t *testing.T) {
	c := newCounter(newFake())
	company := kept(flow.StepSymptom)
	company.Draft, company.Customer.Name, company.Customer.Company, company.Device = "k1-2", "", "示例科技公司", repair.Device{Model: "P1"}
	phone := flow.CheckIn{Draft: "k1-3", Phone: "13812341480"}
	said := c.play(t, flow.SaveDraft{CheckIn: kept(flow.StepSymptom)}, flow.SaveDraft{CheckIn: company}, flow.SaveDraft{CheckIn: phone}, flow.LoadDrafts{})
	want := []flow.Msg{flow.DraftsLoaded{Drafts: []repair.DraftInfo{
		{ID: "k1-1", Order: "A2611210001", Screen: "check-in", Title: `王建国 · 联想 X1 "𠮷"`, At: noon.UTC()},
		{ID: "k1-2", Order: "A2611210001", Screen: "check-in", Title: "示例科技公司 · P1", At: noon.UTC()},
		{ID: "k1-3", Screen: "check-in", Title: "138****1480", At: noon.UTC()},
	}}}
	if d := cmp.Diff(want, said); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	said = c.play(t, flow.DropDraft{ID: "k1-2"}, flow.DropDraft{}, flow.LoadDrafts{})
	if n := len(said[0].(flow.DraftsLoaded).Drafts); len(said) != 1 || n != 2 {
		t.Errorf("%d drafts after one was dropped, want 2", n)
	}
}

// After a power cut the check-in is on the screen again, but only if it was.
func TestScreenComesBackAfterAPowerCut(t *testing.T) {
	for _, tt := range []struct {
		name string
		cmds []flow.Cmd
		want bool
	}{
		{"in the middle", []flow.Cmd{flow.SaveDraft{CheckIn: kept(flow.StepSymptom)}}, true},
		{"in the middle, an older draft was dropped", []flow.Cmd{flow.DropDraft{ID: "k0-1"}, flow.SaveDraft{CheckIn: kept(flow.StepSymptom)}}, true},
		{"parked", []flow.Cmd{flow.SaveDraft{CheckIn: kept(flow.StepSymptom)}, flow.LoadDrafts{}}, false},
		{"finished", []flow.Cmd{flow.SaveDraft{CheckIn: kept(flow.StepPrint)}, flow.DropDraft{ID: "k1-1"}}, false},
		{"never begun", nil, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := newFake()
			newCounter(f).play(t, tt.cmds...)
			again := newCounter(f)
			if err := again.Load(t.Context()); err != nil {
				t.Fatal(err)
			}
			var got []flow.DraftOpened
			for _, m := range again.said {
				if d, ok := m.(flow.DraftOpened); ok {
					got = append(got, d)
				}
			}
			if (len(got) == 1) != tt.want {
				t.Fatalf("%d drafts on the screen, want one: %v", len(got), tt.want)
			}
			if tt.want && (!got[0].Restored || got[0].CheckIn.Step != flow.StepSymptom || got[0].CheckIn.Customer.Name != wang.Name) {
				t.Errorf("restored %+v", got[0])
			}
		})
	}
}

func TestLoadBeginsWithEverything(t *testing.T) {
	f := newFake()
	newCounter(f).checkIn(t)
	c := newCounter(f)
	if err := c.Load(t.Context()); err != nil {
		t.Fatal(err)
	}
	if len(c.said) != 7 {
		t.Fatalf("%d messages: %+v", len(c.said), c.said)
	}
	want := flow.Msg(flow.PeopleLoaded{People: []repair.Staff{chen}, PINLengths: map[repair.StaffID]int{chen.ID: 4}, HasRecovery: true})
	if d := cmp.Diff(want, c.said[0]); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if n := c.said[1].(flow.FloorLoaded).Floor.Len(); n != 1 {
		t.Errorf("%d machines on the floor", n)
	}
	if n := len(c.said[2].(flow.DueLoaded).Rows); n != 1 {
		t.Errorf("%d calls due", n)
	}
	if n := len(c.said[3].(flow.DraftsLoaded).Drafts); n != 0 {
		t.Errorf("%d drafts", n)
	}
	if n := len(c.said[4].(flow.EnquiriesLoaded).Enquiries); n != 0 {
		t.Errorf("%d enquiries", n)
	}
	if k := c.said[5].(flow.StockLoaded); k.Take.ID != 0 || len(k.Past) > 0 {
		t.Errorf("stock-take %+v", k)
	}
	if n := len(c.said[6].(flow.JobsChanged).Jobs); n != 3 {
		t.Errorf("%d jobs, want 3", n)
	}
	f.fail["Staff"] = errDisk
	if err := c.Load(t.Context()); err == nil {
		t.Error("nobody can sign in, and Load says nothing")
	}
}

// Due calls are those of the day in the shop, not in Greenwich.
func TestFollowUpsAreThoseOfTheDayInTheShop(t *testing.T) {
	f := newFake()
	f.clock = func() time.Time { return time.Date(2026, 11, 21, 23, 0, 0, 0, time.UTC) }
	c := newCounter(f)
	got := c.play(t, flow.LoadDue{})[0].(flow.DueLoaded)
	if day := got.Rows[0].Order.FollowUpOn; day != "2026-11-22" {
		t.Errorf("due on %s, want 2026-11-22", day)
	}
}

func TestDraftThatIsGoneOrBroken(t *testing.T) {
	f := newFake()
	c := newCounter(f)
	if d := cmp.Diff([]flow.Msg{flow.DraftsLoaded{Drafts: []repair.DraftInfo{}}}, c.play(t, flow.OpenDraft{ID: "k9-9"})); d != "" {
		t.Errorf("gone (-want +got):\n%s", d)
	}
	c.play(t, flow.SaveDraft{CheckIn: kept(flow.StepSymptom)})
	f.drafts[0].Body = f.drafts[0].Body[:9]
	if d := cmp.Diff([]flow.Msg{flow.Failed{Problem: "problem.store"}}, c.play(t, flow.OpenDraft{ID: "k1-1"})); d != "" {
		t.Errorf("broken (-want +got):\n%s", d)
	}
	// A start does not stumble over it.
	if err := c.Load(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestDraftWithoutANameIsRefused(t *testing.T) {
	c := newCounter(newFake())
	if said := c.play(t, flow.SaveDraft{CheckIn: flow.CheckIn{Phone: "13812341480"}}); len(said) != 1 || len(c.store.called()) != 0 {
		t.Errorf("%+v, calls %v", said, c.store.called())
	}
}

// The power failed after the signature was stored and before the next page was.
func TestDraftOfWhatIsTakenInGoesOnWithThePrints(t *testing.T) {
	f := newFake()
	c := newCounter(f)
	id := c.checkIn(t)
	draft := kept(flow.StepSign)
	draft.Machine.Order, draft.Others = id, nil
	said := c.play(t, flow.SaveDraft{CheckIn: draft}, flow.OpenDraft{ID: "k1-1"})
	got := said[len(said)-1].(flow.DraftOpened).CheckIn
	if got.Step != flow.StepPrint || len(got.Done) != 1 || got.Done[0].Order.ID != id || len(got.Jobs) == 0 {
		t.Errorf("step %d, done %d, jobs %v", got.Step, len(got.Done), got.Jobs)
	}
}
