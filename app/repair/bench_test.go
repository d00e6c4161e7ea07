package repair_test

import (
	"fmt"
	"testing"
	"time"

	"countertop/app/repair"
)

// busy are n orders of the last hundred days, in every stage that has a clock.
func busy(n int) (orders []repair.Order) {
	stages := []repair.Stage{
		repair.StageAwaitingTest, repair.StageQuoting, repair.StageInRepair, repair.StageAtPeer, repair.StageAwaitingParts,
		repair.StageAwaitingClose, repair.StageAwaitingPickup, repair.StageReturnUnrepaired,
	}
	for i := range n {
		received := start.Add(-time.Duration(i%2400) * time.Hour).Add(time.Duration(i%60) * time.Minute)
		o := agreed(stages[i%len(stages)], received, received.Add(3*time.Hour), i%4)
		if i%3 == 0 {
			o.Quotes = nil
		}
		o.PromisedOn = repair.DateOf(received.AddDate(0, 0, 3))
		orders = append(orders, o)
	}
	return orders
}

// benchCalendars are shops from the plainest to one with all there is.
func benchCalendars(b *testing.B) map[string]repair.Calendar {
	pause := weekly(b, shanghai, "8:00-12:00, 13:30-18:00")
	pause.Special = days(b, "2026-10-01 closed", "2026-10-02 closed")
	night := weekly(b, zone("Europe/Berlin"), "11:00-14:00, 17:00-1:30")
	var rules []string
	for month := range 12 {
		rules = append(rules, fmt.Sprintf("2026-%02d-03..2026-%02d-05 closed", month+1, month+1), fmt.Sprintf("2026-%02d-14 workday", month+1))
	}
	night.Official = &repair.Official{Days: days(b, rules...)}
	night.Special = days(b, "2026-11-07 18:00-2:00")
	return map[string]repair.Calendar{"daily": repair.DefaultCalendar(shanghai), "pause": pause, "night": night}
}

// BenchmarkFloor makes the cards of a floor of 3,000 machines, and looks at it.
func BenchmarkFloor(b *testing.B) {
	orders := busy(3000)
	for name, cal := range benchCalendars(b) {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				cards := repair.NewCards(cal, repair.DefaultLimits(), start)
				list := make([]repair.Card, len(orders))
				for i, o := range orders {
					list[i] = cards.Of(o, repair.Customer{})
				}
				repair.NewFloor(list).Overview(cal, start.Add(time.Minute))
			}
		})
	}
}

// BenchmarkBetween counts the opening hours of thirty days.
func BenchmarkBetween(b *testing.B) {
	from := start.AddDate(0, 0, -30)
	for name, cal := range benchCalendars(b) {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				cal.Between(from, start)
			}
		})
	}
}

// BenchmarkAdd finds when a limit of thirty hours is over.
func BenchmarkAdd(b *testing.B) {
	for name, cal := range benchCalendars(b) {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				cal.Add(start, 30*time.Hour)
			}
		})
	}
}
