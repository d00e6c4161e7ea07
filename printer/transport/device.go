package transport

import (
	"fmt"
	"net"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// Kind is the way to a printer.
type Kind string

// The kinds of device, as they stand before the colon.
const (
	Serial  Kind = "serial"
	USB     Kind = "usb"
	TCP     Kind = "tcp"
	File    Kind = "file"
	Virtual Kind = "virtual"
)

// Flow is how a serial printer says that its buffer is full.
type Flow string

// The kinds of flow control.
const (
	FlowRTSCTS  Flow = "rtscts"
	FlowXONXOFF Flow = "xonxoff"
	FlowNone    Flow = "none"
	// FlowDSR is how Epson printers come from the factory: DTR/DSR.
	FlowDSR Flow = "dsr"
)

// Device is a parsed device string.
type Device struct {
	Kind Kind
	// Path is the device file, the folder, or host:port.
	Path string
	// Baud and Flow are those of a serial port, 9600 and none if not given.
	Baud int
	Flow Flow
	// OneWay is reply=no: the cable has no line back.
	OneWay bool
	// Language is that of a virtual printer, "" if not given.
	Language string
}

var languages = []string{"tspl", "escpos", "zpl", "cpcl", "brother"}

var bauds = []int{1200, 2400, 4800, 9600, 14400, 19200, 38400, 57600, 115200, 230400, 460800, 921600}

// Parse reads a device string:
//
//	serial:/dev/ttyUSB0?baud=115200&flow=rtscts|xonxoff|dsr|none
//	usb:/dev/usb/lp0
//	usb:id=04b8:0e15:SERIAL    (wherever it is plugged in; Find gives the name)
//	tcp:192.0.2.7:9100         (the port may be left out)
//	file:DIR                   (each job becomes a file)
//	virtual:DIR?lang=escpos    (each print becomes a PNG; for the caller to open)
//
// serial, usb and tcp take reply=no for a printer that cannot answer. The error
// is one sentence.
func Parse(device string) (Device, error) {
	kind, rest, ok := strings.Cut(device, ":")
	if !ok {
		return Device{}, fmt.Errorf("device %q has no kind; write serial:, usb:, tcp:, file: or virtual: before it", device)
	}
	path, query, _ := strings.Cut(rest, "?")
	d := Device{Kind: Kind(kind), Path: path}
	keys := map[Kind][]string{Serial: {"baud", "flow", "reply"}, USB: {"reply"}, TCP: {"reply"}, File: {}, Virtual: {"lang"}}[d.Kind]
	if keys == nil {
		return Device{}, fmt.Errorf("device %q: kind %q is none of serial, usb, tcp, file, virtual", device, kind)
	}
	if path == "" {
		return Device{}, fmt.Errorf("device %q has nothing behind the kind", device)
	}
	options, err := url.ParseQuery(query)
	if err != nil {
		return Device{}, fmt.Errorf("device %q: %w", device, err)
	}
	if d.Kind == Serial {
		d.Baud, d.Flow = 9600, FlowNone
	}
	for key, values := range options {
		if !slices.Contains(keys, key) {
			return Device{}, fmt.Errorf("device %q: %s has no option %q", device, kind, key)
		}
		if err := d.option(key, values[len(values)-1]); err != nil {
			return Device{}, fmt.Errorf("device %q: %w", device, err)
		}
	}
	if d.Kind == TCP {
		if d.Path, err = address(path); err != nil {
			return Device{}, fmt.Errorf("device %q: %w", device, err)
		}
	}
	return d, nil
}

func (d *Device) option(key, value string) error {
	switch key {
	case "baud":
		n, err := strconv.Atoi(value)
		if err != nil || !slices.Contains(bauds, n) {
			return fmt.Errorf("baud=%s is none of %s", value, strings.Trim(fmt.Sprint(bauds), "[]"))
		}
		d.Baud = n
	case "flow":
		d.Flow = Flow(value)
		if !slices.Contains([]Flow{FlowRTSCTS, FlowXONXOFF, FlowDSR, FlowNone}, d.Flow) {
			return fmt.Errorf("flow=%s is none of rtscts, xonxoff, dsr, none", value)
		}
	case "reply":
		if value != "yes" && value != "no" {
			return fmt.Errorf("reply=%s is neither yes nor no", value)
		}
		d.OneWay = value == "no"
	case "lang":
		if !slices.Contains(languages, value) {
			return fmt.Errorf("lang=%s is none of %s", value, strings.Join(languages, ", "))
		}
		d.Language = value
	}
	return nil
}

// address adds the port that network printers listen on.
func address(s string) (string, error) {
	host, port, err := net.SplitHostPort(s)
	if err != nil {
		host, port = strings.Trim(s, "[]"), "9100"
	}
	if n, err := strconv.Atoi(port); err != nil || n < 1 || n > 65535 || host == "" || strings.ContainsAny(host, "/ ") {
		return "", fmt.Errorf("%q is not host:port", s)
	}
	return net.JoinHostPort(host, port), nil
}

// String is the device string without its options, for messages.
func (d Device) String() string { return string(d.Kind) + ":" + d.Path }
