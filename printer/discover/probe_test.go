package discover_test

import (
	"context"
	"errors"
	"os"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"countertop/assets"
	"countertop/printer"
	"countertop/printer/discover"
	"countertop/printer/language"
	"countertop/printer/printertest"
	"countertop/printer/raster"
	"countertop/printer/transport"
)

// rig is a virtual printer with what comes out of it.
type rig struct {
	*printertest.Virtual
	profile printer.Profile
	prints  []printertest.Print
}

func newRig(t *testing.T, profile string) *rig {
	t.Helper()
	p, err := printer.LoadProfile(assets.Profiles, profile)
	if err != nil {
		t.Fatal(err)
	}
	r := &rig{profile: p}
	o := printertest.For(p)
	o.OnPrint = func(p printertest.Print) error {
		r.prints = append(r.prints, p)
		return nil
	}
	r.Virtual = printertest.NewVirtual(o)
	return r
}

// out is what came out so far.
func (r *rig) out() (prints []printertest.Print) {
	r.Set(func(*printertest.Faults) { prints = slices.Clone(r.prints) }) // it prints on goroutines of its own
	return prints
}

// label prints a label and returns what came out.
func (r *rig) label(t *testing.T) *printer.Bitmap {
	t.Helper()
	page := printer.Page{WidthMM: 20, HeightMM: 8, Elements: []printer.Element{
		printer.Frame{W: 20, H: 8, LineMM: 0.25}, printer.Text{X: 2, Y: 6, SizeMM: 4, Text: "0042"},
	}}
	s, err := raster.Compose(page, r.profile)
	if err != nil {
		t.Fatal(err)
	}
	c := r.Conn()
	defer c.Close() //nolint:errcheck // virtual
	was := len(r.out())
	if err := language.New(c, r.profile).Send(t.Context(), s, printer.JobOptions{ID: "1"}, func(printer.Progress) {}); err != nil {
		t.Fatal(err)
	}
	time.Sleep(5 * time.Second)
	prints := r.out()
	if len(prints) != was+1 || prints[was].Spoiled {
		t.Fatalf("%d prints for a label", len(prints)-was)
	}
	return prints[was].Bitmap
}

func same(a, b *printer.Bitmap) bool {
	return a.WidthDots == b.WidthDots && a.HeightDots == b.HeightDots && slices.Equal(a.Bits, b.Bits)
}

var plain = []string{"generic-escpos-80", "generic-escpos-58", "generic-tspl", "generic-zpl-203", "generic-cpcl", "brother-ql-800"}

// Whatever the printer is and however it answers, nothing comes out of it and
// the label after the questions is the same as without.
func TestProbeLeavesNoTrace(t *testing.T) {
	for _, profile := range plain {
		for name, fault := range map[string]func(*printertest.Faults){
			"ready":      func(*printertest.Faults) {},
			"silent":     func(f *printertest.Faults) { f.Silent = true },
			"garbage":    func(f *printertest.Faults) { f.Garbage = true },
			"cover open": func(f *printertest.Faults) { f.CoverOpen = true },
		} {
			t.Run(profile+" "+name, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					untouched := newRig(t, profile)
					defer untouched.Close() //nolint:errcheck // virtual
					want := untouched.label(t)

					r := newRig(t, profile)
					defer r.Close() //nolint:errcheck // virtual
					r.Set(fault)
					var likely []discover.Proposal
					if r.profile.Language == printer.Brother {
						likely = []discover.Proposal{{Profile: profile}}
					}
					c := r.Conn()
					a, ok, err := discover.Probe(t.Context(), c, assets.Profiles, likely)
					if err != nil {
						t.Fatal(err)
					}
					_ = c.Close()
					time.Sleep(5 * time.Second)
					answers := name == "ready" || name == "cover open"
					if ok != answers || ok && (a.Language != r.profile.Language || a.Status.CoverOpen != (name == "cover open")) {
						t.Errorf("answered %t: %+v", ok, a)
					}
					if n := len(r.out()); n > 0 {
						t.Errorf("%d prints came out of the questions", n)
					}
					r.Set(func(f *printertest.Faults) { *f = printertest.Faults{} })
					if got := r.label(t); !same(got, want) {
						t.Error("the next label is another")
					}
				})
			})
		}
	}
}

func TestProbeAsksWhatIsLikelyFirst(t *testing.T) {
	for profile, want := range map[string]time.Duration{
		"tsc-te200": time.Second, "brother-ql-800": time.Second, "epson-tm-t20": time.Second, "zebra-gk420d": time.Second, "zebra-zq521": time.Second,
	} {
		synctest.Test(t, func(t *testing.T) {
			r := newRig(t, profile)
			defer r.Close() //nolint:errcheck // virtual
			begin := time.Now()
			a, ok, err := discover.Probe(t.Context(), r.Conn(), assets.Profiles, []discover.Proposal{{Profile: profile}})
			if !ok || err != nil || a.Profile != profile || time.Since(begin) > want {
				t.Errorf("%s: %+v %t %v after %v", profile, a, ok, err, time.Since(begin))
			}
		})
	}
}

// The question of Brother begins like a command to cut, and is asked of nobody
// else.
func TestProbeCutsNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &line{}
		if _, ok, err := discover.Probe(t.Context(), l, assets.Profiles, nil); ok || err != nil {
			t.Fatal(ok, err)
		}
		for i, b := range l.asked[:len(l.asked)-1] {
			if b == 0x1b && (l.asked[i+1] == 'i' || l.asked[i+1] == 'm') {
				t.Errorf("a cut in %q", l.asked)
			}
		}
	})
}

// A modem, or a wire from one pin to the other, says the questions again.
func TestEchoIsNoAnswer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		if a, ok, err := discover.Probe(t.Context(), &line{echo: true}, assets.Profiles, nil); ok || err != nil {
			t.Errorf("%+v, %t, %v", a, ok, err)
		}
	})
}

func TestOneWayIsAskedNothing(t *testing.T) {
	l := &line{oneWay: true}
	if _, ok, err := discover.Probe(t.Context(), l, assets.Profiles, nil); ok || err != nil || len(l.asked) > 0 {
		t.Errorf("%t, %v, said %q", ok, err, l.asked)
	}
}

func TestProbeSaysWhatBroke(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, "generic-tspl")
		c := r.Conn()
		r.UnplugAfter(3)
		if _, ok, err := discover.Probe(t.Context(), c, assets.Profiles, nil); ok || !errors.Is(err, printer.Unplugged) {
			t.Errorf("pulled cable: %t, %v", ok, err)
		}
		_ = r.Close()
		ctx, stop := context.WithTimeout(t.Context(), 1500*time.Millisecond)
		defer stop()
		if _, ok, err := discover.Probe(ctx, &line{}, assets.Profiles, nil); ok || !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("given up: %t, %v", ok, err)
		}
	})
}

func TestSerialPrinterIsFoundByItsSpeed(t *testing.T) {
	for _, tt := range []struct {
		name, device, profile string
		baud                  int
		flow                  transport.Flow
		want                  string
		opened                int
	}{
		{"usual speed", "serial:/dev/ttyUSB0", "generic-tspl", 9600, "", "serial:/dev/ttyUSB0?baud=9600&flow=none", 1},
		{"fast", "serial:/dev/ttyUSB0", "generic-escpos-80", 115200, transport.FlowDSR, "serial:/dev/ttyUSB0?baud=115200&flow=dsr", 2},
		{"slow", "serial:/dev/ttyUSB0", "generic-cpcl", 19200, transport.FlowRTSCTS, "serial:/dev/ttyUSB0?baud=19200&flow=rtscts", 4},
		{"its language has flow control without lines", "serial:/dev/ttyUSB0", "generic-zpl-203", 9600, transport.FlowNone, "serial:/dev/ttyUSB0?baud=9600&flow=xonxoff", 1},
		{"flow control is known", "serial:/dev/ttyUSB0?flow=rtscts", "generic-tspl", 38400, "", "serial:/dev/ttyUSB0?baud=38400&flow=rtscts", 3},
		{"speed is known", "serial:/dev/ttyUSB0?baud=57600", "generic-tspl", 57600, "", "serial:/dev/ttyUSB0?baud=57600", 1},
		{"known speed is wrong", "serial:/dev/ttyUSB0?baud=9600", "generic-tspl", 57600, "", "", 1},
		{"no speed is right", "serial:/dev/ttyUSB0", "generic-tspl", 230400, "", "", 5},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				r := newRig(t, tt.profile)
				defer r.Close() //nolint:errcheck // virtual
				var conns []*shaken
				open := func(_ context.Context, d transport.Device) (printer.Conn, error) {
					// At another speed it hears nothing that it knows.
					r.Set(func(f *printertest.Faults) { f.Silent = d.Baud != tt.baud })
					c := &shaken{Conn: r.Conn(), flow: tt.flow}
					conns = append(conns, c)
					return c, nil
				}
				a, named, ok, err := discover.Device(t.Context(), assets.Profiles, tt.device, nil, open)
				if err != nil || ok != (tt.want != "") || ok && (named != tt.want || a.Language != r.profile.Language) || !ok && named != tt.device {
					t.Errorf("%+v at %s, %t, %v", a, named, ok, err)
				}
				if len(conns) != tt.opened {
					t.Errorf("opened %d times, want %d", len(conns), tt.opened)
				}
				for _, c := range conns {
					if !c.closed {
						t.Error("left open")
					}
				}
			})
		})
	}
}

func TestDeviceThatCannotBeOpenedIsNotTriedAgain(t *testing.T) {
	n := 0
	busy := &printer.FaultError{Fault: printer.Busy, Op: "open"}
	open := func(context.Context, transport.Device) (printer.Conn, error) { n++; return nil, busy }
	for _, device := range []string{"serial:/dev/ttyUSB0", "usb:/dev/usb/lp0"} {
		n = 0
		if _, _, ok, err := discover.Device(t.Context(), assets.Profiles, device, nil, open); ok || !errors.Is(err, printer.Busy) || n != 1 {
			t.Errorf("%s: %t, %v after %d tries", device, ok, err, n)
		}
	}
	if _, _, _, err := discover.Device(t.Context(), assets.Profiles, "lp0", nil, open); err == nil {
		t.Error("lp0 is no device string")
	}
}

// shaken is a connection with the lines of a serial cable.
type shaken struct {
	printer.Conn
	flow   transport.Flow
	closed bool
}

func (s *shaken) Handshake() transport.Flow { return s.flow }

func (s *shaken) Close() error {
	s.closed = true
	return s.Conn.Close()
}

// line is a device that is no printer.
type line struct {
	echo, oneWay bool
	asked, back  []byte
	deadline     time.Time
}

func (l *line) OneWay() bool { return l.oneWay }

func (l *line) Write(p []byte) (int, error) {
	l.asked = append(l.asked, p...)
	if l.echo {
		l.back = append(l.back, p...)
	}
	return len(p), nil
}

func (l *line) Read(p []byte) (int, error) {
	if len(l.back) == 0 {
		time.Sleep(time.Until(l.deadline))
		return 0, os.ErrDeadlineExceeded
	}
	n := copy(p, l.back)
	l.back = l.back[n:]
	return n, nil
}

func (l *line) SetDeadline(t time.Time) error { l.deadline = t; return nil }

func (l *line) Close() error { return nil }
