package evdev_test

import (
	"encoding/binary"
	"slices"
	"strings"

	"countertop/scanner/evdev"
)

// Key codes that the tests name.
const (
	esc, enter, tab, leftCtrl, leftShift, leftAlt, caps, numLock = 1, 28, 15, 29, 42, 56, 58, 69
	rightShift, rightAlt, kpEnter, f1, keyA, keyR, key1, keyRBr  = 54, 100, 96, 59, 30, 19, 2, 27
)

// event is one struct input_event of a machine whose events have size bytes.
func event(size int, kind, code uint16, value uint32) []byte {
	b := make([]byte, size-8, size)
	for i := range b {
		b[i] = byte(0xa0 + i) // a time
	}
	b = binary.NativeEndian.AppendUint16(b, kind)
	b = binary.NativeEndian.AppendUint16(b, code)
	return binary.NativeEndian.AppendUint32(b, value)
}

// change is a key going down (1), repeating (2) or up (0), as a keyboard
// reports it: the scan code before and a report behind.
func change(size int, code uint16, value uint32) []byte {
	return slices.Concat(event(size, 4, 4, 0x70000|uint32(code)), event(size, 1, code, value), event(size, 0, 0, 0))
}

func tap(codes ...uint16) []byte {
	var b []byte
	for _, c := range codes {
		b = append(b, change(evdev.EventSize, c, 1)...)
		b = append(b, change(evdev.EventSize, c, 0)...)
	}
	return b
}

// with is what comes while key is held.
func with(key uint16, b ...[]byte) []byte {
	return slices.Concat(change(evdev.EventSize, key, 1), slices.Concat(b...), change(evdev.EventSize, key, 0))
}

func syn(code uint16) []byte { return event(evdev.EventSize, 0, code, 0) }

// typed is text of A-Z, 0-9 and - as a scanner with US keys types it, Shift and all.
func typed(text string) []byte {
	var b []byte
	for _, r := range text {
		for first, keys := range map[uint16]string{2: "1234567890-", 16: "QWERTYUIOP", 30: "ASDFGHJKL", 44: "ZXCVBNM"} {
			i := strings.IndexRune(keys, r)
			switch {
			case i < 0:
			case first == 2:
				b = append(b, tap(first+uint16(i))...)
			default:
				b = append(b, with(leftShift, tap(first+uint16(i)))...)
			}
		}
	}
	return b
}

func scan(text string) []byte { return append(typed(text), tap(enter)...) }
