package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"

	"countertop/app/config"
	"countertop/app/repair"
	"countertop/cmd/internal/cli"
	"countertop/store"
)

// settings takes what is set on the screen out of the shop's data, and into it.
var settings = cli.Group{Name: "countertop settings", Subs: []cli.Sub{
	{Word: "export", About: "writes what is set as a file of the configuration; the kiosk must be stopped", Run: settingsExport},
	{Word: "import", About: "sets what a file names, all or nothing; the kiosk must be stopped", Run: settingsImport},
}}

func settingsExport(args []string, stdout, stderr io.Writer) int {
	c := cli.New("countertop settings export", "FILE|-",
		"Writes what is set of the shop and of this counter as a file of the configuration.")
	dir := c.String("data", "data", "data `DIR`")
	rest, err := c.Parse(args)
	if err != nil {
		return cli.Finish(c, err, stdout, stderr)
	}
	err = withSettings(*dir, func(ctx context.Context, s *store.Store) error {
		values, err := s.SettingValues(ctx)
		if err != nil {
			return err
		}
		if rest[0] == "-" {
			_, err = io.WriteString(stdout, config.Export(values))
			return err
		}
		return os.WriteFile(rest[0], []byte(config.Export(values)), 0o600)
	})
	return settingsDone(err, stderr)
}

func settingsImport(args []string, stdout, stderr io.Writer) int {
	c := cli.New("countertop settings import", "FILE", "Sets what a file of the configuration names, all or nothing.")
	dir := c.String("data", "data", "data `DIR`")
	by := c.String("by", "", "`NUMBER` of who changes it, such as A001")
	rest, err := c.Parse(args)
	if err == nil && *by == "" {
		err = c.Wrongf("-by is missing: every change has a name")
	}
	if err != nil {
		return cli.Finish(c, err, stdout, stderr)
	}
	cfg, err := config.Load(rest[0])
	if err != nil {
		return settingsDone(err, stderr)
	}
	err = withSettings(*dir, func(ctx context.Context, s *store.Store) error {
		before, err := s.SettingValues(ctx)
		if err != nil {
			return err
		}
		var changes []repair.SettingChange
		for _, key := range slices.Sorted(maps.Keys(cfg.Named)) {
			changes = append(changes, repair.SettingChange{Key: key, Value: cfg.Named[key]})
		}
		if err := s.ChangeSettings(ctx, repair.StaffID(*by), changes...); err != nil {
			return err
		}
		after, err := s.SettingValues(ctx)
		n := 0
		for key, value := range after {
			if before[key] != value {
				n++
			}
		}
		fmt.Fprintf(stdout, "%d of %d settings changed\n", n, len(changes))
		return err
	})
	return settingsDone(err, stderr)
}

// withSettings opens the store of a directory that has one.
func withSettings(dir string, f func(context.Context, *store.Store) error) error {
	ctx := context.Background()
	if err := store.Exists(dir); err != nil {
		return err
	}
	s, err := store.Open(ctx, store.Options{Dir: dir})
	if err != nil {
		return err
	}
	return errors.Join(f(ctx, s), s.Close())
}

// settingsDone says in one sentence what went wrong.
func settingsDone(err error, stderr io.Writer) int {
	if err == nil {
		return exitDone
	}
	var rule *repair.RuleError
	switch {
	case errors.Is(err, store.ErrInUse):
		err = errors.New("the kiosk is running; stop it first")
	case errors.Is(err, repair.ErrNotFound):
		err = errors.New("there is no countertop.db there")
	case errors.Is(err, repair.ErrUnknownStaff):
		err = errors.New("nobody of this number works here")
	case errors.As(err, &rule) && rule.Rule == repair.RuleRole:
		err = errors.New("the roles of this person do not let them change settings")
	}
	fmt.Fprintf(stderr, "countertop: %v.\n", err)
	return exitFailed
}
