package i18n

// Text entry.
var entryTexts = texts{
	"entry.full":       {"最多 {n} 个字。", "That is the most: {n} characters."},
	"entry.no-picture": {"表情和图形打印不出来，没有输入。", "Emoji cannot be printed and were left out."},
	"home.mistakes":    {"店里的文件有 {n} 处错", "{n} {n|mistake|mistakes} in the shop's files"},
	"shop-file.word": {
		"shop.dict 第 {line} 行：“{word}”的拼音或格式不对，这个词没有用上。",
		"shop.dict, line {line}: the reading or form of “{word}” is wrong; the word is left out.",
	},
	"entry.forgotten": {"已忘记“{word}”。", "Forgot “{word}”."},

	"entry.loading":     {"正在准备拼音…先可以打字母和数字。", "Getting pinyin ready. Letters and digits work already."},
	"entry.none":        {"没有这样的拼音。按空格就照原样写。", "There is no such pinyin. Space writes the letters as they are."},
	"entry.english":     {"照原样写字母。写中文请点“中”。", "Letters stay as they are. The language key turns to Chinese."},
	"entry.plain":       {"照原样写，分大小写。", "It stays as it is typed, capitals and all."},
	"entry.scan":        {"字母和数字；也可以用扫码枪扫。", "Letters and digits, or scan it."},
	"entry.how.text":    {"打拼音，或打首字母", "Type pinyin, or initials"},
	"entry.how.name":    {"打姓名的拼音；老客户打首字母", "Type the pinyin of the name; initials find known customers"},
	"entry.how.hand":    {"一格写一个字。连笔、倒笔顺都可以。", "One character in a box. Joined strokes and any order will do."},
	"entry.hand":        {"在这里写", "Write here"},
	"entry.ink":         {"请在这里写姓名，标签上会照样印出来。", "Write the name here. It is printed on the tag as it is written."},
	"entry.range":       {"第 {from}–{to} 个，共 {n} 个", "{from}–{to} of {n}"},
	"entry.forget":      {"点红色的词，以后就不再推荐。", "Touch a word in red and it is not offered again."},
	"entry.forget-none": {"这一页没有学来的词。", "Nothing on this page was learned."},

	"key.caps":         {"大写", "Caps"},
	"key.lock":         {"大写锁定", "CAPS ON"},
	"key.pinyin":       {"拼音", "Pinyin"},
	"key.symbols":      {"符号", "#+="},
	"key.signs":        {"英文符号", "Latin"},
	"key.marks":        {"中文标点", "Chinese"},
	"key.en":           {"英", "EN"},
	"key.hand":         {"手写", "Write"},
	"key.undo-stroke":  {"撤一笔", "Undo"},
	"key.rewrite":      {"重写", "Rewrite"},
	"key.ink":          {"认不出来？就留手迹", "Not read? Keep the ink"},
	"key.ink-clear":    {"清除", "Erase"},
	"key.forget":       {"忘记", "Forget"},
	"key.back-to-keys": {"返回键盘", "Keyboard"},
	"key.clear":        {"清空", "Clear"},
	"key.done":         {"完成", "Done"},
}
