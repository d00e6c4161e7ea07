package trade

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"

	"countertop/app/i18n"
)

// Problem is something in a file of the shop that was left out, and why. What
// is shipped stands in its place.
type Problem struct {
	File   string // "lists.toml"
	Line   int    // from 1; 0 is the whole file
	Zh, En string // the reason, without a full stop
}

// Text is the problem as one sentence.
func (p Problem) Text(lang i18n.Lang) string {
	switch {
	case lang == i18n.EN && p.Line == 0:
		return fmt.Sprintf("%s: %s.", p.File, p.En)
	case lang == i18n.EN:
		return fmt.Sprintf("%s, line %d: %s.", p.File, p.Line, p.En)
	case p.Line == 0:
		return fmt.Sprintf("%s：%s。", p.File, p.Zh)
	}
	return fmt.Sprintf("%s 第 %d 行：%s。", p.File, p.Line, p.Zh)
}

// sentence is a reason in Chinese and English.
type sentence struct{ zh, en string }

var (
	notText   = sentence{"文字要放在英文引号 \" \" 里", "a text stands in quotation marks \" \""}
	notList   = sentence{"要写成一列：[ \"甲\", \"乙\" ]", "it must be a list: [ \"a\", \"b\" ]"}
	unpaired  = sentence{"英文引号 \" 没有成对", "a quotation mark \" has no partner"}
	noBracket = sentence{"括号没有成对", "a bracket has no partner"}
	noComma   = sentence{"两项之间少了英文逗号 ,", "a comma is missing between two entries"}
	noEquals  = sentence{"要写成：名字 = 内容", "write it as: name = value"}
	backslash = sentence{"反斜杠 \\ 要写成两个 \\\\", "write a backslash \\ twice: \\\\"}
	unclear   = sentence{"这里看不懂，请照自带的写法", "this cannot be read; write it like the built-in lines"}
)

func unknownName(name string) sentence {
	return sentence{"没有 " + short(name) + " 这个名字，请照自带的写法", "there is no " + short(name) + "; take a name of the built-in lines"}
}

func chinesePunctuation(r rune) sentence {
	return sentence{
		fmt.Sprintf("%c 是中文标点，请换成英文的 %c", r, latinPunctuation[r]),
		fmt.Sprintf("%c is a Chinese mark; write %c instead", r, latinPunctuation[r]),
	}
}

// latinMarks are what a Chinese keyboard writes where TOML wants the other.
var latinPunctuation = map[rune]rune{
	'“': '"', '”': '"', '＂': '"', '‘': '\'', '’': '\'', '，': ',', '、': ',', '；': ',', '＝': '=', '。': '.', '．': '.', '＃': '#',
	'［': '[', '］': ']', '【': '[', '】': ']', '｛': '{', '｝': '}', '（': '[', '）': ']', '：': '=',
}

// short is what of a person's text fits into a sentence.
func short(s string) string {
	s = strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return '�'
		}
		return r
	}, s)
	if rs := []rune(s); len(rs) > 24 {
		return string(rs[:24]) + "…"
	}
	return s
}

var (
	closed   = regexp.MustCompile(`"(?:\\.|[^"\\\n])*"|'[^'\n]*'|#[^\n]*`)
	badSlash = regexp.MustCompile(`\\[^bfnrtuU"\\]`)
	touching = regexp.MustCompile(`\x01\s*\x01|\}\s*\{`)
	unquoted = regexp.MustCompile(`[=\[,]\s*\p{Han}`)
)

// explain says why a piece of a file is no TOML, and in which of its lines,
// from 0. The TOML package's own words are for programmers.
func explain(text string) (line int, reason sentence) {
	at := func(i int, s sentence) (int, sentence) { return strings.Count(text[:min(i, len(text))], "\n"), s }
	// Texts and comments may hold anything; a mark of the same length, so that
	// places stay, stands for them.
	bare := closed.ReplaceAllStringFunc(text, func(s string) string {
		if s[0] == '#' {
			return strings.Repeat(" ", len(s))
		}
		return strings.Repeat(" ", len(s)-1) + "\x01"
	})
	for i, r := range bare {
		if _, ok := latinPunctuation[r]; ok {
			return at(i, chinesePunctuation(r))
		}
	}
	if i := strings.IndexByte(bare, '"'); i >= 0 {
		// A text that ends in a Chinese quotation mark has gone on to the next.
		if j := strings.IndexAny(text, "“”"); j >= 0 {
			r := []rune(text[j:])[0]
			return at(j, chinesePunctuation(r))
		}
		return at(i, unpaired)
	}
	if i := badSlash.FindStringIndex(text); i != nil {
		return at(i[0], backslash)
	}
	if !strings.Contains(bare, "=") && !strings.HasPrefix(strings.TrimSpace(bare), "[") {
		return at(0, noEquals)
	}
	if strings.Count(bare, "[") != strings.Count(bare, "]") || strings.Count(bare, "{") != strings.Count(bare, "}") {
		return at(0, noBracket)
	}
	if i := unquoted.FindStringIndex(bare); i != nil {
		return at(i[1]-1, notText)
	}
	if i := touching.FindStringIndex(bare); i != nil {
		return at(i[0], noComma)
	}
	return at(0, unclear)
}
