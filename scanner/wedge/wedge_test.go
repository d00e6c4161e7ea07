package wedge_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"countertop/scanner"
	"countertop/scanner/wedge"
)

var start = time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)

// grammar has codes of a T, six digits and a Z that seals them.
func grammar(s string) int {
	const code = 8
	for i := range min(len(s), code) {
		c := s[i]
		switch {
		case i == 0 && c != 'T', i == code-1 && c != 'Z', i > 0 && i < code-1 && (c < '0' || c > '9'):
			return 0
		}
	}
	if len(s) < code {
		return -1
	}
	return code
}

// tick is what the window hands over ms milliseconds after the start. "⏎" is
// Enter.
type tick struct {
	ms    int
	runes string
}

// by types text one rune every gap milliseconds.
func by(gap, from int, text string) (ticks []tick) {
	for i, r := range []rune(text) {
		ticks = append(ticks, tick{from + i*gap, string(r)})
	}
	return ticks
}

// play calls Step for the ticks and at each Wake between, and returns the
// pieces as words: "typed: …", "scan: …", "refused: …", "enter". It fails if
// typing is late, unless a scan came on its heels.
func play(t *testing.T, ticks []tick, then bool) (got []string) {
	t.Helper()
	var (
		s    wedge.State
		out  wedge.Out
		came []time.Time // of each rune
		sent int
	)
	step := func(runes []rune, enter bool, now time.Time) {
		s, out = wedge.Step(grammar, s, runes, enter, now)
		for _, p := range out.Pieces {
			n := utf8.RuneCountInString(p.Raw)
			if late := now.Sub(came[sent]); p.Kind == wedge.Typed && late > 90*time.Millisecond && !then {
				t.Errorf("typed %q comes %v late", p.Raw, late)
			}
			sent += n
			switch p.Kind {
			case wedge.Typed:
				if i := len(got) - 1; i >= 0 && strings.HasPrefix(got[i], "typed: ") {
					got[i] += p.Raw
					continue
				}
				got = append(got, "typed: "+p.Raw)
			case wedge.Scanned:
				if p.Scan.Source != wedge.Source || !p.Scan.At.Equal(now) {
					t.Errorf("scan = %+v, want source and time", p.Scan)
				}
				got = append(got, strings.TrimSpace("scan: "+p.Scan.Text+" "+p.Layout))
			case wedge.Refused:
				got = append(got, strings.TrimSpace(fmt.Sprintf("refused: %d %s", n, p.Layout)))
				if p.Reason == 0 {
					t.Error("a refused line does not say why")
				}
			}
		}
		if out.Enter {
			got = append(got, "enter")
		}
	}
	for _, tk := range append(ticks, tick{ms: 1_000_000}) {
		now := start.Add(time.Duration(tk.ms) * time.Millisecond)
		for n := 0; !out.Wake.IsZero() && out.Wake.Before(now); n++ {
			if n > 100_000 {
				t.Fatal("Wake does not come to an end")
			}
			step(nil, false, out.Wake)
		}
		text := strings.ReplaceAll(tk.runes, "⏎", "")
		for range []rune(text) {
			came = append(came, now)
		}
		step([]rune(text), text != tk.runes, now)
	}
	return got
}

func isScan(s string) bool { return strings.HasPrefix(s, "scan: ") }

func TestStep(t *testing.T) {
	long := strings.Repeat("0123456789", 60)
	for _, tt := range []struct {
		name  string
		ticks []tick
		want  []string
	}{
		{"ours in one tick", []tick{{0, "T000042Z"}}, []string{"scan: T000042Z"}},
		{"ours, one rune a tick", by(16, 0, "T000042Z"), []string{"scan: T000042Z"}},
		{"ours in two ticks of slow frames", []tick{{0, "T0000"}, {60, "42Z⏎"}}, []string{"scan: T000042Z"}},
		{"three of ours in one tick", []tick{{0, "T000001ZT000002ZT000003Z"}}, []string{"scan: T000001Z", "scan: T000002Z", "scan: T000003Z"}},
		{"two and a half of ours with Enter", []tick{{0, "T000001ZT000002ZT00⏎"}, {30, "0003Z⏎"}}, []string{"scan: T000001Z", "scan: T000002Z", "scan: T000003Z"}},
		{"ours under a French layout", by(16, 0, "Tàààà'éW"), []string{"scan: T000042Z azerty"}},
		{"ours under a French layout in one tick", []tick{{0, "Tàààà'éW⏎"}}, []string{"scan: T000042Z azerty"}},
		{"ours under a Russian layout", []tick{{0, "Е000042Я⏎"}}, []string{"scan: T000042Z russian"}},
		{"a foreign code under a Russian layout", []tick{{0, "ЗА2ФИСВУ"}, {20, "⏎"}}, []string{"refused: 8 russian"}},
		{"Russian by hand", by(150, 0, "Привет"), []string{"typed: Привет"}},
		{"Chinese of an input method", []tick{{0, "张伟的电脑坏了"}}, []string{"typed: 张伟的电脑坏了"}},
		{"the Enter of ours comes late", []tick{{0, "T000042Z"}, {100, "⏎"}}, []string{"scan: T000042Z"}},
		{"Enter by hand after ours", []tick{{0, "T000042Z"}, {400, "⏎"}}, []string{"scan: T000042Z", "enter"}},
		{"prefix of the gun", []tick{{0, "~]C0T000042Z"}}, []string{"scan: T000042Z"}},
		{"ours behind a typed letter", []tick{{0, "x"}, {20, "T000042Z⏎"}}, []string{"typed: x", "scan: T000042Z"}},
		{"ours that lost a character", []tick{{0, "T00042Z⏎"}}, []string{"scan: T00042Z"}},
		{"the Enter of ours comes with the begin of the next", []tick{{0, "T000042Z"}, {170, "T0000⏎"}, {200, "43Z"}, {230, "⏎"}}, []string{"scan: T000042Z", "scan: T000043Z"}},
		{"the same, later than any gun", []tick{{0, "T000042Z"}, {420, "T0⏎"}, {436, "00043Z"}, {460, "⏎"}}, []string{"scan: T000042Z", "scan: T000043Z"}},
		{"the Enter of ours comes 250 ms late", []tick{{0, "T000042Z"}, {250, "⏎"}}, []string{"scan: T000042Z"}},
		{"begun like ours by hand, then Enter", []tick{{0, "T⏎"}, {500, "x"}}, []string{"typed: T", "enter", "typed: x"}},
		{"ours with a pause of the display in its midst", []tick{{0, "T00004"}, {200, "2Z"}}, []string{"scan: T000042Z"}},
		{"ours with a pause after its first", []tick{{0, "T00"}, {200, "0042Z⏎"}}, []string{"typed: T00", "scan: T000042Z"}},
		{"ours with a pause before its last", []tick{{0, "T0"}, {16, "000"}, {150, "42Z⏎"}}, []string{"typed: T0000", "scan: T000042Z"}},
		{"begun by hand, ended by a gun", []tick{{0, "T"}, {120, "0"}, {240, "0"}, {360, "0042Z"}}, []string{"typed: T000042Z"}},
		{"foreign that begins like ours, no Enter", by(5, 0, "T0001234")[:7], []string{"scan: T000123"}},
		{"foreign in one tick", []tick{{0, "6901234567892⏎"}}, []string{"scan: 6901234567892"}},
		{"foreign without Enter", by(10, 0, "6901234567892"), []string{"scan: 6901234567892"}},
		{"foreign, slowest gun", by(32, 0, "6901234567892"), []string{"scan: 6901234567892"}},
		{"foreign with a pause after", append(by(5, 0, "SN-123456"), tick{200, "SN-654321"}), []string{"scan: SN-123456", "scan: SN-654321"}},
		{"foreign ended by Enter", []tick{{0, "690123456"}, {16, "⏎"}, {32, "SN-654321"}}, []string{"scan: 690123456", "scan: SN-654321"}},
		{"foreign, then ours, in one tick", []tick{{0, "6901234567892T000042Z⏎"}}, []string{"scan: 6901234567892", "scan: T000042Z"}},
		{"foreign, Enter, ours in two ticks", []tick{{0, "6901234567892T00⏎"}, {16, "0042Z⏎"}}, []string{"scan: 6901234567892", "scan: T000042Z"}},
		{"ours inside a foreign one stays there", []tick{{0, "SN-T000042Z-7"}}, []string{"scan: SN-T000042Z-7"}},
		{"foreign too short", []tick{{0, "12345"}}, []string{"typed: 12345"}},
		{"foreign too long", []tick{{0, long[:300]}, {16, long[300:] + "⏎"}, {200, "x"}}, []string{"refused: 600", "typed: x"}},
		{"AIM identifier before a foreign one", []tick{{0, "]Q1SN-12345⏎"}}, []string{"scan: SN-12345"}},
		{"slow hands", by(150, 0, "hello world"), []string{"typed: hello world"}},
		{"quick hands", by(60, 0, "hello world"), []string{"typed: hello world"}},
		{"quickest hands", by(41, 0, "the quick brown fox"), []string{"typed: the quick brown fox"}},
		{"ours by hand", by(120, 0, "T000042Z"), []string{"typed: T000042Z"}},
		{"two keys at once", append(by(100, 0, "ab"), tick{105, "c"}, tick{110, "d"}, tick{220, "e"}), []string{"typed: abcde"}},
		{"Enter by hand comes behind the text", []tick{{0, "o"}, {120, "k⏎"}}, []string{"typed: ok", "enter"}},
		{"Enter alone", []tick{{0, "⏎"}}, []string{"enter"}},
		{"held key", append(by(33, 500, strings.Repeat("x", 40)), tick{2000, "⏎"}), []string{"typed: " + strings.Repeat("x", 40), "enter"}},
		{"Chinese phrase in one tick", []tick{{0, "屏幕碎了需要更换"}}, []string{"typed: 屏幕碎了需要更换"}},
		{"Chinese with letters in one tick", []tick{{0, "型号ABCDEFGH1234⏎"}}, []string{"typed: 型号ABCDEFGH1234", "enter"}},
		{"letters, then Chinese", []tick{{0, "ABCDEFGH型号"}}, []string{"typed: ABCDEFGH型号"}},
		{"scan after Chinese", []tick{{0, "屏幕"}, {300, "T000042Z"}}, []string{"typed: 屏幕", "scan: T000042Z"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if d := cmp.Diff(tt.want, play(t, tt.ticks, slices.ContainsFunc(tt.want, isScan))); d != "" {
				t.Errorf("pieces (-want +got):\n%s", d)
			}
		})
	}
}

func TestStalledWindow(t *testing.T) {
	// Frames of 190 ms, longer than the silence that ends a burst: nobody
	// looked in between, so the runes may have come without a gap.
	var s wedge.State
	var got []string
	for i, runes := range []string{"S", "N-1234", "5678", ""} {
		var out wedge.Out
		s, out = wedge.Step(grammar, s, []rune(runes), false, start.Add(time.Duration(i)*190*time.Millisecond))
		for _, p := range out.Pieces {
			got = append(got, p.Scan.Text)
		}
	}
	if d := cmp.Diff([]string{"SN-12345678"}, got); d != "" {
		t.Errorf("scans (-want +got):\n%s", d)
	}
}

// Nobody looked for a second, and then the rest of the code is there: it may
// have come without a gap.
func TestWindowThatStalledInACodeOfOurs(t *testing.T) {
	var s wedge.State
	var got []string
	for _, tk := range []tick{{0, "T0"}, {1000, "00042ZT00"}, {2600, "0043Z"}} {
		var out wedge.Out
		s, out = wedge.Step(grammar, s, []rune(tk.runes), false, start.Add(time.Duration(tk.ms)*time.Millisecond))
		for _, p := range out.Pieces {
			got = append(got, p.Scan.Text)
		}
	}
	if d := cmp.Diff([]string{"T000042Z", "T000043Z"}, got); d != "" {
		t.Errorf("scans (-want +got):\n%s", d)
	}
}

func TestStepLeavesItsInput(t *testing.T) {
	before, _ := wedge.Step(grammar, wedge.State{}, []rune("T0000"), false, start)
	for range 2 {
		_, out := wedge.Step(grammar, before, []rune("42Z"), false, start)
		if len(out.Pieces) != 1 || out.Pieces[0].Scan.Text != "T000042Z" {
			t.Errorf("pieces = %+v, want T000042Z both times", out.Pieces)
		}
	}
}

func FuzzStep(f *testing.F) {
	f.Add("T000042Z⏎6901234567892T000001Z", []byte{5, 0, 16, 200})
	f.Add("屏幕abc⏎", []byte{90, 33})
	f.Add(strings.Repeat("x", 700), []byte{0})
	f.Fuzz(func(t *testing.T, text string, gaps []byte) {
		var (
			s    wedge.State
			out  wedge.Out
			back strings.Builder
			now  = start
			in   = strings.ToValidUTF8(text, "?")
		)
		take := func() {
			for _, p := range out.Pieces {
				back.WriteString(p.Raw)
				if (p.Kind == wedge.Scanned) != (p.Scan != scanner.Scan{}) || p.Raw == "" || p.Layout == "" && !strings.Contains(back.String(), p.Scan.Text) {
					t.Errorf("piece %+v", p)
				}
			}
		}
		for i, r := range []rune(in) {
			if len(gaps) > 0 {
				now = now.Add(time.Duration(gaps[i%len(gaps)]) * 2 * time.Millisecond)
			}
			if r == '⏎' {
				s, out = wedge.Step(grammar, s, nil, true, now)
			} else {
				s, out = wedge.Step(grammar, s, []rune{r}, i%7 == 3, now)
			}
			take()
		}
		for n := 0; !out.Wake.IsZero(); n++ {
			if out.Wake.Before(now) || n > 100 {
				t.Fatalf("Wake %v at %v, step %d", out.Wake, now, n)
			}
			now = out.Wake
			s, out = wedge.Step(grammar, s, nil, false, now)
			take()
		}
		if want := strings.ReplaceAll(in, "⏎", ""); back.String() != want {
			t.Errorf("came back %q, want %q", back.String(), want)
		}
	})
}
