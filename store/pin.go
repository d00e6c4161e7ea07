package store

import (
	"context"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"runtime/debug"
	"strings"

	"countertop/app/repair"
)

// SetPIN gives a person the PIN that they chose on the screen, and ends a lock.
// It returns repair.ErrPINLength or ErrPINWeak for one that nobody may have,
// repair.ErrUnknownStaff, or ErrPepper.
func (s *Store) SetPIN(ctx context.Context, id repair.StaffID, pin string) error {
	if err := repair.CheckNewPIN(pin); err != nil {
		return wrap("set PIN", err)
	}
	s.pins.Lock()
	defer s.pins.Unlock()
	hash, err := s.hashPIN(id, pin)
	if err != nil {
		return wrap("set PIN", err)
	}
	return s.write(ctx, "set PIN", func(ctx context.Context, tx execer) error {
		return s.putPIN(ctx, tx, id, hash, len(pin))
	})
}

// hashPIN takes its time; s.writing need not be held for it.
func (s *Store) hashPIN(id repair.StaffID, pin string) (pinHash, error) {
	name, pepper, err := s.peppers.present()
	if err != nil {
		return pinHash{}, err
	}
	defer s.giveBack(s.cost)
	return newPINHash(s.cost, name, pepper, id, pin), nil
}

// giveBack returns the memory of a hash to the system, beside whoever waits for
// the answer. Left to itself it would stay with the process for minutes.
func (s *Store) giveBack(c PINCost) {
	if c.KiB >= pinCost.KiB/4 {
		s.freeing.Go(debug.FreeOSMemory)
	}
}

// putPIN stores a PIN of somebody who is there; s.pins is held.
func (s *Store) putPIN(ctx context.Context, tx execer, id repair.StaffID, h pinHash, length int) error {
	if _, err := staffOf(ctx, tx, id); err != nil {
		return err
	}
	delete(s.unwritten, string(id))
	_, err := tx.ExecContext(ctx, `INSERT INTO pin (staff, hash, length, set_at) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE
		SET hash = excluded.hash, length = excluded.length, wrong = 0, until = 0, set_at = excluded.set_at`,
		string(id), h.String(), length, s.now().UnixMilli())
	return err
}

// PINLengths says of everybody who has a PIN how many digits it has, 0 if that is
// not known yet.
func (s *Store) PINLengths(ctx context.Context) (lengths map[repair.StaffID]int, err error) {
	lengths = map[repair.StaffID]int{}
	err = s.read("read PINs", func(db *sql.DB) error {
		rows, err := db.QueryContext(ctx, `SELECT staff, length FROM pin`)
		return scan(rows, err, func() error {
			var id repair.StaffID
			var n int
			err := rows.Scan(&id, &n)
			lengths[id] = n
			return err
		})
	})
	return lengths, err
}

// PINsLost reports whether somebody's PIN cannot be checked any more, and why:
// the secret that it was made with is at none of its places.
func (s *Store) PINsLost(ctx context.Context) (why string, lost bool, err error) {
	err = s.read("read PINs", func(db *sql.DB) error {
		rows, err := db.QueryContext(ctx, `SELECT hash FROM pin`)
		return scan(rows, err, func() error {
			var text string
			err := rows.Scan(&text)
			h, bad := parsePIN(text)
			lost = lost || bad != nil || s.peppers.of(h.pepper) == nil
			return err
		})
	})
	return strings.Join(s.peppers.missing, "; "), lost, err
}

// StaffByPIN returns the person if the PIN is theirs. page is the customer's page
// on which it is tried, "" if the customer does not have the screen.
//
// It returns a *repair.PINRefusal for a PIN that is not taken. Each wrong one
// counts, before it is looked at, against the page, or else against the person;
// the count survives a restart. A PIN that is right ends the row.
func (s *Store) StaffByPIN(ctx context.Context, id repair.StaffID, pin, page string) (repair.Staff, error) {
	s.pins.Lock()
	defer s.pins.Unlock()
	p, row, err := s.pinOf(ctx, id, page)
	if err != nil {
		return repair.Staff{}, err
	}
	refuse := func(why repair.PINWhy) (repair.Staff, error) {
		return repair.Staff{}, wrap("check PIN", &repair.PINRefusal{Staff: id, Page: page, Why: why, PINThrottle: row.throttle})
	}
	if row.hash == "" {
		return refuse(repair.PINUnset)
	}
	h, bad := parsePIN(row.hash)
	pepper := s.peppers.of(h.pepper)
	if bad != nil || pepper == nil {
		return refuse(repair.PINLost)
	}
	now, was := s.now(), row.throttle
	if row.throttle = row.throttle.At(now); row.throttle.Left(now) > 0 {
		if row.throttle != was { // the clock was set back
			s.countPIN(ctx, id, page, row.throttle)
		}
		return refuse(repair.PINLocked)
	}
	row.throttle = row.throttle.Tried(now)
	s.countPIN(ctx, id, page, row.throttle)
	defer s.giveBack(h.cost)
	if !h.matches(pepper, id, pin) {
		s.notePINFailed(ctx, id, page, row.throttle.Wrong)
		return refuse(repair.PINWrong)
	}
	s.countPIN(ctx, id, page, repair.PINThrottle{})
	s.renewPIN(ctx, id, pin, h, row.length)
	return p, nil
}

// pinRow is what is known of a PIN. The throttle is that of the page, if there is
// one.
type pinRow struct {
	hash     string
	length   int
	throttle repair.PINThrottle
}

func (s *Store) pinOf(ctx context.Context, id repair.StaffID, page string) (p repair.Staff, row pinRow, err error) {
	err = s.read("check PIN", func(db *sql.DB) error {
		var until int64
		if p, err = staffOf(ctx, db, id); err != nil {
			return err
		}
		err := db.QueryRowContext(ctx, `SELECT hash, length, wrong, until FROM pin WHERE staff = ?`, string(id)).
			Scan(&row.hash, &row.length, &row.throttle.Wrong, &until)
		if page != "" && err == nil {
			row.throttle.Wrong, until = 0, 0
			err = db.QueryRowContext(ctx, `SELECT wrong, until FROM pin_page WHERE page = ?`, page).Scan(&row.throttle.Wrong, &until)
		}
		row.throttle.Until = fromMillis(until)
		if errors.Is(err, sql.ErrNoRows) {
			err = nil
		}
		return err
	})
	if t, ok := s.unwritten[throttleKey(id, page)]; ok {
		row.throttle = t
	}
	return p, row, err
}

func throttleKey(id repair.StaffID, page string) string {
	if page != "" {
		return "page " + page
	}
	return string(id)
}

// countPIN stores a count. A full disk must neither keep people out nor let
// anybody try for nothing: then the count is kept in memory, and the next commit
// tells of the disk.
func (s *Store) countPIN(ctx context.Context, id repair.StaffID, page string, t repair.PINThrottle) {
	until := int64(0)
	if t.Wrong > 0 {
		until = t.Until.UnixMilli()
	}
	err := s.write(ctx, "count PIN", func(ctx context.Context, tx execer) error {
		if page != "" {
			_, err := tx.ExecContext(ctx, `INSERT OR REPLACE INTO pin_page VALUES (?, ?, ?)`, page, t.Wrong, until)
			return err
		}
		_, err := tx.ExecContext(ctx, `UPDATE pin SET wrong = ?, until = ? WHERE staff = ?`, t.Wrong, until, string(id))
		return err
	})
	if delete(s.unwritten, throttleKey(id, page)); err != nil {
		s.unwritten[throttleKey(id, page)] = t
	}
}

// renewPIN hashes a PIN that was right as it would be hashed now, and notes its
// length. What cannot be stored now is stored the next time.
func (s *Store) renewPIN(ctx context.Context, id repair.StaffID, pin string, h pinHash, length int) {
	name, pepper, err := s.peppers.present()
	good := h.old.rounds == 0 && h.cost.least(s.cost) && h.pepper == name
	if err != nil || good && length == len(pin) {
		return
	}
	if !good {
		h = newPINHash(s.cost, name, pepper, id, pin)
		defer s.giveBack(s.cost)
	}
	_ = s.write(ctx, "renew PIN", func(ctx context.Context, tx execer) error {
		_, err := tx.ExecContext(ctx, `UPDATE pin SET hash = ?, length = ? WHERE staff = ?`, h.String(), len(pin), string(id))
		return err
	})
}

// wrapOldPINs hashes once more what PBKDF2 made of PINs before version 9 of the
// schema, and takes the old hashes out of the file and its log.
func (s *Store) wrapOldPINs(ctx context.Context) error {
	bare := map[repair.StaffID]string{}
	rows, err := s.w.QueryContext(ctx, `SELECT staff, hash FROM pin WHERE hash LIKE '$pbkdf2-%' AND hash NOT LIKE '%$argon2id$%'`)
	err = scan(rows, err, func() error {
		var id repair.StaffID
		var hash string
		err := rows.Scan(&id, &hash)
		bare[id] = hash
		return err
	})
	if err != nil || len(bare) == 0 {
		return err
	}
	name, pepper, err := s.peppers.present()
	if err != nil {
		return err
	}
	defer s.giveBack(s.cost)
	wrapped := map[repair.StaffID]pinHash{}
	for id, hash := range bare {
		f := strings.Split(hash, "$")
		if len(f) != 5 {
			return fmt.Errorf("PIN of %s: %w", id, errPINHash)
		}
		old, err := parseOldPIN(f[2], f[3])
		sum, bad := hex.DecodeString(f[4])
		if err := errors.Join(err, bad); err != nil {
			return fmt.Errorf("PIN of %s: %w", id, err)
		}
		wrapped[id] = wrapOldPIN(s.cost, name, pepper, id, old, sum)
	}
	err = s.transact(ctx, func(ctx context.Context, tx execer) error {
		for id, h := range wrapped {
			if _, err := tx.ExecContext(ctx, `UPDATE pin SET hash = ? WHERE staff = ?`, h.String(), string(id)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	_, err = s.w.ExecContext(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`)
	return err
}
