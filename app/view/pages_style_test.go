package view_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"countertop/app/view"
)

// A page is laid by the vocabulary of layout.go: it knows neither how high the
// header and the foot are, nor a size of type that has no name.
func TestPagesAreLaidByTheVocabulary(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		for _, mistake := range layoutMistakes(t, file, nil) {
			t.Error(mistake)
		}
	}
}

// What the test above looks for, it finds.
func TestPagesMeasuredByHandAreFound(t *testing.T) {
	got := layoutMistakes(t, "page.go", `package view
func (b *builder) page() {
	b.text(margin, headerH+62, 0, left, face{22, true, ink}, "")
	b.button(Rect{margin, b.h - 172, 200, 96}, button{icon: "arrow-left", size: 24})
	f := face{size: 26}
	f.size = 20
	const noteSize = 18
}
`)
	want := []string{
		"page.go:3: 22 is a size without a name", "page.go:3: headerH is not added to", "page.go:4: 24 is a size without a name",
		"page.go:4: the height of the screen is not subtracted from", "page.go:4: the way back is backButton", "page.go:5: 26 is a size without a name",
		"page.go:6: 20 is a size without a name", "page.go:7: 18 is a size without a name",
	}
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// layoutMistakes are the places of a file where a page is measured by hand.
func layoutMistakes(t *testing.T, file string, src any) (mistakes []string) {
	t.Helper()
	set := token.NewFileSet()
	parsed, err := parser.ParseFile(set, file, src, 0)
	if err != nil {
		t.Fatal(err)
	}
	say := func(n ast.Node, text string) {
		mistakes = append(mistakes, fmt.Sprintf("%s:%d: %s", file, set.Position(n.Pos()).Line, text))
	}
	loose := func(n ast.Expr) {
		if lit, ok := n.(*ast.BasicLit); ok {
			say(lit, lit.Value+" is a size without a name")
		}
	}
	frame := file == "layout.go" || file == "frame.go"
	ast.Inspect(parsed, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BasicLit:
			if n.Value == `"arrow-left"` && file != "layout.go" {
				say(n, "the way back is backButton")
			}
		case *ast.BinaryExpr:
			if frame || n.Op != token.ADD && n.Op != token.SUB {
				break
			}
			for _, x := range []ast.Expr{n.X, n.Y} {
				switch x := x.(type) {
				case *ast.Ident:
					if x.Name == "headerH" || x.Name == "footerH" {
						say(x, x.Name+" is not added to")
					}
				case *ast.SelectorExpr:
					if on, ok := x.X.(*ast.Ident); ok && x.Sel.Name == "h" && (on.Name == "b" || on.Name == "k") {
						say(x, "the height of the screen is not subtracted from")
					}
				}
			}
		case *ast.CompositeLit:
			if name, ok := n.Type.(*ast.Ident); ok && name.Name == "face" && len(n.Elts) > 0 {
				loose(n.Elts[0])
			}
		case *ast.KeyValueExpr:
			if key, ok := n.Key.(*ast.Ident); ok && key.Name == "size" {
				loose(n.Value)
			}
		case *ast.AssignStmt:
			for i, l := range n.Lhs {
				if sel, ok := l.(*ast.SelectorExpr); ok && sel.Sel.Name == "size" && n.Tok == token.ASSIGN && i < len(n.Rhs) {
					loose(n.Rhs[i])
				}
			}
		case *ast.ValueSpec:
			for i, name := range n.Names {
				if strings.HasSuffix(name.Name, "Size") && name.Name != "iconSize" && i < len(n.Values) {
					loose(n.Values[i])
				}
			}
		}
		return true
	})
	return mistakes
}

// The title of a page always stands on the same line: 134 pixels down on the
// usual panel, whether it asks, lists, or has a keyboard below it.
func TestTitlesStandOnOneBaseline(t *testing.T) {
	m := measurer(t)
	for _, lang := range []string{"zh-CN", "en"} {
		for name, s := range pages(lang) {
			scene := view.Build(s, view.Viewport{W: 1280, H: 800, PxPerMM: 5.9, Text: m})
			for _, n := range scene.Nodes {
				if n.Kind == view.KindText && n.Bold && n.Rect.X == 32 && n.Size >= 26 && n.Baseline > 80 && n.Baseline < 160 && n.Baseline != 134 {
					t.Errorf("%s in %s: %q stands on %d", name, lang, n.Text, n.Baseline)
				}
			}
		}
	}
}
