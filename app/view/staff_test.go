package view_test

import (
	"testing"
	"time"

	"countertop/app/flow"
	"countertop/app/repair"
)

// staffed is a shop of many people, some away, one gone, one without a PIN.
func staffed(s *flow.State) {
	s.Staff, s.Proved = &s.People[2], s.Now
	s.People = append(s.People[:len(s.People):len(s.People)],
		repair.Staff{ID: "A008", Name: "欧阳建国", Roles: "coordinator,engineer,supervisor", Issue: 1, Away: true, AwayUntil: "2026-11-29"},
		repair.Staff{ID: "A009", Name: "Alexandra Montgomery-Fitzgerald", Roles: "engineer", Issue: 2, Away: true},
		repair.Staff{ID: "A010", Name: "古丽米热·买买提", Roles: "coordinator", Issue: 1},
		repair.Staff{ID: "A011", Name: "林晓", Roles: "engineer", Ended: true},
	)
	for i := range 9 {
		s.People = append(s.People, repair.Staff{ID: repair.StaffID("A02" + string(rune('0'+i))), Name: "周小明", Roles: "supervisor", Issue: 1})
	}
	s.PINLengths = map[repair.StaffID]int{}
	for _, p := range s.People {
		if p.ID != "A010" {
			s.PINLengths[p.ID] = 4
		}
	}
}

func init() {
	ownPages = append(ownPages, func(put func(string, flow.Screen, func(*flow.State))) {
		put("sign-in-crowd", flow.ScreenSignIn, func(s *flow.State) { staffed(s); s.Staff, s.SignIn.Page = nil, 1 })
		put("settings-staff-crowd", flow.ScreenSettings, func(s *flow.State) { staffed(s); s.SettingsPage.Room = repair.RoomStaff })
		put("settings-staff-gone", flow.ScreenSettings, func(s *flow.State) {
			staffed(s)
			s.SettingsPage.Room, s.SettingsPage.Page, s.HasRecovery = repair.RoomStaff, 9, true
		})
		put("settings-roles-last", flow.ScreenSettings, func(s *flow.State) {
			staffed(s)
			s.SettingsPage.Room, s.SettingsPage.Page = repair.RoomRoles, 9
		})
		person := func(name string, id repair.StaffID, msgs ...flow.Msg) {
			put("staff-"+name, flow.ScreenHome, func(s *flow.State) {
				staffed(s)
				s.Staff.Roles = "supervisor,owner"
				for _, m := range append([]flow.Msg{flow.StaffChosen{ID: id}}, msgs...) {
					*s, _ = flow.Update(*s, m)
				}
			})
		}
		person("new", "")
		person("new-typing", "", flow.Focused{Field: flow.FieldStaffName})
		person("new-refused", "", flow.StaffSaved{})
		person("one", "A009")
		person("away-one", "A008")
		person("gone", "A011")
		person("pin", "A009", flow.StaffPartChosen{Part: flow.StaffPIN})
		person("pin-weak", "A009", flow.StaffPartChosen{Part: flow.StaffPIN}, flow.Typed{Text: "1234"}, flow.StaffPINDone{})
		person("pin-again", "A009", flow.StaffPartChosen{Part: flow.StaffPIN}, flow.Typed{Text: "2718"}, flow.StaffPINDone{}, flow.Typed{Text: "27"})
		person("badge", "A009", flow.StaffPartChosen{Part: flow.StaffBadge})
		person("away", "A009", flow.StaffPartChosen{Part: flow.StaffAway})
		person("end", "A009", flow.StaffPartChosen{Part: flow.StaffEnd})
		put("staff-own", flow.ScreenHome, func(s *flow.State) {
			staffed(s)
			s.Staff = &s.People[1]
			*s, _ = flow.Update(*s, flow.StaffChosen{ID: s.Staff.ID})
		})
		step := func(name string, f func(p *flow.RecoveryPage)) {
			put("recovery-"+name, flow.ScreenRecovery, func(s *flow.State) { staffed(s); f(&s.Recovery) })
		}
		step("none", func(*flow.RecoveryPage) {})
		put("recovery-has", flow.ScreenRecovery, func(s *flow.State) { staffed(s); s.HasRecovery = true })
		step("who", func(p *flow.RecoveryPage) { p.Step = flow.RecoveryWho })
		step("who-refused", func(p *flow.RecoveryPage) {
			p.Step, p.Staff, p.Typed, p.Refused = flow.RecoveryWho, "A007", "7K3X9QW02TMSW4H8ZC1D", "problem.recovery"
		})
		put("recovery-typing", flow.ScreenRecovery, func(s *flow.State) {
			staffed(s)
			s.Recovery.Step = flow.RecoveryWho
			*s, _ = flow.Update(*s, flow.Focused{Field: flow.FieldRecovery})
		})
		step("pin", func(p *flow.RecoveryPage) { p.Step, p.Staff = flow.RecoveryPIN, "A007" })
		step("made", func(p *flow.RecoveryPage) {
			p.Step, p.Code, p.Paper = flow.RecoveryMade, "7K3X9-QW02T-MSW4H-8ZC1D", "x"
		})
		put("notable", flow.ScreenNotable, func(s *flow.State) {
			staffed(s)
			s.Notable.Read = true
			approved := &repair.Approval{By: "A008", Role: repair.RoleSupervisor, Reason: "客户在机场，机器由朋友代取，已电话核对身份证号码"}
			for i, x := range []struct {
				subject repair.Subject
				by      repair.StaffID
				body    repair.Body
			}{
				{"staff:A009", repair.SystemID, repair.PINFailed{Count: 4}},
				{"staff:A009", repair.SystemID, repair.PINFailed{Count: 12, Page: "pickup-sign"}},
				{"order:A2611210042", "A008", repair.Moved{Override: approved}},
				{"order:A2611210042", "A008", repair.PickedUp{Missing: approved, Unsigned: approved}},
				{"staff:A010", "A007", repair.StaffJoined{Name: "古丽米热·买买提", Roles: "coordinator,engineer"}},
				{"staff:A010", "A007", repair.StaffChanged{Roles: "coordinator,engineer,supervisor,owner"}},
				{"staff:A010", "A007", repair.BadgeIssued{Issue: 3}},
				{"staff:A010", "A007", repair.PINSet{}},
				{"staff:A011", "A007", repair.StaffEnded{}},
			} {
				s.Notable.List = append(s.Notable.List, repair.Record{Event: repair.Event{
					Subject: x.subject, By: x.by, At: s.Now.Add(-time.Duration(i) * time.Hour), Body: x.body,
				}})
			}
		})
		put("print-recovery", flow.ScreenPrint, func(s *flow.State) {
			staffed(s)
			s.Jobs = []repair.PrintJob{{ID: 9, Document: repair.DocRecovery, Subject: "x", Printer: "小票机", State: repair.JobFailed, At: s.Now}}
			s.Prints.Selected = 9
		})
		put("notable-none", flow.ScreenNotable, func(s *flow.State) { staffed(s); s.Notable.Read = true })
	})
}

// Who may change a person finds name and roles to touch, also before anything is
// changed; others read them.
func TestFormOfAPersonIsForWhoMay(t *testing.T) {
	m, all := measurer(t), pages("zh-CN")
	for name, want := range map[string]bool{"staff-new": true, "staff-one": true, "staff-gone": true, "staff-own": false} {
		s := usual(all[name], m)
		if got := s.Find("field.staff-name") != nil && s.Find("role.engineer") != nil && s.Find("save") != nil; got != want {
			t.Errorf("%s: the form can be touched: %t", name, got)
		}
	}
}
