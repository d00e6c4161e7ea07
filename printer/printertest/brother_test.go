package printertest_test

import (
	"bytes"
	"fmt"
	"image"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"countertop/printer"
	"countertop/printer/printertest"
)

// pins is a row of a head of 720 with these bytes set.
func pins(set map[int]byte) string {
	row := make([]byte, 90)
	for i, b := range set {
		row[i] = b
	}
	return string(row)
}

const (
	brotherStart = "\x1b@\x1bia\x01"
	brother62    = "\x1biz\x86\x0a\x3e\x00\x03\x00\x00\x00\x00\x00" // continuous, 62 mm, 3 rows
	brother29x42 = "\x1biz\x8e\x0b\x1d\x2a\x03\x00\x00\x00\x00\x00"
)

// brotherPage is a page of three rows, plain.
var brotherPage = brotherStart + brother62 + "\x1bid\x23\x00" +
	"g\x00\x5a" + pins(map[int]byte{1: 0x0c}) + "Z" + "g\x00\x5a" + pins(map[int]byte{88: 0x10}) + "\x1a"

var brother = printertest.Options{Language: printer.Brother, DPI: 300}

func TestBrotherPagesAreMirroredAndCutToTheRoll(t *testing.T) {
	for _, tt := range []struct {
		name, say string
		want      []image.Point
	}{
		// Of 720 pins 12 on either side are beside a roll of 62 mm. Pin 12 is the
		// rightmost dot, pin 707 the leftmost.
		{"62 mm", brotherPage, []image.Point{{707, 0}, {706, 0}, {12, 2}}},
		{"rows that are packed", strings.NewReplacer(
			"\x1bid", "M\x02\x1bid",
			"g\x00\x5a"+pins(map[int]byte{1: 0x0c}), "g\x00\x05\x01\x00\x0c\xa9\x00",
			"g\x00\x5a"+pins(map[int]byte{88: 0x10}), "g\x00\x05\xa9\x00\x01\x10\x00",
		).Replace(brotherPage), []image.Point{{707, 0}, {706, 0}, {12, 2}}},
		// Right of a roll of 29 mm are 6 pins, and 306 are above it.
		{"29 mm", brotherStart + brother29x42 + "g\x00\x5a" + pins(map[int]byte{0: 0x02}) + "ZZ\x0c", []image.Point{{713, 0}}},
		{"a roll that is not said", brotherStart + "g\x00\x5a" + pins(map[int]byte{0: 0x80}) + "ZZ\x0c", []image.Point{{719, 0}}},
		{"beside the roll nothing is printed", brotherStart + brother62 + "g\x00\x5a" + pins(map[int]byte{1: 0x18, 0: 0xff}) + "ZZ\x0c", []image.Point{{707, 0}}},
		{"an unfinished row is made invalid", brotherStart + "g\x00\x5a" + strings.Repeat("\x00", 400) + brotherPage, []image.Point{{707, 0}, {706, 0}, {12, 2}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			out, unknown := printed(t, brother, tt.say)
			if len(out) == 0 || unknown != 0 {
				t.Fatalf("%d prints, %d unknown", len(out), unknown)
			}
			p := out[len(out)-1] // a page that ESC @ ended may be before
			want := printer.NewBitmap(720, 3)
			for _, d := range tt.want {
				want.Set(d.X, d.Y, true)
			}
			if p.Spoiled || !bytes.Equal(p.Bitmap.Bits, want.Bits) {
				t.Errorf("%d x %d dots, ink in %v", p.Bitmap.WidthDots, p.Bitmap.HeightDots, inkBox(p.Bitmap))
			}
		})
	}
}

// statuses says of each 32 bytes what matters.
func statuses(t *testing.T, answer string) string {
	t.Helper()
	var s []string
	for ; len(answer) >= 32; answer = answer[32:] {
		if answer[:3] != "\x80\x20B" {
			t.Errorf("a status begins % x", answer[:3])
		}
		a := answer
		s = append(s, fmt.Sprintf("type %d phase %d errors %02x %02x media %d %x %d notice %d", a[18], a[19], a[8], a[9], a[10], a[11], a[17], a[22]))
	}
	if answer != "" {
		t.Errorf("%d bytes too many", len(answer))
	}
	return strings.Join(s, "\n")
}

func TestBrotherStatus(t *testing.T) {
	for _, tt := range []struct {
		name  string
		media printer.Media
		paper int
		say   string
		set   func(*printertest.Faults)
		want  string
	}{
		{"asked", printer.Media{}, 0, "\x1b@\x1biS", nil, "type 0 phase 0 errors 00 00 media 62 a 0 notice 0"},
		{"asked of labels", printer.Media{Kind: "gap", WidthMM: 29, HeightMM: 42}, 0, "\x1biS", nil, "type 0 phase 0 errors 00 00 media 29 b 42 notice 0"},
		{
			"a page",
			printer.Media{},
			0, brotherPage, nil,
			"type 6 phase 1 errors 00 00 media 62 a 0 notice 0\ntype 1 phase 1 errors 00 00 media 62 a 0 notice 0\ntype 6 phase 0 errors 00 00 media 62 a 0 notice 0",
		},
		{"a page without reports", printer.Media{}, 0, strings.Replace(brotherPage, brother62, brother62+"\x1bi!\x01", 1), nil, ""},
		{"while it prints it does not answer", printer.Media{}, 0, brotherPage[:len(brotherPage)-1] + "\x1biS", nil, "type 6 phase 1 errors 00 00 media 62 a 0 notice 0"},
		{
			"media of another width",
			printer.Media{Kind: "continuous", WidthMM: 29},
			0, brotherPage, nil,
			"type 2 phase 0 errors 00 01 media 29 a 0 notice 0",
		},
		{
			"the roll ends",
			printer.Media{},
			2, brotherPage, nil,
			"type 6 phase 1 errors 00 00 media 62 a 0 notice 0\ntype 2 phase 0 errors 01 00 media 0 0 0 notice 0",
		},
		{"a row of a wrong length", printer.Media{}, 0, brotherStart + "g\x00\x02ab" + brotherPage[2:], nil, "type 2 phase 0 errors 00 04 media 62 a 0 notice 0"},
		{"the cover is opened", printer.Media{}, 0, "", func(f *printertest.Faults) { f.CoverOpen = true }, "type 2 phase 0 errors 00 10 media 62 a 0 notice 0"},
		{"the cutter jams", printer.Media{}, 0, "", func(f *printertest.Faults) { f.CutterJam = true }, "type 2 phase 0 errors 04 00 media 62 a 0 notice 0"},
		{"the head cools", printer.Media{}, 0, "", func(f *printertest.Faults) { f.HeadHot = true }, "type 5 phase 0 errors 00 00 media 62 a 0 notice 3"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				o := brother
				o.Media, o.PaperRows = tt.media, tt.paper
				v, _ := start(t, o)
				c := v.Conn()
				defer c.Close()
				if tt.set != nil {
					v.Set(tt.set)
				}
				if got := statuses(t, ask(t, c, tt.say)); got != tt.want {
					t.Errorf("got\n%s\nwant\n%s", got, tt.want)
				}
			})
		})
	}
}

func TestBrotherErrorClearsThePage(t *testing.T) {
	for _, tt := range []struct {
		name          string
		after         string
		whole, spoilt int
	}{
		{"nothing comes of itself", "", 0, 1},
		{"what is left of the job is thrown away", brotherPage[len(brotherStart):], 0, 1},
		{"after ESC @ the page is whole", strings.Repeat("\x00", 400) + brotherPage, 1, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				o := brother
				o.PaperRows = 2
				v, out := start(t, o)
				c := v.Conn()
				defer c.Close()
				_, _ = c.Write([]byte(brotherPage))
				v.Refill(0)
				_, _ = c.Write([]byte(tt.after))
				time.Sleep(time.Minute)
				if n := len(out()) - v.Prints(); v.Prints() != tt.whole || n != tt.spoilt {
					t.Errorf("%d whole and %d spoilt, want %d and %d", v.Prints(), n, tt.whole, tt.spoilt)
				}
			})
		})
	}
}

func TestBrotherErrorsEnd(t *testing.T) {
	for _, tt := range []struct{ name, job, want string }{
		{"that of the roll when there is a new one", brotherPage, "type 0 phase 0 errors 00 00 media 62 a 0 notice 0"},
		{"that of communication with ESC @", brotherStart + "g\x00\x02ab", "type 0 phase 0 errors 00 04 media 62 a 0 notice 0\ntype 0 phase 0 errors 00 00 media 62 a 0 notice 0"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				o := brother
				o.PaperRows = 2
				v, _ := start(t, o)
				c := v.Conn()
				defer c.Close()
				_ = ask(t, c, tt.job)
				v.Refill(0)
				say := "\x1biS"
				if strings.Contains(tt.want, "\n") {
					say += "\x1b@\x1biS"
				}
				if got := statuses(t, ask(t, c, say)); got != tt.want {
					t.Errorf("got\n%s\nwant\n%s", got, tt.want)
				}
			})
		})
	}
}

func TestBrotherHeadCoolsAndGoesOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v, _ := start(t, brother)
		c := v.Conn()
		defer c.Close()
		v.Set(func(f *printertest.Faults) { f.HeadHot = true })
		_, _ = c.Write([]byte(brotherPage))
		if v.Prints() != 0 {
			t.Error("printed while hot")
		}
		v.Set(func(f *printertest.Faults) { f.HeadHot = false })
		time.Sleep(time.Minute)
		if v.Prints() != 1 {
			t.Errorf("%d pages", v.Prints())
		}
	})
}

func TestPowerFailsInTheMiddleOfABrotherPage(t *testing.T) {
	v, out := start(t, brother)
	v.PowerOffAfter(len(brotherPage) - 1)
	_, _ = v.Conn().Write([]byte(brotherPage))
	if got := out(); len(got) != 1 || !got[0].Spoiled {
		t.Errorf("%d prints", len(got))
	}
}

func FuzzBrother(f *testing.F) {
	for _, seed := range []string{
		brotherPage,
		"\x00\x00\x1b@\x1biS\x1bia\x01M\x02" + brother29x42 + "g\x00\x05\x01\x00\x0c\xa9\x00ZG\x05\x00\x01\x00\x0c\xa9\x00\x0c\x1biS\x1bi!\x01",
		brotherStart + "w\x01\x02ab\x1biM\x40\x1biA\x01\x1biK\x08\x1biX",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) { feed(t, printer.Brother, data) })
}
