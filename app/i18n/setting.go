package i18n

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"countertop/app/repair"
)

// The settings: what each is called, what it is for, and how its values are
// said.
var settingTexts = texts{
	"setting.shop.name":         {"店名", "Shop name"},
	"setting.shop.name.hint":    {"印在每张小票和标签上，也在屏幕左上角。", "Stands on every slip and label, and at the top left of the screen."},
	"setting.shop.phone":        {"电话", "Phone"},
	"setting.shop.phone.hint":   {"印在小票上，话术里也会说。", "Stands on the slips and in what is said to customers."},
	"setting.shop.address":      {"地址", "Address"},
	"setting.shop.address.hint": {"印在小票上。", "Stands on the slips."},
	"setting.shop.logo":         {"标志", "Logo"},
	"setting.shop.logo.hint": {
		"印在小票最上面。把图片放进 U 盘插上，再点一张。",
		"At the head of the slips. Plug in a USB stick with the picture, then touch it.",
	},
	"setting.shop.hours":             {"营业时间", "Opening hours"},
	"setting.shop.hours.hint":        {"所有时限只数营业时间。", "All time limits count opening hours only."},
	"setting.shop.official_holidays": {"按国家放假安排营业", "Follow the official holidays"},
	"setting.shop.official_holidays.hint": {
		"打开后，法定假日关门、调休日开门；上面写的日子优先。",
		"Closed on public holidays, open on make-up days; the days above win.",
	},
	"setting.shop.days":            {"节假日和调休", "Holidays and make-up days"},
	"setting.shop.days.hint":       {"这些天不按每周的时间营业，时限和取机日会跟着变。", "Days with hours of their own; limits and promised days follow."},
	"setting.shop.hours_text":      {"小票上的营业时间", "Hours as the slip says them"},
	"setting.shop.hours_text.hint": {"不写就按营业时间自动写。", "Left empty, it is made from the opening hours."},
	"setting.shop.timezone":        {"时区", "Time zone"},
	"setting.shop.timezone.hint":   {"屏幕和纸上的时间。国内写 Asia/Shanghai。", "The time on screen and paper, such as Asia/Shanghai."},
	"setting.station.slots":        {"每个货架的格数", "Slots on each shelf"},
	"setting.station.slots.hint": {
		"改小时，格里的机器留在原处，不再派新的。",
		"With fewer slots, machines stay where they are; no new ones go there.",
	},
	"setting.limits.reply":                 {"首次答复", "First answer"},
	"setting.limits.reply.hint":            {"接机以后多久之内给客户第一次答复。", "From check-in to the first answer to the customer."},
	"setting.limits.quote":                 {"出报价", "Quote"},
	"setting.limits.quote.hint":            {"检查有结果以后多久之内报价。", "From the finding to the quote."},
	"setting.limits.bench":                 {"在维修台上", "On the bench"},
	"setting.limits.bench.hint":            {"机器在维修台上最多待多久。", "How long a machine may stay on the bench."},
	"setting.limits.peer":                  {"送同行的答复", "Answer of a peer"},
	"setting.limits.peer.hint":             {"机器在同行那里，多久之内答复客户。", "Until the customer hears about a machine at a peer workshop."},
	"setting.limits.repair_days":           {"维修天数", "Days to repair"},
	"setting.limits.repair_days.hint":      {"客户同意以后几个营业日修好；报价单写了天数的按报价单。", "Open days from consent, where the quote names none."},
	"setting.limits.promise_days":          {"预计取机", "Promised day"},
	"setting.limits.promise_days.hint":     {"接机时答应几个营业日以后取机。", "Open days until the day that is promised at check-in."},
	"setting.limits.uncollected_days":      {"多久算没来取", "Not collected after"},
	"setting.limits.uncollected_days.hint": {"修好以后过了几个营业日还没取走，就提醒。", "Open days until a finished machine counts as not collected."},
	"setting.scan.shelf_stays":             {"先扫货架，等机器", "A shelf waits for machines"},
	"setting.scan.shelf_stays.hint":        {"扫了货架以后，这么久之内扫的机器都放到那里。", "Machines scanned within this time go to the shelf scanned first."},
	"setting.checklist.other":              {"其他机器的检测项", "Test lines of other machines"},
	"setting.checklist.other.hint": {
		"“其他”机器的检测单；店里的 tests.toml 写了的按文件。",
		"The test sheet of other machines, unless tests.toml has one.",
	},
	"setting.fees.estimates":      {"大概费用的选项", "Estimates to choose from"},
	"setting.fees.estimates.hint": {"接机时给客户说的大概费用，点一下就填好。", "The rough fees that are offered at check-in."},
	"setting.shop.takings":        {"谁能看到收款", "Who sees the takings"},
	"setting.shop.takings.hint":   {"“今天”页上的收款给这些岗位看。", "These roles see the takings on the page of today."},
	"setting.privacy.sign_out":    {"没人操作多久退出登录", "Sign out after"},
	"setting.privacy.sign_out.hint": {
		"这么久没人碰屏幕，就退出登录，回到首页。",
		"Nobody at the screen for so long: signed out, back to the home page.",
	},
	"setting.privacy.customer_page":      {"客户页放多久收起", "Close the customer's page after"},
	"setting.privacy.customer_page.hint": {"客户签字的页面没人碰，多久以后收起。", "Nobody touches the page that a customer signs on for so long."},
	"setting.privacy.fresh_pin":          {"密码多久算刚输过", "A PIN stays fresh for"},
	"setting.privacy.fresh_pin.hint": {
		"改设置、主管放行这类事，要在这么久之内输过密码或扫过工牌。",
		"Settings and overrides want a PIN or badge within this time.",
	},
	"setting.privacy.passcode":      {"开机密码显示多久", "Show a passcode for"},
	"setting.privacy.passcode.hint": {"客户机器的开机密码，点开以后多久自动收起。", "How long the passcode of a customer's machine stays on the screen."},
	"setting.entry.samples":         {"保留手写笔迹", "Keep handwriting"},
	"setting.entry.samples.hint":    {"留下笔迹来改进识别，里面会有客户姓名。平时请关着。", "Kept to improve recognition; names are in there. Leave it off."},
	"setting.sound.volume":          {"音量", "Volume"},
	"setting.sound.volume.hint":     {"扫码和点按的声音。", "The sounds of scans and touches."},
	"setting.station.lang":          {"语言", "Language"},
	"setting.station.lang.hint":     {"屏幕的语言，顶栏里也能随时换。", "The language of the screen; the header changes it too."},
	"setting.station.panel_mm":      {"屏幕宽度", "Width of the display"},
	"setting.station.panel_mm.hint": {
		"量屏幕亮的部分有多宽，按钮和字才会是合适的大小。",
		"Measure the lit part: buttons and letters get their right size from it.",
	},
	"setting.entry.fuzzy":      {"模糊音", "Fuzzy pinyin"},
	"setting.entry.fuzzy.hint": {"打拼音时当成一样的音。", "Sounds that count as one in pinyin."},

	"setting.lists.laptop.faults":       {"笔记本：故障", "Laptops: symptoms"},
	"setting.lists.laptop.accessories":  {"笔记本：附件", "Laptops: accessories"},
	"setting.lists.laptop.brands":       {"笔记本：品牌", "Laptops: brands"},
	"setting.lists.laptop.parts":        {"笔记本：备件", "Laptops: parts"},
	"setting.lists.laptop.works":        {"笔记本：维修内容", "Laptops: work done"},
	"setting.lists.desktop.faults":      {"台式机：故障", "Desktops: symptoms"},
	"setting.lists.desktop.accessories": {"台式机：附件", "Desktops: accessories"},
	"setting.lists.desktop.brands":      {"台式机：品牌", "Desktops: brands"},
	"setting.lists.desktop.parts":       {"台式机：备件", "Desktops: parts"},
	"setting.lists.desktop.works":       {"台式机：维修内容", "Desktops: work done"},
	"setting.lists.printer.faults":      {"打印机：故障", "Printers: symptoms"},
	"setting.lists.printer.accessories": {"打印机：附件", "Printers: accessories"},
	"setting.lists.printer.brands":      {"打印机：品牌", "Printers: brands"},
	"setting.lists.printer.parts":       {"打印机：备件", "Printers: parts"},
	"setting.lists.printer.works":       {"打印机：维修内容", "Printers: work done"},
	"setting.lists.other.faults":        {"其他机器：故障", "Others: symptoms"},
	"setting.lists.other.accessories":   {"其他机器：附件", "Others: accessories"},
	"setting.lists.other.brands":        {"其他机器：品牌", "Others: brands"},
	"setting.lists.other.parts":         {"其他机器：备件", "Others: parts"},
	"setting.lists.other.works":         {"其他机器：维修内容", "Others: work done"},
	"setting.lists.papers":              {"随机票据", "Papers"},
	"setting.lists.relations":           {"代取人和客户的关系", "Who may collect"},
	"setting.lists.topics":              {"咨询的内容", "What people ask"},
	"setting.lists.faults.hint":         {"接机时供点选的故障，最常见的放最前面。", "Symptoms to choose from at check-in, the most usual first."},
	"setting.lists.accessories.hint":    {"接机时供点选的附件。", "Accessories to choose from at check-in."},
	"setting.lists.brands.hint":         {"接机时供点选的品牌。", "Brands to choose from at check-in."},
	"setting.lists.parts.hint":          {"报价和维修时供点选的备件。", "Parts to choose from for quotes and repairs."},
	"setting.lists.works.hint":          {"记维修时供点选的内容。", "Work to choose from in the record of a repair."},
	"setting.lists.papers.hint":         {"和机器一起来的票据证件。", "Papers that come with a machine."},
	"setting.lists.relations.hint":      {"别人来取机时供点选。", "To choose from when somebody else collects."},
	"setting.lists.topics.hint":         {"没带机器、只来问一问的，问的是什么。", "What people ask who bring no machine."},
	"setting.takes.screen":              {"屏幕", "screen"},
	"setting.takes.paper":               {"以后打印的纸", "what is printed from now on"},
	"setting.takes.clocks":              {"时限和取机日", "limits and promised days"},
	"setting.takes.shelves":             {"派格位", "slots that are given"},
	"setting.takes.entry":               {"文字输入", "text entry"},
	"setting.takes.sound":               {"声音", "sound"},
	"setting.unit.days":                 {"{n} 个营业日", "{n} open {n|day|days}"},
	"setting.unit.percent":              {"{n}%", "{n}%"},
	"setting.unit.mm":                   {"{n} 毫米", "{n} mm"},
	"setting.unit-name.h":               {"小时", "Hours"},
	"setting.unit-name.m":               {"分钟", "Min"},
	"setting.unit-name.s":               {"秒", "Sec"},
	"setting.unit.s":                    {"{n} 秒", "{n} s"},
	"setting.unit.m":                    {"{n} 分钟", "{n} min"},
	"setting.unit.h":                    {"{n} 小时", "{n} h"},
	"setting.value.none":                {"没有", "None"},
	"setting.value.auto":                {"自动", "Automatic"},
	"setting.value.nobody":              {"谁都不能看", "Nobody"},
	"setting.value.entries":             {"{n} 项", "{n} {n|entry|entries}"},
	"setting.value.slots":               {"{n} 格", "{n} {n|slot|slots}"},
	"setting.value.same-slots":          {"各 {n} 格", "{n} {n|slot|slots} each"},
	"setting.value.true":                {"开", "On"},
	"setting.value.false":               {"关", "Off"},
	"setting.value.zh-CN":               {"中文", "Chinese"},
	"setting.value.en":                  {"英文", "English"},
	"setting.value.every-day":           {"每天 {hours}", "Every day {hours}"},
	"setting.value.closed":              {"休息", "closed"},
	"setting.value.closed-days":         {"休息 {n} 天", "closed {n} {n|day|days}"},

	"setting.refused.unknown":  {"没有 {key} 这项设置。", "There is no setting {key}."},
	"setting.refused.role":     {"这项设置不归你的岗位改。", "This setting is not for your role to change."},
	"setting.refused.empty":    {"这里不能空着。", "This cannot be empty."},
	"setting.refused.long":     {"太长：{n} 个字，最多 {max} 个。", "Too long: {n} characters, at most {max}."},
	"setting.refused.signs":    {"{value} 里有显示不了的字符。", "{value} has characters that cannot be shown."},
	"setting.refused.phone":    {"{value} 里没有号码。", "There is no number in {value}."},
	"setting.refused.number":   {"{value} 不是整数。", "{value} is no whole number."},
	"setting.refused.bounds":   {"要在 {min} 到 {max} 之间，{value} 不行。", "It must be between {min} and {max}, not {value}."},
	"setting.refused.duration": {"{value} 不是时间，要写成 4h、30m 这样。", "{value} is not a time like 4h or 30m."},
	"setting.refused.length":   {"时间要在 {min} 到 {max} 之间，{value} 不行。", "The time must be between {min} and {max}, not {value}."},
	"setting.refused.bool":     {"{value} 既不是 true 也不是 false。", "{value} is neither true nor false."},
	"setting.refused.choice":   {"只能是 {choices}，没有 {value}。", "It is one of {choices}, not {value}."},
	"setting.refused.hours":    {"{value} 不是营业时间，要写成 8:00-18:00，后一段在前一段之后。", "{value} are no hours like 8:00-18:00 that run forward."},
	"setting.refused.never":    {"一周里至少要有一天营业。", "The shop must be open on one day of the week at least."},
	"setting.refused.weekday":  {"{value} 不是星期几，要写成 mon 或 mon-fri。", "{value} is no weekday like mon, nor days like mon-fri."},
	"setting.refused.day": {
		"{value} 不是日期，要写成 2026-10-01 或 2026-10-01..2026-10-07，不超过 92 天。",
		"{value} is no day like 2026-10-01, nor up to 92 days like 2026-10-01..2026-10-07.",
	},
	"setting.refused.day-twice": {"{value} 这一天有两条规定，请去掉一条。", "There are two rules for {value}; take one away."},
	"setting.refused.zone":      {"没有 {value} 这个时区，要写成 Asia/Shanghai 这样。", "{value} is not a time zone like Asia/Shanghai."},
	"setting.refused.slots":     {"{value} 不行：每个货架 {min} 到 {max} 格。", "{value} cannot be: a shelf has {min} to {max} slots."},
	"setting.refused.twice":     {"{value} 已经有了。", "{value} is there already."},
	"setting.refused.many":      {"太多：{n} 项，最多 {max} 项。", "Too many: {n} entries, at most {max}."},
	"setting.refused.bar":       {"{value} 要写成 中文 | English，两边都有字。", "{value} is not right: one | between the Chinese and the English."},
	"setting.refused.amount":    {"{value} 不行：要写 1 到 {max} 的整数元。", "{value} cannot be: write whole yuan from 1 to {max}."},
	"setting.refused.picture":   {"这张图片用不了，最大 {width} × {height} 点。", "This picture cannot be used: at most {width} × {height} dots."},
	"setting.value.picture":     {"{w} × {h} 点", "{w} × {h} dots"},
	"setting.refused.pair":      {"{value} 不是一对音，要写成 zh=z、n=l 这样。", "{value} is not a pair such as zh=z, n=l or ng=n."},
}

// SettingRefused says in one sentence why a change of a setting cannot be.
func SettingRefused(lang Lang, e repair.SettingError) string {
	args := make([]string, 0, 2*len(e.Args))
	for k, v := range e.Args {
		args = append(args, k, v)
	}
	return T(lang, "setting.refused."+string(e.Reason), args...)
}

// SettingName is what a setting is called, SettingHint what it is for.
func SettingName(lang Lang, key string) string { return T(lang, "setting."+key) }

// SettingHint says what a setting is for. The lists of one sort, of all kinds of
// machines, have one.
func SettingHint(lang Lang, key string) string {
	if hint := "setting." + key + ".hint"; Has(hint) {
		return T(lang, hint)
	}
	return T(lang, "setting.lists."+key[strings.LastIndexByte(key, '.')+1:]+".hint")
}

// SettingText says a value in canonical form to people, on one line.
func SettingText(lang Lang, s repair.Setting, value string) string {
	if value == "" {
		value = s.Default
	}
	items := repair.SettingItems(s.Kind, value)
	switch s.Kind {
	case repair.SettingNumber:
		return T(lang, "setting.unit."+string(s.Unit), "n", value)
	case repair.SettingDuration:
		return settingDuration(lang, value)
	case repair.SettingBool, repair.SettingChoice:
		return T(lang, "setting.value."+value)
	case repair.SettingRoles:
		for i, r := range items {
			items[i] = T(lang, "role."+r)
		}
		if len(items) == 0 {
			return T(lang, "setting.value.nobody")
		}
		return strings.Join(items, listComma(lang))
	case repair.SettingWeek:
		return settingWeek(lang, value)
	case repair.SettingSlots:
		return settingSlots(lang, value)
	case repair.SettingPicture:
		if p, ok := repair.ParsePicture(value); ok {
			return T(lang, "setting.value.picture", "w", strconv.Itoa(p.W), "h", strconv.Itoa(p.H))
		}
		return T(lang, "setting.value.none")
	case repair.SettingDays, repair.SettingWords, repair.SettingLines:
		if len(items) == 0 {
			return T(lang, "setting.value.none")
		}
		return T(lang, "setting.value.entries", "n", strconv.Itoa(len(items)))
	case repair.SettingAmounts, repair.SettingPairs:
		if len(items) == 0 {
			return T(lang, "setting.value.none")
		}
		return strings.Join(items, listComma(lang))
	default: // the text itself
	}
	switch {
	case value != "":
		return value
	case s.Key == repair.SetHoursText:
		return T(lang, "setting.value.auto")
	}
	return T(lang, "setting.value.none")
}

// listComma stands between the entries of a short list.
func listComma(lang Lang) string {
	if lang == EN {
		return ", "
	}
	return "、"
}

func settingDuration(lang Lang, value string) string {
	d, err := time.ParseDuration(value)
	if err != nil {
		return value
	}
	var parts []string
	for _, u := range []struct {
		key string
		n   time.Duration
	}{{"h", d / time.Hour}, {"m", d % time.Hour / time.Minute}, {"s", d % time.Minute / time.Second}} {
		if u.n > 0 {
			parts = append(parts, T(lang, "setting.unit."+u.key, "n", strconv.Itoa(int(u.n))))
		}
	}
	return strings.Join(parts, " ")
}

// settingWeek is the week in words, days with the same hours together.
func settingWeek(lang Lang, value string) string {
	w, err := repair.ParseWeek(value)
	if err != nil {
		return value
	}
	day := func(i int) []repair.Hours { return w[(i+1)%7] } // from Monday on
	name := func(i int) string { return T(lang, "weekday."+strconv.Itoa((i+1)%7)) }
	var parts []string
	for i, end := 0, 0; i < 7; i = end {
		for end = i + 1; end < 7 && slices.Equal(day(end), day(i)); end++ {
		}
		hours := SettingHours(lang, day(i))
		switch {
		case end-i == 7:
			return T(lang, "setting.value.every-day", "hours", hours)
		case end-i == 1:
			parts = append(parts, name(i)+" "+hours)
		case lang == EN:
			parts = append(parts, name(i)+"-"+name(end-1)+" "+hours)
		default:
			parts = append(parts, name(i)+"到"+name(end-1)+" "+hours)
		}
	}
	if lang == EN {
		return strings.Join(parts, "; ")
	}
	return strings.Join(parts, "；")
}

// SettingHours says the hours of a day.
func SettingHours(lang Lang, hs []repair.Hours) string {
	var parts []string
	for _, h := range hs {
		parts = append(parts, h.String())
	}
	if len(parts) == 0 {
		return T(lang, "setting.value.closed")
	}
	return strings.Join(parts, listComma(lang))
}

func settingSlots(lang Lang, value string) string {
	if !strings.Contains(value, " ") {
		return T(lang, "setting.value.same-slots", "n", value)
	}
	return value
}
