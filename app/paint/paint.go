package paint

import (
	"image"
	"image/color"

	"github.com/hajimehoshi/ebiten/v2"
	"golang.org/x/image/font"

	"countertop/app/view"
)

// Painter draws scenes and keeps the masks they are made of.
type Painter struct {
	text   *view.Measurer
	white  *ebiten.Image // one white pixel, scaled to fill
	op     ebiten.DrawImageOptions
	last   *view.Scene // what Redraw drew
	lastTo image.Rectangle

	faces    map[faceKey]font.Face
	glyphs   map[glyphKey]glyph
	glyphPix int // pixels in glyphs

	corners  map[cornerKey]*ebiten.Image
	icons    map[iconKey]*ebiten.Image
	shadows  recent[shadowKey, *ebiten.Image]
	pictures recent[pictureKey, *ebiten.Image]
	inks     []*ink
}

// New returns a painter whose text is as wide as m says.
func New(m *view.Measurer) *Painter {
	// The pixel has white neighbours, so that no filter can bleed into it.
	block := ebiten.NewImage(3, 3)
	block.Fill(color.White)
	return &Painter{
		text:    m,
		white:   block.SubImage(image.Rect(1, 1, 2, 2)).(*ebiten.Image),
		faces:   make(map[faceKey]font.Face),
		glyphs:  make(map[glyphKey]glyph),
		corners: make(map[cornerKey]*ebiten.Image),
		icons:   make(map[iconKey]*ebiten.Image),
	}
}

// Draw draws the whole scene over what dst holds. Only the part of the scene
// that lies in the bounds of dst is drawn; a subimage clips.
func (p *Painter) Draw(dst *ebiten.Image, scene *view.Scene) {
	clip := dst.Bounds()
	first := covers(scene, clip)
	if first < 0 {
		dst.Fill(scene.Ground)
		first = 0
	}
	for i := first; i < len(scene.Nodes); i++ {
		n := &scene.Nodes[i]
		if p.bounds(n).Overlaps(clip) {
			p.node(dst, n)
		}
	}
}

// covers returns the last node that hides everything below it in clip, or -1.
// Without a GPU the pixels below would cost as much as those that are seen.
func covers(scene *view.Scene, clip image.Rectangle) int {
	for i := len(scene.Nodes) - 1; i >= 0; i-- {
		n := &scene.Nodes[i]
		if n.Kind == view.KindBox && n.Fill.A == 255 && n.StrokeWidth == 0 && n.Radius == 0 && clip.In(rectangle(n.Rect)) {
			return i
		}
	}
	return -1
}

// Redraw brings dst from the scene drawn by the last Redraw to this one and
// draws only the regions that differ. It reports whether any did. The scene
// must not be changed afterwards. The pixels are those of Draw.
func (p *Painter) Redraw(dst *ebiten.Image, scene *view.Scene) bool {
	regions := []image.Rectangle{dst.Bounds()}
	if p.last != nil && p.lastTo == dst.Bounds() && p.last.Ground == scene.Ground {
		regions = p.changes(p.last, scene, dst.Bounds())
	}
	keep := *scene
	p.last, p.lastTo = &keep, dst.Bounds()
	for _, r := range regions {
		p.Draw(dst.SubImage(r).(*ebiten.Image), scene)
	}
	return len(regions) > 0
}

// Forget makes the next Redraw draw everything, as is needed when what dst
// holds was lost.
func (p *Painter) Forget() { p.last = nil }

// Screenshot draws the scene into a picture of its size.
func (p *Painter) Screenshot(scene *view.Scene) *image.RGBA {
	out := image.NewRGBA(image.Rect(0, 0, scene.W, scene.H))
	off := ebiten.NewImage(scene.W, scene.H)
	defer off.Deallocate()
	p.Draw(off, scene)
	off.ReadPixels(out.Pix)
	return out
}

func (p *Painter) node(dst *ebiten.Image, n *view.Node) {
	switch n.Kind {
	case view.KindBox:
		p.box(dst, n)
	case view.KindText:
		p.line(dst, n)
	case view.KindIcon:
		p.icon(dst, n)
	case view.KindPicture:
		p.picture(dst, n)
	case view.KindInk:
		p.ink(dst, n)
	}
}

// bounds returns a rectangle that holds every pixel the node draws.
func (p *Painter) bounds(n *view.Node) image.Rectangle {
	r := rectangle(n.Rect)
	switch n.Kind {
	case view.KindBox:
		if n.Shadow {
			return r.Inset(-shadowReach).Union(r.Inset(-shadowReach).Add(image.Pt(0, shadowDrop)))
		}
	case view.KindText:
		// Accents, descenders and overhang stay well inside these parts of
		// the em in this font.
		w := p.text.Width(n.Text, n.Size, n.Bold)
		return image.Rect(n.Rect.X-n.Size/4-1, n.Baseline-n.Size*5/4, n.Rect.X+w+n.Size/4+1, n.Baseline+n.Size/2+1)
	case view.KindInk:
		return inkBounds(n)
	case view.KindIcon, view.KindPicture:
		return r
	}
	return r
}

func rectangle(r view.Rect) image.Rectangle { return image.Rect(r.X, r.Y, r.X+r.W, r.Y+r.H) }

// fill draws a plain rectangle.
func (p *Painter) fill(dst *ebiten.Image, r image.Rectangle, c view.Color) {
	if r.Empty() || c.A == 0 {
		return
	}
	p.op.GeoM.Reset()
	p.op.GeoM.Scale(float64(r.Dx()), float64(r.Dy()))
	p.op.GeoM.Translate(float64(r.Min.X), float64(r.Min.Y))
	p.tinted(dst, p.white, c)
}

// stamp draws a mask with its top left corner at x, y.
func (p *Painter) stamp(dst, mask *ebiten.Image, x, y int, c view.Color) {
	p.op.GeoM.Reset()
	p.op.GeoM.Translate(float64(x), float64(y))
	p.tinted(dst, mask, c)
}

func (p *Painter) tinted(dst, mask *ebiten.Image, c view.Color) {
	p.op.ColorScale.Reset()
	p.op.ColorScale.ScaleWithColor(c)
	dst.DrawImage(mask, &p.op)
}

// newMask uploads coverage as white of that opacity.
func newMask(a *image.Alpha) *ebiten.Image {
	img := ebiten.NewImage(a.Rect.Dx(), a.Rect.Dy())
	img.WritePixels(whitePixels(a, a.Rect))
	return img
}

// whitePixels returns a part of the coverage as premultiplied RGBA.
func whitePixels(a *image.Alpha, r image.Rectangle) []byte {
	pix := make([]byte, 0, 4*r.Dx()*r.Dy())
	for y := r.Min.Y; y < r.Max.Y; y++ {
		row := a.Pix[a.PixOffset(r.Min.X, y):][:r.Dx()]
		for _, v := range row {
			pix = append(pix, v, v, v, v)
		}
	}
	return pix
}

// recent keeps the values last asked for, few enough for a walk.
type recent[K comparable, V interface{ Deallocate() }] struct {
	keys []K
	vals []V
}

// get returns the value of k, making it if it is not kept; beyond limit the
// one not asked for longest is given up.
func (c *recent[K, V]) get(k K, limit int, fresh func() V) V {
	for i := range c.keys {
		if c.keys[i] == k {
			v := c.vals[i]
			copy(c.keys[1:i+1], c.keys[:i])
			copy(c.vals[1:i+1], c.vals[:i])
			c.keys[0], c.vals[0] = k, v
			return v
		}
	}
	v := fresh()
	c.keys, c.vals = append([]K{k}, c.keys...), append([]V{v}, c.vals...)
	if n := len(c.vals) - 1; n >= limit {
		c.vals[n].Deallocate()
		c.keys, c.vals = c.keys[:n], c.vals[:n]
	}
	return v
}
