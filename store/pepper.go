package store

import (
	"cmp"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
)

// pepperBytes is how long a pepper is.
const pepperBytes = 32

// peppers are the secrets that a PIN is mixed with before it is hashed. They lie
// outside the data directory: in a copy of that no PIN can be tried. There is
// more than one only where the place for it has changed; each hash names its own.
type peppers struct {
	dir string // the data directory
	// files are the places, the best first, and missing says why one is none.
	files   []string
	missing []string

	mu    sync.Mutex
	known map[string][]byte // by name
	first string            // the name of that for new hashes, "" before the first
}

// findPeppers reads what lies at the places of o, of the shop with a key. What is
// not there, or cannot be read, is no pepper; it is never overwritten.
func findPeppers(o Options, key []byte) (*peppers, error) {
	dir, err := filepath.Abs(o.Dir)
	if err == nil {
		dir, err = filepath.EvalSymlinks(dir)
	}
	if err != nil {
		return nil, err
	}
	p := &peppers{dir: dir, known: map[string][]byte{}}
	sum := sha256.Sum256(key)
	shop := "-" + hex.EncodeToString(sum[:6])
	if o.Pepper != "" {
		p.files = append(p.files, o.Pepper+shop)
	}
	p.files = append(p.files, filepath.Join(filepath.Dir(dir), "countertop-pepper"+shop))
	for _, file := range p.files {
		if err := p.read(file); err != nil {
			p.missing = append(p.missing, err.Error())
		}
	}
	return p, nil
}

func (p *peppers) read(file string) error {
	if err := p.outside(file); err != nil {
		return err
	}
	b, err := os.ReadFile(file)
	if err == nil && len(b) != pepperBytes {
		err = fmt.Errorf("%s has %d bytes instead of %d", file, len(b), pepperBytes)
	}
	if err == nil {
		p.keep(b)
	}
	return err
}

// keep takes a pepper; it is called before the store is open, or with p.mu held.
func (p *peppers) keep(pepper []byte) {
	name := pepperName(pepper)
	p.known[name] = pepper
	p.first = cmp.Or(p.first, name)
}

// outside refuses a place within the data directory.
func (p *peppers) outside(file string) error {
	folder := filepath.Dir(file)
	for { // the folder need not be there yet
		target, err := filepath.EvalSymlinks(folder)
		if errors.Is(err, fs.ErrNotExist) && filepath.Dir(folder) != folder {
			folder = filepath.Dir(folder)
			continue
		}
		if err != nil {
			return err
		}
		target, err = filepath.Abs(target)
		if err == nil && strings.HasPrefix(target+"/", p.dir+"/") {
			err = fmt.Errorf("%s is within the data directory", file)
		}
		return err
	}
}

// of returns the pepper with a name, nil if it is not there.
func (p *peppers) of(name string) []byte {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.known[name]
}

// present returns the pepper for new hashes and its name. The first time it makes
// one at the best place that can be written; it returns ErrPepper if none can.
func (p *peppers) present() (name string, pepper []byte, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.first == "" {
		if err := p.make(); err != nil {
			return "", nil, err
		}
	}
	return p.first, p.known[p.first], nil
}

func (p *peppers) make() error {
	pepper := make([]byte, pepperBytes)
	rand.Read(pepper) //nolint:errcheck // never fails
	var why []string
	for _, file := range p.files {
		err := p.outside(file)
		if err == nil {
			err = newFile(file, pepper)
		}
		if err == nil {
			p.keep(pepper)
			return nil
		}
		why = append(why, err.Error())
	}
	return fmt.Errorf("%w: %s", ErrPepper, strings.Join(why, "; "))
}

// newFile writes a file that is not there yet, as writeFile does, and makes its
// folder.
func newFile(file string, data []byte) error {
	if _, err := os.Lstat(file); !errors.Is(err, fs.ErrNotExist) {
		return cmp.Or(err, fmt.Errorf("%s is there and holds no pepper", file))
	}
	if err := makeDir(filepath.Dir(file)); err != nil {
		return err
	}
	return writeFile(file, data)
}

// makeDir makes a folder and those that it lies in, so that a power cut does not
// take them back.
func makeDir(dir string) error {
	if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	parent := filepath.Dir(dir)
	if err := makeDir(parent); err != nil {
		return err
	}
	if err := os.Mkdir(dir, 0o700); err != nil {
		return err
	}
	return syncDir(parent)
}

// pepperName tells peppers apart and says nothing of them: 72 bits of an HMAC
// under the pepper.
func pepperName(pepper []byte) string {
	return base64.RawURLEncoding.EncodeToString(mix(pepper, "check")[:9])
}

// mix is HMAC-SHA-256 over parts, none of which holds a zero byte but the last.
func mix(pepper []byte, parts ...string) []byte {
	m := hmac.New(sha256.New, pepper)
	m.Write([]byte(strings.Join(parts, "\x00"))) //nolint:errcheck // never fails
	return m.Sum(nil)
}
