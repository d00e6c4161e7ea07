package printer_test

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"countertop/assets"
	"countertop/printer"
)

func TestEveryProfileLoads(t *testing.T) {
	names, err := printer.Profiles(assets.Profiles)
	if err != nil || len(names) == 0 {
		t.Fatalf("Profiles: %v, %v", names, err)
	}
	for _, name := range names {
		p, err := printer.LoadProfile(assets.Profiles, name)
		if err != nil {
			t.Error(err)
			continue
		}
		if p.Name != name || p.Model == "" || p.Media.WidthMM == 0 {
			t.Errorf("%s: incomplete: %+v", name, p)
		}
	}
}

func TestProfileInheritsAndIsChecked(t *testing.T) {
	const base = `{"model":"base","language":"tspl","dpi":203,"width_dots":832,"media":{"kind":"gap","width_mm":60,"height_mm":40,"gap_mm":2},
		"status":{"use":"esc-!?","proof":"documented"},"confirm":{"use":"none"}}`
	for _, tt := range []struct{ name, file, want string }{
		{"a value of its own over the inherited", `{"inherits":"base","model":"child","media":{"gap_mm":3}}`, ""},
		{"unknown key", `{"inherits":"base","colour":"red"}`, "colour"},
		{"unknown language", `{"inherits":"base","language":"epl"}`, `"epl"`},
		{"ability without a proof", `{"inherits":"base","cut":{"use":"gs-v"}}`, "proof"},
		{"unknown use", `{"inherits":"base","status":{"use":"guess","proof":"probed"}}`, "guess"},
		{"inherits itself", `{"inherits":"child"}`, "inherits itself"},
		{"inherits nothing known", `{"inherits":"gone"}`, "no such"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			fsys := fstest.MapFS{"base.json": {Data: []byte(base)}, "child.json": {Data: []byte(tt.file)}}
			p, err := printer.LoadProfile(fsys, "child")
			if tt.want != "" {
				if err == nil || !strings.Contains(err.Error(), tt.want) {
					t.Fatalf("error = %v, want one with %q", err, tt.want)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if p.Media.GapMM != 3 || p.Media.WidthMM != 60 || p.WidthDots != 832 || p.Model != "child" {
				t.Errorf("got %+v", p)
			}
		})
	}
	for _, name := range []string{"none", "../profile", ""} {
		if _, err := printer.LoadProfile(assets.Profiles, name); !errors.Is(err, printer.ErrNoProfile) {
			t.Errorf("LoadProfile(%q) = %v, want ErrNoProfile", name, err)
		}
	}
}
