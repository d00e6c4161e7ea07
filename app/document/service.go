package document

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"countertop/app/flow"
	"countertop/app/i18n"
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

// service fills in what quotes, work, old parts, loans and trips add.
func service(in *label.Input, j repair.PrintJob, s Facts) {
	lang, o, loc := i18n.Lang(j.Lang), s.Row.Order, s.Shop.Calendar.Loc
	at := func(t time.Time) label.Date {
		if t.IsZero() {
			return label.Date{}
		}
		return label.Date{Time: t.In(loc)}
	}
	day := func(d repair.Date) label.Date { return label.Date{Time: d.Time(loc)} }

	if j.Document == repair.DocTestSheet {
		testSheet(in, j, s)
	}
	in.Work = o.Work
	for _, p := range o.Parts {
		in.Parts = append(in.Parts, s.Shop.Trade.Text(lang, p))
	}
	if o.PaidFen > 0 {
		in.PaidFen, in.PaidBy = o.PaidFen, i18n.T(lang, "paid."+string(o.PaidBy))
	}
	if n := len(o.Quotes); n > 0 && j.Document == repair.DocQuotation {
		q := o.Quotes[n-1]
		in.QuoteNo, in.QuotedAt, in.QuotedBy, in.Cause = n, at(q.At), person(s.People, q.By), q.Cause
		for _, l := range q.Lines {
			in.Lines = append(in.Lines, label.LineInput{Name: l.Name, Count: l.Count, PriceFen: l.PriceFen})
		}
		if q.Days > 0 {
			in.Cycle = i18n.T(lang, "quote.days", "n", strconv.Itoa(q.Days))
		}
		if q.WarrantyMonths > 0 {
			in.WarrantyIn = i18n.T(lang, "quote.months", "n", strconv.Itoa(q.WarrantyMonths))
		}
		in.ValidTo = day(q.ValidTo)
		in.Digest, in.SignedAt = strings.ToUpper(o.Head[:min(8, len(o.Head))]), label.Date{}
		if q.Answer != nil && q.Answer.Signature != nil {
			in.SignedAt = at(q.Answer.Signature.At)
		}
	}
	if i := j.Index; j.Document == repair.DocOldPart && i > 0 && i <= len(o.OldPartBags) {
		p := o.OldPartBags[i-1]
		in.OldPart, in.OldPartIndex, in.OldPartCount = p.Name, i, len(o.OldPartBags)
		in.OldPartCode, in.OldPartTo = repair.OldPartCode(o.ID, i), i18n.T(lang, "old-part."+string(p.To))
		in.AccessoryIndex, in.AccessoryCode = 0, ""
	}
	if l := o.Loan; l != nil && j.Document == repair.DocLoaner {
		in.Loaner, in.LoanerSerial, in.LoanerCode = l.Name, l.Serial, repair.LoanerCode(l.Loaner)
		in.LoanerWith = label.Names(l.With)
		in.SentAt, in.BackOn, in.SentBy = at(l.At), day(l.BackOn), person(s.People, l.By)
		// A pen signs it; what was signed at check-in was another sheet.
		in.Signature, in.SignedAt, in.Digest = nil, label.Date{}, ""
	}
	if t := o.SendOut; t != nil && (j.Document == repair.DocPeerSlip || j.Document == repair.DocFactorySlip) {
		in.SentTo, in.SentBy, in.SentAt = t.Company, person(s.People, t.By), at(t.At)
		in.Carrier, in.Tracking, in.Ask, in.BackOn = t.Carrier, t.Tracking, t.Ask, day(t.DueBack)
		in.Signature, in.SignedAt = nil, label.Date{}
	}
}

// testSheet fills in the sheet of a machine, without its answers for a subject
// of "blank".
func testSheet(in *label.Input, j repair.PrintJob, s Facts) {
	lang, o, part := i18n.Lang(j.Lang), s.Row.Order, ""
	in.Blank = j.Subject == flow.SheetBlank
	for _, l := range o.Lines {
		part = trade.PartOf(l, part)
		line := label.SheetLineInput{Part: trade.PartText(lang, part), Name: trade.LineText(lang, l)}
		if f := l.FigureOf(); f != "" {
			line.Was = o.Device.Figure(f)
		}
		i := slices.IndexFunc(o.Test, func(r repair.TestResult) bool { return r.Line == l.Key })
		if i >= 0 && !in.Blank {
			r := o.Test[i]
			line.Value, line.Outcome, line.Note, line.By = r.Value, string(r.Outcome), r.Note, person(s.People, r.By)
			line.At = label.Date{Time: r.At.In(s.Shop.Calendar.Loc)}
		}
		in.Sheet = append(in.Sheet, line)
	}
}

// dayClose fills in the close of a day.
func dayClose(in *label.Input, j repair.PrintJob, s Facts) {
	lang, d, loc := i18n.Lang(j.Lang), s.Day, s.Shop.Calendar.Loc
	in.Day, in.Station, in.ClosedBy = label.Date{Time: d.Date.Time(loc)}, s.Shop.Station, person(s.People, d.Count.ClosedBy)
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
		in.Counts = append(in.Counts, label.CountInput{Name: i18n.T(lang, "day."+c.key), Count: c.n})
	}
	for _, by := range repair.PaysBy {
		if fen := d.Count.Paid[by]; fen > 0 {
			in.Money = append(in.Money, label.MoneyInput{Name: i18n.T(lang, "paid."+string(by)), Fen: fen})
		}
	}
	type late struct {
		o repair.Order
		c repair.Clock
	}
	var lates []late
	for _, o := range d.InShop {
		if c, ok := repair.Running(o, s.Shop.Calendar, d.Limits, d.Now); ok && c.Level() != repair.LevelOK {
			lates = append(lates, late{o, c})
		}
	}
	slices.SortStableFunc(lates, func(a, b late) int { return a.c.Due.Compare(b.c.Due) })
	for _, l := range lates {
		in.Open = append(in.Open, label.OpenInput{Number: l.o.ID.String(), Note: i18n.T(lang, "clock."+string(l.c.Kind))})
	}
}
