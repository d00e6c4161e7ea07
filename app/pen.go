package app

import (
	"image"
	"time"

	"countertop/app/flow"
	"countertop/app/view"
)

// thin is how far the pen must move for another point: closer ones carry the
// noise of the panel and no shape. In thousandths of the width of the pad.
const thin = 3

// pen turns the pointer on a pad into pen messages.
type pen struct {
	pad    string
	rect   view.Rect
	start  time.Duration // when the pad was first touched
	last   image.Point   // where the last message was
	latest pointing      // where the pen is
}

func (p *pen) down(n *view.Node, e pointing) flow.Msg {
	if p.pad != n.ID || e.when < p.start {
		p.start = e.when
	}
	p.pad, p.rect = n.ID, n.Rect
	p.last, p.latest = e.at, e
	x, y := p.place(e.at)
	return flow.PenDown{Pad: p.pad, X: x, Y: y, At: e.when - p.start}
}

// moved returns nil if the pen has not moved far enough.
func (p *pen) moved(e pointing) flow.Msg {
	p.latest = e
	if d := e.at.Sub(p.last); (d.X*d.X+d.Y*d.Y)*1000*1000 < thin*thin*p.rect.W*p.rect.W {
		return nil
	}
	return p.move()
}

func (p *pen) move() flow.Msg {
	p.last = p.latest.at
	x, y := p.place(p.last)
	return flow.PenMoved{Pad: p.pad, X: x, Y: y, At: p.latest.when - p.start}
}

// up ends the stroke where the pen really was.
func (p *pen) up(e pointing) []flow.Msg {
	var msgs []flow.Msg
	p.latest = e
	if p.latest.at != p.last {
		msgs = append(msgs, p.move())
	}
	return append(msgs, flow.PenUp{Pad: p.pad})
}

// place is a point in widths of the pad; outside it is brought to the edge.
func (p *pen) place(at image.Point) (x, y float64) {
	w, h := float64(p.rect.W), float64(p.rect.H)
	x = min(max(float64(at.X-p.rect.X)+0.5, 0), w)
	y = min(max(float64(at.Y-p.rect.Y)+0.5, 0), h)
	return x / w, y / w
}
