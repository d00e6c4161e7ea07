package view_test

import (
	"testing"

	"countertop/app/flow"
	"countertop/app/repair"
)

func init() {
	ownPages = append(ownPages, func(put func(string, flow.Screen, func(*flow.State))) {
		row := shopOrder(repair.KindLaptop, 42)
		row.Customer.Phones = []string{"13812345678", "02083811480"}
		row.Customer.Contacts = []repair.Contact{
			{Name: "周会计"},
			{Name: "慕容小小", Phone: "13900139000", Relation: "同事", Collects: true},
			{Name: "阿依古丽·买买提艾力", Relation: "家人", Collects: true},
		}
		page := func(name string, n flow.NoCopy, focus flow.Field) {
			put("no-copy-"+name, flow.ScreenNoCopy, func(s *flow.State) {
				s.Pickup, s.NoCopy, s.Focus = flow.Pickup{Row: row}, n, focus
			})
		}
		page("who", flow.NoCopy{}, "")
		page("self", flow.NoCopy{As: repair.CollectorSelf, End: "56"}, flow.FieldPhoneEnd)
		page("wrong", flow.NoCopy{As: repair.CollectorRegistered, Contact: 0, Wrong: 2}, flow.FieldPhoneEnd)
		page("other", flow.NoCopy{As: repair.CollectorOther, Name: "诸葛大力", Relation: "邻居"}, "")
		page("typing", flow.NoCopy{As: repair.CollectorOther, Name: "诸葛"}, flow.FieldWho)
		row.Customer.Phones = nil
		put("no-copy-no-phone", flow.ScreenNoCopy, func(s *flow.State) {
			s.Pickup, s.NoCopy = flow.Pickup{Row: row}, flow.NoCopy{As: repair.CollectorSelf}
		})
	})
}

func TestNoCopyOffersEachCollector(t *testing.T) {
	all := pages("zh-CN")
	for _, tt := range []struct {
		page, node string
		want       flow.Msg
	}{
		{"no-copy-who", "collector.self", flow.CollectorChosen{As: repair.CollectorSelf}},
		{"no-copy-who", "collector.1", flow.CollectorChosen{As: repair.CollectorRegistered, Contact: 1}},
		{"no-copy-who", "collector.other", flow.CollectorChosen{As: repair.CollectorOther}},
		{"no-copy-self", "approve", flow.CollectorApproval{}},
		{"no-copy-other", "approve", flow.CollectorApproval{}},
		{"no-copy-no-phone", "approve", flow.CollectorApproval{}},
	} {
		t.Run(tt.page+"/"+tt.node, func(t *testing.T) { touchable(t, all[tt.page], tt.node, true, tt.want) })
	}
}
