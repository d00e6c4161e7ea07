package ime_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"countertop/app/ime"
)

func TestLettersAreCutAndConvertedAsPeopleExpect(t *testing.T) {
	text := ime.Composer{Dict: newDict(t, ime.Options{})}
	for _, tt := range []struct {
		letters, preedit string
		want             []string // on the first page, in this order
	}{
		{"xian", "xian", []string{"先", "西安"}},
		{"xi'an", "xi'an", []string{"西安"}},
		{"xi'", "xi'", []string{"系"}},
		{"fangan", "fang'an", []string{"方案", "反感"}},
		{"fan'gan", "fan'gan", []string{"反感"}},
		{"nv", "nv", []string{"女"}},
		{"nver", "nv'er", []string{"女儿"}},
		{"lv", "lv", []string{"绿"}},
		{"lvse", "lv'se", []string{"绿色"}},
		{"lueduo", "lue'duo", []string{"掠夺"}},
		{"lveduo", "lve'duo", []string{"掠夺"}},
		{"wxd", "w'x'd", []string{"维修单"}},
		{"weixd", "wei'x'd", []string{"维修单"}},
		{"WXD", "w'x'd", []string{"维修单"}},
		{"pms", "p'm's", []string{"屏幕碎"}},
		{"dyspq", "d'y's'p'q", []string{"电源适配器"}},
		{"dianyspq", "dian'y's'p'q", []string{"电源适配器"}},
		{"kaij", "kai'j", []string{"开机"}},
		{"shurufa", "shu'ru'fa", []string{"输入法"}},
		{"chongqing", "chong'qing", []string{"重庆"}},
		{"yinhang", "yin'hang", []string{"银行"}},
		{"upan", "u'pan", []string{"U盘"}},
		{"qingmingtianxiawulai", "qing'ming'tian'xia'wu'lai", []string{"请明天下午来"}},
	} {
		t.Run(tt.letters, func(t *testing.T) {
			c := typed(text, tt.letters)
			if got := text.Preedit(c); got != tt.preedit {
				t.Errorf("preedit %q, want %q", got, tt.preedit)
			}
			got := slices.DeleteFunc(texts(text.Candidates(c, page)), func(s string) bool { return !slices.Contains(tt.want, s) })
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Errorf("on the first page (-want +got):\n%s\n%v", d, texts(text.Candidates(c, page)))
			}
		})
	}
}

func TestCharactersOfNamesAreFoundByTheirReading(t *testing.T) {
	name := ime.Composer{Dict: newDict(t, ime.Options{}), Mode: ime.ModeName}
	for _, tt := range []struct {
		letters string
		want    string
		within  int
	}{
		{"shan", "单", page},
		{"zeng", "曾", page},
		{"xie", "解", page},
		{"qiu", "仇", page},
		{"ou", "区", page},
		{"zha", "查", page},
		{"piao", "朴", page},
		{"ge", "盖", page},
		{"yu", "尉", 2 * page},
		{"qin", "覃", page},
		{"tan", "覃", page},
		{"xian", "冼", page},
		{"yue", "乐", page},
		{"le", "乐", page},
		{"moqi", "万俟", page},
		{"yuchi", "尉迟", page},
		{"ouyang", "欧阳", page},
		{"shanxiaoli", "单晓丽", 3 * page},
		{"zengzhihua", "曾志华", page},
		{"wangxiansheng", "王先生", page},
		{"linvshi", "李女士", page},
		{"zhangzong", "张总", page},
		{"chengong", "陈工", page},
	} {
		t.Run(tt.want, func(t *testing.T) {
			got := texts(name.Candidates(typed(name, tt.letters), tt.within))
			if !slices.Contains(got, tt.want) {
				t.Errorf("%s gives %v, want %s among them", tt.letters, got, tt.want)
			}
		})
	}
	// The rarest stand at the end of the grid, but there they stand.
	for letters, chars := range map[string]string{
		"kun": "堃", "yan": "䶮龑", "yi": "祎燚", "zhe": "喆嚞", "chong": "翀", "xuan": "瑄烜",
		"yao": "垚", "yu": "彧玙", "hua": "婳", "ying": "媖", "biao": "骉", "yun": "赟",
	} {
		all := texts(name.Candidates(typed(name, letters), 1000))
		for _, c := range chars {
			if !slices.Contains(all, string(c)) {
				t.Errorf("%s does not give %c", letters, c)
			}
		}
	}
}

func TestGivenNameGoesOnBehindTheSurname(t *testing.T) {
	x := ime.Composer{Dict: newDict(t, ime.Options{}), Mode: ime.ModeName}
	c := typed(x, "shanxiaoli")
	for _, want := range []string{"单", "晓", "丽"} {
		next, commit, learn := x.Select(c, find(t, x, c, want))
		if next.Letters == "" {
			if commit != "单晓丽" || learn[0] != (ime.Word{Text: "单晓丽", Reading: "shan'xiao'li", N: 1}) {
				t.Errorf("commits %s and learns %v", commit, learn)
			}
		}
		c = next
	}
}

func TestBackspaceTakesLettersAndThenOpensPieces(t *testing.T) {
	x := ime.Composer{Dict: newDict(t, ime.Options{})}
	c := typed(x, "zhangweihuan")
	c, _, _ = x.Select(c, find(t, x, c, "张"))
	if got := x.Preedit(c); got != "张wei'huan" {
		t.Errorf("preedit %q", got)
	}
	if got := x.Raw(c); got != "张weihuan" {
		t.Errorf("raw %q", got)
	}
	before := c
	for range "weihuan" {
		c, _ = x.Backspace(c)
	}
	if got := x.Preedit(c); got != "张" {
		t.Errorf("preedit %q without letters", got)
	}
	c, ok := x.Backspace(c)
	if got := x.Preedit(c); got != "zhang" || !ok {
		t.Errorf("preedit %q after the piece was opened", got)
	}
	for range "zhang" {
		c, ok = x.Backspace(c)
	}
	if _, more := x.Backspace(c); !ok || more || !c.Empty() {
		t.Errorf("empty composition: took %v, then %v", ok, more)
	}
	if len(before.Picked) != 1 || before.Letters != "weihuan" {
		t.Errorf("the composition from before has changed: %v", before)
	}
}

func TestKeysThatAreNoLettersAreNotConsumed(t *testing.T) {
	x := ime.Composer{Dict: newDict(t, ime.Options{})}
	for _, r := range "1 ，\n张é/" {
		if _, ok := x.Key(ime.Composition{Letters: "a"}, r); ok {
			t.Errorf("%q is consumed", r)
		}
	}
	if _, ok := x.Key(ime.Composition{}, '\''); ok {
		t.Error("an apostrophe begins a composition")
	}
	if c, ok := x.Key(ime.Composition{Letters: "n"}, 'Ü'); !ok || c.Letters != "nv" {
		t.Errorf("ü gives %q", c.Letters)
	}
	if _, ok := (ime.Composer{}).Key(ime.Composition{}, 'a'); ok {
		t.Error("a letter composes before the dictionary is there")
	}
	if c := typed(x, strings.Repeat("zhuang", 100)); len(c.Letters) > 100 || len(x.Candidates(c, page)) == 0 {
		t.Errorf("%d letters compose", len(c.Letters))
	}
}

func TestFuzzyPairsFindTheOtherSpelling(t *testing.T) {
	for _, tt := range []struct {
		pairs         []string
		letters, want string
	}{
		{nil, "sanghai", ""},
		{[]string{"zh=z", "sh=s"}, "sanghai", "上海"},
		{[]string{"zh=z"}, "zongguo", "中国"},
		{[]string{"n=l"}, "niulian", "留念"},
		{[]string{"n=l"}, "lanjing", "南京"},
		{[]string{"ng=n"}, "beijin", "北京"},
		{[]string{"zh=z", "ng=n"}, "zangdian", "站点"},
		{[]string{"an=ang"}, "shanhai", "上海"},
		{[]string{"f=h"}, "fubei", "湖北"},
	} {
		x := ime.Composer{Dict: newDict(t, ime.Options{Fuzzy: tt.pairs})}
		got := texts(x.Candidates(typed(x, tt.letters), page))
		if tt.want != "" && !slices.Contains(got, tt.want) || tt.want == "" && slices.Contains(got, "上海") {
			t.Errorf("%v: %s gives %v, want %s", tt.pairs, tt.letters, got, tt.want)
		}
	}
	// What was typed stands before what may have been meant.
	x := ime.Composer{Dict: newDict(t, ime.Options{Fuzzy: []string{"zh=z", "n=l", "ng=n"}})}
	if got := x.Candidates(typed(x, "lan"), 1)[0].Text; got != "蓝" {
		t.Errorf("lan gives %s first", got)
	}
}

func TestEntriesOfTheShopComeFirstAndReplaceTheWhole(t *testing.T) {
	d := newDict(t, ime.Options{})
	x := ime.Composer{Dict: d, Kinds: []ime.TermKind{ime.TermCustomer, ime.TermSymptom}, Index: d.Index([]ime.Term{
		{Text: "单晓丽", Kind: ime.TermCustomer}, {Text: "山西煤炭厂", Kind: ime.TermCompany}, {Text: "闪屏", Kind: ime.TermSymptom},
	})}
	c := typed(x, "sx")
	first := x.Candidates(c, page)[0]
	if first.Text != "单晓丽" || first.Kind != ime.KindTerm {
		t.Fatalf("sx gives %v first", first)
	}
	next, commit, learn := x.Select(c, first)
	if !next.Empty() || commit != "单晓丽" || learn != nil {
		t.Errorf("select leaves %v, commits %s, learns %v", next, commit, learn)
	}
	// What was picked already counts.
	c = typed(x, "shanxl")
	c, _, _ = x.Select(c, find(t, x, c, "单"))
	if first := x.Candidates(c, page)[0]; first.Text != "单晓丽" {
		t.Errorf("单xl gives %v first", first)
	}
	if got := texts(x.Candidates(typed(x, "sxm"), page)); slices.Contains(got, "山西煤炭厂") {
		t.Errorf("a kind that is not wanted is offered: %v", got)
	}
}

func TestPublicShowsNobodyAndLearnsNothing(t *testing.T) {
	d := newDict(t, ime.Options{})
	x := ime.Composer{
		Dict:  d,
		Kinds: []ime.TermKind{ime.TermCustomer, ime.TermSymptom},
		Index: d.Index([]ime.Term{{Text: "单晓丽", Kind: ime.TermCustomer}, {Text: "闪屏", Kind: ime.TermSymptom}}),
		Words: ime.Words{}.Learn(ime.Word{Text: "万惠维", Reading: "wan'hui'wei"}),
	}
	offered := func(letters, text string) bool {
		return slices.Contains(texts(x.Candidates(typed(x, letters), 500)), text)
	}
	for _, public := range []bool{false, true} {
		x.Public = public
		for letters, text := range map[string]string{"sxl": "单晓丽", "wanhuiwei": "万惠维", "niubi": "牛逼"} {
			if got := offered(letters, text); got == public {
				t.Errorf("public %v: %s is offered: %v", public, text, got)
			}
		}
		if !offered("shanp", "闪屏") {
			t.Errorf("public %v: no fault is offered", public)
		}
		c := typed(x, "nihao")
		if _, commit, learn := x.Select(c, x.Candidates(c, 1)[0]); commit != "你好" || (len(learn) == 0) != public {
			t.Errorf("public %v: commits %s, learns %v", public, commit, learn)
		}
	}
}

// find returns the candidate with the text.
func find(t *testing.T, x ime.Composer, c ime.Composition, text string) ime.Candidate {
	t.Helper()
	candidates := x.Candidates(c, 500)
	i := slices.IndexFunc(candidates, func(c ime.Candidate) bool { return c.Text == text && c.Kind != ime.KindTerm })
	if i < 0 {
		t.Fatalf("%s: no %s in %v", x.Preedit(c), text, texts(candidates))
	}
	return candidates[i]
}

// FuzzComposer types, chooses and takes back: nothing panics, no letter gets
// lost, and everything that is chosen is committed.
func FuzzComposer(f *testing.F) {
	for _, s := range []string{"zhangsan1", "wxd", "xi'an<<<", "vvv'''iu", "nv1<<<<", "guangzhouhuiwei22<1", "ZHANG san", "shanxl3<9"} {
		f.Add(s, uint8(0))
		f.Add(s, uint8(5))
	}
	d := newDict(f, ime.Options{Fuzzy: []string{"zh=z", "n=l", "ng=n"}})
	index := d.Index([]ime.Term{{Text: "单晓丽", Kind: ime.TermCustomer}, {Text: "HP M1005", Kind: ime.TermModel}})
	f.Fuzz(func(t *testing.T, keys string, setting uint8) {
		if len(keys) > 60 {
			return
		}
		x := ime.Composer{
			Dict: d, Index: index, Kinds: []ime.TermKind{ime.TermCustomer, ime.TermModel},
			Mode: ime.Mode(setting % 3), Public: setting&4 != 0,
		}
		var c ime.Composition
		for _, r := range keys {
			before := c
			switch {
			case r == '<':
				c, _ = x.Backspace(c)
			case r >= '1' && r <= '9':
				candidates := x.Candidates(c, page)
				if int(r-'1') >= len(candidates) {
					continue
				}
				cand := candidates[r-'1']
				if cand.Letters < 1 || cand.Letters > len(c.Letters) || cand.Text == "" {
					t.Fatalf("%v: candidate %v", c, cand)
				}
				next, commit, learn := x.Select(c, cand)
				if (commit == "") != (next.Letters != "") || x.Public && learn != nil {
					t.Fatalf("%v: select %v: %v, %q, %v", c, cand, next, commit, learn)
				}
				for _, w := range learn {
					if got := x.Words.Learn(w); got.Len() != x.Words.Len()+1 && got.Len() != x.Words.Len() {
						t.Fatalf("learning %v", w)
					}
					x.Words = x.Words.Learn(w)
				}
				c = next
			default:
				var ok bool
				if c, ok = x.Key(c, r); !ok && !cmp.Equal(c, before) {
					t.Fatalf("%q is not consumed, but %v became %v", r, before, c)
				}
			}
			if strings.ReplaceAll(x.Preedit(c), "'", "") != strings.ReplaceAll(x.Raw(c), "'", "") {
				t.Fatalf("%v: preedit %q, raw %q", c, x.Preedit(c), x.Raw(c))
			}
		}
	})
}
