package document

import (
	"countertop/app/i18n"
	"countertop/app/label"
	"countertop/app/repair"
)

func (w writer) deviceTag() label.DeviceTag {
	o := w.Row.Order
	tag := label.DeviceTag{
		Number: w.number(), Contact: w.contact(), Machine: w.machine(), Symptom: w.symptom(), ReceivedAt: w.at(o.ReceivedAt),
		Accessories: w.accessories(), State: label.TagFresh, OnTheSpot: o.Waiting(),
	}
	place := o.Place
	if !place.Kind.IsShelf() && o.Reserved.Kind != "" {
		place = o.Reserved
	}
	if place.Kind.IsShelf() {
		tag.Shelf, tag.Slot = string(place.Kind), place.Name()
	}
	switch {
	case o.Reason == repair.ReasonQuote:
		tag.State = label.TagQuote
	case o.Reason == repair.ReasonParts:
		tag.State, tag.Reason, tag.DueOn = label.TagParts, w.trade.Text(w.lang, o.Part), w.day(o.Promise(w.today()))
	case !o.OKAt.IsZero():
		tag.State, tag.OKAt = label.TagOK, w.at(o.OKAt)
	}
	return tag
}

func (w writer) accessoryTag() label.AccessoryTag {
	tag := label.AccessoryTag{Number: w.number(), Index: w.job.Index, Accessories: w.accessories(), Contact: w.contact()}
	if tag.Index > 0 {
		tag.Code = repair.AccessoryCode(w.Row.Order.ID, tag.Index)
	}
	return tag
}

func (w writer) oldPart() label.OldPart {
	l, bags := label.OldPart{Number: w.number(), Contact: w.contact()}, w.Row.Order.OldPartBags
	if i := w.job.Index; i > 0 && i <= len(bags) {
		p := bags[i-1]
		l.Part, l.Index, l.Count = w.word(p.Name), i, len(bags)
		l.Code, l.To = repair.OldPartCode(w.Row.Order.ID, i), w.text("old-part."+string(p.To))
	}
	return l
}

func (w writer) repairLabel() label.RepairLabel {
	on, warrantyTo := w.repaired()
	return label.RepairLabel{
		Shop: w.shop(), Number: w.number(), WarrantyTo: warrantyTo, Parts: w.parts(), RepairedOn: on, Engineer: w.person(w.Row.Order.OKBy),
	}
}

// place is that of a code of a shelf or slot, zero for a code that is none.
func (w writer) place() repair.Place {
	code, err := repair.ParseCode(w.job.Subject)
	if err != nil {
		return repair.Place{}
	}
	return code.Place
}

func (w writer) shelf() (l label.Shelf) {
	if p := w.place(); p.Kind != "" {
		l = label.Shelf{Shelf: string(p.Kind), Letter: p.Kind.Letter(), Code: w.job.Subject}
	}
	return l
}

func (w writer) slot() (l label.Slot) {
	if p := w.place(); p.Kind != "" {
		l = label.Slot{Shelf: string(p.Kind), Code: w.job.Subject}
		if p.Slot > 0 {
			l.Slot = p.Name()
		}
	}
	return l
}

func (w writer) badge() label.StaffBadge {
	b := label.StaffBadge{Shop: w.shop()}
	for _, p := range w.People {
		if string(p.ID) == w.job.Subject {
			b.Staff = label.Staff{
				Number: string(p.ID), Name: p.Name, Role: i18n.Roles(w.lang, p.Roles), Code: repair.BadgeCode(w.Key, p.ID, p.Issue),
			}
		}
	}
	return b
}
