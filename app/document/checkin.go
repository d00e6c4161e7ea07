package document

import (
	"slices"
	"strconv"

	"countertop/app/label"
	"countertop/app/trade"
)

// checkIn is what was said, seen and agreed at check-in.
func (w writer) checkIn() label.CheckIn {
	o, fen := w.Row.Order, w.Row.Order.EstimateFen
	c := label.CheckIn{
		Shop: w.shop(), Number: w.number(), ReceivedAt: w.at(o.ReceivedAt), PromisedOn: w.day(o.PromisedOn),
		TakenInBy: w.person(o.TakenInBy),
		Contact:   w.contact(), Machine: w.machine(), Symptom: w.symptom(), EstimateFen: &fen, Accessories: w.accessories(),
		Signed: w.signed(o.Signature),
	}
	if o.OnTheSpot && o.Waiting() { // it is repaired now, and no day was promised
		c.PromisedOn = label.Date{}
	}
	for _, p := range w.Row.Customer.Contacts {
		if p.Collects {
			c.Collectors = append(c.Collectors, label.Collector{Name: p.Name, Relation: w.trade.Text(w.lang, p.Relation), Phone: p.Phone})
		}
	}
	if s := o.Symptom; len(s.Chips) > 0 && s.Words != "" {
		c.Words, s.Words = s.Words, ""
		c.Symptom = Symptom(w.lang, w.trade, s)
	}
	if i := o.Inspection; i != nil {
		c.Inspection = label.Inspection{By: w.person(i.By), Seen: string(i.Seen), Note: i.Note, Cause: string(i.Cause), FixNow: i.FixNow}
		for _, p := range i.Parts {
			c.Inspection.Parts = append(c.Inspection.Parts, w.trade.Text(w.lang, p))
		}
	}
	for _, id := range w.Visit {
		c.Visit = append(c.Visit, id.String())
	}
	for _, m := range o.Marks {
		c.Marks = append(c.Marks, label.Mark{View: m.View, X: m.X, Y: m.Y, Text: w.text("mark." + string(m.Kind))})
	}
	return c
}

func (w writer) stub() label.Stub {
	s := w.Row.Order.Symptom
	return label.Stub{
		CheckIn: w.checkIn(), Warranty: string(s.Warranty), Proof: string(s.Proof), BoughtIn: s.BoughtIn, Form: w.form(),
	}
}

// form is what was noted of the machine, as the form of its kind calls it and
// in its order, and then what has gone from that form since.
func (w writer) form() (lines []label.FormLine) {
	d := w.Row.Order.Device
	values := map[string]string{"cpu": d.Figures.CPU, "memory": d.Figures.Memory, "disk": d.Figures.Disk}
	if d.Trays > 0 {
		values["trays"] = strconv.Itoa(d.Trays)
	}
	for _, v := range d.Form {
		values[v.Key] = v.Value
	}
	add := func(key, name string) {
		if v := values[key]; v != "" {
			lines = append(lines, label.FormLine{Label: name, Value: w.trade.Text(w.lang, v)})
		}
		delete(values, key)
	}
	for _, f := range slices.Concat(w.trade.Form(d.Kind), trade.Default().Form(d.Kind)) {
		add(f.Key, f.Label(w.lang))
	}
	for _, v := range d.Form {
		add(v.Key, v.Key)
	}
	return lines
}
