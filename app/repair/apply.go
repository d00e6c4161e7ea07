package repair

import (
	"slices"
	"time"
)

// Apply folds an event into an order. It trusts the event: what it says has
// happened.
func Apply(o Order, e Event) Order {
	o.Version++
	body, ok := e.Body.(orderBody)
	if !ok {
		o.ID, o.Partial = e.Subject.Order(), PartialNewer
		return o
	}
	if _, begins := body.(NumberAssigned); !begins && o.Version == 1 {
		o.ID, o.Stage, o.Partial = e.Subject.Order(), StageDraft, PartialMissing
	}
	switch b := body.(type) {
	case NumberAssigned:
		o.ID, o.Batch, o.Device.Kind = e.Subject.Order(), b.Batch, b.Device
		o.Place = Place{Kind: PlaceCounter}
		o.PlaceSince = e.At
		o = o.stage(StageDraft, e.At)
	case CheckedIn:
		o.Customer, o.Device, o.Symptom, o.Inspection = b.Customer, b.Device, b.Symptom, b.Inspection
		o.Marks, o.Accessories, o.OldParts = b.Marks, b.Accessories, b.OldParts
		o.PromisedOn, o.Lines, o.Reserved = b.PromisedOn, b.Lines, b.Reserved
		o.Signature, o.NoSignatureReason = b.Signature, b.NoSignatureReason
		o.TakenInBy, o.ReceivedAt = e.By, e.At
		o.EstimateFen, o.OnTheSpot, o.Passcode = b.EstimateFen, b.OnTheSpot, b.Passcode
		if b.OnTheSpot {
			o.Holder = b.Inspection.By
			o = o.stage(StageInRepair, e.At)
			break
		}
		o = o.stage(StageAwaitingTest, e.At)
	case Voided:
		o = o.found()
		o.VoidReason, o.Passcode = b.Reason, false
		o.Reserved, o.LastMove, o.Holder = Place{}, nil, ""
		o.Place = Place{Kind: PlaceCustomer}
		o = o.stage(StageVoid, e.At)
	case Moved:
		o = o.applyMoved(e, b)
	case MoveUndone:
		o = o.applyUndone(b)
	case Tested:
		if b.Pickup {
			o.PickupTest = merge(o.PickupTest, b.Results)
		} else {
			o.Test = merge(o.Test, b.Results)
		}
	case RepairGivenUp:
		o.LastMove = nil
		o = o.stage(StageReturnUnrepaired, e.At)
	case PickedUp:
		o = o.applyPickedUp(e, b)
	case PickUpUndone:
		o = o.applyPickUpUndone(e, b)
	case Corrected:
		o = o.applyCorrected(b)
	case FollowedUp:
		o.FollowUpOn = ""
	case Quoted, QuoteAnswered, WorkRecorded, OldPartKept, LoanerLent, LoanerBack, SentOut:
		o = o.applyService(e)
	case Sighted, ReportedMissing, SightingUndone:
		o = o.applyStock(e)
	case PasscodeShown: // is remembered, and changes nothing
	}
	return o
}

// applyMoved puts the machine where it is now, and notes what an undo needs.
func (o Order) applyMoved(e Event, b Moved) Order {
	o = o.found()
	o.OtherPlace = nil
	o.LastMove = &Move{
		From: o.Place, To: b.To, FromStage: o.Stage, FromReason: o.Reason, FromPart: o.Part, FromReserved: o.Reserved,
		FromOKAt: o.OKAt, FromOKBy: o.OKBy, FromTest: o.Test, FromHolder: o.Holder,
		StageSince: o.StageSince, PlaceSin: o.PlaceSince, At: e.At, By: e.By,
	}
	o.Place, o.PlaceSince, o.Reserved = b.To, e.At, Place{}
	o.Reason, o.Part, o.Holder = b.Reason, b.Part, ""
	if b.To.Kind == PlaceBench {
		o.Holder = e.By
	}
	switch {
	case b.OK:
		o.OKAt, o.OKBy = e.At, e.By
	case b.To.Kind.inRepair() && !o.OKAt.IsZero(), b.To.Kind == PlacePeer, b.To.Kind == PlaceFactory:
		// Back from a finished repair, or others have had it open: the old
		// tests say nothing of what comes next (T04, S04).
		o.OKAt, o.OKBy, o.Test = time.Time{}, "", nil
	}
	return o.stage(b.Stage, e.At)
}

// applyUndone brings back what the last move has changed.
func (o Order) applyUndone(b MoveUndone) Order {
	m := o.LastMove
	o.Place, o.Stage, o.Reason = b.To, b.Stage, b.Reason
	// Where counters wrote at the same time, the last move may be another one.
	if m != nil && m.From.Kind == b.To.Kind && m.FromStage == b.Stage {
		o.PlaceSince, o.StageSince, o.Reserved, o.Part = m.PlaceSin, m.StageSince, m.FromReserved, m.FromPart
		o.OKAt, o.OKBy, o.Test = m.FromOKAt, m.FromOKBy, merge(m.FromTest, o.Test)
		o.Holder = m.FromHolder
	}
	o.LastMove = nil
	return o
}

// applyPickedUp ends the order.
func (o Order) applyPickedUp(e Event, b PickedUp) Order {
	o = o.found()
	o.Marks = append(slices.Clone(o.Marks), b.NewMarks...)
	o.Place, o.PlaceSince, o.Reserved, o.LastMove = Place{Kind: PlaceCustomer}, e.At, Place{}, nil
	o.PickedUpAt, o.FollowUpOn, o.Rating = e.At, b.CallOn, b.Rating
	o.PaidFen, o.PaidBy = b.PaidFen, b.PaidBy
	o.Holder, o.Passcode, o.Reason, o.Part = "", false, "", ""
	o.PickupSignature, o.HandedOverBy, o.Returned = b.Signature, e.By, b.Returned
	return o.stage(StagePickedUp, e.At)
}

func (o Order) stage(s Stage, at time.Time) Order {
	if o.Stage != s {
		o.Stage, o.StageSince = s, at
	}
	return o
}

// merge puts new results over old ones of the same line.
func merge(old, more []TestResult) []TestResult {
	out := slices.Clone(old)
	for _, r := range more {
		i := slices.IndexFunc(out, func(x TestResult) bool { return x.Line == r.Line })
		if i < 0 {
			out = append(out, r)
		} else {
			out[i] = r
		}
	}
	return out
}
