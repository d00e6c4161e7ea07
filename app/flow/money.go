package flow

import (
	"fmt"
	"strconv"
	"strings"
)

// wholeDigits bounds the yuan of an amount: below what repair takes.
const wholeDigits = 6

// fitsAmount reports whether r may follow what was typed of an amount.
func fitsAmount(text string, r rune) bool {
	whole, cents, point := strings.Cut(text, ".")
	switch {
	case r == '.':
		return !point && whole != ""
	case r < '0' || r > '9':
		return false
	case point:
		return len(cents) < 2
	}
	return len(whole) < wholeDigits && whole != "0"
}

// ParseFen reads an amount in yuan as it is typed, "12.5", in fen.
func ParseFen(text string) (fen int64, ok bool) {
	whole, cents, _ := strings.Cut(text, ".")
	n, err := strconv.ParseInt(whole+(cents + "00")[:2], 10, 64)
	return n, whole != "" && len(cents) <= 2 && err == nil && n >= 0
}

// Yuan is an amount in yuan as it would be typed: 980, 12.50.
func Yuan(fen int64) string {
	if fen%100 == 0 {
		return strconv.FormatInt(fen/100, 10)
	}
	return fmt.Sprintf("%d.%02d", fen/100, fen%100)
}
