package main

import (
	"context"
	"path/filepath"

	"countertop/app/printers"
	"countertop/app/repair"
	"countertop/printer"
)

// wirePrinters makes the printers, which draw and report through the runner.
func (k *kiosk) wirePrinters() error {
	after, err := printers.FallbackAfter(k.ctx, k.store)
	if err != nil {
		return err
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
	k.printers, err = printers.New(k.ctx, o)
	return err
}
