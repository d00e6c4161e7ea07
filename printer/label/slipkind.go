package label

// slipKinds are the documents on rolls.
var slipKinds = []Kind{
	{"customer-copy", 72, 0, customerCopy},
	{"pickup-receipt", 72, 0, pickupReceipt},
}
