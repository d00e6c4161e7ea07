package repair

import (
	"cmp"
	"slices"
	"sync"
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
	Now      time.Time
}

// Shown is a machine on the board.
type Shown struct {
	*Card
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
	// Oldest is the greatest age, Worst the worst level, Soon and Late how many
	// machines are at these levels.
	Oldest     time.Duration
	Worst      Level
	Soon, Late int

	shown []Shown
	sort  sync.Once
}

// BoardPlaces are the columns by place: the shelves, then what is on none.
var BoardPlaces = append(slices.Clone(Shelves), PlaceCounter, PlaceBench, PlacePeer, PlaceFactory, PlaceCourier)

// BoardStages are the columns by stage: those between draft and pickup.
var BoardStages = slices.DeleteFunc(slices.Clone(Stages), func(s Stage) bool { return s == StageDraft || s.Over() })

// Len is how many machines are in the column.
func (c *Column) Len() int { return len(c.shown) }

// Cards are the machines sorted by how much of the clock is used, the fullest
// first, then by age. The slice is shared.
func (c *Column) Cards() []Shown {
	c.sort.Do(func() {
		slices.SortFunc(c.shown, func(x, y Shown) int {
			return cmp.Or(cmp.Compare(y.Clock.Used, x.Clock.Used), cmp.Compare(y.Age, x.Age), cmp.Compare(x.ID, y.ID))
		})
	})
	return c.shown
}

// Columns lays out the machines in the shop, each in one column: by place these
// are BoardPlaces, by stage BoardStages; a column with no machine is there too.
// Within a minute the same board of the same floor is laid out once.
//
// Source: docs/rules.md, clocks and limits; U1, U19.
func (b Board) Columns(f *Floor) []*Column {
	if f == nil {
		f = new(Floor)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	key := laidOut{b.By, b.Engineer, b.Now.Truncate(time.Minute).UTC()}
	if cols, ok := f.seen[key]; ok {
		return cols
	}
	cols := b.lay(f)
	if f.seen == nil || len(f.seen) >= maxSeen {
		f.seen = map[laidOut][]*Column{}
	}
	f.seen[key] = cols
	return cols
}

// laidOut is what Columns depends on besides the floor and the calendar.
type laidOut struct {
	by       Grouping
	engineer StaffID
	minute   time.Time
}

const maxSeen = 4 // boards that are kept

func (b Board) lay(f *Floor) (cols []*Column) {
	at := map[PlaceKind]*Column{}
	stage := map[Stage]*Column{}
	if b.By == ByStage {
		for _, s := range BoardStages {
			stage[s] = &Column{Stage: s}
			cols = append(cols, stage[s])
		}
	} else {
		for _, p := range BoardPlaces {
			at[p] = &Column{Place: p}
			cols = append(cols, at[p])
		}
	}
	r := &reading{cal: b.Calendar, now: b.Now}
	for c := range f.All() {
		if b.Engineer != "" && c.Engineer != b.Engineer {
			continue
		}
		col, since := at[c.Place.Kind], c.PlaceSince
		if b.By == ByStage {
			col, since = stage[c.Stage], c.StageSince
		}
		if col == nil {
			continue
		}
		clock, _ := c.clock(r)
		col.put(Shown{c, clock, max(0, b.Now.Sub(since))})
	}
	return cols
}

func (c *Column) put(s Shown) {
	c.shown = append(c.shown, s)
	level := s.Clock.Level()
	c.Oldest, c.Worst = max(c.Oldest, s.Age), max(c.Worst, level)
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
