package main

import (
	"context"
	"errors"
	"fmt"
	"image"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"

	"countertop/app/config"
	"countertop/app/flow"
	"countertop/app/repair"
	"countertop/app/view"
	"countertop/cmd/internal/cli"
	"countertop/printer/printertest"
	"countertop/scanner/scannertest"
)

// tourCommand plays a working day through the real app: real store, real
// printer bytes into virtual printers, scans through a pseudo-terminal, touches
// through the scene. It leaves a picture of every screen in both languages and
// of every print, and fails if a step does not come out as it should.
func tourCommand(o cli.TourOptions, stderr io.Writer) error {
	data, err := os.MkdirTemp("", "countertop-tour-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(data) //nolint:errcheck // a temporary folder
	if err := os.Remove(filepath.Join(o.Out, "taps.tsv")); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	for _, dir := range []string{"screens", "prints"} {
		if err := os.RemoveAll(filepath.Join(o.Out, dir)); err != nil {
			return err
		}
		if err := os.MkdirAll(filepath.Join(o.Out, dir), 0o755); err != nil {
			return err
		}
	}
	sc, err := scannertest.New()
	if err != nil {
		return fmt.Errorf("tour: no pseudo-terminal for the scanner: %w", err)
	}
	defer sc.Close() //nolint:errcheck // a pseudo-terminal

	desk := scannertest.Desk{Root: filepath.Join(data, "desk")}
	t := &tour{out: o.Out, scanner: sc, desk: desk, report: stderr, clock: newTourClock(), sizes: 1, scanned: map[string]time.Time{}}
	if o.AllSizes {
		t.sizes = len(panels)
	}
	cfg := config.Default()
	cfg.Scanners = []config.Scanner{{Name: "扫码枪", Device: sc.Device()}}
	cfg.Printers[0].Device, cfg.Printers[1].Device = "virtual:labels", "virtual:slips"
	t.k, err = newKiosk(cfg, options{
		data: filepath.Join(data, "data"), pepper: filepath.Join(data, "pepper"), root: desk.Root,
		window: image.Point{X: 1280, Y: 800}, now: t.clock.now,
		log: t.logFile(), silent: true, onPrint: t.print,
	})
	if err != nil {
		return err
	}
	if err := t.prologue(); err != nil {
		return errors.Join(err, t.k.close())
	}
	return t.k.run(t.play)
}

// tourClock is a Saturday morning that goes on with the real clock and can be
// moved forward.
type tourClock struct {
	mu     sync.Mutex
	offset time.Duration
}

func newTourClock() *tourClock {
	loc := time.FixedZone("CST", 8*3600)
	return &tourClock{offset: time.Until(time.Date(2026, 11, 21, 10, 40, 0, 0, loc))}
}

func (c *tourClock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return time.Now().Add(c.offset)
}

func (c *tourClock) skip(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.offset += d
}

// tour is one run of the day.
type tour struct {
	k       *kiosk
	scanner *scannertest.Scanner
	desk    scannertest.Desk // where further scanners are plugged in
	clock   *tourClock
	out     string
	report  io.Writer

	shots   int
	sizes   int
	taps    int
	mu      sync.Mutex
	prints  map[string]int
	scanned map[string]time.Time
	began   time.Time
}

func (t *tour) logFile() io.Writer {
	f, err := os.Create(filepath.Join(t.out, "tour.log"))
	if err != nil {
		return io.Discard
	}
	return f
}

// print keeps every print as a numbered picture, and what its codes must read,
// if it has any, in payloads.tsv.
func (t *tour) print(name string, j repair.PrintJob, p printertest.Print) error {
	t.mu.Lock()
	if t.prints == nil {
		t.prints = map[string]int{}
	}
	t.prints[name]++
	n := t.prints[name]
	t.mu.Unlock()
	suffix := ""
	if p.Spoiled {
		suffix = "-spoiled"
	}
	file := fmt.Sprintf("%s-%02d-%s%s.png", name, n, j.Document, suffix)
	picture := writePNG(filepath.Join(t.out, "prints", file), p.Bitmap)
	payload := t.payload(j)
	if payload == "" {
		return picture
	}
	f, err := os.OpenFile(filepath.Join(t.out, "prints", "payloads.tsv"), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(f, "%s\t%s\n", file, payload)
	return errors.Join(err, f.Close(), picture)
}

// payload is what the codes on a print must read.
func (t *tour) payload(j repair.PrintJob) string {
	key := t.k.store.Key()
	switch j.Document {
	case repair.DocAccessory:
		return repair.AccessoryCode(j.Order, j.Index)
	case repair.DocOldPart:
		return repair.OldPartCode(j.Order, j.Index)
	case repair.DocLoaner:
		return repair.LoanerCode(loaner)
	case repair.DocFolder, repair.DocDayClose, repair.DocStockTake, repair.DocTestPage, repair.DocRecovery:
		return "" // they carry none
	case repair.DocCustomerCopy:
		return repair.CopyCode(key, j.Order)
	case repair.DocShelf, repair.DocSlot:
		return j.Subject
	case repair.DocBadge:
		id := repair.StaffID(j.Subject)
		return repair.BadgeCode(key, id, t.k.game.State().Person(id).Issue)
	default:
		return repair.OrderCode(j.Order)
	}
}

func writePNG(path string, img image.Image) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	return errors.Join(png.Encode(f, img), f.Close())
}

// step is a failure of the day; it ends the tour.
type step struct{ error }

// play runs the day and turns the first failing step into an error.
func (t *tour) play() (err error) {
	t.began = time.Now()
	defer func() {
		if r := recover(); r != nil {
			s, ok := r.(step)
			if !ok {
				panic(r)
			}
			t.failShot()
			err = fmt.Errorf("tour: after picture %d on %q: %w", t.shots, t.k.game.State().Screen, s.error)
		}
	}()
	t.day()
	n := 0
	for _, c := range t.prints {
		n += c
	}
	fmt.Fprintf(t.report, "countertop: the day went through in %.0f s: %d pictures in %s and %d prints in %s.\n",
		time.Since(t.began).Seconds(), t.shots, filepath.Join(t.out, "screens"), n, filepath.Join(t.out, "prints"))
	return nil
}

func (t *tour) fail(format string, args ...any) { panic(step{fmt.Errorf(format, args...)}) }

// await waits until the state is as it should be.
func (t *tour) await(what string, ok func(flow.State) bool) flow.State {
	deadline := time.Now().Add(15 * time.Second)
	for {
		s := t.k.game.State()
		if ok(s) {
			return s
		}
		if time.Now().After(deadline) {
			t.fail("%s did not come (toast %q)", what, s.Toast.Key)
		}
		time.Sleep(4 * time.Millisecond)
	}
}

func (t *tour) screen(want flow.Screen) {
	t.await("screen "+string(want), func(s flow.State) bool { return s.Screen == want })
}

// whole goes on from the page that says where a machine is to its order.
func (t *tour) whole(shot string) {
	t.await("what happened to it", func(s flow.State) bool { return s.Screen == flow.ScreenWhere && len(s.Where.Events) > 0 })
	if shot != "" {
		t.shot(shot)
	}
	t.tap("open-order")
	t.screen(flow.ScreenOrder)
}

// skip moves the clock and waits until the screen knows; nobody stood there in
// the meantime, so the counter signs out by itself.
func (t *tour) skip(d time.Duration) {
	t.clock.skip(d)
	t.await("the later time", func(s flow.State) bool { return t.clock.now().Sub(s.Now) < 3*time.Second && s.Staff == nil })
}

// node waits for a node that can be touched.
func (t *tour) node(id string) view.Node {
	deadline := time.Now().Add(10 * time.Second)
	for {
		scene := t.k.game.Scene()
		if n := scene.Find(id); n != nil && n.Enabled && (n.Touch != nil || n.Pen) {
			return *n
		}
		if time.Now().After(deadline) {
			t.fail("there is nothing to touch called %q", id)
		}
		time.Sleep(4 * time.Millisecond)
	}
}

// tap touches the middle of a node, through the hit test.
func (t *tour) tap(ids ...string) {
	for _, id := range ids {
		t.node(id)
		t.taps++
		if !t.k.game.TapOn(id) {
			t.fail("a touch on %q meant nothing", id)
		}
	}
}

// tapAt touches a place in a node; x and y run from 0 to 1.
func (t *tour) tapAt(id string, x, y float64) {
	n := t.node(id)
	t.taps++
	if !t.k.game.TapAt(n.Rect.X+int(x*float64(n.Rect.W)), n.Rect.Y+int(y*float64(n.Rect.H))) {
		t.fail("a touch on %q meant nothing", id)
	}
}

// keys types on the on-screen keyboard.
func (t *tour) keys(text string) {
	for _, r := range text {
		id := "key." + string(r)
		switch {
		case r == ' ':
			id = "key.space"
		case r == '-':
			id = "key.dash"
		}
		t.tap(id)
	}
}

// done touches the black key, and waits until it has left the field.
func (t *tour) done() {
	was := t.k.game.State()
	t.tap("key.done")
	t.await("the end of typing", func(s flow.State) bool {
		return s.Focus != was.Focus || s.CheckIn.Step != was.CheckIn.Step || s.Screen != was.Screen
	})
}

// write composes a text from letters and the candidates of the bar: the
// longest piece that fits is taken each time.
func (t *tour) write(letters, text string) {
	before := t.k.game.State().Text(t.k.game.State().Focus)
	t.keys(letters)
	s := t.await("the candidates", func(s flow.State) bool {
		return strings.HasSuffix(s.Entry.Comp.Letters, letters) && len(s.Entry.List) > 0
	})
	t.shot("candidates")
	for s.Entry.Composing() {
		rest := strings.TrimPrefix(text, before+pickedText(s))
		best := -1
		for i, c := range s.Shown() {
			if strings.HasPrefix(rest, c.Text) && (best < 0 || len(c.Text) > len(s.Shown()[best].Text)) {
				best = i
			}
		}
		if best < 0 {
			t.fail("%q is not among the candidates of %q", rest, letters)
		}
		for {
			t.node("cand." + strconv.Itoa(t.k.game.State().Entry.Page)) // the page is on the screen
			if t.there("cand." + strconv.Itoa(best)) {
				break
			}
			page := t.k.game.State().Entry.Page
			t.tap("cand.next")
			t.await("the next candidates", func(s flow.State) bool { return s.Entry.Page != page })
		}
		t.tap("cand." + strconv.Itoa(best))
		was := s
		s = t.await("the next piece", func(s flow.State) bool {
			return len(s.Entry.Comp.Picked) != len(was.Entry.Comp.Picked) || !s.Entry.Composing()
		})
	}
	if got := s.Text(s.Focus); got != before+text {
		t.fail("%q was written, not %q", got, text)
	}
}

func pickedText(s flow.State) (text string) {
	for _, p := range s.Entry.Comp.Picked {
		text += p.Text
	}
	return text
}

// typed is a hardware keyboard with the letters as they are.
func (t *tour) typed(text string) { t.k.post(flow.Typed{Text: text}) }

// scan pulls the trigger of the scanner on its pseudo-terminal. The same code
// again within a second is one scan, so it waits as a person would.
func (t *tour) scan(code string) {
	time.Sleep(1100*time.Millisecond - time.Since(t.scanned[code]))
	t.scanned[code] = time.Now()
	if err := t.scanner.Scan(code); err != nil {
		t.fail("scanner: %w", err)
	}
}

// sign writes on a pad with a finger.
func (t *tour) sign(pad string) { t.strokes(pad, signature) }

// panels are the displays that pictures are made for: the usual one of 10.1
// inches, a large and a small one.
var panels = []struct {
	suffix string
	w, h   int
	px     float64
}{{"", 1280, 800, 5.9}, {"-1920x1080", 1920, 1080, 4.03}, {"-1024x768", 1024, 768, 5.0}}

// shot keeps the screen as it is in both languages.
func (t *tour) shot(name string) {
	t.shots++
	var err error
	doErr := t.k.game.Do(func() {
		s := t.k.game.State()
		for _, lang := range []string{"zh-CN", "en"} {
			s.Lang = lang
			for _, size := range panels[:t.sizes] {
				v := t.k.game.Viewport(size.w, size.h)
				v.PxPerMM = size.px
				scene := view.Build(s, v)
				file := fmt.Sprintf("%02d-%s-%s%s.png", t.shots, name, strings.ToLower(lang[:2]), size.suffix)
				err = errors.Join(err, writePNG(filepath.Join(t.out, "screens", file), t.k.game.Screenshot(scene)))
			}
		}
	})
	if err = errors.Join(err, doErr); err != nil {
		t.fail("picture %s: %w", name, err)
	}
}

// failShot keeps the screen on which the day failed.
func (t *tour) failShot() {
	_ = t.k.game.Do(func() {
		_ = writePNG(filepath.Join(t.out, "failed.png"), t.k.game.Screenshot(t.k.game.Scene()))
	})
}

// printed waits until all prints of an order are out.
func (t *tour) printed(id repair.OrderID) {
	t.await("the prints of "+id.String(), func(s flow.State) bool {
		n := 0
		for _, j := range s.Jobs {
			if j.Order != id {
				continue
			}
			if j.State != repair.JobPrinted && j.State != repair.JobSent {
				return false
			}
			n++
		}
		return n > 0
	})
}

// order reads an order from the store.
func (t *tour) order(id repair.OrderID) repair.Order {
	r, err := t.k.store.Order(context.Background(), id)
	if err != nil {
		t.fail("order %s: %w", id, err)
	}
	return r.Order
}

func (t *tour) place(id repair.OrderID, want repair.PlaceKind) {
	if got := t.order(id).Place.Kind; got != want {
		t.fail("%s is at %s, want %s", id, got, want)
	}
}

func (t *tour) badge(id repair.StaffID) {
	t.scan(repair.BadgeCode(t.k.store.Key(), id, 1))
	s := t.await("sign-in of "+string(id), func(s flow.State) bool { return s.Staff != nil && s.Staff.ID == id })
	if s.Screen == flow.ScreenBench {
		t.tap("home") // an engineer who only wants to be known
	}
}

func shelfCode(k repair.PlaceKind) string { return repair.ShelfCode(repair.Place{Kind: k}) }

// signature is 王 in strokes, in parts of the pad.
var signature = [][][2]float64{
	{{.24, .34}, {.28, .32}, {.33, .31}, {.37, .30}},
	{{.25, .52}, {.29, .50}, {.33, .50}, {.36, .49}},
	{{.305, .31}, {.307, .42}, {.308, .55}, {.306, .70}},
	{{.22, .74}, {.27, .72}, {.33, .71}, {.40, .70}},
	{{.46, .34}, {.50, .32}, {.53, .33}, {.50, .46}, {.47, .58}},
	{{.49, .27}, {.49, .45}, {.485, .62}, {.50, .72}, {.56, .76}, {.63, .74}},
}

// there reports whether a node is on the screen.
func (t *tour) there(id string) bool {
	scene := t.k.game.Scene()
	return scene.Find(id) != nil
}
