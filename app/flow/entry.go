package flow

import (
	"slices"
	"strings"
	"unicode"

	"countertop/app/ime"
	"countertop/app/repair"
)

// Typing is what Chinese text entry needs: the dictionary (nil until it is
// loaded), what this station learned, and what the shop has already.
type Typing struct {
	Dict  *ime.Dict
	Words ime.Words
	Index ime.Index
	// Hand says that handwriting can be recognised.
	Hand bool
}

// Entry is what is being composed in the field in focus.
type Entry struct {
	Comp ime.Composition
	List []ime.Candidate
	// Page is the first candidate shown; Grid shows many at once, and with
	// Forgetting a touch forgets a learned word.
	Page       int
	Grid       bool
	Forgetting bool
	// English turns letters into themselves: 中/英.
	English bool
	// Lock keeps capitals until they are turned off.
	Lock bool
	// Hands are the boxes that are written in, Turn those with ink, the oldest
	// first: candidates are of the first.
	Hands [HandBoxes]Hand
	Turn  []int
}

// HandBoxes is how many boxes there are to write in; a narrow panel shows one.
const HandBoxes = 2

// Hand is one box of handwriting.
type Hand struct {
	Ink Ink
	// Hits are the characters it may be, the best first, for the ink with this
	// many strokes.
	Hits []string
	For  int
}

// Composing reports whether letters wait to become Chinese.
func (e Entry) Composing() bool { return !e.Comp.Empty() }

// candidates is how many are worked out: what the grid holds in a few pages.
const candidates = 120

// Composes reports whether letters typed now become Chinese.
func (s State) Composes() bool {
	return s.Typing.Dict != nil && !s.Entry.English && s.Focus.Chinese() && (s.Layer == LayerLetters || s.Layer == LayerHand)
}

// composer is what composing needs in the field in focus.
func (s State) composer() ime.Composer {
	x := ime.Composer{
		Dict: s.Typing.Dict, Words: s.Typing.Words, Index: s.Typing.Index, Kinds: s.Focus.kind().terms, Public: s.CustomerFacing(),
	}
	if s.Focus.Name() {
		x.Mode = ime.ModeName
	}
	return x
}

// Preedit is the composition as it stands in the field: 张wei'huan.
func (s State) Preedit() string {
	if !s.Entry.Composing() || s.Typing.Dict == nil {
		return ""
	}
	return s.composer().Preedit(s.Entry.Comp)
}

// Messages of text entry.
type (
	// CandidateChosen takes the candidate of an index of the list.
	CandidateChosen struct{ Index int }
	// CandidatesPaged shows earlier or later candidates.
	CandidatesPaged struct{ First int }
	// GridTurned opens or closes the grid of candidates.
	GridTurned struct{}
	// ForgettingTurned lets the next touch on a candidate forget it.
	ForgettingTurned struct{}
	// EnglishTurned is 中/英.
	EnglishTurned struct{}
	// EntryDone is the black key: it takes what is highlighted and goes on.
	EntryDone struct{}
	// HandErased empties the box that is written in; HandUndone takes its last
	// stroke away.
	HandErased struct{}
	// HandUndone takes the last stroke away.
	HandUndone struct{}
	// NameInkErased takes the name by hand away.
	NameInkErased struct{}
	// HandRead answers ReadHand.
	HandRead struct {
		Box, Strokes int
		Hits         []string
	}
)

// entryMsg are the messages that compose text.
//
//sumtype:decl
type entryMsg interface {
	Msg
	entryMsg()
}

func (CandidateChosen) owner() Screen  { return roomEntry }
func (CandidatesPaged) owner() Screen  { return roomEntry }
func (GridTurned) owner() Screen       { return roomEntry }
func (ForgettingTurned) owner() Screen { return roomEntry }
func (EnglishTurned) owner() Screen    { return roomEntry }
func (EntryDone) owner() Screen        { return roomEntry }
func (HandErased) owner() Screen       { return roomEntry }
func (HandUndone) owner() Screen       { return roomEntry }
func (NameInkErased) owner() Screen    { return roomEntry }
func (HandRead) owner() Screen         { return roomEntry }
func (CandidateChosen) entryMsg()      {}
func (CandidatesPaged) entryMsg()      {}
func (GridTurned) entryMsg()           {}
func (ForgettingTurned) entryMsg()     {}
func (EnglishTurned) entryMsg()        {}
func (EntryDone) entryMsg()            {}
func (HandErased) entryMsg()           {}
func (HandUndone) entryMsg()           {}
func (NameInkErased) entryMsg()        {}
func (HandRead) entryMsg()             {}
func (HandRead) reported()             {}

// LearnWords keeps words that were chosen.
type LearnWords struct{ Words []ime.Word }

// ForgetWord forgets one.
type ForgetWord struct{ Text string }

// ReadHand asks what a box of handwriting may be. Answered by HandRead.
type ReadHand struct {
	Box     int
	Strokes []repair.Stroke
}

// KeepSample offers handwriting and the character that it was, where the shop
// wants to keep it.
type KeepSample struct {
	Char    string
	Strokes []repair.Stroke
}

func (KeepSample) cmd() {}
func (LearnWords) cmd() {}
func (ForgetWord) cmd() {}
func (ReadHand) cmd()   {}

// LayerSigns has the signs of a typewriter, LayerSymbols those of Chinese texts.
const LayerSigns Layer = "signs"

// Pads that are written on beside those for signatures.
const (
	PadHand = "pad.hand." // and the number of the box
	PadName = "pad.name"
)

func updateEntry(s State, m entryMsg) (State, []Cmd) {
	e := &s.Entry
	switch m := m.(type) {
	case CandidateChosen:
		switch {
		case m.Index < 0 || m.Index >= len(s.Shown()):
		case e.Forgetting:
			if c := s.Shown()[m.Index]; c.Learned {
				return s.forget(c.Text)
			}
		case e.Composing():
			return s.choose(m.Index)
		default:
			return s.handChosen(m.Index)
		}
	case CandidatesPaged:
		if m.First >= 0 && m.First < len(s.Shown()) {
			e.Page = m.First
		}
	case GridTurned:
		e.Grid, e.Forgetting, e.Page = !e.Grid, false, 0
	case ForgettingTurned:
		e.Forgetting = !e.Forgetting
	case EnglishTurned:
		s = s.raw()
		s.Entry.English = !s.Entry.English
		if s.Layer != LayerLetters && s.Layer != LayerCaps {
			s.Layer = LayerLetters
		}
		if !s.Entry.English {
			s.Layer = LayerLetters
		}
	case EntryDone:
		s, cmds := s.settled()
		next, more := s.enter()
		return next, append(cmds, more...)
	case HandErased:
		if n := len(e.Turn); n > 0 {
			e.Hands[e.Turn[0]] = Hand{}
			e.Turn = slices.Clone(e.Turn[1:])
			e.Page = 0
		}
	case HandUndone:
		if n := len(e.Turn); n > 0 {
			box := e.Turn[n-1]
			h := &e.Hands[box]
			if k := len(h.Ink.Strokes); k > 1 {
				h.Ink = Ink{Strokes: slices.Clone(h.Ink.Strokes[:k-1])}
				return s, []Cmd{ReadHand{box, h.Ink.Strokes}}
			}
			*h = Hand{}
			e.Turn = slices.Clone(e.Turn[:n-1])
		}
	case NameInkErased:
		s.CheckIn.Customer.Ink, s.CheckIn.Dirty = nil, true
	case HandRead:
		if h := &e.Hands[m.Box]; len(h.Ink.Strokes) == m.Strokes && s.Layer == LayerHand {
			h.Hits, h.For = m.Hits, m.Strokes
		}
	}
	return s, nil
}

// Shown are the candidates of the bar: of the composition, or of the box of
// handwriting that was written first.
func (d Desk) Shown() []ime.Candidate {
	if d.Entry.Composing() || len(d.Entry.Turn) == 0 {
		return d.Entry.List
	}
	var list []ime.Candidate
	for _, c := range d.Entry.Hands[d.Entry.Turn[0]].Hits {
		list = append(list, ime.Candidate{Text: c, Kind: ime.KindChar})
	}
	return list
}

// compose gives one typed character to the composition; false if it is none of
// its.
func (s State) compose(r rune) (State, []Cmd, bool) {
	if !s.Composes() {
		return s, nil, false
	}
	if s.Entry.Composing() {
		switch {
		case r >= '1' && r <= '8':
			if i := s.Entry.Page + int(r-'1'); i < len(s.Entry.List) {
				next, cmds := s.choose(i)
				return next, cmds, true
			}
			return s, nil, true
		case r == ' ':
			if len(s.Entry.List) > 0 {
				next, cmds := s.choose(s.Entry.Page)
				return next, cmds, true
			}
			return s.raw(), nil, true
		case r == '-' || r == '=':
			by := 8
			if r == '-' {
				by = -8
			}
			if first := s.Entry.Page + by; first >= 0 && first < len(s.Entry.List) {
				s.Entry.Page = first
			}
			return s, nil, true
		}
	}
	if !unicode.IsUpper(r) { // capitals are meant as they are
		if next, ok := s.composer().Key(s.Entry.Comp, r); ok {
			return s.composed(next), nil, true
		}
	}
	if !s.Entry.Composing() {
		return s, nil, false
	}
	next, cmds := s.settled() // then the character itself
	return next, cmds, false
}

// composed puts a composition into the state, with its candidates.
func (s State) composed(c ime.Composition) State {
	s.Entry.Comp, s.Entry.Page, s.Entry.List = c, 0, nil
	if c.Empty() {
		s.Entry.Grid, s.Entry.Forgetting = false, false
		return s
	}
	s.Entry.List = s.composer().Candidates(c, candidates)
	return s
}

// choose takes a candidate: what it does not cover is composed on.
func (s State) choose(i int) (State, []Cmd) {
	next, text, learn := s.composer().Select(s.Entry.Comp, s.Entry.List[i])
	s = s.composed(next)
	s.Entry.Grid = false
	if text == "" {
		return s, nil
	}
	s = s.typed(text)
	if len(learn) == 0 {
		return s, nil
	}
	for _, w := range learn {
		s.Typing.Words = s.Typing.Words.Learn(w)
	}
	return s, []Cmd{LearnWords{learn}}
}

// settled takes the highlighted candidates until nothing is left to compose.
func (s State) settled() (State, []Cmd) {
	var cmds []Cmd
	for n := 0; s.Entry.Composing() && len(s.Entry.List) > 0 && n < 64; n++ {
		next, more := s.choose(s.Entry.Page)
		s, cmds = next, append(cmds, more...)
	}
	return s.raw(), cmds
}

// raw puts the letters into the field as they are.
func (s State) raw() State {
	if !s.Entry.Composing() {
		return s
	}
	text := s.composer().Raw(s.Entry.Comp)
	return s.composed(ime.Composition{}).typed(text)
}

func (s State) forget(word string) (State, []Cmd) {
	s.Typing.Words = s.Typing.Words.Forget(word)
	s = s.composed(s.Entry.Comp)
	s.Entry.Grid, s.Entry.Forgetting = true, false
	return s.notify("entry.forgotten", "word", word), []Cmd{ForgetWord{word}}
}

// handChosen takes a character for the box that was written first.
func (s State) handChosen(i int) (State, []Cmd) {
	list := s.Shown()
	if len(s.Entry.Turn) == 0 {
		return s, nil
	}
	s = s.typed(list[i].Text)
	h := &s.Entry.Hands[s.Entry.Turn[0]]
	keep := KeepSample{list[i].Text, h.Ink.Strokes}
	*h = Hand{}
	s.Entry.Turn, s.Entry.Page = slices.Clone(s.Entry.Turn[1:]), 0
	return s, []Cmd{keep}
}

// handPenned is the finger on a box or on the pad for a name.
func handPenned(s State, m penMsg, pad string) (State, []Cmd) {
	if pad == PadName {
		ink := Ink{Strokes: s.CheckIn.Customer.Ink, Down: true}
		ink = ink.pen(m)
		s.CheckIn.Customer.Ink, s.CheckIn.Dirty = ink.Strokes, true
		return s, nil
	}
	box := int(pad[len(pad)-1] - '0')
	if box < 0 || box >= HandBoxes {
		return s, nil
	}
	h := &s.Entry.Hands[box]
	h.Ink = h.Ink.pen(m)
	switch m.(type) {
	case PenDown:
		if !slices.Contains(s.Entry.Turn, box) {
			s.Entry.Turn = append(slices.Clone(s.Entry.Turn), box)
		}
	case PenMoved:
	case PenUp:
		return s, []Cmd{ReadHand{box, h.Ink.Strokes}}
	}
	return s, nil
}

// noEntry forgets what was being composed.
func (d *Desk) noEntry() { d.Entry = Entry{} }

// drawable reports whether a character can be shown and printed: emoji and
// other pictures cannot.
func drawable(r rune) bool {
	picture := r >= 0x1F000 && r < 0x20000 || r >= 0x2600 && r <= 0x27BF || r >= 0xFE00 && r <= 0xFE0F || r >= 0xE0000
	return unicode.IsPrint(r) && !picture
}

func isHandPad(pad string) bool { return pad == PadName || strings.HasPrefix(pad, PadHand) }
