package evdev

import "os"

// EventSize is the size of an event on this machine.
const EventSize = eventSize

// SetRoot makes s look for its scanner below root and hold it with grab; nil
// leaves that to the kernel.
func (s *Source) SetRoot(root string, grab func(*os.File) error) {
	s.root = root
	if grab != nil {
		s.grab = grab
	}
}
