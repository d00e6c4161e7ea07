package transport

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"countertop/printer"
)

// folder writes what one connection is sent into one new file. Until it is
// closed the file has another ending, so that nobody takes half a job.
type folder struct {
	Device
	mu   sync.Mutex
	file *os.File
}

var _ printer.OneWay = (*folder)(nil)

func openFolder(d Device) (printer.Conn, error) {
	if err := os.MkdirAll(d.Path, 0o755); err != nil {
		return nil, err
	}
	return &folder{Device: d}, nil
}

// OneWay implements printer.OneWay.
func (f *folder) OneWay() bool { return true }

// Read is at its deadline at once.
func (f *folder) Read([]byte) (int, error) { return 0, os.ErrDeadlineExceeded }

// SetDeadline does nothing; a file does not keep waiting.
func (f *folder) SetDeadline(time.Time) error { return nil }

func (f *folder) Write(b []byte) (int, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.file == nil {
		name := time.Now().UTC().Format("job-20060102-150405.000-*.part")
		file, err := os.CreateTemp(f.Path, name)
		if err != nil {
			return 0, f.fault("write", err)
		}
		f.file = file
	}
	n, err := f.file.Write(b)
	return n, f.fault("write", err)
}

// Close gives the file its name, once it is on disk.
func (f *folder) Close() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.file == nil {
		return nil
	}
	err := errors.Join(f.file.Sync(), f.file.Close())
	name := f.file.Name()
	f.file = nil
	if err == nil {
		err = os.Rename(name, name[:len(name)-len(filepath.Ext(name))]+".bin")
	}
	if err != nil {
		return fmt.Errorf("close %s: %w", f, err)
	}
	return nil
}
