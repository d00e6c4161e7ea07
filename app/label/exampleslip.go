package label

import (
	"time"

	"countertop/app/i18n"
)

// exampleSlip completes the example of an order for a slip.
func exampleSlip(kind string, lang i18n.Lang, in Input) Input {
	at := func(day, hour, minute int) Date {
		return Date{time.Date(2026, 11, day, hour, minute, 0, 0, time.UTC)}
	}
	word := func(zh, en string) string {
		if lang == i18n.EN {
			return en
		}
		return zh
	}
	text := func(key string) string { return i18n.T(lang, key) }
	switch kind {
	case "quotation":
		in.QuoteNo, in.QuotedAt, in.QuotedBy, in.Digest = 1, at(21, 16, 20), in.Engineer, "B21C6E08"
		in.Symptom = word("开机黑屏，风扇转", "No display, fan on")
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
		in.EstimateFen = new(int64(60000))
		in.Warranty, in.Proof, in.BoughtIn = "yes", "invoice", "2026-03"
		in.Inspection = InspectionInput{
			By: in.Engineer, Seen: "same", Cause: "quality", Parts: []string{word("主板", "mainboard")},
			Note: word("主板供电无输出", "no power from the mainboard"),
		}
		in.Form = []FormInput{{text("line.figures.cpu"), "i7-1185G7"}, {text("line.figures.memory"), "16 GB"}, {word("硬盘", "Disk"), "512 GB SSD"}}
		in.Visit = []string{in.Number, "A261121-0043-PV", "A261121-0044-P6"}
		in.Consents = Names{
			word("资料已由本人备份", "My files are backed up by me"),
			word("换下的旧件交还本人", "Replaced parts come back to me"),
		}
	case "loaner":
		in.Loaner, in.LoanerSerial, in.LoanerCode = "ThinkPad E14 "+word("备用机 3", "no. 3"), "PF2B7C4D", "L000032S"
		in.LoanerWith = Names{word("电源适配器", "Power adapter"), text("acc.bag")}
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
		in.Sheet = exampleSheet(lang, word, in.Engineer, at)
	case "stock-take":
		in.Places, in.Station, in.CountedBy = []string{text("place.awaiting-test"), text("place.done")}, "A", word("李强", "Li Qiang")
		in.Begun, in.Ended = at(21, 18, 5), at(21, 18, 31)
		in.Counts = []CountInput{
			{text("stock.count.expected"), 31},
			{text("stock.count.found"), 30},
			{text("stock.count.missing"), 1},
			{text("stock.count.foreign"), 2},
			{text("stock.count.unknown"), 2},
			{text("stock.count.mended"), 4},
		}
		missing, foreign, unknown := text("stock.group.missing"), text("stock.group.foreign"), text("stock.group.unknown")
		in.Stock = []StockLineInput{
			{Group: missing, Number: "A261119-0007-OU", Machine: word("惠普 LaserJet M1136", "HP LaserJet M1136"), Where: word("待测 A-03", "Awaiting test A-03"), Since: at(19, 14, 5), Done: word("已报失踪", "reported")},
			{Group: foreign, Number: "A261121-0043-PV", Machine: word("联想 ThinkPad T14", "Lenovo ThinkPad T14"), Where: text("place.bench"), Since: at(21, 9, 40), Seen: text("place.awaiting-test"), Done: text("stock.mend.back")},
			{Group: foreign, Number: "A261121-0044-P6", Machine: word("爱普生 L3153", "Epson L3153"), Where: "A-05", Since: at(21, 11, 2), Seen: "A-06", Done: text("stock.mend.moved")},
			{Group: unknown, Number: in.Number, Machine: word("联想 ThinkPad X1C Gen9", "Lenovo ThinkPad X1C Gen9"), Seen: text("place.done"), Note: word("已取机，客户退回换电源", "Collected; came back for another adapter"), Done: word("放一边", "set aside")},
			{Group: unknown, Code: "6901234567892", Seen: text("place.awaiting-test"), Blank: true},
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
		in.Money = []MoneyInput{{text("paid.wechat"), 326000}, {text("paid.alipay"), 98000}, {text("paid.cash"), 32000}}
		in.Open = []OpenInput{
			{"A261121-0042-QK", word("报价等客户回复，10 点前再打电话", "Quote not answered: call again before ten")},
			{"A261119-0007-OU", word("备件今天没到", "The part did not come today")},
		}
	}
	return in
}

// exampleSheet is the sheet of a laptop: most of it has passed, the battery has
// not, and the last lines are open.
func exampleSheet(lang i18n.Lang, word func(zh, en string) string, by string, at func(day, hour, minute int) Date) (lines []SheetLineInput) {
	for i, l := range [][2]string{
		{"part-of.power", "line.power.adapter"},
		{"part-of.power", "line.power.charge"},
		{"part-of.power", "line.power.button"},
		{"part-of.power", "line.power.cold"},
		{"part-of.power", "line.power.reboot"},
		{"part-of.power", "line.power.sleep"},
		{"part-of.figures", "line.figures.cpu"},
		{"part-of.figures", "line.figures.memory"},
		{"part-of.figures", "line.figures.disk"},
		{"part-of.figures", "line.figures.health"},
		{"part-of.figures", "line.figures.bios"},
		{"part-of.figures", "line.figures.serial"},
		{"part-of.screen", "line.screen.bright"},
		{"part-of.screen", "line.screen.pixels"},
		{"part-of.screen", "line.screen.hinge"},
		{"part-of.screen", "line.screen.touch"},
		{"part-of.screen", "line.screen.external"},
		{"part-of.input", "line.input.keys"},
		{"part-of.input", "line.input.pad"},
		{"part-of.input", "line.input.camera"},
		{"part-of.input", "line.input.mic"},
		{"part-of.input", "line.input.finger"},
		{"part-of.ports", "line.ports.usb"},
		{"part-of.ports", "line.ports.net"},
		{"part-of.ports", "line.ports.audio"},
		{"part-of.ports", "line.ports.card"},
		{"part-of.ports", "line.ports.optical"},
		{"part-of.radio", "line.radio.wifi"},
		{"part-of.radio", "line.radio.bluetooth"},
		{"part-of.thermal", "line.thermal.fan"},
		{"part-of.thermal", "line.thermal.load"},
		{"part-of.system", "line.system.boot"},
		{"part-of.system", "line.system.drivers"},
		{"part-of.system", "line.system.licence"},
		{"part-of.system", "line.system.virus"},
		{"part-of.system", "line.system.data"},
		{"part-of.outside", "line.outside.screws"},
		{"part-of.outside", "line.outside.casing"},
		{"part-of.outside", "line.outside.ready"},
		{"part-of.clean", "line.clean.outside"},
		{"part-of.clean", "line.clean.screen"},
		{"part-of.clean", "line.clean.fan"},
		{"part-of.clean", "line.clean.keyboard"},
	} {
		line := SheetLineInput{Part: i18n.T(lang, l[0]), Name: i18n.T(lang, l[1]), Outcome: "pass", By: by, At: at(23, 15, i/12*9)}
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
