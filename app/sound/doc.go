// Package sound tells people by ear what came of a scan or a touch. The tones
// are made here: rising for yes, low and doubled for no.
//
// A Player has its own goroutine and never makes the caller wait. It opens the
// audio device at the first sound; without one there is silence, a Problem for
// the health page, and another try later.
//
// Source: ebitengine/oto, over ALSA. Oto allows one context in a process and
// none after one that failed, so the device is tried with ALSA first.
package sound
