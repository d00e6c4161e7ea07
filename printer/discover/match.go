package discover

import (
	"cmp"
	"io/fs"
	"regexp"
	"slices"
	"strings"

	"countertop/printer"
	"countertop/printer/transport"
)

// Reason is why a profile is proposed, the more telling the higher.
type Reason int

// The reasons.
const (
	// ByVendor: the maker's USB vendor number; the language is a guess.
	ByVendor Reason = iota + 1
	// ByCommandSet: the device names the language (CMD of its IEEE 1284 id).
	ByCommandSet
	// ByUSB: vendor and product number.
	ByUSB
	// ByModel: the device names its model (MDL of its IEEE 1284 id).
	ByModel
)

// String is a stable key for texts.
func (r Reason) String() string {
	return [...]string{"", "vendor", "command-set", "usb", "model"}[r]
}

// Proposal is a profile that may fit.
type Proposal struct {
	Profile string
	Model   string
	Reason  Reason
}

// Match proposes profiles of fsys (normally assets.Profiles) for a device that
// was found, the likeliest first; none if it says nothing that is known. The
// error is that of printer.LoadProfile.
func Match(fsys fs.FS, f transport.Found) ([]Proposal, error) {
	names, err := printer.Profiles(fsys)
	if err != nil {
		return nil, err
	}
	var list []Proposal
	for _, name := range names {
		p, err := printer.LoadProfile(fsys, name)
		if err != nil {
			return nil, err
		}
		if r := match(p.Match, f); r > 0 {
			list = append(list, Proposal{name, p.Model, r})
		}
	}
	plain := func(p Proposal) int {
		if strings.HasPrefix(p.Profile, "generic-") {
			return 1
		}
		return 0
	}
	slices.SortFunc(list, func(a, b Proposal) int {
		return cmp.Or(cmp.Compare(b.Reason, a.Reason), cmp.Compare(plain(a), plain(b)), cmp.Compare(a.Profile, b.Profile))
	})
	return list, nil
}

func match(m printer.Match, f transport.Found) (best Reason) {
	is := func(r Reason, yes bool) {
		if yes {
			best = max(best, r)
		}
	}
	if model := f.ID["MDL"]; m.Model != "" && model != "" {
		// The expression was compiled when the profile was loaded.
		is(ByModel, regexp.MustCompile(m.Model).MatchString(model))
	}
	usb := strings.ToLower(f.USB)
	for _, u := range m.USB {
		u = strings.ToLower(u)
		is(ByUSB, u == usb && !strings.HasSuffix(u, ":"))
		is(ByVendor, usb != "" && strings.HasSuffix(u, ":") && strings.HasPrefix(usb, u))
	}
	words := strings.FieldsFunc(strings.ToUpper(f.ID["CMD"]), func(r rune) bool { return strings.ContainsRune(", ;", r) })
	for _, c := range m.CommandSet {
		is(ByCommandSet, slices.Contains(words, strings.ToUpper(c)))
	}
	return best
}
