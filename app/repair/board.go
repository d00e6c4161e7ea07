package repair

import (
	"cmp"
	"slices"
	"time"
)

// Grouping is what the columns of the board are.
type Grouping string

// The groupings.
const (
	ByPlace Grouping = "place"
	ByStage Grouping = "stage"
)

// Board says how the machines in the shop are laid out for all to see.
type Board struct {
	By Grouping
	// Engineer leaves only the machines of one engineer; "" is all.
	Engineer StaffID
	Calendar Calendar
	Limits   Limits
	Now      time.Time
}

// Card is a machine on the board.
type Card struct {
	// Row is the index of Order in what Columns was given.
	Row   int
	Order Order
	// Clock is the limit that runs; its zero value has Kind "" and is at
	// LevelOK.
	Clock Clock
	// Age is how long the machine has been in its column, day and night; 0 if
	// the clock on the wall was set back.
	Age time.Duration
}

// Column is one heap of machines of the board.
type Column struct {
	Place PlaceKind // ByPlace
	Stage Stage     // ByStage
	// Cards are sorted by how much of the clock is used, the fullest first,
	// then by age.
	Cards []Card
	// Oldest is the greatest age, Worst the worst level, Soon and Late how many
	// machines are at these levels.
	Oldest     time.Duration
	Worst      Level
	Soon, Late int
}

// BoardPlaces are the columns by place: the shelves, then what is on none.
var BoardPlaces = append(slices.Clone(Shelves), PlaceCounter, PlaceBench, PlacePeer, PlaceFactory, PlaceCourier)

// Columns lays out the orders whose machine is in the shop's hands, each in one
// column. By place these are BoardPlaces, by stage the Stages between draft
// and pickup; a column with no machine is there too.
//
// Source: docs/rules.md, clocks and limits; 000 L377.
func (b Board) Columns(orders []Order) (cols []Column) {
	if b.By == ByStage {
		for _, s := range Stages {
			if s != StageDraft && !s.Over() {
				cols = append(cols, Column{Stage: s})
			}
		}
	} else {
		for _, p := range BoardPlaces {
			cols = append(cols, Column{Place: p})
		}
	}
	for row, o := range orders {
		if !o.InShop() || b.Engineer != "" && o.Engineer() != b.Engineer {
			continue
		}
		key, since := Column{Place: o.Place.Kind}, o.PlaceSince
		if b.By == ByStage {
			key, since = Column{Stage: o.Stage}, o.StageSince
		}
		i := slices.IndexFunc(cols, func(c Column) bool { return c.Place == key.Place && c.Stage == key.Stage })
		if i < 0 {
			continue
		}
		clock, _ := Running(o, b.Calendar, b.Limits, b.Now)
		cols[i].put(Card{Row: row, Order: o, Clock: clock, Age: max(0, b.Now.Sub(since))})
	}
	for _, c := range cols {
		slices.SortFunc(c.Cards, func(x, y Card) int {
			return cmp.Or(cmp.Compare(y.Clock.Used, x.Clock.Used), cmp.Compare(y.Age, x.Age), cmp.Compare(x.Order.ID, y.Order.ID))
		})
	}
	return cols
}

func (c *Column) put(card Card) {
	c.Cards = append(c.Cards, card)
	level := card.Clock.Level()
	c.Oldest, c.Worst = max(c.Oldest, card.Age), max(c.Worst, level)
	switch level {
	case LevelSoon:
		c.Soon++
	case LevelLate:
		c.Late++
	case LevelOK:
	}
}

// Engineer is whose the machine is: who holds it on the bench, else who
// finished it, else who inspected it at check-in, else "".
func (o Order) Engineer() StaffID {
	id := cmp.Or(o.Holder, o.OKBy)
	if id == "" && o.Inspection != nil {
		id = o.Inspection.By
	}
	return id
}
