package scanner

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Retyped is what a scanner with American keys has meant by a text that a
// computer set to another keyboard layout has made of it.
type Retyped struct {
	Text   string // ASCII
	Layout string // one of Layouts
}

// Layouts are the names of the keyboard layouts that are told apart, and "other" for
// one that is known by its signs in place of digits alone.
func Layouts() []string {
	names := []string{"other"}
	for _, l := range layouts {
		names = append(names, l.name)
	}
	return names
}

// Retype returns what text may have been before each layout that can have made
// it: nil for a text of letters and digits of ASCII, which no layout shows in,
// and for one that no layout makes.
func Retype(text string) (list []Retyped) {
	if !strings.ContainsFunc(text, func(r rune) bool { return !isAlphanumeric(r) }) {
		return nil
	}
	for _, l := range layouts {
		us := l.back.Replace(text)
		if us == text || strings.ContainsFunc(us, func(r rune) bool { return r >= utf8.RuneSelf || !unicode.IsPrint(r) }) {
			continue
		}
		list = append(list, Retyped{us, l.name})
	}
	return list
}

// The characters of American keys, row by row.
const (
	keysDown = "`1234567890-=" + "qwertyuiop[]" + "asdfghjkl;'" + "zxcvbnm,./"
	keysUp   = `~!@#$%^&*()_+` + "QWERTYUIOP{}" + `ASDFGHJKL:"` + "ZXCVBNM<>?"
)

// layouts are the characters that a keyboard set to another layout makes of
// the keys for ours, and what a scanner with American keys has meant by them. What
// a layout leaves in place is not listed.
var layouts = []struct {
	name string
	back *strings.Replacer
}{
	{"azerty", strings.NewReplacer("A", "Q", "Q", "A", "Z", "W", "W", "Z", "a", "q", "q", "a", "z", "w", "w", "z",
		"?", "M", ",", "m", "&", "1", "é", "2", `"`, "3", "'", "4", "(", "5", "-", "6", "è", "7", "_", "8", "ç", "9", "à", "0",
		")", "-", "$", "]")},
	{"qwertz", strings.NewReplacer("Y", "Z", "Z", "Y", "y", "z", "z", "y", "ß", "-", "+", "]")},
	{"russian", back(
		"ё1234567890-="+"йцукенгшщзхъ"+"фывапролджэ"+"ячсмитьбю.",
		`Ё!"№;%:?*()_+`+"ЙЦУКЕНГШЩЗХЪ"+"ФЫВАПРОЛДЖЭ"+"ЯЧСМИТЬБЮ,")},
	{"ukrainian", back(
		"'1234567890-="+"йцукенгшщзхї"+"фівапролджє"+"ячсмитьбю.",
		`₴!"№;%:?*()_+`+"ЙЦУКЕНГШЩЗХЇ"+"ФІВАПРОЛДЖЄ"+"ЯЧСМИТЬБЮ,")},
	{"greek", back(
		"`1234567890-="+";ςερτυθιοπ[]"+"ασδφγηξκλ΄'"+"ζχψωβνμ,./",
		`~!@#$%^&*()_+`+":΅ΕΡΤΥΘΙΟΠ{}"+`ΑΣΔΦΓΗΞΚΛ¨"`+"ΖΧΨΩΒΝΜ<>?")},
	{"hebrew", back(
		";1234567890-="+"/'קראטוןםפ]["+"שדגכעיחלךף,"+"זסבהנמצתץ.",
		`~!@#$%^&*)(_+`+"QWERTYUIOP}{"+`ASDFGHJKL:"`+"ZXCVBNM><?")},
	{"czech", back(
		";+ěščřžýáíé=´"+"qwertzuiopú)"+"asdfghjklů§"+"yxcvbnm,.-",
		`°1234567890%ˇ`+"QWERTZUIOP/("+`ASDFGHJKL"!`+"YXCVBNM?:_")},
}

// back turns the characters of a layout into those of the American keys at the
// same place.
func back(down, up string) *strings.Replacer {
	var pairs []string
	for _, row := range [][2]string{{down, keysDown}, {up, keysUp}} {
		theirs, ours := []rune(row[0]), []rune(row[1])
		for i, r := range theirs {
			if r != ours[i] {
				pairs = append(pairs, string(r), string(ours[i]))
			}
		}
	}
	return strings.NewReplacer(pairs...)
}
