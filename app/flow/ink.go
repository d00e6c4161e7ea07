package flow

import (
	"slices"
	"time"

	"countertop/app/repair"
)

// Ink is what a finger wrote on a pad.
type Ink struct {
	Strokes []repair.Stroke
	// Down is set while the finger is on the pad.
	Down bool
}

func (k Ink) down(x, y float64, at time.Duration) Ink {
	k.Strokes = append(slices.Clone(k.Strokes), repair.Stroke{inkPoint(x, y, at)})
	k.Down = true
	return k
}

func (k Ink) moved(x, y float64, at time.Duration) Ink {
	n := len(k.Strokes)
	if n == 0 || !k.Down {
		return k
	}
	p := inkPoint(x, y, at)
	last := k.Strokes[n-1]
	if q := last[len(last)-1]; q.X == p.X && q.Y == p.Y {
		return k
	}
	// The last stroke grows in place: only this state holds it, and a pen
	// brings hundreds of points.
	k.Strokes = append(slices.Clone(k.Strokes[:n-1]), append(last, p))
	return k
}

func inkPoint(x, y float64, at time.Duration) repair.InkPoint {
	return repair.InkPoint{X: int32(x * repair.InkUnit), Y: int32(y * repair.InkUnit), T: int32(at.Milliseconds())}
}

// pen takes the pen messages of the signature pads.
func (s State) pen(m Msg) State {
	ink := &s.CheckIn.Ink
	switch s.Screen {
	case ScreenPickupSign:
		ink = &s.Pickup.Ink
	case ScreenAnswerSign:
		ink = &s.Service.Ink
	}
	switch m := m.(type) {
	case PenDown:
		*ink = ink.down(m.X, m.Y, m.At)
	case PenMoved:
		*ink = ink.moved(m.X, m.Y, m.At)
	case PenUp:
		ink.Down = false
	}
	return s
}
