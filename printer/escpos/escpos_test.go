package escpos_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"
	"testing/synctest"
	"time"

	"countertop/assets"
	"countertop/printer"
	"countertop/printer/escpos"
	"countertop/printer/internal/drive"
	"countertop/printer/printertest"
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
	b := printer.NewBitmap(24, 5)
	b.Set(9, 1, true)
	b.Set(0, 2, true)
	p := profile(t, "epson-tm-t20")
	p.FeedMM = 0.25
	want := "\x1b@\x1da\x0e" +
		"\x1dv0\x00\x01\x00\x01\x00\x00" + // a blank row
		"\x1dv0\x00\x02\x00\x02\x00\x00\x40\x80\x00" + // two rows, 2 bytes wide
		"\x1dv0\x00\x01\x00\x02\x00\x00\x00" + // two blank rows
		"\x1dv0\x00\x01\x00\x02\x00\x00\x00" + // the feed
		"\x1dVB\x00" +
		"\x1da\x00\x1d(H\x06\x0000"
	got := string(join(escpos.Encode(printer.PageImageOf(b), p, printer.JobOptions{ID: "7"})))
	if n := len(want); len(got) != n+4 || got[:n] != want {
		t.Errorf("got  %q\nwant %q and a mark of 4 characters", got, want)
	}
	for _, c := range got[len(got)-4:] {
		if c < 0x20 || c > 0x7e {
			t.Errorf("the mark %q is not printable", got[len(got)-4:])
		}
	}
}

func TestEncodeAndPrintIsTheSameBitmap(t *testing.T) {
	for _, name := range []string{"generic-escpos-80", "generic-escpos-58", "epson-tm-t20"} {
		p := profile(t, name)
		for _, size := range [][2]int{{1, 1}, {7, 3}, {8, 8}, {9, 200}, {319, 240}, {p.WidthDots, 1200}, {p.WidthDots - 1, 64}, {100, 65}} {
			t.Run(fmt.Sprint(name, size), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					b := speckled(size[0], size[1], uint64(size[0]))
					got := printOn(t, p, join(escpos.Encode(printer.PageImageOf(b), p, printer.JobOptions{Copies: 2})))
					if p.Cut.Has() && len(got) != 2 || !p.Cut.Has() && len(got) != 1 {
						t.Fatalf("%d slips", len(got))
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
}

func printOn(t *testing.T, p printer.Profile, data []byte) (out []*printer.Bitmap) {
	t.Helper()
	v := virtual(p, printertest.Options{OnPrint: func(p printertest.Print) error {
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

func virtual(p printer.Profile, o printertest.Options) *printertest.Virtual {
	o.Language, o.WidthDots = printer.ESCPOS, p.WidthDots
	return printertest.NewVirtual(o)
}

// differing counts the dots of the slip that differ from b on its upper left
// corner; what b does not cover must be blank, but for a second copy.
func differing(b, slip *printer.Bitmap) int {
	n := 0
	for y := range b.HeightDots {
		for x := range slip.WidthDots {
			if b.Black(x, y) != slip.Black(x, y) {
				n++
			}
		}
	}
	return n
}

func TestNothingInAPictureIsARealTimeCommand(t *testing.T) {
	for _, second := range []byte{0x04, 0x05, 0x14} {
		b := printer.NewBitmap(8*3*20, 1)
		for i := range 20 {
			copy(b.Bits[3*i:], []byte{0x10, second, byte(i)})
		}
		data := join(escpos.Encode(printer.PageImageOf(b), profile(t, "epson-tm-t20"), printer.JobOptions{}))
		for _, third := range map[byte]string{0x04: "\x01\x02\x03\x04\x05\x06\x07\x08", 0x05: "\x00\x01\x02", 0x14: "\x01\x02\x07\x08"}[second] {
			if bytes.Contains(data, []byte{0x10, second, byte(third)}) {
				t.Errorf("10 %02x %02x is in the picture", second, third)
			}
		}
		if !bytes.Contains(data, []byte{0x10, second, 0x0b}) {
			t.Errorf("10 %02x 0b is no command and was changed", second)
		}
	}
}

func TestEverySegmentIsShort(t *testing.T) {
	for _, s := range escpos.Encode(printer.PageImageOf(speckled(576, 3000, 3)), profile(t, "epson-tm-t20"), printer.JobOptions{}) {
		if s.Payload > printer.MaxPayload || len(s.Bytes) > printer.MaxPayload+64 {
			t.Errorf("a segment of %d bytes, %d of them raw", len(s.Bytes), s.Payload)
		}
	}
}

func TestStatusOnTheWire(t *testing.T) {
	type ops []printertest.Op
	q := func(n byte, r string) printertest.Op {
		return printertest.Op{W: []byte{0x10, 0x04, n}, R: []byte(r)}
	}
	for _, tt := range []struct {
		name string
		ops  ops
		want printer.Fault
	}{
		{"fine", ops{q(4, "\x12"), q(1, "\x12")}, ""},
		{"the drawer's pin is no error", ops{q(4, "\x12"), q(1, "\x16")}, ""},
		{"little paper is no error", ops{q(4, "\x1e"), q(1, "\x12")}, ""},
		{"paper out", ops{q(4, "\x72")}, printer.PaperOut},
		{"cover open", ops{q(4, "\x12"), q(1, "\x1a"), q(2, "\x16"), q(3, "\x12")}, printer.CoverOpen},
		{"cutter", ops{q(4, "\x12"), q(1, "\x1a"), q(2, "\x52"), q(3, "\x1a")}, printer.CutterJam},
		{"head hot", ops{q(4, "\x12"), q(1, "\x1a"), q(2, "\x52"), q(3, "\x52")}, printer.HeadHot},
		{"broken", ops{q(4, "\x12"), q(1, "\x1a"), q(2, "\x52"), q(3, "\x32")}, printer.Broken},
		{"offline and no reason", ops{q(4, "\x12"), q(1, "\x1a"), q(2, "\x12"), q(3, "\x12")}, printer.Offline},
		{"a report comes first", ops{q(4, "\x10\x00\x00\x00\x12"), q(1, "\x12")}, ""},
		{"nonsense", ops{q(4, "\xff")}, printer.Garbage},
		{"silence", ops{q(4, "")}, printer.Timeout},
	} {
		t.Run(tt.name, func(t *testing.T) {
			err := escpos.New(printertest.NewPlayback(t, tt.ops...), profile(t, "epson-tm-t20")).Ready(t.Context())
			if tt.want == "" && err != nil || tt.want != "" && !errors.Is(err, tt.want) {
				t.Errorf("ready: %v, want %v", err, tt.want)
			}
		})
	}
}

// job prints b on v by way of the driver and says how it ended.
func job(ctx context.Context, v *printertest.Virtual, p printer.Profile, b *printer.Bitmap, seen func(printer.Progress)) (bool, error) {
	c := v.Conn()
	defer c.Close()
	d := escpos.New(c, p)
	if err := d.Ready(ctx); err != nil {
		return false, err
	}
	if err := d.Send(ctx, printer.PageImageOf(b), printer.JobOptions{ID: "1"}, seen); err != nil {
		return false, err
	}
	return d.Confirm(ctx, seen)
}

func nothing(printer.Progress) {}

func TestSlipIsConfirmedWhenItIsOut(t *testing.T) {
	for _, name := range []string{"generic-escpos-80", "generic-escpos-58", "epson-tm-t20"} {
		synctest.Test(t, func(t *testing.T) {
			p := profile(t, name)
			v := virtual(p, printertest.Options{})
			defer v.Close()
			begin := time.Now()
			ok, err := job(t.Context(), v, p, speckled(384, 800, 1), nothing)
			if !ok || err != nil || v.Prints() != 1 {
				t.Errorf("%s: confirmed %v, %v, %d slips", name, ok, err, v.Prints())
			}
			if d := time.Since(begin); d < time.Second || d > 2*time.Second {
				t.Errorf("%s: confirmed after %v, the slip takes 1 s", name, d)
			}
		})
	}
}

// A slip is longer than the buffer, so the paper ends while it is being sent,
// and no question gets through.
func TestPaperOutInTheSlipIsWaitedFor(t *testing.T) {
	for _, rows := range []int{100, 1180} { // while sending, and after
		synctest.Test(t, func(t *testing.T) {
			p := profile(t, "epson-tm-t20")
			v := virtual(p, printertest.Options{PaperRows: rows})
			defer v.Close()
			time.AfterFunc(time.Hour, func() { v.Refill(0) })
			times := 0
			ok, err := job(t.Context(), v, p, speckled(576, 1200, 1), func(p printer.Progress) {
				if p.Fault == printer.PaperOut {
					times++
				}
			})
			if !ok || err != nil || v.Prints() != 1 || times < 1000 {
				t.Errorf("%d rows: confirmed %v, %v, %d slips, paper out said %d times", rows, ok, err, v.Prints(), times)
			}
		})
	}
}

func TestSlipThatMayBeLostIsNotConfirmed(t *testing.T) {
	for _, tt := range []struct {
		name  string
		after func(v *printertest.Virtual)
		want  printer.Fault
	}{
		{"silence", func(v *printertest.Virtual) { v.Set(func(f *printertest.Faults) { f.Silent = true }) }, printer.Timeout},
		{"nonsense", func(v *printertest.Virtual) { v.Set(func(f *printertest.Faults) { f.Garbage = true }); v.Refill(0) }, printer.Timeout},
		{"cable", func(v *printertest.Virtual) { v.UnplugAfter(0) }, printer.Unplugged},
		{"power cycle", func(v *printertest.Virtual) { v.PowerCycle(); v.Refill(0) }, printer.Timeout},
	} {
		for _, name := range []string{"generic-escpos-80", "epson-tm-t20"} {
			t.Run(tt.name+" "+name, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					p := profile(t, name)
					v := virtual(p, printertest.Options{PaperRows: 50})
					defer v.Close()
					time.AfterFunc(5*time.Second, func() { tt.after(v) })
					ok, err := job(t.Context(), v, p, speckled(64, 80, 1), nothing)
					if tt.name == "power cycle" && !p.Confirm.Sure() {
						// It says that it is well and cannot be expected to say more.
						if ok || err != nil {
							t.Errorf("confirmed %v, %v; want neither", ok, err)
						}
						return
					}
					if ok || !errors.Is(err, tt.want) {
						t.Errorf("confirmed %v, %v; want %v", ok, err, tt.want)
					}
				})
			})
		}
	}
}

func TestEchoOfAnotherJobConfirmsNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := profile(t, "epson-tm-t20")
		b := printer.NewBitmap(8, 1)
		w := join(escpos.Encode(printer.PageImageOf(b), p, printer.JobOptions{ID: "mine"}))
		fine := []printertest.Op{
			{W: []byte{0x10, 4, 4}, R: []byte{0x12}},
			{W: []byte{0x10, 4, 1}, R: []byte{0x12}},
		}
		c := printertest.NewPlayback(t, append([]printertest.Op{{W: w, R: []byte("\x37\x22abcd\x00")}}, fine...)...)
		d := escpos.New(c, p)
		if err := d.Send(t.Context(), printer.PageImageOf(b), printer.JobOptions{ID: "mine"}, nothing); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		ok, err := d.Confirm(ctx, func(printer.Progress) { cancel() })
		if ok || !errors.Is(err, context.Canceled) {
			t.Errorf("confirmed %v, %v", ok, err)
		}
	})
}

func TestNextSlipIsGoodAfterABreakAnywhere(t *testing.T) {
	p := profile(t, "epson-tm-t20")
	p.FeedMM = 0.25
	b := speckled(24, 6, 7)
	size := drive.TotalBytes(escpos.Encode(printer.PageImageOf(b), p, printer.JobOptions{}))
	for k := range size {
		synctest.Test(t, func(t *testing.T) {
			var last *printer.Bitmap
			v := virtual(p, printertest.Options{OnPrint: func(p printertest.Print) error {
				last = p.Bitmap
				return nil
			}})
			defer v.Close()
			v.UnplugAfter(6 + k) // the status takes 6 bytes
			_, err := job(t.Context(), v, p, b, nothing)
			fe, ok := errors.AsType[*printer.FaultError](err)
			if !ok || fe.Fault != printer.Unplugged {
				t.Fatalf("cut after %d: %v", k, err)
			}
			v.Plug()
			c := v.Conn()
			if err := escpos.New(c, p).Resync(t.Context(), fe.Outstanding); err != nil {
				t.Fatal(err)
			}
			c.Close()
			before := v.Prints()
			if ok, err := job(t.Context(), v, p, b, nothing); !ok || err != nil || v.Prints() != before+1 || differing(b, last) != 0 {
				t.Errorf("cut after %d: the next slip: %v, %v, %d", k, ok, err, v.Prints()-before)
			}
		})
	}
}

func FuzzDecodeStatus(f *testing.F) {
	f.Add([]byte("\x12\x16\x72\x10\x00\x0f\xff"))
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, b := range data {
			for n := range 6 {
				var st printer.Status
				if escpos.DecodeStatus(&st, n, b) != st.Known {
					t.Errorf("DLE EOT %d % x: %+v", n, b, st)
				}
			}
		}
		if len(data) >= 4 {
			st, ok := escpos.DecodeAutoStatus([4]byte(data))
			if ok != st.Known {
				t.Errorf("% x: %+v", data[:4], st)
			}
		}
	})
}

// Whatever comes, a status is an answer or an error, and it ends.
func FuzzReplies(f *testing.F) {
	f.Add([]byte("\x12\x10\x00\x00\x00\x37\x22abcd\x00\x0f\xff"))
	p := profile(f, "epson-tm-t20")
	f.Fuzz(func(t *testing.T, data []byte) {
		synctest.Test(t, func(t *testing.T) {
			c := printertest.NewPlayback(t, printertest.Op{R: data})
			_, _ = escpos.New(deaf{c}, p).Status(t.Context())
		})
	})
}

// deaf takes every question.
type deaf struct{ *printertest.Playback }

func (deaf) Write(p []byte) (int, error) { return len(p), nil }

func BenchmarkEncode(b *testing.B) {
	p, bmp := profile(b, "epson-tm-t20"), speckled(480, 320, 1)
	for b.Loop() {
		escpos.Encode(printer.PageImageOf(bmp), p, printer.JobOptions{})
	}
	b.ReportMetric(float64(drive.TotalBytes(escpos.Encode(printer.PageImageOf(bmp), p, printer.JobOptions{}))), "bytes")
}

// What no one has tried to ask may have no answer: it prints all the same. Once it
// has answered, silence is a fault.
func TestAPrinterThatAnswersNothingIsReady(t *testing.T) {
	q := func(n byte, r string) printertest.Op { return printertest.Op{W: []byte{0x10, 0x04, n}, R: []byte(r)} }
	p := profile(t, "generic-escpos-80")
	if err := escpos.New(printertest.NewPlayback(t, q(4, "")), p).Ready(t.Context()); err != nil {
		t.Errorf("silent from the start: %v", err)
	}
	d := escpos.New(printertest.NewPlayback(t, q(4, "\x12"), q(1, "\x12"), q(4, "")), p)
	if err := d.Ready(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := d.Ready(t.Context()); !errors.Is(err, printer.Timeout) {
		t.Errorf("silent after an answer: %v", err)
	}
}

// Imitations of 58 mm print garbage after a picture of a multiple of 48 rows.
func TestNoPictureHasAMultipleOf48Rows(t *testing.T) {
	for _, name := range []string{"generic-escpos-58", "zijiang-zj-5890k", "generic-escpos-80"} {
		for rows := 1; rows < 300; rows++ {
			b := printer.NewBitmap(384, rows)
			for y := range rows {
				b.Set(y%384, y, true)
			}
			s := join(escpos.Encode(printer.PageImageOf(b), profile(t, name), printer.JobOptions{}))
			at, total := 0, 0
			for {
				i := bytes.Index(s[at:], []byte{0x1d, 'v', '0', 0})
				if i < 0 {
					break
				}
				h := s[at+i:][:8]
				n := int(h[6]) + int(h[7])<<8
				if n%48 == 0 {
					t.Fatalf("%s: a page of %d rows has a picture of %d", name, rows, n)
				}
				total += n
				at += i + 8 + n*(int(h[4])+int(h[5])<<8)
			}
			if total < rows {
				t.Fatalf("%s: %d of %d rows are sent", name, total, rows)
			}
		}
	}
}
