package label

import (
	"fmt"

	"countertop/printer"
)

// small lays the tag out on less than 60 x 40 mm. From the top: number, slot
// with its shelf, rows as there is room, state with the count, and the Code 128
// if it fits; the QR code stands in the upper right corner.
func (t DeviceTag) small(s *surface) (printer.Page, error) {
	const (
		x, top, gap       = 1.5, 1.25, 0.6
		row               = 3.75
		bandH, codeH      = 4.4, 3.75
		slotLeast         = 4.25 // height of its capitals
		slotGood          = 6.0  // what no row takes away
		slotMost          = 11.0
		qrShare, qrLittle = 0.4, 11.0
	)
	right := s.w - x
	dots := s.fitQR("number", s.orderCode(t.Number), printer.QRLevelQ, 4, max(qrShare*s.h, qrLittle))
	left, qrFoot := s.qrRight("number", right, 0, s.orderCode(t.Number), printer.QRLevelQ, dots)
	slotTop := s.smallNumber(x, top, left-x, t.Number) + 1

	// From the foot up.
	foot := s.h - 1.25
	code, end := s.code128(2.5, foot-codeH, codeH, t.Number, s.w)
	withCode := end <= s.w && foot-codeH-gap-bandH-gap-slotLeast >= max(slotTop, qrFoot-slotLeast)
	countBelow := withCode && s.w >= 60-nominal
	if withCode {
		foot -= codeH + gap
	}
	bandTop := foot - bandH
	foot = bandTop - 1 // letters hang
	n := 3
	for n > 0 && foot-float64(n)*row-0.4-slotGood < slotTop {
		n--
	}
	slotFoot := foot - float64(n)*row
	if n > 0 {
		slotFoot -= 0.4
	}
	if slotFoot-slotTop < slotLeast || bandTop < qrFoot {
		s.tooSmall(s.w, s.h+max(slotLeast-(slotFoot-slotTop), qrFoot-bandTop))
		return s.done()
	}
	slotFoot = min(slotFoot, slotTop+slotMost)
	if t.OnTheSpot {
		s.onSpot(x, slotTop, left-x-0.25, slotFoot-slotTop)
	} else {
		slotFoot = t.smallSlot(s, x, slotTop, slotFoot, left, qrFoot, right)
	}
	rowRight := right
	if n > 0 && foot-float64(n)*row < qrFoot-0.5 {
		rowRight = left
	}
	t.rows(s, rowsBox{x, slotFoot + 0.2, rowRight - x, foot - slotFoot - 0.2, n})

	if countBelow {
		t.band(s, x, bandTop, right-x, bandH)
		t.codeAndCount(s, code.Y, codeH, right)
		return s.done()
	}
	if withCode {
		s.add(code)
	}
	count := fmt.Sprint(len(t.Accessories))
	size, pad := 4.5, 0.75
	if s.w < 40-nominal && len(count) > 1 { // the word of the state needs the room
		size, pad = body, 0.5
	}
	w := s.width(s.t("paper.accessories"), body) + s.width(count, size) + 3*pad
	middle := s.block(right-w, bandTop, w, bandH)
	s.white(right-w+pad, middle(body), body, s.t("paper.accessories"), printer.AlignLeft)
	s.white(right-pad, middle(size), size, count, printer.AlignRight)
	t.band(s, x, bandTop, right-w-0.5-x, bandH)
	return s.done()
}

// smallSlot draws the slot between top and foot, beside the QR code or below
// it, wherever it gets larger, with its shelf if it stays large. It returns where
// they end.
func (t DeviceTag) smallSlot(s *surface, x, top, foot, qrLeft, qrFoot, right float64) float64 {
	const large, gap = 6.0, 1.0 // of capitals beside a sign
	signW := 9.5
	if s.english() {
		signW = 13
	}
	slot, y, size := "", 0.0, 0.0
	try := func(top, room float64) {
		if top >= foot {
			return
		}
		written, fitted := s.slotSize(t.Slot, (foot-top)/capHeight, room, large/capHeight)
		if s.width(written, fitted) <= room && fitted > size {
			slot, y, size = written, top, fitted
		}
	}
	both := func(less float64) {
		try(top, qrLeft-x-less)
		try(max(top, qrFoot+0.3), right-x-less) // round digits stand out a little
	}
	if t.Shelf != "" {
		both(signW + gap)
	}
	if h := size * capHeight; h >= large {
		s.shelfSign(t.Shelf, x, y, signW, h)
		x += signW + gap
	} else {
		size = 0
		both(0)
	}
	if size == 0 {
		s.fail(&FieldError{"slot", "has no room on the tag"})
		return foot
	}
	s.text(x, y+size*capHeight, size, slot)
	return y + size*capHeight
}
