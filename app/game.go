package app

import (
	"errors"
	"fmt"
	"image"
	"sync"
	"sync/atomic"
	"time"

	"github.com/hajimehoshi/ebiten/v2"

	"countertop/app/flow"
	"countertop/app/paint"
	"countertop/app/view"
	"countertop/scanner"
	"countertop/scanner/wedge"
)

// Options say what a Game shows and whom it tells. Initial, Update, Build and
// Run are needed.
type Options struct {
	Initial flow.State
	Update  func(flow.State, flow.Msg) (flow.State, []flow.Cmd)
	Build   func(flow.State, view.Viewport) view.Scene
	// Run carries a command out. It is called from the game loop in the order
	// of the commands and must not block; answers come by Post.
	Run func(flow.Cmd)

	// Grammar finds scans in what a keyboard types; nil if none of the
	// scanners is a keyboard. OnScan gets them, from the game loop.
	Grammar wedge.Grammar
	OnScan  func(scanner.Scan)
	// OnTyped gets all runes and whether Enter was among them, as they come,
	// and OnRefused why a line is no scan, and the keyboard layout that made it so,
	// if one did; both from
	// the game loop. Nil is nobody.
	OnTyped   func(runes []rune, enter bool, now time.Time)
	OnRefused func(why scanner.Reason, layout string)

	Title string
	// Window is the size of the window in pixels; the zero value fills the
	// screen.
	Window image.Point
	// Monitor is the display whose whole area is filled without taking the
	// keyboard from another window, counted from 1; 0 is the usual way.
	Monitor int
	// PanelMM is the width of what the Game fills; 217 (10.1 inches) if zero.
	PanelMM float64
	// Now is the clock of the shop; time.Now if nil.
	Now func() time.Time
}

const (
	panelMM = 217
	// awake is how long the loop follows the display at the start, and, where
	// X cannot be watched, after an input.
	awake = 1500 * time.Millisecond
)

// ErrClosed is returned for what can no longer be done because the game has
// ended.
var ErrClosed = errors.New("app: the game has ended")

// Game is the window. New, Run and Post may be called from any goroutine, and
// so may all other methods that are not part of ebiten.Game, unless they say
// otherwise.
type Game struct {
	opts    Options
	inbox   inbox
	shown   atomic.Pointer[snapshot]
	closed  chan struct{}
	closing atomic.Bool
	probe   latencies
	text    *view.Measurer
	panel   atomic.Pointer[float64] // the width of what it fills, in mm

	// The rest belongs to the game loop.
	painter *paint.Painter
	state   flow.State
	scene   view.Scene
	stale   bool // scene is older than state
	size    image.Point
	screen  *ebiten.Image
	drawn   *view.Scene // the scene the screen holds
	lost    bool        // the window may have lost what it showed
	input   time.Time   // of the last polled input
	mode    ebiten.FPSModeType
	unshown []time.Time // when the messages came that no Draw has shown yet
	pointer pointer
	// turned is when another page came, last where the screen was touched last.
	turned time.Time
	last   image.Point
	keys   keyboard
	x      *xinput
	xTried bool
}

var _ ebiten.FinalScreenDrawer = (*Game)(nil)

// snapshot is what other goroutines may look at.
type snapshot struct {
	state flow.State
	scene view.Scene
}

// New returns a Game that shows opts.Initial. The error says that the font is
// missing.
func New(opts Options) (*Game, error) {
	if opts.Now == nil {
		opts.Now = time.Now
	}
	if opts.PanelMM <= 0 {
		opts.PanelMM = panelMM
	}
	text, err := view.NewMeasurer()
	if err != nil {
		return nil, fmt.Errorf("app: %w", err)
	}
	g := &Game{
		opts: opts, text: text, painter: paint.New(text), state: opts.Initial, stale: true,
		closed: make(chan struct{}), mode: ebiten.FPSModeVsyncOn,
	}
	g.panel.Store(&opts.PanelMM)
	g.shown.Store(&snapshot{state: opts.Initial})
	return g, nil
}

// Run shows the window and returns when it was closed. It must be called from
// the main goroutine, once.
func (g *Game) Run() error {
	ebiten.SetScreenClearedEveryFrame(false)
	ebiten.SetTPS(ebiten.SyncWithFPS)
	ebiten.SetRunnableOnUnfocused(true)
	ebiten.SetWindowTitle(g.opts.Title)
	switch {
	case g.opts.Window != (image.Point{}):
		ebiten.SetWindowSize(g.opts.Window.X, g.opts.Window.Y)
	case g.opts.Monitor > 0:
		// A full-screen window takes the keyboard, and with it what a scanner types.
		all := ebiten.AppendMonitors(nil)
		m := all[min(g.opts.Monitor, len(all))-1]
		ebiten.SetMonitor(m)
		ebiten.SetWindowDecorated(false)
		ebiten.SetWindowSize(m.Size())
		ebiten.SetWindowPosition(0, 0)
		ebiten.SetCursorMode(ebiten.CursorModeHidden)
	default:
		ebiten.SetFullscreen(true)
		ebiten.SetCursorMode(ebiten.CursorModeHidden)
	}
	var beats sync.WaitGroup
	beats.Go(g.heartbeat)
	err := ebiten.RunGameWithOptions(g, &ebiten.RunGameOptions{InitUnfocused: g.opts.Monitor > 0})
	close(g.closed)
	g.inbox.close()
	beats.Wait()
	if g.x != nil {
		g.x.close()
	}
	if err != nil {
		return fmt.Errorf("app: run: %w", err)
	}
	return nil
}

// Close ends Run, without waiting for it.
func (g *Game) Close() {
	g.closing.Store(true)
	ebiten.ScheduleFrame()
}

// Post hands a message to the flow. It never blocks; messages come in the
// order they were posted, and after the end they are dropped.
func (g *Game) Post(m flow.Msg) { g.put(item{msg: m}) }

func (g *Game) put(it item) {
	it.at = time.Now()
	if g.inbox.put(it) {
		ebiten.ScheduleFrame()
	}
}

// Do runs f in the game loop, after all that was posted before and with the
// Scene up to date, and waits for it. It must not be called from the game
// loop. It returns ErrClosed if the game ended first.
func (g *Game) Do(f func()) error {
	done := make(chan struct{})
	g.put(item{do: func() { f(); close(done) }})
	select {
	case <-done:
		return nil
	case <-g.closed:
		return ErrClosed
	}
}

// State returns the state as of the last frame.
func (g *Game) State() flow.State { return g.shown.Load().state }

// Scene returns the scene as of the last frame. It must not be changed.
func (g *Game) Scene() view.Scene { return g.shown.Load().scene }

// Screenshot draws a scene of any size into a picture. It may only be called
// from the game loop, that is from Do.
func (g *Game) Screenshot(s view.Scene) *image.RGBA { return g.painter.Screenshot(&s) }

// SetPanelMM lays the screen out anew for a display of another width; 217 mm if
// it is zero. It returns at once.
func (g *Game) SetPanelMM(mm float64) {
	if mm <= 0 {
		mm = panelMM
	}
	g.panel.Store(&mm)
	g.put(item{resized: true})
}

// Viewport returns what Build gets for a screen of w x h pixels on the panel
// of this Game.
func (g *Game) Viewport(w, h int) view.Viewport {
	return view.Viewport{W: w, H: h, PxPerMM: float64(w) / *g.panel.Load(), Text: g.text}
}

// Latencies returns the times from the arrival of a touch, key or message to
// the end of the Draw that showed it, the last 1024 of them, oldest first.
func (g *Game) Latencies() []time.Duration { return g.probe.all() }

// heartbeat tells the flow the time at every full second.
func (g *Game) heartbeat() {
	for {
		now := g.opts.Now()
		wait := time.NewTimer(now.Truncate(time.Second).Add(time.Second).Sub(now))
		select {
		case <-wait.C:
			g.put(item{msg: flow.Tick{Now: g.opts.Now()}})
		case <-g.closed:
			wait.Stop()
			return
		}
	}
}

// Update is part of ebiten.Game.
func (g *Game) Update() error {
	if g.closing.Load() {
		return ebiten.Termination
	}
	now := time.Now()
	if !g.xTried {
		g.xTried = true
		g.input = now
		g.x = watchX(g.put)
	}
	for _, it := range g.inbox.take() {
		g.handle(it)
	}
	if g.x == nil {
		g.pollPointer(now)
	}
	g.hold(now)
	g.typed(now)
	g.build()
	g.pace(now)
	return nil
}

func (g *Game) handle(it item) {
	switch {
	case it.do != nil:
		g.build()
		it.do()
	case it.key != "":
		g.keys.next = append(g.keys.next, it.key)
	case it.pointer != nil:
		g.point(*it.pointer, it.at)
	case it.exposed:
		g.lost = true
	case it.resized:
		g.stale = true
	default:
		// Where nobody tells of an Expose, every second mends one.
		if tick, ok := it.msg.(flow.Tick); ok && (g.x == nil || tick.Now.Second() == 0) {
			g.lost = true
		}
		g.send(it.msg, it.at)
	}
}

// send passes a message to the flow; at is when it arrived.
func (g *Game) send(m flow.Msg, at time.Time) {
	if m == nil {
		return
	}
	next, cmds := g.opts.Update(g.state, m)
	if flow.PartOf(next) != flow.PartOf(g.state) {
		g.turned = at
	}
	g.state, g.stale = next, true
	if _, tick := m.(flow.Tick); !tick {
		g.unshown = append(g.unshown, at)
	}
	for _, c := range cmds {
		g.opts.Run(c)
	}
}

// build brings the scene up to the state.
func (g *Game) build() {
	if !g.stale || g.size.X <= 0 || g.size.Y <= 0 {
		return
	}
	g.stale = false
	g.scene = g.opts.Build(g.state, g.Viewport(g.size.X, g.size.Y))
	g.drawn = nil
	g.shown.Store(&snapshot{g.state, g.scene})
}

// pace lets the loop sleep until the next event. That would lose keys and
// clicks that are polled, so those keep it awake.
func (g *Game) pace(now time.Time) {
	mode := ebiten.FPSModeVsyncOffMinimum
	if now.Sub(g.input) < awake || g.x == nil && g.pointer.pressing {
		mode = ebiten.FPSModeVsyncOn
	}
	if mode != g.mode {
		g.mode = mode
		ebiten.SetFPSMode(mode)
	}
}

// Draw is part of ebiten.Game.
func (g *Game) Draw(screen *ebiten.Image) {
	if g.size.X <= 0 || g.stale {
		return
	}
	if screen != g.screen {
		g.screen, g.drawn = screen, nil
		g.painter.Forget()
	}
	changed := false
	if g.drawn == nil {
		g.drawn = g.pointer.pressed(g.scene)
		changed = g.painter.Redraw(screen, g.drawn)
	}
	if g.lost && !changed {
		// Any change makes Ebiten show the whole screen again: so draw one
		// pixel as it was.
		g.painter.Draw(screen.SubImage(image.Rect(0, 0, 1, 1)).(*ebiten.Image), g.drawn)
	}
	g.lost = false
	now := time.Now()
	for _, at := range g.unshown {
		g.probe.add(now.Sub(at))
	}
	g.unshown = g.unshown[:0]
}

// DrawFinalScreen is part of ebiten.FinalScreenDrawer: the picture fills the
// display pixel by pixel, so it is copied and not blended over what was there,
// which without a GPU is a good part of a frame.
func (g *Game) DrawFinalScreen(screen ebiten.FinalScreen, picture *ebiten.Image, geo ebiten.GeoM) {
	screen.DrawImage(picture, &ebiten.DrawImageOptions{GeoM: geo, Blend: ebiten.BlendCopy})
}

// Layout is part of ebiten.Game; Ebiten calls LayoutF instead.
func (g *Game) Layout(w, h int) (int, int) { return w, h }

// LayoutF makes a scene pixel a pixel of the display, whatever its scale.
func (g *Game) LayoutF(w, h float64) (float64, float64) {
	scale := 1.0
	if m := ebiten.Monitor(); m != nil {
		scale = m.DeviceScaleFactor()
	}
	w, h = w*scale, h*scale
	if size := image.Pt(int(w), int(h)); size != g.size {
		g.size, g.stale = size, true
	}
	return w, h
}
