package repair

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Canon is the canonical form of a value, from what a person typed or a file
// has. What is empty is the default, "". The error is a *SettingError.
func (s Setting) Canon(text string) (string, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		if s.Min > 0 && (s.Kind == SettingText || s.Kind == SettingPhone) && s.Default == "" {
			return "", s.refuse(RefusedEmpty)
		}
		return "", nil
	}
	return canons[s.Kind](s, text)
}

// canons make the canonical form of each kind; text is not empty.
var canons = map[SettingKind]func(s Setting, text string) (string, error){
	SettingText: Setting.line, SettingPhone: Setting.phone, SettingNumber: Setting.number, SettingDuration: Setting.duration,
	SettingBool: Setting.boolean, SettingChoice: Setting.choice, SettingRoles: Setting.roles, SettingZone: Setting.zone,
	SettingWeek: Setting.week, SettingDays: Setting.days, SettingSlots: Setting.slots, SettingWords: Setting.words,
	SettingLines: Setting.lines, SettingAmounts: Setting.amounts, SettingPairs: Setting.pairs,
	SettingPicture: Setting.picture,
}

// line is a text of one line that can be shown and printed.
func (s Setting) line(text string) (string, error) { return s.shown(text, s.Max) }

func (s Setting) shown(text string, most int) (string, error) {
	if n := utf8.RuneCountInString(text); n > most {
		return "", s.refuse(RefusedLong, "n", strconv.Itoa(n), "max", strconv.Itoa(most))
	}
	if strings.ContainsFunc(text, func(r rune) bool { return r == utf8.RuneError || !unicode.IsPrint(r) && r != '　' }) {
		return "", s.refuse(RefusedSigns, "value", cutText(text))
	}
	return text, nil
}

func (s Setting) phone(text string) (string, error) {
	text, err := s.line(text)
	if err == nil && !strings.ContainsFunc(text, unicode.IsDigit) {
		return "", s.refuse(RefusedPhone, "value", text)
	}
	return text, err
}

func (s Setting) number(text string) (string, error) {
	n, err := strconv.Atoi(text)
	if err != nil {
		return "", s.refuse(RefusedNumber, "value", cutText(text))
	}
	if n < s.Min || n > s.Max {
		return "", s.refuse(RefusedBounds, "value", strconv.Itoa(n), "min", strconv.Itoa(s.Min), "max", strconv.Itoa(s.Max))
	}
	return strconv.Itoa(n), nil
}

func (s Setting) duration(text string) (string, error) {
	d, err := time.ParseDuration(strings.ReplaceAll(text, " ", ""))
	if err != nil || d%time.Second != 0 {
		return "", s.refuse(RefusedDuration, "value", cutText(text))
	}
	least, most := time.Duration(s.Min)*time.Second, time.Duration(s.Max)*time.Second
	if d < least || d > most {
		return "", s.refuse(RefusedLength, "value", DurationText(d), "min", DurationText(least), "max", DurationText(most))
	}
	return DurationText(d), nil
}

// DurationText is a time as the settings write it: 1h30m, 45s.
func DurationText(d time.Duration) string {
	h, m, sec := d/time.Hour, d%time.Hour/time.Minute, d%time.Minute/time.Second
	text := ""
	for _, p := range []struct {
		n    time.Duration
		unit string
	}{{h, "h"}, {m, "m"}, {sec, "s"}} {
		if p.n > 0 {
			text += strconv.Itoa(int(p.n)) + p.unit
		}
	}
	if text == "" {
		return "0s"
	}
	return text
}

func (s Setting) boolean(text string) (string, error) {
	if text != "true" && text != "false" {
		return "", s.refuse(RefusedBool, "value", cutText(text))
	}
	return text, nil
}

func (s Setting) choice(text string) (string, error) {
	if !slices.Contains(s.Choices, text) {
		return "", s.refuse(RefusedChoice, "value", cutText(text), "choices", strings.Join(s.Choices, ", "))
	}
	return text, nil
}

// NamedRoles are the roles that a setting can name, in their order.
var NamedRoles = []Role{RoleCoordinator, RoleEngineer, RoleSupervisor}

func (s Setting) roles(text string) (string, error) {
	if text == SettingNone {
		return text, nil
	}
	named := map[Role]bool{}
	for _, r := range SettingItems(s.Kind, text) {
		if !slices.Contains(NamedRoles, Role(r)) {
			var all []string
			for _, r := range NamedRoles {
				all = append(all, string(r))
			}
			return "", s.refuse(RefusedChoice, "value", cutText(r), "choices", strings.Join(all, ", "))
		}
		named[Role(r)] = true
	}
	var list []string
	for _, r := range NamedRoles {
		if named[r] {
			list = append(list, string(r))
		}
	}
	return SettingList(s.Kind, list), nil
}

func (s Setting) zone(text string) (string, error) {
	if _, err := time.LoadLocation(text); err != nil || text == "Local" {
		return "", s.refuse(RefusedZone, "value", cutText(text))
	}
	return text, nil
}

// The number of slots that a shelf can have.
const (
	MinSlots = 1
	MaxSlots = 99
)

// slots reads 24, or A 24, B 24, C 12, D 24; what is not named keeps the
// default.
func (s Setting) slots(text string) (string, error) {
	l, err := s.layout(text)
	if err != nil {
		return "", err
	}
	return LayoutText(l), nil
}

func (s Setting) layout(text string) (Layout, error) {
	l := DefaultLayout()
	slot := func(n string) (int, bool) {
		v, err := strconv.Atoi(strings.TrimSpace(n))
		return v, err == nil && v >= MinSlots && v <= MaxSlots
	}
	if n, ok := slot(text); ok {
		for _, k := range Shelves {
			l[k] = n
		}
		return l, nil
	}
	for part := range strings.SplitSeq(text, ",") {
		letter, n, _ := strings.Cut(strings.TrimSpace(part), " ")
		i := slices.IndexFunc(Shelves, func(k PlaceKind) bool { return k.Letter() == letter })
		v, ok := slot(n)
		if i < 0 || !ok {
			return nil, s.refuse(RefusedSlots, "value", cutText(part), "min", strconv.Itoa(MinSlots), "max", strconv.Itoa(MaxSlots))
		}
		l[Shelves[i]] = v
	}
	return l, nil
}

// LayoutText is a layout as the settings write it: 24 if all shelves have as
// many, else A 24, B 24, C 12, D 24.
func LayoutText(l Layout) string {
	var parts []string
	same := true
	for _, k := range Shelves {
		parts = append(parts, k.Letter()+" "+strconv.Itoa(l[k]))
		same = same && l[k] == l[Shelves[0]]
	}
	if same {
		return strconv.Itoa(l[Shelves[0]])
	}
	return strings.Join(parts, ", ")
}

// SettingItems are the entries of a value of a kind that is a list.
func SettingItems(k SettingKind, value string) (items []string) {
	if value == "" || value == SettingNone {
		return nil
	}
	sep := ","
	if k == SettingWords || k == SettingLines || k == SettingDays {
		sep = "\n"
	}
	for part := range strings.SplitSeq(value, sep) {
		if part = strings.TrimSpace(part); part != "" {
			items = append(items, part)
		}
	}
	return items
}

// SettingList is the value that has these entries.
func SettingList(k SettingKind, items []string) string {
	switch {
	case len(items) == 0:
		return SettingNone
	case k == SettingWords || k == SettingLines || k == SettingDays:
		return strings.Join(items, "\n")
	}
	return strings.Join(items, ", ")
}

// list checks each entry of a list, and that no two are the same.
func (s Setting) list(text string, each func(item string) (string, error)) (string, error) {
	if text == SettingNone {
		return text, nil
	}
	var items []string
	for _, item := range SettingItems(s.Kind, text) {
		item, err := each(item)
		if err != nil {
			return "", err
		}
		if slices.Contains(items, item) {
			return "", s.refuse(RefusedTwice, "value", cutText(item))
		}
		items = append(items, item)
	}
	if n := len(items); n > s.Max {
		return "", s.refuse(RefusedMany, "n", strconv.Itoa(n), "max", strconv.Itoa(s.Max))
	}
	return SettingList(s.Kind, items), nil
}

// MaxWord is how many characters an entry of a list has at most in each
// language, MaxTestLine those of a line of a test sheet.
const (
	MaxWord     = 24
	MaxTestLine = 40
)

func (s Setting) words(text string) (string, error) {
	return s.list(text, func(item string) (string, error) {
		zh, en, both := strings.Cut(strings.ReplaceAll(item, "｜", "|"), "|")
		zh, en = strings.TrimSpace(zh), strings.TrimSpace(en)
		if zh == "" || both && en == "" || strings.Contains(en, "|") {
			return "", s.refuse(RefusedBar, "value", cutText(item))
		}
		for _, w := range []string{zh, en} {
			if _, err := s.shown(w, MaxWord); err != nil {
				return "", err
			}
		}
		return WordItem(zh, en), nil
	})
}

// WordItem is an entry of a list of words: 排线 | Cable, or one language alone.
func WordItem(zh, en string) string {
	if en == "" {
		return zh
	}
	return zh + " | " + en
}

// ItemWords are the words of an entry of a list; en is "" if it has one language alone.
func ItemWords(item string) (zh, en string) {
	zh, en, _ = strings.Cut(item, "|")
	return strings.TrimSpace(zh), strings.TrimSpace(en)
}

func (s Setting) lines(text string) (string, error) {
	return s.list(text, func(item string) (string, error) { return s.shown(item, MaxTestLine) })
}

// MaxYuan is the largest amount of a list of amounts.
const MaxYuan = 1_000_000

func (s Setting) amounts(text string) (string, error) {
	return s.list(text, func(item string) (string, error) {
		n, err := strconv.Atoi(item)
		if err != nil || n < 1 || n > MaxYuan {
			return "", s.refuse(RefusedAmount, "value", cutText(item), "max", strconv.Itoa(MaxYuan))
		}
		return strconv.Itoa(n), nil
	})
}

var fuzzyPair = regexp.MustCompile(`^[a-z]{1,3}=[a-z]{1,3}$`)

func (s Setting) pairs(text string) (string, error) {
	return s.list(text, func(item string) (string, error) {
		if !fuzzyPair.MatchString(item) {
			return "", s.refuse(RefusedPair, "value", cutText(item))
		}
		return item, nil
	})
}

// cutText is what of a person's text fits into a sentence.
func cutText(s string) string {
	s = strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return '�'
		}
		return r
	}, s)
	if rs := []rune(s); len(rs) > MaxWord {
		return string(rs[:MaxWord]) + "…"
	}
	return s
}
