package view_test

import (
	"bytes"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"countertop/app/flow"
	"countertop/app/repair"
	"countertop/app/view"
)

var update = flag.Bool("update", false, "rewrite the goldens")

// sceneNames are the pages of which a text is kept: one of each screen, step,
// gate and dialog, and of each layer of the keyboard.
var sceneNames = strings.Fields(`
	home-busy-true home-busy-false home-engineer sign-in sign-in-roles sign-in-locked
	scan-idle scan-shelf scan-machine scan-asking scan-moved scan-held scan-part
	board-shelves board-wall find-rows find-typing where-pickup order-told-1
	more
	test-printer sheet-first sheet-note bench-many more today
	checkin-phone-hits checkin-customer-full checkin-relation
	checkin-machine-known checkin-machine-laptop checkin-machine-numbers checkin-fault-printer checkin-inspect-laptop
	checkin-outside-printer checkin-things-3 checkin-agree-3 checkin-sign-1 checkin-print-three
	checkin-print-trouble checkin-typing-name checkin-typing-words
	pickup-copy pickup-tag pickup-test pickup-things pickup-condition pickup-loaner pickup-payment pickup-ready
	pickup-refused pickup-done sign-written
	correct-list correct-changed correct-machine correct-tell correct-sign correct-done no-copy-who no-copy-self no-copy-wrong no-copy-other no-copy-no-phone
	history-a history-c history-erased-c customer-full-1 customer-doubles customer-merge-same customer-merge-desk customer-erase-ready customer-gone
	print-fault-paper-out print-job-held
	scanners-three-faults scanners-gun-good scanners-name-typing scanners-learn- scanners-live-half
	setup-list setup-what setup-name setup-mode setup-ruler setup-dark setup-codes setup-han setup-lid setup-documents
	drafts enquiry-ready enquiry-answer-ready enquiry-typing-name
	stock-start stock-idle stock-said-elsewhere stock-rows stock-list-foreign stock-carry missing-list
	service-full quote-3 quote-line quote-terms answer-sign answer-signs-1 work-full old-part-full loan-ready loan-out
	trip-full papers-full
	settings-shop settings-shelves settings-changed settings-history settings-edit-typing settings-edit-refused settings-edit-length
	settings-edit-takings settings-edit-logo settings-edit-week settings-edit-slots settings-edit-faults settings-edit-fault settings-edit-rule
	sign-in-crowd settings-staff-crowd settings-roles staff-new staff-one staff-pin-weak staff-badge staff-away staff-end staff-own
	recovery-none recovery-who-refused recovery-made notable
	dialog-approve dialog-own-fresh dialog-own-stale dialog-reason dialog-leave dialog-identity dialog-void checkin-machine-asks-serial
	keys-letters-composing keys-digits keys-symbols keys-signs keys-grid
	keys-hand-hits keys-ink
`)

// plainPages are pages that stand for a screen or a dialog and nothing more.
func plainPages(put func(string, flow.Screen, func(*flow.State))) {
	put("more", flow.ScreenMore, func(*flow.State) {})
	put("sign-in", flow.ScreenSignIn, func(s *flow.State) { s.SignIn = flow.SignIn{Staff: "A002", PINEntry: flow.PINEntry{PIN: "12"}} })
	signIn := func(name string, until time.Duration, why repair.PINWhy, toast ...string) {
		put("sign-in-"+name, flow.ScreenSignIn, func(s *flow.State) {
			s.SignIn = flow.SignIn{Staff: "A003", PINEntry: flow.PINEntry{Wrong: true, Why: why, Until: s.Now.Add(until)}}
			if len(toast) > 0 {
				s.Toast = flow.Toast{Key: toast[0], Args: toast[1:], Bad: true}
			}
		})
	}
	signIn("locked", 15*time.Minute, repair.PINLocked)
	signIn("lost", 0, repair.PINLost, "signin.pin-lost")
	signIn("unset", 0, repair.PINUnset, "signin.pin-unset", "name", "阿依古丽·买买提")
	signIn("weak", 0, "", "problem.pin-weak")
	put("dialog-locked", flow.ScreenPickupSign, func(s *flow.State) {
		e := flow.PINEntry{Wrong: true, Why: repair.PINWrong, Until: s.Now.Add(29500 * time.Millisecond)}
		s.Dialog = &flow.Dialog{Kind: flow.DialogLeave, Purpose: flow.ForLeave, Approver: "A003", PINEntry: e}
		s.Toast = flow.Toast{Key: "signin.pin-lost", Bad: true}
	})
	machine, shelf := told(shopOrder(repair.KindPrinter, 42)), repair.Place{Kind: repair.ShelfAwaitingTest, Slot: 7}
	scan := func(name string, f func(s *flow.State, c *flow.Scan)) {
		put("scan-"+name, flow.ScreenScan, func(s *flow.State) {
			s.Floor = floorOf([]repair.Row{machine})
			for i := range 3 {
				at := s.Now.Add(-time.Duration(i) * time.Minute)
				s.Scan.Recent = append(s.Scan.Recent, flow.Recent{At: at, Device: machine.Order.Device, Order: machine.Order.ID, To: shelf})
			}
			f(s, &s.Scan)
		})
	}
	waits := func(c *flow.Scan) {
		cards := repair.NewCards(repair.DefaultCalendar(zone), repair.DefaultLimits(), shopNow())
		card := cards.Of(machine.Order, machine.Customer)
		c.Machine = &card
	}
	scan("idle", func(*flow.State, *flow.Scan) {})
	scan("shelf", func(s *flow.State, c *flow.Scan) { c.Shelf, c.Until = &shelf, s.Now.Add(52*time.Second) })
	scan("machine", func(_ *flow.State, c *flow.Scan) { waits(c) })
	scan("asking", func(_ *flow.State, c *flow.Scan) { waits(c); c.Asking = true })
	scan("part", func(s *flow.State, c *flow.Scan) { waits(c); c.Asking, s.Focus = true, flow.FieldPart })
	scan("moved", func(s *flow.State, c *flow.Scan) {
		c.Result = flow.Result{
			Kind: flow.ResultMoved, Row: &machine, From: machine.Order.Place, To: shelf, At: s.Now, UndoBy: s.Now.Add(repair.UndoWindow), Prints: 1,
		}
	})
	put("dialog-approve", flow.ScreenScan, func(s *flow.State) {
		s.Dialog = &flow.Dialog{Kind: flow.DialogApprove, Purpose: flow.ForMove, Approver: "A003", PINEntry: flow.PINEntry{PIN: "123"}}
	})
	put("dialog-reason", flow.ScreenOrder, func(s *flow.State) {
		s.Order.Row, s.Dialog = machine, &flow.Dialog{Kind: flow.DialogReason, Purpose: flow.ForReturn}
	})
}

// scenes are the states of sceneNames, by name.
func scenes(t *testing.T, lang string) map[string]flow.State {
	t.Helper()
	all, out := pages(lang), map[string]flow.State{}
	for name, s := range keyboards(t, lang) {
		all["keys-"+name] = s
	}
	for _, name := range sceneNames {
		s, ok := all[name]
		if !ok {
			t.Fatalf("there is no page %s", name)
		}
		out[name] = s
	}
	return out
}

// hex is a colour as the palette writes it.
func hex(c view.Color) string {
	if c.A == 255 {
		return fmt.Sprintf("%02x%02x%02x", c.R, c.G, c.B)
	}
	return fmt.Sprintf("%02x%02x%02x/%d", c.R, c.G, c.B, c.A)
}

// flags are the properties that few nodes have.
func flags(n view.Node) (list []string) {
	add := func(on bool, text string) {
		if on {
			list = append(list, text)
		}
	}
	add(n.Dashed, "dashed")
	add(n.Shadow, "shadow")
	add(n.Pen, "pen")
	add(n.Touch != nil && !n.Enabled, "off")
	add(n.Explains, "explains")
	if n.Touch != nil {
		list = append(list, strings.TrimPrefix(fmt.Sprintf("%T", n.Touch), "flow."))
	}
	add(n.Reach > 0, fmt.Sprint("reach=", n.Reach))
	return list
}

// nodeLine is a node in one line: kind, ID, place, and how it looks.
func nodeLine(n view.Node) string {
	f := []string{string(n.Kind)}
	if n.ID != "" {
		f = append(f, "#"+n.ID)
	}
	if n.Kind == view.KindText {
		f = append(f, fmt.Sprintf("%d,%d+%d", n.Rect.X, n.Baseline, n.Rect.W), strconv.Itoa(n.Size))
		if n.Bold {
			f = append(f, "bold")
		}
		return strings.Join(append(f, hex(n.Color), n.Text), " ")
	}
	f = append(f, fmt.Sprintf("%d,%d %dx%d", n.Rect.X, n.Rect.Y, n.Rect.W, n.Rect.H))
	switch n.Kind {
	case view.KindIcon:
		f = append(f, n.Icon, hex(n.Color))
	case view.KindPicture:
		f = append(f, fmt.Sprintf("%dx%d", n.Picture.WidthDots, n.Picture.HeightDots))
	case view.KindInk:
		f = append(f, fmt.Sprintf("strokes=%d width=%d", len(n.Strokes), n.StrokeWidth), hex(n.Color))
	case view.KindBox:
		if n.Fill.A > 0 {
			f = append(f, "fill="+hex(n.Fill))
		}
		if n.Stroke.A > 0 {
			f = append(f, fmt.Sprintf("stroke=%s*%d", hex(n.Stroke), n.StrokeWidth))
		}
		if n.Radius > 0 {
			f = append(f, fmt.Sprint("r=", n.Radius))
		}
	}
	return strings.Join(append(f, flags(n)...), " ")
}

// placeLine is what changes of a node with the size of the screen: "" for
// decoration.
func placeLine(n view.Node) string {
	switch {
	case n.Kind == view.KindText:
		return fmt.Sprintf("%d,%d+%d %d %s", n.Rect.X, n.Baseline, n.Rect.W, n.Size, n.Text)
	case n.ID != "":
		return fmt.Sprintf("#%s %d,%d %dx%d", n.ID, n.Rect.X, n.Rect.Y, n.Rect.W, n.Rect.H)
	}
	return ""
}

// sceneText is a page in all languages and sizes. The first size has all
// there is of a node, the others its place.
func sceneText(m *view.Measurer, byLang map[string]flow.State) []byte {
	var out bytes.Buffer
	for _, lang := range []string{"zh-CN", "en"} {
		for i, sc := range screens {
			scene := view.Build(byLang[lang], view.Viewport{W: sc.w, H: sc.h, PxPerMM: sc.pxPerMM, Text: m})
			fmt.Fprintf(&out, "== %s %s %dx%d\n", scene.Screen, lang, sc.w, sc.h)
			for _, n := range scene.Nodes {
				l := placeLine(n)
				if i == 0 {
					l = nodeLine(n)
				}
				if l != "" {
					out.WriteString(l + "\n")
				}
			}
		}
	}
	return out.Bytes()
}

func TestScenesMatchTheirGoldens(t *testing.T) {
	m, dir := measurer(t), filepath.Join("testdata", "scenes")
	byLang := map[string]map[string]flow.State{"zh-CN": scenes(t, "zh-CN"), "en": scenes(t, "en")}
	if *update {
		if err := os.RemoveAll(dir); err != nil {
			t.Fatal(err)
		}
		if err := os.MkdirAll(dir, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range sceneNames {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join(dir, strings.TrimSuffix(name, "-")+".txt")
			got := sceneText(m, map[string]flow.State{"zh-CN": byLang["zh-CN"][name], "en": byLang["en"][name]})
			if *update {
				if err := os.WriteFile(file, got, 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(want, got) {
				t.Errorf("%s (-want +got):\n%s", file, cmp.Diff(strings.Split(string(want), "\n"), strings.Split(string(got), "\n")))
			}
		})
	}
}

// constants are the values of the exported constants of flow of a type.
func constants(t *testing.T, kind string) (values []string) {
	t.Helper()
	files, err := filepath.Glob("../flow/*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range f.Decls {
			g, ok := d.(*ast.GenDecl)
			if !ok || g.Tok != token.CONST {
				continue
			}
			for _, spec := range g.Specs {
				v := spec.(*ast.ValueSpec)
				if id, ok := v.Type.(*ast.Ident); !ok || id.Name != kind || !v.Names[0].IsExported() {
					continue
				}
				for _, e := range v.Values {
					s, err := strconv.Unquote(e.(*ast.BasicLit).Value)
					if err != nil {
						t.Fatal(err)
					}
					values = append(values, s)
				}
			}
		}
	}
	if len(values) == 0 {
		t.Fatalf("flow has no %s", kind)
	}
	return values
}

func TestEveryScreenHasAGolden(t *testing.T) {
	kept := map[string]bool{}
	for _, s := range scenes(t, "zh-CN") {
		kept["Screen "+string(s.Screen)] = true
		switch s.Screen {
		case flow.ScreenCheckIn:
			kept[fmt.Sprint("Step ", int(s.CheckIn.Step))] = true
		case flow.ScreenPickup:
			kept[fmt.Sprint("Gate ", int(s.Pickup.Open))] = true
		case flow.ScreenSetup:
			kept["SetupStep "+string(s.Setup.Step)] = true
		case flow.ScreenScanners:
			kept["ScannerStep "+string(s.ScannerPage.Step)] = true
		case flow.ScreenStock:
			kept["StockStep "+string(s.Stock.Step)] = true
		}
		if s.Dialog != nil {
			kept["DialogKind "+string(s.Dialog.Kind)] = true
		}
		if s.Focus != "" {
			kept["Layer "+string(s.Layer)] = true
		}
	}
	var all []string
	for _, name := range flow.Screens() {
		all = append(all, "Screen "+string(name))
	}
	for _, kind := range []string{"SetupStep", "ScannerStep", "StockStep", "DialogKind", "Layer"} {
		for _, v := range constants(t, kind) {
			all = append(all, kind+" "+v)
		}
	}
	for i := range flow.Steps {
		all = append(all, fmt.Sprint("Step ", i))
	}
	for i := range flow.Gates {
		all = append(all, fmt.Sprint("Gate ", i))
	}
	for _, what := range all {
		if !kept[what] {
			t.Errorf("no text is kept of %s", what)
		}
	}
	files, err := filepath.Glob(filepath.Join("testdata", "scenes", "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		name := strings.TrimSuffix(filepath.Base(f), ".txt")
		if !slices.Contains(sceneNames, name) && !slices.Contains(sceneNames, name+"-") {
			t.Errorf("nothing is compared with %s", f)
		}
	}
}
