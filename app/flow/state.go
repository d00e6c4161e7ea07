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
type Row = repair.Row

// State is all that the screens know: what is true of the counter, where the
// person is, and one struct for each page. It is a value: Update clones the
// slices and maps that it changes.
type State struct {
	Counter
	Desk
	Pages
}

// Counter is what is true of the counter, whoever stands at it.
type Counter struct {
	Now  time.Time
	Lang string // "zh-CN" or "en"
	Shop Shop
	// People are the staff that can sign in, by number.
	People []repair.Staff
	// Typing is what text entry knows.
	Typing Typing

	// Floor is all machines in the shop.
	Floor  *repair.Floor
	Loaded bool // the floor was read once
	Drafts []DraftInfo
	// Enquiries are those without an answer, the oldest first.
	Enquiries []repair.Enquiry
	// Due are orders with a follow-up call due today or before.
	Due []Row

	Printers []PrinterState
	Scanners []ScannerState
	Keyboard ScannerState   // what came through the window
	Found    []FoundScanner // plugged in and not used
	// Symbols are the barcodes that the page shows.
	Symbols map[Symbol]*printer.Bitmap
	Volume  Volume
	Jobs    []repair.PrintJob // open ones and those of the last hour, newest first
	// Devices are connected and may be printers, Profiles all that are known.
	Devices  []ConnectedDevice
	Profiles []ProfileChoice
	Health   Health
	// Started counts the check-ins begun since the program started.
	Started int
}

// Desk is where the person at the counter is.
type Desk struct {
	Staff  *repair.Staff
	Screen Screen
	// Back is where "back" leads, innermost last.
	Back []Screen
	// Focus is the field that keys go to, "" for none.
	Focus Field
	Layer Layer
	// Entry is what is being composed there.
	Entry  Entry
	Toast  Toast
	Dialog *Dialog
	// Touched is the time of the last sign of a person.
	Touched time.Time
	// ScriptHidden folds the line of what to say.
	ScriptHidden bool
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
	Enquiry     EnquiryPage
	Stock       Stock
	Prints      PrintPage
	Setup       Setup
	ScannerPage ScannerPage
	// DraftPage is the page of the list of parked check-ins.
	DraftPage int
	// Trial is the last scan on the scanner page: shown there, not acted on.
	Trial scanner.Scan
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
type DraftInfo = repair.DraftInfo

// Initial is the state before anything was read.
func Initial(shop Shop, lang string, now time.Time) State {
	return State{
		Counter: Counter{Now: now, Lang: lang, Shop: shop},
		Desk:    Desk{Touched: now, Screen: ScreenHome, Layer: LayerDigits},
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
