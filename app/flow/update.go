package flow

import (
	"maps"
	"slices"
	"strings"
	"time"

	"countertop/app/ime"
	"countertop/app/repair"
	"countertop/app/trade"
)

// TradeLoaded carries the lists and words of the shop when its owner has
// changed them.
type TradeLoaded struct{ Trade trade.Trade }

func (TradeLoaded) msg() {}

// ProblemAsked says a problem of Health in full.
type ProblemAsked struct{ Problem string }

func (ProblemAsked) msg() {}

// Update returns the state after m, and what is to be done. It is pure: s
// stays as it was.
//
// Scans are taken in the order they came: one that comes before the answer to
// the one before waits for it.
func Update(s State, m Msg) (State, []Cmd) {
	if s.Boards.Wall {
		return s.onWall(m), nil
	}
	if sc, ok := m.(Scanned); ok && s.waits() {
		s.Touched = s.Now
		s.Scan.Queue = append(slices.Clip(s.Scan.Queue), sc)
		return s, nil
	}
	if answers(m) {
		s.Scan.AnswerBy = time.Time{}
	}
	next, cmds := s.step(m)
	return next.queued(cmds)
}

// step takes one message, and waits if what is to be done has an answer.
func (s State) step(m Msg) (State, []Cmd) {
	next, cmds := s.update(m)
	next, cmds = s.keepSheet(m, next, cmds)
	return next.awaits(cmds), cmds
}

func (s State) update(m Msg) (State, []Cmd) {
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
		return s.pen(m)
	case CandidateChosen, CandidatesPaged, GridTurned, ForgettingTurned, EnglishTurned, EntryDone, HandErased, HandUndone, NameInkErased,
		TypingLoaded, SuggestionsLoaded, HandRead:
		return s.edited(func(s State) (State, []Cmd) { return s.updateEntry(m) })
	case TradeLoaded:
		s.Shop.Trade = m.Trade
		return s, nil

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
		if m.Screen == ScreenBench && s.Staff == nil {
			return s.signInFor(m), nil
		}
		return s.opened(m.Screen)

	case Committed:
		return s.committed(m)
	case Failed:
		return s.failed(m)
	case FloorLoaded:
		s.Floor, s.Loaded = m.Floor, true
		s = s.restocked()
	case DueLoaded:
		s.Due = m.Rows
	case PeopleLoaded:
		s.People = m.People
	case DraftsLoaded:
		s.Drafts = m.Drafts
	case PrinterChanged:
		s.Printers = put(s.Printers, m.Printer, func(p PrinterState) string { return p.Name })
		return s.coverTested(), nil
	case ScannerChanged:
		s = s.scannerChanged(m.Scanner)
	case ScannersFound, ScannerGone, ScannerSeen, ScannerLearned, LearnFailed, SymbolsDrawn, SoundChanged, ScannerChosen, LiveAsked, ScannerAdded,
		LearnAsked, ScannerRenamed, ScannerNameChosen, ScannerNamed, ScannerRemoved, ScannersTurned, LiveChosen, LiveTurned, LiveAgain, LivePrinted, VolumeChosen:
		return s.updateScanners(m)
	case JobsChanged:
		s.Jobs = m.Jobs
		return s.showTestPage()
	case HealthChanged:
		was := s.Health.Problems
		s.Health = m.Health
		for _, p := range s.Health.Mistakes() {
			if !slices.Contains(was, p) {
				s = s.warn(p) // the owner has just saved the file, and looks
			}
		}
	case ProblemAsked:
		s = s.warn(m.Problem)
	case OrderOpened:
		if s.Staff == nil {
			return s.signInFor(m), nil
		}
		return s.orderOpened(m)
	case CopyRead:
		return s.copyRead(m)

	case DialogAsked, ReasonChosen, CollectorChosen, ApproverChosen, DialogDone, DialogClosed:
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
		NewCustomer, ByNameTurned, PhoneAdded, PhoneDropped, ContactAdded, ContactDropped, ContactTurned, RelationChosen, CustomersFound,
		KindChosen, BrandChosen, ModelChosen, ModelsFound, KnownChosen, NoSerialChosen, OtherMachine, FormChosen, HistoryLoaded,
		SymptomToggled, OftenChosen, BoughtChosen, ProofChosen, SeenChosen, CauseChosen, FixNowTurned, OnTheSpotTurned, InspectorChosen,
		InspectionBegun, TraysChosen, MarkKindChosen, OutlineTouched, MarkUndone, OutsideClean, AccessoryToggled, AccessoryCounted, AccessoryAdded, ListTurned,
		OldPartsChosen, PromiseMoved, EstimateChosen, MachineAdded, MachineOpened, CheckInLeft:
		return s.updateCheckIn(m)
	case EnquiryAsked, EnquiryChosen, EnquirySaved, EnquiryAnswered, EnquiriesLoaded, CallDayMoved, TopicToggled:
		return s.updateEnquiry(m)
	case StockPlaceChosen, StockStepAsked, StockGroupChosen, StockTurned, StockSeen, StockResolved, StockCarried, StockNoted, StockFound, StockUndone,
		StockPrinted, StockEnded, StockSaved, StockLoaded:
		return s.updateStock(m)
	case PasscodeAsked:
		return s, []Cmd{s.commit(TagOrder, s.Order.Row.Order.ID, repair.ShowPasscode{})}
	case PartsReasonChosen, UndoAsked, ShelfTouched, ScanCleared:
		return s.updateScan(m)
	case EventsLoaded, OrderAsked:
		return s.updateWhere(m)
	case BoardTurned, BoardPaged, BoardGrouped, BoardOf, BoardChoosing:
		return s.updateBoard(m)
	case DraftsTurned, OrderTurned, OrderChosen, PickupAsked, FindAsked, OrdersFound:
		return s.updatePages(m)
	case TestAsked, LineTouched, AllPassed, TestTurned, TestSaved, NoteChosen, ValueAsked, LineDone, SheetPrinted:
		return s.updateTest(m)
	case BenchTurned, BenchAsked:
		return s.updateBench(m)
	case JobChosen, PreviewDrawn, AttemptsLoaded, ReprintAsked, UncertainAnswered, CancelAsked, ElsewhereAsked, PreviewTouched, JobsTurned,
		ShelfLabelsAsked, SlotLabelsAsked, BadgesAsked, TagAsked:
		return s.updatePrint(m)
	case DevicesFound, PrinterGone, Probed, DeviceChosen, PrinterChosen, ProbeAsked, ProfilesShown, ProfilesTurned, ProfileChosen,
		NameChosen, TestPrinted, SetupAnswered, EdgeMoved, DarkMoved, HanAnswered, CoverAnswered, DocumentToggled, SetupNext, SetupBack, PrinterRemoved:
		return s.updateSetup(m)
	case GateChosen, GateDone, PickupLine, AccessoryTouched, ConditionSame, NewMarkTouched, NewMarkKind, NewMarkUndone,
		Rated, PaidByChosen, NothingPaid, PickupOpened, PickupLeft:
		return s.updatePickup(m)
	case QuoteLineAsked, QuoteCounted, QuoteLineDone, QuoteLineDropped, QuotePaged, QuoteTerms, QuoteDaysChosen, QuoteValidChosen,
		QuoteMonthsChosen, QuoteMade, AnswerChosen, AnswerHowChosen, AnswerGiven, WorkToggled, PartToggled, UnrepairedToggled, WorkSaved, OldPartNamed,
		OldPartToChosen, OldPartKept, LoanAccessoryToggled, LoanMoved, LoanMade, LoanEnded, SendOutToChosen, SendOutCompanyChosen,
		SendOutCarrierChosen, SendOutDayMoved, SendOutMade, PaperAsked, DayCloseAsked:
		return s.updateService(m)
	}
	return s, nil
}

// personal reports whether a message is a sign of a person.
func personal(m Msg) bool {
	switch m.(type) {
	case Committed, Failed, FloorLoaded, DueLoaded, PeopleLoaded, DraftsLoaded, PrinterChanged, ScannerChanged, JobsChanged,
		HealthChanged, OrderOpened, CopyRead, StaffKnown, StaffUnknown, HistoryLoaded, CustomersFound, OrdersFound,
		PreviewDrawn, AttemptsLoaded, DraftOpened, DevicesFound, PrinterGone, Probed, TypingLoaded, SuggestionsLoaded, HandRead,
		ModelsFound, EnquiriesLoaded, EventsLoaded, TradeLoaded, StockLoaded, StockSaved,
		ScannersFound, ScannerGone, ScannerSeen, ScannerLearned, LearnFailed, SymbolsDrawn, SoundChanged:
		return false
	}
	return true
}

// dueEvery is how often the store is asked for calls that are due.
const dueEvery = time.Minute

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
	if s.Order.Passcode != "" && now.After(s.Order.PasscodeUntil) {
		s.Order.Passcode = ""
	}
	var cmds []Cmd
	if was.Truncate(dueEvery) != now.Truncate(dueEvery) {
		cmds = append(cmds, LoadDue{})
	}
	if s.Screen == ScreenCheckIn && s.CheckIn.Dirty && s.CheckIn.Step != StepPrint && s.CheckIn.Phone+s.CheckIn.Lookup != "" {
		// A power cut loses a second of typing at most.
		s.CheckIn.Dirty = false
		cmds = append(cmds, SaveDraft{s.CheckIn})
	}
	if s.Screen == ScreenSetup && s.Setup.Step == SetupCover {
		// Somebody stands there with the cover in the hand.
		cmds = append(cmds, LookAt{s.Setup.Printer})
	}
	s, more := s.learnLeft()
	cmds = append(cmds, more...)
	if now.Sub(s.Touched) > idleAfter && s.Staff != nil {
		s.Touched = now
		s.Staff = nil
		if s.Screen == ScreenStock && s.Stock.Open() {
			return s, cmds // the next scan asks for a badge and goes on counting
		}
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

// edited does something that may change the field in focus, and follows up what
// the change means.
func (s State) edited(do func(State) (State, []Cmd)) (State, []Cmd) {
	before, field, letters := s.Text(s.Focus), s.Focus, s.Entry.Comp.Letters
	next, cmds := do(s)
	if next.Text(field) == before && (field != FieldLookup && field != FieldFind || next.Entry.Comp.Letters == letters) {
		return next, cmds
	}
	next, more := next.changed(field)
	return next, append(cmds, more...)
}

// keys is everything that edits the field in focus.
func (s State) keys(m Msg) (State, []Cmd) {
	switch m := m.(type) {
	case Focused:
		s, cmds := s.settled()
		if b := &s.CheckIn.Device.Brand; m.Field == FieldBrand && strings.HasPrefix(*b, "brand.") {
			*b = "" // a brand of the list is a key; typing begins anew
		}
		return s.focus(m.Field), cmds
	case Unfocused:
		s, cmds := s.settled()
		s = s.noEntry()
		s.Focus = ""
		return s, cmds
	case LayerChosen:
		s = s.raw()
		lock := m.Layer == LayerCaps && s.Layer == LayerCaps // twice
		english := s.Entry.English
		if m.Layer == LayerCaps {
			english = true
		}
		s = s.noEntry()
		s.Layer, s.Entry.Lock, s.Entry.English = m.Layer, lock, english
		return s, nil
	}
	return s.edited(func(s State) (State, []Cmd) { return s.key(m) })
}

func (s State) key(m Msg) (State, []Cmd) {
	switch m := m.(type) {
	case Typed:
		var cmds []Cmd
		for _, r := range m.Text {
			next, more, done := s.compose(r)
			if !done {
				next = next.typed(string(punctuation(next, r)))
			}
			s, cmds = next, append(cmds, more...)
		}
		if s.Layer == LayerCaps && !s.Entry.Lock {
			s.Layer = LayerLetters // one capital
		}
		return s, cmds
	case Erased:
		return s.backspace(), nil
	case Cleared:
		s = s.noComposition()
		return s.cleared(), nil
	case KeyPressed:
		switch m.Key {
		case KeyBackspace:
			return s.backspace(), nil
		case KeyShift:
			return s.updateEntry(EnglishTurned{})
		case KeyEnter:
			if s.Entry.Composing() {
				return s.raw(), nil
			}
			return s.enter()
		case KeyEscape:
			switch {
			case s.Entry.Composing():
				return s.noComposition(), nil
			case s.Dialog != nil:
				return s.updateDialog(DialogClosed{})
			case s.Focus != "":
				s = s.noEntry()
				s.Focus = ""
				return s, nil
			}
			return s.wentBack()
		case KeyTab:
			s, cmds := s.settled()
			return s.nextField(), cmds
		}
	}
	return s, nil
}

// backspace takes a letter of the composition, else a character of the field.
func (s State) backspace() State {
	if s.Entry.Composing() {
		next, _ := s.composer().Backspace(s.Entry.Comp)
		return s.composed(next)
	}
	return s.erased()
}

func (s State) noComposition() State { return s.composed(ime.Composition{}) }

// punctuation is what a key means where Chinese is written.
func punctuation(s State, r rune) rune {
	if p, ok := map[rune]rune{',': '，', '.': '。', '?': '？', '!': '！', ':': '：', ';': '；'}[r]; ok && s.Composes() {
		return p
	}
	return r
}

// changed is what follows when the text of a field is another.
func (s State) changed(field Field) (State, []Cmd) {
	s.CheckIn.Dirty = true
	switch field {
	case FieldPhone:
		s.CheckIn.Hits = nil
		return s, s.lookup(s.CheckIn.Phone)
	case FieldLookup:
		s.CheckIn.Hits = nil
		return s, s.lookup(s.lookupText())
	case FieldSerial:
		s.CheckIn.Device.NoSerial, s.CheckIn.History, s.CheckIn.Other = "", nil, false
		return s, s.history()
	case FieldFind:
		if s.findText() == "" {
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
	case s.Screen == ScreenCheckIn && s.Focus == FieldAccessory:
		return s.updateCheckIn(AccessoryAdded{})
	case s.Screen == ScreenCheckIn && s.Focus == FieldSecond:
		return s.updateCheckIn(PhoneAdded{})
	case s.Screen == ScreenCheckIn && s.Focus == FieldContactRel:
		return s.updateCheckIn(ContactAdded{})
	case s.Screen == ScreenCheckIn && s.Focus == FieldCompany && s.Ready():
		return s.updateCheckIn(StepDone{}) // most customers have no more to tell
	case s.Screen == ScreenTest:
		return s.updateTest(LineDone{})
	case s.Focus == FieldLookup || s.Focus == FieldFind:
		s = s.noEntry()
		s.Focus = "" // what was found is there to be touched
		return s, nil
	case s.Screen == ScreenCheckIn && s.CheckIn.Step == StepPhone:
		return s.updateCheckIn(StepDone{})
	case s.Focus == FieldPrice:
		return s.updateService(QuoteLineDone{})
	case s.Focus == FieldNewPart:
		return s.partAdded(), nil
	case s.Focus == FieldStockNote:
		return s.updateStock(StockNoted{})
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
	{FieldContactName, FieldContactTel, FieldContactRel},
	{FieldAskPhone, FieldEnquirer},
	{FieldBrand, FieldModel, FieldSerial},
	{FieldCPU, FieldMemory, FieldDisk},
	{FieldEstimate, FieldPasscode},
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
	s = s.noEntry()
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
	case s.Screen == ScreenScanners:
		if next, cmds, ok := s.scannersBack(); ok {
			return next, cmds
		}
	case s.Screen == ScreenQuote:
		if next, ok := s.serviceBack(); ok {
			return next, nil
		}
	case s.Screen == ScreenTest && s.Test.Line != "":
		s = s.noEntry()
		s.Test.Line, s.Test.Text, s.Focus = "", "", ""
		return s, nil
	case s.Screen == ScreenStock:
		if next, ok := s.stockBack(); ok {
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
		s.Pickup, s.Order, s.Where, s.Test, s.Find = Pickup{}, OrderPage{}, Where{}, TestPage{}, Find{}
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
	s = s.onFloor(m)
	switch m.Tag {
	case TagNumber, TagCheckIn, TagVoid:
		return s.checkInAnswered(m)
	case TagScan, TagUndo:
		return s.scanCommitted(m)
	case TagTest:
		return s.testCommitted(m)
	case TagSheet:
		return s.sheetCommitted(m)
	case TagPickup, TagGates:
		return s.pickupCommitted(m)
	case TagOrder:
		s.Order.Row = m.Row
		if m.Passcode != "" {
			s.Order.Passcode, s.Order.PasscodeUntil = m.Passcode, s.Now.Add(passcodeShown)
			return s, nil
		}
		return s.notify("order.saved"), []Cmd{LoadDue{}, Play{SoundDone}}
	case TagService:
		return s.serviceCommitted(m)
	case TagStock:
		return s.stockCommitted(m)
	}
	return s, nil
}

func (s State) failed(m Failed) (State, []Cmd) {
	next, cmds := s.failedAt(m)
	if m.Rule == nil && m.Tag != "" {
		cmds = append(cmds, LoadFloor{}) // a failed disk leaves open what was stored
	}
	return next, cmds
}

func (s State) failedAt(m Failed) (State, []Cmd) {
	switch m.Tag {
	case TagScan, TagUndo:
		return s.scanFailed(m)
	case TagPickup, TagGates:
		if s.Screen == ScreenPickup || s.Screen == ScreenPickupSign {
			return s.pickupFailed(m)
		}
	case TagNumber, TagCheckIn:
		s.CheckIn.Busy = false
	case TagTest, TagSheet:
		s.Test.Sent = false
	case TagStock:
		if m.Rule != nil && s.Screen == ScreenStock {
			return s.stockFailed(m)
		}
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
		switch {
		case k == "who":
			args = append(args, k, s.Person(repair.StaffID(e.Args[k])).Name)
		case k != "n":
			args = append(args, k, e.Args[k])
		}
	}
	return s.warn("rule."+string(e.Rule)+".what", args...)
}

// onFloor puts what was committed onto the floor.
func (s State) onFloor(m Committed) State {
	for _, r := range append([]Row{m.Row}, m.Also...) {
		if r.Order.InShop() {
			s.Floor = s.Floor.With(s.card(r))
		} else {
			s.Floor = s.Floor.Without(r.Order.ID)
		}
		s = s.stocked(r.Order)
	}
	if m.Tag == TagCheckIn {
		s.Floor = s.Floor.Renamed(m.Row.Customer) // all their machines
	}
	return s
}
