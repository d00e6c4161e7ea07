package repair

import (
	"encoding/json"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// private refuses what is somebody's own before anything else looks at it.
func private(text string) (MakerCode, bool) {
	low := strings.ToLower(strings.TrimLeft(strings.TrimSpace(text), allSeparators+"\x02 ~"))
	if len(low) > 3 && low[0] == ']' {
		low = low[3:] // an AIM identifier
	}
	refused := func(why Unread) (MakerCode, bool) { return MakerCode{Unread: why}, true }
	begins := func(prefixes ...string) bool {
		return slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(low, p) })
	}
	switch {
	case begins("wifi:"):
		return refused(UnreadWiFi)
	case begins("begin:vcard", "begin:vevent", "mecard:", "bizcard:", "vcard:", "tel:", "sms:", "smsto:", "mailto:", "matmsg:", "geo:"):
		return refused(UnreadContact)
	case begins("alipay", "weixin:", "wechat:", "wxp:", "bitcoin:", "otpauth:", "upi:", "mqq"):
		return refused(UnreadPayment)
	case payable(low):
		return refused(UnreadPayment)
	}
	host, _ := hostOf(low)
	for _, h := range purses {
		if host == h || strings.HasSuffix(host, "."+h) {
			return refused(UnreadPayment)
		}
	}
	return MakerCode{}, false
}

// purses are where wallets and the persons behind them live. Source: the codes that WeChat,
// Alipay, UnionPay and QQ show to be paid or to be found.
var purses = []string{
	"alipay.com", "alipay.cn", "alipayobjects.com", "wechat.com", "weixin.qq.com", "wechatpay.cn", "tenpay.com", "qpay.qq.com",
	"qm.qq.com", "95516.com", "unionpay.com", "jdpay.com", "paypal.me", "wa.me", "t.me",
}

// payable reports whether digits are what a purse shows at a till: 18 that begin
// with 10 to 15 at WeChat, 16 to 24 that begin with 25 to 30 at Alipay.
func payable(s string) bool {
	if !digitsOnly(s) || len(s) < 16 {
		return false
	}
	switch head := s[:2]; {
	case head >= "10" && head <= "15":
		return len(s) == 18
	case head >= "25" && head <= "30":
		return len(s) <= 24
	}
	return false
}

var bareHost = regexp.MustCompile(`^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|cn|net|org|me|io|hk|tw|jp|de|uk|eu|info|link|cc|co)` +
	`(?::[0-9]+)?(?:[/?#]|$)`)

// hostOf is the host of an address of the web, in small letters, and whether the
// text is one.
func hostOf(text string) (string, bool) {
	low := strings.ToLower(text)
	scheme, rest, ok := strings.Cut(low, "://")
	switch {
	case ok && scheme != "" && strings.Trim(scheme, "abcdefghijklmnopqrstuvwxyz0123456789+-.") == "":
	case bareHost.MatchString(low):
		rest = low
	default:
		return "", false
	}
	host, _, _ := strings.Cut(rest, "/")
	host, _, _ = strings.Cut(host, "?")
	if i := strings.LastIndexByte(host, '@'); i >= 0 {
		host = host[i+1:]
	}
	host, _, _ = strings.Cut(host, ":")
	return host, true
}

// tagSegments stand before a serial number in the path of an address.
var tagSegments = []string{"servicetag", "serial", "serialnumber", "sn", "tag", "device", "asset"}

// readAddress proposes the number at the end of an address of the web. The
// address is not opened.
func readAddress(text, _ string) (MakerCode, bool) {
	host, ok := hostOf(text)
	if !ok {
		return MakerCode{}, false
	}
	c := MakerCode{Host: host}
	if !strings.Contains(text, "://") {
		text = "http://" + text
	}
	u, err := url.Parse(text)
	if err != nil {
		return c, true
	}
	for key, values := range u.Query() {
		c.put(makerKeys[plainKey(key)], values[0])
	}
	if c.Serial != "" {
		return c, true
	}
	var path []string
	for s := range strings.SplitSeq(u.Path+"/"+u.Fragment, "/") {
		if s != "" {
			path = append(path, s)
		}
	}
	for i := range path {
		if i > 0 && slices.Contains(tagSegments, plainKey(path[i-1])) && serialUnfit(path[i]) == "" {
			c.Serial = path[i]
			return c, true
		}
	}
	for _, s := range slices.Backward(path) {
		if len(s) >= 5 && len(s) <= 20 && numbered(s) && !strings.Contains(s, ".") {
			c.Serial = s
			return c, true
		}
	}
	if raw := u.RawQuery; c.Serial == "" && !strings.Contains(raw, "=") && len(raw) >= 5 && len(raw) <= 20 && numbered(raw) {
		c.Serial = raw
	}
	return c, true
}

// makerKeys are the names that makers give to what a label says, without signs,
// in capitals.
var makerKeys = map[string]MakerKind{}

// keyNames are the same as they are written.
var keyNames = map[MakerKind][]string{
	MakerSerial: {
		"S/N", "SN", "SERIAL NUMBER", "SERIAL NO", "SERIALNO", "SERIAL", "SER NO", "SERNO", "SERIAL ID", "SERVICE TAG", "PRODUCT SERIAL",
		"产品序列号", "机器序列号", "设备序列号", "机身序列号", "出厂序列号", "主机序列号", "序列号", "序列號", "机身号", "机身码", "机身编号", "出厂编号", "主机编号",
		"服务编号", "服务标签", "快速服务代码", "产品SN", "设备SN",
	},
	MakerModel: {
		"MODEL NUMBER", "MODEL NAME", "MODEL NO", "MODEL", "MTM", "MT-M", "MACHINE TYPE", "TYPE", "PRODUCT NAME",
		"产品型号", "规格型号", "设备型号", "型号", "機型", "机型", "产品名称",
	},
	MakerArticle: {
		"P/N", "PN", "PART NUMBER", "PART NO", "PRODUCT NUMBER", "PRODUCT NO", "PRODUCT ID", "PROD ID", "PID", "SKU", "EAN",
		"UPC", "GTIN", "JAN", "商品条码", "产品编号", "部件号", "物料号", "物料编码", "货号", "料号",
	},
	MakerIMEI: {"IMEI/MEID", "IMEI1", "IMEI2", "IMEI 1", "IMEI 2", "IMEI", "手机串号", "串号"},
}

// keyed finds a name with its colon.
var keyed *regexp.Regexp

// spoken finds a name that a space, or nothing but the change of script, parts
// from its number.
var spoken *regexp.Regexp

func init() {
	var names, serials []string
	for kind, list := range keyNames {
		for _, n := range list {
			makerKeys[plainKey(n)] = kind
			q := strings.ReplaceAll(regexp.QuoteMeta(n), " ", `[ _.-]*`)
			names = append(names, q)
			if kind == MakerSerial && n != "SERIAL" {
				serials = append(serials, q)
			}
		}
	}
	longest := func(a, b string) int { return len(b) - len(a) }
	slices.SortFunc(names, longest)
	slices.SortFunc(serials, longest)
	const lead = `(?i)(?:^|[^0-9A-Za-z])(`
	keyed = regexp.MustCompile(lead + strings.Join(names, "|") + `)(?:\(S/?N\)|（S/?N）)?[."']*\s*[:：=#]+\s*`)
	spoken = regexp.MustCompile(`(?i)^(?:` + strings.Join(serials, "|") + `)(?:\.?\s+|[.]\s*)([0-9A-Z][0-9A-Z/.-]+)$|` +
		`^\p{Han}*序列号\s*([0-9A-Za-z][0-9A-Za-z/.-]+)$`)
}

// plainKey is a name without its signs, in capitals.
func plainKey(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" _-./\\#'\"", r) {
			return -1
		}
		return r
	}, strings.ToUpper(s))
}

// put takes a value under its kind, the first of each.
func (c *MakerCode) put(kind MakerKind, value string) {
	value = strings.Trim(value, " \t\r\n\"'，,;；/"+allSeparators)
	if value == "" {
		return
	}
	set := func(p *string, value string) {
		if *p == "" {
			*p = value
		}
	}
	switch kind {
	case MakerSerial:
		set(&c.Serial, tidy(value))
	case MakerModel:
		set(&c.Model, value)
	case MakerArticle:
		set(&c.Article, tidy(value))
	case MakerIMEI:
		both, ok := imeis(value)
		if !ok {
			both.IMEI = value // its check digit is looked at with the rest
		}
		for _, n := range []string{both.IMEI, both.IMEI2} {
			if n != "" && c.IMEI != "" && c.IMEI != n {
				set(&c.IMEI2, n)
			} else if n != "" {
				set(&c.IMEI, n)
			}
		}
	case MakerAddress, MakerRefused: // no name means them
	}
}

// readNamed reads what stands behind names: SN:PF2ABCDE;MODEL:20XW004ACD.
func readNamed(text, _ string) (MakerCode, bool) {
	if m := spoken.FindStringSubmatch(text); m != nil {
		return MakerCode{Serial: m[1] + m[2], Whole: text}, true
	}
	found := keyed.FindAllStringSubmatchIndex(text, -1)
	if len(found) == 0 {
		return MakerCode{}, false
	}
	var c MakerCode
	for i, at := range found {
		end := len(text)
		if i+1 < len(found) {
			end = found[i+1][2]
		}
		kind := makerKeys[plainKey(text[at[2]:at[3]])]
		value := text[at[1]:end]
		if j := strings.IndexFunc(value, func(r rune) bool { return strings.ContainsRune(";；|&\n\"}"+allSeparators, r) }); j >= 0 {
			value = value[:j]
		}
		if kind != MakerIMEI { // two of them may stand behind one name
			value, _, _ = strings.Cut(value, ",")
			value, _, _ = strings.Cut(value, "，")
		}
		if kind == MakerSerial || kind == MakerArticle {
			value = oneNumber(value)
		}
		c.put(kind, value)
	}
	return c, true
}

// oneNumber is the number at the start of a value that words of another name
// follow: PF2ABCDE Made in China.
func oneNumber(value string) string {
	words := strings.Fields(value)
	if len(words) < 2 || !numbered(tidy(words[0])) || numbered(tidy(words[1])) {
		return value
	}
	return words[0]
}

// readJSON reads an object with names, or a list of such.
func readJSON(text, _ string) (MakerCode, bool) {
	if text == "" || text[0] != '{' && text[0] != '[' || strings.HasPrefix(text, "[)>") {
		return MakerCode{}, false
	}
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	var v any
	if d.Decode(&v) != nil {
		return MakerCode{}, false
	}
	var c MakerCode
	c.inside(v, 3)
	return c, true
}

// inside looks for names in a value of JSON, depth levels down.
func (c *MakerCode) inside(v any, depth int) {
	if depth == 0 {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			c.inside(x, depth-1)
		}
	case map[string]any:
		keys := make([]string, 0, len(v))
		for k := range v {
			keys = append(keys, k)
		}
		slices.Sort(keys) // imei1 before imei2
		for _, k := range keys {
			switch x := v[k].(type) {
			case string:
				c.put(makerKeys[plainKey(k)], x)
			case json.Number:
				c.put(makerKeys[plainKey(k)], x.String())
			default:
				c.inside(x, depth-1)
			}
		}
	}
}
