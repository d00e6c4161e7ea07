package printers

import (
	"context"
	"slices"
	"time"

	"countertop/app/flow"
	"countertop/assets"
	"countertop/printer"
	"countertop/printer/discover"
	"countertop/printer/transport"
)

// devices takes what is connected now.
func (p *Printers) devices(found []transport.Found) {
	p.mu.Lock()
	p.found = found
	p.mu.Unlock()
	for _, u := range p.all() {
		if u.at.Kind == transport.USB || u.at.Kind == transport.Serial {
			u.look()
		}
	}
	p.tell()
}

// Find says what is connected, at once.
func (p *Printers) Find() {
	found, err := transport.Find(p.o.Root)
	if err != nil {
		p.o.Log.Error("devices not found", "error", err)
		return
	}
	p.mu.Lock()
	p.found = found
	p.mu.Unlock()
	p.tell()
}

// tell posts what is connected: each device by the name that a printer has for
// it, if one is on it.
func (p *Printers) tell() {
	p.mu.RLock()
	found := p.found
	p.mu.RUnlock()
	m := flow.DevicesFound{Profiles: p.profiles()}
	for _, f := range found {
		if slices.ContainsFunc(p.o.Scanners, func(s string) bool {
			d, err := transport.Parse(s)
			return err == nil && d.Is(f)
		}) {
			continue
		}
		c := flow.ConnectedDevice{Device: f.Device, Name: f.Name, USB: f.Kind == transport.USB}
		for _, u := range p.all() {
			if u.at.Is(f) {
				c.Device = u.at.String()
			}
		}
		list, err := discover.Match(assets.Profiles, f)
		if err != nil {
			p.o.Log.Error("device not matched", "device", f.Device, "error", err)
		}
		for _, l := range list {
			c.Choices = append(c.Choices, flow.ProfileChoice{Name: l.Profile, Model: l.Model, Why: l.Reason.String()})
		}
		m.Devices = append(m.Devices, c)
	}
	p.o.Post(m)
}

func (p *Printers) profiles() (list []flow.ProfileChoice) {
	names, err := printer.Profiles(assets.Profiles)
	for _, name := range names {
		profile, e := printer.LoadProfile(assets.Profiles, name)
		if err == nil {
			err = e
		}
		list = append(list, flow.ProfileChoice{Name: name, Model: profile.Model})
	}
	if err != nil {
		p.o.Log.Error("profiles not read", "error", err)
	}
	return list
}

// asking is a device that is being asked what it is.
type asking struct {
	stop context.CancelFunc
	done chan struct{}
}

// endAsking ends it; change is held.
func (p *Printers) endAsking() {
	if p.asking != nil {
		p.asking.stop()
		<-p.asking.done
		p.asking = nil
	}
}

const (
	// finishTime is how long a device is waited for that has a job on its way.
	finishTime = 15 * time.Second
	finishPoll = 50 * time.Millisecond
)

// Probe asks a device what it is, and posts flow.Probed when it has answered, or
// has not. The worker of the printer that it is rests meanwhile. A second call
// ends the first, as does a change of the printers.
func (p *Printers) Probe(device string) {
	p.change.Lock()
	defer p.change.Unlock()
	p.endAsking()
	if p.ctx == nil {
		return
	}
	ctx, stop := context.WithCancel(p.ctx)
	a := &asking{stop, make(chan struct{})}
	p.asking = a
	p.work.Go(func() {
		defer close(a.done)
		defer stop()
		// Whoever holds change waits for this to end.
		m := flow.Probed{Asked: device, Device: device}
		answer, named, ok, err := p.ask(ctx, device)
		switch {
		case ctx.Err() != nil:
			return
		case err != nil:
			p.o.Log.Warn("device not asked", "device", device, "error", err)
		case ok:
			m.Device, m.Profile = named, answer.Profile
		}
		p.o.Post(m)
	})
}

func (p *Printers) ask(ctx context.Context, device string) (a discover.Answer, named string, ok bool, err error) {
	d, err := transport.Parse(device)
	if err != nil {
		return a, device, false, err
	}
	p.mu.RLock()
	found := p.found
	p.mu.RUnlock()
	var likely []discover.Proposal
	same := func(u *unit) bool { return u.at.String() == d.String() }
	if i := slices.IndexFunc(found, d.Is); i >= 0 {
		if likely, err = discover.Match(assets.Profiles, found[i]); err != nil {
			return a, device, false, err
		}
		same = func(u *unit) bool { return u.at.Is(found[i]) }
	}
	var virtual *unit
	for _, u := range p.all() {
		if !same(u) || u.stop == nil {
			continue
		}
		for end := time.Now().Add(finishTime); u.sending(); {
			select {
			case <-ctx.Done():
				return a, device, false, ctx.Err()
			case <-time.After(finishPoll):
			}
			if time.Now().After(end) {
				return a, device, false, nil
			}
		}
		if err := p.end(context.WithoutCancel(ctx), u); err != nil {
			return a, device, false, err
		}
		virtual = u
		defer p.start(u)
	}
	return discover.Device(ctx, assets.Profiles, device, likely, func(ctx context.Context, d transport.Device) (c printer.Conn, err error) {
		if d.Kind == transport.Virtual && virtual != nil {
			c = virtual.virtual.Conn()
		} else if c, err = p.o.Open(ctx, d); err != nil {
			return nil, err
		}
		context.AfterFunc(ctx, func() { _ = c.Close() })
		return c, nil
	})
}
