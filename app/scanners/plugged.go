package scanners

import (
	"path/filepath"
	"strings"

	"countertop/app/flow"
	"countertop/scanner/evdev"
	"countertop/scanner/serialscan"
)

// plugged is what is plugged in now.
type plugged struct {
	root  string
	ports []serialscan.Port
	keys  []evdev.Device
}

// plugged lists the system's devices. What cannot be listed is not there.
func (m *Scanners) plugged() plugged {
	p := plugged{root: m.o.Root}
	p.ports, _ = serialscan.List(p.root) // a machine without serial ports has no list of them
	p.keys, _ = evdev.List(p.root)
	return p
}

// nodes are the devices of the system that a device string leads to now, by
// the name of their node: none if it is not plugged in.
func (p plugged) nodes(device string) (nodes []string) {
	if strings.HasPrefix(device, "evdev:") {
		for _, d := range p.keys {
			if d.Is(p.root, device) {
				nodes = append(nodes, d.Path)
			}
		}
		return nodes
	}
	path, _, _ := strings.Cut(strings.TrimPrefix(device, "serial:"), "?")
	if node, err := filepath.EvalSymlinks(path); err == nil {
		nodes = append(nodes, node)
	}
	return nodes
}

// unused are the USB serial ports, and the input devices that look like
// scanners, that have none of the nodes.
func (p plugged) unused(used map[string]bool) (list []flow.FoundScanner) {
	for _, port := range p.ports {
		device := port.Address()
		if free(p.nodes(device), used) {
			list = append(list, flow.FoundScanner{Device: device, Name: strings.TrimSpace(port.Product)})
		}
	}
	for _, d := range p.keys {
		if d.Scanner && !used[d.Path] {
			list = append(list, flow.FoundScanner{Device: d.Address(), Name: d.Name})
		}
	}
	return list
}

// free reports whether there are nodes and none of them is used.
func free(nodes []string, used map[string]bool) bool {
	for _, n := range nodes {
		if used[n] {
			return false
		}
	}
	return len(nodes) > 0
}
