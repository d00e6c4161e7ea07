package repair_test

import (
	"errors"
	"fmt"
	"time"

	"countertop/app/repair"
)

// A machine gets its number, is taken in and is put onto a shelf: each command is
// decided on the order as it is, and the events that come of it make the order
// as it is next. What a rule refuses changes nothing.
func Example() {
	chen := repair.Staff{ID: "A001", Roles: repair.RolesOf(repair.RoleCoordinator)}
	now := time.Date(2026, 11, 21, 9, 30, 0, 0, time.UTC)
	o := repair.Order{ID: "A2611210042"} // the number is the store's to give

	for _, c := range []repair.Command{
		repair.AssignNumber{Kind: repair.KindLaptop},
		repair.MoveMachine{To: repair.Place{Kind: repair.ShelfAwaitingTest, Slot: 3}}, // before it is taken in
		repair.CheckIn{
			Customer:         repair.Customer{ID: "A000001", Name: "王建国", Phones: []string{"13812341480"}},
			Device:           repair.Device{Kind: repair.KindLaptop, Brand: "brand.lenovo", Model: "X1", Serial: "PF3K8H2M"},
			Symptom:          repair.Symptom{Words: "开机无反应"},
			ConditionChecked: true, PromisedOn: "2026-11-24", NoSignatureReason: "客户电话确认",
		},
		repair.MoveMachine{To: repair.Place{Kind: repair.ShelfAwaitingTest, Slot: 3}},
		repair.MoveMachine{To: repair.Place{Kind: repair.ShelfAwaitingTest, Slot: 3}}, // it is there
	} {
		events, err := repair.Decide(o, c, chen, now)
		var refused *repair.RuleError
		if errors.As(err, &refused) {
			fmt.Printf("%T: refused, rule %s\n", c, refused.Rule)
			continue
		}
		fmt.Printf("%T: %d events", c, len(events))
		for _, e := range events {
			o = repair.Apply(o, e)
			fmt.Printf(", %s", e.Kind())
			for _, j := range repair.Wanted(o, e) {
				fmt.Printf(", prints %s", j.Document)
			}
		}
		fmt.Println()
	}
	fmt.Println(o.Stage, o.Place.Name())
	// Output:
	// repair.AssignNumber: 1 events, number-assigned
	// repair.MoveMachine: refused, rule draft-stays
	// repair.CheckIn: 1 events, checked-in, prints device-tag, prints customer-copy
	// repair.MoveMachine: 1 events, moved
	// repair.MoveMachine: 0 events
	// awaiting-test A-03
}
