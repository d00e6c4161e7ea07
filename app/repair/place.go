package repair

import (
	"fmt"
	"strconv"
)

// Stage is where the paper is: the business axis of an order.
type Stage string

// The stages. They are stored, so their names never change.
const (
	StageDraft            Stage = "draft"             // 接机中
	StageAwaitingTest     Stage = "awaiting-test"     // 等待检测
	StageQuoting          Stage = "quoting"           // 待报价
	StageAwaitingConsent  Stage = "awaiting-consent"  // 待同意
	StageAwaitingParts    Stage = "awaiting-parts"    // 等待备件
	StageInRepair         Stage = "in-repair"         // 维修中
	StageAwaitingClose    Stage = "awaiting-close"    // 等待结单
	StageAwaitingPickup   Stage = "awaiting-pickup"   // 等待取机
	StagePickedUp         Stage = "picked-up"         // 已取机
	StageClosed           Stage = "closed"            // 结单
	StageAtPeer           Stage = "at-peer"           // 送同行
	StageAtFactory        Stage = "at-factory"        // 返厂
	StageOutForDelivery   Stage = "out-for-delivery"  // 送机
	StageOnSite           Stage = "on-site"           // 上门
	StageReturnUnrepaired Stage = "return-unrepaired" // 不修退机
	StageVoid             Stage = "void"              // 作废
)

// Stages lists all stages in the order a machine usually passes them.
var Stages = []Stage{
	StageDraft, StageAwaitingTest, StageQuoting, StageAwaitingConsent, StageAwaitingParts, StageInRepair,
	StageAwaitingClose, StageAwaitingPickup, StagePickedUp, StageClosed, StageAtPeer, StageAtFactory,
	StageOutForDelivery, StageOnSite, StageReturnUnrepaired, StageVoid,
}

// Over reports whether nothing more can happen to an order in this stage.
func (s Stage) Over() bool { return s == StagePickedUp || s == StageClosed || s == StageVoid }

// PlaceKind is where a machine can be: the four shelves and the places
// outside them.
type PlaceKind string

// The places. They are stored, so their names never change.
const (
	ShelfAwaitingTest   PlaceKind = "awaiting-test"   // 待测
	ShelfAwaitingParts  PlaceKind = "awaiting-parts"  // 等待备件
	ShelfDone           PlaceKind = "done"            // 维修完毕
	ShelfAwaitingPickup PlaceKind = "awaiting-pickup" // 等待取机
	PlaceCounter        PlaceKind = "counter"         // 验机台
	PlaceBench          PlaceKind = "bench"           // 维修台
	PlacePeer           PlaceKind = "peer"            // 同行
	PlaceFactory        PlaceKind = "factory"         // 厂家
	PlaceCourier        PlaceKind = "courier"         // 快递
	PlaceCustomer       PlaceKind = "customer"        // 客户
)

// Shelves are the four shelves in the order a machine passes them.
var Shelves = []PlaceKind{ShelfAwaitingTest, ShelfAwaitingParts, ShelfDone, ShelfAwaitingPickup}

// OutsidePlaces are those outside the shop that a machine is sent to.
var OutsidePlaces = []PlaceKind{PlacePeer, PlaceFactory, PlaceCourier}

// placeLetters is the letter of each place that has a code to scan.
var placeLetters = map[PlaceKind]byte{
	ShelfAwaitingTest: 'A', ShelfAwaitingParts: 'B', ShelfDone: 'C', ShelfAwaitingPickup: 'D',
	PlaceBench: 'W', PlacePeer: 'P', PlaceFactory: 'F', PlaceCourier: 'K',
}

// IsShelf reports whether the place is one of the four shelves.
func (k PlaceKind) IsShelf() bool {
	l := placeLetters[k]
	return l >= 'A' && l <= 'D'
}

// inRepair reports whether a machine is put there to be worked on.
func (k PlaceKind) inRepair() bool {
	switch k {
	case ShelfAwaitingTest, ShelfAwaitingParts, PlaceBench, PlacePeer, PlaceFactory:
		return true
	default:
		return false
	}
}

// Letter is the letter of the place on labels, or "" if it has none.
func (k PlaceKind) Letter() string {
	if l, ok := placeLetters[k]; ok {
		return string(rune(l))
	}
	return ""
}

// Place is where a machine is: a shelf with its slot, or a place outside.
type Place struct {
	Kind PlaceKind `json:"kind"`
	// Slot counts from 1; 0 is no slot in particular.
	Slot int `json:"slot,omitempty"`
}

// Name is the slot as it is printed: A-03; a shelf alone is A.
func (p Place) Name() string {
	if p.Slot == 0 {
		return p.Kind.Letter()
	}
	return fmt.Sprintf("%s-%02d", p.Kind.Letter(), p.Slot)
}

func (p Place) code() string { return fmt.Sprintf("%s%02d", p.Kind.Letter(), p.Slot) }

func parsePlaceCode(s string) (Place, bool) {
	n, err := strconv.Atoi(s[1:])
	if err != nil {
		return Place{}, false
	}
	for k, l := range placeLetters {
		if l == s[0] {
			return Place{k, n}, true
		}
	}
	return Place{}, false
}

// Layout is the number of slots on each shelf.
type Layout map[PlaceKind]int

// DefaultLayout gives every shelf 24 slots.
func DefaultLayout() Layout {
	l := Layout{}
	for _, s := range Shelves {
		l[s] = 24
	}
	return l
}

// Occupied tells which order is in, or has been promised, each slot of a
// shelf.
type Occupied map[Place]OrderID

// FreeSlot returns the lowest free slot of a shelf for the order, or the shelf
// without a slot when it is full or has no slots: a machine that is in the
// shop must have a place to be.
func (l Layout) FreeSlot(k PlaceKind, o OrderID, taken Occupied) Place {
	for i := 1; i <= l[k]; i++ {
		p := Place{k, i}
		if by, ok := taken[p]; !ok || by == o {
			return p
		}
	}
	return Place{Kind: k}
}

// Settle chooses the slot of a move to a shelf that names none: the slot the
// order already has or was promised there, else the lowest free one. A slot
// that is named must exist and be free. Other places are returned as they
// are.
func (l Layout) Settle(o Order, to Place, taken Occupied) (Place, error) {
	switch {
	case !to.Kind.IsShelf():
		return Place{Kind: to.Kind}, nil
	case to.Slot == 0 && o.Place.Kind == to.Kind:
		return o.Place, nil
	case to.Slot == 0 && o.Reserved.Kind == to.Kind && o.Reserved.Slot > 0:
		if by, ok := taken[o.Reserved]; !ok || by == o.ID {
			return o.Reserved, nil
		}
		return l.FreeSlot(to.Kind, o.ID, taken), nil
	case to.Slot == 0:
		return l.FreeSlot(to.Kind, o.ID, taken), nil
	case to.Slot > l[to.Kind]:
		return Place{}, refuse(RuleNoSuchSlot, o, arg("slot", to.Name()))
	}
	if by, ok := taken[to]; ok && by != o.ID {
		return Place{}, refuse(RuleSlotTaken, o, arg("slot", to.Name()), arg("by", by.String()),
			arg("free", l.FreeSlot(to.Kind, o.ID, taken).Name()))
	}
	return to, nil
}
