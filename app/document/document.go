// Package document turns an order into the input of a printed document: it
// says in words what the order holds as keys. It is pure; the layout is
// app/label's.
package document

import (
	"bytes"
	"encoding/json"
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
	Row  flow.Row
	// Ink is the signature on the document, if it carries one.
	Ink []repair.Stroke
	// People are the staff.
	People []repair.Staff
	// Key is the shop's key, for customer copies and badges.
	Key []byte
	// Visit are all orders of the visit that the order is of, with a machine
	// each, as they were described; none or one is a visit with one machine.
	Visit []repair.OrderID
	// Day is for the close of a day, Stock for the list of a stock-take.
	Day   Day
	Stock repair.StockTake
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

// Input fills the document of a job in.
func Input(j repair.PrintJob, s Facts) label.Input {
	lang, t := i18n.Lang(j.Lang), s.Shop.Trade
	o, c := s.Row.Order, s.Row.Customer
	loc := s.Shop.Calendar.Loc
	at := func(t time.Time) label.Date {
		if t.IsZero() {
			return label.Date{}
		}
		return label.Date{Time: t.In(loc)}
	}
	day := func(d repair.Date) label.Date { return label.Date{Time: d.Time(loc)} }
	in := label.Input{
		Shop:    label.ShopInput{Name: s.Shop.Name, Phone: s.Shop.Phone, Hours: hours(s.Shop, lang), Address: s.Shop.Address},
		Reprint: j.Copy > 1,
	}
	switch j.Document {
	case repair.DocShelf, repair.DocSlot:
		if code, err := repair.ParseCode(j.Subject); err == nil {
			in.Shelf, in.ShelfLetter = string(code.Place.Kind), code.Place.Kind.Letter()
			if code.Place.Slot > 0 {
				in.Slot = code.Place.Name()
			}
			in.ShelfCode, in.SlotCode = j.Subject, j.Subject
		}
		return in
	case repair.DocFolder:
		in.Folder = j.Subject
		return in
	case repair.DocTestPage:
		in.Printer = j.Subject
		in.Codes = testCodes(j, lang)
		return in
	case repair.DocDayClose:
		dayClose(&in, j, s)
		return in
	case repair.DocStockTake:
		stockTake(&in, j, s)
		return in
	case repair.DocBadge:
		for _, p := range s.People {
			if string(p.ID) == j.Subject {
				in.Staff = label.StaffInput{
					Number: string(p.ID), Name: p.Name, Role: i18n.T(lang, "role."+string(p.Role)),
					Code: repair.BadgeCode(s.Key, p.ID, p.Issue),
				}
			}
		}
		return in
	}
	place := o.Place
	if !place.Kind.IsShelf() && o.Reserved.Kind != "" {
		place = o.Reserved
	}
	in.Number = o.ID.String()
	in.Customer, in.Company, in.Phone = c.Name, c.Company, c.Phone()
	in.Kind, in.Brand, in.Model, in.Serial = string(o.Device.Kind), t.Text(lang, o.Device.Brand), o.Device.Model, o.Device.Serial
	in.Symptom = Symptom(lang, t, o.Symptom)
	if place.Kind.IsShelf() {
		in.Shelf, in.Slot = string(place.Kind), place.Name()
	}
	in.ReceivedAt, in.PromisedOn = at(o.ReceivedAt), day(o.PromisedOn)
	for i, a := range o.Accessories {
		if j.Document == repair.DocPickupReceipt && !slices.Contains(o.Returned, i+1) {
			continue // a supervisor let it go missing: the receipt does not say it was there
		}
		in.Accessories = append(in.Accessories, t.Text(lang, a.Name))
	}
	in.State = label.TagFresh
	switch {
	case o.Reason == repair.ReasonQuote:
		in.State = label.TagQuote
	case o.Reason == repair.ReasonParts:
		in.State, in.Reason, in.DueOn = label.TagParts, t.Text(lang, o.Part), day(o.PromisedOn)
	case !o.OKAt.IsZero():
		in.State, in.OKAt = label.TagOK, at(o.OKAt)
	}
	in.AccessoryIndex, in.AccessoryCode = j.Index, ""
	if j.Index > 0 {
		in.AccessoryCode = repair.AccessoryCode(o.ID, j.Index)
	}
	in.CopyCode = repair.CopyCode(s.Key, o.ID)
	in.TakenInBy = person(s.People, o.TakenInBy)
	for _, m := range o.Marks {
		text := i18n.T(lang, "mark."+string(m.Kind))
		in.Marks = append(in.Marks, label.MarkInput{View: m.View, X: m.X, Y: m.Y, Text: text})
	}
	in.Signature = ink(s.Ink)
	sig := o.Signature
	if j.Document == repair.DocPickupReceipt {
		sig = o.PickupSignature
	}
	if sig != nil {
		in.Digest, in.SignedAt = strings.ToUpper(sig.Digest[:min(8, len(sig.Digest))]), at(sig.At)
	}
	in.Engineer = person(s.People, o.OKBy)
	if !o.OKAt.IsZero() {
		in.RepairedOn = at(o.OKAt)
		in.WarrantyTo = label.Date{Time: o.OKAt.In(loc).AddDate(0, warranty(o), 0)}
	}
	in.PickedUpAt = at(o.PickedUpAt)
	in.HandledBy = person(s.People, o.HandedOverBy)
	if o.OldParts != "" {
		in.OldParts = i18n.T(lang, "old-parts."+string(o.OldParts))
	}
	// Not from the call that is due: once it is made, none is due, and a
	// machine that goes back unrepaired needs none.
	in.Untested = len(repair.OpenLines(repair.PickupChecklist(o.Device), o.PickupTest)) > 0
	// A mark with a note was found at pickup: the rule wants one there, and the
	// check-in takes none.
	in.ConditionChanged = slices.ContainsFunc(o.Marks, func(m repair.ConditionMark) bool { return m.Note != "" })
	if n := len(o.PickupTest); n > 0 {
		in.TestedBy = person(s.People, o.PickupTest[n-1].By)
	}
	in.CallOn, in.FollowUpOn = day(o.FollowUpOn), day(o.FollowUpOn)
	in.Rating = o.Rating
	intake(&in, j, s)
	service(&in, j, s)
	return in
}

// Symptom says a symptom in words.
func Symptom(lang i18n.Lang, t trade.Trade, f repair.Symptom) string {
	var parts []string
	for _, k := range f.Chips {
		parts = append(parts, t.Text(lang, k))
	}
	if f.Words != "" {
		parts = append(parts, f.Words)
	}
	s := strings.Join(parts, i18n.T(lang, "list.separator"))
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

func person(people []repair.Staff, id repair.StaffID) string {
	for _, p := range people {
		if p.ID == id {
			return p.Name
		}
	}
	return string(id)
}

// ink brings strokes to the points that slips take: x and y in units of the
// pad's width.
func ink(strokes []repair.Stroke) (out [][][2]float64) {
	for _, st := range strokes {
		var line [][2]float64
		for _, p := range st {
			line = append(line, [2]float64{float64(p.X) / repair.InkUnit, float64(p.Y) / repair.InkUnit})
		}
		out = append(out, line)
	}
	return out
}

// Formats are what a shop changes about its documents, by name.
type Formats = map[string]label.Format

// Words is the input of a job's document as JSON, to be kept for Draw.
func Words(j repair.PrintJob, s Facts) ([]byte, error) { return json.Marshal(Input(j, s)) }

// Draw lays a job's document out for a printer and takes it apart for it: from
// words that were kept, in the shop's format of the document. Which copy it is
// says the job.
func Draw(j repair.PrintJob, words []byte, f Formats, p printer.Profile) (*printer.PageImage, error) {
	in, err := label.ParseInput(bytes.NewReader(words))
	if err != nil {
		return nil, err
	}
	return draw(j, in, f[string(j.Document)], p)
}

func draw(j repair.PrintJob, in label.Input, f label.Format, p printer.Profile) (*printer.PageImage, error) {
	kind, ok := label.LookupKind(string(j.Document))
	if !ok {
		return nil, &label.FieldError{Field: "document", Reason: "is not known: " + string(j.Document)}
	}
	if j.Document == repair.DocTestPage {
		// It shows what is in the printer, whatever labels the shop has.
		in.Profile, f = p.Name, label.Format{WidthMM: p.Media.WidthMM, HeightMM: p.Media.HeightMM}
	}
	kind, err := kind.In(f)
	if err != nil {
		return nil, err
	}
	in.Reprint, in.ReprintNo = j.Copy > 1, max(0, j.Copy-1)
	page, err := kind.Page(in, i18n.Lang(j.Lang), kind.MediaOn(p.WidthDots, p.DPI))
	if err != nil {
		return nil, err
	}
	return raster.Compose(page, p)
}
