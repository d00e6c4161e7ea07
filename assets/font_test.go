package assets_test

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"countertop/assets"
)

func TestFontReadsAsOneFace(t *testing.T) {
	for _, bold := range []bool{false, true} {
		f, err := assets.OpenFont(bold)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		head := make([]byte, 4)
		if _, err := io.ReadFull(f, head); err != nil || string(head) != "OTTO" {
			t.Errorf("bold %v: begins with %q, %v; want the directory of an OpenType face", bold, head, err)
		}
		if size, err := f.Seek(0, io.SeekEnd); err != nil || size != f.Size() {
			t.Errorf("seek to the end: %d, %v; want %d", size, err, f.Size())
		}
		// A read across the end of the directory must join the two parts.
		whole, parts := make([]byte, 600), make([]byte, 600)
		if _, err := f.ReadAt(whole, 0); err != nil {
			t.Fatal(err)
		}
		var wg sync.WaitGroup
		for i := 0; i < len(parts); i += 7 {
			wg.Go(func() {
				if _, err := f.ReadAt(parts[i:min(i+7, len(parts))], int64(i)); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if !bytes.Equal(whole, parts) {
			t.Error("reads in parts differ from one read")
		}
	}
}

func TestFontFolderFromEnvironment(t *testing.T) {
	dir := t.TempDir()
	t.Setenv(assets.FontDirEnv, dir)
	if err := os.WriteFile(filepath.Join(dir, "NotoSansCJK-Bold.ttc"), []byte("not a font, but long enough to be read"), 0o644); err != nil {
		t.Fatal(err)
	}
	_, err := assets.OpenFont(true)
	if err == nil || !strings.Contains(err.Error(), "not a font collection") || errors.Is(err, os.ErrNotExist) {
		t.Errorf("a broken font gives %v", err)
	}
}
