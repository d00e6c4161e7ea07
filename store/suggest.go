package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"countertop/app/repair"
)

// Suggestions returns the names, companies and contacts of the limit persons
// with the latest orders, then the limit models that came in last, each text
// once in its kind, the latest first.
func (s *Store) Suggestions(ctx context.Context, limit int) (list []repair.Suggestion, err error) {
	type key struct {
		kind repair.SuggestionKind
		text string
	}
	at := map[key]int{} // place in list
	add := func(g repair.Suggestion) {
		k := key{g.Kind, g.Text}
		i, known := at[k]
		switch {
		case g.Text == "":
		case known:
			list[i].Count += g.Count
		default:
			at[k] = len(list)
			list = append(list, g)
		}
	}
	err = s.read("read suggestions", func(db *sql.DB) error {
		rows, err := db.QueryContext(ctx, `SELECT name, company, contacts, key,
			(SELECT count(*) FROM orders o WHERE o.customer = p.id AND o.customer <> '')
			FROM person p ORDER BY key DESC LIMIT ?`, limit)
		err = scan(rows, err, func() error {
			var name, company string
			var contacts []byte
			var key int64
			var n int
			if err := rows.Scan(&name, &company, &contacts, &key, &n); err != nil {
				return err
			}
			var people []repair.Contact
			if err := json.Unmarshal(contacts, &people); err != nil {
				return err
			}
			used := dayOf(max(key, 0) / stationCodes)
			add(repair.Suggestion{Text: name, Kind: repair.SuggestName, Used: used, Count: n})
			add(repair.Suggestion{Text: company, Kind: repair.SuggestCompany, Used: used, Count: n})
			for _, c := range people {
				add(repair.Suggestion{Text: c.Name, Kind: repair.SuggestContact, Used: used, Count: n})
			}
			return nil
		})
		if err != nil {
			return err
		}
		rows, err = db.QueryContext(ctx, `SELECT kind, brand, model, n, last FROM model ORDER BY last DESC LIMIT ?`, limit)
		return scan(rows, err, func() error {
			g := repair.Suggestion{Kind: repair.SuggestModel}
			var last int64
			err := rows.Scan(&g.Device, &g.Brand, &g.Text, &g.Count, &last)
			g.Used = dayOf(last)
			add(g)
			return err
		})
	})
	return list, err
}

// dayOf is the day in a number, see number.
func dayOf(number int64) time.Time {
	day, _ := time.Parse("060102", fmt.Sprintf("%06d", number/10000)) // no number gives the zero time
	return day
}
