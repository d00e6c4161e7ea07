package scanner

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// Observation is what a set-up page has seen of one scanner. The zero value is the
// start. It is a value: Observe leaves the one it is given as it was.
type Observation struct {
	Frame   Frame         // the last line that ended; Raw is nil before the first
	Suffix  string        // what ended it, as it came: "\r", "\r\n", "\t", "\x03" …; empty for silence
	PerChar time.Duration // from one character of the line to the next, on average; 0 if they came at once
	Count   int           // lines that ended

	lines Lines
	last  time.Time // of the last byte that is no terminator
}

// Observe adds bytes that were in at now. Bytes are those of a serial scanner, or
// the runes in UTF-8 that a scanner has typed, with "\r" for Enter. Call it also
// at the time of Wake, without bytes.
func Observe(o Observation, b []byte, now time.Time) Observation {
	o.lines.buf = slices.Clone(o.lines.buf)
	o = o.ended(o.lines.Flush(now), "")
	for _, c := range b {
		if !terminates(c) {
			o.lines.Add([]byte{c}, now)
			o.last = now
			continue
		}
		frames := o.lines.Add([]byte{c}, now)
		switch {
		case len(frames) > 0:
			o = o.ended(frames, string(c))
		// CRLF is one suffix, and the Enter of a scanner that types may come
		// later than the silence that has ended its line.
		case o.Count > 0 && now.Sub(o.last) < stale && len(o.Suffix) < maxSuffix:
			o.Suffix += string(c)
		}
	}
	return o
}

const maxSuffix = 8 // bytes of a suffix that are kept

// Wake is when Observe is due if no byte comes before; zero for never.
func (o Observation) Wake() time.Time { return o.lines.Wake() }

// Raw is what came last, for people to look at: the line that has begun, or
// the last one with its suffix. It is not to be written to.
func (o Observation) Raw() []byte {
	if len(o.lines.buf) > 0 {
		return o.lines.buf
	}
	return slices.Concat(o.Frame.Raw, []byte(o.Suffix))
}

// Prefix is what the scanner has put before the data of the last line, AIM
// identifier included, and the symbology if the identifier tells it.
func (o Observation) Prefix() (string, Symbology) {
	n, sym := Prefix(string(o.Frame.Raw))
	return string(o.Frame.Raw[:n]), sym
}

// AIM is the AIM identifier of the last line, such as "]C0"; empty if the scanner
// sent none that is known.
func (o Observation) AIM() string {
	prefix, sym := o.Prefix()
	if sym == Unknown {
		return ""
	}
	return strings.Trim(prefix, filler)
}

func (o Observation) ended(frames []Frame, suffix string) Observation {
	for _, f := range frames {
		o.Frame, o.Suffix, o.PerChar = f, suffix, 0
		o.Count++
		if n := utf8.RuneCount(f.Raw); n > 1 && f.Reason != TooLong {
			o.PerChar = o.last.Sub(f.First) / time.Duration(n-1)
		}
	}
	return o
}
