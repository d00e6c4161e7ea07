package view

import (
	"slices"
	"strconv"

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
	default:
		b.setupStep()
	}
}

// setupBack is the way back to the step before.
func (b *builder) setupBack() button { return b.backButton(flow.SetupBack{}) }

// setupList shows the printers there are, and the devices that could be one.
func (b *builder) setupList() {
	halves := b.room().cols(2, 24)
	list := b.headIn(halves[0], heading{title: b.t("setup.title")})
	if len(b.s.Printers) == 0 {
		b.empty(list, "printer", "print.no-printers")
	}
	for i, r := range list.list(len(b.s.Printers), 0, 1, 80, 12).cells() {
		p := b.s.Printers[i]
		b.printerRow(r, p)
		b.touch("setup.printer."+p.Name, r.shrink(0, -6), flow.PrinterChosen{Name: p.Name})
	}

	const deviceH, howH = 100, 120
	room, found := b.subhead(halves[1], b.t("setup.found")), b.s.NewDevices()
	for _, d := range found {
		if room.H < deviceH+howH {
			break
		}
		r, rest := room.top(deviceH, 12)
		b.setupDevice(r, d)
		room = rest
	}
	b.card(room)
	in := room.shrink(28, 28)
	if len(found) == 0 {
		_, in = b.iconProse(in, 56, "plug", ink3, face{body, false, ink}, b.t("setup.plug")).top(gutter, 0)
	}
	b.prose(in, face{caption, false, ink2}, b.t("setup.network"))
	b.foot(foot{})
	b.script("")
}

// setupDevice is a device that could be a printer.
func (b *builder) setupDevice(r Rect, d flow.ConnectedDevice) {
	icon, kind, name := "cable", "setup.serial", d.Name
	if d.USB {
		icon, kind = "plug", "setup.usb"
	}
	if name == "" {
		name = b.t("setup.nameless")
	}
	b.tap("setup.device."+d.Device, r, offered, d.Name, flow.DeviceChosen{Device: d.Device})
	at, in := r.shrink(22, 0).left(36, 22)
	b.iconIn(at, 36, icon, ink)
	at, in = in.right(iconSize, gutter)
	b.iconIn(at, iconSize, "chevron-right", ink)
	b.pair(in, left, face{label, true, ink}, name, face{caption, false, ink2}, b.t(kind))
}

// setupWhat asks which printer it is: what fits, the likeliest first.
func (b *builder) setupWhat() {
	u := b.s.Setup
	how := "setup.what-how"
	switch {
	case u.Asked:
		how = "setup.asking"
	case u.Silent:
		how = "setup.silent"
	}
	room := b.head(heading{title: b.t("setup.what"), how: join(b.deviceName(), b.t(how))})
	choices := b.s.SetupChoices()
	p := room.list(len(choices), u.Page, 2, 92, 12)
	for i, r := range p.cells() {
		c, st := choices[i], choosable
		why := c.Name
		if c.Why != "" {
			why = b.t("setup.why." + c.Why)
		}
		if i == 0 && c.Why != "" {
			st = offered
		}
		b.tap("profile."+c.Name, r, st, b.profileName(c), flow.ProfileChosen{Name: c.Name})
		icon, words := r.shrink(20, 0).left(36, 20)
		b.iconIn(icon, 36, "printer", ink)
		b.pair(words, left, face{label, true, ink}, b.profileName(c), face{caption, false, ink2}, why)
	}
	more := []button{{id: "probe", text: b.t("setup.probe"), icon: "message-square", off: u.Asked, msg: flow.ProbeAsked{}}}
	if !u.All {
		more = append(more, button{id: "all", text: b.t("setup.all"), icon: "menu", msg: flow.ProfilesShown{}})
	}
	b.foot(foot{back: b.setupBack(), more: more, paging: p, turn: func(by int) flow.Msg { return flow.ProfilesTurned{By: by} }})
	b.script("")
}

// setupName asks what the printer is called.
func (b *builder) setupName() {
	name := b.s.Setup.Name
	b.naming(naming{
		title: b.t("setup.name"), how: b.t("setup.name-how"),
		field: entryField{flow.FieldPrinterName, b.t("setup.name.label"), b.t("setup.name.hint")},
		names: []string{b.t("setup.name.labels"), b.t("setup.name.slips"), b.t("setup.name.spare")},
		given: name, give: func(n string) flow.Msg { return flow.NameChosen{Name: n} },
		foot: foot{back: b.setupBack(), next: button{
			id: "next", text: b.t("button.next"), icon: "arrow-right", after: true,
			msg: flow.SetupNext{},
		}},
	})
}

// naming is the page that asks what a device is called.
type naming struct {
	title, how string
	field      entryField
	names      []string // to touch
	given      string
	give       func(name string) flow.Msg
	foot       foot
}

// naming asks for a name: one to touch, or one of the shop's own.
func (b *builder) naming(n naming) {
	if b.s.Focus == n.field.field {
		b.typing(n.title, n.field)
		return
	}
	room := b.head(heading{title: n.title, how: n.how})
	row, room := b.labelled(room, 96, n.field.label)
	b.field(row, n.field.field, "", n.field.hint)
	_, room = room.top(gutter, 0)
	var cs []choice
	for i, name := range n.names {
		cs = append(cs, choice{id: "name." + strconv.Itoa(i), text: name, on: n.given == name, msg: n.give(name)})
	}
	b.choose(room, len(cs), cs...)
	b.foot(n.foot)
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

// setupProgress says in r which step this is of how many.
func (b *builder) setupProgress(r Rect) {
	steps := b.s.SetupSteps()
	at := slices.Index(steps, b.s.Setup.Step)
	words, line := r.top(44, 6)
	n := b.t("setup.step", "i", strconv.Itoa(at+1), "n", strconv.Itoa(len(steps)))
	b.line(words, left, face{caption, false, ink2}, join(b.s.Setup.Printer, n))
	line, _ = line.top(6, 0)
	for i, r := range line.cols(len(steps), 8) {
		c := control
		if i <= at {
			c = ink
		}
		b.box(r, style{fill: c, radius: 3})
	}
}

// setupStep is one question: on the left what was printed, on the right what to
// look at and the answer.
func (b *builder) setupStep() {
	u := b.s.Setup
	strip, room := b.room().top(progressH, 0)
	b.setupProgress(strip)
	key, again := "setup."+string(u.Step), true
	if u.Step != flow.SetupDocuments { // which have nothing to look at
		sides := room.split(columnGap, 46, 54)
		_, paper := sides[0].top(10, 0)
		b.testPagePreview(paper)
		room = sides[1]
	}
	room = b.headIn(room, heading{title: b.t(key)})
	_, room = b.prose(room, face{body, false, ink2}, b.t(key+".how")).top(4, 0)
	next := button{id: "next", text: b.t("button.next"), icon: "arrow-right", after: true, msg: flow.SetupNext{}}
	var more []button
	switch u.Step {
	case flow.SetupMode:
		next.text, next.icon, next.after = b.t("setup.good"), "check", false
		next.msg = flow.SetupAnswered{Yes: true}
		more = []button{{id: "no", text: b.t("setup.bad"), icon: "x", msg: flow.SetupAnswered{}}}
	case flow.SetupRuler:
		b.setupRuler(room)
	case flow.SetupDark:
		b.setupDark(room)
		next.text = b.t("setup.dark-good")
	case flow.SetupCodes:
		b.setupCodes(room)
	case flow.SetupHan:
		b.setupHan(room)
	case flow.SetupCover:
		b.setupCover(room)
		next.off, again = u.Cover != flow.CoverWorks && u.Cover != flow.CoverSilent, false
	case flow.SetupDocuments:
		b.setupDocuments(room)
		next.text, next.icon, next.after, again = b.t("setup.finish"), "check", false, false
	case flow.SetupList, flow.SetupWhat, flow.SetupName: // pages of their own, see setup
	}
	if again {
		more = append([]button{{id: "again", text: b.t("setup.again"), icon: "printer", msg: flow.TestPrinted{}}}, more...)
	}
	b.foot(foot{back: b.setupBack(), more: more, next: next})
	b.script("")
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
		state, c, tint, icon = b.faultChip(p.Fault), lateRed, lateTint, "triangle-alert"
	}
	chip, picture := r.shrink(20, 20).top(52, gutter)
	b.box(chip, style{fill: tint, radius: 26})
	at, words := chip.shrink(18, 0).left(24, 10)
	b.iconIn(at, 24, icon, c)
	b.line(words, left, face{caption, true, c}, join(b.t("doc.test-page"), state))
	b.paper(picture, j.ID)
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
func (b *builder) stepper(r Rect, id, name, text string, by func(step int) flow.Msg) {
	above, row := r.top(labelH, 0)
	b.line(above, center, face{caption, false, ink2}, name)
	side := min(96, row.W/3)
	less, row := row.left(side, 4)
	more, number := row.right(side, 4)
	b.button(less, button{id: id + ".less", icon: "minus", msg: by(-1)})
	b.button(more, button{id: id + ".more", icon: "plus", msg: by(1)})
	b.line(number, center, face{value, true, ink}, text)
}

func (b *builder) setupRuler(r Rect) {
	e := b.s.Setup.Read
	r, _ = r.top(2*140+gutter, 0)
	cells := r.grid(2, 2, gutter)
	for i, c := range []struct {
		edge string
		mm   float64
	}{{"left", e.Left}, {"top", e.Top}, {"right", e.Right}, {"bottom", e.Bottom}} {
		if p, _ := b.setupPrinter(); c.edge == "bottom" && p.HeightMM == 0 {
			continue // a roll has no lower edge
		}
		mm := strconv.FormatFloat(c.mm, 'f', 1, 64) + " mm"
		b.stepper(cells[i], "edge."+c.edge, b.t("setup.edge."+c.edge), mm, func(step int) flow.Msg {
			return flow.EdgeMoved{Edge: c.edge, By: float64(step) * 0.5}
		})
	}
}

func (b *builder) setupDark(r Rect) {
	p, _ := b.setupPrinter()
	row, r := r.top(96, 28)
	two := row.cols(2, gutter)
	b.button(two[0], button{
		id: "darker", text: b.t("setup.darker"), icon: "plus", off: p.Density >= flow.MaxDensity, msg: flow.DarkMoved{By: 2},
	})
	b.button(two[1], button{id: "lighter", text: b.t("setup.lighter"), icon: "minus", off: p.Density <= 0, msg: flow.DarkMoved{By: -2}})
	bar, _ := b.labelled(r, 28, b.t("setup.density", "n", strconv.Itoa(p.Density)))
	for i, r := range bar.cols(flow.MaxDensity+1, 6) {
		c := chipGrey
		if i <= p.Density {
			c = ink
		}
		b.box(r, style{fill: c, radius: 6})
	}
}

func (b *builder) setupCodes(r Rect) {
	r, _ = r.top(2*112+gutter, 0)
	cells := r.grid(2, 2, gutter)
	for i, code := range printer.TestCodes {
		icon, c, st, text := "scan-barcode", ink2, choosable, b.t("setup.code-wait")
		st.dashed = true
		if b.s.Setup.Scanned[code] {
			icon, c, st = "circle-check", okGreen, style{fill: okTint, radius: chipRad}
			text = b.t("setup.code-read")
		}
		b.box(cells[i], st)
		at, words := cells[i].shrink(20, 0).left(40, gutter)
		b.iconIn(at, 40, icon, c)
		b.pair(words, left, face{body, true, ink}, b.t("setup.code."+strconv.Itoa(i)), face{caption, false, c}, text)
	}
}

func (b *builder) setupHan(r Rect) {
	rows, _ := r.rowsOf(len(flow.TestHan), 1, choiceH, 6)
	for i, row := range flow.TestHan {
		answer, words := rows[i].right(260, gutter)
		b.line(words, left, face{body, true, ink}, b.t("setup.han."+row.Key))
		b.segments(answer,
			option{"han.yes." + row.Key, b.t("setup.yes"), b.s.Setup.Han[i] == flow.AnswerYes, flow.HanAnswered{Row: i, Yes: true}},
			option{"han.no." + row.Key, b.t("setup.no"), b.s.Setup.Han[i] == flow.AnswerNo, flow.HanAnswered{Row: i}},
		)
	}
}

// setupCover says what to do with the cover, and what the printer told of it.
func (b *builder) setupCover(r Rect) {
	icon, c, key := "package-open", ink, "setup.lid-open"
	switch b.s.Setup.Cover {
	case flow.CoverOpen:
		icon, c, key = "circle-check", okGreen, "setup.lid-close"
	case flow.CoverWorks:
		icon, c, key = "circle-check", okGreen, "setup.lid-works"
	case flow.CoverSilent:
		icon, c, key = "info", ink2, "setup.lid-silent"
	case flow.CoverWait:
	}
	says, r := r.top(132, 20)
	b.card(says)
	at, words := says.shrink(28, 24).left(56, 24)
	b.iconIn(at, 56, icon, c)
	b.prose(words, face{label, true, c}, b.t(key))
	if b.s.Setup.Cover == flow.CoverWait {
		r, _ = r.top(92, 0)
		b.button(r, button{id: "silent", text: b.t("setup.lid-nothing"), msg: flow.CoverAnswered{}})
	}
}

// setupDocuments are chips of what it shall print: labels, or slips.
func (b *builder) setupDocuments(r Rect) {
	p, _ := b.setupPrinter()
	docs := repair.LabelDocuments
	if p.HeightMM == 0 {
		docs = repair.SlipDocuments
	}
	cols := 3
	if len(docs) > 9 {
		cols = 4 // three rows are what there is room for
	}
	cells, _ := r.rowsOf(len(docs), cols, 92, gutter)
	for i, d := range docs {
		on := slices.Contains(b.s.Setup.Documents, d)
		icon := "circle"
		if on {
			icon = "circle-check"
		}
		b.iconChip("document."+string(d), cells[i], icon, b.t("doc."+string(d)), on, flow.DocumentToggled{Document: d})
	}
}

// paper draws the picture of a print as paper, as large as it goes. A long
// slip is shown from its head in a size that can be read.
func (b *builder) paper(r Rect, job int64) {
	b.box(r, style{fill: ground, radius: chipRad})
	p := b.s.Prints.Preview
	if p == nil || b.s.Prints.PreviewOf != job {
		b.line(r, center, face{body, false, ink3}, b.t("print.drawing"))
		return
	}
	if i := b.s.Prints.Part; i > 0 && i <= len(b.s.Prints.Parts) {
		p = b.s.Prints.Parts[i-1]
	}
	const tagH = 40
	in, tags := r.Inset(14), r.Inset(10)
	if b.s.Prints.Approximate {
		_, in = in.top(tagH, 4) // room for the word
	}
	k := min(float64(in.W)/float64(p.WidthDots), float64(in.H)/float64(p.HeightDots))
	paper := in.within(int(float64(p.WidthDots)*k), int(float64(p.HeightDots)*k))
	b.box(paper, style{fill: white, stroke: line})
	b.add(Node{Kind: KindPicture, ID: "preview", Rect: b.rect(paper), Picture: p, Enabled: true})
	if n := len(b.s.Prints.Parts); n > 0 {
		text := b.t("print.enlarge")
		if b.s.Prints.Part > 0 {
			text = strconv.Itoa(b.s.Prints.Part) + " / " + strconv.Itoa(n)
		}
		tag, _ := tags.bottom(tagH, 0)
		b.paperTag(tag, text, white, ink)
		b.touch("preview.next", r, flow.PreviewTouched{})
	}
	if b.s.Prints.Approximate {
		tag, _ := tags.top(tagH, 0)
		b.paperTag(tag, b.t("print.approximate"), soonAmber, soonTint)
	}
}

// paperTag is a word at the right end of r, over a picture.
func (b *builder) paperTag(r Rect, text string, c, fill Color) {
	f := face{caption, true, c}
	tag, _ := r.right(b.width(text, f)+28, 0)
	b.box(tag, style{fill: fill, radius: 20})
	b.line(tag.shrink(14, 0), left, f, text)
}
