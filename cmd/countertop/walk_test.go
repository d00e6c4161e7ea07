package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"countertop/app/document"
	"countertop/app/flow"
	"countertop/app/i18n"
	"countertop/app/repair"
	"countertop/app/runner"
	"countertop/app/trade"
	"countertop/app/view"
	"countertop/assets"
	"countertop/printer"
	"countertop/scanner"
	"countertop/store"
	"countertop/store/storetest"
)

// noDevices are printers and scanners that are not there.
type noDevices struct{}

var anyProfile = func() printer.Profile {
	p, err := printer.LoadProfile(assets.Profiles, "generic-tspl")
	if err != nil {
		panic(err)
	}
	return p
}()

var errNoDevice = errors.New("there is no such device")

func (noDevices) Wake()                                                     {}
func (noDevices) Profile(repair.PrintJob) printer.Profile                   { return anyProfile }
func (noDevices) Documents(string) []repair.Document                        { return nil }
func (noDevices) Correct(context.Context, string, printer.Correction) error { return errNoDevice }
func (noDevices) Probe(string)                                              {}
func (noDevices) Find()                                                     {}
func (noDevices) Look(string)                                               {}
func (noDevices) Remove(context.Context, string) error                      { return nil }

type deafPrinters struct{ noDevices }

func (deafPrinters) Save(context.Context, flow.SetupDone) error { return errNoDevice }

type deafScanners struct{ noDevices }

func (deafScanners) Save(context.Context, string, string) error { return nil }
func (deafScanners) Learn(string)                               {}
func (deafScanners) Heard()                                     {}

// walker is somebody who touches, types and scans at random, at a counter with a
// real store behind it.
type walker struct {
	t     *testing.T
	rng   *rand.Rand
	store *store.Store
	shop  flow.Shop
	set   flow.Settings
	text  *view.Measurer

	run   *runner.Runner
	said  []flow.Msg
	state flow.State
	now   time.Time
	view  view.Viewport

	codes  []string // to scan
	secret []string // of customers and their machines
	trail  []string // what was done last

	pages  map[string]int // by screen and part
	asked  map[string]int // how often the way back was tried from there
	ends   map[string]bool
	shown  map[string]bool // what was shown to nobody
	starts int
}

func newWalker(t *testing.T, seed uint64) *walker {
	w := &walker{
		t: t, rng: rand.New(rand.NewPCG(seed, 1)), pages: map[string]int{}, asked: map[string]int{}, ends: map[string]bool{}, shown: map[string]bool{},
		now: storetest.LastDay.Add(15 * time.Hour),
	}
	dir := t.TempDir()
	if err := storetest.Fill(dir, 150); err != nil {
		t.Fatal(err)
	}
	var err error
	w.store, err = store.Open(t.Context(), store.Options{
		Dir: dir, Station: storetest.Station, Now: func() time.Time { return w.now }, Readings: storetest.Readings, PINCost: storetest.PINCost,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.store.Close() })
	owner := repair.Staff{ID: "A009", Name: "店主", Roles: repair.RolesOf(repair.RoleOwner), Issue: 1}
	if _, err := w.store.PutStaff(t.Context(), owner, storetest.PIN); err != nil {
		t.Fatal(err)
	}
	if w.text, err = view.NewMeasurer(); err != nil {
		t.Fatal(err)
	}
	if w.set, err = runner.LoadSettings(t.Context(), w.store, nil, nil); err != nil {
		t.Fatal(err)
	}
	w.shop = flow.Shop{Station: storetest.Station}.With(w.set.Config(), trade.Default())
	w.shop.Calendar.Loc = storetest.Zone
	w.know()
	w.start()
	return w
}

// know collects what can be scanned, and what nobody may see who is not signed in.
func (w *walker) know() {
	err := w.store.EachInShop(w.t.Context(), func(r repair.Row) {
		o := r.Order
		w.codes = append(w.codes, repair.OrderCode(o.ID), repair.OrderCode(o.ID), repair.CopyCode(w.store.Key(), o.ID))
		for i := range o.Accessories {
			w.codes = append(w.codes, repair.AccessoryCode(o.ID, i+1))
		}
		w.secret = append(w.secret, document.CustomerName(r.Customer), r.Customer.Company, o.Device.Model, o.Device.Serial)
		for _, p := range r.Customer.Phones {
			w.secret = append(w.secret, p, p[:3]+" "+p[3:7]+" "+p[7:])
		}
	})
	if err != nil {
		w.t.Fatal(err)
	}
	w.secret = slices.DeleteFunc(w.secret, func(s string) bool {
		return len([]rune(s)) < 2 || slices.ContainsFunc(storetest.Staff, func(p repair.Staff) bool { return p.Name == s })
	})
	for _, k := range append([]repair.PlaceKind{repair.PlaceBench, repair.PlacePeer, repair.PlaceFactory, repair.PlaceCourier}, repair.Shelves...) {
		w.codes = append(w.codes, repair.ShelfCode(repair.Place{Kind: k}), repair.ShelfCode(repair.Place{Kind: k}))
	}
	w.codes = append(w.codes, repair.ExampleCodes()...)
	w.codes = append(w.codes, "6901234567892", "SPF2ABCDE", "WIFI:T:WPA;S:anxin;P:secret;;", "https://www.example.com/tag/7XK2MN3", "134567890123456789",
		"LR0B12C3", "RA2611210004J9", repair.LoanerCode("12345"))
}

// badge is that of one of the staff.
func (w *walker) badge() string {
	ids := []repair.StaffID{"A001", "A001", "A002", "A003", "A009"}
	return repair.BadgeCode(w.store.Key(), ids[w.rng.IntN(len(ids))], 1)
}

// start is the program started, as after a power cut.
func (w *walker) start() {
	w.starts++
	lang := string(i18n.ZH)
	if w.starts%3 == 0 {
		lang = string(i18n.EN)
	}
	w.view = view.Viewport{W: 1280, H: 800, PxPerMM: 5.9, Text: w.text}
	w.said = nil
	w.run = runner.New(runner.Options{
		Store: w.store, Shop: w.shop, Settings: w.set, Post: func(m flow.Msg) { w.said = append(w.said, m) }, Play: func(flow.Sound) {},
		Printers: deafPrinters{}, Scanners: deafScanners{}, SetVolume: func(int) {}, Apply: func(repair.ShopConfig) {},
		Now: func() time.Time { return w.now }, Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
	}, lang)
	w.state = flow.Initial(w.shop, lang, w.now)
	w.state.Settings, w.state.Files = w.set, trade.Default()
	w.state.Printers = []flow.PrinterState{{Name: "标签机", Model: "Zebra", Known: true}}
	if err := w.run.Load(w.t.Context()); err != nil {
		w.t.Fatal(err)
	}
	w.settle(nil)
}

// settle carries out what is asked for until nothing more is said.
func (w *walker) settle(cmds []flow.Cmd) {
	done, cancel := context.WithCancel(context.Background())
	cancel()
	for {
		for _, c := range cmds {
			w.run.Do(c)
		}
		cmds = nil
		w.run.Run(done)
		said := w.said
		w.said = nil
		if len(said) == 0 {
			return
		}
		for _, m := range said {
			next, more := flow.Update(w.state, m)
			w.state = next
			cmds = append(cmds, more...)
		}
	}
}

func (w *walker) do(what string, msgs ...flow.Msg) {
	w.trail = append(w.trail, what)
	if len(w.trail) > 40 {
		w.trail = slices.Clone(w.trail[len(w.trail)-40:])
	}
	for _, m := range msgs {
		next, cmds := flow.Update(w.state, m)
		w.state = next
		w.settle(cmds)
	}
}

// touchable are the nodes that a finger reaches.
func touchable(sc *view.Scene) (list []*view.Node) {
	for i := range sc.Nodes {
		n := &sc.Nodes[i]
		if n.Touch == nil && !n.Pen {
			continue
		}
		x, y := n.Rect.X+n.Rect.W/2, n.Rect.Y+n.Rect.H/2
		if at := sc.At(x, y); at == n && x >= 0 && y >= 0 && x < sc.W && y < sc.H {
			list = append(list, n)
		}
	}
	return list
}

// meaning is what a touch of a node says, at a place drawn at random.
func (w *walker) meaning(n *view.Node) []flow.Msg {
	if n.Pen {
		return []flow.Msg{
			flow.PenDown{Pad: n.ID, X: w.rng.Float64() / 2, Y: 0.1},
			flow.PenMoved{Pad: n.ID, X: 0.5 + w.rng.Float64()/2, Y: 0.2, At: time.Second},
			flow.PenUp{Pad: n.ID},
		}
	}
	if p, ok := n.Touch.(flow.Positioned); ok {
		return []flow.Msg{p.Positioned(w.rng.Float64(), w.rng.Float64())}
	}
	return []flow.Msg{n.Touch}
}

// step does one thing.
func (w *walker) step() {
	switch p := w.rng.IntN(1000); {
	case p < 40:
		w.now = w.now.Add(time.Duration(w.rng.IntN(20)) * time.Second)
		w.do("time", flow.Tick{Now: w.now})
	case p < 43:
		w.now = w.now.Add(time.Duration(2+w.rng.IntN(9)) * time.Minute)
		w.do("idle", flow.Tick{Now: w.now})
	case p < 45:
		w.trail = append(w.trail, "power cut")
		w.start()
	case p < 70:
		w.scan(w.badge())
	case p < 150:
		w.scan(w.codes[w.rng.IntN(len(w.codes))])
	case p < 155:
		w.scan(fmt.Sprint(w.rng.Int64()))
	case p < 157:
		w.lead()
	case p < 175:
		w.do("type pin", flow.Typed{Text: storetest.PIN}, flow.KeyPressed{Key: flow.KeyEnter})
	case p < 215:
		texts := []string{"1", "138", "13812345678", "zhang", "X1", "5CD123", "王芳", "12.5", " ", "ł", "🙂", "a"}
		text := texts[w.rng.IntN(len(texts))]
		w.do("type "+text, flow.Typed{Text: text})
	case p < 240:
		keys := []flow.Key{flow.KeyEnter, flow.KeyTab, flow.KeyBackspace, flow.KeyEscape, flow.KeyShift}
		key := keys[w.rng.IntN(len(keys))]
		w.do("key "+string(key), flow.KeyPressed{Key: key})
	default:
		sc := view.Build(w.state, w.view)
		list := touchable(&sc)
		if len(list) == 0 {
			w.do("nothing to touch")
			return
		}
		n := list[w.rng.IntN(len(list))]
		w.do(fmt.Sprintf("touch %s (%T)", n.ID, n.Touch), w.meaning(n)...)
	}
}

// lead goes some pages deep on purpose, where no random walk comes.
func (w *walker) lead() {
	w.do("home", flow.WentHome{})
	as := func(id repair.StaffID) { w.scan(repair.BadgeCode(w.store.Key(), id, 1)) }
	var some, ready repair.OrderID
	err := w.store.EachInShop(context.Background(), func(r repair.Row) {
		o := r.Order
		if o.ReadyForPickup() && len(o.Accessories) == 0 && !o.Missing() {
			ready = o.ID
		}
		if o.OpenQuote() == nil && o.Stage != repair.StageDraft && o.Stage != repair.StageReturnUnrepaired {
			some = o.ID
		}
	})
	if err != nil {
		w.t.Fatal(err)
	}
	switch w.rng.IntN(5) {
	case 3:
		as("A001")
		w.do("history", flow.OrderAsked{Order: some}, flow.HistoryAsked{Order: some})
	case 4:
		as("A009")
		w.do("order", flow.OrderAsked{Order: some})
		w.do("customer", flow.CustomerAsked{ID: w.state.Order.Row.Customer.ID})
		parts := []flow.CustomerPart{flow.CustomerAll, flow.CustomerDoubles, flow.CustomerErase}
		w.do("a part of it", flow.CustomerPartChosen{Part: parts[w.rng.IntN(len(parts))]})
		if w.rng.IntN(2) == 0 && len(w.state.CustomerPage.File.Doubles) > 0 {
			w.do("one of them", flow.DoubleChosen{})
		}
	case 0:
		as("A009")
		w.do("what to look over", flow.Opened{Screen: flow.ScreenNotable})
	case 1:
		q := repair.QuoteRepair{Quote: repair.Quote{Cause: "主板", Lines: []repair.QuoteLine{{Name: "主板", Count: 1, PriceFen: 12000}}, Days: 3}}
		w.trail = append(w.trail, "quote "+string(some))
		_, _ = w.store.Commit(context.Background(), "A002", "zh-CN", repair.OrderCommand{Order: some, Command: q})
		as("A001")
		w.do("answer", flow.OrderAsked{Order: some}, flow.Opened{Screen: flow.ScreenService}, flow.Opened{Screen: flow.ScreenAnswer},
			flow.AnswerChosen{Agreed: true}, flow.AnswerHowChosen{How: repair.AnswerBySigning})
		if w.rng.IntN(2) == 0 {
			w.do("turn the screen", flow.AnswerGiven{})
		}
	case 2:
		as("A001")
		w.scan(repair.CopyCode(w.store.Key(), ready))
		w.scan(repair.OrderCode(ready))
		for _, l := range []string{"pickup.fault", "pickup.full", "pickup.online", "pickup.figures"} {
			w.do(l, flow.PickupLine{Line: l, Outcome: repair.Pass})
		}
		w.do("pass the gates", flow.ConditionSame{}, flow.NothingPaid{})
		if w.rng.IntN(2) == 0 {
			w.do("turn the screen", flow.GateDone{})
		}
	}
}

func (w *walker) scan(text string) {
	w.now = w.now.Add(time.Second)
	w.do("scan "+text, flow.Tick{Now: w.now}, flow.Scanned{Scan: scanner.Scan{Text: text, At: w.now}})
}

// leads reports whether a touch leads towards home.
func leads(n *view.Node) bool {
	if !n.Enabled {
		return false
	}
	if n.ID == "back" {
		return true
	}
	switch m := n.Touch.(type) {
	case flow.DialogClosed, flow.WentBack, flow.Unfocused, flow.PickupLeft, flow.ScanCleared:
		return n.ID != "scrim"
	case flow.CheckInLeft:
		return !m.Another
	case flow.WentHome:
		return n.ID != "home" // which is the name of the shop in the header
	case flow.EntryDone:
		return true
	}
	return false
}

// goesBack reports whether home is reached by touching only what says that it
// leads back.
func (w *walker) goesBack() (stuck string, ok bool) {
	was, said := w.state, w.trail
	defer func() { w.state, w.trail = was, said }()
	for range 14 {
		s := w.state
		if s.Screen == flow.ScreenHome && s.Dialog == nil && s.Focus == "" {
			return "", true
		}
		stuck = flow.PartOf(s)
		sc := view.Build(s, w.view)
		if s.CustomerFacing() {
			// Only staff leave it.
			return stuck, sc.Find("staff") != nil || slices.ContainsFunc(sc.Nodes, func(n view.Node) bool {
				m, ok := n.Touch.(flow.DialogAsked)
				return ok && m.Kind == flow.DialogLeave || n.Touch == flow.Msg(flow.WentBack{})
			})
		}
		var found *view.Node
		for _, n := range touchable(&sc) {
			_, key := n.Touch.(flow.EntryDone)
			if leads(n) && (found == nil || !key) {
				found = n
			}
		}
		if found == nil {
			return stuck, false
		}
		w.state, _ = flow.Update(s, found.Touch) // what is stored on the way is not
	}
	return stuck, false
}

// look checks the page that is shown.
func (w *walker) look() {
	at := flow.PartOf(w.state)
	w.pages[flow.PartOf(w.state)]++
	if n := w.asked[at]; n < 4 || n%200 == 0 {
		if stuck, ok := w.goesBack(); !ok && !w.ends[stuck] {
			w.ends[stuck] = true
			w.t.Errorf("no way back from %s, stuck at %s after %s", at, stuck, w.last(6))
		}
	}
	w.asked[at]++
	if w.state.Staff != nil || w.state.Boards.Wall {
		return
	}
	sc := view.Build(w.state, w.view)
	for i := range sc.Nodes {
		n := &sc.Nodes[i]
		if n.Picture != nil && w.state.Screen == flow.ScreenPrint && !w.shown["picture"] {
			w.shown["picture"] = true
			w.t.Errorf("nobody is signed in, and %s shows a print after %s", at, w.last(6))
		}
		if n.Text == "" {
			continue
		}
		for _, s := range w.secret {
			if strings.Contains(n.Text, s) && !w.shown[at] && w.state.Screen != flow.ScreenBoard {
				w.shown[at] = true
				w.t.Errorf("nobody is signed in, and %s says %q after %s", at, n.Text, w.last(6))
			}
		}
	}
}

func (w *walker) last(n int) string {
	return strings.Join(w.trail[max(0, len(w.trail)-n):], ", ")
}

// walkSteps is how far the walk of each test run goes; "make walk" goes further.
const walkSteps = 3000

// Whatever is touched, typed and scanned: nothing panics, each page has a visible
// way back, and nobody sees a customer's data who is not signed in.
func TestRandomWalk(t *testing.T) {
	steps := walkSteps
	if n, err := strconv.Atoi(os.Getenv("COUNTERTOP_WALK")); err == nil {
		steps = n
	}
	w := newWalker(t, 7)
	defer func() {
		if r := recover(); r != nil {
			t.Errorf("panic %v at %s after\n%s", r, flow.PartOf(w.state), strings.Join(w.trail, "\n"))
			panic(r)
		}
	}()
	for range steps {
		w.step()
		w.look()
	}
	screens := map[flow.Screen]bool{}
	for p := range w.pages {
		name, _, _ := strings.Cut(p, " ")
		screens[flow.Screen(name)] = true
	}
	var missed []flow.Screen
	for _, name := range flow.Screens() {
		if !screens[name] {
			missed = append(missed, name)
		}
	}
	if steps > 20*walkSteps && len(missed) > 0 {
		t.Errorf("not reached: %v", missed)
	}
	t.Logf("%d steps, %d pages, %d states asked for their way back; not reached: %v", steps, len(w.pages), len(w.asked), missed)
}
