package scannertest

import (
	"fmt"
	"io"
	"time"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"
	"github.com/jezek/xgb/xtest"
)

// Wedge is a barcode scanner that types on the keyboard of an X display, into
// whatever window has the focus. It is for one goroutine.
type Wedge struct {
	Pace  time.Duration // waited after each character
	Enter bool          // pressed after each code

	conn *xgb.Conn
	root xproto.Window
	keys map[xproto.Keysym]stroke
}

type stroke struct {
	code  byte
	shift bool
}

// Keysyms that carry no character. Source: X11/keysymdef.h.
const (
	symEnter = 0xff0d
	symShift = 0xffe1
)

// NewWedge returns a scanner on the display that DISPLAY names. It needs the XTEST
// extension. Close it in the end.
func NewWedge() (*Wedge, error) {
	xgb.Logger.SetOutput(io.Discard) // it tells stderr of displays without authority
	conn, err := xgb.NewConn()
	if err != nil {
		return nil, fmt.Errorf("scannertest: new wedge: %w", err)
	}
	w := &Wedge{conn: conn, root: xproto.Setup(conn).DefaultScreen(conn).Root, keys: map[xproto.Keysym]stroke{}}
	setup := xproto.Setup(conn)
	first, count := setup.MinKeycode, byte(setup.MaxKeycode-setup.MinKeycode+1)
	m, err := xproto.GetKeyboardMapping(conn, first, count).Reply()
	if err == nil {
		err = xtest.Init(conn)
	}
	if err != nil {
		conn.Close()
		return nil, fmt.Errorf("scannertest: new wedge: %w", err)
	}
	per := int(m.KeysymsPerKeycode)
	for i := range int(count) {
		for level := range min(2, per) {
			sym := m.Keysyms[i*per+level]
			if _, known := w.keys[sym]; !known {
				w.keys[sym] = stroke{byte(first) + byte(i), level == 1}
			}
		}
	}
	return w, nil
}

// Scan types text, and Enter if the scanner sends it. It returns when the server
// has all of it.
func (w *Wedge) Scan(text string) error {
	for _, r := range text {
		k, ok := w.keys[xproto.Keysym(r)] // Latin-1 keysyms are their characters
		if !ok {
			return fmt.Errorf("scannertest: no key for %q", r)
		}
		w.press(k)
		if w.Pace > 0 {
			time.Sleep(w.Pace)
		}
	}
	if w.Enter {
		w.press(w.keys[symEnter])
	}
	if _, err := xproto.GetInputFocus(w.conn).Reply(); err != nil { // answered in turn
		return fmt.Errorf("scannertest: scan: %w", err)
	}
	return nil
}

func (w *Wedge) press(k stroke) {
	if k.shift {
		w.fake(xproto.KeyPress, w.keys[symShift].code)
	}
	w.fake(xproto.KeyPress, k.code)
	w.fake(xproto.KeyRelease, k.code)
	if k.shift {
		w.fake(xproto.KeyRelease, w.keys[symShift].code)
	}
}

func (w *Wedge) fake(kind, code byte) {
	xtest.FakeInput(w.conn, kind, code, 0, w.root, 0, 0, 0)
}

// Expose makes the window that has the focus show a pixel again, as if another
// had covered it: a few times a frame, this keeps a program drawing.
func (w *Wedge) Expose() error {
	focus, err := xproto.GetInputFocus(w.conn).Reply()
	if err != nil {
		return fmt.Errorf("scannertest: expose: %w", err)
	}
	return xproto.ClearAreaChecked(w.conn, true, focus.Focus, 0, 0, 1, 1).Check()
}

// Close lets go of the display.
func (w *Wedge) Close() { w.conn.Close() }
