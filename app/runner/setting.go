package runner

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"strconv"

	"countertop/app/flow"
	"countertop/app/repair"
	"countertop/app/trade"
)

// Settings is what the runner needs of what was chosen on the screen.
type Settings interface {
	// Set keeps a row of this counter.
	Set(ctx context.Context, key, value string) error
	// Get returns a row of this counter, "" if it was never set.
	Get(ctx context.Context, key string) (string, error)
	// SettingValues are the settings that were ever set, the shop's and this
	// counter's: canonical value by key.
	SettingValues(ctx context.Context) (map[string]string, error)
	// ChangeSettings changes settings in one transaction, all or none; by is "" for
	// the file of the configuration. What changes nothing is left out. The error is
	// a *repair.SettingError where repair.DecideSetting refuses.
	ChangeSettings(ctx context.Context, by repair.StaffID, changes ...repair.SettingChange) error
	// SettingHistory are the changes, newest first, at most limit of them.
	SettingHistory(ctx context.Context, limit int) ([]repair.SettingEntry, error)
}

// Keys of rows.
const (
	setScreen = "screen-draft"  // the draft that was on the screen
	setKept   = "settings-kept" // values of the file that were decided against, as JSON
)

// historyLimit is how many changes the page shows.
const historyLimit = 200

// settled is the shop as it is set, the settings that made it, and the lists and
// words of the shop's files.
type settled struct {
	shop     flow.Shop
	settings flow.Settings
	files    trade.Trade
}

// shop is the shop as it is now.
func (r *Runner) shop() flow.Shop { return r.now.Load().shop }

// settle puts what f makes of the present in its place. It is called from
// several goroutines.
func (r *Runner) settle(f func(settled) settled) settled {
	for {
		was := r.now.Load()
		next := f(*was)
		c := next.settings.Config()
		if next.settings.Values == nil && next.settings.Defaults == nil {
			next.shop = next.shop.WithTrade(next.files) // it was made by hand, of no settings
		} else {
			next.shop = next.shop.With(c, next.files)
		}
		if r.now.CompareAndSwap(was, &next) {
			return next
		}
	}
}

// SetTrade is what the files of the shop have from now on; the lists that were
// set on the screen go over them. It returns what documents say.
func (r *Runner) SetTrade(t trade.Trade) trade.Trade {
	return r.settle(func(n settled) settled { n.files = t; return n }).shop.Trade
}

// runSetting carries out what was chosen.
func (r *Runner) runSetting(ctx context.Context, c flow.Cmd) error {
	switch c := c.(type) {
	case flow.KeepVolume:
		_, err := r.change(ctx, "", repair.SettingChange{Key: repair.SetVolume, Value: strconv.Itoa(c.Percent)})
		return err
	case flow.KeepLang:
		r.lang = c.Lang
		_, err := r.change(ctx, "", repair.SettingChange{Key: repair.SetLang, Value: c.Lang})
		return err
	case flow.ChangeSettings:
		return r.changeSettings(ctx, c)
	case flow.KeepSettings:
		kept, err := json.Marshal(c.Kept)
		if err == nil {
			err = r.o.Store.Set(ctx, setKept, string(kept))
		}
		if err != nil {
			return fmt.Errorf("runner: keep settings: %w", err)
		}
		r.settingsLoaded(func(s flow.Settings) flow.Settings { s.Kept = c.Kept; return s })
		return nil
	case flow.LoadSettingHistory:
		history, err := r.o.Store.SettingHistory(ctx, historyLimit)
		if err == nil {
			r.o.Post(flow.SettingHistoryLoaded{History: history})
		}
		return err
	case flow.FindPictures:
		found := []flow.FoundPicture{}
		if r.o.Pictures != nil {
			found = append(found, r.o.Pictures()...)
		}
		r.o.Post(flow.PicturesFound{Pictures: found})
		return nil
	default:
		return noCase(c)
	}
}

// changeSettings asks the store to decide again and to keep what follows.
func (r *Runner) changeSettings(ctx context.Context, c flow.ChangeSettings) error {
	changed, err := r.change(ctx, c.By, c.Changes...)
	var bad *repair.SettingError
	switch {
	case errors.As(err, &bad):
		r.o.Post(flow.SettingsRefused{Refused: *bad})
	case err != nil:
		r.o.Log.Error("settings not changed", "error", err)
		r.o.Post(flow.Failed{Tag: flow.TagSettings, Problem: Problem(err)})
	default:
		for _, x := range changed {
			if x.Key == repair.SetVolume {
				r.o.SetVolume(r.now.Load().settings.Config().Volume)
			}
		}
		r.o.Post(flow.SettingsStored{Changed: changed})
	}
	return nil
}

// change changes settings, takes what they say into use, and returns what was
// changed.
func (r *Runner) change(
	ctx context.Context, by repair.StaffID, changes ...repair.SettingChange,
) (changed []repair.SettingChanged, err error) {
	if err := r.o.Store.ChangeSettings(ctx, by, changes...); err != nil {
		return nil, fmt.Errorf("runner: change settings: %w", err)
	}
	values, err := r.o.Store.SettingValues(ctx)
	if err != nil {
		return nil, fmt.Errorf("runner: read settings: %w", err)
	}
	before := r.now.Load().settings.Values
	for _, c := range changes {
		if before[c.Key] != values[c.Key] {
			changed = append(changed, repair.SettingChanged{Key: c.Key, Before: before[c.Key], After: values[c.Key]})
		}
	}
	if !maps.Equal(before, values) {
		r.settingsLoaded(func(s flow.Settings) flow.Settings { s.Values = values; return s })
	}
	return changed, nil
}

// settingsLoaded takes settings into use, here first, and tells the screen.
func (r *Runner) settingsLoaded(f func(flow.Settings) flow.Settings) {
	next := r.settle(func(n settled) settled { n.settings = f(n.settings); return n })
	c := next.settings.Config()
	r.lang = c.Lang
	if r.o.Apply != nil {
		r.o.Apply(c)
	}
	r.o.Post(flow.SettingsLoaded{Settings: next.settings})
}

// LoadSettings reads what was set, after taking from file, the values that the
// file of the configuration names, what was never set. defaults are what holds
// where nothing is set. It is called before a Runner is made.
func LoadSettings(ctx context.Context, s Settings, file, defaults map[string]string) (flow.Settings, error) {
	t := flow.Settings{File: file, Defaults: defaults, Kept: map[string]string{}}
	values, err := s.SettingValues(ctx)
	if err != nil {
		return t, fmt.Errorf("runner: read settings: %w", err)
	}
	if kept, err := s.Get(ctx, setKept); err == nil && kept != "" {
		if err := json.Unmarshal([]byte(kept), &t.Kept); err != nil {
			t.Kept = map[string]string{} // what differs is shown once more
		}
	}
	if now, _ := repair.Provision(file, values, defaults, t.Kept); len(now) > 0 {
		if err := s.ChangeSettings(ctx, "", now...); err != nil {
			return t, fmt.Errorf("runner: take settings from the file: %w", err)
		}
		if values, err = s.SettingValues(ctx); err != nil {
			return t, fmt.Errorf("runner: read settings: %w", err)
		}
	}
	t.Values = values
	return t, nil
}
