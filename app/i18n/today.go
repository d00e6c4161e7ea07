package i18n

// The page that counts today.
var todayTexts = texts{
	"door.today":      {"今天", "Today"},
	"door.today.sub":  {"接了、修好、取走几台", "In, repaired, out"},
	"today.title":     {"今天", "Today"},
	"today.paid":      {"收款", "Takings"},
	"today.paid-none": {"还没有收款", "Nothing taken in yet"},
	"today.how":       {"这台柜台今天的数，每分钟更新。", "What this counter did today, counted anew every minute."},
}
