package cli

import (
	"errors"
	"flag"
	"fmt"
	"image"
)

// RunOptions are the flags of "countertop run".
type RunOptions struct {
	Config, Data, Lang, Inspect string
	// Window is zero for the whole screen.
	Window image.Point
}

// Run reads the flags of "countertop run". The errors are those of
// Command.Parse.
func Run(args []string) (*Command, RunOptions, error) {
	c := New("countertop run", "", "Opens the counter. Without a configuration it is an example shop with virtual printers.")
	var o RunOptions
	c.StringVar(&o.Config, "config", "", "configuration `FILE`; without one an example shop with virtual printers")
	c.StringVar(&o.Data, "data", "data", "data `DIR`")
	c.StringVar(&o.Lang, "lang", "", "language of the screen, `zh-CN|en`; without it that which was chosen last")
	c.StringVar(&o.Inspect, "inspect", "", "answer on this unix `SOCKET` with the scene as JSON")
	c.Var((*window)(&o.Window), "window", "size `WxH` of a window instead of the whole screen")
	if _, err := c.Parse(args); err != nil {
		return c, o, err
	}
	return c, o, checkLang(o.Lang)
}

// BoardOptions are the flags of "countertop board".
type BoardOptions struct {
	Config, Data, Lang, Inspect string
	Window                      image.Point
	// Monitor counts from 1.
	Monitor int
	// PanelMM is 0 for that of a usual display.
	PanelMM float64
}

// Board reads the flags of "countertop board". The errors are those of
// Command.Parse.
func Board(args []string) (*Command, BoardOptions, error) {
	c := New("countertop board", "", "Shows the machines in the shop on a display of its own, beside the counter. It changes nothing.")
	var o BoardOptions
	c.StringVar(&o.Config, "config", "", "configuration `FILE` of the kiosk")
	c.StringVar(&o.Data, "data", "data", "data `DIR` of the kiosk")
	c.StringVar(&o.Lang, "lang", "", "language of the board, `zh-CN|en`")
	c.IntVar(&o.Monitor, "monitor", 2, "fill display `N`, counted from 1; the last one if there are fewer")
	c.Float64Var(&o.PanelMM, "panel-mm", 0, "visible width of that display in `MM`; 0 is that of 24 inches")
	c.StringVar(&o.Inspect, "inspect", "", "answer on this unix `SOCKET` with the scene as JSON")
	c.Var((*window)(&o.Window), "window", "size `WxH` of a window instead of a whole display")
	if _, err := c.Parse(args); err != nil {
		return c, o, err
	}
	switch {
	case o.Monitor < 1:
		return c, o, UsageError{fmt.Errorf("-monitor counts from 1, not %d", o.Monitor)}
	case !(o.PanelMM >= 0):
		return c, o, UsageError{fmt.Errorf("-panel-mm is a width in millimetres, not %g", o.PanelMM)}
	}
	return c, o, checkLang(o.Lang)
}

// TourOptions are the flags of "countertop tour".
type TourOptions struct {
	Out      string
	AllSizes bool
}

// Tour reads the flags of "countertop tour". The errors are those of
// Command.Parse.
func Tour(args []string) (*Command, TourOptions, error) {
	c := New("countertop tour", "", "Plays a working day through the counter, with virtual printers and a scanner on a pseudo-terminal,\n"+
		"and keeps pictures of every screen and print. Without a display it brings its own (Xvfb).")
	var o TourOptions
	c.StringVar(&o.Out, "out", "tour", "folder `DIR` for the pictures; it is emptied first")
	c.BoolVar(&o.AllSizes, "all-sizes", false, "pictures for large and small displays as well")
	_, err := c.Parse(args)
	return c, o, err
}

// Kiosk reads the flags of a command of countertop-kiosk by its name, and
// reports whether there is one such.
func Kiosk(name string, args []string) (c *Command, ok bool, err error) {
	switch name {
	case "run":
		c, _, err = Run(args)
	case "board":
		c, _, err = Board(args)
	case "tour":
		c, _, err = Tour(args)
	}
	return c, c != nil, err
}

func checkLang(lang string) error {
	if lang != "" && lang != "zh-CN" && lang != "en" {
		return UsageError{fmt.Errorf("-lang is zh-CN or en, not %q", lang)}
	}
	return nil
}

// window reads WxH.
type window image.Point

var _ flag.Value = (*window)(nil)

func (w *window) String() string {
	if w == nil || *w == (window{}) {
		return ""
	}
	return fmt.Sprintf("%dx%d", w.X, w.Y)
}

func (w *window) Set(s string) error {
	if n, err := fmt.Sscanf(s, "%dx%d", &w.X, &w.Y); n != 2 || err != nil || w.X < 640 || w.Y < 480 {
		return errors.New("a window is like 1280x800 and at least 640x480")
	}
	return nil
}
