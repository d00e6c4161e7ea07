package view_test

import (
	"time"

	"countertop/app/flow"
	"countertop/app/repair"
)

// ownShop is a shop that has set a lot, changed by a supervisor.
func ownShop(s *flow.State) {
	s.Staff, s.Proved = &s.People[2], s.Now
	s.Settings = flow.Settings{
		Values: map[string]string{
			repair.SetName: longCompany, repair.SetPhone: "020-55501234 转 802", repair.SetAddress: "广州市天河区示例路 1888 号安心科技大厦 B 座 12 楼 1206 室",
			repair.SetHours: "mon-fri 8:00-12:00,13:30-18:00; sat 9:00-17:00; sun closed", repair.SetReply: "1h30m", repair.SetSlots: "A 24, B 24, C 12, D 99",
			repair.SetTimezone: "America/Argentina/ComodRivadavia", repair.SetFuzzy: "zh=z, ch=c, sh=s, n=l, f=h, ng=n, r=l, an=ang, en=eng, in=ing",
		},
		File: map[string]string{repair.SetPhone: "020-55501235"},
	}
	s.Files = s.Shop.Trade
	s.SettingsPage.Room = repair.RoomShop
}

func init() {
	ownPages = append(ownPages, func(put func(string, flow.Screen, func(*flow.State))) {
		page := func(name string, f func(s *flow.State, p *flow.SettingsPage)) {
			put("settings-"+name, flow.ScreenSettings, func(s *flow.State) { ownShop(s); f(s, &s.SettingsPage) })
		}
		for i, r := range flow.ShownRooms() {
			page(string(r), func(s *flow.State, p *flow.SettingsPage) {
				p.Room, p.Rooms = r, i/6
				s.Shop.Trade = s.Files
			})
		}
		page("engineer", func(s *flow.State, _ *flow.SettingsPage) { s.Staff = &s.People[1] })
		page("changed", func(_ *flow.State, p *flow.SettingsPage) {
			p.Last = repair.SettingChanged{Key: repair.SetName, Before: "安心电脑维修", After: longCompany}
		})
		page("history", func(s *flow.State, p *flow.SettingsPage) {
			p.Room, p.Rooms, p.Read = repair.RoomChanges, 1, true
			for i := range 9 {
				p.History = append(p.History, repair.SettingEntry{
					At: s.Now.Add(-time.Duration(i) * time.Hour), By: "A003",
					SettingChanged: repair.SettingChanged{Key: repair.SetName, Before: "安心电脑维修", After: longCompany},
				})
			}
			p.History[1].By = ""
			p.History[2].SettingChanged = repair.SettingChanged{Key: repair.SetReply, Before: "", After: "1h30m"}
			p.History[3].SettingChanged = repair.SettingChanged{Key: repair.SetHours, Before: "", After: s.Settings.Values[repair.SetHours]}
		})
		edit := func(name, key string, f func(s *flow.State, e *flow.SettingEdit)) {
			page("edit-"+name, func(s *flow.State, p *flow.SettingsPage) {
				next, _ := flow.Update(*s, flow.SettingChosen{Key: key})
				*s = next
				f(s, &s.SettingsPage.Edit)
			})
		}
		same := func(*flow.State, *flow.SettingEdit) {}
		edit("typing", repair.SetName, same)
		edit("refused", repair.SetPhone, func(s *flow.State, e *flow.SettingEdit) {
			s.Focus, e.Text = "", "没有电话"
			next, _ := flow.Update(*s, flow.SettingSaved{})
			*s = next
		})
		edit("length", repair.SetReply, same)
		edit("volume", repair.SetVolume, same)
		edit("lang", repair.SetLang, same)
		edit("takings", repair.SetTakings, same)
		edit("week", repair.SetHours, same)
		edit("slots", repair.SetSlots, same)
		edit("fuzzy", repair.SetFuzzy, same)
		edit("logo", repair.SetLogo, func(s *flow.State, _ *flow.SettingEdit) {
			for i, size := range [][2]int{{384, 60}, {120, 120}, {9, 2}} {
				x := repair.Picture{W: size[0], H: size[1], Bits: make([]byte, (size[0]+7)/8*size[1])}
				x.Bits[0] = 0xF0
				name := []string{"标志 横", "Logo final 3", "小标志"}[i]
				s.SettingsPage.Pictures = append(s.SettingsPage.Pictures, flow.FoundPicture{Name: name, Picture: x})
			}
		})
		edit("no-logo", repair.SetLogo, func(s *flow.State, _ *flow.SettingEdit) { s.SettingsPage.Pictures = []flow.FoundPicture{} })
		edit("estimates", repair.SetEstimates, same)
		edit("faults", repair.ListKey("laptop.faults"), same)
		step := func(name, key string, msgs ...flow.Msg) {
			edit(name, key, func(s *flow.State, _ *flow.SettingEdit) {
				for _, m := range msgs {
					*s, _ = flow.Update(*s, m)
				}
			})
		}
		step("fault", repair.ListKey("laptop.faults"), flow.SettingItemChosen{Index: 9})
		step("estimate", repair.SetEstimates, flow.SettingItemChosen{Index: 2})
		step("closed", repair.SetHours, flow.SettingDayChosen{Day: time.Sunday})
		step("rule", repair.SetDays, flow.SettingItemChosen{}, flow.RuleDayChosen{Day: "2026-11-25"}, flow.RuleDayChosen{Day: "2026-12-02"})
		step("rule-own", repair.SetDays, flow.SettingItemChosen{}, flow.RuleDayChosen{Day: "2026-11-25"}, flow.RuleDayChosen{Day: "2026-12-02"},
			flow.RuleHoursChosen{Hours: flow.RuleOwn})
		step("rules", repair.SetDays, flow.SettingItemChosen{}, flow.RuleDayChosen{Day: "2026-11-25"}, flow.RuleHoursChosen{Hours: flow.RuleOwn},
			flow.SettingItemDone{})
	})
}
