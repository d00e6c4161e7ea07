// Package pictures finds the pictures that an owner brings, and turns them into
// dots that a printer of receipts can burn.
package pictures

import (
	"image"
	"image/color"
	"image/draw"
	_ "image/gif"  // decoded by name
	_ "image/jpeg" // decoded by name
	_ "image/png"  // decoded by name
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	scale "golang.org/x/image/draw"

	"countertop/app/flow"
	"countertop/app/repair"
)

// Bounds of what is looked at: more is no logo.
const (
	most       = 24
	mostBytes  = 20 << 20
	mostPixels = 40_000_000
)

// sticks are where memory sticks are mounted, below the root of the machine.
var sticks = []string{"media", "media/*", "media/*/*", "run/media/*/*", "mnt", "mnt/*"}

// Find looks for pictures in a folder and on the sticks of a machine whose files
// begin at root: the first 24 of them, by name. What is no picture is left out.
func Find(folder, root string) (found []flow.FoundPicture) {
	dirs := []string{folder}
	for _, pattern := range sticks {
		names, _ := filepath.Glob(filepath.Join(root, pattern)) // the patterns are ours
		dirs = append(dirs, names...)
	}
	for _, dir := range dirs {
		entries, err := os.ReadDir(dir)
		if err != nil {
			continue // no stick there
		}
		for _, e := range entries {
			ext := strings.ToLower(filepath.Ext(e.Name()))
			if e.IsDir() || !slices.Contains([]string{".png", ".jpg", ".jpeg", ".gif"}, ext) {
				continue
			}
			if p, ok := read(filepath.Join(dir, e.Name())); ok && len(found) < most {
				found = append(found, flow.FoundPicture{Name: strings.TrimSuffix(e.Name(), filepath.Ext(e.Name())), Picture: p})
			}
		}
	}
	return found
}

// read is the picture of a file; false is for a file that is none.
func read(name string) (repair.Picture, bool) {
	f, err := os.Open(name)
	if err != nil {
		return repair.Picture{}, false
	}
	defer f.Close() //nolint:errcheck // it was only read
	size, _, err := image.DecodeConfig(io.LimitReader(f, mostBytes))
	if err != nil || size.Width*size.Height > mostPixels {
		return repair.Picture{}, false
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return repair.Picture{}, false
	}
	img, _, err := image.Decode(io.LimitReader(f, mostBytes))
	if err != nil {
		return repair.Picture{}, false
	}
	p := Dots(img)
	return p, p.W > 0
}

// Dots is a picture in black dots on white, as large as a setting can have it, with
// shades as patterns of dots. It never grows.
func Dots(img image.Image) repair.Picture {
	b := img.Bounds()
	w, h := b.Dx(), b.Dy()
	if w == 0 || h == 0 {
		return repair.Picture{}
	}
	if k := min(1, float64(repair.PictureWidth)/float64(w), float64(repair.PictureHeight)/float64(h)); k < 1 {
		w, h = max(1, int(float64(w)*k)), max(1, int(float64(h)*k))
	}
	at := image.Rect(0, 0, w, h)
	paper := image.NewGray(at)
	draw.Draw(paper, at, image.White, image.Point{}, draw.Src) // what is clear is paper
	scale.CatmullRom.Scale(paper, at, img, b, scale.Over, nil)
	dots := image.NewPaletted(at, color.Palette{color.White, color.Black})
	draw.FloydSteinberg.Draw(dots, at, paper, image.Point{})
	p := repair.Picture{W: w, H: h, Bits: make([]byte, (w+7)/8*h)}
	for y := range h {
		for x := range w {
			if dots.ColorIndexAt(x, y) == 1 {
				p.Bits[y*((w+7)/8)+x/8] |= 0x80 >> (x % 8)
			}
		}
	}
	return p
}
