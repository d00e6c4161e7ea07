package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"countertop/app/repair"
)

// subjectRow is a subject that is no order, as its events made it.
type subjectRow struct {
	id      repair.Subject
	ver     int
	partial repair.Partial
	ends    repair.Refs
	state   repair.State
}

// machineOf is the state machine of a subject.
func machineOf(subject repair.Subject) (repair.Machine, error) {
	m, ok := repair.MachineOf(subject.Kind())
	if !ok {
		return m, fmt.Errorf("%s is no subject of this program: %w", subject, repair.ErrNotFound)
	}
	return m, nil
}

// subjectOf reads a subject; one without events is in its zero state.
func subjectOf(ctx context.Context, q querier, subject repair.Subject) (r subjectRow, err error) {
	m, err := machineOf(subject)
	if err != nil {
		return r, err
	}
	r = subjectRow{id: subject, state: m.Zero()}
	var body []byte
	err = q.QueryRowContext(ctx, `SELECT ver, part, ends, body FROM subject WHERE id = ?`, string(subject)).
		Scan(&r.ver, &r.partial, &r.ends, &body)
	if errors.Is(err, sql.ErrNoRows) {
		return r, nil
	}
	if err == nil {
		r.state, err = m.Decode(body)
	}
	return r, err
}

// keep writes the row of a subject.
func (r subjectRow) keep(ctx context.Context, tx execer) error {
	body, err := json.Marshal(r.state)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO subject VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
		ver = excluded.ver, open = excluded.open, part = excluded.part, ends = excluded.ends, body = excluded.body`,
		string(r.id), r.ver, flag(r.state.Open()), string(r.partial), string(r.ends), string(body))
	return err
}

// Done is what an act on a subject did.
type Done struct {
	Subject repair.Subject
	State   repair.State
	Events  []repair.Event // none if there was nothing to do
}

// Do decides acts on subjects that are no orders, one after the other, and stores
// all that follows from them in one transaction, or nothing. It is to them what
// Commit is to orders, and returns the same errors.
func (s *Store) Do(ctx context.Context, by repair.StaffID, acts ...repair.Act) (done []Done, err error) {
	if by == repair.SystemID {
		return nil, wrap("act", repair.ErrUnknownStaff)
	}
	err = s.append(ctx, "act", func(ctx context.Context, tx execer, m *memory) error {
		who, err := m.actor(by)
		if err != nil {
			return err
		}
		for _, a := range acts {
			d, err := s.do(ctx, tx, m, who, a)
			if err != nil {
				if len(done) > 0 {
					s.known = nil // it knows those before as done
				}
				return err
			}
			done = append(done, d)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return done, nil
}

// do decides one act and writes what follows from it. The end of the journal in m
// moves on with it.
func (s *Store) do(ctx context.Context, tx execer, m *memory, by repair.Staff, a repair.Act) (done Done, err error) {
	end := &m.end
	if a.Subject.ID() == "" && a.Subject.Kind() != repair.SubjectShop {
		a.Subject = repair.SubjectOf(a.Subject.Kind(), string(repair.MakeRef(end.origin, end.head.seq+1)))
	}
	a = m.settleAct(a)
	machine, err := machineOf(a.Subject)
	if err != nil {
		return done, err
	}
	row, err := subjectOf(ctx, tx, a.Subject)
	if err != nil {
		return done, err
	}
	events, err := machine.Decide(row.state, row.partial, a, by, s.now().Truncate(milli))
	if err != nil {
		return done, err
	}
	done = Done{Subject: a.Subject, State: row.state}
	for _, e := range events {
		e.Base = row.ends
		record, err := happen(ctx, tx, end, e)
		if err != nil {
			return done, err
		}
		row.state, row.partial = machine.Apply(row.state, record.Event)
		row.ver, row.ends = row.ver+1, repair.MakeRefs(record.Ref())
		done.State, done.Events = row.state, append(done.Events, record.Event)
	}
	if len(events) > 0 {
		if err := row.keep(ctx, tx); err != nil {
			return done, err
		}
		m.changed(row)
	}
	return done, nil
}

// changed tells the memory what it has of a subject.
func (m *memory) changed(r subjectRow) {
	if p, ok := r.state.(repair.Member); ok {
		m.staff[p.ID] = p.Staff()
	}
}

// states are all subjects of a kind, with open only those that somebody has to do
// something about, by id.
func states[S repair.State](ctx context.Context, q querier, kind repair.SubjectKind, open bool) (list []S, err error) {
	machine, ok := repair.MachineOf(kind)
	if !ok {
		return nil, fmt.Errorf("%s is no kind of subject", kind)
	}
	first, last := kindRange(kind)
	where := ``
	if open {
		where = ` AND open = 1`
	}
	rows, err := q.QueryContext(ctx, `SELECT body FROM subject WHERE id >= ? AND id < ?`+where+` ORDER BY id`, first, last)
	err = scan(rows, err, func() error {
		var body []byte
		if err := rows.Scan(&body); err != nil {
			return err
		}
		s, err := machine.Decode(body)
		if err == nil {
			list = append(list, s.(S))
		}
		return err
	})
	return list, err
}

// kindRange are the ids of a kind: from first until before last.
func kindRange(kind repair.SubjectKind) (first, last string) {
	return string(kind) + ":", string(kind) + ";"
}

// foldSubjects makes all subjects that are no orders again of their events.
func foldSubjects(ctx context.Context, q querier, f func(subjectRow) error) error {
	return replayAll(ctx, q, `e.subject NOT BETWEEN 'order:' AND 'order;'`, func(records []repair.Record) error {
		subject := records[0].Subject
		machine, ok := repair.MachineOf(subject.Kind())
		if !ok {
			return nil // a newer program has it; its events are kept
		}
		return f(subjectRow{id: subject, state: machine.Zero()}.fold(records))
	})
}

// fold is a subject as its events make it.
func (r subjectRow) fold(records []repair.Record) subjectRow {
	if machine, ok := repair.MachineOf(r.id.Kind()); ok {
		r.ver = len(records)
		r.state, r.partial, r.ends = machine.Fold(records)
	}
	return r
}

// checkSubjects compares the projection with a replay.
func checkSubjects(ctx context.Context, tx *sql.Tx, r *Report) error {
	n := 0
	err := foldSubjects(ctx, tx, func(want subjectRow) error {
		n++
		if want.id.Kind() == repair.SubjectStockTake {
			r.StockTakes++
		}
		wantBody, err := json.Marshal(want.state)
		if err != nil {
			return err
		}
		var got subjectRow
		var body string
		var open int64
		err = tx.QueryRowContext(ctx, `SELECT ver, open, part, ends, body FROM subject WHERE id = ?`, string(want.id)).
			Scan(&got.ver, &open, &got.partial, &got.ends, &body)
		switch {
		case errors.Is(err, sql.ErrNoRows):
			r.add("projection", string(want.id), "it is missing")
		case err != nil:
			return err
		case got.ver != want.ver, open != flag(want.state.Open()), got.partial != want.partial, got.ends != want.ends,
			body != string(wantBody):
			r.add("projection", string(want.id), "it differs from the journal")
		}
		return nil
	})
	if errors.Is(err, ErrDamaged) {
		r.add("projection", "", "%v", err)
		return nil
	}
	if err == nil {
		err = checkPersons(ctx, tx, r)
	}
	var have int
	if err == nil {
		err = tx.QueryRowContext(ctx, `SELECT count(*) FROM subject`).Scan(&have)
	}
	if err == nil && have != n {
		r.add("projection", "", "%d subjects in the table, %d in the journal", have, n)
	}
	r.Subjects = n
	return err
}

// checkPersons compares what is known of people with the digests in the journal.
func checkPersons(ctx context.Context, tx *sql.Tx, r *Report) error {
	rows, err := tx.QueryContext(ctx, `SELECT `+personColumns+`, p.salt, s.body FROM person p
		LEFT JOIN subject s ON s.id = 'customer:' || p.id ORDER BY p.id`)
	err = scan(rows, err, func() error {
		var p personRow
		var salt, body []byte
		if err := rows.Scan(append(p.dest(), &salt, &body)...); err != nil {
			return err
		}
		c, err := p.customer()
		var s repair.CustomerState
		if err == nil && body != nil {
			err = json.Unmarshal(body, &s)
		}
		if err != nil || s.Digest != repair.PersonDigest(salt, c) {
			r.add("person", p.id.String, "it is not as it was written down")
		}
		return nil
	})
	if err != nil {
		return err
	}
	gone, err := ids[string](ctx, tx, `SELECT id FROM subject WHERE id BETWEEN 'customer:' AND 'customer;'
		AND body ->> '$.digest' <> '' AND substr(id, 10) NOT IN (SELECT id FROM person)`)
	for _, id := range gone {
		r.add("person", id, "the person is missing")
	}
	return err
}
