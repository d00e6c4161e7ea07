package document

import (
	"time"

	"countertop/app/i18n"
	"countertop/app/label"
	"countertop/app/repair"
)

// stockLines is how many differences are printed: two metres of paper.
const stockLines = 100

// stockTake fills in the difference list of a stock-take.
func stockTake(in *label.Input, j repair.PrintJob, s Facts) {
	lang, t, loc := i18n.Lang(j.Lang), s.Stock, s.Shop.Calendar.Loc
	at := func(t time.Time) label.Date {
		if t.IsZero() {
			return label.Date{}
		}
		return label.Date{Time: t.In(loc)}
	}
	in.Station, in.CountedBy, in.Begun, in.Ended = s.Shop.Station, person(s.People, t.By), at(t.Begun), at(t.Ended)
	for _, p := range t.Places {
		in.Places = append(in.Places, i18n.Place(lang, p.Place))
	}
	total := t.Report.Total()
	for _, c := range []struct {
		key string
		n   int
	}{
		{"expected", total.Expected},
		{"found", total.Found},
		{"missing", total.Missing},
		{"foreign", total.Foreign},
		{"unknown", total.Unknown},
		{"mended", total.Resolved},
	} {
		in.Counts = append(in.Counts, label.CountInput{Name: i18n.T(lang, "stock.count."+c.key), Count: c.n})
	}
	for i, d := range t.Report.Diffs {
		if i == stockLines {
			in.StockMore = len(t.Report.Diffs) - stockLines
			break
		}
		in.Stock = append(in.Stock, stockLine(lang, s, d, at))
	}
}

func stockLine(lang i18n.Lang, s Facts, d repair.StockDiff, at func(time.Time) label.Date) label.StockLineInput {
	group := d.Find.Group()
	l := label.StockLineInput{Group: i18n.T(lang, "stock.group."+string(group)), Code: d.Code, Note: d.Note}
	if d.Order != "" {
		l.Number = d.Order.String()
		l.Machine = repair.Device{Brand: s.Shop.Trade.Text(lang, d.Brand), Model: d.Model}.Name()
	}
	if group == repair.GroupUnknown {
		l.Blank = true
		if d.Note == "" {
			l.Machine = joined(l.Machine, i18n.T(lang, "stock.find."+string(d.Find)))
		}
	} else {
		l.Where, l.Since = i18n.Place(lang, d.Recorded), at(d.Since)
	}
	if group != repair.GroupMissing {
		l.Seen = i18n.Place(lang, d.At)
	}
	if d.Resolution != repair.ResolutionNone {
		l.Done = i18n.T(lang, "stock.mend."+string(d.Resolution))
	}
	return l
}

func joined(a, b string) string {
	if a == "" {
		return b
	}
	return a + " · " + b
}
