// Package config reads the TOML file that says what the shop is, which
// counter this is, and which printers and scanners stand on it. A key that is
// not known or a value that cannot be is refused with its line and the reason:
// a misspelt key must not silently mean the default.
package config

import (
	"errors"
	"fmt"
	"net/url"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/BurntSushi/toml"

	"countertop/app/label"
	"countertop/app/repair"
)

// Config is a whole configuration.
type Config struct {
	Shop     Shop      `toml:"shop"`
	Station  Station   `toml:"station"`
	Staff    []Staff   `toml:"staff"`
	Printers []Printer `toml:"printer"`
	Scanners []Scanner `toml:"scanner"`
	// Documents are those that the shop has on other paper or with less on them.
	Documents []Document `toml:"document"`
	Limits    Limits     `toml:"limits"`
	Sound     Sound      `toml:"sound"`
	Entry     Entry      `toml:"entry"`
	// Checklist holds test lists of the shop's own; Other is that of machines
	// of kind other.
	Checklist struct {
		Other []string `toml:"other"`
	} `toml:"checklist"`
	// Named are the settings that the file names, in canonical form by the keys of
	// repair.Settings; nil if there was no file.
	Named map[string]string `toml:"-"`
}

// Shop is what stands on every slip.
type Shop struct {
	Name    string `toml:"name"`
	Phone   string `toml:"phone"`
	Address string `toml:"address"`
	// Hours are the opening hours of a day, "8:00-18:00", and the text on the
	// slip. Weekdays and days have their own in HoursOn: "sunday" = "",
	// "2026-12-31" = "8:00-12:00".
	Hours     string            `toml:"hours"`
	HoursOn   map[string]string `toml:"hours_on"`
	HoursText string            `toml:"hours_text"`
	// Holidays are closed days, and Workdays have the hours of a usual working
	// day: "2026-10-10", "2026-10-01..2026-10-07".
	Holidays []string `toml:"holidays"`
	Workdays []string `toml:"workdays"`
	// OfficialHolidays closes on public holidays, and opens on the days that are
	// worked in exchange.
	OfficialHolidays bool   `toml:"official_holidays"`
	Timezone         string `toml:"timezone"`
	// Takings are the roles that see on the screen what was taken in today.
	Takings []string `toml:"takings"`
}

// Station is this counter.
type Station struct {
	Letter string `toml:"letter"`
	// PanelMM is the visible width of the display in millimetres.
	PanelMM float64 `toml:"panel_mm"`
	Lang    string  `toml:"lang"`
	// Slots is the number of slots on each shelf.
	Slots int `toml:"slots"`
}

// Staff is a person who works here.
type Staff struct {
	Number string `toml:"number"`
	Name   string `toml:"name"`
	// Role is one role, Roles several; a person has the one or the other.
	Role  string   `toml:"role"`
	Roles []string `toml:"roles"`
	PIN   string   `toml:"pin"`
}

// AllRoles are the roles of a person.
func (p Staff) AllRoles() repair.Roles {
	list := []repair.Role{repair.Role(p.Role)}
	for _, r := range p.Roles {
		list = append(list, repair.Role(r))
	}
	return repair.RolesOf(list...)
}

// checkRoles names the key that cannot be.
func (p Staff) checkRoles() (key string, err error) {
	switch {
	case p.Role != "" && len(p.Roles) > 0:
		return "staff.roles", errors.New("a person has role or roles, not both")
	case len(p.Roles) == 0:
		return "staff.role", checkRole(p.Role)
	}
	for _, r := range p.Roles {
		if err := checkRole(r); err != nil {
			return "staff.roles", err
		}
	}
	return "", nil
}

// checkRole refuses what is no role.
func checkRole(r string) error {
	if slices.Contains(repair.AllRoles, repair.Role(r)) {
		return nil
	}
	return fmt.Errorf("%q is not coordinator, engineer, supervisor or owner", r)
}

// Printer is a printer and the documents it prints; without documents it
// prints all that no other one does.
type Printer struct {
	Name      string   `toml:"name"`
	Device    string   `toml:"device"`
	Profile   string   `toml:"profile"`
	Documents []string `toml:"documents"`
	// Fallback is the printer, by name, that takes its jobs when a fault lasts.
	Fallback string `toml:"fallback"`
	// Way is "raster", "hybrid" or "native"; "" follows from the line.
	Mode string `toml:"way"`
}

// Scanner is a scanner.
type Scanner struct {
	Name   string `toml:"name"`
	Device string `toml:"device"`
}

// Document changes a document: Size is "50x30" in millimetres or, of a slip, the
// printed width, "48"; Hide are fields it leaves out.
type Document struct {
	Name string   `toml:"name"`
	Size string   `toml:"size"`
	Hide []string `toml:"hide"`
}

// Limits are the time limits, in opening hours.
type Limits struct {
	Reply           string `toml:"reply"`
	Quote           string `toml:"quote"`
	Bench           string `toml:"bench"`
	Peer            string `toml:"peer"`
	RepairDays      int    `toml:"repair_days"`
	PromiseDays     int    `toml:"promise_days"`
	UncollectedDays int    `toml:"uncollected_days"`
}

// Sound sets the volume, 0 to 100; nil is 70.
type Sound struct {
	Volume *int `toml:"volume"`
}

// Entry sets how Chinese is entered.
type Entry struct {
	// Fuzzy are beginnings or ends of syllables that count as one: "zh=z",
	// "n=l", "ng=n".
	Fuzzy []string `toml:"fuzzy"`
	// Samples keeps handwriting with the character that was chosen for it in
	// DATA/ink, for people who want to help to make it better; names are written
	// there too, so it is off.
	Samples bool `toml:"samples"`
}

// Default is what runs without a file: an example shop with two virtual
// printers and the keyboard as scanner.
func Default() Config {
	c := base()
	c.Shop.Name, c.Shop.Phone, c.Shop.Address = "安心电脑维修", "020-55501234", "示例路 18 号"
	c.Staff = []Staff{
		{Number: "A001", Name: "陈静", Role: "coordinator", PIN: "1111"},
		{Number: "A002", Name: "李强", Role: "engineer", PIN: "2222"},
		{Number: "A007", Name: "陈志远", Roles: []string{"supervisor", "owner"}, PIN: "7777"},
	}
	c.Printers = []Printer{
		{Name: "标签机", Device: "virtual:labels", Profile: "generic-tspl", Documents: []string{
			"device-tag", "accessory", "repair-record", "old-part", "shelf", "slot", "folder", "staff-badge",
		}},
		{Name: "小票机", Device: "virtual:slips", Profile: "generic-escpos-80", Documents: []string{
			"customer-copy", "pickup-receipt", "quotation", "stub", "loaner", "peer-slip", "factory-slip", "day-close", "test-sheet",
			"stock-take", "recovery",
		}},
	}
	c.Scanners = []Scanner{{"键盘", "keyboard"}}
	return c
}

// base holds what a file need not say.
func base() Config {
	l := repair.DefaultLimits()
	return Config{
		Shop:    Shop{Hours: "8:00-18:00", Timezone: "Asia/Shanghai", Takings: []string{"coordinator", "supervisor"}},
		Station: Station{Letter: "A", Lang: "zh-CN", Slots: 24},
		Limits: Limits{
			l.Reply.String(), l.Quote.String(), l.Bench.String(), l.Peer.String(), l.RepairDays, l.PromiseDays, l.UncollectedDays,
		},
	}
}

// Load reads a file. The error names file, line and reason in one sentence.
func Load(path string) (Config, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return Config{}, fmt.Errorf("cannot read %s: %w", path, errors.Unwrap(err))
	}
	c, err := Parse(string(b))
	if err != nil {
		return Config{}, fmt.Errorf("%s: %w", path, err)
	}
	return c, nil
}

// Parse reads a configuration. The error is an *Error, one sentence, "line 3:
// shop.hours: …", and holds no PIN.
func Parse(text string) (Config, error) {
	values := map[string]any{}
	if _, err := toml.Decode(text, &values); err != nil {
		return Config{}, readable(text, err)
	}
	c, d := base(), decoder{text: text}
	c.Named = d.settings(values)
	d.decode(reflect.ValueOf(&c).Elem(), values, "", 0)
	if err := d.err(); err != nil {
		return Config{}, err
	}
	for i := range c.Staff {
		if c.Staff[i].Number == "" {
			c.Staff[i].Number = fmt.Sprintf("%s%03d", c.Station.Letter, i+1)
		}
	}
	if key, nth, err := c.check(); err != nil {
		return Config{}, &Error{entryLine(text, lineOf(text, key, nth), err), key, err}
	}
	if len(d.refused) > 0 {
		return Config{}, first(d.refused)
	}
	if err := c.weekAndDays(values, c.Named); err != nil {
		var ke keyError
		errors.As(err, &ke)
		return Config{}, &Error{lineOf(text, ke.key, 0), ke.key, ke.err}
	}
	return c, nil
}

// readable turns an error of the TOML package into one sentence.
func readable(text string, err error) error {
	var pe toml.ParseError
	if !errors.As(err, &pe) {
		return &Error{1, "", err} // it makes no others of a map
	}
	// Line is the next one if the fault is the end of a line.
	line := min(pe.Position.Line, 1+strings.Count(text[:min(max(pe.Position.Start, 0), len(text))], "\n"))
	if line < 1 {
		line = 1 + strings.Count(text, "\n") // none is given at the end of the file
	}
	reason := strings.TrimSuffix(pe.Message, ".")
	// The message may quote what it could not read.
	lines := strings.Split(text, "\n")
	if strings.ContainsAny(reason, "0123456789") && pinKey.MatchString(lines[line-1]) {
		return &Error{line, "staff.pin", errors.New("a PIN is four to eight digits in quotation marks")}
	}
	return &Error{line, "", errors.New(reason)}
}

var (
	letterRe = regexp.MustCompile(`^[A-Z]$`)
	numberRe = regexp.MustCompile(`^[A-Z][0-9]{3}$`)
	pinRe    = regexp.MustCompile(`^[0-9]{4,8}$`)
	fuzzyRe  = regexp.MustCompile(`^[a-z]{1,3}=[a-z]{1,3}$`)
	pinKey   = regexp.MustCompile(`(?i)\bpin\b`)
)

// check refuses values that cannot be; it names the key, and which of
// several tables.
func (c Config) check() (key string, nth int, err error) {
	for _, check := range []func() (string, int, error){
		c.checkStation, c.checkStaff, c.checkPrinters, c.checkScanners, c.checkDocuments,
	} {
		if key, nth, err := check(); err != nil {
			return key, nth, err
		}
	}
	return "", 0, nil
}

// checkStation checks what there is one of.
func (c Config) checkStation() (key string, nth int, err error) {
	if !letterRe.MatchString(c.Station.Letter) {
		return "station.letter", 0, fmt.Errorf("%q is not one capital letter", c.Station.Letter)
	}
	if c.Station.Lang != "zh-CN" && c.Station.Lang != "en" {
		return "station.lang", 0, fmt.Errorf("%q is neither zh-CN nor en", c.Station.Lang)
	}
	if mm := c.Station.PanelMM; mm != 0 && !(mm >= 100 && mm <= 2000) {
		return "station.panel_mm", 0, fmt.Errorf("%g mm is no width of a display", mm)
	}
	if c.Station.Slots < 1 || c.Station.Slots > 99 {
		return "station.slots", 0, fmt.Errorf("%d is not between 1 and 99", c.Station.Slots)
	}
	if _, err := c.SeeTakings(); err != nil {
		var ke keyError
		errors.As(err, &ke)
		return ke.key, 0, ke.err
	}
	if _, err := c.Calendar(); err != nil {
		var ke keyError
		errors.As(err, &ke)
		return ke.key, 0, ke.err
	}
	if _, err := c.RepairLimits(); err != nil {
		var ke keyError
		errors.As(err, &ke)
		return ke.key, 0, ke.err
	}
	if v := c.Sound.Volume; v != nil && (*v < 0 || *v > 100) {
		return "sound.volume", 0, fmt.Errorf("%d is not between 0 and 100", *v)
	}
	for _, pair := range c.Entry.Fuzzy {
		if !fuzzyRe.MatchString(pair) {
			return "entry.fuzzy", 0, fmt.Errorf("%q is not a pair such as zh=z, n=l or ng=n", pair)
		}
	}
	return "", 0, nil
}

func (c Config) checkStaff() (key string, nth int, err error) {
	seen := map[string]bool{}
	for i, p := range c.Staff {
		switch {
		case p.Name == "":
			return "staff.name", i, errors.New("a person needs a name")
		case !numberRe.MatchString(p.Number):
			return "staff.number", i, fmt.Errorf("%q is not a letter and three digits", p.Number)
		case seen[p.Number]:
			return "staff.number", i, fmt.Errorf("%q is already that of another person", p.Number)
		case !pinRe.MatchString(p.PIN):
			return "staff.pin", i, errors.New("a PIN is four to eight digits")
		}
		if key, err := p.checkRoles(); err != nil {
			return key, i, err
		}
		seen[p.Number] = true
	}
	return "", 0, nil
}

func (c Config) checkPrinters() (key string, nth int, err error) {
	names := map[string]bool{}
	for i, p := range c.Printers {
		if p.Name == "" || names[p.Name] {
			return "printer.name", i, fmt.Errorf("%q is not a name of its own", p.Name)
		}
		names[p.Name] = true
		if err := device(p.Device, "serial", "usb", "tcp", "file", "virtual"); err != nil {
			return "printer.device", i, err
		}
		for _, d := range p.Documents {
			if _, ok := label.LookupKind(d); !ok {
				return "printer.documents", i, fmt.Errorf("%q is not a document; countertop label -kinds lists them", d)
			}
		}
	}
	for i, p := range c.Printers {
		if p.Fallback != "" && (!names[p.Fallback] || p.Fallback == p.Name) {
			return "printer.fallback", i, fmt.Errorf("%q is not the name of another printer", p.Fallback)
		}
		if p.Mode != "" && p.Mode != "raster" && p.Mode != "hybrid" && p.Mode != "native" {
			return "printer.way", i, fmt.Errorf("%q is none of raster, hybrid, native", p.Mode)
		}
	}
	return "", 0, nil
}

func (c Config) checkScanners() (key string, nth int, err error) {
	for i, s := range c.Scanners {
		if s.Device == "keyboard" {
			continue
		}
		if err := device(s.Device, "serial", "evdev"); err != nil {
			return "scanner.device", i, err
		}
	}
	return "", 0, nil
}

func (c Config) checkDocuments() (key string, nth int, err error) {
	documents := map[string]bool{}
	for i, d := range c.Documents {
		if documents[d.Name] {
			return "document.name", i, fmt.Errorf("%q has a table already", d.Name)
		}
		documents[d.Name] = true
		if key, err := d.check(); err != nil {
			return "document." + key, i, err
		}
	}
	return "", 0, nil
}

// check names the key that cannot be.
func (d Document) check() (key string, err error) {
	kind, ok := label.LookupKind(d.Name)
	if !ok {
		return "name", fmt.Errorf("%q is not a document; countertop label -kinds lists them", d.Name)
	}
	f, err := d.format()
	if err == nil {
		_, err = kind.In(label.Format{WidthMM: f.WidthMM, HeightMM: f.HeightMM})
	}
	if err != nil {
		return "size", unprefixed(err)
	}
	if _, err := kind.In(f); err != nil {
		return "hide", unprefixed(err)
	}
	return "", nil
}

// unprefixed is an error of package label behind a key and its line.
func unprefixed(err error) error { return errors.New(strings.TrimPrefix(err.Error(), "label: ")) }

func (d Document) format() (f label.Format, err error) {
	f.Hide = d.Hide
	if d.Size != "" {
		f.WidthMM, f.HeightMM, err = label.ParseSize(d.Size)
	}
	return f, err
}

// Formats are the documents that are not as they are made, by name.
func (c Config) Formats() map[string]label.Format {
	formats := map[string]label.Format{}
	for _, d := range c.Documents {
		formats[d.Name], _ = d.format() // checked when it was read
	}
	return formats
}

func device(d string, kinds ...string) error {
	kind, rest, ok := strings.Cut(d, ":")
	for _, k := range kinds {
		if ok && k == kind && rest != "" {
			if _, q, _ := strings.Cut(rest, "?"); q != "" {
				if _, err := url.ParseQuery(q); err != nil {
					return fmt.Errorf("%q has options that cannot be read", d)
				}
			}
			return nil
		}
	}
	return fmt.Errorf("%q is not a device like %s:…", d, strings.Join(kinds, ":…, "))
}

// SeeTakings are the roles that see on the screen what was taken in today; an
// owner sees what a supervisor does.
func (c Config) SeeTakings() ([]repair.Role, error) {
	var list []repair.Role
	for _, r := range c.Shop.Takings {
		if err := checkRole(r); err != nil {
			return nil, keyError{"shop.takings", err}
		}
		list = append(list, repair.Role(r))
	}
	return list, nil
}

// keyError is a value that cannot be, with its key.
type keyError struct {
	key string
	err error
}

func (e keyError) Error() string { return e.key + ": " + e.err.Error() }

// RepairLimits are the time limits.
func (c Config) RepairLimits() (repair.Limits, error) {
	l := repair.DefaultLimits()
	for _, x := range []struct {
		key, text string
		to        *time.Duration
	}{
		{"limits.reply", c.Limits.Reply, &l.Reply},
		{"limits.quote", c.Limits.Quote, &l.Quote},
		{"limits.bench", c.Limits.Bench, &l.Bench},
		{"limits.peer", c.Limits.Peer, &l.Peer},
	} {
		d, err := time.ParseDuration(x.text)
		if err != nil || d <= 0 {
			return l, keyError{x.key, fmt.Errorf("%q is not a time like 4h or 30m", x.text)}
		}
		*x.to = d
	}
	for _, x := range []struct {
		key  string
		days int
		to   *int
	}{
		{"limits.repair_days", c.Limits.RepairDays, &l.RepairDays},
		{"limits.promise_days", c.Limits.PromiseDays, &l.PromiseDays},
		{"limits.uncollected_days", c.Limits.UncollectedDays, &l.UncollectedDays},
	} {
		if x.days < 1 || x.days > 365 {
			return l, keyError{x.key, fmt.Errorf("%d is not between 1 and 365", x.days)}
		}
		*x.to = x.days
	}
	return l, nil
}

// Layout is the number of slots on each shelf.
func (c Config) Layout() repair.Layout {
	l := repair.Layout{}
	for _, k := range repair.Shelves {
		l[k] = c.Station.Slots
	}
	return l
}
