//go:build xui

package paint_test

import (
	"fmt"
	"os"
	"testing"

	"github.com/hajimehoshi/ebiten/v2"

	"countertop/app/paint"
	"countertop/app/view"
)

var text *view.Measurer

// host runs the tests beside the game loop, which images need.
type host struct {
	m    *testing.M
	code chan int
	done int
}

func (h *host) Update() error {
	if h.code == nil {
		h.code = make(chan int, 1)
		go func() { h.code <- h.m.Run() }()
	}
	select {
	case h.done = <-h.code:
		return ebiten.Termination
	default:
		return nil
	}
}

func (h *host) Draw(*ebiten.Image)          {}
func (h *host) Layout(w, hh int) (int, int) { return w, hh }

func TestMain(m *testing.M) {
	var err error
	if text, err = view.NewMeasurer(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	h := &host{m: m}
	ebiten.SetScreenClearedEveryFrame(false)
	ebiten.SetTPS(ebiten.SyncWithFPS)
	if err := ebiten.RunGame(h); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(h.done)
}

func pixels(img *ebiten.Image) []byte {
	b := make([]byte, 4*img.Bounds().Dx()*img.Bounds().Dy())
	img.ReadPixels(b)
	return b
}

func drawn(p *paint.Painter, s *view.Scene) []byte {
	img := ebiten.NewImage(s.W, s.H)
	defer img.Deallocate()
	p.Draw(img, s)
	return pixels(img)
}
