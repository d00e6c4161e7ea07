package opening

import (
	"context"
	"fmt"
	"slices"

	"countertop/app/config"
	"countertop/app/repair"
)

// Staff is what Enrol needs of who keeps the people of the shop.
type Staff interface {
	// Staff are all persons.
	Staff(ctx context.Context) ([]repair.Staff, error)
	// PINLengths has an entry for everybody who has a PIN.
	PINLengths(ctx context.Context) (map[repair.StaffID]int, error)
	// PutStaff adds a person or changes one, with a PIN; "" leaves that as it is.
	PutStaff(ctx context.Context, p repair.Staff, pin string) (repair.Staff, error)
}

// Enrol brings the people of a configuration in: who is new. What the shop has of
// people who are there already was changed on the screen since, and stays; but who
// has no PIN at all gets that of the file. People that the configuration does not
// name stay, and who has left stays away.
// The error is that of s; who was brought in before it stays in, and the others
// come at the next start.
func Enrol(ctx context.Context, s Staff, people []config.Staff) error {
	known, err := s.Staff(ctx)
	if err != nil {
		return fmt.Errorf("opening: read staff: %w", err)
	}
	pins, err := s.PINLengths(ctx)
	if err != nil {
		return fmt.Errorf("opening: read PINs: %w", err)
	}
	for _, c := range people {
		p := repair.Staff{ID: repair.StaffID(c.Number), Name: c.Name, Roles: c.AllRoles(), Issue: 1}
		_, has := pins[p.ID]
		i := slices.IndexFunc(known, func(k repair.Staff) bool { return k.ID == p.ID })
		switch {
		case i >= 0 && (has || c.PIN == "" || known[i].Ended):
			continue
		case i >= 0:
			p = known[i]
		}
		if _, err := s.PutStaff(ctx, p, c.PIN); err != nil {
			return fmt.Errorf("opening: enrol %s: %w", c.Number, err)
		}
	}
	return nil
}
