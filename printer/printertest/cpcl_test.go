package printertest_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"countertop/printer"
	"countertop/printer/printertest"
)

var cpcl = printertest.Options{Language: printer.CPCL}

// session is a label of w x h dots.
func session(w, h int, lines ...string) string {
	return fmt.Sprintf("! 0 200 200 %d 1\r\nPAGE-WIDTH %d\r\n%s\r\nFORM\r\nPRINT\r\n", h, w, strings.Join(lines, "\r\n"))
}

func TestCPCLGraphics(t *testing.T) {
	for _, tt := range []struct{ name, say, want string }{
		{"compressed", "CG 1 2 4 1 \xf0\x0f", "            \n    ####    \n        ####\n            \n"},
		{"compressed data that look like commands", "CG 1 3 0 0 \r\n\x1b", "    ## #    \n    # #     \n   ## ##    \n            \n"},
		{"expanded", "EG 1 2 4 1 F00F", "            \n    ####    \n        ####\n            \n"},
		{"horizontal line", "LINE 1 1 11 1 2", "            \n ########## \n ########## \n            \n"},
		{"vertical line", "L 2 0 2 3 1", "  #         \n  #         \n  #         \n            \n"},
		{"box", "BOX 0 0 6 4 1", "######      \n#    #      \n#    #      \n######      \n"},
		{"inverse line", "L 0 0 12 0 4\r\nIL 2 1 10 1 2", "############\n##        ##\n##        ##\n############\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := picture(one(t, cpcl, session(12, 4, tt.say)).Bitmap); got != tt.want {
				t.Errorf("got\n%swant\n%s", got, tt.want)
			}
		})
	}
}

func TestCPCLCodes(t *testing.T) {
	for _, tt := range []struct {
		name, say string
		want      printertest.Code
	}{
		{"128", "BARCODE 128 2 1 40 30 10 RA2611210042QK", printertest.Code{Kind: "code128", X: 30, Y: 10, W: (14*11 + 2) * 2, H: 40, Data: "RA2611210042QK"}},
		{"qr", "BARCODE QR 20 10 M 2 U 4\r\nMA,RA2611210042QK\r\nENDQR", printertest.Code{Kind: "qr", X: 20, Y: 10, W: 84, H: 84, Data: "RA2611210042QK"}},
		{"qr with a mask", "B QR 20 10 M 2 U 4\r\nM0A,RA2611210042QK\r\nENDQR", printertest.Code{Kind: "qr", X: 20, Y: 10, W: 84, H: 84, Data: "RA2611210042QK"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := one(t, cpcl, session(560, 200, tt.say))
			if d := cmp.Diff([]printertest.Code{tt.want}, p.Codes); d != "" {
				t.Fatalf("codes (-want +got):\n%s", d)
			}
			if got := read(t, p, p.Codes[0]); got != tt.want.Data {
				t.Errorf("reads %q, want %q", got, tt.want.Data)
			}
		})
	}
}

func TestCPCLTexts(t *testing.T) {
	noHan := printertest.Options{Language: printer.CPCL, NoHan: true}
	for _, tt := range []struct {
		name string
		o    printertest.Options
		say  string
		want []printertest.TextRun
	}{
		{"a resident font", cpcl, "TEXT 7 0 10 20 ab", []printertest.TextRun{{X: 10, Y: 20, W: 24, H: 24, Text: "ab", Font: "7"}}},
		{"spaces are data", cpcl, "T 7 0 10 20  a b ", []printertest.TextRun{{X: 10, Y: 20, W: 60, H: 24, Text: " a b ", Font: "7"}}},
		{"what looks like a command is data", cpcl, "T 7 0 10 20 PRINT", []printertest.TextRun{{X: 10, Y: 20, W: 60, H: 24, Text: "PRINT", Font: "7"}}},
		{"magnified", cpcl, "SETMAG 2 3\r\nT 7 0 10 20 ab", []printertest.TextRun{{X: 10, Y: 20, W: 48, H: 72, Text: "ab", Font: "7"}}},
		{"Chinese in GBK", cpcl, "T 24 0 0 0 \xcd\xf5a", []printertest.TextRun{{W: 36, H: 24, Text: "王a", Font: "24"}}},
		{"Chinese that the printer lacks", noHan, "T 24 0 0 0 \xcd\xf5a", nil},
		{"turned", cpcl, "T90 7 0 10 100 ab", []printertest.TextRun{{X: 10, Y: 76, W: 24, H: 24, Text: "ab", Font: "7"}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := one(t, tt.o, session(400, 200, tt.say))
			if d := cmp.Diff(tt.want, p.Texts); d != "" {
				t.Errorf("texts (-want +got):\n%s", d)
			}
		})
	}
}

// A label of 8 x 4 dots.
var cpclLabel = session(8, 4, "L 0 1 8 1 2")

func TestCPCLStatus(t *testing.T) {
	for _, tt := range []struct {
		name  string
		set   func(*printertest.Faults)
		paper int
		say   string
		want  string
	}{
		{"just switched on", nil, 0, "\x1bh", "\x10"},
		{"fine", nil, 0, "\x1bN\x1bh", "\x00"},
		{"printing", nil, 0, "\x1bN" + cpclLabel + "\x1bh", "\x01"},
		{"no paper", nil, 2, "\x1bN" + cpclLabel + "\x1bh", "\x03"},
		{"open", func(f *printertest.Faults) { f.CoverOpen = true }, 0, "\x1bN\x1bh", "\x04"},
		{"paused in a label", func(f *printertest.Faults) { f.Paused = true }, 0, "\x1bN" + cpclLabel + "\x1bh", "\x01"},
		{"within a session it is data", nil, 0, "\x1bN! 0 200 200 4 1\r\nCG 1 2 0 0 \x1bh\r\n", ""},
		{"after a label that waits for another", nil, 0, "\x1bN" + cpclLabel + cpclLabel + "\x1bh", "\x01"},
		{"more", func(f *printertest.Faults) { f.Jam = true }, 0, "\x1bi", "\x10"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				v, _ := start(t, printertest.Options{Language: printer.CPCL, PaperRows: tt.paper, RowTime: 10 * time.Millisecond})
				c := v.Conn()
				defer c.Close()
				if tt.set != nil {
					v.Set(tt.set)
				}
				if got := ask(t, c, tt.say); got != tt.want {
					t.Errorf("answer % x, want % x", got, tt.want)
				}
			})
		})
	}
}

func TestCPCLPaperEndsInTheMiddle(t *testing.T) {
	for _, tt := range []struct {
		name, say     string
		whole, spoilt int
	}{
		{"the label is thrown away", cpclLabel, 0, 1},
		{"or printed again", "! U1 ON-OUT-OF-PAPER WAIT 2\r\n" + cpclLabel, 1, 1},
		{"as often as was said", "! UTILITIES\r\nON-OUT-OF-PAPER WAIT 1\r\nPRINT\r\n" + cpclLabel, 0, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				v, out := start(t, printertest.Options{Language: printer.CPCL, PaperRows: 2})
				c := v.Conn()
				defer c.Close()
				if _, err := c.Write([]byte(tt.say)); err != nil {
					t.Fatal(err)
				}
				v.Refill(0)
				time.Sleep(time.Minute)
				if n := len(out()) - v.Prints(); v.Prints() != tt.whole || n != tt.spoilt {
					t.Errorf("%d whole and %d spoilt, want %d and %d", v.Prints(), n, tt.whole, tt.spoilt)
				}
			})
		})
	}
}

func TestCPCLSkipsWhatItDoesNotKnow(t *testing.T) {
	for _, tt := range []struct {
		name, say              string
		whole, spoilt, unknown int
	}{
		{"settings", session(8, 4, "GAP-SENSE", "SPEED 3", "CONTRAST 2", "TONE 20", "COUNTRY CHINA", "; a comment"), 1, 0, 0},
		{"unknown commands", session(8, 4, "CONCAT 1 2", "T 9 9 0 0 x", "L 0 0 5 5 1"), 1, 0, 3},
		{"copies", strings.Replace(cpclLabel, "4 1\r", "4 3\r", 1), 3, 0, 0},
		{"text outside is printed", "hello\r\n", 0, 1, 1},
		{"a session that was given up", "! 0 200 200 4 1\r\nL 0 1 8 1 2\r\nABORT\r\n", 0, 0, 0},
		{"a session within another", "! 0 200 200 4 1\r\n! 0 200 200 1 1\r\nABORT\r\n" + cpclLabel, 1, 0, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			out, unknown := printed(t, cpcl, tt.say)
			whole := 0
			for _, p := range out {
				if !p.Spoiled {
					whole++
				}
			}
			if whole != tt.whole || len(out)-whole != tt.spoilt || unknown != tt.unknown {
				t.Errorf("%d whole, %d spoilt, %d unknown, want %d, %d, %d", whole, len(out)-whole, unknown, tt.whole, tt.spoilt, tt.unknown)
			}
		})
	}
}

func FuzzCPCL(f *testing.F) {
	for _, seed := range []string{
		session(12, 4, "CG 1 2 4 1 \xf0\x0f", "EG 1 2 4 1 F00F", "VEG 1 2 4 1 F00F", "BOX 0 0 6 4 1", "IL 2 1 10 1 2"),
		session(400, 200, "SETMAG 2 3", "T 7 0 10 20 ab", "T90 24 0 9 90 \xcd\xf5", "BT 7 0 5", "B 128 2 1 40 30 10 A1234", "VB 128 1 1 9 9 99 A"),
		session(400, 200, "B QR 20 10 M 2 U 4", "M0A,RA26", "ENDQR", "VB QR 20 10 M 2 U 4", "MM,B0002ab", "ENDQR"),
		"! U1 ON-OUT-OF-PAPER WAIT 2\r\n! UTILITIES\r\nIN-DOTS\r\nPRINT\r\n\x1bh\x1bi\x1bN\x1bvtext\r\n! 0 200 200 9 2\r\nABORT\r\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) { feed(t, printer.CPCL, data) })
}
