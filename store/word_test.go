package store_test

import (
	"fmt"
	"testing"
	"time"

	"countertop/app/repair"
)

func TestWordsAreLearnedAndForgotten(t *testing.T) {
	s := newShop(t)
	learn := func(word, reading string) {
		t.Helper()
		if err := s.LearnWord(ctx, word, reading); err != nil {
			t.Fatal(err)
		}
		s.clock.add(time.Second)
	}
	learn("维修单", "wei'xiu'dan")
	learn("单晓丽", "shan'xiao'li")
	learn("单晓丽", "dan'xiao'li")
	learn("维修单", "wei'xiu'dan")
	s = s.reopen()
	got, err := s.Words(ctx)
	at := func(ago time.Duration) time.Time { return s.clock.now().Add(-ago).UTC() }
	want := []repair.LearnedWord{
		{Text: "维修单", Reading: "wei'xiu'dan", N: 2, Last: at(time.Second)},
		{Text: "单晓丽", Reading: "dan'xiao'li", N: 1, Last: at(2 * time.Second)},
		{Text: "单晓丽", Reading: "shan'xiao'li", N: 1, Last: at(3 * time.Second)},
	}
	if d := diff(want, got); d != "" || err != nil {
		t.Errorf("Words (-want +got): %v\n%s", err, d)
	}
	for range 2 {
		if err := s.ForgetWord(ctx, "单晓丽"); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := s.Words(ctx); len(got) != 1 || err != nil {
		t.Errorf("after forgetting: %+v, %v", got, err)
	}
	s.Close()
	if names := inFiles(t, s.dir, "单晓丽"); names != nil {
		t.Errorf("the word still stands in %v", names)
	}
}

func TestSuggestionsAreWhatTheShopHadLast(t *testing.T) {
	s := newShop(t)
	bring := func(name, company, brand, model string) {
		t.Helper()
		in := checkIn(fmt.Sprint("5CD", name, model))
		in.Customer = repair.Customer{Name: name, Company: company, Phones: []string{"13800138000"}}
		in.Device = repair.Device{Kind: repair.KindPrinter, Brand: brand, Model: model, Serial: "CN1" + name}
		if company != "" {
			in.Customer.Contacts = []repair.Contact{{Name: "马小跳"}}
		}
		s.do(s.assign(), in)
	}
	bring("张伟", "宏图", "hp", "M404dn")
	s.clock.add(24 * time.Hour)
	bring("李娜", "宏图", "hp", "M428")
	bring("张伟", "", "hp", "M404dn")
	bring("王芳", "", "canon", "M404dn")
	got, err := s.Suggestions(ctx, 10)
	day := time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)
	want := []repair.Suggestion{
		{Text: "王芳", Kind: repair.SuggestName, Used: day, Count: 1},
		{Text: "张伟", Kind: repair.SuggestName, Used: day, Count: 2},
		{Text: "李娜", Kind: repair.SuggestName, Used: day, Count: 1},
		{Text: "宏图", Kind: repair.SuggestCompany, Used: day, Count: 2},
		{Text: "马小跳", Kind: repair.SuggestContact, Used: day, Count: 2},
		{Text: "M404dn", Kind: repair.SuggestModel, Device: repair.KindPrinter, Brand: "canon", Used: day, Count: 3},
		{Text: "M428", Kind: repair.SuggestModel, Device: repair.KindPrinter, Brand: "hp", Used: day, Count: 1},
	}
	if d := diff(want, got); d != "" || err != nil {
		t.Errorf("Suggestions (-want +got): %v\n%s", err, d)
	}
	if got, err := s.Suggestions(ctx, 1); len(got) != 2 || err != nil {
		t.Errorf("limit: %+v, %v", got, err)
	}
	models, err := s.RecentModels(ctx, repair.KindPrinter, "hp", 5)
	if d := diff([]string{"M404dn", "M428"}, models); d != "" || err != nil {
		t.Errorf("RecentModels (-want +got): %v\n%s", err, d)
	}
	if _, err := s.Rebuild(ctx); err != nil {
		t.Fatal(err)
	}
	if again, err := s.Suggestions(ctx, 10); diff(got, again) != "" || err != nil {
		t.Errorf("after a rebuild (-before +after): %v\n%s", err, diff(got, again))
	}
	s.clean()
}
