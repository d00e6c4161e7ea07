package opening

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"countertop/app/flow"
	"countertop/app/repair"
)

// LookBack is how far back VoidOrphans has to look at a start: a counter that
// was off for longer than a week gave its orphans up before.
const LookBack = 7 * 24 * time.Hour

// reason is why an orphan is given up, as its order keeps it.
const reason = "power cut"

// Orders is what VoidOrphans needs of who keeps orders and drafts.
type Orders interface {
	// Drafts are all check-ins that are parked, or on the screen.
	Drafts(ctx context.Context) ([]repair.Draft, error)
	// Described are the orders of machines that have a number since a day, and were
	// neither taken in nor given up.
	Described(ctx context.Context, since time.Time) ([]repair.Row, error)
	// CommitSystem decides commands of the program itself and stores what follows,
	// or returns an error.
	CommitSystem(ctx context.Context, commands ...repair.OrderCommand) (repair.Result, error)
}

// VoidOrphans gives up machines whose number was given since a day when the power
// failed, before the draft that knew it was saved: such a number names nothing
// (C8). The program does it, in nobody's name: who began them may have left, or may
// not any more. The error is that of s; those before it are given up, the others at
// the next start.
func VoidOrphans(ctx context.Context, s Orders, since time.Time) error {
	drafts, err := s.Drafts(ctx)
	if err != nil {
		return fmt.Errorf("opening: read drafts: %w", err)
	}
	described, err := s.Described(ctx, since)
	if err != nil {
		return fmt.Errorf("opening: read described machines: %w", err)
	}
	for _, id := range orphans(drafts, described) {
		_, err := s.CommitSystem(ctx, repair.OrderCommand{Order: id, Command: repair.VoidOrder{Reason: reason}})
		if err != nil {
			return fmt.Errorf("opening: give up %s: %w", id, err)
		}
	}
	return nil
}

// orphans are the machines that no draft knows.
func orphans(drafts []repair.Draft, described []repair.Row) (ids []repair.OrderID) {
	known := map[repair.OrderID]bool{}
	for _, d := range drafts {
		known[d.Order] = true
		var visit flow.CheckIn
		if json.Unmarshal(d.Body, &visit) == nil { // other screens have other forms
			for _, m := range visit.Machines() {
				known[m.Order] = true
			}
		}
	}
	for _, r := range described {
		if !known[r.Order.ID] {
			ids = append(ids, r.Order.ID)
		}
	}
	return ids
}
