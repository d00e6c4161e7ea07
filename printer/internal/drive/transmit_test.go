package drive_test

import (
	"context"
	"errors"
	"os"
	"testing"
	"testing/synctest"
	"time"

	"countertop/printer"
	"countertop/printer/internal/drive"
)

func TestOutstandingCountsEverySegmentBegun(t *testing.T) {
	segs := []printer.Segment{{Bytes: make([]byte, 10)}, {Bytes: make([]byte, 50), Payload: 40}, {Bytes: make([]byte, 30), Payload: 20}, {Bytes: make([]byte, 5)}}
	for sent, want := range map[int]int{0: 0, 10: 0, 11: 40, 60: 40, 61: 40, 95: 40} {
		if got := drive.Outstanding(segs, sent); got != want {
			t.Errorf("after %d bytes: %d owed, want %d", sent, got, want)
		}
	}
}

func TestSeparateBreaksRealTimeCommands(t *testing.T) {
	d := []byte{0x10, 0x10, 0x04, 0x01, 0x10, 0x04, 0x09, 0x10, 0x04}
	drive.Separate(d, 0x10, 0x04, "\x01\x02", 0x18)
	if want := "\x10\x18\x04\x01\x10\x04\x09\x10\x04"; string(d) != want {
		t.Errorf("got % x, want % x", d, want)
	}
}

// stuck takes bytes until its room is used up and then blocks to the deadline,
// up to a time, if that is set, from which it takes all.
type stuck struct {
	room     int
	until    time.Time
	deadline time.Time
}

func (s *stuck) Write(p []byte) (int, error) {
	if !s.until.IsZero() && !time.Now().Before(s.until) {
		return len(p), nil
	}
	n := min(len(p), s.room)
	s.room -= n
	if n == len(p) {
		return n, nil
	}
	time.Sleep(time.Until(s.deadline))
	return n, os.ErrDeadlineExceeded
}
func (s *stuck) Read([]byte) (int, error)      { return 0, os.ErrDeadlineExceeded }
func (s *stuck) SetDeadline(t time.Time) error { s.deadline = t; return nil }
func (s *stuck) Close() error                  { return nil }

func TestTransmitWaitsForAKnownFaultAndGivesUpOnAnUnknown(t *testing.T) {
	segs := []printer.Segment{{Bytes: make([]byte, 3000), Payload: 2000}}
	t.Run("known", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			c := &stuck{room: 1500, until: time.Now().Add(time.Hour)}
			var faults int
			err := drive.Transmit(t.Context(), c, segs, "test", func() printer.Fault { return printer.PaperOut }, func(p printer.Progress) {
				if p.Fault == printer.PaperOut {
					faults++
				}
			})
			if err != nil || faults < 3000 {
				t.Errorf("after an hour without paper: %v, said %d times", err, faults)
			}
		})
	})
	t.Run("unknown", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			start := time.Now()
			err := drive.Transmit(t.Context(), &stuck{room: 1500}, segs, "test", func() printer.Fault { return "" }, func(printer.Progress) {})
			var fe *printer.FaultError
			if !errors.As(err, &fe) || fe.Fault != printer.Stalled || fe.Sent != 1500 || fe.Outstanding != 2000 {
				t.Errorf("error = %+v", err)
			}
			if d := time.Since(start); d < 30*time.Second || d > 2*time.Minute {
				t.Errorf("gave up after %v", d)
			}
		})
	})
	t.Run("cancelled", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
			defer cancel()
			err := drive.Transmit(ctx, &stuck{}, segs, "test", func() printer.Fault { return printer.PaperOut }, func(printer.Progress) {})
			if !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("error = %v", err)
			}
		})
	})
}
