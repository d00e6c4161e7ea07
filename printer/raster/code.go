package raster

import (
	"fmt"
	"image/color"
	"sync"

	"github.com/boombuler/barcode"
	"github.com/boombuler/barcode/code128"
	"github.com/boombuler/barcode/qr"

	"countertop/printer"
)

// QRModules is the number of modules along a side of the QR code of data.
func QRModules(data string, level printer.QRLevel) (int, error) {
	m, err := qrMatrix(data, level)
	return len(m), err
}

// Code128Modules is the number of modules of the Code 128 symbol of data,
// quiet zones not counted.
func Code128Modules(data string) (int, error) {
	m, err := code128Row(data)
	return len(m), err
}

// Symbol is the barcode of data for a screen: a dot for each module, the quiet
// zone included, QR with level M, or Code 128 one dot high.
func Symbol(data string, qr bool) (*printer.Bitmap, error) {
	var (
		rows  [][]bool
		quiet = printer.QRQuietModules
		err   error
	)
	if qr {
		rows, err = qrMatrix(data, printer.QRLevelM)
	} else {
		rows, quiet = make([][]bool, 1), printer.Code128QuietModules
		rows[0], err = code128Row(data)
	}
	if err != nil {
		return nil, err
	}
	above := 0
	if qr {
		above = quiet
	}
	b := printer.NewBitmap(len(rows[0])+2*quiet, len(rows)+2*above)
	for y, row := range rows {
		for x, dark := range row {
			b.Set(x+quiet, y+above, dark)
		}
	}
	return b, nil
}

var qrLevels = map[printer.QRLevel]qr.ErrorCorrectionLevel{
	printer.QRLevelL: qr.L, printer.QRLevelM: qr.M, printer.QRLevelQ: qr.Q, printer.QRLevelH: qr.H,
}

// qrCache keeps the codes drawn last: encoding one takes more time than all
// the rest of a label, and it is needed for the layout and for the drawing.
var qrCache struct {
	sync.Mutex
	codes map[qrKey][][]bool
}

type qrKey struct {
	data  string
	level printer.QRLevel
}

const maxQRCache = 16

func qrMatrix(data string, level printer.QRLevel) ([][]bool, error) {
	qrCache.Lock()
	defer qrCache.Unlock()
	if m, ok := qrCache.codes[qrKey{data, level}]; ok {
		return m, nil
	}
	l, ok := qrLevels[level]
	if !ok {
		return nil, fmt.Errorf("raster: QR level %q is none of L, M, Q, H", level)
	}
	code, err := qr.Encode(data, l, qr.Auto)
	if err != nil {
		return nil, fmt.Errorf("raster: QR code: %w", err)
	}
	if len(qrCache.codes) >= maxQRCache || qrCache.codes == nil {
		qrCache.codes = map[qrKey][][]bool{}
	}
	m := darkModules(code)
	qrCache.codes[qrKey{data, level}] = m
	return m, nil
}

// code128Row relies on the encoder's use of subset C for runs of four and
// more digits, which makes the code of an order 156 modules and not 189.
func code128Row(data string) ([]bool, error) {
	code, err := code128.Encode(data)
	if err != nil {
		return nil, fmt.Errorf("raster: Code 128: %w", err)
	}
	return darkModules(code)[0], nil
}

// code is a code of a page in dots, with what it looks like.
type code struct {
	op        printer.DrawOp
	dark      []rect
	box, zone rect // zone is box and the quiet zone around it
}

func code128Of(m printer.DrawCode128) (code, error) {
	row, err := code128Row(m.Data)
	if err != nil {
		return code{}, err
	}
	m.Modules = len(row)
	n, q := m.ModuleDots, printer.Code128QuietModules*m.ModuleDots
	c := code{op: m, box: rect{m.X, m.Y, m.X + len(row)*n, m.Y + m.H}}
	c.zone = rect{c.box.x0 - q, c.box.y0, c.box.x1 + q, c.box.y1}
	c.row(row, n, m.Y, m.H)
	return c, nil
}

func qrOf(m printer.DrawQR) (code, error) {
	rows, err := qrMatrix(m.Data, m.Level)
	if err != nil {
		return code{}, err
	}
	m.Modules = len(rows)
	n, q := m.ModuleDots, printer.QRQuietModules*m.ModuleDots
	c := code{op: m, box: rect{m.X, m.Y, m.X + len(rows)*n, m.Y + len(rows)*n}}
	c.zone = rect{c.box.x0 - q, c.box.y0 - q, c.box.x1 + q, c.box.y1 + q}
	for i, row := range rows {
		c.row(row, n, m.Y+i*n, n)
	}
	return c, nil
}

// row adds the dark runs of a row of modules n dots wide and h high.
func (c *code) row(modules []bool, n, y, h int) {
	for i, dark := range modules {
		x := c.box.x0 + i*n
		switch last := len(c.dark) - 1; {
		case !dark:
		case i > 0 && modules[i-1]:
			c.dark[last].x1 += n
		default:
			c.dark = append(c.dark, rect{x, y, x + n, y + h})
		}
	}
}

func darkModules(code barcode.Barcode) [][]bool {
	b := code.Bounds()
	rows := make([][]bool, b.Dy())
	for y := range rows {
		rows[y] = make([]bool, b.Dx())
		for x := range rows[y] {
			rows[y][x] = code.At(b.Min.X+x, b.Min.Y+y) == color.Black
		}
	}
	return rows
}
