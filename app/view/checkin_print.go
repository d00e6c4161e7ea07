package view

import (
	"slices"
	"strconv"

	"countertop/app/flow"
	"countertop/app/i18n"
	"countertop/app/repair"
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
	w, bottom := b.leftW(), b.bottomY()-20
	fault, printer := b.trouble(jobs)
	y := pageTop + 72
	switch {
	case len(c.Done) > 1:
		b.title("checkin.put-all", "n", strconv.Itoa(len(c.Done)))
		room := bottom - y
		if fault != "" {
			room = min(room, 142)
		}
		y = b.putAll(Rect{margin, y, w, room})
	case o.OnTheSpot:
		b.title("checkin.spot-title")
		y = b.putSpot(Rect{margin, y, w, 0}, o, fault != "")
	default:
		b.title("checkin.put", "place", b.t("place."+string(o.Reserved.Kind)))
		y = b.putOne(Rect{margin, y, w, 0}, o, fault != "")
	}
	if fault != "" {
		b.troubleCard(Rect{margin, y, w, bottom - y}, fault, printer)
	} else {
		b.jobLines(Rect{margin, y, w, bottom - y}, jobs)
	}
	b.tagPreview(Rect{b.sideX(), pageTop, sideW, bottom - pageTop}, o)
	yb := b.bottomY()
	b.button(Rect{margin, yb, 240, buttonH}, button{id: "leave", text: b.t("checkin.finish"), icon: "house", msg: flow.CheckInLeft{}})
	b.button(Rect{margin + 256, yb, 280, buttonH}, button{id: "printers", text: b.t("checkin.printers"), icon: "printer", msg: flow.Opened{Screen: flow.ScreenPrint}})
	b.button(Rect{b.sideX(), yb, sideW, buttonH}, button{id: "another", text: b.t("checkin.another"), icon: "arrow-right", after: true, primary: true, msg: flow.CheckInLeft{Another: true}})
	b.script("script.checkin.print", "day", i18n.Day(b.lang, o.PromisedOn))
}

// putOne is the shelf and slot of the only machine. It returns the y below.
func (b *builder) putOne(r Rect, o repair.Order, trouble bool) int {
	r.H = 172
	if trouble {
		r.H = 116 // the cure needs the room
	}
	strong, _ := hue(o.Reserved.Kind)
	b.box(r, style{fill: strong, radius: corner})
	b.icon(r.X+32, r.Y+r.H/2-44, 88, shelfIcon(o.Reserved.Kind), white)
	b.text(r.X+r.W-28, r.Y+54, 0, right, face{30, true, white}, o.ID.String())
	if trouble {
		b.fit(r.X+148, r.Y+86, r.W-460, left, face{80, true, white}, 60, o.Reserved.Name())
		return r.Y + r.H + 16
	}
	b.text(r.X+148, r.Y+54, r.W-440, left, face{30, false, white}, b.t("place."+string(o.Reserved.Kind)))
	b.fit(r.X+148, r.Y+144, r.W-170, left, face{96, true, white}, 60, o.Reserved.Name())
	return b.para(r.X, r.Y+r.H+44, r.W, 1, 34, face{body, true, ink}, b.t("checkin.scan-shelf")) - 6
}

// putSpot is a machine that is repaired while the customer waits: no shelf, but
// the way to the work and to the handing over.
func (b *builder) putSpot(r Rect, o repair.Order, trouble bool) int {
	r.H = 116
	b.box(r, style{fill: okGreen, radius: corner})
	b.icon(r.X+32, r.Y+r.H/2-36, 72, "wrench", white)
	b.fit(r.X+132, middle(r.Y+r.H/2, 60), r.W-460, left, face{60, true, white}, 40, b.t("checkin.spot-now"))
	b.text(r.X+r.W-28, r.Y+54, 0, right, face{30, true, white}, o.ID.String())
	y := r.Y + r.H + gutter
	half := (r.W - gutter) / 2
	b.button(Rect{r.X, y, half, 88}, button{id: "work", text: b.t("checkin.work"), icon: "pencil", msg: flow.OrderChosen{Order: o.ID}})
	b.button(Rect{r.X + half + gutter, y, half, 88}, button{id: "pickup", text: b.t("checkin.pickup"), icon: "package-check", msg: flow.PickupOpened{Order: o.ID}})
	return y + 88 + gutter
}

// putAll lists the machines of a visit with the slot of each, in as many
// columns as they need.
func (b *builder) putAll(r Rect) int {
	done := b.s.CheckIn.Done
	const pitch = 66 + 10
	cols := 1
	for fit := max(1, (r.H+10)/pitch); len(done) > cols*fit && cols < 3; {
		cols++
	}
	w := (r.W - (cols-1)*gutter) / cols
	rows := min((len(done)+cols-1)/cols, max(1, (r.H+10)/pitch))
	for i, row := range done[:min(len(done), rows*cols)] {
		o := row.Order
		cell := Rect{r.X + i/rows*(w+gutter), r.Y + i%rows*pitch, w, 66}
		strong, _ := hue(o.Reserved.Kind)
		slot := o.Reserved.Name()
		if o.OnTheSpot {
			strong, slot = okGreen, b.t("checkin.spot-now")
		}
		b.card(cell)
		const sw = 132
		b.box(Rect{cell.X, cell.Y, sw, cell.H}, style{fill: strong, radius: corner})
		b.fit(cell.X+sw/2, middle(cell.Y+cell.H/2, 36), sw-16, center, face{36, true, white}, 16, slot)
		x, tw := cell.X+sw+16, w-sw-28
		number := o.ID.String()
		if cols == 3 {
			number = o.ID.Short()
		}
		b.fit(x, cell.Y+29, tw, left, face{caption, true, ink}, 13, number)
		b.fit(x, cell.Y+54, tw, left, face{caption, false, ink2}, 15, b.device(o.Device))
	}
	return r.Y + rows*pitch + 6
}

// jobLines are the prints with their states, as many as r has room for.
func (b *builder) jobLines(r Rect, jobs []repair.PrintJob) {
	half := (r.W - gutter) / 2
	kept := map[repair.OrderID]int{}
	for _, d := range b.s.CheckIn.Done {
		kept[d.Order.ID] = len(d.Order.Accessories)
	}
	for i, j := range jobs {
		row := Rect{r.X + i%2*(half+gutter), r.Y + i/2*64, half, 54}
		if row.Y+row.H > r.Y+r.H {
			break
		}
		b.jobLine(row, j, kept[j.Order])
	}
}

// tagPreview is the device tag as it prints, and when the machine should be
// ready.
func (b *builder) tagPreview(r Rect, o repair.Order) {
	b.card(r)
	b.text(r.X+24, r.Y+40, 0, left, face{caption, false, ink2}, b.t("doc.device-tag"))
	if p := b.s.Prints.Preview; p != nil && slices.Contains(b.s.CheckIn.Jobs, b.s.Prints.PreviewOf) {
		pw := r.W - 48
		ph := pw * p.HeightDots / max(1, p.WidthDots)
		b.add(Node{Kind: KindPicture, ID: "preview", Rect: b.rect(Rect{r.X + 24, r.Y + 56, pw, ph}), Picture: p, Enabled: true})
		b.box(Rect{r.X + 24, r.Y + 56, pw, ph}, style{stroke: line, width: 1})
	}
	if o.OnTheSpot {
		return
	}
	b.text(r.X+24, r.Y+r.H-84, r.W-48, left, face{caption, false, ink2}, b.t("sign.promise"))
	b.fit(r.X+24, r.Y+r.H-46, r.W-48, left, face{value, true, ink}, 20, i18n.Day(b.lang, o.PromisedOn))
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
	}
	b.box(r, style{fill: tint, radius: r.H / 2})
	b.icon(r.X+18, r.Y+r.H/2-13, 26, icon, c)
	name := b.t("doc." + string(j.Document))
	if j.Document == repair.DocAccessory {
		name += " " + strconv.Itoa(j.Index) + "/" + strconv.Itoa(n)
	}
	sw := b.text(r.X+r.W-22, middle(r.Y+r.H/2, caption), 0, right, face{caption, false, c}, b.t("job."+string(j.State)))
	b.fit(r.X+56, middle(r.Y+r.H/2, 22), r.W-56-sw-36, left, face{22, true, c}, 16, name)
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

// troubleCard says what is wrong with a printer and the cure.
func (b *builder) troubleCard(r Rect, fault, name string) {
	b.box(r, style{fill: surface, stroke: lateRed, width: 3, radius: corner})
	b.icon(r.X+24, r.Y+22, 52, "printer", lateRed)
	b.fit(r.X+96, r.Y+44, r.W-120, left, face{value, true, ink}, 22, b.t("fault.print."+fault+".what"))
	b.text(r.X+96, r.Y+74, r.W-120, left, face{caption, false, ink2}, name)
	y := r.Y + 112
	for i := 1; i <= 3; i++ {
		key := "fault.print." + fault + ".step" + strconv.Itoa(i)
		if !i18n.Has(key) || y > r.Y+r.H-10 {
			break
		}
		b.text(r.X+28, y, 0, left, face{22, true, ink2}, strconv.Itoa(i))
		b.fit(r.X+60, y, r.W-84, left, face{22, false, ink}, 18, b.t(key))
		y += 34
	}
	if y < r.Y+r.H-10 {
		b.fit(r.X+28, y+4, r.W-52, left, face{22, true, ink}, 18, b.t("print.resumes"))
	}
}
