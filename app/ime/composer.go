package ime

import (
	"strings"
	"unicode/utf8"
)

// maxLetters is how long a composition grows; further letters are swallowed.
const maxLetters = 96

// Mode says what a field holds, and with it what stands first.
type Mode int

// The modes.
const (
	ModeText   Mode = iota
	ModeName        // of a person: surname and given name before words
	ModeSearch      // as ModeText, and twice as many entries
)

// Kind says where a candidate comes from.
type Kind int

// The kinds, in the order in which they stand.
const (
	KindTerm     Kind = iota // the shop has it already
	KindName                 // surname and given name
	KindSentence             // several words
	KindWord
	KindChar
)

// Candidate is one text to choose.
type Candidate struct {
	Text string
	Kind Kind
	// Letters is how many of Composition.Letters it takes, from the front.
	Letters int
	// Reading is the full reading, "wei'xiu'dan"; empty for an entry.
	Reading string
	// Learned says that Words holds it, so that it can be forgotten.
	Learned bool
}

// Picked is a piece of a composition that was chosen already.
type Picked struct {
	Text    string
	Letters string // as they were typed, to open the piece again
	Reading string
}

// Composition is what is being composed: pieces chosen, and behind them the
// letters that are not converted yet (a to z, v for ü, and the apostrophe).
// The zero value is empty.
type Composition struct {
	Letters string
	Picked  []Picked
}

// Empty reports whether nothing is being composed.
func (c Composition) Empty() bool { return c.Letters == "" && len(c.Picked) == 0 }

// text is what was picked so far.
func (c Composition) text() string {
	var s strings.Builder
	for _, p := range c.Picked {
		s.WriteString(p.Text)
	}
	return s.String()
}

// Composer is all that composing needs, cheap to make for each key.
type Composer struct {
	Dict  *Dict // nil while it is loading: no key composes
	Words Words
	Index Index
	// Kinds are the entries that the field wants; nil wants none.
	Kinds []TermKind
	Mode  Mode
	// Public is set while the customer has the screen: nothing is learned,
	// nothing learned is shown, no people and companies, no swear words.
	Public bool
}

// Key adds r: a letter of either case, ü, or an apostrophe that separates. It
// reports false for anything else, which the caller inserts as it is.
func (x Composer) Key(c Composition, r rune) (Composition, bool) {
	switch {
	case x.Dict == nil:
		return c, false
	case r >= 'A' && r <= 'Z':
		r += 'a' - 'A'
	case r == 'ü' || r == 'Ü':
		r = 'v'
	case r == '\'' && c.Letters == "":
		return c, false
	case r != '\'' && (r < 'a' || r > 'z'):
		return c, false
	}
	if len(c.Letters) < maxLetters {
		c.Letters += string(r)
	}
	return c, true
}

// Backspace takes the last letter away, or opens the last piece again if there
// is no letter. It reports false if the composition was empty.
func (x Composer) Backspace(c Composition) (Composition, bool) {
	switch n := len(c.Picked); {
	case c.Letters != "":
		_, size := utf8.DecodeLastRuneInString(c.Letters)
		c.Letters = c.Letters[:len(c.Letters)-size]
	case n > 0:
		c.Letters = c.Picked[n-1].Letters
		c.Picked = c.Picked[: n-1 : n-1]
	default:
		return c, false
	}
	return c, true
}

// Raw is the composition as it stands: what was picked, and the letters.
func (x Composer) Raw(c Composition) string { return c.text() + c.Letters }
