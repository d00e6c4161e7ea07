package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"

	"countertop/app/repair"
	"countertop/scanner/scannertest"
	"countertop/store"
	"countertop/store/storetest"
)

// kiosk is a running countertop, full screen.
type kiosk struct {
	cmd    *exec.Cmd
	socket string
	stderr bytes.Buffer
	took   time.Duration // from the start to the first usable screen
}

// startKiosk starts the kiosk and waits until it can be used: the home screen
// with the machines of the shop on it.
func (b *bench) startKiosk(data string, machines int, args ...string) (*kiosk, error) {
	k := &kiosk{socket: filepath.Join(b.dir, "inspect")}
	k.cmd = exec.Command("bin/countertop", append([]string{"run", "-data", data, "-inspect", k.socket}, args...)...)
	k.cmd.Stderr = &k.stderr
	began := time.Now()
	if err := k.cmd.Start(); err != nil {
		return nil, err
	}
	for time.Since(began) < time.Minute {
		if k.usable(strconv.Itoa(machines)) {
			k.took = time.Since(began)
			return k, nil
		}
		time.Sleep(2 * time.Millisecond)
	}
	k.stop()
	return nil, fmt.Errorf("the kiosk shows nothing after a minute: %s", k.stderr.String())
}

func (k *kiosk) stop() {
	_ = k.cmd.Process.Kill()
	_ = k.cmd.Wait()
}

// usable reports whether the tile of the board on the home screen says how many
// machines are in the shop.
func (k *kiosk) usable(machines string) bool {
	c, err := net.Dial("unix", k.socket)
	if err != nil {
		return false
	}
	defer c.Close()
	var scene struct {
		Screen string
		Nodes  []struct{ Text string }
	}
	if json.NewDecoder(c).Decode(&scene) != nil || scene.Screen != "home" {
		return false
	}
	for _, n := range scene.Nodes {
		if n.Text == machines {
			return true
		}
	}
	return false
}

func (b *bench) start() ([]row, error) {
	data, err := b.filled()
	if err != nil {
		return nil, err
	}
	var took []float64
	for range 7 {
		k, err := b.startKiosk(data, 60)
		if err != nil {
			return nil, err
		}
		k.stop()
		took = append(took, k.took.Seconds())
	}
	rows := []row{{"start to usable screen, 100,000 orders", 1, median(took), "s", "median of 7"}}
	if data, err = b.stocked(); err != nil {
		return nil, err
	}
	k, err := b.startKiosk(data, orders)
	if err != nil {
		return nil, err
	}
	defer k.stop()
	size, err := k.rss()
	return append(rows, row{
		"start, 100,000 machines on the shelves", 1, k.took.Seconds(), "s",
		fmt.Sprintf("no budget; resident %.0f MB", size),
	}), err
}

func (b *bench) idle() ([]row, error) {
	data, err := b.filled()
	if err != nil {
		return nil, err
	}
	k, err := b.startKiosk(data, 60)
	if err != nil {
		return nil, err
	}
	defer k.stop()
	time.Sleep(5 * time.Second) // what the start still does
	var cpu, rss []float64
	for range 3 {
		const window = 10 * time.Second
		before, err := k.cpuTime()
		if err != nil {
			return nil, err
		}
		time.Sleep(window)
		after, err := k.cpuTime()
		if err != nil {
			return nil, err
		}
		size, err := k.rss()
		if err != nil {
			return nil, err
		}
		cpu, rss = append(cpu, 100*float64(after-before)/float64(window)), append(rss, size)
	}
	return []row{
		{"CPU of one core, home screen untouched", 0.5, median(cpu), "%", "median of 3 x 10 s"},
		{"resident memory", 220, median(rss), "MB", ""},
	}, nil
}

// cpuTime is what the process has used so far.
// Source: proc(5): utime and stime are fields 14 and 15, in ticks of 10 ms.
func (k *kiosk) cpuTime() (time.Duration, error) {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", k.cmd.Process.Pid))
	if err != nil {
		return 0, err
	}
	// The name, field 2, may contain spaces and ends at the last bracket.
	f := strings.Fields(string(b[bytes.LastIndexByte(b, ')')+1:]))
	var sum time.Duration
	for _, i := range []int{11, 12} {
		n, err := strconv.Atoi(f[i])
		if err != nil {
			return 0, err
		}
		sum += time.Duration(n) * 10 * time.Millisecond
	}
	return sum, nil
}

func (k *kiosk) rss() (megabytes float64, err error) {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", k.cmd.Process.Pid))
	if err != nil {
		return 0, err
	}
	_, after, ok := strings.Cut(string(b), "VmRSS:")
	if !ok {
		return 0, errors.New("no VmRSS in /proc")
	}
	kb, err := strconv.Atoi(strings.Fields(after)[0])
	return float64(kb) / 1024, err
}

// scan measures from the first byte of a scan on the serial line to changed
// pixels on the X server, for moves of machines: the machine, then the place.
func (b *bench) scan() ([]row, error) {
	data, err := b.stocked()
	if err != nil {
		return nil, err
	}
	machines, badge, err := waiting(data)
	if err != nil {
		return nil, err
	}
	sc, err := scannertest.New()
	if err != nil {
		return nil, err
	}
	defer sc.Close() //nolint:errcheck // a pseudo terminal
	config := filepath.Join(b.dir, "countertop.toml")
	if err := os.WriteFile(config, []byte("[[scanner]]\ndevice = \"serial:"+sc.Device()+"\"\n"), 0o600); err != nil {
		return nil, err
	}
	k, err := b.startKiosk(data, orders, "-config", config)
	if err != nil {
		return nil, err
	}
	defer k.stop()
	screen, err := newWatcher()
	if err != nil {
		return nil, err
	}
	defer screen.close()

	if err := sc.Scan(badge); err != nil {
		return nil, err
	}
	time.Sleep(2 * time.Second)
	places := []repair.PlaceKind{repair.PlaceBench, repair.ShelfAwaitingTest}
	var took []float64
	for i := range 60 {
		m, p := machines[i%len(machines)], places[i/len(machines)%2]
		for _, code := range []string{repair.OrderCode(m), repair.ShelfCode(repair.Place{Kind: p})} {
			d, err := screen.change(func() error { return sc.Scan(code) })
			if err != nil {
				return nil, fmt.Errorf("scan %d of %s: %w", i, code, err)
			}
			took = append(took, ms(d))
			// A place's code counts again after a second.
			time.Sleep(600 * time.Millisecond)
		}
	}
	return []row{
		{"scan to changed pixels, p50", 60, percentile(took, 50), "ms", fmt.Sprintf("of %d, software rendering", len(took))},
		{"scan to changed pixels, p99", 150, percentile(took, 99), "ms", "every second one with a commit"},
	}, nil
}

// waiting returns machines that wait for their test, and the badge of a member
// of staff.
func waiting(data string) (ids []repair.OrderID, badge string, err error) {
	s, err := store.Open(context.Background(), store.Options{Dir: data})
	if err != nil {
		return nil, "", err
	}
	board, err := s.Board(context.Background())
	for _, r := range board {
		if r.Order.Place.Kind == repair.ShelfAwaitingTest {
			ids = append(ids, r.Order.ID)
		}
	}
	if err == nil && len(ids) == 0 {
		err = errors.New("no machine waits for its test")
	}
	return ids, repair.BadgeCode(s.Key(), storetest.Staff[0].ID, 1), errors.Join(err, s.Close())
}

// watcher looks at a corner of the band in which results of scans stand: its
// colour changes with every scan. A small corner, because looking takes the X
// server's time, and on two cores that is the painter's.
type watcher struct {
	conn *xgb.Conn
	root xproto.Drawable
}

func newWatcher() (*watcher, error) {
	conn, err := xgb.NewConn()
	if err != nil {
		return nil, err
	}
	return &watcher{conn, xproto.Drawable(xproto.Setup(conn).DefaultScreen(conn).Root)}, nil
}

func (w *watcher) close() { w.conn.Close() }

func (w *watcher) pixels() ([]byte, error) {
	img, err := xproto.GetImage(w.conn, xproto.ImageFormatZPixmap, w.root, 16, 88, 32, 8, 0xffffffff).Reply()
	if err != nil {
		return nil, err
	}
	return img.Data, nil
}

// change returns the time from the call of cause to pixels that are others
// than before. Looking once a millisecond is in the result.
func (w *watcher) change(cause func() error) (time.Duration, error) {
	before, err := w.pixels()
	if err != nil {
		return 0, err
	}
	began := time.Now()
	if err := cause(); err != nil {
		return 0, err
	}
	for time.Since(began) < 10*time.Second {
		now, err := w.pixels()
		if err != nil {
			return 0, err
		}
		if !bytes.Equal(now, before) {
			return time.Since(began), nil
		}
		time.Sleep(time.Millisecond)
	}
	return 0, errors.New("nothing changed on the screen in 10 s")
}
