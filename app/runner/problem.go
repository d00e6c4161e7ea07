package runner

import (
	"errors"

	"countertop/app/repair"
)

// Problem is the key of the sentence that tells a person what went wrong.
func Problem(err error) string {
	switch {
	case errors.Is(err, repair.ErrFull), errors.Is(err, repair.ErrIO), errors.Is(err, repair.ErrReadOnly):
		return "problem.disk"
	case errors.Is(err, repair.ErrBusy), errors.Is(err, repair.ErrConflict):
		return "problem.conflict"
	case errors.Is(err, repair.ErrNotFound):
		return "problem.unknown-order"
	case errors.Is(err, repair.ErrClock):
		return "health.clock"
	case errors.Is(err, repair.ErrPINLength):
		return "problem.pin-length"
	case errors.Is(err, repair.ErrPINWeak):
		return "problem.pin-weak"
	case errors.Is(err, repair.ErrRecovery):
		return "problem.recovery"
	}
	return "problem.store"
}
