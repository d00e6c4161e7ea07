package printer

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
)

// Language is a printer command language.
type Language string

// The languages that have a driver.
const (
	TSPL    Language = "tspl"
	ESCPOS  Language = "escpos"
	ZPL     Language = "zpl"
	CPCL    Language = "cpcl"
	Brother Language = "brother" // QL raster
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
	Use       string `json:"use"`
	Proof     Proof  `json:"proof,omitempty"`
	Reference string `json:"source,omitempty"`
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
	// LeftDots is the number of dots of the head left of the paper, for heads
	// that paper is not led along the first dot of (Brother).
	LeftDots int `json:"left_dots,omitempty"`
	// PackBits says that a row may be sent compressed (Brother): the QL-800 takes none
	// (its raster command reference, M).
	PackBits bool `json:"pack_bits,omitempty"`
	// MaxRows is the most rows of dots in one picture command, 0 no limit but
	// MaxPayload.
	MaxRows int `json:"max_rows,omitempty"`

	// Mode forces how pages are encoded; "" leaves it to the speed of the link.
	Mode RenderMode `json:"way,omitempty"`
	// Serial is how its serial port is set when it comes from the maker.
	Serial SerialPort `json:"serial,omitzero"`
	// Match is how such a printer is recognised.
	Match Match `json:"match,omitzero"`
	// Correction is what a person found out about this one printer; no profile
	// of a model has it.
	Correction Correction `json:"-"`

	// Status is how it is asked: "esc-!?" or "esc-!s" (TSPL), "dle-eot", "hs"
	// (ZPL ~HS, and ~HQES if that is silent), "esc-h" (CPCL), "esc-i-s" (Brother)
	// or "none".
	Status Ability `json:"status"`
	// AutoStatus is how it reports by itself: "gs-a" or "none".
	AutoStatus Ability `json:"auto_status"`
	// Confirm is how the end of a job is known: "idle" (ESC !? or CPCL ESC h:
	// printing, then ready), "gs-h" (GS ( H echo), "gs-r" (GS r fence), "hs" (~HS
	// with nothing left to print), "esc-i-s" (Brother: printing completed) or
	// "none".
	Confirm Ability `json:"confirm"`
	// Cut is "gs-v", "cut" (the language's own command for labels) or "none".
	Cut Ability `json:"cut"`

	// Code128, QR and Bars say that the printer draws them itself: "native" or
	// "none".
	Code128 Ability `json:"code128,omitzero"`
	QR      Ability `json:"qr,omitzero"`
	Bars    Ability `json:"bars,omitzero"`
	// QRDownDots is how far below the place it is told a printer begins a QR code.
	QRDownDots int `json:"qr_down_dots,omitempty"`
	// PageMode is ESC/POS page mode, "esc-l" or "none".
	PageMode Ability `json:"page_mode,omitzero"`
	// Fonts are the printer's own fonts for ASCII, Han its font for Chinese.
	Fonts []Font `json:"fonts,omitempty"`
	Han   *Font  `json:"han,omitempty"`
}

// SerialPort is how a serial port is set.
type SerialPort struct {
	Baud []int  `json:"baud,omitempty"` // usual first
	Flow string `json:"flow,omitempty"` // none, rtscts, xonxoff or dsr
}

// Match says by what a connected device is recognised as a model; any one of
// them will do, the more telling first.
type Match struct {
	// USB are vendor and product, "04b8:0e15"; or a vendor alone, "04b8:".
	USB []string `json:"usb,omitempty"`
	// Model is a regular expression for MDL of the IEEE 1284 device id.
	Model string `json:"model,omitempty"`
	// CommandSet are words of CMD of the IEEE 1284 device id.
	CommandSet []string `json:"command_set,omitempty"`
}

// Correction is what a person found out about one printer by its test print.
// The zero value changes nothing.
type Correction struct {
	// RightMM and DownMM move the print on the paper; negative is left and up.
	RightMM float64 `json:"right_mm,omitempty"`
	DownMM  float64 `json:"down_mm,omitempty"`
	// ScaleX and ScaleY stretch distances: 1.01 for a printer whose millimetre is
	// one per cent short. 0 is 1. Codes keep whole modules.
	ScaleX float64 `json:"scale_x,omitempty"`
	ScaleY float64 `json:"scale_y,omitempty"`
	// Density and SpeedIPS go before those of the profile.
	Density  *int     `json:"density,omitempty"`
	SpeedIPS *float64 `json:"speed_ips,omitempty"`
	// Media goes before that of the profile.
	Media *Media `json:"media,omitempty"`
	// Mode goes before that of the profile.
	Mode RenderMode `json:"way,omitempty"`
	// Han are the runes that a person read on the test print, as in
	// Font.Confirmed.
	Han string `json:"han,omitempty"`
	// Status says whether the printer told that its cover was open when it was:
	// true makes Status probed, false makes it "none". nil is not tried.
	Status *bool `json:"status,omitempty"`
}

// Corrected is p with what was found out about one printer.
func (p Profile) Corrected(c Correction) Profile {
	p.Correction = c
	if c.Density != nil {
		p.Density = c.Density
	}
	if c.SpeedIPS != nil {
		p.SpeedIPS = c.SpeedIPS
	}
	if c.Media != nil {
		p.Media = *c.Media
	}
	if c.Mode != "" {
		p.Mode = c.Mode
	}
	if c.Han != "" && p.Han != nil {
		han := *p.Han
		han.Confirmed, han.Proof = c.Han, Probed
		p.Han = &han
	}
	if c.Status != nil && *c.Status {
		p.Status.Proof = Probed
	} else if c.Status != nil {
		p.Status = Ability{Use: "none", Proof: Probed, Reference: "test with the cover open"}
	}
	return p
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
	case !slices.Contains([]Language{TSPL, ESCPOS, ZPL, CPCL, Brother}, p.Language):
		return fmt.Errorf("language %q is not known", p.Language)
	case p.DPI < 100 || p.DPI > 1200:
		return fmt.Errorf("dpi %d is out of range", p.DPI)
	case p.WidthDots < 8 || p.WidthDots > 16384:
		return fmt.Errorf("width_dots %d is out of range", p.WidthDots)
	case p.Mode != "" && p.Mode != Raster && p.Mode != Hybrid && p.Mode != Native:
		return fmt.Errorf("way %q is none of: raster hybrid native", p.Mode)
	}
	if _, err := regexp.Compile(p.Match.Model); err != nil {
		return fmt.Errorf("match: model: %w", err)
	}
	for _, f := range p.Fonts {
		if err := f.check(); err != nil {
			return err
		}
	}
	if p.Han != nil {
		if err := p.Han.check(); err != nil {
			return err
		}
	}
	for key, c := range map[string]struct {
		a   Ability
		use string
	}{
		"status":      {p.Status, "esc-!? esc-!s dle-eot hs esc-h esc-i-s none"},
		"auto_status": {p.AutoStatus, "gs-a none"},
		"confirm":     {p.Confirm, "idle gs-h gs-r hs esc-i-s none"},
		"cut":         {p.Cut, "gs-v cut none"},
		"code128":     {p.Code128, "native none"},
		"qr":          {p.QR, "native none"},
		"bars":        {p.Bars, "native none"},
		"page_mode":   {p.PageMode, "esc-l none"},
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

func (f Font) check() error {
	switch {
	case f.Name == "" || f.W < 1 || f.H < 1 || f.Baseline < 1 || f.Baseline > f.H || f.Cap < 1 || f.Cap > f.Baseline:
		return fmt.Errorf("font %q: w, h, baseline and cap do not fit each other", f.Name)
	case f.MaxScale < 0 || f.MaxScale > 16:
		return fmt.Errorf("font %q: max_scale %d is out of range", f.Name, f.MaxScale)
	case !slices.Contains([]string{"", "ascii", "gbk", "utf-8"}, f.Encoding):
		return fmt.Errorf("font %q: encoding %q is none of: ascii gbk utf-8", f.Name, f.Encoding)
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
