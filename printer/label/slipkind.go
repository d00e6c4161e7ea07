package label

// slipKinds are the documents on rolls.
var slipKinds = []Kind{
	{"customer-copy", 72, 0, customerCopy, []string{"company", "serial", "fault", "taken_in_by", "shop_address", "shop_hours"}},
	{"pickup-receipt", 72, 0, pickupReceipt, []string{"serial", "shop_hours", "rating"}},
}
