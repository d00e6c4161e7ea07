package view

import (
	"slices"
	"strconv"
	"strings"

	"countertop/app/flow"
	"countertop/app/i18n"
	"countertop/app/repair"
	"countertop/printer"
)

func init() { pages[flow.ScreenSetup] = (*builder).setup }

// setup is the page where a printer is found, tried and calibrated: a list, and
// then one question a page with the picture of what should have come out.
func (b *builder) setup() {
	b.header()
	switch b.s.Setup.Step {
	case flow.SetupList:
		b.setupList()
	case flow.SetupWhat:
		b.setupWhat()
	case flow.SetupName:
		b.setupName()
		return
	default:
		b.setupStep()
	}
	b.script("")
}

func (b *builder) setupBackButton() {
	b.button(Rect{margin, b.bottomY(), 200, buttonH}, button{id: "back", text: b.t("button.back"), icon: "arrow-left", msg: flow.SetupBack{}})
}

// setupList shows the printers there are, and the devices that could be one.
func (b *builder) setupList() {
	w := b.w - 2*margin
	top, bottom := headerH+24, b.bottomY()-16
	half := (w - 24) / 2
	b.text(margin, top+44, half, left, face{headline, true, ink}, b.t("setup.title"))
	y := top + 72
	const h = 100
	for _, p := range b.s.Printers {
		if y+h > bottom {
			break
		}
		r := Rect{margin, y, half, 80}
		b.printerRow(r, p)
		b.touch("setup.printer."+p.Name, Rect{r.X, r.Y - 6, r.W, r.H + 12}, flow.PrinterChosen{Name: p.Name})
		y += r.H + 12
	}
	if len(b.s.Printers) == 0 {
		b.empty(Rect{margin, y, half, bottom - y}, "printer", "print.no-printers")
	}
	x := margin + half + 24
	b.text(x, top+40, half, left, face{26, true, ink}, b.t("setup.found"))
	y = top + 72
	found := b.s.NewDevices()
	for _, d := range found {
		if y+h > bottom-120 {
			break
		}
		r := Rect{x, y, half, h}
		n := b.box(r, style{fill: surface, stroke: ink, width: 3, radius: chipRad})
		n.ID, n.Touch, n.Text = "setup.device."+d.Device, flow.DeviceChosen{Device: d.Device}, d.Name
		icon, kind := "cable", "setup.serial"
		if d.USB {
			icon, kind = "plug", "setup.usb"
		}
		b.icon(r.X+22, r.Y+h/2-18, 36, icon, ink)
		name := d.Name
		if name == "" {
			name = b.t("setup.nameless")
		}
		b.fit(r.X+80, r.Y+43, half-150, left, face{26, true, ink}, 18, name)
		b.fit(r.X+80, r.Y+78, half-150, left, face{caption, false, ink2}, 16, b.t(kind))
		b.icon(r.X+half-48, r.Y+h/2-16, 32, "chevron-right", ink)
		y += h + 12
	}
	how := Rect{x, y, half, bottom - y}
	b.card(how)
	if len(found) == 0 {
		b.icon(how.X+28, how.Y+32, 56, "plug", ink3)
		y = b.para(how.X+108, how.Y+56, half-136, 4, 34, face{body, false, ink}, b.t("setup.plug")) + 12
	} else {
		y = how.Y + 48
	}
	b.para(how.X+28, y+16, half-56, 3, 30, face{caption, false, ink2}, b.t("setup.network"))
	b.button(Rect{margin, b.bottomY(), 200, buttonH}, button{id: "back", text: b.t("button.back"), icon: "arrow-left", msg: flow.WentBack{}})
}

// setupWhat asks which printer it is: what fits, the likeliest first.
func (b *builder) setupWhat() {
	w := b.w - 2*margin
	u := b.s.Setup
	b.text(margin, headerH+62, w, left, face{headline, true, ink}, b.t("setup.what"))
	how := "setup.what-how"
	switch {
	case u.Asked:
		how = "setup.asking"
	case u.Silent:
		how = "setup.silent"
	}
	b.fit(margin, headerH+104, w, left, face{22, false, ink2}, 17, join(b.deviceName(), b.t(how)))
	top, bottom := headerH+132, b.bottomY()-16
	const h, pitch = 92, 104
	rows := max(1, (bottom-top+12)/pitch)
	per := rows * 2
	choices := b.s.SetupChoices()
	pages := max(1, (len(choices)+per-1)/per)
	page := min(u.Page, pages-1)
	cw := (w - gutter) / 2
	for i, c := range choices[page*per : min(len(choices), page*per+per)] {
		r := Rect{margin + i%2*(cw+gutter), top + i/2*pitch, cw, h}
		st := style{fill: surface, stroke: control, width: 2, radius: chipRad}
		if i == 0 && page == 0 && c.Why != "" {
			st.stroke, st.width = ink, 3
		}
		n := b.box(r, st)
		n.ID, n.Touch, n.Text, n.Reach = "profile."+c.Name, flow.ProfileChosen{Name: c.Name}, b.profileName(c), b.px(reach)
		b.icon(r.X+20, r.Y+h/2-18, 36, "printer", ink)
		why := c.Name
		if c.Why != "" {
			why = b.t("setup.why." + c.Why)
		}
		b.fit(r.X+76, r.Y+40, cw-96, left, face{26, true, ink}, 18, b.profileName(c))
		b.fit(r.X+76, r.Y+74, cw-96, left, face{caption, false, ink2}, 15, why)
	}
	b.setupBackButton()
	x := margin + 200 + gutter
	if pages > 1 {
		b.pager(Rect{x, b.bottomY(), 280, buttonH}, page, pages, func(by int) flow.Msg { return flow.ProfilesTurned{By: by} })
	}
	x = b.w - margin
	if !u.All {
		x -= 260
		b.button(Rect{x, b.bottomY(), 260, buttonH}, button{id: "all", text: b.t("setup.all"), icon: "menu", msg: flow.ProfilesShown{}})
		x -= gutter
	}
	x -= 300
	b.button(Rect{x, b.bottomY(), 300, buttonH}, button{id: "probe", text: b.t("setup.probe"), icon: "message-square", off: u.Asked, msg: flow.ProbeAsked{}})
}

// setupName asks what the printer is called: names to touch, or one of the
// shop's own.
func (b *builder) setupName() {
	label, hint := b.t("setup.name.label"), b.t("setup.name.hint")
	if b.s.Focus == flow.FieldPrinterName {
		b.entry(headerH+112, entryField{flow.FieldPrinterName, label, hint})
		return
	}
	w := b.w - 2*margin
	b.text(margin, headerH+62, w, left, face{headline, true, ink}, b.t("setup.name"))
	b.fit(margin, headerH+104, w, left, face{22, false, ink2}, 17, b.t("setup.name-how"))
	y := headerH + 176
	b.field(Rect{margin, y, w, 96}, flow.FieldPrinterName, label, hint)
	y += 96 + 32
	names := []string{b.t("setup.name.labels"), b.t("setup.name.slips"), b.t("setup.name.spare")}
	cw := (w - (len(names)-1)*gutter) / len(names)
	for i, n := range names {
		b.chip("name."+strconv.Itoa(i), Rect{margin + i*(cw+gutter), y, cw, 92}, n, b.s.Setup.Name == n, flow.NameChosen{Name: n})
	}
	b.setupBackButton()
	nw := min(360, w/4)
	b.button(Rect{b.w - margin - nw, b.bottomY(), nw, buttonH}, button{
		id: "next", text: b.t("button.next"), icon: "arrow-right", after: true, primary: true,
		off: strings.TrimSpace(b.s.Setup.Name) == "", msg: flow.SetupNext{},
	})
	b.script("")
}

// profileName is the model of a profile in words; those of a whole language have
// words of their own.
func (b *builder) profileName(c flow.ProfileChoice) string {
	if key := "profile." + c.Name; i18n.Has(key) {
		return b.t(key)
	}
	return c.Model
}

func (b *builder) deviceName() string {
	for _, d := range b.s.Devices {
		if d.Device == b.s.Setup.Device && d.Name != "" {
			return d.Name
		}
	}
	return b.s.Setup.Printer
}

// setupStep is one question: on the left what was printed, on the right what to
// look at and the answer.
func (b *builder) setupStep() {
	w := b.w - 2*margin
	u := b.s.Setup
	steps := b.s.SetupSteps()
	at := slices.Index(steps, u.Step)
	b.text(margin, headerH+34, w, left, face{caption, false, ink2}, join(u.Printer, b.t("setup.step", "i", strconv.Itoa(at+1), "n", strconv.Itoa(len(steps)))))
	segment := (w - (len(steps)-1)*8) / len(steps)
	for i := range steps {
		c := control
		if i <= at {
			c = ink
		}
		b.box(Rect{margin + i*(segment+8), headerH + 50, segment, 6}, style{fill: c, radius: 3})
	}
	key := "setup." + string(u.Step)
	top, bottom := headerH+76, b.bottomY()-20
	leftW := w * 46 / 100
	r := Rect{margin + leftW + 32, top, w - leftW - 32, bottom - top}
	if u.Step == flow.SetupDocuments {
		r = Rect{margin, top, w, bottom - top} // nothing to look at
	} else {
		b.testPagePreview(Rect{margin, top, leftW, bottom - top})
	}
	b.fit(r.X, r.Y+46, r.W, left, face{38, true, ink}, 26, b.t(key))
	y := b.para(r.X, r.Y+96, r.W, 4, 32, face{body, false, ink2}, b.t(key+".how"))
	in := Rect{r.X, y + 4, r.W, r.Y + r.H - y - 4}
	next := button{id: "next", text: b.t("button.next"), icon: "arrow-right", after: true, primary: true, msg: flow.SetupNext{}}
	var other *button
	switch u.Step {
	case flow.SetupMode:
		next.text, next.icon, next.after = b.t("setup.good"), "check", false
		next.msg = flow.SetupAnswered{Yes: true}
		other = &button{id: "no", text: b.t("setup.bad"), icon: "x", msg: flow.SetupAnswered{}}
	case flow.SetupRuler:
		b.setupRuler(in)
	case flow.SetupDark:
		b.setupDark(in)
		next.text = b.t("setup.dark-good")
	case flow.SetupCodes:
		b.setupCodes(in)
	case flow.SetupHan:
		b.setupHan(in)
	case flow.SetupCover:
		next.off = !b.setupCover(in) && b.s.Setup.Cover != flow.CoverWorks && b.s.Setup.Cover != flow.CoverSilent
		next.text = b.t("button.next")
	case flow.SetupDocuments:
		b.setupDocuments(in)
		next.text, next.icon, next.after = b.t("setup.finish"), "check", false
	}
	b.setupBackButton()
	x := margin + 200 + gutter
	if u.Step != flow.SetupDocuments && u.Step != flow.SetupCover {
		b.button(Rect{x, b.bottomY(), 240, buttonH}, button{id: "again", text: b.t("setup.again"), icon: "printer", msg: flow.TestPrinted{}})
	}
	nw := min(360, w/4)
	b.button(Rect{b.w - margin - nw, b.bottomY(), nw, buttonH}, next)
	if other != nil {
		b.button(Rect{b.w - margin - 2*nw - gutter, b.bottomY(), nw, buttonH}, *other)
	}
}

// testPagePreview shows the page that lies in front of the person, and how its
// print stands.
func (b *builder) testPagePreview(r Rect) {
	b.card(r)
	j, ok := b.s.SetupJob()
	if !ok {
		b.empty(r, "printer", "print.drawing")
		return
	}
	c, tint, icon := jobLook(j.State)
	state := b.t("job." + string(j.State))
	if p, ok := b.setupPrinter(); ok && p.Fault != "" && j.State != repair.JobPrinted && j.State != repair.JobSent {
		state, c, tint, icon = b.symptomChip(p.Fault), lateRed, lateTint, "triangle-alert"
	}
	b.box(Rect{r.X + 20, r.Y + 20, r.W - 40, 52}, style{fill: tint, radius: 26})
	b.icon(r.X+38, r.Y+34, 24, icon, c)
	b.fit(r.X+72, middle(r.Y+46, caption), r.W-112, left, face{caption, true, c}, 16, join(b.t("doc.test-page"), state))
	b.paper(Rect{r.X + 20, r.Y + 88, r.W - 40, r.H - 108}, j.ID)
}

func (b *builder) setupPrinter() (flow.PrinterState, bool) {
	for _, p := range b.s.Printers {
		if p.Name == b.s.Setup.Printer {
			return p, true
		}
	}
	return flow.PrinterState{}, false
}

// stepper is a number with a button on each side.
func (b *builder) stepper(r Rect, id, label, text string, by func(step int) flow.Msg) {
	b.text(r.X+r.W/2, r.Y+20, r.W, center, face{caption, false, ink2}, label)
	row := Rect{r.X, r.Y + 32, r.W, r.H - 32}
	side := min(96, row.W/3)
	b.button(Rect{row.X, row.Y, side, row.H}, button{id: id + ".less", icon: "minus", msg: by(-1)})
	b.button(Rect{row.X + row.W - side, row.Y, side, row.H}, button{id: id + ".more", icon: "plus", msg: by(1)})
	b.fit(row.X+row.W/2, middle(row.Y+row.H/2, 34), row.W-2*side-8, center, face{34, true, ink}, 20, text)
}

func (b *builder) setupRuler(r Rect) {
	e := b.s.Setup.Read
	half := (r.W - gutter) / 2
	h := min(140, (r.H-gutter)/2)
	for i, c := range []struct {
		edge string
		mm   float64
	}{{"left", e.Left}, {"top", e.Top}, {"right", e.Right}, {"bottom", e.Bottom}} {
		if p, _ := b.setupPrinter(); c.edge == "bottom" && p.HeightMM == 0 {
			continue // a roll has no lower edge
		}
		at := Rect{r.X + i%2*(half+gutter), r.Y + i/2*(h+gutter), half, h}
		b.stepper(at, "edge."+c.edge, b.t("setup.edge."+c.edge), strconv.FormatFloat(c.mm, 'f', 1, 64)+" mm", func(step int) flow.Msg {
			return flow.EdgeMoved{Edge: c.edge, By: float64(step) * 0.5}
		})
	}
}

func (b *builder) setupDark(r Rect) {
	p, _ := b.setupPrinter()
	third := (r.W - gutter) / 2
	b.button(Rect{r.X, r.Y, third, 96}, button{id: "darker", text: b.t("setup.darker"), icon: "plus", off: p.Density >= flow.MaxDensity, msg: flow.DarkMoved{By: 2}})
	b.button(Rect{r.X + third + gutter, r.Y, third, 96}, button{id: "lighter", text: b.t("setup.lighter"), icon: "minus", off: p.Density <= 0, msg: flow.DarkMoved{By: -2}})
	y := r.Y + 96 + 32
	b.text(r.X, y+20, r.W, left, face{caption, false, ink2}, b.t("setup.density", "n", strconv.Itoa(p.Density)))
	w := (r.W - flow.MaxDensity*6) / (flow.MaxDensity + 1)
	for i := range flow.MaxDensity + 1 {
		c := chipGrey
		if i <= p.Density {
			c = ink
		}
		b.box(Rect{r.X + i*(w+6), y + 36, w, 28}, style{fill: c, radius: 6})
	}
}

func (b *builder) setupCodes(r Rect) {
	half := (r.W - gutter) / 2
	h := min(112, (r.H-gutter)/2)
	for i, code := range printer.TestCodes {
		at := Rect{r.X + i%2*(half+gutter), r.Y + i/2*(h+gutter), half, h}
		icon, c, st := "scan-barcode", ink2, style{fill: surface, stroke: control, width: 2, radius: chipRad, dashed: true}
		text := b.t("setup.code-wait")
		if b.s.Setup.Scanned[code] {
			icon, c, st = "circle-check", okGreen, style{fill: okTint, radius: chipRad}
			text = b.t("setup.code-read")
		}
		b.box(at, st)
		b.icon(at.X+20, at.Y+h/2-20, 40, icon, c)
		b.fit(at.X+76, at.Y+h/2-4, half-92, left, face{body, true, ink}, 16, b.t("setup.code."+strconv.Itoa(i)))
		b.fit(at.X+76, at.Y+h/2+28, half-92, left, face{caption, false, c}, 15, text)
	}
}

func (b *builder) setupHan(r Rect) {
	const h = 92
	for i, row := range flow.TestHan {
		y := r.Y + i*(h+12)
		b.fit(r.X, middle(y+h/2, body), r.W-276, left, face{body, true, ink}, 16, b.t("setup.han."+row.Key))
		b.segments(
			Rect{r.X + r.W - 260, y, 260, h},
			option{"han.yes." + row.Key, b.t("setup.yes"), b.s.Setup.Han[i] == flow.AnswerYes, flow.HanAnswered{Row: i, Yes: true}},
			option{"han.no." + row.Key, b.t("setup.no"), b.s.Setup.Han[i] == flow.AnswerNo, flow.HanAnswered{Row: i}},
		)
	}
}

// setupLid reports whether it is over.
func (b *builder) setupCover(r Rect) bool {
	icon, c, key := "package-open", ink, "setup.lid-open"
	switch b.s.Setup.Cover {
	case flow.CoverOpen:
		icon, c, key = "circle-check", okGreen, "setup.lid-close"
	case flow.CoverWorks:
		icon, c, key = "circle-check", okGreen, "setup.lid-works"
	case flow.CoverSilent:
		icon, c, key = "info", ink2, "setup.lid-silent"
	}
	box := Rect{r.X, r.Y + 8, r.W, 132}
	b.box(box, style{fill: surface, stroke: line, radius: corner})
	b.icon(box.X+28, box.Y+38, 56, icon, c)
	b.para(box.X+108, box.Y+60, box.W-132, 2, 34, face{26, true, c}, b.t(key))
	if b.s.Setup.Cover == flow.CoverWait {
		b.button(Rect{r.X, box.Y + box.H + 20, r.W, 92}, button{id: "silent", text: b.t("setup.lid-nothing"), msg: flow.CoverAnswered{}})
	}
	return b.s.Setup.Cover == flow.CoverWorks || b.s.Setup.Cover == flow.CoverSilent
}

// setupDocuments are chips of what it shall print: labels, or slips.
func (b *builder) setupDocuments(r Rect) {
	p, _ := b.setupPrinter()
	docs := repair.LabelDocuments
	if p.HeightMM == 0 {
		docs = repair.SlipDocuments
	}
	cols, h := 3, 92
	if len(docs) > 9 {
		cols = 4 // three rows are what there is room for
	}
	cw := (r.W - (cols-1)*gutter) / cols
	for i, d := range docs {
		at := Rect{r.X + i%cols*(cw+gutter), r.Y + 16 + i/cols*(h+gutter), cw, h}
		on := slices.Contains(b.s.Setup.Documents, d)
		icon := "circle"
		if on {
			icon = "circle-check"
		}
		b.iconChip("document."+string(d), at, icon, b.t("doc."+string(d)), on, flow.DocumentToggled{Document: d})
	}
}

// paper draws the picture of a print as a sheet, as large as it goes. A long
// slip is shown from its head in a size that can be read.
func (b *builder) paper(r Rect, job int64) {
	b.box(r, style{fill: ground, radius: chipRad})
	p := b.s.Prints.Preview
	if p == nil || b.s.Prints.PreviewOf != job {
		b.text(r.X+r.W/2, middle(r.Y+r.H/2, body), 0, center, face{body, false, ink3}, b.t("print.drawing"))
		return
	}
	if i := b.s.Prints.Part; i > 0 && i <= len(b.s.Prints.Parts) {
		p = b.s.Prints.Parts[i-1]
	}
	in := r.Inset(14)
	if b.s.Prints.Approximate {
		in.Y, in.H = in.Y+44, in.H-44 // room for the word
	}
	k := min(float64(in.W)/float64(p.WidthDots), float64(in.H)/float64(p.HeightDots))
	pw, ph := int(float64(p.WidthDots)*k), int(float64(p.HeightDots)*k)
	sheet := Rect{in.X + (in.W-pw)/2, in.Y + (in.H-ph)/2, pw, ph}
	b.box(sheet, style{fill: white, stroke: line})
	b.add(Node{Kind: KindPicture, ID: "preview", Rect: b.rect(sheet), Picture: p, Enabled: true})
	if n := len(b.s.Prints.Parts); n > 0 {
		text := b.t("print.enlarge")
		if b.s.Prints.Part > 0 {
			text = strconv.Itoa(b.s.Prints.Part) + " / " + strconv.Itoa(n)
		}
		b.paperTag(Rect{r.X + 10, r.Y + r.H - 50, r.W - 20, 40}, text, white, ink)
		b.touch("preview.next", r, flow.PreviewTouched{})
	}
	if b.s.Prints.Approximate {
		b.paperTag(Rect{r.X + 10, r.Y + 10, r.W - 20, 40}, b.t("print.approximate"), soonAmber, soonTint)
	}
}

// paperTag is a word at the right end of r, over a picture.
func (b *builder) paperTag(r Rect, text string, c, fill Color) {
	f := face{caption, true, c}
	w := b.width(text, f) + 28
	b.box(Rect{r.X + r.W - w, r.Y, w, r.H}, style{fill: fill, radius: 20})
	b.text(r.X+r.W-w+14, middle(r.Y+r.H/2, caption), 0, left, f, text)
}
