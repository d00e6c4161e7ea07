package repair

import (
	"crypto/hmac"
	"crypto/sha256"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// OrderID is an order number without its check characters: station letter,
// yymmdd and four-digit running count, e.g. "A2611210042".
type OrderID string

// MakeOrderID puts an order number together. day is a business day in shop
// time, count 1 to 9999.
func MakeOrderID(station byte, day time.Time, count int) OrderID {
	return OrderID(fmt.Sprintf("%c%s%04d", station, day.Format("060102"), count))
}

// Valid reports whether id has the shape of an order number.
func (id OrderID) Valid() bool {
	if len(id) != 11 || id[0] < 'A' || id[0] > 'Z' {
		return false
	}
	for i := 1; i < len(id); i++ {
		if id[i] < '0' || id[i] > '9' {
			return false
		}
	}
	return true
}

// String is the number as it is printed and read out: A261121-0042-QK.
func (id OrderID) String() string {
	if !id.Valid() {
		return string(id)
	}
	return string(id[:7]) + "-" + string(id[7:]) + "-" + checkChars("R"+string(id))
}

// Short is the running count alone, the part people say: 0042.
func (id OrderID) Short() string {
	if !id.Valid() {
		return string(id)
	}
	return string(id[7:])
}

// Station is the counter that gave the number.
func (id OrderID) Station() string { return string(id[:min(1, len(id))]) }

// NextOrderID returns the number after last, the highest this station ever
// gave ("" if none), on the business day of now. The day never goes back: a
// clock that jumped back goes on counting in the last day, so that no number
// is used twice. It fails when a day's 9999 numbers are used up, and without a
// last number on a clock that was never set: its two-digit year would stand
// before all others for decades.
func NextOrderID(station byte, last OrderID, now time.Time) (OrderID, error) {
	day, set := now.Format("060102"), now.Year() >= 2020 && now.Year() < 2100
	if !last.Valid() && !set {
		return "", fmt.Errorf("repair: no order number in the year %d: the clock is not set", now.Year())
	}
	if last.Valid() && (!set || string(last[1:7]) >= day) {
		var n int
		if _, err := fmt.Sscanf(string(last[7:]), "%d", &n); err != nil {
			return "", fmt.Errorf("repair: last number %q: %w", last, err)
		}
		if n >= 9999 {
			return "", errors.New("repair: the 9999 order numbers of this day are used up")
		}
		return OrderID(fmt.Sprintf("%c%s%04d", station, last[1:7], n+1)), nil
	}
	return MakeOrderID(station, now, 1), nil
}

// SkipOrderIDs returns the number to go on after when the last n of the day of
// now may stand on paper without being known here: a copy of the shop's data
// leaves them out.
func SkipOrderIDs(station byte, last OrderID, now time.Time, n int) OrderID {
	next, err := NextOrderID(station, last, now)
	if err != nil {
		return last
	}
	count, _ := strconv.Atoi(string(next[7:])) // NextOrderID writes four digits
	return OrderID(fmt.Sprintf("%s%04d", next[:7], min(count-1+n, 9000)))
}

// ParseOrderID reads a number as people type or read it out: with or without
// dashes and spaces, in either case, with or without the leading R, and with
// its check characters, which must be right.
func ParseOrderID(s string) (OrderID, bool) {
	s = strings.NewReplacer("-", "", " ", "").Replace(s)
	if len(s) == 13 {
		s = "R" + s
	}
	c, err := ParseCode(s)
	if err != nil || c.Type != CodeOrder {
		return "", false
	}
	return c.Order, true
}

// CodeType is the first letter of every code that the shop prints.
type CodeType byte

// The types of code. No other letter is ours.
const (
	CodeOrder     CodeType = 'R'
	CodeAccessory CodeType = 'A'
	CodeCopy      CodeType = 'C'
	CodeShelf     CodeType = 'S'
	CodeBadge     CodeType = 'B'
	CodeLoaner    CodeType = 'L'
	CodeOldPart   CodeType = 'O'
	CodePart      CodeType = 'P'
)

// codeLen is the length of a whole code by type, check characters included.
// One length a type lets a scanner without a terminator be split.
var codeLen = map[CodeType]int{
	CodeOrder: 1 + 11 + 2, CodeAccessory: 1 + 13 + 2, CodeCopy: 1 + 21 + 2, CodeShelf: 1 + 3 + 2,
	CodeBadge: 1 + 14 + 2, CodeLoaner: 1 + 5 + 2, CodeOldPart: 1 + 13 + 2, CodePart: 1 + 6 + 2,
}

// Code is a parsed code of ours.
type Code struct {
	Type CodeType
	// Order is set for order, accessory, customer copy and old-part codes.
	Order OrderID
	// Index is the accessory's or old part's number, from 1.
	Index int
	// Place is set for shelf codes.
	Place Place
	// Staff is set for badges.
	Staff StaffID
	// Body is the text between type and check characters.
	Body string
}

// Errors of ParseCode.
var (
	// ErrForeignCode is a text that is none of our codes: a maker's serial,
	// say.
	ErrForeignCode = errors.New("repair: not one of our codes")
	// ErrCheck is a text of the shape of our codes whose check characters are
	// wrong: a misread.
	ErrCheck = errors.New("repair: check characters are wrong")
)

const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"

// checkChars returns the two ISO 7064 MOD 1271-36 check characters of s,
// which is of 0-9A-Z. They catch every wrong character and every swap of
// neighbours.
func checkChars(s string) string {
	p := 0
	for i := range len(s) {
		p = (p + strings.IndexByte(alphabet, s[i])) * 36 % 1271
	}
	c := (1272 - p*36%1271) % 1271
	return string([]byte{alphabet[c/36], alphabet[c%36]})
}

// MatchCode tells how much of the start of s is one of our codes, for a
// scanner that sends no terminator: n > 0 is the length of a code whose check
// characters are right, 0 means that s begins with none, and -1 that it could
// become one with more characters.
func MatchCode(s string) (n int) {
	if s == "" {
		return -1
	}
	s = upper(s)
	want, ok := codeLen[CodeType(s[0])]
	if !ok {
		return 0
	}
	for i := range min(want, len(s)) {
		if strings.IndexByte(alphabet, s[i]) < 0 {
			return 0
		}
	}
	if len(s) < want {
		return -1
	}
	if _, err := ParseCode(s[:want]); err != nil {
		return 0
	}
	return want
}

// ParseCode reads a scanned code. Small letters are taken as capitals: a
// scanner behind a Caps Lock sends them. It returns ErrCheck for a misread
// code of ours and ErrForeignCode for anything else.
func ParseCode(s string) (Code, error) {
	s = upper(s)
	if s == "" || len(s) != codeLen[CodeType(s[0])] {
		return Code{}, ErrForeignCode
	}
	for i := range len(s) {
		if strings.IndexByte(alphabet, s[i]) < 0 {
			return Code{}, ErrForeignCode
		}
	}
	body, check := s[:len(s)-2], s[len(s)-2:]
	if checkChars(body) != check {
		return Code{}, ErrCheck
	}
	c := Code{Type: CodeType(s[0]), Body: body[1:]}
	switch c.Type {
	case CodeOrder:
		c.Order = OrderID(c.Body)
	case CodeAccessory, CodeOldPart:
		n, err := strconv.Atoi(c.Body[11:])
		if err != nil || n < 1 {
			return Code{}, ErrForeignCode
		}
		c.Order, c.Index = OrderID(c.Body[:11]), n
	case CodeCopy:
		c.Order = OrderID(c.Body[:11])
	case CodeShelf:
		p, ok := parsePlaceCode(c.Body)
		if !ok {
			return Code{}, ErrForeignCode
		}
		c.Place = p
	case CodeBadge:
		c.Staff = StaffID(c.Body[:4])
	case CodeLoaner, CodePart:
	default:
		return Code{}, ErrForeignCode
	}
	if c.Order != "" && !c.Order.Valid() {
		return Code{}, ErrForeignCode
	}
	return c, nil
}

// upper makes a-z capitals. Unlike strings.ToUpper it makes no ASCII letter of
// anything else, and keeps the length.
func upper(s string) string {
	b := []byte(s)
	for i, c := range b {
		if 'a' <= c && c <= 'z' {
			b[i] = c - 'a' + 'A'
		}
	}
	return string(b)
}

func withCheck(s string) string { return s + checkChars(s) }

// OrderCode is the code of the device tag.
func OrderCode(id OrderID) string { return withCheck("R" + string(id)) }

// AccessoryCode is the code of accessory i, from 1, of an order.
func AccessoryCode(id OrderID, i int) string { return withCheck(fmt.Sprintf("A%s%02d", string(id), i)) }

// OldPartCode is the code of old part i, from 1, of an order.
func OldPartCode(id OrderID, i int) string { return withCheck(fmt.Sprintf("O%s%02d", string(id), i)) }

// LoanerCode is the code of a loaner whose five characters are body, or "" if
// they are not five of 0-9A-Z.
func LoanerCode(body string) string {
	body = upper(body)
	if len(body) != 5 || strings.Trim(body, alphabet) != "" {
		return ""
	}
	return withCheck("L" + body)
}

// ShelfCode is the code of a shelf, slot or other place that can be scanned.
func ShelfCode(p Place) string { return withCheck("S" + p.code()) }

// CopyCode is the code of the customer copy. Its secret part (50 bits of
// HMAC-SHA-256 under the shop's key) makes it worth something in the hand: an
// order number alone opens nothing that is a customer's.
func CopyCode(key []byte, id OrderID) string {
	return withCheck("C" + string(id) + secret(key, "C", string(id)))
}

// BadgeCode is the code of a staff badge; issue counts the badges a person
// has had, so that a lost one can be made worthless.
func BadgeCode(key []byte, id StaffID, issue int) string {
	return withCheck("B" + string(id) + secret(key, "B", fmt.Sprintf("%s/%d", id, issue)))
}

// secret is 50 bits of HMAC as ten characters of Crockford's base 32.
func secret(key []byte, kind, text string) string {
	const digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
	m := hmac.New(sha256.New, key)
	m.Write([]byte(kind + ":" + text))
	sum := m.Sum(nil)
	out := make([]byte, 10)
	var acc, bits uint
	for i, j := 0, 0; i < len(out); i++ {
		for bits < 5 {
			acc, bits = acc<<8|uint(sum[j]), bits+8
			j++
		}
		bits -= 5
		out[i] = digits[acc>>bits&31]
	}
	return string(out)
}

// Number is an order number as it is printed and read out, A261121-0042-QK, in
// its parts.
type Number struct {
	Day   string // station and day, A261121
	Count string // of the day, 0042
	Check string // check characters of the order's code, QK
}

// ParseNumber takes a printed number apart, false for what has not its shape.
// Whether the check characters are right says ParseOrderID.
func ParseNumber(s string) (n Number, ok bool) {
	part := strings.Split(s, "-")
	if len(part) != 3 || len(part[0]) != 7 || len(part[2]) != 2 || strings.Trim(part[2], alphabet) != "" {
		return Number{}, false
	}
	return Number{part[0], part[1], part[2]}, OrderID(part[0] + part[1]).Valid()
}

// Code is the code of the device tag as the number spells it, RA2611210042QK.
func (n Number) Code() string { return string(CodeOrder) + n.Day + n.Count + n.Check }
