package opening

import "time"

// ClockSet reports whether a clock can be right: a board whose battery is empty
// begins years before this program was written.
func ClockSet(now time.Time) bool { return now.Year() >= 2024 }
