package view_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"countertop/app/flow"
	"countertop/app/ime"
	"countertop/app/repair"
	"countertop/app/view"
)

// panels are the displays that the keyboard is measured on.
var panels = []struct {
	name    string
	w, h    int
	widthMM float64
}{
	{"10.1in 1280x800", 1280, 800, 217},
	{"10.1in 1024x768", 1024, 768, 205},
	{"15.6in 1920x1080", 1920, 1080, 344},
	{"21.5in 1920x1080", 1920, 1080, 476},
}

var dict *ime.Dict

func dictionary(t testing.TB) *ime.Dict {
	t.Helper()
	if dict == nil {
		d, err := ime.New(ime.Options{})
		if err != nil {
			t.Fatal(err)
		}
		dict = d
	}
	return dict
}

// typing is a page with a field in focus.
func typing(t testing.TB, lang string, step flow.Step, f flow.Field) flow.State {
	t.Helper()
	s := shopState(flow.ScreenCheckIn, lang)
	d := dictionary(t)
	s.Typing = flow.Typing{Dict: d, Hand: true, Index: d.Index([]ime.Term{
		{Text: "张卫华", Kind: ime.TermCustomer}, {Text: "张微", Kind: ime.TermCustomer}, {Text: longCompany, Kind: ime.TermCompany},
	})}
	s.CheckIn.Step, s.CheckIn.Phone, s.CheckIn.Device.Kind = step, "13812341480", repair.KindPrinter
	s, _ = flow.Update(s, flow.Focused{Field: f})
	return s
}

func typed(s flow.State, texts ...string) flow.State {
	for _, text := range texts {
		for _, r := range text {
			s, _ = flow.Update(s, flow.Typed{Text: string(r)})
		}
	}
	return s
}

func turned(s flow.State, msgs ...flow.Msg) flow.State {
	for _, m := range msgs {
		s, _ = flow.Update(s, m)
	}
	return s
}

// handwriting is a state with ink in a box, and what it may be.
func handwriting(s flow.State, box string) flow.State {
	if s.Layer != flow.LayerHand {
		s = turned(s, flow.LayerChosen{Layer: flow.LayerHand})
	}
	for i := range 3 {
		y := .25 + .25*float64(i)
		s = turned(s, flow.PenDown{Pad: box, X: .2, Y: y}, flow.PenMoved{Pad: box, X: .5, Y: y - .03}, flow.PenMoved{Pad: box, X: .8, Y: y}, flow.PenUp{Pad: box})
	}
	n := int(box[len(box)-1] - '0')
	return turned(s, flow.HandRead{Box: n, Strokes: 3, Hits: strings.Split("三 王 丰 彡 玉 主 川 兰 互 亏", " ")})
}

// keyboards are the layers, by name.
func keyboards(t testing.TB, lang string) map[string]flow.State {
	on := func(f flow.Field) flow.State {
		step := flow.StepCustomer
		switch f {
		case flow.FieldModel, flow.FieldSerial, flow.FieldBrand:
			step = flow.StepMachine
		case flow.FieldWords, flow.FieldBought:
			step = flow.StepSymptom
		}
		return typing(t, lang, step, f)
	}
	name, words, serial := on(flow.FieldName), on(flow.FieldWords), on(flow.FieldSerial)
	loading := name
	loading.Typing.Dict = nil
	composed := typed(name, "zhangweihuan")
	learned := words
	learned.Typing.Words = learned.Typing.Words.Learn(ime.Word{Text: "卡纸", Reading: "ka'zhi"})
	learned = typed(learned, "kazhi")
	long := words
	long.CheckIn.Symptom.Words = longWords
	inked := turned(name, flow.LayerChosen{Layer: flow.LayerInk}, flow.PenDown{Pad: flow.PadName, X: .1, Y: .1}, flow.PenMoved{Pad: flow.PadName, X: .3, Y: .15}, flow.PenMoved{Pad: flow.PadName, X: .2, Y: .2}, flow.PenUp{Pad: flow.PadName})
	return map[string]flow.State{
		"letters":           name,
		"letters-loading":   loading,
		"letters-composing": composed,
		"letters-entries":   typed(name, "zw"),
		"letters-company":   typed(on(flow.FieldCompany), "gzs"),
		"letters-long":      typed(long, "dayinbuchulaizhixianshiqiyue"),
		"letters-nothing":   typed(name, "vvv"),
		"letters-paged":     turned(typed(words, "shi"), flow.CandidatesPaged{First: 5}),
		"english":           turned(name, flow.EnglishTurned{}),
		"english-caps":      turned(name, flow.LayerChosen{Layer: flow.LayerCaps}),
		"english-lock":      turned(name, flow.LayerChosen{Layer: flow.LayerCaps}, flow.LayerChosen{Layer: flow.LayerCaps}),
		"model":             on(flow.FieldModel),
		"serial":            serial,
		"serial-symbols":    turned(serial, flow.LayerChosen{Layer: flow.LayerSigns}),
		"digits":            turned(words, flow.LayerChosen{Layer: flow.LayerDigits}),
		"second":            on(flow.FieldSecond),
		"symbols":           turned(words, flow.LayerChosen{Layer: flow.LayerSymbols}),
		"signs":             turned(words, flow.LayerChosen{Layer: flow.LayerSigns}),
		"grid":              turned(typed(words, "shi"), flow.GridTurned{}),
		"grid-names":        turned(composed, flow.GridTurned{}),
		"grid-forgetting":   turned(learned, flow.GridTurned{}, flow.ForgettingTurned{}),
		"hand":              turned(name, flow.LayerChosen{Layer: flow.LayerHand}),
		"hand-hits":         handwriting(words, flow.PadHand+"0"),
		"hand-name":         handwriting(handwriting(name, flow.PadHand+"0"), flow.PadHand+"1"),
		"ink":               inked,
		"ink-empty":         turned(name, flow.LayerChosen{Layer: flow.LayerInk}),
	}
}

func eachKeyboard(t *testing.T, f func(t *testing.T, name string, s flow.State, scene view.Scene, pxPerMM float64)) {
	m := measurer(t)
	for _, lang := range []string{"zh-CN", "en"} {
		for name, s := range keyboards(t, lang) {
			for _, p := range panels {
				t.Run(fmt.Sprintf("%s/%s/%s", name, lang, p.name), func(t *testing.T) {
					px := float64(p.w) / p.widthMM
					f(t, name, s, view.Build(s, view.Viewport{W: p.w, H: p.h, PxPerMM: px, Text: m}), px)
				})
			}
		}
	}
}

func TestKeyboardsFitTheirScreens(t *testing.T) {
	eachKeyboard(t, func(t *testing.T, _ string, _ flow.State, scene view.Scene, _ float64) {
		checkScene(t, scene)
		for _, text := range cut(scene, longCompany, longWords) {
			t.Errorf("a text is cut: %s", text)
		}
	})
}

// reached is what a touch on a node may be off: half the gap around it.
func reached(n view.Node, pxPerMM float64) (w, h float64) {
	return float64(n.Rect.W+2*n.Reach) / pxPerMM, float64(n.Rect.H+2*n.Reach) / pxPerMM
}

func TestKeysAreLargeEnoughForFingers(t *testing.T) {
	eachKeyboard(t, func(t *testing.T, name string, _ flow.State, scene view.Scene, px float64) {
		for _, n := range scene.Nodes {
			least, most := 0.0, 400.0
			w, h := reached(n, px)
			switch digit := len(n.ID) == 5 && n.ID >= "key.0" && n.ID <= "key.9"; {
			case digit && (name == "digits" || name == "second"):
				least = 20
				if h < 20 {
					t.Errorf("%s is %.1f mm high", n.ID, h)
				}
			case digit:
				least = 20
			case len(n.ID) == 5 && strings.HasPrefix(n.ID, "key."):
				least = 15
				if scene.W == 1920 && !strings.HasPrefix(name, "hand") && name != "digits" {
					most = 24
				}
			case strings.HasPrefix(n.ID, "key."):
				least = 15
			case strings.HasPrefix(n.ID, "cand.") && n.Text != "":
				least = 20
			case strings.HasPrefix(n.ID, "cand."):
				least = 15
			case strings.HasPrefix(n.ID, flow.PadHand) && n.Pen:
				least = 80
				if h < 80 {
					t.Errorf("%s is %.1f mm high", n.ID, h)
				}
			default:
				continue
			}
			if w < least || w > most || h < 15 {
				t.Errorf("%s is %.1f x %.1f mm", n.ID, w, h)
			}
		}
	})
}

func TestNoFieldHidesBehindTheKeyboard(t *testing.T) {
	see := func(t *testing.T, _ string, s flow.State, scene view.Scene, _ float64) {
		if scene.Find("key.done") == nil && scene.Find("cand.grid") == nil {
			return // the page has a number pad of its own
		}
		top, field := scene.H, scene.Find("field."+string(s.Focus))
		for _, n := range scene.Nodes {
			if strings.HasPrefix(n.ID, "key.") || strings.HasPrefix(n.ID, "pad.") || strings.HasPrefix(n.ID, "cand.") {
				top = min(top, n.Rect.Y)
			}
		}
		if field == nil {
			t.Fatal("the field in focus is not shown")
		}
		for _, n := range scene.Nodes {
			if strings.HasPrefix(n.ID, "field.") && n.Rect.Y+n.Rect.H > top {
				t.Errorf("%s ends at %d, the keyboard begins at %d", n.ID, n.Rect.Y+n.Rect.H, top)
			}
		}
	}
	eachKeyboard(t, see)
	eachPage(t, func(t *testing.T, s flow.State, scene view.Scene, px float64) { see(t, "", s, scene, px) })
}

func TestKeyboardOffersWhatTheFieldTakes(t *testing.T) {
	m := measurer(t)
	all := keyboards(t, "zh-CN")
	for _, tt := range []struct {
		page, node string
		want       flow.Msg // nil: there is none
	}{
		{"letters", "key.q", flow.Typed{Text: "q"}},
		{"letters", "key.language", flow.EnglishTurned{}},
		{"letters", "key.comma", flow.Typed{Text: "，"}},
		{"letters", "key.hand", flow.LayerChosen{Layer: flow.LayerHand}},
		{"letters", "key.done", flow.EntryDone{}},
		{"letters", "cand.grid", nil},
		{"letters-composing", "key.'", flow.Typed{Text: "'"}},
		{"letters-composing", "cand.0", flow.CandidateChosen{}},
		{"letters-composing", "cand.grid", flow.GridTurned{}},
		{"english", "key.1", flow.Typed{Text: "1"}},
		{"english", "key.shift", flow.LayerChosen{Layer: flow.LayerCaps}},
		{"english-caps", "key.Q", flow.Typed{Text: "Q"}},
		{"english-caps", "key.shift", flow.LayerChosen{Layer: flow.LayerCaps}},
		{"english-lock", "key.shift", flow.LayerChosen{Layer: flow.LayerLetters}},
		{"serial", "key.Q", flow.Typed{Text: "Q"}},
		{"serial", "key.language", nil},
		{"serial", "key.hand", nil},
		{"serial", "key.symbols", flow.LayerChosen{Layer: flow.LayerSigns}},
		{"serial-symbols", "key.marks", nil},
		{"second", "key.letters", nil},
		{"second", "key..", nil},
		{"second", "key.5", flow.Typed{Text: "5"}},
		{"digits", "key.#", flow.Typed{Text: "#"}},
		{"symbols", "key.℃", flow.Typed{Text: "℃"}},
		{"symbols", "key.signs", flow.LayerChosen{Layer: flow.LayerSigns}},
		{"signs", "key.marks", flow.LayerChosen{Layer: flow.LayerSymbols}},
		{"hand", "key.ink", flow.LayerChosen{Layer: flow.LayerInk}},
		{"hand-hits", "key.ink", nil},
		{"hand-hits", "cand.9", flow.CandidateChosen{Index: 9}},
		{"hand-hits", "key.undo-stroke", flow.HandUndone{}},
		{"ink", "key.ink-clear", flow.NameInkErased{}},
		{"grid", "cand.forget", flow.ForgettingTurned{}},
		{"grid", "cand.31", flow.CandidateChosen{Index: 31}},
	} {
		t.Run(tt.page+"/"+tt.node, func(t *testing.T) {
			scene := view.Build(all[tt.page], view.Viewport{W: 1280, H: 800, PxPerMM: 5.9, Text: m})
			n := scene.Find(tt.node)
			switch {
			case n == nil && tt.want == nil:
			case n == nil:
				t.Fatal("there is no such key")
			case tt.want == nil:
				t.Fatal("it is offered")
			default:
				if d := cmp.Diff(tt.want, n.Touch); d != "" {
					t.Errorf("touch (-want +got):\n%s", d)
				}
			}
		})
	}
}

// finger touches what stands on the screen under an ID.
func finger(t *testing.T, s flow.State, v view.Viewport, ids ...string) flow.State {
	t.Helper()
	for _, id := range ids {
		scene := view.Build(s, v)
		n := scene.Find(id)
		if n == nil {
			t.Fatalf("there is no %s", id)
		}
		hit := scene.At(n.Rect.X+n.Rect.W/2, n.Rect.Y+n.Rect.H/2)
		if hit == nil || hit.ID != id {
			t.Fatalf("a touch on %s goes to %v", id, hit)
		}
		s = turned(s, hit.Touch)
	}
	return s
}

func TestFingersWriteNames(t *testing.T) {
	m := measurer(t)
	for _, p := range panels {
		v := view.Viewport{W: p.w, H: p.h, PxPerMM: float64(p.w) / p.widthMM, Text: m}
		for _, tt := range []struct {
			name string
			keys []string
			want string
		}{
			{"by pinyin", []string{"key.l", "key.i", "key.m", "key.i", "key.n", "key.g", "cand.0"}, "李明"},
			{"the black key takes what is highlighted", []string{"key.l", "key.i", "key.m", "key.i", "key.n", "key.g", "key.done"}, "李明"},
			{"known customers by initials", []string{"key.z", "key.w", "key.h", "cand.0"}, "张卫华"},
			{"in English", []string{"key.language", "key.shift", "key.L", "key.i"}, "Li"},
			{"from the grid", []string{"key.l", "key.i", "cand.grid", "cand.0"}, "李"},
			{"with a sign", []string{"key.symbols", "key.（", "key.letters", "key.comma"}, "（，"},
			{"a letter taken back", []string{"key.l", "key.i", "key.n", "key.back", "cand.0"}, "李"},
		} {
			t.Run(tt.name+"/"+p.name, func(t *testing.T) {
				got := finger(t, typing(t, "zh-CN", flow.StepCustomer, flow.FieldName), v, tt.keys...)
				if got.CheckIn.Customer.Name != tt.want {
					t.Errorf("got %q, want %q", got.CheckIn.Customer.Name, tt.want)
				}
			})
		}
	}
}

func TestBlackKeyTakesWhatIsHighlighted(t *testing.T) {
	v := view.Viewport{W: 1280, H: 800, PxPerMM: 5.9, Text: measurer(t)}
	s := finger(t, typing(t, "zh-CN", flow.StepCustomer, flow.FieldName), v, "key.l", "key.i", "cand.next")
	want := s.Entry.List[s.Entry.Page].Text
	if got := finger(t, s, v, "key.done").CheckIn.Customer.Name; got != want || s.Entry.Page == 0 {
		t.Errorf("got %q of page %d, want %q", got, s.Entry.Page, want)
	}
}

func TestNoFingerFallsBetweenKeys(t *testing.T) {
	m := measurer(t)
	s := keyboards(t, "zh-CN")["english"]
	for _, p := range panels {
		scene := view.Build(s, view.Viewport{W: p.w, H: p.h, PxPerMM: float64(p.w) / p.widthMM, Text: m})
		from, to := scene.Find("key.z").Rect, scene.Find("key.i").Rect
		for y := to.Y; y < from.Y+from.H; y++ {
			for x := from.X; x < to.X+to.W; x++ {
				if n := scene.At(x, y); n == nil || !strings.HasPrefix(n.ID, "key.") {
					t.Fatalf("%s: nothing at %d, %d", p.name, x, y)
				}
			}
		}
	}
}

func TestPagesOfCandidatesLeadBack(t *testing.T) {
	m := measurer(t)
	for _, grid := range []bool{false, true} {
		for _, p := range panels {
			t.Run(fmt.Sprintf("grid %v/%s", grid, p.name), func(t *testing.T) {
				v := view.Viewport{W: p.w, H: p.h, PxPerMM: float64(p.w) / p.widthMM, Text: m}
				s := typed(typing(t, "zh-CN", flow.StepSymptom, flow.FieldWords), "shi")
				s.Entry.Grid = grid
				var firsts []int
				for scene := view.Build(s, v); ; scene = view.Build(s, v) {
					firsts = append(firsts, s.Entry.Page)
					if n := scene.Find("cand.next"); !n.Enabled {
						break
					}
					s = finger(t, s, v, "cand.next")
				}
				if len(firsts) < 3 {
					t.Fatalf("%d candidates on pages from %v", len(s.Entry.List), firsts)
				}
				for i := len(firsts) - 2; i >= 0; i-- {
					s = finger(t, s, v, "cand.prev")
					if s.Entry.Page != firsts[i] {
						t.Fatalf("back at %d, want %d", s.Entry.Page, firsts[i])
					}
				}
			})
		}
	}
}

func TestFieldShowsTheEndOfWhatIsComposed(t *testing.T) {
	m := measurer(t)
	for _, tt := range []struct {
		name, had, letters, want string
	}{
		{"behind the text", "张", "weihuan", "wei'huan"},
		{"in an empty field", "", "li", "li"},
		{"longer than the field", longWords, strings.Repeat("zhuang", 12), "zhuang"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := typing(t, "zh-CN", flow.StepSymptom, flow.FieldWords)
			s.CheckIn.Symptom.Words = tt.had
			scene := view.Build(typed(s, tt.letters), view.Viewport{W: 1280, H: 800, PxPerMM: 5.9, Text: m})
			field := scene.Find("field.words").Rect
			for _, n := range scene.Nodes {
				if n.Kind == view.KindText && strings.HasSuffix(n.Text, tt.want) && field.Contains(n.Rect.X, n.Baseline) {
					if n.Rect.X+n.Rect.W > field.X+field.W {
						t.Errorf("it ends at %d, the field at %d", n.Rect.X+n.Rect.W, field.X+field.W)
					}
					return
				}
			}
			t.Errorf("%q is not in the field", tt.want)
		})
	}
}

func TestNameByHandStandsInItsField(t *testing.T) {
	m := measurer(t)
	s := keyboards(t, "zh-CN")["ink"]
	for _, p := range panels {
		scene := view.Build(s, view.Viewport{W: p.w, H: p.h, PxPerMM: float64(p.w) / p.widthMM, Text: m})
		n := scene.Find("field.name.ink")
		if n == nil {
			t.Fatalf("%s: there is no ink", p.name)
		}
		for _, st := range n.Strokes {
			for _, pt := range st {
				if pt.X < 0 || pt.Y < 0 || pt.X > float32(n.Rect.W) || pt.Y > float32(n.Rect.H)+1 {
					t.Errorf("%s: ink at %v leaves the field %v", p.name, pt, n.Rect)
				}
			}
		}
	}
}

func BenchmarkBuildKeyboard(b *testing.B) {
	m := measurer(b)
	for name, s := range keyboards(b, "zh-CN") {
		if name != "letters-long" && name != "grid" && name != "hand-name" {
			continue
		}
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				view.Build(s, view.Viewport{W: 1280, H: 800, PxPerMM: 5.9, Text: m})
			}
		})
	}
}
