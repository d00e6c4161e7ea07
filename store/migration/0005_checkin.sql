-- What else is known of a person. Of persons from before, nothing is.
ALTER TABLE person ADD COLUMN contacts TEXT NOT NULL DEFAULT 'null'; -- JSON list
ALTER TABLE person ADD COLUMN ink TEXT NOT NULL DEFAULT 'null';      -- JSON strokes of the name
ALTER TABLE person ADD COLUMN address TEXT NOT NULL DEFAULT '';

-- The passcodes of machines in the shop; a row goes when its order is over.
CREATE TABLE passcode (
	ord  TEXT PRIMARY KEY,
	code TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Questions of people without a machine. Personal data, and in no event.
CREATE TABLE enquiry (
	id          INTEGER PRIMARY KEY,
	at          INTEGER NOT NULL, -- Unix milliseconds
	by          TEXT NOT NULL,
	phone       TEXT NOT NULL,
	name        TEXT NOT NULL,
	question    TEXT NOT NULL,
	call_on     TEXT NOT NULL,
	answer      TEXT NOT NULL DEFAULT '',
	answered_at INTEGER NOT NULL DEFAULT 0, -- Unix milliseconds, 0 = not yet
	answered_by TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX enquiry_open ON enquiry (id) WHERE answered_at = 0;
CREATE INDEX enquiry_at ON enquiry (at);

-- What the keyboard has learned at this counter.
CREATE TABLE ime_user (
	word    TEXT NOT NULL,
	reading TEXT NOT NULL,
	n       INTEGER NOT NULL,
	last    INTEGER NOT NULL, -- Unix milliseconds
	PRIMARY KEY (word, reading)
) STRICT, WITHOUT ROWID;
CREATE INDEX ime_user_last ON ime_user (last);

-- Projection of the journal: the models that came in, by kind and brand.
CREATE TABLE model (
	kind  TEXT NOT NULL,
	brand TEXT NOT NULL,
	model TEXT NOT NULL,
	n     INTEGER NOT NULL, -- orders
	last  INTEGER NOT NULL, -- number of the latest
	PRIMARY KEY (kind, brand, model)
) STRICT, WITHOUT ROWID;
CREATE INDEX model_brand ON model (kind, brand, last, model);
CREATE INDEX model_last ON model (last);
