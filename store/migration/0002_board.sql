-- A move changes no index of orders: the machines in the shop are few, so they
-- are found by one index that stays as it is and sorted when they are read.
DROP INDEX orders_place;
DROP INDEX orders_reserved;
CREATE INDEX orders_in_shop ON orders (number) WHERE in_shop = 1;

-- The running count and the month and day of an order number, as people say
-- them.
CREATE INDEX orders_count ON orders (number % 10000, number, id);
CREATE INDEX orders_day ON orders (number / 10000 % 10000, number, id);
