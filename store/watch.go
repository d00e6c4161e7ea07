package store

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"countertop/app/repair"
	"countertop/store/migration"
)

// Watch looks at the machines in the shop of a store that another process has
// open, and changes nothing. It is not safe for several goroutines.
type Watch struct {
	db      *sql.DB
	version int64            // of the file, as its one connection saw it
	seen    map[string]int64 // the last event of each station

	houseAt int64 // the version at which people and values were read, 0 for never
	people  []repair.Staff
	values  map[string]string
}

// OpenWatch opens the store in a directory for looking. It returns repair.ErrNotFound
// if there is none, ErrNotDatabase, ErrNewer, or migration.ErrOlder if the
// program that has it open is older, wrapped.
func OpenWatch(ctx context.Context, dir string) (*Watch, error) {
	db, err := openDir(ctx, dir)
	if err != nil {
		return nil, wrap("watch "+dir, err)
	}
	db.SetMaxOpenConns(1) // data_version is that of a connection
	return &Watch{db: db}, nil
}

// Exists returns repair.ErrNotFound if there is no store in a directory.
func Exists(dir string) error {
	if _, err := os.Stat(filepath.Join(dir, dataFile)); errors.Is(err, fs.ErrNotExist) {
		return repair.ErrNotFound
	}
	return nil
}

// openDir opens the store of a directory for reading.
func openDir(ctx context.Context, dir string) (*sql.DB, error) {
	if err := Exists(dir); err != nil {
		return nil, err
	}
	db, err := openPool(dir, false)
	if err != nil {
		return nil, err
	}
	if err = canSearch(ctx, db); err == nil {
		err = migration.Verify(ctx, db)
	}
	if err != nil {
		db.Close() // nothing was written
		return nil, err
	}
	return db, nil
}

// Close ends the looking.
func (w *Watch) Close() error { return wrap("watch", w.db.Close()) }

// House is who works in the shop, and what is set of it and of a counter: of each
// only if it has changed since House was called last. Without a change it costs
// next to nothing.
func (w *Watch) House(ctx context.Context, station string) (people []repair.Staff, values map[string]string, err error) {
	var version int64
	if err := w.db.QueryRowContext(ctx, `PRAGMA data_version`).Scan(&version); err != nil {
		return nil, nil, wrap("watch", err)
	}
	if version == w.houseAt {
		return nil, nil, nil
	}
	if people, err = allStaff(ctx, w.db); err != nil {
		return nil, nil, wrap("watch staff", err)
	}
	if values, err = settingValues(ctx, w.db, station); err != nil {
		return nil, nil, wrap("watch settings", err)
	}
	if w.houseAt != 0 && slices.Equal(people, w.people) {
		people = nil
	} else {
		w.people = people
	}
	if w.houseAt != 0 && maps.Equal(values, w.values) {
		values = nil
	} else {
		w.values = values
	}
	w.houseAt = version
	return people, values, nil
}

// tooMany is how many events between two looks are read one by one.
const tooMany = 300

// Changed returns the orders that have changed since it was called last, those
// that left the shop too; whole says that they are all machines in the shop,
// as at first and after very many changes. Without a change it costs next to
// nothing. An error leaves what was seen as it was.
func (w *Watch) Changed(ctx context.Context) (orders []repair.Row, whole bool, err error) {
	var version int64
	if err := w.db.QueryRowContext(ctx, `PRAGMA data_version`).Scan(&version); err != nil {
		return nil, false, wrap("watch", err)
	}
	if version == w.version && w.seen != nil {
		return nil, false, nil
	}
	tx, err := w.db.BeginTx(ctx, nil) // ReadOnly would take query_only off the connection
	if err != nil {
		return nil, false, wrap("watch", err)
	}
	defer tx.Rollback() //nolint:errcheck // it only read
	ends, err := journalEnds(ctx, tx)
	if err != nil {
		return nil, false, wrap("watch", err)
	}
	ids, whole, err := w.since(ctx, tx, ends)
	switch {
	case err != nil:
	case whole:
		orders, err = ordersWhere(ctx, tx, `WHERE o.in_shop = 1`)
	case len(ids) > 0:
		// A person who is called otherwise now may have other machines here.
		in := `(` + placeholders(len(ids)) + `)`
		orders, err = ordersWhere(ctx, tx, `WHERE o.id IN `+in+` OR o.in_shop = 1 AND o.customer <> ''
			AND o.customer IN (SELECT customer FROM orders WHERE id IN `+in+`)`,
			append(slices.Clone(ids), ids...)...)
	}
	if err != nil {
		return nil, false, wrap("watch", err)
	}
	w.version, w.seen = version, ends
	return orders, whole, nil
}

// since are the orders with events after those seen; whole says that it is
// better to read all.
func (w *Watch) since(ctx context.Context, q querier, ends map[string]int64) (ids []any, whole bool, err error) {
	n := int64(0)
	for origin, end := range ends {
		if end < w.seen[origin] {
			return nil, true, nil // another journal than before
		}
		n += end - w.seen[origin]
	}
	if w.seen == nil || n > tooMany {
		return nil, true, nil
	}
	known := map[string]bool{}
	for origin := range ends {
		rows, err := q.QueryContext(ctx, `SELECT subject FROM event WHERE origin = ? AND seq > ?`, origin, w.seen[origin])
		err = scan(rows, err, func() error {
			var subject repair.Subject
			err := rows.Scan(&subject)
			if id := string(subject.Order()); id != "" && !known[id] {
				known[id] = true
				ids = append(ids, id)
			}
			return err
		})
		if err != nil {
			return nil, false, err
		}
	}
	return ids, false, nil
}
