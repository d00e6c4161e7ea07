package main

import (
	"context"
	"fmt"
	"io"

	"countertop/cmd/internal/cli"
	"countertop/store"
)

// recoveryCommand makes the owner's recovery code for who can sign in no more: it is
// for whoever has the machine itself.
func recoveryCommand(args []string, stdout, stderr io.Writer) int {
	c := cli.New("countertop recovery", "",
		"Makes a new recovery code and prints it once: with it an owner sets a new PIN on the sign-in page. The kiosk must be stopped.")
	dir := c.String("data", "data", "data `DIR`")
	if _, err := c.Parse(args); err != nil {
		return cli.Finish(c, err, stdout, stderr)
	}
	err := withSettings(*dir, func(ctx context.Context, s *store.Store) error {
		code, err := s.MakeRecovery(ctx)
		if err == nil {
			fmt.Fprintln(stdout, code)
		}
		return err
	})
	return settingsDone(err, stderr)
}
