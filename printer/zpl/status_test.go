package zpl_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"countertop/printer"
	"countertop/printer/printertest"
	"countertop/printer/zpl"
)

// host is the answer to ~HS.
func host(paperOut, pause, formats, full, diagnostic, partial, ram, cold, hot, head, ribbon, left int) string {
	return fmt.Sprintf("\x02030,%d,%d,0320,%03d,%d,%d,%d,000,%d,%d,%d\x03\r\n\x02001,0,%d,%d,1,2,4,0,%08d,1,000\x03\r\n\x021234,0\x03\r\n",
		paperOut, pause, formats, full, diagnostic, partial, ram, cold, hot, head, ribbon, left)
}

func wrong(errors, warnings string) string {
	return "\x02\r\n\r\n  PRINTER STATUS\r\n   ERRORS:         1 00000000 " + errors + "\r\n   WARNINGS:       0 00000000 " + warnings + "\r\n\x03\r\n"
}

var statuses = []struct {
	name, answer string
	want         printer.Status
}{
	{"ready", host(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), printer.Status{Known: true}},
	{"paper out", host(1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), printer.Status{Known: true, PaperOut: true}},
	{"paused", host(0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), printer.Status{Known: true, Paused: true}},
	{"formats", host(0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0), printer.Status{Known: true, Busy: true}},
	{"buffer full", host(0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0), printer.Status{Known: true, Busy: true}},
	{"hexadecimal dump", host(0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0), printer.Status{Known: true, Offline: true}},
	{"half a format", host(0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0), printer.Status{Known: true, Busy: true}},
	{"settings lost", host(0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0), printer.Status{Known: true, Broken: true}},
	{"cold", host(0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0), printer.Status{Known: true}},
	{"hot", host(0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0), printer.Status{Known: true, HeadHot: true}},
	{"head open", host(0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0), printer.Status{Known: true, CoverOpen: true}},
	{"ribbon out", host(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0), printer.Status{Known: true, RibbonOut: true}},
	{"labels left", host(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 12), printer.Status{Known: true, Busy: true}},
	{"nothing wrong", wrong("00000000", "00000000"), printer.Status{Known: true}},
	{"media out", wrong("00000001", "00000000"), printer.Status{Known: true, PaperOut: true}},
	{"ribbon and head", wrong("00000006", "00000000"), printer.Status{Known: true, RibbonOut: true, CoverOpen: true}},
	{"cutter", wrong("00000008", "00000000"), printer.Status{Known: true, CutterJam: true}},
	{"head hot", wrong("00000010", "00000000"), printer.Status{Known: true, HeadHot: true}},
	{"motor hot", wrong("00000020", "00000000"), printer.Status{Known: true, HeadHot: true}},
	{"dead element", wrong("00000040", "00000000"), printer.Status{Known: true, Broken: true}},
	{"jam", wrong("00001000", "00000000"), printer.Status{Known: true, Jam: true}},
	{"feed", wrong("00004000", "00000000"), printer.Status{Known: true, Jam: true}},
	{"pause", wrong("00010000", "00000000"), printer.Status{Known: true, Paused: true}},
	{"little paper", wrong("00000000", "00000008"), printer.Status{Known: true, PaperLow: true}},
	{"the later answer", wrong("00000001", "00000000") + host(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), printer.Status{Known: true}},
}

func TestStatusIsDecoded(t *testing.T) {
	for _, tt := range statuses {
		if got, ok := zpl.DecodeStatus([]byte(tt.answer)); !ok || got != tt.want {
			t.Errorf("%s: %+v, %v; want %+v", tt.name, got, ok, tt.want)
		}
	}
	whole := statuses[1].answer
	for n := range len(whole) - 2 { // all but the line end
		if st, ok := zpl.DecodeStatus([]byte(whole[:n])); ok {
			t.Errorf("%d of %d bytes: %+v", n, len(whole), st)
		}
	}
	for _, s := range []string{"", "\x02\x03", "\x02a,b,c\x03", "ZEBRA\r\n", "\x02ERRORS: x\x03", "\x021,2\x03"} {
		if st, ok := zpl.DecodeStatus([]byte(s)); ok || st != (printer.Status{}) {
			t.Errorf("%q: %+v, %v", s, st, ok)
		}
	}
}

func FuzzDecodeStatus(f *testing.F) {
	for _, tt := range statuses {
		f.Add([]byte(tt.answer))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if st, ok := zpl.DecodeStatus(data); ok != st.Known || !ok && st != (printer.Status{}) {
			t.Errorf("%q: %+v, %v", data, st, ok)
		}
	})
}

func TestPrinterThatIsSilentIsAskedForItsErrors(t *testing.T) {
	hs, hqes := []byte("\r\n~HS"), []byte("\r\n~HQES")
	ready := host(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
	for _, tt := range []struct {
		name    string
		profile string
		ops     []printertest.Op
		want    printer.Fault
	}{
		{"ready", "zebra-gk420d", []printertest.Op{{W: hs, R: []byte(ready)}}, ""},
		{"head open", "zebra-gk420d", []printertest.Op{{W: hs}, {W: hqes, R: []byte(wrong("00000005", "00000000"))}}, printer.CoverOpen},
		{"media out, and says so", "zebra-gk420d", []printertest.Op{{W: hs, R: []byte(host(1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))}}, printer.PaperOut},
		{"answers late", "zebra-gk420d", []printertest.Op{{W: hs}, {W: hqes, R: []byte(ready)}}, ""},
		{"answers nothing", "zebra-gk420d", []printertest.Op{{W: hs}, {W: hqes}}, printer.Timeout},
		{"is perhaps not able to", "generic-zpl-203", []printertest.Op{{W: hs}, {W: hqes}}, ""},
		{"nonsense", "generic-zpl-203", []printertest.Op{{W: hs, R: []byte("\xfe\x00?")}, {W: hqes}}, printer.Garbage},
	} {
		d := zpl.New(printertest.NewPlayback(t, tt.ops...), profile(t, tt.profile))
		if err := d.Ready(t.Context()); tt.want == "" && err != nil || tt.want != "" && !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, err, tt.want)
		}
	}
}

// oneWay is a connection that nothing comes back on.
type oneWay struct{ *printertest.Playback }

func (oneWay) OneWay() bool { return true }

func TestNothingIsAskedWhereNothingComesBack(t *testing.T) {
	d := zpl.New(oneWay{printertest.NewPlayback(t)}, profile(t, "zebra-gk420d"))
	st, err := d.Status(t.Context())
	if err != nil || st.Known {
		t.Errorf("status %+v, %v", st, err)
	}
	if ok, err := d.Confirm(t.Context(), func(printer.Progress) {}); ok || err != nil {
		t.Errorf("confirmed %v, %v", ok, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := d.Ready(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("ready after the end: %v", err)
	}
}
