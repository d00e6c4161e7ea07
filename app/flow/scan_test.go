package flow_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"countertop/app/flow"
	"countertop/app/repair"
	"countertop/scanner"
)

// slow is a counter whose store takes its time: the answers wait until they
// are let go, in the order of the commands.
type slow struct {
	*counter
	waiting []flow.Cmd
	moved   []string // what was committed, in order
}

func (c *slow) scan(codes ...string) {
	for _, code := range codes {
		c.take(flow.Scanned{Scan: scanner.Scan{Text: code, At: c.s.Now}})
	}
}

func (c *slow) take(m flow.Msg) {
	var cmds []flow.Cmd
	c.s, cmds = flow.Update(c.s, m)
	c.waiting = append(c.waiting, cmds...)
}

// answer lets the store do all that it was asked, and what follows.
func (c *slow) answer() {
	for len(c.waiting) > 0 {
		cmd := c.waiting[0]
		c.waiting = c.waiting[1:]
		if m, ok := cmd.(flow.Commit); ok && m.Tag == flow.TagScan {
			c.moved = append(c.moved, fmt.Sprint(m.Order.Short(), " to ", m.Command.(repair.MoveMachine).To.Name(), " by ", m.By))
		}
		for _, m := range c.carry(cmd) {
			c.take(m)
		}
	}
}

// lazy is a counter with three machines on the shelf awaiting test.
func lazy(t *testing.T) (c *slow, tags []string) {
	c = &slow{counter: open(t)}
	c.badge(0)
	for i := range 3 {
		id := repair.MakeOrderID('A', start, i+1)
		row := repair.Row{Order: repair.Order{ID: id, Version: 1, Stage: repair.StageAwaitingTest, Place: slot(20 + i)}}
		c.orders[id] = row
		tags = append(tags, repair.OrderCode(id))
	}
	return c, tags
}

func slot(n int) repair.Place { return repair.Place{Kind: repair.ShelfAwaitingTest, Slot: n} }

// board shows the machines, so that none has to be read.
func (c *slow) board() {
	maker := repair.NewCards(c.s.Shop.Calendar, c.s.Shop.Limits, c.s.Now)
	var cards []repair.Card
	for _, r := range c.orders {
		cards = append(cards, maker.Of(r.Order, r.Customer))
	}
	c.take(flow.FloorLoaded{Floor: repair.NewFloor(cards)})
}

func TestScansWaitWhileTheStoreDecides(t *testing.T) {
	a, b, d := repair.ShelfCode(slot(1)), repair.ShelfCode(slot(2)), repair.ShelfCode(slot(3))
	badge := repair.BadgeCode(key, staff[2].ID, 1)
	for _, tt := range []struct {
		name  string
		board bool // the machines are on the board, so that no one has to be read
		scans func(tag []string) []string
		want  []string
	}{
		{
			"machine, slot, machine, slot", true, func(tag []string) []string { return []string{tag[0], a, tag[1], b} },
			[]string{"0001 to A-01 by A001", "0002 to A-02 by A001"},
		},
		{
			"slot, machine, machine, slot", true, func(tag []string) []string { return []string{a, tag[0], tag[1], b} },
			[]string{"0001 to A-01 by A001", "0002 to A-02 by A001"},
		},
		{
			"machine, slot, slot, machine", true, func(tag []string) []string { return []string{tag[0], a, b, tag[1]} },
			[]string{"0001 to A-01 by A001", "0002 to A-02 by A001"},
		},
		{
			"machines that have to be read", false, func(tag []string) []string { return []string{tag[0], a, b, tag[1], tag[2], d} },
			[]string{"0001 to A-01 by A001", "0002 to A-02 by A001", "0003 to A-03 by A001"},
		},
		{
			"another person between", true, func(tag []string) []string { return []string{tag[0], a, badge, tag[1], b} },
			[]string{"0001 to A-01 by A001", "0002 to A-02 by A007"},
		},
		{
			"another person, and a machine that has to be read", false, func(tag []string) []string { return []string{badge, tag[1], b} },
			[]string{"0002 to A-02 by A007"},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c, tags := lazy(t)
			if tt.board {
				c.board()
			}
			c.scan(tt.scans(tags)...)
			c.answer()
			if d := cmp.Diff(tt.want, c.moved); d != "" {
				t.Errorf("moves (-want +got):\n%s", d)
			}
		})
	}
}

// Nobody is signed in: what is scanned behind the badge waits for its answer.
func TestScansBehindABadgeWaitForThePerson(t *testing.T) {
	c, tags := lazy(t)
	c.take(flow.SignedOut{})
	c.board()
	c.scan(repair.BadgeCode(key, staff[0].ID, 1), tags[0], repair.ShelfCode(slot(1)), tags[1], repair.ShelfCode(slot(2)))
	c.answer()
	if d := cmp.Diff([]string{"0001 to A-01 by A001", "0002 to A-02 by A001"}, c.moved); d != "" {
		t.Errorf("moves (-want +got):\n%s", d)
	}
}

func TestScansGoOnWhenTheStoreNeverAnswers(t *testing.T) {
	c, tags := lazy(t)
	c.board()
	c.scan(tags[0], repair.ShelfCode(slot(1)), tags[1])
	c.waiting = nil // the answer got lost
	for range 20 {
		c.take(flow.Tick{Now: c.s.Now.Add(time.Second)})
	}
	if m := c.s.Scan.Machine; m == nil || m.ID.Short() != "0002" {
		t.Errorf("the machine that waits is %+v, want the one scanned last", m)
	}
}

func TestWaitingScansLeaveTheStateBeforeAlone(t *testing.T) {
	c, tags := lazy(t)
	c.board()
	c.scan(tags[0], repair.ShelfCode(slot(1)), tags[1])
	before := c.s
	for _, code := range tags[1:] {
		next, _ := flow.Update(before, flow.Scanned{Scan: scanner.Scan{Text: code}})
		last := next.Scan.Queue[len(next.Scan.Queue)-1]
		if len(next.Scan.Queue) != 2 || last.Scan.Text != code || !slices.Equal(before.Scan.Queue, next.Scan.Queue[:1]) {
			t.Errorf("queue %+v, want that of before and %s", next.Scan.Queue, code)
		}
	}
}
