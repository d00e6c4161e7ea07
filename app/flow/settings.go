package flow

import (
	"maps"
	"slices"

	"countertop/app/repair"
	"countertop/app/trade"
)

// ScreenSettings is where the shop says how it wants to work.
const ScreenSettings Screen = "settings"

// Settings are the values that were ever set, and what they stand beside. All
// are in canonical form, by key.
type Settings struct {
	Values map[string]string
	// Defaults hold where nothing was set: the example shop's.
	Defaults map[string]string
	// File is what the file of the configuration names, Kept the values of it that
	// somebody has seen and decided against.
	File, Kept map[string]string
}

// Differences are the settings that the file of the configuration has otherwise.
func (t Settings) Differences() []repair.SettingDifference {
	_, differ := repair.Provision(t.File, t.Values, t.Defaults, t.Kept)
	return differ
}

// Config is what the settings say.
func (t Settings) Config() repair.ShopConfig { return repair.ConfigOf(t.Values, t.Defaults) }

// With is the shop as its settings have it; files are the lists and words of the
// files of the shop, over which the lists of the settings go.
func (s Shop) With(c repair.ShopConfig, files trade.Trade) Shop {
	s.Name, s.Phone, s.Address, s.HoursText, s.Logo = c.Name, c.Phone, c.Address, c.HoursText, c.Logo
	s.Calendar, s.Limits, s.Layout, s.Times = c.Calendar, c.Limits, c.Layout, c.Times
	s.Takings, s.OwnLines = c.Takings, c.OwnLines
	s.FollowsOfficial = c.Official
	return s.WithTrade(files.With(c.Lists, c.EstimateFen))
}

// times are those of the shop; one that was made without any has the defaults.
func (s Shop) times() repair.IdleTimes {
	if s.Times == (repair.IdleTimes{}) {
		return defaultTimes
	}
	return s.Times
}

var defaultTimes = repair.DefaultIdleTimes()

// SettingsPage is the page of the settings: a room, and in it a setting that is
// being changed.
type SettingsPage struct {
	Room repair.SettingRoom
	// Rooms and Page are the pages of the rooms and of what is in the room; Group
	// is the part of the room of lists that is shown.
	Rooms, Page int
	Group       string
	Edit        SettingEdit
	// Unsaved are editors that were left before they were saved, by key: what was
	// done in them is there again when they are opened.
	Unsaved map[string]SettingEdit
	// Waits is set until the store has answered.
	Waits bool
	// Last is the change that was just made, which can be taken back; the zero
	// value is none.
	Last repair.SettingChanged
	// History are the changes, newest first; Read is set when they are there.
	History []repair.SettingEntry
	Read    bool
	// Pictures are those that a setting can be; nil until they were looked for.
	Pictures []FoundPicture
}

// FoundPicture is a picture on this machine or on a stick: what its file is called,
// and how it would be printed.
type FoundPicture struct {
	Name    string
	Picture repair.Picture
}

// Messages of the settings page.
type (
	// SettingRoomChosen opens a room; SettingRoomsTurned turns the list of rooms.
	SettingRoomChosen  struct{ Room repair.SettingRoom }
	SettingRoomsTurned struct{ By int }
	// SettingsTurned turns the pages of the room; SettingGroupChosen shows another
	// part of it.
	SettingsTurned     struct{ By int }
	SettingGroupChosen struct{ Group string }
	// SettingChosen opens the editor of a setting.
	SettingChosen struct{ Key string }
	// SettingFilled puts a value into the editor.
	SettingFilled struct{ Value string }
	// SettingUnitChosen counts a time in another unit: h, m or s.
	SettingUnitChosen struct{ Unit string }
	// SettingSaved asks for what stands in the editor.
	SettingSaved struct{}
	// SettingSet asks for a value: the default (""), the one before, or that of
	// the file.
	SettingSet struct{ Key, Value string }
	// SettingKept says that the value of the shop stays, whatever the file has.
	SettingKept struct{ Key string }
)

// SettingsLoaded says that settings were changed; they hold from now on.
type SettingsLoaded struct{ Settings Settings }

// SettingsStored answers ChangeSettings: what was changed, which may be nothing.
type SettingsStored struct{ Changed []repair.SettingChanged }

// SettingsRefused answers ChangeSettings: nothing was stored.
type SettingsRefused struct{ Refused repair.SettingError }

// PicturesFound answers FindPictures.
type PicturesFound struct{ Pictures []FoundPicture }

// PicturesSought looks for pictures once more: a stick was plugged in.
type PicturesSought struct{}

// SettingHistoryLoaded answers LoadSettingHistory, newest first.
type SettingHistoryLoaded struct{ History []repair.SettingEntry }

// settingsMsg are the messages of the settings page.
//
//sumtype:decl
type settingsMsg interface {
	Msg
	settingsMsg()
}

func (SettingRoomChosen) owner() Screen    { return ScreenSettings }
func (SettingRoomsTurned) owner() Screen   { return ScreenSettings }
func (SettingsTurned) owner() Screen       { return ScreenSettings }
func (SettingGroupChosen) owner() Screen   { return ScreenSettings }
func (SettingChosen) owner() Screen        { return ScreenSettings }
func (SettingFilled) owner() Screen        { return ScreenSettings }
func (SettingUnitChosen) owner() Screen    { return ScreenSettings }
func (SettingSaved) owner() Screen         { return ScreenSettings }
func (SettingSet) owner() Screen           { return ScreenSettings }
func (SettingKept) owner() Screen          { return ScreenSettings }
func (SettingsStored) owner() Screen       { return ScreenSettings }
func (SettingsRefused) owner() Screen      { return ScreenSettings }
func (SettingHistoryLoaded) owner() Screen { return ScreenSettings }
func (PicturesFound) owner() Screen        { return ScreenSettings }
func (PicturesSought) owner() Screen       { return ScreenSettings }

func (SettingRoomChosen) settingsMsg()    {}
func (SettingRoomsTurned) settingsMsg()   {}
func (SettingsTurned) settingsMsg()       {}
func (SettingGroupChosen) settingsMsg()   {}
func (SettingChosen) settingsMsg()        {}
func (SettingFilled) settingsMsg()        {}
func (SettingUnitChosen) settingsMsg()    {}
func (SettingSaved) settingsMsg()         {}
func (SettingSet) settingsMsg()           {}
func (SettingKept) settingsMsg()          {}
func (SettingsStored) settingsMsg()       {}
func (SettingsRefused) settingsMsg()      {}
func (SettingHistoryLoaded) settingsMsg() {}
func (PicturesFound) settingsMsg()        {}
func (PicturesSought) settingsMsg()       {}

func (SettingsStored) reported()       {}
func (SettingsRefused) reported()      {}
func (SettingHistoryLoaded) reported() {}
func (PicturesFound) reported()        {}

func (SettingsLoaded) owner() Screen { return roomCounter }
func (SettingsLoaded) counterMsg()   {}
func (SettingsLoaded) reported()     {}

// TagSettings is what was asked on the settings page.
const TagSettings Tag = "settings/changed"

// ChangeSettings changes settings in somebody's name, all or none. Answered by
// SettingsLoaded and SettingsStored, or by SettingsRefused or Failed. The same
// change again changes nothing.
type ChangeSettings struct {
	By      repair.StaffID
	Changes []repair.SettingChange
}

// KeepSettings remembers values of the file of the configuration that somebody
// has decided against, by key. Answered by SettingsLoaded.
type KeepSettings struct{ Kept map[string]string }

// LoadSettingHistory reads the changes. Answered by SettingHistoryLoaded.
type LoadSettingHistory struct{}

// FindPictures looks for pictures in the folder of the shop and on sticks.
// Answered by PicturesFound.
type FindPictures struct{}

func (FindPictures) cmd()       {}
func (ChangeSettings) cmd()     {}
func (KeepSettings) cmd()       {}
func (LoadSettingHistory) cmd() {}

// settingsLoaded takes settings that hold from now on. The floor is read again:
// its clocks count with what was set.
func settingsLoaded(s State, m SettingsLoaded) (State, []Cmd) {
	was, now := s.Settings.Config(), m.Settings.Config()
	s.Settings = m.Settings
	s.Shop = s.Shop.With(now, s.Files)
	if was.Lang != now.Lang {
		s.Lang = now.Lang
	}
	if was.Volume != now.Volume {
		s.Volume.Percent = now.Volume
	}
	return s, []Cmd{LoadFloor{}}
}

// SettingValue is what holds for a setting, in canonical form: what was set, else
// the default; of a list, what the files of the shop or the program have.
func (c Counter) SettingValue(key string) string {
	if v := c.Settings.Values[key]; v != "" {
		return v
	}
	return c.SettingDefault(key)
}

// SettingDefault is what holds where nothing is set.
func (c Counter) SettingDefault(key string) string {
	if v := repair.SettingValue(key, nil, c.Settings.Defaults); v != "" {
		return v
	}
	return c.Files.SettingValue(key)
}

// MayChange reports whether who is at the counter may change a setting.
func (s State) MayChange(x repair.Setting) bool { return s.Staff != nil && x.May(*s.Staff) }

// MayChangeSettings reports whether who is at the counter may change those of the
// shop.
func (d Desk) MayChangeSettings() bool { return d.may(repair.CommandChangeSetting) }

// settingsOpened begins in the first room.
func settingsOpened(s State) (State, []Cmd) {
	s.SettingsPage = SettingsPage{Room: repair.SettingRooms[0]}
	return s, nil
}

func updateSettings(s State, m settingsMsg) (State, []Cmd) {
	p := &s.SettingsPage
	switch m := m.(type) {
	case SettingRoomChosen:
		s.unfocus()
		*p = SettingsPage{Room: m.Room, Rooms: p.Rooms, Unsaved: p.Unsaved}
		if m.Room == repair.RoomChanges {
			return s, []Cmd{LoadSettingHistory{}}
		}
	case SettingRoomsTurned:
		p.Rooms = max(0, p.Rooms+m.By)
	case SettingsTurned:
		p.Page = max(0, p.Page+m.By)
	case SettingGroupChosen:
		p.Group, p.Page = m.Group, 0
	case SettingChosen:
		return settingChosen(s, m.Key)
	case SettingFilled:
		p.Edit.Text, p.Edit.Refused = m.Value, nil
	case SettingUnitChosen:
		p.Edit.Unit, p.Edit.Refused = m.Unit, nil
	case SettingSaved:
		return settingSaved(s)
	case SettingSet:
		return changeSetting(s, m.Key, m.Value)
	case SettingKept:
		kept := maps.Clone(s.Settings.Kept)
		if kept == nil {
			kept = map[string]string{}
		}
		kept[m.Key] = s.Settings.File[m.Key]
		return s, []Cmd{KeepSettings{kept}}
	case SettingsStored:
		return settingsStored(s, m.Changed)
	case SettingsRefused:
		p.Waits, p.Edit.Refused = false, &m.Refused
		return s, []Cmd{Play{SoundRefused}}
	case SettingHistoryLoaded:
		p.History, p.Read = m.History, true
	case PicturesSought:
		return s, []Cmd{FindPictures{}}
	case PicturesFound:
		p.Pictures = m.Pictures
	case SettingItemChosen, SettingItemMoved, SettingItemRemoved, SettingItemDone, SettingToggled, SettingItemsTurned, SlotsMoved:
		return updateItems(s, m)
	case SettingDayChosen, StretchMoved, StretchAdded, StretchRemoved, SettingDayCopied, RuleDayChosen, RuleTurned, RuleHoursChosen:
		return updateHours(s, m)
	}
	return s, nil
}

// settingChosen opens the editor, for those who may.
func settingChosen(s State, key string) (State, []Cmd) {
	x, ok := repair.LookupSetting(key)
	switch {
	case !ok:
		return s, nil
	case !s.MayChange(x):
		return refuseSetting(s, x), []Cmd{Play{SoundRefused}}
	case !s.proved():
		return s.signInFor(SettingChosen{key}), nil
	}
	if e, ok := s.SettingsPage.Unsaved[key]; ok {
		s.SettingsPage.Edit, s.SettingsPage.Last = e, repair.SettingChanged{}
		return s, nil
	}
	s.SettingsPage.Edit = newEdit(x, s.SettingValue(key))
	s.SettingsPage.Last = repair.SettingChanged{}
	if x.Kind == repair.SettingPicture {
		return s, []Cmd{FindPictures{}}
	}
	if f := s.SettingsPage.Edit.field(); f != "" {
		s = s.focus(f)
		if x.Kind == repair.SettingPhone {
			s.Layer = LayerDigits
		}
		return s, nil
	}
	return s, nil
}

// refuseSetting says who may change a setting.
func refuseSetting(s State, x repair.Setting) State {
	who := ""
	if len(x.Who) > 0 {
		who = string(x.Who[0])
	}
	return s.warn("settings.not-yours", "who", who)
}

// settingSaved asks the store for what stands in the editor, if it can be.
func settingSaved(s State) (State, []Cmd) {
	e := &s.SettingsPage.Edit
	x, ok := repair.LookupSetting(e.Key)
	if !ok {
		return s, nil
	}
	text, err := x.Canon(e.Value())
	if bad, refused := refusal(err); refused {
		s.unfocus()
		e.Refused = bad
		return s, []Cmd{Play{SoundRefused}}
	}
	return changeSetting(s, e.Key, text)
}

// changeSetting asks the store for a value.
func changeSetting(s State, key, value string) (State, []Cmd) {
	x, ok := repair.LookupSetting(key)
	switch {
	case !ok || s.SettingsPage.Waits:
		return s, nil
	case !s.MayChange(x):
		return refuseSetting(s, x), []Cmd{Play{SoundRefused}}
	case !s.proved():
		return s.signInFor(SettingSet{key, value}), nil
	}
	s.unfocus()
	s.SettingsPage.Waits = true
	return s, []Cmd{ChangeSettings{s.by(), []repair.SettingChange{{Key: key, Value: value}}}}
}

// settingsStored goes back to the room, and says what was changed.
func settingsStored(s State, changed []repair.SettingChanged) (State, []Cmd) {
	p := &s.SettingsPage
	p.Unsaved = maps.Clone(p.Unsaved)
	delete(p.Unsaved, p.Edit.Key)
	p.Waits, p.Edit = false, SettingEdit{}
	if len(changed) == 0 {
		return s.notify("settings.same"), nil
	}
	p.Last = changed[len(changed)-1]
	cmds := []Cmd{Play{SoundDone}}
	if p.Room == repair.RoomChanges {
		cmds = append(cmds, LoadSettingHistory{})
	}
	return s, cmds
}

// settingsFailed lets a person try again.
func settingsFailed(s State, _ Failed) (State, []Cmd, bool) {
	s.SettingsPage.Waits = false
	return s, nil, false
}

// settingsBack leaves the editor; false in a room.
func settingsBack(s State) (State, []Cmd, bool) {
	p := &s.SettingsPage
	e := &p.Edit
	switch {
	case e.Key == "":
		return s, nil, false
	case s.Focus != "" && !s.Focus.Pad() && e.Typed:
		s.unfocus() // what was typed is there, to be saved or not
		return s, nil, true
	case e.Item.Open:
		e.Item, e.Rule, e.Refused = SettingItem{}, SettingRule{}, nil
		s.unfocus()
		return s, nil, true
	}
	s.unfocus()
	p.Unsaved = maps.Clone(p.Unsaved)
	delete(p.Unsaved, e.Key)
	if e.changed(s.SettingValue(e.Key)) {
		if p.Unsaved == nil {
			p.Unsaved = map[string]SettingEdit{}
		}
		p.Unsaved[e.Key] = *e
	}
	p.Edit = SettingEdit{}
	return s, nil, true
}

// ShownRooms are the rooms that have something in them: settings, or a part of
// the program that draws itself there.
func ShownRooms() (list []repair.SettingRoom) {
	for _, r := range repair.SettingRooms {
		if len(r.Settings()) > 0 || slices.Contains(ownRooms, r) {
			list = append(list, r)
		}
	}
	return list
}

// ownRooms have no setting of their own, or more than settings.
var ownRooms = []repair.SettingRoom{
	repair.RoomStaff, repair.RoomRoles, repair.RoomPrinters, repair.RoomScanners, repair.RoomChanges,
}
