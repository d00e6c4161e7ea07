package flow

import (
	"countertop/app/repair"
	"countertop/app/trade"
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
	ScreenCorrect    Screen = "correct" // what was noted is put right
	ScreenNoCopy     Screen = "no-copy" // who collects without the customer copy
	ScreenPrint      Screen = "print"
	ScreenScanners   Screen = "scanners"
	ScreenSetup      Screen = "setup"
	ScreenDrafts     Screen = "drafts"
	ScreenEnquiry    Screen = "enquiry"
	ScreenMore       Screen = "more" // the doors to all others
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

// Shop is what the settings say of the shop and this counter.
type Shop struct {
	Name, Phone, Address, HoursText string
	// Logo stands at the head of slips.
	Logo     repair.Picture
	Station  string // one letter
	Calendar repair.Calendar
	// FollowsOfficial says that Calendar has the official calendar of Trade.
	FollowsOfficial bool
	Limits          repair.Limits
	Layout          repair.Layout
	// Times are how long something stays when nobody is there.
	Times repair.IdleTimes
	// Takings are the roles that see what was taken in.
	Takings []repair.Role
	// OwnLines is the shop's test list for machines of kind other.
	OwnLines []string
	// Trade is what the owner of the shop may change: lists, forms, scripts.
	Trade trade.Trade
}

// WithTrade is the shop with what its owner wrote last: words, and the official
// calendar if the shop follows it.
func (s Shop) WithTrade(t trade.Trade) Shop {
	s.Trade = t
	if s.FollowsOfficial {
		s.Calendar.Official = t.Official()
	}
	return s
}

// State is all that the screens know: what is true of the counter, where the
// person is, and one struct for each page. It is a value: Update clones the
// slices and maps that it changes.
type State struct {
	Counter
	Desk
	Pages
}
