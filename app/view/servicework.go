package view

import (
	"slices"
	"strconv"
	"strings"

	"countertop/app/flow"
	"countertop/app/i18n"
	"countertop/app/repair"
)

// parts are what may have been put in or come out: what was noted or agreed
// on, what is waited for, and what is usual; n at most. Those chosen are among
// them, and none changes its place when it is chosen.
func (b *builder) parts(n int, chosen ...string) []string {
	o := b.s.Order.Row.Order
	var list []string
	add := func(name string) {
		service := false // a quote may have been written in the other language
		for _, lang := range []i18n.Lang{i18n.ZH, i18n.EN} {
			service = service || name == i18n.T(lang, "quote.labour") || name == i18n.T(lang, "quote.testing")
		}
		if name != "" && !service && !slices.Contains(list, name) {
			list = append(list, name)
		}
	}
	for _, p := range o.Parts {
		add(p)
	}
	if n := len(o.Quotes); n > 0 {
		for _, l := range o.Quotes[n-1].Lines {
			add(l.Name)
		}
	}
	add(o.Part)
	for _, part := range b.usualParts(o.Device.Kind) {
		add(b.word(part))
	}
	list = list[:min(n, len(list))]
	var more []string
	for _, name := range chosen {
		if !slices.Contains(list, name) {
			more = append(more, name)
		}
	}
	more = more[:min(n, len(more))]
	return append(list[:min(len(list), n-len(more))], more...)
}

// The pages have room for so many of the shop's lists; what else is typed.
const (
	usualParts = 9
	usualWorks = 8
)

// usualParts are the parts of the shop's list for a kind of machine.
func (b *builder) usualParts(k repair.DeviceKind) []string {
	parts := b.s.Shop.Trade.Parts(k)
	return parts[:min(len(parts), usualParts)]
}

func init() { pages[flow.ScreenWork] = (*builder).work }

// work notes what was done and what was put in.
func (b *builder) work() {
	if b.serviceEntry() {
		return
	}
	o, v := b.s.Order.Row.Order, b.s.Service
	b.servicePage(b.t("work.title"))
	w := b.leftW()
	sep := b.sep()
	done := strings.Split(v.Work, sep)
	var cs []choice
	works := b.s.Shop.Trade.Works(o.Device.Kind)
	for _, work := range works[:min(len(works), usualWorks)] {
		text := b.word(work)
		cs = append(cs, choice{id: prefixed("work.", work), text: text, on: slices.Contains(done, text), msg: flow.WorkToggled{Text: text, Sep: sep}})
	}
	y := b.choices(Rect{margin, serviceTop, w, 0}, 4, cs...)
	half := (w - choiceGap) / 2
	b.label(margin+half+choiceGap, y+8, half, b.t("field.left"))
	y = b.label(margin, y+8, half, b.t("field.work"))
	b.field(Rect{margin, y, half, choiceH}, flow.FieldWork, "", b.t("field.work.hint"))
	b.field(Rect{margin + half + choiceGap, y, half, choiceH}, flow.FieldUnrepaired, "", b.t("field.left.hint"))
	cs = nil
	noted := flow.UnrepairedParts(v.Unrepaired)
	for i, name := range declined(o) {
		if i == 4 {
			break // the last quotes come first; more is typed
		}
		cs = append(cs, choice{id: "left." + strconv.Itoa(i), text: name, on: slices.Contains(noted, name), msg: flow.UnrepairedToggled{Text: name}})
	}
	b.choices(Rect{margin, y + choiceH + choiceGap, w, 0}, 4, cs...)

	x := b.sideX()
	cs = nil
	for i, name := range b.parts(7, v.Parts...) {
		cs = append(cs, choice{id: "part." + strconv.Itoa(i), text: name, on: slices.Contains(v.Parts, name), msg: flow.PartToggled{Name: name}})
	}
	cs = append(cs, choice{id: "part.other", text: b.t("button.other"), msg: flow.Focused{Field: flow.FieldNewPart}})
	y = b.label(x, serviceTop-8, sideW, b.t("work.parts"))
	b.choices(Rect{x, y, sideW, 0}, 2, cs...)
	b.serviceFoot(button{id: "work.save", text: b.t("work.save"), icon: "save", off: strings.TrimSpace(v.Work+v.Unrepaired) == "" && len(v.Parts) == 0, msg: flow.WorkSaved{}})
	b.script("script.work")
}

// declined are the lines of the quotes that the customer did not agree to, the
// last first.
func declined(o repair.Order) (names []string) {
	for _, q := range slices.Backward(o.Quotes) {
		for _, l := range q.Lines {
			if q.Answer != nil && !q.Answer.Agreed && !slices.Contains(names, l.Name) {
				names = append(names, l.Name)
			}
		}
	}
	return names
}

func init() { pages[flow.ScreenOldPart] = (*builder).oldPart }

// oldPart puts a replaced part into a bag.
func (b *builder) oldPart() {
	if b.serviceEntry() {
		return
	}
	o, v := b.s.Order.Row.Order, b.s.Service
	b.servicePage(b.t("old-part.title"))
	w := b.leftW()
	names := b.parts(7)
	var cs []choice
	for i, name := range names {
		cs = append(cs, choice{id: "old." + strconv.Itoa(i), text: name, on: v.OldPart == name, msg: flow.OldPartNamed{Name: name}})
	}
	other := b.t("button.other")
	own := v.OldPart != "" && !slices.Contains(names, v.OldPart)
	if own {
		other = v.OldPart
	}
	cs = append(cs, choice{id: "old.other", text: other, on: own, msg: flow.Focused{Field: flow.FieldOldPart}})
	y := b.choices(Rect{margin, serviceTop, w, 0}, 4, cs...)
	y = b.label(margin, y+8, w, b.t("old-part.to"))
	var opts []option
	for _, to := range repair.OldPartsTo {
		opts = append(opts, option{"to." + string(to), b.t("old-part." + string(to)), v.OldPartTo == to, flow.OldPartToChosen{To: to}})
	}
	b.segments(Rect{margin, y, w, choiceH}, opts...)

	r := Rect{b.sideX(), serviceTop, sideW, b.bottomY() - 16 - serviceTop}
	b.card(r)
	b.text(r.X+24, r.Y+36, r.W-48, left, face{caption, false, ink2}, b.t("old-part.bags"))
	if len(o.OldPartBags) == 0 {
		b.empty(r, "archive", "service.old.none")
	}
	fit := (r.H - 60) / 68
	bags := o.OldPartBags
	off := max(0, len(bags)-fit)
	for i, p := range bags[off:] {
		y := r.Y + 56 + i*68
		b.text(r.X+24, y+30, 0, left, face{body, true, ink2}, strconv.Itoa(off+i+1))
		b.fit(r.X+64, y+26, r.W-88, left, face{body, true, ink}, 18, p.Name)
		b.fit(r.X+64, y+54, r.W-88, left, face{caption, false, ink2}, 15, join(b.t("old-part."+string(p.To)), b.moment(p.At)))
	}
	b.serviceFoot(button{id: "old.make", text: b.t("old-part.make"), icon: "printer", off: strings.TrimSpace(v.OldPart) == "", msg: flow.OldPartKept{}})
	b.script("script.old-part")
}

func init() { pages[flow.ScreenLoan] = (*builder).loan }

// loan lends a machine, or shows the one that is out.
func (b *builder) loan() {
	o := b.s.Order.Row.Order
	switch {
	case o.LoanOut():
		b.loanOut(*o.Loan)
	case b.serviceEntry():
	default:
		b.lend(b.s.Service.Loan)
	}
}

func (b *builder) lend(l repair.Loan) {
	b.servicePage(b.t("loan.title"))
	w := b.leftW()
	const codeW = 220
	y := b.label(margin, serviceTop-8, codeW, b.t("field.loaner"))
	b.field(Rect{margin, y, codeW, choiceH}, flow.FieldLoaner, "", b.t("field.loaner.hint"))
	nw := (w - codeW - 32) * 58 / 100
	x := margin + codeW + 16
	b.label(x, serviceTop-8, nw, b.t("field.loan-name"))
	b.field(Rect{x, y, nw, choiceH}, flow.FieldLoanName, "", b.t("field.loan-name.hint"))
	x += nw + 16
	b.label(x, serviceTop-8, margin+w-x, b.t("field.loan-serial"))
	b.field(Rect{x, y, margin + w - x, choiceH}, flow.FieldLoanSerial, "", b.t("field.loan-serial.hint"))
	y = b.label(margin, y+choiceH+16, w, b.t("loan.with"))
	var cs []choice
	for _, key := range []string{"acc.adapter", "acc.power-cord", "acc.mouse", "acc.bag"} {
		name := b.t(key)
		cs = append(cs, choice{id: "with." + key, text: name, on: slices.Contains(l.With, name), msg: flow.LoanAccessoryToggled{Name: name}})
	}
	y = b.choices(Rect{margin, y, w, 0}, 4, cs...)
	y = b.label(margin, y+4, w, b.t("loan.back-on"))
	b.dayStepper(Rect{margin, y, w/2 + 60, choiceH}, "loan.day", l.BackOn, func(n int) flow.Msg { return flow.LoanMoved{Days: n} })

	r := Rect{b.sideX(), serviceTop, sideW, b.bottomY() - 16 - serviceTop}
	b.card(r)
	b.notice(Rect{r.X + 20, r.Y, r.W - 40, r.H}, "scan-barcode", ink, b.t("field.loaner.hint"), b.t("loan.how"))
	ready := repair.LoanerCode(l.Loaner) != "" && strings.TrimSpace(l.Name) != ""
	b.serviceFoot(button{id: "loan.make", text: b.t("loan.make"), icon: "printer", off: !ready, msg: flow.LoanMade{}})
	b.script("script.loan")
}

// loanOut is the loaner that the customer has.
func (b *builder) loanOut(l repair.Loan) {
	b.servicePage(b.t("loan.out"))
	r := Rect{margin, serviceTop, b.w - 2*margin, b.bottomY() - 16 - serviceTop}
	b.card(r)
	x, w := r.X+180, r.W-220
	b.icon(r.X+40, r.Y+40, 104, "laptop", ink)
	b.fit(x, r.Y+84, w, left, face{headline, true, ink}, 26, l.Name)
	b.fit(x, r.Y+128, w, left, face{body, false, ink2}, 16, join(repair.LoanerCode(l.Loaner), l.Serial))
	c, icon := ink, "calendar"
	if l.BackOn < b.s.Today() {
		c, icon = lateRed, "triangle-alert"
	}
	b.icon(x, r.Y+160, 32, icon, c)
	b.fit(x+48, r.Y+186, w-48, left, face{28, true, c}, 20, joinSpace(b.t("loan.back-on"), i18n.Day(b.lang, l.BackOn)))
	y := r.Y + 240
	if len(l.With) > 0 {
		y = b.para(x, y, w, 2, 34, face{body, false, ink}, b.t("pickup.with", "names", strings.Join(l.With, b.sep()))) + 8
	}
	b.fit(x, y, w, left, face{22, false, ink2}, 16, join(b.s.Person(l.By).Name, b.moment(l.At)))
	b.para(x, y+44, w, 2, 32, face{body, false, ink2}, b.t("loan.scan"))
	b.serviceFoot(button{id: "loan.back", text: b.t("loan.take-back"), icon: "undo-2", msg: flow.LoanEnded{}})
	b.script("script.loan-out")
}

func init() { pages[flow.ScreenSendOut] = (*builder).sendOut }

// sendOut says where a machine goes outside the shop.
func (b *builder) sendOut() {
	if b.serviceEntry() {
		return
	}
	o, t := b.s.Order.Row.Order, b.s.Service.SendOut
	b.servicePage(b.t("trip.title"))
	w := b.leftW()
	y := serviceTop - 8
	third := (w - 2*choiceGap) / 3
	b.segments(Rect{margin, y, third + 40, choiceH},
		option{"trip.peer", b.t("trip.peer"), t.To == repair.PlacePeer, flow.SendOutToChosen{To: repair.PlacePeer}},
		option{"trip.factory", b.t("trip.factory"), t.To == repair.PlaceFactory, flow.SendOutToChosen{To: repair.PlaceFactory}})
	b.field(Rect{margin + third + 40 + choiceGap, y, w - third - 40 - choiceGap, choiceH}, flow.FieldSendOut, "", b.t("field.trip.hint"))
	y += choiceH + choiceGap
	known := b.s.Companies(t.To)
	var cs []choice
	for i, name := range known[:min(3, len(known))] {
		cs = append(cs, choice{id: "trip.known." + strconv.Itoa(i), text: name, on: t.Company == name, msg: flow.SendOutCompanyChosen{Name: name}})
	}
	if len(cs) > 0 {
		y = b.choices(Rect{margin, y, w, 0}, 3, cs...)
	}
	b.field(Rect{margin, y, w, choiceH}, flow.FieldAsk, "", b.t("field.ask.hint"))
	y += choiceH + choiceGap
	cs = nil
	for _, key := range []string{"carrier.sf", "carrier.jd", "carrier.self"} {
		name := b.t(key)
		cs = append(cs, choice{id: key, text: name, on: t.Carrier == name, msg: flow.SendOutCarrierChosen{Name: name}})
	}
	b.choices(Rect{margin, y, w * 60 / 100, 0}, 3, cs...)
	x := margin + w*60/100 + choiceGap
	b.field(Rect{x, y, margin + w - x, choiceH}, flow.FieldCarrier, "", b.t("field.carrier.hint"))
	y += choiceH + choiceGap
	b.field(Rect{margin, y, w, choiceH}, flow.FieldTracking, "", b.t("field.tracking.hint"))

	r := Rect{b.sideX(), serviceTop - 8, sideW, b.bottomY() - 16 - serviceTop + 8}
	b.card(r)
	y = b.label(r.X+24, r.Y+20, r.W-48, b.t("trip.back-on"))
	b.text(r.X+24, y+32, r.W-48, left, face{value, true, ink}, i18n.Day(b.lang, t.DueBack))
	kw := (r.W - 48 - choiceGap) / 2
	b.key("trip.day.less", Rect{r.X + 24, y + 52, kw, choiceH}, "", "minus", false, flow.SendOutDayMoved{Days: -1})
	b.key("trip.day.more", Rect{r.X + 24 + kw + choiceGap, y + 52, kw, choiceH}, "", "plus", false, flow.SendOutDayMoved{Days: 1})
	y += 52 + choiceH + 24
	b.icon(r.X+24, y+4, 36, "scan-barcode", ink2)
	y = b.para(r.X+76, y+28, r.W-100, 5, 32, face{22, false, ink2}, b.t("trip.scan"))
	if o.SendOut != nil {
		b.para(r.X+24, y+20, r.W-48, 2, 28, face{caption, false, ink2}, b.t("trip.last", "company", o.SendOut.Company))
	}
	b.serviceFoot(button{id: "trip.make", text: b.t("trip.make"), icon: "printer", off: strings.TrimSpace(t.Company) == "", msg: flow.SendOutMade{}})
	b.script("script.send-out")
}
