package ime_test

import (
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"io/fs"
	"os"
	"strings"
	"testing"

	"countertop/assets"
)

// The sums are those that the README says the generator gives; of the text,
// since another version of Go may pack it in other bytes.
func TestDataAreThoseTheGeneratorMakes(t *testing.T) {
	readme, err := os.ReadFile("../../assets/ime/README.md")
	if err != nil {
		t.Fatal(err)
	}
	sum := func(r io.Reader) string {
		h := sha256.New()
		if _, err := io.Copy(h, r); err != nil {
			t.Fatal(err)
		}
		return hex.EncodeToString(h.Sum(nil))
	}
	check := func(name string, r io.Reader) {
		if got := sum(r); !strings.Contains(string(readme), "| `"+name+"` | "+got+" |") {
			t.Errorf("%s has the sum %s, which is not in the README", name, got)
		}
	}
	for _, name := range []string{"base.dict", "given.txt"} {
		f, err := assets.IME.Open(name + ".gz")
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		z, err := gzip.NewReader(f)
		if err != nil {
			t.Fatal(err)
		}
		check(name, z)
	}
	f, err := os.Open("testdata/names.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	check("names.tsv", f)
	if notice, err := fs.ReadFile(os.DirFS("../../assets/ime"), "NOTICE"); err != nil || !strings.Contains(string(notice), "Apache License") {
		t.Errorf("the notice is missing: %v", err)
	}
}
