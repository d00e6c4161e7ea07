package scannertest

import (
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// Desk is a made-up /sys and /dev below a folder, where scanners are plugged in and
// pulled out. It is found there by serialscan.List and evdev.List.
type Desk struct{ Root string }

// Plug is something that is plugged in.
type Plug struct {
	made []string // paths to be removed when it is pulled out
	keys *os.File // of one that types
}

// About is what a scanner says of itself. ByID is the name of its link, "" for
// none.
type About struct{ Name, Vendor, Product, ByID string }

// Port plugs a scanner in as a USB serial port, such as "ttyACM0".
func (d Desk) Port(name string, g *Scanner, a About) (*Plug, error) {
	usb := "sys/devices/" + name
	p := &Plug{made: []string{d.path(usb), d.path("sys/class/tty", name), d.path("dev", name)}}
	err := errors.Join(
		d.write(usb+"/idVendor", a.Vendor), d.write(usb+"/idProduct", a.Product), d.write(usb+"/product", a.Name),
		d.link(d.path(usb), "sys/class/tty/"+name+"/device"), d.link(g.Device(), "dev/"+name),
	)
	if a.ByID != "" {
		link := "dev/serial/by-id/" + a.ByID
		p.made = append(p.made, d.path(link))
		err = errors.Join(err, d.link("../../"+name, link))
	}
	if err != nil {
		return nil, fmt.Errorf("scannertest: plug in: %w", err)
	}
	return p, nil
}

// Keys plugs a scanner, or a keyboard, in as input device n.
func (d Desk) Keys(n int, a About) (*Plug, error) {
	event := "event" + strconv.Itoa(n)
	class, node := "sys/class/input/"+event, "dev/input/"+event
	p := &Plug{made: []string{d.path(class), d.path(node)}}
	err := errors.Join(
		d.write(class+"/device/name", a.Name), d.write(class+"/device/id/vendor", a.Vendor), d.write(class+"/device/id/product", a.Product),
		// The keys of a keyboard, as sysfs has them.
		d.write(class+"/device/capabilities/key", "7 ff9f207ac14057ff febeffdfffefffff fffffffffffffffe"),
		os.MkdirAll(d.path("dev/input"), 0o755), unix.Mkfifo(d.path(node), 0o600),
	)
	if err == nil {
		// For reading too, so that opening does not wait for the other end.
		p.keys, err = os.OpenFile(d.path(node), os.O_RDWR, 0)
	}
	if a.ByID != "" {
		link := "dev/input/by-id/" + a.ByID
		p.made = append(p.made, d.path(link))
		err = errors.Join(err, d.link("../"+event, link))
	}
	if err != nil {
		return nil, fmt.Errorf("scannertest: plug in: %w", err)
	}
	return p, nil
}

// Pull pulls it out.
func (p *Plug) Pull() error {
	var err error
	for _, path := range p.made {
		err = errors.Join(err, os.RemoveAll(path))
	}
	if p.keys != nil {
		err = errors.Join(err, p.keys.Close())
	}
	return err
}

// Type presses the keys for text, of A-Z, 0-9 and "-", all at once, and Enter.
func (p *Plug) Type(text string) error {
	var b []byte
	for _, r := range strings.ToUpper(text) {
		i := strings.IndexRune("1234567890-", r)
		code := uint16(2 + i)
		if i < 0 {
			code = letters[r]
		}
		if r >= 'A' && r <= 'Z' {
			b = slices.Concat(b, key(leftShift, 1), key(code, 1), key(code, 0), key(leftShift, 0))
			continue
		}
		b = slices.Concat(b, key(code, 1), key(code, 0))
	}
	_, err := p.keys.Write(slices.Concat(b, key(enter, 1), key(enter, 0)))
	return err
}

// Key codes of input-event-codes.h.
const leftShift, enter = 42, 28

var letters = func() map[rune]uint16 {
	m := map[rune]uint16{}
	for first, row := range map[uint16]string{16: "QWERTYUIOP", 30: "ASDFGHJKL", 44: "ZXCVBNM"} {
		for i, r := range row {
			m[r] = first + uint16(i)
		}
	}
	return m
}()

// key is a key that goes down (1) or up (0), and the report behind it, as two
// struct input_event.
func key(code uint16, value uint32) []byte {
	event := func(kind, code uint16, value uint32) []byte {
		b := make([]byte, 2*strconv.IntSize/8) // the time
		b = binary.NativeEndian.AppendUint16(b, kind)
		b = binary.NativeEndian.AppendUint16(b, code)
		return binary.NativeEndian.AppendUint32(b, value)
	}
	return slices.Concat(event(1, code, value), event(0, 0, 0))
}

func (d Desk) path(parts ...string) string {
	return filepath.Join(append([]string{d.Root}, parts...)...)
}

func (d Desk) write(path, text string) error {
	path = d.path(path)
	return errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(text+"\n"), 0o600))
}

func (d Desk) link(target, path string) error {
	path = d.path(path)
	return errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.Symlink(target, path))
}
