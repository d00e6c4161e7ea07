package flow

import (
	"strings"

	"countertop/app/repair"
)

// EnquiryPage takes a question of somebody without a machine, and the answer
// that they are called back with (W15).
type EnquiryPage struct {
	// Open is the enquiry that is answered, 0 a new one.
	Open            int64
	Name, Phone     string
	Question, Reply string
	CallOn          repair.Date
	Busy            bool
}

// Ready reports whether an enquiry can be kept: it has a question, and an
// answer or somebody to call back.
func (e EnquiryPage) Ready() bool {
	if e.Busy {
		return false
	}
	if e.Open != 0 {
		return strings.TrimSpace(e.Reply) != ""
	}
	return strings.TrimSpace(e.Question) != "" && (len(e.Phone) >= 7 || strings.TrimSpace(e.Reply) != "")
}

// Messages of enquiries.
type (
	// EnquiryAsked opens the page for a new one, EnquiryChosen one that waits for
	// its answer.
	EnquiryAsked  struct{}
	EnquiryChosen struct{ ID int64 }
	// TopicToggled adds a ready-made question, or takes it away; Sep stands
	// between two.
	TopicToggled struct{ Text, Sep string }
	// CallDayMoved moves the day of the call by open days.
	CallDayMoved struct{ Days int }
	// EnquirySaved keeps what is on the page.
	EnquirySaved struct{}
	// EnquiryAnswered says that it is stored.
	EnquiryAnswered struct{ Open bool }
	// EnquiriesLoaded lists those without an answer, the oldest first.
	EnquiriesLoaded struct{ Enquiries []repair.Enquiry }
)

func (EnquiryAsked) msg()    {}
func (EnquiryChosen) msg()   {}
func (TopicToggled) msg()    {}
func (CallDayMoved) msg()    {}
func (EnquirySaved) msg()    {}
func (EnquiryAnswered) msg() {}
func (EnquiriesLoaded) msg() {}

// SaveEnquiry stores an enquiry, new or answered. Answered by EnquiryAnswered
// and EnquiriesLoaded, or Failed.
type SaveEnquiry struct{ Enquiry repair.Enquiry }

func (SaveEnquiry) cmd() {}

func (s State) updateEnquiry(m Msg) (State, []Cmd) {
	e := &s.Enquiry
	switch m := m.(type) {
	case EnquiryAsked:
		if s.Staff == nil {
			return s.signInFor(m), nil
		}
		s = s.to(ScreenEnquiry)
		if e.Open != 0 || e.Name+e.Phone+e.Question+e.Reply == "" {
			s.Enquiry = EnquiryPage{CallOn: s.Shop.Calendar.AddDays(s.Today(), 1)}
		} // else somebody left it half way
		return s, nil
	case EnquiryChosen:
		if s.Staff == nil {
			return s.signInFor(m), nil
		}
		for _, q := range s.Enquiries {
			if q.ID == m.ID {
				s = s.to(ScreenEnquiry)
				s.Enquiry = EnquiryPage{Open: q.ID, Name: q.Name, Phone: q.Phone, Question: q.Question, CallOn: q.CallOn}
			}
		}
		return s, nil
	case TopicToggled:
		if e.Open == 0 {
			e.Question = strings.Join(toggle(words(e.Question, m.Sep), m.Text), m.Sep)
		}
	case CallDayMoved:
		e.CallOn = s.moveDay(e.CallOn, m.Days)
	case EnquirySaved:
		if !e.Ready() || s.Staff == nil {
			return s, nil
		}
		e.Busy = true
		q := repair.Enquiry{
			ID: e.Open, Name: strings.TrimSpace(e.Name), Phone: e.Phone, Question: strings.TrimSpace(e.Question), CallOn: e.CallOn,
			At: s.Now, By: s.Staff.ID,
		}
		if a := strings.TrimSpace(e.Reply); a != "" {
			q.Answer, q.AnsweredAt, q.AnsweredBy = a, s.Now, s.Staff.ID
		}
		return s, []Cmd{SaveEnquiry{q}}
	case EnquiryAnswered:
		s.Enquiry = EnquiryPage{}
		key := "enquiry.answered"
		if m.Open {
			key = "enquiry.kept"
		}
		return s.home().notify(key), []Cmd{Play{SoundDone}}
	case EnquiriesLoaded:
		s.Enquiries = m.Enquiries
	}
	return s, nil
}
