package brother_test

import (
	"time"

	"countertop/printer/printertest"
)

// slow is a connection on which time passes while nothing comes.
type slow struct{ *printertest.Playback }

func (s slow) Read(b []byte) (int, error) {
	n, err := s.Playback.Read(b)
	if err != nil {
		time.Sleep(time.Second)
	}
	return n, err
}
