package main

import (
	"countertop/app/flow"
	"countertop/app/scanners"
)

// wireScanners makes the scanners, whose scans go to the screen.
func (k *kiosk) wireScanners() (err error) {
	k.scanners, err = scanners.New(k.ctx, scanners.Options{
		Store: k.store, Config: k.cfg.Scanners, Post: k.post, Log: k.log, Root: k.opt.root,
		Watched: func() bool {
			// What is typed into a field is nobody's scan.
			s := k.game.State()
			return s.Screen == flow.ScreenScanners && s.Focus == ""
		},
		Printers: func() (devices []string) {
			for _, p := range k.game.State().Printers {
				devices = append(devices, p.Device)
			}
			return devices
		},
	})
	return err
}
