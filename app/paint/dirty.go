package paint

import (
	"image"

	"countertop/app/view"
)

const (
	// lookAhead is how far apart two equal nodes are found when nodes come
	// or go between them.
	lookAhead = 48
	// maxRegions is how many regions are redrawn apart.
	maxRegions = 6
)

// changes returns the regions of screen in which the two scenes may differ.
func (p *Painter) changes(old, next *view.Scene, screen image.Rectangle) []image.Rectangle {
	var regions []image.Rectangle
	add := func(r image.Rectangle) {
		if r = r.Intersect(screen); !r.Empty() {
			regions = append(regions, r)
		}
	}
	a, b := old.Nodes, next.Nodes
	// Nodes that are equal and in the same order draw the same pixels wherever
	// no other node lies. So pair those up; all others are dirty.
	for len(a) > 0 || len(b) > 0 {
		switch skipA, skipB := align(a, b); {
		case skipA == 0 && skipB == 0:
			a, b = a[1:], b[1:]
		case skipA == 1 && skipB == 1 && sameButInk(&a[0], &b[0]) && grows(a[0].Strokes, b[0].Strokes):
			corner := image.Pt(b[0].Rect.X, b[0].Rect.Y)
			add(inkChange(a[0].Strokes, b[0].Strokes, b[0].StrokeWidth).Add(corner).Intersect(p.bounds(&b[0])))
			a, b = a[1:], b[1:]
		default:
			for i := range skipA {
				add(p.bounds(&a[i]))
			}
			for i := range skipB {
				add(p.bounds(&b[i]))
			}
			a, b = a[skipA:], b[skipB:]
		}
	}
	return merge(regions)
}

// align returns how many nodes of a and of b to give up until two are equal:
// none, one of each, or a few of one list.
func align(a, b []view.Node) (skipA, skipB int) {
	if len(a) == 0 || len(b) == 0 {
		return len(a), len(b)
	}
	if same(&a[0], &b[0]) {
		return 0, 0
	}
	// One node changed is far more common than one come or gone.
	if len(a) > 1 && len(b) > 1 && same(&a[1], &b[1]) || len(a) == 1 && len(b) == 1 {
		return 1, 1
	}
	for i := 1; i < lookAhead; i++ {
		if i < len(b) && same(&a[0], &b[i]) {
			return 0, i
		}
		if i < len(a) && same(&a[i], &b[0]) {
			return i, 0
		}
	}
	return 1, 1
}

// same reports whether two nodes draw the same pixels.
func same(a, b *view.Node) bool {
	return sameButInk(a, b) && len(a.Strokes) == len(b.Strokes) && grows(a.Strokes, b.Strokes) && grows(b.Strokes, a.Strokes)
}

func sameButInk(a, b *view.Node) bool {
	return a.Kind == b.Kind && a.Rect == b.Rect && a.Text == b.Text && a.Size == b.Size && a.Bold == b.Bold &&
		a.Baseline == b.Baseline && a.Color == b.Color && a.Fill == b.Fill && a.Stroke == b.Stroke &&
		a.StrokeWidth == b.StrokeWidth && a.Radius == b.Radius && a.Dashed == b.Dashed && a.Shadow == b.Shadow &&
		a.Icon == b.Icon && a.Picture == b.Picture
}

// merge joins regions that overlap, and then the two that lie closest until
// there are few.
func merge(regions []image.Rectangle) []image.Rectangle {
	for {
		bi, bj, best := -1, -1, 0
		for i := range regions {
			for j := range i {
				u := regions[i].Union(regions[j])
				// What is drawn more if the two are drawn as one.
				cost := area(u) - area(regions[i]) - area(regions[j])
				if bi < 0 || cost < best {
					bi, bj, best = i, j, cost
				}
			}
		}
		if bi < 0 || best > 0 && len(regions) <= maxRegions {
			return regions
		}
		regions[bj] = regions[bi].Union(regions[bj])
		regions = append(regions[:bi], regions[bi+1:]...)
	}
}

func area(r image.Rectangle) int { return r.Dx() * r.Dy() }
