package i18n

// What stands on the paper of quotes, old parts and the day's close, and on the
// pages that ask for it.
var paperTexts = texts{
	"quote.days":   {"{n} 个工作日", "{n} working {n|day|days}"},
	"quote.months": {"{n} 个月", "{n} {n|month|months}"},

	"old-part.customer": {"交还客户", "To the customer"},
	"old-part.shop":     {"留店", "Kept at shop"},
	"old-part.maker":    {"返厂家", "Back to the maker"},

	"paid.cash":   {"现金", "Cash"},
	"paid.wechat": {"微信", "WeChat"},
	"paid.alipay": {"支付宝", "Alipay"},
	"paid.card":   {"刷卡", "Card"},

	"day.checked-in": {"接机", "Checked in"},
	"day.quoted":     {"报价", "Quoted"},
	"day.agreed":     {"同意维修", "Agreed"},
	"day.done":       {"维修完毕", "Repaired"},
	"day.picked-up":  {"取机", "Picked up"},
	"day.unrepaired": {"不修退机", "Unrepaired"},
	"day.sent-out":   {"送出", "Sent out"},
	"day.in-shop":    {"店内机器", "In the shop"},
}
