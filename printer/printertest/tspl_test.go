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

// tspl sends lines to a printer and returns what came out.
func tspl(t *testing.T, o printertest.Options, lines string) ([]printertest.Print, *printertest.Virtual) {
	t.Helper()
	v, out := start(t, o)
	c := v.Conn()
	defer c.Close()
	if _, err := c.Write([]byte(strings.ReplaceAll(lines, "\n", "\r\n"))); err != nil {
		t.Fatal(err)
	}
	synctest.Wait()
	return out(), v
}

func TestTSPLDrawsDots(t *testing.T) {
	for _, tt := range []struct{ name, lines, want string }{
		{"bar", "BAR 1,1,3,2\n", "        \n ###    \n ###    \n        \n"},
		{"bar over the edge", "BAR 6,-1,9,2\n", "      ##\n        \n        \n        \n"},
		{"box of one dot", "BOX 0,0,6,4,1\n", "######  \n#    #  \n#    #  \n######  \n"},
		{"erase", "BAR 0,0,8,4\nERASE 1,1,6,2\n", "########\n#      #\n#      #\n########\n"},
		{"reverse", "BAR 0,0,4,1\nREVERSE 2,0,4,1\n", "##  ##  \n        \n        \n        \n"},
		{"picture over", "BAR 0,0,8,1\nBITMAP 0,0,1,1,0,\xf0\n", "    ####\n        \n        \n        \n"},
		{"picture or", "BAR 0,0,2,1\nBITMAP 0,0,1,1,1,\xfc\n", "##    ##\n        \n        \n        \n"},
		{"picture xor", "BAR 0,0,8,1\nBITMAP 0,0,1,1,2,\x0f\n", "    ####\n        \n        \n        \n"},
		{"picture right of bytes", "BITMAP 3,0,1,1,1,\x7f\n", "   #    \n        \n        \n        \n"},
		{"picture of line ends", "BITMAP 0,0,1,3,0,\r\n\"\n", "####  # \n#### # #\n## ### #\n        \n"},
		{"reference", "REFERENCE 2,1\nBAR 0,0,1,1\n", "        \n  #     \n        \n        \n"},
		{"mirror", "DIRECTION 0,1\nBAR 0,0,2,1\n", "      ##\n        \n        \n        \n"},
		{"shift", "SHIFT 2\nBAR 0,0,2,1\n", "        \n        \n##      \n        \n"},
		{"a font that is not there", "TEXT 0,0,\"NO.TTF\",0,1,1,\"A\"\n", strings.Repeat("        \n", 4)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				lines := "SIZE 8 dot,4 dot\nGAP 0,0\nCLS\n" + tt.lines + "PRINT 1\n"
				if strings.HasPrefix(tt.name, "picture of line") {
					// The helper makes CR LF of the line ends; this picture holds both.
					lines = strings.ReplaceAll(lines, ",0,\r\n\"", ",0,\r\x0a\"")
				}
				v, out := start(t, printertest.Options{})
				c := v.Conn()
				defer c.Close()
				_, _ = c.Write([]byte(lines))
				if got := out(); len(got) != 1 || picture(got[0].Bitmap) != tt.want || v.Unknown() != 0 {
					t.Fatalf("%d prints, %d unknown:\n%s", len(got), v.Unknown(), picture(got[0].Bitmap))
				}
			})
		})
	}
}

func TestTSPLDrawsCodesAndTexts(t *testing.T) {
	type code = printertest.Code
	type text = printertest.TextRun
	for _, tt := range []struct {
		name, line string
		codes      []code
		texts      []text
	}{
		{"qr", `QRCODE 40,40,M,6,A,0,M2,"RA2611210042QK"`, []code{{"qr", 40, 40, 126, 126, "RA2611210042QK"}}, nil},
		{"qr of the older model", `QRCODE 40,40,M,6,A,0,"1"`, []code{{"qr-model-1", 40, 40, 126, 126, "1"}}, nil},
		{"qr, encoding by hand", `QRCODE 40,40,L,6,M,0,M2,S3,"N123!AAB!B0002\["]~"`, []code{{"qr", 40, 40, 126, 126, `123AB"~`}}, nil},
		{"qr turned", `QRCODE 200,40,M,6,A,90,M2,"A"`, []code{{"qr", 200 - 126, 40, 126, 126, "A"}}, nil},
		{"qr with a line end", "QRCODE 40,40,M,6,A,0,M2,\"A\r\nB\"", []code{{"qr", 40, 40, 126, 126, "A\r\nB"}}, nil},
		// Start B, 2 characters, change to C, 5 pairs, change to B, 2 characters,
		// check character: 13 of 11 modules, and 13 of the stop.
		{"code 128", `BARCODE 40,40,"128",80,0,0,2,2,"RA2611210042QK"`, []code{{"code128", 40, 40, (13*11 + 13) * 2, 80, "RA2611210042QK"}}, nil},
		{"code 128 by hand", `BARCODE 40,40,"128M",80,0,0,2,2,"!104RA!0992611210042!100QK"`, []code{{"code128", 40, 40, (13*11 + 13) * 2, 80, "RA2611210042QK"}}, nil},
		{"code 128 upright", `BARCODE 140,40,"128",80,0,90,2,2,"AB"`, []code{{"code128", 60, 40, 80, (4*11 + 13) * 2, "AB"}}, nil},
		{
			"code 128 with text", `BARCODE 40,40,"128",80,1,0,2,2,"AB"`,
			[]code{{"code128", 40, 40, (4*11 + 13) * 2, 80, "AB"}},
			[]text{{40, 122, 16, 12, "AB", "1"}},
		},
		{"text", `TEXT 8,16,"3",0,2,1,"A\["]\[R]B"`, nil, []text{{8, 16, 128, 24, "A\"\rB", "3"}}},
		{"text turned", `TEXT 100,100,"3",270,1,1,"AB"`, nil, []text{{100, 68, 24, 32, "AB", "3"}}},
		{"text that ends there", `TEXT 100,100,"3",0,1,1,3,"AB"`, nil, []text{{68, 100, 32, 24, "AB", "3"}}},
		{"chinese", "TEXT 8,8,\"TSS24.BF2\",0,1,1,\"\xcd\xf5A\"", nil, []text{{8, 8, 36, 24, "王A", "TSS24.BF2"}}},
		{"what GBK has not", "TEXT 8,8,\"TSS24.BF2\",0,1,1,\"\x81\x30\x84\x36\"", nil, []text{{8, 8, 72, 24, "�0�6", "TSS24.BF2"}}},
		{"in points", `TEXT 8,8,"0",0,10,10,"A"`, nil, []text{{8, 8, 14, 28, "A", "0"}}},
		{"commands in a text", `TEXT 8,8,"1",0,1,1,"PRINT 1 CLS ^~"`, nil, []text{{8, 8, 14 * 8, 12, "PRINT 1 CLS ^~", "1"}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				v, out := start(t, printertest.Options{})
				c := v.Conn()
				defer c.Close()
				_, _ = c.Write([]byte("SIZE 60 mm,40 mm\r\nCLS\r\n" + tt.line + "\r\nPRINT 1\r\n"))
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
					if text := readCode(t, got[0].Bitmap, c); text != c.Data {
						t.Errorf("the symbol reads %q, want %q", text, c.Data)
					}
				}
				for _, r := range got[0].Texts {
					if !inkIn(got[0].Bitmap, r.X, r.Y, r.W, r.H) {
						t.Errorf("no ink for %q", r.Text)
					}
				}
			})
		})
	}
}

func TestTSPLCountsWhatItDoesNotUnderstand(t *testing.T) {
	for _, line := range []string{
		"PRNT 1", "PRINT 0", "PRINT 1,2,3", "SIZE 60 mm", `TEXT 1,1,"1",0,1,1,"a"b"`, `TEXT 1,1,"1",0,1,1,"a`, `TEXT 1,1,"1",45,1,1,"a"`,
		`QRCODE 1,1,X,4,A,0,"1"`, `QRCODE 1,1,M,11,A,0,"1"`, `BARCODE 1,1,"EAN13",40,0,0,2,2,"1"`, "BITMAP 0,0,x,1,0,", "SET LIGHT ON", "BAR 1,1,1",
		`TEXT 1,1,"1",0,11,1,"a"`,
	} {
		synctest.Test(t, func(t *testing.T) {
			if got, v := tspl(t, printertest.Options{}, "SIZE 9 mm,9 mm\n"+line+"\nPRINT 1\n"); v.Unknown() != 1 || len(got) != 1 {
				t.Errorf("%s: %d unknown, %d prints", line, v.Unknown(), len(got))
			}
		})
	}
}

func TestTSPLStatusBytes(t *testing.T) {
	for _, tt := range []struct {
		name  string
		set   func(*printertest.Faults)
		short string
		long  string
	}{
		{"fine", func(*printertest.Faults) {}, "\x00", "@@@@"},
		{"head open", func(f *printertest.Faults) { f.CoverOpen = true }, "\x01", "E@@`"},
		{"jam", func(f *printertest.Faults) { f.Jam = true }, "\x02", "E@@B"},
		{"ribbon", func(f *printertest.Faults) { f.RibbonOut = true }, "\x08", "E@@D"},
		{"paused", func(f *printertest.Faults) { f.Paused = true }, "\x10", "`@@@"},
		{"hot", func(f *printertest.Faults) { f.HeadHot = true }, "\x80", "E@A@"},
		{"cutter", func(f *printertest.Faults) { f.CutterJam = true }, "\x02", "E@H@"},
		{"little paper", func(f *printertest.Faults) { f.PaperLow = true }, "\x00", "@A@@"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				v, _ := start(t, printertest.Options{})
				c := v.Conn()
				defer c.Close()
				v.Set(tt.set)
				if got, want := ask(t, c, "\x1b!?\x1b!S"), tt.short+"\x02"+tt.long+"\x03\r\n"; got != want {
					t.Errorf("% x, want % x", got, want)
				}
			})
		})
	}
}

func TestTSPLImmediateCommands(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v, out := start(t, printertest.Options{RowTime: 10 * time.Millisecond})
		c := v.Conn()
		defer c.Close()
		if got := ask(t, c, "\x1b!P"+label+"\x1b!?"); got != "\x10" || len(out()) != 0 {
			t.Errorf("paused: % x, %d prints", got, len(out()))
		}
		if got := ask(t, c, "\x1b!.\x1b!O\x1b!?"); got != "\x00" || len(out()) != 0 {
			t.Errorf("cancelled: % x, %d prints", got, len(out()))
		}
		// Half a picture: the printer waits for the rest, and a reset ends that.
		if got := ask(t, c, "SIZE 8 dot,2 dot\r\nBITMAP 0,0,1,9,0,\x00\x1b!R"+label+"\x1b!D\x1b!?~!E\x1b!?"); got != "\x20" || len(out()) != 1 {
			t.Errorf("after a reset: % x, %d prints", got, len(out()))
		}
		if got := ask(t, c, "PRINT 1\r\nEOJ\r\nOUT \"done\"\r\n\x1b!?"); got != "\x20done" || len(out()) != 2 {
			t.Errorf("end of job: % x, %d prints", got, len(out()))
		}
	})
}

func TestTSPLFeedsToTheNextLabel(t *testing.T) {
	roll := printer.Media{Kind: "gap", HeightMM: 10, GapMM: 2}
	for _, tt := range []struct {
		name           string
		media          printer.Media
		lines          string
		labels, prints int // labels of the first, and how many fit on 300 rows
		unready        string
	}{
		{"labels of this size", roll, "SIZE 60 mm,10 mm\nGAP 2 mm,0\nPRINT 9\n", 1, 4, "\x24"},
		{"shorter labels than said", roll, "SIZE 60 mm,20 mm\nGAP 2 mm,0\nPRINT 9\n", 2, 2, "\x24"},
		{"no gaps looked for", roll, "SIZE 60 mm,10 mm\nGAP 0,0\nPRINT 9\n", 1, 4, "\x24"},
		{"no gaps to be found", printer.Media{Kind: "continuous"}, "SIZE 60 mm,10 mm\nGAP 2 mm,0\nPRINT 9\n", 1, 1, "\x22"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				got, v := tspl(t, printertest.Options{Media: tt.media, PaperRows: 300, RowTime: time.Nanosecond}, tt.lines)
				if len(got) == 0 || got[0].Labels != tt.labels {
					t.Errorf("prints: %v", got)
				}
				if v.Prints() < tt.prints-1 || v.Prints() > tt.prints {
					t.Errorf("%d prints, want %d", v.Prints(), tt.prints)
				}
				c := v.Conn()
				defer c.Close()
				if got := ask(t, c, "\x1b!?"); got[0]|0x20 != tt.unready[0] {
					t.Errorf("status % x, want % x", got, tt.unready)
				}
			})
		})
	}
}

func TestPowerCutForgetsWhatIsNotPrinted(t *testing.T) {
	for k := range len(label) {
		synctest.Test(t, func(t *testing.T) {
			v, out := start(t, printertest.Options{})
			v.PowerOffAfter(k)
			c := v.Conn()
			if _, err := c.Write([]byte(label)); err == nil && k < len(label)-1 {
				t.Errorf("byte %d: no error", k)
			}
			v.Plug()
			c = v.Conn()
			defer c.Close()
			_, _ = c.Write([]byte(label))
			if got := out(); picture(got[len(got)-1].Bitmap) != labelPicture || len(got) > 1 && k < len(label)-1 {
				t.Errorf("byte %d: %d prints", k, len(got))
			}
		})
	}
}
