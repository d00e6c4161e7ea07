package main

import (
	"context"
	"errors"
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
	switch {
	case fs.NArg() > 0:
		return usageError{fmt.Errorf("board does not take %q", fs.Arg(0))}
	case *lang != "" && *lang != "zh-CN" && *lang != "en":
		return usageError{fmt.Errorf("-lang is zh-CN or en, not %q", *lang)}
	case *monitor < 1:
		return usageError{fmt.Errorf("-monitor counts from 1, not %d", *monitor)}
	case *panelMM < 0:
		return usageError{fmt.Errorf("-panel-mm is a width in millimetres, not %g", *panelMM)}
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
	w := watcher{dir: *data, cards: func() *repair.Cards { return repair.NewCards(cal, limits, time.Now()) }, post: game.Post, log: slog.New(slog.NewTextHandler(stderr, nil))}
	var wg sync.WaitGroup
	wg.Go(func() { w.run(ctx) })
	err = game.Run()
	stop()
	wg.Wait()
	return err
}

// wallMM is the visible width of a display of 24 inches.
const wallMM = 531

// lookEvery is how often the board looks for changes.
const lookEvery = 500 * time.Millisecond

// watcher brings what changes in the store onto the board.
type watcher struct {
	dir   string
	cards func() *repair.Cards
	post  func(flow.Msg)
	log   *slog.Logger

	store *store.Watch
	floor *repair.Floor
	since time.Time // when the whole floor was read
	bad   bool
}

// run looks until ctx ends. A store that is not there, or not yet of this
// program's version, is waited for.
func (w *watcher) run(ctx context.Context) {
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for {
		w.said(w.look(ctx))
		select {
		case <-tick.C:
		case <-ctx.Done():
			if w.store != nil {
				_ = w.store.Close() // it only read
			}
			return
		}
	}
}

func (w *watcher) look(ctx context.Context) (err error) {
	if w.store != nil && time.Since(w.since) > 24*time.Hour {
		err = w.store.Close() // cards are made anew, and who is on the staff
		w.store = nil
	}
	if w.store == nil {
		opened, e := store.OpenWatch(ctx, w.dir)
		if e != nil {
			return errors.Join(err, e)
		}
		w.store, w.since = opened, time.Now()
		people, e := opened.Staff(ctx)
		if e != nil {
			return errors.Join(err, e)
		}
		w.post(flow.PeopleLoaded{People: people})
	}
	orders, whole, err := w.store.Changed(ctx)
	if err != nil || !whole && len(orders) == 0 {
		return err
	}
	cards := w.cards()
	if whole {
		list := make([]repair.Card, len(orders))
		for i, r := range orders {
			list[i] = cards.Of(r.Order, r.Customer)
		}
		w.floor = repair.NewFloor(list)
	}
	for _, r := range orders {
		switch {
		case whole:
		case r.Order.InShop():
			w.floor = w.floor.With(cards.Of(r.Order, r.Customer))
		default:
			w.floor = w.floor.Without(r.Order.ID)
		}
	}
	w.post(flow.FloorLoaded{Floor: w.floor})
	return nil
}

// said tells people of trouble once, and when it is over. After trouble the
// store is opened again.
func (w *watcher) said(err error) {
	if bad := err != nil; bad != w.bad {
		w.bad = bad
		h := flow.Health{}
		if bad {
			h.Problems = []string{"health.board-store"}
			w.log.Error("board", "error", err)
		}
		w.post(flow.HealthChanged{Health: h})
	}
	if err != nil && w.store != nil {
		_ = w.store.Close()
		w.store = nil
	}
}
