package flow

import (
	"errors"
	"slices"
	"time"

	"countertop/app/repair"
)

// Scan is the screen where machines are moved: shelf and machine in either
// order.
type Scan struct {
	// Shelf was scanned first and stays for many machines, until Until.
	Shelf *repair.Place
	Until time.Time
	// Taking is set while Shelf is the bench of who scanned their badge; Taken
	// counts the machines since.
	Taking bool
	Taken  int
	// Machine was scanned first and waits for a shelf.
	Machine *repair.Card
	// Touched is the machine that was chosen on the screen and not scanned.
	Touched repair.OrderID
	// Asking is set while 等待备件 needs a reason for Asked.
	Asking bool
	Asked  repair.MoveMachine
	Part   string

	Result Result
	Recent []Recent
	// Busy is the order that the store is deciding on.
	Busy repair.OrderID
	// Queue is what was scanned while an answer is awaited, and AnswerBy when
	// that is given up; the zero time if none is.
	Queue    []Scanned
	AnswerBy time.Time
}

// ResultKind is how a scan ended.
type ResultKind string

// The results. Each has a word, a colour, an icon and a sound.
const (
	ResultNone    ResultKind = ""
	ResultMoved   ResultKind = "moved"
	ResultAgain   ResultKind = "again" // already there
	ResultRefused ResultKind = "refused"
	ResultUnknown ResultKind = "unknown"
	ResultUndone  ResultKind = "undone"
)

// Result is the big word.
type Result struct {
	Kind     ResultKind
	Row      *repair.Row
	From, To repair.Place
	Rule     *repair.RuleError
	Command  repair.MoveMachine // what was refused
	Problem  string             // key of a sentence, for unknown
	Code     string             // what was scanned, for unknown
	At       time.Time
	UndoBy   time.Time
	Prints   int
	// Taken counts the machines that the person took since their badge.
	Taken int
}

// goesOn reports whether a shelf may still be meant for the machine: it was
// scanned onto the shelf it is on, or taken by a badge, just now.
func (r Result) goesOn(now time.Time) bool {
	return (r.Kind == ResultAgain || r.Kind == ResultMoved && r.Taken > 0) && r.Row != nil && now.Sub(r.At) < goesOnFor
}

// Recent is one line of what happened just now.
type Recent struct {
	At     time.Time
	Device repair.Device
	To     repair.Place
	Order  repair.OrderID
}

// goesOnFor is how long a shelf may still be meant for the machine that has just
// come to another.
const goesOnFor = 15 * time.Second

// Messages of the scan screen.
type (
	// PartsReasonChosen says why a machine waits.
	PartsReasonChosen struct{ Reason repair.PartsReason }
	// UndoAsked takes the last move back.
	UndoAsked struct{}
	// MoveAsked chooses a machine without a scanner.
	MoveAsked struct{ Order repair.OrderID }
	// ShelfTouched names a shelf without a scanner.
	ShelfTouched struct{ Place repair.Place }
	// ScanCleared forgets the shelf or machine that waits.
	ScanCleared struct{}
)

// scanMsg are the messages that belong to the scan page.
//
//sumtype:decl
type scanMsg interface {
	Msg
	scanMsg()
}

func (PartsReasonChosen) owner() Screen { return ScreenScan }
func (UndoAsked) owner() Screen         { return ScreenScan }
func (MoveAsked) owner() Screen         { return ScreenScan }

// A shelf is named for a machine that somebody moves.
func (ShelfTouched) named()        {}
func (ShelfTouched) owner() Screen { return ScreenScan }
func (ScanCleared) owner() Screen  { return ScreenScan }
func (PartsReasonChosen) scanMsg() {}
func (UndoAsked) scanMsg()         {}
func (MoveAsked) scanMsg()         {}

// A machine is chosen by somebody.
func (MoveAsked) named()      {}
func (ShelfTouched) scanMsg() {}
func (ScanCleared) scanMsg()  {}

// answerTime is how long scans wait for the answer to what was asked before
// them. The store gives up sooner.
const answerTime = 10 * time.Second

// waits reports whether a scan would be told its meaning too early: before it
// is known who stands there, which machine waits, and where the last one went.
func (c Scan) waits(now time.Time) bool { return !c.AnswerBy.IsZero() && now.Before(c.AnswerBy) }

// awaits begins to wait if what is to be done has an answer that the next scan
// depends on.
func (c *Scan) awaits(cmds []Cmd, now time.Time) {
	for _, cmd := range cmds {
		switch cmd.(type) {
		case Commit, OpenOrder, CheckBadge, CheckCopy:
			c.AnswerBy = now.Add(answerTime)
		default:
			// No scan depends on it.
		}
	}
}

// answers reports whether m can be what was awaited.
func answers(m Msg) bool {
	switch m.(type) {
	case Committed, Failed, OrderOpened, StaffKnown, StaffUnknown, CopyRead:
		return true
	default:
		return false // no scan waits for it
	}
}

// queued gives the scans that waited their meaning, one after the other, up to
// the next that needs an answer.
func (s State) queued(cmds []Cmd) (State, []Cmd) {
	for len(s.Scan.Queue) > 0 && !s.Scan.waits(s.Now) {
		m := s.Scan.Queue[0]
		s.Scan.Queue = s.Scan.Queue[1:]
		next, more := step(s, m)
		s, cmds = next, append(cmds, more...)
	}
	return s, cmds
}

func (r reading) misread() bool { return errors.Is(r.err, repair.ErrCheck) }

// is reports whether it is a code of ours of a type.
func (r reading) is(t repair.CodeType) bool { return r.err == nil && r.code.Type == t }

// deskScanned gives every code its one meaning: the screen's, else that which it
// has everywhere.
func deskScanned(s State, m Scanned) (State, []Cmd) {
	r := readScan(m.Scan)
	if s.CustomerFacing() {
		// The customer has the screen: only a badge takes it back.
		if r.is(repair.CodeBadge) {
			s.Dialog = &Dialog{Kind: DialogLeave, Purpose: ForLeave}
			return s, []Cmd{CheckBadge{r.text}}
		}
		return s.warn("scan.customer"), []Cmd{Play{SoundUnknown}}
	}
	if scanned := s.row().scanned; scanned != nil && s.Dialog == nil {
		if next, cmds, ok := scanned(s, r); ok {
			return next, cmds
		}
	}
	switch {
	case r.is(repair.CodeBadge):
		return s, []Cmd{CheckBadge{r.text}}
	case s.Dialog != nil && r.misread():
		return s.warn("scan.misread", "code", short(r.text)), []Cmd{Play{SoundUnknown}}
	case s.Dialog != nil:
		return s.warn("scan.dialog"), []Cmd{Play{SoundUnknown}}
	case !r.ours():
		return foreignScanned(s, r)
	case s.Staff == nil:
		return s.signInFor(m), nil
	}
	return codeScanned(s, r)
}

// codeScanned is the meaning that a code of ours has on every screen.
func codeScanned(s State, r reading) (State, []Cmd) {
	switch c := r.code; c.Type {
	case repair.CodeOrder:
		return s.machineScanned(c.Order)
	case repair.CodeShelf:
		return s.shelfScanned(c.Place)
	case repair.CodeCopy:
		return s, []Cmd{CheckCopy{Code: r.text, Order: c.Order}}
	case repair.CodeAccessory, repair.CodeOldPart:
		return s, []Cmd{OpenOrder{Order: c.Order, For: ScreenOrder}}
	case repair.CodeLoaner:
		return s.loanerScanned(c.Body)
	default: // a part is a maker's number by chance, and a badge is taken before
		return s, nil
	}
}

func (s State) unknown(problem, text string) (State, []Cmd) {
	if s.Screen == ScreenScan {
		s.Scan.Result = Result{Kind: ResultUnknown, Problem: problem, Code: short(text), At: s.Now}
		return s, []Cmd{Play{SoundUnknown}}
	}
	return s.warn(problem, "code", short(text)), []Cmd{Play{SoundUnknown}}
}

func short(text string) string {
	rs := []rune(repair.ShownScan(text))
	if len(rs) > 24 {
		rs = append(rs[:24:24], '…')
	}
	return string(rs)
}

// shelfUntil is when a shelf that is scanned now no longer waits for a machine.
func (c Counter) shelfUntil() time.Time { return c.Now.Add(c.Shop.times().ShelfStays) }

// moveAsked makes a machine wait for its place that nobody has scanned.
func moveAsked(s State, id repair.OrderID) (State, []Cmd) {
	s.Scan.Touched = id
	if c, ok := s.Floor.Get(id); ok {
		return s.machineOpened(c)
	}
	return s, []Cmd{OpenOrder{Order: id, For: ScreenScan, Tag: TagScan}}
}

// machineScanned moves the machine if a shelf waits, else makes it wait.
func (s State) machineScanned(id repair.OrderID) (State, []Cmd) {
	s.Scan.Touched = ""
	if s.Screen == ScreenScan && s.Scan.Asking && s.Scan.Machine != nil && s.Scan.Machine.ID != id {
		s.Scan.Asking = false
	}
	if s.Scan.Shelf != nil && s.Now.Before(s.Scan.Until) && (s.Screen == ScreenScan || s.Scan.Takes() && s.row().bench) {
		s.Scan.Until = s.shelfUntil()
		return s.move(id, repair.MoveMachine{To: *s.Scan.Shelf})
	}
	if c, ok := s.Floor.Get(id); ok {
		return s.machineOpened(c) // the next scan may come before the store answers
	}
	return s, []Cmd{OpenOrder{Order: id, For: ScreenScan, Tag: TagScan}}
}

// shelfScanned moves the machine that waits, else the shelf waits.
func (s State) shelfScanned(p repair.Place) (State, []Cmd) {
	if s.Screen == ScreenCheckIn && s.CheckIn.Step == StepPrint && len(s.CheckIn.Done) == 1 {
		// The last page of the check-in holds one machine: its shelf.
		return s.move(s.CheckIn.Done[0].Order.ID, repair.MoveMachine{To: p})
	}
	if m := s.Scan.Machine; m != nil && s.Screen == ScreenScan {
		return s.move(m.ID, repair.MoveMachine{To: p})
	}
	if r := s.Scan.Result; s.Screen == ScreenScan && r.goesOn(s.Now) {
		s.Scan.Shelf = nil
		return s.move(r.Row.Order.ID, repair.MoveMachine{To: p})
	}
	if s.Screen != ScreenScan {
		if next, cmds := s.parkFirst(); next.Screen != s.Screen {
			next, more := next.shelfScanned(p)
			return next, append(cmds, more...)
		}
	}
	s = s.to(ScreenScan)
	if p.Slot > 0 {
		// A slot takes one machine: the shelf does not stay.
		s.Scan.Until = s.shelfUntil()
	}
	s.Scan.Shelf, s.Scan.Until, s.Scan.Machine = &p, s.shelfUntil(), nil
	s.Scan.Result, s.Scan.Taking = Result{}, false
	return s, []Cmd{Play{SoundKey}}
}

// move asks the store for a move, or a person for the reason first.
func (s State) move(id repair.OrderID, c repair.MoveMachine) (State, []Cmd) {
	if c.To.Kind == repair.ShelfAwaitingParts && c.Reason == "" {
		k, ok := s.Floor.Get(id)
		if s.Scan.Machine != nil && s.Scan.Machine.ID == id {
			k, ok = *s.Scan.Machine, true
		}
		if ok && k.Place.Kind != c.To.Kind {
			s = s.to(ScreenScan)
			s.Scan.Machine, s.Scan.Asking, s.Scan.Asked, s.Scan.Part = &k, true, c, ""
			s.Scan.Result = Result{}
			return s, []Cmd{Play{SoundKey}}
		}
		if ok {
			c.Reason, c.Part = k.Reason, k.Part
		}
	}
	c.Typed = id == s.Scan.Touched
	s.Scan.Busy, s.Scan.Asked = id, c
	return s, []Cmd{s.commit(TagScan, id, c)}
}

func (s State) moveApproved(a *repair.Approval) (State, []Cmd) {
	r := s.Scan.Result
	if r.Row == nil {
		return s, nil
	}
	c := r.Command
	c.Override = a
	return s.move(r.Row.Order.ID, c)
}

func updateScan(s State, m scanMsg) (State, []Cmd) {
	switch m := m.(type) {
	case PartsReasonChosen:
		if !s.Scan.Asking || s.Scan.Machine == nil {
			return s, nil
		}
		c := s.Scan.Asked
		c.Reason, c.Part = m.Reason, s.Shop.Trade.Key(s.Scan.Part, s.Shop.Trade.Parts(s.Scan.Machine.Device.Kind)...)
		s.Scan.Asking, s.Focus = false, ""
		return s.move(s.Scan.Machine.ID, c)
	case UndoAsked:
		r := s.Scan.Result
		if r.Kind == ResultMoved && r.Row != nil && s.Now.Before(r.UndoBy) {
			return s, []Cmd{s.commit(TagUndo, r.Row.Order.ID, repair.UndoMove{})}
		}
	case MoveAsked:
		return moveAsked(s, m.Order)
	case ShelfTouched:
		return s.shelfScanned(m.Place)
	case ScanCleared:
		s.Pages.scanCleared()
		s.Focus = ""
	}
	return s, nil
}

// scanCleared forgets the shelf or machine that waits, and the big word.
func (p *Pages) scanCleared() {
	p.Scan.Shelf, p.Scan.Machine, p.Scan.Asking, p.Scan.Touched, p.Scan.Result = nil, nil, false, "", Result{}
}

// scanKeeps keeps what a scan waits for, and where machines went.
func scanKeeps(was Pages, now *Pages) {
	now.Scan = Scan{
		Recent: was.Scan.Recent, Busy: was.Scan.Busy, Asked: was.Scan.Asked, Queue: was.Scan.Queue, AnswerBy: was.Scan.AnswerBy,
	}
}

// machineOpened takes the order that was scanned.
func (s State) machineOpened(c repair.Card) (State, []Cmd) {
	next, cmds := s.parkFirst()
	next = next.to(ScreenScan)
	next.Scan.Machine, next.Scan.Shelf, next.Scan.Result, next.Scan.Asking = &c, nil, Result{}, false
	return next, append(cmds, Play{SoundKey})
}

func scanCommitted(s State, m Committed) (State, []Cmd) {
	s.Scan.Busy = ""
	row := m.Row
	res := Result{
		Kind: ResultMoved, Row: &row, From: m.Before.Place, To: row.Order.Place, At: s.Now,
		UndoBy: s.Now.Add(repair.UndoWindow), Prints: len(m.Jobs),
	}
	if s.Scan.Takes() && row.Order.Place.Kind == repair.PlaceBench && len(m.Events) > 0 && m.Tag == TagScan {
		s.Scan.Taken++
		res.Taken = s.Scan.Taken
	}
	sound := SoundMoved
	if len(m.Events) == 0 {
		res.Kind, sound = ResultAgain, SoundAgain
	}
	if m.Tag == TagUndo {
		res.Kind, sound = ResultUndone, SoundDone
		s.Scan.Taken = max(0, s.Scan.Taken-1)
		if n := len(s.Scan.Recent); n > 0 && s.Scan.Recent[0].Order == row.Order.ID {
			s.Scan.Recent = s.Scan.Recent[1:]
		}
	} else if res.Kind == ResultMoved {
		s.Scan.Recent = append([]Recent{{s.Now, row.Order.Device, row.Order.Place, row.Order.ID}}, s.Scan.Recent...)
		s.Scan.Recent = s.Scan.Recent[:min(len(s.Scan.Recent), 20)]
	}
	s.Scan.Machine, s.Scan.Asking = nil, false
	if sh := s.Scan.Shelf; sh != nil && sh.Slot > 0 {
		s.Scan.Shelf = nil
	}
	draft := s.CheckIn.Draft
	if s.Screen == ScreenCheckIn && len(s.CheckIn.Done) == 1 && s.CheckIn.Done[0].Order.ID == row.Order.ID {
		s = s.home().to(ScreenScan)
		s.Scan.Result = res
		return s, []Cmd{DropDraft{draft}, LoadDrafts{}, Play{sound}}
	}
	s = s.to(ScreenScan)
	s.Scan.Result = res
	return s, []Cmd{Play{sound}}
}

func scanFailed(s State, m Failed) (State, []Cmd, bool) {
	s.Scan.Busy = ""
	if m.Rule != nil && m.Rule.Rule == repair.RulePartsReason && m.Row != nil {
		s = s.to(ScreenScan)
		k := s.card(*m.Row)
		s.Scan.Machine, s.Scan.Asking, s.Scan.Part = &k, true, ""
		return s, []Cmd{Play{SoundKey}}, true
	}
	s, cmds := s.parkFirst()
	s = s.to(ScreenScan)
	res := Result{Kind: ResultRefused, Row: m.Row, Rule: m.Rule, Problem: m.Problem, Command: s.Scan.Asked, At: s.Now}
	sound := SoundRefused
	if m.Rule != nil && m.Rule.Rule == repair.RuleUnknownOrder || m.Rule == nil {
		res.Kind, sound = ResultUnknown, SoundUnknown
		if m.Problem == "" {
			res.Problem = "scan.unknown-order"
		}
		res.Code = m.Order.String()
	}
	s.Scan.Machine, s.Scan.Asking = nil, false
	s.Scan.Result = res
	return s, append(cmds, Play{sound}), true
}

// scanPart is what the page shows: something that waits, or how a scan ended.
func scanPart(s State) string {
	switch c := s.Scan; {
	case c.Asking && c.Machine != nil:
		return "asking"
	case c.Machine != nil:
		return "machine"
	case c.Result.Kind == ResultNone && c.Shelf != nil:
		return "shelf"
	default:
		return string(c.Result.Kind)
	}
}

// Unshelved are the machines that stand on the counter, the latest first.
func (c Counter) Unshelved() []*repair.Card {
	list := c.Floor.On(repair.PlaceCounter)
	slices.SortStableFunc(list, func(a, b *repair.Card) int { return b.PlaceSince.Compare(a.PlaceSince) })
	return list
}

// FreeSlots is how many slots of a shelf have no machine; of says how many it has, 0
// for a place without any.
func (c Counter) FreeSlots(k repair.PlaceKind) (free, of int) {
	of = c.Shop.Layout[k]
	return max(0, of-len(c.Floor.On(k))), of
}
