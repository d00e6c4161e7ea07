package repair

import (
	"fmt"
	"strings"
)

// Rule names a rule of the shop. docs/rules.md has a line for each, with its
// source; app/i18n says it in words.
type Rule string

// The rules. The comment is the source in docs/rules.md.
const (
	RuleUnknownOrder   Rule = "unknown-order"   // F01
	RuleOver           Rule = "over"            // P21: a collected or void order does not change
	RuleNotDraft       Rule = "not-draft"       // C8
	RuleCustomer       Rule = "customer"        // F02
	RuleMachine        Rule = "machine"         // F03
	RuleSerial         Rule = "serial"          // F03
	RuleSymptom        Rule = "fault"           // F04
	RuleCondition      Rule = "condition"       // F07
	RuleTaker          Rule = "taker"           // F10
	RuleRole           Rule = "role"            // F10, F13: the table in may.go
	RulePromise        Rule = "promise"         // W10
	RuleSigned         Rule = "signed"          // F09, U13
	RuleVoidReason     Rule = "void-reason"     // C8
	RuleDraftStays     Rule = "draft-stays"     // W09, U13: no shelf before check-in is complete
	RuleNoSuchSlot     Rule = "no-such-slot"    // U2
	RuleSlotTaken      Rule = "slot-taken"      // U2
	RuleNotByScan      Rule = "not-by-scan"     // P24: to the customer only by pickup
	RulePartsReason    Rule = "parts-reason"    // F18, P03
	RuleTestSheet      Rule = "test-sheet"      // R04, T01-T05
	RuleOKFirst        Rule = "ok-first"        // R04, C2
	RuleNothingToUndo  Rule = "nothing-to-undo" // U23
	RuleUndoTooLate    Rule = "undo-too-late"   // U23
	RuleNoSuchLine     Rule = "no-such-line"    // T01-T03
	RuleFigures        Rule = "figures"         // T01
	RuleReturnReason   Rule = "return-reason"   // S08
	RuleNotReady       Rule = "not-ready"       // P21
	RuleIdentity       Rule = "identity"        // P21, P24
	RuleTag            Rule = "tag"             // P24
	RulePickupTest     Rule = "pickup-test"     // P21, P22, T06
	RuleUntestedCall   Rule = "untested-call"   // F17
	RuleAccessories    Rule = "accessories"     // P21, U9
	RuleConditionNow   Rule = "condition-now"   // P22, F07
	RulePickupSigned   Rule = "pickup-signed"   // F16
	RuleUnknownCommand Rule = "unknown-command" // house
	RuleFollowUp       Rule = "follow-up"       // F17, G04
	RuleQuoteLines     Rule = "quote-lines"     // Q03, Q10
	RuleOpenQuote      Rule = "open-quote"      // Q06, F16
	RuleWork           Rule = "work"            // F12
	RuleOldPart        Rule = "old-part"        // P07
	RuleLoaner         Rule = "loaner"          // S07
	RuleLoanerBack     Rule = "loaner-back"     // S07
	RuleSendOut        Rule = "trip"            // S01, S02
	RulePaid           Rule = "paid"            // P23
	RuleOnTheSpot      Rule = "on-the-spot"     // W13
	RulePasscode       Rule = "passcode"        // W18
	RuleHeld           Rule = "held"            // R02, R10: a machine has one holder
	RuleStockPlace     Rule = "stock-place"     // U7
	RulePutBack        Rule = "put-back"        // U7
	RuleStaff          Rule = "staff"           // house: the people of the shop
	RuleEnquiry        Rule = "enquiry"         // W15
	RuleCorrection     Rule = "correction"      // house: what the customer handed over by, a supervisor puts right
	RuleSignedAgain    Rule = "signed-again"    // U13: what was corrected is signed again
	RuleNotHandedOver  Rule = "not-handed-over" // P24: only what was handed over is taken back
	RuleMerge          Rule = "merge"           // house: two entries of one customer
	RuleErase          Rule = "erase"           // house: why a customer is forgotten
	RulePartial        Rule = "partial"         // house: what this program cannot read it does not change
)

// Rules lists all rules, for the texts and the docs.
var Rules = []Rule{
	RuleUnknownOrder, RuleOver, RuleNotDraft, RuleCustomer, RuleMachine, RuleSerial, RuleSymptom, RuleCondition,
	RuleTaker, RuleRole, RulePromise, RuleSigned, RuleVoidReason, RuleDraftStays, RuleNoSuchSlot, RuleSlotTaken,
	RuleNotByScan, RulePartsReason, RuleTestSheet, RuleOKFirst, RuleNothingToUndo, RuleUndoTooLate,
	RuleNoSuchLine, RuleFigures, RuleReturnReason, RuleNotReady, RuleIdentity, RuleTag, RulePickupTest,
	RuleUntestedCall, RuleAccessories, RuleConditionNow, RulePickupSigned, RuleUnknownCommand, RuleFollowUp,
	RuleQuoteLines, RuleOpenQuote, RuleWork, RuleOldPart, RuleLoaner, RuleLoanerBack, RuleSendOut, RulePaid,
	RuleOnTheSpot, RulePasscode, RuleHeld, RuleStockPlace, RulePutBack, RuleStaff, RuleEnquiry, RulePartial,
	RuleCorrection, RuleSignedAgain, RuleNotHandedOver, RuleMerge, RuleErase,
}

// RuleError is a command that a rule of the shop refuses. Decide returns it.
type RuleError struct {
	Rule  Rule
	Order OrderID
	// Subject is what was acted on, where it is no order.
	Subject Subject
	// Place is where the machine still is.
	Place Place
	// Need lists what would satisfy the rule: keys of test lines, of
	// accessories, of missing fields, or roles.
	Need []string
	// Args fill the words of the refusal: slot, by, free, n …
	Args map[string]string
	// Override is the role that may let it pass with a reason, or "".
	Override Role
}

// Error names the rule, the order and what would satisfy it; the screen has
// its own words.
func (e *RuleError) Error() string {
	s := fmt.Sprintf("repair: rule %s refuses it for order %s", e.Rule, e.Order)
	if len(e.Need) > 0 {
		s += ": needs " + strings.Join(e.Need, ", ")
	}
	return s
}

type option func(*RuleError)

func need(keys ...string) option { return func(e *RuleError) { e.Need = append(e.Need, keys...) } }

func arg(k, v string) option {
	return func(e *RuleError) {
		if e.Args == nil {
			e.Args = map[string]string{}
		}
		e.Args[k] = v
	}
}

// bySupervisor is a refusal that a supervisor may overrule, and so an owner.
func bySupervisor(e *RuleError) { e.Override = RoleSupervisor }

func refuse(r Rule, o Order, opts ...option) error {
	e := &RuleError{Rule: r, Order: o.ID, Place: o.Place}
	for _, f := range opts {
		f(e)
	}
	return e
}
