package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"fmt"
	"math"
	"strings"

	"github.com/mattn/go-sqlite3"
)

// driverName is SQLite with the function rowsum, without which nothing can be
// written: the tables hold a digest of each row.
const driverName = "sqlite3-countertop"

func init() {
	sql.Register(driverName, &sqlite3.SQLiteDriver{ConnectHook: func(c *sqlite3.SQLiteConn) error {
		return c.RegisterFunc("rowsum", rowsum, true)
	}})
}

// rowsum is the digest of the values of a row: the first 8 bytes of SHA-256 over
// the type, the length and the bytes of each.
func rowsum(values ...any) []byte {
	sum := sha256.New()
	var head [9]byte
	put := func(kind byte, b string) {
		head[0] = kind
		binary.BigEndian.PutUint64(head[1:], uint64(len(b)))
		sum.Write(head[:])
		sum.Write([]byte(b))
	}
	for _, v := range values {
		switch v := v.(type) {
		case int64:
			put('i', fmt.Sprint(v))
		case float64:
			put('f', fmt.Sprint(math.Float64bits(v)))
		case string:
			put('t', v)
		case []byte: // also null
			put('b', string(v))
		default:
			put('?', fmt.Sprint(v))
		}
	}
	return sum.Sum(nil)[:8]
}

// small are the tables with a digest in each row that are read whole at every
// start; the others grow with the shop, and Check reads them.
var small = []string{"meta", "setting", "draft", "passcode", "ime_user", "pin", "pin_page"}

// summed are all tables with a digest in each row.
func summed(ctx context.Context, q querier) ([]string, error) {
	return ids[string](ctx, q, `SELECT m.name FROM sqlite_master m, pragma_table_xinfo(m.name) c
		WHERE m.type = 'table' AND c.name = 'sum' ORDER BY m.name`)
}

// checkRows looks for rows of a table that are not what was written.
func checkRows(ctx context.Context, q querier, r *Report, table string) error {
	cols, err := ids[string](ctx, q, `SELECT name FROM pragma_table_xinfo('`+table+`') WHERE hidden = 0 ORDER BY cid`)
	if err != nil {
		return err
	}
	rows, err := q.QueryContext(ctx, `SELECT CAST(`+cols[0]+` AS TEXT) FROM `+table+`
		WHERE sum IS NOT rowsum(`+strings.Join(cols, ", ")+`)`)
	return scan(rows, err, func() error {
		var key string
		err := rows.Scan(&key)
		r.add("row", table+" "+key, "it is not as it was written down")
		return err
	})
}

// checkSums looks at all rows that are no events.
func checkSums(ctx context.Context, tx *sql.Tx, r *Report) error {
	tables, err := summed(ctx, tx)
	for _, t := range tables {
		if err == nil {
			err = checkRows(ctx, tx, r, t)
		}
	}
	return err
}

// checkSmall notes what is wrong in the tables that are read at every start. A
// damaged draft closes no shop: it is told and nothing is refused.
func (s *Store) checkSmall(ctx context.Context) error {
	var r Report
	for _, t := range small {
		if err := checkRows(ctx, s.w, &r, t); err != nil {
			return err
		}
	}
	s.findings = r.Findings
	return nil
}

// Findings are what was found wrong at the start, and did not keep the store from
// opening.
func (s *Store) Findings() []Finding { return s.findings }
