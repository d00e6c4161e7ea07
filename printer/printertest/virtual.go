package printertest

import (
	"net"
	"sync"
	"time"

	"countertop/printer"
)

// Print is one label or slip that came out.
type Print struct {
	// Bitmap is the whole label, or the slip from the head's left edge to the
	// cut.
	Bitmap *printer.Bitmap
	// Spoiled is a label that the end of the paper cut short.
	Spoiled bool
}

// Options say what printer it is. The zero value is a TSPL label printer of 203
// dpi with endless paper.
type Options struct {
	Language printer.Language
	// DotsPerMM is 8 if 0.
	DotsPerMM int
	// WidthDots is the head's width, 832 (TSPL) or 576 (ESC/POS) if 0.
	WidthDots int
	// BufferBytes is how much it takes in before it stops taking, 1 MiB or 4 KiB
	// if 0.
	BufferBytes int
	// Baud limits how fast it takes bytes, 10 bits each; 0 is no limit.
	Baud int
	// RowTime is how long it takes to burn a row of dots, 1.25 ms (100 mm/s) if 0.
	RowTime time.Duration
	// PaperRows is the rows of dots on the roll; 0 is endless, see Refill.
	PaperRows int
	// OnPrint is called with each print, on the goroutine that made the printer
	// go on; it must not call the printer. After an error the printer is paused.
	OnPrint func(Print) error
}

// Faults are what is wrong with the printer. Paper and cable have methods.
type Faults struct {
	CoverOpen, Paused, HeadHot, CutterJam bool
	// Silent takes everything and answers nothing; Garbage answers nonsense.
	Silent, Garbage bool
	// NoReports answers questions and reports nothing by itself (GS a).
	NoReports bool
}

// stopped reports whether the faults keep it from printing.
func (f Faults) stopped() bool { return f.CoverOpen || f.Paused || f.HeadHot || f.CutterJam }

// Virtual is a printer. All methods may be called from any goroutine.
type Virtual struct {
	opt Options

	mu     sync.Mutex
	change *sync.Cond // anything below changed
	faults Faults

	paper     int // rows left, negative is endless
	cutAt     int // bytes until the cable breaks, negative is never
	plugged   bool
	closed    bool
	links     map[*link]bool
	listeners []net.Listener

	early   []byte // the start of a real-time command, perhaps
	buf     []byte // taken in and not obeyed yet
	lang    interpreter
	ready   time.Time // when what was obeyed is on paper
	wake    *time.Timer
	serving sync.WaitGroup
	prints  int
	unknown int
	taken   int
}

// interpreter is one language.
type interpreter interface {
	// realTime is the commands that are obeyed as they arrive: the beginnings
	// of them, all three bytes long.
	realTime(cmd [3]byte) (answer []byte, ok bool)
	// step obeys one command at the head of v.buf, or a part of it, and returns
	// how many bytes are done with; false if it is incomplete or cannot be
	// obeyed now.
	step() (n int, ok bool)
	// report is what the printer sends by itself on a change, or nil.
	report() []byte
	reset()
}

// NewVirtual returns a printer with its cable plugged in.
func NewVirtual(o Options) *Virtual {
	if o.Language == "" {
		o.Language = printer.TSPL
	}
	tspl := o.Language == printer.TSPL
	o.DotsPerMM = or(o.DotsPerMM, 8)
	o.RowTime = or(o.RowTime, 1250*time.Microsecond)
	if tspl {
		o.WidthDots, o.BufferBytes = or(o.WidthDots, 832), or(o.BufferBytes, 1<<20)
	} else {
		o.WidthDots, o.BufferBytes = or(o.WidthDots, 576), or(o.BufferBytes, 4096)
	}
	v := &Virtual{opt: o, paper: or(o.PaperRows, -1), cutAt: -1, plugged: true, links: map[*link]bool{}}
	v.change = sync.NewCond(&v.mu)
	if tspl {
		v.lang = &tspler{v: v}
	} else {
		v.lang = &escposer{v: v}
	}
	v.lang.reset()
	return v
}

func or[T comparable](a, b T) T {
	if a == *new(T) {
		return b
	}
	return a
}

// Set changes the faults, and the printer goes on if it can.
func (v *Virtual) Set(change func(*Faults)) {
	v.mu.Lock()
	defer v.mu.Unlock()
	change(&v.faults)
	v.changed()
}

// Refill puts in a roll of rows rows of dots, 0 is endless.
func (v *Virtual) Refill(rows int) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.paper = or(rows, -1)
	v.changed()
}

// PaperOut reports whether the roll is used up.
func (v *Virtual) PaperOut() bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.paper == 0
}

// UnplugAfter breaks the cable after n more bytes have arrived.
func (v *Virtual) UnplugAfter(n int) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.cutAt = n
	if n == 0 {
		v.unplug()
	}
}

// Plug puts the cable back in. What was open stays broken, as with a real one.
func (v *Virtual) Plug() {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.plugged, v.cutAt = true, -1
	v.change.Broadcast()
}

// PowerCycle forgets everything taken in and not printed.
func (v *Virtual) PowerCycle() {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.buf, v.early, v.ready = nil, nil, time.Time{}
	v.lang.reset()
	v.changed()
}

// Prints is the number of whole labels and slips that came out.
func (v *Virtual) Prints() int {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.prints
}

// Unknown is the number of commands that it did not understand and skipped.
func (v *Virtual) Unknown() int {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.unknown
}

// Taken is the number of bytes that have arrived.
func (v *Virtual) Taken() int {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.taken
}

// Close breaks every connection and waits for what serves them.
func (v *Virtual) Close() error {
	v.mu.Lock()
	v.closed = true
	v.unplug()
	if v.wake != nil {
		v.wake.Stop()
	}
	for _, ln := range v.listeners {
		_ = ln.Close()
	}
	v.mu.Unlock()
	v.serving.Wait()
	return nil
}

func (v *Virtual) unplug() {
	v.plugged = false
	for l := range v.links {
		l.broken = true
		if l.hangUp != nil {
			l.hangUp()
		}
	}
	clear(v.links)
	v.change.Broadcast()
}

// take takes in as much of p as there is room, and obeys it. It returns how
// much; less than all if the buffer is full or the cable broke.
func (v *Virtual) take(l *link, p []byte) int {
	n := 0
	for n < len(p) && !l.broken && len(v.buf) < v.opt.BufferBytes {
		room := min(len(p)-n, v.opt.BufferBytes-len(v.buf))
		if v.cutAt >= 0 {
			room = min(room, v.cutAt)
			v.cutAt -= room
		}
		for _, b := range p[n : n+room] {
			v.arrive(l, b)
		}
		n += room
		v.taken += room
		v.obey()
		if v.cutAt == 0 {
			v.cutAt = -1
			v.unplug()
		}
	}
	return n
}

// arrive finds the real-time commands wherever they stand, inside picture data
// too, as the least careful printers do, and takes them out.
func (v *Virtual) arrive(l *link, b byte) {
	v.early = append(v.early, b)
	for len(v.early) > 0 {
		if len(v.early) >= 3 {
			// What came before is obeyed first: it came some time before.
			v.obey()
			if answer, ok := v.lang.realTime([3]byte(v.early)); ok {
				v.early = v.early[:0]
				v.answer(l, answer)
				return
			}
		} else if begins(v.opt.Language, v.early) {
			return
		}
		v.buf = append(v.buf, v.early[0])
		v.early = v.early[1:]
	}
}

func begins(l printer.Language, p []byte) bool {
	first, second := byte(0x1b), byte('!')
	if l == printer.ESCPOS {
		first, second = 0x10, 0x04
	}
	return p[0] == first && (len(p) < 2 || p[1] == second)
}

// answer sends p to l, or nonsense, or nothing.
func (v *Virtual) answer(l *link, p []byte) {
	switch {
	case v.faults.Silent || len(p) == 0:
		return
	case v.faults.Garbage:
		p = []byte{0xfe, 0xff, 0x81}
	}
	l.reply(p)
}

// answerAll sends p to whoever is connected: the answer to a command that was
// kept in the buffer goes to the connection there is when it is obeyed.
func (v *Virtual) answerAll(p []byte) {
	for l := range v.links {
		v.answer(l, p)
	}
}

func (v *Virtual) changed() {
	if r := v.lang.report(); r != nil && !v.faults.NoReports {
		v.answerAll(r)
	}
	v.obey()
	v.change.Broadcast()
}

// aheadTime is how far what is taken in may run ahead of what is burnt.
const aheadTime = 20 * time.Millisecond

// obey carries out what is in the buffer as far as faults, paper and time allow.
func (v *Virtual) obey() {
	out := v.paper == 0
	for len(v.buf) > 0 {
		if d := time.Until(v.ready); d > aheadTime {
			v.later(d - aheadTime)
			break
		}
		n, ok := v.lang.step()
		if !ok {
			break
		}
		v.buf = v.buf[n:]
	}
	if !out && v.paper == 0 {
		if r := v.lang.report(); r != nil && !v.faults.NoReports {
			v.answerAll(r)
		}
	}
	v.change.Broadcast()
}

func (v *Virtual) later(d time.Duration) {
	if v.closed {
		return
	}
	if v.wake != nil {
		v.wake.Stop()
	}
	v.wake = time.AfterFunc(d, func() {
		v.mu.Lock()
		defer v.mu.Unlock()
		if !v.closed {
			v.obey()
		}
	})
}

// burn uses up to rows rows of paper and the time for them, and returns how
// many there were.
func (v *Virtual) burn(rows int) int {
	if v.faults.stopped() {
		return 0
	}
	if v.paper >= 0 {
		rows = min(rows, v.paper)
		v.paper -= rows
	}
	if now := time.Now(); v.ready.Before(now) {
		v.ready = now
	}
	v.ready = v.ready.Add(time.Duration(rows) * v.opt.RowTime)
	return rows
}

// busy reports whether dots are being burnt.
func (v *Virtual) busy() bool { return time.Now().Before(v.ready) }

func (v *Virtual) emit(p Print) {
	if !p.Spoiled {
		v.prints++
	}
	if v.opt.OnPrint != nil && v.opt.OnPrint(p) != nil {
		v.faults.Paused = true
	}
}
