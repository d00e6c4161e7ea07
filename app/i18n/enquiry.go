package i18n

// Enquiries without a machine.
var _ = add(texts{
	"enquiry.kept":     {"已记下，首页会提醒回电话。", "Kept. The home screen reminds you to call back."},
	"enquiry.answered": {"已答复。", "Answered."},
})
