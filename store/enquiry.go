package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"countertop/app/repair"
)

// AddEnquiry keeps a question of somebody without a machine, with its answer if
// it has one already. It returns the enquiry with its id; a zero At becomes now.
func (s *Store) AddEnquiry(ctx context.Context, e repair.Enquiry) (repair.Enquiry, error) {
	if e.At.IsZero() {
		e.At = s.now()
	}
	e.At, e.AnsweredAt = kept(e.At), kept(e.AnsweredAt)
	err := s.write(ctx, "add enquiry", func(ctx context.Context, tx execer) error {
		res, err := tx.ExecContext(ctx, `INSERT INTO enquiry
			(at, by, phone, name, question, call_on, answer, answered_at, answered_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			millis(e.At), string(e.By), e.Phone, e.Name, e.Question, string(e.CallOn), e.Answer, millis(e.AnsweredAt), string(e.AnsweredBy))
		if err == nil {
			e.ID, err = res.LastInsertId()
		}
		return err
	})
	return e, err
}

// kept is a time as the store gives it back.
func kept(t time.Time) time.Time { return fromMillis(millis(t)) }

// AnswerEnquiry puts down what somebody was told. It returns repair.ErrNotFound, or
// repair.ErrConflict if another answer is there already.
func (s *Store) AnswerEnquiry(ctx context.Context, id int64, answer string, by repair.StaffID) error {
	return s.write(ctx, "answer enquiry", func(ctx context.Context, tx execer) error {
		var open bool
		err := tx.QueryRowContext(ctx, `SELECT answered_at = 0 FROM enquiry WHERE id = ?`, id).Scan(&open)
		if err != nil {
			return notFound(err, "enquiry %d", id)
		}
		if !open {
			return fmt.Errorf("enquiry %d is answered: %w", id, repair.ErrConflict)
		}
		_, err = tx.ExecContext(ctx, `UPDATE enquiry SET answer = ?, answered_at = ?, answered_by = ? WHERE id = ?`,
			answer, millis(s.now()), string(by), id)
		return err
	})
}

// Enquiries returns those since a time, the oldest first, in UTC; with open
// only those that wait for an answer.
func (s *Store) Enquiries(ctx context.Context, open bool, since time.Time) (list []repair.Enquiry, err error) {
	where := ` WHERE at >= ?`
	if open {
		where += ` AND answered_at = 0`
	}
	err = s.read("read enquiries", func(db *sql.DB) error {
		rows, err := db.QueryContext(ctx, `SELECT id, at, by, phone, name, question, call_on, answer, answered_at, answered_by
			FROM enquiry`+where+` ORDER BY id`, millis(since))
		return scan(rows, err, func() error {
			var e repair.Enquiry
			var at, answered int64
			err := rows.Scan(&e.ID, &at, &e.By, &e.Phone, &e.Name, &e.Question, &e.CallOn, &e.Answer, &answered, &e.AnsweredBy)
			e.At, e.AnsweredAt = fromMillis(at), fromMillis(answered)
			list = append(list, e)
			return err
		})
	})
	return list, err
}

// EraseEnquiry forgets an enquiry: who asked wants it so. One that is not there
// is forgotten already.
func (s *Store) EraseEnquiry(ctx context.Context, id int64) error {
	return s.write(ctx, "erase enquiry", func(ctx context.Context, tx execer) error {
		_, err := tx.ExecContext(ctx, `DELETE FROM enquiry WHERE id = ?`, id)
		return err
	})
}
