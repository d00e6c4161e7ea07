package transport

import (
	"bytes"
	"errors"
	"os"
	"testing"
	"testing/synctest"
	"time"

	"golang.org/x/sys/unix"
)

// slow is a printer behind modem lines: it drops DSR while it has less room than
// 128 bytes, and frees 10 bytes a millisecond.
type slow struct {
	got   []byte
	room  int
	last  time.Time
	stuck bool
	over  int // bytes that came without room
}

func (s *slow) drain() {
	if now := time.Now(); !s.stuck {
		s.room = min(512, s.room+10*int(now.Sub(s.last)/time.Millisecond))
		s.last = now
	}
}

func (s *slow) lines() (int, int, error) {
	s.drain()
	if s.room < 128 {
		return 0, 0, nil
	}
	return unix.TIOCM_DSR, 0, nil
}

func (s *slow) write(b []byte) (int, error) {
	s.drain()
	s.room -= len(b)
	if s.room < 0 {
		s.over += -s.room
	}
	s.got = append(s.got, b...)
	return len(b), nil
}

func TestPacedNeverOverruns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &slow{room: 512, last: time.Now()}
		data := bytes.Repeat([]byte("0123456789abcdef"), 1000)
		n, err := paced(data, time.Now().Add(time.Minute), s.lines, s.write)
		if n != len(data) || err != nil || s.over > 0 || !bytes.Equal(s.got, data) {
			t.Errorf("%d of %d bytes, %d too many, %v", n, len(data), s.over, err)
		}
	})
}

func TestPacedGivesUpAtTheDeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &slow{room: 512, last: time.Now(), stuck: true}
		n, err := paced(make([]byte, 4096), time.Now().Add(time.Second), s.lines, s.write)
		if !errors.Is(err, os.ErrDeadlineExceeded) || n != len(s.got) || n == 0 || s.over > 0 {
			t.Errorf("%d bytes, %d arrived, %v", n, len(s.got), err)
		}
	})
}

func TestPacedWritesWhereThereAreNoLines(t *testing.T) {
	s := &slow{room: 1 << 20}
	none := func() (int, int, error) { return 0, 0, unix.ENOTTY }
	if n, err := paced(make([]byte, 4096), time.Time{}, none, s.write); n != 4096 || err != nil {
		t.Errorf("%d, %v", n, err)
	}
	gone := func() (int, int, error) { return 0, 0, unix.EIO }
	if n, err := paced(make([]byte, 4096), time.Time{}, gone, s.write); n != 0 || !errors.Is(err, unix.EIO) {
		t.Errorf("%d, %v", n, err)
	}
}
