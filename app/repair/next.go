package repair

// Step is what is to be done next with a machine.
type Step string

// The steps.
const (
	StepNone      Step = ""
	StepFinish    Step = "finish-check-in"
	StepShelve    Step = "shelve"      // it stands at the counter
	StepInspect   Step = "inspect"     // an engineer looks for the fault
	StepQuote     Step = "quote"       // tell the customer what it costs
	StepAnswer    Step = "answer"      // the customer is to say yes or no
	StepPart      Step = "part"        // a part is awaited
	StepRepair    Step = "repair"      // the engineer repairs and tests
	StepTell      Step = "tell"        // tell the customer that it is done
	StepFind      Step = "find"        // it is missing
	StepHandOver  Step = "hand-over"   // the customer comes for it
	StepReturn    Step = "return"      // it goes back as it is
	StepAskPeer   Step = "ask-peer"    // ask the other workshop
	StepAskMaker  Step = "ask-maker"   // ask the factory
	StepDeliver   Step = "deliver"     // it is on its way to the customer
	StepFollowUp  Step = "follow-up"   // a call is due
	StepSpotOrder Step = "on-the-spot" // the customer waits for it
)

// Steps lists them all, for their texts.
var Steps = []Step{
	StepFinish, StepShelve, StepInspect, StepQuote, StepAnswer, StepPart, StepRepair, StepTell, StepHandOver, StepReturn, StepAskPeer,
	StepAskMaker, StepDeliver, StepFollowUp, StepSpotOrder, StepFind,
}

// Next is what is to be done next with the machine, by where its paper is
// (K01) and by where it stands.
func (o Order) Next() Step {
	if o.Stage.Over() {
		if o.FollowUpOn != "" {
			return StepFollowUp
		}
		return StepNone
	}
	if o.Missing() {
		return StepFind
	}
	if o.Waiting() {
		return StepSpotOrder
	}
	switch o.Stage {
	case StageDraft:
		return StepFinish
	case StageAwaitingTest:
		if o.Place.Kind == PlaceCounter {
			return StepShelve
		}
		return StepInspect
	case StageQuoting:
		return StepQuote
	case StageAwaitingConsent:
		return StepAnswer
	case StageAwaitingParts:
		return StepPart
	case StageInRepair, StageOnSite:
		return StepRepair
	case StageAwaitingClose:
		return StepTell
	case StageAwaitingPickup:
		return StepHandOver
	case StageReturnUnrepaired:
		return StepReturn
	case StageAtPeer:
		return StepAskPeer
	case StageAtFactory:
		return StepAskMaker
	case StageOutForDelivery:
		return StepDeliver
	default:
		return StepNone
	}
}
