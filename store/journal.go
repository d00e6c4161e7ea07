package store

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"

	"countertop/app/repair"
)

// head is the last event of an origin's journal; seq 0 is an empty journal.
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

// journalEnds is the last event of each origin.
func journalEnds(ctx context.Context, q querier) (map[string]int64, error) {
	ends := map[string]int64{}
	origin := ""
	for {
		// The primary key begins with the origin, so each costs one look.
		err := q.QueryRowContext(ctx, `SELECT origin FROM event WHERE origin > ? ORDER BY origin LIMIT 1`, origin).Scan(&origin)
		if errors.Is(err, sql.ErrNoRows) {
			return ends, nil
		}
		if err != nil {
			return nil, err
		}
		h, err := headOf(ctx, q, origin)
		if err != nil {
			return nil, err
		}
		ends[origin] = h.seq
	}
}

// lastStamp is the latest stamp of all origins.
func lastStamp(ctx context.Context, q querier) (last repair.Stamp, err error) {
	ends, err := journalEnds(ctx, q)
	for origin, seq := range ends {
		var s repair.Stamp
		if err == nil {
			err = q.QueryRowContext(ctx, `SELECT stamp FROM event WHERE origin = ? AND seq = ?`, origin, seq).Scan(&s)
		}
		last = max(last, s)
	}
	return last, err
}

// happen adds an event to the journal behind end, its words beside it. It
// returns it as the journal says it, which may be less than was meant, so that a
// replay gives the same to the byte; end is moved on.
func happen(ctx context.Context, tx execer, end *anchor, e repair.Event) (repair.Record, error) {
	e.Origin, e.Stamp = end.origin, end.stamp.Next(e.At)
	var salt []byte
	var words []string
	bare := e
	if !scanOnly(e) {
		salt = make([]byte, 16)
		rand.Read(salt) //nolint:errcheck // never fails
		bare, words = repair.Withhold(e, salt)
	}
	body, err := bare.MarshalJSON()
	if err != nil {
		return repair.Record{}, err
	}
	kept, err := asKept(e, body, salt, words)
	if err != nil {
		return repair.Record{}, err
	}
	h := end.head.next(body)
	_, err = tx.ExecContext(ctx, `INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		end.origin, h.seq, string(e.Subject), int64(e.Stamp), e.Kind(), string(e.Base), body, h.hash)
	if err == nil && words != nil {
		err = putWords(ctx, tx, end.origin, h.seq, salt, words)
	}
	record := repair.Record{Event: kept, Seq: h.seq, Hash: h.String()}
	if err == nil {
		err = noteNotable(ctx, tx, record)
	}
	if err == nil {
		end.head, end.stamp = h, e.Stamp
	}
	return record, err
}

// scanOnly reports whether an event is that of a scan: values without words, which
// come back from the journal as they were.
func scanOnly(e repair.Event) bool {
	m, ok := e.Body.(repair.Moved)
	return ok && m.Override == nil && m.Part == ""
}

// asKept is an event as its canonical form and its words say it. Decoding that of
// a scan would only take time, unless there is something in it that is no text.
func asKept(e repair.Event, body, salt []byte, words []string) (kept repair.Event, err error) {
	if scanOnly(e) && !bytes.Contains(body, []byte(`\ufffd`)) {
		e.At = e.At.UTC()
		return e, nil
	}
	if err := kept.UnmarshalJSON(body); err != nil {
		return kept, err
	}
	return repair.Fill(kept, salt, words)
}

func putWords(ctx context.Context, tx execer, origin string, seq int64, salt []byte, words []string) error {
	texts, err := json.Marshal(words)
	if err == nil {
		_, err = tx.ExecContext(ctx, `INSERT INTO words VALUES (?, ?, ?, ?)`, origin, seq, salt, string(texts))
	}
	return err
}

// recordColumns are what scanRecord reads, of an event e and its words w.
const (
	recordColumns = `e.origin, e.seq, e.subject, e.stamp, e.kind, e.base, e.body, e.hash, w.salt, w.texts`
	fromEvents    = ` FROM event e LEFT JOIN words w ON w.origin = e.origin AND w.seq = e.seq `
)

// scanRecord reads an event with its words. It returns ErrDamaged if its columns
// or its words are not its own.
func scanRecord(row scanner) (e repair.Record, err error) {
	var origin, subject, kind, base string
	var stamp int64
	var body, hash, salt, texts []byte
	if err := row.Scan(&origin, &e.Seq, &subject, &stamp, &kind, &base, &body, &hash, &salt, &texts); err != nil {
		return e, err
	}
	damaged := func(format string, args ...any) error {
		return fmt.Errorf("%w: event %s: %w", ErrDamaged, repair.MakeRef(origin, e.Seq), fmt.Errorf(format, args...))
	}
	if err := e.UnmarshalJSON(body); err != nil {
		return e, damaged("%w", err)
	}
	if e.Stamp == 0 { // version 1
		e.Stamp, e.Base = repair.Stamp(stamp), repair.Refs(base)
	}
	said := [...]any{string(e.Subject), e.Origin, int64(e.Stamp), e.Kind(), string(e.Base)}
	if columns := [...]any{subject, origin, stamp, kind, base}; said != columns {
		return e, damaged("its columns %v differ from it, %v", columns, said)
	}
	var words []string
	if texts != nil {
		if err := json.Unmarshal(texts, &words); err != nil {
			return e, damaged("its words cannot be read: %w", err)
		}
	}
	e.Hash = head{1, hash}.String()
	if e.Event, err = repair.Fill(e.Event, salt, words); err != nil {
		return e, damaged("%w", err)
	}
	return e, nil
}

// recordAt reads an event with its words, or returns sql.ErrNoRows.
func recordAt(ctx context.Context, q querier, ref repair.Ref) (repair.Record, error) {
	origin, seq, ok := ref.Place()
	if !ok {
		return repair.Record{}, fmt.Errorf("%w: %q is no place in the journal", ErrDamaged, ref)
	}
	return scanRecord(q.QueryRowContext(ctx, `SELECT `+recordColumns+fromEvents+`WHERE e.origin = ? AND e.seq = ?`, origin, seq))
}

// recordsOf are all events of a subject that end in ends, oldest first: a walk
// back over what each had for its base.
func recordsOf(ctx context.Context, q querier, ends repair.Refs) (list []repair.Record, err error) {
	seen := map[repair.Ref]bool{}
	next := ends.List()
	for len(next) > 0 {
		ref := next[len(next)-1]
		next = next[:len(next)-1]
		if seen[ref] {
			continue
		}
		seen[ref] = true
		e, err := recordAt(ctx, q, ref)
		if errors.Is(err, sql.ErrNoRows) {
			continue // it is still at another counter
		}
		if err != nil {
			return nil, err
		}
		list = append(list, e)
		next = append(next, e.Base.List()...)
	}
	repair.SortRecords(list)
	return list, nil
}

// Events returns what happened to an order, oldest first.
func (s *Store) Events(ctx context.Context, id repair.OrderID) (events []repair.Event, err error) {
	err = s.read("read events", func(db *sql.DB) (err error) {
		events, err = eventsOf(ctx, db, id)
		return err
	})
	return events, err
}

// eventsOf are the events of an order, the oldest first.
func eventsOf(ctx context.Context, q querier, id repair.OrderID) (events []repair.Event, err error) {
	var ends string
	err = q.QueryRowContext(ctx, `SELECT ends FROM orders WHERE id = ?`, string(id)).Scan(&ends)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	records, err := recordsOf(ctx, q, repair.Refs(ends))
	for _, e := range records {
		events = append(events, e.Event)
	}
	return events, err
}

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
