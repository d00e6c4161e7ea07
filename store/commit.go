package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"countertop/app/repair"
)

// Commit decides the commands of one act on the orders as they are and stores
// everything that follows from them in one transaction: events, orders, persons,
// signatures and print jobs. When it returns without an error, all of it is
// durable; otherwise nothing is stored. lang is the language of what is printed.
//
// It gives AssignNumber the next number of this station, a new customer an id,
// a machine taken in its slot, a signed document its salt, and a move to a shelf its
// slot; a move whose old slot was given away meanwhile is undone to another slot
// of that shelf. Approvals carry the role that the staff list gives the person.
// Who collects for a customer is put down as a person too. A check-in behind
// another command is that of another machine of the same visit, and gets the
// person of the one before it, who may have been new.
//
// It returns a *repair.RuleError if a rule refuses, repair.ErrNotFound,
// repair.ErrUnknownStaff, repair.ErrConflict, repair.ErrClock, repair.ErrBusy, repair.ErrFull or repair.ErrIO, wrapped. A
// command that was stored, given again, is decided again: where it would not be
// the same thing twice, a rule refuses it or there is nothing to do.
func (s *Store) Commit(
	ctx context.Context, by repair.StaffID, lang string, commands ...repair.OrderCommand,
) (res repair.Result, err error) {
	if by == repair.SystemID {
		return res, wrap("commit", repair.ErrUnknownStaff) // CommitSystem is its way
	}
	return s.commitBy(ctx, by, lang, commands)
}

// CommitSystem is Commit by the program itself, for what nobody does: it works
// whoever still works here. The rules let it do only what their table says.
func (s *Store) CommitSystem(ctx context.Context, commands ...repair.OrderCommand) (repair.Result, error) {
	return s.commitBy(ctx, repair.SystemID, "", commands)
}

// commitBy is Commit in the name of a person or of the program.
func (s *Store) commitBy(
	ctx context.Context, by repair.StaffID, lang string, commands []repair.OrderCommand,
) (res repair.Result, err error) {
	head, done := "", 0 // the last event, and how many commands were decided
	err = s.append(ctx, "commit", func(ctx context.Context, tx execer, m *memory) error {
		var customer repair.CustomerID
		for i, c := range commands {
			if in, ok := c.Command.(repair.CheckIn); ok && i > 0 {
				in.Customer.ID = customer
				c.Command = in
			}
			one, err := s.commit(ctx, tx, m, command{c, by, lang})
			if err != nil {
				if i > 0 {
					s.known = nil // it knows those before as done
				}
				return err
			}
			if len(one.Events) > 0 {
				head = one.Order.Head
			}
			customer, done = one.Customer.ID, i+1
			if i == 0 {
				res = one
				continue
			}
			res.Also, res.Jobs = append(res.Also, one.Row), append(res.Jobs, one.Jobs...)
		}
		return nil
	})
	if errors.Is(err, repair.ErrIO) && head != "" && done == len(commands) {
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
		return repair.Result{}, err
	}
	return res, nil
}

// append is write for events: at its end, f moves the end of the journal on.
func (s *Store) append(ctx context.Context, op string, f func(context.Context, execer, *memory) error) error {
	return s.appendTo(ctx, op, remember, f)
}

// appendTo is append with no more in memory than read reads, if it must be read.
func (s *Store) appendTo(
	ctx context.Context, op string,
	read func(context.Context, querier, string) (*memory, error), f func(context.Context, execer, *memory) error,
) error {
	s.writing.Lock()
	defer s.writing.Unlock()
	var m *memory
	err := s.store(ctx, op, func(ctx context.Context, tx execer) (err error) {
		if s.known == nil {
			if s.known, err = read(ctx, tx, s.origin); err != nil {
				return err
			}
		}
		m = s.known
		was := m.end
		if err := f(ctx, tx, m); err != nil {
			m.end = was // nothing of it is stored
			return err
		}
		return nil
	})
	if err == nil {
		s.anchor.set(func(a *anchor) { a.origin, a.head, a.number = m.end.origin, m.end.head, m.end.number })
	}
	return err
}

// command is one command of an act.
type command struct {
	repair.OrderCommand
	by   repair.StaffID
	lang string // of what it prints
}

// commit decides a command and writes what follows from it.
func (s *Store) commit(ctx context.Context, tx execer, m *memory, c command) (res repair.Result, err error) {
	end := &m.end
	// What is not in the stored form of an event must not be in the order.
	now := s.now().Truncate(milli)
	by, err := m.actor(c.by)
	if err != nil {
		return res, err
	}
	cmd, err := m.approve(c.Command)
	if err != nil {
		return res, err
	}
	var row orderRow
	if _, first := cmd.(repair.AssignNumber); first {
		if end.number, err = s.nextNumber(ctx, tx, end.number, now); err != nil {
			return res, err
		}
		row.Order.ID = end.number
	} else if row, err = m.orderOf(ctx, tx, c.Order); err != nil {
		return res, err
	}
	res = repair.Result{Before: row.Order, Row: row.Row}

	cmd, signed := salt(cmd)
	view, cmd, err := s.settle(ctx, tx, m, row.Order, cmd)
	if err != nil {
		return res, err
	}
	events, err := repair.Decide(view, cmd, by, now)
	if err != nil || len(events) == 0 {
		return res, err
	}
	met, err := s.keepApart(ctx, tx, m, by, cmd, &res)
	if err != nil {
		return res, err
	}
	if !signed.Empty() {
		if err := putSignature(ctx, tx, row.Order, *signed); err != nil {
			return res, err
		}
	}
	for _, e := range events {
		if row.ends, err = s.happened(ctx, tx, end, row.ends, c.lang, e, &res); err != nil {
			return res, err
		}
	}
	m.keep(orderRow{res.Row, row.ends})
	for _, p := range met {
		m.met(p)
	}
	return res, nil
}

// keepApart keeps what no event may hold, and what may be erased: who brought or
// collects the machine of res, and what opens it. It returns the persons as they
// are now, and fills in what is asked for.
func (s *Store) keepApart(
	ctx context.Context, tx execer, m *memory, by repair.Staff, c repair.Command, res *repair.Result,
) (met []repair.Customer, err error) {
	id := res.Order.ID
	switch c := c.(type) {
	case repair.CheckIn:
		if res.Customer, err = s.putPerson(ctx, tx, m, by, c.Customer, id); err == nil && c.Passcode != "" {
			err = keepPasscode(ctx, tx, id, c.Passcode)
		}
		return []repair.Customer{res.Customer}, err
	case repair.CorrectOrder:
		if c.Customer.Ink == nil && c.Customer.Name == "" {
			c.Customer.Ink = c.Was.Ink
		}
		res.Customer, err = s.correctPerson(ctx, tx, m, by, c.Customer, id)
		return []repair.Customer{res.Customer}, err
	case repair.ShowPasscode:
		res.Passcode, err = passcodeOf(ctx, tx, id)
	case repair.PickUp:
		if c.Collector.Name != "" {
			collector, err := s.putPerson(ctx, tx, m, by, c.Collector, "")
			return []repair.Customer{collector}, err
		}
		if id := c.Identity.Collector; id != "" {
			_, err = personOf(ctx, tx, id)
		}
	default: // names nobody
	}
	return nil, err
}

// happened writes an event of the order in res behind end, and the print jobs
// that it asks for in a language; ends are the order's events before. It returns
// them as they are now.
func (s *Store) happened(
	ctx context.Context, tx execer, end *anchor, ends repair.Refs, lang string, e repair.Event, res *repair.Result,
) (repair.Refs, error) {
	e.Base = ends
	was := res.Order
	record, now, err := fold(ctx, tx, end, was, e)
	if err != nil {
		return ends, err
	}
	ends = repair.MakeRefs(record.Ref())
	if err := project(ctx, tx, was, now, record.Event, ends); err != nil {
		return ends, err
	}
	res.Order, res.Events = now, append(res.Events, record.Event)
	for _, j := range repair.Wanted(now, record.Event) {
		j.Lang = lang
		if j, err = addJob(ctx, tx, j); err != nil {
			return ends, err
		}
		res.Jobs = append(res.Jobs, j)
	}
	return ends, nil
}

// fold adds an event to the journal and applies it to its order as the journal
// says it.
func fold(ctx context.Context, tx execer, end *anchor, o repair.Order, e repair.Event) (repair.Record, repair.Order, error) {
	record, err := happen(ctx, tx, end, e)
	if err != nil {
		return record, o, err
	}
	o = repair.Apply(o, record.Event)
	o.Head = record.Hash
	return record, o, nil
}

// nextNumber takes the number after last.
func (s *Store) nextNumber(ctx context.Context, tx execer, last repair.OrderID, now time.Time) (repair.OrderID, error) {
	id, err := repair.NextOrderID(s.station[0], last, now)
	if err != nil && last == "" {
		return "", fmt.Errorf("%w: %w", repair.ErrClock, err) // days cannot be used up yet
	}
	if err != nil {
		return "", err
	}
	return id, setMeta(ctx, tx, "last-number", string(id))
}

// settlePickup says who collects, and which numbers they may be known by.
func (s *Store) settlePickup(ctx context.Context, tx execer, o repair.Order, c repair.PickUp) (repair.Order, repair.Command, error) {
	var err error
	for _, id := range []*repair.CustomerID{&c.Collector.ID, &c.Identity.Collector} {
		if *id, err = merged(ctx, tx, *id); err != nil {
			return o, c, err
		}
	}
	if as := c.Identity.As; as == repair.CollectorSelf || as == repair.CollectorRegistered {
		customer, err := personOf(ctx, tx, o.Customer)
		if err != nil {
			return o, c, err
		}
		c.Phones = customer.PhonesOf(as, c.Collector.Name)
		if as == repair.CollectorSelf {
			c.Collector = repair.Customer{}
			c.Identity.Collector = o.Customer
		}
	}
	if c.Collector.ID == "" && c.Collector.Name != "" {
		c.Collector.ID, err = s.nextCustomer(ctx, tx)
	}
	if c.Collector.ID != "" {
		c.Identity.Collector = c.Collector.ID
	}
	return o, c, err
}

// settle fills in what only the store can know. It returns the order as Decide
// shall see it, and the command.
func (s *Store) settle(ctx context.Context, tx execer, m *memory, o repair.Order, c repair.Command) (repair.Order, repair.Command, error) {
	switch c := c.(type) {
	case repair.PickUp:
		return s.settlePickup(ctx, tx, o, c)
	case repair.UndoPickUp:
		events, err := eventsOf(ctx, tx, o.ID)
		c.From = repair.BeforePickUp(events)
		return o, c, err
	case repair.CorrectOrder:
		p, err := personOf(ctx, tx, o.Customer)
		c.Was, c.Customer.ID = p.Customer, o.Customer
		return o, c, err
	case repair.CheckIn:
		c.Reserved = s.slots().FreeSlot(repair.ShelfAwaitingTest, o.ID, m.occupied(s.slots(), repair.ShelfAwaitingTest))
		var err error
		if c.Customer.ID == "" {
			c.Customer.ID, err = s.nextCustomer(ctx, tx)
		} else {
			c.Customer, err = asNow(ctx, tx, c.Customer)
		}
		return o, c, err
	case repair.MoveMachine:
		holder, known := m.staff[o.Holder]
		c.HolderAway = o.Holder != "" && (!known || holder.AwayOn(repair.DateOf(s.now())))
		if !c.To.Kind.IsShelf() {
			c.To.Slot = 0
			return o, c, nil
		}
		taken := m.occupied(s.slots(), c.To.Kind)
		asks := o
		if by, ok := taken[o.Reserved]; ok && by != o.ID {
			asks.Reserved = repair.Place{} // another machine stands there
		}
		var err error
		c.To, err = s.slots().Settle(asks, c.To, taken)
		return o, c, err
	case repair.UndoMove:
		if o.LastMove == nil || o.LastMove.From.Slot == 0 {
			return o, c, nil
		}
		back := *o.LastMove
		taken := m.occupied(s.slots(), back.From.Kind)
		if by, ok := taken[back.From]; ok && by != o.ID {
			back.From = s.slots().FreeSlot(back.From.Kind, o.ID, taken)
			o.LastMove = &back
		}
	default: // needs no id and no slot
	}
	return o, c, nil
}

// History is an order decided elsewhere, to be taken over whole.
type History struct {
	Customer repair.Customer
	Events   []repair.Event
}

// Import appends whole histories of orders that are not in the store yet, in
// one transaction, and prints nothing. Their events must be those that
// repair.Decide gave, in order; numbers and customer ids must be this
// station's. It returns repair.ErrConflict for an order that is there already.
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
			var ends repair.Refs
			for _, e := range h.Events {
				e.Base = ends
				var record repair.Record
				if record, o, err = fold(ctx, tx, end, o, e); err != nil {
					return err
				}
				ends = repair.MakeRefs(record.Ref())
			}
			if o.ID.Station() != s.station {
				return fmt.Errorf("%w: %s", ErrOtherStation, o.ID)
			}
			if err := insert(ctx, tx, o, ends); err != nil {
				return err
			}
			end.number = max(end.number, o.ID)
			if h.Customer.ID != "" {
				customer = max(customer, string(h.Customer.ID))
				_, was, err := s.storePerson(ctx, tx, m, repair.Staff{}, h.Customer, o.ID, false)
				if err != nil {
					return err
				}
				people.add(h.Customer.ID, was, o.ID)
			}
		}
		return errors.Join(s.indexMoved(ctx, tx, people),
			setMeta(ctx, tx, "last-number", string(end.number)), setMeta(ctx, tx, "last-customer", customer))
	})
}
