package flow

import (
	"countertop/app/repair"
)

// Messages of the answer to a quote.
type (
	// AnswerChosen is what the customer answers, AnswerHowChosen by which means.
	AnswerChosen    struct{ Agreed bool }
	AnswerHowChosen struct{ How repair.AnswerBy }
	// AnswerGiven stores the answer, or turns the screen to who signs it.
	AnswerGiven struct{}
)

// answerMsg are the messages that note the answer to it.
//
//sumtype:decl
type answerMsg interface {
	Msg
	answerMsg()
}

func (AnswerChosen) owner() Screen    { return ScreenAnswer }
func (AnswerHowChosen) owner() Screen { return ScreenAnswer }
func (AnswerGiven) owner() Screen     { return ScreenAnswer }

func (AnswerChosen) answerMsg()    {}
func (AnswerHowChosen) answerMsg() {}
func (AnswerGiven) answerMsg()     {}

// newAnswer forgets what the customer answered.
func (v *Service) newAnswer() { v.Answer, v.How, v.Ink = AnswerNone, "", Ink{} }

func updateAnswer(s State, m answerMsg) (State, []Cmd) {
	v := &s.Service
	switch m := m.(type) {
	case AnswerChosen:
		v.Answer = AnswerNo
		if m.Agreed {
			v.Answer = AnswerYes
		}
	case AnswerHowChosen:
		v.How = m.How
	case AnswerGiven:
		switch {
		case v.Answer == AnswerNone || v.How == "":
		case v.How == repair.AnswerBySigning:
			v.Ink = Ink{}
			return s.to(ScreenAnswerSign), nil
		default:
			return s.serve(repair.AnswerQuote{Agreed: v.Answer == AnswerYes, How: v.How})
		}
	}
	return s, nil
}

// answerSigned takes the customer's signature under the answer.
func answerSigned(s State) (State, []Cmd) {
	v := s.Service
	signed := &repair.SignedDocument{Strokes: v.Ink.Strokes}
	if signed.Empty() {
		return s, nil
	}
	return s.serve(repair.AnswerQuote{Agreed: v.Answer == AnswerYes, How: v.How, Signed: signed})
}
