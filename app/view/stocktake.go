package view

import (
	"fmt"
	"strconv"
	"time"

	"countertop/app/document"
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
	h := heading{title: b.t("stock.title"), how: b.t("stock.title-how")}
	if word := b.s.Stock.Result.Word; word != "" {
		h.how, h.bad = b.t("stock.do."+string(word)), true
	}
	for i, cell := range b.head(h).grid(3, 2, gutter) {
		b.stockTile(cell, stockPlaces[i])
	}
	b.foot(foot{})
	b.script("stock.say.start")
}

func (b *builder) stockTile(r Rect, p repair.PlaceKind) {
	strong, tint := hue(p)
	name := b.t("place." + string(p))
	st := style{fill: surface, stroke: control, width: 2, radius: corner}
	b.tap("stock."+string(p), r, st, name, flow.StockPlaceChosen{Place: repair.Place{Kind: p}}).Reach = 0
	head, last := r.shrink(24, 24).top(64, gutter)
	icon, head := head.left(64, 20)
	b.box(icon, style{fill: tint, radius: 12})
	b.iconIn(icon, 36, shelfIcon(p), strong)
	_, head = head.right(b.line(head, right, face{headline, true, ink}, strconv.Itoa(b.s.Column(p).Len())), gutter)
	b.line(head, left, face{value, true, ink}, name)
	last, _ = last.bottom(32, 0)
	b.line(last, left, face{small, false, ink2}, b.lastCount(p, "stock.last", "stock.never"))
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
	case flow.StockWord(repair.StockNoOrder):
		return lateRed, "triangle-alert"
	case flow.StockMisread, flow.StockNoMachine, flow.StockNoPlace, flow.StockWrongPlace:
		return lateRed, "circle-x"
	}
	return lateRed, "circle-question-mark"
}

// stockBand is the upper two thirds of a page, read from the shelf, with how far
// the place is counted if it says so. It returns the room below.
func (b *builder) stockBand(s shout, count bool) Rect {
	r := b.room()
	band, lower := r.top((r.H+gutter)*66/100, 24)
	band = band.shrink(-margin, 0)
	if !count {
		b.shout(band, s)
		return lower
	}
	// 27 / 31, at the right end.
	n, of := b.here()
	found, expected := strconv.Itoa(n), " / "+strconv.Itoa(of)
	fw, ew := face{big, true, white}, face{headline, true, onHue}
	w := max(b.width(found, fw)+b.width(expected, ew), b.width(b.t("stock.counted"), face{body, false, onHue}))
	s.right = w + 48
	b.shout(band, s)
	at, _ := band.shrink(56, 0).right(w, 0)
	mid := at.midY()
	b.text(at.endX(), mid-16, 0, right, ew, expected)
	b.text(at.endX()-b.width(expected, ew), mid-16, 0, right, fw, found)
	b.text(at.endX(), mid+50, 0, right, face{body, false, onHue}, b.t("stock.counted"))
	return lower
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
	res, place := k.Result, b.placeText(k.At)
	var says shout
	if res.Word == "" {
		fill, _ := hue(k.At.Kind)
		says = shout{fill: fill, icon: shelfIcon(k.At.Kind), over: b.t("stock.counting"), word: place, under: b.t("stock.now-machines")}
		if found, expected := b.here(); found >= expected && expected > 0 {
			says.under = b.t("stock.all-counted")
		}
		says.quiet = b.lastCount(k.At.Kind, "stock.last", "")
	} else {
		fill, icon := stockLook(res.Word)
		says = shout{fill: fill, icon: icon, over: place, word: b.t("stock.find." + string(res.Word))}
		says.under = join(res.Order.Short(), b.device(res.Device))
		switch {
		case res.Word == flow.StockWord(repair.StockNoOrder):
			says.under = res.Order.String() // nothing else is known of it
		case says.under == "":
			says.under = res.Code
		}
		stage := ""
		if res.Stage != "" {
			stage = b.t("stage." + string(res.Stage))
		}
		says.quiet = b.t("stock.do."+string(res.Word), "place", b.placeText(res.Recorded), "stage", stage)
	}
	act, recent := b.stockBand(says, true).left(scanActionW, 36)
	if bt, ok := b.stockAct(); ok {
		act, _ = act.top(scanActionH, 0)
		b.button(act, bt)
	}
	b.stockRecent(recent)
	b.foot(foot{
		more: []button{{id: "stock.rows", text: b.t("stock.by-touch"), icon: "hand", msg: flow.StockStepAsked{Step: flow.StockRows}}},
		next: button{id: "next", text: b.t("stock.done"), icon: "list-checks", msg: flow.StockStepAsked{Step: flow.StockList}},
	})
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
	default: // the books cannot be mended with a touch
	}
	return b.stockUndo()
}

// stockUndo counts down while the last act can be taken back.
func (b *builder) stockUndo() (button, bool) {
	seconds := int(b.s.Stock.Undo.Until.Sub(b.s.Now) / time.Second)
	if seconds <= 0 {
		return button{}, false
	}
	return button{id: "undo", text: b.t("stock.undo", "n", strconv.Itoa(seconds)), icon: "undo-2", msg: flow.StockUndone{}}, true
}

// stockRecent lists what was scanned just now.
func (b *builder) stockRecent(r Rect) {
	over, r := r.top(28, 0)
	b.line(over, left, face{caption, false, ink2}, b.t("stock.recent"))
	if len(b.s.Stock.Recent) == 0 {
		r, _ = r.top(56, 0)
		b.line(r, left, face{body, false, ink3}, b.t("stock.recent-none"))
		return
	}
	for i, row := range r.tiles(1, 40, 0) {
		if i == len(b.s.Stock.Recent) {
			return
		}
		m := b.s.Stock.Recent[i]
		what := m.Code
		if m.Order != "" {
			what = join(m.Order.Short(), b.device(m.Device))
		}
		fill, icon := stockLook(m.Word)
		b.happening(row, m.Time, what, b.t("stock.find."+string(m.Word)), icon, fill)
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
	next := button{id: "next", text: b.t("stock.done"), icon: "list-checks", msg: flow.StockStepAsked{Step: flow.StockList}}
	b.stockFoot(p, next, len(list) == 0)
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
		how: b.t(
			"stock.list-how", "expected", strconv.Itoa(total.Expected),
			"found", strconv.Itoa(total.Found), "open", strconv.Itoa(k.Report.Open()),
		),
	})
	var opts []option
	for _, g := range repair.StockGroups {
		if g == repair.GroupLost && len(k.Lines(g)) == 0 {
			continue
		}
		text := document.Spaced(b.t("stock.group."+string(g)), strconv.Itoa(len(k.Lines(g))))
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
		again := flow.StockStepAsked{Step: flow.StockPlaces}
		end, done = button{id: "stock.again", text: b.t("stock.again"), icon: "plus", msg: again}, false
	}
	b.stockFoot(p, end, done, button{id: "stock.print", text: b.t("stock.print"), icon: "printer", msg: flow.StockPrinted{}})
	b.script("")
}

// stockLine is one difference: what, where, and its button.
func (b *builder) stockLine(r Rect, d repair.StockDiff) {
	st := rowStyle
	if d.Find.Group() == repair.GroupLost {
		st.fill, st.stroke, st.width = lateTint, lateRed, 2
	}
	b.box(r, st)
	in := r.shrink(8, 4)
	in = b.stockSettle(in, d)
	id, words := in.left(138, 12)
	_, id = id.left(12, 0)
	if d.Order != "" {
		open, _ := r.left(in.endX()-r.X, 0)
		b.touch("diff."+d.Key(), open, flow.OrderChosen{Order: d.Order})
		b.pair(id, left, face{value, true, ink}, d.Order.Short(), face{caption, false, ink3}, string(d.Order[:len(d.Order)-4]))
	} else {
		b.iconIn(id, 48, "circle-question-mark", ink3)
	}
	_, words = words.right(0, 12)
	b.pair(words, left, face{label, true, ink}, b.stockWhat(d), face{small, false, ink2}, b.stockWhere(d))
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

// stockSettle is what settles a difference, or how it was settled, at the right
// end of r. It returns the room beside it.
func (b *builder) stockSettle(r Rect, d repair.StockDiff) Rect {
	const actW = 224
	open := b.s.Stock.Open()
	act := func(bt button) {
		at, rest := r.right(actW, 10)
		b.button(at, bt)
		r = rest
	}
	says := func(icon string, c Color, text string) Rect {
		_, in := r.right(8, 0)
		_, in = in.right(b.line(in, right, face{body, true, c}, text), 8)
		at, rest := in.right(28, 8)
		b.iconIn(at, 28, icon, c)
		return rest
	}
	switch {
	case d.Resolution != repair.ResolutionNone:
		if d.Resolution == repair.ResolutionSetAside && open && d.Note == "" {
			act(button{id: "note." + d.Key(), text: b.t("stock.note"), icon: "pen-line", size: body, msg: flow.StockNoted{Key: d.Key()}})
		}
		return says("circle-check", okGreen, b.t("stock.mend."+string(d.Resolution)))
	case !open:
		return says("circle-alert", soonAmber, b.t("stock.unsettled"))
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
	case repair.GroupUnknown, repair.GroupLost:
		first.text, first.icon = b.t("stock.set-aside"), "archive"
	}
	act(first)
	if d.Find.Group() == repair.GroupForeign {
		act(button{id: "carry." + d.Key(), text: b.t("stock.put-back"), icon: "undo-2", size: body, msg: flow.StockCarried{Key: d.Key()}})
	}
	return r
}

// stockCarry: a machine goes back to its place.
func (b *builder) stockCarry() {
	k := b.s.Stock
	d := *k.Carry
	what, place := join(b.machine(d), d.Order.String()), b.placeText(d.Recorded)
	fill, _ := hue(d.Recorded.Kind)
	says := shout{fill: fill, icon: "undo-2", over: b.t("stock.carry"), word: place, under: what, quiet: b.t("stock.carry-how")}
	if w := k.Result.Word; w != "" {
		fill, icon := stockLook(w)
		says = shout{
			fill: fill, icon: icon, over: what, word: b.t("stock.find." + string(w)), under: b.t("stock.do."+string(w), "place", place),
		}
	}
	how, _ := b.stockBand(says, false).top(56, 0)
	icon, words := how.left(40, 20)
	b.iconIn(icon, 40, "scan-barcode", ink2)
	b.line(words, left, face{label, false, ink2}, b.t("stock.carry-how"))
	b.foot(foot{next: button{id: "carried", text: b.t("stock.carried"), icon: "check", msg: flow.StockCarried{Done: true}}})
	b.script("")
}

// stockRefused: the machine cannot be moved here, or only with a reason.
func (b *builder) stockRefused() {
	f := b.s.Stock.Refused
	d := f.Diff
	what := join(b.machine(d), d.Order.String())
	if f.Asks() {
		fill, _ := hue(repair.ShelfAwaitingParts)
		lower := b.stockBand(shout{
			fill: fill, icon: "package", over: b.t("place.awaiting-parts"), word: b.t("stock.why"), under: what, quiet: b.t("scan.why-tag"),
		}, false)
		row, _ := lower.top(scanActionH, 0)
		for i, cell := range row.cols(2, gutter) {
			reason := []repair.PartsReason{repair.ReasonParts, repair.ReasonQuote}[i]
			b.button(cell, button{
				id: "reason." + string(reason), text: b.t("scan.reason-" + string(reason)), icon: []string{"package", "receipt"}[i],
				msg: flow.StockResolved{Key: d.Key(), Reason: reason},
			})
		}
		b.foot(foot{})
		b.script("")
		return
	}
	rule, args := "rule."+string(f.Rule.Rule), b.ruleArgs(f.Rule)
	lower := b.stockBand(shout{
		fill: lateRed, icon: "circle-x", over: b.t("stock.refused"), word: b.t(rule+".what", args...), under: what,
		quiet: b.t("stock.seen", "place", b.placeText(d.Recorded), "at", b.placeText(d.At)),
	}, false)
	b.prose(lower, face{label, false, ink2}, b.t(rule+".do", args...))
	b.foot(foot{
		more: []button{{id: "open-order", text: b.t("stock.open-order"), icon: "file-text", msg: flow.OrderChosen{Order: d.Order}}},
		next: button{id: "carry", text: b.t("stock.put-back"), icon: "undo-2", msg: flow.StockCarried{Key: d.Key()}},
	})
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
