package view_test

import (
	"slices"
	"testing"
	"time"

	"countertop/app/flow"
	"countertop/app/i18n"
	"countertop/app/repair"
	"countertop/app/view"
	"countertop/scanner"
)

func init() {
	ownPages = append(ownPages, func(put func(string, flow.Screen, func(*flow.State))) {
		machine := func(name string, f func(s *flow.State, d *repair.Device)) {
			put("checkin-machine-"+name, flow.ScreenCheckIn, func(s *flow.State) {
				next, _ := flow.Update(*s, flow.CheckInStarted{})
				*s = next
				s.Focus = ""
				c := &s.CheckIn
				c.Step, c.Phone, c.Customer = flow.StepMachine, "13812341480", repair.Customer{Name: "欧阳文轩", Phones: []string{"13812341480"}}
				c.Device = repair.Device{
					Kind: repair.KindOther, Brand: "brand.huawei", Model: "Mate 60 Pro", Serial: "R58M12ABCDE", IMEI: "490154203237518",
					IMEI2: "354412074512343", Article: "6901234567892",
				}
				f(s, &c.Device)
			})
		}
		machine("numbers", func(*flow.State, *repair.Device) {})
		machine("numbers-laptop", func(_ *flow.State, d *repair.Device) {
			d.Kind, d.Model, d.IMEI, d.IMEI2, d.Article = repair.KindLaptop, "", "", "", "4JQ12PA#AB2"
		})
		machine("other", func(_ *flow.State, d *repair.Device) { *d = repair.Device{Kind: repair.KindOther} })
		machine("typing-imei", func(s *flow.State, d *repair.Device) {
			d.IMEI, d.IMEI2 = "49015420", ""
			next, _ := flow.Update(*s, flow.Focused{Field: flow.FieldIMEI})
			*s = next
		})
		asks := func(name string, why flow.Purpose, q flow.NumberQuestion) {
			machine("asks-"+name, func(s *flow.State, d *repair.Device) {
				d.IMEI2, d.Article = "", ""
				s.Dialog = &flow.Dialog{Kind: flow.DialogNumber, Purpose: why, Number: &q}
			})
		}
		long := repair.MakerCode{Serial: "CN-0DELL88-70166-2BH-0ABC-A00-WW123456"}
		asks("serial", flow.ForNumber, flow.NumberQuestion{Field: flow.FieldSerial, Old: "PF2ABCDE", Code: repair.MakerCode{Serial: "20XW004ACD"}})
		asks("long", flow.ForNumber, flow.NumberQuestion{Field: flow.FieldSerial, Old: "CN-0DELL88-70166-2BH-0ABC-A01-WW123456", Code: long})
		asks("imei", flow.ForNumber, flow.NumberQuestion{Field: flow.FieldIMEI, Old: "490154203237518", Code: repair.MakerCode{IMEI: "354412074512343"}})
		asks("address", flow.ForAddress, flow.NumberQuestion{Field: flow.FieldSerial, Code: repair.MakerCode{Serial: "7XK2MN3", Host: "qrl.dell.com"}})
		asks("like", flow.ForLike, flow.NumberQuestion{Field: flow.FieldSerial, Code: repair.MakerCode{Serial: "LR0B12C3"}})
		asks("drop", flow.ForDrop, flow.NumberQuestion{Field: flow.FieldArticle, Old: "6901234567892"})
		asks("known", flow.ForKnown, flow.NumberQuestion{
			Field: flow.FieldSerial, Old: "PF2ABCDE", Code: repair.MakerCode{Serial: "PF3K8H2M"},
			Known: &repair.Device{Brand: "brand.lenovo", Model: "ThinkPad X1 Carbon", Serial: "PF3K8H2M"},
		})
		put("scan-not-taken", flow.ScreenScan, func(s *flow.State) {
			next, _ := flow.Update(*s, flow.Scanned{Scan: scanner.Scan{Text: "WIFI:T:WPA;S:anxin;P:shop12345;;"}})
			*s = next
		})
		put("scan-layout", flow.ScreenScan, func(s *flow.State) {
			next, _ := flow.Update(*s, flow.ScanRefused{Device: flow.DeviceKeyboard, Reason: scanner.Unprintable, Layout: "ukrainian"})
			*s = next
		})
		put("scanners-trial-maker", flow.ScreenScanners, func(s *flow.State) {
			s.Trial = scanner.Scan{Text: "[)>\x1e06\x1d1P20XW004ACD\x1dSPF2ABCDE\x1e\x04"}
		})
	})
}

// TestEveryRefusedScanIsSaidInWhole: each sentence on a scan that was not taken has
// room where notices stand, in both languages and all sizes.
func TestEveryRefusedScanIsSaidInWhole(t *testing.T) {
	m := measurer(t)
	var keys [][]string
	for _, why := range repair.UnreadReasons {
		keys = append(keys, []string{"scan.unread." + string(why)})
	}
	for _, why := range []string{"long", "cut", "not-utf8", "unprintable", "garbled"} {
		keys = append(keys, []string{"scan.refused." + why})
	}
	for _, l := range scanner.Layouts() {
		keys = append(keys, []string{"scan.layout", "layout", l}, []string{"scan.layout-taken", "layout", l})
	}
	keys = append(keys, []string{"number.again"}, []string{"number.elsewhere"}, []string{"scan.dialog"}, []string{"scan.customer"})
	for _, lang := range []string{"zh-CN", "en"} {
		s := pages(lang)["home-busy-true"]
		for _, k := range keys {
			if !i18n.Has(k[0]) {
				t.Fatalf("%s has no text", k[0])
			}
			s.Toast = flow.Toast{Key: k[0], Args: k[1:], Bad: true, Until: s.Now.Add(time.Minute)}
			for _, sc := range screens {
				scene := view.Build(s, view.Viewport{W: sc.w, H: sc.h, PxPerMM: sc.pxPerMM, Text: m})
				checkScene(t, scene)
				i := slices.IndexFunc(scene.Nodes, func(n view.Node) bool { return n.ID == "toast" })
				if i < 0 || !slices.ContainsFunc(scene.Nodes, func(n view.Node) bool { return n.ID == "" && n.Text == scene.Nodes[i].Text }) {
					t.Errorf("%s %v is not said in whole at %dx%d", lang, k, sc.w, sc.h)
				}
			}
		}
	}
}
