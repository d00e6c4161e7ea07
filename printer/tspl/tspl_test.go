package tspl_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"countertop/assets"
	"countertop/printer"
	"countertop/printer/internal/drive"
	"countertop/printer/printertest"
	"countertop/printer/tspl"
)

func profile(t testing.TB, name string) printer.Profile {
	t.Helper()
	p, err := printer.LoadProfile(assets.Profiles, name)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// speckled is a bitmap with blank rows, inked runs and noise.
func speckled(w, h int, seed uint64) *printer.Bitmap {
	r := rand.New(rand.NewPCG(seed, 1))
	b := printer.NewBitmap(w, h)
	for y := range h {
		if r.IntN(3) == 0 {
			continue
		}
		for x := range w {
			b.Set(x, y, r.IntN(2) == 0)
		}
	}
	return b
}

func join(segs []printer.Segment) []byte {
	var s []byte
	for _, g := range segs {
		s = append(s, g.Bytes...)
	}
	return s
}

func TestEncodeIsExactly(t *testing.T) {
	p := profile(t, "generic-tspl")
	density, speed := 8, 2.5
	p.Density, p.SpeedIPS = &density, &speed
	b := printer.NewBitmap(32, 4)
	b.Set(9, 1, true)
	b.Set(23, 2, true)
	b.Set(0, 3, true)
	want := "\r\nSIZE 4 mm,0.5 mm\r\nGAP 2 mm,0 mm\r\nDIRECTION 0\r\nREFERENCE 0,0\r\nDENSITY 8\r\nSPEED 2.5\r\nSET REPRINT ON\r\nCLS\r\n" +
		"BITMAP 0,1,3,3,0,\xff\xbf\xff\xff\xff\xfe\x7f\xff\xff\r\nPRINT 1,2\r\n"
	if got := string(join(tspl.Encode(printer.PageImageOf(b), p, printer.JobOptions{Copies: 2}))); got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	for kind, line := range map[string]string{"mark": "BLINE 2 mm,0 mm", "continuous": "GAP 0 mm,0 mm"} {
		p.Media.Kind = kind
		if got := string(join(tspl.Encode(printer.PageImageOf(b), p, printer.JobOptions{}))); !strings.Contains(got, line) {
			t.Errorf("%s: no %q in %q", kind, line, got)
		}
	}
}

func TestEncodeAndPrintIsTheSameBitmap(t *testing.T) {
	p := profile(t, "generic-tspl")
	for _, size := range [][2]int{{1, 1}, {7, 3}, {8, 8}, {9, 200}, {319, 240}, {479, 319}, {480, 320}, {481, 321}, {832, 1200}, {601, 77}} {
		t.Run(fmt.Sprint(size), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				b := speckled(size[0], size[1], uint64(size[0]))
				got := printOn(t, join(tspl.Encode(printer.PageImageOf(b), p, printer.JobOptions{Copies: 2})))
				if len(got) != 2 {
					t.Fatalf("%d labels", len(got))
				}
				for _, g := range got {
					if d := differing(b, g); d > 2 {
						t.Errorf("%d x %d dots, %d of them differ", g.WidthDots, g.HeightDots, d)
					}
				}
			})
		})
	}
}

func printOn(t *testing.T, data []byte) (out []*printer.Bitmap) {
	t.Helper()
	v := printertest.NewVirtual(printertest.Options{WidthDots: 8192, OnPrint: func(p printertest.Print) error {
		out = append(out, p.Bitmap)
		return nil
	}})
	defer v.Close()
	if _, err := v.Conn().Write(data); err != nil {
		t.Fatal(err)
	}
	time.Sleep(10 * time.Second)
	if v.Unknown() != 0 {
		t.Errorf("%d unknown commands", v.Unknown())
	}
	return out
}

// differing counts the dots that differ; another size differs everywhere.
func differing(a, b *printer.Bitmap) int {
	if a.WidthDots != b.WidthDots || a.HeightDots != b.HeightDots {
		return a.WidthDots*a.HeightDots + 1
	}
	n := 0
	for y := range a.HeightDots {
		for x := range a.WidthDots {
			if a.Black(x, y) != b.Black(x, y) {
				n++
			}
		}
	}
	return n
}

func TestNothingInAPictureIsARealTimeCommand(t *testing.T) {
	b := printer.NewBitmap(8*3*256, 1)
	for i := range 256 { // ESC ! and every third byte, inverted
		copy(b.Bits[3*i:], []byte{^byte(0x1b), ^byte('!'), ^byte(i)})
	}
	data := join(tspl.Encode(printer.PageImageOf(b), profile(t, "generic-tspl"), printer.JobOptions{}))
	for _, c := range []byte("?!.@CDFOPQRS") {
		if bytes.Contains(data, []byte{0x1b, '!', c}) {
			t.Errorf("ESC ! %c is in the picture", c)
		}
	}
	if n := bytes.Count(data, []byte{0x1b, '!'}); n != 256-12 {
		t.Errorf("%d places are as they were, want %d: only the commands are changed", n, 256-12)
	}
	synctest.Test(t, func(t *testing.T) {
		if d := differing(b, printOn(t, data)[0]); d != 12 {
			t.Errorf("%d dots differ, want one for each of 12 commands", d)
		}
	})
}

func TestEverySegmentIsShort(t *testing.T) {
	for _, s := range tspl.Encode(printer.PageImageOf(speckled(832, 1200, 3)), profile(t, "generic-tspl"), printer.JobOptions{}) {
		if s.Payload > printer.MaxPayload || len(s.Bytes) > printer.MaxPayload+64 {
			t.Errorf("a segment of %d bytes, %d of them raw", len(s.Bytes), s.Payload)
		}
	}
}

func TestStatusOnTheWire(t *testing.T) {
	q := []byte("\x1b!?")
	for _, tt := range []struct {
		answer string
		want   printer.Fault
	}{
		{"\x00", ""},
		{"\x01", printer.CoverOpen},
		{"\x04", printer.PaperOut},
		{"\x05", printer.CoverOpen},
		{"\x08", printer.RibbonOut},
		{"\x10", printer.Paused},
		{"\x02", printer.Jam},
		{"\x80", printer.HeadHot},
		{"\xff", printer.Garbage},
		{"\x00\x31", printer.Garbage},
		{"", printer.Timeout},
	} {
		d := tspl.New(printertest.NewPlayback(t, printertest.Op{W: q, R: []byte(tt.answer)}), documented(profile(t, "generic-tspl")))
		err := d.Ready(t.Context())
		if tt.want == "" && err != nil || tt.want != "" && !errors.Is(err, tt.want) {
			t.Errorf("answer % x: %v, want %v", tt.answer, err, tt.want)
		}
	}
	// A model that is only hoped to answer, and does not, is printed on blindly.
	d := tspl.New(printertest.NewPlayback(t, printertest.Op{W: q}), profile(t, "xprinter-xp-460b"))
	if err := d.Ready(t.Context()); err != nil {
		t.Errorf("silence of a model that may be silent: %v", err)
	}
}

// job prints b on v by way of the driver and says how it ended.
func job(ctx context.Context, v *printertest.Virtual, p printer.Profile, b *printer.Bitmap, seen func(printer.Progress)) (bool, error) {
	c := v.Conn()
	defer c.Close()
	d := tspl.New(c, p)
	if err := d.Ready(ctx); err != nil {
		return false, err
	}
	if err := d.Send(ctx, printer.PageImageOf(b), printer.JobOptions{ID: "1"}, seen); err != nil {
		return false, err
	}
	return d.Confirm(ctx, seen)
}

func nothing(printer.Progress) {}

func TestLabelIsConfirmedWhenItIsOut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := printertest.NewVirtual(printertest.Options{})
		defer v.Close()
		begin := time.Now()
		ok, err := job(t.Context(), v, profile(t, "generic-tspl"), speckled(480, 320, 1), nothing)
		if !ok || err != nil || v.Prints() != 1 {
			t.Errorf("confirmed %v, %v, %d labels", ok, err, v.Prints())
		}
		if d := time.Since(begin); d < 400*time.Millisecond || d > time.Second {
			t.Errorf("confirmed after %v, the label takes 0.4 s", d)
		}
	})
}

func TestPaperOutInTheLabelIsWaitedFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := printertest.NewVirtual(printertest.Options{PaperRows: 200})
		defer v.Close()
		time.AfterFunc(time.Hour, func() { v.Refill(0) })
		times := 0
		ok, err := job(t.Context(), v, profile(t, "generic-tspl"), speckled(480, 320, 1), func(p printer.Progress) {
			if p.Fault == printer.PaperOut {
				times++
			}
		})
		if !ok || err != nil || v.Prints() != 1 || times < 1000 {
			t.Errorf("confirmed %v, %v, %d labels, paper out said %d times", ok, err, v.Prints(), times)
		}
	})
}

func TestLabelThatMayBeLostIsNotConfirmed(t *testing.T) {
	for _, tt := range []struct {
		name  string
		after func(v *printertest.Virtual) // half way through the label
		want  printer.Fault
	}{
		{"silence", func(v *printertest.Virtual) { v.Set(func(f *printertest.Faults) { f.Silent = true }) }, printer.Timeout},
		{"nonsense", func(v *printertest.Virtual) { v.Set(func(f *printertest.Faults) { f.Garbage = true }) }, printer.Timeout},
		{"cable", func(v *printertest.Virtual) { v.UnplugAfter(0) }, printer.Unplugged},
		{"power cycle without paper", func(v *printertest.Virtual) {
			v.PowerCycle()
			v.Refill(0)
		}, printer.Timeout},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				v := printertest.NewVirtual(printertest.Options{PaperRows: 200})
				defer v.Close()
				time.AfterFunc(5*time.Second, func() { tt.after(v) })
				ok, err := job(t.Context(), v, profile(t, "generic-tspl"), speckled(480, 320, 1), nothing)
				if ok || !errors.Is(err, tt.want) {
					t.Errorf("confirmed %v, %v; want %v", ok, err, tt.want)
				}
			})
		})
	}
}

func TestNextLabelIsGoodAfterABreakAnywhere(t *testing.T) {
	p := profile(t, "generic-tspl")
	b := speckled(24, 6, 7)
	size := drive.TotalBytes(tspl.Encode(printer.PageImageOf(b), p, printer.JobOptions{}))
	for k := range size {
		synctest.Test(t, func(t *testing.T) {
			var last *printer.Bitmap
			v := printertest.NewVirtual(printertest.Options{OnPrint: func(p printertest.Print) error {
				last = p.Bitmap
				return nil
			}})
			defer v.Close()
			v.UnplugAfter(3 + k) // the status takes 3 bytes
			_, err := job(t.Context(), v, p, b, nothing)
			fe, ok := errors.AsType[*printer.FaultError](err)
			if !ok || fe.Fault != printer.Unplugged {
				t.Fatalf("cut after %d: %v", k, err)
			}
			v.Plug()
			c := v.Conn()
			if err := tspl.New(c, p).Resync(t.Context(), fe.Outstanding); err != nil {
				t.Fatal(err)
			}
			c.Close()
			before := v.Prints()
			if ok, err := job(t.Context(), v, p, b, nothing); !ok || err != nil || v.Prints() != before+1 || differing(b, last) != 0 {
				t.Errorf("cut after %d: the next label: %v, %v, %d", k, ok, err, v.Prints()-before)
			}
			if before != 0 && k < size-1 {
				t.Errorf("cut after %d: %d labels came out by padding", k, before)
			}
		})
	}
}

func FuzzStatus(f *testing.F) {
	for _, b := range []byte{0, 1, 4, 0x20, 0x80, 0xff} {
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b byte) {
		st, ok := tspl.DecodeStatus(b)
		if ok != st.Known || !ok && st != (printer.Status{}) {
			t.Errorf("% x: %+v, %v", b, st, ok)
		}
		if ok && b&^0x20 != 0 && st.Ready() {
			t.Errorf("% x is ready", b)
		}
	})
}

func BenchmarkEncode(b *testing.B) {
	p, bmp := profile(b, "generic-tspl"), speckled(480, 320, 1)
	for b.Loop() {
		tspl.Encode(printer.PageImageOf(bmp), p, printer.JobOptions{})
	}
	b.ReportMetric(float64(drive.TotalBytes(tspl.Encode(printer.PageImageOf(bmp), p, printer.JobOptions{}))), "bytes")
}

// documented is a model whose maker says that it answers.
func documented(p printer.Profile) printer.Profile {
	p.Status.Proof = "documented"
	return p
}
