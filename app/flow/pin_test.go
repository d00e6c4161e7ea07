package flow_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"countertop/app/flow"
	"countertop/app/repair"
)

// pinShop knows how many digits the PINs of chen and boss have, not that of li.
func pinShop(screen flow.Screen) flow.State {
	s := shopWith(screen)
	s, _ = flow.Update(s, flow.PeopleLoaded{
		People: []repair.Staff{chen, li, boss}, PINLengths: map[repair.StaffID]int{chen.ID: 4, boss.ID: 6, li.ID: 0},
	})
	return s
}

func keys(text string) (ms []flow.Msg) {
	for _, r := range text {
		ms = append(ms, flow.Typed{Text: string(r)})
	}
	return ms
}

// checks plays messages and returns the PINs that were asked about.
func checks(s flow.State, ms ...flow.Msg) (flow.State, []flow.CheckPIN) {
	var asked []flow.CheckPIN
	for _, m := range ms {
		var cmds []flow.Cmd
		s, cmds = flow.Update(s, m)
		for _, c := range cmds {
			if c, ok := c.(flow.CheckPIN); ok {
				asked = append(asked, c)
			}
		}
	}
	return s, asked
}

func refused(id repair.StaffID, why repair.PINWhy, until time.Time) flow.Msg {
	return flow.StaffUnknown{PIN: &repair.PINRefusal{Staff: id, Why: why, PINThrottle: repair.PINThrottle{Until: until}}}
}

func TestPINIsSentWithItsLastDigit(t *testing.T) {
	approve := func(m ...flow.Msg) []flow.Msg {
		return append([]flow.Msg{flow.DialogAsked{Kind: flow.DialogApprove, Purpose: flow.ForMissing}}, m...)
	}
	reason, done := flow.ReasonChosen{Text: "丢了"}, flow.DialogDone{}
	leave := flow.DialogAsked{Kind: flow.DialogLeave, Purpose: flow.ForLeave}
	for _, tt := range []struct {
		name string
		on   flow.Screen
		msgs []flow.Msg
		want []flow.CheckPIN
	}{
		{"at the fourth digit", flow.ScreenSignIn, append([]flow.Msg{flow.PersonChosen{Staff: chen.ID}}, keys("1234")...), []flow.CheckPIN{{Staff: chen.ID, PIN: "1234"}}},
		{"not before", flow.ScreenSignIn, append([]flow.Msg{flow.PersonChosen{Staff: chen.ID}}, keys("123")...), nil},
		{"in one word of a keyboard", flow.ScreenSignIn, []flow.Msg{flow.PersonChosen{Staff: chen.ID}, flow.Typed{Text: "1234"}}, []flow.CheckPIN{{Staff: chen.ID, PIN: "1234"}}},
		{"by touch where the length is not known", flow.ScreenSignIn, append(append([]flow.Msg{flow.PersonChosen{Staff: li.ID}}, keys("1234567")...), flow.PINEntered{}), []flow.CheckPIN{{Staff: li.ID, PIN: "1234567"}}},
		{"a short one by touch", flow.ScreenSignIn, append(append([]flow.Msg{flow.PersonChosen{Staff: boss.ID}}, keys("1234")...), flow.PINEntered{}), []flow.CheckPIN{{Staff: boss.ID, PIN: "1234"}}},
		{"once, whatever is touched then", flow.ScreenSignIn, append(append([]flow.Msg{flow.PersonChosen{Staff: chen.ID}}, keys("12345")...), flow.PINEntered{}, flow.Erased{}, flow.PINEntered{}, flow.KeyPressed{Key: flow.KeyEnter}), []flow.CheckPIN{{Staff: chen.ID, PIN: "1234"}}},
		{"corrected on the way", flow.ScreenSignIn, append(append([]flow.Msg{flow.PersonChosen{Staff: chen.ID}}, keys("129")...), flow.Erased{}, flow.Typed{Text: "3"}, flow.Typed{Text: "4"}), []flow.CheckPIN{{Staff: chen.ID, PIN: "1234"}}},
		{"in a dialog that has its reason", flow.ScreenPickup, approve(append([]flow.Msg{reason, flow.ApproverChosen{Staff: boss.ID}}, keys("123456")...)...), []flow.CheckPIN{{Staff: boss.ID, PIN: "123456"}}},
		{"in a dialog that waits for one", flow.ScreenPickup, approve(append([]flow.Msg{flow.ApproverChosen{Staff: boss.ID}}, keys("1234569")...)...), nil},
		{"and got it", flow.ScreenPickup, approve(append(append([]flow.Msg{flow.ApproverChosen{Staff: boss.ID}}, keys("1234569")...), reason, done)...), []flow.CheckPIN{{Staff: boss.ID, PIN: "123456"}}},
		{"at the customer's page", flow.ScreenPickupSign, append([]flow.Msg{leave, flow.ApproverChosen{Staff: chen.ID}}, keys("1234")...), []flow.CheckPIN{{Staff: chen.ID, PIN: "1234", Page: flow.ScreenPickupSign}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := pinShop(tt.on)
			if tt.on != flow.ScreenSignIn {
				s.Staff = &chen
			}
			_, got := checks(s, tt.msgs...)
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
}

// What is tried while the customer has the screen counts against that page, on
// every page that the customer ever has and in every dialog over it.
func TestPINAtACustomersPageSaysSo(t *testing.T) {
	facing := 0
	for _, screen := range flow.Screens() {
		for _, step := range []flow.Step{flow.StepPhone, flow.StepSign} {
			s := pinShop(screen)
			s.Staff, s.CheckIn.Step = &chen, step
			want := flow.Screen("")
			if s.CustomerFacing() {
				want, facing = screen, facing+1
			}
			for _, d := range []flow.Dialog{
				{Kind: flow.DialogLeave, Purpose: flow.ForLeave}, {Kind: flow.DialogApprove, Purpose: flow.ForUnsigned, Reason: "手伤了"},
			} {
				s.Dialog = &d
				_, got := checks(s, append([]flow.Msg{flow.ApproverChosen{Staff: boss.ID}}, keys("123456")...)...)
				if d := cmp.Diff([]flow.CheckPIN{{Staff: boss.ID, PIN: "123456", Page: want}}, got); d != "" {
					t.Errorf("%s (-want +got):\n%s", screen, d)
				}
			}
		}
	}
	if facing < 4 {
		t.Errorf("only %d pages are the customer's", facing)
	}
}

func TestAnswerAboutAPINThatNobodyWaitsForDoesNothing(t *testing.T) {
	typed, _ := checks(pinShop(flow.ScreenHome), append([]flow.Msg{flow.SignInAsked{}, flow.PersonChosen{Staff: chen.ID}}, keys("1234")...)...)
	right, wrong := flow.StaffKnown{Staff: chen, PINLength: 4}, refused(chen.ID, repair.PINWrong, time.Time{})
	for name, ms := range map[string][]flow.Msg{
		"the page was left":         {flow.WentBack{}},
		"it was left for home":      {flow.WentHome{}},
		"somebody else was chosen":  {flow.PersonChosen{Staff: li.ID}},
		"and typed a PIN":           append([]flow.Msg{flow.PersonChosen{Staff: boss.ID}}, keys("654321")...),
		"the page was opened again": {flow.WentBack{}, flow.SignInAsked{}},
	} {
		left, _ := checks(typed, ms...)
		for _, m := range []flow.Msg{right, wrong} {
			if after, cmds := flow.Update(left, m); len(cmds) > 0 || cmp.Diff(left.Desk, after.Desk) != "" || cmp.Diff(left.SignIn, after.SignIn) != "" {
				t.Errorf("%s: %T changes something: %v", name, m, cmds)
			}
		}
	}
	if s, _ := flow.Update(typed, right); s.Staff == nil || s.Staff.ID != chen.ID || s.Screen != flow.ScreenHome {
		t.Errorf("at the counter is %v on %s", s.Staff, s.Screen)
	}
	if s, _ := flow.Update(typed, wrong); !s.SignIn.Wrong || s.SignIn.PIN != "" || s.SignIn.Checking {
		t.Errorf("after a wrong one %+v", s.SignIn)
	}
}

func TestLengthOfAPINIsKnownOnceItWasRight(t *testing.T) {
	s, _ := checks(pinShop(flow.ScreenHome), append(append([]flow.Msg{flow.SignInAsked{}, flow.PersonChosen{Staff: li.ID}}, keys("12345")...), flow.PINEntered{})...)
	before := s.PINLengths
	s, _ = flow.Update(s, flow.StaffKnown{Staff: li, PINLength: 5})
	if s.PINLengths[li.ID] != 5 || before[li.ID] != 0 {
		t.Errorf("lengths %v, before %v", s.PINLengths, before)
	}
}

func TestLockedPINTakesNoKeys(t *testing.T) {
	s, _ := checks(pinShop(flow.ScreenHome), append([]flow.Msg{flow.SignInAsked{}, flow.PersonChosen{Staff: chen.ID}}, keys("1234")...)...)
	s, _ = flow.Update(s, refused(chen.ID, repair.PINWrong, s.Now.Add(30*time.Second)))
	if left := s.SignIn.Locked(s.Now); left != 30*time.Second {
		t.Errorf("locked for %v", left)
	}
	s, asked := checks(s, append(keys("1234"), flow.PINEntered{})...)
	if s.SignIn.PIN != "" || len(asked) > 0 {
		t.Errorf("typed %q, asked %v", s.SignIn.PIN, asked)
	}
	other, _ := flow.Update(s, flow.PersonChosen{Staff: li.ID})
	if other.SignIn.Locked(other.Now) > 0 {
		t.Error("one person locks another")
	}
	s, asked = checks(s, append([]flow.Msg{flow.Tick{Now: s.Now.Add(30 * time.Second)}}, keys("1234")...)...)
	if len(asked) != 1 {
		t.Errorf("after the wait: %v, %+v", asked, s.SignIn)
	}
}

func TestLockedPageStaysLockedForAll(t *testing.T) {
	s := pinShop(flow.ScreenPickupSign)
	s.Staff = &chen
	s, _ = checks(s, append([]flow.Msg{flow.WentBack{}, flow.ApproverChosen{Staff: chen.ID}}, keys("1234")...)...)
	s, _ = checks(s, refused(chen.ID, repair.PINLocked, s.Now.Add(time.Minute)), flow.ApproverChosen{Staff: boss.ID})
	if left := s.Dialog.Locked(s.Now); left != time.Minute {
		t.Errorf("for another person locked for %v", left)
	}
	if s, _ = flow.Update(s, badgeOf(li)); s.Dialog != nil || s.Staff.ID != li.ID {
		t.Errorf("the badge does not open it: %+v", s.Dialog)
	}
}

func TestPINThatCannotBeCheckedIsSaid(t *testing.T) {
	for why, want := range map[repair.PINWhy]string{
		repair.PINLost: "signin.pin-lost", repair.PINUnset: "signin.pin-unset", repair.PINWrong: "", "": "",
	} {
		s, _ := checks(pinShop(flow.ScreenHome), append([]flow.Msg{flow.SignInAsked{}, flow.PersonChosen{Staff: chen.ID}}, keys("1234")...)...)
		s, _ = flow.Update(s, refused(chen.ID, why, time.Time{}))
		if s.Toast.Key != want || s.SignIn.Wrong != (why != "") || s.SignIn.Why != why || s.SignIn.Checking {
			t.Errorf("%q says %q: %+v", why, s.Toast.Key, s.SignIn)
		}
		if s, _ = flow.Update(s, flow.Typed{Text: "1"}); s.SignIn.Wrong || s.SignIn.PIN != "1" {
			t.Errorf("%q and the next digit: %+v", why, s.SignIn)
		}
	}
}

func TestUnknownBadgeLeavesThePINAlone(t *testing.T) {
	s, _ := checks(pinShop(flow.ScreenHome), append([]flow.Msg{flow.SignInAsked{}, flow.PersonChosen{Staff: chen.ID}}, keys("12")...)...)
	s, _ = flow.Update(s, flow.StaffUnknown{})
	if s.SignIn.PIN != "12" || s.SignIn.Wrong || s.Toast.Key != "signin.unknown-badge" {
		t.Errorf("%+v, says %q", s.SignIn, s.Toast.Key)
	}
	s, asked := checks(s, keys("34")...)
	if len(asked) != 1 || asked[0].PIN != "1234" {
		t.Errorf("asked %v", asked)
	}
}
