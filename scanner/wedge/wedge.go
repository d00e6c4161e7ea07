package wedge

import (
	"errors"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"countertop/scanner"
)

// Source is the Source of the scans found here.
const Source = "keyboard"

const (
	silence  = 80 * time.Millisecond  // ends a burst of runes
	pace     = 35 * time.Millisecond  // a rune: a scanner is faster, hands are slower
	minFast  = 6                      // runes of a burst that is a foreign scan
	patience = 70 * time.Millisecond  // for a burst to show that it is a scanner's
	look     = 16 * time.Millisecond  // between Steps while undecided: tells when runes came
	enterLag = 300 * time.Millisecond // a scanner's Enter comes within that after its code
	stalled  = 500 * time.Millisecond // between two Steps: what came before is over
	pause    = 250 * time.Millisecond // in the midst of a code of the shop, if the machine is slow
	minRest  = 3                      // runes of a code of the shop that its begin may have been cut off from
)

// Grammar tells the codes of the shop. It returns the length in bytes of the
// code at the start of s, 0 if there is none, and -1 if s is the beginning of
// one and more characters could complete it.
type Grammar func(s string) int

// Kind is what a piece of the input is.
type Kind uint8

// The kinds.
const (
	Typed   Kind = iota // by hand: belongs to the text field
	Scanned             // by a scanner
	Refused             // by a scanner, but no scan
)

// Piece is a part of the input.
type Piece struct {
	Kind Kind
	Raw  string // the runes as they came
	// Scan is that of a Scanned piece, not yet passed through scanner.Repeats.
	// If a busy machine has torn a code of the shop apart, its text begins with
	// the Typed piece before.
	Scan scanner.Scan
	// Reason is why a Refused piece is no scan. Layout is the keyboard layout that
	// has made other characters of it, "" for none: what a code of the shop was
	// meant to be is known all the same, and is a scan.
	Reason scanner.Reason
	Layout string
}

// State is the input not yet decided on. The zero value is the start. It is a
// value: Step does not change the one it is given.
type State struct {
	burst   string    // runes not yet handed on
	count   int       // of runes in burst
	first   time.Time // earliest time the first of burst can have come
	last    time.Time // the same for the last
	tick    time.Time // of the Step that brought the last rune
	seen    time.Time // of the last Step
	scanned time.Time // of the last scan
	rest    Kind      // Typed or Refused: what the burst is known to be …
	known   bool      // … if it is
	entered bool      // Enter came while the burst could still become a code of the shop
	begin   string    // of a code of the shop, handed on as typing because nothing followed …
	cut     time.Time // … then
}

// Out is what Step has decided.
type Out struct {
	Pieces []Piece
	Enter  bool      // Enter was pressed by hand, after Pieces; a scanner's is swallowed
	Wake   time.Time // call Step again then, even without input; zero for no need
}

// Step takes the runes of one tick and whether Enter was pressed in it. Time
// must not run backwards between calls.
//
// Typing comes out at most 90 ms after the tick that brought it, if Step is
// called at Wake. A code of the shop comes out at once, a foreign scan after
// 80 ms of silence or with an Enter in a later tick; one that begins like a
// code of the shop after 250 ms.
func Step(g Grammar, s State, runes []rune, enter bool, now time.Time) (State, Out) {
	var out Out
	if now.Sub(s.cut) >= stalled {
		s.begin = ""
	}
	// If the machine was too busy to look for so long, what begins like a code
	// of the shop may go on now: its check characters tell.
	if len(runes) == 0 && now.Sub(s.tick) >= s.quiet(g) || now.Sub(s.seen) >= stalled && !s.begun(g) {
		s = s.flush(g, now, &out)
	}
	for _, r := range runes {
		s = s.add(r, now, &out)
		// After each rune, not at the end: a code must not wait for what
		// follows it to become too long or to turn out as typing.
		s = s.ours(g, now, &out)
	}
	s.seen = now
	if enter {
		var hand bool
		s, hand = s.enter(g, now, &out)
		out.Enter = out.Enter || hand
	}
	if s.burst != "" && !s.fast() && !now.Before(s.behind()) {
		s = s.typed(g, now, &out)
	}
	switch {
	case s.burst == "" && !s.known:
	case s.burst == "" || s.fast():
		out.Wake = s.tick.Add(s.quiet(g))
	default:
		out.Wake = minTime(s.behind(), now.Add(look), s.tick.Add(silence))
	}
	return s, out
}

// add puts r behind the burst.
func (s State) add(r rune, now time.Time, out *Out) State {
	// The rune came between the last Step and this one. A slow frame must not
	// make a scanner look like hands, so the earliest time counts.
	came := now
	if s.count > 0 {
		came = maxTime(s.last, s.seen)
	} else {
		s.first = came
	}
	s.burst += string(r)
	s.count++
	s.last, s.tick = came, now
	switch {
	case s.known:
		return s.emit(s.rest, len(s.burst), now, out)
	case r >= utf8.RuneSelf && scanner.Retype(s.burst) == nil:
		// Scanners in keyboard mode cannot send it, unless the computer is set to
		// another layout; input methods commit whole phrases in one tick.
		s.rest, s.known = Typed, true
		return s.emit(Typed, len(s.burst), now, out)
	case len(s.burst) > scanner.MaxLine:
		s.rest, s.known = Refused, true
		return s.emit(Refused, len(s.burst), now, out)
	}
	return s
}

// ours hands on the code of the shop that the burst begins with.
func (s State) ours(g Grammar, now time.Time, out *Out) State {
	if n := match(g, s.burst); n > 0 {
		return s.emit(Scanned, n, now, out)
	}
	for _, meant := range scanner.Retype(s.burst) {
		if match(g, meant.Text) == len(meant.Text) {
			s = s.emit(Scanned, len(s.burst), now, out)
			p := &out.Pieces[len(out.Pieces)-1]
			text, sym, _ := scanner.Parse(scanner.Frame{Raw: []byte(meant.Text)})
			p.Kind, p.Scan, p.Layout = Scanned, scanner.Scan{Text: text, Symbology: sym, Source: Source, At: now}, meant.Layout
			return s
		}
	}
	if n := match(g, s.begin+s.burst); s.begin != "" && n == len(s.begin+s.burst) && s.count >= minRest && s.paced() {
		// A busy machine has torn it apart. Its begin is typed already.
		begin := s.begin
		s = s.emit(Scanned, len(s.burst), now, out)
		p := &out.Pieces[len(out.Pieces)-1]
		text, sym, err := scanner.Parse(scanner.Frame{Raw: []byte(begin + p.Raw)})
		if err == nil && text != "" {
			p.Kind, p.Scan = Scanned, scanner.Scan{Text: text, Symbology: sym, Source: Source, At: now}
		}
	}
	return s
}

// match is g behind what a scanner may put before its data.
func match(g Grammar, burst string) int {
	if burst == "" {
		return 0
	}
	skip, _ := scanner.Prefix(burst)
	if n := g(burst[skip:]); n > 0 {
		return skip + n
	}
	return 0
}

// begun reports whether the burst could still become a code of the shop.
func (s State) begun(g Grammar) bool {
	if s.burst == "" {
		return false
	}
	skip, _ := scanner.Prefix(s.burst)
	return g(s.burst[skip:]) < 0 || slices.ContainsFunc(scanner.Retype(s.burst), func(m scanner.Retyped) bool {
		skip, _ := scanner.Prefix(m.Text)
		return g(m.Text[skip:]) < 0
	})
}

// enter decides whose Enter it is and ends the burst if that is safe.
func (s State) enter(g Grammar, now time.Time, out *Out) (State, bool) {
	switch {
	case now.Sub(s.scanned) < enterLag:
		// It belongs to the code before. What follows may be the first half
		// of the next one, so it is left alone.
		return s, false
	case s.fast() && (s.tick.Equal(now) || s.begun(g)):
		// It may have come before the last runes of the tick.
		return s, false
	case s.begun(g) && s.paced():
		// The scanner's Enter of the code before may come that late. If this
		// becomes no code it was pressed by hand.
		s.entered = true
		return s, false
	case s.fast(), s.known && s.rest == Refused:
		return s.flush(g, now, out), false
	default:
		return s.flush(g, now, out), true
	}
}

// flush ends the burst: silence, or Enter.
func (s State) flush(g Grammar, now time.Time, out *Out) State {
	s.known = false
	if s.burst == "" {
		return s
	}
	// A code of the shop may stand behind a foreign scan, or behind a letter
	// typed just before. It counts only if codes fill the rest to the end: a
	// maker's long number may have one inside by chance.
	for i := 1; i < len(s.burst); i++ {
		if !allOurs(g, s.burst[i:]) {
			continue
		}
		s = s.emit(s.guess(s.burst[:i]), i, now, out)
		for s.burst != "" {
			s = s.ours(g, now, out)
		}
		return s
	}
	if s.guess(s.burst) == Typed {
		return s.typed(g, now, out)
	}
	return s.emit(Scanned, len(s.burst), now, out)
}

// typed hands the burst on as typing, and remembers it if a scanner may have begun
// a code of the shop with it.
func (s State) typed(g Grammar, now time.Time, out *Out) State {
	begin := ""
	if s.begun(g) && s.paced() {
		begin = s.burst
	}
	s = s.emit(Typed, len(s.burst), now, out)
	s.begin, s.cut = begin, now
	return s
}

func allOurs(g Grammar, text string) bool {
	for text != "" {
		n := match(g, text)
		if n == 0 {
			return false
		}
		text = text[n:]
	}
	return true
}

// guess tells a foreign scan from typing.
func (s State) guess(text string) Kind {
	if len(text) >= minFast && s.fast() {
		return Scanned
	}
	return Typed
}

// fast reports whether the burst has the length and the pace of a scanner.
func (s State) fast() bool { return s.count >= minFast && s.paced() }

// paced reports whether the burst has the pace of a scanner, as far as can be told.
func (s State) paced() bool {
	return s.count == 1 || s.span() < time.Duration(s.count-1)*pace && !s.held()
}

// quiet is how long a silence ends the burst. Hands are never as fast as what
// waits longer.
func (s State) quiet(g Grammar) time.Duration {
	if s.fast() && s.begun(g) {
		return pause
	}
	return silence
}

// held reports whether the burst is one key held down: that repeats about as
// fast as a slow scanner.
func (s State) held() bool {
	return s.span() > 0 && strings.Count(s.burst, s.burst[:1]) == len(s.burst)
}

// behind is when the burst will have fallen behind the pace of a scanner if no
// rune comes before.
func (s State) behind() time.Time {
	limit := patience
	if !s.held() {
		limit = max(limit, time.Duration(s.count)*pace)
	}
	return s.tick.Add(limit - s.span())
}

// span is how long the runes of the burst took to come, at least.
func (s State) span() time.Duration { return s.last.Sub(s.first) }

// emit hands the first n bytes of the burst on as kind.
func (s State) emit(kind Kind, n int, now time.Time, out *Out) State {
	p := Piece{Kind: kind, Raw: s.burst[:n]}
	if kind == Scanned {
		text, sym, err := scanner.Parse(scanner.Frame{Raw: []byte(p.Raw)})
		var refused *scanner.RefusedError
		switch {
		case errors.As(err, &refused):
			p.Kind, p.Reason = Refused, refused.Reason
		case layoutOf(text) != "":
			p.Kind, p.Reason, p.Layout = Refused, scanner.Unprintable, layoutOf(text)
		case text == "":
			p.Kind = Typed
		default:
			p.Scan = scanner.Scan{Text: text, Symbology: sym, Source: Source, At: now}
		}
		s.scanned, s.entered = now, false
	}
	if p.Kind == Refused && p.Reason == 0 {
		p.Reason = scanner.TooLong
	}
	if p.Kind == Typed && s.entered {
		out.Enter, s.entered = true, false
	}
	s.begin = ""
	s.burst, s.count = s.burst[n:], s.count-utf8.RuneCountInString(p.Raw)
	s.first = s.last
	if i := len(out.Pieces) - 1; i >= 0 && p.Kind != Scanned && out.Pieces[i].Kind == p.Kind {
		out.Pieces[i].Raw += p.Raw
	} else {
		out.Pieces = append(out.Pieces, p)
	}
	return s
}

// layoutOf is the layout that has made text of a foreign code: scanners send no
// other letters than those of ASCII.
func layoutOf(text string) string {
	if strings.ContainsFunc(text, func(r rune) bool { return r >= utf8.RuneSelf }) {
		for _, meant := range scanner.Retype(text) {
			return meant.Layout
		}
	}
	return ""
}

func maxTime(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func minTime(first time.Time, more ...time.Time) time.Time {
	for _, t := range more {
		if t.Before(first) {
			first = t
		}
	}
	return first
}
