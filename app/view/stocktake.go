package view

import (
	"fmt"
	"strconv"
	"time"

	"countertop/app/flow"
	"countertop/app/repair"
)

// stockPlaces are the places that can be counted by touch; others by their code.
var stockPlaces = []repair.PlaceKind{
	repair.ShelfAwaitingTest, repair.ShelfAwaitingParts, repair.ShelfDone, repair.ShelfAwaitingPickup, repair.PlaceBench, repair.PlacePeer,
}

func init() { pages[flow.ScreenStock] = (*builder).stockTake }

// stockTake is the stock-take: a shelf, what stands on it, and what differs.
func (b *builder) stockTake() {
	k := b.s.Stock
	b.header()
	switch {
	case b.s.Focus == flow.FieldStockNote:
		b.typing(b.t("stock.note-title"), entryField{flow.FieldStockNote, "", b.t("stock.note-hint")})
	case k.Refused != nil:
		b.stockRefused()
	case k.Step == flow.StockScan:
		b.stockScan()
	case k.Step == flow.StockRows:
		b.stockRows()
	case k.Step == flow.StockList:
		b.stockList()
	case k.Step == flow.StockCarry && k.Carry != nil:
		b.stockCarry()
	case k.Step == flow.StockMissing:
		b.stockMissing()
	default:
		b.stockStart()
	}
}

// stockStart chooses what is counted, by a scan or a touch.
func (b *builder) stockStart() {
	w := b.w - 2*margin
	b.fit(margin, headerH+60, w, left, face{headline, true, ink}, 30, b.t("stock.title"))
	if word := b.s.Stock.Result.Word; word != "" {
		b.icon(margin, headerH+80, 28, "triangle-alert", lateRed)
		b.fit(margin+40, headerH+102, w-40, left, face{body, true, lateRed}, caption, b.t("stock.do."+string(word)))
	} else {
		b.fit(margin, headerH+102, w, left, face{body, false, ink2}, caption, b.t("stock.title-how"))
	}
	const cols, gap = 3, gutter
	top := headerH + 132
	h := (b.bottomY() - gutter - top - gap) / 2
	cw := (w - (cols-1)*gap) / cols
	for i, p := range stockPlaces {
		b.stockTile(Rect{margin + i%cols*(cw+gap), top + i/cols*(h+gap), cw, h}, p)
	}
	b.button(Rect{margin, b.bottomY(), 200, buttonH}, button{id: "back", text: b.t("button.back"), icon: "arrow-left", msg: flow.WentBack{}})
	b.script("stock.say.start")
}

func (b *builder) stockTile(r Rect, p repair.PlaceKind) {
	strong, tint := hue(p)
	n := b.box(r, style{fill: surface, stroke: control, width: 2, radius: corner})
	n.ID, n.Touch, n.Text = "stock."+string(p), flow.StockPlaceChosen{Place: repair.Place{Kind: p}}, b.t("place."+string(p))
	b.box(Rect{r.X + 24, r.Y + 24, 64, 64}, style{fill: tint, radius: 12})
	b.icon(r.X+38, r.Y+38, 36, shelfIcon(p), strong)
	count := strconv.Itoa(b.s.Column(p).Len())
	cw := b.text(r.X+r.W-28, r.Y+72, 0, right, face{headline, true, ink}, count)
	b.fit(r.X+108, r.Y+68, r.W-152-cw, left, face{value, true, ink}, 22, n.Text)
	b.fit(r.X+28, r.Y+r.H-28, r.W-56, left, face{22, false, ink2}, 18, b.lastCount(p, "stock.last", "stock.never"))
}

// lastCount says how the last stock-take of a place ended.
func (b *builder) lastCount(p repair.PlaceKind, key, never string) string {
	t, c, ok := b.s.Stock.Last(p)
	if !ok {
		if never == "" {
			return ""
		}
		return b.t(never)
	}
	what := b.t("stock.last-well")
	if n := c.Diffs(); n > 0 {
		what = b.t("stock.last-diffs", "n", strconv.Itoa(n))
	}
	return b.t(key, "day", b.moment(t.Ended), "what", what)
}

// stockLook is how a word looks: colour and icon.
func stockLook(w flow.StockWord) (fill Color, icon string) {
	switch w {
	case flow.StockWord(repair.StockHere):
		return okGreen, "circle-check"
	case flow.StockWord(repair.StockElsewhere), flow.StockWord(repair.StockOtherSlot):
		return soonAmber, "map-pin"
	case flow.StockAgain:
		return ink2, "rotate-ccw"
	case flow.StockShelfFirst:
		return ink, "scan-barcode"
	case flow.StockMisread, flow.StockNoMachine, flow.StockNoPlace, flow.StockWrongPlace:
		return lateRed, "circle-x"
	}
	return lateRed, "circle-question-mark"
}

// stockBand is the upper half of a page that is read from the shelf. It returns
// where the lower half begins.
func (b *builder) stockBand(fill Color, icon, over, word, under, small string, count bool) int {
	band := Rect{0, headerH, b.w, (b.bottomY() - headerH) * 66 / 100}
	b.box(band, style{fill: fill})
	c2 := Color{R: 255, G: 255, B: 255, A: 225}
	mid := band.Y + band.H/2
	const x = 242
	w := b.w - x - 48
	if count {
		w -= b.stockCount(band) + 48
	}
	b.icon(66, mid-104, 136, icon, white)
	b.fit(x, mid-112, w, left, face{34, false, c2}, 22, over)
	b.fit(x, mid-4, w, left, face{big, true, white}, 44, word)
	b.fit(x, mid+62, w, left, face{36, true, white}, 22, under)
	b.fit(x, mid+112, b.w-x-48, left, face{28, false, c2}, 18, small)
	return band.Y + band.H + 24
}

// stockCount is how far the place is: 27 / 31, at the right end of the band. It
// returns its width.
func (b *builder) stockCount(band Rect) int {
	found, expected := b.here()
	c2 := Color{R: 255, G: 255, B: 255, A: 225}
	x, mid := b.w-56, band.Y+band.H/2
	w := b.text(x, mid-4, 0, right, face{56, true, c2}, " / "+strconv.Itoa(expected))
	w += b.text(x-w, mid-4, 0, right, face{big, true, white}, strconv.Itoa(found))
	return max(w, b.text(x, mid+46, 0, right, face{body, false, c2}, b.t("stock.counted")))
}

// here is how many machines were found and are expected where people stand.
func (b *builder) here() (found, expected int) {
	k := b.s.Stock
	for _, c := range k.Report.Counts {
		if c.Place.Has(k.At) || k.At.Has(c.Place) {
			found, expected = found+c.Found, expected+c.Expected
		}
	}
	return found, expected
}

// stockScan: a place is counted.
func (b *builder) stockScan() {
	k := b.s.Stock
	res := k.Result
	place := b.placeText(k.At)
	y := 0
	switch {
	case res.Word == "":
		fill, _ := hue(k.At.Kind)
		over, under := b.t("stock.counting"), b.t("stock.now-machines")
		if found, expected := b.here(); found >= expected && expected > 0 {
			under = b.t("stock.all-counted")
		}
		y = b.stockBand(fill, shelfIcon(k.At.Kind), over, place, under, b.lastCount(k.At.Kind, "stock.last", ""), true)
	default:
		fill, icon := stockLook(res.Word)
		what := join(res.Order.Short(), b.device(res.Device))
		if what == "" {
			what = res.Code
		}
		stage := ""
		if res.Stage != "" {
			stage = b.t("stage." + string(res.Stage))
		}
		do := b.t("stock.do."+string(res.Word), "place", b.placeText(res.Recorded), "stage", stage)
		y = b.stockBand(fill, icon, place, b.t("stock.find."+string(res.Word)), what, do, true)
	}
	const actW = 340
	h := min(112, b.bottomY()-gutter-y)
	x := margin
	if bt, ok := b.stockAct(); ok {
		b.button(Rect{x, y, actW, h}, bt)
	}
	b.stockRecent(Rect{x + actW + 36, y, b.w - 2*margin - actW - 36, b.bottomY() - 8 - y})

	foot := b.bottomY()
	b.button(Rect{margin, foot, 200, buttonH}, button{id: "back", text: b.t("button.back"), icon: "arrow-left", msg: flow.WentBack{}})
	b.button(Rect{margin + 216, foot, 220, buttonH}, button{id: "stock.rows", text: b.t("stock.by-touch"), icon: "hand", msg: flow.StockStepAsked{Step: flow.StockRows}})
	b.button(Rect{b.sideX(), foot, sideW, buttonH}, button{id: "next", text: b.t("stock.done"), icon: "list-checks", primary: true, msg: flow.StockStepAsked{Step: flow.StockList}})
	b.script("stock.say.scan")
}

// stockAct is what can be done about the last scan with one touch.
func (b *builder) stockAct() (button, bool) {
	k := b.s.Stock
	key := string(k.Result.Order)
	if key == "" {
		key = k.Result.Code
	}
	switch repair.StockFind(k.Result.Word) {
	case repair.StockOtherSlot:
		return button{id: "mend", text: b.t("stock.take-slot"), icon: "map-pin", msg: flow.StockResolved{Key: key}}, true
	case repair.StockElsewhere:
		return button{id: "mend", text: b.t("stock.move-here"), icon: "arrow-down", msg: flow.StockResolved{Key: key}}, true
	}
	return b.stockUndo()
}

// stockUndo counts down while the last act can be taken back.
func (b *builder) stockUndo() (button, bool) {
	left := int(b.s.Stock.Undo.Until.Sub(b.s.Now) / time.Second)
	if left <= 0 {
		return button{}, false
	}
	return button{id: "undo", text: b.t("stock.undo", "n", strconv.Itoa(left)), icon: "undo-2", msg: flow.StockUndone{}}, true
}

// stockRecent lists what was scanned just now.
func (b *builder) stockRecent(r Rect) {
	b.text(r.X, r.Y+20, 0, left, face{caption, false, ink2}, b.t("stock.recent"))
	if len(b.s.Stock.Recent) == 0 {
		b.text(r.X, r.Y+64, r.W, left, face{body, false, ink3}, b.t("stock.recent-none"))
		return
	}
	const pitch = 44
	y := r.Y + 50
	for _, m := range b.s.Stock.Recent {
		if y+16 > r.Y+r.H {
			return
		}
		fill, icon := stockLook(m.Word)
		word := b.t("stock.find." + string(m.Word))
		ww := b.text(r.X+r.W, middle(y, body), 0, right, face{body, true, fill}, word)
		b.icon(r.X+r.W-ww-36, y-13, 26, icon, fill)
		b.text(r.X, middle(y, body), 0, left, face{body, false, ink2}, m.Time.In(b.s.Shop.Calendar.Loc).Format("15:04"))
		what := join(m.Order.Short(), b.device(m.Device))
		if m.Order == "" {
			what = m.Code
		}
		b.text(r.X+92, middle(y, body), r.W-92-ww-60, left, face{body, false, ink}, what)
		b.rule(r.X, y+22, r.W)
		y += pitch
	}
}

// stockRows: machines are touched instead of scanned.
func (b *builder) stockRows() {
	k := b.s.Stock
	list := k.Unseen()
	found, expected := b.here()
	room := b.head(heading{
		title: b.t("stock.rows", "place", b.placeText(k.At)), count: fmt.Sprintf("%d / %d", found, expected), how: b.t("stock.rows-how"),
	})
	p := room.list(len(list), k.Page, 3, 96, 12)
	for i, cell := range p.cells() {
		b.stockChip(cell, list[i])
	}
	if len(list) == 0 {
		b.empty(room, "check", "stock.rows-none")
	}
	b.stockFoot(p, button{id: "next", text: b.t("stock.done"), icon: "list-checks", msg: flow.StockStepAsked{Step: flow.StockList}}, len(list) == 0)
	b.script("")
}

func (b *builder) stockChip(r Rect, d repair.StockDiff) {
	n := b.box(r, style{fill: surface, stroke: control, width: 2, radius: chipRad})
	n.ID, n.Touch, n.Text = "see."+string(d.Order), flow.StockSeen{Order: d.Order}, d.Order.String()
	strong, _ := hue(d.Recorded.Kind)
	name := d.Recorded.Name()
	if d.Recorded.Slot == 0 {
		name = "—"
	}
	slot, rest := r.shrink(20, 0).left(92, 12)
	b.line(slot, left, face{value, true, strong}, name)
	b.pair(rest, left, face{label, true, ink}, b.machine(d), face{small, false, ink2}, d.Order.Short())
}

// shortPlace is a slot as it is printed, or a place without one by its name.
func (b *builder) shortPlace(p repair.Place) string {
	if p.Slot > 0 {
		return p.Name()
	}
	return b.placeText(p)
}

// machine is what a difference is about, in words.
func (b *builder) machine(d repair.StockDiff) string {
	return b.device(repair.Device{Brand: d.Brand, Model: d.Model})
}

// stockFoot has the way back, the pages, the undo and what happens next, which
// is black once nothing is left to do here.
func (b *builder) stockFoot(p paging, next button, done bool, more ...button) {
	if bt, ok := b.stockUndo(); ok {
		more = append(more, bt)
	}
	b.foot(foot{more: more, paging: p, turn: func(by int) flow.Msg { return flow.StockTurned{By: by} }, next: next, quiet: !done})
}

// stockList is what differs, group by group, with what settles each line.
func (b *builder) stockList() {
	k := b.s.Stock
	total := k.Report.Total()
	title := "stock.list"
	if !k.Open() {
		title = "stock.list-ended"
	}
	const groupsW = 720
	room := b.head(heading{
		title: b.t(title), corner: groupsW,
		how: b.t("stock.list-how", "expected", strconv.Itoa(total.Expected), "found", strconv.Itoa(total.Found), "open", strconv.Itoa(k.Report.Open())),
	})
	var opts []option
	for _, g := range repair.StockGroups {
		text := joinSpace(b.t("stock.group."+string(g)), strconv.Itoa(len(k.Lines(g))))
		opts = append(opts, option{"group." + string(g), text, k.Group == g, flow.StockGroupChosen{Group: g}})
	}
	b.segments(b.room().corner(groupsW), opts...)

	list := k.Lines(k.Group)
	p := room.list(len(list), k.Page, 1, 96, 8)
	for i, cell := range p.cells() {
		b.stockLine(cell, list[i])
	}
	switch {
	case len(k.Report.Diffs) == 0:
		b.empty(room, "circle-check", "stock.none")
	case len(list) == 0:
		b.empty(room, "check", "stock.none."+string(k.Group))
	}
	end, done := button{id: "stock.end", text: b.t("stock.end"), icon: "check", msg: flow.StockEnded{}}, k.Report.Open() == 0
	if !k.Open() {
		end, done = button{id: "stock.again", text: b.t("stock.again"), icon: "plus", msg: flow.StockStepAsked{Step: flow.StockPlaces}}, false
	}
	b.stockFoot(p, end, done, button{id: "stock.print", text: b.t("stock.print"), icon: "printer", msg: flow.StockPrinted{}})
	b.script("")
}

// stockLine is one difference: what, where, and its button.
func (b *builder) stockLine(r Rect, d repair.StockDiff) {
	b.box(r, style{fill: surface, stroke: line, radius: chipRad})
	y := r.Y + r.H/2
	right0 := b.stockMend(Rect{r.X, r.Y + 4, r.W - 8, r.H - 8}, d)
	if d.Order != "" {
		b.touch("diff."+d.Key(), Rect{r.X, r.Y, right0 - 8 - r.X, r.H}, flow.OrderChosen{Order: d.Order})
		b.text(r.X+20, y+2, 130, left, face{36, true, ink}, d.Order.Short())
		b.text(r.X+20, y+32, 130, left, face{caption, false, ink3}, string(d.Order[:len(d.Order)-4]))
	} else {
		b.icon(r.X+40, y-24, 48, "circle-question-mark", ink3)
	}
	x := r.X + 158
	w := right0 - 20 - x
	b.fit(x, y-6, w, left, face{26, true, ink}, 20, b.stockWhat(d))
	b.fit(x, y+28, w, left, face{22, false, ink2}, 16, b.stockWhere(d))
}

func (b *builder) stockWhat(d repair.StockDiff) string {
	if text := b.machine(d); text != "" {
		return text
	}
	if d.Code != "" {
		return d.Code
	}
	return b.t("stock.find." + string(d.Find))
}

func (b *builder) stockWhere(d repair.StockDiff) string {
	switch {
	case d.Find.Group() == repair.GroupMissing:
		return b.t("stock.recorded", "place", b.placeText(d.Recorded), "age", b.age(d.Since))
	case d.Find.Group() == repair.GroupForeign:
		return b.t("stock.seen", "place", b.placeText(d.Recorded), "at", b.placeText(d.At))
	case d.Note != "":
		return d.Note
	}
	return b.t("stock.seen-at", "what", b.t("stock.find."+string(d.Find)), "at", b.placeText(d.At))
}

// stockMend is what settles a difference, or how it was settled. It returns where
// it begins.
func (b *builder) stockMend(r Rect, d repair.StockDiff) int {
	const bw = 224
	x := r.X + r.W - bw
	open := b.s.Stock.Open()
	if d.Resolution != repair.ResolutionNone {
		if d.Resolution == repair.ResolutionSetAside && open && d.Note == "" {
			b.button(Rect{x, r.Y, bw, r.H}, button{id: "note." + d.Key(), text: b.t("stock.note"), icon: "pen-line", size: body, msg: flow.StockNoted{Key: d.Key()}})
			x -= gutter
		} else {
			x = r.X + r.W - 16
		}
		text := b.t("stock.mend." + string(d.Resolution))
		w := b.text(x, middle(r.Y+r.H/2, body), 0, right, face{body, true, okGreen}, text)
		b.icon(x-w-36, r.Y+r.H/2-14, 28, "circle-check", okGreen)
		return x - w - 44
	}
	if !open {
		w := b.text(r.X+r.W-16, middle(r.Y+r.H/2, body), 0, right, face{body, true, soonAmber}, b.t("stock.unsettled"))
		b.icon(r.X+r.W-16-w-36, r.Y+r.H/2-14, 28, "circle-alert", soonAmber)
		return r.X + r.W - w - 60
	}
	first := button{id: "mend." + d.Key(), size: body, primary: true, msg: flow.StockResolved{Key: d.Key()}}
	switch d.Find.Group() {
	case repair.GroupMissing:
		first.text, first.icon = b.t("stock.report"), "triangle-alert"
	case repair.GroupForeign:
		first.text, first.icon = b.t("stock.move-here"), "arrow-down"
		if d.Find == repair.StockOtherSlot {
			first.text, first.icon = b.t("stock.take-slot"), "map-pin"
		}
		b.button(Rect{x - bw - 10, r.Y, bw, r.H}, button{id: "carry." + d.Key(), text: b.t("stock.put-back"), icon: "undo-2", size: body, msg: flow.StockCarried{Key: d.Key()}})
		b.button(Rect{x, r.Y, bw, r.H}, first)
		return x - bw - 10
	case repair.GroupUnknown:
		first.text, first.icon = b.t("stock.set-aside"), "archive"
	}
	b.button(Rect{x, r.Y, bw, r.H}, first)
	return x
}

// stockCarry: a machine goes back to its place.
func (b *builder) stockCarry() {
	k := b.s.Stock
	d := *k.Carry
	what := join(b.machine(d), d.Order.String())
	fill, _ := hue(d.Recorded.Kind)
	y := 0
	if w := k.Result.Word; w != "" {
		fill, icon := stockLook(w)
		y = b.stockBand(fill, icon, what, b.t("stock.find."+string(w)), b.t("stock.do."+string(w), "place", b.placeText(d.Recorded)), "", false)
	} else {
		y = b.stockBand(fill, "undo-2", b.t("stock.carry"), b.placeText(d.Recorded), what, b.t("stock.carry-how"), false)
	}
	b.button(Rect{margin, b.bottomY(), 200, buttonH}, button{id: "back", text: b.t("button.back"), icon: "arrow-left", msg: flow.WentBack{}})
	b.button(Rect{b.sideX(), b.bottomY(), sideW, buttonH}, button{id: "carried", text: b.t("stock.carried"), icon: "check", primary: true, msg: flow.StockCarried{Done: true}})
	b.icon(margin, y+8, 40, "scan-barcode", ink2)
	b.fit(margin+60, middle(y+28, 28), b.w-2*margin-60, left, face{28, false, ink2}, 20, b.t("stock.carry-how"))
	b.script("")
}

// stockRefused: the machine cannot be moved here, or only with a reason.
func (b *builder) stockRefused() {
	f := b.s.Stock.Refused
	d := f.Diff
	what := join(b.machine(d), d.Order.String())
	foot := b.bottomY()
	back := button{id: "back", text: b.t("button.back"), icon: "arrow-left", msg: flow.WentBack{}}
	if f.Asks() {
		fill, _ := hue(repair.ShelfAwaitingParts)
		y := b.stockBand(fill, "package", b.t("place.awaiting-parts"), b.t("stock.why"), what, b.t("scan.why-tag"), false)
		w := (b.w - 2*margin - gutter) / 2
		for i, reason := range []repair.PartsReason{repair.ReasonParts, repair.ReasonQuote} {
			b.button(Rect{margin + i*(w+gutter), y, w, min(112, foot-gutter-y)}, button{
				id: "reason." + string(reason), text: b.t("scan.reason-" + string(reason)), icon: []string{"package", "receipt"}[i],
				msg: flow.StockResolved{Key: d.Key(), Reason: reason},
			})
		}
		b.button(Rect{margin, foot, 200, buttonH}, back)
		b.script("")
		return
	}
	args := b.ruleArgs(f.Rule)
	rule := "rule." + string(f.Rule.Rule)
	y := b.stockBand(lateRed, "circle-x", b.t("stock.refused"), b.t(rule+".what", args...), what, b.t("stock.seen", "place", b.placeText(d.Recorded), "at", b.placeText(d.At)), false)
	b.para(margin, y+28, b.w-2*margin, 3, 36, face{26, false, ink2}, b.t(rule+".do", args...))
	b.button(Rect{margin, foot, 200, buttonH}, back)
	b.button(Rect{margin + 216, foot, 320, buttonH}, button{id: "open-order", text: b.t("stock.open-order"), icon: "file-text", msg: flow.OrderChosen{Order: d.Order}})
	b.button(Rect{b.sideX(), foot, sideW, buttonH}, button{id: "carry", text: b.t("stock.put-back"), icon: "undo-2", primary: true, msg: flow.StockCarried{Key: d.Key()}})
	b.script("")
}

// stockMissing lists all machines that were reported missing.
func (b *builder) stockMissing() {
	cards := b.s.Floor.Missing()
	room := b.head(heading{
		title: b.t("stock.missing-title"), how: b.t("stock.missing-how"), count: strconv.Itoa(len(cards)), color: lateRed,
	})
	p := room.list(len(cards), b.s.Stock.Page, 1, 96, 8)
	for i, cell := range p.cells() {
		b.missingLine(cell, cards[i])
	}
	if len(cards) == 0 {
		b.empty(room, "circle-check", "stock.missing-none")
	}
	b.stockFoot(p, button{}, false)
	b.script("")
}

// missingLine is one of them: a touch opens its order.
func (b *builder) missingLine(r Rect, c *repair.Card) {
	n := b.box(r, style{fill: lateTint, stroke: line, radius: chipRad})
	n.ID, n.Touch, n.Text = "missing."+string(c.ID), flow.OrderChosen{Order: c.ID}, c.ID.String()
	icon, r := r.shrink(24, 0).left(40, 20)
	b.iconIn(icon, 40, "triangle-alert", lateRed)
	id, r := r.left(130, 8)
	b.pair(id, left, face{value, true, ink}, c.ID.Short(), face{caption, false, ink3}, string(c.ID[:len(c.ID)-4]))
	more, r := r.right(28, gutter)
	b.iconIn(more, 28, "chevron-right", ink3)
	b.pair(r, left, face{label, true, ink}, b.device(c.Device), face{small, false, ink2},
		b.t("stock.missing-since", "when", b.moment(c.MissingSince), "place", b.placeText(c.Place)))
}
