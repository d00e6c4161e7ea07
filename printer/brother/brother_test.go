package brother_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/synctest"

	"countertop/assets"
	"countertop/printer"
	"countertop/printer/brother"
	"countertop/printer/printertest"
)

func profile(t testing.TB) printer.Profile {
	t.Helper()
	p, err := printer.LoadProfile(assets.Profiles, "brother-ql-800")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func join(segs []printer.Segment) []byte {
	var s []byte
	for _, g := range segs {
		s = append(s, g.Bytes...)
	}
	return s
}

func TestLabelIsExactly(t *testing.T) {
	p := profile(t)
	p.PackBits = true // as a QL-720NW takes them
	b := printer.NewBitmap(708, 3)
	b.Set(0, 1, true)
	for x := range 16 {
		b.Set(692+x, 2, true)
	}
	// Row 1 is one dot at column 6 of the head from the left: bit 713 from the
	// right. Row 2 is columns 698 to 713: bits 6 to 21.
	rows := "Z" +
		"g\x00\x04\xa8\x00\x00\x40" +
		"g\x00\x06\x02\x03\xff\xfc\xaa\x00"
	pageOf := func(kind, height, nth, cut, margin string) string {
		return "\x1biz\x8e" + kind + "\x3e" + height + "\x03\x00\x00\x00" + nth + "\x00" + cut + "\x1bid" + margin + "\x00M\x02"
	}
	const start, cut, noCut = "\x1b@\x1bia\x01\x1bi!\x00", "\x1biM\x40\x1biA\x01\x1biK\x08", "\x1biM\x00\x1biK\x00"
	for _, tt := range []struct {
		name   string
		change func(*printer.Profile)
		copies int
		want   string
	}{
		{"one", func(*printer.Profile) {}, 0, start + pageOf("\x0a", "\x00", "\x00", cut, "\x23") + rows + "\x1a"},
		{
			"two", func(*printer.Profile) {}, 2,
			start + pageOf("\x0a", "\x00", "\x00", cut, "\x23") + rows + "\x0c" + pageOf("\x0a", "\x00", "\x01", cut, "\x23") + rows + "\x1a",
		},
		{
			"cut labels, no cutter", func(p *printer.Profile) {
				p.Media = printer.Media{Kind: "gap", WidthMM: 62, HeightMM: 100}
				p.Cut = printer.Ability{}
			}, 1,
			start + pageOf("\x0b", "\x64", "\x00", noCut, "\x00") + rows + "\x1a",
		},
	} {
		q := p
		tt.change(&q)
		if got := string(join(brother.Encode(printer.PageImageOf(b), q, printer.JobOptions{Copies: tt.copies}))); got != tt.want {
			t.Errorf("%s:\n got %q\nwant %q", tt.name, got, tt.want)
		}
	}
}

// unpack reads a row by the definition of PackBits.
func unpack(t *testing.T, data []byte) (row []byte) {
	t.Helper()
	for len(data) > 0 {
		n := int(int8(data[0]))
		switch {
		case n >= 0 && len(data) > n+1:
			row = append(row, data[1:n+2]...)
			data = data[n+2:]
		case n < 0 && n > -128 && len(data) > 1:
			row = append(row, bytes.Repeat(data[1:2], 1-n)...)
			data = data[2:]
		default:
			t.Fatalf("% x is no PackBits", data)
		}
	}
	return row
}

func TestRowsAreThePreviewFromTheRight(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	p := profile(t)
	b := printer.NewBitmap(708, 200)
	for y := range b.HeightDots {
		for x := 0; x < b.WidthDots; {
			n, black := 1+r.IntN(1+r.IntN(400)), r.IntN(2) == 0
			for range n {
				b.Set(x, y, black)
				x++
			}
		}
	}
	clear(b.Row(17))
	p.PackBits = true
	segs := brother.Encode(printer.PageImageOf(b), p, printer.JobOptions{})
	s := join(segs[2 : len(segs)-1])
	got := printer.NewBitmap(b.WidthDots, b.HeightDots)
	for y := range b.HeightDots {
		if s[0] == 'Z' {
			s = s[1:]
			continue
		}
		n := int(s[2])
		row := unpack(t, s[3:3+n])
		if s[0] != 'g' || s[1] != 0 || len(row) != 90 || n > 91 {
			t.Fatalf("row %d: % x", y, s[:3+n])
		}
		for x := range b.WidthDots {
			at := 719 - 6 - x
			got.Set(x, y, row[at/8]&(0x80>>(at%8)) != 0)
		}
		s = s[3+n:]
	}
	if len(s) > 0 || !bytes.Equal(got.Bits, b.Bits) {
		t.Errorf("another picture, %d bytes left", len(s))
	}
	for _, g := range segs {
		if g.Payload > 91 || len(g.Bytes) > printer.MaxPayload {
			t.Errorf("a segment of %d bytes that waits for %d", len(g.Bytes), g.Payload)
		}
	}
}

// report is one that the printer sends.
func report(kind, phase byte, errors uint16, width byte) []byte {
	b := make([]byte, 32)
	copy(b, "\x80\x20B48\x30")
	binary.LittleEndian.PutUint16(b[8:], errors)
	b[10], b[11], b[18], b[19] = width, 0x0a, kind, phase
	return b
}

func TestStatusIsDecoded(t *testing.T) {
	for _, tt := range []struct {
		name string
		in   []byte
		want printer.Status
	}{
		{"ready", report(0, 0, 0, 62), printer.Status{Known: true}},
		{"printing", report(6, 1, 0, 62), printer.Status{Known: true, Busy: true}},
		{"no paper", report(0, 0, 0x0001, 0), printer.Status{Known: true, PaperOut: true}},
		{"end of the paper", report(2, 1, 0x0002, 62), printer.Status{Known: true, PaperOut: true, Busy: true}},
		{"cutter", report(2, 0, 0x0004, 62), printer.Status{Known: true, CutterJam: true}},
		{"in use", report(0, 0, 0x0010, 62), printer.Status{Known: true, Busy: true}},
		{"switched off", report(4, 0, 0, 62), printer.Status{Known: true, Offline: true}},
		{"fan", report(2, 0, 0x0080, 62), printer.Status{Known: true, Broken: true}},
		{"another roll", report(2, 0, 0x0100, 29), printer.Status{Known: true, PaperOut: true}},
		{"cover open", report(2, 0, 0x1000, 62), printer.Status{Known: true, CoverOpen: true}},
		{"cannot feed", report(2, 0, 0x4000, 62), printer.Status{Known: true, Jam: true}},
		{"system", report(2, 0, 0x8000, 62), printer.Status{Known: true, Broken: true}},
	} {
		got, ok := brother.DecodeStatus(tt.in)
		if !ok || got.Status != tt.want || got.Kind != brother.Kind(tt.in[18]) || got.WidthMM != int(tt.in[10]) {
			t.Errorf("%s: %+v, %v; want %+v", tt.name, got, ok, tt.want)
		}
	}
	for _, b := range [][]byte{nil, make([]byte, 32), report(0, 0, 0, 62)[:31], append(report(0, 0, 0, 62), 0)} {
		if r, ok := brother.DecodeStatus(b); ok || r != (brother.Report{}) {
			t.Errorf("% x: %+v", b, r)
		}
	}
}

func FuzzDecodeStatus(f *testing.F) {
	f.Add(report(0, 0, 0, 62))
	f.Add(report(2, 1, 0xffff, 0))
	f.Fuzz(func(t *testing.T, b []byte) {
		if r, ok := brother.DecodeStatus(b); ok != r.Status.Known || !ok && r != (brother.Report{}) {
			t.Errorf("% x: %+v, %v", b, r, ok)
		}
	})
}

var ask = []byte("\x1biS")

func TestStatusOnTheWire(t *testing.T) {
	late := report(1, 0, 0, 62)
	for _, tt := range []struct {
		name   string
		answer []byte
		want   printer.Fault
	}{
		{"ready", report(0, 0, 0, 62), ""},
		{"a late report first", append(late, report(0, 0, 0, 62)...), ""},
		{"no paper", report(0, 0, 1, 0), printer.PaperOut},
		{"narrower paper", report(0, 0, 0, 29), printer.PaperOut},
		{"open", report(0, 0, 0x1000, 62), printer.CoverOpen},
		{"silent", nil, printer.Timeout},
		{"nonsense", bytes.Repeat([]byte{0xfe}, 40), printer.Garbage},
		{"some nonsense", []byte{0xfe, 0xff}, printer.Garbage},
	} {
		d := brother.New(printertest.NewPlayback(t, printertest.Op{W: ask, R: tt.answer}), profile(t))
		if err := d.Ready(t.Context()); tt.want == "" && err != nil || tt.want != "" && !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, err, tt.want)
		}
	}
}

func TestEndOfAJobIsReported(t *testing.T) {
	b := printer.NewBitmap(708, 10)
	done, phase := report(1, 0, 0, 62), report(6, 0, 0, 62)
	hot := report(5, 1, 0, 62)
	hot[22] = 3
	all := func(r ...[]byte) []byte { return bytes.Join(r, nil) }
	for _, tt := range []struct {
		name    string
		reports []byte
		ok      bool
		fault   printer.Fault
	}{
		{"both pages", all(report(6, 1, 0, 62), done, report(6, 1, 0, 62), done, phase), true, ""},
		{"one page of two", all(report(6, 1, 0, 62), done, phase), false, printer.Timeout},
		{"hot, and cooled down", all(hot, done, done), true, ""},
		{"hot for a while, and then silent", all(hot, phase), false, printer.Timeout},
		{"paper out", all(report(6, 1, 0, 62), done, report(2, 1, 2, 62)), false, printer.PaperOut},
		{"error without a name", report(2, 1, 0, 62), false, printer.Offline},
		{"switched off", report(4, 0, 0, 62), false, printer.Offline},
		{"nothing", nil, false, printer.Timeout},
		{"nonsense", bytes.Repeat([]byte{0x80}, 100), false, printer.Timeout},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p := profile(t)
				var ops []printertest.Op
				for _, s := range brother.Encode(printer.PageImageOf(b), p, printer.JobOptions{Copies: 2}) {
					ops = append(ops, printertest.Op{W: s.Bytes})
				}
				ops[len(ops)-1].R = tt.reports
				c := slow{printertest.NewPlayback(t, ops...)}
				d := brother.New(c, p)
				nothing := func(printer.Progress) {}
				if err := d.Send(t.Context(), printer.PageImageOf(b), printer.JobOptions{Copies: 2}, nothing); err != nil {
					t.Fatal(err)
				}
				ok, err := d.Confirm(t.Context(), nothing)
				if ok != tt.ok || tt.fault == "" && err != nil || tt.fault != "" && !errors.Is(err, tt.fault) {
					t.Errorf("confirmed %v, %v; want %v, %v", ok, err, tt.ok, tt.fault)
				}
			})
		})
	}
}

func TestResyncIsZerosAndAReset(t *testing.T) {
	want := []byte(strings.Repeat("\x00", 400) + "\x1b@")
	d := brother.New(printertest.NewPlayback(t, printertest.Op{W: want}), profile(t))
	if err := d.Resync(t.Context(), 91); err != nil {
		t.Error(err)
	}
}

// The QL-800 takes no compressed rows: every row is there, whole.
func TestRowsOfAQL800AreWhole(t *testing.T) {
	b := printer.NewBitmap(708, 3)
	b.Set(0, 1, true)
	segs := brother.Encode(printer.PageImageOf(b), profile(t), printer.JobOptions{})
	if head := join(segs[:2]); !bytes.HasSuffix(head, []byte{'M', 0}) {
		t.Errorf("the page begins with % x", head)
	}
	rows := join(segs[2 : len(segs)-1])
	if len(rows) != 3*93 {
		t.Fatalf("%d bytes of rows", len(rows))
	}
	for y := range 3 {
		row := rows[y*93:][:93]
		if !bytes.HasPrefix(row, []byte{'g', 0, 90}) || bytes.Count(row[3:], []byte{0}) != map[bool]int{true: 89, false: 90}[y == 1] {
			t.Errorf("row %d is % x", y, row)
		}
	}
}
