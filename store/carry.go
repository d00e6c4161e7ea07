package store

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"time"

	"countertop/app/repair"
)

// carried is how far carryOver has come: what it does next has the next number.
const carried = "carried"

// carryOver brings what was once kept in tables of its own into the journal:
// the staff, what was set, enquiries, stock-takes, and that customers are known. It happens once, at the
// first start after the update, in one transaction.
func (s *Store) carryOver(ctx context.Context) error {
	done, err := meta(ctx, s.w, carried)
	if err != nil || done != "" {
		return err
	}
	return s.append(ctx, "carry over", func(ctx context.Context, tx execer, m *memory) error {
		for _, f := range []func(context.Context, execer, *memory) error{
			s.carryStaff, s.carrySettings, s.carryEnquiries, s.carryStockTakes, s.carryPersons,
		} {
			if err := f(ctx, tx, m); err != nil {
				return err
			}
		}
		return setMeta(ctx, tx, carried, "1")
	})
}

// carry adds events that happened before to the journal, and keeps what they
// make of a subject. They have the times and persons that they had.
func (s *Store) carry(ctx context.Context, tx execer, m *memory, subject repair.Subject, events ...repair.Event) error {
	machine, err := machineOf(subject)
	if err != nil {
		return err
	}
	row := subjectRow{id: subject, state: machine.Zero()}
	for _, e := range events {
		e.Subject, e.Base = subject, row.ends
		record, err := happen(ctx, tx, &m.end, e)
		if err != nil {
			return err
		}
		row.state, row.partial = machine.Apply(row.state, record.Event)
		row.ver, row.ends = row.ver+1, repair.MakeRefs(record.Ref())
	}
	m.changed(row)
	return row.keep(ctx, tx)
}

// carryStaff brings in the people of the shop, as they are now.
func (s *Store) carryStaff(ctx context.Context, tx execer, m *memory) error {
	type person struct {
		id   repair.StaffID
		body repair.StaffJoined
	}
	var list []person
	rows, err := tx.QueryContext(ctx, `SELECT id, name, role, issue FROM staff ORDER BY id`)
	err = scan(rows, err, func() error {
		var p person
		err := rows.Scan(&p.id, &p.body.Name, &p.body.Roles, &p.body.Issue)
		list = append(list, p)
		return err
	})
	if err != nil {
		return err
	}
	now := s.now().UTC().Truncate(milli)
	for _, p := range list {
		e := repair.Event{At: now, By: repair.SystemID, Body: p.body}
		if err := s.carry(ctx, tx, m, p.id.Subject(), e); err != nil {
			return err
		}
	}
	_, err = tx.ExecContext(ctx, `DROP TABLE staff`)
	return err
}

// carrySettings makes settings of this counter of what was chosen on the screen.
func (s *Store) carrySettings(ctx context.Context, tx execer, m *memory) error {
	var events []repair.Event
	now := s.now().UTC().Truncate(milli)
	for _, old := range []struct{ row, key string }{{"lang", repair.SetLang}, {"volume", repair.SetVolume}} {
		values, err := ids[string](ctx, tx, `SELECT value FROM setting WHERE key = ?`, old.row)
		if err != nil {
			return err
		}
		record, _ := repair.LookupSetting(old.key)
		for _, v := range values {
			if v, err := record.Canon(v); err == nil && v != "" { // what cannot be was never shown
				events = append(events, repair.Event{At: now, By: repair.SystemID, Body: repair.SettingChanged{Key: old.key, After: v}})
			}
		}
	}
	if len(events) > 0 {
		if err := s.carry(ctx, tx, m, repair.CounterSubject(s.station), events...); err != nil {
			return err
		}
	}
	_, err := tx.ExecContext(ctx, `DELETE FROM setting WHERE key IN ('lang', 'volume')`)
	return err
}

func (s *Store) carryEnquiries(ctx context.Context, tx execer, m *memory) error {
	var list []repair.Enquiry
	var numbers []int64
	rows, err := tx.QueryContext(ctx, `SELECT id, at, by, phone, name, question, call_on, answer, answered_at, answered_by
		FROM enquiry ORDER BY id`)
	err = scan(rows, err, func() error {
		var e repair.Enquiry
		var id, at, answered int64
		err := rows.Scan(&id, &at, &e.By, &e.Phone, &e.Name, &e.Question, &e.CallOn, &e.Answer, &answered, &e.AnsweredBy)
		e.At, e.AnsweredAt = fromMillis(at), fromMillis(answered)
		list, numbers = append(list, e), append(numbers, id)
		return err
	})
	if err != nil {
		return err
	}
	if err := renameEnquiryDraft(ctx, tx, 0, ""); err != nil {
		return err
	}
	for i, e := range list {
		events := []repair.Event{{
			At: e.At, By: e.By, Body: repair.EnquiryAsked{Phone: e.Phone, Name: e.Name, Question: e.Question, CallOn: e.CallOn},
		}}
		if !e.Open() {
			events = append(events, repair.Event{At: e.AnsweredAt, By: e.AnsweredBy, Body: repair.EnquiryAnswered{Answer: e.Answer}})
		}
		id := repair.EnquiryID(repair.MakeRef(m.end.origin, m.end.head.seq+1))
		if err := s.carry(ctx, tx, m, id.Subject(), events...); err != nil {
			return err
		}
		if err := renameEnquiryDraft(ctx, tx, numbers[i], id); err != nil {
			return err
		}
	}
	_, err = tx.ExecContext(ctx, `DROP TABLE enquiry`)
	return err
}

// renameEnquiryDraft gives the draft of an enquiry, 0 a new one, its present id.
func renameEnquiryDraft(ctx context.Context, tx execer, number int64, id repair.EnquiryID) error {
	_, err := tx.ExecContext(ctx, `UPDATE draft SET id = 'enquiry-' || ?,
		body = CAST(json_set(CAST(body AS TEXT), '$.Open', ?) AS BLOB) WHERE id = 'enquiry-' || ?`, string(id), string(id), number)
	return err
}

func (s *Store) carryStockTakes(ctx context.Context, tx execer, m *memory) error {
	var list []repair.StockTake
	rows, err := tx.QueryContext(ctx, `SELECT body FROM stock_take ORDER BY id`)
	err = scan(rows, err, func() error {
		var body []byte
		var t repair.StockTake
		if err := rows.Scan(&body); err != nil {
			return err
		}
		if err := json.Unmarshal(body, &t); err != nil {
			return fmt.Errorf("%w: stock-take: %w", ErrDamaged, err)
		}
		list = append(list, t)
		return nil
	})
	if err != nil {
		return err
	}
	for _, t := range list {
		at := t.Ended
		if at.IsZero() {
			at = t.Begun
		}
		if err := s.carry(ctx, tx, m, repair.StockTakeSubject(s.origin, t.ID), t.Events(at)...); err != nil {
			return err
		}
	}
	_, err = tx.ExecContext(ctx, `DROP TABLE stock_take`)
	return err
}

// carryPersons gives every person who is known a salt, and the journal their
// digest.
func (s *Store) carryPersons(ctx context.Context, tx execer, m *memory) error {
	var list []person
	rows, err := tx.QueryContext(ctx, selectPerson+`WHERE length(p.salt) = 0 ORDER BY p.id`)
	err = scan(rows, err, func() error {
		p, err := scanPerson(rows)
		list = append(list, p)
		return err
	})
	if err != nil {
		return err
	}
	now := s.now().UTC().Truncate(time.Millisecond)
	for _, p := range list {
		salt := make([]byte, 16)
		rand.Read(salt) //nolint:errcheck // never fails
		e := repair.Event{At: now, Body: repair.CustomerKept{Digest: repair.PersonDigest(salt, p.Customer)}}
		if err := s.carry(ctx, tx, m, p.ID.Subject(), e); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `UPDATE person SET salt = ? WHERE id = ?`, salt, string(p.ID)); err != nil {
			return err
		}
	}
	return nil
}
