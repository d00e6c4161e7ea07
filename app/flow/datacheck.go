package flow

import (
	"slices"
	"time"
)

// All that the shop has is read and compared once a day, when nobody is at the
// counter: damage that nobody looks for is found by whoever needs the data.
const (
	dataCheckEvery = 20 * time.Hour
	dataCheckIdle  = 10 * time.Minute
)

// DataCheck is what is known of the state of the shop's data.
type DataCheck struct {
	// Last is when it was looked at, zero if it was not since the start.
	Last time.Time
	Busy bool
	// Found is how many things are wrong.
	Found int
}

// DataChecked says how many things were found wrong with the shop's data.
// Failed says that it could not be looked at.
type DataChecked struct {
	At     time.Time
	Found  int
	Failed bool
}

func (DataChecked) owner() Screen { return roomCounter }
func (DataChecked) counterMsg()   {}
func (DataChecked) reported()     {}

// CheckData looks at all that is stored; people go on working meanwhile.
// Answered by DataChecked.
type CheckData struct{}

func (CheckData) cmd() {}

// problemData is told as long as something is wrong.
const problemData = "health.data"

// dataCheckTick begins the check when nobody is there and it is time.
func dataCheckTick(s *State) []Cmd {
	d := &s.Data
	idle := s.Staff == nil && s.Dialog == nil && s.Now.Sub(s.Touched) >= dataCheckIdle
	if !idle || d.Busy || s.Now.Sub(d.Last) < dataCheckEvery && !s.Now.Before(d.Last) {
		return nil
	}
	d.Busy = true
	return []Cmd{CheckData{}}
}

// dataChecked keeps what was found, and tells it until it is mended.
func (c *Counter) dataChecked(m DataChecked) {
	c.Data.Busy, c.Data.Last = false, m.At
	if m.Failed {
		return // what is known stays, and it is tried again another day
	}
	c.Data.Found = m.Found
	c.Health.Problems = slices.DeleteFunc(slices.Clone(c.Health.Problems), func(p string) bool { return p == problemData })
	if m.Found > 0 {
		c.Health.Problems = append(c.Health.Problems, problemData)
	}
}
