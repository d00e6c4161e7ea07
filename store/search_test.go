package store_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"countertop/app/repair"
	"countertop/store"
	"countertop/store/storetest"

	"pgregory.net/rapid"
)

// readings spells the names of the tests.
func readings(name string) []string {
	return map[string][]string{
		"单晓丽": {"sxl", "dxl", "shanxiaoli", "danxiaoli"}, "张伟": {"zw", "zhangwei"}, "马小跳": {"mxt", "maxiaotiao"},
		"宏图信息技术有限公司": {"htxxjsyxgs", "hongtuxinxijishuyouxiangongsi"},
	}[name]
}

func openReading(t testing.TB, dir string, c *clock) *shop {
	t.Helper()
	s, err := store.Open(ctx, store.Options{Dir: dir, Station: "A", Now: c.now, Readings: readings})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return &shop{s, t, dir, c}
}

// searched is a shop with three orders: 0001 of 单晓丽, 0002 and 0003 of 张伟 of
// 宏图, and 0004 that was given up.
func searched(t testing.TB) *shop {
	s := openReading(t, t.TempDir(), newClock())
	s.enrol()
	one := checkIn("5CD-0042 XYZ")
	one.Customer = repair.Customer{Name: "单晓丽", Phones: []string{"+86 138 0013 8000", "025-88881234"}}
	two := checkIn("CNB77OO1")
	two.Customer = repair.Customer{
		Name: "张伟", Company: "宏图信息技术有限公司", Phones: []string{"13900138001"},
		Contacts: []repair.Contact{{Name: "马小跳", Phone: "177 7777 0001"}},
	}
	two.Device.Brand, two.Device.Model, two.Symptom.Words = "联想", "ThinkPad X1 Carbon", "键盘进水,😀 键失灵"
	s.do(s.assign(), one)
	two.Customer.ID = s.do(s.assign(), two).Customer.ID
	two.Device.Serial = "CNB77OO12"
	s.do(s.assign(), two)
	s.do(s.assign(), repair.VoidOrder{Reason: "客户改天再来"})
	return s
}

func TestFindByAnyFragment(t *testing.T) {
	s := searched(t)
	all := []string{"0004", "0003", "0002", "0001"}
	for text, want := range map[string][]string{
		"A2611210002":     {"0002"},
		"2611210004":      {"0004"}, // without its station
		"112100":          all,
		"1":               all,
		"138":             {"0003", "0002", "0001"},
		"1380":            {"0003", "0002", "0001"},
		"13800138000":     {"0001"},
		"8613800":         {"0001"},
		"+86 13900138001": {"0003", "0002"},
		"138 0013 8000":   {"0001"},
		"139-0013":        {"0003", "0002"},
		"88881234":        {"0001"},
		"7777 0001":       {"0003", "0002"},
		"单":               {"0001"},
		"晓丽":              {"0001"},
		"丽单":              nil,
		"宏图信息技术有限公司":      {"0003", "0002"},
		"信息技术":            {"0003", "0002"},
		"马小":              {"0003", "0002"},
		"dxl":             {"0001"},
		"sxl":             {"0001"},
		"shanxiao":        {"0001"},
		"ZW":              {"0003", "0002"},
		"htxx":            {"0003", "0002"},
		"maxiaot":         {"0003", "0002"},
		"CNB77OO1":        {"0002", "0003"}, // exactly this serial first
		"cnb 77-oo":       {"0003", "0002"},
		"0042xyz":         {"0001"},
		"ＣＮＢ７７":           {"0003", "0002"},
		"thinkpad":        {"0003", "0002"},
		"x1 think":        {"0003", "0002"},
		"联想x1":            nil,
		"联想think":         {"0003", "0002"},
		"elitebook":       {"0001"},
		"进水":              {"0003", "0002"},
		"😀":               {"0003", "0002"},
		"无反应":             {"0001"},
		"张伟 maxiao":       {"0003", "0002"},
		"单晓丽 张伟":          nil,
		"power":           nil, // a fault's key is no word
		"13800138001":     nil, // all its grams are there, in two numbers
		"\"*":             nil,
		"'; DROP TABLE":   nil,
		"NOT":             nil,
		"\x00":            nil,
		"𠮷":               nil,
		"12345678901234":  nil,
	} {
		rows, err := s.Find(ctx, text, 10)
		if d := diff(want, shorts(rows)); d != "" || err != nil {
			t.Errorf("Find(%q) (-want +got): %v\n%s", text, err, d)
		}
	}
	first := s.order("A2611210001")
	copies := repair.CopyCode(s.Key(), first.Order.ID)
	if rows, err := s.Find(ctx, copies, 10); err != nil || len(rows) != 1 || rows[0].Order.ID != first.Order.ID {
		t.Errorf("the customer copy: %v, %v", shorts(rows), err)
	}
}

func TestCustomersByAnyFragment(t *testing.T) {
	s := searched(t)
	three := checkIn("5CD3")
	three.Customer = repair.Customer{Name: "李娜", Phones: []string{"8888123", "138 0013 8000"}}
	s.do(s.assign(), three)
	for text, want := range map[string][]string{
		"李":             {"李娜"},
		"1380":          {"李娜", "张伟", "单晓丽"},
		"13800138000":   {"李娜", "单晓丽"}, // one phone, two people
		"8888123":       {"李娜", "单晓丽"}, // exactly this phone first
		"sxl":           {"单晓丽"},
		"宏图":            {"张伟"},
		"马小跳":           {"张伟"},
		"0042X":         {"单晓丽"},
		"cnb77":         {"张伟"},
		"elitebook":     {"李娜", "单晓丽"},
		"A261121-0002":  {"张伟"},
		"2611210001":    {"单晓丽"},
		"A2611210004":   nil, // nobody's
		"5cd3 elite":    {"李娜"},
		"zhangwei 0001": {"张伟"},
		"":              nil,
	} {
		rows, err := s.Customers(ctx, text, 5)
		var got []string
		for _, r := range rows {
			got = append(got, r.Customer.Name)
		}
		if d := diff(want, got); d != "" || err != nil {
			t.Errorf("Customers(%q) (-want +got): %v\n%s", text, err, d)
		}
	}
	// Who was here last comes first.
	again := checkIn("5CD4")
	again.Customer = s.order("A2611210001").Customer
	s.do(s.assign(), again)
	if rows, err := s.Customers(ctx, "13800138000", 1); err != nil || len(rows) != 1 || rows[0].Customer.Name != "单晓丽" {
		t.Errorf("after another order: %+v, %v", rows, err)
	}
	s.clean()
}

func (s *shop) finds(text string, want ...string) {
	s.t.Helper()
	rows, err := s.Find(ctx, text, 10)
	if d := diff(want, shorts(rows)); d != "" || err != nil {
		s.t.Errorf("Find(%q) (-want +got): %v\n%s", text, err, d)
	}
}

func TestACorrectedPersonIsFoundByTheNewWordsOnly(t *testing.T) {
	s := searched(t)
	c := s.order("A2611210001").Customer
	c.Name, c.Phones = "张伟", []string{"13312345678"}
	if _, err := s.PutCustomer(ctx, c); err != nil {
		t.Fatal(err)
	}
	s.finds("单")
	s.finds("sxl")
	s.finds("88881234")
	s.finds("1331234", "0001")
	s.finds("zhangwei", "0003", "0002", "0001")
	s.clean()
}

func TestAnErasedPersonIsFoundByNothing(t *testing.T) {
	s := searched(t)
	c := s.order("A2611210002").Customer
	for range 3 { // and the same again for each further order
		in := checkIn("5CD9")
		in.Customer = c
		s.do(s.assign(), in)
	}
	for _, word := range []string{c.Name, c.Company, "接机台"} {
		if err := s.LearnWord(ctx, word, "x"); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.EraseCustomer(ctx, "A003", c.ID, "erase.asked"); err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"张", "zw", "13900138001", "宏图", "马小跳", "7777"} {
		s.finds(text)
		if rows, err := s.Customers(ctx, text, 5); len(rows) != 0 || err != nil {
			t.Errorf("Customers(%q) = %+v, %v", text, rows, err)
		}
	}
	s.finds("cnb77") // the number of their machine is theirs too
	s.finds("carbon", "0003", "0002")
	if words, err := s.Words(ctx); len(words) != 1 || words[0].Text != "接机台" || err != nil {
		t.Errorf("words %+v, %v", words, err)
	}
	s.clean()
	s.Close()
	// What was signed has the name, and stays; pieces that are only for the search
	// are gone.
	for _, gram := range []string{"htxx", "xinx", "wxta", "maxi"} { // digits stand in a digest now and then
		if names := inFiles(t, s.dir, gram); names != nil {
			t.Errorf("%s still stands in %v", gram, names)
		}
	}
}

func TestSpellingsAreMadeWhenThereAreReadings(t *testing.T) {
	s := newShop(t)
	in := checkIn("5CD1")
	in.Customer.Name = "单晓丽"
	in.Customer = s.do(s.assign(), in).Customer
	s.finds("sxl")
	s.Close()
	s = openReading(t, s.dir, s.clock)
	s.finds("sxl", "0001")
	s.Close()
	s = openShop(t, s.dir, s.clock) // spellings stay without readings
	s.do(s.assign(), in)
	if _, err := s.Rebuild(ctx); err != nil {
		t.Fatal(err)
	}
	s.finds("shanxiao", "0002", "0001")
	in.Customer.Name = "张伟"
	if _, err := s.PutCustomer(ctx, in.Customer); err != nil {
		t.Fatal(err)
	}
	s.finds("sxl")
	s.clean()
}

func TestAMoveLeavesTheIndexAlone(t *testing.T) {
	s := newShop(t)
	id := s.takeIn("5CD1").Order.ID
	_, r := s.Pools()
	var before, after string
	sum := `SELECT group_concat(id || hex(block)) FROM (SELECT * FROM order_gram_data UNION ALL SELECT * FROM person_gram_data)`
	if err := r.QueryRow(sum).Scan(&before); err != nil {
		t.Fatal(err)
	}
	s.move(id, repair.ShelfAwaitingTest, 0)
	s.move(id, repair.PlaceBench, 0)
	if err := r.QueryRow(sum).Scan(&after); err != nil || after != before {
		t.Errorf("the index is another after moves, %v", err)
	}
}

// Whatever people are called, a search finds just those that a look at every
// one of them would find.
func TestFindIsALookAtEveryOrder(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		clock := newClock()
		s, err := store.Open(context.Background(), store.Options{Dir: t.TempDir(), Station: "A", Now: clock.now, Readings: func(name string) []string {
			return []string{strings.NewReplacer("张", "z", "单", "s", "万", "w", "俟", "q").Replace(name)}
		}})
		if err != nil {
			rt.Fatal(err)
		}
		defer s.Close()
		for _, p := range storetest.Staff {
			if _, err := s.PutStaff(ctx, p, ""); err != nil {
				rt.Fatal(err)
			}
		}
		letters := rapid.StringOfN(rapid.SampledFrom([]rune("张单万俟ab")), 1, 7, -1)
		digits := rapid.StringOfN(rapid.SampledFrom([]rune("138")), 3, 12, -1)
		lines := map[repair.OrderID][]string{}
		people := []repair.Customer{}
		for i := range rapid.IntRange(1, 8).Draw(rt, "orders") {
			in := checkIn("")
			in.Device = repair.Device{
				Kind: repair.KindOther, Brand: letters.Draw(rt, "brand"), Model: letters.Draw(rt, "model"), Serial: fmt.Sprint(digits.Draw(rt, "serial"), i),
			}
			in.Symptom.Words = letters.Draw(rt, "fault")
			in.Customer = repair.Customer{Name: letters.Draw(rt, "name"), Company: letters.Draw(rt, "company"), Phones: []string{digits.Draw(rt, "phone")}}
			if len(people) > 0 && rapid.Bool().Draw(rt, "known") {
				in.Customer.ID = rapid.SampledFrom(people).Draw(rt, "person").ID
			}
			r, err := s.Commit(ctx, "A001", "", repair.OrderCommand{Command: repair.AssignNumber{Kind: repair.KindOther}})
			if err == nil {
				r, err = s.Commit(ctx, "A001", "", repair.OrderCommand{Order: r.Order.ID, Command: in})
			}
			if err != nil {
				rt.Fatal(err)
			}
			people = append(people, r.Customer)
			clock.add(time.Hour)
		}
		rows, err := s.Find(ctx, "A26", 100)
		if err != nil {
			rt.Fatal(err)
		}
		for _, listed := range rows {
			r, err := s.Order(ctx, listed.Order.ID)
			if err != nil {
				rt.Fatal(err)
			}
			d, c := r.Order.Device, r.Customer
			spell := strings.NewReplacer("张", "z", "单", "s", "万", "w", "俟", "q")
			lines[r.Order.ID] = []string{
				strings.ToLower(strings.ReplaceAll(r.Order.ID.String(), "-", "")), d.Serial, d.Brand + d.Model, r.Order.Symptom.Words,
				c.Name, c.Company, c.Phones[0], spell.Replace(c.Name), spell.Replace(c.Company),
			}
		}
		for range 20 {
			o := rapid.SampledFrom(rows).Draw(rt, "order").Order.ID
			line := []rune(rapid.SampledFrom(lines[o]).Draw(rt, "line"))
			from := rapid.IntRange(0, len(line)-1).Draw(rt, "from")
			text := string(line[from:rapid.IntRange(from+1, len(line)).Draw(rt, "to")])
			if repair.OrderID(strings.ToUpper(text)).Valid() || strings.HasPrefix(text, "a26") && len(text) > 11 {
				continue // a whole number is that order alone
			}
			var want []string
			for _, r := range rows {
				if slices.ContainsFunc(lines[r.Order.ID], func(l string) bool { return strings.Contains(l, text) }) {
					want = append(want, r.Order.ID.Short())
				}
			}
			got, err := s.Find(ctx, text, 100)
			if exact := slices.IndexFunc(got, func(r repair.Row) bool { return r.Order.Device.Serial == text }); exact >= 0 {
				slices.SortFunc(got, func(a, b repair.Row) int { return strings.Compare(string(b.Order.ID), string(a.Order.ID)) })
			}
			if d := diff(want, shorts(got)); d != "" || err != nil {
				rt.Errorf("Find(%q) (-want +got): %v\n%s", text, err, d)
			}
		}
		if r, err := s.Check(ctx); err != nil || !r.OK() {
			rt.Errorf("Check: %v, faults %v", err, r.Findings)
		}
	})
}
