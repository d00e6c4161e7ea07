package i18n

// What is wrong with a text about opening hours or days, for each
// repair.CalendarProblem. They are parts of sentences; the English is that of
// the error.
var calendarTexts = texts{
	"calendar.hours-form":  {"“{text}”不像 8:00-18:00 这样的时间", `"{text}" is not like 8:00-18:00`},
	"calendar.hours-clock": {"“{text}”不在 0:00 到 24:00 之间", `"{text}" is not between 0:00 and 24:00`},
	"calendar.hours-empty": {"“{text}”一开门就关门；全天营业写 0:00-24:00", `"{text}" ends when it begins; the whole day is 0:00-24:00`},
	"calendar.hours-order": {"“{text}”在前一段结束之前就开始了", `"{text}" begins before the hours before it end`},
	"calendar.hours-long":  {"“{text}”一直开到了第二天的营业时间里", `"{text}" runs into the same hours of the next day`},
	"calendar.day-form":    {"“{text}”不是 2026-10-01 这样的日子", `"{text}" is not a day like 2026-10-01`},
	"calendar.day-order":   {"“{text}”的后一天比前一天早", `"{text}" ends before it begins`},
	"calendar.rule-form":   {"“{text}”不像 2026-10-01..2026-10-07 closed", `"{text}" is not like 2026-10-01..2026-10-07 closed`},
	"calendar.rule-hours": {
		"“{text}”不是 closed、workday、monday 这样的星期，也不是 8:00-18:00 这样的时间",
		`"{text}" is neither closed, workday, a weekday like monday, nor hours like 8:00-18:00`,
	},
	"calendar.rule-comma": {"“{text}”和前一段之间没有逗号", `"{text}" stands behind other hours without a comma`},
	"calendar.rule-name":  {"“{text}”不能做名称：一行，最多 40 个字", `"{text}" is no name of at most 40 characters on one line`},

	"calendar.unannounced": {
		"缺 {year} 年的放假安排：请把 calendar-{year}.json 放进 shop。",
		"Holidays of {year} are missing: add calendar-{year}.json.",
	},
}
