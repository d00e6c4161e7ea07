package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"countertop/assets"
	"countertop/printer"
)

// profileRow is a profile as "printer profiles" shows it.
type profileRow struct {
	Name string `json:"name"`
	printer.Profile
}

func allProfiles() (rows []profileRow, err error) {
	names, err := printer.Profiles(assets.Profiles)
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		p, err := printer.LoadProfile(assets.Profiles, name)
		if err != nil {
			return nil, err
		}
		rows = append(rows, profileRow{name, p})
	}
	return rows, nil
}

// writeProfiles writes all profiles with all that is known of them, as JSON.
func writeProfiles(w io.Writer) error {
	rows, err := allProfiles()
	if err != nil {
		return err
	}
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(rows)
}

// listProfiles prints a line for each profile. Each ability is followed by how
// far it is known: documented, probed or unverified.
func listProfiles(w io.Writer) error {
	rows, err := allProfiles()
	if err != nil {
		return err
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "NAME\tMODEL\tLANGUAGE\tDPI\tDOTS\tSTATUS\tCONFIRM\tCUT\tCODES\tPAGE\tFONTS")
	for _, p := range rows {
		fmt.Fprintf(t, "%s\t%s\t%s\t%d\t%d\t%s\t%s\t%s\t%s\t%s\t%s\n", p.Name, p.Model, p.Language, p.DPI, p.WidthDots,
			ability(p.Status), ability(p.Confirm), ability(p.Cut), codes(p.Profile), page(p.Profile), fonts(p.Profile))
	}
	return t.Flush()
}

func ability(a printer.Ability) string { return proven(a.Use, a.Has(), a.Proof) }

// proven is a word with its proof, or none.
func proven(word string, has bool, p printer.Proof) string {
	if !has {
		return "none"
	}
	return word + " (" + string(p) + ")"
}

// joined puts words of the same proof together: "qr+code128 (documented)".
func joined(words []string, proofs []printer.Proof) string {
	if len(words) == 0 {
		return "none"
	}
	var b strings.Builder
	for i, w := range words {
		b.WriteString(w)
		switch {
		case i+1 < len(words) && proofs[i+1] == proofs[i]:
			b.WriteByte('+')
		case i+1 < len(words):
			b.WriteString(" (" + string(proofs[i]) + ") ")
		default:
			b.WriteString(" (" + string(proofs[i]) + ")")
		}
	}
	return b.String()
}

// codes are the codes and frames that the printer draws itself.
func codes(p printer.Profile) string {
	var words []string
	var proofs []printer.Proof
	for _, a := range []struct {
		word string
		printer.Ability
	}{{"code128", p.Code128}, {"qr", p.QR}, {"bars", p.Bars}} {
		if a.Has() {
			words, proofs = append(words, a.word), append(proofs, a.Proof)
		}
	}
	return joined(words, proofs)
}

// page says how things get beside each other: label printers are told a page,
// receipt printers print line by line if they have no page mode.
func page(p printer.Profile) string {
	if p.Language == printer.ESCPOS {
		return ability(p.PageMode)
	}
	return "label"
}

// fonts are the printer's own, for ASCII and for Chinese.
func fonts(p printer.Profile) string {
	var words []string
	var proofs []printer.Proof
	for _, f := range p.Fonts {
		words, proofs = append(words, f.Name), append(proofs, f.Proof)
	}
	if p.Han != nil {
		words, proofs = append(words, p.Han.Name), append(proofs, p.Han.Proof)
	}
	for i, w := range words {
		words[i] = strings.ReplaceAll(w, " ", "/") // a column has no spaces in its words
	}
	return joined(words, proofs)
}
