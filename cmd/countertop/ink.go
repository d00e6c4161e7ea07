package main

import (
	"fmt"
	"io"

	"countertop/app/ime/ink"
	"countertop/cmd/internal/cli"
)

// inkCommands are those of "countertop ink".
var inkCommands = cli.Group{Name: "countertop ink", Subs: []cli.Sub{
	{Word: "check", Args: "DIR", About: "how well the handwriting saved in DIR is read, by writer", Run: inkCheck},
}}

func inkCheck(args []string, stdout, stderr io.Writer) int {
	c := cli.New("countertop ink check", "DIR", "Says how well the handwriting saved in DIR is read, by writer.")
	given, err := c.Parse(args)
	if err != nil {
		return cli.Finish(c, err, stdout, stderr)
	}
	dir := given[0]
	samples, err := ink.ReadSamples(dir)
	if err != nil {
		fmt.Fprintf(stderr, "The handwriting cannot be read: %v.\n", err)
		return exitFailed
	}
	if len(samples) == 0 {
		fmt.Fprintf(stderr, "There is no handwriting in %s.\n", dir)
		return exitFailed
	}
	r, err := ink.New()
	if err != nil {
		fmt.Fprintf(stderr, "Handwriting cannot be recognised: %v.\n", err)
		return exitFailed
	}
	fmt.Fprintln(stdout, "writer\tsamples\ttop-1 %\ttop-10 %")
	for _, w := range r.Rates(samples) {
		fmt.Fprintf(stdout, "%s\t%d\t%.1f\t%.1f\n", w.Writer, w.Samples,
			100*float64(w.First)/float64(w.Samples), 100*float64(w.Ten)/float64(w.Samples))
	}
	return exitDone
}
