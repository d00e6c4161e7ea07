package trade

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"countertop/assets"
)

// The files of the shop.
const (
	listsFile    = "lists.toml"
	testsFile    = "tests.toml"
	scriptsFile  = "scripts.toml"
	dictFile     = "shop.dict"
	calendarFile = "calendar.toml"
)

var files = []string{listsFile, testsFile, scriptsFile, dictFile, calendarFile}

// maxBytes is far more than a person writes.
const maxBytes = 256 << 10

// Load reads the files of the shop in dir over the shipped ones. A file that
// is not there changes nothing; what cannot be used is left out and named, in
// the order of the files and their lines. Files may be UTF-8, UTF-16 with its
// mark, or GBK, with the line ends of any system.
func Load(dir string) (Trade, []Problem) {
	d := shipped().clone()
	var all []Problem
	// calendar.toml goes over the files of single years.
	for _, name := range append(calendarFiles(dir), files...) {
		text, err := readFile(filepath.Join(dir, name))
		switch {
		case errors.Is(err, fs.ErrNotExist):
		case errors.Is(err, errTooBig):
			all = append(all, Problem{name, 0, "文件太大，没有读", "the file is too big and was not read"})
		case err != nil:
			all = append(all, Problem{name, 0, "文件打不开", "the file cannot be opened"})
		case name == dictFile:
			d.lexicon = lexicon(text)
		case filepath.Ext(name) == ".json":
			all = append(all, d.readAnnounced(name, text)...)
		default:
			ps := d.read(name, text, false)
			slices.SortStableFunc(ps, func(a, b Problem) int { return a.Line - b.Line })
			all = append(all, ps...)
		}
	}
	d.official = officialOf(d.years)
	return Trade{d}, all
}

// read takes the settings of one file; shipped ones need not be known.
func (d *data) read(file, text string, shipped bool) []Problem {
	if file == calendarFile {
		return d.readCalendar(file, text)
	}
	all, problems := settings(file, text)
	take := d.list
	switch file {
	case testsFile:
		take = d.sheet
	case scriptsFile:
		take = d.script
	}
	for _, s := range all {
		problems = append(problems, take(s, shipped)...)
	}
	return problems
}

// lexicon puts the shipped words behind those of the shop.
func lexicon(own string) string {
	has := map[string]bool{}
	for line := range strings.Lines(own) {
		if word := wordOf(line); word != "" && line[0] != '#' {
			has[word] = true
		}
	}
	if len(has) == 0 {
		return ""
	}
	shipped, err := fs.ReadFile(assets.IME, dictFile)
	if err != nil {
		panic(err) // it is part of the program
	}
	var b strings.Builder
	b.WriteString(strings.TrimRight(own, "\n") + "\n")
	for line := range strings.Lines(string(shipped)) {
		if !has[wordOf(line)] {
			b.WriteString(line)
		}
	}
	return b.String()
}

func wordOf(line string) string {
	word, _, _ := strings.Cut(line, "\t")
	return strings.TrimSpace(word)
}

var errTooBig = errors.New("the file is too big")

// readFile returns the text of a file with \n at the ends of its lines.
func readFile(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, maxBytes+1))
	if err != nil {
		return "", err
	}
	if len(b) > maxBytes {
		return "", errTooBig
	}
	return decodeText(b), nil
}

// decodeText turns what an editor saved into text. What belongs to no encoding
// becomes U+FFFD.
func decodeText(b []byte) string {
	from := unicode.UTF8.NewDecoder().Transformer
	if !utf8.Valid(b) {
		from = simplifiedchinese.GB18030.NewDecoder() // GBK and more
	}
	out, _, err := transform.Bytes(unicode.BOMOverride(from), b)
	if err != nil {
		out = bytes.ToValidUTF8(b, []byte("�"))
	}
	return strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(string(out))
}

// WriteSamples writes the files that dir lacks, with every line commented out:
// they change nothing until the owner deletes a #. It never touches a file
// that is there. Lines end as on Windows and a mark says UTF-8, because that
// is where they are edited.
func WriteSamples(dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("trade: write samples: %w", err)
	}
	shipped := []string{assets.TradeLists, assets.TradeTests, assets.TradeScripts, assets.TradeLexicon, assets.TradeCalendar}
	for i, text := range shipped {
		path := filepath.Join(dir, files[i])
		if _, err := os.Lstat(path); err == nil {
			continue
		}
		// A cut between the two leaves a file that nobody reads.
		if err := os.WriteFile(path+".new", sample(text), 0o644); err != nil {
			return fmt.Errorf("trade: write samples: %w", err)
		}
		if err := os.Rename(path+".new", path); err != nil {
			return fmt.Errorf("trade: write samples: %w", err)
		}
	}
	return nil
}

// sample puts a # before every line that is neither empty nor a comment;
// comments begin with "# ".
func sample(text string) []byte {
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		if l != "" && !strings.HasPrefix(l, "# ") {
			lines[i] = "#" + l
		}
	}
	return []byte("\ufeff" + strings.Join(lines, "\r\n"))
}

// Stamp changes when a file of the shop in dir does: sizes and times. Reading
// it is cheap enough for every second.
func Stamp(dir string) string {
	var b strings.Builder
	for _, name := range append(calendarFiles(dir), files...) {
		if i, err := os.Stat(filepath.Join(dir, name)); err == nil {
			fmt.Fprintf(&b, "%s %d@%d", name, i.Size(), i.ModTime().UnixNano())
		}
		b.WriteByte(' ')
	}
	return b.String()
}
