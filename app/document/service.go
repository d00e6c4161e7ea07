package document

import (
	"slices"
	"strconv"
	"time"

	"countertop/app/flow"
	"countertop/app/label"
	"countertop/app/repair"
	"countertop/app/trade"
)

// Day is what the close of a day needs: its figures, and all machines that are
// in the shop with the time at which they are looked at.
type Day struct {
	Date   repair.Date
	Count  repair.DayCount
	InShop []repair.Order
	Limits repair.Limits
	Now    time.Time
}

func (w writer) pickupReceipt() label.PickupReceipt {
	o := w.Row.Order
	_, warrantyTo := w.repaired()
	r := label.PickupReceipt{
		Shop: w.shop(), Number: w.number(), PickedUpAt: w.at(o.PickedUpAt), HandledBy: w.person(o.HandedOverBy),
		Contact: w.contact(), Machine: w.machine(), Work: w.phrases().Done(o), Engineer: w.person(o.OKBy),
		CollectedBy: w.collectedBy(), Unrepaired: w.unrepaired(),
		// Not from the call that is due: once it is made, none is due, and a
		// machine that goes back unrepaired needs none.
		Untested: len(repair.OpenLines(repair.PickupChecklist(o.Device), o.PickupTest)) > 0 && !w.unrepaired(),
		CallOn:   w.day(o.FollowUpOn), FollowUpOn: w.day(o.FollowUpOn),
		// A mark with a note was found at pickup: the rule wants one there, and the
		// check-in takes none.
		ConditionChanged: slices.ContainsFunc(o.Marks, func(m repair.ConditionMark) bool { return m.Note != "" }),
		// What the customer thinks of the service is not for their own slip.
		WarrantyTo: warrantyTo, Signed: w.signed(o.PickupSignature), OldParts: w.phrases().OldParts(o),
	}
	for i, name := range w.accessories() {
		if slices.Contains(o.Returned, i+1) { // a supervisor let others go missing: the receipt does not say they were there
			r.Accessories = append(r.Accessories, name)
		} else {
			r.NotReturned = append(r.NotReturned, name)
		}
	}
	if h := w.HandOver; h != nil && len(h.NewMarks) > 0 {
		r.NewMarks = w.phrases().Marks(h.NewMarks)
	}
	if n := len(o.PickupTest); n > 0 {
		r.TestedBy = w.person(o.PickupTest[n-1].By)
	}
	if o.PaidFen > 0 {
		r.PaidFen, r.PaidBy = o.PaidFen, w.text("paid."+string(o.PaidBy))
	}
	return r
}

// unrepaired reports whether the machine goes, or went, back as it came: nobody
// repaired it, and nobody tested it.
func (w writer) unrepaired() bool {
	o := w.Row.Order
	if h := w.HandOver; h != nil {
		return o.OKAt.IsZero() && h.Untested == "" && len(o.PickupTest) == 0
	}
	return o.Stage == repair.StageReturnUnrepaired
}

// collectedBy is who took the machine: somebody with the copy, the customer who
// stayed, or a person by name.
func (w writer) collectedBy() string {
	h := w.HandOver
	switch {
	case h == nil:
		return ""
	case h.Identity.CopyScanned:
		return w.text("paper.by-slip")
	case h.Identity.Collector != "":
		relation := w.word(h.Identity.Relation)
		if w.Collector.Name == "" {
			return relation
		}
		return Dotted(w.Collector.Name, relation)
	case h.Identity.Stayed:
		return w.text("paper.stayed")
	}
	return ""
}

func (w writer) quotation() label.Quotation {
	o := w.Row.Order
	out := label.Quotation{Shop: w.shop(), Number: w.number(), Contact: w.contact(), Machine: w.machine(), Symptom: w.symptom()}
	n := len(o.Quotes)
	if n == 0 {
		return out
	}
	q := o.Quotes[n-1]
	out.No, out.QuotedAt, out.QuotedBy, out.Cause = n, w.at(q.At), w.person(q.By), q.Cause
	for _, l := range q.Lines {
		out.Lines = append(out.Lines, label.QuoteLine{Name: w.word(l.Name), Count: l.Count, PriceFen: l.PriceFen})
	}
	if q.Days > 0 {
		out.Cycle = w.text("quote.days", "n", strconv.Itoa(q.Days))
	}
	if q.WarrantyMonths > 0 {
		out.Warranty = w.text("quote.months", "n", strconv.Itoa(q.WarrantyMonths))
	}
	out.ValidTo, out.Digest = w.day(q.ValidTo), digest(o.Head)
	return out
}

// loanerSlip is signed with a pen; what was signed at check-in was another sheet.
func (w writer) loanerSlip() label.LoanerSlip {
	m := w.machine()
	s := label.LoanerSlip{Shop: w.shop(), Number: w.number(), Brand: m.Brand, Model: m.Model, Contact: w.contact()}
	if l := w.Row.Order.Loan; l != nil {
		s.Name, s.Serial, s.Code = l.Name, l.Serial, repair.LoanerCode(l.Loaner)
		for _, name := range l.With {
			s.With = append(s.With, w.word(name))
		}
		s.LentAt, s.BackOn, s.LentBy = w.at(l.At), w.day(l.BackOn), w.person(l.By)
	}
	return s
}

func (w writer) sendOutSlip() label.SendOutSlip {
	s := label.SendOutSlip{
		Shop: w.shop(), Factory: w.job.Document == repair.DocFactorySlip, Number: w.number(), Machine: w.machine(), Symptom: w.symptom(),
	}
	if t := w.Row.Order.SendOut; t != nil {
		s.To, s.SentBy, s.SentAt = t.Company, w.person(t.By), w.at(t.At)
		s.Carrier, s.Tracking, s.Ask, s.BackOn = w.word(t.Carrier), t.Tracking, t.Ask, w.day(t.DueBack)
	}
	return s
}

// testSheet is the sheet of a machine, without its answers for a subject of
// "blank".
func (w writer) testSheet() label.TestSheet {
	o, part := w.Row.Order, ""
	s := label.TestSheet{
		Shop: w.shop(), Number: w.number(), Machine: w.machine(), Symptom: w.symptom(), Blank: w.job.Subject == flow.SheetBlank,
	}
	for _, l := range o.Lines {
		part = trade.PartOf(l, part)
		line := label.TestLine{Part: trade.PartText(w.lang, part), Name: trade.LineText(w.lang, l)}
		if f := l.FigureOf(); f != "" {
			line.Was = w.word(o.Device.Figure(f))
		}
		i := slices.IndexFunc(o.Test, func(r repair.TestResult) bool { return r.Line == l.Key })
		if i >= 0 && !s.Blank {
			r := o.Test[i]
			line.Value, line.Outcome, line.Note, line.By, line.At = r.Value, string(r.Outcome), w.word(r.Note), w.person(r.By), w.at(r.At)
		}
		s.Lines = append(s.Lines, line)
	}
	return s
}

// dayClose is the close of a day.
func (w writer) dayClose() label.DayClose {
	d := w.Day
	out := label.DayClose{Shop: w.shop(), Day: w.day(d.Date), Station: w.Shop.Station, ClosedBy: w.person(d.Count.ClosedBy)}
	for _, c := range []struct {
		key string
		n   int
	}{
		{"checked-in", d.Count.CheckedIn},
		{"quoted", d.Count.Quoted},
		{"agreed", d.Count.Agreed},
		{"done", d.Count.Done},
		{"picked-up", d.Count.PickedUp},
		{"unrepaired", d.Count.Unrepaired},
		{"sent-out", d.Count.SentOut},
		{"in-shop", len(d.InShop)},
	} {
		out.Counts = append(out.Counts, label.Count{Name: w.text("day." + c.key), Count: c.n})
	}
	for _, by := range repair.PaysBy {
		if fen := d.Count.Paid[by]; fen > 0 {
			out.Money = append(out.Money, label.Money{Name: w.text("paid." + string(by)), Fen: fen})
		}
	}
	type late struct {
		o repair.Order
		c repair.Clock
	}
	var lates []late
	for _, o := range d.InShop {
		if c, ok := repair.Running(o, w.Shop.Calendar, d.Limits, d.Now); ok && c.Level() != repair.LevelOK {
			lates = append(lates, late{o, c})
		}
	}
	slices.SortStableFunc(lates, func(a, b late) int { return a.c.Due.Compare(b.c.Due) })
	for _, l := range lates {
		out.Open = append(out.Open, label.OpenOrder{Number: l.o.ID.String(), Note: w.text("clock." + string(l.c.Kind))})
	}
	return out
}
