package evdev

import (
	"cmp"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// Device is an input device with the keys of a keyboard that is plugged in: a
// keyboard or a scanner. Fields that the device does not tell are empty.
type Device struct {
	Path      string // /dev/input/event5; the number changes with the order of plugging in
	ByID      string // usb-…-event-kbd, the name below /dev/input/by-id
	ByPath    string // the same below /dev/input/by-path
	Name      string // as it calls itself
	VendorID  string // four hex digits in lower case
	ProductID string
	Serial    string
	Phys      string // where it is plugged in: usb-0000:00:14.0-2/input0
	Scanner   bool   // looks like a barcode scanner by vendor or name; not sure
}

// Address is the device string that finds d again best.
func (d Device) Address() string {
	switch {
	case d.ByID != "":
		return "evdev:by-id/" + d.ByID
	case d.ByPath != "":
		return "evdev:by-path/" + d.ByPath
	case d.Name != "":
		return "evdev:name=" + d.Name
	default:
		return "evdev:" + d.Path
	}
}

// Is reports whether device, a string as New takes it, leads to d. The
// root of the file system is "/".
func (d Device) Is(root, device string) bool {
	a, err := parse(device)
	switch {
	case err != nil:
		return false
	case a.path == "":
		return d.Name == a.name
	}
	node, err := filepath.EvalSymlinks(filepath.Join(root, a.path))
	return err == nil && filepath.Base(node) == filepath.Base(d.Path)
}

// List lists the devices that type, in the order of their numbers, without
// opening any. The root of the file system is "/". It returns an error only if
// the list itself cannot be read; a device pulled out meanwhile is left out or
// has empty fields.
func List(root string) ([]Device, error) {
	class := filepath.Join(root, "sys/class/input")
	entries, err := os.ReadDir(class)
	if err != nil {
		return nil, err
	}
	byID, byPath := links(root, "by-id"), links(root, "by-path")
	var list []Device
	for _, e := range entries {
		dir := filepath.Join(class, e.Name(), "device")
		if !strings.HasPrefix(e.Name(), "event") || !types(attribute(dir, "capabilities/key")) {
			continue
		}
		d := Device{
			Path: "/dev/input/" + e.Name(), ByID: byID[e.Name()], ByPath: byPath[e.Name()],
			Name: attribute(dir, "name"), Serial: attribute(dir, "uniq"), Phys: attribute(dir, "phys"),
			VendorID: attribute(dir, "id/vendor"), ProductID: attribute(dir, "id/product"),
		}
		d.Scanner = looksLikeScanner(d)
		list = append(list, d)
	}
	slices.SortFunc(list, func(a, b Device) int {
		return cmp.Or(len(a.Path)-len(b.Path), strings.Compare(a.Path, b.Path))
	})
	return list, nil
}

// types reports whether the keys of a device are those of a keyboard. Keys is
// its bits in hex, words of 32 or 64 bits with the lowest last. A scanner may have
// more nodes, for a mouse or for volume keys, which never carry a code.
func types(keys string) bool {
	// Digits, Q to P and Enter are keys 2-11, 16-25 and 28.
	const needed = 0x3ff<<2 | 0x3ff<<16 | 1<<28
	low, err := strconv.ParseUint(keys[strings.LastIndexByte(keys, ' ')+1:], 16, 64)
	return err == nil && low&needed == needed
}

// scanners are the USB vendors that make little else: Honeywell (Metrologic, Hand
// Held Products), Zebra (Symbol), Datalogic (PSC), Opticon, Newland. From the
// public list of USB ids; not all tried.
var fakeScanners = []string{"0c2e", "0536", "05e0", "05f9", "065a", "1eab"}

var scannerNames = []string{"scan", "barcode", "bar code", "symbol", "honeywell", "newland", "nls", "datalogic", "opticon"}

func looksLikeScanner(d Device) bool {
	name := strings.ToLower(d.Name)
	return slices.Contains(fakeScanners, d.VendorID) ||
		slices.ContainsFunc(scannerNames, func(s string) bool { return strings.Contains(name, s) })
}

// links maps the devices that the links in a folder of /dev/input lead to, to
// the names of the links.
func links(root, folder string) map[string]string {
	m := map[string]string{}
	dir := filepath.Join(root, "dev/input", folder)
	entries, _ := os.ReadDir(dir) // the folder is absent while no device has an id
	for _, e := range entries {
		if target, err := os.Readlink(filepath.Join(dir, e.Name())); err == nil {
			m[filepath.Base(target)] = e.Name()
		}
	}
	return m
}

func attribute(dir, name string) string {
	b, _ := os.ReadFile(filepath.Join(dir, name)) // absent is empty
	return strings.TrimSpace(string(b))
}
