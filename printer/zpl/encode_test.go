package zpl_test

import (
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"fmt"
	"io"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"countertop/assets"
	"countertop/printer"
	"countertop/printer/internal/drive"
	"countertop/printer/zpl"
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
	for _, g := range zpl.Encode(&printer.PageImage{Preview: b, Ops: ops}, p, printer.JobOptions{}) {
		s.Write(g.Bytes)
	}
	return s.String()
}

const (
	head = "^XA^PON^LRN^LH0,0^MNY^PW480^LL320^JZY"
	tail = "^XZ\r\n"
)

func TestLabelIsExactly(t *testing.T) {
	p := profile(t, "generic-zpl-203")
	density, speed := 8, 2.5
	p.Density, p.SpeedIPS = &density, &speed
	p.Cut = printer.Ability{Use: "cut", Proof: printer.Documented}
	b := printer.NewBitmap(32, 4)
	b.Set(9, 1, true)
	b.Set(23, 2, true)
	for kind, sensor := range map[string]string{"gap": "Y", "mark": "M", "continuous": "N"} {
		p.Media.Kind = kind
		want := "~SD16^XA^MD0^PON^LRN^LH0,0^MN" + sensor + "^MMC^PW32^LL4^PR3^JZY^FO8,1^GFA,4,4,2,40000001^FS^PQ3^XZ\r\n"
		segs := zpl.Encode(printer.PageImageOf(b), p, printer.JobOptions{Copies: 3})
		got := ""
		for _, s := range segs {
			got += string(s.Bytes)
		}
		if got != want {
			t.Errorf("%s:\n got %q\nwant %q", kind, got, want)
		}
		if n := drive.Outstanding(segs, drive.TotalBytes(segs)); n != 0 {
			t.Errorf("%s: owes %d bytes, and has none that are raw", kind, n)
		}
	}
}

func TestOperationsAreExactly(t *testing.T) {
	p := profile(t, "generic-zpl-203")
	p.QRDownDots = 10
	font := func(name string) printer.Font {
		for _, f := range p.Fonts {
			if f.Name == name {
				return f
			}
		}
		return printer.Font{Name: name, W: 24, H: 24, Baseline: 21, Cap: 18, Encoding: "utf-8"}
	}
	for _, tt := range []struct {
		name string
		op   printer.DrawOp
		want string
	}{
		{"level bar", printer.DrawBar{X: 1, Y: 2, W: 100, H: 3}, "^FO1,2^GB100,3,3^FS"},
		{"upright bar", printer.DrawBar{X: 1, Y: 2, W: 3, H: 100}, "^FO1,2^GB3,100,3^FS"},
		{
			"code 128",
			printer.DrawCode128{X: 20, Y: 270, H: 40, ModuleDots: 2, Modules: 156, Data: "RA2611210042QK"},
			"^FO20,270^BY2^BCN,40,N,N,N^FD>:RA>52611210042>6QK^FS",
		},
		{
			"code 128 of digits",
			printer.DrawCode128{H: 40, ModuleDots: 3, Modules: 79, Data: "12345"},
			"^FO0,0^BY3^BCN,40,N,N,N^FD>;1234>65^FS",
		},
		{
			"code 128 of signs",
			printer.DrawCode128{H: 40, ModuleDots: 3, Modules: 101, Data: "a>^~_1"},
			"^FO0,0^BY3^BCN,40,N,N,N^FH^FD>:a>0_5E_7E_5F1^FS",
		},
		{
			"QR",
			printer.DrawQR{X: 380, Y: 22, ModuleDots: 4, Modules: 21, Level: printer.QRLevelQ, Data: "RA2611210042QK"},
			"^FO380,12^BQN,2,4^FDQA,RA2611210042QK^FS",
		},
		{"text", printer.DrawText{X: 5, Y: 6, ScaleX: 2, ScaleY: 3, Text: `HP 15s\"_`, Font: font("D")}, `^FO5,6^ADN,54,20^FDHP 15s\"_^FS`},
		{"text with signs", printer.DrawText{X: 5, Y: 6, ScaleX: 1, ScaleY: 1, Text: "_^XZ~JA", Font: font("A")}, "^FO5,6^AAN,9,5^FH^FD_5F_5EXZ_7EJA^FS"},
		{"Han", printer.DrawText{X: 5, Y: 6, ScaleX: 1, ScaleY: 1, Text: "王小明", Font: font("E:SIMSUN.TTF")}, "^FO5,6^A@N,24,24,E:SIMSUN.TTF^FD王小明^FS"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			begin := head
			if strings.Contains(tt.want, "^A") {
				begin += "^CI28"
			}
			got := encode(p, printer.NewBitmap(480, 320), tt.op)
			if d := cmp.Diff(begin+tt.want+tail, got); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
}

// What the printer might draw otherwise than the preview shows it is cut out of
// the preview.
func TestWhatIsNotSureIsAPicture(t *testing.T) {
	p := profile(t, "generic-zpl-203")
	b := printer.NewBitmap(480, 320)
	for i := range b.Bits {
		b.Bits[i] = 0xff
	}
	d := printer.Font{Name: "D", W: 12, H: 18, Baseline: 14, Cap: 14}
	for _, m := range []printer.DrawOp{
		printer.DrawQR{X: 100, Y: 100, ModuleDots: 2, Modules: 21, Level: 'M', Data: "https://a.example"},
		printer.DrawQR{X: 100, Y: 9, ModuleDots: 2, Modules: 21, Level: 'M', Data: "A"},
		printer.DrawQR{X: 100, Y: 100, ModuleDots: 11, Modules: 21, Level: 'M', Data: "A"},
		printer.DrawCode128{X: 100, Y: 100, H: 9, ModuleDots: 2, Modules: 99, Data: "A"},
		printer.DrawCode128{X: 100, Y: 100, H: 9, ModuleDots: 11, Modules: 46, Data: "A"},
		printer.DrawCode128{X: 100, Y: 100, H: 9, ModuleDots: 1, Modules: 46, Data: "\r"},
		printer.DrawText{X: 100, Y: 100, ScaleX: 1, ScaleY: 1, Text: "A\x1b", Font: d},
		printer.DrawText{X: 100, Y: 100, ScaleX: 1, ScaleY: 1, Text: "王", Font: d},
	} {
		s := encode(p, b, m)
		if fields := strings.Count(s, "^FO"); fields != 1 || !strings.Contains(s, "^GFA") {
			t.Errorf("%+v: %q", m, s)
		}
	}
}

func TestNoDataHoldsACommand(t *testing.T) {
	p := profile(t, "generic-zpl-203")
	nasty := "^XZ~JA_5E\\&^FS\"`>0" + "\r\n\x1b\x10\x04\x01\x00"
	r := rand.New(rand.NewPCG(3, 4))
	command := regexp.MustCompile(`\^(XA|XZ|FO|FD|FS|FH|PO|LR|LH|MN|PW|LL|JZ|CI28|A[ADFG]N|BY|BCN|BQN|GFA)`)
	for range 2000 {
		data := make([]byte, 1+r.IntN(12))
		for i := range data {
			data[i] = nasty[r.IntN(len(nasty))]
		}
		_, modules := drive.Code128Runs(string(data))
		s := encode(p, printer.NewBitmap(480, 320),
			printer.DrawText{ScaleX: 1, ScaleY: 1, Text: string(data), Font: p.Fonts[1]},
			printer.DrawCode128{H: 9, ModuleDots: 1, Modules: modules, Data: string(data)},
			printer.DrawQR{X: 99, Y: 99, ModuleDots: 1, Modules: 21, Level: 'M', Data: string(data)})
		if rest := command.ReplaceAllString(s, ""); strings.ContainsAny(rest, "^~") {
			t.Fatalf("%q: %q", data, s)
		}
		for i := range len(s) - 2 {
			if s[i] < ' ' {
				t.Fatalf("%q: control characters in %q", data, s)
			}
		}
	}
}

func TestPictureUnpacksToItself(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	b := printer.NewBitmap(832, 2400)
	for y := 100; y < 2300; y++ {
		for x := 40 + r.IntN(20); x < 800; x += 1 + r.IntN(40) {
			b.Set(x, y, true)
		}
	}
	field := regexp.MustCompile(`\^FO(\d+),(\d+)\^GFA,(\d+),(\d+),(\d+),:Z64:([^:]*):([0-9A-F]{4})\^FS`)
	got, pictures := printer.NewBitmap(832, 2400), 0
	for _, m := range field.FindAllStringSubmatch(encode(profile(t, "generic-zpl-203"), b, printer.DrawImage{Bitmap: b}), -1) {
		pictures++
		var n [5]int
		for i := range n {
			_, _ = fmt.Sscan(m[1+i], &n[i])
		}
		packed, err := base64.StdEncoding.DecodeString(m[6])
		if err != nil {
			t.Fatal(err)
		}
		z, err := zlib.NewReader(bytes.NewReader(packed))
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(z)
		if err != nil || len(data) != n[2] || n[2] != n[3] || n[2] > 32<<10 || m[7] != crc(m[6]) {
			t.Fatalf("%d bytes, said %d and %d; CRC %s, said %s; %v", len(data), n[2], n[3], crc(m[6]), m[7], err)
		}
		for i, v := range data {
			got.Bits[(n[1]+i/n[4])*got.Stride+n[0]/8+i%n[4]] = v
		}
	}
	if pictures < 2 || !bytes.Equal(got.Bits, b.Bits) {
		t.Errorf("%d pictures, and what they hold is another", pictures)
	}
}

func TestPicturesAreAsLowAsTheModelNeeds(t *testing.T) {
	p := profile(t, "generic-zpl-203")
	p.MaxRows = 2
	b := printer.NewBitmap(8, 5)
	for y := range 5 {
		b.Set(y, y, true)
	}
	want := "^FO0,0^GFA,2,2,1,8040^FS^FO0,2^GFA,2,2,1,2010^FS^FO0,4^GFA,1,1,1,08^FS"
	if s := encode(p, b, printer.DrawImage{Bitmap: b}); !strings.Contains(s, want) {
		t.Errorf("%q, want %q in it", s, want)
	}
}

// crc is that of X.25 without its inversions, a bit at a time over the message
// and 16 zeros: another way to the same number.
func crc(s string) string {
	reg := uint32(0)
	for _, c := range []byte(s + "\x00\x00") {
		for i := 7; i >= 0; i-- {
			reg = reg<<1 | uint32(c>>i&1)
			if reg&0x10000 != 0 {
				reg ^= 0x11021
			}
		}
	}
	return fmt.Sprintf("%04X", reg)
}

func BenchmarkEncode(b *testing.B) {
	p, bmp := profile(b, "generic-zpl-203"), printer.NewBitmap(480, 320)
	for i := range bmp.Bits {
		bmp.Bits[i] = byte(i*i>>5) & byte(i>>3)
	}
	for b.Loop() {
		zpl.Encode(printer.PageImageOf(bmp), p, printer.JobOptions{})
	}
}
