package i18n

// The page where a printer is found, tried and calibrated.
var setupTexts = texts{
	"setup.title":    {"设置打印机", "Set up printers"},
	"setup.found":    {"新接上的", "Newly connected"},
	"setup.usb":      {"USB 打印机，点一下开始设置", "USB printer, touch to set up"},
	"setup.serial":   {"串口线，点一下开始设置", "Serial cable, touch to set up"},
	"setup.nameless": {"没有报名字的打印机", "A printer without a name"},
	"setup.plug": {
		"把打印机接上电源和 USB 线，打开开关，两秒内会出现在这里。",
		"Connect power and USB cable and switch it on. It appears here within two seconds.",
	},
	"setup.network": {"网络打印机请写在配置文件里，说明书里有例子。", "Network printers are named in the configuration file; the manual has an example."},

	"setup.what": {"这是哪种打印机？", "Which printer is it?"},
	"setup.what-how": {
		"看机身上的型号；没有就选最接近的，下一步打一张测试页就知道对不对。",
		"Look for the model on its case, or take the nearest: the test page will tell.",
	},
	"setup.asking":          {"正在问打印机…", "Asking the printer..."},
	"setup.silent":          {"打印机没有回答。请按机身上的型号选。", "It did not answer. Choose by the model on its case."},
	"setup.probe":           {"自动识别", "Detect"},
	"setup.all":             {"全部型号", "All models"},
	"setup.why.model":       {"它报的就是这个型号", "It says that it is this model"},
	"setup.why.usb":         {"USB 编号是这个型号的", "By its USB number"},
	"setup.why.answer":      {"它用这种语言回答了", "It answered in this language"},
	"setup.why.command-set": {"打印机自报支持", "The printer says so"},
	"setup.why.vendor":      {"USB 编号是这个厂家的", "By the maker's USB number"},

	"setup.name":        {"叫它什么？", "What is it called?"},
	"setup.name-how":    {"打印单上和报故障时都用这个名字，写大家一看就知道是哪台的。", "Prints and faults are told by this name. Take one that everybody knows it by."},
	"setup.name.label":  {"名字", "Name"},
	"setup.name.hint":   {"点这里自己写", "Touch to write your own"},
	"setup.name.labels": {"标签机", "Labels"},
	"setup.name.slips":  {"小票机", "Slips"},
	"setup.name.spare":  {"备用打印机", "Spare printer"},
	"setup.name-taken":  {"已经有一台叫 {name}，请换个名字。", "Another printer is called {name}. Take another name."},

	"profile.generic-tspl":      {"标签打印机，TSPL 语言", "Label printer, TSPL"},
	"profile.generic-tspl-300":  {"标签打印机，TSPL 语言，300 点", "Label printer, TSPL, 300 dpi"},
	"profile.generic-zpl-203":   {"标签打印机，ZPL 语言", "Label printer, ZPL"},
	"profile.generic-zpl-300":   {"标签打印机，ZPL 语言，300 点", "Label printer, ZPL, 300 dpi"},
	"profile.generic-cpcl":      {"便携标签打印机，CPCL 语言", "Mobile label printer, CPCL"},
	"profile.generic-escpos-80": {"小票打印机，80 毫米", "Receipt printer, 80 mm"},
	"profile.generic-escpos-58": {"小票打印机，58 毫米", "Receipt printer, 58 mm"},

	"setup.step":  {"第 {i} 步，共 {n} 步", "Step {i} of {n}"},
	"setup.again": {"打测试页", "Print test page"},
	"setup.yes":   {"对", "Right"},
	"setup.no":    {"不对", "Wrong"},

	"setup.mode": {"测试页出来了吗？", "Did the test page come out?"},
	"setup.mode.how": {
		"和左边的样子一样，有方框、有中文，就是对的。出来乱码、一串字母或者空白，就点“不对”，换一种型号。",
		"If it looks like the picture, with its frame and the Chinese, it is right. If you see letters and signs without sense, or " +
			"nothing, touch Wrong and take another model.",
	},
	"setup.good": {"和左边一样", "Like the picture"},
	"setup.bad":  {"不对", "Wrong"},

	"setup.ruler": {"印得正不正？", "Does it stand straight?"},
	"setup.ruler.how": {
		"看标尺在纸的四边各读到多少毫米，填在下面。左边、上边有空白，就填负数。没有偏就直接点“下一步”。",
		"Read the ruler where it meets the four edges of the paper. White at the left or upper edge counts as less than zero. If " +
			"nothing is off, go on.",
	},
	"setup.edge.left":   {"左边", "Left edge"},
	"setup.edge.top":    {"上边", "Upper edge"},
	"setup.edge.right":  {"右边", "Right edge"},
	"setup.edge.bottom": {"下边", "Lower edge"},

	"setup.dark": {"深浅合适吗？", "Is it dark enough?"},
	"setup.dark.how": {
		"看细线和小字：断了、发灰就调深；字糊成一团就调浅。每调一次会再打一张。",
		"Look at the thin lines and small letters: broken or grey is too light, blots are too dark. Each change prints the page again.",
	},
	"setup.darker":    {"调深", "Darker"},
	"setup.lighter":   {"调浅", "Lighter"},
	"setup.density":   {"浓度 {n}", "Darkness {n}"},
	"setup.dark-good": {"正好", "Just right"},

	"setup.codes": {"扫得出来吗？", "Can your scanner read it?"},
	"setup.codes.how": {
		"用店里的扫码枪，把测试页上的四个码各扫一下。扫到的会打勾。",
		"With the shop's own scanner, scan the four codes on the page. Each gets a tick.",
	},
	"setup.code.0":     {"小二维码", "Small QR code"},
	"setup.code.1":     {"大二维码", "Large QR code"},
	"setup.code.2":     {"细条码", "Thin bars"},
	"setup.code.3":     {"粗条码", "Thick bars"},
	"setup.code-wait":  {"还没扫", "Not scanned"},
	"setup.code-read":  {"扫到了", "Read"},
	"setup.code-other": {"这不是测试页上的码。", "This code is not on the test page."},

	"setup.han": {"打印机自带的中文对吗？", "Is the printer's own Chinese right?"},
	"setup.han.how": {
		"慢速线上用打印机自带的字会快很多。看新打的这一张，字全对才点“对”；不对的以后都画成图。",
		"On slow cables the printer's own letters are much faster. Look at the new page. What is wrong will be drawn as pictures.",
	},
	"setup.han.common": {"常用字，前三个", "Common, the first three"},
	"setup.han.rare":   {"生僻字，后三个", "Rare, the next three"},
	"setup.han.yuan":   {"最后的人民币符号", "The sign of money, last"},

	"setup.lid":         {"请打开打印机的盖子", "Open the printer's cover"},
	"setup.lid.how":     {"这样就知道它缺纸、开盖时会不会报告。", "This shows whether it reports an open cover and missing paper."},
	"setup.lid-open":    {"现在打开盖子，等两三秒。", "Open the cover now and wait some seconds."},
	"setup.lid-close":   {"看到了。现在合上盖子。", "Seen. Close the cover now."},
	"setup.lid-works":   {"很好，这台打印机会报告状态。", "Good, this printer reports its state."},
	"setup.lid-silent":  {"记下了：这台打印机不报告状态，打完会显示“已发送”。", "Noted: this printer does not report. Its prints will show as sent."},
	"setup.lid-nothing": {"盖子开着，这里没反应", "The cover is open and nothing happens here"},

	"setup.documents": {"这台打印机打什么？", "What shall it print?"},
	"setup.documents.how": {
		"点选要在这台上打的。别的打印机上同样的单据会改到这台。",
		"Choose what comes out here. The same papers then no longer come out of another printer.",
	},
	"setup.finish": {"完成", "Finish"},
	"setup.saved":  {"{name} 设置好了。", "{name} is set up."},

	"print.approximate": {"近似", "Approximate"},
	"print.latest":      {"按最新内容补打", "As it is now"},
	"print.moved":       {"从{printer}转来", "from {printer}"},
	"print.enlarge":     {"点一下放大", "Touch to enlarge"},
	"print.bytes":       {"{n} / {of} 字节", "{n} of {of} bytes"},

	"fault.print.stopped.chip":  {"停下等回答", "Waits for an answer"},
	"fault.print.stopped.what":  {"连着两张不知道出来没有", "Two prints in a row: did they come out?"},
	"fault.print.stopped.step1": {"看看打印机：纸、盖子、线都好吗？", "Look at the printer: paper, cover, cable."},
	"fault.print.stopped.step2": {"在左边点红色的两张，回答“出来了”还是“没出来”。", "Touch the two red ones on the left and answer for each."},
}
