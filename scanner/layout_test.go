package scanner_test

import (
	"slices"
	"testing"

	"countertop/scanner"
)

func TestRetypeFindsWhatTheScannerMeant(t *testing.T) {
	const code = "RA2612010001E1"
	for _, tt := range []struct{ layout, text, want string }{
		{"azerty", "RQé-&éà&ààà&E&", code},
		{"russian", "КФ2612010001У1", code},
		{"russian", "кф2612010001у1", "ra2612010001e1"},
		{"ukrainian", "КФ2612010001У1", code},
		{"greek", "ΡΑ2612010001Ε1", code},
		{"hebrew", "רש2612010001ק1", "ra2612010001e1"},
		{"czech", "RAěž+ěé+ééé+E+", code},
	} {
		list := scanner.Retype(tt.text)
		i := slices.IndexFunc(list, func(r scanner.Retyped) bool { return r.Layout == tt.layout })
		if i < 0 || list[i].Text != tt.want {
			t.Errorf("%s %q gives %v, want %q", tt.layout, tt.text, list, tt.want)
		}
	}
	for _, text := range []string{"RA2612010001E1", "zhangwei", "接机台", "ＲＡ２６", ""} {
		if list := scanner.Retype(text); list != nil {
			t.Errorf("%q gives %v, want nothing", text, list)
		}
	}
	if len(scanner.Layouts()) != 8 {
		t.Errorf("layouts are %v", scanner.Layouts())
	}
}
