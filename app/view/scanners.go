package view

import (
	"errors"
	"strconv"
	"strings"

	"countertop/app/flow"
	"countertop/app/repair"
)

// scanners shows every scanner with its state and the cure, lets one be
// tried, and lists what the machine says of itself.
func (b *builder) scanners() {
	b.header()
	w := b.w - 2*margin
	b.text(margin, headerH+58, w, left, face{headline, true, ink}, b.t("scanners.title"))
	top, bottom := headerH+84, b.bottomY()-16
	listW := (w - 24) / 2
	y := top
	for _, sc := range b.s.Scanners {
		h := 132
		if sc.Fault != "" {
			h = 176
		}
		if y+h+108 > bottom {
			break
		}
		b.scannerCard(Rect{margin, y, listW, h}, sc)
		y += h + 12
	}
	r := Rect{margin, y, listW, 96}
	b.card(r)
	b.icon(r.X+24, r.Y+30, 36, "keyboard", ink)
	b.text(r.X+84, r.Y+40, r.W-108, left, face{26, true, ink}, b.t("scanners.keyboard"))
	b.fit(r.X+84, r.Y+72, r.W-108, left, face{caption, false, ink2}, 16, b.t("scanners.keyboard-how"))

	x := margin + listW + 24
	tryH := 232
	b.trial(Rect{x, top, listW, tryH})
	b.health(Rect{x, top + tryH + 16, listW, bottom - top - tryH - 16})
	b.button(Rect{margin, b.bottomY(), 200, buttonH}, button{id: "back", text: b.t("button.back"), icon: "arrow-left", msg: flow.WentBack{}})
	b.script("")
}

func (b *builder) scannerCard(r Rect, sc flow.ScannerState) {
	st, state, icon, c := style{fill: surface, stroke: line, radius: corner}, b.t("scanners.ok"), "circle-check", okGreen
	if sc.Fault != "" {
		state, icon, c = b.t("scanner."+sc.Fault+".what"), "triangle-alert", lateRed
		st.fill, st.stroke = lateTint, lateTint
	}
	b.box(r, st)
	x, w := r.X+84, r.W-108
	b.icon(r.X+24, r.Y+24, 36, "barcode", ink)
	b.fit(x, r.Y+42, w, left, face{26, true, ink}, caption, sc.Name)
	b.icon(x, r.Y+58, 26, icon, c)
	b.text(x+36, r.Y+79, w-36, left, face{22, true, c}, state)
	if sc.Fault != "" {
		b.para(x, r.Y+114, w, 2, 28, face{caption, false, ink}, b.t("scanner."+sc.Fault+".do"))
		b.fit(x, r.Y+r.H-8, w, left, face{18, false, ink2}, 15, sc.Device)
		return
	}
	last := b.t("scanners.nothing")
	if sc.Last != "" {
		last = b.t("scanners.last", "code", b.codeText(sc.Last))
	}
	if sc.Refused > 0 {
		last = join(b.t("scanners.refused", "n", strconv.Itoa(sc.Refused)), last)
	}
	b.text(x, r.Y+112, w, left, face{caption, false, ink2}, last)
}

// codeText is a code as it may be shown: the secret part of a badge or a
// customer copy is left out.
func (b *builder) codeText(text string) string {
	if c, err := repair.ParseCode(text); err == nil && (c.Type == repair.CodeBadge || c.Type == repair.CodeCopy) {
		return text[:4] + "…"
	}
	return text
}

// codeMeans says what a code is, in words.
func (b *builder) codeMeans(text string) (what string, ours bool) {
	c, err := repair.ParseCode(text)
	switch {
	case errors.Is(err, repair.ErrCheck):
		return b.t("scanners.code.misread"), false
	case err != nil:
		return b.t("scanners.code.other"), false
	}
	switch c.Type {
	case repair.CodeOrder:
		return b.t("scanners.code.order", "what", c.Order.String()), true
	case repair.CodeAccessory:
		return b.t("scanners.code.accessory", "what", join(c.Order.String(), strconv.Itoa(c.Index))), true
	case repair.CodeCopy:
		return b.t("scanners.code.copy", "what", c.Order.String()), true
	case repair.CodeShelf:
		return b.t("scanners.code.shelf", "what", b.placeText(c.Place)), true
	case repair.CodeBadge:
		return b.t("scanners.code.badge", "what", b.s.Person(c.Staff).Name), true
	case repair.CodeLoaner:
		return b.t("scanners.code.loaner", "what", c.Body), true
	case repair.CodeOldPart:
		return b.t("scanners.code.old-part", "what", join(c.Order.String(), strconv.Itoa(c.Index))), true
	}
	return b.t("scanners.code.other"), false
}

// trial shows what was scanned on this page.
func (b *builder) trial(r Rect) {
	b.card(r)
	x, w := r.X+28, r.W-56
	b.text(x, r.Y+40, w, left, face{caption, false, ink2}, b.t("scanners.try"))
	text := b.s.Trial.Text
	if text == "" {
		b.icon(x, r.Y+76, 72, "scan-barcode", ink)
		b.para(x+100, r.Y+106, w-100, 3, 34, face{26, false, ink}, b.t("scanners.try-how"))
		return
	}
	what, ours := b.codeMeans(text)
	icon, c := "circle-check", okGreen
	if !ours {
		icon, c = "info", ink2
	}
	b.icon(x, r.Y+72, 60, icon, c)
	b.text(x+80, r.Y+92, w-80, left, face{caption, false, ink2}, join(b.t("scanners.got"), strings.ToUpper(string(b.s.Trial.Symbology))))
	b.fit(x+80, r.Y+130, w-80, left, face{value, true, ink}, caption, b.codeText(text))
	b.para(x, r.Y+176, w, 2, 30, face{body, true, c}, what)
}

// health lists what the machine reports of itself.
func (b *builder) health(r Rect) {
	b.card(r)
	x, w := r.X+28, r.W-56
	h := b.s.Health
	b.text(x, r.Y+38, w, left, face{caption, false, ink2}, b.t("scanners.health"))
	foot := ""
	if h.Version != "" {
		foot = b.t("scanners.version", "v", h.Version)
	}
	b.fit(x, r.Y+r.H-18, w, left, face{18, false, ink3}, 14, join(foot, h.DataDir))
	y := r.Y + 80
	if len(h.Problems) == 0 {
		b.icon(x, y-24, 30, "circle-check", okGreen)
		b.text(x+44, y, w-44, left, face{body, true, okGreen}, b.t("scanners.healthy"))
	}
	for _, p := range h.Problems {
		if y > r.Y+r.H-52 {
			break
		}
		b.icon(x, y-22, 28, "triangle-alert", soonAmber)
		y = b.para(x+44, y, w-44, 2, 28, face{22, false, ink}, b.t(p)) + 12
	}
}
