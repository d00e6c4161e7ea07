package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"countertop/app/repair"
)

// head is the last event of a station's journal; seq 0 is an empty journal.
type head struct {
	seq  int64
	hash []byte
}

// String is the hash in hex, "-" for an empty journal.
func (h head) String() string {
	if h.seq == 0 {
		return "-"
	}
	return hex.EncodeToString(h.hash)
}

// next is the head after an event with this canonical body.
func (h head) next(body []byte) head {
	sum := sha256.New()
	sum.Write(h.hash)
	sum.Write(body)
	return head{h.seq + 1, sum.Sum(nil)}
}

func headOf(ctx context.Context, q querier, origin string) (h head, err error) {
	err = q.QueryRowContext(ctx, `SELECT seq, hash FROM event WHERE origin = ? ORDER BY seq DESC LIMIT 1`, origin).
		Scan(&h.seq, &h.hash)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return h, err
}

// fold appends an event to the journal after h and applies it to o. It applies
// what the journal says, not what was meant, so that a replay gives the same
// order to the byte. prev is the place of the order's event before, or "".
func fold(ctx context.Context, tx execer, h head, o repair.Order, e repair.Event, prev string) (head, repair.Order, repair.Event, error) {
	body, err := e.MarshalJSON()
	if err != nil {
		return h, o, e, err
	}
	kept, err := asKept(e, body)
	if err != nil {
		return h, o, e, err
	}
	h = h.next(body)
	o = repair.Apply(o, kept)
	o.Head = h.String()
	_, err = tx.ExecContext(ctx, `INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		kept.Station, h.seq, string(kept.Order), o.Version, kept.At.UnixMilli(), kept.Kind(), body, h.hash, prev)
	return h, o, kept, err
}

// asKept is an event as its canonical form says it. That of a scan is plain
// values, which come back as they were unless they are no text: decoding would
// only take time.
func asKept(e repair.Event, body []byte) (kept repair.Event, err error) {
	if m, ok := e.Body.(repair.Moved); ok && m.Override == nil && !bytes.Contains(body, []byte(`\ufffd`)) {
		e.At = e.At.UTC()
		return e, nil
	}
	return kept, kept.UnmarshalJSON(body)
}

// Events returns what happened to an order, oldest first.
func (s *Store) Events(ctx context.Context, id repair.OrderID) (events []repair.Event, err error) {
	err = s.read("read events", func(db *sql.DB) error {
		var place string
		err := db.QueryRowContext(ctx, `SELECT last FROM orders WHERE id = ?`, string(id)).Scan(&place)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		for err == nil && place != "" {
			var body []byte
			var e repair.Event
			row := db.QueryRowContext(ctx, `SELECT body, prev FROM event WHERE origin = ? AND seq = ?`, place[:1], place[1:])
			if err = row.Scan(&body, &place); err == nil {
				err = e.UnmarshalJSON(body)
				events = append(events, e)
			}
		}
		slices.Reverse(events)
		return err
	})
	return events, err
}

// placeOf is an event's place in the journal, as what follows it names it.
func placeOf(origin string, seq int64) string { return origin + strconv.FormatInt(seq, 10) }

// scan calls f for each row of a query and closes it.
func scan(rows *sql.Rows, err error, f func() error) error {
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := f(); err != nil {
			return err
		}
	}
	return rows.Err()
}

// tailMax is how many events Open verifies at most.
const tailMax = 1000

// verifyTail checks that the journal holds the anchored event and that the
// chain is whole from there to its end, at most tailMax events back.
func (s *Store) verifyTail(ctx context.Context) error {
	end, err := headOf(ctx, s.w, s.station)
	if err != nil {
		return err
	}
	a, ok, err := readAnchor(s.dir)
	if err != nil {
		return err
	}
	if ok {
		if err := a.check(ctx, s.w, s.station, end); err != nil {
			return err
		}
	}
	from := max(end.seq-tailMax, 0)
	if ok {
		from = max(from, a.head.seq-1)
	}
	h := head{seq: from}
	if from > 0 {
		err := s.w.QueryRowContext(ctx, `SELECT hash FROM event WHERE origin = ? AND seq = ?`, s.station, from).Scan(&h.hash)
		if err != nil {
			return fmt.Errorf("%w: event %d: %w", ErrDamaged, from, err)
		}
	}
	rows, err := s.w.QueryContext(ctx, `SELECT seq, body, hash FROM event WHERE origin = ? AND seq > ? ORDER BY seq`, s.station, from)
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

// check compares the anchor with the journal that ends at end.
func (a anchor) check(ctx context.Context, q querier, origin string, end head) error {
	if a.origin != origin {
		return fmt.Errorf("%w: the anchor is that of station %s", ErrDamaged, a.origin)
	}
	if a.head.seq > end.seq {
		return fmt.Errorf("%w: the last %d events are missing", ErrDamaged, a.head.seq-end.seq)
	}
	if a.head.seq == 0 {
		return nil
	}
	var hash []byte
	err := q.QueryRowContext(ctx, `SELECT hash FROM event WHERE origin = ? AND seq = ?`, origin, a.head.seq).Scan(&hash)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	if !bytes.Equal(hash, a.head.hash) {
		return fmt.Errorf("%w: event %d is not the anchored one", ErrDamaged, a.head.seq)
	}
	return nil
}
