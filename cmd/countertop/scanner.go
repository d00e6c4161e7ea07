package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"countertop/cmd/internal/cli"
	"countertop/scanner"
	"countertop/scanner/evdev"
	"countertop/scanner/serialscan"
)

// scannerCommand carries out "countertop scanner" and returns the exit status.
func scannerCommand(args []string, stdout, stderr io.Writer) int {
	return cli.Group{Name: "countertop scanner", Subs: []cli.Sub{
		{Word: "list", About: "the serial ports and input devices that may be scanners", Run: scannerList},
		{Word: "watch", Args: "DEVICE", About: "every code as it comes, with its bytes", Run: scannerWatch},
	}}.Run(args, stdout, stderr)
}

func scannerList(args []string, stdout, stderr io.Writer) int {
	c := cli.New("countertop scanner list", "", "Lists the serial ports and input devices that may be scanners:\n"+
		"what to write into the configuration, path, ids and names.")
	if _, err := c.Parse(args); err != nil {
		return cli.Finish(c, err, stdout, stderr)
	}
	ports, err := serialscan.Ports()
	if err != nil {
		fmt.Fprintf(stderr, "The serial ports cannot be listed: %v.\n", err)
		return exitFailed
	}
	devices, err := evdev.List("/")
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		fmt.Fprintf(stderr, "The input devices cannot be listed: %v.\n", err)
		return exitFailed
	}
	listScanners(stdout, ports, devices)
	return exitDone
}

func scannerWatch(args []string, stdout, stderr io.Writer) int {
	c := cli.New("countertop scanner watch", "DEVICE", `Prints every code as it comes, with its bytes, until Ctrl-C.
DEVICE is serial:/dev/ttyACM0?baud=9600 or a path, evdev:by-id/NAME or evdev:name=NAME.
It types nowhere else meanwhile, so never name your only keyboard.`)
	given, err := c.Parse(args)
	if err != nil {
		return cli.Finish(c, err, stdout, stderr)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return watchScanner(ctx, given[0], stdout, stderr)
}

// listScanners prints a line for each device: what to write into the config,
// path, ids and names. An input device that does not look like a scanner is
// marked: it may be the keyboard of the counter.
func listScanners(w io.Writer, ports []serialscan.Port, devices []evdev.Device) {
	if len(ports)+len(devices) == 0 {
		fmt.Fprintln(w, "No USB serial port and no input device is connected.")
	}
	for _, p := range ports {
		fmt.Fprintln(w, deviceLine(p.Address(), p.Path, p.VendorID, p.ProductID, strings.TrimSpace(p.Manufacturer+" "+p.Product), p.Serial))
	}
	for _, d := range devices {
		line := deviceLine(d.Address(), d.Path, d.VendorID, d.ProductID, d.Name, d.Serial)
		if !d.Scanner {
			line += "\tperhaps a keyboard"
		}
		fmt.Fprintln(w, line)
	}
}

func deviceLine(address, path, vendor, product, name, serial string) string {
	line := fmt.Sprintf("%s\t%s\t%s:%s\t%s", address, path, vendor, product, name)
	if serial != "" {
		line += "\tserial " + serial
	}
	return line
}

// newScanner returns the source that device names: a *evdev.DeviceError or a
// *serialscan.DeviceError if there is none such.
func newScanner(device string, o scanner.Options) (scanner.Source, error) {
	if strings.HasPrefix(device, "evdev:") {
		return evdev.New(device, o)
	}
	return serialscan.New(device, o)
}

// watchScanner prints each line of the scanner on device until ctx is done:
// time, verdict, symbology, bytes in hex, time from first byte to end, text.
// Changes of its state go to stderr.
func watchScanner(ctx context.Context, device string, stdout, stderr io.Writer) int {
	source, err := newScanner(device, scanner.Options{
		OnReport: func(r scanner.Report) { fmt.Fprintln(stdout, reportLine(r)) },
		OnState: func(s scanner.State) {
			if s.Link == scanner.Connected {
				s.Detail = "Connected. Scan a code; Ctrl-C ends."
			}
			fmt.Fprintln(stderr, s.Detail)
		},
	})
	var (
		serial *serialscan.DeviceError
		input  *evdev.DeviceError
		reason string
	)
	switch {
	case errors.As(err, &serial):
		reason = serial.Reason
	case errors.As(err, &input):
		reason = input.Reason
	}
	if reason != "" {
		fmt.Fprintf(stderr, "%q is no scanner that can be watched: %s.\n", device, reason)
		return 2
	}
	_ = source.Run(ctx, func(scanner.Scan) {}) // ends with ctx only
	return 0
}

func reportLine(r scanner.Report) string {
	verdict, symbology := "scan", string(r.Scan.Symbology)
	var refused *scanner.RefusedError
	switch {
	case errors.As(r.Err, &refused):
		verdict = "refused, " + refused.Reason.String()
	case errors.Is(r.Err, scanner.ErrRepeated):
		verdict = "again"
	}
	if symbology == "" {
		symbology = "-"
	}
	return strings.Join([]string{
		r.Frame.At.Format("15:04:05.000"), verdict, symbology, fmt.Sprintf("% x", r.Frame.Raw),
		r.Frame.At.Sub(r.Frame.First).Round(time.Millisecond).String(), fmt.Sprintf("%q", r.Scan.Text),
	}, "\t")
}
