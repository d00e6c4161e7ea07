// Command bench measures the budgets of the design on this machine and prints
// a table: budget, measured, ratio. It needs a display of 1280x800, both
// commands in bin/, and the source tree as working directory.
//
//	xvfb-run -a -s "-screen 0 1280x800x24" go run ./.ci/bench [-run REGEXP] [-guns REGEXP]
//
// A ratio over 1 is a budget that was missed; it is no failure of the program,
// which fails only if something cannot be measured.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"time"

	"countertop/store/storetest"
)

// orders is the size of the store that is measured with.
const orders = 100_000

// row is one line of the table.
type row struct {
	what             string
	budget, measured float64
	unit             string
	note             string
}

// benchmarks are the measurements by name.
var benchmarks = []struct {
	name    string
	measure func(*bench) ([]row, error)
}{
	{"start", (*bench).start},
	{"scan", (*bench).scan},
	{"label", (*bench).label},
	{"bytes", (*bench).bytes},
	{"cable", (*bench).cable},
	{"idle", (*bench).idle},
	{"commit", (*bench).commit},
	{"pin", (*bench).pin},
	{"search", (*bench).search},
	{"entry", (*bench).entry},
	{"codes", (*bench).codes},
	{"scanners", (*bench).scanners},
}

// bench holds what the measurements share.
type bench struct {
	dir  string
	data string         // filled on first use, see filled
	full string         // likewise, see stocked
	only *regexp.Regexp // of the scanners
}

func main() {
	only := flag.String("run", "", "measure only names that match this regular `expression`")
	scs := flag.String("scanners", "", "of the scanners, try only those whose name matches this regular `expression`")
	flag.Parse()
	if err := run(*only, *scs); err != nil {
		fmt.Fprintf(os.Stderr, "bench: %v.\n", err)
		os.Exit(1)
	}
}

func run(only, scs string) error {
	match, err := regexp.Compile(only)
	if err != nil {
		return err
	}
	some, err := regexp.Compile(scs)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "countertop-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir) //nolint:errcheck // a temporary folder
	b := &bench{dir: dir, only: some}
	fmt.Printf("%-8s %-52s %10s %10s %7s\n", "name", "what", "budget", "measured", "ratio")
	for _, m := range benchmarks {
		if !match.MatchString(m.name) {
			continue
		}
		rows, err := m.measure(b)
		if err != nil {
			return fmt.Errorf("%s: %w", m.name, err)
		}
		for _, r := range rows {
			fmt.Printf("%-8s %-52s %7.4g %-2s %7.4g %-2s %7.2f  %s\n",
				m.name, r.what, r.budget, r.unit, r.measured, r.unit, r.measured/r.budget, r.note)
		}
	}
	return nil
}

// filled is a data directory with all orders, made once.
func (b *bench) filled() (string, error) {
	if b.data == "" {
		data := filepath.Join(b.dir, "data")
		if err := storetest.Fill(data, orders); err != nil {
			return "", err
		}
		b.data = data
	}
	return b.data, nil
}

// stocked is a data directory with all orders on the shelves, made once.
func (b *bench) stocked() (string, error) {
	if b.full == "" {
		data := filepath.Join(b.dir, "full")
		if err := storetest.FillShelves(data, orders); err != nil {
			return "", err
		}
		b.full = data
	}
	return b.full, nil
}

// percentile sorts ds and returns the value that p of 100 do not exceed.
func percentile(ds []float64, p int) float64 {
	slices.Sort(ds)
	return ds[min(len(ds)-1, len(ds)*p/100)]
}

func median(ds []float64) float64 { return percentile(ds, 50) }

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
