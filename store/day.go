package store

import (
	"context"
	"database/sql"
	"time"

	"countertop/app/repair"
)

// Day counts what happened at this counter from a time until before another. It
// reads the journal backwards to the first event that had a stamp before that
// time: an event's stamp is never before its time, whatever the clock did.
func (s *Store) Day(ctx context.Context, from, until time.Time) (c repair.DayCount, err error) {
	err = s.read("count the day", func(db *sql.DB) error {
		c = repair.DayCount{}
		ends, err := journalEnds(ctx, db)
		for origin := range ends {
			if err == nil && origin[:1] == s.station { // also what it wrote before it became another installation
				err = countDay(ctx, db, origin, from, until, &c)
			}
		}
		return err
	})
	return c, err
}

func countDay(ctx context.Context, db querier, origin string, from, until time.Time, c *repair.DayCount) error {
	first := repair.StampOf(from)
	rows, err := db.QueryContext(ctx, `SELECT stamp, body FROM event WHERE origin = ? ORDER BY seq DESC`, origin)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var stamp repair.Stamp
		var body sql.RawBytes
		var e repair.Event
		if err := rows.Scan(&stamp, &body); err != nil {
			return err
		}
		if stamp < first {
			break
		}
		if err := e.UnmarshalJSON(body); err != nil {
			return err
		}
		if !e.At.Before(from) && e.At.Before(until) {
			*c = c.Count(e)
		}
	}
	return rows.Err()
}
