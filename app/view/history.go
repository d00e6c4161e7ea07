package view

import (
	"strconv"
	"time"

	"countertop/app/flow"
	"countertop/app/i18n"
	"countertop/app/repair"
)

func init() { pages[flow.ScreenHistory] = (*builder).history }

// The height of what an event takes on the page of the history.
const (
	pastTop   = 12 // above and below it
	pastTitle = 34
	pastLine  = 27
	pastLeast = 68 // when, and who below it
)

// pastEntry is an event as it stands on the page: when and who, what, and in two columns
// what is to be said of it.
type pastEntry struct {
	event repair.Event
	told  told
	rows  [][2][]string // the facts, each in lines
	h     int
}

// history lists all that happened to an order, the latest first.
func (b *builder) history() {
	b.header()
	h := b.s.History
	row := h.Past.Row
	r := b.head(heading{title: b.t("history.title"), beside: join(h.Order.String(), b.device(row.Order.Device), b.who(row))})
	pages := b.pastPages(r)
	page := min(h.Page, len(pages)-1)
	if h.Read && len(pages[page]) == 0 {
		b.empty(r, "history", "history.none")
	}
	for i, e := range pages[page] {
		var cell Rect
		cell, r = r.top(e.h, 0)
		if i > 0 {
			b.rule(cell.X, cell.Y, cell.W)
		}
		b.pastEntry(cell.shrink(0, pastTop), e)
	}
	b.foot(foot{
		paging: paging{page: page, pages: len(pages)}, turn: func(by int) flow.Msg { return flow.HistoryTurned{By: by} },
		note: b.t("history.count", "n", strconv.Itoa(len(h.Past.Events))),
	})
	b.script("")
}

// pastWhen cuts off where it says when and who.
func (b *builder) pastWhen(r Rect) (when, what Rect) { return r.left(230, 24) }

// pastPages deals the events out over pages of the size of r, the latest first; there
// is one at least.
func (b *builder) pastPages(r Rect) [][]pastEntry {
	events := b.s.History.Past.Events
	pages, left := [][]pastEntry{nil}, r.H
	for i := range events {
		e := b.pastOf(events[len(events)-1-i], r)
		if n := len(pages); e.h > left && len(pages[n-1]) > 0 {
			pages, left = append(pages, nil), r.H
		}
		pages[len(pages)-1] = append(pages[len(pages)-1], e)
		left -= e.h
	}
	return pages
}

// pastOf wraps what is said of an event. Facts that are short stand two in a row.
func (b *builder) pastOf(event repair.Event, r Rect) pastEntry {
	e := pastEntry{event: event, told: b.told(event)}
	_, what := b.pastWhen(r)
	wide, half := b.px(what.W), b.px(what.cols(2, 24)[0].W)
	size := b.px(caption)
	wrap := func(text string, w int) []string { return b.v.Text.Wrap(text, size, false, w, 0) }
	lines, open := 0, false
	for _, f := range e.told.facts {
		n := len(e.rows)
		short := len(wrap(f, half)) <= 2
		switch {
		case short && open:
			e.rows[n-1][1] = wrap(f, half)
			open = false
		case short:
			e.rows = append(e.rows, [2][]string{wrap(f, half)})
			open = true
		default:
			e.rows = append(e.rows, [2][]string{wrap(f, wide)})
			open = false
		}
	}
	most := max(1, (r.H-2*pastTop-pastTitle)/pastLine)
	for i, row := range e.rows {
		n := max(len(row[0]), len(row[1]))
		if lines+n > most { // words without an end
			e.rows = e.rows[:i+1]
			for j, c := range row {
				e.rows[i][j] = c[:min(len(c), most-lines)]
			}
			n = most - lines
			lines += n
			break
		}
		lines += n
	}
	e.h = 2*pastTop + max(pastLeast, pastTitle+pastLine*lines)
	return e
}

// pastEntry draws an event.
func (b *builder) pastEntry(r Rect, e pastEntry) {
	when, what := b.pastWhen(r)
	at, who := when.top(pastTitle, 0)
	quiet := face{caption, false, ink2}
	b.line(at, left, face{body, true, ink}, b.momentOf(e.event.At))
	by := b.t("staff.system")
	if e.event.By != "" {
		by = b.person(e.event.By)
	}
	who, _ = who.top(pastLine, 0)
	if e.event.Origin != "" {
		by = join(by, b.t("where.station", "letter", e.event.Origin[:1]))
	}
	b.line(who, left, quiet, by)
	c := ink
	if e.told.bad {
		c = lateRed
	}
	title, what := what.top(pastTitle, 0)
	b.line(title, left, face{label, true, c}, e.told.title)
	for _, row := range e.rows {
		var cell Rect
		cell, what = what.top(pastLine*max(len(row[0]), len(row[1])), 0)
		halves := cell.cols(2, 24)
		if row[1] == nil {
			halves[0].W = cell.W
		}
		for i, lines := range row {
			for j, l := range lines {
				b.text(halves[i].X, halves[i].Y+j*pastLine+caption, 0, left, quiet, l)
			}
		}
	}
}

// momentOf is a day and time of any year.
func (b *builder) momentOf(t time.Time) string {
	if in := t.In(b.s.Shop.Calendar.Loc); in.Year() != b.s.Now.In(b.s.Shop.Calendar.Loc).Year() && !t.IsZero() {
		if b.lang == i18n.EN {
			return in.Format("2 Jan 2006 15:04")
		}
		return in.Format("2006-01-02 15:04")
	}
	return b.moment(t)
}
