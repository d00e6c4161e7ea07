package store

import (
	"context"
	"database/sql"
	"slices"
	"time"

	"countertop/app/repair"
)

// AddEnquiry keeps a question of somebody without a machine, with its answer if
// it has one already. It returns the enquiry with its id.
func (s *Store) AddEnquiry(ctx context.Context, e repair.Enquiry) (repair.Enquiry, error) {
	c := repair.AskEnquiry{Phone: e.Phone, Name: e.Name, Topics: e.Topics, Question: e.Question, CallOn: e.CallOn, Answer: e.Answer}
	done, err := s.Do(ctx, e.By, repair.Act{Subject: repair.SubjectOf(repair.SubjectEnquiry, ""), Command: c})
	if err != nil {
		return repair.Enquiry{}, err
	}
	return done[0].State.(repair.Enquiry), nil
}

// AnswerEnquiry puts down what somebody was told. It returns a *repair.RuleError
// if there is no such enquiry, or another answer is there already.
func (s *Store) AnswerEnquiry(ctx context.Context, id repair.EnquiryID, answer string, by repair.StaffID) error {
	_, err := s.Do(ctx, by, repair.Act{Subject: id.Subject(), Command: repair.AnswerEnquiry{Answer: answer}})
	return err
}

// EraseEnquiry forgets who asked, what they asked and what they were told.
func (s *Store) EraseEnquiry(ctx context.Context, by repair.StaffID, id repair.EnquiryID) error {
	return s.append(ctx, "erase enquiry", func(ctx context.Context, tx execer, m *memory) error {
		who, err := m.actor(by)
		if err != nil {
			return err
		}
		if _, err := s.do(ctx, tx, m, who, repair.Act{Subject: id.Subject(), Command: repair.EraseEnquiry{}}); err != nil {
			return err
		}
		row, err := subjectOf(ctx, tx, id.Subject())
		if err != nil {
			return err
		}
		records, err := eraseWords(ctx, tx, row.ends)
		if err != nil {
			return err
		}
		return row.fold(records).keep(ctx, tx)
	})
}

// Enquiries returns those since a time, the oldest first, in UTC; with open
// only those that wait for an answer.
func (s *Store) Enquiries(ctx context.Context, open bool, since time.Time) (list []repair.Enquiry, err error) {
	err = s.read("read enquiries", func(db *sql.DB) error {
		list, err = states[repair.Enquiry](ctx, db, repair.SubjectEnquiry, open)
		return err
	})
	list = slices.DeleteFunc(list, func(e repair.Enquiry) bool { return e.Erased || e.At.Before(since) })
	slices.SortStableFunc(list, func(a, b repair.Enquiry) int { return a.At.Compare(b.At) })
	return list, err
}
