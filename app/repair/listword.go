package repair

import "strings"

// listWordSep stands between the two languages of a word of the shop's own. No key
// types it, so that nothing that somebody wrote is taken for such a word.
const listWordSep = "\x1f"

// ListWord is a word of the shop's own lists as it is kept: with its English, if it
// has one. It stays what was said when the list is changed.
func ListWord(zh, en string) string {
	if en == "" || en == zh {
		return zh
	}
	return zh + listWordSep + en
}

// ListWords are the languages of a kept word; en is "" if it has one alone, or is a
// key, or what somebody typed.
func ListWords(value string) (zh, en string) {
	zh, en, _ = strings.Cut(value, listWordSep)
	return zh, en
}
