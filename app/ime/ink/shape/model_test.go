package shape_test

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"

	"countertop/app/ime/ink/shape"
	"countertop/assets"
)

func TestTemplatesComeBackAsTheyWereWritten(t *testing.T) {
	m, err := shape.Decode(bytes.NewReader(assets.Ink))
	if err != nil {
		t.Fatal(err)
	}
	m.Runes, m.Templates, m.Ink = m.Runes[:5], m.Templates[:5*shape.Dims], m.Ink[:5]
	var b bytes.Buffer
	if err := m.Encode(&b, "notice\n"); err != nil {
		t.Fatal(err)
	}
	got, err := shape.Decode(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(m, got); d != "" {
		t.Errorf("model (-want +got):\n%s", d)
	}
	for _, n := range []int{0, 3, 7, 100, b.Len() / 2, b.Len() - 1} {
		if _, err := shape.Decode(bytes.NewReader(b.Bytes()[:n])); err == nil {
			t.Errorf("the first %d bytes of %d pass for the whole", n, b.Len())
		}
	}
	if err := m.Encode(&b, "\x1a"); err == nil {
		t.Error("a notice that ends early is written")
	}
}
