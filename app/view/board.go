package view

import (
	"strconv"
	"time"

	"countertop/app/flow"
	"countertop/app/i18n"
	"countertop/app/repair"
)

// board shows every machine in the shop by shelf, oldest clocks first, large
// enough to be read from three metres. Names are masked: strangers see it.
func (b *builder) board() {
	b.header()
	cols := append([]repair.PlaceKind{}, repair.Shelves...)
	x0, gap := 24, gutter
	w := (b.w - 2*x0 - gap*(len(cols)-1)) / len(cols)
	for i, k := range cols {
		b.boardColumn(Rect{x0 + i*(w+gap), headerH + 20, w, b.h - headerH - 20 - 104}, k)
	}
	r := Rect{x0 + 232, b.h - 98, b.w - 2*x0 - 232, 90}
	if open := b.s.Enquiries; len(open) > 0 {
		const w = 300
		r.W -= w + gutter
		b.button(Rect{r.X + r.W + gutter, r.Y, w, r.H}, button{
			id: "board.enquiry", text: b.t("board.enquiries", "n", strconv.Itoa(len(open))), icon: "message-square", size: body, msg: flow.EnquiryChosen{ID: open[0].ID},
		})
	}
	b.elsewhere(r)
	b.button(Rect{x0, b.h - 98, 216, 90}, button{id: "back", text: b.t("button.back"), icon: "arrow-left", msg: flow.WentBack{}})
}

func (b *builder) boardColumn(r Rect, k repair.PlaceKind) {
	rows := b.s.Column(k).Cards()
	strong, _ := hue(k)
	b.box(Rect{r.X, r.Y, r.W, 8}, style{fill: strong})
	b.icon(r.X, r.Y+28, 36, shelfIcon(k), strong)
	count := strconv.Itoa(len(rows))
	cw := b.text(r.X+r.W, r.Y+60, 0, right, face{38, true, ink}, count)
	b.fit(r.X+46, r.Y+58, r.W-62-cw, left, face{33, true, ink}, 22, b.t("place."+string(k)))
	const h, gap = 112, 10
	y := r.Y + 80
	n := max(1, (r.Y+r.H-y+gap)/(h+gap))
	from := b.s.Boards.Pages[k]
	if from >= len(rows) {
		from = 0
	}
	for i := from; i < min(from+n, len(rows)); i++ {
		b.boardCard(Rect{r.X, y, r.W, h}, rows[i])
		y += h + gap
	}
	if len(rows) > n {
		// The head of the column turns its pages; the last leads to the first.
		by := n
		if from+n >= len(rows) {
			by = -from
		}
		b.touch("more."+string(k), Rect{r.X, headerH, r.W, r.Y + 80 - headerH}, flow.BoardTurned{Shelf: k, By: by})
		b.icon(r.X+4, y+2, 24, "chevron-down", ink3)
		b.text(r.X+36, middle(y+14, caption), r.W-40, left, face{caption, false, ink2},
			b.t("board.more", "from", strconv.Itoa(from+1), "to", strconv.Itoa(min(from+n, len(rows))), "n", count))
	}
	if len(rows) == 0 {
		b.empty(Rect{r.X, r.Y + 120, r.W, 220}, shelfIcon(k), "board.empty")
	}
}

func (b *builder) boardCard(r Rect, o repair.Shown) {
	st := style{fill: surface, stroke: line, radius: corner}
	c := ink2
	level := o.Clock.Level()
	c, st.fill = levelHue(level)
	n := b.box(r, st)
	n.ID, n.Touch, n.Text = "board."+string(o.ID), flow.OrderChosen{Order: o.ID}, o.ID.String()
	number := b.text(r.X+16, r.Y+50, 0, left, face{36, true, ink}, o.ID.Short())
	if day := string(o.ID[1:7]); day != b.s.Now.In(b.s.Shop.Calendar.Loc).Format("060102") {
		// Counts begin anew each day: an older number shows its day.
		b.text(r.X+24+number, r.Y+48, 0, left, face{caption, false, ink3}, day[2:4]+"-"+day[4:])
	}
	age := b.shortAge(o.Age)
	if level != repair.LevelOK {
		age = b.shortAge(b.s.Now.Sub(o.Clock.From))
	}
	aw := b.text(r.X+r.W-16, r.Y+46, 0, right, face{26, true, c}, age)
	if level != repair.LevelOK {
		b.icon(r.X+r.W-16-aw-32, r.Y+26, 24, "clock", c)
		b.text(r.X+r.W-16-aw-40, r.Y+45, 0, right, face{caption, true, c}, b.t("level."+strconv.Itoa(int(level))))
	}
	note := repair.MaskName(o.Who)
	if note == "" {
		note = b.called(o.Card)
	}
	if o.Reason != "" {
		note = b.t("reason." + string(o.Reason))
		if o.Part != "" {
			note = b.t("board.part", "part", o.Part)
		}
	}
	nw := b.text(r.X+r.W-16, r.Y+88, r.W/2-20, right, face{22, false, ink2}, note)
	b.text(r.X+16, r.Y+88, r.W-48-nw, left, face{22, false, rgb(0x333B47)}, b.device(o.Device))
}

// shortAge is an age on the board: 20 分, 3:05, 4 天.
func (b *builder) shortAge(d time.Duration) string {
	d = max(0, d)
	switch {
	case d < time.Hour:
		return i18n.Duration(b.lang, max(time.Minute, d))
	case d < 24*time.Hour:
		m := int(d / time.Minute)
		return strconv.Itoa(m/60) + ":" + string(rune('0'+m%60/10)) + string(rune('0'+m%10))
	}
	return i18n.Duration(b.lang, d.Truncate(24*time.Hour))
}

// elsewhere counts the machines that are on no shelf.
func (b *builder) elsewhere(r Rect) {
	x := r.X
	for _, c := range b.s.Columns(repair.ByPlace, "") {
		if c.Place.IsShelf() || c.Len() == 0 && c.Place != repair.PlaceCounter && c.Place != repair.PlaceBench {
			continue
		}
		f := face{body, true, ink}
		w := b.text(x+20, middle(r.Y+r.H/2, body), 0, left, face{body, false, ink2}, b.t("place."+string(c.Place)))
		w += b.text(x+20+w+12, middle(r.Y+r.H/2, body), 0, left, f, strconv.Itoa(c.Len())) + 12
		x += w + 44
	}
}
