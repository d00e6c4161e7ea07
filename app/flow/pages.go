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

func (PasscodeAsked) msg() {}

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

func (DraftsTurned) msg()      {}
func (OrderTurned) msg()       {}
func (OrderChosen) msg()       {}
func (PickupAsked) msg()       {}
func (FindAsked) msg()         {}
func (JobChosen) msg()         {}
func (ReprintAsked) msg()      {}
func (UncertainAnswered) msg() {}
func (CancelAsked) msg()       {}
func (ElsewhereAsked) msg()    {}
func (PreviewTouched) msg()    {}
func (JobsTurned) msg()        {}
func (ShelfLabelsAsked) msg()  {}
func (SlotLabelsAsked) msg()   {}
func (BadgesAsked) msg()       {}
func (TagAsked) msg()          {}

func (s State) updatePages(m Msg) (State, []Cmd) {
	switch m := m.(type) {
	case DraftsTurned:
		s.DraftPage = max(0, s.DraftPage+m.By)
	case OrderTurned:
		s.Order.Page = max(0, s.Order.Page+m.By)
	case OrderChosen:
		if s.Staff == nil {
			return s.signInFor(m), nil
		}
		if s.Screen == ScreenFind && s.Find.ForPickup {
			return s, []Cmd{OpenOrder{Order: m.Order, For: ScreenPickup}}
		}
		if s.Screen == ScreenFind || s.Screen == ScreenBoard {
			return s, []Cmd{OpenOrder{Order: m.Order, For: ScreenWhere}}
		}
		return s, []Cmd{OpenOrder{Order: m.Order, For: ScreenOrder}}
	case PickupAsked, FindAsked:
		if s.Staff == nil {
			return s.signInFor(m), nil
		}
		_, forPickup := m.(PickupAsked)
		s, cmds := s.opened(ScreenFind)
		s.Find = Find{ForPickup: forPickup}
		return s.focus(FieldFind), cmds
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

// opened goes to a screen. The print page opens with the question that a
// person has to answer, if there is one.
func (s State) opened(screen Screen) (State, []Cmd) {
	var cmds []Cmd
	if c := s.CheckIn; s.Screen == ScreenCheckIn && screen != ScreenCheckIn && c.Step != StepPrint && c.Phone+c.Lookup != "" {
		// Whatever is done next, this one is among the parked ones.
		s.CheckIn.Dirty = false
		cmds = []Cmd{SaveDraft{c}, LoadDrafts{}}
	}
	s = s.to(screen)
	switch screen {
	case ScreenDrafts:
		if s.Staff == nil {
			return s.back().signInFor(Opened{screen}), cmds
		}
		s.DraftPage = 0
	case ScreenScanners:
		s = s.openScanners()
	case ScreenStock:
		if s.Staff == nil {
			return s.back().signInFor(Opened{screen}), cmds
		}
		s = s.stockOpened()
	case ScreenService:
		s = s.served()
	case ScreenSetup:
		if s.Staff == nil {
			return s.back().signInFor(Opened{screen}), cmds
		}
		s.Setup = Setup{}
		return s, append(cmds, FindDevices{})
	case ScreenPrint:
		s.Prints = PrintPage{}
		for _, j := range s.Jobs {
			if j.State == repair.JobUncertain {
				next, more := s.updatePrint(JobChosen{j.ID})
				return next, append(cmds, more...)
			}
		}
	}
	return s, cmds
}

func (s State) updatePrint(m Msg) (State, []Cmd) {
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
	if m.Tag == TagScan {
		return s.machineOpened(s.card(m.Row))
	}
	next, cmds := s, []Cmd(nil)
	if s.Screen == ScreenCheckIn {
		next, cmds = s.parkFirst()
	}
	s = next
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
