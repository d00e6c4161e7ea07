package store

import (
	"cmp"
	"context"
	"database/sql"
	"maps"
	"slices"
	"strconv"
	"strings"

	"countertop/app/repair"
)

// indexVersion names how the index is made. One of another version is made
// again.
const indexVersion = "1"

// stationCodes is how far the numbers of orders stand apart in the index, so
// that one of each station has room.
const stationCodes = 32

// orderKey is the row of an order in the index: later orders have greater ones.
func orderKey(id repair.OrderID) int64 {
	if !id.Valid() {
		return 0
	}
	return number(id)*stationCodes + int64(id[0]-'A')
}

// personKey is the row of a person in the index: that of their latest order, or
// one below all orders by the number of the person.
func personKey(id repair.CustomerID, order repair.OrderID) int64 {
	if order.Valid() {
		return orderKey(order)
	}
	if id == "" {
		return 0
	}
	n, _ := strconv.ParseInt(string(id[1:]), 10, 64) // ids are ours
	return n*stationCodes + int64(id[0]-'A') - 1<<40
}

// indexOrder writes what an order is found by, in place of what was there.
func indexOrder(ctx context.Context, tx execer, o repair.Order) error {
	key, words := orderKey(o.ID), orderWords(o)
	_, err := tx.ExecContext(ctx, `INSERT OR REPLACE INTO order_words VALUES (?, ?, ?, ?)`, key, string(o.ID), string(o.Customer), words)
	if err == nil {
		_, err = tx.ExecContext(ctx, `INSERT OR REPLACE INTO order_gram (rowid, gram) VALUES (?, ?)`, key, grams(words))
	}
	return err
}

// indexPerson writes what a person is found by, in place of what was there. The
// spellings of a name are made once, if the store was opened with readings.
func (s *Store) indexPerson(ctx context.Context, tx execer, id repair.CustomerID) error {
	p, err := personOf(ctx, tx, id)
	if err != nil {
		return err
	}
	words := personWords(p.Customer)
	if words != p.words {
		p.spellings = sql.NullString{}
	}
	if !p.spellings.Valid && s.readings != nil {
		p.spellings = sql.NullString{String: s.spell(p.Customer), Valid: true}
	}
	var spellings any
	if p.spellings.Valid {
		spellings = p.spellings.String
	}
	if _, err := tx.ExecContext(ctx, `UPDATE person SET words = ?, spellings = ? WHERE id = ?`, words, spellings, string(id)); err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT OR REPLACE INTO person_gram (rowid, gram) VALUES (?, ?)`,
		p.key, grams(words+"\n"+p.spellings.String))
	return err
}

// unindexPerson takes a row out of the index.
func unindexPerson(ctx context.Context, tx execer, key int64) error {
	if key == 0 {
		return nil
	}
	_, err := tx.ExecContext(ctx, `DELETE FROM person_gram WHERE rowid = ?`, key)
	return err
}

// moved are persons whose rows in the index must be made again, in bulk.
// SQLite takes many in rising order at once, and else each by itself.
type moved struct {
	were []int64
	now  map[repair.CustomerID]int64
}

func (m *moved) add(c repair.CustomerID, was int64, order repair.OrderID) {
	if _, ok := m.now[c]; !ok {
		m.were = append(m.were, was)
	}
	m.now[c] = personKey(c, order)
}

func (s *Store) indexMoved(ctx context.Context, tx execer, m moved) error {
	slices.Sort(m.were)
	for _, key := range m.were {
		if err := unindexPerson(ctx, tx, key); err != nil {
			return err
		}
	}
	list := slices.SortedFunc(maps.Keys(m.now), func(a, b repair.CustomerID) int { return cmp.Compare(m.now[a], m.now[b]) })
	for _, id := range list {
		if err := s.indexPerson(ctx, tx, id); err != nil {
			return err
		}
	}
	return nil
}

// spell returns the spellings of all names of a person, one a line.
func (s *Store) spell(c repair.Customer) string {
	var list []string
	for _, name := range append([]string{c.Name, c.Company}, contactNames(c)...) {
		if name != "" {
			list = append(list, s.readings(name)...)
		}
	}
	return foldedLines(list...)
}

func contactNames(c repair.Customer) (names []string) {
	for _, p := range c.Contacts {
		names = append(names, p.Name)
	}
	return names
}

// clearIndex empties what describe and indexPerson fill.
func clearIndex(ctx context.Context, tx execer) error {
	for _, q := range []string{
		`INSERT INTO order_gram (order_gram) VALUES ('delete-all')`,
		`INSERT INTO person_gram (person_gram) VALUES ('delete-all')`,
		`DELETE FROM order_words`,
		`DELETE FROM model`,
	} {
		if _, err := tx.ExecContext(ctx, q); err != nil {
			return err
		}
	}
	return nil
}

// describe puts an order whose machine was just described where it is looked
// for: into the index and among the models.
func describe(ctx context.Context, tx execer, o repair.Order) error {
	if err := indexOrder(ctx, tx, o); err != nil {
		return err
	}
	return countModel(ctx, tx, o)
}

// indexPersons makes the index of all persons that a condition selects.
func (s *Store) indexPersons(ctx context.Context, tx execer, where string) error {
	list, err := ids[repair.CustomerID](ctx, tx, `SELECT id FROM person `+where+` ORDER BY key`)
	for _, id := range list {
		if err == nil {
			err = s.indexPerson(ctx, tx, id)
		}
	}
	return err
}

// index brings the index to the present version, and gives the persons their
// spellings that were written by a store without readings.
func (s *Store) index(ctx context.Context) error {
	version, err := meta(ctx, s.w, "index")
	if err != nil {
		return err
	}
	if version == indexVersion {
		var unspelled bool
		err := s.w.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM person WHERE spellings IS NULL)`).Scan(&unspelled)
		if err != nil || !unspelled || s.readings == nil {
			return err
		}
		return s.transact(ctx, func(ctx context.Context, tx execer) error {
			return s.indexPersons(ctx, tx, `WHERE spellings IS NULL`)
		})
	}
	return s.transact(ctx, func(ctx context.Context, tx execer) error {
		if err := clearIndex(ctx, tx); err != nil {
			return err
		}
		rows, err := tx.QueryContext(ctx, `SELECT body FROM orders ORDER BY number`)
		err = scan(rows, err, func() error {
			var body sql.RawBytes
			if err := rows.Scan(&body); err != nil {
				return err
			}
			o, err := decodeOrder(body)
			if err != nil {
				return err
			}
			return describe(ctx, tx, o)
		})
		if err != nil {
			return err
		}
		if err := s.indexPersons(ctx, tx, ``); err != nil {
			return err
		}
		return setMeta(ctx, tx, "index", indexVersion)
	})
}

// checkIndex looks whether every order and every person has its row in the
// index, with as many grams as it must have, and nobody else. That a gram is the
// right one is what SQLite's own check and the version are for.
func checkIndex(ctx context.Context, tx *sql.Tx, r *Report) error {
	version, err := meta(ctx, tx, "index")
	if err != nil {
		return err
	}
	if version != indexVersion {
		r.add("search", "", "the index is of version %q, not %s", version, indexVersion)
		return nil
	}
	orders, people := 0, 0
	rows, err := tx.QueryContext(ctx, `SELECT o.id, o.body, w.ord, w.customer, w.words, d.sz FROM orders o
		LEFT JOIN order_words w ON w.key = o.number * 32 + unicode(o.id) - unicode('A')
		LEFT JOIN order_gram_docsize d ON d.id = w.key`)
	err = scan(rows, err, func() error {
		var id string
		var body, size sql.RawBytes
		var ord, customer, words sql.NullString
		if err := rows.Scan(&id, &body, &ord, &customer, &words, &size); err != nil {
			return err
		}
		orders++
		o, err := decodeOrder(body)
		if err != nil {
			return nil //nolint:nilerr // checkOrders has said so
		}
		if ord.String != id || customer.String != string(o.Customer) || words.String != orderWords(o) {
			r.add("search", id, "the words to find the order by are not its own")
		}
		r.compareGrams(id, size, words.String)
		return nil
	})
	if err != nil {
		return err
	}
	rows, err = tx.QueryContext(ctx, `SELECT `+personColumns+`, p.key, p.words, p.spellings, p.salt, d.sz FROM person p
		LEFT JOIN person_gram_docsize d ON d.id = p.key`)
	err = scan(rows, err, func() error {
		var size sql.RawBytes
		p, err := scanPerson(with{rows, &size})
		if err != nil {
			return err
		}
		people++
		if p.words != personWords(p.Customer) {
			r.add("search", string(p.ID), "the words to find the person by are not theirs")
		}
		r.compareGrams(string(p.ID), size, p.words+"\n"+p.spellings.String)
		return nil
	})
	if err != nil {
		return err
	}
	for table, n := range map[string]int{"order_words": orders, "order_gram_docsize": orders, "person_gram_docsize": people} {
		var have int
		if err := tx.QueryRowContext(ctx, `SELECT count(*) FROM `+table).Scan(&have); err != nil {
			return err
		}
		if have != n {
			r.add("search", "", "%d rows in %s, %d are to be found", have, table, n)
		}
	}
	return nil
}

// compareGrams compares the size of a row of the index with what it is made of.
func (r *Report) compareGrams(where string, size []byte, lines string) {
	if len(size) == 0 {
		r.add("search", where, "it is not in the index")
	} else if n := strings.Count(grams(lines), " "); varint(size) != n {
		r.add("search", where, "%d grams in the index, not %d", varint(size), n)
	}
}

// varint reads the first number of a column of sizes.
// Source: sqlite.org/fileformat2.html#varint; the numbers here have few bytes.
func varint(b []byte) (n int) {
	for _, c := range b {
		n = n<<7 | int(c&0x7f)
		if c < 0x80 {
			break
		}
	}
	return n
}
