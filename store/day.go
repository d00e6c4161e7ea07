package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"time"

	"countertop/app/repair"
)

// Day counts what happened from a time until before another. It reads the
// journal backwards as far as it must: an event whose clock was wrong by more
// than a day may hide those before it.
func (s *Store) Day(ctx context.Context, from, until time.Time) (c repair.DayCount, err error) {
	err = s.read("count the day", func(db *sql.DB) error {
		c = repair.DayCount{}
		rows, err := db.QueryContext(ctx, `SELECT body FROM event WHERE origin = ? ORDER BY seq DESC`, s.origin)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var body []byte
			var e repair.Event
			if err := rows.Scan(&body); err != nil {
				return err
			}
			if err := json.Unmarshal(body, &e); err != nil {
				return err
			}
			if e.At.Before(from.AddDate(0, 0, -1)) {
				break
			}
			if !e.At.Before(from) && e.At.Before(until) {
				c = c.Count(e)
			}
		}
		return rows.Err()
	})
	return c, err
}
