package view

import (
	"strconv"

	"countertop/app/document"
	"countertop/app/flow"
	"countertop/app/i18n"
	"countertop/app/repair"
	"countertop/app/trade"
)

// stepKeys name the pages of the check-in in the progress line.
var stepKeys = [flow.Steps]string{
	"step.phone", "step.customer", "step.machine", "step.fault", "step.inspect", "step.outside", "step.accessories",
	"step.agree", "step.sign", "step.print",
}

// The frame of the check-in pages.
const (
	// rowH is from one row of chips to the next.
	rowH = chipH + gutter
	// captionH is a small text over a row of chips, rowGap at least between rows
	// of which some have one, and rowAir at most.
	captionH = 25
	rowGap   = 7
	rowAir   = 27
)

// steps is the room of a page of the check-in, below the line of its steps.
func (b *builder) steps() Rect {
	_, r := b.room().top(progressH, 0)
	return r
}

// step puts the question over a page and returns the rooms for the answers and,
// at the right, for what is known.
func (b *builder) step(h heading) (main, side Rect) {
	side, main = b.steps().sideColumn()
	_, side = side.top(14, 0)
	return b.headIn(main, h), side
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
	case flow.StepSign: // a page without the frame, see sign
	case flow.StepPrint:
		b.checkInPrint()
	}
}

// progress names the steps below the header; those that are done lead back.
func (b *builder) progress() {
	step := int(b.s.CheckIn.Step)
	strip, _ := b.room().top(progressH, 0)
	for i, cell := range strip.cols(flow.Steps, 0) {
		c, f := control, face{caption, false, ink3}
		if i <= step {
			c, f.color = ink, ink2
		}
		if i == step {
			f = face{caption, true, ink}
		}
		_, in := cell.right(8, 0)
		_, in = in.top(gutter, 0)
		bar, name := in.top(6, 8)
		name, _ = name.top(captionH, 0)
		b.box(bar, style{fill: c, radius: 2})
		b.line(name, left, f, b.t(stepKeys[i]))
		if i < step && b.s.CheckIn.Step != flow.StepPrint {
			cell.H = barReach
			b.touch("step."+strconv.Itoa(i), cell, flow.StepChosen{Step: flow.Step(i)})
		}
	}
}

// navigation has back and park at the lower left, the next step at the lower
// right.
func (b *builder) navigation() {
	if b.s.Screen == flow.ScreenCorrect {
		b.correctFoot()
		return
	}
	c := b.s.CheckIn
	more := []button{{id: "park", text: b.t("button.park"), msg: flow.Parked{}}}
	more = append(more, b.voidButton())
	if c.Step == flow.StepAgree {
		ask := flow.DialogAsked{Kind: flow.DialogReason, Purpose: flow.ForNoSign}
		more = append(more, button{id: "no-sign", text: b.t("button.no-sign"), msg: ask})
	}
	next := button{id: "next", text: b.t("button.next"), icon: "arrow-right", after: true, off: !b.s.CheckIn.Ready(), msg: flow.StepDone{}}
	if c.Beside != 0 {
		next.text, next.icon = b.t("checkin.inspected"), "check"
	}
	b.foot(foot{back: b.stepBack("button.previous"), more: more, next: next})
	b.checkInScript()
}

// voidButton gives the visit up, with a reason, whether it has a number or not.
func (b *builder) voidButton() button {
	return button{id: "void", text: b.t("button.void"), msg: flow.DialogAsked{Kind: flow.DialogVoid, Purpose: flow.ForVoid}}
}

// stepBack is the way back to the step before.
func (b *builder) stepBack(key string) button {
	back := b.backButton(flow.StepBack{})
	back.text = b.t(key)
	return back
}

// moments are what is said on the pages of the check-in.
var moments = [flow.Steps]trade.Moment{
	trade.MomentPhone, trade.MomentCustomer, trade.MomentMachine, trade.MomentSymptom, trade.MomentInspect, trade.MomentOutside,
	trade.MomentAccessories, trade.MomentAgree, "", trade.MomentCheckedIn,
}

// checkInScript is what to say on a page of the check-in.
func (b *builder) checkInScript() {
	c := b.s.CheckIn
	facts := b.factsNow()
	facts.Order = repair.Order{
		Stage: repair.StageDraft, Device: c.Device, OnTheSpot: c.OnTheSpot, PromisedOn: c.Promised, Passcode: c.Passcode != "",
		Inspection: &repair.Inspection{FixNow: c.FixNow},
	}
	args := []string{"machine", b.device(c.Device)}
	if who := document.CustomerName(c.Customer); who != "" {
		args = append(args, "customer", who)
	}
	if fen, ok := flow.ParseFen(c.Estimate); ok && fen > 0 {
		args = append(args, "amount", i18n.Money(b.lang, fen))
	}
	if before := c.LastRepair(); before != nil {
		facts.RepairedOn = repair.DateOf(before.ReceivedAt.In(b.s.Shop.Calendar.Loc))
		if until := before.WarrantyUntil(b.s.Shop.Calendar.Loc); until >= b.s.Today() {
			facts.CoveredTo = until
		}
		if c.Step == flow.StepMachine {
			args = append(args, "day", b.phrases.FullDay(facts.RepairedOn))
		}
	}
	b.sayOf(moments[c.Step], facts, args...)
}

// captioned is a small text close over a row of chips. It returns the row.
func (b *builder) captioned(r Rect, text string) (row Rect) {
	above, row := r.top(captionH, 0)
	b.text(above.X, above.endY()-10, above.W, left, face{caption, false, ink2}, text)
	return row
}

// strips cuts strips of these heights off the top of r and shares what is left
// between them.
func (r Rect) strips(heights ...int) []Rect {
	free := r.H
	for _, h := range heights {
		free -= h
	}
	gap := max(rowGap, min(rowAir, free/max(1, len(heights)-1)))
	out := make([]Rect, len(heights))
	for i, h := range heights {
		out[i], r = r.top(h, gap)
	}
	return out
}

// asked is a field with its texts.
func (b *builder) asked(f flow.Field) entryField {
	return entryField{f, b.t("field." + string(f)), b.t("field." + string(f) + ".hint")}
}

// checkInEntry shows the fields of the page above the keyboard while one is
// being typed into; false where the page stays as it is.
func (b *builder) checkInEntry() bool {
	_, r := b.steps().top(captionH+21, 0) // the labels of the fields stand above them
	y := r.Y
	switch f := b.s.Focus; f {
	case flow.FieldName, flow.FieldCompany:
		b.entry(y, b.asked(flow.FieldName), b.asked(flow.FieldCompany))
	case flow.FieldBrand, flow.FieldModel, flow.FieldSerial:
		b.entry(y, b.asked(flow.FieldBrand), b.asked(flow.FieldModel), b.asked(flow.FieldSerial))
	case flow.FieldIMEI:
		b.entry(y, b.asked(flow.FieldSerial), b.asked(flow.FieldIMEI))
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
func (b *builder) word(value string) string { return b.phrases.Word(value) }

// kindIcon is the icon of a kind of machine.
func kindIcon(k repair.DeviceKind) string {
	switch k {
	case repair.KindLaptop:
		return "laptop"
	case repair.KindDesktop:
		return "monitor"
	case repair.KindPrinter:
		return "printer"
	case repair.KindOther:
	}
	return "hard-drive"
}
