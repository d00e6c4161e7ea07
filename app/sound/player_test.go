package sound

import (
	"encoding/binary"
	"errors"
	"math"
	"slices"
	"testing"
	"testing/synctest"
	"time"
)

// fake is a device that notes what it is told. It belongs to the goroutine of
// the player; tests look after synctest.Wait.
type fake struct {
	lengths []int
	volume  float64
	busy    bool
	rests   int
	err     error
	block   chan struct{}
}

func (f *fake) play(pcm []byte, volume float64) error {
	if f.block != nil {
		<-f.block
	}
	f.lengths, f.volume = append(f.lengths, len(pcm)), volume
	return f.err
}
func (f *fake) playing() bool { return f.busy }
func (f *fake) rest() error   { f.rests++; return nil }

func TestPlayerOpensAtTheFirstSound(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f, opened := &fake{}, 0
		p := newPlayer(0.5, func() (device, error) { opened++; return f, nil })
		defer p.Close()
		synctest.Wait()
		if opened != 0 {
			t.Error("opened without a sound")
		}
		p.Play(Moved)
		synctest.Wait()
		p.Play(Refused)
		synctest.Wait()
		if opened != 1 || len(f.lengths) != 2 || f.volume != 0.25 || p.Problem() != "" {
			t.Errorf("opened %d, played %v at %v, problem %q", opened, f.lengths, f.volume, p.Problem())
		}
		f.busy = true
		p.Play(Key)
		synctest.Wait()
		if len(f.lengths) != 2 {
			t.Error("a key cut off another sound")
		}
		time.Sleep(restAfter)
		synctest.Wait()
		if f.rests != 1 {
			t.Errorf("rested %d times after silence, want 1", f.rests)
		}
		p.SetVolume(0)
		p.Play(Moved)
		p.Play(kinds)
		synctest.Wait()
		if len(f.lengths) != 2 {
			t.Error("played at volume 0, or a kind that is none")
		}
	})
}

func TestPlayerWithoutDevice(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f, opened, err := &fake{}, 0, errNoDevice
		p := newPlayer(1, func() (device, error) { opened++; return f, err })
		defer p.Close()
		var told []string
		p.Notify(func(problem string) { told = append(told, problem) })
		for range 100 {
			p.Play(Moved)
			synctest.Wait()
		}
		if want := "There is no audio device."; opened != 1 || p.Problem() != want {
			t.Errorf("opened %d times, problem %q, want once, %q", opened, p.Problem(), want)
		}
		time.Sleep(retryAfter)
		err = nil // plugged in
		p.Play(Moved)
		synctest.Wait()
		if opened != 2 || p.Problem() != "" || len(f.lengths) != 1 {
			t.Errorf("opened %d times, problem %q, played %v", opened, p.Problem(), f.lengths)
		}
		f.err = errors.New("no such device")
		p.Play(Moved)
		synctest.Wait()
		if want := "The audio device does not work: no such device."; p.Problem() != want {
			t.Errorf("problem %q, want %q", p.Problem(), want)
		}
		if want := []string{"There is no audio device.", "", p.Problem()}; !slices.Equal(told, want) {
			t.Errorf("told %q, want %q", told, want)
		}
	})
}

func TestPlayNeverBlocks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &fake{block: make(chan struct{})}
		p := newPlayer(1, func() (device, error) { return f, nil })
		began := time.Now()
		for range 100 {
			p.Play(Moved)
		}
		if time.Since(began) != 0 {
			t.Error("Play waited for the device")
		}
		close(f.block)
		p.Close()
		p.Close()
		p.Play(Moved)
		if n := len(f.lengths); n > queueLen+1 {
			t.Errorf("%d sounds were kept, want at most %d", n, queueLen+1)
		}
	})
}

// TestOpenRealDevice shows that the device of this machine, or its absence,
// makes neither a panic nor a hang.
func TestOpenRealDevice(t *testing.T) {
	dev, err := openDevice()
	if err != nil {
		t.Skipf("no sound here: %v", err)
	}
	if err := errors.Join(dev.play(render(scores[Key]), 0.1), dev.rest(), dev.play(render(scores[Key]), 0.1)); err != nil {
		t.Error(err)
	}
}

// Both are what the app asks for.
var _, _ interface {
	Play(Kind)
	Problem() string
	SetVolume(float64)
	Notify(func(string))
} = (*Player)(nil), Null{}

func TestTones(t *testing.T) {
	for k, score := range scores {
		pcm, ms := render(score), 0
		for _, n := range score {
			ms += n.ms
		}
		if got, want := len(pcm), sampleRate*ms/1000*sampleBytes; got != want || ms == 0 || ms > 400 {
			t.Errorf("kind %d: %d bytes, want %d, and 0 < %d ms <= 400", k, got, want, ms)
		}
		peak, before, jump := 0.0, 0.0, 0.0
		for i := 0; i < len(pcm); i += sampleBytes {
			v := float64(int16(binary.LittleEndian.Uint16(pcm[i:]))) / math.MaxInt16
			peak, jump, before = max(peak, math.Abs(v)), max(jump, math.Abs(v-before)), v
		}
		if peak < 0.2 || peak > 0.8 || jump > 0.2 || before != 0 {
			t.Errorf("kind %d: peak %.2f, jump %.2f, last %.2f: clips, clicks or is inaudible", k, peak, jump, before)
		}
	}
}
