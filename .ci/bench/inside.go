package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"time"

	"countertop/app/i18n"
	"countertop/app/label"
	"countertop/assets"
	"countertop/printer"
	"countertop/printer/language"
	"countertop/printer/raster"
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
	in := label.Example("device-tag", i18n.ZH)
	var took []float64
	for range 220 {
		began := time.Now()
		page, err := kind.Page(in, i18n.ZH, kind.MediaOn(profile.WidthDots, profile.DPI))
		if err != nil {
			return nil, err
		}
		img, err := raster.Compose(page, profile)
		if err != nil {
			return nil, err
		}
		if len(language.Encode(img, profile, printer.JobOptions{})) == 0 {
			return nil, errors.New("no bytes")
		}
		took = append(took, ms(time.Since(began)))
	}
	return []row{{"device tag: order to bytes, warm", 10, median(took[20:]), "ms", "median of 200, after 20"}}, nil
}

var metric = regexp.MustCompile(`([0-9.]+) (move|bare)-p50-µs`)

// commit runs the store's own benchmark: scan-moves, and the least that is
// durable with the same settings, in turns.
func (b *bench) commit() ([]row, error) {
	cmd := exec.Command("go", "test", "-run", "^$", "-bench", "^BenchmarkMoveBesideBare$", "-count", "5", "./store")
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("%w\n%s", err, out)
	}
	took := map[string][]float64{}
	for _, m := range metric.FindAllStringSubmatch(string(out), -1) {
		us, err := strconv.ParseFloat(m[1], 64)
		if err != nil {
			return nil, err
		}
		took[m[2]] = append(took[m[2]], us/1000)
	}
	if len(took["move"]) == 0 || len(took["bare"]) == 0 {
		return nil, fmt.Errorf("no figures in:\n%s", out)
	}
	return []row{{
		"durable commit of a scan-move", 1.5 * median(took["bare"]), median(took["move"]), "ms",
		"budget: 1.5 x a bare transaction; medians of 5",
	}}, nil
}
