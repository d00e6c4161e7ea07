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
	b.header()
	switch b.s.ScannerPage.Step {
	case flow.ScannerNaming:
		b.scannerNaming()
	case flow.ScannerDetail:
		b.scannerDetail()
	case flow.ScannerLearn:
		b.scannerLearn()
	case flow.ScannerLive:
		b.scannerLive()
	default:
		b.scannerList()
	}
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

// scannerList shows every scanner with its state and the cure, offers what is
// plugged in, lets one be tried, and lists what the machine says of itself.
func (b *builder) scannerList() {
	halves := b.room().cols(2, 24)
	list := b.headIn(halves[0], heading{title: b.t("scanners.title")})
	pages := b.scannerPages(list.H)
	page := min(b.s.ScannerPage.Page, len(pages)-1)
	for _, row := range pages[page] {
		at, rest := list.top(row.height(), scannerGap)
		if row.found != nil {
			b.unusedCard(at, *row.found)
		} else {
			b.scannerCard(at, row.scanner)
		}
		list = rest
	}
	if list.H >= 72 && len(b.s.NewScanners()) == 0 {
		b.iconProse(list.shrink(24, 8), 36, "plug", ink3, face{caption, false, ink2}, b.t("scanners.plug"))
	}

	_, side := halves[1].top(titleH, 0)
	trial, side := side.top(116, gutter)
	volume, health := side.top(160, gutter)
	b.trial(trial)
	b.volume(volume)
	b.health(health)
	b.foot(foot{
		paging: paging{page: page, pages: len(pages)}, turn: func(by int) flow.Msg { return flow.ScannersTurned{By: by} },
		more: []button{{id: "learn", text: b.t("scanners.learn"), icon: "plus", msg: flow.LearnAsked{}}},
		next: button{id: "live", text: b.t("scanners.live"), icon: "list-checks", msg: flow.LiveAsked{}},
	})
	b.script("")
}

// scannerPages are the rows of the list, page by page of this height.
func (b *builder) scannerPages(h int) [][]scannerRow {
	pages, used := [][]scannerRow{nil}, 0
	for _, r := range b.scannerRows() {
		if used+r.height() > h {
			pages, used = append(pages, nil), 0
		}
		last := len(pages) - 1
		pages[last] = append(pages[last], r)
		used += r.height() + scannerGap
	}
	return pages
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

// scannerCells are the places in a card: an icon and a sign at its ends, its
// name, its state, and the room for more.
func scannerCells(r Rect) (icon, name, state, more, sign Rect) {
	icon, in := r.shrink(24, 10).left(36, 20)
	sign, in = in.right(iconSize, gutter)
	icon, _ = icon.top(36, 0)
	sign, _ = sign.top(36, 0)
	name, in = in.top(34, 0)
	state, more = in.top(32, 0)
	return icon, name, state, more, sign
}

func (b *builder) scannerCard(r Rect, g flow.ScannerState) {
	word, icon, c, tint := b.scannerState(g)
	st := style{fill: surface, stroke: line, radius: corner}
	if c == lateRed {
		st.fill, st.stroke = tint, tint
	}
	n := b.box(r, st)
	n.ID, n.Touch, n.Text = "gun."+g.Device, flow.ScannerChosen{Device: g.Device}, b.scannerTitle(g)
	picture := "barcode"
	if g.Device == flow.DeviceKeyboard {
		picture = "keyboard"
	}
	at, name, state, more, sign := scannerCells(r)
	b.iconIn(at, 36, picture, ink)
	b.iconIn(sign, iconSize, "chevron-right", ink)
	b.line(name, left, face{label, true, ink}, b.scannerTitle(g))
	at, state = state.left(24, 8)
	b.iconIn(at, 24, icon, c)
	b.line(state, left, face{small, true, c}, word)
	if g.Fault == "" {
		b.line(more, left, face{caption, false, ink2}, join(b.t("scanners.kind."+scannerKind(g.Device)), b.scannerCounts(g)))
	} else {
		b.prose(more, face{caption, false, ink}, b.scannerCure(g))
	}
}

func (b *builder) unusedCard(r Rect, f flow.FoundScanner) {
	st := style{fill: surface, stroke: ink, width: 3, radius: corner, dashed: true}
	name := f.Name
	if name == "" {
		name = b.t("scanners.nameless")
	}
	n := b.box(r, st)
	n.ID, n.Touch, n.Text = "found."+f.Device, flow.ScannerAdded{Device: f.Device}, name
	icon := "cable"
	if scannerKind(f.Device) == "evdev" {
		icon = "plug"
	}
	at, title, state, more, sign := scannerCells(r)
	b.iconIn(at, 36, icon, ink)
	b.iconIn(sign, iconSize, "plus", ink)
	b.line(title, left, face{label, true, ink}, name)
	b.line(state, left, face{small, true, ink}, b.t("scanners.new"))
	b.line(more, left, face{caption, false, ink2}, b.t("scanners.found."+scannerKind(f.Device)))
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
	title, levels := r.shrink(24, 14).top(34, 8)
	at, words := title.left(28, 12)
	b.iconIn(at, 28, icon, c)
	b.line(words, left, face{caption, c == soonAmber, c}, text)
	var opts []option
	for i, p := range flow.Volumes {
		id := "volume." + strconv.Itoa(i)
		opts = append(opts, option{id, b.t(id), b.s.Volume.Level() == i, flow.VolumeChosen{Percent: p}})
	}
	b.segments(levels, opts...)
}

// codeText is a code as it may be shown: the secret part of a badge or a
// customer copy is left out.
func (b *builder) codeText(text string) string {
	if c, err := repair.ParseCode(text); err == nil && (c.Type == repair.CodeBadge || c.Type == repair.CodeCopy) {
		return text[:4] + "…"
	}
	return repair.ShownScan(text)
}

// codeMeans says what a code is, in words.
func (b *builder) codeMeans(text string) (what string, ours bool) {
	c, err := repair.ParseCode(text)
	switch {
	case errors.Is(err, repair.ErrCheck):
		return b.t("scanners.code.misread"), false
	case err != nil:
		m := repair.ReadMaker(text, string(b.s.Trial.Symbology))
		if m.Unread != "" {
			return b.t("scan.unread." + string(m.Unread)), false
		}
		return b.t("scanners.code.maker", "what", b.t("maker."+string(m.Kind())), "n", m.Numbers()[0]), false
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
	case repair.CodePart: // which no page takes yet
	}
	return b.t("scanners.code.other"), false
}

// trial shows what was scanned on this page.
func (b *builder) trial(r Rect) {
	b.card(r)
	at, words := r.shrink(28, 0).left(56, 24)
	text := b.s.Trial.Text
	if text == "" {
		b.iconIn(at, 56, "scan-barcode", ink)
		b.line(words, left, face{small, false, ink}, b.t("scanners.try-how"))
		return
	}
	what, ours := b.codeMeans(text)
	icon, c := "circle-check", okGreen
	if !ours {
		icon, c = "info", ink2
	}
	b.iconIn(at, 56, icon, c)
	code := join(b.codeText(text), strings.ToUpper(string(b.s.Trial.Symbology)))
	b.pair(words, left, face{label, true, ink}, code, face{small, true, c}, what)
}

// health lists what the machine reports of itself.
func (b *builder) health(r Rect) {
	b.card(r)
	h, version := b.s.Health, ""
	if h.Version != "" {
		version = b.t("scanners.version", "v", h.Version)
	}
	title, in := r.shrink(28, 12).top(30, 8)
	folder, in := in.bottom(24, 4)
	b.line(title, left, face{caption, false, ink2}, join(b.t("scanners.health"), version))
	b.line(folder, left, face{caption, false, ink3}, h.DataDir)
	problems := b.problems()
	if len(problems) == 0 {
		at, words := in.left(30, 14)
		at, _ = at.top(34, 0)
		words, _ = words.top(34, 0)
		b.iconIn(at, 30, "circle-check", okGreen)
		b.line(words, left, face{body, true, okGreen}, b.t("scanners.healthy"))
		return
	}
	rows := in.rows(min(len(problems), in.fits(24, 4)), 4)
	for i, row := range rows {
		b.iconProse(row, min(28, row.H), "triangle-alert", soonAmber, face{small, false, ink}, problems[i])
	}
}

// problems are those of the machine as sentences, and that of the calendar.
func (b *builder) problems() (list []string) {
	for _, p := range b.s.Health.Problems {
		list = append(list, b.t(p))
	}
	if year, ok := b.s.Unannounced(); ok {
		list = append(list, b.t("calendar.unannounced", "year", strconv.Itoa(year)))
	}
	return list
}
