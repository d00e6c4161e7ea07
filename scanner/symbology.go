package scanner

import "strings"

// Symbology is the kind of barcode, as far as the scanner tells it. The zero value
// is unknown. Use it only to refuse: scanners leave the factory not telling.
type Symbology string

// The symbologies that are told apart.
const (
	Unknown    Symbology = ""
	Code128    Symbology = "code128"
	GS1128     Symbology = "gs1-128"
	GS1Matrix  Symbology = "gs1-datamatrix"
	GS1QR      Symbology = "gs1-qr"
	Code39     Symbology = "code39"
	Code93     Symbology = "code93"
	Codabar    Symbology = "codabar"
	ITF        Symbology = "itf"
	EAN        Symbology = "ean" // EAN and UPC
	DataBar    Symbology = "databar"
	PDF417     Symbology = "pdf417"
	QR         Symbology = "qr"
	DataMatrix Symbology = "datamatrix"
	Aztec      Symbology = "aztec"
	HanXin     Symbology = "hanxin"
	Other      Symbology = "other"
)

// aim is ISO/IEC 15424: code character, then the modifiers that exist.
var aim = map[byte]struct {
	symbology Symbology
	modifiers string
}{
	'A': {Code39, "01234567"},
	'C': {Code128, "0124"}, // 1 is GS1-128
	'E': {EAN, "01234"},
	'F': {Codabar, "0124"},
	'G': {Code93, "0"},
	'I': {ITF, "013"},
	'L': {PDF417, "012345"},
	'Q': {QR, "0123456"},
	'X': {Other, "0123456789ABCDEF"},
	'd': {DataMatrix, "0123456"},
	'e': {DataBar, "0123"},
	'h': {HanXin, "0123"},
	'z': {Aztec, "0123456789ABC"},
}

// gs1 are the identifiers of codes that begin with FNC1: their text is made of
// application identifiers.
var gs1 = map[string]Symbology{"C1": GS1128, "Q3": GS1QR, "d2": GS1Matrix}

// Prefix returns how many bytes at the start of s a scanner has put before the
// data (STX, spaces, "~", a known AIM identifier with data behind it), and the
// symbology if the identifier tells it.
func Prefix(s string) (int, Symbology) {
	rest := strings.TrimLeft(s, filler)
	sym, rest := aimIdentifier(rest)
	if sym != Unknown {
		rest = strings.TrimLeft(rest, filler)
	}
	return len(s) - len(rest), sym
}

const filler = "\x02 ~"

// aimIdentifier takes "]cm" off s only if c and m are in the table and data
// follow: a customer's own code may begin with a bracket.
func aimIdentifier(s string) (Symbology, string) {
	if len(s) < 4 || s[0] != ']' {
		return Unknown, s
	}
	a, ok := aim[s[1]]
	if !ok || strings.IndexByte(a.modifiers, s[2]) < 0 {
		return Unknown, s
	}
	if sym, ok := gs1[s[1:3]]; ok {
		return sym, s[3:]
	}
	return a.symbology, s[3:]
}
