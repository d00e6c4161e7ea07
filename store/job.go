package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"countertop/app/repair"
)

// openJobs are the states of a job that is not known to be out or given up.
var openJobs = []repair.JobState{
	repair.JobQueued, repair.JobHeld, repair.JobSending, repair.JobUncertain, repair.JobFailed,
}

// nextStates says what may become of a job. Whatever is not named here is a
// conflict: two printers must not send the same job, and what is out is out.
var nextStates = map[repair.JobState][]repair.JobState{
	repair.JobQueued: {repair.JobQueued, repair.JobHeld, repair.JobSending, repair.JobFailed, repair.JobCancelled},
	repair.JobHeld:   {repair.JobQueued, repair.JobHeld, repair.JobSending, repair.JobFailed, repair.JobCancelled},
	repair.JobSending: {
		repair.JobQueued, repair.JobHeld, repair.JobSent, repair.JobPrinted, repair.JobUncertain, repair.JobFailed,
	},
	repair.JobSent:      {repair.JobPrinted, repair.JobUncertain},
	repair.JobUncertain: {repair.JobPrinted, repair.JobCancelled},
	repair.JobFailed:    {repair.JobQueued, repair.JobCancelled},
}

const jobColumns = `id, document, ord, idx, subject, copy, lang, printer, state, fault, bytes, attempts, at`

func scanJob(row scanner) (j repair.PrintJob, err error) {
	var at int64
	err = row.Scan(&j.ID, &j.Document, &j.Order, &j.Index, &j.Subject, &j.Copy, &j.Lang, &j.Printer, &j.State, &j.Fault,
		&j.BytesSent, &j.Attempts, &at)
	j.At = fromMillis(at)
	return j, err
}

// addJob writes a job and returns it with its id.
func addJob(ctx context.Context, tx execer, j repair.PrintJob) (repair.PrintJob, error) {
	res, err := tx.ExecContext(ctx, `INSERT INTO job (document, ord, idx, subject, copy, lang, printer, state, open, fault, bytes, attempts, at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		string(j.Document), string(j.Order), j.Index, j.Subject, j.Copy, j.Lang, j.Printer, string(j.State),
		flag(slices.Contains(openJobs, j.State)), j.Fault, j.BytesSent, j.Attempts, millis(j.At))
	if err != nil {
		return j, err
	}
	j.ID, err = res.LastInsertId()
	return j, err
}

// AddJobs queues documents that no event asked for: shelf labels, badges, a
// test print. It returns them with their ids.
func (s *Store) AddJobs(ctx context.Context, jobs []repair.PrintJob) ([]repair.PrintJob, error) {
	jobs = slices.Clone(jobs)
	err := s.write(ctx, "add print jobs", func(ctx context.Context, tx execer) (err error) {
		for i, j := range jobs {
			j.State, j.Copy, j.At = repair.JobQueued, max(j.Copy, 1), s.now().Truncate(time.Millisecond).UTC()
			if jobs[i], err = addJob(ctx, tx, j); err != nil {
				return err
			}
		}
		return nil
	})
	return jobs, err
}

// Jobs returns the print jobs that are not known to be out or given up, oldest
// first; without open the latest 200 of all, newest first.
func (s *Store) Jobs(ctx context.Context, open bool) (list []repair.PrintJob, err error) {
	where := `ORDER BY id DESC LIMIT 200`
	if open {
		where = `WHERE open = 1 ORDER BY id`
	}
	err = s.read("read print jobs", func(db *sql.DB) error {
		rows, err := db.QueryContext(ctx, `SELECT `+jobColumns+` FROM job `+where)
		return scan(rows, err, func() error {
			j, err := scanJob(rows)
			list = append(list, j)
			return err
		})
	})
	return list, err
}

// NextJob returns the oldest queued or held job of a printer: one it was given
// before, or one without a printer whose document it prints, which then is
// this printer's. It returns false if there is none.
func (s *Store) NextJob(ctx context.Context, printer string, documents []repair.Document) (j repair.PrintJob, ok bool, err error) {
	args := []any{printer}
	for _, d := range documents {
		args = append(args, string(d))
	}
	find := func(ctx context.Context, q querier) error {
		j, err = scanJob(q.QueryRowContext(ctx, `SELECT `+jobColumns+` FROM job WHERE open = 1 AND state IN ('queued', 'held')
			AND (printer = ? OR printer = '' AND document IN (`+marks(len(documents))+`)) ORDER BY id LIMIT 1`, args...))
		ok = err == nil
		if errors.Is(err, sql.ErrNoRows) {
			err = nil
		}
		return err
	}
	// Asking is far more frequent than finding; only finding writes.
	err = s.read("next print job", func(db *sql.DB) error { return find(ctx, db) })
	if err != nil || !ok || j.Printer == printer {
		return j, ok, err
	}
	err = s.write(ctx, "take print job", func(ctx context.Context, tx execer) error {
		if err := find(ctx, tx); err != nil || !ok {
			return err
		}
		j.Printer = printer
		_, err := tx.ExecContext(ctx, `UPDATE job SET printer = ? WHERE id = ?`, printer, j.ID)
		return err
	})
	return j, ok && err == nil, err
}

func jobOf(ctx context.Context, tx execer, id int64) (repair.PrintJob, error) {
	j, err := scanJob(tx.QueryRowContext(ctx, `SELECT `+jobColumns+` FROM job WHERE id = ?`, id))
	if errors.Is(err, sql.ErrNoRows) {
		err = fmt.Errorf("print job %d: %w", id, ErrNotFound)
	}
	return j, err
}

// SetJob records where a job is: its state, why it is held, uncertain or
// failed, and how many bytes are out. Sending counts as an attempt. It returns
// ErrNotFound, or ErrConflict if the job cannot come into that state from its
// present one.
func (s *Store) SetJob(ctx context.Context, id int64, state repair.JobState, fault string, bytes int) error {
	return s.write(ctx, "write print job", func(ctx context.Context, tx execer) error {
		j, err := jobOf(ctx, tx, id)
		if err != nil {
			return err
		}
		if !slices.Contains(nextStates[j.State], state) {
			return fmt.Errorf("print job %d from %s to %s: %w", id, j.State, state, ErrConflict)
		}
		j.State, j.Fault, j.BytesSent = state, fault, bytes
		if state == repair.JobSending {
			j.Attempts++
		}
		return updateJob(ctx, tx, j)
	})
}

func updateJob(ctx context.Context, tx execer, j repair.PrintJob) error {
	_, err := tx.ExecContext(ctx, `UPDATE job SET copy = ?, state = ?, open = ?, fault = ?, bytes = ?, attempts = ? WHERE id = ?`,
		j.Copy, string(j.State), flag(slices.Contains(openJobs, j.State)), j.Fault, j.BytesSent, j.Attempts, j.ID)
	return err
}

// Reprint queues another copy of a job, numbered after the last copy of the
// same document.
func (s *Store) Reprint(ctx context.Context, id int64) (j repair.PrintJob, err error) {
	err = s.write(ctx, "reprint", func(ctx context.Context, tx execer) error {
		if j, err = jobOf(ctx, tx, id); err != nil {
			return err
		}
		if j.Copy, err = nextCopy(ctx, tx, j); err != nil {
			return err
		}
		j.State, j.Printer, j.Fault, j.BytesSent, j.Attempts = repair.JobQueued, "", "", 0, 0
		j.At = s.now().Truncate(time.Millisecond).UTC()
		j, err = addJob(ctx, tx, j)
		return err
	})
	return j, err
}

func nextCopy(ctx context.Context, tx execer, j repair.PrintJob) (n int, err error) {
	err = tx.QueryRowContext(ctx, `SELECT max(copy) + 1 FROM job WHERE ord = ? AND document = ? AND idx = ? AND subject = ?`,
		string(j.Order), string(j.Document), j.Index, j.Subject).Scan(&n)
	return n, err
}

// AnswerUncertain records what a person saw: the paper of an uncertain job is
// out, or it is not, and then the job is queued again as a further copy. It
// returns ErrNotFound or ErrConflict.
func (s *Store) AnswerUncertain(ctx context.Context, id int64, printed bool) error {
	return s.write(ctx, "answer print job", func(ctx context.Context, tx execer) error {
		j, err := jobOf(ctx, tx, id)
		if err != nil {
			return err
		}
		if j.State != repair.JobUncertain {
			return fmt.Errorf("print job %d is %s: %w", id, j.State, ErrConflict)
		}
		j.State, j.Fault = repair.JobPrinted, ""
		if !printed {
			j.State, j.BytesSent = repair.JobQueued, 0
			if j.Copy, err = nextCopy(ctx, tx, j); err != nil {
				return err
			}
		}
		return updateJob(ctx, tx, j)
	})
}

// MoveJobs gives the queued and held jobs of one printer to another.
func (s *Store) MoveJobs(ctx context.Context, from, to string) error {
	return s.write(ctx, "move print jobs", func(ctx context.Context, tx execer) error {
		_, err := tx.ExecContext(ctx, `UPDATE job SET printer = ?, state = 'queued', fault = ''
			WHERE open = 1 AND state IN ('queued', 'held') AND printer = ?`, to, from)
		return err
	})
}
