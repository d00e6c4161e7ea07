package repair

// WithCheck appends the check characters, for types of code that nothing
// prints yet.
var WithCheck = withCheck

// CodeLengths is the length of a whole code by type.
var CodeLengths = codeLen
