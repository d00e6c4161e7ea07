package runner

import (
	"context"
	"errors"
	"strings"

	"countertop/app/flow"
	"countertop/app/repair"
)

// Staff is what the runner needs of the people of the shop.
type Staff interface {
	// Staff are all of them, by number.
	Staff(ctx context.Context) ([]repair.Staff, error)
	// PINLengths has an entry for everybody who has a PIN: its digits, 0 if that is
	// not known.
	PINLengths(ctx context.Context) (map[repair.StaffID]int, error)
	// StaffByPIN returns the person if the PIN is theirs, late on purpose. It returns
	// a *repair.PINRefusal if it is not taken. page is the customer's page on which it
	// is tried, "" if the customer does not have the screen.
	StaffByPIN(ctx context.Context, id repair.StaffID, pin, page string) (repair.Staff, error)
	// StaffByBadge returns the person whose present badge a code is, or
	// repair.ErrUnknownStaff.
	StaffByBadge(ctx context.Context, code string) (repair.Staff, error)
	// Key is the shop's secret, under which its badges and copies are worth
	// something.
	Key() []byte
}

// runStaff carries out what is asked of codes that only the shop can have made.
func (r *Runner) runStaff(ctx context.Context, c flow.Cmd) error {
	switch c := c.(type) {
	case flow.CheckPIN:
		r.wg.Go(func() { r.checkPIN(ctx, c) })
	case flow.CheckBadge:
		p, err := r.o.Store.StaffByBadge(ctx, c.Code)
		if err != nil {
			r.o.Log.Warn("sign-in refused", "error", err)
			r.o.Post(flow.StaffUnknown{})
			return nil
		}
		r.o.Post(flow.StaffKnown{Staff: p})
	case flow.CheckCopy:
		genuine := repair.CopyCode(r.o.Store.Key(), c.Order) == strings.ToUpper(c.Code)
		r.o.Post(flow.CopyRead{Order: c.Order, Genuine: genuine})
	default:
		return noCase(c)
	}
	return nil
}

// checkPIN tells a wrong PIN from one that could not be checked: who is told that
// their PIN is wrong tries others.
func (r *Runner) checkPIN(ctx context.Context, c flow.CheckPIN) {
	p, err := r.o.Store.StaffByPIN(ctx, c.Staff, c.PIN, string(c.Page))
	if err == nil {
		r.o.Post(flow.StaffKnown{Staff: p, PINLength: len(c.PIN)})
		return
	}
	refusal := &repair.PINRefusal{Staff: c.Staff, Page: string(c.Page)}
	switch {
	case errors.As(err, &refusal):
		r.o.Log.Warn("sign-in refused", "error", err)
	case errors.Is(err, repair.ErrUnknownStaff):
		r.o.Log.Warn("sign-in refused", "error", err)
		refusal.Why = repair.PINWrong // somebody who is gone
	default:
		r.failed("PIN not checked", err)
	}
	r.o.Post(flow.StaffUnknown{PIN: refusal})
}
