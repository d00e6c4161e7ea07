package repair

// Promise is the day that a customer can be told for collecting the machine, ""
// where no day would be true: nothing was promised, or the day has passed; the
// machine is missing, or two counters say different places; it is repaired while
// the customer waits, or goes back as it came; it is there already; the customer
// has yet to agree to the price; or it is out for longer than was promised.
func (o Order) Promise(today Date) Date {
	switch {
	case o.PromisedOn < today, !o.Sure(), o.OnTheSpot && (o.Stage == StageDraft || o.Waiting()):
		return ""
	}
	switch o.Stage {
	case StageDraft, StageAwaitingTest, StageQuoting, StageAwaitingParts, StageInRepair:
		return o.PromisedOn
	case StageAtPeer, StageAtFactory:
		if o.SendOut == nil || o.SendOut.DueBack == "" || o.SendOut.DueBack > o.PromisedOn {
			return ""
		}
		return o.PromisedOn
	default:
		return ""
	}
}

// Sure reports whether the shop knows where the machine is and what was done to
// it: it is not missing, no other counter has it elsewhere, and all of its events
// could be read.
func (o Order) Sure() bool { return !o.Missing() && o.OtherPlace == nil && o.Partial == "" }

// Repaired reports whether the machine works again and can be collected: its test
// sheet is complete, and nothing else is to be done.
func (o Order) Repaired() bool {
	return (o.Stage == StageAwaitingClose || o.Stage == StageAwaitingPickup) && !o.OKAt.IsZero()
}

// Agreed reports whether the customer said yes to a quote.
func (o Order) Agreed() bool {
	for _, q := range o.Quotes {
		if q.Answer != nil && q.Answer.Agreed {
			return true
		}
	}
	return false
}

// Refused is the last quote if the customer did not agree to it, else nil.
func (o Order) Refused() *Quote {
	if n := len(o.Quotes); n > 0 {
		if q := &o.Quotes[n-1]; q.Answer != nil && !q.Answer.Agreed {
			return q
		}
	}
	return nil
}

// HasSlip reports whether a customer copy was printed: a machine that is repaired
// on the spot gets one when it stays after all.
func (o Order) HasSlip() bool {
	return o.Stage != StageDraft && !(o.OnTheSpot && (o.Place.Kind == PlaceCounter || o.Place.Kind == ""))
}
