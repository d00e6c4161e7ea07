package flow

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
