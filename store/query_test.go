package store_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"countertop/app/repair"
	"countertop/store"
	"countertop/store/storetest"

	"github.com/google/go-cmp/cmp"
)

func shorts(rows []repair.Row) (out []string) {
	for _, r := range rows {
		out = append(out, r.Order.ID.Short())
	}
	return out
}

func TestFind(t *testing.T) {
	s := newShop(t)
	other := checkIn("CNB-77 OO12")
	other.Customer = repair.Customer{Name: "张伟", Phones: []string{"139 1234 5678"}}
	s.takeIn("5CD0042XYZ")
	s.do(s.assign(), other)
	s.assign() // has neither person nor machine yet
	for _, tt := range []struct {
		text string
		want []string
	}{
		{"A261121-0002-" + checkOf("A2611210002"), []string{"0002"}},
		{repair.OrderCode("A2611210001"), []string{"0001"}},
		{"a261121-0003", []string{"0003"}},
		{"261121-0001", []string{"0001"}},
		{"0002", []string{"0002"}},
		{"0042", []string{"0001"}}, // in a serial number
		{"1121", []string{"0003", "0002", "0001"}},
		{"261121", []string{"0003", "0002", "0001"}},
		{"5678", []string{"0002"}},
		{"139 1234", []string{"0002"}},
		{"8800 138", nil},
		{"0258888", []string{"0001"}},
		{"cnb77oo", []string{"0002"}},
		{"张", []string{"0002"}},
		{"宏图", []string{"0001"}},
		{"%", nil},
		{"  ", nil},
	} {
		rows, err := s.Find(ctx, tt.text, 10)
		if d := cmp.Diff(tt.want, shorts(rows)); d != "" || err != nil {
			t.Errorf("Find(%q) (-want +got): %v\n%s", tt.text, err, d)
		}
	}
	if rows, err := s.Find(ctx, "1121", 2); len(rows) != 2 || rows[0].Order.ID.Short() != "0003" || err != nil {
		t.Errorf("limit: %v, %v", shorts(rows), err)
	}
}

func checkOf(id repair.OrderID) string { return id.String()[len(id.String())-2:] }

func TestCustomersAndTheirMachines(t *testing.T) {
	s := newShop(t)
	first := s.takeIn("5CD1")
	again := checkIn("5cd-1") // the same machine, as somebody else writes it
	again.Customer, again.Device.Model = first.Customer, "EliteBook 840 G8"
	s.clock.add(time.Hour)
	last := s.do(s.assign(), again)
	printer := checkIn("")
	printer.Customer, printer.Device = first.Customer, repair.Device{Kind: repair.KindPrinter, Brand: "HP", Model: "M404dn", NoSerial: "磨损"}
	s.do(s.assign(), printer)
	newer := checkIn("5CD9")
	newer.Customer = repair.Customer{Name: "李娜", Phones: []string{"13800139999"}}
	s.do(s.assign(), newer)

	for _, tt := range []struct {
		digits string
		want   []string
	}{
		{"13", []string{"李娜", "欧阳思远"}},
		{"138", []string{"李娜", "欧阳思远"}},
		{"8000", []string{"欧阳思远"}},
		{"0013-80", []string{"欧阳思远"}},
		{"777", nil},
	} {
		rows, err := s.Customers(ctx, tt.digits, 5)
		var got []string
		for _, r := range rows {
			got = append(got, r.Customer.Name)
		}
		if d := cmp.Diff(tt.want, got); d != "" || err != nil {
			t.Errorf("Customers(%q) (-want +got): %v\n%s", tt.digits, err, d)
		}
	}
	rows, err := s.Customers(ctx, "8000", 5)
	if err != nil || rows[0].Orders != 3 || !rows[0].Last.Equal(last.Order.ReceivedAt) {
		t.Errorf("row %+v, %v", rows, err)
	}
	devices, err := s.Devices(ctx, first.Customer.ID)
	if d := cmp.Diff([]repair.Device{printer.Device, again.Device}, devices); d != "" || err != nil {
		t.Errorf("Devices (-want +got): %v\n%s", err, d)
	}
	history, err := s.History(ctx, " 5CD 1")
	if d := cmp.Diff([]string{"0002", "0001"}, shorts(history)); d != "" || err != nil {
		t.Errorf("History (-want +got): %v\n%s", err, d)
	}
	if history, err := s.History(ctx, ""); len(history) != 0 || err != nil {
		t.Errorf("History of no serial: %v, %v", shorts(history), err)
	}
}

// A telephone is known by its serial number and by both of its IMEIs, also after
// the projections were built again.
func TestAMachineIsFoundByItsIMEIAndArticleNumber(t *testing.T) {
	s := newShop(t)
	phone := checkIn("R58M12ABCDE")
	phone.Device.IMEI, phone.Device.IMEI2, phone.Device.Article = "490154203237518", "354412074512343", "6901234567892"
	first := s.do(s.assign(), phone)
	bare := phone
	bare.Customer, bare.Device.Serial, bare.Device.IMEI2 = first.Customer, "", ""
	s.do(s.assign(), bare)
	s.takeIn("4901542")
	check := func(when string) {
		t.Helper()
		for number, want := range map[string][]string{
			"490154203237518": {"0002", "0001"}, "354412074512343": {"0001"}, "R58M12ABCDE": {"0001"},
			"490154203237510": nil, "01542032375": nil,
		} {
			rows, err := s.History(ctx, number)
			if d := cmp.Diff(want, shorts(rows)); d != "" || err != nil {
				t.Errorf("%s: History(%s) (-want +got): %v\n%s", when, number, err, d)
			}
		}
		for text, want := range map[string][]string{
			"2037518": nil, "42032375": {"0002", "0001"}, "07451234": {"0001"}, "6901234567892": {"0002", "0001"}, "R58M": {"0001"},
		} {
			rows, err := s.Find(ctx, text, 9)
			if d := cmp.Diff(want, shorts(rows)); d != "" || err != nil {
				t.Errorf("%s: Find(%s) (-want +got): %v\n%s", when, text, err, d)
			}
		}
	}
	check("stored")
	rows := dump(t, s.Store)
	if _, err := s.Rebuild(ctx); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(rows, dump(t, s.Store)); d != "" {
		t.Errorf("rows (-before +rebuilt):\n%s", d)
	}
	check("rebuilt")
	devices, err := s.Devices(ctx, first.Customer.ID)
	if d := cmp.Diff([]repair.Device{bare.Device, phone.Device}, devices); d != "" || err != nil {
		t.Errorf("Devices (-want +got): %v\n%s", err, d)
	}
}

func TestBoardCountsAndCalls(t *testing.T) {
	s := newShop(t)
	a, b := s.takeIn("5CD1").Order, s.takeIn("5CD2").Order
	since := s.clock.now()
	s.move(a.ID, repair.ShelfAwaitingTest, 0)
	s.clock.add(time.Hour)
	s.move(b.ID, repair.ShelfAwaitingTest, 0)
	c := s.takeIn("5CD3").Order
	s.repairIt(c)
	s.do(c.ID, pickUp(c.ID))
	s.assign()

	board, err := s.Board(ctx)
	if d := cmp.Diff([]string{"0001", "0002"}, shorts(board)); d != "" || err != nil {
		t.Errorf("Board (-want +got): %v\n%s", err, d)
	}
	counts, err := s.Counts(ctx)
	want := []store.PlaceCount{
		{repair.ShelfAwaitingTest, 2, since.UTC()},
		{Place: repair.ShelfAwaitingParts},
		{Place: repair.ShelfDone},
		{Place: repair.ShelfAwaitingPickup},
	}
	if d := cmp.Diff(want, counts); d != "" || err != nil {
		t.Errorf("Counts (-want +got): %v\n%s", err, d)
	}
	for day, want := range map[repair.Date][]string{"2026-11-23": nil, "2026-11-24": {"0003"}, "2026-12-01": {"0003"}} {
		rows, err := s.FollowUps(ctx, day)
		if d := cmp.Diff(want, shorts(rows)); d != "" || err != nil {
			t.Errorf("FollowUps(%s) (-want +got): %v\n%s", day, err, d)
		}
	}
	s.do(c.ID, repair.FollowUpDone{Result: "一切正常"})
	if rows, err := s.FollowUps(ctx, "2026-12-01"); len(rows) != 0 || err != nil {
		t.Errorf("FollowUps after the call: %v, %v", shorts(rows), err)
	}
}

func TestDraftsAndSettings(t *testing.T) {
	s := newShop(t)
	d := repair.Draft{DraftInfo: repair.DraftInfo{ID: "d1", Title: "欧阳", Screen: "check-in"}, Body: []byte(`{"step":3}`)}
	for range 2 { // saved at every step
		if err := s.SaveDraft(ctx, d); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.SaveDraft(ctx, repair.Draft{DraftInfo: repair.DraftInfo{ID: "d0", At: s.clock.now().Add(time.Hour)}}); err != nil {
		t.Fatal(err)
	}
	if err := s.Set(ctx, "lang", "en"); err != nil {
		t.Fatal(err)
	}
	s = s.reopen()
	list, err := s.Drafts(ctx)
	if err != nil || len(list) != 2 || list[0].ID != "d0" {
		t.Fatalf("drafts %+v, %v", list, err)
	}
	d.At = s.clock.now().UTC()
	if d := cmp.Diff(d, list[1]); d != "" {
		t.Errorf("draft (-saved +read):\n%s", d)
	}
	for range 2 {
		if err := s.DropDraft(ctx, "d1"); err != nil {
			t.Fatal(err)
		}
	}
	if list, err := s.Drafts(ctx); len(list) != 1 || err != nil {
		t.Errorf("drafts %+v, %v", list, err)
	}
	for key, want := range map[string]string{"lang": "en", "never": ""} {
		if got, err := s.Get(ctx, key); got != want || err != nil {
			t.Errorf("Get(%s) = %q, %v", key, got, err)
		}
	}
}

func TestBadge(t *testing.T) {
	s := newShop(t)
	p := storetest.Staff[1]
	code := repair.BadgeCode(s.Key(), p.ID, p.Issue)
	if got, err := s.StaffByBadge(ctx, strings.ToLower(code)); got != p || err != nil {
		t.Errorf("StaffByBadge = %+v, %v", got, err)
	}
	lost := p
	lost.Issue++
	if _, err := s.PutStaff(ctx, lost, ""); err != nil {
		t.Fatal(err)
	}
	for name, code := range map[string]string{
		"the lost badge": code, "another key": repair.BadgeCode(make([]byte, 32), p.ID, 2),
		"nobody's": repair.BadgeCode(s.Key(), "A077", 1), "an order": repair.OrderCode("A2611210001"), "nothing": "",
	} {
		if _, err := s.StaffByBadge(ctx, code); !errors.Is(err, repair.ErrUnknownStaff) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
