package printers

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"countertop/app/config"
	"countertop/app/flow"
	"countertop/app/repair"
)

// keptKey is the setting that holds what was set up on the screen.
const keptKey = "printers"

// kept is what was set up on the screen: a printer, or what is other than in the
// configuration; "" and nil are as there.
type kept struct {
	Name      string             `json:"name"`
	Device    string             `json:"device,omitempty"`
	Profile   string             `json:"profile,omitempty"`
	Documents *[]repair.Document `json:"documents,omitempty"`
	// Instead is what the configuration said of the printer then, "" if nothing.
	Instead string `json:"instead,omitempty"`
}

func load(ctx context.Context, s Store) (list []kept, err error) {
	text, err := s.Get(ctx, keptKey)
	if err != nil || text == "" {
		return nil, err
	}
	if err := json.Unmarshal([]byte(text), &list); err != nil {
		return nil, fmt.Errorf("printers: what was set up cannot be read: %w", err)
	}
	return list, nil
}

// over is s with what is kept.
func (k kept) over(s setup) setup {
	if k.Device != "" {
		s.device = k.Device
	}
	if k.Profile != "" {
		s.profile = k.Profile
	}
	if k.Documents != nil {
		s.prints = *k.Documents
	}
	return s
}

// fingerprint is what a configuration says of what can be kept otherwise.
func fingerprint(c config.Printer) string {
	return fmt.Sprintf("%q %q %q", c.Device, c.Profile, c.Documents)
}

// wanted is the configured printer i as it was set up on the screen, unless the
// configuration has changed since.
func (p *Printers) wanted(i int) setup {
	s := configured(p.o.Config, i)
	for _, k := range p.kept {
		if k.Name == s.name && k.Instead == fingerprint(p.o.Config[i]) {
			s = k.over(s)
		}
	}
	return s
}

// keep notes how u is set up, without writing it down.
func (p *Printers) keep(list []kept, s setup, documents []repair.Document) []kept {
	documents = slices.Clone(documents)
	if documents == nil {
		documents = []repair.Document{}
	}
	k := kept{Name: s.name, Device: s.device, Profile: s.profile, Documents: &documents}
	if i := p.configured(s.name); i >= 0 {
		k.Instead = fingerprint(p.o.Config[i])
		was := configured(p.o.Config, i)
		if k.Device == was.device {
			k.Device = ""
		}
		if k.Profile == was.profile {
			k.Profile = ""
		}
		if slices.Equal(documents, was.prints) {
			k.Documents = nil
		}
	}
	list = slices.DeleteFunc(slices.Clone(list), func(o kept) bool { return o.Name == k.Name })
	return append(list, k)
}

// write writes down what is kept.
func (p *Printers) write(ctx context.Context, list []kept) error {
	data, err := json.Marshal(list)
	if err == nil {
		err = p.o.Store.Set(ctx, keptKey, string(data))
	}
	if err == nil {
		p.kept = list
	}
	return err
}

// Save keeps a printer that was set up and begins to print on it; one of the
// same name is replaced. Its documents are no other printer's then. The error is
// that of the store, or of what the printer cannot be.
func (p *Printers) Save(ctx context.Context, d flow.SetupDone) error {
	p.change.Lock()
	defer p.change.Unlock()
	p.endAsking()
	old := p.named(d.Name)
	s := setup{name: d.Name, device: d.Device, profile: d.Profile, added: p.configured(d.Name) < 0, prints: d.Documents}
	if old != nil {
		s.fallback, s.mode = old.fallback, old.mode
	}
	u := old
	if old == nil || old.device != s.device || old.profile != s.profile {
		var err error
		if u, err = p.newUnit(ctx, s); err != nil {
			return fmt.Errorf("printer %q: %w", d.Name, err)
		}
		u.needsResync = old != nil
	}
	list := p.keep(p.kept, s, d.Documents)
	others := map[*unit][]repair.Document{}
	for _, o := range p.all() {
		left := slices.DeleteFunc(slices.Clone(o.documents()), func(doc repair.Document) bool { return slices.Contains(d.Documents, doc) })
		if o != old && len(left) < len(o.documents()) {
			others[o] = left
			list = p.keep(list, o.setup, left)
		}
	}
	if err := p.write(ctx, list); err != nil {
		return err
	}
	for o, left := range others {
		o.docs.Store(&left)
		p.show(o)
	}
	if u == old {
		u.docs.Store(&d.Documents)
		p.show(u)
		u.wake()
		return nil
	}
	if old != nil {
		if err := p.retire(ctx, old); err != nil {
			p.o.Log.Error("print jobs of a replaced printer", "name", old.name, "error", err)
		}
	}
	p.put(old, u)
	p.start(u)
	p.tell()
	return nil
}

// Remove forgets a printer that was set up on the screen: what waits for it goes
// to those that print the documents. It returns repair.ErrNotFound for any other.
func (p *Printers) Remove(ctx context.Context, name string) error {
	p.change.Lock()
	defer p.change.Unlock()
	p.endAsking()
	u := p.named(name)
	if u == nil || !u.added {
		return fmt.Errorf("printer %q was not set up on the screen: %w", name, repair.ErrNotFound)
	}
	err := p.write(ctx, slices.DeleteFunc(slices.Clone(p.kept), func(k kept) bool { return k.Name == name }))
	if err != nil {
		return err
	}
	if err := p.o.Store.SavePrinterCorrection(ctx, name, nil); err != nil {
		return err
	}
	if err := p.retire(ctx, u); err != nil {
		p.o.Log.Error("print jobs of a removed printer", "name", name, "error", err)
	}
	if _, err := p.o.Store.MoveJobs(ctx, name, "", nil); err != nil {
		p.o.Log.Error("print jobs of a removed printer", "name", name, "error", err)
	}
	p.put(u, nil)
	p.o.Post(flow.PrinterGone{Name: name})
	p.tell()
	p.o.JobsChanged(ctx)
	p.Wake()
	return nil
}

// retire ends the worker of u. Its test pages have nothing more to show, and
// must not stop the printer that takes its place.
func (p *Printers) retire(ctx context.Context, u *unit) error {
	err := p.end(ctx, u)
	u.unplug()
	if err != nil {
		return err
	}
	jobs, err := p.o.Store.Jobs(ctx, true)
	if err != nil {
		return err
	}
	for _, j := range jobs {
		if j.Printer != u.name || j.Document != repair.DocTestPage {
			continue
		}
		if j.State == repair.JobUncertain {
			if err := p.o.Store.AnswerUncertain(ctx, j.ID, false, ""); err != nil {
				return err
			}
		}
		if err := p.o.Store.SetJob(ctx, j.ID, repair.JobChange{State: repair.JobCancelled}); err != nil {
			return err
		}
	}
	p.o.JobsChanged(ctx)
	return nil
}
