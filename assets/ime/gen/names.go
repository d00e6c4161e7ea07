package main

import (
	"bytes"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"unicode/utf8"
)

const (
	// commonSurnames is how many surnames a name may have to count: behind
	// them the list of words holds more phrases than names.
	commonSurnames = 140
	testNames      = 400
	seed           = 20231104
)

// splitNames takes the names of people from a list of words (word, count, tag
// nr), shuffles them with a fixed seed, counts the given names of one half
// into given.txt.gz, and keeps names of three characters of the other half for
// the test.
func splitNames(file string, words []word) error {
	surnames := map[string]string{}
	err := lines("assets/ime/surname.txt", func(line string) error {
		name, readings, _ := strings.Cut(line, "\t")
		if len(surnames) < commonSurnames && utf8.RuneCountInString(name) == 1 {
			reading, _, _ := strings.Cut(readings, ",")
			surnames[name] = reading
		}
		return nil
	})
	if err != nil {
		return err
	}
	// The list has no readings; a character is read as it is most often.
	usual := map[string]word{}
	for _, w := range words {
		if len(w.reading) == 1 && w.weight >= usual[w.text].weight {
			usual[w.text] = w
		}
	}
	var names []string
	err = lines(file, func(line string) error {
		f := strings.Fields(line)
		if len(f) != 3 || f[2] != "nr" || !utf8.ValidString(f[0]) {
			return nil
		}
		r := []rune(f[0])
		if len(r) != 2 && len(r) != 3 || surnames[string(r[:1])] == "" {
			return nil
		}
		for _, c := range r[1:] {
			if usual[string(c)].reading == nil {
				return nil
			}
		}
		names = append(names, f[0])
		return nil
	})
	if err != nil {
		return err
	}
	slices.Sort(names)
	names = slices.Compact(names)
	rnd := rand.New(rand.NewPCG(seed, seed))
	rnd.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })

	half := len(names) / 2
	count := map[string]int{}
	for _, n := range names[:half] {
		_, size := utf8.DecodeRuneInString(n)
		count[n[size:]]++
	}
	var given bytes.Buffer
	for _, g := range slices.Sorted(maps.Keys(count)) {
		fmt.Fprintf(&given, "%s\t%d\n", g, count[g])
	}
	if err := pack("assets/ime/given.txt.gz", given.Bytes()); err != nil {
		return err
	}

	var test bytes.Buffer
	fmt.Fprintf(&test, "# Names that given.txt.gz was not counted from: letters, name. Written by assets/ime/gen.\n")
	left := testNames
	for _, n := range names[half:] {
		if r := []rune(n); len(r) == 3 && left > 0 {
			fmt.Fprintf(&test, "%s%s%s\t%s\n", surnames[string(r[0])], usual[string(r[1])].reading[0], usual[string(r[2])].reading[0], n)
			left--
		}
	}
	return os.WriteFile("app/ime/testdata/names.tsv", test.Bytes(), 0o644)
}
