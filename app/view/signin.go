package view

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"countertop/app/flow"
	"countertop/app/repair"
)

func init() { pages[flow.ScreenSignIn] = (*builder).signIn }

// signIn asks who is at the counter: scan a badge, or name and PIN.
func (b *builder) signIn() {
	b.header()
	pad, main := b.room().right(3*118+2*12, columnGap)
	padW := pad.W
	people := b.headIn(main, heading{title: b.t("signin.title")})
	how, people := people.top(34, 26)
	icon, how := how.left(28, 12)
	b.iconIn(icon, 28, "scan-barcode", ink2)
	b.line(how, left, face{small, false, ink2}, b.t("signin.scan"))
	here := b.s.Here()
	names := b.names(people.tiles(2, 96, 12), len(here), b.s.SignIn.Page, "people.more", flow.NamesTurned{})
	for i, cell := range names.cells() {
		p := here[i]
		b.personCard(cell, "person."+string(p.ID), p, b.s.SignIn.Staff == p.ID, flow.PersonChosen{Staff: p.ID})
	}
	if len(here) == 0 {
		b.empty(people, "user", "signin.nobody")
	}
	_, pad = pad.top(24, 0)
	text, look := b.pinState(b.s.SignIn.PINEntry, b.s.SignIn.Staff != "", b.t("signin.choose"))
	b.pinPad(pad, text, look)
	enter := button{
		id: "pin.ok", text: b.t("signin.enter"), msg: flow.PINEntered{},
	}
	f := foot{column: padW, next: enter}
	if b.s.Staff != nil {
		f.more = []button{{id: "sign-out", text: b.t("signin.out"), icon: "log-out", msg: flow.SignedOut{}}}
	}
	if b.s.Staff != nil && b.s.SignIn.After == nil {
		f.more = append(f.more, button{id: "own", text: b.t("staff.own"), icon: "key-round", msg: flow.StaffChosen{ID: b.s.Staff.ID}})
	} else if len(b.s.Recoverable()) > 0 {
		f.more = append(f.more, button{id: "forgot", text: b.t("signin.forgot"), msg: flow.RecoveryAsked{}})
	}
	b.foot(f)
	b.script("")
}

// names is the page of n names in these cells. Where there are more than cells, the
// last cell turns to the next names.
func (b *builder) names(cells []Rect, n, page int, id string, next flow.Msg) paging {
	if n <= len(cells) {
		return inPages(cells, n, 0)
	}
	last := cells[len(cells)-1]
	p := inPages(cells[:max(1, len(cells)-1)], n, 0)
	p = inPages(p.grid, n, page%p.pages)
	text := b.t("names.more", "page", strconv.Itoa(p.page+1), "of", strconv.Itoa(p.pages))
	b.button(last, button{id: id, text: text, icon: "chevron-right", after: true, msg: next})
	return p
}

// personCard is a member of staff to choose.
func (b *builder) personCard(r Rect, id string, p repair.Staff, on bool, m flow.Msg) {
	st, c, c2 := choosing(on)
	b.tap(id, r, st, p.Name, m).Reach = 0
	icon, words := r.shrink(22, 0).left(36, gutter)
	b.iconIn(icon, 36, "user", c2)
	quiet := face{caption, false, c2}
	b.pair(words, left, face{label, true, c}, p.Name, quiet, b.whoIs(words.W, quiet, "", p.Roles, string(p.ID)))
}

// pinState is what stands over a number pad: dots for the PIN, or what is to be
// done first, or how long to wait.
func (b *builder) pinState(e flow.PINEntry, named bool, first string) (string, face) {
	left := e.Locked(b.s.Now)
	switch {
	case left > 0:
		left = (left + time.Second - 1).Truncate(time.Second) // 0:00 is over
		text := fmt.Sprintf("%d:%02d", left/time.Minute, left%time.Minute/time.Second)
		return b.t("signin.locked", "left", text), face{small, true, lateRed}
	case e.Wrong && (e.Why == repair.PINLost || e.Why == repair.PINUnset):
		return b.t("signin.no-pin"), face{small, true, lateRed}
	case e.Wrong:
		return b.t("signin.wrong"), face{small, true, lateRed}
	case !named:
		return first, face{small, false, ink2}
	case e.PIN == "":
		return b.t("signin.pin"), face{small, false, ink2}
	}
	return strings.Repeat("●", len(e.PIN)), face{value, true, ink}
}

// pinPad is the number pad with a line above it.
func (b *builder) pinPad(r Rect, text string, f face) {
	over, keys := r.top(48, 8)
	b.line(over, center, f, text)
	b.pad("", keys)
}
