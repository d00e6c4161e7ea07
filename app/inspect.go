package app

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net"
	"os"
	"time"

	"countertop/app/view"
)

// sceneJSON is a Scene as -inspect shows it.
type sceneJSON struct {
	Size   [2]int     `json:"size"`
	Screen string     `json:"screen"`
	Nodes  []nodeJSON `json:"nodes"`
}

type nodeJSON struct {
	Kind    view.Kind `json:"kind"`
	ID      string    `json:"id"`
	Text    string    `json:"text"`
	Rect    [4]int    `json:"rect"` // x, y, w, h
	Enabled bool      `json:"enabled"`
	Touch   bool      `json:"touch"`
}

// Inspect listens on a unix socket at path and answers each connection with
// the present Scene as one JSON object, then closes it:
//
//	{"size":[w,h],"screen":"…","nodes":[{"kind","id","text","rect":[x,y,w,h],"enabled","touch"}…]}
//
// Touch is true where a touch or a pen means something, if the node is
// enabled. A socket left behind by a process that died is replaced. Only the
// user of the process may connect. Close the result to stop.
func (g *Game) Inspect(path string) (io.Closer, error) {
	if info, err := os.Lstat(path); err == nil && info.Mode().Type() == fs.ModeSocket {
		if c, err := net.Dial("unix", path); err == nil {
			c.Close()
			return nil, fmt.Errorf("app: inspect: %s is in use", path)
		}
		if err := os.Remove(path); err != nil {
			return nil, fmt.Errorf("app: inspect: %w", err)
		}
	}
	l, err := net.Listen("unix", path)
	if err != nil {
		return nil, fmt.Errorf("app: inspect: %w", err)
	}
	if err := os.Chmod(path, 0o600); err != nil {
		l.Close()
		return nil, fmt.Errorf("app: inspect: %w", err)
	}
	go g.answer(l)
	return l, nil
}

func (g *Game) answer(l net.Listener) {
	for {
		c, err := l.Accept()
		if errors.Is(err, net.ErrClosed) {
			return
		}
		if err != nil {
			slog.Warn("app: inspect", "err", err)
			time.Sleep(100 * time.Millisecond) // too many open files, or the like
			continue
		}
		c.SetDeadline(time.Now().Add(5 * time.Second))
		if err := json.NewEncoder(c).Encode(describe(g.Scene())); err != nil {
			slog.Debug("app: inspect", "err", err) // whoever asked has gone
		}
		c.Close()
	}
}

func describe(s view.Scene) sceneJSON {
	out := sceneJSON{Size: [2]int{s.W, s.H}, Screen: s.Screen, Nodes: make([]nodeJSON, len(s.Nodes))}
	for i := range s.Nodes {
		n := &s.Nodes[i]
		out.Nodes[i] = nodeJSON{
			Kind: n.Kind, ID: n.ID, Text: n.Text, Rect: [4]int{n.Rect.X, n.Rect.Y, n.Rect.W, n.Rect.H},
			Enabled: n.Enabled, Touch: n.Touch != nil || n.Pen,
		}
	}
	return out
}
