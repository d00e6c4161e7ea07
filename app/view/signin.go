package view

import (
	"strings"

	"countertop/app/flow"
	"countertop/app/repair"
)

func init() { pages[flow.ScreenSignIn] = (*builder).signIn }

// signIn asks who is at the counter: scan a badge, or name and PIN.
func (b *builder) signIn() {
	b.header()
	padW := 3*118 + 2*12
	px := b.w - margin - padW
	leftW := px - margin - 32
	b.text(margin, 160, leftW, left, face{headline, true, ink}, b.t("signin.title"))
	b.icon(margin, 184, 28, "scan-barcode", ink2)
	b.text(margin+40, 206, leftW-40, left, face{22, false, ink2}, b.t("signin.scan"))

	cols := 2
	w := (leftW - gutter*(cols-1)) / cols
	for i, p := range b.s.People {
		r := Rect{margin + i%cols*(w+gutter), 244 + i/cols*(96+12), w, 96}
		if r.Y+r.H > b.h-footerH-128 {
			break
		}
		b.personCard(r, "person."+string(p.ID), p, b.s.SignIn.Staff == p.ID, flow.PersonChosen{Staff: p.ID})
	}
	if len(b.s.People) == 0 {
		b.empty(Rect{margin, 260, leftW, 240}, "user", "signin.nobody")
	}

	b.pinPad(px, headerH+24, padW, b.s.SignIn.PIN, b.s.SignIn.Wrong, b.s.SignIn.Locked, b.s.SignIn.Staff != "")
	y := b.h - footerH - 16 - buttonH
	b.button(Rect{margin, y, 200, buttonH}, button{id: "back", text: b.t("button.back"), icon: "arrow-left", msg: flow.WentBack{}})
	if b.s.Staff != nil {
		b.button(Rect{margin + 216, y, 220, buttonH}, button{id: "sign-out", text: b.t("signin.out"), icon: "log-out", msg: flow.SignedOut{}})
	}
	b.button(Rect{px, y, padW, buttonH}, button{
		id: "pin.ok", text: b.t("signin.enter"), primary: true, msg: flow.PINEntered{},
		off: b.s.SignIn.Staff == "" || b.s.SignIn.PIN == "",
	})
	b.script("")
}

// personCard is a member of staff to choose.
func (b *builder) personCard(r Rect, id string, p repair.Staff, on bool, m flow.Msg) {
	st, c, c2 := style{fill: surface, stroke: control, width: 2, radius: chipRad}, ink, ink2
	if on {
		st, c, c2 = style{fill: ink, radius: chipRad}, white, rgb(0xC5CAD3)
	}
	n := b.box(r, st)
	n.ID, n.Touch, n.Text = id, m, p.Name
	b.icon(r.X+22, r.Y+r.H/2-18, 36, "user", c2)
	b.fit(r.X+74, r.Y+r.H/2-2, r.W-90, left, face{28, true, c}, caption, p.Name)
	b.text(r.X+74, r.Y+r.H/2+30, r.W-90, left, face{caption, false, c2}, join(b.t("role."+string(p.Role)), string(p.ID)))
}

// pinPad shows dots for the PIN and the number pad below.
func (b *builder) pinPad(x, y, w int, pin string, wrong, locked, chosen bool) {
	text, f := strings.Repeat("●", len([]rune(pin))), face{value, true, ink}
	switch {
	case locked:
		text, f = b.t("signin.locked"), face{22, true, lateRed}
	case wrong:
		text, f = b.t("signin.wrong"), face{22, true, lateRed}
	case !chosen:
		text, f = b.t("signin.choose"), face{22, false, ink3}
	case pin == "":
		text, f = b.t("signin.pin"), face{22, false, ink3}
	}
	b.fit(x+w/2, y+34, w, center, f, 18, text)
	bottom := b.h - footerH - 16 - buttonH - 12
	b.pad("", Rect{x, y + 56, w, bottom - y - 56}, 12, 8)
}
