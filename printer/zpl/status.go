package zpl

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"countertop/printer"
)

const (
	// hostStatus asks for three lines on what the printer does. Out of media or
	// ribbon, with its head open or too hot it may answer nothing at all.
	// The line end completes what a question that broke off has left.
	hostStatus = "\r\n~HS"
	// errorStatus asks for what is wrong, and is answered then too.
	errorStatus = "\r\n~HQES"
)

// DecodeStatus reads the answers to ~HS and ~HQES, of several the last. It
// returns false while there is no whole one in data. Busy is a printer with
// something left to print, or with the begin of a label.
//
// Source: programming guide, ~HS (strings 1 and 2) and ~HQES (error flags).
func DecodeStatus(data []byte) (st printer.Status, ok bool) {
	var first, second []string // the lines of ~HS
	for {
		_, rest, begin := bytes.Cut(data, []byte{stx})
		line, after, end := bytes.Cut(rest, []byte{etx})
		if !begin || !end {
			return st, ok
		}
		data = after
		if bytes.Contains(line, []byte("ERRORS:")) {
			if s, is := decodeErrors(string(line)); is {
				st, ok = s, true
			}
			continue
		}
		fields := strings.Split(string(line), ",")
		switch {
		case len(fields) == 12:
			first, second = fields, nil
		case len(fields) == 11 && first != nil:
			second = fields
		case len(fields) == 2 && second != nil:
			if s, is := decodeHost(first, second); is {
				st, ok = s, true
			}
			first, second = nil, nil
		}
	}
}

const (
	stx = 0x02
	etx = 0x03
)

func decodeHost(a, b []string) (printer.Status, bool) {
	for _, fields := range [][]string{a, b} {
		for _, f := range fields {
			if _, err := strconv.ParseUint(f, 10, 32); err != nil && f != b[5] {
				return printer.Status{}, false // the print mode may be a letter
			}
		}
	}
	on := func(f string) bool { return strings.Trim(f, "0") != "" }
	return printer.Status{
		Known: true,
		// Formats in the buffer, buffer full, a format that has only begun, labels
		// of the batch.
		Busy:      on(a[4]) || on(a[5]) || on(a[7]) || on(b[8]),
		PaperOut:  on(a[1]),
		Paused:    on(a[2]),
		Offline:   on(a[6]), // it prints what it is sent in hexadecimal
		Broken:    on(a[9]), // has lost its settings
		HeadHot:   on(a[11]),
		CoverOpen: on(b[2]),
		RibbonOut: on(b[3]),
	}, true
}

// decodeErrors reads the lines "ERRORS: 1 00000000 00000005" and "WARNINGS: …":
// a flag and two groups of eight hexadecimal digits, the lower group last.
func decodeErrors(s string) (printer.Status, bool) {
	_, s, _ = strings.Cut(s, "ERRORS:")
	var flag int
	var high, low, warnings uint32
	if n, _ := fmt.Sscanf(s, "%d %8x %8x", &flag, &high, &low); n != 3 {
		return printer.Status{}, false
	}
	if _, w, is := strings.Cut(s, "WARNINGS:"); is {
		_, _ = fmt.Sscanf(w, "%d %8x %8x", &flag, &high, &warnings)
	}
	return printer.Status{
		Known:     true,
		PaperOut:  low&0x1 != 0,
		RibbonOut: low&0x2 != 0,
		CoverOpen: low&0x4 != 0,
		CutterJam: low&0x8 != 0,
		HeadHot:   low&0x30 != 0,  // head, motor
		Broken:    low&0x3c0 != 0, // dead element, detection, firmware, thermistor
		// Retraction jammed, presenter, feed, paper path; marks not found.
		Jam:      low&0xef000 != 0,
		Paused:   low&0x10000 != 0,
		PaperLow: warnings&0x8 != 0,
	}, true
}
