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

// timer is a time limit that runs on an order, whatever the time is now.
type timer struct {
	kind      ClockKind
	from, due time.Time
	// limit is the opening hours from from to due.
	limit time.Duration
}

// at is the clock when the shop was open for spent since the timer began.
func (t timer) at(spent time.Duration, now time.Time) Clock {
	c := Clock{Kind: t.kind, From: t.from, Due: t.due}
	switch {
	case t.limit > 0:
		c.Used = float64(spent) / float64(t.limit)
	case !now.Before(t.due):
		c.Used = 1
	}
	return c
}

// Running returns the clock that runs on an order in its present stage, and
// false when none does. Of two that run the one that is used up more counts.
func Running(o Order, cal Calendar, lim Limits, now time.Time) (worst Clock, ok bool) {
	return worse(timers(o, cal, lim), now, func(t timer) time.Duration { return cal.Between(t.from, now) })
}

// worse is the clock that is used up most, by how long the shop was open since
// each began.
func worse(ts []timer, now time.Time, spent func(timer) time.Duration) (worst Clock, ok bool) {
	for _, t := range ts {
		if c := t.at(spent(t), now); !ok || c.Used > worst.Used {
			worst, ok = c, true
		}
	}
	return worst, ok
}

// timers are the limits that run on an order, two at most.
func timers(o Order, cal Calendar, lim Limits) []timer {
	switch o.Stage {
	case StageAwaitingTest:
		if len(o.Quotes) > 0 {
			return repairTimer(o, cal, lim) // a quote was the answer
		}
		return span(ClockReply, o.ReceivedAt, lim.Reply, cal)
	case StageQuoting:
		return span(ClockQuote, o.StageSince, lim.Quote, cal)
	case StageInRepair:
		return append(repairTimer(o, cal, lim), span(ClockBench, o.StageSince, lim.Bench, cal)...)
	case StageAtPeer:
		if len(o.Quotes) > 0 {
			return repairTimer(o, cal, lim)
		}
		// The reply has longer there, but still from receipt (C1).
		return span(ClockPeer, o.ReceivedAt, lim.Peer, cal)
	case StageAwaitingParts:
		ts := repairTimer(o, cal, lim)
		if o.PromisedOn != "" {
			ts = append(ts, until(ClockPromise, o.ReceivedAt, cal.Close(o.PromisedOn), cal))
		}
		return ts
	case StageAwaitingClose:
		return []timer{days(ClockNotify, o.StageSince, 1, cal)}
	case StageAwaitingPickup, StageReturnUnrepaired:
		return []timer{days(ClockPickup, o.StageSince, lim.UncollectedDays, cal)}
	default:
		return nil // no promise to the customer runs
	}
}

// repairTimer runs from the customer's last consent, for the days that the
// quote names; there is none without consent. Waiting for a part does not stop
// it: the customer is told in time (R01, S06).
func repairTimer(o Order, cal Calendar, lim Limits) []timer {
	for _, q := range slices.Backward(o.Quotes) {
		if q.Answer == nil || !q.Answer.Agreed {
			continue
		}
		n := q.Days
		if n <= 0 {
			n = lim.RepairDays
		}
		return []timer{days(ClockRepair, q.Answer.At, n, cal)}
	}
	return nil
}

// span is a limit in opening hours; one of nothing is switched off.
func span(k ClockKind, from time.Time, limit time.Duration, cal Calendar) []timer {
	if limit <= 0 {
		return nil
	}
	return []timer{{kind: k, from: from, due: cal.Add(from, limit), limit: limit}}
}

// days is a limit until closing time of the n-th open day after that of from.
func days(k ClockKind, from time.Time, n int, cal Calendar) timer {
	return until(k, from, cal.Close(cal.AddDays(cal.Day(from), n)), cal)
}

func until(k ClockKind, from, due time.Time, cal Calendar) timer {
	return timer{kind: k, from: from, due: due, limit: cal.Between(from, due)}
}
