package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"countertop/app/config"
	"countertop/app/flow"
	"countertop/app/ime"
	"countertop/app/printers"
	"countertop/app/repair"
	"countertop/app/runner"
	"countertop/store"
)

// shopStore is the store as the runner wants it.
type shopStore struct {
	*store.Store
	printers *printers.Printers
}

var _ runner.Store = shopStore{}

func row(r store.OrderRow) flow.Row { return flow.Row{Order: r.Order, Customer: r.Customer} }

func rows(rs []store.OrderRow, err error) ([]flow.Row, error) {
	out := make([]flow.Row, len(rs))
	for i, r := range rs {
		out[i] = row(r)
	}
	return out, err
}

func (s shopStore) Commit(ctx context.Context, commands []flow.OrderCommand, by repair.StaffID, lang string) ([]runner.Result, error) {
	all := make([]store.Command, len(commands))
	for i, c := range commands {
		all[i] = store.Command{Order: c.Order, Command: c.Command, By: by, Lang: lang, SameCustomer: i > 0}
	}
	results, err := s.CommitAll(ctx, all)
	out := make([]runner.Result, len(results))
	for i, r := range results {
		out[i] = runner.Result{Row: flow.Row{Order: r.Order, Customer: r.Customer}, Before: r.Before, Events: r.Events, Jobs: r.Jobs, Passcode: r.Passcode}
	}
	return out, err
}

func (s shopStore) Order(ctx context.Context, id repair.OrderID) (flow.Row, error) {
	r, err := s.Store.Order(ctx, id)
	return row(r), known(err)
}

func (s shopStore) Floor(ctx context.Context, cards *repair.Cards) (*repair.Floor, error) {
	var list []repair.Card
	err := s.EachInShop(ctx, func(r store.OrderRow) { list = append(list, cards.Of(r.Order, r.Customer)) })
	return repair.NewFloor(list), err
}

func (s shopStore) InShop(ctx context.Context) (orders []repair.Order, err error) {
	err = s.EachInShop(ctx, func(r store.OrderRow) { orders = append(orders, r.Order) })
	return orders, err
}

func (s shopStore) FollowUps(ctx context.Context, day repair.Date) ([]flow.Row, error) {
	return rows(s.Store.FollowUps(ctx, day))
}

func (s shopStore) Find(ctx context.Context, text string, limit int) ([]flow.Row, error) {
	return rows(s.Store.Find(ctx, text, limit))
}

func (s shopStore) History(ctx context.Context, serial string) ([]flow.Row, error) {
	return rows(s.Store.History(ctx, serial))
}

func (s shopStore) Customers(ctx context.Context, text string, limit int) ([]flow.CustomerHit, error) {
	list, err := s.Store.Customers(ctx, text, limit)
	hits := make([]flow.CustomerHit, len(list))
	for i, c := range list {
		hits[i] = flow.CustomerHit{Customer: c.Customer, Orders: c.Orders, Devices: c.Devices}
	}
	return hits, err
}

func (s shopStore) SaveDraft(ctx context.Context, d runner.Draft) error {
	return s.Store.SaveDraft(ctx, store.Draft{ID: d.ID, Order: d.Order, Screen: string(flow.ScreenCheckIn), Title: d.Title, Body: d.Body, At: d.At})
}

func (s shopStore) Drafts(ctx context.Context) ([]runner.Draft, error) {
	list, err := s.Store.Drafts(ctx)
	ds := make([]runner.Draft, len(list))
	for i, d := range list {
		ds[i] = runner.Draft{DraftInfo: flow.DraftInfo{ID: d.ID, Order: d.Order, Title: d.Title, At: d.At}, Body: d.Body}
	}
	return ds, err
}

func (s shopStore) Words(ctx context.Context) ([]ime.Word, error) {
	list, err := s.Store.Words(ctx)
	words := make([]ime.Word, len(list))
	for i, w := range list {
		words[len(list)-1-i] = ime.Word{Text: w.Text, Reading: w.Reading, N: w.N} // those used last are learned last
	}
	return words, err
}

func (s shopStore) LearnWord(ctx context.Context, w ime.Word) error {
	return s.Store.LearnWord(ctx, w.Text, w.Reading)
}

// suggestionKinds are the kinds of what the store suggests.
var suggestionKinds = map[string]ime.TermKind{
	store.SuggestName: ime.TermCustomer, store.SuggestContact: ime.TermCustomer, store.SuggestCompany: ime.TermCompany, store.SuggestModel: ime.TermModel,
}

func (s shopStore) Suggestions(ctx context.Context, limit int) ([]ime.Term, error) {
	list, err := s.Store.Suggestions(ctx, limit)
	entries := make([]ime.Term, len(list))
	for i, g := range list {
		entries[i] = ime.Term{Text: g.Text, Kind: suggestionKinds[g.Kind], Used: g.Used.Unix(), Count: g.Count}
	}
	return entries, err
}

func (s shopStore) SaveEnquiry(ctx context.Context, e repair.Enquiry) error {
	if e.ID != 0 {
		return s.AnswerEnquiry(ctx, e.ID, e.Answer, e.AnsweredBy)
	}
	_, err := s.AddEnquiry(ctx, e)
	return err
}

func (s shopStore) Enquiries(ctx context.Context) ([]repair.Enquiry, error) {
	return s.Store.Enquiries(ctx, true, time.Time{})
}

func (s shopStore) OpenStockTake(ctx context.Context) (repair.StockTake, []repair.Order, error) {
	t, seen, err := s.Store.OpenStockTake(ctx)
	orders := make([]repair.Order, len(seen))
	for i, r := range seen {
		orders[i] = r.Order
	}
	return t, orders, err
}

func (s shopStore) StockTake(ctx context.Context, id int64) (repair.StockTake, error) {
	t, err := s.Store.StockTake(ctx, id)
	return t, known(err)
}

func (s shopStore) StaffByPIN(ctx context.Context, id repair.StaffID, pin string) (repair.Staff, error) {
	p, err := s.Store.StaffByPIN(ctx, id, pin)
	var locked *store.LockedError
	if errors.As(err, &locked) {
		err = fmt.Errorf("%w: %w", runner.ErrLocked, err)
	}
	return p, err
}

func (s shopStore) Jobs(ctx context.Context) ([]repair.PrintJob, error) {
	return s.Store.Jobs(ctx, false)
}

func (s shopStore) AddJobs(ctx context.Context, jobs []repair.PrintJob) error {
	_, err := s.Store.AddJobs(ctx, jobs)
	return err
}

func (s shopStore) Reprint(ctx context.Context, id int64, latest bool) error {
	_, err := s.Store.Reprint(ctx, id, latest)
	return err
}

func (s shopStore) CancelJob(ctx context.Context, id int64) error {
	return s.SetJob(ctx, id, store.JobChange{State: repair.JobCancelled})
}

func (s shopStore) MoveJobs(ctx context.Context, from, to string) error {
	_, err := s.Store.MoveJobs(ctx, from, to, s.printers.Documents(from))
	return err
}

func (s shopStore) JobInput(ctx context.Context, id int64) (input []byte, picture string, err error) {
	input, picture, err = s.Store.JobInput(ctx, id)
	return input, picture, known(err)
}

func (s shopStore) Signature(ctx context.Context, digest string) (repair.SignedDocument, error) {
	sheet, err := s.Store.Signature(ctx, digest)
	return sheet, known(err)
}

// known gives what is not there the runner's error.
func known(err error) error {
	if errors.Is(err, store.ErrNotFound) {
		err = fmt.Errorf("%w: %w", runner.ErrNotFound, err)
	}
	return err
}

// Problem is the key of the sentence that says what went wrong.
func (s shopStore) Problem(err error) string {
	switch {
	case errors.Is(err, store.ErrFull), errors.Is(err, store.ErrIO), errors.Is(err, store.ErrReadOnly):
		return "problem.disk"
	case errors.Is(err, store.ErrBusy), errors.Is(err, store.ErrConflict):
		return "problem.conflict"
	case errors.Is(err, store.ErrNotFound):
		return "problem.unknown-order"
	case errors.Is(err, store.ErrClock):
		return "health.clock"
	}
	return "problem.store"
}

// enrol brings the staff of the configuration into the store. A PIN is hashed
// slowly on purpose, so only what changed since the last start is written.
func enrol(ctx context.Context, s *store.Store, staff []config.Staff) error {
	known := map[repair.StaffID]repair.Staff{}
	people, err := s.Staff(ctx)
	if err != nil {
		return err
	}
	for _, p := range people {
		known[p.ID] = p
	}
	for _, c := range staff {
		sum := sha256.Sum256([]byte(c.Number + "\x00" + c.Name + "\x00" + c.Role + "\x00" + c.PIN + "\x00" + string(s.Key())))
		digest, key := hex.EncodeToString(sum[:]), "staff-config-"+c.Number
		was, err := s.Get(ctx, key)
		if err != nil {
			return err
		}
		if was == digest {
			continue
		}
		p := repair.Staff{ID: repair.StaffID(c.Number), Name: c.Name, Role: repair.Role(c.Role), Issue: max(1, known[repair.StaffID(c.Number)].Issue)}
		if _, err := s.PutStaff(ctx, p, c.PIN); err != nil {
			return err
		}
		if err := s.Set(ctx, key, digest); err != nil {
			return err
		}
	}
	return nil
}

// voidOrphans gives up machines whose number was given when the power failed,
// before the draft that knew it was saved: such a number names nothing (C8).
func voidOrphans(ctx context.Context, s *store.Store, since time.Time) error {
	drafts, err := s.Drafts(ctx)
	if err != nil {
		return err
	}
	known := map[repair.OrderID]bool{}
	for _, d := range drafts {
		known[d.Order] = true
		var visit flow.CheckIn
		if json.Unmarshal(d.Body, &visit) == nil { // other screens have other forms
			for _, m := range visit.Machines() {
				known[m.Order] = true
			}
		}
	}
	orders, err := s.Described(ctx, since)
	for _, o := range orders {
		if err != nil || known[o.Order.ID] {
			continue
		}
		var events []repair.Event
		if events, err = s.Events(ctx, o.Order.ID); err != nil {
			break
		}
		// It ends in the name of the person who began it.
		_, err = s.Commit(ctx, store.Command{Order: o.Order.ID, Command: repair.VoidOrder{Reason: "power cut"}, By: events[0].By})
	}
	return err
}
