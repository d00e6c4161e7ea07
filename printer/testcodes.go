package printer

// TestCodes are the payloads on the test page, to be scanned back with the
// shop's own scanner: a QR code and a Code 128, each small and large. None is a
// code of the shop.
var TestCodes = []string{"TEST-QR-S", "TEST-QR-L", "TEST-128-S", "TEST-128-L"}
