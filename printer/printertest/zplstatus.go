package printertest

import (
	"bytes"
	"fmt"
	"strings"
)

// zplUrgent are the commands that are obeyed as they arrive, in the middle of a
// format too.
var zplUrgent = []string{"HS", "HQES", "HI", "JA", "JX", "JP", "JR", "PS", "PP"}

func (z *zpler) realTime(p []byte) int {
	if p[0] != z.tilde {
		return 0
	}
	if z.v.obey(); z.picture != nil && z.picture.rest > 0 {
		return 0 // binary pictures may hold anything
	}
	for _, u := range zplUrgent {
		n := min(len(u), len(p)-1)
		if string(p[1:1+n]) == u[:n] {
			return 1 + len(u)
		}
	}
	return 0
}

func (z *zpler) urgent(cmd []byte) []byte {
	f := &z.v.faults
	switch string(cmd[1:]) {
	case "HS":
		return z.hostStatus()
	case "HQES":
		return z.errorStatus()
	case "HI":
		return fmt.Appendf(nil, "\x02VIRTUAL,V1.0.0,%d,8192KB\x03\r\n", z.perMM())
	case "JA": // cancels all formats, and what is left of a batch
		z.cancel()
		z.v.buf = nil
	case "JX": // cancels the format that is coming in
		if z.copies == 0 {
			z.cancel()
		}
	case "JP":
		f.Paused = true
		z.cancel()
		z.v.buf = nil
	case "JR":
		z.v.buf = nil
		z.reset()
	case "PS":
		f.Paused = false
	case "PP":
		f.Paused = true
	}
	return nil
}

func (z *zpler) cancel() {
	z.inside, z.label, z.copies, z.picture, z.field = false, nil, 0, nil, zplField{}
}

// hostStatus answers ~HS. The guide says that there is no answer while media or
// ribbon are out, the head is open or over its temperature.
func (z *zpler) hostStatus() []byte {
	f := z.v.faults
	if z.v.paper == 0 || f.RibbonOut || f.CoverOpen || f.HeadHot {
		return nil
	}
	// Formats in the buffer, not counting the one that is being printed.
	formats := bytes.Count(z.v.buf, []byte{z.caret, 'X', 'Z'})
	remaining, printing := z.copies, z.copies > 0 || z.v.busy()
	if z.copies > 0 {
		formats--
	}
	if z.v.busy() {
		remaining++
	}
	return fmt.Appendf(nil, "\x02030,0,%c,%04d,%03d,%c,0,%c,000,0,0,0\x03\r\n"+
		"\x02000,0,0,0,0,2,0,0,%08d,%c,%03d\x03\r\n\x021234,0\x03\r\n",
		flag(f.Paused), z.length, formats, flag(len(z.v.buf) >= z.v.opt.BufferBytes), flag(z.inside),
		remaining, flag(printing), len(z.graphics))
}

func flag(on bool) byte { return '0' + bit(on, 1) }

// errorStatus answers ~HQES, at any time: flags of errors and warnings, 64 bits
// each in two groups, the upper first.
func (z *zpler) errorStatus() []byte {
	f := z.v.faults
	var errors uint32
	for _, e := range []struct {
		is   bool
		mask uint32
	}{
		{z.v.paper == 0, 0x1},
		{f.RibbonOut, 0x2},
		{f.CoverOpen, 0x4},
		{f.CutterJam, 0x8},
		{f.HeadHot, 0x10},
		{f.Jam, 0x1000},
		{f.Paused, 0x10000},
	} {
		if e.is {
			errors |= e.mask
		}
	}
	var s strings.Builder
	s.WriteString("\x02\r\n  PRINTER STATUS\r\n")
	for _, line := range []struct {
		name string
		mask uint32
	}{{"ERRORS:", errors}, {"WARNINGS:", uint32(bit(z.v.paperLow(), 0x8))}} {
		fmt.Fprintf(&s, "   %-16s%c %08X %08X\r\n", line.name, flag(line.mask != 0), 0, line.mask)
	}
	s.WriteString("\x03\r\n")
	return []byte(s.String())
}
