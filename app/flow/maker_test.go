package flow_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"countertop/app/flow"
	"countertop/app/repair"
	"countertop/scanner"
)

const (
	imeiA, imeiB = "490154203237518", "354412074512343"
	xn           = "\x1d"
)

// partCode is a maker's number whose check characters are right by chance.
var partCode = repair.ExampleCodes()[7]

// atMachine is a counter on the page of the machine of a check-in.
func atMachine(t *testing.T) *counter {
	c := open(t)
	c.badge(0)
	c.do(flow.CheckInStarted{}, flow.Typed{Text: "13812341480"}, flow.StepDone{}, flow.Typed{Text: "王建国"}, flow.StepDone{})
	if c.s.CheckIn.Step != flow.StepMachine {
		t.Fatalf("step %d", c.s.CheckIn.Step)
	}
	c.sounds = nil
	return c
}

// plain is a device by what labels say of it.
type plain struct{ Serial, Model, IMEI, IMEI2, Article string }

func plainOf(d repair.Device) plain { return plain{d.Serial, d.Model, d.IMEI, d.IMEI2, d.Article} }

// Row 1, 2, 4, 5, 7 and 9 of the public list, and M3.
func TestLabelsOnThePageOfTheMachine(t *testing.T) {
	for _, tt := range []struct {
		name  string
		scans []string
		want  plain
		toast string // of the last
	}{
		{"Apple", []string{"SC02XK0ABJG5J"}, plain{Serial: "C02XK0ABJG5J"}, ""},
		{"Lenovo", []string{"1S20XW004ACDPF2ABCDE"}, plain{Serial: "PF2ABCDE", Model: "20XW004ACD"}, ""},
		{"key and value", []string{"SN:PF2ABCDE;MODEL:20XW004ACD"}, plain{Serial: "PF2ABCDE", Model: "20XW004ACD"}, ""},
		{"ISO 15434", []string{"[)>\x1e06" + xn + "1P20XW004ACD" + xn + "SPF2ABCDE\x1e\x04"}, plain{Serial: "PF2ABCDE", Model: "20XW004ACD"}, ""},
		{"FNC1 of the scanner", []string{xn + "PF2ABCDE"}, plain{Serial: "PF2ABCDE"}, ""},
		{"serial, IMEI and EAN in any order", []string{"6901234567892", imeiA, "R58M12ABCDE"}, plain{
			Serial: "R58M12ABCDE", IMEI: imeiA, Article: "6901234567892",
		}, ""},
		{"two IMEIs", []string{imeiA + "/" + imeiB}, plain{IMEI: imeiA, IMEI2: imeiB}, ""},
		{"the same again", []string{"PF2ABCDE", "pf2 abcde"}, plain{Serial: "PF2ABCDE"}, "number.again"},
		{"with its identifier again", []string{"C02XK0ABJG5J", "SC02XK0ABJG5J"}, plain{Serial: "C02XK0ABJG5J"}, "number.again"},
		{"Wi-Fi", []string{"PF2ABCDE", "WIFI:T:WPA;S:anxin;P:shop12345;;"}, plain{Serial: "PF2ABCDE"}, "scan.unread.wifi"},
		{"payment", []string{"134567890123456789"}, plain{}, "scan.unread.payment"},
		{"too short", []string{"7"}, plain{}, "scan.unread.short"},
		{"too long is refused whole", []string{strings.Repeat("A", 41)}, plain{}, "scan.unread.long"},
		{"like our loaner", []string{"LR0B12C3"}, plain{Serial: "LR0B12C3"}, ""},
		{"like our part", []string{"PF2ABCDE9"}, plain{Serial: "PF2ABCDE9"}, ""},
		{"like our shelf", []string{"S5A2B1"}, plain{Serial: "S5A2B1"}, ""},
		{"a part's code by chance", []string{partCode}, plain{Serial: partCode}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := atMachine(t)
			c.scan(tt.scans...)
			if c.s.Dialog != nil || c.s.Screen != flow.ScreenCheckIn {
				t.Fatalf("%s asks %+v", c.s.Screen, c.s.Dialog)
			}
			if d := cmp.Diff(tt.want, plainOf(c.s.CheckIn.Device)); d != "" {
				t.Errorf("machine (-want +got):\n%s", d)
			}
			if c.s.Toast.Key != tt.toast || len(c.sounds) != len(tt.scans) {
				t.Errorf("says %q with %v, want %q and a sound for each scan", c.s.Toast.Key, c.sounds, tt.toast)
			}
		})
	}
}

// Every type and shape of our codes with wrong check characters is a serial number
// where one is wanted, on every page that wants one.
func TestWhatLooksLikeOurCodesIsTakenWhereASerialIsWanted(t *testing.T) {
	for _, code := range repair.ExampleCodes() {
		wrong := code[:len(code)-2] + "00"
		if wrong == code {
			wrong = code[:len(code)-2] + "11"
		}
		c := atMachine(t)
		c.scan(wrong)
		if got := c.s.CheckIn.Device.Serial; got != wrong {
			t.Errorf("check-in: %s gives %q (%s)", wrong, got, c.s.Toast.Key)
		}
		l := open(t)
		l.badge(0)
		l.s.Screen = flow.ScreenLoan
		l.scan(wrong)
		if got := l.s.Service.Loan.Serial; got != wrong {
			t.Errorf("loan: %s gives %q (%s)", wrong, got, l.s.Toast.Key)
		}
		p := open(t)
		p.badge(0)
		p.s.Screen = flow.ScreenSendOut
		p.scan(wrong)
		if got := p.s.Service.SendOut.Tracking; got != wrong {
			t.Errorf("parcel: %s gives %q (%s)", wrong, got, p.s.Toast.Key)
		}
	}
}

// Row 8 of the public list: a second code never replaces the first in silence.
func TestASecondNumberAsksFirst(t *testing.T) {
	for _, tt := range []struct {
		name   string
		scans  []string
		choice flow.NumberChoice
		want   plain
	}{
		{"kept", []string{"PF2ABCDE", "20XW004ACD"}, flow.NumberOld, plain{Serial: "PF2ABCDE"}},
		{"replaced", []string{"20XW004ACD", "PF2ABCDE"}, flow.NumberNew, plain{Serial: "PF2ABCDE"}},
		{"the first was the article", []string{"20XW004ACD", "PF2ABCDE"}, flow.NumberFirst, plain{Serial: "PF2ABCDE", Article: "20XW004ACD"}},
		{"the second is the article", []string{"PF2ABCDE", "20XW004ACD"}, flow.NumberArticle, plain{Serial: "PF2ABCDE", Article: "20XW004ACD"}},
		{"another IMEI", []string{imeiA, imeiB}, flow.NumberNew, plain{IMEI: imeiB}},
		{"of the second card", []string{imeiA, imeiB}, flow.NumberSecond, plain{IMEI: imeiA, IMEI2: imeiB}},
		{"another EAN", []string{"6901234567892", "4006381333931"}, flow.NumberNew, plain{Article: "4006381333931"}},
		{"the whole label is replaced", []string{"1S20XW004ACDPF2ABCDE", "1S20W0004BCDPF3ZZZZZ"}, flow.NumberNew, plain{
			Serial: "PF3ZZZZZ", Model: "20W0004BCD",
		}},
		{"an address", []string{"https://qrl.dell.com/tag/7XK2MN3"}, flow.NumberNew, plain{Serial: "7XK2MN3"}},
		{"an address that is none", []string{"https://qrl.dell.com/tag/7XK2MN3"}, flow.NumberOld, plain{}},
		{"an address over a number", []string{"PF2ABCDE", "https://qrl.dell.com/tag/7XK2MN3"}, flow.NumberOld, plain{Serial: "PF2ABCDE"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := atMachine(t)
			first := tt.scans[:len(tt.scans)-1]
			c.scan(first...)
			before := c.s.CheckIn.Device
			c.scan(tt.scans[len(first)])
			if c.s.Dialog == nil || c.s.Dialog.Number == nil {
				t.Fatalf("nothing is asked, the machine is %+v", c.s.CheckIn.Device)
			}
			if d := cmp.Diff(before, c.s.CheckIn.Device); d != "" {
				t.Errorf("changed before the answer:\n%s", d)
			}
			c.scan("7XK2MN9") // while it asks
			if c.s.Toast.Key != "scan.dialog" {
				t.Errorf("a scan under the question says %q", c.s.Toast.Key)
			}
			c.do(flow.NumberChosen{Choice: tt.choice})
			if d := cmp.Diff(tt.want, plainOf(c.s.CheckIn.Device)); d != "" || c.s.Dialog != nil {
				t.Errorf("machine (-want +got):\n%s", d)
			}
		})
	}
}

func TestANumberIsTakenAwayAgain(t *testing.T) {
	c := atMachine(t)
	c.scan("6901234567892", imeiA+"/"+imeiB)
	c.do(flow.NumberAsked{Field: flow.FieldIMEI}, flow.NumberChosen{Choice: flow.NumberDrop})
	c.do(flow.NumberAsked{Field: flow.FieldArticle}, flow.NumberChosen{Choice: flow.NumberSerial})
	if d := cmp.Diff(plain{Serial: "6901234567892", IMEI: imeiB}, plainOf(c.s.CheckIn.Device)); d != "" {
		t.Errorf("machine (-want +got):\n%s", d)
	}
}

// A6 of the rules: what the wrong serial number brought goes with it.
func TestAWrongSerialLeavesNoMixedMachine(t *testing.T) {
	x1 := repair.Device{
		Kind: repair.KindLaptop, Brand: "brand.lenovo", Model: "ThinkPad X1", Serial: "PF3K8H2M", Trays: 1,
		Figures: repair.Figures{CPU: "i5-8250U"}, Form: []repair.FormValue{{Key: "os", Value: "Win10"}},
	}
	known := func(c *counter) {
		c.scan(x1.Serial)
		c.do(flow.HistoryLoaded{Serial: x1.Serial, Rows: []repair.Row{{Order: repair.Order{ID: "A2611010001", Device: x1}}}})
		if c.s.CheckIn.Device.Model != x1.Model {
			c.t.Fatalf("what is known is not filled in: %+v", c.s.CheckIn.Device)
		}
	}
	for name, right := range map[string]func(c *counter){
		"scanned": func(c *counter) { c.scan("CN0DELL88"); c.do(flow.NumberChosen{Choice: flow.NumberNew}) },
		"typed": func(c *counter) {
			c.do(flow.Focused{Field: flow.FieldSerial}, flow.Cleared{}, flow.Typed{Text: "CN0DELL88"})
		},
		"first is P/N":    func(c *counter) { c.scan("CN0DELL88"); c.do(flow.NumberChosen{Choice: flow.NumberFirst}) },
		"has none at all": func(c *counter) { c.do(flow.NoSerialChosen{Why: "机器上没有"}) },
	} {
		t.Run(name, func(t *testing.T) {
			c := atMachine(t)
			known(c)
			right(c)
			d := c.s.CheckIn.Device
			if d.Kind != "" || d.Brand != "" || d.Model != "" || d.Figures != (repair.Figures{}) || len(d.Form) > 0 || c.s.CheckIn.Ready() {
				t.Errorf("a mixed machine: %+v", d)
			}
			if d.Serial == x1.Serial || c.s.CheckIn.History != nil {
				t.Errorf("serial %q with %d earlier orders", d.Serial, len(c.s.CheckIn.History))
			}
		})
	}
	t.Run("what a person said stays", func(t *testing.T) {
		c := atMachine(t)
		c.do(flow.KindChosen{Kind: repair.KindDesktop})
		known(c)
		c.do(flow.BrandChosen{Brand: "brand.dell"})
		c.scan("CN0DELL88")
		c.do(flow.NumberChosen{Choice: flow.NumberNew})
		if d := c.s.CheckIn.Device; d.Kind != repair.KindDesktop || d.Brand != "brand.dell" || d.Model != "" {
			t.Errorf("machine %+v", d)
		}
	})
	t.Run("a machine of the customer", func(t *testing.T) {
		c := atMachine(t)
		c.s.CheckIn.Known = []repair.Device{x1}
		c.scan("CN0DELL88")
		if c.do(flow.KnownChosen{Index: 0}); c.s.CheckIn.Device.Serial != "CN0DELL88" || c.s.Dialog == nil {
			t.Fatalf("the scanned number is replaced in silence: %+v", c.s.CheckIn.Device)
		}
		c.do(flow.NumberChosen{Choice: flow.NumberNew})
		if c.s.CheckIn.Device.Serial != x1.Serial || c.s.CheckIn.Device.Model != x1.Model {
			t.Errorf("machine %+v", c.s.CheckIn.Device)
		}
		c.scan("CN0DELL88")
		c.do(flow.NumberChosen{Choice: flow.NumberNew})
		if d := c.s.CheckIn.Device; d.Model != "" || d.Serial != "CN0DELL88" {
			t.Errorf("a mixed machine: %+v", d)
		}
	})
	t.Run("what a person changes later outlasts the history", func(t *testing.T) {
		c := atMachine(t)
		known(c)
		c.do(flow.BrandChosen{Brand: "brand.dell"})
		c.do(flow.HistoryLoaded{Serial: x1.Serial, Rows: []repair.Row{{Order: repair.Order{ID: "A2611010001", Device: x1}}}})
		if got := c.s.CheckIn.Device.Brand; got != "brand.dell" {
			t.Errorf("brand %q", got)
		}
	})
}

// B17 of the rules: the black key does not walk into what was scanned already.
func TestDoneLeavesAScannedSerialAlone(t *testing.T) {
	c := atMachine(t)
	c.do(flow.KindChosen{Kind: repair.KindLaptop}, flow.BrandChosen{Brand: "brand.lenovo"}, flow.Typed{Text: "X1"})
	c.scan("PF2ABCDE")
	if c.do(flow.EntryDone{}); c.s.Focus != "" || c.s.CheckIn.Device.Serial != "PF2ABCDE" {
		t.Errorf("the keys are on %q", c.s.Focus)
	}
	c.do(flow.Focused{Field: flow.FieldModel})
	if c.do(flow.KeyPressed{Key: flow.KeyTab}); c.s.Focus != flow.FieldSerial {
		t.Errorf("Tab leads to %q", c.s.Focus)
	}
}

func TestATelephoneGoesInWithItsIMEIAlone(t *testing.T) {
	c := atMachine(t)
	c.do(flow.KindChosen{Kind: repair.KindOther}, flow.BrandChosen{Brand: "brand.huawei"}, flow.ModelChosen{Model: "Mate 60"})
	c.do(flow.Focused{Field: flow.FieldIMEI}, flow.Typed{Text: imeiA[:14]})
	if l := flow.LackOf(c.s, flow.StepDone{}); l.Key != "lack.imei" {
		t.Errorf("half an IMEI lacks %q", l.Key)
	}
	if c.do(flow.Typed{Text: imeiA[14:]}, flow.Unfocused{}); !c.s.CheckIn.Ready() {
		t.Fatalf("not ready: %+v", c.s.CheckIn.Device)
	}
	other := c.s.CheckIn.Machine
	other.Device.Serial = ""
	c.s.CheckIn.Others = []flow.Machine{other}
	if c.s.CheckIn.Ready() {
		t.Error("the same IMEI goes in twice")
	}
}

// Every page says what became of a scan that nothing was taken of, with a sound,
// and never what somebody's own code says.
func TestEveryRefusedScanIsSaidOnEveryPage(t *testing.T) {
	const secret = "shop12345"
	refused := map[string]flow.Msg{
		"Wi-Fi":    flow.Scanned{Scan: scanner.Scan{Text: "WIFI:T:WPA;S:anxin;P:" + secret + ";;"}},
		"contact":  flow.Scanned{Scan: scanner.Scan{Text: "MECARD:N:Ouyang;TEL:" + secret + ";;"}},
		"GBK":      flow.ScanRefused{Device: "serial:/dev/ttyACM0", Reason: scanner.NotUTF8},
		"NUL":      flow.ScanRefused{Device: "serial:/dev/ttyACM0", Reason: scanner.Unprintable},
		"too long": flow.ScanRefused{Device: "serial:/dev/ttyACM0", Reason: scanner.TooLong},
		"half":     flow.ScanRefused{Device: "serial:/dev/ttyACM0", Reason: scanner.CutOff},
		"layout":   flow.ScanRefused{Device: flow.DeviceKeyboard, Reason: scanner.Unprintable, Layout: "russian"},
	}
	for _, name := range flow.Screens() {
		for what, m := range refused {
			for _, dialog := range []bool{false, true} {
				c := open(t)
				c.badge(0)
				c.s.Screen, c.s.Back = name, []flow.Screen{flow.ScreenHome}
				if dialog {
					c.s.Dialog = &flow.Dialog{Kind: flow.DialogReason, Purpose: flow.ForReturn}
				}
				c.s.Toast = flow.Toast{}
				next, cmds := flow.Update(c.s, m)
				if name == flow.ScreenScanners && !dialog {
					if _, shown := m.(flow.Scanned); shown {
						continue // it is shown there what it is
					}
				}
				sounds := slices.ContainsFunc(cmds, func(cmd flow.Cmd) bool { _, ok := cmd.(flow.Play); return ok })
				if next.Toast.Key == "" || !sounds {
					t.Errorf("%s on %s (dialog %t) says %q with %v", what, name, dialog, next.Toast.Key, cmds)
				}
				if strings.Contains(strings.Join(next.Toast.Args, " ")+next.Scan.Result.Code+next.Stock.Result.Code, secret) {
					t.Errorf("%s on %s is shown: %v", what, name, next.Toast)
				}
				if next.Screen != name {
					t.Errorf("%s leads from %s to %s", what, name, next.Screen)
				}
			}
		}
	}
}

func TestSearchTakesALabel(t *testing.T) {
	c := open(t)
	c.badge(0)
	id := repair.MakeOrderID('A', start, 7)
	d := repair.Device{Kind: repair.KindLaptop, Model: "MacBook Air", Serial: "C02XK0ABJG5J", IMEI: imeiA}
	c.orders[id] = repair.Row{Order: repair.Order{ID: id, Version: 1, Stage: repair.StageAwaitingTest, Place: slot(3), Device: d}}
	for _, text := range []string{"SC02XK0ABJG5J", "c02xk0abjg5j", "SN: C02XK0ABJG5J", "IMEI:" + imeiA, "https://example.com/sn/C02XK0ABJG5J"} {
		c.do(flow.WentHome{}, flow.FindAsked{})
		c.scan(text)
		if c.s.Screen != flow.ScreenWhere || c.s.Where.Row.Order.ID != id {
			t.Errorf("%q leads to %s (%s)", text, c.s.Screen, c.s.Toast.Key)
		}
		c.do(flow.WentHome{})
		c.scan(text)
		if c.s.Screen != flow.ScreenWhere {
			t.Errorf("%q on home leads to %s (%s)", text, c.s.Screen, c.s.Toast.Key)
		}
	}
	c.do(flow.WentHome{}, flow.FindAsked{})
	if c.scan("PF2ABCDE9"); c.s.Find.Text != "PF2ABCDE9" || c.s.Toast.Key != "scan.misread" || c.s.Screen != flow.ScreenFind {
		t.Errorf("%q on %s, says %q", c.s.Find.Text, c.s.Screen, c.s.Toast.Key)
	}
	// A machine that was recorded with its identifier before is found too.
	d.Serial = "SC02XK0ABJG5J"
	c.orders[id] = repair.Row{Order: repair.Order{ID: id, Version: 1, Stage: repair.StageAwaitingTest, Place: slot(3), Device: d}}
	c.do(flow.WentHome{}, flow.FindAsked{})
	if c.scan("SC02XK0ABJG5J"); c.s.Screen != flow.ScreenWhere {
		t.Errorf("recorded as it was scanned: %s", c.s.Screen)
	}
}

func TestMakersNumbersInTheFieldsOfLoanAndParcel(t *testing.T) {
	for name, field := range map[flow.Screen]func(flow.State) string{
		flow.ScreenLoan:    func(s flow.State) string { return s.Service.Loan.Serial },
		flow.ScreenSendOut: func(s flow.State) string { return s.Service.SendOut.Tracking },
	} {
		c := open(t)
		c.badge(0)
		c.s.Screen = name
		c.scan("SF1234567890123")
		if got := field(c.s); got != "SF1234567890123" {
			t.Fatalf("%s takes %q", name, got)
		}
		c.scan("WIFI:T:WPA;S:anxin;P:shop12345;;")
		c.scan("JD0012345678")
		if field(c.s) != "SF1234567890123" || c.s.Dialog == nil {
			t.Errorf("%s: %q is replaced without a question", name, field(c.s))
		}
		if c.do(flow.NumberChosen{Choice: flow.NumberNew}); field(c.s) != "JD0012345678" {
			t.Errorf("%s: %q after the answer", name, field(c.s))
		}
	}
}

// M2 of the rules: a genuine tag without an order comes first, and what looks like a
// misread is a machine when it reads the same again.
func TestStockTakePutsATagWithoutItsOrderFirst(t *testing.T) {
	c, _ := counting(t)
	c.do(flow.Opened{Screen: flow.ScreenStock})
	c.scan(shelf(repair.ShelfAwaitingTest), "6901234567892", "LR0B12C3")
	c.word(flow.StockMisread)
	c.scan("LR0B12C3")
	c.word(flow.StockWord(repair.StockNotOurs))
	c.scan(repair.OrderCode("A2611210099"))
	c.word(flow.StockWord(repair.StockNoOrder))
	c.scan("WIFI:T:WPA;S:anxin;P:shop12345;;")
	if c.word(flow.StockNoMachine); c.s.Stock.Result.Code != "" || c.s.Toast.Key != "scan.unread.wifi" {
		t.Errorf("says %q of %q", c.s.Toast.Key, c.s.Stock.Result.Code)
	}
	c.do(flow.StockStepAsked{Step: flow.StockList})
	if c.s.Stock.Group != repair.GroupLost || c.s.Stock.Report.Diffs[0].Order != "A2611210099" || c.s.Stock.Report.Total().Lost != 1 {
		t.Errorf("the list opens with %s: %+v", c.s.Stock.Group, c.s.Stock.Report.Diffs[0])
	}
	if last := c.stock[len(c.stock)-1]; len(last.Unknown) != 3 {
		t.Errorf("%d are kept", len(last.Unknown))
	}
}

func TestPickupComparesANumber(t *testing.T) {
	c := open(t)
	c.badge(0)
	c.s.Screen, c.s.Pickup.Row.Order.Device = flow.ScreenPickup, repair.Device{Serial: "PF2ABCDE", IMEI: imeiA}
	for text, want := range map[string]string{
		"SN:PF2ABCDE": "pickup.same-number", imeiA: "pickup.same-number", "CN0DELL88": "pickup.other-number", "LR0B12C3": "pickup.other-number",
	} {
		if c.scan(text); c.s.Toast.Key != want || c.s.Screen != flow.ScreenPickup {
			t.Errorf("%s says %q on %s, want %q", text, c.s.Toast.Key, c.s.Screen, want)
		}
	}
}
