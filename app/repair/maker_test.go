package repair_test

import (
	"strings"
	"testing"

	"countertop/app/repair"
)

const (
	gs, rs, eot = "\x1d", "\x1e", "\x04"

	imeiA, imeiB = "490154203237518", "354412074512343"
)

// readings are texts of makers' labels and of what else is scanned at a counter,
// with what each must give.
var readings = []struct {
	name, text, symbology string
	want                  repair.MakerCode
}{
	// Plain numbers, as they are.
	{"Lenovo serial", "PF2ABCDE", "", repair.MakerCode{Serial: "PF2ABCDE"}},
	{"small letters", "pf2abcde", "", repair.MakerCode{Serial: "PF2ABCDE"}},
	{"HP serial", "5CD1234ABC", "code128", repair.MakerCode{Serial: "5CD1234ABC"}},
	{"Dell tag", "7XK2MN3", "", repair.MakerCode{Serial: "7XK2MN3"}},
	{"Dell part number with a serial in it", "CN-0DELL88-70166-2BH-0ABC-A00", "", repair.MakerCode{Serial: "CN-0DELL88-70166-2BH-0ABC-A00"}},
	{"with spaces", " C02 XK0 ABJ G5J ", "", repair.MakerCode{Serial: "C02 XK0 ABJ G5J"}},
	{"Samsung drive begins with S", "S2R6NX0H123456X", "", repair.MakerCode{Serial: "S2R6NX0H123456X"}},
	{"Lenovo-like number that begins with 1S", "1SABC123", "", repair.MakerCode{Serial: "1SABC123"}},
	{"like our loaner", "LR0B12C3", "", repair.MakerCode{Serial: "LR0B12C3"}},
	{"like our part", "PF2ABCDE9", "", repair.MakerCode{Serial: "PF2ABCDE9"}},
	{"like our shelf", "S5A2B1", "", repair.MakerCode{Serial: "S5A2B1"}},
	{"forty characters", strings.Repeat("A", 40), "", repair.MakerCode{Serial: strings.Repeat("A", 40)}},
	{"fifteen digits that are no IMEI", "490154203237510", "", repair.MakerCode{Serial: "490154203237510"}},
	{"thirteen digits with a wrong check", "6901234567893", "", repair.MakerCode{Serial: "6901234567893"}},
	{"thirteen digits of a Code 128", "6901234567892", "code128", repair.MakerCode{Serial: "6901234567892"}},
	{"twelve digits of no symbology", "036000291452", "", repair.MakerCode{Serial: "036000291452"}},

	// Data identifiers.
	{"Apple, 12", "SC02XK0ABJG5J", "", repair.MakerCode{Serial: "C02XK0ABJG5J", Whole: "SC02XK0ABJG5J"}},
	{"Apple, 12, small", "sfvfxl1abhv29", "", repair.MakerCode{Serial: "FVFXL1ABHV29", Whole: "SFVFXL1ABHV29"}},
	{"Apple, 11", "SW89123ABC1D", "", repair.MakerCode{Serial: "W89123ABC1D", Whole: "SW89123ABC1D"}},
	{"Apple, logic board of 17", "SC02123456Q2HJ4L1M", "", repair.MakerCode{Serial: "C02123456Q2HJ4L1M", Whole: "SC02123456Q2HJ4L1M"}},
	{"Lenovo 1S", "1S20XW004ACDPF2ABCDE", "", repair.MakerCode{Serial: "PF2ABCDE", Model: "20XW004ACD", Whole: "1S20XW004ACDPF2ABCDE"}},
	{"old Lenovo 1S", "1S2373AB1R9ABCDE", "", repair.MakerCode{Serial: "R9ABCDE", Model: "2373AB1", Whole: "1S2373AB1R9ABCDE"}},
	{"1P", "1P20XW004ACD", "", repair.MakerCode{Model: "20XW004ACD", Whole: "1P20XW004ACD"}},

	// Names before the number.
	{"SN:", "SN:PF2ABCDE", "", repair.MakerCode{Serial: "PF2ABCDE"}},
	{"S/N with a space", "S/N: PF2ABCDE", "", repair.MakerCode{Serial: "PF2ABCDE"}},
	{"S/N without a colon", "S/N PF2ABCDE", "", repair.MakerCode{Serial: "PF2ABCDE", Whole: "S/N PF2ABCDE"}},
	{"Serial No.", "Serial No.: VNB3R12345", "", repair.MakerCode{Serial: "VNB3R12345"}},
	{"序列号", "序列号：PF2ABCDE", "", repair.MakerCode{Serial: "PF2ABCDE"}},
	{"序列号 without a colon", "序列号 PF2ABCDE", "", repair.MakerCode{Serial: "PF2ABCDE", Whole: "序列号 PF2ABCDE"}},
	{"产品序列号 of a list", "产品型号：L3153；产品序列号：X5NP012345；生产日期：2023-05", "", repair.MakerCode{Serial: "X5NP012345", Model: "L3153"}},
	{"service tag", "Service Tag: 7XK2MN3", "", repair.MakerCode{Serial: "7XK2MN3"}},

	// Key and value, comma lists, JSON.
	{"key and value", "SN:PF2ABCDE;MODEL:20XW004ACD", "qr", repair.MakerCode{Serial: "PF2ABCDE", Model: "20XW004ACD"}},
	{"lines", "Model: HP ProBook 450 G8\nS/N: 5CD1234ABC\nP/N: 4JQ12PA#AB2", "qr", repair.MakerCode{
		Serial: "5CD1234ABC", Model: "HP ProBook 450 G8", Article: "4JQ12PA#AB2",
	}},
	{"parted by spaces", "SN:PF2ABCDE MTM:20XW004ACD", "", repair.MakerCode{Serial: "PF2ABCDE", Model: "20XW004ACD"}},
	{"form of an address", "sn=PF2ABCDE&mtm=20XW004ACD&lang=zh", "", repair.MakerCode{Serial: "PF2ABCDE", Model: "20XW004ACD"}},
	{"HP", "5CD1234ABC,4JQ12PA#AB2,HP ProBook 450 G8", "", repair.MakerCode{
		Serial: "5CD1234ABC", Model: "HP ProBook 450 G8", Article: "4JQ12PA#AB2",
	}},
	{"JSON", `{"sn":"PF2ABCDE","model":"20XW"}`, "qr", repair.MakerCode{Serial: "PF2ABCDE", Model: "20XW"}},
	{"JSON within JSON", `{"v":1,"device":{"serialNumber":"HW7788990","productName":"MateBook D14","imei1":` + imeiA + `}}`, "", repair.MakerCode{
		Serial: "HW7788990", Model: "MateBook D14", IMEI: imeiA,
	}},

	// Envelopes and element strings, with their separators and as scanners write them.
	{"ISO 15434", "[)>" + rs + "06" + gs + "1P20XW004ACD" + gs + "SPF2ABCDE" + rs + eot, "", repair.MakerCode{Serial: "PF2ABCDE", Model: "20XW004ACD"}},
	{
		"ISO 15434 with the maker", "[)>" + rs + "06" + gs + "18VLEHWT" + gs + "1P20XW004ACD" + gs + "SPF2ABCDE" + gs + "Q1" + rs + eot, "datamatrix",
		repair.MakerCode{Serial: "PF2ABCDE", Model: "20XW004ACD"},
	},
	{"ISO 15434 in letters", "[)><RS>06<GS>SPF2ABCDE<GS>P4JQ12PA<RS><EOT>", "", repair.MakerCode{Serial: "PF2ABCDE", Article: "4JQ12PA"}},
	{"ISO 15434, format 05", "[)>" + rs + "05" + gs + "0106901234567892" + gs + "21PF2ABCDE" + rs + eot, "", repair.MakerCode{
		Serial: "PF2ABCDE", Article: "6901234567892",
	}},
	{"ISO 15434, format 12", "[)>" + rs + "12" + gs + "MFR 12345" + gs + "SER PF2ABCDE" + gs + "PNR 20XW004ACD" + rs + eot, "", repair.MakerCode{
		Serial: "PF2ABCDE", Model: "20XW004ACD",
	}},
	{"ISO 15434 whose separators the scanner dropped", "[)>061P20XW004ACDSPF2ABCDE", "", repair.MakerCode{Unread: repair.UnreadSeparators}},
	{"GS1 with a separator too many", "0106901234567892" + gs + "21PF2ABCDE", "", repair.MakerCode{Serial: "PF2ABCDE", Article: "6901234567892"}},
	{"GS1 without", "010690123456789221PF2ABCDE" + gs + "10LOT7", "gs1-128", repair.MakerCode{Serial: "PF2ABCDE", Article: "6901234567892"}},
	{"GS1 with FNC1 first", gs + "21PF2ABCDE" + gs + "240X1 Carbon", "", repair.MakerCode{Serial: "PF2ABCDE", Model: "X1 Carbon"}},
	{"GS1 in brackets", "(01)06901234567892(21)PF2ABCDE", "", repair.MakerCode{Serial: "PF2ABCDE", Article: "6901234567892"}},
	{"a separator before a plain number", gs + "PF2ABCDE", "", repair.MakerCode{Serial: "PF2ABCDE"}},
	{"a number that begins like a serial element", "21PF2ABCDE", "code128", repair.MakerCode{Serial: "21PF2ABCDE"}},

	// Addresses: proposed.
	{"address with a tag", "https://qrl.dell.com/tag/7XK2MN3", "qr", repair.MakerCode{Serial: "7XK2MN3", Host: "qrl.dell.com"}},
	{"a long one, the tag not last", "https://www.dell.com/support/home/product-support/servicetag/7XK2MN3/overview", "", repair.MakerCode{
		Serial: "7XK2MN3", Host: "www.dell.com",
	}},
	{"in capitals", "HTTPS://QRL.DELL.COM/7XK2MN3", "", repair.MakerCode{Serial: "7XK2MN3", Host: "qrl.dell.com"}},
	{"with names", "https://support.lenovo.com/qrcode?sn=PF2ABCDE&mtm=20XW004ACD", "", repair.MakerCode{
		Serial: "PF2ABCDE", Model: "20XW004ACD", Host: "support.lenovo.com",
	}},
	{"without a number", "https://www.example.com/support/home", "", repair.MakerCode{Unread: repair.UnreadAddress}},

	// IMEI.
	{"IMEI", imeiA, "", repair.MakerCode{IMEI: imeiA}},
	{"IMEI with its name", "IMEI: " + imeiA, "", repair.MakerCode{IMEI: imeiA}},
	{"two IMEIs", "IMEI1:" + imeiA + " IMEI2:" + imeiB, "", repair.MakerCode{IMEI: imeiA, IMEI2: imeiB}},
	{"two IMEIs with a stroke", imeiA + "/" + imeiB, "", repair.MakerCode{IMEI: imeiA, IMEI2: imeiB}},
	{"a telephone", "SN:R58M12ABCDE;IMEI:" + imeiA, "", repair.MakerCode{Serial: "R58M12ABCDE", IMEI: imeiA}},
	{"IMEI with a wrong check digit", "IMEI:490154203237510", "", repair.MakerCode{Unread: repair.UnreadIMEI}},

	// Article numbers.
	{"EAN 13", "6901234567892", "", repair.MakerCode{Article: "6901234567892"}},
	{"EAN 13 told", "6901234567892", "ean", repair.MakerCode{Article: "6901234567892"}},
	{"EAN 8 told", "96385074", "ean", repair.MakerCode{Article: "96385074"}},
	{"UPC told", "036000291452", "ean", repair.MakerCode{Article: "036000291452"}},
	{"ITF 14", "16901234567899", "itf", repair.MakerCode{Article: "16901234567899"}},

	// What is somebody's own.
	{"Wi-Fi", "WIFI:T:WPA;S:anxin;P:shop12345;;", "", repair.MakerCode{Unread: repair.UnreadWiFi}},
	{"WeChat at the till", "134567890123456789", "", repair.MakerCode{Unread: repair.UnreadPayment}},
	{"Alipay at the till", "281234567890123456", "", repair.MakerCode{Unread: repair.UnreadPayment}},
	{"WeChat, to be paid", "wxp://f2f0abcdEFGH12345", "", repair.MakerCode{Unread: repair.UnreadPayment}},
	{"Alipay, to be paid", "HTTPS://QR.ALIPAY.COM/FKX01234567890", "", repair.MakerCode{Unread: repair.UnreadPayment}},
	{"WeChat, to be found", "https://u.wechat.com/kLmNoPqRs12345", "", repair.MakerCode{Unread: repair.UnreadPayment}},
	{"vCard", "BEGIN:VCARD\nVERSION:3.0\nN:欧;阳\nTEL:13900139000\nEND:VCARD", "", repair.MakerCode{Unread: repair.UnreadContact}},
	{"MECARD", "MECARD:N:Ouyang;TEL:13900139000;;", "", repair.MakerCode{Unread: repair.UnreadContact}},

	// What is no number.
	{"one digit", "7", "", repair.MakerCode{Unread: repair.UnreadShort}},
	{"two characters", "A-1", "", repair.MakerCode{Unread: repair.UnreadShort}},
	{"forty-one characters", strings.Repeat("A", 41), "", repair.MakerCode{Unread: repair.UnreadLong}},
	{"a sentence", "欢迎光临安心电脑", "", repair.MakerCode{Unread: repair.UnreadUnclear}},
	{"a list of words", "HELLO,WORLD", "", repair.MakerCode{Unread: repair.UnreadUnclear}},
	{"JSON without a number", `{"hello":"world"}`, "", repair.MakerCode{Unread: repair.UnreadUnclear}},
	{"a date with a name", "生产日期：2023-05", "", repair.MakerCode{Unread: repair.UnreadUnclear}},
}

func TestMakersCodesAreRead(t *testing.T) {
	if len(readings) < 60 {
		t.Errorf("%d texts are tried, want 60 at least", len(readings))
	}
	for _, tt := range readings {
		t.Run(tt.name, func(t *testing.T) {
			if got := repair.ReadMaker(tt.text, tt.symbology); got != tt.want {
				t.Errorf("%q gives %+v (%s), want %+v", tt.text, got, got.Kind(), tt.want)
			}
		})
	}
}

// Every type of code of the shop, with check characters that are wrong, is a
// maker's number like any other.
func TestWhatLooksLikeOurCodesIsASerialNumber(t *testing.T) {
	for _, ct := range codeTypes {
		body := string(rune(ct)) + strings.Repeat("2", repair.CodeLengths[ct]-3)
		right := repair.WithCheck(body)
		wrong := body + "00"
		if wrong == right {
			wrong = body + "11"
		}
		if _, err := repair.ParseCode(wrong); err == nil {
			t.Fatalf("%s is one of our codes", wrong)
		}
		if got := repair.ReadMaker(wrong, ""); got != (repair.MakerCode{Serial: wrong}) {
			t.Errorf("%s gives %+v, want it as a serial number", wrong, got)
		}
	}
}

func TestKindsOfMakersCodes(t *testing.T) {
	for text, want := range map[string]repair.MakerKind{
		"PF2ABCDE": repair.MakerSerial, "1P20XW004ACD": repair.MakerModel, imeiA: repair.MakerIMEI, "6901234567892": repair.MakerArticle,
		"https://qrl.dell.com/tag/7XK2MN3": repair.MakerAddress, "WIFI:S:a;P:b;;": repair.MakerRefused,
	} {
		if got := repair.ReadMaker(text, "").Kind(); got != want {
			t.Errorf("%s is %s, want %s", text, got, want)
		}
	}
}

func TestIMEIHasItsCheckDigit(t *testing.T) {
	for i := range 10 {
		n := imeiA[:14] + string(rune('0'+i))
		if got, want := repair.IMEI(n), n == imeiA; got != want {
			t.Errorf("%s: %t, want %t", n, got, want)
		}
	}
	for _, s := range []string{"", "000000000000000", "86753001234567A", imeiA[:14], imeiA + "0"} {
		if repair.IMEI(s) {
			t.Errorf("%q is taken for an IMEI", s)
		}
	}
}

// What is somebody's own is never shown, and what cannot be drawn is shown by its
// sign.
func TestShownScans(t *testing.T) {
	for _, tt := range readings {
		got := repair.ShownScan(tt.text)
		if tt.want.Unread.Private() != (got == "•••") {
			t.Errorf("%s: shown as %q", tt.name, got)
		}
		if strings.ContainsFunc(got, func(r rune) bool { return r < ' ' }) {
			t.Errorf("%s: %q has control characters", tt.name, got)
		}
	}
}

func FuzzReadMaker(f *testing.F) {
	for _, tt := range readings {
		f.Add(tt.text, tt.symbology)
	}
	f.Fuzz(func(t *testing.T, text, symbology string) {
		c := repair.ReadMaker(text, symbology)
		if c.Unread != "" && c != (repair.MakerCode{Unread: c.Unread}) {
			t.Fatalf("%q is refused and says %+v", text, c)
		}
		if c.Unread == "" && c.Serial+c.Model+c.IMEI+c.Article == "" {
			t.Fatalf("%q is read and says nothing", text)
		}
		if n := len(c.Serial); n > repair.SerialMax || n > 0 && n < repair.SerialMin {
			t.Fatalf("%q gives a serial number of %d characters", text, n)
		}
		for _, n := range []string{c.IMEI, c.IMEI2} {
			if n != "" && !repair.IMEI(n) {
				t.Fatalf("%q gives the IMEI %s", text, n)
			}
		}
		if strings.ContainsFunc(c.Serial+c.Model+c.Article, func(r rune) bool { return r < ' ' }) {
			t.Fatalf("%q gives control characters: %+v", text, c)
		}
	})
}
