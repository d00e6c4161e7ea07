package store

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"countertop/app/repair"
)

// A PIN is short: after pinTries wrong ones in a row the person is locked for
// pinLock, and every wrong one is answered late.
const (
	pinTries = 5
	pinLock  = time.Minute
	pinDelay = 200 * time.Millisecond
)

// LockedError is a repair.ErrLocked that says until when.
type LockedError struct{ Until time.Time }

func (e *LockedError) Error() string {
	return "too many wrong PINs, locked until " + e.Until.UTC().Format(time.TimeOnly)
}

// Is makes it a repair.ErrLocked.
func (e *LockedError) Is(target error) bool { return target == repair.ErrLocked }

const staffColumns = `id, name, role, issue`

func scanStaff(row scanner, more ...any) (p repair.Staff, err error) {
	err = row.Scan(append([]any{&p.ID, &p.Name, &p.Roles, &p.Issue}, more...)...)
	if errors.Is(err, sql.ErrNoRows) {
		err = repair.ErrUnknownStaff
	}
	return p, err
}

func staffOf(ctx context.Context, q querier, id repair.StaffID) (repair.Staff, error) {
	p, err := scanStaff(q.QueryRowContext(ctx, `SELECT `+staffColumns+` FROM staff WHERE id = ?`, string(id)))
	if err != nil {
		return p, fmt.Errorf("staff %q: %w", id, err)
	}
	return p, nil
}

// PutStaff adds a person or changes one. Without an id the person gets this
// station's next; an empty PIN leaves the one that is set. A new PIN ends a
// lock. It returns the person as stored, with the roles as repair.ParseRoles
// writes them. It refuses what is no role, and the number of the program itself.
func (s *Store) PutStaff(ctx context.Context, p repair.Staff, pin string) (repair.Staff, error) {
	roles, refused := repair.ParseRoles(string(p.Roles))
	if refused == nil && p.ID == repair.SystemID {
		refused = repair.ErrUnknownStaff
	}
	if refused != nil {
		return repair.Staff{}, wrap("write staff", refused)
	}
	p.Roles = roles
	salt, hash := []byte{}, []byte{}
	if pin != "" {
		salt = make([]byte, 16)
		rand.Read(salt) //nolint:errcheck // never fails
		hash = repair.PINHash(pin, salt)
	}
	err := s.write(ctx, "write staff", func(ctx context.Context, tx execer) error {
		s.known = nil
		if p.ID == "" {
			var n int
			err := tx.QueryRowContext(ctx, `SELECT coalesce(max(substr(id, 2)), 0) + 1 FROM staff
				WHERE substr(id, 1, 1) = ?`, s.station).Scan(&n)
			if err != nil {
				return err
			}
			p.ID = repair.StaffID(fmt.Sprintf("%s%03d", s.station, n))
		}
		_, err := tx.ExecContext(ctx, `INSERT INTO staff (id, name, role, issue, salt, hash) VALUES (?, ?, ?, ?, ?, ?)
			ON CONFLICT DO UPDATE SET name = excluded.name, role = excluded.role, issue = excluded.issue`,
			string(p.ID), p.Name, string(p.Roles), p.Issue, salt, hash)
		if err == nil && pin != "" {
			_, err = tx.ExecContext(ctx, `UPDATE staff SET salt = ?, hash = ?, wrong = 0, locked_until = 0
				WHERE id = ?`, salt, hash, string(p.ID))
		}
		return err
	})
	return p, err
}

// Staff returns all persons by id.
func (s *Store) Staff(ctx context.Context) (list []repair.Staff, err error) {
	err = s.read("read staff", func(db *sql.DB) error {
		list, err = allStaff(ctx, db)
		return err
	})
	return list, err
}

func allStaff(ctx context.Context, q querier) (list []repair.Staff, err error) {
	rows, err := q.QueryContext(ctx, `SELECT `+staffColumns+` FROM staff ORDER BY id`)
	err = scan(rows, err, func() error {
		p, err := scanStaff(rows)
		list = append(list, p)
		return err
	})
	return list, err
}

// StaffByPIN returns the person if the PIN is theirs. It returns
// repair.ErrUnknownStaff, late, for a wrong one, and a *LockedError after five in a
// row for one minute; the count survives a restart.
func (s *Store) StaffByPIN(ctx context.Context, id repair.StaffID, pin string) (p repair.Staff, err error) {
	s.pins.Lock()
	defer s.pins.Unlock()
	var salt, hash []byte
	var wrong int
	var until int64
	err = s.read("read staff", func(db *sql.DB) error {
		row := db.QueryRowContext(ctx, `SELECT `+staffColumns+`, salt, hash, wrong, locked_until FROM staff WHERE id = ?`, string(id))
		p, err = scanStaff(row, &salt, &hash, &wrong, &until)
		return err
	})
	if err != nil && !errors.Is(err, repair.ErrUnknownStaff) {
		return repair.Staff{}, err
	}
	now := s.now()
	// A clock that was set back must not lock a person for years.
	if left := fromMillis(until).Sub(now); left > 0 && left <= pinLock {
		return repair.Staff{}, &LockedError{fromMillis(until)}
	}
	if err == nil && len(hash) > 0 && repair.PINMatches(pin, salt, hash) {
		if wrong > 0 {
			err = s.countPIN(ctx, id, 0, 0)
		}
		return p, err
	}
	if err == nil {
		if wrong++; wrong >= pinTries {
			wrong, until = 0, now.Add(pinLock).UnixMilli()
		}
		if err := s.countPIN(ctx, id, wrong, until); err != nil {
			return repair.Staff{}, err
		}
	}
	select {
	case <-time.After(pinDelay):
	case <-ctx.Done():
	}
	return repair.Staff{}, wrap("check PIN", repair.ErrUnknownStaff)
}

func (s *Store) countPIN(ctx context.Context, id repair.StaffID, wrong int, until int64) error {
	return s.write(ctx, "count PIN", func(ctx context.Context, tx execer) error {
		_, err := tx.ExecContext(ctx, `UPDATE staff SET wrong = ?, locked_until = ? WHERE id = ?`, wrong, until, string(id))
		return err
	})
}

// StaffByBadge returns the person whose present badge a code is. It returns
// repair.ErrUnknownStaff for any other code, that of an earlier badge too.
func (s *Store) StaffByBadge(ctx context.Context, code string) (p repair.Staff, err error) {
	c, err := repair.ParseCode(code)
	if err != nil || c.Type != repair.CodeBadge {
		return p, wrap("check badge", repair.ErrUnknownStaff)
	}
	err = s.read("check badge", func(db *sql.DB) error {
		p, err = staffOf(ctx, db, c.Staff)
		return err
	})
	if err != nil {
		return repair.Staff{}, err
	}
	want := repair.BadgeCode(s.key, p.ID, p.Issue)
	if subtle.ConstantTimeCompare([]byte(strings.ToUpper(code)), []byte(want)) != 1 {
		return repair.Staff{}, wrap("check badge", repair.ErrUnknownStaff)
	}
	return p, nil
}
