package store

import (
	"context"
	"database/sql"

	"countertop/app/repair"
)

// maxWords is how many learned words the keyboard gets.
const maxWords = 20_000

// Words returns the learned words, those used last first, 20,000 at most.
func (s *Store) Words(ctx context.Context) (list []repair.LearnedWord, err error) {
	err = s.read("read words", func(db *sql.DB) error {
		rows, err := db.QueryContext(ctx, `SELECT word, reading, n, last FROM ime_user ORDER BY last DESC, word, reading LIMIT ?`, maxWords)
		return scan(rows, err, func() error {
			var w repair.LearnedWord
			var last int64
			err := rows.Scan(&w.Text, &w.Reading, &w.N, &last)
			w.Last = fromMillis(last)
			list = append(list, w)
			return err
		})
	})
	return list, err
}

// LearnWord counts a word that was chosen for a reading.
func (s *Store) LearnWord(ctx context.Context, word, reading string) error {
	return s.write(ctx, "learn word", func(ctx context.Context, tx execer) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO ime_user VALUES (?, ?, 1, ?)
			ON CONFLICT DO UPDATE SET n = n + 1, last = excluded.last`, word, reading, millis(s.now()))
		return err
	})
}

// ForgetWord forgets a word with all its readings; one that is not there is
// forgotten already.
func (s *Store) ForgetWord(ctx context.Context, word string) error {
	return s.write(ctx, "forget word", func(ctx context.Context, tx execer) error {
		return forgetWord(ctx, tx, word)
	})
}

func forgetWord(ctx context.Context, tx execer, word string) error {
	_, err := tx.ExecContext(ctx, `DELETE FROM ime_user WHERE word = ?`, word)
	return err
}
