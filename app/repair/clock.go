package repair

import (
	"slices"
	"time"
)

// ClockKind is one of the shop's time limits.
type ClockKind string

// The clocks.
const (
	ClockReply   ClockKind = "reply"   // answer within 4 h of receipt (Q01)
	ClockQuote   ClockKind = "quote"   // quote within 30 min of the finding (Q02)
	ClockBench   ClockKind = "bench"   // 8 h on the bench (R02)
	ClockRepair  ClockKind = "repair"  // 3 working days from consent (R01)
	ClockPeer    ClockKind = "peer"    // answer within 8 h of receipt (S01)
	ClockPromise ClockKind = "promise" // the day on the customer copy (W10)
	ClockNotify  ClockKind = "notify"  // call by the next open day's end (N01)
	ClockPickup  ClockKind = "pickup"  // not collected
)

// Limits are the shop's time limits, in opening hours.
type Limits struct {
	Reply, Quote, Bench, Peer time.Duration
	// RepairDays is the number of open days from consent to the end of the
	// repair, where the quote names none.
	RepairDays int
	// PromiseDays is the number of open days until the promised day (C4).
	PromiseDays int
	// UncollectedDays is when a machine counts as left behind.
	UncollectedDays int
}

// DefaultLimits are the seeds' figures.
func DefaultLimits() Limits {
	return Limits{4 * time.Hour, 30 * time.Minute, 8 * time.Hour, 8 * time.Hour, 3, 3, 15}
}

// Level is how a clock stands. It is shown as colour, icon and word.
type Level int

// The levels: a clock is soon at 75 % and late at 100 %.
const (
	LevelOK Level = iota
	LevelSoon
	LevelLate
)

// Clock is a running time limit of an order.
type Clock struct {
	Kind      ClockKind
	From, Due time.Time
	// Used is the part of the limit that is gone, counted in opening hours.
	Used float64
}

// Level is how the clock stands.
func (c Clock) Level() Level {
	switch {
	case c.Used >= 1:
		return LevelLate
	case c.Used >= 0.75:
		return LevelSoon
	}
	return LevelOK
}

// Running returns the clock that runs on an order in its present stage, and
// false when none does. Of two that run the one that is used up more counts.
func Running(o Order, cal Calendar, lim Limits, now time.Time) (worst Clock, ok bool) {
	for _, c := range clocks(o, cal, lim, now) {
		if !ok || c.Used > worst.Used {
			worst, ok = c, true
		}
	}
	return worst, ok
}

func clocks(o Order, cal Calendar, lim Limits, now time.Time) []Clock {
	switch o.Stage {
	case StageAwaitingTest:
		if len(o.Quotes) > 0 {
			return repairClock(o, cal, lim, now) // a quote was the answer
		}
		return []Clock{span(ClockReply, o.ReceivedAt, lim.Reply, cal, now)}
	case StageQuoting:
		return []Clock{span(ClockQuote, o.StageSince, lim.Quote, cal, now)}
	case StageInRepair:
		return append(repairClock(o, cal, lim, now), span(ClockBench, o.StageSince, lim.Bench, cal, now))
	case StageAtPeer:
		if len(o.Quotes) > 0 {
			return repairClock(o, cal, lim, now)
		}
		// The reply has longer there, but still from receipt (C1).
		return []Clock{span(ClockPeer, o.ReceivedAt, lim.Peer, cal, now)}
	case StageAwaitingParts:
		cs := repairClock(o, cal, lim, now)
		if o.PromisedOn != "" {
			cs = append(cs, until(ClockPromise, o.ReceivedAt, cal.Close(o.PromisedOn), cal, now))
		}
		return cs
	case StageAwaitingClose:
		return []Clock{days(ClockNotify, o.StageSince, 1, cal, now)}
	case StageAwaitingPickup, StageReturnUnrepaired:
		return []Clock{days(ClockPickup, o.StageSince, lim.UncollectedDays, cal, now)}
	}
	return nil
}

// repairClock runs from the customer's last consent, for the days that the
// quote names; it is empty without consent. Waiting for a part does not stop
// it: the customer is told in time (R01, S06).
func repairClock(o Order, cal Calendar, lim Limits, now time.Time) []Clock {
	for _, q := range slices.Backward(o.Quotes) {
		if q.Answer == nil || !q.Answer.Agreed {
			continue
		}
		n := q.Days
		if n <= 0 {
			n = lim.RepairDays
		}
		return []Clock{days(ClockRepair, q.Answer.At, n, cal, now)}
	}
	return nil
}

func span(k ClockKind, from time.Time, limit time.Duration, cal Calendar, now time.Time) Clock {
	c := Clock{Kind: k, From: from, Due: cal.Add(from, limit)}
	if limit > 0 {
		c.Used = float64(cal.Between(from, now)) / float64(limit)
	}
	return c
}

// days is a clock until closing time of the n-th open day after from.
func days(k ClockKind, from time.Time, n int, cal Calendar, now time.Time) Clock {
	return until(k, from, cal.Close(cal.AddDays(DateOf(from.In(cal.Loc)), n)), cal, now)
}

func until(k ClockKind, from, due time.Time, cal Calendar, now time.Time) Clock {
	c := Clock{Kind: k, From: from, Due: due}
	if all := cal.Between(from, due); all > 0 {
		c.Used = float64(cal.Between(from, now)) / float64(all)
	} else if !now.Before(due) {
		c.Used = 1
	}
	return c
}
