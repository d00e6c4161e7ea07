package main

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// commands are all that can be typed, and a flag that the help of each must
// have a line for.
var commands = map[string]string{
	"run": "-config FILE", "board": "-panel-mm MM", "tour": "-all-sizes", "label": "-hide FIELDS",
	"printer list": "-version", "printer profiles": "-json", "printer probe": "-help", "printer test": "-lang zh-CN|en",
	"scanner list": "-help", "scanner watch": "-help", "ink check": "-help", "db check": "-data DIR", "db rebuild": "-json",
}

var groups = []string{"printer", "scanner", "ink", "db", "settings"}

func TestEveryCommandHelps(t *testing.T) {
	t.Setenv("DISPLAY", "")
	for command, flag := range commands {
		for _, ask := range []string{"-help", "--help", "-h"} {
			code, out, errs := play(append(strings.Fields(command), ask)...)
			if code != exitDone || errs != "" || !strings.HasPrefix(out, "usage: countertop "+command) {
				t.Errorf("%s %s: exit %d, stdout %q, stderr %q", command, ask, code, out, errs)
			}
			_, flags, _ := strings.Cut(out, "\n\n")
			_, flags, _ = strings.Cut(flags, "\n\n")
			for line := range strings.Lines(flags) {
				if ok, err := regexp.MatchString(`^  -[a-z-]+( [A-Za-z|-]+)?  +[^ ].*[^ .]\n$`, line); !ok || err != nil {
					t.Errorf("%s %s: %q is no line of a flag", command, ask, line)
				}
			}
			if !strings.Contains(flags, "  "+flag+" ") {
				t.Errorf("%s %s: no line for %s in\n%s", command, ask, flag, flags)
			}
		}
	}
	for _, group := range groups {
		for _, ask := range []string{"help", "-help", "--help", "-h"} {
			code, out, errs := play(group, ask)
			if code != exitDone || errs != "" || !strings.HasPrefix(out, "usage: countertop "+group+" ") {
				t.Errorf("%s %s: exit %d, stdout %q, stderr %q", group, ask, code, out, errs)
			}
			for command := range commands {
				if word, ok := strings.CutPrefix(command, group+" "); ok && !strings.Contains(out, "\n  "+word+" ") {
					t.Errorf("%s %s does not list %s:\n%s", group, ask, word, out)
				}
			}
		}
	}
	_, all, _ := play("help")
	for command := range commands {
		first, _, _ := strings.Cut(command, " ")
		if !strings.Contains(all, "\n  countertop "+first+" ") {
			t.Errorf("help does not know %s:\n%s", first, all)
		}
	}
}

func TestEveryCommandHasTheVersion(t *testing.T) {
	t.Setenv("DISPLAY", "")
	asks := []string{"version", "-version", "--version"}
	for command := range commands {
		asks = append(asks, command+" -version", command+" --version")
	}
	for _, group := range groups {
		asks = append(asks, group+" version", group+" --version")
	}
	for _, ask := range asks {
		if code, out, errs := play(strings.Fields(ask)...); code != exitDone || out != "countertop dev\n" || errs != "" {
			t.Errorf("%s: exit %d, stdout %q, stderr %q", ask, code, out, errs)
		}
	}
}

func TestWrongUseIsOneSentence(t *testing.T) {
	t.Setenv("DISPLAY", "")
	wrong := []string{"frob", "run -window 1x1", "run -lang fr", "board -monitor 0", "board -panel-mm -1", "board -panel-mm nan"}
	for command := range commands {
		wrong = append(wrong, command+" -nosuch", command+" a b c")
	}
	for _, group := range groups {
		wrong = append(wrong, group, group+" frob", group+" -nosuch")
	}
	for _, what := range wrong {
		code, out, errs := play(strings.Fields(what)...)
		if code != exitUsage || out != "" {
			t.Errorf("%s: exit %d, stdout %q, stderr %q", what, code, out, errs)
		}
		sentence(t, what, errs)
		if strings.Contains(what, "nosuch") && !strings.Contains(errs, "-nosuch") {
			t.Errorf("%s: %q does not name the flag", what, errs)
		}
	}
}

// What needs a value says so, and what it is.
func TestMissingArguments(t *testing.T) {
	for what, want := range map[string]string{
		"printer probe":                       "DEVICE is missing; usage: countertop printer probe DEVICE.",
		"scanner watch":                       "DEVICE is missing; usage: countertop scanner watch DEVICE.",
		"ink check":                           "DIR is missing; usage: countertop ink check DIR.",
		"db":                                  "a command is missing; usage: countertop db check|rebuild.",
		"db check " + filepath.Join("a", "b"): `check does not take "a/b"; usage: countertop db check [-data DIR] [-json].`,
	} {
		if code, _, errs := play(strings.Fields(what)...); code != exitUsage || !strings.HasSuffix(errs, want+"\n") {
			t.Errorf("%s: exit %d, %q, want %q", what, code, errs, want)
		}
	}
}
