package store

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"database/sql"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"countertop/app/repair"
)

// recoveryMeta is where the recovery code stands: salt and SHA-256. A hundred
// random bits need no slow hash.
const recoveryMeta = "recovery"

// recoveryWait is how late a wrong recovery code is answered.
const recoveryWait = time.Second

// HasRecovery reports whether there is a recovery code.
func (s *Store) HasRecovery(ctx context.Context) (has bool, err error) {
	err = s.read("read recovery code", func(db *sql.DB) error {
		text, err := meta(ctx, db, recoveryMeta)
		has = text != ""
		return err
	})
	return has, err
}

// MakeRecovery makes a new recovery code, in place of the one before, and returns
// it as it is to be printed. It is not kept: nobody can be told it again.
func (s *Store) MakeRecovery(ctx context.Context) (code string, err error) {
	err = s.write(ctx, "make recovery code", func(ctx context.Context, tx execer) (err error) {
		code, err = newRecovery(ctx, tx)
		return err
	})
	if err != nil {
		return "", err
	}
	return code, nil
}

// TakeRecovery reports whether a code, as a person typed it, is the recovery code.
// One that is, is used up: the caller makes a new one. One that is not is answered
// after a second.
func (s *Store) TakeRecovery(ctx context.Context, code string) (bool, error) {
	s.recoveries.Lock()
	defer s.recoveries.Unlock()
	if ok, err := s.isRecovery(ctx, code); !ok || err != nil {
		return false, err
	}
	err := s.write(ctx, "take recovery code", func(ctx context.Context, tx execer) error {
		_, err := tx.ExecContext(ctx, `DELETE FROM meta WHERE key = ?`, recoveryMeta)
		return err
	})
	return err == nil, err
}

// RecoverPIN gives a person a new PIN by the recovery code, ends their lock, and
// makes the next code, in one transaction: no power cut leaves the shop with
// neither. That a PIN was set stands in the journal. It returns the next code, or
// repair.ErrRecovery, after a second, or what SetPIN returns; repair.ErrUnknownStaff
// also for somebody to whom the code gives no way back.
func (s *Store) RecoverPIN(ctx context.Context, code string, id repair.StaffID, pin string) (next string, err error) {
	if err := repair.CheckNewPIN(pin); err != nil {
		return "", wrap("recover PIN", err)
	}
	s.recoveries.Lock()
	defer s.recoveries.Unlock()
	ok, err := s.isRecovery(ctx, code)
	if err != nil {
		return "", err
	}
	if !ok {
		return "", wrap("recover PIN", repair.ErrRecovery)
	}
	s.pins.Lock()
	defer s.pins.Unlock()
	hash, err := s.hashPIN(id, pin)
	if err != nil {
		return "", wrap("recover PIN", err)
	}
	err = s.append(ctx, "recover PIN", func(ctx context.Context, tx execer, m *memory) error {
		if !repair.Recoverable(id, slices.Collect(maps.Values(m.staff))) {
			return repair.ErrUnknownStaff
		}
		if _, err := s.do(ctx, tx, m, repair.System, repair.Act{Subject: id.Subject(), Command: repair.NotePIN{}}); err != nil {
			return err
		}
		if err := s.putPIN(ctx, tx, id, hash, len(pin)); err != nil {
			return err
		}
		next, err = newRecovery(ctx, tx)
		return err
	})
	if err != nil {
		return "", err
	}
	return next, nil
}

// isRecovery is held by s.recoveries: wrong codes wait one after the other.
func (s *Store) isRecovery(ctx context.Context, code string) (ok bool, err error) {
	var text string
	err = s.read("read recovery code", func(db *sql.DB) error {
		text, err = meta(ctx, db, recoveryMeta)
		return err
	})
	if err != nil {
		return false, err
	}
	salt, sum, _ := strings.Cut(text, "$")
	if code, ok = repair.ReadRecovery(code); ok {
		ok = subtle.ConstantTimeCompare([]byte(recoverySum(salt, code)), []byte(sum)) == 1
	}
	if ok {
		return true, nil
	}
	select {
	case <-time.After(recoveryWait):
		return false, nil
	case <-ctx.Done():
		return false, wrap("read recovery code", ctx.Err())
	}
}

func newRecovery(ctx context.Context, tx execer) (string, error) {
	var random [repair.RecoveryLength]byte
	rand.Read(random[:]) //nolint:errcheck // never fails
	code := repair.NewRecovery(random)
	salt := rand.Text()
	return code, setMeta(ctx, tx, recoveryMeta, fmt.Sprintf("%s$%s", salt, recoverySum(salt, code)))
}

func recoverySum(salt, code string) string {
	sum := sha256.Sum256([]byte(salt + "$" + code))
	return hex.EncodeToString(sum[:])
}
