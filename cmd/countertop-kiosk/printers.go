package main

import (
	"context"
	"path/filepath"
	"strconv"
	"time"

	"countertop/app/printers"
	"countertop/app/repair"
	"countertop/printer"
)

const (
	// fallbackAfter is how long a fault lasts before the jobs behind it go to the
	// fallback printer, unless the setting fallbackKey says another number of
	// seconds.
	fallbackAfter = 30 * time.Second
	fallbackKey   = "printer-fallback-seconds"
)

// wirePrinters makes the printers, which draw and report through the runner.
func (k *kiosk) wirePrinters() error {
	after := fallbackAfter
	if v, err := k.store.Get(k.ctx, fallbackKey); err != nil {
		return err
	} else if n, err := strconv.Atoi(v); err == nil && n > 0 {
		after = time.Duration(n) * time.Second
	}
	o := printers.Options{
		Store: k.store, Config: k.cfg.Printers, Post: k.post, OnPrint: k.opt.onPrint, Dir: filepath.Join(k.opt.data, "prints"),
		FallbackAfter: after, Log: k.log,
		Render: func(ctx context.Context, j repair.PrintJob, p printer.Profile) (*printer.PageImage, error) {
			return k.runner.Render(ctx, j, p)
		},
		JobsChanged: func(ctx context.Context) { k.runner.JobsChanged(ctx) },
	}
	for _, s := range k.cfg.Scanners {
		o.Scanners = append(o.Scanners, s.Device)
	}
	var err error
	k.printers, err = printers.New(k.ctx, o)
	return err
}
