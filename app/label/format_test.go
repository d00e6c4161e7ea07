package label_test

import (
	"strings"
	"testing"

	"countertop/app/i18n"
	"countertop/app/label"
	"countertop/app/label/labeltest"
	"countertop/printer"
)

func TestSizesAreReadAsPeopleWriteThem(t *testing.T) {
	for _, tt := range []struct {
		size string
		w, h float64
	}{
		{"50x30", 50, 30},
		{"50X30", 50, 30},
		{"50 × 30 mm", 50, 30},
		{"50mm x 30mm", 50, 30},
		{"57.5x32", 57.5, 32},
		{"48", 48, 0},
		{"", 0, 0},
		{"x30", 0, 0},
		{"50x", 0, 0},
		{"50x30x2", 0, 0},
		{"-50x30", 0, 0},
		{"NaNx30", 0, 0},
		{"big", 0, 0},
	} {
		w, h, err := label.ParseSize(tt.size)
		if w != tt.w || h != tt.h || (err != nil) != (tt.w == 0) {
			t.Errorf("%q is %g x %g, %v; want %g x %g", tt.size, w, h, err, tt.w, tt.h)
		}
		if err != nil && !strings.Contains(err.Error(), "is not a size like 50x30") {
			t.Errorf("%q: %v", tt.size, err)
		}
	}
}

func TestFormatsThatCannotBeSayWhatCan(t *testing.T) {
	for _, tt := range []struct {
		kind   string
		format label.Format
		want   string
	}{
		{"device-tag", label.Format{}, ""},
		{"device-tag", label.Format{WidthMM: 50, HeightMM: 30, Hide: []string{"phone", "fault"}}, ""},
		{"test-page", label.Format{WidthMM: 72}, ""},
		{"customer-copy", label.Format{WidthMM: 48}, ""},
		{"device-tag", label.Format{WidthMM: 29, HeightMM: 20}, "29x20 mm is not between 30x20 and 120x150 mm"},
		{"device-tag", label.Format{WidthMM: 50}, "its size has a width and a height, like 60x40"},
		{"customer-copy", label.Format{WidthMM: 72, HeightMM: 40}, "its size is a width like 72, without a height"},
		{"accessory", label.Format{Hide: []string{"number"}}, `"number" cannot be hidden on accessory; what can is: customer`},
		{"device-tag", label.Format{Hide: []string{"slot"}}, "what can is: shelf, brand, model, customer"},
		{"shelf", label.Format{Hide: []string{"shelf"}}, "nothing can be hidden on shelf"},
	} {
		k, _ := label.LookupKind(tt.kind)
		_, err := k.In(tt.format)
		if tt.want == "" && err != nil || tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
			t.Errorf("%s in %+v: %v, want %q", tt.kind, tt.format, err, tt.want)
		}
	}
}

// Every field can be hidden, alone and with all others, in every size.
func TestHiddenFieldsAreNotPrinted(t *testing.T) {
	shown := map[string]string{
		"brand": "联想", "model": "ThinkPad", "customer": "王建国", "phone": "1480", "serial": "PF3K8H2M", "fault": "开机黑屏", "received_at": "11-21",
		"due_on": "11-25", "reason": "电源板", "shelf": "维修", "parts": "主板", "repaired_on": "2026-11-23", "engineer": "陈志远", "role": "主管工程师",
		"old_part_to": "交还客户", "shop_phone": "020-55501234", "shop": "安心电脑维修",
	}
	printed := func(k label.Kind, f label.Format) string {
		in := labeltest.Example(k.Name, i18n.ZH)
		in.DueOn, in.Reason, in.State = date(11, 25, 0, 0), "电源板", label.TagParts
		if k.Name == "device-tag" {
			in.Shelf = "done"
		}
		p, ok := sized(t, k, f, in, i18n.ZH, 203)
		if !ok {
			return ""
		}
		checkPage(t, k.Name, p, 203)
		var texts []string
		for _, e := range elements[printer.Text](p) {
			texts = append(texts, e.Text)
		}
		return strings.Join(texts, "|")
	}
	for _, k := range labelKinds() {
		if !strings.Contains(printed(k, label.Format{Hide: k.Fields}), "|") && k.Name != "slot" && k.Name != "staff-badge" && k.Name != "folder" {
			t.Errorf("%s: nothing is left", k.Name)
		}
		whole := printed(k, label.Format{})
		for _, field := range k.Fields {
			word := shown[field]
			if word == "" {
				t.Errorf("%s: what does %s look like?", k.Name, field)
				continue
			}
			if field == "shelf" && k.Name == "slot" {
				word = "待测"
			}
			if !strings.Contains(whole, word) {
				t.Errorf("%s: %s is not there when it is not hidden: %s", k.Name, field, whole)
			}
			for _, f := range labelSizes[:5] {
				for _, hidden := range [][]string{{field}, k.Fields} {
					f.Hide = hidden
					if got := printed(k, f); strings.Contains(got, word) {
						t.Errorf("%s %gx%g without %s: %s", k.Name, f.WidthMM, f.HeightMM, hidden, got)
					}
				}
			}
		}
	}
}
