package scanner

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Reason is why a line is no scan.
type Reason uint8

// The reasons.
const (
	TooLong     Reason = iota + 1 // more than MaxLine bytes
	CutOff                        // its end never came
	NotUTF8                       // bytes that are no text
	Unprintable                   // control or invisible characters in the text
)

// String returns the reason as the end of a sentence "the line was …".
func (r Reason) String() string {
	switch r {
	case TooLong:
		return "too long"
	case CutOff:
		return "cut off"
	case NotUTF8:
		return "not UTF-8"
	case Unprintable:
		return "not printable"
	default:
		return "unknown"
	}
}

// RefusedError says why a line is no scan.
type RefusedError struct{ Reason Reason }

func (e *RefusedError) Error() string { return "scanner: line refused: " + e.Reason.String() }

// Parse returns the text of a frame without prefix and outer spaces, and its
// symbology if the scanner told it. The text is empty, without an error, if there
// was nothing but prefix and spaces. It returns a *RefusedError for a line
// that must not become a scan.
func Parse(f Frame) (string, Symbology, error) {
	switch {
	case f.Reason != 0:
		return "", Unknown, &RefusedError{f.Reason}
	case len(f.Raw) > MaxLine:
		return "", Unknown, &RefusedError{TooLong}
	case !utf8.Valid(f.Raw):
		return "", Unknown, &RefusedError{NotUTF8}
	}
	s := string(f.Raw)
	n, sym := Prefix(s)
	s = strings.TrimRight(s[n:], " ")
	// Not IsPrint: the ideographic space is fine in a maker's QR code.
	// Direction marks and joiners are not: they make two codes look the same.
	// The separators of ISO/IEC 15434 and GS1 are fine too: they part the fields
	// of a maker's code.
	if strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsGraphic(r) && !strings.ContainsRune(Separators, r) }) {
		return "", Unknown, &RefusedError{Unprintable}
	}
	if strings.Trim(s, Separators+" ") == "" {
		return "", Unknown, nil
	}
	return s, sym, nil
}

// Separators are the control characters that a scan may have: FS, GS, RS, US and
// EOT. GS is also how scanners send FNC1.
const Separators = "\x1c\x1d\x1e\x1f\x04"
