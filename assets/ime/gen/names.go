package main

import (
	"bytes"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

const (
	// commonSurnames is how many surnames a name of the test may have: behind
	// them the list of words holds more phrases than names.
	commonSurnames = 140
	// trialNames of the other half were used to choose the parameters of the
	// model and are in neither list.
	trialNames = 1900
	testNames  = 800
	seed       = 20231104
)

// splitNames takes the names of people from a list of words (word, count, tag
// nr). Those with a common surname are shuffled with a fixed seed; the given
// names of one half, and of names with a rarer surname, are counted into
// given.txt.gz, and names of three characters of the other half are the test.
func splitNames(file string, words []word) error {
	surnames, common := map[string]string{}, map[string]bool{}
	err := lines("assets/ime/surname.txt", func(line string) error {
		name, readings, _ := strings.Cut(line, "\t")
		if utf8.RuneCountInString(name) == 1 {
			surnames[name], _, _ = strings.Cut(readings, ",")
			common[name] = len(common) < commonSurnames
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
	var names, rare []string
	err = lines(file, func(line string) error {
		f := strings.Fields(line)
		if len(f) != 3 || f[2] != "nr" || !utf8.ValidString(f[0]) {
			return nil
		}
		r := []rune(f[0])
		surname := string(r[:1])
		if len(r) != 2 && len(r) != 3 || surnames[surname] == "" {
			return nil
		}
		for _, c := range r[1:] {
			if usual[string(c)].reading == nil {
				return nil
			}
		}
		if common[surname] {
			names = append(names, f[0])
		} else if len(r) == 3 {
			rare = append(rare, f[0])
		}
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
	for _, n := range slices.Concat(names[:half], rare) {
		_, size := utf8.DecodeRuneInString(n)
		count[n[size:]]++
	}
	err = lines("assets/ime/gen/title.txt", func(line string) error {
		title, n, ok := strings.Cut(line, "\t")
		if !ok {
			return nil
		}
		more, err := strconv.Atoi(n)
		count[title] += more
		return err
	})
	if err != nil {
		return err
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
	nth := 0
	for _, n := range names[half:] {
		r := []rune(n)
		if len(r) != 3 {
			continue
		}
		if nth++; nth > trialNames && nth <= trialNames+testNames {
			fmt.Fprintf(&test, "%s%s%s\t%s\n", surnames[string(r[0])], usual[string(r[1])].reading[0], usual[string(r[2])].reading[0], n)
		}
	}
	return os.WriteFile("app/ime/testdata/names.tsv", test.Bytes(), 0o644)
}
