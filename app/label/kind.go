package label

import (
	"fmt"
	"strings"

	"countertop/app/i18n"
	"countertop/app/repair"
	"countertop/printer"
)

// Kind is one of the documents the shop prints.
type Kind struct {
	// Name is stable: it stands in configs, print jobs and scripts.
	Name string
	// WidthMM, HeightMM are the media it is made for; HeightMM 0 is a roll,
	// of which WidthMM is the printed width.
	WidthMM, HeightMM float64
	// Document fills the document in.
	Document func(Input) Document
	// Fields are what a shop may leave out, by the names of Input.
	Fields []string
}

// Kinds lists all documents.
func Kinds() []Kind { return kinds }

var kinds = append(labelKinds, slipKinds...)

var labelKinds = []Kind{
	{
		"device-tag", 60, 40, deviceTag,
		[]string{"shelf", "brand", "model", "customer", "phone", "serial", "fault", "received_at", "reason", "due_on"},
	},
	{"accessory", 40, 30, accessoryTag, []string{"customer"}},
	{"old-part", 40, 30, oldPart, []string{"customer", "old_part_to"}},
	{"shelf", 60, 40, func(in Input) Document {
		return Shelf{Shelf: in.Shelf, Letter: in.letter(), Code: in.ShelfCode}
	}, nil},
	{"slot", 60, 40, func(in Input) Document {
		return Slot{Shelf: in.Shelf, Slot: in.Slot, Code: in.SlotCode}
	}, []string{"shelf"}},
	{"folder", 60, 40, func(in Input) Document { return Folder{Folder: in.Folder} }, nil},
	{"staff-badge", 60, 40, func(in Input) Document {
		return StaffBadge{
			Shop: in.Shop.Name, StaffNo: in.Staff.Number, Name: in.Staff.Name, Role: in.Staff.Role, Code: in.Staff.Code,
		}
	}, []string{"shop", "role"}},
	{"repair-record", 50, 30, func(in Input) Document {
		return RepairLabel{
			Shop: Shop(in.Shop), Number: in.Number, WarrantyTo: in.WarrantyTo.Time, Parts: in.Parts,
			RepairedOn: in.RepairedOn.Time, Engineer: in.Engineer,
		}
	}, []string{"shop", "shop_phone", "parts", "repaired_on", "engineer"}},
	{testPageName, 60, 40, func(in Input) Document { return TestPage{Printer: in.Printer, Profile: in.Profile, Codes: in.Codes} }, nil},
}

// LookupKind finds a document by its name.
func LookupKind(name string) (Kind, bool) {
	for _, k := range kinds {
		if k.Name == name {
			return k, true
		}
	}
	return Kind{}, false
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

// Page lays the document out from its input.
func (k Kind) Page(in Input, lang i18n.Lang, m Media) (printer.Page, error) {
	p, err := k.Document(in).Page(lang, m)
	if err != nil {
		return p, fmt.Errorf("%s: %w", k.Name, err)
	}
	return p, nil
}

func deviceTag(in Input) Document {
	state, reason := in.state()
	return DeviceTag{
		Number: in.Number, Shelf: in.Shelf, Slot: in.Slot, Brand: in.Brand, Model: in.Model,
		Customer: in.who(), CustomerInk: points(in.CustomerInk), Phone: in.Phone, Serial: in.Serial, Symptom: in.Symptom,
		ReceivedAt: in.ReceivedAt.Time, Accessories: len(in.Accessories),
		State: state, Reason: reason, Due: in.DueOn.Time, OKAt: in.OKAt.Time, Reprint: in.Reprint, ReprintNo: in.ReprintNo,
		OnTheSpot: in.OnTheSpot,
	}
}

func accessoryTag(in Input) Document {
	t := AccessoryTag{
		Number: in.Number, Code: in.AccessoryCode, Index: max(1, in.AccessoryIndex), N: len(in.Accessories),
		Customer: in.who(), CustomerInk: points(in.CustomerInk), Reprint: in.Reprint, ReprintNo: in.ReprintNo,
	}
	if t.Index <= t.N {
		t.Item = in.Accessories[t.Index-1]
	}
	return t
}

// who is the name on a label: the customer's, or the company's. It is "" where
// there is the customer's ink instead.
func (in Input) who() string {
	if _, ok := boxOf(points(in.CustomerInk)); ok || strings.TrimSpace(in.Customer) != "" {
		return in.Customer
	}
	return in.Company
}

// letter is the shelf's: given, or that of its slots.
func (in Input) letter() string {
	if in.ShelfLetter != "" {
		return in.ShelfLetter
	}
	l, _, _ := strings.Cut(in.Slot, "-")
	return l
}

// state is that of the tag: given, or what OK time, reason and shelf say. A
// reason may begin with its state: 待报价：…
func (in Input) state() (TagState, string) {
	reason := clean(in.Reason)
	state := in.State
	for s, key := range map[TagState]string{TagQuote: "paper.quote", TagParts: "paper.parts"} {
		for _, lang := range []i18n.Lang{i18n.ZH, i18n.EN} {
			n := i18n.T(lang, key)
			if rest, ok := strings.CutPrefix(reason, n); ok && (rest == "" || strings.ContainsAny(rest[:1], ":") || strings.HasPrefix(rest, "：")) {
				reason = strings.TrimSpace(strings.TrimLeft(rest, ":："))
				if state == "" {
					state = s
				}
			}
		}
	}
	switch {
	case state != "":
	case !in.OKAt.IsZero():
		state = TagOK
	case reason != "" || shelfNames(in.Shelf).key == repair.ShelfAwaitingParts:
		state = TagParts
	case shelfNames(in.Shelf).key == repair.ShelfDone:
		state = TagOK
	default:
		state = TagFresh
	}
	return state, reason
}
