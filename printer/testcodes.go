package printer

// TestCodes are the payloads on the test page, to be scanned back with the
// shop's own scanner: a QR code and a Code 128, each small and large. None is a
// code of the shop; they are short, for the smallest label to hold all four.
var TestCodes = []string{"Q1", "Q2", "1", "2"}
