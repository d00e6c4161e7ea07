package flow

import (
	"slices"
	"strings"
	"time"

	"countertop/app/repair"
)

// Messages of the papers.
type (
	// PaperAsked prints a document of the order.
	PaperAsked struct{ Document repair.Document }
	// DayCloseAsked prints the close of today.
	DayCloseAsked struct{}
)

// papersMsg are the messages that print papers.
//
//sumtype:decl
type papersMsg interface {
	Msg
	papersMsg()
}

func (PaperAsked) owner() Screen    { return ScreenPapers }
func (DayCloseAsked) owner() Screen { return ScreenPapers }

func (PaperAsked) papersMsg()    {}
func (DayCloseAsked) papersMsg() {}

func updatePapers(s State, m papersMsg) (State, []Cmd) {
	switch m := m.(type) {
	case PaperAsked:
		if o := s.Order.Row.Order; slices.Contains(Papers(o), m.Document) {
			return s.notify("print.queued"), []Cmd{AddJobs{paper(o, m.Document)}}
		}
	case DayCloseAsked:
		if s.may(repair.CommandCloseDay) {
			subject := string(s.Today()) + " " + string(s.Staff.ID)
			return s.notify("print.queued"), []Cmd{AddJobs{[]repair.PrintJob{{Document: repair.DocDayClose, Subject: subject}}}}
		}
	}
	return s, nil
}

// Papers are the documents of an order that can be printed whenever somebody
// wants them.
func Papers(o repair.Order) []repair.Document {
	var docs []repair.Document
	add := func(ok bool, d repair.Document) {
		if ok {
			docs = append(docs, d)
		}
	}
	add(o.InShop(), repair.DocDeviceTag)
	add(o.HasSlip(), repair.DocCustomerCopy) // else it would be the copy of nothing
	add(len(o.Accessories) > 0, repair.DocAccessory)
	add(true, repair.DocStub)
	add(len(o.Lines) > 0, repair.DocTestSheet)
	add(true, repair.DocFolder)
	add(len(o.Quotes) > 0, repair.DocQuotation)
	add(!o.OKAt.IsZero(), repair.DocRepairLabel)
	add(len(o.OldPartBags) > 0, repair.DocOldPart)
	add(o.Loan != nil, repair.DocLoaner)
	add(o.SendOut != nil && o.SendOut.To == repair.PlacePeer, repair.DocPeerSlip)
	add(o.SendOut != nil && o.SendOut.To == repair.PlaceFactory, repair.DocFactorySlip)
	add(o.Stage == repair.StagePickedUp || o.Stage == repair.StageClosed, repair.DocPickupReceipt)
	return docs
}

// Folder is the paper folder that the stub of a machine lies in: there are
// four, for what is to be tested, agreed on, finished and collected.
func Folder(s repair.Stage) repair.Stage {
	switch s {
	case repair.StageDraft, repair.StageAwaitingTest:
		return repair.StageAwaitingTest
	case repair.StageQuoting, repair.StageAwaitingConsent:
		return repair.StageAwaitingConsent
	case repair.StageAwaitingPickup, repair.StageReturnUnrepaired, repair.StageOutForDelivery, repair.StagePickedUp, repair.StageClosed:
		return repair.StageAwaitingPickup
	default: // work goes on, here or elsewhere
		return repair.StageAwaitingClose
	}
}

// paper are the jobs of a document: a label for each accessory and each old
// part. What no event prints by itself is no copy of anything.
func paper(o repair.Order, d repair.Document) (jobs []repair.PrintJob) {
	j := repair.PrintJob{Document: d, Order: o.ID, Copy: 2}
	n := 0
	switch d {
	case repair.DocTestSheet:
		j.Copy = 1
		if len(o.Test) == 0 {
			j.Subject = SheetBlank
		}
	case repair.DocStub:
		j.Copy = 1
	case repair.DocFolder:
		return []repair.PrintJob{{Document: d, Subject: string(Folder(o.Stage))}}
	case repair.DocAccessory:
		n = len(o.Accessories)
	case repair.DocOldPart:
		n = len(o.OldPartBags)
	default: // one copy, with all that the order has
	}
	if n == 0 {
		return []repair.PrintJob{j}
	}
	for i := range n {
		j.Index = i + 1
		jobs = append(jobs, j)
	}
	return jobs
}

// DayEnds reports whether it is time to close the day: the last hour is open,
// or over, and nobody has.
func (s State) DayEnds() bool {
	today := s.Today()
	if !s.may(repair.CommandCloseDay) || len(s.Shop.Calendar.On(today)) == 0 {
		return false
	}
	closed := func(j repair.PrintJob) bool {
		return j.Document == repair.DocDayClose && strings.HasPrefix(j.Subject, string(today))
	}
	lastHour := s.Shop.Calendar.Close(today).Add(-time.Hour)
	return !s.Now.Before(lastHour) && !slices.ContainsFunc(s.Jobs, closed)
}
