package scannertest_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"countertop/scanner"
	"countertop/scanner/scannertest"
)

func TestFakePlaysItsScript(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	var got []string
	f := scannertest.NewFake("fake", scanner.Options{OnState: func(s scanner.State) { got = append(got, s.Link.String()) }}, "RA1")
	f.SetState(scanner.State{Link: scanner.Unplugged})
	f.SetState(scanner.State{Link: scanner.Connected})
	f.Scan("RA2")
	err := f.Run(ctx, func(s scanner.Scan) {
		if s.Source != "fake" || s.At.IsZero() {
			t.Errorf("scan = %+v, want source and time", s)
		}
		got = append(got, s.Text)
		switch s.Text {
		case "RA2":
			go f.Scan("RA3")
		case "RA3":
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("Run = %v, want context.Canceled", err)
	}
	want := []string{"connected", "RA1", "unplugged", "connected", "RA2", "RA3"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := f.State().Link; got != scanner.Connected {
		t.Errorf("state = %v, want connected", got)
	}
}

func TestUnpluggedScannerSaysSo(t *testing.T) {
	g, err := scannertest.New()
	if err != nil {
		t.Fatal(err)
	}
	if err := g.Close(); err != nil {
		t.Errorf("Close = %v", err)
	}
	if err := g.Scan("RA1"); !errors.Is(err, scannertest.ErrUnplugged) {
		t.Errorf("Scan = %v, want ErrUnplugged", err)
	}
}
