// Package cli is what the commands have in common on the command line: help
// and version that are asked for go to stdout with exit status 0, a line for
// each flag; a wrong use is one sentence on stderr with exit status 2; a
// failure is one sentence with exit status 1.
//
// It stands apart, so that countertop can answer for the commands of
// countertop-kiosk: it tells of a wrong flag before it waits for a display.
package cli

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
)

// Version is set by the build.
var Version = "dev"

// Exit statuses.
const (
	Done   = 0
	Failed = 1
	Wrong  = 2
)

// UsageError is a command line that cannot be.
type UsageError struct{ Err error }

func (e UsageError) Error() string { return e.Err.Error() }

// Unwrap returns what is wrong with it.
func (e UsageError) Unwrap() error { return e.Err }

// ErrVersion is returned by Parse when the version is asked for.
var ErrVersion = errors.New("cli: version requested")

// Command is one command with its flags, which are defined on the set.
type Command struct {
	*flag.FlagSet
	// Name is what is typed, "countertop db check".
	Name string
	// Args are what stands before the flags, "DEVICE"; "" if nothing may.
	Args string
	// About is a sentence or more on what it does.
	About string
}

// New returns a command without flags of its own.
func New(name, args, about string) *Command {
	c := &Command{FlagSet: flag.NewFlagSet(name, flag.ContinueOnError), Name: name, Args: args, About: about}
	c.SetOutput(io.Discard)
	c.Usage = func() {} // Finish prints it
	c.Bool("help", false, "print this and do nothing")
	c.Bool("version", false, "print the version and do nothing")
	return c
}

// Parse reads the arguments: first those of Args, as many as it has words, then
// the flags. It returns what was given for Args. The error is flag.ErrHelp,
// ErrVersion or a UsageError.
func (c *Command) Parse(args []string) ([]string, error) {
	want := strings.Fields(c.Args)
	var given []string
	for len(given) < len(want) && len(args) > 0 && (!strings.HasPrefix(args[0], "-") || args[0] == "-") {
		given, args = append(given, args[0]), args[1:]
	}
	if err := c.ParseFlags(args); err != nil {
		return nil, err
	}
	rest := c.FlagSet.Args()
	n := min(len(rest), len(want)-len(given)) // they may also follow the flags
	given, rest = append(given, rest[:n]...), rest[n:]
	switch {
	case len(rest) > 0:
		return nil, c.Wrongf("%s does not take %q", c.short(), rest[0])
	case len(given) < len(want):
		return nil, c.Wrongf("%s is missing", want[len(given)])
	}
	return given, nil
}

// ParseFlags reads flags up to the first argument that is none; Args of the set
// returns the rest. The error is that of Parse.
func (c *Command) ParseFlags(args []string) error {
	err := c.FlagSet.Parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp), err == nil && c.asked("help"):
		return flag.ErrHelp
	case err != nil:
		return c.Wrongf("%w", err)
	case c.asked("version"):
		return ErrVersion
	}
	return nil
}

func (c *Command) asked(name string) bool { return c.Lookup(name).Value.String() == "true" }

// short is the last word of the name.
func (c *Command) short() string { return c.Name[strings.LastIndexByte(c.Name, ' ')+1:] }

// Wrongf is a wrong use of the command; it ends with how it is used.
func (c *Command) Wrongf(format string, args ...any) error {
	return UsageError{fmt.Errorf("%w; usage: %s", fmt.Errorf(format, args...), c.Line())}
}

// Line is the command with its arguments and flags: "countertop db check [-data
// DIR] [-json]".
func (c *Command) Line() string {
	var b strings.Builder
	b.WriteString(c.Name)
	if c.Args != "" {
		b.WriteString(" " + c.Args)
	}
	c.VisitAll(func(f *flag.Flag) {
		if common(f) {
			return
		}
		if arg, _ := flag.UnquoteUsage(f); arg != "" {
			b.WriteString(" [-" + f.Name + " " + arg + "]")
		} else {
			b.WriteString(" [-" + f.Name + "]")
		}
	})
	return b.String()
}

func common(f *flag.Flag) bool { return f.Name == "help" || f.Name == "version" }

// Help writes how the command is used: its line, what it does, and a line for
// each flag.
func (c *Command) Help(w io.Writer) {
	fmt.Fprintf(w, "usage: %s\n\n%s\n\n", c.Line(), c.About)
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	c.VisitAll(func(f *flag.Flag) {
		arg, usage := flag.UnquoteUsage(f)
		fmt.Fprintf(t, "  -%s %s\t%s", f.Name, arg, usage)
		if f.DefValue != "" && f.DefValue != "false" && f.DefValue != "0" {
			fmt.Fprintf(t, " (%s)", f.DefValue)
		}
		fmt.Fprintln(t)
	})
	t.Flush() //nolint:errcheck // as with every print
}

// Finish says how a command ended and returns its exit status. c is the command
// that err came from. A sentence begins with its name but for the last word.
func Finish(c *Command, err error, stdout, stderr io.Writer) int {
	var wrong UsageError
	switch {
	case err == nil:
		return Done
	case errors.Is(err, flag.ErrHelp):
		c.Help(stdout)
		return Done
	case errors.Is(err, ErrVersion):
		PrintVersion(stdout)
		return Done
	}
	fmt.Fprintf(stderr, "%s: %v.\n", c.Name[:strings.LastIndexByte(c.Name, ' ')], err)
	if errors.As(err, &wrong) {
		return Wrong
	}
	return Failed
}

// PrintVersion writes the version of the program.
func PrintVersion(w io.Writer) { fmt.Fprintf(w, "countertop %s\n", Version) }

// IsHelp reports whether a first argument asks for help.
func IsHelp(arg string) bool {
	return arg == "help" || arg == "-h" || arg == "-help" || arg == "--help"
}

// IsVersion reports whether a first argument asks for the version.
func IsVersion(arg string) bool {
	return arg == "version" || arg == "-version" || arg == "--version"
}
