package label_test

import (
	"errors"
	"fmt"
	"image"
	"math"
	"math/bits"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/oned"
	"github.com/makiuchi-d/gozxing/qrcode"

	"countertop/app/i18n"
	"countertop/app/label"
	"countertop/app/label/labeltest"
	"countertop/printer"
	"countertop/printer/raster"
)

var labelSizes = []label.Format{
	{WidthMM: 30, HeightMM: 20},
	{WidthMM: 40, HeightMM: 30},
	{WidthMM: 50, HeightMM: 30},
	{WidthMM: 60, HeightMM: 40},
	{WidthMM: 70, HeightMM: 50},
	{WidthMM: 80, HeightMM: 60},
	{WidthMM: 100, HeightMM: 70},
}

// labelTexts are what people write; "" is the example as it is.
var labelTexts = map[string]string{
	"short":    "",
	"longest":  strings.Repeat("广州市示例电子科技有限公司 Color LaserJet Pro ", 5),
	"a word":   strings.Repeat("W", 80),
	"rare":     "䶮㛃堃𠮷",
	"emoji":    "王🤖建👨‍👩‍👧国🇨🇳",
	"money":    "¥12 ￥12",
	"rtl":      "محمد בן \u202eabc\u202c",
	"controls": "王\x00\x1b@\r\n\x10\x04\x01^XA~\"建",
}

func labelKinds() (all []label.Kind) {
	for _, k := range label.Kinds() {
		if k.HeightMM > 0 {
			all = append(all, k)
		}
	}
	return all
}

// sized is a document on a label of a size; ok is false where the paper is too
// small for what it never leaves out.
func sized(t *testing.T, k label.Kind, f label.Format, in labeltest.Input, lang i18n.Lang, dpi int) (p printer.Page, ok bool) {
	t.Helper()
	k, err := k.In(f)
	if err != nil {
		t.Fatal(err)
	}
	p, err = k.Page(labeltest.Document(k, in), lang, k.Media(dpi))
	var media *label.MediaError
	if errors.As(err, &media) && k.Name == "test-page" && f.WidthMM < 40 {
		return p, false
	}
	if err != nil {
		t.Errorf("%s: %v", k.Name, err)
		return p, false
	}
	return p, true
}

// thin leaves out what seldom finds anything: large labels and fine heads with
// every text in every language. COUNTERTOP_EVERY_LABEL=1 leaves out nothing.
func thin(f label.Format, dpi int, lang i18n.Lang, text string) bool {
	if os.Getenv("COUNTERTOP_EVERY_LABEL") != "" || text == "short" || text == "longest" {
		return false
	}
	return f.WidthMM > 70 || dpi > 203 || lang == i18n.EN
}

func TestLabelsOfEverySize(t *testing.T) {
	for _, k := range labelKinds() {
		t.Run(k.Name, func(t *testing.T) {
			t.Parallel()
			for _, f := range labelSizes {
				for _, dpi := range []int{203, 300} {
					for _, lang := range []i18n.Lang{i18n.ZH, i18n.EN} {
						for text, words := range labelTexts {
							if thin(f, dpi, lang, text) {
								continue
							}
							in := labeltest.Example(k.Name, lang)
							if words != "" {
								in = longInput(lang, k.Name, words)
							}
							p, ok := sized(t, k, f, in, lang, dpi)
							if !ok {
								continue
							}
							name := fmt.Sprintf("%s %gx%g %d %s %s", k.Name, f.WidthMM, f.HeightMM, dpi, lang, text)
							checkPage(t, name, p, dpi)
							checkKept(t, name, k.Name, in, p)
							if t.Failed() {
								return // the first is enough to look at
							}
						}
					}
				}
			}
		})
	}
}

// checkKept fails if something is missing that no label leaves out.
func checkKept(t *testing.T, name, kind string, in labeltest.Input, p printer.Page) {
	t.Helper()
	has := func(text string) bool {
		return slices.ContainsFunc(elements[printer.Text](p), func(e printer.Text) bool { return e.Text == text })
	}
	want := map[string][]string{
		"device-tag":  {"A261121-", "0042", "-QK", fmt.Sprint(len(in.Accessories))},
		"accessory":   {"A261121-", "0042", "-QK", "1", fmt.Sprintf("/%d", len(in.Accessories))},
		"old-part":    {"A261121-", "0042", "-QK", "1/2"},
		"shelf":       {"B"},
		"slot":        {"A-03"},
		"staff-badge": {},
		"test-page":   {"5", "10"},
	}[kind]
	for _, w := range want {
		if !has(w) {
			t.Errorf("%s: %q is missing", name, w)
		}
	}
	if kind == "device-tag" && !has("A-03") && !has("A03") {
		t.Errorf("%s: the slot is missing", name)
	}
	if kind == "repair-record" && !has("A261121-0042-QK") && !has("0042") {
		t.Errorf("%s: the number is missing", name)
	}
	codes := 1
	switch {
	case kind == "folder":
		codes = 0
	case kind == "test-page":
		codes = 4
	case kind == "device-tag" && p.WidthMM >= 50:
		codes = 2
	}
	if n := len(elements[printer.QR](p)) + len(elements[printer.Code128](p)); n != codes {
		t.Errorf("%s: %d codes, want %d", name, n, codes)
	}
}

// checkPage fails if ink meets other ink or comes into a quiet zone, if texts
// stand in each other's place, or if a text or a module is too small.
func checkPage(t *testing.T, name string, p printer.Page, dpi int) {
	t.Helper()
	d := printer.DotsPerMM(dpi)
	all, err := rasterised(p, dpi)
	if err != nil {
		t.Errorf("%s: %v", name, err)
		return
	}
	used := printer.NewBitmap(all.WidthDots, all.HeightDots)
	var blocks []image.Rectangle
	type box struct {
		image.Rectangle
		text string
	}
	var boxes []box
	for _, e := range p.Elements {
		alone := printer.Page{WidthMM: p.WidthMM, HeightMM: p.HeightMM, Elements: []printer.Element{e}}
		text, isText := e.(printer.Text)
		if isText {
			text.White = false
			alone.Elements[0] = text
		}
		b, err := rasterised(alone, dpi)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			return
		}
		ink := inkOf(b)
		if block, ok := e.(printer.Block); ok && (block.X == 0 || block.Y == 0) {
			continue // a tick of a ruler stands on the frame
		}
		if isText && e.(printer.Text).White {
			if !slices.ContainsFunc(blocks, func(r image.Rectangle) bool { return ink.In(r) }) {
				t.Errorf("%s: white %q in %v is on no block of %v", name, text.Text, ink, blocks)
			}
		} else {
			for i, dots := range b.Bits {
				if used.Bits[i]&dots != 0 {
					t.Errorf("%s: %T %+v in %v has ink on other ink", name, e, e, ink)
					break
				}
			}
			for i, dots := range b.Bits {
				used.Bits[i] |= dots
			}
		}
		switch e := e.(type) {
		case printer.Block:
			blocks = append(blocks, ink)
		case printer.Text:
			checkSize(t, name, e)
			w, err := raster.TextWidth(e.Text, e.SizeMM, dpi)
			if err != nil {
				t.Fatal(err)
			}
			x := e.X - w*[]float64{0, 0.5, 1}[e.Align]
			// Lines of the drawings may come as near as a fifth of a millimetre.
			r := image.Rect(int(math.Ceil(x*d)), ink.Min.Y+int(0.2*d), int(math.Floor((x+w)*d)), ink.Max.Y)
			for _, o := range boxes {
				if r.Overlaps(o.Rectangle) {
					t.Errorf("%s: %q and %q stand in one place", name, e.Text, o.text)
				}
			}
			boxes = append(boxes, box{r, e.Text})
		case printer.QR:
			n, err := raster.QRModules(e.Data, e.Level)
			if err != nil {
				t.Fatal(err)
			}
			checkQuiet(t, name, all, e.X, e.Y, n, 0, 4, e.ModuleMM, dpi)
		case printer.Code128:
			n, err := raster.Code128Modules(e.Data)
			if err != nil {
				t.Fatal(err)
			}
			checkQuiet(t, name, all, e.X, e.Y, n, int(math.Round(e.H*d)), 10, e.ModuleMM, dpi)
		}
	}
}

// checkSize lets letters be 3.5 mm and Han alone 3.0.
func checkSize(t *testing.T, name string, e printer.Text) {
	t.Helper()
	least := 3.0
	if strings.ContainsFunc(e.Text, func(r rune) bool { return r < 0x2e80 && r != '.' && r != ' ' && !unicode.Is(unicode.Mark, r) }) {
		least = 3.5
	}
	if e.SizeMM < least-0.001 {
		t.Errorf("%s: %q is set in %.2f mm", name, e.Text, e.SizeMM)
	}
}

// checkQuiet checks a code of n modules; high is that of its bars, 0 for a
// square one, which is quiet above and below as well.
func checkQuiet(t *testing.T, name string, b *printer.Bitmap, x, y float64, n, high, quiet int, module float64, dpi int) {
	t.Helper()
	if module < 0.25-0.001 {
		t.Errorf("%s: a module of %.3f mm", name, module)
	}
	d, m := printer.DotsPerMM(dpi), printer.ModuleDots(module, dpi)
	x0, y0, w, qx, qy := int(math.Round(x*d)), int(math.Round(y*d)), n*m, quiet*m, 0
	if high == 0 {
		high, qy = w, quiet*m
	}
	// The codes of 9 dots at 300 dpi are a little higher than drawn.
	if x0 < qx || x0+w+qx > b.WidthDots || y0 < qy || y0+high+qy > b.HeightDots+int(0.4*d) {
		t.Errorf("%s: the quiet zone of the code at %.2f, %.2f leaves the label", name, x, y)
	}
	for yy := y0 - qy; yy < y0+high+qy; yy++ {
		for xx := x0 - qx; xx < x0+w+qx; xx++ {
			if (xx < x0 || xx >= x0+w || yy < y0 || yy >= y0+high) && b.Black(xx, yy) {
				t.Errorf("%s: ink at dot %d, %d in the quiet zone of the code at %d, %d", name, xx, yy, x0, y0)
				return
			}
		}
	}
}

// inkOf is the box of black dots.
func inkOf(b *printer.Bitmap) (r image.Rectangle) {
	for y := range b.HeightDots {
		row := b.Row(y)
		i := slices.IndexFunc(row, func(bits byte) bool { return bits != 0 })
		if i < 0 {
			continue
		}
		j := len(row) - 1
		for row[j] == 0 {
			j--
		}
		x0, x1 := i*8+bits.LeadingZeros8(row[i]), j*8+8-bits.TrailingZeros8(row[j])
		r = r.Union(image.Rect(x0, y, x1, y+1))
	}
	return r
}

func TestCodesOfEverySizeReadBack(t *testing.T) {
	for _, k := range labelKinds() {
		t.Run(k.Name, func(t *testing.T) {
			t.Parallel()
			for _, f := range labelSizes {
				for _, dpi := range []int{203, 300} {
					p, ok := sized(t, k, f, labeltest.Example(k.Name, i18n.ZH), i18n.ZH, dpi)
					if !ok {
						continue
					}
					all, err := rasterised(p, dpi)
					if err != nil {
						t.Fatal(err)
					}
					for _, e := range p.Elements {
						want, got := "", ""
						switch e := e.(type) {
						case printer.QR:
							n, _ := raster.QRModules(e.Data, e.Level)
							want, got = e.Data, read(qrcode.NewQRCodeReader(), around(all, e.X, e.Y, n, n, 4, 4, e.ModuleMM, dpi))
						case printer.Code128:
							n, _ := raster.Code128Modules(e.Data)
							rows := int(e.H / e.ModuleMM)
							want, got = e.Data, read(oned.NewCode128Reader(), around(all, e.X, e.Y, n, rows, 10, 0, e.ModuleMM, dpi))
						}
						if got != want {
							t.Errorf("%s %gx%g at %d dpi: %T reads %q, want %q", k.Name, f.WidthMM, f.HeightMM, dpi, e, got, want)
						}
					}
				}
			}
		})
	}
}

// around is the part of a print with a code and its quiet zone.
func around(b *printer.Bitmap, x, y float64, n, rows, qx, qy int, module float64, dpi int) image.Image {
	d, m := printer.DotsPerMM(dpi), printer.ModuleDots(module, dpi)
	x0, y0 := int(math.Round(x*d)), int(math.Round(y*d))
	part := image.NewGray(image.Rect(x0-qx*m, y0-qy*m, x0+(n+qx)*m, y0+(rows+qy)*m))
	for y := part.Rect.Min.Y; y < part.Rect.Max.Y; y++ {
		for x := part.Rect.Min.X; x < part.Rect.Max.X; x++ {
			part.Set(x, y, b.At(x, y))
		}
	}
	part.Rect = part.Rect.Sub(part.Rect.Min)
	return part
}

func read(r gozxing.Reader, m image.Image) string {
	b, err := gozxing.NewBinaryBitmapFromImage(m)
	if err != nil {
		return err.Error()
	}
	result, err := r.Decode(b, map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true})
	if err != nil {
		return err.Error()
	}
	return result.GetText()
}

// With the most accessories there can be, the state is still said whole.
func TestTheStateIsNeverCut(t *testing.T) {
	k, _ := label.LookupKind("device-tag")
	words := map[i18n.Lang][]string{i18n.ZH: {"待报价", "待备件", "OK"}, i18n.EN: {"Quote", "Parts", "OK"}}
	for _, f := range labelSizes {
		for _, dpi := range []int{203, 300} {
			for lang, words := range words {
				for i, state := range []label.TagState{label.TagQuote, label.TagParts, label.TagOK} {
					in := longInput(lang, k.Name, "等客户确认主板与硬盘一起更换")
					in.State, in.Accessories, in.ReprintNo = state, make(label.Names, 88), 2
					p, _ := sized(t, k, f, in, lang, dpi)
					if !slices.ContainsFunc(elements[printer.Text](p), func(e printer.Text) bool { return strings.HasPrefix(e.Text, words[i]) }) {
						t.Errorf("%gx%g at %d dpi: %s is cut", f.WidthMM, f.HeightMM, dpi, words[i])
					}
					checkPage(t, string(state), p, dpi)
				}
			}
		}
	}
}

// Everybody can read what is stuck on a machine.
func TestPhonesAreMaskedOnEveryLabel(t *testing.T) {
	for _, phone := range []string{"13812341480", "020-55501234", "5550123", "+86 138 1234 1480"} {
		for _, k := range labelKinds() {
			for _, f := range labelSizes {
				for _, lang := range []i18n.Lang{i18n.ZH, i18n.EN} {
					in := labeltest.Example(k.Name, lang)
					in.Phone, in.Shop.Phone = phone, ""
					p, _ := sized(t, k, f, in, lang, 203)
					for _, e := range elements[printer.Text](p) {
						if strings.Contains(e.Text, phone) {
							t.Errorf("%s %gx%g shows the phone: %q", k.Name, f.WidthMM, f.HeightMM, e.Text)
						}
					}
				}
			}
		}
	}
}
