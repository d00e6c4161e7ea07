//go:build smoke

package main

import (
	"strings"
	"testing"

	"countertop/app/repair"
	"countertop/store/storetest"
)

// People are locked out, reset, given another badge, away and gone, in the real
// program: what one screen decides holds at the next, and after a power cut.
func TestSmokeStaff(t *testing.T) {
	const ownerPIN, linPIN, newPIN = "258000", "314159", "271828"
	sh := newShop(t)
	s := sh.open()
	owner, lin := repair.Staff{ID: "A007", Name: "陈志远", Roles: "supervisor,owner"}, repair.Staff{ID: "A008", Name: "林晓", Roles: "engineer"}
	for p, pin := range map[repair.Staff]string{owner: ownerPIN, lin: linPIN} {
		if _, err := s.PutStaff(t.Context(), p, pin); err != nil {
			t.Fatal(err)
		}
	}
	badge, next := repair.BadgeCode(s.Key(), lin.ID, 1), repair.BadgeCode(s.Key(), lin.ID, 2)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	here := func(name string) func(scene) bool {
		return func(s scene) bool { return s.Screen != "sign-in" && s.says(name) }
	}
	page := func(p *process, id repair.StaffID) {
		p.touch("home", "home.more", "door.settings", "room.staff", "staff."+string(id))
		p.awaitScreen("staff")
	}
	unknown := func(p *process, what, code string) {
		t.Helper()
		sh.scan(code)
		p.await(what+" is refused", func(s scene) bool { return s.says("This badge is not known") })
	}

	// Locked after five wrong PINs, also after a power cut; the badge goes on working.
	p := sh.start()
	p.touch("chip.staff", "person.A008")
	for range 5 {
		p.await("an empty PIN", func(s scene) bool { return s.says("Enter PIN") || s.says("Wrong PIN") })
		p.keys("000000")
		p.await("the answer", func(s scene) bool { return s.says("Wrong PIN") || s.says("Too many tries") })
	}
	p.await("the lock", func(s scene) bool { return s.says("Too many tries") })
	p.kill()
	p = sh.start()
	p.touch("chip.staff", "person.A008")
	p.keys(linPIN)
	p.await("the lock after the power cut", func(s scene) bool { return s.says("Too many tries") })
	sh.scan(badge)
	p.await("the badge of who is locked", here(lin.Name))
	sh.scan(sh.tag) // and a machine comes to their bench
	p.touch("to.bench")
	p.await("the machine on the bench", func(s scene) bool { return s.Screen == "scan" && s.text("undo") != "" })

	// The owner resets the PIN: the lock is over.
	p.signIn("A007", ownerPIN, owner.Name)
	page(p, lin.ID)
	p.touch("pin")
	p.keys(newPIN)
	p.touch("pin.ok")
	p.await("once more", func(s scene) bool { return s.says("Once more") })
	p.keys(newPIN)
	p.touch("pin.ok")
	p.await("the new PIN", func(s scene) bool { return s.says("is set") })
	p.signIn("A008", newPIN, lin.Name)

	// Another badge: the old one is nobody's, at once and after a power cut.
	p.signIn("A007", ownerPIN, owner.Name)
	page(p, lin.ID)
	p.touch("badge", "badge.new")
	p.await("the new badge", func(s scene) bool { return s.says("worth nothing") })
	unknown(p, "the old badge", badge)
	p.kill()
	p = sh.start()
	unknown(p, "the old badge after the power cut", badge)
	sh.scan(next)
	p.await("the new badge", here(lin.Name))

	// Away: others are offered what is on the bench. They say so themselves.
	p.touch("chip.staff", "own", "away", "away.open")
	p.await("away", func(s scene) bool { return s.says("no day given") })
	p.signIn("A002", storetest.PIN, "陈志强")
	p.touch("home")
	offered := func(p *process) {
		t.Helper()
		p.touch("home.bench")
		p.await("a machine to take over", func(s scene) bool { return s.says("1 to take over") })
		for range 4 { // behind all of the own ones
			p.touch("page.more")
		}
		p.await("the machine of who is away", func(s scene) bool { return s.says("林晓 is away: yours to take") })
	}
	offered(p)

	// Gone: no badge, no PIN, no name to choose; the name stays on the machine.
	p.signIn("A007", ownerPIN, owner.Name)
	page(p, lin.ID)
	p.touch("end")
	p.await("what is on the bench", func(s scene) bool { return s.says(sh.order.String()) })
	p.touch("end.sure")
	p.await("the end", func(s scene) bool { return s.says("has left") || s.says("Has left") })
	unknown(p, "the badge of who has left", next)
	p.kill()
	p = sh.start()
	unknown(p, "the badge of who has left, after the power cut", next)
	p.touch("chip.staff")
	if s := p.awaitScreen("sign-in"); s.text("person.A008") != "" || s.text("person.A007") == "" {
		t.Errorf("who can sign in: %q", allTexts(s))
	}
	p.touch("back")
	p.signIn("A002", storetest.PIN, "陈志强")
	offered(p)

	// All of it is in the list that is looked over, and the store is whole.
	p.signIn("A007", ownerPIN, owner.Name)
	p.touch("home", "home.more", "door.settings", "room.staff", "staff.notable")
	list := p.await("the list", func(s scene) bool { return s.Screen == "notable" && s.says("left") })
	for _, want := range []string{"left", "badge 2 issued", "PIN set", "wrong PIN, 5 in a row"} {
		if !list.says(want) {
			t.Errorf("the list does not say %q: %s", want, strings.Join(allTexts(list), " | "))
		}
	}
	p.kill()
	if ok, err := checkData(sh.data); err != nil || !ok {
		t.Errorf("db check: %v, %v", ok, err)
	}
}
