package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"time"

	"countertop/assets"
	"countertop/printer"
	"countertop/printer/label"
	"countertop/printer/raster"
	"countertop/printer/tspl"
)

// label measures one device tag from its fields to the printer's bytes.
func (b *bench) label() ([]row, error) {
	profile, err := printer.LoadProfile(assets.Profiles, "generic-tspl")
	if err != nil {
		return nil, err
	}
	kind, ok := label.LookupKind("device-tag")
	if !ok {
		return nil, errors.New("there is no device tag")
	}
	in := label.Example("device-tag", label.Chinese)
	var took []float64
	for range 220 {
		began := time.Now()
		page, err := kind.Page(in, label.Chinese, kind.MediaOn(profile.WidthDots, profile.DPI))
		if err != nil {
			return nil, err
		}
		bm, err := raster.Render(page, profile.DPI)
		if err != nil {
			return nil, err
		}
		if len(tspl.Encode(bm, profile, printer.JobOptions{})) == 0 {
			return nil, errors.New("no bytes")
		}
		took = append(took, ms(time.Since(began)))
	}
	return []row{{"device tag: order to bytes, warm", 10, median(took[20:]), "ms", "median of 200, after 20"}}, nil
}

var nsPerOp = regexp.MustCompile(`(?m)^Benchmark(MoveCommit|BareTransaction)\S*\s+\d+\s+([0-9.]+) ns/op`)

// commit runs the store's own benchmarks: a scan-move, and the least that is
// durable, with the same settings in the same file.
func (b *bench) commit() ([]row, error) {
	cmd := exec.Command("go", "test", "-run", "^$", "-bench", "^Benchmark(MoveCommit|BareTransaction)$", "-count", "5", "./store")
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("%w\n%s", err, out)
	}
	took := map[string][]float64{}
	for _, m := range nsPerOp.FindAllStringSubmatch(string(out), -1) {
		ns, err := strconv.ParseFloat(m[2], 64)
		if err != nil {
			return nil, err
		}
		took[m[1]] = append(took[m[1]], ns/1e6)
	}
	if len(took["MoveCommit"]) == 0 || len(took["BareTransaction"]) == 0 {
		return nil, fmt.Errorf("no figures in:\n%s", out)
	}
	bare := median(took["BareTransaction"])
	return []row{{"durable commit of a scan-move", 1.5 * bare, median(took["MoveCommit"]), "ms", "budget: 1.5 x a bare transaction; medians of 5"}}, nil
}
