// Package migration brings a database file to the present schema. Each
// numbered SQL file is one step and one transaction; a released one stays as
// it is.
package migration

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
)

// ApplicationID marks a file as ours in the header of the database: "CTop".
const ApplicationID = 0x43546f70

// Errors of Up and Verify.
var (
	// ErrForeign is a database of another program.
	ErrForeign = errors.New("it is a database of another program")
	// ErrNewer is a file that a newer version of this program wrote.
	ErrNewer = errors.New("it was written by a newer version of this program")
	// ErrOlder is a file that Up has not reached yet.
	ErrOlder = errors.New("it was written by an older version of this program")
)

//go:embed *.sql
var files embed.FS

// Latest is the number of the present schema.
func Latest() int {
	entries, err := files.ReadDir(".")
	if err != nil {
		panic(err) // embedded
	}
	return len(entries)
}

// Verify reports whether db has the present schema: nil, ErrForeign, ErrNewer
// or ErrOlder.
func Verify(ctx context.Context, db *sql.DB) error {
	version, err := versionOf(ctx, db)
	if err == nil && version < Latest() {
		return ErrOlder
	}
	return err
}

// Up applies the steps that db lacks, each in a transaction of its own. It
// refuses a foreign file and one of a newer version.
func Up(ctx context.Context, db *sql.DB) error {
	version, err := versionOf(ctx, db)
	if err != nil {
		return err
	}
	entries, err := files.ReadDir(".")
	if err != nil {
		panic(err) // embedded
	}
	for i := version; i < len(entries); i++ {
		if err := step(ctx, db, entries[i].Name(), i+1); err != nil {
			return fmt.Errorf("migration %s: %w", entries[i].Name(), err)
		}
	}
	return nil
}

func step(ctx context.Context, db *sql.DB, name string, number int) error {
	text, err := files.ReadFile(name)
	if err != nil {
		return err
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() //nolint:errcheck // after Commit it does nothing
	if _, err := tx.ExecContext(ctx, string(text)); err != nil {
		return err
	}
	pragma := fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = %d", ApplicationID, number)
	if _, err := tx.ExecContext(ctx, pragma); err != nil {
		return err
	}
	return tx.Commit()
}

// versionOf is the schema number of db, 0 for an empty file.
func versionOf(ctx context.Context, db *sql.DB) (int, error) {
	var app, version, tables int
	err := db.QueryRowContext(ctx, `SELECT
		(SELECT application_id FROM pragma_application_id),
		(SELECT user_version FROM pragma_user_version),
		(SELECT count(*) FROM sqlite_master)`).Scan(&app, &version, &tables)
	switch {
	case err != nil:
		return 0, err
	case app == 0 && version == 0 && tables == 0:
		return 0, nil
	case app != ApplicationID:
		return 0, ErrForeign
	case version > Latest():
		return 0, ErrNewer
	}
	return version, nil
}
