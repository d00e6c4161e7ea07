package label

import (
	"math"
	"strings"
	"unicode"
)

// maxRunes bounds what is measured of one text: more never fits anything.
const maxRunes = 400

// clean makes a text of people one line: no controls, single spaces, full
// width punctuation after Han and around it.
func clean(s string) string {
	var out []rune
	space := false
	for _, r := range strings.ToValidUTF8(s, "\uFFFD") {
		switch {
		case unicode.IsSpace(r) || unicode.Is(unicode.Cc, r):
			space = len(out) > 0
			continue
		case unicode.In(r, unicode.Cf, unicode.Variation_Selector):
			continue
		}
		if space {
			out = append(out, ' ')
			space = false
		}
		if out = append(out, r); len(out) == maxRunes {
			break
		}
	}
	fullWidth := map[rune]rune{',': '，', ':': '：', ';': '；', '!': '！', '?': '？'}
	open := -1
	for i, r := range out {
		if w, ok := fullWidth[r]; ok && i > 0 && han(out[i-1]) {
			out[i] = w
		}
		if r == '(' {
			open = i
		}
		if r == ')' && open >= 0 {
			if strings.ContainsFunc(string(out[open:i]), han) {
				out[open], out[i] = '（', '）'
			}
			open = -1
		}
	}
	// A full width sign brings its own space.
	var b strings.Builder
	for i, r := range out {
		if r == ' ' && (wideSign(out[i-1]) || i+1 < len(out) && out[i+1] == '（') {
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

func han(r rune) bool { return unicode.Is(unicode.Han, r) }

func wideSign(r rune) bool { return strings.ContainsRune("，：；！？。、（）", r) }

// join puts the parts that are not empty together with one space.
func join(parts ...string) string {
	var kept []string
	for _, p := range parts {
		if p = clean(p); p != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, " ")
}

// maskPhone hides the middle of a phone number: 138****1480, or what stands
// before the last four of a short one.
func maskPhone(p string) string {
	r := []rune(clean(p))
	if len(r) < 8 {
		return lastFour(p)
	}
	return string(r[:3]) + "****" + string(r[len(r)-4:])
}

// lastFour is the shortest form of a phone number: **1480.
func lastFour(p string) string {
	r := []rune(clean(p))
	if len(r) <= 4 {
		return string(r)
	}
	return "**" + string(r[len(r)-4:])
}

// lastSix cuts a serial number at its front; its end identifies the machine.
func lastSix(s string) string {
	r := []rune(s)
	if len(r) <= 6 {
		return s
	}
	return "..." + string(r[len(r)-6:])
}

// cutFront shortens a serial number at its front until it is at most room mm
// wide: its end is what tells one machine from another.
func (s *surface) cutFront(text string, size, room float64) string {
	r := []rune(text)
	for n := len(r) - 1; n > 0 && s.width(text, size) > room; n-- {
		text = "..." + string(r[len(r)-n:])
	}
	return text
}

// cut shortens s at the end with "..." until it is at most room mm wide.
func (s *surface) cut(text string, size, room float64) string {
	if s.width(text, size) <= room {
		return text
	}
	r := []rune(text)
	if len(r) == 1 && s.inkWidth(r[0], size) > 0 {
		return s.cutInk(r[0], size, room)
	}
	lo, hi := 0, len(r) // lo runes fit, hi do not
	short := func(n int) string { return strings.TrimRight(string(r[:n]), " ，、：；") + "..." }
	if s.width(short(0), size) > room {
		return ""
	}
	for hi-lo > 1 {
		if mid := (lo + hi) / 2; s.width(short(mid), size) <= room {
			lo = mid
		} else {
			hi = mid
		}
	}
	return short(lo)
}

// shrink returns the largest size of floor to size, in quarters of a
// millimetre, at which text is at most room wide; floor if there is none.
func (s *surface) shrink(text string, size, floor, room float64) float64 {
	const step = 0.25
	for size > floor {
		w := s.width(text, size)
		if w <= room {
			return size
		}
		// Widths go with the size: all steps but the last are one.
		size -= step * math.Max(1, math.Ceil(size*(1-room/w)/step)-1)
	}
	return floor
}

// floorOf is hanFloor for a text without letters and digits, as Han can be read
// smaller than these, else the floor of the surface.
func floorOf(text string, hanFloor float64, s *surface) float64 {
	if strings.ContainsFunc(text, func(r rune) bool { return r < '\u2e80' && r != ' ' }) {
		return s.floor()
	}
	return hanFloor
}

// fit shrinks a text to floor and then cuts it.
func (s *surface) fit(text string, size, floor, room float64) (string, float64) {
	size = s.shrink(text, size, floor, room)
	return s.cut(text, size, room), size
}

// wrap breaks a text into at most n lines of room mm: Latin at spaces, Han
// anywhere but before a closing sign. What is left is cut with "...".
func (s *surface) wrap(text string, size, room float64, n int) []string {
	var lines []string
	r := []rune(text)
	for len(r) > 0 {
		if len(lines) == n-1 || s.width(string(r), size) <= room {
			return append(lines, s.cut(string(r), size, room))
		}
		fits := 1
		for fits < len(r) && s.width(string(r[:fits+1]), size) <= room {
			fits++
		}
		at := fits
		for at > 0 && !breakable(r, at) {
			at--
		}
		if at == 0 { // a word longer than the line
			at = fits
		}
		lines = append(lines, strings.TrimSpace(string(r[:at])))
		r = []rune(strings.TrimLeft(string(r[at:]), " "))
	}
	return lines
}

// breakable reports whether a line may end before r[i].
func breakable(r []rune, i int) bool {
	if r[i] == ' ' || r[i-1] == ' ' {
		return true
	}
	if strings.ContainsRune("，：；！？。、）」』”", r[i]) || strings.ContainsRune("（「『“", r[i-1]) {
		return false
	}
	return han(r[i]) || han(r[i-1]) || wideSign(r[i-1])
}
