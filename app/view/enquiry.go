package view

import (
	"slices"
	"strconv"
	"strings"

	"countertop/app/flow"
	"countertop/app/i18n"
	"countertop/app/repair"
)

// topicsMost are as many ready-made questions as the page has room for.
const topicsMost = 12

func init() { pages[flow.ScreenEnquiry] = (*builder).enquiry }

// enquiry takes a question of somebody without a machine, or answers one.
func (b *builder) enquiry() {
	if b.enquiryEntry() {
		return
	}
	if b.s.Enquiry.Open != 0 {
		b.enquiryAnswer()
		return
	}
	e := b.s.Enquiry
	b.header()
	w := b.leftW()
	b.fit(margin, headerH+62, b.w-2*margin, left, face{headline, true, ink}, 30, b.t("enquiry.title"))

	asked := strings.Split(e.Question, b.sep())
	var cs []choice
	topics := b.s.Shop.Trade.Topics()
	for i, topic := range topics[:min(topicsMost, len(topics))] {
		text := b.own(topic)
		cs = append(cs, choice{id: "topic." + strconv.Itoa(i), text: text, on: slices.Contains(asked, text), msg: flow.TopicToggled{Text: text, Sep: b.sep()}})
	}
	y := b.choices(Rect{margin, serviceTop, w, 0}, 4, cs...)
	y = b.label(margin, y, w, b.t("field.question"))
	b.field(Rect{margin, y, w, choiceH}, flow.FieldQuestion, "", b.t("field.question.hint"))

	x := b.sideX()
	b.field(Rect{x, serviceTop, sideW, choiceH}, flow.FieldAskPhone, "", b.t("field.ask-phone"))
	b.field(Rect{x, serviceTop + 104, sideW, choiceH}, flow.FieldEnquirer, "", b.t("field.enquirer"))
	y = b.label(x, serviceTop+202, sideW, b.t("enquiry.call-on"))
	b.dayStepper(Rect{x, y, sideW, choiceH}, "enquiry.day", e.CallOn, func(n int) flow.Msg { return flow.CallDayMoved{Days: n} })
	y = b.label(x, y+choiceH+6, sideW, b.t("enquiry.now"))
	b.field(Rect{x, y, sideW, choiceH}, flow.FieldReply, "", b.t("field.reply.hint"))

	replied := strings.TrimSpace(e.Reply) != ""
	note, c := "enquiry.to-keep", ink2
	switch {
	case replied && e.Ready():
		note = "enquiry.to-close"
	case strings.TrimSpace(e.Question) == "":
		note, c = "enquiry.need", soonAmber
	case !e.Ready():
		note, c = "enquiry.need-phone", soonAmber
	}
	const backW = 200
	b.twoLines(margin+backW+24, b.bottomY()+buttonH/2, w-backW-24, face{22, false, c}, b.t(note))
	b.enquiryFoot(replied)
	b.script("script.enquiry", "day", i18n.Day(b.lang, e.CallOn))
}

func (b *builder) enquiryFoot(replied bool) {
	y := b.bottomY()
	save := button{id: "enquiry.save", text: b.t("enquiry.save"), icon: "save", primary: true, off: !b.s.Enquiry.Ready(), msg: flow.EnquirySaved{}}
	if replied {
		save.text, save.icon = b.t("enquiry.close"), "check"
	}
	b.button(Rect{margin, y, 200, buttonH}, button{id: "back", text: b.t("button.back"), icon: "arrow-left", msg: flow.WentBack{}})
	b.button(Rect{b.sideX(), y, sideW, buttonH}, save)
}

// enquiryAnswer is the call back: whom to call, what they asked, what they are
// told.
func (b *builder) enquiryAnswer() {
	e := b.s.Enquiry
	at := max(0, slices.IndexFunc(b.s.Enquiries, func(q repair.Enquiry) bool { return q.ID == e.Open }))
	b.header()
	w := b.w - 2*margin
	b.fit(margin, headerH+62, w, left, face{headline, true, ink}, 30, b.t("enquiry.answer.title"))

	r := Rect{margin, serviceTop, w, 152}
	b.card(r)
	b.icon(r.X+32, r.Y+48, 56, "phone-call", ink)
	phone, name := grouped(e.Phone), e.Name
	if phone == "" {
		phone = b.t("enquiry.no-phone")
	}
	if name == "" {
		name = b.t("enquiry.nobody")
	}
	const when = 400
	x := r.X + 120
	b.fit(x, r.Y+46, r.W-120-when, left, face{26, true, ink2}, 18, join(b.t("enquiry.call"), name))
	b.fit(x, r.Y+120, r.W-120-when, left, face{72, true, ink}, headline, phone)
	key, c := "enquiry.by", ink
	if e.CallOn != "" && e.CallOn < b.s.Today() {
		key, c = "enquiry.overdue", lateRed
	}
	if e.CallOn != "" {
		b.fit(r.X+r.W-32, r.Y+68, when-48, right, face{body, true, c}, 18, b.t(key, "day", i18n.Day(b.lang, e.CallOn)))
	}
	if at < len(b.s.Enquiries) {
		q := b.s.Enquiries[at]
		b.fit(r.X+r.W-32, r.Y+104, when-48, right, face{caption, false, ink2}, 16, b.t("enquiry.asked", "who", b.s.Person(q.By).Name, "when", b.moment(q.At)))
	}

	fieldY := b.bottomY() - 16 - choiceH
	q := Rect{margin, r.Y + r.H + gutter, w, fieldY - labelH - 12 - r.Y - r.H - gutter}
	b.card(q)
	b.text(q.X+32, q.Y+34, q.W-64, left, face{caption, false, ink2}, b.t("field.question"))
	b.paraFit(Rect{q.X + 32, q.Y + 44, q.W - 64, q.H - 56}, face{value, true, ink}, caption, e.Question)
	b.label(margin, fieldY-labelH, w, b.t("field.reply"))
	b.field(Rect{margin, fieldY, w, choiceH}, flow.FieldReply, "", b.t("field.reply.hint"))
	// What was written of an answer stays with its question.
	if n := len(b.s.Enquiries); n > 1 && strings.TrimSpace(e.Reply) == "" {
		b.pager(Rect{margin + 200 + gutter, b.bottomY(), 320, buttonH}, at, n, func(by int) flow.Msg {
			return flow.EnquiryChosen{ID: b.s.Enquiries[min(max(0, at+by), n-1)].ID}
		})
	}
	b.enquiryFoot(true)
	b.script("script.enquiry.answer")
}

// paraFit is a text of as many lines as r has room for, smaller down to floor
// where that takes more.
func (b *builder) paraFit(r Rect, f face, floor int, s string) {
	for ; ; f.size -= 2 {
		pitch := f.size * 13 / 10
		n := max(1, r.H/pitch)
		if f.size <= floor || len(b.v.Text.Wrap(s, b.px(f.size), f.bold, b.px(r.W), 0)) <= n {
			b.para(r.X, r.Y+f.size, r.W, n, pitch, f, s)
			return
		}
	}
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
	y := headerH + 72
	if b.s.Focus == flow.FieldReply {
		y = headerH + 82
		b.text(margin, headerH+32, b.w-2*margin, left, face{22, true, ink}, e.Question)
	}
	b.entry(y, fields...)
	return true
}

// own says an entry of a list of the shop.
func (b *builder) own(value string) string { return b.s.Shop.Trade.Text(b.lang, value) }
