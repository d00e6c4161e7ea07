package i18n

// Lines of the test sheets, as keys of repair.TestLine, and the clocks.
var checklistTexts = texts{
	"line.pc.post":          {"开机自检", "Power-on self-test"},
	"line.pc.figures":       {"配置与接机时一致", "Configuration as at check-in"},
	"line.pc.diagnostic":    {"诊断程序通过", "Diagnostic run"},
	"line.printer.selftest": {"打印自检页", "Self-test page"},
	"line.printer.online":   {"联机打印", "Prints from a computer"},
	"line.printer.ten":      {"连续打印 10 页", "Ten pages in a row"},
	"line.printer.tray":     {"纸盒 {n} 走纸", "Tray {n} feeds"},
	"line.other.power":      {"通电正常", "Powers on"},
	"line.other.fault":      {"原来的故障已排除", "The fault is gone"},
	"line.other.function":   {"各项功能正常", "All functions work"},
	"line.clean.outside":    {"外观清洁", "Outside cleaned"},
	"line.clean.screen":     {"屏幕清洁", "Screen cleaned"},
	"line.clean.fan":        {"风扇清洁", "Fan cleaned"},
	"line.clean.keyboard":   {"键盘清洁", "Keyboard cleaned"},
	"line.clean.paperpath":  {"走纸通道清洁", "Paper path cleaned"},
	"line.pickup.fault":     {"原来的故障已排除", "The fault is gone"},
	"line.pickup.full":      {"各项功能正常", "All functions work"},
	"line.pickup.online":    {"联机打印", "Prints from a computer"},
	"line.pickup.figures":   {"配置与接机时一致", "Configuration as at check-in"},

	"clock.reply":   {"答复客户", "Reply to the customer"},
	"clock.quote":   {"报价", "Quote"},
	"clock.bench":   {"维修", "Repair"},
	"clock.repair":  {"同意后的维修期限", "Repair after consent"},
	"clock.peer":    {"同行答复", "Reply from the peer"},
	"clock.promise": {"约定的取机日", "Promised day"},
	"clock.notify":  {"通知客户", "Tell the customer"},
	"clock.pickup":  {"等客户取机", "Collection"},
}
