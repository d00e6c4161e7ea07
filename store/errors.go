package store

import (
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"syscall"

	"countertop/store/migration"

	"github.com/mattn/go-sqlite3"
)

// Errors that a caller decides on. All are wrapped with what was being done.
var (
	// ErrInUse is a data directory that another process has open.
	ErrInUse = errors.New("another program has this data directory open")
	// ErrReadOnly is a data directory that cannot be written.
	ErrReadOnly = errors.New("the data directory cannot be written")
	// ErrNewer is a data file that a newer version of this program wrote.
	ErrNewer = migration.ErrNewer
	// ErrNotDatabase is a data file that is no database of ours.
	ErrNotDatabase = errors.New("countertop.db is not a data file of this program")
	// ErrOtherStation is the store of another counter.
	ErrOtherStation = errors.New("this data directory belongs to another station")
	// ErrDamaged is a journal whose end is broken or missing. Nothing is written
	// to it; Check tells more, Rebuild goes on with what is there.
	ErrDamaged = errors.New("the journal is damaged")
	// ErrNotFound is a row that does not exist.
	ErrNotFound = errors.New("not found")
	// ErrConflict is a change that does not fit the row as it is now.
	ErrConflict = errors.New("it has changed meanwhile")
	// ErrBusy is a database that others kept locked for 5 s. Trying again is right.
	ErrBusy = errors.New("the database is busy")
	// ErrFull is a full disk. Nothing was stored.
	ErrFull = errors.New("the disk is full")
	// ErrIO is a disk that failed. Nothing was stored, unless the method says
	// otherwise; the store opened itself again.
	ErrIO = errors.New("the disk failed")
	// ErrClock is a clock that is plainly not set; a number given by it would
	// be wrong for ever.
	ErrClock = errors.New("the clock is not set")
	// ErrNoSearch is a program that was built without SQLite's search.
	ErrNoSearch = errors.New("this program was built without SQLite's search: build and test with make, or with go's -tags sqlite_fts5")
	// ErrUnknownStaff is a staff number, PIN or badge that is nobody's.
	ErrUnknownStaff = errors.New("unknown staff number, PIN or badge")
)

// notFound gives a query that found no row its error; format names the row.
func notFound(err error, format string, args ...any) error {
	if errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf(format+": %w", append(args, ErrNotFound)...)
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
		return ErrReadOnly
	}
	var se sqlite3.Error
	if !errors.As(err, &se) {
		return nil
	}
	switch se.Code {
	case sqlite3.ErrBusy, sqlite3.ErrLocked:
		return ErrBusy
	case sqlite3.ErrConstraint:
		return ErrConflict
	case sqlite3.ErrFull:
		return ErrFull
	case sqlite3.ErrIoErr:
		return ErrIO
	case sqlite3.ErrReadonly, sqlite3.ErrCantOpen, sqlite3.ErrPerm:
		return ErrReadOnly
	case sqlite3.ErrNotADB:
		return ErrNotDatabase
	case sqlite3.ErrCorrupt:
		return ErrDamaged
	}
	return nil
}
