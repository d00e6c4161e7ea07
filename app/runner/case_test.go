package runner_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"countertop/app/repair"
	"countertop/app/runner"
)

// Each command of the flow stands twice in the runner: where it is sent to the
// file of its noun, and in that file. The linter holds the first to the list of
// commands; this holds the second to the first.
func TestEveryCommandHasItsCase(t *testing.T) {
	read := func(pattern string) (text []byte) {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatalf("no %s: %v", pattern, err)
		}
		for _, f := range files {
			if strings.HasSuffix(f, "_test.go") {
				continue
			}
			b, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			text = append(text, b...)
		}
		return text
	}
	commands := regexp.MustCompile(`(?m)^func \((\w+)\) cmd\(\)`).FindAllSubmatch(read("../flow/*.go"), -1)
	if len(commands) < 40 {
		t.Fatalf("only %d commands in the flow", len(commands))
	}
	runner := read("*.go")
	for _, c := range commands {
		name := string(c[1])
		cases := regexp.MustCompile(`(?m)^\s*case [^:]*\bflow\.`+name+`\b[^:]*:`).FindAllIndex(runner, -1)
		called := regexp.MustCompile(`(?m)^func \(r \*Runner\) \w+\(.*\bc flow\.`+name+`\)`).FindAllIndex(runner, -1)
		if n := len(cases) + len(called); len(cases) == 0 || n < 2 && name != "Play" {
			t.Errorf("%s stands %d times where commands are carried out, want where it is sent and where it is done", name, n)
		}
	}
}

func TestProblemNamesASentence(t *testing.T) {
	for err, want := range map[error]string{
		repair.ErrFull: "problem.disk", repair.ErrIO: "problem.disk", repair.ErrReadOnly: "problem.disk",
		repair.ErrBusy: "problem.conflict", repair.ErrConflict: "problem.conflict",
		repair.ErrNotFound: "problem.unknown-order", repair.ErrClock: "health.clock",
		repair.ErrPINLength: "problem.pin-length", repair.ErrPINWeak: "problem.pin-weak", repair.ErrRecovery: "problem.recovery", errors.New("other"): "problem.store",
	} {
		if got := runner.Problem(fmt.Errorf("store: read: %w", err)); got != want {
			t.Errorf("Problem(%v) = %s, want %s", err, got, want)
		}
	}
}
