package printertest

import (
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"io"
	"strconv"
	"strings"

	"countertop/printer"
)

// zplPicture is a picture that is coming in with ^GF or ~DG.
type zplPicture struct {
	form       byte // A hex or encoded text, B binary, C binary that a driver packed
	rest       int  // binary bytes still to come
	total, row int  // bytes of the picture, and of a row of it
	store      string
	data       []byte
}

// The most that a picture may have: a label of 1 m at 300 dpi.
const maxPictureBytes = 4 << 20

// bitmap is the picture; false if its data are not whole or not right.
func (p *zplPicture) bitmap() (*printer.Bitmap, bool) {
	var bits []byte
	ok := true
	switch {
	case p.form == 'C':
		return nil, false
	case p.form == 'B':
		bits = p.data
	case len(p.data) > 4 && p.data[0] == ':':
		bits, ok = zplEncoded(p.data, p.total)
	default:
		bits, ok = zplHex(p.data, p.total, p.row)
	}
	b := printer.NewBitmap(p.row*8, p.total/p.row)
	return b, copy(b.Bits, bits) == len(b.Bits) && ok
}

// zplEncoded reads ":B64:data:crc" and ":Z64:data:crc" (ZPL II Programming
// Guide, "Alternative Data Compression Scheme"): base64, in Z64 of data packed by
// zlib. The check is CRC-16 of the base64 text, polynomial 1021h, beginning with
// 0, in four hexadecimal digits.
func zplEncoded(data []byte, total int) ([]byte, bool) {
	data = bytes.Map(func(r rune) rune {
		if r == '\r' || r == '\n' || r == ' ' {
			return -1
		}
		return r
	}, data)
	part := bytes.SplitN(data, []byte(":"), 5) // "", kind, text, crc
	if len(part) != 4 || len(part[3]) < 4 {
		return nil, false
	}
	want, err := strconv.ParseUint(string(part[3][:4]), 16, 16)
	if err != nil || uint16(want) != crc16(part[2]) {
		return nil, false
	}
	packed := make([]byte, base64.StdEncoding.DecodedLen(len(part[2])))
	n, err := base64.StdEncoding.Decode(packed, part[2])
	if err != nil {
		return nil, false
	}
	packed = packed[:n]
	switch string(part[1]) {
	case "B64":
		return packed, len(packed) == total
	case "Z64":
		z, err := zlib.NewReader(bytes.NewReader(packed))
		if err != nil {
			return nil, false
		}
		// One byte more than there may be, so that more is noticed.
		bits, err := io.ReadAll(io.LimitReader(z, int64(total)+1))
		return bits, err == nil && len(bits) == total
	}
	return nil, false
}

func crc16(p []byte) uint16 {
	var crc uint16
	for _, b := range p {
		crc ^= uint16(b) << 8
		for range 8 {
			top := crc & 0x8000
			crc <<= 1
			if top != 0 {
				crc ^= 0x1021
			}
		}
	}
	return crc
}

// zplHex reads hexadecimal digits with the run codes of the same guide: G to Y
// are 1 to 19 and g to z 20 to 400 times the digit that follows, and add up; a
// comma fills the row with 0, an exclamation mark with F, a colon repeats the row
// above.
func zplHex(data []byte, total, row int) ([]byte, bool) {
	width, n := row*2, total*2
	digits := make([]byte, 0, n)
	run := 0
	fill := func(d byte, count int) {
		for range min(count, n-len(digits)) {
			digits = append(digits, d)
		}
	}
	for _, c := range data {
		left := width - len(digits)%width
		switch {
		case c >= '0' && c <= '9':
			fill(c-'0', max(run, 1))
		case c >= 'A' && c <= 'F':
			fill(c-'A'+10, max(run, 1))
		case c >= 'a' && c <= 'f':
			fill(c-'a'+10, max(run, 1))
		case c >= 'G' && c <= 'Y':
			run = min(run+int(c-'G')+1, n)
			continue
		case c >= 'g' && c <= 'z':
			run = min(run+(int(c-'g')+1)*20, n)
			continue
		case c == ',':
			fill(0, left)
		case c == '!':
			fill(0xf, left)
		case c == ':':
			if len(digits) < width || left != width {
				return nil, false
			}
			for _, d := range digits[len(digits)-width:] {
				fill(d, 1)
			}
		case c <= ' ':
			continue
		default:
			return nil, false
		}
		run = 0
	}
	bits := make([]byte, len(digits)/2)
	for i := range bits {
		bits[i] = digits[2*i]<<4 | digits[2*i+1]
	}
	return bits, len(bits) == total
}

// beginPicture reads "^GFa,b,c,d," or, stored, "~DGd:o.x,t,w," as far as its
// parameters go, and leaves the data for pictureData.
func (z *zpler) beginPicture(store string) (int, bool) {
	b := z.v.buf
	from, count := 3, 4
	if store != "" {
		count = 3
	}
	var args []string
	for i := from; len(args) < count; i++ {
		switch {
		case i == len(b):
			if i < 256 {
				return 0, false
			}
			fallthrough
		case b[i] == z.caret || b[i] == z.tilde:
			z.v.unknown++
			return i, true
		case b[i] == z.delimiter:
			args = append(args, strings.TrimSpace(string(b[from:i])))
			from = i + 1
		}
	}
	p := &zplPicture{form: 'A', store: store}
	if store == "" {
		p.form = letter(args, 0, 'A')
		p.rest = z.number(args, 1, 0, 1, maxPictureBytes)
		args = args[1:]
	} else {
		p.store = args[0]
	}
	p.total = z.number(args, 1, 0, 1, maxPictureBytes)
	p.row = z.number(args, 2, 0, 1, maxPictureBytes)
	if p.row == 0 || p.total == 0 || p.total%p.row != 0 || !strings.Contains("ABC", string(rune(p.form))) {
		z.v.unknown++
		return from, true // the data are skipped as what stands between commands
	}
	if p.form == 'A' {
		p.rest = 0
	}
	z.picture = p
	return from, true
}

// pictureData takes what is there of the data: of binary ones as many as were
// said, else up to the next command.
func (z *zpler) pictureData() (int, bool) {
	p := z.picture
	n := z.next(0)
	whole := n >= 0
	if n < 0 {
		n = len(z.v.buf)
	}
	if p.form != 'A' {
		n = min(p.rest, len(z.v.buf))
		p.rest -= n
		whole = p.rest == 0
	}
	p.data = append(p.data, z.v.buf[:n]...)
	if len(p.data) > 3*maxPictureBytes {
		p.data = p.data[:3*maxPictureBytes]
	}
	if !whole {
		return n, n > 0
	}
	z.picture = nil
	if p.store != "" {
		z.keep(p)
		return n, true
	}
	b, ok := p.bitmap()
	if !z.inside || !ok {
		// Zebra prints nothing of encoded data with a wrong check; of plain digits
		// that end early, what is there.
		z.v.unknown++
	}
	if b != nil && z.inside && (ok || !bytes.HasPrefix(p.data, []byte(":"))) {
		z.field.tall = b.HeightDots
		z.field.picture = func(c *canvas, x, y int) { c.image(x, y, b) }
	}
	return n, true
}

// keep stores the picture of ~DG.
func (z *zpler) keep(p *zplPicture) {
	z.graphicBytes += p.total
	if _, ok := p.bitmap(); !ok || z.graphicBytes > maxGraphicsBytes {
		z.graphicBytes -= p.total
		z.v.unknown++
		return
	}
	z.graphics[p.store] = p
}

// recall is ^XG: a stored picture, magnified.
func (z *zpler) recall(args []string) {
	p := z.graphics[args[0]]
	mx, my := z.number(args, 1, 1, 1, 10), z.number(args, 2, 1, 1, 10)
	if p == nil {
		z.v.unknown++
		return
	}
	b, _ := p.bitmap()
	z.field.tall = b.HeightDots * my
	z.field.picture = func(c *canvas, x, y int) {
		for sy := range b.HeightDots {
			for sx := range b.WidthDots {
				if b.Black(sx, sy) {
					c.fill(x+sx*mx, y+sy*my, mx, my, burn)
				}
			}
		}
	}
}
