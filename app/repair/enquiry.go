package repair

import "time"

// Enquiry is a question of somebody without a machine: what would it cost, do
// you repair these (W15). It is personal data and no event.
type Enquiry struct {
	ID       int64     `json:"id"`
	At       time.Time `json:"at"` // when it was asked, in UTC
	By       StaffID   `json:"by"`
	Phone    string    `json:"phone,omitempty"`
	Name     string    `json:"name,omitempty"`
	Question string    `json:"question"`
	// CallOn is the day by which they are called back, or "".
	CallOn Date `json:"call_on,omitempty"`
	// Answer is what they were told; the zero AnsweredAt is not yet.
	Answer     string    `json:"answer,omitempty"`
	AnsweredAt time.Time `json:"answered_at,omitzero"`
	AnsweredBy StaffID   `json:"answered_by,omitempty"`
}

// Open reports whether somebody still waits for an answer.
func (e Enquiry) Open() bool { return e.AnsweredAt.IsZero() }
