package repair

import "time"

// ClockKind is one of the shop's time limits.
type ClockKind string

// The clocks.
const (
	ClockReply   ClockKind = "reply"   // answer within 4 h of receipt (Q01)
	ClockQuote   ClockKind = "quote"   // quote within 30 min of the finding (Q02)
	ClockBench   ClockKind = "bench"   // 8 h on the bench (R02)
	ClockPeer    ClockKind = "peer"    // answer within 8 h of receipt (S01)
	ClockPromise ClockKind = "promise" // the day on the customer copy (W10)
	ClockNotify  ClockKind = "notify"  // call by the next open day's end (N01)
	ClockPickup  ClockKind = "pickup"  // not collected
)

// Limits are the shop's time limits, in opening hours.
type Limits struct {
	Reply, Quote, Bench, Peer time.Duration
	// PromiseDays is the number of open days until the promised day (C4).
	PromiseDays int
	// UncollectedDays is when a machine counts as left behind.
	UncollectedDays int
}

// DefaultLimits are the seeds' figures.
func DefaultLimits() Limits {
	return Limits{4 * time.Hour, 30 * time.Minute, 8 * time.Hour, 8 * time.Hour, 3, 15}
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
// false when none does.
func Running(o Order, cal Calendar, lim Limits, now time.Time) (Clock, bool) {
	switch o.Stage {
	case StageAwaitingTest:
		return span(ClockReply, o.ReceivedAt, lim.Reply, cal, now), true
	case StageQuoting:
		return span(ClockQuote, o.StageSince, lim.Quote, cal, now), true
	case StageInRepair:
		return span(ClockBench, o.StageSince, lim.Bench, cal, now), true
	case StageAtPeer:
		return span(ClockPeer, o.ReceivedAt, lim.Peer, cal, now), true
	case StageAwaitingParts:
		if o.PromisedOn == "" {
			return Clock{}, false
		}
		return until(ClockPromise, o.ReceivedAt, cal.Close(o.PromisedOn), cal, now), true
	case StageAwaitingClose:
		next := cal.AddDays(DateOf(o.StageSince.In(cal.Loc)), 1)
		return until(ClockNotify, o.StageSince, cal.Close(next), cal, now), true
	case StageAwaitingPickup, StageReturnUnrepaired:
		due := cal.Close(cal.AddDays(DateOf(o.StageSince.In(cal.Loc)), lim.UncollectedDays))
		return until(ClockPickup, o.StageSince, due, cal, now), true
	}
	return Clock{}, false
}

func span(k ClockKind, from time.Time, limit time.Duration, cal Calendar, now time.Time) Clock {
	c := Clock{Kind: k, From: from, Due: cal.Add(from, limit)}
	if limit > 0 {
		c.Used = float64(cal.Between(from, now)) / float64(limit)
	}
	return c
}

func until(k ClockKind, from, due time.Time, cal Calendar, now time.Time) Clock {
	c := Clock{Kind: k, From: from, Due: due}
	if all := cal.Between(from, due); all > 0 {
		c.Used = float64(cal.Between(from, now)) / float64(all)
	} else if now.After(due) {
		c.Used = 1
	}
	return c
}
