package printertest_test

import (
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"fmt"
	"image"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/oned"
	"github.com/makiuchi-d/gozxing/qrcode"

	"golang.org/x/sys/unix"

	"countertop/printer"
	"countertop/printer/printertest"
)

// printed is what comes out for job, and how many commands were not understood.
func printed(t *testing.T, o printertest.Options, job string) (out []printertest.Print, unknown int) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		v, prints := start(t, o)
		c := v.Conn()
		if _, err := c.Write([]byte(job)); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Minute) // for what is burnt
		out, unknown = prints(), v.Unknown()
		_ = c.Close()
	})
	return out, unknown
}

// one is the only print of job, which must be understood wholly.
func one(t *testing.T, o printertest.Options, job string) printertest.Print {
	t.Helper()
	out, unknown := printed(t, o, job)
	if len(out) != 1 || unknown != 0 {
		t.Fatalf("%d prints, %d unknown commands", len(out), unknown)
	}
	return out[0]
}

// read is what a scanner reads of a code, with white around it.
func read(t *testing.T, p printertest.Print, c printertest.Code) string {
	t.Helper()
	const quiet = 40
	m := image.NewGray(image.Rect(0, 0, c.W+2*quiet, c.H+2*quiet))
	for i := range m.Pix {
		m.Pix[i] = 255
	}
	for y := range c.H {
		for x := range c.W {
			if p.Bitmap.Black(c.X+x, c.Y+y) {
				m.Pix[m.PixOffset(quiet+x, quiet+y)] = 0
			}
		}
	}
	b, err := gozxing.NewBinaryBitmapFromImage(m)
	if err != nil {
		t.Fatal(err)
	}
	reader := oned.NewCode128Reader()
	if c.Kind == "qr" {
		reader = qrcode.NewQRCodeReader()
	}
	got, err := reader.Decode(b, map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true})
	if err != nil {
		t.Fatalf("%s %q cannot be read: %v", c.Kind, c.Data, err)
	}
	return got.GetText()
}

// inkBox is the smallest box of what is black.
func inkBox(b *printer.Bitmap) image.Rectangle {
	r := image.Rectangle{}
	for y := range b.HeightDots {
		for x := range b.WidthDots {
			if b.Black(x, y) {
				r = r.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	return r
}

var zpl = printertest.Options{Language: printer.ZPL}

// z64 is data as the guide describes it, with its check.
func z64(data []byte) string {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	_, _ = w.Write(data)
	_ = w.Close()
	s := base64.StdEncoding.EncodeToString(b.Bytes())
	return fmt.Sprintf(":Z64:%s:%04X", s, crc([]byte(s)))
}

// crc divides by x^16 + x^12 + x^5 + 1 as one does by hand.
func crc(p []byte) uint32 {
	var r uint32
	for _, b := range append(bytes.Clone(p), 0, 0) {
		for i := 7; i >= 0; i-- {
			r = r<<1 | uint32(b>>i&1)
			if r&0x10000 != 0 {
				r ^= 0x11021
			}
		}
	}
	return r
}

func TestZPLPicturesAreTheSameHoweverTheyAreEncoded(t *testing.T) {
	const want = "" +
		"                        \n" +
		"        ########        \n" +
		"            ####        \n" +
		"            ####        \n" +
		"                        \n"
	for _, tt := range []struct{ name, data string }{
		{"digits", "^GFA,3,3,1,FF0F0F"},
		{"small digits in lines", "^GFA,6,3,1,ff\r\n0f\r\n0f"},
		{"a row filled and one repeated", "^GFA,5,3,1,!0F:"},
		{"run codes", "^GFA,5,3,1,HF0F:"},
		{"binary", "^GFB,3,3,1,\xff\x0f\x0f"},
		{"binary that looks like commands", "^XG,1,1^FS^FO8,1^GFB,3,3,1,\xff\x0f\x0f"},
		{"base64", "^GFA,9,3,1,:B64:/w8P:" + fmt.Sprintf("%04X", crc([]byte("/w8P")))},
		{"packed", "^GFA,9,3,1," + z64([]byte{0xff, 0x0f, 0x0f})},
		{"stored", "^XZ~DGR:A.GRF,3,1,FF0F0F^XA^PW24^LL5^FO8,1^XGR:A.GRF,1,1"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			out, _ := printed(t, zpl, "^XA^PW24^LL5^FO8,1"+tt.data+"^FS^XZ")
			if len(out) != 1 || picture(out[0].Bitmap) != want {
				t.Fatalf("%d prints:\n%s", len(out), picture(out[0].Bitmap))
			}
		})
	}
}

func TestZPLRunCodesAddUp(t *testing.T) {
	// M is 7 and gJ 24 times the digit that follows; a comma fills with 0.
	p := one(t, zpl, "^XA^PW160^LL3^FO0,0^GFA,8,60,20,M6,:gJF,^FS^XZ")
	row := strings.Repeat(" ## ", 7) + strings.Repeat(" ", 132) + "\n"
	if want := row + row + strings.Repeat("#", 96) + strings.Repeat(" ", 64) + "\n"; picture(p.Bitmap) != want {
		t.Errorf("got\n%swant\n%s", picture(p.Bitmap), want)
	}
}

func TestZPLPictureWithAWrongCheckIsNotPrinted(t *testing.T) {
	good := z64([]byte{0xff, 0x0f, 0x0f})
	bad := good[:len(good)-4] + "0000"
	out, unknown := printed(t, zpl, "^XA^PW24^LL5^FO0,0^GB1,1,1^FS^FO8,1^GFA,9,3,1,"+bad+"^FS^XZ")
	if len(out) != 1 || unknown != 1 || inkBox(out[0].Bitmap) != image.Rect(0, 0, 1, 1) {
		t.Errorf("%d prints, %d unknown", len(out), unknown)
	}
}

func TestZPLBoxes(t *testing.T) {
	for _, tt := range []struct{ name, say, want string }{
		{"filled", "^FO1,1^GB3,2,2^FS", "      \n ###  \n ###  \n      \n"},
		{"a line is as thick as it says", "^FO0,1^GB6,0,2^FS", "      \n######\n######\n      \n"},
		{"frame", "^FO0,0^GB5,4,1^FS", "##### \n#   # \n#   # \n##### \n"},
		{"white", "^FO0,0^GB6,4,4^FS^FO1,1^GB4,2,2,W^FS", "######\n#    #\n#    #\n######\n"},
		{"reversed", "^FO0,0^GB4,4,4^FS^FO2,1^FR^GB4,2,2^FS", "####  \n##  ##\n##  ##\n####  \n"},
		{"circle", "^FO1,0^GC4,1^FS", "  ##  \n #  # \n #  # \n  ##  \n"},
		{"disc", "^FO1,0^GC4,4^FS", "  ##  \n #### \n #### \n  ##  \n"},
		{"typeset stands on its point", "^FT0,4^GB2,2,2^FS", "      \n      \n##    \n##    \n"},
		{"label home and shifts", "^LH1,1^LS-1^LT1^FO0,0^GB2,1,1^FS", "      \n      \n  ##  \n      \n"},
		{"label upside down", "^POI^FO0,0^GB2,1,1^FS", "      \n      \n      \n    ##\n"},
		{"other prefix", "^CC++CD;+FO1;0+GB1;1;1+FS+CC^^CD,", " #    \n      \n      \n      \n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := picture(one(t, zpl, "^XA^PW6^LL4"+tt.say+"^XZ").Bitmap); got != tt.want {
				t.Errorf("got\n%swant\n%s", got, tt.want)
			}
		})
	}
}

func TestZPLCodes(t *testing.T) {
	for _, tt := range []struct {
		name, say string
		want      printertest.Code
	}{
		{"128 without a start is subset B", "^FO30,10^BY2^BCN,40,N,N,N^FDRA26^FS", printertest.Code{Kind: "code128", X: 30, Y: 10, W: (7*11 + 2) * 2, H: 40, Data: "RA26"}},
		{
			"128 changes into C and back", "^FO30,10^BY2^BCN,40,N,N,N^FD>:RA>52611210042>6QK^FS",
			printertest.Code{Kind: "code128", X: 30, Y: 10, W: (14*11 + 2) * 2, H: 40, Data: "RA2611210042QK"},
		},
		{"128 starts in C", "^FO30,10^BY3,3,20^BC,,N^FD>;123456^FS", printertest.Code{Kind: "code128", X: 30, Y: 10, W: (6*11 + 2) * 3, H: 20, Data: "123456"}},
		{"128 in A takes pairs", "^FO30,10^BY2^BCN,40,N^FD>93334^FS", printertest.Code{Kind: "code128", X: 30, Y: 10, W: (5*11 + 2) * 2, H: 40, Data: "AB"}},
		{"128 with its own characters", "^FO30,10^BY2^BCN,40,N^FH^FD>:A>0>0B>=_5e^FS", printertest.Code{Kind: "code128", X: 30, Y: 10, W: (9*11 + 2) * 2, H: 40, Data: "A>>B~^"}},
		{"128 chooses by itself", "^FO30,10^BY2^BCN,40,N,N,N,A^FDA123456^FS", printertest.Code{Kind: "code128", X: 30, Y: 10, W: (8*11 + 2) * 2, H: 40, Data: "A123456"}},
		{"128 typeset", "^FT30,100^BY2^BCN,40,N^FDRA26^FS", printertest.Code{Kind: "code128", X: 30, Y: 60, W: (7*11 + 2) * 2, H: 40, Data: "RA26"}},
		{"qr begins ten dots lower", "^FO20,10^BQN,2,4^FDQA,RA2611210042QK^FS", printertest.Code{Kind: "qr", X: 20, Y: 20, W: 84, H: 84, Data: "RA2611210042QK"}},
		{"qr by hand", "^FO20,10^BQN,2,4^FDMM,B0003abcd^FS", printertest.Code{Kind: "qr", X: 20, Y: 20, W: 84, H: 84, Data: "abc"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := one(t, zpl, "^XA^PW800^LL300"+tt.say+"^XZ")
			if d := cmp.Diff([]printertest.Code{tt.want}, p.Codes); d != "" {
				t.Fatalf("codes (-want +got):\n%s", d)
			}
			if want := image.Rect(tt.want.X, tt.want.Y, tt.want.X+tt.want.W, tt.want.Y+tt.want.H); inkBox(p.Bitmap) != want {
				t.Errorf("ink in %v, want %v", inkBox(p.Bitmap), want)
			}
			if got := read(t, p, p.Codes[0]); got != tt.want.Data {
				t.Errorf("reads %q, want %q", got, tt.want.Data)
			}
		})
	}
}

func TestZPLTexts(t *testing.T) {
	at300 := printertest.Options{Language: printer.ZPL, DPI: 300}
	for _, tt := range []struct {
		name string
		o    printertest.Options
		say  string
		want printertest.TextRun
	}{
		{"the font after switching on", zpl, "^FO10,20^FDab^FS", printertest.TextRun{X: 10, Y: 20, W: 12, H: 9, Text: "ab", Font: "A"}},
		{"magnified in both directions", zpl, "^FO10,20^ADN,36,10^FDab^FS", printertest.TextRun{X: 10, Y: 20, W: 24, H: 36, Text: "ab", Font: "D"}},
		{"one size brings the other", zpl, "^FO10,20^AFN,52^FDab^FS", printertest.TextRun{X: 10, Y: 20, W: 64, H: 52, Text: "ab", Font: "F"}},
		{"font E at 203 dpi", zpl, "^FO0,0^AEN,28,15^FDabc^FS", printertest.TextRun{W: 60, H: 28, Text: "abc", Font: "E"}},
		{"font E at 300 dpi", at300, "^FO0,0^AEN,42,20^FDabc^FS", printertest.TextRun{W: 78, H: 42, Text: "abc", Font: "E"}},
		{"set on its baseline", zpl, "^FT10,100^AFN,26,13^FDab^FS", printertest.TextRun{X: 10, Y: 79, W: 32, H: 26, Text: "ab", Font: "F"}},
		{"default font", zpl, "^CFD,18,10^FO0,0^FDab^FS", printertest.TextRun{W: 24, H: 18, Text: "ab", Font: "D"}},
		{"scalable", zpl, "^FO0,0^A0N,40,30^FDab^FS", printertest.TextRun{W: 30, H: 40, Text: "ab", Font: "0"}},
		{"turned", zpl, "^FO10,20^ADR,18,10^FDab^FS", printertest.TextRun{X: 10, Y: 20, W: 18, H: 24, Text: "ab", Font: "D"}},
		{"signs of the language", zpl, "^FO0,0^FH^FD_5e_7E_5f\"^FS", printertest.TextRun{W: 24, H: 9, Text: "^~_\"", Font: "A"}},
		{"another sign for digits", zpl, "^FO0,0^FH\\^FD\\41_41^FS", printertest.TextRun{W: 24, H: 9, Text: "A_41", Font: "A"}},
		{"Chinese in a file's font", zpl, "^CI28^FO0,0^A@N,24,24,E:SIMSUN.TTF^FD王a^FS", printertest.TextRun{W: 36, H: 24, Text: "王a", Font: "E:SIMSUN.TTF"}},
		{"the same by a letter", zpl, "^CI28^CW1,E:SIMSUN.TTF^FO0,0^A1N,24,24^FH^FD_E7_8E_8B^FS", printertest.TextRun{W: 24, H: 24, Text: "王", Font: "E:SIMSUN.TTF"}},
		{"Chinese that the font lacks", zpl, "^CI28^FO0,0^A0N,20,20^FD王a^FS", printertest.TextRun{W: 20, H: 20, Text: " a", Font: "0"}},
		{"Chinese that the printer lacks", printertest.Options{Language: printer.ZPL, NoHan: true}, "^CI28^FO0,0^A@N,20,20,E:SIMSUN.TTF^FD王a^FS", printertest.TextRun{W: 20, H: 20, Text: " a", Font: "0"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := one(t, tt.o, "^XA^PW400^LL200"+tt.say+"^XZ")
			if d := cmp.Diff([]printertest.TextRun{tt.want}, p.Texts); d != "" {
				t.Fatalf("texts (-want +got):\n%s", d)
			}
			box := image.Rect(tt.want.X, tt.want.Y, tt.want.X+tt.want.W, tt.want.Y+tt.want.H)
			if in := inkBox(p.Bitmap); !in.In(box) || in.Empty() {
				t.Errorf("ink in %v, box %v", in, box)
			}
		})
	}
}

// feed gives data to a printer in small pieces, with its cover opened on the way;
// it must take them all in time.
func feed(t *testing.T, l printer.Language, data []byte) {
	if len(data) > 1<<14 {
		return
	}
	v := printertest.NewVirtual(printertest.Options{
		Language: l, RowTime: time.Nanosecond, PaperRows: 20000, BufferBytes: 1 << 20,
		OnPrint: func(p printertest.Print) error {
			if b := p.Bitmap; len(b.Bits) != b.Stride*b.HeightDots || b.Stride != (b.WidthDots+7)/8 {
				t.Errorf("a print of %d x %d dots in %d bytes", b.WidthDots, b.HeightDots, len(b.Bits))
			}
			return nil
		},
	})
	defer v.Close()
	c := v.Conn()
	begun := cpu(t)
	for i := 0; i < len(data); i += 7 {
		_ = c.SetDeadline(time.Now().Add(time.Minute))
		if _, err := c.Write(data[i:min(i+7, len(data))]); err != nil {
			t.Fatal(err)
		}
		if i == 7*20 {
			v.Set(func(f *printertest.Faults) { f.CoverOpen = true })
			v.Set(func(f *printertest.Faults) { f.CoverOpen = false })
		}
	}
	v.PowerCycle()
	if d := cpu(t) - begun; d > 5*time.Second {
		t.Errorf("%d bytes took %v", len(data), d)
	}
}

// cpu is the time that this process has computed: on a machine where others
// compute too, the time on the wall proves nothing.
func cpu(t *testing.T) time.Duration {
	var u unix.Rusage
	if err := unix.Getrusage(unix.RUSAGE_SELF, &u); err != nil {
		t.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func FuzzZPL(f *testing.F) {
	for _, seed := range []string{
		"^XA^PW400^LL200^LH1,2^FO10,10^GB30,20,3,B,2^FS^FO5,5^FR^GC20,3^FS^PQ2^XZ~HS~HQES",
		"^XA^CI28^FO0,0^ADN,18,10^FH^FD_5e王^FS^FT0,90^A0R,30,20^FDab^FS^FO9,9^A@N,24,24,E:A.TTF^FD王^FS^XZ",
		"^XA^BY2^FO9,9^BCN,40,Y,N,N^FD>:A>5123456>6B^FS^FO9,99^BQN,2,4^FDQA,RA26^FS^FO9,9^BCB,40,,,,A^FDA1234^FS^XZ",
		"^XA^FO8,1^GFA,9,3,1," + z64([]byte{255, 15, 15}) + "^FS^FO8,1^GFA,5,3,1,HF0F:^FS^FO8,1^GFB,3,3,1,\xff~^^FS^XZ~JA",
		"~DGR:A.GRF,3,1,FF0F0F^XA^FO8,1^XGR:A.GRF,2,2^FS^POI^MNN^JZN^XZ^CC+~CT!~CD;+XA+XZ",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) { feed(t, printer.ZPL, data) })
}
