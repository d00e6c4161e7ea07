package flow_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"countertop/app/flow"
	"countertop/app/repair"
)

// file is that of a customer with two entries that may be the same.
func file() repair.CustomerFile {
	wang := repair.Customer{ID: "A000012", Name: "王建国", Phones: []string{"13812341480"}}
	same, family := wang, wang
	same.ID, family.ID, family.Name = "A000031", "A000040", "王小明"
	return repair.CustomerFile{Customer: wang, Doubles: []repair.Double{
		{CustomerRow: repair.CustomerRow{Customer: same}, Likeness: repair.LikeSame},
		{CustomerRow: repair.CustomerRow{Customer: family}, Likeness: repair.LikePhone},
	}}
}

// atCustomer is the page of that customer, opened from their order.
func atCustomer(t *testing.T, who repair.StaffID) flow.State {
	t.Helper()
	row := repair.Row{Order: repair.Order{ID: "A2611210042", Version: 3, Customer: "A000012"}, Customer: file().Customer}
	s, asked := play(staffState(who), flow.OrderOpened{Row: row, For: flow.ScreenOrder}, flow.CustomerAsked{ID: "A000012"})
	if d := cmp.Diff([]flow.Cmd{flow.LoadCustomer{ID: "A000012"}}, asked); d != "" || s.Screen != flow.ScreenCustomer {
		t.Fatalf("on %s, asked (-want +got):\n%s", s.Screen, d)
	}
	s, _ = play(s, flow.CustomerLoaded{ID: "A000099", File: repair.CustomerFile{}})
	if s.CustomerPage.Read {
		t.Fatal("somebody else's file is shown")
	}
	s, _ = play(s, flow.CustomerLoaded{ID: "A000012", File: file()})
	return s
}

// proven gives the PIN that is asked for, and returns what was asked of the store then.
func proven(s flow.State) (flow.State, []flow.Cmd) {
	s, _ = play(s, flow.Typed{Text: "1111"}, flow.PINEntered{})
	return play(s, flow.StaffKnown{Staff: *s.Staff, PINLength: 4})
}

func TestTheCustomerPageLeadsToTheirOrdersAndBack(t *testing.T) {
	s := atCustomer(t, "A002")
	s, asked := play(s, flow.CustomerTurned{By: 1}, flow.CustomerFactsTurned{By: 1}, flow.OrderChosen{Order: "A2611210007"})
	if d := cmp.Diff([]flow.Cmd{flow.OpenOrder{Order: "A2611210007", For: flow.ScreenOrder}}, asked); d != "" || s.CustomerPage.Page != 1 || s.CustomerPage.Facts != 1 {
		t.Errorf("asked (-want +got):\n%s", d)
	}
	s, _ = play(s, flow.CustomerPartChosen{Part: flow.CustomerDoubles}, flow.DoubleChosen{Index: 1})
	for _, want := range []flow.CustomerPart{flow.CustomerDoubles, flow.CustomerAll} {
		if s, _ = play(s, flow.WentBack{}); s.Screen != flow.ScreenCustomer || s.CustomerPage.Part != want {
			t.Errorf("back leads to %s, %q", s.Screen, s.CustomerPage.Part)
		}
	}
	if s, _ = play(s, flow.WentBack{}); s.Screen != flow.ScreenOrder {
		t.Errorf("back leads to %s", s.Screen)
	}
}

func TestWhoMayMergeIsAskedOfWhatTheTwoAre(t *testing.T) {
	merge := func(i int) []flow.Msg {
		return []flow.Msg{flow.CustomerPartChosen{Part: flow.CustomerDoubles}, flow.DoubleChosen{Index: i}, flow.MergeConfirmed{}, flow.MergeConfirmed{}}
	}
	asks := func(by, from string) []flow.Cmd {
		return []flow.Cmd{flow.MergeCustomers{By: repair.StaffID(by), Into: "A000012", From: repair.CustomerID(from)}}
	}
	for _, tt := range []struct {
		who     repair.StaffID
		double  int
		want    []flow.Cmd
		refused repair.CommandName
	}{
		{"A001", 0, asks("A001", "A000031"), ""},
		{"A001", 1, nil, repair.CommandMergeCustomer},
		{"A002", 0, nil, repair.CommandMergeSame},
		{"A007", 1, asks("A007", "A000040"), ""},
	} {
		s, asked := play(atCustomer(t, tt.who), merge(tt.double)...)
		if d := cmp.Diff(tt.want, asked); d != "" {
			t.Errorf("%s merges %d, asked once (-want +got):\n%s", tt.who, tt.double, d)
		}
		if tt.refused != "" && (s.Toast.Key != "rule.role.do" || !slices.Contains(s.Toast.Args, string(tt.refused))) {
			t.Errorf("%s is told %s %v", tt.who, s.Toast.Key, s.Toast.Args)
		}
	}
	// Who says that two who differ are one proves who they are.
	s := atCustomer(t, "A007")
	s.Proved = s.Proved.AddDate(0, 0, -1)
	s, asked := play(s, merge(1)...)
	if s.Screen != flow.ScreenSignIn || asked != nil {
		t.Fatalf("without a PIN: %s, asked %v", s.Screen, asked)
	}
	s, asked = proven(s)
	if d := cmp.Diff(asks("A007", "A000040"), asked); d != "" || s.Screen != flow.ScreenCustomer {
		t.Errorf("with one, on %s (-want +got):\n%s", s.Screen, d)
	}
	s, _ = play(s, flow.Failed{Tag: flow.TagCustomer, Rule: &repair.RuleError{Rule: repair.RuleMerge}})
	if s.CustomerPage.Waits || s.Toast.Key != "rule.merge.what" || s.Screen != flow.ScreenCustomer {
		t.Errorf("refused by the store: %+v on %s, waits %v", s.Toast, s.Screen, s.CustomerPage.Waits)
	}
}

func TestAllPagesKnowTheMergedCustomer(t *testing.T) {
	s, _ := play(atCustomer(t, "A001"), flow.CustomerPartChosen{Part: flow.CustomerDoubles}, flow.DoubleChosen{}, flow.MergeConfirmed{})
	other := repair.Row{Order: repair.Order{ID: "A2611210007", Customer: "A000031"}, Customer: file().Doubles[0].Customer}
	s.Find.Rows, s.Where.Row = []repair.Row{other}, other
	s.CheckIn.Customer = repair.Customer{ID: "A000031", Name: "王建国", Phones: []string{"13700002222"}}
	before := s.Find.Rows
	now := repair.CustomerFile{Customer: repair.Customer{ID: "A000012", Name: "王建国", Phones: []string{"13812341480", "02083811480"}}}
	s, asked := play(s, flow.CustomersMerged{From: "A000031", File: now})
	for what, r := range map[string]repair.Row{"order": s.Order.Row, "where": s.Where.Row, "find": s.Find.Rows[0]} {
		if r.Customer.ID != "A000012" || len(r.Customer.Phones) != 2 || r.Order.Customer != "A000012" {
			t.Errorf("%s knows %+v", what, r.Customer)
		}
	}
	if c := s.CheckIn.Customer; c.ID != "A000012" || len(c.Phones) != 3 {
		t.Errorf("the check-in goes on with %+v", c)
	}
	if before[0].Customer.ID != "A000031" {
		t.Error("the rows of before were changed")
	}
	if p := s.CustomerPage; p.Part != flow.CustomerAll || !p.Read || len(p.File.Customer.Phones) != 2 || p.Waits {
		t.Errorf("the page: %+v", p)
	}
	if !slices.Contains(asked, flow.Cmd(flow.LoadFloor{})) || s.Toast.Key != "customer.merged" {
		t.Errorf("asked %v, told %s", asked, s.Toast.Key)
	}
}

func TestErasingACustomerAsksWhyAndWhoAndLeavesNothing(t *testing.T) {
	erase := flow.CustomerPartChosen{Part: flow.CustomerErase}
	s, asked := play(atCustomer(t, "A001"), erase)
	if s.CustomerPage.Part != flow.CustomerAll || s.Toast.Key != "rule.role.do" || asked != nil {
		t.Errorf("a coordinator: %q, %s", s.CustomerPage.Part, s.Toast.Key)
	}
	s, asked = play(atCustomer(t, "A007"), erase, flow.EraseConfirmed{})
	if s.Toast.Key != "lack.erase-reason" || asked != nil {
		t.Errorf("without a reason: %s, %v", s.Toast.Key, asked)
	}
	s.Proved = s.Proved.AddDate(0, 0, -1)
	s, asked = play(s, flow.EraseReasonChosen{Reason: "erase.asked"}, flow.EraseConfirmed{})
	if s.Screen != flow.ScreenSignIn || asked != nil {
		t.Fatalf("without a PIN: %s, asked %v", s.Screen, asked)
	}
	s, asked = proven(s)
	s, more := play(s, flow.EraseConfirmed{})
	asked = append(asked, more...)
	if d := cmp.Diff([]flow.Cmd{flow.EraseCustomer{By: "A007", ID: "A000012", Reason: "erase.asked"}}, asked); d != "" {
		t.Errorf("asked once (-want +got):\n%s", d)
	}
	s, asked = play(s, flow.CustomerErased{ID: "A000012"})
	if s.Screen != flow.ScreenHome || s.Order.Row.Customer.ID != "" || s.CustomerPage.File.Customer.ID != "" || s.Toast.Key != "customer.erased" {
		t.Errorf("left behind on %s: %+v, %+v", s.Screen, s.Order.Row.Customer, s.CustomerPage)
	}
	if !slices.Contains(asked, flow.Cmd(flow.LoadFloor{})) || !slices.Contains(asked, flow.Cmd(flow.LoadDue{})) {
		t.Errorf("asked %v", asked)
	}
}
