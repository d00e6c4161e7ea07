package printertest_test

import (
	"bytes"
	"errors"
	"image/png"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"countertop/printer"
	"countertop/printer/printertest"
)

// start returns a printer and a way to get what it has printed.
func start(t *testing.T, o printertest.Options) (*printertest.Virtual, func() []printertest.Print) {
	var out []printertest.Print
	o.OnPrint = func(p printertest.Print) error { out = append(out, p); return nil }
	v := printertest.NewVirtual(o)
	t.Cleanup(func() { _ = v.Close() })
	return v, func() []printertest.Print { return out }
}

// ask writes q and returns what comes back within 100 ms.
func ask(t *testing.T, c printer.Conn, q string) string {
	t.Helper()
	if _, err := c.Write([]byte(q)); err != nil {
		t.Fatalf("write %q: %v", q, err)
	}
	var got []byte
	buf := make([]byte, 64)
	_ = c.SetDeadline(time.Now().Add(100 * time.Millisecond))
	for {
		n, err := c.Read(buf)
		got = append(got, buf[:n]...)
		if err != nil {
			if !errors.Is(err, os.ErrDeadlineExceeded) {
				t.Fatalf("read: %v", err)
			}
			_ = c.SetDeadline(time.Time{})
			return string(got)
		}
	}
}

func picture(b *printer.Bitmap) string {
	var s strings.Builder
	for y := range b.HeightDots {
		for x := range b.WidthDots {
			s.WriteByte(" #"[b.Bits[y*b.Stride+x/8]>>(7-x%8)&1])
		}
		s.WriteByte('\n')
	}
	return s.String()
}

// The label of TSPL, by hand: 2 x 0.5 mm, ink where a bit is 0.
const label = "SIZE 2 mm,0.5 mm\r\nGAP 2 mm,0 mm\r\nCLS\r\nBITMAP 8,1,1,2,0,\x0f\xf0\r\nPRINT 1,1\r\n"

const labelPicture = "                \n        ####    \n            ####\n                \n"

func TestTSPLLabelFromTheManual(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v, out := start(t, printertest.Options{})
		c := v.Conn()
		defer c.Close()
		if _, err := c.Write([]byte(label)); err != nil {
			t.Fatal(err)
		}
		if got := out(); len(got) != 1 || picture(got[0].Bitmap) != labelPicture || v.Unknown() != 0 {
			t.Errorf("%d prints, %d unknown commands:\n%s", len(got), v.Unknown(), picture(got[0].Bitmap))
		}
	})
}

func TestESCPOSSlipFromTheManual(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v, out := start(t, printertest.Options{Language: printer.ESCPOS, WidthDots: 16})
		c := v.Conn()
		defer c.Close()
		got := ask(t, c, "\x1b@\x1dv0\x00\x01\x00\x02\x00\x0f\xf0\x1bJ\x01\x1dVB\x00\x1d(H\x06\x0000abcd")
		if got != "\x37\x22abcd\x00" {
			t.Errorf("echo = % x", got)
		}
		if p := out(); len(p) != 1 || picture(p[0].Bitmap) != "    ####        \n####            \n                \n" {
			t.Errorf("prints: %v", p)
		}
	})
}

func TestStatusAnswers(t *testing.T) {
	for _, tt := range []struct {
		name  string
		lang  printer.Language
		set   func(*printertest.Faults)
		paper int
		ask   string
		want  string
	}{
		{"tspl fine", printer.TSPL, nil, 0, "\x1b!?", "\x00"},
		{"tspl cover", printer.TSPL, func(f *printertest.Faults) { f.CoverOpen = true }, 0, "\x1b!?", "\x01"},
		{"tspl paused", printer.TSPL, func(f *printertest.Faults) { f.Paused = true }, 0, "\x1b!?", "\x10"},
		{"tspl no paper", printer.TSPL, nil, 4, label + "\x1b!?", "\x24"},
		{"tspl printing", printer.TSPL, nil, 0, label + "\x1b!?", "\x20"},
		{"tspl silent", printer.TSPL, func(f *printertest.Faults) { f.Silent = true }, 0, "\x1b!?", ""},
		{"escpos fine", printer.ESCPOS, nil, 0, "\x10\x04\x01\x10\x04\x02\x10\x04\x03\x10\x04\x04", "\x12\x12\x12\x12"},
		{"escpos cover", printer.ESCPOS, func(f *printertest.Faults) { f.CoverOpen = true }, 0, "\x10\x04\x01\x10\x04\x02", "\x1a\x16"},
		{"escpos hot", printer.ESCPOS, func(f *printertest.Faults) { f.HeadHot = true }, 0, "\x10\x04\x03", "\x52"},
		{"escpos no paper", printer.ESCPOS, nil, 1, "\x1bJ\x05\x10\x04\x04\x10\x04\x02", "\x7e\x32"},
		{"escpos fence", printer.ESCPOS, nil, 0, "\x1dr\x01", "\x00"},
		{"escpos fence waits for paper", printer.ESCPOS, nil, 1, "\x1bJ\x05\x1dr\x01", ""},
		{"escpos reports", printer.ESCPOS, nil, 0, "\x1da\x0e", "\x10\x00\x00\x00"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				v, _ := start(t, printertest.Options{Language: tt.lang, PaperRows: tt.paper, RowTime: 10 * time.Millisecond})
				c := v.Conn()
				defer c.Close()
				if tt.set != nil {
					v.Set(tt.set)
				}
				if got := ask(t, c, tt.ask); got != tt.want {
					t.Errorf("answer = % x, want % x", got, tt.want)
				}
			})
		})
	}
}

func TestPaperEndsInTheMiddle(t *testing.T) {
	t.Run("a label is spoiled and printed again after the refill", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			v, out := start(t, printertest.Options{PaperRows: 6})
			c := v.Conn()
			defer c.Close()
			_, _ = c.Write([]byte("SET REPRINT ON\r\n" + strings.Replace(label, "1,1\r", "1,3\r", 1)))
			synctest.Wait()
			if got := out(); len(got) != 2 || got[0].Spoiled || !got[1].Spoiled || !v.PaperOut() {
				t.Fatalf("before the refill: %d prints", len(got))
			}
			v.Refill(8)
			time.Sleep(time.Second)
			if v.Prints() != 3 {
				t.Errorf("%d labels, want 3", v.Prints())
			}
		})
	})
	t.Run("a slip goes on where it stopped", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			v, out := start(t, printertest.Options{Language: printer.ESCPOS, WidthDots: 8, PaperRows: 2})
			c := v.Conn()
			defer c.Close()
			_, _ = c.Write([]byte("\x1dv0\x00\x01\x00\x03\x00\x01\x02\x04\x1dVB\x00"))
			v.Refill(0)
			time.Sleep(time.Second)
			if got := out(); len(got) != 1 || !bytes.Equal(got[0].Bitmap.Bits, []byte{1, 2, 4}) {
				t.Errorf("prints: %v", got)
			}
		})
	})
}

func TestFullBufferStopsTheWriter(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v, _ := start(t, printertest.Options{BufferBytes: 100})
		v.Set(func(f *printertest.Faults) { f.CoverOpen = true })
		c := v.Conn()
		defer c.Close()
		_ = c.SetDeadline(time.Now().Add(time.Second))
		n, err := c.Write([]byte(label + strings.Repeat(label, 3)))
		if !errors.Is(err, os.ErrDeadlineExceeded) || n < 100 || n >= 4*len(label) {
			t.Fatalf("wrote %d, %v", n, err)
		}
	})
}

func TestCableBreaksAfterExactlyThatManyBytes(t *testing.T) {
	v, _ := start(t, printertest.Options{})
	v.UnplugAfter(10)
	c := v.Conn()
	_, _ = c.Write([]byte(label))
	_, err := c.Write([]byte("x"))
	if !errors.Is(err, printer.Unplugged) || v.Taken() != 10 {
		t.Errorf("error %v after %d bytes", err, v.Taken())
	}
	if _, err := v.Conn().Write([]byte("x")); !errors.Is(err, printer.Unplugged) {
		t.Errorf("a connection without a cable: %v", err)
	}
	v.Plug()
	if got := ask(t, v.Conn(), "\x1b!?"); got != "\x00" {
		t.Errorf("after plugging in: % x", got)
	}
}

func TestBaudRatePacesTheWriter(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v, _ := start(t, printertest.Options{Baud: 9600})
		begin := time.Now()
		_, _ = v.Conn().Write(make([]byte, 9600))
		if d := time.Since(begin).Round(time.Second); d != 10*time.Second {
			t.Errorf("9600 bytes took %v", d)
		}
	})
}

func TestReachedOverPTYAndTCP(t *testing.T) {
	v, _ := start(t, printertest.Options{})
	path, err := v.ServePTY()
	if err != nil {
		t.Fatal(err)
	}
	tty, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer tty.Close()
	addr, err := v.ServeTCP()
	if err != nil {
		t.Fatal(err)
	}
	sock, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer sock.Close()
	for name, rw := range map[string]printer.Conn{"pty": tty, "tcp": sock} {
		if got := ask(t, rw, "\x1b!?"); got != "\x00" {
			t.Errorf("%s: answer = % x", name, got)
		}
	}
}

func TestPNGDirNumbersOn(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "prints")
	for range 2 { // the second printer goes on after the first
		save, err := printertest.PNGDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		b := printer.NewBitmap(9, 2)
		b.Set(8, 1, true)
		if err := save(printertest.Print{Bitmap: b}); err != nil {
			t.Fatal(err)
		}
	}
	f, err := os.Open(filepath.Join(dir, "print-0002.png"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	m, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	if r, _, _, _ := m.At(8, 1).RGBA(); r != 0 || m.Bounds().Dx() != 9 {
		t.Errorf("not the picture that was printed: %v", m.Bounds())
	}
}

func TestRecordIsAPlayback(t *testing.T) {
	v, _ := start(t, printertest.Options{Language: printer.ESCPOS})
	r := printertest.NewRecord(v.Conn())
	ask(t, r, "\x10\x04\x01")
	ask(t, r, "\x10\x04\x04")
	p := printertest.NewPlayback(t, r.Ops()...)
	if ask(t, p, "\x10\x04\x01") != "\x12" || ask(t, p, "\x10\x04\x04") != "\x12" {
		t.Errorf("recorded:\n%s", r)
	}
}

type failures struct {
	failed bool
	end    func()
}

func (f *failures) Helper()               {}
func (f *failures) Errorf(string, ...any) { f.failed = true }
func (f *failures) Cleanup(end func())    { f.end = end }

func TestPlaybackFailsOnWhatWasNotScripted(t *testing.T) {
	for name, write := range map[string]string{"other bytes": "abd", "more": "abcd", "less": "ab"} {
		f := &failures{}
		_, _ = printertest.NewPlayback(f, printertest.Op{W: []byte("abc")}).Write([]byte(write))
		f.end()
		if !f.failed {
			t.Errorf("%s went unnoticed", name)
		}
	}
}

// FuzzInterpreter looks for bytes that any of the languages breaks, stops or
// takes very long over.
func FuzzInterpreter(f *testing.F) {
	languages := []printer.Language{printer.TSPL, printer.ESCPOS, printer.ZPL, printer.CPCL, printer.Brother}
	for i, seeds := range [][]string{
		{
			label, "BITMAP 0,0,999,999,2,x", "SIZE 99 mm,999 mm\r\nBOX 1,1,900,9999,50\r\nREVERSE 0,0,65536,65536\r\nPRINT 999,999\r\n",
			"SIZE 60 mm,40 mm\r\nCLS\r\nTEXT 9,9,\"TSS24.BF2\",90,10,10,\"\xcd\xf5\\[\"]\"\r\nBARCODE 9,9,\"128M\",80,1,270,2,2,\"!105!0991234!100A\"\r\n" +
				"QRCODE 9,9,H,10,M,180,M2,S7,\"N1!AA!B0001~\"\r\nPRINT 1,2\r\n\x1b!S\x1b!?~!T",
		},
		{
			"\x1b@\x1dv0\x00\x01\x00\x02\x00\x0f\xf0\x1bJ\x01\x1dVB\x00\x1d(H\x06\x0000abcd", "\x1dv0\x03\xff\xff\xff\xff", "\x1d8L\xff\xff\xff\xff0p0",
			"\x1bL\x1bW\x08\x00\x10\x00\x90\x01\x2c\x01\x1bT\x03A\xcd\xf5\x1d$\x64\x00\x1dh\x50\x1dkI\x06{BAB{C\x18\x1d(k\x04\x001P0A\x1d(k\x03\x001Q0\x0c",
			"\x1d!\x77ABCDEFG\n\x1b*\x21\x02\x00\x80\x00\x00\x00\x00\x01\n\x1dP\x01\x01\x1bd\xff\x10\x04\x01\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08",
		},
		{"^XA^PW480^LL320^FO9,9^A0N,30,30^FDAB^FS^FO9,60^BQN,2,4^FDMA,1^FS^FO9,99^BY2^BCN,50^FD>:A1^FS^FO1,1^GFA,2,2,1,FFh0^FS^PQ2^XZ~HS~HQES"},
		{"! 0 200 200 320 1\r\nPAGE-WIDTH 480\r\nT 7 0 9 9 AB\r\nB 128 1 1 50 9 60 A1\r\nEG 1 2 9 99 F00F\r\nFORM\r\nPRINT\r\n\x1bh"},
		{"\x00\x00\x1b@\x1bia\x01\x1biz\x86\x0a\x3e\x00\x02\x00\x00\x00\x00\x00M\x02g\x00\x02\xa7\xffZ\x1a\x1biS"},
	} {
		for _, s := range seeds {
			f.Add(uint8(i), []byte(s)) //nolint:gosec // five of them
		}
	}
	f.Fuzz(func(t *testing.T, which uint8, data []byte) {
		v := printertest.NewVirtual(printertest.Options{
			Language: languages[int(which)%len(languages)], RowTime: time.Nanosecond, PaperRows: 5000, BufferBytes: 1 << 20,
		})
		defer v.Close()
		c := v.Conn()
		for len(data) > 0 {
			n := min(len(data), 7)
			_ = c.SetDeadline(time.Now().Add(time.Minute))
			if _, err := c.Write(data[:n]); err != nil {
				t.Fatal(err)
			}
			data = data[n:]
		}
	})
}
