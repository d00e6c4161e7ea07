package repair

import "strings"

// ExampleOrder is a number that no order has: numbers begin with 1 on a day of
// a month (see NextOrderID).
const ExampleOrder OrderID = "Z0000000000"

// ExampleCodes are a code of each type to try a scanner with, in the order R,
// A, C, S, B, L, O, P. They have the length and the check characters of real
// ones and name nothing: there is no such order or place, and the secret part
// of the badge and of the customer copy is nobody's.
func ExampleCodes() []string {
	const nobody = "0000000000"
	return []string{
		OrderCode(ExampleOrder),
		AccessoryCode(ExampleOrder, 1),
		withCheck("C" + string(ExampleOrder) + nobody),
		withCheck("SZ00"),
		withCheck("BZ000" + nobody),
		withCheck("L00000"),
		OldPartCode(ExampleOrder, 1),
		withCheck("P000000"),
	}
}

// Secret tells which bytes of b, as a scanner sent them, must not be shown: all of
// what is somebody's own (a network's password, a purse, a card), and all but the
// beginning of a badge or a customer copy, wherever it stands, and of
// what looks like a misread one.
func Secret(b []byte) []bool {
	const shown = 4 // type and the first of the number
	secret := make([]bool, len(b))
	hide := func(from, to int) {
		for i := from + shown; i < to; i++ {
			secret[i] = true
		}
	}
	if _, own := private(string(b)); own {
		for i := range secret {
			secret[i] = true
		}
		return secret
	}
	text := upper(string(b))
	begins := true // of a run of letters and digits
	for i := 0; i < len(b); i++ {
		run := len(text[i:]) - len(strings.TrimLeft(text[i:], alphabet))
		t, n := CodeType(text[i]), max(0, MatchCode(text[i:]))
		ours := t == CodeBadge || t == CodeCopy
		switch {
		case run == 0:
			if text[i] == ']' && i+2 < len(b) {
				i += 2 // an AIM identifier, perhaps
			}
			begins = true
			continue
		case ours && n > 0:
			hide(i, i+n)
		case ours && begins && run >= codeLen[t]-2:
			n = run
			hide(i, i+n)
		case !begins || n == 0:
			begins = false
			continue
		}
		i, begins = i+n-1, true // several may have run together
	}
	return secret
}
