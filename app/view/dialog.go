package view

import (
	"countertop/app/flow"
	"countertop/app/i18n"
	"countertop/app/repair"
)

// reasons are ready-made reasons for each purpose, so that nobody has to type
// in a hurry.
var reasons = map[flow.Purpose][]string{
	flow.ForMove:       {"reason.tested-elsewhere", "reason.customer-wants", "reason.no-fault"},
	flow.ForHeld:       {"reason.ill", "reason.hurry-customer", "reason.plan"},
	flow.ForMissing:    {"reason.taken-before", "reason.lost-settled", "reason.sent-later"},
	flow.ForIdentity:   {"reason.papers-shown", "reason.copy-lost", "reason.copy-forgotten"},
	flow.ForUntested:   {"reason.hurry", "reason.no-supplies", "reason.customer-waives"},
	flow.ForUnsigned:   {"reason.cannot-write", "reason.by-courier"},
	flow.ForNoSign:     {"reason.cannot-write", "reason.by-courier", "reason.by-phone"},
	flow.ForReturn:     {"reason.price", "reason.not-repairable", "reason.changed-mind"},
	flow.ForLoaner:     {"reason.loaner-later", "reason.data-copy", "reason.by-post"},
	flow.ForNoSerial:   {"reason.serial-worn", "reason.serial-none", "reason.serial-inside"},
	flow.ForCorrection: {"reason.fix-typo", "reason.fix-customer", "reason.fix-engineer"},
	flow.ForNotSigned:  {"reason.by-phone-agreed", "reason.only-typo", "reason.customer-left"},
	flow.ForUndoPickUp: {"reason.wrong-order", "reason.still-here", "reason.customer-returns"},
	flow.ForVoid:       {"reason.void-mind", "reason.void-wrong", "reason.void-twice"},
	flow.ForFollowUp:   {"reason.all-well", "reason.problem", "reason.nobody"},
}

// dialog stands over the page and owns all input.
func (b *builder) dialog() {
	d := b.s.Dialog
	b.add(Node{Kind: KindBox, ID: "scrim", Rect: Rect{0, 0, b.v.W, b.v.H}, Fill: scrim, Touch: flow.Unfocused{}, Enabled: true})
	if b.s.Focus == flow.FieldReason {
		b.dialogEntry()
		return
	}
	if d.Kind == flow.DialogNumber && d.Number != nil {
		b.numberDialog(*d.Number)
		return
	}
	pin := b.s.DialogAsksPIN()
	r := b.screen()
	if pin {
		r = r.within(min(b.w-2*margin, 1120), r.H-120)
	} else {
		r = r.within(min(b.w-2*margin, 860), 520)
	}
	b.box(r, style{fill: ground, radius: 24, shadow: true})
	b.touch("dialog", r, flow.Unfocused{})
	r = r.shrink(margin, 24)
	actions, r := r.bottom(92, 12)
	cancel, actions := actions.left(220, gutter)
	b.button(cancel, button{id: "dialog.cancel", text: b.t("button.cancel"), msg: flow.DialogClosed{}})
	ok, _ := actions.right(300, 0)
	b.button(ok, button{
		id: "dialog.ok", text: b.t("dialog.ok." + string(d.Kind)), primary: true, msg: flow.DialogDone{},
	})
	if pin {
		pad, rest := r.right(3*108+24, columnGap)
		r = rest
		first := "dialog.badge-or-name"
		if d.Kind == flow.DialogLeave {
			first = "dialog.any-badge"
		}
		if d.Holder != "" {
			first = "dialog.holder-or-supervisor"
		}
		text, look := b.pinState(d.PINEntry, d.Approver != "", b.t(first, "who", b.s.Person(d.Holder).Name))
		b.pinPad(pad, text, look)
	}
	b.dialogBody(b.dialogHead(r))
}

// dialogKey is the key of the dialog's question.
func (b *builder) dialogKey() string {
	d := b.s.Dialog
	if i18n.Has("dialog." + string(d.Purpose)) {
		return "dialog." + string(d.Purpose)
	}
	return "dialog." + string(d.Kind)
}

// dialogTitle is the dialog's question.
func (b *builder) dialogTitle() string {
	return b.t(b.dialogKey(), "who", b.s.Person(b.s.Dialog.Holder).Name)
}

// dialogHead is the question of a dialog and what it is about. It returns the
// room below.
func (b *builder) dialogHead(r Rect) Rect {
	key := b.dialogKey()
	title, r := r.top(64, 8)
	b.line(title, left, face{headline, true, ink}, b.dialogTitle())
	text, how := b.t(key+".how"), face{small, false, ink2}
	switch {
	case !b.s.OwnApproval():
	case b.s.DialogAsksPIN():
		text = b.t("dialog.own.how-pin")
	default:
		text = b.t("dialog.own.how")
	}
	if b.width(text, how) > r.W {
		how.size = caption
	}
	below := b.para(r.X, r.Y+how.size, r.W, 2, 32, how, text)
	_, r = r.top(below-how.size-r.Y, 8)
	return r
}

// dialogBody is what is to be chosen.
func (b *builder) dialogBody(r Rect) {
	switch b.s.Dialog.Kind {
	case flow.DialogReason, flow.DialogVoid:
		b.reasonChips(r)
	case flow.DialogApprove:
		b.approvers(b.reasonChips(r))
	case flow.DialogLeave:
		b.approvers(r)
	case flow.DialogNumber: // numberDialog
	}
}

// personChip is somebody to choose, with what they are below the name.
func (b *builder) personChip(id string, r Rect, name, sub string, on bool, m flow.Msg) {
	st, c, c2 := choosing(on)
	b.tap(id, r, st, name, m)
	b.pair(r.shrink(8, 0), center, face{body, true, c}, name, face{caption, false, c2}, sub)
}

// reasonChips are the ready-made reasons and one of their own. It returns the
// room below.
func (b *builder) reasonChips(r Rect) Rect {
	d := b.s.Dialog
	list := reasons[d.Purpose]
	chips, rest := r.top((len(list)/2+1)*(chipH+12)-12, 20)
	cells := chips.tiles(2, chipH, 12)
	own := d.Reason
	for i, key := range list {
		if d.Reason == key {
			own = ""
		}
		b.chip(key, cells[i], b.t(key), d.Reason == key, flow.ReasonChosen{Text: key})
	}
	text := b.word(own)
	if text == "" {
		text = b.t("reason.other")
	}
	b.chip("reason.other", cells[len(list)], text, own != "", flow.Focused{Field: flow.FieldReason})
	return rest
}

// approvers lists who may say yes: supervisors and owners, or anybody for taking
// the screen back from the customer. Who gives
// the approval at the counter themselves stands there alone, if a PIN is asked.
func (b *builder) approvers(r Rect) {
	d, own := b.s.Dialog, b.s.OwnApproval()
	if own && !b.s.DialogAsksPIN() {
		return
	}
	var who []repair.Staff
	for _, p := range b.s.Here() {
		switch {
		case own && p.ID != b.s.Staff.ID:
		case d.Holder != "" && p.ID == d.Holder:
			who = append([]repair.Staff{p}, who...) // first: no reason is asked
		case d.Kind == flow.DialogLeave || repair.May(p, repair.CommandOverride):
			who = append(who, p)
		}
	}
	const h, gap = 90, 10
	cols := 2
	if len(who) > r.fits(h, gap)*cols {
		cols = 3
	}
	cells := r.tiles(cols, h, gap)
	for i, cell := range b.names(cells, len(who), d.Page, "approvers.more", flow.ApproversTurned{}).cells() {
		p := who[i]
		id, on, m := "approver."+string(p.ID), d.Approver == p.ID, flow.ApproverChosen{Staff: p.ID}
		if cols == 2 {
			b.personCard(cell, id, p, on, m)
		} else {
			b.personChip(id, cell, p.Name, b.whoIs(cell.W-16, face{caption, false, ink2}, "", p.Roles, ""), on, m)
		}
	}
}

// dialogEntry is a dialog while something is typed: its question and the way out stay
// in sight, and the black key leads back to it.
func (b *builder) dialogEntry() {
	over, _ := b.screen().top(b.keyboardTop(), 0)
	b.box(over, style{fill: ground})
	head, _ := over.shrink(margin, 0).top(112, 0)
	cancel, title := head.right(220, 24)
	b.button(cancel.within(cancel.W, 76), button{id: "dialog.cancel", text: b.t("button.cancel"), msg: flow.DialogClosed{}})
	b.line(title, left, face{value, true, ink}, b.dialogTitle())
	b.entry(140, b.asked(flow.FieldReason))
}
