package printers

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"time"

	"countertop/app/config"
	"countertop/app/flow"
	"countertop/app/label"
	"countertop/app/printqueue"
	"countertop/app/repair"
	"countertop/printer"
	"countertop/printer/printertest"
	"countertop/printer/spool"
	"countertop/printer/transport"
)

// Store is what the printers need of who keeps jobs and settings. Its methods may
// be called from several goroutines.
type Store interface {
	printqueue.Jobs
	// Jobs are the jobs that are not known to be out or given up, the oldest first;
	// without open the latest of all, the newest first.
	Jobs(ctx context.Context, open bool) ([]repair.PrintJob, error)
	// AnswerUncertain says what a person saw of an uncertain job; by is "" if nobody
	// is signed in. It returns repair.ErrNotFound or ErrConflict.
	AnswerUncertain(ctx context.Context, id int64, printed bool, by repair.StaffID) error
	// FreeJobs takes what waits from printers that are none of these, so that
	// another one that prints their documents takes it.
	FreeJobs(ctx context.Context, printers []string) error
	// Get returns a setting, "" if it was never set; Set keeps one.
	Get(ctx context.Context, key string) (string, error)
	Set(ctx context.Context, key, value string) error
	// SavePrinterCorrection keeps what a person found out about a printer, as JSON;
	// PrinterCorrection returns it, nil if nothing was kept.
	SavePrinterCorrection(ctx context.Context, printer string, correction []byte) error
	PrinterCorrection(ctx context.Context, printer string) ([]byte, error)
}

// Options are what the printers work with.
type Options struct {
	Store Store
	// Config are the printers of the configuration, Scanners the devices that are
	// not printers.
	Config   []config.Printer
	Scanners []string
	// Render draws a job for a printer, JobsChanged is told when the state of one
	// has changed. Both are called from several goroutines.
	Render      func(context.Context, repair.PrintJob, printer.Profile) (*printer.PageImage, error)
	JobsChanged func(context.Context)
	Post        func(flow.Msg)
	// OnPrint takes what the virtual printer at a device "virtual:NAME" prints, and
	// the job that was drawn last; nil writes pictures into Dir/NAME.
	OnPrint func(name string, j repair.PrintJob, p printertest.Print) error
	Dir     string
	// FallbackAfter is how long a fault lasts before the jobs behind it go to the
	// fallback printer.
	FallbackAfter time.Duration
	Log           *slog.Logger

	// Root is that of the system's devices, "/" if "".
	Root string
	// Open opens a device that is not virtual; nil is transport.Device.Open.
	Open func(context.Context, transport.Device) (printer.Conn, error)
}

// Printers are all printers of a counter. Its methods may be called from
// several goroutines.
type Printers struct {
	o Options
	// The lists are replaced, not changed; mu is held to read or replace them.
	mu    sync.RWMutex
	units []*unit
	found []transport.Found

	// change is held by what starts and ends workers, kept is what it keeps in the
	// store.
	change sync.Mutex
	kept   []kept
	ctx    context.Context // nil before Run
	asking *asking
	work   sync.WaitGroup
}

// New makes the printers ready; Run starts them. A printer that is missing now
// is no error: it may be plugged in later. What waited for one that is not among
// them any more goes to those that print it. The error names the printer, or is
// that of the store.
func New(ctx context.Context, o Options) (*Printers, error) {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.Root == "" {
		o.Root = "/"
	}
	if o.Open == nil {
		o.Open = func(ctx context.Context, d transport.Device) (printer.Conn, error) { return d.Open(ctx) }
	}
	p := &Printers{o: o}
	var err error
	if p.kept, err = load(ctx, o.Store); err != nil {
		return nil, err
	}
	for i := range o.Config {
		u, err := p.newUnit(ctx, p.wanted(i))
		if err != nil {
			return nil, fmt.Errorf("printer %s: %w", o.Config[i].Name, err)
		}
		p.units = append(p.units, u)
	}
	for _, k := range p.kept {
		if k.Instead != "" || p.configured(k.Name) >= 0 {
			continue
		}
		u, err := p.newUnit(ctx, k.over(setup{name: k.Name, added: true}))
		if err != nil {
			// It could be set up once; the shop must open all the same.
			o.Log.Error("printer left out", "name", k.Name, "error", err)
			continue
		}
		p.units = append(p.units, u)
	}
	var names []string
	for _, u := range p.units {
		names = append(names, u.name)
	}
	if err := o.Store.FreeJobs(ctx, names); err != nil {
		return nil, err
	}
	return p, nil
}

// Run runs the workers and watches the devices until ctx ends. The printers are
// shown before they have answered.
func (p *Printers) Run(ctx context.Context) {
	p.change.Lock()
	p.ctx = ctx
	for _, u := range p.all() {
		p.start(u)
	}
	p.change.Unlock()
	transport.Watch(ctx, p.o.Root, p.devices)
	p.change.Lock()
	p.endAsking()
	p.change.Unlock()
	p.work.Wait()
	for _, u := range p.all() {
		u.unplug()
	}
}

// Wake tells the workers that there may be work.
func (p *Printers) Wake() {
	for _, u := range p.all() {
		u.wake()
	}
}

// Look asks the printer of a name how it is, if it has nothing to print.
func (p *Printers) Look(name string) {
	if u := p.named(name); u != nil {
		u.look()
	}
}

// Profile is that of the printer that has a job, or prints its document.
func (p *Printers) Profile(j repair.PrintJob) printer.Profile {
	u := p.named(j.Printer)
	for _, o := range p.all() {
		if u == nil && slices.Contains(o.documents(), j.Document) {
			u = o
		}
	}
	if u == nil {
		return printer.Profile{DPI: 203, WidthDots: 832}
	}
	return u.profileFor(j)
}

// Documents are those that a printer prints.
func (p *Printers) Documents(name string) []repair.Document {
	if u := p.named(name); u != nil {
		return u.documents()
	}
	return nil
}

// Virtual is the virtual printer of a name, nil if there is none.
func (p *Printers) Virtual(name string) *printertest.Virtual {
	if u := p.named(name); u != nil {
		return u.virtual
	}
	return nil
}

// Correct keeps what a person found out about a printer; the next job is printed
// with it. It returns repair.ErrNotFound if there is no such printer.
func (p *Printers) Correct(ctx context.Context, name string, c printer.Correction) error {
	u := p.named(name)
	if u == nil {
		return fmt.Errorf("printer %q: %w", name, repair.ErrNotFound)
	}
	data, err := json.Marshal(c)
	if err == nil {
		err = p.o.Store.SavePrinterCorrection(ctx, name, data)
	}
	if err != nil {
		return err
	}
	u.correct(c)
	u.look()
	p.show(u)
	return nil
}

const (
	// fallbackAfter is how long a fault lasts before the jobs behind it go to the
	// fallback printer, unless the setting fallbackKey says another number of
	// seconds.
	fallbackAfter = 30 * time.Second
	fallbackKey   = "printer-fallback-seconds"
)

// FallbackAfter is how long a fault lasts in this shop before the jobs behind it go
// to the fallback printer. The error is that of the store.
func FallbackAfter(ctx context.Context, s Store) (time.Duration, error) {
	v, err := s.Get(ctx, fallbackKey)
	if n, e := strconv.Atoi(v); err == nil && e == nil && n > 0 {
		return time.Duration(n) * time.Second, nil
	}
	return fallbackAfter, err
}

func (p *Printers) all() []*unit {
	p.mu.RLock()
	defer p.mu.RUnlock()
	return p.units
}

func (p *Printers) named(name string) *unit {
	for _, u := range p.all() {
		if u.name == name {
			return u
		}
	}
	return nil
}

// put puts u, if there is one, in the place of old, if there is one.
func (p *Printers) put(old, u *unit) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.units = slices.Clone(p.units)
	switch i := slices.Index(p.units, old); {
	case u == nil:
		p.units = slices.Delete(p.units, i, i+1)
	case i >= 0:
		p.units[i] = u
	default:
		p.units = append(p.units, u)
	}
}

// configured is the place of a name in the configuration, -1 if it has none.
func (p *Printers) configured(name string) int {
	return slices.IndexFunc(p.o.Config, func(c config.Printer) bool { return c.Name == name })
}

// show says how a printer is.
func (p *Printers) show(u *unit) { p.o.Post(flow.PrinterChanged{Printer: u.state()}) }

// fallBack gives what waits for a printer to the one that stands in for it, if
// that prints on the same paper and is fine.
func (p *Printers) fallBack(ctx context.Context, u *unit) {
	to := p.named(u.fallback)
	if to == nil || to == u || !to.now.Load().Media.Like(u.now.Load().Media) {
		return
	}
	if s := to.status.Load(); s == nil || s.Fault != "" {
		return
	}
	n, err := u.jobs().MoveTo(ctx, to.name)
	if err != nil {
		p.o.Log.Error("print jobs not moved", "from", u.name, "to", to.name, "error", err)
		return
	}
	if n > 0 {
		p.o.Log.Info("print jobs moved", "from", u.name, "to", to.name, "jobs", n)
		p.o.JobsChanged(ctx)
		to.wake()
	}
}

// render draws a job as the printer is now.
func (p *Printers) render(u *unit) func(context.Context, spool.Job) (*printer.PageImage, error) {
	return func(ctx context.Context, j spool.Job) (*printer.PageImage, error) {
		job := j.Data.(repair.PrintJob)
		profile := u.profileFor(job)
		u.drawn.Store(&job)
		u.using = &profile
		s, err := p.o.Render(ctx, job, profile)
		if errors.Is(err, repair.ErrBusy) || errors.Is(err, repair.ErrFull) || errors.Is(err, repair.ErrIO) {
			err = fmt.Errorf("%w: %w", spool.ErrLater, err) // nothing is wrong with the document
		}
		return s, err
	}
}

// virtualDir is where a virtual printer puts its pictures.
func (p *Printers) virtualDir(name string) string {
	return filepath.Join(p.o.Dir, filepath.Clean("/" + name)[1:])
}

// documentsOf are the documents that a configured printer prints: those it
// names, or all that no other one names.
func documentsOf(all []config.Printer, i int) []repair.Document {
	var docs []repair.Document
	for _, d := range all[i].Documents {
		docs = append(docs, repair.Document(d))
	}
	if len(docs) > 0 {
		return docs
	}
	taken := map[string]bool{}
	for _, p := range all {
		for _, d := range p.Documents {
			taken[d] = true
		}
	}
	for _, kind := range label.Kinds() {
		if !taken[kind.Name] {
			docs = append(docs, repair.Document(kind.Name))
		}
	}
	return docs
}
