package store

import (
	"context"
	"database/sql"
	"errors"

	"countertop/app/repair"
)

// noteNotable puts an event into the list of those that are looked over.
func noteNotable(ctx context.Context, tx execer, r repair.Record) error {
	if !repair.Notable(r.Event) {
		return nil
	}
	_, err := tx.ExecContext(ctx, `INSERT INTO notable VALUES (?, ?, ?)`, int64(r.Stamp), r.Origin, r.Seq)
	return err
}

// Notable returns up to limit events that who answers for the shop looks over,
// the last first: rules that were overruled, PINs that failed, were reset, badges,
// people who came and left.
func (s *Store) Notable(ctx context.Context, limit int) (list []repair.Record, err error) {
	err = s.read("read notable events", func(db *sql.DB) error {
		refs, err := ids[repair.Ref](ctx, db, `SELECT origin || '.' || seq FROM notable
			ORDER BY stamp DESC, origin DESC, seq DESC LIMIT ?`, limit)
		if err != nil {
			return err
		}
		for _, ref := range refs {
			r, err := recordAt(ctx, db, ref)
			if err != nil {
				return err
			}
			list = append(list, r)
		}
		return nil
	})
	return list, err
}

// eachRecord calls f with every event of all journals.
func eachRecord(ctx context.Context, q querier, f func(repair.Record) error) error {
	rows, err := q.QueryContext(ctx, `SELECT `+recordColumns+fromEvents+`ORDER BY e.origin, e.seq`)
	return scan(rows, err, func() error {
		r, err := scanRecord(rows)
		if err != nil {
			return err
		}
		return f(r)
	})
}

// rebuildNotable makes the list again.
func rebuildNotable(ctx context.Context, tx execer) error {
	if _, err := tx.ExecContext(ctx, `DELETE FROM notable`); err != nil {
		return err
	}
	var list []repair.Record
	err := eachRecord(ctx, tx, func(r repair.Record) error {
		if repair.Notable(r.Event) {
			list = append(list, r)
		}
		return nil
	})
	for _, r := range list {
		if err == nil {
			err = noteNotable(ctx, tx, r)
		}
	}
	return err
}

// checkNotable compares the list with the journal.
func checkNotable(ctx context.Context, tx *sql.Tx, r *Report) error {
	have := map[repair.Ref]bool{}
	refs, err := ids[repair.Ref](ctx, tx, `SELECT n.origin || '.' || n.seq FROM notable n JOIN event e
		ON e.origin = n.origin AND e.seq = n.seq AND e.stamp = n.stamp`)
	if err != nil {
		return err
	}
	for _, ref := range refs {
		have[ref] = true
	}
	n := 0
	err = eachRecord(ctx, tx, func(e repair.Record) error {
		if repair.Notable(e.Event) {
			n++
			if !have[e.Ref()] {
				r.add("projection", string(e.Ref()), "it is not among the events that are looked over")
			}
		}
		return nil
	})
	if errors.Is(err, ErrDamaged) {
		return nil // that of its order or subject is told
	}
	var all int
	if err == nil {
		err = tx.QueryRowContext(ctx, `SELECT count(*) FROM notable`).Scan(&all)
	}
	if err == nil && all != n {
		r.add("projection", "", "%d events are to be looked over, %d in the journal", all, n)
	}
	return err
}
