package scanner

import (
	"slices"
	"time"
)

// RepeatWindow is how long a code must have been out of view before the same
// scanner can scan it again. Scanners repeat a code left before them every 0.5 s.
const RepeatWindow = time.Second

const maxSeen = 64 // codes in the window

// Repeats tells repeated scans from new ones. The zero value is ready. It is
// not safe for several goroutines.
type Repeats struct{ seen []Scan }

// Again reports whether the same source has sent the same text less than
// RepeatWindow before s, repeated or not: a code that stays in view is one
// scan however long it stays.
func (r *Repeats) Again(s Scan) bool {
	r.seen = slices.DeleteFunc(r.seen, func(o Scan) bool {
		age := s.At.Sub(o.At)
		return age >= RepeatWindow || age < 0
	})
	i := slices.IndexFunc(r.seen, func(o Scan) bool { return o.Source == s.Source && o.Text == s.Text })
	if i < 0 {
		// No hand scans as many in a window; a scanner gone wild must not cost more.
		if len(r.seen) == maxSeen {
			r.seen = slices.Delete(r.seen, 0, 1)
		}
		r.seen = append(r.seen, s)
		return false
	}
	r.seen[i].At = s.At
	return true
}
