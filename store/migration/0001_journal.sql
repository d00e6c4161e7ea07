-- What the store knows about itself: station, last-number, last-customer.
CREATE TABLE meta (
	key   TEXT PRIMARY KEY,
	value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The journal. Rows are added, never changed. hash is SHA-256 over the hash of
-- the row before of the same origin and the body.
CREATE TABLE event (
	origin TEXT NOT NULL,    -- station that wrote it
	seq    INTEGER NOT NULL, -- from 1, without gaps
	ord    TEXT NOT NULL,
	ver    INTEGER NOT NULL, -- of the order, from 1, without gaps
	at     INTEGER NOT NULL, -- Unix milliseconds
	kind   TEXT NOT NULL,
	body   BLOB NOT NULL,    -- canonical JSON of the event
	hash   BLOB NOT NULL,
	PRIMARY KEY (origin, seq),
	UNIQUE (ord, ver, origin)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER event_stays BEFORE UPDATE ON event BEGIN
	SELECT RAISE(ABORT, 'the journal is never changed');
END;
CREATE TRIGGER event_kept BEFORE DELETE ON event BEGIN
	SELECT RAISE(ABORT, 'the journal is never shortened');
END;

-- Projection of the journal: one row an order.
CREATE TABLE orders (
	id             TEXT PRIMARY KEY,
	number         INTEGER NOT NULL, -- yymmdd and count, sorts by age over all stations
	ver            INTEGER NOT NULL,
	stage          TEXT NOT NULL,
	in_shop        INTEGER NOT NULL,
	place          TEXT NOT NULL,
	slot           INTEGER NOT NULL,
	place_since    INTEGER NOT NULL, -- Unix milliseconds
	reserved_place TEXT NOT NULL,
	reserved_slot  INTEGER NOT NULL,
	customer       TEXT NOT NULL,
	serial         TEXT NOT NULL,    -- capitals and digits only
	received_at    INTEGER NOT NULL, -- Unix milliseconds, 0 = not yet
	follow_up_on   TEXT NOT NULL,
	body           TEXT NOT NULL     -- the order as JSON
) STRICT;
CREATE INDEX orders_number ON orders (number, serial, id);
CREATE INDEX orders_serial ON orders (serial, number) WHERE serial <> '';
CREATE INDEX orders_customer ON orders (customer, number) WHERE customer <> '';
CREATE INDEX orders_place ON orders (place, slot) WHERE in_shop = 1;
CREATE INDEX orders_reserved ON orders (reserved_place, reserved_slot) WHERE in_shop = 1 AND reserved_place <> '';
CREATE INDEX orders_follow_up ON orders (follow_up_on) WHERE follow_up_on <> '';

-- The only place with personal data. A row can be erased.
CREATE TABLE person (
	id      TEXT PRIMARY KEY,
	name    TEXT NOT NULL,
	company TEXT NOT NULL,
	phones  TEXT NOT NULL,   -- JSON list as typed
	names   TEXT NOT NULL,   -- name and company in small letters, to search
	digits  TEXT NOT NULL,   -- digits of the phones, to search
	last    INTEGER NOT NULL -- number of the latest order
) STRICT;
CREATE INDEX person_last ON person (last, digits, names, id);

-- What customers signed, by the digest that stands in the event. A row can be
-- erased.
CREATE TABLE signature (
	digest  TEXT PRIMARY KEY,
	ord     TEXT NOT NULL,
	head    TEXT NOT NULL, -- hash of the order's last event before it
	salt    BLOB NOT NULL,
	text    TEXT NOT NULL,
	strokes TEXT NOT NULL  -- JSON
) STRICT;
CREATE INDEX signature_ord ON signature (ord);

CREATE TABLE job (
	id       INTEGER PRIMARY KEY,
	document TEXT NOT NULL,
	ord      TEXT NOT NULL,
	idx      INTEGER NOT NULL,
	subject  TEXT NOT NULL,
	copy     INTEGER NOT NULL,
	lang     TEXT NOT NULL,
	printer  TEXT NOT NULL,
	state    TEXT NOT NULL,
	open     INTEGER NOT NULL, -- 1 until it is known to be out or given up
	fault    TEXT NOT NULL,
	bytes    INTEGER NOT NULL,
	attempts INTEGER NOT NULL,
	at       INTEGER NOT NULL  -- Unix milliseconds
) STRICT;
CREATE INDEX job_open ON job (id) WHERE open = 1;
CREATE INDEX job_ord ON job (ord, document);

CREATE TABLE draft (
	id     TEXT PRIMARY KEY,
	ord    TEXT NOT NULL,
	screen TEXT NOT NULL,
	title  TEXT NOT NULL,
	body   BLOB NOT NULL,
	at     INTEGER NOT NULL -- Unix milliseconds
) STRICT;

CREATE TABLE setting (
	key   TEXT PRIMARY KEY,
	value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE staff (
	id           TEXT PRIMARY KEY,
	name         TEXT NOT NULL,
	role         TEXT NOT NULL,
	issue        INTEGER NOT NULL,
	salt         BLOB NOT NULL,
	hash         BLOB NOT NULL,
	wrong        INTEGER NOT NULL DEFAULT 0, -- wrong PINs in a row
	locked_until INTEGER NOT NULL DEFAULT 0  -- Unix milliseconds
) STRICT, WITHOUT ROWID;
