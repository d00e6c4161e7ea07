package ink_test

import (
	"encoding/binary"
	"math"
	"testing"

	"countertop/app/ime/ink"
)

// FuzzRecognise reads pairs of numbers from any bytes; a pair of which the
// first is no number begins a new stroke half of the time.
func FuzzRecognise(f *testing.F) {
	f.Add([]byte{}, 10)
	f.Add(make([]byte, 8), 1)
	f.Add([]byte("the quick brown fox jumps over the lazy dog twice"), 40)
	f.Fuzz(func(t *testing.T, data []byte, n int) {
		strokes := []ink.Stroke{nil}
		for ; len(data) >= 8; data = data[8:] {
			p := ink.Point{
				X: math.Float32frombits(binary.LittleEndian.Uint32(data)),
				Y: math.Float32frombits(binary.LittleEndian.Uint32(data[4:])),
			}
			if p.X != p.X && data[0]&1 == 0 {
				strokes = append(strokes, nil)
			}
			strokes[len(strokes)-1] = append(strokes[len(strokes)-1], p)
		}
		if got := recogniser().Recognise(strokes, n); len(got) > max(n, 0) {
			t.Errorf("%d candidates, want at most %d", len(got), n)
		}
	})
}
