package i18n_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"countertop/app/i18n"
	"countertop/app/repair"
	"countertop/app/trade"
)

// said are the functions whose first text is a key: T(lang, key), b.t(key),
// b.title(key), s.say(key), s.warn(key), s.when(key). What to say to customers is in the
// scripts of the shop.
var said = []string{"T", "t", "title", "say", "warn", "when"}

// sources reads the programs that say texts: every text in them, and every
// key that is said as it stands.
func sources(t *testing.T) (texts, keys map[string]string) {
	t.Helper()
	texts, keys = map[string]string{}, map[string]string{}
	for _, root := range []string{"..", "../../cmd"} {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if d.IsDir() && path == "../i18n" {
				return fs.SkipDir
			}
			if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return nil
			}
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
			if err != nil {
				return err
			}
			ast.Inspect(file, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.BasicLit:
					if s, err := strconv.Unquote(n.Value); n.Kind == token.STRING && err == nil {
						texts[s] = path
					}
				case *ast.CallExpr:
					name := ""
					switch f := n.Fun.(type) {
					case *ast.SelectorExpr:
						name = f.Sel.Name
					case *ast.Ident:
						name = f.Name
					}
					for _, a := range n.Args[:min(2, len(n.Args))] {
						lit, ok := a.(*ast.BasicLit)
						if !ok || lit.Kind != token.STRING || !slices.Contains(said, name) {
							continue
						}
						if s, err := strconv.Unquote(lit.Value); err == nil && strings.Contains(s, ".") && !strings.HasSuffix(s, ".") {
							keys[s] = path
						}
						break
					}
				}
				return true
			})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return texts, keys
}

func TestNoKeyIsMissing(t *testing.T) {
	_, keys := sources(t)
	if len(keys) < 50 {
		t.Fatalf("only %d keys found in the programs", len(keys))
	}
	for key, path := range keys {
		if !i18n.Has(key) {
			t.Errorf("%s says %q, which has no text", path, key)
		}
	}
}

// unsaid are texts that were written ahead of what says them.
var unsaid = []string{}

// TestNoKeyIsUnused knows keys that are put together by the beginning or the
// end that stands in a program: "stage." or ".how".
func TestNoKeyIsUnused(t *testing.T) {
	texts, _ := sources(t)
	d := trade.Default()
	for _, k := range repair.Kinds {
		for _, list := range [][]string{d.Symptoms(k), d.Accessories(k), d.Brands(k), d.Works(k), d.Parts(k), d.Papers()} {
			for _, word := range list {
				texts[word] = "lists.toml"
			}
		}
	}
	own := []string{"duration.", "value.", "weekday.", "stage.", "place.", "role.", "roles.", "command."} // said by this package
	for key := range i18n.Table() {
		_, used := texts[key]
		for i := strings.LastIndexByte(key, '.'); i > 0 && !used; i = strings.LastIndexByte(key[:i], '.') {
			_, begins := texts[key[:i+1]]
			_, ends := texts[key[i:]]
			used = begins || ends || slices.Contains(own, key[:i+1])
		}
		if !used && !slices.Contains(unsaid, key) {
			t.Errorf("%s is never said", key)
		}
	}
}
