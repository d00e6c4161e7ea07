package view

import (
	"slices"
	"strconv"
	"strings"

	"countertop/app/flow"
	"countertop/app/i18n"
	"countertop/app/repair"
	"countertop/app/trade"
)

// topicsMost are as many ready-made questions as the page has room for.
const topicsMost = 12

func init() { pages[flow.ScreenEnquiry] = (*builder).enquiry }

// enquiry takes a question of somebody without a machine, or answers one.
func (b *builder) enquiry() {
	if b.enquiryEntry() {
		return
	}
	if b.s.Enquiry.Open != "" {
		b.enquiryAnswer()
		return
	}
	e := b.s.Enquiry
	b.header()
	side, main := b.head(heading{title: b.t("enquiry.title")}).sideColumn()

	var cs []choice
	for i, topic := range withChosen(b.s.Shop.Trade.Topics(), topicsMost, e.Topics) {
		on := slices.Contains(e.Topics, topic)
		cs = append(cs, choice{id: "topic." + strconv.Itoa(i), text: b.word(topic), on: on, msg: flow.TopicToggled{Topic: topic}})
	}
	main = b.choose(main, 4, cs...)
	row, _ := b.labelled(main, choiceH, b.t("field.question"))
	b.field(row, flow.FieldQuestion, "", b.t("field.question.hint"))

	row, side = side.top(choiceH, 14)
	b.field(row, flow.FieldAskPhone, "", b.t("field.ask-phone"))
	row, side = side.top(choiceH, 4)
	b.field(row, flow.FieldEnquirer, "", b.t("field.enquirer"))
	row, side = b.labelled(side, choiceH, b.t("enquiry.call-on"))
	b.dayStepper(row, "enquiry.day", e.CallOn, func(n int) flow.Msg { return flow.CallDayMoved{Days: n} })
	row, _ = b.labelled(side, choiceH, b.t("enquiry.now"))
	b.field(row, flow.FieldReply, "", b.t("field.reply.hint"))

	replied := strings.TrimSpace(e.Reply) != ""
	note, warn := "enquiry.to-keep", false
	switch {
	case replied && e.Ready():
		note = "enquiry.to-close"
	case !e.Asked():
		note, warn = "enquiry.need", true
	case !e.Ready():
		note, warn = "enquiry.need-phone", true
	}
	b.foot(foot{next: b.saveEnquiry(replied), note: b.t(note), warn: warn})
	b.say(trade.MomentEnquiry, "day", i18n.Day(b.lang, e.CallOn))
}

// saveEnquiry keeps the enquiry, or closes it once it is answered.
func (b *builder) saveEnquiry(replied bool) button {
	save := button{id: "enquiry.save", text: b.t("enquiry.save"), icon: "save", off: !b.s.Enquiry.Ready(), msg: flow.EnquirySaved{}}
	if replied {
		save.text, save.icon = b.t("enquiry.close"), "check"
	}
	return save
}

// enquiryAnswer is the call back: whom to call, what they asked, what they are
// told.
func (b *builder) enquiryAnswer() {
	e := b.s.Enquiry
	at := max(0, slices.IndexFunc(b.s.Enquiries, func(q repair.Enquiry) bool { return q.ID == e.Open }))
	b.header()
	room := b.head(heading{title: b.t("enquiry.answer.title")})
	whom, room := room.top(152, gutter)
	b.enquirer(whom, at)

	reply, q := room.bottom(choiceH, 0)
	over, q := q.bottom(labelH, 12)
	b.card(q)
	b.text(q.X+32, q.Y+34, q.W-64, left, face{caption, false, ink2}, b.t("field.question"))
	_, q = q.shrink(32, 12).top(32, 0)
	b.prose(q, face{value, true, ink}, b.phrases.Asked(e.Topics, e.Question))
	b.text(over.X, over.Y+caption, over.W, left, face{caption, false, ink2}, b.t("field.reply"))
	b.field(reply, flow.FieldReply, "", b.t("field.reply.hint"))
	f := foot{next: b.saveEnquiry(true)}
	// What was written of an answer stays with its question.
	if n := len(b.s.Enquiries); n > 1 && strings.TrimSpace(e.Reply) == "" {
		f.paging = paging{page: at, pages: n}
		f.turn = func(by int) flow.Msg { return flow.EnquiryChosen{ID: b.s.Enquiries[min(max(0, at+by), n-1)].ID} }
	}
	b.foot(f)
	b.say(trade.MomentEnquiryAnswer)
}

// enquirer is whom to call, in figures that are read from afar, and until when.
func (b *builder) enquirer(r Rect, at int) {
	e := b.s.Enquiry
	b.card(r)
	icon, r := r.shrink(32, gutter).left(56, 32)
	b.iconIn(icon, 56, "phone-call", ink)
	when, whom := r.right(352, 48)
	phone, name := grouped(e.Phone), e.Name
	if phone == "" {
		phone = b.t("enquiry.no-phone")
	}
	if name == "" {
		name = b.t("enquiry.nobody")
	}
	over, figures := whom.top(36, 0)
	b.line(over, left, face{label, true, ink2}, join(b.t("enquiry.call"), name))
	b.line(figures, left, face{big, true, ink}, phone)
	key, c := "enquiry.by", ink
	if e.CallOn != "" && e.CallOn < b.s.Today() {
		key, c = "enquiry.overdue", lateRed
	}
	by, asked := "", ""
	if e.CallOn != "" {
		by = b.t(key, "day", i18n.Day(b.lang, e.CallOn))
	}
	if at < len(b.s.Enquiries) {
		q := b.s.Enquiries[at]
		asked = b.t("enquiry.asked", "who", b.s.Person(q.By).Name, "when", b.moment(q.At))
	}
	b.pair(when, right, face{body, true, c}, by, face{caption, false, ink2}, asked)
}

// enquiryEntry shows what is typed into above the keyboard.
func (b *builder) enquiryEntry() bool {
	e := b.s.Enquiry
	field := func(f flow.Field) entryField {
		return entryField{f, b.t("field." + string(f)), b.t("field." + string(f) + ".hint")}
	}
	fields := []entryField{field(b.s.Focus)}
	switch b.s.Focus {
	case flow.FieldEnquirer, flow.FieldAskPhone:
		fields = []entryField{field(flow.FieldAskPhone), field(flow.FieldEnquirer)}
	case flow.FieldQuestion, flow.FieldReply:
	default:
		return false
	}
	b.header()
	title := ""
	if b.s.Focus == flow.FieldReply {
		title = b.phrases.Asked(e.Topics, e.Question)
	}
	b.typing(title, fields...)
	return true
}
