package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"image/png"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// kinds is what scripts know: it may grow, nothing may go.
var kinds = []string{
	"device-tag", "customer-copy", "accessory", "shelf", "slot", "staff-badge", "repair-record", "pickup-receipt",
	"old-part", "folder", "test-page", "quotation", "stub", "loaner", "peer-slip", "factory-slip", "day-close", "test-sheet",
	"stock-take",
}

func TestLabelKinds(t *testing.T) {
	code, out, errs := play("label", "-kinds")
	if code != exitDone || errs != "" {
		t.Errorf("exit %d, %q %q", code, out, errs)
	}
	for _, k := range kinds {
		if !slices.Contains(strings.Fields(out), k) {
			t.Errorf("%s is not listed", k)
		}
	}
}

// The example of each kind goes back in as it is, and comes out on the paper of
// each printer, or it is said why not.
func TestLabelExamples(t *testing.T) {
	dir := t.TempDir()
	for _, kind := range kinds {
		for _, lang := range []string{"zh-CN", "en"} {
			code, example, errs := play("label", "-example", kind, "-lang", lang)
			if code != exitDone || !json.Valid([]byte(example)) {
				t.Fatalf("label -example %s: exit %d, %s", kind, code, errs)
			}
			in := writeFile(t, filepath.Join(dir, "in.json"), example)
			for _, p := range []struct {
				name, starts string
				dots         int
			}{
				{"", "", 832},
				{"generic-tspl", "\r\nSIZE ", 832},
				{"generic-escpos-80", "\x1b@", 576},
				{"generic-escpos-58", "\x1b@", 384},
			} {
				name := kind + " " + lang + " " + p.name
				o, picture := filepath.Join(t.TempDir(), "o.bin"), filepath.Join(t.TempDir(), "o.png")
				args := []string{"label", kind, "-in", in, "-lang", lang, "-raster", "-o", o, "-png", picture}
				if p.name != "" {
					args = append(args, "-profile", p.name)
				}
				code, out, errs := play(args...)
				if code != exitDone || out+errs != "" {
					t.Errorf("%s: exit %d, %q %q", name, code, out, errs)
					continue
				}
				data, err := os.ReadFile(o)
				if err != nil || len(data) < 500 || !bytes.HasPrefix(data, []byte(p.starts)) {
					t.Errorf("%s: %v, %d bytes that begin with %q", name, err, len(data), data[:min(len(data), 12)])
				}
				f, err := os.Open(picture)
				if err != nil {
					t.Error(err)
					continue
				}
				c, err := png.DecodeConfig(f)
				if f.Close(); err != nil || c.Width > p.dots || c.Width < 300 || c.Height < 200 {
					t.Errorf("%s: picture %d x %d on a head of %d: %v", name, c.Width, c.Height, p.dots, err)
				}
			}
		}
	}
}

// - is standard input and output: countertop label -example KIND | countertop
// label KIND -in - -o -.
func TestLabelInAPipe(t *testing.T) {
	_, example, _ := play("label", "-example", "device-tag")
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	was := os.Stdin
	os.Stdin = r
	t.Cleanup(func() { os.Stdin = was })
	go func() {
		_, _ = w.WriteString(example)
		w.Close()
	}()
	code, piped, errs := play("label", "device-tag", "-in", "-", "-o", "-")
	if code != exitDone || errs != "" {
		t.Fatalf("exit %d, %q", code, errs)
	}
	dir := t.TempDir()
	o := filepath.Join(dir, "o.bin")
	if code, _, errs := play("label", "device-tag", "-in", writeFile(t, filepath.Join(dir, "in.json"), example), "-o", o); code != exitDone {
		t.Fatalf("exit %d, %q", code, errs)
	}
	if data, err := os.ReadFile(o); err != nil || string(data) != piped {
		t.Errorf("%v: %d bytes in the file, %d in the pipe", err, len(data), len(piped))
	}
	code, picture, _ := play("label", "device-tag", "-in", filepath.Join(dir, "in.json"), "-png", "-")
	if c, err := png.DecodeConfig(strings.NewReader(picture)); code != exitDone || err != nil || c.Width != 480 || c.Height != 320 {
		t.Errorf("exit %d, picture %d x %d: %v", code, c.Width, c.Height, err)
	}
}

// Each way says the same label in fewer bytes, and the preview of hybrid is that
// of raster.
func TestLabelInEachMode(t *testing.T) {
	dir := t.TempDir()
	_, example, _ := play("label", "-example", "device-tag")
	in := writeFile(t, filepath.Join(dir, "in.json"), example)
	for _, profile := range []string{"generic-tspl", "generic-escpos-80", "generic-cpcl"} {
		before := 0
		var previews [][]byte
		for _, mode := range []string{"native", "hybrid", "raster"} {
			out, png := filepath.Join(dir, "out.bin"), filepath.Join(dir, "out.png")
			if code, _, errs := play("label", "device-tag", "-"+mode, "-profile", profile, "-in", in, "-o", out, "-png", png); code != exitDone {
				t.Fatalf("%s %s: exit %d, %s", profile, mode, code, errs)
			}
			b, err := os.ReadFile(out)
			if err != nil {
				t.Fatal(err)
			}
			p, err := os.ReadFile(png)
			if err != nil {
				t.Fatal(err)
			}
			if len(b) <= before {
				t.Errorf("%s %s: %d bytes after %d", profile, mode, len(b), before)
			}
			before, previews = len(b), append(previews, p)
		}
		if !bytes.Equal(previews[1], previews[2]) || bytes.Equal(previews[0], previews[1]) {
			t.Errorf("%s: hybrid must look like raster, and native says that it does not", profile)
		}
	}
}

func TestLabelInAnotherSize(t *testing.T) {
	dir := t.TempDir()
	_, example, _ := play("label", "-example", "device-tag")
	in, picture := writeFile(t, filepath.Join(dir, "in.json"), example), filepath.Join(dir, "o.png")
	code, out, errs := play("label", "device-tag", "-in", in, "-size", "50x30", "-hide", "phone,fault", "-png", picture)
	if code != exitDone || out+errs != "" {
		t.Fatalf("exit %d, %q %q", code, out, errs)
	}
	f, err := os.Open(picture)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if c, err := png.DecodeConfig(f); err != nil || c.Width != 400 || c.Height != 240 {
		t.Errorf("picture %d x %d, want 400 x 240: %v", c.Width, c.Height, err)
	}
}

func TestLabelWrongUse(t *testing.T) {
	dir := t.TempDir()
	_, example, _ := play("label", "-example", "device-tag")
	good := writeFile(t, filepath.Join(dir, "good.json"), example)
	file := func(name, text string) string { return writeFile(t, filepath.Join(dir, name), text) }
	out := filepath.Join(dir, "out.bin")
	for _, tt := range []struct {
		name string
		args string
		code int
		want string
	}{
		{"no input", "device-tag -o " + out, exitUsage, "-in FILE is missing"},
		{"no output", "device-tag -in " + good, exitUsage, "-o FILE or -png FILE is missing"},
		{"unknown kind", "invoice -in " + good + " -o " + out, exitUsage, `"invoice" is no document; countertop label -kinds lists them`},
		{"no kind", "-in " + good + " -o " + out, exitUsage, `"" is no document`},
		{"unknown example", "-example invoice", exitUsage, `"invoice" is no document`},
		{"example of nothing", "-example", exitUsage, "-example"},
		{"two kinds", "device-tag shelf -in " + good + " -o " + out, exitUsage, `"shelf" is not expected`},
		{"kinds of something", "-kinds shelf", exitUsage, "-kinds"},
		{"hybrid on a printer of pictures", "device-tag -hybrid -profile brother-ql-800 -in " + good + " -o " + out, exitUsage, "pictures only (-raster)"},
		{"two ways", "device-tag -native -raster -in " + good + " -o " + out, exitUsage, "a page is said in one way"},
		{"unknown flag", "device-tag -colour -in " + good + " -o " + out, exitUsage, "-colour"},
		{"unknown language", "device-tag -lang fr -in " + good + " -o " + out, exitUsage, `"fr" is neither zh-CN nor en`},
		{"no size", "device-tag -size big -in " + good + " -o " + out, exitUsage, `"big" is not a size like 50x30, in millimetres`},
		{"size of a slip", "customer-copy -size 72x100 -in " + good + " -o " + out, exitUsage, "its size is a width like 72, without a height"},
		{"hidden number", "accessory -hide number -in " + good + " -o " + out, exitUsage, `"number" cannot be hidden on accessory; what can is: customer`},
		{"unknown profile", "device-tag -profile none -in " + good + " -o " + out, exitUsage, `"none": no such printer profile; countertop printer profiles lists them`},
		{"profile outside", "device-tag -profile ../none -in " + good + " -o " + out, exitUsage, "no such printer profile"},
		{"all to standard output", "device-tag -in " + good + " -o - -png -", exitUsage, "cannot both go to standard output"},

		{"missing input", "device-tag -in " + dir + "/none.json -o " + out, exitFailed, dir + "/none.json: no such file"},
		{"folder for input", "device-tag -in " + dir + " -o " + out, exitFailed, "is a directory"},
		{"folder that is not there", "device-tag -in " + good + " -o " + dir + "/none/out.bin", exitFailed, "no such file or directory"},
		{"broken JSON", "device-tag -in " + file("broken.json", `{"number":`) + " -o " + out, exitFailed, "broken.json: input: unexpected EOF"},
		{"no JSON", "device-tag -in " + file("no.json", "number: 1\n") + " -o " + out, exitFailed, "no.json: input: invalid character"},
		{"wrong field", "device-tag -in " + file("field.json", `{"number":7}`) + " -o " + out, exitFailed, `field.json: field "number" cannot be a number`},
		{"wrong date", "device-tag -in " + file("date.json", `{"number":"A261121-0042-QK","received_at":"gestern"}`) + " -o " + out, exitFailed, `"gestern" is not a date`},
		{"wrong number", "device-tag -in " + file("number.json", `{"number":"42"}`) + " -o " + out, exitFailed, `number "42" is not of the shape A261121-0042-QK`},
		{"no number", "customer-copy -in " + file("empty.json", `{}`) + " -o " + out, exitFailed, "customer-copy: code is missing"},
		{"too many accessories", "device-tag -in " + file("many.json", `{"number":"A261121-0042-QK","accessories":["a"`+strings.Repeat(`,"a"`, 99)+`]}`) + " -o " + out, exitFailed, "accessories are more than 99"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			code, stdout, stderr := play(append([]string{"label"}, strings.Fields(tt.args)...)...)
			if code != tt.code || stdout != "" || !strings.Contains(stderr, tt.want) {
				t.Errorf("exit %d, stdout %q, stderr %q, want %d and %q", code, stdout, stderr, tt.code, tt.want)
			}
			sentence(t, tt.name, stderr)
			if _, err := os.Stat(out); !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("a file was left: %v", err)
			}
		})
	}
}
