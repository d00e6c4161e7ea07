// Package document turns an order into the input of a printed document, and a
// page of the screen into what a customer signs: it says in words what they hold
// as keys. It is pure; the layout is that of app/label and app/view.
package document

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"countertop/app/flow"
	"countertop/app/i18n"
	"countertop/app/label"
	"countertop/app/repair"
	"countertop/app/trade"
	"countertop/printer"
	"countertop/printer/raster"
)

// Facts are all that a document can need besides the job.
type Facts struct {
	Shop flow.Shop
	Row  repair.Row
	// Ink is the signature on the document, if it carries one.
	Ink []repair.Stroke
	// People are the staff.
	People []repair.Staff
	// Key is the shop's key, for customer copies and badges.
	Key []byte
	// Visit are all orders of the visit that the order is of, with a machine
	// each, as they were described; none or one is a visit with one machine.
	Visit []repair.OrderID
	// HandOver is the end of the order, nil before it; Collector is who came for the
	// machine if it was not shown by the customer copy.
	HandOver  *repair.PickedUp
	Collector repair.Customer
	// Day is for the close of a day, Stock for the list of a stock-take.
	Day   Day
	Stock repair.StockTake
	// Recovery is the code on the paper of one, Now the time on it.
	Recovery string
	Now      time.Time
}

// warrantyMonths is the repair warranty where no quote says another.
const warrantyMonths = 3

// warranty is the months of repair warranty that were agreed to.
func warranty(o repair.Order) int {
	if n := len(o.Quotes); n > 0 && o.Quotes[n-1].WarrantyMonths > 0 {
		return o.Quotes[n-1].WarrantyMonths
	}
	return warrantyMonths
}

// writer fills the document of a job in, in its language.
type writer struct {
	job repair.PrintJob
	Facts
	lang  i18n.Lang
	trade trade.Trade
}

// Document fills the document of a job in. The error is a *label.FieldError for
// a document that there is not.
func Document(j repair.PrintJob, f Facts) (label.Document, error) {
	w := writer{j, f, i18n.Lang(j.Lang), f.Shop.Trade}
	d := w.document()
	if d == nil {
		return nil, unknown(j)
	}
	return label.WithCopy(d, label.Copy{Reprint: j.Copy > 1}), nil
}

func unknown(j repair.PrintJob) error {
	return &label.FieldError{Field: "document", Reason: "is not known: " + string(j.Document)}
}

func (w writer) document() label.Document {
	switch w.job.Document {
	case repair.DocDeviceTag:
		return w.deviceTag()
	case repair.DocAccessory:
		return w.accessoryTag()
	case repair.DocOldPart:
		return w.oldPart()
	case repair.DocShelf:
		return w.shelf()
	case repair.DocSlot:
		return w.slot()
	case repair.DocFolder:
		return label.Folder{Folder: w.job.Subject}
	case repair.DocBadge:
		return w.badge()
	case repair.DocRepairLabel:
		return w.repairLabel()
	case repair.DocTestPage:
		return label.TestPage{Printer: w.job.Subject, Codes: testCodes(w.job, w.lang)}
	case repair.DocCustomerCopy:
		return label.CustomerCopy{CheckIn: w.checkIn(), Code: repair.CopyCode(w.Key, w.Row.Order.ID)}
	case repair.DocStub:
		return w.stub()
	case repair.DocPickupReceipt:
		return w.pickupReceipt()
	case repair.DocQuotation:
		return w.quotation()
	case repair.DocLoaner:
		return w.loanerSlip()
	case repair.DocPeerSlip, repair.DocFactorySlip:
		return w.sendOutSlip()
	case repair.DocDayClose:
		return w.dayClose()
	case repair.DocTestSheet:
		return w.testSheet()
	case repair.DocStockTake:
		return w.stockTake()
	case repair.DocRecovery:
		return label.Recovery{Shop: w.shop(), Station: w.Shop.Station, Code: w.Recovery, MadeAt: w.at(w.Now)}
	default:
		return nil
	}
}

func (w writer) text(key string, args ...string) string { return i18n.T(w.lang, key, args...) }

// at is a time of the shop.
func (w writer) at(t time.Time) label.Date {
	if t.IsZero() {
		return label.Date{}
	}
	return label.Date{Time: t.In(w.Shop.Calendar.Loc)}
}

func (w writer) today() repair.Date {
	if w.Now.IsZero() {
		return ""
	}
	return repair.DateOf(w.Now.In(w.Shop.Calendar.Loc))
}

func (w writer) day(d repair.Date) label.Date { return label.Date{Time: d.Time(w.Shop.Calendar.Loc)} }

func (w writer) person(id repair.StaffID) string {
	for _, p := range w.People {
		if p.ID == id {
			return p.Name
		}
	}
	return string(id)
}

func (w writer) number() string { return w.Row.Order.ID.String() }

func (w writer) shop() label.Shop {
	return label.Shop{Name: w.Shop.Name, Phone: w.Shop.Phone, Hours: hours(w.Shop, w.lang), Address: w.Shop.Address, Logo: w.logo()}
}

// logo is that of the shop in the words of a document, "" for none.
func (w writer) logo() string {
	if w.Shop.Logo.W == 0 {
		return ""
	}
	return w.Shop.Logo.String()
}

func (w writer) contact() label.Contact {
	c := w.Row.Customer
	out := label.Contact{Customer: c.Name, Company: c.Company, Phone: c.Phone()}
	if strings.TrimSpace(c.Name) == "" {
		out.CustomerInk = ink(c.Ink)
	}
	return out
}

func (w writer) machine() label.Machine {
	d := w.Row.Order.Device
	return label.Machine{
		Kind: string(d.Kind), Brand: w.trade.Text(w.lang, d.Brand), Model: d.Model, Serial: d.Serial, IMEI: d.IMEI, IMEI2: d.IMEI2,
	}
}

func (w writer) phrases() Phrases { return Phrases{Lang: w.lang, Shop: w.Shop} }

func (w writer) word(value string) string { return w.trade.Text(w.lang, value) }

func (w writer) symptom() string { return Symptom(w.lang, w.trade, w.Row.Order.Symptom) }

func (w writer) accessories() (names label.Names) {
	for _, a := range w.Row.Order.Accessories {
		names = append(names, w.trade.Text(w.lang, a.Name))
	}
	return names
}

// parts are those that were changed.
func (w writer) parts() (names []string) {
	for _, p := range w.Row.Order.Parts {
		names = append(names, w.trade.Text(w.lang, p))
	}
	return names
}

// signed is a signature of the order, which may have been erased.
func (w writer) signed(sig *repair.Signature) label.Signed {
	out := label.Signed{Signature: ink(w.Ink)}
	if sig != nil {
		out.Digest, out.SignedAt = digest(sig.Digest), w.at(sig.At)
	}
	return out
}

// digest is as much of a digest as people compare.
func digest(hex string) string { return strings.ToUpper(hex[:min(8, len(hex))]) }

// repaired is the day of the repair and the end of its warranty.
func (w writer) repaired() (on, warrantyTo label.Date) {
	o := w.Row.Order
	if o.OKAt.IsZero() {
		return label.Date{}, label.Date{}
	}
	on = w.at(o.OKAt)
	return on, label.Date{Time: on.AddDate(0, warranty(o), 0)}
}

// Symptom says a symptom in words, and that it does not always show.
func Symptom(lang i18n.Lang, t trade.Trade, f repair.Symptom) string {
	s := Phrases{Lang: lang, Shop: flow.Shop{Trade: t}}.Symptom(f)
	if f.Often == repair.OftenSometimes && s != "" {
		s += i18n.T(lang, "fault.sometimes")
	}
	return s
}

// hours are the opening hours in the shop's own words, or the week as the
// calendar has it: one stretch for all days, or the open days with theirs, days
// of equal hours together.
func hours(s flow.Shop, lang i18n.Lang) string {
	if s.HoursText != "" {
		return s.HoursText
	}
	week := append(slices.Clone(s.Calendar.Week[1:]), s.Calendar.Week[0]) // as people say it, from Monday on
	day := func(i int) string { return i18n.T(lang, "weekday."+strconv.Itoa((i+1)%7)) }
	var parts []string
	for i, end := 0, 0; i < len(week); i = end {
		for end = i + 1; end < len(week) && slices.Equal(week[end], week[i]); end++ {
		}
		var hs []string
		for _, h := range week[i] {
			hs = append(hs, h.String())
		}
		text := strings.Join(hs, ", ")
		switch {
		case len(hs) == 0:
			continue
		case end-i == len(week):
			return i18n.T(lang, "shop.hours", "hours", text)
		case end-i == 1:
			text = day(i) + " " + text
		default:
			text = day(i) + "-" + day(end-1) + " " + text
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, "; ")
}

// ink brings strokes to the points that slips take: x and y in units of the
// pad's width.
func ink(strokes []repair.Stroke) (out [][]label.Point) {
	for _, st := range strokes {
		var line []label.Point
		for _, p := range st {
			line = append(line, label.Point{float64(p.X) / repair.InkUnit, float64(p.Y) / repair.InkUnit})
		}
		out = append(out, line)
	}
	return out
}

// Formats are what a shop changes about its documents, by name.
type Formats = map[string]label.Format

// Words is a job's document as JSON, to be kept for Draw.
func Words(j repair.PrintJob, f Facts) ([]byte, error) {
	d, err := Document(j, f)
	if err != nil {
		return nil, err
	}
	b, err := json.Marshal(d)
	if err != nil {
		return nil, err
	}
	rest := bytes.TrimPrefix(b, []byte("{"))
	mark := fmt.Appendf(nil, `{"edition":%d`, edition)
	if len(rest) > 1 {
		mark = append(mark, ',')
	}
	return append(mark, rest...), nil
}

// edition is that of the words which stand on every document; what is kept says
// of which it is. The first had no number.
const edition = 2

// firstEdition reports whether kept words are of the first edition.
func firstEdition(words []byte) bool {
	var kept struct{ Edition int }
	return json.Unmarshal(words, &kept) != nil || kept.Edition == 0
}

// Draw lays a job's document out for a printer and takes it apart for it: from
// words that were kept, in the shop's format of the document. Which copy it is
// says the job.
func Draw(j repair.PrintJob, words []byte, f Formats, p printer.Profile) (*printer.PageImage, error) {
	kind, ok := label.LookupKind(string(j.Document))
	if !ok {
		return nil, unknown(j)
	}
	d, err := kind.Read(bytes.NewReader(words))
	if err != nil {
		return nil, err
	}
	return draw(j, d, f[string(j.Document)], p, firstEdition(words))
}

func draw(j repair.PrintJob, d label.Document, f label.Format, p printer.Profile, before bool) (*printer.PageImage, error) {
	kind, ok := label.LookupKind(string(j.Document))
	if !ok {
		return nil, unknown(j)
	}
	if t, is := d.(label.TestPage); is {
		// It shows what is in the printer, whatever labels the shop has.
		t.Profile, f = p.Name, label.Format{WidthMM: p.Media.WidthMM, HeightMM: p.Media.HeightMM}
		d = t
	}
	kind, err := kind.In(f)
	if err != nil {
		return nil, err
	}
	d = label.WithCopy(d, label.Copy{Reprint: j.Copy > 1, ReprintNo: max(0, j.Copy-1)})
	m := kind.MediaOn(p.WidthDots, p.DPI)
	m.Before = before
	page, err := kind.Page(d, i18n.Lang(j.Lang), m)
	if err != nil {
		return nil, err
	}
	return raster.Compose(page, p)
}
