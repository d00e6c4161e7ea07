package view

import (
	"slices"
	"strings"

	"countertop/app/flow"
	"countertop/app/repair"
)

func init() { pages[flow.ScreenRecovery] = (*builder).recovery }

// recovery is the owner's way back.
func (b *builder) recovery() {
	b.header()
	p := b.s.Recovery
	switch p.Step {
	case flow.RecoveryWho:
		if b.s.Focus == flow.FieldRecovery {
			b.typing(b.t("signin.forgot"), b.recoveryField())
			return
		}
		b.recoverWho()
	case flow.RecoveryPIN:
		name := b.s.Person(p.Staff).Name
		b.newPIN(heading{title: b.t("staff.pin.title", "name", name)}, b.t("staff.pin.who", "name", name), p.PIN, p.Waits,
			flow.RecoveryPINDone{})
	case flow.RecoveryMade:
		b.recoveryMade()
	default:
		b.recoveryStart()
	}
	b.script("")
}

// recoveryStart is the owner's page: whether there is a code, and how to get one.
func (b *builder) recoveryStart() {
	p := b.s.Recovery
	r := b.head(heading{title: b.t("recovery.title")})
	r = b.iconProse(r, iconSize, "key-round", ink2, face{body, false, ink}, b.t("recovery.what"))
	_, r = r.top(0, gutter)
	next := button{id: "make", text: b.t("recovery.make"), icon: "key-round", msg: flow.RecoveryNew{}, off: p.Waits}
	if b.s.HasRecovery {
		next.text = b.t("recovery.renew")
		b.iconProse(r, iconSize, "check", okGreen, face{body, false, ink}, b.t("recovery.has"))
	} else {
		b.iconProse(r, iconSize, "triangle-alert", soonAmber, face{body, true, soonAmber}, b.t("recovery.none"))
	}
	b.foot(foot{next: next, quiet: b.s.HasRecovery})
}

func (b *builder) recoveryField() entryField {
	return entryField{flow.FieldRecovery, b.t("recovery.code"), b.t("recovery.code.hint")}
}

// recoverWho asks whose PIN it is, and for the code.
func (b *builder) recoverWho() {
	p := b.s.Recovery
	h := heading{title: b.t("signin.forgot"), how: b.t("recovery.whose")}
	if p.Refused != "" {
		h.how, h.bad = b.t(p.Refused), true
	}
	r := b.head(h)
	list := b.s.Recoverable()
	if len(list) == 0 {
		b.empty(r, "user", "recovery.nobody")
		b.foot(foot{})
		return
	}
	typed, r := r.bottom(buttonH+labelH, gutter)
	cells := r.tiles(3, 96, 12)
	for i, x := range list[:min(len(list), len(cells))] {
		b.personCard(cells[i], "recover."+string(x.ID), x, x.ID == p.Staff, flow.RecoverChosen{Staff: x.ID})
	}
	row, _ := typed.bottom(buttonH, 0)
	field := b.recoveryField()
	b.field(row, field.field, field.label, field.hint)
	b.foot(foot{next: button{
		id: "next", text: b.t("recovery.next"), icon: "arrow-right", after: true, msg: flow.RecoveryTyped{},
	}})
}

// recoveryMade shows the code, large enough to be copied by hand.
func (b *builder) recoveryMade() {
	p := b.s.Recovery
	r := b.head(heading{title: b.t("recovery.made"), how: b.t("recovery.once")})
	box, r := r.top(min(r.H, 220), gutter)
	b.box(box, style{fill: surface, stroke: ink, width: 3, radius: corner})
	groups := strings.Split(p.Code, "-")
	for i, cell := range box.shrink(24, gutter).grid(2, (len(groups)+1)/2, gutter)[:len(groups)] {
		b.line(cell, center, face{headline, true, ink}, groups[i])
	}
	b.iconProse(r, iconSize, "lock", ink2, face{body, false, ink2}, b.t("paper.recovery-where"))
	f := foot{back: b.backButton(flow.WentBack{})}
	f.back.text, f.back.icon = b.t("recovery.kept"), "check"
	f.next = button{id: "print", text: b.t("recovery.print"), icon: "printer", msg: flow.RecoveryPrinted{}, off: p.Printed}
	switch {
	case p.Printed:
		f.next.text = b.t("recovery.printed")
	case !slices.ContainsFunc(b.s.Printers, func(x flow.PrinterState) bool {
		return slices.Contains(x.Documents, repair.DocRecovery)
	}):
		f.next.off = true
		f.note, f.warn = b.t("recovery.no-paper"), true
	}
	b.foot(f)
}
