package i18n

// The page of more doors.
var moreTexts = texts{
	"home.more":           {"更多", "More"},
	"more.title":          {"更多", "More"},
	"door.bench":          {"我的工位", "My bench"},
	"door.bench.sub":      {"手上的机器", "What is in your hands"},
	"door.drafts":         {"暂存的接机", "Parked check-ins"},
	"door.drafts.sub":     {"做了一半的，接着做", "Go on where you left off"},
	"door.stock-take":     {"盘点", "Stock-take"},
	"door.stock-take.sub": {"核对架上的机器", "Compare with the books"},
	"door.print":          {"打印", "Printing"},
	"door.print.sub":      {"看进度，补打标签", "Progress and reprints"},
	"door.scanners":       {"扫码枪", "Scanners"},
	"door.scanners.sub":   {"添加、试用、调音量", "Add, try, volume"},
	"door.setup":          {"打印机设置", "Printer setup"},
	"door.setup.sub":      {"添加、校准、选单据", "Add, calibrate, documents"},
}
