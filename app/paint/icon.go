package paint

import (
	"image"

	"github.com/hajimehoshi/ebiten/v2"

	"countertop/app/view"
	"countertop/assets"
)

type iconKey struct {
	name string
	size int
}

// icon draws an icon as large as fits into the middle of its rectangle. A
// name that is not in assets shows as a question mark.
func (p *Painter) icon(dst *ebiten.Image, n *view.Node) {
	k := iconKey{n.Icon, min(n.Rect.W, n.Rect.H)}
	if k.size <= 0 || n.Color.A == 0 {
		return
	}
	mask, ok := p.icons[k]
	if !ok {
		mask = newMask(iconMask(k))
		p.icons[k] = mask
	}
	p.stamp(dst, mask, n.Rect.X+(n.Rect.W-k.size)/2, n.Rect.Y+(n.Rect.H-k.size)/2, n.Color)
}

func iconMask(k iconKey) *image.Alpha {
	paths, err := assets.Icon(k.name)
	if err != nil {
		paths, _ = assets.Icon("circle-question-mark")
	}
	scale := float32(k.size) / assets.IconUnits
	pen := 2 * scale
	// Large icons stand beside headlines, whose strokes are thinner for their
	// size than small text.
	if k.size >= 40 {
		pen *= 0.875
	}
	ds := newDistances(k.size, pen/2)
	for _, p := range paths {
		for _, l := range flatten(p.Steps, scale) {
			ds.line(l)
			if p.Fill {
				ds.fill(l)
			}
		}
	}
	return ds.mask()
}
