package label_test

import (
	"slices"
	"strings"
	"testing"

	"countertop/app/i18n"
	"countertop/app/label"
	"countertop/app/label/labeltest"
	"countertop/printer"
)

func TestWhatWasToldStandsOnTheSlips(t *testing.T) {
	const customer, stub = "customer-copy", "stub"
	for _, tt := range []struct {
		name   string
		change func(*labeltest.Input)
		zh, en string   // "" is nowhere
		on     []string // kinds
	}{
		{"a fee", func(in *labeltest.Input) { in.EstimateFen = new(int64(138000)) }, "约 1,380 元", "about ¥1,380", []string{customer, stub}},
		{"a fee with fen", func(in *labeltest.Input) { in.EstimateFen = new(int64(1250)) }, "约 12.50 元", "about ¥12.50", []string{customer, stub}},
		{"no fee yet", func(in *labeltest.Input) { in.EstimateFen = new(int64) }, "检测后报价", "after inspection", []string{customer, stub}},
		{"who collects", func(in *labeltest.Input) {
			in.Collectors = []label.Collector{{Name: "李娜"}, {Name: " "}, {Name: "Bo", Relation: "IT"}}
		}, "李娜，Bo IT", "李娜，Bo IT", []string{customer, stub}},
		{"which of a visit", func(in *labeltest.Input) { in.Visit = []string{"A261121-0041-ZZ", in.Number} }, "第 2 台，共 2 台", "2 of 2", []string{customer, stub}},
		{"the others of a visit", func(in *labeltest.Input) { in.Visit = []string{"A261121-0041-ZZ", in.Number} }, "A261121-0041-ZZ", "A261121-0041-ZZ", []string{customer, stub}},
		{"a visit alone", func(in *labeltest.Input) { in.Visit = []string{in.Number} }, "", "", nil},
		{"own words", func(in *labeltest.Input) { in.Words = "总是黑的" }, "总是黑的", "总是黑的", []string{customer, stub}},
		{"not seen", func(in *labeltest.Input) { in.Inspection.Seen = "not-seen" }, "没复现", "fault not seen", []string{customer, stub}},
		{"the cause", func(in *labeltest.Input) { in.Inspection.Cause = "use" }, "人为使用", "misuse", []string{stub}},
		{"a cause in words", func(in *labeltest.Input) { in.Inspection.Cause = "雷击" }, "雷击", "雷击", []string{stub}},
		{"parts wanted", func(in *labeltest.Input) { in.Inspection.Parts = []string{"主板", "", "SSD"} }, "主板，SSD", "主板，SSD", []string{stub}},
		{"fix now", func(in *labeltest.Input) { in.Inspection.FixNow = true }, "可以当场修好", "can be fixed now", []string{stub}},
		{"warranty", func(in *labeltest.Input) { in.Warranty, in.Proof = "yes", "card" }, "在保，有保修卡", "in warranty, card seen", []string{stub}},
		{"no proof", func(in *labeltest.Input) { in.Warranty, in.Proof, in.BoughtIn = "no", "none", "2020-01" }, "过保，无凭证，2020-01 购买", "", []string{stub}},
		{"a form", func(in *labeltest.Input) { in.Form = []label.FormLine{{Label: "CPU", Value: "i5"}} }, "i5", "i5", []string{stub}},
		{"a form with long names", func(in *labeltest.Input) {
			in.Form = []label.FormLine{{Label: "主机内硬盘的总数", Value: "2"}, {Label: "Left out"}}
		}, "主机内硬盘的总数：2", "主机内硬盘的总数：2", []string{stub}},
	} {
		for _, k := range label.Kinds() {
			for lang, want := range map[i18n.Lang]string{i18n.ZH: tt.zh, i18n.EN: tt.en} {
				if want == "" && tt.on != nil {
					continue
				}
				in := labeltest.Example(k.Name, lang)
				in.IntakeFields = labeltest.IntakeFields{}
				before := texts(t, k, in, lang)
				tt.change(&in)
				after := texts(t, k, in, lang)
				if on := slices.Contains(tt.on, k.Name); on != slices.Contains(after, want) || !on && !slices.Equal(before, after) {
					t.Errorf("%s: %q on %s in %s is %t: %q", tt.name, want, k.Name, lang, !on, after)
				}
			}
		}
	}
}

func texts(t *testing.T, k label.Kind, in labeltest.Input, lang i18n.Lang) (all []string) {
	t.Helper()
	p, err := k.Page(labeltest.Document(k, in), lang, k.Media(203))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range elements[printer.Text](p) {
		all = append(all, e.Text)
	}
	return all
}

// Who finds a slip learns no telephone number of somebody else.
func TestPhonesOfCollectorsStayInTheShop(t *testing.T) {
	for kind, want := range map[string]bool{"customer-copy": false, "stub": true} {
		k, _ := label.LookupKind(kind)
		in := labeltest.Example("stub", i18n.ZH)
		if all := strings.Join(texts(t, k, in, i18n.ZH), " "); strings.Contains(all, in.Collectors[0].Phone) != want {
			t.Errorf("%s says the phone: %t, want %t", kind, !want, want)
		}
	}
}

func TestAHiddenSymptomHidesItsWords(t *testing.T) {
	k, _ := label.LookupKind("customer-copy")
	k, err := k.In(label.Format{Hide: []string{"fault"}})
	if err != nil {
		t.Fatal(err)
	}
	in := labeltest.Example("stub", i18n.ZH)
	if all := texts(t, k, in, i18n.ZH); slices.Contains(all, "原话") || slices.Contains(all, "故障") {
		t.Errorf("the fault is still told: %q", all)
	}
}
