package ink_test

import (
	"math/rand/v2"
	"testing"

	"countertop/app/ime/ink"
)

func BenchmarkRecognise(b *testing.B) {
	var written [][]ink.Stroke
	for i := 0; i < 3000; i += 10 {
		written = append(written, hardest.write(strokes(i), rand.New(rand.NewPCG(1, uint64(i)))))
	}
	recogniser()
	b.ResetTimer()
	for i := range b.N {
		recogniser().Recognise(written[i%len(written)], 10)
	}
}

func BenchmarkNew(b *testing.B) {
	for range b.N {
		if _, err := ink.New(); err != nil {
			b.Fatal(err)
		}
	}
}
