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
