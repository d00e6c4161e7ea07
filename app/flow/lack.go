package flow

import (
	"slices"
	"strings"

	"countertop/app/repair"
)

// Lack is what must be there before a message means what it says; the zero value
// is nothing. The button that sends the message is grey as long as something
// lacks. Touched, it says what that is, and rings it.
type Lack struct {
	// Key is that of the sentence.
	Key string
	// Ring are the nodes to fill in or to choose from: their IDs, or with a dot at
	// the end what these begin with.
	Ring []string
}

// lacking is a message that needs something on its page.
type lacking interface {
	Msg
	lack(s State) Lack
}

// LackOf is what m still needs.
func LackOf(s State, m Msg) Lack {
	if x, ok := m.(lacking); ok {
		return x.lack(s)
	}
	return Lack{}
}

// tellLack says what lacks, and rings it. The keys go, so that it can be seen.
func tellLack(s State, l Lack) (State, []Cmd) {
	if !s.Focus.Pad() {
		s.unfocus()
	}
	s = s.warn(l.Key)
	s.Ring = l.Ring
	return s, []Cmd{Play{SoundRefused}}
}

// first is the first of some things that lack.
func first(lacks ...Lack) Lack {
	for _, l := range lacks {
		if l.Key != "" {
			return l
		}
	}
	return Lack{}
}

// unless is a lack if something is not there.
func unless(there bool, key string, ring ...string) Lack {
	if there {
		return Lack{}
	}
	return Lack{"lack." + key, ring}
}

// written reports whether a text is more than spaces.
func written(text string) bool { return strings.TrimSpace(text) != "" }

func (StepDone) lack(s State) Lack {
	c := s.CheckIn
	if c.Busy || c.Ready() {
		return Lack{}
	}
	switch c.Step {
	case StepPhone:
		return first(unless(!c.ByName, "customer", "hit.", "field.lookup"), unless(len(c.Phone) >= 7, "phone", "field.phone"))
	case StepCustomer:
		return unless(c.Customer.Named(), "name", "field.name")
	case StepMachine:
		return first(
			unless(c.Device.Kind != "", "kind", "kind."),
			unless(written(c.Device.Name()), "model", "field.model", "brand."),
			unless(c.Device.Number() != "" || c.Device.NoSerial != "", "serial", "field.serial", "no-serial"),
			unless(c.imeiRight(), "imei", "field.imei", "number.imei"),
			unless(!c.twice(), "twice", "field.serial"),
			unless(c.InShop() == nil || c.Other, "in-shop", "open-order", "other-machine"))
	case StepSymptom:
		return unless(false, "symptom", "fault.", "field.words")
	case StepInspect:
		return unless(false, "inspector", "inspector.")
	case StepOutside:
		return unless(false, "outside", "clean", "outline.")
	case StepSign, StepAccessories, StepAgree, StepPrint: // they say so themselves
	}
	return Lack{}
}

func (ContactAdded) lack(s State) Lack {
	return unless(s.CheckIn.Contact.Name != "", "contact-name", "field.contact-name")
}

func (DialogDone) lack(s State) Lack {
	d := s.Dialog
	if d == nil || s.DialogReady() && d.Locked(s.Now) == 0 {
		return Lack{}
	}
	needsReason := d.Kind != DialogLeave && !(d.Holder != "" && d.Approver == d.Holder)
	return first(
		unless(!needsReason || d.Reason != "", "reason", "reason."),
		unless(!s.DialogAsksPIN() || d.Approver != "", "approver", "approver."),
		pinLack(s, d.PINEntry))
}

func (PINEntered) lack(s State) Lack {
	return first(unless(s.SignIn.Staff != "", "who", "person."), pinLack(s, s.SignIn.PINEntry))
}

// pinLack is a PIN that is not there, or cannot be taken yet.
func pinLack(s State, e PINEntry) Lack {
	return first(unless(e.Locked(s.Now) == 0, "locked"), unless(e.PIN != "", "pin", "key."))
}

func (EnquirySaved) lack(s State) Lack {
	e := s.Enquiry
	switch {
	case e.Busy || e.Ready():
		return Lack{}
	case e.Open != "":
		return unless(false, "reply", "field.reply")
	}
	return first(unless(e.Asked(), "question", "field.question", "topic."), unless(false, "ask-phone", "field.ask-phone"))
}

func (RecoveryTyped) lack(s State) Lack {
	return first(unless(s.Recovery.Staff != "", "who", "recover."), unless(written(s.Recovery.Typed), "recovery", "field.recovery"))
}

func (StaffPINDone) lack(s State) Lack { return newPINLack(s.StaffPage.PIN) }

func (RecoveryPINDone) lack(s State) Lack { return newPINLack(s.Recovery.PIN) }

func newPINLack(p NewPIN) Lack { return unless(len(p.PIN) >= repair.PINMin, "new-pin", "key.") }

func (StaffSaved) lack(s State) Lack {
	p := s.StaffPage
	return unless(p.ID == "" || p.Waits || s.Person(p.ID).Ended || p.Changed(s), "staff-same", "field.staff-name", "role.")
}

func (ScannerNamed) lack(s State) Lack {
	return unless(written(s.ScannerPage.Name), "device-name", "field.scanner-name", "name.")
}

func (SetupNext) lack(s State) Lack {
	u := s.Setup
	return first(
		unless(u.Step != SetupName || written(u.Name), "device-name", "field.printer-name", "name."),
		unless(u.Step != SetupCover || u.Cover == CoverWorks || u.Cover == CoverSilent, "cover"))
}

func (QuoteTerms) lack(s State) Lack {
	return unless(s.Service.Quote.TotalFen() > 0, "quote-lines", "line.", "add.")
}

func (QuoteLineDone) lack(s State) Lack {
	q := s.Service.Quote
	_, ok := ParseFen(q.Price)
	return first(unless(written(q.Hand.Name), "line-name", "field.line"), unless(ok, "price", "key.", "field.price"))
}

func (AnswerGiven) lack(s State) Lack {
	return first(unless(s.Service.Answer != AnswerNone, "answer", "answer.yes", "answer.no"), unless(s.Service.How != "", "how", "how."))
}

func (WorkSaved) lack(s State) Lack {
	v := s.Service
	return unless(written(v.Work+v.Unrepaired) || len(v.Works)+len(v.Parts)+len(v.NotRepaired) > 0, "work", "field.work", "work.", "part.")
}

func (OldPartKept) lack(s State) Lack { return unless(written(s.Service.OldPart), "old-part", "old.") }

func (LoanMade) lack(s State) Lack {
	l := s.Service.Loan
	return first(
		unless(repair.LoanerCode(l.Loaner) != "", "loaner", "field.loaner"), unless(written(l.Name), "loan-name", "field.loan-name"))
}

func (SendOutMade) lack(s State) Lack {
	return unless(written(s.Service.SendOut.Company), "company", "field.trip", "company.")
}

func (TestSaved) lack(s State) Lack { return unless(len(s.Test.Results) > 0, "results", "line.") }

func (AllPassed) lack(s State) Lack {
	sheet := s.Test.Sheet()
	untouched := slices.ContainsFunc(s.Test.Row.Order.Lines, func(l repair.TestLine) bool {
		return !slices.ContainsFunc(sheet, func(r repair.TestResult) bool { return r.Line == l.Key })
	})
	return unless(untouched, "all-tested")
}

// A month that is still to come is no month to have bought something in.
func (m BoughtChosen) lack(s State) Lack {
	_, possible := Machine{Bought: m.Bought}.BoughtMonth(s.Now)
	return unless(possible || len(m.Bought) < 6, "future")
}

// gateLacks are what each gate asks for, and where.
var gateLacks = map[Gate]Lack{
	GateIdentity:    {"lack.gate-copy", []string{"no-copy"}},
	GateTag:         {"lack.gate-tag", nil},
	GateTest:        {"lack.gate-test", []string{"line."}},
	GateAccessories: {"lack.gate-things", []string{"thing."}},
	GateCondition:   {"lack.gate-condition", []string{"same"}},
	GateLoaner:      {"lack.gate-loaner", []string{"loaner."}},
	GatePayment:     {"lack.gate-payment", []string{"paid.", "field.paid"}},
}

func (GateDone) lack(s State) Lack {
	p := s.Pickup
	switch {
	case p.Busy || p.Passed(p.Open):
		return Lack{}
	case p.Open == GateSign:
		return gateLacks[p.Gate()]
	}
	return gateLacks[p.Open]
}

func (SignedOff) lack(s State) Lack {
	ink := s.row().ink
	if ink == nil {
		return Lack{}
	}
	return unless(len(ink(&s).Strokes) > 0, "signature", "pad.")
}

func (InkCleared) lack(s State) Lack {
	ink := s.row().ink
	if ink == nil {
		return Lack{}
	}
	return unless(len(ink(&s).Strokes) > 0, "no-ink", "pad.")
}

func (LivePrinted) lack(s State) Lack {
	_, ok := s.LivePrinter()
	return unless(ok, "label-printer")
}

func (m DialogAsked) lack(s State) Lack {
	return unless(m.Purpose != ForReturn || s.Order.Row.Order.Stage != repair.StageReturnUnrepaired, "returned-already")
}

// What is done to a machine is done while it is in the shop.
func (m Opened) lack(s State) Lack {
	o := s.Order.Row.Order
	if s.Screen != ScreenService {
		return Lack{}
	}
	switch m.Screen {
	case ScreenQuote, ScreenWork, ScreenOldPart, ScreenSendOut:
		return unless(o.InShop(), "not-here")
	case ScreenAnswer:
		return unless(o.OpenQuote() != nil, "no-quote", "service.quote")
	case ScreenLoan:
		return unless(o.InShop() || o.LoanOut(), "not-here")
	case ScreenPapers:
		return unless(o.Stage != repair.StageDraft && o.Stage != repair.StageVoid, "no-papers")
	default: // no other is a tile of the page
	}
	return Lack{}
}
