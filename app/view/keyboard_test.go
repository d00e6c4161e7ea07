package view_test

import (
	"fmt"
	"strings"
	"testing"

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
	s.Typing = flow.Typing{Dict: d, Hand: true, Index: d.Index([]ime.Entry{
		{Text: "张卫华", Kind: ime.EntryCustomer}, {Text: "张微", Kind: ime.EntryCustomer}, {Text: longCompany, Kind: ime.EntryCompany},
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
			step = flow.StepFault
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
	long.CheckIn.Fault.Words = longWords
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
		"bought":            on(flow.FieldBought),
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
