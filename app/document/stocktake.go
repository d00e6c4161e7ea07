package document

import (
	"countertop/app/i18n"
	"countertop/app/label"
	"countertop/app/repair"
)

// stockLines is how many differences are printed: two metres of paper.
const stockLines = 100

// stockTake is the difference list of a stock-take.
func (w writer) stockTake() label.StockTake {
	t := w.Stock
	out := label.StockTake{Shop: w.shop(), Station: w.Shop.Station, CountedBy: w.person(t.By), Begun: w.at(t.Begun), Ended: w.at(t.Ended)}
	for _, p := range t.Places {
		out.Places = append(out.Places, i18n.Place(w.lang, p.Place))
	}
	total := t.Report.Total()
	for _, c := range []struct {
		key string
		n   int
	}{
		{"expected", total.Expected},
		{"found", total.Found},
		{"lost", total.Lost},
		{"missing", total.Missing},
		{"foreign", total.Foreign},
		{"unknown", total.Unknown},
		{"mended", total.Resolved},
	} {
		if c.key == "lost" && c.n == 0 {
			continue // a word of alarm stands there only with reason
		}
		out.Counts = append(out.Counts, label.Count{Name: w.text("stock.count." + c.key), Count: c.n})
	}
	for i, d := range t.Report.Diffs {
		if i == stockLines {
			out.More = len(t.Report.Diffs) - stockLines
			break
		}
		out.Lines = append(out.Lines, w.stockLine(d))
	}
	return out
}

func (w writer) stockLine(d repair.StockDiff) label.StockLine {
	group := d.Find.Group()
	l := label.StockLine{Group: w.text("stock.group." + string(group)), Code: d.Code, Note: d.Note}
	if d.Order != "" {
		l.Number = d.Order.String()
		l.Machine = repair.Device{Brand: w.trade.Text(w.lang, d.Brand), Model: d.Model}.Name()
	}
	if group == repair.GroupUnknown || group == repair.GroupLost {
		l.Blank = true
		if d.Note == "" {
			l.Machine = joined(l.Machine, w.text("stock.find."+string(d.Find)))
		}
	} else {
		l.Where, l.Since = i18n.Place(w.lang, d.Recorded), w.at(d.Since)
	}
	if group != repair.GroupMissing {
		l.Seen = i18n.Place(w.lang, d.At)
	}
	if d.Resolution != repair.ResolutionNone {
		l.Done = w.text("stock.mend." + string(d.Resolution))
	}
	return l
}

func joined(a, b string) string {
	if a == "" {
		return b
	}
	return a + " · " + b
}
