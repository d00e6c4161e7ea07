package label_test

import (
	"errors"
	"fmt"
	"image"
	"image/color"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"

	"countertop/app/i18n"
	"countertop/app/label"
	"countertop/app/label/labeltest"
	"countertop/printer"
	"countertop/printer/raster"
)

// slipMedia are the rolls of 80 and 58 mm at both resolutions.
func slipMedia(k label.Kind) []label.Media {
	return []label.Media{k.MediaOn(576, 203), k.MediaOn(384, 203), k.MediaOn(852, 300), k.MediaOn(568, 300)}
}

func slipKinds() []label.Kind {
	return slices.DeleteFunc(slices.Clone(label.Kinds()), func(k label.Kind) bool { return k.HeightMM != 0 })
}

// worded has text wherever people write.
func worded(in labeltest.Input, text string) labeltest.Input {
	for _, f := range []*string{
		&in.Customer, &in.Company, &in.Phone, &in.Brand, &in.Model, &in.Serial, &in.Symptom, &in.TakenInBy, &in.HandledBy,
		&in.Engineer, &in.TestedBy, &in.Work, &in.OldParts, &in.PaidBy, &in.Digest,
		&in.QuotedBy, &in.Cause, &in.Cycle, &in.WarrantyIn, &in.SentTo, &in.SentBy, &in.Ask, &in.Carrier, &in.Tracking,
		&in.Loaner, &in.LoanerSerial, &in.Station, &in.ClosedBy, &in.CountedBy,
		&in.Words, &in.Warranty, &in.Proof, &in.BoughtIn, &in.Inspection.By, &in.Inspection.Seen, &in.Inspection.Note, &in.Inspection.Cause,
	} {
		*f = text
	}
	in.Shop = label.Shop{Name: text, Phone: text, Address: text, Hours: text}
	for _, list := range []*label.Names{&in.Accessories, &in.LoanerWith, &in.SentWith, &in.Consents} {
		*list = label.Names{text, text}
	}
	in.Marks = slices.Clone(in.Marks)
	for i := range in.Marks {
		in.Marks[i].Text = text
	}
	for i := range in.Lines {
		in.Lines[i].Name = text
	}
	in.Inspection.Parts, in.Inspection.FixNow = []string{text, text}, true
	in.Collectors = []label.Collector{{Name: text, Relation: text, Phone: text}, {Name: text}}
	in.Form = []label.FormLine{{Label: text, Value: text}, {Label: "CPU", Value: text}, {Label: text}}
	for i := range in.Counts {
		in.Counts[i].Name = text
	}
	for i := range in.Money {
		in.Money[i].Name = text
	}
	for i := range in.Open {
		in.Open[i].Note = text
	}
	if len(in.Places) > 0 {
		in.Places = []string{text, text}
	}
	for i := range in.Stock {
		l := &in.Stock[i]
		l.Group, l.Machine, l.Where, l.Seen, l.Done, l.Note = text, text, text, text, text, text
	}
	return in
}

// slipCases are what people write, from nothing to far too much.
var slipCases = map[string]func(labeltest.Input) labeltest.Input{
	"as in the example": func(in labeltest.Input) labeltest.Input { return in },
	"next to nothing": func(in labeltest.Input) labeltest.Input {
		return labeltest.Input{
			Number: in.Number, CopyCode: in.CopyCode,
			SendOutFields: labeltest.SendOutFields{LoanerCode: in.LoanerCode, SentTo: "厂"}, DayFields: labeltest.DayFields{Day: in.Day},
			StockFields: labeltest.StockFields{Places: in.Places, Begun: in.Begun},
		}
	},
	"very long": func(in labeltest.Input) labeltest.Input {
		return worded(in, strings.Repeat("广州市示例电子科技有限公司天河分公司", 20))
	},
	"long Latin": func(in labeltest.Input) labeltest.Input {
		return worded(in, strings.Repeat("Color LaserJet Pro MFP ", 20))
	},
	"one long word":   func(in labeltest.Input) labeltest.Input { return worded(in, strings.Repeat("W", 200)) },
	"rare characters": func(in labeltest.Input) labeltest.Input { return worded(in, "䶮㛃堃𠮷 先生") },
	"emoji":           func(in labeltest.Input) labeltest.Input { return worded(in, "王👩‍🔧🖨️小明🎉") },
	"yuan signs":      func(in labeltest.Input) labeltest.Input { return worded(in, "￥1,380 / ¥20") },
	"right to left": func(in labeltest.Input) labeltest.Input {
		return worded(in, "\u202eמחשב\u202c شركة الحاسوب")
	},
	"controls": func(in labeltest.Input) labeltest.Input {
		return worded(in, "a\x1b@\x10\x04\x01^XZ~JA\"\r\nEND\x00\x7f")
	},
	"much of all": func(in labeltest.Input) labeltest.Input {
		line, open := label.QuoteLine{Name: "主板 X1C Gen9（原厂）", Count: 12, PriceFen: 1234567}, label.OpenOrder{Number: in.Number, Note: "等客户回复"}
		in.Lines, in.Open = slices.Repeat([]label.QuoteLine{line}, 30), slices.Repeat([]label.OpenOrder{open}, 40)
		in.Accessories = slices.Repeat(label.Names{"电源适配器（原装，含一根两米的电源线）"}, 60)
		in.LoanerWith, in.SentWith, in.Consents = in.Accessories, in.Accessories, in.Accessories
		in.Counts = slices.Repeat([]label.Count{{Name: "接机", Count: 1234567}}, 9)
		in.Money = slices.Repeat([]label.Money{{Name: "微信", Fen: 99999999}}, 8)
		in.Places, in.Stock, in.StockMore = slices.Repeat(in.Places, 6), slices.Repeat(in.Stock, 40), 900
		in.Marks = nil
		for i := range 12 {
			in.Marks = append(in.Marks, label.Mark{View: i % 2, X: float64(i) / 11, Y: float64(i%4) / 3, Text: "边角磕碰，有裂纹"})
		}
		in.EstimateFen, in.Visit = new(int64(99999999)), slices.Repeat([]string{in.Number}, 12)
		in.Customer = "" // but ink
		in.Company, in.Reprint, in.ReprintNo = "广州市示例电子科技有限公司", true, 12
		return in
	},
}

func TestSlipsHoldWhateverPeopleWrite(t *testing.T) {
	for _, k := range slipKinds() {
		for name, change := range slipCases {
			t.Run(k.Name+"/"+name, func(t *testing.T) {
				for _, lang := range []i18n.Lang{i18n.ZH, i18n.EN} {
					for _, m := range slipMedia(k) {
						in := change(labeltest.Example(k.Name, lang))
						at := fmt.Sprintf("%s on %.0f mm at %d dpi", lang, m.WidthMM, m.DPI)
						p, b := render(t, sample{at, labeltest.Document(k, in), lang, m, nil})
						checkTexts(t, at, p, m.DPI)
						checkApart(t, at, p, m.DPI)
						checkNever(t, at, k.Name, in, p)
						checkCodes(t, at, p, b, m.DPI)
					}
				}
			})
		}
	}
}

// box is a place on a page in mm.
type box struct {
	x0, y0, x1, y1 float64
	what           string
}

func (a box) meets(b box) bool {
	const touch = 0.02
	return a.x0 < b.x1-touch && b.x0 < a.x1-touch && a.y0 < b.y1-touch && b.y0 < a.y1-touch
}

func (a box) within(b box) bool {
	const touch = 0.02
	return a.x0 > b.x0-touch && a.x1 < b.x1+touch && a.y0 > b.y0-touch && a.y1 < b.y1+touch
}

// checkApart fails if two things stand in the same place: texts, codes with
// their quiet zones, boxes, lines, ink.
func checkApart(t *testing.T, name string, p printer.Page, dpi int) {
	t.Helper()
	var solid, grounds, inks []box // grounds carry white text, inks may cross each other
	var whites []box
	bar := func(x, y, w, h float64, what string) { solid = append(solid, box{x, y, x + w, y + h, what}) }
	for i, e := range p.Elements {
		what := fmt.Sprintf("%T %d", e, i)
		switch e := e.(type) {
		case printer.Text:
			w, err := raster.TextWidth(e.Text, e.SizeMM, dpi)
			if err != nil {
				t.Fatal(err)
			}
			x := e.X - w*map[printer.Align]float64{printer.AlignCenter: 0.5, printer.AlignRight: 1}[e.Align]
			rise := 0.88
			if strings.Trim(e.Text, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ¥,.-") == "" {
				rise = 0.733 // no Han, no brackets
			}
			b := box{x, e.Y - rise*e.SizeMM, x + w, e.Y + 0.15*e.SizeMM, fmt.Sprintf("%q", e.Text)}
			if e.White {
				b.y0 = e.Y - 0.733*e.SizeMM
				whites = append(whites, b)
			} else {
				solid = append(solid, b)
			}
		case printer.QR:
			n, err := raster.QRModules(e.Data, e.Level)
			if err != nil {
				t.Fatal(err)
			}
			m := float64(printer.ModuleDots(e.ModuleMM, dpi)) / printer.DotsPerMM(dpi)
			q := m * printer.QRQuietModules
			bar(e.X-q, e.Y-q, float64(n)*m+2*q, float64(n)*m+2*q, "the code")
		case printer.TickBox:
			bar(e.X, e.Y, e.SizeMM, e.SizeMM, what)
		case printer.Rule:
			bar(e.X, e.Y, e.W, e.LineMM, what)
		case printer.Frame:
			bar(e.X, e.Y, e.W, e.LineMM, what)
			bar(e.X, e.Y+e.H-e.LineMM, e.W, e.LineMM, what)
			bar(e.X, e.Y+e.LineMM, e.LineMM, e.H-2*e.LineMM, what)
			bar(e.X+e.W-e.LineMM, e.Y+e.LineMM, e.LineMM, e.H-2*e.LineMM, what)
		case printer.Block:
			bar(e.X, e.Y, e.W, e.H, what)
			grounds = append(grounds, solid[len(solid)-1])
		case printer.Disc:
			if r := e.DiameterMM / 2; !e.White {
				inks = append(inks, box{e.X - r, e.Y - r, e.X + r, e.Y + r, what})
			}
		case printer.Strokes:
			for _, l := range e.Lines {
				b := box{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1), what}
				for _, q := range l {
					b.x0, b.x1 = min(b.x0, q.X-e.LineMM/2), max(b.x1, q.X+e.LineMM/2)
					b.y0, b.y1 = min(b.y0, q.Y-e.LineMM/2), max(b.y1, q.Y+e.LineMM/2)
				}
				inks = append(inks, b)
			}
		}
	}
	grounds = append(grounds, inks...)
	for _, w := range whites {
		if !slices.ContainsFunc(grounds, w.within) {
			t.Errorf("%s: white %s stands on no block", name, w.what)
		}
		for _, o := range whites {
			if w != o && w.meets(o) {
				t.Errorf("%s: white %s and %s overlap", name, w.what, o.what)
			}
		}
	}
	for i, a := range solid {
		for _, b := range slices.Concat(solid[i+1:], inks) {
			if a.meets(b) {
				t.Errorf("%s: %s and %s overlap", name, a.what, b.what)
			}
		}
	}
}

// checkNever fails if something is missing that never gives way.
func checkNever(t *testing.T, name, kind string, in labeltest.Input, p printer.Page) {
	t.Helper()
	texts := elements[printer.Text](p)
	has := func(what string, times int) {
		n := 0
		for _, e := range texts {
			if e.Text == what {
				n++
			}
		}
		if n < times {
			t.Errorf("%s: %d times %q, want %d", name, n, what, times)
		}
	}
	begun := func(format string, n int) {
		for i := range n {
			want := fmt.Sprintf(format, i+1, n)
			if !slices.ContainsFunc(texts, func(e printer.Text) bool { return e.Text == want || strings.HasPrefix(e.Text, want+" ") }) {
				t.Errorf("%s: no line %q", name, want)
			}
		}
	}
	switch kind {
	case "day-close":
		for _, o := range in.Open {
			has(o.Number, 1)
		}
		total := int64(0)
		for _, m := range in.Money {
			total += m.Fen
		}
		has("¥"+yuan(total), 1)
	case "recovery":
		for _, group := range strings.FieldsFunc(in.Recovery, func(r rune) bool { return r == '-' }) {
			has(group, 1)
		}
	case "stock-take":
		for _, l := range in.Stock {
			has(l.Number+l.Code, 1)
		}
	case "loaner":
		has(in.LoanerCode, 1)
		has(in.Number, 1)
		begun("%d/%d", len(in.LoanerWith))
	default:
		has("A261121-", 1)
		has("0042", 1)
		has("-QK", 1)
	}
	switch kind {
	case "quotation":
		total := int64(0)
		for _, l := range in.Lines {
			sum := l.PriceFen * int64(max(1, l.Count))
			total += sum
			has(yuan(sum), 1)
		}
		has("¥"+yuan(total), 1)
		if n := len(elements[printer.TickBox](p)); n != 2 {
			t.Errorf("%s: %d boxes for the answer, want 2", name, n)
		}
	case "customer-copy", "stub":
		begun("%d/%d", len(in.Accessories))
		for i := range in.Marks {
			has(fmt.Sprint(i+1), 2) // on the outline and before its words
		}
	case "peer-slip", "factory-slip":
		begun("%d/%d", len(in.SentWith))
	}
	if kind == "stub" {
		if n, want := len(elements[printer.TickBox](p)), len(in.Accessories)+len(in.Consents)+4+2; n != want {
			t.Errorf("%s: %d boxes, want %d", name, n, want)
		}
	}
}

// yuan is 1,380.00, by another way than the documents'.
func yuan(fen int64) string {
	whole := fmt.Sprint(fen / 100)
	var groups []string
	for len(whole) > 3 {
		groups = append([]string{whole[len(whole)-3:]}, groups...)
		whole = whole[:len(whole)-3]
	}
	return fmt.Sprintf("%s.%02d", strings.Join(append([]string{whole}, groups...), ","), fen%100)
}

// checkCodes fails if a QR code cannot be read from the print, or has ink in
// its quiet zone.
func checkCodes(t *testing.T, name string, p printer.Page, b *printer.Bitmap, dpi int) {
	t.Helper()
	for _, e := range elements[printer.QR](p) {
		n, err := raster.QRModules(e.Data, e.Level)
		if err != nil {
			t.Fatal(err)
		}
		m := printer.ModuleDots(e.ModuleMM, dpi)
		side := (n + 2*printer.QRQuietModules) * m
		x0 := int(math.Round(e.X*printer.DotsPerMM(dpi))) - printer.QRQuietModules*m
		y0 := int(math.Round(e.Y*printer.DotsPerMM(dpi))) - printer.QRQuietModules*m
		part := image.NewGray(image.Rect(0, 0, side, side))
		inner := image.Rect(0, 0, side, side).Inset(printer.QRQuietModules * m)
		for y := range side {
			for x := range side {
				switch {
				case !b.Black(x0+x, y0+y):
					part.SetGray(x, y, color.Gray{Y: 255})
				case !image.Pt(x, y).In(inner):
					t.Fatalf("%s: ink at %d, %d in the quiet zone", name, x, y)
				}
			}
		}
		bits, err := gozxing.NewBinaryBitmapFromImage(part)
		if err != nil {
			t.Fatal(err)
		}
		got, err := qrcode.NewQRCodeReader().Decode(bits, nil)
		if err != nil || got.GetText() != e.Data {
			t.Errorf("%s: the code reads %v, %v; want %q", name, got, err, e.Data)
		}
	}
}

// A machine that leaves the shop does not say whose it is, and neither does a
// list that lies about in the evening.
func TestNoCustomerOnWhatLeavesTheShop(t *testing.T) {
	for _, kind := range []string{"peer-slip", "factory-slip", "day-close", "stock-take"} {
		k, _ := label.LookupKind(kind)
		for _, lang := range []i18n.Lang{i18n.ZH, i18n.EN} {
			in := labeltest.Example(kind, lang)
			in.Company = "示例公司"
			p, err := k.Page(labeltest.Document(k, in), lang, k.Media(203))
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range elements[printer.Text](p) {
				for _, secret := range []string{in.Customer, in.Company, in.Phone, in.Phone[7:]} {
					if strings.Contains(e.Text, secret) {
						t.Errorf("%s says %q", kind, e.Text)
					}
				}
			}
			if n := len(elements[printer.Strokes](p)); n != 0 {
				t.Errorf("%s shows a signature", kind)
			}
		}
	}
}

func TestHiddenFieldsLeaveASlipWhole(t *testing.T) {
	for _, k := range slipKinds() {
		for _, field := range k.Fields {
			for _, lang := range []i18n.Lang{i18n.ZH, i18n.EN} {
				in := labeltest.Example(k.Name, lang)
				in.Company = "示例公司"
				full, err := k.Page(labeltest.Document(k, in), lang, k.Media(203))
				if err != nil {
					t.Fatal(err)
				}
				hidden, err := k.In(label.Format{Hide: []string{field}})
				if err != nil {
					t.Fatal(err)
				}
				name := k.Name + " without " + field
				p, b := render(t, sample{name, hidden.Shown(labeltest.Document(k, in)), lang, k.Media(203), nil})
				if len(p.Elements) >= len(full.Elements) && field != "brand" && field != "model" {
					t.Errorf("%s has as much on it as with it", name)
				}
				checkApart(t, name, p, 203)
				checkNever(t, name, k.Name, in, p)
				checkCodes(t, name, p, b, 203)
			}
		}
	}
}

func TestALongNameLeavesThePhone(t *testing.T) {
	for _, kind := range []string{"customer-copy", "quotation", "stub", "loaner"} {
		k, _ := label.LookupKind(kind)
		for _, m := range slipMedia(k) {
			in := labeltest.Example(kind, i18n.ZH)
			in.Customer = strings.Repeat("欧阳", 30)
			p, err := k.Page(labeltest.Document(k, in), i18n.ZH, m)
			if err != nil {
				t.Fatal(err)
			}
			textNamed(t, p, in.Phone)
		}
	}
}

// Scripts write these names.
func TestFieldNamesOfSlipsAreStable(t *testing.T) {
	const text = `{
		"number": "A261121-0042-QK", "customer_ink": [[[0.1, 0.2], [0.3, 0.4]], [[1, 2]]],
		"collectors": [{"name": "n", "relation": "r", "phone": "p"}], "words": "w", "rough_fen": 0, "warranty": "yes", "proof": "card",
		"bought_in": "2026-03", "inspection": {"by": "b", "seen": "same", "note": "n", "cause": "use", "parts": ["p"], "fix_now": true},
		"form": [{"label": "CPU", "value": "i5"}], "visit": ["A261121-0042-QK"], "on_the_spot": true, "consents": ["备份"],
		"quote_no": 2, "quoted_at": "2026-11-21 16:20", "quoted_by": "陈", "cause": "c", "cycle": "3 天", "valid_to": "2026-11-28",
		"warranty_in": "3 个月", "lines": [{"name": "主板", "count": 2, "price_fen": 118000}],
		"sent_to": "to", "sent_by": "by", "sent_at": "2026-11-22 09:30", "carrier": "ca", "tracking": "tr", "ask": "as",
		"back_on": "2026-11-24", "sent_with": ["a"], "loaner": "lo", "loaner_serial": "ls", "loaner_code": "L000032S", "loaner_with": [{"name": "b"}],
		"day": "2026-11-21", "station": "A", "closed_by": "cb", "counts": [{"name": "接机", "count": 12}],
		"money": [{"name": "现金", "fen": 32000}], "open": [{"number": "A261119-0007-OU", "note": "n"}]
	}`
	var all []label.Document
	for _, k := range label.Kinds() {
		d, err := k.Read(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, d)
	}
	got := labeltest.Of(all...)
	want := labeltest.Input{
		Number:      "A261121-0042-QK",
		CustomerInk: [][]label.Point{{{0.1, 0.2}, {0.3, 0.4}}, {{1, 2}}}, OnTheSpot: true,
		IntakeFields: labeltest.IntakeFields{
			Collectors: []label.Collector{{Name: "n", Relation: "r", Phone: "p"}}, Words: "w", EstimateFen: new(int64),
			Warranty: "yes", Proof: "card", BoughtIn: "2026-03",
			Inspection: label.Inspection{By: "b", Seen: "same", Note: "n", Cause: "use", Parts: []string{"p"}, FixNow: true},
			Form:       []label.FormLine{{Label: "CPU", Value: "i5"}}, Visit: []string{"A261121-0042-QK"},
		},
		QuoteFields: labeltest.QuoteFields{
			QuoteNo: 2, QuotedAt: date(11, 21, 16, 20), QuotedBy: "陈", Cause: "c", Cycle: "3 天", ValidTo: date(11, 28, 0, 0),
			WarrantyIn: "3 个月", Lines: []label.QuoteLine{{Name: "主板", Count: 2, PriceFen: 118000}}, Consents: label.Names{"备份"},
		},
		SendOutFields: labeltest.SendOutFields{
			SentTo: "to", SentBy: "by", SentAt: date(11, 22, 9, 30), Carrier: "ca", Tracking: "tr", Ask: "as", BackOn: date(11, 24, 0, 0),
			SentWith: label.Names{"a"}, Loaner: "lo", LoanerSerial: "ls", LoanerCode: "L000032S", LoanerWith: label.Names{"b"},
		},
		DayFields: labeltest.DayFields{
			Day: date(11, 21, 0, 0), Station: "A", ClosedBy: "cb", Counts: []label.Count{{Name: "接机", Count: 12}},
			Money: []label.Money{{Name: "现金", Fen: 32000}}, Open: []label.OpenOrder{{Number: "A261119-0007-OU", Note: "n"}},
		},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("input (-want +got):\n%s", d)
	}
}

func TestSignaturesAreFortyMillimetresWide(t *testing.T) {
	for _, kind := range []string{"customer-copy", "stub", "loaner", "pickup-receipt"} {
		k, _ := label.LookupKind(kind)
		for _, lang := range []i18n.Lang{i18n.ZH, i18n.EN} {
			for _, m := range slipMedia(k) {
				p, err := k.Page(labeltest.Document(k, labeltest.Example(kind, lang)), lang, m)
				if err != nil {
					t.Fatal(err)
				}
				all := elements[printer.Strokes](p)
				left, right := math.Inf(1), math.Inf(-1)
				for _, l := range all[len(all)-1].Lines {
					for _, q := range l {
						left, right = min(left, q.X), max(right, q.X)
					}
				}
				if right-left < 40-0.5 {
					t.Errorf("%s %s on %.0f mm: the signature is %.1f mm wide", kind, lang, m.WidthMM, right-left)
				}
			}
		}
	}
}

func TestSlipsRefuseWhatTheyCannotSay(t *testing.T) {
	for _, tt := range []struct {
		name, kind, field string
		change            func(*labeltest.Input)
	}{
		{"a price beyond all sense", "quotation", "lines", func(in *labeltest.Input) { in.Lines[0].PriceFen = math.MaxInt64 }},
		{"a count beyond all sense", "quotation", "lines", func(in *labeltest.Input) { in.Lines[0].Count = 1 << 40 }},
		{"a quotation of no order", "quotation", "number", func(in *labeltest.Input) { in.Number = "" }},
		{"a loaner without code", "loaner", "loaner_code", func(in *labeltest.Input) { in.LoanerCode = "" }},
		{"a loan for no order", "loaner", "number", func(in *labeltest.Input) { in.Number = "42" }},
		{"a trip to nowhere", "peer-slip", "sent_to", func(in *labeltest.Input) { in.SentTo = " " }},
		{"takings beyond all sense", "day-close", "money", func(in *labeltest.Input) { in.Money[0].Fen = math.MinInt64 }},
		{"a visit without the order", "customer-copy", "visit", func(in *labeltest.Input) { in.Visit = []string{"A261121-0043-PV", "A261121-0044-P6"} }},
		{"a visit with no order", "stub", "number", func(in *labeltest.Input) { in.Visit = []string{in.Number, "43"} }},
		{"no place", "stock-take", "places", func(in *labeltest.Input) { in.Places = []string{" "} }},
		{"no beginning", "stock-take", "begun", func(in *labeltest.Input) { in.Begun = label.Date{} }},
		{"a number that is none", "stock-take", "number", func(in *labeltest.Input) { in.Stock[0].Number = "A-1" }},
		{"no day", "day-close", "day", func(in *labeltest.Input) { in.Day = label.Date{} }},
		{"an order that is none", "day-close", "number", func(in *labeltest.Input) { in.Open[0].Number = "A-1" }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			k, _ := label.LookupKind(tt.kind)
			in := labeltest.Example(tt.kind, i18n.ZH)
			tt.change(&in)
			_, err := k.Page(labeltest.Document(k, in), i18n.ZH, k.Media(203))
			var field *label.FieldError
			if !errors.As(err, &field) || field.Field != tt.field {
				t.Errorf("got %v, want a FieldError of %s", err, tt.field)
			}
		})
	}
}
