package label

import (
	"fmt"
	"io"
	"slices"

	"countertop/app/i18n"
	"countertop/printer"
)

// Kind is one of the documents the shop prints.
type Kind struct {
	// Name is stable: it stands in configs, print jobs and scripts.
	Name string
	// WidthMM, HeightMM are the media it is made for; HeightMM 0 is a roll,
	// of which WidthMM is the printed width.
	WidthMM, HeightMM float64
	// Fields are what a shop may leave out, by their names in JSON where one name
	// says it.
	Fields []string

	read func(io.Reader) (Document, error)
	hide []string // of Fields
}

// Kinds lists all documents.
func Kinds() []Kind { return kinds }

// kinds are the labels, and then the documents on rolls. What a shop may leave
// out of these is what gives way when there is much to say.
var kinds = []Kind{
	{Name: "device-tag", WidthMM: 60, HeightMM: 40, read: read[DeviceTag], Fields: []string{
		"shelf", "brand", "model", "customer", "phone", "serial", "fault", "received_at", "reason", "due_on",
	}},
	{Name: "accessory", WidthMM: 40, HeightMM: 30, read: read[AccessoryTag], Fields: []string{"customer"}},
	{Name: "old-part", WidthMM: 40, HeightMM: 30, read: read[OldPart], Fields: []string{"customer", "old_part_to"}},
	{Name: "shelf", WidthMM: 60, HeightMM: 40, read: read[Shelf]},
	{Name: "slot", WidthMM: 60, HeightMM: 40, read: read[Slot], Fields: []string{"shelf"}},
	{Name: "folder", WidthMM: 60, HeightMM: 40, read: read[Folder]},
	{Name: "staff-badge", WidthMM: 60, HeightMM: 40, read: read[StaffBadge], Fields: []string{"shop", "role"}},
	{Name: "repair-record", WidthMM: 50, HeightMM: 30, read: read[RepairLabel], Fields: []string{
		"shop", "shop_phone", "parts", "repaired_on", "engineer",
	}},
	{Name: testPageName, WidthMM: 60, HeightMM: 40, read: read[TestPage]},

	{Name: "customer-copy", WidthMM: 72, read: read[CustomerCopy], Fields: []string{
		"company", "serial", "fault", "taken_in_by", "shop_address", "shop_hours",
	}},
	{Name: "pickup-receipt", WidthMM: 72, read: read[PickupReceipt], Fields: []string{"serial", "shop_hours", "rating"}},
	{Name: "quotation", WidthMM: 72, read: read[Quotation], Fields: []string{"serial", "shop_hours"}},
	{Name: "stub", WidthMM: 72, read: read[Stub], Fields: []string{"company", "serial", "taken_in_by"}},
	{Name: "loaner", WidthMM: 72, read: read[LoanerSlip], Fields: []string{"company", "brand", "model", "shop_address", "shop_hours"}},
	{Name: "peer-slip", WidthMM: 72, read: read[SendOutSlip], Fields: []string{"shop_address", "shop_hours"}},
	{Name: "factory-slip", WidthMM: 72, read: readFactorySlip, Fields: []string{"shop_address", "shop_hours"}},
	{Name: "day-close", WidthMM: 72, read: read[DayClose]},
	{Name: "test-sheet", WidthMM: 72, read: read[TestSheet], Fields: []string{"serial", "fault"}},
	{Name: "stock-take", WidthMM: 72, read: read[StockTake]},
	{Name: "recovery", WidthMM: 72, read: read[Recovery]},
}

func read[D Document](r io.Reader) (Document, error) {
	var d D
	err := decode(r, &d)
	return d, err
}

func readFactorySlip(r io.Reader) (Document, error) {
	d := SendOutSlip{Factory: true}
	err := decode(r, &d)
	return d, err
}

// LookupKind finds a document by its name.
func LookupKind(name string) (Kind, bool) {
	i := slices.IndexFunc(kinds, func(k Kind) bool { return k.Name == name })
	if i < 0 {
		return Kind{}, false
	}
	return kinds[i], true
}

// Media is the paper the document is made for, at a resolution.
func (k Kind) Media(dpi int) Media {
	return Media{WidthMM: k.WidthMM, HeightMM: k.HeightMM, DPI: dpi}
}

// MediaOn is the paper of the document on a printer with a head of widthDots:
// no wider than the head.
func (k Kind) MediaOn(widthDots, dpi int) Media {
	m := k.Media(dpi)
	m.WidthMM = min(m.WidthMM, float64(widthDots)/printer.DotsPerMM(dpi))
	return m
}

// Read reads a document of this kind: one JSON object whose field names are
// stable. It may have the fields of other documents too. The error names the
// field that is wrong.
func (k Kind) Read(r io.Reader) (Document, error) { return k.read(r) }

// Shown is a document of this kind without what its format hides.
func (k Kind) Shown(d Document) Document {
	for _, field := range k.hide {
		if h, ok := d.(interface{ without(field string) Document }); ok {
			d = h.without(field)
		}
	}
	return d
}

// Page lays a document of this kind out.
func (k Kind) Page(d Document, lang i18n.Lang, m Media) (printer.Page, error) {
	p, err := k.Shown(d).Page(lang, m)
	if err != nil {
		return p, fmt.Errorf("%s: %w", k.Name, err)
	}
	return p, nil
}

// WithCopy is a document that says which print of it it is; some say nothing of
// it.
func WithCopy(d Document, c Copy) Document {
	if p, ok := d.(interface{ withCopy(Copy) Document }); ok {
		return p.withCopy(c)
	}
	return d
}

// Complete is a document with the codes it does not have and that follow from
// its other fields. Customer copies and badges made without the shop's key carry
// a code of the right shape that no shop takes for its own.
func Complete(d Document) Document {
	if c, ok := d.(interface{ complete() Document }); ok {
		return c.complete()
	}
	return d
}
