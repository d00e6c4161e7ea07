-- The stock-takes of this counter, as people made them. What they saw of
-- machines is in the journal.
CREATE TABLE stock_take (
	id    INTEGER PRIMARY KEY, -- Unix milliseconds when it was begun
	ended INTEGER NOT NULL,    -- Unix milliseconds, 0 = not yet
	body  TEXT NOT NULL        -- JSON
) STRICT;
CREATE INDEX stock_take_open ON stock_take (id) WHERE ended = 0;

-- The stock-take that saw the machine last; 0 if none has.
ALTER TABLE orders ADD COLUMN take INTEGER NOT NULL DEFAULT 0;
CREATE INDEX orders_take ON orders (take) WHERE take <> 0;

-- A machine that goes to another workshop or to the factory loses the results
-- of its test sheet (T04). Open makes the table again by that.
DELETE FROM orders;
