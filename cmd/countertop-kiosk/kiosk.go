package main

import (
	"cmp"
	"context"
	"errors"
	"image"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"path/filepath"
	"reflect"
	"slices"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"countertop/app"
	"countertop/app/config"
	"countertop/app/flow"
	"countertop/app/opening"
	"countertop/app/pictures"
	"countertop/app/printers"
	"countertop/app/repair"
	"countertop/app/runner"
	"countertop/app/scanners"
	"countertop/app/sound"
	"countertop/app/trade"
	"countertop/app/view"
	"countertop/cmd/internal/cli"
	"countertop/printer/printertest"
	"countertop/store"
)

func runCommand(o cli.RunOptions, stderr io.Writer) error {
	cfg := config.Default()
	if o.Config != "" {
		var err error
		if cfg, err = config.Load(o.Config); err != nil {
			return err
		}
	}
	k, err := newKiosk(cfg, options{data: o.Data, pepper: pepperFile(), window: o.Window, lang: o.Lang, now: time.Now, log: stderr})
	if err != nil {
		return err
	}
	if o.Inspect != "" {
		l, err := k.game.Inspect(o.Inspect)
		if err != nil {
			return errors.Join(err, k.close())
		}
		defer l.Close() //nolint:errcheck // the process ends
	}
	return k.run(nil)
}

// pepperFile is where the secret of the PINs lies: with the settings of the user
// that the counter runs as. A user without a home has none, "".
func pepperFile() string {
	dir, err := os.UserConfigDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "countertop", "pepper")
}

// options are what differs between a counter and the tour.
type options struct {
	data   string
	pepper string // as in store.Options
	window image.Point
	lang   string
	now    func() time.Time
	log    io.Writer
	silent bool
	// root is that of the system's devices for scanners, "" for "/".
	root string
	// onPrint takes what virtual printers print; nil writes pictures into
	// DATA/prints.
	onPrint func(printer string, j repair.PrintJob, p printertest.Print) error
}

// kiosk is everything that runs, wired together.
type kiosk struct {
	cfg  config.Config
	opt  options
	log  *slog.Logger
	shop flow.Shop
	// settings are those at the start, now what is set at present.
	settings flow.Settings
	now      atomic.Pointer[repair.ShopConfig]
	// reload asks for the words of text entry again.
	reload chan struct{}

	store  *store.Store
	runner *runner.Runner
	game   *app.Game
	player interface {
		Play(sound.Kind)
		SetVolume(volume float64)
		Notify(f func(problem string))
	}
	printers *printers.Printers
	scanners *scanners.Scanners
	typing   typing

	ctx  context.Context
	stop context.CancelFunc
	wg   sync.WaitGroup
}

// newKiosk opens the store and wires everything. Its errors are for people:
// one plain sentence.
func newKiosk(cfg config.Config, opt options) (*kiosk, error) {
	k := &kiosk{cfg: cfg, opt: opt, log: slog.New(slog.NewTextHandler(opt.log, nil)), reload: make(chan struct{}, 1)}
	k.ctx, k.stop = context.WithCancel(context.Background())
	go trade.Default() // it is read while the store opens: the settings wait for it
	shopTime := func() time.Time { return opt.now().In(k.zone()) }
	var err error
	k.store, err = store.Open(k.ctx, store.Options{
		Dir: opt.data, Station: cfg.Station.Letter, Now: shopTime, Readings: spell, Pepper: opt.pepper,
	})
	if err != nil {
		return nil, err
	}
	if err := k.loadSettings(); err != nil {
		return nil, errors.Join(err, k.store.Close())
	}
	if why, lost, err := k.store.PINsLost(k.ctx); lost || err != nil {
		k.log.Warn("PINs must be set anew", "why", why, "error", err)
	}
	if err := opening.Enrol(k.ctx, k.store, cfg.Staff); err != nil {
		return nil, errors.Join(err, k.store.Close())
	}
	if err := opening.VoidOrphans(k.ctx, k.store, shopTime().Add(-opening.LookBack)); err != nil {
		k.log.Error("machines without a draft", "error", err)
	}
	if err := k.wirePrinters(); err != nil {
		return nil, errors.Join(err, k.store.Close())
	}
	if err := k.wireScanners(); err != nil {
		return nil, errors.Join(err, k.store.Close())
	}
	set := k.settings.Config()
	lang := cmp.Or(opt.lang, set.Lang)
	k.wireSound(set.Volume)
	k.runner = runner.New(runner.Options{
		Store: k.store, Shop: k.shop, Post: k.post, Play: k.play, Printers: k.printers, Scanners: k.scanners,
		SetVolume: func(percent int) { k.player.SetVolume(float64(percent) / 100) },
		Settings:  k.settings, Apply: k.apply,
		Pictures: func() []flow.FoundPicture { return pictures.Find(k.shopFiles(), cmp.Or(k.opt.root, "/")) },
		Formats:  cfg.Formats(), Now: shopTime, Log: k.log, Sample: k.sample,
	}, lang)
	first := flow.Initial(k.shop, lang, opt.now())
	first.Settings, first.Files = k.settings, trade.Default()
	first.Volume.Percent = set.Volume
	first.Health = flow.Health{Version: cli.Version, DataDir: opt.data}
	if !opening.ClockSet(opt.now()) {
		first.Health.Problems = []string{"health.clock"}
	}
	if k.store.MovedFrom() != "" {
		first.Health.Problems = append(first.Health.Problems, "health.copied")
	}
	k.game, err = app.New(app.Options{
		Initial: first, Update: flow.Update, Build: view.Build, Run: k.runner.Do,
		Grammar: repair.MatchCode, OnScan: k.scanners.Scanned, OnTyped: k.scanners.Typed, OnRefused: k.scanners.Refused,
		Title: "接机台 Countertop", Window: opt.window, PanelMM: set.PanelMM, Now: opt.now,
	})
	if err != nil {
		return nil, errors.Join(err, k.store.Close())
	}
	return k, nil
}

// loadSettings makes the shop of its settings, which take what the file of the
// configuration names at the first start.
func (k *kiosk) loadSettings() (err error) {
	if k.settings, err = runner.LoadSettings(k.ctx, k.store, k.cfg.Named, k.cfg.SettingDefaults()); err != nil {
		return err
	}
	set := k.settings.Config()
	k.shop = flow.Shop{Station: k.cfg.Station.Letter}.With(set, trade.Default())
	k.now.Store(&set)
	k.store.SetLayout(set.Layout)
	return nil
}

// apply takes into use what was set while the shop works.
func (k *kiosk) apply(set repair.ShopConfig) {
	was := k.now.Swap(&set)
	k.store.SetLayout(set.Layout)
	k.game.SetPanelMM(set.PanelMM)
	if !slices.Equal(was.Fuzzy, set.Fuzzy) || !reflect.DeepEqual(was.Lists, set.Lists) || was.Lang != set.Lang {
		select {
		case k.reload <- struct{}{}:
		default: // it is asked for already
		}
	}
}

// zone is the shop's; before its settings are read, that of the machine.
func (k *kiosk) zone() *time.Location {
	if set := k.now.Load(); set != nil {
		return set.Calendar.Loc
	}
	return time.Local
}

// wireSound makes the player.
func (k *kiosk) wireSound(percent int) {
	k.player = sound.Null{}
	if !k.opt.silent {
		k.player = sound.New(float64(percent) / 100)
	}
	k.player.Notify(func(problem string) { k.post(flow.SoundChanged{Silent: problem != ""}) })
}

func (k *kiosk) post(m flow.Msg) { k.game.Post(m) }

func (k *kiosk) play(s flow.Sound) {
	kinds := map[flow.Sound]sound.Kind{
		flow.SoundMoved: sound.Moved, flow.SoundRefused: sound.Refused, flow.SoundUnknown: sound.Unknown,
		flow.SoundAgain: sound.Again, flow.SoundDone: sound.Done, flow.SoundKey: sound.Key,
	}
	k.player.Play(kinds[s])
}

// run starts all goroutines, shows the window, and ends everything when it is
// closed; day, when set, is played beside it.
func (k *kiosk) run(day func() error) error {
	k.wg.Go(func() { k.runner.Run(k.ctx) })
	k.wg.Go(func() {
		if err := k.runner.Load(k.ctx); err != nil {
			k.log.Error("start", "error", err)
			k.post(flow.Failed{Problem: runner.Problem(err)})
		}
		if found := k.store.Findings(); len(found) > 0 {
			k.runner.PostFindings(found, false)
		}
	})
	k.wg.Go(func() { k.printers.Run(k.ctx) })
	k.wg.Go(func() { k.scanners.Run(k.ctx) })
	k.wg.Go(k.watchShop)
	var dayErr error
	if day != nil {
		k.wg.Go(func() {
			dayErr = day()
			k.game.Close()
		})
	}
	// A session that ends, or a person at a terminal, closes the store first.
	ended, stop := signal.NotifyContext(k.ctx, syscall.SIGTERM, syscall.SIGINT)
	defer stop()
	context.AfterFunc(ended, k.game.Close)
	err := k.game.Run()
	return errors.Join(err, k.close(), dayErr)
}

func (k *kiosk) close() error {
	k.stop()
	k.wg.Wait()
	if c, ok := k.player.(interface{ Close() }); ok {
		c.Close()
	}
	return k.store.Close()
}
