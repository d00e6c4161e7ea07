package document

import (
	"strconv"
	"strings"

	"countertop/app/flow"
	"countertop/app/i18n"
	"countertop/app/repair"
)

// Correction says one thing that was put right: what it is, as it was, and as it is;
// "" where there was nothing.
func (p Phrases) Correction(c repair.Correction) (label, before, after string) {
	return p.t("correct." + string(c.Field)), p.corrected(c.Field, c.Before), p.corrected(c.Field, c.After)
}

// corrected are the words of a field as people read them.
func (p Phrases) corrected(f repair.CorrectedField, words []string) string {
	var said []string
	for _, w := range words {
		said = append(said, p.correctedWord(f, w))
	}
	return strings.Join(said, p.t("list.separator"))
}

func (p Phrases) correctedWord(f repair.CorrectedField, w string) string {
	parts := strings.Split(w, "|")
	switch {
	case w == repair.Erased:
		return w
	case f == repair.CorrectEstimate:
		if fen, err := strconv.ParseInt(w, 10, 64); err == nil {
			return p.Sum(fen)
		}
	case f == repair.CorrectPromise:
		return i18n.Day(p.Lang, repair.Date(w))
	case f == repair.CorrectContacts && len(parts) >= 3:
		text := Spaced(Spaced(parts[0], p.Word(parts[1])), parts[2])
		if len(parts) > 3 {
			text = Spaced(text, p.t("checkin.collects"))
		}
		return text
	case f == repair.CorrectMarks && len(parts) == 3:
		return Spaced(Spaced(parts[0], p.t("mark."+parts[1])), p.Word(parts[2]))
	case i18n.Has(w):
		return p.t(w)
	}
	return p.Word(w)
}

// correction is what the customer confirms of what was put right.
func (p Phrases) correction(s flow.SignedCorrection) Wording {
	facts := []Cell{{Label: p.t("answer.machine"), Text: p.Device(s.Order.Device)}, {Label: p.t("psign.number"), Text: s.Order.ID.String()}}
	var lines []Cell
	for _, c := range s.Changes {
		label, before, after := p.Correction(c)
		if before == "" {
			before = p.t("correct.nothing")
		}
		if after == "" {
			after = p.t("correct.nothing")
		}
		lines = append(lines, Cell{Label: label, Text: p.t("correct.from-to", "before", before, "after", after)})
	}
	return Wording{Title: p.t("correct.sign-title"), Groups: [][]Cell{facts, lines}, Terms: p.t("correct.terms")}
}
