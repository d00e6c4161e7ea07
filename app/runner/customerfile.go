package runner

import (
	"context"
	"errors"

	"countertop/app/flow"
	"countertop/app/repair"
)

// CustomerFiles is what the runner needs of what is kept of a customer.
type CustomerFiles interface {
	// CustomerFile is all that is kept of a customer, or repair.ErrNotFound: they may
	// have been erased.
	CustomerFile(ctx context.Context, id repair.CustomerID) (repair.CustomerFile, error)
	// MergeCustomers makes one customer of two entries and returns them as they are
	// then. It returns a *repair.RuleError if a rule refuses, or repair.ErrNotFound.
	MergeCustomers(ctx context.Context, by repair.StaffID, into, from repair.CustomerID) (repair.Customer, error)
	// EraseCustomer forgets a customer. It returns a *repair.RuleError if a rule
	// refuses, or repair.ErrNotFound.
	EraseCustomer(ctx context.Context, by repair.StaffID, id repair.CustomerID, reason string) error
}

// runCustomerFile carries out what is asked of one customer.
func (r *Runner) runCustomerFile(ctx context.Context, c flow.Cmd) error {
	switch c := c.(type) {
	case flow.LoadCustomer:
		f, err := r.o.Store.CustomerFile(ctx, c.ID)
		if err != nil && !errors.Is(err, repair.ErrNotFound) {
			return err
		}
		r.o.Post(flow.CustomerLoaded{ID: c.ID, File: f})
	case flow.MergeCustomers:
		who, err := r.o.Store.MergeCustomers(ctx, c.By, c.Into, c.From)
		if errors.Is(err, repair.ErrNotFound) {
			err = &repair.RuleError{Rule: repair.RuleMerge, Subject: c.From.Subject(), Need: []string{"known"}}
		}
		if err != nil {
			r.refused(flow.TagCustomer, err)
			return nil
		}
		f, err := r.o.Store.CustomerFile(ctx, who.ID)
		if err != nil {
			return err
		}
		r.o.Post(flow.CustomersMerged{From: c.From, File: f})
	case flow.EraseCustomer:
		err := r.o.Store.EraseCustomer(ctx, c.By, c.ID, c.Reason)
		if err != nil && !errors.Is(err, repair.ErrNotFound) { // else they are forgotten already
			r.refused(flow.TagCustomer, err)
			return nil
		}
		r.o.Post(flow.CustomerErased{ID: c.ID})
	default:
		return noCase(c)
	}
	return nil
}
