package repair

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
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
// machines.
type EraseCustomer struct{}

func (KeepCustomer) subject() SubjectKind  { return SubjectCustomer }
func (EraseCustomer) subject() SubjectKind { return SubjectCustomer }
func (KeepCustomer) onCustomer()           {}
func (EraseCustomer) onCustomer()          {}

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
type CustomerErased struct{}

func (CustomerKept) kind() string   { return "customer-kept" }
func (CustomerErased) kind() string { return "customer-erased" }
func (CustomerKept) ofCustomer()    {}
func (CustomerErased) ofCustomer()  {}

func decideCustomer(s CustomerState, c customerCommand, _ Staff, _ time.Time) ([]Body, error) {
	switch c := c.(type) {
	case KeepCustomer:
		if c.Digest == s.Digest {
			return nil, nil
		}
		return []Body{CustomerKept(c)}, nil
	case EraseCustomer:
		if !s.ErasedAt.IsZero() && s.Digest == "" {
			return nil, nil
		}
		return []Body{CustomerErased{}}, nil
	}
	return nil, &RuleError{Rule: RuleUnknownCommand}
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
	}
	return s
}
