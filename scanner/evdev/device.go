package evdev

import (
	"fmt"
	"path"
	"strings"
)

// DeviceError says what is wrong with a device string.
type DeviceError struct {
	Device string
	Reason string
}

func (e *DeviceError) Error() string {
	return fmt.Sprintf("evdev: device %q: %s", e.Device, e.Reason)
}

// address is a device string taken apart.
type address struct {
	path   string // absolute, or "" if by name
	name   string // as the device calls itself
	layout Layout
}

// parse takes a device string apart, as New has it, or returns a *DeviceError.
func parse(device string) (address, error) {
	rest, ok := strings.CutPrefix(device, "evdev:")
	// From the end: a name may have a question mark in it.
	layout := "us"
	if i := strings.LastIndex(rest, "?layout="); i >= 0 {
		rest, layout = rest[:i], rest[i+len("?layout="):]
	}
	a := address{layout: Layouts[layout]}
	if a.layout == nil {
		return address{}, &DeviceError{device, fmt.Sprintf("keyboard layout %q is unknown", layout)}
	}
	name, byName := strings.CutPrefix(rest, "name=")
	dir, link := path.Split(rest)
	switch {
	case !ok:
	case byName && name != "":
		a.name = name
		return a, nil
	case (dir == "by-id/" || dir == "by-path/") && link != "" && link != "." && link != "..":
		a.path = "/dev/input/" + rest
		return a, nil
	case path.IsAbs(rest):
		a.path = path.Clean(rest)
		return a, nil
	}
	return address{}, &DeviceError{device, "want evdev:by-id/NAME, evdev:by-path/NAME, evdev:/dev/input/… or evdev:name=NAME"}
}
