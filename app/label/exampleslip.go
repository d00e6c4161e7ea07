package label

import "countertop/app/i18n"

// slip is the example of a document on a roll.
func (e example) slip(kind string) Document {
	switch kind {
	case "customer-copy":
		return CustomerCopy{CheckIn: e.checkIn(), Code: "CA26112100427M4QZ0K9XDP2"}
	case "stub":
		return e.stub()
	case "pickup-receipt":
		return e.pickupReceipt()
	case "quotation":
		return e.quotation()
	case "loaner":
		return e.loanerSlip()
	case "peer-slip":
		return e.peerSlip()
	case "factory-slip":
		return e.factorySlip()
	case "test-sheet":
		return TestSheet{
			Shop: e.shop(), Number: exampleNumber, Machine: e.machine(), Symptom: e.symptom(),
			Lines: exampleSheet(e.lang, e.word, e.engineer()),
		}
	case "day-close":
		return e.dayClose()
	case "stock-take":
		return e.stockTake()
	case "recovery":
		return Recovery{Shop: e.shop(), Station: "A", Code: "7K3X9-QW02T-MSW4H-8ZC1D", MadeAt: exampleReceived}
	}
	return nil
}

func (e example) symptom() string {
	return e.word("开机黑屏，风扇转；合盖后偶尔自动关机",
		"No display, fan on; sometimes switches off when the lid is closed")
}

func (e example) checkIn() CheckIn {
	return CheckIn{
		Shop: e.shop(), Number: exampleNumber, ReceivedAt: exampleReceived, PromisedOn: examplePromised, TakenInBy: e.coordinator(),
		Contact: e.contact(), Machine: e.machine(), Symptom: e.symptom(), Accessories: e.accessories(),
		Marks: []Mark{
			{View: 0, X: 0.233, Y: 0.382, Text: e.word("划痕 3cm", "scratch")},
			{View: 0, X: 0.844, Y: 0.82, Text: e.word("边角磕碰", "dent")},
			{View: 1, X: 0.672, Y: 0.247, Text: e.word("屏亮点", "dead dot")},
		},
		Signed: Signed{Signature: exampleSignature, Digest: "3F9A07C2", SignedAt: november(21, 0, 0)},
	}
}

func (e example) stub() Stub {
	c := e.checkIn()
	c.Collectors = []Collector{{Name: e.word("李娜", "Li Na"), Relation: e.word("家人", "family"), Phone: "13900000007"}}
	c.Words = e.word("昨天开会时突然黑了，风扇一直响", "It went black in a meeting, the fan kept going")
	c.EstimateFen = new(int64(60000))
	c.Inspection = Inspection{
		By: e.engineer(), Seen: "same", Cause: "quality", Parts: []string{e.word("主板", "mainboard")},
		Note: e.word("主板供电无输出", "no power from the mainboard"),
	}
	c.Visit = []string{exampleNumber, "A261121-0043-PV", "A261121-0044-P6"}
	return Stub{
		CheckIn: c, Warranty: "yes", Proof: "invoice", BoughtIn: "2026-03",
		Form: []FormLine{
			{e.text("line.figures.cpu"), "i7-1185G7"},
			{e.text("line.figures.memory"), "16 GB"},
			{e.word("硬盘", "Disk"), "512 GB SSD"},
		},
		Consents: Names{
			e.word("资料已由本人备份", "My files are backed up by me"),
			e.word("换下的旧件交还本人", "Replaced parts come back to me"),
		},
	}
}

func (e example) pickupReceipt() PickupReceipt {
	return PickupReceipt{
		Shop: e.shop(), Number: exampleNumber, PickedUpAt: november(24, 17, 10), HandledBy: e.coordinator(),
		Contact: e.contact(), Machine: e.machine(), Engineer: e.engineer(), TestedBy: e.engineer(), Accessories: e.accessories(),
		Work:     e.word("更换主板、CMOS 电池，清灰", "mainboard and CMOS cell replaced, cleaned"),
		OldParts: e.word("主板（交还给您）", "mainboard (returned to you)"), CollectedBy: e.text("paper.by-slip"), WarrantyTo: exampleWarranty,
		PaidFen: 138000, PaidBy: e.text("paid.wechat"), Rating: 5, FollowUpOn: november(27, 0, 0),
		Signed: Signed{Signature: exampleSignature, Digest: "7D40A19E", SignedAt: november(21, 0, 0)},
	}
}

func (e example) quotation() Quotation {
	return Quotation{
		Shop: e.shop(), Number: exampleNumber, No: 1, QuotedAt: november(21, 16, 20), QuotedBy: e.engineer(), Digest: "B21C6E08",
		Contact: e.contact(), Machine: e.machine(), Symptom: e.word("开机黑屏，风扇转", "No display, fan on"),
		Cause: e.word("主板供电芯片烧毁", "Power chip on the mainboard burnt"),
		Lines: []QuoteLine{
			{e.word("主板 X1C Gen9（原厂）", "Mainboard X1C Gen9 (OEM)"), 1, 118000},
			{e.word("CMOS 电池", "CMOS cell"), 1, 2000},
			{e.word("工时费", "Labour"), 0, 18000},
		},
		Cycle: e.word("3 个工作日", "3 working days"), Warranty: e.word("3 个月", "3 months"), ValidTo: november(28, 0, 0),
	}
}

func (e example) loanerSlip() LoanerSlip {
	m := e.machine()
	return LoanerSlip{
		Shop: e.shop(), Name: "ThinkPad E14 " + e.word("备用机 3", "no. 3"), Serial: "PF2B7C4D", Code: "L000032S",
		With:   Names{e.word("电源适配器", "Power adapter"), e.text("acc.bag")},
		LentAt: november(21, 14, 10), LentBy: e.coordinator(), BackOn: examplePromised,
		Number: exampleNumber, Brand: m.Brand, Model: m.Model, Contact: e.contact(), Signature: exampleSignature, Digest: "3F9A07C2",
	}
}

func (e example) peerSlip() SendOutSlip {
	return SendOutSlip{
		Shop: e.shop(), Number: exampleNumber, Machine: e.machine(), Symptom: e.symptom(),
		To:     e.word("蓝天芯片维修部", "Lantian Chip Repair"),
		Ask:    e.word("检测主板供电，先报价再修", "Check the power stage of the mainboard; quote first"),
		SentAt: november(22, 9, 30), SentBy: e.coordinator(), BackOn: november(24, 0, 0), With: e.accessories()[:1],
	}
}

func (e example) factorySlip() SendOutSlip {
	t := e.peerSlip()
	t.Factory = true
	t.To = e.word("联想广州服务站", "Lenovo service centre")
	t.Ask = e.word("保修期内，请更换主板", "Under warranty: please replace the mainboard")
	t.Carrier, t.Tracking, t.BackOn = e.word("顺丰速运", "SF Express"), "SF1420012345678", november(30, 0, 0)
	return t
}

func (e example) dayClose() DayClose {
	return DayClose{
		Shop: e.shop(), Day: november(21, 0, 0), Station: "A", ClosedBy: e.coordinator(), Digest: "5C11D0E7",
		Counts: []Count{
			{e.word("接机", "Taken in"), 12},
			{e.word("修好", "Repaired"), 8},
			{e.word("取机", "Collected"), 9},
			{e.text("day.quoted"), 5},
			{e.word("送同行", "To a peer"), 1},
			{e.word("返厂", "To factory"), 2},
		},
		Money: []Money{{e.text("paid.wechat"), 326000}, {e.text("paid.alipay"), 98000}, {e.text("paid.cash"), 32000}},
		Open: []OpenOrder{
			{exampleNumber, e.word("报价等客户回复，10 点前再打电话", "Quote not answered: call again before ten")},
			{"A261119-0007-OU", e.word("备件今天没到", "The part did not come today")},
		},
	}
}

func (e example) stockTake() StockTake {
	missing, foreign, unknown := e.text("stock.group.missing"), e.text("stock.group.foreign"), e.text("stock.group.unknown")
	test, shelfDone := e.text("place.awaiting-test"), e.text("place.done")
	return StockTake{
		Shop: e.shop(), Places: []string{test, shelfDone}, Station: "A", CountedBy: e.word("李强", "Li Qiang"),
		Begun: november(21, 18, 5), Ended: november(21, 18, 31),
		Counts: []Count{
			{e.text("stock.count.expected"), 31},
			{e.text("stock.count.found"), 30},
			{e.text("stock.count.missing"), 1},
			{e.text("stock.count.foreign"), 2},
			{e.text("stock.count.unknown"), 2},
			{e.text("stock.count.mended"), 4},
		},
		Lines: []StockLine{
			{
				Group: missing, Number: "A261119-0007-OU", Machine: e.word("惠普 LaserJet M1136", "HP LaserJet M1136"), Where: test + " A-03",
				Since: november(19, 14, 5), Done: e.word("已报失踪", "reported"),
			},
			{
				Group: foreign, Number: "A261121-0043-PV", Machine: e.word("联想 ThinkPad T14", "Lenovo ThinkPad T14"),
				Where: e.text("place.bench"),
				Since: november(21, 9, 40), Seen: test, Done: e.text("stock.mend.back"),
			},
			{
				Group: foreign, Number: "A261121-0044-P6", Machine: e.word("爱普生 L3153", "Epson L3153"), Where: "A-05",
				Since: november(21, 11, 2), Seen: "A-06", Done: e.text("stock.mend.moved"),
			},
			{
				Group: unknown, Number: exampleNumber, Machine: e.word("联想 ThinkPad X1C Gen9", "Lenovo ThinkPad X1C Gen9"), Seen: shelfDone,
				Note: e.word("已取机，客户退回换电源", "Collected; came back for another adapter"), Done: e.word("放一边", "set aside"),
			},
			{Group: unknown, Code: "6901234567892", Seen: test, Blank: true},
		},
	}
}

// exampleSheet is the sheet of a laptop: most of it has passed, the battery has
// not, and the last lines are open.
func exampleSheet(lang i18n.Lang, word func(zh, en string) string, by string) (lines []TestLine) {
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
		line := TestLine{Part: i18n.T(lang, l[0]), Name: i18n.T(lang, l[1]), Outcome: "pass", By: by, At: november(23, 15, i/12*9)}
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
