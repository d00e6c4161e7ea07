package repair

import (
	"encoding/base64"
	"fmt"
	"strconv"
	"strings"
)

// PictureWidth and PictureHeight are the most dots of a picture in a setting: as
// wide as the paper of a narrow printer, at 8 dots a millimetre.
const (
	PictureWidth  = 384
	PictureHeight = 120
)

// Picture is a small picture of black dots: one bit a dot, rows padded to whole
// bytes, most significant bit left. The zero value is none.
type Picture struct {
	W, H int
	Bits []byte
}

// String is a picture as a setting has it: 288x96 and its bits in base64.
func (p Picture) String() string {
	if p.W == 0 {
		return SettingNone
	}
	return fmt.Sprintf("%dx%d %s", p.W, p.H, base64.StdEncoding.EncodeToString(p.Bits))
}

// ParsePicture reads one; false is for what is none.
func ParsePicture(text string) (p Picture, ok bool) {
	size, bits, _ := strings.Cut(text, " ")
	w, h, _ := strings.Cut(size, "x")
	var err, bad error
	p.W, err = strconv.Atoi(w)
	p.H, bad = strconv.Atoi(h)
	if err != nil || bad != nil || p.W < 1 || p.H < 1 || p.W > PictureWidth || p.H > PictureHeight {
		return Picture{}, false
	}
	p.Bits, err = base64.StdEncoding.DecodeString(bits)
	if err != nil || len(p.Bits) != (p.W+7)/8*p.H {
		return Picture{}, false
	}
	return p, true
}

func (s Setting) picture(text string) (string, error) {
	if text == SettingNone {
		return "", nil // the default
	}
	p, ok := ParsePicture(text)
	if !ok {
		return "", s.refuse(RefusedPicture, "width", strconv.Itoa(PictureWidth), "height", strconv.Itoa(PictureHeight))
	}
	return p.String(), nil
}
