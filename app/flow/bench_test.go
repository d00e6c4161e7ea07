package flow_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"countertop/app/flow"
	"countertop/app/repair"
	"countertop/scanner"
)

var (
	li   = repair.Staff{ID: "A002", Name: "李强", Roles: repair.RolesOf(repair.RoleEngineer)}
	zhao = repair.Staff{ID: "A004", Name: "赵磊", Roles: repair.RolesOf(repair.RoleEngineer)}
	boss = repair.Staff{ID: "A003", Name: "王敏", Roles: repair.RolesOf(repair.RoleSupervisor)}
	chen = repair.Staff{ID: "A001", Name: "陈静", Roles: repair.RolesOf(repair.RoleCoordinator)}

	first, second = repair.MakeOrderID('A', start, 1), repair.MakeOrderID('A', start, 2)
	atBench       = repair.Place{Kind: repair.PlaceBench}
	tested        = repair.Place{Kind: repair.ShelfAwaitingTest}
)

func badgeOf(p repair.Staff) flow.Msg { return flow.StaffKnown{Staff: p} }

func tagOf(id repair.OrderID) flow.Msg {
	return flow.Scanned{Scan: scanner.Scan{Text: repair.OrderCode(id)}}
}

func placeScan(p repair.Place) flow.Msg {
	return flow.Scanned{Scan: scanner.Scan{Text: repair.ShelfCode(p)}}
}

// shopWith is a screen with two machines in the shop and nobody at the counter.
func shopWith(screen flow.Screen) flow.State {
	s := signedIn()
	s.Staff, s.Screen, s.Now = nil, screen, start
	var cards []repair.Card
	for _, id := range []repair.OrderID{first, second} {
		cards = append(cards, repair.Card{ID: id, Stage: repair.StageAwaitingTest, Place: tested})
	}
	s.Floor = repair.NewFloor(cards)
	return s
}

// taken is the store's answer to a machine that was put on somebody's bench.
func taken(id repair.OrderID, by repair.Staff) flow.Msg {
	o := repair.Order{ID: id, Version: 3, Stage: repair.StageInRepair, Place: atBench, Holder: by.ID}
	return flow.Committed{
		Tag:    flow.TagScan,
		Result: repair.Result{Row: repair.Row{Order: o}, Before: repair.Order{Place: tested}, Events: []repair.Event{{Subject: id.Subject()}}},
	}
}

// moves are the commits of a move, as "by:order>place".
func moves(cmds []flow.Cmd) (out []string) {
	for _, c := range cmds {
		if c, ok := c.(flow.Commit); ok {
			if m, ok := c.Command.(repair.MoveMachine); ok {
				approved := ""
				if m.Override != nil {
					approved = "+" + string(m.Override.By)
				}
				out = append(out, string(c.By)+approved+":"+c.Order.Short()+">"+string(m.To.Kind))
			}
		}
	}
	return out
}

func later(d time.Duration) flow.Msg { return flow.Tick{Now: start.Add(d)} }

func TestBadgeAndMachineTakeTheJob(t *testing.T) {
	for _, tt := range []struct {
		name   string
		screen flow.Screen
		staff  *repair.Staff
		msgs   []flow.Msg
		want   []string
		on     flow.Screen
	}{
		{
			"badge, then machines", flow.ScreenHome, nil,
			[]flow.Msg{badgeOf(li), tagOf(first), taken(first, li), tagOf(second)},
			[]string{"A002:0001>bench", "A002:0002>bench"},
			flow.ScreenScan,
		},
		{"the badge alone shows the list", flow.ScreenBoard, nil, []flow.Msg{badgeOf(li)}, nil, flow.ScreenBench},
		{"a minute later it is over", flow.ScreenHome, nil, []flow.Msg{badgeOf(li), later(61 * time.Second), tagOf(first)}, nil, flow.ScreenScan},
		{
			"each machine makes the minute longer", flow.ScreenHome, nil,
			[]flow.Msg{badgeOf(li), later(50 * time.Second), tagOf(first), taken(first, li), later(100 * time.Second), tagOf(second)},
			[]string{"A002:0001>bench", "A002:0002>bench"},
			flow.ScreenScan,
		},
		{"machine, then badge", flow.ScreenScan, &chen, []flow.Msg{tagOf(first), badgeOf(li)}, []string{"A002:0001>bench"}, flow.ScreenScan},
		{"a coordinator's badge only signs in", flow.ScreenHome, nil, []flow.Msg{badgeOf(chen), tagOf(first)}, nil, flow.ScreenScan},
		{"machine, then a coordinator's badge", flow.ScreenScan, &li, []flow.Msg{tagOf(first), badgeOf(chen)}, nil, flow.ScreenScan},
		{
			"a shelf takes the place of the bench", flow.ScreenHome, nil,
			[]flow.Msg{badgeOf(li), placeScan(tested), tagOf(first)},
			[]string{"A002:0001>awaiting-test"},
			flow.ScreenScan,
		},
		{
			"a shelf after a take moves the machine on", flow.ScreenHome, nil,
			[]flow.Msg{badgeOf(li), tagOf(first), taken(first, li), later(10 * time.Second), placeScan(tested)},
			[]string{"A002:0001>bench", "A002:0001>awaiting-test"},
			flow.ScreenScan,
		},
		{
			"and later it waits for machines", flow.ScreenHome, nil,
			[]flow.Msg{badgeOf(li), tagOf(first), taken(first, li), later(16 * time.Second), placeScan(tested), tagOf(second)},
			[]string{"A002:0001>bench", "A002:0002>awaiting-test"},
			flow.ScreenScan,
		},
		{
			"another badge takes over", flow.ScreenHome, nil,
			[]flow.Msg{badgeOf(li), badgeOf(zhao), tagOf(first)},
			[]string{"A004:0001>bench"},
			flow.ScreenBench,
		},
		{
			"touch and PIN: the place button", flow.ScreenScan, &li,
			[]flow.Msg{tagOf(first), flow.ShelfTouched{Place: atBench}},
			[]string{"A002:0001>bench"},
			flow.ScreenScan,
		},
		{"on the order page it stays", flow.ScreenOrder, &chen, []flow.Msg{badgeOf(li)}, nil, flow.ScreenOrder},
		{
			"and takes what is scanned next", flow.ScreenOrder, &chen,
			[]flow.Msg{badgeOf(li), tagOf(second)},
			[]string{"A002:0002>bench"},
			flow.ScreenOrder,
		},
		{"at pickup it only signs in", flow.ScreenPickup, &chen, []flow.Msg{badgeOf(li)}, nil, flow.ScreenPickup},
		{"on a sheet it only signs in", flow.ScreenTest, &chen, []flow.Msg{badgeOf(li)}, nil, flow.ScreenTest},
		{"at a quote it only signs in", flow.ScreenQuote, &chen, []flow.Msg{badgeOf(li)}, nil, flow.ScreenQuote},
		{"at check-in it only signs in", flow.ScreenCheckIn, &chen, []flow.Msg{badgeOf(li)}, nil, flow.ScreenCheckIn},
		{"on the sign-in page it answers the question", flow.ScreenHome, nil, []flow.Msg{tagOf(first), badgeOf(li)}, nil, flow.ScreenScan},
		{
			"and once more it takes", flow.ScreenHome, nil,
			[]flow.Msg{tagOf(first), badgeOf(li), badgeOf(li)},
			[]string{"A002:0001>bench"},
			flow.ScreenScan,
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := shopWith(tt.screen)
			s.Staff = tt.staff
			s, cmds := after(s, tt.msgs...)
			if d := cmp.Diff(tt.want, moves(cmds)); d != "" {
				t.Errorf("moves (-want +got):\n%s", d)
			}
			if s.Screen != tt.on || s.Staff == nil {
				t.Errorf("the screen is %s with %v, want %s", s.Screen, s.Staff, tt.on)
			}
		})
	}
}

func TestBadgeWhileAReasonIsAskedOnlySignsIn(t *testing.T) {
	s := shopWith(flow.ScreenScan)
	s.Staff = &chen
	s, cmds := after(s, tagOf(first), placeScan(repair.Place{Kind: repair.ShelfAwaitingParts}), badgeOf(li))
	if len(moves(cmds)) > 0 || !s.Scan.Asking || s.Staff.ID != li.ID {
		t.Errorf("moves %v, asking %v, staff %v", moves(cmds), s.Scan.Asking, s.Staff)
	}
}

func TestTakesAreCounted(t *testing.T) {
	s, _ := after(shopWith(flow.ScreenHome), badgeOf(li), tagOf(first), taken(first, li), tagOf(second), taken(second, li))
	if s.Scan.Result.Taken != 2 || !s.Scan.Takes() {
		t.Errorf("the second machine is number %d", s.Scan.Result.Taken)
	}
	if got := len(s.Mine()); got != 2 {
		t.Errorf("%d machines are in hand", got)
	}
}

// held is the refusal of a machine that Li has.
func held() flow.Msg {
	row := repair.Row{Order: repair.Order{ID: first, Version: 3, Stage: repair.StageInRepair, Place: atBench, Holder: li.ID}}
	return flow.Failed{Tag: flow.TagScan, Order: first, Row: &row, Rule: &repair.RuleError{
		Rule: repair.RuleHeld, Order: first, Place: atBench, Args: map[string]string{"who": string(li.ID)}, Override: repair.RoleSupervisor,
	}}
}

func TestHolderHandsTheMachineOver(t *testing.T) {
	ask := flow.DialogAsked{Kind: flow.DialogApprove, Purpose: flow.ForHeld}
	pin := func(p repair.Staff) []flow.Msg {
		return []flow.Msg{flow.ApproverChosen{Staff: p.ID}, flow.Typed{Text: "1234"}, flow.DialogDone{}}
	}
	for _, tt := range []struct {
		name string
		msgs []flow.Msg
		want []string
		pin  bool // was asked to be checked
	}{
		{"by badge at once", []flow.Msg{badgeOf(li)}, []string{"A004+A002:0001>bench"}, false},
		{"by badge in the dialog", []flow.Msg{ask, badgeOf(li)}, []string{"A004+A002:0001>bench"}, false},
		{"by PIN without a reason", append(append([]flow.Msg{ask}, pin(li)...), badgeOf(li)), []string{"A004+A002:0001>bench"}, true},
		{"a supervisor needs a reason", []flow.Msg{ask, badgeOf(boss)}, nil, false},
		{"a supervisor with one", []flow.Msg{ask, flow.ReasonChosen{Text: "客户急用"}, badgeOf(boss)}, []string{"A004+A003:0001>bench"}, false},
		{"another engineer cannot", []flow.Msg{ask, flow.ReasonChosen{Text: "急"}, badgeOf(zhao)}, nil, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s, _ := after(shopWith(flow.ScreenHome), badgeOf(zhao), tagOf(first), held())
			if s.Scan.Result.Kind != flow.ResultRefused || s.Scan.Held() != li.ID {
				t.Fatalf("result %+v", s.Scan.Result)
			}
			s, cmds := after(s, tt.msgs...)
			if d := cmp.Diff(tt.want, moves(cmds)); d != "" {
				t.Errorf("moves (-want +got):\n%s", d)
			}
			checked := false
			for _, c := range cmds {
				_, is := c.(flow.CheckPIN)
				checked = checked || is
			}
			if checked != tt.pin || s.Staff.ID != zhao.ID {
				t.Errorf("PIN checked: %v, at the counter is %s", checked, s.Staff.ID)
			}
		})
	}
}

func TestCustomersPageKeepsItsMeaningOfABadge(t *testing.T) {
	s := shopWith(flow.ScreenPickupSign)
	s.Staff = &chen
	s, cmds := after(s, flow.Scanned{Scan: scanner.Scan{Text: repair.BadgeCode(key, li.ID, 1)}}, badgeOf(li))
	if len(moves(cmds)) > 0 || s.Scan.Takes() || s.Screen == flow.ScreenBench {
		t.Errorf("the badge began to take machines on %s", s.Screen)
	}
}

func TestQuoteFromTheBenchLeadsBackToIt(t *testing.T) {
	s := shopWith(flow.ScreenBench)
	s.Staff, s.Back = &li, []flow.Screen{flow.ScreenHome}
	s, cmds := after(s, flow.BenchAsked{Order: first, Screen: flow.ScreenWork})
	if d := cmp.Diff([]flow.Cmd{flow.OpenOrder{Order: first, For: flow.ScreenWork}}, cmds); d != "" {
		t.Fatalf("commands (-want +got):\n%s", d)
	}
	row := repair.Row{Order: repair.Order{ID: first, Version: 2, Stage: repair.StageAwaitingTest, Place: tested}}
	s, _ = after(s, flow.OrderOpened{Row: row, For: flow.ScreenWork})
	if s.Screen != flow.ScreenWork || s.Service.Order != first {
		t.Fatalf("the screen is %s for %s", s.Screen, s.Service.Order)
	}
	s, _ = after(
		s,
		flow.Committed{Tag: flow.TagService, Result: repair.Result{Row: row, Events: []repair.Event{{Body: repair.WorkRecorded{Work: "x"}}}}},
	)
	if s.Screen != flow.ScreenBench {
		t.Errorf("the work is stored and the screen is %s", s.Screen)
	}
}

func TestBenchOpensWhatIsDoneToAMachine(t *testing.T) {
	for screen, want := range map[flow.Screen]flow.Cmd{
		flow.ScreenTest:  flow.OpenOrder{Order: first, For: flow.ScreenTest},
		flow.ScreenQuote: flow.OpenOrder{Order: first, For: flow.ScreenQuote},
		flow.ScreenWork:  flow.OpenOrder{Order: first, For: flow.ScreenWork},
		flow.ScreenScan:  flow.Play{Sound: flow.SoundKey}, // the machine is there at once
	} {
		s := shopWith(flow.ScreenBench)
		s.Staff = &li
		_, cmds := after(s, flow.BenchAsked{Order: first, Screen: screen})
		if d := cmp.Diff([]flow.Cmd{want}, cmds); d != "" {
			t.Errorf("%s (-want +got):\n%s", screen, d)
		}
	}
}
