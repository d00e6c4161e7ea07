package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"countertop/app/repair"
)

// salt gives the sheet that a command was signed on a salt, if it has none: the
// digest stays in the journal for ever, and must not tell a text that was
// erased. It returns the command with that sheet, and the sheet, nil if there is
// none; the caller's command stays as it was.
func salt(c repair.Command) (repair.Command, *repair.SignedDocument) {
	var sheet *repair.SignedDocument
	c = repair.WithSigned(c, func(s repair.SignedDocument) repair.SignedDocument {
		if len(s.Salt) == 0 {
			s.Salt = make([]byte, 16)
			rand.Read(s.Salt) //nolint:errcheck // never fails
		}
		sheet = &s
		return s
	})
	return c, sheet
}

// putSignature keeps a sheet that was signed on an order as it was.
func putSignature(ctx context.Context, tx execer, o repair.Order, s repair.SignedDocument) error {
	strokes, err := json.Marshal(s.Strokes)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO signature VALUES (?, ?, ?, ?, ?, ?)`,
		s.Digest(o.Head), string(o.ID), o.Head, s.Salt, s.Text, string(strokes))
	return err
}

// Signature returns the text and the strokes under the digest of a
// repair.Signature, or repair.ErrNotFound if they were erased.
func (s *Store) Signature(ctx context.Context, digest string) (sheet repair.SignedDocument, err error) {
	err = s.read("read signature", func(db *sql.DB) error {
		row := db.QueryRowContext(ctx, `SELECT digest, head, salt, text, strokes FROM signature WHERE digest = ?`, digest)
		_, _, sheet, err = scanSignature(row)
		if errors.Is(err, sql.ErrNoRows) {
			err = fmt.Errorf("signature %.8s: %w", digest, repair.ErrNotFound)
		}
		return err
	})
	return sheet, err
}

func scanSignature(row scanner) (digest, head string, sheet repair.SignedDocument, err error) {
	var strokes []byte
	if err := row.Scan(&digest, &head, &sheet.Salt, &sheet.Text, &strokes); err != nil {
		return "", "", sheet, err
	}
	return digest, head, sheet, json.Unmarshal(strokes, &sheet.Strokes)
}
