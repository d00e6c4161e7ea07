package repair

import (
	"fmt"
	"slices"
	"time"
)

// Decide turns a command on an order into events, or refuses it with a
// *RuleError. Who may is asked first, of the table in may.go. No events and no
// error means that there is nothing to do: the machine is already there. It is
// pure: now and the person come from outside, and the Station is filled in by the
// store that appends the event.
// The order of an AssignNumber carries only the new ID.
func Decide(o Order, c Command, by Staff, now time.Time) ([]Event, error) {
	d := decision{o: o, by: by, now: now}
	if err := d.may(c); err != nil {
		return nil, err
	}
	if _, first := c.(AssignNumber); !first && o.Version == 0 {
		return nil, refuse(RuleUnknownOrder, o)
	}
	if o.Partial != "" {
		return nil, refuse(RulePartial, o, need(string(o.Partial)))
	}
	if o.Stage.Over() && !afterwards(c) {
		return nil, refuse(RuleOver, o, arg("stage", string(o.Stage)))
	}
	// Without a default the linter finds a command that has no case.
	body, err := Body(nil), refuse(RuleUnknownCommand, o)
	switch c := c.(type) {
	case AssignNumber:
		body, err = d.assign(c)
	case CheckIn:
		body, err = d.checkIn(c)
	case VoidOrder:
		body, err = d.void(c)
	case MoveMachine:
		body, err = d.move(c)
	case UndoMove:
		body, err = d.undo()
	case RecordTest:
		body, err = d.test(c)
	case ReturnUnrepaired:
		body, err = d.giveUp(c)
	case PickUp:
		body, err = d.pickUp(c)
	case FollowUpDone:
		body, err = d.followUp(c)
	case QuoteRepair:
		body, err = d.quote(c)
	case AnswerQuote:
		body, err = d.answerQuote(c)
	case RecordWork:
		body, err = d.work(c)
	case KeepOldPart:
		body, err = d.oldPart(c)
	case LendLoaner:
		body, err = d.lend(c)
	case TakeLoanerBack:
		body, err = d.takeBack()
	case SendOut:
		body, err = d.sendOut(c)
	case ShowPasscode:
		body, err = d.showPasscode()
	case SeeMachine:
		body, err = d.see(c)
	case ReportMissing:
		body, err = d.reportMissing(c)
	case UndoSighting:
		body, err = d.undoSighting()
	case CorrectOrder:
		body, err = d.correct(c)
	case UndoPickUp:
		body, err = d.undoPickUp(c)
	}
	if err != nil || body == nil {
		return nil, err
	}
	return []Event{{Subject: o.ID.Subject(), At: now.UTC(), By: by.ID, Body: body}}, nil
}

// afterwards reports whether a command still has a sense when the order is over: a
// hand-over that was a mistake, the call that is due, a lent machine that comes back later, and the machine
// itself if it stands in the shop all the same.
func afterwards(c Command) bool {
	switch c.(type) {
	case FollowUpDone, TakeLoanerBack, SeeMachine, UndoSighting, UndoPickUp:
		return true
	default:
		return false
	}
}

type decision struct {
	o   Order
	by  Staff
	now time.Time
}

func (d decision) refuse(r Rule, opts ...option) error { return refuse(r, d.o, opts...) }

// may refuses what is done in nobody's name, what the program does not know, and
// what the person's roles do not allow.
func (d decision) may(c Command) error {
	name := NameOf(c)
	switch {
	case d.by.ID == "":
		return d.refuse(RuleTaker, need("staff"))
	case name == "":
		return d.refuse(RuleUnknownCommand)
	}
	if e := NotAllowed(d.by, name); e != nil {
		e.Order, e.Place = d.o.ID, d.o.Place
		return e
	}
	return nil
}

func (d decision) assign(c AssignNumber) (Body, error) {
	if d.o.Version != 0 {
		return nil, d.refuse(RuleNotDraft)
	}
	if !slices.Contains(Kinds, c.Kind) {
		return nil, d.refuse(RuleMachine, need("kind"))
	}
	batch := c.Batch
	if batch == "" {
		batch = d.o.ID
	}
	return NumberAssigned{Device: c.Kind, Batch: batch}, nil
}

func (d decision) checkIn(c CheckIn) (Body, error) {
	if d.o.Stage != StageDraft {
		return nil, d.refuse(RuleNotDraft)
	}
	if c.Customer.ID == "" || c.Customer.Phone() == "" {
		return nil, d.refuse(RuleCustomer, need("phone"))
	}
	if !slices.Contains(Kinds, c.Device.Kind) || c.Device.Name() == "" {
		return nil, d.refuse(RuleMachine, need("model"))
	}
	if c.Device.Number() == "" && c.Device.NoSerial == "" {
		return nil, d.refuse(RuleSerial, need("serial"))
	}
	for _, n := range []string{c.Device.IMEI, c.Device.IMEI2} {
		if n != "" && !IMEI(n) {
			return nil, d.refuse(RuleSerial, need("imei"))
		}
	}
	if len(c.Symptom.Chips) == 0 && c.Symptom.Words == "" {
		return nil, d.refuse(RuleSymptom, need("fault"))
	}
	if !c.ConditionChecked && len(c.Marks) == 0 {
		return nil, d.refuse(RuleCondition, need("condition"))
	}
	if c.PromisedOn == "" {
		return nil, d.refuse(RulePromise, need("promised_on"))
	}
	if c.EstimateFen < 0 || c.EstimateFen > maxFen {
		return nil, d.refuse(RulePaid, need("rough"))
	}
	if c.OnTheSpot && (c.Inspection == nil || c.Inspection.By == "" || !c.Inspection.FixNow) {
		return nil, d.refuse(RuleOnTheSpot, need("inspection"))
	}
	e := CheckedIn{
		Begun: c.Begun.UTC().Truncate(time.Millisecond), EstimateFen: c.EstimateFen, OnTheSpot: c.OnTheSpot, Passcode: c.Passcode != "",
		Customer: c.Customer.ID, Device: c.Device, Symptom: c.Symptom, Inspection: c.Inspection, Marks: c.Marks,
		Accessories: c.Accessories, OldParts: c.OldParts, PromisedOn: c.PromisedOn,
		Lines: c.Lines, Reserved: c.Reserved,
	}
	if len(e.Lines) == 0 {
		e.Lines = Checklist(c.Device, nil)
	}
	if c.OnTheSpot {
		e.Reserved = Place{} // it goes on no shelf
	}
	switch {
	case !c.Signed.Empty():
		e.Signature = &Signature{Digest: c.Signed.Digest(d.o.Head), At: d.now.UTC()}
	case c.NoSignatureReason != "":
		e.NoSignatureReason = c.NoSignatureReason
	default:
		return nil, d.refuse(RuleSigned, need("signature"))
	}
	return e, nil
}

// showPasscode is for the one person who needs it: the holder of the machine.
func (d decision) showPasscode() (Body, error) {
	switch {
	case !d.o.Passcode:
		return nil, d.refuse(RulePasscode, need("passcode"))
	case d.o.Holder != d.by.ID:
		return nil, d.refuse(RulePasscode, need("holder"))
	}
	return PasscodeShown{}, nil
}

func (d decision) void(c VoidOrder) (Body, error) {
	if d.o.Stage != StageDraft {
		return nil, d.refuse(RuleNotDraft)
	}
	if c.Reason == "" {
		return nil, d.refuse(RuleVoidReason, need("reason"))
	}
	return Voided(c), nil
}

func (d decision) move(c MoveMachine) (Body, error) {
	o := d.o
	if o.Stage == StageDraft {
		return nil, d.refuse(RuleDraftStays)
	}
	if c.To.Kind == PlaceCustomer {
		return nil, d.refuse(RuleNotByScan)
	}
	e := Moved{From: o.Place, To: c.To, Stage: o.Stage, Typed: c.Typed}
	switch c.To.Kind {
	case ShelfAwaitingTest:
		e.Stage = StageAwaitingTest
	case ShelfAwaitingParts:
		switch c.Reason {
		case ReasonParts:
			e.Stage = StageAwaitingParts
		case ReasonQuote:
			e.Stage = StageQuoting
		default:
			return nil, d.refuse(RulePartsReason, need(string(ReasonParts), string(ReasonQuote)))
		}
		e.Reason, e.Part = c.Reason, c.Part
	case ShelfDone:
		open := OpenLines(o.Lines, o.Test)
		if len(open) > 0 && o.Place.Kind != ShelfDone {
			if !c.Override.ok() {
				return nil, d.refuse(RuleTestSheet, need(lineKeys(open)...), arg("n", fmt.Sprint(len(open))), bySupervisor)
			}
			e.Override = c.Override
		}
		e.Stage, e.OK = StageAwaitingClose, len(open) == 0 && o.OKAt.IsZero()
	case ShelfAwaitingPickup:
		done := o.Place.Kind == ShelfDone || o.Place.Kind == ShelfAwaitingPickup || o.Stage == StageReturnUnrepaired
		if !done {
			if !c.Override.ok() {
				return nil, d.refuse(RuleOKFirst, bySupervisor)
			}
			e.Override = c.Override
		}
		e.Stage = StageAwaitingPickup
	case PlaceBench:
		if o.heldFrom(d.by.ID) && !c.HolderAway {
			if !c.Override.ok() && !c.Override.by(o.Holder) {
				return nil, d.refuse(RuleHeld, arg("who", string(o.Holder)), bySupervisor)
			}
			e.Override = c.Override
		}
		e.Stage = StageInRepair
	case PlacePeer:
		e.Stage = StageAtPeer
	case PlaceFactory:
		e.Stage = StageAtFactory
	case PlaceCourier:
		e.Stage = StageOutForDelivery
	case PlaceCounter, PlaceCustomer:
	default:
		return nil, d.refuse(RuleNotByScan)
	}
	if o.Stage == StageReturnUnrepaired {
		e.Stage = o.Stage // the decision stands wherever the machine is put
	}
	taken := c.To.Kind == PlaceBench && o.Holder != d.by.ID
	if c.To == o.Place && e.Stage == o.Stage && e.Reason == o.Reason && e.Part == o.Part && !e.OK && !taken && o.OtherPlace == nil {
		return nil, nil
	}
	return e, nil
}

func lineKeys(ls []TestLine) (keys []string) {
	for _, l := range ls {
		k := l.Key
		if l.Text != "" {
			k = l.Text
		}
		keys = append(keys, k)
	}
	return keys
}

func (d decision) undo() (Body, error) {
	m := d.o.LastMove
	if m == nil {
		return nil, d.refuse(RuleNothingToUndo)
	}
	if d.now.Sub(m.At) > UndoWindow {
		return nil, d.refuse(RuleUndoTooLate)
	}
	return MoveUndone{To: m.From, Stage: m.FromStage, Reason: m.FromReason}, nil
}

func (d decision) test(c RecordTest) (Body, error) {
	if d.o.Stage == StageDraft {
		return nil, d.refuse(RuleDraftStays)
	}
	lines := d.o.Lines
	if c.Pickup {
		lines = PickupChecklist(d.o.Device)
	}
	results := slices.Clone(c.Results)
	for i, r := range results {
		at := slices.IndexFunc(lines, func(l TestLine) bool { return l.Key == r.Line })
		if at < 0 || !slices.Contains([]Outcome{Pass, Fail, NotApplicable}, r.Outcome) {
			return nil, d.refuse(RuleNoSuchLine, need(r.Line))
		}
		was := d.o.Device.Figures
		if r.Line == LineFigures && r.Outcome == Pass && r.Figures != nil && *r.Figures != was {
			return nil, d.refuse(RuleFigures, need(LineFigures), arg("was", was.CPU+" "+was.Memory+" "+was.Disk))
		}
		if f := lines[at].FigureOf(); f != "" && r.Outcome == Pass {
			was := d.o.Device.Figure(f)
			if was != "" && r.Value != "" && !SameFigure(was, r.Value) {
				return nil, d.refuse(RuleFigures, need(r.Line), arg("was", was))
			}
		}
		results[i].By, results[i].At = d.by.ID, d.now.UTC()
	}
	if len(results) == 0 {
		return nil, nil
	}
	return Tested{Pickup: c.Pickup, Results: results}, nil
}

func (d decision) giveUp(c ReturnUnrepaired) (Body, error) {
	if d.o.Stage == StageDraft {
		return nil, d.refuse(RuleDraftStays)
	}
	if c.Reason == "" {
		return nil, d.refuse(RuleReturnReason, need("reason"))
	}
	return RepairGivenUp(c), nil
}

func (d decision) followUp(c FollowUpDone) (Body, error) {
	if d.o.FollowUpOn == "" || c.Result == "" {
		return nil, d.refuse(RuleFollowUp, need("result"))
	}
	return FollowedUp(c), nil
}

// known reports whether it is known who collects: by the copy, by having stayed, by
// the end of a phone number, or by a supervisor's word.
func (d decision) known(c PickUp) bool {
	id := c.Identity
	switch {
	case id.CopyScanned, id.Stayed && d.o.Waiting():
		return true
	case id.Collector == "":
		return false
	case id.Approved.ok() && id.Reason != "":
		return true
	case id.As == CollectorSelf:
		return id.Collector == d.o.Customer && EndsPhone(c.Phones, c.PhoneEnd)
	}
	return id.As == CollectorRegistered && EndsPhone(c.Phones, c.PhoneEnd)
}

// pickUp checks the gates in the order of P21 in docs/rules.md.
func (d decision) pickUp(c PickUp) (Body, error) {
	o := d.o
	if !o.ReadyForPickup() {
		return nil, d.refuse(RuleNotReady)
	}
	if o.Waiting() && o.Work == "" && len(o.Works) == 0 && o.Stage != StageReturnUnrepaired {
		return nil, d.refuse(RuleWork, need("work"))
	}
	id := c.Identity
	if !d.known(c) {
		return nil, d.refuse(RuleIdentity, need("copy"), bySupervisor)
	}
	if c.TagScanned != o.ID {
		return nil, d.refuse(RuleTag, need("tag"), arg("scanned", c.TagScanned.String()))
	}
	if open := OpenLines(PickupChecklist(o.Device), o.PickupResults()); len(open) > 0 && o.Stage != StageReturnUnrepaired {
		if c.Untested == "" {
			return nil, d.refuse(RulePickupTest, need(lineKeys(open)...), arg("n", fmt.Sprint(len(open))))
		}
		if c.CallOn == "" {
			return nil, d.refuse(RuleUntestedCall, need("call_on"))
		}
	}
	var missing []string
	for i, a := range o.Accessories {
		if !slices.Contains(c.Returned, i+1) {
			missing = append(missing, a.Name)
		}
	}
	if len(missing) > 0 && !c.Missing.ok() {
		return nil, d.refuse(RuleAccessories, need(missing...), arg("n", fmt.Sprint(len(missing))), bySupervisor)
	}
	if !c.ConditionSame && len(c.NewMarks) == 0 {
		return nil, d.refuse(RuleConditionNow, need("condition"))
	}
	for _, m := range c.NewMarks {
		if m.Note == "" {
			return nil, d.refuse(RuleConditionNow, need("note"))
		}
	}
	if o.LoanOut() && !c.LoanerOut.ok() {
		return nil, d.refuse(RuleLoanerBack, need("loaner"), arg("loaner", o.Loan.Name), bySupervisor)
	}
	if c.PaidFen < 0 || c.PaidFen > maxFen || (c.PaidFen > 0) != (c.PaidBy != "") {
		return nil, d.refuse(RulePaid, need("paid"))
	}
	e := PickedUp{
		PaidFen: c.PaidFen, PaidBy: c.PaidBy,
		Identity: id, Untested: c.Untested, CallOn: c.CallOn, Rating: c.Rating,
		// What is empty is nil, as it is when it comes back from the journal.
		Returned: append([]int(nil), c.Returned...), NewMarks: append([]ConditionMark(nil), c.NewMarks...),
	}
	if len(missing) > 0 {
		e.Missing = c.Missing
	}
	if o.LoanOut() {
		e.LoanerOut = c.LoanerOut
	}
	switch {
	case !c.Signed.Empty():
		e.Signature = &Signature{Digest: c.Signed.Digest(o.Head), At: d.now.UTC()}
	case c.Unsigned.ok():
		e.Unsigned = c.Unsigned
	default:
		return nil, d.refuse(RulePickupSigned, need("signature"), bySupervisor)
	}
	return e, nil
}
