package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"countertop/app/repair"
	"countertop/cmd/internal/cli"
	"countertop/store"
)

// db looks after the data of the shop. Its commands return 0 only if all is
// well, 1 if it is not or the work failed, and 2 for wrong use.
var db = cli.Group{Name: "countertop db", Subs: []cli.Sub{
	{Word: "check", About: "reads everything and changes nothing; the kiosk may be running", Run: dbCheck},
	{Word: "rebuild", About: "makes the tables again from the journal; the kiosk must be stopped", Run: dbRebuild},
}}

func dbCheck(args []string, stdout, stderr io.Writer) int {
	c := cli.New("countertop db check", "", "Reads everything and changes nothing; the kiosk may be running.")
	return dbCommand(c, args, stdout, stderr)
}

func dbRebuild(args []string, stdout, stderr io.Writer) int {
	c := cli.New("countertop db rebuild", "", "Makes the tables again from the journal, and checks them; the kiosk must be stopped.")
	return dbCommand(c, args, stdout, stderr)
}

func dbCommand(c *cli.Command, args []string, stdout, stderr io.Writer) int {
	dir := c.String("data", "data", "data `DIR`")
	asJSON := c.Bool("json", false, "print one JSON object")
	if _, err := c.Parse(args); err != nil {
		return cli.Finish(c, err, stdout, stderr)
	}
	ctx := context.Background()
	var report store.Report
	var err error
	if c.Name == "countertop db rebuild" {
		n := 0
		if n, err = store.Rebuild(ctx, *dir); err == nil && !*asJSON {
			fmt.Fprintf(stdout, "%d orders rebuilt\n", n)
		}
	}
	if err == nil {
		report, err = store.CheckDir(ctx, *dir)
	}
	if err != nil {
		report = store.Report{} // half a check is none
	}
	switch {
	case errors.Is(err, repair.ErrNotFound):
		err = fmt.Errorf("there is no countertop.db in %s", *dir)
	case err == nil && !report.OK():
		err = fmt.Errorf("the data in %s is not in order", *dir)
	}
	if *asJSON {
		printJSON(stdout, report, err)
	} else if report.Findings != nil {
		printReport(stdout, report)
	}
	if err != nil {
		fmt.Fprintf(stderr, "countertop: %v.\n", err)
		return exitFailed
	}
	return exitDone
}

// printJSON prints the report, or why there is none.
func printJSON(w io.Writer, r store.Report, err error) {
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	var report any = struct {
		OK bool `json:"ok"`
		store.Report
	}{r.OK(), r}
	if r.Findings == nil {
		report = map[string]any{"ok": false, "error": err.Error()}
	}
	_ = enc.Encode(report)
}

func printReport(w io.Writer, r store.Report) {
	for _, f := range r.Findings {
		fmt.Fprintf(w, "%s %s: %s\n", f.What, f.Where, f.Detail)
	}
	fmt.Fprintf(w, "station %s: %d events, %d orders, %d signatures, %d faults, %v\nhead %s\n",
		r.Station, r.Events, r.Orders, r.Signatures, len(r.Findings), r.Took.Round(time.Millisecond), r.Head)
}
