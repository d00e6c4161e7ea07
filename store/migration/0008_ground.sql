-- The journal's lasting form: events of several kinds of subject, written by
-- installations (A, A2 …) of counters. stamp and base are in the body too, from
-- its version 2 on; of an older one they are made here, the stamp so that it
-- rises with seq whatever the clock did.
CREATE TABLE journal (
	origin  TEXT NOT NULL,    -- installation that wrote it
	seq     INTEGER NOT NULL, -- from 1, without gaps
	subject TEXT NOT NULL,    -- "order:A2611210042"
	stamp   INTEGER NOT NULL, -- Unix milliseconds << 16, and a count
	kind    TEXT NOT NULL,
	base    TEXT NOT NULL,    -- last events of the subject before it, "A.17 B.3"; "" for its first
	body    BLOB NOT NULL,    -- canonical JSON of the event
	hash    BLOB NOT NULL,    -- SHA-256 over the hash of the row before of the same origin and the body
	PRIMARY KEY (origin, seq)
) STRICT, WITHOUT ROWID;
INSERT INTO journal SELECT origin, seq, 'order:' || ord,
	seq + max((at << 16) - seq) OVER (PARTITION BY origin ORDER BY seq), kind,
	CASE prev WHEN '' THEN '' ELSE substr(prev, 1, 1) || '.' || substr(prev, 2) END, body, hash FROM event;
DROP TABLE event;
ALTER TABLE journal RENAME TO event;
CREATE TRIGGER event_stays BEFORE UPDATE ON event BEGIN
	SELECT RAISE(ABORT, 'the journal is never changed');
END;
CREATE TRIGGER event_kept BEFORE DELETE ON event BEGIN
	SELECT RAISE(ABORT, 'the journal is never shortened');
END;

-- The words of an event, which it holds as digests under the salt. A row can be
-- erased.
CREATE TABLE words (
	origin TEXT NOT NULL,
	seq    INTEGER NOT NULL,
	salt   BLOB NOT NULL,
	texts  TEXT NOT NULL, -- JSON list, in the order of the event's fields
	PRIMARY KEY (origin, seq)
) STRICT, WITHOUT ROWID;

-- An order's last events, which the next one names as its base.
ALTER TABLE orders RENAME COLUMN last TO ends;
UPDATE orders SET ends = substr(ends, 1, 1) || '.' || substr(ends, 2);

-- Projection of the journal: what became of each subject that is no order.
CREATE TABLE subject (
	id   TEXT PRIMARY KEY, -- "staff:A007"
	ver  INTEGER NOT NULL, -- its events
	open INTEGER NOT NULL, -- 1 as long as somebody has to do something about it
	part TEXT NOT NULL,    -- why it can be shown and not changed, or ""
	ends TEXT NOT NULL,
	body TEXT NOT NULL     -- JSON
) STRICT, WITHOUT ROWID;
CREATE INDEX subject_open ON subject (id) WHERE open = 1;

-- The salt of the digest that the journal has of a person.
ALTER TABLE person ADD COLUMN salt BLOB NOT NULL DEFAULT x'';

-- Projection of the journal: the events that who answers for the shop looks over,
-- PINs that failed, rules that were overruled and the like.
CREATE TABLE notable (
	stamp  INTEGER NOT NULL,
	origin TEXT NOT NULL,
	seq    INTEGER NOT NULL,
	PRIMARY KEY (stamp, origin, seq)
) STRICT, WITHOUT ROWID;
INSERT INTO notable SELECT stamp, origin, seq FROM (SELECT stamp, origin, seq, kind, CAST(body AS TEXT) AS body FROM event
	WHERE kind IN ('moved', 'picked-up'))
	WHERE body ->> '$.body.override' IS NOT NULL OR body ->> '$.body.missing' IS NOT NULL OR body ->> '$.body.loaner_out' IS NOT NULL
	OR body ->> '$.body.unsigned' IS NOT NULL OR body ->> '$.body.identity.approved' IS NOT NULL;
