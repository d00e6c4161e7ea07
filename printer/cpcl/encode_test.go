package cpcl_test

import (
	"bytes"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"countertop/assets"
	"countertop/printer"
	"countertop/printer/cpcl"
)

func profile(t testing.TB, name string) printer.Profile {
	t.Helper()
	p, err := printer.LoadProfile(assets.Profiles, name)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func encode(p printer.Profile, b *printer.Bitmap, ops ...printer.DrawOp) string {
	var s bytes.Buffer
	for _, g := range cpcl.Encode(&printer.PageImage{Preview: b, Ops: ops}, p, printer.JobOptions{}) {
		s.Write(g.Bytes)
	}
	return s.String()
}

func TestLabelIsExactly(t *testing.T) {
	p := profile(t, "generic-cpcl")
	density, speed := 8, 3.0
	p.Density, p.SpeedIPS, p.FeedMM = &density, &speed, 5
	b := printer.NewBitmap(32, 4)
	b.Set(9, 1, true)
	b.Set(23, 2, true)
	for _, tt := range []struct {
		kind        string
		dpi         int
		begin, sort string
		end         string
	}{
		{"gap", 203, "! 0 200 200 44 3\r\nPAGE-WIDTH 32\r\n", "GAP-SENSE\r\n", "FORM\r\nPRINT\r\n"},
		{"mark", 203, "! 0 200 200 44 3\r\nPAGE-WIDTH 32\r\n", "BAR-SENSE\r\n", "FORM\r\nPRINT\r\n"},
		{"continuous", 203, "! 0 200 200 44 3\r\nPAGE-WIDTH 32\r\n", "", "PRINT\r\n"},
		{"gap", 300, "! 0 300 300 63 3\r\nPAGE-WIDTH 32\r\n", "GAP-SENSE\r\n", "FORM\r\nPRINT\r\n"},
	} {
		p.Media.Kind, p.DPI = tt.kind, tt.dpi
		want := tt.begin + tt.sort + "CONTRAST 2\r\nSPEED 3\r\nON-OUT-OF-PAPER WAIT 9\r\nCG 2 2 8 1 \x40\x00\x00\x01\r\n" + tt.end
		got := ""
		for _, s := range cpcl.Encode(printer.PageImageOf(b), p, printer.JobOptions{Copies: 3}) {
			got += string(s.Bytes)
		}
		if got != want {
			t.Errorf("%s, %d dpi:\n got %q\nwant %q", tt.kind, tt.dpi, got, want)
		}
	}
}

func TestPicturesAreAsLowAsTheModelNeeds(t *testing.T) {
	p := profile(t, "generic-cpcl")
	p.MaxRows = 2
	b := printer.NewBitmap(8, 3)
	for y := range 3 {
		b.Set(y, y, true)
	}
	want := "CG 1 2 0 0 \x80\x40\r\nCG 1 1 0 2 \x20\r\n"
	if s := encode(p, b, printer.DrawImage{Bitmap: b}); !strings.Contains(s, want) {
		t.Errorf("%q, want %q in it", s, want)
	}
}

func TestOperationsAreExactly(t *testing.T) {
	p := profile(t, "hprt-hm-a300")
	const head, tail = "! 0 200 200 320 1\r\nPAGE-WIDTH 480\r\nGAP-SENSE\r\nON-OUT-OF-PAPER WAIT 9\r\n", "FORM\r\nPRINT\r\n"
	for _, tt := range []struct {
		name string
		op   printer.DrawOp
		want string
	}{
		{"level bar", printer.DrawBar{X: 1, Y: 2, W: 100, H: 3}, "LINE 1 2 101 2 3\r\n"},
		{"upright bar", printer.DrawBar{X: 1, Y: 2, W: 3, H: 100}, "LINE 1 2 1 102 3\r\n"},
		{
			"code 128",
			printer.DrawCode128{X: 20, Y: 270, H: 40, ModuleDots: 2, Modules: 156, Data: "RA2611210042QK"},
			"BARCODE 128 2 1 40 20 270 RA2611210042QK\r\n",
		},
		{
			"QR",
			printer.DrawQR{X: 380, Y: 22, ModuleDots: 4, Modules: 21, Level: printer.QRLevelQ, Data: "RA2611210042QK"},
			"BARCODE QR 380 22 M 2 U 4\r\nQA,RA2611210042QK\r\nENDQR\r\n",
		},
		{
			"text that looks like a command",
			printer.DrawText{X: 5, Y: 6, ScaleX: 2, ScaleY: 3, Text: "  PRINT", Font: p.Fonts[0]},
			"SETMAG 2 3\r\nTEXT 7 0 53 6 PRINT\r\nSETMAG 0 0\r\n",
		},
		{
			"Han",
			printer.DrawText{X: 5, Y: 6, ScaleX: 1, ScaleY: 1, Text: "王小", Font: *p.Han},
			"SETMAG 1 1\r\nCOUNTRY CHINA\r\nTEXT 24 0 5 6 \xcd\xf5\xd0\xa1\r\nSETMAG 0 0\r\n",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if d := cmp.Diff(head+tt.want+tail, encode(p, printer.NewBitmap(480, 320), tt.op)); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
}

func TestWhatIsNotSureIsAPicture(t *testing.T) {
	p := profile(t, "hprt-hm-a300")
	b := printer.NewBitmap(480, 320)
	for i := range b.Bits {
		b.Bits[i] = 0xff
	}
	for _, m := range []printer.DrawOp{
		printer.DrawQR{X: 99, Y: 99, ModuleDots: 2, Modules: 21, Level: 'M', Data: "lower"},
		printer.DrawQR{X: 99, Y: 99, ModuleDots: 33, Modules: 21, Level: 'M', Data: "A"},
		printer.DrawCode128{X: 99, Y: 99, H: 9, ModuleDots: 2, Modules: 99, Data: "A"},
		printer.DrawCode128{X: 99, Y: 99, H: 9, ModuleDots: 2, Modules: 57, Data: " A"},
		printer.DrawText{X: 99, Y: 99, ScaleX: 1, ScaleY: 1, Text: "A\r\nPRINT", Font: p.Fonts[0]},
		printer.DrawText{X: 99, Y: 99, ScaleX: 1, ScaleY: 1, Text: "王", Font: p.Fonts[0]},
		printer.DrawText{X: 99, Y: 99, ScaleX: 1, ScaleY: 1, Text: "㛃", Font: *p.Han}, // not in GBK
		printer.DrawText{X: 99, Y: 99, ScaleX: 1, ScaleY: 1, Text: "王\n", Font: *p.Han},
	} {
		s := encode(p, b, m)
		if strings.Contains(s, "BARCODE") || strings.Contains(s, "TEXT") || !strings.Contains(s, "\r\nCG ") {
			t.Errorf("%+v: %.200q", m, s)
		}
	}
}

// readPictures draws the pictures of a job by a reading of its own.
func readPictures(t *testing.T, job string, w, h int) *printer.Bitmap {
	t.Helper()
	b := printer.NewBitmap(w, h)
	for job != "" {
		line, rest, _ := strings.Cut(job, "\r\n")
		f := strings.SplitN(line, " ", 6)
		if f[0] != "CG" && f[0] != "EG" {
			job = rest
			continue
		}
		var n [4]int
		head := len(f[0]) + 1
		for i := range n {
			n[i], _ = strconv.Atoi(f[1+i])
			head += len(f[1+i]) + 1
		}
		data := make([]byte, n[0]*n[1])
		if f[0] == "CG" {
			head += copy(data, job[head:])
		} else {
			for i := range data {
				v, err := strconv.ParseUint(job[head+2*i:head+2*i+2], 16, 8)
				if err != nil {
					t.Fatal(err)
				}
				data[i] = byte(v)
			}
			head += 2 * len(data)
		}
		for i, v := range data {
			for k := range 8 {
				if v&(0x80>>k) != 0 {
					b.Set(n[2]+i%n[0]*8+k, n[3]+i/n[0], true)
				}
			}
		}
		job = job[head+len("\r\n"):]
	}
	return b
}

func TestPicturesAreWholeAndHideNoCommand(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for _, size := range [][2]int{{1, 1}, {8, 300}, {479, 319}, {832, 1200}} {
		b := printer.NewBitmap(size[0], size[1])
		for y := range b.HeightDots {
			for i := range b.Row(y) {
				if r.IntN(4) > 0 {
					b.Row(y)[i] = "\x1b\x1bhiNv{}\x00\xff"[r.IntN(10)]
				}
			}
			for x := b.WidthDots; x < b.Stride*8; x++ {
				b.Row(y)[b.Stride-1] &^= 0x80 >> (x % 8)
			}
		}
		segs := cpcl.Encode(printer.PageImageOf(b), profile(t, "generic-cpcl"), printer.JobOptions{})
		job := ""
		for _, s := range segs {
			job += string(s.Bytes)
			if s.Payload > printer.MaxPayload || len(s.Bytes) > printer.MaxPayload+64 {
				t.Errorf("%v: a segment of %d bytes, %d of them raw", size, len(s.Bytes), s.Payload)
			}
			if s.Payload > 0 && len(s.Bytes) < s.Payload+len("CG 1 1 0 0 \r\n") {
				t.Errorf("%v: %d raw bytes in a segment of %d", size, s.Payload, len(s.Bytes))
			}
		}
		if got := readPictures(t, job, size[0], size[1]); !bytes.Equal(got.Bits, b.Bits) {
			t.Errorf("%v: another picture", size)
		}
		for i := range len(job) - 1 {
			if job[i] == 0x1b && job[i+1] >= '@' && job[i+1] <= '~' {
				t.Fatalf("%v: ESC %c at %d", size, job[i+1], i)
			}
		}
	}
}
