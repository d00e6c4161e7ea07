package flow

import (
	"slices"
	"strings"
	"time"

	"countertop/app/ime"
	"countertop/app/repair"
	"countertop/app/trade"
	"countertop/printer"
)

// Counter is what is true of the counter, whoever stands at it.
type Counter struct {
	Now  time.Time
	Lang string // "zh-CN" or "en"
	Shop Shop
	// Settings are what Shop is made of, with Files: the lists and words of the
	// files of the shop.
	Settings Settings
	Files    trade.Trade
	// People are the staff, those who have left too, by number; Here are those who
	// can sign in.
	People []repair.Staff
	// PINLengths are the digits of their PINs, as far as they are known.
	PINLengths map[repair.StaffID]int
	// HasRecovery says that there is a recovery code.
	HasRecovery bool
	// Typing is what text entry knows.
	Typing Typing

	// Floor is all machines in the shop.
	Floor  *repair.Floor
	Loaded bool // the floor was read once
	Drafts []repair.DraftInfo
	// Enquiries are those without an answer, the oldest first.
	Enquiries []repair.Enquiry
	// Due are orders with a follow-up call due today or before.
	Due []repair.Row

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
	Data     DataCheck
	// Started counts the check-ins begun since the program started.
	Started int
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

// PrinterState is what one printer is doing.
type PrinterState struct {
	Name, Model string
	// Virtual printers write pictures to a folder.
	Virtual bool
	// Fault is the reason it does not print, "" when it can. "stopped" waits for
	// an answer about each of its last two jobs.
	Fault string
	Known bool // its state could be read
	// Documents it prints.
	Documents []repair.Document
	// Fallback is the printer that takes its jobs when a fault lasts, "" if none.
	Fallback string
	// Device is its device string, Profile the name of its profile.
	Device, Profile string
	// WidthMM, HeightMM are the paper, HeightMM 0 a roll.
	WidthMM, HeightMM float64
	// Density is how dark it prints, 0 to 15; -1 if it takes no such command.
	Density int
	// HanFont says that its profile knows a Chinese font of the printer's own.
	HanFont bool
	// Added is a printer that was set up on the screen and can be removed there.
	Added bool
	// Mode is how pages are sent to it, and Correction what was found out about it.
	Mode       printer.RenderMode
	Correction printer.Correction
}

// ScannerState is what one scanner is doing.
type ScannerState struct {
	Name, Device string
	Fault        string // "" when it can scan
	Scans        int    // handed on
	Repeated     int    // the same code again while in view
	Refused      int    // lines that were no text
	Last         string
	// Added is one that was set up on the screen: it can be renamed and removed.
	Added bool
}

// Initial is the state before anything was read.
func Initial(shop Shop, lang string, now time.Time) State {
	return State{
		Counter: Counter{Now: now, Lang: lang, Shop: shop, Files: shop.Trade},
		Desk:    Desk{Touched: now, Screen: ScreenHome, Layer: LayerDigits},
	}
}

// What the store and the devices report of the counter.
type (
	// FloorLoaded carries all machines in the shop.
	FloorLoaded struct{ Floor *repair.Floor }
	// DueLoaded carries the orders with a call that is due.
	DueLoaded struct{ Rows []repair.Row }
	// PeopleLoaded lists the staff, those who have left too, and how many digits
	// their PINs have.
	PeopleLoaded struct {
		People     []repair.Staff
		PINLengths map[repair.StaffID]int
		// HasRecovery says that there is a recovery code.
		HasRecovery bool
	}
	// DraftsLoaded lists parked check-ins.
	DraftsLoaded struct{ Drafts []repair.DraftInfo }
	// EnquiriesLoaded lists those without an answer, the oldest first.
	EnquiriesLoaded struct{ Enquiries []repair.Enquiry }
	// JobsChanged carries the print jobs.
	JobsChanged struct{ Jobs []repair.PrintJob }
	// HealthChanged carries what the machine reports of itself.
	HealthChanged struct{ Health Health }
	// TradeLoaded carries the lists and words of the shop when its owner has
	// changed them.
	TradeLoaded struct{ Trade trade.Trade }
	// TypingLoaded carries what text entry needs.
	TypingLoaded struct{ Typing Typing }
	// SuggestionsLoaded carries what the shop has already.
	SuggestionsLoaded struct{ Index ime.Index }
	// PrinterChanged says that a printer's state changed.
	PrinterChanged struct{ Printer PrinterState }
	// PrinterGone says that a printer is no more.
	PrinterGone struct{ Name string }
	// DevicesFound lists what is connected, and Profiles all there are.
	DevicesFound struct {
		Devices  []ConnectedDevice
		Profiles []ProfileChoice
	}
	// ScannerChanged says that a scanner's state changed.
	ScannerChanged struct{ Scanner ScannerState }
	// ScannersFound lists what is plugged in and not used.
	ScannersFound struct{ Found []FoundScanner }
	// ScannerGone says that a scanner is no more.
	ScannerGone  struct{ Device string }
	SymbolsDrawn struct{ Symbols map[Symbol]*printer.Bitmap }
	// SoundChanged says whether sounds can be heard.
	SoundChanged struct{ Silent bool }
)

// counterMsg are the messages that say what is true of the counter.
//
//sumtype:decl
type counterMsg interface {
	Msg
	counterMsg()
}

func (FloorLoaded) owner() Screen       { return roomCounter }
func (DueLoaded) owner() Screen         { return roomCounter }
func (PeopleLoaded) owner() Screen      { return roomCounter }
func (DraftsLoaded) owner() Screen      { return roomCounter }
func (EnquiriesLoaded) owner() Screen   { return roomCounter }
func (JobsChanged) owner() Screen       { return roomCounter }
func (HealthChanged) owner() Screen     { return roomCounter }
func (TradeLoaded) owner() Screen       { return roomCounter }
func (TypingLoaded) owner() Screen      { return roomCounter }
func (SuggestionsLoaded) owner() Screen { return roomCounter }
func (PrinterChanged) owner() Screen    { return roomCounter }
func (PrinterGone) owner() Screen       { return roomCounter }
func (DevicesFound) owner() Screen      { return roomCounter }
func (ScannerChanged) owner() Screen    { return roomCounter }
func (ScannersFound) owner() Screen     { return roomCounter }
func (ScannerGone) owner() Screen       { return roomCounter }
func (SymbolsDrawn) owner() Screen      { return roomCounter }
func (SoundChanged) owner() Screen      { return roomCounter }

func (FloorLoaded) counterMsg()       {}
func (DueLoaded) counterMsg()         {}
func (PeopleLoaded) counterMsg()      {}
func (DraftsLoaded) counterMsg()      {}
func (EnquiriesLoaded) counterMsg()   {}
func (JobsChanged) counterMsg()       {}
func (HealthChanged) counterMsg()     {}
func (TradeLoaded) counterMsg()       {}
func (TypingLoaded) counterMsg()      {}
func (SuggestionsLoaded) counterMsg() {}
func (PrinterChanged) counterMsg()    {}
func (PrinterGone) counterMsg()       {}
func (DevicesFound) counterMsg()      {}
func (ScannerChanged) counterMsg()    {}
func (ScannersFound) counterMsg()     {}
func (ScannerGone) counterMsg()       {}
func (SymbolsDrawn) counterMsg()      {}
func (SoundChanged) counterMsg()      {}

func (FloorLoaded) reported()       {}
func (DueLoaded) reported()         {}
func (PeopleLoaded) reported()      {}
func (DraftsLoaded) reported()      {}
func (EnquiriesLoaded) reported()   {}
func (JobsChanged) reported()       {}
func (HealthChanged) reported()     {}
func (TradeLoaded) reported()       {}
func (TypingLoaded) reported()      {}
func (SuggestionsLoaded) reported() {}
func (PrinterChanged) reported()    {}
func (PrinterGone) reported()       {}
func (DevicesFound) reported()      {}
func (ScannerChanged) reported()    {}
func (ScannersFound) reported()     {}
func (ScannerGone) reported()       {}
func (SymbolsDrawn) reported()      {}
func (SoundChanged) reported()      {}

// updateCounter takes what the store and the devices report.
func updateCounter(s State, m counterMsg) (State, []Cmd) {
	switch m := m.(type) {
	case FloorLoaded:
		s.Floor, s.Loaded = m.Floor, true
		s.Stock.compare(s.Floor)
	case DueLoaded:
		s.Due = m.Rows
	case PeopleLoaded:
		return peopleLoaded(s, m)
	case DraftsLoaded:
		s.Drafts = m.Drafts
	case EnquiriesLoaded:
		s.Enquiries = m.Enquiries
	case TradeLoaded:
		s.Files = m.Trade
		before := s.Shop.Calendar.Official
		c := s.Settings.Config()
		s.Shop = s.Shop.WithTrade(s.Files.With(c.Lists, c.EstimateFen))
		if !s.Shop.Calendar.Official.Equal(before) {
			return s, []Cmd{LoadFloor{}} // the cards hold when each limit is over
		}
	case SettingsLoaded:
		return settingsLoaded(s, m)
	case TypingLoaded:
		s.Typing = m.Typing
	case SuggestionsLoaded:
		s.Typing.Index = m.Index
	case PrinterChanged:
		s.Printers = put(s.Printers, m.Printer, func(p PrinterState) string { return p.Name })
		if p, _ := s.printer(s.Setup.Printer); s.Screen == ScreenSetup {
			s.Setup.coverSeen(p.Fault)
		}
	case PrinterGone:
		s.Printers = slices.DeleteFunc(slices.Clone(s.Printers), func(p PrinterState) bool { return p.Name == m.Name })
	case DevicesFound:
		s.Devices, s.Profiles = m.Devices, m.Profiles
	case ScannerChanged:
		s.scannerChanged(m.Scanner)
	case ScannersFound:
		s.Found = m.Found
	case ScannerGone:
		s.scannerGone(m.Device)
		if s.ScannerPage.Device == m.Device {
			s.ScannerPage = ScannerPage{}
		}
	case SymbolsDrawn:
		s.Symbols = m.Symbols
	case SoundChanged:
		s.soundChanged(m.Silent)
	case DataChecked:
		s.dataChecked(m)
	case JobsChanged:
		s.Jobs = m.Jobs
		return s.showTestPage()
	case HealthChanged:
		for _, p := range s.healthChanged(m.Health) {
			s = s.warn(p) // the owner has just saved the file, and looks
		}
	}
	return s, nil
}

// healthChanged takes what the machine reports of itself. The new mistakes in
// the files of the shop are to be told.
func (c *Counter) healthChanged(h Health) (mistakes []string) {
	mistakes = slices.DeleteFunc(h.Mistakes(), func(p string) bool { return slices.Contains(c.Health.Problems, p) })
	c.Health = h
	return mistakes
}

// Today is the day in the shop; one that is open past midnight goes on until it
// is closed up.
func (c Counter) Today() repair.Date { return c.Shop.Calendar.Day(c.Now) }

// Unannounced is the year of which the official calendar is missing, and false
// if none is or the shop does not follow it.
func (c Counter) Unannounced() (year int, ok bool) {
	return c.Shop.Calendar.Unannounced(c.Shop.Limits, c.Now)
}

// card is what is shown of an order where many are.
func (c Counter) card(r repair.Row) repair.Card {
	return repair.NewCards(c.Shop.Calendar, c.Shop.Limits, c.Now).Of(r.Order, r.Customer)
}

// Columns lays the machines in the shop out.
func (c Counter) Columns(by repair.Grouping, engineer repair.StaffID) []*repair.Column {
	return repair.Board{By: by, Engineer: engineer, Calendar: c.Shop.Calendar, Now: c.Now}.Columns(c.Floor)
}

// Column is a place with the machines there.
func (c Counter) Column(k repair.PlaceKind) *repair.Column {
	for _, col := range c.Columns(repair.ByPlace, "") {
		if col.Place == k {
			return col
		}
	}
	return new(repair.Column)
}

// Person returns the member of staff with the id.
func (c Counter) Person(id repair.StaffID) repair.Staff {
	for _, p := range c.People {
		if p.ID == id {
			return p
		}
	}
	return repair.Staff{ID: id, Name: string(id)}
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
