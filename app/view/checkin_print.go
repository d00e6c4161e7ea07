package view

import (
	"slices"
	"strconv"

	"countertop/app/flow"
	"countertop/app/i18n"
	"countertop/app/repair"
)

// checkInPrint says what comes out of the printers, where it goes, and which
// shelf the machine belongs on; with a printer in trouble it says the cure
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
	w := b.leftW()
	bottom := b.bottomY() - 20

	b.title("checkin.put", "place", b.t("place."+string(o.Reserved.Kind)))
	strong, _ := hue(o.Reserved.Kind)
	fault, printer := b.trouble(jobs)
	r := Rect{margin, pageTop + 72, w, 172}
	if fault != "" {
		r.H = 116 // the cure needs the room
	}
	b.box(r, style{fill: strong, radius: corner})
	b.icon(r.X+32, r.Y+r.H/2-44, 88, shelfIcon(o.Reserved.Kind), white)
	if fault == "" {
		b.text(r.X+148, r.Y+54, r.W-170, left, face{30, false, white}, b.t("place."+string(o.Reserved.Kind)))
		b.fit(r.X+148, r.Y+144, r.W-170, left, face{96, true, white}, 60, o.Reserved.Name())
	} else {
		b.fit(r.X+148, r.Y+86, r.W-170, left, face{80, true, white}, 60, o.Reserved.Name())
	}
	b.text(r.X+r.W-28, r.Y+54, 0, right, face{30, true, white}, o.ID.String())
	y := r.Y + r.H + 16
	if fault != "" {
		b.troubleCard(Rect{margin, y, w, bottom - y}, fault, printer)
	} else {
		b.para(margin, y+28, w, 1, 34, face{body, true, ink}, b.t("checkin.scan-shelf"))
		y += 56
		half := (w - gutter) / 2
		for i, j := range jobs {
			row := Rect{margin + i%2*(half+gutter), y + i/2*64, half, 54}
			if row.Y+row.H > bottom {
				break
			}
			b.jobLine(row, j, len(o.Accessories))
		}
	}

	side := Rect{b.sideX(), pageTop, sideW, bottom - pageTop}
	b.card(side)
	b.text(side.X+24, side.Y+40, 0, left, face{caption, false, ink2}, b.t("doc.device-tag"))
	if p := b.s.Prints.Preview; p != nil && slices.Contains(c.Jobs, b.s.Prints.PreviewOf) {
		pw := side.W - 48
		ph := pw * p.HeightDots / max(1, p.WidthDots)
		b.add(Node{Kind: KindPicture, ID: "preview", Rect: b.rect(Rect{side.X + 24, side.Y + 56, pw, ph}), Picture: p, Enabled: true})
		b.box(Rect{side.X + 24, side.Y + 56, pw, ph}, style{stroke: line, width: 1})
	}
	b.text(side.X+24, side.Y+side.H-84, side.W-48, left, face{caption, false, ink2}, b.t("sign.promise"))
	b.fit(side.X+24, side.Y+side.H-46, side.W-48, left, face{value, true, ink}, 20, i18n.Day(b.lang, o.PromisedOn))

	yb := b.bottomY()
	b.button(Rect{margin, yb, 240, buttonH}, button{id: "leave", text: b.t("checkin.finish"), icon: "house", msg: flow.CheckInLeft{}})
	b.button(Rect{margin + 256, yb, 280, buttonH}, button{id: "printers", text: b.t("checkin.printers"), icon: "printer", msg: flow.Opened{Screen: flow.ScreenPrint}})
	b.button(Rect{b.sideX(), yb, sideW, buttonH}, button{id: "another", text: b.t("checkin.another"), icon: "arrow-right", after: true, primary: true, msg: flow.CheckInLeft{Another: true}})
	b.script("script.checkin.print", "day", i18n.Day(b.lang, o.PromisedOn))
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
