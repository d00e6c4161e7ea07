package document_test

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"countertop/app/document"
	"countertop/app/label"
	"countertop/app/repair"
	"countertop/assets"
	"countertop/printer"
)

// testdata/kept.jsonl has what version 51225af kept of a job of each document in
// each language, when all documents had one input, and the hash of its dots.
func TestWhatAnEarlierVersionKeptIsPrintedTheSame(t *testing.T) {
	f, err := os.Open(filepath.Join("testdata", "kept.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	seen := map[string]bool{}
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var kept struct {
			Document, Subject, Lang, Profile, Dots string
			Index                                  int
			Words                                  json.RawMessage
		}
		if err := json.Unmarshal(lines.Bytes(), &kept); err != nil {
			t.Fatal(err)
		}
		seen[kept.Document] = true
		p, err := printer.LoadProfile(assets.Profiles, kept.Profile)
		if err != nil {
			t.Fatal(err)
		}
		j := repair.PrintJob{ID: 1, Document: repair.Document(kept.Document), Index: kept.Index, Subject: kept.Subject, Lang: kept.Lang, Copy: 1}
		img, err := document.Draw(j, kept.Words, nil, p)
		if err != nil {
			t.Errorf("%s %s: %v", kept.Document, kept.Lang, err)
			continue
		}
		h := sha256.New()
		fmt.Fprintf(h, "%dx%d\n", img.Preview.WidthDots, img.Preview.HeightDots)
		h.Write(img.Preview.Bits)
		if got := hex.EncodeToString(h.Sum(nil)); got != kept.Dots {
			t.Errorf("%s %s: the dots are others", kept.Document, kept.Lang)
		}
	}
	for _, k := range label.Kinds() {
		if !seen[k.Name] && k.Name != string(repair.DocRecovery) { // that one is kept nowhere
			t.Errorf("no %s was kept", k.Name)
		}
	}
}
