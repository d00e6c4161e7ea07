package flow

import (
	"strings"

	"countertop/app/repair"
)

// EnquiryPage takes a question of somebody without a machine, and the answer
// that they are called back with (W15).
type EnquiryPage struct {
	// Open is the enquiry that is answered, "" a new one.
	Open            repair.EnquiryID
	Name, Phone     string
	Topics          []string // entries of the list of topics
	Question, Reply string
	CallOn          repair.Date
	Busy            bool `json:"-"`
	// Kept is what the draft holds of it.
	Kept string `json:"-"`
}

// written is all that was typed: nothing of it may be lost.
func (e EnquiryPage) written() string {
	if e.Open != "" {
		return e.Reply
	}
	return e.Name + e.Phone + strings.Join(e.Topics, "") + e.Question + e.Reply
}

// Empty reports whether nothing was typed.
func (e EnquiryPage) Empty() bool { return e.written() == "" }

// Ready reports whether an enquiry can be kept: it has a question, and an
// answer or somebody to call back.
func (e EnquiryPage) Ready() bool {
	if e.Busy {
		return false
	}
	if e.Open != "" {
		return strings.TrimSpace(e.Reply) != ""
	}
	return e.Asked() && (len(e.Phone) >= 7 || strings.TrimSpace(e.Reply) != "")
}

// Asked reports whether there is a question.
func (e EnquiryPage) Asked() bool { return len(e.Topics) > 0 || strings.TrimSpace(e.Question) != "" }

// Messages of enquiries.
type (
	// EnquiryAsked opens the page for a new one, EnquiryChosen one that waits for
	// its answer.
	EnquiryAsked  struct{}
	EnquiryChosen struct{ ID repair.EnquiryID }
	// TopicToggled adds a ready-made question, or takes it away.
	TopicToggled struct{ Topic string }
	// CallDayMoved moves the day of the call by open days.
	CallDayMoved struct{ Days int }
	// EnquirySaved keeps what is on the page.
	EnquirySaved struct{}
	// EnquiryAnswered says that it is stored.
	EnquiryAnswered struct{ Open bool }
	// EnquiryOpened answers OpenEnquiry with what was left half way.
	EnquiryOpened struct{ Page EnquiryPage }
)

// enquiryMsg are the messages that belong to the enquiries.
//
//sumtype:decl
type enquiryMsg interface {
	Msg
	enquiryMsg()
}

func (EnquiryAsked) owner() Screen    { return ScreenEnquiry }
func (EnquiryChosen) owner() Screen   { return ScreenEnquiry }
func (TopicToggled) owner() Screen    { return ScreenEnquiry }
func (CallDayMoved) owner() Screen    { return ScreenEnquiry }
func (EnquirySaved) owner() Screen    { return ScreenEnquiry }
func (EnquiryAnswered) owner() Screen { return ScreenEnquiry }
func (EnquiryOpened) owner() Screen   { return ScreenEnquiry }
func (EnquiryAsked) enquiryMsg()      {}
func (EnquiryChosen) enquiryMsg()     {}
func (TopicToggled) enquiryMsg()      {}
func (CallDayMoved) enquiryMsg()      {}
func (EnquirySaved) enquiryMsg()      {}
func (EnquiryAnswered) enquiryMsg()   {}
func (EnquiryOpened) enquiryMsg()     {}
func (EnquiryAnswered) reported()     {}
func (EnquiryOpened) reported()       {}

// SaveEnquiry stores an enquiry, new or answered. Answered by EnquiryAnswered
// and EnquiriesLoaded, or Failed.
type SaveEnquiry struct{ Enquiry repair.Enquiry }

// KeepEnquiry keeps one that is left half way; with nothing written in it, or
// with Drop, what was kept of it is forgotten.
type KeepEnquiry struct {
	Page EnquiryPage
	Drop bool
}

// OpenEnquiry reads what was left half way: of the enquiry with this id, "" a
// new one. Answered by EnquiryOpened if there is something.
type OpenEnquiry struct{ ID repair.EnquiryID }

func (SaveEnquiry) cmd() {}
func (KeepEnquiry) cmd() {}
func (OpenEnquiry) cmd() {}
func updateEnquiry(s State, m enquiryMsg) (State, []Cmd) {
	e := &s.Enquiry
	switch m := m.(type) {
	case EnquiryAsked:
		s = s.to(ScreenEnquiry)
		s.Enquiry = EnquiryPage{CallOn: s.Shop.Calendar.AddDays(s.Today(), 1)}
		return s, []Cmd{OpenEnquiry{}}
	case EnquiryChosen:
		for _, q := range s.Enquiries {
			if q.ID == m.ID {
				s = s.to(ScreenEnquiry)
				s.Enquiry = EnquiryPage{Open: q.ID, Name: q.Name, Phone: q.Phone, Topics: q.Topics, Question: q.Question, CallOn: q.CallOn}
				return s, []Cmd{OpenEnquiry{q.ID}}
			}
		}
	case EnquiryOpened:
		if s.Screen == ScreenEnquiry && m.Page.Open == e.Open && e.written() == "" {
			m.Page.Kept = m.Page.written()
			s.Enquiry = m.Page
		}
	case TopicToggled:
		if e.Open == "" {
			e.Topics = toggle(e.Topics, m.Topic)
		}
	case CallDayMoved:
		e.CallOn = s.moveDay(e.CallOn, m.Days)
	case EnquirySaved:
		if !e.Ready() {
			return s, nil
		}
		e.Busy = true
		q := repair.Enquiry{
			ID: e.Open, Name: strings.TrimSpace(e.Name), Phone: e.Phone, Topics: e.Topics,
			Question: strings.TrimSpace(e.Question), CallOn: e.CallOn,
			At: s.Now, By: s.Staff.ID,
		}
		if a := strings.TrimSpace(e.Reply); a != "" {
			q.Answer, q.AnsweredAt, q.AnsweredBy = a, s.Now, s.Staff.ID
		}
		return s, []Cmd{SaveEnquiry{q}}
	case EnquiryAnswered:
		drop := KeepEnquiry{EnquiryPage{Open: e.Open}, true}
		key := "enquiry.answered"
		if m.Open {
			key = "enquiry.kept"
		}
		switch on := s.Screen == ScreenEnquiry; {
		case on && !e.Busy: // somebody writes the next one already
			return s.notify(key), []Cmd{Play{SoundDone}}
		case on:
			s = s.home()
		default: // the page was left before the answer came
			s.Enquiry = EnquiryPage{}
		}
		return s.notify(key), []Cmd{drop, Play{SoundDone}}
	}
	return s, nil
}

// enquiryTick keeps what is typed: a power cut loses a second of it at most.
func enquiryTick(s State) (State, []Cmd) {
	e := &s.Enquiry
	if e.Busy || e.written() == e.Kept {
		return s, nil
	}
	e.Kept = e.written()
	return s, []Cmd{KeepEnquiry{Page: *e}}
}

// enquiryLeft keeps one that is left half way.
func enquiryLeft(s State, m Msg, next State) (State, []Cmd) {
	if _, stored := m.(EnquiryAnswered); stored || next.Screen == ScreenEnquiry || s.Enquiry.written() == s.Enquiry.Kept {
		return next, nil
	}
	return next, []Cmd{KeepEnquiry{Page: s.Enquiry}}
}

// enquiryFailed lets the page be saved again.
func enquiryFailed(s State, _ Failed) (State, []Cmd, bool) {
	s.Enquiry.Busy = false
	return s, nil, false
}
