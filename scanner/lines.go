package scanner

import "time"

// Limits of a frame.
const (
	MaxLine = 512 // bytes; a longer line is discarded up to its terminator

	silence   = 120 * time.Millisecond // ends a code of a scanner without suffix
	stale     = time.Second            // a line without its end for that long lost it
	minSilent = 6                      // characters of a code that silence may end
	maxPace   = 50 * time.Millisecond  // per character of such a code
)

// Frame is one line as it came.
type Frame struct {
	Raw    []byte    // without terminator, at most MaxLine bytes, never empty
	First  time.Time // when its first byte was in
	At     time.Time // when its end was known
	Reason Reason    // TooLong or CutOff; zero for a whole line
}

// Lines cuts a stream of bytes into frames. A line ends at CR, LF, Tab or ETX
// (so CRLF makes one frame: empty lines are dropped). A scanner that has not shown
// a terminator is taken for one without suffix: there 120 ms of silence end a
// line of at least six bytes that came faster than 50 ms each. Any other line
// is cut off after one second of silence, so that half a code is never glued
// to the next.
//
// The zero value is ready. It is pure: time comes with the bytes.
type Lines struct {
	buf         []byte
	first, last time.Time
	long        bool // buf is full and the line goes on
	suffixed    bool // the scanner sends terminators
}

// Add takes bytes that were in at now and returns the frames they complete.
func (l *Lines) Add(b []byte, now time.Time) []Frame {
	frames := l.Flush(now)
	for _, c := range b {
		switch {
		case terminates(c):
			l.suffixed = true
			frames = l.cut(frames, now, 0)
		case len(l.buf) == MaxLine:
			l.long = true
		default:
			if len(l.buf) == 0 {
				l.first = now
			}
			l.buf = append(l.buf, c)
		}
	}
	if len(b) > 0 {
		l.last = now
	}
	return frames
}

// terminates reports whether c is CR, LF, Tab or ETX.
func terminates(c byte) bool { return c == '\r' || c == '\n' || c == '\t' || c == 0x03 }

// Flush returns the frame, if any, that silence has ended at now. Call it at
// the time of Wake.
func (l *Lines) Flush(now time.Time) []Frame {
	wake := l.Wake()
	if wake.IsZero() || now.Before(wake) {
		return nil
	}
	if l.endsInSilence() {
		return l.cut(nil, now, 0)
	}
	// A scanner whose suffix was switched off loses one code here, not all.
	if l.whole() {
		l.suffixed = false
	}
	return l.cut(nil, now, CutOff)
}

// Wake is when Flush has to be called if no byte comes before; zero for never.
func (l *Lines) Wake() time.Time {
	switch {
	case len(l.buf) == 0:
		return time.Time{}
	case l.endsInSilence():
		return l.last.Add(silence)
	default:
		return l.last.Add(stale)
	}
}

// Reset returns what is left of a line when the scanner is unplugged, as a frame
// cut off, and begins anew.
func (l *Lines) Reset(now time.Time) []Frame {
	frames := l.cut(nil, now, CutOff)
	l.suffixed = false
	return frames
}

func (l *Lines) endsInSilence() bool { return !l.suffixed && !l.long && l.whole() }

// whole reports whether the line looks like a code by length and pace.
func (l *Lines) whole() bool {
	n := len(l.buf)
	return n >= minSilent && l.last.Sub(l.first) < time.Duration(n-1)*maxPace
}

func (l *Lines) cut(frames []Frame, now time.Time, why Reason) []Frame {
	if len(l.buf) == 0 {
		return frames
	}
	if l.long {
		why = TooLong
	}
	frames = append(frames, Frame{Raw: l.buf, First: l.first, At: now, Reason: why})
	l.buf, l.long = nil, false
	return frames
}
