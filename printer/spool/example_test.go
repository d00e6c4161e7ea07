package spool_test

import (
	"context"
	"fmt"
	"log"
	"slices"
	"sync"

	"countertop/assets"
	"countertop/printer"
	"countertop/printer/language"
	"countertop/printer/printertest"
	"countertop/printer/spool"
)

// memory is a queue that is not durable: enough to see a worker work.
type memory struct {
	sync.Mutex
	jobs []spool.Job
	done context.CancelFunc
}

func (m *memory) Next(context.Context) (spool.Job, bool, error) {
	m.Lock()
	defer m.Unlock()
	i := slices.IndexFunc(m.jobs, func(j spool.Job) bool { return j.State == spool.Queued || j.State == spool.Held })
	if i < 0 {
		m.done()
		return spool.Job{}, false, nil
	}
	return m.jobs[i], true, nil
}

func (m *memory) Set(_ context.Context, c spool.Change) error {
	m.Lock()
	defer m.Unlock()
	for i := range m.jobs {
		if m.jobs[i].ID == c.Job {
			m.jobs[i].State, m.jobs[i].Fault = c.State, c.Why
		}
	}
	fmt.Println("job", c.Job, "is", c.State)
	return nil
}

func (m *memory) Uncertain(context.Context) (uncertain, unanswered int, err error) { return 0, 0, nil }

// A worker takes the jobs of one printer from a queue and writes down where each
// has come to. The printer here is virtual.
func Example() {
	profile, err := printer.LoadProfile(assets.Profiles, "generic-tspl")
	if err != nil {
		log.Fatal(err)
	}
	virtual := printertest.NewVirtual(printertest.For(profile))
	defer virtual.Close()
	ctx, done := context.WithCancel(context.Background())
	defer done()

	worker := spool.Worker{
		Queue:  &memory{jobs: []spool.Job{{ID: 1, State: spool.Queued, Data: 8}}, done: done},
		Open:   func(context.Context) (printer.Conn, error) { return virtual.Conn(), nil },
		Driver: func(c printer.Conn) printer.Driver { return language.New(c, profile) },
		Render: func(_ context.Context, j spool.Job) (*printer.PageImage, error) {
			side, _ := j.Data.(int)
			b := printer.NewBitmap(side, side)
			b.Set(0, 0, true)
			return printer.PageImageOf(b), nil
		},
	}
	worker.Run(ctx)
	fmt.Println(virtual.Prints(), "label is out")
	// Output:
	// job 1 is sending
	// job 1 is printed
	// 1 label is out
}
