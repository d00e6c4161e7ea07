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

// salt gives the document that a command was signed on a salt, if it has none: the
// digest stays in the journal for ever, and must not tell a text that was
// erased. It returns the command with that document, and the document, nil if there is
// none; the caller's command stays as it was.
func salt(c repair.Command) (repair.Command, *repair.SignedDocument) {
	var signed *repair.SignedDocument
	c = repair.WithSigned(c, func(s repair.SignedDocument) repair.SignedDocument {
		if len(s.Salt) == 0 {
			s.Salt = make([]byte, 16)
			rand.Read(s.Salt) //nolint:errcheck // never fails
		}
		signed = &s
		return s
	})
	return c, signed
}

// putSignature keeps a document that was signed on an order as it was.
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
func (s *Store) Signature(ctx context.Context, digest string) (signed repair.SignedDocument, err error) {
	err = s.read("read signature", func(db *sql.DB) error {
		row := db.QueryRowContext(ctx, `SELECT digest, head, salt, text, strokes FROM signature WHERE digest = ?`, digest)
		_, _, signed, err = scanSignature(row)
		if errors.Is(err, sql.ErrNoRows) {
			err = fmt.Errorf("signature %.8s: %w", digest, repair.ErrNotFound)
		}
		return err
	})
	return signed, err
}

func scanSignature(row scanner) (digest, head string, signed repair.SignedDocument, err error) {
	var strokes []byte
	if err := row.Scan(&digest, &head, &signed.Salt, &signed.Text, &strokes); err != nil {
		return "", "", signed, err
	}
	return digest, head, signed, json.Unmarshal(strokes, &signed.Strokes)
}
