package ime

import (
	"slices"
	"strings"
	"unicode"
)

// Bounds of the readings of one text.
const (
	maxReadings     = 8
	maxCharReadings = 4
)

// FullPinyin returns how a text may be read, in letters without separators:
// "chongqing" for 重庆. Words come as the dictionary reads them, a name as a
// surname is read, and then every other reading of a character, at most 8 in
// all and the likeliest first. Latin letters and digits stay, small; anything
// else is left out. It needs no Dict, and loads the dictionary at the first
// call.
func FullPinyin(text string) []string {
	return readings(text, func(syllable string) string { return syllable })
}

// Initials is as FullPinyin with the first letter of each syllable: "cq".
func Initials(text string) []string {
	return readings(text, func(syllable string) string { return syllable[:1] })
}

func readings(text string, write func(string) string) []string {
	choices := loadBase().choices(letters(text))
	for i, choice := range choices {
		for j, s := range choice {
			choice[j] = write(s)
		}
		choices[i] = unique(choice)
	}
	var all []string
	// First as everything is most likely read, then with one character read
	// otherwise, then with two, and so on.
	var vary func(done []string, others int)
	vary = func(done []string, others int) {
		n := len(done)
		if n == len(choices) {
			if s := strings.Join(done, ""); others == 0 && s != "" && len(all) < maxReadings && !slices.Contains(all, s) {
				all = append(all, s)
			}
			return
		}
		if others > 0 {
			for _, s := range choices[n][1:] {
				vary(append(done, s), others-1)
			}
		}
		vary(append(done, choices[n][0]), others)
	}
	for n := 0; n <= min(len(choices), 2); n++ {
		vary(nil, n)
	}
	return all
}

func unique(list []string) []string {
	var u []string
	for _, s := range list {
		if !slices.Contains(u, s) {
			u = append(u, s)
		}
	}
	return u
}

// choices returns the readings of each character that has one.
func (b *base) choices(runes []rune) [][]string {
	first := b.surname(runes)
	var all [][]string
	for i := 0; i < len(runes); {
		ids := first
		if i > 0 || ids == nil {
			ids = b.word(runes[i:])
		}
		for _, id := range ids {
			choice := []string{syllables[id]}
			for _, other := range b.readings[runes[i]] {
				choice = append(choice, syllables[other])
			}
			all = append(all, choice[:min(len(choice), 1+maxCharReadings)])
			i++
		}
		if len(ids) == 0 {
			if r := runes[i]; r < unicode.MaxASCII {
				all = append(all, []string{string(r)})
			}
			i++
		}
	}
	return all
}

// surname returns the reading of the surname that runes begin with, nil if
// they are no name of two to four characters or a word by themselves.
func (b *base) surname(runes []rune) []uint16 {
	if n := len(runes); n < 2 || n > 4 {
		return nil
	}
	if _, ok := b.words[string(runes)]; ok {
		return nil
	}
	for n := 2; n > 0; n-- {
		if s, ok := b.names.surnames[string(runes[:n])]; ok && n < len(runes) {
			return s[0].ids
		}
	}
	return nil
}

// longestWord is how many characters the longest word of the dictionary has.
const longestWord = 4

// word returns the reading of the longest word that runes begin with, nil if
// the first character has none.
func (b *base) word(runes []rune) []uint16 {
	for n := min(longestWord, len(runes)); n > 1; n-- {
		if k, ok := b.words[string(runes[:n])]; ok {
			return b.reading(int(k))
		}
	}
	ids := b.readings[runes[0]]
	return ids[:min(len(ids), 1)]
}

// read works out how a text is read; nil if it has a character that is not in
// the dictionary. Latin letters are read as themselves, and what is neither is
// not read.
func (b *base) read(text string) []uint16 {
	var all []uint16
	for runes := []rune(fold(text)); len(runes) > 0; {
		ids := b.word(runes)
		if len(ids) == 0 {
			switch r := runes[0]; {
			case unicode.Is(unicode.Han, r):
				return nil
			case r >= 'a' && r <= 'z':
				id, _ := syllable(string(r))
				all = append(all, id)
			}
		}
		all = append(all, ids...)
		runes = runes[max(len(ids), 1):]
	}
	return all
}
