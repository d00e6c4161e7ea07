package repair

import "time"

// LearnedWord is a word that text entry has learned.
type LearnedWord struct {
	Text, Reading string
	// N counts how often it was chosen; Last is when, in UTC.
	N    int
	Last time.Time
}

// SuggestionKind is what a suggestion is.
type SuggestionKind string

// The kinds of suggestions.
const (
	SuggestName    SuggestionKind = "name"
	SuggestCompany SuggestionKind = "company"
	SuggestContact SuggestionKind = "contact"
	SuggestModel   SuggestionKind = "model"
)

// Suggestion is a text that this shop has had before.
type Suggestion struct {
	Text string
	Kind SuggestionKind
	// Device and Brand are those of a model.
	Device DeviceKind
	Brand  string
	// Used is the day of the latest order with it, in UTC, the zero time without
	// one; Count is how many there were.
	Used  time.Time
	Count int
}
