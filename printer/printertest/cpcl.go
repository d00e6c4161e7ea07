package printertest

import (
	"bytes"
	"encoding/hex"
	"strconv"
	"strings"

	"golang.org/x/text/encoding/simplifiedchinese"

	"countertop/printer"
)

// cpcler reads CPCL from its manual (Zebra "CPCL Programming Manual").
type cpcler struct {
	v *Virtual
	// fresh is set from switching on to ESC N.
	fresh bool
	// What holds over sessions.
	gaps    bool
	wait    bool // ON-OUT-OF-PAPER WAIT
	retries int
	utf8    bool

	state    cpclState
	label    *canvas
	right    int // the offset of the session
	quantity int
	copies   int // still to print; its PRINT stays in the buffer until then
	tries    int
	magX     int
	magY     int
	legend   bool
	qr       *cpclQR
	cg       *cpclPicture
}

type cpclState int

const (
	cpclLines   cpclState = iota // outside of sessions: what comes is printed
	cpclSession                  // "! 0 200 200 …"
	cpclUtility                  // "! UTILITIES"
)

// cpclQR is a BARCODE QR whose data lines are coming in.
type cpclQR struct {
	x, y, unit, quarter int
	data                []string
}

// cpclPicture is a CG whose data are coming in.
type cpclPicture struct {
	x, y, quarter int
	bitmap        *printer.Bitmap
	done          int
}

const maxCPCLDots = 12000

func (c *cpcler) reset() { *c = cpcler{v: c.v, fresh: true, gaps: true, retries: 2} }

func (c *cpcler) report() []byte { return nil }

// realTime finds ESC h and its like outside of sessions only: the manual warns
// of them within, where they would be data.
func (c *cpcler) realTime(p []byte) int {
	if p[0] != 0x1b {
		return 0
	}
	c.v.obey() // what came before may have ended a session, or begun one
	waiting := c.v.buf
	if c.copies > 0 {
		_, waiting, _ = bytes.Cut(waiting, []byte("\n"))
	}
	if c.copies == 0 && c.state != cpclLines || len(bytes.TrimSpace(waiting)) > 0 {
		return 0
	}
	if len(p) < 2 || strings.IndexByte("hiNv", p[1]) >= 0 {
		return 2
	}
	return 0
}

func (c *cpcler) urgent(cmd []byte) []byte {
	f := c.v.faults
	switch cmd[1] {
	case 'h':
		return []byte{bit(c.v.busy() || c.copies > 0, 0x01) | bit(c.v.paper == 0, 0x02) | bit(f.CoverOpen, 0x04) | bit(c.fresh, 0x10)}
	case 'i':
		return []byte{bit(f.Jam, 0x10) | bit(c.v.paperLow(), 0x40) | bit(f.RibbonOut, 0x80)}
	case 'N':
		c.fresh = false
	case 'v':
		return []byte("VIRTUAL,1.0.0,0000\x00")
	}
	return nil
}

func (c *cpcler) step() (int, bool) {
	b := c.v.buf
	switch {
	case c.copies > 0:
		return c.copy()
	case c.cg != nil:
		return c.pictureData(), true
	case b[0] == 0x1b && c.state == cpclLines:
		if len(b) < 2 {
			return 0, false
		}
		if strings.IndexByte("hiNv", b[1]) < 0 {
			c.v.unknown++
			return 1, true
		}
		c.v.answerAll(c.urgent(b[:2]))
		return 2, true
	}
	if n, whole := c.picture(); n > 0 || !whole {
		return n, whole
	}
	end := bytes.IndexByte(b, '\n')
	if end < 0 {
		if len(b) < c.v.opt.BufferBytes {
			return 0, false
		}
		c.v.unknown++
		return len(b), true
	}
	line := strings.TrimLeft(strings.TrimSuffix(string(b[:end]), "\r"), "\x00")
	if c.state == cpclSession && line == "PRINT" {
		c.finishQR()
		c.state, c.copies, c.tries = cpclLines, c.quantity, 0
		return 0, true
	}
	switch c.state {
	case cpclLines:
		c.outside(line)
	case cpclUtility:
		if c.command(line); line == "PRINT" {
			c.state = cpclLines
		}
	default:
		c.inSession(line)
	}
	return end + 1, true
}

// copy prints the label. If the paper ends, ON-OUT-OF-PAPER says what happens:
// PURGE tries on at once and then throws the label away, WAIT until there is
// paper again.
func (c *cpcler) copy() (int, bool) {
	begun, whole := c.v.burnLabel(c.label, c.gaps)
	end := bytes.IndexByte(c.v.buf, '\n') + 1
	if whole {
		c.copies, c.tries = c.copies-1, 0
	} else {
		fails := begun || c.v.paper == 0 || c.v.faults.CoverOpen
		if c.tries += bitOf(begun); fails && (!c.wait || c.tries >= c.retries) {
			c.copies = 0
		}
	}
	if c.copies == 0 {
		c.label = nil
		return end, true
	}
	return 0, begun
}

// outside is a line that is in no session: text that a host did not mean.
func (c *cpcler) outside(line string) {
	word := strings.Fields(line)
	switch {
	case len(word) == 0:
	case word[0] == "!" && len(word) > 1 && word[1] == "U1":
		c.command(strings.TrimSpace(strings.TrimPrefix(line, "! U1")))
	case word[0] == "!" && len(word) == 2 && (word[1] == "UTILITIES" || word[1] == "U"):
		c.state = cpclUtility
	case word[0] == "!" && len(word) == 6:
		var n [5]int
		for i := range n {
			n[i] = c.number(word, i+1, -1, maxCPCLDots)
		}
		if n[0] < 0 || n[3] < 1 || n[4] < 1 || n[4] > 1024 || n[1] < 1 || n[2] < 1 {
			return
		}
		c.state, c.right, c.quantity = cpclSession, n[0], n[4]
		c.label = newCanvas(c.v.opt.WidthDots, n[3])
		c.magX, c.magY, c.legend, c.qr = 1, 1, false, nil
	case word[0] == "!":
		c.v.unknown++
	default:
		c.v.unknown++
		waste := newCanvas(c.v.opt.WidthDots, 24)
		waste.text(0, 0, line, cells{name: "7", w: 12, h: 24}, 1, 1, 0)
		if c.v.burn(24) > 0 {
			p := waste.page()
			p.Spoiled = true
			c.v.emit(p)
		}
	}
}

// number is word i, without if it is missing; one that is no number from 0 to
// high is counted.
func (c *cpcler) number(words []string, i, without, high int) int {
	if i >= len(words) {
		c.v.unknown++
		return without
	}
	n, err := strconv.Atoi(words[i])
	if err != nil || n < 0 || n > high {
		c.v.unknown++
		return without
	}
	return n
}

// picture begins a CG, whose data follow on the line, as they are. It returns 0,
// true if there is none.
func (c *cpcler) picture() (n int, whole bool) {
	if c.state != cpclSession {
		return 0, true
	}
	for _, name := range []string{"COMPRESSED-GRAPHICS ", "VCOMPRESSED-GRAPHICS ", "CG ", "VCG "} {
		b := c.v.buf
		if len(b) < len(name) && strings.HasPrefix(name, string(b)) && !bytes.ContainsRune(b, '\n') {
			return 0, false
		}
		if !bytes.HasPrefix(b, []byte(name)) {
			continue
		}
		args := make([]string, 0, 4)
		n = len(name)
		for len(args) < 4 {
			end := bytes.IndexAny(b[n:], " \r\n")
			switch {
			case end < 0 && len(b)-n < 16:
				return 0, false
			case end < 0 || b[n+end] != ' ':
				c.v.unknown++
				return n + max(end, 0) + 1, true
			}
			args = append(args, string(b[n:n+end]))
			n += end + 1
		}
		w, h := c.number(args, 0, 0, maxCPCLDots/8), c.number(args, 1, 0, maxCPCLDots)
		if w == 0 || h == 0 || w*h > maxPictureBytes {
			c.v.unknown++
			return n, true
		}
		c.cg = &cpclPicture{
			x: c.number(args, 2, 0, maxCPCLDots), y: c.number(args, 3, 0, maxCPCLDots),
			quarter: cpclQuarter(name), bitmap: printer.NewBitmap(w*8, h),
		}
		return n, true
	}
	return 0, true
}

func (c *cpcler) pictureData() int {
	p := c.cg
	n := copy(p.bitmap.Bits[p.done:], c.v.buf)
	if p.done += n; p.done == len(p.bitmap.Bits) {
		c.drawPicture(p)
		c.cg = nil
	}
	return n
}

func (c *cpcler) drawPicture(p *cpclPicture) {
	b := turned(p.bitmap, p.quarter)
	up := 0
	if p.quarter != 0 { // it grows upwards from its point
		up = b.HeightDots
	}
	c.label.image(c.right+p.x, p.y-up, b)
}

// cpclQuarter is 3, a quarter counter-clockwise, for the vertical commands.
func cpclQuarter(name string) int {
	if name[0] == 'V' {
		return 3
	}
	return 0
}

// expanded is EG: hexadecimal digits.
func (c *cpcler) expanded(name string, words []string) {
	w, h := c.number(words, 1, 0, maxCPCLDots/8), c.number(words, 2, 0, maxCPCLDots)
	x, y := c.number(words, 3, 0, maxCPCLDots), c.number(words, 4, 0, maxCPCLDots)
	if len(words) != 6 || w == 0 || h == 0 || len(words[5]) != 2*w*h {
		c.v.unknown++
		return
	}
	bits, err := hex.DecodeString(words[5])
	if err != nil {
		c.v.unknown++
		return
	}
	b := printer.NewBitmap(w*8, h)
	copy(b.Bits, bits)
	c.drawPicture(&cpclPicture{x: x, y: y, quarter: cpclQuarter(name), bitmap: b})
}

// decode reads the text of a Chinese font: GB18030, or UTF-8 if ENCODING said so.
func (c *cpcler) decode(s string, f cells) string {
	if !c.utf8 && f.wide > 0 {
		s, _ = simplifiedchinese.GB18030.NewDecoder().String(s)
	}
	return strings.Map(func(r rune) rune {
		if r < ' ' || r >= 0x7f && f.wide == 0 {
			return ' ' // blank, and so not in Texts
		}
		return r
	}, strings.ToValidUTF8(s, " "))
}
