package label

import (
	"time"

	"countertop/app/i18n"
)

// Example is a filled-in input for a kind of document: invented people,
// numbers and codes, with true check characters.
func Example(kind string, lang i18n.Lang) Input {
	in := exampleOrder(lang)
	switch kind {
	case "shelf":
		return Input{Shelf: "awaiting-parts", ShelfLetter: "B", ShelfCode: "SB00WG"}
	case "slot":
		return Input{Shelf: in.Shelf, Slot: in.Slot, SlotCode: "SA03CF"}
	case "staff-badge":
		staff := StaffInput{Number: "A007", Name: "陈志远", Role: "主管工程师", Code: "BA007K3X9QW02TMSW"}
		if lang == i18n.EN {
			staff.Name, staff.Role = "Chen Zhiyuan", "Lead engineer"
		}
		return Input{Shop: in.Shop, Staff: staff}
	case "pickup-receipt":
		in.Digest = "7D40A19E"
	case "folder":
		return Input{DayInput: DayInput{Folder: "awaiting-consent"}}
	case testPageName:
		return Input{DayInput: DayInput{Printer: "标签机", Profile: "generic-tspl"}}
	case "old-part":
		in.PartInput = PartInput{
			OldPart: "主板 5B20Z12345", OldPartIndex: 1, OldPartCount: 2, OldPartTo: "交还客户", OldPartCode: "OA2611210042013V",
		}
		if lang == i18n.EN {
			in.OldPart, in.OldPartTo = "Mainboard 5B20Z12345", "To customer"
		}
	case "device-tag":
		in.Symptom = "开机黑屏，风扇转"
		if lang == i18n.EN {
			in.Symptom = "No display, fan on"
		}
	}
	return exampleSlip(kind, lang, in)
}

func exampleOrder(lang i18n.Lang) Input {
	at := func(month time.Month, day, hour, minute int) Date {
		return Date{time.Date(2026, month, day, hour, minute, 0, 0, time.UTC)}
	}
	in := Input{
		Number: "A261121-0042-QK", Customer: "王建国", Phone: "13812341480", Kind: "laptop",
		Brand: "联想", Model: "ThinkPad X1 Carbon", Serial: "PF3K8H2M", Symptom: "开机黑屏，风扇转；合盖后偶尔自动关机",
		Shelf: "awaiting-test", Slot: "A-03", Accessories: Names{"电源适配器", "U盘（蓝色）"},
		ReceivedAt: at(11, 21, 14, 5), PromisedOn: at(11, 24, 0, 0),
		Shop:           ShopInput{Name: "安心电脑维修", Phone: "020-55501234", Address: "示例路 18 号", Hours: "周一至周日 8:00-18:00"},
		AccessoryIndex: 1, AccessoryCode: "AA2611210042011O", CopyCode: "CA26112100427M4QZ0K9XDP2",
		IntakeInput: IntakeInput{CustomerInk: exampleName}, // prints where there is no customer
		TakenInBy:   "李敏", Digest: "3F9A07C2", SignedAt: at(11, 21, 0, 0), Signature: exampleSignature,
		Marks: []MarkInput{
			{View: 0, X: 0.233, Y: 0.382, Text: "划痕 3cm"},
			{View: 0, X: 0.844, Y: 0.82, Text: "边角磕碰"},
			{View: 1, X: 0.672, Y: 0.247, Text: "屏亮点"},
		},
		Parts: []string{"主板", "CMOS 电池"}, RepairedOn: at(11, 23, 0, 0), WarrantyTo: Date{time.Date(2027, 2, 23, 0, 0, 0, 0, time.UTC)},
		Engineer:   "陈志远",
		PickedUpAt: at(11, 24, 17, 10), HandledBy: "李敏", Work: "更换主板、CMOS 电池，清灰", OldParts: "交还客户", TestedBy: "陈志远",
		PaidFen: 138000, PaidBy: "微信", Rating: 5, FollowUpOn: at(11, 27, 0, 0),
	}
	if lang == i18n.EN {
		in.Brand, in.Symptom = "Lenovo", "No display, fan on; sometimes switches off when the lid is closed"
		in.Accessories = Names{"Power adapter", "USB stick (blue)"}
		in.Shop = ShopInput{Name: "Anxin Computer Repair", Phone: "020-55501234", Address: "18 Example Road", Hours: "Mon-Sun 8:00-18:00"}
		in.TakenInBy, in.HandledBy = "Li Min", "Li Min"
		in.Marks[0].Text, in.Marks[1].Text, in.Marks[2].Text = "scratch", "dent", "dead dot"
		in.Parts, in.Engineer, in.TestedBy = []string{"mainboard", "CMOS cell"}, "Chen Zhiyuan", "Chen Zhiyuan"
		in.Work, in.OldParts, in.PaidBy = "mainboard and CMOS cell replaced, cleaned", "returned to customer", "WeChat"
	}
	return in
}

// exampleName is 王建国 as written by hand.
var exampleName = exampleSignature[:len(exampleSignature)-1]

// exampleSignature is the name with a flourish.
var exampleSignature = [][][2]float64{
	{{85, 85}, {188, 68}, {288, 59}},
	{{104, 176}, {185, 161}, {269, 153}},
	{{188, 66}, {184, 180}, {177, 280}},
	{{60, 292}, {130, 278}, {200, 265}, {260, 260}, {332, 266}},
	{{383, 104}, {410, 96}, {448, 97}, {430, 125}, {398, 170}, {430, 160}, {455, 158}, {455, 180}, {440, 225}, {405, 280}, {356, 320}},
	{{368, 200}, {400, 243}, {440, 278}, {490, 300}, {555, 312}, {620, 311}, {682, 306}},
	{{480, 104}, {540, 93}, {588, 88}, {598, 95}, {596, 135}, {584, 176}},
	{{453, 141}, {540, 128}, {643, 117}},
	{{478, 178}, {530, 170}, {592, 168}},
	{{473, 217}, {540, 207}, {612, 200}},
	{{458, 263}, {550, 247}, {650, 237}},
	{{541, 32}, {541, 170}, {533, 305}},
	{{706, 84}, {705, 180}, {709, 290}, {716, 325}, {745, 323}, {785, 311}},
	{{706, 88}, {800, 67}, {870, 57}, {935, 58}, {955, 75}, {961, 130}, {955, 210}, {938, 320}},
	{{762, 127}, {820, 117}, {882, 113}},
	{{770, 186}, {820, 175}, {876, 173}},
	{{823, 118}, {820, 185}, {814, 248}},
	{{850, 200}, {873, 214}, {887, 236}},
	{{748, 262}, {815, 250}, {900, 243}},
	{{900, 312}, {940, 325}, {985, 330}, {1040, 318}, {1090, 294}, {1133, 266}},
}
