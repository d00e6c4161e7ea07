package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"countertop/app/repair"
)

const attemptColumns = `job, printer, copy, begun, ended, sent, total, before, after, state, fault, came_out, answered_by, answered`

func scanAttempt(row scanner) (a repair.PrintAttempt, err error) {
	var begun, ended, answered int64
	err = row.Scan(&a.Job, &a.Printer, &a.Copy, &begun, &ended, &a.Sent, &a.Total, &a.Before, &a.After, &a.State, &a.Fault,
		&a.CameOut, &a.AnsweredBy, &answered)
	a.Begun, a.Ended, a.Answered = fromMillis(begun), fromMillis(ended), fromMillis(answered)
	return a, err
}

func beginAttempt(ctx context.Context, tx execer, j repair.PrintJob, c repair.JobChange, now time.Time) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO attempt (job, printer, copy, begun, ended, sent, total, before, after, state, fault)
		VALUES (?, ?, ?, ?, 0, 0, 0, ?, '', ?, '')`, j.ID, j.Printer, j.Copy, millis(now), c.Status, string(repair.JobSending))
	return err
}

func endAttempt(ctx context.Context, tx execer, job int64, c repair.JobChange, now time.Time) error {
	_, err := tx.ExecContext(ctx, `UPDATE attempt SET ended = ?, sent = ?, total = ?, after = ?, state = ?, fault = ?
		WHERE job = ? AND ended = 0`, millis(now), c.Sent, c.Total, c.Status, string(c.State), c.Fault, job)
	return err
}

func answerAttempt(ctx context.Context, tx execer, job int64, cameOut bool, by repair.StaffID, now time.Time) error {
	_, err := tx.ExecContext(ctx, `UPDATE attempt SET came_out = ?, answered_by = ?, answered = ?
		WHERE id = (SELECT max(id) FROM attempt WHERE job = ?)`, flag(cameOut), string(by), millis(now), job)
	return err
}

// interrupt makes the jobs that were being sent when the program ended
// uncertain: whether their paper came out, nobody knows but a person.
func interrupt(ctx context.Context, tx execer, now time.Time) error {
	const why = "restart"
	_, err := tx.ExecContext(ctx, `UPDATE job SET state = ?, fault = ? WHERE open = 1 AND state = ?`,
		string(repair.JobUncertain), why, string(repair.JobSending))
	if err == nil {
		_, err = tx.ExecContext(ctx, `UPDATE attempt SET ended = ?, state = ?, fault = ? WHERE ended = 0`,
			millis(now), string(repair.JobUncertain), why)
	}
	return err
}

// Attempts returns each time that a job was sent to a printer, the oldest
// first.
func (s *Store) Attempts(ctx context.Context, job int64) (list []repair.PrintAttempt, err error) {
	err = s.read("read print attempts", func(db *sql.DB) error {
		rows, err := db.QueryContext(ctx, `SELECT `+attemptColumns+` FROM attempt WHERE job = ? ORDER BY id`, job)
		return scan(rows, err, func() error {
			a, err := scanAttempt(rows)
			list = append(list, a)
			return err
		})
	})
	return list, err
}

// Uncertain looks at a printer's last two attempts: how many of them in a row ended
// nobody knows how, and how many of these a person still has to say a word to.
func (s *Store) Uncertain(ctx context.Context, printer string) (uncertain, unanswered int, err error) {
	err = s.read("read last print attempts", func(db *sql.DB) error {
		// Of an attempt that ended held, not a byte has left.
		rows, err := db.QueryContext(ctx, `SELECT `+attemptColumns+` FROM attempt WHERE printer = ? AND state <> ?
			ORDER BY id DESC LIMIT 2`, printer, string(repair.JobHeld))
		sure := false
		return scan(rows, err, func() error {
			a, err := scanAttempt(rows)
			sure = sure || a.State != repair.JobUncertain
			if err == nil && !sure {
				uncertain++
				if a.Answered.IsZero() {
					unanswered++
				}
			}
			return err
		})
	})
	return uncertain, unanswered, err
}

// keepInputs is how long it is kept what a finished job has printed.
const keepInputs = 30 * 24 * time.Hour

func pruneInputs(ctx context.Context, tx execer, now time.Time) error {
	_, err := tx.ExecContext(ctx, `DELETE FROM job_input WHERE at < ? AND job NOT IN (SELECT id FROM job WHERE open = 1)`,
		millis(now.Add(-keepInputs)))
	return err
}

// KeepJobInput keeps what a job prints, so that further copies are the same:
// input is JSON, picture the hash of the dots that were drawn from it. Only the
// first call for a job counts. It is erased with the person or the signature of
// the order, and 30 days after, when the job is done.
func (s *Store) KeepJobInput(ctx context.Context, job int64, input []byte, picture string) error {
	return s.write(ctx, "keep print job", func(ctx context.Context, tx execer) error {
		j, err := jobOf(ctx, tx, job)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO job_input (job, ord, at, input, picture) VALUES (?, ?, ?, ?, ?)
			ON CONFLICT DO UPDATE SET picture = excluded.picture WHERE picture = ''`,
			job, string(j.Order), millis(s.now()), string(input), picture)
		if err != nil {
			return err
		}
		return pruneInputs(ctx, tx, s.now())
	})
}

// copyInput lets a further copy print what the first did.
func copyInput(ctx context.Context, tx execer, from, to int64) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO job_input (job, ord, at, input, picture)
		SELECT ?, ord, at, input, '' FROM job_input WHERE job = ? ON CONFLICT DO NOTHING`, to, from)
	return err
}

// JobInput returns what KeepJobInput has kept of a job, or repair.ErrNotFound. picture
// is "" for a further copy that was not drawn yet.
func (s *Store) JobInput(ctx context.Context, job int64) (input []byte, picture string, err error) {
	err = s.read("read print job", func(db *sql.DB) error {
		err := db.QueryRowContext(ctx, `SELECT input, picture FROM job_input WHERE job = ?`, job).Scan(&input, &picture)
		if errors.Is(err, sql.ErrNoRows) {
			err = repair.ErrNotFound
		}
		return err
	})
	return input, picture, err
}
