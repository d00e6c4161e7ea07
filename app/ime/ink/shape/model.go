package shape

import (
	"bufio"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
	"unicode/utf8"
)

// Dims is the length of a projected feature.
const Dims = 128

// Model is what the recogniser knows.
type Model struct {
	// Runes are the characters, the more frequent the earlier.
	Runes []rune
	// Templates holds Dims values for each of Runes, one after the other.
	Templates []int8
	// Axes holds Dims rows of Size values. The product of a row with a feature
	// is one value of the projected feature, in units of the templates.
	Axes []float32
	// Centre is the projected feature of the average character; it is taken
	// off every projected feature.
	Centre []float32
	// Ink holds for each of Runes the strokes that were its template, in a
	// square of 0 to 255.
	Ink [][][]Dot
}

// Dot is a place on a stroke of a template.
type Dot struct{ X, Y uint8 }

// Project gives the Dims values of a feature that tell characters apart best,
// each of about the same noise within a character.
func (m *Model) Project(feature []float32) []float32 {
	out := make([]float32, Dims)
	for d := range out {
		sum := -m.Centre[d]
		for i, a := range m.Axes[d*Size : (d+1)*Size] {
			sum += float32(a * feature[i])
		}
		out[d] = sum
	}
	return out
}

// Strokes returns the strokes behind the template of the character Runes[c], in
// a square of 0 to 255.
func (m *Model) Strokes(c int) []Stroke {
	out := make([]Stroke, len(m.Ink[c]))
	for i, s := range m.Ink[c] {
		for _, d := range s {
			out[i] = append(out[i], Point{X: float32(d.X), Y: float32(d.Y)})
		}
	}
	return out
}

// endOfNotice ends the lines for people at the head of a file.
const endOfNotice = "\x1a"

// Encode writes m: notice, which must not hold a 1A byte, that byte, and the
// rest compressed. The same model gives the same bytes.
func (m *Model) Encode(w io.Writer, notice string) error {
	if strings.Contains(notice, endOfNotice) {
		return errors.New("shape: notice holds an end of file")
	}
	if _, err := io.WriteString(w, notice+endOfNotice); err != nil {
		return err
	}
	var b bytes.Buffer
	le := binary.LittleEndian
	runes := string(m.Runes)
	b.Write(le.AppendUint32(nil, uint32(len(runes))))
	b.WriteString(runes)
	largest := float32(0)
	for _, a := range m.Axes {
		largest = max(largest, a, -a)
	}
	unit := largest / math.MaxInt16
	b.Write(le.AppendUint32(nil, math.Float32bits(unit)))
	for _, a := range m.Axes {
		b.Write(le.AppendUint16(nil, uint16(int16(math.Round(float64(a/unit))))))
	}
	for _, v := range m.Centre {
		b.Write(le.AppendUint32(nil, math.Float32bits(v)))
	}
	// Values of one dimension are alike and pack better beside one another.
	for d := range Dims {
		for c := range m.Runes {
			b.WriteByte(byte(m.Templates[c*Dims+d]))
		}
	}
	var x, y []byte
	for _, strokes := range m.Ink {
		b.WriteByte(byte(len(strokes)))
		for _, s := range strokes {
			b.WriteByte(byte(len(s)))
			for _, p := range s {
				x, y = append(x, p.X), append(y, p.Y)
			}
		}
	}
	b.Write(x)
	b.Write(y)
	z, err := flate.NewWriter(w, flate.BestCompression)
	if err != nil {
		return err
	}
	if _, err := b.WriteTo(z); err != nil {
		return err
	}
	return z.Close()
}

// Decode reads what Encode wrote.
func Decode(r io.Reader) (*Model, error) {
	in := bufio.NewReader(r)
	if _, err := in.ReadString(endOfNotice[0]); err != nil {
		return nil, fmt.Errorf("shape: no templates: %w", err)
	}
	data, err := io.ReadAll(flate.NewReader(in))
	if err != nil {
		return nil, fmt.Errorf("shape: templates: %w", err)
	}
	d := decoder{data: data}
	m := &Model{}
	runes := d.bytes(int(d.uint32()))
	if !utf8.Valid(runes) {
		d.short = true
	}
	m.Runes = []rune(string(runes))
	n := len(m.Runes)
	unit := math.Float32frombits(d.uint32())
	m.Axes = make([]float32, Dims*Size)
	raw := d.bytes(2 * len(m.Axes))
	m.Centre = make([]float32, Dims)
	for i := range m.Centre {
		m.Centre[i] = math.Float32frombits(d.uint32())
	}
	columns := d.bytes(n * Dims)
	if d.short {
		return nil, errTemplates
	}
	for i := range m.Axes {
		m.Axes[i] = unit * float32(int16(binary.LittleEndian.Uint16(raw[2*i:])))
	}
	m.Templates = make([]int8, n*Dims)
	for i := range Dims {
		for c := range n {
			m.Templates[c*Dims+i] = int8(columns[i*n+c])
		}
	}
	m.Ink = make([][][]Dot, n)
	total := 0
	var lengths [][]byte
	for range n {
		l := d.bytes(int(d.uint8()))
		for _, v := range l {
			total += int(v)
		}
		lengths = append(lengths, l)
	}
	x, y := d.bytes(total), d.bytes(total)
	if d.short || len(d.data) > 0 {
		return nil, errTemplates
	}
	dots := make([]Dot, total)
	for i := range dots {
		dots[i] = Dot{x[i], y[i]}
	}
	for c, l := range lengths {
		m.Ink[c] = make([][]Dot, len(l))
		for i, v := range l {
			m.Ink[c][i], dots = dots[:v:v], dots[v:]
		}
	}
	return m, nil
}

var errTemplates = errors.New("shape: templates end early or late")

type decoder struct {
	data  []byte
	short bool
}

func (d *decoder) bytes(n int) []byte {
	if n > len(d.data) {
		d.short = true
		return nil
	}
	b := d.data[:n]
	d.data = d.data[n:]
	return b
}

func (d *decoder) uint32() uint32 {
	if b := d.bytes(4); b != nil {
		return binary.LittleEndian.Uint32(b)
	}
	return 0
}

func (d *decoder) uint8() uint8 {
	if b := d.bytes(1); b != nil {
		return b[0]
	}
	return 0
}
