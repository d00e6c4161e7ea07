package label

import "time"

// slipWords are the fixed texts of the slips that came after the customer
// copy and the receipt.
type slipWords struct {
	quotation, quoteNo, quoted, cause, total          string
	cycle, cycleIs, validity, until, warranty, onPart string
	agree, decline, sign, date, reply, check          string

	stub, shopRecord, customerSays, analysis, newParts, engineerSigns string
	notifiedAt, toldTo                                                string
	folders                                                           [4]string

	loanerSlip, shopCopy, lent, lentBy, giveBack, loaner, lentWith string
	standsFor, ownMachine, lentTerms                               string

	peerSlip, factorySlip, goesAlong, sent, sentBy, sendTo, askedTo string
	sentWith, nothingWith, backBy, carrier, tracking, questions     string
	received, compared                                              string

	ownWords, fee, about, afterInspection, mayCollect, visit, ofVisit string
	inspected, fixNow, wanted, makerWarranty, bought                  string

	testSheet, toFillIn, filledIn, threeBoxes string
	pass, fail, notApplicable, open           string
	wasThen, isNow                            string

	dayClose, counter, closedBy, tomorrow, nothingOpen, supervisor string

	stockTake, ended, notEnded, countedBy, recorded, since, seenAt, note, allThere, more, checkedBy string
}

var slipTexts = map[Lang]slipWords{
	Chinese: {
		quotation: "维修报价单", quoteNo: "第 %d 次", quoted: "%s 报价", cause: "原因", total: "合计",
		cycle: "周期", cycleIs: "同意后 %s", validity: "有效期", until: "至 %s", warranty: "保修", onPart: "更换件 %s",
		agree: "同意维修", decline: "不修退机", sign: "签字", date: "日期", reply: "回复", check: "校验",

		stub: "存根白联", shopRecord: "店内记录", customerSays: "客户答复", analysis: "故障分析", newParts: "更换备件",
		engineerSigns: "工程师签字", notifiedAt: "通知时间", toldTo: "转告人",
		folders: [4]string{"等待检测", "待同意", "等待结单", "等待取机"},

		loanerSlip: "备用机借用单", shopCopy: "店留联", lent: "%s 借出", lentBy: "经手 %s", giveBack: "请归还于", loaner: "借用机",
		lentWith: "随借配件", standsFor: "维修单", ownMachine: "送修机",
		lentTerms: "备用机供您在维修期间使用，取机时请连同配件一起带回。请妥善保管，丢失或人为损坏按实际费用赔偿。您存入的资料请在归还前自行备份并删除。",

		peerSlip: "送同行单", factorySlip: "返厂单", goesAlong: "随机器走", sent: "%s 送出", sentBy: "经手 %s", sendTo: "送往",
		askedTo: "要求", sentWith: "随机附件", nothingWith: "无，只有机器", backBy: "请送回于", carrier: "快递", tracking: "运单号",
		questions: "有疑问请先打电话，未经本店同意不要更换收费件。", received: "对方签收", compared: "核对签字",

		ownWords: "原话", fee: "费用", about: "约 %s 元", afterInspection: "检测后报价", mayCollect: "可代取",
		visit: "本次", ofVisit: "第 %d 台，共 %d 台",
		inspected: "验机", fixNow: "可当场修", wanted: "需备件", makerWarranty: "厂保", bought: "%s 购买",

		testSheet: "测试单", toFillIn: "待填", filledIn: "已填", threeBoxes: "三个格依次是：合格、不合格、不适用",
		pass: "合格", fail: "不合格", notApplicable: "不适用", open: "未测", wasThen: "接机 %s", isNow: "现在 %s",

		dayClose: "日结单", counter: "柜台 %s", closedBy: "结账 %s", tomorrow: "明天要跟进", nothingOpen: "没有遗留",
		supervisor: "主管签字",

		stockTake: "盘点差异单", ended: "至 %s", notEnded: "未结束", countedBy: "盘点 %s", recorded: "应在 %s", since: "%s 起", seenAt: "实在 %s",
		note: "备注", allThere: "全部对上，没有差异。", more: "还有 %d 项没有打印，请看屏幕。", checkedBy: "复核签字",
	},
	English: {
		quotation: "Repair quotation", quoteNo: "Quote %d", quoted: "Quoted %s", cause: "Cause", total: "Total",
		cycle: "Time", cycleIs: "%s from your consent", validity: "Valid", until: "until %s", warranty: "Cover", onPart: "%s on new parts",
		agree: "Please repair", decline: "Return unrepaired", sign: "Signed", date: "Date", reply: "Reply to", check: "Digest",

		stub: "Shop stub", shopRecord: "For the shop", customerSays: "Customer says", analysis: "Fault found", newParts: "Parts changed",
		engineerSigns: "Engineer", notifiedAt: "Called at", toldTo: "Told to",
		folders: [4]string{"Awaiting test", "Awaiting consent", "Awaiting close", "Awaiting pickup"},

		loanerSlip: "Loaner agreement", shopCopy: "Shop copy", lent: "Lent %s", lentBy: "Lent by %s", giveBack: "Back by", loaner: "Loaner",
		lentWith: "Lent with it", standsFor: "Order", ownMachine: "Machine",
		lentTerms: "The loaner is yours to use while we repair your machine. Please bring it back with everything listed here when you collect. " +
			"Loss or damage by misuse is charged at cost. Copy your own files and delete them before you return it.",

		peerSlip: "Peer repair", factorySlip: "Factory return", goesAlong: "With machine", sent: "Sent %s", sentBy: "Sent by %s", sendTo: "To",
		askedTo: "Please", sentWith: "Sent with it", nothingWith: "nothing but the machine", backBy: "Back by", carrier: "Courier", tracking: "Tracking",
		questions: "Call us before you fit a part that costs money.", received: "Received", compared: "Checked",

		ownWords: "Words", fee: "Fee", about: "about ¥%s", afterInspection: "after inspection", mayCollect: "Collector",
		visit: "This visit", ofVisit: "%d of %d",
		inspected: "Checked", fixNow: "can be fixed now", wanted: "Needs", makerWarranty: "Warranty", bought: "bought %s",

		testSheet: "Test sheet", toFillIn: "To fill in", filledIn: "Filled in", threeBoxes: "The three boxes: pass, fail, n/a",
		pass: "Pass", fail: "Fail", notApplicable: "N/A", open: "Open", wasThen: "then %s", isNow: "now %s",

		dayClose: "Day close", counter: "Counter %s", closedBy: "Closed by %s", tomorrow: "To look after tomorrow",
		nothingOpen: "nothing left open", supervisor: "Supervisor",

		stockTake: "Stock-take", ended: "to %s", notEnded: "not ended", countedBy: "by %s", recorded: "Belongs in %s", since: "since %s",
		seenAt: "Seen in %s", note: "Note", allThere: "Everything is there.", more: "%d more are not printed; see the screen.", checkedBy: "Checked",
	},
}

func (l Lang) slipWords() slipWords {
	if w, ok := slipTexts[l]; ok {
		return w
	}
	return slipTexts[Chinese]
}

// fullDay is 2026-11-21 周六 or Sat 21 Nov 2026.
func (l Lang) fullDay(t time.Time) string {
	if l.english() {
		return l.format(t, "", "Mon 2 Jan 2006")
	}
	return l.format(t, "2006-01-02 ", "") + weekdays[t.Weekday()]
}
