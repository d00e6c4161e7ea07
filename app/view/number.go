package view

import (
	"countertop/app/flow"
	"countertop/app/repair"
)

// numberDialog asks what becomes of a number that was scanned: a touch on an
// answer is the answer.
func (b *builder) numberDialog(q flow.NumberQuestion) {
	choices := q.Choices(b.s.CheckIn.Device)
	const rowH = 92
	r := b.screen().within(min(b.w-2*margin, 1040), 264+len(choices)*(rowH+12))
	b.box(r, style{fill: ground, radius: 24, shadow: true})
	b.touch("dialog", r, flow.Unfocused{})
	r = r.shrink(margin, 24)
	actions, r := r.bottom(76, 12)
	cancel, _ := actions.left(220, gutter)
	b.button(cancel, button{id: "dialog.cancel", text: b.t("button.cancel"), msg: flow.DialogClosed{}})
	r = b.dialogHead(r)
	for i, row := range r.tiles(1, rowH, 12) {
		if i == len(choices) {
			break
		}
		b.numberChoice(row, q, choices[i])
	}
}

// numberChoice is one answer: what it does, and the number that stands there then.
func (b *builder) numberChoice(r Rect, q flow.NumberQuestion, c flow.NumberChoice) {
	args := []string{"new", q.New(), "old", q.Old, "host", q.Code.Host, "device", ""}
	if q.Known != nil {
		args[7] = b.device(*q.Known)
	}
	key := "number." + string(c)
	switch {
	case q.Known != nil && c == flow.NumberNew:
		key = "number.new-known"
	case q.Old == "" && c == flow.NumberNew:
		key = "number.yes"
	case q.Old == "" && c == flow.NumberOld:
		key = "number.no"
	case q.New() == "" && q.Known == nil && c == flow.NumberOld:
		key = "number.keep"
	}
	text := b.t(key, args...)
	b.tap("number."+string(c), r, choosable, text, flow.NumberChosen{Choice: c})
	in := r.shrink(28, 0)
	f := face{label, true, ink}
	f.size = b.shrunk(text, f, in.W)
	b.line(in, left, f, text)
}

// numbers are the further numbers of a machine, above its fields: each can be
// touched to be taken away again. It returns the room above them.
func (b *builder) numbers(r Rect) Rect {
	d := b.s.CheckIn.Device
	var items []item
	add := func(f flow.Field, name, n string) {
		if n != "" {
			items = append(items, item{id: "number." + name, text: b.t("number.of-"+string(f), "n", n), msg: flow.NumberAsked{Field: f}})
		}
	}
	add(flow.FieldIMEI, "imei", d.IMEI)
	add(flow.FieldIMEI2, "imei2", d.IMEI2)
	add(flow.FieldArticle, "article", d.Article)
	if d.IMEI == "" && d.Kind == repair.KindOther {
		items = append(items, item{id: "imei", icon: "plus", text: b.t("number.add-imei"), msg: flow.Focused{Field: flow.FieldIMEI}})
	}
	if len(items) == 0 {
		return r
	}
	row, rest := r.bottom(chipH, gutter)
	b.grid(row, len(items), items)
	return rest
}
