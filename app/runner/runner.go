// Package runner carries out the commands of the flow: it asks the store and
// the print queue, and posts what came of it. Commands run one after the other
// on one goroutine, so that a person's acts keep their order; a PIN, which
// takes its time on purpose, runs beside them.
package runner

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"countertop/app/document"
	"countertop/app/flow"
	"countertop/app/ime"
	"countertop/app/ime/ink"
	"countertop/app/repair"
)

// Store is what the runner needs of who keeps the orders; each part stands in
// the file that asks it. Its methods may be called from several goroutines.
//
// Errors are *repair.RuleError where a rule refuses, those of package repair that
// a method names, and otherwise what Problem finds a sentence for: a disk or a
// database that failed, repair.ErrBusy, ErrFull, ErrIO or ErrReadOnly. After an
// error nothing was stored. All come wrapped.
type Store interface {
	Orders
	Known
	CustomerFiles
	Drafts
	Words
	Enquiries
	StockTakes
	Staff
	Settings
	Jobs
	Papers
	Checks
}

// Options are what a Runner works with.
type Options struct {
	Store Store
	Shop  flow.Shop
	// Post hands a message to the loop.
	Post func(flow.Msg)
	// Play makes a sound and returns at once.
	Play     func(flow.Sound)
	Printers Printers
	Scanners Scanners
	// SetVolume makes later sounds as loud as a percentage.
	SetVolume func(percent int)
	// Settings are those that Shop was made of.
	Settings flow.Settings
	// Apply takes what was set, outside of Shop, into use: the width of the
	// display, the slots, text entry. nil takes nothing.
	Apply func(repair.ShopConfig)
	// Pictures are those that lie in the folder of the shop and on sticks; nil finds
	// none.
	Pictures func() []flow.FoundPicture
	// Formats are what the shop changes about its documents, by name.
	Formats document.Formats
	// Sample keeps handwriting; nil keeps none.
	Sample func(char string, strokes []repair.Stroke) error
	Now    func() time.Time
	Log    *slog.Logger
}

// Runner carries out commands.
type Runner struct {
	o    Options
	lang string
	wg   sync.WaitGroup

	// typing is what text entry was given; nil and zero until it is loaded.
	typing struct {
		sync.Mutex
		dict *ime.Dict
		hand *ink.Recogniser
		own  []ime.Term
	}
	papers papers
	// now is the shop as it is set, and the settings that made it.
	now atomic.Pointer[settled]

	// The queue has no bound: the game loop must never wait for the disk.
	queue   sync.Mutex
	waiting []flow.Cmd
	kick    chan struct{}

	// What is read later must be posted later: work is held for a command, and
	// by Load, which runs beside them; jobsRead likewise for the print jobs,
	// which the print queue asks for from its own goroutines.
	work, jobsRead sync.Mutex
}

// New returns a runner; Run starts it.
func New(o Options, lang string) *Runner {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	r := &Runner{o: o, lang: lang, kick: make(chan struct{}, 1)}
	r.now.Store(&settled{o.Shop, o.Settings, o.Shop.Trade})
	return r
}

// Do takes a command; it never waits for the work.
func (r *Runner) Do(c flow.Cmd) {
	if p, ok := c.(flow.Play); ok {
		r.o.Play(p.Sound)
		return
	}
	if v, ok := c.(flow.KeepVolume); ok {
		r.o.SetVolume(v.Percent) // before the sound that shows it; kept in its turn
	}
	r.queue.Lock()
	r.waiting = append(r.waiting, c)
	r.queue.Unlock()
	select {
	case r.kick <- struct{}{}:
	default: // it will look anyway
	}
}

func (r *Runner) take() []flow.Cmd {
	r.queue.Lock()
	defer r.queue.Unlock()
	cs := r.waiting
	r.waiting = nil
	return cs
}

// Run works until ctx ends, and finishes what was asked before: an act of a
// person is not given up half way.
func (r *Runner) Run(ctx context.Context) {
	defer r.wg.Wait()
	work := context.WithoutCancel(ctx)
	for {
		cs := r.take()
		for _, c := range cs {
			r.run(work, c)
		}
		switch {
		case len(cs) > 0:
		case ctx.Err() != nil:
			return
		default:
			select {
			case <-r.kick:
			case <-ctx.Done():
			}
		}
	}
}

// Load posts what the screens start with: staff, board, drafts, jobs, and the
// check-in that was on the screen when the program ended.
func (r *Runner) Load(ctx context.Context) error {
	r.work.Lock()
	defer r.work.Unlock()
	if err := r.loadPeople(ctx); err != nil {
		return err
	}
	r.failed("floor not read", r.loadFloor(ctx))
	r.failed("calls not read", r.loadDue(ctx))
	r.loadDrafts(ctx)
	r.loadEnquiries(ctx)
	r.failed("stock-take not read", r.loadStock(ctx))
	r.JobsChanged(ctx)
	if id, err := r.o.Store.Get(ctx, setScreen); err == nil && id != "" {
		if err := r.openDraft(ctx, id, true); err != nil {
			r.o.Log.Error("draft not read", "error", err) // it is still in the list
		}
	}
	return nil
}

func (r *Runner) run(ctx context.Context, c flow.Cmd) {
	r.work.Lock()
	defer r.work.Unlock()
	r.failed(fmt.Sprintf("%T failed", c), r.carryOut(ctx, c))
}

// carryOut knows every command, and in which file it is carried out.
func (r *Runner) carryOut(ctx context.Context, c flow.Cmd) error {
	switch c := c.(type) {
	case flow.Commit, flow.OpenOrder, flow.LoadFloor, flow.LoadDue, flow.FindOrders, flow.LoadHistory, flow.LoadEvents, flow.CountDay,
		flow.LoadPast:
		return r.runOrder(ctx, c)
	case flow.FindCustomers, flow.FindModels, flow.LoadSuggestions:
		return r.runKnown(ctx, c)
	case flow.LoadCustomer, flow.MergeCustomers, flow.EraseCustomer:
		return r.runCustomerFile(ctx, c)
	case flow.SaveDraft, flow.SavePickup, flow.DropDraft, flow.LoadDrafts, flow.OpenDraft:
		return r.runDraft(ctx, c)
	case flow.LearnWords, flow.ForgetWord, flow.ReadHand, flow.KeepSample:
		return r.runTyping(ctx, c)
	case flow.SaveEnquiry, flow.KeepEnquiry, flow.OpenEnquiry:
		return r.runEnquiry(ctx, c)
	case flow.SaveStock:
		return r.saveStock(ctx, c)
	case flow.CheckPIN, flow.CheckBadge, flow.CheckCopy, flow.ActOnStaff, flow.ChangePIN, flow.MakeRecovery, flow.RecoverPIN,
		flow.LoadNotable:
		return r.runStaff(ctx, c)
	case flow.KeepVolume, flow.KeepLang, flow.ChangeSettings, flow.KeepSettings, flow.LoadSettingHistory, flow.FindPictures:
		return r.runSetting(ctx, c)
	case flow.Preview, flow.LoadAttempts, flow.Reprint, flow.AnswerUncertain, flow.CancelJob, flow.FallBack, flow.AddJobs:
		return r.runJob(ctx, c)
	case flow.CorrectPrinter, flow.SavePrinter, flow.RemovePrinter, flow.ProbePrinter, flow.FindDevices, flow.LookAt:
		return r.runPrinter(ctx, c)
	case flow.SaveScanner, flow.RemoveScanner, flow.LearnScanner, flow.LearnHeard, flow.DrawSymbols:
		return r.runScanner(ctx, c)
	case flow.CheckData:
		return r.runData(ctx, c)
	case flow.Play:
		r.o.Play(c.Sound)
	}
	return nil
}

// noCase is a command that carryOut gave to a file that does not know it.
func noCase(c flow.Cmd) error { return fmt.Errorf("runner: %T has no case where it is carried out", c) }

// failed says what a person should know of an error; nil is none.
func (r *Runner) failed(what string, err error) {
	if err != nil {
		r.o.Log.Error(what, "error", err)
		r.o.Post(flow.Failed{Problem: Problem(err)})
	}
}
