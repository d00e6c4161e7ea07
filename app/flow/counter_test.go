package flow_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"countertop/app/flow"
	"countertop/app/repair"
	"countertop/app/trade"
)

// signedIn is the home screen with a coordinator at the counter.
func signedIn() flow.State {
	s := flow.Initial(flow.Shop{Station: "A", Calendar: repair.DefaultCalendar(loc), Layout: repair.DefaultLayout()}, "zh-CN", start)
	s.Staff = &repair.Staff{ID: "A001", Name: "陈静", Roles: repair.RolesOf(repair.RoleCoordinator)}
	return s
}

func after(s flow.State, msgs ...flow.Msg) (flow.State, []flow.Cmd) {
	var cmds, all []flow.Cmd
	for _, m := range msgs {
		s, cmds = flow.Update(s, m)
		all = append(all, cmds...)
	}
	return s, all
}

// What the owner puts into the calendar of the shop counts at once, if the shop
// follows it; the cards are made anew.
func TestOfficialCalendarCountsAtOnce(t *testing.T) {
	dir := t.TempDir()
	text := "[2026]\nholidays = [\"2026-11-22..2026-11-30 店庆\"]"
	if err := os.WriteFile(filepath.Join(dir, "calendar.toml"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	own, problems := trade.Load(dir)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	set := flow.Settings{Values: map[string]string{repair.SetOfficial: "true"}}
	s := flow.Initial(flow.Shop{}.With(set.Config(), trade.Default()), "zh-CN", start)
	s.Settings = set
	if _, cmds := after(s, flow.TradeLoaded{Trade: trade.Default()}); len(cmds) > 0 {
		t.Errorf("nothing has changed: %v", cmds)
	}
	s, cmds := after(s, flow.TradeLoaded{Trade: own})
	if d := cmp.Diff([]flow.Cmd{flow.LoadFloor{}}, cmds); d != "" {
		t.Errorf("commands (-want +got):\n%s", d)
	}
	if got := s.Shop.Calendar.AddDays("2026-11-21", 1); got != "2026-12-01" {
		t.Errorf("the next open day is %s", got)
	}
	if year, ok := s.Unannounced(); ok {
		t.Errorf("in November %d is missing", year)
	}
	s.Now = s.Now.AddDate(0, 0, 40)
	if year, ok := s.Unannounced(); !ok || year != 2027 {
		t.Errorf("on 31 December %d, %v is missing", year, ok)
	}

	// Chosen on the screen, it counts at once; the file is still there.
	s, _ = after(s, flow.SettingsLoaded{Settings: flow.Settings{Values: map[string]string{repair.SetOfficial: "false"}}})
	if s.Shop.Calendar.Official != nil {
		t.Error("the shop still follows it")
	}
	s, _ = after(s, flow.SettingsLoaded{Settings: set})
	if got := s.Shop.Calendar.AddDays("2026-11-21", 1); got != "2026-12-01" {
		t.Errorf("once more the next open day is %s", got)
	}

	s, cmds = after(flow.Initial(flow.Shop{}.With(flow.Settings{}.Config(), trade.Default()), "zh-CN", start), flow.TradeLoaded{Trade: own})
	if len(cmds) > 0 || s.Shop.Calendar.Official != nil || s.Shop.Calendar.AddDays("2026-11-21", 1) != "2026-11-22" {
		t.Errorf("a shop that does not follow it: %v, %v", cmds, s.Shop.Calendar.Official)
	}
}

// A day that has no midnight is not skipped on the way back.
func TestDayIsMovedBackOverOneWithoutMidnight(t *testing.T) {
	santiago, err := time.LoadLocation("America/Santiago")
	if err != nil {
		t.Fatal(err)
	}
	s := signedIn()
	s.Shop.Calendar = repair.DefaultCalendar(santiago)
	s.Now = time.Date(2026, 9, 4, 12, 0, 0, 0, santiago)
	s, _ = after(s, flow.EnquiryAsked{})
	s.Enquiry.CallOn = "2026-09-07"
	for _, want := range []repair.Date{"2026-09-06", "2026-09-05", "2026-09-04", "2026-09-04"} {
		if s, _ = after(s, flow.CallDayMoved{Days: -1}); s.Enquiry.CallOn != want {
			t.Errorf("moved back to %s, want %s", s.Enquiry.CallOn, want)
		}
	}
}

// The last hour of a night is on the next day of the calendar, and so is the
// time in which the shop is closed up.
func TestDayOfTheNightIsClosed(t *testing.T) {
	s := signedIn()
	for i := range s.Shop.Calendar.Week {
		s.Shop.Calendar.Week[i] = []repair.Hours{{From: 18 * 60, To: 26 * 60}}
	}
	for _, tt := range []struct {
		at   time.Time
		day  repair.Date
		ends bool
	}{
		{time.Date(2026, 11, 21, 17, 0, 0, 0, loc), "2026-11-21", false},
		{time.Date(2026, 11, 22, 0, 59, 0, 0, loc), "2026-11-21", false},
		{time.Date(2026, 11, 22, 1, 0, 0, 0, loc), "2026-11-21", true},
		{time.Date(2026, 11, 22, 3, 59, 0, 0, loc), "2026-11-21", true},
		{time.Date(2026, 11, 22, 4, 0, 0, 0, loc), "2026-11-22", false},
	} {
		s.Now = tt.at
		if s.Today() != tt.day || s.DayEnds() != tt.ends {
			t.Errorf("at %v it is %s, and the day ends: %v", tt.at, s.Today(), s.DayEnds())
		}
	}
	s.Now = time.Date(2026, 11, 22, 1, 30, 0, 0, loc)
	_, cmds := after(s, flow.DayCloseAsked{})
	want := []flow.Cmd{flow.AddJobs{Jobs: []repair.PrintJob{{Document: repair.DocDayClose, Subject: "2026-11-21 A001"}}}}
	if d := cmp.Diff(want, cmds); d != "" {
		t.Errorf("commands (-want +got):\n%s", d)
	}
}

func TestFoundAndNotRepairedIsSaved(t *testing.T) {
	s := signedIn()
	s.Order.Row.Order = repair.Order{ID: "A2611210042", Unrepaired: []string{"风扇异响"}}
	s, cmds := after(s, flow.Opened{Screen: flow.ScreenService}, flow.Opened{Screen: flow.ScreenWork},
		flow.UnrepairedToggled{Name: "电池鼓包"}, flow.UnrepairedToggled{Name: "转轴松"}, flow.UnrepairedToggled{Name: "电池鼓包"}, flow.WorkSaved{})
	want := []flow.Cmd{flow.Commit{
		Tag: flow.TagService, Order: "A2611210042", By: "A001", Command: repair.RecordWork{Unrepaired: []string{"风扇异响", "转轴松"}},
	}}
	if d := cmp.Diff(want, cmds); d != "" {
		t.Errorf("commands (-want +got):\n%s", d)
	}
	if v := s.Service; v.Unrepaired != "风扇异响" || !slices.Equal(v.NotRepaired, []string{"转轴松"}) {
		t.Errorf("the field has %q, chosen are %q", v.Unrepaired, v.NotRepaired)
	}
}

func TestDraftsOpenFromAnyScreen(t *testing.T) {
	s := signedIn()
	s.Staff = nil
	if s, _ = after(s, flow.Opened{Screen: flow.ScreenDrafts}); s.Screen != flow.ScreenSignIn {
		t.Errorf("nobody is signed in, and the drafts open on %s", s.Screen)
	}
	for _, screen := range []flow.Screen{flow.ScreenDrafts, flow.ScreenScanners, flow.ScreenPrint} {
		s, cmds := after(signedIn(), flow.CheckInStarted{}, flow.Typed{Text: "13812341480"}, flow.Opened{Screen: screen})
		if s.Screen != screen {
			t.Errorf("the screen is %s", s.Screen)
		}
		kept := false
		for _, c := range cmds {
			save, ok := c.(flow.SaveDraft)
			kept = kept || ok && save.CheckIn.Phone == "13812341480"
		}
		if !kept {
			t.Errorf("the check-in is not kept when %s opens", screen)
		}
		if s, _ = after(s, flow.WentBack{}); s.Screen != flow.ScreenCheckIn || s.CheckIn.Phone != "13812341480" {
			t.Errorf("back leads to %s with %q", s.Screen, s.CheckIn.Phone)
		}
	}
}

func TestEnquiryLeftHalfWayIsStillThere(t *testing.T) {
	s, cmds := after(signedIn(), flow.EnquiryAsked{}, flow.TopicToggled{Topic: "多少钱"}, flow.WentBack{})
	keep, ok := cmds[len(cmds)-1].(flow.KeepEnquiry)
	if !ok || s.Enquiry.Asked() {
		t.Fatalf("left half way it is kept by %v, and the page holds %q", cmds, s.Enquiry.Topics)
	}
	s, cmds = after(s, flow.EnquiryAsked{})
	if len(cmds) != 1 || cmds[0] != (flow.OpenEnquiry{}) {
		t.Fatalf("the page asks the store for %v", cmds)
	}
	s, _ = after(s, flow.EnquiryOpened{Page: keep.Page})
	if s.Screen != flow.ScreenEnquiry || !slices.Equal(s.Enquiry.Topics, []string{"多少钱"}) {
		t.Errorf("on %s the question is %q", s.Screen, s.Enquiry.Topics)
	}
	s.Enquiry.Phone = "13812341480"
	s, _ = after(s, flow.EnquirySaved{}, flow.EnquiryAnswered{Open: true}, flow.EnquiryAsked{})
	if s.Enquiry.Asked() || s.Enquiry.CallOn == "" {
		t.Errorf("after one is kept, the next begins with %q, to call on %q", s.Enquiry.Topics, s.Enquiry.CallOn)
	}
}

func TestEnquiryThatWasNotKeptCanBeSavedAgain(t *testing.T) {
	s, _ := after(signedIn(), flow.EnquiryAsked{}, flow.TopicToggled{Topic: "多少钱"})
	s.Enquiry.Phone = "13812341480"
	s, _ = after(s, flow.EnquirySaved{})
	if s.Enquiry.Ready() {
		t.Error("it is saved twice at once")
	}
	s, _ = after(s, flow.Failed{Tag: flow.TagEnquiry, Problem: "problem.disk"})
	if !s.Enquiry.Ready() || !slices.Equal(s.Enquiry.Topics, []string{"多少钱"}) || s.Toast.Key != "problem.disk" {
		t.Errorf("after a full disk: %+v, told %q", s.Enquiry, s.Toast.Key)
	}
}
