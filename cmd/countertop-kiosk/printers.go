package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"countertop/app/config"
	"countertop/app/flow"
	"countertop/app/printqueue"
	"countertop/app/repair"
	"countertop/assets"
	"countertop/printer"
	"countertop/printer/language"
	"countertop/printer/printertest"
	"countertop/printer/spool"
	"countertop/printer/transport"
	"countertop/store"
)

const (
	// fallbackAfter is how long a fault lasts before the jobs behind it go to the
	// fallback printer, unless the setting fallbackKey says another number of
	// seconds.
	fallbackAfter = 30 * time.Second
	fallbackKey   = "printer-fallback-seconds"
)

// oneprinter is a configured printer with its worker.
type oneprinter struct {
	name      string
	documents []repair.Document
	fallback  string // the printer that takes its jobs when a fault lasts
	link      printer.Link
	model     printer.Profile                 // without what was found out about this one
	profile   atomic.Pointer[printer.Profile] // with it, for the next job
	status    atomic.Pointer[spool.Status]    // nil until it was looked at
	virtual   *printertest.Virtual
	queue     queue
	worker    *spool.Worker
	drawn     atomic.Pointer[repair.PrintJob] // the job drawn last
	// using is the profile that the job in hand was drawn for; the worker's.
	using *printer.Profile
}

// printers are all printers of the counter.
type printers struct{ list []*oneprinter }

// wirePrinters makes a worker for each configured printer. A printer that is
// missing now is no error: it may be plugged in later.
func (k *kiosk) wirePrinters() error {
	after := fallbackAfter
	if v, err := k.store.Get(k.ctx, fallbackKey); err != nil {
		return err
	} else if n, err := strconv.Atoi(v); err == nil && n > 0 {
		after = time.Duration(n) * time.Second
	}
	for i, c := range k.cfg.Printers {
		profile := c.Profile
		if profile == "" {
			profile = "generic-tspl"
		}
		p, err := printer.LoadProfile(assets.Profiles, profile)
		if err != nil {
			return fmt.Errorf("printer %s: %w", c.Name, err)
		}
		if c.Way != "" {
			p.Way = printer.Way(c.Way)
		}
		one := &oneprinter{name: c.Name, documents: documentsOf(k.cfg.Printers, i), fallback: c.Fallback, model: p}
		d, _ := transport.Parse(c.Device) // opener says what is wrong with it
		one.link.Baud = d.Baud
		found, err := correction(k.ctx, k.store, c.Name)
		if err != nil {
			return fmt.Errorf("printer %s: %w", c.Name, err)
		}
		one.correct(found)
		one.queue = queue{printqueue.Queue{Store: k.store, Printer: one.name, Documents: one.documents, Log: k.log}, one}
		open, err := k.opener(one, c)
		if err != nil {
			return fmt.Errorf("printer %s: %w", c.Name, err)
		}
		one.worker = &spool.Worker{
			Queue: one.queue, Open: open, Driver: one.driver, Render: k.renderer(one),
			OnStatus: func(s spool.Status) { k.printerChanged(one, s) },
			OnJob:    func() { k.runner.JobsChanged(k.ctx) },
			Network:  d.Kind == transport.TCP,
			Present:  present(d),
		}
		if c.Fallback != "" {
			one.worker.Elsewhere, one.worker.ElsewhereAfter = func(ctx context.Context) { k.fallBack(ctx, one) }, after
		}
		one.worker.Init()
		k.prints.list = append(k.prints.list, one)
	}
	return k.store.FreeJobs(k.ctx, k.prints.names())
}

func (p *printers) names() (names []string) {
	for _, one := range p.list {
		names = append(names, one.name)
	}
	return names
}

// opener says how a printer is reached. A virtual one is in the process: what
// it prints becomes pictures.
func (k *kiosk) opener(one *oneprinter, c config.Printer) (func(context.Context) (printer.Conn, error), error) {
	name, virtual := strings.CutPrefix(c.Device, "virtual:")
	if !virtual {
		if _, err := transport.Parse(c.Device); err != nil {
			return nil, err
		}
		return func(ctx context.Context) (printer.Conn, error) { return transport.Open(ctx, c.Device) }, nil
	}
	var onPrint func(printertest.Print) error
	if k.opt.onPrint != nil {
		onPrint = func(p printertest.Print) error { return k.opt.onPrint(name, *one.drawn.Load(), p) }
	} else {
		var err error
		if onPrint, err = printertest.PNGDir(k.virtualDir(name)); err != nil {
			return nil, err
		}
	}
	o := printertest.For(one.model)
	o.OnPrint = onPrint
	one.virtual = printertest.NewVirtual(o)
	return func(context.Context) (printer.Conn, error) { return one.virtual.Conn(), nil }, nil
}

// present says whether a device file is there; nil for what has none.
func present(d transport.Device) func() bool {
	if d.Kind != transport.Serial && d.Kind != transport.USB {
		return nil
	}
	return func() bool {
		_, err := os.Stat(d.Path)
		return err == nil
	}
}

// correction is what was found out about the printer of a name.
func correction(ctx context.Context, s *store.Store, name string) (c printer.Correction, err error) {
	data, err := s.PrinterCorrection(ctx, name)
	if err == nil && data != nil {
		err = json.Unmarshal(data, &c)
	}
	return c, err
}

// correct gives the next job what was found out about the printer.
func (p *oneprinter) correct(c printer.Correction) {
	profile := p.model.Corrected(c)
	profile.Way = profile.WayFor(p.link)
	p.profile.Store(&profile)
}

// correctPrinter keeps what a person found out about a printer.
func (k *kiosk) correctPrinter(ctx context.Context, name string, c printer.Correction) error {
	one := k.prints.named(name)
	if one == nil {
		return fmt.Errorf("printer %q: %w", name, store.ErrNotFound)
	}
	data, err := json.Marshal(c)
	if err == nil {
		err = k.store.SavePrinterCorrection(ctx, name, data)
	}
	if err != nil {
		return err
	}
	one.correct(c)
	one.worker.Look()
	var s spool.Status
	if now := one.status.Load(); now != nil {
		s = *now
	}
	k.post(flow.PrinterChanged{Printer: one.state(s)})
	return nil
}

// driver speaks to the printer as the job in hand was drawn for it.
func (p *oneprinter) driver(c printer.Conn) printer.Driver {
	if p.using != nil {
		return language.New(c, *p.using)
	}
	return language.New(c, *p.profile.Load())
}

func (k *kiosk) renderer(one *oneprinter) func(context.Context, spool.Job) (*printer.Sheet, error) {
	return func(ctx context.Context, j spool.Job) (*printer.Sheet, error) {
		job := j.Data.(repair.PrintJob)
		one.drawn.Store(&job)
		one.using = one.profile.Load()
		s, err := k.runner.Render(ctx, job, *one.using)
		if errors.Is(err, store.ErrBusy) || errors.Is(err, store.ErrFull) || errors.Is(err, store.ErrIO) {
			err = fmt.Errorf("%w: %w", spool.ErrLater, err) // nothing is wrong with the document
		}
		return s, err
	}
}

// fallBack gives what waits for a printer to the one that stands in for it, if
// that prints on the same paper and is fine.
func (k *kiosk) fallBack(ctx context.Context, one *oneprinter) {
	to := k.prints.named(one.fallback)
	if to == nil || to == one || !to.profile.Load().Media.Like(one.profile.Load().Media) {
		return
	}
	if s := to.status.Load(); s == nil || s.Fault != "" {
		return
	}
	n, err := one.queue.MoveTo(ctx, to.name)
	if err != nil {
		k.log.Error("print jobs not moved", "from", one.name, "to", to.name, "error", err)
		return
	}
	if n > 0 {
		k.log.Info("print jobs moved", "from", one.name, "to", to.name, "jobs", n)
		k.runner.JobsChanged(ctx)
		to.worker.Wake()
	}
}

func (k *kiosk) printerChanged(one *oneprinter, s spool.Status) {
	one.status.Store(&s)
	k.log.Info("printer", "name", one.name, "fault", string(s.Fault), "job", s.Job)
	k.post(flow.PrinterChanged{Printer: one.state(s)})
}

func (p *oneprinter) state(s spool.Status) flow.PrinterState {
	profile := p.profile.Load()
	model := profile.Model
	if strings.HasPrefix(profile.Name, "generic-") {
		model = "" // a language is no model that people know
	}
	return flow.PrinterState{
		Name: p.name, Model: model, Virtual: p.virtual != nil, Fault: string(s.Fault), Known: s.Known, Documents: p.documents,
		Fallback: p.fallback, Way: profile.Way, Correction: profile.Correction,
	}
}

// start runs the workers and shows the printers before they have answered.
func (p *printers) start(k *kiosk) {
	for _, one := range p.list {
		k.post(flow.PrinterChanged{Printer: one.state(spool.Status{})})
		k.wg.Go(func() { one.worker.Run(k.ctx) })
	}
}

func (p *printers) wake() {
	for _, one := range p.list {
		one.worker.Wake()
	}
}

// profile is that of the printer that has a job, or prints its document.
func (p *printers) profile(j repair.PrintJob) printer.Profile {
	one := p.named(j.Printer)
	for _, o := range p.list {
		if one == nil && has(o.documents, j.Document) {
			one = o
		}
	}
	if one == nil {
		return printer.Profile{DPI: 203, WidthDots: 832}
	}
	return *one.profile.Load()
}

// documents are those that a printer prints.
func (p *printers) documents(name string) []repair.Document {
	if one := p.named(name); one != nil {
		return one.documents
	}
	return nil
}

func (p *printers) named(name string) *oneprinter {
	for _, one := range p.list {
		if one.name == name {
			return one
		}
	}
	return nil
}

// queue is the store's jobs of one printer.
type queue struct {
	printqueue.Queue
	p *oneprinter
}

func (q queue) Set(ctx context.Context, c spool.Change) error {
	if c.State != spool.Held && c.State != spool.Sending {
		q.p.using = nil
	}
	return q.Queue.Set(ctx, c)
}
