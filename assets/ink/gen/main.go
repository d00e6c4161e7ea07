// Command gen makes assets/ink/templates.bin, the templates of handwriting:
//
//	go run ./assets/ink/gen DIR DICT
//
// DIR is the folder "package" of npm's hanzi-writer-data 2.0.1, DICT the file
// pinyin_simp.dict.yaml of Debian's rime-data-pinyin-simp. The same input gives
// the same bytes on machines of one architecture; floating point may differ in
// the last digit between two.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"countertop/app/ime/ink/shape"
)

// notice stands at the head of the file, as section 2(a) of the Arphic Public
// License asks.
const notice = `Templates of handwritten Chinese characters.
Derived from hanzi-writer-data 2.0.1, which is derived from Make Me a Hanzi and
the fonts AR PL KaitiM GB and AR PL UKai, Copyright (C) 1999 Arphic Technology
Co., Ltd. Distributed under the Arphic Public License: see ARPHICPL.TXT beside
this file. No warranty.
Changed in November 2026 by the Countertop authors: strokes reduced to fewer
points, described by direction features and projected; a few characters put
together from parts of others; characters ordered by how frequent they are in
the dictionary of rime-pinyin-simp (Android Open Source Project, Apache-2.0).
How: assets/ink/gen of the Countertop source.
`

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: go run ./assets/ink/gen DIR DICT")
		os.Exit(2)
	}
	if err := generate(os.Args[1], os.Args[2], "assets/ink/templates.bin"); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

func generate(dir, dict, out string) error {
	characters, err := readStrokes(dir)
	if err != nil {
		return err
	}
	if characters, err = compose(characters); err != nil {
		return err
	}
	weights, err := readWeights(dict)
	if err != nil {
		return err
	}
	slices.SortFunc(characters, func(a, b character) int { return compareRank(a.r, b.r, weights) })
	var b bytes.Buffer
	if err := train(characters).Encode(&b, notice); err != nil {
		return err
	}
	return os.WriteFile(out, b.Bytes(), 0o644)
}

// character is a character with the middle lines of its strokes, Y down.
type character struct {
	r       rune
	strokes []shape.Stroke
}

func readStrokes(dir string) ([]character, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.json"))
	if err != nil {
		return nil, err
	}
	var out []character
	for _, f := range files {
		r, n := utf8.DecodeRuneInString(filepath.Base(f))
		if filepath.Base(f)[n:] != ".json" {
			continue // package.json
		}
		data, err := os.ReadFile(f)
		if err != nil {
			return nil, err
		}
		var in struct{ Medians [][][2]float32 }
		if err := json.Unmarshal(data, &in); err != nil {
			return nil, fmt.Errorf("%s: %w", f, err)
		}
		c := character{r: r}
		for _, m := range in.Medians {
			var s shape.Stroke
			for _, p := range m {
				s = append(s, shape.Point{X: p[0], Y: 900 - p[1]})
			}
			c.strokes = append(c.strokes, s)
		}
		out = append(out, c)
	}
	if len(out) == 0 {
		return nil, errors.New(dir + " holds no characters")
	}
	return out, nil
}

// readWeights adds up the weights of each single character over its readings.
func readWeights(dict string) (map[rune]int, error) {
	data, err := os.ReadFile(dict)
	if err != nil {
		return nil, err
	}
	weights := map[rune]int{}
	for line := range strings.Lines(string(data)) {
		f := strings.Split(strings.TrimSpace(line), "\t")
		if len(f) != 3 || utf8.RuneCountInString(f[0]) != 1 {
			continue
		}
		w, err := strconv.Atoi(f[2])
		if err != nil {
			return nil, fmt.Errorf("%s: weight of %s: %w", dict, f[0], err)
		}
		r, _ := utf8.DecodeRuneInString(f[0])
		weights[r] += w
	}
	if len(weights) == 0 {
		return nil, errors.New(dict + " holds no characters")
	}
	return weights, nil
}

// compareRank puts the more frequent character first. What does not stand in
// GB 2312 counts as if it were rarer: it is traditional or a variant, or found
// in names only.
func compareRank(a, b rune, weights map[rune]int) int {
	key := func(r rune) float64 {
		w := math.Log(float64(weights[r] + 1))
		switch level(r) {
		case 1:
			return w + 4
		case 2:
			return w + 2
		}
		return w
	}
	if ka, kb := key(a), key(b); ka != kb {
		if ka > kb {
			return -1
		}
		return 1
	}
	return int(a - b)
}

// level is the level of GB 2312 that r stands in, 0 for none.
func level(r rune) int {
	b, err := simplifiedchinese.HZGB2312.NewEncoder().Bytes([]byte(string(r)))
	switch {
	case err != nil || len(b) < 4:
		return 0
	case b[2] < 0x58: // ~{ comes first; rows 16 to 55
		return 1
	}
	return 2
}
