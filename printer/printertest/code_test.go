package printertest

import (
	"strings"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/oned"
	"github.com/makiuchi-d/gozxing/qrcode/decoder"
	"github.com/makiuchi-d/gozxing/qrcode/encoder"
)

// The bars are those that another library draws.
func TestCode128Table(t *testing.T) {
	draw := func(subset, data string) string {
		m, err := oned.NewCode128Writer().Encode(data, gozxing.BarcodeFormat_CODE_128, 0, 1, map[gozxing.EncodeHintType]any{
			gozxing.EncodeHintType_FORCE_CODE_SET: subset, gozxing.EncodeHintType_MARGIN: 0,
		})
		if err != nil {
			t.Fatal(err)
		}
		var s strings.Builder
		for x := range m.GetWidth() {
			s.WriteByte("01"[bit(m.Get(x, 0), 1)])
		}
		return s.String()
	}
	check := func(i int, want string) {
		if got := code128Table()[i]; got != want {
			t.Errorf("symbol character %d is %s, want %s", i, got, want)
		}
	}
	for i := range 100 {
		check(i, draw("C", string([]byte{byte('0' + i/10), byte('0' + i%10)}))[11:22])
	}
	// In subset B the fourth function is 100, in A 101.
	for i, s := range []struct{ subset, data string }{{"B", "\u00f4"}, {"A", "\u00f4"}, {"C", "\u00f1"}} {
		check(100+i, draw(s.subset, s.data)[11:22])
	}
	for i, s := range []struct{ subset, data string }{{"A", "A"}, {"B", "A"}, {"C", "00"}} {
		sym := draw(s.subset, s.data)
		check(c128StartA+i, sym[:11])
		check(106, sym[len(sym)-13:])
	}
}

// The version is the one that another library takes, at the edges of each.
func TestQRIsOfTheSmallestVersion(t *testing.T) {
	for _, level := range "LMQH" {
		ec, err := decoder.ErrorCorrectionLevel_ValueOf(string(level))
		if err != nil {
			t.Fatal(err)
		}
		for _, sign := range []string{"7", "A", "a"} {
			for n := 1; n < 900; n += 1 + n/20 {
				data := strings.Repeat(sign, n)
				want, err := encoder.Encoder_encode(data, ec, nil)
				if err != nil {
					t.Fatal(err)
				}
				if got := qrSymbol(byte(level), data); got == nil || got.WidthDots != want.GetMatrix().GetWidth() {
					t.Fatalf("%d times %s, level %c: %v, want a side of %d", n, sign, level, got, want.GetMatrix().GetWidth())
				}
			}
		}
	}
	for _, data := range []string{"", strings.Repeat("a", 3000)} {
		if qrSymbol('L', data) != nil {
			t.Errorf("a symbol of %d characters", len(data))
		}
	}
	if qrSymbol('X', "a") != nil {
		t.Error("a symbol of level X")
	}
}
