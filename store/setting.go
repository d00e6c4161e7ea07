package store

import (
	"context"
	"database/sql"
	"errors"
)

// Set keeps a setting.
func (s *Store) Set(ctx context.Context, key, value string) error {
	return s.write(ctx, "write setting", func(ctx context.Context, tx execer) error {
		_, err := tx.ExecContext(ctx, `INSERT OR REPLACE INTO setting VALUES (?, ?)`, key, value)
		return err
	})
}

// Get returns a setting, "" if it was never set.
func (s *Store) Get(ctx context.Context, key string) (value string, err error) {
	err = s.read("read setting", func(db *sql.DB) error {
		err := db.QueryRowContext(ctx, `SELECT value FROM setting WHERE key = ?`, key).Scan(&value)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		return err
	})
	return value, err
}

// correctionKey begins the settings that hold what was found out about one
// printer, by its name in the configuration.
const correctionKey = "printer-correction "

// SavePrinterCorrection keeps what a person found out about one printer by its
// test print, as JSON.
func (s *Store) SavePrinterCorrection(ctx context.Context, printer string, correction []byte) error {
	return s.Set(ctx, correctionKey+printer, string(correction))
}

// PrinterCorrection returns what SavePrinterCorrection has kept, nil if nothing
// was.
func (s *Store) PrinterCorrection(ctx context.Context, printer string) ([]byte, error) {
	v, err := s.Get(ctx, correctionKey+printer)
	if v == "" {
		return nil, err
	}
	return []byte(v), err
}
