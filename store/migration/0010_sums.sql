-- Each row that is no event carries a digest of itself, so that damage to it is
-- seen: rowsum is a function of this program. A column of it cannot be added to a
-- table, so each is made anew.
CREATE TABLE meta_new (
	key   TEXT PRIMARY KEY,
	value TEXT NOT NULL,
	sum   BLOB NOT NULL GENERATED ALWAYS AS (rowsum(key, value)) STORED
) STRICT, WITHOUT ROWID;
INSERT INTO meta_new SELECT key, value FROM meta;
DROP TABLE meta;
ALTER TABLE meta_new RENAME TO meta;

CREATE TABLE setting_new (
	key   TEXT PRIMARY KEY,
	value TEXT NOT NULL,
	sum   BLOB NOT NULL GENERATED ALWAYS AS (rowsum(key, value)) STORED
) STRICT, WITHOUT ROWID;
INSERT INTO setting_new SELECT key, value FROM setting;
DROP TABLE setting;
ALTER TABLE setting_new RENAME TO setting;

CREATE TABLE draft_new (
	id     TEXT PRIMARY KEY,
	ord    TEXT NOT NULL,
	screen TEXT NOT NULL,
	title  TEXT NOT NULL,
	body   BLOB NOT NULL,
	at     INTEGER NOT NULL, -- Unix milliseconds
	sum    BLOB NOT NULL GENERATED ALWAYS AS (rowsum(id, ord, screen, title, body, at)) STORED
) STRICT;
INSERT INTO draft_new SELECT id, ord, screen, title, body, at FROM draft;
DROP TABLE draft;
ALTER TABLE draft_new RENAME TO draft;

CREATE TABLE passcode_new (
	ord  TEXT PRIMARY KEY,
	code TEXT NOT NULL,
	sum  BLOB NOT NULL GENERATED ALWAYS AS (rowsum(ord, code)) STORED
) STRICT, WITHOUT ROWID;
INSERT INTO passcode_new SELECT ord, code FROM passcode;
DROP TABLE passcode;
ALTER TABLE passcode_new RENAME TO passcode;

CREATE TABLE ime_user_new (
	word    TEXT NOT NULL,
	reading TEXT NOT NULL,
	n       INTEGER NOT NULL,
	last    INTEGER NOT NULL, -- Unix milliseconds
	sum     BLOB NOT NULL GENERATED ALWAYS AS (rowsum(word, reading, n, last)) STORED,
	PRIMARY KEY (word, reading)
) STRICT, WITHOUT ROWID;
INSERT INTO ime_user_new SELECT word, reading, n, last FROM ime_user;
DROP TABLE ime_user;
ALTER TABLE ime_user_new RENAME TO ime_user;
CREATE INDEX ime_user_last ON ime_user (last);

CREATE TABLE job_new (
	id         INTEGER PRIMARY KEY,
	document   TEXT NOT NULL,
	ord        TEXT NOT NULL,
	idx        INTEGER NOT NULL,
	subject    TEXT NOT NULL,
	copy       INTEGER NOT NULL,
	lang       TEXT NOT NULL,
	printer    TEXT NOT NULL,
	state      TEXT NOT NULL,
	open       INTEGER NOT NULL, -- 1 until it is known to be out or given up
	fault      TEXT NOT NULL,
	bytes      INTEGER NOT NULL,
	attempts   INTEGER NOT NULL,
	at         INTEGER NOT NULL, -- Unix milliseconds
	reprint_of INTEGER NOT NULL DEFAULT 0,
	moved_from TEXT NOT NULL DEFAULT '',
	sum        BLOB NOT NULL GENERATED ALWAYS AS (rowsum(id, document, ord, idx, subject, copy, lang, printer, state, open, fault, bytes,
		attempts, at, reprint_of, moved_from)) STORED
) STRICT;
INSERT INTO job_new SELECT id, document, ord, idx, subject, copy, lang, printer, state, open, fault, bytes, attempts, at, reprint_of, moved_from FROM job;
DROP TABLE job;
ALTER TABLE job_new RENAME TO job;
CREATE INDEX job_open ON job (id) WHERE open = 1;
CREATE INDEX job_ord ON job (ord, document);

CREATE TABLE attempt_new (
	id          INTEGER PRIMARY KEY,
	job         INTEGER NOT NULL,
	printer     TEXT NOT NULL,
	copy        INTEGER NOT NULL,
	begun       INTEGER NOT NULL, -- Unix milliseconds
	ended       INTEGER NOT NULL, -- Unix milliseconds, 0 = not yet
	sent        INTEGER NOT NULL, -- bytes
	total       INTEGER NOT NULL, -- bytes, 0 = not known
	before      TEXT NOT NULL,    -- what the printer said of itself: ready, a fault, or nothing
	after       TEXT NOT NULL,
	state       TEXT NOT NULL,    -- how it ended, as of a job; "sending" meanwhile
	fault       TEXT NOT NULL,
	came_out    INTEGER NOT NULL DEFAULT 0, -- what a person answered
	answered_by TEXT NOT NULL DEFAULT '',
	answered    INTEGER NOT NULL DEFAULT 0, -- Unix milliseconds, 0 = nobody was asked or has answered
	sum         BLOB NOT NULL GENERATED ALWAYS AS (rowsum(id, job, printer, copy, begun, ended, sent, total, before, after, state, fault,
		came_out, answered_by, answered)) STORED
) STRICT;
INSERT INTO attempt_new SELECT id, job, printer, copy, begun, ended, sent, total, before, after, state, fault, came_out, answered_by, answered
	FROM attempt;
DROP TABLE attempt;
ALTER TABLE attempt_new RENAME TO attempt;
CREATE INDEX attempt_job ON attempt (job);
CREATE INDEX attempt_printer ON attempt (printer, id);

CREATE TABLE job_input_new (
	job     INTEGER PRIMARY KEY,
	ord     TEXT NOT NULL,
	at      INTEGER NOT NULL, -- Unix milliseconds
	input   TEXT NOT NULL,    -- JSON
	picture TEXT NOT NULL,    -- SHA-256 of the dots first drawn from it, in hex
	sum     BLOB NOT NULL GENERATED ALWAYS AS (rowsum(job, ord, at, input, picture)) STORED
) STRICT;
INSERT INTO job_input_new SELECT job, ord, at, input, picture FROM job_input;
DROP TRIGGER person_erased;
DROP TRIGGER signature_erased;
DROP TABLE job_input;
ALTER TABLE job_input_new RENAME TO job_input;
CREATE INDEX job_input_ord ON job_input (ord);
CREATE INDEX job_input_at ON job_input (at);

-- What customers signed, by the digest that stands in the event. A row can be
-- erased.
CREATE TABLE signature_new (
	digest  TEXT PRIMARY KEY,
	ord     TEXT NOT NULL,
	head    TEXT NOT NULL, -- hash of the order's last event before it
	salt    BLOB NOT NULL,
	text    TEXT NOT NULL,
	strokes TEXT NOT NULL, -- JSON
	sum     BLOB NOT NULL GENERATED ALWAYS AS (rowsum(digest, ord, head, salt, text, strokes)) STORED
) STRICT;
INSERT INTO signature_new SELECT digest, ord, head, salt, text, strokes FROM signature;
DROP TABLE signature;
ALTER TABLE signature_new RENAME TO signature;
CREATE INDEX signature_ord ON signature (ord);
CREATE TRIGGER signature_erased AFTER DELETE ON signature BEGIN
	DELETE FROM job_input WHERE ord = OLD.ord;
END;

-- The only place with personal data of customers. A row can be erased.
CREATE TABLE person_new (
	id        TEXT PRIMARY KEY,
	key       INTEGER NOT NULL UNIQUE, -- of their latest order in order_gram; negative without one
	name      TEXT NOT NULL,
	company   TEXT NOT NULL,
	phones    TEXT NOT NULL, -- JSON list as typed
	contacts  TEXT NOT NULL, -- JSON list
	ink       TEXT NOT NULL, -- JSON strokes of the name
	address   TEXT NOT NULL,
	words     TEXT NOT NULL, -- folded fields to search, one a line
	spellings TEXT,          -- of the names, one a line; null = not made yet
	salt      BLOB NOT NULL, -- of the digest that the journal has of them
	sum       BLOB NOT NULL GENERATED ALWAYS AS (rowsum(id, key, name, company, phones, contacts, ink, address, words, spellings, salt)) STORED
) STRICT;
INSERT INTO person_new SELECT id, key, name, company, phones, contacts, ink, address, words, spellings, salt FROM person;
DROP TABLE person;
ALTER TABLE person_new RENAME TO person;
CREATE INDEX person_unspelled ON person (id) WHERE spellings IS NULL;
CREATE TRIGGER person_erased AFTER DELETE ON person BEGIN
	DELETE FROM job_input WHERE ord IN (SELECT id FROM orders WHERE customer <> '' AND customer = OLD.id);
	DELETE FROM person_gram WHERE rowid = OLD.key;
END;

CREATE TABLE pin_new (
	staff  TEXT PRIMARY KEY,
	hash   TEXT NOT NULL,
	length INTEGER NOT NULL,           -- digits, 0 = not known
	wrong  INTEGER NOT NULL DEFAULT 0, -- wrong ones in a row
	until  INTEGER NOT NULL DEFAULT 0, -- when the next may be tried, Unix milliseconds
	set_at INTEGER NOT NULL,           -- Unix milliseconds, 0 = not known
	sum    BLOB NOT NULL GENERATED ALWAYS AS (rowsum(staff, hash, length, wrong, until, set_at)) STORED
) STRICT, WITHOUT ROWID;
INSERT INTO pin_new SELECT staff, hash, length, wrong, until, set_at FROM pin;
DROP TABLE pin;
ALTER TABLE pin_new RENAME TO pin;

CREATE TABLE pin_page_new (
	page  TEXT PRIMARY KEY,
	wrong INTEGER NOT NULL,
	until INTEGER NOT NULL, -- Unix milliseconds
	sum   BLOB NOT NULL GENERATED ALWAYS AS (rowsum(page, wrong, until)) STORED
) STRICT, WITHOUT ROWID;
INSERT INTO pin_page_new SELECT page, wrong, until FROM pin_page;
DROP TABLE pin_page;
ALTER TABLE pin_page_new RENAME TO pin_page;
