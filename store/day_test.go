package store_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"countertop/app/repair"
)

func TestDayCountsWhatHappenedInIt(t *testing.T) {
	s := newShop(t)
	first := s.clock.now()
	a := s.takeIn("PF1").Order
	s.do(a.ID, repair.QuoteRepair{Quote: repair.Quote{Lines: []repair.QuoteLine{{Name: "主板", PriceFen: 90000}}}})
	s.do(a.ID, repair.AnswerQuote{Agreed: true, How: repair.AnswerBySigning, Signed: signedText("同意维修")})
	s.clock.add(24 * time.Hour)
	second := s.clock.now()
	b := s.takeIn("PF2").Order
	s.do(b.ID, repair.ReturnUnrepaired{Reason: "客户不修"})
	s.do(b.ID, repair.PickUp{
		Identity: repair.Identity{CopyScanned: true}, TagScanned: b.ID, Returned: []int{1, 2}, ConditionSame: true,
		PaidFen: 3000, PaidBy: repair.PaidByCash, Signed: signedText("已取机"),
	})
	end := s.clock.now().Add(time.Hour)
	for _, tt := range []struct {
		from, until time.Time
		want        repair.DayCount
	}{
		{first, second, repair.DayCount{CheckedIn: 1, Quoted: 1, Agreed: 1}},
		{second, end, repair.DayCount{CheckedIn: 1, Unrepaired: 1, PickedUp: 1, Paid: map[repair.PaidBy]int64{repair.PaidByCash: 3000}}},
		{end, end.Add(time.Hour), repair.DayCount{}},
	} {
		got, err := s.Day(ctx, tt.from, tt.until)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(tt.want, got); d != "" {
			t.Errorf("%v to %v: %s", tt.from, tt.until, d)
		}
	}
	o, err := s.Order(ctx, a.ID)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Signature(ctx, o.Order.Quotes[0].Answer.Signature.Digest); err != nil {
		t.Errorf("the signature under the quote: %v", err)
	}
}
