-- What became of each print: a further copy names the job that it copies, and
-- a job that was given to another printer the one that had it.
ALTER TABLE job ADD COLUMN reprint_of INTEGER NOT NULL DEFAULT 0;
ALTER TABLE job ADD COLUMN moved_from TEXT NOT NULL DEFAULT '';

-- One row each time that bytes were about to leave for a printer.
CREATE TABLE attempt (
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
	answered    INTEGER NOT NULL DEFAULT 0  -- Unix milliseconds, 0 = nobody was asked or has answered
) STRICT;
CREATE INDEX attempt_job ON attempt (job);
CREATE INDEX attempt_printer ON attempt (printer, id);

-- What a job prints, as it was when it was first drawn, so that a further copy
-- is the same. It holds personal data: it goes with the person and with what
-- they signed, and after some weeks by itself.
CREATE TABLE job_input (
	job     INTEGER PRIMARY KEY,
	ord     TEXT NOT NULL,
	at      INTEGER NOT NULL, -- Unix milliseconds
	input   TEXT NOT NULL,    -- JSON
	picture TEXT NOT NULL     -- SHA-256 of the dots first drawn from it, in hex
) STRICT;
CREATE INDEX job_input_ord ON job_input (ord);
CREATE INDEX job_input_at ON job_input (at);
CREATE TRIGGER person_erased AFTER DELETE ON person BEGIN
	DELETE FROM job_input WHERE ord IN (SELECT id FROM orders WHERE customer <> '' AND customer = OLD.id);
END;
CREATE TRIGGER signature_erased AFTER DELETE ON signature BEGIN
	DELETE FROM job_input WHERE ord = OLD.ord;
END;
