package i18n

// Text entry.
var _ = add(texts{
	"entry.full":       {"最多 {n} 个字。", "That is the most: {n} characters."},
	"entry.no-picture": {"表情和图形打印不出来，没有输入。", "Emoji cannot be printed and were left out."},
	"shop-file.word":   {"shop.dict 第 {line} 行：“{word}”的拼音或格式不对，这个词没有用上。", "shop.dict, line {line}: the reading or form of “{word}” is wrong; the word is left out."},
	"entry.forgotten":  {"已忘记“{word}”。", "Forgot “{word}”."},
})
