package printers_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"countertop/app/config"
	"countertop/app/flow"
	"countertop/app/printers"
	"countertop/app/repair"
	"countertop/printer"
	"countertop/printer/printertest"
	"countertop/store"
)

var (
	labels = config.Printer{Name: "标签机", Device: "virtual:labels", Documents: []string{"device-tag", "shelf"}}
	slips  = config.Printer{Name: "小票机", Device: "virtual:slips", Profile: "generic-escpos-80", Documents: []string{"customer-copy"}}
)

const tsc = "MFG:TSC;CMD:TSPL2;MDL:TE200;"

func TestDeviceIsShownWithinTwoSecondsOfPlugging(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCounter(t, labels)
		c.start()
		defer c.close()
		time.Sleep(time.Second / 2)
		if m, ok := last[flow.DevicesFound](c); !ok || len(m.Devices) > 0 || len(m.Profiles) < 15 {
			t.Fatalf("at the start: %t, %+v", ok, m)
		}
		c.lp("0", "1203", "0160", tsc, c.machine(printer.TSPL))
		c.tty("ttyUSB0", nil)
		c.tty("ttyACM0", nil) // the scanner
		time.Sleep(2 * time.Second)
		m, _ := last[flow.DevicesFound](c)
		want := []flow.ConnectedDevice{
			{Device: "serial:/dev/serial/by-id/usb-ttyUSB0", Name: "ttyUSB0"},
			{Device: "usb:id=1203:0160", Name: "TSC TE200", USB: true, Choices: []flow.ProfileChoice{
				{Name: "tsc-te200", Model: "TSC TE200", Why: "model"},
				{Name: "generic-tspl", Model: "TSPL label printer, 203 dpi", Why: "command-set"},
				{Name: "generic-tspl-300", Model: "TSPL label printer, 300 dpi", Why: "command-set"},
			}},
		}
		if d := cmp.Diff(want, m.Devices); d != "" {
			t.Errorf("devices (-want +got):\n%s", d)
		}
		c.pull("0")
		time.Sleep(2 * time.Second)
		if m, _ := last[flow.DevicesFound](c); len(m.Devices) != 1 {
			t.Errorf("after it was pulled: %+v", m.Devices)
		}
		c.lp("1", "1203", "0160", tsc, nil)
		c.p.Find()
		if m, _ := last[flow.DevicesFound](c); len(m.Devices) != 2 {
			t.Errorf("asked for at once: %+v", m.Devices)
		}
	})
}

// From the plug to the label, with the program started again in between.
func TestPrinterIsSetUpWithoutARestart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCounter(t, labels, slips)
		m := c.machine(printer.TSPL)
		c.start()
		time.Sleep(time.Second)
		c.lp("0", "1203", "0160", tsc, m)
		time.Sleep(2 * time.Second)
		c.save(flow.SetupDone{Name: "TSC TE200", Device: "usb:id=1203:0160", Profile: "tsc-te200"})
		test := c.add(repair.DocTestPage, "TSC TE200", "TSC TE200")
		other := c.add(repair.DocShelf, "SA00", "")
		time.Sleep(10 * time.Second)
		c.is(test, "TSC TE200", repair.JobPrinted)
		c.is(other, "标签机", repair.JobPrinted) // it prints nothing else yet
		density := 10
		if err := c.p.Correct(context.Background(), "TSC TE200", printer.Correction{RightMM: 1, Density: &density}); err != nil {
			t.Fatal(err)
		}
		c.save(flow.SetupDone{Name: "TSC TE200", Device: "usb:id=1203:0160", Profile: "tsc-te200", Documents: []repair.Document{repair.DocShelf}})
		want := flow.PrinterState{
			Name: "TSC TE200", Model: "TSC TE200", Known: true, Device: "usb:id=1203:0160", Profile: "tsc-te200", WidthMM: 60, HeightMM: 40,
			Density: 10, HanFont: true, Added: true, Mode: printer.Raster, Documents: []repair.Document{repair.DocShelf},
			Correction: printer.Correction{RightMM: 1, Density: &density},
		}
		if d := cmp.Diff(want, c.printer("TSC TE200")); d != "" {
			t.Errorf("printer (-want +got):\n%s", d)
		}
		if d := c.printer("标签机").Documents; !slices.Equal(d, []repair.Document{repair.DocDeviceTag}) {
			t.Errorf("the other one still prints %v", d)
		}
		if s := c.state(); len(s.NewDevices()) != 0 {
			t.Errorf("%+v is still a new device", s.NewDevices())
		}
		shelf := c.add(repair.DocShelf, "SB00", "")
		time.Sleep(10 * time.Second)
		c.is(shelf, "TSC TE200", repair.JobPrinted)
		c.end()

		c.start()
		time.Sleep(time.Second)
		if d := cmp.Diff(want, c.printer("TSC TE200")); d != "" {
			t.Errorf("after a restart (-want +got):\n%s", d)
		}
		shelf = c.add(repair.DocShelf, "SC00", "")
		tag := c.add(repair.DocDeviceTag, "x", "")
		time.Sleep(10 * time.Second)
		c.is(shelf, "TSC TE200", repair.JobPrinted)
		c.is(tag, "标签机", repair.JobPrinted)
		if n := m.Prints(); n != 3 {
			t.Errorf("%d labels came out, want 3", n)
		}
		c.close()
	})
}

// The page came out wrong, or not at all: another profile is chosen, and the
// printer is on its feet again whatever it was sent before.
func TestAnotherProfileIsTriedAtOnce(t *testing.T) {
	for _, lang := range []printer.Language{printer.TSPL, printer.ESCPOS, printer.ZPL, printer.CPCL} {
		for _, first := range []string{"generic-tspl", "generic-zpl-203", "generic-cpcl", "generic-escpos-58", "brother-ql-800"} {
			right := map[printer.Language]string{
				printer.TSPL: "gprinter-gp-1324d", printer.ESCPOS: "epson-tm-t20", printer.ZPL: "zebra-gk420d", printer.CPCL: "zebra-zq521",
			}[lang]
			t.Run(string(lang)+" taken for "+first, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					c := newCounter(t)
					m := c.machine(lang)
					c.lp("0", "1fc9", "2016", "", m)
					c.start()
					defer c.close()
					save := func(profile string) {
						c.save(flow.SetupDone{Name: "p", Device: "usb:id=1fc9:2016", Profile: profile})
					}
					save(first)
					wrong := c.add(repair.DocTestPage, "p", "p")
					time.Sleep(20 * time.Second)
					was := m.Prints()
					save(right)
					if j := c.job(wrong); j.State != repair.JobCancelled && j.State != repair.JobPrinted && j.State != repair.JobSent {
						t.Errorf("the page before is still %s", j.State)
					}
					test := c.add(repair.DocTestPage, "p", "p")
					if test == wrong {
						t.Fatal("the page is taken for the one before")
					}
					time.Sleep(20 * time.Second)
					c.is(test, "p", repair.JobPrinted)
					// What a receipt printer took for text comes out first.
					if got := m.Prints() - was; got != 1 && lang != printer.ESCPOS {
						t.Errorf("%d prints of the right page", got)
					}
				})
			})
		}
	}
}

func TestUnpluggedPrinterIsSeen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCounter(t, config.Printer{Name: "p", Device: "usb:id=1203:0160", Profile: "tsc-te200"})
		m := c.machine(printer.TSPL)
		c.start()
		defer c.close()
		time.Sleep(time.Second)
		if p := c.printer("p"); p.Fault != "unplugged" {
			t.Errorf("nothing is there: %+v", p)
		}
		c.lp("3", "1203", "0160", tsc, m)
		time.Sleep(2 * time.Second)
		if p := c.printer("p"); p.Fault != "" || !p.Known {
			t.Errorf("plugged in: %+v", p)
		}
		c.pull("3")
		time.Sleep(2 * time.Second)
		if p := c.printer("p"); p.Fault != "unplugged" {
			t.Errorf("pulled: %+v", p)
		}
		id := c.add(repair.DocShelf, "SA00", "p")
		time.Sleep(5 * time.Second)
		c.is(id, "p", repair.JobHeld)
		c.lp("5", "1203", "0160", tsc, m) // in another socket
		time.Sleep(5 * time.Second)
		c.is(id, "p", repair.JobPrinted)
	})
}

func TestDeviceIsAskedWhatItIs(t *testing.T) {
	for _, tt := range []struct {
		name, device string
		plug         func(c *counter)
		want         flow.Probed
		busy         bool // a printer is set up on it
	}{
		{
			"by USB", "usb:id=1fc9:2016", func(c *counter) { c.lp("0", "1fc9", "2016", "", c.machine(printer.ZPL)) },
			flow.Probed{Device: "usb:id=1fc9:2016", Profile: "generic-zpl-203"},
			false,
		},
		{
			"its id was right", "usb:id=1203:0160", func(c *counter) { c.lp("0", "1203", "0160", tsc, c.machine(printer.TSPL)) },
			flow.Probed{Device: "usb:id=1203:0160", Profile: "tsc-te200"},
			false,
		},
		{
			"its id was wrong", "usb:id=1203:0160", func(c *counter) { c.lp("0", "1203", "0160", tsc, c.machine(printer.ESCPOS)) },
			flow.Probed{Device: "usb:id=1203:0160", Profile: "generic-escpos-80"},
			false,
		},
		{
			"a serial one", "serial:/dev/serial/by-id/usb-ttyUSB0", func(c *counter) {
				m := c.machine(printer.ESCPOS)
				m.baud = 38400
				c.tty("ttyUSB0", m)
			},
			flow.Probed{Device: "serial:/dev/serial/by-id/usb-ttyUSB0?baud=38400&flow=none", Profile: "generic-escpos-80"},
			false,
		},
		{
			"while its printer rests", "usb:id=1fc9:2016", func(c *counter) { c.lp("0", "1fc9", "2016", "", c.machine(printer.ESCPOS)) },
			flow.Probed{Device: "usb:id=1fc9:2016", Profile: "generic-escpos-80"},
			true,
		},
		{"nothing is there", "usb:id=1fc9:2016", func(*counter) {}, flow.Probed{Device: "usb:id=1fc9:2016"}, false},
		{"no device", "lp0", func(*counter) {}, flow.Probed{Device: "lp0"}, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c := newCounter(t)
				tt.plug(c)
				c.start()
				defer c.close()
				time.Sleep(time.Second)
				if tt.busy {
					c.save(flow.SetupDone{Name: "p", Device: tt.device, Profile: "generic-tspl"})
					time.Sleep(time.Second)
				}
				c.p.Probe(tt.device)
				time.Sleep(time.Minute)
				tt.want.Asked = tt.device
				if got, _ := last[flow.Probed](c); got != tt.want {
					t.Errorf("%+v, want %+v", got, tt.want)
				}
				for _, m := range c.made {
					if m.Prints() > 0 {
						t.Errorf("it has printed %dx%d %v", m.prints[0].Bitmap.WidthDots, m.prints[0].Bitmap.HeightDots, m.prints[0].Texts)
					}
				}
				if tt.busy {
					c.save(flow.SetupDone{Name: "p", Device: tt.device, Profile: tt.want.Profile})
					id := c.add(repair.DocShelf, "SA00", "p")
					time.Sleep(10 * time.Second)
					c.is(id, "p", repair.JobPrinted)
				}
			})
		})
	}
}

// A person chooses while the device is still being asked.
func TestChoiceEndsTheQuestion(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCounter(t)
		m := c.machine(printer.TSPL)
		m.baud = 115200
		c.tty("ttyUSB0", m)
		c.start()
		defer c.close()
		const device = "serial:/dev/serial/by-id/usb-ttyUSB0"
		time.Sleep(time.Second)
		c.p.Probe(device)
		time.Sleep(100 * time.Millisecond)
		begin := time.Now()
		c.save(flow.SetupDone{Name: "p", Device: device + "?baud=115200", Profile: "gprinter-gp-1324d"})
		if d := time.Since(begin); d > time.Second {
			t.Errorf("it took %v", d)
		}
		id := c.add(repair.DocTestPage, "p", "p")
		time.Sleep(10 * time.Second)
		c.is(id, "p", repair.JobPrinted)
		if _, ok := last[flow.Probed](c); ok {
			t.Error("the question was answered all the same")
		}
	})
}

func TestRemovedPrinterLeavesNothingBehind(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCounter(t, labels)
		m := c.machine(printer.TSPL)
		c.lp("0", "1203", "0160", tsc, m)
		c.start()
		c.save(flow.SetupDone{Name: "p", Device: "usb:id=1203:0160", Profile: "tsc-te200", Documents: []repair.Document{repair.DocSlot}})
		time.Sleep(time.Second)
		m.Set(func(f *printertest.Faults) { f.CoverOpen = true })
		tag, test, slot := c.add(repair.DocDeviceTag, "x", "p"), c.add(repair.DocTestPage, "p", "p"), c.add(repair.DocSlot, "SA01", "")
		time.Sleep(2 * time.Second)
		c.is(tag, "p", repair.JobHeld)
		if err := c.p.Remove(context.Background(), "p"); err != nil {
			t.Fatal(err)
		}
		time.Sleep(10 * time.Second)
		c.is(tag, "标签机", repair.JobPrinted)
		c.is(test, "p", repair.JobCancelled)
		if j := c.job(slot); j.State != repair.JobQueued {
			t.Errorf("a document that nobody prints now is %s", j.State)
		}
		if s := c.state(); len(s.Printers) != 1 || len(s.NewDevices()) != 1 {
			t.Errorf("printers %+v, new devices %+v", s.Printers, s.NewDevices())
		}
		for _, name := range []string{"p", "标签机"} { // the configuration's stay
			if err := c.p.Remove(context.Background(), name); !errors.Is(err, repair.ErrNotFound) {
				t.Errorf("remove %s: %v", name, err)
			}
		}
		c.end()
		c.start()
		time.Sleep(time.Second)
		if s := c.state(); len(s.Printers) != 1 {
			t.Errorf("after a restart: %+v", s.Printers)
		}
		c.close()
	})
}

// What the screen says of a configured printer holds until the configuration
// says something new.
func TestConfiguredPrinterIsChangedOnTheScreen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCounter(t, labels, slips)
		c.start()
		c.save(flow.SetupDone{Name: "标签机", Device: "virtual:others?lang=zpl", Profile: "generic-zpl-203", Documents: []repair.Document{repair.DocDeviceTag}})
		check := func(when, device, profile string, docs ...repair.Document) {
			t.Helper()
			time.Sleep(time.Second)
			p := c.printer("标签机")
			if p.Device != device || p.Profile != profile || p.Added || !slices.Equal(p.Documents, docs) {
				t.Errorf("%s: %+v", when, p)
			}
		}
		check("changed", "virtual:others?lang=zpl", "generic-zpl-203", repair.DocDeviceTag)
		tag := c.add(repair.DocDeviceTag, "x", "")
		time.Sleep(5 * time.Second)
		c.is(tag, "标签机", repair.JobPrinted)
		if c.pngs("others") != 1 || c.pngs("labels") != 0 {
			t.Errorf("%d and %d pictures", c.pngs("others"), c.pngs("labels"))
		}
		c.end()

		c.start()
		check("restarted", "virtual:others?lang=zpl", "generic-zpl-203", repair.DocDeviceTag)
		c.end()

		c.config[0].Device = "virtual:new"
		c.start()
		check("configured anew", "virtual:new", "generic-tspl", repair.DocDeviceTag, repair.DocShelf)
		c.close()
	})
}

func TestNewNamesWhatCannotBe(t *testing.T) {
	s, err := store.Open(t.Context(), store.Options{Dir: t.TempDir(), Station: "A"})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close() //nolint:errcheck // read only
	for name, p := range map[string]config.Printer{
		"device":  {Name: "p", Device: "lp0"},
		"option":  {Name: "p", Device: "virtual:x?lang=pcl"},
		"profile": {Name: "p", Device: "virtual:x", Profile: "none"},
	} {
		o := printers.Options{Store: s, Config: []config.Printer{p}, Dir: t.TempDir(), Post: func(flow.Msg) {}}
		if _, err := printers.New(t.Context(), o); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// Each of the five languages, in the process.
func TestVirtualPrintersSpeakEveryLanguage(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var all []config.Printer
		for _, l := range []string{"tspl", "escpos", "zpl", "cpcl", "brother"} {
			all = append(all, config.Printer{Name: l, Device: "virtual:" + l + "?lang=" + l, Documents: []string{"shelf"}})
		}
		all = append(all, config.Printer{Name: "profile", Device: "virtual:profile", Profile: "zebra-zd421-300", Documents: []string{"shelf"}})
		c := newCounter(t, all...)
		c.start()
		defer c.close()
		ids := map[string]int64{}
		for _, p := range all {
			ids[p.Name] = c.add(repair.DocShelf, p.Name, p.Name)
		}
		time.Sleep(20 * time.Second)
		for name, id := range ids {
			c.is(id, name, repair.JobPrinted)
			if c.pngs(name) != 1 || c.p.Virtual(name) == nil {
				t.Errorf("%s: %d pictures", name, c.pngs(name))
			}
		}
	})
}

func TestFontPageIsSetInThePrintersOwnFonts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCounter(t, labels, config.Printer{Name: "slow", Device: "virtual:slow", Profile: "generic-escpos-58"})
		c.start()
		defer c.close()
		time.Sleep(time.Second)
		for _, tt := range []struct {
			name string
			page int
			want bool
		}{{"标签机", 2, true}, {"标签机", 1, false}, {"slow", 2, false}} {
			p := c.p.Profile(repair.PrintJob{Document: repair.DocTestPage, Printer: tt.name, Index: tt.page})
			own := p.Mode == printer.Native && p.Han != nil && p.Han.Confirmed == "gb2312 㛃䶮堃 ￥"
			if own != tt.want || p.Han != nil && !own && p.Han.Confirmed != "" {
				t.Errorf("page %d of %s: way %s, %+v", tt.page, tt.name, p.Mode, p.Han)
			}
		}
		if w := c.printer("slow").WidthMM; w != 48 {
			t.Errorf("a roll of 58 mm takes %g mm of print", w)
		}
		if !c.printer("标签机").HanFont || c.printer("slow").HanFont {
			t.Error("which has a font of its own is not told")
		}
	})
}

func TestFallbackTakesWhatWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		first := labels
		first.Fallback = "second"
		c := newCounter(t, first, config.Printer{Name: "second", Device: "virtual:second", Documents: []string{"slot"}}, slips)
		c.start()
		defer c.close()
		time.Sleep(time.Second)
		c.p.Virtual("标签机").Set(func(f *printertest.Faults) { f.CoverOpen = true })
		id := c.add(repair.DocShelf, "SA00", "")
		time.Sleep(20 * time.Second)
		c.is(id, "标签机", repair.JobHeld)
		time.Sleep(20 * time.Second)
		c.is(id, "second", repair.JobPrinted)
	})
}

// A printer is set up anew while a label is on its way on it: a person is asked.
func TestLabelOnItsWayIsAskedFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCounter(t)
		m := c.machine(printer.TSPL)
		c.lp("0", "1203", "0160", tsc, m)
		c.start()
		defer c.close()
		c.save(flow.SetupDone{Name: "p", Device: "usb:id=1203:0160", Profile: "tsc-te200", Documents: []repair.Document{repair.DocShelf}})
		time.Sleep(time.Second)
		m.Refill(20) // ends in the label
		id := c.add(repair.DocShelf, "SA00", "")
		time.Sleep(5 * time.Second)
		c.is(id, "p", repair.JobSending)
		c.save(flow.SetupDone{Name: "p", Device: "usb:id=1203:0160", Profile: "gprinter-gp-1324d", Documents: []repair.Document{repair.DocShelf}})
		c.is(id, "p", repair.JobUncertain)
		m.PowerCycle()
		m.Refill(0)
		next := c.add(repair.DocShelf, "SB00", "")
		time.Sleep(20 * time.Second)
		c.is(next, "p", repair.JobPrinted)
		if n := len(m.prints); n == 0 || m.prints[n-1].Spoiled {
			t.Errorf("the next label: %d prints", n)
		}
	})
}
