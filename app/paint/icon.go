package paint

import (
	"bytes"
	"image"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/srwiley/oksvg"
	"github.com/srwiley/rasterx"

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
	svg, err := assets.Icon(k.name)
	if err != nil {
		svg, _ = assets.Icon("circle-question-mark")
	}
	a := image.NewAlpha(image.Rect(0, 0, k.size, k.size))
	icon, err := oksvg.ReadReplacingCurrentColor(bytes.NewReader(svg), "#000000", oksvg.StrictErrorMode)
	if err != nil {
		panic("paint: icon " + k.name + ": " + err.Error()) // embedded, so it is ours
	}
	// The library scales the path, but not the pen. Large icons stand beside
	// headlines, whose strokes are thinner for their size than small text.
	pen := float64(k.size) / icon.ViewBox.W
	if k.size >= 40 {
		pen *= 0.875
	}
	for i := range icon.SVGPaths {
		icon.SVGPaths[i].LineWidth *= pen
	}
	icon.SetTarget(0, 0, float64(k.size), float64(k.size))
	icon.Draw(rasterx.NewDasher(k.size, k.size, rasterx.NewScannerGV(k.size, k.size, a, a.Rect)), 1)
	return a
}
