package store

import (
	"context"
	"database/sql"

	"countertop/app/repair"
)

// DSN is the name of the data file for the writer or a reader.
var DSN = dsn

// Driver is the name of the driver with the functions that the tables need.
const Driver = driverName

// Pools returns the writer and the readers.
func (s *Store) Pools() (w, r *sql.DB) { return s.w, s.r }

// Checkpointer returns the connection that empties the log.
func (s *Store) Checkpointer() *sql.DB { return s.c }

// CanSearch tells whether the tests were built with what the search needs.
func CanSearch() error {
	db, err := sql.Open(driverName, ":memory:")
	if err != nil {
		return err
	}
	defer db.Close()
	return canSearch(context.Background(), db)
}

// Journal is every event of a database, in the order of the journals.
func Journal(ctx context.Context, db *sql.DB) (list []repair.Record, err error) {
	rows, err := db.QueryContext(ctx, `SELECT `+recordColumns+fromEvents+`ORDER BY e.origin, e.seq`)
	err = scan(rows, err, func() error {
		e, err := scanRecord(rows)
		list = append(list, e)
		return err
	})
	return list, err
}

// Merged is who a customer is now.
func (s *Store) Merged(ctx context.Context, id repair.CustomerID) (repair.CustomerID, error) {
	return merged(ctx, s.r, id)
}
