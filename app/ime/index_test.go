package ime_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"countertop/app/ime"
)

func TestEntriesAreFoundByBeginningsOfSyllables(t *testing.T) {
	d := newDict(t, ime.Options{})
	x := d.Index([]ime.Term{
		{Text: "单晓丽", Kind: ime.TermCustomer},
		{Text: "曾志华", Kind: ime.TermCustomer},
		{Text: "尉迟恭", Kind: ime.TermCustomer},
		{Text: "吕 建国", Kind: ime.TermCustomer},
		{Text: "广州惠维电脑有限公司", Kind: ime.TermCompany},
		{Text: "重庆银行", Kind: ime.TermCompany},
		{Text: "HP LaserJet M1005", Kind: ime.TermModel},
		{Text: "ＨＰ－１０２０", Kind: ime.TermModel},
		{Text: "电源适配器", Kind: ime.TermAccessory},
		{Text: "U盘", Kind: ime.TermAccessory},
	})
	for _, tt := range []struct{ query, want string }{
		{"sxl", "单晓丽"},
		{"danxl", "单晓丽"},
		{"shanxiaoli", "单晓丽"},
		{"xl", "单晓丽"},
		{"晓", "单晓丽"},
		{"单xl", "单晓丽"},
		{"zzh", "曾志华"},
		{"czh", "曾志华"},
		{"zengzhih", "曾志华"},
		{"yuchi", "尉迟恭"},
		{"wcg", "尉迟恭"},
		{"lvjg", "吕 建国"},
		{"lüjg", "吕 建国"},
		{"Jian Guo", "吕 建国"},
		{"gzhw", "广州惠维电脑有限公司"},
		{"huiwei", "广州惠维电脑有限公司"},
		{"惠维", "广州惠维电脑有限公司"},
		{"cqyh", "重庆银行"},
		{"zqyx", "重庆银行"},
		{"hplaser", "HP LaserJet M1005"},
		{"HP M1005", ""},
		{"m1005", "HP LaserJet M1005"},
		{"hp1020", "ＨＰ－１０２０"},
		{"dyspq", "电源适配器"},
		{"dianysp", "电源适配器"},
		{"upan", "U盘"},
		{"up", "U盘"},
		{"", ""},
		{"  -", ""},
		{"xyz", ""},
		{"sxlx", ""},
	} {
		got := ""
		if found := x.Match(tt.query, nil, 1); len(found) > 0 {
			got = found[0].Text
		}
		if got != tt.want {
			t.Errorf("%q finds %q, want %q", tt.query, got, tt.want)
		}
	}
	if got := x.Match("dy", []ime.TermKind{ime.TermModel}, 5); len(got) != 0 {
		t.Errorf("another kind is found: %v", got)
	}
}

func TestBestMatchesStandFirst(t *testing.T) {
	x := newDict(t, ime.Options{}).Index([]ime.Term{
		{Text: "小张伟", Used: 9},
		{Text: "张伟明", Used: 1, Count: 1},
		{Text: "张伟民", Used: 1, Count: 7},
		{Text: "张伟强", Used: 5},
		{Text: "张伟", Used: 0},
		{Text: "章威", Used: 3},
	})
	var got []string
	for _, e := range x.Match("zhangw", nil, 5) {
		got = append(got, e.Text)
	}
	want := []string{"章威", "张伟", "张伟强", "张伟民", "张伟明"}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("order (-want +got):\n%s", d)
	}
}

func TestReadingsOfATextAreAllFoundAndFew(t *testing.T) {
	for _, tt := range []struct {
		text     string
		initials []string
		full     []string // the first of them
	}{
		{"单晓丽", []string{"sxl", "dxl", "cxl"}, []string{"shanxiaoli", "danxiaoli", "chanxiaoli"}},
		{"重庆银行", []string{"cqyh", "zqyh", "cqyx", "zqyx"}, []string{"chongqingyinhang"}},
		{"HP M1005 打印机", []string{"hpm1005dyj"}, []string{"hpm1005dayinji"}},
		{"尉迟恭", []string{"ycg", "wcg"}, []string{"yuchigong"}},
		{"解放", []string{"jf", "xf"}, []string{"jiefang"}},
		{"", nil, nil},
		{"——", nil, nil},
	} {
		initials, full := ime.Initials(tt.text), ime.FullPinyin(tt.text)
		if d := cmp.Diff(tt.initials, initials); d != "" {
			t.Errorf("%s: initials (-want +got):\n%s", tt.text, d)
		}
		if d := cmp.Diff(tt.full, full[:min(len(full), len(tt.full))]); d != "" {
			t.Errorf("%s: full (-want +got):\n%s", tt.text, d)
		}
	}
	if got := len(ime.FullPinyin("单曾解仇区查朴盖尉覃冼乐单曾解仇区查朴盖尉覃冼乐")); got != 8 {
		t.Errorf("%d readings, want 8", got)
	}
}

func BenchmarkMatch(b *testing.B) {
	d := newDict(b, ime.Options{})
	names := inputs(b, "names.tsv")
	var entries []ime.Term
	for i := range 14_000 {
		entries = append(entries, ime.Term{Text: names[i%len(names)].text + fmt.Sprint(i%9), Used: int64(i % 100)})
	}
	x := d.Index(entries)
	for _, q := range []string{"z", "zh", "xl", "shanxl", "明"} {
		b.Run(q, func(b *testing.B) {
			for b.Loop() {
				x.Match(q, nil, 8)
			}
		})
	}
}
