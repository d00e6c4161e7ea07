package store_test

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"countertop/app/repair"
	"countertop/store"
	"countertop/store/storetest"
)

// inFiles tells in which files of a directory a text stands.
func inFiles(t testing.TB, dir, text string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		b, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil && !errors.Is(err, fs.ErrNotExist) { // an anchor is put in the place of the one before
			t.Fatal(err)
		}
		if bytes.Contains(b, []byte(text)) {
			names = append(names, e.Name())
		}
	}
	return names
}

func TestPasscodeIsShownToTheHolderAndGoneAtTheEnd(t *testing.T) {
	s := newShop(t)
	const code = "zq7-4401-kx"
	in := checkIn("5CD1")
	in.Passcode = code
	o := s.do(s.assign(), in).Order
	if o.Passcode != true {
		t.Fatal("the order does not say that there is one")
	}
	_, err := s.try(o.ID, repair.ShowPasscode{})
	wantRule(t, err, repair.RulePasscode)
	show := func() (repair.Result, error) {
		return s.Commit(ctx, storetest.Staff[1].ID, "", repair.OrderCommand{Order: o.ID, Command: repair.ShowPasscode{}})
	}
	s.move(o.ID, repair.ShelfAwaitingTest, 0)
	if _, err := s.Commit(ctx, storetest.Staff[1].ID, "", repair.OrderCommand{Order: o.ID, Command: repair.MoveMachine{To: repair.Place{Kind: repair.PlaceBench}}}); err != nil {
		t.Fatal(err)
	}
	r, err := show()
	if err != nil || r.Passcode != code || len(r.Events) != 1 {
		t.Fatalf("ShowPasscode = %q, %d events, %v", r.Passcode, len(r.Events), err)
	}
	if events, err := s.Events(ctx, o.ID); err != nil || strings.Contains(fmt.Sprintf("%+v", events), code) {
		t.Errorf("the journal has the passcode, or %v", err)
	}
	s = s.reopen()
	if r, err := show(); err != nil || r.Passcode != code {
		t.Fatalf("after a restart ShowPasscode = %q, %v", r.Passcode, err)
	}
	if _, err := s.Rebuild(ctx); err != nil {
		t.Fatal(err)
	}
	if r, err := show(); err != nil || r.Passcode != code {
		t.Fatalf("after a rebuild ShowPasscode = %q, %v", r.Passcode, err)
	}
	s.do(o.ID, repair.RecordTest{Results: pass(o.Lines)})
	s.move(o.ID, repair.ShelfDone, 0)
	s.move(o.ID, repair.ShelfAwaitingPickup, 0)
	s.do(o.ID, pickUp(o.ID))
	if _, err := show(); err == nil {
		t.Error("it is shown after pickup")
	}
	s.clean()
	s.Close()
	if names := inFiles(t, s.dir, code); names != nil {
		t.Errorf("the passcode still stands in %v", names)
	}
}

// Pages are split and joined while codes and drafts come and go: nothing of
// them may be left anywhere.
func TestSecretsLeaveNothingInTheFile(t *testing.T) {
	s := newShop(t)
	const passcode = "zq7kx"
	var open []repair.OrderID
	for i := range 60 {
		id := s.assign()
		draft := repair.Draft{DraftInfo: repair.DraftInfo{ID: fmt.Sprint("d", i), Order: id, Screen: "check-in"}}
		for step := range 4 { // grows, and does not fit on a page in the end
			draft.Body = []byte(strings.Repeat(fmt.Sprintf(`{"Passcode":"%s%03d"}`, passcode, i), 1+step*step*(i%7)*9))
			if err := s.SaveDraft(ctx, draft); err != nil {
				t.Fatal(err)
			}
		}
		if i%5 == 4 { // the customer thinks better of it
			s.do(id, repair.VoidOrder{Reason: "客户改天再来"})
		} else {
			in := checkIn(fmt.Sprint("5CD", i))
			in.Passcode = fmt.Sprintf("%s%03d%s", passcode, i, strings.Repeat("0", i*13%200))
			s.do(id, in)
			open = append(open, id)
		}
		if i%3 != 2 { // others are parked for a while
			if err := s.DropDraft(ctx, draft.ID); err != nil {
				t.Fatal(err)
			}
		}
	}
	for i := range 60 {
		if err := s.DropDraft(ctx, fmt.Sprint("d", i)); err != nil {
			t.Fatal(err)
		}
	}
	for _, id := range open {
		s.do(id, repair.ReturnUnrepaired{Reason: "客户不修"})
		s.move(id, repair.ShelfAwaitingPickup, 0)
		s.do(id, pickUp(id))
	}
	s.clean()
	s.Close()
	if names := inFiles(t, s.dir, passcode); names != nil {
		t.Errorf("something still stands in %v", names)
	}
}

func TestRebuildForgetsThePasscodesOfOrdersThatAreOver(t *testing.T) {
	s := newShop(t)
	id := s.takeIn("5CD1").Order.ID
	s.Close()
	tamper(t, s.dir, `INSERT INTO passcode VALUES ('`+string(id)+`', 'zq7-4401-kx')`)
	if _, err := store.Rebuild(ctx, s.dir); err != nil {
		t.Fatal(err)
	}
	if names := inFiles(t, s.dir, "zq7-4401-kx"); names != nil {
		t.Errorf("it still stands in %v", names)
	}
}

func TestEnquiries(t *testing.T) {
	s := newShop(t)
	first, err := s.AddEnquiry(ctx, repair.Enquiry{By: "A001", Phone: "138 0013 8000", Name: "赵敏", Question: "换屏多少钱?", CallOn: "2026-11-23"})
	if err != nil || first.ID == "" || !first.At.Equal(s.clock.now()) {
		t.Fatalf("AddEnquiry = %+v, %v", first, err)
	}
	told := repair.Enquiry{By: "A001", Question: "几点关门?", Answer: "六点", AnsweredAt: s.clock.now(), AnsweredBy: "A001"}
	if told, err = s.AddEnquiry(ctx, told); err != nil || told.Open() {
		t.Fatalf("AddEnquiry = %+v, %v", told, err)
	}
	s = s.reopen()
	list := func(open bool, want ...repair.Enquiry) {
		t.Helper()
		got, err := s.Enquiries(ctx, open, s.clock.now().AddDate(0, 0, -1))
		if d := diff(want, got); d != "" || err != nil {
			t.Errorf("Enquiries(%v) (-want +got): %v\n%s", open, err, d)
		}
	}
	list(true, first)
	list(false, first, told)
	if err := s.AnswerEnquiry(ctx, first.ID, "八百", "A002"); err != nil {
		t.Fatal(err)
	}
	first.Answer, first.AnsweredAt, first.AnsweredBy = "八百", s.clock.now().UTC(), "A002"
	list(true)
	list(false, first, told)
	if err := s.AnswerEnquiry(ctx, first.ID, "九百", "A001"); err == nil {
		t.Error("a second answer was taken")
	} else {
		wantRule(t, err, repair.RuleEnquiry)
	}
	wantRule(t, s.AnswerEnquiry(ctx, "A.99", "九百", "A001"), repair.RuleEnquiry)
	if err := s.EraseEnquiry(ctx, "A003", first.ID); err != nil {
		t.Fatal(err)
	}
	list(false, told)
	s.Close()
	if names := inFiles(t, s.dir, "赵敏"); names != nil {
		t.Errorf("the name still stands in %v", names)
	}
}
