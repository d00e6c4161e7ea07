package store

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"countertop/app/repair"
)

// installationFile stands beside the database and says which installation it
// belongs to, as the database does. A copy of the database alone, and a backup,
// do not have it: whoever opens them is another installation, and writes a
// journal of its own.
const installationFile = "installation"

// settleInstallation finds out which installation this is, and under which
// origin it writes. A database that was copied, restored or whose file beside it
// is gone goes on under the next origin: two must never write the same.
func (s *Store) settleInstallation(ctx context.Context) error {
	path := filepath.Join(s.dir, installationFile)
	b, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	beside := strings.TrimSpace(string(b))
	inside, err := meta(ctx, s.w, "installation")
	if err != nil {
		return err
	}
	if s.origin, err = meta(ctx, s.w, "origin"); err != nil {
		return err
	}
	if inside != "" && inside == beside {
		if !repair.ValidOrigin(s.origin) {
			return fmt.Errorf("%w: it has no origin", ErrDamaged)
		}
		return nil
	}
	// A store from before installations had names begins with its letter.
	if inside == "" {
		s.origin = s.station
	} else {
		s.moved = s.origin
		s.origin = repair.NextOrigin(s.origin)
	}
	if beside == "" || inside != "" {
		id := make([]byte, 16)
		rand.Read(id) //nolint:errcheck // never fails
		beside = hex.EncodeToString(id)
		// The file first: a file that the database does not know yet is taken over.
		if err := writeFile(path, []byte(beside+"\n")); err != nil {
			return err
		}
	}
	return s.transact(ctx, func(ctx context.Context, tx execer) error {
		err := errors.Join(setMeta(ctx, tx, "installation", beside), setMeta(ctx, tx, "origin", s.origin))
		if s.moved == "" || err != nil {
			return err
		}
		// Numbers that were given since the copy was made stand on paper.
		last, err := meta(ctx, tx, "last-number")
		if err != nil || last == "" {
			return err
		}
		next := repair.SkipOrderIDs(s.station[0], repair.OrderID(last), s.now(), skipNumbers)
		return setMeta(ctx, tx, "last-number", string(next))
	})
}

// skipNumbers is how many numbers of a day a copy leaves out.
const skipNumbers = 100

// Origin names this installation in the journals of all counters: A, A2 …
func (s *Store) Origin() string { return s.origin }

// MovedFrom is the origin that this database had, if it was found at the start
// to be a copy and begins a journal of its own; else "".
func (s *Store) MovedFrom() string { return s.moved }
