package label_test

import (
	"errors"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"

	"countertop/app/i18n"
	"countertop/app/label"
	"countertop/app/label/labeltest"
	"countertop/printer"
	"countertop/printer/raster"
)

// elements picks the elements of one type.
func elements[T printer.Element](p printer.Page) (out []T) {
	for _, e := range p.Elements {
		if v, ok := e.(T); ok {
			out = append(out, v)
		}
	}
	return out
}

func textNamed(t *testing.T, p printer.Page, s string) printer.Text {
	t.Helper()
	for _, e := range elements[printer.Text](p) {
		if e.Text == s {
			return e
		}
	}
	t.Fatalf("%q is not on the page", s)
	return printer.Text{}
}

// The numbers are those of the drawing of each document, in mm.
func TestDocumentsStandAsDrawn(t *testing.T) {
	pages := map[string]printer.Page{}
	for _, s := range samples(t) {
		pages[s.name], _ = render(t, s)
	}
	for _, tt := range []struct {
		page    string
		element printer.Element
	}{
		{"device-tag", printer.Block{X: 2, Y: 6.5, W: 13, H: 8.75}},
		{"device-tag", printer.Frame{X: 2, Y: 27.9, W: 56, H: 4.75, LineMM: 0.375}},
		{"device-tag", printer.QR{X: 47.5, Y: 2.75, Data: "RA2611210042QK", Level: 'Q', ModuleMM: 0.5}},
		{"device-tag", printer.Code128{X: 2.5, Y: 33.75, H: 5, Data: "RA2611210042QK", ModuleMM: 0.25}},
		{"device-tag", printer.Text{X: 2, Y: 5.25, SizeMM: 3.75, Text: "A261121-"}},
		{"device-tag", printer.Text{X: 2, Y: 19.25, SizeMM: 3.5, Text: "联想 ThinkPad X1 Carbon"}},
		{"device-tag", printer.Text{X: 2, Y: 23, SizeMM: 3.5, Text: "王建国 138****1480"}},
		{"device-tag", printer.Text{X: 58, Y: 23, SizeMM: 3.5, Text: "PF3K8H2M", Align: printer.AlignRight}},
		{"device-tag", printer.Text{X: 58, Y: 26.75, SizeMM: 3.5, Text: "11-21 14:05", Align: printer.AlignRight}},
		{"device-tag-en", printer.Text{X: 58, Y: 26.75, SizeMM: 3.5, Text: "21 Nov 14:05", Align: printer.AlignRight}},
		{"device-tag-parts", printer.Block{X: 2, Y: 27.9, W: 56, H: 4.75}},
		{"device-tag-parts", printer.Text{X: 56.5, Y: 27.9 + 4.75/2 + 0.733*3.5/2, SizeMM: 3.5, Text: "约定取机 11-25", Align: printer.AlignRight, White: true}},
		{"accessory", printer.QR{X: 24.375, Y: 2.5, Data: "AA2611210042011O", Level: 'Q', ModuleMM: 0.625}},
		{"slot", printer.Block{X: 3, Y: 21.25, W: 34, H: 15.75}},
		{"slot", printer.QR{X: 41.25, Y: 21.25, Data: "SA03CF", Level: 'M', ModuleMM: 0.75}},
		{"slot", printer.Text{X: 30, Y: 17.9, SizeMM: 22.75, Text: "A-03", Align: printer.AlignCenter}},
		{"shelf", printer.Block{X: 3, Y: 2, W: 54, H: 15.5}},
		{"staff-badge", printer.QR{X: 41.25, Y: 12.25, Data: "BA007K3X9QW02TMSW", Level: 'M', ModuleMM: 0.75}},
		{"repair-record", printer.Block{X: 2, Y: 2, W: 31.5, H: 10.5}},
		{"repair-record", printer.QR{X: 37.5, Y: 2, Data: "RA2611210042QK", Level: 'Q', ModuleMM: 0.5}},
		{"customer-copy", printer.Block{X: 3, Y: 9.5, W: 66, H: 6}},
		{"customer-copy", printer.QR{X: 3, Y: 18.5, Data: "CA26112100427M4QZ0K9XDP2", Level: 'M', ModuleMM: 0.75}},
		{"customer-copy", printer.Frame{X: 3, Y: 40.25, W: 66, H: 12, LineMM: 0.5}},
		{"customer-copy", printer.Block{X: 3, Y: 125.5, W: 66, H: 8}},
		{"customer-copy-58mm", printer.QR{X: 2.5, Y: 18, Data: "CA26112100427M4QZ0K9XDP2", Level: 'M', ModuleMM: 0.625}},
		{"pickup-receipt", printer.QR{X: 3, Y: 18.5, Data: "RA2611210042QK", Level: 'Q', ModuleMM: 0.75}},
		{"pickup-receipt-untested", printer.Block{X: 3, Y: 76.5, W: 66, H: 6.5}},
	} {
		near := func(e printer.Element) bool { return sameElement(e, tt.element) }
		if !slices.ContainsFunc(pages[tt.page].Elements, near) {
			t.Errorf("%s has no %T %+v", tt.page, tt.element, tt.element)
		}
	}
}

// sameElement compares places to a hundredth of a millimetre.
func sameElement(a, b printer.Element) bool {
	near := func(x, y float64) bool { return math.Abs(x-y) < 0.01 }
	switch b := b.(type) {
	case printer.Block:
		a, ok := a.(printer.Block)
		return ok && near(a.X, b.X) && near(a.Y, b.Y) && near(a.W, b.W) && near(a.H, b.H)
	case printer.QR:
		a, ok := a.(printer.QR)
		return ok && near(a.X, b.X) && near(a.Y, b.Y) && a.Data == b.Data && a.Level == b.Level && a.ModuleMM == b.ModuleMM
	case printer.Text:
		a, ok := a.(printer.Text)
		ok = ok && near(a.X, b.X) && near(a.Y, b.Y)
		a.X, a.Y = b.X, b.Y
		return ok && a == b
	}
	return a == b
}

// No ink but its own stands in the quiet zone of a code; the edge of the
// paper ends it.
func TestQuietZonesAreClear(t *testing.T) {
	for _, s := range samples(t) {
		p, b := render(t, s)
		d := printer.DotsPerMM(s.media.DPI)
		check := func(x0, y0, w, h, qx, qy int) {
			for y := y0 - qy; y < y0+h+qy; y++ {
				for x := x0 - qx; x < x0+w+qx; x++ {
					inside := x >= x0 && x < x0+w && y >= y0 && y < y0+h
					if !inside && b.Black(x, y) {
						t.Errorf("%s: ink at dot %d, %d in the quiet zone of the code at %d, %d", s.name, x, y, x0, y0)
						return
					}
				}
			}
			if x0 < qx || x0+w+qx > b.WidthDots {
				t.Errorf("%s: the code at %d, %d stands nearer to the edge than its quiet zone", s.name, x0, y0)
			}
		}
		for _, e := range elements[printer.QR](p) {
			n, err := raster.QRModules(e.Data, e.Level)
			if err != nil {
				t.Fatal(err)
			}
			m := printer.ModuleDots(e.ModuleMM, s.media.DPI)
			check(int(math.Round(e.X*d)), int(math.Round(e.Y*d)), n*m, n*m, 4*m, 4*m)
		}
		for _, e := range elements[printer.Code128](p) {
			n, err := raster.Code128Modules(e.Data)
			if err != nil || n != 156 && len(e.Data) > 1 { // those of a test page are short
				t.Errorf("%s: %d modules, %v; want 156", s.name, n, err)
			}
			m := printer.ModuleDots(e.ModuleMM, s.media.DPI)
			check(int(math.Round(e.X*d)), int(math.Round(e.Y*d)), n*m, int(math.Round(e.H*d)), 10*m, 0)
		}
	}
}

// checkTexts fails if texts on one line overlap or a text is smaller than
// the floor.
func checkTexts(t *testing.T, name string, p printer.Page, dpi int) {
	t.Helper()
	type span struct {
		x0, x1 float64
		text   string
	}
	lines := map[float64][]span{}
	for _, e := range elements[printer.Text](p) {
		w, err := raster.TextWidth(e.Text, e.SizeMM, dpi)
		if err != nil {
			t.Fatal(err)
		}
		x := e.X
		switch e.Align {
		case printer.AlignRight:
			x -= w
		case printer.AlignCenter:
			x -= w / 2
		}
		if x < 1 || x+w > p.WidthMM-1 {
			t.Errorf("%s: %q reaches from %.2f to %.2f of %.2f mm", name, e.Text, x, x+w, p.WidthMM)
		}
		checkSize(t, name, e)
		for _, o := range lines[e.Y] {
			if x < o.x1-0.01 && o.x0 < x+w-0.01 {
				t.Errorf("%s: %q and %q overlap", name, e.Text, o.text)
			}
		}
		lines[e.Y] = append(lines[e.Y], span{x, x + w, e.Text})
	}
}

func TestTextsKeepApart(t *testing.T) {
	for _, s := range samples(t) {
		p, _ := render(t, s)
		checkTexts(t, s.name, p, s.media.DPI)
	}
}

// longInput has more of everything than fits.
func longInput(lang i18n.Lang, kind, text string) labeltest.Input {
	in := labeltest.Example(kind, lang)
	in.Customer, in.Company, in.Brand, in.Model, in.Symptom, in.Reason = text, text, text, text, text, text
	in.Serial, in.Phone, in.TakenInBy, in.HandledBy, in.Engineer, in.TestedBy = text, text, text, text, text, text
	in.Work, in.OldParts, in.PaidBy, in.Digest, in.Shelf = text, text, text, "3F9A07C2", text
	in.Shop = label.Shop{Name: text, Phone: text, Address: text, Hours: text}
	in.Staff.Name, in.Staff.Role, in.Staff.Number = text, text, text
	in.Parts = []string{text, text}
	in.OldPart, in.OldPartTo, in.Folder, in.Printer, in.Profile = text, text, text, text, text
	in.Accessories = slices.Repeat(label.Names{text}, 12)
	for i := range in.Marks {
		in.Marks[i].Text = text
	}
	in.State, in.DueOn = label.TagParts, date(11, 25, 0, 0)
	return in
}

func TestLongTextsGiveWay(t *testing.T) {
	for _, text := range []string{
		strings.Repeat("㛃䶮𠮷欧阳", 40), strings.Repeat("W", 300), strings.Repeat("Color LaserJet Pro ", 30),
		"a b " + strings.Repeat("，（，", 90), "广州市示例电子科技有限公司天河分公司",
	} {
		for _, k := range label.Kinds() {
			for _, lang := range []i18n.Lang{i18n.ZH, i18n.EN} {
				for _, m := range []label.Media{k.Media(203), k.MediaOn(384, 203), k.Media(300)} {
					if m.HeightMM > 0 && m.WidthMM < k.WidthMM {
						continue
					}
					name := k.Name + " " + string(lang) + " " + text[:9]
					in := longInput(lang, k.Name, text)
					p, b := render(t, sample{name, labeltest.Document(k, in), lang, m, nil})
					checkTexts(t, name, p, m.DPI)
					if b.WidthDots == 0 {
						t.Errorf("%s: nothing printed", name)
					}
					switch k.Name {
					case "device-tag":
						for _, whole := range []string{"A261121-", "0042", "-QK", "A-03", "12"} {
							textNamed(t, p, whole)
						}
					case "slot":
						textNamed(t, p, "A-03")
					case "accessory":
						textNamed(t, p, "1")
						textNamed(t, p, "/12")
						textNamed(t, p, "0042")
					case "repair-record":
						textNamed(t, p, "A261121-0042-QK")
					case "customer-copy":
						if n := len(elements[printer.TickBox](p)); n != 12 {
							t.Errorf("%s: %d accessories of 12", name, n)
						}
						fallthrough
					case "pickup-receipt":
						textNamed(t, p, "0042")
					}
				}
			}
		}
	}
}

func TestDeviceTagGivesWayInOrder(t *testing.T) {
	tag := label.DeviceTag{
		Number: "A261121-0042-QK", Slot: "A-03", Contact: label.Contact{Customer: "王建国", Phone: "13812341480"},
		Machine: label.Machine{Serial: "PF3K8H2M"}, State: label.TagParts, Reason: "主板",
		DueOn: date(11, 25, 0, 0), ReceivedAt: date(11, 21, 14, 5),
	}
	for _, tt := range []struct {
		name   string
		change func(*label.DeviceTag)
		want   []string
	}{
		{"all fits", func(*label.DeviceTag) {}, []string{"王建国 138****1480", "PF3K8H2M", "待备件：主板", "约定取机 11-25"}},
		{"serial to its last six", func(d *label.DeviceTag) { d.Serial = "VNB3X01234567" }, []string{"王建国 138****1480", "...234567"}},
		{"an IMEI where there is no serial", func(d *label.DeviceTag) { d.Serial, d.IMEI = "", "490154203237518" }, []string{"王建国 138****1480", "...237518"}},
		{"no IMEI beside a serial", func(d *label.DeviceTag) { d.IMEI = "490154203237518" }, []string{"PF3K8H2M"}},
		{"then the phone", func(d *label.DeviceTag) { d.Serial, d.Customer = "VNB3X01234567", "欧阳宇轩先生收" }, []string{"欧阳宇轩先生收 **1480", "...234567"}},
		{"the due date before the reason", func(d *label.DeviceTag) { d.Reason = "主板，硬盘，内存条都要" }, []string{"待备件：主板，硬盘，内存条都要"}},
		{"then the reason", func(d *label.DeviceTag) { d.Reason = "主板，硬盘，内存条都要等厂家发货" }, []string{"待备件：主板，硬盘，内存条都..."}},
		{"a brand the model names", func(d *label.DeviceTag) { d.Brand, d.Model = "Lenovo", "Lenovo ThinkPad X1 Yoga G6" }, []string{"Lenovo ThinkPad X1 Yoga G6"}},
		{"a hyphen before a slot shrinks", func(d *label.DeviceTag) { d.Slot = "WW-03" }, []string{"WW03"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := tag
			tt.change(&d)
			p, err := d.Page(i18n.ZH, label.Media{WidthMM: 60, HeightMM: 40})
			if err != nil {
				t.Fatal(err)
			}
			for _, w := range tt.want {
				textNamed(t, p, w)
			}
		})
	}
}

func TestPhonesAreMaskedWhereOthersCanReadThem(t *testing.T) {
	own := regexp.MustCompile(`^(customer-copy|quotation|stub|loaner)`)
	for _, s := range samples(t) {
		p, _ := render(t, s)
		for _, e := range elements[printer.Text](p) {
			if strings.Contains(e.Text, "13812341480") && !own.MatchString(s.name) {
				t.Errorf("%s shows the phone: %q", s.name, e.Text)
			}
		}
	}
}

func TestWhatCannotBePrintedIsTyped(t *testing.T) {
	sixty := label.Media{WidthMM: 60, HeightMM: 40}
	for _, tt := range []struct {
		name  string
		doc   label.Document
		media label.Media
		field string // "" for a MediaError
	}{
		{"no number", label.DeviceTag{}, sixty, "number"},
		{"foreign number", label.DeviceTag{Number: "R2611-00042"}, sixty, "number"},
		{"slot too long", label.DeviceTag{Number: "A261121-0042-QK", Slot: "WWWWWWWWWWW-03"}, sixty, "slot"},
		{"slot without code", label.Slot{Shelf: "done", Slot: "C-12"}, sixty, "code"},
		{"hundred accessories", label.DeviceTag{Number: "A261121-0042-QK", Accessories: make(label.Names, 100)}, sixty, "accessories"},
		{"third of two", label.AccessoryTag{Number: "A261121-0042-QK", Code: "AA2611210042011O", Index: 3, Accessories: make(label.Names, 2)}, sixty, "accessories"},
		{"small label", label.DeviceTag{Number: "A261121-0042-QK", Slot: "A-03"}, label.Media{WidthMM: 30, HeightMM: 15}, ""},
		{"narrow label", label.AccessoryTag{Number: "A261121-0042-QK", Code: "AA2611210042011O", Index: 1, Accessories: make(label.Names, 2)}, label.Media{WidthMM: 12, HeightMM: 30}, ""},
		{"small test page", label.TestPage{}, label.Media{WidthMM: 30, HeightMM: 20}, ""},
		{"narrow roll", label.CustomerCopy{CheckIn: label.CheckIn{Number: "A261121-0042-QK"}, Code: "C"}, label.Media{WidthMM: 40}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := tt.doc.Page(i18n.ZH, tt.media)
			var field *label.FieldError
			var media *label.MediaError
			if tt.field != "" && (!errors.As(err, &field) || field.Field != tt.field) {
				t.Errorf("got %v, want a FieldError of %s", err, tt.field)
			}
			if tt.field == "" && !errors.As(err, &media) {
				t.Errorf("got %v, want a MediaError", err)
			}
		})
	}
}

func FuzzTextsNeverLeaveTheMedia(f *testing.F) {
	f.Add("王建国", "A-03", "待报价：主板", 1)
	f.Add("\xff\x00𠮷\n(", "W-99", "((，", 12)
	f.Fuzz(func(t *testing.T, text, slot, reason string, n int) {
		for _, k := range label.Kinds() {
			in := longInput(i18n.ZH, k.Name, text)
			in.Slot, in.Reason, in.Rating, in.PaidFen = slot, reason, n, int64(n)*997
			in.Accessories = in.Accessories[:1+max(n, -n)%12]
			for i := range in.Marks {
				in.Marks[i].X, in.Marks[i].View = float64(n), n%3
			}
			for _, m := range []label.Media{k.Media(203), k.MediaOn(384, 203)} {
				p, err := k.Page(labeltest.Document(k, in), i18n.ZH, m)
				var field *label.FieldError
				var media *label.MediaError
				if errors.As(err, &field) || errors.As(err, &media) {
					continue
				}
				if err != nil {
					t.Fatal(err)
				}
				if _, err := rasterised(p, 203); err != nil {
					t.Errorf("%s: %v", k.Name, err)
				}
			}
		}
	})
}

// A new number each time: the codes are not in any cache.
func BenchmarkDeviceTag(b *testing.B) {
	k, _ := label.LookupKind("device-tag")
	in := labeltest.Example(k.Name, i18n.ZH)
	for n := 0; b.Loop(); n++ {
		in.Number = fmt.Sprintf("A261121-%04d-QK", n%10000)
		p, err := k.Page(labeltest.Document(k, in), i18n.ZH, k.Media(203))
		if err != nil {
			b.Fatal(err)
		}
		if _, err := rasterised(p, 203); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCustomerCopy(b *testing.B) {
	k, _ := label.LookupKind("customer-copy")
	in := labeltest.Example(k.Name, i18n.ZH)
	for b.Loop() {
		p, err := k.Page(labeltest.Document(k, in), i18n.ZH, k.Media(203))
		if err != nil {
			b.Fatal(err)
		}
		if _, err := rasterised(p, 203); err != nil {
			b.Fatal(err)
		}
	}
}
