package view

import (
	"slices"
	"strconv"

	"countertop/app/document"
	"countertop/app/flow"
	"countertop/app/i18n"
	"countertop/app/repair"
	"countertop/app/trade"
)

// parts are what may have been put in or come out: what was noted or agreed
// on, what is waited for, and what is usual; n at most. Those chosen are among
// them, and none changes its place when it is chosen.
func (b *builder) parts(n int, chosen ...string) []string {
	o := b.s.Order.Row.Order
	t := b.s.Shop.Trade
	usual := t.Parts(o.Device.Kind)
	var list []string
	add := func(name string) {
		// An order may have been written before the lists had keys.
		if name = t.Key(name, usual...); name != "" && !slices.Contains(list, name) {
			list = append(list, name)
		}
	}
	for _, p := range o.Parts {
		add(p)
	}
	if n := len(o.Quotes); n > 0 {
		for _, l := range o.Quotes[n-1].Lines {
			if !l.Service() {
				add(l.Name)
			}
		}
	}
	add(o.Part)
	for _, part := range b.usualParts(o.Device.Kind) {
		add(part)
	}
	return withChosen(list, n, chosen)
}

// withChosen are n of a list at most, with all that were chosen among them.
func withChosen(list []string, n int, chosen []string) []string {
	list = list[:min(n, len(list))]
	var more []string
	for _, name := range chosen {
		if !slices.Contains(list, name) {
			more = append(more, name)
		}
	}
	more = more[:min(n, len(more))]
	return append(slices.Clone(list[:min(len(list), n-len(more))]), more...)
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
	side, main := b.servicePage(b.t("work.title")).sideColumn()
	var cs []choice
	for _, work := range withChosen(b.s.Shop.Trade.Works(o.Device.Kind), usualWorks, v.Works) {
		cs = append(cs, choice{
			id: prefixed("work.", work), text: b.word(work), on: slices.Contains(v.Works, work), msg: flow.WorkToggled{Name: work},
		})
	}
	main = b.choose(main, 4, cs...)
	row, main := main.top(labelH+choiceH, choiceGap)
	halves := row.cols(2, choiceGap)
	b.field(b.over(halves[0], b.t("field.work")), flow.FieldWork, "", b.t("field.work.hint"))
	b.field(b.over(halves[1], b.t("field.left")), flow.FieldUnrepaired, "", b.t("field.left.hint"))
	cs = nil
	// The last quotes come first; more is typed.
	for i, name := range withChosen(flow.Declined(o), 4, v.NotRepaired) {
		on := slices.Contains(v.NotRepaired, name)
		cs = append(cs, choice{id: "left." + strconv.Itoa(i), text: b.word(name), on: on, msg: flow.UnrepairedToggled{Name: name}})
	}
	b.choose(main, 4, cs...)

	cs = nil
	for i, name := range b.parts(7, v.Parts...) {
		cs = append(cs, choice{
			id: "part." + strconv.Itoa(i), text: b.word(name), on: slices.Contains(v.Parts, name), msg: flow.PartToggled{Name: name},
		})
	}
	cs = append(cs, choice{id: "part.other", text: b.t("button.other"), msg: flow.Focused{Field: flow.FieldNewPart}})
	b.choose(b.over(side, b.t("work.parts")), 2, cs...)
	b.serviceFoot(foot{next: button{id: "work.save", text: b.t("work.save"), icon: "save", msg: flow.WorkSaved{}}})
	b.say(trade.MomentWork)
}

func init() { pages[flow.ScreenOldPart] = (*builder).oldPart }

// oldPart puts a replaced part into a bag.
func (b *builder) oldPart() {
	if b.serviceEntry() {
		return
	}
	o, v := b.s.Order.Row.Order, b.s.Service
	side, main := b.servicePage(b.t("old-part.title")).sideColumn()
	names := b.parts(7)
	var cs []choice
	for i, name := range names {
		cs = append(cs, choice{id: "old." + strconv.Itoa(i), text: b.word(name), on: v.OldPart == name, msg: flow.OldPartNamed{Name: name}})
	}
	other := b.t("button.other")
	own := v.OldPart != "" && !slices.Contains(names, v.OldPart)
	if own {
		other = b.word(v.OldPart)
	}
	cs = append(cs, choice{id: "old.other", text: other, on: own, msg: flow.Focused{Field: flow.FieldOldPart}})
	main = b.choose(main, 4, cs...)
	var opts []option
	for _, to := range repair.OldPartsTo {
		opts = append(opts, option{"to." + string(to), b.t("old-part." + string(to)), v.OldPartTo == to, flow.OldPartToChosen{To: to}})
	}
	row, _ := b.labelled(main, choiceH, b.t("old-part.to"))
	b.segments(row, opts...)
	b.oldPartBags(side, o.OldPartBags)
	b.serviceFoot(foot{next: button{id: "old.make", text: b.t("old-part.make"), icon: "printer", msg: flow.OldPartKept{}}})
	facts := b.factsNow()
	facts.OldPartTo = v.OldPartTo
	b.sayOf(trade.MomentOldPart, facts)
}

// oldPartBags are the bags that were filled, the last of them if there are
// more than there is room for.
func (b *builder) oldPartBags(r Rect, bags []repair.OldPart) {
	b.card(r)
	if len(bags) == 0 {
		b.empty(r, "archive", "service.old.none")
	}
	rows := b.over(r.shrink(24, gutter), b.t("old-part.bags"))
	cells := rows.rows(rows.fits(68, 0), 0)
	first := max(0, len(bags)-len(cells))
	for i, p := range bags[first:] {
		number, bag := cells[i].left(24, gutter)
		b.line(number, left, face{body, true, ink2}, strconv.Itoa(first+i+1))
		where := join(b.t("old-part."+string(p.To)), b.moment(p.At))
		b.pair(bag, left, face{body, true, ink}, b.word(p.Name), face{caption, false, ink2}, where)
	}
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
	side, main := b.servicePage(b.t("loan.title")).sideColumn()
	row, main := main.top(labelH+choiceH, choiceGap)
	code, rest := row.left(220, gutter)
	fields := append([]Rect{code}, rest.split(gutter, 58, 42)...)
	for i, f := range []flow.Field{flow.FieldLoaner, flow.FieldLoanName, flow.FieldLoanSerial} {
		e := b.asked(f)
		b.field(b.over(fields[i], e.label), f, "", e.hint)
	}
	var cs []choice
	for _, key := range []string{"acc.adapter", "acc.power-cord", "acc.mouse", "acc.bag"} {
		on := slices.Contains(l.With, key)
		cs = append(cs, choice{id: "with." + key, text: b.t(key), on: on, msg: flow.LoanAccessoryToggled{Name: key}})
	}
	main = b.choose(b.over(main, b.t("loan.with")), 4, cs...)
	row, _ = b.labelled(main, choiceH, b.t("loan.back-on"))
	day, _ := row.left(row.W/2+60, 0)
	b.dayStepper(day, "loan.day", l.BackOn, func(n int) flow.Msg { return flow.LoanMoved{Days: n} })

	b.card(side)
	b.notice(side.shrink(20, 0), "scan-barcode", ink, b.t("field.loaner.hint"), b.t("loan.how"))
	b.serviceFoot(foot{next: button{id: "loan.make", text: b.t("loan.make"), icon: "printer", msg: flow.LoanMade{}}})
	b.say(trade.MomentLoan)
}

// loanOut is the loaner that the customer has.
func (b *builder) loanOut(l repair.Loan) {
	r := b.servicePage(b.t("loan.out"))
	b.card(r)
	icon, in := r.shrink(40, 40).left(104, 36)
	icon, _ = icon.top(104, 0)
	b.iconIn(icon, 104, "laptop", ink)
	row, in := in.top(56, 0)
	b.line(row, left, face{headline, true, ink}, l.Name)
	row, in = in.top(40, 20)
	b.line(row, left, face{body, false, ink2}, join(repair.LoanerCode(l.Loaner), l.Serial))
	c, sign := ink, "calendar"
	if l.BackOn < b.s.Today() {
		c, sign = lateRed, "triangle-alert"
	}
	row, in = in.top(40, 24)
	icon, row = row.left(32, gutter)
	b.iconIn(icon, 32, sign, c)
	b.line(row, left, face{value, true, c}, document.Spaced(b.t("loan.back-on"), i18n.Day(b.lang, l.BackOn)))
	if len(l.With) > 0 {
		with, _ := in.top(64, 0)
		in = b.prose(with, face{body, false, ink}, b.t("pickup.with", "names", b.phrases.Words(l.With)))
		in.H = r.endY() - in.Y
	}
	row, in = in.top(40, 8)
	b.line(row, left, face{small, false, ink2}, join(b.s.Person(l.By).Name, b.moment(l.At)))
	b.prose(in, face{body, false, ink2}, b.t("loan.scan"))
	b.serviceFoot(foot{next: button{id: "loan.back", text: b.t("loan.take-back"), icon: "undo-2", msg: flow.LoanEnded{}}})
	b.say(trade.MomentLoan)
}

func init() { pages[flow.ScreenSendOut] = (*builder).sendOut }

// sendOut says where a machine goes outside the shop.
func (b *builder) sendOut() {
	if b.serviceEntry() {
		return
	}
	t := b.s.Service.SendOut
	side, main := b.servicePage(b.t("trip.title")).sideColumn()
	row, main := main.top(choiceH, choiceGap)
	two := row.split(choiceGap, 38, 62)
	b.segments(two[0],
		option{"trip.peer", b.t("trip.peer"), t.To == repair.PlacePeer, flow.SendOutToChosen{To: repair.PlacePeer}},
		option{"trip.factory", b.t("trip.factory"), t.To == repair.PlaceFactory, flow.SendOutToChosen{To: repair.PlaceFactory}})
	b.field(two[1], flow.FieldSendOut, "", b.t("field.trip.hint"))
	known := b.s.Companies(t.To)
	var cs []choice
	for i, name := range known[:min(3, len(known))] {
		id := "trip.known." + strconv.Itoa(i)
		cs = append(cs, choice{id: id, text: name, on: t.Company == name, msg: flow.SendOutCompanyChosen{Name: name}})
	}
	if len(cs) > 0 {
		main = b.choose(main, 3, cs...)
	}
	cs = nil
	for _, key := range flow.Carriers {
		on := b.s.Shop.Trade.Key(t.Carrier, flow.Carriers...) == key
		cs = append(cs, choice{id: key, text: b.t(key), on: on, msg: flow.SendOutCarrierChosen{Name: key}})
	}
	row, main = main.top(choiceH, choiceGap)
	two = row.split(choiceGap, 6, 4)
	b.choose(two[0], 3, cs...)
	b.field(two[1], flow.FieldCarrier, "", b.t("field.carrier.hint"))
	row, _ = main.top(choiceH, 0)
	two = row.cols(2, choiceGap)
	b.field(two[0], flow.FieldAsk, "", b.t("field.ask.hint"))
	b.field(two[1], flow.FieldTracking, "", b.t("field.tracking.hint"))
	b.backOn(side)
	b.serviceFoot(foot{next: button{id: "trip.make", text: b.t("trip.make"), icon: "printer", msg: flow.SendOutMade{}}})
	facts := b.factsNow()
	facts.SendTo = t.To
	b.sayOf(trade.MomentSendOut, facts)
}

// backOn is the day on which a machine should be back, and what comes next.
func (b *builder) backOn(r Rect) {
	b.card(r)
	in := b.over(r.shrink(24, 20), b.t("trip.back-on"))
	row, in := in.top(44, 8)
	b.line(row, left, face{value, true, ink}, i18n.Day(b.lang, b.s.Service.SendOut.DueBack))
	row, in = in.top(choiceH, 24)
	keys := row.cols(2, choiceGap)
	b.key("trip.day.less", keys[0], "minus", flow.SendOutDayMoved{Days: -1})
	b.key("trip.day.more", keys[1], "plus", flow.SendOutDayMoved{Days: 1})
	icon, words := in.left(36, gutter)
	icon, _ = icon.top(36, 0)
	b.iconIn(icon, 36, "scan-barcode", ink2)
	words = b.prose(words, face{small, false, ink2}, b.t("trip.scan"))
	if o := b.s.Order.Row.Order; o.SendOut != nil {
		_, words = words.top(8, 0)
		b.prose(words, face{caption, false, ink2}, b.t("trip.last", "company", o.SendOut.Company))
	}
}
