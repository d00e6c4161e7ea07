package transport

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Found is a device that may be a printer and that is connected now.
type Found struct {
	// Device is its device string, by a name that stays when it is plugged
	// elsewhere; a USB printer without a serial number is named by its model, and
	// two of a kind then by their port.
	Device string
	// Path is its device file at the moment.
	Path string
	Kind Kind
	// USB is vendor and product, "04b8:0e15", of a USB printer or adapter.
	USB string
	// ID is what a USB printer said of itself when it was plugged in.
	ID DeviceID
	// Name is what people can tell it by: maker and model, or the adapter's name.
	Name string
	// Port is the USB socket that a printer is in, "1-2.4".
	Port string
}

// Find lists the USB printers and serial adapters under root, "/" as a rule, by
// their device strings. Network printers are not looked for.
//
// It opens no device: what a printer says of itself is in sysfs.
func Find(root string) ([]Found, error) {
	usb, err := findUSB(root)
	if err != nil {
		return nil, err
	}
	serial, err := findSerial(root)
	if err != nil {
		return nil, err
	}
	found := append(usb, serial...)
	slices.SortFunc(found, func(a, b Found) int { return strings.Compare(a.Device, b.Device) })
	return found, nil
}

func findUSB(root string) (found []Found, err error) {
	lps, err := filepath.Glob(filepath.Join(root, "sys/class/usbmisc/lp*"))
	if err != nil {
		return nil, err
	}
	for _, lp := range lps {
		f := Found{Kind: USB, Path: filepath.Join("/dev/usb", filepath.Base(lp))}
		// lp0/device is the interface; the USB device is the folder above it.
		iface, err := filepath.EvalSymlinks(filepath.Join(lp, "device"))
		if err != nil {
			continue // gone again
		}
		read := func(parts ...string) string {
			b, _ := os.ReadFile(filepath.Join(parts...))
			return strings.TrimSpace(string(b))
		}
		dev := filepath.Dir(iface)
		f.ID = ParseIDText(read(iface, "ieee1284_id"))
		f.USB = read(dev, "idVendor") + ":" + read(dev, "idProduct")
		f.Name = strings.TrimSpace(f.ID["MFG"] + " " + f.ID["MDL"])
		if f.Name == "" {
			f.Name = strings.TrimSpace(read(dev, "manufacturer") + " " + read(dev, "product"))
		}
		serial := read(dev, "serial")
		if serial == "" {
			serial = f.ID["SN"]
		}
		f.Device = string(USB) + ":id=" + f.USB
		if serial != "" {
			f.Device += ":" + escapeID(serial)
		}
		f.Port = filepath.Base(dev)
		found = append(found, f)
	}
	// Two that cannot be told apart are told by the socket they are in.
	count := map[string]int{}
	for _, f := range found {
		count[f.Device]++
	}
	for i, f := range found {
		if count[f.Device] > 1 {
			found[i].Device = f.Device + "@" + f.Port
		}
	}
	return found, nil
}

// Is reports whether d names the device f, by whatever name. One that has come
// to share its name with others is named by its socket only.
func (d Device) Is(f Found) bool {
	if d.Kind != f.Kind {
		return false
	}
	bare, _, _ := strings.Cut(f.Device, "@")
	return d.Path == f.Path || d.String() == f.Device || d.Kind == USB && d.String() == bare+"@"+f.Port
}

// escapeID keeps what a maker may have put into a serial number out of the
// grammar of device strings.
func escapeID(s string) string {
	return strings.Map(func(r rune) rune {
		if r <= ' ' || r > '~' || strings.ContainsRune("?&=:@/%+#", r) {
			return '_'
		}
		return r
	}, s)
}

func findSerial(root string) (found []Found, err error) {
	links, err := filepath.Glob(filepath.Join(root, "dev/serial/by-id/*"))
	if err != nil {
		return nil, err
	}
	for _, l := range links {
		target, err := filepath.EvalSymlinks(l)
		if err != nil {
			continue
		}
		f := Found{Kind: Serial, Device: "serial:/dev/serial/by-id/" + filepath.Base(l), Path: filepath.Join("/dev", filepath.Base(target))}
		name := strings.TrimPrefix(filepath.Base(l), "usb-")
		name, _, _ = strings.Cut(name, "-if0")
		f.Name = strings.ReplaceAll(name, "_", " ")
		f.USB = usbOfTTY(root, filepath.Base(target))
		found = append(found, f)
	}
	return found, nil
}

// usbOfTTY is the vendor and product of the adapter behind a serial port.
func usbOfTTY(root, tty string) string {
	dir, err := filepath.EvalSymlinks(filepath.Join(root, "sys/class/tty", tty, "device"))
	if err != nil {
		return ""
	}
	for range 4 {
		v, err := os.ReadFile(filepath.Join(dir, "idVendor"))
		if err == nil {
			p, _ := os.ReadFile(filepath.Join(dir, "idProduct"))
			return strings.TrimSpace(string(v)) + ":" + strings.TrimSpace(string(p))
		}
		dir = filepath.Dir(dir)
	}
	return ""
}

// resolve is the device file of a USB printer that is named by its id.
func (d Device) resolve(root string) (path string, err error) {
	if !strings.HasPrefix(d.Path, "id=") {
		return d.Path, nil
	}
	found, err := findUSB(root)
	if err != nil {
		return "", err
	}
	for _, f := range found {
		if d.Is(f) {
			return f.Path, nil
		}
	}
	return "", fmt.Errorf("no such printer is connected: %w", os.ErrNotExist)
}

// Present reports whether the device file of d is there, under root, "/" as a
// rule. It opens nothing.
func (d Device) Present(root string) bool {
	path, err := d.resolve(root)
	if err == nil {
		_, err = os.Stat(filepath.Join(root, path))
	}
	return err == nil
}

// WatchTime is how long a device may be plugged in or out before Watch tells.
const WatchTime = time.Second

// Watch calls changed with what Find finds, once at the beginning and then
// whenever it is different, until ctx ends. It looks once in WatchTime and opens
// no device.
func Watch(ctx context.Context, root string, changed func([]Found)) {
	var last string
	t := time.NewTicker(WatchTime)
	defer t.Stop()
	for first := true; ; first = false {
		found, err := Find(root)
		if err == nil {
			// A printer that was unplugged and plugged in again between two looks
			// may be under another number.
			now := fmt.Sprint(found)
			if first || now != last {
				last = now
				changed(found)
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-t.C:
		}
	}
}
