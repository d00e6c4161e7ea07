package flow

import (
	"slices"

	"countertop/app/repair"
)

// Messages of the page that sends a machine out.
type (
	// SendOutToChosen, SendOutCompanyChosen, SendOutCarrierChosen and
	// SendOutDayMoved describe where the machine goes; SendOutMade stores it and
	// prints the slip.
	SendOutToChosen      struct{ To repair.PlaceKind }
	SendOutCompanyChosen struct{ Name string }
	SendOutCarrierChosen struct{ Name string }
	SendOutDayMoved      struct{ Days int }
	SendOutMade          struct{}
)

// sendOutMsg are the messages that send a machine out.
//
//sumtype:decl
type sendOutMsg interface {
	Msg
	sendOutMsg()
}

func (SendOutToChosen) owner() Screen      { return ScreenSendOut }
func (SendOutCompanyChosen) owner() Screen { return ScreenSendOut }
func (SendOutCarrierChosen) owner() Screen { return ScreenSendOut }
func (SendOutDayMoved) owner() Screen      { return ScreenSendOut }
func (SendOutMade) owner() Screen          { return ScreenSendOut }

func (SendOutToChosen) sendOutMsg()      {}
func (SendOutCompanyChosen) sendOutMsg() {}
func (SendOutCarrierChosen) sendOutMsg() {}
func (SendOutDayMoved) sendOutMsg()      {}
func (SendOutMade) sendOutMsg()          {}

// sendOutDays is how many open days a machine is expected to be out.
const sendOutDays = 5

func (c Counter) newSendOut() repair.Consignment {
	return repair.Consignment{To: repair.PlacePeer, DueBack: c.Shop.Calendar.AddDays(c.Today(), sendOutDays)}
}

func updateSendOut(s State, m sendOutMsg) (State, []Cmd) {
	v := &s.Service
	switch m := m.(type) {
	case SendOutToChosen:
		if v.SendOut.To != m.To {
			v.SendOut.To, v.SendOut.Company = m.To, ""
		}
	case SendOutCompanyChosen:
		v.SendOut.Company = m.Name
	case SendOutCarrierChosen:
		v.SendOut.Carrier = m.Name
	case SendOutDayMoved:
		v.SendOut.DueBack = s.moveDay(v.SendOut.DueBack, m.Days)
	case SendOutMade:
		out := v.SendOut
		out.Carrier = s.Shop.Trade.Key(out.Carrier, Carriers...)
		return s.serve(repair.SendOut{Consignment: out})
	}
	return s, nil
}

// Carriers are the usual ones, as keys of texts.
var Carriers = []string{"carrier.sf", "carrier.jd", "carrier.self"}

// Companies are those that machines on the board went to, the last one first.
func (c Counter) Companies(to repair.PlaceKind) (names []string) {
	outs := []repair.Consignment{}
	for m := range c.Floor.All() {
		if t := m.SendOut; t != nil && t.To == to {
			outs = append(outs, *t)
		}
	}
	slices.SortStableFunc(outs, func(a, b repair.Consignment) int { return b.At.Compare(a.At) })
	for _, t := range outs {
		if !slices.Contains(names, t.Company) {
			names = append(names, t.Company)
		}
	}
	return names
}
