package printqueue_test

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"countertop/app/printqueue"
	"countertop/app/repair"
	"countertop/assets"
	"countertop/printer"
	"countertop/printer/language"
	"countertop/printer/printertest"
	"countertop/printer/raster"
	"countertop/printer/spool"
	"countertop/printer/transport"
	"countertop/store"
)

// The test binary is the counter too, when it is told the folder of its store:
// a process that can really be killed.
func TestMain(m *testing.M) {
	if dir := os.Getenv("COUNTERTOP_COUNTER"); dir != "" {
		if err := counterProcess(dir, os.Getenv("COUNTERTOP_PRINTER"), os.Getenv("COUNTERTOP_PROFILE"), os.Args[1:]); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// counterProcess prints a label for each of subjects, one after the other. The
// end of a job that is unknown is answered by the line that comes on the
// standard input after the process has asked on its output.
func counterProcess(dir, device, profile string, subjects []string) error {
	ctx := context.Background()
	s, err := store.Open(ctx, store.Options{Dir: dir, Station: "A"})
	if err != nil {
		return err
	}
	p, err := printer.LoadProfile(assets.Profiles, profile)
	if err != nil {
		return err
	}
	w := &spool.Worker{
		Queue:  printqueue.Queue{Store: s, Printer: "p", Documents: []repair.Document{repair.DocShelf}, Log: slog.New(slog.NewTextHandler(io.Discard, nil))},
		Open:   func(ctx context.Context) (printer.Conn, error) { return transport.Open(ctx, device) },
		Driver: func(c printer.Conn) printer.Driver { return language.New(c, p) },
		Render: func(_ context.Context, j spool.Job) (*printer.PageImage, error) {
			return raster.Compose(inset(j.Data.(repair.PrintJob).Subject), p)
		},
	}
	for _, subject := range subjects {
		if _, err := s.AddJobs(ctx, []repair.PrintJob{{Document: repair.DocShelf, Subject: subject}}); err != nil {
			return err
		}
	}
	go w.Run(ctx)
	answers := bufio.NewScanner(os.Stdin)
	for ; ; time.Sleep(5 * time.Millisecond) {
		jobs, err := s.Jobs(ctx, true)
		if err != nil {
			return err
		}
		if len(jobs) == 0 {
			break
		}
		for _, j := range jobs {
			if j.State != repair.JobUncertain {
				continue
			}
			fmt.Println("ask", j.Subject)
			if !answers.Scan() {
				return errors.New("nobody answers")
			}
			if err := s.AnswerUncertain(ctx, j.ID, answers.Text() == "yes", "A001"); err != nil {
				return err
			}
			w.Wake()
		}
	}
	all, err := s.Jobs(ctx, false)
	for _, j := range all {
		fmt.Println(j.Subject, j.State)
	}
	return err
}

// gate is a network printer of which a counter reaches the first bytes only;
// then it calls cut.
type gate struct {
	addr string
	mu   sync.Mutex
	left int
	cut  func()
}

func newGate(t *testing.T, printer string) *gate {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = ln.Close() })
	g := &gate{addr: ln.Addr().String(), left: -1}
	go func() {
		for {
			c, err := ln.Accept()
			if err != nil {
				return
			}
			p, err := net.Dial("tcp", printer)
			if err != nil {
				_ = c.Close()
				continue
			}
			go func() { _, _ = io.Copy(c, p); _ = c.Close() }()
			go g.pass(c, p)
		}
	}()
	return g
}

func (g *gate) pass(from, to net.Conn) {
	defer to.Close()   //nolint:errcheck // a test's socket
	defer from.Close() //nolint:errcheck // a test's socket
	buf := make([]byte, 4096)
	for {
		n, err := from.Read(buf)
		g.mu.Lock()
		over := g.left >= 0 && n >= g.left
		if over {
			n = g.left
		}
		if g.left >= 0 {
			g.left -= n
		}
		cut := g.cut
		if over {
			g.left, g.cut = -1, nil
		}
		g.mu.Unlock()
		if _, werr := to.Write(buf[:n]); werr != nil || err != nil {
			return
		}
		if over && cut != nil {
			cut()
			return
		}
	}
}

// The process of the counter is killed when a number of bytes have reached the
// printer; it is started again, a person answers what there is to see, and the
// next label is printed. COUNTERTOP_KILL_STEP=1 kills it after every byte.
func TestLabelSurvivesTheProcess(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for _, profile := range []string{"generic-tspl", "epson-tm-t20", "generic-zpl-203", "zebra-zq521", "brother-ql-800"} {
		t.Run(profile, func(t *testing.T) {
			t.Parallel()
			total := killedAfter(t, self, profile, -1).bytes
			step := max(1, total/3)
			if n, err := strconv.Atoi(os.Getenv("COUNTERTOP_KILL_STEP")); err == nil {
				step = max(1, n)
			}
			kills, asked := 0, 0
			for k := 0; k < total && !t.Failed(); k += step {
				end := killedAfter(t, self, profile, k)
				kills++
				asked += end.asked
				if end.one != 1 || end.two != 1 || !strings.Contains(end.said, "A1 printed") || !strings.Contains(end.said, "B2 printed") {
					t.Errorf("killed after %d of %d bytes: %d and %d copies, asked %d times, %q", k, total, end.one, end.two, end.asked, end.said)
				}
			}
			t.Logf("killed %d times in %d bytes: a person was asked %d times", kills, total, asked)
		})
	}
}

// inset is a label with nothing at its edges, where a QL has no dots.
func inset(text string) printer.Page {
	return printer.Page{WidthMM: 20, HeightMM: 8, Elements: []printer.Element{
		printer.Frame{X: 3, Y: 1, W: 14, H: 6, LineMM: 0.25}, printer.Text{X: 4, Y: 6, SizeMM: 4, Text: text},
	}}
}

type ending struct {
	bytes, asked, one, two int
	said                   string
}

// killedAfter is one life of a counter that is killed after k bytes; with -1 it
// is not.
func killedAfter(t *testing.T, self, profile string, k int) (end ending) {
	p, err := printer.LoadProfile(assets.Profiles, profile)
	if err != nil {
		t.Fatal(err)
	}
	want := func(subject string) []byte {
		s, err := raster.Compose(inset(subject), p)
		if err != nil {
			t.Fatal(err)
		}
		return inkOf(s.Preview)
	}
	var mu sync.Mutex
	var prints [][]byte
	o := printertest.For(p)
	o.OnPrint = func(p printertest.Print) error {
		mu.Lock()
		defer mu.Unlock()
		prints = append(prints, inkOf(p.Bitmap))
		return nil
	}
	v := printertest.NewVirtual(o)
	defer v.Close() //nolint:errcheck // it lives in this process
	addr, err := v.ServeTCP()
	if err != nil {
		t.Fatal(err)
	}
	g := newGate(t, addr)
	count := func(of []byte) (n int) {
		mu.Lock()
		defer mu.Unlock()
		for _, p := range prints {
			if bytes.Equal(p, of) {
				n++
			}
		}
		return n
	}
	dir := t.TempDir()
	run := func(subjects ...string) (said string) {
		ctx, stop := context.WithTimeout(t.Context(), 2*time.Minute)
		defer stop()
		cmd := exec.CommandContext(ctx, self, subjects...)
		cmd.Env = append(os.Environ(), "COUNTERTOP_COUNTER="+dir, "COUNTERTOP_PRINTER=tcp:"+g.addr, "COUNTERTOP_PROFILE="+profile)
		cmd.Stderr = os.Stderr
		in, _ := cmd.StdinPipe()
		out, _ := cmd.StdoutPipe()
		var dead atomic.Bool
		g.mu.Lock() // no byte passes before it is known whom to kill
		err := cmd.Start()
		if g.left >= 0 {
			g.cut = func() { dead.Store(true); _ = cmd.Process.Kill() }
		}
		g.mu.Unlock()
		if err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(out)
		for lines.Scan() {
			subject, asks := strings.CutPrefix(lines.Text(), "ask ")
			if !asks {
				said += lines.Text() + "\n"
				continue
			}
			// Whoever is asked looks at the printer, when it has come to rest.
			time.Sleep(200 * time.Millisecond)
			end.asked++
			answer := "no"
			if count(want(subject)) > 0 {
				answer = "yes"
			}
			_, _ = fmt.Fprintln(in, answer)
		}
		if err := cmd.Wait(); err != nil && !dead.Load() {
			t.Fatal(err)
		}
		return said
	}
	if k >= 0 {
		g.mu.Lock()
		g.left = k
		g.mu.Unlock()
		run("A1")
		g.mu.Lock()
		g.left, g.cut = -1, nil
		g.mu.Unlock()
		end.said = run("B2")
	} else {
		end.said = run("A1")
	}
	end.bytes, end.one, end.two = v.Taken(), count(want("A1")), count(want("B2"))
	return end
}

// inkOf is what is black on a bitmap, wherever it stands: a printer may feed some
// white before and after.
func inkOf(b *printer.Bitmap) []byte {
	left, top, right, bottom := b.WidthDots, b.HeightDots, -1, -1
	for y := range b.HeightDots {
		for x := range b.WidthDots {
			if b.Black(x, y) {
				left, top, right, bottom = min(left, x), min(top, y), max(right, x), max(bottom, y)
			}
		}
	}
	if right < 0 {
		return nil
	}
	return b.Crop(left, top, right-left+1, bottom-top+1).Bits
}
