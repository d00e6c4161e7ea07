package view_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"pgregory.net/rapid"

	"countertop/app/view"
	"countertop/assets"
)

func measurer(t testing.TB) *view.Measurer {
	t.Helper()
	m, err := view.NewMeasurer()
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestWidthIsTheSumOfAdvances(t *testing.T) {
	m := measurer(t)
	for _, tt := range []struct {
		text string
		size int
		want int
	}{
		{"", 24, 0},
		{"接机台", 24, 72},
		{"𠮷", 30, 30}, // outside the basic plane
	} {
		if got := m.Width(tt.text, tt.size, true); got != tt.want {
			t.Errorf("width of %q at %d: got %d, want %d", tt.text, tt.size, got, tt.want)
		}
	}
}

func TestAdvanceIsThatOfTheFont(t *testing.T) {
	m := measurer(t)
	for _, bold := range []bool{false, true} {
		src, err := assets.OpenFont(bold)
		if err != nil {
			t.Fatal(err)
		}
		f, err := sfnt.ParseReaderAt(src)
		if err != nil {
			t.Fatal(err)
		}
		var buf sfnt.Buffer
		for _, size := range []int{20, 24, 30, 44, 104} {
			for r := rune(' '); r < 0x250; r++ {
				g, _ := f.GlyphIndex(&buf, r)
				want, _ := f.GlyphAdvance(&buf, g, fixed.I(size), font.HintingNone)
				if got := m.Advance(r, size, bold); got != want {
					t.Fatalf("%q at %d: got %v, want %v", r, size, got, want)
				}
			}
		}
	}
}

func TestEllipsis(t *testing.T) {
	m := measurer(t)
	for _, tt := range []struct {
		text string
		maxW int
		want string
	}{
		{"广州某设计公司", 140, "广州某设计公司"},
		{"广州某设计公司", 139, "广州某设计…"},
		{"广州某设计公司", 10, "…"},
	} {
		if got := m.Ellipsis(tt.text, 20, false, tt.maxW); got != tt.want {
			t.Errorf("%q in %d: got %q, want %q", tt.text, tt.maxW, got, tt.want)
		}
	}
}

func TestWrap(t *testing.T) {
	m := measurer(t)
	for _, tt := range []struct {
		name           string
		text           string
		maxW, maxLines int
		want           []string
	}{
		{"fits", "打印有黑线", 100, 3, []string{"打印有黑线"}},
		{"between Han", "打印有黑线异响", 100, 3, []string{"打印有黑线", "异响"}},
		{"comma stays with its word", "打印有黑线，异响", 100, 3, []string{"打印有黑", "线，异响"}},
		{"opening bracket goes down", "打印有黑（线）", 100, 3, []string{"打印有黑", "（线）"}},
		{"Latin at spaces", "The laptop does not start", 130, 3, []string{"The laptop", "does not start"}},
		{"mixed", "惠普 LaserJet 黑线", 110, 3, []string{"惠普", "LaserJet 黑", "线"}},
		{"long word is cut", "HHHHHHHHHH", 60, 9, []string{"HHHH", "HHHH", "HH"}},
		{"newline", "一\n二", 100, 3, []string{"一", "二"}},
		{"too many lines", "一二三四五六七八", 60, 2, []string{"一二三", "四五…"}},
		{"too many paragraphs", "一二三\n四五六\n七", 60, 2, []string{"一二三", "四五…"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if d := cmp.Diff(tt.want, m.Wrap(tt.text, 20, false, tt.maxW, tt.maxLines)); d != "" {
				t.Errorf("lines (-want +got):\n%s", d)
			}
		})
	}
}

func TestWrappedLinesFitAndLoseNothing(t *testing.T) {
	m := measurer(t)
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.RuneFrom([]rune("一二三四，。（）“”ab W,.1 \n")), 0, 60, -1).Draw(t, "text")
		maxW := rapid.IntRange(40, 300).Draw(t, "maxW")
		lines := m.Wrap(text, 20, false, maxW, 0)
		for _, l := range lines {
			if w := m.Width(l, 20, false); w > maxW {
				t.Fatalf("line %q is %d wide, more than %d", l, w, maxW)
			}
		}
		noSpace := strings.NewReplacer(" ", "", "\n", "").Replace
		if got := noSpace(strings.Join(lines, "")); got != noSpace(text) {
			t.Fatalf("got %q, want %q", got, noSpace(text))
		}
	})
}

func BenchmarkWidth(b *testing.B) {
	m := measurer(b)
	for b.Loop() {
		m.Width("从 待测 A-07 · 测试单 12 项全部通过", 24, false)
	}
}
