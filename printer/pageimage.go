package printer

// PageImage is a page in the dots of one printer, taken apart into what is drawn
// with a command each. Encoders turn it into bytes; they know no fonts and no
// layout. A PageImage is not changed once it is made, and may be shared.
type PageImage struct {
	// Preview is the whole page as it comes out.
	Preview *Bitmap
	// Mode is how the page was taken apart.
	Mode RenderMode
	// Ops are drawn in this order, each adding ink to those before (OR). No
	// two have ink on the same dot, but boxes of pictures may overlap others.
	Ops []DrawOp
}

// PageImageOf is a page image of one picture.
func PageImageOf(b *Bitmap) *PageImage {
	return &PageImage{Preview: b, Mode: Raster, Ops: []DrawOp{DrawImage{Bitmap: b}}}
}

// DrawOp is one drawing operation; X and Y are those of its upper left dot.
//
//sumtype:decl
type DrawOp interface{ drawOp() }

// DrawImage is a picture; 1 burns.
type DrawImage struct {
	X, Y   int
	Bitmap *Bitmap
}

// DrawBar is a filled rectangle.
type DrawBar struct{ X, Y, W, H int }

// DrawCode128 is a Code 128 symbol without text and quiet zone. Modules is its
// width in modules if runs of four and more digits stand in subset C.
type DrawCode128 struct {
	X, Y, H, ModuleDots, Modules int
	Data                         string
}

// DrawQR is a QR code of model 2 without quiet zone; Modules is the length of
// its side (21 is version 1). Data is ASCII.
type DrawQR struct {
	X, Y, ModuleDots, Modules int
	Level                     QRLevel
	Data                      string
}

// DrawText is a run of text in a font of the printer. Its cells are
// Font.W*ScaleX wide and Font.H*ScaleY high, one a rune. Every rune is one that
// the font is known to have.
type DrawText struct {
	X, Y, ScaleX, ScaleY int
	Text                 string
	Font                 Font
}

func (DrawImage) drawOp()   {}
func (DrawBar) drawOp()     {}
func (DrawCode128) drawOp() {}
func (DrawQR) drawOp()      {}
func (DrawText) drawOp()    {}

// Font is a font that a printer has in itself, of cells of equal width.
type Font struct {
	// Name is what the printer's language calls it.
	Name string `json:"name"`
	// W, H are a cell in dots at scale 1, the gap to the next included; Baseline
	// and Cap the dots from its top to the foot of a capital, and the capital's
	// height.
	W        int `json:"w"`
	H        int `json:"h"`
	Baseline int `json:"baseline"`
	Cap      int `json:"cap"`
	// MaxScale is the largest magnification, 1 if 0.
	MaxScale int `json:"max_scale,omitempty"`
	// Encoding is "ascii" (also if ""), "gbk" (a Han font whose cells hold one
	// Han each; two-byte characters) or "utf-8".
	Encoding string `json:"encoding,omitempty"`
	// Confirmed says which runes beyond ASCII a person saw on a test print of
	// this very printer: the names of sets ("gb2312"), or the runes. Others are
	// never sent as text.
	Confirmed string `json:"confirmed,omitempty"`
	Proof     Proof  `json:"proof,omitempty"`
	Reference string `json:"source,omitempty"`
}
