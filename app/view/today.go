package view

import (
	"strconv"

	"countertop/app/flow"
	"countertop/app/i18n"
	"countertop/app/repair"
)

func init() { pages[flow.ScreenToday] = (*builder).today }

// today counts what was taken in, repaired and handed over today, and for whom
// it is meant the money.
func (b *builder) today() {
	b.header()
	d := b.s.Day
	room := b.head(heading{title: b.t("today.title"), beside: b.phrases.FullDay(d.Day)})
	c, takings := d.Count, b.s.SeesTakings()
	upper, lower := room.top(room.H*6/10, gutter)
	n := 3
	if takings {
		n = 4
	}
	cells := upper.cols(n, gutter)
	b.counted(cells[0], "log-in", "day.checked-in", strconv.Itoa(c.CheckedIn))
	b.counted(cells[1], "wrench", "day.done", strconv.Itoa(c.Done))
	b.counted(cells[2], "package-check", "day.picked-up", strconv.Itoa(c.PickedUp))
	others := []tallied{
		{b.t("day.quoted"), strconv.Itoa(c.Quoted)},
		{b.t("day.agreed"), strconv.Itoa(c.Agreed)},
		{b.t("day.unrepaired"), strconv.Itoa(c.Unrepaired)},
		{b.t("day.sent-out"), strconv.Itoa(c.SentOut)},
	}
	parts := lower.cols(2, gutter)
	if !takings {
		parts = lower.cols(1, gutter)
	}
	b.tally(parts[0], others)
	if takings {
		var sum int64
		var ways []tallied
		for _, by := range repair.PaysBy {
			if fen := c.Paid[by]; fen > 0 {
				ways = append(ways, tallied{b.t("paid." + string(by)), i18n.Money(b.lang, fen)})
			}
			sum += c.Paid[by]
		}
		b.counted(cells[3], "receipt", "today.paid", i18n.Money(b.lang, sum))
		if len(ways) == 0 {
			ways = []tallied{{b.t("today.paid-none"), ""}}
		}
		b.tally(parts[1], ways)
	}
	b.foot(foot{note: b.t("today.how")})
	b.script("")
}

// counted is one figure of the day, to be read from across the counter.
func (b *builder) counted(r Rect, icon, key, figure string) {
	b.card(r)
	head, in := r.shrink(24, 24).top(40, 0)
	at, name := head.left(iconSize, 12)
	b.iconIn(at, iconSize, icon, ink2)
	b.line(name, left, face{label, false, ink2}, b.t(key))
	f := face{big, true, ink}
	if b.width(figure, f) > in.W {
		f.size = headline
	}
	b.line(in, center, f, figure)
}

// tallied is one line of a tally.
type tallied struct{ label, text string }

// tally is a short list of names with a figure each.
func (b *builder) tally(r Rect, rows []tallied) {
	b.card(r)
	cols := r.shrink(24, 12).cols(2, 2*columnGap)
	for i, c := range rows {
		cell := cols[i%2].rows(max(2, (len(rows)+1)/2), gutter)[i/2]
		w := b.line(cell, right, face{value, true, ink}, c.text)
		_, name := cell.right(w, gutter)
		b.line(name, left, face{body, false, ink2}, c.label)
	}
}
