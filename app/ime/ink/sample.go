package ink

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"unicode/utf8"
)

// Sample is one character as somebody wrote it, with what was meant. It stands
// for itself in a file of JSON.
type Sample struct {
	// Character is what the writer meant: one character.
	Character string `json:"character"`
	// Writer tells writers apart and names nobody: w1, w2 …
	Writer string `json:"writer"`
	// Device is the kind of touchscreen, free text.
	Device string `json:"device"`
	// Strokes are the ways of the pen in the order they were written.
	Strokes [][]TimedPoint `json:"strokes"`
}

// TimedPoint is x and y in millimetres or any other unit, Y down, and the time
// in milliseconds since the pen first touched.
type TimedPoint [3]float64

// Ink returns the strokes without their times.
func (s Sample) Ink() []Stroke {
	out := make([]Stroke, len(s.Strokes))
	for i, stroke := range s.Strokes {
		for _, p := range stroke {
			out[i] = append(out[i], Point{X: float32(p[0]), Y: float32(p[1])})
		}
	}
	return out
}

// ErrBadSample is a sample without ink, without a writer, or of more or less
// than one character.
var ErrBadSample = errors.New("ink: not one character with its strokes and writer")

func (s Sample) check() error {
	points := 0
	for _, stroke := range s.Strokes {
		points += len(stroke)
	}
	if points == 0 || s.Writer == "" || !utf8.ValidString(s.Character) || utf8.RuneCountInString(s.Character) != 1 {
		return ErrBadSample
	}
	return nil
}

// SaveSample writes s into a file of its own in dir, which is made if need be.
// The name is made of the character and the content: the same sample saved
// twice is one file, and nothing is overwritten. The error is ErrBadSample or
// that of the file system.
func SaveSample(dir string, s Sample) error {
	if err := s.check(); err != nil {
		return err
	}
	data, err := json.Marshal(s)
	if err != nil {
		return fmt.Errorf("ink: encode sample: %w", err)
	}
	r, _ := utf8.DecodeRuneInString(s.Character)
	sum := sha256.Sum256(data)
	name := filepath.Join(dir, fmt.Sprintf("u%04x-%x.json", r, sum[:6]))
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("ink: save sample: %w", err)
	}
	// A cut in the middle leaves no half sample under a name that is read.
	if err := os.WriteFile(name+".new", append(data, '\n'), 0o600); err != nil {
		return fmt.Errorf("ink: save sample: %w", err)
	}
	if err := os.Rename(name+".new", name); err != nil {
		return fmt.Errorf("ink: save sample: %w", err)
	}
	return nil
}

// ReadSamples reads every .json file of dir, in the order of their names. It
// returns an error that names the file if one of them is no sample, which
// matches ErrBadSample if it is JSON that lacks something.
func ReadSamples(dir string) ([]Sample, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.json"))
	if err != nil {
		return nil, fmt.Errorf("ink: list samples: %w", err)
	}
	var out []Sample
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			return nil, fmt.Errorf("ink: read sample: %w", err)
		}
		var s Sample
		if err := json.Unmarshal(data, &s); err != nil {
			return nil, fmt.Errorf("ink: %s: %w", filepath.Base(f), err)
		}
		if err := s.check(); err != nil {
			return nil, fmt.Errorf("%s: %w", filepath.Base(f), err)
		}
		out = append(out, s)
	}
	return out, nil
}
