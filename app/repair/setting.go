package repair

import (
	"fmt"
	"maps"
	"slices"
	"time"
)

// Setting is one thing that the shop decides for itself: its name, its hours,
// a time limit. The record is all that makes one. From it follow its row on the
// page and its editor, what may be typed, its event, its key in the file of the
// configuration, and its line in what is exported.
//
// A value is a text in a canonical form, which Canon makes: two values are the
// same if they are the same text. "" is never a value of its own: it is the
// default.
type Setting struct {
	// Key is dotted, "limits.reply", and the key in the file of the
	// configuration. It is stored: it never changes. Its texts are
	// "setting.KEY" and "setting.KEY.hint".
	Key  string
	Kind SettingKind
	Room SettingRoom
	// Scope says whose it is; Who are the roles that may change it, nil is
	// everybody; Takes is what it takes effect on, as soon as it is stored.
	Scope SettingScope
	Who   []Role
	Takes []SettingEffect
	// Default holds where nothing was set, in the canonical form. That of a list
	// is "": what the program ships, or a file of the shop has.
	Default string
	// Min and Max bound a number; the seconds of a duration; the characters of a
	// text, where Min 1 is one that cannot be empty; the entries of a list.
	Min, Max int
	// Unit is what a number counts.
	Unit SettingUnit
	// Choices are those of a choice.
	Choices []string
}

// SettingKind is what a value looks like, and with it the editor.
type SettingKind string

// The kinds. Behind each is its canonical form.
const (
	SettingText     SettingKind = "text"     // one line
	SettingPhone    SettingKind = "phone"    // one line with a number in it
	SettingNumber   SettingKind = "number"   // 217
	SettingDuration SettingKind = "duration" // 1h30m
	SettingBool     SettingKind = "bool"     // true, false
	SettingChoice   SettingKind = "choice"   // one of Choices
	SettingRoles    SettingKind = "roles"    // coordinator, supervisor; or none
	SettingZone     SettingKind = "zone"     // a name of the IANA time zones
	SettingWeek     SettingKind = "week"     // hours of each weekday: see Week
	SettingDays     SettingKind = "days"     // days with hours of their own, one rule a line: see DayRule; or none
	SettingSlots    SettingKind = "slots"    // of each shelf: 24, or A 24, B 24, C 12, D 24
	SettingWords    SettingKind = "words"    // entries to choose from, one a line: 排线 | Cable; or none
	SettingLines    SettingKind = "lines"    // texts, one a line; or none
	SettingAmounts  SettingKind = "amounts"  // whole yuan: 50, 80, 100; or none
	SettingPicture  SettingKind = "picture"  // black dots: see Picture; or none
	SettingPairs    SettingKind = "pairs"    // syllables that count as one: zh=z, n=l; or none
)

// SettingNone is the value of a list that has nothing in it.
const SettingNone = "none"

// List reports whether a value of the kind has entries, one after the other.
func (k SettingKind) List() bool {
	switch k {
	case SettingRoles, SettingDays, SettingWords, SettingLines, SettingAmounts, SettingPairs:
		return true
	default:
		return false
	}
}

// SettingScope is whose a setting is.
type SettingScope string

// The scopes.
const (
	ScopeShop    SettingScope = "shop"    // of all counters
	ScopeCounter SettingScope = "counter" // of this one
)

// SettingRoom is a part of the settings page.
type SettingRoom string

// The rooms, in the order of the page. Their texts are "settings.ROOM".
const (
	RoomShop     SettingRoom = "shop"
	RoomHours    SettingRoom = "hours"
	RoomStaff    SettingRoom = "staff"
	RoomRoles    SettingRoom = "roles"
	RoomShelves  SettingRoom = "shelves"
	RoomLists    SettingRoom = "lists"
	RoomFees     SettingRoom = "fees"
	RoomPrivacy  SettingRoom = "privacy"
	RoomPrinters SettingRoom = "printers"
	RoomScanners SettingRoom = "scanners"
	RoomScreen   SettingRoom = "screen"
	RoomChanges  SettingRoom = "changes"
)

// SettingRooms lists the rooms in the order of the page.
var SettingRooms = []SettingRoom{
	RoomShop, RoomHours, RoomStaff, RoomRoles, RoomShelves, RoomLists, RoomFees, RoomPrivacy, RoomPrinters, RoomScanners,
	RoomScreen, RoomChanges,
}

// SettingEffect is what a setting takes effect on. Its text is
// "setting.takes.EFFECT".
type SettingEffect string

// The effects.
const (
	OnScreen  SettingEffect = "screen"
	OnPaper   SettingEffect = "paper"
	OnClocks  SettingEffect = "clocks"
	OnShelves SettingEffect = "shelves"
	OnTyping  SettingEffect = "entry" // text entry
	OnSound   SettingEffect = "sound"
)

// SettingUnit is what a number counts. Its text is "setting.unit.UNIT".
type SettingUnit string

// The units.
const (
	UnitDays    SettingUnit = "days" // on which the shop is open
	UnitPercent SettingUnit = "percent"
	UnitMM      SettingUnit = "mm"
)

// LookupSetting finds a setting by its key.
func LookupSetting(key string) (Setting, bool) {
	i := slices.IndexFunc(Settings, func(s Setting) bool { return s.Key == key })
	if i < 0 {
		return Setting{}, false
	}
	return Settings[i], true
}

// In are the settings of a room, in the order of the page.
func (r SettingRoom) Settings() (list []Setting) {
	for _, s := range Settings {
		if s.Room == r {
			list = append(list, s)
		}
	}
	return list
}

// May reports whether a person may change the setting.
func (s Setting) May(p Staff) bool { return s.Who == nil || p.Roles.Any(s.Who...) }

// SettingReason is why a change cannot be. Its text is
// "setting.refused.REASON", one sentence with the arguments of SettingError.
type SettingReason string

// The reasons, with their arguments.
const (
	RefusedUnknown  SettingReason = "unknown"   // no such setting: key
	RefusedRole     SettingReason = "role"      // not theirs to change: who
	RefusedEmpty    SettingReason = "empty"     // it needs something
	RefusedLong     SettingReason = "long"      // n characters, at most max
	RefusedSigns    SettingReason = "signs"     // characters that cannot be shown: value
	RefusedPhone    SettingReason = "phone"     // no number in it: value
	RefusedNumber   SettingReason = "number"    // no whole number: value
	RefusedBounds   SettingReason = "bounds"    // not between min and max
	RefusedDuration SettingReason = "duration"  // no time like 4h or 30m: value
	RefusedLength   SettingReason = "length"    // a time not between min and max, as texts
	RefusedBool     SettingReason = "bool"      // neither true nor false: value
	RefusedChoice   SettingReason = "choice"    // none of choices: value
	RefusedHours    SettingReason = "hours"     // hours that cannot be: value
	RefusedNever    SettingReason = "never"     // a shop that is never open
	RefusedWeekday  SettingReason = "weekday"   // no weekday: value
	RefusedDay      SettingReason = "day"       // no day, or a rule that ends before it begins: value
	RefusedDayTwice SettingReason = "day-twice" // two rules for one day: value
	RefusedZone     SettingReason = "zone"      // no time zone: value
	RefusedSlots    SettingReason = "slots"     // no number of slots for a shelf: value
	RefusedTwice    SettingReason = "twice"     // an entry that is there already: value
	RefusedMany     SettingReason = "many"      // n entries, at most max
	RefusedBar      SettingReason = "bar"       // more than one | in an entry, or nothing beside it: value
	RefusedAmount   SettingReason = "amount"    // no whole yuan: value, max
	RefusedPicture  SettingReason = "picture"   // no picture of up to width by height dots
	RefusedPair     SettingReason = "pair"      // no pair such as zh=z: value
)

// SettingReasons lists all reasons, for the texts.
var SettingReasons = []SettingReason{
	RefusedUnknown, RefusedRole, RefusedEmpty, RefusedLong, RefusedSigns, RefusedPhone, RefusedNumber, RefusedBounds, RefusedDuration,
	RefusedLength, RefusedBool, RefusedChoice, RefusedHours, RefusedNever, RefusedWeekday, RefusedDay, RefusedDayTwice, RefusedZone,
	RefusedSlots, RefusedTwice, RefusedMany, RefusedBar, RefusedAmount, RefusedPair,
}

// SettingError is a change of a setting that cannot be.
type SettingError struct {
	Key    string
	Reason SettingReason
	// Args fill the words of the refusal.
	Args map[string]string
}

// Error names the key and the reason; the screen has its own words.
func (e *SettingError) Error() string {
	return fmt.Sprintf("repair: setting %s: %s %v", e.Key, e.Reason, e.Args)
}

// refuse is a SettingError; args are pairs of name and value.
func (s Setting) refuse(r SettingReason, args ...string) error {
	e := &SettingError{Key: s.Key, Reason: r, Args: map[string]string{}}
	for i := 0; i+1 < len(args); i += 2 {
		e.Args[args[i]] = args[i+1]
	}
	return e
}

// SettingChange asks for a value; "" takes the default again. What it may be is
// said by Setting.Canon.
type SettingChange struct {
	Key, Value string
}

// SettingChanged is a setting that was changed, in canonical forms; "" is the
// default. A change is taken back by another one, to Before.
type SettingChanged struct {
	Key    string `json:"key" free:"no"`
	Before string `json:"before" free:"no"`
	After  string `json:"after" free:"no"`
}

// SettingEntry is a change as the list of them shows it. By is "" for the file
// of the configuration.
type SettingEntry struct {
	At time.Time
	By StaffID
	SettingChanged
}

// ShopSettings are the values that were ever set, by key. The zero ShopSettings
// has none.
type ShopSettings struct{ Values map[string]string }

// Apply is the settings after a change; s stays as it was. A key that this
// program does not know is kept: a later one knows it.
func (s ShopSettings) Apply(e SettingChanged) ShopSettings {
	values := make(map[string]string, len(s.Values)+1)
	maps.Copy(values, s.Values)
	values[e.Key] = e.After
	return ShopSettings{values}
}

// DecideSetting says what a change does to the values that were ever set, by
// key. It returns the zero SettingChanged if nothing changes, and a
// *SettingError for a key that there is not, a value that cannot be, or a person
// who may not change it. The zero Staff and the System are the file of the
// configuration, which may.
func DecideSetting(values map[string]string, c SettingChange, by Staff) (SettingChanged, error) {
	s, ok := LookupSetting(c.Key)
	if !ok {
		return SettingChanged{}, Setting{Key: c.Key}.refuse(RefusedUnknown, "key", c.Key)
	}
	if by.ID != "" && by.ID != SystemID && !s.May(by) {
		return SettingChanged{}, s.refuse(RefusedRole)
	}
	after, err := s.Canon(c.Value)
	if err != nil {
		return SettingChanged{}, err
	}
	before, set := values[c.Key]
	switch {
	case set && after == before, !set && after == "":
		return SettingChanged{}, nil
	case s.Default != "" && after == s.Default && s.or(before) == after:
		return SettingChanged{}, nil
	}
	return SettingChanged{c.Key, before, after}, nil
}

// or is a value, or the default in place of none.
func (s Setting) or(value string) string {
	if value == "" {
		return s.Default
	}
	return value
}

// SettingValue is what holds for a key: the value that was set, else that of
// defaults, which differ from shop to shop, else the default of its record.
func SettingValue(key string, values, defaults map[string]string) string {
	s, _ := LookupSetting(key)
	if v := values[key]; v != "" {
		return v
	}
	return s.or(defaults[key])
}
