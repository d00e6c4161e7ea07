package scanners

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"time"

	"countertop/app/flow"
	"countertop/app/repair"
	"countertop/scanner/evdev"
)

// keptKey is the setting that holds what was set up on the screen.
const keptKey = "scanners"

// kept is a scanner that was set up on the screen.
type kept struct {
	Device string `json:"device"`
	Name   string `json:"name"`
}

func load(ctx context.Context, s Store) (list []kept, err error) {
	text, err := s.Get(ctx, keptKey)
	if err != nil || text == "" {
		return nil, err
	}
	if err := json.Unmarshal([]byte(text), &list); err != nil {
		return nil, fmt.Errorf("scanners: what was set up cannot be read: %w", err)
	}
	return list, nil
}

// write writes down what is kept; change is held.
func (m *Scanners) write(ctx context.Context, list []kept) error {
	data, err := json.Marshal(list)
	if err == nil {
		err = m.o.Store.Set(ctx, keptKey, string(data))
	}
	if err == nil {
		m.kept = list
	}
	return err
}

// Save uses a device from now on, or gives one that was set up on the screen
// another name. It survives a restart. The error is that of the store, or of
// what the device cannot be; one of the configuration is left as it is, with
// repair.ErrConflict.
func (m *Scanners) Save(ctx context.Context, device, name string) error {
	m.change.Lock()
	defer m.change.Unlock()
	u := m.at(device)
	if u != nil && !u.added {
		return fmt.Errorf("scanner %s is that of the configuration: %w", device, repair.ErrConflict)
	}
	fresh := u == nil
	if fresh {
		var err error
		if u, err = m.newUnit(device, name, true); err != nil {
			return err
		}
	}
	list := slices.Clone(m.kept)
	if i := slices.IndexFunc(list, func(k kept) bool { return k.Device == device }); i >= 0 {
		list[i].Name = name
	} else {
		list = append(list, kept{device, name})
	}
	if err := m.write(ctx, list); err != nil {
		return err
	}
	if !fresh {
		u.change(func(s *flow.ScannerState) { s.Name = name })
		return nil
	}
	m.mu.Lock()
	m.units = append(slices.Clone(m.units), u)
	m.mu.Unlock()
	m.start(u)
	m.tell(m.plugged())
	return nil
}

// Remove forgets a scanner that was set up on the screen. It returns
// repair.ErrNotFound for any other.
func (m *Scanners) Remove(ctx context.Context, device string) error {
	m.change.Lock()
	defer m.change.Unlock()
	u := m.at(device)
	if u == nil || !u.added {
		return fmt.Errorf("scanner %s was not set up on the screen: %w", device, repair.ErrNotFound)
	}
	if err := m.write(ctx, slices.DeleteFunc(slices.Clone(m.kept), func(k kept) bool { return k.Device == device })); err != nil {
		return err
	}
	u.end()
	m.mu.Lock()
	m.units = slices.DeleteFunc(slices.Clone(m.units), func(o *unit) bool { return o == u })
	m.mu.Unlock()
	m.o.Post(flow.ScannerGone{Device: device})
	m.tell(m.plugged())
	return nil
}

const (
	// learnFor is how long somebody has to scan the code.
	learnFor = 3 * time.Minute
	// heardFor is how long a device has to be heard once the window has seen the
	// code.
	heardFor = 1500 * time.Millisecond
)

// errHeard ends the learning of a code that the window has seen and no device
// has typed.
var errHeard = errors.New("scanners: the window has seen the code")

// learning waits for a device to type a code.
type learning struct {
	stop context.CancelCauseFunc
	done chan struct{}
}

// endLearning ends it; change is held.
func (m *Scanners) endLearning() {
	if m.learn != nil {
		m.learn.stop(nil)
		<-m.learn.done
		m.learn = nil
	}
}

// Learn waits for an input device to type code, and posts flow.ScannerLearned
// or flow.LearnFailed. A second call ends the first; "" only ends it.
func (m *Scanners) Learn(code string) {
	m.change.Lock()
	defer m.change.Unlock()
	m.endLearning()
	if m.ctx == nil || m.ctx.Err() != nil || code == "" {
		return
	}
	within, stop := context.WithCancelCause(m.ctx)
	ctx, cancel := context.WithTimeout(within, learnFor)
	l := &learning{stop, make(chan struct{})}
	m.learn = l
	m.work.Go(func() {
		defer close(l.done)
		defer stop(nil)
		defer cancel()
		d, err := evdev.Learn(ctx, m.o.Root, code)
		failed := func(why flow.LearnWhy, known string) {
			m.o.Log.Info("scanner not learned", "why", string(why), "error", err)
			m.o.Post(flow.LearnFailed{Code: code, Why: why, Known: known})
		}
		cause := context.Cause(ctx)
		switch {
		case err == nil:
			for _, u := range m.all() {
				if d.Is(m.o.Root, u.device) {
					failed(flow.LearnKnown, u.name())
					return
				}
			}
			m.o.Post(flow.ScannerLearned{Code: code, Device: d.Address(), Name: d.Name})
		case errors.Is(cause, errHeard) && errors.Is(err, fs.ErrPermission):
			failed(flow.LearnNoPermission, "")
		case errors.Is(cause, errHeard):
			failed(flow.LearnNotHeard, "")
		case errors.Is(cause, context.DeadlineExceeded):
			failed(flow.LearnNobody, "")
		}
	})
}

// Heard says that the window has seen the code that is being learned.
func (m *Scanners) Heard() {
	m.change.Lock()
	defer m.change.Unlock()
	if l := m.learn; l != nil {
		time.AfterFunc(heardFor, func() { l.stop(errHeard) }) // nothing to stop by then, mostly
	}
}
