package flow

import (
	"maps"
	"slices"
	"time"

	"countertop/app/repair"
	"countertop/app/trade"
)

// TradeLoaded carries the lists and words of the shop when its owner has
// changed them.
type TradeLoaded struct{ Trade trade.Trade }

// ProblemAsked says a problem of Health in full.
type ProblemAsked struct{ Problem string }

func (TradeLoaded) owner() Screen  { return roomCounter }
func (ProblemAsked) owner() Screen { return roomDesk }

func (TradeLoaded) counterMsg() {}
func (TradeLoaded) reported()   {}

func (ProblemAsked) deskMsg() {}

// counterMsg are the messages that say what is true of the counter.
//
//sumtype:decl
type counterMsg interface {
	Msg
	counterMsg()
}

// deskMsg are the messages that belong to no page.
//
//sumtype:decl
type deskMsg interface {
	Msg
	deskMsg()
}

// Update returns the state after m, and what is to be done. It is pure: s
// stays as it was.
//
// Scans are taken in the order they came: one that comes before the answer to
// the one before waits for it.
func Update(s State, m Msg) (State, []Cmd) {
	if s.Boards.Wall {
		return s.onWall(m), nil
	}
	if sc, ok := m.(Scanned); ok && s.waits() {
		s.Touched = s.Now
		s.Scan.Queue = append(slices.Clip(s.Scan.Queue), sc)
		return s, nil
	}
	if answers(m) {
		s.Scan.AnswerBy = time.Time{}
	}
	next, cmds := s.step(m)
	return next.queued(cmds)
}

// step takes one message, and waits if what is to be done has an answer.
func (s State) step(m Msg) (State, []Cmd) {
	next, cmds := s.update(m)
	next, cmds = s.whileLeft(m, next, cmds)
	return next.awaits(cmds), cmds
}

// update hands a message to the room that it belongs to. What a person does
// where a name is needed waits until there is one.
func (s State) update(m Msg) (State, []Cmd) {
	x := screens[m.owner()]
	if _, ok := m.(report); !ok {
		s.Touched = s.Now
		s.Toast = Toast{} // what was said is seen
		if s.Staff == nil && (x.signIn || inName(m)) {
			return s.signInFor(m), nil
		}
	}
	return x.update(s, m)
}

// named is a message that is kept in somebody's name, on a screen that asks
// for none.
type named interface {
	Msg
	named()
}

func inName(m Msg) bool {
	_, ok := m.(named)
	return ok
}

// updateDesk takes what leads from one screen to another.
func (s State) updateDesk(m deskMsg) (State, []Cmd) {
	switch m := m.(type) {
	case Tick:
		return s.tick(m.Now)
	case Scanned:
		return s.scanned(m)
	case LangChosen:
		s.Lang = m.Lang
		return s, []Cmd{KeepLang{m.Lang}}
	case ScriptFolded:
		s.ScriptHidden = !s.ScriptHidden
	case WentBack:
		return s.wentBack()
	case WentHome:
		return s.leave()
	case Opened:
		return s.opened(m.Screen)
	case ProblemAsked:
		s = s.warn(m.Problem)
	case Committed:
		return s.committed(m)
	case Failed:
		return s.failed(m)
	case OrderOpened:
		return s.orderOpened(m)
	case CopyRead:
		return s.copyRead(m)
	}
	return s, nil
}

// updateCounter takes what the store and the devices report.
func (s State) updateCounter(m counterMsg) (State, []Cmd) {
	switch m := m.(type) {
	case FloorLoaded:
		s.Floor, s.Loaded = m.Floor, true
		s = s.restocked()
	case DueLoaded:
		s.Due = m.Rows
	case PeopleLoaded:
		s.People = m.People
	case DraftsLoaded:
		s.Drafts = m.Drafts
	case EnquiriesLoaded:
		s.Enquiries = m.Enquiries
	case TradeLoaded:
		s.Shop.Trade = m.Trade
	case TypingLoaded:
		s.Typing = m.Typing
	case SuggestionsLoaded:
		s.Typing.Index = m.Index
	case PrinterChanged:
		s.Printers = put(s.Printers, m.Printer, func(p PrinterState) string { return p.Name })
		s = s.coverTested()
	case PrinterGone:
		s.Printers = slices.DeleteFunc(slices.Clone(s.Printers), func(p PrinterState) bool { return p.Name == m.Name })
	case DevicesFound:
		s.Devices, s.Profiles = m.Devices, m.Profiles
	case ScannerChanged:
		s = s.scannerChanged(m.Scanner)
	case ScannersFound:
		s.Found = m.Found
	case ScannerGone:
		s = s.scannerGone(m.Device)
	case SymbolsDrawn:
		s.Symbols = m.Symbols
	case SoundChanged:
		s = s.soundChanged(m.Silent)
	case JobsChanged:
		s.Jobs = m.Jobs
		return s.showTestPage()
	case HealthChanged:
		s = s.healthChanged(m.Health)
	}
	return s, nil
}

// healthChanged takes what the machine reports of itself; a new mistake in a
// file of the shop is told, for the owner has just saved it and looks.
func (s State) healthChanged(h Health) State {
	was := s.Health.Problems
	s.Health = h
	for _, p := range h.Mistakes() {
		if !slices.Contains(was, p) {
			s = s.warn(p)
		}
	}
	return s
}

// dueEvery is how often the store is asked for calls that are due.
const dueEvery = time.Minute

// idleAfter is when a screen with somebody's data gives it up.
const idleAfter = 5 * time.Minute

func (s State) tick(now time.Time) (State, []Cmd) {
	was := s.Now
	s.Now = now
	if s.Toast.Key != "" && now.After(s.Toast.Until) {
		s.Toast = Toast{}
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
	if tick := s.row().tick; tick != nil {
		next, more := tick(s)
		s, cmds = next, append(cmds, more...)
	}
	if now.Sub(s.Touched) > idleAfter && s.Staff != nil {
		s.Touched = now
		next, more := s.abandoned()
		return next, append(cmds, more...)
	}
	return s, cmds
}

// abandoned is the screen after nobody has touched it for a while.
func (s State) abandoned() (State, []Cmd) {
	s.Staff = nil
	if stays := s.row().stays; stays != nil && stays(s) {
		s = s.unfocused().forgotten()
		s.Back, s.Dialog = nil, nil
		return s, nil // the next scan asks for a badge and goes on
	}
	return s.leave()
}

// put replaces the element of the same name, or appends it.
func put[T any](list []T, x T, name func(T) string) []T {
	out := make([]T, 0, len(list)+1)
	found := false
	for _, y := range list {
		if name(y) == name(x) {
			y, found = x, true
		}
		out = append(out, y)
	}
	if !found {
		out = append(out, x)
	}
	return out
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

// committed puts what is durable onto the floor and tells the screen that
// asked for it.
func (s State) committed(m Committed) (State, []Cmd) {
	s = s.onFloor(m)
	if committed := screens[m.Tag.owner()].committed; committed != nil {
		return committed(s, m)
	}
	return s, nil
}

// failed tells the screen that asked, or says why as a notice.
func (s State) failed(m Failed) (State, []Cmd) {
	next, cmds := s.failedAt(m)
	if m.Rule == nil && m.Tag != "" {
		cmds = append(cmds, LoadFloor{}) // a failed disk leaves open what was stored
	}
	return next, cmds
}

func (s State) failedAt(m Failed) (State, []Cmd) {
	if failed := screens[m.Tag.owner()].failed; failed != nil {
		next, cmds, ok := failed(s, m)
		if ok {
			return next, cmds
		}
		s = next
	}
	if m.Rule != nil {
		return s.refused(m.Rule), []Cmd{Play{SoundRefused}}
	}
	problem := m.Problem
	if problem == "" {
		problem = "problem.unknown-order"
	}
	return s.warn(problem, "order", m.Order.String()), []Cmd{Play{SoundRefused}}
}

// refused says a refusal as a notice.
func (s State) refused(e *repair.RuleError) State {
	args := []string{"order", e.Order.String(), "n", itoa(len(e.Need))}
	for _, k := range slices.Sorted(maps.Keys(e.Args)) {
		switch {
		case k == "who":
			args = append(args, k, s.Person(repair.StaffID(e.Args[k])).Name)
		case k != "n":
			args = append(args, k, e.Args[k])
		}
	}
	return s.warn("rule."+string(e.Rule)+".what", args...)
}

// onFloor puts what was committed onto the floor.
func (s State) onFloor(m Committed) State {
	for _, r := range append([]Row{m.Row}, m.Also...) {
		if r.Order.InShop() {
			s.Floor = s.Floor.With(s.card(r))
		} else {
			s.Floor = s.Floor.Without(r.Order.ID)
		}
		s = s.stocked(r.Order)
	}
	if m.Tag == TagCheckIn {
		s.Floor = s.Floor.Renamed(m.Row.Customer) // all their machines
	}
	return s
}
