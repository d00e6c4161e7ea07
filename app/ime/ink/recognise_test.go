package ink_test

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"countertop/app/ime/ink"
	"countertop/app/ime/ink/shape"
	"countertop/assets"
)

var recogniser = sync.OnceValue(func() *ink.Recogniser {
	r, err := ink.New()
	if err != nil {
		panic(err)
	}
	return r
})

var model = sync.OnceValue(func() *shape.Model {
	m, err := shape.Decode(bytes.NewReader(assets.Ink))
	if err != nil {
		panic(err)
	}
	return m
})

// strokes are those of the template of the i-th most frequent character, in a
// square of 0 to 1.
func strokes(i int) []ink.Stroke {
	out := model().Strokes(i)
	for _, s := range out {
		for k, p := range s {
			s[k] = ink.Point{X: p.X / 255, Y: p.Y / 255}
		}
	}
	return out
}

// rate is the outcome of many attempts.
type rate struct {
	tried, first, ten int
	times             []time.Duration
	missed            strings.Builder
}

func (r *rate) String() string {
	slices.Sort(r.times)
	n := len(r.times)
	return fmt.Sprintf("top-1 %5.1f %%  top-10 %5.1f %%  p50 %.1f ms  p99 %.1f ms  of %d", 100*float64(r.first)/float64(r.tried),
		100*float64(r.ten)/float64(r.tried), r.times[n/2].Seconds()*1000, r.times[n*99/100].Seconds()*1000, r.tried)
}

// measure lets a hand write every step-th of the 3,000 most frequent characters.
func measure(h hand, first, step int) *rate {
	var (
		out rate
		mu  sync.Mutex
		wg  sync.WaitGroup
	)
	workers := runtime.NumCPU()
	for w := range workers {
		wg.Go(func() {
			for i := first + w*step; i < 3000; i += workers * step {
				rng := rand.New(rand.NewPCG(0x1ce, uint64(i)))
				want, ink := string(model().Runes[i]), h.write(strokes(i), rng)
				start := time.Now()
				got := recogniser().Recognise(ink, 10)
				took := time.Since(start)
				mu.Lock()
				out.tried++
				out.times = append(out.times, took)
				switch at := slices.Index(got, want); {
				case at == 0:
					out.first++
					fallthrough
				case at > 0:
					out.ten++
				default:
					out.missed.WriteString(want)
				}
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	return &out
}

// The templates and these characters come from one source, so real writing will
// do worse than what is said here. What the hands do to a character is their
// own: trembling, strokes too long or too short, hooks, and one half squeezed
// were not in what the templates were averaged from.
func TestDistortedCharactersAreFound(t *testing.T) {
	for _, h := range hands {
		t.Run(h.name, func(t *testing.T) {
			step := 20
			if h.name == hardest.name {
				step = 1
			}
			got := measure(h, 3, step)
			t.Logf("%-22s %v", h.name, got)
			if got.ten*100 < got.tried*95 {
				t.Errorf("%v, want at least 95 %% in the top 10; missed %s", got, &got.missed)
			}
		})
	}
}

func TestNothingIsRecognisedInNothing(t *testing.T) {
	nan, inf := float32(math.NaN()), float32(math.Inf(1))
	for _, tt := range []struct {
		name    string
		strokes []ink.Stroke
		n       int
	}{
		{"no strokes", nil, 10},
		{"empty strokes", []ink.Stroke{{}, {}}, 10},
		{"points that are no numbers", []ink.Stroke{{{X: nan, Y: 1}, {X: 2, Y: nan}, {X: inf, Y: -inf}}}, 10},
		{"no candidates wanted", []ink.Stroke{{{X: 1, Y: 1}, {X: 5, Y: 1}}}, 0},
		{"fewer than none wanted", []ink.Stroke{{{X: 1, Y: 1}, {X: 5, Y: 1}}}, -1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := recogniser().Recognise(tt.strokes, tt.n); got != nil {
				t.Errorf("got %q, want nothing", got)
			}
		})
	}
}

func TestOddInkIsRecognisedAsSomething(t *testing.T) {
	long := make(ink.Stroke, 10_000)
	for i := range long {
		sin, cos := math.Sincos(float64(i) / 50)
		long[i] = ink.Point{X: float32(cos * float64(i)), Y: float32(sin * float64(i))}
	}
	many := make([]ink.Stroke, 10_000)
	for i := range many {
		many[i] = ink.Stroke{long[i]}
	}
	huge := float32(math.MaxFloat32)
	for _, tt := range []struct {
		name    string
		strokes []ink.Stroke
	}{
		{"one point", []ink.Stroke{{{X: 3, Y: 4}}}},
		{"the same point again and again", []ink.Stroke{make(ink.Stroke, 100)}},
		{"10,000 points", []ink.Stroke{long}},
		{"10,000 strokes", many},
		{"as far as numbers go", []ink.Stroke{{{X: -huge, Y: -huge}, {X: huge, Y: huge}}}},
		{"no number among others", []ink.Stroke{{{X: 1, Y: 1}, {X: float32(math.NaN())}, {X: 9, Y: 1}}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := recogniser().Recognise(tt.strokes, 10); len(got) != 10 {
				t.Errorf("got %q, want ten candidates", got)
			}
		})
	}
}

// 玥 is not in the source of the strokes and was put together from 现 and 明.
func TestCharactersOfNamesAreKnown(t *testing.T) {
	for _, c := range "喆堃燚翀瑄垚彧烜玥珺璟旻昕煜晟祐芃赟钰浩梓" {
		i := slices.Index(model().Runes, c)
		if i < 0 {
			t.Errorf("%c has no template", c)
			continue
		}
		if got := recogniser().Recognise(tidy.write(strokes(i), rand.New(rand.NewPCG(3, uint64(c)))), 10); !slices.Contains(got, string(c)) {
			t.Errorf("%c is read as %q", c, got)
		}
	}
}

func TestAllCharactersAreRankedOnce(t *testing.T) {
	got := recogniser().Recognise(strokes(0), 20_000)
	if len(got) != len(model().Runes) {
		t.Fatalf("%d candidates, want all %d", len(got), len(model().Runes))
	}
	slices.Sort(got)
	if n := len(slices.Compact(got)); n != len(model().Runes) {
		t.Errorf("%d different candidates, want %d", n, len(model().Runes))
	}
}
