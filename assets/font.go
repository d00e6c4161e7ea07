package assets

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// FontDirEnv names the environment variable with a folder that is searched
// for the font before the usual ones.
const FontDirEnv = "COUNTERTOP_FONT_DIR"

// fontDirs are the folders in which distributions put Noto Sans CJK.
var fontDirs = []string{
	"/usr/share/fonts/opentype/noto",
	"/usr/share/fonts/noto-cjk",
	"/usr/share/fonts/google-noto-cjk",
	"/usr/share/fonts/google-noto-sans-cjk-fonts",
	"/usr/share/fonts/truetype/noto",
	"/usr/local/share/fonts",
}

// faceSC is the place of "Noto Sans CJK SC" in the collection; the order is
// JP, KR, SC, TC, HK and then the Mono faces.
const faceSC = 2

// Font is the one face "Noto Sans CJK SC" of the font collection on disk,
// readable as if it were a font file of its own: the table directory of the
// face stands at offset 0, every other offset is that of the collection, in
// which tables are addressed from the start of the file. Nothing is copied
// into memory but that directory, and the other nine faces are never parsed.
//
// ReadAt may be called from several goroutines; Read and Seek share a cursor
// and may not.
type Font struct {
	*io.SectionReader
	file *os.File
	dir  []byte
}

var (
	_ io.ReadSeeker = (*Font)(nil)
	_ io.ReaderAt   = (*Font)(nil)
)

// OpenFont opens Noto Sans CJK SC in the bold or the regular weight. The
// caller closes it when no glyph is needed any more, or never.
//
// If the font is not installed the error is one sentence that names the
// package to install and matches os.ErrNotExist.
func OpenFont(bold bool) (*Font, error) {
	name := "NotoSansCJK-Regular.ttc"
	if bold {
		name = "NotoSansCJK-Bold.ttc"
	}
	dirs := fontDirs
	if d := os.Getenv(FontDirEnv); d != "" {
		dirs = append([]string{d}, dirs...)
	}
	for _, d := range dirs {
		f, err := os.Open(filepath.Join(d, name))
		if errors.Is(err, os.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("assets: open font: %w", err)
		}
		font, err := newFont(f)
		if err != nil {
			f.Close()
			return nil, fmt.Errorf("assets: font %s: %w", f.Name(), err)
		}
		return font, nil
	}
	return nil, &missingFontError{name, dirs}
}

type missingFontError struct {
	name string
	dirs []string
}

func (e *missingFontError) Error() string {
	return fmt.Sprintf("assets: the font %s is missing: install the package fonts-noto-cjk, or name its folder in %s (looked in %s)",
		e.name, FontDirEnv, strings.Join(e.dirs, ", "))
}

func (e *missingFontError) Unwrap() error { return os.ErrNotExist }

// newFont reads the table directory of the SC face.
// Source: OpenType specification 1.9, "Font collections" and "Table directory".
func newFont(f *os.File) (*Font, error) {
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	var head [12 + 4*(faceSC+1)]byte
	if _, err := f.ReadAt(head[:], 0); err != nil {
		return nil, err
	}
	if string(head[:4]) != "ttcf" || binary.BigEndian.Uint32(head[8:]) <= faceSC {
		return nil, errors.New("not a font collection with a face for Simplified Chinese")
	}
	at := int64(binary.BigEndian.Uint32(head[12+4*faceSC:]))
	var dirHead [12]byte
	if _, err := f.ReadAt(dirHead[:], at); err != nil {
		return nil, err
	}
	font := &Font{file: f, dir: make([]byte, 12+16*int(binary.BigEndian.Uint16(dirHead[4:])))}
	if _, err := f.ReadAt(font.dir, at); err != nil {
		return nil, err
	}
	font.SectionReader = io.NewSectionReader(overlay{f, font.dir}, 0, info.Size())
	return font, nil
}

// Close closes the file; no glyph can be read afterwards.
func (f *Font) Close() error { return f.file.Close() }

// overlay serves dir at offset 0 and the file everywhere else.
type overlay struct {
	file io.ReaderAt
	dir  []byte
}

func (o overlay) ReadAt(p []byte, off int64) (int, error) {
	n := 0
	if off < int64(len(o.dir)) {
		n = copy(p, o.dir[off:])
		if n == len(p) {
			return n, nil
		}
	}
	m, err := o.file.ReadAt(p[n:], off+int64(n))
	return n + m, err
}
