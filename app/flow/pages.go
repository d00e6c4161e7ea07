package flow

import (
	"slices"
	"strings"
	"time"

	"countertop/app/repair"
	"countertop/printer"
)

// Find is the page that looks an order up.
type Find struct {
	Text string
	Rows []Row
	// Asked is the text that Rows belong to.
	Asked string
	// ForPickup opens what is found for pickup.
	ForPickup bool
}

// OrderPage shows one order.
type OrderPage struct {
	Row Row
	// Passcode is shown until PasscodeUntil.
	Passcode      string
	PasscodeUntil time.Time
	// Page is of what is known of it.
	Page int
}

// passcodeShown is how long a passcode stays on the screen.
const passcodeShown = 20 * time.Second

// PasscodeAsked shows the passcode of the machine on the order page.
type PasscodeAsked struct{}

// orderMsg are the messages that belong to the order page.
//
//sumtype:decl
type orderMsg interface {
	Msg
	orderMsg()
}

// draftsMsg are the messages that belong to the parked check-ins.
//
//sumtype:decl
type draftsMsg interface {
	Msg
	draftsMsg()
}

// findMsg are the messages that belong to the search.
//
//sumtype:decl
type findMsg interface {
	Msg
	findMsg()
}

// printsMsg are the messages that belong to the print page.
//
//sumtype:decl
type printsMsg interface {
	Msg
	printsMsg()
}

func (PasscodeAsked) owner() Screen { return ScreenOrder }

func (PasscodeAsked) orderMsg() {}

// PrintPage shows printers and jobs.
type PrintPage struct {
	Selected int64
	Preview  *printer.Bitmap
	// PreviewOf is the job that Preview shows; Approximate is a preview that the
	// print differs from in its letters.
	PreviewOf   int64
	Approximate bool
	// Parts are the preview of a long slip in pieces that can be read, from its
	// head; Part is the one that is shown, 0 is all of it.
	Parts []*printer.Bitmap
	Part  int
	// Attempts are those of the job AttemptsOf.
	Attempts   []repair.PrintAttempt
	AttemptsOf int64
	Page       int
}

// Messages of the board, the search, the order, the test sheet and the print
// page.
type (
	// DraftsTurned turns the page of the parked check-ins, OrderTurned that of an
	// order.
	DraftsTurned struct{ By int }
	OrderTurned  struct{ By int }
	// OrderChosen opens an order from a list.
	OrderChosen struct{ Order repair.OrderID }
	// PickupAsked opens the search for a pickup.
	PickupAsked struct{}
	// FindAsked opens the search.
	FindAsked struct{}
	// JobChosen shows a job's preview.
	JobChosen struct{ Job int64 }
	// ReprintAsked prints a job again as a marked copy; with Latest, as the order
	// is now.
	ReprintAsked struct {
		Job    int64
		Latest bool
	}
	// UncertainAnswered says whether a job came out.
	UncertainAnswered struct {
		Job     int64
		Printed bool
	}
	// CancelAsked gives a waiting job up.
	CancelAsked struct{ Job int64 }
	// ElsewhereAsked sends a printer's waiting jobs to another printer.
	ElsewhereAsked struct{ From, To string }
	// PreviewTouched shows the next part of a long preview, and after the last
	// the whole again.
	PreviewTouched struct{}
	// JobsTurned turns the page of the list of jobs.
	JobsTurned struct{ By int }
	// ShelfLabelsAsked prints the labels of all shelves.
	ShelfLabelsAsked struct{}
	// SlotLabelsAsked prints the labels of a shelf's slots.
	SlotLabelsAsked struct{ Shelf repair.PlaceKind }
	// BadgesAsked prints everybody's badge.
	BadgesAsked struct{}
	// TagAsked prints an order's tag again.
	TagAsked struct{ Order repair.OrderID }
)

func (DraftsTurned) owner() Screen      { return ScreenDrafts }
func (OrderTurned) owner() Screen       { return ScreenOrder }
func (OrderChosen) owner() Screen       { return ScreenFind }
func (PickupAsked) owner() Screen       { return ScreenFind }
func (FindAsked) owner() Screen         { return ScreenFind }
func (JobChosen) owner() Screen         { return ScreenPrint }
func (ReprintAsked) owner() Screen      { return ScreenPrint }
func (UncertainAnswered) owner() Screen { return ScreenPrint }
func (CancelAsked) owner() Screen       { return ScreenPrint }
func (ElsewhereAsked) owner() Screen    { return ScreenPrint }
func (PreviewTouched) owner() Screen    { return ScreenPrint }
func (JobsTurned) owner() Screen        { return ScreenPrint }
func (ShelfLabelsAsked) owner() Screen  { return ScreenPrint }
func (SlotLabelsAsked) owner() Screen   { return ScreenPrint }
func (BadgesAsked) owner() Screen       { return ScreenPrint }
func (TagAsked) owner() Screen          { return ScreenPrint }

func (DraftsTurned) draftsMsg()      {}
func (OrderTurned) orderMsg()        {}
func (OrderChosen) findMsg()         {}
func (PickupAsked) findMsg()         {}
func (FindAsked) findMsg()           {}
func (JobChosen) printsMsg()         {}
func (ReprintAsked) printsMsg()      {}
func (UncertainAnswered) printsMsg() {}
func (CancelAsked) printsMsg()       {}
func (ElsewhereAsked) printsMsg()    {}
func (PreviewTouched) printsMsg()    {}
func (JobsTurned) printsMsg()        {}
func (ShelfLabelsAsked) printsMsg()  {}
func (SlotLabelsAsked) printsMsg()   {}
func (BadgesAsked) printsMsg()       {}
func (TagAsked) printsMsg()          {}

func (s State) updateDrafts(m draftsMsg) (State, []Cmd) {
	switch m := m.(type) {
	case DraftsTurned:
		s.DraftPage = max(0, s.DraftPage+m.By)
	}
	return s, nil
}

func draftsOpened(s State) (State, []Cmd) {
	s.DraftPage = 0
	return s, nil
}

func (s State) updateOrder(m orderMsg) (State, []Cmd) {
	switch m := m.(type) {
	case PasscodeAsked:
		return s, []Cmd{s.commit(TagOrder, s.Order.Row.Order.ID, repair.ShowPasscode{})}
	case OrderTurned:
		s.Order.Page = max(0, s.Order.Page+m.By)
	case OrderAsked:
		return s, []Cmd{OpenOrder{Order: m.Order, For: ScreenOrder}}
	}
	return s, nil
}

// orderCommitted shows the order as it is now.
func (s State) orderCommitted(m Committed) (State, []Cmd) {
	s.Order.Row = m.Row
	if m.Passcode != "" {
		s.Order.Passcode, s.Order.PasscodeUntil = m.Passcode, s.Now.Add(passcodeShown)
		return s, nil
	}
	return s.notify("order.saved"), []Cmd{LoadDue{}, Play{SoundDone}}
}

func (s State) updateFind(m findMsg) (State, []Cmd) {
	switch m := m.(type) {
	case OrderChosen:
		open := OpenOrder{Order: m.Order, For: ScreenOrder}
		switch {
		case s.Screen == ScreenFind && s.Find.ForPickup:
			open.For = ScreenPickup
		case s.Screen == ScreenFind || s.Screen == ScreenBoard:
			open.For = ScreenWhere
		}
		return s, []Cmd{open}
	case PickupAsked:
		return s.finding(Find{ForPickup: true})
	case FindAsked:
		return s.finding(Find{})
	case OrdersFound:
		if m.Serial {
			return s.serialFound(m)
		}
		if m.Text == s.findText() {
			s.Find.Rows, s.Find.Asked = m.Rows, m.Text
		}
	}
	return s, nil
}

// finding opens the search.
func (s State) finding(f Find) (State, []Cmd) {
	s, cmds := s.opened(ScreenFind)
	s.Find = f
	return s.focus(FieldFind), cmds
}

// printOpened begins with the question that a person has to answer, if there
// is one.
func printOpened(s State) (State, []Cmd) {
	s.Prints = PrintPage{}
	for _, j := range s.Jobs {
		if j.State == repair.JobUncertain {
			return s.updatePrint(JobChosen{j.ID})
		}
	}
	return s, nil
}

func (s State) updatePrint(m printsMsg) (State, []Cmd) {
	switch m := m.(type) {
	case JobChosen:
		s.Prints.Selected = m.Job
		for _, j := range s.Jobs {
			if j.ID == m.Job {
				return s, []Cmd{Preview{j}, LoadAttempts{j.ID}}
			}
		}
	case PreviewDrawn:
		s.Prints.Preview, s.Prints.PreviewOf, s.Prints.Approximate = m.Bitmap, m.Job.ID, m.Approximate
		s.Prints.Parts, s.Prints.Part = parts(m.Bitmap), 0
	case AttemptsLoaded:
		s.Prints.Attempts, s.Prints.AttemptsOf = m.Attempts, m.Job
	case ReprintAsked:
		return s, []Cmd{Reprint(m)}
	case UncertainAnswered:
		a := AnswerUncertain{Job: m.Job, Printed: m.Printed}
		if s.Staff != nil {
			a.By = s.Staff.ID
		}
		return s, []Cmd{a}
	case CancelAsked:
		return s, []Cmd{CancelJob{m.Job}}
	case ElsewhereAsked:
		return s, []Cmd{PrintElsewhere(m)}
	case PreviewTouched:
		if n := len(s.Prints.Parts); n > 0 {
			s.Prints.Part = (s.Prints.Part + 1) % (n + 1)
		}
	case JobsTurned:
		s.Prints.Page = max(0, s.Prints.Page+m.By)
	case ShelfLabelsAsked:
		var jobs []repair.PrintJob
		for _, k := range append(slices.Clone(repair.Shelves), repair.PlaceBench) {
			jobs = append(jobs, repair.PrintJob{Document: repair.DocShelf, Subject: repair.ShelfCode(repair.Place{Kind: k})})
		}
		return s.notify("print.queued"), []Cmd{AddJobs{jobs}}
	case SlotLabelsAsked:
		var jobs []repair.PrintJob
		for i := range s.Shop.Layout[m.Shelf] {
			jobs = append(jobs, repair.PrintJob{Document: repair.DocSlot, Subject: repair.ShelfCode(repair.Place{Kind: m.Shelf, Slot: i + 1})})
		}
		return s.notify("print.queued"), []Cmd{AddJobs{jobs}}
	case BadgesAsked:
		var jobs []repair.PrintJob
		for _, p := range s.People {
			jobs = append(jobs, repair.PrintJob{Document: repair.DocBadge, Subject: string(p.ID)})
		}
		return s.notify("print.queued"), []Cmd{AddJobs{jobs}}
	case TagAsked:
		return s.notify("print.queued"), []Cmd{AddJobs{[]repair.PrintJob{{Document: repair.DocDeviceTag, Order: m.Order, Copy: 2}}}}
	}
	return s, nil
}

// parts cuts a picture that is much longer than wide into pieces about as high
// as wide, between two lines of text where it can. nil is one that can be read
// as a whole.
func parts(b *printer.Bitmap) (list []*printer.Bitmap) {
	if b == nil || b.HeightDots < b.WidthDots*3/2 {
		return nil
	}
	for y := 0; y < b.HeightDots; {
		end := min(b.HeightDots, y+b.WidthDots)
		for cut := end; end < b.HeightDots && cut > y+b.WidthDots/2; cut-- {
			if blankRow(b.Row(cut)) {
				end = cut
				break
			}
		}
		list = append(list, b.Crop(0, y, b.WidthDots, end-y))
		y = end
	}
	return list
}

func blankRow(row []byte) bool {
	return !slices.ContainsFunc(row, func(x byte) bool { return x != 0 })
}

func withOutcome(old map[string]repair.Outcome, line string, o repair.Outcome) map[string]repair.Outcome {
	out := make(map[string]repair.Outcome, len(old)+1)
	for k, v := range old {
		out[k] = v
	}
	out[line] = o
	return out
}

// results turns touched lines into results in the order of the sheet. The
// figures line that passes carries the figures of the check-in: the person
// says that they are the same.
func results(o repair.Order, touched map[string]repair.Outcome) (rs []repair.TestResult) {
	for _, l := range append(slices.Clone(o.Lines), repair.PickupChecklist(o.Device)...) {
		out, ok := touched[l.Key]
		if !ok {
			continue
		}
		r := repair.TestResult{Line: l.Key, Outcome: out}
		if l.Key == repair.LineFigures && out == repair.Pass {
			f := o.Device.Figures
			r.Figures = &f
		}
		rs = append(rs, r)
	}
	return rs
}

// serialFound answers a scan that was none of our codes.
func (s State) serialFound(m OrdersFound) (State, []Cmd) {
	if s.Screen == ScreenStock && s.Stock.Open() {
		return s.stockSerial(m)
	}
	for _, r := range m.Rows {
		if r.Order.InShop() {
			return s, []Cmd{OpenOrder{Order: r.Order.ID, For: ScreenWhere}}
		}
	}
	if len(m.Rows) > 0 {
		return s, []Cmd{OpenOrder{Order: m.Rows[0].Order.ID, For: ScreenWhere}}
	}
	return s.unknown("scan.foreign", m.Text)
}

// orderOpened shows an order where it was wanted.
func (s State) orderOpened(m OrderOpened) (State, []Cmd) {
	if s.Staff == nil {
		return s.signInFor(m), nil
	}
	if m.Tag == TagScan {
		return s.machineOpened(s.card(m.Row))
	}
	s, cmds := s.parkFirst()
	switch m.For {
	case ScreenTest:
		s = s.sheetOpened(m.Row)
	case ScreenQuote, ScreenWork:
		s.Order = OrderPage{Row: m.Row}
		s = s.served().to(m.For)
	case ScreenPickup:
		next, more := s.pickupOpened(m.Row)
		if m.Tag == TagPickup && next.Screen == ScreenPickup {
			// The customer copy opened it: whoever holds it is known.
			next.Pickup.Identity = repair.Identity{CopyScanned: true}
			next = next.pickupNext()
		}
		return next, append(cmds, more...)
	case ScreenWhere:
		next, more := s.whereIs(m.Row)
		return next, append(cmds, more...)
	default:
		s.Order = OrderPage{Row: m.Row}
		s = s.to(ScreenOrder)
	}
	return s, cmds
}

// found asks the store as the person types.
func (s State) found() []Cmd {
	if t := s.findText(); t != "" {
		return []Cmd{FindOrders{Text: t}}
	}
	return nil
}

// findText is what is looked for, what is being composed included: its letters
// are initials.
func (s State) findText() string { return strings.TrimSpace(s.Find.Text + s.Entry.Comp.Letters) }
