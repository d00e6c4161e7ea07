package ime_test

import (
	"slices"
	"testing"
	"time"

	"countertop/app/ime"
)

// BenchmarkKey types the 30 inputs, letter by letter, and lists a page and a
// grid of candidates after each. It reports the times of single keys.
func BenchmarkKey(b *testing.B) {
	for _, mode := range []struct {
		name string
		mode ime.Mode
	}{{"text", ime.ModeText}, {"name", ime.ModeName}} {
		b.Run(mode.name, func(b *testing.B) {
			x := ime.Composer{Dict: newDict(b, ime.Options{}), Words: manyWords(10_000), Mode: mode.mode}
			var took []time.Duration
			for b.Loop() {
				for _, in := range inputs(b, "inputs.tsv") {
					var c ime.Composition
					for _, r := range in.letters {
						began := time.Now()
						c, _ = x.Key(c, r)
						x.Preedit(c)
						x.Candidates(c, 40)
						took = append(took, time.Since(began))
					}
				}
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Microseconds()), "p50-µs")
			b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-µs")
			b.ReportMetric(float64(took[len(took)-1].Microseconds()), "max-µs")
		})
	}
}

func BenchmarkLearn(b *testing.B) {
	words := manyWords(10_000)
	for b.Loop() {
		words.Learn(ime.Word{Text: "惠维", Reading: "hui'wei"})
	}
}

func BenchmarkForget(b *testing.B) {
	words := manyWords(10_000)
	for b.Loop() {
		words.Forget("惠维")
	}
}
