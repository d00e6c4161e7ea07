package flow

import (
	"slices"
	"strings"
	"time"

	"countertop/app/repair"
	"countertop/app/trade"
	"countertop/printer"
	"countertop/scanner"
)

// Screen names what fills the display.
type Screen string

// The screens.
const (
	ScreenHome       Screen = "home"
	ScreenSignIn     Screen = "sign-in"
	ScreenCheckIn    Screen = "check-in"
	ScreenScan       Screen = "scan"
	ScreenBoard      Screen = "board"
	ScreenFind       Screen = "find"
	ScreenOrder      Screen = "order"
	ScreenWhere      Screen = "where"
	ScreenTest       Screen = "test"
	ScreenBench      Screen = "bench"
	ScreenPickup     Screen = "pickup"
	ScreenPickupSign Screen = "pickup-sign"
	ScreenPrint      Screen = "print"
	ScreenScanners   Screen = "scanners"
	ScreenSetup      Screen = "setup"
	ScreenDrafts     Screen = "drafts"
	ScreenEnquiry    Screen = "enquiry"
	ScreenStock      Screen = "stock-take"

	// What is done to a machine between check-in and pickup.
	ScreenService    Screen = "service"
	ScreenQuote      Screen = "quote"
	ScreenAnswer     Screen = "answer"
	ScreenAnswerSign Screen = "answer-sign" // the customer's page
	ScreenWork       Screen = "work"
	ScreenOldPart    Screen = "old-part"
	ScreenLoan       Screen = "loan"
	ScreenSendOut    Screen = "send-out"
	ScreenPapers     Screen = "papers"
)

// Shop is what the configuration says of the shop and this counter.
type Shop struct {
	Name, Phone, Address, HoursText string
	Station                         string // one letter
	Calendar                        repair.Calendar
	Limits                          repair.Limits
	Layout                          repair.Layout
	// OwnLines is the shop's test list for machines of kind other.
	OwnLines []string
	// Trade is what the owner of the shop may change: lists, forms, scripts.
	Trade trade.Trade
}

// Row is an order with its customer, as lists show it.
type Row struct {
	Order    repair.Order
	Customer repair.Customer
}

// Who is the customer's name for staff: person, else company.
func (r Row) Who() string {
	if r.Customer.Name == "" {
		return r.Customer.Company
	}
	return r.Customer.Name
}

// State is all that the screens know. It is a value: Update clones the slices
// and maps that it changes.
type State struct {
	Now   time.Time
	Lang  string // "zh-CN" or "en"
	Shop  Shop
	Staff *repair.Staff
	// People are the staff that can sign in, by number.
	People []repair.Staff

	Screen Screen
	// Back is where "back" leads, innermost last.
	Back []Screen
	// Focus is the field that keys go to, "" for none.
	Focus Field
	Layer Layer
	// Entry is what is being composed there, Typing what that needs.
	Entry  Entry
	Typing Typing
	Toast  Toast
	// Touched is the time of the last sign of a person.
	Touched time.Time
	// ScriptHidden folds the line of what to say.
	ScriptHidden bool

	// Floor is all machines in the shop.
	Floor  *repair.Floor
	Loaded bool // the floor was read once
	Drafts []DraftInfo
	// DraftPage is the page of the list of them.
	DraftPage int
	// Enquiries are those without an answer, the oldest first.
	Enquiries []repair.Enquiry
	// Due are orders with a follow-up call due today or before.
	Due []Row

	SignIn  SignIn
	CheckIn CheckIn
	// Started counts the check-ins begun since the program started.
	Started int
	Scan    Scan
	Boards  Boards
	Find    Find
	Where   Where
	Order   OrderPage
	Service Service
	Test    TestPage
	Bench   BenchPage
	// Sheets are the places where test sheets were left.
	Sheets  map[repair.OrderID]SheetPlace
	Pickup  Pickup
	Enquiry EnquiryPage
	Stock   Stock
	Dialog  *Dialog

	Printers    []PrinterState
	Scanners    []ScannerState
	Keyboard    ScannerState   // what came through the window
	Found       []FoundScanner // plugged in and not used
	ScannerPage ScannerPage
	// Symbols are the barcodes that the page shows.
	Symbols map[Symbol]*printer.Bitmap
	Volume  Volume
	Jobs    []repair.PrintJob // open ones and those of the last hour, newest first
	Prints  PrintPage
	Setup   Setup
	// Devices are connected and may be printers, Profiles all that are known.
	Devices  []ConnectedDevice
	Profiles []ProfileChoice
	// Trial is the last scan on the scanner page: shown there, not acted on.
	Trial  scanner.Scan
	Health Health
}

// Health is what the machine itself reports.
type Health struct {
	// Problems are keys of one-sentence texts, such as "health.clock", and
	// whole sentences about the files of the shop.
	Problems []string
	Version  string
	DataDir  string
}

// Mistakes are the problems that are sentences: what is wrong in the files of
// the shop.
func (h Health) Mistakes() []string {
	return slices.DeleteFunc(slices.Clone(h.Problems), func(p string) bool { return strings.HasPrefix(p, "health.") })
}

// Toast is a short notice above everything.
type Toast struct {
	Key   string
	Args  []string
	Bad   bool
	Until time.Time
}

// DraftInfo is a parked check-in.
type DraftInfo struct {
	ID    string
	Order repair.OrderID
	Title string
	At    time.Time
}

// Initial is the state before anything was read.
func Initial(shop Shop, lang string, now time.Time) State {
	return State{
		Now: now, Touched: now, Lang: lang, Shop: shop, Screen: ScreenHome, Layer: LayerDigits,
	}
}

// Today is the day in the shop.
func (s State) Today() repair.Date { return repair.DateOf(s.Now.In(s.Shop.Calendar.Loc)) }

// card is what is shown of an order where many are.
func (s State) card(r Row) repair.Card {
	return repair.NewCards(s.Shop.Calendar, s.Shop.Limits, s.Now).Of(r.Order, r.Customer)
}

// Columns lays the machines in the shop out.
func (s State) Columns(by repair.Grouping, engineer repair.StaffID) []*repair.Column {
	return repair.Board{By: by, Engineer: engineer, Calendar: s.Shop.Calendar, Now: s.Now}.Columns(s.Floor)
}

// Column is a place with the machines there.
func (s State) Column(k repair.PlaceKind) *repair.Column {
	for _, c := range s.Columns(repair.ByPlace, "") {
		if c.Place == k {
			return c
		}
	}
	return new(repair.Column)
}

// Person returns the member of staff with the id.
func (s State) Person(id repair.StaffID) repair.Staff {
	for _, p := range s.People {
		if p.ID == id {
			return p
		}
	}
	return repair.Staff{ID: id, Name: string(id)}
}

// CustomerFacing reports whether the customer has the screen: staff functions
// and other people's data stay away, and only a signature or a staff badge or
// PIN leaves it.
func (s State) CustomerFacing() bool {
	return s.Dialog == nil && (s.Screen == ScreenCheckIn && s.CheckIn.Step == StepSign || s.Screen == ScreenPickupSign || s.Screen == ScreenAnswerSign)
}

func (s State) to(screen Screen) State {
	if s.Screen != screen {
		s.Back = append(append([]Screen(nil), s.Back...), s.Screen)
	}
	s = s.noEntry()
	s.Screen, s.Focus = screen, ""
	return s
}

func (s State) back() State {
	s = s.noEntry()
	s.Focus = ""
	if n := len(s.Back); n > 0 {
		s.Screen, s.Back = s.Back[n-1], append([]Screen(nil), s.Back[:n-1]...)
	} else {
		s.Screen = ScreenHome
	}
	return s
}

func (s State) home() State {
	s = s.noEntry()
	s.Screen, s.Back, s.Focus, s.Dialog = ScreenHome, nil, "", nil
	return s
}

// ToastFor is how long a notice stands.
const ToastFor = 6 * time.Second

func (s State) notify(key string, args ...string) State {
	s.Toast = Toast{Key: key, Args: args, Until: s.Now.Add(ToastFor)}
	return s
}

func (s State) warn(key string, args ...string) State {
	s = s.notify(key, args...)
	s.Toast.Bad = true
	return s
}
