package scanner_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"countertop/scanner"
)

const testCode = "RA2611210042QK"

// typed is text at gap milliseconds a character, as a scanner with a slow or a
// quick keyboard sends it.
func typed(gap int, text string) (chunks []chunk) {
	for i, r := range []rune(text) {
		chunks = append(chunks, chunk{i * gap, string(r)})
	}
	return chunks
}

// observe plays chunks and lets the clock run out at the end.
func observe(chunks []chunk) (o scanner.Observation) {
	for _, c := range chunks {
		if w := o.Wake(); !w.IsZero() && !w.After(at(c.ms)) {
			o = scanner.Observe(o, nil, w)
		}
		o = scanner.Observe(o, []byte(c.b), at(c.ms))
	}
	if w := o.Wake(); !w.IsZero() {
		o = scanner.Observe(o, nil, w)
	}
	return o
}

func TestObserve(t *testing.T) {
	type seen struct {
		Line, Suffix, Prefix, AIM string
		Symbology                 scanner.Symbology
		PerChar                   time.Duration
		Count                     int
	}
	for _, tt := range []struct {
		name   string
		chunks []chunk
		want   seen
	}{
		{"nothing", nil, seen{}},
		{"carriage return", []chunk{{0, "RA1\r"}}, seen{Line: "RA1", Suffix: "\r", Count: 1}},
		{"line feed", []chunk{{0, "RA1\n"}}, seen{Line: "RA1", Suffix: "\n", Count: 1}},
		{"both", []chunk{{0, "RA1\r\n"}}, seen{Line: "RA1", Suffix: "\r\n", Count: 1}},
		{"both, split between", []chunk{{0, "RA1\r"}, {9, "\n"}}, seen{Line: "RA1", Suffix: "\r\n", Count: 1}},
		{"tab", []chunk{{0, "RA1\t"}}, seen{Line: "RA1", Suffix: "\t", Count: 1}},
		{"STX and ETX", []chunk{{0, "\x02RA1\x03"}}, seen{Line: "\x02RA1", Suffix: "\x03", Prefix: "\x02", Count: 1}},
		{"AIM identifier behind STX", []chunk{{0, "\x02]Q1RA1\x03\r"}}, seen{"\x02]Q1RA1", "\x03\r", "\x02]Q1", "]Q1", scanner.QR, 0, 1}},
		{"tilde", []chunk{{0, "~]C0RA1\r"}}, seen{"~]C0RA1", "\r", "~]C0", "]C0", scanner.Code128, 0, 1}},
		{"bracket of the customer", []chunk{{0, "]C9RA1\r"}}, seen{Line: "]C9RA1", Suffix: "\r", Count: 1}},
		{"silence", []chunk{{0, testCode}}, seen{Line: testCode, Count: 1}},
		{"Enter after the silence", []chunk{{0, testCode}, {150, "\r"}}, seen{Line: testCode, Suffix: "\r", Count: 1}},
		{"Enter by hand, much later", []chunk{{0, testCode}, {1500, "\r"}}, seen{Line: testCode, Count: 1}},
		{"the last of two lines", []chunk{{0, "RA1\r]E06901\t"}}, seen{"]E06901", "\t", "]E0", "]E0", scanner.EAN, 0, 2}},
		{"character by character", typed(8, "RA1\r"), seen{Line: "RA1", Suffix: "\r", PerChar: 8 * time.Millisecond, Count: 1}},
		{"two reads", []chunk{{0, "RA2"}, {10, "611\r"}}, seen{Line: "RA2611", Suffix: "\r", PerChar: 2 * time.Millisecond, Count: 1}},
		{"empty lines", []chunk{{0, "\r\n\r\n"}}, seen{}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			o := observe(tt.chunks)
			got := seen{Line: string(o.Frame.Raw), Suffix: o.Suffix, AIM: o.AIM(), PerChar: o.PerChar, Count: o.Count}
			got.Prefix, got.Symbology = o.Prefix()
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Errorf("observation (-want +got):\n%s", d)
			}
			if got, want := string(o.Raw()), tt.want.Line+tt.want.Suffix; got != want {
				t.Errorf("Raw = %q, want %q", got, want)
			}
		})
	}
}

func TestObserveLeavesItsInput(t *testing.T) {
	before := scanner.Observe(scanner.Observation{}, []byte("RA26"), at(0))
	for _, rest := range []string{"1121", "9999"} {
		after := scanner.Observe(before, []byte(rest), at(1))
		if got := string(after.Raw()); got != "RA26"+rest || string(before.Raw()) != "RA26" {
			t.Errorf("Raw = %q and %q before, want RA26%s", got, before.Raw(), rest)
		}
	}
}

func TestJudge(t *testing.T) {
	const ok = "\r"
	for _, tt := range []struct {
		name     string
		chunks   []chunk
		expected string
		want     []string // finding, severity, args
	}{
		{"nothing yet", nil, testCode, nil},
		{"half a line", []chunk{{0, "RA2"}}, testCode, []string{"no-suffix 2", "misread 2 got RA2"}},
		{"good", typed(5, testCode+ok), testCode, []string{"good 0"}},
		{"good, any code", []chunk{{0, "6901234567892" + ok}}, "", []string{"good 0"}},
		{"good, with spaces around", []chunk{{0, " " + testCode + "  " + ok}}, testCode, []string{"good 0"}},
		{"nothing but a prefix", []chunk{{0, "~" + ok}}, "", []string{"misread 2 got "}},
		{"no suffix", []chunk{{0, testCode}}, testCode, []string{"no-suffix 1"}},
		{"no suffix any more", []chunk{{0, "RA1\r"}, {500, testCode}}, testCode, []string{"no-suffix 2"}},
		{"two codes run together", []chunk{{0, testCode + testCode + ok}}, testCode, []string{"no-suffix 2"}},
		{"rather slow", typed(28, testCode+ok), testCode, []string{"slow 1 ms 28"}},
		{"as slow as hands", typed(40, testCode+ok), testCode, []string{"slow 2 ms 40"}},
		{"French keyboard", []chunk{{0, "RQé-&&é&àà'éAK" + ok}}, testCode, []string{"wrong-layout 2 layout azerty"}},
		{"French keyboard, AIM identifier", []chunk{{0, "$CàRQé-&&é&àà'éAK" + ok}}, testCode, []string{"wrong-layout 2 layout azerty"}},
		{"German keyboard", []chunk{{0, "S0101YZ" + ok}}, "S0101ZY", []string{"wrong-layout 2 layout qwertz"}},
		{"a keyboard of signs", []chunk{{0, "RQé§&&é&àà'éAK" + ok}}, testCode, []string{"wrong-layout 2 layout other"}},
		{"Caps Lock", []chunk{{0, "ra2611210042qk" + ok}}, testCode, []string{"caps-lock 1"}},
		{"Caps Lock, AIM identifier", []chunk{{0, "]D1ra2611210042qk" + ok}}, testCode, []string{"caps-lock 1"}},
		{"full-width characters", []chunk{{0, "ＲＡ２６１１２１００４２ＱＫ" + ok}}, testCode, []string{"input-method 2"}},
		{"pinyin", []chunk{{0, "日啊2611210042" + ok}}, testCode, []string{"input-method 2"}},
		{"doubled", []chunk{{0, "RAA26611210042QK" + ok}}, testCode, []string{"doubled 2 n 2"}},
		{"lost in the middle", []chunk{{0, "RA261120042QK" + ok}}, testCode, []string{"lost 2 n 1"}},
		{"lost at the start", []chunk{{0, "A2611210042QK" + ok}}, testCode, []string{"lost 2 n 1"}},
		{"characters of the gun around", []chunk{{0, "j" + testCode + "\x04" + ok}}, testCode, []string{`extra 2 before j after \x04`}},
		{"group separators", []chunk{{0, "RA26\x1d1121\x1d0042QK" + ok}}, testCode, []string{"group-separators 2 n 2"}},
		{"GS1 label", []chunk{{0, "]d2010690123456789221AB\x1d10C" + ok}}, "", []string{"group-separators 0 n 1"}},
		{"GS among what is no text", []chunk{{0, "]d201\x1d\x00C" + ok}}, "", []string{"group-separators 2 n 1"}},
		{"Russian keyboard", []chunk{{0, "КФ2611210042ЙЛ" + ok}}, testCode, []string{"wrong-layout 2 layout russian"}},
		{"wrong speed", []chunk{{0, "\x8a\xff\x12\x80" + ok}}, testCode, []string{"garbled 2"}},
		{"wrong speed, any code", []chunk{{0, "\x8a\xff\x12\x80" + ok}}, "", []string{"garbled 2"}},
		{"another of ours", []chunk{{0, "RA2611210043XX" + ok}}, testCode, []string{"misread 2 got RA2611210043XX"}},
		{"another shelf", []chunk{{0, "S0202CD" + ok}}, "S0101AB", []string{"misread 2 got S0202CD"}},
		{"neighbours changed over", []chunk{{0, "RA2611210024QK" + ok}}, testCode, []string{"misread 2 got RA2611210024QK"}},
		{"too long", []chunk{{0, strings.Repeat("A", 600) + ok}}, testCode, []string{"too-long 2"}},
		{"slow, without suffix, wrong", typed(60, "ra261121"), testCode, []string{"no-suffix 2", "slow 2 ms 60", "lost 2 n 6"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, v := range scanner.Judge(observe(tt.chunks), tt.expected) {
				if v.Finding != scanner.FoundNoAIM {
					got = append(got, strings.Join(append([]string{string(v.Finding), fmt.Sprint(v.Severity)}, v.Args...), " "))
				}
			}
			slices.Sort(got)
			slices.Sort(tt.want)
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Errorf("verdicts (-want +got):\n%s", d)
			}
		})
	}
}

func TestJudgeSaysTheWorstFirst(t *testing.T) {
	for _, tt := range []struct {
		in   string
		want []scanner.Finding
	}{
		{"ra261121004", []scanner.Finding{scanner.FoundLost, scanner.FoundNoSuffix, scanner.FoundNoAIM}},
		{testCode + "\r", []scanner.Finding{scanner.FoundGood, scanner.FoundNoAIM}},
		{"]C0" + testCode + "\r", []scanner.Finding{scanner.FoundGood}},
	} {
		var got []scanner.Finding
		for _, v := range scanner.Judge(observe([]chunk{{0, tt.in}}), testCode) {
			got = append(got, v.Finding)
		}
		if d := cmp.Diff(tt.want, got); d != "" {
			t.Errorf("findings of %q (-want +got):\n%s", tt.in, d)
		}
	}
}

func TestIntakeTellsWhatItReads(t *testing.T) {
	var o scanner.Observation
	in := scanner.NewIntake("gun", scanner.Options{OnRead: func(b []byte, now time.Time) { o = scanner.Observe(o, b, now) }})
	for _, c := range typed(5, testCode+"\r\n") {
		in.Add([]byte(c.b), at(c.ms), func(scanner.Scan) {})
	}
	if o.Suffix != "\r\n" || o.PerChar != 5*time.Millisecond || o.Count != in.Counts().Scans {
		t.Errorf("observation = %+v", o)
	}
}

// FuzzJudge plays lines to an observation and to an intake: they see the same
// lines, and a scanner is good for a code just if the intake makes a scan of it.
func FuzzJudge(f *testing.F) {
	f.Add([]byte("]C0"+testCode+"\r\n"), testCode, uint8(3), uint16(40))
	f.Add([]byte("RQé-&&é&àà'éAK\x1d"), testCode, uint8(0), uint16(9))
	f.Add([]byte("\xff\x00 \r型号\t"), "", uint8(1), uint16(130))
	f.Fuzz(func(t *testing.T, b []byte, expected string, size uint8, pause uint16) {
		var (
			o    scanner.Observation
			last scanner.Report
			n    int
		)
		in := scanner.NewIntake("gun", scanner.Options{
			OnRead:   func(b []byte, now time.Time) { o = scanner.Observe(o, b, now) },
			OnReport: func(r scanner.Report) { last, n = r, n+1 },
		})
		for now := start; len(b) > 0; now = now.Add(time.Duration(pause) * time.Millisecond) {
			k := min(len(b), int(size)+1)
			in.Add(b[:k], now, func(scanner.Scan) {})
			b = b[k:]
		}
		vs := scanner.Judge(o, expected)
		if o.Count < n || len(o.Raw()) > scanner.MaxLine+8 || o.PerChar < 0 || (vs == nil) != (o.Count == 0) {
			t.Fatalf("%d lines, observation %+v, verdicts %v", n, o, vs)
		}
		for _, v := range vs {
			if len(v.Args)%2 != 0 || !utf8.ValidString(strings.Join(v.Args, "")) {
				t.Errorf("args %q", v.Args)
			}
		}
		if len(vs) == 0 || vs[0].Finding != scanner.FoundGood {
			return
		}
		if d := cmp.Diff(o.Frame, last.Frame); d != "" || last.Err != nil && !errors.Is(last.Err, scanner.ErrRepeated) {
			t.Errorf("good, and refused for %v (-observed +taken):\n%s", last.Err, d)
		}
		if text, _, _ := scanner.Parse(o.Frame); expected != "" && text != expected {
			t.Errorf("good, and %q is not %q", text, expected)
		}
	})
}
