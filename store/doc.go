// Package store keeps the shop's data in one SQLite file and loses none of it
// when power fails.
//
// What is true stands in the journal: every event of every order, of the people
// of the shop, of customers, enquiries, stock-takes and settings, each with the
// SHA-256 of the one before, added and never changed. The tables of orders and of
// subjects are projections: they are written only by applying events, in the
// transaction that adds them, and Rebuild makes the same rows again. Persons, the
// words that people typed, and signatures are rows beside it that can be erased
// without breaking the journal, which holds ids and salted digests. PINs, print
// jobs, drafts and what is one counter's own are rows, each with a digest of
// itself. docs/decisions/journal.md says why.
//
// A transaction is durable when a method returns without an error: write-ahead
// log, synchronous FULL on every connection. One process has the directory at
// a time; others may read it. All methods may be called from several
// goroutines.
//
// The directory holds
//
//	countertop.db  everything; with it countertop.db-wal while the shop is open
//	key            the shop's secret; without it printed copies and badges no longer open
//	anchor         the journal's last event, so that a lost end is noticed
//	installation   whose journal this is; a copy of the data does not have it
//	lock           held by the process that has the directory open
//
// and beside it, or with the settings of the user, lies the pepper of the PINs; see
// docs/decisions/pins.md.
//
// Sources: sqlite.org/wal.html, sqlite.org/pragma.html#pragma_synchronous.
package store
