package evdev

// Layout is what the keys of a keyboard mean: by the kernel's key code the
// character of the key alone, with Shift and with AltGr; zero for none. Enter,
// Tab and the keypad are the same in all and not part of it.
type Layout map[uint16][3]rune

// Layouts are the layouts by the name that stands in a device string. Scanners
// leave the factory with "us".
var Layouts = map[string]Layout{
	"us": rows(
		row{2, "1234567890-=", "!@#$%^&*()_+"},
		row{16, "qwertyuiop[]", "QWERTYUIOP{}"},
		row{30, "asdfghjkl;'`", `ASDFGHJKL:"~`},
		row{43, `\zxcvbnm,./`, "|ZXCVBNM<>?"},
		row{57, " ", " "},
	),
}

// row is keys with successive codes, from first on.
type row struct {
	first        uint16
	alone, shift string
}

func rows(all ...row) Layout {
	l := Layout{}
	for _, r := range all {
		shift := []rune(r.shift)
		for i, c := range []rune(r.alone) {
			l[r.first+uint16(i)] = [3]rune{c, shift[i]}
		}
	}
	return l
}

// Key codes of input-event-codes.h.
const (
	keyLeftCtrl, keyRightCtrl   = 29, 97
	keyLeftShift, keyRightShift = 42, 54
	keyLeftAlt, keyRightAlt     = 56, 100
	keyLeftMeta, keyRightMeta   = 125, 126

	keyCapsLock, keyNumLock, keyScrollLock = 58, 69, 70
)

// controls are the keys that have a control character: Escape, Backspace, Tab,
// Enter, Enter of the keypad, line feed.
var controls = map[uint16]byte{1: 0x1b, 14: 0x08, 15: '\t', 28: '\r', 96: '\r', 101: '\n'}

// keypad is with Num Lock on, as scanners take it to be.
var keypad = map[uint16]byte{
	71: '7', 72: '8', 73: '9', 74: '-', 75: '4', 76: '5', 77: '6', 78: '+', 79: '1', 80: '2', 81: '3',
	82: '0', 83: '.', 55: '*', 98: '/', 117: '=', 121: ',',
}
