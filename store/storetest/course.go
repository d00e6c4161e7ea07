package storetest

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"time"

	"countertop/app/repair"
	"countertop/store"
)

// Slots is the number of slots that a shelf needs for a Course.
const Slots = 99

// Move is one machine put into one slot by one person.
type Move struct {
	Order repair.OrderID
	To    repair.Place
	By    repair.StaffID
}

// Course is scans of which each shows in the journal: badges of other people in
// turns, and pairs of a machine and a slot, in either order. A scan that is
// lost, doubled or out of its order makes another move than those of the
// course. The people are coordinators: the badge of an engineer takes the next
// machine to the bench. No code comes again before 59 others: at 20 scans a second it is out
// of the window in which it would be the same scan, even if the reader has
// fallen behind.
type Course struct {
	Scans []string
	Moves []Move

	from int // moves in the journal before
}

const (
	group = 5  // a badge and two pairs
	apart = 60 // from a code to the same code
)

// NewCourse returns n scans, rounded up to whole groups of five, for the store
// in dir as it is now. The store is opened, and gets more staff if it has too
// few. The machines end on the shelf awaiting test.
func NewCourse(dir string, n int) (c Course, err error) {
	ctx := context.Background()
	layout := repair.DefaultLayout()
	layout[repair.ShelfAwaitingTest] = Slots
	s, err := store.Open(ctx, store.Options{Dir: dir, Station: Station, Layout: layout, PINCost: PINCost})
	if err != nil {
		return c, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	var badges []string
	var people []repair.StaffID
	for i := range apart / group {
		p := repair.Staff{
			ID: repair.StaffID(fmt.Sprintf("A1%02d", i)), Name: fmt.Sprintf("协调员%d", i),
			Roles: repair.RolesOf(repair.RoleCoordinator), Issue: 1,
		}
		if _, err := s.PutStaff(ctx, p, PIN); err != nil {
			return c, err
		}
		people, badges = append(people, p.ID), append(badges, repair.BadgeCode(s.Key(), p.ID, 1))
	}
	board, err := s.Board(ctx)
	if err != nil {
		return c, err
	}
	taken := map[int]repair.OrderID{}
	var machines []repair.OrderID
	for _, r := range board {
		if r.Order.Place.Kind.IsShelf() {
			machines = append(machines, r.Order.ID)
		}
		if r.Order.Place.Kind == repair.ShelfAwaitingTest {
			taken[r.Order.Place.Slot] = r.Order.ID
		}
	}
	if len(machines) < apart/2 {
		return c, fmt.Errorf("storetest: %d machines are on the shelves, want %d", len(machines), apart/2)
	}
	last := 0
	free := func() int {
		for last++; ; last++ {
			if slot := last%Slots + 1; taken[slot] == "" {
				return slot
			}
		}
	}
	for g := 0; len(c.Scans) < n; g++ {
		c.Scans = append(c.Scans, badges[g%len(badges)])
		for i := range 2 {
			id := machines[(2*g+i)%len(machines)]
			slot := free()
			for k, by := range taken {
				if by == id {
					delete(taken, k)
				}
			}
			taken[slot] = id
			to := repair.Place{Kind: repair.ShelfAwaitingTest, Slot: slot}
			pair := []string{repair.OrderCode(id), repair.ShelfCode(to)}
			if i == 1 {
				slices.Reverse(pair)
			}
			c.Scans = append(c.Scans, pair...)
			c.Moves = append(c.Moves, Move{id, to, people[g%len(people)]})
		}
	}
	before, err := moves(dir)
	c.from = len(before)
	return c, err
}

// Move is the index of the move that scan i belongs to, and whether the scan is
// the one that makes it.
func (c Course) Move(i int) (move int, makes bool) {
	return i/group*2 + max(0, i%group-1)/2, i%group == 2 || i%group == 4
}

// Outcome is how a journal differs from a course.
type Outcome struct {
	Lost     int // moves that were scanned and are not there
	Wrong    int // moves that are there and were not scanned
	Disorder int // moves that are there, out of their order
	Matched  int // moves, from the first, that are as they should be
}

// OK reports whether every scan arrived once and in order.
func (o Outcome) OK() bool { return o.Lost+o.Wrong+o.Disorder == 0 }

// Check compares the journal in dir with the course. It may be asked while
// another process writes.
func (c Course) Check(dir string) (o Outcome, err error) {
	all, err := moves(dir)
	if err != nil {
		return o, err
	}
	got := all[min(c.from, len(all)):]
	for o.Matched < min(len(got), len(c.Moves)) && got[o.Matched] == c.Moves[o.Matched] {
		o.Matched++
	}
	left := map[Move]int{}
	for _, m := range got {
		left[m]++
	}
	for _, m := range c.Moves {
		if left[m] > 0 {
			left[m]--
		} else {
			o.Lost++
		}
	}
	for _, n := range left {
		o.Wrong += n
	}
	o.Disorder = len(c.Moves) - o.Lost - common(c.Moves, got)
	return o, nil
}

// common is the length of the longest row that stands in both, in order.
func common(a, b []Move) int {
	row := make([]int, len(b)+1)
	for _, x := range a {
		diagonal := 0
		for j, y := range b {
			up := row[j+1]
			if x == y {
				row[j+1] = diagonal + 1
			} else {
				row[j+1] = max(up, row[j])
			}
			diagonal = up
		}
	}
	return row[len(b)]
}

// moves reads the moves of the journal, in order.
func moves(dir string) (list []Move, err error) {
	j, err := OpenJournal(dir)
	if err != nil {
		return nil, err
	}
	defer j.Close() //nolint:errcheck // it was only read
	rows, err := j.db.Query("SELECT body FROM event WHERE kind = 'moved' ORDER BY seq")
	if err != nil {
		return nil, err
	}
	defer rows.Close() //nolint:errcheck // see rows.Err
	for rows.Next() {
		var body []byte
		if err := rows.Scan(&body); err != nil {
			return nil, err
		}
		var e repair.Event
		if err := json.Unmarshal(body, &e); err != nil {
			return nil, err
		}
		m, ok := e.Body.(repair.Moved)
		if !ok {
			return nil, fmt.Errorf("storetest: %.60q is no move", body)
		}
		list = append(list, Move{e.Subject.Order(), m.To, e.By})
	}
	return list, rows.Err()
}

// Journal looks at a store beside the process that writes it.
type Journal struct{ db *sql.DB }

// OpenJournal opens the store in dir to be looked at.
func OpenJournal(dir string) (*Journal, error) {
	db, err := sql.Open("sqlite3", "file:"+filepath.Join(dir, "countertop.db")+"?mode=ro&_busy_timeout=5000&_query_only=1")
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	return &Journal{db}, nil
}

// Len is the number of events that are committed.
func (j *Journal) Len() (n int, err error) {
	// Without gaps, so the last tells.
	err = j.db.QueryRow("SELECT coalesce(max(seq), 0) FROM event WHERE origin = ?", Station).Scan(&n)
	return n, err
}

// Watch calls out with the length whenever it has grown, and looks once a
// millisecond, until stop is closed.
func (j *Journal) Watch(stop <-chan struct{}, out func(n int, at time.Time)) error {
	last := -1
	for {
		n, err := j.Len()
		if err != nil {
			return err
		}
		if n != last {
			last = n
			out(n, time.Now())
		}
		select {
		case <-stop:
			return nil
		case <-time.After(time.Millisecond):
		}
	}
}

// Close ends it.
func (j *Journal) Close() error { return j.db.Close() }
