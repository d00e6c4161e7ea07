package sound

import (
	"errors"
	"math"
	"sync"
	"sync/atomic"
	"time"
)

const (
	queueLen   = 4               // sounds asked for and not begun
	retryAfter = 5 * time.Second // between tries to open the device
	restAfter  = 2 * time.Second // of silence the device is let go to sleep
)

// errNoDevice is the usual reason for silence.
var errNoDevice = errors.New("no audio device")

// device is where samples go.
type device interface {
	play(pcm []byte, volume float64) error // cuts off what still sounds
	playing() bool
	rest() error // stop using the processor until the next play
}

// Player plays sounds, one at a time: a new one cuts off the old, except that
// a Key is left out while another sound is heard. Its methods may be called
// from any goroutine.
type Player struct {
	open    func() (device, error)
	pcm     [kinds][]byte
	queue   chan Kind
	quit    chan struct{}
	done    chan struct{}
	closing sync.Once
	volume  atomic.Uint64 // bits of a float64
	problem atomic.Pointer[string]
	onState atomic.Pointer[func(problem string)]
}

// New returns a player with a volume from 0, silent, to 1. It opens nothing
// yet. Close it in the end.
func New(volume float64) *Player { return newPlayer(volume, openDevice) }

func newPlayer(volume float64, open func() (device, error)) *Player {
	p := &Player{
		open:  open,
		queue: make(chan Kind, queueLen),
		quit:  make(chan struct{}),
		done:  make(chan struct{}),
	}
	p.SetVolume(volume)
	go p.run()
	return p
}

// Play asks for a sound and returns at once. It is left out if the device
// cannot keep up, if there is none, and after Close.
func (p *Player) Play(k Kind) {
	if k >= kinds || p.level() == 0 {
		return
	}
	select {
	case p.queue <- k:
	default:
	}
}

// SetVolume sets the volume of later sounds, from 0, silent, to 1. Values
// outside are taken for the nearer of both.
func (p *Player) SetVolume(volume float64) {
	if !(volume > 0) { // NaN too
		volume = 0
	}
	p.volume.Store(math.Float64bits(min(volume, 1)))
}

func (p *Player) level() float64 { return math.Float64frombits(p.volume.Load()) }

// Problem is why nothing is heard, one plain English sentence; empty while
// nothing is wrong, and before the first sound.
func (p *Player) Problem() string {
	if s := p.problem.Load(); s != nil {
		return *s
	}
	return ""
}

// Notify has f called from the goroutine of the player with each Problem that
// is another than before, and with "" when there is none any more.
func (p *Player) Notify(f func(problem string)) { p.onState.Store(&f) }

// Close ends the player and waits for its goroutine.
func (p *Player) Close() {
	p.closing.Do(func() { close(p.quit) })
	<-p.done
}

func (p *Player) run() {
	defer close(p.done)
	var (
		dev   device
		tried time.Time
		rest  <-chan time.Time
	)
	for {
		select {
		case <-p.quit:
			return
		case <-rest:
			rest = nil
			dev = p.check(dev, dev.rest())
		case k := <-p.queue:
			if dev == nil {
				if !tried.IsZero() && time.Since(tried) < retryAfter {
					continue
				}
				tried = time.Now()
				opened, err := p.open()
				if dev = p.check(opened, err); dev == nil {
					continue
				}
			}
			if k == Key && dev.playing() {
				continue
			}
			if p.pcm[k] == nil {
				p.pcm[k] = render(scores[k])
			}
			// Loudness is felt as a power of the amplitude.
			dev = p.check(dev, dev.play(p.pcm[k], p.level()*p.level()))
			rest = nil
			if dev != nil {
				rest = time.After(restAfter)
			}
		}
	}
}

// check notes err as the problem and returns the device to go on with.
func (p *Player) check(dev device, err error) device {
	text := ""
	switch {
	case errors.Is(err, errNoDevice):
		text = "There is no audio device."
	case err != nil:
		text = "The audio device does not work: " + err.Error() + "."
	}
	was := p.Problem()
	p.problem.Store(&text)
	if f := p.onState.Load(); f != nil && was != text {
		(*f)(text)
	}
	if err != nil {
		return nil
	}
	return dev
}

// Null is a player that makes no sound and has no problem.
type Null struct{}

// Play does nothing.
func (Null) Play(Kind) {}

// SetVolume does nothing.
func (Null) SetVolume(float64) {}

// Notify never calls f.
func (Null) Notify(func(problem string)) {}

// Problem is empty.
func (Null) Problem() string { return "" }
