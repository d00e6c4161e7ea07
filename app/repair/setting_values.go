package repair

import (
	"slices"
	"strconv"
	"time"
)

// ShopConfig is what the settings say, in the types that the program works with.
type ShopConfig struct {
	Name, Phone, Address, HoursText string
	// Logo stands at the head of slips.
	Logo Picture

	Calendar Calendar
	// Official says that the shop follows the official holidays.
	Official bool
	Limits   Limits
	Layout   Layout
	Times    IdleTimes
	// Takings are the roles that see what was taken in.
	Takings []Role
	// OwnLines is the shop's test list for machines of kind other.
	OwnLines []string
	// Lists are the entries of the lists that were set, by their names in
	// lists.toml; EstimateFen are the estimates to choose from, nil if they were
	// never set.
	Lists       map[string][]string
	EstimateFen []int64

	// Of this counter.
	Lang    string
	Volume  int // percent
	PanelMM float64
	Fuzzy   []string
	Samples bool
}

// IdleTimes are how long something stays when nobody is there.
type IdleTimes struct {
	// SignOut ends a person's turn, CustomerPage that of a customer; FreshPIN is
	// how long a PIN is fresh enough for what needs one; Passcode hides the
	// passcode of a machine; ShelfStays forgets the shelf that was scanned.
	SignOut, CustomerPage, FreshPIN, Passcode, ShelfStays time.Duration
}

// ConfigOf is what values say, which were ever set, where defaults holds what
// differs from shop to shop: see SettingValue. A value that cannot be, which
// only a later program stored, is as if it were not there.
func ConfigOf(values, defaults map[string]string) ShopConfig {
	v := func(key string) string {
		s, _ := LookupSetting(key)
		text, err := s.Canon(SettingValue(key, values, defaults))
		if err != nil {
			return s.Default
		}
		return s.or(text)
	}
	number := func(key string) int { n, _ := strconv.Atoi(v(key)); return n }
	length := func(key string) time.Duration { d, _ := time.ParseDuration(v(key)); return d }
	items := func(key string) []string { s, _ := LookupSetting(key); return SettingItems(s.Kind, v(key)) }
	c := ShopConfig{
		Name: v(SetName), Phone: v(SetPhone), Address: v(SetAddress), HoursText: v(SetHoursText),
		Calendar: calendar(v(SetTimezone), v(SetHours), v(SetDays)), Official: v(SetOfficial) == "true",
		Limits: Limits{
			length(SetReply), length(SetQuote), length(SetBench), length(SetPeer), number(SetRepairDays), number(SetPromiseDays),
			number(SetUncollected),
		},
		Times:    IdleTimes{length(SetSignOut), length(SetCustomerPage), length(SetFreshPIN), length(SetPasscode), length(SetShelfStays)},
		OwnLines: items(SetOwnLines), Lists: map[string][]string{},
		Lang: v(SetLang), Volume: number(SetVolume), PanelMM: float64(number(SetPanel)), Fuzzy: items(SetFuzzy),
		Samples: v(SetSamples) == "true",
	}
	c.Logo, _ = ParsePicture(v(SetLogo))
	c.Layout, _ = Setting{}.layout(v(SetSlots))
	for _, r := range items(SetTakings) {
		c.Takings = append(c.Takings, Role(r))
	}
	if v(SetEstimates) != "" {
		c.EstimateFen = []int64{}
		for _, yuan := range items(SetEstimates) {
			n, _ := strconv.ParseInt(yuan, 10, 64)
			c.EstimateFen = append(c.EstimateFen, n*100)
		}
	}
	for _, name := range ListNames() {
		if v(ListKey(name)) != "" {
			c.Lists[name] = slices.Concat([]string{}, items(ListKey(name)))
		}
	}
	return c
}

// DefaultIdleTimes are those of a shop that set none.
func DefaultIdleTimes() IdleTimes { return ConfigOf(nil, nil).Times }

// ListNames are the names in lists.toml of the lists that are settings.
func ListNames() (names []string) {
	for _, k := range Kinds {
		for _, l := range kindLists {
			names = append(names, string(k)+"."+l)
		}
	}
	return append(names, shopLists...)
}
