package main

import (
	"fmt"
	"regexp"
	"strconv"
)

var misreadMetric = regexp.MustCompile(
	`BenchmarkMisreads/(\w)\S*\s.*?(\d+) doubled\s+(\d+) lost\s+(\d+) swapped\s+(\d+) through\s+(\d+) wrong`)

// codes tries misreads of 1,000 codes of each type; not one may be taken for a
// code.
func (b *bench) codes() ([]row, error) {
	out, err := goBench("^BenchmarkMisreads$", "./app/repair", "-benchtime", "1x")
	if err != nil {
		return nil, err
	}
	var rows []row
	var all, swaps, other, through float64
	for _, m := range misreadMetric.FindAllStringSubmatch(out, -1) {
		var n [5]float64
		for i := range n {
			if n[i], err = strconv.ParseFloat(m[2+i], 64); err != nil {
				return nil, err
			}
		}
		all, swaps, other, through = all+n[4], swaps+n[2], other+n[0]+n[1], through+n[3]
		rows = append(rows, row{"1,000 codes " + m[1] + ": misreads taken for a code", 1, n[3], "", fmt.Sprintf(
			"refused: %.0f of %.0f with one wrong character and neighbours swapped, %.0f lost and doubled",
			n[4]+n[2]-n[3], n[4]+n[2], n[0]+n[1])})
	}
	if len(rows) != 8 {
		return nil, fmt.Errorf("no figures in:\n%s", out)
	}
	return append(rows, row{
		"all", 1, through, "",
		fmt.Sprintf("%.0f with one wrong character, %.0f swapped, %.0f lost or doubled", all, swaps, other),
	}), nil
}
