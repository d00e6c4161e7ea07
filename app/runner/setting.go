package runner

import (
	"context"
	"strconv"

	"countertop/app/flow"
)

// Settings is what the runner needs of what was chosen on the screen.
type Settings interface {
	// Set keeps a setting.
	Set(ctx context.Context, key, value string) error
	// Get returns a setting, "" if it was never set.
	Get(ctx context.Context, key string) (string, error)
}

// Keys of settings.
const (
	setLang   = "lang"
	setScreen = "screen-draft" // the draft that was on the screen
	setVolume = "volume"       // in percent
)

// runSetting carries out what was chosen.
func (r *Runner) runSetting(ctx context.Context, c flow.Cmd) error {
	switch c := c.(type) {
	case flow.KeepVolume:
		return r.o.Store.Set(ctx, setVolume, strconv.Itoa(c.Percent))
	case flow.KeepLang:
		r.lang = c.Lang
		return r.o.Store.Set(ctx, setLang, c.Lang)
	default:
		return noCase(c)
	}
}

// Lang is the language that was chosen last, or the configured one.
func Lang(ctx context.Context, s Settings, configured string) string {
	if l, err := s.Get(ctx, setLang); err == nil && l != "" {
		return l
	}
	return configured
}

// Volume is the volume in percent that was chosen last, or the configured one.
func Volume(ctx context.Context, s Settings, configured int) int {
	v, err := s.Get(ctx, setVolume)
	if err != nil {
		return configured
	}
	if n, err := strconv.Atoi(v); err == nil && n >= 0 && n <= 100 {
		return n
	}
	return configured
}
