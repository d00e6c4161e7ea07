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
	"time"

	"countertop/scanner"
	"countertop/scanner/serialscan"
)

const scannerUsage = `usage: countertop scanner list
       countertop scanner watch DEVICE    DEVICE is serial:/dev/ttyACM0?baud=9600 or a path
`

// scannerCommand carries out "countertop scanner". It returns the exit status:
// 0 done, 1 failed, 2 wrong use.
func scannerCommand(args []string, stdout, stderr io.Writer) int {
	switch {
	case len(args) == 1 && args[0] == "list":
		ports, err := serialscan.Ports()
		if err != nil {
			fmt.Fprintf(stderr, "The serial ports cannot be listed: %v.\n", err)
			return 1
		}
		listScanners(stdout, ports)
		return 0
	case len(args) == 2 && args[0] == "watch":
		ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
		defer stop()
		return watchScanner(ctx, args[1], stdout, stderr)
	default:
		fmt.Fprint(stderr, scannerUsage)
		return 2
	}
}

// listScanners prints a line for each port: what to write into the config,
// ids and names.
func listScanners(w io.Writer, ports []serialscan.Port) {
	if len(ports) == 0 {
		fmt.Fprintln(w, "No USB serial port is connected. A scanner that works as a keyboard needs none.")
	}
	for _, p := range ports {
		name := p.Path
		if p.ByID != "" {
			name = p.ByID
		}
		line := fmt.Sprintf("serial:%s\t%s\t%s:%s\t%s", name, p.Path, p.VendorID, p.ProductID,
			strings.TrimSpace(p.Manufacturer+" "+p.Product))
		if p.Serial != "" {
			line += "\tserial " + p.Serial
		}
		fmt.Fprintln(w, line)
	}
}

// watchScanner prints each line of the scanner on device until ctx is done:
// time, verdict, symbology, bytes in hex, time from first byte to end, text.
// Changes of its state go to stderr.
func watchScanner(ctx context.Context, device string, stdout, stderr io.Writer) int {
	source, err := serialscan.New(device, scanner.Options{
		OnReport: func(r scanner.Report) { fmt.Fprintln(stdout, reportLine(r)) },
		OnState: func(s scanner.State) {
			if s.Link == scanner.Connected {
				s.Detail = "Connected. Scan a code; Ctrl-C ends."
			}
			fmt.Fprintln(stderr, s.Detail)
		},
	})
	var bad *serialscan.DeviceError
	if errors.As(err, &bad) {
		fmt.Fprintf(stderr, "%q is no scanner that can be watched: %s.\n", bad.Device, bad.Reason)
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
