package view

import (
	"slices"
	"strconv"
	"strings"

	"countertop/app/flow"
	"countertop/app/i18n"
	"countertop/app/repair"
	"countertop/app/trade"
)

func init() { pages[flow.ScreenPrint] = (*builder).prints }

// prints shows the printers and what they print. On the right stands what
// matters most: the print that was touched, a printer in trouble, or the
// labels that can be printed here.
func (b *builder) prints() {
	b.header()
	_, room := b.room().top(20, 0)
	list, r := room.left(room.W*44/100, 24)
	list = b.over(list, b.t("print.printers"))
	if len(b.s.Printers) == 0 {
		list = b.prose(list, face{body, false, ink3}, b.t("print.no-printers"))
	}
	for _, p := range b.s.Printers[:min(3, len(b.s.Printers))] {
		var row Rect
		row, list = list.top(80, 8)
		b.printerRow(row, p)
	}
	p := b.jobs(b.over(list, b.t("print.jobs")))
	b.foot(foot{paging: p, turn: func(by int) flow.Msg { return flow.JobsTurned{By: by} }})

	side := b.footRow()
	side.X, side.W = r.X, r.W
	i := slices.IndexFunc(b.s.Jobs, func(j repair.PrintJob) bool { return j.ID == b.s.Prints.Selected })
	sick := slices.IndexFunc(b.s.Printers, func(p flow.PrinterState) bool { return p.Fault != "" })
	switch {
	case i >= 0 && b.nobody():
		b.card(r)
		b.empty(r, "lock", "print.sign-in-first")
	case i >= 0:
		b.jobCard(r, b.s.Jobs[i])
		b.jobActions(side, b.s.Jobs[i])
	case sick >= 0:
		b.cure(r, b.s.Printers[sick])
		b.cureActions(side, b.s.Printers[sick])
	default:
		b.moreLabels(r)
	}
	if sick >= 0 {
		b.say(trade.MomentPrinter)
	} else {
		b.script("")
	}
}

func (b *builder) printerRow(r Rect, p flow.PrinterState) {
	st, state, c := rowStyle, b.t("print.ready"), okGreen
	icon := "circle-check"
	switch {
	case p.Fault != "":
		st.fill, st.stroke = lateTint, lateTint
		state, c, icon = b.faultChip(p.Fault), lateRed, "triangle-alert"
	case p.Virtual:
		state, c, icon = b.t("print.virtual"), ink2, "save"
	case !p.Known:
		state, c, icon = b.t("print.unknown"), ink2, "circle-question-mark"
	}
	name := join(p.Name, p.Model)
	if strings.Contains(p.Name, p.Model) {
		name = p.Name
	}
	b.box(r, st)
	at, in := r.shrink(18, 8).left(36, 18)
	b.iconIn(at, 36, "printer", ink)
	lines := in.rows(2, 0)
	b.line(lines[0], left, face{body, true, ink}, name)
	at, words := lines[1].left(24, 8)
	b.iconIn(at, 24, icon, c)
	b.line(words, left, face{caption, true, c}, state)
	if b.s.Screen != flow.ScreenPrint {
		return
	}
	touched := flow.Msg(flow.Opened{Screen: flow.ScreenSetup})
	if p.Fault != "" {
		touched = flow.JobChosen{}
	}
	b.touch("printer."+p.Name, r.shrink(0, -4), touched)
}

// faultChip is a fault in two or three words.
func (b *builder) faultChip(fault string) string {
	if key := "fault.print." + fault + ".chip"; i18n.Has(key) {
		return b.t(key)
	}
	return b.t("fault.print.broken.chip")
}

// faultKey begins the keys of a fault's texts.
func faultKey(fault string) string {
	if i18n.Has("fault.print." + fault + ".what") {
		return "fault.print." + fault
	}
	return "fault.print.broken"
}

// jobState is how far a print is. One that was begun and cannot go on waits for
// its paper, or for its printer.
func (b *builder) jobState(j repair.PrintJob) string {
	if j.State == repair.JobSending || j.State == repair.JobHeld {
		for _, p := range b.s.Printers {
			switch {
			case p.Name != j.Printer || p.Fault == "":
			case p.Fault == "paper-out":
				return b.t("job.paper")
			default:
				return b.t("job.stuck")
			}
		}
	}
	return b.t("job." + string(j.State))
}

// jobName is the document and what it is about.
func (b *builder) jobName(j repair.PrintJob) (name, about string) {
	name = b.t("doc." + string(j.Document))
	if j.Document == repair.DocAccessory {
		name = b.t("doc.accessory-n", "n", strconv.Itoa(j.Index))
	}
	if j.Order != "" {
		about = j.Order.String()
	} else if c, err := repair.ParseCode(j.Subject); err == nil && c.Type == repair.CodeShelf {
		about = b.placeText(c.Place)
	} else if j.Document == repair.DocBadge {
		about = b.s.Person(repair.StaffID(j.Subject)).Name
	} else if j.Document == repair.DocFolder {
		about = b.t("folder." + j.Subject)
	} else {
		about = j.Subject
	}
	if j.Copy > 1 {
		about = join(about, b.t("print.reprint"))
	}
	return name, join(about, j.At.In(b.s.Shop.Calendar.Loc).Format("15:04"))
}

// jobLook is the colour and icon of a job's state.
func jobLook(s repair.JobState) (c, tint Color, icon string) {
	switch s {
	case repair.JobPrinted:
		return okGreen, okTint, "circle-check"
	case repair.JobSent:
		return okGreen, okTint, "check"
	case repair.JobHeld:
		return soonAmber, soonTint, "pause"
	case repair.JobUncertain:
		return lateRed, lateTint, "circle-question-mark"
	case repair.JobFailed:
		return lateRed, lateTint, "circle-x"
	case repair.JobSending:
		return ink, chipGrey, "printer"
	case repair.JobCancelled:
		return ink3, chipGrey, "x"
	case repair.JobQueued:
	}
	return ink2, chipGrey, "clock"
}

// jobs is the list of prints, newest first.
func (b *builder) jobs(r Rect) paging {
	if len(b.s.Jobs) == 0 {
		b.empty(r, "printer", "print.no-jobs")
	}
	p := inPages(r.tiles(1, chipH, 8), len(b.s.Jobs), b.s.Prints.Page)
	for i, cell := range p.cells() {
		b.jobRow(cell, b.s.Jobs[i])
	}
	return p
}

func (b *builder) jobRow(r Rect, j repair.PrintJob) {
	c, tint, icon := jobLook(j.State)
	st := rowStyle
	if j.ID == b.s.Prints.Selected {
		st.stroke, st.width = ink, 3
	}
	name, about := b.jobName(j)
	b.tap("job."+strconv.FormatInt(j.ID, 10), r, st, name, flow.JobChosen{Job: j.ID}).Reach = 0
	state, f := b.jobState(j), face{caption, true, c}
	pill, words := r.shrink(14, 0).right(b.width(state, f)+60, gutter)
	pill = pill.within(pill.W, 44)
	b.box(pill, style{fill: tint, radius: 22})
	at, word := pill.shrink(14, 0).left(24, 8)
	b.iconIn(at, 24, icon, c)
	b.text(word.X, middle(word.midY(), caption), 0, left, f, state)
	_, words = words.left(6, 0)
	b.pair(words, left, face{body, true, ink}, name, face{caption, false, ink2}, about)
}

// jobCard shows a print as it comes out, and what is known of it.
func (b *builder) jobCard(r Rect, j repair.PrintJob) {
	b.card(r)
	c, _, icon := jobLook(j.State)
	name, about := b.jobName(j)
	title := b.jobState(j)
	what := b.t("print.what." + string(j.State))
	switch {
	case j.State == repair.JobUncertain:
		title, what = b.t("print.ask"), b.t("print.ask-how")
	case j.Document == repair.DocRecovery:
		what = b.t("print.what.recovery")
	case j.State == repair.JobHeld && j.Fault != "":
		title = b.t(faultKey(j.Fault)+".what", "name", j.Printer)
	}
	moved := ""
	if j.MovedFrom != "" {
		moved = b.t("print.moved", "printer", j.MovedFrom)
	}
	in := r.shrink(28, 20)
	over, in := in.top(60, 4)
	at, words := over.left(48, 18)
	b.iconIn(at, 48, icon, c)
	b.line(words, left, face{headline, true, ink}, title)
	over, in = in.top(36, 0)
	b.line(over, left, face{small, false, ink2}, what)
	over, in = in.top(36, 10)
	b.line(over, left, face{small, true, ink}, join(name, about, moved, j.Printer))
	b.paper(b.attempts(in, j), j.ID)
}

// attempts says each time that a print was sent, the last ones, and how it
// ended, at the foot of r. It returns the room above.
func (b *builder) attempts(r Rect, j repair.PrintJob) Rect {
	as := b.s.Prints.Attempts
	if b.s.Prints.AttemptsOf != j.ID || len(as) == 0 {
		return r
	}
	as = as[max(0, len(as)-2):]
	list, rest := r.bottom(len(as)*32, 12)
	for i, row := range list.rows(len(as), 0) {
		a := as[i]
		end := b.t("job." + string(a.State))
		if a.Ended.IsZero() {
			end = b.t("job.sending")
		}
		fault := ""
		if a.Fault != "" {
			fault = b.faultChip(a.Fault)
		}
		bytes := b.t("print.bytes", "n", strconv.Itoa(a.Sent), "of", strconv.Itoa(a.Total))
		if a.Total == 0 {
			bytes = ""
		}
		at := a.Begun.In(b.s.Shop.Calendar.Loc).Format("15:04:05")
		b.line(row, left, face{caption, false, ink2}, join(at, a.Printer, end, fault, bytes))
	}
	return rest
}

// jobActions are what can be done with a print.
func (b *builder) jobActions(r Rect, j repair.PrintJob) {
	cells := r.split(gutter, 28, 36, 36)
	b.button(cells[0], button{id: "close", text: b.t("print.close"), msg: flow.JobChosen{}})
	switch j.State {
	case repair.JobUncertain:
		b.button(cells[1], button{id: "no", text: b.t("print.no"), msg: flow.UncertainAnswered{Job: j.ID}})
		b.button(cells[2], button{
			id: "yes", text: b.t("print.yes"), icon: "check", primary: true, msg: flow.UncertainAnswered{Job: j.ID, Printed: true},
		})
	case repair.JobQueued, repair.JobHeld:
		b.button(cells[2], button{id: "cancel", text: b.t("print.cancel"), icon: "x", danger: true, msg: flow.CancelAsked{Job: j.ID}})
	case repair.JobSending:
	default:
		if j.Order != "" {
			b.button(cells[1], button{id: "latest", text: b.t("print.latest"), msg: flow.ReprintAsked{Job: j.ID, Latest: true}})
		}
		b.button(cells[2], button{
			id: "reprint", text: b.t("print.reprint"), icon: "printer", primary: true, msg: flow.ReprintAsked{Job: j.ID},
			off: j.Document == repair.DocRecovery,
		})
	}
}

// waiting are the jobs that a printer has not begun.
func (b *builder) waiting(p flow.PrinterState) (js []repair.PrintJob) {
	for _, j := range b.s.Jobs {
		if j.Printer == p.Name && (j.State == repair.JobHeld || j.State == repair.JobQueued) {
			js = append(js, j)
		}
	}
	slices.Reverse(js)
	return js
}

// cure is a printer in trouble: what happened, the steps, what waits for it.
func (b *builder) cure(r Rect, p flow.PrinterState) {
	b.box(r, style{fill: surface, stroke: lateRed, width: 3, radius: corner})
	key := faultKey(p.Fault)
	in := r.shrink(margin, 24)
	over, in := in.top(96, 0)
	at, words := over.left(84, 24)
	b.iconIn(at, 84, "printer", lateRed)
	b.pair(words, left, face{headline, true, ink}, b.t(key+".what", "name", p.Name), face{small, false, ink2}, p.Model)
	y := in.Y + 44
	const pitch = 34
	for i := 1; i <= 3; i++ {
		step := key + ".step" + strconv.Itoa(i)
		if !i18n.Has(step) {
			break
		}
		b.text(in.X, y, 0, left, face{label, true, ink2}, strconv.Itoa(i))
		y = b.para(in.X+40, y, in.W-40, 2, pitch, face{label, false, ink}, b.t(step)) + 8
	}
	y = b.para(in.X, y, in.W, 2, pitch, face{label, true, ink}, b.t("print.resumes"))
	_, in = in.top(y-12-in.Y, 0)
	b.waitingChips(in, p)
}

// waitingChips are the prints that wait for a printer, in as many rows as fit.
func (b *builder) waitingChips(r Rect, p flow.PrinterState) {
	const h, gap = 44, 8
	f := face{caption, false, ink2}
	row, rest := r.top(h, gap)
	for _, j := range b.waiting(p) {
		name, _ := b.jobName(j)
		text := b.t("print.waiting", "doc", name)
		w := b.width(text, f) + 36
		if w > row.W {
			row, rest = rest.top(h, gap)
		}
		if row.H < h {
			return
		}
		var chip Rect
		chip, row = row.left(w, 12)
		b.box(chip, style{fill: chipGrey, radius: h / 2})
		b.line(chip, center, f, text)
	}
}

// cureActions offers another printer that can print all that waits.
func (b *builder) cureActions(r Rect, p flow.PrinterState) {
	setup, rest := r.left(230, gutter)
	b.button(setup, button{id: "setup", text: b.t("print.setup-short"), icon: "settings", msg: flow.Opened{Screen: flow.ScreenSetup}})
	r = rest
	js := b.waiting(p)
	if len(js) == 0 {
		return
	}
	for _, q := range b.s.Printers {
		lacks := func(j repair.PrintJob) bool { return !slices.Contains(q.Documents, j.Document) }
		if q.Name == p.Name || q.Fault != "" || slices.ContainsFunc(js, lacks) {
			continue
		}
		half, _ := r.right(min(r.W, 360), 0)
		b.button(half, button{
			id: "elsewhere", text: b.t("print.elsewhere", "printer", q.Name),
			icon: "printer", msg: flow.FallbackChosen{From: p.Name, To: q.Name},
		})
		return
	}
}

// moreLabels are the prints that belong to no order.
func (b *builder) moreLabels(r Rect) {
	b.card(r)
	if b.s.Staff == nil {
		b.empty(r, "printer", "print.pick")
		return
	}
	const h = 92
	row, in := b.over(r.shrink(28, 20), b.t("print.more")).top(h, 12)
	cells := row.cols(3, gutter)
	b.button(cells[0], button{id: "labels.shelf", text: b.t("print.shelf-labels"), icon: "tag", msg: flow.ShelfLabelsAsked{}})
	b.button(cells[1], button{id: "labels.outside", text: b.t("print.outside-labels"), icon: "tag", msg: flow.OutsideLabelsAsked{}})
	b.button(cells[2], button{id: "labels.badges", text: b.t("print.badges"), icon: "badge-check", msg: flow.BadgesAsked{}})
	row, in = in.bottom(h, 0)
	cells = row.cols(2, gutter)
	b.button(cells[0], button{id: "setup", text: b.t("setup.title"), icon: "settings", msg: flow.Opened{Screen: flow.ScreenSetup}})
	b.button(cells[1], button{id: "labels.day-close", text: b.t("day-close.action"), icon: "receipt", msg: flow.DayCloseAsked{}})
	shelves, in := b.over(in, b.t("print.slot-labels")).top(2*h+12, 0)
	for i, row := range shelves.rows(2, 12) {
		for j, cell := range row.cols(2, gutter) {
			k := repair.Shelves[2*i+j]
			b.placeChip("labels."+string(k), cell, k, strconv.Itoa(b.s.Shop.Layout[k]), flow.SlotLabelsAsked{Shelf: k})
		}
	}
	if in.H >= 44 {
		b.line(in, left, face{caption, false, ink3}, b.t("print.pick"))
	}
}
