package cpcl_test

import (
	"errors"
	"testing"
	"testing/synctest"

	"countertop/printer"
	"countertop/printer/cpcl"
	"countertop/printer/printertest"
)

func TestStatusIsDecoded(t *testing.T) {
	for _, tt := range []struct {
		answer string
		want   printer.Status
		ok     bool
	}{
		{"\x00", printer.Status{Known: true}, true},
		{"\x01", printer.Status{Known: true, Busy: true}, true},
		{"\x02", printer.Status{Known: true, PaperOut: true}, true},
		{"\x06", printer.Status{Known: true, PaperOut: true, CoverOpen: true}, true},
		{"\x08", printer.Status{Known: true}, true}, // battery low
		{"\x10", printer.Status{Known: true}, true}, // switched on
		{"\x04\x03", printer.Status{Known: true, CoverOpen: true}, true},
		{"", printer.Status{}, false},
		{"\x20", printer.Status{}, false},
		{"\x00\x00\x00", printer.Status{}, false},
	} {
		if got, ok := cpcl.DecodeStatus([]byte(tt.answer)); ok != tt.ok || got != tt.want {
			t.Errorf("% x: %+v, %v; want %+v", tt.answer, got, ok, tt.want)
		}
	}
}

func FuzzDecodeStatus(f *testing.F) {
	f.Add([]byte{0})
	f.Add([]byte{0x17, 2})
	f.Fuzz(func(t *testing.T, data []byte) {
		st, ok := cpcl.DecodeStatus(data)
		if ok != st.Known || !ok && st != (printer.Status{}) || ok && data[0]&6 != 0 && st.Ready() {
			t.Errorf("% x: %+v, %v", data, st, ok)
		}
	})
}

func TestStatusOnTheWire(t *testing.T) {
	ask, taken := []byte("\x1bh"), []byte("\x1bN")
	for _, tt := range []struct {
		name, profile string
		ops           []printertest.Op
		want          printer.Fault
	}{
		{"ready", "zebra-zq521", []printertest.Op{{W: ask, R: []byte{0}}}, ""},
		{"paper out", "zebra-zq521", []printertest.Op{{W: ask, R: []byte{2}}}, printer.PaperOut},
		{"open", "zebra-zq521", []printertest.Op{{W: ask, R: []byte{6}}}, printer.CoverOpen},
		{"silent", "zebra-zq521", []printertest.Op{{W: ask}}, printer.Timeout},
		{"perhaps not able to", "generic-cpcl", []printertest.Op{{W: ask}}, ""},
		{"nonsense", "generic-cpcl", []printertest.Op{{W: ask, R: []byte{0xff}}}, printer.Garbage},
		{
			"just switched on", "zebra-zq521",
			[]printertest.Op{{W: ask, R: []byte{0x10}}, {W: taken}, {W: ask, R: []byte{0}}},
			"",
		},
		{
			"switched on for ever", "zebra-zq521",
			[]printertest.Op{{W: ask, R: []byte{0x10}}, {W: taken}, {W: ask, R: []byte{0x10}}},
			"",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				d := cpcl.New(printertest.NewPlayback(t, tt.ops...), profile(t, tt.profile))
				if err := d.Ready(t.Context()); tt.want == "" && err != nil || tt.want != "" && !errors.Is(err, tt.want) {
					t.Errorf("%v, want %v", err, tt.want)
				}
			})
		})
	}
}

func TestPrinterThatWasSwitchedOffHasLostTheLabel(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ask := []byte("\x1bh")
		b := printer.NewBitmap(8, 1)
		p := profile(t, "zebra-zq521")
		ops := []printertest.Op{{W: ask, R: []byte{0}}}
		for _, s := range cpcl.Encode(printer.PageImageOf(b), p, printer.JobOptions{}) {
			ops = append(ops, printertest.Op{W: s.Bytes})
		}
		ops = append(ops, printertest.Op{W: ask, R: []byte{1}}, printertest.Op{W: ask}, printertest.Op{W: ask, R: []byte{0x10}})
		d := cpcl.New(printertest.NewPlayback(t, ops...), p)
		nothing := func(printer.Progress) {}
		if err := d.Ready(t.Context()); err != nil {
			t.Fatal(err)
		}
		if err := d.Send(t.Context(), printer.PageImageOf(b), printer.JobOptions{}, nothing); err != nil {
			t.Fatal(err)
		}
		if ok, err := d.Confirm(t.Context(), nothing); ok || !errors.Is(err, printer.Offline) {
			t.Errorf("confirmed %v, %v", ok, err)
		}
	})
}
