package flow

import (
	"slices"
	"time"

	"countertop/app/repair"
)

// Desk is where the person at the counter is.
type Desk struct {
	Staff *repair.Staff
	// Proved is when Staff last gave a PIN; zero if only a badge was read.
	Proved time.Time
	Screen Screen
	// Back is where "back" leads, innermost last.
	Back []Screen
	// Focus is the field that keys go to, "" for none.
	Focus Field
	Layer Layer
	// Entry is what is being composed there.
	Entry Entry
	Toast Toast
	// Ring are the nodes that the notice is about: see Lack.
	Ring   []string
	Dialog *Dialog
	// Touched is the time of the last sign of a person.
	Touched time.Time
	// ScriptHidden folds the line of what to say; Said is the sentence of it that
	// is shown.
	ScriptHidden bool
	Said         Said
}

// Said is a place in what can be said: the first of the sentences, and how many
// follow before the one that is shown. Other sentences begin with their first.
type Said struct {
	First string
	At    int
}

// Toast is a short notice above everything.
type Toast struct {
	Key   string
	Args  []string
	Bad   bool
	Until time.Time
}

// ToastFor is how long a notice stands.
const ToastFor = 6 * time.Second

// by is who is at the counter, "" if nobody is signed in.
func (d Desk) by() repair.StaffID {
	if d.Staff == nil {
		return ""
	}
	return d.Staff.ID
}

// commit asks the store for c, in the name of who is at the counter.
func (d Desk) commit(tag Tag, id repair.OrderID, c repair.Command) Commit {
	return Commit{Tag: tag, Order: id, Command: c, By: d.by()}
}

// notify shows a notice, warn one that something is wrong.
func (s State) notify(key string, args ...string) State {
	s.Toast = Toast{Key: key, Args: args, Until: s.Now.Add(ToastFor)}
	return s
}

func (s State) warn(key string, args ...string) State {
	s = s.notify(key, args...)
	s.Toast.Bad = true
	return s
}

// Messages that belong to no page.
type (
	// WentBack is the way back; nothing is lost.
	WentBack struct{}
	// WentHome leaves everything for the home screen.
	WentHome struct{}
	// LangChosen turns the screen to another language.
	LangChosen struct{ Lang string }
	// ScriptFolded hides or shows what to say.
	ScriptFolded struct{}
	// ScriptTurned shows another sentence of what to say.
	ScriptTurned struct{ Said Said }
	// Opened goes to a screen.
	Opened struct{ Screen Screen }
	// ProblemAsked says a problem of Health in full.
	ProblemAsked struct{ Problem string }
	// Tick is the time of the heartbeat, once a second.
	Tick struct{ Now time.Time }
)

// deskMsg are the messages that belong to no page.
//
//sumtype:decl
type deskMsg interface {
	Msg
	deskMsg()
}

func (WentBack) owner() Screen     { return roomDesk }
func (WentHome) owner() Screen     { return roomDesk }
func (LangChosen) owner() Screen   { return roomDesk }
func (ScriptFolded) owner() Screen { return roomDesk }
func (ScriptTurned) owner() Screen { return roomDesk }
func (Opened) owner() Screen       { return roomDesk }
func (ProblemAsked) owner() Screen { return roomDesk }
func (Tick) owner() Screen         { return roomDesk }

func (WentBack) deskMsg()     {}
func (WentHome) deskMsg()     {}
func (LangChosen) deskMsg()   {}
func (ScriptFolded) deskMsg() {}
func (ScriptTurned) deskMsg() {}
func (Opened) deskMsg()       {}
func (ProblemAsked) deskMsg() {}
func (Tick) deskMsg()         {}

func (Tick) reported() {}

// updateDesk takes what leads from one screen to another.
func updateDesk(s State, m deskMsg) (State, []Cmd) {
	switch m := m.(type) {
	case Tick:
		return deskTicked(s, m.Now)
	case Scanned:
		return deskScanned(s, m)
	case ScanRefused:
		return scanRefused(s, m)
	case LayoutSeen:
		s = s.warn("scan.layout-taken", "layout", m.Layout)
	case LangChosen:
		s.Lang = m.Lang
		return s, []Cmd{KeepLang{m.Lang}}
	case ScriptFolded:
		s.ScriptHidden = !s.ScriptHidden
	case ScriptTurned:
		s.Said = m.Said
	case WentBack:
		return s.wentBack()
	case WentHome:
		return s.leave()
	case Opened:
		return s.opened(m.Screen)
	case ProblemAsked:
		s = s.warn(m.Problem)
	case Committed:
		return deskCommitted(s, m)
	case Failed:
		return deskFailed(s, m)
	case OrderOpened:
		return orderOpened(s, m)
	case CopyRead:
		return copyRead(s, m)
	}
	return s, nil
}

// dueEvery is how often the store is asked for calls that are due.
const dueEvery = time.Minute

// idleFor is how long the screen may be left alone before it gives somebody's
// data up: that of a customer who signs has a time of its own.
func (s State) idleFor() time.Duration {
	if s.CustomerFacing() {
		return s.Shop.times().CustomerPage
	}
	return s.Shop.times().SignOut
}

func deskTicked(s State, now time.Time) (State, []Cmd) {
	was := s.Now
	s.Now = now
	if s.Toast.Key != "" && now.After(s.Toast.Until) {
		s.Toast, s.Ring = Toast{}, nil
	}
	if s.Scan.Shelf != nil && now.After(s.Scan.Until) {
		s.Scan.Shelf = nil
	}
	if s.Order.Passcode != "" && now.After(s.Order.PasscodeUntil) {
		s.Order.Passcode = ""
	}
	var cmds []Cmd
	if was.Truncate(dueEvery) != now.Truncate(dueEvery) {
		cmds = append(cmds, LoadDue{})
	}
	cmds = append(cmds, dataCheckTick(&s)...)
	if tick := s.row().tick; tick != nil {
		next, more := tick(s)
		s, cmds = next, append(cmds, more...)
	}
	if now.Sub(s.Touched) > s.idleFor() && s.Staff != nil {
		s.Touched = now
		next, more := s.abandoned()
		return next, append(cmds, more...)
	}
	return s, cmds
}

// abandoned is the screen after nobody has touched it for a while.
func (s State) abandoned() (State, []Cmd) {
	s = s.nobody()
	if stays := s.row().stays; stays != nil && stays(s) {
		s.unfocus()
		s = s.forgotten()
		s.Back, s.Dialog = nil, nil
		return s, nil // the next scan asks for a badge and goes on
	}
	return s.leave()
}

// tagPreview asks for the picture of the tag again, if the last page of the
// check-in shows it.
func (s State) tagPreview() []Cmd {
	if s.Screen != ScreenCheckIn || s.CheckIn.Step != StepPrint {
		return nil
	}
	for _, j := range s.Jobs {
		if j.Document == repair.DocDeviceTag && slices.Contains(s.CheckIn.Jobs, j.ID) {
			return []Cmd{Preview{j}}
		}
	}
	return nil
}
