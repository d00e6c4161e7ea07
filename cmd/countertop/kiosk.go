package main

import (
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"countertop/cmd/internal/cli"
)

// kioskCommand waits for the display and becomes countertop-kiosk, which lies
// beside this program, so that this one links no window system. The tour brings
// its own display (Xvfb) where there is none.
//
// A wrong flag is told and help given before any of that.
func kioskCommand(args []string, stdout, stderr io.Writer) int {
	if c, ok, err := cli.Kiosk(args[0], args[1:]); ok && err != nil {
		return cli.Finish(c, err, stdout, stderr)
	}
	self, err := os.Executable()
	if err != nil {
		fmt.Fprintf(stderr, "countertop: cannot find its own folder: %v.\n", err)
		return exitFailed
	}
	kiosk := filepath.Join(filepath.Dir(self), "countertop-kiosk")
	if _, err := os.Stat(kiosk); err != nil {
		fmt.Fprintf(stderr, "countertop: %s is missing; build it with make build.\n", kiosk)
		return exitFailed
	}
	argv := append([]string{kiosk}, args...)
	display := os.Getenv("DISPLAY")
	if display == "" {
		if args[0] != "tour" {
			fmt.Fprintln(stderr, "countertop: there is no display: DISPLAY is not set. Start it in the X session, or try countertop tour.")
			return exitFailed
		}
		xvfb, err := exec.LookPath("xvfb-run")
		if err != nil {
			fmt.Fprintln(stderr, "countertop: there is no display and xvfb-run is not installed; install the package xvfb.")
			return exitFailed
		}
		argv = append([]string{xvfb, "-a", "-s", "-screen 0 1920x1080x24"}, argv...)
	} else {
		waitForDisplay(display, stderr)
	}
	err = syscall.Exec(argv[0], argv, os.Environ())
	fmt.Fprintf(stderr, "countertop: cannot start %s: %v.\n", argv[0], err)
	return exitFailed
}

// waitForDisplay returns when the X server answers. At power-on the session
// can start before the server is ready.
func waitForDisplay(display string, stderr io.Writer) {
	host, n, ok := strings.Cut(display, ":")
	if !ok || host != "" {
		return // a display on another machine is the kiosk's to find
	}
	n, _, _ = strings.Cut(n, ".")
	path := "/tmp/.X11-unix/X" + n
	for said := false; ; time.Sleep(200 * time.Millisecond) {
		for _, p := range []string{path, "@" + path} {
			if c, err := net.DialTimeout("unix", p, time.Second); err == nil {
				_ = c.Close()
				return
			}
		}
		if !said {
			fmt.Fprintf(stderr, "countertop: waiting for the display %s.\n", display)
			said = true
		}
	}
}
