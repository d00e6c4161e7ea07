package label_test

import (
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestEveryCodeReadsBack(t *testing.T) {
	if _, err := exec.LookPath("zbarimg"); err != nil {
		t.Fatal("zbarimg is not installed: the package zbar-tools has it")
	}
	for _, s := range samples(t) {
		if len(s.codes) == 0 {
			continue
		}
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			if len(s.codes) == 0 {
				t.Skip("it has no code")
			}
			_, b := render(t, s)
			name := filepath.Join(t.TempDir(), "print.png")
			writePNG(t, name, b)
			out, err := exec.Command("zbarimg", "-q", "--raw", name).Output()
			if err != nil {
				t.Fatalf("zbarimg: %v", err)
			}
			got := strings.Fields(string(out))
			slices.Sort(got)
			if !slices.Equal(got, s.codes) {
				t.Errorf("reads %q, want %q", got, s.codes)
			}
		})
	}
}
