package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"countertop/app/flow"
	"countertop/app/i18n"
	"countertop/app/ime"
	"countertop/app/ime/ink"
	"countertop/app/repair"
	"countertop/app/runner"
	"countertop/app/trade"
)

// shopFiles is the folder of the files that the owner may change.
func (k *kiosk) shopFiles() string { return shopFiles(k.opt.data) }

func shopFiles(data string) string { return filepath.Join(data, "shop") }

// shopEvery is how often those files are looked at.
const shopEvery = 2 * time.Second

// typing is what text entry works with, made once the screen is up.
type typing struct {
	hand sync.Once
	rec  *ink.Recogniser
}

// spell gives the store the letters by which a Chinese name can be found.
func spell(name string) []string { return append(ime.Initials(name), ime.FullPinyin(name)...) }

// sample keeps handwriting in the data directory, if the shop wants that.
func (k *kiosk) sample(char string, strokes []repair.Stroke) error {
	set := k.now.Load()
	if !set.Samples {
		return nil
	}
	s := ink.Sample{
		Character: char, Writer: "station " + k.cfg.Station.Letter,
		Device: fmt.Sprintf("panel %.0f mm", set.PanelMM),
	}
	for _, st := range strokes {
		var line []ink.TimedPoint
		for _, p := range st {
			line = append(line, ink.TimedPoint{float64(p.X), float64(p.Y), float64(p.T)})
		}
		s.Strokes = append(s.Strokes, line)
	}
	return ink.SaveSample(filepath.Join(k.opt.data, "ink"), s)
}

// watchShop loads text entry, and what the owner of the shop wrote, again each
// time that it changes.
func (k *kiosk) watchShop() {
	if err := trade.WriteSamples(k.shopFiles()); err != nil {
		k.log.Warn("samples of the shop's files not written", "error", err)
	}
	watchFiles(k.ctx, k.shopFiles(), k.reload, k.loadShop)
}

// watchFiles loads the files of the shop in dir, and again each time that they
// change or again says so, until ctx ends.
func watchFiles(ctx context.Context, dir string, again <-chan struct{}, load func()) {
	stamp := ""
	for {
		if now := trade.Stamp(dir); now != stamp {
			stamp = now
			load()
		}
		select {
		case <-ctx.Done():
			return
		case <-again:
			stamp = ""
		case <-time.After(shopEvery):
		}
	}
}

// loadShop reads the shop's files; a mistake is said on the screen, and what
// stood there before the program stays.
func (k *kiosk) loadShop() {
	t, problems := trade.Load(k.shopFiles())
	files := t
	t = k.runner.SetTrade(files) // what is read after the post goes by it
	k.post(flow.TradeLoaded{Trade: files})
	var lines []string
	lang := i18n.Lang(k.game.State().Lang)
	for _, p := range problems {
		lines = append(lines, p.Text(lang))
	}
	dict, err := ime.New(ime.Options{Lexicon: t.Lexicon(), Fuzzy: k.now.Load().Fuzzy})
	if err != nil {
		var bad *ime.LineError
		if errors.As(err, &bad) {
			lines = append(lines, i18n.T(lang, "shop-file.word", "line", fmt.Sprint(bad.Line), "word", bad.Text))
		}
		k.log.Warn("words of the shop", "error", err)
	}
	k.typing.hand.Do(func() {
		var err error
		if k.typing.rec, err = ink.New(); err != nil {
			k.log.Error("no handwriting", "error", err)
		}
	})
	if err := k.runner.LoadTyping(k.ctx, dict, k.typing.rec, runner.OwnTerms(t, lang, k.staffNames())); err != nil {
		k.log.Error("text entry", "error", err)
	}
	k.shopProblems(lines)
}

// shopProblems puts mistakes in the shop's files among the problems of the
// machine, in place of those of before.
func (k *kiosk) shopProblems(lines []string) {
	h := k.game.State().Health
	h.Problems = slices.DeleteFunc(slices.Clone(h.Problems), func(p string) bool { return !strings.HasPrefix(p, "health.") })
	h.Problems = append(h.Problems, lines...)
	k.post(flow.HealthChanged{Health: h})
}

func (k *kiosk) staffNames() (names []string) {
	for _, p := range k.cfg.Staff {
		names = append(names, p.Name)
	}
	return names
}
