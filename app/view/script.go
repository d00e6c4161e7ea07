package view

import (
	"slices"
	"strconv"
	"strings"

	"countertop/app/flow"
	"countertop/app/i18n"
	"countertop/app/repair"
	"countertop/app/trade"
)

// say is the line at the foot with what to say at a moment, about the order of
// the screen. args fill places of the sentence that the page knows better.
func (b *builder) say(m trade.Moment, args ...string) { b.sayOf(m, b.factsNow(), args...) }

// factsNow is what is so of the screen: who is there, and the order that it is
// about.
func (b *builder) factsNow() trade.Facts {
	return trade.Facts{Speaker: b.s.Staff, Order: b.s.About().Order, Today: b.s.Today()}
}

// sayOf says what is so by f. Of several sentences a touch shows the next; one
// that the shop has emptied is left out.
func (b *builder) sayOf(m trade.Moment, f trade.Facts, args ...string) {
	keys := slices.DeleteFunc(f.Say(m), func(key string) bool { return b.spoken(f, key, args...) == "" })
	if len(keys) == 0 {
		b.script("")
		return
	}
	at := 0
	if b.s.Said.First == keys[0] {
		at = b.s.Said.At % len(keys)
	}
	key := keys[at]
	b.scriptBar(b.spoken(f, key, args...), trade.ForStaff(key), at, len(keys), keys[0])
}

// script is a hint of ours at the foot, or nothing but what folds the line.
func (b *builder) script(key string, args ...string) {
	text := ""
	if key != "" {
		text = b.t(key, args...)
	}
	b.scriptBar(text, true, 0, 1, "")
}

// The line of what to say has the sentence at the left, and at the right what
// turns and folds it.
const (
	scriptTurnW = 112
	scriptIcon  = 26
)

// scriptBar draws the line: customers' words in ink on white beside a speech
// mark, a hint to staff on grey beside a bulb.
func (b *builder) scriptBar(text string, hint bool, at, of int, first string) {
	bar, _ := b.screen().bottom(footerH, 0)
	fill := surface
	if hint && text != "" && !b.s.ScriptHidden {
		fill = chipGrey
	}
	b.box(bar, style{fill: fill})
	b.rule(bar.X, bar.Y, bar.W)
	fold := "script.fold"
	if b.s.ScriptHidden {
		fold = "script.unfold"
	}
	in := bar.shrink(24, 0)
	lw := b.text(in.endX(), middle(in.midY(), caption), 0, right, face{caption, false, ink3}, b.t(fold))
	reach, _ := bar.right(lw+56, 0)
	b.touch("script", Rect{reach.X, reach.Y - 28, reach.W, reach.H + 28}, flow.ScriptFolded{})
	if b.s.ScriptHidden || text == "" {
		return
	}
	_, in = in.right(lw, 56)
	if of > 1 {
		turn, rest := in.right(scriptTurnW, 12)
		next := flow.ScriptTurned{Said: flow.Said{First: first, At: at + 1}}
		b.touch("script.next", Rect{turn.X - 12, bar.Y - 28, turn.W + 24, bar.H + 28}, next)
		arrow, count := turn.right(scriptIcon, 6)
		b.iconIn(arrow, scriptIcon, "chevron-right", ink2)
		b.line(count, right, face{caption, true, ink2}, b.t("test.page", "n", strconv.Itoa(at+1), "of", strconv.Itoa(of)))
		in = rest
	}
	name, f := "message-square-quote", face{small, false, ink}
	if hint {
		name, f = "lightbulb", face{small, false, ink2}
	}
	icon, said := in.left(scriptIcon, 14)
	b.iconIn(icon, scriptIcon, name, ink2)
	b.twoLines(said.X, said.midY(), said.W, f, text)
}

// spoken is a script of the shop filled in: of the machine only what is so.
func (b *builder) spoken(f trade.Facts, key string, args ...string) string {
	known := map[string]string{"shop": b.s.Shop.Name, "phone": b.s.Shop.Phone}
	if p := f.Speaker; p != nil {
		known["staff"] = p.Name
	}
	if r := b.s.About(); r.Order.ID != "" {
		o := r.Order
		known["customer"], known["machine"], known["number"] = b.who(r), b.device(o.Device), o.ID.String()
		known["shelf"], known["part"] = b.placeText(o.Place), b.word(o.Part)
		known["fault"] = b.phrases.Symptom(o.Symptom)
		if stage := f.Stage(); stage != "" {
			known["stage"] = b.t("said." + stage)
		}
		if q := o.OpenQuote(); q != nil {
			known["amount"], known["cause"] = b.sum(q.TotalFen()), q.Cause
		}
	}
	if day := f.Day(); day != "" {
		known["day"] = i18n.Day(b.lang, day)
	}
	if f.CoveredTo != "" {
		known["until"] = b.phrases.FullDay(f.CoveredTo)
	}
	for i := 0; i+1 < len(args); i += 2 {
		known[args[i]] = args[i+1]
	}
	return b.s.Shop.Trade.Script(b.lang, key, known)
}

// quotedParts are the parts of a quote by name, two of them at most.
func (b *builder) quotedParts(q repair.Quote) string {
	var names []string
	for _, l := range q.Lines {
		if !l.Service() && len(names) < 2 {
			names = append(names, b.word(l.Name))
		}
	}
	return strings.Join(names, b.sep())
}
