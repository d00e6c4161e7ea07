package repair

import (
	"slices"
	"time"
)

// The keys that the program reads by name.
const (
	SetName         = "shop.name"
	SetPhone        = "shop.phone"
	SetAddress      = "shop.address"
	SetLogo         = "shop.logo"
	SetHours        = "shop.hours"
	SetDays         = "shop.days"
	SetOfficial     = "shop.official_holidays"
	SetHoursText    = "shop.hours_text"
	SetTimezone     = "shop.timezone"
	SetSlots        = "station.slots"
	SetReply        = "limits.reply"
	SetQuote        = "limits.quote"
	SetBench        = "limits.bench"
	SetPeer         = "limits.peer"
	SetRepairDays   = "limits.repair_days"
	SetPromiseDays  = "limits.promise_days"
	SetUncollected  = "limits.uncollected_days"
	SetShelfStays   = "scan.shelf_stays"
	SetOwnLines     = "checklist.other"
	SetEstimates    = "fees.estimates"
	SetTakings      = "shop.takings"
	SetSignOut      = "privacy.sign_out"
	SetCustomerPage = "privacy.customer_page"
	SetFreshPIN     = "privacy.fresh_pin"
	SetPasscode     = "privacy.passcode"
	SetSamples      = "entry.samples"
	SetVolume       = "sound.volume"
	SetLang         = "station.lang"
	SetPanel        = "station.panel_mm"
	SetFuzzy        = "entry.fuzzy"
)

// ListKey is the key of a list of words: "lists.laptop.faults", "lists.papers".
// name is what lists.toml calls it.
func ListKey(name string) string { return "lists." + name }

// The lists of each kind of machine, as lists.toml calls them, and those of all.
var (
	kindLists = []string{"faults", "accessories", "brands", "parts", "works"}
	shopLists = []string{"papers", "relations", "topics"}
)

// maxList is how many entries a list of words has at most.
const maxList = 40

// heads are those who own the settings.
var heads = []Role{RoleSupervisor}

// Settings lists all settings in the order of the page.
var Settings = slices.Concat(shopSettings(), limitSettings(), privacySettings(), counterSettings(), listSettings())

// shopSettings are what the shop is called and when it is open.
func shopSettings() []Setting {
	screenAndPaper := []SettingEffect{OnScreen, OnPaper}
	return []Setting{
		{Key: SetName, Kind: SettingText, Room: RoomShop, Scope: ScopeShop, Who: heads, Takes: screenAndPaper, Max: 40},
		{Key: SetPhone, Kind: SettingPhone, Room: RoomShop, Scope: ScopeShop, Who: heads, Takes: screenAndPaper, Max: 40},
		{Key: SetAddress, Kind: SettingText, Room: RoomShop, Scope: ScopeShop, Who: heads, Takes: []SettingEffect{OnPaper}, Max: 80},
		{
			Key: SetLogo, Kind: SettingPicture, Room: RoomShop, Scope: ScopeShop, Who: heads, Takes: []SettingEffect{OnPaper},
			Default: SettingNone,
		},

		{
			Key: SetHours, Kind: SettingWeek, Room: RoomHours, Scope: ScopeShop, Who: heads, Takes: []SettingEffect{OnClocks, OnPaper},
			Default: "8:00-18:00",
		},
		{
			Key: SetDays, Kind: SettingDays, Room: RoomHours, Scope: ScopeShop, Who: heads, Takes: []SettingEffect{OnClocks},
			Default: SettingNone, Max: 100,
		},
		{
			Key: SetOfficial, Kind: SettingBool, Room: RoomHours, Scope: ScopeShop, Who: heads, Takes: []SettingEffect{OnClocks},
			Default: "false",
		},
		{Key: SetHoursText, Kind: SettingText, Room: RoomHours, Scope: ScopeShop, Who: heads, Takes: []SettingEffect{OnPaper}, Max: 60},
		{
			Key: SetTimezone, Kind: SettingZone, Room: RoomHours, Scope: ScopeShop, Who: heads,
			Takes: []SettingEffect{OnClocks, OnScreen, OnPaper}, Default: "Asia/Shanghai", Max: 40,
		},
	}
}

// The lengths of settings are in seconds.
const (
	minute = int(time.Minute / time.Second)
	hour   = int(time.Hour / time.Second)
)

// limitSettings are the shelves and the clocks.
func limitSettings() []Setting {
	limit := func(key, def string) Setting {
		return Setting{
			Key: key, Kind: SettingDuration, Room: RoomShelves, Scope: ScopeShop, Who: heads, Takes: []SettingEffect{OnClocks},
			Default: def, Min: minute, Max: 999 * hour,
		}
	}
	days := func(key, def string) Setting {
		return Setting{
			Key: key, Kind: SettingNumber, Room: RoomShelves, Scope: ScopeShop, Who: heads, Takes: []SettingEffect{OnClocks},
			Default: def, Min: 1, Max: 365, Unit: UnitDays,
		}
	}
	return []Setting{
		{
			Key: SetSlots, Kind: SettingSlots, Room: RoomShelves, Scope: ScopeShop, Who: heads, Takes: []SettingEffect{OnShelves},
			Default: "24",
		},
		limit(SetReply, "4h"), limit(SetQuote, "30m"), limit(SetBench, "8h"), limit(SetPeer, "8h"),
		days(SetRepairDays, "3"), days(SetPromiseDays, "3"), days(SetUncollected, "15"),
		{
			Key: SetShelfStays, Kind: SettingDuration, Room: RoomShelves, Scope: ScopeShop, Who: heads, Takes: []SettingEffect{OnScreen},
			Default: "1m", Min: 10, Max: 10 * minute,
		},
	}
}

// privacySettings are the money, and how long something stays when nobody is there.
func privacySettings() []Setting {
	idle := func(key, def string, least, most int) Setting {
		return Setting{
			Key: key, Kind: SettingDuration, Room: RoomPrivacy, Scope: ScopeShop, Who: heads, Takes: []SettingEffect{OnScreen},
			Default: def, Min: least, Max: most,
		}
	}
	return []Setting{
		{
			Key: SetEstimates, Kind: SettingAmounts, Room: RoomFees, Scope: ScopeShop, Who: heads, Takes: []SettingEffect{OnScreen},
			Max: maxList,
		},
		{
			Key: SetTakings, Kind: SettingRoles, Room: RoomFees, Scope: ScopeShop, Who: heads, Takes: []SettingEffect{OnScreen},
			Default: "coordinator, supervisor",
		},

		idle(SetSignOut, "5m", minute, hour), idle(SetCustomerPage, "5m", minute, hour), idle(SetFreshPIN, "5m", minute, hour),
		idle(SetPasscode, "20s", 5, 2*minute),
		{
			Key: SetSamples, Kind: SettingBool, Room: RoomPrivacy, Scope: ScopeCounter, Who: heads, Takes: []SettingEffect{OnTyping},
			Default: "false",
		},
	}
}

// counterSettings are those of one counter's screen, sound and keys.
func counterSettings() []Setting {
	return []Setting{
		{
			Key: SetVolume, Kind: SettingNumber, Room: RoomScanners, Scope: ScopeCounter, Takes: []SettingEffect{OnSound},
			Default: "70", Max: 100, Unit: UnitPercent,
		},

		{
			Key: SetLang, Kind: SettingChoice, Room: RoomScreen, Scope: ScopeCounter, Takes: []SettingEffect{OnScreen},
			Default: "zh-CN", Choices: []string{"zh-CN", "en"},
		},
		{
			Key: SetPanel, Kind: SettingNumber, Room: RoomScreen, Scope: ScopeCounter, Who: heads, Takes: []SettingEffect{OnScreen},
			Default: "217", Min: 100, Max: 2000, Unit: UnitMM,
		},
		{
			Key: SetFuzzy, Kind: SettingPairs, Room: RoomScreen, Scope: ScopeCounter, Takes: []SettingEffect{OnTyping},
			Default: SettingNone, Max: 20,
		},
	}
}

// listSettings are the lists to choose from; their defaults are what the program
// ships, or lists.toml of the shop has.
func listSettings() (list []Setting) {
	words := func(name string) {
		list = append(list, Setting{
			Key: ListKey(name), Kind: SettingWords, Room: RoomLists, Scope: ScopeShop, Who: heads,
			Takes: []SettingEffect{OnScreen, OnTyping}, Max: maxList,
		})
	}
	for _, k := range Kinds {
		for _, l := range kindLists {
			words(string(k) + "." + l)
		}
	}
	for _, l := range shopLists {
		words(l)
	}
	return append(list, Setting{
		Key: SetOwnLines, Kind: SettingLines, Room: RoomLists, Scope: ScopeShop, Who: heads, Takes: []SettingEffect{OnScreen, OnPaper},
		Default: SettingNone, Max: 30,
	})
}
