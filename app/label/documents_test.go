package label_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"countertop/app/i18n"
	"countertop/app/label"
	"countertop/app/label/labeltest"
	"countertop/app/repair"
	"countertop/printer"
	"countertop/printer/raster"
)

// sample is one print of the test set.
type sample struct {
	name  string
	doc   label.Document
	lang  i18n.Lang
	media label.Media
	codes []string // what a scanner reads of it
}

func date(month time.Month, day, hour, minute int) label.Date {
	return label.Date{Time: time.Date(2026, month, day, hour, minute, 0, 0, time.UTC)}
}

// samples are all documents, in both languages, with their states, on the
// narrowest and the finest printer.
// logo is a wide picture: a ring and two bars.
func logo() string {
	p := repair.Picture{W: 320, H: 80, Bits: make([]byte, 40*80)}
	for y := range p.H {
		for x := range p.W {
			dx, dy := x-40, y-40
			ring := dx*dx+dy*dy < 38*38 && dx*dx+dy*dy > 26*26
			if ring || x > 100 && y > 12 && y < 36 || x > 100 && x < 250 && y > 48 && y < 70 {
				p.Bits[y*40+x/8] |= 0x80 >> (x % 8)
			}
		}
	}
	return p.String()
}

func samples(t testing.TB) []sample {
	t.Helper()
	var all []sample
	for _, lang := range []i18n.Lang{i18n.ZH, i18n.EN} {
		suffix := ""
		if lang == i18n.EN {
			suffix = "-en"
		}
		add := func(kind, name string, media func(label.Kind) label.Media, change func(*labeltest.Input)) {
			k, ok := label.LookupKind(kind)
			if !ok {
				t.Fatalf("%s is no kind", kind)
			}
			in := labeltest.Example(kind, lang)
			if change != nil {
				change(&in)
			}
			code := map[string]string{
				"accessory": in.AccessoryCode, "customer-copy": in.CopyCode, "shelf": in.ShelfCode, "slot": in.SlotCode,
				"staff-badge": in.Staff.Code, "loaner": in.LoanerCode, "old-part": in.OldPartCode,
			}[kind]
			if code == "" {
				code = "R" + strings.ReplaceAll(in.Number, "-", "")
			}
			codes := []string{code}
			switch kind {
			case "device-tag": // its Code 128 says the same
				if media(k).WidthMM >= 44 {
					codes = append(codes, code)
				}
			case "folder", "day-close", "stock-take", "recovery":
				codes = nil
			case "test-page":
				codes = []string{"1", "2", "Q1", "Q2"}
			}
			all = append(all, sample{name + suffix, labeltest.Document(k, in), lang, media(k), codes})
		}
		at203 := func(k label.Kind) label.Media { return k.Media(203) }
		for _, k := range label.Kinds() {
			add(k.Name, k.Name, at203, nil)
			add(k.Name, k.Name+"-300dpi", func(k label.Kind) label.Media { return k.Media(300) }, nil)
			if k.HeightMM == 0 {
				add(k.Name, k.Name+"-58mm", func(k label.Kind) label.Media { return k.MediaOn(384, 203) }, nil)
			}
		}
		withLogo := func(in *labeltest.Input) { in.Shop.Logo = logo() }
		for _, kind := range []string{"customer-copy", "quotation"} {
			add(kind, kind+"-logo", at203, withLogo)
		}
		add("customer-copy", "customer-copy-logo-300dpi", func(k label.Kind) label.Media { return k.Media(300) }, withLogo)
		add("customer-copy", "customer-copy-logo-58mm", func(k label.Kind) label.Media { return k.MediaOn(384, 203) }, withLogo)
		blank := func(in *labeltest.Input) { in.Blank = true }
		add("test-sheet", "test-sheet-blank", at203, blank)
		add("test-sheet", "test-sheet-blank-58mm", func(k label.Kind) label.Media { return k.MediaOn(384, 203) }, blank)
		for kind, sizes := range map[string][]label.Media{
			"device-tag":    {{WidthMM: 30, HeightMM: 20}, {WidthMM: 40, HeightMM: 30}, {WidthMM: 50, HeightMM: 30}, {WidthMM: 100, HeightMM: 70}},
			"accessory":     {{WidthMM: 30, HeightMM: 20}, {WidthMM: 70, HeightMM: 50}},
			"old-part":      {{WidthMM: 30, HeightMM: 20}},
			"repair-record": {{WidthMM: 30, HeightMM: 20}, {WidthMM: 40, HeightMM: 30}, {WidthMM: 70, HeightMM: 50}},
			"slot":          {{WidthMM: 30, HeightMM: 20}, {WidthMM: 60, HeightMM: 60}},
			"shelf":         {{WidthMM: 30, HeightMM: 20}},
			"staff-badge":   {{WidthMM: 40, HeightMM: 30}},
			"folder":        {{WidthMM: 100, HeightMM: 70}},
			"test-page":     {{WidthMM: 40, HeightMM: 30}, {WidthMM: 72}, {WidthMM: 48}},
		} {
			for _, m := range sizes {
				m.DPI = 203
				add(kind, fmt.Sprintf("%s-%gx%g", kind, m.WidthMM, m.HeightMM), func(label.Kind) label.Media { return m }, nil)
			}
		}
		onShelf := func(shelf, slot string) func(*labeltest.Input) {
			return func(in *labeltest.Input) { in.Shelf, in.Slot = shelf, slot }
		}
		add("device-tag", "device-tag-parts", at203, func(in *labeltest.Input) {
			onShelf("awaiting-parts", "B-07")(in)
			in.Reason, in.DueOn = "主板", date(11, 25, 0, 0)
			if lang == i18n.EN {
				in.Reason = "mainboard"
			}
		})
		add("device-tag", "device-tag-ok", at203, func(in *labeltest.Input) {
			onShelf("done", "C-12")(in)
			in.OKAt = date(11, 23, 16, 40)
		})
		add("device-tag", "device-tag-reprint", at203, func(in *labeltest.Input) { in.Reprint = true })
		add("device-tag", "device-tag-long", at203, func(in *labeltest.Input) {
			onShelf("awaiting-parts", "B-07")(in)
			in.Brand, in.Model, in.Serial = "惠普", "Color LaserJet Pro MFP M283fdw", "VNB3X01234567"
			in.Customer, in.Phone = "欧阳宇轩", "13900000007"
			in.Symptom, in.Reason = "打印有竖条纹，偶尔卡纸", "待报价：等客户确认主板与硬盘一起更换"
			in.DueOn, in.Accessories = date(11, 25, 0, 0), make(label.Names, 12)
		})
		// Nobody could type the name.
		byHand := func(in *labeltest.Input) { in.Customer = "" }
		for _, kind := range []string{"device-tag", "accessory", "old-part", "customer-copy", "stub", "quotation", "loaner", "pickup-receipt"} {
			add(kind, kind+"-ink", at203, byHand)
		}
		onTheSpot := func(in *labeltest.Input) { in.OnTheSpot, in.Slot, in.Customer = true, "", "" }
		for _, m := range []label.Media{{WidthMM: 30, HeightMM: 20}, {WidthMM: 40, HeightMM: 30}, {WidthMM: 50, HeightMM: 30}, {WidthMM: 60, HeightMM: 40}, {WidthMM: 100, HeightMM: 70}} {
			m.DPI = 203
			add("device-tag", fmt.Sprintf("device-tag-spot-%gx%g", m.WidthMM, m.HeightMM), func(label.Kind) label.Media { return m }, onTheSpot)
		}
		told := func(in *labeltest.Input) {
			number, copyCode := in.Number, in.CopyCode
			*in = labeltest.Example("stub", lang)
			in.Number, in.CopyCode, in.EstimateFen = number, copyCode, new(int64)
			in.Inspection.Seen = "not-seen"
		}
		add("customer-copy", "customer-copy-visit", at203, told)
		add("customer-copy", "customer-copy-visit-58mm", func(k label.Kind) label.Media { return k.MediaOn(384, 203) }, told)
		add("customer-copy", "customer-copy-many", at203, func(in *labeltest.Input) {
			in.Kind, in.Reprint, in.Company = "printer", true, "广州市示例电子科技有限公司天河分公司"
			for i := range 4 {
				in.Marks = append(in.Marks, label.Mark{View: i % 2, X: float64(i) / 3, Y: 1 - float64(i)/3, Text: "污渍"})
			}
			in.Accessories = append(in.Accessories, "硒鼓", "CE285A 原装盒（含说明书、保修卡和一根两米的打印机数据线）")
		})
		add("customer-copy", "customer-copy-spotless", at203, func(in *labeltest.Input) {
			in.Marks, in.Accessories, in.Signature = nil, nil, nil
		})
		for _, kind := range []string{"desktop", "other"} {
			add("customer-copy", "customer-copy-"+kind, at203, func(in *labeltest.Input) { in.Kind = kind })
		}
		add("pickup-receipt", "pickup-receipt-untested", at203, func(in *labeltest.Input) {
			in.Untested, in.CallOn, in.FollowUpOn = true, date(11, 26, 0, 0), date(11, 26, 0, 0)
		})
	}
	return all
}

// rasterised is a page as a printer of this resolution gets it.
func rasterised(p printer.Page, dpi int) (*printer.Bitmap, error) {
	img, err := raster.Compose(p, printer.Profile{DPI: dpi})
	if err != nil {
		return nil, err
	}
	return img.Preview, nil
}

func render(t testing.TB, s sample) (printer.Page, *printer.Bitmap) {
	t.Helper()
	p, err := s.doc.Page(s.lang, s.media)
	if err != nil {
		t.Fatalf("%s: %v", s.name, err)
	}
	b, err := rasterised(p, s.media.DPI)
	if err != nil {
		t.Fatalf("%s: %v", s.name, err)
	}
	return p, b
}
