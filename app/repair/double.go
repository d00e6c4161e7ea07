package repair

import (
	"slices"
	"strings"
	"unicode"
)

// Likeness is why two entries of customers may be one person.
type Likeness string

// The likenesses.
const (
	LikeNobody  Likeness = ""        // nothing says so
	LikeSame    Likeness = "same"    // a phone number and the name
	LikePhone   Likeness = "phone"   // a phone number alone: a family, a colleague
	LikeCompany Likeness = "company" // name and company
)

// Command is what somebody must be allowed who says that the two are one.
func (l Likeness) Command() CommandName {
	if l == LikeSame {
		return CommandMergeSame
	}
	return CommandMergeCustomer
}

// Double is another entry that may be the same customer.
type Double struct {
	CustomerRow
	Likeness Likeness
}

// Alike compares two entries: their own phone numbers, however they are written, and
// their names. A name alone says nothing: many people are called 王伟. Numbers of
// contacts are other people's.
func Alike(a, b Customer) Likeness {
	phone := sharePhone(a, b)
	name := sameName(a, b)
	companies := a.Company != "" && b.Company != ""
	sameCompany := companies && plainName(a.Company) == plainName(b.Company)
	switch {
	case phone && name && (!companies || sameCompany):
		return LikeSame
	case phone:
		return LikePhone
	case name && sameCompany:
		return LikeCompany
	}
	return LikeNobody
}

// sameName compares the names, or where neither has one the companies.
func sameName(a, b Customer) bool {
	x, y := plainName(a.Name), plainName(b.Name)
	if x == "" && y == "" {
		x, y = plainName(a.Company), plainName(b.Company)
	}
	return x != "" && x == y
}

func sharePhone(a, b Customer) bool {
	return slices.ContainsFunc(a.Phones, func(p string) bool { return hasPhone(b.Phones, p) })
}

// hasPhone reports whether a number is among others, however they are written.
func hasPhone(list []string, phone string) bool {
	d := PlainPhone(phone)
	return len(d) >= leastPhone && slices.ContainsFunc(list, func(p string) bool { return PlainPhone(p) == d })
}

// leastPhone is how many digits make a number of somebody.
const leastPhone = 7

// PlainPhone is the digits of a phone number without the code of China.
func PlainPhone(p string) string {
	d := strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, p)
	d = strings.TrimPrefix(d, "00")
	if len(d) == 13 && strings.HasPrefix(d, "861") {
		return d[2:]
	}
	return d
}

// titles are what people are called by behind their name.
var titles = []string{"先生", "女士", "小姐"}

// plainName is a name without blanks, dots, capitals and titles.
func plainName(name string) string {
	name = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.IsPunct(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, name)
	for _, t := range titles {
		if rest, ok := strings.CutSuffix(name, t); ok && len([]rune(rest)) > 1 { // 王先生 is any 王
			return rest
		}
	}
	return name
}

// Unite is what is known of a customer by two entries of them: all numbers and
// contacts of both, and the name, company and address of keep where it has them. A
// name or company of other that is another one stays as a contact, so that nothing
// is lost and all is found.
func Unite(keep, other Customer) Customer {
	c := keep
	c.Phones, c.Contacts = slices.Clone(keep.Phones), slices.Clone(keep.Contacts)
	for _, p := range other.Phones {
		if d := PlainPhone(p); !slices.ContainsFunc(c.Phones, func(x string) bool { return PlainPhone(x) == d }) {
			c.Phones = append(c.Phones, p)
		}
	}
	for _, p := range other.Contacts {
		c.Contacts = withContact(c.Contacts, p)
	}
	if !c.Named() || c.Name == "" && len(c.Ink) == 0 {
		c.Name, c.Ink = other.Name, other.Ink
	} else if other.Name != "" && plainName(other.Name) != plainName(c.Name) {
		c.Contacts = withContact(c.Contacts, Contact{Name: other.Name, Phone: other.Phone()})
	}
	if c.Company == "" {
		c.Company = other.Company
	} else if other.Company != "" && plainName(other.Company) != plainName(c.Company) {
		c.Contacts = withContact(c.Contacts, Contact{Name: other.Company})
	}
	if c.Address == "" {
		c.Address = other.Address
	}
	return c
}

// withContact is a list with one more, or with what is known of one who is in it. Who
// was allowed to collect stays so.
func withContact(list []Contact, p Contact) []Contact {
	i := slices.IndexFunc(list, func(x Contact) bool {
		return plainName(x.Name) == plainName(p.Name) && (x.Phone == "" || p.Phone == "" || PlainPhone(x.Phone) == PlainPhone(p.Phone))
	})
	if i < 0 {
		return append(list, p)
	}
	x := &list[i]
	if x.Phone == "" {
		x.Phone = p.Phone
	}
	if x.Relation == "" {
		x.Relation = p.Relation
	}
	x.Collects = x.Collects || p.Collects
	return list
}
