package ime_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"countertop/app/ime"
)

func TestWordsAreValues(t *testing.T) {
	var none ime.Words
	one := none.Learn(ime.Word{Text: "惠维", Reading: "hui'wei"})
	two := one.Learn(ime.Word{Text: "会为", Reading: "hui wei", N: 3})
	again := two.Learn(ime.Word{Text: "惠维", Reading: "hui'wei"})
	gone := again.Forget("会为")
	for _, tt := range []struct {
		name  string
		words ime.Words
		want  []ime.Word
	}{
		{"none", none, []ime.Word{}},
		{"one", one, []ime.Word{{"惠维", "hui'wei", 1}}},
		{"two", two, []ime.Word{{"惠维", "hui'wei", 1}, {"会为", "hui'wei", 3}}},
		{"again", again, []ime.Word{{"会为", "hui'wei", 3}, {"惠维", "hui'wei", 2}}},
		{"gone", gone, []ime.Word{{"惠维", "hui'wei", 2}}},
		{"bad reading", one.Learn(ime.Word{Text: "x", Reading: "xyz"}), one.All()},
		{"no reading", one.Learn(ime.Word{Text: "x"}), one.All()},
	} {
		if d := cmp.Diff(tt.want, tt.words.All()); d != "" || tt.words.Len() != len(tt.want) {
			t.Errorf("%s: %d words (-want +got):\n%s", tt.name, tt.words.Len(), d)
		}
	}
	var restored ime.Words
	for _, w := range again.All() {
		restored = restored.Learn(w)
	}
	if d := cmp.Diff(again.All(), restored.All()); d != "" {
		t.Errorf("restored (-want +got):\n%s", d)
	}
}

func TestManyWordsAreLearnedAndForgottenAsFew(t *testing.T) {
	w, before := manyWords(1000), manyWords(999)
	if w.Len() != 1000 || before.Len() != 999 {
		t.Fatalf("%d and %d words, want 1000 and 999", w.Len(), before.Len())
	}
	for _, x := range w.All() {
		w = w.Learn(x)
	}
	for i, x := range w.All() {
		if x.N != 2 || i < 999 && x.Text != before.All()[i].Text {
			t.Fatalf("word %d is %v after it was learned twice", i, x)
		}
	}
	for _, x := range before.All() {
		w = w.Forget(x.Text)
	}
	if got := w.All(); len(got) != 1 || got[0].Text != "词999" {
		t.Errorf("%v is left", got)
	}
}

func TestLearnedStandsFirstUntilForgotten(t *testing.T) {
	x := ime.Composer{Dict: newDict(t, ime.Options{})}
	first := func() ime.Candidate { return x.Candidates(typed(x, "huiwei"), 1)[0] }
	x.Words = x.Words.Learn(ime.Word{Text: "惠维", Reading: "hui'wei"})
	if got := first(); got.Text != "惠维" || !got.Learned {
		t.Errorf("huiwei gives %v", got)
	}
	x.Words = x.Words.Learn(ime.Word{Text: "徽威", Reading: "hui'wei"})
	if got := first(); got.Text != "徽威" {
		t.Errorf("what was learned last does not stand first: %v", got)
	}
	x.Words = x.Words.Forget("徽威").Forget("惠维")
	if got := first(); got.Text == "惠维" || got.Learned {
		t.Errorf("huiwei still gives %v", got)
	}
}

func TestUnknownWordInALongNameIsLearnedByItself(t *testing.T) {
	x := ime.Composer{Dict: newDict(t, ime.Options{})}
	_, x.Words = taps(t, x, input{"guangzhouhuiweidiannaoyouxiangongsi", "广州惠维电脑有限公司"})
	got := wordTexts(x.Words.All())
	if !slices.Contains(got, "惠维") || !slices.Contains(got, "广州惠维电脑有限公司") {
		t.Errorf("learned %v", got)
	}
}

func wordTexts(words []ime.Word) []string {
	var list []string
	for _, w := range words {
		list = append(list, w.Text)
	}
	return list
}

func TestLexiconOfAShop(t *testing.T) {
	d, err := ime.New(ime.Options{
		Lexicon: "# 我们的词\n\n惠维\n万俟电脑\tmo qi dian nao\t5000\r\nA4纸\t\t100\n" +
			"坏\txyz\n𠮷屋\n重\tzhong\tmany\n多\tduo\t1\t2\n\tduo\n",
		Fuzzy: []string{"n=l", "zh", "a=", "q=q", "x=1"},
	})
	x := ime.Composer{Dict: d}
	for letters, want := range map[string]string{"huiwei": "惠维", "moqidn": "万俟电脑", "azhi": "A4纸", "neng": "冷"} {
		if got := texts(x.Candidates(typed(x, letters), 200)); !slices.Contains(got, want) {
			t.Errorf("%s: the good lines do not count: no %s in %v", letters, want, got)
		}
	}
	type line struct {
		n      int
		reason ime.Reason
	}
	var got []line
	pairs := 0
	for _, err := range err.(interface{ Unwrap() []error }).Unwrap() {
		var bad *ime.LineError
		var pair *ime.FuzzyError
		switch {
		case errors.As(err, &bad):
			got = append(got, line{bad.Line, bad.Reason})
		case errors.As(err, &pair):
			pairs++
		}
	}
	want := []line{{6, ime.BadReading}, {7, ime.NoReading}, {8, ime.BadWeight}, {9, ime.BadForm}, {10, ime.BadForm}}
	if d := cmp.Diff(want, got, cmp.AllowUnexported(line{})); d != "" || pairs != 4 {
		t.Errorf("%d bad pairs, want 4; bad lines (-want +got):\n%s", pairs, d)
	}
}
