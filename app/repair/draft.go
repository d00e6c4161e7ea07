package repair

import "time"

// DraftInfo is a parked check-in as a list shows it.
type DraftInfo struct {
	ID    string
	Order OrderID // "" before the machine has its number
	Title string
	At    time.Time // when it was saved, in UTC
}

// Draft is a screen that was left half filled in.
type Draft struct {
	DraftInfo
	Screen string
	// Body is the state of the screen, in the screen's own form.
	Body []byte
}
