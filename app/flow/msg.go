package flow

import "time"

// Msg is one thing that happened: a touch, a scan, a tick, an answer of the
// store or of a device.
//
// A message says whose it is: the screen by its name, or one of the rooms
// without a screen. That room's row in the table of screens takes it.
type Msg interface{ owner() Screen }

// report is a message of the store or of a device: no sign of a person.
type report interface {
	Msg
	reported()
}

// Positioned is a message that wants to know where in its node the touch was.
// X and Y run from 0 to 1 over the node.
type Positioned interface {
	Msg
	Positioned(x, y float64) Msg
}

// Tick is the time of the heartbeat, once a second.
type Tick struct{ Now time.Time }

// Typed is text from a hardware keyboard, scans already taken out.
type Typed struct{ Text string }

// KeyPressed is a key of the hardware keyboard that carries no text.
type KeyPressed struct{ Key Key }

// Key is a hardware key that the flow acts on.
type Key string

// The keys that carry no text.
const (
	KeyBackspace Key = "backspace"
	KeyEnter     Key = "enter"
	KeyEscape    Key = "escape"
	KeyTab       Key = "tab"
	KeyShift     Key = "shift" // pressed and let go alone
)

// PenDown, PenMoved and PenUp are a finger on a pad. X and Y run from 0 to 1
// over the pad's width, both (so that strokes keep their shape); At is the
// time since the pad was first touched.
type PenDown struct {
	Pad  string
	X, Y float64
	At   time.Duration
}

// PenMoved is the finger moving on a pad.
type PenMoved struct {
	Pad  string
	X, Y float64
	At   time.Duration
}

// PenUp is the finger leaving a pad.
type PenUp struct{ Pad string }

func (Tick) owner() Screen       { return roomDesk }
func (Typed) owner() Screen      { return roomEntry }
func (KeyPressed) owner() Screen { return roomEntry }
func (PenDown) owner() Screen    { return roomPad }
func (PenMoved) owner() Screen   { return roomPad }
func (PenUp) owner() Screen      { return roomPad }

func (Tick) deskMsg()       {}
func (Typed) keysMsg()      {}
func (KeyPressed) keysMsg() {}
func (PenDown) padMsg()     {}
func (PenMoved) padMsg()    {}
func (PenUp) padMsg()       {}

func (Tick) reported() {}
