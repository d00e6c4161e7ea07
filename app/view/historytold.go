package view

import (
	"slices"
	"strconv"
	"strings"

	"countertop/app/document"
	"countertop/app/i18n"
	"countertop/app/repair"
)

// told is an event in words: what happened, and what is to be said of it. It is bad
// where somebody let pass what a rule refuses, or something did not pass.
type told struct {
	title string
	facts []string
	bad   bool
}

// say adds what is to be said, if there is anything: {text} of the key is the text.
func (t *told) say(b *builder, key, text string) {
	if text != "" {
		t.facts = append(t.facts, b.t(key, "text", text))
	}
}

// plainly adds a fact that says itself.
func (t *told) plainly(text string) {
	if text != "" {
		t.facts = append(t.facts, text)
	}
}

// told says what happened. A new kind of event has its case here.
func (b *builder) told(e repair.Event) told {
	t := told{title: b.eventText(e), bad: len(repair.Approvals(e)) > 0}
	switch body := e.Body.(type) {
	case repair.NumberAssigned:
		t.plainly(b.deviceKind(body.Device))
		if body.Batch != "" && body.Batch != e.Subject.Order() {
			t.say(b, "history.batch", body.Batch.String())
		}
	case repair.CheckedIn:
		b.toldCheckIn(&t, body)
	case repair.Voided:
		t.say(b, "history.reason", b.saying(body.Reason))
	case repair.Moved:
		b.toldMove(&t, body)
	case repair.MoveUndone:
		t.say(b, "history.back-to", b.placeText(body.To))
	case repair.Tested:
		b.toldTest(&t, body)
	case repair.RepairGivenUp:
		t.say(b, "history.reason", b.saying(body.Reason))
	case repair.PickedUp:
		b.toldPickUp(&t, body)
	case repair.PickUpUndone:
		t.say(b, "history.reason", b.saying(body.Reason))
		t.say(b, "history.back-to", b.placeText(body.From.Place))
	case repair.FollowedUp:
		t.say(b, "history.result", b.saying(body.Result))
	case repair.Corrected:
		b.toldCorrection(&t, body)
	case repair.Sighted:
		if body.Recorded != body.At {
			t.say(b, "history.recorded", b.placeText(body.Recorded))
		}
	case repair.ReportedMissing:
		t.say(b, "history.recorded", b.placeText(body.Place))
	case repair.CustomerErased:
		t.say(b, "history.reason", b.saying(body.Reason))
	case repair.PasscodeShown, repair.SightingUndone, repair.CustomerJoined: // the title says it all
	default:
		b.toldService(&t, body)
	}
	return t
}

// saying are words that somebody typed or chose from a list, also if they were erased.
func (b *builder) saying(text string) string {
	if text == repair.Erased {
		return b.t("history.erased")
	}
	return b.word(text)
}

// sayings are several of them.
func (b *builder) sayings(list []string) string {
	var parts []string
	for _, s := range list {
		parts = append(parts, b.saying(s))
	}
	return strings.Join(parts, b.sep())
}

// approved says who let something pass, and why.
func (b *builder) approved(a *repair.Approval) string {
	if a == nil {
		return ""
	}
	who := join(b.person(a.By), b.roles(repair.RolesOf(a.Role)))
	if a.Reason == "" {
		return b.t("history.approved", "who", who)
	}
	return b.t("history.approved-why", "who", who, "reason", b.saying(a.Reason))
}

func (b *builder) toldCheckIn(t *told, e repair.CheckedIn) {
	serial := b.saying(e.Device.Serial)
	if e.Device.Serial == "" {
		serial = join(b.phrases.Serial(e.Device), b.saying(e.Device.NoSerial))
	}
	t.plainly(join(b.device(e.Device), serial))
	chips := e.Symptom
	chips.Words = ""
	t.say(b, "history.symptom", join(b.phrases.Symptom(chips), b.often(e.Symptom), b.saying(e.Symptom.Words)))
	var kept []repair.Accessory
	for _, a := range e.Accessories {
		kept = append(kept, repair.Accessory{Name: b.saying(a.Name)})
	}
	t.say(b, "history.accessories", b.phrases.Kept(kept))
	t.say(b, "history.outside", b.phrases.Marks(e.Marks))
	if n := e.Inspection; n != nil {
		seen := ""
		if n.Seen != "" {
			seen = b.t("seen." + string(n.Seen))
		}
		t.say(b, "history.inspected", join(b.person(n.By), seen, b.saying(n.Note), b.sayings(n.Parts)))
	}
	if e.OnTheSpot {
		t.plainly(b.t("order.on-the-spot"))
	} else if e.PromisedOn != "" {
		t.say(b, "history.promised", i18n.Day(b.lang, e.PromisedOn))
	}
	if e.EstimateFen > 0 {
		t.say(b, "history.estimate", b.t("order.about", "sum", i18n.Money(b.lang, e.EstimateFen)))
	}
	if e.Passcode {
		t.plainly(b.t("history.passcode"))
	}
	b.toldSignature(t, e.Signature, e.NoSignatureReason)
}

// toldSignature says that the customer signed, or why not.
func (b *builder) toldSignature(t *told, sig *repair.Signature, why string) {
	switch {
	case sig != nil:
		t.plainly(b.t("history.signed"))
	case why != "":
		t.say(b, "history.not-signed", b.saying(why))
	}
}

func (b *builder) toldMove(t *told, e repair.Moved) {
	t.say(b, "history.from", b.placeText(e.From))
	if e.Reason != "" {
		t.say(b, "history.waits", join(b.t("reason."+string(e.Reason)), b.saying(e.Part)))
	}
	if e.OK {
		t.plainly(b.t("history.ok"))
	}
	if e.Typed {
		t.plainly(b.t("history.typed"))
	}
	t.plainly(b.approved(e.Override))
}

// toldTest names the lines that did not pass, and counts the others.
func (b *builder) toldTest(t *told, e repair.Tested) {
	o := b.s.History.Past.Row.Order
	lines := o.Lines
	if e.Pickup {
		lines = repair.PickupChecklist(o.Device)
	}
	n := map[repair.Outcome]int{}
	for _, r := range e.Results {
		n[r.Outcome]++
		if r.Outcome != repair.Fail {
			continue
		}
		t.bad = true
		line := repair.TestLine{Key: r.Line}
		for _, l := range lines {
			if l.Key == r.Line {
				line = l
			}
		}
		figures := ""
		if r.Figures != nil {
			figures = join(figures, r.Figures.CPU, r.Figures.Memory, r.Figures.Disk)
		}
		t.say(b, "history.failed", join(b.testLine(line), figures, b.saying(r.Value), b.saying(r.Note)))
	}
	if n[repair.Pass] > 0 {
		t.plainly(b.t("history.passed", "n", strconv.Itoa(n[repair.Pass])))
	}
	if n[repair.NotApplicable] > 0 {
		t.plainly(b.t("history.not-applicable", "n", strconv.Itoa(n[repair.NotApplicable])))
	}
}

// toldPickUp says who collected and how they were known, what was paid, what went
// back and what did not.
func (b *builder) toldPickUp(t *told, e repair.PickedUp) {
	b.toldCollector(t, e.Identity)
	paid := b.t("history.paid-nothing")
	if e.PaidFen > 0 {
		paid = b.t("history.paid", "sum", i18n.Money(b.lang, e.PaidFen), "how", b.t("paid."+string(e.PaidBy)))
	}
	t.plainly(paid)
	if e.Rating > 0 {
		t.say(b, "history.rating", strings.Repeat("★", e.Rating)+strings.Repeat("☆", max(0, 5-e.Rating)))
	}
	var gone []string
	kept := b.s.History.Past.Row.Order.Accessories
	back := map[int]bool{}
	for _, i := range e.Returned {
		back[i] = true
	}
	for i, a := range kept {
		if !back[i+1] {
			gone = append(gone, b.saying(a.Name))
		}
	}
	if len(e.Returned) > 0 {
		t.plainly(b.t("history.returned", "n", strconv.Itoa(len(e.Returned)), "of", strconv.Itoa(len(kept))))
	}
	if e.Missing != nil {
		t.say(b, "history.missing", join(strings.Join(gone, b.sep()), b.approved(e.Missing)))
	}
	if len(e.NewMarks) > 0 {
		var notes []string
		for _, m := range e.NewMarks {
			notes = append(notes, document.Spaced(b.t("mark."+string(m.Kind)), b.saying(m.Note)))
		}
		t.say(b, "history.new-marks", strings.Join(notes, b.sep()))
	}
	if e.Untested != "" {
		t.say(b, "history.untested", b.saying(e.Untested))
	}
	if e.CallOn != "" {
		t.say(b, "history.call-on", i18n.Day(b.lang, e.CallOn))
	}
	if e.LoanerOut != nil {
		t.say(b, "history.loaner-out", b.approved(e.LoanerOut))
	}
	if e.Unsigned != nil {
		t.say(b, "history.not-signed", b.approved(e.Unsigned))
	}
	b.toldSignature(t, e.Signature, "")
}

// toldCollector says who collected, and how they were known.
func (b *builder) toldCollector(t *told, id repair.Identity) {
	name := ""
	if id.Collector != "" {
		if c, ok := b.s.History.Past.Person(id.Collector); ok {
			name = b.who(repair.Row{Customer: c})
		} else {
			name = b.t("history.erased")
		}
	}
	who := document.Spaced(name, b.saying(id.Relation))
	if id.Approved != nil {
		name, who = join(name, b.approved(id.Approved)), join(who, b.approved(id.Approved))
	}
	switch {
	case id.CopyScanned:
		t.plainly(b.t("history.by-copy"))
		return
	case id.Stayed:
		t.plainly(b.t("history.by-staying"))
		return
	case id.As == repair.CollectorSelf:
		t.say(b, "history.by-self", name)
	case id.As == repair.CollectorRegistered:
		t.say(b, "history.by-registered", who)
	default:
		t.say(b, "history.by-other", who)
	}
	if id.Approved == nil {
		t.plainly(b.t("history.by-phone"))
		return
	}
	if id.Reason != id.Approved.Reason {
		t.say(b, "history.reason", b.saying(id.Reason))
	}
}

// toldCorrection says what was put right: before and after.
func (b *builder) toldCorrection(t *told, e repair.Corrected) {
	said := func(words []string, text string) string {
		switch {
		case slices.Contains(words, repair.Erased):
			return b.t("history.erased")
		case text == "":
			return b.t("correct.nothing")
		}
		return text
	}
	for _, c := range e.Changes {
		field, before, after := b.phrases.Correction(c)
		t.plainly(b.t("history.corrected", "field", field, "before", said(c.Before, before), "after", said(c.After, after)))
	}
	t.plainly(b.approved(e.Approved))
	b.toldSignature(t, e.Signature, e.NotSigned)
}

// toldService says what was quoted, answered, done, lent and sent out.
func (b *builder) toldService(t *told, body repair.Body) {
	switch e := body.(type) {
	case repair.Quoted:
		q := e.Quote
		t.say(b, "history.cause", b.saying(q.Cause))
		for _, l := range q.Lines {
			name := b.saying(l.Name)
			if l.Count > 1 {
				name += " ×" + strconv.Itoa(l.Count)
			}
			t.plainly(join(name, i18n.Money(b.lang, int64(l.Count)*l.PriceFen)))
		}
		t.plainly(b.phrases.Cycle(q))
		if q.WarrantyMonths > 0 {
			t.say(b, "history.warranty", b.phrases.Months(q.WarrantyMonths))
		}
		if q.ValidTo != "" {
			t.plainly(b.t("quote.valid", "day", i18n.Day(b.lang, q.ValidTo)))
		}
	case repair.QuoteAnswered:
		t.say(b, "history.how", b.t("answer.how."+string(e.Answer.How)))
	case repair.WorkRecorded:
		t.plainly(b.saying(e.Work))
		t.say(b, "history.parts", b.sayings(e.Parts))
		t.say(b, "history.unrepaired", b.sayings(e.Unrepaired))
	case repair.OldPartKept:
		t.plainly(join(b.saying(e.Part.Name), b.t("old-part."+string(e.Part.To))))
	case repair.LoanerLent:
		l := e.Loan
		t.plainly(join(b.saying(l.Name), l.Loaner, l.Serial))
		t.say(b, "history.with", b.sayings(l.With))
		if l.BackOn != "" {
			t.say(b, "history.back-on", i18n.Day(b.lang, l.BackOn))
		}
	case repair.SentOut:
		c := e.Consignment
		t.plainly(join(b.sendOutTo(c.To), b.saying(c.Company)))
		t.say(b, "history.ask", b.saying(c.Ask))
		t.plainly(join(b.saying(c.Carrier), b.saying(c.Tracking)))
		if c.DueBack != "" {
			t.say(b, "history.back-on", i18n.Day(b.lang, c.DueBack))
		}
	default: // a loaner that is back, and what a newer program writes
	}
}
