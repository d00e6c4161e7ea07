package label_test

import (
	"errors"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"countertop/app/i18n"
	"countertop/app/label"
)

// testCodes are of the lengths and kinds that a shop has.
var testCodes = []label.TestCode{
	{"机器", "RZ0000000000GU"},
	{"附件", "AZ00000000000112"},
	{"客户联", "CZ00000000000000000000AB"},
	{"工牌", "BZ0000000000000AB"},
	{"序列号", "SN-42/Kx7"},
}

func TestCodesToTryScannersWithReadBack(t *testing.T) {
	if _, err := exec.LookPath("zbarimg"); err != nil {
		t.Fatal("zbarimg is not installed: the package zbar-tools has it")
	}
	for _, tt := range []struct {
		name   string
		media  label.Media
		codes  []label.TestCode
		linear int // so many are Code 128
	}{
		{"a roll of 80 mm", label.Media{WidthMM: 72, DPI: 203}, testCodes, 5},
		{"a roll of 58 mm", label.Media{WidthMM: 48, DPI: 203}, testCodes, 3},
		{"a label of 60 x 40 mm", label.Media{WidthMM: 60, HeightMM: 40, DPI: 203}, testCodes[:3], 3},
		{"the same at 300 dpi", label.Media{WidthMM: 60, HeightMM: 40, DPI: 300}, testCodes[2:], 3},
		{"a label of 40 x 40 mm", label.Media{WidthMM: 40, HeightMM: 40, DPI: 203}, testCodes[:3], 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			page, err := label.TestPage{Codes: tt.codes}.Page(i18n.ZH, tt.media)
			if err != nil {
				t.Fatal(err)
			}
			b, err := rasterised(page, tt.media.DPI)
			if err != nil {
				t.Fatal(err)
			}
			name := filepath.Join(t.TempDir(), "print.png")
			writePNG(t, name, b)
			out, err := exec.Command("zbarimg", "-q", name).Output()
			if err != nil {
				t.Fatalf("zbarimg: %v", err)
			}
			var got, want []string
			linear := 0
			for _, line := range strings.Fields(string(out)) {
				kind, text, _ := strings.Cut(line, ":")
				if kind == "CODE-128" {
					linear++
				}
				got = append(got, text)
			}
			for _, c := range tt.codes {
				want = append(want, c.Code)
			}
			slices.Sort(got)
			slices.Sort(want)
			if !slices.Equal(got, want) || linear != tt.linear {
				t.Errorf("reads %q, %d as Code 128, want %q, %d", got, linear, want, tt.linear)
			}
		})
	}
}

func TestCodesNeedTheirRoom(t *testing.T) {
	var small *label.MediaError
	_, err := label.TestPage{Codes: testCodes[:3]}.Page(i18n.ZH, label.Media{WidthMM: 40, HeightMM: 20, DPI: 203})
	if !errors.As(err, &small) {
		t.Errorf("on 40 x 20 mm: %v", err)
	}
	if _, err = (label.TestPage{Codes: []label.TestCode{{"x", "中文"}}}).Page(i18n.ZH, label.Media{WidthMM: 72, DPI: 203}); err == nil {
		t.Error("Chinese makes no Code 128")
	}
}
