package view

import (
	"slices"
	"strconv"

	"countertop/app/flow"
	"countertop/app/i18n"
	"countertop/app/repair"
	"countertop/app/trade"
)

// checkInPrint says what comes out of the printers, where it goes, and which
// shelf each machine belongs on; with a printer in trouble it says the cure
// first.
func (b *builder) checkInPrint() {
	c := b.s.CheckIn
	if len(c.Done) == 0 {
		b.script("")
		return
	}
	o := c.Done[0].Order
	var jobs []repair.PrintJob
	for _, j := range b.s.Jobs {
		if slices.Contains(c.Jobs, j.ID) {
			jobs = append(jobs, j)
		}
	}
	slices.Reverse(jobs) // oldest first
	fault, printer := b.trouble(jobs)
	title := b.t("checkin.put", "place", b.t("place."+string(o.Reserved.Kind)))
	switch {
	case len(c.Done) > 1:
		title = b.t("checkin.put-all", "n", strconv.Itoa(len(c.Done)))
	case o.OnTheSpot:
		title = b.t("checkin.spot-title")
	}
	main, side := b.step(heading{title: title})
	switch {
	case len(c.Done) > 1:
		main = b.putAll(main, fault != "")
	case o.OnTheSpot:
		main = b.putSpot(main, o)
	default:
		main = b.putOne(main, o, fault != "")
	}
	if fault != "" {
		b.troubleCard(main, fault, printer)
	} else {
		b.jobLines(main, jobs)
	}
	b.tagPreview(side, o)
	b.foot(foot{
		back: button{id: "leave", text: b.t("checkin.finish"), icon: "house", msg: flow.CheckInLeft{}},
		more: []button{{id: "printers", text: b.t("checkin.printers"), icon: "printer", msg: flow.Opened{Screen: flow.ScreenPrint}}},
		next: button{id: "another", text: b.t("checkin.another"), icon: "arrow-right", after: true, msg: flow.CheckInLeft{Another: true}},
	})
	facts := b.factsNow()
	facts.Order = o
	day := ""
	if !o.OnTheSpot {
		day = i18n.Day(b.lang, o.PromisedOn)
	}
	b.sayOf(trade.MomentCheckedIn, facts, "day", day)
}

// putOne is the shelf and slot of the only machine; the cure of a printer needs
// some of its room. It returns the room below.
func (b *builder) putOne(r Rect, o repair.Order, trouble bool) Rect {
	h := 172
	if trouble {
		h = 116
	}
	box, rest := r.top(h, gutter)
	strong, _ := hue(o.Reserved.Kind)
	b.box(box, style{fill: strong, radius: corner})
	at, in := box.shrink(28, 8).left(88, 28)
	b.iconIn(at, 88, shelfIcon(o.Reserved.Kind), white)
	over, slot := in.top(52, 0)
	w := b.line(over, right, face{value, true, white}, o.ID.String())
	if trouble {
		_, in = in.right(w, columnGap)
		b.line(in, left, face{big, true, white}, o.Reserved.Name())
		return rest
	}
	_, over = over.right(w, columnGap)
	b.line(over, left, face{value, false, white}, b.t("place."+string(o.Reserved.Kind)))
	b.line(slot, left, face{big, true, white}, o.Reserved.Name())
	says, rest := rest.top(36, 8)
	b.line(says, left, face{body, true, ink}, b.t("checkin.scan-shelf"))
	return rest
}

// putSpot is a machine that is repaired while the customer waits: no shelf, but
// the way to the work and to the handing over.
func (b *builder) putSpot(r Rect, o repair.Order) Rect {
	box, rest := r.top(116, gutter)
	b.box(box, style{fill: okGreen, radius: corner})
	at, in := box.shrink(28, 8).left(72, 28)
	b.iconIn(at, 72, "wrench", white)
	number, _ := in.top(52, 0)
	_, in = in.right(b.line(number, right, face{value, true, white}, o.ID.String()), columnGap)
	b.line(in, left, face{headline, true, white}, b.t("checkin.spot-now"))
	acts, rest := rest.top(88, gutter)
	two := acts.cols(2, gutter)
	b.button(two[0], button{id: "work", text: b.t("checkin.work"), icon: "pencil", msg: flow.OrderChosen{Order: o.ID}})
	b.button(two[1], button{id: "pickup", text: b.t("checkin.pickup"), icon: "package-check", msg: flow.PickupOpened{Order: o.ID}})
	return rest
}

// putAll lists the machines of a visit with the slot of each, in as many
// columns as they need. It returns the room below.
func (b *builder) putAll(r Rect, trouble bool) Rect {
	const cellH, gap, slotW = 66, 10, 132
	room, done := r, b.s.CheckIn.Done
	if trouble {
		room, _ = r.top(2*(cellH+gap)-gap, 0)
	}
	cols, fit := 1, room.fits(cellH, gap)
	for len(done) > cols*fit && cols < 3 {
		cols++
	}
	rows := min((len(done)+cols-1)/cols, fit)
	block, rest := r.top(rows*(cellH+gap)-gap, gutter)
	columns := block.cols(cols, gutter)
	for i, row := range done[:min(len(done), rows*cols)] {
		o := row.Order
		cell := columns[i/rows].rows(rows, gap)[i%rows]
		strong, _ := hue(o.Reserved.Kind)
		slot, number := o.Reserved.Name(), o.ID.String()
		if o.OnTheSpot {
			strong, slot = okGreen, b.t("checkin.spot-now")
		}
		if cols == 3 {
			number = o.ID.Short()
		}
		b.card(cell)
		at, words := cell.left(slotW, gutter)
		b.box(at, style{fill: strong, radius: corner})
		b.line(at.shrink(8, 0), center, face{value, true, white}, slot)
		_, words = words.right(12, 0)
		b.pair(words, left, face{caption, true, ink}, number, face{caption, false, ink2}, b.device(o.Device))
	}
	return rest
}

// jobLines are the prints with their states, as many as r has room for.
func (b *builder) jobLines(r Rect, jobs []repair.PrintJob) {
	const lineH, gap = 54, 10
	if r.H < lineH {
		return
	}
	kept := map[repair.OrderID]int{}
	for _, d := range b.s.CheckIn.Done {
		kept[d.Order.ID] = len(d.Order.Accessories)
	}
	cells := r.tiles(2, lineH, gap)
	for i, j := range jobs[:min(len(jobs), len(cells))] {
		b.jobLine(cells[i], j, kept[j.Order])
	}
}

// tagPreview is the device tag as it prints, and when the machine should be
// ready.
func (b *builder) tagPreview(r Rect, o repair.Order) {
	b.card(r)
	in := b.over(r.shrink(24, gutter), b.t("doc.device-tag"))
	ready, in := in.bottom(labelH+44, gutter)
	if p := b.s.Prints.Preview; p != nil && slices.Contains(b.s.CheckIn.Jobs, b.s.Prints.PreviewOf) {
		tag, _ := in.top(in.W*p.HeightDots/max(1, p.WidthDots), 0)
		b.add(Node{Kind: KindPicture, ID: "preview", Rect: b.rect(tag), Picture: p, Enabled: true})
		b.box(tag, style{stroke: line, width: 1})
	}
	if !o.OnTheSpot {
		b.line(b.over(ready, b.t("sign.promise")), left, face{value, true, ink}, i18n.Day(b.lang, o.PromisedOn))
	}
}

// jobLine is a print with its state: icon, name and word.
func (b *builder) jobLine(r Rect, j repair.PrintJob, n int) {
	c, tint, icon := ink2, chipGrey, "clock"
	switch j.State {
	case repair.JobPrinted, repair.JobSent:
		c, tint, icon = okGreen, okTint, "check"
	case repair.JobHeld, repair.JobUncertain, repair.JobFailed:
		c, tint, icon = lateRed, lateTint, "triangle-alert"
	case repair.JobSending:
		icon = "printer"
	case repair.JobQueued, repair.JobCancelled:
	}
	b.box(r, style{fill: tint, radius: r.H / 2})
	at, in := r.shrink(20, 0).left(26, 10)
	b.iconIn(at, 26, icon, c)
	name := b.t("doc." + string(j.Document))
	if j.Document == repair.DocAccessory {
		name += " " + strconv.Itoa(j.Index) + "/" + strconv.Itoa(n)
	}
	_, in = in.right(b.line(in, right, face{caption, false, c}, b.jobState(j)), 12)
	b.line(in, left, face{small, true, c}, name)
}

// trouble is the fault that keeps one of the jobs from coming out, and the
// printer that has it.
func (b *builder) trouble(jobs []repair.PrintJob) (fault, name string) {
	for _, j := range jobs {
		if j.State == repair.JobHeld || j.State == repair.JobSending {
			for _, p := range b.s.Printers {
				if p.Name == j.Printer && p.Fault != "" {
					return p.Fault, p.Name
				}
			}
		}
	}
	return "", ""
}

// model is that of a printer.
func (b *builder) model(name string) string {
	for _, p := range b.s.Printers {
		if p.Name == name {
			return p.Model
		}
	}
	return ""
}

// troubleCard says what is wrong with a printer and the cure.
func (b *builder) troubleCard(r Rect, fault, name string) {
	b.box(r, style{fill: surface, stroke: lateRed, width: 3, radius: corner})
	head, in := r.shrink(24, 14).top(64, 8)
	at, words := head.left(52, 20)
	b.iconIn(at, 52, "printer", lateRed)
	b.pair(words, left, face{value, true, ink}, b.t("fault.print."+fault+".what", "name", name), face{caption, false, ink2}, b.model(name))
	const lineH = 34
	for i := 1; i <= 3; i++ {
		key := "fault.print." + fault + ".step" + strconv.Itoa(i)
		if !i18n.Has(key) || in.H < lineH {
			break
		}
		row, rest := in.top(lineH, 0)
		number, step := row.shrink(4, 0).left(small, 10)
		b.line(number, left, face{small, true, ink2}, strconv.Itoa(i))
		b.line(step, left, face{small, false, ink}, b.t(key))
		in = rest
	}
	if in.H >= lineH {
		row, _ := in.shrink(4, 0).top(lineH, 0)
		b.line(row, left, face{small, true, ink}, b.t("print.resumes"))
	}
}
