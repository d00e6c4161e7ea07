package main

import (
	"slices"
	"time"

	"countertop/app/flow"
	"countertop/app/repair"
)

// newStaff lets the owner take somebody in, who chooses a PIN; then a badge is lost,
// a code is made for who forgets the own PIN, and the list is looked over.
func (t *tour) newStaff() {
	t.badge("A007")
	t.tap("home.more", "door.settings")
	t.screen(flow.ScreenSettings)
	t.shot("settings")
	t.tap("room.roles")
	t.shot("settings-roles")
	t.tap("room.staff")
	t.shot("settings-staff")
	t.tap("staff.add", "save")
	t.shot("staff-refused")
	t.tap("field.staff-name")
	t.write("linxiao", "林晓")
	t.done()
	t.tap("role.coordinator", "role.engineer")
	t.shot("staff-new")
	t.tap("save")
	t.screen(flow.ScreenSignIn) // a badge proves nothing
	t.keys("7777")
	t.await("the way to the PIN", func(s flow.State) bool { return s.StaffPage.Part == flow.StaffPIN })
	t.keys("1234")
	t.tap("pin.ok")
	t.shot("staff-pin-weak")
	t.keys("2718")
	t.tap("pin.ok")
	t.keys("2718")
	t.shot("staff-pin")
	t.tap("pin.ok")
	t.await("a PIN", func(s flow.State) bool { return s.PINLengths["A008"] == 4 && s.StaffPage.Part == "" })
	t.shot("staff-one")
	t.tap("badge")
	t.shot("staff-badge")
	t.tap("badge.new")
	t.await("the new badge", func(s flow.State) bool { return paperOut(s, repair.DocBadge, "A008") })
	t.tap("away")
	t.shot("staff-away")
	t.tap("away.1")
	t.await("away", func(s flow.State) bool { return s.Person("A008").Away })
	t.tap("end")
	t.shot("staff-end")
	t.tap("end.sure")
	t.await("the end", func(s flow.State) bool { return s.Person("A008").Ended })
	t.tap("back")
	t.shot("settings-staff-all")

	t.tap("staff.recovery")
	t.shot("recovery-none")
	t.tap("make")
	t.await("the code", func(s flow.State) bool { return s.Recovery.Step == flow.RecoveryMade })
	t.shot("recovery-made")
	t.tap("print")
	t.await("its paper", func(s flow.State) bool { return paperOut(s, repair.DocRecovery, s.Recovery.Paper) })
	code := t.k.game.State().Recovery.Code
	t.tap("back", "staff.notable")
	t.await("the list", func(s flow.State) bool { return s.Notable.Read })
	t.shot("notable")
	t.tap("home", "chip.staff")
	t.shot("sign-in-own")
	t.tap("sign-out", "chip.staff", "forgot")
	t.shot("recovery-who")
	t.tap("field.recovery")
	t.typed(code)
	t.shot("recovery-typing")
	t.done()
	t.await("the new PIN", func(s flow.State) bool { return s.Recovery.Step == flow.RecoveryPIN })
	t.keys("3141")
	t.tap("pin.ok")
	t.keys("3141")
	t.tap("pin.ok")
	t.await("the next code", func(s flow.State) bool {
		return s.Recovery.Step == flow.RecoveryMade && s.Recovery.Code != code && s.Staff != nil
	})
	t.tap("home")
	t.skip(6 * time.Minute) // the PIN is an old one then
	t.badge("A007")
}

// paperOut reports whether a paper of a subject is out.
func paperOut(s flow.State, d repair.Document, subject string) bool {
	return slices.ContainsFunc(s.Jobs, func(j repair.PrintJob) bool {
		return j.Document == d && j.Subject == subject && (j.State == repair.JobPrinted || j.State == repair.JobSent)
	})
}
