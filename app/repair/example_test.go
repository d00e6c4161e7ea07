package repair_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"countertop/app/repair"
)

func TestExampleCodesAreWellFormedAndNameNothing(t *testing.T) {
	types := ""
	for _, text := range repair.ExampleCodes() {
		types += text[:1]
		c, err := repair.ParseCode(text)
		if text[0] == 'S' { // a place that is none
			if !errors.Is(err, repair.ErrForeignCode) {
				t.Errorf("%s means %+v, %v", text, c, err)
			}
			continue
		}
		if err != nil || c.Order != "" && c.Order != repair.ExampleOrder {
			t.Errorf("%s means %+v, %v", text, c, err)
		}
	}
	if types != "RACSBLOP" {
		t.Errorf("types are %s", types)
	}
	for day := time.Date(2020, 1, 1, 9, 0, 0, 0, time.UTC); day.Year() < 2100; day = day.AddDate(0, 0, 97) {
		if id, err := repair.NextOrderID('Z', "", day); err != nil || id == repair.ExampleOrder {
			t.Errorf("on %v the number is %s, %v", day, id, err)
		}
	}
}

func TestSecretPartsAreFound(t *testing.T) {
	key := []byte("a key of the shop")
	badge, order := repair.BadgeCode(key, "A001", 1), repair.OrderCode("A2611210042")
	copyCode := repair.CopyCode(key, "A2611210042")
	hidden := func(s string, shown int) string { return s[:shown] + strings.Repeat("·", len(s)-shown) }
	for _, tt := range []struct{ name, sent, want string }{
		{"a machine's code", order + "\r", order + "\r"},
		{"a badge", badge + "\r", hidden(badge, 4) + "\r"},
		{"a customer copy", copyCode, hidden(copyCode, 4)},
		{"in small letters", strings.ToLower(badge), hidden(strings.ToLower(badge), 4)},
		{"behind an AIM identifier", "]C0" + badge, "]C0" + hidden(badge, 4)},
		{"behind what a gun adds", "~X" + badge, "~X" + hidden(badge, 4)},
		{"a character lost", badge[:9] + badge[10:], hidden(badge[:9]+badge[10:], 4)},
		{"a character lost behind an AIM identifier", "]C0" + badge[:9] + badge[10:], "]C0" + hidden(badge[:9]+badge[10:], 4)},
		{"a character doubled", badge[:9] + badge[8:], hidden(badge[:9]+badge[8:], 4)},
		{"two run together", badge + badge, hidden(badge, 4) + hidden(badge, 4)},
		{"behind a machine's code", order + badge, order + hidden(badge, 4)},
		{"a maker's serial", "CNB9K12345678901234", "CNB9K12345678901234"},
		{"no text", "\xff\xfe", "\xff\xfe"},
		{"nothing", "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got strings.Builder
			for i, secret := range repair.Secret([]byte(tt.sent)) {
				if secret {
					got.WriteString("·")
				} else {
					got.WriteByte(tt.sent[i])
				}
			}
			if got.String() != tt.want {
				t.Errorf("shown is %q, want %q", got.String(), tt.want)
			}
		})
	}
}
