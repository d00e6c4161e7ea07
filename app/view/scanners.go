package view

import (
	"errors"
	"strconv"
	"strings"

	"countertop/app/flow"
	"countertop/app/repair"
)

func init() { pages[flow.ScreenScanners] = (*builder).scanners }

// scanners is the page where scanners are seen, tried and set up.
func (b *builder) scanners() {
	switch b.s.ScannerPage.Step {
	case flow.ScannerNaming:
		b.header()
		b.scannerNaming()
		return
	case flow.ScannerDetail:
		b.header()
		b.scannerDetail()
	case flow.ScannerLearn:
		b.header()
		b.scannerLearn()
	case flow.ScannerLive:
		b.header()
		b.scannerLive()
	default:
		b.header()
		b.scannerList()
	}
	b.script("")
}

// pageBack is the way back at the lower left.
func (b *builder) pageBack() {
	b.button(Rect{margin, b.bottomY(), 200, buttonH}, button{id: "back", text: b.t("button.back"), icon: "arrow-left", msg: flow.WentBack{}})
}

// gunRow is a row of the list: a scanner, or one that is not used yet.
type scannerRow struct {
	scanner flow.ScannerState
	found   *flow.FoundScanner
}

const (
	scannerRowH   = 116
	scannerFaultH = 156 // with the cure
	scannerGap    = 12
)

func (r scannerRow) height() int {
	if r.found == nil && r.scanner.Fault != "" {
		return scannerFaultH
	}
	return scannerRowH
}

// gunRows are what was just plugged in, the scanners, and the keyboard.
func (b *builder) scannerRows() (rows []scannerRow) {
	for _, f := range b.s.NewScanners() {
		rows = append(rows, scannerRow{found: &f})
	}
	for _, g := range b.s.Scanners {
		rows = append(rows, scannerRow{scanner: g})
	}
	keyboard, _ := b.s.Scanner(flow.DeviceKeyboard)
	return append(rows, scannerRow{scanner: keyboard})
}

// gunList shows every scanner with its state and the cure, offers what is
// plugged in, lets one be tried, and lists what the machine says of itself.
func (b *builder) scannerList() {
	w := b.w - 2*margin
	b.text(margin, headerH+58, w, left, face{headline, true, ink}, b.t("scanners.title"))
	top, bottom := headerH+84, b.bottomY()-16
	listW := (w - 24) / 2
	pages := [][]scannerRow{nil}
	y := top
	for _, r := range b.scannerRows() {
		if y+r.height() > bottom {
			pages, y = append(pages, nil), top
		}
		last := len(pages) - 1
		pages[last] = append(pages[last], r)
		y += r.height() + scannerGap
	}
	page := min(b.s.ScannerPage.Page, len(pages)-1)
	y = top
	for _, r := range pages[page] {
		at := Rect{margin, y, listW, r.height()}
		if r.found != nil {
			b.unusedCard(at, *r.found)
		} else {
			b.scannerCard(at, r.scanner)
		}
		y += at.H + scannerGap
	}

	if y+72 <= bottom && len(b.s.NewScanners()) == 0 {
		b.icon(margin+24, y+20, 36, "plug", ink3)
		b.para(margin+80, y+34, listW-100, 2, 27, face{caption, false, ink2}, b.t("scanners.plug"))
	}

	x := margin + listW + 24
	const tryH, volumeH = 116, 160
	b.trial(Rect{x, top, listW, tryH})
	b.volume(Rect{x, top + tryH + 16, listW, volumeH})
	y = top + tryH + 16 + volumeH + 16
	b.health(Rect{x, y, listW, bottom - y})

	b.pageBack()
	if len(pages) > 1 {
		b.pager(Rect{margin + 200 + gutter, b.bottomY(), 280, buttonH}, page, len(pages), func(by int) flow.Msg { return flow.ScannersTurned{By: by} })
	}
	bw := min(320, (listW-gutter)/2)
	x = b.w - margin - bw
	b.button(Rect{x, b.bottomY(), bw, buttonH}, button{id: "live", text: b.t("scanners.live"), icon: "list-checks", primary: true, msg: flow.LiveAsked{}})
	b.button(Rect{x - gutter - bw, b.bottomY(), bw, buttonH}, button{id: "learn", text: b.t("scanners.learn"), icon: "plus", msg: flow.LearnAsked{}})
}

// gunKind is how a scanner is connected: a key of scanners.kind.
func scannerKind(device string) string {
	switch {
	case device == flow.DeviceKeyboard:
		return "keyboard"
	case strings.HasPrefix(device, "evdev:"):
		return "evdev"
	}
	return "serial"
}

func (b *builder) scannerTitle(g flow.ScannerState) string {
	switch {
	case g.Device == flow.DeviceKeyboard:
		return b.t("scanners.keyboard")
	case g.Name == "":
		return b.t("scanners.nameless")
	}
	return g.Name
}

// gunState is the state of a scanner as word, icon and colours.
func (b *builder) scannerState(g flow.ScannerState) (word, icon string, c, tint Color) {
	switch g.Fault {
	case "":
		return b.t("scanners.ok"), "circle-check", okGreen, okTint
	case "starting":
		return b.t("scanner.starting.what"), "circle-dashed", ink2, chipGrey
	}
	return b.t("scanner." + g.Fault + ".what"), "triangle-alert", lateRed, lateTint
}

// gunCure is what to do about a fault.
func (b *builder) scannerCure(g flow.ScannerState) string {
	if g.Fault == "no-permission" && scannerKind(g.Device) == "evdev" {
		return b.t("scanner.no-permission.do-keys")
	}
	return b.t("scanner." + g.Fault + ".do")
}

func (b *builder) scannerCounts(g flow.ScannerState) string {
	return b.t("scanners.counts", "n", strconv.Itoa(g.Scans), "again", strconv.Itoa(g.Repeated), "refused", strconv.Itoa(g.Refused))
}

func (b *builder) scannerCard(r Rect, g flow.ScannerState) {
	word, icon, c, tint := b.scannerState(g)
	st := style{fill: surface, stroke: line, radius: corner}
	if c == lateRed {
		st.fill, st.stroke = tint, tint
	}
	n := b.box(r, st)
	n.ID, n.Touch, n.Text = "gun."+g.Device, flow.ScannerChosen{Device: g.Device}, b.scannerTitle(g)
	x, w := r.X+80, r.W-80-64
	picture := "barcode"
	if g.Device == flow.DeviceKeyboard {
		picture = "keyboard"
	}
	b.icon(r.X+24, r.Y+28, 36, picture, ink)
	b.fit(x, r.Y+40, w, left, face{26, true, ink}, 18, b.scannerTitle(g))
	b.icon(x, r.Y+55, 24, icon, c)
	b.text(x+32, r.Y+75, w-32, left, face{22, true, c}, word)
	if g.Fault == "" {
		b.fit(x, r.Y+103, w, left, face{caption, false, ink2}, 15, join(b.t("scanners.kind."+scannerKind(g.Device)), b.scannerCounts(g)))
	} else {
		f := face{caption, false, ink}
		if len(b.v.Text.Wrap(b.scannerCure(g), b.px(f.size), false, b.px(w), 3)) > 2 {
			f.size = 18
		}
		b.para(x, r.Y+106, w, 2, 27, f, b.scannerCure(g))
	}
	b.icon(r.X+r.W-48, r.Y+32, 32, "chevron-right", ink)
}

func (b *builder) unusedCard(r Rect, f flow.FoundScanner) {
	n := b.box(r, style{fill: surface, stroke: ink, width: 3, radius: corner, dashed: true})
	name := f.Name
	if name == "" {
		name = b.t("scanners.nameless")
	}
	n.ID, n.Touch, n.Text = "found."+f.Device, flow.ScannerAdded{Device: f.Device}, name
	icon := "cable"
	if scannerKind(f.Device) == "evdev" {
		icon = "plug"
	}
	b.icon(r.X+24, r.Y+28, 36, icon, ink)
	b.fit(r.X+80, r.Y+40, r.W-80-64, left, face{26, true, ink}, 18, name)
	b.fit(r.X+80, r.Y+75, r.W-80-64, left, face{22, true, ink}, 16, b.t("scanners.new"))
	b.fit(r.X+80, r.Y+103, r.W-80-64, left, face{caption, false, ink2}, 15, b.t("scanners.found."+scannerKind(f.Device)))
	b.icon(r.X+r.W-48, r.Y+32, 32, "plus", ink)
}

// volume is how loud the counter is, with a sound for each.
func (b *builder) volume(r Rect) {
	b.card(r)
	icon, c, text := "volume-2", ink2, b.t("volume.title")
	switch {
	case b.s.Volume.Silent:
		icon, c, text = "volume-x", soonAmber, b.t("volume.silent")
	case b.s.Volume.Percent == 0:
		icon = "volume-x"
	}
	b.icon(r.X+28, r.Y+18, 28, icon, c)
	b.fit(r.X+68, r.Y+39, r.W-96, left, face{caption, c == soonAmber, c}, 15, text)
	var opts []option
	for i, p := range flow.Volumes {
		opts = append(opts, option{"volume." + strconv.Itoa(i), b.t("volume." + strconv.Itoa(i)), b.s.Volume.Level() == i, flow.VolumeChosen{Percent: p}})
	}
	b.segments(Rect{r.X + 24, r.Y + 56, r.W - 48, 90}, opts...)
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
	text := b.s.Trial.Text
	if text == "" {
		b.icon(x, r.Y+30, 56, "scan-barcode", ink)
		b.fit(x+80, middle(r.Y+r.H/2, 22), w-80, left, face{22, false, ink}, 16, b.t("scanners.try-how"))
		return
	}
	what, ours := b.codeMeans(text)
	icon, c := "circle-check", okGreen
	if !ours {
		icon, c = "info", ink2
	}
	b.icon(x, r.Y+30, 56, icon, c)
	b.fit(x+80, r.Y+50, w-80, left, face{26, true, ink}, 16, join(b.codeText(text), strings.ToUpper(string(b.s.Trial.Symbology))))
	b.fit(x+80, r.Y+86, w-80, left, face{22, true, c}, 15, what)
}

// health lists what the machine reports of itself.
func (b *builder) health(r Rect) {
	b.card(r)
	x, w := r.X+28, r.W-56
	h := b.s.Health
	foot := ""
	if h.Version != "" {
		foot = b.t("scanners.version", "v", h.Version)
	}
	b.text(x, r.Y+34, w, left, face{caption, false, ink2}, join(b.t("scanners.health"), foot))
	b.fit(x, r.Y+r.H-14, w, left, face{18, false, ink3}, 14, h.DataDir)
	y := r.Y + 72
	if len(h.Problems) == 0 {
		b.icon(x, y-24, 30, "circle-check", okGreen)
		b.text(x+44, y, w-44, left, face{body, true, okGreen}, b.t("scanners.healthy"))
	}
	for i, p := range h.Problems {
		lines := 2
		if r.H < 180 || i > 0 {
			lines = 1
		}
		if y > r.Y+r.H-36 {
			break
		}
		b.icon(x, y-22, 28, "triangle-alert", soonAmber)
		if lines == 1 {
			b.fit(x+44, y, w-44, left, face{22, false, ink}, 14, b.t(p))
			y += 34
			continue
		}
		y = b.para(x+44, y, w-44, lines, 28, face{22, false, ink}, b.t(p)) + 6
	}
}
