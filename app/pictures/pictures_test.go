package pictures_test

import (
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"countertop/app/pictures"
	"countertop/app/repair"
)

// half is a picture whose left half is black and whose right half is clear.
func half(w, h int) image.Image {
	m := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w / 2 {
			m.Set(x, y, color.NRGBA{A: 255})
		}
	}
	return m
}

func TestDotsFitASetting(t *testing.T) {
	for _, size := range []image.Point{{16, 8}, {4000, 300}, {300, 4000}, {3840, 1200}, {1, 1}, {9000, 1}} {
		p := pictures.Dots(half(size.X, size.Y))
		if again, ok := repair.ParsePicture(p.String()); !ok || again.W != p.W || p.W > size.X || p.H > size.Y {
			t.Errorf("%v: %dx%d, read back %t", size, p.W, p.H, ok)
		}
	}
	p := pictures.Dots(half(16, 2))
	if want := []byte{0xFF, 0, 0xFF, 0}; string(p.Bits) != string(want) {
		t.Errorf("dots %x, want %x", p.Bits, want)
	}
}

func TestFindLooksOnSticks(t *testing.T) {
	root, folder := t.TempDir(), t.TempDir()
	stick := filepath.Join(root, "media", "chen", "USB")
	if err := os.MkdirAll(stick, 0o755); err != nil {
		t.Fatal(err)
	}
	put := func(name string, b []byte) {
		if err := os.WriteFile(name, b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	f, err := os.Create(filepath.Join(stick, "Logo.PNG"))
	if err != nil {
		t.Fatal(err)
	}
	if err := png.Encode(f, half(200, 80)); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	put(filepath.Join(stick, "broken.png"), []byte("\x89PNG\r\n\x1a\nnot a picture"))
	put(filepath.Join(stick, "empty.jpg"), nil)
	put(filepath.Join(folder, "scripts.toml"), []byte("x = 1"))
	found := pictures.Find(folder, root)
	if len(found) != 1 || found[0].Name != "Logo" || found[0].Picture.W != 200 || found[0].Picture.H != 80 {
		t.Errorf("found %d: %+v", len(found), found)
	}
	if found := pictures.Find(filepath.Join(folder, "none"), filepath.Join(root, "none")); len(found) != 0 {
		t.Errorf("found %+v where nothing is", found)
	}
}
