package document

import (
	"slices"
	"strconv"
	"strings"

	"countertop/app/i18n"
	"countertop/app/label"
	"countertop/app/repair"
	"countertop/app/trade"
)

// intake fills in what was said, seen and agreed at check-in, on the paper that
// has room for it. Others keep none of it: the words of a print are kept.
func intake(in *label.Input, j repair.PrintJob, s Facts) {
	lang, o, c, t := i18n.Lang(j.Lang), s.Row.Order, s.Row.Customer, s.Shop.Trade
	if strings.TrimSpace(c.Name) == "" {
		in.CustomerInk = ink(c.Ink)
	}
	in.OnTheSpot = o.Waiting()
	if j.Document != repair.DocCustomerCopy && j.Document != repair.DocStub {
		return
	}
	for _, p := range c.Contacts {
		if p.Collects {
			in.Collectors = append(in.Collectors, label.CollectorInput{Name: p.Name, Relation: t.Text(lang, p.Relation), Phone: p.Phone})
		}
	}
	if f := o.Symptom; len(f.Chips) > 0 && f.Words != "" {
		in.Words, f.Words = f.Words, ""
		in.Symptom = Symptom(lang, t, f)
	}
	in.EstimateFen = new(o.EstimateFen)
	in.Warranty, in.Proof, in.BoughtIn = string(o.Symptom.Warranty), string(o.Symptom.Proof), o.Symptom.BoughtIn
	if i := o.Inspection; i != nil {
		in.Inspection = label.InspectionInput{
			By: person(s.People, i.By), Seen: string(i.Seen), Note: i.Note, Cause: string(i.Cause), FixNow: i.FixNow,
		}
		for _, p := range i.Parts {
			in.Inspection.Parts = append(in.Inspection.Parts, t.Text(lang, p))
		}
	}
	in.Form = form(lang, s)
	for _, id := range s.Visit {
		in.Visit = append(in.Visit, id.String())
	}
}

// form is what was noted of the machine, as the form of its kind calls it and
// in its order, and then what has gone from that form since.
func form(lang i18n.Lang, s Facts) (lines []label.FormInput) {
	d := s.Row.Order.Device
	values := map[string]string{"cpu": d.Figures.CPU, "memory": d.Figures.Memory, "disk": d.Figures.Disk}
	if d.Trays > 0 {
		values["trays"] = strconv.Itoa(d.Trays)
	}
	for _, v := range d.Form {
		values[v.Key] = v.Value
	}
	add := func(key, name string) {
		if v := values[key]; v != "" {
			lines = append(lines, label.FormInput{Label: name, Value: s.Shop.Trade.Text(lang, v)})
		}
		delete(values, key)
	}
	for _, f := range slices.Concat(s.Shop.Trade.Form(d.Kind), trade.Default().Form(d.Kind)) {
		add(f.Key, f.Label(lang))
	}
	for _, v := range d.Form {
		add(v.Key, v.Key)
	}
	return lines
}
