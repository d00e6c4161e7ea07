package flow

import (
	"fmt"
	"maps"
	"slices"

	"countertop/app/repair"
	"countertop/scanner"
)

// screen is all that makes a screen one: who may see it, what Update asks of
// it, and what leaving it forgets. What a row does not name is what most
// screens do. Each row stands in the table below; a screen needs nothing else
// in this package but its own file.
type screen struct {
	// signIn asks who it is before the screen is opened or acted on. command is
	// what it exists for: who may not do that neither opens it nor acts on it; ""
	// is for all.
	signIn  bool
	command repair.CommandName
	// customer reports whether the customer has the screen: staff functions and
	// other people's data stay away, and only a signature or a staff badge or PIN
	// leaves it.
	customer func(State) bool
	// under is the screen that this one is a page of.
	under Screen
	// door is the way to the screen from the page of all of them, if it has one.
	door Door
	// bench says that an engineer's badge means "I take machines" here; see
	// docs/decisions/bench.md.
	bench bool
	// about is the order that the screen is about.
	about func(State) repair.Row
	// part names the part of the screen that is shown, for screens that show several
	// one after the other.
	part func(State) string

	// update takes the messages that are the screen's own.
	update func(State, Msg) (State, []Cmd)
	// opened follows Opened, when the screen is there.
	opened func(State) (State, []Cmd)
	// scanned takes a code while no dialog is open; false leaves it to its meaning
	// everywhere.
	scanned func(State, reading) (State, []Cmd, bool)
	// badged takes a badge; false signs its owner in.
	badged func(State, repair.Staff) (State, []Cmd, bool)
	// back is the way back within the screen, false the way off it. enter is what
	// the black button would do, false goes to the next field.
	back, enter func(State) (State, []Cmd, bool)
	// ink is what a finger writes on the screen's pad, signs what is signed with
	// it, signed takes it.
	ink    func(*State) *Ink
	signs  func(State) SignedSubject
	signed func(State) (State, []Cmd)
	// committed takes the store's answer to a Commit with a tag of this screen,
	// failed its refusal; false shows it as a notice.
	committed func(State, Committed) (State, []Cmd)
	failed    func(State, Failed) (State, []Cmd, bool)
	// tick is asked once a second while the screen is shown.
	tick func(State) (State, []Cmd)
	// stays keeps the screen when nobody is there.
	stays func(State) bool

	// leave is the way home from here, where that is more than forgetting.
	leave func(State) (State, []Cmd)
	// left stores what must not be lost as the screen is left, whoever leaves it
	// and however; the first state is the one before m, the second after it.
	left func(was State, m Msg, next State) (State, []Cmd)
	// passed reports whether "back" leads past it: there is nothing to see any
	// more.
	passed func(State) bool
	// off forgets what the way back off the screen leaves behind.
	off func(*Pages)
	// keeps carries over what the way home does not forget. Nothing that it keeps
	// is a name, a number, a code, a search or a signature of a customer.
	keeps func(was Pages, now *Pages)
}

// Pages are what the screens know of what is done on them. All of it is
// forgotten on the way home, but for what a row of the table of screens keeps.
type Pages struct {
	SignIn  SignIn
	CheckIn CheckIn
	Scan    Scan
	Boards  Boards
	Find    Find
	Where   Where
	Order   OrderPage
	Service Service
	Test    TestPage
	Bench   BenchPage
	// Sheets are the places where test sheets were left.
	Sheets      map[repair.OrderID]SheetPlace
	Pickup      Pickup
	NoCopy      NoCopy
	Correct     Correct
	Enquiry     EnquiryPage
	Stock       Stock
	Prints      PrintPage
	Setup       Setup
	ScannerPage ScannerPage
	// DraftPage is the page of the list of parked check-ins.
	DraftPage int
	// Trial is the last scan on the scanner page: shown there, not acted on.
	Trial scanner.Scan
	// Day is what was counted of today.
	Day DayPage
	// SettingsPage is the page of the settings.
	SettingsPage SettingsPage
	// StaffPage is the page of a person who works here, Recovery that of the
	// recovery code, Notable what is looked over.
	StaffPage StaffPage
	Recovery  RecoveryPage
	Notable   NotablePage
	// History is what happened to an order, CustomerPage what is kept of a customer.
	History      HistoryPage
	CustomerPage CustomerPage
}

// room is a row of the table: a screen, or one of those that are none.
type room = Screen

// The rooms of the kernel that are no screen.
const (
	roomCounter room = "counter" // what is true of the counter
	roomDesk    room = "desk"    // where the person is
	roomEntry   room = "entry"   // the field in focus
	roomPad     room = "pad"     // what a finger writes
	roomDialog  room = "dialog"
)

// screens is the table; rows is set in init because the rows call what reads
// it.
var screens map[Screen]screen

func init() { screens = rows() }

func rows() map[Screen]screen {
	all := roomRows()
	for _, part := range []map[Screen]screen{checkInRows(), floorRows(), serviceRows(), deviceRows(), staffRows(), pastRows()} {
		maps.Copy(all, part)
	}
	return all
}

func roomRows() map[Screen]screen {
	return map[Screen]screen{
		roomCounter: {update: handles(updateCounter)},
		roomDesk:    {update: handles(updateDesk)},
		roomEntry:   {update: updateText},
		roomPad:     {update: updatePad},
		roomDialog:  {update: handles(updateDialog)},
	}
}

// checkInRows are the screens where people and machines come in.
func checkInRows() map[Screen]screen {
	return map[Screen]screen{
		ScreenHome: {bench: true},
		ScreenSignIn: {
			update: handles(updateSignIn), enter: signInEnter,
			passed: always, off: func(p *Pages) { p.SignIn = SignIn{} }, leave: signInLeave,
		},
		ScreenCheckIn: {
			signIn: true, command: repair.CommandCheckIn, customer: func(s State) bool { return s.CheckIn.Step == StepSign },
			part:   func(s State) string { return fmt.Sprint(s.CheckIn.Step, s.CheckIn.ByName) },
			update: updateCheckIn, scanned: checkInScanned, badged: checkInBadged, back: checkInBack, enter: checkInEnter,
			ink: func(s *State) *Ink { return &s.CheckIn.Ink }, signs: checkInSigns, signed: checkInSigned,
			committed: checkInCommitted, failed: checkInFailed, tick: checkInTick, leave: checkInParked, left: checkInLeft,
		},
		ScreenDrafts: {signIn: true, door: Door{"pause", 20}, bench: true, update: handles(updateDrafts), opened: draftsOpened},
		ScreenToday: {
			signIn: true, door: Door{"calendar", 40}, update: handles(updateToday), opened: todayOpened, tick: todayTick,
		},
		ScreenMore: {},
		ScreenEnquiry: {
			signIn: true, command: repair.CommandAskEnquiry, update: handles(updateEnquiry), failed: enquiryFailed,
			tick: enquiryTick, left: enquiryLeft,
		},
	}
}

// floorRows are the screens where machines are moved, found, tested and handed
// over.
func floorRows() map[Screen]screen {
	return map[Screen]screen{
		ScreenScan: {
			command: repair.CommandMove, bench: true, update: handles(updateScan), committed: scanCommitted, failed: scanFailed,
			part: scanPart,
			off:  (*Pages).scanCleared, keeps: scanKeeps,
		},
		ScreenBoard: {
			bench: true, update: handles(updateBoard), keeps: func(was Pages, now *Pages) { now.Boards = was.Boards },
		},
		ScreenFind:  {signIn: true, bench: true, update: handles(updateFind), scanned: findScanned},
		ScreenWhere: {signIn: true, about: func(s State) repair.Row { return s.Where.Row }, update: handles(updateWhere)},
		ScreenOrder: {
			signIn: true, bench: true, about: orderShown, update: handles(updateOrder), committed: orderCommitted,
		},
		ScreenCorrect: {
			signIn: true, command: repair.CommandCorrect, about: func(s State) repair.Row { return s.Correct.Row }, part: correctPart,
			customer: func(s State) bool { return s.Correct.Part == CorrectSign },
			update:   handles(updateCorrect), scanned: correctScanned, back: correctBack, committed: correctCommitted,
			failed: correctFailed, left: correctLeft, passed: always,
			ink: func(s *State) *Ink { return &s.Correct.Ink }, signs: correctSigns, signed: correctSigned,
		},
		ScreenTest: {
			signIn: true, command: repair.CommandTest, about: func(s State) repair.Row { return s.Test.Row }, update: handles(updateTest),
			scanned: testScanned, back: testBack, enter: testEnter, committed: testCommitted, failed: testFailed,
			left: testLeft, keeps: func(was Pages, now *Pages) { now.Sheets = was.Sheets },
		},
		ScreenBench: {signIn: true, door: Door{"wrench", 10}, bench: true, update: handles(updateBench)},
		ScreenStock: {
			signIn: true, command: repair.CommandStockTake, door: Door{"list-checks", 30}, update: handles(updateStock),
			part:   func(s State) string { return fmt.Sprint(s.Stock.Step) },
			opened: stockOpened, scanned: stockScanned, back: stockBack,
			committed: stockCommitted, failed: stockFailed, stays: func(s State) bool { return s.Stock.Open() },
			keeps: func(was Pages, now *Pages) { now.Stock = was.Stock },
		},
		ScreenPickup: {
			signIn: true, command: repair.CommandPickUp, about: func(s State) repair.Row { return s.Pickup.Row },
			part:   func(s State) string { return fmt.Sprint(s.Pickup.Open, s.Pickup.Done != nil) },
			update: handles(updatePickup), scanned: pickupScanned, committed: pickupCommitted, failed: pickupFailed, passed: pickupPassed,
			left: pickupLeft,
		},
		ScreenNoCopy: {
			signIn: true, command: repair.CommandPickUp, about: func(s State) repair.Row { return s.Pickup.Row },
			part:   func(s State) string { return fmt.Sprint(s.NoCopy.As, s.NoCopy.Contact) },
			update: handles(updateNoCopy), opened: noCopyOpened, scanned: noCopyScanned, passed: always, left: pickupLeft,
		},
		ScreenPickupSign: {
			signIn: true, command: repair.CommandPickUp, customer: always, ink: func(s *State) *Ink { return &s.Pickup.Ink },
			signs: pickupSigns, signed: pickupSigned, passed: always, left: pickupLeft,
		},
	}
}

// deviceRows are the screens of printers and scanners.
func deviceRows() map[Screen]screen {
	return map[Screen]screen{
		ScreenPrint: {door: Door{"printer", 50}, update: handles(updatePrints), opened: printsOpened},
		ScreenScanners: {
			part: func(s State) string { return fmt.Sprint(s.ScannerPage.Step, s.ScannerPage.Device) },
			door: Door{"barcode", 60}, update: updateScanners, opened: scannersOpened, scanned: scannersScanned,
			back: scannersBack, left: scannersLeft,
		},
		ScreenSettings: {
			part: func(s State) string {
				e := s.SettingsPage.Edit
				return fmt.Sprint(s.SettingsPage.Room, e.Key, e.Item.Open)
			},
			signIn: true, door: Door{"settings", 80}, update: handles(updateSettings), opened: settingsOpened, back: settingsBack,
			failed: settingsFailed,
		},
		ScreenSetup: {
			part:   func(s State) string { return fmt.Sprint(s.Setup.Step, s.Setup.Printer) },
			signIn: true, door: Door{"settings", 70}, update: handles(updateSetup), opened: setupOpened,
			scanned: setupScanned, back: setupBack,
			tick: setupTick,
		},
	}
}

// staffRows are the screens of the people of the shop.
func staffRows() map[Screen]screen {
	return map[Screen]screen{
		ScreenStaff: {
			part:   func(s State) string { return fmt.Sprint(s.StaffPage.ID, s.StaffPage.Part, s.StaffPage.PIN.First != "") },
			signIn: true, update: handles(updateStaff), back: staffBack, enter: staffEnter, failed: staffFailed,
		},
		ScreenRecovery: {
			part:   func(s State) string { return fmt.Sprint(s.Recovery.Step, s.Recovery.PIN.First != "") },
			update: handles(updateRecovery), opened: recoveryOpened, back: recoveryBack, enter: recoveryEnter, failed: recoveryFailed,
			tick: recoveryTick, off: func(p *Pages) { p.Recovery = RecoveryPage{} },
		},
		ScreenNotable: {
			signIn: true, command: repair.CommandLookOver, update: handles(updateNotable), opened: notableOpened,
		},
	}
}

// pastRows are the screens of what was: of an order, and of a customer.
func pastRows() map[Screen]screen {
	return map[Screen]screen{
		ScreenHistory: {
			signIn: true, about: func(s State) repair.Row { return s.History.Past.Row }, update: handles(updateHistory),
		},
		ScreenCustomer: {
			signIn: true, part: func(s State) string { return string(s.CustomerPage.Part) }, update: handles(updateCustomerFile),
			back: customerFileBack, failed: customerFileFailed,
		},
	}
}

// serviceRows are the screens of what is done to a machine between check-in and
// pickup.
func serviceRows() map[Screen]screen {
	return map[Screen]screen{
		ScreenService: {
			signIn: true, about: orderShown, opened: serviceOpened,
			committed: serviceCommitted, failed: serviceFailed, keeps: serviceKeeps,
		},
		ScreenQuote: {
			signIn: true, command: repair.CommandQuote, under: ScreenService, about: orderShown,
			update: handles(updateQuote), back: quoteBack,
		},
		ScreenAnswer: {
			signIn: true, command: repair.CommandAnswerQuote, under: ScreenService, about: orderShown, update: handles(updateAnswer),
		},
		ScreenAnswerSign: {
			signIn: true, command: repair.CommandAnswerQuote, under: ScreenService, customer: always, about: orderShown,
			ink: func(s *State) *Ink { return &s.Service.Ink }, signs: answerSigns, signed: answerSigned,
		},
		ScreenWork: {signIn: true, command: repair.CommandWork, under: ScreenService, about: orderShown, update: handles(updateWork)},
		ScreenOldPart: {
			signIn: true, command: repair.CommandOldPart, under: ScreenService, about: orderShown, update: handles(updateOldPart),
		},
		ScreenLoan: {
			signIn: true, command: repair.CommandLend, under: ScreenService, about: orderShown,
			update: handles(updateLoan), scanned: numberInto(FieldLoanSerial, machineNumber),
		},
		ScreenSendOut: {
			signIn: true, command: repair.CommandSendOut, under: ScreenService, about: orderShown,
			update: handles(updateSendOut), scanned: numberInto(FieldTracking, parcelNumber),
		},
		ScreenPapers: {signIn: true, under: ScreenService, about: orderShown, update: handles(updatePapers)},
	}
}

// handles makes what takes the messages of one room take any: owner says that
// no others come.
func handles[M Msg](f func(State, M) (State, []Cmd)) func(State, Msg) (State, []Cmd) {
	return func(s State, m Msg) (State, []Cmd) { return f(s, m.(M)) }
}

func always(State) bool { return true }

// orderShown is the order on the order page.
func orderShown(s State) repair.Row { return s.Order.Row }

// row is that of the screen.
func (d Desk) row() screen { return screens[d.Screen] }

// Screens are all screens.
func Screens() (list []Screen) {
	for name := range screens {
		if !slices.Contains([]Screen{roomCounter, roomDesk, roomEntry, roomPad, roomDialog}, name) {
			list = append(list, name)
		}
	}
	slices.Sort(list)
	return list
}

// CustomerFacing reports whether the customer has the screen.
func (s State) CustomerFacing() bool {
	return s.Dialog == nil && customerHas(s)
}

// About is the order that the screen is about; the zero Row if it is about
// none.
func (s State) About() repair.Row {
	if about := s.row().about; about != nil {
		return about(s)
	}
	return repair.Row{}
}

// admits reports whether the screen may be seen, or acted on, as things are.
func (x screen) admits(who *repair.Staff) bool {
	switch {
	case !x.signIn:
		return true
	case who == nil:
		return false
	}
	return x.command == "" || repair.May(*who, x.command)
}

// Door is the way to a screen from the page of all of them: its icon, and where
// it stands there, the smallest first.
type Door struct {
	Icon string
	At   int
}

// Doors are the screens that are found on the page of all of them, in order. Who
// may not go through one is told so there.
func Doors() (list []Screen) {
	for name, x := range screens {
		if x.door.Icon != "" {
			list = append(list, name)
		}
	}
	slices.SortFunc(list, func(a, b Screen) int { return screens[a].door.At - screens[b].door.At })
	return list
}

// Door is the way to a screen.
func (n Screen) Door() Door { return screens[n].door }
