package label

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// CheckIn is what the customer's and the shop's copy of the service record tell:
// what was said, seen and agreed when a machine was taken in.
type CheckIn struct {
	Shop       Shop   `json:"shop,omitzero"`
	Number     string `json:"number,omitempty"` // A261121-0042-QK
	ReceivedAt Date   `json:"received_at,omitzero"`
	PromisedOn Date   `json:"promised_on,omitzero"`
	TakenInBy  string `json:"taken_in_by,omitempty"`
	Contact
	Machine
	Symptom string `json:"fault,omitempty"`
	// Words are the customer's own, beside the symptom.
	Words string `json:"words,omitempty"`
	// Collectors are other people who may collect the machine.
	Collectors []Collector `json:"collectors,omitempty"`
	// EstimateFen is what it may cost: 0 is known after the inspection, and left
	// out it is not spoken of.
	EstimateFen *int64     `json:"rough_fen,omitempty"`
	Inspection  Inspection `json:"inspection,omitzero"`
	// Visit are the numbers of all orders of one visit, this one among them.
	Visit       []string `json:"visit,omitempty"`
	Marks       []Mark   `json:"marks,omitempty"`
	Accessories Names    `json:"accessories,omitempty"`
	Signed
	Copy
}

// signedAt is the day of the signature, that of the check-in if it is not known.
func (c CheckIn) signedAt() time.Time {
	if c.SignedAt.IsZero() {
		return c.ReceivedAt.Time
	}
	return c.SignedAt.Time
}

// without leaves a field out.
func (c *CheckIn) without(field string) {
	switch field {
	case "fault":
		c.Symptom, c.Words = "", ""
	case "taken_in_by":
		c.TakenInBy = ""
	default:
		c.Shop.without(field)
		c.Contact.without(field)
		c.Machine.without(field)
	}
}

// Collector is somebody who may collect a machine.
type Collector struct {
	Name     string `json:"name"`
	Relation string `json:"relation,omitempty"`
	Phone    string `json:"phone,omitempty"`
}

// Inspection is what the engineer saw when the machine was taken in: Seen
// is same, not-seen or differs, Cause is quality, use or unknown, or either is
// its words.
type Inspection struct {
	By     string   `json:"by,omitempty"`
	Seen   string   `json:"seen,omitempty"`
	Note   string   `json:"note,omitempty"`
	Cause  string   `json:"cause,omitempty"`
	Parts  []string `json:"parts,omitempty"`
	FixNow bool     `json:"fix_now,omitempty"`
}

// FormLine is a line of the form of a kind of machine: 页数 12034.
type FormLine struct {
	Label string `json:"label"`
	Value string `json:"value"`
}

// list puts the texts that say something behind each other.
func list(texts ...string) string { return strings.Join(names(texts), ", ") }

// fee is what the customer was told that it may cost.
func (s *slip) fee(fen *int64) {
	text := ""
	switch {
	case fen == nil:
	case *fen <= 0:
		text = s.t("paper.after-inspection")
	default:
		text = s.t("paper.about", "yuan", strings.TrimSuffix(money(*fen), ".00"))
	}
	s.row(s.t("paper.fee"), text, 2)
}

// told is the symptom and the customer's own words.
func (s *slip) told(symptom, words string, lines int) {
	s.row(s.t("paper.symptom"), symptom, lines)
	s.row(s.t("paper.own-words"), words, lines)
}

// collectors says who may collect the machine; with their phones where only
// the shop reads it.
func (s *slip) collectors(people []Collector, phones bool) {
	var texts []string
	for _, c := range people {
		text := join(c.Name, c.Relation)
		if phones {
			text = join(text, c.Phone)
		}
		texts = append(texts, text)
	}
	s.row(s.t("paper.may-collect"), list(texts...), maxLines)
}

// visit says which of how many machines of a visit this one is, and the numbers
// of the others.
func (s *slip) visit(number string, visit []string) {
	if len(visit) < 2 {
		return
	}
	i := slices.Index(visit, number)
	if i < 0 {
		s.fail(&FieldError{"visit", "does not have the number of the order itself"})
		return
	}
	s.row(s.t("paper.visit"), s.t("paper.of-visit", "n", strconv.Itoa(i+1), "of", strconv.Itoa(len(visit))), 2)
	for j, n := range visit {
		if _, ok := s.checkNumber(n); ok && j != i {
			s.text(min(s.value, s.x1-s.width(n, body)), s.line(), body, n)
		}
	}
}

// inspection is all that the engineer found, for the shop.
func (s *slip) inspection(in Inspection) {
	now := ""
	if in.FixNow {
		now = s.t("paper.fix-now")
	}
	s.row(s.t("paper.inspected"), list(in.By, s.keyed("paper.seen.", in.Seen), now, in.Note), 5)
	s.row(s.t("paper.cause"), s.keyed("paper.cause.", in.Cause), 1)
	s.row(s.t("paper.needs"), list(in.Parts...), 4)
}

// maker is the warranty of the maker.
func (s *slip) maker(warranty, proof, boughtIn string) {
	bought := s.when("paper.bought", "month", clean(boughtIn))
	s.row(s.t("paper.maker-warranty"), list(s.keyed("paper.warranty.", warranty), s.keyed("paper.proof.", proof), bought), 2)
}

// form are lines with a label each, which may be too long for its column.
func (s *slip) form(lines []FormLine) {
	for _, l := range lines {
		name, value := clean(l.Label), clean(l.Value)
		if name == "" || value == "" || s.width(name, body)+1 <= s.value-s.x0 {
			s.row(name, value, 3)
			continue
		}
		s.paragraph(clean(name+": "+value), 3)
	}
}
