package main

import (
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
)

var everyWord = flag.Bool("words", false, "hold the code to every row of docs/words.md, also to those whose test is not on")

// unwanted is a row of docs/words.md: words that no identifier may hold.
type unwanted struct {
	name string // the identifier of the row, for messages
	not  []banned
	but  [][]string // words in a row that may hold them
	on   bool
}

// banned is a word, or several in a row, and the folder below which it counts.
type banned struct {
	dir   string
	words []string
}

var quoted = regexp.MustCompile("`([^`]+)`")

// readWords reads the tables of a page that have the columns Identifier, not
// and test. A cell of not is like
//
//	`Gun`, `app/repair:Left`, `Way` but `OneWay`
//
// A word counts with its plural only if that stands there as well.
func readWords(text string) (rows []unwanted) {
	column := map[string]int{}
	for line := range strings.SplitSeq(text, "\n") {
		if !strings.HasPrefix(line, "|") {
			clear(column)
			continue
		}
		cells := strings.Split(strings.Trim(line, "|"), "|")
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		if len(column) == 0 {
			for i, name := range cells {
				column[name] = i
			}
			continue
		}
		at, ok := column["not"]
		on, ok2 := column["test"]
		name, ok3 := column["Identifier"]
		if !ok || !ok2 || !ok3 || max(at, on, name) >= len(cells) {
			continue
		}
		not, but, _ := strings.Cut(cells[at], " but ")
		row := unwanted{name: cells[name], on: cells[on] == "on"}
		for _, m := range quoted.FindAllStringSubmatch(not, -1) {
			dir, word, ok := strings.Cut(m[1], ":")
			if !ok {
				dir, word = "", m[1]
			}
			row.not = append(row.not, banned{dir, splitName(word)})
		}
		for _, m := range quoted.FindAllStringSubmatch(but, -1) {
			row.but = append(row.but, splitName(m[1]))
		}
		if len(row.not) > 0 {
			rows = append(rows, row)
		}
	}
	return rows
}

// splitName cuts an identifier at its capitals: HTTPServer2 is http, server, 2.
func splitName(name string) (words []string) {
	rs, start := []rune(name), 0
	for i := 1; i <= len(rs); i++ {
		if i < len(rs) {
			in, next := rs[i-1], rs[i]
			end := unicode.IsUpper(next) && (!unicode.IsUpper(in) || i+1 < len(rs) && unicode.IsLower(rs[i+1])) ||
				unicode.IsDigit(in) != unicode.IsDigit(next) || next == '_'
			if !end {
				continue
			}
		}
		if w := strings.Trim(string(rs[start:i]), "_"); w != "" {
			words = append(words, strings.ToLower(w))
		}
		start = i
	}
	return words
}

// holds reports whether words has part in it, one behind the other.
func holds(words, part []string) (at int, ok bool) {
	for i := range len(words) - len(part) + 1 {
		if slices.Equal(words[i:i+len(part)], part) {
			return i, true
		}
	}
	return 0, false
}

// finds returns what of the row an identifier in a folder holds, "" if nothing.
func (u unwanted) finds(dir, name string) string {
	words := splitName(name)
	for _, b := range u.but {
		for i, ok := holds(words, b); ok; i, ok = holds(words, b) {
			words = slices.Concat(words[:i], []string{"-"}, words[i+len(b):])
		}
	}
	for _, n := range u.not {
		if n.dir != "" && dir != n.dir && !strings.HasPrefix(dir, n.dir+"/") {
			continue
		}
		if _, ok := holds(words, n.words); ok {
			return strings.Join(n.words, " ")
		}
	}
	return ""
}

// declared lists the names that a file gives to anything: what others are
// called is theirs.
func declared(f *ast.File) (names []*ast.Ident) {
	add := func(es ...ast.Expr) {
		for _, e := range es {
			if id, ok := e.(*ast.Ident); ok && id.Name != "_" {
				names = append(names, id)
			}
		}
	}
	names = append(names, f.Name)
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			names = append(names, n.Name)
		case *ast.TypeSpec:
			names = append(names, n.Name)
		case *ast.ValueSpec:
			names = append(names, n.Names...)
		case *ast.Field:
			names = append(names, n.Names...)
		case *ast.ImportSpec:
			if n.Name != nil {
				names = append(names, n.Name)
			}
		case *ast.LabeledStmt:
			names = append(names, n.Label)
		case *ast.AssignStmt:
			if n.Tok == token.DEFINE {
				add(n.Lhs...)
			}
		case *ast.RangeStmt:
			if n.Tok == token.DEFINE {
				add(n.Key, n.Value)
			}
		}
		return true
	})
	return names
}

func TestWords(t *testing.T) {
	rows := readWords(readPage(t, "docs/words.md"))
	if len(rows) < 10 {
		t.Fatalf("docs/words.md has %d rows of words that are not to be used, want its whole table", len(rows))
	}
	set, files := token.NewFileSet(), 0
	check := func(file string, line int, name string) {
		for _, row := range rows {
			if word := row.finds(path.Dir(file), name); word != "" && (row.on || *everyWord) {
				t.Errorf("%s:%d: %s has the word %q; docs/words.md says %s", file, line, name, word, row.name)
			}
		}
	}
	err := fs.WalkDir(os.DirFS(root), ".", func(file string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == ".git" || d.Name() == "testdata"):
			return fs.SkipDir
		case !strings.HasSuffix(file, ".go"):
			return nil
		}
		b, err := fs.ReadFile(os.DirFS(root), file)
		if err != nil {
			return err
		}
		f, err := parser.ParseFile(set, file, b, parser.ParseComments)
		if err != nil {
			return err
		}
		if ast.IsGenerated(f) {
			return nil
		}
		files++
		check(file, 1, strings.TrimSuffix(d.Name(), ".go"))
		for _, id := range declared(f) {
			check(file, set.Position(id.Pos()).Line, id.Name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 300 {
		t.Errorf("read %d Go files, want all of them", files)
	}
}

func TestWordsAreFound(t *testing.T) {
	rows := readWords("| 中文 | Identifier | not | test |\n|---|---|---|---|\n" +
		"| 扫码枪 | `Scanner` | `Gun`, `Guns` | on |\n| 方式 | `Mode` | `printer:Way` but `OneWay`, `HalfWay` | |\n| 报价 | `Quote` | | on |\n\n| a | b |\n|---|---|\n| `c` | `d` |\n")
	if len(rows) != 2 || !rows[0].on || rows[1].on {
		t.Fatalf("read %+v", rows)
	}
	for _, tt := range []struct {
		row             int
		dir, name, want string
	}{
		{0, "app/flow", "GunState", "gun"},
		{0, "app/flow", "gunScanned", "gun"},
		{0, "app/flow", "USBGun2", "gun"},
		{0, "cmd/countertop", "smoke_guns_test", "guns"},
		{0, "app/flow", "begun", ""},
		{1, "printer/tspl", "WayFor", "way"},
		{1, "printer", "OneWay", ""},
		{1, "printer", "OneWayWay", "way"},
		{1, "printers", "Way", ""},
		{1, "app/flow", "Way", ""},
	} {
		if got := rows[tt.row].finds(tt.dir, tt.name); got != tt.want {
			t.Errorf("%s in %s: found %q, want %q", tt.name, tt.dir, got, tt.want)
		}
	}
}
