//go:build xui

package paint_test

import (
	"math"

	"countertop/app/view"
	"countertop/printer"
)

func rgb(v uint32) view.Color {
	return view.Color{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v), A: 255}
}

var (
	ink     = rgb(0x12161c)
	ink2    = rgb(0x525b68)
	lineGry = rgb(0xe2e5ea)
	control = rgb(0xcdd2da)
	white   = rgb(0xffffff)
)

type page struct{ view.Scene }

func (p *page) box(x, y, w, h, r int, fill, stroke view.Color, sw int) *view.Node {
	p.Nodes = append(p.Nodes, view.Node{Kind: view.KindBox, Rect: view.Rect{X: x, Y: y, W: w, H: h}, Radius: r, Fill: fill, Stroke: stroke, StrokeWidth: sw})
	return &p.Nodes[len(p.Nodes)-1]
}

func (p *page) text(x, base, size int, bold bool, c view.Color, s string) {
	p.Nodes = append(p.Nodes, view.Node{Kind: view.KindText, Rect: view.Rect{X: x, Y: base - size, W: text.Width(s, size, bold), H: size * 5 / 4}, Baseline: base, Size: size, Bold: bold, Color: c, Text: s})
}

func (p *page) icon(x, y, size int, c view.Color, name string) {
	p.Nodes = append(p.Nodes, view.Node{Kind: view.KindIcon, Rect: view.Rect{X: x, Y: y, W: size, H: size}, Color: c, Icon: name})
}

// home is a page like the first one of the shop, with something of every kind.
func home() *view.Scene {
	p := &page{view.Scene{W: 1280, H: 800, Ground: rgb(0xf3f4f6)}}
	none := view.Color{}
	p.box(0, 0, 1280, 71, 0, white, none, 0)
	p.box(0, 71, 1280, 1, 0, lineGry, none, 0)
	p.box(24, 16, 40, 40, 8, ink, none, 0)
	p.text(36, 45, 24, true, white, "A")
	p.text(76, 46, 28, true, ink, "接机台")
	for i, c := range []struct{ icon, word string }{{"printer", "标签机"}, {"barcode", "扫码枪"}, {"user", "陈静 · 协调员"}} {
		x := 651 + i*162
		p.box(x, 12, 146+i/2*48, 48, 24, rgb(0xf1f2f4), none, 0)
		p.icon(x+16, 24, 24, ink, c.icon)
		if i < 2 {
			p.box(x+50, 31, 10, 10, 5, rgb(0x15803d), none, 0)
			p.text(x+70, 43, 20, false, ink, c.word)
		} else {
			p.text(x+50, 43, 20, false, ink, c.word)
		}
	}
	p.text(1187, 46, 26, true, ink, "10:42")
	for i, c := range []struct{ icon, word, sub, n string }{
		{"log-in", "接机", "客户送修 · 电话报修 · 寄修", ""},
		{"package-check", "取机", "扫客户联，或报电话", "3"},
		{"scan-barcode", "扫码上架", "扫机器，再扫货架", ""},
		{"layout-grid", "看板", "全部在店机器", "46"},
	} {
		x, y := 32+i%2*408, 104+i/2*316
		fill, fg, sub, st := white, ink, ink2, lineGry
		if i == 0 {
			fill, fg, sub, st = ink, white, rgb(0xc9ced6), none
		}
		p.box(x, y, 392, 300, 16, fill, st, 1)
		p.icon(x+32, y+32, 68, fg, c.icon)
		p.text(x+34, y+232, 44, true, fg, c.word)
		p.text(x+34, y+267, 22, false, sub, c.sub)
		if c.n != "" {
			p.box(x+300, y+29, 62, 56, 28, rgb(0xf1f2f4), none, 0)
			p.text(x+331-text.Width(c.n, 30, true)/2, y+69, 30, true, ink, c.n)
		}
	}
	p.box(848, 104, 400, 316, 16, white, lineGry, 1)
	p.text(873, 140, 20, false, ink2, "货架")
	for i, c := range []struct {
		icon, word, sub string
		strong, tint    uint32
	}{
		{"scan-barcode", "待测", "最久 3 小时 20 分", 0x2563eb, 0xe8effd},
		{"package", "等待备件", "最久 4 天", 0xa3218e, 0xf8e9f5},
		{"circle-check", "维修完毕", "最久 1 天", 0x15803d, 0xe6f3ea},
		{"package-check", "等待取机", "最久 11 天", 0x0e7490, 0xe4f1f5},
	} {
		y := 154 + i*64
		p.box(873, y, 48, 48, 12, rgb(c.tint), none, 0)
		p.icon(883, y+10, 28, rgb(c.strong), c.icon)
		p.text(937, y+23, 26, true, ink, c.word)
		p.text(937, y+48, 20, false, ink2, c.sub)
	}
	pad := p.box(848, 436, 400, 140, 16, white, rgb(0x8a93a0), 3)
	pad.Dashed = true
	p.Nodes = append(p.Nodes, view.Node{Kind: view.KindInk, ID: "ink", Rect: pad.Rect, Strokes: signature(3), StrokeWidth: 5, Color: ink})
	b := p.box(872, 600, 54, 54, 27, rgb(0xb45309), white, 3)
	b.Shadow = true
	p.text(886, 637, 26, true, white, "凹")
	p.Nodes = append(p.Nodes, view.Node{Kind: view.KindPicture, Rect: view.Rect{X: 960, Y: 592, W: 150, H: 100}, Picture: checkers()})
	p.Nodes = append(p.Nodes, view.Node{Kind: view.KindPicture, Rect: view.Rect{X: 1120, Y: 592, W: 120, H: 80}, Picture: checkers()})
	p.box(32, 730, 240, 64, 14, white, control, 2)
	p.box(300, 730, 240, 64, 14, white, ink, 3)
	p.text(330, 772, 30, false, ink, "Fi AVAV 0123 撤销")
	p.text(600, 772, 20, false, ink2, "您好，我是协调员陈静，有什么可以帮您？A261121-0042-QK")
	return &p.Scene
}

// signature is a wavy line of n strokes, 60 points each.
func signature(n int) [][]view.Point {
	var strokes [][]view.Point
	for k := range n {
		var s []view.Point
		for i := range 60 {
			t := float64(i) / 59
			s = append(s, view.Point{
				X: float32(30 + 110*float64(k) + 90*t + 14*math.Sin(9*t)),
				Y: float32(70 + 40*math.Sin(7*t+float64(k))),
			})
		}
		strokes = append(strokes, s)
	}
	return strokes
}

var board = func() *printer.Bitmap {
	b := printer.NewBitmap(300, 200)
	for y := range 200 {
		for x := range 300 {
			b.Set(x, y, y > 100 && x/3%3 == 0 || y <= 100 && (x/20+y/20)%2 == 0 || x < 2 || y < 2 || x > 297 || y > 197)
		}
	}
	return b
}()

func checkers() *printer.Bitmap { return board }
