//go:build smoke

package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// patience is how long a step may take; software rendering on a busy build
// server is slow.
const patience = 60 * time.Second

// programs builds both commands once and returns the path of countertop. The
// folder stays for the tests of this process, which ends with it.
var programs = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "countertop-smoke-")
	if err != nil {
		return "", err
	}
	out, err := exec.Command("go", "build", "-buildvcs=false", "-o", dir, "countertop/cmd/countertop", "countertop/cmd/countertop-kiosk").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("build: %w\n%s", err, out)
	}
	return filepath.Join(dir, "countertop"), nil
})

func TestMain(m *testing.M) {
	code := m.Run()
	if p, err := programs(); err == nil {
		_ = os.RemoveAll(filepath.Dir(p))
	}
	os.Exit(code)
}

// process is a running kiosk.
type process struct {
	t      *testing.T
	cmd    *exec.Cmd
	socket string
	stderr safeBuffer
	done   chan struct{} // closed when it has ended
	// at and touched are where and when the screen was touched last.
	at      [2]int
	touched time.Time
}

func abs(x int) int { return max(x, -x) }

// safeBuffer can be read while the process writes to it.
type safeBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *safeBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *safeBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

// command prepares countertop. With a script it runs in a mount and user
// namespace of its own, after that script.
func command(t *testing.T, script string, args ...string) *exec.Cmd {
	t.Helper()
	program, err := programs()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program, args...)
	if script != "" {
		if out, err := exec.Command("unshare", "-rm", "true").CombinedOutput(); err != nil {
			t.Skipf("this machine gives no namespaces to its users, which this test needs: %v %s", err, out)
		}
		cmd = exec.Command("unshare", append([]string{"-rm", "sh", "-ec", script + "\nexec \"$@\"", "sh", program}, args...)...)
	}
	// What the kiosk keeps outside its data directory goes with the programs.
	cmd.Env = append(os.Environ(), "LIBGL_ALWAYS_SOFTWARE=1", "XDG_CONFIG_HOME="+filepath.Join(filepath.Dir(program), "config"))
	return cmd
}

// start runs the kiosk full screen and waits for its first usable screen.
func start(t *testing.T, script string, args ...string) *process {
	t.Helper()
	return startAs(t, "run", script, args...)
}

// startAs is start for run or board.
func startAs(t *testing.T, what, script string, args ...string) *process {
	t.Helper()
	if os.Getenv("DISPLAY") == "" {
		t.Fatal("there is no display: run make smoke, which brings one")
	}
	p := &process{t: t, socket: filepath.Join(t.TempDir(), "inspect"), done: make(chan struct{})}
	p.cmd = command(t, script, append([]string{what, "-inspect", p.socket}, args...)...)
	p.cmd.Stderr = &p.stderr
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		_ = p.cmd.Wait()
		close(p.done)
	}()
	t.Cleanup(func() {
		p.kill()
		if t.Failed() {
			t.Logf("stderr of the kiosk:\n%s", p.stderr.String())
		}
	})
	p.await("the first screen", func(s scene) bool { return len(s.Nodes) > 0 })
	return p
}

// kill is the power cut.
func (p *process) kill() {
	_ = p.cmd.Process.Kill()
	<-p.done
}

// scene is what -inspect answers.
type scene struct {
	Size   [2]int
	Screen string
	Nodes  []struct {
		Kind, ID, Text string
		Rect           [4]int
		Enabled, Touch bool
	}
}

// text is the text of the node with an id, or "".
func (s scene) text(id string) string {
	for _, n := range s.Nodes {
		if n.ID == id {
			return n.Text
		}
	}
	return ""
}

// says reports whether some text on the screen contains sub.
func (s scene) says(sub string) bool {
	for _, n := range s.Nodes {
		if strings.Contains(n.Text, sub) {
			return true
		}
	}
	return false
}

// is reports whether some text on the screen is exactly text.
func (s scene) is(text string) bool { return slices.Contains(allTexts(s), text) }

func (p *process) inspect() (s scene, err error) {
	c, err := net.Dial("unix", p.socket)
	if err != nil {
		return s, err
	}
	defer c.Close()
	err = json.NewDecoder(c).Decode(&s)
	return s, err
}

// await waits for a scene that is as it should be.
func (p *process) await(what string, ok func(scene) bool) scene {
	p.t.Helper()
	var last scene
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		select {
		case <-p.done:
			p.t.Fatalf("the kiosk ended while the test waited for %s", what)
		default:
		}
		if s, err := p.inspect(); err == nil {
			if last = s; ok(s) {
				return s
			}
		}
	}
	p.t.Fatalf("%s did not come; the screen is %q and says %q", what, last.Screen, allTexts(last))
	return last
}

func allTexts(s scene) (texts []string) {
	for _, n := range s.Nodes {
		if n.Text != "" {
			texts = append(texts, n.Text)
		}
	}
	return texts
}

func (p *process) awaitScreen(want string) scene {
	p.t.Helper()
	return p.await("the screen "+want, func(s scene) bool { return s.Screen == want })
}

// touch presses what has the id, as soon as it can be pressed, with a finger
// that stays for 40 ms.
func (p *process) touch(ids ...string) {
	p.t.Helper()
	for _, id := range ids {
		var x, y int
		p.await("something to touch called "+id, func(s scene) bool {
			for _, n := range s.Nodes {
				if n.ID == id && n.Enabled && n.Touch {
					x, y = n.Rect[0]+n.Rect[2]/2, n.Rect[1]+n.Rect[3]/2
					return true
				}
			}
			return false
		})
		// A page that has just come takes nothing for a double tap: people are slower.
		if abs(x-p.at[0]) < 120 && abs(y-p.at[1]) < 120 && time.Since(p.touched) < 500*time.Millisecond {
			time.Sleep(500 * time.Millisecond)
		}
		p.at, p.touched = [2]int{x, y}, time.Now()
		args := []string{"mousemove", strconv.Itoa(x), strconv.Itoa(y), "mousedown", "1", "sleep", "0.04", "mouseup", "1"}
		if out, err := exec.Command("xdotool", args...).CombinedOutput(); err != nil {
			p.t.Fatalf("xdotool: %v\n%s", err, out)
		}
	}
}

// keys touches keys of the keyboard on the screen.
func (p *process) keys(text string) {
	p.t.Helper()
	for _, r := range text {
		p.touch("key." + string(r))
	}
}

// signIn takes the screen for a person by PIN, which is sent with its last digit.
func (p *process) signIn(number, pin, name string) {
	p.t.Helper()
	p.touch("chip.staff", "person."+number)
	p.keys(pin)
	p.await("the sign-in of "+name, func(s scene) bool { return s.Screen != "sign-in" && s.says(name) })
}

// fails runs countertop until it ends by itself, and demands its exit status
// and one plain sentence on stderr that contains words.
func fails(t *testing.T, cmd *exec.Cmd, status int, words ...string) {
	t.Helper()
	var stderr safeBuffer
	cmd.Stderr = &stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	select {
	case <-ended:
	case <-time.After(patience):
		_ = cmd.Process.Kill()
		<-ended
		t.Fatalf("it did not end; stderr %q", stderr.String())
	}
	got := strings.TrimSuffix(stderr.String(), "\n")
	if code := cmd.ProcessState.ExitCode(); code != status {
		t.Errorf("exit status %d, want %d", code, status)
	}
	if strings.Contains(got, "\n") || !strings.HasPrefix(got, "countertop: ") || !strings.HasSuffix(got, ".") {
		t.Errorf("stderr %q, want one sentence", got)
	}
	for _, w := range words {
		if !strings.Contains(got, w) {
			t.Errorf("stderr %q does not say %q", got, w)
		}
	}
}
