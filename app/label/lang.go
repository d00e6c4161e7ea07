package label

import (
	"fmt"
	"time"
)

// Lang is the language of a document.
type Lang string

// The languages.
const (
	Chinese Lang = "zh-CN"
	English Lang = "en"
)

// words are the fixed texts of the documents.
type words struct {
	accessories, quote, parts, ok, repaired, due, reprint                   string
	serviceRecord, customerCopy, received, takenInBy, readyAbout            string
	customer, company, machine, serial, fault, condition                    string
	asFound, spotless, keptHere, bringSlip, willCall, signed                string
	digest, hotline, open, address                                          string
	warrantyTo, replaced, repair, number, lostBadge                         string
	pickupReceipt, pickedUp, handledBy, work, engineer, oldParts            string
	testedHere, asBefore, notTested, covered, paid, rating, followUp, phone string
	collected                                                               string
	quoteShort, partsShort, stateWord, oldPart                              string
	seeFrame, languageRight, common, rare                                   string
	onTheSpot                                                               [2]string // and shorter
}

var texts = map[Lang]words{
	Chinese: {
		accessories: "附件", quote: "待报价", parts: "待备件", ok: "OK", repaired: "维修完毕", due: "预计 %s", reprint: "补打",
		serviceRecord: "维修服务记录单", customerCopy: "客户联", received: "%s 接机", takenInBy: "接机人 %s", readyAbout: "预计取机",
		customer: "客户", company: "单位", machine: "机器", serial: "序列号", fault: "故障", condition: "外观",
		asFound: "以下为送机时已有", spotless: "外观完好", keptHere: "留店附件", bringSlip: "凭此联取机",
		willCall: "机器修好后我们会打电话通知您。", signed: "客户签字",
		digest: "校验 %s", hotline: "热线", open: "营业", address: "地址",
		warrantyTo: "保修至", replaced: "更换", repair: "维修", number: "单号", lostBadge: "遗失请交前台",
		pickupReceipt: "取机签收单", pickedUp: "%s 取机", handledBy: "经办 %s", work: "维修", engineer: "工程师", oldParts: "旧件",
		testedHere: "当场验机，功能正常", asBefore: "外观与送机时一致", notTested: "未当场验机", covered: "保修至", paid: "已收 %s",
		rating: "评价", followUp: "回访", phone: "%s 电话", collected: "签收",
		quoteShort: "报价", partsShort: "备件", stateWord: "状态", oldPart: "旧件",
		seeFrame: "看到方框", languageRight: "表示语言正确", common: "常用", rare: "生僻",
		onTheSpot: [2]string{"当场修", "当场修"},
	},
	English: {
		accessories: "Acc.", quote: "Quote", parts: "Parts", ok: "OK", repaired: "Repaired", due: "due %s", reprint: "Reprint",
		serviceRecord: "Service record", customerCopy: "Customer copy", received: "%s", takenInBy: "Taken in by %s", readyAbout: "Ready about",
		customer: "Name", company: "Company", machine: "Machine", serial: "Serial", fault: "Fault", condition: "Condition",
		asFound: "as found at check-in", spotless: "no visible damage", keptHere: "Left with us", bringSlip: "Bring this slip to collect",
		willCall: "We will call you when it is ready.", signed: "Signed",
		digest: "Digest %s", hotline: "Hotline", open: "Open", address: "Address",
		warrantyTo: "Warr. to", replaced: "Parts", repair: "Repair", number: "No.", lostBadge: "If found, return to the counter",
		pickupReceipt: "Pickup receipt", pickedUp: "%s", handledBy: "Handled by %s", work: "Work", engineer: "Engineer", oldParts: "Old parts",
		testedHere: "Tested here, works", asBefore: "Condition as at check-in", notTested: "Not tested here", covered: "Warranty until", paid: "Paid %s",
		rating: "Rating", followUp: "We call", phone: "%s", collected: "Collected",
		quoteShort: "Quote", partsShort: "Parts", stateWord: "State", oldPart: "Old",
		seeFrame: "A box:", languageRight: "mode is OK", common: "common", rare: "rare",
		onTheSpot: [2]string{"ON THE SPOT", "SPOT"},
	},
}

func (l Lang) words() words {
	if w, ok := texts[l]; ok {
		return w
	}
	return texts[Chinese]
}

func (l Lang) english() bool { return l == English }

// again is what a reprint says, "" on a first print.
func (w words) again(reprint bool, no int) string {
	switch {
	case no > 0:
		return fmt.Sprintf("%s %d", w.reprint, no)
	case reprint:
		return w.reprint
	}
	return ""
}

// accessoriesChecked is the tick line of the receipt.
func (l Lang) accessoriesChecked(n int) string {
	if l.english() {
		return fmt.Sprintf("Accessories checked: %d", n)
	}
	return fmt.Sprintf("附件 %d 件已核对", n)
}

// callOn is the right half of the band of an untested machine.
func (l Lang) callOn(day time.Time) string {
	if l.english() {
		return "call on " + l.shortDay(day)
	}
	return l.shortDay(day) + " 电话回访"
}

// stars is the rating of 1 to 5 in stars and words.
func (l Lang) stars(n int) string {
	n = min(5, max(1, n))
	word := [...]string{"很不满意", "不满意", "一般", "满意", "非常满意"}[n-1]
	if l.english() {
		word = [...]string{"very poor", "poor", "fair", "good", "very good"}[n-1]
	}
	return "★★★★★☆☆☆☆"[len("★")*(5-n):len("★")*(10-n)] + " " + word
}

var weekdays = [...]string{"周日", "周一", "周二", "周三", "周四", "周五", "周六"}

// shortDay is 11-25 or 25 Nov.
func (l Lang) shortDay(t time.Time) string { return l.format(t, "01-02", "2 Jan") }

// shortTime is 11-21 14:05 or 21 Nov 14:05.
func (l Lang) shortTime(t time.Time) string { return l.format(t, "01-02 15:04", "2 Jan 15:04") }

// day is 2026-11-21 or 21 Nov 2026.
func (l Lang) day(t time.Time) string { return l.format(t, "2006-01-02", "2 Jan 2006") }

// dayTime is 2026-11-21 14:05 or 21 Nov 2026 14:05.
func (l Lang) dayTime(t time.Time) string {
	return l.format(t, "2006-01-02 15:04", "2 Jan 2006 15:04")
}

// promise is 11月24日 周二 or Tue 24 Nov.
func (l Lang) promise(t time.Time) string {
	if l.english() {
		return t.Format("Mon 2 Jan")
	}
	return t.Format("1月2日 ") + weekdays[t.Weekday()]
}

// weekday is 11-27 周五 or Fri 27 Nov.
func (l Lang) weekday(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	if l.english() {
		return t.Format("Mon 2 Jan")
	}
	return t.Format("01-02 ") + weekdays[t.Weekday()]
}

// format gives "" for a time that was never set.
func (l Lang) format(t time.Time, zh, en string) string {
	if t.IsZero() {
		return ""
	}
	if l.english() {
		return t.Format(en)
	}
	return t.Format(zh)
}

// money is 1,380.00.
func money(fen int64) string {
	sign := ""
	if fen < 0 {
		sign, fen = "-", -fen
	}
	yuan := fmt.Sprint(fen / 100)
	for i := len(yuan) - 3; i > 0; i -= 3 {
		yuan = yuan[:i] + "," + yuan[i:]
	}
	return fmt.Sprintf("%s%s.%02d", sign, yuan, fen%100)
}
