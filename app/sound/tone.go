package sound

import (
	"encoding/binary"
	"math"
)

// sampleRate is in samples per second; one channel of signed 16-bit samples.
const (
	sampleRate  = 48000
	sampleBytes = 2
)

// note is one tone. Hz 0 is a rest.
type note struct {
	hz    float64
	ms    int
	buzz  bool    // with the odd harmonics that make a low tone audible on a small speaker
	level float64 // of full scale
}

// The notes are those of a C major chord, so that one sound after the other is
// no discord. All but Done are over in 300 ms.
var scores = [kinds][]note{
	Moved:   {{hz: 659.26, ms: 70, level: 0.6}, {hz: 987.77, ms: 150, level: 0.6}},
	Done:    {{hz: 523.25, ms: 90, level: 0.6}, {hz: 659.26, ms: 90, level: 0.6}, {hz: 783.99, ms: 220, level: 0.6}},
	Again:   {{hz: 783.99, ms: 80, level: 0.5}, {ms: 40}, {hz: 783.99, ms: 80, level: 0.5}},
	Unknown: {{hz: 392.00, ms: 220, level: 0.6}},
	Refused: {{hz: 164.81, ms: 120, buzz: true, level: 0.7}, {ms: 50}, {hz: 164.81, ms: 130, buzz: true, level: 0.7}},
	Key:     {{hz: 1318.51, ms: 12, level: 0.25}},
}

// render returns the samples of a score, little endian.
func render(score []note) []byte {
	var pcm []byte
	for _, n := range score {
		count := sampleRate * n.ms / 1000
		for i := range count {
			v := n.level * envelope(i, count) * wave(n, float64(i)/sampleRate)
			pcm = binary.LittleEndian.AppendUint16(pcm, uint16(int16(v*math.MaxInt16)))
		}
	}
	return pcm
}

// wave is the shape of n at t seconds, from -1 to 1.
func wave(n note, t float64) float64 {
	w := 2 * math.Pi * n.hz * t
	if n.buzz {
		return (math.Sin(w) + math.Sin(3*w)/2 + math.Sin(5*w)/3) / 1.84
	}
	return (math.Sin(w) + 0.2*math.Sin(2*w)) / 1.2
}

// envelope fades sample i of count in and out, so that nothing clicks.
func envelope(i, count int) float64 {
	const fade = sampleRate * 4 / 1000
	edge := min(i, count-1-i)
	if edge >= fade {
		return 1
	}
	return 0.5 - 0.5*math.Cos(math.Pi*float64(edge)/fade)
}
