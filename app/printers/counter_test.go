package printers_test

import (
	"context"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"countertop/app/config"
	"countertop/app/flow"
	"countertop/app/printers"
	"countertop/app/repair"
	"countertop/printer"
	"countertop/printer/printertest"
	"countertop/printer/raster"
	"countertop/printer/transport"
	"countertop/store"
)

// counter is a counter with a store in a folder, a made-up /sys and /dev, and
// the machines that are plugged in there.
type counter struct {
	t      *testing.T
	dir    string
	root   string
	config []config.Printer
	store  *store.Store
	p      *printers.Printers

	mu       sync.Mutex
	machines map[string]*machine // by device file
	made     []*machine
	s        flow.State
	said     []flow.Msg
	drawn    []printer.Profile

	stop  context.CancelFunc
	ended sync.WaitGroup
}

// machine is a printer, or something else with a plug.
type machine struct {
	*printertest.Virtual
	prints []printertest.Print
	baud   int // of a serial one
	opened int
}

func newCounter(t *testing.T, c ...config.Printer) *counter {
	return &counter{t: t, dir: t.TempDir(), root: t.TempDir(), config: c, machines: map[string]*machine{}}
}

// start is the start of the program.
func (c *counter) start() {
	c.t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	c.stop = stop
	var err error
	if c.store, err = store.Open(ctx, store.Options{Dir: filepath.Join(c.dir, "data"), Station: "A"}); err != nil {
		c.t.Fatal(err)
	}
	c.s = flow.Initial(flow.Shop{}, "zh-CN", time.Now())
	c.p, err = printers.New(ctx, printers.Options{
		Store: c.store, Config: c.config, Post: c.post, Dir: filepath.Join(c.dir, "prints"), Root: c.root, Open: c.open,
		Scanners:      []string{"keyboard", "serial:/dev/ttyACM0?baud=9600"},
		FallbackAfter: 30 * time.Second, Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
		JobsChanged: func(context.Context) {
			jobs, err := c.store.Jobs(context.Background(), false)
			if err != nil {
				c.t.Error(err)
			}
			c.post(flow.JobsChanged{Jobs: jobs})
		},
		Render: func(_ context.Context, j repair.PrintJob, p printer.Profile) (*printer.PageImage, error) {
			c.mu.Lock()
			c.drawn = append(c.drawn, p)
			c.mu.Unlock()
			return raster.Compose(page(j), p)
		},
	})
	if err != nil {
		c.t.Fatal(err)
	}
	c.ended.Go(func() { c.p.Run(ctx) })
}

// end is the end of the program.
func (c *counter) end() {
	c.t.Helper()
	c.stop()
	c.ended.Wait()
	if err := c.store.Close(); err != nil {
		c.t.Fatal(err)
	}
}

func (c *counter) close() {
	c.end()
	for _, m := range c.made {
		_ = m.Close()
	}
}

func page(j repair.PrintJob) printer.Page {
	return printer.Page{WidthMM: 40, HeightMM: 10, Elements: []printer.Element{
		printer.Frame{W: 40, H: 10, LineMM: 0.25},
		printer.Text{X: 2, Y: 4, SizeMM: 3, Text: string(j.Document)},
		printer.Text{X: 2, Y: 8, SizeMM: 3, Text: "王小明 " + j.Subject},
	}}
}

func (c *counter) post(m flow.Msg) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.said = append(c.said, m)
	c.s, _ = flow.Update(c.s, m)
}

func (c *counter) state() flow.State {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.s
}

func (c *counter) printer(name string) flow.PrinterState {
	c.t.Helper()
	s := c.state()
	i := slices.IndexFunc(s.Printers, func(p flow.PrinterState) bool { return p.Name == name })
	if i < 0 {
		c.t.Fatalf("no printer %s among %+v", name, s.Printers)
	}
	return s.Printers[i]
}

func (c *counter) open(_ context.Context, d transport.Device) (printer.Conn, error) {
	found, err := transport.Find(c.root)
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, f := range found {
		if m := c.machines[f.Path]; m != nil && d.Is(f) {
			m.opened++
			m.Set(func(f *printertest.Faults) { f.Silent = m.baud != 0 && m.baud != d.Baud })
			return m.Conn(), nil
		}
	}
	return nil, &printer.FaultError{Fault: printer.Unplugged, Op: "open " + d.String(), Err: os.ErrNotExist}
}

// file is one under the root; a text is written, another file linked to.
func (c *counter) file(path, text, target string) {
	c.t.Helper()
	path = filepath.Join(c.root, path)
	err := os.MkdirAll(filepath.Dir(path), 0o755)
	switch {
	case err != nil:
	case target != "":
		err = os.Symlink(filepath.Join(c.root, target), path)
	default:
		err = os.WriteFile(path, []byte(text), 0o644)
	}
	if err != nil {
		c.t.Fatal(err)
	}
}

// lp plugs a USB printer in as lpN.
func (c *counter) lp(n, vendor, product, id string, m *machine) {
	c.t.Helper()
	dev := "sys/devices/usb1/1-" + n
	c.file(dev+"/idVendor", vendor, "")
	c.file(dev+"/idProduct", product, "")
	c.file(dev+"/if/ieee1284_id", id, "")
	c.file("sys/class/usbmisc/lp"+n+"/device", "", dev+"/if")
	c.file("dev/usb/lp"+n, "", "")
	c.plug("/dev/usb/lp"+n, m)
}

// tty plugs a serial adapter in.
func (c *counter) tty(name string, m *machine) {
	c.t.Helper()
	c.file("dev/"+name, "", "")
	c.file("dev/serial/by-id/usb-"+name, "", "dev/"+name)
	c.plug("/dev/"+name, m)
}

func (c *counter) plug(path string, m *machine) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.machines[path] = m
	if m != nil {
		m.Plug()
	}
}

// pull pulls lpN out.
func (c *counter) pull(n string) {
	c.t.Helper()
	for _, path := range []string{"sys/class/usbmisc/lp" + n, "sys/devices/usb1/1-" + n, "dev/usb/lp" + n} {
		if err := os.RemoveAll(filepath.Join(c.root, path)); err != nil {
			c.t.Fatal(err)
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if m := c.machines["/dev/usb/lp"+n]; m != nil {
		m.UnplugAfter(0)
	}
	delete(c.machines, "/dev/usb/lp"+n)
}

func (c *counter) machine(l printer.Language) *machine {
	m := &machine{}
	m.Virtual = printertest.NewVirtual(printertest.Options{Language: l, OnPrint: func(p printertest.Print) error {
		m.prints = append(m.prints, p)
		return nil
	}})
	c.made = append(c.made, m)
	return m
}

// add asks for a document, on a printer if it is named.
func (c *counter) add(d repair.Document, subject, printer string) int64 {
	c.t.Helper()
	j := repair.PrintJob{Document: d, Subject: subject, Printer: printer, Index: 1}
	jobs, err := c.store.AddJobs(context.Background(), []repair.PrintJob{j})
	if err != nil {
		c.t.Fatal(err)
	}
	c.p.Wake()
	return jobs[0].ID
}

func (c *counter) job(id int64) repair.PrintJob {
	c.t.Helper()
	all, err := c.store.Jobs(context.Background(), false)
	if err != nil {
		c.t.Fatal(err)
	}
	i := slices.IndexFunc(all, func(j repair.PrintJob) bool { return j.ID == id })
	if i < 0 {
		c.t.Fatalf("no job %d", id)
	}
	return all[i]
}

func (c *counter) is(id int64, printer string, s repair.JobState) {
	c.t.Helper()
	if j := c.job(id); j.Printer != printer || j.State != s {
		c.t.Errorf("job %d is %s at %q (%s), want %s at %q", id, j.State, j.Printer, j.Fault, s, printer)
	}
}

func (c *counter) save(d flow.SetupDone) {
	c.t.Helper()
	if err := c.p.Save(context.Background(), d); err != nil {
		c.t.Fatal(err)
	}
}

// pngs is the number of prints of the virtual printer at a folder.
func (c *counter) pngs(name string) int {
	files, _ := filepath.Glob(filepath.Join(c.dir, "prints", name, "print-*.png"))
	return len(files)
}

// last is the last message of a type.
func last[M flow.Msg](c *counter) (m M, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, x := range slices.Backward(c.said) {
		if m, ok = x.(M); ok {
			return m, true
		}
	}
	return m, false
}
