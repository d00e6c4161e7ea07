//go:build smoke

package main

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"
)

// The board runs beside the kiosk: what is scanned there stands here, the
// keyboard stays with the kiosk, and without the kiosk's store the board says
// so and waits.
func TestSmokeBoardBesideTheKiosk(t *testing.T) {
	sh := newShop(t)
	empty := startAs(t, "board", "", "-data", filepath.Join(t.TempDir(), "none"), "-lang", "en")
	empty.await("what is wrong", func(s scene) bool { return s.says("cannot be read") })
	empty.kill()

	kiosk := sh.start()
	board := startAs(t, "board", "", "-config", sh.config, "-data", sh.data, "-lang", "en")
	bench := func(s scene) (n int) {
		_, _ = fmt.Sscanf(s.text("column.bench"), "Bench %d", &n)
		return n
	}
	before := bench(board.await("the machines", func(s scene) bool { return s.text("column.bench") != "" }))
	sh.scan(sh.badge)
	kiosk.await("the engineer's name", func(s scene) bool { return s.says("陈志强") })
	sh.scan(sh.tag) // an engineer's badge and a machine: it is taken
	kiosk.await("the move", func(s scene) bool { return s.says("My bench") && s.says(sh.order.String()) })
	began := time.Now()
	board.await("the machine on the bench", func(s scene) bool { return bench(s) == before+1 })
	t.Logf("on the board after %v", time.Since(began).Round(10*time.Millisecond))
	kiosk.kill() // a power cut of the kiosk is not one of the board
	board.await("the machine still", func(s scene) bool { return bench(s) == before+1 })

	// What is set of the shop holds on the board too.
	set := writeConfig(t, "[shop]\nname = \"安心维修\"\n")
	if out, err := command(t, "", "settings", "import", "-data", sh.data, "-by", "A003", set).CombinedOutput(); err != nil {
		t.Fatalf("settings import: %v\n%s", err, out)
	}
	board.await("the name of the shop", func(s scene) bool { return s.says("安心维修") })
}
