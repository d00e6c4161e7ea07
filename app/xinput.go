package app

import (
	"encoding/binary"
	"image"
	"io"
	"log/slog"
	"os"
	"time"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"

	"countertop/app/flow"
)

// xinput reads the finger and the keys that carry no text from a connection
// of its own to the X server.
//
// Ebiten looks at them once a frame: it sees 60 points a second of a
// signature, and while it sleeps it misses a press that is released before it
// is awake. Here every event comes, in order and with its time.
type xinput struct {
	conn *xgb.Conn
	keys map[xproto.Keycode]flow.Key
	put  func(item)
	// shift is set while Shift is down and no other key was pressed since.
	shift bool
}

// Keysyms of the keys that the flow acts on. Source: X11/keysymdef.h.
var keysyms = map[xproto.Keysym]flow.Key{
	0xff08: flow.KeyBackspace,
	0xff0d: flow.KeyEnter,
	0xff8d: flow.KeyEnter, // KP_Enter
	0xff1b: flow.KeyEscape,
	0xff09: flow.KeyTab,
	0xffe1: flow.KeyShift, // Shift_L
	0xffe2: flow.KeyShift, // Shift_R
}

// watchX begins to report the input of this process's window, or returns nil
// if that cannot be had.
func watchX(put func(item)) *xinput {
	// What it has to say is its errors; else it tells stderr of a display that
	// needs no authority, and that a connection was closed which we closed.
	xgb.Logger.SetOutput(io.Discard)
	x, err := openX(put)
	if err != nil {
		slog.Warn("app: X input is read once a frame only", "err", err)
		return nil
	}
	go x.read()
	return x
}

func openX(put func(item)) (*xinput, error) {
	conn, err := xgb.NewConn()
	if err != nil {
		return nil, err
	}
	x := &xinput{conn: conn, put: put}
	if err := x.listen(); err != nil {
		conn.Close()
		return nil, err
	}
	return x, nil
}

func (x *xinput) listen() error {
	setup := xproto.Setup(x.conn)
	win, err := x.window(setup.DefaultScreen(x.conn).Root, uint32(os.Getpid()))
	if err != nil {
		return err
	}
	first, count := setup.MinKeycode, byte(setup.MaxKeycode-setup.MinKeycode+1)
	m, err := xproto.GetKeyboardMapping(x.conn, first, count).Reply()
	if err != nil {
		return err
	}
	x.keys = make(map[xproto.Keycode]flow.Key)
	for i := range int(count) {
		if k, ok := keysyms[m.Keysyms[i*int(m.KeysymsPerKeycode)]]; ok {
			x.keys[first+xproto.Keycode(i)] = k
		}
	}
	// Several clients may listen to keys and exposures, but only one to
	// buttons, and that is Ebiten. A grab goes before it.
	const events = xproto.EventMaskKeyPress | xproto.EventMaskKeyRelease | xproto.EventMaskExposure
	err = xproto.ChangeWindowAttributesChecked(x.conn, win, xproto.CwEventMask, []uint32{events}).Check()
	if err != nil {
		return err
	}
	const mask = xproto.EventMaskButtonPress | xproto.EventMaskButtonRelease | xproto.EventMaskButton1Motion
	return xproto.GrabButtonChecked(x.conn, false, win, mask, xproto.GrabModeAsync, xproto.GrabModeAsync,
		xproto.WindowNone, xproto.CursorNone, xproto.ButtonIndex1, xproto.ModMaskAny).Check()
}

// window finds the window of the process, at most a few levels below parent:
// window managers put frames around it.
func (x *xinput) window(root xproto.Window, pid uint32) (xproto.Window, error) {
	const name = "_NET_WM_PID"
	atom, err := xproto.InternAtom(x.conn, true, uint16(len(name)), name).Reply()
	if err != nil {
		return 0, err
	}
	level := []xproto.Window{root}
	for range 5 {
		var below []xproto.Window
		for _, w := range level {
			p, err := xproto.GetProperty(x.conn, false, w, atom.Atom, xproto.AtomCardinal, 0, 1).Reply()
			if err == nil && len(p.Value) == 4 && binary.LittleEndian.Uint32(p.Value) == pid {
				return w, nil
			}
			if tree, err := xproto.QueryTree(x.conn, w).Reply(); err == nil {
				below = append(below, tree.Children...)
			}
		}
		level = below
	}
	return 0, os.ErrNotExist
}

// read reports events until the connection is closed.
func (x *xinput) read() {
	for {
		ev, err := x.conn.WaitForEvent()
		switch ev := ev.(type) {
		case nil:
			if err == nil {
				return // closed
			}
		case xproto.KeyPressEvent:
			k, ok := x.keys[ev.Detail]
			x.shift = k == flow.KeyShift
			if ok && !x.shift {
				x.put(item{key: k})
			}
		case xproto.KeyReleaseEvent:
			// Alone it means 中/英; with a letter it is part of the letter.
			if x.shift && x.keys[ev.Detail] == flow.KeyShift {
				x.put(item{key: flow.KeyShift})
			}
			x.shift = false
		case xproto.ExposeEvent:
			x.put(item{exposed: true})
		case xproto.ButtonPressEvent:
			x.point(down, ev.EventX, ev.EventY, ev.Time)
		case xproto.MotionNotifyEvent:
			x.point(moved, ev.EventX, ev.EventY, ev.Time)
		case xproto.ButtonReleaseEvent:
			if ev.Detail == xproto.ButtonIndex1 {
				x.point(up, ev.EventX, ev.EventY, ev.Time)
			}
		}
	}
}

func (x *xinput) point(p phase, px, py int16, t xproto.Timestamp) {
	x.put(item{pointer: &pointing{p, image.Pt(int(px), int(py)), time.Duration(t) * time.Millisecond}})
}

func (x *xinput) close() { x.conn.Close() }
