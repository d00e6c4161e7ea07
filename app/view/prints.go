package view

import (
	"slices"
	"strconv"
	"strings"

	"countertop/app/flow"
	"countertop/app/i18n"
	"countertop/app/repair"
)

func init() { pages[flow.ScreenPrint] = (*builder).prints }

// prints shows the printers and what they print. On the right stands what
// matters most: the print that was touched, a printer in trouble, or the
// labels that can be printed here.
func (b *builder) prints() {
	b.header()
	w := b.w - 2*margin
	listW := w * 44 / 100
	top, bottom := headerH+20, b.bottomY()-16
	y := top
	b.text(margin, y+20, listW, left, face{caption, false, ink2}, b.t("print.printers"))
	y += 32
	if len(b.s.Printers) == 0 {
		y = b.para(margin, y+26, listW, 2, 30, face{body, false, ink3}, b.t("print.no-printers"))
	}
	for _, p := range b.s.Printers[:min(3, len(b.s.Printers))] {
		b.printerRow(Rect{margin, y, listW, 80}, p)
		y += 88
	}
	b.jobs(Rect{margin, y + 8, listW, bottom - y - 8})

	r := Rect{margin + listW + 24, top, w - listW - 24, bottom - top}
	side := Rect{r.X, b.bottomY(), r.W, buttonH}
	b.button(Rect{margin, b.bottomY(), 168, buttonH}, button{id: "back", text: b.t("button.back"), icon: "arrow-left", msg: flow.WentBack{}})
	i := slices.IndexFunc(b.s.Jobs, func(j repair.PrintJob) bool { return j.ID == b.s.Prints.Selected })
	sick := slices.IndexFunc(b.s.Printers, func(p flow.PrinterState) bool { return p.Fault != "" })
	switch {
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
		b.script("script.print")
	} else {
		b.script("")
	}
}

func (b *builder) printerRow(r Rect, p flow.PrinterState) {
	st, state, c := style{fill: surface, stroke: line, radius: chipRad}, b.t("print.ready"), okGreen
	icon := "circle-check"
	switch {
	case p.Fault != "":
		st.fill, st.stroke = lateTint, lateTint
		state, c, icon = b.symptomChip(p.Fault), lateRed, "triangle-alert"
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
	b.icon(r.X+18, r.Y+22, 36, "printer", ink)
	b.fit(r.X+72, r.Y+33, r.W-90, left, face{body, true, ink}, caption, name)
	b.icon(r.X+72, r.Y+45, 24, icon, c)
	b.text(r.X+104, r.Y+64, r.W-120, left, face{caption, true, c}, state)
	if b.s.Screen != flow.ScreenPrint {
		return
	}
	touched := flow.Msg(flow.Opened{Screen: flow.ScreenSetup})
	if p.Fault != "" {
		touched = flow.JobChosen{}
	}
	b.touch("printer."+p.Name, Rect{r.X, r.Y - 4, r.W, r.H + 8}, touched)
}

// faultChip is a fault in two or three words.
func (b *builder) symptomChip(fault string) string {
	if key := "fault.print." + fault + ".chip"; i18n.Has(key) {
		return b.t(key)
	}
	return b.t("fault.print.broken.chip")
}

// faultKey begins the keys of a fault's texts.
func symptomKey(fault string) string {
	if i18n.Has("fault.print." + fault + ".what") {
		return "fault.print." + fault
	}
	return "fault.print.broken"
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
		about = b.t("stage." + j.Subject)
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
	}
	return ink2, chipGrey, "clock"
}

// jobs is the list of prints, newest first.
func (b *builder) jobs(r Rect) {
	b.text(r.X, r.Y+20, r.W, left, face{caption, false, ink2}, b.t("print.jobs"))
	y := r.Y + 32
	if len(b.s.Jobs) == 0 {
		b.empty(Rect{r.X, y, r.W, r.H - 32}, "printer", "print.no-jobs")
		return
	}
	const h, pitch = 76, 84
	n := max(1, (r.H-32+8)/pitch)
	pages := (len(b.s.Jobs) + n - 1) / n
	page := min(b.s.Prints.Page, pages-1)
	for i, j := range b.s.Jobs[page*n : min(len(b.s.Jobs), page*n+n)] {
		b.jobRow(Rect{r.X, y + i*pitch, r.W, h}, j)
	}
	if pages > 1 {
		b.pager(Rect{margin + 184, b.bottomY(), 300, buttonH}, page, pages, func(by int) flow.Msg { return flow.JobsTurned{By: by} })
	}
}

func (b *builder) jobRow(r Rect, j repair.PrintJob) {
	c, tint, icon := jobLook(j.State)
	st := style{fill: surface, stroke: line, radius: chipRad}
	if j.ID == b.s.Prints.Selected {
		st.stroke, st.width = ink, 3
	}
	name, about := b.jobName(j)
	n := b.box(r, st)
	n.ID, n.Touch, n.Text = "job."+strconv.FormatInt(j.ID, 10), flow.JobChosen{Job: j.ID}, name
	state := b.t("job." + string(j.State))
	f := face{caption, true, c}
	cw := b.width(state, f) + 24 + 8 + 28
	b.box(Rect{r.X + r.W - 14 - cw, r.Y + r.H/2 - 22, cw, 44}, style{fill: tint, radius: 22})
	b.icon(r.X+r.W-14-cw+14, r.Y+r.H/2-12, 24, icon, c)
	b.text(r.X+r.W-14-cw+46, middle(r.Y+r.H/2, caption), 0, left, f, state)
	b.fit(r.X+20, r.Y+33, r.W-cw-52, left, face{body, true, ink}, caption, name)
	b.fit(r.X+20, r.Y+62, r.W-cw-52, left, face{caption, false, ink2}, 16, about)
}

// jobCard shows a print as it comes out, and what is known of it.
func (b *builder) jobCard(r Rect, j repair.PrintJob) {
	b.card(r)
	c, _, icon := jobLook(j.State)
	name, about := b.jobName(j)
	title := b.t("job." + string(j.State))
	what := b.t("print.what." + string(j.State))
	switch {
	case j.State == repair.JobUncertain:
		title, what = b.t("print.ask"), b.t("print.ask-how")
	case j.State == repair.JobHeld && j.Fault != "":
		title = b.t(symptomKey(j.Fault) + ".what")
	}
	moved := ""
	if j.MovedFrom != "" {
		moved = b.t("print.moved", "printer", j.MovedFrom)
	}
	x, w := r.X+28, r.W-56
	b.icon(x, r.Y+26, 48, icon, c)
	b.fit(x+66, r.Y+64, w-66, left, face{38, true, ink}, 24, title)
	b.fit(x, r.Y+110, w, left, face{22, false, ink2}, 17, what)
	b.fit(x, r.Y+146, w, left, face{22, true, ink}, 17, join(name, about, moved, j.Printer))
	foot := b.attempts(Rect{x, r.Y + r.H - 20, w, 0}, j)
	b.paper(Rect{x, r.Y + 166, w, foot - r.Y - 166}, j.ID)
}

// attempts says each time that a print was sent, the last ones, and how it
// ended. r.Y is the foot of the list; it returns its head.
func (b *builder) attempts(r Rect, j repair.PrintJob) int {
	as := b.s.Prints.Attempts
	if b.s.Prints.AttemptsOf != j.ID || len(as) == 0 {
		return r.Y - 8
	}
	as = as[max(0, len(as)-2):]
	y := r.Y - len(as)*32
	for i, a := range as {
		end := b.t("job." + string(a.State))
		if a.Ended.IsZero() {
			end = b.t("job.sending")
		}
		fault := ""
		if a.Fault != "" {
			fault = b.symptomChip(a.Fault)
		}
		bytes := b.t("print.bytes", "n", strconv.Itoa(a.Sent), "of", strconv.Itoa(a.Total))
		if a.Total == 0 {
			bytes = ""
		}
		at := a.Begun.In(b.s.Shop.Calendar.Loc).Format("15:04:05")
		b.fit(r.X, y+i*32+26, r.W, left, face{caption, false, ink2}, 15, join(at, a.Printer, end, fault, bytes))
	}
	return y - 12
}

// jobActions are what can be done with a print.
func (b *builder) jobActions(r Rect, j repair.PrintJob) {
	third := Rect{r.X, r.Y, (r.W - 2*gutter) * 28 / 100, r.H}
	b.button(third, button{id: "close", text: b.t("print.close"), msg: flow.JobChosen{}})
	x := third.X + third.W + gutter
	rest := r.X + r.W - x
	last := Rect{x + (rest-gutter)/2 + gutter, r.Y, (rest - gutter) / 2, r.H}
	switch j.State {
	case repair.JobUncertain:
		b.button(Rect{x, r.Y, (rest - gutter) / 2, r.H}, button{id: "no", text: b.t("print.no"), msg: flow.UncertainAnswered{Job: j.ID}})
		b.button(last, button{id: "yes", text: b.t("print.yes"), icon: "check", primary: true, msg: flow.UncertainAnswered{Job: j.ID, Printed: true}})
	case repair.JobQueued, repair.JobHeld:
		b.button(last, button{id: "cancel", text: b.t("print.cancel"), icon: "x", danger: true, msg: flow.CancelAsked{Job: j.ID}})
	case repair.JobSending:
	default:
		if j.Order != "" {
			b.button(Rect{x, r.Y, (rest - gutter) / 2, r.H}, button{id: "latest", text: b.t("print.latest"), msg: flow.ReprintAsked{Job: j.ID, Latest: true}})
		}
		b.button(last, button{id: "reprint", text: b.t("print.reprint"), icon: "printer", primary: true, msg: flow.ReprintAsked{Job: j.ID}})
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
	x, w := r.X+32, r.W-64
	key := symptomKey(p.Fault)
	b.icon(x, r.Y+30, 84, "printer", lateRed)
	b.fit(x+108, r.Y+68, w-108, left, face{40, true, ink}, 24, b.t(key+".what"))
	b.fit(x+108, r.Y+106, w-108, left, face{22, false, ink2}, 17, join(p.Name, p.Model))
	y := r.Y + 164
	for i := 1; i <= 3; i++ {
		step := key + ".step" + strconv.Itoa(i)
		if !i18n.Has(step) {
			break
		}
		b.text(x, y, 0, left, face{26, true, ink2}, strconv.Itoa(i))
		y = b.para(x+40, y, w-40, 2, 34, face{26, false, ink}, b.t(step)) + 8
	}
	y = b.para(x, y, w, 2, 34, face{26, true, ink}, b.t("print.resumes"))
	y -= 12
	cx := x
	for _, j := range b.waiting(p) {
		name, _ := b.jobName(j)
		text := b.t("print.waiting", "doc", name)
		f := face{caption, false, ink2}
		cw := b.width(text, f) + 36
		if cx+cw > x+w {
			cx, y = x, y+52
		}
		if y+44 > r.Y+r.H-12 {
			return
		}
		b.box(Rect{cx, y, cw, 44}, style{fill: chipGrey, radius: 22})
		b.text(cx+18, middle(y+22, caption), 0, left, f, text)
		cx += cw + 12
	}
}

// cureActions offers another printer that can print all that waits.
func (b *builder) cureActions(r Rect, p flow.PrinterState) {
	js := b.waiting(p)
	if len(js) == 0 {
		return
	}
	for _, q := range b.s.Printers {
		lacks := func(j repair.PrintJob) bool { return !slices.Contains(q.Documents, j.Document) }
		if q.Name == p.Name || q.Fault != "" || slices.ContainsFunc(js, lacks) {
			continue
		}
		w := max(320, r.W/2)
		b.button(Rect{r.X + r.W - w, r.Y, w, r.H}, button{id: "elsewhere", text: b.t("print.elsewhere", "printer", q.Name), icon: "printer", msg: flow.ElsewhereAsked{From: p.Name, To: q.Name}})
		return
	}
}

// moreLabels are the prints that belong to no order.
func (b *builder) moreLabels(r Rect) {
	b.card(r)
	x, w := r.X+28, r.W-56
	if b.s.Staff == nil {
		b.empty(r, "printer", "print.pick")
		return
	}
	b.text(x, r.Y+38, w, left, face{caption, false, ink2}, b.t("print.more"))
	half := (w - gutter) / 2
	y := r.Y + 56
	b.button(Rect{x, y, half, 92}, button{id: "labels.shelf", text: b.t("print.shelf-labels"), icon: "tag", msg: flow.ShelfLabelsAsked{}})
	if b.s.Staff.Role == repair.RoleSupervisor {
		b.button(Rect{x + half + gutter, y, half, 92}, button{id: "labels.badges", text: b.t("print.badges"), icon: "badge-check", msg: flow.BadgesAsked{}})
	}
	y += 92 + 40
	b.text(x, y-12, w, left, face{caption, false, ink2}, b.t("print.slot-labels"))
	for i, k := range repair.Shelves {
		c := Rect{x + i%2*(half+gutter), y + i/2*(92+12), half, 92}
		strong, tint := hue(k)
		n := b.box(c, style{fill: tint, stroke: strong, width: 2, radius: chipRad})
		n.ID, n.Touch, n.Text = "labels."+string(k), flow.SlotLabelsAsked{Shelf: k}, b.t("place."+string(k))
		b.icon(c.X+20, c.Y+30, 32, shelfIcon(k), strong)
		slots := strconv.Itoa(b.s.Shop.Layout[k])
		sw := b.text(c.X+c.W-18, middle(c.Y+46, body), 0, right, face{body, true, strong}, strings.TrimSpace(slots))
		b.fit(c.X+64, middle(c.Y+46, 26), half-64-sw-34, left, face{26, true, strong}, 18, b.t("place."+string(k)))
	}
	y += 2*(92+12) + 36
	foot := Rect{x, r.Y + r.H - 28 - 92, half, 92}
	if y+12 < foot.Y {
		b.fit(x, y, w, left, face{caption, false, ink3}, 16, b.t("print.pick"))
	}
	if b.s.ClosesDay() {
		b.button(Rect{foot.X + half + gutter, foot.Y, half, 92}, button{id: "labels.day-close", text: b.t("day-close.action"), icon: "receipt", msg: flow.DayCloseAsked{}})
	}
	b.button(foot, button{id: "setup", text: b.t("setup.title"), icon: "settings", msg: flow.Opened{Screen: flow.ScreenSetup}})
}
