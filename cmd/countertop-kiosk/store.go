package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"time"

	"countertop/app/config"
	"countertop/app/flow"
	"countertop/app/repair"
	"countertop/store"
)

// enrol brings the staff of the configuration into the store. A PIN is hashed
// slowly on purpose, so only what changed since the last start is written.
func enrol(ctx context.Context, s *store.Store, staff []config.Staff) error {
	known := map[repair.StaffID]repair.Staff{}
	people, err := s.Staff(ctx)
	if err != nil {
		return err
	}
	for _, p := range people {
		known[p.ID] = p
	}
	for _, c := range staff {
		sum := sha256.Sum256([]byte(c.Number + "\x00" + c.Name + "\x00" + c.Role + "\x00" + c.PIN + "\x00" + string(s.Key())))
		digest, key := hex.EncodeToString(sum[:]), "staff-config-"+c.Number
		was, err := s.Get(ctx, key)
		if err != nil {
			return err
		}
		if was == digest {
			continue
		}
		p := repair.Staff{ID: repair.StaffID(c.Number), Name: c.Name, Role: repair.Role(c.Role), Issue: max(1, known[repair.StaffID(c.Number)].Issue)}
		if _, err := s.PutStaff(ctx, p, c.PIN); err != nil {
			return err
		}
		if err := s.Set(ctx, key, digest); err != nil {
			return err
		}
	}
	return nil
}

// voidOrphans gives up machines whose number was given when the power failed,
// before the draft that knew it was saved: such a number names nothing (C8).
func voidOrphans(ctx context.Context, s *store.Store, since time.Time) error {
	drafts, err := s.Drafts(ctx)
	if err != nil {
		return err
	}
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
	orders, err := s.Described(ctx, since)
	for _, o := range orders {
		if err != nil || known[o.Order.ID] {
			continue
		}
		var events []repair.Event
		if events, err = s.Events(ctx, o.Order.ID); err != nil {
			break
		}
		// It ends in the name of the person who began it.
		_, err = s.Commit(ctx, events[0].By, "", repair.OrderCommand{Order: o.Order.ID, Command: repair.VoidOrder{Reason: "power cut"}})
	}
	return err
}
