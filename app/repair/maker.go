package repair

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Limits of a maker's serial number: what is shorter is a slip of the hand, what
// is longer stands on no label.
const (
	SerialMin = 3
	SerialMax = 40
)

// MakerKind is what a text that is none of our codes turned out to be.
type MakerKind string

// The kinds.
const (
	MakerSerial  MakerKind = "serial"
	MakerModel   MakerKind = "model"
	MakerIMEI    MakerKind = "imei"
	MakerArticle MakerKind = "article" // EAN, UPC or the maker's part number
	MakerAddress MakerKind = "address" // of the web, with a serial number that is proposed
	MakerRefused MakerKind = "refused"
)

// Unread is why a text gives no number.
type Unread string

// The reasons.
const (
	UnreadWiFi       Unread = "wifi"    // name and password of a network
	UnreadPayment    Unread = "payment" // somebody's wallet
	UnreadContact    Unread = "contact" // somebody's card
	UnreadAddress    Unread = "address" // of the web, without a number
	UnreadIMEI       Unread = "imei"    // its check digit is wrong
	UnreadSeparators Unread = "separators"
	UnreadShort      Unread = "short"
	UnreadLong       Unread = "long"
	UnreadUnclear    Unread = "unclear" // a text in which no number is known
)

// UnreadReasons are all of them.
var UnreadReasons = []Unread{
	UnreadWiFi, UnreadPayment, UnreadContact, UnreadAddress, UnreadIMEI, UnreadSeparators, UnreadShort, UnreadLong, UnreadUnclear,
}

// Private reports whether the text must not be shown or written down: it is
// somebody's password, purse or card.
func (r Unread) Private() bool {
	return r == UnreadWiFi || r == UnreadPayment || r == UnreadContact
}

// MakerCode is what a maker's label says of a machine. What it does not say is
// empty; with Unread all of it is.
type MakerCode struct {
	Serial string // capitals, 3 to 40 characters
	Model  string // model or machine type
	IMEI   string // 15 digits, the last of them right
	IMEI2  string // of the second card
	// Article is the number of the goods: EAN and UPC as 8 to 14 digits, or what
	// the maker calls the part.
	Article string
	// Host is set for an address of the web: what was read from it is proposed to
	// a person, and not taken.
	Host   string
	Unread Unread
	// Whole is the text itself, in capitals, where something was taken off the
	// number: a machine may be known by it.
	Whole string
}

// Kind is what the text turned out to be, by what says most.
func (c MakerCode) Kind() MakerKind {
	switch {
	case c.Unread != "":
		return MakerRefused
	case c.Host != "":
		return MakerAddress
	case c.Serial != "":
		return MakerSerial
	case c.IMEI != "":
		return MakerIMEI
	case c.Model != "":
		return MakerModel
	}
	return MakerArticle
}

// Numbers are what a machine may be known by, the surest first.
func (c MakerCode) Numbers() (list []string) {
	for _, n := range []string{c.Serial, c.IMEI, c.IMEI2, c.Whole, c.Article, c.Model} {
		if n != "" {
			list = append(list, n)
		}
	}
	return list
}

// ReadMaker reads a text that is none of our codes, as a scanner has sent it,
// separators of ISO/IEC 15434 and GS1 included. symbology is what the scanner
// told of the barcode, "ean" or "gs1-128" say, "" if it told nothing. The text is
// looked at and never opened.
//
// Sources: ANSI MH10.8.2 for the data identifiers S, 1S, P, 1P; ISO/IEC 15434 for
// [)>; GS1 General Specifications for the application identifiers and check digits;
// 3GPP TS 23.003 for the IMEI.
func ReadMaker(text, symbology string) MakerCode {
	if len(text) > makerMax {
		return MakerCode{Unread: UnreadLong}
	}
	text = strings.TrimSpace(separators.Replace(text))
	if c, ok := private(text); ok {
		return c
	}
	for _, read := range []func(text, symbology string) (MakerCode, bool){
		readEnvelope, readGS1, readFields, readJSON, readAddress, readNamed, readList, readDigits, readIdentified,
	} {
		if c, ok := read(text, symbology); ok {
			return c.checked()
		}
	}
	return MakerCode{Serial: text}.checked()
}

// makerMax is how many bytes a text of a label may have: no barcode holds more.
const makerMax = 4096

// The separators of the barcode standards, and how scanners and makers write
// them where they cannot be sent.
const (
	fs, gs, rs, us, eot = "\x1c", "\x1d", "\x1e", "\x1f", "\x04"
	allSeparators       = fs + gs + rs + us + eot
)

var separators = strings.NewReplacer(
	"␝", gs, "␞", rs, "␄", eot, "␜", fs, "<GS>", gs, "<RS>", rs, "<EOT>", eot, "{GS}", gs, "{RS}", rs, "{EOT}", eot,
	"[GS]", gs, "[RS]", rs, "[EOT]", eot, "<FNC1>", gs, "{FNC1}", gs,
)

// ShownScan is a text that came from a scanner as it may be shown: nothing that is
// somebody's own, and no character that cannot be drawn.
func ShownScan(text string) string {
	if c, ok := private(separators.Replace(text)); ok && c.Unread != "" {
		return "•••"
	}
	return strings.Map(func(r rune) rune {
		if r < ' ' {
			return ' '
		}
		return r
	}, shown.Replace(text))
}

// shown are the separators as they are written where they cannot be drawn.
var shown = strings.NewReplacer(fs, "<FS>", gs, "<GS>", rs, "<RS>", us, "<US>", eot, "<EOT>")

// checked holds what was read to what a label can say: a number that is too short
// or too long refuses the whole.
func (c MakerCode) checked() MakerCode {
	if c.Unread != "" {
		return MakerCode{Unread: c.Unread}
	}
	c.Serial, c.Whole = tidy(c.Serial), tidy(c.Whole)
	c.Model, c.Article = strings.TrimSpace(c.Model), strings.TrimSpace(c.Article)
	if c.Whole == c.Serial {
		c.Whole = ""
	}
	for _, n := range []string{c.IMEI, c.IMEI2} {
		if n != "" && !IMEI(n) {
			return MakerCode{Unread: UnreadIMEI}
		}
	}
	if why := c.unfit(); why != "" {
		return MakerCode{Unread: why}
	}
	return c
}

// unfit is why what was read cannot be kept, "" if it can.
func (c MakerCode) unfit() Unread {
	switch {
	case c.Serial+c.IMEI+c.Model+c.Article == "" && c.Host != "":
		return UnreadAddress
	case c.Serial+c.IMEI+c.Model+c.Article == "":
		return UnreadUnclear
	case utf8.RuneCountInString(c.Model) > modelMax || utf8.RuneCountInString(c.Article) > SerialMax:
		return UnreadLong
	case strings.ContainsFunc(c.Model+c.Article, func(r rune) bool { return !unicode.IsGraphic(r) || r == utf8.RuneError }):
		return UnreadUnclear
	case c.Serial == "":
		return ""
	}
	return serialUnfit(c.Serial)
}

// modelMax is how long a model may be.
const modelMax = 60

// serialUnfit is why a text is no serial number, "" if it may be one: letters,
// digits and what makers put between them.
func serialUnfit(s string) Unread {
	if strings.ContainsFunc(s, func(r rune) bool {
		return r > unicode.MaxASCII || !alnum(byte(r)) && !strings.ContainsRune(" -/.#_+*()", r)
	}) {
		return UnreadUnclear
	}
	switch n := len(bare(s)); {
	case n < SerialMin:
		return UnreadShort
	case len(s) > SerialMax:
		return UnreadLong
	}
	return ""
}

// numbered reports whether a word may be a number of a machine: letters and
// digits, with a digit among them.
func numbered(s string) bool {
	return serialUnfit(s) == "" && strings.ContainsAny(s, "0123456789") && !strings.ContainsAny(s, " #()*+")
}

// tidy is a number in capitals, without spaces around it.
func tidy(s string) string { return upper(strings.TrimSpace(s)) }

// bare is a number without what stands between its characters.
func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if r > unicode.MaxASCII || !alnum(byte(r)) {
			return -1
		}
		return r
	}, s)
}

func alnum(c byte) bool {
	return '0' <= c && c <= '9' || 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z'
}

func digitsOnly(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// IMEI reports whether a text is the number of a mobile radio: 15 digits, the
// last of them by Luhn.
func IMEI(s string) bool {
	if len(s) != 15 || !digitsOnly(s) || strings.Trim(s, "0") == "" {
		return false
	}
	sum := 0
	for i := range len(s) {
		d := int(s[i] - '0')
		if i%2 == 1 {
			d *= 2
			d = d/10 + d%10
		}
		sum += d
	}
	return sum%10 == 0
}

// goods reports whether digits are a number of goods: the last is the check digit
// of GS1, weighted 3 and 1 from the right.
func goods(s string) bool {
	if !digitsOnly(s) || strings.Trim(s, "0") == "" {
		return false
	}
	sum := 0
	for i := range len(s) {
		d := int(s[len(s)-1-i] - '0')
		if i%2 == 1 {
			d *= 3
		}
		sum += d
	}
	return sum%10 == 0
}

// readDigits reads what is nothing but digits: an IMEI, or the number of goods.
func readDigits(text, symbology string) (MakerCode, bool) {
	if c, ok := imeis(text); ok {
		return c, true
	}
	if !digitsOnly(text) || !goods(text) {
		return MakerCode{}, false
	}
	ean, told := symbology == "ean", symbology != ""
	switch len(text) {
	case 13, 14: // eight and twelve digits are serial numbers as often
		if told && !ean && symbology != "itf" && !strings.HasPrefix(symbology, "gs1") && symbology != "databar" {
			return MakerCode{}, false
		}
	case 8, 12:
		if !ean {
			return MakerCode{}, false
		}
	default:
		return MakerCode{}, false
	}
	return MakerCode{Article: goodsNumber(text)}, true
}

// goodsNumber is a number of goods as it stands under the bars: one of fourteen
// digits that begins with 0 has thirteen.
func goodsNumber(s string) string {
	if len(s) == 14 && s[0] == '0' {
		return s[1:]
	}
	return s
}

// imeis reads one IMEI, or the two of a telephone with two cards.
func imeis(text string) (MakerCode, bool) {
	list := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" /,;，；\n"+allSeparators, r) })
	if len(list) == 0 || len(list) > 2 {
		return MakerCode{}, false
	}
	for _, n := range list {
		if !IMEI(n) {
			return MakerCode{}, false
		}
	}
	return MakerCode{IMEI: list[0], IMEI2: second(list)}, true
}

func second(list []string) string {
	if len(list) < 2 || list[1] == list[0] {
		return ""
	}
	return list[1]
}

// The shapes of numbers behind a data identifier. An S or a 1S that is not before
// one of these belongs to the number.
var (
	// Apple: place, year, week, unit and model, of 12 or 11 characters; the logic
	// board has 17.
	apple = regexp.MustCompile(`^(?:` +
		`[0-9A-HJ-NP-Z]{3}[CDFGHJ-NPQRSTVWXYZ][1-9CDFGHJ-NPQRTVWXY][0-9A-HJ-NP-Z]{7}|` +
		`[0-9A-Z]{2}[0-9](?:0[1-9]|[1-4][0-9]|5[0-3])[0-9A-Z]{6}|` +
		`[A-HJ-NP-Z][0-9A-HJ-NP-Z]{16})$`)
	// Lenovo: machine type and model of 10 characters (7 on old machines), serial
	// number of 8 (7).
	lenovo = regexp.MustCompile(`^1S[ -]?(?:([0-9A-Z]{10})[ ,-]?([0-9A-Z]{8})|([0-9A-Z]{7})[ ,-]?([0-9A-Z]{7,8}))$`)
	part   = regexp.MustCompile(`^1P([0-9][0-9A-Z]{6,14}|[0-9A-Z]{5,12}/[A-Z])$`)
)

// readIdentified takes off the data identifier that stands before a number in
// the barcodes of a label.
func readIdentified(text, _ string) (MakerCode, bool) {
	text = tidy(text)
	if m := lenovo.FindStringSubmatch(text); m != nil {
		return MakerCode{Model: m[1] + m[3], Serial: m[2] + m[4], Whole: text}, true
	}
	if m := part.FindStringSubmatch(text); m != nil {
		return MakerCode{Model: m[1], Whole: text}, true
	}
	if rest, ok := strings.CutPrefix(text, "S"); ok && apple.MatchString(rest) && strings.ContainsAny(rest, "0123456789") {
		return MakerCode{Serial: rest, Whole: text}, true
	}
	return MakerCode{}, false
}

// readList reads what makers part by commas: serial number, part number, model.
func readList(text, _ string) (MakerCode, bool) {
	parts := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(",;|，；\n", r) })
	if len(parts) < 2 {
		return MakerCode{}, false
	}
	if c, ok := imeis(text); ok {
		return c, true
	}
	c := MakerCode{Serial: parts[0]}
	if !numbered(tidy(parts[0])) || len(parts) > 5 {
		return MakerCode{Unread: UnreadUnclear}, true
	}
	for _, p := range parts[1:] {
		switch p = strings.TrimSpace(p); {
		case IMEI(p) && c.IMEI == "":
			c.IMEI = p
		case IMEI(p):
			c.IMEI2 = p
		case strings.ContainsAny(p, " ") && c.Model == "":
			c.Model = p
		case c.Article == "" && !strings.ContainsAny(p, " ") && strings.ContainsAny(p, "0123456789"):
			c.Article = tidy(p)
		}
	}
	return c, true
}
