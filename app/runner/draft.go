package runner

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"countertop/app/document"
	"countertop/app/flow"
	"countertop/app/i18n"
	"countertop/app/repair"
)

// Drafts is what the runner needs of what is half done.
type Drafts interface {
	// SaveDraft keeps a draft, in place of an earlier one with its id.
	SaveDraft(ctx context.Context, d repair.Draft) error
	// Drafts are all that are kept, the latest first.
	Drafts(ctx context.Context) ([]repair.Draft, error)
	// DropDraft forgets a draft; one that is not there is forgotten already.
	DropDraft(ctx context.Context, id string) error
}

// runDraft carries out what is asked of drafts.
func (r *Runner) runDraft(ctx context.Context, c flow.Cmd) error {
	switch c := c.(type) {
	case flow.SaveDraft:
		return r.saveDraft(ctx, c.CheckIn)
	case flow.SavePickup:
		return r.savePickup(ctx, c.Pickup)
	case flow.DropDraft:
		if c.ID != "" {
			if err := r.o.Store.DropDraft(ctx, c.ID); err != nil {
				return err
			}
		}
		return r.o.Store.Set(ctx, setScreen, "")
	case flow.LoadDrafts:
		// The home screen asks for the list: no check-in is on the screen.
		err := r.o.Store.Set(ctx, setScreen, "")
		r.loadDrafts(ctx)
		return err
	case flow.OpenDraft:
		return r.openDraft(ctx, c.ID, false)
	default:
		return noCase(c)
	}
}

// saveDraft keeps the check-in, and that it is on the screen.
func (r *Runner) saveDraft(ctx context.Context, c flow.CheckIn) error {
	id := c.Draft
	if id == "" {
		return errors.New("runner: a draft without a name")
	}
	body, err := json.Marshal(c)
	if err != nil {
		return fmt.Errorf("runner: encode draft: %w", err)
	}
	title := c.Title()
	if n := i18n.Device(i18n.Lang(r.lang), c.Device); n != "" {
		title += " · " + n
	}
	d := repair.Draft{
		DraftInfo: repair.DraftInfo{ID: id, Order: c.Order, Screen: string(flow.ScreenCheckIn), Title: title, At: r.o.Now().UTC()},
		Body:      body,
	}
	if err := r.o.Store.SaveDraft(ctx, d); err != nil {
		return err
	}
	return r.o.Store.Set(ctx, setScreen, id)
}

func (r *Runner) loadDrafts(ctx context.Context) {
	ds, err := r.o.Store.Drafts(ctx)
	if err != nil {
		r.o.Log.Error("drafts not read", "error", err)
		return
	}
	infos := []repair.DraftInfo{}
	for _, d := range ds {
		switch {
		case d.Screen == string(flow.ScreenPickup) && !r.sameDay(d):
			r.failed("draft not dropped", r.o.Store.DropDraft(ctx, d.ID))
		case d.Screen == string(flow.ScreenCheckIn), d.Screen == string(flow.ScreenPickup):
			infos = append(infos, d.DraftInfo)
		}
	}
	r.o.Post(flow.DraftsLoaded{Drafts: infos})
}

// openDraft posts a draft; one that is gone leaves the list, and the screen as
// it is.
func (r *Runner) openDraft(ctx context.Context, id string, restored bool) error {
	ds, err := r.o.Store.Drafts(ctx)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(ds, func(d repair.Draft) bool { return d.ID == id })
	if i < 0 {
		r.loadDrafts(ctx)
		return nil
	}
	if ds[i].Screen == string(flow.ScreenPickup) {
		if restored && !r.sameDay(ds[i]) {
			return nil
		}
		return r.openOrder(ctx, flow.OpenOrder{Order: ds[i].Order, For: flow.ScreenPickup})
	}
	var c flow.CheckIn
	if err := json.Unmarshal(ds[i].Body, &c); err != nil {
		return fmt.Errorf("runner: decode draft %s: %w", id, err)
	}
	if err := r.catchUp(ctx, &c); err != nil {
		return err
	}
	if c.Step < flow.StepPrint && len(c.Done) > 0 {
		c.Step = flow.StepPrint
	}
	r.o.Post(flow.DraftOpened{CheckIn: c, Restored: restored})
	return nil
}

// catchUp gives a draft what the store did after it was saved: the power may have
// failed between the signature and the next page.
func (r *Runner) catchUp(ctx context.Context, c *flow.CheckIn) error {
	if c.Step == flow.StepPrint || c.Order == "" {
		return nil
	}
	var done []repair.Row
	for _, m := range c.Machines() {
		row, err := r.o.Store.Order(ctx, m.Order)
		if errors.Is(err, repair.ErrNotFound) || err == nil && row.Order.ReceivedAt.IsZero() {
			return nil
		}
		if err != nil {
			return err
		}
		done = append(done, row)
	}
	jobs, err := r.o.Store.Jobs(ctx, false)
	for _, j := range jobs {
		if slices.ContainsFunc(done, func(row repair.Row) bool { return row.Order.ID == j.Order }) {
			c.Jobs = append(c.Jobs, j.ID)
		}
	}
	c.Done = done
	return err
}

// savePickup keeps a pickup, and that it is on the screen.
func (r *Runner) savePickup(ctx context.Context, p flow.Pickup) error {
	body, err := json.Marshal(p)
	if err != nil {
		return fmt.Errorf("runner: encode pickup: %w", err)
	}
	o := p.Row.Order
	title := document.CustomerName(p.Row.Customer)
	if n := i18n.Device(i18n.Lang(r.lang), o.Device); n != "" {
		title += " · " + n
	}
	d := repair.Draft{
		DraftInfo: repair.DraftInfo{
			ID: flow.PickupDraft(o.ID), Order: o.ID, Screen: string(flow.ScreenPickup), Title: title, At: r.o.Now().UTC(),
		},
		Body: body,
	}
	if err := r.o.Store.SaveDraft(ctx, d); err != nil {
		return err
	}
	return r.o.Store.Set(ctx, setScreen, d.ID)
}

// keptPickup is what was kept of the pickup of an order, nil if there is nothing, or
// nothing of today: who came yesterday proves nothing of who comes now.
func (r *Runner) keptPickup(ctx context.Context, id repair.OrderID) (*flow.Pickup, error) {
	ds, err := r.o.Store.Drafts(ctx)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(ds, func(d repair.Draft) bool { return d.ID == flow.PickupDraft(id) })
	if i < 0 || !r.sameDay(ds[i]) {
		return nil, nil
	}
	var p flow.Pickup
	if err := json.Unmarshal(ds[i].Body, &p); err != nil {
		return nil, fmt.Errorf("runner: decode pickup %s: %w", id, err)
	}
	return &p, nil
}

// sameDay reports whether a draft was saved on the present day of the shop.
func (r *Runner) sameDay(d repair.Draft) bool {
	c := r.shop().Calendar
	return c.Day(d.At) == c.Day(r.o.Now())
}
