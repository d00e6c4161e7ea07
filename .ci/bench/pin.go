package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"countertop/app/repair"
	"countertop/store"
	"countertop/store/storetest"

	"golang.org/x/crypto/argon2"
)

// pin measures what a PIN costs: who waits for it at the counter, who tries others
// there, and who has a copy of the data directory and the pepper too.
func (b *bench) pin() ([]row, error) {
	ctx := context.Background()
	dir := filepath.Join(b.dir, "pin", "data")
	s, err := store.Open(ctx, store.Options{Dir: dir, Station: "A"})
	if err != nil {
		return nil, err
	}
	who := storetest.Staff[0]
	if _, err := s.PutStaff(ctx, who, storetest.PIN); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	var took []float64
	for range 20 {
		began := time.Now()
		if _, err := s.StaffByPIN(ctx, who.ID, storetest.PIN, ""); err != nil {
			return nil, errors.Join(err, s.Close())
		}
		took = append(took, ms(time.Since(began)))
		time.Sleep(300 * time.Millisecond) // people do not sign in on end
	}
	if err := s.Close(); err != nil {
		return nil, err
	}
	second, err := guesses(dir)
	if err != nil {
		return nil, err
	}
	refused, err := copied(ctx, dir, filepath.Join(b.dir, "copied"), who.ID)
	if err != nil {
		return nil, err
	}
	day := float64(triesADay())
	return []row{
		{"PIN: a check", 250, median(took), "ms", "median of 20, in memory that is new each time, with its two counts on disk"},
		{"PIN: guesses a day, of one person or on one page", 120, day, "", fmt.Sprintf(
			"half of 10,000 PINs in %.0f days, half of 1,000,000 in %.0f years", 5000/day, 500_000/day/365)},
		{"PIN: guesses/s in a copy, pepper and all, one core", 10, second, "", fmt.Sprintf(
			"all 10,000 PINs in %.0f min, all 1,000,000 in %.0f h; without the pepper: %v", 1e4/second/60, 1e6/second/3600, refused)},
	}, nil
}

// triesADay is how many PINs can be tried in 24 hours, each as soon as one is
// taken.
func triesADay() (n int) {
	var t repair.PINThrottle
	begin := time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)
	for now := begin; now.Before(begin.AddDate(0, 0, 1)); now = now.Add(t.Left(now)) {
		t = t.Tried(now)
		n++
	}
	return n
}

// guesses is how often a second one core does what a stored hash asks for.
func guesses(dir string) (float64, error) {
	db, err := sql.Open("sqlite3", filepath.Join(dir, "countertop.db"))
	if err != nil {
		return 0, err
	}
	defer db.Close() //nolint:errcheck // it only read
	var hash string
	if err := db.QueryRow(`SELECT hash FROM pin`).Scan(&hash); err != nil {
		return 0, err
	}
	var kib, passes uint32
	if _, err := fmt.Sscanf(hash, "$argon2id$v=19$m=%d,t=%d,p=1", &kib, &passes); err != nil {
		return 0, fmt.Errorf("%s: %w", hash, err)
	}
	var took []float64
	for range 20 {
		began := time.Now()
		argon2.IDKey(make([]byte, 32), make([]byte, 16), passes, kib, 1, 32)
		took = append(took, time.Since(began).Seconds())
	}
	return 1 / median(took), nil
}

// copied tries the right PIN in a copy of the data directory.
func copied(ctx context.Context, dir, to string, who repair.StaffID) (repair.PINWhy, error) {
	to = filepath.Join(to, "data")
	if err := os.CopyFS(to, os.DirFS(dir)); err != nil {
		return "", err
	}
	s, err := store.Open(ctx, store.Options{Dir: to})
	if err != nil {
		return "", err
	}
	_, err = s.StaffByPIN(ctx, who, storetest.PIN, "")
	var refused *repair.PINRefusal
	if !errors.As(err, &refused) || refused.Why != repair.PINLost {
		return "", errors.Join(fmt.Errorf("a PIN can be tried in a copy: %w", err), s.Close())
	}
	return refused.Why, s.Close()
}
