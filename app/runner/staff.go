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
	// StaffByPIN returns the person if the PIN is theirs. It returns
	// repair.ErrUnknownStaff, late, for a wrong one, and repair.ErrLocked after too
	// many.
	StaffByPIN(ctx context.Context, id repair.StaffID, pin string) (repair.Staff, error)
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
		r.staff(flow.StaffKnown{Staff: p}, err)
	case flow.CheckCopy:
		genuine := repair.CopyCode(r.o.Store.Key(), c.Order) == strings.ToUpper(c.Code)
		r.o.Post(flow.CopyRead{Order: c.Order, Genuine: genuine})
	default:
		return noCase(c)
	}
	return nil
}

func (r *Runner) checkPIN(ctx context.Context, c flow.CheckPIN) {
	p, err := r.o.Store.StaffByPIN(ctx, c.Staff, c.PIN)
	r.staff(flow.StaffKnown{Staff: p, PIN: true}, err)
}

func (r *Runner) staff(known flow.StaffKnown, err error) {
	if err != nil {
		r.o.Log.Warn("sign-in refused", "error", err)
		r.o.Post(flow.StaffUnknown{Locked: errors.Is(err, repair.ErrLocked)})
		return
	}
	r.o.Post(known)
}
