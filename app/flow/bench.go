package flow

import (
	"cmp"
	"slices"

	"countertop/app/repair"
)

// BenchPage is the list of what the person at the counter has in hand.
type BenchPage struct{ Page int }

// Messages of the bench.
type (
	// BenchTurned turns the page of the list.
	BenchTurned struct{ Page int }
	// BenchAsked opens a page for a machine of the list: its test sheet, its
	// quote, its work, or the page that moves it.
	BenchAsked struct {
		Order  repair.OrderID
		Screen Screen
	}
)

// benchMsg are the messages that belong to the bench.
//
//sumtype:decl
type benchMsg interface {
	Msg
	benchMsg()
}

func (BenchTurned) owner() Screen { return ScreenBench }
func (BenchAsked) owner() Screen  { return ScreenBench }

func (BenchTurned) benchMsg() {}
func (BenchAsked) benchMsg()  {}

// Mine are the machines that the person at the counter has in hand, the most
// urgent first.
func (s State) Mine() (list []repair.Shown) {
	if s.Staff == nil {
		return nil
	}
	for _, c := range s.Columns(repair.ByPlace, s.Staff.ID) {
		for _, m := range c.Cards() {
			if m.Holder == s.Staff.ID {
				list = append(list, m)
			}
		}
	}
	slices.SortStableFunc(list, func(a, b repair.Shown) int { return cmp.Compare(b.Clock.Used, a.Clock.Used) })
	return list
}

// Offered are the machines on the benches of people who are not at work, the most
// urgent first: whoever is here may take them over.
func (s State) Offered() (list []repair.Shown) {
	if s.Staff == nil {
		return nil
	}
	for _, p := range s.People {
		if p.ID == s.Staff.ID || !p.AwayOn(s.Today()) {
			continue
		}
		for _, c := range s.Columns(repair.ByPlace, p.ID) {
			for _, m := range c.Cards() {
				if m.Holder == p.ID {
					list = append(list, m)
				}
			}
		}
	}
	slices.SortStableFunc(list, func(a, b repair.Shown) int { return cmp.Compare(b.Clock.Used, a.Clock.Used) })
	return list
}

// HasBench reports whether a list of what is in hand is of use to the person at
// the counter: to who takes machines, and to whoever holds one.
func (s State) HasBench() bool { return s.may(repair.CommandTake) || len(s.Mine()) > 0 }

// Takes reports whether a badge has begun to take machines to its bench.
func (c Scan) Takes() bool { return c.Taking && c.Shelf != nil && c.Shelf.Kind == repair.PlaceBench }

// taking begins to take machines to the bench of who has just scanned their
// badge.
func (s State) taking(hello func(State) (State, []Cmd)) (State, []Cmd) {
	waiting := s.Scan.Machine
	s.Scan.Shelf, s.Scan.Until, s.Scan.Machine = &repair.Place{Kind: repair.PlaceBench}, s.shelfUntil(), nil
	s.Scan.Taking, s.Scan.Taken, s.Scan.Result = true, 0, Result{}
	if s.Screen == ScreenScan && waiting != nil {
		return s.move(waiting.ID, repair.MoveMachine{To: *s.Scan.Shelf})
	}
	if s.Screen != ScreenOrder {
		s = s.to(ScreenBench)
		s.Bench = BenchPage{}
	}
	return hello(s)
}

// handedOver is the word of the holder: their badge while the machine that
// somebody else wants is refused.
func (s State) handedOver(p repair.Staff) (*repair.Approval, bool) {
	if s.Screen != ScreenScan || s.Staff == nil || s.Scan.Held() != p.ID {
		return nil, false
	}
	return Dialog{}.approval(p), true
}

// Held is who has the machine that was refused just now, "" if it was refused
// for something else.
func (c Scan) Held() repair.StaffID {
	if r := c.Result; r.Kind == ResultRefused && r.Rule != nil && r.Rule.Rule == repair.RuleHeld {
		return repair.StaffID(r.Rule.Args["who"])
	}
	return ""
}

func updateBench(s State, m benchMsg) (State, []Cmd) {
	switch m := m.(type) {
	case BenchTurned:
		s.Bench.Page = max(0, m.Page)
	case BenchAsked:
		switch m.Screen {
		case ScreenTest:
			return updateTest(s, TestAsked{Order: m.Order})
		case ScreenScan:
			return moveAsked(s, m.Order)
		case ScreenQuote, ScreenWork:
			return s, []Cmd{OpenOrder{Order: m.Order, For: m.Screen}}
		default: // the list offers no other page
		}
	}
	return s, nil
}
