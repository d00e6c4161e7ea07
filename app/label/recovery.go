package label

import (
	"strings"

	"countertop/app/i18n"
	"countertop/printer"
)

// Recovery is the owner's way back when a PIN is forgotten (恢复码), on a roll of
// 80 or 58 mm: it is printed once and kept in an envelope.
type Recovery struct {
	Shop    Shop   `json:"shop,omitzero"`
	Station string `json:"station,omitempty"` // letter of the counter
	// Code is as repair.NewRecovery writes it; without one, dots stand in its place.
	Code   string `json:"recovery,omitempty"` // 7K3X9-QW02T-MSW4H-8ZC1D
	MadeAt Date   `json:"made_at,omitzero"`
}

// Page lays the slip out; its height is that of its content.
func (d Recovery) Page(lang i18n.Lang, m Media) (printer.Page, error) {
	s := newSlip(lang, m)
	s.head(d.Shop, s.t("doc.recovery"), s.t("paper.counter", "station", clean(d.Station)), "")
	if !d.MadeAt.IsZero() {
		s.text(s.x0, s.line(), body, s.shortTime(d.MadeAt.Time))
	}
	s.rule()
	code := clean(d.Code)
	if code == "" {
		code = strings.Repeat("·····-", 3) + "·····"
	}
	// Two groups a line, large enough to be read without glasses.
	groups := strings.Split(code, "-")
	const gap = 6.0
	size, cell := 8.5, (s.w()-gap)/2
	for _, g := range groups {
		size = s.shrink(g, size, body, cell)
	}
	for i, g := range groups {
		if i%2 == 0 {
			s.y += size * 1.35
		}
		s.text(s.x0+float64(i%2)*(cell+gap)+(cell-s.width(g, size))/2, s.y, size, g)
	}
	s.y += 3
	s.rule()
	for _, key := range []string{"paper.recovery-what", "paper.recovery-where", "paper.recovery-once"} {
		s.paragraph(s.t(key), 6)
		s.y++
	}
	return s.done()
}
