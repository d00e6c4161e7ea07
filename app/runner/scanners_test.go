package runner_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"countertop/app/flow"
	"countertop/app/runner"
)

// fakeScanners note what they are told.
type fakeScanners struct {
	told []string
	err  error
}

func (f *fakeScanners) note(format string, args ...any) {
	f.told = append(f.told, fmt.Sprintf(format, args...))
}

func (f *fakeScanners) Save(_ context.Context, device, name string) error {
	f.note("save %s %s", device, name)
	return f.err
}

func (f *fakeScanners) Remove(_ context.Context, device string) error {
	f.note("remove %s", device)
	return f.err
}
func (f *fakeScanners) Learn(code string) { f.note("learn %s", code) }
func (f *fakeScanners) Heard()            { f.note("heard") }

func TestScannersAreSetUp(t *testing.T) {
	f := &fakeScanners{}
	var said []flow.Msg
	o := runner.Options{Store: newFake(), Scanners: f, Post: func(m flow.Msg) { said = append(said, m) }, SetVolume: func(p int) { f.note("volume %d", p) }}
	play := func(cmds ...flow.Cmd) {
		r := runner.New(o, "zh-CN")
		for _, c := range cmds {
			r.Do(c)
		}
		ctx, stop := context.WithCancel(t.Context())
		stop()
		r.Run(ctx)
	}
	play(
		flow.SaveScanner{Device: "evdev:name=x", Name: "库房"}, flow.RemoveScanner{Device: "evdev:name=x"},
		flow.LearnScanner{Code: "XT3"}, flow.LearnHeard{}, flow.KeepVolume{Percent: 0},
	)
	// The volume at once, for the sound behind it.
	want := []string{"volume 0", "save evdev:name=x 库房", "remove evdev:name=x", "learn XT3", "heard"}
	if d := cmp.Diff(want, f.told); d != "" {
		t.Errorf("told (-want +got):\n%s", d)
	}
	loaded, ok := said[0].(flow.SettingsLoaded)
	if !ok || len(said) != 1 || loaded.Settings.Config().Volume != 0 {
		t.Errorf("said %v, want the settings with the volume alone", said)
	}
	if after, err := runner.LoadSettings(t.Context(), o.Store, nil, nil); err != nil || after.Config().Volume != 0 {
		t.Errorf("volume after the restart = %d, %v, want 0", after.Config().Volume, err)
	}
	said = nil

	code := flow.Symbol{Text: "RA2611210042QK"}
	play(flow.DrawSymbols{Symbols: []flow.Symbol{code, {Text: code.Text, QR: true}}})
	if m, ok := said[0].(flow.SymbolsDrawn); !ok || len(m.Symbols) != 2 || m.Symbols[code].WidthDots != 156+20 || m.Symbols[code].HeightDots != 1 {
		t.Errorf("said %+v", said)
	}
	said, f.err = nil, errors.New("no")
	play(flow.SaveScanner{})
	if _, ok := said[0].(flow.Failed); !ok {
		t.Errorf("said %+v, want a failure", said)
	}
}
