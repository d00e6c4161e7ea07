package flow

import (
	"slices"
	"time"

	"countertop/app/repair"
)

// StockWord is the big word on a scan. Those of repair.StockFind stand for
// themselves.
type StockWord string

// The other words.
const (
	StockAgain      StockWord = "again"       // counted already
	StockMisread    StockWord = "misread"     // check characters are wrong
	StockNoMachine  StockWord = "no-machine"  // a code of ours that is on no machine
	StockShelfFirst StockWord = "shelf-first" // no place was scanned yet
	StockNoPlace    StockWord = "no-place"    // nothing can be counted there
	StockWrongPlace StockWord = "wrong-place" // not where the machine is to be carried
)

// StockResult is what a scan said.
type StockResult struct {
	Word     StockWord
	Order    repair.OrderID
	Device   repair.Device
	Code     string
	Recorded repair.Place
	Stage    repair.Stage
	At       repair.Place
	Time     time.Time
}

// stockScanned gives a code its meaning within the stock-take; false leaves it to
// others.
func stockScanned(s State, r reading) (State, []Cmd, bool) {
	k, code, text, foreign := s.Stock, r.code, r.text, r.foreign()
	if k.Step == StockMissing || code.Type == repair.CodeBadge || s.Staff == nil {
		return s, nil, false
	}
	s.Stock.Refused = nil
	switch {
	case r.misread():
		return s.stockSaid(StockResult{Word: StockMisread, Code: short(text)})
	case code.Type == repair.CodeShelf:
		next, cmds := s.stockPlace(code.Place)
		return next, cmds, true
	case !foreign && code.Type != repair.CodeOrder:
		return s.stockSaid(StockResult{Word: StockNoMachine, Code: short(text)})
	case !k.Open() || k.At.Kind == "":
		return s.stockSaid(StockResult{Word: StockShelfFirst, Code: short(text)})
	case foreign:
		return s, []Cmd{FindOrders{Text: text, Serial: true}}, true
	}
	next, cmds := s.stockLook(code.Order)
	return next, cmds, true
}

// stockSounds are the sounds of the words; others are unknown.
var stockSounds = map[StockWord]Sound{
	StockWord(repair.StockHere): SoundMoved, StockWord(repair.StockOtherSlot): SoundRefused, StockWord(repair.StockElsewhere): SoundRefused,
	StockAgain: SoundAgain, StockWrongPlace: SoundRefused,
}

// stockSaid shows a word and plays it.
func (s State) stockSaid(r StockResult) (State, []Cmd, bool) {
	k := &s.Stock
	r.Time, r.At = s.Now, k.At
	k.Result, k.Undo = r, StockUndo{}
	if k.Step != StockCarry && k.Step != StockPlaces {
		k.Step = StockScan
	}
	if r.Order != "" && r.Word != StockAgain || r.Word == StockWord(repair.StockNotOurs) {
		k.Recent = append([]StockResult{r}, k.Recent[:min(len(k.Recent), 11)]...)
	}
	sound, ok := stockSounds[r.Word]
	if !ok {
		sound = SoundUnknown
	}
	return s, []Cmd{Play{sound}}, true
}

// stockPlace goes on with a place, or ends the way of a machine that is carried.
func (s State) stockPlace(p repair.Place) (State, []Cmd) {
	k := &s.Stock
	if c := k.Carry; k.Step == StockCarry && c != nil {
		if p.Has(c.Recorded) {
			return s, []Cmd{s.commit(TagStock, c.Order, repair.SeeMachine{Take: k.Take.ID, At: p, Back: true})}
		}
		next, cmds, _ := s.stockSaid(StockResult{Word: StockWrongPlace, Order: c.Order, Recorded: c.Recorded, Code: p.Name()})
		return next, cmds
	}
	if !p.Countable() || p.Kind.IsShelf() && p.Slot > s.Shop.Layout[p.Kind] {
		next, cmds, _ := s.stockSaid(StockResult{Word: StockNoPlace, Code: p.Name()})
		return next, cmds
	}
	if !k.Open() {
		id := s.Now.UnixMilli()
		for _, t := range k.Past {
			id = max(id, t.ID+1) // the clock may have been set back
		}
		*k = Stock{Past: k.Past, Take: repair.StockTake{ID: id, Begun: s.Now.UTC()}}
		if s.Staff != nil {
			k.Take.By = s.Staff.ID
		}
	}
	k.At, k.Step, k.Result, k.Undo, k.Page = p, StockScan, StockResult{}, StockUndo{}, 0
	cmds := []Cmd{Play{SoundKey}}
	if t := k.Take.Add(p, s.Now.UTC()); len(t.Places) > len(k.Take.Places) {
		next, save := s.stockKept(t, "")
		return next, append([]Cmd{save}, cmds...)
	}
	return s.restocked(), cmds
}

// stockLook says that a machine stands where people are.
func (s State) stockLook(id repair.OrderID) (State, []Cmd) {
	return s, []Cmd{s.commit(TagStock, id, repair.SeeMachine{Take: s.Stock.Take.ID, At: s.Stock.At})}
}

// stockSerial answers a scan of what is none of our codes: the machine in the
// shop with this serial number, else the last one that had it.
func stockSerial(s State, m OrdersFound) (State, []Cmd) {
	for _, r := range m.Rows {
		if r.Order.InShop() {
			return s.stockLook(r.Order.ID)
		}
	}
	if len(m.Rows) > 0 {
		return s.stockLook(m.Rows[0].Order.ID)
	}
	return s.stockUnknown(repair.UnknownItem{Code: m.Text, Find: repair.StockNotOurs})
}

// stockThing notes what belongs to no machine in the books.
func (s State) stockUnknown(x repair.UnknownItem) (State, []Cmd) {
	k := &s.Stock
	if was, ok := k.Take.UnknownItem(x.Key()); ok && was.At == k.At {
		next, cmds, _ := s.stockSaid(StockResult{Word: StockAgain, Order: x.Order, Code: short(x.Code)})
		return next, cmds
	}
	x.At, x.Seen = k.At, s.Now.UTC()
	if s.Staff != nil {
		x.By = s.Staff.ID
	}
	next, save := s.stockKept(k.Take.Put(x), x.Key())
	return next, []Cmd{save}
}

// stockCommitted says what the store has kept.
func stockCommitted(s State, m Committed) (State, []Cmd) {
	o := m.Row.Order
	k := &s.Stock
	k.Refused = nil
	undo := StockUndo{Order: o.ID, Command: repair.UndoSighting{}, Until: s.Now.Add(repair.UndoWindow)}
	if s.Order.Row.Order.ID == o.ID {
		s.Order.Row = m.Row
	}
	if len(m.Events) == 0 {
		next, cmds, _ := s.stockSaid(stockResult(o, StockAgain))
		return next, cmds
	}
	told, cmds := "", []Cmd{Play{SoundDone}}
	switch b := m.Events[0].Body.(type) {
	case repair.Sighted:
		if !b.Back {
			next, cmds, _ := s.stockSaid(stockResult(o, StockWord(o.LastSeen.Find(o.Stage))))
			next.Stock.Undo = undo
			if s.Stock.Step == StockRows {
				next.Stock.Step = StockRows // one is touched after the other
			}
			return next, cmds
		}
		k.Carry, k.Step, told = nil, StockList, "stock.back"
	case repair.ReportedMissing:
		told = "stock.reported"
	case repair.Moved:
		undo.Command, told = repair.UndoMove{}, "stock.moved"
	case repair.SightingUndone, repair.MoveUndone:
		undo, told = StockUndo{}, "stock.undone"
		k.Result = StockResult{}
		k.Recent = slices.DeleteFunc(slices.Clone(k.Recent), func(r StockResult) bool { return r.Order == o.ID && r.Time.Equal(undoneAt(k.Recent, o.ID)) })
	default:
		return s, nil
	}
	k.Undo = undo
	return s.notify(told, "order", o.ID.Short(), "place", o.Place.Name()), cmds
}

// undoneAt is when an order was told of last.
func undoneAt(list []StockResult, id repair.OrderID) time.Time {
	for _, r := range list {
		if r.Order == id {
			return r.Time
		}
	}
	return time.Time{}
}

// stockResult is a word on an order that was committed.
func stockResult(o repair.Order, w StockWord) StockResult {
	return StockResult{Word: w, Order: o.ID, Device: o.Device, Recorded: o.LastSeen.Recorded, Stage: o.Stage}
}

// stockFailed notes an order that is not there, and shows a refusal.
func stockFailed(s State, m Failed) (State, []Cmd, bool) {
	k := &s.Stock
	if m.Rule == nil || s.Screen != ScreenStock {
		return s, nil, false
	}
	if m.Rule.Rule == repair.RuleUnknownOrder {
		next, cmds := s.stockUnknown(repair.UnknownItem{Order: m.Order, Find: repair.StockNoOrder})
		return next, cmds, true
	}
	for _, d := range k.Report.Diffs {
		if d.Order == m.Order && k.Step != StockCarry {
			k.Refused = &StockRefused{d, m.Rule}
			return s, []Cmd{Play{SoundRefused}}, true
		}
	}
	return s, nil, false
}
