package main

import (
	"math"
	"math/rand/v2"
	"runtime"
	"sync"

	"countertop/app/ime/ink/shape"
)

const (
	hands     = 24    // distorted writings of each character behind a template
	scattered = 6     // of them that tell how much one character varies
	shrink    = 1     // of the average variance is added to each value of a feature
	reach     = 0.999 // of the values fit the range of an int8
)

// train makes the templates: the average feature of each character, projected
// onto the axes along which characters differ most compared with how much one
// character varies (Fisher's linear discriminants).
func train(characters []character) *shape.Model {
	means, within := scatter(characters)
	centre := make([]float64, shape.Size)
	for _, m := range means {
		for i, v := range m {
			centre[i] += v / float64(len(means))
		}
	}
	between := newMatrix(shape.Size)
	for _, m := range means {
		d := make([]float64, shape.Size)
		for i, v := range m {
			d[i] = v - centre[i]
		}
		between.addOuter(d)
	}
	between.mirror()
	within.mirror()
	trace := 0.0
	for i := range within {
		trace += within[i][i]
	}
	for i := range within {
		within[i][i] += shrink * trace / shape.Size
	}
	axes := discriminants(within, between, shape.Dims)
	return quantise(characters, means, centre, axes)
}

// scatter returns the average feature of each character and the sum of the
// squares of what differs from it. The characters are counted in blocks of
// fixed size, so that the sums do not depend on the number of processors.
func scatter(characters []character) (means [][]float64, within matrix) {
	const block = 256
	n := (len(characters) + block - 1) / block
	means = make([][]float64, len(characters))
	parts := make([]matrix, n)
	var wg sync.WaitGroup
	next := make(chan int)
	for range runtime.NumCPU() {
		wg.Go(func() {
			for b := range next {
				parts[b] = newMatrix(shape.Size)
				for c := b * block; c < min((b+1)*block, len(characters)); c++ {
					means[c] = vary(characters[c], parts[b])
				}
			}
		})
	}
	for b := range n {
		next <- b
	}
	close(next)
	wg.Wait()
	within = newMatrix(shape.Size)
	for _, p := range parts {
		for i := range p {
			for j := range p[i] {
				within[i][j] += p[i][j] / float64(len(characters)*scattered)
			}
		}
	}
	return means, within
}

func vary(c character, within matrix) []float64 {
	rng := rand.New(rand.NewPCG(uint64(c.r), 1))
	mean := make([]float64, shape.Size)
	var features [][]float32
	for range hands {
		f, _ := shape.Feature(distort(c.strokes, rng))
		features = append(features, f)
		for i, v := range f {
			mean[i] += float64(v) / hands
		}
	}
	for _, f := range features[:scattered] {
		d := make([]float64, shape.Size)
		for i, v := range f {
			d[i] = float64(v) - mean[i]
		}
		within.addOuter(d)
	}
	return mean
}

func quantise(characters []character, means [][]float64, centre []float64, axes [][]float64) *shape.Model {
	var values []float64
	for _, m := range means {
		for _, a := range axes {
			v := 0.0
			for i := range a {
				v += a[i] * (m[i] - centre[i])
			}
			values = append(values, v)
		}
	}
	unit := quantile(values, reach) / math.MaxInt8
	model := &shape.Model{}
	for _, a := range axes {
		c := 0.0
		for i, v := range a {
			model.Axes = append(model.Axes, float32(v/unit))
			c += v * centre[i]
		}
		model.Centre = append(model.Centre, float32(c/unit))
	}
	for _, v := range values {
		model.Templates = append(model.Templates, int8(min(max(math.Round(v/unit), -math.MaxInt8), math.MaxInt8)))
	}
	for _, c := range characters {
		model.Runes = append(model.Runes, c.r)
		model.Ink = append(model.Ink, dots(c.strokes))
	}
	return model
}

// dots brings strokes into a square of 0 to 255.
func dots(strokes []shape.Stroke) [][]shape.Dot {
	var out [][]shape.Dot
	for _, s := range strokes {
		var d []shape.Dot
		for _, p := range thin(s, 12) {
			d = append(d, shape.Dot{X: dot(p.X), Y: dot(p.Y)})
		}
		out = append(out, d)
	}
	return out
}

func dot(v float32) uint8 { return uint8(min(max(math.Round(float64(v+100)/1100*255), 0), 255)) }
