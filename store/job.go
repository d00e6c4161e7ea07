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

const jobColumns = `id, document, ord, idx, subject, copy, reprint_of, lang, printer, moved_from, state, fault, bytes, attempts, at`

func scanJob(row scanner) (j repair.PrintJob, err error) {
	var at int64
	err = row.Scan(&j.ID, &j.Document, &j.Order, &j.Index, &j.Subject, &j.Copy, &j.ReprintOf, &j.Lang, &j.Printer,
		&j.MovedFrom, &j.State, &j.Fault, &j.BytesSent, &j.Attempts, &at)
	j.At = fromMillis(at)
	return j, err
}

// addJob writes a job and returns it with its id.
func addJob(ctx context.Context, tx execer, j repair.PrintJob) (repair.PrintJob, error) {
	res, err := tx.ExecContext(ctx, `INSERT INTO job
		(document, ord, idx, subject, copy, reprint_of, lang, printer, moved_from, state, open, fault, bytes, attempts, at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		string(j.Document), string(j.Order), j.Index, j.Subject, j.Copy, j.ReprintOf, j.Lang, j.Printer, j.MovedFrom, string(j.State),
		flag(slices.Contains(openJobs, j.State)), j.Fault, j.BytesSent, j.Attempts, millis(j.At))
	if err != nil {
		return j, err
	}
	j.ID, err = res.LastInsertId()
	return j, err
}

// againTime is how soon after it a second touch is part of the first.
const againTime = 2 * time.Second

// askedFor finds the job that a person has asked for already when they ask for
// j: of the same document, in the same words if it is a copy, and not begun, or
// asked for a moment ago. A double touch does not print two. A test page that
// is on its way shows an earlier setting, so it may be asked for again.
func (s *Store) askedFor(ctx context.Context, tx execer, j repair.PrintJob) (repair.PrintJob, bool, error) {
	was, err := scanJob(tx.QueryRowContext(ctx, `SELECT `+jobColumns+` FROM job
		WHERE ord = ? AND document = ? AND idx = ? AND subject = ? AND lang = ? AND reprint_of = ? AND (copy > 1) = ?
		AND (state IN ('queued', 'held') OR document <> 'test-page' AND at > ? AND state IN ('sending', 'sent', 'printed'))
		ORDER BY id DESC LIMIT 1`,
		string(j.Order), string(j.Document), j.Index, j.Subject, j.Lang, j.ReprintOf, flag(j.Copy > 1), millis(s.now().Add(-againTime))))
	if errors.Is(err, sql.ErrNoRows) {
		return j, false, nil
	}
	return was, err == nil, err
}

// ask queues j, which a person asks for, unless they have already.
func (s *Store) ask(ctx context.Context, tx execer, j repair.PrintJob) (repair.PrintJob, error) {
	was, ok, err := s.askedFor(ctx, tx, j)
	if err != nil || ok {
		return was, err
	}
	if j.Copy > 1 {
		if j.Copy, err = nextCopy(ctx, tx, j); err != nil {
			return j, err
		}
	}
	j.State, j.At = repair.JobQueued, s.now().Truncate(time.Millisecond).UTC()
	return addJob(ctx, tx, j)
}

// AddJobs queues documents that no event asked for: shelf labels, badges, a
// test print. One of Copy 2 and up is numbered after the last copy. One that
// was asked for and is not begun, or was a moment ago, is not asked for again.
// It returns them with their ids.
func (s *Store) AddJobs(ctx context.Context, jobs []repair.PrintJob) ([]repair.PrintJob, error) {
	jobs = slices.Clone(jobs)
	err := s.write(ctx, "add print jobs", func(ctx context.Context, tx execer) (err error) {
		for i, j := range jobs {
			j.Copy = max(j.Copy, 1)
			if jobs[i], err = s.ask(ctx, tx, j); err != nil {
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
			AND (printer = ? OR printer = '' AND document IN (`+placeholders(len(documents))+`)) ORDER BY id LIMIT 1`, args...))
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
		err = fmt.Errorf("print job %d: %w", id, repair.ErrNotFound)
	}
	return j, err
}

// SetJob records where a job is. Sending begins an attempt, what follows ends
// it. It returns repair.ErrNotFound, or repair.ErrConflict if the job cannot come into that
// state from its present one or is another printer's.
func (s *Store) SetJob(ctx context.Context, id int64, c repair.JobChange) error {
	return s.write(ctx, "write print job", func(ctx context.Context, tx execer) error {
		j, err := jobOf(ctx, tx, id)
		if err != nil {
			return err
		}
		if !slices.Contains(nextStates[j.State], c.State) {
			return fmt.Errorf("print job %d from %s to %s: %w", id, j.State, c.State, repair.ErrConflict)
		}
		if c.Printer != "" && c.Printer != j.Printer {
			return fmt.Errorf("print job %d is with %q, not %q: %w", id, j.Printer, c.Printer, repair.ErrConflict)
		}
		switch {
		case c.State == repair.JobSending:
			j.Attempts++
			err = beginAttempt(ctx, tx, j, c, s.now())
		case j.State == repair.JobSending:
			err = endAttempt(ctx, tx, id, c, s.now())
		}
		if err != nil {
			return err
		}
		j.State, j.Fault, j.BytesSent = c.State, c.Fault, c.Sent
		return updateJob(ctx, tx, j)
	})
}

func updateJob(ctx context.Context, tx execer, j repair.PrintJob) error {
	_, err := tx.ExecContext(ctx, `UPDATE job SET copy = ?, state = ?, open = ?, fault = ?, bytes = ?, attempts = ? WHERE id = ?`,
		j.Copy, string(j.State), flag(slices.Contains(openJobs, j.State)), j.Fault, j.BytesSent, j.Attempts, j.ID)
	return err
}

// Reprint queues another copy of a job, numbered after the last copy of the
// same document, with the words of the first if they are still kept; with
// latest, as the order is now. A copy that was asked for and is not begun, or
// was a moment ago, is not asked for again.
func (s *Store) Reprint(ctx context.Context, id int64, latest bool) (j repair.PrintJob, err error) {
	err = s.write(ctx, "reprint", func(ctx context.Context, tx execer) error {
		if j, err = jobOf(ctx, tx, id); err != nil {
			return err
		}
		origin := j.ReprintOf
		if origin == 0 {
			origin = id
		}
		if latest {
			origin = 0
		}
		j.Copy = max(j.Copy, 2)
		j.ReprintOf, j.Printer, j.MovedFrom, j.Fault, j.BytesSent, j.Attempts = origin, "", "", "", 0, 0
		if j, err = s.ask(ctx, tx, j); err != nil || latest {
			return err
		}
		return copyInput(ctx, tx, origin, j.ID)
	})
	return j, err
}

func nextCopy(ctx context.Context, tx execer, j repair.PrintJob) (n int, err error) {
	err = tx.QueryRowContext(ctx, `SELECT max(1, ifnull(max(copy), 1)) + 1 FROM job
		WHERE ord = ? AND document = ? AND idx = ? AND subject = ?`,
		string(j.Order), string(j.Document), j.Index, j.Subject).Scan(&n)
	return n, err
}

// AnswerUncertain records what a person saw: the paper of an uncertain job is
// out, or it is not, and then the job is queued again as a further copy. by is
// "" if nobody is signed in. It returns repair.ErrNotFound or repair.ErrConflict.
func (s *Store) AnswerUncertain(ctx context.Context, id int64, printed bool, by repair.StaffID) error {
	return s.write(ctx, "answer print job", func(ctx context.Context, tx execer) error {
		j, err := jobOf(ctx, tx, id)
		if err != nil {
			return err
		}
		if j.State != repair.JobUncertain {
			return fmt.Errorf("print job %d is %s: %w", id, j.State, repair.ErrConflict)
		}
		j.State, j.Fault = repair.JobPrinted, ""
		if !printed {
			j.State, j.BytesSent = repair.JobQueued, 0
			if j.Copy, err = nextCopy(ctx, tx, j); err != nil {
				return err
			}
		}
		if err := answerAttempt(ctx, tx, id, printed, by, s.now()); err != nil {
			return err
		}
		return updateJob(ctx, tx, j)
	})
}

// FreeJobs takes the queued and held jobs from printers that are not there any
// more, so that another one that prints their documents takes them.
func (s *Store) FreeJobs(ctx context.Context, printers []string) error {
	args := make([]any, len(printers))
	for i, p := range printers {
		args[i] = p
	}
	return s.write(ctx, "free print jobs", func(ctx context.Context, tx execer) error {
		_, err := tx.ExecContext(ctx, `UPDATE job SET printer = '', moved_from = printer, state = 'queued', fault = ''
			WHERE open = 1 AND state IN ('queued', 'held') AND printer <> '' AND document <> 'test-page'
			AND printer NOT IN (`+placeholders(len(printers))+`)`, args...)
		return err
	})
}

// MoveJobs gives the queued and held jobs of one printer to another: those it
// has, and those of its documents that no printer has yet. It returns how many
// there were.
func (s *Store) MoveJobs(ctx context.Context, from, to string, documents []repair.Document) (n int64, err error) {
	// A test page is about its printer.
	where := ` WHERE open = 1 AND state IN ('queued', 'held') AND document <> 'test-page'
		AND (printer = ? OR printer = '' AND document IN (` + placeholders(len(documents)) + `))`
	args := []any{from}
	for _, d := range documents {
		args = append(args, string(d))
	}
	// Asking is far more frequent than finding; only finding writes.
	err = s.read("find print jobs to move", func(db *sql.DB) error {
		return db.QueryRowContext(ctx, `SELECT count(*) FROM job`+where, args...).Scan(&n)
	})
	if err != nil || n == 0 {
		return 0, err
	}
	err = s.write(ctx, "move print jobs", func(ctx context.Context, tx execer) error {
		res, err := tx.ExecContext(ctx, `UPDATE job SET printer = ?, moved_from = ?, state = 'queued', fault = ''`+where,
			append([]any{to, from}, args...)...)
		if err == nil {
			n, err = res.RowsAffected()
		}
		return err
	})
	return n, err
}
