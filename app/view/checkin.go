package view

import (
	"strconv"

	"countertop/app/flow"
	"countertop/app/i18n"
	"countertop/app/repair"
)

// stepKeys name the pages of the check-in in the progress line.
var stepKeys = [flow.Steps]string{
	"step.phone", "step.customer", "step.machine", "step.fault", "step.inspect", "step.outside", "step.accessories",
	"step.agree", "step.sign", "step.print",
}

// frame of the check-in pages: the left part holds the question, the right
// card what is known.
const (
	sideW   = 360
	pageTop = headerH + 80
)

func (b *builder) leftW() int { return b.w - 2*margin - 32 - sideW }
func (b *builder) sideX() int { return b.w - margin - sideW }
func (b *builder) bottomY() int {
	return b.h - footerH - 16 - buttonH
}

func (b *builder) checkIn() {
	c := b.s.CheckIn
	if c.Step == flow.StepSign {
		b.customerSign()
		return
	}
	b.header()
	b.progress()
	if b.s.Focus != "" && b.checkInEntry() {
		return
	}
	switch c.Step {
	case flow.StepPhone:
		b.checkInPhone()
		return
	case flow.StepCustomer:
		b.checkInCustomer()
	case flow.StepMachine:
		b.checkInMachine()
	case flow.StepFault:
		b.checkInFault()
	case flow.StepInspect:
		b.checkInInspect()
	case flow.StepOutside:
		b.checkInOutside()
		return
	case flow.StepAccessories, flow.StepAgree:
		b.checkInAccessories()
	case flow.StepPrint:
		b.checkInPrint()
		return
	}
	b.known()
	b.navigation()
}

func (b *builder) progress() {
	step := int(b.s.CheckIn.Step)
	w := b.w - 2*margin
	for i, key := range stepKeys {
		x0, x1 := margin+w*i/flow.Steps, margin+w*(i+1)/flow.Steps-8
		c, f := rgb(0xD9DDE4), face{caption, false, ink3}
		if i <= step {
			c, f.color = ink, ink2
		}
		if i == step {
			f = face{caption, true, ink}
		}
		b.box(Rect{x0, headerH + 16, x1 - x0, 6}, style{fill: c, radius: 2})
		b.fit(x0, headerH+50, x1-x0, left, f, 15, b.t(key))
		if i < step && b.s.CheckIn.Step != flow.StepPrint {
			b.touch("step."+strconv.Itoa(i), Rect{x0, headerH + 8, x1 - x0 + 8, 56}, flow.StepChosen{Step: flow.Step(i)})
		}
	}
}

// navigation has back and park at the lower left, the next step at the lower
// right.
func (b *builder) navigation() {
	y := b.bottomY()
	b.button(Rect{margin, y, 200, buttonH}, button{id: "back", text: b.t("button.previous"), icon: "arrow-left", msg: flow.StepBack{}})
	b.button(Rect{margin + 216, y, 180, buttonH}, button{id: "park", text: b.t("button.park"), msg: flow.Parked{}})
	if b.s.CheckIn.Order != "" {
		b.button(Rect{margin + 412, y, 160, buttonH}, button{id: "void", text: b.t("button.void"), msg: flow.DialogAsked{Kind: flow.DialogVoid, Purpose: flow.ForVoid}})
	}
	if b.s.CheckIn.Step == flow.StepAgree {
		b.button(Rect{margin + 588, y, b.leftW() - 588, buttonH}, button{id: "no-sign", text: b.t("button.no-sign"), msg: flow.DialogAsked{Kind: flow.DialogReason, Purpose: flow.ForNoSign}})
	}
	b.button(Rect{b.sideX(), y, sideW, buttonH}, button{
		id: "next", text: b.t("button.next"), icon: "arrow-right", after: true, primary: true, off: !b.s.Ready(), msg: flow.StepDone{},
	})
	b.script("script.checkin." + stepKeys[b.s.CheckIn.Step][len("step."):])
}

func (b *builder) title(key string, args ...string) {
	b.fit(margin, pageTop+48, b.leftW(), left, face{headline, true, ink}, 32, b.t(key, args...))
}

// checkInEntry shows the fields of the page above the keyboard while one is
// being typed into; false where the page has a number pad of its own.
func (b *builder) checkInEntry() bool {
	y := pageTop + 32
	field := func(f flow.Field) entryField {
		return entryField{f, b.t("field." + string(f)), b.t("field." + string(f) + ".hint")}
	}
	switch b.s.Focus {
	case flow.FieldName, flow.FieldCompany:
		b.entry(y, field(flow.FieldName), field(flow.FieldCompany))
	case flow.FieldBrand, flow.FieldModel, flow.FieldSerial:
		b.entry(y, field(flow.FieldBrand), field(flow.FieldModel), field(flow.FieldSerial))
	case flow.FieldWords, flow.FieldBought, flow.FieldFinding, flow.FieldThing:
		b.entry(y, field(b.s.Focus))
	case flow.FieldCPU, flow.FieldMemory, flow.FieldDisk:
		b.entry(y, field(flow.FieldCPU), field(flow.FieldMemory), field(flow.FieldDisk))
	default:
		return false
	}
	return true
}

// checkInPhone: the number pad on the right, the number and the customers it
// fits on the left.
func (b *builder) checkInPhone() {
	c := b.s.CheckIn
	padW := 3*118 + 2*12
	px := b.w - margin - padW
	leftW := px - margin - 32
	b.fit(margin, pageTop+44, leftW, left, face{headline, true, ink}, 32, b.t("checkin.phone"))
	r := Rect{margin, pageTop + 68, leftW, 100}
	n := b.box(r, style{fill: surface, stroke: ink, width: 3, radius: chipRad})
	n.ID, n.Text, n.Touch = "field.phone", c.Phone, flow.Focused{Field: flow.FieldPhone}
	f := face{54, true, ink}
	if c.Phone == "" {
		b.text(r.X+28, middle(r.Y+50, 30), leftW-56, left, face{30, false, ink3}, b.t("field.phone.hint"))
	} else {
		w := b.text(r.X+28, middle(r.Y+50, f.size), leftW-56, left, f, grouped(c.Phone))
		b.box(Rect{r.X + 28 + w + 6, r.Y + 22, 3, 56}, style{fill: ink})
	}
	y := r.Y + r.H + 16
	bottom := b.bottomY() - 16
	for i, h := range c.Hits {
		if y+84 > bottom {
			break
		}
		b.hit(Rect{margin, y, leftW, 84}, i, h)
		y += 84 + 10
	}
	if len(c.Hits) == 0 {
		key := "checkin.phone-more"
		if len(c.Phone) >= 7 {
			key = "checkin.phone-new"
		}
		b.para(margin, y+34, leftW, 2, 34, face{body, false, ink2}, b.t(key))
	}
	b.pad("", Rect{px, pageTop - 12, padW, b.bottomY() - 12 - pageTop + 12}, 12, 8)
	yb := b.bottomY()
	b.button(Rect{margin, yb, 200, buttonH}, button{id: "back", text: b.t("button.back"), icon: "arrow-left", msg: flow.StepBack{}})
	b.button(Rect{margin + 216, yb, 180, buttonH}, button{id: "park", text: b.t("button.park"), msg: flow.Parked{}})
	if len(c.Hits) > 0 && len(c.Phone) >= 7 {
		b.button(Rect{margin + 412, yb, 220, buttonH}, button{id: "new-customer", text: b.t("checkin.new-customer"), icon: "plus", msg: flow.NewCustomer{}})
	}
	b.button(Rect{px, yb, padW, buttonH}, button{
		id: "next", text: b.t("button.next"), icon: "arrow-right", after: true, primary: true, off: !b.s.Ready(), msg: flow.StepDone{},
	})
	b.script("script.checkin.phone")
}

// grouped is a phone number as people read it: 138 1234 1480.
func grouped(p string) string {
	if len(p) == 11 {
		return p[:3] + " " + p[3:7] + " " + p[7:]
	}
	return p
}

// hit is a known customer.
func (b *builder) hit(r Rect, i int, h flow.CustomerHit) {
	n := b.box(r, style{fill: surface, stroke: control, width: 2, radius: chipRad})
	n.ID, n.Touch, n.Text, n.Reach = "hit."+strconv.Itoa(i), flow.HitChosen{Index: i}, h.Customer.Name, b.px(reach)
	name := join(h.Customer.Name, h.Customer.Company)
	b.fit(r.X+24, r.Y+36, r.W-260, left, face{28, true, ink}, 22, name)
	sub := b.t("checkin.orders", "n", strconv.Itoa(h.Orders))
	if len(h.Devices) > 0 {
		sub = join(sub, b.device(h.Devices[0]))
	}
	b.text(r.X+24, r.Y+68, r.W-80, left, face{caption, false, ink2}, sub)
	b.text(r.X+r.W-60, r.Y+36, 0, right, face{body, false, ink2}, grouped(h.Customer.Phone()))
	b.icon(r.X+r.W-48, r.Y+28, 28, "chevron-right", ink3)
}

func (b *builder) checkInCustomer() {
	b.title("checkin.customer")
	w := b.leftW()
	b.field(Rect{margin, pageTop + 120, w, 88}, flow.FieldName, b.t("field.name"), b.t("field.name.hint"))
	b.field(Rect{margin, pageTop + 268, w, 88}, flow.FieldCompany, b.t("field.company"), b.t("field.company.hint"))
}

func (b *builder) checkInMachine() {
	c := b.s.CheckIn
	b.title("checkin.machine")
	w := b.leftW()
	y := pageTop + 76
	kw := (w - 3*gutter) / 4
	icons := map[repair.DeviceKind]string{repair.KindLaptop: "laptop", repair.KindDesktop: "monitor", repair.KindPrinter: "printer", repair.KindOther: "hard-drive"}
	for i, k := range repair.Kinds {
		b.iconChip("kind."+string(k), Rect{margin + i*(kw+gutter), y, kw, chipH}, icons[k], b.t("kind."+string(k)), c.Device.Kind == k, flow.KindChosen{Kind: k})
	}
	y += chipH + gutter
	brandRows := 2
	if n := min(len(c.Known), 2); n > 0 {
		brandRows = 1
		kw := (w - gutter) / 2
		for i := range n {
			d := c.Known[i]
			b.iconChip("known."+strconv.Itoa(i), Rect{margin + i*(kw+gutter), y, kw, chipH}, "rotate-ccw", b.device(d), d.Same(c.Device), flow.KnownChosen{Index: i})
		}
		y += chipH + gutter
	}
	if c.Device.Kind != "" {
		bw := (w - 4*gutter) / 5
		brands := i18n.Brands(c.Device.Kind)
		n := brandRows*5 - 1
		for i, key := range brands[:min(n, len(brands))] {
			name := b.t(key)
			b.chip("brand."+strconv.Itoa(i), Rect{margin + i%5*(bw+gutter), y + i/5*(chipH+gutter), bw, chipH}, name, c.Device.Brand == key, flow.BrandChosen{Brand: key})
		}
		i := min(n, len(brands))
		b.chip("brand.other", Rect{margin + i%5*(bw+gutter), y + i/5*(chipH+gutter), bw, chipH}, b.t("button.other"), false, flow.Focused{Field: flow.FieldBrand})
	} else {
		b.text(margin, y+44, w, left, face{body, false, ink3}, b.t("checkin.kind-first"))
	}
	y += brandRows*(chipH+gutter) + 26
	half := (w - gutter) / 2
	label := b.t("field.model")
	if c.Device.Brand != "" {
		label = join(label, b.t(c.Device.Brand))
	}
	b.field(Rect{margin, y, half, 72}, flow.FieldModel, label, b.t("field.model.hint"))
	b.field(Rect{margin + half + gutter, y, half - 136, 72}, flow.FieldSerial, b.t("field.serial"), b.t("field.serial.hint"))
	b.chip("no-serial", Rect{margin + w - 120, y, 120, 72}, b.t("checkin.no-serial"), c.Device.NoSerial != "", flow.NoSerialChosen{})
}

func (b *builder) checkInFault() {
	c := b.s.CheckIn
	b.title("checkin.fault")
	w := b.leftW()
	y := pageTop + 76
	bw := (w - 4*gutter) / 5
	faults := i18n.Faults(c.Device.Kind)
	for i, key := range faults[:min(9, len(faults))] {
		on := false
		for _, x := range c.Fault.Chips {
			on = on || x == key
		}
		b.chip(key, Rect{margin + i%5*(bw+gutter), y + i/5*(chipH+gutter), bw, chipH}, b.t(key), on, flow.FaultToggled{Chip: key})
	}
	b.chip("fault.other", Rect{margin + 4*(bw+gutter), y + chipH + gutter, bw, chipH}, b.t("button.other"), c.Fault.Words != "", flow.Focused{Field: flow.FieldWords})
	y += 2*(chipH+gutter) + 26
	half := (w - 32) / 2
	b.text(margin, y-12, half, left, face{caption, false, ink2}, b.t("checkin.often"))
	b.segments(Rect{margin, y, half, chipH},
		option{"often.always", b.t("often.always"), c.Fault.Often == repair.OftenAlways, flow.OftenChosen{Often: repair.OftenAlways}},
		option{"often.sometimes", b.t("often.sometimes"), c.Fault.Often == repair.OftenSometimes, flow.OftenChosen{Often: repair.OftenSometimes}})
	r := Rect{margin + half + 32, y, half, chipH}
	b.text(r.X, y-12, half, left, face{caption, false, ink2}, b.t("field.bought"))
	n := b.box(r, style{fill: surface, stroke: control, width: 2, radius: chipRad})
	n.ID, n.Touch = "field.bought", flow.Focused{Field: flow.FieldBought}
	month, ok := c.BoughtMonth(b.s.Now)
	switch {
	case c.Bought == "":
		b.text(r.X+22, middle(r.Y+r.H/2, 26), r.W-40, left, face{26, false, ink3}, b.t("field.bought.hint"))
	case !ok:
		b.text(r.X+22, middle(r.Y+r.H/2, 26), r.W-40, left, face{26, true, lateRed}, join(c.Bought, b.t("checkin.bad-month-short")))
	default:
		tag := ""
		color := okGreen
		switch c.InWarranty(b.s.Now) {
		case repair.WarrantyYes:
			tag = b.t("warranty.yes")
		case repair.WarrantyNo:
			tag, color = b.t("warranty.no"), soonAmber
		}
		tw := b.text(r.X+r.W-20, middle(r.Y+r.H/2, caption), 0, right, face{caption, true, color}, tag)
		b.fit(r.X+22, middle(r.Y+r.H/2, value), r.W-60-tw, left, face{value, true, ink}, 22, i18n.Month(b.lang, month))
	}
	y += chipH + gutter
	b.field(Rect{margin, y, w, chipH}, flow.FieldWords, "", b.t("field.words.hint"))
}

func (b *builder) checkInInspect() {
	c := b.s.CheckIn
	b.title("checkin.inspect")
	w := b.leftW()
	y := pageTop + 66
	tw := (w - 2*gutter) / 3
	for i, seen := range []repair.Seen{repair.SeenSame, repair.SeenNot, repair.SeenDiffers} {
		b.chip("seen."+string(seen), Rect{margin + i*(tw+gutter), y, tw, chipH}, b.t("seen."+string(seen)), c.Seen == seen, flow.SeenChosen{Seen: seen})
	}
	y += chipH + 38
	b.text(margin, y-12, w, left, face{caption, false, ink2}, b.t("checkin.inspector"))
	x := margin
	for _, p := range b.s.People {
		if p.Role == repair.RoleCoordinator || x+190 > margin+w {
			continue
		}
		b.chip("inspector."+string(p.ID), Rect{x, y, 190, chipH}, p.Name, c.SeenBy == p.ID, flow.InspectorChosen{Staff: p.ID})
		x += 190 + gutter
	}
	y += chipH + 38
	third := (w - 2*gutter) / 3
	switch {
	case c.Device.Kind.PC():
		for i, f := range []flow.Field{flow.FieldCPU, flow.FieldMemory, flow.FieldDisk} {
			b.field(Rect{margin + i*(third+gutter), y, third, 72}, f, b.t("field."+string(f)), b.t("field."+string(f)+".hint"))
		}
	case c.Device.Kind == repair.KindPrinter:
		b.text(margin, y-12, w, left, face{caption, false, ink2}, b.t("checkin.trays"))
		for i := range 4 {
			b.chip("trays."+strconv.Itoa(i+1), Rect{margin + i*(108+gutter), y, 108, 72}, strconv.Itoa(i+1), c.Device.Trays == i+1, flow.TraysChosen{N: i + 1})
		}
	default:
		b.field(Rect{margin, y, w, 72}, flow.FieldFinding, b.t("field.finding"), b.t("field.finding.hint"))
		return
	}
	y += 72 + 12
	b.field(Rect{margin, y, w, 72}, flow.FieldFinding, "", b.t("field.finding.hint"))
}
