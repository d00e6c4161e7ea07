package label

import (
	"time"

	"countertop/app/i18n"
)

// Example is a filled-in document of a kind: invented people, numbers and codes,
// with true check characters. It is nil for a kind that there is not.
func Example(kind string, lang i18n.Lang) Document {
	e := example{lang}
	switch kind {
	case "device-tag":
		return e.deviceTag()
	case "accessory":
		return AccessoryTag{
			Number: exampleNumber, Code: "AA2611210042011O", Index: 1, Accessories: e.accessories(), Contact: e.contact(),
		}
	case "old-part":
		return OldPart{
			Number: exampleNumber, Part: e.word("主板 5B20Z12345", "Mainboard 5B20Z12345"), Index: 1, Count: 2,
			To: e.word("交还客户", "To customer"), Code: "OA2611210042013V", Contact: e.contact(),
		}
	case "shelf":
		return Shelf{Shelf: "awaiting-parts", Letter: "B", Code: "SB00WG"}
	case "slot":
		return Slot{Shelf: "awaiting-test", Slot: "A-03", Code: "SA03CF"}
	case "folder":
		return Folder{Folder: "awaiting-consent"}
	case "staff-badge":
		return StaffBadge{Shop: e.shop(), Staff: Staff{
			Number: "A007", Name: e.engineer(), Role: e.word("主管工程师", "Lead engineer"), Code: "BA007K3X9QW02TMSW",
		}}
	case "repair-record":
		return RepairLabel{
			Shop: e.shop(), Number: exampleNumber, Parts: []string{e.word("主板", "mainboard"), e.word("CMOS 电池", "CMOS cell")},
			RepairedOn: november(23, 0, 0), WarrantyTo: exampleWarranty, Engineer: e.engineer(),
		}
	case testPageName:
		return TestPage{Printer: "标签机", Profile: "generic-tspl"}
	}
	return e.slip(kind)
}

// example writes examples in a language.
type example struct{ lang i18n.Lang }

const exampleNumber = "A261121-0042-QK"

var (
	exampleReceived = november(21, 14, 5)
	examplePromised = november(24, 0, 0)
	exampleWarranty = Date{time.Date(2027, 2, 23, 0, 0, 0, 0, time.UTC)}
)

func november(day, hour, minute int) Date {
	return Date{time.Date(2026, time.November, day, hour, minute, 0, 0, time.UTC)}
}

func (e example) word(zh, en string) string {
	if e.lang == i18n.EN {
		return en
	}
	return zh
}

func (e example) text(key string) string { return i18n.T(e.lang, key) }

func (e example) engineer() string { return e.word("陈志远", "Chen Zhiyuan") }

func (e example) coordinator() string { return e.word("李敏", "Li Min") }

func (e example) shop() Shop {
	return Shop{
		Name: e.word("安心电脑维修", "Anxin Computer Repair"), Phone: "020-55501234",
		Address: e.word("示例路 18 号", "18 Example Road"), Hours: e.word("周一至周日 8:00-18:00", "Mon-Sun 8:00-18:00"),
	}
}

// contact has ink too, which prints where there is no customer.
func (e example) contact() Contact {
	return Contact{Customer: "王建国", CustomerInk: exampleName, Phone: "13812341480"}
}

func (e example) machine() Machine {
	return Machine{Kind: "laptop", Brand: e.word("联想", "Lenovo"), Model: "ThinkPad X1 Carbon", Serial: "PF3K8H2M"}
}

func (e example) accessories() Names {
	return Names{e.word("电源适配器", "Power adapter"), e.word("U盘（蓝色）", "USB stick (blue)")}
}

func (e example) deviceTag() DeviceTag {
	return DeviceTag{
		Number: exampleNumber, Shelf: "awaiting-test", Slot: "A-03", Contact: e.contact(), Machine: e.machine(),
		Symptom: e.word("开机黑屏，风扇转", "No display, fan on"), ReceivedAt: exampleReceived, Accessories: e.accessories(),
	}
}
