package sound

// Kind is what a sound says.
type Kind uint8

// The kinds.
const (
	Moved   Kind = iota // the machine stands elsewhere now
	Done                // a longer job is finished: printed, signed, handed over
	Again               // nothing to do: it was so already
	Unknown             // the code is none of ours
	Refused             // not allowed; look at the screen
	Key                 // a touch was taken
	kinds               // how many there are
)
