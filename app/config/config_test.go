package config_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"countertop/app/config"
	"countertop/app/label"
	"countertop/app/repair"
)

// person begins a file with one complete member of staff, lines 1 to 5.
const person = `[[staff]]
number = "A001"
name = "陈静"
role = "coordinator"
pin = "90817263"
`

func TestBadLinesAreNamed(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"unknown key", "[shop]\nname = \"a\"\nnam = \"b\"\n", "line 3: shop.nam: Countertop knows no such key"},
		{"unknown key after CRLF", "[shop]\r\nname = \"a\"\r\nnam = \"b\"\r\n", "line 3: shop.nam: Countertop knows no such key"},
		{"unknown table", "[shop]\n[stations]\nletter = \"A\"\n", "line 2: stations: Countertop knows no such key"},
		{"unknown key at the top", "lang = \"en\"\n", "line 1: lang: Countertop knows no such key"},
		{"unknown key of the second printer", "[[printer]]\nname = \"a\"\ndevice = \"tcp:192.0.2.7\"\n[[printer]]\ncolour = true\n", "line 5: printer.colour: Countertop knows no such key"},
		{"unknown key in an inline table", "staff = [\n  { name = \"a\" },\n  { nick = \"b\" },\n]\n", "line 3: staff.nick: Countertop knows no such key"},

		{"number for a text", "[station]\nletter = 5\n", "line 2: station.letter: it must be a text in quotation marks"},
		{"text for a number", "[sound]\nvolume = \"70\"\n", "line 2: sound.volume: it must be a whole number"},
		{"fraction for a whole number", "[station]\n\nslots = 1.5\n", "line 3: station.slots: it must be a whole number"},
		{"text for a width", "[station]\npanel_mm = \"217\"\n", "line 2: station.panel_mm: it must be a number"},
		{"date for a list", "[shop]\nholidays = 2026-10-01\n", "line 2: shop.holidays: it must be a list"},
		{"numbers in a list", "[shop]\nholidays = [\n  1,\n]\n", "line 2: shop.holidays: it must be a text in quotation marks"},
		{"text for a table", "[shop]\nhours_on = \"closed\"\n", "line 2: shop.hours_on: it must be a table"},
		{"one bracket too few", "[printer]\nname = \"a\"\n", "line 1: printer: its head is [[printer]]"},
		{"wrong type in the second of three tables", person + "[[staff]]\nname = 3\n[[staff]]\nname = \"c\"\n", "line 7: staff.name: it must be a text in quotation marks"},

		{"no value", "[shop]\nname =\n", "line 2: expected value but found '\\n' instead"},
		{"head not closed", "[shop\nname = \"a\"\n", "line 1: expected '.' or ']' to end table name, but got '\\n' instead"},
		{"text not closed", "[shop]\nname = \"a\n", "line 2: strings cannot contain newlines"},
		{"twice", "[shop]\nname = \"a\"\nname = \"b\"\n", "line 3: Key 'shop.name' has already been defined"},
		{"no text at all", "\x00", "line 1: files cannot contain NULL bytes; probably using UTF-16; TOML files must be UTF-8"},

		{"letter", "[station]\nletter = \"AB\"\n", `line 2: station.letter: "AB" is not one capital letter`},
		{"language", "[station]\nlang = \"fr\"\n", `line 2: station.lang: "fr" is neither zh-CN nor en`},
		{"language left empty", "[station]\nlang = \"\"\n", `line 2: station.lang: "" is neither zh-CN nor en`},
		{"panel", "[station]\npanel_mm = 12\n", "line 2: station.panel_mm: 12 mm is no width of a display"},
		{"panel that is no number", "[station]\npanel_mm = nan\n", "line 2: station.panel_mm: NaN mm is no width of a display"},
		{"no slots", "[station]\nslots = 0\n", "line 2: station.slots: 0 is not between 1 and 99"},
		{"too many slots", "[station]\nslots = 100\n", "line 2: station.slots: 100 is not between 1 and 99"},
		{"hours", "[shop]\nhours = \"8-18\"\n", `line 2: shop.hours: "8-18" is not like 8:00-18:00`},
		{"hours of no clock", "[shop]\nhours = \"8:00-25:00\"\n", `line 2: shop.hours: "8:00-25:00" is not between 0:00 and 24:00`},
		{"hours of no length", "[shop]\nhours = \"8:00-8:00\"\n", `line 2: shop.hours: "8:00-8:00" ends when it begins; the whole day is 0:00-24:00`},
		{"hours that run back", "[shop]\nhours = \"8:00-18:00, 9:00-12:00\"\n", `line 2: shop.hours: "9:00-12:00" begins before the hours before it end`},
		{"hours behind those past midnight", "[shop]\nhours = \"18:00-2:00, 8:00-12:00\"\n", `line 2: shop.hours: "8:00-12:00" begins before the hours before it end`},
		{"hours of more than a day", "[shop]\nhours = \"8:00-12:00, 18:00-9:00\"\n", `line 2: shop.hours: "18:00-9:00" runs into the same hours of the next day`},
		{"never open", "[shop]\nhours = \"\"\n", "line 2: shop.hours: the shop is never open"},
		{"hours behind a long text", "[shop]\nname = \"\"\"\nhours = \"a\"\n\"\"\"\nhours = \"a\" # \"b\"\n", `line 5: shop.hours: "a" is not like 8:00-18:00`},
		{"hours of a day", "[shop]\nhours_on = { monday = \"9:00-12:00\", sunday = \"noon\" }\n", `line 2: shop.hours_on.sunday: "noon" is not like 8:00-18:00`},
		{"hours of a day in a table", "[shop]\n[shop.hours_on]\nmonday = \"\"\nsunday = \"noon\"\n", `line 4: shop.hours_on.sunday: "noon" is not like 8:00-18:00`},
		{"weekday", "[shop.hours_on]\nsonntag = \"\"\n", `line 2: shop.hours_on.sonntag: "sonntag" is not a weekday`},
		{"timezone", "[shop]\ntimezone = \"Peking\"\n", `line 2: shop.timezone: "Peking" is not a time zone like Asia/Shanghai`},
		{"no timezone", "[shop]\ntimezone = \"\"\n", `line 2: shop.timezone: "" is not a time zone like Asia/Shanghai`},
		{"role that sees the takings", "[shop]\ntakings = [\"supervisor\",\n\"boss\"]\n", `line 2: shop.takings: "boss" is not coordinator, engineer, supervisor or owner`},
		{"hours of a date", "[shop]\nhours_on = { \"2026-10-10\" = \"9-17\" }\n", `line 2: shop.hours_on.2026-10-10: "9-17" is not like 8:00-18:00`},
		{"hours of no date", "[shop.hours_on]\nsunday = \"\"\n2026-02-30 = \"\"\n", `line 3: shop.hours_on.2026-02-30: "2026-02-30" is not a day like 2026-10-01`},
		{"hours of days with a bad end", "[shop.hours_on]\n\"2026-02-15..2026-02-30\" = \"\"\n", `line 2: shop.hours_on.2026-02-15..2026-02-30: "2026-02-30" is not a day like 2026-10-01`},
		{"hours of days backwards", "[shop.hours_on]\n\"2026-02-20..2026-02-15\" = \"\"\n", `line 2: shop.hours_on.2026-02-20..2026-02-15: "2026-02-20..2026-02-15" ends before it begins`},
		{"holidays backwards", "[shop]\nholidays = [\"2026-10-07..2026-10-01\"]\n", `line 2: shop.holidays: "2026-10-07..2026-10-01" ends before it begins`},
		{"workday", "[shop]\nworkdays = [\n\"2026-10-10\",\n'10 October',\n]\n", `line 4: shop.workdays: "10 October" is not a day like 2026-10-01`},
		{"one workday", "[shop]\nworkdays = \"2026-10-10\"\n", "line 2: shop.workdays: it must be a list"},
		{"official holidays", "[shop]\nofficial_holidays = \"yes\"\n", "line 2: shop.official_holidays: it must be true or false"},
		{"holiday", "[shop]\nholidays = [\"2026-10-01\",\n\"2026-02-30\"]\n", `line 3: shop.holidays: "2026-02-30" is not a day like 2026-10-01`},
		{"limit", "[limits]\nquote = \"30m\"\nreply = \"4\"\n", `line 3: limits.reply: "4" is not a time like 4h or 30m`},
		{"limit below zero", "[limits]\npeer = \"-8h\"\n", `line 2: limits.peer: "-8h" is not a time like 4h or 30m`},
		{"days", "[limits]\npromise_days = -3\n", "line 2: limits.promise_days: -3 is not between 1 and 365"},
		{"repair days", "[limits]\nrepair_days = 400\n", "line 2: limits.repair_days: 400 is not between 1 and 365"},
		{"no days", "[limits]\nuncollected_days = 0\n", "line 2: limits.uncollected_days: 0 is not between 1 and 365"},
		{"volume", "[sound]\nvolume = 101\n", "line 2: sound.volume: 101 is not between 0 and 100"},
		{"key in capitals", "[Shop]\nName = \"a\"\nHours = \"a\"\n", `line 3: shop.hours: "a" is not like 8:00-18:00`},

		{"second pair that is none", "[entry]\n# a\nfuzzy = [\"zh=z\", \"zh\"]\n", `line 3: entry.fuzzy: "zh" is not a pair such as zh=z, n=l or ng=n`},

		{"no name", person + "[[staff]]\npin = \"4711\"\nrole = \"engineer\"\n", "line 6: staff.name: a person needs a name"},
		{"staff number", person + "[[staff]]\nname = \"b\"\nnumber = \"7\"\n", `line 8: staff.number: "7" is not a letter and three digits`},
		{"two with one number", person + "[[staff]]\nname = \"b\"\nnumber = \"A001\"\n", `line 8: staff.number: "A001" is already that of another person`},
		{"a number that the next person gets", strings.Replace(person, "A001", "A002", 1) + "[[staff]]\nname = \"b\"\n", `line 6: staff.number: "A002" is already that of another person`},
		{"role", person + "[[staff]]\nname = \"b\"\npin = \"4711\"\nrole = \"boss\"\n", `line 9: staff.role: "boss" is not coordinator, engineer, supervisor or owner`},
		{"role of several", person + "[[staff]]\nname = \"b\"\npin = \"4711\"\nroles = [\"engineer\",\n \"boss\"]\n", `line 9: staff.roles: "boss" is not coordinator, engineer, supervisor or owner`},
		{"role and roles", person + "[[staff]]\nname = \"b\"\npin = \"4711\"\nrole = \"engineer\"\nroles = [\"owner\"]\n", "line 10: staff.roles: a person has role or roles, not both"},
		{"no role", person + "[[staff]]\nname = \"b\"\npin = \"4711\"\nroles = []\n", `line 6: staff.role: "" is not coordinator, engineer, supervisor or owner`},
		{"one text for several roles", person + "[[staff]]\nroles = \"engineer\"\n", "line 7: staff.roles: it must be a list"},
		{"no pin", person + "[[staff]]\nname = \"b\"\nrole = \"engineer\"\n", "line 6: staff.pin: a PIN is four to eight digits"},
		{"pin", person + "[[staff]]\nname = \"b\"\npin = \"908\"\n", "line 8: staff.pin: a PIN is four to eight digits"},
		{"pin in an inline table", "staff = [\n  { name = \"a\", pin = \"4711\", role = \"engineer\" },\n  { name = \"b\", pin = \"471\" },\n]\n", "line 3: staff.pin: a PIN is four to eight digits"},

		{"no printer name", "[[printer]]\ndevice = \"usb:/dev/usb/lp0\"\n", `line 1: printer.name: "" is not a name of its own`},
		{"two printers of one name", "[[printer]]\nname = \"a\"\ndevice = \"file:x\"\n[[printer]]\nname = \"a\"\n", `line 5: printer.name: "a" is not a name of its own`},
		{"printer device", "[[printer]]\nname = \"a\"\ndevice = \"file:x\"\n\n[[printer]] # slips\ndevice = \"lpt1\"\nname = \"b\"\n", `line 6: printer.device: "lpt1" is not a device like serial:…, usb:…, tcp:…, file:…, virtual:…`},
		{"no printer device", "[[printer]]\nname = \"a\"\ndevice = \"file:x\"\n[[printer]]\nname = \"b\"\n", `line 4: printer.device: "" is not a device like serial:…, usb:…, tcp:…, file:…, virtual:…`},
		{"printer options", "[[printer]]\nname = \"a\"\ndevice = \"serial:/dev/ttyS0?baud=%zz\"\n", `line 3: printer.device: "serial:/dev/ttyS0?baud=%zz" has options that cannot be read`},
		{"document", "[[printer]]\nname = \"a\"\ndevice = \"file:x\"\n[[printer]]\nname = \"b\"\ndevice = \"file:y\"\ndocuments = [\n  \"shelf\", # ]\n  \"invoice\",\n]\n", `line 7: printer.documents: "invoice" is not a document; countertop label -kinds lists them`},
		{"document of no name", "[[document]]\nsize = \"50x30\"\n", `line 1: document.name: "" is not a document; countertop label -kinds lists them`},
		{"unknown document", "[[document]]\n\nname = \"invoice\"\n", `line 3: document.name: "invoice" is not a document; countertop label -kinds lists them`},
		{"document twice", "[[document]]\nname = \"slot\"\n[[document]]\nname = \"slot\"\n", `line 4: document.name: "slot" has a table already`},
		{"size", "[[document]]\nname = \"slot\"\n[[document]]\nname = \"shelf\"\nsize = \"big\"\n", `line 5: document.size: "big" is not a size like 50x30, in millimetres`},
		{"size nobody makes", "[[document]]\nname = \"slot\"\nsize = \"20x10\"\n", `line 3: document.size: 20x10 mm is not between 30x20 and 120x150 mm`},
		{"height of a slip", "[[document]]\nname = \"customer-copy\"\nsize = \"72x100\"\n", `line 3: document.size: customer-copy is a slip on a roll: its size is a width like 72, without a height`},
		{"label without height", "[[document]]\nname = \"slot\"\nsize = \"50\"\n", `line 3: document.size: slot is a label: its size has a width and a height, like 60x40`},
		{"hidden field", "[[document]]\nname = \"accessory\"\nsize = \"50x30\"\nhide = [\"customer\",\n  \"number\"]\n", `line 4: document.hide: "number" cannot be hidden on accessory; what can is: customer`},
		{"nothing to hide", "[[document]]\nname = \"shelf\"\nhide = [\"shelf\"]\n", `line 3: document.hide: nothing can be hidden on shelf`},
		{"one field for a list", "[[document]]\nname = \"accessory\"\nhide = \"customer\"\n", `line 3: document.hide: it must be a list`},
		{"unknown key of a document", "[[document]]\nname = \"slot\"\nsice = \"50x30\"\n", "line 3: document.sice: Countertop knows no such key"},
		{"scanner device", "[[scanner]]\ndevice = \"keyboard\"\n[[scanner]]\ndevice = \"usb:x\"\n", `line 4: scanner.device: "usb:x" is not a device like serial:…, evdev:…`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := config.Parse(tt.text)
			if err == nil {
				t.Fatalf("accepted, want %q", tt.want)
			}
			if got := err.Error(); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

// The error goes to the log and the screen.
func TestErrorsHoldNoPIN(t *testing.T) {
	const pin = "90817263"
	for _, line := range []string{
		"pin = " + pin, "pin = 0" + pin, "pin = " + pin + pin + pin, "pin = " + pin + "x", "pin = " + pin + "-1", "pin = " + pin + ":00",
		"pin = _" + pin, "pin = " + pin + "_", "pin = " + pin + "." + pin, "pin = 0x" + pin + "z", "pin = +" + pin + "e",
		`pin = "` + pin + pin + `"`, `pin = "` + pin, `pin = "` + pin + `\q"`, `pin = """` + pin, `pin = ["` + pin + `"]`, `pin = { a = "` + pin + `" }`,
		`pin = ` + pin + ` # pin`, `pin "` + pin + `"`, `"pin" = 0` + pin, `PIN = 0` + pin,
		"role = 1\npin = \"" + pin + `"`, "pin = \"" + pin + "\"\npin = \"" + pin + `"`,
	} {
		text := "[[staff]]\nname = \"a\"\n" + line + "\n"
		_, err := config.Parse(text)
		if err == nil {
			t.Errorf("%q is accepted", line)
			continue
		}
		if strings.Contains(err.Error(), pin) {
			t.Errorf("%q: the error holds the PIN: %v", line, err)
		}
		if !strings.HasPrefix(err.Error(), "line 3: ") && !strings.HasPrefix(err.Error(), "line 4: ") {
			t.Errorf("%q: the error does not name the line: %v", line, err)
		}
	}
}

func TestEmptyFileMeansTheDefaults(t *testing.T) {
	for _, text := range []string{"", "# nothing\n", "\ufeff[shop]\r\n", "[shop]\n[station]\n[limits]\n[sound]\n[checklist]\n"} {
		c, err := config.Parse(text)
		if err != nil {
			t.Errorf("%q: %v", text, err)
			continue
		}
		want := config.Config{
			Shop:    config.Shop{Hours: "8:00-18:00", Timezone: "Asia/Shanghai", Takings: []string{"coordinator", "supervisor"}},
			Station: config.Station{Letter: "A", Lang: "zh-CN", Slots: 24},
			Limits: config.Limits{
				Reply: "4h0m0s", Quote: "30m0s", Bench: "8h0m0s", Peer: "8h0m0s", RepairDays: 3, PromiseDays: 3, UncollectedDays: 15,
			},
			Named: map[string]string{}, // there is a file, and it names nothing
		}
		if d := cmp.Diff(want, c); d != "" {
			t.Errorf("%q (-want +got):\n%s", text, d)
		}
		checkDerived(t, c)
	}
}

func TestDefaultIsAGoodConfiguration(t *testing.T) {
	c := config.Default()
	checkDerived(t, c)
	if len(c.Staff) != 3 || len(c.Printers) != 2 || len(c.Scanners) != 1 || c.Shop.Name == "" {
		t.Errorf("the example shop is %+v", c)
	}
}

// checkDerived checks what follows from the defaults.
func checkDerived(t *testing.T, c config.Config) {
	t.Helper()
	loc, err := time.LoadLocation("Asia/Shanghai")
	if err != nil {
		t.Fatal(err)
	}
	want := repair.DefaultCalendar(loc)
	cal, err := c.Calendar()
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want.Week, cal.Week); d != "" || cal.Loc.String() != "Asia/Shanghai" || len(cal.Special.All()) != 0 || c.Shop.OfficialHolidays {
		t.Errorf("calendar in %s (-want +got):\n%s", cal.Loc, d)
	}
	lim, err := c.RepairLimits()
	if d := cmp.Diff(repair.DefaultLimits(), lim); err != nil || d != "" {
		t.Errorf("limits: %v (-want +got):\n%s", err, d)
	}
	if d := cmp.Diff(repair.DefaultLayout(), c.Layout()); d != "" {
		t.Errorf("layout (-want +got):\n%s", d)
	}
}

// The example of the page on configuration is a full file.
func TestPageExample(t *testing.T) {
	page, err := os.ReadFile("../../docs/configuration.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(page), "```toml\n")
	example, _, ok := strings.Cut(rest, "```")
	if !ok {
		t.Fatal("configuration.md has no example of a configuration")
	}
	got, err := config.Parse(example)
	if err != nil {
		t.Fatalf("configuration.md: %v", err)
	}
	// What the comments do not call an example is the default.
	def, err := config.Parse("")
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(def.Shop.Hours+def.Shop.Timezone, got.Shop.Hours+got.Shop.Timezone); d != "" {
		t.Errorf("shop (-default +page):\n%s", d)
	}
	station := def.Station
	station.PanelMM = got.Station.PanelMM // the window has its own default
	if d := cmp.Diff(station, got.Station); d != "" {
		t.Errorf("station (-default +page):\n%s", d)
	}
	wantLimits, _ := def.RepairLimits()
	gotLimits, err := got.RepairLimits()
	if d := cmp.Diff(wantLimits, gotLimits); err != nil || d != "" {
		t.Errorf("limits: %v (-default +page):\n%s", err, d)
	}
	// All keys of the program stand in it, each table once or more.
	if got.Sound.Volume == nil || *got.Sound.Volume != 70 || len(got.Staff) == 0 || len(got.Printers) < 2 || len(got.Scanners) == 0 ||
		len(got.Checklist.Other) == 0 || len(got.Shop.Holidays) == 0 || len(got.Shop.Workdays) == 0 || got.Station.PanelMM == 0 {
		t.Errorf("configuration.md does not show everything: %+v", got)
	}
}

// Every key of the program has a line in the tables of the page.
func TestPageHasEveryKey(t *testing.T) {
	page, err := os.ReadFile("../../docs/configuration.md")
	if err != nil {
		t.Fatal(err)
	}
	var keys []string
	tables := reflect.TypeFor[config.Config]()
	for i := range tables.NumField() {
		table := tables.Field(i)
		if table.Tag.Get("toml") == "-" {
			continue
		}
		in := table.Type
		if in.Kind() == reflect.Slice {
			in = in.Elem()
		}
		for j := range in.NumField() {
			keys = append(keys, table.Tag.Get("toml")+"."+in.Field(j).Tag.Get("toml"))
		}
	}
	for _, k := range keys {
		if !strings.Contains(string(page), "\n| `"+k+"` |") {
			t.Errorf("docs/configuration.md has no line for %s", k)
		}
	}
}

func TestFullFile(t *testing.T) {
	c, err := config.Parse(`
[shop]
name = "安心电脑维修"
hours = "9:00-12:00, 13:30-19:00"
hours_on = { sunday = "", saturday = "10:00-16:00", "2026-12-24..2026-12-31" = "9:00-12:00", 2026-12-31 = "18:00-2:00" }
holidays = ["2026-10-01..2026-10-07", "2026-12-25"]
workdays = ["2026-10-07", "2026-12-27"]
official_holidays = true
timezone = "Europe/Berlin"
takings = ["supervisor"]

[station]
letter = "C"
panel_mm = 344.5
lang = "en"
slots = 12

[limits]
reply = "2h30m"
promise_days = 5

[sound]
volume = 0

[[staff]]
name = "𠮷野"
role = "engineer"
pin = "0123"

[[staff]]
number = "B017"
name = "欧阳敏"
roles = ["owner", "supervisor"]
pin = "98765432"

[[printer]]
name = "标签机"
device = "serial:/dev/ttyUSB0?baud=115200&flow=rtscts"
profile = "generic-tspl"
documents = ["device-tag", "accessory"]

[[printer]]
name = "小票机"
device = "tcp:192.0.2.7:9100"

[[scanner]]
device = "keyboard"

[[scanner]]
name = "枪"
device = "serial:/dev/ttyACM0"

[[scanner]]
device = "evdev:name=Bar Code Scanner"

[[document]]
name = "accessory"
size = "50 × 30 mm"
hide = ["customer"]

[checklist]
other = ["通电", "外壳完整"]
`)
	if err != nil {
		t.Fatal(err)
	}
	volume := 0
	want := config.Config{
		Shop: config.Shop{
			Name: "安心电脑维修", Hours: "9:00-12:00, 13:30-19:00", HoursOn: map[string]string{
				"sunday": "", "saturday": "10:00-16:00", "2026-12-24..2026-12-31": "9:00-12:00", "2026-12-31": "18:00-2:00",
			},
			Holidays: []string{"2026-10-01..2026-10-07", "2026-12-25"}, Workdays: []string{"2026-10-07", "2026-12-27"}, OfficialHolidays: true, Timezone: "Europe/Berlin", Takings: []string{"supervisor"},
		},
		Station: config.Station{Letter: "C", PanelMM: 344.5, Lang: "en", Slots: 12},
		Staff:   []config.Staff{{Number: "C001", Name: "𠮷野", Role: "engineer", PIN: "0123"}, {Number: "B017", Name: "欧阳敏", Roles: []string{"owner", "supervisor"}, PIN: "98765432"}},
		Printers: []config.Printer{
			{Name: "标签机", Device: "serial:/dev/ttyUSB0?baud=115200&flow=rtscts", Profile: "generic-tspl", Documents: []string{"device-tag", "accessory"}},
			{Name: "小票机", Device: "tcp:192.0.2.7:9100"},
		},
		Scanners: []config.Scanner{{Device: "keyboard"}, {Name: "枪", Device: "serial:/dev/ttyACM0"}, {Device: "evdev:name=Bar Code Scanner"}},
		Limits:   config.Limits{Reply: "2h30m", Quote: "30m0s", Bench: "8h0m0s", Peer: "8h0m0s", RepairDays: 3, PromiseDays: 5, UncollectedDays: 15},
		Sound:    config.Sound{Volume: &volume},

		Documents: []config.Document{{Name: "accessory", Size: "50 × 30 mm", Hide: []string{"customer"}}},
	}
	want.Checklist.Other = []string{"通电", "外壳完整"}
	want.Named = map[string]string{
		"shop.name": "安心电脑维修", "shop.hours": "mon-fri 9:00-12:00,13:30-19:00; sat 10:00-16:00; sun closed",
		"shop.days": "2026-10-01..2026-10-06 closed\n2026-10-07 workday\n2026-12-24..2026-12-30 9:00-12:00\n2026-12-31 18:00-2:00", "shop.timezone": "Europe/Berlin", "shop.official_holidays": "true", "shop.takings": "supervisor",
		"station.panel_mm": "345", "station.lang": "en", "station.slots": "12", "limits.reply": "2h30m", "limits.promise_days": "5",
		"sound.volume": "0", "checklist.other": "通电\n外壳完整",
	}
	if d := cmp.Diff(want, c); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	formats := map[string]label.Format{"accessory": {WidthMM: 50, HeightMM: 30, Hide: []string{"customer"}}}
	if d := cmp.Diff(formats, c.Formats()); d != "" {
		t.Errorf("formats (-want +got):\n%s", d)
	}
	cal, err := c.Calendar()
	if err != nil {
		t.Fatal(err)
	}
	usual := []repair.Hours{{From: 9 * 60, To: 12 * 60}, {From: 13*60 + 30, To: 19 * 60}}
	for day, want := range map[repair.Date][]repair.Hours{
		"2026-11-20": usual, "2026-11-21": {{From: 10 * 60, To: 16 * 60}}, "2026-11-22": nil,
		"2026-09-30": usual, "2026-10-01": nil, "2026-10-06": nil, "2026-10-07": usual, "2026-10-08": usual,
		// Of two that name a day hours_on counts, and the shorter of its own.
		"2026-12-23": usual, "2026-12-25": {{From: 9 * 60, To: 12 * 60}}, "2026-12-27": {{From: 9 * 60, To: 12 * 60}}, "2026-12-31": {{From: 18 * 60, To: 26 * 60}},
	} {
		if d := cmp.Diff(want, cal.On(day)); d != "" {
			t.Errorf("hours on %s (-want +got):\n%s", day, d)
		}
	}
	if lim, err := c.RepairLimits(); err != nil || lim.Reply != 150*time.Minute || lim.PromiseDays != 5 || lim.UncollectedDays != 15 {
		t.Errorf("limits %+v, %v", lim, err)
	}
	if n := c.Layout()[repair.ShelfDone]; n != 12 {
		t.Errorf("%d slots, want 12", n)
	}
}

// A shop may name the hours of single days only.
func TestHoursOnAlone(t *testing.T) {
	c, err := config.Parse("[shop]\nhours = \"\"\nhours_on = { friday = \"9:00-17:00\" }\n")
	if err != nil {
		t.Fatal(err)
	}
	cal, err := c.Calendar()
	if err != nil || len(cal.On("2026-11-19")) != 0 || len(cal.On("2026-11-20")) != 1 {
		t.Errorf("hours %v, %v, want Fridays only", cal.Week, err)
	}
}

func TestLoad(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string, mode fs.FileMode) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), mode); err != nil {
			t.Fatal(err)
		}
		return path
	}
	if c, err := config.Load(write("good.toml", person, 0o600)); err != nil || c.Staff[0].Name != "陈静" {
		t.Errorf("good file: %v", err)
	}
	bad, missing := write("bad.toml", "[station]\nletter = \"a\"\n", 0o600), filepath.Join(dir, "none.toml")
	for path, want := range map[string]string{
		bad:     bad + `: line 2: station.letter: "a" is not one capital letter`,
		missing: "cannot read " + missing + ": no such file or directory",
		dir:     "cannot read " + dir + ": is a directory",
	} {
		if _, err := config.Load(path); err == nil || err.Error() != want {
			t.Errorf("got  %v\nwant %s", err, want)
		}
	}
	if _, err := config.Load(missing); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%v is not fs.ErrNotExist", err)
	}
	if os.Getuid() != 0 { // nothing is closed to root
		shut := write("shut.toml", person, 0)
		if _, err := config.Load(shut); err == nil || err.Error() != "cannot read "+shut+": permission denied" {
			t.Errorf("file without permission: %v", err)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add(person)
	f.Add("[shop]\nhours_on = { sunday = \"\" }\nname = '''a\n'''\n")
	f.Add("staff = [{ name = \"a\" }, [")
	names := regexp.MustCompile(`^line ([1-9][0-9]*): [^\n]+$`)
	f.Fuzz(func(t *testing.T, text string) {
		_, err := config.Parse(text)
		if err == nil {
			return
		}
		m := names.FindStringSubmatch(err.Error())
		if m == nil {
			t.Fatalf("%q: %q does not name its line", text, err)
		}
		if n, err := strconv.Atoi(m[1]); err != nil || n > 1+strings.Count(text, "\n") {
			t.Errorf("%q has no line %s", text, m[1])
		}
	})
}

// Whoever shows the error may point at its line and name its key.
func TestErrorsAreTyped(t *testing.T) {
	for text, want := range map[string]config.Error{
		"[station]\n\nslots = true\n": {Line: 3, Key: "station.slots"},
		"[shop]\nnam = 1\n":           {Line: 2, Key: "shop.nam"},
		"[shop]\nname = \n":           {Line: 2},
		person + "[[staff]]\nname = \"b\"\nrole = \"engineer\"\npin = \"1\"\n": {Line: 9, Key: "staff.pin"},
		"[shop]\nhours_on = { sunday = 1 }\n":                                  {Line: 2, Key: "shop.hours_on.sunday"},
		"[entry]\nsamples = \"yes\"\n":                                         {Line: 2, Key: "entry.samples"},
		"shop = 5\n":                                                           {Line: 1, Key: "shop"},
		"[nosuch]\n[station]\nslots = \"1\"\n[limits]\nquote = 1\n[sound]\nloud = 1\n": {Line: 3, Key: "station.slots"},
	} {
		_, err := config.Parse(text)
		var got *config.Error
		if !errors.As(err, &got) || got.Line != want.Line || got.Key != want.Key || got.Reason == nil {
			t.Errorf("%q: %v is not at line %d, key %q", text, err, want.Line, want.Key)
		}
	}
}

func TestRolesOfAPerson(t *testing.T) {
	for _, tt := range []struct {
		text string
		want repair.Roles
	}{
		{`role = "engineer"`, "engineer"},
		{`roles = ["engineer"]`, "engineer"},
		{`roles = ["engineer", "coordinator"]`, "coordinator,engineer"},
		{`roles = ["owner", "supervisor", "engineer", "coordinator", "owner"]`, "coordinator,engineer,supervisor,owner"},
	} {
		c, err := config.Parse("[[staff]]\nname = \"a\"\npin = \"4711\"\n" + tt.text + "\n")
		if err != nil || c.Staff[0].AllRoles() != tt.want {
			t.Errorf("%s is %q, %v; want %q", tt.text, c.Staff[0].AllRoles(), err, tt.want)
		}
	}
	owner := false
	for _, p := range config.Default().Staff {
		owner = owner || p.AllRoles().Has(repair.RoleOwner)
	}
	if !owner {
		t.Error("the example shop has no owner")
	}
}
