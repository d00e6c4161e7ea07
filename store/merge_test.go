package store_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"countertop/app/repair"
)

// brought takes a machine of a new entry in, an hour after the one before.
func (s *shop) brought(serial string, c repair.Customer) repair.Result {
	s.t.Helper()
	s.clock.add(time.Hour)
	in := checkIn(serial)
	in.Customer = c
	return s.do(s.assign(), in)
}

func (s *shop) file(id repair.CustomerID) repair.CustomerFile {
	s.t.Helper()
	f, err := s.CustomerFile(ctx, id)
	if err != nil {
		s.t.Fatal(err)
	}
	return f
}

func kinds(events []repair.Event) (list []string) {
	for _, e := range events {
		list = append(list, e.Kind())
	}
	return list
}

func TestTwoEntriesOfOneCustomerAreFoundAndMerged(t *testing.T) {
	s := newShop(t)
	one := s.brought("5CD1", repair.Customer{Name: "王建国", Phones: []string{"13812341480"}, Contacts: []repair.Contact{{Name: "周会计"}}})
	two := s.brought("5CD2", repair.Customer{Name: "王 建国", Company: "宏图信息", Phones: []string{"+86 138 1234 1480", "02083811480"}, Address: "天河路 1 号"})
	family := s.brought("5CD3", repair.Customer{Name: "王小明", Phones: []string{"13812341480"}})
	s.brought("5CD4", repair.Customer{Name: "王建国", Phones: []string{"13900001111"}})
	f := s.file(one.Customer.ID)
	var found []string
	for _, d := range f.Doubles {
		found = append(found, string(d.Customer.ID)+" "+string(d.Likeness))
	}
	if want := []string{string(two.Customer.ID) + " same", string(family.Customer.ID) + " phone"}; !slices.Equal(found, want) {
		t.Errorf("likely doubles %v, want %v", found, want)
	}
	c, err := s.MergeCustomers(ctx, "A001", one.Customer.ID, two.Customer.ID)
	if err != nil {
		t.Fatal(err)
	}
	if c.ID != one.Customer.ID || len(c.Phones) != 2 || c.Company != "宏图信息" || c.Address != "天河路 1 号" || len(c.Contacts) != 1 {
		t.Errorf("merged: %+v", c)
	}
	f = s.file(two.Customer.ID) // by the number of before
	if f.Customer.ID != c.ID || len(f.Orders) != 2 || f.Joined != 1 || len(f.Doubles) != 1 || f.Signatures != 2 || !f.Since.Before(f.Last) {
		t.Errorf("the file: %+v", f)
	}
	for _, r := range []repair.Result{one, two} {
		p, err := s.Past(ctx, r.Order.ID)
		if k := kinds(p.Events); err != nil || !slices.Equal(k, []string{"number-assigned", "checked-in", "customer-joined"}) || p.Row.Customer.ID != c.ID {
			t.Errorf("the history of %s: %v, %v, of %s", r.Order.ID, k, err, p.Row.Customer.ID)
		}
	}
	s.finds("020838", "0002", "0001")
	s.finds("宏图", "0002", "0001")
	s.finds("周会计", "0002", "0001")
	// Who was taken up before goes on as the one that they are now.
	again := s.brought("5CD5", repair.Customer{ID: two.Customer.ID, Name: "王 建国", Phones: []string{"13700002222"}})
	if again.Customer.ID != c.ID || len(again.Customer.Phones) != 3 || again.Customer.Name != "王建国" {
		t.Errorf("taken in again: %+v", again.Customer)
	}
	s.clean()
	if _, err := s.Rebuild(ctx); err != nil {
		t.Fatal(err)
	}
	s.clean()
	s.finds("020838", "0005", "0002", "0001")
	if _, err := s.MergeCustomers(ctx, "A001", one.Customer.ID, two.Customer.ID); err == nil {
		t.Error("merged twice")
	}
}

func TestMergingWhoDiffersIsForTheHeadOfTheShop(t *testing.T) {
	s := newShop(t)
	one := s.brought("5CD1", repair.Customer{Name: "王建国", Phones: []string{"13812341480"}}).Customer.ID
	two := s.brought("5CD2", repair.Customer{Name: "王太太", Phones: []string{"13812341480"}}).Customer.ID
	var r *repair.RuleError
	if _, err := s.MergeCustomers(ctx, "A001", one, two); !errors.As(err, &r) || r.Rule != repair.RuleRole {
		t.Errorf("merged by a coordinator: %v", err)
	}
	if _, err := s.MergeCustomers(ctx, "A002", one, two); !errors.As(err, &r) || r.Rule != repair.RuleRole {
		t.Errorf("merged by an engineer: %v", err)
	}
	if f := s.file(two); f.Customer.Name != "王太太" || len(f.Orders) != 1 {
		t.Errorf("something of it was stored: %+v", f)
	}
	c, err := s.MergeCustomers(ctx, "A003", one, two)
	if err != nil || len(c.Contacts) != 1 || c.Contacts[0].Name != "王太太" {
		t.Errorf("merged by a supervisor: %+v, %v", c, err)
	}
	if _, err := s.MergeCustomers(ctx, "A003", one, one); !errors.As(err, &r) || r.Rule != repair.RuleMerge {
		t.Errorf("merged with themselves: %v", err)
	}
	if _, err := s.MergeCustomers(ctx, "A003", one, "A000099"); !errors.Is(err, repair.ErrNotFound) {
		t.Errorf("merged with nobody: %v", err)
	}
	list, err := s.Notable(ctx, 9)
	if err != nil || len(list) == 0 || list[0].Kind() != "customer-merged" {
		t.Errorf("it is not looked over: %v, %v", list, err)
	}
	s.clean()
}

func TestErasingAMergedCustomerErasesBoth(t *testing.T) {
	s := newShop(t)
	one := s.brought("5CD1", repair.Customer{Name: "王建国", Phones: []string{"13812341480"}})
	two := s.brought("5CD2", repair.Customer{Name: "王太太", Phones: []string{"13812341480"}, Contacts: []repair.Contact{{Name: "诸葛大力"}}})
	for _, word := range []string{"王建国", "王太太", "诸葛大力", "接机台"} {
		if err := s.LearnWord(ctx, word, "x"); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.MergeCustomers(ctx, "A003", one.Customer.ID, two.Customer.ID); err != nil {
		t.Fatal(err)
	}
	if f := s.file(one.Customer.ID); !slices.Equal(f.Words, []string{"王太太", "王建国", "诸葛大力"}) {
		t.Errorf("learned names %v", f.Words)
	}
	var r *repair.RuleError
	if err := s.EraseCustomer(ctx, "A003", two.Customer.ID, "because"); !errors.As(err, &r) || r.Rule != repair.RuleErase {
		t.Errorf("erased without a reason of the list: %v", err)
	}
	for _, d := range []repair.Draft{
		{DraftInfo: repair.DraftInfo{ID: "pickup-1", Order: two.Order.ID, Title: "王太太"}},
		{DraftInfo: repair.DraftInfo{ID: "check-in", Title: "李雷"}},
	} {
		if err := s.SaveDraft(ctx, d); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.EraseCustomer(ctx, "A003", two.Customer.ID, "erase.asked"); err != nil {
		t.Fatal(err)
	}
	if drafts, err := s.Drafts(ctx); len(drafts) != 1 || drafts[0].Title != "李雷" || err != nil {
		t.Errorf("drafts %+v, %v", drafts, err)
	}
	for _, id := range []repair.OrderID{one.Order.ID, two.Order.ID} {
		p, err := s.Past(ctx, id)
		if err != nil || p.Row.Customer.ID != "" || p.Row.Order.Symptom.Words != repair.Erased {
			t.Errorf("still known of %s: %+v, %v", id, p.Row, err)
		}
		last, ok := p.Events[len(p.Events)-1].Body.(repair.CustomerErased)
		if !ok || last.Reason != "erase.asked" {
			t.Errorf("the history of %s ends in %+v", id, p.Events[len(p.Events)-1].Body)
		}
	}
	if _, err := s.CustomerFile(ctx, one.Customer.ID); !errors.Is(err, repair.ErrNotFound) {
		t.Errorf("there is a file still: %v", err)
	}
	for _, text := range []string{"王", "诸葛", "1480"} {
		s.finds(text)
	}
	if words, err := s.Words(ctx); len(words) != 1 || err != nil {
		t.Errorf("words %+v, %v", words, err)
	}
	s.clean()
}

func TestMergingKeepsWhatWasPrinted(t *testing.T) {
	s := newShop(t)
	one, two := s.takeIn("5CD1"), s.takeIn("5CD2")
	job := two.Jobs[0].ID
	s.keep(job, `{"name":"欧阳思远"}`, "p")
	if _, err := s.MergeCustomers(ctx, "A001", one.Customer.ID, two.Customer.ID); err != nil {
		t.Fatal(err)
	}
	s.kept(job, `{"name":"欧阳思远"}`, "p")
	if err := s.EraseCustomer(ctx, "A003", one.Customer.ID, "erase.over"); err != nil {
		t.Fatal(err)
	}
	s.kept(job, "", "")
	s.clean()
}

func TestACollectorWhoWasMergedIsNamed(t *testing.T) {
	s := newShop(t)
	o := s.takeIn("5CD1").Order
	s.repairIt(o)
	c := pickUp(o.ID)
	c.Identity = repair.Identity{
		As: repair.CollectorOther, Relation: "同事", Reason: "客户出差",
		Approved: &repair.Approval{By: "A003", Reason: "看过证件"},
	}
	c.Collector = repair.Customer{Name: "慕容小小", Phones: []string{"13700002222"}}
	r := s.do(o.ID, c)
	who, receipt := r.Events[0].Body.(repair.PickedUp).Identity.Collector, r.Jobs[len(r.Jobs)-1].ID
	s.keep(receipt, `{"collected_by":"慕容小小"}`, "p")
	other := s.brought("5CD2", repair.Customer{Name: "慕容小小", Phones: []string{"13700002222"}}).Customer.ID
	if _, err := s.MergeCustomers(ctx, "A001", other, who); err != nil {
		t.Fatal(err)
	}
	s.kept(receipt, `{"collected_by":"慕容小小"}`, "p")
	p, err := s.Past(ctx, o.ID)
	if got, ok := p.Person(who); err != nil || !ok || got.Name != "慕容小小" {
		t.Errorf("collected by %+v, %v", got, err)
	}
	if err := s.EraseCustomer(ctx, "A003", other, "erase.asked"); err != nil {
		t.Fatal(err)
	}
	if p, err = s.Past(ctx, o.ID); err != nil || len(p.People) != 0 {
		t.Errorf("after they were erased: %+v, %v", p.People, err)
	}
	s.kept(receipt, "", "")
	s.clean()
}

// TestMergesAgainstAModel merges and erases at random; a model knows who is who.
func TestMergesAgainstAModel(t *testing.T) {
	s := newShop(t)
	var orders []repair.OrderID
	of := map[repair.OrderID]repair.CustomerID{} // as they were taken in
	root := map[repair.CustomerID]repair.CustomerID{}
	erased := map[repair.CustomerID]bool{}
	now := func(id repair.CustomerID) repair.CustomerID {
		for root[id] != id {
			id = root[id]
		}
		return id
	}
	rapid.Check(t, func(t *rapid.T) {
		var all []repair.CustomerID
		for id := range root {
			all = append(all, id)
		}
		slices.Sort(all)
		pick := func(what string) repair.CustomerID { return rapid.SampledFrom(all).Draw(t, what) }
		switch n := rapid.IntRange(0, 9).Draw(t, "act"); {
		case n < 5 || len(all) < 3:
			c := repair.Customer{Name: rapid.SampledFrom([]string{"王建国", "李雷", "韩梅梅"}).Draw(t, "name"), Phones: []string{"13812341480"}}
			if len(all) > 0 && n == 0 {
				if c.ID = pick("who"); erased[now(c.ID)] {
					c.ID = ""
				}
			}
			asked := c.ID
			r := s.brought("5CD1", c)
			if asked == "" {
				root[r.Customer.ID] = r.Customer.ID
			} else if r.Customer.ID != now(asked) {
				t.Fatalf("%s was taken in as %s, not %s", asked, r.Customer.ID, now(asked))
			}
			orders, of[r.Order.ID] = append(orders, r.Order.ID), r.Customer.ID
		case n < 9:
			into, from := pick("into"), pick("from")
			_, err := s.MergeCustomers(ctx, "A003", into, from)
			good := now(into) != now(from) && !erased[now(into)] && !erased[now(from)]
			if (err == nil) != good {
				t.Fatalf("%s into %s: %v", from, into, err)
			}
			if good {
				root[now(from)] = now(into)
			}
		default:
			id := pick("erased")
			err := s.EraseCustomer(ctx, "A003", id, "erase.over")
			if (err == nil) == erased[now(id)] {
				t.Fatalf("erase %s: %v", id, err)
			}
			erased[now(id)] = true
		}
		for _, id := range orders {
			want := now(of[id])
			row := s.order(id)
			if row.Order.Customer != want || (row.Customer.ID == "") != erased[want] {
				t.Fatalf("%s is of %s, who is %+v, want %s", id, row.Order.Customer, row.Customer, want)
			}
		}
	})
	s.clean()
	before := dump(t, s.Store)
	if _, err := s.Rebuild(ctx); err != nil {
		t.Fatal(err)
	}
	if d := diff(before, dump(t, s.Store)); d != "" {
		t.Errorf("rebuilt (-before +after):\n%s", d)
	}
	s.clean()
}

// Counters that knew nothing of each other may have merged two entries the other way
// round: all who lead there end at one.
func TestMergesInACircleEndAtOneCustomer(t *testing.T) {
	s := newShop(t)
	w, _ := s.Pools()
	for id, into := range map[string]string{"A000001": "A000005", "A000005": "A000003", "A000003": "A000007", "A000007": "A000003", "A000009": "A000008"} {
		if _, err := w.Exec(`INSERT INTO subject VALUES (?, 1, 0, '', '', ?)`, "customer:"+id, `{"Since":"0001-01-01T00:00:00Z","into":"`+into+`"}`); err != nil {
			t.Fatal(err)
		}
	}
	for id, want := range map[repair.CustomerID]repair.CustomerID{
		"A000001": "A000003", "A000005": "A000003", "A000003": "A000003", "A000007": "A000003", "A000009": "A000008", "A000002": "A000002", "": "",
	} {
		if got, err := s.Merged(ctx, id); got != want || err != nil {
			t.Errorf("%s is %s, want %s: %v", id, got, want, err)
		}
	}
}
