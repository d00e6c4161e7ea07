package document_test

import (
	"errors"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"countertop/app/document"
	"countertop/app/label"
	"countertop/app/repair"
	"countertop/printer"
)

// profile is a printer with a head of width dots; on a roll the head is as wide
// as what it prints.
func profile(language printer.Language, dpi, width int) printer.Profile {
	return printer.Profile{Name: "test", Language: language, DPI: dpi, WidthDots: width}
}

// Labels for heads of 104 mm, slips for rolls of 80 and 58 mm.
var (
	labelHeads = []printer.Profile{profile(printer.TSPL, 203, 832), profile(printer.TSPL, 300, 1248)}
	slipHeads  = []printer.Profile{
		profile(printer.ESCPOS, 203, 576), profile(printer.ESCPOS, 203, 384), profile(printer.ESCPOS, 300, 852), profile(printer.ESCPOS, 300, 568),
	}
)

func draw(t *testing.T, j repair.PrintJob, s document.Facts, p printer.Profile) *printer.Bitmap {
	t.Helper()
	sheet, err := document.PageImage(j, s, p)
	if err != nil {
		t.Errorf("%s %s on %d dots at %d dpi: %v", j.Document, j.Lang, p.WidthDots, p.DPI, err)
		return nil
	}
	b := sheet.Preview
	bounds := b.Bounds()
	black := 0
	for y := bounds.Min.Y; y < bounds.Max.Y; y++ {
		for x := bounds.Min.X; x < bounds.Max.X; x++ {
			if r, _, _, _ := b.At(x, y).RGBA(); r == 0 {
				black++
			}
		}
	}
	if bounds.Dx() > p.WidthDots || black == 0 || black > bounds.Dx()*bounds.Dy()*2/3 {
		t.Errorf("%s %s on %d dots at %d dpi: %v with %d dots burnt", j.Document, j.Lang, p.WidthDots, p.DPI, bounds, black)
	}
	return b
}

// everything returns the jobs of an order that was collected.
func everything(lang string) (labels, slips []repair.PrintJob) {
	for _, d := range []repair.Document{repair.DocDeviceTag, repair.DocRepairLabel, repair.DocAccessory, repair.DocCustomerCopy, repair.DocPickupReceipt} {
		for n := 1; n <= 2; n++ {
			j := repair.PrintJob{Document: d, Order: number, Lang: lang, Copy: n}
			if d == repair.DocAccessory {
				j.Index = n
			}
			if d == repair.DocCustomerCopy || d == repair.DocPickupReceipt {
				slips = append(slips, j)
			} else {
				labels = append(labels, j)
			}
		}
	}
	return labels, slips
}

func TestEveryDocumentIsDrawnOnEveryPaper(t *testing.T) {
	s := source(ready(t).pickupTest().pickUp(nil).o)
	for _, lang := range []string{"zh-CN", "en"} {
		labels, slips := everything(lang)
		for _, j := range labels {
			for _, p := range labelHeads {
				draw(t, j, s, p)
			}
		}
		for _, j := range slips {
			for _, p := range slipHeads {
				b := draw(t, j, s, p)
				if b == nil || p.DPI != 203 {
					continue
				}
				f, err := os.Create(filepath.Join(t.ArtifactDir(), fmt.Sprintf("%s-%s-%d.png", j.Document, lang, p.WidthDots)))
				if err != nil {
					t.Fatal(err)
				}
				if err := errors.Join(png.Encode(f, b), f.Close()); err != nil {
					t.Error(err)
				}
			}
		}
	}
}

// Whatever a customer is called and whatever is typed, a label comes out.
func TestNoNameIsTooMuch(t *testing.T) {
	long := strings.Repeat("超长", 200)
	for name, change := range map[string]func(*repair.Order, *repair.Customer){
		"rare characters": func(o *repair.Order, c *repair.Customer) {
			c.Name, o.Device.Model, o.Symptom.Words = "𠮷野𡈽郎", "𰻞𰻞 面机", "🤖 冒烟"
		},
		"company of sixty characters": func(_ *repair.Order, c *repair.Customer) {
			c.Name, c.Company = "", strings.Repeat("示例科技有限", 10)
		},
		"company and person": func(_ *repair.Order, c *repair.Customer) {
			c.Company = strings.Repeat("Example Technology Company ", 3)
		},
		"everything long": func(o *repair.Order, c *repair.Customer) {
			c.Name, c.Company, c.Phones = long, long, []string{strings.Repeat("1", 40)}
			o.Device.Brand, o.Device.Model, o.Device.Serial = long, long, strings.Repeat("W", 60)
			o.Symptom.Words, o.Part = long, long
			for range 10 {
				o.Accessories = append(o.Accessories, repair.Accessory{Name: long})
				o.Marks = append(o.Marks, repair.ConditionMark{Kind: repair.MarkStain, X: 1, Y: 1})
			}
		},
		"nothing": func(o *repair.Order, c *repair.Customer) {
			*c = repair.Customer{}
			o.Device, o.Symptom, o.Marks = repair.Device{}, repair.Symptom{}, nil
			o.Signature, o.PickupSignature, o.OldParts = nil, nil, ""
		},
		"signs": func(o *repair.Order, c *repair.Customer) {
			c.Name, o.Device.Model, o.Symptom.Words = "\x00\x1b@王\n建\u202e国\ufeff", "\xff\xfe", "{n} %s \\ \""
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := source(ready(t).pickupTest().pickUp(nil).o)
			change(&s.Row.Order, &s.Row.Customer)
			for _, lang := range []string{"zh-CN", "en"} {
				labels, slips := everything(lang)
				for _, j := range labels {
					draw(t, j, s, labelHeads[0])
				}
				for _, j := range slips {
					draw(t, j, s, slipHeads[0])
					draw(t, j, s, slipHeads[1])
				}
			}
		})
	}
}

func TestBitmapSaysWhatCannotBe(t *testing.T) {
	s := source(begin(t).o)
	var field *label.FieldError
	for name, j := range map[string]repair.PrintJob{
		"no such document":            {Document: "invoice", Order: number},
		"badge of nobody":             {Document: repair.DocBadge, Subject: "A099"},
		"shelf of no code":            {Document: repair.DocShelf, Subject: "X"},
		"accessory that is not there": {Document: repair.DocAccessory, Order: number, Index: 3},
	} {
		if _, err := document.PageImage(j, s, labelHeads[0]); !errors.As(err, &field) {
			t.Errorf("%s: %v, want a *label.FieldError", name, err)
		}
	}
	var media *label.MediaError
	narrow := slipHeads[1]
	narrow.WidthDots = 96
	if _, err := document.PageImage(repair.PrintJob{Document: repair.DocDeviceTag, Order: number}, s, narrow); !errors.As(err, &media) {
		t.Errorf("a tag on a head of 12 mm: %v, want a *label.MediaError", err)
	}
}

// The digest ties the paper to what was signed: first eight digits, capitals.
func TestSignatureIsDrawn(t *testing.T) {
	s := source(begin(t).o)
	j := repair.PrintJob{Document: repair.DocCustomerCopy, Order: number, Lang: "zh-CN"}
	with := draw(t, j, s, slipHeads[0])
	s.Ink = nil
	without := draw(t, j, s, slipHeads[0])
	if with == nil || without == nil || with.Bounds().Dy() <= without.Bounds().Dy() {
		t.Error("the ink takes no room on the slip")
	}
}
