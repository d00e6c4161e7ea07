package printer_test

import (
	"errors"
	"io"
	"testing"

	"countertop/printer"
)

func TestOpenCoverIsNamedBeforePaper(t *testing.T) {
	s := printer.Status{Known: true, PaperOut: true, CoverOpen: true, Offline: true}
	if got := s.Fault(); got != printer.CoverOpen {
		t.Errorf("fault = %q", got)
	}
	if (printer.Status{}).Ready() || !(printer.Status{Known: true, PaperLow: true}).Ready() {
		t.Error("ready must be known, and is not hindered by little paper")
	}
}

func TestFaultErrorIsFaultAndCause(t *testing.T) {
	err := error(&printer.FaultError{Fault: printer.Unplugged, Op: "tspl: send", Err: io.ErrUnexpectedEOF})
	if !errors.Is(err, printer.Unplugged) || !errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, printer.Busy) {
		t.Errorf("%v does not unwrap to its fault and its cause", err)
	}
}
