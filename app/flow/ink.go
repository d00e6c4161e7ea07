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
func (k Ink) pen(m penMsg) Ink {
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

// What a finger does on a pad, and what ends it.
type (
	// PenDown, PenMoved and PenUp are a finger on a pad. X and Y run from 0 to 1
	// over the pad's width, both (so that strokes keep their shape); At is the
	// time since the pad was first touched.
	PenDown struct {
		Pad  string
		X, Y float64
		At   time.Duration
	}
	// PenMoved is the finger moving on a pad.
	PenMoved struct {
		Pad  string
		X, Y float64
		At   time.Duration
	}
	// PenUp is the finger leaving a pad.
	PenUp struct{ Pad string }
	// SignedOff is the customer's "I confirm" under the page on the screen: what
	// is kept is the wording of State.SignedPage.
	SignedOff struct{}
	// InkCleared empties the signature pad.
	InkCleared struct{}
)

// penMsg are the messages of a finger on a pad.
//
//sumtype:decl
type penMsg interface {
	Msg
	penMsg()
}

// padMsg are the messages that end what is written on a pad.
//
//sumtype:decl
type padMsg interface {
	Msg
	padMsg()
}

func (PenDown) owner() Screen    { return roomPad }
func (PenMoved) owner() Screen   { return roomPad }
func (PenUp) owner() Screen      { return roomPad }
func (SignedOff) owner() Screen  { return roomPad }
func (InkCleared) owner() Screen { return roomPad }

func (PenDown) penMsg()    {}
func (PenMoved) penMsg()   {}
func (PenUp) penMsg()      {}
func (SignedOff) padMsg()  {}
func (InkCleared) padMsg() {}

// updatePad takes the pen of the signature pads and of handwriting, and what
// ends it.
func updatePad(s State, m Msg) (State, []Cmd) {
	switch m := m.(type) {
	case PenDown:
		return penned(s, m, m.Pad)
	case PenMoved:
		return penned(s, m, m.Pad)
	case PenUp:
		return penned(s, m, m.Pad)
	case padMsg:
		return padEnded(s, m)
	}
	return s, nil
}

func padEnded(s State, m padMsg) (State, []Cmd) {
	switch m.(type) {
	case SignedOff:
		return signedOff(s)
	case InkCleared:
		if ink := s.row().ink; ink != nil {
			*ink(&s) = Ink{}
		}
	}
	return s, nil
}

// penned is the finger on a pad: of handwriting, or of the screen's signature.
func penned(s State, m penMsg, pad string) (State, []Cmd) {
	if isHandPad(pad) {
		return handPenned(s, m, pad)
	}
	if ink := s.row().ink; ink != nil {
		p := ink(&s)
		*p = p.pen(m)
	}
	return s, nil
}
