package main

import (
	"context"
	"io"
	"log/slog"
	"maps"
	"os/signal"
	"sync"
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
	b, err := newBoardShop(o)
	if err != nil {
		return err
	}
	shop := b.shop()
	if o.PanelMM == 0 {
		o.PanelMM = wallMM
	}
	first := flow.Initial(shop, b.lang(), time.Now())
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
	board := wallboard.New(wallboard.Options{
		Open:  b.open,
		Cards: func() *repair.Cards { return repair.NewCards(b.shop().Calendar, b.shop().Limits, time.Now()) },
		Set: func(values map[string]string) {
			game.Post(flow.SettingsLoaded{Settings: b.set(values)})
		},
		Post: game.Post, Log: slog.New(slog.NewTextHandler(stderr, nil)),
	})
	var wg sync.WaitGroup
	wg.Go(func() { board.Run(ctx) })
	wg.Go(func() {
		watchFiles(ctx, shopFiles(o.Data), nil, func() { // the kiosk names the mistakes in its files
			t, _ := trade.Load(shopFiles(o.Data))
			b.read(t)
			game.Post(flow.TradeLoaded{Trade: t})
			board.Renew()
		})
	})
	err = game.Run()
	stop()
	wg.Wait()
	return err
}

// boardShop is the shop as a board shows it: as it is set at the counter, and until
// that was read, as the file of the configuration has it.
type boardShop struct {
	opt cli.BoardOptions
	cfg config.Config

	mu       sync.Mutex
	settings flow.Settings
	files    trade.Trade
}

func newBoardShop(o cli.BoardOptions) (*boardShop, error) {
	b := &boardShop{opt: o, cfg: config.Default(), files: trade.Default()}
	if o.Config != "" {
		var err error
		if b.cfg, err = config.Load(o.Config); err != nil {
			return nil, err
		}
	}
	b.settings = flow.Settings{Values: b.cfg.Named, Defaults: b.cfg.SettingDefaults()}
	return b, nil
}

// open opens the store for looking.
func (b *boardShop) open(ctx context.Context) (wallboard.Watch, error) {
	w, err := store.OpenWatch(ctx, b.opt.Data)
	if err != nil {
		return nil, err
	}
	return boardWatch{w, b.cfg.Station.Letter}, nil
}

// shop is the shop as it is now.
func (b *boardShop) shop() flow.Shop {
	b.mu.Lock()
	defer b.mu.Unlock()
	return flow.Shop{Station: b.cfg.Station.Letter}.With(b.settings.Config(), b.files)
}

// lang is the language of the board.
func (b *boardShop) lang() string {
	if b.opt.Lang != "" {
		return b.opt.Lang
	}
	return b.settings.Config().Lang
}

// set takes what is set at the counter. A language that the board was started in
// stays.
func (b *boardShop) set(values map[string]string) flow.Settings {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.opt.Lang != "" {
		values = maps.Clone(values)
		values[repair.SetLang] = b.opt.Lang
	}
	b.settings.Values = values
	return b.settings
}

// read takes what stands in the files of the shop.
func (b *boardShop) read(t trade.Trade) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.files = t
}

// boardWatch is the store of one counter.
type boardWatch struct {
	*store.Watch
	station string
}

// House implements wallboard.Watch.
func (w boardWatch) House(ctx context.Context) ([]repair.Staff, map[string]string, error) {
	return w.Watch.House(ctx, w.station)
}

// wallMM is the visible width of a display of 24 inches.
const wallMM = 531
