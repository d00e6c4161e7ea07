package spool_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"countertop/printer/spool"
)

// ledger is a durable queue in memory that keeps the ways of doc.go, and their
// history. It outlives the programs that work with it.
type ledger struct {
	t        *testing.T
	mu       sync.Mutex
	jobs     []spool.Job
	log      []string
	attempts []attempt
	last     spool.Change // of the job that has ended last
	// broken makes the next calls of Set fail.
	broken int
	taken  func() int // bytes that have arrived, at each change
	begun  int        // bytes that had arrived when Sending was written down
	// ended is called with each job that a worker says is out.
	ended func(id int64)
}

type attempt struct {
	job                 int64
	uncertain, answered bool
}

var modes = map[spool.State][]spool.State{
	spool.Queued:  {spool.Held, spool.Sending, spool.Failed},
	spool.Held:    {spool.Held, spool.Sending, spool.Failed},
	spool.Sending: {spool.Held, spool.Sent, spool.Printed, spool.Uncertain},
}

func (q *ledger) add(id int64) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.jobs = append(q.jobs, spool.Job{ID: id, State: spool.Queued})
}

func (q *ledger) Next(context.Context) (spool.Job, bool, error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for _, j := range q.jobs {
		if j.State == spool.Queued || j.State == spool.Held {
			return j, true, nil
		}
	}
	return spool.Job{}, false, nil
}

func (q *ledger) job(id int64) *spool.Job {
	return &q.jobs[slices.IndexFunc(q.jobs, func(j spool.Job) bool { return j.ID == id })]
}

func (q *ledger) Set(_ context.Context, c spool.Change) error {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.broken > 0 {
		q.broken--
		return errors.New("the disk is full")
	}
	j := q.job(c.Job)
	if !slices.Contains(modes[j.State], c.State) {
		q.t.Errorf("job %d from %s to %s", c.Job, j.State, c.State)
		return errors.New("conflict")
	}
	switch {
	case c.State == spool.Sending:
		q.attempts = append(q.attempts, attempt{job: c.Job})
		if q.taken != nil {
			q.begun = q.taken()
		}
	case j.State == spool.Sending && c.State == spool.Held:
		q.attempts = q.attempts[:len(q.attempts)-1]
	case j.State == spool.Sending:
		q.last = c
		q.attempts[len(q.attempts)-1].uncertain = c.State == spool.Uncertain
		if c.State == spool.Printed && q.ended != nil {
			q.ended(c.Job)
		}
	}
	j.State, j.Fault = c.State, c.Why
	q.log = append(q.log, strings.TrimSpace(fmt.Sprintf("%d %s %s", c.Job, c.State, c.Why)))
	return nil
}

func (q *ledger) Uncertain(context.Context) (uncertain, unanswered int, err error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for _, a := range slices.Backward(q.attempts[max(0, len(q.attempts)-2):]) {
		if !a.uncertain {
			break
		}
		uncertain++
		if !a.answered {
			unanswered++
		}
	}
	return uncertain, unanswered, nil
}

// restart is the start of the program after it ended in the middle.
func (q *ledger) restart() {
	q.mu.Lock()
	defer q.mu.Unlock()
	for i := range q.jobs {
		if q.jobs[i].State == spool.Sending {
			q.jobs[i].State, q.jobs[i].Fault = spool.Uncertain, "restart"
			q.attempts[len(q.attempts)-1].uncertain = true
			q.log = append(q.log, fmt.Sprintf("%d uncertain restart", q.jobs[i].ID))
		}
	}
}

// force is a person: it sets a state whatever it was, and answers by that.
func (q *ledger) force(id int64, s spool.State) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.job(id).State = s
	for i := range q.attempts {
		q.attempts[i].answered = q.attempts[i].answered || q.attempts[i].job == id
	}
	q.log = append(q.log, fmt.Sprintf("%d by hand %s", id, s))
}

func (q *ledger) state(id int64) spool.State {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.job(id).State
}

func (q *ledger) history() []string {
	q.mu.Lock()
	defer q.mu.Unlock()
	return slices.Clone(q.log)
}
