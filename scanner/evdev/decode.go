package evdev

import (
	"encoding/binary"
	"strconv"
	"unicode"
	"unicode/utf8"
)

// Sizes of struct input_event: its two words of time are as long as the words
// of the program that reads it.
const (
	EventSize64 = 24
	EventSize32 = 16

	eventSize = 8 + 2*strconv.IntSize/8 // of this program
)

// Types, codes and values of events, from input-event-codes.h.
const (
	evSyn, evKey          = 0, 1
	synReport, synDropped = 0, 3
	released, pressed     = 0, 1 // 2 is a key held down that repeats
)

// lost is the ASCII character SUB, which stands for one that was lost.
const lost = 0x1a

// Decoder makes text of the events of one device. It is pure: it keeps which
// keys are down and knows no clock. The times in the events are not used, for
// the clock behind them can be set.
type Decoder struct {
	size   int
	layout Layout

	rest    []byte // of an event begun
	held    map[uint16]bool
	caps    bool
	alt     string // digits typed on the keypad with Alt held
	dropped bool   // until the next report the events are incomplete
}

// NewDecoder returns the decoder of a device whose events have size bytes,
// EventSize64 or EventSize32, in the byte order of this machine.
func NewDecoder(size int, l Layout) *Decoder {
	return &Decoder{size: size, layout: l, held: map[uint16]bool{}}
}

// Decode takes bytes as they were read, which may end within an event, and
// returns the text of the keys pressed in them: UTF-8, with control characters
// as typed ("\r" for Enter). A character given by its number (Alt and digits
// of the keypad) is one byte. 0x1a stands for keys without a character and for
// events the kernel has dropped.
func (d *Decoder) Decode(b []byte) []byte {
	d.rest = append(d.rest, b...)
	var text []byte
	for len(d.rest) >= d.size {
		e := d.rest[d.size-8 : d.size]
		text = d.event(text, binary.NativeEndian.Uint16(e), binary.NativeEndian.Uint16(e[2:]), binary.NativeEndian.Uint32(e[4:]))
		d.rest = d.rest[d.size:]
	}
	return text
}

func (d *Decoder) event(text []byte, kind, code uint16, value uint32) []byte {
	switch {
	case kind == evSyn && code == synDropped:
		// Keys may have gone up or down unseen; up is the better guess.
		clear(d.held)
		d.caps, d.alt, d.dropped = false, "", true
		return append(text, lost)
	case kind == evSyn && code == synReport:
		d.dropped = false
	case kind == evKey && !d.dropped:
		return d.key(text, code, value)
	}
	return text
}

func (d *Decoder) key(text []byte, code uint16, value uint32) []byte {
	switch code {
	case keyLeftAlt, keyRightAlt:
		if value == released {
			text = d.numbered(text)
		}
		fallthrough
	case keyLeftShift, keyRightShift, keyLeftCtrl, keyRightCtrl, keyLeftMeta, keyRightMeta:
		d.held[code] = value != released
		return text
	case keyCapsLock:
		if value == pressed {
			d.caps = !d.caps
		}
		return text
	case keyNumLock, keyScrollLock:
		return text
	}
	if value != pressed {
		return text
	}
	return d.press(text, code)
}

// press appends the character of a key that means one.
func (d *Decoder) press(text []byte, code uint16) []byte {
	var (
		shift = d.held[keyLeftShift] || d.held[keyRightShift]
		ctrl  = d.held[keyLeftCtrl] || d.held[keyRightCtrl]
		alt   = d.held[keyLeftAlt] || d.held[keyRightAlt]
		chars = d.layout[code]
		char  = chars[0]
	)
	if d.caps && unicode.IsLetter(char) {
		shift = !shift
	}
	switch pad := keypad[code]; {
	case alt && pad >= '0' && pad <= '9':
		d.alt += string(pad)
		return text
	case d.held[keyRightAlt] && !ctrl:
		char = chars[2]
	case alt, d.held[keyLeftMeta], d.held[keyRightMeta]:
		char = 0
	case pad != 0:
		return append(text, pad)
	case controls[code] != 0:
		return append(text, controls[code])
	case shift:
		char = chars[1]
	}
	if ctrl {
		// Scanners type the control characters of a code so: Ctrl+] is GS.
		if char = unicode.ToUpper(char); char < '@' || char > '_' {
			return append(text, lost)
		}
		return append(text, byte(char&0x1f))
	}
	if char == 0 {
		return append(text, lost)
	}
	return utf8.AppendRune(text, char)
}

// numbered appends the character whose number was typed. Above 255 it could be
// one of Unicode or of GBK.
func (d *Decoder) numbered(text []byte) []byte {
	digits := d.alt
	d.alt = ""
	if digits == "" {
		return text
	}
	n, err := strconv.ParseUint(digits, 10, 8)
	if err != nil {
		n = lost
	}
	return append(text, byte(n))
}
