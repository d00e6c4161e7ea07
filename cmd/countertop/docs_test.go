package main

import (
	"flag"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
)

// root is the top of the repository.
const root = "../.."

var update = flag.Bool("update", false, "rewrite the table of imports in docs/architecture.md")

// pages lists the pages that people read, by their paths below root.
func pages(t *testing.T) []string {
	t.Helper()
	list, err := filepath.Glob(root + "/*.md")
	if err != nil {
		t.Fatal(err)
	}
	for i := range list {
		list[i] = filepath.Base(list[i])
	}
	list = slices.DeleteFunc(list, func(p string) bool { return !strings.HasPrefix(p, "README") && p != "CONTRIBUTING.md" })
	err = fs.WalkDir(os.DirFS(root), "docs", func(p string, d fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(p, ".md") {
			list = append(list, p)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(list) < 20 {
		t.Fatalf("found %d pages, want those of the whole repository", len(list))
	}
	return list
}

func readPage(t *testing.T, page string) string {
	t.Helper()
	b, err := os.ReadFile(path.Join(root, page))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

var (
	fence  = regexp.MustCompile("(?ms)^[ \t]*```.*?^[ \t]*```[ \t]*$")
	inline = regexp.MustCompile("`[^`\n]*`")
	link   = regexp.MustCompile(`\]\(([^()\s]+)\)`)
	head   = regexp.MustCompile(`(?m)^#+ +(.*)$`)
)

// links lists the targets of the links of a page, without those in code.
func links(text string) (targets []string) {
	text = inline.ReplaceAllString(fence.ReplaceAllString(text, ""), "")
	for _, m := range link.FindAllStringSubmatch(text, -1) {
		targets = append(targets, m[1])
	}
	return targets
}

// anchors are the names that the headings of a page can be linked by.
func anchors(text string) (names []string) {
	for _, m := range head.FindAllStringSubmatch(fence.ReplaceAllString(text, ""), -1) {
		names = append(names, strings.Map(func(r rune) rune {
			switch {
			case r == ' ':
				return '-'
			case r == '-' || r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r):
				return unicode.ToLower(r)
			}
			return -1
		}, m[1]))
	}
	return names
}

func TestLinksResolve(t *testing.T) {
	for _, page := range pages(t) {
		for _, target := range links(readPage(t, page)) {
			if strings.Contains(target, "://") {
				continue
			}
			file, anchor, _ := strings.Cut(target, "#")
			to := page
			if file != "" {
				to = path.Join(path.Dir(page), file)
			}
			if strings.HasPrefix(to, "..") || path.IsAbs(file) {
				t.Errorf("%s links to %s, which is outside the repository", page, target)
				continue
			}
			if _, err := os.Stat(path.Join(root, to)); err != nil {
				t.Errorf("%s links to %s, which is not there", page, target)
				continue
			}
			if anchor != "" && strings.HasSuffix(to, ".md") && !slices.Contains(anchors(readPage(t, to)), anchor) {
				t.Errorf("%s links to %s, which has no such heading", page, target)
			}
		}
	}
}

func TestLinksAreFound(t *testing.T) {
	text := "# A page, of mine\n[a](x.md) and ![b](y/z.png)\n```\n[c](no.md)\n```\n`[d](no.md)` [`e`](v.go#L3)\n"
	if got, want := links(text), []string{"x.md", "y/z.png", "v.go#L3"}; !slices.Equal(got, want) {
		t.Errorf("links are %q, want %q", got, want)
	}
	if got, want := anchors(text), []string{"a-page-of-mine"}; !slices.Equal(got, want) {
		t.Errorf("anchors are %q, want %q", got, want)
	}
}

func TestEveryPageIsInTheIndex(t *testing.T) {
	var listed []string
	for _, target := range links(readPage(t, "docs/README.md")) {
		listed = append(listed, path.Join("docs", target))
	}
	for _, page := range pages(t) {
		if page != "docs/README.md" && !slices.Contains(listed, page) {
			t.Errorf("docs/README.md does not name %s", page)
		}
	}
}

func TestArchitectureHasEveryPackage(t *testing.T) {
	text := readPage(t, "docs/architecture.md")
	names := map[string]bool{}
	for _, p := range listPackages(t) {
		name := strings.TrimPrefix(p.ImportPath, "countertop/")
		names[name] = true
		if !strings.Contains(text, "\n| [`"+name+"`](../"+name+") | ") {
			t.Errorf("docs/architecture.md has no line for %s, like: | [`%[1]s`](../%[1]s) | what it is |", name)
		}
	}
	for _, m := range regexp.MustCompile("(?m)^\\| \\[`([a-z0-9/-]+)`\\]").FindAllStringSubmatch(text, -1) {
		if !names[m[1]] {
			t.Errorf("docs/architecture.md has a line for %s, which is no package", m[1])
		}
	}
}

func TestArchitectureHasTheHouse(t *testing.T) {
	const page, begin, end = "docs/architecture.md", "<!-- house:begin -->\n", "<!-- house:end -->"
	text := readPage(t, page)
	before, rest, ok := strings.Cut(text, begin)
	_, after, ok2 := strings.Cut(rest, end)
	if !ok || !ok2 {
		t.Fatalf("%s has no place for the table: %s%s", page, begin, end)
	}
	want := before + begin + houseTable() + end + after
	switch {
	case text == want:
	case *update:
		if err := os.WriteFile(path.Join(root, page), []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	default:
		t.Errorf("%s has another table than house_test.go; go test ./cmd/countertop -run %s -update writes it", page, t.Name())
	}
}

// houseTable is the table of imports as Markdown.
func houseTable() string {
	code := func(names []string) string {
		if len(names) == 0 {
			return ""
		}
		return "`" + strings.Join(names, "`, `") + "`"
	}
	var b strings.Builder
	b.WriteString("| Package | Ours | From outside | Why |\n|---|---|---|---|\n")
	for _, r := range house {
		b.WriteString("| `" + r.packages + "` | " + code(r.ours) + " | " + code(r.outside) + " | " + r.why + " |\n")
	}
	return b.String()
}

// sourceID is the number of a requirement, as comments and pages cite it.
var sourceID = regexp.MustCompile(`\b([FKWOMQPRSTNG][0-9]{2}|[UC][0-9]{1,2})\b`)

func TestSourcesAreExplained(t *testing.T) {
	text := readPage(t, "docs/rules.md")
	known := map[string]bool{}
	for _, m := range regexp.MustCompile(`(?m)^\| ([A-Z][0-9]{1,2}) \|`).FindAllStringSubmatch(text, -1) {
		known[m[1]] = true
	}
	cited := func(where, text string) {
		for _, id := range sourceID.FindAllString(text, -1) {
			if !known[id] {
				t.Errorf("%s cites %s, which docs/rules.md does not explain", where, id)
			}
		}
	}
	cited("docs/rules.md", text)
	for _, dir := range []string{"app", "store", "cmd/countertop-kiosk"} {
		set := token.NewFileSet()
		err := fs.WalkDir(os.DirFS(root), dir, func(file string, _ fs.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(file, ".go") {
				return err
			}
			f, err := parser.ParseFile(set, path.Join(root, file), nil, parser.ParseComments)
			if err != nil {
				return err
			}
			for _, c := range f.Comments {
				cited(file, c.Text())
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
