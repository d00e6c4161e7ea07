//go:build xui

package app_test

import (
	"encoding/json"
	"fmt"
	"image"
	"log"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"
	"github.com/jezek/xgb/xtest"

	"countertop/app"
	"countertop/app/flow"
	"countertop/app/view"
	"countertop/scanner"
)

// The game of the tests: a button, a disabled button, a pad, and a bar that
// grows by what was touched. It writes down every message.
var (
	game *app.Game
	seen record
)

type record struct {
	mu    sync.Mutex
	log   []string
	pens  []flow.PenMoved
	ticks int
}

func (r *record) add(format string, args ...any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.log = append(r.log, fmt.Sprintf(format, args...))
}

// take empties the record.
func (r *record) take() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	out := r.log
	r.log, r.pens = nil, nil
	return out
}

var (
	button   = view.Rect{X: 40, Y: 40, W: 240, H: 96}
	disabled = view.Rect{X: 40, Y: 160, W: 240, H: 96}
	spot     = view.Rect{X: 400, Y: 40, W: 200, H: 100}
	pad      = view.Rect{X: 40, Y: 300, W: 500, H: 200}
	bar      = view.Rect{X: 40, Y: 540, W: 100, H: 40}
	door     = view.Rect{X: 640, Y: 200, W: 100, H: 100}
	eraser   = view.Rect{X: 640, Y: 40, W: 100, H: 100}
)

// positioned is a message with a place: it borrows the shape of PenMoved.
type positioned struct{ flow.PenMoved }

func (positioned) Positioned(x, y float64) flow.Msg { return flow.PenDown{Pad: "spot", X: x, Y: y} }

func update(s flow.State, m flow.Msg) (flow.State, []flow.Cmd) {
	switch m := m.(type) {
	case flow.Tick:
		seen.mu.Lock()
		seen.ticks++
		seen.mu.Unlock()
	case flow.PenMoved:
		seen.mu.Lock()
		seen.pens = append(seen.pens, m)
		seen.mu.Unlock()
	case flow.PenDown:
		seen.add("pen down %s %.2f %.2f", m.Pad, m.X, m.Y)
	case flow.PenUp:
		seen.add("pen up %s", m.Pad)
	case flow.WentHome:
		seen.add("home")
		s.Toast.Args = append(append([]string(nil), s.Toast.Args...), "x")
		return s, []flow.Cmd{flow.LoadFloor{}}
	case flow.Typed:
		seen.add("typed %s", m.Text)
	case flow.KeyPressed:
		seen.add("key %s", m.Key)
	case flow.Erased:
		seen.add("erased")
	case flow.Opened:
		seen.add("opened from %q", s.Screen)
		s.Screen = flow.ScreenFind
		if s.Boards.Page++; s.Boards.Page%2 == 0 {
			s.Screen = flow.ScreenHome
		}
	case flow.LangChosen:
		seen.add("lang %s", m.Lang)
	}
	return s, nil
}

func build(s flow.State, v view.Viewport) view.Scene {
	ink := view.Color{R: 0x12, G: 0x16, B: 0x1c, A: 255}
	white := view.Color{R: 255, G: 255, B: 255, A: 255}
	on := bar
	if len(s.Toast.Args)%2 == 1 {
		on.W = 300
	}
	return view.Scene{W: v.W, H: v.H, Screen: "test", Ground: view.Color{R: 0xf3, G: 0xf4, B: 0xf6, A: 255}, Nodes: []view.Node{
		{Kind: view.KindBox, ID: "button", Rect: button, Fill: white, Stroke: ink, StrokeWidth: 2, Radius: 16, Touch: flow.WentHome{}, Enabled: true},
		{Kind: view.KindText, Rect: button, Text: "接机", Size: 30, Baseline: 100, Color: ink},
		{Kind: view.KindBox, ID: "disabled", Rect: disabled, Fill: white, Touch: flow.WentHome{}},
		{Kind: view.KindBox, ID: "spot", Rect: spot, Fill: white, Touch: positioned{}, Enabled: true},
		{Kind: view.KindBox, ID: "eraser", Rect: eraser, Fill: white, Touch: flow.Erased{}, Enabled: true},
		{Kind: view.KindBox, ID: "door", Rect: door, Fill: white, Touch: flow.Opened{}, Enabled: true},
		{Kind: view.KindBox, ID: "pad", Rect: pad, Fill: white, Pen: true, Enabled: true},
		{Kind: view.KindBox, Rect: on, Fill: ink},
	}}
}

// grammar finds codes "R" and nine characters.
func grammar(s string) int {
	switch {
	case !strings.HasPrefix(s, "R"):
		return 0
	case len(s) < 10:
		return -1
	}
	return 10
}

func TestMain(m *testing.M) {
	var err error
	game, err = app.New(app.Options{
		Update: update, Build: build,
		Run:     func(c flow.Cmd) { seen.add("cmd %T", c) },
		Grammar: grammar,
		OnScan:  func(s scanner.Scan) { seen.add("scan %s", s.Text) },
		Window:  image.Pt(1280, 800),
		Title:   "test",
	})
	if err != nil {
		log.Fatal(err)
	}
	code := 1
	go func() {
		defer game.Close()
		if game.Do(func() {}) == nil { // the window is there
			code = m.Run()
		}
	}()
	if err := game.Run(); err != nil {
		log.Fatal(err)
	}
	os.Exit(code)
}

// settle waits until what was posted so far has been handled; keys take one
// more tick.
func settle(t testing.TB) {
	t.Helper()
	for range 3 {
		if err := game.Do(func() {}); err != nil {
			t.Fatal(err)
		}
	}
}

// await waits until the record has n lines.
func await(t testing.TB, n int) []string {
	t.Helper()
	for deadline := time.Now().Add(5 * time.Second); time.Now().Before(deadline); time.Sleep(2 * time.Millisecond) {
		seen.mu.Lock()
		have := len(seen.log)
		seen.mu.Unlock()
		if have >= n {
			return seen.take()
		}
	}
	t.Fatalf("got %q, want %d lines", seen.take(), n)
	return nil
}

func middle(r view.Rect) (x, y int) { return r.X + r.W/2, r.Y + r.H/2 }

func TestTapAtGoesThroughTheHitTest(t *testing.T) {
	for _, tt := range []struct {
		name string
		on   view.Rect
		hit  bool
		want []string
	}{
		{"a button", button, true, []string{"home", "cmd flow.LoadFloor"}},
		{"a disabled button", disabled, false, nil},
		{"nothing", bar, false, nil},
		{"a node that asks where", spot, true, []string{"pen down spot 0.50 0.51"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			seen.take()
			if hit := game.TapAt(middle(tt.on)); hit != tt.hit {
				t.Errorf("got hit %v, want %v", hit, tt.hit)
			}
			if d := cmp.Diff(tt.want, seen.take()); d != "" {
				t.Errorf("record (-want +got):\n%s", d)
			}
		})
	}
}

func TestPostsArriveInOrder(t *testing.T) {
	seen.take()
	var want []string
	for i := range 1000 {
		game.Post(flow.LangChosen{Lang: fmt.Sprint(i)})
		want = append(want, fmt.Sprintf("lang %d", i))
	}
	settle(t)
	if d := cmp.Diff(want, seen.take()); d != "" {
		t.Errorf("record (-want +got):\n%s", d)
	}
}

func TestStrokeAt(t *testing.T) {
	seen.take()
	if !game.StrokeAt(image.Pt(90, 350), image.Pt(140, 400), image.Pt(5000, 5000)) {
		t.Fatal("the stroke did not begin on the pad")
	}
	seen.mu.Lock()
	pens := seen.pens
	seen.mu.Unlock()
	want := []flow.PenMoved{
		{Pad: "pad", X: 0.201, Y: 0.201, At: 8 * time.Millisecond},
		{Pad: "pad", X: 1, Y: 0.4, At: 16 * time.Millisecond},
	}
	if d := cmp.Diff(want, pens); d != "" {
		t.Errorf("moves (-want +got):\n%s", d)
	}
	if d := cmp.Diff([]string{"pen down pad 0.10 0.10", "pen up pad"}, seen.take()); d != "" {
		t.Errorf("record (-want +got):\n%s", d)
	}
}

// hand is a second X client that moves the mouse and presses keys.
type hand struct {
	t    testing.TB
	conn *xgb.Conn
	root xproto.Window
	dx   int // where the window is on the screen
	dy   int
	keys map[xproto.Keysym]byte
}

func newHand(t testing.TB) *hand {
	t.Helper()
	conn, err := xgb.NewConn()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(conn.Close)
	if err := xtest.Init(conn); err != nil {
		t.Fatal(err)
	}
	h := &hand{t: t, conn: conn, keys: make(map[xproto.Keysym]byte)}
	setup := xproto.Setup(conn)
	h.root = setup.DefaultScreen(conn).Root
	focus, err := xproto.GetInputFocus(conn).Reply()
	if err != nil {
		t.Fatal(err)
	}
	at, err := xproto.TranslateCoordinates(conn, focus.Focus, h.root, 0, 0).Reply()
	if err != nil {
		t.Fatal(err)
	}
	h.dx, h.dy = int(at.DstX), int(at.DstY)
	m, err := xproto.GetKeyboardMapping(conn, setup.MinKeycode, byte(setup.MaxKeycode-setup.MinKeycode+1)).Reply()
	if err != nil {
		t.Fatal(err)
	}
	for i := len(m.Keysyms)/int(m.KeysymsPerKeycode) - 1; i >= 0; i-- {
		h.keys[m.Keysyms[i*int(m.KeysymsPerKeycode)]] = byte(setup.MinKeycode) + byte(i)
	}
	return h
}

func (h *hand) fake(kind, detail byte, x, y int) {
	xtest.FakeInput(h.conn, kind, detail, 0, h.root, int16(x+h.dx), int16(y+h.dy), 0)
}

func (h *hand) move(x, y int) { h.fake(xproto.MotionNotify, 0, x, y) }
func (h *hand) press()        { h.fake(xproto.ButtonPress, 1, 0, 0) }
func (h *hand) release()      { h.fake(xproto.ButtonRelease, 1, 0, 0) }
func (h *hand) key(s xproto.Keysym) {
	h.fake(xproto.KeyPress, h.keys[s], 0, 0)
	h.fake(xproto.KeyRelease, h.keys[s], 0, 0)
}

// flush waits until the server has done it all.
func (h *hand) flush() { h.conn.Sync() }

// asleep waits until the loop waits for events.
func asleep() { time.Sleep(1800 * time.Millisecond) }

func TestQuickTapIsSeenWhileAsleep(t *testing.T) {
	h := newHand(t)
	for range 3 {
		asleep()
		seen.take()
		h.move(middle(button))
		h.press()
		h.release()
		h.flush()
		if d := cmp.Diff([]string{"home", "cmd flow.LoadFloor"}, await(t, 2)); d != "" {
			t.Errorf("record (-want +got):\n%s", d)
		}
	}
}

func TestEraserRepeatsWhileItIsHeld(t *testing.T) {
	h := newHand(t)
	h.move(eraser.X+20, eraser.Y+20)
	asleep()
	seen.take()
	h.press()
	h.release()
	h.flush()
	if d := cmp.Diff([]string{"erased"}, await(t, 1)); d != "" {
		t.Errorf("a tap (-want +got):\n%s", d)
	}
	h.press()
	h.flush()
	time.Sleep(700 * time.Millisecond)
	held := len(seen.take())
	h.release()
	h.flush()
	time.Sleep(300 * time.Millisecond)
	// On a slow machine some come late, but none without the finger.
	if late := len(seen.take()); held < 2 || held > 6 || late > 1 {
		t.Errorf("held for 700 ms it erased %d times, and %d after the release", held, late)
	}
}

func TestReleaseElsewhereIsNoTouch(t *testing.T) {
	h := newHand(t)
	seen.take()
	h.move(middle(button))
	h.press()
	h.move(middle(spot))
	h.release()
	h.move(middle(spot))
	h.press()
	h.release()
	h.flush()
	if d := cmp.Diff([]string{"pen down spot 0.50 0.51"}, await(t, 1)); d != "" {
		t.Errorf("record (-want +got):\n%s", d)
	}
}

// The second tap of a double one is not for the page that the first has opened; a
// tap elsewhere is, and so is a third after a while. On a page that stays, both count.
func TestDoubleTapOpensOnePage(t *testing.T) {
	h := newHand(t)
	seen.take()
	tap := func(r view.Rect) {
		h.move(middle(r))
		h.press()
		h.release()
		h.flush()
		time.Sleep(30 * time.Millisecond)
	}
	tap(door)
	tap(door)
	tap(eraser)
	settle(t)
	if got := seen.take(); len(got) != 2 || got[1] != "erased" {
		t.Errorf("record %q, want one page opened and a touch elsewhere", got)
	}
	time.Sleep(400 * time.Millisecond)
	tap(door)
	if got := await(t, 1); len(got) != 1 {
		t.Errorf("after a while %q", got)
	}
	time.Sleep(400 * time.Millisecond)
	tap(button)
	tap(button)
	settle(t)
	if got := seen.take(); len(got) != 4 {
		t.Errorf("twice on a page that stays: %q", got)
	}
}

func TestSignatureHasManyPoints(t *testing.T) {
	h := newHand(t)
	seen.take()
	h.move(60, 320)
	h.press()
	for i := range 400 {
		h.move(60+i, 320+(i*7)%100)
		if i%4 == 0 {
			time.Sleep(time.Millisecond)
		}
	}
	h.flush()
	h.release()
	h.flush()
	settle(t)
	seen.mu.Lock()
	n := len(seen.pens)
	seen.mu.Unlock()
	if n < 390 {
		t.Errorf("got %d points of 400", n)
	}
	if d := cmp.Diff([]string{"pen down pad 0.04 0.04", "pen up pad"}, seen.take()); d != "" {
		t.Errorf("record (-want +got):\n%s", d)
	}
}

func TestKeysAndTyping(t *testing.T) {
	h := newHand(t)
	asleep()
	seen.take()
	h.key('a')
	h.flush()
	time.Sleep(200 * time.Millisecond)
	for _, k := range []xproto.Keysym{0xff08, 0xff0d, 0xff1b, 0xff09} {
		h.key(k)
	}
	h.flush()
	if d := cmp.Diff([]string{"typed a", "key backspace", "key enter", "key escape", "key tab"}, await(t, 5)); d != "" {
		t.Errorf("record (-want +got):\n%s", d)
	}
}

// Shift alone turns 中/英; with a letter it is part of the letter.
func TestShiftIsAKeyOnlyAlone(t *testing.T) {
	h := newHand(t)
	asleep()
	seen.take()
	h.fake(xproto.KeyPress, h.keys[0xffe1], 0, 0)
	h.key('q')
	h.fake(xproto.KeyRelease, h.keys[0xffe1], 0, 0)
	h.flush()
	time.Sleep(200 * time.Millisecond)
	h.key(0xffe1)
	h.flush()
	if d := cmp.Diff([]string{"typed Q", "key shift"}, await(t, 2)); d != "" {
		t.Errorf("record (-want +got):\n%s", d)
	}
}

// What a scanner types is no typing, whatever it reads: it never reaches the input
// method.
func TestMakersSerialFromAScannerIsAScan(t *testing.T) {
	h := newHand(t)
	asleep()
	seen.take()
	for _, r := range "pf3k8h2m" {
		h.key(xproto.Keysym(r))
	}
	h.key(0xff0d)
	h.flush()
	got := await(t, 1)
	time.Sleep(300 * time.Millisecond)
	got = append(got, seen.take()...)
	if d := cmp.Diff([]string{"scan pf3k8h2m"}, got); d != "" {
		t.Errorf("record (-want +got):\n%s", d)
	}
}

func TestKeyboardScans(t *testing.T) {
	h := newHand(t)
	asleep()
	seen.take()
	h.fake(xproto.KeyPress, h.keys[0xffe1], 0, 0) // shift
	h.key('r')
	h.fake(xproto.KeyRelease, h.keys[0xffe1], 0, 0)
	for _, r := range "261121004" {
		h.key(xproto.Keysym(r))
	}
	h.key(0xff0d)
	h.flush()
	got := await(t, 1)
	time.Sleep(300 * time.Millisecond)
	got = append(got, seen.take()...)
	if d := cmp.Diff([]string{"scan R261121004"}, got); d != "" {
		t.Errorf("record (-want +got):\n%s", d)
	}
}

func TestInspectShowsTheScene(t *testing.T) {
	path := filepath.Join(t.TempDir(), "s")
	l, err := game.Inspect(path)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if _, err := game.Inspect(path); err == nil {
		t.Error("a socket in use was taken")
	}
	c, err := net.Dial("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	var got struct {
		Size   []int
		Screen string
		Nodes  []map[string]any
	}
	if err := json.NewDecoder(c).Decode(&got); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]int{1280, 800}, got.Size); d != "" || got.Screen != "test" || len(got.Nodes) != 8 {
		t.Fatalf("got %+v", got)
	}
	want := map[string]any{"kind": "box", "id": "button", "text": "", "rect": []any{40.0, 40.0, 240.0, 96.0}, "enabled": true, "touch": true}
	if d := cmp.Diff(want, got.Nodes[0]); d != "" {
		t.Errorf("node (-want +got):\n%s", d)
	}
}

func TestExposeHeals(t *testing.T) {
	h := newHand(t)
	asleep()
	x, y := middle(bar)
	want := h.pixel(x, y)
	focus, err := xproto.GetInputFocus(h.conn).Reply()
	if err != nil {
		t.Fatal(err)
	}
	xproto.ClearArea(h.conn, false, focus.Focus, 0, 0, 1280, 800)
	h.flush()
	for deadline := time.Now().Add(3 * time.Second); h.pixel(x, y) != want; time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("the window stayed empty")
		}
	}
}

// pixel reads the screen.
func (h *hand) pixel(x, y int) uint32 {
	r, err := xproto.GetImage(h.conn, xproto.ImageFormatZPixmap, xproto.Drawable(h.root), int16(x+h.dx), int16(y+h.dy), 1, 1, 0xffffffff).Reply()
	if err != nil {
		h.t.Fatal(err)
	}
	return uint32(r.Data[0]) | uint32(r.Data[1])<<8 | uint32(r.Data[2])<<16
}

// BenchmarkTouchToPixel is from the release of the button to the pixel on the
// X screen. Run it with -benchtime 100x.
func BenchmarkTouchToPixel(b *testing.B) {
	h := newHand(b)
	x, y := bar.X+200, bar.Y+10
	var took []time.Duration
	for b.Loop() {
		time.Sleep(150 * time.Millisecond)
		before := h.pixel(x, y)
		h.move(middle(button))
		h.press()
		h.flush()
		time.Sleep(100 * time.Millisecond)
		start := time.Now()
		h.release()
		h.flush()
		for h.pixel(x, y) == before {
			time.Sleep(200 * time.Microsecond)
		}
		took = append(took, time.Since(start))
	}
	slices.Sort(took)
	b.ReportMetric(0, "ns/op") // mostly waiting
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
	seen.take()
}

// BenchmarkIdle takes a second an op: run it with -benchtime 10x.
func BenchmarkIdle(b *testing.B) {
	asleep()
	cpu := func() time.Duration {
		var u syscall.Rusage
		if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
			b.Fatal(err)
		}
		return time.Duration(u.Utime.Nano() + u.Stime.Nano())
	}
	start := cpu()
	for b.Loop() {
		time.Sleep(time.Second)
	}
	b.ReportMetric(float64(cpu()-start)/float64(b.Elapsed())*100, "cpu%")
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		b.Fatal(err)
	}
	var rss float64
	for line := range strings.Lines(string(status)) {
		fmt.Sscanf(line, "VmRSS: %f kB", &rss)
	}
	b.ReportMetric(rss/1024, "MB-RSS")
}
