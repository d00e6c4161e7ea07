package label

// slipKinds are the documents on rolls. What a shop may leave out of them is
// what gives way when there is much to say.
var slipKinds = []Kind{
	{"customer-copy", 72, 0, customerCopy, []string{"company", "serial", "fault", "taken_in_by", "shop_address", "shop_hours"}},
	{"pickup-receipt", 72, 0, pickupReceipt, []string{"serial", "shop_hours", "rating"}},
	{"quotation", 72, 0, quotation, []string{"serial", "shop_hours"}},
	{"stub", 72, 0, stub, []string{"company", "serial", "taken_in_by"}},
	{"loaner", 72, 0, loanerSlip, []string{"company", "brand", "model", "shop_address", "shop_hours"}},
	{"peer-slip", 72, 0, sendOutSlip(false), []string{"shop_address", "shop_hours"}},
	{"factory-slip", 72, 0, sendOutSlip(true), []string{"shop_address", "shop_hours"}},
	{"day-close", 72, 0, dayClose, nil},
	{"test-sheet", 72, 0, testSheet, []string{"serial", "fault"}},
	{"stock-take", 72, 0, stockTake, nil},
}
