-- A scan that moves a machine writes two pages: the end of the journal, and the
-- order. So the journal has no index by order (the order names its last event,
-- and each event the one before), and no index of orders has a column that a move changes: the machines in the shop
-- are few, and sorted when they are read.
CREATE TABLE journal (
	origin TEXT NOT NULL,    -- station that wrote it
	seq    INTEGER NOT NULL, -- from 1, without gaps
	ord    TEXT NOT NULL,
	ver    INTEGER NOT NULL, -- of the order, from 1, without gaps
	at     INTEGER NOT NULL, -- Unix milliseconds
	kind   TEXT NOT NULL,
	body   BLOB NOT NULL,    -- canonical JSON of the event
	hash   BLOB NOT NULL,
	prev   TEXT NOT NULL,    -- place of the order's event before, "A17"; "" for its first
	PRIMARY KEY (origin, seq)
) STRICT, WITHOUT ROWID;
INSERT INTO journal SELECT *, lag(origin || seq, 1, '') OVER (PARTITION BY ord ORDER BY ver, origin) FROM event;
DROP TABLE event;
ALTER TABLE journal RENAME TO event;
CREATE TRIGGER event_stays BEFORE UPDATE ON event BEGIN
	SELECT RAISE(ABORT, 'the journal is never changed');
END;
CREATE TRIGGER event_kept BEFORE DELETE ON event BEGIN
	SELECT RAISE(ABORT, 'the journal is never shortened');
END;

-- Projection of the journal: one row an order. Open makes it again.
DROP TABLE orders;
CREATE TABLE orders (
	id             TEXT PRIMARY KEY,
	number         INTEGER NOT NULL, -- yymmdd and count, sorts by age over all stations
	ver            INTEGER NOT NULL,
	stage          TEXT NOT NULL,
	in_shop        INTEGER NOT NULL,
	place          TEXT NOT NULL,
	slot           INTEGER NOT NULL,
	place_since    INTEGER NOT NULL, -- Unix milliseconds
	customer       TEXT NOT NULL,
	serial         TEXT NOT NULL,    -- capitals and digits only
	received_at    INTEGER NOT NULL, -- Unix milliseconds, 0 = not yet
	follow_up_on   TEXT NOT NULL,
	scan           TEXT NOT NULL,    -- what a scan changes of the order, as JSON
	body           TEXT NOT NULL,    -- the rest of the order, as JSON
	last           TEXT NOT NULL     -- place of its last event in the journal, "A21"
) STRICT;
CREATE INDEX orders_number ON orders (number, serial, id);
CREATE INDEX orders_serial ON orders (serial, number) WHERE serial <> '';
CREATE INDEX orders_customer ON orders (customer, number) WHERE customer <> '';
CREATE INDEX orders_follow_up ON orders (follow_up_on) WHERE follow_up_on <> '';
CREATE INDEX orders_in_shop ON orders (number) WHERE in_shop = 1;
-- The running count, and the month and day, of an order number.
CREATE INDEX orders_count ON orders (number % 10000, number, id);
CREATE INDEX orders_day ON orders (number / 10000 % 10000, number, id);
