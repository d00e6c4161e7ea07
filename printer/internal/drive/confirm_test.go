package drive_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"countertop/printer"
	"countertop/printer/internal/drive"
)

func TestEndOfAJobIsFoundInTheStatus(t *testing.T) {
	ready, busy, empty := printer.Status{Known: true}, printer.Status{Known: true, Busy: true}, printer.Status{Known: true, PaperOut: true}
	silent := printer.Status{Jam: true} // stands for Timeout below
	plain, trusted := drive.Watch{}, drive.Watch{Trusted: true}
	quiet, dumb := drive.Watch{Quiet: true}, drive.Watch{MayBeDumb: true}
	for _, tt := range []struct {
		name  string
		watch drive.Watch
		says  []printer.Status // the last for ever
		ok    bool
		fault printer.Fault
	}{
		{"printing, then ready", plain, []printer.Status{busy, ready}, true, ""},
		{"ready once between two parts", trusted, []printer.Status{ready, busy, busy, ready}, true, ""},
		{"never seen printing", plain, []printer.Status{ready}, false, ""},
		{"never seen printing, and trusted", trusted, []printer.Status{ready}, true, ""},
		{"fault cleared and printed", plain, []printer.Status{busy, empty, empty, busy, ready}, true, ""},
		{"fault cleared and job forgotten", trusted, []printer.Status{busy, empty, ready}, false, printer.Timeout},
		{"silence while printing may be the end of it", trusted, []printer.Status{busy, silent, ready}, false, printer.Timeout},
		{"silence of one that is silent while it prints", quiet, []printer.Status{busy, silent, ready}, true, ""},
		{"printing for ever", plain, []printer.Status{busy}, false, printer.Timeout},
		{"silent for ever", plain, []printer.Status{silent}, false, printer.Timeout},
		{"silent for ever, and may be dumb", dumb, []printer.Status{silent}, false, ""},
		{"ready once after printing, of one that is prompt", drive.Watch{Prompt: true, Quiet: true}, []printer.Status{busy, ready, silent}, true, ""},
		{"ready once after printing, of others", quiet, []printer.Status{busy, ready, silent}, false, printer.Timeout},
		{"never seen printing, and sure to say the end", drive.Watch{Sure: true}, []printer.Status{ready}, false, printer.Timeout},
		{"silent at the end", quiet, []printer.Status{ready, silent}, false, printer.Timeout},
		{"not so dumb", dumb, []printer.Status{ready, silent}, false, printer.Timeout},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				says := tt.says
				tt.watch.Limit = 10 * time.Second
				tt.watch.Ask = func(context.Context) (printer.Status, error) {
					st := says[0]
					if len(says) > 1 {
						says = says[1:]
					}
					if st == silent {
						return printer.Status{}, &printer.FaultError{Fault: printer.Timeout}
					}
					return st, nil
				}
				ok, err := tt.watch.Confirm(t.Context(), func(printer.Progress) {})
				if ok != tt.ok || tt.fault == "" && err != nil || tt.fault != "" && !errors.Is(err, tt.fault) {
					t.Errorf("confirmed %v, %v; want %v, %v", ok, err, tt.ok, tt.fault)
				}
			})
		})
	}
}
