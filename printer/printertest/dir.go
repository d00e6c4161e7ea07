package printertest

import (
	"fmt"
	"image/png"
	"os"
	"path/filepath"
)

// PNGDir returns an OnPrint that writes each print as DIR/print-0001.png and so
// on, after the highest number that is there already. Spoiled prints get
// "-spoiled" behind the number. The folder is made if need be.
func PNGDir(dir string) (func(Print) error, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("printertest: %w", err)
	}
	files, err := filepath.Glob(filepath.Join(dir, "print-*.png"))
	if err != nil {
		return nil, fmt.Errorf("printertest: %s: %w", dir, err)
	}
	last := 0
	for _, f := range files {
		var n int
		if _, err := fmt.Sscanf(filepath.Base(f), "print-%d", &n); err == nil {
			last = max(last, n)
		}
	}
	return func(p Print) error {
		last++
		name := fmt.Sprintf("print-%04d.png", last)
		if p.Spoiled {
			name = fmt.Sprintf("print-%04d-spoiled.png", last)
		}
		return writePNG(filepath.Join(dir, name), p)
	}, nil
}

// writePNG writes beside the name first, so that whoever watches the folder
// never sees half a picture.
func writePNG(name string, p Print) error {
	f, err := os.CreateTemp(filepath.Dir(name), ".print-")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	err = png.Encode(f, p.Bitmap)
	if c := f.Close(); err == nil {
		err = c
	}
	if err == nil {
		err = os.Chmod(f.Name(), 0o644)
	}
	if err == nil {
		err = os.Rename(f.Name(), name)
	}
	return err
}
