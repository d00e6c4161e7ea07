package label_test

import (
	"flag"
	"image"
	"image/color"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"testing"

	"countertop/printer"
)

var update = flag.Bool("update", false, "rewrite the goldens")

func TestDocumentsMatchTheirGoldens(t *testing.T) {
	for _, s := range samples(t) {
		t.Run(s.name, func(t *testing.T) {
			_, got := render(t, s)
			name := filepath.Join("testdata", s.name+".png")
			if *update {
				if err := os.MkdirAll("testdata", 0o755); err != nil {
					t.Fatal(err)
				}
				writePNG(t, name, got)
				return
			}
			f, err := os.Open(name)
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			want, err := png.Decode(f)
			if err != nil {
				t.Fatal(err)
			}
			if n, diff := difference(want, got); n > 0 {
				dir := t.ArtifactDir()
				writePNG(t, filepath.Join(dir, "got.png"), got)
				writePNG(t, filepath.Join(dir, "want.png"), want)
				writePNG(t, filepath.Join(dir, "diff.png"), diff)
				t.Errorf("%d dots differ from %s; see %s", n, name, dir)
			}
		})
	}
}

func writePNG(t *testing.T, name string, m image.Image) {
	t.Helper()
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := encodePNG(f, m); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}

func encodePNG(w io.Writer, m image.Image) error {
	return (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(w, m)
}

// difference counts the dots that differ; on the picture red ones are only
// wanted and blue ones only there.
func difference(want image.Image, got *printer.Bitmap) (int, image.Image) {
	r := want.Bounds().Union(got.Bounds())
	diff := image.NewRGBA(r)
	n := 0
	if want.Bounds() != got.Bounds() {
		n = 1
	}
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			v, _, _, a := want.At(x, y).RGBA()
			w, g := a > 0 && v == 0, got.Black(x, y)
			c := color.RGBA{255, 255, 255, 255}
			switch {
			case w && g:
				c = color.RGBA{A: 255}
			case w:
				c = color.RGBA{R: 255, A: 255}
			case g:
				c = color.RGBA{B: 255, A: 255}
			}
			if w != g {
				n++
			}
			diff.Set(x, y, c)
		}
	}
	return n, diff
}
