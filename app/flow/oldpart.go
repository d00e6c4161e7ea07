package flow

import (
	"countertop/app/repair"
)

// Messages of an old part.
type (
	// OldPartNamed and OldPartToChosen describe an old part; OldPartKept stores it
	// and prints its label.
	OldPartNamed    struct{ Name string }
	OldPartToChosen struct{ To repair.OldPartTo }
	OldPartKept     struct{}
)

// oldPartMsg are the messages that note an old part.
//
//sumtype:decl
type oldPartMsg interface {
	Msg
	oldPartMsg()
}

func (OldPartNamed) owner() Screen    { return ScreenOldPart }
func (OldPartToChosen) owner() Screen { return ScreenOldPart }
func (OldPartKept) owner() Screen     { return ScreenOldPart }

func (OldPartNamed) oldPartMsg()    {}
func (OldPartToChosen) oldPartMsg() {}
func (OldPartKept) oldPartMsg()     {}

// newOldPart begins with nothing, for whom the order says.
func (v *Service) newOldPart(o repair.Order) {
	v.OldPart, v.OldPartTo = "", repair.OldPartToCustomer
	if o.OldParts == repair.OldPartsShop {
		v.OldPartTo = repair.OldPartToShop
	}
}

func updateOldPart(s State, m oldPartMsg) (State, []Cmd) {
	v := &s.Service
	switch m := m.(type) {
	case OldPartNamed:
		v.OldPart = m.Name
	case OldPartToChosen:
		v.OldPartTo = m.To
	case OldPartKept:
		name := s.Shop.Trade.Key(v.OldPart, s.Shop.Trade.Parts(s.Order.Row.Order.Device.Kind)...)
		return s.serve(repair.KeepOldPart{Name: name, To: v.OldPartTo})
	}
	return s, nil
}
