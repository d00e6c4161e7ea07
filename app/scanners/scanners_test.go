package scanners_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"countertop/app/config"
	"countertop/app/flow"
	"countertop/app/repair"
	"countertop/scanner"
	"countertop/scanner/scannertest"
	"countertop/scanner/wedge"
)

// What is refused is told at once, with its reason, and what is somebody's own is
// kept nowhere.
func TestRefusedLinesAreTold(t *testing.T) {
	c := newCounter(t)
	sc := c.scanner()
	serial, _ := c.port("ttyACM0", sc, honeywell)
	c.config = []config.Scanner{{Name: "前台", Device: serial}}
	c.start()
	c.fault(serial, "")
	c.must(sc.Write([]byte("\xd0\xf2\xc1\xd0\xba\xc5\rRA\x003\r[)>\x1e06\x1dSPF2ABCDE\x1e\x04\rWIFI:T:WPA;S:anxin;P:shop12345;;\r")))
	c.await("the counts", func(s flow.State) bool {
		g, _ := s.Scanner(serial)
		return g.Scans == 2 && g.Refused == 2 && g.Last == "•••"
	})
	c.scanned(serial, "[)>\x1e06\x1dSPF2ABCDE\x1e\x04", "WIFI:T:WPA;S:anxin;P:shop12345;;")
	c.mu.Lock()
	defer c.mu.Unlock()
	var got []flow.ScanRefused
	for _, m := range c.said {
		if r, ok := m.(flow.ScanRefused); ok {
			got = append(got, r)
		}
	}
	want := []flow.ScanRefused{{Device: serial, Reason: scanner.NotUTF8}, {Device: serial, Reason: scanner.Unprintable}}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("refused (-want +got):\n%s", d)
	}
}

// hotPlug is the time after which a scanner must be there.
const hotPlug = 2 * time.Second

func TestSeveralScannersAtOnce(t *testing.T) {
	c := newCounter(t)
	sc := c.scanner()
	serial, _ := c.port("ttyACM0", sc, honeywell)
	typing, keys := c.keys(3, newland)
	c.config = []config.Scanner{{Name: "前台", Device: serial}, {Name: "键盘", Device: "keyboard"}}
	c.start()
	c.must(c.m.Save(context.Background(), typing, "库房"))
	c.fault(serial, "")
	c.fault(typing, "")
	c.must(sc.Scan("RA1"))
	c.must(keys.Type("RA2"))
	c.must(sc.Scan("RA1")) // still in view
	c.must(sc.Write([]byte("RA\x003\r")))
	c.scanned(serial, "RA1")
	c.scanned(typing, "RA2")
	c.await("the counts", func(s flow.State) bool {
		g, _ := s.Scanner(serial)
		return g.Name == "前台" && g.Scans == 1 && g.Repeated == 1 && g.Refused == 1 && g.Last == "RA1" && !g.Added
	})
	c.await("the other", func(s flow.State) bool {
		g, _ := s.Scanner(typing)
		return g.Name == "库房" && g.Scans == 1 && g.Added
	})
}

func TestPluggedInIsThereWithinTwoSeconds(t *testing.T) {
	for _, tt := range []struct {
		name string
		plug func(c *counter) (device string, p *scannertest.Plug)
	}{
		{"serial", func(c *counter) (string, *scannertest.Plug) { return c.port("ttyACM0", c.scanner(), honeywell) }},
		{"input device", func(c *counter) (string, *scannertest.Plug) { return c.keys(5, newland) }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c := newCounter(t)
			c.start()
			c.found()
			var worst time.Duration
			for i := range 2 {
				device, p := tt.plug(c)
				d := c.found(device)
				if i == 0 {
					t.Logf("listed as unused after %v", d.Round(time.Millisecond))
				}
				c.must(c.m.Save(context.Background(), device, "g"))
				c.fault(device, "")
				c.must(p.Pull())
				// A pseudo terminal is not hung up by its link: so it is begun
				// anew, as after a pull.
				c.must(c.m.Remove(context.Background(), device))
				c.found()
				c.must(c.m.Save(context.Background(), device, "g"))
				c.fault(device, "unplugged")
				time.Sleep(time.Duration(i) * 370 * time.Millisecond) // anywhere between two looks
				_, p = tt.plug(c)
				if d := c.fault(device, ""); d > worst {
					worst = d
				}
				c.must(c.m.Remove(context.Background(), device))
				c.found(device)
				c.must(p.Pull())
				c.found()
			}
			t.Logf("ready at the latest %v after it was plugged in", worst.Round(time.Millisecond))
			if worst > hotPlug {
				t.Errorf("ready after %v, want at most %v", worst, hotPlug)
			}
		})
	}
}

func TestPulledOutWhileScanning(t *testing.T) {
	c := newCounter(t)
	sc := c.scanner()
	device, _ := c.port("ttyUSB0", sc, scannertest.About{Name: "USB Serial", Vendor: "1a86", Product: "7523"})
	typing, keys := c.keys(3, newland)
	c.start()
	c.must(c.m.Save(context.Background(), device, "g"))
	c.must(c.m.Save(context.Background(), typing, "k"))
	c.fault(device, "")
	c.fault(typing, "")
	var want []string
	for i := range 3 {
		for j := range 20 {
			text := fmt.Sprintf("RA%d%02d", i, j)
			want = append(want, text)
			c.must(sc.Scan(text))
			c.must(keys.Type(text))
		}
		c.scanned(device, want...)
		c.scanned(typing, want...)
		c.must(sc.Write([]byte("RA26112"))) // half a line
		c.await("half a line", func(flow.State) bool { return true })
		c.must(sc.Unplug())
		c.must(keys.Pull())
		c.fault(device, "unplugged")
		c.fault(typing, "unplugged")
		c.must(sc.Replug())
		_, keys = c.keys(4+i, newland) // under another number
		serial, input := c.fault(device, ""), c.fault(typing, "")
		t.Logf("back after %v and %v", serial.Round(time.Millisecond), input.Round(time.Millisecond))
		if max(serial, input) > hotPlug {
			t.Errorf("back after %v and %v, want at most %v", serial, input, hotPlug)
		}
	}
}

func TestUnusedIsOffered(t *testing.T) {
	c := newCounter(t)
	c.start()
	c.found()
	_, _ = c.keys(0, scannertest.About{Name: "AT Translated Set 2 keyboard"})
	typing, _ := c.keys(3, newland)
	serial, _ := c.port("ttyACM0", c.scanner(), honeywell)
	bare, plug := c.port("ttyUSB1", c.scanner(), scannertest.About{Vendor: "1a86", Product: "7523"})
	c.found(serial, bare, typing)
	if f := last[flow.ScannersFound](c).Found; f[0].Name != "Xenon 1900" || f[2].Name != newland.Name {
		t.Errorf("found %+v", f)
	}
	c.must(c.m.Save(context.Background(), serial, "前台"))
	c.found(bare, typing)
	c.mu.Lock()
	c.printers = []string{bare + "?baud=115200&flow=rtscts"}
	c.mu.Unlock()
	c.found(typing)
	c.must(c.m.Save(context.Background(), "evdev:name="+newland.Name, "库房")) // by its name
	c.found()
	c.must(c.m.Remove(context.Background(), "evdev:name="+newland.Name))
	c.found(typing)
	c.must(plug.Pull())
}

func TestRestartKeepsWhatWasSetUp(t *testing.T) {
	c := newCounter(t)
	typing, keys := c.keys(3, newland)
	gone := "evdev:by-id/usb-Gone-event-kbd"
	ctx := context.Background()
	c.start()
	c.must(c.m.Save(ctx, typing, "库房"))
	c.must(c.m.Save(ctx, gone, "丢了的"))
	c.must(c.m.Save(ctx, "evdev:name=Removed", "删了的"))
	c.must(c.m.Save(ctx, typing, "库房二号"))
	c.must(c.m.Remove(ctx, "evdev:name=Removed"))
	if err := c.m.Save(ctx, "usb:/dev/usb/lp0", "x"); err == nil {
		t.Error("a printer was kept as a scanner")
	}
	if err := c.m.Remove(ctx, "evdev:name=Removed"); !errors.Is(err, repair.ErrNotFound) {
		t.Errorf("removed twice: %v", err)
	}
	c.end()

	c.start()
	c.fault(typing, "")
	c.fault(gone, "unplugged")
	c.must(keys.Type("RA1"))
	c.scanned(typing, "RA1")
	c.mu.Lock()
	defer c.mu.Unlock()
	if n := len(c.s.Scanners); n != 2 || c.s.Scanners[0].Name != "库房二号" {
		t.Errorf("scanners after the restart: %+v", c.s.Scanners)
	}
}

func TestConfigurationWinsOverWhatWasLearned(t *testing.T) {
	for _, tt := range []struct {
		name   string
		config func(typing string) string
		rests  bool // it is known, and rests
	}{
		{"by the same name", func(d string) string { return d }, false},
		{"by another", func(string) string { return "evdev:name=" + newland.Name }, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := newCounter(t)
			typing, keys := c.keys(3, newland)
			c.start()
			c.must(c.m.Save(context.Background(), typing, "学来的"))
			c.fault(typing, "")
			c.end()

			c.config = []config.Scanner{{Name: "配置的", Device: tt.config(typing)}}
			c.start()
			c.fault(c.config[0].Device, "")
			c.must(keys.Type("RA1"))
			c.scanned("", "RA1")
			c.scanned(c.config[0].Device, "RA1")
			c.mu.Lock()
			if n := len(c.s.Scanners); n != 1 || c.s.Scanners[0].Added || c.s.Scanners[0].Name != "配置的" {
				t.Errorf("scanners: %+v", c.s.Scanners)
			}
			c.mu.Unlock()
			if err := c.m.Save(context.Background(), c.config[0].Device, "x"); !errors.Is(err, repair.ErrConflict) {
				t.Errorf("renamed one of the configuration: %v", err)
			}
			if !tt.rests {
				return
			}
			// The moment that the configuration's is gone and the device is another's,
			// what was learned is its own again.
			c.end()
			c.config = nil
			c.start()
			c.fault(typing, "")
		})
	}
}

func TestLearn(t *testing.T) {
	const code = "XT3ZC0"
	t.Run("the one that types the code", func(t *testing.T) {
		c := newCounter(t)
		_, _ = c.keys(0, scannertest.About{Name: "AT Translated Set 2 keyboard"})
		device, keys := c.keys(7, nameless)
		c.start()
		c.m.Learn("XOTHER")
		c.m.Learn(code)
		c.must(keys.Type("OTHER1"))
		c.must(keys.Type(code))
		want := flow.ScannerLearned{Code: code, Device: device, Name: nameless.Name}
		if got := last[flow.ScannerLearned](c); got != want {
			t.Errorf("learned %+v, want %+v", got, want)
		}
		c.must(c.m.Save(context.Background(), device, "库房"))
		c.fault(device, "")
		c.must(keys.Type("RA1"))
		c.scanned(device, "RA1")
	})
	t.Run("the window alone has seen it", func(t *testing.T) {
		c := newCounter(t)
		_, _ = c.keys(7, nameless)
		c.start()
		c.m.Learn(code)
		c.m.Heard()
		if got := last[flow.LearnFailed](c); got.Code != code || got.Why != flow.LearnNotHeard {
			t.Errorf("failed %+v", got)
		}
	})
	t.Run("the program may not read it", func(t *testing.T) {
		if os.Getuid() == 0 {
			t.Skip("root may read all")
		}
		c := newCounter(t)
		_, _ = c.keys(7, nameless)
		c.must(os.Chmod(filepath.Join(c.desk.Root, "dev/input/event7"), 0))
		c.start()
		c.m.Learn(code)
		c.m.Heard()
		if got := last[flow.LearnFailed](c); got.Why != flow.LearnNoPermission {
			t.Errorf("failed %+v", got)
		}
	})
	t.Run("given up", func(t *testing.T) {
		c := newCounter(t)
		_, keys := c.keys(7, nameless)
		c.start()
		c.m.Learn(code)
		c.m.Learn("")
		c.m.Heard()
		c.must(keys.Type(code))
		c.end()
		for _, m := range c.said {
			switch m.(type) {
			case flow.ScannerLearned, flow.LearnFailed:
				t.Errorf("said %+v", m)
			}
		}
	})
}

func TestTheWindowIsAScannerToo(t *testing.T) {
	if wedge.Source != flow.DeviceKeyboard {
		t.Fatalf("scans of the window come from %q", wedge.Source)
	}
	c := newCounter(t)
	c.start()
	now := time.Now()
	scan := func(text string) {
		_, out := wedge.Step(repair.MatchCode, wedge.State{}, []rune(text), true, now)
		c.m.Scanned(out.Pieces[0].Scan)
	}
	scan("RA2611210042QK")
	scan("RA2611210042QK")
	c.m.Refused(scanner.TooLong, "")
	c.scanned(flow.DeviceKeyboard, "RA2611210042QK")
	c.await("the counts", func(s flow.State) bool {
		return s.Keyboard.Scans == 1 && s.Keyboard.Repeated == 1 && s.Keyboard.Refused == 1 && len(s.Scanners) == 0
	})
}

func TestBytesAreLookedAtWhileThePageIsOpen(t *testing.T) {
	c := newCounter(t)
	sc := c.scanner()
	device, _ := c.port("ttyACM0", sc, honeywell)
	c.config = []config.Scanner{{Device: device}}
	c.start()
	c.fault(device, "")
	c.must(sc.Scan("BA001SECRET"))
	c.scanned(device, "BA001SECRET")
	c.watched.Store(true)
	c.must(sc.Write([]byte("]C0RA1\r\n")))
	c.scanned(device, "BA001SECRET", "RA1")
	seen := last[flow.ScannerSeen](c)
	if o := seen.Seen; seen.Device != device || o.Count != 1 || o.AIM() != "]C0" || string(o.Raw()) != "]C0RA1\r\n" {
		t.Errorf("seen %q of %s: %q, %d lines", o.AIM(), seen.Device, o.Raw(), o.Count)
	}
	c.must(sc.Write([]byte("RA2\rRA3\rRA4\r"))) // in one read
	c.await("the last of three lines", func(flow.State) bool { return last[flow.ScannerSeen](c).Seen.Count == 4 })
	var lines []string
	c.mu.Lock()
	for _, m := range c.said {
		if m, ok := m.(flow.ScannerSeen); ok {
			lines = append(lines, string(m.Seen.Raw()))
		}
	}
	c.mu.Unlock()
	if !slices.Contains(lines, "RA2\r") || !slices.Contains(lines, "RA3\r") {
		t.Errorf("lines told of: %q", lines)
	}
	c.must(sc.Write([]byte("RA2611210042QK"))) // its end is silence
	c.await("the end of a line without one", func(flow.State) bool { return last[flow.ScannerSeen](c).Seen.Count == 5 })

	c.m.Typed([]rune("RA7"), false, time.Now())
	c.m.Typed([]rune("8"), true, time.Now())
	c.await("what was typed", func(flow.State) bool {
		m := last[flow.ScannerSeen](c)
		return m.Device == flow.DeviceKeyboard && string(m.Seen.Raw()) == "RA78\r"
	})
	c.watched.Store(false)
	c.m.Typed([]rune("1111"), true, time.Now())
	c.end()
	c.mu.Lock()
	defer c.mu.Unlock()
	if slices.ContainsFunc(c.said, func(m flow.Msg) bool {
		s, ok := m.(flow.ScannerSeen)
		return ok && (string(s.Seen.Frame.Raw) == "1111" || string(s.Seen.Frame.Raw) == "BA001SECRET")
	}) {
		t.Error("something was looked at that nobody watched")
	}
}
