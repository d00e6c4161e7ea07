package repair

import "maps"

// DayCount is what a counter did in a stretch of time, counted from events.
type DayCount struct {
	CheckedIn, Quoted, Agreed, Done, PickedUp, Unrepaired, SentOut int
	// Paid is the money taken in each way, in fen.
	Paid map[PaidBy]int64
	// ClosedBy is filled in by who asks.
	ClosedBy StaffID
}

// Count adds an event to c.
func (c DayCount) Count(e Event) DayCount {
	switch b := e.Body.(type) {
	case CheckedIn:
		c.CheckedIn++
	case Quoted:
		c.Quoted++
	case QuoteAnswered:
		if b.Answer.Agreed {
			c.Agreed++
		}
	case Moved:
		if b.OK {
			c.Done++
		}
	case RepairGivenUp:
		c.Unrepaired++
	case SentOut:
		c.SentOut++
	case PickedUp:
		c.PickedUp++
		if b.PaidFen > 0 {
			paid := maps.Clone(c.Paid)
			if paid == nil {
				paid = map[PaidBy]int64{}
			}
			paid[b.PaidBy] += b.PaidFen
			c.Paid = paid
		}
	default: // nothing that a day counts
	}
	return c
}
