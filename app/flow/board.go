package flow

import (
	"maps"
	"slices"

	"countertop/app/repair"
)

// Boards is how the board is looked at.
type Boards struct {
	// By is what its columns are; "" is by place.
	By repair.Grouping
	// Engineer leaves only the machines of one; "" is all.
	Engineer repair.StaffID
	// Page is that of the columns.
	Page int
	// From is the first row shown of each column, by ColumnKey.
	From map[string]int
	// Choosing asks whose machines are to be shown.
	Choosing bool
	// Wall is the board on a display of its own, which nobody touches.
	Wall bool
}

// Messages of the board.
type (
	// BoardTurned shows later or earlier rows of a column.
	BoardTurned struct {
		Column string
		By     int
	}
	// BoardPaged shows other columns.
	BoardPaged struct{ Page int }
	// BoardGrouped makes the columns others.
	BoardGrouped struct{ By repair.Grouping }
	// BoardOf leaves the machines of one engineer, or with "" shows all.
	BoardOf struct{ Engineer repair.StaffID }
	// BoardChoosing asks which engineer.
	BoardChoosing struct{ On bool }
)

// boardMsg are the messages that belong to the board.
//
//sumtype:decl
type boardMsg interface {
	Msg
	boardMsg()
}

func (BoardTurned) owner() Screen   { return ScreenBoard }
func (BoardPaged) owner() Screen    { return ScreenBoard }
func (BoardGrouped) owner() Screen  { return ScreenBoard }
func (BoardOf) owner() Screen       { return ScreenBoard }
func (BoardChoosing) owner() Screen { return ScreenBoard }

func (BoardTurned) boardMsg()   {}
func (BoardPaged) boardMsg()    {}
func (BoardGrouped) boardMsg()  {}
func (BoardOf) boardMsg()       {}
func (BoardChoosing) boardMsg() {}

// ColumnKey names a column of the board.
func ColumnKey(c *repair.Column) string { return string(c.Place) + string(c.Stage) }

// perBoard is how many columns a page of the board has.
const perBoard = 4

// usual reports whether a column is there also without a machine.
func usual(c *repair.Column) bool {
	rare := []repair.Stage{repair.StageAtPeer, repair.StageAtFactory, repair.StageOutForDelivery, repair.StageOnSite}
	return c.Place != repair.PlaceCourier && !slices.Contains(rare, c.Stage)
}

// BoardPages are the columns of the board, page by page: by place the shelves,
// then all other places; by stage four at a time. Rare ones are there only with
// a machine.
func (s State) BoardPages() [][]*repair.Column {
	by := s.Boards.By
	if by == "" {
		by = repair.ByPlace
	}
	rare := func(c *repair.Column) bool { return c.Len() == 0 && !usual(c) }
	cols := slices.DeleteFunc(slices.Clone(s.Columns(by, s.Boards.Engineer)), rare)
	if by == repair.ByPlace {
		n := len(repair.Shelves)
		return [][]*repair.Column{cols[:n], cols[n:]}
	}
	return slices.Collect(slices.Chunk(cols, perBoard))
}

// BoardEngineers are those whose machines are in the shop, the person at the
// counter first if it is one of them.
func (s State) BoardEngineers() (list []repair.Staff) {
	whose := map[repair.StaffID]bool{s.Boards.Engineer: s.Boards.Engineer != ""}
	for c := range s.Floor.All() {
		if c.Engineer != "" {
			whose[c.Engineer] = true
		}
	}
	for _, p := range s.People {
		if whose[p.ID] {
			list = append(list, p)
		}
	}
	if s.Staff != nil {
		if i := slices.IndexFunc(list, func(p repair.Staff) bool { return p.ID == s.Staff.ID }); i > 0 {
			me := list[i]
			list = slices.Insert(slices.Delete(list, i, i+1), 0, me)
		}
	}
	return list
}

// updateWall is Update for the board on a display of its own: it shows what is read
// and takes nothing from anybody.
func updateWall(s State, m Msg) State {
	switch m := m.(type) {
	case Tick:
		s.Now = m.Now
	case FloorLoaded:
		s.Floor, s.Loaded = m.Floor, true
	case PeopleLoaded:
		s.People = m.People
	case HealthChanged:
		s.Health = m.Health
	case SettingsLoaded:
		s, _ = settingsLoaded(s, m)
	case TradeLoaded:
		s.Files = m.Trade
		s.Shop = s.Shop.WithTrade(s.Files)
	default:
		// Whatever else happens is shown at the counter.
	}
	return s
}

func updateBoard(s State, m boardMsg) (State, []Cmd) {
	switch m := m.(type) {
	case BoardTurned:
		from := maps.Clone(s.Boards.From)
		if from == nil {
			from = map[string]int{}
		}
		from[m.Column] = max(0, from[m.Column]+m.By)
		s.Boards.From = from
	case BoardPaged:
		s.Boards.Page = min(max(0, m.Page), len(s.BoardPages())-1)
	case BoardGrouped:
		s.Boards.By, s.Boards.Page, s.Boards.From = m.By, 0, nil
	case BoardOf:
		s.Boards.Engineer, s.Boards.From, s.Boards.Choosing = m.Engineer, nil, false
	case BoardChoosing:
		s.Boards.Choosing = m.On
	}
	return s, nil
}
