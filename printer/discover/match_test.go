package discover_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"countertop/assets"
	"countertop/printer/discover"
	"countertop/printer/transport"
)

func TestDeviceIsMatchedByWhatItSays(t *testing.T) {
	type proposal struct{ profile, why string }
	for _, tt := range []struct {
		name, usb, id string
		want          []proposal
	}{
		{"Epson by its model", "04b8:0e28", "MFG:EPSON;CMD:ESC/POS;MDL:TM-T20III;CLS:PRINTER;", []proposal{
			{"epson-tm-t20", "model"}, {"generic-escpos-80", "command-set"},
		}},
		{"Epson by its numbers", "04B8:0E15", "", []proposal{{"epson-tm-t20", "usb"}, {"generic-escpos-80", "vendor"}}},
		{"unknown Epson", "04b8:ffff", "MFG:EPSON;", []proposal{{"generic-escpos-80", "vendor"}}},
		{"TM-T88", "04b8:0202", "MFG:EPSON;CMD:ESC/POS;MDL:TM-T88V;", []proposal{{"epson-tm-t88", "model"}, {"generic-escpos-80", "command-set"}}},
		{"Xprinter", "2d37:83d7", "MFG:Xprinter ;CMD:XPP,XL;MDL:XP-460B;CLS:PRINTER;", []proposal{
			{"xprinter-xp-460b", "model"}, {"generic-tspl", "command-set"},
		}},
		{"TSC", "1203:0251", "MFG:TSC;CMD:TSPL2;MDL:TE200;", []proposal{
			{"tsc-te200", "model"}, {"generic-tspl", "command-set"}, {"generic-tspl-300", "command-set"},
		}},
		{"unknown TSC", "1203:0001", "", []proposal{{"generic-tspl", "vendor"}}},
		{"Gprinter", "6868:0200", "MFG:Gprinter;MDL:GP-1324D;", []proposal{{"gprinter-gp-1324d", "model"}}},
		{"Zebra", "0a5f:0080", "MFG:Zebra Technologies ;CMD:ZPL;MDL:ZTC GK420d;", []proposal{{"zebra-gk420d", "model"}, {"generic-zpl-203", "command-set"}}},
		{"Zebra of 300 dpi", "0a5f:0164", "MFG:Zebra Technologies ;CMD:ZPL;MDL:ZTC ZD421-300dpi ZPL;", []proposal{
			{"zebra-zd421-300", "model"}, {"generic-zpl-300", "model"}, {"generic-zpl-203", "command-set"},
		}},
		{"CPCL", "", "CMD:CPCL;MDL:HM-A300;", []proposal{{"hprt-hm-a300", "model"}, {"generic-cpcl", "command-set"}}},
		{"Brother", "04f9:209b", "MFG:Brother;CMD:PT-CBP;MDL:QL-800;", []proposal{{"brother-ql-800", "model"}}},
		{"Zijiang by its numbers", "0416:5011", "", []proposal{{"zijiang-zj-5890k", "usb"}}},
		{"unknown", "1a86:7523", "MFG:Example;MDL:Thing;CMD:PCL,PJL;", nil},
		{"nothing said", "", "", nil},
		{"halves of numbers", "04b8:", "", []proposal{{"generic-escpos-80", "vendor"}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			list, err := discover.Match(assets.Profiles, transport.Found{USB: tt.usb, ID: transport.ParseIDText(tt.id)})
			if err != nil {
				t.Fatal(err)
			}
			var got []proposal
			for _, p := range list {
				if p.Model == "" {
					t.Errorf("%s has no name for people", p.Profile)
				}
				got = append(got, proposal{p.Profile, p.Reason.String()})
			}
			if d := cmp.Diff(tt.want, got, cmp.AllowUnexported(proposal{})); d != "" {
				t.Errorf("proposals (-want +got):\n%s", d)
			}
		})
	}
}
