//go:build kernel

package evdev_test

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"countertop/scanner"
	"countertop/scanner/evdev"
)

// These tests are the first process of an emulated machine: see .ci/kernel.
// The machine has a keyboard of its own (PS/2) and an emulated USB keyboard,
// the scanner; more are plugged in and pulled out over QEMU's monitor.

const (
	// hotPlug is how soon a scanner that was plugged in or pulled out is noticed.
	hotPlug = 2 * time.Second
	// heldIn is the part of it for the source, once udev has given a scanner its
	// name: how long that takes is up to a machine that is all emulated.
	heldIn = time.Second
	// slowly is how long the emulated machine may take.
	slowly = time.Minute
)

func TestMain(m *testing.M) {
	code := 1
	if err := boot(); err != nil {
		fmt.Println("boot:", err)
	} else {
		code = m.Run()
	}
	fmt.Printf("kernel: exit %d\n", code)
	unix.Sync()
	_ = unix.Reboot(unix.LINUX_REBOOT_CMD_POWER_OFF)
}

// boot makes a machine of the bare kernel: file systems, modules, udev.
func boot() error {
	if os.Getpid() != 1 {
		return errors.New("this is the first process of a machine of its own; run make kernel")
	}
	for _, mount := range [][2]string{{"proc", "/proc"}, {"sysfs", "/sys"}, {"devtmpfs", "/dev"}, {"tmpfs", "/run"}, {"tmpfs", "/tmp"}} {
		if err := unix.Mount(mount[0], mount[1], mount[0], 0, ""); err != nil && !errors.Is(err, unix.EBUSY) {
			return fmt.Errorf("mount %s: %w", mount[1], err)
		}
	}
	files, err := filepath.Glob("/modules/*.ko")
	if err != nil {
		return err
	}
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			return err
		}
		err = unix.FinitModule(int(f.Fd()), "", 0)
		if err = errors.Join(err, f.Close()); err != nil {
			return fmt.Errorf("module %s: %w", name, err)
		}
	}
	for _, args := range [][]string{{"/bin/systemd-udevd", "--daemon"}, {"/bin/udevadm", "trigger", "--action=add"}, {"/bin/udevadm", "settle"}} {
		if out, err := exec.Command(args[0], args[1:]...).CombinedOutput(); err != nil {
			return fmt.Errorf("%s: %w %s", args, err, out)
		}
	}
	qemu, err = connect("/dev/ttyS1")
	return err
}

// monitor is QEMU's monitor: JSON objects, one a line.
type monitor struct {
	mu      sync.Mutex
	f       *os.File
	replies chan string
}

var qemu *monitor

func connect(path string) (*monitor, error) {
	f, err := os.OpenFile(path, os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		return nil, err
	}
	t, err := unix.IoctlGetTermios(int(f.Fd()), unix.TCGETS)
	if err != nil {
		return nil, err
	}
	t.Iflag, t.Oflag, t.Lflag, t.Cflag = 0, 0, 0, unix.B115200|unix.CS8|unix.CREAD|unix.CLOCAL
	t.Cc[unix.VMIN], t.Cc[unix.VTIME] = 1, 0
	if err := unix.IoctlSetTermios(int(f.Fd()), unix.TCSETS, t); err != nil {
		return nil, err
	}
	q := &monitor{f: f, replies: make(chan string, 100)}
	go func() {
		for lines := bufio.NewScanner(f); lines.Scan(); {
			if text := lines.Text(); strings.Contains(text, `"return"`) || strings.Contains(text, `"error"`) {
				q.replies <- text
			}
		}
	}()
	// The terminal may have echoed the greeting before it was raw, and QEMU
	// complains of that, in answers to what came after it.
	for range 10 {
		if err = q.do("query-status", nil); err == nil {
			break
		}
		_ = q.do("qmp_capabilities", nil) // before this it takes nothing else
		for quiet := false; !quiet; {
			select {
			case <-q.replies:
			case <-time.After(500 * time.Millisecond):
				quiet = true
			}
		}
	}
	return q, err
}

// do has QEMU carry out a command and waits for its answer.
func (q *monitor) do(command string, args map[string]any) error {
	q.mu.Lock()
	defer q.mu.Unlock()
	request := map[string]any{"execute": command}
	if args != nil {
		request["arguments"] = args
	}
	b, err := json.Marshal(request)
	if err != nil {
		return err
	}
	if _, err := q.f.Write(append(b, '\n')); err != nil {
		return err
	}
	select {
	case reply := <-q.replies:
		if strings.Contains(reply, `"error"`) {
			return fmt.Errorf("qemu: %s: %s", command, reply)
		}
		return nil
	case <-time.After(patience):
		return fmt.Errorf("qemu: %s: no answer", command)
	}
}

// board is one keyboard of the machine: of a display, or the PS/2 one.
type board struct {
	t       *testing.T
	display string
}

// keys sends changes of keys: "a" goes down and up, "+shift" down, "-shift" up.
func (k board) keys(names ...string) {
	k.t.Helper()
	var events []any
	change := func(name string, down bool) {
		events = append(events, map[string]any{"type": "key", "data": map[string]any{"down": down, "key": map[string]any{"type": "qcode", "data": name}}})
	}
	for _, name := range names {
		if rest, ok := strings.CutPrefix(name, "+"); ok {
			change(rest, true)
		} else if rest, ok := strings.CutPrefix(name, "-"); ok {
			change(rest, false)
		} else {
			change(name, true)
			change(name, false)
		}
	}
	args := map[string]any{"events": events}
	if k.display != "" {
		args["device"], args["head"] = k.display, 0
	}
	must(k.t, qemu.do("input-send-event", args))
}

// kept is how many changes of keys are sent at once. The emulated keyboard keeps
// 16 until the kernel asks for them, one each 8 ms.
const kept = 10

// types types text: with a pause, each character by itself; without, as fast as
// the keyboard takes it, for the way to the monitor is slow.
func (k board) types(text string, pause time.Duration) {
	k.t.Helper()
	var names []string
	changes := 0
	send := func() {
		k.t.Helper()
		k.keys(names...)
		wait := pause
		if pause == 0 {
			wait = time.Duration(changes) * 10 * time.Millisecond // it has room again
		}
		time.Sleep(wait)
		names, changes = nil, 0
	}
	for _, r := range text {
		more := []string{string(r)}
		switch {
		case r == '\r':
			more = []string{"ret"}
		case r == '-':
			more = []string{"minus"}
		case 'A' <= r && r <= 'Z':
			more = []string{"+shift", strings.ToLower(string(r)), "-shift"}
		}
		n := 2 * len(more)
		if len(more) == 3 {
			n = 4
		}
		if changes+n > kept || pause > 0 && changes > 0 {
			send()
		}
		names, changes = append(names, more...), changes+n
	}
	send()
}

// showEnd lets the source know that the scanner ends its codes: then a hole in the
// midst of one, which an emulated machine may have, does not end it.
func (k board) showEnd(r *running) {
	k.t.Helper()
	shown++
	text := fmt.Sprint(shown) // another one each time
	k.types(text+"\r", 0)
	r.wantScan(k.t, text)
}

var shown int

const (
	scannerID = "evdev:by-id/usb-QEMU_QEMU_USB_Keyboard_N0042-event-kbd"
	two       = "evdev:by-id/usb-QEMU_QEMU_USB_Keyboard_N0043-event-kbd"
)

func plug(t *testing.T, id, serial, display string) {
	t.Helper()
	must(t, qemu.do("device_add", map[string]any{"driver": "usb-kbd", "bus": "usb.0", "id": id, "serial": serial, "display": display}))
}

func pull(t *testing.T, id string) {
	t.Helper()
	must(t, qemu.do("device_del", map[string]any{"id": id}))
}

// settled waits until List is as it should be, and returns it by address.
func settled(t *testing.T, want ...string) map[string]evdev.Device {
	t.Helper()
	var got map[string]evdev.Device
	for end := time.Now().Add(slowly); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		list, err := evdev.List("/")
		must(t, err)
		got = map[string]evdev.Device{}
		for _, d := range list {
			got[d.Address()] = d
		}
		all := len(got) == len(want)+1 // and the keyboard of the machine
		for _, address := range want {
			_, ok := got[address]
			all = all && ok
		}
		if all {
			return got
		}
	}
	t.Fatalf("devices %+v, want %q and the keyboard of the machine", got, want)
	return nil
}

// keyboardOf returns the machine's own keyboard.
func keyboardOf(t *testing.T, devices map[string]evdev.Device) evdev.Device {
	t.Helper()
	for _, d := range devices {
		if strings.HasPrefix(d.Name, "AT ") {
			return d
		}
	}
	t.Fatalf("the machine has no keyboard of its own: %+v", devices)
	panic("unreachable")
}

// listen opens a device beside all others, without taking it.
func listen(t *testing.T, path string) *os.File {
	t.Helper()
	f, err := os.OpenFile(path, os.O_RDONLY|unix.O_NONBLOCK, 0)
	must(t, err)
	t.Cleanup(func() { f.Close() })
	return f
}

// hears reports whether a device says anything within d.
func hears(t *testing.T, f *os.File, d time.Duration) bool {
	t.Helper()
	must(t, f.SetReadDeadline(time.Now().Add(d)))
	n, err := f.Read(make([]byte, 4096))
	if err != nil && !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Fatal(err)
	}
	return n > 0
}

func (r *running) await(t *testing.T, want scanner.Link) {
	t.Helper()
	for next(t, r.states).Link != want {
		continue
	}
}

func TestKernelListsTheScanner(t *testing.T) {
	devices := settled(t, scannerID)
	got := devices[scannerID]
	if got.Name != "QEMU QEMU USB Keyboard" || got.VendorID != "0627" || got.ProductID != "0001" || got.Serial != "N0042" ||
		got.ByPath == "" || got.Phys == "" || got.Scanner {
		t.Errorf("the scanner is %+v", got)
	}
	if k := keyboardOf(t, devices); k.Scanner || k.Address() == got.Address() {
		t.Errorf("the keyboard is %+v", k)
	}
	release, err := os.ReadFile("/proc/sys/kernel/osrelease")
	must(t, err)
	t.Logf("Linux %s: %+v", strings.TrimSpace(string(release)), got)
}

func TestKernelScansAtSeveralPaces(t *testing.T) {
	settled(t, scannerID)
	r := run(t, machine{"/"}, scannerID, nil)
	r.await(t, scanner.Connected)
	k := board{t, "screen0"}
	k.showEnd(r)
	for _, pause := range []time.Duration{0, 5, 20} {
		pause *= time.Millisecond
		for i := range 20 {
			code := fmt.Sprintf("RA2611210%03dQK", i)
			k.types(code+"\r", pause)
			r.wantScan(t, code)
		}
		t.Logf("%v a character and what the monitor takes: 20 of 20", pause)
	}
	if c := r.Counts(); c.Scans != 61 || c.Repeated+len(c.Refused) != 0 {
		t.Errorf("counts = %+v, want 61 scans", c)
	}
}

func TestKernelShiftAndCapsLock(t *testing.T) {
	settled(t, scannerID)
	r := run(t, machine{"/"}, scannerID, nil)
	r.await(t, scanner.Connected)
	held, keyboard := board{t, "screen0"}, board{t, ""}
	held.types("aB-9c\r", 0)
	r.wantScan(t, "aB-9c")
	held.keys("+shift")
	held.types("abc", 0)
	held.keys("-shift")
	held.types("abc\r", 0)
	r.wantScan(t, "ABCabc")
	keyboard.keys("caps_lock") // somebody has it on, beside the scanner
	held.types("aBc\r", 0)
	r.wantScan(t, "aBc")
	held.keys("caps_lock") // the scanner itself
	time.Sleep(50 * time.Millisecond)
	held.types("dEf\r", 0)
	r.wantScan(t, "DeF")
	held.keys("caps_lock")
	time.Sleep(50 * time.Millisecond)
	held.types("gHi\r", 0)
	r.wantScan(t, "gHi")
	keyboard.keys("caps_lock")
}

func TestKernelScannerIsHeldAlone(t *testing.T) {
	devices := settled(t, scannerID)
	beside, keyboard := listen(t, devices[scannerID].Path), listen(t, keyboardOf(t, devices).Path)
	r := run(t, machine{"/"}, scannerID, nil)
	r.await(t, scanner.Connected)
	board{t, "screen0"}.types("RA1\r", 0)
	r.wantScan(t, "RA1")
	if hears(t, beside, 300*time.Millisecond) {
		t.Error("beside the source: the keys of the scanner came, want nothing")
	}
	second := run(t, machine{"/"}, scannerID, nil)
	second.wantState(t, scanner.Busy)
	board{t, ""}.keys("x")
	if !hears(t, keyboard, patience) {
		t.Error("the keyboard of the machine is mute while the scanner is held")
	}
	r.stop()
	second.await(t, scanner.Connected) // the other one has it now
	second.stop()
	board{t, "screen0"}.keys("x")
	if !hears(t, beside, patience) {
		t.Error("the scanner is mute after the source has ended")
	}
}

func TestKernelScannerPulledOutInMidScan(t *testing.T) {
	settled(t, scannerID)
	r := run(t, machine{"/"}, scannerID, nil)
	r.await(t, scanner.Connected)
	k := board{t, "screen0"}
	k.showEnd(r)
	for i := range 5 {
		k.types("RA26112", 0)
		time.Sleep(50 * time.Millisecond) // the kernel has them
		pulled := time.Now()
		pull(t, "gun")
		r.await(t, scanner.Unplugged)
		gone := time.Since(pulled)
		settled(t)
		plugged := time.Now()
		plug(t, "gun", "N0042", "screen0")
		settled(t, scannerID)
		linked := time.Since(plugged)
		r.await(t, scanner.Connected)
		back := time.Since(plugged)
		if gone > hotPlug || back-linked > heldIn {
			t.Errorf("noticed %v after it was pulled out, want %v, and held %v after it had its name, want %v", gone, hotPlug, back-linked, heldIn)
		}
		t.Logf("noticed %v after it was pulled out; has its name %v after it was plugged in, held %v after it was plugged in", gone.Round(time.Millisecond), linked.Round(time.Millisecond), back.Round(time.Millisecond))
		k.showEnd(r)
		code := fmt.Sprintf("10042QK%d", i)
		k.types(code+"\r", 0)
		r.wantScan(t, code)
	}
	if c := r.Counts(); c.Scans != 11 || c.Refused[scanner.CutOff] != 5 {
		t.Errorf("counts = %+v, want 11 scans and 5 halves refused", c)
	}
}

func TestKernelTwoScannersAtOnce(t *testing.T) {
	settled(t, scannerID)
	plug(t, "gun2", "N0043", "screen1")
	defer func() {
		pull(t, "gun2")
		settled(t, scannerID)
	}()
	settled(t, scannerID, two)
	a, b := run(t, machine{"/"}, scannerID, nil), run(t, machine{"/"}, two, nil)
	a.await(t, scanner.Connected)
	b.await(t, scanner.Connected)
	one, other := board{t, "screen0"}, board{t, "screen1"}
	one.showEnd(a)
	other.showEnd(b)
	for i := range 10 {
		codes := [2]string{fmt.Sprint("RA100", i), fmt.Sprint("SB200", i)}
		one.types(codes[0][:3], 0) // in turns
		other.types(codes[1][:3], 0)
		one.types(codes[0][3:], 0)
		other.types(codes[1][3:], 0)
		one.keys("ret")
		other.keys("ret")
		a.wantScan(t, codes[0])
		b.wantScan(t, codes[1])
	}
}

func TestKernelLearnsTheRightKeyboard(t *testing.T) {
	settled(t, scannerID)
	plug(t, "gun2", "N0043", "screen1")
	defer func() {
		pull(t, "gun2")
		settled(t, scannerID)
	}()
	settled(t, scannerID, two)
	for display, want := range map[string]string{"screen0": scannerID, "screen1": two} {
		ctx, cancel := context.WithTimeout(context.Background(), slowly)
		defer cancel()
		found := make(chan evdev.Device, 1)
		go func() {
			d, err := evdev.Learn(ctx, "/", "TEST47")
			if err != nil {
				t.Errorf("Learn: %v", err)
			}
			found <- d
		}()
		time.Sleep(200 * time.Millisecond) // all are listened to
		for _, k := range []board{{t, ""}, {t, "screen0"}, {t, "screen1"}} {
			code := "test48"
			if k.display == display {
				code = "test47"
			}
			k.types(code, 0)
			k.keys("ret")
		}
		select {
		case got := <-found:
			if got.Address() != want {
				t.Errorf("%s typed the code, learned %+v, want %s", display, got, want)
			}
		case <-time.After(slowly + patience):
			t.Fatal("Learn did not return")
		}
	}
}

func TestKernelOnlyKeyboardIsNeverTaken(t *testing.T) {
	devices := settled(t, scannerID)
	keyboard := keyboardOf(t, devices)
	pull(t, "gun")
	settled(t)
	defer func() {
		plug(t, "gun", "N0042", "screen0")
		settled(t, scannerID)
	}()
	beside := listen(t, keyboard.Path)
	for _, device := range []string{scannerID, "evdev:name=QEMU QEMU USB Keyboard", "evdev:by-path/" + devices[scannerID].ByPath} {
		r := run(t, machine{"/"}, device, nil)
		r.wantState(t, scanner.Unplugged)
		time.Sleep(1200 * time.Millisecond) // it looks again, twice
		board{t, ""}.keys("x")
		if !hears(t, beside, patience) {
			t.Errorf("%s: the keyboard of the machine is taken", device)
		}
		for hears(t, beside, 100*time.Millisecond) {
			continue
		}
		r.stop()
		if c := r.Counts(); c.Scans != 0 || r.State().Link != scanner.Unplugged {
			t.Errorf("%s: counts = %+v, %v", device, c, r.State())
		}
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	if d, err := evdev.Learn(ctx, "/", "TEST-4711"); !errors.Is(err, context.DeadlineExceeded) || errors.Is(err, fs.ErrPermission) {
		t.Errorf("Learn = %+v, %v, want nothing", d, err)
	}
	board{t, ""}.keys("y")
	if !hears(t, beside, patience) {
		t.Error("the keyboard of the machine is mute after Learn")
	}
}
