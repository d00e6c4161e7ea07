package view_test

import (
	"fmt"
	"testing"
	"time"

	"countertop/app/flow"
	"countertop/app/repair"
	"countertop/app/view"
)

// crowd is a shop with n machines in all places and stages, some of them late.
func crowd(n int) (rows []repair.Row) {
	kinds := repair.Kinds
	for i := range n {
		r := shopOrder(kinds[i%len(kinds)], 1+i)
		o := &r.Order
		if i%3 > 0 {
			o.Device.Model = []string{"M1136", "X1 Carbon", "MX550"}[i%3]
		}
		o.Place = repair.Place{Kind: repair.BoardPlaces[i%len(repair.BoardPlaces)], Slot: i%24 + 1}
		o.Stage = repair.BoardStages[i*7%len(repair.BoardStages)]
		o.PlaceSince = shopNow().Add(-time.Duration(i*i%5000) * time.Minute)
		o.StageSince, o.ReceivedAt = o.PlaceSince, o.PlaceSince
		switch o.Place.Kind {
		case repair.ShelfAwaitingParts:
			o.Reason = []repair.PartsReason{repair.ReasonParts, repair.ReasonQuote}[i%2]
			if i%2 == 0 {
				o.Part = longPart
			}
		case repair.PlaceBench:
			o.Holder = []repair.StaffID{"A002", "A003"}[i%2]
		}
		if i%5 == 0 || i >= 9000 {
			o.ID = repair.MakeOrderID('A', shopNow().AddDate(0, 0, -3-i/9000), 1+i%9000)
		}
		rows = append(rows, r)
	}
	return rows
}

func boardPages(put func(string, flow.Screen, func(*flow.State))) {
	board := func(name string, n int, f func(*flow.Boards)) {
		put("board-"+name, flow.ScreenBoard, func(s *flow.State) {
			s.Floor, s.Loaded = floorOf(crowd(n)), true
			f(&s.Boards)
		})
	}
	board("empty", 0, func(*flow.Boards) {})
	board("shelves", 60, func(*flow.Boards) {})
	board("elsewhere", 60, func(b *flow.Boards) { b.Page = 1 })
	for page := range 3 {
		board(fmt.Sprint("stages-", page), 60, func(b *flow.Boards) { b.By, b.Page = repair.ByStage, page })
	}
	board("engineer", 60, func(b *flow.Boards) { b.Engineer, b.Page = "A002", 1 })
	board("choosing", 60, func(b *flow.Boards) { b.Choosing = true })
	board("many", 3000, func(b *flow.Boards) { b.From = map[string]int{"done": 8} })
	board("wall", 60, func(b *flow.Boards) { b.Wall = true })
	board("wall-many", 30000, func(b *flow.Boards) { b.Wall = true })
	board("wall-empty", 0, func(b *flow.Boards) { b.Wall = true })
	put("board-wall-loading", flow.ScreenBoard, func(s *flow.State) { s.Boards.Wall = true })
	put("board-wall-problem", flow.ScreenBoard, func(s *flow.State) {
		s.Boards.Wall, s.Health.Problems = true, []string{"health.board-store"}
	})
}

func TestBoardTouches(t *testing.T) {
	all := pages("zh-CN")
	for _, tt := range []struct {
		page, node string
		want       flow.Msg
	}{
		{"board-shelves", "by.stage", flow.BoardGrouped{By: repair.ByStage}},
		{"board-shelves", "of", flow.BoardChoosing{On: true}},
		{"board-choosing", "of.A002", flow.BoardOf{Engineer: "A002"}},
		{"board-choosing", "of.all", flow.BoardOf{}},
		{"board-shelves", "column.bench", flow.BoardPaged{Page: 1}},
		{"board-elsewhere", "column.done", flow.BoardPaged{}},
		{"board-stages-0", "page.more", flow.BoardPaged{Page: 1}},
		{"board-many", "more.done", flow.BoardTurned{Column: "done", By: 5}},
	} {
		t.Run(tt.page+"/"+tt.node, func(t *testing.T) { touchable(t, all[tt.page], tt.node, true, tt.want) })
	}
	scene := view.Build(all["board-wall"], view.Viewport{W: 1280, H: 800, PxPerMM: 5.9, Text: measurer(t)})
	for _, n := range scene.Nodes {
		if n.Touch != nil {
			t.Errorf("the board on the wall can be touched at %s", n.ID)
		}
	}
}

// TestWallTurnsItsPages reads the board as it stands for an hour: every machine
// on a shelf was to be seen.
func TestWallTurnsItsPages(t *testing.T) {
	s := pages("zh-CN")["board-wall"]
	s.Floor = floorOf(crowd(200))
	v := view.Viewport{W: 1280, H: 800, PxPerMM: 5.9, Text: measurer(t)}
	shown := map[string]bool{}
	for range 300 {
		for _, n := range view.Build(s, v).Nodes {
			if n.ID != "" {
				shown[n.ID] = true
			}
		}
		s.Now = s.Now.Add(12 * time.Second)
	}
	for c := range s.Floor.All() {
		if c.Place.Kind.IsShelf() && !shown["board."+string(c.ID)] {
			t.Errorf("%s in %s was never shown", c.ID, c.Place.Name())
		}
	}
}

// wherePages are the answers to "where is it?".
func wherePages(put func(string, flow.Screen, func(*flow.State))) {
	where := func(name string, kind repair.DeviceKind, f func(*repair.Order)) {
		put("where-"+name, flow.ScreenWhere, func(s *flow.State) {
			r := told(shopOrder(kind, 42))
			f(&r.Order)
			s.Where = flow.Where{Row: r, Events: happened(r.Order)}
		})
	}
	where("pickup", repair.KindPrinter, func(*repair.Order) {})
	where("parts", repair.KindLaptop, func(o *repair.Order) {
		o.Stage, o.Reason, o.Part, o.Place = repair.StageAwaitingParts, repair.ReasonParts, longPart, repair.Place{Kind: repair.ShelfAwaitingParts, Slot: 3}
		o.ReceivedAt = shopNow().Add(-200 * time.Hour)
	})
	where("bench", repair.KindOther, func(o *repair.Order) {
		o.Stage, o.Place, o.Holder = repair.StageInRepair, repair.Place{Kind: repair.PlaceBench}, "A003"
	})
	where("gone", repair.KindDesktop, func(o *repair.Order) {
		o.Stage, o.Place, o.FollowUpOn, o.Holder = repair.StagePickedUp, repair.Place{Kind: repair.PlaceCustomer}, "2026-11-23", ""
	})
	where("missing", repair.KindOther, func(o *repair.Order) { o.MissingSince, o.Holder = shopNow().Add(-3*time.Hour), "" })
	put("where-reading", flow.ScreenWhere, func(s *flow.State) { s.Where = flow.Where{Row: shopOrder(repair.KindLaptop, 7)} })
}

// happened is one event of every kind.
func happened(o repair.Order) (events []repair.Event) {
	for i, body := range []repair.Body{
		repair.NumberAssigned{},
		repair.CheckedIn{},
		repair.Moved{To: repair.Place{Kind: repair.ShelfAwaitingTest, Slot: 12}},
		repair.Quoted{Quote: repair.Quote{Lines: []repair.QuoteLine{{Name: longPart, Count: 1, PriceFen: 1234500}}}},
		repair.QuoteAnswered{Answer: repair.QuoteAnswer{Agreed: true}},
		repair.SentOut{Consignment: repair.Consignment{Company: longCompany}},
		repair.Tested{Results: make([]repair.TestResult, 39)},
		repair.MoveUndone{To: repair.Place{Kind: repair.ShelfAwaitingPickup, Slot: 11}},
		repair.Moved{To: repair.Place{Kind: repair.ShelfAwaitingPickup, Slot: 11}},
		repair.ReportedMissing{},
		repair.SightingUndone{},
		repair.Sighted{At: repair.Place{Kind: repair.ShelfAwaitingPickup, Slot: 11}},
	} {
		at := shopNow().Add(time.Duration(i-30) * time.Hour)
		events = append(events, repair.Event{Subject: o.ID.Subject(), At: at, By: []repair.StaffID{"A001", "A003"}[i%2], Origin: "A", Body: body})
	}
	return events
}
