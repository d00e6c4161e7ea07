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
	// answerTop is where the answers begin, below the question.
	answerTop = pageTop + 76
	// rowH is from one row of chips to the next, labelled one that has a label
	// above it.
	rowH     = chipH + gutter
	labelled = rowH + 16
)

func (b *builder) leftW() int { return b.w - 2*margin - 32 - sideW }
func (b *builder) sideX() int { return b.w - margin - sideW }
func (b *builder) bottomY() int {
	return b.h - footerH - 16 - buttonH
}

// side is the card on the right.
func (b *builder) side() Rect {
	return Rect{b.sideX(), pageTop, sideW, b.bottomY() - gutter - pageTop}
}

func init() { pages[flow.ScreenCheckIn] = (*builder).checkIn }

func (b *builder) checkIn() {
	c := b.s.CheckIn
	if c.Step == flow.StepSign {
		b.customerSign()
		return
	}
	b.header()
	if c.Step == flow.StepPhone && c.ByName {
		b.checkInLookup()
		return
	}
	b.progress()
	if b.s.Focus != "" && b.checkInEntry() {
		return
	}
	switch c.Step {
	case flow.StepPhone:
		b.checkInPhone()
	case flow.StepCustomer:
		b.checkInCustomer()
	case flow.StepMachine:
		b.checkInMachine()
	case flow.StepSymptom:
		b.checkInSymptom()
	case flow.StepInspect:
		b.checkInInspect()
	case flow.StepOutside:
		b.checkInOutside()
	case flow.StepAccessories:
		b.checkInAccessories()
	case flow.StepAgree:
		b.checkInAgree()
	case flow.StepPrint:
		b.checkInPrint()
	}
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
			b.touch("step."+strconv.Itoa(i), Rect{x0, headerH, x1 - x0 + 8, 88}, flow.StepChosen{Step: flow.Step(i)})
		}
	}
}

// navigation has back and park at the lower left, the next step at the lower
// right.
func (b *builder) navigation() {
	c := b.s.CheckIn
	y := b.bottomY()
	b.button(Rect{margin, y, 200, buttonH}, button{id: "back", text: b.t("button.previous"), icon: "arrow-left", msg: flow.StepBack{}})
	b.button(Rect{margin + 216, y, 180, buttonH}, button{id: "park", text: b.t("button.park"), msg: flow.Parked{}})
	if c.Order != "" || len(c.Others) > 0 {
		b.button(Rect{margin + 412, y, 160, buttonH}, button{id: "void", text: b.t("button.void"), msg: flow.DialogAsked{Kind: flow.DialogVoid, Purpose: flow.ForVoid}})
	}
	if c.Step == flow.StepAgree {
		b.button(Rect{margin + 588, y, b.leftW() - 588, buttonH}, button{id: "no-sign", text: b.t("button.no-sign"), msg: flow.DialogAsked{Kind: flow.DialogReason, Purpose: flow.ForNoSign}})
	}
	next := button{id: "next", text: b.t("button.next"), icon: "arrow-right", after: true, primary: true, off: !b.s.Ready(), msg: flow.StepDone{}}
	if c.Beside != 0 {
		next.text, next.icon = b.t("checkin.inspected"), "check"
	}
	b.button(Rect{b.sideX(), y, sideW, buttonH}, next)
	b.checkInScript()
}

// checkInScript is what to say on a page of the check-in.
func (b *builder) checkInScript() {
	c := b.s.CheckIn
	key := "script.checkin." + stepKeys[c.Step][len("step."):]
	args := []string{"machine", b.device(c.Device)}
	if who := b.customerName(c.Customer); who != "" {
		args = append(args, "customer", who)
	}
	switch repeat := b.lastRepair(); {
	case c.Step == flow.StepMachine && repeat != nil:
		key = "script.checkin.repeat"
		args = append(args, "day", b.dayOf(repeat.ReceivedAt))
	case c.Step == flow.StepInspect && c.FixNow:
		key = "script.checkin.spot"
	case c.Step == flow.StepAgree:
		args = append(args, "day", i18n.Day(b.lang, c.Promised))
		if fen, ok := flow.ParseFen(c.Estimate); ok {
			args = append(args, "amount", i18n.Money(b.lang, fen))
		}
	}
	b.script(key, args...)
}

func (b *builder) title(key string, args ...string) {
	b.fit(margin, pageTop+48, b.leftW(), left, face{headline, true, ink}, 32, b.t(key, args...))
}

// caption is the quiet text above a row that begins at y.
func (b *builder) caption(x, y, w int, text string) {
	b.fit(x, y-10, w, left, face{caption, false, ink2}, 15, text)
}

// airy is from one labelled row to the next where n of them share what a page
// that would end at end has left.
func (b *builder) airy(end, n int) int {
	return labelled + min(20, max(0, b.bottomY()-gutter-end)/n)
}

// asked is a field with its texts.
func (b *builder) asked(f flow.Field) entryField {
	return entryField{f, b.t("field." + string(f)), b.t("field." + string(f) + ".hint")}
}

// checkInEntry shows the fields of the page above the keyboard while one is
// being typed into; false where the page stays as it is.
func (b *builder) checkInEntry() bool {
	const y = pageTop + 32
	switch f := b.s.Focus; f {
	case flow.FieldName, flow.FieldCompany:
		b.entry(y, b.asked(flow.FieldName), b.asked(flow.FieldCompany))
	case flow.FieldBrand, flow.FieldModel, flow.FieldSerial:
		b.entry(y, b.asked(flow.FieldBrand), b.asked(flow.FieldModel), b.asked(flow.FieldSerial))
	case flow.FieldContactName, flow.FieldContactTel:
		b.entry(y, b.asked(flow.FieldContactName), b.asked(flow.FieldContactTel))
	case flow.FieldContactRel:
		b.checkInRelation()
	case flow.FieldPasscode:
		b.entry(y, entryField{f, join(b.t("field.passcode"), b.t("checkin.passcode-who")), b.t("field.passcode.hint")})
	case flow.FieldSecond, flow.FieldAddress, flow.FieldWords, flow.FieldFinding, flow.FieldAccessory, flow.FieldEstimate:
		b.entry(y, b.asked(f))
	default:
		fields := b.formEntry()
		if len(fields) == 0 {
			return false
		}
		b.entry(y, fields...)
	}
	return true
}

// formEntry are the lines of the machine's form about the one in focus.
func (b *builder) formEntry() []entryField {
	const most = 3
	var fields []entryField
	for _, f := range b.s.Shop.Trade.Form(b.s.CheckIn.Device.Kind) {
		hint := ""
		if len(f.Choices) > 0 {
			hint = b.word(f.Choices[0])
		}
		fields = append(fields, entryField{flow.FormField(f.Key), f.Label(b.lang), hint})
	}
	for i, f := range fields {
		if f.field == b.s.Focus {
			from := i / most * most
			return fields[from:min(len(fields), from+most)]
		}
	}
	return nil
}

// word says an entry of one of the shop's lists.
func (b *builder) word(value string) string { return b.s.Shop.Trade.Text(b.lang, value) }

// kindIcon is the icon of a kind of machine.
func kindIcon(k repair.DeviceKind) string {
	switch k {
	case repair.KindLaptop:
		return "laptop"
	case repair.KindDesktop:
		return "monitor"
	case repair.KindPrinter:
		return "printer"
	}
	return "hard-drive"
}
