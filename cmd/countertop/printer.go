package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"text/tabwriter"
	"time"

	"countertop/assets"
	"countertop/printer"
	"countertop/printer/language"
	"countertop/printer/printertest"
	"countertop/printer/raster"
	"countertop/printer/transport"
)

const printerUsage = `usage: countertop printer list
       countertop printer profiles
       countertop printer probe DEVICE
       countertop printer test DEVICE [-profile NAME]
DEVICE is serial:/dev/ttyUSB0?baud=115200&flow=rtscts, usb:/dev/usb/lp0, tcp:192.0.2.7:9100, file:DIR or virtual:DIR.
`

// printerCommand carries out "countertop printer". It returns the exit status:
// 0 done, 1 failed, 2 wrong use.
func printerCommand(args []string, stdout, stderr io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	var err error
	switch {
	case len(args) == 1 && args[0] == "list":
		err = listPrinters(stdout, "/")
	case len(args) == 1 && args[0] == "profiles":
		err = listProfiles(stdout)
	case len(args) == 2 && args[0] == "probe":
		err = withDevice(args[1], func(d transport.Device) error { return probePrinter(ctx, d, stdout) })
	case len(args) >= 2 && args[0] == "test":
		f := flag.NewFlagSet("test", flag.ContinueOnError)
		f.SetOutput(io.Discard)
		profile := f.String("profile", "", "")
		if f.Parse(args[2:]) != nil || f.NArg() > 0 {
			fmt.Fprint(stderr, printerUsage)
			return exitUsage
		}
		err = withDevice(args[1], func(d transport.Device) error { return testPrinter(ctx, d, *profile, stdout, stderr) })
	default:
		fmt.Fprint(stderr, printerUsage)
		return exitUsage
	}
	var wrong wrongDevice
	switch {
	case errors.As(err, &wrong):
		fmt.Fprintf(stderr, "countertop printer: %v.\n", err)
		return exitUsage
	case err != nil:
		fmt.Fprintf(stderr, "countertop printer: %v.\n", err)
		return exitFailed
	}
	return exitDone
}

// wrongDevice is a device string, or a profile name, that there cannot be.
type wrongDevice struct{ error }

func withDevice(device string, f func(transport.Device) error) error {
	d, err := transport.Parse(device)
	if err != nil {
		return wrongDevice{err}
	}
	return f(d)
}

// listPrinters prints a line for each device that may be a printer: what to
// write into the config, and what it says of itself. root is that of the system.
func listPrinters(w io.Writer, root string) error {
	found := 0
	lps, err := filepath.Glob(filepath.Join(root, "sys/class/usbmisc/lp*"))
	if err != nil {
		return err
	}
	for _, lp := range lps {
		// The kernel keeps what the printer said when it was plugged in.
		text, _ := os.ReadFile(filepath.Join(lp, "device/ieee1284_id"))
		fmt.Fprintf(w, "usb:/dev/usb/%s\t%s\n", filepath.Base(lp), idLine(transport.ParseIDText(string(text))))
		found++
	}
	ports, err := filepath.Glob(filepath.Join(root, "dev/serial/by-id/*"))
	if err != nil {
		return err
	}
	for _, p := range ports {
		at := ""
		if target, err := filepath.EvalSymlinks(p); err == nil {
			at = filepath.Base(target)
		}
		fmt.Fprintf(w, "serial:/dev/serial/by-id/%s\t%s\n", filepath.Base(p), at)
		found++
	}
	if found == 0 {
		fmt.Fprintln(w, "No USB printer and no serial adapter is connected. Network printers are not searched for.")
	}
	return nil
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

// listProfiles prints a line for each profile, with how far its abilities are
// known.
func listProfiles(w io.Writer) error {
	names, err := printer.Profiles(assets.Profiles)
	if err != nil {
		return err
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "NAME\tMODEL\tLANGUAGE\tDPI\tDOTS\tSTATUS\tCONFIRM\tCUT")
	ability := func(a printer.Ability) string {
		if !a.Has() {
			return "none"
		}
		return a.Use + " (" + string(a.Proof) + ")"
	}
	for _, name := range names {
		p, err := printer.LoadProfile(assets.Profiles, name)
		if err != nil {
			return err
		}
		fmt.Fprintf(t, "%s\t%s\t%s\t%d\t%d\t%s\t%s\t%s\n", name, p.Model, p.Language, p.DPI, p.WidthDots,
			ability(p.Status), ability(p.Confirm), ability(p.Cut))
	}
	return t.Flush()
}

// probePrinter asks a printer what it is and how it is, and prints nothing on
// it: ESC/POS first, as its question means nothing to the others.
func probePrinter(ctx context.Context, d transport.Device, w io.Writer) error {
	if d.Kind == transport.USB {
		id, err := transport.ReadDeviceID(d.Path)
		if err != nil && errors.Is(err, printer.Unplugged) {
			return err
		}
		fmt.Fprintf(w, "identity\t%s\n", idLine(id))
	}
	c, err := openDevice(ctx, d, printer.Profile{})
	if err != nil {
		return err
	}
	defer c.Close() //nolint:errcheck // nothing was written that could be lost
	if l, ok := c.(printer.LineStatus); ok {
		st, err := l.LineStatus()
		fmt.Fprintf(w, "status lines\t%s\n", statusLine(st, err))
	}
	if !printer.CanReply(c) {
		fmt.Fprintln(w, "answers\tnothing can come back on this device")
		return nil
	}
	for _, name := range []string{"generic-escpos-80", "generic-tspl"} {
		p, err := printer.LoadProfile(assets.Profiles, name)
		if err != nil {
			return err
		}
		st, err := language.New(c, p).Status(ctx)
		if errors.Is(err, printer.Unplugged) || ctx.Err() != nil {
			return err
		}
		fmt.Fprintf(w, "%s\t%s\n", p.Language, statusLine(st, err))
		if err == nil && st.Known {
			return nil
		}
	}
	return nil
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
	o := printertest.Options{Language: p.Language, WidthDots: p.WidthDots, OnPrint: save}
	if o.Language == "" {
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

// testPrinter prints the test page and says how it ended.
func testPrinter(ctx context.Context, d transport.Device, profile string, stdout, stderr io.Writer) error {
	if profile == "" {
		profile = "generic-tspl"
		if d.Language == string(printer.ESCPOS) {
			profile = "generic-escpos-80"
		}
	}
	p, err := printer.LoadProfile(assets.Profiles, profile)
	if err != nil {
		return wrongDevice{fmt.Errorf("%w; countertop printer profiles lists them", err)}
	}
	sheet, err := raster.Compose(testPage(p), p)
	if err != nil {
		return err
	}
	c, err := openDevice(ctx, d, p)
	if err != nil {
		return err
	}
	defer c.Close() //nolint:errcheck // closed below when it counts
	defer context.AfterFunc(ctx, func() { _ = c.Close() })()
	drv := language.New(c, p)
	if err := drv.Ready(ctx); err != nil {
		return err
	}
	var said printer.Fault
	report := func(g printer.Progress) {
		if g.Fault != said && g.Fault != "" {
			fmt.Fprintf(stderr, "Waiting: %v.\n", g.Fault)
		}
		said = g.Fault
	}
	begin := time.Now()
	if err := drv.Send(ctx, sheet, printer.JobOptions{ID: "test"}, report); err != nil {
		return err
	}
	sent := time.Since(begin)
	ok, err := drv.Confirm(ctx, report)
	if err == nil {
		err = c.Close()
	}
	if err != nil {
		return fmt.Errorf("the page was sent, and whether it is out is not known: %w", err)
	}
	if ok {
		fmt.Fprintf(stdout, "Printed, and the printer says so: sent in %v, out after %v.\n", sent.Round(time.Millisecond), time.Since(begin).Round(time.Millisecond))
	} else {
		fmt.Fprintf(stdout, "Sent in %v. This printer does not say whether it has printed.\n", sent.Round(time.Millisecond))
	}
	return nil
}

// testPage is a frame around all there is to print on, rulers of millimetres at
// its upper and left edge, lines of one to four dots, and both codes at the
// smallest modules that labels use.
func testPage(p printer.Profile) printer.Page {
	w, h := p.Media.WidthMM, p.Media.HeightMM
	if most := float64(p.WidthDots) / printer.DotsPerMM(p.DPI); w > most {
		w = most
	}
	if h == 0 {
		h = 40
	}
	dot := 1 / printer.DotsPerMM(p.DPI)
	page := printer.Page{WidthMM: w, HeightMM: h}
	add := func(e ...printer.Element) { page.Elements = append(page.Elements, e...) }
	add(printer.Frame{W: w, H: h, LineMM: 2 * dot})
	tick := func(mm int) float64 {
		switch {
		case mm%10 == 0:
			return 3
		case mm%5 == 0:
			return 2
		}
		return 1
	}
	for mm := 1; float64(mm) < w-1; mm++ {
		add(printer.Block{X: float64(mm), W: dot, H: tick(mm)})
	}
	for mm := 1; float64(mm) < h-1; mm++ {
		add(printer.Block{Y: float64(mm), W: tick(mm), H: dot})
	}
	for i := range 4 {
		add(printer.Rule{X: 5, Y: 5 + float64(i), W: 10, LineMM: float64(i+1) * dot})
	}
	add(
		printer.Text{X: 18, Y: 8, SizeMM: 3, Text: "Countertop 接机台"},
		printer.Text{X: 8, Y: 14, SizeMM: 2.5, Text: p.Name},
		printer.Code128{X: 8, Y: 18, H: 6, Data: "TEST128", ModuleMM: 2 * dot},
		printer.QR{X: 6, Y: 26, Data: "TEST QR", Level: printer.QRLevelM, ModuleMM: 4 * dot},
		printer.Block{X: 25, Y: 27, W: 8, H: 8},
	)
	return page
}
