package store

import (
	"bytes"
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"countertop/app/repair"
)

// Report is what Check found.
type Report struct {
	Station    string        `json:"station"`
	Events     int           `json:"events"`
	Orders     int           `json:"orders"`
	Signatures int           `json:"signatures"`
	Subjects   int           `json:"subjects"` // that are no orders
	StockTakes int           `json:"stock_takes"`
	Head       string        `json:"head"` // hash of the last event, "-" for none
	Took       time.Duration `json:"took_ns"`
	// Findings is empty if all is well.
	Findings []Finding `json:"faults"`
}

// OK reports whether all is well.
func (r Report) OK() bool { return len(r.Findings) == 0 }

// Finding is one thing that is wrong with the data.
type Finding = repair.Finding

// maxFindings is where a report stops listing: one broken page gives thousands.
const maxFindings = 100

func (r *Report) add(what, where, format string, args ...any) {
	if len(r.Findings) < maxFindings {
		r.Findings = append(r.Findings, Finding{What: what, Where: where, Detail: fmt.Sprintf(format, args...)})
	}
}

// Check reads everything: the database's own integrity, the chain of every
// station and its anchor, each order against a replay of its events, the index
// of the search, the order numbers, and each signature against its digest. It
// changes nothing; people can go on working. An error is a check that could not be made.
func (s *Store) Check(ctx context.Context) (r Report, err error) {
	err = s.read("check", func(db *sql.DB) error {
		r, err = check(ctx, s.dir, db)
		return err
	})
	return r, err
}

// Audit is Check for who only wants to know what is wrong.
func (s *Store) Audit(ctx context.Context) ([]repair.Finding, error) {
	r, err := s.Check(ctx)
	return r.Findings, err
}

// CheckDir is Check on a directory that need not be open here and may be open
// elsewhere.
func CheckDir(ctx context.Context, dir string) (r Report, err error) {
	db, err := openDir(ctx, dir)
	if err != nil {
		return r, wrap("check "+dir, err)
	}
	defer db.Close()
	r, err = check(ctx, dir, db)
	return r, wrap("check "+dir, err)
}

func check(ctx context.Context, dir string, db *sql.DB) (r Report, err error) {
	start := time.Now()
	r.Findings = []Finding{} // a list in JSON too
	// The anchor first: it is never ahead of what is read after it.
	a, anchored, anchorErr := readAnchor(dir)
	if anchorErr != nil && !errors.Is(anchorErr, ErrDamaged) {
		return r, anchorErr
	}
	// One transaction sees one moment.
	tx, err := db.BeginTx(ctx, nil) // ReadOnly would take query_only off the connection
	if err != nil {
		return r, err
	}
	defer tx.Rollback() //nolint:errcheck // it only read
	if r.Station, err = meta(ctx, tx, "station"); err != nil {
		return r, err
	}
	steps := []func(context.Context, *sql.Tx, *Report) error{
		checkFile, checkChain, checkOrders, checkIndex, checkSignatures, checkSubjects, checkNotable, checkSums,
	}
	for _, step := range steps {
		err := step(ctx, tx, &r)
		if err != nil && errors.Is(kindOf(err), ErrDamaged) {
			r.add("integrity", "", "%v", err) // a page that cannot be read
		} else if err != nil {
			return r, err
		}
	}
	origin, err := meta(ctx, tx, "origin")
	if err != nil {
		return r, err
	}
	end, err := headOf(ctx, tx, cmp.Or(origin, r.Station))
	if err != nil {
		return r, err
	}
	r.Head = end.String()
	switch {
	case anchorErr != nil:
		r.add("anchor", "", "%v", anchorErr)
	case !anchored && end.seq > 0:
		r.add("anchor", "", "the anchor is missing")
	case anchored:
		if err := a.check(ctx, tx); errors.Is(err, ErrDamaged) {
			r.add("anchor", "", "%v", err)
		} else if err != nil {
			return r, err
		}
	}
	r.Took = time.Since(start)
	return r, nil
}

func checkFile(ctx context.Context, tx *sql.Tx, r *Report) error {
	// A connection that has searched before remembers what the index was made of,
	// and integrity_check would call what was merged since then damage. To be asked
	// makes it look again; what it answers, integrity_check tells better.
	for _, table := range []string{"order_gram", "person_gram"} {
		var found bool
		_ = tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM `+table+` WHERE `+table+` MATCH 'a')`).Scan(&found)
	}
	for _, pragma := range []string{`integrity_check`, `foreign_key_check`} {
		rows, err := tx.QueryContext(ctx, `SELECT * FROM pragma_`+pragma)
		err = scan(rows, err, func() error {
			cols, err := rows.Columns()
			if err != nil {
				return err
			}
			row := make([]any, len(cols))
			for i := range row {
				row[i] = new(sql.NullString)
			}
			if err := rows.Scan(row...); err != nil {
				return err
			}
			if text := row[0].(*sql.NullString).String; text != "ok" {
				r.add("integrity", "", "%s: %s", pragma, text)
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// checkChain walks the journal of each station.
func checkChain(ctx context.Context, tx *sql.Tx, r *Report) error {
	var origin string
	var h head
	var last string // number
	rows, err := tx.QueryContext(ctx, `SELECT origin, seq, subject, kind, body, hash FROM event ORDER BY origin, seq`)
	err = scan(rows, err, func() error {
		var from, kind string
		var subject repair.Subject
		var seq int64
		var body, hash sql.RawBytes
		if err := rows.Scan(&from, &seq, &subject, &kind, &body, &hash); err != nil {
			return err
		}
		r.Events++
		if from != origin {
			origin, h = from, head{}
		}
		h = h.next(body)
		if h.seq != seq || !bytes.Equal(h.hash, hash) {
			r.add("chain", fmt.Sprintf("%s %d", origin, seq), "the event does not follow from the one before")
			h = head{seq, bytes.Clone(hash)} // one break is one finding
		}
		if kind == (repair.Event{Body: repair.NumberAssigned{}}).Kind() && subject.Order().Station() == r.Station {
			if ord := string(subject.Order()); ord <= last {
				r.add("number", ord, "the number is not after %s", last)
			} else {
				last = ord
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	given, err := meta(ctx, tx, "last-number")
	if err == nil && given < last {
		r.add("number", last, "the last number given is noted as %q", given)
	}
	return err
}

// replay calls f with each order as its events make it, and its last events; the
// customers must be there, for those who turned out to be another. It returns
// ErrDamaged at the first event that cannot be read.
func replay(ctx context.Context, tx querier, f func(o repair.Order, ends repair.Refs) error) error {
	into, err := allMerged(ctx, tx)
	if err != nil {
		return err
	}
	return replayAll(ctx, tx, `e.subject BETWEEN 'order:' AND 'order;'`, func(records []repair.Record) error {
		o, ends := repair.FoldOrder(records)
		if now, ok := into[o.Customer]; ok {
			o.Customer = now
		}
		return f(o, ends)
	})
}

// replayAll calls f with all events of each subject. It returns ErrDamaged at the
// first event that cannot be read.
func replayAll(ctx context.Context, tx querier, where string, f func([]repair.Record) error) error {
	var records []repair.Record
	done := func() error {
		if len(records) == 0 {
			return nil
		}
		return f(records)
	}
	rows, err := tx.QueryContext(ctx, `SELECT `+recordColumns+fromEvents+`
		WHERE `+where+` ORDER BY e.subject, e.stamp, e.origin, e.seq`)
	err = scan(rows, err, func() error {
		e, err := scanRecord(rows)
		if err != nil {
			return err
		}
		if len(records) > 0 && records[0].Subject != e.Subject {
			if err := done(); err != nil {
				return err
			}
			records = records[:0]
		}
		records = append(records, e)
		return nil
	})
	if err != nil {
		return err
	}
	return done()
}

// checkOrders compares the projection with a replay.
func checkOrders(ctx context.Context, tx *sql.Tx, r *Report) error {
	same, err := tx.PrepareContext(ctx, `SELECT * FROM orders WHERE id = ?`)
	if err != nil {
		return err
	}
	defer same.Close()
	models := map[modelKey]int{}
	err = replay(ctx, tx, func(o repair.Order, ends repair.Refs) error {
		r.Orders++
		if o.Device.Model != "" {
			models[modelOf(o)]++
		}
		want, err := columns(o, ends)
		if err != nil {
			return err
		}
		got := make([]any, len(want))
		dest := make([]any, len(want))
		for i := range got {
			dest[i] = &got[i]
		}
		err = same.QueryRowContext(ctx, string(o.ID)).Scan(dest...)
		if errors.Is(err, sql.ErrNoRows) {
			r.add("projection", string(o.ID), "the order is missing")
			return nil
		}
		if err != nil {
			return err
		}
		for i, c := range want {
			if got[i] != c.value {
				r.add("projection", string(o.ID), "%s differs from the journal", c.name)
			}
		}
		return nil
	})
	if errors.Is(err, ErrDamaged) {
		r.add("projection", "", "%v", err)
		return nil
	}
	var n int
	if err == nil {
		err = tx.QueryRowContext(ctx, `SELECT count(*) FROM orders`).Scan(&n)
	}
	if err == nil && n != r.Orders {
		r.add("projection", "", "%d orders in the table, %d in the journal", n, r.Orders)
	}
	if err != nil {
		return err
	}
	return checkModels(ctx, tx, r, models)
}

// checkModels compares the counted models with those of a replay.
func checkModels(ctx context.Context, tx *sql.Tx, r *Report, want map[modelKey]int) error {
	rows, err := tx.QueryContext(ctx, `SELECT kind, brand, model, n FROM model`)
	err = scan(rows, err, func() error {
		var k modelKey
		var n int
		if err := rows.Scan(&k.kind, &k.brand, &k.model, &n); err != nil {
			return err
		}
		if n != want[k] {
			r.add("projection", k.model, "%d orders of this model are counted, %d are in the journal", n, want[k])
		}
		delete(want, k)
		return nil
	})
	for k := range want {
		r.add("projection", k.model, "the model is missing")
	}
	return err
}

// checkSignatures compares each document with its digest, and the digest with the
// order's. A document may be missing: it can be erased.
func checkSignatures(ctx context.Context, tx *sql.Tx, r *Report) error {
	rows, err := tx.QueryContext(ctx, `SELECT s.digest, s.head, s.salt, s.text, s.strokes, s.ord FROM signature s ORDER BY s.digest`)
	digests := map[string][]string{}
	err = scan(rows, err, func() error {
		var ord string
		digest, head, signed, err := scanSignature(with{rows, &ord})
		if err != nil {
			return err
		}
		r.Signatures++
		if signed.Digest(head) != digest {
			r.add("signature", digest, "text or strokes differ from what was signed")
		}
		digests[ord] = append(digests[ord], digest)
		return nil
	})
	if err != nil {
		return err
	}
	rows, err = tx.QueryContext(ctx, `SELECT body FROM event WHERE subject IN (SELECT 'order:' || ord FROM signature)
		AND kind IN ('checked-in', 'quote-answered', 'picked-up', 'corrected')`)
	err = scan(rows, err, func() error {
		var body sql.RawBytes
		var e repair.Event
		if err := rows.Scan(&body); err != nil {
			return err
		}
		unreadable := e.UnmarshalJSON(body) // the chain has said so
		if sig := signatureOf(e); unreadable == nil && sig != nil {
			ord := string(e.Subject.Order())
			digests[ord] = slices.DeleteFunc(digests[ord], func(d string) bool { return d == sig.Digest })
		}
		return nil
	})
	for ord, left := range digests {
		for _, d := range left {
			r.add("signature", d, "no event of order %s names it", ord)
		}
	}
	return err
}

// with scans one more column behind the others.
type with struct {
	rows *sql.Rows
	more any
}

func (w with) Scan(dest ...any) error { return w.rows.Scan(append(dest, w.more)...) }

func signatureOf(e repair.Event) *repair.Signature {
	switch b := e.Body.(type) {
	case repair.CheckedIn:
		return b.Signature
	case repair.QuoteAnswered:
		return b.Answer.Signature
	case repair.PickedUp:
		return b.Signature
	case repair.Corrected:
		return b.Signature
	default: // nobody signs the others
		return nil
	}
}

// Rebuild drops the projections of the journal in a directory and makes them
// again, in one transaction, and with them the index of the search. Persons,
// signatures, PINs, print jobs, drafts and settings stay. A journal
// whose end is missing is taken as it is, and anchored; no number that the old
// anchor knows is given again. It returns how many orders there are, or what Open
// returns.
func Rebuild(ctx context.Context, dir string) (n int, err error) {
	if err := Exists(dir); err != nil {
		return 0, wrap("rebuild "+dir, err)
	}
	s, err := open(ctx, Options{Dir: dir}, false)
	if err != nil {
		return 0, err
	}
	n, err = s.Rebuild(ctx)
	return n, errors.Join(err, s.Close())
}

// Rebuild drops the projections and makes them again from the journal, in one
// transaction, while the store is open. It returns how many orders there are.
func (s *Store) Rebuild(ctx context.Context) (n int, err error) {
	err = s.append(ctx, "rebuild", func(ctx context.Context, tx execer, m *memory) error {
		s.known = nil
		if _, err := tx.ExecContext(ctx, `DELETE FROM orders`); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `DELETE FROM subject`); err != nil {
			return err
		}
		if err := foldSubjects(ctx, tx, func(r subjectRow) error { return r.keep(ctx, tx) }); err != nil {
			return err
		}
		if err := rebuildNotable(ctx, tx); err != nil {
			return err
		}
		if err := clearIndex(ctx, tx); err != nil {
			return err
		}
		locked := map[repair.OrderID]bool{}
		err := replay(ctx, tx, func(o repair.Order, ends repair.Refs) error {
			n++
			if o.Passcode {
				locked[o.ID] = true
			}
			if o.ID.Station() == s.station {
				m.end.number = max(m.end.number, o.ID)
			}
			return insert(ctx, tx, o, ends)
		})
		if err != nil {
			return err
		}
		return errors.Join(s.indexPersons(ctx, tx, ``), prunePasscodes(ctx, tx, locked),
			setMeta(ctx, tx, "index", indexVersion), setMeta(ctx, tx, "last-number", string(m.end.number)))
	})
	return n, err
}
