-- What is searched stands in two tables of grams: each field folded to small
-- letters and digits, and every end of it cut to four characters. A row of
-- orders is numbered orders.number * 32 + station (A = 0), a person's by their
-- latest order; so the newest are found first. Open fills both.
CREATE VIRTUAL TABLE order_gram USING fts5(
	gram, content='', contentless_delete=1, detail=none, tokenize='ascii', prefix='1 2 3');
CREATE VIRTUAL TABLE person_gram USING fts5(
	gram, content='', contentless_delete=1, detail=none, tokenize='ascii', prefix='1 2 3');
-- What an order is found by: the fields folded, one a line, and whose it is.
CREATE TABLE order_words (
	key      INTEGER PRIMARY KEY,
	ord      TEXT NOT NULL,
	customer TEXT NOT NULL,
	words    TEXT NOT NULL
) STRICT;
DROP INDEX orders_count;
DROP INDEX orders_day;
DROP INDEX orders_number;
CREATE INDEX orders_number ON orders (number);
DROP INDEX orders_customer;
CREATE INDEX orders_customer ON orders (customer, number, id) WHERE customer <> '';

-- The only place with personal data of customers. A row can be erased.
CREATE TABLE people (
	id        TEXT PRIMARY KEY,
	key       INTEGER NOT NULL UNIQUE, -- of their latest order in order_gram; negative without one
	name      TEXT NOT NULL,
	company   TEXT NOT NULL,
	phones    TEXT NOT NULL, -- JSON list as typed
	contacts  TEXT NOT NULL, -- JSON list
	ink       TEXT NOT NULL, -- JSON strokes of the name
	address   TEXT NOT NULL,
	words     TEXT NOT NULL, -- folded fields to search, one a line
	spellings TEXT           -- of the names, one a line; null = not made yet
) STRICT;
INSERT INTO people SELECT id,
	CASE WHEN last > 0 AND row_number() OVER (PARTITION BY last ORDER BY id) = 1 THEN last * 32
	ELSE CAST(substr(id, 2) AS INTEGER) * 32 - (1 << 40) END + unicode(id) - unicode('A'),
	name, company, phones, contacts, ink, address, '', NULL FROM person;
DROP TABLE person;
ALTER TABLE people RENAME TO person;
CREATE INDEX person_unspelled ON person (id) WHERE spellings IS NULL;
CREATE TRIGGER person_erased AFTER DELETE ON person BEGIN
	DELETE FROM job_input WHERE ord IN (SELECT id FROM orders WHERE customer <> '' AND customer = OLD.id);
	DELETE FROM person_gram WHERE rowid = OLD.key;
END;
