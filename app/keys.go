package app

import (
	"slices"
	"time"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/hajimehoshi/ebiten/v2/inpututil"

	"countertop/app/flow"
	"countertop/scanner/wedge"
)

// keyboard is a keyboard, and a scanner that pretends to be one.
type keyboard struct {
	runes []rune
	// keys came before the runes of this tick were read, next after that.
	// Keys and runes arrive by two ways; so a key waits for a tick, that the
	// runes typed before it are in.
	keys, next []flow.Key
	wedge      wedge.State
	wake       time.Time
	timer      *time.Timer
}

// typed handles the keys and runes of this tick: runes first.
func (g *Game) typed(now time.Time) {
	k := &g.keys
	k.runes = ebiten.AppendInputChars(k.runes[:0])
	if g.x == nil {
		k.keys = append(k.keys, polledKeys()...)
		if len(k.runes)+len(k.keys) > 0 {
			g.input = now
		}
	}
	if g.opts.OnTyped != nil && len(k.runes)+len(k.keys) > 0 {
		g.opts.OnTyped(k.runes, slices.Contains(k.keys, flow.KeyEnter), now)
	}
	if g.opts.Grammar == nil {
		if len(k.runes) > 0 {
			g.send(flow.Typed{Text: string(k.runes)}, now)
		}
	} else {
		g.unwedge(now)
	}
	for _, key := range k.keys {
		g.send(flow.KeyPressed{Key: key}, now)
	}
	k.keys, k.next = k.next, k.keys[:0]
	if len(k.keys) > 0 {
		ebiten.ScheduleFrame()
	}
}

// unwedge takes the scans out of what was typed.
func (g *Game) unwedge(now time.Time) {
	k := &g.keys
	enter := slices.Contains(k.keys, flow.KeyEnter)
	if len(k.runes) == 0 && !enter && (k.wake.IsZero() || now.Before(k.wake)) {
		return
	}
	var out wedge.Out
	k.wedge, out = wedge.Step(g.opts.Grammar, k.wedge, k.runes, enter, now)
	for _, p := range out.Pieces {
		switch p.Kind {
		case wedge.Typed:
			g.send(flow.Typed{Text: p.Raw}, now)
		case wedge.Scanned:
			if g.opts.OnScan != nil {
				g.opts.OnScan(p.Scan)
			}
			if p.Layout != "" {
				g.Post(flow.LayoutSeen{Layout: p.Layout}) // behind the scan, which clears what was said before
			}
		case wedge.Refused:
			if g.opts.OnRefused != nil {
				g.opts.OnRefused(p.Reason, p.Layout)
			}
		}
	}
	if !out.Enter {
		k.keys = slices.DeleteFunc(k.keys, func(key flow.Key) bool { return key == flow.KeyEnter })
	}
	if k.timer != nil {
		k.timer.Stop()
	}
	if k.wake = out.Wake; !k.wake.IsZero() {
		k.timer = time.AfterFunc(k.wake.Sub(now), ebiten.ScheduleFrame)
	}
}

// polledKeys reads the keys once a frame, where X cannot be watched.
func polledKeys() []flow.Key {
	var keys []flow.Key
	for _, k := range []struct {
		code ebiten.Key
		key  flow.Key
	}{
		{ebiten.KeyBackspace, flow.KeyBackspace},
		{ebiten.KeyEnter, flow.KeyEnter},
		{ebiten.KeyNumpadEnter, flow.KeyEnter},
		{ebiten.KeyEscape, flow.KeyEscape},
		{ebiten.KeyTab, flow.KeyTab},
	} {
		// Held for half a second, a key repeats every third frame.
		d := inpututil.KeyPressDuration(k.code)
		if d == 1 || k.key == flow.KeyBackspace && d > 30 && d%3 == 0 {
			keys = append(keys, k.key)
		}
	}
	return keys
}
