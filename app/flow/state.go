package flow

// State is all that the screens know. It is a value: Update clones what it
// changes.
type State struct{}

// Cmd is one thing to do outside the kernel.
//
//sumtype:decl
type Cmd interface{ cmd() }

// Update returns the state after m, and what is to be done.
func Update(s State, m Msg) (State, []Cmd) { return s, nil }
