package flow

import (
	"slices"
	"time"

	"countertop/app/repair"
)

// Stock is the stock-take (盘点): shelves are scanned, then everything on them,
// and what differs from the books is settled line by line.
type Stock struct {
	// Take is the one that goes on, or that has just ended; ID 0 is none.
	Take repair.StockTake
	// At is the place that was scanned last.
	At   repair.Place
	Step StockStep
	// Standing are the machines that the books have in the places of Take, Seen
	// those that it has seen.
	Standing, Seen []repair.StockMachine
	// Report compares the two.
	Report repair.StockReport
	// Past are the stock-takes that have ended, the last first.
	Past []repair.StockTake

	Result StockResult
	Recent []StockResult // the last first
	// Group is what is shown of the difference list, Page a page of a list.
	Group repair.StockGroup
	Page  int
	// Carry is the difference that is being carried back to its place.
	Carry *repair.StockDiff
	// Refused is a settlement that a rule does not let pass; with the rule of
	// 等待备件 a reason is asked.
	Refused *StockRefused
	// Undo is what can be taken back until Until.
	Undo StockUndo
	// NoteOf is the difference that Note is written on.
	NoteOf string
	Note   string
}

// StockStep is a page of the stock-take.
type StockStep string

// The pages.
const (
	StockPlaces  StockStep = ""        // what is to be counted
	StockScan    StockStep = "scan"    // machines are scanned
	StockRows    StockStep = "rows"    // they are touched instead
	StockList    StockStep = "list"    // what differs
	StockCarry   StockStep = "carry"   // one is carried back
	StockMissing StockStep = "missing" // all machines that were reported missing
)

// StockRefused is a settlement that was refused.
type StockRefused struct {
	Diff repair.StockDiff
	Rule *repair.RuleError
}

// Asks reports whether a reason is all that is missing.
func (r *StockRefused) Asks() bool { return r != nil && r.Rule.Rule == repair.RulePartsReason }

// StockUndo is the last act: a command on an order, or what was noted of an
// unknown item.
type StockUndo struct {
	Order   repair.OrderID
	Command repair.Command
	// Item is put back under Key as it was; without Had it is dropped.
	Key   string
	Item  repair.UnknownItem
	Had   bool
	Until time.Time
}

// Messages of the stock-take.
type (
	// StockPlaceChosen begins with a place, or goes on with it.
	StockPlaceChosen struct{ Place repair.Place }
	// StockStepAsked turns to another page; StockGroupChosen to a part of the list.
	StockStepAsked   struct{ Step StockStep }
	StockGroupChosen struct{ Group repair.StockGroup }
	// StockTurned turns the page of a list.
	StockTurned struct{ By int }
	// StockSeen says by touch what a scan of its tag would.
	StockSeen struct{ Order repair.OrderID }
	// StockResolved settles a difference: reported, moved here, or set aside. Reason
	// is given for 等待备件.
	StockResolved struct {
		Key    string
		Reason repair.PartsReason
	}
	// StockCarried takes a machine back to its place: asked, then with Done put
	// there.
	StockCarried struct {
		Key  string
		Done bool
	}
	// StockNoted writes on what was set aside: asked with a key, then kept.
	StockNoted struct{ Key string }
	// StockFound says that a missing machine stands where it belongs.
	StockFound struct{ Order repair.OrderID }
	// StockUndone takes the last act back.
	StockUndone struct{}
	// StockPrinted prints the difference list.
	StockPrinted struct{}
	// StockEnded ends the stock-take as it stands.
	StockEnded struct{}
	// StockSaved answers SaveStock: it is durable.
	StockSaved struct {
		Take repair.StockTake
		Key  string
	}
	// StockLoaded is what the store has kept: the one that goes on, if one does.
	StockLoaded struct {
		Take repair.StockTake
		Seen []repair.StockMachine
		Past []repair.StockTake
	}
)

// stockMsg are the messages that belong to the stock-take.
//
//sumtype:decl
type stockMsg interface {
	Msg
	stockMsg()
}

func (StockPlaceChosen) owner() Screen { return ScreenStock }
func (StockStepAsked) owner() Screen   { return ScreenStock }
func (StockGroupChosen) owner() Screen { return ScreenStock }
func (StockTurned) owner() Screen      { return ScreenStock }
func (StockSeen) owner() Screen        { return ScreenStock }
func (StockResolved) owner() Screen    { return ScreenStock }
func (StockCarried) owner() Screen     { return ScreenStock }
func (StockNoted) owner() Screen       { return ScreenStock }
func (StockFound) owner() Screen       { return ScreenStock }
func (StockUndone) owner() Screen      { return ScreenStock }
func (StockPrinted) owner() Screen     { return ScreenStock }
func (StockEnded) owner() Screen       { return ScreenStock }
func (StockSaved) owner() Screen       { return ScreenStock }
func (StockLoaded) owner() Screen      { return ScreenStock }

func (StockPlaceChosen) stockMsg() {}
func (StockStepAsked) stockMsg()   {}
func (StockGroupChosen) stockMsg() {}
func (StockTurned) stockMsg()      {}
func (StockSeen) stockMsg()        {}
func (StockResolved) stockMsg()    {}
func (StockCarried) stockMsg()     {}
func (StockNoted) stockMsg()       {}
func (StockFound) stockMsg()       {}
func (StockUndone) stockMsg()      {}
func (StockPrinted) stockMsg()     {}
func (StockEnded) stockMsg()       {}
func (StockSaved) stockMsg()       {}
func (StockLoaded) stockMsg()      {}

func (StockSaved) reported()  {}
func (StockLoaded) reported() {}

// Open reports whether a stock-take goes on.
func (k Stock) Open() bool { return k.Take.ID != 0 && k.Take.Ended.IsZero() }

// Lines are the differences of a group.
func (k Stock) Lines(g repair.StockGroup) (list []repair.StockDiff) {
	for _, d := range k.Report.Diffs {
		if d.Find.Group() == g {
			list = append(list, d)
		}
	}
	return list
}

// Unseen are the machines that are still to be scanned where people stand now.
func (k Stock) Unseen() (list []repair.StockDiff) {
	for _, d := range k.Report.Diffs {
		if d.Find == repair.StockMissing && k.At.Has(d.Recorded) {
			list = append(list, d)
		}
	}
	return list
}

// Last is how the last stock-take of a place ended.
func (k Stock) Last(p repair.PlaceKind) (t repair.StockTake, c repair.StockCount, ok bool) {
	for _, t := range k.Past {
		for _, c := range t.Report.Counts {
			if c.Place == (repair.Place{Kind: p}) {
				return t, c, true
			}
		}
	}
	return t, c, false
}

// diff finds a difference.
func (k Stock) diff(key string) (d repair.StockDiff, ok bool) {
	for _, d := range k.Report.Diffs {
		if d.Key() == key {
			return d, true
		}
	}
	return d, false
}

// standing is what the books have in the places of the stock-take.
func (k Stock) standing(floor *repair.Floor) (list []repair.StockMachine) {
	var done []repair.PlaceKind
	for _, p := range k.Take.Places {
		if slices.Contains(done, p.Place.Kind) {
			continue
		}
		done = append(done, p.Place.Kind)
		for _, c := range floor.On(p.Place.Kind) {
			if k.Take.Counts(c.Place) {
				list = append(list, c.Stock())
			}
		}
	}
	return list
}

// compare compares again after the floor or the places are others.
func (k *Stock) compare(floor *repair.Floor) {
	if k.Open() {
		k.Standing = k.standing(floor)
		k.Report = k.Take.Compare(k.Standing, k.Seen)
	}
}

// follow takes one order that was committed.
func (k *Stock) follow(o repair.Order) {
	if !k.Open() {
		return
	}
	m := repair.StockMachineOf(o)
	put := func(list []repair.StockMachine, in bool) []repair.StockMachine {
		i := slices.IndexFunc(list, func(x repair.StockMachine) bool { return x.Order == o.ID })
		switch {
		case i < 0 && !in:
			return list
		case i < 0:
			return append(slices.Clip(list), m)
		case in:
			list = slices.Clone(list)
			list[i] = m
			return list
		}
		return slices.Delete(slices.Clone(list), i, i+1)
	}
	k.Standing = put(k.Standing, o.InShop() && k.Take.Counts(o.Place))
	k.Seen = put(k.Seen, o.LastSeen.Take == k.Take.ID)
	k.Report = k.Take.Compare(k.Standing, k.Seen)
}

// keep compares again after the stock-take itself is another, and stores it for
// the item with this key, or with "" for none.
func (k *Stock) keep(t repair.StockTake, key string, floor *repair.Floor) Cmd {
	k.Take = t
	k.compare(floor)
	return SaveStock{t, key}
}

// stockSaved says what is durable now.
func stockSaved(s State, m StockSaved) (State, []Cmd) {
	k := &s.Stock
	x, ok := k.Take.UnknownItem(m.Key)
	switch {
	case m.Take.ID != k.Take.ID:
	case !m.Take.Ended.IsZero():
		return s.notify("stock.ended"), []Cmd{Play{SoundDone}}
	case ok && x.SetAside:
		return s.notify("stock.aside"), []Cmd{Play{SoundDone}}
	case ok:
		sound := k.show(StockResult{Word: StockWord(x.Find), Order: x.Order, Code: short(x.Code)}, s.Now)
		k.Undo = StockUndo{Key: m.Key, Until: s.Now.Add(repair.UndoWindow)}
		return s, []Cmd{sound}
	}
	return s, nil
}

// stockOpened shows the stock-take where it was left.
func stockOpened(s State) (State, []Cmd) {
	k := &s.Stock
	k.Result, k.Carry, k.Refused, k.Undo, k.Page = StockResult{}, nil, nil, StockUndo{}, 0
	k.Step = StockPlaces
	if k.Open() {
		k.Step = StockScan
		if n := len(k.Take.Places); n > 0 && k.At.Kind == "" {
			k.At = k.Take.Places[n-1].Place
		}
	}
	k.compare(s.Floor)
	return s, nil
}

// stockBack is the way back within the stock-take; false if there is none.
func stockBack(s State) (State, []Cmd, bool) {
	k := &s.Stock
	k.Page = 0
	switch {
	case s.Focus == FieldStockNote:
		s.unfocus()
	case k.Refused != nil:
		k.Refused = nil
	case k.Step == StockCarry:
		k.Carry, k.Step = nil, StockList
	case k.Step == StockRows, k.Step == StockList && k.Open():
		k.Step = StockScan
	default:
		return s, nil, false
	}
	return s, nil, true
}

func updateStock(s State, m stockMsg) (State, []Cmd) {
	k := &s.Stock
	switch m := m.(type) {
	case StockLoaded:
		k.Take, k.Seen, k.Past = m.Take, m.Seen, m.Past
		k.compare(s.Floor)
	case StockSaved:
		return stockSaved(s, m)
	case StockPlaceChosen:
		return stockPlace(s, m.Place)
	case StockStepAsked:
		k.Step, k.Page, k.Undo, k.Result = m.Step, 0, StockUndo{}, StockResult{}
		if m.Step == StockList {
			k.openGroup()
		}
		if s.Screen != ScreenStock {
			s = s.to(ScreenStock)
		}
	case StockGroupChosen:
		k.Group, k.Page = m.Group, 0
	case StockTurned:
		k.Page = max(0, k.Page+m.By)
	case StockSeen:
		if k.Open() && k.At.Kind != "" {
			return s, []Cmd{s.look(m.Order)}
		}
	case StockFound:
		at := s.Order.Row.Order.Place
		if c, ok := s.Floor.Get(m.Order); ok {
			at = c.Place
		}
		return s, []Cmd{s.commit(TagOrder, m.Order, repair.SeeMachine{At: at})}
	case StockResolved:
		return stockResolved(s, m)
	case StockCarried:
		return stockCarried(s, m)
	case StockNoted:
		return stockNoted(s, m)
	case StockUndone:
		return stockUndone(s)
	case StockPrinted:
		if k.Take.ID != 0 {
			t := k.Take
			t.Report = k.Report
			k.Take = t
			job := repair.PrintJob{Document: repair.DocStockTake, Subject: itoa(int(t.ID))}
			return s.notify("print.queued"), []Cmd{SaveStock{Take: t}, AddJobs{[]repair.PrintJob{job}}}
		}
	case StockEnded:
		if k.Open() {
			t := k.Take
			t.Report, t.Ended = k.Report, s.Now.UTC()
			k.Take, k.Step, k.Page, k.Undo = t, StockList, 0, StockUndo{}
			k.Past = append([]repair.StockTake{t}, k.Past...)
			k.openGroup()
			return s, []Cmd{SaveStock{Take: t}}
		}
	}
	return s, nil
}

// openGroup shows the first group with something to settle, else the first with
// anything.
func (k *Stock) openGroup() {
	var open, some []repair.StockGroup
	for _, g := range repair.StockGroups {
		list := k.Lines(g)
		if len(list) > 0 {
			some = append(some, g)
		}
		if slices.ContainsFunc(list, func(d repair.StockDiff) bool { return d.Resolution == repair.ResolutionNone }) {
			open = append(open, g)
		}
	}
	k.Group = append(append(open, some...), repair.GroupMissing)[0]
}

// stockResolved settles a difference.
func stockResolved(s State, m StockResolved) (State, []Cmd) {
	k := &s.Stock
	d, ok := k.diff(m.Key)
	if !ok || !k.Open() || d.Resolution != repair.ResolutionNone {
		return s, nil
	}
	switch d.Find.Group() {
	case repair.GroupMissing:
		return s, []Cmd{s.commit(TagStock, d.Order, repair.ReportMissing{Take: k.Take.ID})}
	case repair.GroupForeign:
		move := repair.MoveMachine{To: d.At, Reason: m.Reason}
		if c, on := s.Floor.Get(d.Order); on && c.Place.Kind == d.At.Kind {
			move.Reason, move.Part = c.Reason, c.Part
		}
		return s, []Cmd{s.commit(TagStock, d.Order, move)}
	case repair.GroupUnknown, repair.GroupLost:
		x, had := k.Take.UnknownItem(m.Key)
		undo := StockUndo{Key: m.Key, Item: x, Had: had, Until: s.Now.Add(repair.UndoWindow)}
		if !had {
			x = repair.UnknownItem{Order: d.Order, Find: d.Find, At: d.At, Seen: d.Seen, By: s.Staff.ID}
		}
		x.SetAside = true
		save := k.keep(k.Take.Put(x), m.Key, s.Floor)
		k.Undo = undo
		return s, []Cmd{save}
	}
	return s, nil
}

// stockCarried takes a machine back to its place, or says that it is there.
func stockCarried(s State, m StockCarried) (State, []Cmd) {
	k := &s.Stock
	if m.Done {
		if k.Carry == nil {
			return s, nil
		}
		return stockPlace(s, k.Carry.Recorded)
	}
	if d, ok := k.diff(m.Key); ok && k.Open() && d.Find.Group() == repair.GroupForeign && d.Resolution == repair.ResolutionNone {
		k.Carry, k.Step, k.Refused, k.Result, k.Undo = &d, StockCarry, nil, StockResult{}, StockUndo{}
	}
	return s, nil
}

// stockNoted asks for a word on what was set aside, and keeps it.
func stockNoted(s State, m StockNoted) (State, []Cmd) {
	k := &s.Stock
	if m.Key != "" {
		x, ok := k.Take.UnknownItem(m.Key)
		if !ok || !k.Open() {
			return s, nil
		}
		k.NoteOf, k.Note = m.Key, x.Note
		return s.focus(FieldStockNote), nil
	}
	s, cmds := s.settled()
	s.noEntry()
	s.Focus = ""
	k = &s.Stock
	x, ok := k.Take.UnknownItem(k.NoteOf)
	if !ok || x.Note == k.Note {
		return s, cmds
	}
	x.Note = k.Note
	return s, append(cmds, k.keep(k.Take.Put(x), "", s.Floor))
}

func stockUndone(s State) (State, []Cmd) {
	k := &s.Stock
	u := k.Undo
	if !s.Now.Before(u.Until) || !k.Open() {
		return s, nil
	}
	if u.Command != nil {
		return s, []Cmd{s.commit(TagStock, u.Order, u.Command)}
	}
	t := k.Take.Drop(u.Key)
	if u.Had {
		t = k.Take.Put(u.Item)
	}
	save := k.keep(t, "", s.Floor)
	k.Undo, k.Result = StockUndo{}, StockResult{}
	if !u.Had {
		k.Recent = slices.DeleteFunc(slices.Clone(k.Recent), func(r StockResult) bool {
			return r.Code == short(u.Key) || string(r.Order) == u.Key
		})
	}
	return s.notify("stock.undone"), []Cmd{save, Play{SoundDone}}
}
