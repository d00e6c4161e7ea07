package store

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// Key is the shop's secret: 32 bytes, made once. Customer copies and badges
// are worth something only under it.
func (s *Store) Key() []byte { return slices.Clone(s.key) }

func loadKey(dir string) ([]byte, error) {
	path := filepath.Join(dir, "key")
	key, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		key = make([]byte, 32)
		rand.Read(key) //nolint:errcheck // never fails
		err = writeFile(path, key)
	}
	if err == nil && len(key) != 32 {
		err = fmt.Errorf("%s has %d bytes instead of 32", path, len(key))
	}
	return key, err
}

// writeFile replaces a file so that after a power cut either the old or the
// new one is there, whole.
func writeFile(path string, data []byte) error {
	f, err := os.OpenFile(path+".new", os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	if err := errors.Join(err, f.Close()); err != nil {
		return err
	}
	if err := os.Rename(path+".new", path); err != nil {
		return err
	}
	return syncDir(filepath.Dir(path))
}

// syncDir makes durable what stands in a directory.
func syncDir(path string) error {
	d, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
