//go:build xui

package paint

import (
	"math"
	"testing"

	"golang.org/x/image/math/f32"

	"countertop/assets"
)

// TestIconsAreWhatThePenCovers compares the masks with a count of the points of
// each pixel that the pen reaches.
func TestIconsAreWhatThePenCovers(t *testing.T) {
	for _, size := range []int{20, 24, 36, 68} {
		for _, name := range assets.IconNames() {
			mask := iconMask(iconKey{name, size})
			want := covered(t, name, size)
			worst, sum := 0.0, 0.0
			for i, v := range mask.Pix {
				d := math.Abs(float64(v)/255 - want[i])
				worst, sum = max(worst, d), sum+d
			}
			if worst > 0.05 || sum/float64(len(want)) > 0.006 {
				t.Errorf("%s of %d pixels: a pixel is %.3f off, all of them %.4f", name, size, worst, sum/float64(len(want)))
			}
		}
	}
}

// covered is the part of each pixel that is black, from 16 x 16 points in it.
func covered(t *testing.T, name string, size int) []float64 {
	t.Helper()
	const n = 16
	paths, err := assets.Icon(name)
	if err != nil {
		t.Fatal(err)
	}
	scale := float32(size) / assets.IconUnits
	radius := float64(scale)
	if size >= 40 {
		radius *= 0.875
	}
	on := make([]bool, size*n*size*n)
	for _, p := range paths {
		for _, l := range flatten(p.Steps, scale) {
			for i, b := range l {
				segment{l[max(0, i-1)], b}.set(on, size*n, n, radius)
			}
			if p.Fill { // only round dots are filled
				mid := f32.Vec2{(l[0][0] + l[len(l)/2][0]) / 2, l[0][1]}
				segment{mid, mid}.set(on, size*n, n, math.Abs(float64(mid[0]-l[0][0])))
			}
		}
	}
	out := make([]float64, size*size)
	for i, is := range on {
		if is {
			out[i/(size*n)/n*size+i%(size*n)/n] += 1.0 / (n * n)
		}
	}
	return out
}

type segment struct{ a, b f32.Vec2 }

// set sets the points within radius of the segment; there are n to a pixel.
func (s segment) set(on []bool, w, n int, radius float64) {
	lo := func(k int) int { return max(0, int((float64(min(s.a[k], s.b[k]))-radius)*float64(n))-1) }
	hi := func(k int) int { return min(w-1, int((float64(max(s.a[k], s.b[k]))+radius)*float64(n))+1) }
	dx, dy := float64(s.b[0]-s.a[0]), float64(s.b[1]-s.a[1])
	for y := lo(1); y <= hi(1); y++ {
		for x := lo(0); x <= hi(0); x++ {
			px, py := (float64(x)+0.5)/float64(n)-float64(s.a[0]), (float64(y)+0.5)/float64(n)-float64(s.a[1])
			along := 0.0
			if l := dx*dx + dy*dy; l > 0 {
				along = max(0, min(1, (px*dx+py*dy)/l))
			}
			if math.Hypot(px-along*dx, py-along*dy) <= radius {
				on[y*w+x] = true
			}
		}
	}
}
