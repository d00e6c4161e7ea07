// Command countertop-kiosk is the process with the window: the counter itself
// (run), the board on a display of its own (board) and the scripted working day
// (tour). It needs an X display; countertop waits for one and then becomes it.
package main

import (
	"errors"
	"flag"
	"fmt"
	"image"
	"io"
	"os"
)

// Exit codes.
const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2
)

// version is set by the build.
var version = "dev"

func main() { os.Exit(start(os.Args[1:], os.Stderr)) }

func start(args []string, stderr io.Writer) int {
	var err error
	switch {
	case len(args) > 0 && os.Getenv("DISPLAY") == "":
		// Ebiten would draw on a frame buffer, where nobody can touch or type.
		err = errors.New("there is no display: DISPLAY is not set")
	case len(args) > 0 && args[0] == "run":
		err = runCommand(args[1:], stderr)
	case len(args) > 0 && args[0] == "board":
		err = boardCommand(args[1:], stderr)
	case len(args) > 0 && args[0] == "tour":
		err = tourCommand(args[1:], stderr)
	default:
		err = usageError{errors.New("it takes run, board or tour; start it with countertop")}
	}
	var use usageError
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &use):
		fmt.Fprintf(stderr, "countertop: %v.\n", use.error)
		return exitUsage
	}
	fmt.Fprintf(stderr, "countertop: %v.\n", err)
	return exitFailed
}

// usageError is a command line that cannot be.
type usageError struct{ error }

// window reads WxH.
type window struct{ image.Point }

func (w *window) String() string { return fmt.Sprintf("%dx%d", w.X, w.Y) }

func (w *window) Set(s string) error {
	if n, err := fmt.Sscanf(s, "%dx%d", &w.X, &w.Y); n != 2 || err != nil || w.X < 640 || w.Y < 480 {
		return errors.New("a window is like 1280x800 and at least 640x480")
	}
	return nil
}

func flags(name string, stderr io.Writer) *flag.FlagSet {
	fs := flag.NewFlagSet("countertop "+name, flag.ContinueOnError)
	fs.SetOutput(stderr)
	return fs
}
