package serialscan_test

import (
	"context"
	"testing"

	"countertop/scanner"
	"countertop/scanner/scannertest"
	"countertop/scanner/serialscan"
)

// BenchmarkScan is the time from the scanner's write to the scan in hand.
func BenchmarkScan(b *testing.B) {
	sc, err := scannertest.New()
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = sc.Close() }()
	source, err := serialscan.New(sc.Device(), scanner.Options{})
	if err != nil {
		b.Fatal(err)
	}
	ctx, cancel := context.WithCancel(b.Context())
	done, scans := make(chan struct{}), make(chan scanner.Scan, 1)
	go func() {
		defer close(done)
		_ = source.Run(ctx, func(s scanner.Scan) { scans <- s })
	}()
	texts := []string{"RA2611210042QK", "S0101AB"}
	// Each text is new to the source: repeats would be dropped.
	for i := 0; b.Loop(); i++ {
		if err := sc.Scan(texts[i%2] + string(rune('A'+i/2%26)) + string(rune(0x4E00+i/52%20000))); err != nil {
			b.Fatal(err)
		}
		<-scans
	}
	cancel()
	<-done
}
