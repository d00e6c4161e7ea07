package label_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"countertop/app/label"
	"countertop/app/repair"
)

func TestCodesFollowFromTheDocument(t *testing.T) {
	const number, id = "A261121-0042-QK", repair.OrderID("A2611210042")
	checkIn := label.CheckIn{Number: number}
	for _, tt := range []struct {
		name     string
		in, want label.Document
	}{
		{"accessory", label.AccessoryTag{Number: number}, label.AccessoryTag{Number: number, Code: "AA2611210042011O"}},
		{
			"second accessory",
			label.AccessoryTag{Number: number, Index: 2},
			label.AccessoryTag{Number: number, Index: 2, Code: repair.AccessoryCode(id, 2)},
		},
		{"customer copy", label.CustomerCopy{CheckIn: checkIn}, label.CustomerCopy{CheckIn: checkIn, Code: repair.CopyCode(nil, id)}},
		{"customer copy with its code", label.CustomerCopy{CheckIn: checkIn, Code: "C"}, label.CustomerCopy{CheckIn: checkIn, Code: "C"}},
		{"old part", label.OldPart{Number: number, Part: "主板"}, label.OldPart{Number: number, Part: "主板", Code: repair.OldPartCode(id, 1)}},
		{"no old part", label.OldPart{Number: number}, label.OldPart{Number: number}},
		{"misread order", label.AccessoryTag{Number: "A261121-0042-QX"}, label.AccessoryTag{Number: "A261121-0042-QX"}},
		{
			"shelf by its words",
			label.Shelf{Shelf: "待测"},
			label.Shelf{Shelf: "待测", Letter: "A", Code: repair.ShelfCode(repair.Place{Kind: repair.ShelfAwaitingTest})},
		},
		{"slot by its letter", label.Slot{Shelf: "待测", Slot: "A-03"}, label.Slot{Shelf: "待测", Slot: "A-03", Code: "SA03CF"}},
		{"shelf of the shop's own", label.Shelf{Shelf: "橱窗"}, label.Shelf{Shelf: "橱窗"}},
		{"slot of the shop's own", label.Slot{Shelf: "橱窗", Slot: "X-1"}, label.Slot{Shelf: "橱窗", Slot: "X-1"}},
		{"the bench is no shelf", label.Shelf{Shelf: "bench"}, label.Shelf{Shelf: "bench"}},
		{
			"badge",
			label.StaffBadge{Staff: label.Staff{Number: "A007"}},
			label.StaffBadge{Staff: label.Staff{Number: "A007", Code: repair.BadgeCode(nil, "A007", 1)}},
		},
		{"badge of another length", label.StaffBadge{Staff: label.Staff{Number: "7"}}, label.StaffBadge{Staff: label.Staff{Number: "7"}}},
		{"device tag", label.DeviceTag{Number: number}, label.DeviceTag{Number: number}},
	} {
		if d := cmp.Diff(tt.want, label.Complete(tt.in)); d != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, d)
		}
	}
}
