// Package runner carries out the commands of the flow: it asks the store and
// the print queue, and posts what came of it. Commands run one after the other
// on one goroutine, so that a person's acts keep their order; a PIN, which
// takes its time on purpose, runs beside them.
package runner

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"countertop/app/document"
	"countertop/app/flow"
	"countertop/app/i18n"
	"countertop/app/ime"
	"countertop/app/ime/ink"
	"countertop/app/repair"
	"countertop/app/trade"
	"countertop/printer"
)

// Result is what a commit did.
type Result struct {
	Row    flow.Row
	Before repair.Order
	Events []repair.Event
	Jobs   []repair.PrintJob
	// Passcode answers repair.ShowPasscode.
	Passcode string
}

// Draft is a parked check-in as the store keeps it.
type Draft struct {
	flow.DraftInfo
	Body []byte
}

// Store is what the runner needs of the store. Errors are *repair.RuleError
// where a rule refuses, ErrNotFound, and otherwise what Problem can name.
type Store interface {
	// Commit decides and stores commands of one act, all of them or none.
	Commit(ctx context.Context, commands []flow.OrderCommand, by repair.StaffID, lang string) ([]Result, error)
	Order(ctx context.Context, id repair.OrderID) (flow.Row, error)
	// Events are what happened to an order, oldest first.
	Events(ctx context.Context, id repair.OrderID) ([]repair.Event, error)
	// Floor is every machine in the shop as a card, InShop their whole orders.
	Floor(ctx context.Context, cards *repair.Cards) (*repair.Floor, error)
	InShop(ctx context.Context) ([]repair.Order, error)
	FollowUps(ctx context.Context, day repair.Date) ([]flow.Row, error)
	Find(ctx context.Context, text string, limit int) ([]flow.Row, error)
	History(ctx context.Context, serial string) ([]flow.Row, error)
	Customers(ctx context.Context, text string, limit int) ([]flow.CustomerHit, error)
	// Visit are the orders that were taken in together with o, itself included.
	Visit(ctx context.Context, o repair.Order) ([]repair.OrderID, error)
	// RecentModels are those of a kind and brand that came last, the latest first.
	RecentModels(ctx context.Context, kind repair.DeviceKind, brand string, limit int) ([]string, error)

	// Words are what text entry learned, Suggestions what people and machines of
	// late are called.
	Words(ctx context.Context) ([]ime.Word, error)
	LearnWord(ctx context.Context, w ime.Word) error
	ForgetWord(ctx context.Context, text string) error
	Suggestions(ctx context.Context, limit int) ([]ime.Term, error)

	// SaveEnquiry keeps a new enquiry, or with an ID its answer; Enquiries are
	// those without an answer, the oldest first.
	SaveEnquiry(ctx context.Context, e repair.Enquiry) error
	Enquiries(ctx context.Context) ([]repair.Enquiry, error)

	SaveDraft(ctx context.Context, d Draft) error
	Drafts(ctx context.Context) ([]Draft, error)
	DropDraft(ctx context.Context, id string) error
	Set(ctx context.Context, key, value string) error
	Get(ctx context.Context, key string) (string, error)

	Staff(ctx context.Context) ([]repair.Staff, error)
	StaffByPIN(ctx context.Context, id repair.StaffID, pin string) (repair.Staff, error)
	StaffByBadge(ctx context.Context, code string) (repair.Staff, error)
	Key() []byte

	// Day counts what happened from a time until before another.
	Day(ctx context.Context, from, until time.Time) (repair.DayCount, error)

	Jobs(ctx context.Context) ([]repair.PrintJob, error)
	Attempts(ctx context.Context, job int64) ([]repair.PrintAttempt, error)
	AddJobs(ctx context.Context, jobs []repair.PrintJob) error
	Reprint(ctx context.Context, id int64, latest bool) error
	AnswerUncertain(ctx context.Context, id int64, printed bool, by repair.StaffID) error
	CancelJob(ctx context.Context, id int64) error
	MoveJobs(ctx context.Context, from, to string) error
	// JobInput is what KeepJobInput has kept of a job, until it is erased; picture
	// is "" for a further copy that was not printed yet.
	JobInput(ctx context.Context, id int64) (input []byte, picture string, err error)
	KeepJobInput(ctx context.Context, id int64, input []byte, picture string) error
	Signature(ctx context.Context, digest string) (repair.SignedDocument, error)

	// SaveStockTake keeps a stock-take as it stands. OpenStockTake is the last that
	// has not ended, without an ID if there is none, with the orders that it has
	// seen; StockTakes are those that have, the last first.
	SaveStockTake(ctx context.Context, t repair.StockTake) error
	OpenStockTake(ctx context.Context) (repair.StockTake, []repair.Order, error)
	StockTakes(ctx context.Context, limit int) ([]repair.StockTake, error)
	StockTake(ctx context.Context, id int64) (repair.StockTake, error)

	// Problem is the key of the sentence that says what went wrong.
	Problem(err error) string
}

// Printers is what the runner needs of the printers. What an error is not
// returned for is posted.
type Printers interface {
	// Wake says that there may be work.
	Wake()
	// Profile is that of the printer that prints a job.
	Profile(j repair.PrintJob) printer.Profile
	// Correct keeps what a person found out about a printer.
	Correct(ctx context.Context, name string, c printer.Correction) error
	Save(ctx context.Context, d flow.SetupDone) error
	Remove(ctx context.Context, name string) error
	// Probe asks a device what it is, and does not wait for the answer.
	Probe(device string)
	Find()
	// Look asks an idle printer how it is.
	Look(name string)
}

// Scanners is what the runner needs of the scanners.
type Scanners interface {
	Save(ctx context.Context, device, name string) error
	Remove(ctx context.Context, device string) error
	// Learn waits for a device to type a code, and does not wait for it itself;
	// Heard says that the window has seen the code.
	Learn(code string)
	Heard()
}

// Errors of a Store.
var (
	ErrNotFound = errors.New("runner: not found")
	// ErrLocked is too many wrong PINs.
	ErrLocked = errors.New("runner: locked")
)

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
	// trade is what the owner of the shop wrote last; nil is that of Options.Shop.
	trade atomic.Pointer[trade.Trade]

	// The queue has no bound: the game loop must never wait for the disk.
	queue   sync.Mutex
	waiting []flow.Cmd
	kick    chan struct{}

	// What is read later must be posted later: work is held for a command, and
	// by Load, which runs beside them; jobsRead likewise for the print jobs,
	// which the print queue asks for from its own goroutines.
	work, jobsRead sync.Mutex
}

// Keys of settings.
const (
	setLang   = "lang"
	setScreen = "screen-draft" // the draft that was on the screen
	setVolume = "volume"       // in percent
)

// New returns a runner; Run starts it.
func New(o Options, lang string) *Runner {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	return &Runner{o: o, lang: lang, kick: make(chan struct{}, 1)}
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

// SetTrade is what documents say from now on.
func (r *Runner) SetTrade(t trade.Trade) { r.trade.Store(&t) }

// shop is the shop as it is now.
func (r *Runner) shop() flow.Shop {
	shop := r.o.Shop
	if t := r.trade.Load(); t != nil {
		shop.Trade = *t
	}
	return shop
}

// Lang is the language that was chosen last, or the configured one.
func Lang(ctx context.Context, s Store, configured string) string {
	if l, err := s.Get(ctx, setLang); err == nil && l != "" {
		return l
	}
	return configured
}

// Volume is the volume in percent that was chosen last, or the configured one.
func Volume(ctx context.Context, s Store, configured int) int {
	v, err := s.Get(ctx, setVolume)
	if err != nil {
		return configured
	}
	if n, err := strconv.Atoi(v); err == nil && n >= 0 && n <= 100 {
		return n
	}
	return configured
}

// Load posts what the screens start with: staff, board, drafts, jobs, and the
// check-in that was on the screen when the program ended.
func (r *Runner) Load(ctx context.Context) error {
	r.work.Lock()
	defer r.work.Unlock()
	people, err := r.o.Store.Staff(ctx)
	if err != nil {
		return fmt.Errorf("runner: load staff: %w", err)
	}
	r.o.Post(flow.PeopleLoaded{People: people})
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
	st := r.o.Store
	var err error
	switch c := c.(type) {
	case flow.Commit:
		r.commit(ctx, c)
	case flow.LoadFloor:
		err = r.loadFloor(ctx)
	case flow.LoadDue:
		err = r.loadDue(ctx)
	case flow.FindCustomers:
		hits, e := st.Customers(ctx, c.Text, 6)
		if err = e; err == nil {
			r.o.Post(flow.CustomersFound{Text: c.Text, Hits: hits})
		}
	case flow.FindModels:
		models, e := st.RecentModels(ctx, c.Kind, c.Brand, 8)
		if err = e; err == nil {
			r.o.Post(flow.ModelsFound{Kind: c.Kind, Brand: c.Brand, Models: models})
		}
	case flow.LoadSuggestions:
		err = r.suggest(ctx)
	case flow.LearnWords:
		for _, w := range c.Words {
			err = errors.Join(err, st.LearnWord(ctx, w))
		}
	case flow.ForgetWord:
		err = st.ForgetWord(ctx, c.Text)
	case flow.ReadHand:
		r.wg.Go(func() { r.readHand(c) })
	case flow.KeepSample:
		if r.o.Sample != nil {
			err = r.o.Sample(c.Char, c.Strokes)
		}
	case flow.SaveEnquiry:
		if err = st.SaveEnquiry(ctx, c.Enquiry); err == nil {
			r.o.Post(flow.EnquiryAnswered{Open: c.Enquiry.Answer == ""})
			r.loadEnquiries(ctx)
		}
	case flow.FindOrders:
		err = r.find(ctx, c)
	case flow.LoadHistory:
		rows, e := st.History(ctx, c.Serial)
		if err = e; err == nil {
			r.o.Post(flow.HistoryLoaded{Serial: c.Serial, Rows: rows})
		}
	case flow.LoadEvents:
		events, e := st.Events(ctx, c.Order)
		if err = e; err == nil {
			r.o.Post(flow.EventsLoaded{Order: c.Order, Events: events})
		}
	case flow.OpenOrder:
		row, e := st.Order(ctx, c.Order)
		switch {
		case e == nil:
			r.o.Post(flow.OrderOpened{Row: row, For: c.For, Tag: c.Tag})
		case errors.Is(e, ErrNotFound):
			r.o.Post(flow.Failed{Tag: c.Tag, Order: c.Order, Rule: &repair.RuleError{Rule: repair.RuleUnknownOrder, Order: c.Order}})
		default:
			err = e
		}
	case flow.SaveDraft:
		err = r.saveDraft(ctx, c.CheckIn)
	case flow.DropDraft:
		if c.ID != "" {
			err = st.DropDraft(ctx, c.ID)
		}
		if err == nil {
			err = st.Set(ctx, setScreen, "")
		}
	case flow.LoadDrafts:
		// The home screen asks for the list: no check-in is on the screen.
		err = st.Set(ctx, setScreen, "")
		r.loadDrafts(ctx)
	case flow.OpenDraft:
		err = r.openDraft(ctx, c.ID, false)
	case flow.CheckPIN:
		r.wg.Go(func() { r.checkPIN(ctx, c) })
	case flow.CheckBadge:
		p, e := st.StaffByBadge(ctx, c.Code)
		r.staff(p, e)
	case flow.CheckCopy:
		r.o.Post(flow.CopyRead{Order: c.Order, Genuine: repair.CopyCode(st.Key(), c.Order) == upper(c.Code)})
	case flow.Preview:
		r.preview(ctx, c.Job)
	case flow.LoadAttempts:
		list, e := st.Attempts(ctx, c.Job)
		if err = e; err == nil {
			r.o.Post(flow.AttemptsLoaded{Job: c.Job, Attempts: list})
		}
	case flow.Reprint:
		err = r.jobs(ctx, st.Reprint(ctx, c.Job, c.Latest))
	case flow.AnswerUncertain:
		err = r.jobs(ctx, st.AnswerUncertain(ctx, c.Job, c.Printed, c.By))
	case flow.CorrectPrinter:
		err = r.o.Printers.Correct(ctx, c.Printer, c.Correction)
	case flow.SavePrinter:
		err = r.o.Printers.Save(ctx, c.Setup)
	case flow.RemovePrinter:
		err = r.o.Printers.Remove(ctx, c.Name)
	case flow.ProbePrinter:
		r.o.Printers.Probe(c.Device)
	case flow.FindDevices:
		r.o.Printers.Find()
	case flow.LookAt:
		r.o.Printers.Look(c.Name)
	case flow.SaveScanner:
		err = r.o.Scanners.Save(ctx, c.Device, c.Name)
	case flow.RemoveScanner:
		err = r.o.Scanners.Remove(ctx, c.Device)
	case flow.LearnScanner:
		r.o.Scanners.Learn(c.Code)
	case flow.LearnHeard:
		r.o.Scanners.Heard()
	case flow.DrawSymbols:
		symbols, e := document.Symbols(c.Symbols)
		if err = e; err == nil {
			r.o.Post(flow.SymbolsDrawn{Symbols: symbols})
		}
	case flow.KeepVolume:
		err = st.Set(ctx, setVolume, strconv.Itoa(c.Percent))
	case flow.CancelJob:
		err = r.jobs(ctx, st.CancelJob(ctx, c.Job))
	case flow.PrintElsewhere:
		err = r.jobs(ctx, st.MoveJobs(ctx, c.From, c.To))
	case flow.AddJobs:
		jobs := make([]repair.PrintJob, len(c.Jobs))
		for i, j := range c.Jobs {
			j.Lang, j.State, j.At, j.Copy = r.lang, repair.JobQueued, r.o.Now().UTC(), max(1, j.Copy)
			jobs[i] = j
		}
		err = r.jobs(ctx, st.AddJobs(ctx, jobs))
	case flow.SaveStock:
		if err = st.SaveStockTake(ctx, c.Take); err == nil {
			r.o.Post(flow.StockSaved(c))
		}
	case flow.KeepLang:
		r.lang = c.Lang
		err = st.Set(ctx, setLang, c.Lang)
	case flow.Play:
		r.o.Play(c.Sound)
	}
	r.failed(fmt.Sprintf("%T failed", c), err)
}

func upper(s string) string {
	b := []byte(s)
	for i, c := range b {
		if c >= 'a' && c <= 'z' {
			b[i] = c - 'a' + 'A'
		}
	}
	return string(b)
}

// commit asks the store to decide again and to keep what follows.
func (r *Runner) commit(ctx context.Context, c flow.Commit) {
	all := []flow.OrderCommand{{Order: c.Order, Command: salted(c.Command)}}
	for _, also := range c.Also {
		all = append(all, flow.OrderCommand{Order: also.Order, Command: salted(also.Command)})
	}
	res, err := r.o.Store.Commit(ctx, all, c.By, r.lang)
	if err != nil {
		f := flow.Failed{Tag: c.Tag, Order: c.Order}
		if !errors.As(err, &f.Rule) {
			f.Problem = r.o.Store.Problem(err)
			r.o.Log.Error("commit failed", "order", c.Order, "command", fmt.Sprintf("%T", c.Command), "error", err)
		}
		if row, err := r.o.Store.Order(ctx, c.Order); err == nil {
			f.Row = &row
		}
		r.o.Post(f)
		return
	}
	done := flow.Committed{Tag: c.Tag, Row: res[0].Row, Before: res[0].Before, Events: res[0].Events, Passcode: res[0].Passcode}
	for i, x := range res {
		done.Jobs = append(done.Jobs, x.Jobs...)
		if i > 0 {
			done.Also = append(done.Also, x.Row)
		}
	}
	r.o.Post(done)
	if len(done.Jobs) > 0 {
		r.JobsChanged(ctx)
		r.o.Printers.Wake()
	}
}

// salted gives a signed sheet its salt: randomness comes from the edge.
func salted(c repair.Command) repair.Command {
	salt := func(s *repair.SignedDocument) *repair.SignedDocument {
		if s == nil || len(s.Salt) > 0 {
			return s
		}
		t := *s
		t.Salt = make([]byte, 16)
		_, _ = rand.Read(t.Salt) // never fails
		return &t
	}
	switch c := c.(type) {
	case repair.CheckIn:
		c.Signed = salt(c.Signed)
		return c
	case repair.AnswerQuote:
		c.Signed = salt(c.Signed)
		return c
	case repair.PickUp:
		c.Signed = salt(c.Signed)
		return c
	}
	return c
}

func (r *Runner) loadFloor(ctx context.Context) error {
	shop := r.o.Shop
	floor, err := r.o.Store.Floor(ctx, repair.NewCards(shop.Calendar, shop.Limits, r.o.Now()))
	if err == nil {
		r.o.Post(flow.FloorLoaded{Floor: floor})
	}
	return err
}

func (r *Runner) loadDue(ctx context.Context) error {
	rows, err := r.o.Store.FollowUps(ctx, repair.DateOf(r.o.Now().In(r.o.Shop.Calendar.Loc)))
	if err == nil {
		r.o.Post(flow.DueLoaded{Rows: rows})
	}
	return err
}

// failed says what a person should know of an error; nil is none.
func (r *Runner) failed(what string, err error) {
	if err != nil {
		r.o.Log.Error(what, "error", err)
		r.o.Post(flow.Failed{Problem: r.o.Store.Problem(err)})
	}
}

func (r *Runner) find(ctx context.Context, c flow.FindOrders) error {
	if c.Serial {
		rows, err := r.o.Store.History(ctx, c.Text)
		if err == nil {
			r.o.Post(flow.OrdersFound{Text: c.Text, Serial: true, Rows: rows})
		}
		return err
	}
	rows, err := r.o.Store.Find(ctx, c.Text, 20)
	if err == nil {
		r.o.Post(flow.OrdersFound{Text: c.Text, Rows: rows})
	}
	return err
}

// saveDraft keeps the check-in, and that it is on the screen.
func (r *Runner) saveDraft(ctx context.Context, c flow.CheckIn) error {
	id := c.Draft
	if id == "" {
		return errors.New("runner: a draft without a name")
	}
	body, err := json.Marshal(c)
	if err != nil {
		return fmt.Errorf("runner: encode draft: %w", err)
	}
	title := c.Title()
	if n := i18n.Device(i18n.Lang(r.lang), c.Device); n != "" {
		title += " · " + n
	}
	d := Draft{flow.DraftInfo{ID: id, Order: c.Order, Title: title, At: r.o.Now().UTC()}, body}
	if err := r.o.Store.SaveDraft(ctx, d); err != nil {
		return err
	}
	return r.o.Store.Set(ctx, setScreen, id)
}

func (r *Runner) loadDrafts(ctx context.Context) {
	ds, err := r.o.Store.Drafts(ctx)
	if err != nil {
		r.o.Log.Error("drafts not read", "error", err)
		return
	}
	infos := make([]flow.DraftInfo, len(ds))
	for i, d := range ds {
		infos[i] = d.DraftInfo
	}
	r.o.Post(flow.DraftsLoaded{Drafts: infos})
}

// openDraft posts a draft; one that is gone leaves the list, and the screen as
// it is.
func (r *Runner) openDraft(ctx context.Context, id string, restored bool) error {
	ds, err := r.o.Store.Drafts(ctx)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(ds, func(d Draft) bool { return d.ID == id })
	if i < 0 {
		r.loadDrafts(ctx)
		return nil
	}
	var c flow.CheckIn
	if err := json.Unmarshal(ds[i].Body, &c); err != nil {
		return fmt.Errorf("runner: decode draft %s: %w", id, err)
	}
	if err := r.catchUp(ctx, &c); err != nil {
		return err
	}
	if c.Step < flow.StepPrint && len(c.Done) > 0 {
		c.Step = flow.StepPrint
	}
	r.o.Post(flow.DraftOpened{CheckIn: c, Restored: restored})
	return nil
}

// catchUp gives a draft what the store did after it was saved: the power may have
// failed between the signature and the next page.
func (r *Runner) catchUp(ctx context.Context, c *flow.CheckIn) error {
	if c.Step == flow.StepPrint || c.Order == "" {
		return nil
	}
	var done []flow.Row
	for _, m := range c.Machines() {
		row, err := r.o.Store.Order(ctx, m.Order)
		if errors.Is(err, ErrNotFound) || err == nil && row.Order.ReceivedAt.IsZero() {
			return nil
		}
		if err != nil {
			return err
		}
		done = append(done, row)
	}
	jobs, err := r.o.Store.Jobs(ctx)
	for _, j := range jobs {
		if slices.ContainsFunc(done, func(row flow.Row) bool { return row.Order.ID == j.Order }) {
			c.Jobs = append(c.Jobs, j.ID)
		}
	}
	c.Done = done
	return err
}

func (r *Runner) checkPIN(ctx context.Context, c flow.CheckPIN) {
	p, err := r.o.Store.StaffByPIN(ctx, c.Staff, c.PIN)
	r.staff(p, err)
}

func (r *Runner) staff(p repair.Staff, err error) {
	if err != nil {
		r.o.Log.Warn("sign-in refused", "error", err)
		r.o.Post(flow.StaffUnknown{Locked: errors.Is(err, ErrLocked)})
		return
	}
	r.o.Post(flow.StaffKnown{Staff: p})
}
