// Command countertop is the shop's counter: it runs the kiosk, makes labels,
// looks at printers and scanners, and checks the store. It never links Ebiten
// and works without a display; run, tour and board wait for one and then become
// countertop-kiosk from the same folder.
package main

import (
	"fmt"
	"io"
	"os"

	"countertop/cmd/internal/cli"
)

// Exit codes.
const (
	exitDone   = cli.Done
	exitFailed = cli.Failed
	exitUsage  = cli.Wrong
)

const usage = `countertop: the counter of a repair shop (接机台)

  countertop run [-config FILE] [-data DIR] [-window WxH] [-lang zh-CN|en] [-inspect SOCKET]
  countertop board [-config FILE] [-data DIR] [-monitor N] [-panel-mm MM] [-window WxH] [-lang zh-CN|en]
  countertop tour [-out DIR]
  countertop label KIND -in order.json [-profile NAME] [-lang zh-CN|en] -o FILE [-png FILE]
  countertop label -kinds | -example KIND
  countertop printer list|probe|test|profiles
  countertop scanner list|watch
  countertop ink check DIR
  countertop db check|rebuild [-data DIR] [-json]
  countertop settings export|import [-data DIR] FILE
  countertop recovery [-data DIR]
  countertop version

countertop COMMAND -help tells more of each.
`

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

func run(args []string, stdout, stderr io.Writer) int {
	if len(args) == 0 {
		fmt.Fprint(stderr, usage)
		return exitUsage
	}
	switch args[0] {
	case "run", "tour", "board":
		return kioskCommand(args, stdout, stderr)
	case "label":
		return labelCommand(args[1:], stdout, stderr)
	case "printer":
		return printerCommand(args[1:], stdout, stderr)
	case "scanner":
		return scannerCommand(args[1:], stdout, stderr)
	case "ink":
		return inkCommands.Run(args[1:], stdout, stderr)
	case "db":
		return db.Run(args[1:], stdout, stderr)
	case "settings":
		return settings.Run(args[1:], stdout, stderr)
	case "recovery":
		return recoveryCommand(args[1:], stdout, stderr)
	}
	switch {
	case cli.IsHelp(args[0]):
		fmt.Fprint(stdout, usage)
		return exitDone
	case cli.IsVersion(args[0]):
		cli.PrintVersion(stdout)
		return exitDone
	}
	fmt.Fprintf(stderr, "countertop: %q is not one of its commands; countertop help lists them.\n", args[0])
	return exitUsage
}
