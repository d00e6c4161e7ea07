package printers

import (
	"context"
	"encoding/json"
	"math"
	"strings"
	"sync/atomic"

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
)

// setup is a printer as it is wanted.
type setup struct {
	name, device, profile, fallback, mode string
	prints                                []repair.Document
	added                                 bool // on the screen
}

func configured(all []config.Printer, i int) setup {
	c := all[i]
	return setup{name: c.Name, device: c.Device, profile: c.Profile, fallback: c.Fallback, mode: c.Mode, prints: documentsOf(all, i)}
}

// unit is a printer at a device with a profile; another device or profile makes
// another unit.
type unit struct {
	setup
	at    transport.Device
	model printer.Profile // without what was found out about this one
	base  printqueue.Queue

	docs   atomic.Pointer[[]repair.Document]
	now    atomic.Pointer[printer.Profile] // with what was found out, for the next job
	status atomic.Pointer[spool.Status]    // nil until it was looked at
	drawn  atomic.Pointer[repair.PrintJob] // the job drawn last
	worker atomic.Pointer[spool.Worker]    // nil while none runs
	// using is the profile that the job in hand was drawn for; the worker's.
	using   *printer.Profile
	virtual *printertest.Virtual
	// needsResync is a printer that something else has written to.
	needsResync bool

	stop context.CancelFunc
	done chan struct{}
}

// newUnit checks what can be checked without the printer.
func (p *Printers) newUnit(ctx context.Context, s setup) (*unit, error) {
	d, err := transport.Parse(s.device)
	if err != nil {
		return nil, err
	}
	if s.profile == "" {
		s.profile = language.Plain(printer.Language(d.Language))
	}
	model, err := printer.LoadProfile(assets.Profiles, s.profile)
	if err != nil {
		return nil, err
	}
	if s.mode != "" {
		model.Mode = printer.RenderMode(s.mode)
	}
	u := &unit{setup: s, at: d, model: model, base: printqueue.Queue{Store: p.o.Store, Printer: s.name, Log: p.o.Log}}
	u.docs.Store(&s.prints)
	data, err := p.o.Store.PrinterCorrection(ctx, s.name)
	var found printer.Correction
	if err == nil && data != nil {
		err = json.Unmarshal(data, &found)
	}
	if err != nil {
		return nil, err
	}
	u.correct(found)
	if d.Kind == transport.Virtual {
		err = p.makeVirtual(u)
	}
	return u, err
}

// makeVirtual makes the virtual printer of u, which speaks the language of its
// profile, unless its device says another: what it prints becomes pictures.
func (p *Printers) makeVirtual(u *unit) (err error) {
	o := printertest.For(u.model)
	if u.at.Language != "" {
		o.Language = printer.Language(u.at.Language)
	}
	o.OnPrint = func(out printertest.Print) error {
		var j repair.PrintJob
		if drawn := u.drawn.Load(); drawn != nil {
			j = *drawn
		}
		return p.o.OnPrint(u.at.Path, j, out)
	}
	if p.o.OnPrint == nil {
		if o.OnPrint, err = printertest.PNGDir(p.virtualDir(u.at.Path)); err != nil {
			return err
		}
	}
	u.virtual = printertest.NewVirtual(o)
	return nil
}

func (u *unit) unplug() {
	if u.virtual != nil {
		_ = u.virtual.Close()
	}
}

// correct gives the next job what was found out about the printer.
func (u *unit) correct(c printer.Correction) {
	profile := u.model.Corrected(c)
	profile.Mode = profile.ModeFor(printer.Link{Baud: u.at.Baud})
	u.now.Store(&profile)
}

// ownFont reports whether text can be said to the printer in its own Chinese
// font, once a person has read it.
func ownFont(p printer.Profile) bool {
	p.Mode = printer.Native
	return p.Han != nil && p.ModeFor(printer.Link{}) == printer.Native
}

// fontPage is the test page on which a person reads the printer's own fonts.
const fontPage = 2

// profileFor is the printer as it is for a job: the page of its own fonts is to
// show whether it has them, and is set in them.
func (u *unit) profileFor(j repair.PrintJob) printer.Profile {
	p := *u.now.Load()
	if j.Document != repair.DocTestPage || j.Index != fontPage || !ownFont(p) {
		return p
	}
	var runes []string
	for _, row := range flow.TestHan {
		runes = append(runes, row.Runes)
	}
	han := *p.Han
	han.Confirmed = strings.Join(runes, " ")
	p.Mode, p.Han = printer.Native, &han
	return p
}

// driver speaks to the printer as the job in hand was drawn for it.
func (u *unit) driver(c printer.Conn) printer.Driver {
	if u.using != nil {
		return language.New(c, *u.using)
	}
	return language.New(c, *u.now.Load())
}

func (u *unit) documents() []repair.Document { return *u.docs.Load() }

// jobs are the store's jobs of the printer, with the documents that it has now.
func (u *unit) jobs() printqueue.Queue {
	q := u.base
	q.Documents = u.documents()
	return q
}

func (u *unit) wake() {
	if w := u.worker.Load(); w != nil {
		w.Wake()
	}
}

func (u *unit) look() {
	if w := u.worker.Load(); w != nil {
		w.Look()
	}
}

// sending reports whether a job is on its way.
func (u *unit) sending() bool {
	s := u.status.Load()
	return s != nil && s.State == spool.Sending
}

// printable is how wide a page is at most, in the half millimetres that a person
// reads off its ruler.
func printable(p printer.Profile) float64 {
	head := math.Round(2*float64(p.WidthDots)/printer.DotsPerMM(p.DPI)) / 2
	return min(p.Media.WidthMM, head)
}

// usualDensity is what label printers have if nothing is said.
const usualDensity = 8

func (u *unit) state() flow.PrinterState {
	p := u.now.Load()
	var s spool.Status
	if now := u.status.Load(); now != nil {
		s = *now
	}
	st := flow.PrinterState{
		Name: u.name, Model: p.Model, Virtual: u.virtual != nil, Fault: string(s.Fault), Known: s.Known,
		Documents: u.documents(), Fallback: u.fallback, Device: u.device, Profile: u.profile,
		WidthMM: printable(*p), HeightMM: p.Media.HeightMM, Density: -1, HanFont: ownFont(*p), Added: u.added,
		Mode: p.Mode, Correction: p.Correction,
	}
	if strings.HasPrefix(p.Name, "generic-") {
		st.Model = "" // a language is no model that people know
	}
	switch p.Language {
	case printer.TSPL, printer.ZPL, printer.CPCL:
		st.Density = usualDensity
		if p.Density != nil {
			st.Density = *p.Density
		}
	default: // it cannot be said to it
	}
	return st
}

// start begins to print on u; change is held.
func (p *Printers) start(u *unit) {
	p.show(u)
	if p.ctx == nil || p.ctx.Err() != nil {
		return
	}
	ctx, stop := context.WithCancel(p.ctx)
	w := &spool.Worker{
		Queue: queue{u}, Open: p.opener(u), Driver: u.driver, Render: p.render(u),
		OnStatus: func(s spool.Status) {
			u.status.Store(&s)
			p.o.Log.Info("printer", "name", u.name, "fault", string(s.Fault), "job", s.Job)
			p.show(u)
		},
		OnJob:       func() { p.o.JobsChanged(ctx) },
		Network:     u.at.Kind == transport.TCP,
		NeedsResync: u.needsResync,
	}
	if u.at.Kind == transport.Serial || u.at.Kind == transport.USB {
		w.Present = func() bool { return u.at.Present(p.o.Root) }
	}
	if u.fallback != "" {
		w.Fallback, w.FallbackAfter = func(ctx context.Context) { p.fallBack(ctx, u) }, p.o.FallbackAfter
	}
	w.Init()
	u.using = nil
	u.status.Store(nil)
	u.worker.Store(w)
	done := make(chan struct{})
	u.stop, u.done = stop, done
	p.work.Go(func() {
		defer close(done)
		w.Run(ctx)
	})
}

func (p *Printers) opener(u *unit) func(context.Context) (printer.Conn, error) {
	if u.virtual != nil {
		return func(context.Context) (printer.Conn, error) { return u.virtual.Conn(), nil }
	}
	return func(ctx context.Context) (printer.Conn, error) { return p.o.Open(ctx, u.at) }
}

// end ends the worker of u, if it runs; change is held. A job that was on its
// way is uncertain then.
func (p *Printers) end(ctx context.Context, u *unit) error {
	if u.stop == nil {
		return nil
	}
	u.stop()
	<-u.done
	u.stop = nil
	u.worker.Store(nil)
	u.status.Store(nil)
	jobs, err := p.o.Store.Jobs(ctx, true)
	for _, j := range jobs {
		if err == nil && j.Printer == u.name && j.State == repair.JobSending {
			err = p.o.Store.SetJob(ctx, j.ID, repair.JobChange{State: repair.JobUncertain, Fault: "restart", Printer: u.name})
		}
	}
	return err
}

// queue is what the worker of a printer prints.
type queue struct{ u *unit }

var _ spool.Queue = queue{}

func (q queue) Next(ctx context.Context) (spool.Job, bool, error) { return q.u.jobs().Next(ctx) }

func (q queue) Set(ctx context.Context, c spool.Change) error {
	if c.State != spool.Held && c.State != spool.Sending {
		q.u.using = nil
	}
	return q.u.jobs().Set(ctx, c)
}

func (q queue) Uncertain(ctx context.Context) (uncertain, unanswered int, err error) {
	return q.u.jobs().Uncertain(ctx)
}
