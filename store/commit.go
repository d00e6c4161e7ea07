package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"countertop/app/repair"
)

// Command is what a person wants to do to one order.
type Command struct {
	// Order is the order; AssignNumber has none.
	Order   repair.OrderID
	Command repair.Command
	By      repair.StaffID
	// Lang is the language of what it prints.
	Lang string
	// SameCustomer gives a check-in the person of the one before it in
	// CommitAll, who may have been new.
	SameCustomer bool
}

// Result is what a command did.
type Result struct {
	// Before and Order are the order as it was and as it is now. The store
	// remembers them: clone a slice before writing to it.
	Before, Order repair.Order
	Customer      repair.Customer
	// Events are those that were stored; none if there was nothing to do.
	Events []repair.Event
	// Jobs are the print jobs that they asked for.
	Jobs []repair.PrintJob
	// Passcode is the answer to repair.ShowPasscode.
	Passcode string
}

// Commit decides a command on the order as it is and stores everything that
// follows from it in one transaction: events, order, person, signature and
// print jobs. When it returns without an error, all of it is durable.
//
// It gives AssignNumber the next number of this station, a new customer an id,
// a machine taken in its slot, and a move to a shelf its slot; a move whose old
// slot was given away meanwhile is undone to another slot of that shelf.
// Approvals carry the role that the staff list gives the person. Who collects
// for a customer is put down as a person too.
//
// It returns a *repair.RuleError if a rule refuses, ErrNotFound, ErrUnknownStaff,
// ErrClock, ErrBusy, ErrFull or ErrIO, wrapped; then nothing was stored.
func (s *Store) Commit(ctx context.Context, c Command) (Result, error) {
	results, err := s.CommitAll(ctx, []Command{c})
	if err != nil {
		return Result{}, err
	}
	return results[0], nil
}

// CommitAll is Commit for several commands: the machines of one visit. All are
// stored in one transaction, or none is.
func (s *Store) CommitAll(ctx context.Context, commands []Command) (results []Result, err error) {
	head := "" // of the last event
	err = s.append(ctx, "commit", func(ctx context.Context, tx execer, m *memory) error {
		var customer repair.CustomerID
		for _, c := range commands {
			if in, ok := c.Command.(repair.CheckIn); ok && c.SameCustomer {
				in.Customer.ID = customer
				c.Command = in
			}
			res, err := s.commit(ctx, tx, c, m)
			if err != nil {
				if len(results) > 0 {
					s.known = nil // it knows those before as done
				}
				return err
			}
			if len(res.Events) > 0 {
				head = res.Order.Head
			}
			customer = res.Customer.ID
			results = append(results, res)
		}
		return nil
	})
	if errors.Is(err, ErrIO) && head != "" && len(results) == len(commands) {
		// The disk failed, the store opened again: what counts is whether the
		// last event is in the journal now.
		var n int
		again := s.read("verify commit", func(db *sql.DB) error {
			return db.QueryRow(`SELECT count(*) FROM event WHERE hash = unhex(?)`, head).Scan(&n)
		})
		if again == nil && n == 1 {
			err = nil
		}
	}
	if err != nil {
		return nil, err
	}
	return results, nil
}

// append is write for events: at its end, f moves the end of the journal on.
func (s *Store) append(ctx context.Context, op string, f func(context.Context, execer, *memory) error) error {
	return s.appendTo(ctx, op, remember, f)
}

// appendTo is append with no more in memory than read reads, if it must be read.
func (s *Store) appendTo(ctx context.Context, op string, read func(context.Context, querier, string) (*memory, error), f func(context.Context, execer, *memory) error) error {
	s.writing.Lock()
	defer s.writing.Unlock()
	var m *memory
	err := s.store(ctx, op, func(ctx context.Context, tx execer) (err error) {
		if s.known == nil {
			if s.known, err = read(ctx, tx, s.station); err != nil {
				return err
			}
		}
		m = s.known
		return f(ctx, tx, m)
	})
	if err == nil {
		s.anchor.set(m.end)
	}
	return err
}

func (s *Store) commit(ctx context.Context, tx execer, c Command, m *memory) (res Result, err error) {
	end := m.end
	// What is not in the stored form of an event must not be in the order.
	now := s.now().Truncate(time.Millisecond)
	var by repair.Staff // without a name the rules refuse
	if c.By != "" {
		if by, err = m.staffOf(c.By); err != nil {
			return res, err
		}
	}
	cmd, err := m.approve(c.Command)
	if err != nil {
		return res, err
	}
	var row OrderRow
	if _, first := cmd.(repair.AssignNumber); first {
		if end.number, err = s.nextNumber(ctx, tx, end.number, now); err != nil {
			return res, err
		}
		row.Order.ID = end.number
	} else if row, err = m.orderOf(ctx, tx, c.Order); err != nil {
		return res, err
	}
	res = Result{Before: row.Order, Order: row.Order, Customer: row.Customer}

	view, cmd, err := s.settle(ctx, tx, m, row.Order, cmd)
	if err != nil {
		return res, err
	}
	events, err := repair.Decide(view, cmd, by, now)
	if err != nil || len(events) == 0 {
		return res, err
	}
	var collector repair.Customer
	switch cmd := cmd.(type) {
	case repair.CheckIn:
		if res.Customer, err = s.putPerson(ctx, tx, cmd.Customer, row.Order.ID); err == nil && cmd.Passcode != "" {
			err = keepPasscode(ctx, tx, row.Order.ID, cmd.Passcode)
		}
	case repair.ShowPasscode:
		res.Passcode, err = passcodeOf(ctx, tx, row.Order.ID)
	case repair.PickUp:
		if cmd.Collector.Name != "" {
			collector, err = s.putPerson(ctx, tx, cmd.Collector, "")
		} else if id := cmd.Identity.Collector; id != "" {
			_, err = personOf(ctx, tx, id)
		}
	}
	if err != nil {
		return res, err
	}
	if sheet := signed(cmd); !sheet.Empty() {
		if err := putSignature(ctx, tx, row.Order, *sheet); err != nil {
			return res, err
		}
	}
	for _, e := range events {
		e.Station = s.station
		was := res.Order
		if end.head, res.Order, e, err = fold(ctx, tx, end.head, was, e, row.last); err != nil {
			return res, err
		}
		row.last = placeOf(s.station, end.head.seq)
		if err := project(ctx, tx, was, res.Order, e, row.last); err != nil {
			return res, err
		}
		res.Events = append(res.Events, e)
		for _, j := range repair.Wanted(res.Order, e) {
			j.Lang = c.Lang
			if j, err = addJob(ctx, tx, j); err != nil {
				return res, err
			}
			res.Jobs = append(res.Jobs, j)
		}
	}
	m.end = end
	m.keep(OrderRow{res.Order, res.Customer, row.last})
	if _, in := cmd.(repair.CheckIn); in {
		m.met(res.Customer)
	}
	if collector.ID != "" {
		m.met(collector)
	}
	return res, nil
}

// nextNumber takes the number after last.
func (s *Store) nextNumber(ctx context.Context, tx execer, last repair.OrderID, now time.Time) (repair.OrderID, error) {
	id, err := repair.NextOrderID(s.station[0], last, now)
	if err != nil && last == "" {
		return "", fmt.Errorf("%w: %w", ErrClock, err) // days cannot be used up yet
	}
	if err != nil {
		return "", err
	}
	return id, setMeta(ctx, tx, "last-number", string(id))
}

// settle fills in what only the store can know. It returns the order as Decide
// shall see it, and the command.
func (s *Store) settle(ctx context.Context, tx execer, m *memory, o repair.Order, c repair.Command) (repair.Order, repair.Command, error) {
	switch c := c.(type) {
	case repair.PickUp:
		c.Signed = salted(c.Signed)
		var err error
		if c.Collector.ID == "" && c.Collector.Name != "" {
			c.Collector.ID, err = s.nextCustomer(ctx, tx)
		}
		if c.Collector.ID != "" {
			c.Identity.Collector = c.Collector.ID
		}
		return o, c, err
	case repair.CheckIn:
		c.Signed = salted(c.Signed)
		c.Reserved = s.layout.FreeSlot(repair.ShelfAwaitingTest, o.ID, m.occupied(s.layout, repair.ShelfAwaitingTest))
		var err error
		if c.Customer.ID == "" {
			c.Customer.ID, err = s.nextCustomer(ctx, tx)
		}
		return o, c, err
	case repair.AnswerQuote:
		c.Signed = salted(c.Signed)
		return o, c, nil
	case repair.MoveMachine:
		if !c.To.Kind.IsShelf() {
			c.To.Slot = 0
			return o, c, nil
		}
		taken := m.occupied(s.layout, c.To.Kind)
		asks := o
		if by, ok := taken[o.Reserved]; ok && by != o.ID {
			asks.Reserved = repair.Place{} // another machine stands there
		}
		var err error
		c.To, err = s.layout.Settle(asks, c.To, taken)
		return o, c, err
	case repair.UndoMove:
		if o.LastMove == nil || o.LastMove.From.Slot == 0 {
			return o, c, nil
		}
		back := *o.LastMove
		taken := m.occupied(s.layout, back.From.Kind)
		if by, ok := taken[back.From]; ok && by != o.ID {
			back.From = s.layout.FreeSlot(back.From.Kind, o.ID, taken)
			o.LastMove = &back
		}
	}
	return o, c, nil
}

func signed(c repair.Command) *repair.SignedDocument {
	switch c := c.(type) {
	case repair.CheckIn:
		return c.Signed
	case repair.PickUp:
		return c.Signed
	case repair.AnswerQuote:
		return c.Signed
	}
	return nil
}

// History is an order decided elsewhere, to be taken over whole.
type History struct {
	Customer repair.Customer
	Events   []repair.Event
}

// Import appends whole histories of orders that are not in the store yet, in
// one transaction, and prints nothing. Their events must be those that
// repair.Decide gave, in order; numbers and customer ids must be this
// station's. It returns ErrConflict for an order that is there already.
func (s *Store) Import(ctx context.Context, histories []History) error {
	return s.appendTo(ctx, "import", rememberEnd, func(ctx context.Context, tx execer, m *memory) error {
		s.known = nil
		end := &m.end
		customer, err := meta(ctx, tx, "last-customer")
		if err != nil {
			return err
		}
		people := moved{now: map[repair.CustomerID]int64{}}
		for _, h := range histories {
			var o repair.Order
			var last string
			for _, e := range h.Events {
				e.Station = s.station
				if end.head, o, _, err = fold(ctx, tx, end.head, o, e, last); err != nil {
					return err
				}
				last = placeOf(s.station, end.head.seq)
			}
			if o.ID.Station() != s.station {
				return fmt.Errorf("%w: %s", ErrOtherStation, o.ID)
			}
			if err := insert(ctx, tx, o, last); err != nil {
				return err
			}
			end.number = max(end.number, o.ID)
			if h.Customer.ID != "" {
				customer = max(customer, string(h.Customer.ID))
				_, was, err := storePerson(ctx, tx, h.Customer, o.ID)
				if err != nil {
					return err
				}
				people.add(h.Customer.ID, was, o.ID)
			}
		}
		return errors.Join(s.indexMoved(ctx, tx, people), setMeta(ctx, tx, "last-number", string(end.number)), setMeta(ctx, tx, "last-customer", customer))
	})
}
