package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"countertop/app/i18n"
	"countertop/app/label"
	"countertop/assets"
	"countertop/printer"
	"countertop/printer/language"
	"countertop/printer/printertest"
	"countertop/printer/raster"
	"countertop/printer/transport"
)

// tag is the device tag as a printer of a profile gets it.
func tag(name string, mode printer.RenderMode) (*printer.PageImage, printer.Profile, error) {
	p, err := printer.LoadProfile(assets.Profiles, name)
	if err != nil {
		return nil, p, err
	}
	p.Mode = mode
	kind, ok := label.LookupKind("device-tag")
	if !ok {
		return nil, p, errors.New("there is no device tag")
	}
	page, err := kind.Page(label.Example("device-tag", i18n.ZH), i18n.ZH, kind.MediaOn(p.WidthDots, p.DPI))
	if err != nil {
		return nil, p, err
	}
	img, err := raster.Compose(page, p)
	return img, p, err
}

// wholePicture is the bitmap of the device tag, in kB: what it may cost where
// the design sets no budget.
const wholePicture = 19.2

// bytes counts what each language sends for one device tag in each mode.
func (b *bench) bytes() ([]row, error) {
	var rows []row
	for _, c := range []struct {
		profile string
		mode    printer.RenderMode
		budget  float64
	}{
		{"generic-zpl-203", printer.Raster, 6},
		{"generic-zpl-203", printer.Hybrid, 5.5},
		{"generic-zpl-203", printer.Native, 3},
		{"generic-tspl", printer.Raster, wholePicture},
		{"generic-tspl", printer.Hybrid, 11.5},
		{"generic-tspl", printer.Native, 4},
		{"generic-escpos-80", printer.Raster, wholePicture},
		{"generic-escpos-80", printer.Hybrid, 12},
		{"generic-escpos-80", printer.Native, 4.5},
		{"generic-cpcl", printer.Raster, wholePicture},
		{"generic-cpcl", printer.Hybrid, wholePicture},
		{"generic-cpcl", printer.Native, wholePicture},
	} {
		img, p, err := tag(c.profile, c.mode)
		if err != nil {
			return nil, err
		}
		n := size(language.Encode(img, p, printer.JobOptions{}))
		at := func(baud int) float64 { return float64(n) * 10 / float64(baud) }
		rows = append(rows, row{
			fmt.Sprintf("device tag, %s %s", c.profile, c.mode), c.budget, float64(n) / 1000, "kB",
			fmt.Sprintf("%.1f s at 9600, %.1f at 38400, %.2f at 115200 baud", at(9600), at(38400), at(115200)),
		})
	}
	return rows, nil
}

// cable sends a device tag over a serial port to a virtual printer that takes
// bytes no faster than the line, in the mode that is chosen for its speed. The
// budget is the physical limit: ten bits a byte.
func (b *bench) cable() ([]row, error) {
	var rows []row
	for _, name := range []string{"generic-tspl", "generic-escpos-80", "generic-zpl-203"} {
		for _, baud := range []int{9600, 38400, 115200} {
			p, err := printer.LoadProfile(assets.Profiles, name)
			if err != nil {
				return nil, err
			}
			mode := p.ModeFor(printer.Link{Baud: baud})
			img, p, err := tag(name, mode)
			if err != nil {
				return nil, err
			}
			bytes := size(language.Encode(img, p, printer.JobOptions{ID: "1"}))
			limit := float64(bytes) * 10 / float64(baud)
			took, err := send(img, p, baud, bytes)
			if err != nil {
				return nil, fmt.Errorf("%s at %d baud: %w", name, baud, err)
			}
			rows = append(rows, row{
				fmt.Sprintf("%s %s at %d baud", name, mode, baud), limit, took, "s",
				fmt.Sprintf("%.0f %% of what the cable can do", 100*limit/took),
			})
		}
	}
	return rows, nil
}

// send prints img and returns the seconds until the printer had all of it.
func send(img *printer.PageImage, p printer.Profile, baud, size int) (float64, error) {
	v := printertest.NewVirtual(printertest.Options{Language: p.Language, WidthDots: p.WidthDots, Baud: baud})
	defer v.Close() //nolint:errcheck // it lives in this process
	path, err := v.ServePTY()
	if err != nil {
		return 0, err
	}
	ctx, stop := context.WithTimeout(context.Background(), time.Minute)
	defer stop()
	c, err := transport.Open(ctx, fmt.Sprintf("serial:%s?baud=%d", path, baud))
	if err != nil {
		return 0, err
	}
	defer c.Close() //nolint:errcheck // the printer has it all
	before := v.Taken()
	began := time.Now()
	if err := language.New(c, p).Send(ctx, img, printer.JobOptions{ID: "1"}, func(printer.Progress) {}); err != nil {
		return 0, err
	}
	for v.Taken()-before < size {
		if ctx.Err() != nil {
			return 0, fmt.Errorf("only %d of %d bytes arrived", v.Taken()-before, size)
		}
		time.Sleep(time.Millisecond)
	}
	return time.Since(began).Seconds(), nil
}

// size is how many bytes a job has.
func size(segs []printer.Segment) (n int) {
	for _, s := range segs {
		n += len(s.Bytes)
	}
	return n
}
