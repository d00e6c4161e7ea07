package label

import "time"

// exampleSlip completes the example of an order for a slip.
func exampleSlip(kind string, lang Lang, in Input) Input {
	at := func(day, hour, minute int) Date {
		return Date{time.Date(2026, 11, day, hour, minute, 0, 0, time.UTC)}
	}
	word := func(zh, en string) string {
		if lang.english() {
			return en
		}
		return zh
	}
	switch kind {
	case "quotation":
		in.QuoteNo, in.QuotedAt, in.QuotedBy, in.Digest = 1, at(21, 16, 20), in.Engineer, "B21C6E08"
		in.Fault = word("开机黑屏，风扇转", "No display, fan on")
		in.Cause = word("主板供电芯片烧毁", "Power chip on the mainboard burnt")
		in.Lines = []LineInput{
			{word("主板 X1C Gen9（原厂）", "Mainboard X1C Gen9 (OEM)"), 1, 118000},
			{word("CMOS 电池", "CMOS cell"), 1, 2000},
			{word("工时费", "Labour"), 0, 18000},
		}
		in.Cycle, in.WarrantyIn, in.ValidTo = word("3 个工作日", "3 working days"), word("3 个月", "3 months"), at(28, 0, 0)
	case "stub":
		in.Collectors = []CollectorInput{{Name: word("李娜", "Li Na"), Relation: word("家人", "family"), Phone: "13900000007"}}
		in.Words = word("昨天开会时突然黑了，风扇一直响", "It went black in a meeting, the fan kept going")
		in.RoughFen = new(int64(60000))
		in.Warranty, in.Proof, in.BoughtIn = "yes", "invoice", "2026-03"
		in.Inspection = InspectionInput{
			By: in.Engineer, Seen: "same", Cause: "quality", Parts: []string{word("主板", "mainboard")},
			Note: word("主板供电无输出", "no power from the mainboard"),
		}
		in.Form = []FormInput{{word("处理器", "CPU"), "i7-1185G7"}, {word("内存", "Memory"), "16 GB"}, {word("硬盘", "Disk"), "512 GB SSD"}}
		in.Visit = []string{in.Number, "A261121-0043-PV", "A261121-0044-P6"}
		in.Consents = Names{
			word("资料已由本人备份", "My files are backed up by me"),
			word("换下的旧件交还本人", "Replaced parts come back to me"),
		}
	case "loaner":
		in.Loaner, in.LoanerSerial, in.LoanerCode = "ThinkPad E14 "+word("备用机 3", "no. 3"), "PF2B7C4D", "L000032S"
		in.LoanerWith = Names{word("电源适配器", "Power adapter"), word("电脑包", "Bag")}
		in.SentAt, in.SentBy, in.BackOn = at(21, 14, 10), in.TakenInBy, in.PromisedOn
	case "peer-slip", "factory-slip":
		in.SentTo, in.Ask = word("蓝天芯片维修部", "Lantian Chip Repair"), word("检测主板供电，先报价再修", "Check the power stage of the mainboard; quote first")
		in.SentAt, in.SentBy, in.BackOn = at(22, 9, 30), in.TakenInBy, at(24, 0, 0)
		in.SentWith = Names{in.Accessories[0]}
		if kind == "factory-slip" {
			in.SentTo, in.Ask = word("联想广州服务站", "Lenovo service centre"), word("保修期内，请更换主板", "Under warranty: please replace the mainboard")
			in.Carrier, in.Tracking, in.BackOn = word("顺丰速运", "SF Express"), "SF1420012345678", at(30, 0, 0)
		}
	case "test-sheet":
		in.Sheet = exampleSheet(word, in.Engineer, at)
	case "stock-take":
		in.Places, in.Station, in.CountedBy = []string{word("待测", "Awaiting test"), word("维修完毕", "Done")}, "A", word("李强", "Li Qiang")
		in.Begun, in.Ended = at(21, 18, 5), at(21, 18, 31)
		in.Counts = []CountInput{
			{word("应有", "Expected"), 31},
			{word("在位", "Found"), 30},
			{word("没找到", "Missing"), 1},
			{word("放错", "Misplaced"), 2},
			{word("不明", "Unknown"), 2},
			{word("已处理", "Settled"), 4},
		}
		missing, foreign, unknown := word("没找到", "Missing"), word("放错位置", "Misplaced"), word("不明机器", "Unknown")
		in.Stock = []StockLineInput{
			{Group: missing, Number: "A261119-0007-OU", Machine: word("惠普 LaserJet M1136", "HP LaserJet M1136"), Where: word("待测 A-03", "Awaiting test A-03"), Since: at(19, 14, 5), Done: word("已报失踪", "reported")},
			{Group: foreign, Number: "A261121-0043-PV", Machine: word("联想 ThinkPad T14", "Lenovo ThinkPad T14"), Where: word("维修台", "Bench"), Since: at(21, 9, 40), Seen: word("待测", "Awaiting test"), Done: word("已放回", "put back")},
			{Group: foreign, Number: "A261121-0044-P6", Machine: word("爱普生 L3153", "Epson L3153"), Where: "A-05", Since: at(21, 11, 2), Seen: "A-06", Done: word("已移到这里", "moved here")},
			{Group: unknown, Number: in.Number, Machine: word("联想 ThinkPad X1C Gen9", "Lenovo ThinkPad X1C Gen9"), Seen: word("维修完毕", "Done"), Note: word("已取机，客户退回换电源", "Collected; came back for another adapter"), Done: word("放一边", "set aside")},
			{Group: unknown, Code: "6901234567892", Seen: word("待测", "Awaiting test"), Blank: true},
		}
	case "day-close":
		in.Day, in.Station, in.ClosedBy, in.Digest = at(21, 0, 0), "A", in.TakenInBy, "5C11D0E7"
		in.Counts = []CountInput{
			{word("接机", "Taken in"), 12},
			{word("修好", "Repaired"), 8},
			{word("取机", "Collected"), 9},
			{word("报价", "Quoted"), 5},
			{word("送同行", "To a peer"), 1},
			{word("返厂", "To factory"), 2},
		}
		in.Money = []MoneyInput{{word("微信", "WeChat"), 326000}, {word("支付宝", "Alipay"), 98000}, {word("现金", "Cash"), 32000}}
		in.Open = []OpenInput{
			{"A261121-0042-QK", word("报价等客户回复，10 点前再打电话", "Quote not answered: call again before ten")},
			{"A261119-0007-OU", word("备件今天没到", "The part did not come today")},
		}
	}
	return in
}

// exampleSheet is the sheet of a laptop: most of it has passed, the battery has
// not, and the last lines are open.
func exampleSheet(word func(zh, en string) string, by string, at func(day, hour, minute int) Date) (lines []SheetLineInput) {
	for i, l := range [][4]string{
		{"通电", "Power", "适配器供电正常", "Adapter supplies power"},
		{"通电", "Power", "电池能充电，能单独用", "Battery charges and lasts"},
		{"通电", "Power", "开机键灵敏", "Power button works"},
		{"通电", "Power", "断电后冷启动正常", "Starts cold"},
		{"通电", "Power", "连续重启三次正常", "Restarts three times"},
		{"通电", "Power", "睡眠和唤醒正常", "Sleeps and wakes"},
		{"配置", "Figures", "处理器", "CPU"},
		{"配置", "Figures", "内存", "Memory"},
		{"配置", "Figures", "硬盘容量", "Disk size"},
		{"配置", "Figures", "硬盘健康", "Disk health"},
		{"配置", "Figures", "BIOS 日期", "BIOS date"},
		{"配置", "Figures", "序列号", "Serial number"},
		{"屏幕", "Screen", "亮度可调", "Brightness can be set"},
		{"屏幕", "Screen", "没有坏点亮线", "No dead pixels or lines"},
		{"屏幕", "Screen", "开合顺，屏线正常", "Hinge and cable hold"},
		{"屏幕", "Screen", "触摸屏准", "Touch screen is exact"},
		{"屏幕", "Screen", "外接显示正常", "External display works"},
		{"输入", "Input", "键盘每个键都灵", "Every key works"},
		{"输入", "Input", "触摸板、鼠标正常", "Pad and mouse work"},
		{"输入", "Input", "摄像头正常", "Camera works"},
		{"输入", "Input", "麦克风正常", "Microphone works"},
		{"输入", "Input", "指纹识别正常", "Fingerprint reader works"},
		{"接口", "Ports", "每个 USB 口都能用", "Every USB port works"},
		{"接口", "Ports", "网线口正常", "Network jack works"},
		{"接口", "Ports", "耳机口、喇叭有声音", "Sound from jack, speakers"},
		{"接口", "Ports", "读卡器正常", "Card reader works"},
		{"接口", "Ports", "光驱能读盘", "Optical drive reads"},
		{"无线", "Wireless", "无线网络正常", "Wi-Fi works"},
		{"无线", "Wireless", "蓝牙正常", "Bluetooth works"},
		{"散热", "Cooling", "风扇转动，没有异响", "Fan turns without noise"},
		{"散热", "Cooling", "满载十分钟温度正常", "Cool after 10 min load"},
		{"系统", "System", "系统启动没有报错", "Starts without errors"},
		{"系统", "System", "驱动齐全", "All drivers in place"},
		{"系统", "System", "系统已激活", "Activated as before"},
		{"系统", "System", "杀毒扫描通过", "Virus scan is clean"},
		{"系统", "System", "资料和接机时一样", "Data as at check-in"},
		{"外观", "Outside", "螺丝齐全、上紧", "Every screw is in, tight"},
		{"外观", "Outside", "外壳和接机时一样", "Casing as at check-in"},
		{"外观", "Outside", "擦拭干净，附件齐全", "Wiped, accessories there"},
		{"清洁", "Cleaning", "外观清洁", "Outside cleaned"},
		{"清洁", "Cleaning", "屏幕清洁", "Screen cleaned"},
		{"清洁", "Cleaning", "风扇清洁", "Fan cleaned"},
		{"清洁", "Cleaning", "键盘清洁", "Keyboard cleaned"},
	} {
		line := SheetLineInput{Part: word(l[0], l[1]), Name: word(l[2], l[3]), Outcome: "pass", By: by, At: at(23, 15, i/12*9)}
		switch i {
		case 1:
			line.Outcome, line.Note = "fail", word("充到 60% 就停", "stops at 60 %")
		case 6:
			line.Was, line.Value = "i7-1185G7", "i7-1185G7"
		case 7:
			line.Was, line.Value, line.Outcome = "16 GB", "8 GB", "fail"
		case 8:
			line.Was, line.Value = "512 GB SSD", "512 GB SSD"
		case 9:
			line.Value = "98 %"
		case 15, 21, 26:
			line.Outcome = "n/a"
		case 41, 42:
			line.Outcome, line.By, line.At = "", "", Date{}
		}
		lines = append(lines, line)
	}
	return lines
}
