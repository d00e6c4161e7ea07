package store

import "database/sql"

// DSN is the name of the data file for the writer or a reader.
var DSN = dsn

// Pools returns the writer and the readers.
func (s *Store) Pools() (w, r *sql.DB) { return s.w, s.r }

// Checkpointer returns the connection that empties the log.
func (s *Store) Checkpointer() *sql.DB { return s.c }
