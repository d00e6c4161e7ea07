package main

import (
	"fmt"
	"io"

	"countertop/app/ime/ink"
)

const inkUsage = `usage: countertop ink check DIR    how well the handwriting saved in DIR is read, by writer
`

// inkCommand carries out "countertop ink". It returns the exit status: 0 done,
// 1 failed, 2 wrong use.
func inkCommand(args []string, stdout, stderr io.Writer) int {
	if len(args) != 2 || args[0] != "check" {
		fmt.Fprint(stderr, inkUsage)
		return exitUsage
	}
	samples, err := ink.ReadSamples(args[1])
	if err != nil {
		fmt.Fprintf(stderr, "The handwriting cannot be read: %v.\n", err)
		return exitFailed
	}
	if len(samples) == 0 {
		fmt.Fprintf(stderr, "There is no handwriting in %s.\n", args[1])
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
