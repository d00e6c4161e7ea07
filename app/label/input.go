package label

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode"
)

// decode reads one JSON object into a document. Each takes the fields it has;
// those of other documents and of other programs are ignored, so that one object
// may serve several documents. The error names the field that is wrong.
func decode(r io.Reader, document any) error {
	d := json.NewDecoder(r)
	if err := d.Decode(document); err != nil {
		var wrong *json.UnmarshalTypeError
		if errors.As(err, &wrong) && wrong.Field != "" {
			return fmt.Errorf("label: field %q cannot be a %s", fieldName(wrong.Field), wrong.Value)
		}
		return fmt.Errorf("label: input: %w", err)
	}
	if d.More() {
		return errors.New("label: input: more than one JSON object")
	}
	return nil
}

// fieldName is the path of a field in JSON: without the structs that hold it
// here, whose names are capitalised.
func fieldName(path string) string {
	parts := strings.Split(path, ".")
	return strings.Join(slices.DeleteFunc(parts, func(p string) bool { return p != "" && unicode.IsUpper(rune(p[0])) }), ".")
}

// Shop is what the documents say of the shop; in JSON it may be its name alone.
type Shop struct {
	Name    string `json:"name"`
	Phone   string `json:"phone,omitempty"`
	Address string `json:"address,omitempty"`
	Hours   string `json:"hours,omitempty"`
	// Logo is a picture as repair.Picture writes it.
	Logo string `json:"logo,omitempty"`
}

// UnmarshalJSON reads the shop.
func (s *Shop) UnmarshalJSON(b []byte) error {
	if json.Unmarshal(b, &s.Name) == nil {
		return nil
	}
	type plain Shop
	return json.Unmarshal(b, (*plain)(s))
}

// without leaves a field of the shop out.
func (s *Shop) without(field string) {
	switch field {
	case "shop":
		*s = Shop{}
	case "shop_phone":
		s.Phone = ""
	case "shop_address":
		s.Address = ""
	case "shop_hours":
		s.Hours = ""
	}
}

// Contact is whose machine it is.
type Contact struct {
	Customer string `json:"customer,omitempty"`
	// CustomerInk is the name in the customer's own hand, printed where there is
	// no customer.
	CustomerInk [][]Point `json:"customer_ink,omitempty"`
	Company     string    `json:"company,omitempty"`
	Phone       string    `json:"phone,omitempty"`
}

// who is the name on a label: the customer's, or the company's. It is "" where
// there is the customer's ink instead.
func (c Contact) who() string {
	if _, ok := boxOf(c.CustomerInk); ok || strings.TrimSpace(c.Customer) != "" {
		return c.Customer
	}
	return c.Company
}

// without leaves a field of the customer out.
func (c *Contact) without(field string) {
	switch field {
	case "customer":
		c.Customer, c.Company, c.CustomerInk = "", "", nil
	case "company":
		c.Company = ""
	case "phone":
		c.Phone = ""
	}
}

// Machine is what an order is about.
type Machine struct {
	Kind   string `json:"kind,omitempty"` // laptop, desktop, printer, other
	Brand  string `json:"brand,omitempty"`
	Model  string `json:"model,omitempty"`
	Serial string `json:"serial,omitempty"`
	// IMEI is the number of a mobile radio, IMEI2 that of the second card.
	IMEI  string `json:"imei,omitempty"`
	IMEI2 string `json:"imei2,omitempty"`
}

// without leaves a field of the machine out.
func (m *Machine) without(field string) {
	switch field {
	case "brand":
		m.Brand = ""
	case "model":
		m.Model = ""
	case "serial":
		m.Serial, m.IMEI, m.IMEI2 = "", "", ""
	}
}

// Signed is a signature with what vouches for it.
type Signed struct {
	Signature [][]Point `json:"signature,omitempty"`
	// Digest are the first 8 hex digits of the journal, SignedAt the day.
	Digest   string `json:"digest,omitempty"`
	SignedAt Date   `json:"signed_at,omitzero"`
}

// Copy says which print of a document it is.
type Copy struct {
	// Reprint marks the print as 补打.
	Reprint bool `json:"reprint,omitempty"`
	// ReprintNo is which reprint it is, from 1: 补打 2. 0 is not known.
	ReprintNo int `json:"reprint_no,omitempty"`
}

// Names is a list of names; in JSON each is a string or an object with a
// name.
type Names []string

// UnmarshalJSON reads the list.
func (n *Names) UnmarshalJSON(b []byte) error {
	var items []json.RawMessage
	if err := json.Unmarshal(b, &items); err != nil {
		return fmt.Errorf("accessories are a list of names: %w", err)
	}
	*n = nil
	for _, item := range items {
		var name string
		if json.Unmarshal(item, &name) != nil {
			var o struct {
				Name string `json:"name"`
			}
			if err := json.Unmarshal(item, &o); err != nil || o.Name == "" {
				return fmt.Errorf("an accessory is a name, not %s", item)
			}
			name = o.Name
		}
		*n = append(*n, name)
	}
	return nil
}

// Date is a day or a time of day; in JSON 2026-11-21, 2026-11-21 14:05 or as
// in RFC 3339. It is printed as it is written, in whatever zone.
type Date struct{ time.Time }

var dateLayouts = []string{
	time.RFC3339, "2006-01-02 15:04", "2006-01-02T15:04", "2006-01-02 15:04:05", "2006-01-02T15:04:05", time.DateOnly,
}

// UnmarshalJSON reads the date.
func (d *Date) UnmarshalJSON(b []byte) error {
	var s string
	if err := json.Unmarshal(b, &s); err != nil {
		return fmt.Errorf("a date is a text like 2026-11-21 14:05, not %s", b)
	}
	if s == "" {
		*d = Date{}
		return nil
	}
	for _, l := range dateLayouts {
		if t, err := time.Parse(l, s); err == nil {
			*d = Date{t}
			return nil
		}
	}
	return fmt.Errorf("%q is not a date like 2026-11-21 14:05", s)
}

// MarshalJSON writes a day without its midnight.
func (d Date) MarshalJSON() ([]byte, error) {
	if h, m, s := d.Clock(); h == 0 && m == 0 && s == 0 {
		return json.Marshal(d.Format(time.DateOnly))
	}
	return json.Marshal(d.Format("2006-01-02 15:04"))
}
