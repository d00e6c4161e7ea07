package repair

// WithCheck appends the check characters, for types of code that nothing
// prints yet.
var WithCheck = withCheck

// CodeLengths is the length of a whole code by type.
var CodeLengths = codeLen

// Replay folds events into an order.
func Replay(events []Event) (o Order) {
	for _, e := range events {
		o = Apply(o, e)
	}
	return o
}
