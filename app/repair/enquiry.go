package repair

import (
	"strings"
	"time"
)

// EnquiryID names an enquiry: the place of its first event, "A.123".
type EnquiryID string

// Subject is the enquiry as the subject of its events.
func (id EnquiryID) Subject() Subject { return SubjectOf(SubjectEnquiry, string(id)) }

// Enquiry is a question of somebody without a machine: what would it cost, do
// you repair these (W15).
type Enquiry struct {
	ID    EnquiryID `json:"id"`
	At    time.Time `json:"at"` // when it was asked, in UTC
	By    StaffID   `json:"by"`
	Phone string    `json:"phone,omitempty"`
	Name  string    `json:"name,omitempty"`
	// Topics are entries of the list of topics, Question what was asked beside
	// them.
	Topics   []string `json:"topics,omitempty"`
	Question string   `json:"question"`
	// CallOn is the day by which they are called back, or "".
	CallOn Date `json:"call_on,omitempty"`
	// Answer is what they were told; the zero AnsweredAt is not yet.
	Answer     string    `json:"answer,omitempty"`
	AnsweredAt time.Time `json:"answered_at,omitzero"`
	AnsweredBy StaffID   `json:"answered_by,omitempty"`
	// Erased says that what was asked and told was forgotten.
	Erased bool `json:"erased,omitempty"`
}

// Open reports whether somebody still waits for an answer.
func (e Enquiry) Open() bool { return e.AnsweredAt.IsZero() && !e.Erased }

// enquiryCommand is what can be done to an enquiry.
//
//sumtype:decl
type enquiryCommand interface {
	SubjectCommand
	onEnquiry()
}

// AskEnquiry begins an enquiry, with its answer if there is one at once.
type AskEnquiry struct {
	Phone, Name string
	Topics      []string
	Question    string
	CallOn      Date
	Answer      string
}

// AnswerEnquiry says what somebody was told.
type AnswerEnquiry struct{ Answer string }

// EraseEnquiry forgets who asked, and what.
type EraseEnquiry struct{}

func (EraseEnquiry) subject() SubjectKind  { return SubjectEnquiry }
func (EraseEnquiry) onEnquiry()            {}
func (AskEnquiry) subject() SubjectKind    { return SubjectEnquiry }
func (AnswerEnquiry) subject() SubjectKind { return SubjectEnquiry }
func (AskEnquiry) onEnquiry()              {}
func (AnswerEnquiry) onEnquiry()           {}

// enquiryBody is what happens to an enquiry.
//
//sumtype:decl
type enquiryBody interface {
	Body
	ofEnquiry()
}

// EnquiryAsked is a question that was written down.
type EnquiryAsked struct {
	Phone    string `json:"phone,omitempty" free:"yes"`
	Name     string `json:"name,omitempty" free:"yes"`
	Question string `json:"question" free:"yes"`
	CallOn   Date   `json:"call_on,omitempty"`
	// Topics are entries of the list of topics.
	Topics []string `json:"topics,omitempty" free:"list"`
}

// EnquiryAnswered is what they were told.
type EnquiryAnswered struct {
	Answer string `json:"answer" free:"yes"`
}

// EnquiryErased is an enquiry forgotten.
type EnquiryErased struct{}

func (EnquiryErased) kind() string   { return "enquiry-erased" }
func (EnquiryErased) ofEnquiry()     {}
func (EnquiryAsked) kind() string    { return "enquiry-asked" }
func (EnquiryAnswered) kind() string { return "enquiry-answered" }
func (EnquiryAsked) ofEnquiry()      {}
func (EnquiryAnswered) ofEnquiry()   {}

func decideEnquiry(e Enquiry, c enquiryCommand, by Staff, _ time.Time) ([]Body, error) {
	refuse := func(r Rule, need ...string) error {
		return &RuleError{Rule: r, Subject: e.ID.Subject(), Need: need}
	}
	if by.ID == "" {
		return nil, refuse(RuleTaker, "staff")
	}
	switch c := c.(type) {
	case AskEnquiry:
		switch {
		case !e.At.IsZero():
			return nil, refuse(RuleEnquiry, "new")
		case strings.TrimSpace(c.Question) == "" && len(trimmed(c.Topics)) == 0:
			return nil, refuse(RuleEnquiry, "question")
		}
		bodies := []Body{EnquiryAsked{c.Phone, c.Name, c.Question, c.CallOn, trimmed(c.Topics)}}
		if strings.TrimSpace(c.Answer) != "" {
			bodies = append(bodies, EnquiryAnswered{c.Answer})
		}
		return bodies, nil
	case AnswerEnquiry:
		switch {
		case e.At.IsZero(), !e.Open():
			return nil, refuse(RuleEnquiry, "open")
		case strings.TrimSpace(c.Answer) == "":
			return nil, refuse(RuleEnquiry, "answer")
		}
		return []Body{EnquiryAnswered{c.Answer}}, nil
	case EraseEnquiry:
		if e.At.IsZero() {
			return nil, refuse(RuleEnquiry, "open")
		}
		if e.Erased {
			return nil, nil
		}
		return []Body{EnquiryErased{}}, nil
	}
	return nil, refuse(RuleUnknownCommand)
}

func (e Enquiry) apply(ev Event) Enquiry {
	body, ok := ev.Body.(enquiryBody)
	if !ok {
		return e
	}
	switch b := body.(type) {
	case EnquiryAsked:
		e = Enquiry{
			ID: EnquiryID(ev.Subject.ID()), At: ev.At, By: ev.By, Phone: b.Phone, Name: b.Name, Topics: b.Topics, Question: b.Question,
			CallOn: b.CallOn,
		}
	case EnquiryAnswered:
		e.Answer, e.AnsweredAt, e.AnsweredBy = b.Answer, ev.At, ev.By
	case EnquiryErased:
		e.Erased = true
	}
	return e
}
