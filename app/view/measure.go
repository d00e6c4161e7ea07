package view

import (
	"fmt"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"countertop/assets"
)

// Measurer tells how wide text will be on the screen. It adds the advances of
// the glyphs, with no kerning and no ligatures, and paint places them by the
// same sums. It may be used from several goroutines.
type Measurer struct {
	regular, bold weight
}

// weight is one weight of the font and the advances asked for so far.
type weight struct {
	mu       sync.Mutex
	font     *sfnt.Font
	buf      sfnt.Buffer
	upem     fixed.Int26_6
	advances map[rune]int32 // in font units
}

// NewMeasurer opens Noto Sans CJK SC in both weights. The error is that of
// assets.OpenFont, or says that the font cannot be read.
func NewMeasurer() (*Measurer, error) {
	m := new(Measurer)
	for bold, w := range map[bool]*weight{false: &m.regular, true: &m.bold} {
		src, err := assets.OpenFont(bold)
		if err != nil {
			return nil, fmt.Errorf("view: measure: %w", err)
		}
		if w.font, err = sfnt.ParseReaderAt(src); err != nil {
			return nil, fmt.Errorf("view: measure: %w", err)
		}
		w.upem = fixed.Int26_6(w.font.UnitsPerEm())
		w.advances = make(map[rune]int32)
	}
	return m, nil
}

func (m *Measurer) weight(bold bool) *weight {
	if bold {
		return &m.bold
	}
	return &m.regular
}

// Font returns the font that is measured, for drawing it. It may be used from
// several goroutines, each with its own buffer.
func (m *Measurer) Font(bold bool) *sfnt.Font { return m.weight(bold).font }

// units returns the advance of r in font units. A rune that the font lacks is
// as wide as its replacement box.
func (w *weight) units(r rune) int32 {
	if a, ok := w.advances[r]; ok {
		return a
	}
	var a fixed.Int26_6
	if g, err := w.font.GlyphIndex(&w.buf, r); err == nil {
		// At ppem = units per em, the advance comes in whole font units.
		a, _ = w.font.GlyphAdvance(&w.buf, g, w.upem, font.HintingNone)
	}
	w.advances[r] = int32(a)
	return int32(a)
}

func (w *weight) advance(r rune, size int) fixed.Int26_6 {
	// Rounded to 1/64 pixel like sfnt does at this size.
	em := int64(w.upem)
	return fixed.Int26_6((int64(w.units(r))*int64(size)*64 + em/2) / em)
}

// Advance returns how far r moves the pen, in 1/64 pixels, at an em of size
// pixels.
func (m *Measurer) Advance(r rune, size int, bold bool) fixed.Int26_6 {
	w := m.weight(bold)
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.advance(r, size)
}

// Width returns the width of one line of text in pixels, rounded up, at an em
// of size pixels.
func (m *Measurer) Width(text string, size int, bold bool) int {
	w := m.weight(bold)
	w.mu.Lock()
	defer w.mu.Unlock()
	var sum fixed.Int26_6
	for _, r := range text {
		sum += w.advance(r, size)
	}
	return sum.Ceil()
}

// fit returns the largest number of leading runes that are at most maxW wide.
func (m *Measurer) fit(text []rune, size int, bold bool, maxW int) int {
	w := m.weight(bold)
	w.mu.Lock()
	defer w.mu.Unlock()
	var sum fixed.Int26_6
	for i, r := range text {
		if sum += w.advance(r, size); sum > fixed.I(maxW) {
			return i
		}
	}
	return len(text)
}

// Ellipsis returns text if it is at most maxW pixels wide, else its longest
// beginning that fits with "…" after it.
func (m *Measurer) Ellipsis(text string, size int, bold bool, maxW int) string {
	if m.Width(text, size, bold) <= maxW {
		return text
	}
	runes := []rune(text)
	dots := dotsFor(runes)
	n := m.fit(runes, size, bold, maxW-m.Width(dots, size, bold))
	return strings.TrimRight(string(runes[:n]), " ") + dots
}

// dotsFor is how an omission looks: the font sets "…" in the middle of the
// line, as Chinese wants it; Latin text has its dots on the baseline.
func dotsFor(text []rune) string {
	for _, r := range text {
		if wide(r) {
			return "…"
		}
	}
	return "..."
}

// Wrap breaks text into lines of at most maxW pixels, and at newlines. Lines
// break between Han characters and at the spaces of Latin text; no line
// begins with closing or ends with opening punctuation. A word wider than a
// line is cut. If there are more than maxLines lines the last one kept ends
// with "…"; maxLines 0 keeps all.
func (m *Measurer) Wrap(text string, size int, bold bool, maxW, maxLines int) []string {
	var lines []string
	for para := range strings.SplitSeq(text, "\n") {
		rest := []rune(para)
		for {
			n := m.fit(rest, size, bold, maxW)
			if n == len(rest) {
				lines = append(lines, string(rest))
				break
			}
			if maxLines > 0 && len(lines) == maxLines-1 {
				return append(lines, m.Ellipsis(string(rest), size, bold, maxW))
			}
			n = lineBreak(rest, n)
			lines = append(lines, strings.TrimRight(string(rest[:n]), " "))
			rest = []rune(strings.TrimLeft(string(rest[n:]), " "))
			if len(rest) == 0 {
				break
			}
		}
	}
	if maxLines > 0 && len(lines) > maxLines {
		// Cut at a newline: what follows is lost, and the dots say so.
		last := lines[maxLines-1]
		for m.Width(last+"…", size, bold) > maxW && last != "" {
			r := []rune(last)
			last = string(r[:len(r)-1])
		}
		lines = append(lines[:maxLines-1], last+"…")
	}
	return lines
}

// lineBreak returns where to break text, of which the first n runes fit: the
// last place allowed in 1..n, or n when there is none.
func lineBreak(text []rune, n int) int {
	for i := n; i > 0; i-- {
		if canBreak(text[i-1], text[i]) {
			return i
		}
	}
	return max(n, 1)
}

// canBreak reports whether a line may end with a and the next begin with b.
func canBreak(a, b rune) bool {
	switch {
	case strings.ContainsRune("，。、；：？！）”’》」』】…·%,.;:?!)]}", b):
		return false
	case strings.ContainsRune("（“‘《「『【([{", a):
		return false
	case a == ' ':
		return true
	case b == ' ':
		return false // the space hangs at the end of the line before
	}
	return wide(a) || wide(b)
}

// wide reports whether r is Han or punctuation that is set like it.
func wide(r rune) bool {
	return unicode.Is(unicode.Han, r) || r >= 0x3000 && r <= 0x303f || r >= 0xff00 && r <= 0xffef ||
		strings.ContainsRune("“”‘’…", r)
}
