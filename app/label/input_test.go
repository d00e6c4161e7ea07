package label_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"countertop/app/i18n"
	"countertop/app/label"
	"countertop/printer"
)

func TestExamplesAreReadBackAsWritten(t *testing.T) {
	for _, k := range label.Kinds() {
		want := label.Example(k.Name, i18n.ZH)
		text, err := json.Marshal(want)
		if err != nil {
			t.Fatal(err)
		}
		got, err := k.Read(strings.NewReader(string(text)))
		if err != nil {
			t.Fatalf("%s: %v", k.Name, err)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s (-want +got):\n%s", k.Name, d)
		}
	}
}

func TestInputMayBeWrittenInSeveralWays(t *testing.T) {
	for _, tt := range []struct{ json, want string }{
		{`{"received_at":"2026-11-21T14:05:00+08:00"}`, "11-21 14:05"},
		{`{"received_at":"2026-11-21 14:05"}`, "11-21 14:05"},
		{`{"received_at":"2026-11-21T14:05"}`, "11-21 14:05"},
		{`{"accessories":["电源适配器",{"name":"鼠标"}]}`, "2"},
		{`{"shelf":"等待备件","reason":"主板"}`, "待备件：主板"},
		{`{"shelf":"Awaiting parts"}`, "待备件"},
		{`{"shelf":"awaiting-test","reason":"待报价: 主板"}`, "待报价：主板"},
		{`{"shelf":"done"}`, "维修完毕"},
		{`{"company":"示例公司"}`, "示例公司"},
		{`{"fault":"开机黑屏,风扇转 (偶尔)\n 自动关机"}`, "开机黑屏，风扇转（偶尔）自动关机"},
		{`{"fault":"No display, fan on (sometimes)"}`, "No display, fan on (sometimes)"},
	} {
		k, _ := label.LookupKind("device-tag")
		tag, err := k.Read(strings.NewReader(strings.Replace(tt.json, "{", `{"number":"A261121-0042-QK",`, 1)))
		if err != nil {
			t.Errorf("%s: %v", tt.json, err)
			continue
		}
		p, err := k.Page(tag, i18n.ZH, k.Media(203))
		if err != nil {
			t.Errorf("%s: %v", tt.json, err)
			continue
		}
		textNamed(t, p, tt.want)
	}
}

func TestWrongInputIsNamed(t *testing.T) {
	k, _ := label.LookupKind("device-tag")
	for _, tt := range []struct{ json, want string }{
		{`{"received_at":"yesterday"}`, `"yesterday" is not a date`},
		{`{"received_at":5}`, "a date is a text"},
		{`{"accessories":"mouse"}`, "accessories are a list"},
		{`{"accessories":[7]}`, "an accessory is a name"},
		{`{"number":5}`, `"number"`},
		{`{"customer":5}`, `label: field "customer" cannot be a number`},
		{`{"customer_ink":[[["a",1]]]}`, `label: field "customer_ink" cannot be a string`},
		{`{"number":"a"} {}`, "more than one"},
		{``, "EOF"},
	} {
		if _, err := k.Read(strings.NewReader(tt.json)); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s gives %v, want it to say %q", tt.json, err, tt.want)
		}
	}
}

func TestValuesWrapAtWordsAndSigns(t *testing.T) {
	for _, tt := range []struct {
		lang i18n.Lang
		text string
		want []string
	}{
		{i18n.ZH, "开机黑屏，风扇转；合盖后偶尔自动关机", []string{"开机黑屏，风扇转；合盖后偶尔", "自动关机"}},
		{i18n.ZH, "开机黑屏，风扇转，合盖后偶尔自，动关机", []string{"开机黑屏，风扇转，合盖后偶尔", "自，动关机"}},
		{i18n.ZH, "开机黑屏风扇转合盖后偶尔自动，关机", []string{"开机黑屏风扇转合盖后偶尔自", "动，关机"}},
		{i18n.EN, "No display, fan on; sometimes switches off when the lid is closed", []string{"No display, fan on;", "sometimes switches off", "when the lid is closed"}},
	} {
		c := label.CustomerCopy{CheckIn: label.CheckIn{Number: "A261121-0042-QK", Symptom: tt.text}, Code: "C"}
		p, err := c.Page(tt.lang, label.Media{WidthMM: 72})
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range tt.want {
			textNamed(t, p, w)
		}
	}
}

func TestSignatureKeepsItsProportions(t *testing.T) {
	for _, tt := range []struct {
		name string
		ink  [][]label.Point
		w, h float64
	}{
		{"wide", [][]label.Point{{{0, 0}, {900, 100}}}, 45.5, 5.5},
		{"tall", [][]label.Point{{{0, 0}, {100, 400}}}, 10.4, 40},
		{"a dot", [][]label.Point{{{5, 5}}}, 0.5, 0.5},
		{"nothing", [][]label.Point{{}}, 0, 0},
	} {
		c := label.CustomerCopy{CheckIn: label.CheckIn{Number: "A261121-0042-QK", Signed: label.Signed{Signature: tt.ink}}, Code: "C"}
		p, err := c.Page(i18n.ZH, label.Media{WidthMM: 72})
		if err != nil {
			t.Fatal(err)
		}
		all := elements[printer.Strokes](p)
		if len(all) == 0 {
			if tt.w != 0 {
				t.Errorf("%s: no ink", tt.name)
			}
			continue
		}
		x0, y0, x1, y1 := 1e9, 1e9, 0.0, 0.0
		for _, l := range all[len(all)-1].Lines {
			for _, q := range l {
				x0, y0, x1, y1 = min(x0, q.X), min(y0, q.Y), max(x1, q.X), max(y1, q.Y)
			}
		}
		if w, h := x1-x0+0.5, y1-y0+0.5; w < tt.w-0.1 || w > tt.w+0.1 || h < tt.h-0.1 || h > tt.h+0.1 {
			t.Errorf("%s: ink of %.1f x %.1f mm, want %.1f x %.1f", tt.name, w, h, tt.w, tt.h)
		}
	}
}
