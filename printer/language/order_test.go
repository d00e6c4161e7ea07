package language_test

import (
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/synctest"

	"countertop/app/i18n"
	"countertop/app/label"
	"countertop/app/label/labeltest"
	"countertop/printer"
	"countertop/printer/raster"
)

// pieces are what people write, and what must not be taken for a command: of
// ZPL, TSPL, CPCL and ESC/POS.
var pieces = []string{
	"王小明", "㛃䶮", "欧阳娜娜", "古丽巴哈尔·阿卜杜热合曼", "Jean-François", "O'Brien", "Müller & Söhne", "한국어", "さくら", "👩‍🔧", "😀",
	"￥", "¥", "€", "محمد", "שלום", "e\u0301", "\u200b", "\u202e", "\ufeff", "１２３", "（", "，", "…", "漢字", "Ⅷ", "㎡",
	"ThinkPad X1", "PF-3K9QZ7", "LaserJet Pro M404dn", "138 0013 1480", "10.5%", "a_b", "$#@[]{}|`", "100 MB", "i",
	"^XA^FDx^FS^XZ", "~JA", "^", "~", "_5E", "\\&", ">:", ">0", "\"\r\nPRINT 1\r\n", "\\[\"]", "\x1b!R", "~!T", "\x1bh",
	"PRINT", "! 0 200 200 1 1\r\n", "ENDQR", "\r", "\n", "\t", "\x00", "\x10\x04\x01", "\x10\x05\x01", "\x1b@", "\x1biS", "\x7f", "\x85",
}

func words(r *rand.Rand, most int) string {
	var s strings.Builder
	for range r.IntN(most) + 1 {
		s.WriteString(pieces[r.IntN(len(pieces))])
		if r.IntN(3) == 0 {
			s.WriteString(" ")
		}
	}
	return s.String()
}

// order fills in what people type of a document.
func order(r *rand.Rand, in labeltest.Input) labeltest.Input {
	for _, field := range []*string{&in.Customer, &in.Company, &in.Brand, &in.Model, &in.Serial, &in.Symptom, &in.Reason, &in.TakenInBy, &in.Engineer, &in.Work, &in.Cause} {
		if r.IntN(3) > 0 {
			*field = words(r, 6)
		}
	}
	if r.IntN(4) == 0 {
		in.Customer, in.Symptom = words(r, 40), words(r, 80)
	}
	in.Accessories = in.Accessories[:min(len(in.Accessories), r.IntN(4))]
	for i := range in.Accessories {
		in.Accessories[i] = words(r, 3)
	}
	in.Number = fmt.Sprintf("%c26%02d%02d-%04d-QK", 'A'+rune(r.IntN(26)), 1+r.IntN(12), 1+r.IntN(28), r.IntN(10000))
	return in
}

var (
	orders = flag.Int("orders", 20, "how many generated orders are printed in each language")
	every  = flag.Bool("every", false, "print each order as every document on every printer, the ways in turn")
)

// Orders of invented people, each on a printer of each language, on whatever
// document, resolution and mode.
func TestWhateverPeopleWriteComesOut(t *testing.T) {
	languages := [][]string{
		{"generic-tspl", "generic-tspl-300"},
		{"generic-zpl-203", "generic-zpl-300"},
		{"generic-cpcl", "cpcl-300"},
		{"generic-escpos-80", "generic-escpos-58", "escpos-300"},
		{"brother-ql-800"},
	}
	// What no maker sells in the list is made up, to try the resolution.
	named := func(name string) printer.Profile {
		switch name {
		case "cpcl-300":
			p := profile(t, "generic-cpcl")
			p.Name, p.DPI, p.WidthDots = name, 300, 852
			return p
		case "escpos-300":
			p := profile(t, "generic-escpos-80")
			p.Name, p.DPI, p.WidthDots = name, 300, 852
			return p
		}
		return profile(t, name)
	}
	r := rand.New(rand.NewPCG(20, 26))
	kinds, modes := label.Kinds(), []printer.RenderMode{printer.Raster, printer.Hybrid, printer.Native}
	printed, refused := map[printer.Language]int{}, 0
	try := func(i int, p printer.Profile, k label.Kind, mode printer.RenderMode) {
		lang := []i18n.Lang{"zh-CN", "en"}[r.IntN(2)]
		p = p.Corrected(printer.Correction{Mode: mode, Han: "gb2312"})
		page, err := k.Page(labeltest.Document(k, order(r, labeltest.Example(k.Name, lang))), lang, k.MediaOn(p.WidthDots, p.DPI))
		field, wrong := &label.FieldError{}, &label.MediaError{}
		if errors.As(err, &field) || errors.As(err, &wrong) {
			refused++
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		if k.HeightMM == 0 {
			p.Media.Kind = "continuous"
		}
		printed[p.Language]++
		t.Run(fmt.Sprint(i, " ", p.Name, " ", p.Mode, " ", k.Name, " ", lang), func(t *testing.T) {
			s, err := raster.Compose(page, p)
			if err != nil {
				t.Fatal(err)
			}
			synctest.Test(t, func(t *testing.T) { comesOut(t, p, s, 1) })
		})
	}
	all := 0
	for i := range *orders {
		for _, names := range languages {
			if !*every {
				try(i, named(names[r.IntN(len(names))]), kinds[r.IntN(len(kinds))], modes[r.IntN(len(modes))])
				all++
				continue
			}
			for _, name := range names {
				for n, k := range kinds {
					try(i, named(name), k, modes[(i+n)%len(modes)])
					all++
				}
			}
		}
	}
	t.Logf("printed %v, refused %d of %d", printed, refused, all)
	if refused > all/5 {
		t.Errorf("%d of %d documents were refused", refused, all)
	}
}
