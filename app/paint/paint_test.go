//go:build xui

package paint_test

import (
	"bytes"
	"image"
	"image/png"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/hajimehoshi/ebiten/v2"

	"countertop/app/paint"
	"countertop/app/view"
	"countertop/assets"
)

func TestEveryKindOfNodeDraws(t *testing.T) {
	p := paint.New(text)
	s := home()
	img := p.Screenshot(s)
	f, err := os.Create(filepath.Join(t.ArtifactDir(), "home.png"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, img); err != nil {
		t.Fatal(err)
	}
	whole := drawn(p, s)
	for i, n := range s.Nodes {
		less := *s
		less.Nodes = append(append([]view.Node(nil), s.Nodes[:i]...), s.Nodes[i+1:]...)
		if bytes.Equal(whole, drawn(p, &less)) && !hidden(s, i) {
			t.Errorf("node %d (%s %q %q) leaves no pixel", i, n.Kind, n.Text, n.Icon)
		}
	}
}

// hidden reports whether a node may be under another one.
func hidden(s *view.Scene, i int) bool {
	return s.Nodes[i].Kind == view.KindBox && s.Nodes[i].Fill == s.Ground
}

func TestStraightEdgesAreWholePixels(t *testing.T) {
	for _, sw := range []int{1, 2, 3} {
		s := &view.Scene{W: 60, H: 40, Ground: white, Nodes: []view.Node{
			{Kind: view.KindBox, Rect: view.Rect{X: 5, Y: 5, W: 50, H: 30}, Radius: 9, Stroke: ink, StrokeWidth: sw},
		}}
		pix := paint.New(text).Screenshot(s)
		for x := range 60 {
			want := white
			if x >= 5 && x < 5+sw || x >= 55-sw && x < 55 {
				want = ink
			}
			if got := pix.RGBAAt(x, 20); got.R != want.R || got.B != want.B {
				t.Errorf("stroke %d, column %d: got %v, want %v", sw, x, got, want)
			}
		}
	}
}

func TestEveryIconRasterises(t *testing.T) {
	p := paint.New(text)
	seen := make(map[string]string)
	for _, name := range assets.IconNames() {
		s := &view.Scene{W: 32, H: 32, Ground: white, Nodes: []view.Node{
			{Kind: view.KindIcon, Icon: name, Rect: view.Rect{W: 32, H: 32}, Color: ink},
		}}
		pix := string(drawn(p, s))
		if other, ok := seen[pix]; ok {
			t.Errorf("%s looks like %s", name, other)
		}
		seen[pix] = name
	}
}

// TestRedrawGivesThePixelsOfDraw walks from scene to scene at random.
func TestRedrawGivesThePixelsOfDraw(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	p, fresh := paint.New(text), paint.New(text)
	s := home()
	dst := ebiten.NewImage(s.W, s.H)
	for i := range 60 {
		s = mutate(rnd, s)
		p.Redraw(dst, s)
		if got := pixels(dst); !bytes.Equal(got, drawn(fresh, s)) {
			t.Fatalf("step %d: pixels differ", i)
		}
	}
	if p.Redraw(dst, s) {
		t.Error("the same scene was drawn again")
	}
}

// mutate returns a scene with a few nodes changed, gone, new or swapped.
func mutate(rnd *rand.Rand, s *view.Scene) *view.Scene {
	next := *s
	next.Nodes = append([]view.Node(nil), s.Nodes...)
	for range 1 + rnd.IntN(5) {
		i, j := rnd.IntN(len(next.Nodes)), rnd.IntN(len(next.Nodes))
		n := &next.Nodes[i]
		switch rnd.IntN(6) {
		case 0:
			next.Nodes = append(next.Nodes[:i], next.Nodes[i+1:]...)
		case 1:
			moved := next.Nodes[j]
			moved.Rect.X += rnd.IntN(40) - 20
			moved.Rect.Y += rnd.IntN(40) - 20
			moved.Baseline += rnd.IntN(40) - 20
			next.Nodes = append(next.Nodes[:i], append([]view.Node{moved}, next.Nodes[i:]...)...)
		case 2:
			next.Nodes[i], next.Nodes[j] = next.Nodes[j], next.Nodes[i]
		case 3:
			n.Color.R ^= 0x80
			n.Fill.G ^= 0x40
			n.Fill.A = uint8(rnd.IntN(256))
		case 4:
			n.Text += "宇ÅgŃ"
			n.Radius = rnd.IntN(30)
			n.Shadow = !n.Shadow
		case 5:
			if n.Kind == view.KindInk {
				n.Strokes = signature(1 + rnd.IntN(4))
			}
		}
	}
	return &next
}

func TestInkGrowsToThePixelsOfTheWhole(t *testing.T) {
	whole := home()
	grown := paint.New(text)
	dst := ebiten.NewImage(whole.W, whole.H)
	var ink int
	for i, n := range whole.Nodes {
		if n.ID == "ink" {
			ink = i
		}
	}
	all := whole.Nodes[ink].Strokes
	for k := range all {
		for i := 1; i <= len(all[k]); i += 1 + i%3 {
			s := *whole
			s.Nodes = append([]view.Node(nil), whole.Nodes...)
			s.Nodes[ink].Strokes = append(append([][]view.Point(nil), all[:k]...), all[k][:i])
			grown.Redraw(dst, &s)
			if i%15 == 0 && !bytes.Equal(pixels(dst), drawn(paint.New(text), &s)) {
				t.Fatalf("stroke %d, point %d: pixels differ", k, i)
			}
		}
	}
	grown.Redraw(dst, whole)
	if !bytes.Equal(pixels(dst), drawn(paint.New(text), whole)) {
		t.Fatal("pixels differ at the end")
	}
}

// flush waits until the GPU, or what stands in for it, has drawn. Reading dst
// itself would copy all of it.
func flush(dst *ebiten.Image) {
	probe := ebiten.NewImageWithOptions(image.Rect(0, 0, 1, 1), &ebiten.NewImageOptions{Unmanaged: true})
	defer probe.Deallocate()
	probe.DrawImage(dst, nil)
	var b [4]byte
	probe.ReadPixels(b[:])
}

func BenchmarkDraw(b *testing.B) {
	p, s := paint.New(text), home()
	dst := ebiten.NewImage(s.W, s.H)
	p.Draw(dst, s)
	flush(dst)
	b.ReportAllocs()
	for b.Loop() {
		p.Draw(dst, s)
		flush(dst)
	}
}

func BenchmarkRedrawButton(b *testing.B) {
	p, s := paint.New(text), home()
	dst := ebiten.NewImage(s.W, s.H)
	p.Redraw(dst, s)
	flush(dst)
	other := *s
	other.Nodes = append([]view.Node(nil), s.Nodes...)
	for i := range other.Nodes {
		if other.Nodes[i].Rect.W == 240 && other.Nodes[i].Rect.X == 32 {
			other.Nodes[i].Fill = ink
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		p.Redraw(dst, &other)
		flush(dst)
		p.Redraw(dst, s)
		flush(dst)
	}
}

func BenchmarkInkPoint(b *testing.B) {
	p, s := paint.New(text), home()
	dst := ebiten.NewImage(s.W, s.H)
	i := len(s.Nodes)
	s.Nodes = append(s.Nodes, view.Node{Kind: view.KindInk, Rect: view.Rect{X: 40, Y: 100, W: 1184, H: 240}, StrokeWidth: 5, Color: ink})
	line := make([]view.Point, 0, 4000)
	for len(line) < cap(line) {
		k := float32(len(line))
		line = append(line, view.Point{X: float32(int(k*3) % 1180), Y: 100 + float32(int(k*7)%60)})
	}
	b.ReportAllocs()
	n := 2000
	for b.Loop() {
		if n++; n > len(line) {
			n = 2000
		}
		next := *s
		next.Nodes = append([]view.Node(nil), s.Nodes...)
		next.Nodes[i].Strokes = [][]view.Point{line[:n]}
		p.Redraw(dst, &next)
		flush(dst)
	}
}

func BenchmarkFirstDraw(b *testing.B) {
	for b.Loop() {
		p, s := paint.New(text), home()
		drawn(p, s)
	}
}
