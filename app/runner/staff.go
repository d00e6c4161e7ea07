package runner

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strings"
	"sync"

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
	// ActOnStaff decides a command on a person, "" a new one, and returns them as they
	// are then. It returns a *repair.RuleError where a rule refuses.
	ActOnStaff(ctx context.Context, by, id repair.StaffID, c repair.SubjectCommand) (repair.Member, error)
	// ChangePIN sets a person's PIN. It returns repair.ErrPINLength, ErrPINWeak,
	// ErrUnknownStaff or a *repair.RuleError.
	ChangePIN(ctx context.Context, by, id repair.StaffID, pin string) error
	// HasRecovery says whether there is a recovery code. NewRecovery makes another one,
	// which is kept nowhere. RecoverPIN sets a PIN by the present one and returns the
	// next, late on purpose where the code is wrong: repair.ErrRecovery.
	HasRecovery(ctx context.Context) (bool, error)
	NewRecovery(ctx context.Context, by repair.StaffID) (string, error)
	RecoverPIN(ctx context.Context, code string, id repair.StaffID, pin string) (next string, err error)
	// Notable are the events that are looked over, the last first.
	Notable(ctx context.Context, limit int) ([]repair.Record, error)
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
	case flow.ActOnStaff:
		m, err := r.o.Store.ActOnStaff(ctx, c.By, c.ID, c.Command)
		if err != nil {
			r.refused(flow.TagStaff, err)
			return nil
		}
		return r.staffStored(ctx, m.ID, 0)
	case flow.ChangePIN:
		r.wg.Go(func() { r.changePIN(ctx, c) })
	case flow.MakeRecovery:
		code, err := r.o.Store.NewRecovery(ctx, c.By)
		if err != nil {
			r.refused(flow.TagRecovery, err)
			return nil
		}
		r.failed("staff not read", r.loadPeople(ctx))
		r.o.Post(flow.RecoveryCodeMade{Code: code, Paper: r.papers.keep(code)})
	case flow.RecoverPIN:
		r.wg.Go(func() { r.recoverPIN(ctx, c) })
	case flow.LoadNotable:
		list, err := r.o.Store.Notable(ctx, historyLimit)
		if err == nil {
			r.o.Post(flow.NotableLoaded{List: list})
		}
		return err
	default:
		return noCase(c)
	}
	return nil
}

// loadPeople posts who works in the shop.
func (r *Runner) loadPeople(ctx context.Context) error {
	people, err := r.o.Store.Staff(ctx)
	if err != nil {
		return fmt.Errorf("runner: load staff: %w", err)
	}
	pins, err := r.o.Store.PINLengths(ctx)
	r.failed("PINs not read", err) // then each is sent by touch
	has, err := r.o.Store.HasRecovery(ctx)
	r.failed("recovery code not read", err)
	r.o.Post(flow.PeopleLoaded{People: people, PINLengths: pins, HasRecovery: has})
	return nil
}

// refused tells the page that asked why nothing was stored.
func (r *Runner) refused(tag flow.Tag, err error) {
	r.o.Log.Error(string(tag), "error", err)
	f := flow.Failed{Tag: tag}
	if !errors.As(err, &f.Rule) {
		f.Problem = Problem(err)
	}
	r.o.Post(f)
}

// staffStored posts the people as they are now, and then the one who was changed.
func (r *Runner) staffStored(ctx context.Context, id repair.StaffID, pinLength int) error {
	people, err := r.o.Store.Staff(ctx)
	if err != nil {
		return err
	}
	r.failed("staff not read", r.loadPeople(ctx))
	for _, p := range people {
		if p.ID == id {
			r.o.Post(flow.StaffStored{Staff: p, PINLength: pinLength})
		}
	}
	return nil
}

// changePIN takes its time, beside the other commands.
func (r *Runner) changePIN(ctx context.Context, c flow.ChangePIN) {
	err := r.o.Store.ChangePIN(ctx, c.By, c.ID, c.PIN)
	r.work.Lock()
	defer r.work.Unlock()
	if err != nil {
		r.refused(flow.TagStaff, err)
		return
	}
	r.failed("staff not read", r.staffStored(ctx, c.ID, len(c.PIN)))
}

// recoverPIN is late where the code is wrong.
func (r *Runner) recoverPIN(ctx context.Context, c flow.RecoverPIN) {
	next, err := r.o.Store.RecoverPIN(ctx, c.Code, c.Staff, c.PIN)
	r.work.Lock()
	defer r.work.Unlock()
	if err != nil {
		r.refused(flow.TagRecovery, err)
		return
	}
	r.failed("staff not read", r.loadPeople(ctx))
	people, err := r.o.Store.Staff(ctx)
	r.failed("staff not read", err)
	m := flow.RecoveryCodeMade{Code: next, Paper: r.papers.keep(next)}
	for _, p := range people {
		if p.ID == c.Staff {
			m.Staff = &p
		}
	}
	r.o.Post(m)
}

// papers are the recovery codes that may still be printed: in memory, by the name
// under which their print job knows them, and each for one job alone. Nothing
// writes them down.
type papers struct {
	sync.Mutex
	codes map[string]*paper
}

type paper struct {
	code string
	job  int64 // that prints it, 0 for none yet
}

// errPaper is a recovery code that is printed no more.
var errPaper = errors.New("runner: this recovery code was printed already, or the program has been started anew: make another one")

// keep returns the name of a code. The codes before are worth nothing any more.
func (p *papers) keep(code string) string {
	p.Lock()
	defer p.Unlock()
	name := rand.Text()
	p.codes = map[string]*paper{name: {code: code}}
	return name
}

// codeFor is the code that a job prints.
func (p *papers) codeFor(j repair.PrintJob) (string, error) {
	p.Lock()
	defer p.Unlock()
	x := p.codes[j.Subject]
	if x == nil || x.job != 0 && x.job != j.ID {
		return "", errPaper
	}
	x.job = j.ID
	return x.code, nil
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
