package flow_test

import (
	"testing"
	"time"

	"countertop/app/flow"
	"countertop/app/repair"
)

// settingsState is a supervisor who has just given a PIN, on the settings page.
func settingsState() flow.State {
	now := time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC)
	s := flow.Initial(flow.Shop{Calendar: repair.DefaultCalendar(time.UTC)}, "zh-CN", now)
	s.Staff, s.Proved = &repair.Staff{ID: "A003", Name: "司马南山", Roles: repair.RolesOf(repair.RoleSupervisor)}, now
	s.Screen, s.SettingsPage.Room = flow.ScreenSettings, repair.RoomHours
	return s
}

// set plays messages behind the choice of a setting, saves, and returns the value
// that the store is asked for.
func set(t *testing.T, key string, msgs ...flow.Msg) string {
	t.Helper()
	s := settingsState()
	var cmds []flow.Cmd
	for _, m := range append(append([]flow.Msg{flow.SettingChosen{Key: key}}, msgs...), flow.SettingSaved{}) {
		s, cmds = flow.Update(s, m)
	}
	for _, c := range cmds {
		if c, ok := c.(flow.ChangeSettings); ok && c.By == "A003" && len(c.Changes) == 1 && c.Changes[0].Key == key {
			return c.Changes[0].Value
		}
	}
	t.Fatalf("%s: the store is asked for %v, refused %+v", key, cmds, s.SettingsPage.Edit.Refused)
	return ""
}

// Every kind of setting is changed by touch alone.
func TestSettingsAreChangedByTouch(t *testing.T) {
	day := func(d repair.Date) flow.Msg { return flow.RuleDayChosen{Day: d} }
	for _, tt := range []struct {
		key  string
		msgs []flow.Msg
		want string
	}{
		{repair.SetReply, []flow.Msg{flow.Typed{Text: "9"}, flow.Typed{Text: "0"}, flow.SettingUnitChosen{Unit: "m"}}, "1h30m"},
		{repair.SetVolume, []flow.Msg{flow.Typed{Text: "35"}}, "35"},
		{repair.SetLang, []flow.Msg{flow.SettingFilled{Value: "en"}}, "en"},
		{repair.SetTakings, []flow.Msg{flow.SettingToggled{Item: "engineer"}, flow.SettingToggled{Item: "coordinator"}}, "engineer, supervisor"},
		{repair.SetFuzzy, []flow.Msg{flow.SettingToggled{Item: "zh=z"}, flow.SettingToggled{Item: "n=l"}}, "zh=z, n=l"},
		{repair.SetSlots, []flow.Msg{flow.SlotsMoved{Shelf: repair.ShelfDone, By: -10}}, "A 24, B 24, C 14, D 24"},
		{repair.SetSlots, []flow.Msg{flow.SlotsMoved{Shelf: repair.ShelfDone, By: 200}}, "A 24, B 24, C 99, D 24"},
		{repair.SetHours, []flow.Msg{flow.SettingDayChosen{Day: time.Sunday}, flow.StretchRemoved{}}, "mon-sat 8:00-18:00; sun closed"},
		{repair.SetHours, []flow.Msg{flow.StretchMoved{Minutes: 60}, flow.SettingDayCopied{}}, "9:00-18:00"},
		{repair.SetHours, []flow.Msg{flow.StretchMoved{End: true, Minutes: 480}, flow.SettingDayCopied{}}, "8:00-2:00"},
		{repair.SetHours, []flow.Msg{flow.StretchAdded{}, flow.SettingDayCopied{Weekdays: true}}, "mon-fri 8:00-18:00,19:00-23:00; sat-sun 8:00-18:00"},
		{
			repair.SetDays,
			[]flow.Msg{flow.SettingItemChosen{}, day("2026-12-25"), day("2026-12-31"), flow.SettingItemDone{}},
			"2026-12-25..2026-12-31 closed",
		},
		{
			repair.SetDays,
			[]flow.Msg{flow.SettingItemChosen{}, day("2026-12-26"), flow.RuleHoursChosen{Hours: flow.RuleWorkday}, flow.SettingItemDone{}},
			"2026-12-26 workday",
		},
		{repair.SetEstimates, []flow.Msg{flow.SettingItemChosen{Index: 99}, flow.Typed{Text: "500"}, flow.SettingItemDone{}}, "50, 80, 100, 150, 200, 300, 500"},
		{repair.SetEstimates, []flow.Msg{flow.SettingItemMoved{Index: 1}, flow.SettingItemRemoved{Index: 5}}, "80, 50, 100, 150, 200"},
		{repair.ListKey("papers"), []flow.Msg{
			flow.SettingItemChosen{},
			flow.Cleared{},
			flow.Typed{Text: "收据"},
			flow.EntryDone{},
			flow.Typed{Text: "Bill"},
			flow.EntryDone{},
			flow.SettingItemRemoved{Index: 5},
			flow.SettingItemRemoved{Index: 4},
			flow.SettingItemRemoved{Index: 3},
			flow.SettingItemRemoved{Index: 2},
		}, "收据 | Bill\n保修卡"},
	} {
		t.Run(tt.key, func(t *testing.T) {
			if got := set(t, tt.key, tt.msgs...); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// What cannot be is said beside what was written, which stays.
func TestRefusedSettingKeepsItsText(t *testing.T) {
	s := settingsState()
	for _, m := range []flow.Msg{
		flow.SettingChosen{Key: repair.SetEstimates}, flow.SettingItemChosen{Index: 99}, flow.Typed{Text: "80"}, flow.SettingItemDone{},
	} {
		s, _ = flow.Update(s, m)
	}
	e := s.SettingsPage.Edit
	if e.Refused == nil || e.Refused.Reason != repair.RefusedTwice || !e.Item.Open || e.Item.Text != "80" {
		t.Errorf("the editor after an amount that is there already: %+v", e)
	}
}

// The way back loses nothing: an editor that was left is there again.
func TestUnsavedSettingIsThereAgain(t *testing.T) {
	s := settingsState()
	for _, m := range []flow.Msg{
		flow.SettingChosen{Key: repair.SetSlots},
		flow.SlotsMoved{Shelf: repair.ShelfDone, By: 1},
		flow.WentBack{},
		flow.SettingRoomChosen{Room: repair.RoomShop},
		flow.SettingChosen{Key: repair.SetSlots},
	} {
		s, _ = flow.Update(s, m)
	}
	if got := s.SettingsPage.Edit.Text; got != "A 24, B 24, C 25, D 24" {
		t.Errorf("the editor has %q", got)
	}
}

// A setting wants a PIN that is fresh, for as long as the shop says.
func TestSettingWantsAFreshPIN(t *testing.T) {
	for wait, asked := range map[time.Duration]bool{4 * time.Minute: false, 6 * time.Minute: true} {
		s := settingsState()
		s.Now = s.Now.Add(wait)
		s, _ = flow.Update(s, flow.SettingChosen{Key: repair.SetSlots})
		if got := s.Screen == flow.ScreenSignIn; got != asked {
			t.Errorf("after %v asked for the PIN: %v", wait, got)
		}
	}
}
