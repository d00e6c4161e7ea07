package repair

import "errors"

// Errors of who keeps the orders, beside *RuleError: those that a caller decides
// on. They come wrapped in what was being done.
var (
	// ErrNotFound is something that is not there.
	ErrNotFound = errors.New("not found")
	// ErrConflict is a change that does not fit what is there now.
	ErrConflict = errors.New("it has changed meanwhile")
	// ErrUnknownStaff is a staff number, PIN or badge that is nobody's.
	ErrUnknownStaff = errors.New("unknown staff number, PIN or badge")
	// ErrLocked is a person whose PIN was wrong too often.
	ErrLocked = errors.New("locked after too many wrong PINs")
	// ErrBusy is a database that others kept locked. Trying again is right.
	ErrBusy = errors.New("the database is busy")
	// ErrFull is a full disk. Nothing was stored.
	ErrFull = errors.New("the disk is full")
	// ErrIO is a disk that failed. Nothing was stored, unless the method says
	// otherwise.
	ErrIO = errors.New("the disk failed")
	// ErrReadOnly is a data directory that cannot be written.
	ErrReadOnly = errors.New("the data directory cannot be written")
	// ErrClock is a clock that is plainly not set; a number given by it would
	// be wrong for ever.
	ErrClock = errors.New("the clock is not set")
)
