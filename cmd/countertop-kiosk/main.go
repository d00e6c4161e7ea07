// Command countertop-kiosk is the process with the window: the counter itself
// (run), the board on a display of its own (board) and the scripted working day
// (tour). It needs an X display; countertop waits for one and then becomes it.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"countertop/cmd/internal/cli"
)

const usage = `countertop-kiosk: the process with the window; countertop starts it

  countertop-kiosk run      the counter
  countertop-kiosk board    the machines in the shop, on a display of its own
  countertop-kiosk tour     a working day, with pictures

countertop-kiosk COMMAND -help tells more of each. It needs an X display.
`

func main() { os.Exit(start(os.Args[1:], os.Stdout, os.Stderr)) }

func start(args []string, stdout, stderr io.Writer) int {
	if len(args) == 0 {
		fmt.Fprint(stderr, usage)
		return cli.Wrong
	}
	switch {
	case cli.IsHelp(args[0]):
		fmt.Fprint(stdout, usage)
		return cli.Done
	case cli.IsVersion(args[0]):
		cli.PrintVersion(stdout)
		return cli.Done
	}
	var c *cli.Command
	var run func() error
	var err error
	switch rest := args[1:]; args[0] {
	case "run":
		var o cli.RunOptions
		c, o, err = cli.Run(rest)
		run = func() error { return runCommand(o, stderr) }
	case "board":
		var o cli.BoardOptions
		c, o, err = cli.Board(rest)
		run = func() error { return boardCommand(o, stderr) }
	case "tour":
		var o cli.TourOptions
		c, o, err = cli.Tour(rest)
		run = func() error { return tourCommand(o, stderr) }
	default:
		fmt.Fprintf(stderr, "countertop: %q is none of run, board, tour; start it with countertop.\n", args[0])
		return cli.Wrong
	}
	switch {
	case err != nil:
	case os.Getenv("DISPLAY") == "":
		// Ebiten would draw on a frame buffer, where nobody can touch or type.
		err = errors.New("there is no display: DISPLAY is not set")
	default:
		err = run()
	}
	return cli.Finish(c, err, stdout, stderr)
}
