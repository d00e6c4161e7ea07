package scanner_test

import (
	"bytes"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"countertop/scanner"
)

var start = time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)

// chunk is bytes that are read ms milliseconds after the start.
type chunk struct {
	ms int
	b  string
}

func at(ms int) time.Time { return start.Add(time.Duration(ms) * time.Millisecond) }

// feed plays chunks into a new intake and lets the clock run out at the end.
func feed(chunks []chunk) (texts []string, c scanner.Counts) {
	in := scanner.NewIntake("gun", scanner.Options{})
	out := func(s scanner.Scan) { texts = append(texts, s.Text) }
	for _, c := range chunks {
		if w := in.Wake(); !w.IsZero() && !w.After(at(c.ms)) {
			in.Flush(w, out)
		}
		in.Add([]byte(c.b), at(c.ms), out)
	}
	in.Flush(at(1_000_000), out)
	return texts, in.Counts()
}

func TestIntakeMakesScansOfBytes(t *testing.T) {
	type refused = map[scanner.Reason]int
	for _, tt := range []struct {
		name    string
		chunks  []chunk
		want    []string
		refused refused
	}{
		{"carriage return", []chunk{{0, "RA1\r"}}, []string{"RA1"}, refused{}},
		{"line feed", []chunk{{0, "RA1\n"}}, []string{"RA1"}, refused{}},
		{"both make one line", []chunk{{0, "RA1\r\nRA2\r\n"}}, []string{"RA1", "RA2"}, refused{}},
		{"both, split between", []chunk{{0, "RA1\r"}, {5, "\n"}}, []string{"RA1"}, refused{}},
		{"tab", []chunk{{0, "RA1\tRA2\t"}}, []string{"RA1", "RA2"}, refused{}},
		{"framed by STX and ETX", []chunk{{0, "\x02RA1\x03\x02RA2\x03"}}, []string{"RA1", "RA2"}, refused{}},
		{"tilde before, spaces around", []chunk{{0, " ~RA1  \r"}}, []string{"RA1"}, refused{}},
		{"empty lines", []chunk{{0, "\r\n\r\n  \r~\r"}}, nil, refused{}},
		{"split in the middle", []chunk{{0, "RA2611"}, {90, "210042"}, {180, "QK\r"}}, []string{"RA2611210042QK"}, refused{}},
		{"split by a pause, from a scanner with suffix", []chunk{{0, "A1\r"}, {50, "RA261121"}, {550, "0042QK\r"}}, []string{"A1", "RA2611210042QK"}, refused{}},
		{"no suffix", []chunk{{0, "RA2611210042QK"}, {400, "S0101AB"}}, []string{"RA2611210042QK", "S0101AB"}, refused{}},
		{"no suffix, too short to tell", []chunk{{0, "RA1"}}, nil, refused{scanner.CutOff: 1}},
		{"no suffix, slow", []chunk{{0, "R"}, {100, "A"}, {200, "1"}, {300, "2"}, {400, "3"}, {500, "4"}}, nil, refused{scanner.CutOff: 1}},
		{"half a code is not glued to the next", []chunk{{0, "A1\r"}, {100, "RA26112"}, {3000, "RA2611210042QK\r"}}, []string{"A1", "RA2611210042QK"}, refused{scanner.CutOff: 1}},
		{"suffix switched off", []chunk{{0, "A1\r"}, {2000, "RA2611210042QK"}, {5000, "RA2611210043XX"}}, []string{"A1", "RA2611210043XX"}, refused{scanner.CutOff: 1}},
		{"AIM identifier", []chunk{{0, "]C0RA1\r"}}, []string{"RA1"}, refused{}},
		{"bracket of the customer", []chunk{{0, "]C9RA1\r]?0X\r]C0\r"}}, []string{"]C9RA1", "]?0X", "]C0"}, refused{}},
		{"leading zeros", []chunk{{0, "00007\r"}}, []string{"00007"}, refused{}},
		{"Chinese", []chunk{{0, "型号　甲\r"}}, []string{"型号　甲"}, refused{}},
		{"control characters", []chunk{{0, "RA\x101\rRA\x001\rRA\x7f1\r"}}, nil, refused{scanner.Unprintable: 3}},
		{"separators of makers' codes", []chunk{{0, "[)>\x1e06\x1dSPF2ABCDE\x1e\x04\r\x1d21AB\r"}}, []string{
			"[)>\x1e06\x1dSPF2ABCDE\x1e\x04", "\x1d21AB",
		}, refused{}},
		{"nothing but separators", []chunk{{0, "\x1d\r \x1e\x04\rRA1\r"}}, []string{"RA1"}, refused{}},
		{"direction mark", []chunk{{0, "RA\u202e1\r"}}, nil, refused{scanner.Unprintable: 1}},
		{"not UTF-8", []chunk{{0, "\xd0\xcd\xba\xc5\rRA1\r"}}, []string{"RA1"}, refused{scanner.NotUTF8: 1}},
		{"longest", []chunk{{0, strings.Repeat("A", 512) + "\r"}}, []string{strings.Repeat("A", 512)}, refused{}},
		{"10 kB", []chunk{{0, strings.Repeat("A", 10_000)}, {5, "A\rRA1\r"}}, []string{"RA1"}, refused{scanner.TooLong: 1}},
		{"10 kB without end", []chunk{{0, strings.Repeat("A", 10_000)}, {2000, "RA1\r"}}, []string{"RA1"}, refused{scanner.TooLong: 1}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, counts := feed(tt.chunks)
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Errorf("scans (-want +got):\n%s", d)
			}
			if d := cmp.Diff(scanner.Counts{Scans: len(tt.want), Refused: tt.refused}, counts); d != "" {
				t.Errorf("counts (-want +got):\n%s", d)
			}
		})
	}
}

func TestLinesMayBeCutAnywhere(t *testing.T) {
	want := []string{"RA2611210042QK", "SA03CF", "6901234567892"}
	for name, frame := range map[string]string{
		"CR": "%s\r", "LF": "%s\n", "CRLF": "%s\r\n", "Tab": "%s\t", "STX and ETX": "\x02%s\x03", "STX, ETX and CR": "\x02%s\x03\r",
		"prefix": "~%s\r", "AIM identifier": "]C0%s\r", "all of it": "\x02~]Q1%s \r\n",
	} {
		var all string
		for _, text := range want {
			all += strings.ReplaceAll(frame, "%s", text)
		}
		for i := range all {
			for j := i; j < len(all); j++ {
				got, counts := feed([]chunk{{0, all[:i]}, {50, all[i:j]}, {100, all[j:]}})
				if d := cmp.Diff(want, got); d != "" || len(counts.Refused) != 0 {
					t.Fatalf("%s, cut at %d and %d: %v refused, scans (-want +got):\n%s", name, i, j, counts.Refused, d)
				}
			}
		}
	}
}

func TestSilenceIsAnnounced(t *testing.T) {
	var l scanner.Lines
	if w := l.Wake(); !w.IsZero() {
		t.Errorf("Wake of nothing = %v, want zero", w)
	}
	l.Add([]byte("RA2611"), at(0))
	if got, want := l.Wake(), at(120); !got.Equal(want) {
		t.Errorf("Wake = %v, want %v", got, want)
	}
	if got := l.Flush(at(119)); got != nil {
		t.Errorf("Flush before Wake = %v, want nothing", got)
	}
	want := []scanner.Frame{{Raw: []byte("RA2611"), First: at(0), At: at(120)}}
	if d := cmp.Diff(want, l.Flush(at(120))); d != "" {
		t.Errorf("Flush (-want +got):\n%s", d)
	}
}

func TestUnplugCutsTheLine(t *testing.T) {
	in := scanner.NewIntake("gun", scanner.Options{})
	fail := func(s scanner.Scan) { t.Errorf("scan %q of half a line", s.Text) }
	in.Add([]byte("RA2611"), at(0), fail)
	in.Reset(at(10))
	in.Add([]byte("0042QK"), at(20), fail)
	in.Reset(at(30))
	if got := in.Counts().Refused[scanner.CutOff]; got != 2 {
		t.Errorf("cut off = %d, want 2", got)
	}
}

func TestSymbology(t *testing.T) {
	for in, want := range map[string]scanner.Symbology{
		"RA1": "", "]C0RA1": "code128", "]C1RA1": "gs1-128", "]d2RA1": "gs1-datamatrix", "]Q3RA1": "gs1-qr", "]A0RA1": "code39", "]E0RA1": "ean",
		"]Q1RA1": "qr", "~]d1 RA1": "datamatrix", "]X0RA1": "other", "\x02]h0RA1": "hanxin",
	} {
		text, got, err := scanner.Parse(scanner.Frame{Raw: []byte(in)})
		if text != "RA1" || got != want || err != nil {
			t.Errorf("Parse(%q) = %q, %q, %v, want RA1, %q", in, text, got, err, want)
		}
	}
}

func TestRepeats(t *testing.T) {
	var r scanner.Repeats
	for i, tt := range []struct {
		ms           int
		source, text string
		want         bool
	}{
		{0, "a", "RA1", false},
		{100, "a", "RA2", false},
		{500, "a", "RA1", true},
		{600, "b", "RA1", false},
		{1400, "a", "RA1", true}, // still in view
		{2400, "a", "RA1", false},
		{2500, "a", "RA2", false},
		{1000, "a", "RA2", false}, // the clock was set back
	} {
		s := scanner.Scan{Text: tt.text, Source: tt.source, At: at(tt.ms)}
		if got := r.Again(s); got != tt.want {
			t.Errorf("scan %d: Again = %v, want %v", i, got, tt.want)
		}
	}
}

func FuzzIntake(f *testing.F) {
	f.Add([]byte("]C0RA2611210042QK\r\n\x02~S-1\x03"), uint8(3), uint16(40))
	f.Add(bytes.Repeat([]byte("A"), 600), uint8(255), uint16(1100))
	f.Add([]byte("\xff\x00 \r型号\t"), uint8(1), uint16(130))
	f.Fuzz(func(t *testing.T, b []byte, size uint8, pause uint16) {
		var frames int
		in := scanner.NewIntake("gun", scanner.Options{OnReport: func(r scanner.Report) {
			frames++
			if n := len(r.Frame.Raw); n == 0 || n > scanner.MaxLine || r.Frame.At.Before(r.Frame.First) {
				t.Errorf("frame %+v", r.Frame)
			}
		}})
		out := func(s scanner.Scan) {
			if s.Text == "" || len(s.Text) > scanner.MaxLine || !utf8.ValidString(s.Text) ||
				strings.ContainsAny(s.Text, "\r\n\t\x00\x02\x03") || strings.HasPrefix(s.Text, " ") || strings.HasSuffix(s.Text, " ") {
				t.Errorf("scan %q", s.Text)
			}
		}
		now := start
		for len(b) > 0 {
			n := min(len(b), int(size)+1)
			in.Add(b[:n], now, out)
			b, now = b[n:], now.Add(time.Duration(pause)*time.Millisecond)
		}
		in.Reset(now)
		c := in.Counts()
		sum := c.Scans + c.Repeated
		for _, n := range c.Refused {
			sum += n
		}
		if sum != frames {
			t.Errorf("counted %d of %d lines: %+v", sum, frames, c)
		}
	})
}
