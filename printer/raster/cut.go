package raster

import "countertop/printer"

// What a command costs on the wire, about, in the languages that have it.
const (
	pictureHead = 25 // before the dots of a picture
	barBytes    = 25
	smallLetter = 100 // as a picture with its neighbours less than as a text
)

// dotBytes is what the dots of a picture of r take.
func dotBytes(r rect) int { return (r.w() + 7) / 8 * r.h() }

// cuts are the pictures that a part of a page is printed by, their box, and
// their bytes.
type cuts struct {
	hull     rect
	pictures []rect
	bytes    int
}

// cut finds pictures with all ink of b that is in r, no two of which share a
// dot, in few bytes. It cuts along white columns or along white rows, whichever
// is less, and each piece again the other way.
func cut(b *printer.Bitmap, r rect) cuts {
	xs, ys := spans(b, r, true)
	box := hull(xs, ys)
	if box.empty() {
		return cuts{}
	}
	best := cuts{box, []rect{box}, pictureHead + dotBytes(box)}
	if dotBytes(box) <= pictureHead {
		return best
	}
	for _, pieces := range [][]rect{columns(box, xs), rows(box, ys)} {
		if len(pieces) < 2 {
			continue
		}
		if c := join(b, pieces); c.bytes < best.bytes {
			best.pictures, best.bytes = c.pictures, c.bytes
		}
	}
	return best
}

func columns(box rect, xs []span) (rs []rect) {
	for _, s := range xs {
		rs = append(rs, rect{s.from, box.y0, s.to, box.y1})
	}
	return rs
}

func rows(box rect, ys []span) (rs []rect) {
	for _, s := range ys {
		rs = append(rs, rect{box.x0, s.from, box.x1, s.to})
	}
	return rs
}

// maxJoined bounds the pieces that are tried as one picture.
const maxJoined = 64

// join puts neighbouring pieces into one picture where that is less than two
// heads more.
func join(b *printer.Bitmap, pieces []rect) cuts {
	single := make([]cuts, len(pieces))
	for i, p := range pieces {
		single[i] = cut(b, p)
	}
	// least[j] is the best for the first j pieces, the last picture of which
	// begins with piece from[j].
	least, from := make([]int, len(pieces)+1), make([]int, len(pieces)+1)
	for j := 1; j <= len(pieces); j++ {
		box := single[j-1].hull
		least[j], from[j] = least[j-1]+single[j-1].bytes, j-1
		for i := j - 2; i >= max(0, j-maxJoined); i-- {
			box = box.union(single[i].hull)
			if n := least[i] + pictureHead + dotBytes(box); n < least[j] {
				least[j], from[j] = n, i
			}
		}
	}
	c := cuts{bytes: least[len(pieces)]}
	for j := len(pieces); j > 0; j = from[j] {
		if i := from[j]; j-i == 1 {
			c.pictures = append(c.pictures, single[i].pictures...)
			continue
		}
		box := single[j-1].hull
		for i := from[j]; i < j; i++ {
			box = box.union(single[i].hull)
		}
		c.pictures = append(c.pictures, box)
	}
	return c
}
