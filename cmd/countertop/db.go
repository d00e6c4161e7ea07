package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"time"

	"countertop/store"
)

const dbUsage = `usage: countertop db check|rebuild [-data DIR] [-json]

  check     reads everything and changes nothing; the kiosk may be running
  rebuild   makes the tables again from the journal; the kiosk must be stopped
`

// dbCommand looks after the data of the shop. It returns 0 only if all is
// well, 1 if it is not or the work failed, and 2 for wrong use.
func dbCommand(args []string, stdout, stderr io.Writer) int {
	if len(args) == 0 || args[0] != "check" && args[0] != "rebuild" {
		fmt.Fprint(stderr, dbUsage)
		return 2
	}
	flags := flag.NewFlagSet("countertop db "+args[0], flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() { fmt.Fprint(stderr, dbUsage) }
	dir := flags.String("data", "data", "data directory")
	asJSON := flags.Bool("json", false, "print one JSON object")
	if err := flags.Parse(args[1:]); err != nil {
		return 2
	}
	if flags.NArg() > 0 {
		fmt.Fprint(stderr, dbUsage)
		return 2
	}
	ctx := context.Background()
	if args[0] == "rebuild" {
		n, err := store.Rebuild(ctx, *dir)
		if err != nil {
			fmt.Fprintln(stderr, "countertop:", err)
			return 1
		}
		if !*asJSON {
			fmt.Fprintf(stdout, "%d orders rebuilt\n", n)
		}
	}
	report, err := store.CheckDir(ctx, *dir)
	if err != nil {
		fmt.Fprintln(stderr, "countertop:", err)
		return 1
	}
	if *asJSON {
		printJSON(stdout, report)
	} else {
		printReport(stdout, report)
	}
	if !report.OK() {
		fmt.Fprintf(stderr, "countertop: the data in %s is not in order\n", *dir)
		return 1
	}
	return 0
}

func printJSON(w io.Writer, r store.Report) {
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	_ = enc.Encode(struct {
		OK bool `json:"ok"`
		store.Report
	}{r.OK(), r})
}

func printReport(w io.Writer, r store.Report) {
	for _, f := range r.Faults {
		fmt.Fprintf(w, "%s %s: %s\n", f.What, f.Where, f.Detail)
	}
	fmt.Fprintf(w, "station %s: %d events, %d orders, %d signatures, %d faults, %v\nhead %s\n",
		r.Station, r.Events, r.Orders, r.Signatures, len(r.Faults), r.Took.Round(time.Millisecond), r.Head)
}
