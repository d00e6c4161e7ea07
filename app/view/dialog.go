package view

import (
	"strconv"

	"countertop/app/flow"
	"countertop/app/i18n"
	"countertop/app/repair"
)

// reasons are ready-made reasons for each purpose, so that nobody has to type
// in a hurry.
var reasons = map[flow.Purpose][]string{
	flow.ForMove:     {"reason.tested-elsewhere", "reason.customer-wants", "reason.no-fault"},
	flow.ForHeld:     {"reason.ill", "reason.hurry-customer", "reason.plan"},
	flow.ForMissing:  {"reason.taken-before", "reason.lost-settled", "reason.sent-later"},
	flow.ForIdentity: {"reason.copy-lost", "reason.copy-forgotten", "reason.colleague"},
	flow.ForUntested: {"reason.hurry", "reason.no-supplies", "reason.customer-waives"},
	flow.ForUnsigned: {"reason.cannot-write", "reason.by-courier"},
	flow.ForNoSign:   {"reason.cannot-write", "reason.by-courier", "reason.by-phone"},
	flow.ForReturn:   {"reason.price", "reason.not-repairable", "reason.changed-mind"},
	flow.ForLoaner:   {"reason.loaner-later", "reason.data-copy", "reason.by-post"},
	flow.ForVoid:     {"reason.void-mind", "reason.void-wrong", "reason.void-twice"},
	flow.ForFollowUp: {"reason.all-well", "reason.problem", "reason.nobody"},
}

// dialog stands over the page and owns all input.
func (b *builder) dialog() {
	d := b.s.Dialog
	b.add(Node{Kind: KindBox, ID: "scrim", Rect: Rect{0, 0, b.v.W, b.v.H}, Fill: scrim, Touch: flow.Unfocused{}, Enabled: true})
	if f := b.s.Focus; f == flow.FieldWho || f == flow.FieldRelation || f == flow.FieldReason {
		b.dialogEntry()
		return
	}
	pin := d.Kind != flow.DialogReason && d.Kind != flow.DialogVoid
	w, h := min(b.w-2*margin, 1120), b.h-120
	if !pin {
		w, h = min(b.w-2*margin, 860), 520
	}
	r := Rect{(b.w - w) / 2, (b.h - h) / 2, w, h}
	b.box(r, style{fill: ground, radius: 24, shadow: true})
	b.touch("dialog", r, flow.Unfocused{})
	padW := 0
	if pin {
		padW = 3*108 + 24
	}
	lw := w - 64 - padW
	if pin {
		lw -= 32
	}
	x, y := r.X+32, r.Y+72
	key := "dialog." + string(d.Kind)
	if i18n.Has("dialog." + string(d.Purpose)) {
		key = "dialog." + string(d.Purpose)
	}
	b.fit(x, y, lw, left, face{38, true, ink}, 26, b.t(key))
	how := face{22, false, ink2}
	if b.width(b.t(key+".how"), how) > lw {
		how.size = caption
	}
	y = b.para(x, y+44, lw, 2, 32, how, b.t(key+".how"))
	by := r.Y + r.H - 24 - 92
	switch d.Kind {
	case flow.DialogReason, flow.DialogVoid:
		b.reasonChips(x, y+8, lw)
	case flow.DialogApprove:
		y = b.reasonChips(x, y+8, lw)
		b.approvers(Rect{x, y + 8, lw, by - 12 - y - 8})
	case flow.DialogCollector:
		b.collector(x, y, lw)
		y = b.reasonChips(x, y+120, lw)
		b.approvers(Rect{x, y + 8, lw, by - 12 - y - 8})
	case flow.DialogLeave:
		b.approvers(Rect{x, y + 8, lw, by - 12 - y - 8})
	}
	if pin {
		px := r.X + r.W - 32 - padW
		b.pinPadIn(Rect{px, r.Y + 24, padW, by - r.Y - 36})
	}
	b.button(Rect{x, by, 220, 92}, button{id: "dialog.cancel", text: b.t("button.cancel"), msg: flow.DialogClosed{}})
	okW := 300
	b.button(Rect{r.X + r.W - 32 - okW, by, okW, 92}, button{
		id: "dialog.ok", text: b.t("dialog.ok." + string(d.Kind)), primary: true, off: !d.Complete(), msg: flow.DialogDone{},
	})
}

// collectorsMost are as many contacts as stand beside the chip for others.
const collectorsMost = 3

// collector asks who collects: the contacts who may, by touch, and anybody
// else by name.
func (b *builder) collector(x, y, w int) {
	d := b.s.Dialog
	known := b.s.Pickup.Collectors()
	if len(known) == 0 {
		half := (w - gutter) / 2
		b.field(Rect{x, y + 32, half, chipH}, flow.FieldWho, b.t("field.who"), b.t("field.who.hint"))
		b.field(Rect{x + half + gutter, y + 32, half, chipH}, flow.FieldRelation, b.t("field.relation"), b.t("field.relation.hint"))
		return
	}
	b.text(x, y+20, w, left, face{caption, false, ink2}, b.t("dialog.collectors"))
	known = known[:min(collectorsMost, len(known))]
	cw := (w - len(known)*12) / (len(known) + 1)
	other := d.Who != ""
	for i, c := range known {
		on := d.Who == c.Name && d.Relation == c.Relation
		other = other && !on
		b.personChip("collector."+strconv.Itoa(i), Rect{x + i*(cw+12), y + 32, cw, chipH}, c.Name, c.Relation, on, flow.CollectorChosen{Index: i})
	}
	name, relation := b.t("dialog.somebody"), ""
	if other {
		name, relation = d.Who, d.Relation
	}
	b.personChip("collector.other", Rect{x + len(known)*(cw+12), y + 32, cw, chipH}, name, relation, other, flow.Focused{Field: flow.FieldWho})
}

// personChip is somebody to choose, with what they are below the name.
func (b *builder) personChip(id string, r Rect, name, sub string, on bool, m flow.Msg) {
	st, c, c2 := style{fill: surface, stroke: control, width: 2, radius: chipRad}, ink, ink2
	if on {
		st, c, c2 = style{fill: ink, radius: chipRad}, white, rgb(0xC5CAD3)
	}
	n := b.box(r, st)
	n.ID, n.Touch, n.Text, n.Reach = id, m, name, b.px(reach)
	base := middle(r.Y+r.H/2, 24)
	if sub != "" {
		base = r.Y + r.H/2 - 2
		b.fit(r.X+r.W/2, base+28, r.W-16, center, face{caption, false, c2}, 16, sub)
	}
	b.fit(r.X+r.W/2, base, r.W-16, center, face{24, true, c}, 16, name)
}

// pinPadIn is the number pad of a dialog with the dots of the PIN above.
func (b *builder) pinPadIn(r Rect) {
	d := b.s.Dialog
	text, f := "", face{value, true, ink}
	for range d.PIN {
		text += "●"
	}
	switch {
	case d.Locked:
		text, f = b.t("signin.locked"), face{22, true, lateRed}
	case d.Wrong:
		text, f = b.t("signin.wrong"), face{22, true, lateRed}
	case d.Approver == "":
		key := "dialog.badge-or-name"
		if d.Kind == flow.DialogLeave {
			key = "dialog.any-badge"
		}
		text, f = b.t(key), face{caption, false, ink2}
	case d.PIN == "":
		text, f = b.t("signin.pin"), face{22, false, ink3}
	}
	b.fit(r.X+r.W/2, r.Y+30, r.W, center, f, 15, text)
	b.pad("", Rect{r.X, r.Y + 48, r.W, r.H - 48}, 12, 8)
}

func (b *builder) reasonChips(x, y, w int) int {
	d := b.s.Dialog
	half := (w - gutter) / 2
	list := reasons[d.Purpose]
	own := d.Reason
	for i, key := range list {
		text := b.t(key)
		if d.Reason == text {
			own = ""
		}
		b.chip(key, Rect{x + i%2*(half+gutter), y + i/2*(chipH+12), half, chipH}, text, d.Reason == text, flow.ReasonChosen{Text: text})
	}
	i := len(list)
	label := own
	if label == "" {
		label = b.t("reason.other")
	}
	b.chip("reason.other", Rect{x + i%2*(half+gutter), y + i/2*(chipH+12), half, chipH}, label, own != "", flow.Focused{Field: flow.FieldReason})
	return y + (i/2+1)*(chipH+12)
}

// approvers lists who may say yes: supervisors, or anybody for taking the
// screen back from the customer. Whoever has no room scans a badge.
func (b *builder) approvers(r Rect) {
	d := b.s.Dialog
	var who []repair.Staff
	for _, p := range b.s.People {
		switch {
		case d.Holder != "" && p.ID == d.Holder:
			who = append([]repair.Staff{p}, who...) // first: no reason is asked
		case d.Kind == flow.DialogLeave || p.Role == repair.RoleSupervisor:
			who = append(who, p)
		}
	}
	const h, gap = 90, 10
	rows, cols := max(1, (r.H+gap)/(h+gap)), 2
	if len(who) > rows*cols {
		cols = 3
	}
	w := (r.W - (cols-1)*gutter) / cols
	for i, p := range who[:min(len(who), rows*cols)] {
		c, id, on, m := Rect{r.X + i%cols*(w+gutter), r.Y + i/cols*(h+gap), w, h}, "approver."+string(p.ID), d.Approver == p.ID, flow.ApproverChosen{Staff: p.ID}
		if cols == 2 {
			b.personCard(c, id, p, on, m)
		} else {
			b.personChip(id, c, p.Name, b.t("role."+string(p.Role)), on, m)
		}
	}
}

func (b *builder) dialogEntry() {
	b.box(Rect{0, 0, b.w, b.keyboardTop()}, style{fill: ground})
	b.text(margin, 72, b.w-64, left, face{value, true, ink}, b.t("dialog.type"))
	field := func(f flow.Field) entryField {
		return entryField{f, b.t("field." + string(f)), b.t("field." + string(f) + ".hint")}
	}
	if b.s.Dialog.Kind == flow.DialogCollector {
		b.entry(140, field(flow.FieldWho), field(flow.FieldRelation), field(flow.FieldReason))
		return
	}
	b.entry(140, field(flow.FieldReason))
}
