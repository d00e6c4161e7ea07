package store_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"countertop/app/repair"
	"countertop/store"
	"countertop/store/storetest"

	"github.com/google/go-cmp/cmp"
)

// upgraded is the store of a released program, open in this one.
type upgraded struct {
	*shop
	was storetest.Facts
}

// upgrade unpacks a store of testdata and opens it at the time at which the
// older program said what it is compared with.
func upgrade(t *testing.T, folder, name string) upgraded {
	t.Helper()
	r, err := storetest.OpenReleased(filepath.Join("testdata", folder), name)
	if err != nil {
		t.Fatal(err)
	}
	u := upgraded{&shop{t: t, dir: t.TempDir(), clock: &clock{t: r.Now}}, r.Facts}
	if err := r.Unpack(u.dir); err != nil {
		t.Fatal(err)
	}
	u.open()
	return u
}

func (u *upgraded) open() {
	u.t.Helper()
	begun := time.Now()
	s, err := store.Open(ctx, store.Options{
		Dir: u.dir, Station: u.was.Station, Layout: u.was.Layout(), Readings: storetest.Readings, PINCost: storetest.PINCost,
		Now: func() time.Time { return u.clock.now().In(storetest.Zone) },
	})
	if err != nil {
		u.t.Fatal(err)
	}
	u.t.Logf("opened in %d ms", time.Since(begun).Milliseconds())
	u.t.Cleanup(func() { s.Close() })
	u.Store = s
}

// same fails the test where the older program said something else.
func (u upgraded) same(what string, before json.RawMessage, now any) {
	u.t.Helper()
	diffs, err := storetest.Differ(before, now)
	if err != nil {
		u.t.Fatalf("%s: %v", what, err)
	}
	for _, d := range diffs {
		u.t.Errorf("%s%s", what, d)
	}
}

// equal is same for what has one form; none is as good as nothing.
func equal[T any](t testing.TB, what string, want, got []T) {
	t.Helper()
	if d := cmp.Diff(append([]T{}, want...), append([]T{}, got...)); d != "" {
		t.Errorf("%s (-was +is):\n%s", what, d)
	}
}

func must[T any](v T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func orderIDs(rows []repair.Row) []repair.OrderID {
	ids := make([]repair.OrderID, len(rows))
	for i, r := range rows {
		ids[i] = r.Order.ID
	}
	return ids
}

// releases51225af are the stores of the last commit before the schema was
// released.
var releases51225af = []string{"month", "second", "killed", "day"}

// A store that an older program left is opened by this one: nothing is lost or
// said otherwise, and work goes on.
func TestReleasedStoreGoesOn(t *testing.T) {
	for _, name := range releases51225af {
		t.Run(name, func(t *testing.T) {
			u := upgrade(t, "51225af", name)
			u.clean()
			u.saysTheSame()
			if _, err := u.Rebuild(ctx); err != nil {
				t.Fatal(err)
			}
			u.clean()
			u.sameOrders() // also when they are made again
			u.opensAgainAsItIs()
			u.signsIn()
			u.worksOn()
			u.clean()
		})
	}
}

// saysTheSame compares everything that people see.
func (u upgraded) saysTheSame() {
	u.sameJournal()
	u.sameOrders()
	u.sameLists()
	u.samePeople()
	u.sameSearch()
	u.sameSignatures()
	u.sameJobs()
	u.sameRest()
}

// sameJournal: what an older program wrote stays byte for byte.
func (u upgraded) sameJournal() {
	var was struct {
		Events, Orders, Signatures int
		StockTakes                 int `json:"stock_takes"`
		Head                       string
	}
	if err := json.Unmarshal(u.was.Check, &was); err != nil {
		u.t.Fatal(err)
	}
	_, db := u.Pools()
	rows, err := db.Query(`SELECT body, hash FROM event WHERE origin = ? ORDER BY seq LIMIT ?`, u.was.Station, was.Events)
	if err != nil {
		u.t.Fatal(err)
	}
	defer rows.Close()
	bodies, n := sha256.New(), 0
	var hash []byte
	for rows.Next() {
		var body []byte
		if err := rows.Scan(&body, &hash); err != nil {
			u.t.Fatal(err)
		}
		bodies.Write(body)
		n++
	}
	if err := rows.Err(); err != nil || n != was.Events || hex.EncodeToString(bodies.Sum(nil)) != u.was.Bodies || hex.EncodeToString(hash) != was.Head {
		u.t.Errorf("%d of %d events, the last %x instead of %s, and the bodies differ (%v)", n, was.Events, hash, was.Head, err)
	}
	now := must(u.Check(ctx))(u.t)
	if now.Orders != was.Orders || now.Signatures != was.Signatures || now.Events < was.Events {
		u.t.Errorf("%d orders, %d signatures, %d events, were %+v", now.Orders, now.Signatures, now.Events, was)
	}
}

func (u upgraded) sameOrders() {
	for _, f := range u.was.Orders {
		id := f.ID()
		r := u.order(id)
		u.same(string(id), f.Order, r.Order)
		u.same(string(id)+" customer", f.Customer, r.Customer)
		events := must(u.Events(ctx, id))(u.t)
		var was, is []string
		for _, e := range f.Events {
			was = append(was, fmt.Sprint(e.Kind, " ", e.At, " ", e.By, " ", e.Station))
		}
		for _, e := range events {
			is = append(is, fmt.Sprint(e.Kind(), " ", e.At, " ", e.By, " ", e.Origin))
		}
		equal(u.t, "events of "+string(id), was, is)
		equal(u.t, "visit of "+string(id), f.Visit, must(u.Visit(ctx, r.Order))(u.t))
	}
	u.t.Logf("%d orders", len(u.was.Orders))
}

func (u upgraded) sameLists() {
	equal(u.t, "board", u.was.Board, orderIDs(must(u.Board(ctx))(u.t)))
	var inShop []repair.OrderID
	if err := u.EachInShop(ctx, func(r repair.Row) { inShop = append(inShop, r.Order.ID) }); err != nil {
		u.t.Fatal(err)
	}
	equal(u.t, "in the shop", u.was.InShop, inShop)
	equal(u.t, "described", u.was.Described, orderIDs(must(u.Described(ctx, u.was.Now.AddDate(0, 0, -60)))(u.t)))
	u.same("counts", u.was.Counts, must(u.Counts(ctx))(u.t))
	for day, ids := range u.was.FollowUps {
		equal(u.t, "calls due on "+string(day), ids, orderIDs(must(u.FollowUps(ctx, day))(u.t)))
	}
	for serial, ids := range u.was.History {
		equal(u.t, "history of "+serial, ids, orderIDs(must(u.History(ctx, serial))(u.t)))
	}
	for day, count := range u.was.Days {
		from := day.Time(storetest.Zone)
		u.same("day "+string(day), count, must(u.Day(ctx, from, from.AddDate(0, 0, 1)))(u.t))
	}
	w := must(store.OpenWatch(ctx, u.dir))(u.t)
	defer w.Close()
	seen, whole, err := w.Changed(ctx)
	if ids := orderIDs(seen); err != nil || !whole || len(ids) != len(u.was.InShop) {
		u.t.Errorf("a board beside it sees %d of %d machines, whole %v, %v", len(ids), len(u.was.InShop), whole, err)
	}
}

func (u upgraded) samePeople() {
	for id, was := range u.was.People {
		c, err := u.Customer(ctx, id)
		if string(was) == "null" {
			if !errors.Is(err, repair.ErrNotFound) {
				u.t.Errorf("customer %s was erased, and is %+v, %v", id, c, err)
			}
			continue
		}
		if err != nil {
			u.t.Error(err)
			continue
		}
		u.same("customer "+string(id), was, c)
	}
	staff := must(u.Staff(ctx))(u.t)
	if len(staff) != len(u.was.Staff) {
		u.t.Fatalf("%d people work here, were %d", len(staff), len(u.was.Staff))
	}
	for i, p := range staff {
		// One role has become a list of them; who is away or gone was not known.
		u.same("staff "+string(p.ID), u.was.Staff[i], struct {
			ID    repair.StaffID
			Name  string
			Role  repair.Roles
			Issue int
		}{p.ID, p.Name, p.Roles, p.Issue})
		if got := must(u.StaffByBadge(ctx, u.was.Badges[p.ID]))(u.t); got.ID != p.ID {
			u.t.Errorf("the badge of %s is that of %s", p.ID, got.ID)
		}
	}
	for _, code := range u.was.Lost {
		if p, err := u.StaffByBadge(ctx, code); !errors.Is(err, repair.ErrUnknownStaff) {
			u.t.Errorf("a lost badge is that of %s, %v", p.ID, err)
		}
	}
}

func (u upgraded) sameSearch() {
	for _, f := range u.was.Find {
		equal(u.t, fmt.Sprintf("orders for %q", f.Text), f.Orders, orderIDs(must(u.Find(ctx, f.Text, 20))(u.t)))
	}
	for _, f := range u.was.Customers {
		rows := must(u.Customers(ctx, f.Text, 6))(u.t)
		if len(rows) != len(f.Rows) {
			u.t.Errorf("customers for %q: %d, were %d", f.Text, len(rows), len(f.Rows))
			continue
		}
		for i, r := range rows {
			what := fmt.Sprintf("customer %d for %q", i, f.Text)
			if was := f.Rows[i]; r.Customer.ID != was.ID || r.Orders != was.Orders || !r.Last.Equal(was.Last) {
				u.t.Errorf("%s: %s with %d orders until %s, was %s with %d until %s", what, r.Customer.ID, r.Orders, r.Last, was.ID, was.Orders, was.Last)
			}
			u.same(what, f.Rows[i].Devices, r.Devices)
		}
	}
	for _, f := range u.was.Models {
		equal(u.t, "models of "+f.Brand, f.Models, must(u.RecentModels(ctx, f.Kind, f.Brand, 8))(u.t))
	}
	u.same("suggestions", u.was.Suggestions, must(u.Suggestions(ctx, 500))(u.t))
	u.t.Logf("%d questions", len(u.was.Find))
}

// sameSignatures: each is there with its text, and signs the order as it was.
func (u upgraded) sameSignatures() {
	heads := map[string]bool{}
	for _, f := range u.was.Orders {
		for _, e := range must(u.Events(ctx, f.ID()))(u.t) {
			for _, s := range signaturesOf(e.Body) {
				heads[s.Digest] = true
			}
		}
	}
	for digest, was := range u.was.Signatures {
		s := must(u.Signature(ctx, digest))(u.t)
		want := repair.SignedDocument{Text: was.Text, Strokes: was.Strokes, Salt: was.Salt}
		if d := cmp.Diff(want, s); d != "" || !heads[digest] {
			u.t.Errorf("signature %.8s of %s, named by an event: %v (-was +is):\n%s", digest, was.Order, heads[digest], d)
		}
	}
	u.t.Logf("%d signatures", len(u.was.Signatures))
}

func signaturesOf(b repair.Body) []*repair.Signature {
	var s *repair.Signature
	switch b := b.(type) {
	case repair.CheckedIn:
		s = b.Signature
	case repair.QuoteAnswered:
		s = b.Answer.Signature
	case repair.PickedUp:
		s = b.Signature
	}
	if s == nil {
		return nil
	}
	return []*repair.Signature{s}
}

func (u upgraded) sameJobs() {
	was := map[int64]json.RawMessage{}
	for _, f := range u.was.Jobs {
		var j repair.PrintJob
		if err := json.Unmarshal(f.Job, &j); err != nil {
			u.t.Fatal(err)
		}
		was[j.ID] = f.Job
		u.same(fmt.Sprintf("attempts of job %d", j.ID), f.Attempts, must(u.Attempts(ctx, j.ID))(u.t))
		in, picture, err := u.JobInput(ctx, j.ID)
		switch sum := sha256.Sum256(in); {
		case f.Input == "" && errors.Is(err, repair.ErrNotFound):
		case err != nil, hex.EncodeToString(sum[:]) != f.Input, picture != f.Picture:
			u.t.Errorf("job %d prints other words, or was drawn as %.8s, not %.8s (%v)", j.ID, picture, f.Picture, err)
		}
	}
	for what, want := range map[string][]int64{"open jobs": u.was.OpenJobs, "latest jobs": u.was.LatestJobs} {
		var ids []int64
		for _, j := range must(u.Jobs(ctx, what == "open jobs"))(u.t) {
			ids = append(ids, j.ID)
			u.same(fmt.Sprintf("job %d", j.ID), was[j.ID], j)
		}
		equal(u.t, what, want, ids)
	}
	for printer, want := range u.was.Uncertain {
		uncertain, unanswered, err := u.Uncertain(ctx, printer)
		if got := [2]int{uncertain, unanswered}; err != nil || got != want {
			u.t.Errorf("uncertain at %s: %v, was %v (%v)", printer, got, want, err)
		}
	}
	u.t.Logf("%d print jobs", len(u.was.Jobs))
}

func (u upgraded) sameRest() {
	// An enquiry had a count for its id; it is an event's place now. All else is the
	// same, in the same order.
	var old []map[string]any
	if err := json.Unmarshal(u.was.Enquiries, &old); err != nil {
		u.t.Fatal(err)
	}
	counts := map[repair.EnquiryID]int64{}
	enquiries := must(u.Enquiries(ctx, false, time.Time{}))(u.t)
	for i, e := range enquiries {
		if i < len(old) {
			counts[e.ID] = int64(old[i]["id"].(float64))
			old[i]["id"] = string(e.ID)
		}
	}
	before, err := json.Marshal(old)
	if err != nil {
		u.t.Fatal(err)
	}
	u.same("enquiries", before, enquiries)
	var open []int64
	for _, e := range must(u.Enquiries(ctx, true, time.Time{}))(u.t) {
		open = append(open, counts[e.ID])
	}
	equal(u.t, "open enquiries", u.was.OpenEnquiries, open)
	u.same("stock-takes", u.was.StockTakes, must(u.StockTakes(ctx, 100))(u.t))
	take, seen, err := u.OpenStockTake(ctx)
	if err != nil {
		u.t.Fatal(err)
	}
	u.same("open stock-take", u.was.OpenStockTake, take)
	var counted []repair.OrderID
	for _, o := range seen {
		counted = append(counted, o.Order.ID)
	}
	equal(u.t, "counted", u.was.Counted, counted)
	drafts := must(u.Drafts(ctx))(u.t)
	if len(drafts) != len(u.was.Drafts) {
		u.t.Fatalf("%d drafts, were %d", len(drafts), len(u.was.Drafts))
	}
	for i, d := range drafts {
		u.same("draft "+d.ID, u.was.Drafts[i].Draft, d)
	}
	u.same("words", u.was.Words, must(u.Words(ctx))(u.t))
	set := must(u.SettingValues(ctx))(u.t)
	for key, was := range u.was.Settings {
		if strings.HasPrefix(key, "staff-config-") {
			was = "" // a digest of a PIN: there is none any more
		}
		if now := map[string]string{"lang": repair.SetLang, "volume": repair.SetVolume}[key]; now != "" {
			if record, _ := repair.LookupSetting(now); set[now] != was && (was != "" || set[now] != record.Default) {
				u.t.Errorf("%s is set to %q, was %q", now, set[now], was)
			}
			continue
		}
		if v, err := u.Get(ctx, key); err != nil || v != was {
			u.t.Errorf("setting %s is %q, was %q (%v)", key, v, was, err)
		}
	}
	var correction bytes.Buffer
	if err := json.Compact(&correction, u.was.Correction); err != nil {
		u.t.Fatal(err)
	}
	if c, err := u.PrinterCorrection(ctx, u.was.LabelPrinter); err != nil || !bytes.Equal(c, correction.Bytes()) && correction.String() != "null" {
		u.t.Errorf("the correction is %s, was %s (%v)", c, u.was.Correction, err)
	}
}

// opensAgainAsItIs: what there was to do is done, and the second start does none
// of it: the file stays as it is to the byte.
func (u *upgraded) opensAgainAsItIs() {
	u.t.Helper()
	sum := func() (sum [32]byte) {
		if err := u.Close(); err != nil {
			u.t.Fatal(err)
		}
		data, err := os.ReadFile(filepath.Join(u.dir, "countertop.db"))
		if err != nil {
			u.t.Fatal(err)
		}
		return sha256.Sum256(data)
	}
	was := sum()
	u.open()
	if is := sum(); was != is {
		u.t.Error("the second start changed the file")
	}
	u.open()
}

// signsIn: old PINs go on working, and whoever was locked waits for it.
func (u upgraded) signsIn() {
	for _, id := range u.was.Locked {
		if _, err := u.StaffByPIN(ctx, id, u.was.PINs[id], ""); !errors.Is(err, repair.ErrLocked) {
			u.t.Errorf("%s was locked: %v", id, err)
		}
	}
	u.clock.add(2 * time.Minute)
	for _, id := range slices.Sorted(maps.Keys(u.was.PINs)) {
		if p, err := u.StaffByPIN(ctx, id, u.was.PINs[id], ""); err != nil || p.ID != id {
			u.t.Errorf("the PIN of %s is that of %q: %v", id, p.ID, err)
		}
		if p, err := u.StaffByPIN(ctx, id, u.was.PINs[id], ""); err != nil || p.ID != id {
			u.t.Errorf("the PIN of %s a second time is that of %q: %v", id, p.ID, err)
		}
	}
	for _, raw := range u.was.Staff {
		var p struct{ ID repair.StaffID }
		if err := json.Unmarshal(raw, &p); err != nil {
			u.t.Fatal(err)
		}
		if p, err := u.StaffByPIN(ctx, p.ID, "0000001", ""); !errors.Is(err, repair.ErrUnknownStaff) {
			u.t.Errorf("a wrong PIN is that of %q: %v", p.ID, err)
		}
	}
}

// by is somebody of a role.
func (u upgraded) by(role string) repair.StaffID {
	for _, raw := range u.was.Staff {
		var p struct {
			ID   repair.StaffID
			Role string
		}
		if err := json.Unmarshal(raw, &p); err != nil {
			u.t.Fatal(err)
		}
		if p.Role == role {
			return p.ID
		}
	}
	u.t.Fatalf("nobody is a %s", role)
	return ""
}

func (u upgraded) commit(by repair.StaffID, id repair.OrderID, c repair.Command) repair.Result {
	u.t.Helper()
	u.clock.add(10 * time.Second)
	r, err := u.Commit(ctx, by, "zh-CN", repair.OrderCommand{Order: id, Command: c})
	if err != nil {
		u.t.Fatalf("%T: %v", c, err)
	}
	return r
}

// worksOn takes a machine in and hands it over; the next number is the one after
// the last, and what stands in the shop goes where it should.
func (u upgraded) worksOn() {
	desk, engineer := u.by("coordinator"), u.by("engineer")
	id := u.commit(desk, "", repair.AssignNumber{Kind: repair.KindLaptop}).Order.ID
	if id != u.was.Next {
		u.t.Errorf("the next number is %s, would have been %s", id, u.was.Next)
	}
	in := u.commit(desk, id, checkIn("5CD9UPGRADE"))
	u.commit(desk, id, repair.MoveMachine{To: repair.Place{Kind: repair.ShelfAwaitingTest}})
	u.commit(engineer, id, repair.MoveMachine{To: repair.Place{Kind: repair.PlaceBench}})
	u.commit(engineer, id, repair.RecordTest{Results: pass(in.Order.Lines)})
	u.commit(engineer, id, repair.MoveMachine{To: repair.Place{Kind: repair.ShelfDone}})
	u.commit(desk, id, repair.MoveMachine{To: repair.Place{Kind: repair.ShelfAwaitingPickup}})
	out := u.commit(desk, id, pickUp(id))
	for _, s := range []*repair.Signature{in.Order.Signature, out.Order.PickupSignature} {
		if _, err := u.Signature(ctx, s.Digest); err != nil {
			u.t.Error(err)
		}
	}
	if hits := orderIDs(must(u.Find(ctx, "9upgrade", 5))(u.t)); !slices.Equal(hits, []repair.OrderID{id}) {
		u.t.Errorf("it is found as %v", hits)
	}
	u.clean()

	// The machines of before: each is put on the bench, who has it sees its
	// passcode, and it goes on to where it may.
	moved, shown := 0, 0
	for _, old := range u.was.InShop {
		o := u.order(old).Order
		if o.Stage == repair.StageDraft {
			continue
		}
		r := u.commit(engineer, old, repair.MoveMachine{To: repair.Place{Kind: repair.PlaceBench}, Override: &repair.Approval{
			By: u.by("supervisor"), Reason: "升级以后",
		}})
		if r.Order.Holder != engineer {
			u.t.Errorf("%s is with %q", old, r.Order.Holder)
		}
		moved++
		if want, locked := u.was.Passcodes[old]; locked {
			if got := u.commit(engineer, old, repair.ShowPasscode{}).Passcode; got != want {
				u.t.Errorf("the passcode of %s is %q, was %q", old, got, want)
			}
			shown++
		}
	}
	for _, j := range must(u.Jobs(ctx, true))(u.t) { // what is uncertain is answered, what has failed is printed again
		switch j.State {
		case repair.JobUncertain:
			if err := u.AnswerUncertain(ctx, j.ID, false, desk); err != nil {
				u.t.Error(err)
			}
		case repair.JobFailed:
			if err := u.SetJob(ctx, j.ID, repair.JobChange{State: repair.JobQueued}); err != nil {
				u.t.Error(err)
			}
		}
	}
	u.t.Logf("%d machines of before moved, %d passcodes seen", moved, shown)
}
