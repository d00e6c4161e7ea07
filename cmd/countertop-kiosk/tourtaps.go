package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// tapMost are the most touches of a scripted check-in: the budget of the
// design, without those for a new customer's name.
var tapMost = map[string]int{"new": 45, "known": 22}

// tally counts the touches and the time of each page of a check-in.
type tally struct {
	who   string
	lines []tallyLine
	taps  int
	at    time.Time
}

type tallyLine struct {
	step string
	taps int
	took time.Duration
}

func (t *tour) tallyFor(who string) *tally { return &tally{who: who, taps: t.taps, at: time.Now()} }

// step ends a page. Waiting for the tour's own pictures is not part of it: call
// it before one is taken, and resume after.
func (t *tour) step(y *tally, name string) {
	y.lines = append(y.lines, tallyLine{name, t.taps - y.taps, time.Since(y.at)})
	t.resume(y)
}

// resume forgets what was touched since the last step.
func (t *tour) resume(y *tally) { y.taps, y.at = t.taps, time.Now() }

// counted writes the tally into taps.tsv, and fails if it is over the budget.
func (t *tour) counted(y *tally) {
	taps, took := 0, time.Duration(0)
	text := ""
	for _, l := range y.lines {
		text += fmt.Sprintf("%s\t%s\t%d\t%.2f\n", y.who, l.step, l.taps, l.took.Seconds())
		if l.step != "name" {
			taps += l.taps
		}
		took += l.took
	}
	text += fmt.Sprintf("%s\tsum without the name\t%d\t%.2f\n", y.who, taps, took.Seconds())
	f, err := os.OpenFile(filepath.Join(t.out, "taps.tsv"), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err == nil {
		_, err = f.WriteString(text)
		err = errors.Join(err, f.Close())
	}
	if err != nil {
		t.fail("taps: %w", err)
	}
	fmt.Fprintf(t.report,
		"countertop: check-in of a %s customer took %d touches without the name (at most %d) and %.1f s of the machine's own time.\n",
		y.who, taps, tapMost[y.who], took.Seconds())
	if taps > tapMost[y.who] {
		t.fail("a check-in of a %s customer takes %d touches, at most %d", y.who, taps, tapMost[y.who])
	}
}
