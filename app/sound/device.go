package sound

/*
#cgo pkg-config: alsa
#include <alsa/asoundlib.h>

static void quiet(const char *file, int line, const char *function, int err, const char *fmt, ...) {}

// probe returns 0 if there is a default device that plays. ALSA prints each
// thing it does not find to stderr unless it is told not to.
static int probe(void) {
	snd_pcm_t *pcm;
	snd_lib_error_set_handler(quiet);
	int err = snd_pcm_open(&pcm, "default", SND_PCM_STREAM_PLAYBACK, SND_PCM_NONBLOCK);
	if (err == 0) snd_pcm_close(pcm);
	return err;
}
*/
import "C"

import (
	"bytes"
	"errors"
	"fmt"
	"sync"
	"syscall"
	"time"

	"github.com/ebitengine/oto/v3"
)

const (
	latency   = 40 * time.Millisecond // of the device; less crackles on a busy machine
	openLimit = 5 * time.Second
)

// openContext opens oto's only context. Its error stays: a device that was
// there and failed needs the program to be started again.
var openContext = sync.OnceValues(func() (*oto.Context, error) {
	context, ready, err := oto.NewContext(&oto.NewContextOptions{
		SampleRate:   sampleRate,
		ChannelCount: 1,
		Format:       oto.FormatSignedInt16LE,
		BufferSize:   latency,
	})
	if err != nil {
		return nil, err
	}
	select {
	case <-ready:
		return context, nil
	case <-time.After(openLimit):
		return nil, errors.New("it does not open")
	}
})

// speaker is a device on the oto context.
type speaker struct {
	context *oto.Context
	player  *oto.Player
}

// openDevice opens the default audio device. It returns errNoDevice, or the
// reason why the one there does not play.
func openDevice() (device, error) {
	if rc := C.probe(); rc < 0 {
		err := syscall.Errno(-rc)
		if errors.Is(err, syscall.ENOENT) || errors.Is(err, syscall.ENODEV) || errors.Is(err, syscall.ENXIO) {
			return nil, errNoDevice
		}
		return nil, err
	}
	context, err := openContext()
	if err == nil {
		err = context.Err()
	}
	if err != nil {
		return nil, err
	}
	return &speaker{context: context}, nil
}

func (s *speaker) play(pcm []byte, volume float64) error {
	if s.player != nil {
		s.player.Pause()
	}
	if err := s.context.Resume(); err != nil {
		return fmt.Errorf("wake: %w", err)
	}
	s.player = s.context.NewPlayer(bytes.NewReader(pcm))
	s.player.SetVolume(volume)
	s.player.Play()
	return s.context.Err()
}

func (s *speaker) playing() bool { return s.player != nil && s.player.IsPlaying() }

// rest stops oto from writing silence to the device 50 times a second.
func (s *speaker) rest() error { return s.context.Suspend() }
