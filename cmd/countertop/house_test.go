package main

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path"
	"slices"
	"strings"
	"testing"

	"countertop/app/config"
	"countertop/assets"
	"countertop/printer"
	"countertop/printer/transport"
)

const ebiten = "github.com/hajimehoshi/ebiten/v2"

// room says what the packages that match a pattern may import, beside the
// standard library: ours as patterns of path.Match below the module, and other
// modules as prefixes.
type room struct {
	packages string
	ours     []string
	outside  []string
	why      string
}

// house is the table of imports. The first row that matches a package counts;
// a package without a row has no place in the house.
var house = []room{
	{"app/repair", nil, nil, "the rules of the shop are shared by screen, store and tests, and need nothing but the standard library"},
	{"assets", nil, nil, "it holds data, and everybody may import it"},
	{"assets/icon/gen", nil, nil, "it makes the lines of the icons, so that the programs need no SVG"},
	{"assets/ime/gen", nil, nil, "it makes the data of text entry, and is run by hand"},
	{"assets/ink/gen", []string{"app/ime/ink/shape"}, []string{"golang.org/x/text"}, "it makes data with the code that reads it, and is run by hand"},
	{"printer", nil, nil, "it could be lifted out as a library, and everything that prints stands on it"},
	{"printer/internal/*", []string{"printer"}, nil, "what drivers have in common, and nobody else needs"},
	{"printer/printertest", []string{"printer", "assets"}, []string{
		"rsc.io/qr", "golang.org/x/image", "golang.org/x/text", "golang.org/x/sys",
	}, "a virtual printer reads the manuals by itself and shares no code with the encoders"},
	{"printer/*", []string{"printer", "printer/*", "printer/internal/*", "assets"}, []string{
		"go.bug.st/serial", "github.com/boombuler/barcode", "golang.org/x/image", "golang.org/x/text", "golang.org/x/sys",
	}, "drivers know bytes and dots, not orders"},
	{"scanner", nil, nil, "it could be lifted out as a library"},
	{"scanner/scannertest", []string{"scanner"}, []string{
		"golang.org/x/sys", "github.com/jezek/xgb",
	}, "scanners to test with: on a pseudo terminal, or typing on an X display"},
	{"scanner/*", []string{"scanner", "scanner/*", "assets"}, []string{
		"go.bug.st/serial", "golang.org/x/text", "golang.org/x/sys",
	}, "scanners know lines, not what they mean"},
	{"store", []string{"app/repair", "store/migration"}, []string{"github.com/mattn/go-sqlite3", "golang.org/x/crypto"}, "it keeps what the rules decided and knows no screen and no device"},
	{"store/migration", nil, nil, "a released migration stays as it is, whatever becomes of the code"},
	{"store/storetest", []string{"store", "app/repair"}, nil, "it fills stores through the store's own door"},
	{"app/ime", []string{"assets"}, []string{"golang.org/x/text"}, "text entry knows letters, not orders"},
	{"app/ime/ink", []string{"app/ime/ink/shape", "assets"}, []string{"golang.org/x/text"}, "handwriting is recognised without a screen, and its templates are data"},
	{"app/ime/ink/shape", nil, nil, "the generator of the templates and the recogniser must see the same shapes"},
	{"app/i18n", []string{"app/repair"}, nil, "texts name what the rules know, nothing else"},
	{"app/trade", []string{"app/repair", "app/i18n", "assets"}, []string{"github.com/BurntSushi/toml", "golang.org/x/text"}, "the lists and words that the owner of the shop may change"},
	{"app/label", []string{"app/i18n", "app/repair", "assets", "printer", "printer/raster"}, nil, "it lays out the paper of the shop: it knows texts and codes, no order and no printer"},
	{"app/label/labeltest", []string{"app/i18n", "app/label"}, nil, "one input for the tests of all documents"},
	{"app/config", []string{"app/i18n", "app/label", "app/repair", "printer", "scanner"}, []string{"github.com/BurntSushi/toml"}, "it reads a file and starts nothing"},
	{"app/flow", []string{"app/repair", "app/ime", "app/trade", "printer", "scanner"}, nil, "Update is pure: it decides, and the runner acts"},
	{"app/document", []string{"app/flow", "app/i18n", "app/label", "app/repair", "app/trade", "printer", "printer/raster"}, nil, "it turns orders into pages and sends nothing"},
	{"app/printqueue", []string{"app/repair", "printer/spool"}, nil, "it stands between who keeps the jobs and the print workers, and neither knows the other"},
	{"app/printers", []string{"app/config", "app/flow", "app/label", "app/printqueue", "app/repair", "printer", "printer/*", "assets"}, nil, "it runs the printers between flow and devices, keeps what it must through an interface, and is tested without a display"},
	{"app/scanners", []string{"app/config", "app/flow", "app/repair", "scanner", "scanner/*"}, nil, "it runs the scanners between flow and devices, keeps what it must through an interface, and is tested without a display"},
	{"app/runner", []string{"app/flow", "app/document", "app/i18n", "app/ime", "app/ime/ink", "app/repair", "app/trade", "printer"}, nil, "it carries out commands through interfaces, so that it is tested without a display, a store or a printer"},
	{"app/opening", []string{"app/config", "app/flow", "app/repair"}, nil, "what happens before a counter opens is decided here, where it is tested, and not in a command that links Ebiten"},
	{"app/pictures", []string{"app/flow", "app/repair"}, []string{"golang.org/x/image"}, "it looks at files and sticks and makes dots of them; no screen and no printer knows files"},
	{"app/wallboard", []string{"app/flow", "app/repair"}, nil, "it follows a store through an interface, and is tested without a display"},
	{"app/sound", nil, []string{"github.com/ebitengine/oto/v3", "golang.org/x/sys"}, "it makes tones and knows nothing of the shop"},
	{"app/view", []string{"app/flow", "app/repair", "app/document", "app/ime", "app/i18n", "app/trade", "printer", "scanner", "assets"}, []string{"golang.org/x/image", "golang.org/x/text"}, "a scene is made of a state alone and is tested without a display"},
	{"app/paint", []string{"app/view", "app/flow", "app/repair", "app/ime", "app/i18n", "printer", "assets"}, []string{ebiten, "golang.org/x/image"}, "it draws scenes and decides nothing"},
	{"app", []string{"app/paint", "app/view", "app/flow", "app/repair", "app/ime", "app/i18n", "printer", "scanner", "scanner/*", "assets"}, []string{
		ebiten, "github.com/jezek/xgb",
	}, "the shell declares the interface it needs; cmd/countertop-kiosk hands it the store"},
	{"cmd/internal/cli", nil, nil, "both commands speak alike on the command line, and neither needs a display for it"},
	{"cmd/countertop", []string{"cmd/internal/cli", "app/*", "app/ime/ink", "printer", "printer/*", "scanner", "scanner/*", "store", "assets"}, nil, "it works where there is no display"},
	{"cmd/countertop-kiosk", []string{"cmd/internal/cli", "app", "app/*", "app/ime/ink", "printer", "printer/*", "scanner", "scanner/*", "store", "store/*", "assets"}, []string{
		ebiten, "golang.org/x/image", "golang.org/x/sys", "github.com/jezek/xgb",
	}, "it wires the others together"},
}

// linksEbiten are the packages that may link Ebiten, and with it a window
// system.
var linksEbiten = []string{"app", "app/paint", "cmd/countertop-kiosk"}

func TestDependencyDirection(t *testing.T) {
	for _, p := range listPackages(t) {
		name := strings.TrimPrefix(p.ImportPath, "countertop/")
		i := slices.IndexFunc(house, func(r room) bool { return match(r.packages, name) })
		if i < 0 {
			t.Errorf("%s stands in no row of the house: say in house_test.go what it may import, and why", name)
			continue
		}
		for _, imported := range p.Imports {
			if !house[i].allows(imported) {
				t.Errorf("%s must not import %s: %s", name, imported, house[i].why)
			}
		}
		if !slices.Contains(linksEbiten, name) && slices.Contains(p.Deps, ebiten) {
			t.Errorf("%s must not link Ebiten, not even through others: what links it is tested on a display, and only %s need it",
				name, strings.Join(linksEbiten, ", "))
		}
	}
}

// testOnly are modules that no program links: they read back what was drawn, or
// make devices that are not there.
var testOnly = []string{
	"github.com/makiuchi-d/gozxing", "github.com/creack/pty", "github.com/google/go-cmp", "pgregory.net/rapid",
}

func TestProgramsLinkNoTestModule(t *testing.T) {
	for _, p := range listPackages(t) {
		if !strings.HasPrefix(p.ImportPath, "countertop/cmd/") {
			continue
		}
		for _, dep := range p.Deps {
			if slices.ContainsFunc(testOnly, func(m string) bool { return dep == m || strings.HasPrefix(dep, m+"/") }) {
				t.Errorf("%s links %s, which is for tests only", p.ImportPath, dep)
			}
		}
	}
}

func TestHouseRefuses(t *testing.T) {
	for _, tt := range []struct{ from, to string }{
		{"app/repair", "countertop/printer"},
		{"app/repair", "golang.org/x/text/width"},
		{"app/flow", "countertop/store"},
		{"app/view", "countertop/app/paint"},
		{"app/view", "countertop/app/label"},
		{"app", "countertop/store"},
		{"printer/raster", "countertop/app/label"},
		{"app/label", "countertop/app/flow"},
		{"app/runner", "countertop/store"},
		{"app/printers", "countertop/store"},
		{"app/scanners", "countertop/store"},
		{"app/printqueue", "countertop/store"},
		{"cmd/countertop", "countertop/app"},
		{"cmd/countertop", "countertop/app/paint"},
		{"store", ebiten},
	} {
		for _, r := range house {
			if match(r.packages, tt.from) {
				if r.allows(tt.to) {
					t.Errorf("%s may import %s, want it refused", tt.from, tt.to)
				}
				break
			}
		}
	}
}

func match(pattern, name string) bool {
	ok, err := path.Match(pattern, name)
	return ok && err == nil
}

// allows reports whether the room may import a package. The command may not
// have app/paint although it has the rest of app/*.
func (r room) allows(imported string) bool {
	if own, ok := strings.CutPrefix(imported, "countertop/"); ok {
		if r.packages == "cmd/countertop" && own == "app/paint" {
			return false
		}
		return slices.ContainsFunc(r.ours, func(p string) bool { return match(p, own) })
	}
	if first, _, _ := strings.Cut(imported, "/"); !strings.Contains(first, ".") {
		return true // the standard library
	}
	return slices.ContainsFunc(r.outside, func(m string) bool { return imported == m || strings.HasPrefix(imported, m+"/") })
}

// The example of a configuration is what people begin with.
func TestConfigurationExample(t *testing.T) {
	page, err := os.ReadFile("../../docs/configuration.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(page), "```toml\n")
	example, _, ok := strings.Cut(rest, "```")
	if !ok {
		t.Fatal("configuration.md has no example of a configuration")
	}
	c, err := config.Parse(example)
	if err != nil {
		t.Fatalf("configuration.md: %v", err)
	}
	for _, p := range c.Printers {
		if _, err := printer.LoadProfile(assets.Profiles, p.Profile); err != nil {
			t.Errorf("configuration.md: printer %s: %v", p.Name, err)
		}
		if _, err := transport.Parse(p.Device); err != nil {
			t.Errorf("configuration.md: printer %s: %v", p.Name, err)
		}
	}
}

type listed struct {
	ImportPath    string
	Imports, Deps []string
}

func listPackages(t *testing.T) []listed {
	t.Helper()
	cmd := exec.Command("go", "list", "-e", "-json=ImportPath,Imports,Deps", "countertop/...")
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, &stderr)
	}
	var ps []listed
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p listed
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatalf("go list: %v", err)
		}
		ps = append(ps, p)
	}
	if len(ps) < 20 {
		t.Fatalf("go list knows %d packages, want the whole house", len(ps))
	}
	return ps
}
