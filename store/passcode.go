package store

import (
	"context"
	"database/sql"
	"errors"

	"countertop/app/repair"
)

// keepPasscode keeps what opens a machine until its order is over.
func keepPasscode(ctx context.Context, tx execer, id repair.OrderID, code string) error {
	_, err := tx.ExecContext(ctx, `INSERT OR REPLACE INTO passcode VALUES (?, ?)`, string(id), code)
	return err
}

// forgetPasscode overwrites it in the file: the writer has secure_delete on.
func forgetPasscode(ctx context.Context, tx execer, id repair.OrderID) error {
	_, err := tx.ExecContext(ctx, `DELETE FROM passcode WHERE ord = ?`, string(id))
	return err
}

// passcodeOf returns the passcode of a machine, "" if there is none.
func passcodeOf(ctx context.Context, q querier, id repair.OrderID) (code string, err error) {
	err = q.QueryRowContext(ctx, `SELECT code FROM passcode WHERE ord = ?`, string(id)).Scan(&code)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return code, err
}

// prunePasscodes forgets those of orders that do not need one any more.
func prunePasscodes(ctx context.Context, tx execer, needed map[repair.OrderID]bool) error {
	have, err := ids[repair.OrderID](ctx, tx, `SELECT ord FROM passcode`)
	for _, id := range have {
		if err == nil && !needed[id] {
			err = forgetPasscode(ctx, tx, id)
		}
	}
	return err
}
