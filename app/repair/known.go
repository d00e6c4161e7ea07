package repair

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"slices"
	"time"
)

// CustomerState is what the journal knows of a customer: that they are known,
// and under which digest. Who they are stands in a row that can be erased.
type CustomerState struct {
	// Digest is that of the person as they were last written, see PersonDigest; "" if
	// they were erased.
	Digest string `json:"digest,omitempty"`
	Since  time.Time
	// ErasedAt is when they were forgotten; zero if they were not.
	ErasedAt time.Time `json:"erased_at,omitzero"`
	ErasedBy StaffID   `json:"erased_by,omitempty"`
	// Into is the customer that this one turned out to be, "" if it is none: what was
	// theirs is that one's now.
	Into CustomerID `json:"into,omitempty"`
	// From are the customers that turned out to be this one.
	From []CustomerID `json:"from,omitempty"`
}

// Open is never true: a customer waits for nothing.
func (CustomerState) Open() bool { return false }

// PersonDigest is what the journal holds of a person: SHA-256 over salt, 16
// random bytes beside the person, and all that is known of them.
func PersonDigest(salt []byte, c Customer) string {
	b, err := json.Marshal(c)
	if err != nil {
		panic(err) // plain values only
	}
	sum := sha256.Sum256(append(salt[:len(salt):len(salt)], b...))
	return base64.RawURLEncoding.EncodeToString(sum[:16])
}

// customerCommand is what can be done to a customer.
//
//sumtype:decl
type customerCommand interface {
	SubjectCommand
	onCustomer()
}

// KeepCustomer says that a person is known, or known better. The store fills in
// the digest.
type KeepCustomer struct{ Digest string }

// EraseCustomer forgets a person, and what was said about them and their
// machines. Reason is one of EraseReasons.
type EraseCustomer struct{ Reason string }

// EraseReasons are why a customer may be forgotten, in the order of their buttons.
// They are stored, so their names never change.
var EraseReasons = []string{"erase.asked", "erase.mistake", "erase.over"}

// MergeCustomer says that From, whose subject it is for, is the same person as Into:
// from now on From is no customer of its own. The store fills in what the two are to
// each other.
type MergeCustomer struct {
	From, Into CustomerID
	Likeness   Likeness
}

// JoinCustomer is the other half of MergeCustomer, for the subject of Into.
type JoinCustomer struct{ From, Into CustomerID }

func (KeepCustomer) subject() SubjectKind  { return SubjectCustomer }
func (EraseCustomer) subject() SubjectKind { return SubjectCustomer }
func (MergeCustomer) subject() SubjectKind { return SubjectCustomer }
func (JoinCustomer) subject() SubjectKind  { return SubjectCustomer }
func (KeepCustomer) onCustomer()           {}
func (EraseCustomer) onCustomer()          {}
func (MergeCustomer) onCustomer()          {}
func (JoinCustomer) onCustomer()           {}

// customerBody is what happens to a customer.
//
//sumtype:decl
type customerBody interface {
	Body
	ofCustomer()
}

// CustomerKept is a person written down, for the first time or anew.
type CustomerKept struct {
	Digest string `json:"digest" free:"no"`
}

// CustomerErased is a person forgotten.
type CustomerErased struct {
	Reason string `json:"reason,omitempty" free:"list"`
}

// CustomerMerged is a person who turned out to be another one.
type CustomerMerged struct {
	Into CustomerID `json:"into"`
}

// CustomerJoined is another one who turned out to be this person.
type CustomerJoined struct {
	From CustomerID `json:"from"`
}

func (CustomerKept) kind() string   { return "customer-kept" }
func (CustomerErased) kind() string { return "customer-erased" }
func (CustomerMerged) kind() string { return "customer-merged" }
func (CustomerJoined) kind() string { return "customer-joined" }
func (CustomerKept) ofCustomer()    {}
func (CustomerErased) ofCustomer()  {}
func (CustomerMerged) ofCustomer()  {}
func (CustomerJoined) ofCustomer()  {}

func decideCustomer(s CustomerState, c customerCommand, _ Staff, _ time.Time) ([]Body, error) {
	switch c := c.(type) {
	case KeepCustomer:
		if c.Digest == s.Digest {
			return nil, nil
		}
		return []Body{CustomerKept(c)}, nil
	case EraseCustomer:
		switch {
		case !s.ErasedAt.IsZero() && s.Digest == "":
			return nil, nil
		case !slices.Contains(EraseReasons, c.Reason):
			return nil, &RuleError{Rule: RuleErase, Need: []string{"reason"}}
		}
		return []Body{CustomerErased(c)}, nil
	case MergeCustomer:
		if err := s.merges(c.From, c.Into); err != nil {
			return nil, err
		}
		return []Body{CustomerMerged{c.Into}}, nil
	case JoinCustomer:
		if err := s.merges(c.From, c.Into); err != nil {
			return nil, err
		}
		return []Body{CustomerJoined{c.From}}, nil
	}
	return nil, &RuleError{Rule: RuleUnknownCommand}
}

// merges refuses what is no pair of known customers.
func (s CustomerState) merges(from, into CustomerID) error {
	switch {
	case from == into, from == "", into == "":
		return &RuleError{Rule: RuleMerge, Need: []string{"other"}}
	case s.Digest == "":
		return &RuleError{Rule: RuleMerge, Need: []string{"known"}}
	}
	return nil
}

func (s CustomerState) apply(e Event) CustomerState {
	body, ok := e.Body.(customerBody)
	if !ok {
		return s
	}
	switch b := body.(type) {
	case CustomerKept:
		if s.Since.IsZero() {
			s.Since = e.At
		}
		s.Digest = b.Digest
	case CustomerErased:
		s.Digest, s.ErasedAt, s.ErasedBy = "", e.At, e.By
	case CustomerMerged:
		s.Digest, s.Into = "", b.Into
	case CustomerJoined:
		s.From = append(slices.Clone(s.From), b.From)
	}
	return s
}
