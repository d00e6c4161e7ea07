package main

import (
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strconv"
)

var keyMetric = regexp.MustCompile(`BenchmarkKey/(\w+)\S*\s.*?([0-9.]+) p50-µs\s+([0-9.]+) p99-µs`)

var handMetric = regexp.MustCompile(`BenchmarkRecognise\S*\s+\d+\s+([0-9.]+) ns/op`)

// entry measures a key of the input method, candidates included, and a
// character of handwriting.
func (b *bench) entry() ([]row, error) {
	out, err := goBench("^BenchmarkKey$", "./app/ime")
	if err != nil {
		return nil, err
	}
	var rows []row
	for _, m := range keyMetric.FindAllStringSubmatch(out, -1) {
		for i, budget := range []float64{0.2, 5} {
			us, err := strconv.ParseFloat(m[2+i], 64)
			if err != nil {
				return nil, err
			}
			rows = append(rows, row{
				"a key, " + m[1] + " field, " + []string{"p50", "p99"}[i], budget, us / 1000, "ms",
				"30 inputs, 40 candidates, 10,000 learned words",
			})
		}
	}
	if len(rows) != 4 {
		return nil, fmt.Errorf("no figures in:\n%s", out)
	}
	if out, err = goBench("^BenchmarkRecognise$", "./app/ime/ink"); err != nil {
		return nil, err
	}
	m := handMetric.FindStringSubmatch(out)
	if m == nil {
		return nil, fmt.Errorf("no figures in:\n%s", out)
	}
	ns, err := strconv.ParseFloat(m[1], 64)
	return append(rows, row{"a character of handwriting, mean", 10, ns / 1e6, "ms", "hardest hand of the tests"}), err
}

func goBench(name, pkg string, more ...string) (string, error) {
	cmd := exec.Command("go", append([]string{"test", "-run", "^$", "-bench", name, pkg}, more...)...)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("%w\n%s", err, out)
	}
	return string(out), nil
}
