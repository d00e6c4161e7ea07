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

// StockResult is what a scan found.
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
	k, code := &s.Stock, r.code
	if k.Step == StockMissing || code.Type == repair.CodeBadge || s.Staff == nil {
		return s, nil, false
	}
	k.Refused = nil
	word := StockWord("")
	switch {
	case code.Type == repair.CodeShelf:
		next, cmds := stockPlace(s, code.Place)
		return next, cmds, true
	case r.ours() && code.Type != repair.CodeOrder:
		word = StockNoMachine
	case !r.ours() && r.maker().Unread != "":
		next, _ := unread(s, unreadKey(r.maker().Unread))
		return next, []Cmd{next.Stock.show(StockResult{Word: StockNoMachine}, s.Now)}, true
	case !k.Open() || k.At.Kind == "":
		word = StockShelfFirst
	case !r.ours():
		return s, []Cmd{findMachine(r.maker(), r.problem())}, true
	default:
		return s, []Cmd{s.look(code.Order)}, true
	}
	return s, []Cmd{k.show(StockResult{Word: word, Code: short(r.text)}, s.Now)}, true
}

// stockSounds are the sounds of the words; others are unknown.
var stockSounds = map[StockWord]Sound{
	StockWord(repair.StockHere): SoundMoved, StockWord(repair.StockOtherSlot): SoundRefused, StockWord(repair.StockElsewhere): SoundRefused,
	StockAgain: SoundAgain, StockWrongPlace: SoundRefused,
}

// show makes r the big word, and gives the sound of it.
func (k *Stock) show(r StockResult, now time.Time) Cmd {
	r.Time, r.At = now, k.At
	k.Result, k.Undo = r, StockUndo{}
	if k.Step != StockCarry && k.Step != StockPlaces {
		k.Step = StockScan
	}
	if r.Order != "" && r.Word != StockAgain || r.Word == StockWord(repair.StockNotOurs) {
		k.Recent = append([]StockResult{r}, k.Recent[:min(len(k.Recent), 11)]...)
	}
	if sound, ok := stockSounds[r.Word]; ok {
		return Play{sound}
	}
	return Play{SoundUnknown}
}

// begin begins a stock-take.
func (k *Stock) begin(now time.Time, by repair.StaffID) {
	id := now.UnixMilli()
	for _, t := range k.Past {
		id = max(id, t.ID+1) // the clock may have been set back
	}
	*k = Stock{Past: k.Past, Take: repair.StockTake{ID: id, Begun: now.UTC(), By: by}}
}

// stockPlace goes on with a place, or takes a machine down that is carried.
func stockPlace(s State, p repair.Place) (State, []Cmd) {
	k := &s.Stock
	if c := k.Carry; k.Step == StockCarry && c != nil {
		if p.Has(c.Recorded) {
			return s, []Cmd{s.commit(TagStock, c.Order, repair.SeeMachine{Take: k.Take.ID, At: p, Back: true})}
		}
		return s, []Cmd{k.show(StockResult{Word: StockWrongPlace, Order: c.Order, Recorded: c.Recorded, Code: p.Name()}, s.Now)}
	}
	if !p.Countable() || p.Kind.IsShelf() && p.Slot > s.Shop.Layout[p.Kind] {
		return s, []Cmd{k.show(StockResult{Word: StockNoPlace, Code: p.Name()}, s.Now)}
	}
	if !k.Open() {
		k.begin(s.Now, s.by())
	}
	k.At, k.Step, k.Result, k.Undo, k.Page = p, StockScan, StockResult{}, StockUndo{}, 0
	if t := k.Take.Add(p, s.Now.UTC()); len(t.Places) > len(k.Take.Places) {
		return s, []Cmd{k.keep(t, "", s.Floor), Play{SoundKey}}
	}
	k.compare(s.Floor)
	return s, []Cmd{Play{SoundKey}}
}

// look asks the store to note that a machine stands where people are.
func (s State) look(id repair.OrderID) Cmd {
	return s.commit(TagStock, id, repair.SeeMachine{Take: s.Stock.Take.ID, At: s.Stock.At})
}

// stockSerial answers a scan of what is none of our codes: the machine in the
// shop with this serial number, else the last one that had it.
func stockSerial(s State, m OrdersFound) (State, []Cmd) {
	for _, r := range m.Rows {
		if r.Order.InShop() {
			return s, []Cmd{s.look(r.Order.ID)}
		}
	}
	if len(m.Rows) > 0 {
		return s, []Cmd{s.look(m.Rows[0].Order.ID)}
	}
	if k := &s.Stock; m.Problem == "scan.misread" && (k.Result.Word != StockMisread || k.Result.Code != short(m.Text)) {
		// Read again just the same, it is no misread.
		return s, []Cmd{k.show(StockResult{Word: StockMisread, Code: short(m.Text)}, s.Now)}
	}
	cmd := s.Stock.unknown(repair.UnknownItem{Code: m.Text, Find: repair.StockNotOurs, By: s.by()}, s.Now, s.Floor)
	return s, []Cmd{cmd}
}

// unknown notes what belongs to no machine in the books.
func (k *Stock) unknown(x repair.UnknownItem, now time.Time, floor *repair.Floor) Cmd {
	if was, ok := k.Take.UnknownItem(x.Key()); ok && was.At == k.At {
		return k.show(StockResult{Word: StockAgain, Order: x.Order, Code: short(x.Code)}, now)
	}
	x.At, x.Seen = k.At, now.UTC()
	return k.keep(k.Take.Put(x), x.Key(), floor)
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
		return s, []Cmd{k.show(stockResult(o, StockAgain), s.Now)}
	}
	told := ""
	switch b := m.Events[0].Body.(type) {
	case repair.Sighted:
		if !b.Back {
			step := k.Step
			sound := k.show(stockResult(o, StockWord(o.LastSeen.Find(o.Stage))), s.Now)
			k.Undo = undo
			if step == StockRows {
				k.Step = StockRows // one is touched after the other
			}
			return s, []Cmd{sound}
		}
		k.Carry, k.Step, told = nil, StockList, "stock.back"
	case repair.ReportedMissing:
		told = "stock.reported"
	case repair.Moved:
		undo.Command, told = repair.UndoMove{}, "stock.moved"
	case repair.SightingUndone, repair.MoveUndone:
		undo, told = StockUndo{}, "stock.undone"
		k.Result = StockResult{}
		last := undoneAt(k.Recent, o.ID)
		k.Recent = slices.DeleteFunc(slices.Clone(k.Recent), func(r StockResult) bool { return r.Order == o.ID && r.Time.Equal(last) })
	default:
		return s, nil
	}
	k.Undo = undo
	return s.notify(told, "order", o.ID.Short(), "place", o.Place.Name()), []Cmd{Play{SoundDone}}
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
		return s, []Cmd{k.unknown(repair.UnknownItem{Order: m.Order, Find: repair.StockNoOrder, By: s.by()}, s.Now, s.Floor)}, true
	}
	for _, d := range k.Report.Diffs {
		if d.Order == m.Order && k.Step != StockCarry {
			k.Refused = &StockRefused{d, m.Rule}
			return s, []Cmd{Play{SoundRefused}}, true
		}
	}
	return s, nil, false
}
