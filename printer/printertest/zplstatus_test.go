package printertest_test

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"countertop/printer"
	"countertop/printer/printertest"
)

// A label of 8 x 4 dots with a bar on it.
const zplLabel = "^XA^PW8^LL4^FO0,1^GB8,2,2^FS^XZ"

func TestZPLHostStatus(t *testing.T) {
	const fine = "\x02030,0,0,0004,000,0,0,0,000,0,0,0\x03\r\n\x02000,0,0,0,0,2,0,0,00000000,0,000\x03\r\n\x021234,0\x03\r\n"
	for _, tt := range []struct {
		name  string
		set   func(*printertest.Faults)
		paper int
		say   string
		want  string
	}{
		{"fine", nil, 0, "^XA^LL4^XZ~HS", fine},
		{"paused", func(f *printertest.Faults) { f.Paused = true }, 0, "^XA^LL4^XZ~HS", strings.Replace(fine, ",0,0,0004", ",0,1,0004", 1)},
		{"in the middle of a format", nil, 0, "^XA^LL4^FS~HS", strings.Replace(fine, "0,0,0,000,0,0,0", "0,0,1,000,0,0,0", 1)},
		{"in the middle of a picture", nil, 0, "^XA^LL4^GFA,4,4,1,FF~HS", strings.Replace(fine, "0,0,0,000,0,0,0", "0,0,1,000,0,0,0", 1)},
		{"binary pictures hide it", nil, 0, "^XA^LL4^FO0,0^GFB,3,3,1,~HS^FS", ""},
		{"after a binary picture", nil, 0, "^XA^LL4^FO0,0^GFB,3,3,1,~HS^FS^XZ~HI", "\x02VIRTUAL,V1.0.0,8,8192KB\x03\r\n"},
		{
			"printing, and more to come", nil, 0, zplLabel + zplLabel + zplLabel + "~HS",
			strings.NewReplacer("0004,000", "0004,002", "00000000,0", "00000001,1").Replace(fine),
		},
		{
			"a batch that waits for the pause to end", func(f *printertest.Faults) { f.Paused = true }, 0, "^XA^PQ3" + zplLabel[3:] + "~HS",
			strings.NewReplacer(",0,0,0004", ",0,1,0004", "00000000,0", "00000003,1").Replace(fine),
		},
		{"no answer without media", nil, 2, zplLabel + "~HS", ""},
		{"no answer with the head open", func(f *printertest.Faults) { f.CoverOpen = true }, 0, "~HS", ""},
		{"no answer without a ribbon", func(f *printertest.Faults) { f.RibbonOut = true }, 0, "~HS", ""},
		{"no answer when it is hot", func(f *printertest.Faults) { f.HeadHot = true }, 0, "~HS", ""},
		{"a pause by command", nil, 0, "^XA^LL4^XZ~PP~HS~PS", strings.Replace(fine, ",0,0,0004", ",0,1,0004", 1)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				v, _ := start(t, printertest.Options{Language: printer.ZPL, PaperRows: tt.paper, RowTime: 50 * time.Millisecond})
				c := v.Conn()
				defer c.Close()
				if tt.set != nil {
					v.Set(tt.set)
				}
				if got := ask(t, c, tt.say); got != tt.want {
					t.Errorf("got  %q\nwant %q", got, tt.want)
				}
			})
		})
	}
}

func TestZPLErrorStatusAnswersAlways(t *testing.T) {
	for _, tt := range []struct {
		name   string
		set    func(*printertest.Faults)
		paper  int
		errors string
	}{
		{"fine", func(*printertest.Faults) {}, 0, "0 00000000 00000000"},
		{"no media", func(*printertest.Faults) {}, 2, "1 00000000 00000001"},
		{"no ribbon", func(f *printertest.Faults) { f.RibbonOut = true }, 0, "1 00000000 00000002"},
		{"head open", func(f *printertest.Faults) { f.CoverOpen = true }, 0, "1 00000000 00000004"},
		{"cutter and pause", func(f *printertest.Faults) { f.CutterJam, f.Paused = true, true }, 0, "1 00000000 00010008"},
		{"hot", func(f *printertest.Faults) { f.HeadHot = true }, 0, "1 00000000 00000010"},
		{"jam", func(f *printertest.Faults) { f.Jam = true }, 0, "1 00000000 00001000"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				v, _ := start(t, printertest.Options{Language: printer.ZPL, PaperRows: tt.paper})
				c := v.Conn()
				defer c.Close()
				v.Set(tt.set)
				got := ask(t, c, zplLabel+"~HQES")
				if !strings.Contains(got, "ERRORS:") || !strings.Contains(got, tt.errors+"\r\n") {
					t.Errorf("got %q, want %s", got, tt.errors)
				}
			})
		})
	}
}

func TestZPLPaperEndsInTheMiddle(t *testing.T) {
	for _, tt := range []struct {
		name, say     string
		whole, spoilt int
	}{
		{"the label is printed again", zplLabel, 1, 1},
		{"unless it was told not to", "^XA^JZN^XZ" + zplLabel, 0, 1},
		{"the rest of a batch follows", "^XA^PQ3" + zplLabel[3:], 3, 1},
		{"cancelled it does not", zplLabel + "~JA", 0, 1},
		{"and the next label is whole", zplLabel + zplLabel[:20] + "~JA" + zplLabel, 1, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				v, out := start(t, printertest.Options{Language: printer.ZPL, PaperRows: 2})
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

func TestZPLSkipsWhatItDoesNotKnow(t *testing.T) {
	for _, tt := range []struct {
		name, say       string
		prints, unknown int
	}{
		{"settings alone print nothing", "^XA^MNY^MMT^PR4^MD5^LH0,0^JUS^XZ~SD15~TA000", 0, 0},
		{"a comment", "^XA^FXa comment^FO0,0^GB1,1,1^FS^XZ", 1, 0},
		{"white space anywhere", "\r\n^XA\r\n^FO0,0\r\n^GB1,1,1^FS\r\n^XZ\r\n", 1, 0},
		{"unknown commands", "^XA^QQ1^FO0,0^GB1,1,1^FS^XZ~ZZ", 1, 2},
		{"text between commands", "hello^XA^XZ", 0, 1},
		{"a code that is not known here is no text", "^XA^FO0,0^B3N,N,40^FD123^FS^XZ", 0, 1},
		{"numbers out of range", "^XA^FO-1,0^GB1,1,1^FS^XZ", 1, 1},
		{"commands outside of a format", "^FO0,0^XZ", 0, 2},
		{"another language", "SIZE 60 mm,40 mm\r\nCLS\r\nPRINT 1,1\r\n", 0, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			out, unknown := printed(t, zpl, tt.say)
			if len(out) != tt.prints || unknown != tt.unknown {
				t.Errorf("%d prints, %d unknown, want %d and %d", len(out), unknown, tt.prints, tt.unknown)
			}
		})
	}
}
