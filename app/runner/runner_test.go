package runner_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"countertop/app/flow"
	"countertop/app/ime"
	"countertop/app/repair"
	"countertop/app/runner"
	"countertop/app/trade"
	"countertop/printer"
)

func TestCommandsKeepTheirOrder(t *testing.T) {
	c := newCounter(newFake())
	var cmds []flow.Cmd
	var want []string
	for i := range 300 {
		text := fmt.Sprint(i)
		cmds = append(cmds, flow.FindOrders{Text: text}, flow.LoadHistory{Serial: text})
		want = append(want, "Find "+text+" 20", "History "+text)
	}
	said := c.play(t, cmds...)
	if d := cmp.Diff(want, c.store.called()); d != "" {
		t.Errorf("calls (-want +got):\n%s", d)
	}
	if len(said) != 600 || said[598].(flow.OrdersFound).Text != "299" || said[599].(flow.HistoryLoaded).Serial != "299" {
		t.Errorf("%d answers, want 600 in order", len(said))
	}
}

func TestAnswers(t *testing.T) {
	f := newFake()
	c := newCounter(f)
	id := c.checkIn(t)
	row, err := f.Order(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	hit := repair.Row{Order: repair.Order{ID: "A2611180002"}}
	old := repair.Row{Order: repair.Order{ID: "A2611180003"}}
	due := repair.Row{Order: repair.Order{ID: "A2611180001", FollowUpOn: "2026-11-21"}}
	card := repair.NewCards(repair.DefaultCalendar(time.UTC), repair.DefaultLimits(), noon).Of(row.Order, row.Customer)
	jobs, _ := f.Jobs(t.Context(), false)
	badge := repair.BadgeCode(key, chen.ID, 1)
	for _, tt := range []struct {
		name string
		cmd  flow.Cmd
		want []flow.Msg
	}{
		{"events", flow.LoadEvents{Order: id}, []flow.Msg{flow.EventsLoaded{Order: id, Events: []repair.Event{{Subject: id.Subject(), By: chen.ID, Body: repair.FollowedUp{}}}}}},
		{"floor", flow.LoadFloor{}, []flow.Msg{flow.FloorLoaded{Floor: repair.NewFloor([]repair.Card{card})}}},
		{"calls that are due", flow.LoadDue{}, []flow.Msg{flow.DueLoaded{Rows: []repair.Row{due}}}},
		{"customers", flow.FindCustomers{Text: "1480"}, []flow.Msg{flow.CustomersFound{Text: "1480", Hits: []repair.CustomerRow{{Customer: wang, Orders: 2}}}}},
		{"orders", flow.FindOrders{Text: "王"}, []flow.Msg{flow.OrdersFound{Text: "王", Rows: []repair.Row{hit}}}},
		{"serial", flow.FindOrders{Text: "PF3K8H2M", Serial: true}, []flow.Msg{flow.OrdersFound{Text: "PF3K8H2M", Serial: true, Rows: []repair.Row{old}}}},
		{"history", flow.LoadHistory{Serial: "PF3K8H2M"}, []flow.Msg{flow.HistoryLoaded{Serial: "PF3K8H2M", Rows: []repair.Row{old}}}},
		{"order", flow.OpenOrder{Order: id, For: flow.ScreenOrder, Tag: flow.TagScan}, []flow.Msg{flow.OrderOpened{Row: row, For: flow.ScreenOrder, Tag: flow.TagScan}}},
		{"no such order", flow.OpenOrder{Order: "A2611210099", Tag: flow.TagScan}, []flow.Msg{flow.Failed{
			Tag: flow.TagScan, Order: "A2611210099", Rule: &repair.RuleError{Rule: repair.RuleUnknownOrder, Order: "A2611210099"},
		}}},
		{"badge", flow.CheckBadge{Code: badge}, []flow.Msg{flow.StaffKnown{Staff: chen}}},
		{"another badge", flow.CheckBadge{Code: "BA001000000000000"}, []flow.Msg{flow.StaffUnknown{}}},
		{"pin", flow.CheckPIN{Staff: chen.ID, PIN: "1111"}, []flow.Msg{flow.StaffKnown{Staff: chen, PINLength: 4}}},
		{"wrong pin", flow.CheckPIN{Staff: chen.ID, PIN: "1112", Page: flow.ScreenPickupSign}, []flow.Msg{flow.StaffUnknown{PIN: &repair.PINRefusal{
			Staff: chen.ID, Page: "pickup-sign", Why: repair.PINWrong, PINThrottle: repair.PINThrottle{Wrong: 1},
		}}}},
		{"copy", flow.CheckCopy{Code: repair.CopyCode(key, id), Order: id}, []flow.Msg{flow.CopyRead{Order: id, Genuine: true}}},
		{"copy behind a Caps Lock", flow.CheckCopy{Code: strings.ToLower(repair.CopyCode(key, id)), Order: id}, []flow.Msg{flow.CopyRead{Order: id, Genuine: true}}},
		{"copy of another shop", flow.CheckCopy{Code: repair.CopyCode([]byte("another"), id), Order: id}, []flow.Msg{flow.CopyRead{Order: id}}},
		{"copy of another order", flow.CheckCopy{Code: repair.CopyCode(key, "A2611210002"), Order: id}, []flow.Msg{flow.CopyRead{Order: id}}},
		{"copy in other letters", flow.CheckCopy{Code: strings.Replace(repair.CopyCode(key, id), "C", "ｃ", 1), Order: id}, []flow.Msg{flow.CopyRead{Order: id}}},
		{"attempts", flow.LoadAttempts{Job: 1}, []flow.Msg{flow.AttemptsLoaded{Job: 1, Attempts: []repair.PrintAttempt{{Job: 1, State: repair.JobPrinted}}}}},
		// The printers answer.
		{"correction", flow.CorrectPrinter{Printer: "标签机"}, nil},
		{"setup", flow.SavePrinter{Setup: flow.SetupDone{Name: "标签机"}}, nil},
		{"removal", flow.RemovePrinter{Name: "标签机"}, nil},
		{"question", flow.ProbePrinter{Device: "usb:id=1203:0160"}, nil},
		{"devices", flow.FindDevices{}, nil},
		{"reprint", flow.Reprint{Job: 1, Latest: true}, []flow.Msg{flow.JobsChanged{Jobs: jobs}}},
		{"uncertain", flow.AnswerUncertain{Job: 1, Printed: true}, []flow.Msg{flow.JobsChanged{Jobs: jobs}}},
		{"cancel", flow.CancelJob{Job: 1}, []flow.Msg{flow.JobsChanged{Jobs: jobs}}},
		{"elsewhere", flow.FallBack{From: "标签机", To: "小票机"}, []flow.Msg{flow.JobsChanged{Jobs: jobs}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if d := cmp.Diff(tt.want, c.play(t, tt.cmd)); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
}

// A day that is open past midnight is counted to its end.
func TestNightIsCountedWithItsDay(t *testing.T) {
	for hours, want := range map[string]string{
		"8:00-18:00": "Day 2026-11-21 00:00:00 2026-11-22 00:00:00",
		"18:00-2:00": "Day 2026-11-21 04:00:00 2026-11-22 04:00:00",
	} {
		hs, err := repair.ParseHours(hours)
		if err != nil {
			t.Fatal(err)
		}
		cal := repair.Calendar{Loc: zone}
		for i := range cal.Week {
			cal.Week[i] = hs
		}
		f := newFake()
		c := newCounterOf(f, flow.Shop{Calendar: cal})
		c.play(t, flow.CountDay{Day: "2026-11-21"})
		if d := cmp.Diff([]string{want}, f.called()); d != "" {
			t.Errorf("%s (-want +got):\n%s", hours, d)
		}
	}
}

// The floor is read by the official calendar that the owner put in last, if the
// shop follows it.
func TestFloorFollowsTheOfficialCalendar(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "calendar.toml"), []byte("[2026]\nholidays = [\"2026-11-21..2026-11-29\"]"), 0o600); err != nil {
		t.Fatal(err)
	}
	own, problems := trade.Load(dir)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	for follows, want := range map[bool]string{false: "2026-11-21 16:00", true: "2026-11-30 12:00"} {
		f := newFake()
		shop := flow.Shop{Calendar: repair.DefaultCalendar(zone), Limits: repair.DefaultLimits(), FollowsOfficial: follows}
		c := newCounterOf(f, shop)
		c.checkIn(t)
		c.SetTrade(own)
		for _, m := range c.play(t, flow.LoadFloor{}) {
			floor, ok := m.(flow.FloorLoaded)
			if !ok {
				continue
			}
			for card := range floor.Floor.All() {
				clock, ok := card.Clock(shop.Calendar, noon)
				if got := clock.Due.Format("2006-01-02 15:04"); !ok || clock.Kind != repair.ClockReply || got != want {
					t.Errorf("follows %v: the %s is due at %s, want %s", follows, clock.Kind, got, want)
				}
				want = ""
			}
		}
		if want != "" {
			t.Error("no card")
		}
	}
}

func TestSoundsDoNotWait(t *testing.T) {
	c := newCounter(newFake())
	c.Do(flow.Play{Sound: flow.SoundMoved}) // nothing runs
	if !slices.Equal(c.plays, []flow.Sound{flow.SoundMoved}) {
		t.Errorf("played %v", c.plays)
	}
}

func TestCommitIsSaidWithItsJobs(t *testing.T) {
	c := newCounter(newFake())
	said := c.play(t, flow.Commit{Tag: flow.TagNumber, Command: repair.AssignNumber{Kind: repair.KindLaptop}, By: chen.ID})
	if len(said) != 1 || c.wakes != 0 {
		t.Fatalf("a number alone: %d messages, the print queue woken %d times", len(said), c.wakes)
	}
	id := said[0].(flow.Committed).Row.Order.ID
	said = c.play(t, flow.Commit{Tag: flow.TagCheckIn, Order: id, Command: intake(), By: chen.ID})
	if len(said) != 2 || c.wakes != 1 {
		t.Fatalf("%d messages, the print queue woken %d times, want 2 and 1", len(said), c.wakes)
	}
	done := said[0].(flow.Committed)
	var docs []repair.Document
	for _, j := range done.Jobs {
		docs = append(docs, j.Document)
	}
	if d := cmp.Diff([]repair.Document{repair.DocDeviceTag, repair.DocCustomerCopy, repair.DocAccessory}, docs); d != "" {
		t.Errorf("jobs (-want +got):\n%s", d)
	}
	if done.Tag != flow.TagCheckIn || done.Row.Customer.Name != wang.Name || done.Before.Stage != repair.StageDraft || len(done.Events) != 1 {
		t.Errorf("committed %+v", done)
	}
	// The jobs are posted after the commit: the print page never shows a job of
	// an order that is not there.
	if d := cmp.Diff(flow.JobsChanged{Jobs: done.Jobs}, said[1]); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func TestRefusedCommitTellsTheOrderAsItIs(t *testing.T) {
	c := newCounter(newFake())
	id := c.checkIn(t)
	said := c.play(t, flow.Commit{Tag: flow.TagScan, Order: id, By: chen.ID, Command: repair.MoveMachine{To: repair.Place{Kind: repair.ShelfDone, Slot: 1}}})
	got := said[0].(flow.Failed)
	if got.Rule == nil || got.Rule.Rule != repair.RuleTestSheet || got.Problem != "" || got.Tag != flow.TagScan || got.Order != id {
		t.Errorf("failed %+v", got)
	}
	if got.Row == nil || got.Row.Order.Stage != repair.StageAwaitingTest || got.Row.Customer.Name != wang.Name {
		t.Errorf("row %+v, want the order as it is", got.Row)
	}
	if len(said) != 1 || c.log.Len() != 0 {
		t.Errorf("a rule is no fault of the machine: %d messages, log %q", len(said), &c.log)
	}
}

func TestFailedCommitTellsTheProblem(t *testing.T) {
	f := newFake()
	c := newCounter(f)
	id := c.checkIn(t)
	f.fail["Commit"] = errDisk
	said := c.play(t, flow.Commit{Tag: flow.TagCheckIn, Order: id, By: chen.ID, Command: intake()})
	got := said[0].(flow.Failed)
	if got.Problem != "problem.disk" || got.Rule != nil || got.Row == nil || got.Row.Order.ID != id {
		t.Errorf("failed %+v", got)
	}
	for _, want := range []string{id.String(), "repair.CheckIn", errDisk.Error()} {
		if !strings.Contains(c.log.String(), want) {
			t.Errorf("no %q in the log:\n%s", want, &c.log)
		}
	}
	if strings.Count(c.log.String(), "\n") != 1 {
		t.Errorf("not one line in the log:\n%s", &c.log)
	}
	// The order cannot be read either.
	f.fail["Order"] = errDisk
	if got := c.play(t, flow.Commit{Order: id, By: chen.ID, Command: intake()})[0].(flow.Failed); got.Row != nil || got.Problem != "problem.disk" {
		t.Errorf("failed %+v", got)
	}
}

// A tag of the shop that the store does not know is a find of whoever scanned it, and
// no failure of the program.
func TestAnUnknownTagIsNoErrorInTheLog(t *testing.T) {
	f := newFake()
	f.fail["Commit"] = fmt.Errorf("order A2611210099: %w", repair.ErrNotFound)
	f.fail["Order"] = repair.ErrNotFound
	for _, command := range []repair.Command{repair.SeeMachine{Take: 7}, repair.MoveMachine{To: repair.Place{Kind: repair.ShelfDone}}} {
		c := newCounter(f)
		said := c.play(t, flow.Commit{Tag: flow.TagStock, Order: "A2611210099", By: chen.ID, Command: command})
		got, ok := said[0].(flow.Failed)
		if !ok || got.Rule == nil || got.Rule.Rule != repair.RuleUnknownOrder || got.Problem != "" {
			t.Errorf("%T: %+v", command, said)
		}
		if strings.Contains(c.log.String(), "level=ERROR") || !strings.Contains(c.log.String(), "A261121-0099") {
			t.Errorf("%T: the log says %s", command, &c.log)
		}
	}
}

// A label has several numbers: they are asked for one after the other.
func TestNumbersOfALabelAreAskedForInTurn(t *testing.T) {
	f := newFake()
	c := newCounter(f)
	said := c.play(t, flow.FindOrders{Text: "none", Or: []string{"PF3K8H2M"}, Serial: true, Problem: "scan.misread"})
	got, ok := said[0].(flow.OrdersFound)
	if !ok || got.Text != "none" || got.Problem != "scan.misread" || len(got.Rows) != 1 {
		t.Errorf("found %+v", said)
	}
}

// Whatever fails is said on the screen and in the log, the log without names,
// phones and PINs.
func TestFailuresAreSaid(t *testing.T) {
	draft := flow.CheckIn{Draft: "k1-1", Customer: wang, Phone: wang.Phone()}
	for _, tt := range []struct {
		cmd    flow.Cmd
		method string
	}{
		{flow.Commit{Order: "A2611210001", Command: intake(), By: chen.ID}, "Commit"},
		{flow.LoadFloor{}, "EachInShop"},
		{flow.LoadEvents{Order: "A2611210001"}, "Events"},
		{flow.LoadDue{}, "FollowUps"},
		{flow.FindCustomers{Text: wang.Phone()}, "Customers"},
		{flow.FindOrders{Text: wang.Name}, "Find"},
		{flow.FindOrders{Text: "PF3K8H2M", Serial: true}, "History"},
		{flow.LoadHistory{Serial: "PF3K8H2M"}, "History"},
		{flow.OpenOrder{Order: "A2611210001"}, "Order"},
		{flow.SaveDraft{CheckIn: draft}, "SaveDraft"},
		{flow.SaveDraft{CheckIn: draft}, "Set"},
		{flow.DropDraft{ID: "k1-1"}, "DropDraft"},
		{flow.DropDraft{ID: "k1-1"}, "Set"},
		{flow.OpenDraft{ID: "k1-1"}, "Drafts"},
		{flow.LoadAttempts{Job: 1}, "Attempts"},
		{flow.CorrectPrinter{Printer: "a"}, "Correct"},
		{flow.SavePrinter{Setup: flow.SetupDone{Name: "a"}}, "SavePrinter"},
		{flow.RemovePrinter{Name: "a"}, "RemovePrinter"},
		{flow.Reprint{Job: 1}, "Reprint"},
		{flow.AnswerUncertain{Job: 1}, "AnswerUncertain"},
		{flow.CancelJob{Job: 1}, "SetJob"},
		{flow.FallBack{From: "a", To: "b"}, "MoveJobs"},
		{flow.AddJobs{Jobs: []repair.PrintJob{{Document: repair.DocShelf}}}, "AddJobs"},
		{flow.KeepLang{Lang: "en"}, "ChangeSettings"},
		{flow.SaveStock{Take: repair.StockTake{ID: 7}}, "SaveStockTake"},
		{flow.SaveEnquiry{Enquiry: repair.Enquiry{Question: "?"}}, "AddEnquiry"},
		{flow.SaveEnquiry{Enquiry: repair.Enquiry{ID: "1", Answer: "!"}}, "AnswerEnquiry"},
		{flow.FindModels{Kind: repair.KindLaptop}, "RecentModels"},
		{flow.LearnWords{Words: []ime.Word{{Text: "单晓丽", Reading: "shan'xiao'li"}}}, "LearnWord"},
		{flow.ForgetWord{Text: "单晓丽"}, "ForgetWord"},
	} {
		f := newFake()
		f.fail[tt.method] = errDisk
		c := newCounter(f)
		said := c.play(t, tt.cmd)
		if len(said) != 1 {
			t.Errorf("%T, %s fails: %d messages, want one", tt.cmd, tt.method, len(said))
			continue
		}
		if got, ok := said[0].(flow.Failed); !ok || got.Problem != "problem.disk" {
			t.Errorf("%T, %s fails: %+v", tt.cmd, tt.method, said[0])
		}
		if !strings.Contains(c.log.String(), errDisk.Error()) {
			t.Errorf("%T, %s fails: log %q", tt.cmd, tt.method, &c.log)
		}
		for _, secret := range []string{wang.Name, wang.Phone(), "1480", "PF3K8H2M"} {
			if strings.Contains(c.log.String(), secret) {
				t.Errorf("%T, %s fails: %q is in the log: %s", tt.cmd, tt.method, secret, &c.log)
			}
		}
		if c.wakes != 0 {
			t.Errorf("%T, %s fails: the print queue was woken", tt.cmd, tt.method)
		}
	}
}

func TestRefusedSignInIsLoggedWithoutThePIN(t *testing.T) {
	f := newFake()
	c := newCounter(f)
	c.play(t, flow.CheckPIN{Staff: chen.ID, PIN: "97531"}, flow.CheckBadge{Code: "BA001SECRETSECRET"})
	if log := c.log.String(); strings.Count(log, "sign-in refused") != 2 || strings.Contains(log, "97531") || strings.Contains(log, "SECRET") {
		t.Errorf("log %q", log)
	}
}

// Who is told that their PIN is wrong tries others: it is said of a wrong one only.
func TestPINThatCannotBeCheckedIsNotCalledWrong(t *testing.T) {
	f := newFake()
	c := newCounter(f)
	check := flow.CheckPIN{Staff: chen.ID, PIN: "1111"}
	locked := &repair.PINRefusal{Staff: chen.ID, Why: repair.PINLocked, PINThrottle: repair.PINThrottle{Wrong: 5, Until: time.Unix(1e9, 0)}}
	for _, tt := range []struct {
		err  error
		want []flow.Msg
	}{
		{fmt.Errorf("store: %w", locked), []flow.Msg{flow.StaffUnknown{PIN: locked}}},
		{fmt.Errorf("store: %w", repair.ErrUnknownStaff), []flow.Msg{flow.StaffUnknown{PIN: &repair.PINRefusal{Staff: chen.ID, Why: repair.PINWrong}}}},
		{errDisk, []flow.Msg{flow.Failed{Problem: "problem.disk"}, flow.StaffUnknown{PIN: &repair.PINRefusal{Staff: chen.ID}}}},
	} {
		f.fail["StaffByPIN"] = tt.err
		if d := cmp.Diff(tt.want, c.play(t, check)); d != "" {
			t.Errorf("%v (-want +got):\n%s", tt.err, d)
		}
	}
}

func TestSlowPINHoldsNothingUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := newFake()
		f.pinDelay = 30 * time.Second
		c := newCounter(f)
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan struct{})
		go func() { c.Run(ctx); close(ended) }()
		c.Do(flow.CheckPIN{Staff: chen.ID, PIN: "1111"})
		c.Do(flow.FindOrders{Text: "1"})
		c.Do(flow.FindOrders{Text: "2"})
		synctest.Wait()
		c.mu.Lock()
		if n := len(c.said); n != 2 {
			t.Errorf("%d answers while the PIN is looked at, want 2", n)
		}
		c.mu.Unlock()
		// It is not given up when the kiosk ends, and Run waits for it.
		cancel()
		<-ended
		if d := cmp.Diff(flow.Msg(flow.StaffKnown{Staff: chen, PINLength: 4}), c.said[len(c.said)-1]); d != "" {
			t.Errorf("(-want +got):\n%s", d)
		}
	})
}

// The game loop calls Do: it must come back at once even when the disk hangs.
func TestDoNeverWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := newFake()
		c := newCounter(f)
		disk := make(chan struct{})
		f.wait["Find"] = func() { <-disk }
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan struct{})
		go func() { c.Run(ctx); close(ended) }()
		const n = 5000
		var want []string
		for i := range n {
			c.Do(flow.FindOrders{Text: fmt.Sprint(i)})
			want = append(want, fmt.Sprintf("Find %d 20", i))
		}
		synctest.Wait()
		if got := len(f.called()); got != 1 {
			t.Errorf("%d commands begun while the disk hangs, want 1", got)
		}
		cancel()
		close(disk)
		<-ended
		if d := cmp.Diff(want, f.called()); d != "" {
			t.Errorf("calls (-want +got):\n%s", d)
		}
	})
}

// A person's act is not given up because the kiosk is being closed.
func TestRunFinishesWhatWasAsked(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := newFake()
		c := newCounter(f)
		id := c.checkIn(t)
		disk := make(chan struct{})
		f.wait["Commit"] = func() { <-disk }
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan struct{})
		go func() { c.Run(ctx); close(ended) }()
		for i := range 3 {
			c.Do(flow.Commit{Order: id, By: chen.ID, Command: repair.MoveMachine{To: repair.Place{Kind: repair.ShelfAwaitingTest, Slot: i + 1}}})
		}
		synctest.Wait() // the first one has begun
		cancel()
		synctest.Wait()
		close(disk)
		<-ended
		c.mu.Lock()
		defer c.mu.Unlock()
		for i, m := range c.said {
			if _, ok := m.(flow.Committed); !ok {
				t.Errorf("message %d is %+v, want Committed", i, m)
			}
		}
		if slot := f.orders[id].Place.Slot; len(c.said) != 3 || slot != 3 {
			t.Errorf("%d messages, slot %d, want 3 and 3", len(c.said), slot)
		}
	})
}

func TestAddedJobsAreComplete(t *testing.T) {
	f := newFake()
	c := newCounter(f)
	said := c.play(t, flow.KeepLang{Lang: "en"}, flow.AddJobs{Jobs: []repair.PrintJob{
		{Document: repair.DocShelf, Subject: "SA00BT"}, {Document: repair.DocBadge, Subject: "A001", Copy: 2},
	}})
	want := []repair.PrintJob{
		{Document: repair.DocShelf, Subject: "SA00BT", Copy: 1, Lang: "en", State: repair.JobQueued, At: noon.UTC()},
		{Document: repair.DocBadge, Subject: "A001", Copy: 2, Lang: "en", State: repair.JobQueued, At: noon.UTC()},
	}
	if d := cmp.Diff(flow.Msg(flow.JobsChanged{Jobs: want}), said[len(said)-1]); d != "" || len(said) != 2 || c.wakes != 1 {
		t.Errorf("woken %d times (-want +got):\n%s", c.wakes, d)
	}
}

func TestLanguageIsKept(t *testing.T) {
	f := newFake()
	c := newCounter(f)
	c.checkIn(t)
	c.play(t, flow.KeepLang{Lang: "en"})
	c.checkIn(t)
	if d := cmp.Diff([]string{"zh-CN", "zh-CN", "en", "en"}, f.langs); d != "" {
		t.Errorf("language of the documents (-want +got):\n%s", d)
	}
	after, err := runner.LoadSettings(t.Context(), f, nil, nil)
	if got := after.Config().Lang; err != nil || got != "en" {
		t.Errorf("after a restart %q, %v, want en", got, err)
	}
}

func TestPreviewIsThePrint(t *testing.T) {
	f := newFake()
	c := newCounter(f)
	id := c.checkIn(t)
	profile := printer.Profile{DPI: 203, WidthDots: 576}
	for _, j := range f.jobs {
		said := c.play(t, flow.Preview{Job: j})
		if len(said) != 1 {
			t.Errorf("%s: %d messages: %s", j.Document, len(said), &c.log)
			continue
		}
		got := said[0].(flow.PreviewDrawn)
		want, err := c.Render(t.Context(), j, profile)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(want.Preview, got.Bitmap); d != "" || got.Job.ID != j.ID {
			t.Errorf("%s: the preview of job %d differs", j.Document, got.Job.ID)
		}
	}
	// The ink of the customer copy is that of the check-in, under its digest.
	digest := f.orders[id].Signature.Digest
	if !slices.Contains(f.called(), "Signature "+digest) {
		t.Errorf("the signature %s was not read", digest)
	}
}

func TestPreviewThatCannotBeDrawnIsLogged(t *testing.T) {
	f := newFake()
	c := newCounter(f)
	id := c.checkIn(t)
	for name, j := range map[string]repair.PrintJob{
		"order":    {ID: 7, Document: repair.DocDeviceTag, Order: "A2611210099"},
		"document": {ID: 7, Document: "invoice", Order: id},
	} {
		c.log.Reset()
		if said := c.play(t, flow.Preview{Job: j}); len(said) != 0 || !strings.Contains(c.log.String(), "preview not drawn") {
			t.Errorf("no such %s: %d messages, log %q", name, len(said), &c.log)
		}
	}
	for _, method := range []string{"JobInput", "Staff", "Order", "Signature", "KeepJobInput"} {
		f.fail[method] = errDisk
		_, err := c.Render(t.Context(), f.jobs[1], printer.Profile{DPI: 203, WidthDots: 576})
		if !errors.Is(err, errDisk) {
			t.Errorf("%s fails: %v", method, err)
		}
		delete(f.fail, method)
	}
}

// The print queue asks from its own goroutines; an older list must not come
// after a newer one.
func TestPrintJobsNeverGoBack(t *testing.T) {
	f := newFake()
	c := newCounter(f)
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for range 50 {
				f.mu.Lock()
				f.jobs = append(f.jobs, repair.PrintJob{})
				f.mu.Unlock()
				c.JobsChanged(t.Context())
			}
		})
	}
	all.Wait()
	n := 0
	for _, m := range c.said {
		if now := len(m.(flow.JobsChanged).Jobs); now < n {
			t.Fatalf("a list of %d jobs came after one of %d", now, n)
		} else {
			n = now
		}
	}
	if n != 200 {
		t.Errorf("the last list has %d jobs, want 200", n)
	}
}

// A machine that is moved while the board is first read is not put back.
func TestLoadDoesNotOvertake(t *testing.T) {
	f := newFake()
	c := newCounter(f)
	id := c.checkIn(t)
	ended := make(chan struct{})
	f.wait["EachInShop"] = func() {
		c.Do(flow.Commit{Order: id, By: chen.ID, Command: repair.MoveMachine{To: repair.Place{Kind: repair.ShelfAwaitingTest, Slot: 3}}})
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		go func() { c.Run(ctx); close(ended) }()
		for range 1000 { // time enough to overtake
			runtime.Gosched()
		}
	}
	if err := c.Load(t.Context()); err != nil {
		t.Fatal(err)
	}
	<-ended
	floor := slices.IndexFunc(c.said, func(m flow.Msg) bool { _, ok := m.(flow.FloorLoaded); return ok })
	moved := slices.IndexFunc(c.said, func(m flow.Msg) bool { _, ok := m.(flow.Committed); return ok })
	if floor < 0 || moved < floor {
		t.Errorf("the floor is message %d, the move %d", floor, moved)
	}
}
