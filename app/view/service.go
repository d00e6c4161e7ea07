package view

import (
	"strconv"
	"strings"

	"countertop/app/flow"
	"countertop/app/i18n"
	"countertop/app/repair"
	"countertop/app/trade"
)

// The frame of the service pages: chips and fields as high as buttons, since
// they are touched in passing.
const (
	choiceH   = 90
	choiceGap = 12
	labelH    = 32 // a label above a row
)

// servicePage draws the header and the question, with the machine beside it. It
// returns the room below.
func (b *builder) servicePage(title string) Rect {
	o := b.s.Order.Row.Order
	b.header()
	return b.head(heading{title: title, beside: join(b.device(o.Device), b.who(b.s.Order.Row), o.ID.String())})
}

// serviceFoot is the foot of a service page. Nothing is saved twice: while the
// store is at work, the next step is off.
func (b *builder) serviceFoot(f foot) Rect {
	f.next.off = f.next.off || b.s.Service.Busy
	return b.foot(f)
}

// serviceEntry shows the fields of a group above the keyboard while one is
// being typed into.
func (b *builder) serviceEntry() bool {
	switch f := b.s.Focus; f {
	case flow.FieldCause, flow.FieldLine, flow.FieldWork, flow.FieldUnrepaired, flow.FieldNewPart, flow.FieldOldPart, flow.FieldSendOut,
		flow.FieldAsk, flow.FieldLoaner, flow.FieldLoanName, flow.FieldLoanSerial, flow.FieldCarrier, flow.FieldTracking:
	default:
		return false
	}
	group := b.s.Focus.Group()
	if b.s.Focus == flow.FieldLine {
		group = []flow.Field{flow.FieldLine} // the price has a pad on the page
	}
	b.header()
	fields := make([]entryField, len(group))
	for i, f := range group {
		fields[i] = entryField{f, b.t("field." + string(f)), b.t("field." + string(f) + ".hint")}
	}
	b.typing("", fields...)
	return true
}

// choice is one thing to choose.
type choice struct {
	id, icon, text string
	on             bool
	msg            flow.Msg
}

// dayStepper moves a day.
func (b *builder) dayStepper(r Rect, id string, d repair.Date, m func(days int) flow.Msg) {
	less, r := r.left(choiceH, 8)
	more, day := r.right(choiceH, 8)
	b.key(id+".less", less, "minus", m(-1))
	b.line(day, center, face{value, true, ink}, i18n.Day(b.lang, d))
	b.key(id+".more", more, "plus", m(1))
}

// sum is an amount with its unit.
func (b *builder) sum(fen int64) string { return b.phrases.Sum(fen) }

func init() { pages[flow.ScreenService] = (*builder).service }

// service is the page that all service begins on: what can be done, and what
// there is already.
func (b *builder) service() {
	o := b.s.Order.Row.Order
	cells := b.servicePage(b.t("service.title")).grid(3, 3, gutter)
	open, in := o.OpenQuote() != nil, o.InShop()
	next := ""
	switch {
	case open:
		next = "answer"
	case o.Stage == repair.StageAwaitingTest || o.Stage == repair.StageQuoting:
		next = "quote"
	case o.Stage == repair.StageInRepair && o.Work == "" && len(o.Works) == 0:
		next = "work"
	}
	for i, t := range []serviceTile{
		{"quote", "receipt", b.quoteState(o), !in, flow.ScreenQuote},
		{"answer", "message-square", b.answerState(o), !open, flow.ScreenAnswer},
		{"work", "wrench", b.workState(o), !in, flow.ScreenWork},
		{"old", "archive", b.oldState(o), !in, flow.ScreenOldPart},
		{"loan", "laptop", b.loanState(o), !in && !o.LoanOut(), flow.ScreenLoan},
		{"trip", "truck", b.sendOutState(o), !in, flow.ScreenSendOut},
		{"papers", "printer", b.t("service.papers.sub"), o.Stage == repair.StageDraft || o.Stage == repair.StageVoid, flow.ScreenPapers},
	} {
		b.serviceTile(cells[i], t, t.name == next)
	}
	b.foot(foot{})
	b.say(trade.MomentService)
}

// serviceTile is one thing to do to a machine; off, it cannot be done now.
type serviceTile struct {
	name, icon, sub string
	off             bool
	to              flow.Screen
}

func (b *builder) serviceTile(r Rect, t serviceTile, next bool) {
	st, c, c2 := style{fill: surface, stroke: control, width: 2, radius: corner}, ink, ink2
	t.off = t.off || b.lacks(flow.Opened{Screen: t.to})
	switch {
	case t.off:
		st, c, c2 = style{fill: disabled, radius: corner}, ink3, ink3
	case next:
		st, c, c2 = style{fill: ink, radius: corner}, white, rgb(0xC5CAD3)
	}
	n := b.box(r, st)
	n.ID, n.Touch, n.Enabled, n.Text, n.Reach = "service."+t.name, flow.Opened{Screen: t.to}, !t.off, b.t("service."+t.name), b.px(reach)
	head, sub := r.shrink(24, gutter).top(48, 8)
	icon, name := head.left(44, gutter)
	b.iconIn(icon, 44, t.icon, c)
	b.line(name, left, face{value, true, c}, n.Text)
	b.prose(sub, face{small, false, c2}, t.sub)
}

func (b *builder) quoteState(o repair.Order) string {
	n := len(o.Quotes)
	if n == 0 {
		return b.t("service.quote.none")
	}
	q, key := o.Quotes[n-1], "service.quote.open"
	switch {
	case q.Answer != nil && q.Answer.Agreed:
		key = "service.quote.agreed"
	case q.Answer != nil:
		key = "service.quote.refused"
	}
	return b.t(key, "sum", b.sum(q.TotalFen()))
}

func (b *builder) answerState(o repair.Order) string {
	if q := o.OpenQuote(); q != nil {
		return b.t("service.answer.open", "age", b.age(q.At))
	}
	return b.t("service.answer.none")
}

func (b *builder) workState(o repair.Order) string {
	text := join(b.phrases.Done(o), b.phrases.Words(o.Parts))
	if len(o.Unrepaired) > 0 {
		text = join(text, b.t("service.work.left", "names", b.phrases.Words(o.Unrepaired)))
	}
	if text == "" {
		return b.t("service.work.none")
	}
	return text
}

func (b *builder) oldState(o repair.Order) string {
	if len(o.OldPartBags) == 0 {
		return b.t("service.old.none")
	}
	var names []string
	for _, p := range o.OldPartBags {
		names = append(names, b.word(p.Name))
	}
	return b.t("service.old.some", "n", strconv.Itoa(len(names)), "names", strings.Join(names, b.sep()))
}

func (b *builder) loanState(o repair.Order) string {
	switch {
	case o.LoanOut():
		return b.t("service.loan.out", "name", o.Loan.Name, "day", i18n.Day(b.lang, o.Loan.BackOn))
	case o.Loan != nil:
		return b.t("service.loan.back", "name", o.Loan.Name)
	}
	return b.t("service.loan.none")
}

func (b *builder) sendOutState(o repair.Order) string {
	if o.SendOut == nil {
		return b.t("service.trip.none")
	}
	return join(b.sendOutTo(o.SendOut.To), i18n.Day(b.lang, o.SendOut.DueBack), o.SendOut.Company)
}

func (b *builder) sendOutTo(k repair.PlaceKind) string {
	if k == repair.PlaceFactory {
		return b.t("trip.factory")
	}
	return b.t("trip.peer")
}

func init() { pages[flow.ScreenPapers] = (*builder).papers }

// papers are the documents of the order that can be printed now.
func (b *builder) papers() {
	o := b.s.Order.Row.Order
	papers := flow.Papers(o)
	cells := b.servicePage(b.t("papers.title")).grid(3, 4, gutter)
	for i, d := range papers[:min(len(papers), len(cells))] {
		r := cells[i]
		n := b.box(r, style{fill: surface, stroke: control, width: 2, radius: chipRad})
		name, sub := b.t("doc."+string(d)), b.t("papers.again")
		switch d {
		case repair.DocStub, repair.DocTestSheet:
			sub = b.t("papers.new")
		case repair.DocFolder:
			sub = b.t("papers.folder", "stage", b.t("folder."+string(flow.Folder(o.Stage))))
		case repair.DocAccessory:
			sub = join(sub, "×"+strconv.Itoa(len(o.Accessories)))
		case repair.DocOldPart:
			sub = join(sub, "×"+strconv.Itoa(len(o.OldPartBags)))
		default: // one sheet, as it was printed before
		}
		n.ID, n.Touch, n.Text, n.Reach = "paper."+string(d), flow.PaperAsked{Document: d}, name, b.px(reach)
		icon, words := r.shrink(24, 0).left(40, 20)
		b.iconIn(icon, 40, "printer", ink)
		b.pair(words, left, face{label, true, ink}, name, face{caption, false, ink2}, sub)
	}
	b.foot(foot{})
	b.script("")
}
