package repair

import "time"

// DraftInfo is something half done as a list shows it.
type DraftInfo struct {
	ID    string
	Order OrderID // "" before the machine has its number
	// Screen is where it goes on.
	Screen string
	Title  string
	At     time.Time // when it was saved, in UTC
}

// Draft is a screen that was left half filled in.
type Draft struct {
	DraftInfo
	// Body is the state of the screen, in the screen's own form.
	Body []byte
}
