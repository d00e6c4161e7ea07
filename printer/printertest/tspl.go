package printertest

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"countertop/printer"
)

// tspler reads TSPL from its manual (TSC, "TSPL/TSPL2 Programming Language",
// 2013; page numbers are those of its sections).
type tspler struct {
	v       *Virtual
	label   *canvas // the image buffer
	reprint bool
	gaps    bool // labels are found by their gaps or marks
	deaf    bool // ESC !D: no immediate commands but ~!E
	utf8    bool // CODEPAGE UTF-8
	mirror  bool
	dx, dy  int // REFERENCE
	shift   int
	copies  int // still to print
	feeding int // rows still to feed
	// The data of a BITMAP is coming in while rest is above 0: rest bytes still
	// to come and at bytes done, wide bytes in a row, from x, y.
	rest, at, wide, x, y, mode int
}

func (t *tspler) reset() { *t = tspler{v: t.v, label: newCanvas(0, 0)} }

func (t *tspler) report() []byte { return nil }

// realTime knows the chapter "Status polling and immediate commands". Nothing
// there exempts pictures.
func (t *tspler) realTime(p []byte) int {
	letters := "?CDFOPQRS."
	switch p[0] {
	case 0x1b:
	case '~':
		letters = "@ACDEFIT"
	default:
		return 0
	}
	if len(p) > 1 && p[1] != '!' || len(p) > 2 && !strings.ContainsRune(letters, rune(p[2])) {
		return 0
	}
	return 3
}

func (t *tspler) urgent(cmd []byte) []byte {
	v := t.v
	if t.deaf && string(cmd) != "~!E" {
		return nil
	}
	switch string(cmd) {
	case "\x1b!?":
		return []byte{t.status()}
	case "\x1b!S":
		return t.longStatus()
	case "\x1b!R", "\x1b!C", "\x1b!Q": // reset, restart
		v.buf = nil
		t.reset()
	case "\x1b!.": // cancel all
		v.buf, t.copies, t.feeding, t.rest = nil, 0, 0, 0
	case "\x1b!P":
		v.faults.Paused = true
	case "\x1b!O":
		v.faults.Paused = false
	case "\x1b!F":
		t.feeding += t.label.dots.HeightDots
	case "\x1b!D":
		t.deaf = true
	case "~!E":
		t.deaf = false
	case "~!T":
		return []byte("COUNTERTOP VIRTUAL\r\n")
	case "~!@":
		return fmt.Appendf(nil, "%d\r\n", v.prints)
	case "~!A":
		return []byte("4096\r\n")
	case "~!I":
		return []byte("8, 001\r\n")
	case "~!F":
		return []byte("\r\n")
	}
	return nil
}

// status is the answer to ESC !?.
func (t *tspler) status() byte {
	f := t.v.faults
	return bit(f.CoverOpen, 1<<0) | bit(f.Jam || f.CutterJam, 1<<1) | bit(t.v.paper == 0, 1<<2) | bit(f.RibbonOut, 1<<3) |
		bit(f.Paused, 1<<4) | bit(t.v.busy(), 1<<5) | bit(f.HeadHot, 1<<7)
}

// longStatus is the answer to ESC !S: what it does, warnings, errors of the
// printer and of the media.
func (t *tspler) longStatus() []byte {
	f := t.v.faults
	out := t.v.paper == 0
	b := []byte{0x02, '@', '@', '@', '@', 0x03, '\r', '\n'}
	switch {
	case f.Paused:
		b[1] = '`'
	case f.stopped() || out:
		b[1] = 'E'
	case t.v.busy():
		b[1] = 'P'
	}
	b[2] |= bit(t.v.paperLow(), 0x01) | bit(len(t.v.buf) >= t.v.opt.BufferBytes, 0x08)
	b[3] |= bit(f.HeadHot, 0x01) | bit(f.CutterJam, 0x08)
	b[4] |= bit(out, 0x01) | bit(f.Jam, 0x02) | bit(f.RibbonOut, 0x04) | bit(f.CoverOpen, 0x20)
	return b
}

func (t *tspler) unfinished() bool { return t.feeding > 0 || t.copies > 0 }

func (t *tspler) step() (int, bool) {
	b := t.v.buf
	switch {
	case t.feeding > 0:
		n := t.v.burn(t.feeding)
		t.feeding -= n
		return 0, n > 0
	case t.copies > 0:
		return 0, t.copy()
	case t.rest > 0:
		return t.data(), true
	case bytes.HasPrefix(b, []byte("BITMAP ")):
		return t.bitmap()
	}
	end := lineEnd(b)
	if end < 0 {
		if len(b) > 4096 {
			t.v.unknown++
			return len(b), true
		}
		return 0, false
	}
	if bytes.HasPrefix(b, []byte("EOJ")) && t.v.busy() {
		t.v.later(time.Until(t.v.ready) + 1)
		return 0, false
	}
	if line := string(bytes.TrimSpace(b[:end])); line != "" && !t.line(line) {
		t.v.unknown++
	}
	return end + 1, true
}

// lineEnd is where the first command of b ends, -1 if it does not. Only the
// content of a QR code may have line ends in it (QRCODE, example b).
func lineEnd(b []byte) int {
	if !bytes.HasPrefix(b, []byte("QRCODE ")) {
		return bytes.IndexAny(b, "\r\n")
	}
	quoted := false
	for i, c := range b {
		switch {
		case c == '"' && !bytes.HasSuffix(b[:i], []byte(`\[`)):
			quoted = !quoted
		case (c == '\r' || c == '\n') && !quoted:
			return i
		}
	}
	return -1
}

// value is one parameter of a command.
type value struct {
	s      string
	quoted bool
}

// values takes the parameters apart; false if quotes do not match.
func values(s string) (vs []value, ok bool) {
	for {
		s = strings.TrimLeft(s, " ")
		if !strings.HasPrefix(s, `"`) {
			one, rest, more := strings.Cut(s, ",")
			if strings.Contains(one, `"`) {
				return nil, false
			}
			vs = append(vs, value{s: strings.TrimSpace(one)})
			if !more {
				return vs, true
			}
			s = rest
			continue
		}
		var text strings.Builder
		s = s[1:]
		for s != "" && s[0] != '"' {
			switch {
			case strings.HasPrefix(s, `\["]`):
				text.WriteByte('"')
				s = s[4:]
			case strings.HasPrefix(s, `\[R]`):
				text.WriteByte('\r')
				s = s[4:]
			case strings.HasPrefix(s, `\[L]`):
				text.WriteByte('\n')
				s = s[4:]
			default:
				text.WriteByte(s[0])
				s = s[1:]
			}
		}
		if s == "" {
			return nil, false
		}
		vs = append(vs, value{text.String(), true})
		s = strings.TrimLeft(s[1:], " ")
		if s == "" {
			return vs, true
		}
		if s[0] != ',' {
			return nil, false
		}
		s = s[1:]
	}
}

// numbers are the first n parameters as whole numbers from 0 (or below, for
// what may be) on; false if one is none.
func numbers(vs []value, n int) (ns []int, ok bool) {
	if len(vs) < n {
		return nil, false
	}
	for _, v := range vs[:n] {
		i, err := strconv.Atoi(v.s)
		if err != nil || v.quoted || i < -65536 || i > 65536 {
			return nil, false
		}
		ns = append(ns, i)
	}
	return ns, true
}

// ignored are commands that change nothing that can be seen here.
var ignored = strings.Fields("SPEED DENSITY OFFSET SOUND COUNTRY LIMITFEED GAPDETECT BLINEDETECT AUTODETECT CUT DELAY DISPLAY REM EOJ")

// line obeys one command; false if it is not known or has wrong parameters.
func (t *tspler) line(s string) bool {
	word, rest, _ := strings.Cut(s, " ")
	vs, ok := values(rest)
	if !ok {
		return false
	}
	ns, _ := numbers(vs, min(len(vs), 2))
	switch word {
	case "SIZE":
		return t.size(vs)
	case "GAP", "BLINE":
		gap, ok := t.dots(vs[0].s)
		t.gaps = gap > 0
		return ok
	case "DIRECTION":
		t.mirror = len(ns) > 1 && ns[1] == 1
		return len(ns) > 0 && ns[0]&^1 == 0
	case "REFERENCE":
		if len(ns) == 2 {
			t.dx, t.dy = ns[0], ns[1]
		}
		return len(ns) == 2
	case "SHIFT": // the last parameter is the one down
		if len(ns) > 0 {
			t.shift = ns[len(ns)-1]
		}
		return len(ns) > 0
	case "CLS":
		t.label.clear()
	case "SET":
		if on, ok := strings.CutPrefix(rest, "REPRINT "); ok {
			t.reprint = on == "ON"
		}
		known := strings.Fields("REPRINT PEEL TEAR CUTTER PARTIAL_CUTTER RIBBON BACK HEAD PRINTKEY GAP RESPONSE")
		return slices.Contains(known, strings.Fields(rest + " -")[0])
	case "CODEPAGE":
		t.utf8 = rest == "UTF-8"
	case "PRINT":
		return t.print(vs)
	case "FEED", "BACKFEED", "BACKUP":
		if len(ns) == 1 && ns[0] > 0 && word == "FEED" {
			t.feeding = ns[0]
		}
		return len(ns) == 1
	case "FORMFEED", "HOME":
		t.feeding = t.label.dots.HeightDots
	case "INITIALPRINTER":
		t.reset()
	case "OUT":
		t.v.answerAll([]byte(vs[len(vs)-1].s))
	default:
		return slices.Contains(ignored, word) || t.draw(word, vs)
	}
	return true
}

func (t *tspler) size(vs []value) bool {
	w, okW := t.dots(vs[0].s)
	h, okH := 0, len(vs) == 2
	if okH {
		h, okH = t.dots(vs[1].s)
	}
	if !okW || !okH || h > 20000 {
		return false
	}
	t.label = newCanvas(min(w, t.v.opt.WidthDots), h)
	return true
}

func (t *tspler) print(vs []value) bool {
	ns, ok := numbers(vs, len(vs))
	if !ok || len(ns) > 2 || slices.Min(ns) < 1 || slices.Max(ns) > 999 {
		return false
	}
	if t.label.dots.HeightDots > 0 {
		t.copies = 1
		for _, n := range ns {
			t.copies *= n
		}
	}
	return true
}

// copy burns the label once. One that the paper does not suffice for is spoiled,
// and burnt again after the refill if SET REPRINT is on.
func (t *tspler) copy() bool {
	page := t.label
	if t.mirror || t.shift != 0 {
		page = t.moved()
	}
	begun, whole := t.v.burnLabel(page, t.gaps)
	if begun && (whole || !t.reprint) {
		t.copies--
	}
	return begun
}

// moved is the label as DIRECTION and SHIFT bring it onto the paper.
func (t *tspler) moved() *canvas {
	src := t.label.dots
	page := newCanvas(src.WidthDots, src.HeightDots)
	for y := range src.HeightDots {
		for x := range src.WidthDots {
			to := x
			if t.mirror {
				to = src.WidthDots - 1 - x
			}
			if src.Black(x, y) {
				page.dots.Set(to, y+t.shift, true)
			}
		}
	}
	// What is mirrored cannot be read any more.
	for _, c := range t.label.codes {
		c.Y += t.shift
		if !t.mirror {
			page.codes = append(page.codes, c)
		}
	}
	for _, r := range t.label.texts {
		r.Y += t.shift
		if !t.mirror {
			page.texts = append(page.texts, r)
		}
	}
	return page
}

// bitmap reads "BITMAP x,y,width,height,mode," and leaves the data for data.
func (t *tspler) bitmap() (int, bool) {
	b := t.v.buf
	n := len("BITMAP ")
	var args []int
	for len(args) < 5 {
		end := bytes.IndexAny(b[n:], ",\r\n")
		if end < 0 && len(b)-n < 16 {
			return 0, false
		}
		v, err := strconv.Atoi(strings.TrimSpace(string(b[n : n+max(end, 0)])))
		if err != nil || b[n+end] != ',' || v < -65536 || v > 65536 || len(args) > 1 && v < 0 {
			t.v.unknown++
			if eol := bytes.IndexAny(b, "\r\n"); eol >= 0 {
				return eol + 1, true
			}
			return len(b), true
		}
		args = append(args, v)
		n += end + 1
	}
	t.x, t.y, t.wide, t.mode = args[0]+t.dx, args[1]+t.dy, args[2], args[4]
	t.rest, t.at = t.wide*args[3], 0
	return n, true
}

// data draws what has come of the picture: mode 0 puts it over what is there, 1
// adds it, 2 inverts. A 0 burns.
func (t *tspler) data() int {
	b := t.v.buf[:min(len(t.v.buf), t.rest)]
	label := t.label.dots
	for _, d := range b {
		x, y := t.x+t.at%t.wide*8, t.y+t.at/t.wide
		for i := range 8 {
			ink := d&(0x80>>i) == 0
			switch t.mode {
			case 1:
				ink = ink || label.Black(x+i, y)
			case 2:
				ink = ink != label.Black(x+i, y)
			}
			label.Set(x+i, y, ink)
		}
		t.at++
	}
	t.rest -= len(b)
	return len(b)
}

// dots reads "60 mm", "480 dot" or "2.4" (inches).
func (t *tspler) dots(s string) (int, bool) {
	scale := 25.4
	if n, ok := strings.CutSuffix(s, "mm"); ok {
		s, scale = n, 1
	} else if n, ok := strings.CutSuffix(s, "dot"); ok {
		s, scale = n, 1/printer.DotsPerMM(t.v.opt.DPI)
	}
	f, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
	if err != nil || !(f >= 0 && f <= 1e5) {
		return 0, false
	}
	return t.v.dots(f * scale), true
}
