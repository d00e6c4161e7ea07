package runner_test

import (
	"reflect"
	"slices"
	"testing"

	"countertop/app/flow"
	"countertop/app/i18n"
	"countertop/app/ime"
	"countertop/app/repair"
	"countertop/app/runner"
	"countertop/app/trade"
)

func TestOwnTermsAreTheListsAndTheStaff(t *testing.T) {
	for lang, want := range map[i18n.Lang][]ime.Term{
		i18n.ZH: {{Text: "不开机", Kind: ime.TermSymptom}, {Text: "联想", Kind: ime.TermBrand}, {Text: "主板", Kind: ime.TermPart}, {Text: "陈静", Kind: ime.TermStaff}},
		i18n.EN: {{Text: "Lenovo", Kind: ime.TermBrand}, {Text: "陈静", Kind: ime.TermStaff}},
	} {
		list := runner.OwnTerms(trade.Default(), lang, []string{"陈静", "陈静"})
		for _, term := range want {
			n := 0
			for _, got := range list {
				if got == term {
					n++
				}
			}
			if n != 1 {
				t.Errorf("%s: %+v stands there %d times, want once", lang, term, n)
			}
		}
		if slices.ContainsFunc(list, func(g ime.Term) bool { return g.Text == "" }) {
			t.Errorf("%s: an empty term", lang)
		}
	}
}

// What was used last is offered first, whatever order the store tells it in.
func TestWordsAreLearnedInTheirOrder(t *testing.T) {
	f := newFake()
	c := newCounter(f)
	dict, err := ime.New(ime.Options{})
	if err != nil {
		t.Fatal(err)
	}
	f.words = []repair.LearnedWord{{Text: "单晓丽", Reading: "shan'xiao'li", N: 1}, {Text: "单晓莉", Reading: "shan'xiao'li", N: 1}}
	if err := c.LoadTyping(t.Context(), dict, nil, runner.OwnTerms(trade.Default(), i18n.ZH, nil)); err != nil {
		t.Fatal(err)
	}
	loaded := c.said[0].(flow.TypingLoaded).Typing
	want := ime.Words{}.Learn(ime.Word{Text: "单晓莉", Reading: "shan'xiao'li", N: 1}).Learn(ime.Word{Text: "单晓丽", Reading: "shan'xiao'li", N: 1})
	if !reflect.DeepEqual(want, loaded.Words) || loaded.Hand {
		t.Errorf("words %+v, want %+v", loaded.Words, want)
	}
}
