package printertest

import (
	"bytes"
	"math"
	"strconv"
	"strings"

	"countertop/printer"
)

// tspler reads TSPL from its manual ("TSPL/TSPL2 Programming Language").
type tspler struct {
	v       *Virtual
	label   *printer.Bitmap // the image buffer
	reprint bool
	gaps    bool // labels are found by their gaps
	copies  int  // still to print
	// The data of a BITMAP is coming in while rest is above 0: rest bytes still
	// to come and at bytes done, wide bytes in a row, from x, y.
	rest, at, wide, x, y, mode int
}

func (t *tspler) reset() { *t = tspler{v: t.v, label: printer.NewBitmap(0, 0)} }

func (t *tspler) report() []byte { return nil }

func (t *tspler) realTime(p []byte) int {
	for i, want := range []byte("\x1b!?") {
		if i < len(p) && p[i] != want {
			return 0
		}
	}
	return 3
}

func (t *tspler) urgent([]byte) []byte {
	f := t.v.faults
	var b byte
	for i, on := range []bool{f.CoverOpen, f.CutterJam, t.v.paper == 0, false, f.Paused, t.v.busy(), false, f.HeadHot} {
		if on {
			b |= 1 << i
		}
	}
	return []byte{b}
}

func (t *tspler) step() (int, bool) {
	b := t.v.buf
	switch {
	case t.copies > 0:
		return 0, t.copy()
	case t.rest > 0:
		return t.data(), true
	case bytes.HasPrefix(b, []byte("BITMAP ")):
		return t.bitmap()
	}
	end := bytes.IndexAny(b, "\r\n")
	if end < 0 {
		if len(b) > 4096 {
			t.v.unknown++
			return len(b), true
		}
		return 0, false
	}
	if end > 0 {
		t.line(strings.TrimSpace(string(b[:end])))
	}
	return end + 1, true
}

// line obeys one command.
func (t *tspler) line(s string) {
	word, rest, _ := strings.Cut(s, " ")
	args := strings.Split(rest, ",")
	switch word {
	case "SIZE":
		w, okW := t.dots(args[0])
		h, okH := 0, len(args) == 2
		if okH {
			h, okH = t.dots(args[1])
		}
		if !okW || !okH || w > 2*t.v.opt.WidthDots || h > 20000 {
			t.v.unknown++
			return
		}
		t.label = printer.NewBitmap(w, h)
	case "CLS":
		clear(t.label.Bits)
	case "SET":
		if v, ok := strings.CutPrefix(rest, "REPRINT "); ok {
			t.reprint = v == "ON"
		}
	case "PRINT":
		sets, err := strconv.Atoi(args[0])
		copies := 1
		if err == nil && len(args) == 2 {
			copies, err = strconv.Atoi(args[1])
		}
		if err != nil || len(args) > 2 || sets < 1 || copies < 1 || sets > 999 || copies > 999 {
			t.v.unknown++
			return
		}
		if t.label.HeightDots > 0 {
			t.copies = sets * copies
		}
	case "GAP":
		gap, ok := t.dots(args[0])
		t.gaps = ok && gap > 0
	case "BLINE", "DIRECTION", "REFERENCE", "OFFSET", "DENSITY", "SPEED", "HOME", "CODEPAGE", "SHIFT":
	default:
		t.v.unknown++
	}
}

// copy burns the label once. One that the paper does not suffice for is spoiled,
// and burnt again after the refill if SET REPRINT is on.
func (t *tspler) copy() bool {
	begun, whole := t.v.burnLabel(&canvas{dots: t.label}, t.gaps)
	if begun && (whole || !t.reprint) {
		t.copies--
	}
	return begun
}

// bitmap reads "BITMAP x,y,width,height,mode," and leaves the data for data.
func (t *tspler) bitmap() (int, bool) {
	b := t.v.buf
	var args []int
	n := len("BITMAP ")
	for len(args) < 5 {
		end := bytes.IndexAny(b[n:], ",\r\n")
		if end < 0 && len(b)-n < 16 {
			return 0, false
		}
		v, err := strconv.Atoi(strings.TrimSpace(string(b[n : n+max(end, 0)])))
		if err != nil || b[n+end] != ',' || v < 0 || v > 65536 {
			t.v.unknown++
			if eol := bytes.IndexAny(b, "\r\n"); eol >= 0 {
				return eol + 1, true
			}
			return len(b), true
		}
		args = append(args, v)
		n += end + 1
	}
	t.x, t.y, t.wide, t.mode = args[0], args[1], args[2], args[4]
	t.rest, t.at = t.wide*args[3], 0
	return n, true
}

func (t *tspler) data() int {
	b := t.v.buf[:min(len(t.v.buf), t.rest)]
	for _, d := range b {
		x, y := t.x+t.at%t.wide*8, t.y+t.at/t.wide
		for i := range 8 {
			ink := d&(0x80>>i) == 0
			switch t.mode {
			case 1:
				ink = ink || t.label.Black(x+i, y)
			case 2:
				ink = ink != t.label.Black(x+i, y)
			}
			t.label.Set(x+i, y, ink)
		}
		t.at++
	}
	t.rest -= len(b)
	return len(b)
}

// dots reads "60 mm", "480 dot" or "2.4" (inches).
func (t *tspler) dots(s string) (int, bool) {
	s = strings.TrimSpace(s)
	scale := 25.4 * printer.DotsPerMM(t.v.opt.DPI)
	if n, ok := strings.CutSuffix(s, "mm"); ok {
		s, scale = n, printer.DotsPerMM(t.v.opt.DPI)
	} else if n, ok := strings.CutSuffix(s, "dot"); ok {
		s, scale = n, 1
	}
	f, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
	if err != nil || math.IsNaN(f) || f < 0 || f > 1e5 {
		return 0, false
	}
	// A tenth of a dot forgives what binary fractions lose.
	return int(f*scale + 0.1), true
}
