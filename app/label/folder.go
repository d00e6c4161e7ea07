package label

import (
	"slices"

	"countertop/printer"
)

// folders are the paper folders in the order in which a stub goes through them.
var folders = []shelfName{
	{zh: "等待检测", en: "Awaiting test"},
	{zh: "待同意", en: "Awaiting consent"},
	{zh: "等待结单", en: "Awaiting closing"},
	{zh: "等待取机", en: "Awaiting pickup"},
}

var folderKeys = []string{"awaiting-test", "awaiting-consent", "awaiting-close", "awaiting-pickup"}

// Folder hangs on a folder of paper (文件夹), drawn for 60 x 40 mm; both languages
// stand on it.
type Folder struct {
	Folder string // its key (awaiting-test …) or its words
}

// Page lays the label out: the name, and where the folder stands on the way of
// the paper. English goes first where the label is small.
func (f Folder) Page(lang Lang, m Media) (printer.Page, error) {
	s := proportional(lang, m, 60, 40)
	words := clean(f.Folder)
	at := slices.IndexFunc(folders, func(n shelfName) bool { return words == n.zh || words == n.en })
	at = max(at, slices.Index(folderKeys, words))
	name := shelfName{zh: words}
	if at >= 0 {
		name = folders[at]
	}
	if name.zh == "" {
		s.fail(&FieldError{"folder", "is missing"})
	}
	const x, y, bar, gap = 3.0, 3.0, 3.5, 1.5
	w, foot := s.w-2*x, s.h-3
	if at >= 0 {
		// One box for each folder, this one black.
		box := (w - gap*float64(len(folders)-1)) / float64(len(folders))
		for i := range folders {
			left := x + float64(i)*(box+gap)
			if i == at {
				s.block(left, foot-bar, box, bar)
			} else {
				s.add(printer.Frame{X: left, Y: foot - bar, W: box, H: bar, LineMM: bodyLine})
			}
		}
		foot -= bar + 2.25
	}
	if size := s.shrink(name.en, 6.25+0.1*(s.h-40), s.floor(), w); name.en != "" && s.width(name.en, size) <= w {
		s.text(x, foot-0.2*size, size, name.en)
		foot -= (capHeight+0.2)*size + 2
	}
	middle := s.block(x, y, w, foot-y)
	text, size := s.fit(name.zh, (foot-y)/1.25, s.floor(), w-2)
	s.white(s.w/2, middle(size)+0.03*size, size, text, printer.AlignCenter) // Han hang lower than capitals
	return s.done()
}
