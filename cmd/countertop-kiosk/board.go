package main

import (
	"context"
	"io"
	"log/slog"
	"os/signal"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"countertop/app"
	"countertop/app/config"
	"countertop/app/flow"
	"countertop/app/repair"
	"countertop/app/trade"
	"countertop/app/view"
	"countertop/app/wallboard"
	"countertop/cmd/internal/cli"
	"countertop/store"
)

// boardCommand shows the machines in the shop on a display of its own, beside
// the kiosk that has the store open. It changes nothing.
func boardCommand(o cli.BoardOptions, stderr io.Writer) error {
	cfg, shop, err := boardShop(o)
	if err != nil {
		return err
	}
	if o.Lang == "" {
		o.Lang = cfg.Station.Lang
	}
	if o.PanelMM == 0 {
		o.PanelMM = wallMM
	}
	first := flow.Initial(shop, o.Lang, time.Now())
	first.Screen, first.Boards.Wall = flow.ScreenBoard, true
	game, err := app.New(app.Options{
		Initial: first, Update: flow.Update, Build: view.Build, Run: func(flow.Cmd) {},
		Title: "接机台 看板 Countertop board", Window: o.Window, Monitor: o.Monitor, PanelMM: o.PanelMM,
	})
	if err != nil {
		return err
	}
	if o.Inspect != "" {
		l, err := game.Inspect(o.Inspect)
		if err != nil {
			return err
		}
		defer l.Close() //nolint:errcheck // the process ends
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()
	context.AfterFunc(ctx, game.Close)
	var shown atomic.Pointer[repair.Calendar]
	shown.Store(&shop.Calendar)
	board := wallboard.New(wallboard.Options{
		Open:  func(ctx context.Context) (wallboard.Watch, error) { return store.OpenWatch(ctx, o.Data) },
		Cards: func() *repair.Cards { return repair.NewCards(*shown.Load(), shop.Limits, time.Now()) },
		Post:  game.Post, Log: slog.New(slog.NewTextHandler(stderr, nil)),
	})
	var wg sync.WaitGroup
	wg.Go(func() { board.Run(ctx) })
	if shop.FollowsOfficial { // the kiosk names the mistakes in its files
		wg.Go(func() {
			watchFiles(ctx, shopFiles(o.Data), nil, func() {
				t, _ := trade.Load(shopFiles(o.Data))
				now := shop.WithTrade(t).Calendar
				shown.Store(&now)
				game.Post(flow.TradeLoaded{Trade: t})
				board.Renew()
			})
		})
	}
	err = game.Run()
	stop()
	wg.Wait()
	return err
}

// boardShop is the configuration, and what a board shows of it.
func boardShop(o cli.BoardOptions) (cfg config.Config, shop flow.Shop, err error) {
	cfg = config.Default()
	if o.Config != "" {
		if cfg, err = config.Load(o.Config); err != nil {
			return cfg, shop, err
		}
	}
	shop = flow.Shop{Name: cfg.Shop.Name, Station: cfg.Station.Letter, FollowsOfficial: cfg.Shop.OfficialHolidays}
	if shop.Calendar, err = cfg.Calendar(); err != nil {
		return cfg, shop, err
	}
	shop.Limits, err = cfg.RepairLimits()
	return cfg, shop.WithTrade(trade.Default()), err
}

// wallMM is the visible width of a display of 24 inches.
const wallMM = 531
