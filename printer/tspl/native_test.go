package tspl_test

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"countertop/app/label"
	"countertop/printer"
	"countertop/printer/internal/drive"
	"countertop/printer/printertest"
	"countertop/printer/raster"
	"countertop/printer/tspl"
)

// imageOf is a page image of operations on a white page, whose preview shows the pictures
// and something black in the place of everything else.
func imageOf(w, h int, ops ...printer.DrawOp) *printer.PageImage {
	s := &printer.PageImage{Preview: printer.NewBitmap(w, h), Mode: printer.Native, Ops: ops}
	for _, m := range ops {
		b := drive.Bounds(m)
		for y := b.Min.Y; y < b.Max.Y; y++ {
			for x := b.Min.X; x < b.Max.X; x++ {
				i, ok := m.(printer.DrawImage)
				s.Preview.Set(x, y, s.Preview.Black(x, y) || !ok || i.Bitmap.Black(x-i.X, y-i.Y))
			}
		}
	}
	return s
}

// block is a black picture.
func block(w, h int) *printer.Bitmap {
	b := printer.NewBitmap(w, h)
	for y := range h {
		for x := range w {
			b.Set(x, y, true)
		}
	}
	return b
}

// drawing is the bytes between head and PRINT.
func drawing(t *testing.T, p printer.Profile, ops ...printer.DrawOp) string {
	t.Helper()
	_, s, ok := strings.Cut(string(join(tspl.Encode(imageOf(480, 320, ops...), p, printer.JobOptions{}))), "CLS\r\n")
	s, okEnd := strings.CutSuffix(s, "PRINT 1,1\r\n")
	if !ok || !okEnd {
		t.Fatalf("no head or no end: %q", s)
	}
	return s
}

func TestEveryOperationIsEncodedExactly(t *testing.T) {
	p := profile(t, "generic-tspl")
	font := p.Fonts[2]
	for _, tt := range []struct {
		name string
		op   printer.DrawOp
		want string
	}{
		{"bar", printer.DrawBar{X: 16, Y: 52, W: 104, H: 3}, "BAR 16,52,104,3\r\n"},
		{
			"code with digits in the middle",
			printer.DrawCode128{X: 20, Y: 270, H: 40, ModuleDots: 2, Modules: 156, Data: "RA2611210042QK"},
			"BARCODE 20,270,\"128M\",40,0,0,2,2,\"!104RA!0992611210042!100QK\"\r\n",
		},
		{
			"code of digits",
			printer.DrawCode128{H: 40, ModuleDots: 3, Modules: 57, Data: "1234"},
			"BARCODE 0,0,\"128M\",40,0,0,3,3,\"!1051234\"\r\n",
		},
		{
			"QR code",
			printer.DrawQR{X: 380, Y: 22, ModuleDots: 4, Modules: 21, Level: printer.QRLevelQ, Data: "RA2611210042QK"},
			"QRCODE 380,22,Q,4,A,0,M2,S7,\"RA2611210042QK\"\r\n",
		},
		{
			"text",
			printer.DrawText{X: 8, Y: 9, ScaleX: 1, ScaleY: 2, Text: "X1 Carbon", Font: font},
			"TEXT 8,9,\"3\",0,1,2,\"X1 Carbon\"\r\n",
		},
		{
			"text with quotes",
			printer.DrawText{ScaleX: 1, ScaleY: 1, Text: `15" \"`, Font: font},
			"TEXT 0,0,\"3\",0,1,1,\"15\\[\"] \\\\[\"]\"\r\n",
		},
		{
			"text that looks like an escape",
			printer.DrawText{X: 5, ScaleX: 2, ScaleY: 1, Text: `a\[R]b`, Font: font},
			"TEXT 5,0,\"3\",0,2,1,\"a\\\"\r\nTEXT 69,0,\"3\",0,2,1,\"[R]b\"\r\n",
		},
		{
			"text that looks like an inquiry",
			printer.DrawText{ScaleX: 1, ScaleY: 1, Text: "~!T", Font: font},
			"TEXT 0,0,\"3\",0,1,1,\"~\"\r\nTEXT 16,0,\"3\",0,1,1,\"!T\"\r\n",
		},
		{
			"Han",
			printer.DrawText{ScaleX: 1, ScaleY: 1, Text: "王，￥", Font: *p.Han},
			"TEXT 0,0,\"TSS24.BF2\",0,1,1,\"\xcd\xf5\xa3\xac\xa3\xa4\"\r\n",
		},
		{
			"picture",
			printer.DrawImage{X: 3, Y: 4, Bitmap: block(9, 2)},
			"BITMAP 3,4,2,2,0,\x00\x7f\x00\x7f\r\n",
		},
	} {
		if got := drawing(t, p, tt.op); got != tt.want {
			t.Errorf("%s:\ngot  %q\nwant %q", tt.name, got, tt.want)
		}
	}
}

func TestWhatCannotBeEncodedIsAPicture(t *testing.T) {
	p := profile(t, "generic-tspl")
	font := p.Fonts[0]
	text := func(s string, f printer.Font) printer.DrawOp {
		return printer.DrawText{X: 16, Y: 8, ScaleX: 1, ScaleY: 1, Text: s, Font: f}
	}
	code := func(data string, modules int) printer.DrawOp {
		return printer.DrawCode128{X: 16, Y: 8, H: 8, ModuleDots: 1, Modules: modules, Data: data}
	}
	for _, tt := range []struct {
		name string
		op   printer.DrawOp
	}{
		{"carriage return", text("a\rb", font)},
		{"line feed", text("a\nPRINT 1", font)},
		{"ESC", text("\x1b!R", font)},
		{"NUL", text("\x00", font)},
		{"DEL", text("\x7f", font)},
		{"beyond ASCII", text("¥", font)},
		{"four bytes of GB 18030", text("㛃", *p.Han)},
		{"one byte of GBK", text("a", *p.Han)},
		{"too large", printer.DrawText{ScaleX: 11, ScaleY: 1, Text: "a", Font: font}},
		{"code with the sign of a subset", code("A!105", 90)},
		{"code with a quote", code("A\"B", 68)},
		{"code of another width", code("ABCD", 78)},
		{"QR code in bytes", printer.DrawQR{ModuleDots: 2, Modules: 21, Level: 'M', Data: "r\"\r\n"}},
		{"QR code too large", printer.DrawQR{ModuleDots: 11, Modules: 21, Level: 'M', Data: "R"}},
	} {
		got := drawing(t, p, tt.op)
		own := strings.Contains(got, "TEXT") || strings.Contains(got, "CODE") || strings.Contains(got, "\"")
		if !strings.HasPrefix(got, "BITMAP ") || own {
			t.Errorf("%s: %.60q", tt.name, got)
		}
	}
	p.Code128, p.QR, p.Bars = printer.Ability{}, printer.Ability{}, printer.Ability{}
	for _, m := range []printer.DrawOp{
		code("ABCD", 79), printer.DrawBar{W: 9, H: 2}, printer.DrawQR{ModuleDots: 2, Modules: 21, Level: 'M', Data: "R"},
	} {
		if got := drawing(t, p, m); !strings.HasPrefix(got, "BITMAP ") {
			t.Errorf("%T of a printer that has none: %q", m, got)
		}
	}
}

// Pictures that stand clear of each other are put over what is there, which
// every printer can; only the last byte of a row may reach into the next one,
// which is drawn later.
func TestPicturesDoNotWipeEachOtherOut(t *testing.T) {
	p := profile(t, "generic-tspl")
	ops := []printer.DrawOp{
		printer.DrawImage{X: 12, Y: 0, Bitmap: block(4, 8)},
		printer.DrawBar{X: 30, Y: 0, W: 10, H: 8},
		printer.DrawImage{X: 0, Y: 0, Bitmap: block(11, 8)},
		printer.DrawImage{X: 17, Y: 2, Bitmap: block(4, 2)},
	}
	got := drawing(t, p, ops...)
	var at []int
	for _, c := range []string{"BITMAP 0,0,2,8,0,", "BITMAP 12,0,1,8,0,", "BITMAP 17,2,1,2,0,", "BAR 30,0,10,8\r\n"} {
		at = append(at, strings.Index(got, c))
	}
	for i := range at {
		if at[i] < 0 || i > 0 && at[i] < at[i-1] {
			t.Fatalf("commands at %v of %q", at, got)
		}
	}
	ops = append(ops, printer.DrawImage{X: 2, Y: 6, Bitmap: block(20, 5)})
	if got := drawing(t, p, ops...); !strings.Contains(got, "BITMAP 2,6,3,5,1,") {
		t.Errorf("a picture over others is not added: %q", got)
	}
	synctest.Test(t, func(t *testing.T) {
		s := imageOf(480, 320, ops...)
		if d := differing(s.Preview, printOn(t, join(tspl.Encode(s, p, printer.JobOptions{})))[0]); d != 0 {
			t.Errorf("%d dots differ", d)
		}
	})
}

// TestDocumentsComeOutAsOnThePreview prints every document in every mode.
func TestDocumentsComeOutAsOnThePreview(t *testing.T) {
	for _, name := range []string{"generic-tspl", "generic-tspl-300"} {
		for _, mode := range []printer.RenderMode{printer.Raster, printer.Hybrid, printer.Native} {
			p := profile(t, name).Corrected(printer.Correction{Mode: mode, Han: "gb2312"})
			for _, k := range label.Kinds() {
				t.Run(name+" "+string(mode)+" "+k.Name, func(t *testing.T) {
					synctest.Test(t, func(t *testing.T) { comesOut(t, p, k) })
				})
			}
		}
	}
}

func comesOut(t *testing.T, p printer.Profile, k label.Kind) {
	page, err := k.Page(label.Example(k.Name, ""), "", k.MediaOn(p.WidthDots, p.DPI))
	if err != nil {
		t.Fatal(err)
	}
	s, err := raster.Compose(page, p)
	if err != nil {
		t.Fatal(err)
	}
	var out []printertest.Print
	o := printertest.For(p)
	o.OnPrint = func(p printertest.Print) error {
		out = append(out, p)
		return nil
	}
	v := printertest.NewVirtual(o)
	defer v.Close()
	segs := tspl.Encode(s, p, printer.JobOptions{})
	for _, s := range segs {
		if s.Payload > printer.MaxPayload || len(s.Bytes) > printer.MaxPayload+64 {
			t.Errorf("a segment of %d bytes, %d of them raw", len(s.Bytes), s.Payload)
		}
	}
	if _, err := v.Conn().Write(join(segs)); err != nil {
		t.Fatal(err)
	}
	time.Sleep(time.Minute)
	if len(out) != 1 || v.Unknown() != 0 {
		t.Fatalf("%d labels, %d unknown commands", len(out), v.Unknown())
	}
	got := out[0]
	blank := func(x, y, w, h int) {
		for j := y; j < y+h; j++ {
			for i := x; i < x+w; i++ {
				got.Bitmap.Set(i, j, s.Preview.Black(i, j))
			}
		}
	}
	for _, m := range s.Ops {
		b := drive.Bounds(m)
		switch m := m.(type) {
		case printer.DrawCode128, printer.DrawQR:
			if len(got.Codes) == 0 {
				t.Fatalf("%+v is missing", m)
			}
			c := got.Codes[0]
			got.Codes = got.Codes[1:]
			if c.X != b.Min.X || c.Y != b.Min.Y || c.W != b.Dx() || c.H != b.Dy() || c.Data != stringOf(m) {
				t.Errorf("%+v came out as %+v", m, c)
			}
		case printer.DrawText:
			if len(got.Texts) == 0 {
				t.Fatalf("%+v is missing", m)
			}
			r := got.Texts[0]
			got.Texts = got.Texts[1:]
			if r.X != b.Min.X || r.Y != b.Min.Y || r.W != b.Dx() || r.H != b.Dy() || r.Text != m.Text {
				t.Errorf("%+v came out as %+v", m, r)
			}
		default:
			continue
		}
		blank(b.Min.X, b.Min.Y, b.Dx(), b.Dy())
	}
	if len(got.Codes)+len(got.Texts) > 0 {
		t.Errorf("%v and %v came out and were not on the sheet", got.Codes, got.Texts)
	}
	if d := differing(s.Preview, got.Bitmap.Crop(0, 0, s.Preview.WidthDots, s.Preview.HeightDots)); d > 2 {
		t.Errorf("%d dots differ", d)
	}
}

func stringOf(m printer.DrawOp) string {
	switch m := m.(type) {
	case printer.DrawCode128:
		return m.Data
	case printer.DrawQR:
		return m.Data
	}
	return ""
}

func TestTagKeepsItsBudget(t *testing.T) {
	k, _ := label.LookupKind("device-tag")
	for mode, most := range map[printer.RenderMode]int{printer.Raster: 16000, printer.Hybrid: 11500, printer.Native: 4000} {
		p := profile(t, "generic-tspl").Corrected(printer.Correction{Mode: mode})
		page, err := k.Page(label.Example(k.Name, ""), "", k.MediaOn(p.WidthDots, p.DPI))
		if err != nil {
			t.Fatal(err)
		}
		s, err := raster.Compose(page, p)
		if err != nil {
			t.Fatal(err)
		}
		n := drive.TotalBytes(tspl.Encode(s, p, printer.JobOptions{}))
		t.Logf("%s: %d bytes, %.1f s at 9600 baud", mode, n, float64(n)/960)
		if n > most {
			t.Errorf("%s: %d bytes, want at most %d", mode, n, most)
		}
	}
}

// small is a label with one of everything.
func small(p printer.Profile) *printer.PageImage {
	return imageOf(240, 80,
		printer.DrawImage{X: 3, Y: 2, Bitmap: speckled(20, 5, 7)},
		printer.DrawBar{X: 40, Y: 2, W: 9, H: 2},
		printer.DrawQR{X: 60, Y: 2, ModuleDots: 1, Modules: 21, Level: 'M', Data: "R1"},
		printer.DrawCode128{X: 4, Y: 30, H: 4, ModuleDots: 1, Modules: 79, Data: "ABCD"},
		printer.DrawText{X: 4, Y: 50, ScaleX: 1, ScaleY: 1, Text: `PRINT 1,1"`, Font: p.Fonts[0]},
		printer.DrawText{X: 120, Y: 50, ScaleX: 1, ScaleY: 1, Text: "王", Font: *p.Han},
	)
}

// The cable breaks after every byte of a label, and after every byte of the
// padding: nothing comes out by it, and the next label is whole.
func TestNextNativeLabelIsGoodAfterABreakAnywhere(t *testing.T) {
	p := profile(t, "generic-tspl")
	s := small(p)
	size := drive.TotalBytes(tspl.Encode(s, p, printer.JobOptions{}))
	send := func(ctx context.Context, v *printertest.Virtual) error {
		c := v.Conn()
		defer c.Close()
		return tspl.New(c, p).Send(ctx, s, printer.JobOptions{ID: "1"}, nothing)
	}
	var want *printertest.Print
	for k := range size {
		synctest.Test(t, func(t *testing.T) {
			var last printertest.Print
			v := printertest.NewVirtual(printertest.Options{OnPrint: func(p printertest.Print) error {
				last = p
				return nil
			}})
			defer v.Close()
			v.UnplugAfter(k + 1)
			err := send(t.Context(), v)
			fe, ok := errors.AsType[*printer.FaultError](err)
			if k < size-1 && (!ok || fe.Fault != printer.Unplugged) {
				t.Fatalf("cut after %d: %v", k+1, err)
			}
			outstanding := printer.MaxPayload
			if ok {
				outstanding = fe.Outstanding
			}
			v.Plug()
			c := v.Conn()
			if err := tspl.New(c, p).Resync(t.Context(), outstanding); err != nil {
				t.Fatal(err)
			}
			c.Close()
			time.Sleep(time.Second)
			before := v.Prints()
			if before != 0 && k < size-2 {
				t.Errorf("cut after %d: %d labels came out by padding", k+1, before)
			}
			if err := send(t.Context(), v); err != nil {
				t.Fatal(err)
			}
			time.Sleep(time.Second)
			if v.Prints() != before+1 || len(last.Codes) != 2 || len(last.Texts) != 2 {
				t.Fatalf("cut after %d: %d labels, codes %v, texts %v", k+1, v.Prints()-before, last.Codes, last.Texts)
			}
			if want == nil {
				want = &last
			}
			if d := differing(want.Bitmap, last.Bitmap); d != 0 {
				t.Errorf("cut after %d: %d dots of the next label differ", k+1, d)
			}
		})
	}
}

func TestLongStatusOnTheWire(t *testing.T) {
	for _, tt := range []struct {
		answer string
		want   printer.Fault
	}{
		{"\x02@@@@\x03\r\n", ""},
		{"\x02L@@@\x03\r\n", ""},
		{"\x02`@@@\x03\r\n", printer.Paused},
		{"\x02K@@@\x03\r\n", printer.Paused},
		{"\x02E@@A\x03\r\n", printer.PaperOut},
		{"\x02E@@B\x03\r\n", printer.Jam},
		{"\x02E@@D\x03\r\n", printer.RibbonOut},
		{"\x02E@@`\x03\r\n", printer.CoverOpen},
		{"\x02E@A@\x03\r\n", printer.HeadHot},
		{"\x02E@H@\x03\r\n", printer.CutterJam},
		{"\x02E@@@\x03\r\n", printer.Offline},
		{"\x02X@@@\x03\r\n", printer.Garbage},
		{"\x02@@@@\x03\r\n\x00", printer.Garbage},
		{"\x02@@", printer.Garbage},
		{"\x00", printer.Garbage},
		{"", printer.Timeout},
	} {
		d := tspl.New(printertest.NewPlayback(t, printertest.Op{W: []byte("\x1b!S"), R: []byte(tt.answer)}), profile(t, "tsc-te200"))
		err := d.Ready(t.Context())
		if tt.want == "" && err != nil || tt.want != "" && !errors.Is(err, tt.want) {
			t.Errorf("answer %q: %v, want %v", tt.answer, err, tt.want)
		}
	}
}

func TestLabelIsConfirmedByTheLongStatus(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := printertest.NewVirtual(printertest.Options{})
		defer v.Close()
		if ok, err := job(t.Context(), v, profile(t, "tsc-te200"), speckled(480, 320, 1), nothing); !ok || err != nil || v.Prints() != 1 {
			t.Errorf("confirmed %v, %v, %d labels", ok, err, v.Prints())
		}
	})
}

func FuzzLongStatus(f *testing.F) {
	f.Add([]byte("\x02@@@@\x03\r\n"))
	f.Add([]byte("\x02E@@A\x03\r\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		st, ok := tspl.DecodeLongStatus(b)
		if ok != st.Known || !ok && st != (printer.Status{}) {
			t.Errorf("% x: %+v, %v", b, st, ok)
		}
		if ok && st.Ready() && b[1] == 'E' {
			t.Errorf("% x is ready", b)
		}
	})
}

// FuzzText looks for a text that gets out of its quotes: the lines must be TEXT
// commands whose contents are the text again.
func FuzzText(f *testing.F) {
	for _, s := range []string{`"`, `\["]`, `a\[L]`, "~!T", "a\r\nPRINT 1\r\n", `\\["`, "王\"建国"} {
		f.Add(s, false)
		f.Add(s, true)
	}
	p := profile(f, "generic-tspl")
	f.Fuzz(func(t *testing.T, s string, han bool) {
		font := p.Fonts[0]
		if han {
			font = *p.Han
		}
		m := printer.DrawText{ScaleX: 1, ScaleY: 1, Text: s, Font: font}
		data := join(tspl.Encode(imageOf(64, 64, m), p, printer.JobOptions{}))
		_, lines, _ := bytes.Cut(data, []byte("CLS\r\n"))
		if bytes.HasPrefix(lines, []byte("BITMAP ")) || len(s) > 200 {
			return
		}
		var all strings.Builder
		for _, l := range strings.Split(strings.TrimSuffix(string(lines), "\r\n"), "\r\n") {
			if l == "PRINT 1,1" {
				continue
			}
			part, ok := strings.CutPrefix(l, "TEXT ")
			parts := strings.SplitN(part, ",", 7)
			if !ok || len(parts) != 7 || !strings.HasPrefix(parts[6], `"`) || !strings.HasSuffix(parts[6], `"`) {
				t.Fatalf("%q became %q", s, lines)
			}
			content := strings.ReplaceAll(parts[6][1:len(parts[6])-1], `\["]`, "\x00")
			if strings.ContainsAny(content, "\"\r\n\x1b") || strings.Contains(content, `\[`) || strings.Contains(content, "~!") {
				t.Fatalf("%q became %q", s, lines)
			}
			all.WriteString(strings.ReplaceAll(content, "\x00", `"`))
		}
		if !han && all.String() != s {
			t.Errorf("%q came out as %q", s, all.String())
		}
	})
}
