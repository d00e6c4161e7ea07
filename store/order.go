package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"countertop/app/repair"
)

// orderRow is an order and the person it belongs to, as the tables have them;
// the person is empty before check-in and after it was erased.
type orderRow struct {
	repair.Row
	ends repair.Refs // its last events
}

// column is one field of the projection.
type column struct {
	name  string
	value any
}

// columns is the row of an order, as a pure function of the order and its last
// events.
func columns(o repair.Order, ends repair.Refs) ([]column, error) {
	rest, s := split(o)
	scan, err := json.Marshal(s)
	if err != nil {
		return nil, err
	}
	body, err := json.Marshal(rest)
	return append(indexed(o), column{"scan", string(scan)}, column{"body", string(body)}, column{"ends", string(ends)},
		column{"take", o.LastSeen.Take}), err
}

// indexed are the columns that queries look at.
func indexed(o repair.Order) []column {
	return []column{
		{"id", string(o.ID)},
		{"number", number(o.ID)},
		{"ver", int64(o.Version)},
		{"stage", string(o.Stage)},
		{"in_shop", flag(o.InShop())},
		{"place", string(o.Place.Kind)},
		{"slot", int64(o.Place.Slot)},
		{"place_since", millis(o.PlaceSince)},
		{"customer", string(o.Customer)},
		{"serial", plain(o.Device.Serial)},
		{"received_at", millis(o.ReceivedAt)},
		{"follow_up_on", string(o.FollowUpOn)},
	}
}

// scanned is what a scan changes of an order, so that it need not write the
// rest. Names are those of repair.Order and repair.Move: both parts decode into
// one order.
type scanned struct {
	Version      int
	Head         string
	Stage        repair.Stage
	StageSince   time.Time
	Place        repair.Place
	PlaceSince   time.Time
	Reserved     repair.Place       `json:",omitzero"`
	Reason       repair.PartsReason `json:",omitzero"`
	Part         string             `json:",omitzero"`
	OKAt         time.Time          `json:",omitzero"`
	OKBy         repair.StaffID     `json:",omitzero"`
	LastMove     *move              `json:",omitzero"`
	Holder       repair.StaffID     `json:",omitzero"`
	LastSeen     repair.Sighting    `json:",omitzero"`
	MissingSince time.Time          `json:",omitzero"`
	MissingBy    repair.StaffID     `json:",omitzero"`
	SeenBefore   *repair.SeenBefore `json:",omitzero"`
	OtherPlace   *repair.Place      `json:",omitzero"`
}

type move struct {
	From, To             repair.Place
	FromStage            repair.Stage
	FromReason           repair.PartsReason  `json:",omitzero"`
	FromPart             string              `json:",omitzero"`
	FromReserved         repair.Place        `json:",omitzero"`
	FromOKAt             time.Time           `json:",omitzero"`
	FromOKBy             repair.StaffID      `json:",omitzero"`
	FromTest             []repair.TestResult `json:",omitzero"`
	FromHolder           repair.StaffID      `json:",omitzero"`
	StageSince, PlaceSin time.Time
	At                   time.Time
	By                   repair.StaffID
}

// split takes an order apart.
func split(o repair.Order) (rest repair.Order, s scanned) {
	s = scanned{
		o.Version, o.Head, o.Stage, o.StageSince, o.Place, o.PlaceSince, o.Reserved, o.Reason, o.Part, o.OKAt, o.OKBy,
		(*move)(o.LastMove), o.Holder, o.LastSeen, o.MissingSince, o.MissingBy, o.SeenBefore, o.OtherPlace,
	}
	o.Version, o.Head, o.Stage, o.StageSince, o.Place, o.PlaceSince = 0, "", "", time.Time{}, repair.Place{}, time.Time{}
	o.Reserved, o.Reason, o.Part, o.OKAt, o.OKBy, o.LastMove, o.Holder = repair.Place{}, "", "", time.Time{}, "", nil, ""
	o.LastSeen, o.MissingSince, o.MissingBy, o.SeenBefore, o.OtherPlace = repair.Sighting{}, time.Time{}, "", nil, nil
	return o, s
}

// insert writes the row of an order that has none yet.
func insert(ctx context.Context, tx execer, o repair.Order, ends repair.Refs) error {
	cols, err := columns(o, ends)
	if err != nil {
		return err
	}
	var args []any
	for _, c := range cols {
		args = append(args, c.value)
	}
	if _, err = tx.ExecContext(ctx, `INSERT INTO orders VALUES (`+placeholders(len(args))+`)`, args...); err != nil {
		return err
	}
	return describe(ctx, tx, o)
}

// project writes what one event, the last of its order, changed in the row of an
// order, and no index that stays as it is. It returns repair.ErrConflict if the row is not
// the one before.
func project(ctx context.Context, tx execer, before, after repair.Order, e repair.Event, ends repair.Refs) error {
	if before.Version == 0 {
		return insert(ctx, tx, after, ends)
	}
	sets, args := `ver = ?, stage = ?, place = ?, slot = ?, place_since = ?`, []any{
		int64(after.Version), string(after.Stage), string(after.Place.Kind), int64(after.Place.Slot), millis(after.PlaceSince),
	}
	var err error
	switch _, moved := e.Body.(repair.Moved); {
	case moved && len(before.Test) == len(after.Test): // a move back into repair also clears the tests
	case looked(e):
		sets, args = `ver = ?, take = ?`, []any{int64(after.Version), after.LastSeen.Take}
	default:
		if sets, args, err = changed(before, after); err != nil {
			return err
		}
	}
	_, s := split(after)
	scan, err := json.Marshal(s)
	if err != nil {
		return err
	}
	res, err := tx.ExecContext(ctx, `UPDATE orders SET `+sets+`, scan = ?, ends = ? WHERE id = ? AND ver = ?`,
		append(args, string(scan), string(ends), string(after.ID), int64(before.Version))...)
	if err != nil {
		return err
	}
	if n, err := res.RowsAffected(); err != nil || n != 1 {
		return errors.Join(fmt.Errorf("order %s is not at version %d: %w", after.ID, before.Version, repair.ErrConflict), err)
	}
	if before.Passcode && !after.Passcode {
		return forgetPasscode(ctx, tx, after.ID)
	}
	switch b := e.Body.(type) {
	case repair.CheckedIn:
		return describe(ctx, tx, after)
	case repair.Corrected:
		if b.Device != nil {
			return errors.Join(uncountModel(ctx, tx, before), describe(ctx, tx, after))
		}
		return indexOrder(ctx, tx, after)
	}
	return nil
}

// looked reports whether an event is a word of a stock-take: it changes what a
// scan changes, and no more.
func looked(e repair.Event) bool {
	switch e.Body.(type) {
	case repair.Sighted, repair.ReportedMissing, repair.SightingUndone:
		return true
	default:
		return false
	}
}

// changed are all columns that differ between two states of an order, but scan,
// ends and take.
func changed(before, after repair.Order) (sets string, args []any, err error) {
	rest, _ := split(after)
	body, err := json.Marshal(rest)
	sets, args = `body = ?`, []any{string(body)}
	was := indexed(before)
	for i, c := range indexed(after) {
		if c.value != was[i].value {
			sets, args = sets+`, `+c.name+` = ?`, append(args, c.value)
		}
	}
	return sets, args, err
}

func placeholders(n int) string { return strings.TrimSuffix(strings.Repeat("?, ", n), ", ") }

func flag(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// milli is what times are kept to: what is not in the stored form of an event
// must not be in what it makes.
const milli = time.Millisecond

func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// fromMillis is the time of a column, in UTC; 0 is the zero time.
func fromMillis(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

// number is the day and count of an order number; it sorts orders of all
// stations by age.
func number(id repair.OrderID) int64 {
	if !id.Valid() {
		return 0
	}
	n, _ := strconv.ParseInt(string(id[1:]), 10, 64) // Valid: ten digits
	return n
}

// plain is a serial number without what people and labels put between.
func plain(serial string) string {
	return strings.Map(func(r rune) rune {
		if r == ' ' || r == '-' || r == '/' || r == '.' {
			return -1
		}
		return r
	}, strings.ToUpper(serial))
}

const selectOrder = `SELECT o.body, o.scan, o.ends, ` + personColumns + ` FROM orders o LEFT JOIN person p ON p.id = o.customer `

type scanner interface{ Scan(dest ...any) error }

func scanOrder(row scanner) (r orderRow, err error) {
	var body, scan []byte
	var p personRow
	if err := row.Scan(append([]any{&body, &scan, &r.ends}, p.dest()...)...); err != nil {
		return r, err
	}
	if r.Order, err = decodeOrder(body, scan); err != nil {
		return r, err
	}
	r.Customer, err = p.customer()
	return r, err
}

func decodeOrder(parts ...[]byte) (o repair.Order, err error) {
	for _, part := range parts {
		if err := json.Unmarshal(part, &o); err != nil {
			return o, fmt.Errorf("decode order: %w", err)
		}
	}
	return o, nil
}

func orderOf(ctx context.Context, q querier, id repair.OrderID) (orderRow, error) {
	r, err := scanOrder(q.QueryRowContext(ctx, selectOrder+`WHERE o.id = ?`, string(id)))
	if errors.Is(err, sql.ErrNoRows) {
		err = fmt.Errorf("order %s: %w", id, repair.ErrNotFound)
	}
	return r, err
}

// Order returns one order, or repair.ErrNotFound.
func (s *Store) Order(ctx context.Context, id repair.OrderID) (r repair.Row, err error) {
	err = s.read("read order", func(db *sql.DB) error {
		found, err := orderOf(ctx, db, id)
		r = found.Row
		return err
	})
	return r, err
}

func (s *Store) orders(ctx context.Context, op, where string, args ...any) (list []repair.Row, err error) {
	err = s.read(op, func(db *sql.DB) error {
		list, err = ordersWhere(ctx, db, where, args...)
		return err
	})
	return list, err
}

func ordersWhere(ctx context.Context, db querier, where string, args ...any) (list []repair.Row, err error) {
	err = eachOrder(ctx, db, where, func(r orderRow) { list = append(list, r.Row) }, args...)
	return list, err
}

// eachOrder calls f with the orders one by one.
func eachOrder(ctx context.Context, db querier, where string, f func(orderRow), args ...any) error {
	rows, err := db.QueryContext(ctx, selectOrder+where, args...)
	return scan(rows, err, func() error {
		r, err := scanOrder(rows)
		if err == nil {
			f(r)
		}
		return err
	})
}

// Board returns all machines in the shop by place and slot, the longest there
// first within a slot.
func (s *Store) Board(ctx context.Context) ([]repair.Row, error) {
	return s.orders(ctx, "read board", `WHERE o.in_shop = 1 ORDER BY o.place, o.slot, o.place_since, o.id`)
}

// Described returns the orders of machines that were described since a day and
// neither taken in nor given up, the latest first.
func (s *Store) Described(ctx context.Context, since time.Time) ([]repair.Row, error) {
	first := number(repair.MakeOrderID(s.station[0], since, 0))
	return s.orders(ctx, "read described machines", `WHERE o.number >= ? AND o.stage = ? ORDER BY o.number DESC`,
		first, string(repair.StageDraft))
}

// History returns all orders of a machine by its serial number or IMEI, newest
// first.
func (s *Store) History(ctx context.Context, number string) ([]repair.Row, error) {
	if number = plain(number); number == "" {
		return nil, nil
	}
	if repair.IMEI(number) {
		q := question{number}
		return s.orders(ctx, "read history", `WHERE o.serial <> '' AND o.serial = ? OR o.id IN (SELECT w.ord`+fromOrders+
			` AND instr(char(10) || w.words || char(10), char(10) || ? || char(10)) > 0) ORDER BY o.number DESC`, number, q.match(), number)
	}
	return s.orders(ctx, "read history", `WHERE o.serial <> '' AND o.serial = ? ORDER BY o.number DESC`, number)
}

// FollowUps returns the orders whose call is due on or before a day, the
// longest due first.
func (s *Store) FollowUps(ctx context.Context, day repair.Date) ([]repair.Row, error) {
	return s.orders(ctx, "read follow-ups",
		`WHERE o.follow_up_on <> '' AND o.follow_up_on <= ? ORDER BY o.follow_up_on, o.number`, string(day))
}

// PlaceCount is how many machines are in a place.
type PlaceCount struct {
	Place    repair.PlaceKind
	Machines int
	// Oldest is when the machine that is there longest was put there, in UTC;
	// the zero time without machines.
	Oldest time.Time
}

// Counts returns the machines in the shop by place: first the four shelves,
// empty ones too, then other places with machines.
func (s *Store) Counts(ctx context.Context) ([]PlaceCount, error) {
	list := make([]PlaceCount, len(repair.Shelves))
	shelf := map[repair.PlaceKind]int{}
	for i, k := range repair.Shelves {
		list[i].Place, shelf[k] = k, i
	}
	err := s.read("count", func(db *sql.DB) error {
		rows, err := db.QueryContext(ctx, `SELECT place, count(*), min(place_since) FROM orders
			WHERE in_shop = 1 GROUP BY place ORDER BY place`)
		return scan(rows, err, func() error {
			var c PlaceCount
			var oldest int64
			if err := rows.Scan(&c.Place, &c.Machines, &oldest); err != nil {
				return err
			}
			c.Oldest = fromMillis(oldest)
			if i, ok := shelf[c.Place]; ok {
				list[i] = c
			} else {
				list = append(list, c)
			}
			return nil
		})
	})
	return list, err
}
