package repair_test

import (
	"testing"

	"countertop/app/repair"
)

func TestPictureIsAText(t *testing.T) {
	p := repair.Picture{W: 9, H: 2, Bits: []byte{0x80, 0x80, 0x01, 0}}
	if got, ok := repair.ParsePicture(p.String()); !ok || got.W != 9 || got.H != 2 || string(got.Bits) != string(p.Bits) {
		t.Errorf("%q is read as %+v", p, got)
	}
	if got := (repair.Picture{}).String(); got != repair.SettingNone {
		t.Errorf("none is %q", got)
	}
	x, _ := repair.LookupSetting(repair.SetLogo)
	for _, bad := range []string{"x", "9x2", "9x2 gIAB", "0x2 ", "999x2 gIABAA==", "9x999 gIABAA==", "-9x2 gIABAA==", "9x2 gIABAA== "} {
		if got, err := x.Canon(bad); bad[len(bad)-1] != ' ' && err == nil {
			t.Errorf("%q is taken as %q", bad, got)
		}
	}
}
