package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"countertop/assets"
	"countertop/cmd/internal/cli"
	"countertop/printer"
	"countertop/printer/discover"
	"countertop/printer/printertest"
	"countertop/printer/transport"
)

// deviceHelp says what a device is.
const deviceHelp = "DEVICE is serial:/dev/ttyUSB0?baud=115200&flow=rtscts, usb:/dev/usb/lp0,\n" +
	"tcp:192.0.2.7:9100, file:DIR or virtual:DIR?lang=zpl."

// printerCommand carries out "countertop printer" and returns the exit status.
func printerCommand(args []string, stdout, stderr io.Writer) int {
	return cli.Group{Name: "countertop printer", Subs: []cli.Sub{
		{Word: "list", About: "what is connected, and the profile that fits it best", Run: printerList},
		{Word: "profiles", About: "the profiles, and how far each ability is proven", Run: printerProfiles},
		{Word: "probe", Args: "DEVICE", About: "ask a printer what it is and how it is, and print nothing", Run: printerProbe},
		{Word: "test", Args: "DEVICE", About: "print a page", Run: printerTest},
	}}.Run(args, stdout, stderr)
}

func printerList(args []string, stdout, stderr io.Writer) int {
	c := cli.New("countertop printer list", "", "Lists the USB printers and serial adapters that are connected:\n"+
		"what to write into the configuration, and the profile that fits best.")
	_, err := c.Parse(args)
	if err == nil {
		err = listPrinters(stdout, "/")
	}
	return cli.Finish(c, err, stdout, stderr)
}

func printerProfiles(args []string, stdout, stderr io.Writer) int {
	c := cli.New("countertop printer profiles", "", "Lists the profiles; each ability is followed by how far it is known:\n"+
		"documented, probed or unverified.")
	asJSON := c.Bool("json", false, "all that is known, as one JSON array")
	_, err := c.Parse(args)
	switch {
	case err != nil:
	case *asJSON:
		err = writeProfiles(stdout)
	default:
		err = listProfiles(stdout)
	}
	return cli.Finish(c, err, stdout, stderr)
}

func printerProbe(args []string, stdout, stderr io.Writer) int {
	c := cli.New("countertop printer probe", "DEVICE", "Asks a printer what it is and how it is, and prints nothing on it.\n"+deviceHelp)
	given, err := c.Parse(args)
	if err == nil {
		ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
		defer stop()
		err = probePrinter(ctx, given[0], stdout, "/")
	}
	return cli.Finish(c, err, stdout, stderr)
}

func printerTest(args []string, stdout, stderr io.Writer) int {
	t, c, err := parseTrial(args)
	if err == nil {
		ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
		defer stop()
		err = t.run(ctx, stdout, stderr)
	}
	return cli.Finish(c, plain(err), stdout, stderr)
}

// plain is an error without the prefix of package label.
func plain(err error) error {
	if err == nil || !strings.Contains(err.Error(), "label: ") {
		return err
	}
	text := errors.New(strings.ReplaceAll(err.Error(), "label: ", ""))
	var wrong cli.UsageError
	if errors.As(err, &wrong) {
		return wrongUse(text)
	}
	return text
}

// wrongUse is a device string, a name or an option that there cannot be.
func wrongUse(err error) error { return cli.UsageError{Err: err} }

// listPrinters prints a line for each device that may be a printer: what to
// write into the config, what it says of itself, and the profile that fits best
// and why. root is that of the system.
func listPrinters(w io.Writer, root string) error {
	found, err := transport.Find(root)
	if err != nil {
		return err
	}
	for _, f := range found {
		says := idLine(f.ID)
		if len(f.ID) == 0 && f.Name != "" {
			says = f.Name
		}
		list, err := discover.Match(assets.Profiles, f)
		if err != nil {
			return err
		}
		best := "no profile is known for it; printer probe asks it"
		if len(list) > 0 {
			best = list[0].Profile + "\t" + reason(list[0].Reason.String())
		}
		fmt.Fprintf(w, "%s\t%s\t%s\n", f.Device, says, best)
	}
	if len(found) == 0 {
		fmt.Fprintln(w, "No USB printer and no serial adapter is connected. Network printers are not searched for.")
	}
	return nil
}

// reason says why a profile is proposed.
func reason(key string) string {
	return map[string]string{
		"model": "by its model", "usb": "by its USB numbers", "command-set": "by the commands it names",
		"vendor": "by its maker's USB number", "answer": "by its answer",
	}[key]
}

func idLine(id transport.DeviceID) string {
	if len(id) == 0 {
		return "says nothing of itself"
	}
	s := strings.TrimSpace(id["MFG"] + " " + id["MDL"])
	if id["CMD"] != "" {
		s += ", commands " + id["CMD"]
	}
	if id["SN"] != "" {
		s += ", serial " + id["SN"]
	}
	return s
}

// probePrinter asks a printer what it is and how it is, and prints nothing on
// it. root is that of the system.
func probePrinter(ctx context.Context, device string, w io.Writer, root string) error {
	d, err := transport.Parse(device)
	if err != nil {
		return wrongUse(err)
	}
	found, err := foundAt(d, root)
	if err != nil {
		return err
	}
	if d.Kind == transport.USB {
		id, err := transport.ReadDeviceID(d.Path)
		if err != nil && errors.Is(err, printer.Unplugged) {
			return err
		}
		if err == nil {
			found.ID = id
		}
		fmt.Fprintf(w, "identity\t%s\n", idLine(found.ID))
	}
	likely, err := discover.Match(assets.Profiles, found)
	if err != nil {
		return err
	}
	oneWay := false
	open := func(ctx context.Context, d transport.Device) (printer.Conn, error) {
		c, err := openDevice(ctx, d, printer.Profile{})
		if err != nil {
			return nil, err
		}
		if oneWay = !printer.CanReply(c); oneWay {
			return c, nil
		}
		if l, ok := c.(printer.LineStatus); ok {
			st, err := l.LineStatus()
			fmt.Fprintf(w, "status lines\t%s\n", statusLine(st, err))
		}
		context.AfterFunc(ctx, func() { _ = c.Close() })
		return c, nil
	}
	a, named, ok, err := discover.Device(ctx, assets.Profiles, device, likely, open)
	switch {
	case err != nil:
		return err
	case oneWay:
		fmt.Fprintln(w, "answers\tnothing can come back on this device")
	case !ok:
		fmt.Fprintln(w, "answers\tnone, in no language")
	default:
		fmt.Fprintf(w, "%s\t%s\n", a.Language, statusLine(a.Status, nil))
		fmt.Fprintf(w, "device\t%s\n", named)
		best, why := a.Profile, "answer"
		for _, l := range likely {
			if l.Profile == a.Profile {
				why = l.Reason.String()
			}
		}
		fmt.Fprintf(w, "profile\t%s\t%s\n", best, reason(why))
		return nil
	}
	for _, l := range likely[:min(1, len(likely))] {
		fmt.Fprintf(w, "profile\t%s\t%s\n", l.Profile, reason(l.Reason.String()))
	}
	return nil
}

// foundAt is what the system says of a device, if it is one that it knows.
func foundAt(d transport.Device, root string) (transport.Found, error) {
	all, err := transport.Find(root)
	for _, f := range all {
		if d.Is(f) {
			return f, err
		}
	}
	return transport.Found{}, err
}

func statusLine(st printer.Status, err error) string {
	switch {
	case errors.Is(err, printer.Timeout):
		return "no answer"
	case err != nil:
		return err.Error()
	case !st.Known:
		return "not known"
	case st.Fault() != "":
		return "answers: " + st.Fault().Error()
	case st.PaperLow:
		return "answers: ready, little paper left"
	}
	return "answers: ready"
}

// openDevice opens d; a virtual printer of profile p lives in the connection.
func openDevice(ctx context.Context, d transport.Device, p printer.Profile) (printer.Conn, error) {
	if d.Kind != transport.Virtual {
		return d.Open(ctx)
	}
	save, err := printertest.PNGDir(d.Path)
	if err != nil {
		return nil, err
	}
	o := printertest.For(p)
	o.OnPrint = save
	if d.Language != "" {
		o.Language = printer.Language(d.Language)
	}
	v := printertest.NewVirtual(o)
	return virtualConn{v.Conn(), v}, nil
}

// virtualConn ends the virtual printer with its connection.
type virtualConn struct {
	printer.Conn
	v *printertest.Virtual
}

func (c virtualConn) Close() error { return errors.Join(c.Conn.Close(), c.v.Close()) }
