package flow

import "countertop/app/repair"

// Messages of the check-in.
type (
	// CheckInStarted begins a new check-in.
	CheckInStarted struct{}
	// StepDone goes to the next page.
	StepDone struct{}
	// StepBack goes to the page before; nothing is lost.
	StepBack struct{}
	// StepChosen goes back to a page that was passed.
	StepChosen struct{ Step Step }
	// Parked leaves the check-in as a draft and goes home.
	Parked struct{}
	// DraftChosen takes a parked check-in up again.
	DraftChosen struct{ ID string }
	// DraftVoided gives the visit up, with a reason.
	DraftVoided struct{ Reason string }
	// HitChosen takes a known customer.
	HitChosen struct{ Index int }
	// NewCustomer says that none of the hits is the customer.
	NewCustomer struct{}
	// KindChosen, BrandChosen and KnownChosen describe the machine.
	KindChosen struct{ Kind repair.DeviceKind }
	// BrandChosen sets the brand.
	BrandChosen struct{ Brand string }
	// KnownChosen takes a machine the customer brought before.
	KnownChosen struct{ Index int }
	// NoSerialChosen says that the machine has no readable serial number.
	NoSerialChosen struct{}
	// FaultToggled adds or takes away a fault of the list.
	SymptomToggled struct{ Chip string }
	// OftenChosen says whether the fault is always there.
	OftenChosen struct{ Often repair.Often }
	// BoughtChosen is the month of purchase, yyyymm, or the year alone while the
	// month is open; the same again takes it back.
	BoughtChosen struct{ Bought string }
	// ProofChosen is what shows the warranty.
	ProofChosen struct{ Proof repair.Proof }
	// CauseChosen is what the engineer holds for the cause.
	CauseChosen struct{ Cause repair.Cause }
	// FixNowTurned says that it can be repaired at once, OnTheSpotTurned whether
	// the customer waits for that.
	FixNowTurned    struct{}
	OnTheSpotTurned struct{ On bool }
	// InspectionBegun is an engineer's badge while the check-in goes on: the
	// inspection comes up, and afterwards the page that was there.
	InspectionBegun struct{ Staff repair.StaffID }
	// ThingCounted keeps one more or one less of an accessory.
	AccessoryCounted struct {
		Name string
		By   int
	}
	// ListTurned shows the next part of a list that is too long for its page.
	ListTurned struct{}
	// RoughChosen is what it may cost, in yuan, "" for later.
	EstimateChosen struct{ Yuan string }
	// MachineAdded describes another machine of the visit, MachineOpened takes
	// one up again.
	MachineAdded  struct{}
	MachineOpened struct{ Index int }
	// SeenChosen is the engineer's finding.
	SeenChosen struct{ Seen repair.Seen }
	// InspectorChosen names the engineer who looked.
	InspectorChosen struct{ Staff repair.StaffID }
	// TraysChosen is the number of paper trays.
	TraysChosen struct{ N int }
	// MarkKindChosen is the kind of the next mark.
	MarkKindChosen struct{ Kind repair.MarkKind }
	// OutlineTouched puts a mark onto a view of the outline.
	OutlineTouched struct {
		View int
		X, Y float64
	}
	// MarkUndone takes the last mark away.
	MarkUndone struct{}
	// OutsideClean says that there is nothing to mark.
	OutsideClean struct{}
	// ThingToggled keeps an accessory here, or sends it home.
	AccessoryToggled struct{ Name string }
	// ThingAdded keeps the accessory that was typed.
	AccessoryAdded struct{}
	// OldPartsChosen says what becomes of old parts.
	OldPartsChosen struct{ OldParts repair.OldParts }
	// PromiseMoved moves the promised day by open days.
	PromiseMoved struct{ Days int }
	// InkCleared empties the signature pad.
	InkCleared struct{}
	// SignedOff is the customer's "I confirm" under the exact text that stands
	// on the screen; at pickup too.
	SignedOff struct{ Text string }
	// CheckInLeft ends the last page; the machine stays where it is.
	CheckInLeft struct{ Another bool }
)

func (CheckInStarted) msg()   {}
func (StepDone) msg()         {}
func (StepBack) msg()         {}
func (StepChosen) msg()       {}
func (Parked) msg()           {}
func (DraftChosen) msg()      {}
func (DraftVoided) msg()      {}
func (HitChosen) msg()        {}
func (NewCustomer) msg()      {}
func (KindChosen) msg()       {}
func (BrandChosen) msg()      {}
func (KnownChosen) msg()      {}
func (NoSerialChosen) msg()   {}
func (SymptomToggled) msg()   {}
func (OftenChosen) msg()      {}
func (SeenChosen) msg()       {}
func (BoughtChosen) msg()     {}
func (ProofChosen) msg()      {}
func (CauseChosen) msg()      {}
func (FixNowTurned) msg()     {}
func (OnTheSpotTurned) msg()  {}
func (InspectionBegun) msg()  {}
func (AccessoryCounted) msg() {}
func (ListTurned) msg()       {}
func (EstimateChosen) msg()   {}
func (MachineAdded) msg()     {}
func (MachineOpened) msg()    {}
func (InspectorChosen) msg()  {}
func (TraysChosen) msg()      {}
func (MarkKindChosen) msg()   {}
func (OutlineTouched) msg()   {}
func (MarkUndone) msg()       {}
func (OutsideClean) msg()     {}
func (AccessoryToggled) msg() {}
func (AccessoryAdded) msg()   {}
func (OldPartsChosen) msg()   {}
func (PromiseMoved) msg()     {}
func (InkCleared) msg()       {}
func (SignedOff) msg()        {}
func (CheckInLeft) msg()      {}

// Positioned puts the touch's place into the message.
func (m OutlineTouched) Positioned(x, y float64) Msg { m.X, m.Y = x, y; return m }
