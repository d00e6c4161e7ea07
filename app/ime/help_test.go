package ime_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"countertop/app/ime"
)

// newDict builds a Dict that must have no errors.
func newDict(t testing.TB, o ime.Options) *ime.Dict {
	t.Helper()
	d, err := ime.New(o)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// input is what somebody types and the text wanted.
type input struct{ letters, text string }

func inputs(t testing.TB, name string) []input {
	t.Helper()
	text, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	var list []input
	for line := range strings.Lines(string(text)) {
		if letters, text, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok {
			list = append(list, input{letters, text})
		}
	}
	return list
}

// typed is what is being composed after letters.
func typed(x ime.Composer, letters string) ime.Composition {
	var c ime.Composition
	for _, r := range letters {
		c, _ = x.Key(c, r)
	}
	return c
}

// texts are the texts of candidates.
func texts(candidates []ime.Candidate) []string {
	var list []string
	for _, c := range candidates {
		list = append(list, c.Text)
	}
	return list
}

// manyWords learns n words that nobody needs.
func manyWords(n int) ime.Words {
	var w ime.Words
	syllables := strings.Fields("wei xiu dan ji qi shi jian dian nao zhang yu hong lan se")
	for i := range n {
		k := len(syllables)
		w = w.Learn(ime.Word{
			Text:    fmt.Sprint("词", i),
			Reading: syllables[i%k] + "'" + syllables[i/k%k] + "'" + syllables[i/k/k%k],
		})
	}
	return w
}
