package printertest_test

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"countertop/printer"
	"countertop/printer/printertest"
)

// cutHere ends a slip.
const cutHere = "\x1dV\x00"

// rows is a picture of w dots in as few lines as it has ink, for comparison.
func rows(w int, lines ...string) string {
	var s strings.Builder
	for _, l := range lines {
		s.WriteString(l + strings.Repeat(" ", w-len(l)) + "\n")
	}
	return s.String()
}

func blank(n int) []string { return make([]string, n) }

func TestESCPOSDrawsDots(t *testing.T) {
	raster := "\x1dv0\x00\x01\x00\x02\x00\xf0\x81"
	for _, tt := range []struct {
		name, bytes string
		want        []string
	}{
		{"raster", raster, []string{"####", "#      #"}},
		{"raster, twice as wide", "\x1dv0\x01\x01\x00\x01\x00\xc1", []string{"####          ##"}},
		{"raster, twice as high", "\x1dv0\x02\x01\x00\x01\x00\xc1", []string{"##     #", "##     #"}},
		{"raster at a place", "\x1b$\x03\x00" + raster, []string{"   ####", "   #      #"}},
		{"raster in the middle", "\x1ba\x01" + raster, []string{"    ####", "    #      #"}},
		{"raster on the right", "\x1ba\x02" + raster, []string{"        ####", "        #      #"}},
		{"raster from a margin", "\x1dL\x05\x00" + raster, []string{"     ####", "     #      #"}},
		{"raster in an area", "\x1dL\x02\x00\x1dW\x0a\x00\x1ba\x02" + raster, []string{"    ####", "    #      #"}},
		{"raster wider than the head", "\x1dv0\x00\x03\x00\x01\x00\x01\x01\xff", []string{"       #       #"}},
		{"graphics", "\x1d(L\x0c\x000p0\x01\x011\x05\x00\x02\x00\xf8\x88\x1d(L\x02\x0002", []string{"#####", "#   #"}},
		{"graphics, magnified", "\x1d(L\x0b\x000p0\x02\x021\x05\x00\x01\x00\xa8\x1d(L\x02\x0002", []string{"##  ##  ##", "##  ##  ##"}},
		{"graphics, long form", "\x1d8L\x0b\x00\x00\x000p0\x01\x011\x05\x00\x01\x00\xf8\x1d(L\x02\x00\x30\x02", []string{"#####"}},
		{"columns of 24", "\x1b3\x18\x1b*\x21\x02\x00\x80\x00\x00\x00\x00\x01\n", append(append([]string{"#"}, blank(22)...), " #")},
		{"columns of 24, wide", "\x1b3\x18\x1b*\x20\x01\x00\xc0\x00\x00\n", append([]string{"##", "##"}, blank(22)...)},
		{"columns of 8", "\x1b3\x18\x1b*\x01\x01\x00\x80\n", append([]string{"#", "#", "#"}, blank(21)...)},
		{"columns beside columns", "\x1b3\x18\x1b*\x21\x01\x00\x80\x00\x00\x1b*\x21\x01\x00\x80\x00\x00\n", append([]string{"##"}, blank(23)...)},
		{"feed", raster + "\x1bJ\x02" + raster, []string{"####", "#      #", "", "", "####", "#      #"}},
		{"feed before the cut", raster + "\x1dVB\x02", []string{"####", "#      #", "", ""}},
		{"motion units", "\x1dP\x00\x65\x1bJ\x01", blank(2)},
		{"line spacing", "\x1b3\x05\n\x1bd\x02", blank(15)},
		{"page", "\x1bL\x1bW\x02\x00\x01\x00\x0c\x00\x03\x00\x1d$\x02\x00" + raster + "\x0c", []string{"", "  ####", "  #      #", ""}},
		{"page, added", "\x1bL\x1bW\x00\x00\x00\x00\x10\x00\x02\x00\x1d$\x02\x00" + raster + "\x1b$\x00\x00\x1d$\x01\x00\x1dv0\x00\x01\x00\x01\x00\x0f\x0c", []string{"########", "#      #"}},
		{"page upside down", "\x1bL\x1bW\x00\x00\x00\x00\x10\x00\x03\x00\x1bT\x02\x1d$\x02\x00" + raster + "\x0c", []string{"", "        #      #", "            ####"}},
		{"page running up", "\x1bL\x1bW\x00\x00\x00\x00\x04\x00\x08\x00\x1bT\x01\x1d$\x02\x00" + raster + "\x0c", []string{" #", "", "", "", "#", "#", "#", "##"}},
		{"page running down", "\x1bL\x1bW\x00\x00\x00\x00\x04\x00\x08\x00\x1bT\x03\x1d$\x02\x00" + raster + "\x0c", []string{"  ##", "   #", "   #", "   #", "", "", "", "  #"}},
		{"page cancelled", "\x1bL\x1bW\x00\x00\x00\x00\x10\x00\x02\x00\x1d$\x02\x00" + raster + "\x18\x0c", blank(2)},
		{"page given up", "\x1bL\x1d$\x02\x00" + raster + "\x1bS" + raster, []string{"####", "#      #"}},
		{"page kept", "\x1bL\x1bW\x00\x00\x00\x00\x10\x00\x01\x00\x1d$\x01\x00\x1dv0\x00\x01\x00\x01\x00\x80\x1b\x0c\x0c", []string{"#", "#"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				v, out := start(t, printertest.Options{Language: printer.ESCPOS, WidthDots: 16})
				c := v.Conn()
				defer c.Close()
				_, _ = c.Write([]byte("\x1b@" + tt.bytes + cutHere))
				time.Sleep(time.Minute)
				got := out()
				if len(got) != 1 || v.Unknown() != 0 {
					t.Fatalf("%d prints, %d unknown", len(got), v.Unknown())
				}
				if d := cmp.Diff(rows(16, tt.want...), picture(got[0].Bitmap)); d != "" {
					t.Errorf("dots (-want +got):\n%s", d)
				}
			})
		})
	}
}

func TestESCPOSDrawsCodesAndTexts(t *testing.T) {
	type code = printertest.Code
	type text = printertest.TextRun
	const code128 = "\x1dh\x50\x1dw\x02\x1dkI\x0f{BRA{C\x1a\x0b\x15\x00\x2a{BQK"
	const qr = "\x1d(k\x04\x001A2\x00\x1d(k\x03\x001C\x06\x1d(k\x03\x001E1\x1d(k\x11\x001P0RA2611210042QK\x1d(k\x03\x001Q0"
	wide := (13*11 + 13) * 2
	for _, tt := range []struct {
		name, bytes string
		codes       []code
		texts       []text
	}{
		{"code 128", code128, []code{{"code128", 0, 0, wide, 80, "RA2611210042QK"}}, nil},
		{"code 128 in the middle", "\x1ba1" + code128, []code{{"code128", (576 - wide) / 2, 0, wide, 80, "RA2611210042QK"}}, nil},
		{"code 128, subset A and a brace", "\x1dkI\x07{A\r{B{{", []code{{"code128", 0, 0, (5*11 + 13) * 3, 162, "\r{"}}, nil},
		{
			"code 128 with text below", "\x1dH\x02\x1dh\x28\x1dw\x02\x1dkI\x04{BAB",
			[]code{{"code128", 0, 0, 114, 40, "AB"}},
			[]text{{45, 40, 24, 24, "AB", "A"}},
		},
		{"qr", qr, []code{{"qr", 0, 0, 126, 126, "RA2611210042QK"}}, nil},
		{"qr of the older model", "\x1d(k\x04\x001A1\x00\x1d(k\x04\x001P0A\x1d(k\x03\x001Q0", []code{{"qr-model-1", 0, 0, 63, 63, "A"}}, nil},
		{"codes below each other", "\x1bJ\x0a" + code128 + qr, []code{{"code128", 0, 10, wide, 80, "RA2611210042QK"}, {"qr", 0, 90, 126, 126, "RA2611210042QK"}}, nil},
		{"text", "AB\n", nil, []text{{0, 0, 24, 24, "AB", "A"}}},
		{"small text", "\x1bM1AB\n", nil, []text{{0, 0, 18, 17, "AB", "B"}}},
		{"sizes stand on one foot", "A\x1d!\x11B\n", nil, []text{{0, 24, 12, 24, "A", "A"}, {12, 0, 24, 48, "B", "A"}}},
		{"print mode", "\x1b!\x31A\n", nil, []text{{0, 0, 18, 34, "A", "B"}}},
		{"lines", "A\nB\n", nil, []text{{0, 0, 12, 24, "A", "A"}, {0, 30, 12, 24, "B", "A"}}},
		{"a line that is full", strings.Repeat("x", 49) + "\n", nil, []text{{0, 0, 576, 24, strings.Repeat("x", 48), "A"}, {0, 30, 12, 24, "x", "A"}}},
		{"tab", "A\tB\n", nil, []text{{0, 0, 12, 24, "A", "A"}, {96, 0, 12, 24, "B", "A"}}},
		{"places", "\x1b$\x64\x00A\x1b\\\xf4\xffB\n", nil, []text{{100, 0, 12, 24, "A", "A"}, {100, 0, 12, 24, "B", "A"}}},
		{"on the right", "\x1ba2A\n", nil, []text{{564, 0, 12, 24, "A", "A"}}},
		{"chinese", "A\xcd\xf5\x81\x30\x84\x36\n", nil, []text{{0, 0, 12, 24, "A", "A"}, {12, 0, 48, 24, "王¥", "Han"}}},
		{"chinese, larger and apart", "\x1dP\x00\x00\x1cS\x00\x02\x1c!\x0c\xcd\xf5\xcd\xf5\n", nil, []text{{0, 0, 104, 48, "王王", "Han"}}},
		{"no chinese now", "\x1c.\xcd\n", nil, []text{{0, 0, 12, 24, "═", "A"}}},
		{"currency of China", "\x1bR\x0f$\n", nil, []text{{0, 0, 12, 24, "¥", "A"}}},
		{"what looks like other languages", "^XA~HS PRINT 1\n", nil, []text{{0, 0, 14 * 12, 24, "^XA~HS PRINT 1", "A"}}},
		{
			"page", "\x1bL\x1bW\x08\x00\x10\x00\x90\x01\x2c\x01\x1b$\x0a\x00\x1d$\x64\x00AB\x1b$\x00\x00\x1d$\xc8\x00\x1dh\x50\x1dw\x02\x1dkI\x04{BAB\x0c",
			[]code{{"code128", 8, 16 + 200 - 80, 114, 80, "AB"}},
			[]text{{18, 16 + 100 - 21, 24, 24, "AB", "A"}},
		},
		{"page, qr hangs from its place", "\x1bL\x1bW\x00\x00\x00\x00\x90\x01\x2c\x01\x1d$\x0a\x00" + qr + "\x0c", []code{{"qr", 0, 10, 126, 126, "RA2611210042QK"}}, nil},
		{"page, first line", "\x1bL\x1bW\x00\x00\x00\x00\x90\x01\x2c\x01A\nB\x0c", nil, []text{{0, 0, 12, 24, "A", "A"}, {0, 30, 12, 24, "B", "A"}}},
		{"page running up", "\x1bL\x1bW\x00\x00\x00\x00\x64\x00\xc8\x00\x1bT\x01AB\x0c", nil, []text{{0, 176, 24, 24, "AB", "A"}}},
		{"page running down", "\x1bL\x1bW\x00\x00\x00\x00\x64\x00\xc8\x00\x1bT\x03AB\x0c", nil, []text{{76, 0, 24, 24, "AB", "A"}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				v, out := start(t, printertest.Options{Language: printer.ESCPOS})
				c := v.Conn()
				defer c.Close()
				_, _ = c.Write([]byte("\x1b@" + tt.bytes + cutHere))
				time.Sleep(time.Minute)
				got := out()
				if len(got) != 1 || v.Unknown() != 0 {
					t.Fatalf("%d prints, %d unknown", len(got), v.Unknown())
				}
				if d := cmp.Diff(tt.codes, got[0].Codes); d != "" {
					t.Errorf("codes (-want +got):\n%s", d)
				}
				if d := cmp.Diff(tt.texts, got[0].Texts); d != "" {
					t.Errorf("texts (-want +got):\n%s", d)
				}
				for _, c := range got[0].Codes {
					if c.Kind == "qr-model-1" {
						continue
					}
					if text := readCode(t, got[0].Bitmap, c); text != c.Data {
						t.Errorf("the symbol reads %q, want %q", text, c.Data)
					}
				}
				for _, r := range got[0].Texts {
					if r.Text != "═" && r.Text != "¥" && !inkIn(got[0].Bitmap, r.X, r.Y, r.W, r.H) {
						t.Errorf("no ink for %q", r.Text)
					}
				}
			})
		})
	}
}

func TestESCPOSCountsWhatItDoesNotUnderstand(t *testing.T) {
	for _, bytes := range []string{
		"\x1bq", "\x1dv1\x00\x01\x00\x01\x00", "\x1d(L\x02\x0002", "\x1d(Z\x02\x00ab", "\x1dk\x02123\x00", "\x1dkI\x02ab", "\x1dkI\x04{Czz",
		"\x1d(k\x03\x001Q0", "\x1d$\x01\x00", "\x1b*\x05\x01\x00", "\x1dw\x09", "\x01", "\x1bL\x1bL\x1bS", "\x1b-\x01",
		"\x1dw\x06\x1dkI\x2a{B0123456789012345678901234567890123456789",
	} {
		synctest.Test(t, func(t *testing.T) {
			v, out := start(t, printertest.Options{Language: printer.ESCPOS})
			c := v.Conn()
			defer c.Close()
			_, _ = c.Write([]byte(bytes + "\x1bJ\x01" + cutHere))
			time.Sleep(time.Minute)
			if got := out(); v.Unknown() != 1 || len(got) != 1 || got[0].Bitmap.HeightDots != 1 {
				t.Errorf("% x: %d unknown, %d prints", bytes, v.Unknown(), len(got))
			}
		})
	}
}

func TestESCPOSRealTimeCommandsActInData(t *testing.T) {
	for _, tt := range []struct {
		name, bytes, want string
		prints            int
	}{
		{"status within a picture", "\x1dv0\x00\x01\x00\x03\x00\xf0\x10\x04\x01\xf0\xf0" + cutHere, "\x12", 1},
		{"clear all within a picture", "\x1dv0\x00\x01\x00\xff\x00\xf0\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08\x1dV\x00", "\x37\x25\x00", 1},
		{"a drawer's pulse is no text", "\x10\x14\x01\x00\x02" + cutHere, "", 0},
		{"no error to recover from", "\x1bJ\x02\x10\x05\x02" + cutHere, "", 1},
		{"not a real-time command", "\x1dv0\x00\x01\x00\x03\x00\x10\x04\x05" + cutHere, "", 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				v, out := start(t, printertest.Options{Language: printer.ESCPOS})
				c := v.Conn()
				defer c.Close()
				if got := ask(t, c, tt.bytes); got != tt.want {
					t.Errorf("answer % x, want % x", got, tt.want)
				}
				time.Sleep(time.Minute)
				if got := out(); len(got) != tt.prints || v.Unknown() != 0 {
					t.Errorf("%d prints, %d unknown", len(got), v.Unknown())
				}
			})
		})
	}
}

func TestESCPOSWarnsOfTheEndOfThePaper(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v, _ := start(t, printertest.Options{Language: printer.ESCPOS, PaperRows: 100, LowRows: 50})
		c := v.Conn()
		defer c.Close()
		if got := ask(t, c, "\x1bJ\x32\x1dr\x01") + ask(t, c, "\x10\x04\x04"); got != "\x03\x1e" {
			t.Errorf("answers % x", got)
		}
	})
}

func TestESCPOSGoesOnAfterTheRefillWithoutAnotherByte(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v, out := start(t, printertest.Options{Language: printer.ESCPOS, PaperRows: 10})
		c := v.Conn()
		defer c.Close()
		_, _ = c.Write([]byte("A\n" + cutHere))
		time.Sleep(time.Second)
		if len(out()) != 0 || !v.PaperOut() {
			t.Fatalf("%d prints", len(out()))
		}
		v.Refill(0)
		time.Sleep(time.Second)
		if got := out(); len(got) != 1 || got[0].Bitmap.HeightDots != 30 || got[0].Spoiled {
			t.Errorf("%d prints", len(got))
		}
	})
}

func TestESCPOSPowerCutLeavesHalfASlip(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v, out := start(t, printertest.Options{Language: printer.ESCPOS})
		v.PowerOffAfter(3)
		_, _ = v.Conn().Write([]byte("\x1bJ\x05A\n" + cutHere))
		if got := out(); len(got) != 1 || !got[0].Spoiled || v.Prints() != 0 {
			t.Errorf("prints: %v", got)
		}
	})
}
