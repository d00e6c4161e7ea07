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

// pen is one message of a finger on a pad.
func (k Ink) pen(m Msg) Ink {
	switch m := m.(type) {
	case PenDown:
		return k.down(m.X, m.Y, m.At)
	case PenMoved:
		return k.moved(m.X, m.Y, m.At)
	case PenUp:
		k.Down = false
	}
	return k
}

func padOf(m Msg) string {
	switch m := m.(type) {
	case PenDown:
		return m.Pad
	case PenMoved:
		return m.Pad
	case PenUp:
		return m.Pad
	}
	return ""
}

// pen takes the pen messages of the signature pads and of handwriting.
func (s State) pen(m Msg) (State, []Cmd) {
	if pad := padOf(m); isHandPad(pad) {
		return s.handPen(m, pad)
	}
	ink := &s.CheckIn.Ink
	switch s.Screen {
	case ScreenPickupSign:
		ink = &s.Pickup.Ink
	case ScreenAnswerSign:
		ink = &s.Service.Ink
	}
	*ink = ink.pen(m)
	return s, nil
}
