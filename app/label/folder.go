package label

import (
	"slices"

	"countertop/app/i18n"
	"countertop/app/repair"
	"countertop/printer"
)

// folders are the paper folders in the order in which a stub goes through them:
// each has the key of a stage, and a name of its own: work on a machine goes on
// long before its paper is closed.
var folders = []repair.Stage{repair.StageAwaitingTest, repair.StageAwaitingConsent, repair.StageAwaitingClose, repair.StageAwaitingPickup}

// folderText is what the keys of their names begin with.
const folderText = "folder."

// folderAt is the place among the folders of one that is given by its key or by
// one of its names; -1 for words of the shop's own.
func folderAt(words string) int {
	if words == "Awaiting closing" { // as it was called on earlier labels
		words = string(repair.StageAwaitingClose)
	}
	return slices.IndexFunc(folders, func(f repair.Stage) bool {
		key := folderText + string(f)
		return words == string(f) || words == i18n.T(i18n.ZH, key) || words == i18n.T(i18n.EN, key)
	})
}

// Folder hangs on a folder of paper (文件夹), drawn for 60 x 40 mm; both languages
// stand on it.
type Folder struct {
	// Folder is its key (awaiting-test, awaiting-consent, awaiting-close,
	// awaiting-pickup) or its words.
	Folder string `json:"folder,omitempty"`
}

// Page lays the label out: the name, and where the folder stands on the way of
// the paper. English goes first where the label is small.
func (f Folder) Page(lang i18n.Lang, m Media) (printer.Page, error) {
	s := proportional(lang, m)
	words := clean(f.Folder)
	at := folderAt(words)
	zh, en := words, ""
	if at >= 0 {
		key := folderText + string(folders[at])
		zh, en = i18n.T(i18n.ZH, key), i18n.T(i18n.EN, key)
	}
	if zh == "" {
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
	if size := s.shrink(en, 6.25+0.1*(s.h-40), s.floor(), w); en != "" && s.width(en, size) <= w {
		s.text(x, foot-0.2*size, size, en)
		foot -= (capHeight+0.2)*size + 2
	}
	middle := s.block(x, y, w, foot-y)
	text, size := s.fit(zh, (foot-y)/1.25, s.floor(), w-2)
	s.white(s.w/2, middle(size)+0.03*size, size, text, printer.AlignCenter) // Han hang lower than capitals
	return s.done()
}
