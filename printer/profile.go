package printer

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"strings"
)

// Language is a printer command language.
type Language string

// The languages that have a driver.
const (
	TSPL   Language = "tspl"
	ESCPOS Language = "escpos"
)

// Proof says how far an ability of a model can be trusted.
type Proof string

// Documented is in the maker's manual of this model, Probed was seen on a
// unit, Unverified is hoped for: a driver tries it and does without.
const (
	Documented Proof = "documented"
	Probed     Proof = "probed"
	Unverified Proof = "unverified"
)

// Ability is one thing a model can do, how, and how that is known.
type Ability struct {
	// Use names the command, as "dle-eot"; "none" or "" if the model cannot.
	Use    string `json:"use"`
	Proof  Proof  `json:"proof,omitempty"`
	Source string `json:"source,omitempty"`
}

// Has reports whether the ability may be tried.
func (a Ability) Has() bool { return a.Use != "" && a.Use != "none" }

// Sure reports whether silence means a fault, rather than a printer that
// cannot.
func (a Ability) Sure() bool { return a.Has() && a.Proof != Unverified }

// Media is the paper that is assumed when a job says nothing.
type Media struct {
	// Kind is "gap" (labels), "mark" (black mark) or "continuous".
	Kind     string  `json:"kind"`
	WidthMM  float64 `json:"width_mm"`
	HeightMM float64 `json:"height_mm"` // 0 for continuous
	GapMM    float64 `json:"gap_mm"`
}

// Profile is what is known of a printer model. Profiles are data
// (assets/profile/*.json); a value nobody has tried is left out or marked.
type Profile struct {
	Name     string `json:"-"`
	Inherits string `json:"inherits,omitempty"`
	// Model is the maker's name for it, for people.
	Model    string   `json:"model"`
	Language Language `json:"language"`
	DPI      int      `json:"dpi"`
	// WidthDots is the width of the print head.
	WidthDots int   `json:"width_dots"`
	Media     Media `json:"media"`
	// Density (0-15) and SpeedIPS (inches a second); nil leaves the printer's own.
	Density  *int     `json:"density,omitempty"`
	SpeedIPS *float64 `json:"speed_ips,omitempty"`
	// FeedMM is fed after a document, so that it clears the tear bar or cutter.
	FeedMM float64 `json:"feed_mm,omitempty"`

	// Status is how it is asked: "esc-!?", "dle-eot" or "none".
	Status Ability `json:"status"`
	// AutoStatus is how it reports by itself: "gs-a" or "none".
	AutoStatus Ability `json:"auto_status"`
	// Confirm is how the end of a job is known: "idle" (ESC !? printing, then
	// ready), "gs-h" (GS ( H echo), "gs-r" (GS r fence) or "none".
	Confirm Ability `json:"confirm"`
	// Cut is "gs-v" or "none".
	Cut Ability `json:"cut"`
}

// ErrNoProfile is returned by LoadProfile for a name that there is no file for.
var ErrNoProfile = errors.New("no such printer profile")

// LoadProfile reads NAME.json of fsys (normally assets.Profiles) over the
// profile that it inherits. It returns ErrNoProfile, or an error that names the
// file and what is wrong in it.
func LoadProfile(fsys fs.FS, name string) (Profile, error) {
	var p Profile
	if err := readProfile(fsys, name, &p, nil); err != nil {
		return Profile{}, fmt.Errorf("printer profile %q: %w", name, err)
	}
	p.Name = name
	if err := p.check(); err != nil {
		return Profile{}, fmt.Errorf("printer profile %q: %w", name, err)
	}
	return p, nil
}

func readProfile(fsys fs.FS, name string, p *Profile, below []string) error {
	for _, b := range below {
		if b == name {
			return fmt.Errorf("inherits itself: %s", strings.Join(append(below, name), " -> "))
		}
	}
	data, err := fs.ReadFile(fsys, name+".json")
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrInvalid) {
		return ErrNoProfile
	} else if err != nil {
		return err
	}
	var head struct {
		Inherits string `json:"inherits"`
	}
	if err := json.Unmarshal(data, &head); err != nil {
		return err
	}
	if head.Inherits != "" {
		if err := readProfile(fsys, head.Inherits, p, append(below, name)); err != nil {
			return fmt.Errorf("inherits %q: %w", head.Inherits, err)
		}
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	return d.Decode(p)
}

func (p Profile) check() error {
	switch {
	case p.Language != TSPL && p.Language != ESCPOS:
		return fmt.Errorf("language %q is not known", p.Language)
	case p.DPI < 100 || p.DPI > 1200:
		return fmt.Errorf("dpi %d is out of range", p.DPI)
	case p.WidthDots < 8 || p.WidthDots > 16384:
		return fmt.Errorf("width_dots %d is out of range", p.WidthDots)
	}
	for key, c := range map[string]struct {
		a   Ability
		use string
	}{
		"status":      {p.Status, "esc-!? dle-eot none"},
		"auto_status": {p.AutoStatus, "gs-a none"},
		"confirm":     {p.Confirm, "idle gs-h gs-r none"},
		"cut":         {p.Cut, "gs-v none"},
	} {
		if c.a.Use != "" && !strings.Contains(" "+c.use+" ", " "+c.a.Use+" ") {
			return fmt.Errorf("%s: use %q is none of: %s", key, c.a.Use, c.use)
		}
		switch c.a.Proof {
		case Documented, Probed, Unverified:
		default:
			if c.a.Has() {
				return fmt.Errorf("%s: proof %q is none of: documented probed unverified", key, c.a.Proof)
			}
		}
	}
	return nil
}

// Profiles returns the names of the profiles in fsys, sorted.
func Profiles(fsys fs.FS) ([]string, error) {
	files, err := fs.Glob(fsys, "*.json")
	if err != nil {
		return nil, err
	}
	for i, f := range files {
		files[i] = strings.TrimSuffix(f, ".json")
	}
	return files, nil
}
