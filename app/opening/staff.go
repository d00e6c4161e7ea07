package opening

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"

	"countertop/app/config"
	"countertop/app/repair"
)

// Staff is what Enrol needs of who keeps the people of the shop.
type Staff interface {
	// Staff are all persons.
	Staff(ctx context.Context) ([]repair.Staff, error)
	// PutStaff adds a person or changes one, with a PIN; "" leaves that as it is.
	PutStaff(ctx context.Context, p repair.Staff, pin string) (repair.Staff, error)
	// Get returns a setting, "" if it was never set; Set keeps one.
	Get(ctx context.Context, key string) (string, error)
	Set(ctx context.Context, key, value string) error
	// Key is the shop's secret.
	Key() []byte
}

// Enrol brings the people of a configuration in. A PIN is hashed slowly on
// purpose, so only who is written otherwise than at the last start is stored.
// People that the configuration does not name stay. The error is that of s; who
// was brought in before it stays in, and the others come at the next start.
func Enrol(ctx context.Context, s Staff, people []config.Staff) error {
	known, err := s.Staff(ctx)
	if err != nil {
		return fmt.Errorf("opening: read staff: %w", err)
	}
	for _, c := range people {
		if err := enrol(ctx, s, c, known); err != nil {
			return fmt.Errorf("opening: enrol %s: %w", c.Number, err)
		}
	}
	return nil
}

func enrol(ctx context.Context, s Staff, c config.Staff, known []repair.Staff) error {
	written, key := fingerprint(c, s.Key()), "staff-config-"+c.Number
	was, err := s.Get(ctx, key)
	if err != nil || was == written {
		return err
	}
	if _, err := s.PutStaff(ctx, enrolled(c, known), c.PIN); err != nil {
		return err
	}
	return s.Set(ctx, key, written)
}

// enrolled is a person of the configuration as they are to be stored. Whoever has
// a badge keeps it: a new one is given on the screen, not by a changed name.
func enrolled(c config.Staff, known []repair.Staff) repair.Staff {
	p := repair.Staff{ID: repair.StaffID(c.Number), Name: c.Name, Roles: c.AllRoles(), Issue: 1}
	if i := slices.IndexFunc(known, func(k repair.Staff) bool { return k.ID == p.ID }); i >= 0 {
		p.Issue = max(p.Issue, known[i].Issue)
	}
	return p
}

// fingerprint tells whether a person is written as before. A PIN is short, so it
// is mixed with the secret of the shop: nobody finds it by trying all.
func fingerprint(c config.Staff, key []byte) string {
	sum := sha256.Sum256([]byte(c.Number + "\x00" + c.Name + "\x00" + string(c.AllRoles()) + "\x00" + c.PIN + "\x00" + string(key)))
	return hex.EncodeToString(sum[:])
}
