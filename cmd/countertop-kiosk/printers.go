package main

import (
	"context"
	"fmt"
	"strings"
	"sync/atomic"

	"countertop/app/config"
	"countertop/app/flow"
	"countertop/app/repair"
	"countertop/assets"
	"countertop/printer"
	"countertop/printer/language"
	"countertop/printer/printertest"
	"countertop/printer/spool"
	"countertop/printer/transport"
)

// oneprinter is a configured printer with its worker.
type oneprinter struct {
	name      string
	documents []repair.Document
	profile   printer.Profile
	virtual   *printertest.Virtual
	worker    *spool.Worker
	drawn     atomic.Pointer[repair.PrintJob] // the job drawn last
}

// printers are all printers of the counter.
type printers struct{ list []*oneprinter }

// wirePrinters makes a worker for each configured printer. A printer that is
// missing now is no error: it may be plugged in later.
func (k *kiosk) wirePrinters() error {
	for i, c := range k.cfg.Printers {
		profile := c.Profile
		if profile == "" {
			profile = "generic-tspl"
		}
		p, err := printer.LoadProfile(assets.Profiles, profile)
		if err != nil {
			return fmt.Errorf("printer %s: %w", c.Name, err)
		}
		one := &oneprinter{name: c.Name, documents: documentsOf(k.cfg.Printers, i), profile: p}
		open, err := k.opener(one, c)
		if err != nil {
			return fmt.Errorf("printer %s: %w", c.Name, err)
		}
		one.worker = &spool.Worker{
			Queue: queue{k, one}, Open: open, Driver: driver(p), Render: k.renderer(one),
			OnStatus: func(s spool.Status) { k.printerChanged(one, s) },
			OnJob:    func() { k.runner.JobsChanged(k.ctx) },
			Network:  strings.HasPrefix(c.Device, "tcp:"),
		}
		one.worker.Init()
		k.prints.list = append(k.prints.list, one)
	}
	return nil
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
	one.virtual = printertest.NewVirtual(printertest.Options{
		Language: one.profile.Language, WidthDots: one.profile.WidthDots, OnPrint: onPrint,
	})
	return func(context.Context) (printer.Conn, error) { return one.virtual.Conn(), nil }, nil
}

func driver(p printer.Profile) func(printer.Conn) printer.Driver {
	return func(c printer.Conn) printer.Driver { return language.New(c, p) }
}

func (k *kiosk) renderer(one *oneprinter) func(context.Context, spool.Job) (*printer.Sheet, error) {
	return func(ctx context.Context, j spool.Job) (*printer.Sheet, error) {
		job := j.Data.(repair.PrintJob)
		one.drawn.Store(&job)
		return k.runner.Render(ctx, job, one.profile)
	}
}

func (k *kiosk) printerChanged(one *oneprinter, s spool.Status) {
	k.log.Info("printer", "name", one.name, "fault", string(s.Fault), "job", s.Job)
	k.post(flow.PrinterChanged{Printer: one.state(s)})
}

func (p *oneprinter) state(s spool.Status) flow.PrinterState {
	model := p.profile.Model
	if strings.HasPrefix(p.profile.Name, "generic-") {
		model = "" // a language is no model that people know
	}
	return flow.PrinterState{
		Name: p.name, Model: model, Virtual: p.virtual != nil, Fault: string(s.Fault), Known: s.Known, Documents: p.documents,
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

// profile is that of the printer that prints a document.
func (p *printers) profile(d repair.Document) printer.Profile {
	for _, one := range p.list {
		if has(one.documents, d) {
			return one.profile
		}
	}
	return printer.Profile{DPI: 203, WidthDots: 832}
}

func (p *printers) named(name string) *oneprinter {
	for _, one := range p.list {
		if one.name == name {
			return one
		}
	}
	return nil
}

// queue is the store's print jobs as one worker sees them.
type queue struct {
	k *kiosk
	p *oneprinter
}

func (q queue) Next(ctx context.Context) (spool.Job, bool, error) {
	j, ok, err := q.k.store.NextJob(ctx, q.p.name, q.p.documents)
	if err != nil || !ok {
		return spool.Job{}, false, err
	}
	return spool.Job{ID: j.ID, State: spool.State(j.State), Fault: j.Fault, Data: j}, true, nil
}

// Interrupted are the jobs that an earlier run left in the middle; the store
// has made them uncertain.
func (q queue) Interrupted(ctx context.Context) ([]spool.Job, error) {
	all, err := q.k.store.Jobs(ctx, true)
	var jobs []spool.Job
	for _, j := range all {
		if j.Printer == q.p.name && j.State == repair.JobUncertain && j.Fault == "restart" {
			jobs = append(jobs, spool.Job{ID: j.ID, State: spool.Uncertain, Data: j})
		}
	}
	return jobs, err
}

func (q queue) Set(ctx context.Context, id int64, s spool.State, why string, bytes int) error {
	// What a printer has done must be written down even while the program
	// ends.
	err := q.k.store.SetJob(context.WithoutCancel(ctx), id, repair.JobState(s), why, bytes)
	if err != nil {
		q.k.log.Error("print job not written down", "printer", q.p.name, "job", id, "state", string(s), "error", err)
	}
	return err
}
