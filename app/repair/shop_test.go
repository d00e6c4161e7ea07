package repair_test

import (
	"errors"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"countertop/app/repair"
)

// slots is small, so that shelves are full now and then.
var slots = repair.Layout{
	repair.ShelfAwaitingTest: 2, repair.ShelfAwaitingParts: 2, repair.ShelfDone: 2, repair.ShelfAwaitingPickup: 2,
}

// facts are what an order and the model both tell of a machine.
type facts struct {
	Stage    repair.Stage
	Place    repair.Place
	Reserved repair.Place
	Reason   repair.PartsReason
	Holder   repair.StaffID
	OK       bool
	Open     int // lines of the test sheet
	Passcode bool
	OnSpot   bool
	Quoted   bool // and not answered
	Worked   bool
	CallDue  bool
}

// box is a machine of the model: what the rules of the shop say of it, told
// without events.
type box struct {
	facts
	tests   map[string]bool
	before  *box // the last move
	movedAt time.Time
}

// seen are the facts of an order.
func seen(o repair.Order) facts {
	return facts{
		Stage: o.Stage, Place: o.Place, Reserved: o.Reserved, Reason: o.Reason, Holder: o.Holder, OK: !o.OKAt.IsZero(),
		Open: len(repair.OpenLines(o.Lines, o.Test)), Passcode: o.Passcode, OnSpot: o.OnTheSpot, Quoted: o.OpenQuote() != nil,
		Worked: o.Work != "", CallDue: o.FollowUpOn != "",
	}
}

var sheet = repair.Checklist(intake().Device, nil)

func (b *box) sheetOpen() {
	b.Open = 0
	for _, l := range sheet {
		if !b.tests[l.Key] {
			b.Open++
		}
	}
}

// free is the lowest slot of a shelf that no other machine has or is promised.
func free(boxes []box, me int, k repair.PlaceKind) repair.Place {
	for n := 1; n <= slots[k]; n++ {
		if p := slot(k, n); !takenBy(boxes, me, p) {
			return p
		}
	}
	return repair.Place{Kind: k}
}

// takenBy reports whether another machine has a better claim to a slot: who
// stands there has the best, then who was promised it last; an undone move can
// bring back a promise that was given again.
func takenBy(boxes []box, me int, p repair.Place) bool {
	if boxes[me].Place == p {
		return false
	}
	for i, b := range boxes {
		if i != me && (b.Place == p || b.Reserved == p && (i > me || boxes[me].Reserved != p)) {
			return true
		}
	}
	return false
}

// expect plays a command on the model: the rule that refuses it, or "" and
// whether anything changes.
func expect(boxes []box, i int, c repair.Command, by repair.Staff, now time.Time) (rule repair.Rule, changes bool) {
	b := &boxes[i]
	to := repair.Place{}
	if m, ok := c.(repair.MoveMachine); ok {
		if to, rule = modelSlot(boxes, i, m.To); rule != "" {
			return rule, false
		}
	}
	_, number := c.(repair.AssignNumber)
	_, call := c.(repair.FollowUpDone)
	_, answer := c.(repair.AnswerQuote)
	_, pickUp := c.(repair.PickUp)
	_, checkIn := c.(repair.CheckIn)
	_, void := c.(repair.VoidOrder)
	_, undo := c.(repair.UndoMove)
	_, look := c.(repair.ShowPasscode)
	sheet, test := c.(repair.RecordTest)
	atDesk := checkIn || void || number || call || answer || pickUp
	switch {
	case by.Roles == "engineer" && atDesk, by.Roles == "coordinator" && (look || test && !sheet.Pickup):
		return repair.RuleRole, false
	case b.Stage == "" && !number:
		return repair.RuleUnknownOrder, false
	case b.Stage.Over() && !call:
		return repair.RuleOver, false
	case b.Stage == repair.StageDraft && !checkIn && !void && !undo && !call && !answer && !pickUp && !number && !look:
		return repair.RuleDraftStays, false
	case (checkIn || void) && b.Stage != repair.StageDraft || number && b.Stage != "":
		return repair.RuleNotDraft, false
	}
	switch c := c.(type) {
	case repair.AssignNumber:
		*b = box{facts: facts{Stage: repair.StageDraft, Place: slot(repair.PlaceCounter, 0)}, tests: map[string]bool{}}
	case repair.CheckIn:
		b.Stage, b.Passcode, b.OnSpot = repair.StageAwaitingTest, c.Passcode != "", c.OnTheSpot
		b.Reserved = free(boxes, i, repair.ShelfAwaitingTest)
		if c.OnTheSpot {
			b.Stage, b.Holder, b.Reserved = repair.StageInRepair, c.Inspection.By, repair.Place{}
		}
		b.sheetOpen()
	case repair.VoidOrder:
		*b = box{facts: facts{Stage: repair.StageVoid, Place: slot(repair.PlaceCustomer, 0)}}
	case repair.MoveMachine:
		return b.move(c, to, by, now)
	case repair.UndoMove:
		switch {
		case b.before == nil:
			return repair.RuleNothingToUndo, false
		case now.Sub(b.movedAt) > 30*time.Second:
			return repair.RuleUndoTooLate, false
		}
		was := *b.before
		if was.Place.Slot > 0 && takenBy(boxes, i, was.Place) {
			was.Place = free(boxes, i, was.Place.Kind)
		}
		was.tests, was.before = maps.Clone(was.tests), nil
		maps.Copy(was.tests, b.tests)
		was.Worked, was.Passcode = b.Worked, b.Passcode
		*b = was
		b.sheetOpen()
	case repair.RecordTest:
		b.tests = maps.Clone(b.tests)
		for _, r := range c.Results {
			b.tests[r.Line] = r.Outcome != repair.Fail
		}
		b.sheetOpen()
		return "", len(c.Results) > 0
	case repair.RecordWork:
		was := b.Worked
		b.Worked = true
		return "", !was
	case repair.QuoteRepair:
		b.Stage, b.Quoted, b.before = repair.StageAwaitingConsent, true, nil
		if b.Place.Kind == repair.ShelfAwaitingParts {
			b.Reason = repair.ReasonQuote
		}
	case repair.AnswerQuote:
		if !b.Quoted {
			return repair.RuleOpenQuote, false
		}
		b.Quoted, b.before, b.Stage = false, nil, repair.StageReturnUnrepaired
		if c.Agreed {
			b.Stage = repair.StageInRepair
			switch b.Place.Kind {
			case repair.ShelfAwaitingParts:
				b.Stage, b.Reason = repair.StageAwaitingParts, repair.ReasonParts
			case repair.PlacePeer, repair.PlaceFactory:
				b.Stage = stageOf[b.Place.Kind][0]
			}
		}
	case repair.ReturnUnrepaired:
		b.Stage, b.before = repair.StageReturnUnrepaired, nil
	case repair.ShowPasscode:
		if !b.Passcode || b.Holder != by.ID {
			return repair.RulePasscode, false
		}
	case repair.PickUp:
		waits := b.OnSpot && b.Place.Kind == repair.PlaceCounter
		unrepaired := b.Stage == repair.StageReturnUnrepaired
		switch {
		case !waits && !unrepaired && b.Place.Kind != repair.ShelfDone && b.Place.Kind != repair.ShelfAwaitingPickup:
			return repair.RuleNotReady, false
		case waits && !unrepaired && !b.Worked:
			return repair.RuleWork, false
		case c.TagScanned == "":
			return repair.RuleTag, false
		}
		b.Stage, b.Place, b.CallDue = repair.StagePickedUp, slot(repair.PlaceCustomer, 0), true
		b.Reserved, b.Reason, b.Holder, b.Passcode, b.before = repair.Place{}, "", "", false, nil
	case repair.FollowUpDone:
		if !b.CallDue {
			return repair.RuleFollowUp, false
		}
		b.CallDue = false
	}
	return "", true
}

// modelSlot is where a machine goes that is put on a shelf.
func modelSlot(boxes []box, i int, to repair.Place) (repair.Place, repair.Rule) {
	b := boxes[i]
	switch {
	case slots[to.Kind] == 0:
		return repair.Place{Kind: to.Kind}, ""
	case to.Slot > slots[to.Kind]:
		return to, repair.RuleNoSuchSlot
	case to.Slot > 0 && takenBy(boxes, i, to):
		return to, repair.RuleSlotTaken
	case to.Slot > 0:
		return to, ""
	case b.Place.Kind == to.Kind:
		return b.Place, ""
	case b.Reserved.Kind == to.Kind && b.Reserved.Slot > 0 && !takenBy(boxes, i, b.Reserved):
		return b.Reserved, ""
	}
	return free(boxes, i, to.Kind), ""
}

func (b *box) move(c repair.MoveMachine, to repair.Place, by repair.Staff, now time.Time) (repair.Rule, bool) {
	stage, reason, passes := b.Stage, repair.PartsReason(""), c.Override == approved
	if s := stageOf[to.Kind]; len(s) > 0 {
		stage = s[0]
	}
	finished := b.Place.Kind == repair.ShelfDone
	ok := false
	switch to.Kind {
	case repair.PlaceCustomer, "nowhere":
		return repair.RuleNotByScan, false
	case repair.ShelfAwaitingParts:
		if reason = c.Reason; reason == "" {
			return repair.RulePartsReason, false
		}
		if reason == repair.ReasonQuote {
			stage = repair.StageQuoting
		}
	case repair.ShelfDone:
		if b.Open > 0 && !finished && !passes {
			return repair.RuleTestSheet, false
		}
		ok = b.Open == 0 && !b.OK
	case repair.ShelfAwaitingPickup:
		if !finished && b.Place.Kind != repair.ShelfAwaitingPickup && b.Stage != repair.StageReturnUnrepaired && !passes {
			return repair.RuleOKFirst, false
		}
	}
	taken := to.Kind == repair.PlaceBench && b.Holder != by.ID
	if taken && b.Holder != "" && !passes && (c.Override == nil || c.Override.By != b.Holder) {
		return repair.RuleHeld, false
	}
	if b.Stage == repair.StageReturnUnrepaired {
		stage = b.Stage
	}
	if to == b.Place && stage == b.Stage && reason == b.Reason && !ok && !taken {
		return "", false
	}
	was := *b
	b.before, b.movedAt = &was, now
	b.Place, b.Stage, b.Reason, b.Reserved, b.Holder = to, stage, reason, repair.Place{}, ""
	switch to.Kind {
	case repair.PlaceBench:
		b.Holder = by.ID
	case repair.ShelfDone, repair.ShelfAwaitingPickup, repair.PlaceCounter, repair.PlaceCourier:
		b.OK = b.OK || ok
		return "", true
	}
	if b.OK || to.Kind == repair.PlacePeer || to.Kind == repair.PlaceFactory { // it is worked on once more
		b.OK, b.tests = false, map[string]bool{}
		b.sheetOpen()
	}
	return "", true
}

// settled is what the store makes of a command before it decides.
func settled(orders []repair.Order, i int, c repair.Command) (repair.Order, repair.Command, error) {
	o, taken := orders[i], repair.Occupied{}
	for _, x := range orders {
		if x.Reserved.Slot > 0 {
			taken[x.Reserved] = x.ID
		}
	}
	for _, x := range orders {
		taken[x.Place] = x.ID
	}
	switch m := c.(type) {
	case repair.CheckIn:
		m.Reserved = slots.FreeSlot(repair.ShelfAwaitingTest, o.ID, taken)
		return o, m, nil
	case repair.MoveMachine:
		var err error
		m.To, err = slots.Settle(o, m.To, taken)
		return o, m, err
	case repair.UndoMove:
		if o.LastMove != nil && o.LastMove.From.Slot > 0 {
			back := *o.LastMove
			if by, ok := taken[back.From]; ok && by != o.ID {
				back.From = slots.FreeSlot(back.From.Kind, o.ID, taken)
			}
			o.LastMove = &back
		}
	}
	return o, c, nil
}

// anyCommand is a scan or a touch at random, more often one that leads on.
func anyCommand(r *rand.Rand, o repair.Order) repair.Command {
	pick := func(n int) bool { return r.IntN(n) == 0 }
	switch n := r.IntN(20); {
	case n < 4:
		c := nextCommand(o)
		switch c := c.(type) {
		case repair.CheckIn:
			if c.Passcode = "2580"; pick(3) {
				c.Passcode = ""
			}
			if pick(3) {
				c.OnTheSpot, c.Inspection = true, &repair.Inspection{By: engineer.ID, FixNow: true}
			}
			return c
		case repair.PickUp:
			c.TagScanned = o.ID
			return c
		}
		return c
	case n < 12:
		return repair.MoveMachine{
			To:       slot(everywhere[r.IntN(len(everywhere))], max(0, r.IntN(6)-2)),
			Reason:   []repair.PartsReason{"", repair.ReasonParts, repair.ReasonQuote}[r.IntN(3)],
			Override: approvals[r.IntN(len(approvals))],
		}
	case n == 12:
		return repair.UndoMove{}
	case n == 13:
		c := passed(o.Lines, false)
		for i := range c.Results {
			if pick(9) {
				c.Results[i].Outcome = repair.Fail
			}
		}
		return c
	case n == 14:
		if pick(2) {
			return repair.QuoteRepair{Quote: repair.Quote{Lines: []repair.QuoteLine{{Name: "搓纸轮", Count: 1, PriceFen: 12000}}}}
		}
		return repair.AnswerQuote{Agreed: !pick(3), How: repair.AnswerByPhone}
	case n == 15:
		return repair.RecordWork{Work: "换搓纸轮"}
	case n == 16:
		return repair.ShowPasscode{}
	case n == 17:
		c := handOver()
		if c.TagScanned = o.ID; pick(3) {
			c.TagScanned = ""
		}
		c.Untested, c.CallOn = "客户赶时间", "2026-11-22"
		return c
	case n == 18 && pick(2):
		return repair.ReturnUnrepaired{Reason: "客户要求"}
	case n == 18 && pick(4):
		return repair.VoidOrder{Reason: "客户要求"}
	}
	return repair.FollowUpDone{Result: "已联系"}
}

// TestShopEqualsItsModel plays random sequences of scans and touches on three
// machines and their shelves. After each the orders equal the model, no two
// machines share a slot, and what is refused is refused by the rule that the
// model names, with the machine where it was.
func TestShopEqualsItsModel(t *testing.T) {
	sequences := 10_000
	if testing.Short() {
		sequences = 500
	}
	commands, refused, stages := 0, map[repair.Rule]int{}, map[repair.Stage]int{}
	for n := range uint64(sequences) {
		r := rand.New(rand.NewPCG(n, 1)) //nolint:gosec // a test that can be repeated, no secret
		orders, boxes, now := make([]repair.Order, 3), make([]box, 3), start
		journal := make([][]repair.Event, 3)
		for i := range orders {
			orders[i].ID = number[:len(number)-1] + repair.OrderID('1'+rune(i))
		}
		for range 60 {
			now = now.Add(time.Duration([]int{1, 5, 20, 31, 3600, -60}[r.IntN(6)]) * time.Second)
			i := r.IntN(3)
			by, c, place := people[r.IntN(len(people))], anyCommand(r, orders[i]), orders[i].Place
			wantRule, changes := expect(boxes, i, c, by, now)
			var events []repair.Event
			o, sc, err := settled(orders, i, c)
			if err == nil {
				events, err = repair.Decide(o, sc, by, now)
			}
			var no *repair.RuleError
			switch {
			case errors.As(err, &no):
				refused[no.Rule]++
				if no.Rule != wantRule || no.Order != o.ID || no.Place != place || !slices.Contains(repair.Rules, no.Rule) {
					t.Fatalf("sequence %d: %#v is refused by %v, machine at %v; want rule %q", n, c, no, no.Place, wantRule)
				}
			case err != nil || wantRule != "" || (len(events) > 0) != changes:
				t.Fatalf("sequence %d: %#v: %d events, %v; want rule %q, changes %v", n, c, len(events), err, wantRule, changes)
			}
			commands++
			for _, e := range events {
				orders[i] = repair.Apply(orders[i], e)
				stages[orders[i].Stage]++
			}
			journal[i] = append(journal[i], events...)
			standing := map[repair.Place]bool{}
			for k, o := range orders {
				if got, want := seen(o), boxes[k].facts; got != want {
					t.Fatalf("sequence %d: after %#v (-want +got):\n%s", n, c, cmp.Diff(want, got))
				}
				if o.Place.Slot > 0 && standing[o.Place] || o.Place.Slot > slots[o.Place.Kind] {
					t.Fatalf("sequence %d: after %#v two machines stand at %v, or it is no slot", n, c, o.Place)
				}
				standing[o.Place] = true
			}
		}
		for i, o := range orders {
			if o.Version > 0 && n%100 == 0 {
				same(t, repair.Replay(journal[i]), o)
			}
		}
	}
	t.Logf("%d sequences, %d commands; refused %v; events by stage %v", sequences, commands, refused, stages)
	for _, s := range repair.Stages {
		if s != repair.StageOnSite && s != repair.StageClosed && stages[s] == 0 {
			t.Errorf("no sequence reached stage %s", s)
		}
	}
}
