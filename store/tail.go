package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// tailMax is how many events Open verifies at most.
const tailMax = 1000

// verifyTail checks that the journal holds the anchored event and that the
// chain is whole from there to its end, at most tailMax events back.
func (s *Store) verifyTail(ctx context.Context) error {
	end, err := headOf(ctx, s.w, s.origin)
	if err != nil {
		return err
	}
	a, ok, err := readAnchor(s.dir)
	if err != nil {
		return err
	}
	if ok {
		if err := a.check(ctx, s.w); err != nil {
			return err
		}
	}
	from := max(end.seq-tailMax, 0)
	if ok && a.origin == s.origin {
		from = max(from, a.head.seq-1)
	}
	h := head{seq: from}
	if from > 0 {
		err := s.w.QueryRowContext(ctx, `SELECT hash FROM event WHERE origin = ? AND seq = ?`, s.origin, from).Scan(&h.hash)
		if err != nil {
			return fmt.Errorf("%w: event %d: %w", ErrDamaged, from, err)
		}
	}
	rows, err := s.w.QueryContext(ctx, `SELECT seq, body, hash FROM event WHERE origin = ? AND seq > ? ORDER BY seq`, s.origin, from)
	return scan(rows, err, func() error {
		var seq int64
		var body, hash []byte
		if err := rows.Scan(&seq, &body, &hash); err != nil {
			return err
		}
		h = h.next(body)
		if h.seq != seq || !bytes.Equal(h.hash, hash) {
			return fmt.Errorf("%w: event %d does not follow from the one before", ErrDamaged, seq)
		}
		return nil
	})
}

// check compares the anchor with the journals in the database.
func (a anchor) check(ctx context.Context, q querier) error {
	end, err := headOf(ctx, q, a.origin)
	if err != nil {
		return err
	}
	if a.head.seq > end.seq {
		return fmt.Errorf("%w: the last %d events are missing", ErrDamaged, a.head.seq-end.seq)
	}
	var hash []byte
	err = q.QueryRowContext(ctx, `SELECT hash FROM event WHERE origin = ? AND seq = ?`, a.origin, a.head.seq).Scan(&hash)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	if a.head.seq > 0 && !bytes.Equal(hash, a.head.hash) {
		return fmt.Errorf("%w: event %d is not the anchored one", ErrDamaged, a.head.seq)
	}
	n, err := writesOf(ctx, q)
	if err == nil && a.writes > n {
		err = fmt.Errorf("%w: the last %d changes of drafts, settings and words are missing", ErrDamaged, a.writes-n)
	}
	return err
}
