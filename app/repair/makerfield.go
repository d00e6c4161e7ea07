package repair

import (
	"regexp"
	"slices"
	"strings"
)

// readEnvelope reads the fields of ISO/IEC 15434: [)> RS 06 GS fields RS EOT. In
// format 05 they are those of GS1, in format 12 they have names.
func readEnvelope(text, _ string) (MakerCode, bool) {
	body, ok := strings.CutPrefix(text, "[)>")
	if !ok {
		return MakerCode{}, false
	}
	if !strings.Contains(body, gs) {
		// A scanner that leaves the separators out leaves nothing to be read.
		return MakerCode{Unread: UnreadSeparators}, true
	}
	var c MakerCode
	for part := range strings.SplitSeq(strings.Trim(body, allSeparators), rs) {
		format, fields, ok := strings.Cut(part, gs)
		if !ok {
			format, fields = "", part
		}
		switch strings.TrimSpace(format) {
		case "05":
			if g, ok := elements(fields); ok {
				c.merge(g)
			}
		case "12":
			for f := range strings.SplitSeq(fields, gs) {
				name, value, _ := strings.Cut(f, " ")
				c.put(textElements[name], value)
			}
		default: // 06, and what is written like it
			c.merge(identified(strings.Split(fields, gs)))
		}
	}
	return c, true
}

// textElements are names of format 12. Source: ATA Spec 2000, chapter 9.
var textElements = map[string]MakerKind{
	"SER": MakerSerial, "SEQ": MakerSerial, "UCN": MakerSerial, "PNR": MakerModel, "PNO": MakerModel, "PDT": MakerModel,
}

// merge takes what is not there yet.
func (c *MakerCode) merge(d MakerCode) {
	c.put(MakerSerial, d.Serial)
	c.put(MakerModel, d.Model)
	c.put(MakerArticle, d.Article)
	c.put(MakerIMEI, d.IMEI)
	c.put(MakerIMEI, d.IMEI2)
}

var identifier = regexp.MustCompile(`^([0-9]{0,3}[A-Z])(.+)$`)

// identified reads fields that begin with a data identifier of ANSI MH10.8.2:
// S and 1S are the serial number, 1P what the maker calls the part, P what the buyer
// does; 18V, the maker, and others say nothing of one machine.
func identified(fields []string) (c MakerCode) {
	for _, f := range fields {
		m := identifier.FindStringSubmatch(strings.TrimSpace(f))
		if m == nil {
			continue
		}
		switch m[1] {
		case "S":
			c.put(MakerSerial, m[2])
		case "1S":
			if l := lenovo.FindStringSubmatch(tidy(f)); l != nil {
				c.put(MakerModel, l[1]+l[3])
				m[2] = l[2] + l[4]
			}
			c.put(MakerSerial, m[2])
		case "1P":
			c.put(MakerModel, m[2])
		case "P", "2P", "30P":
			c.put(MakerArticle, m[2])
		}
	}
	return c
}

// readFields reads fields parted by separators without an envelope. One alone is
// a number with the sign of GS1 before it.
func readFields(text, _ string) (MakerCode, bool) {
	if !strings.ContainsAny(text, allSeparators) {
		return MakerCode{}, false
	}
	fields := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(allSeparators, r) })
	switch len(fields) {
	case 0:
		return MakerCode{Unread: UnreadUnclear}, true
	case 1:
		return ReadMaker(fields[0], ""), true
	}
	if c, ok := imeis(strings.Join(fields, " ")); ok {
		return c, true
	}
	if c := identified(fields); c.Serial+c.Model+c.Article != "" {
		return c, true
	}
	return readNamed(strings.Join(fields, "\n"), "")
}

// Application identifiers of GS1 with a fixed length, and those that end at a
// separator. Of the many, these stand on machines and their boxes.
var (
	fixedElements = map[string]int{
		"00": 18, "01": 14, "02": 14, "11": 6, "12": 6, "13": 6, "15": 6, "16": 6, "17": 6, "20": 2,
		"410": 13, "411": 13, "412": 13, "413": 13, "414": 13, "415": 13, "416": 13, "417": 13, "422": 3, "8005": 6,
	}
	openElements = []string{
		"10", "21", "22", "30", "37", "235", "240", "241", "242", "243", "250", "251", "253", "254", "255",
		"400", "401", "403", "420", "421",
		"8002", "8003", "8004", "8006", "8010", "8012", "8020", "8200", "90", "91", "92", "93", "94", "95", "96", "97", "98", "99",
	}
	bracketed = regexp.MustCompile(`^(?:\([0-9]{2,4}\)[^()]+)+$`)
	bracket   = regexp.MustCompile(`\(([0-9]{2,4})\)`)
)

// readGS1 reads element strings: one that says so, by its symbology or a
// separator at its start, or that begins with a right number of goods.
func readGS1(text, symbology string) (MakerCode, bool) {
	marked := strings.HasPrefix(text, gs) || strings.HasPrefix(symbology, "gs1") || symbology == "databar"
	if bracketed.MatchString(text) {
		text, marked = bracket.ReplaceAllString(text, gs+"$1"), true
	}
	trimmed := strings.Trim(text, gs)
	begun := strings.HasPrefix(trimmed, "01") && len(trimmed) >= 16 && goods(trimmed[2:16])
	if !marked && !begun {
		return MakerCode{}, false
	}
	return elements(trimmed)
}

// elements takes an element string apart, false if it is none.
func elements(text string) (c MakerCode, ok bool) {
	for text = strings.Trim(text, gs); text != ""; text = strings.TrimLeft(text, gs) {
		id, value, rest := element(text)
		switch {
		case id == "" || value == "":
			return MakerCode{}, false
		case id == "01" || id == "02":
			if !goods(value) {
				return MakerCode{}, false
			}
			c.put(MakerArticle, goodsNumber(value))
		case id == "21" || id == "8004":
			c.put(MakerSerial, value)
		case id == "240" || id == "241":
			c.put(MakerModel, value)
		}
		text = rest
	}
	return c, c.Serial+c.Article+c.Model != ""
}

// element is the first element of a string, with what follows it.
func element(text string) (id, value, rest string) {
	for n := 2; n <= 4 && n <= len(text); n++ {
		id, rest = text[:n], text[n:]
		if size, ok := fixedElements[id]; ok {
			if len(rest) < size || !digitsOnly(rest[:size]) {
				return "", "", ""
			}
			return id, rest[:size], rest[size:]
		}
		if slices.Contains(openElements, id) {
			value, rest, _ = strings.Cut(rest, gs)
			return id, value, rest
		}
	}
	return "", "", ""
}
