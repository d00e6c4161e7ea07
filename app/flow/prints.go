package flow

import (
	"slices"

	"countertop/app/repair"
	"countertop/printer"
)

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

// Messages of the print page.
type (
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
	// FallbackChosen gives a printer's waiting jobs to another printer.
	FallbackChosen struct{ From, To string }
	// PreviewTouched shows the next part of a long preview, and after the last
	// the whole again.
	PreviewTouched struct{}
	// JobsTurned turns the page of the list of jobs.
	JobsTurned struct{ By int }
	// ShelfLabelsAsked prints the labels of all shelves.
	ShelfLabelsAsked struct{}
	// OutsideLabelsAsked prints those of the places outside that take machines.
	OutsideLabelsAsked struct{}
	// SlotLabelsAsked prints the labels of a shelf's slots.
	SlotLabelsAsked struct{ Shelf repair.PlaceKind }
	// BadgesAsked prints everybody's badge.
	BadgesAsked struct{}
	// TagAsked prints an order's tag again.
	TagAsked struct{ Order repair.OrderID }
)

// PreviewDrawn is a print job as its dots. Approximate is one whose printer sets
// text in its own fonts: 近似.
type PreviewDrawn struct {
	Job         repair.PrintJob
	Bitmap      *printer.Bitmap
	Approximate bool
}

// AttemptsLoaded answers LoadAttempts, the oldest first.
type AttemptsLoaded struct {
	Job      int64
	Attempts []repair.PrintAttempt
}

// printsMsg are the messages that belong to the print page.
//
//sumtype:decl
type printsMsg interface {
	Msg
	printsMsg()
}

func (JobChosen) owner() Screen          { return ScreenPrint }
func (ReprintAsked) owner() Screen       { return ScreenPrint }
func (UncertainAnswered) owner() Screen  { return ScreenPrint }
func (CancelAsked) owner() Screen        { return ScreenPrint }
func (FallbackChosen) owner() Screen     { return ScreenPrint }
func (PreviewTouched) owner() Screen     { return ScreenPrint }
func (JobsTurned) owner() Screen         { return ScreenPrint }
func (ShelfLabelsAsked) owner() Screen   { return ScreenPrint }
func (OutsideLabelsAsked) owner() Screen { return ScreenPrint }
func (SlotLabelsAsked) owner() Screen    { return ScreenPrint }
func (BadgesAsked) owner() Screen        { return ScreenPrint }
func (TagAsked) owner() Screen           { return ScreenPrint }
func (PreviewDrawn) owner() Screen       { return ScreenPrint }
func (AttemptsLoaded) owner() Screen     { return ScreenPrint }

func (JobChosen) printsMsg()          {}
func (ReprintAsked) printsMsg()       {}
func (UncertainAnswered) printsMsg()  {}
func (CancelAsked) printsMsg()        {}
func (FallbackChosen) printsMsg()     {}
func (PreviewTouched) printsMsg()     {}
func (JobsTurned) printsMsg()         {}
func (ShelfLabelsAsked) printsMsg()   {}
func (OutsideLabelsAsked) printsMsg() {}
func (SlotLabelsAsked) printsMsg()    {}
func (BadgesAsked) printsMsg()        {}
func (TagAsked) printsMsg()           {}
func (PreviewDrawn) printsMsg()       {}
func (AttemptsLoaded) printsMsg()     {}

func (PreviewDrawn) reported()   {}
func (AttemptsLoaded) reported() {}

// printsOpened begins with the question that a person has to answer, if there
// is one.
func printsOpened(s State) (State, []Cmd) {
	s.Prints = PrintPage{}
	for _, j := range s.Jobs {
		if j.State == repair.JobUncertain {
			return updatePrints(s, JobChosen{j.ID})
		}
	}
	return s, nil
}

func updatePrints(s State, m printsMsg) (State, []Cmd) {
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
		return s, []Cmd{AnswerUncertain{Job: m.Job, Printed: m.Printed, By: s.by()}}
	case CancelAsked:
		return s, []Cmd{CancelJob{m.Job}}
	case FallbackChosen:
		return s, []Cmd{FallBack(m)}
	case PreviewTouched:
		if n := len(s.Prints.Parts); n > 0 {
			s.Prints.Part = (s.Prints.Part + 1) % (n + 1)
		}
	case JobsTurned:
		s.Prints.Page = max(0, s.Prints.Page+m.By)
	case ShelfLabelsAsked:
		return placeLabels(s, append(slices.Clone(repair.Shelves), repair.PlaceBench))
	case OutsideLabelsAsked:
		return placeLabels(s, repair.OutsidePlaces)
	case SlotLabelsAsked:
		var jobs []repair.PrintJob
		for i := range s.Shop.Layout[m.Shelf] {
			slot := repair.Place{Kind: m.Shelf, Slot: i + 1}
			jobs = append(jobs, repair.PrintJob{Document: repair.DocSlot, Subject: repair.ShelfCode(slot)})
		}
		return s.notify("print.queued"), []Cmd{AddJobs{jobs}}
	case BadgesAsked:
		var jobs []repair.PrintJob
		for _, p := range s.Here() {
			jobs = append(jobs, repair.PrintJob{Document: repair.DocBadge, Subject: string(p.ID)})
		}
		return s.notify("print.queued"), []Cmd{AddJobs{jobs}}
	case TagAsked:
		return s.notify("print.queued"), []Cmd{AddJobs{[]repair.PrintJob{{Document: repair.DocDeviceTag, Order: m.Order, Copy: 2}}}}
	}
	return s, nil
}

// placeLabels prints the labels of places.
func placeLabels(s State, places []repair.PlaceKind) (State, []Cmd) {
	var jobs []repair.PrintJob
	for _, k := range places {
		jobs = append(jobs, repair.PrintJob{Document: repair.DocShelf, Subject: repair.ShelfCode(repair.Place{Kind: k})})
	}
	return s.notify("print.queued"), []Cmd{AddJobs{jobs}}
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
