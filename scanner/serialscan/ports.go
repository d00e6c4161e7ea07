package serialscan

import (
	"os"
	"path/filepath"
	"strings"
)

// Port is a USB serial port that is plugged in. Fields that the device does
// not tell are empty.
type Port struct {
	Path         string // /dev/ttyACM0
	ByID         string // /dev/serial/by-id/usb-…, the better name for a config
	VendorID     string // four hex digits in lower case, as sysfs has them
	ProductID    string
	Manufacturer string
	Product      string
	Serial       string
}

// Ports lists the USB serial ports (ttyUSB, ttyACM) by path, without opening
// any. It returns an error only if the list itself cannot be read; a port
// pulled out meanwhile is left out or has empty fields.
func Ports() ([]Port, error) { return List("/") }

// List is Ports of another root of the file system; the paths lie below it.
func List(root string) ([]Port, error) {
	return ports(filepath.Join(root, "sys/class/tty"), filepath.Join(root, "dev"))
}

// Address is the device string that finds p again best.
func (p Port) Address() string {
	if p.ByID != "" {
		return "serial:" + p.ByID
	}
	return "serial:" + p.Path
}

func ports(class, dev string) ([]Port, error) {
	entries, err := os.ReadDir(class)
	if err != nil {
		return nil, err
	}
	byID := links(filepath.Join(dev, "serial", "by-id"))
	var list []Port
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), "ttyUSB") && !strings.HasPrefix(e.Name(), "ttyACM") {
			continue
		}
		dir, err := filepath.EvalSymlinks(filepath.Join(class, e.Name(), "device"))
		if err != nil {
			continue
		}
		p := Port{Path: filepath.Join(dev, e.Name())}
		p.ByID = byID[p.Path]
		// The ttyACM device is the USB interface, the ttyUSB device a port
		// below it; the ids are with the USB device one to three levels up.
		for range 4 {
			if p.VendorID = attribute(dir, "idVendor"); p.VendorID != "" {
				p.ProductID = attribute(dir, "idProduct")
				p.Manufacturer = attribute(dir, "manufacturer")
				p.Product = attribute(dir, "product")
				p.Serial = attribute(dir, "serial")
				break
			}
			dir = filepath.Dir(dir)
		}
		list = append(list, p)
	}
	return list, nil
}

// links maps the targets of the symbolic links in dir to the links.
func links(dir string) map[string]string {
	m := map[string]string{}
	entries, _ := os.ReadDir(dir) // the folder is absent while no port has an id
	for _, e := range entries {
		link := filepath.Join(dir, e.Name())
		target, err := os.Readlink(link)
		if err != nil {
			continue
		}
		if !filepath.IsAbs(target) {
			target = filepath.Join(dir, target)
		}
		m[target] = link
	}
	return m
}

func attribute(dir, name string) string {
	b, _ := os.ReadFile(filepath.Join(dir, name)) // absent is empty
	return strings.TrimSpace(string(b))
}
