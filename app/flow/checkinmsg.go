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

// visitMsg are the messages that lead through a check-in.
//
//sumtype:decl
type visitMsg interface {
	Msg
	visitMsg()
}

// inspectedMsg are the messages that say what is wrong with it.
//
//sumtype:decl
type inspectedMsg interface {
	Msg
	inspectedMsg()
}

// agreedMsg are the messages that say how it looks, what is kept here and what is agreed.
//
//sumtype:decl
type agreedMsg interface {
	Msg
	agreedMsg()
}

func (CheckInStarted) owner() Screen   { return ScreenCheckIn }
func (StepDone) owner() Screen         { return ScreenCheckIn }
func (StepBack) owner() Screen         { return ScreenCheckIn }
func (StepChosen) owner() Screen       { return ScreenCheckIn }
func (Parked) owner() Screen           { return ScreenCheckIn }
func (DraftChosen) owner() Screen      { return ScreenCheckIn }
func (DraftVoided) owner() Screen      { return ScreenCheckIn }
func (HitChosen) owner() Screen        { return ScreenCheckIn }
func (NewCustomer) owner() Screen      { return ScreenCheckIn }
func (KindChosen) owner() Screen       { return ScreenCheckIn }
func (BrandChosen) owner() Screen      { return ScreenCheckIn }
func (KnownChosen) owner() Screen      { return ScreenCheckIn }
func (NoSerialChosen) owner() Screen   { return ScreenCheckIn }
func (SymptomToggled) owner() Screen   { return ScreenCheckIn }
func (OftenChosen) owner() Screen      { return ScreenCheckIn }
func (SeenChosen) owner() Screen       { return ScreenCheckIn }
func (BoughtChosen) owner() Screen     { return ScreenCheckIn }
func (ProofChosen) owner() Screen      { return ScreenCheckIn }
func (CauseChosen) owner() Screen      { return ScreenCheckIn }
func (FixNowTurned) owner() Screen     { return ScreenCheckIn }
func (OnTheSpotTurned) owner() Screen  { return ScreenCheckIn }
func (InspectionBegun) owner() Screen  { return ScreenCheckIn }
func (AccessoryCounted) owner() Screen { return ScreenCheckIn }
func (ListTurned) owner() Screen       { return ScreenCheckIn }
func (EstimateChosen) owner() Screen   { return ScreenCheckIn }
func (MachineAdded) owner() Screen     { return ScreenCheckIn }
func (MachineOpened) owner() Screen    { return ScreenCheckIn }
func (InspectorChosen) owner() Screen  { return ScreenCheckIn }
func (TraysChosen) owner() Screen      { return ScreenCheckIn }
func (MarkKindChosen) owner() Screen   { return ScreenCheckIn }
func (OutlineTouched) owner() Screen   { return ScreenCheckIn }
func (MarkUndone) owner() Screen       { return ScreenCheckIn }
func (OutsideClean) owner() Screen     { return ScreenCheckIn }
func (AccessoryToggled) owner() Screen { return ScreenCheckIn }
func (AccessoryAdded) owner() Screen   { return ScreenCheckIn }
func (OldPartsChosen) owner() Screen   { return ScreenCheckIn }
func (PromiseMoved) owner() Screen     { return ScreenCheckIn }
func (InkCleared) owner() Screen       { return roomPad }
func (SignedOff) owner() Screen        { return roomPad }
func (CheckInLeft) owner() Screen      { return ScreenCheckIn }

func (CheckInStarted) visitMsg()      {}
func (StepDone) visitMsg()            {}
func (StepBack) visitMsg()            {}
func (StepChosen) visitMsg()          {}
func (Parked) visitMsg()              {}
func (DraftChosen) visitMsg()         {}
func (DraftVoided) visitMsg()         {}
func (HitChosen) customerMsg()        {}
func (NewCustomer) customerMsg()      {}
func (KindChosen) machineMsg()        {}
func (BrandChosen) machineMsg()       {}
func (KnownChosen) machineMsg()       {}
func (NoSerialChosen) machineMsg()    {}
func (SymptomToggled) inspectedMsg()  {}
func (OftenChosen) inspectedMsg()     {}
func (SeenChosen) inspectedMsg()      {}
func (BoughtChosen) inspectedMsg()    {}
func (ProofChosen) inspectedMsg()     {}
func (CauseChosen) inspectedMsg()     {}
func (FixNowTurned) inspectedMsg()    {}
func (OnTheSpotTurned) inspectedMsg() {}
func (InspectionBegun) visitMsg()     {}
func (AccessoryCounted) agreedMsg()   {}
func (ListTurned) visitMsg()          {}
func (EstimateChosen) agreedMsg()     {}
func (MachineAdded) visitMsg()        {}
func (MachineOpened) visitMsg()       {}
func (InspectorChosen) inspectedMsg() {}
func (TraysChosen) machineMsg()       {}
func (MarkKindChosen) agreedMsg()     {}
func (OutlineTouched) agreedMsg()     {}
func (MarkUndone) agreedMsg()         {}
func (OutsideClean) agreedMsg()       {}
func (AccessoryToggled) agreedMsg()   {}
func (AccessoryAdded) agreedMsg()     {}
func (OldPartsChosen) agreedMsg()     {}
func (PromiseMoved) agreedMsg()       {}
func (InkCleared) padMsg()            {}
func (SignedOff) padMsg()             {}
func (CheckInLeft) visitMsg()         {}

// Positioned puts the touch's place into the message.
func (m OutlineTouched) Positioned(x, y float64) Msg { m.X, m.Y = x, y; return m }
