package repair

import (
	"slices"
	"strings"
	"time"
)

// CustomerID names a person in the store's person table, the only place with
// personal data: station letter and running number, e.g. "A000012".
type CustomerID string

// Customer is a person or company that brings machines.
type Customer struct {
	ID      CustomerID `json:"id"`
	Name    string     `json:"name"`
	Company string     `json:"company,omitempty"`
	Phones  []string   `json:"phones,omitempty"`
	// Ink is the name in somebody's own hand, where nobody could type it.
	Ink []Stroke `json:"ink,omitempty"`
	// Contacts are other people who speak for the customer.
	Contacts []Contact `json:"contacts,omitempty"`
	Address  string    `json:"address,omitempty"`
}

// CustomerRow is a person with what they brought so far.
type CustomerRow struct {
	Customer Customer
	// Orders counts the orders; Last is when the latest was received, in UTC.
	Orders int
	Last   time.Time
	// Devices are the machines of their latest orders, the latest first.
	Devices []Device
}

// Contact is somebody at the customer's company or home (U18).
type Contact struct {
	Name  string `json:"name"`
	Phone string `json:"phone,omitempty"`
	// Relation is what they are to the customer: colleague, family …
	Relation string `json:"relation,omitempty"`
	// Collects says that they may collect machines (P24).
	Collects bool `json:"collects,omitempty"`
}

// Phone is the first phone number, or "".
func (c Customer) Phone() string {
	if len(c.Phones) == 0 {
		return ""
	}
	return c.Phones[0]
}

// Named reports whether there is something to call the customer by.
func (c Customer) Named() bool {
	return strings.TrimSpace(c.Name) != "" || strings.TrimSpace(c.Company) != "" || len(c.Ink) > 0
}

// Doubt is what is odd about a phone number; a foreign one may be right all the
// same.
type Doubt string

// The doubts.
const (
	DoubtNone   Doubt = ""
	DoubtShort  Doubt = "short"  // of a mobile number of eleven digits
	DoubtLong   Doubt = "long"   // the same
	DoubtPrefix Doubt = "prefix" // no mobile number begins so
)

// PhoneDoubt looks at the digits of a phone number in China: mobile numbers
// have eleven digits and begin with 13 to 19; others begin with 0 and the area,
// or have seven or eight digits, or ten from 400 or 800.
func PhoneDoubt(digits string) Doubt {
	n := len(digits)
	switch {
	case n < 9 && digits != "" && digits[0] >= '2': // of the town
	case n >= 10 && n <= 12 && digits[0] == '0':
	case n == 10 && (strings.HasPrefix(digits, "400") || strings.HasPrefix(digits, "800")):
	case n < 11:
		return DoubtShort
	case n > 11:
		return DoubtLong
	case digits[0] != '1' || digits[1] < '3':
		return DoubtPrefix
	}
	return DoubtNone
}

// MaskPhone hides the middle of a phone number, for everything that is stuck
// on a machine: 138****1480.
func MaskPhone(p string) string {
	if len(p) < 8 {
		return p
	}
	return p[:3] + "****" + p[len(p)-4:]
}

// MaskName hides a name for the board, which strangers can read: 张*.
func MaskName(name string) string {
	rs := []rune(name)
	for i := 1; i < len(rs); i++ {
		rs[i] = '*'
	}
	if len(rs) > 3 {
		rs = append(rs[:1], '*', '*')
	}
	return string(rs)
}

// PhoneEndLen is how many digits prove that somebody knows a phone number.
const PhoneEndLen = 4

// EndsPhone reports whether one of the phones ends in these digits, at least
// PhoneEndLen.
func EndsPhone(phones []string, end string) bool {
	return len(end) >= PhoneEndLen && slices.ContainsFunc(phones, func(p string) bool { return strings.HasSuffix(p, end) })
}

// PhonesOf are the numbers that prove who collects as of kind k under a name: the
// customer's own, and for somebody registered also theirs. There are none for a
// name that may not collect.
func (c Customer) PhonesOf(k CollectorKind, name string) []string {
	switch k {
	case CollectorSelf:
		return c.Phones
	case CollectorRegistered:
		i := slices.IndexFunc(c.Contacts, func(p Contact) bool { return p.Collects && p.Name == name })
		if i < 0 {
			return nil
		}
		list := slices.Clone(c.Phones)
		if p := c.Contacts[i].Phone; p != "" {
			list = append(list, p)
		}
		return list
	case CollectorOther: // no number says anything of them
	}
	return nil
}
