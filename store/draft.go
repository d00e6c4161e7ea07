package store

import (
	"context"
	"database/sql"

	"countertop/app/repair"
)

// SaveDraft keeps a draft, in place of an earlier one with its id. A zero At
// becomes now.
func (s *Store) SaveDraft(ctx context.Context, d repair.Draft) error {
	if d.At.IsZero() {
		d.At = s.now()
	}
	if d.Body == nil {
		d.Body = []byte{}
	}
	return s.write(ctx, "save draft", func(ctx context.Context, tx execer) error {
		_, err := tx.ExecContext(ctx, `INSERT OR REPLACE INTO draft VALUES (?, ?, ?, ?, ?, ?)`,
			d.ID, string(d.Order), d.Screen, d.Title, d.Body, millis(d.At))
		return err
	})
}

// Drafts returns all drafts, the latest first, their times in UTC.
func (s *Store) Drafts(ctx context.Context) (list []repair.Draft, err error) {
	err = s.read("read drafts", func(db *sql.DB) error {
		rows, err := db.QueryContext(ctx, `SELECT id, ord, screen, title, body, at FROM draft ORDER BY at DESC, id`)
		return scan(rows, err, func() error {
			var d repair.Draft
			var at int64
			err := rows.Scan(&d.ID, &d.Order, &d.Screen, &d.Title, &d.Body, &at)
			d.At = fromMillis(at)
			list = append(list, d)
			return err
		})
	})
	return list, err
}

// DropDraft forgets a draft; one that is not there is forgotten already.
func (s *Store) DropDraft(ctx context.Context, id string) error {
	return s.write(ctx, "drop draft", func(ctx context.Context, tx execer) error {
		_, err := tx.ExecContext(ctx, `DELETE FROM draft WHERE id = ?`, id)
		return err
	})
}
