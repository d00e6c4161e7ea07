package view

import (
	"strconv"
	"time"

	"countertop/app/flow"
	"countertop/app/repair"
	"countertop/app/trade"
)

func init() { pages[flow.ScreenScan] = (*builder).scan }

// scan is the page where machines are moved. A result fills the upper part
// with one colour, one icon and one word, readable from the shelf.
func (b *builder) scan() {
	if b.s.Focus == flow.FieldPart {
		b.header()
		b.text(margin, headerH+56, b.w-2*margin, left, face{value, true, ink}, b.t("scan.part-title"))
		b.entry(headerH+112, entryField{flow.FieldPart, b.t("field.part"), b.t("field.part.hint")})
		return
	}
	sc := b.s.Scan
	band := Rect{0, headerH, b.w, (b.h - headerH - footerH) * 6 / 10}
	b.header()
	lower := Rect{margin * 2, band.Y + band.H + 32, b.w - 4*margin, b.h - footerH - band.Y - band.H - 48}
	switch {
	case sc.Asking && sc.Machine != nil:
		b.scanAsking(band, lower)
	case sc.Machine != nil:
		b.scanMachine(band, lower)
	case sc.Result.Kind == flow.ResultNone && sc.Shelf != nil:
		b.scanShelf(band, lower)
	case sc.Result.Kind == flow.ResultNone:
		b.scanIdle(band, lower)
	default:
		b.scanResult(band, lower)
	}
}

// shout is the band: icon, small line, big word, two lines below.
func (b *builder) shout(r Rect, fill Color, icon, over, word, under, small string) {
	b.box(r, style{fill: fill})
	c2 := Color{R: 255, G: 255, B: 255, A: 225}
	mid := r.Y + r.H/2
	b.icon(66, mid-104, 136, icon, white)
	x := 242
	w := b.w - x - 48
	b.text(x, mid-130, w, left, face{34, false, c2}, over)
	b.fit(x, mid-22, w, left, face{big, true, white}, 52, word)
	b.fit(x, mid+46, w, left, face{36, false, white}, 24, under)
	b.fit(x, mid+96, w, left, face{28, false, c2}, 20, small)
}

func (b *builder) describe(r flow.Row) string {
	return join(b.device(r.Order.Device), b.who(r), r.Order.ID.String())
}

// placeText is a place with its slot: 维修完毕 B-03.
func (b *builder) placeText(p repair.Place) string {
	name := b.t("place." + string(p.Kind))
	if p.Slot > 0 {
		name += " " + p.Name()
	}
	return name
}

func (b *builder) scanResult(band, lower Rect) {
	res := b.s.Scan.Result
	switch res.Kind {
	case flow.ResultMoved, flow.ResultAgain, flow.ResultUndone:
		fill, _ := hue(res.To.Kind)
		icon, over := "circle-check", "scan.moved"
		if res.Kind == flow.ResultAgain {
			icon, over = "info", "scan.again"
		}
		if res.Kind == flow.ResultUndone {
			icon, over = "undo-2", "scan.undone"
		}
		small, word := b.t("scan.from", "place", b.placeText(res.From)), b.placeText(res.To)
		if res.Kind == flow.ResultAgain {
			small = b.t("scan.again-since", "age", b.age(res.Row.Order.PlaceSince))
		}
		if o := res.Row.Order; res.Kind != flow.ResultUndone && o.Place.Kind == repair.PlaceBench {
			// Whose bench it is, is what counts.
			if icon, over = "wrench", "scan.taken"; res.Kind == flow.ResultAgain {
				icon, over = "info", "scan.again"
			}
			if b.s.Staff != nil && b.s.Staff.ID == o.Holder {
				word = b.t("scan.my-bench")
			}
			small = join(b.s.Person(o.Holder).Name, small)
			if res.Taken > 0 {
				small = join(b.s.Person(o.Holder).Name, b.t("scan.taken-n", "n", strconv.Itoa(res.Taken)), b.t("scan.from", "place", b.placeText(res.From)))
			}
		}
		if res.Prints > 0 {
			small = join(small, b.t("scan.prints", "n", strconv.Itoa(res.Prints)))
		}
		b.shout(band, fill, icon, b.t(over), word, b.describe(*res.Row), small)
		left := int(res.UndoBy.Sub(b.s.Now) / time.Second)
		if res.Kind == flow.ResultMoved && left > 0 {
			b.button(Rect{lower.X, lower.Y, 340, 112}, button{id: "undo", text: b.t("scan.undo", "n", strconv.Itoa(left)), icon: "undo-2", msg: flow.UndoAsked{}})
		} else {
			b.button(Rect{lower.X, lower.Y, 340, 112}, button{id: "home.button", text: b.t("button.home"), icon: "house", msg: flow.WentHome{}})
		}
		b.recent(Rect{lower.X + 376, lower.Y, lower.W - 376, lower.H})
		b.script("script.scan.moved")
	case flow.ResultRefused:
		b.scanRefused(band, lower)
	default:
		b.shout(band, lateRed, "circle-x", b.t("scan.unknown"), b.t(res.Problem+".short"), res.Code, "")
		b.button(Rect{lower.X, lower.Y, 340, 112}, button{id: "find", text: b.t("scan.search"), icon: "search", primary: true, msg: flow.FindAsked{}})
		b.button(Rect{lower.X + 364, lower.Y, 300, 112}, button{id: "back", text: b.t("button.back"), icon: "arrow-left", msg: flow.WentBack{}})
		b.script("script.scan.unknown")
	}
}

// ruleArgs are the words that fill a refusal.
func (b *builder) ruleArgs(e *repair.RuleError) []string {
	args := []string{"order", e.Order.String(), "n", strconv.Itoa(len(e.Need))}
	for k, v := range e.Args {
		if k == "stage" {
			v = b.t("stage." + v)
		}
		if k == "who" {
			v = b.s.Person(repair.StaffID(v)).Name
		}
		if k != "n" {
			args = append(args, k, v)
		}
	}
	return args
}

// lineText is the name of a test line by its key, or the shop's own words.
func (b *builder) lineText(key string) string {
	return trade.LineText(b.lang, repair.TestLine{Key: key})
}

func (b *builder) scanRefused(band, lower Rect) {
	res := b.s.Scan.Result
	e := res.Rule
	var needs []string
	for _, k := range e.Need {
		needs = append(needs, b.lineText(k))
	}
	if len(needs) > 4 {
		needs = append(needs[:3], b.t("scan.and-more", "n", strconv.Itoa(len(needs)-3)))
	}
	small := ""
	if res.Row != nil {
		small = join(b.device(res.Row.Order.Device), e.Order.String(), b.t("scan.still", "place", b.placeText(e.Place)))
	}
	args := b.ruleArgs(e)
	b.shout(band, lateRed, "circle-x", b.t("scan.refused"), b.t("rule."+string(e.Rule)+".what", args...), join(needs...), small)
	x := lower.X
	if e.Rule == repair.RuleTestSheet && res.Row != nil {
		retry := res.Command
		b.button(Rect{x, lower.Y, 400, 112}, button{id: "fill-test", text: b.t("scan.fill-test"), icon: "list-checks", primary: true, msg: flow.TestAsked{Order: e.Order, Retry: &retry}})
		x += 424
	}
	if e.Rule == repair.RuleHeld {
		b.button(Rect{x, lower.Y, 400, 112}, button{id: "hand-over", text: b.t("scan.hand-over", "who", b.s.Person(b.s.Held()).Name), icon: "badge-check", primary: true, msg: flow.DialogAsked{Kind: flow.DialogApprove, Purpose: flow.ForHeld}})
		b.button(Rect{x + 424, lower.Y, 300, 112}, button{id: "back", text: b.t("button.back"), icon: "arrow-left", msg: flow.ScanCleared{}})
		x += 748
	} else if e.Override != "" {
		b.button(Rect{x, lower.Y, 400, 112}, button{id: "override", text: b.t("scan.override"), icon: "badge-check", msg: flow.DialogAsked{Kind: flow.DialogApprove, Purpose: flow.ForMove}})
		x += 424
	}
	if x == lower.X {
		b.button(Rect{x, lower.Y, 340, 112}, button{id: "back", text: b.t("button.back"), icon: "arrow-left", msg: flow.ScanCleared{}})
	}
	b.para(lower.X, lower.Y+112+44, lower.W, 2, 32, face{body, false, ink2}, b.t("rule."+string(e.Rule)+".do", args...))
	b.script("script.scan.refused")
}

func (b *builder) scanIdle(band, lower Rect) {
	b.card(Rect{margin, band.Y + 24, b.w - 2*margin, band.H - 24})
	mid := band.Y + band.H/2 + 8
	b.icon(84, mid-68, 120, "scan-barcode", ink)
	b.fit(242, mid-8, b.w-320, left, face{56, true, ink}, 36, b.t("scan.idle"))
	b.para(242, mid+42, b.w-320, 2, 36, face{26, false, ink2}, b.t("scan.idle-how"))
	b.button(Rect{lower.X, lower.Y, 340, 112}, button{id: "back", text: b.t("button.back"), icon: "arrow-left", msg: flow.WentBack{}})
	b.button(Rect{lower.X, lower.Y + 112 + 12, 340, min(96, lower.H-124)}, button{id: "scan.stock", text: b.t("home.stock"), icon: "list-checks", msg: flow.Opened{Screen: flow.ScreenStock}})
	b.recent(Rect{lower.X + 376, lower.Y, lower.W - 376, lower.H})
	b.script("script.scan.idle")
}

// scanShelf: a shelf waits for machines.
func (b *builder) scanShelf(band, lower Rect) {
	p := *b.s.Scan.Shelf
	fill, _ := hue(p.Kind)
	left := max(0, int(b.s.Scan.Until.Sub(b.s.Now)/time.Second))
	over, word := b.t("scan.shelf"), b.placeText(p)
	if b.s.Scan.Takes() && b.s.Staff != nil {
		over, word = join(b.t("scan.taking"), b.s.Staff.Name), b.t("scan.my-bench")
	}
	b.shout(band, fill, shelfIcon(p.Kind), over, word, b.t("scan.now-machines"), b.t("scan.shelf-stays", "n", strconv.Itoa(left)))
	b.button(Rect{lower.X, lower.Y, 340, 112}, button{id: "scan.clear", text: b.t("button.cancel"), icon: "x", msg: flow.ScanCleared{}})
	b.recent(Rect{lower.X + 376, lower.Y, lower.W - 376, lower.H})
	b.script("script.scan.shelf")
}

// scanMachine: a machine waits for its shelf, which can also be touched.
func (b *builder) scanMachine(band, lower Rect) {
	c := b.s.Scan.Machine
	b.shout(band, ink, "scan-barcode", b.t("scan.machine"), b.device(c.Device), join(b.called(c), c.ID.String()), b.t("scan.now-shelf", "place", b.placeText(c.Place)))
	places := append(append([]repair.PlaceKind{}, repair.Shelves...), repair.PlaceBench)
	w := (b.w - 2*margin - 4*gutter) / 5
	for i, k := range places {
		rc := Rect{margin + i*(w+gutter), lower.Y - 12, w, 92}
		strong, tint := hue(k)
		n := b.box(rc, style{fill: tint, stroke: strong, width: 2, radius: chipRad})
		n.ID, n.Touch, n.Text = "to."+string(k), flow.ShelfTouched{Place: repair.Place{Kind: k}}, b.t("place."+string(k))
		b.icon(rc.X+18, rc.Y+30, 32, shelfIcon(k), strong)
		b.fit(rc.X+62, middle(rc.Y+46, 26), rc.W-74, left, face{26, true, strong}, 18, b.t("place."+string(k)))
	}
	y := lower.Y - 12 + 92 + 16
	h := min(96, b.h-footerH-12-y)
	b.button(Rect{margin, y, 240, h}, button{id: "scan.clear", text: b.t("button.cancel"), icon: "x", msg: flow.ScanCleared{}})
	b.button(Rect{margin + 256, y, 280, h}, button{id: "open-order", text: b.t("scan.open-order"), icon: "file-text", msg: flow.OrderChosen{Order: c.ID}})
	b.button(Rect{margin + 552, y, 280, h}, button{id: "open-test", text: b.t("scan.open-test"), icon: "list-checks", msg: flow.TestAsked{Order: c.ID}})
	b.script("script.scan.machine")
}

// scanAsking: the shelf 等待备件 wants to know why.
func (b *builder) scanAsking(band, lower Rect) {
	c := b.s.Scan.Machine
	fill, _ := hue(repair.ShelfAwaitingParts)
	b.shout(band, fill, "package", b.t("place.awaiting-parts"), b.t("scan.why"), join(b.device(c.Device), b.called(c), c.ID.String()), b.t("scan.why-tag"))
	w := (b.w - 2*margin - 2*gutter) / 3
	b.button(Rect{margin, lower.Y, w, 112}, button{id: "reason.parts", text: b.t("scan.reason-parts"), icon: "package", msg: flow.PartsReasonChosen{Reason: repair.ReasonParts}})
	b.button(Rect{margin + w + gutter, lower.Y, w, 112}, button{id: "reason.quote", text: b.t("scan.reason-quote"), icon: "receipt", msg: flow.PartsReasonChosen{Reason: repair.ReasonQuote}})
	b.button(Rect{margin + 2*(w+gutter), lower.Y, w, 112}, button{id: "scan.clear", text: b.t("button.cancel"), icon: "x", msg: flow.ScanCleared{}})
	part := b.s.Scan.Part
	if part == "" {
		part = b.t("field.part.hint")
	}
	b.chip("field.part", Rect{margin, lower.Y + 128, w, min(76, b.h-footerH-lower.Y-136)}, part, b.s.Scan.Part != "", flow.Focused{Field: flow.FieldPart})
	b.script("script.scan.reason")
}

// whose is what staff call the customer of a machine in the shop.
func (b *builder) whose(id repair.OrderID) string {
	c, ok := b.s.Floor.Get(id)
	if !ok {
		return ""
	}
	return b.called(&c)
}

// recent lists what was moved just now.
func (b *builder) recent(r Rect) {
	b.text(r.X, r.Y+20, 0, left, face{caption, false, ink2}, b.t("scan.recent"))
	if len(b.s.Scan.Recent) == 0 {
		b.text(r.X, r.Y+70, r.W, left, face{body, false, ink3}, b.t("scan.recent-none"))
		return
	}
	y := r.Y + 56
	for _, m := range b.s.Scan.Recent {
		if y+24 > r.Y+r.H {
			return
		}
		strong, _ := hue(m.To.Kind)
		place := b.placeText(m.To)
		pw := b.text(r.X+r.W, middle(y+4, body), 0, right, face{body, true, strong}, place)
		b.text(r.X, middle(y+4, body), 0, left, face{body, false, ink2}, m.At.In(b.s.Shop.Calendar.Loc).Format("15:04"))
		b.text(r.X+92, middle(y+4, body), r.W-92-pw-24, left, face{body, false, ink}, join(b.device(m.Device), b.whose(m.Order)))
		b.rule(r.X, y+36, r.W)
		y += 56
	}
}
