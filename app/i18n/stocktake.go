package i18n

// The stock-take (盘点): its rules first.
var _ = add(texts{
	"rule.stock-place.what": {"这里不能盘点", "Not a place to count"},
	"rule.stock-place.do":   {"请扫货架、格位或维修台的标签。", "Scan the label of a shelf, a slot or the bench."},
	"rule.put-back.what":    {"不是它的位置", "Not its place"},
	"rule.put-back.do":      {"请放回 {slot}，再扫那里的标签。", "Put it back to {slot}, then scan the label there."},
})
