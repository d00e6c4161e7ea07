-- The PINs of the staff, apart from who they are.
CREATE TABLE pin (
	staff  TEXT PRIMARY KEY,
	hash   TEXT NOT NULL,
	length INTEGER NOT NULL,           -- digits, 0 = not known
	wrong  INTEGER NOT NULL DEFAULT 0, -- wrong ones in a row
	until  INTEGER NOT NULL DEFAULT 0, -- when the next may be tried, Unix milliseconds
	set_at INTEGER NOT NULL            -- Unix milliseconds, 0 = not known
) STRICT, WITHOUT ROWID;

-- Wrong PINs on a page that the customer has.
CREATE TABLE pin_page (
	page  TEXT PRIMARY KEY,
	wrong INTEGER NOT NULL,
	until INTEGER NOT NULL -- Unix milliseconds
) STRICT, WITHOUT ROWID;

-- Open hashes once more what PBKDF2 made of a PIN, before anything else.
-- Who was locked had five wrong ones in a row.
INSERT INTO pin (staff, hash, length, wrong, until, set_at)
	SELECT id, '$pbkdf2-sha256$i=100000$' || hex(salt) || '$' || hex(hash), 0,
		CASE WHEN locked_until > 0 THEN 5 ELSE wrong END, locked_until, 0 FROM staff WHERE length(hash) > 0;
ALTER TABLE staff DROP COLUMN salt;
ALTER TABLE staff DROP COLUMN hash;
ALTER TABLE staff DROP COLUMN wrong;
ALTER TABLE staff DROP COLUMN locked_until;

-- A digest of each PIN, quickly tried by who has the key beside it.
DELETE FROM setting WHERE key LIKE 'staff-config-%';
