package runner

import (
	"context"
	"errors"
	"fmt"
	"time"

	"countertop/app/document"
	"countertop/app/flow"
	"countertop/app/repair"
)

// Orders is what the runner needs of the orders.
type Orders interface {
	// Commit decides the commands of one act on the orders as they are, and stores
	// all that follows from them, or nothing; without an error it is durable. lang
	// is the language of what is printed. It returns a *repair.RuleError if a rule
	// refuses, repair.ErrNotFound, ErrUnknownStaff, ErrConflict or ErrClock. What
	// was stored and is asked for again is refused by a rule or does nothing.
	Commit(ctx context.Context, by repair.StaffID, lang string, commands ...repair.OrderCommand) (repair.Result, error)
	// Order returns one order, or repair.ErrNotFound.
	Order(ctx context.Context, id repair.OrderID) (repair.Row, error)
	// Events are what happened to an order, oldest first; none if there is no such
	// order.
	Events(ctx context.Context, id repair.OrderID) ([]repair.Event, error)
	// Customer returns a person, or repair.ErrNotFound.
	Customer(ctx context.Context, id repair.CustomerID) (repair.Customer, error)
	// Past is all that happened to an order, or repair.ErrNotFound.
	Past(ctx context.Context, id repair.OrderID) (repair.Past, error)
	// EachInShop calls f with every order whose machine is in the shop, by number.
	// Nothing is stored meanwhile, so f must not ask the store.
	EachInShop(ctx context.Context, f func(repair.Row)) error
	// FollowUps are the orders whose call is due on or before a day, the longest
	// due first.
	FollowUps(ctx context.Context, day repair.Date) ([]repair.Row, error)
	// Find returns up to limit orders that a text may mean, the newest first. They
	// have what a list shows, and no more.
	Find(ctx context.Context, text string, limit int) ([]repair.Row, error)
	// History are all orders of a machine by its serial number or IMEI, the newest
	// first.
	History(ctx context.Context, number string) ([]repair.Row, error)
	// Day counts what happened from a time until before another.
	Day(ctx context.Context, from, until time.Time) (repair.DayCount, error)
}

// runOrder carries out what is asked of orders.
func (r *Runner) runOrder(ctx context.Context, c flow.Cmd) error {
	switch c := c.(type) {
	case flow.Commit:
		r.commit(ctx, c)
		return nil
	case flow.OpenOrder:
		return r.openOrder(ctx, c)
	case flow.LoadFloor:
		return r.loadFloor(ctx)
	case flow.LoadDue:
		return r.loadDue(ctx)
	case flow.FindOrders:
		return r.find(ctx, c)
	case flow.LoadHistory:
		rows, err := r.o.Store.History(ctx, c.Serial)
		if err == nil {
			r.o.Post(flow.HistoryLoaded{Serial: c.Serial, Rows: rows})
		}
		return err
	case flow.CountDay:
		return r.countDay(ctx, c.Day)
	case flow.LoadEvents:
		events, err := r.o.Store.Events(ctx, c.Order)
		if err == nil {
			r.o.Post(flow.EventsLoaded{Order: c.Order, Events: events})
		}
		return err
	case flow.LoadPast:
		past, err := r.o.Store.Past(ctx, c.Order)
		if err == nil {
			r.o.Post(flow.PastLoaded{Past: past})
		}
		return err
	default:
		return noCase(c)
	}
}

// commit asks the store to decide again and to keep what follows.
func (r *Runner) commit(ctx context.Context, c flow.Commit) {
	act := append([]repair.OrderCommand{{Order: c.Order, Command: c.Command}}, c.Also...)
	if c.Signs != nil {
		act = signedOn(act, document.Signed(*c.Signs).Text())
	}
	done, err := r.o.Store.Commit(ctx, c.By, r.lang, act...)
	if err != nil {
		f := flow.Failed{Tag: c.Tag, Order: c.Order}
		switch {
		case errors.As(err, &f.Rule):
		case errors.Is(err, repair.ErrNotFound):
			// Somebody scanned a tag of ours that this store does not know.
			f.Rule = &repair.RuleError{Rule: repair.RuleUnknownOrder, Order: c.Order}
			r.o.Log.Info("no such order", "order", c.Order, "command", fmt.Sprintf("%T", c.Command))
		default:
			f.Problem = Problem(err)
			r.o.Log.Error("commit failed", "order", c.Order, "command", fmt.Sprintf("%T", c.Command), "error", err)
		}
		if row, err := r.o.Store.Order(ctx, c.Order); err == nil {
			f.Row = &row
		}
		r.o.Post(f)
		return
	}
	r.o.Post(flow.Committed{Tag: c.Tag, Result: done})
	if len(done.Jobs) > 0 {
		r.JobsChanged(ctx)
		r.o.Printers.Wake()
	}
}

// signedOn are commands whose signed documents have the text that was signed.
func signedOn(act []repair.OrderCommand, text string) (out []repair.OrderCommand) {
	for _, c := range act {
		c.Command = repair.WithSigned(c.Command, func(d repair.SignedDocument) repair.SignedDocument {
			d.Text = text
			return d
		})
		out = append(out, c)
	}
	return out
}

func (r *Runner) openOrder(ctx context.Context, c flow.OpenOrder) error {
	row, err := r.o.Store.Order(ctx, c.Order)
	switch {
	case err == nil:
		m := flow.OrderOpened{Row: row, For: c.For, Tag: c.Tag}
		if c.For == flow.ScreenPickup {
			m.Pickup, err = r.keptPickup(ctx, c.Order)
			r.failed("pickup not read", err)
		}
		r.o.Post(m)
	case errors.Is(err, repair.ErrNotFound):
		r.o.Post(flow.Failed{Tag: c.Tag, Order: c.Order, Rule: &repair.RuleError{Rule: repair.RuleUnknownOrder, Order: c.Order}})
	default:
		return err
	}
	return nil
}

func (r *Runner) loadFloor(ctx context.Context) error {
	shop := r.shop()
	cards := repair.NewCards(shop.Calendar, shop.Limits, r.o.Now())
	var list []repair.Card
	err := r.o.Store.EachInShop(ctx, func(row repair.Row) { list = append(list, cards.Of(row.Order, row.Customer)) })
	if err == nil {
		r.o.Post(flow.FloorLoaded{Floor: repair.NewFloor(list)})
	}
	return err
}

func (r *Runner) loadDue(ctx context.Context) error {
	rows, err := r.o.Store.FollowUps(ctx, r.shop().Calendar.Day(r.o.Now()))
	if err == nil {
		r.o.Post(flow.DueLoaded{Rows: rows})
	}
	return err
}

// inShop are the orders of all machines in the shop.
func (r *Runner) inShop(ctx context.Context) (orders []repair.Order, err error) {
	err = r.o.Store.EachInShop(ctx, func(row repair.Row) { orders = append(orders, row.Order) })
	return orders, err
}

func (r *Runner) find(ctx context.Context, c flow.FindOrders) error {
	if c.Serial {
		found := flow.OrdersFound{Text: c.Text, Serial: true, Problem: c.Problem}
		for _, number := range append([]string{c.Text}, c.Or...) {
			rows, err := r.o.Store.History(ctx, number)
			if err != nil {
				return err
			}
			if found.Rows = rows; len(rows) > 0 {
				break
			}
		}
		r.o.Post(found)
		return nil
	}
	rows, err := r.o.Store.Find(ctx, c.Text, 20)
	if err == nil {
		r.o.Post(flow.OrdersFound{Text: c.Text, Rows: rows})
	}
	return err
}

// count is what happened at this counter on a day of the shop.
func (r *Runner) count(ctx context.Context, day repair.Date) (repair.DayCount, error) {
	from, to := r.shop().Calendar.Bounds(day)
	return r.o.Store.Day(ctx, from, to)
}

func (r *Runner) countDay(ctx context.Context, day repair.Date) error {
	c, err := r.count(ctx, day)
	if err != nil {
		return err
	}
	r.o.Post(flow.DayCounted{Day: day, Count: c})
	return nil
}
