package discover

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"countertop/printer"
	"countertop/printer/transport"
)

// Bauds are the speeds at which a serial printer is looked for, likeliest first.
var Bauds = []int{9600, 115200, 38400, 19200, 57600}

// Opener opens a device, as transport.Device.Open does.
type Opener func(context.Context, transport.Device) (printer.Conn, error)

// Device asks what is connected to a device, see Probe; false is no answer. A
// serial device that says no speed is asked at each of Bauds, and named in the
// result with the one it answered at, and with the flow control that its lines,
// or else its language, promise. Errors are those of transport.Parse, open and
// Probe.
func Device(ctx context.Context, fsys fs.FS, device string, likely []Proposal, open Opener) (a Answer, named string, ok bool, err error) {
	d, err := transport.Parse(device)
	if err != nil {
		return Answer{}, device, false, err
	}
	ask := func() (flow transport.Flow, err error) {
		c, err := open(ctx, d)
		if err != nil {
			return "", err
		}
		a, ok, err = Probe(ctx, c, fsys, likely)
		if h, is := c.(interface{ Handshake() transport.Flow }); is {
			flow = h.Handshake()
		}
		return flow, errors.Join(err, c.Close())
	}
	if d.Kind != transport.Serial || strings.Contains(device, "baud=") {
		_, err = ask()
		return a, device, ok, err
	}
	for _, d.Baud = range Bauds {
		flow, err := ask()
		if err != nil || !ok {
			if err != nil {
				return Answer{}, device, false, err
			}
			continue
		}
		if strings.Contains(device, "flow=") {
			flow = d.Flow
		} else if flow == "" || flow == transport.FlowNone {
			flow = quiet(fsys, a.Profile)
		}
		return a, fmt.Sprintf("%s?baud=%d&flow=%s", d, d.Baud, flow), true, nil
	}
	return Answer{}, device, false, nil
}

// quiet is the flow control that printers of a profile come with, if it needs no
// lines.
func quiet(fsys fs.FS, profile string) transport.Flow {
	if p, err := printer.LoadProfile(fsys, profile); err == nil && p.Serial.Flow == string(transport.FlowXONXOFF) {
		return transport.FlowXONXOFF
	}
	return transport.FlowNone
}
