package wallboard_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"countertop/app/flow"
	"countertop/app/repair"
	"countertop/app/wallboard"
)

// shop is a store that is looked at, as a test makes it.
type shop struct {
	// mu is held by the test, but while it waits for the next look.
	mu sync.Mutex

	orders        []repair.Row // that Changed gives next
	whole         bool
	open, changed error
	opened        int
	closed        int
	renew         func() // of the board
	told          int    // at which opening the people were told
	set           string // that House gives next
}

func (s *shop) House(context.Context) (people []repair.Staff, values map[string]string, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.told != s.opened {
		s.told, people = s.opened, []repair.Staff{{ID: "A001"}}
		values = map[string]string{}
	}
	if s.set != "" {
		values, s.set = map[string]string{repair.SetReply: s.set}, ""
	}
	return people, values, nil
}

func (s *shop) Changed(context.Context) ([]repair.Row, bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	orders, whole := s.orders, s.whole
	if s.changed != nil {
		return nil, false, s.changed
	}
	s.orders, s.whole = nil, false
	return orders, whole, nil
}

func (s *shop) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed++
	return nil
}

func row(n int, stage repair.Stage) repair.Row {
	o := repair.Order{ID: repair.MakeOrderID('A', time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC), n), Stage: stage}
	o.Place.Kind = repair.ShelfAwaitingTest
	return repair.Row{Order: o}
}

// look is how often a board looks.
const look = 500 * time.Millisecond

// follow runs a board beside a test, which says what happens to the shop; next
// waits, and returns what was posted meanwhile.
func follow(t *testing.T, play func(s *shop, next func(after time.Duration) string)) string {
	t.Helper()
	var log bytes.Buffer
	synctest.Test(t, func(t *testing.T) {
		s := &shop{whole: true}
		var posted []string
		b := wallboard.New(wallboard.Options{
			Open: func(context.Context) (wallboard.Watch, error) {
				s.mu.Lock()
				defer s.mu.Unlock()
				s.opened++
				return s, s.open
			},
			Cards: func() *repair.Cards {
				return repair.NewCards(repair.DefaultCalendar(time.UTC), repair.DefaultLimits(), time.Now())
			},
			Set: func(values map[string]string) {
				s.mu.Lock()
				defer s.mu.Unlock()
				if v := values[repair.SetReply]; v != "" {
					posted = append(posted, "set "+v)
				}
			},
			Post: func(m flow.Msg) {
				s.mu.Lock()
				defer s.mu.Unlock()
				switch m := m.(type) {
				case flow.PeopleLoaded:
					posted = append(posted, fmt.Sprint("people ", len(m.People)))
				case flow.FloorLoaded:
					posted = append(posted, fmt.Sprint("floor ", m.Floor.Len()))
				case flow.HealthChanged:
					posted = append(posted, strings.Join(append([]string{"health"}, m.Health.Problems...), " "))
				}
			},
			Log: slog.New(slog.NewTextHandler(&log, nil)),
		})
		s.renew = b.Renew
		ctx, stop := context.WithCancel(t.Context())
		done := make(chan struct{})
		started := false
		s.mu.Lock()
		play(s, func(after time.Duration) string {
			s.mu.Unlock()
			if !started {
				started = true
				go func() {
					defer close(done)
					b.Run(ctx)
				}()
			}
			time.Sleep(after)
			synctest.Wait()
			s.mu.Lock()
			said := strings.Join(posted, ", ")
			posted = nil
			return said
		})
		s.mu.Unlock()
		stop()
		<-done
		if s.opened > 0 && s.open == nil && s.closed == 0 {
			t.Error("the store stays open")
		}
	})
	return log.String()
}

func want(t *testing.T, what, got, want string) {
	t.Helper()
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("%s (-want +got):\n%s", what, d)
	}
}

// What is set at the counter holds on the board: everything is made anew with it.
func TestBoardTakesSettings(t *testing.T) {
	follow(t, func(s *shop, next func(time.Duration) string) {
		s.orders = []repair.Row{row(1, repair.StageAwaitingTest)}
		want(t, "first", next(0), "people 1, floor 1")
		s.set = "2h"
		want(t, "a limit", next(look), "set 2h")
		s.orders, s.whole = []repair.Row{row(1, repair.StageAwaitingTest)}, true
		want(t, "with it", next(look), "people 1, floor 1")
	})
}

func TestBoardFollowsTheStore(t *testing.T) {
	follow(t, func(s *shop, next func(time.Duration) string) {
		s.orders = []repair.Row{row(1, repair.StageAwaitingTest), row(2, repair.StageInRepair)}
		want(t, "first", next(0), "people 1, floor 2")
		want(t, "nothing happens", next(look), "")
		s.orders = []repair.Row{row(3, repair.StageAwaitingTest), row(4, repair.StageAwaitingTest), row(1, repair.StagePickedUp)}
		want(t, "two in, one out", next(look), "floor 3")
		s.orders, s.whole = []repair.Row{row(1, repair.StageAwaitingTest)}, true
		want(t, "all anew", next(look), "floor 1")
	})
}

func TestTroubleIsToldOnceAndWhenItIsOver(t *testing.T) {
	log := follow(t, func(s *shop, next func(time.Duration) string) {
		s.open = errors.New("not there yet")
		want(t, "no store", next(0), "health health.board-store")
		want(t, "still none", next(look), "")
		s.open = nil
		want(t, "there it is", next(look), "people 1, floor 0, health")
		s.changed = errors.New("the disk failed")
		want(t, "the disk fails", next(look), "health health.board-store")
		if s.closed != 1 {
			t.Error("a store that failed stays open")
		}
		s.changed, s.whole = nil, true
		want(t, "after the trouble", next(look), "people 1, floor 0, health")
	})
	if strings.Count(log, "level=ERROR") != 2 {
		t.Errorf("log %q, want each trouble once", log)
	}
}

// With another calendar every card is another.
func TestBoardIsReadAnewWhenAsked(t *testing.T) {
	follow(t, func(s *shop, next func(time.Duration) string) {
		want(t, "first", next(0), "people 1, floor 0")
		s.renew()
		want(t, "asked", next(look), "people 1")
		want(t, "once", next(look), "")
		if s.opened != 2 || s.closed != 1 {
			t.Errorf("opened %d times and closed %d times", s.opened, s.closed)
		}
	})
}

// Cards tell days and the staff changes, so a board begins anew every day.
func TestEveryDayBeginsAnew(t *testing.T) {
	follow(t, func(s *shop, next func(time.Duration) string) {
		want(t, "the first day", next(0), "people 1, floor 0")
		want(t, "the next day", next(25*time.Hour), "people 1")
		if s.opened != 2 || s.closed != 1 {
			t.Errorf("opened %d times and closed %d times", s.opened, s.closed)
		}
	})
}
