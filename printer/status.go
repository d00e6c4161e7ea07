package printer

// Status is what a printer said about itself.
type Status struct {
	// Known is false when the printer cannot answer or did not; the rest then
	// says nothing.
	Known bool
	// Busy is true while it prints or feeds.
	Busy bool
	// PaperLow is a warning; it prints on.
	PaperLow bool

	PaperOut, CoverOpen, RibbonOut, Jam, CutterJam, HeadHot bool
	// Paused waits for a button on the printer.
	Paused bool
	// Offline is a printer that says it does not print and not why.
	Offline bool
	// Broken is an error the printer cannot recover from without a power cycle.
	Broken bool
}

// Ready reports whether the printer said that it can print now.
func (s Status) Ready() bool { return s.Known && s.Fault() == "" }

// Fault names what keeps the printer from printing, the most useful word
// first, or "" if nothing is known to.
func (s Status) Fault() Fault {
	// An open cover comes first: with it open most printers report paper out too.
	for _, f := range []struct {
		is    bool
		fault Fault
	}{
		{s.CoverOpen, CoverOpen},
		{s.PaperOut, PaperOut},
		{s.RibbonOut, RibbonOut},
		{s.CutterJam, CutterJam},
		{s.Jam, Jam},
		{s.HeadHot, HeadHot},
		{s.Broken, Broken},
		{s.Paused, Paused},
		{s.Offline, Offline},
	} {
		if f.is {
			return f.fault
		}
	}
	return ""
}
