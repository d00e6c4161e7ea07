// Command gen rebuilds the data of text entry:
//
//	apt-get download rime-data-pinyin-simp && dpkg-deb -x rime-data-pinyin-simp_*.deb rime
//	go mod download -json github.com/go-ego/gse@v0.80.3    # in any other module; prints Dir
//	go run ./assets/ime/gen rime/usr/share/rime-data/pinyin_simp.dict.yaml DIR/data/dict/zh/s_1.txt
//
// It is run in the root of the project and writes assets/ime/base.dict.gz,
// assets/ime/given.txt.gz, and the names the given names are tested with,
// app/ime/testdata/names.tsv. The same sources give the same bytes;
// assets/ime/README.md has their sums.
package main

import (
	"bufio"
	"bytes"
	"cmp"
	"compress/gzip"
	"fmt"
	"log"
	"os"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

func main() {
	log.SetFlags(0)
	if len(os.Args) != 3 {
		log.Print("usage: go run ./assets/ime/gen pinyin_simp.dict.yaml s_1.txt")
		os.Exit(2)
	}
	words, err := readWords(os.Args[1], "assets/ime/gen/extra.dict")
	if err != nil {
		log.Fatal(err)
	}
	if err := writeWords("assets/ime/base.dict.gz", words); err != nil {
		log.Fatal(err)
	}
	if err := splitNames(os.Args[2], words); err != nil {
		log.Fatal(err)
	}
}

// word is a line of a dictionary.
type word struct {
	text    string
	reading []string
	weight  int
}

// readWords reads the lines of all files that have three columns: word,
// syllables, weight. They come back in the order of the loader: by reading,
// then the heaviest first.
func readWords(files ...string) ([]word, error) {
	var words []word
	for _, name := range files {
		err := lines(name, func(line string) error {
			f := strings.Split(line, "\t")
			if len(f) != 3 || strings.HasPrefix(line, "#") {
				return nil // the head of the file
			}
			weight, err := strconv.Atoi(f[2])
			if err != nil {
				return err
			}
			w := word{f[0], strings.Fields(f[1]), weight}
			if utf8.RuneCountInString(w.text) != len(w.reading) {
				return fmt.Errorf("%s is not one syllable a character", line)
			}
			for i, s := range w.reading {
				if s == "lue" || s == "nue" {
					w.reading[i] = s[:1] + "ve"
				}
			}
			words = append(words, w)
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	slices.SortFunc(words, func(a, b word) int {
		return cmp.Or(slices.Compare(a.reading, b.reading), cmp.Compare(b.weight, a.weight), cmp.Compare(a.text, b.text))
	})
	return slices.CompactFunc(words, func(a, b word) bool {
		return a.text == b.text && slices.Equal(a.reading, b.reading)
	}), nil
}

func writeWords(name string, words []word) error {
	var text bytes.Buffer
	for _, w := range words {
		fmt.Fprintf(&text, "%s\t%s\t%d\n", w.text, strings.Join(w.reading, " "), w.weight)
	}
	return pack(name, text.Bytes())
}

// pack writes text with gzip and without a name or a time, so that the same
// text gives the same bytes.
func pack(name string, text []byte) error {
	var packed bytes.Buffer
	z, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err != nil {
		return err
	}
	if _, err := z.Write(text); err != nil {
		return err
	}
	if err := z.Close(); err != nil {
		return err
	}
	return os.WriteFile(name, packed.Bytes(), 0o644)
}

// lines calls do with each line of a file.
func lines(name string, do func(string) error) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	s := bufio.NewScanner(f)
	for n := 1; s.Scan(); n++ {
		if err := do(s.Text()); err != nil {
			return fmt.Errorf("%s:%d: %w", name, n, err)
		}
	}
	return s.Err()
}
