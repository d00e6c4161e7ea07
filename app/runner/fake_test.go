package runner_test

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime"
	"slices"
	"sync"
	"testing"
	"time"

	"countertop/app/flow"
	"countertop/app/repair"
	"countertop/app/runner"
	"countertop/printer"
)

var (
	zone = time.FixedZone("CST", 8*3600)
	noon = time.Date(2026, 11, 21, 12, 0, 0, 0, zone)
	key  = []byte("0123456789abcdef0123456789abcdef")
	chen = repair.Staff{ID: "A001", Name: "陈静", Roles: repair.RolesOf(repair.RoleCoordinator), Issue: 1}
	wang = repair.Customer{Name: "王建国", Phones: []string{"13812341480"}}
)

// errDisk is a store that failed.
var errDisk = fmt.Errorf("store: write: %w", repair.ErrIO)

// fakeStore keeps everything in memory and decides as the real one does.
type fakeStore struct {
	found    []repair.Finding
	mu       sync.Mutex
	calls    []string
	acts     [][]repair.OrderCommand // as they were to be committed
	fail     map[string]error        // by method
	wait     map[string]func()       // by method: what it does first
	pinDelay time.Duration

	orders     map[repair.OrderID]repair.Order
	customers  map[repair.CustomerID]repair.Customer
	signatures map[string]repair.SignedDocument
	langs      []string
	drafts     []repair.Draft
	settings   map[string]string
	set        repair.ShopSettings
	history    []repair.SettingEntry
	jobs       []repair.PrintJob
	kept       map[int64]keptJob
	words      []repair.LearnedWord
	enquiries  []repair.Enquiry
	stock      map[int64]repair.StockTake
	clock      func() time.Time
}

var _ runner.Store = (*fakeStore)(nil)

func newFake() *fakeStore {
	return &fakeStore{
		fail: map[string]error{}, wait: map[string]func(){},
		orders: map[repair.OrderID]repair.Order{}, customers: map[repair.CustomerID]repair.Customer{},
		signatures: map[string]repair.SignedDocument{}, settings: map[string]string{}, kept: map[int64]keptJob{}, stock: map[int64]repair.StockTake{},
		clock: func() time.Time { return noon },
	}
}

// call notes a call and returns what it is to fail with.
func (f *fakeStore) call(method string, args ...any) error {
	f.mu.Lock()
	for _, a := range args {
		method += " " + fmt.Sprint(a)
	}
	f.calls = append(f.calls, method)
	name, _, _ := bytes.Cut([]byte(method), []byte(" "))
	err, wait := f.fail[string(name)], f.wait[string(name)]
	f.mu.Unlock()
	if wait != nil {
		wait()
	}
	return err
}

func (f *fakeStore) called() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.calls)
}

func (f *fakeStore) Commit(ctx context.Context, by repair.StaffID, lang string, commands ...repair.OrderCommand) (all repair.Result, err error) {
	f.mu.Lock()
	f.acts = append(f.acts, commands)
	f.mu.Unlock()
	for i, c := range commands {
		r, err := f.commit(ctx, c.Order, c.Command, by, lang)
		if err != nil {
			return repair.Result{}, err
		}
		if i == 0 {
			all = r
			continue
		}
		all.Also, all.Jobs = append(all.Also, r.Row), append(all.Jobs, r.Jobs...)
	}
	return all, nil
}

func (f *fakeStore) commit(ctx context.Context, id repair.OrderID, c repair.Command, by repair.StaffID, lang string) (repair.Result, error) {
	if err := cmp.Or(f.call("Commit", id), ctx.Err()); err != nil {
		return repair.Result{}, err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	before := f.orders[id]
	f.langs = append(f.langs, lang)
	var signed *repair.SignedDocument
	switch cmd := c.(type) {
	case repair.AssignNumber:
		before.ID = repair.MakeOrderID('A', noon, len(f.orders)+1)
	case repair.CheckIn:
		cmd.Customer.ID = "A000001"
		f.customers[cmd.Customer.ID] = cmd.Customer
		c, signed = cmd, cmd.Signed
	case repair.PickUp:
		signed = cmd.Signed
	}
	events, err := repair.Decide(before, c, repair.Staff{ID: by, Roles: repair.RolesOf(repair.RoleSupervisor)}, f.clock())
	if err != nil {
		return repair.Result{}, fmt.Errorf("store: commit: %w", err)
	}
	o := before
	r := repair.Result{Before: before, Events: events}
	for _, e := range events {
		o = repair.Apply(o, e)
		for _, j := range repair.Wanted(o, e) {
			j.ID, j.Lang = int64(len(f.jobs)+1), lang
			f.jobs, r.Jobs = append(f.jobs, j), append(r.Jobs, j)
		}
	}
	if signed != nil {
		f.signatures[signed.Digest(before.Head)] = *signed
	}
	f.orders[o.ID] = o
	r.Row = repair.Row{Order: o, Customer: f.customers[o.Customer]}
	return r, nil
}

func (f *fakeStore) Visit(_ context.Context, o repair.Order) ([]repair.OrderID, error) {
	return []repair.OrderID{o.ID}, nil
}

func (f *fakeStore) RecentModels(_ context.Context, kind repair.DeviceKind, brand string, _ int) ([]string, error) {
	return []string{"X1"}, f.call("RecentModels", kind, brand)
}

func (f *fakeStore) Words(context.Context) ([]repair.LearnedWord, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.words), nil
}

func (f *fakeStore) LearnWord(_ context.Context, word, reading string) error {
	err := f.call("LearnWord", word)
	f.mu.Lock()
	defer f.mu.Unlock()
	f.words = append(f.words, repair.LearnedWord{Text: word, Reading: reading, N: 1})
	return err
}

func (f *fakeStore) ForgetWord(_ context.Context, text string) error {
	return f.call("ForgetWord", text)
}

func (f *fakeStore) Suggestions(context.Context, int) ([]repair.Suggestion, error) {
	return []repair.Suggestion{{Text: "惠维电脑", Kind: repair.SuggestCompany}}, f.call("Suggestions")
}

func (f *fakeStore) Audit(context.Context) ([]repair.Finding, error) {
	return f.found, f.call("Audit")
}

func (f *fakeStore) SaveStockTake(_ context.Context, t repair.StockTake) error {
	err := f.call("SaveStockTake", t.ID)
	f.stock[t.ID] = t
	return err
}

func (f *fakeStore) OpenStockTake(context.Context) (open repair.StockTake, seen []repair.Row, err error) {
	err = f.call("OpenStockTake")
	for _, t := range f.stock {
		if t.Ended.IsZero() {
			open = t
		}
	}
	for _, o := range f.orders {
		if open.ID != 0 && o.LastSeen.Take == open.ID {
			seen = append(seen, repair.Row{Order: o})
		}
	}
	return open, seen, err
}

func (f *fakeStore) StockTakes(_ context.Context, limit int) (list []repair.StockTake, err error) {
	err = f.call("StockTakes", limit)
	for _, t := range f.stock {
		if !t.Ended.IsZero() {
			list = append(list, t)
		}
	}
	return list, err
}

func (f *fakeStore) StockTake(_ context.Context, id int64) (repair.StockTake, error) {
	if t, ok := f.stock[id]; ok {
		return t, f.call("StockTake", id)
	}
	return repair.StockTake{}, repair.ErrNotFound
}

func (f *fakeStore) AddEnquiry(_ context.Context, e repair.Enquiry) (repair.Enquiry, error) {
	err := f.call("AddEnquiry", e.Question)
	f.mu.Lock()
	defer f.mu.Unlock()
	e.ID = repair.EnquiryID(fmt.Sprint(len(f.enquiries) + 1))
	f.enquiries = append(f.enquiries, e)
	return e, err
}

func (f *fakeStore) AnswerEnquiry(_ context.Context, id repair.EnquiryID, answer string, by repair.StaffID) error {
	if err := f.call("AnswerEnquiry", id, answer, by); err != nil {
		return err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.enquiries = slices.DeleteFunc(f.enquiries, func(e repair.Enquiry) bool { return e.ID == id })
	return nil
}

func (f *fakeStore) Enquiries(context.Context, bool, time.Time) ([]repair.Enquiry, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.enquiries), nil
}

func (f *fakeStore) Order(_ context.Context, id repair.OrderID) (repair.Row, error) {
	if err := f.call("Order", id); err != nil {
		return repair.Row{}, err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	o, ok := f.orders[id]
	if !ok {
		return repair.Row{}, fmt.Errorf("%w: order %s", repair.ErrNotFound, id)
	}
	return repair.Row{Order: o, Customer: f.customers[o.Customer]}, nil
}

func (f *fakeStore) Events(_ context.Context, id repair.OrderID) ([]repair.Event, error) {
	return []repair.Event{{Subject: id.Subject(), By: chen.ID, Body: repair.FollowedUp{}}}, f.call("Events", id)
}

func (f *fakeStore) Customer(_ context.Context, id repair.CustomerID) (repair.Customer, error) {
	return repair.Customer{ID: id}, f.call("Customer", id)
}

func (f *fakeStore) Past(_ context.Context, id repair.OrderID) (repair.Past, error) {
	return repair.Past{Row: repair.Row{Order: repair.Order{ID: id}}}, f.call("Past", id)
}

func (f *fakeStore) CustomerFile(_ context.Context, id repair.CustomerID) (repair.CustomerFile, error) {
	c := wang
	c.ID = id
	return repair.CustomerFile{Customer: c}, f.call("CustomerFile", id)
}

func (f *fakeStore) MergeCustomers(_ context.Context, by repair.StaffID, into, from repair.CustomerID) (repair.Customer, error) {
	c := wang
	c.ID = into
	return c, f.call("MergeCustomers", by, into, from)
}

func (f *fakeStore) EraseCustomer(_ context.Context, by repair.StaffID, id repair.CustomerID, reason string) error {
	return f.call("EraseCustomer", by, id, reason)
}

func (f *fakeStore) EachInShop(_ context.Context, each func(repair.Row)) error {
	err := f.call("EachInShop")
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, o := range f.orders {
		if o.InShop() {
			each(repair.Row{Order: o, Customer: f.customers[o.Customer]})
		}
	}
	return err
}

func (f *fakeStore) FollowUps(_ context.Context, day repair.Date) ([]repair.Row, error) {
	return []repair.Row{{Order: repair.Order{ID: "A2611180001", FollowUpOn: day}}}, f.call("FollowUps", day)
}

func (f *fakeStore) Find(_ context.Context, text string, limit int) ([]repair.Row, error) {
	return []repair.Row{{Order: repair.Order{ID: "A2611180002"}}}, f.call("Find", text, limit)
}

func (f *fakeStore) History(_ context.Context, serial string) ([]repair.Row, error) {
	if serial == "none" {
		return nil, f.call("History", serial)
	}
	return []repair.Row{{Order: repair.Order{ID: "A2611180003"}}}, f.call("History", serial)
}

func (f *fakeStore) Customers(_ context.Context, digits string, limit int) ([]repair.CustomerRow, error) {
	return []repair.CustomerRow{{Customer: wang, Orders: 2}}, f.call("Customers", digits, limit)
}

func (f *fakeStore) SaveDraft(_ context.Context, d repair.Draft) error {
	if err := f.call("SaveDraft", d.ID); err != nil {
		return err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.drafts = slices.DeleteFunc(f.drafts, func(old repair.Draft) bool { return old.ID == d.ID })
	f.drafts = append(f.drafts, d)
	return nil
}

func (f *fakeStore) Drafts(context.Context) ([]repair.Draft, error) {
	err := f.call("Drafts")
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.drafts), err
}

func (f *fakeStore) DropDraft(_ context.Context, id string) error {
	if err := f.call("DropDraft", id); err != nil {
		return err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.drafts = slices.DeleteFunc(f.drafts, func(d repair.Draft) bool { return d.ID == id })
	return nil
}

func (f *fakeStore) Set(_ context.Context, k, v string) error {
	if err := f.call("Set", k, v); err != nil {
		return err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.settings[k] = v
	return nil
}

func (f *fakeStore) Get(_ context.Context, k string) (string, error) {
	err := f.call("Get", k)
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.settings[k], err
}

func (f *fakeStore) SettingValues(context.Context) (map[string]string, error) {
	err := f.call("SettingValues")
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.set.Values, err
}

func (f *fakeStore) ChangeSettings(_ context.Context, by repair.StaffID, changes ...repair.SettingChange) error {
	if err := f.call("ChangeSettings", by, changes); err != nil {
		return err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	who := repair.Staff{}
	if by != "" {
		who = repair.Staff{ID: by, Roles: "supervisor"}
	}
	if by == chen.ID {
		who = chen
	}
	next, history := f.set, slices.Clone(f.history)
	for _, c := range changes {
		e, err := repair.DecideSetting(next.Values, c, who)
		if err != nil {
			return fmt.Errorf("fake: %w", err)
		}
		if e != (repair.SettingChanged{}) {
			next = next.Apply(e)
			history = append(history, repair.SettingEntry{At: f.clock(), By: by, SettingChanged: e})
		}
	}
	f.set, f.history = next, history
	return nil
}

func (f *fakeStore) SettingHistory(_ context.Context, limit int) ([]repair.SettingEntry, error) {
	err := f.call("SettingHistory", limit)
	f.mu.Lock()
	defer f.mu.Unlock()
	list := slices.Clone(f.history)
	slices.Reverse(list)
	return list[:min(limit, len(list))], err
}

func (f *fakeStore) Staff(context.Context) ([]repair.Staff, error) {
	return []repair.Staff{chen}, f.call("Staff")
}

func (f *fakeStore) ActOnStaff(_ context.Context, by, id repair.StaffID, c repair.SubjectCommand) (repair.Member, error) {
	if err := f.call("ActOnStaff", by, id, fmt.Sprintf("%T", c)); err != nil {
		return repair.Member{}, err
	}
	if by == chen.ID && id != by {
		return repair.Member{}, repair.NotAllowed(chen, repair.CommandChangeStaff)
	}
	return repair.Member{ID: chen.ID, Name: chen.Name, Roles: chen.Roles, Joined: noon}, nil
}

func (f *fakeStore) ChangePIN(_ context.Context, by, id repair.StaffID, pin string) error {
	return cmp.Or(f.call("ChangePIN", by, id), repair.CheckNewPIN(pin))
}

// goodCode is the recovery code of the fake.
const goodCode = "7K3X9-QW02T-MSW4H-8ZC1D"

func (f *fakeStore) HasRecovery(context.Context) (bool, error) { return true, f.call("HasRecovery") }

func (f *fakeStore) NewRecovery(_ context.Context, by repair.StaffID) (string, error) {
	return goodCode, f.call("NewRecovery", by)
}

func (f *fakeStore) RecoverPIN(_ context.Context, code string, id repair.StaffID, _ string) (string, error) {
	if err := f.call("RecoverPIN", id); err != nil {
		return "", err
	}
	if code != goodCode {
		return "", fmt.Errorf("fake: %w", repair.ErrRecovery)
	}
	return "00000-00000-00000-00000", nil
}

func (f *fakeStore) Notable(_ context.Context, limit int) ([]repair.Record, error) {
	return []repair.Record{{Event: repair.Event{Subject: chen.ID.Subject(), By: repair.SystemID, Body: repair.PINSet{}}}}, f.call("Notable", limit)
}

func (f *fakeStore) PINLengths(context.Context) (map[repair.StaffID]int, error) {
	return map[repair.StaffID]int{chen.ID: 4}, f.call("PINLengths")
}

func (f *fakeStore) StaffByPIN(ctx context.Context, id repair.StaffID, pin, page string) (repair.Staff, error) {
	if err := f.call("StaffByPIN", id); err != nil {
		return repair.Staff{}, err
	}
	select {
	case <-time.After(f.pinDelay):
	case <-ctx.Done():
		return repair.Staff{}, ctx.Err()
	}
	if pin != "1111" {
		refusal := &repair.PINRefusal{Staff: id, Page: page, Why: repair.PINWrong, PINThrottle: repair.PINThrottle{Wrong: 1}}
		return repair.Staff{}, fmt.Errorf("store: check PIN: %w", refusal)
	}
	return chen, nil
}

func (f *fakeStore) StaffByBadge(_ context.Context, code string) (repair.Staff, error) {
	err := f.call("StaffByBadge")
	if code != repair.BadgeCode(key, chen.ID, chen.Issue) {
		err = cmp.Or(err, errors.New("store: check badge: unknown"))
	}
	return chen, err
}

func (f *fakeStore) Key() []byte { return key }

func (f *fakeStore) Jobs(context.Context, bool) ([]repair.PrintJob, error) {
	err := f.call("Jobs")
	f.mu.Lock()
	jobs := slices.Clone(f.jobs)
	f.mu.Unlock()
	runtime.Gosched() // what is read grows old
	return jobs, err
}

func (f *fakeStore) AddJobs(_ context.Context, jobs []repair.PrintJob) ([]repair.PrintJob, error) {
	if err := f.call("AddJobs", len(jobs)); err != nil {
		return nil, err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.jobs = append(f.jobs, jobs...)
	return jobs, nil
}

func (f *fakeStore) Day(_ context.Context, from, until time.Time) (repair.DayCount, error) {
	return repair.DayCount{CheckedIn: len(f.orders)}, f.call("Day", from.Format(time.DateTime), until.Format(time.DateTime))
}

func (f *fakeStore) Attempts(_ context.Context, job int64) ([]repair.PrintAttempt, error) {
	return []repair.PrintAttempt{{Job: job, State: repair.JobPrinted}}, f.call("Attempts", job)
}

func (f *fakeStore) Reprint(_ context.Context, id int64, latest bool) (repair.PrintJob, error) {
	return repair.PrintJob{}, f.call("Reprint", id, latest)
}

func (f *fakeStore) AnswerUncertain(_ context.Context, id int64, printed bool, by repair.StaffID) error {
	return f.call("AnswerUncertain", id, printed, by)
}

func (f *fakeStore) JobInput(_ context.Context, id int64) ([]byte, string, error) {
	err := f.call("JobInput", id)
	f.mu.Lock()
	defer f.mu.Unlock()
	k, ok := f.kept[id]
	if !ok {
		err = cmp.Or(err, repair.ErrNotFound)
	}
	return k.input, k.picture, err
}

func (f *fakeStore) KeepJobInput(_ context.Context, id int64, input []byte, picture string) error {
	if err := f.call("KeepJobInput", id); err != nil {
		return err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.kept[id] = keptJob{input, picture}
	return nil
}

type keptJob struct {
	input   []byte
	picture string
}

func (f *fakeStore) SetJob(_ context.Context, id int64, c repair.JobChange) error {
	return f.call("SetJob", id, c.State)
}

func (f *fakeStore) MoveJobs(_ context.Context, from, to string, documents []repair.Document) (int64, error) {
	return 1, f.call("MoveJobs", from, to, documents)
}

func (f *fakeStore) Signature(_ context.Context, digest string) (repair.SignedDocument, error) {
	err := f.call("Signature", digest)
	f.mu.Lock()
	defer f.mu.Unlock()
	s, ok := f.signatures[digest]
	if !ok {
		err = cmp.Or(err, repair.ErrNotFound)
	}
	return s, err
}

// counter is a runner with all that stands around it.
type counter struct {
	*runner.Runner
	store *fakeStore
	mu    sync.Mutex
	said  []flow.Msg
	plays []flow.Sound
	wakes int // of the print queue
	log   bytes.Buffer
}

// fakePrinters say what they were asked by the calls of the store.
type fakePrinters struct{ c *counter }

var _ runner.Printers = fakePrinters{}

func (p fakePrinters) Wake() { p.c.mu.Lock(); p.c.wakes++; p.c.mu.Unlock() }

func (fakePrinters) Profile(repair.PrintJob) printer.Profile {
	return printer.Profile{DPI: 203, WidthDots: 576}
}

func (fakePrinters) Documents(string) []repair.Document {
	return []repair.Document{repair.DocShelf}
}

func (p fakePrinters) Correct(_ context.Context, name string, _ printer.Correction) error {
	return p.c.store.call("Correct", name)
}

func (p fakePrinters) Save(_ context.Context, d flow.SetupDone) error {
	return p.c.store.call("SavePrinter", d.Name)
}

func (p fakePrinters) Remove(_ context.Context, name string) error {
	return p.c.store.call("RemovePrinter", name)
}

func (p fakePrinters) Probe(device string) { _ = p.c.store.call("ProbePrinter", device) }

func (p fakePrinters) Look(name string) { _ = p.c.store.call("LookAt", name) }

func (p fakePrinters) Find() { _ = p.c.store.call("FindDevices") }

func newCounter(f *fakeStore) *counter {
	return newCounterOf(f, flow.Shop{Name: "安心电脑维修", Calendar: repair.DefaultCalendar(zone)})
}

func newCounterOf(f *fakeStore, shop flow.Shop) *counter {
	c := &counter{store: f}
	c.Runner = runner.New(runner.Options{
		Store: f, Shop: shop,
		Post:     c.post,
		Play:     func(s flow.Sound) { c.plays = append(c.plays, s) },
		Printers: fakePrinters{c},
		Now:      func() time.Time { return f.clock() }, Log: slog.New(slog.NewTextHandler(&c.log, nil)),
	}, "zh-CN")
	return c
}

func (c *counter) post(m flow.Msg) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.said = append(c.said, m)
}

// play carries commands out and returns what was posted.
func (c *counter) play(t *testing.T, cmds ...flow.Cmd) []flow.Msg {
	t.Helper()
	for _, cmd := range cmds {
		c.Do(cmd)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel() // it ends when everything is done
	c.Run(ctx)
	c.mu.Lock()
	defer c.mu.Unlock()
	said := c.said
	c.said = nil
	return said
}

// checkIn takes a machine in, signed, and returns its number.
func (c *counter) checkIn(t *testing.T) repair.OrderID {
	t.Helper()
	said := c.play(t, flow.Commit{Tag: flow.TagNumber, Command: repair.AssignNumber{Kind: repair.KindLaptop}, By: chen.ID})
	got, ok := said[0].(flow.Committed)
	if !ok {
		t.Fatalf("no number: %+v", said)
	}
	id := got.Row.Order.ID
	said = c.play(t, flow.Commit{Tag: flow.TagCheckIn, Order: id, Command: intake(), By: chen.ID})
	if _, ok := said[0].(flow.Committed); !ok {
		t.Fatalf("not taken in: %+v", said)
	}
	return id
}

func intake() repair.CheckIn {
	return repair.CheckIn{
		Customer: wang, Device: repair.Device{Kind: repair.KindLaptop, Brand: "brand.lenovo", Model: "X1", Serial: "PF3K8H2M"},
		Symptom: repair.Symptom{Chips: []string{"fault.laptop.power"}}, ConditionChecked: true, PromisedOn: "2026-11-24",
		Accessories: []repair.Accessory{{Name: "acc.adapter"}}, OldParts: repair.OldPartsCustomer, Signed: signed(),
	}
}

func signed() *repair.SignedDocument {
	return &repair.SignedDocument{Text: "维修服务记录单", Strokes: []repair.Stroke{{{X: 100, Y: 100}, {X: 8000, Y: 3000}}}}
}
