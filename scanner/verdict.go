package scanner

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// Verdict is one thing that a set-up page says of a scanner.
type Verdict struct {
	Finding  Finding
	Severity Severity
	Args     []string // names and values by turns, as the finding says
}

// Finding is what is the matter. Its text in Chinese and English, and where in
// a maker's manual to look, stand in docs/scanners.md.
type Finding string

// The findings. In brackets the names of their Args.
const (
	FoundGood            Finding = "good"             // the code as it is, at once and with a suffix
	FoundNoSuffix        Finding = "no-suffix"        // nothing tells the end of a code
	FoundSlow            Finding = "slow"             // [ms: per character] people type as fast
	FoundWrongLayout     Finding = "wrong-layout"     // [layout: one of Layouts]
	FoundCapsLock        Finding = "caps-lock"        // small and capital letters are changed over
	FoundInputMethod     Finding = "input-method"     // an input method has made other characters of it
	FoundNoAIM           Finding = "no-aim"           // no AIM identifier; not needed
	FoundDoubled         Finding = "doubled"          // [n: characters too many]
	FoundLost            Finding = "lost"             // [n: characters missing]
	FoundExtra           Finding = "extra"            // [before, after] the code stands among other characters
	FoundGroupSeparators Finding = "group-separators" // [n] the control character GS is in the line
	FoundGarbled         Finding = "garbled"          // bytes that are no text: the speed or parity of the line
	FoundMisread         Finding = "misread"          // [got] another text, or another code
	FoundTooLong         Finding = "too-long"         // more than MaxLine bytes without an end
)

// Severity is how bad a finding is.
type Severity uint8

// The severities.
const (
	Note   Severity = iota // nothing to do
	Advice                 // it works, and would be surer after a change
	Fault                  // scans are lost or wrong
)

// A scanner that types slower than that may be taken for hands (package wedge does
// so at 35 ms), near it only sometimes.
const (
	slowFault  = 35 * time.Millisecond
	slowAdvice = 25 * time.Millisecond
)

// Judge says what the last line of o shows of the scanner when the code before it
// had the text expected, the worst first; nil before the first line. With
// expected empty any text will do. There is one finding on the text at most:
// when it is mended, the next scan shows whether there is another.
func Judge(o Observation, expected string) []Verdict {
	if o.Count == 0 {
		return nil
	}
	var vs []Verdict
	if v := judgeText(o.Frame, expected); v.Finding != "" {
		vs = append(vs, v)
	}
	glued := slices.ContainsFunc(vs, func(v Verdict) bool { return v.Finding == FoundNoSuffix })
	switch {
	case glued:
	case o.Frame.Reason == CutOff:
		vs = append(vs, Verdict{Finding: FoundNoSuffix, Severity: Fault})
	case o.Suffix == "":
		vs = append(vs, Verdict{Finding: FoundNoSuffix, Severity: Advice})
	}
	if o.PerChar >= slowAdvice {
		v := Verdict{FoundSlow, Advice, []string{"ms", strconv.FormatInt(o.PerChar.Milliseconds(), 10)}}
		if o.PerChar >= slowFault {
			v.Severity = Fault
		}
		vs = append(vs, v)
	}
	if len(vs) == 0 {
		vs = append(vs, Verdict{Finding: FoundGood})
	}
	if o.AIM() == "" {
		vs = append(vs, Verdict{Finding: FoundNoAIM})
	}
	slices.SortStableFunc(vs, func(a, b Verdict) int { return int(b.Severity) - int(a.Severity) })
	return vs
}

// judgeText returns the zero Verdict for a line that says expected.
func judgeText(f Frame, expected string) Verdict {
	if f.Reason == TooLong {
		return Verdict{Finding: FoundTooLong, Severity: Fault}
	}
	f.Reason = 0 // half a line is compared like a whole one
	text, _, err := Parse(f)
	raw := string(f.Raw)
	if n := strings.Count(raw, "\x1d"); n > 0 {
		v := Verdict{FoundGroupSeparators, Fault, []string{"n", strconv.Itoa(n)}}
		if expected == "" && err == nil && text != "" {
			v.Severity = Note // a maker's code may have them
		}
		return v
	}
	switch {
	case err == nil && text != "" && (text == expected || expected == ""):
		return Verdict{}
	case expected == "":
		return compare(text, expected, err != nil)
	case is(raw, expected):
		return Verdict{Finding: FoundCapsLock, Severity: Advice}
	case is(strings.Map(halfWidth, raw), expected), strings.ContainsFunc(raw, isHan) && !strings.ContainsFunc(expected, isHan):
		return Verdict{Finding: FoundInputMethod, Severity: Fault}
	}
	if name := layoutOf(raw, expected); name != "" {
		return Verdict{FoundWrongLayout, Fault, []string{"layout", name}}
	}
	return compare(data(raw), expected, err != nil)
}

// compare says how text, which is not expected, comes of it.
func compare(text, expected string, garbled bool) Verdict {
	got, want := []rune(strings.ToUpper(text)), []rune(strings.ToUpper(expected))
	n := len(got) - len(want)
	before, after, found := strings.Cut(text, expected)
	found = found && expected != ""
	switch {
	case found && strings.Contains(after, expected):
		return Verdict{Finding: FoundNoSuffix, Severity: Fault}
	case n > 0 && stutters(got, want):
		return Verdict{FoundDoubled, Fault, []string{"n", strconv.Itoa(n)}}
	case n < 0 && 2*len(got) >= len(want) && within(got, want):
		return Verdict{FoundLost, Fault, []string{"n", strconv.Itoa(-n)}}
	case found:
		return Verdict{FoundExtra, Fault, []string{"before", visible(before), "after", visible(after)}}
	case garbled:
		return Verdict{Finding: FoundGarbled, Severity: Fault}
	default:
		return Verdict{FoundMisread, Fault, []string{"got", visible(text)}}
	}
}

// stutters reports whether got is want with characters repeated in place.
func stutters(got, want []rune) bool {
	j := 0
	for i, r := range got {
		switch {
		case j < len(want) && r == want[j]:
			j++
		case i == 0 || r != got[i-1]:
			return false
		}
	}
	return j == len(want)
}

// within reports whether got is want with characters left out.
func within(got, want []rune) bool {
	for _, r := range want {
		if len(got) > 0 && got[0] == r {
			got = got[1:]
		}
	}
	return len(got) == 0
}

// layoutOf returns the layout that makes raw of expected; empty if it is none.
func layoutOf(raw, expected string) string {
	for _, l := range layouts {
		if is(l.back.Replace(raw), expected) {
			return l.name
		}
	}
	// Other layouts of the AZERTY family: all digits become signs. In another
	// code some would still be digits.
	got, want, digits := []rune(data(raw)), []rune(expected), 0
	if len(got) != len(want) {
		return ""
	}
	for i, r := range want {
		if r < '0' || r > '9' {
			continue
		}
		digits++
		if c := got[i]; !unicode.IsGraphic(c) || c == unicode.ReplacementChar || isAlphanumeric(c) {
			return ""
		}
	}
	if digits < 2 {
		return ""
	}
	return "other"
}

// is reports whether raw, without what a scanner puts around it, is expected but
// for small and capital letters. Caps Lock changes the AIM identifier too,
// whose letters are not the same in small.
func is(raw, expected string) bool {
	return strings.EqualFold(data(raw), expected) || strings.EqualFold(data(strings.Map(swapCase, raw)), expected)
}

func swapCase(r rune) rune {
	if unicode.IsUpper(r) {
		return unicode.ToLower(r)
	}
	return unicode.ToUpper(r)
}

func data(raw string) string {
	n, _ := Prefix(raw)
	return strings.TrimRight(raw[n:], " ")
}

// fullWidth is from a character of ASCII to the one that fills the square of a
// Chinese character.
const fullWidth = 0xFEE0

func halfWidth(r rune) rune {
	if r >= '!'+fullWidth && r <= '~'+fullWidth {
		return r - fullWidth
	}
	return r
}

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }

func isAlphanumeric(r rune) bool {
	return r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z'
}

// visible is s with what cannot be shown as an escape.
func visible(s string) string {
	q := strconv.QuoteToGraphic(s)
	return q[1 : len(q)-1]
}
