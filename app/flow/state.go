package flow

import (
	"countertop/app/repair"
	"countertop/app/trade"
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
	// Takings are the roles that see what was taken in.
	Takings []repair.Role
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
