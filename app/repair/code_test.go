package repair_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"countertop/app/repair"
)

const charset = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"

var shopKey = []byte("an invented key of the shop")

func digits(r *rand.Rand, n int) string {
	var b strings.Builder
	for range n {
		b.WriteByte(charset[r.IntN(10)])
	}
	return b.String()
}

func anything(r *rand.Rand, n int) string {
	var b strings.Builder
	for range n {
		b.WriteByte(charset[r.IntN(len(charset))])
	}
	return b.String()
}

func someOrder(r *rand.Rand) repair.OrderID {
	return repair.OrderID(string(charset[10+r.IntN(26)]) + digits(r, 10))
}

// someCode makes a random code of a type.
func someCode(r *rand.Rand, ct repair.CodeType) string {
	switch ct {
	case repair.CodeOrder:
		return repair.OrderCode(someOrder(r))
	case repair.CodeAccessory:
		return repair.AccessoryCode(someOrder(r), 1+r.IntN(99))
	case repair.CodeCopy:
		return repair.CopyCode(shopKey, someOrder(r))
	case repair.CodeShelf:
		return repair.ShelfCode(slot(repair.Shelves[r.IntN(4)], r.IntN(100)))
	case repair.CodeBadge:
		return repair.BadgeCode(shopKey, repair.StaffID("A"+digits(r, 3)), 1+r.IntN(3))
	case repair.CodeOldPart:
		return repair.WithCheck(fmt.Sprintf("O%s%02d", string(someOrder(r)), 1+r.IntN(99)))
	}
	return repair.WithCheck(string(rune(ct)) + anything(r, repair.CodeLengths[ct]-3))
}

// misreads counts what was tried of one type of code, and what was taken for a
// code all the same.
type misreads struct{ wrong, swapped, lost, doubled, through int }

// misread tries every single-character misread, every swap of two neighbours,
// every lost and every doubled character of n random codes.
func misread(t testing.TB, r *rand.Rand, ct repair.CodeType, n int) (m misreads) {
	try := func(count *int, s string) {
		*count++
		if c, err := repair.ParseCode(s); err == nil {
			m.through++
			t.Errorf("%s is taken for a code: %+v", s, c)
		}
	}
	for range n {
		code := someCode(r, ct)
		if _, err := repair.ParseCode(code); err != nil {
			t.Fatalf("%s: %v", code, err)
		}
		for i := range len(code) {
			for _, c := range []byte(charset) {
				if c != code[i] {
					try(&m.wrong, code[:i]+string(c)+code[i+1:])
				}
			}
			if i > 0 && code[i] != code[i-1] {
				try(&m.swapped, code[:i-1]+string(code[i])+string(code[i-1])+code[i+1:])
			}
			try(&m.lost, code[:i]+code[i+1:])
			try(&m.doubled, code[:i]+string(code[i])+code[i:])
		}
	}
	return m
}

var codeTypes = []repair.CodeType{
	repair.CodeOrder, repair.CodeAccessory, repair.CodeCopy, repair.CodeShelf,
	repair.CodeBadge, repair.CodeLoaner, repair.CodeOldPart, repair.CodePart,
}

func TestMisreadCodesAreRefused(t *testing.T) {
	if len(codeTypes) != len(repair.CodeLengths) {
		t.Fatalf("%d types of code are tried, there are %d", len(codeTypes), len(repair.CodeLengths))
	}
	r := rand.New(rand.NewPCG(1, 2))
	for _, ct := range codeTypes {
		m, length := misread(t, r, ct, 1000), repair.CodeLengths[ct]
		if m.wrong != 1000*length*35 || m.lost != 1000*length || m.doubled != 1000*length || m.swapped == 0 {
			t.Errorf("%c: tried %+v, want every position and every other character", ct, m)
		}
		t.Logf("%c: %+v", ct, m)
	}
}

// BenchmarkMisreads says how many misreads are refused; see make bench.
func BenchmarkMisreads(b *testing.B) {
	for _, ct := range codeTypes {
		b.Run(string(rune(ct)), func(b *testing.B) {
			var m misreads
			for b.Loop() {
				m = misread(b, rand.New(rand.NewPCG(1, 2)), ct, 1000)
			}
			b.ReportMetric(float64(m.wrong), "wrong")
			b.ReportMetric(float64(m.swapped), "swapped")
			b.ReportMetric(float64(m.lost), "lost")
			b.ReportMetric(float64(m.doubled), "doubled")
			b.ReportMetric(float64(m.through), "through")
		})
	}
}

func TestCodesOfThePictures(t *testing.T) {
	for _, tt := range []struct {
		got, want string
	}{
		{repair.OrderCode("A2611210042"), "RA2611210042QK"},
		{repair.OrderID("A2611210042").String(), "A261121-0042-QK"},
		{repair.AccessoryCode("A2611210042", 1), "AA2611210042011O"},
		{repair.ShelfCode(slot(repair.ShelfAwaitingTest, 3)), "SA03CF"},
		{repair.ShelfCode(slot(repair.ShelfAwaitingParts, 0)), "SB00WG"},
		{repair.WithCheck("CA26112100427M4QZ0K9XD"), "CA26112100427M4QZ0K9XDP2"},
		{repair.WithCheck("BA007K3X9QW02TM"), "BA007K3X9QW02TMSW"},
	} {
		if tt.got != tt.want {
			t.Errorf("got %s, want %s", tt.got, tt.want)
		}
	}
}

func TestParseCode(t *testing.T) {
	copyCode := repair.CopyCode(shopKey, number)
	badge := repair.BadgeCode(shopKey, "A007", 1)
	for _, tt := range []struct {
		name, text string
		want       repair.Code
		err        error
	}{
		{"order", "RA2611210042QK", repair.Code{Type: repair.CodeOrder, Order: number, Body: "A2611210042"}, nil},
		{"small letters", "ra2611210042qk", repair.Code{Type: repair.CodeOrder, Order: number, Body: "A2611210042"}, nil},
		{"accessory", "AA2611210042011O", repair.Code{Type: repair.CodeAccessory, Order: number, Index: 1, Body: "A261121004201"}, nil},
		{"slot", "SA03CF", repair.Code{Type: repair.CodeShelf, Place: slot(repair.ShelfAwaitingTest, 3), Body: "A03"}, nil},
		{"shelf", "SB00WG", repair.Code{Type: repair.CodeShelf, Place: slot(repair.ShelfAwaitingParts, 0), Body: "B00"}, nil},
		{"bench", repair.ShelfCode(slot(repair.PlaceBench, 0)), repair.Code{Type: repair.CodeShelf, Place: slot(repair.PlaceBench, 0), Body: "W00"}, nil},
		{"customer copy", copyCode, repair.Code{Type: repair.CodeCopy, Order: number, Body: copyCode[1:22]}, nil},
		{"badge", badge, repair.Code{Type: repair.CodeBadge, Staff: "A007", Body: badge[1:15]}, nil},
		{"empty", "", repair.Code{}, repair.ErrForeignCode},
		{"a maker's serial", "CNG8F2K4TM", repair.Code{}, repair.ErrForeignCode},
		{"an EAN", "6901234567892", repair.Code{}, repair.ErrForeignCode},
		{"an address", "https://example.com/a", repair.Code{}, repair.ErrForeignCode},
		{"a Chinese text", "接机台接机台", repair.Code{}, repair.ErrForeignCode},
		{"a long s is no S", "ſA03CF", repair.Code{}, repair.ErrForeignCode},
		{"a misread", "RA2611210043QK", repair.Code{}, repair.ErrCheck},
		{"no such place", repair.WithCheck("SX03"), repair.Code{}, repair.ErrForeignCode},
		{"a slot that is no number", repair.WithCheck("SA0X"), repair.Code{}, repair.ErrForeignCode},
		{"an order of letters", repair.WithCheck("RABCDEFGHIJK"), repair.Code{}, repair.ErrForeignCode},
		{"accessory 0", repair.WithCheck("AA261121004200"), repair.Code{}, repair.ErrForeignCode},
		{"an accessory that is no number", repair.WithCheck("AA26112100421X"), repair.Code{}, repair.ErrForeignCode},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := repair.ParseCode(tt.text)
			if got != tt.want || !errors.Is(err, tt.err) {
				t.Errorf("got %+v, %v", got, err)
			}
		})
	}
}

func TestMatchCodeSplitsCodesWithoutEnds(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 200 {
		var want []string
		for range 5 {
			want = append(want, someCode(r, codeTypes[r.IntN(len(codeTypes))]))
		}
		all := strings.Join(want, "")
		for _, code := range want {
			for i := range len(code) {
				if n := repair.MatchCode(code[:i]); n != -1 {
					t.Fatalf("the start %q gives %d, want -1", code[:i], n)
				}
			}
			if n := repair.MatchCode(all); n != len(code) {
				t.Fatalf("%q gives %d, want %d", all, n, len(code))
			}
			all = all[len(code):]
		}
	}
	for _, s := range []string{"6901234567892", "CNG8F2K4TM-", "RA2611210043QK", "接机台"} {
		if n := repair.MatchCode(s); n != 0 {
			t.Errorf("%q gives %d, want 0", s, n)
		}
	}
	if n := repair.MatchCode("sa03cfra26"); n != 6 {
		t.Errorf("small letters give %d, want 6 as ParseCode takes them", n)
	}
}

func TestParseOrderID(t *testing.T) {
	for _, s := range []string{
		"A261121-0042-QK", "A2611210042QK", "RA2611210042QK", "a261121-0042-qk", "A261121 0042 QK", " A261121-0042-QK ", "ra2611210042qk",
	} {
		if got, ok := repair.ParseOrderID(s); !ok || got != number {
			t.Errorf("%q gives %q, %v", s, got, ok)
		}
	}
	for _, s := range []string{"", "0042", "A261121-0042", "A261121-0042-QL", "A261121-0043-QK", "AA2611210042011O", "SA03CF"} {
		if got, ok := repair.ParseOrderID(s); ok {
			t.Errorf("%q is taken for %q", s, got)
		}
	}
}

func TestSecretsAreTheShopsOwn(t *testing.T) {
	a := repair.CopyCode(shopKey, number)
	if a != repair.CopyCode(shopKey, number) {
		t.Error("a second print differs")
	}
	if a == repair.CopyCode([]byte("another key"), number) {
		t.Error("another shop makes the same copy")
	}
	if repair.BadgeCode(shopKey, "A007", 1) == repair.BadgeCode(shopKey, "A007", 2) {
		t.Error("a second badge is like the lost one")
	}
}

func TestOrderIDParts(t *testing.T) {
	if number.Short() != "0042" || number.Station() != "A" || repair.OrderID("").Station() != "" {
		t.Errorf("parts are %q and %q", number.Short(), number.Station())
	}
	for _, bad := range []repair.OrderID{"", "A261121004", "a2611210042", "12611210042", "A26112100A2", "A26112100420"} {
		if bad.Valid() || bad.String() != string(bad) || bad.Short() != string(bad) {
			t.Errorf("%q is taken for a number", bad)
		}
	}
}

func TestPrintedNumbersComeApart(t *testing.T) {
	for _, tt := range []struct {
		number string
		want   repair.Number
	}{
		{"A261121-0042-QK", repair.Number{Day: "A261121", Count: "0042", Check: "QK"}},
		{"A261121-0042-QX", repair.Number{Day: "A261121", Count: "0042", Check: "QX"}}, // a misread has the shape
		{"a261121-0042-QK", repair.Number{}},
		{"A261121-042-QK", repair.Number{}},
		{"A26112-10042-QK", repair.Number{}},
		{"A261121-0042-Q", repair.Number{}},
		{"A261121-0042-qk", repair.Number{}},
		{"A261121-0042-QK-1", repair.Number{}},
		{"A2611210042QK", repair.Number{}},
		{"", repair.Number{}},
	} {
		got, ok := repair.ParseNumber(tt.number)
		if ok != (tt.want != repair.Number{}) || ok && got != tt.want {
			t.Errorf("%q is %+v, %t; want %+v", tt.number, got, ok, tt.want)
		}
	}
	if n, _ := repair.ParseNumber(repair.OrderID("A2611210042").String()); n.Code() != repair.OrderCode("A2611210042") {
		t.Errorf("the number spells %s, the code is %s", n.Code(), repair.OrderCode("A2611210042"))
	}
}

func TestNextOrderID(t *testing.T) {
	at := func(s string) time.Time {
		v, err := time.ParseInLocation("2006-01-02 15:04:05", s, shanghai)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	for _, tt := range []struct {
		name string
		last repair.OrderID
		now  string
		want repair.OrderID // "": an error
	}{
		{"first of a station", "", "2026-11-21 09:00:00", "A2611210001"},
		{"next", "A2611210042", "2026-11-21 10:00:00", "A2611210043"},
		{"last second of a day", "A2611210042", "2026-11-21 23:59:59", "A2611210043"},
		{"midnight", "A2611210043", "2026-11-22 00:00:00", "A2611220001"},
		{"new year", "A2612310007", "2027-01-01 08:00:00", "A2701010001"},
		{"clock set back a day goes on in the last day", "A2611210042", "2026-11-20 09:00:00", "A2611210043"},
		{"clock of a flat battery goes on in the last day", "A2611210042", "1970-01-01 00:00:30", "A2611210043"},
		{"and is right again later", "A2611210043", "2026-11-22 09:00:00", "A2611220001"},
		{"no first number in 1970", "", "1970-01-01 00:00:30", ""},
		{"9998", "A2611219998", "2026-11-21 20:00:00", "A2611219999"},
		{"the day is full", "A2611219999", "2026-11-21 20:00:00", ""},
		{"after a full day", "A2611219999", "2026-11-22 08:00:00", "A2611220001"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := repair.NextOrderID('A', tt.last, at(tt.now))
			if got != tt.want || (err == nil) != (tt.want != "") {
				t.Errorf("got %q, %v; want %q", got, err, tt.want)
			}
		})
	}
}

func FuzzParseCode(f *testing.F) {
	for _, s := range []string{"RA2611210042QK", "AA2611210042011O", "SA03CF", "sb00wg", "6901234567892", "", "接机台"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		c, err := repair.ParseCode(s)
		if err != nil {
			if c != (repair.Code{}) || !errors.Is(err, repair.ErrForeignCode) && !errors.Is(err, repair.ErrCheck) {
				t.Fatalf("%q: %+v, %v", s, c, err)
			}
			return
		}
		if len(s) != repair.CodeLengths[c.Type] {
			t.Fatalf("%q is of %d bytes", s, len(s))
		}
		again := repair.WithCheck(string(rune(c.Type)) + c.Body)
		switch c.Type {
		case repair.CodeOrder:
			again = repair.OrderCode(c.Order)
		case repair.CodeAccessory:
			again = repair.AccessoryCode(c.Order, c.Index)
		case repair.CodeShelf:
			again = repair.ShelfCode(c.Place)
		}
		if again != strings.ToUpper(s) {
			t.Fatalf("%q is taken for %q", s, again)
		}
	})
}

func FuzzMatchCode(f *testing.F) {
	for _, s := range []string{"RA2611210042QKSA03CF", "SA03CF", "sA03c", "SA0", "6901234567892", "", "\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n := repair.MatchCode(s)
		switch {
		case n > 0:
			if _, err := repair.ParseCode(s[:n]); err != nil {
				t.Fatalf("%q begins with no code of %d: %v", s, n, err)
			}
		case n < 0:
			if _, err := repair.ParseCode(s); err == nil {
				t.Fatalf("%q is a whole code", s)
			}
		default:
			for i := range len(s) {
				if _, err := repair.ParseCode(s[:i+1]); err == nil {
					t.Fatalf("%q begins with the code %q", s, s[:i+1])
				}
			}
		}
	})
}
