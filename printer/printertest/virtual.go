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
	// Codes and Texts are what the printer drew by its own commands, in the order
	// it was drawn. They are on Bitmap too.
	Codes []Code
	Texts []TextRun
	// Spoiled is a print that the end of the paper or of the power cut short.
	Spoiled bool
	// Labels is how many labels of the roll it runs over, 1 unless Options.Media
	// says that they are shorter than the page.
	Labels int
}

// Code is a symbol that the printer drew. The box, in dots, is that of its bars
// or modules: no quiet zone and no text below.
type Code struct {
	// Kind is "qr" or "code128"; "qr-model-1" is the older QR code, which phones
	// and most scanners do not read.
	Kind       string
	X, Y, W, H int
	Data       string
}

// TextRun is text that the printer set in a font of its own; the box, in dots,
// is that of its cells.
type TextRun struct {
	X, Y, W, H int
	Text, Font string
}

// Options say what printer it is. The zero value is a TSPL label printer of 203
// dpi with endless paper; see also For.
type Options struct {
	Language printer.Language
	// DPI is 203 if 0.
	DPI int
	// WidthDots is the head's width; 0 is that of a usual printer of the language.
	WidthDots int
	// BufferBytes is how much it takes in before it stops taking; 0 is that of a
	// usual printer of the language.
	BufferBytes int
	// Baud limits how fast it takes bytes, 10 bits each; 0 is no limit.
	Baud int
	// RowTime is how long it takes to burn a row of dots, 1.25 ms (100 mm/s) if 0.
	RowTime time.Duration
	// PaperRows is the rows of dots on the roll; 0 is endless, see Refill.
	// LowRows is from how many on it says that little is left.
	PaperRows, LowRows int
	// Media is the roll that is in it. The zero value fits every job. With others
	// a label printer feeds to the next gap after each label, and jams if it is
	// told of gaps and finds none.
	Media printer.Media
	// NoHan is a printer without Chinese fonts: text in them stays blank.
	NoHan bool
	// OnPrint is called with each print, on the goroutine that made the printer
	// go on; it must not call the printer. After an error the printer is paused.
	OnPrint func(Print) error
}

// For is the printer that p describes, as far as a profile tells.
func For(p printer.Profile) Options {
	return Options{
		Language: p.Language, DPI: p.DPI, WidthDots: p.WidthDots, NoHan: p.Han == nil,
	}
}

// Faults are what is wrong with the printer. Paper and cable have methods.
type Faults struct {
	CoverOpen, Paused, HeadHot, CutterJam, Jam, RibbonOut bool
	// PaperLow says that little paper is left; it prints on.
	PaperLow bool
	// Silent takes everything and answers nothing; Garbage answers nonsense.
	Silent, Garbage bool
	// NoReports answers questions and reports nothing by itself.
	NoReports bool
}

// stopped reports whether the faults keep it from printing.
func (f Faults) stopped() bool {
	return f.CoverOpen || f.Paused || f.HeadHot || f.CutterJam || f.Jam || f.RibbonOut
}

// Virtual is a printer. All methods may be called from any goroutine.
type Virtual struct {
	opt Options

	mu     sync.Mutex
	change *sync.Cond // anything below changed
	faults Faults

	paper     int // rows left, negative is endless
	cutAt     int // bytes until cut happens, negative is never
	cut       func()
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
	wire    time.Time // when the last byte is through
	taken   int
}

// interpreter is one language. Its methods are called with v.mu held; it reads
// v.buf, v.faults and v.opt, and calls burn, burnLabel, emit, answerAll and
// later.
type interpreter interface {
	// realTime looks whether p, one byte or more, begins with a command that is
	// obeyed as it arrives, before what waits in v.buf. It returns 0 if not, its
	// length if it is whole, and more than len(p) if that many bytes are needed
	// to tell. It is asked about every byte, those of pictures too, when all
	// before it that can be obeyed has been: a language whose pictures hide such
	// commands returns 0 there.
	realTime(p []byte) int
	// urgent obeys such a command and returns the answer, or nil.
	urgent(cmd []byte) []byte
	// step obeys one command at the head of v.buf, or a part of it, and returns
	// how many bytes are done with; false if it is incomplete or cannot be
	// obeyed now. It is only called while there is something in v.buf, or while
	// unfinished, a method that it may have, says that there is work to do.
	step() (n int, ok bool)
	// report is what the printer sends by itself on a change, or nil.
	report() []byte
	// reset is the state after switching on. What was on paper and not whole
	// is emitted as spoiled.
	reset()
}

// languages are the interpreters, and what a usual printer of each is like.
var languages = map[printer.Language]struct {
	start                  func(*Virtual) interpreter
	widthDots, bufferBytes int
}{
	printer.TSPL:    {func(v *Virtual) interpreter { return &tspler{v: v} }, 832, 1 << 20},
	printer.ESCPOS:  {func(v *Virtual) interpreter { return &escposer{v: v} }, 576, 4096},
	printer.ZPL:     {func(v *Virtual) interpreter { return &zpler{v: v} }, 832, 1 << 20},
	printer.CPCL:    {func(v *Virtual) interpreter { return &cpcler{v: v} }, 576, 1 << 16},
	printer.Brother: {func(v *Virtual) interpreter { return &brotherer{v: v} }, 720, 1 << 16},
}

// NewVirtual returns a printer with its cable plugged in. It panics if there
// is no interpreter of o.Language.
func NewVirtual(o Options) *Virtual {
	o.Language = or(o.Language, printer.TSPL)
	lang, ok := languages[o.Language]
	if !ok {
		panic("printertest: no virtual printer of language " + o.Language)
	}
	o.DPI = or(o.DPI, 203)
	o.RowTime = or(o.RowTime, 1250*time.Microsecond)
	o.WidthDots, o.BufferBytes = or(o.WidthDots, lang.widthDots), or(o.BufferBytes, lang.bufferBytes)
	v := &Virtual{opt: o, paper: or(o.PaperRows, -1), cutAt: -1, plugged: true, links: map[*link]bool{}}
	v.change = sync.NewCond(&v.mu)
	v.lang = lang.start(v)
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
func (v *Virtual) UnplugAfter(n int) { v.after(n, v.unplug) }

// PowerOffAfter takes the printer's power away after n more bytes have
// arrived: the cable is dead, and what was taken in and not printed is
// forgotten. Plug brings it back.
func (v *Virtual) PowerOffAfter(n int) { v.after(n, func() { v.unplug(); v.forget() }) }

func (v *Virtual) after(n int, cut func()) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.cutAt, v.cut = n, cut
	v.cutNow()
}

func (v *Virtual) cutNow() {
	if v.cutAt == 0 {
		v.cutAt = -1
		v.cut()
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
	v.forget()
	v.changed()
}

func (v *Virtual) forget() {
	v.buf, v.early, v.ready = nil, nil, time.Time{}
	v.lang.reset()
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
		v.cutNow()
	}
	return n
}

// arrive finds the real-time commands wherever they stand, and takes them out.
func (v *Virtual) arrive(l *link, b byte) {
	v.early = append(v.early, b)
	for len(v.early) > 0 {
		n := v.lang.realTime(v.early)
		if n > 0 {
			// What came before is obeyed first, as far as can be: it came some time
			// before, and may have been the beginning of a picture.
			v.obey()
			n = v.lang.realTime(v.early)
		}
		switch {
		case n > len(v.early):
			return
		case n > 0:
			cmd := v.early[:n]
			v.early = v.early[n:]
			v.answer(l, v.lang.urgent(cmd))
		default:
			v.buf = append(v.buf, v.early[0])
			v.early = v.early[1:]
		}
	}
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
	for len(v.buf) > 0 || v.unfinished() {
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

func (v *Virtual) unfinished() bool {
	l, ok := v.lang.(interface{ unfinished() bool })
	return ok && l.unfinished()
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

// dots is a length of mm in whole dots. A tenth of a dot forgives what binary
// fractions lose.
func (v *Virtual) dots(mm float64) int { return int(mm*printer.DotsPerMM(v.opt.DPI) + 0.1) }

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

// burnLabel burns c once and feeds to the next label; gaps says whether the
// printer looks for one. It returns false if it could not begin, and whether
// the paper sufficed.
func (v *Virtual) burnLabel(c *canvas, gaps bool) (begun, whole bool) {
	if v.faults.stopped() || v.paper == 0 {
		return false, false
	}
	h := c.dots.HeightDots
	got := v.burn(h)
	page := c.page()
	clear(page.Bitmap.Bits[got*page.Bitmap.Stride:])
	page.Spoiled = got < h
	if m := v.opt.Media; m.Kind == "continuous" && gaps {
		v.faults.Jam = true
	} else if pitch := v.dots(m.HeightMM + m.GapMM); gaps && pitch > 0 {
		page.Labels = (h + pitch - 1) / pitch
		v.burn(page.Labels*pitch - h)
	}
	v.emit(page)
	return true, !page.Spoiled
}

// paperLow reports whether little paper is left.
func (v *Virtual) paperLow() bool {
	return v.faults.PaperLow || v.paper >= 0 && v.paper <= v.opt.LowRows
}

// busy reports whether dots are being burnt.
func (v *Virtual) busy() bool { return time.Now().Before(v.ready) }

func (v *Virtual) emit(p Print) {
	p.Labels = max(p.Labels, 1)
	if !p.Spoiled {
		v.prints++
	}
	if v.opt.OnPrint != nil && v.opt.OnPrint(p) != nil {
		v.faults.Paused = true
	}
}
