package repair_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"countertop/app/repair"
)

func TestLikelyDoubles(t *testing.T) {
	who := func(name, company string, phones ...string) repair.Customer {
		return repair.Customer{Name: name, Company: company, Phones: phones}
	}
	wang := who("王建国", "", "13812341480")
	for _, tt := range []struct {
		name string
		a, b repair.Customer
		want repair.Likeness
	}{
		{"the same phone and name", wang, who("王建国", "", "13812341480"), repair.LikeSame},
		{"the phone with the code of the country", wang, who("王建国", "", "+86 138 1234 1480"), repair.LikeSame},
		{"with 0086", wang, who("王建国", "", "0086-13812341480"), repair.LikeSame},
		{"the second number of one", wang, who("王建国", "", "02083811480", "13812341480"), repair.LikeSame},
		{"the name with a title", wang, who("王建国先生", "", "13812341480"), repair.LikeSame},
		{"a name written with blanks and capitals", who("John O'Neill", "", "13812341480"), who("john oneill", "", "13812341480"), repair.LikeSame},
		{"the middle dot of another keyboard", who("买买提·艾力", "", "13812341480"), who("买买提•艾力", "", "13812341480"), repair.LikeSame},
		{"one has a company", wang, who("王建国", "宏图信息", "13812341480"), repair.LikeSame},
		{"two companies", who("王建国", "安心", "13812341480"), who("王建国", "宏图信息", "13812341480"), repair.LikePhone},
		{"the family's phone", wang, who("王小明", "", "13812341480"), repair.LikePhone},
		{"one has no name", wang, who("", "宏图信息", "13812341480"), repair.LikePhone},
		{"a company without a name, twice", who("", "宏图信息", "02083811480"), who("", "宏图 信息", "020-83811480"), repair.LikeSame},
		{"name and company", who("王建国", "宏图信息", "13812341480"), who("王建国", "宏图信息", "13900001111"), repair.LikeCompany},
		{"name and company, no phone", who("王建国", "宏图信息"), who("王建国", "宏图信息"), repair.LikeCompany},
		{"the name alone", wang, who("王建国", "", "13900001111"), repair.LikeNobody},
		{"the company alone", who("王建国", "宏图信息", "13812341480"), who("李雷", "宏图信息", "13900001111"), repair.LikeNobody},
		{"a surname with a title", who("王先生", "", "13812341480"), who("王女士", "", "13812341480"), repair.LikePhone},
		{"a number too short to be one", who("王建国", "", "1480"), who("王建国", "", "1480"), repair.LikeNobody},
		{"nothing known", repair.Customer{}, repair.Customer{}, repair.LikeNobody},
		{
			"the number of a contact", wang,
			repair.Customer{Name: "王建国", Phones: []string{"13900001111"}, Contacts: []repair.Contact{{Name: "王建国", Phone: "13812341480"}}},
			repair.LikeNobody,
		},
	} {
		if got := repair.Alike(tt.a, tt.b); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
		if got := repair.Alike(tt.b, tt.a); got != tt.want {
			t.Errorf("%s, the other way round: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestUnitedCustomerKeepsAllThatWasKnown(t *testing.T) {
	keep := repair.Customer{
		ID: "A000012", Name: "王建国", Phones: []string{"138 1234 1480"},
		Contacts: []repair.Contact{{Name: "周会计", Phone: "13900001111"}, {Name: "李雷", Collects: true}},
	}
	other := repair.Customer{
		ID: "A000031", Name: "王总", Company: "宏图信息", Address: "天河路 1 号", Phones: []string{"+8613812341480", "02083811480"},
		Contacts: []repair.Contact{{Name: "周会计", Relation: "同事", Collects: true}, {Name: "李雷", Phone: "13700002222"}, {Name: "韩梅"}},
	}
	before := repair.Unite(keep, repair.Customer{})
	want := repair.Customer{
		ID: "A000012", Name: "王建国", Company: "宏图信息", Address: "天河路 1 号", Phones: []string{"138 1234 1480", "02083811480"},
		Contacts: []repair.Contact{
			{Name: "周会计", Phone: "13900001111", Relation: "同事", Collects: true},
			{Name: "李雷", Phone: "13700002222", Collects: true},
			{Name: "韩梅"},
			{Name: "王总", Phone: "+8613812341480"},
		},
	}
	if d := cmp.Diff(want, repair.Unite(keep, other)); d != "" {
		t.Errorf("united (-want +got):\n%s", d)
	}
	if d := cmp.Diff(before, keep); d != "" {
		t.Errorf("the entry itself was changed:\n%s", d)
	}
	if got := repair.Unite(repair.Customer{ID: "A000001", Phones: []string{"1"}}, other); got.Name != "王总" || got.ID != "A000001" {
		t.Errorf("without a name it is called %q", got.Name)
	}
	ink := repair.Customer{Ink: []repair.Stroke{{{X: 1}}}}
	if got := repair.Unite(ink, other); got.Name != "" || len(got.Contacts) != 4 {
		t.Errorf("a name in ink became %q with %d contacts", got.Name, len(got.Contacts))
	}
}
