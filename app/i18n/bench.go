package i18n

// The engineer's bench and what the test sheet says.
var benchTexts = texts{
	"home.bench":     {"我的维修台 {n}", "My bench {n}"},
	"bench.title":    {"我的维修台", "My bench"},
	"bench.away":     {"{who}不在，可以接手", "{who} is away: yours to take"},
	"bench.count":    {"手上 {n} 台", "{n} {n|machine|machines} in hand"},
	"bench.offered":  {"可接手 {n} 台", "{n} to take over"},
	"bench.scan":     {"扫机器就接单", "Scan the machines you take"},
	"bench.empty":    {"手上没有机器。扫工牌，再扫机器，就接过来了。", "Nothing in hand. Scan your badge, then the machines you take."},
	"bench.test":     {"测试单", "Test sheet"},
	"bench.quote":    {"报价", "Quote"},
	"bench.work":     {"维修记录", "Work"},
	"bench.move":     {"移走", "Move"},
	"bench.open":     {"测试单还没通过 {n} / {of} 项", "{n} of {of} tests to do"},
	"bench.since":    {"在台上 {age}", "On the bench {age}"},
	"scan.taken":     {"已接单", "Taken"},
	"scan.taken-n":   {"这次第 {n} 台", "No. {n} this time"},
	"scan.taking":    {"正在接单", "Taking"},
	"scan.my-bench":  {"我的维修台", "My bench"},
	"scan.hand-over": {"{who}扫工牌交接", "{who} hands it over by badge"},

	"dialog.held": {"{who}正在修这台机器", "On {who}'s bench"},
	"dialog.held.how": {
		"正在修的工程师扫工牌或输密码就行，不用写原因；主管放行要选原因。",
		"Its engineer gives a badge or PIN, no reason needed; a supervisor chooses a reason.",
	},
	"reason.ill":            {"正在修的工程师不在", "The engineer is away"},
	"reason.hurry-customer": {"客户急用", "The customer needs it"},
	"reason.plan":           {"重新派工", "Work given to another"},

	"test.failed": {"已填 {done} / {of}，{n} 项不合格", "{done} of {of} done, {n} failed"},
	"test.then-open": {
		"还没通过 {n} 项；都合格后存好，机器会自动放到{place}",
		"{n} {n|test is|tests are} to do; once all pass and are saved, it moves to {place} by itself",
	},
	"test.print":      {"打印", "Print"},
	"test.same":       {"一致", "Same"},
	"test.other":      {"不一致", "Differs"},
	"test.was":        {"接机", "Was"},
	"test.is":         {"现在", "Now"},
	"test.was-then":   {"接机时 {was}", "At check-in {was}"},
	"test.was-none":   {"接机时没有记", "Not noted at check-in"},
	"test.this-one":   {"就是这一台。", "This is the machine."},
	"test.kept":       {"{number} 填好的几项已存好。", "The answers for {number} are kept."},
	"test.what-wrong": {"哪里不对？", "What is wrong?"},
	"test.no-note":    {"不备注", "No note"},
	"test.note-done":  {"好了", "Done"},

	"field.test-note":       {"哪里不对", "What is wrong"},
	"field.test-note.hint":  {"自己写几个字", "Write a few words"},
	"field.test-value":      {"现在是多少", "What it says now"},
	"field.test-value.hint": {"照机器上显示的填", "As the machine shows it"},

	"note.dead":      {"不工作", "Does not work"},
	"note.sometimes": {"时好时坏", "Works now and then"},
	"note.noise":     {"有异响、发烫", "Noise or heat"},
	"note.damaged":   {"有损坏", "Damaged"},
	"note.missing":   {"缺件", "Something is missing"},
	"note.before":    {"接机时就这样", "Was so at check-in"},

	"doc.test-sheet": {"测试单", "Test sheet"},
}
