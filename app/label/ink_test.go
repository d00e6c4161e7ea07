package label_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"countertop/app/i18n"
	"countertop/app/label"
	"countertop/app/label/labeltest"
	"countertop/printer"
)

// inks are names by hand, and what else a finger leaves on a pad.
var inks = map[string][][]label.Point{
	"a name":       labeltest.Example("device-tag", i18n.ZH).CustomerInk,
	"a flat line":  {{{0, 0}, {1, 0}}},
	"a long line":  {{{0, 0.1}, {1, 0.12}, {40, 0}}},
	"a steep line": {{{0.5, 0}, {0.5, 1}}},
	"a dot":        {{{0.3, 0.3}}},
	"off the pad":  {{{-20, -3}, {1e6, 2e5}}, {}, {{5, 5}}},
}

// Where nobody could type the name, its ink stands in its place.
func TestInkStandsForTheName(t *testing.T) {
	named := []string{"device-tag", "accessory", "old-part", "customer-copy", "stub", "quotation", "loaner", "pickup-receipt"}
	for _, k := range label.Kinds() {
		formats := labelSizes
		if k.HeightMM == 0 {
			formats = []label.Format{{WidthMM: 72}, {WidthMM: 48}}
		}
		for _, f := range formats {
			for what, ink := range inks {
				for _, again := range []int{0, 2} {
					in := labeltest.Example(k.Name, i18n.ZH)
					in.Company, in.ReprintNo, in.Signature, in.Marks = "", again, nil, nil
					in.CustomerInk = ink
					typed, ok := sized(t, k, f, in, i18n.ZH, 203)
					in.Customer = ""
					p, _ := sized(t, k, f, in, i18n.ZH, 203)
					if !ok {
						continue
					}
					name := fmt.Sprintf("%s %gx%g reprint %d with %s", k.Name, f.WidthMM, f.HeightMM, again, what)
					if k.HeightMM > 0 {
						checkPage(t, name, p, 203)
					} else {
						checkTexts(t, name, p, 203)
						checkApart(t, name, p, 203)
					}
					drawn := elements[printer.Strokes](p)
					at, isTyped := nameOn(typed)
					want := slices.Contains(named, k.Name) && isTyped
					if again > 0 && what != "a name" && len(drawn) == 0 {
						want = false // it has no room beside the word
					}
					if len(drawn) > 0 != want || len(drawn) > 1 {
						t.Errorf("%s: %d inks, %t where a name stands", name, len(drawn), want)
						continue
					}
					if len(drawn) == 1 {
						checkInk(t, name, drawn[0], at, p)
					}
				}
			}
		}
	}
}

// nameOn is where the name of the example stands.
func nameOn(p printer.Page) (printer.Text, bool) {
	all := elements[printer.Text](p)
	i := slices.IndexFunc(all, func(e printer.Text) bool { return strings.Contains(e.Text, "王") })
	if i < 0 {
		return printer.Text{}, false
	}
	return all[i], true
}

// checkInk fails if an ink is not in the line of the name, or too thin.
func checkInk(t *testing.T, name string, ink printer.Strokes, at printer.Text, p printer.Page) {
	t.Helper()
	x0, y0, x1, y1 := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, l := range ink.Lines {
		for _, q := range l {
			x0, y0, x1, y1 = min(x0, q.X), min(y0, q.Y), max(x1, q.X), max(y1, q.Y)
		}
	}
	half := ink.LineMM / 2
	// A row of another width may be set in another size.
	const larger = 1.5
	em := larger * at.SizeMM
	if x0-half < at.X-0.01 || x1+half > p.WidthMM-1 || y0-half < at.Y-0.95*em || y1+half > at.Y+0.15*em || y1-y0+2*half > em+0.01 {
		t.Errorf("%s: ink from %.2f, %.2f to %.2f, %.2f beside the name at %.2f, %.2f", name, x0, y0, x1, y1, at.X, at.Y)
	}
	if ink.LineMM < 0.25-1e-9 {
		t.Errorf("%s: a pen of %.3f mm", name, ink.LineMM)
	}
}

func TestATypedNameGoesBeforeInk(t *testing.T) {
	for _, tt := range []struct {
		name, customer, company string
		ink                     [][]label.Point
		want                    string // "" is the ink
	}{
		{"both", "王建国", "示例公司", inks["a name"], "王建国"},
		{"ink and company", " ", "示例公司", inks["a name"], ""},
		{"company", "", "示例公司", nil, "示例公司"},
		{"ink of nothing and company", "", "示例公司", [][]label.Point{{}}, "示例公司"},
		{"ink that is nowhere", "", "示例公司", [][]label.Point{{{math.NaN(), 1}}, {{math.Inf(1), 1}}}, "示例公司"},
		{"a rune that stands for ink", "王\uFDD5", "", inks["a name"], "王\uFDD5"},
	} {
		for _, kind := range []string{"device-tag", "accessory", "old-part", "quotation", "pickup-receipt"} {
			in := labeltest.Example(kind, i18n.ZH)
			in.Customer, in.Company, in.CustomerInk, in.Phone, in.Signature = tt.customer, tt.company, tt.ink, "", nil
			k, _ := label.LookupKind(kind)
			p, err := k.Page(labeltest.Document(k, in), i18n.ZH, k.Media(203))
			if err != nil {
				t.Fatalf("%s %s: %v", kind, tt.name, err)
			}
			if n := len(elements[printer.Strokes](p)); (n == 1) != (tt.want == "") {
				t.Errorf("%s %s: %d inks", kind, tt.name, n)
			}
			if tt.want != "" {
				textNamed(t, p, tt.want)
			}
		}
	}
}

// The same ink larger or elsewhere on the pad is the same print.
func TestInkIsScaledToItsLine(t *testing.T) {
	k, _ := label.LookupKind("device-tag")
	page := func(scale, dx float64) *printer.Bitmap {
		in := labeltest.Example(k.Name, i18n.ZH)
		in.Customer = ""
		var ink [][]label.Point
		for _, l := range in.CustomerInk {
			var line []label.Point
			for _, p := range l {
				line = append(line, label.Point{p[0]*scale + dx, p[1] * scale})
			}
			ink = append(ink, line)
		}
		in.CustomerInk = ink
		_, b := render(t, sample{"ink", labeltest.Document(k, in), i18n.ZH, k.Media(203), nil})
		return b
	}
	want := page(1, 0)
	for _, tt := range []struct{ scale, dx float64 }{{16, 0}, {0.0009765625, 0}, {1, 512}} {
		if n, _ := difference(want, page(tt.scale, tt.dx)); n > 0 {
			t.Errorf("x %g + %g: %d dots differ", tt.scale, tt.dx, n)
		}
	}
}

func TestOnTheSpotStandsForShelfAndSlot(t *testing.T) {
	k, _ := label.LookupKind("device-tag")
	for _, f := range labelSizes {
		for lang, words := range map[i18n.Lang][]string{i18n.ZH: {"当场修"}, i18n.EN: {"ON THE SPOT", "SPOT"}} {
			for _, dpi := range []int{203, 300} {
				in := longInput(lang, k.Name, "Color LaserJet Pro")
				in.OnTheSpot = true
				p, ok := sized(t, k, f, in, lang, dpi)
				if !ok {
					continue
				}
				name := fmt.Sprintf("%gx%g %s", f.WidthMM, f.HeightMM, lang)
				checkPage(t, name, p, dpi)
				said := func(words ...string) bool {
					return slices.ContainsFunc(elements[printer.Text](p), func(e printer.Text) bool { return slices.Contains(words, e.Text) })
				}
				if !said(words...) || said("A-03", "A03") {
					t.Errorf("%s: the tag does not say %s in place of the slot", name, words)
				}
			}
		}
	}
}
