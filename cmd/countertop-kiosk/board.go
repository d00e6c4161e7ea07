package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os/signal"
	"sync"
	"syscall"
	"time"

	"countertop/app"
	"countertop/app/config"
	"countertop/app/flow"
	"countertop/app/repair"
	"countertop/app/view"
	"countertop/app/wallboard"
	"countertop/store"
)

// boardCommand shows the machines in the shop on a display of its own, beside
// the kiosk that has the store open. It changes nothing.
func boardCommand(args []string, stderr io.Writer) error {
	fs := flags("board", stderr)
	configFile := fs.String("config", "", "configuration `FILE` of the kiosk")
	data := fs.String("data", "data", "data `DIR` of the kiosk")
	lang := fs.String("lang", "", "language of the board, zh-CN or en")
	monitor := fs.Int("monitor", 2, "fill display `N`, counted from 1; the last one if there are fewer")
	panelMM := fs.Float64("panel-mm", 0, "visible width of that display in `MM`; 0 is that of 24 inches")
	inspect := fs.String("inspect", "", "answer on this unix `SOCKET` with the scene as JSON")
	var win window
	fs.Var(&win, "window", "size `WxH` of a window instead of a whole display")
	if err := fs.Parse(args); err != nil {
		return usageError{err}
	}
	if err := checkBoard(fs.Args(), *lang, *monitor, *panelMM); err != nil {
		return err
	}
	cfg := config.Default()
	if *configFile != "" {
		var err error
		if cfg, err = config.Load(*configFile); err != nil {
			return err
		}
	}
	cal, err := cfg.Calendar()
	if err != nil {
		return err
	}
	limits, err := cfg.RepairLimits()
	if err != nil {
		return err
	}
	if *lang == "" {
		*lang = cfg.Station.Lang
	}
	if *panelMM == 0 {
		*panelMM = wallMM
	}
	first := flow.Initial(flow.Shop{Name: cfg.Shop.Name, Station: cfg.Station.Letter, Calendar: cal, Limits: limits}, *lang, time.Now())
	first.Screen, first.Boards.Wall = flow.ScreenBoard, true
	game, err := app.New(app.Options{
		Initial: first, Update: flow.Update, Build: view.Build, Run: func(flow.Cmd) {},
		Title: "接机台 看板 Countertop board", Window: win.Point, Monitor: *monitor, PanelMM: *panelMM,
	})
	if err != nil {
		return err
	}
	if *inspect != "" {
		l, err := game.Inspect(*inspect)
		if err != nil {
			return err
		}
		defer l.Close() //nolint:errcheck // the process ends
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()
	context.AfterFunc(ctx, game.Close)
	board := wallboard.New(wallboard.Options{
		Open:  func(ctx context.Context) (wallboard.Watch, error) { return store.OpenWatch(ctx, *data) },
		Cards: func() *repair.Cards { return repair.NewCards(cal, limits, time.Now()) },
		Post:  game.Post, Log: slog.New(slog.NewTextHandler(stderr, nil)),
	})
	var wg sync.WaitGroup
	wg.Go(func() { board.Run(ctx) })
	err = game.Run()
	stop()
	wg.Wait()
	return err
}

// checkBoard refuses a command line that no board can be shown with.
func checkBoard(rest []string, lang string, monitor int, panelMM float64) error {
	switch {
	case len(rest) > 0:
		return usageError{fmt.Errorf("board does not take %q", rest[0])}
	case lang != "" && lang != "zh-CN" && lang != "en":
		return usageError{fmt.Errorf("-lang is zh-CN or en, not %q", lang)}
	case monitor < 1:
		return usageError{fmt.Errorf("-monitor counts from 1, not %d", monitor)}
	case panelMM < 0:
		return usageError{fmt.Errorf("-panel-mm is a width in millimetres, not %g", panelMM)}
	}
	return nil
}

// wallMM is the visible width of a display of 24 inches.
const wallMM = 531
