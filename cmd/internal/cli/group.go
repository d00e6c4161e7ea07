package cli

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
)

// Sub is one command of a group.
type Sub struct {
	// Word is what is typed after the name of the group, Args what follows it.
	Word, Args string
	// About says in a few words what it does.
	About string
	// Run carries it out and returns the exit status.
	Run func(args []string, stdout, stderr io.Writer) int
}

// Group is a command whose first argument says which: "countertop printer".
type Group struct {
	Name string
	Subs []Sub
}

// Run carries out the command that args begin with.
func (g Group) Run(args []string, stdout, stderr io.Writer) int {
	switch {
	case len(args) == 0:
		fmt.Fprintf(stderr, "%s: a command is missing; %s.\n", g.Name, g.line())
		return Wrong
	case IsHelp(args[0]):
		g.help(stdout)
		return Done
	case IsVersion(args[0]):
		PrintVersion(stdout)
		return Done
	}
	for _, s := range g.Subs {
		if s.Word == args[0] {
			return s.Run(args[1:], stdout, stderr)
		}
	}
	fmt.Fprintf(stderr, "%s: %q is not one of its commands; %s.\n", g.Name, args[0], g.line())
	return Wrong
}

func (g Group) line() string {
	var words []string
	for _, s := range g.Subs {
		words = append(words, s.Word)
	}
	return "usage: " + g.Name + " " + strings.Join(words, "|")
}

func (g Group) help(w io.Writer) {
	fmt.Fprintf(w, "%s\n\n", g.line())
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, s := range g.Subs {
		fmt.Fprintf(t, "  %s %s\t%s\n", s.Word, s.Args, s.About)
	}
	t.Flush() //nolint:errcheck // as with every print
	fmt.Fprintf(w, "\n%s COMMAND -help tells more.\n", g.Name)
}
