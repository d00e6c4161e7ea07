package view

import (
	"cmp"
	"slices"
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
		b.typing(b.t("scan.part-title"), entryField{flow.FieldPart, b.t("field.part"), b.t("field.part.hint")})
		return
	}
	sc := b.s.Scan
	b.header()
	switch {
	case sc.Asking && sc.Machine != nil:
		b.scanAsking()
	case sc.Machine != nil:
		b.scanMachine()
	case sc.Result.Kind == flow.ResultNone && sc.Shelf != nil:
		b.scanShelf()
	case sc.Result.Kind == flow.ResultNone:
		b.scanIdle()
	default:
		b.scanResult()
	}
}

// scanActionW and scanActionH are an action below what is read from the shelf.
const (
	scanActionW = 340
	scanActionH = 112
	// scanHeadH is what a shout takes where most of the page is to be touched.
	scanHeadH = 300
)

// scanBand is the upper part of the page, from side to side, and the room below
// it: sixty percent are read from the shelf.
func (b *builder) scanBand() (band, lower Rect) {
	p := b.page()
	band, lower = p.top(p.H*6/10, 32)
	return band, lower.shrink(2*margin, 0)
}

// shout is what is read from the shelf: an icon, a small line, a word, two lines
// below.
type shout struct {
	fill                     Color
	icon                     string
	over, word, under, quiet string
	right                    int // room at the right end that the page fills itself
}

// shout draws the band of a result.
func (b *builder) shout(r Rect, s shout) {
	b.box(r, style{fill: s.fill})
	icon, in := r.shrink(66, 0).left(136, 40)
	icon, _ = icon.top(r.H/2+32, 0)
	icon, _ = icon.bottom(136, 0)
	b.iconIn(icon, 136, s.icon, white)
	in.W += 18
	_, short := in.right(s.right, 0)
	mid := r.midY()
	if r.H < scanHeadH+60 {
		mid += 16
	}
	b.text(in.X, mid-124, short.W, left, face{value, false, onHue}, s.over)
	b.text(in.X, mid-16, short.W, left, face{big, true, white}, s.word)
	b.text(in.X, mid+50, short.W, left, face{value, true, white}, s.under)
	b.text(in.X, mid+98, in.W, left, face{label, false, onHue}, s.quiet)
}

// scanShout draws a result and returns the room below.
func (b *builder) scanShout(s shout) Rect {
	band, lower := b.scanBand()
	b.shout(band, s)
	return lower
}

// scanActions lays actions side by side below a result, the first of the usual
// width, and returns the room below them.
func (b *builder) scanActions(r Rect, list ...button) Rect {
	row, rest := r.top(scanActionH, gutter)
	for _, bt := range list {
		var cell Rect
		cell, row = row.left(max(scanActionW, b.wants(bt, 0)), gutter)
		b.button(cell, bt)
	}
	return rest
}

// scanBeside is one or two actions below a result, with what was moved just now
// beside them.
func (b *builder) scanBeside(r Rect, list ...button) {
	acts, rest := r.left(scanActionW, 36)
	for _, bt := range list {
		var cell Rect
		cell, acts = acts.top(scanActionH, 12)
		if bt.id != "" {
			b.button(cell, bt)
		}
	}
	b.recent(rest)
}

func (b *builder) describe(r repair.Row) string {
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

func (b *builder) scanResult() {
	res := b.s.Scan.Result
	switch res.Kind {
	case flow.ResultMoved, flow.ResultAgain, flow.ResultUndone:
		lower := b.scanShout(b.movedShout(res))
		acts := []button{b.backButton(flow.ScanCleared{}), {}}
		if s := int(res.UndoBy.Sub(b.s.Now) / time.Second); res.Kind == flow.ResultMoved && s > 0 {
			acts[1] = button{id: "undo", text: b.t("scan.undo", "n", strconv.Itoa(s)), icon: "undo-2", msg: flow.UndoAsked{}}
		}
		b.scanBeside(lower, acts...)
		b.say(trade.MomentScanMoved)
	case flow.ResultRefused:
		b.scanRefused()
	default:
		lower := b.scanShout(shout{
			fill: lateRed, icon: "circle-x", over: b.t("scan.unknown"), word: b.t(res.Problem + ".short"), under: res.Code,
		})
		b.scanActions(
			lower, button{id: "find", text: b.t("scan.search"), icon: "search", primary: true, msg: flow.FindAsked{}},
			b.backButton(flow.WentBack{}),
		)
		b.say(trade.MomentScanUnknown)
	}
}

// movedShout says where a machine went, and from where.
func (b *builder) movedShout(res flow.Result) shout {
	s := shout{icon: "circle-check", over: "scan.moved", word: b.placeText(res.To), under: b.describe(*res.Row)}
	s.fill, _ = hue(res.To.Kind)
	from := b.t("scan.from", "place", b.placeText(res.From))
	switch res.Kind {
	case flow.ResultAgain:
		s.icon, s.over = "info", "scan.again"
		from = b.t("scan.again-since", "age", b.age(res.Row.Order.PlaceSince))
	case flow.ResultUndone:
		s.icon, s.over = "undo-2", "scan.undone"
	default: // a move like any other; refusals have a shout of their own
	}
	s.quiet = from
	if o := res.Row.Order; res.Kind != flow.ResultUndone && o.Place.Kind == repair.PlaceBench {
		// Whose bench it is, is what counts.
		if res.Kind != flow.ResultAgain {
			s.icon, s.over = "wrench", "scan.taken"
		}
		if b.s.Staff != nil && b.s.Staff.ID == o.Holder {
			s.word = b.t("scan.my-bench")
		}
		s.quiet = join(b.s.Person(o.Holder).Name, from)
		if res.Taken > 0 {
			taken := b.t("scan.taken-n", "n", strconv.Itoa(res.Taken))
			s.quiet = join(b.s.Person(o.Holder).Name, taken, b.t("scan.from", "place", b.placeText(res.From)))
		}
	}
	if res.Prints > 0 {
		s.quiet = join(s.quiet, b.t("scan.prints", "n", strconv.Itoa(res.Prints)))
	}
	s.over = b.t(s.over)
	return s
}

// ruleArgs are the words that fill a refusal.
func (b *builder) ruleArgs(e *repair.RuleError) []string {
	args := []string{"order", e.Order.String(), "n", strconv.Itoa(len(e.Need))}
	for k, v := range e.Args {
		if k == "who" {
			v = b.person(repair.StaffID(v))
		}
		if k != "n" {
			args = append(args, k, v)
		}
	}
	return b.args(args)
}

// lineText is the name of a test line by its key, or the shop's own words.
func (b *builder) lineText(key string) string {
	return trade.LineText(b.lang, repair.TestLine{Key: key})
}

func (b *builder) scanRefused() {
	res := b.s.Scan.Result
	e := res.Rule
	var needs []string
	for _, k := range e.Need {
		if e.Rule == repair.RuleRole {
			needs = append(needs, b.t("role."+k))
			continue
		}
		needs = append(needs, b.lineText(k))
	}
	if len(needs) > 4 {
		needs = append(needs[:3], b.t("scan.and-more", "n", strconv.Itoa(len(needs)-3)))
	}
	still := ""
	if res.Row != nil {
		still = join(b.device(res.Row.Order.Device), e.Order.String(), b.t("scan.still", "place", b.placeText(e.Place)))
	}
	args := b.ruleArgs(e)
	lower := b.scanShout(shout{
		fill: lateRed, icon: "circle-x", over: b.t("scan.refused"), word: b.t("rule."+string(e.Rule)+".what", args...),
		under: join(needs...), quiet: still,
	})
	rest := b.scanActions(lower, b.refusedActs(res)...)
	b.para(rest.X, rest.Y+28, rest.W, 2, 32, face{body, false, ink2}, b.t("rule."+string(e.Rule)+".do", args...))
	b.say(trade.MomentScanRefused)
}

// refusedActs are what can be done about a refusal; if nothing, it is taken back.
func (b *builder) refusedActs(res flow.Result) (acts []button) {
	e := res.Rule
	back := b.backButton(flow.ScanCleared{})
	if e.Rule == repair.RuleTestSheet && res.Row != nil {
		retry := res.Command
		acts = append(acts, button{
			id: "fill-test", text: b.t("scan.fill-test"), icon: "list-checks",
			primary: true, msg: flow.TestAsked{Order: e.Order, Retry: &retry},
		})
	}
	switch {
	case e.Rule == repair.RuleHeld:
		who := b.s.Person(b.s.Scan.Held()).Name
		return append(acts, button{
			id: "hand-over", text: b.t("scan.hand-over", "who", who), icon: "badge-check", primary: true,
			msg: flow.DialogAsked{Kind: flow.DialogApprove, Purpose: flow.ForHeld},
		}, back)
	case e.Override != "":
		acts = append(acts, button{
			id: "override", text: b.t("scan.override"), icon: "badge-check",
			msg: flow.DialogAsked{Kind: flow.DialogApprove, Purpose: flow.ForMove},
		})
	}
	return append(acts, back)
}

// scanIdle waits for a code; below stands what can be moved by a finger: what has no
// shelf yet, then what was moved just now.
func (b *builder) scanIdle() {
	_, room := b.room().top(20, 0)
	card, room := room.top(180, gutter)
	b.card(card)
	icon, words := card.shrink(44, 0).left(100, 32)
	b.iconIn(icon, 100, "scan-barcode", ink)
	title, how := words.top(words.H/2, 0)
	b.text(title.X, title.endY()-4, title.W, left, face{headline, true, ink}, b.t("scan.idle"))
	b.para(how.X, how.Y+36, how.W, 2, 32, face{label, false, ink2}, b.t("scan.idle-how"))
	b.byFinger(room)
	b.foot(foot{more: []button{
		{id: "scan.find", text: b.t("scan.search"), icon: "search", msg: flow.FindAsked{}},
		{id: "scan.stock", text: b.t("home.stock"), icon: "list-checks", msg: flow.Opened{Screen: flow.ScreenStock}},
	}})
	b.say(trade.MomentScanIdle)
}

// byFinger lists machines that can be moved without a scanner.
func (b *builder) byFinger(r Rect) {
	if b.s.Staff == nil {
		b.line(b.over(r, b.t("scan.by-finger")).at(0, 0, r.W, 64), left, face{body, false, ink2}, b.t("scan.sign-in-first"))
		return
	}
	list := b.s.Unshelved()
	key := "scan.unshelved"
	if len(list) == 0 {
		key = "scan.recent"
		for _, m := range b.s.Scan.Recent {
			if c, ok := b.s.Floor.Get(m.Order); ok && !slices.ContainsFunc(list, func(x *repair.Card) bool { return x.ID == c.ID }) {
				list = append(list, &c)
			}
		}
	}
	room := b.over(r, b.t(key, "n", strconv.Itoa(len(list))))
	if len(list) == 0 {
		b.line(room.at(0, 0, room.W, 64), left, face{body, false, ink2}, b.t("scan.all-shelved"))
		return
	}
	for i, cell := range room.list(len(list), 0, 2, 88, 12).cells() {
		b.movable(cell, list[i])
	}
}

// movable is a machine that a touch takes up.
func (b *builder) movable(r Rect, c *repair.Card) {
	b.tap("move."+string(c.ID), r, choosable, c.ID.Short(), flow.MoveAsked{Order: c.ID})
	icon, in := r.shrink(gutter, 0).left(36, 14)
	b.iconIn(icon, 36, kindIcon(c.Device.Kind), ink2)
	b.pair(in, left, face{label, true, ink}, join(c.ID.Short(), b.device(c.Device)),
		face{caption, false, ink2}, join(b.placeText(c.Place), b.called(c)))
}

// scanShelf: a shelf waits for machines.
func (b *builder) scanShelf() {
	p := *b.s.Scan.Shelf
	fill, _ := hue(p.Kind)
	seconds := max(0, int(b.s.Scan.Until.Sub(b.s.Now)/time.Second))
	over, word := b.t("scan.shelf"), b.placeText(p)
	if b.s.Scan.Takes() && b.s.Staff != nil {
		over, word = join(b.t("scan.taking"), b.s.Staff.Name), b.t("scan.my-bench")
	}
	says := shout{
		fill: fill, icon: shelfIcon(p.Kind), over: over, word: word, under: b.t("scan.now-machines"),
		quiet: b.t("scan.shelf-stays", "n", strconv.Itoa(seconds)),
	}
	free, of := b.s.FreeSlots(p.Kind)
	full := of > 0 && free == 0 && p.Slot == 0
	if full {
		says.under = b.t("scan.shelf-full", "n", strconv.Itoa(of))
	}
	band, lower := b.page().top(scanHeadH, gutter)
	b.shout(band, says)
	lower = lower.shrink(margin, 0)
	lower.H -= gutter
	acts, stands := lower.right(300, columnGap)
	cancel, acts := acts.bottom(buttonH, gutter)
	b.button(cancel, b.cancelScan())
	if full {
		b.roomElsewhere(acts, p.Kind)
	}
	b.standsThere(stands, p)
	b.say(trade.MomentScanShelf)
}

// roomElsewhere offers the shelves that have a free slot.
func (b *builder) roomElsewhere(r Rect, full repair.PlaceKind) {
	in := b.over(r, b.t("scan.room-elsewhere"))
	cells := in.tiles(1, 90, 8)
	for _, k := range repair.Shelves {
		free, of := b.s.FreeSlots(k)
		if k == full || of > 0 && free == 0 || len(cells) == 0 {
			continue
		}
		to := flow.ShelfTouched{Place: repair.Place{Kind: k}}
		b.placeChip("to."+string(k), cells[0], k, b.t("scan.free", "n", strconv.Itoa(free)), to)
		cells = cells[1:]
	}
}

// standsThere lists what the shop knows to be on a shelf, by its slots; a touch takes
// a machine up.
func (b *builder) standsThere(r Rect, p repair.Place) {
	list := b.s.Floor.On(p.Kind)
	if p.Slot > 0 {
		list = slices.DeleteFunc(list, func(c *repair.Card) bool { return c.Place != p })
	}
	if b.s.Scan.Takes() && b.s.Staff != nil {
		list = slices.DeleteFunc(list, func(c *repair.Card) bool { return c.Holder != b.s.Staff.ID })
	}
	slices.SortStableFunc(list, func(x, y *repair.Card) int { return cmp.Compare(x.Place.Slot, y.Place.Slot) })
	room := b.over(r, b.t("scan.stands-here", "n", strconv.Itoa(len(list))))
	if len(list) == 0 {
		b.line(room.at(0, 0, room.W, 64), left, face{body, false, ink2}, b.t("scan.stands-none"))
		return
	}
	cells := room.tiles(2, buttonH, 12)
	more := len(list) - len(cells)
	if more > 0 {
		more++
		last := cells[len(cells)-1]
		cells = cells[:len(cells)-1]
		b.tap("scan.board", last, choosable, "", flow.Opened{Screen: flow.ScreenBoard})
		b.line(last.shrink(gutter, 0), left, face{label, true, ink}, b.t("scan.stands-more", "n", strconv.Itoa(more)))
	}
	for i, cell := range cells[:min(len(cells), len(list))] {
		b.movable(cell, list[i])
	}
}

func (b *builder) cancelScan() button {
	return button{id: "scan.clear", text: b.t("button.cancel"), icon: "x", msg: flow.ScanCleared{}}
}

// scanMachine: a machine waits for its shelf, which can also be touched.
func (b *builder) scanMachine() {
	c := b.s.Scan.Machine
	quiet := b.t("scan.now-shelf", "place", b.placeText(c.Place))
	if c.Place.Kind == repair.PlaceCustomer {
		quiet = b.t("scan.with-customer")
	}
	band, lower := b.page().top(scanHeadH, gutter)
	b.shout(band, shout{
		fill: ink, icon: "scan-barcode", over: b.t("scan.machine"), word: b.device(c.Device),
		under: join(b.called(c), c.ID.String()), quiet: quiet,
	})
	acts, lower := lower.shrink(margin, 0).bottom(buttonH+gutter, gutter)
	rows := lower.rows(2, gutter)
	b.placeChips(rows[0], append(repair.Shelves[:len(repair.Shelves):len(repair.Shelves)], repair.PlaceBench)...)
	outside := rows[1]
	if c.Ready {
		var hand Rect
		hand, outside = outside.right((outside.W-4*gutter)/5, gutter)
		text, msg := b.t("scan.hand-over-customer"), flow.PickupOpened{Order: c.ID}
		b.button(hand, button{id: "to.customer", text: text, icon: "package-check", msg: msg})
	}
	b.placeChips(outside, repair.OutsidePlaces...)
	for _, bt := range []button{
		b.cancelScan(),
		{id: "open-order", text: b.t("scan.open-order"), icon: "file-text", msg: flow.OrderChosen{Order: c.ID}},
		{id: "open-test", text: b.t("scan.open-test"), icon: "list-checks", msg: flow.TestAsked{Order: c.ID}},
	} {
		var cell Rect
		cell, acts = acts.left(b.wants(bt, 240), gutter)
		b.button(cell, bt)
	}
	b.say(trade.MomentScanMachine)
}

// placeChips are places to put a machine, side by side.
func (b *builder) placeChips(r Rect, places ...repair.PlaceKind) {
	for i, cell := range r.cols(len(places), gutter) {
		k, icon := places[i], ""
		if n, of := b.s.FreeSlots(k); of > 0 && n == 0 {
			icon = "triangle-alert" // it is full
		}
		b.placeChipAs("to."+string(k), cell, k, icon, "", flow.ShelfTouched{Place: repair.Place{Kind: k}})
	}
}

// placeChip is a place to choose in its colour, with a number behind its name.
func (b *builder) placeChip(id string, r Rect, k repair.PlaceKind, count string, m flow.Msg) {
	b.placeChipAs(id, r, k, "", count, m)
}

// placeChipAs is placeChip with an icon of its own.
func (b *builder) placeChipAs(id string, r Rect, k repair.PlaceKind, sign, count string, m flow.Msg) {
	if sign == "" {
		sign = shelfIcon(k)
	}
	strong, tint := hue(k)
	name := b.t("place." + string(k))
	b.tap(id, r, style{fill: tint, stroke: strong, width: 2, radius: chipRad}, name, m).Reach = 0
	icon, words := r.shrink(18, 0).left(iconSize, 12)
	b.iconIn(icon, iconSize, sign, strong)
	if count != "" {
		_, words = words.right(b.line(words, right, face{body, true, strong}, count), 12)
	}
	b.line(words, left, face{label, true, strong}, name)
}

// scanAsking: the shelf 等待备件 wants to know why.
func (b *builder) scanAsking() {
	c := b.s.Scan.Machine
	fill, _ := hue(repair.ShelfAwaitingParts)
	lower := b.scanShout(shout{
		fill: fill, icon: "package", over: b.t("place.awaiting-parts"), word: b.t("scan.why"),
		under: join(b.device(c.Device), b.called(c), c.ID.String()), quiet: b.t("scan.why-tag"),
	})
	row, lower := lower.shrink(-margin, 0).top(scanActionH, gutter)
	cells := row.cols(3, gutter)
	for i, bt := range []button{
		{id: "reason.parts", text: b.t("scan.reason-parts"), icon: "package", msg: flow.PartsReasonChosen{Reason: repair.ReasonParts}},
		{id: "reason.quote", text: b.t("scan.reason-quote"), icon: "receipt", msg: flow.PartsReasonChosen{Reason: repair.ReasonQuote}},
		b.cancelScan(),
	} {
		b.button(cells[i], bt)
	}
	part := b.word(b.s.Scan.Part)
	if part == "" {
		part = b.t("field.part.hint")
	}
	below, _ := lower.top(min(chipH, lower.H-8), 0)
	below.W = cells[0].W
	b.chip("field.part", below, part, b.s.Scan.Part != "", flow.Focused{Field: flow.FieldPart})
	b.say(trade.MomentScanReason)
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
	over, r := r.top(28, 0)
	b.line(over, left, face{caption, false, ink2}, b.t("scan.recent"))
	if len(b.s.Scan.Recent) == 0 {
		r, _ = r.top(64, 0)
		b.line(r, left, face{body, false, ink3}, b.t("scan.recent-none"))
		return
	}
	for i, row := range r.tiles(1, 56, 0) {
		if i < len(b.s.Scan.Recent) {
			m := b.s.Scan.Recent[i]
			strong, _ := hue(m.To.Kind)
			b.happening(row, m.At, join(b.device(m.Device), b.whose(m.Order)), b.placeText(m.To), "", strong)
		}
	}
}

// happening is a row of what was done just now: when, what, and how it came out.
func (b *builder) happening(r Rect, at time.Time, what, how, icon string, c Color) {
	b.rule(r.X, r.endY()-1, r.W)
	_, in := r.right(b.line(r, right, face{body, true, c}, how), 10)
	if icon != "" {
		cell, rest := in.right(26, 0)
		b.iconIn(cell, 26, icon, c)
		in = rest
	}
	when, in := in.left(80, 12)
	b.line(when, left, face{body, false, ink2}, at.In(b.s.Shop.Calendar.Loc).Format("15:04"))
	_, in = in.right(0, 14)
	b.line(in, left, face{body, false, ink}, what)
}
