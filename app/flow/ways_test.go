package flow

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"countertop/app/repair"
	"countertop/scanner"
)

// shown is a counter with somebody at a screen, which home led to.
func shown(name Screen) State {
	s := Initial(Shop{Calendar: repair.DefaultCalendar(time.UTC)}, "en", time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC))
	s.Floor = repair.NewFloor(nil)
	s.Staff = &repair.Staff{ID: "A001", Roles: repair.RolesOf(repair.RoleCoordinator)}
	s.Screen, s.Back = name, []Screen{ScreenHome}
	if name == ScreenHome {
		s.Back = nil
	}
	return s
}

func has[C Cmd](cmds []Cmd) bool {
	return slices.ContainsFunc(cmds, func(c Cmd) bool { _, ok := c.(C); return ok })
}

func TestEscapeLeadsHome(t *testing.T) {
	for _, name := range Screens() {
		s := shown(name)
		if s.CustomerFacing() {
			if s, _ = Update(s, KeyPressed{KeyEscape}); s.Dialog == nil || s.Dialog.Purpose != ForLeave || s.Screen != name {
				t.Errorf("%s is left by Escape, for %s", name, s.Screen)
			}
			continue
		}
		for range 3 {
			s, _ = Update(s, KeyPressed{KeyEscape})
		}
		if s.Screen != ScreenHome || len(s.Back) > 0 {
			t.Errorf("Escape leads from %s to %s, and back to %v", name, s.Screen, s.Back)
		}
	}
}

func TestCodesDoNothingUnderADialog(t *testing.T) {
	for _, name := range Screens() {
		for _, text := range append(repair.ExampleCodes(), "SN-42/Kx7") {
			s := shown(name)
			s.Dialog = &Dialog{Kind: DialogReason, Purpose: ForReturn}
			was := s.Pages
			s, cmds := Update(s, Scanned{scanner.Scan{Text: text}})
			s.Scan.AnswerBy = time.Time{}
			if !reflect.DeepEqual(s.Pages, was) || s.Screen != name || s.Dialog == nil {
				t.Errorf("%s under a dialog on %s changed a page", text, name)
			}
			badge := text[0] == 'B' && has[CheckBadge](cmds)
			if !badge && !reflect.DeepEqual(cmds, []Cmd{Play{SoundUnknown}}) {
				t.Errorf("%s under a dialog on %s: %v", text, name, cmds)
			}
		}
	}
}

func TestEnterGoesOnFromEachField(t *testing.T) {
	for f, k := range fields {
		s := shown(ScreenHome)
		s.Dialog = nil
		s = s.focus(f)
		s, _ = Update(s, KeyPressed{KeyEnter})
		if k.enter == nil && s.Focus != k.next {
			t.Errorf("Enter in %s leads to %q, want %q", f, s.Focus, k.next)
		}
		if k.next != "" && fields[k.next].text == nil {
			t.Errorf("behind %s there is no field %s", f, k.next)
		}
	}
}

func TestIdleStockTakeWaitsForABadge(t *testing.T) {
	s := shown(ScreenStock)
	s.Stock.Take = repair.StockTake{ID: 1, Begun: s.Now}
	s, _ = Update(s, Tick{s.Now.Add(defaultTimes.SignOut + time.Second)})
	if s.Staff != nil || s.Screen != ScreenStock || !s.Stock.Open() {
		t.Fatalf("%s, signed in %v, open %v", s.Screen, s.Staff, s.Stock.Open())
	}
	s, _ = Update(s, StockStepAsked{StockList})
	if s.Screen != ScreenSignIn {
		t.Fatalf("a touch leads to %s", s.Screen)
	}
	if s, _ = Update(s, WentBack{}); s.Screen != ScreenStock || !s.Stock.Open() {
		t.Errorf("the way back leads to %s", s.Screen)
	}
}

// TestRestoredDraftIsNoPageForNobody: a check-in that was on the screen when
// the power went waits under the sign-in page, and the way back from there does
// not show the customer to who has no name.
func TestRestoredDraftIsNoPageForNobody(t *testing.T) {
	for name, m := range map[string]Msg{"back": WentBack{}, "home": WentHome{}, "escape": KeyPressed{KeyEscape}} {
		s := shown(ScreenHome)
		s.Staff = nil
		c := s.newCheckIn()
		c.Phone, c.Step = "13912345678", StepMachine
		s, _ = Update(s, DraftOpened{CheckIn: c, Restored: true})
		if s.Screen != ScreenSignIn {
			t.Fatalf("restored on %s", s.Screen)
		}
		s, cmds := Update(s, m)
		if s.Screen != ScreenHome || s.CheckIn.Phone != "" || !has[SaveDraft](cmds) || !has[LoadDrafts](cmds) {
			t.Errorf("%s: on %s with %q, %v", name, s.Screen, s.CheckIn.Phone, cmds)
		}
	}
}

// TestWhatWasTypedLastIsParked: a letter that no tick has kept is in the draft
// also if the sign-in page was opened before the check-in was left.
func TestWhatWasTypedLastIsParked(t *testing.T) {
	s := shown(ScreenCheckIn)
	s.CheckIn = s.newCheckIn()
	s.CheckIn.Phone = "1391234567"
	s = s.focus(FieldPhone)
	s, _ = Update(s, Typed{"8"})
	s, _ = Update(s, SignInAsked{})
	_, cmds := Update(s, WentHome{})
	i := slices.IndexFunc(cmds, func(c Cmd) bool { _, ok := c.(SaveDraft); return ok })
	if i < 0 || cmds[i].(SaveDraft).CheckIn.Phone != "13912345678" {
		t.Errorf("left by %v", cmds)
	}
}

func TestLearningEndsHoweverItIsLeft(t *testing.T) {
	for name, m := range map[string]Msg{
		"home": WentHome{}, "back": WentBack{}, "escape": KeyPressed{KeyEscape}, "list": Opened{ScreenScanners}, "other": Opened{ScreenFind},
		"sign-out": SignedOut{}, "sign-in": SignInAsked{}, "idle": Tick{shown(ScreenScanners).Now.Add(defaultTimes.SignOut + time.Second)},
	} {
		s, _ := Update(shown(ScreenScanners), LearnAsked{})
		if s.ScannerPage.Step != ScannerLearn {
			t.Fatal("nothing is learned")
		}
		s, cmds := Update(s, m)
		if !slices.Contains(cmds, Cmd(LearnScanner{})) || s.ScannerPage.Learn.Code != "" || s.ScannerPage.Step == ScannerLearn {
			t.Errorf("%s: %v, the page has %+v", name, cmds, s.ScannerPage.Learn)
		}
	}
}

// TestAnswerThatComesLateLeavesThePersonAlone: who has gone on when an enquiry
// is stored stays there.
func TestAnswerThatComesLateLeavesThePersonAlone(t *testing.T) {
	s := shown(ScreenEnquiry)
	s.Enquiry = EnquiryPage{Question: "?", Phone: "13912345678"}
	s, _ = Update(s, EnquirySaved{})
	s, _ = Update(s, CheckInStarted{})
	s.CheckIn.Phone = "139"
	if s, _ = Update(s, EnquiryAnswered{Open: true}); s.Screen != ScreenCheckIn || s.CheckIn.Phone != "139" {
		t.Errorf("on %s with %q", s.Screen, s.CheckIn.Phone)
	}
	if s.Toast.Key != "enquiry.kept" {
		t.Errorf("told %q", s.Toast.Key)
	}
}
