package flow

import (
	"maps"
	"slices"
	"strings"
	"time"

	"countertop/app/repair"
)

// Update returns the state after m, and what is to be done. It is pure: s
// stays as it was.
func Update(s State, m Msg) (State, []Cmd) {
	if tick, ok := m.(Tick); ok {
		return s.tick(tick.Now)
	}
	if personal(m) {
		s.Touched = s.Now
		s.Toast = Toast{} // what was said is seen
	}
	switch m := m.(type) {
	case Scanned:
		return s.scanned(m)
	case PenDown, PenMoved, PenUp:
		return s.pen(m), nil

	case Focused, Unfocused, LayerChosen, Typed, Erased, Cleared, KeyPressed:
		return s.keys(m)
	case LangChosen:
		s.Lang = m.Lang
		return s, []Cmd{KeepLang{m.Lang}}
	case ScriptFolded:
		s.ScriptHidden = !s.ScriptHidden
		return s, nil
	case WentBack:
		return s.wentBack()
	case WentHome:
		return s.leave()
	case Opened:
		return s.opened(m.Screen)

	case Committed:
		return s.committed(m)
	case Failed:
		return s.failed(m)
	case BoardLoaded:
		s.Board, s.Due, s.Loaded = m.Rows, m.Due, true
	case PeopleLoaded:
		s.People = m.People
	case DraftsLoaded:
		s.Drafts = m.Drafts
	case PrinterChanged:
		s.Printers = put(s.Printers, m.Printer, func(p PrinterState) string { return p.Name })
		return s.lid(), nil
	case ScannerChanged:
		s.Scanners = put(s.Scanners, m.Scanner, func(p ScannerState) string { return p.Device })
	case JobsChanged:
		s.Jobs = m.Jobs
		return s.showTestPage()
	case HealthChanged:
		s.Health = m.Health
	case OrderOpened:
		if s.Staff == nil {
			return s.signInFor(m), nil
		}
		return s.orderOpened(m)
	case CopyRead:
		return s.copyRead(m)

	case DialogAsked, ReasonChosen, ApproverChosen, DialogDone, DialogClosed:
		if _, open := m.(DialogAsked); s.Dialog != nil || open {
			return s.updateDialog(m)
		}
	case StaffKnown, StaffUnknown:
		if s.Dialog != nil {
			return s.updateDialog(m)
		}
		return s.updateSignIn(m)
	case SignInAsked, PersonChosen, PINEntered, SignedOut:
		return s.updateSignIn(m)

	case SignedOff, InkCleared:
		switch s.Screen {
		case ScreenPickupSign:
			return s.updatePickup(m)
		case ScreenAnswerSign:
			return s.updateService(m)
		}
		return s.updateCheckIn(m)
	case CheckInStarted, StepDone, StepBack, StepChosen, Parked, DraftChosen, DraftOpened, DraftVoided, HitChosen,
		NewCustomer, KindChosen, BrandChosen, KnownChosen, NoSerialChosen, HistoryLoaded, CustomersFound, FaultToggled,
		OftenChosen, SeenChosen, InspectorChosen, TraysChosen, MarkKindChosen, OutlineTouched, MarkUndone, OutsideClean,
		ThingToggled, ThingAdded, OldPartsChosen, PromiseMoved, CheckInLeft:
		return s.updateCheckIn(m)
	case PartsReasonChosen, UndoAsked, ShelfTouched, ScanCleared:
		return s.updateScan(m)
	case BoardTurned, OrderChosen, PickupAsked, FindAsked, OrdersFound, TestAsked, LineTouched, AllPassed, TestTurned, TestSaved:
		return s.updatePages(m)
	case JobChosen, PreviewDrawn, AttemptsLoaded, ReprintAsked, UncertainAnswered, CancelAsked, ElsewhereAsked, PreviewTouched, JobsTurned,
		ShelfLabelsAsked, SlotLabelsAsked, BadgesAsked, TagAsked:
		return s.updatePrint(m)
	case DevicesFound, PrinterGone, Probed, DeviceChosen, PrinterChosen, ProbeAsked, ProfilesShown, ProfilesTurned, ProfileChosen,
		NameChosen, TestPrinted, SetupAnswered, EdgeMoved, DarkMoved, HanAnswered, LidAnswered, DocumentToggled, SetupNext, SetupBack, PrinterRemoved:
		return s.updateSetup(m)
	case GateChosen, GateDone, PickupLine, AccessoryTouched, ConditionSame, NewMarkTouched, NewMarkKind, NewMarkUndone,
		Rated, PaidByChosen, NothingPaid, PickupOpened, PickupLeft:
		return s.updatePickup(m)
	case QuoteLineAsked, QuoteCounted, QuoteLineDone, QuoteLineDropped, QuotePaged, QuoteTerms, QuoteDaysChosen, QuoteValidChosen,
		QuoteMonthsChosen, QuoteMade, AnswerChosen, AnswerHowChosen, AnswerGiven, WorkToggled, PartToggled, WorkSaved, OldPartNamed,
		OldPartToChosen, OldPartKept, LoanThingToggled, LoanMoved, LoanMade, LoanEnded, TripToChosen, TripCompanyChosen,
		TripCarrierChosen, TripMoved, TripMade, PaperAsked, DayCloseAsked:
		return s.updateService(m)
	}
	return s, nil
}

// personal reports whether a message is a sign of a person.
func personal(m Msg) bool {
	switch m.(type) {
	case Committed, Failed, BoardLoaded, PeopleLoaded, DraftsLoaded, PrinterChanged, ScannerChanged, JobsChanged,
		HealthChanged, OrderOpened, CopyRead, StaffKnown, StaffUnknown, HistoryLoaded, CustomersFound, OrdersFound,
		PreviewDrawn, AttemptsLoaded, DraftOpened, DevicesFound, PrinterGone, Probed:
		return false
	}
	return true
}

// boardEvery is how often the board is read again when nothing happens.
const boardEvery = time.Minute

// idleAfter is when a screen with somebody's data gives it up.
const idleAfter = 5 * time.Minute

func (s State) tick(now time.Time) (State, []Cmd) {
	was := s.Now
	s.Now = now
	if s.Toast.Key != "" && now.After(s.Toast.Until) {
		s.Toast = Toast{}
	}
	if s.Scan.Shelf != nil && now.After(s.Scan.Until) {
		s.Scan.Shelf = nil
	}
	var cmds []Cmd
	if was.Truncate(boardEvery) != now.Truncate(boardEvery) {
		cmds = append(cmds, LoadBoard{})
	}
	if s.Screen == ScreenCheckIn && s.CheckIn.Dirty && s.CheckIn.Step != StepPrint && s.CheckIn.Phone != "" {
		// A power cut loses a second of typing at most.
		s.CheckIn.Dirty = false
		cmds = append(cmds, SaveDraft{s.CheckIn})
	}
	if s.Screen == ScreenSetup && s.Setup.Step == SetupLid {
		// Somebody stands there with the cover in the hand.
		cmds = append(cmds, LookAt{s.Setup.Printer})
	}
	if now.Sub(s.Touched) > idleAfter && s.Staff != nil {
		s.Touched = now
		s.Staff = nil
		next, more := s.leave()
		return next, append(cmds, more...)
	}
	return s, cmds
}

// put replaces the element of the same name, or appends it.
func put[T any](list []T, x T, name func(T) string) []T {
	out := make([]T, 0, len(list)+1)
	found := false
	for _, y := range list {
		if name(y) == name(x) {
			y, found = x, true
		}
		out = append(out, y)
	}
	if !found {
		out = append(out, x)
	}
	return out
}

// keys is everything that edits the field in focus.
func (s State) keys(m Msg) (State, []Cmd) {
	before, field := s.Text(s.Focus), s.Focus
	switch m := m.(type) {
	case Focused:
		if b := &s.CheckIn.Device.Brand; m.Field == FieldBrand && strings.HasPrefix(*b, "brand.") {
			*b = "" // a brand of the list is a key; typing begins anew
		}
		return s.focus(m.Field), nil
	case Unfocused:
		s.Focus = ""
		return s, nil
	case LayerChosen:
		s.Layer = m.Layer
		return s, nil
	case Typed:
		s = s.typed(m.Text)
		if s.Layer == LayerCaps && field != FieldSerial && field != FieldModel {
			s.Layer = LayerLetters // one capital
		}
	case Erased:
		s = s.erased()
	case Cleared:
		s = s.cleared()
	case KeyPressed:
		switch m.Key {
		case KeyBackspace:
			s = s.erased()
		case KeyEnter:
			return s.enter()
		case KeyEscape:
			if s.Dialog != nil {
				return s.updateDialog(DialogClosed{})
			}
			if s.Focus != "" {
				s.Focus = ""
				return s, nil
			}
			return s.wentBack()
		case KeyTab:
			return s.nextField(), nil
		}
	}
	if s.Text(field) == before {
		return s, nil
	}
	s.CheckIn.Dirty = true
	switch field {
	case FieldPhone:
		s.CheckIn.Hits = nil
		if len(s.CheckIn.Phone) >= 3 {
			return s, []Cmd{FindCustomers{s.CheckIn.Phone}}
		}
	case FieldSerial:
		s.CheckIn.Device.NoSerial, s.CheckIn.History = "", nil
		return s, s.history()
	case FieldFind:
		if len([]rune(s.Find.Text)) < 2 {
			s.Find.Rows = nil
		}
		return s, s.found()
	case FieldPIN:
		s.SignIn.Wrong = false
	case FieldPaid:
		s.Pickup.Offered, s.Pickup.Unpaid = false, false
	}
	return s, nil
}

// enter is the Enter key: what the black button would do.
func (s State) enter() (State, []Cmd) {
	switch {
	case s.Dialog != nil:
		return s.updateDialog(DialogDone{})
	case s.Screen == ScreenSignIn:
		return s.updateSignIn(PINEntered{})
	case s.Screen == ScreenCheckIn && s.Focus == FieldThing:
		return s.updateCheckIn(ThingAdded{})
	case s.Screen == ScreenCheckIn && s.CheckIn.Step == StepPhone:
		return s.updateCheckIn(StepDone{})
	case s.Focus == FieldPrice:
		return s.updateService(QuoteLineDone{})
	case s.Focus == FieldNewPart:
		return s.partAdded(), nil
	case s.Focus == FieldPaid:
		return s.updatePickup(GateDone{})
	case s.Focus != "":
		return s.nextField(), nil
	}
	return s, nil
}

// fieldOrder is the way of the Tab key through a page.
var fieldOrder = [][]Field{
	{FieldName, FieldCompany},
	{FieldBrand, FieldModel, FieldSerial},
	{FieldCPU, FieldMemory, FieldDisk},
	{FieldWho, FieldRelation, FieldReason},
	{FieldLine, FieldPrice},
	{FieldLoaner, FieldLoanName, FieldLoanSerial},
	{FieldCarrier, FieldTracking},
}

// nextField puts the keys onto the next field of the page, or takes them away
// after the last.
func (s State) nextField() State {
	for _, fields := range fieldOrder {
		for i, f := range fields {
			if f == s.Focus && i+1 < len(fields) {
				return s.focus(fields[i+1])
			}
		}
	}
	s.Focus = ""
	return s
}

func (s State) wentBack() (State, []Cmd) {
	switch {
	case s.Dialog != nil:
		return s.updateDialog(DialogClosed{})
	case s.CustomerFacing():
		return s.updateDialog(DialogAsked{DialogLeave, ForLeave})
	case s.Screen == ScreenCheckIn:
		return s.updateCheckIn(StepBack{})
	case s.Screen == ScreenSetup && s.Setup.Step != SetupList:
		return s.setupBack()
	case s.Screen == ScreenQuote:
		if next, ok := s.serviceBack(); ok {
			return next, nil
		}
	case s.Screen == ScreenScan:
		s.Scan.Machine, s.Scan.Shelf, s.Scan.Asking, s.Scan.Result = nil, nil, false, Result{}
	case s.Screen == ScreenSignIn:
		s.SignIn = SignIn{}
	}
	s = s.back()
	if s.Screen == ScreenSignIn || s.Screen == ScreenPickup && (s.Pickup.Row.Order.ID == "" || s.Pickup.Done != nil) || s.Screen == ScreenPickupSign {
		s = s.home()
	}
	if s.Screen == ScreenHome {
		// The next person at the counter is another one.
		s.Pickup, s.Order, s.Test, s.Find = Pickup{}, OrderPage{}, TestPage{}, Find{}
	}
	return s, s.tagPreview()
}

// tagPreview asks for the picture of the tag again, if the last page of the
// check-in shows it.
func (s State) tagPreview() []Cmd {
	if s.Screen != ScreenCheckIn || s.CheckIn.Step != StepPrint {
		return nil
	}
	for _, j := range s.Jobs {
		if j.Document == repair.DocDeviceTag && slices.Contains(s.CheckIn.Jobs, j.ID) {
			return []Cmd{Preview{j}}
		}
	}
	return nil
}

func (s State) committed(m Committed) (State, []Cmd) {
	switch m.Tag {
	case TagNumber, TagCheckIn, TagVoid:
		return s.checkInAnswered(m)
	case TagScan, TagUndo:
		return s.scanCommitted(m)
	case TagTest:
		return s.testCommitted(m)
	case TagPickup, TagGates:
		return s.pickupCommitted(m)
	case TagOrder:
		s.Order.Row = m.Row
		return s.patch(m.Row).say("order.saved"), []Cmd{LoadBoard{}, Play{SoundDone}}
	case TagService:
		return s.serviceCommitted(m)
	}
	return s, nil
}

func (s State) failed(m Failed) (State, []Cmd) {
	switch m.Tag {
	case TagScan, TagUndo:
		return s.scanFailed(m)
	case TagPickup, TagGates:
		if s.Screen == ScreenPickup || s.Screen == ScreenPickupSign {
			return s.pickupFailed(m)
		}
	case TagNumber, TagCheckIn:
		s.CheckIn.Busy = false
	case TagService:
		s = s.serviceFailed(m)
	}
	if m.Rule != nil {
		return s.refused(m.Rule), []Cmd{Play{SoundRefused}}
	}
	problem := m.Problem
	if problem == "" {
		problem = "problem.unknown-order"
	}
	return s.warn(problem, "order", m.Order.String()), []Cmd{Play{SoundRefused}}
}

// refused says a refusal as a notice.
func (s State) refused(e *repair.RuleError) State {
	args := []string{"order", e.Order.String(), "n", itoa(len(e.Need))}
	for _, k := range slices.Sorted(maps.Keys(e.Args)) {
		if k != "n" {
			args = append(args, k, e.Args[k])
		}
	}
	return s.warn("rule."+string(e.Rule)+".what", args...)
}

// Shelf returns the machines on a shelf, oldest first.
func (s State) Shelf(k repair.PlaceKind) (rows []Row) {
	for _, r := range s.Board {
		if r.Order.Place.Kind == k {
			rows = append(rows, r)
		}
	}
	return rows
}
