package document

import (
	"strconv"
	"strings"
	"time"

	"countertop/app/flow"
	"countertop/app/i18n"
	"countertop/app/repair"
)

// Phrases say in one language what the shop holds as keys, days and numbers:
// the same on the screen and in what a customer signs.
type Phrases struct {
	Lang i18n.Lang
	Shop flow.Shop
	// Today is the day in the shop.
	Today repair.Date
}

func (p Phrases) t(key string, args ...string) string { return i18n.T(p.Lang, key, args...) }

// Dotted puts texts together with a middle dot, leaving out empty ones.
func Dotted(parts ...string) string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, " · ")
}

// Spaced puts two texts together with a space, unless one is empty.
func Spaced(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + " " + b
}

// Yuan is an amount in fen as it stands in a column: 1,380.00.
func Yuan(fen int64) string {
	s := strconv.FormatInt(fen/100, 10)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	c := strconv.FormatInt(100+fen%100, 10)
	return s + "." + c[1:]
}

// Sum is an amount in fen as Yuan has it, with its unit.
func (p Phrases) Sum(fen int64) string { return p.t("value.money", "yuan", Yuan(fen)) }

// Word is an entry of one of the shop's lists.
func (p Phrases) Word(value string) string { return p.Shop.Trade.Text(p.Lang, value) }

// Words are entries of lists, joined as a sentence does.
func (p Phrases) Words(list []string) string {
	var parts []string
	for _, v := range list {
		parts = append(parts, p.Word(v))
	}
	return p.list(parts)
}

// Done is what was done to a machine: entries of the list, and what was written.
func (p Phrases) Done(o repair.Order) string {
	parts := []string{}
	for _, w := range o.Works {
		parts = append(parts, p.Word(w))
	}
	if o.Work != "" {
		parts = append(parts, o.Work)
	}
	return p.list(parts)
}

// oldPartsNamed are as many old parts as are told by name.
const oldPartsNamed = 2

// OldParts are the parts that came out of a machine, and where each is; many are
// counted. It is "" where none was put into a bag.
func (p Phrases) OldParts(o repair.Order) string {
	var parts []string
	if len(o.OldPartBags) > oldPartsNamed {
		for _, to := range repair.OldPartsTo {
			n := 0
			for _, bag := range o.OldPartBags {
				if bag.To == to {
					n++
				}
			}
			if n > 0 {
				parts = append(parts, p.t("psign.old-n."+string(to), "n", strconv.Itoa(n)))
			}
		}
		return p.list(parts)
	}
	for _, bag := range o.OldPartBags {
		parts = append(parts, p.t("psign.old."+string(bag.To), "part", p.Word(bag.Name)))
	}
	return p.list(parts)
}

// Asked is what somebody without a machine wants to know.
func (p Phrases) Asked(topics []string, question string) string {
	var parts []string
	for _, t := range topics {
		parts = append(parts, p.Word(t))
	}
	if question != "" {
		parts = append(parts, question)
	}
	return p.list(parts)
}

func (p Phrases) list(parts []string) string { return strings.Join(parts, p.t("list.separator")) }

// Device is brand and model.
func (p Phrases) Device(d repair.Device) string {
	d.Brand = p.Word(d.Brand)
	return d.Name()
}

// Serial is a serial number and an IMEI, or that there is neither.
func (p Phrases) Serial(d repair.Device) string {
	if d.Number() == "" {
		return p.t("checkin.no-serial")
	}
	imei := ""
	if d.IMEI != "" {
		imei = p.t("value.imei", "n", d.IMEI)
	}
	return Dotted(d.Serial, imei)
}

// CustomerName is a name, or else the company.
func CustomerName(c repair.Customer) string {
	if c.Name == "" {
		return c.Company
	}
	return c.Name
}

// DayOf is the day of a moment in the shop.
func (p Phrases) DayOf(t time.Time) string {
	return i18n.Day(p.Lang, repair.DateOf(t.In(p.Shop.Calendar.Loc)))
}

// FullDay is a day that may be in another year.
func (p Phrases) FullDay(d repair.Date) string {
	if t := d.Time(time.UTC); t.Year() != p.Today.Time(time.UTC).Year() && !t.IsZero() {
		return p.t("checkin.full-day", "year", t.Format("2006"), "day", i18n.Day(p.Lang, d))
	}
	return i18n.Day(p.Lang, d)
}

// Symptom is what is wrong with a machine, without how often.
func (p Phrases) Symptom(s repair.Symptom) string {
	var parts []string
	for _, k := range s.Chips {
		parts = append(parts, p.Word(k))
	}
	if s.Words != "" {
		parts = append(parts, s.Words)
	}
	return p.list(parts)
}

// ShortSymptom is a symptom without the customer's words where it can be said
// without.
func (p Phrases) ShortSymptom(s repair.Symptom) string {
	if len(s.Chips) > 0 {
		s.Words = ""
	}
	return p.Symptom(s)
}

// Marks are marks on the outside, counted by kind.
func (p Phrases) Marks(marks []repair.ConditionMark) string {
	if len(marks) == 0 {
		return p.t("sign.clean")
	}
	var parts []string
	for _, k := range repair.MarkKinds {
		n := 0
		for _, m := range marks {
			if m.Kind == k {
				n++
			}
		}
		if n > 0 {
			parts = append(parts, p.t("mark."+string(k))+" "+strconv.Itoa(n))
		}
	}
	return p.list(parts)
}

// Kept are accessories; equal ones that follow each other are counted.
func (p Phrases) Kept(kept []repair.Accessory) string {
	if len(kept) == 0 {
		return p.t("sign.none-kept")
	}
	var parts []string
	for i, n := 0, 0; i < len(kept); i += n {
		for n = 1; i+n < len(kept) && kept[i+n] == kept[i]; n++ {
		}
		part := p.Word(kept[i].Name)
		if n > 1 {
			part += " ×" + strconv.Itoa(n)
		}
		parts = append(parts, part)
	}
	return p.list(parts)
}

// Promise is when a machine should be ready.
func (p Phrases) Promise(m flow.Machine) string {
	if m.OnTheSpot {
		return p.t("sign.spot")
	}
	return i18n.Day(p.Lang, m.Promised)
}

// Estimate is what a repair may cost.
func (p Phrases) Estimate(m flow.Machine) string {
	fen, ok := flow.ParseFen(m.Estimate)
	if !ok || fen == 0 {
		return p.t("checkin.rough-later")
	}
	return p.t("sign.about", "amount", i18n.Money(p.Lang, fen))
}

// Before is what the customer should know of the last repair: when it was and,
// with symptom, of what; what was not repaired; the warranty on it. It is "" for
// a machine that was not here.
func (p Phrases) Before(m flow.Machine, symptom bool) string {
	o := m.LastRepair()
	if o == nil {
		return ""
	}
	day := p.DayOf(o.ReceivedAt)
	text := p.t("checkin.repeat", "day", day)
	if symptom {
		text = p.t("sign.repaired", "day", day, "fault", p.ShortSymptom(o.Symptom))
	}
	if left := o.Unfixed(); len(left) > 0 {
		text = Dotted(text, p.t("sign.unfixed", "what", p.Words(left)))
	}
	if until := o.WarrantyUntil(p.Shop.Calendar.Loc); until != "" && until >= p.Today {
		text = Dotted(text, p.t("checkin.covered", "day", p.FullDay(until)))
	}
	return text
}

// Months is the length of a repair warranty.
func (p Phrases) Months(n int) string {
	if n == 0 {
		return p.t("quote.warranty.0")
	}
	return p.t("quote.months", "n", strconv.Itoa(n))
}

// Cycle is how long a repair takes by its quote; "" if it does not say.
func (p Phrases) Cycle(q repair.Quote) string {
	if q.Days == 0 {
		return ""
	}
	return p.t("quote.days", "n", strconv.Itoa(q.Days))
}
