package flow_test

import (
	"testing"
	"time"

	"countertop/app/flow"
	"countertop/app/repair"
)

func TestMonthOfPurchaseIsAskedForRecentYears(t *testing.T) {
	for _, tt := range []struct {
		name   string
		chosen []string
		want   string
		asked  bool
	}{
		{"this year", []string{"2026"}, "2026", true},
		{"four years ago", []string{"2022"}, "2022", true},
		{"earlier", []string{"2021"}, "2021", false},
		{"with its month", []string{"2026", "202603"}, "202603", false},
		{"taken back", []string{"2026", "2026"}, "", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := flow.Initial(flow.Shop{Calendar: repair.DefaultCalendar(time.UTC)}, "en", time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC))
			s.Staff = &repair.Staff{ID: "A001", Roles: repair.RolesOf(repair.RoleCoordinator)}
			s.Screen, s.CheckIn.Step = flow.ScreenCheckIn, flow.StepSymptom
			for _, b := range tt.chosen {
				s, _ = flow.Update(s, flow.BoughtChosen{Bought: b})
			}
			if s.CheckIn.Bought != tt.want || (s.Focus == flow.FieldBought) != tt.asked {
				t.Errorf("bought %q with the keys on %q", s.CheckIn.Bought, s.Focus)
			}
		})
	}
}

func TestEnterKeepsWhatWasTypedOfTheCustomer(t *testing.T) {
	s := flow.Initial(flow.Shop{Calendar: repair.DefaultCalendar(time.UTC)}, "en", time.Time{})
	s.Staff = &repair.Staff{ID: "A001", Roles: repair.RolesOf(repair.RoleCoordinator)}
	s.Screen, s.CheckIn.Step = flow.ScreenCheckIn, flow.StepCustomer
	s.CheckIn.Customer.Phones = []string{"13812341480"}
	for _, m := range []flow.Msg{
		flow.Focused{Field: flow.FieldSecond},
		flow.Typed{Text: "02087654321"},
		flow.EntryDone{},
		flow.Focused{Field: flow.FieldContactName},
		flow.Typed{Text: "Li Mei"},
		flow.EntryDone{},
		flow.EntryDone{},
		flow.RelationChosen{Relation: repair.ListWord("家人", "Family")},
		flow.ContactTurned{Index: -1},
		flow.EntryDone{},
	} {
		s, _ = flow.Update(s, m)
	}
	c := s.CheckIn.Customer
	if len(c.Phones) != 2 || c.Phones[1] != "02087654321" {
		t.Errorf("phones are %v", c.Phones)
	}
	want := repair.Contact{Name: "Li Mei", Relation: repair.ListWord("家人", "Family"), Collects: true}
	if len(c.Contacts) != 1 || c.Contacts[0] != want || s.Focus != "" {
		t.Errorf("contacts are %v, the keys are on %q", c.Contacts, s.Focus)
	}
}
