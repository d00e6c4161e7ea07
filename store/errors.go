package store

import (
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"syscall"

	"countertop/app/repair"
	"countertop/store/migration"

	"github.com/mattn/go-sqlite3"
)

// Errors of opening a store, beside those of package repair. All are wrapped
// with what was being done.
var (
	// ErrInUse is a data directory that another process has open.
	ErrInUse = errors.New("another program has this data directory open")
	// ErrNewer is a data file that a newer version of this program wrote.
	ErrNewer = migration.ErrNewer
	// ErrNotDatabase is a data file that is no database of ours.
	ErrNotDatabase = errors.New("countertop.db is not a data file of this program")
	// ErrOtherStation is the store of another counter.
	ErrOtherStation = errors.New("this data directory belongs to another station")
	// ErrDamaged is a journal whose end is broken or missing. Nothing is written
	// to it; Check tells more, Rebuild goes on with what is there.
	ErrDamaged = errors.New("the journal is damaged")
	// ErrPepper is a secret of the PINs that cannot be kept: no place outside the
	// data directory can be written. No PIN can be set then.
	ErrPepper = errors.New("the secret of the PINs must lie outside the data directory, and no place for it can be written")
	// ErrNoSearch is a program that was built without SQLite's search.
	ErrNoSearch = errors.New("this program was built without SQLite's search: build and test with make, or with go's -tags sqlite_fts5")
)

// notFound gives a query that found no row its error; format names the row.
func notFound(err error, format string, args ...any) error {
	if errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf(format+": %w", append(args, repair.ErrNotFound)...)
	}
	return err
}

// wrap adds the operation to err and gives SQLite's errors their kind.
func wrap(op string, err error) error {
	if err == nil {
		return nil
	}
	if kind := kindOf(err); kind != nil && !errors.Is(err, kind) {
		return fmt.Errorf("store: %s: %w: %w", op, kind, err)
	}
	return fmt.Errorf("store: %s: %w", op, err)
}

func kindOf(err error) error {
	if errors.Is(err, migration.ErrForeign) {
		return ErrNotDatabase
	}
	if errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS) {
		return repair.ErrReadOnly
	}
	var se sqlite3.Error
	if !errors.As(err, &se) {
		return nil
	}
	switch se.Code {
	case sqlite3.ErrBusy, sqlite3.ErrLocked:
		return repair.ErrBusy
	case sqlite3.ErrConstraint:
		return repair.ErrConflict
	case sqlite3.ErrFull:
		return repair.ErrFull
	case sqlite3.ErrIoErr:
		return repair.ErrIO
	case sqlite3.ErrReadonly, sqlite3.ErrCantOpen, sqlite3.ErrPerm:
		return repair.ErrReadOnly
	case sqlite3.ErrNotADB:
		return ErrNotDatabase
	case sqlite3.ErrCorrupt:
		return ErrDamaged
	}
	return nil
}
