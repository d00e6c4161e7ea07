package flow

import (
	"slices"

	"countertop/app/repair"
)

// to goes to a screen; the way back leads here. One that is on the way back already
// is gone back to, so that no way goes round in a circle.
func (s State) to(screen Screen) State {
	switch i := slices.Index(s.Back, screen); {
	case s.Screen == screen:
	case i >= 0:
		s.Back = slices.Clone(s.Back[:i])
	default:
		s.Back = append(slices.Clone(s.Back), s.Screen)
	}
	s.unfocus()
	s.Screen = screen
	return s
}

// back goes to the screen before.
func (s State) back() State {
	s.unfocus()
	if n := len(s.Back); n > 0 {
		s.Screen, s.Back = s.Back[n-1], append([]Screen(nil), s.Back[:n-1]...)
	} else {
		s.Screen = ScreenHome
	}
	return s
}

// home goes to the home screen and forgets what was open: the next person at
// the counter is another one.
func (s State) home() State {
	s.unfocus()
	s = s.forgotten()
	s.Screen, s.Back, s.Dialog = ScreenHome, nil, nil
	return s
}

// forgotten empties all pages but for what their rows keep.
func (s State) forgotten() State {
	was := s.Pages
	s.Pages = Pages{}
	for _, x := range screens {
		if x.keeps != nil {
			x.keeps(was, &s.Pages)
		}
	}
	return s
}

// unfocus takes the keys away, and what was being composed.
func (d *Desk) unfocus() {
	d.noEntry()
	d.Focus = ""
}

// opened goes to a screen, after asking who it is where that is needed.
func (s State) opened(name Screen) (State, []Cmd) {
	x := screens[name]
	switch {
	case x.signIn && s.Staff == nil:
		return s.signInFor(Opened{name}), nil
	case !x.admits(s.Staff):
		return s.notAllowed(*s.Staff, x.command)
	}
	s = s.to(name)
	if x.opened != nil {
		return x.opened(s)
	}
	return s, nil
}

// wentBack is the way back; nothing is lost.
func (s State) wentBack() (State, []Cmd) {
	switch {
	case s.Dialog != nil:
		return updateDialog(s, DialogClosed{})
	case s.CustomerFacing():
		return updateDialog(s, DialogAsked{DialogLeave, ForLeave})
	}
	x := s.row()
	if x.back != nil {
		if next, cmds, ok := x.back(s); ok {
			return next, cmds
		}
	}
	if x.off != nil {
		x.off(&s.Pages)
	}
	s = s.back()
	x = s.row()
	switch {
	case s.Screen == ScreenHome, x.passed != nil && x.passed(s):
		s = s.home()
	case !x.admits(s.Staff) && !(x.stays != nil && x.stays(s)):
		return s.leave() // a page that needs a name is no way back for nobody
	}
	return s, s.tagPreview()
}

// leave goes home, parks what was going on and forgets the rest.
func (s State) leave() (State, []Cmd) {
	if leave := s.row().leave; leave != nil {
		return leave(s)
	}
	return s.home(), nil
}

// takenBack takes the screen back from the customer.
func (s State) takenBack() (State, []Cmd) {
	x := s.row()
	if x.ink != nil {
		*x.ink(&s) = Ink{}
	}
	if x.back != nil {
		if next, cmds, ok := x.back(s); ok {
			return next, cmds
		}
	}
	return s.back(), nil
}

// whileLeft stores what must not be lost as the screen of s is left by m.
func whileLeft(s State, m Msg, next State, cmds []Cmd) (State, []Cmd) {
	left := s.row().left
	if left == nil {
		return next, cmds
	}
	next, first := left(s, m, next)
	return next, append(first, cmds...)
}

// badged is a badge outside dialogs and the sign-in page.
func (s State) badged(p repair.Staff) (State, []Cmd) {
	if badged := s.row().badged; badged != nil {
		if next, cmds, ok := badged(s, p); ok {
			return next, cmds
		}
	}
	if a, ok := s.handedOver(p); ok {
		return s.moveApproved(a)
	}
	s = s.stands(p, false)
	if !s.row().admits(s.Staff) {
		s.unfocus() // the keys would be grey, and hide the way back
	}
	hello := func(s State) (State, []Cmd) { return s.notify("signin.hello", "name", p.Name), []Cmd{Play{SoundDone}} }
	if !repair.May(p, repair.CommandTake) || !s.row().bench || s.Screen == ScreenScan && s.Scan.Asking {
		return hello(s)
	}
	return s.taking(hello)
}
