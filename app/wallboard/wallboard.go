// Package wallboard brings what changes in the store of a counter onto a board on
// a display of its own. It reads a store that another process has open, and
// changes nothing.
package wallboard

import (
	"context"
	"errors"
	"log/slog"
	"sync/atomic"
	"time"

	"countertop/app/flow"
	"countertop/app/repair"
)

const (
	// lookEvery is how often the board looks for changes.
	lookEvery = 500 * time.Millisecond
	// renewEvery is how often the store is opened anew and everything read: cards
	// tell days.
	renewEvery = 24 * time.Hour
)

// Watch is a store that is looked at. It is used by one goroutine.
type Watch interface {
	// House is who works in the shop, and what is set of it: of each nil if it has
	// not changed since House was called last.
	House(ctx context.Context) (people []repair.Staff, values map[string]string, err error)
	// Changed are the orders that have changed since it was called last, those too
	// that left the shop; whole says that they are all machines in the shop. Without
	// a change it costs next to nothing. An error leaves what was seen as it was.
	Changed(ctx context.Context) (orders []repair.Row, whole bool, err error)
	Close() error
}

// Options are what a Board works with.
type Options struct {
	// Open opens the store for looking. An error is one that passes: the store is
	// not there yet, or of another version; it is tried again.
	Open func(context.Context) (Watch, error)
	// Cards makes the cards of orders as of now.
	Cards func() *repair.Cards
	// Set takes what is set of the shop, and tells the loop; the cards are made anew
	// after it.
	Set func(values map[string]string)
	// Post hands a message to the loop.
	Post func(flow.Msg)
	Log  *slog.Logger
}

// Board is a board that follows a store.
type Board struct {
	o     Options
	store Watch // nil until it is open
	floor *repair.Floor
	since time.Time // when the whole floor was read
	bad   bool
	renew atomic.Bool // whatever since says
	fresh bool        // the store was opened, and nothing was read yet
}

// New returns a board; Run starts it.
func New(o Options) *Board { return &Board{o: o} }

// Renew reads everything anew at the next look: what Options.Cards makes has
// changed. It may be called from any goroutine.
func (b *Board) Renew() { b.renew.Store(true) }

// Run looks until ctx ends, and closes the store. Trouble is posted once, and when
// it is over.
func (b *Board) Run(ctx context.Context) {
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for {
		b.tell(b.look(ctx))
		select {
		case <-tick.C:
		case <-ctx.Done():
			if b.store != nil {
				_ = b.store.Close() // it only read
			}
			return
		}
	}
}

// look brings the board up to date.
func (b *Board) look(ctx context.Context) (err error) {
	if b.store != nil && (b.renew.Swap(false) || time.Since(b.since) > renewEvery) {
		err = b.store.Close()
		b.store = nil
	}
	if b.store == nil {
		if e := b.open(ctx); e != nil {
			return errors.Join(err, e)
		}
	}
	if err := b.house(ctx); err != nil {
		return err
	}
	orders, whole, err := b.store.Changed(ctx)
	if err != nil || !whole && len(orders) == 0 {
		return err
	}
	b.floor = changed(b.floor, orders, whole, b.o.Cards())
	b.o.Post(flow.FloorLoaded{Floor: b.floor})
	return nil
}

func (b *Board) open(ctx context.Context) error {
	opened, err := b.o.Open(ctx)
	if err != nil {
		return err
	}
	b.store, b.since = opened, time.Now()
	b.fresh = true
	return nil
}

// house tells of people and settings that have changed. After settings everything
// is read anew: the cards count with them.
func (b *Board) house(ctx context.Context) error {
	people, values, err := b.store.House(ctx)
	if err != nil {
		return err
	}
	if people != nil {
		b.o.Post(flow.PeopleLoaded{People: people})
	}
	if values == nil {
		return nil
	}
	b.o.Set(values)
	if !b.fresh {
		b.Renew()
	}
	b.fresh = false
	return nil
}

// changed is a floor after some orders have changed, or made of all of them.
func changed(floor *repair.Floor, orders []repair.Row, whole bool, cards *repair.Cards) *repair.Floor {
	if whole {
		list := make([]repair.Card, len(orders))
		for i, r := range orders {
			list[i] = cards.Of(r.Order, r.Customer)
		}
		return repair.NewFloor(list)
	}
	for _, r := range orders {
		if r.Order.InShop() {
			floor = floor.With(cards.Of(r.Order, r.Customer))
		} else {
			floor = floor.Without(r.Order.ID)
		}
	}
	return floor
}

// tell tells people of trouble once, and when it is over. After trouble the store
// is opened again.
func (b *Board) tell(err error) {
	if bad := err != nil; bad != b.bad {
		b.bad = bad
		h := flow.Health{}
		if bad {
			h.Problems = []string{"health.board-store"}
			b.o.Log.Error("board", "error", err)
		}
		b.o.Post(flow.HealthChanged{Health: h})
	}
	if err != nil && b.store != nil {
		_ = b.store.Close()
		b.store = nil
	}
}
