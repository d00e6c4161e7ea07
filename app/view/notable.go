package view

import (
	"slices"
	"strconv"
	"strings"

	"countertop/app/flow"
	"countertop/app/repair"
)

func init() { pages[flow.ScreenNotable] = (*builder).notable }

// notable lists what was overruled and what was done to PINs, badges and people,
// the last first.
func (b *builder) notable() {
	b.header()
	p := b.s.Notable
	r := b.head(heading{title: b.t("notable.title")})
	if p.Read && len(p.List) == 0 {
		b.empty(r, "shield-check", "notable.none")
	}
	page := r.list(len(p.List), p.Page, 1, 72, 0)
	page.grid = r.tiles(1, min(page.grid[0].H, 96), 0)[:len(page.grid)]
	for i, cell := range page.cells() {
		if i > page.first {
			b.rule(cell.X, cell.Y, cell.W)
		}
		b.notableRow(cell, p.List[i].Event)
	}
	b.foot(foot{paging: page, turn: func(by int) flow.Msg { return flow.NotableTurned{By: by} }})
	b.script("")
}

// notableRow is when, what, and who did it.
func (b *builder) notableRow(r Rect, e repair.Event) {
	quiet := face{small, false, ink2}
	when, r := r.left(max(150, b.width(b.moment(e.At), quiet)), gutter)
	b.line(when, left, quiet, b.moment(e.At))
	c := ink
	if _, failed := e.Body.(repair.PINFailed); failed || len(repair.Approvals(e)) > 0 {
		c = lateRed
	}
	who := b.person(e.By)
	w := min(b.width(who, quiet), r.W/4)
	at, what := r.right(w, gutter)
	b.line(at, right, quiet, who)
	b.twoLines(what.X, what.midY(), what.W, face{label, true, c}, b.notableText(e))
}

// notableText says what happened.
func (b *builder) notableText(e repair.Event) string {
	key := "notable." + e.Kind()
	args := []string{"who", b.person(repair.StaffID(e.Subject.ID())), "order", e.Subject.Order().String()}
	var words []string
	for _, a := range repair.Approvals(e) {
		words = append(words, join(b.word(a.Reason), b.person(a.By), b.roles(repair.RolesOf(a.Role))))
	}
	if len(words) > 0 {
		args = append(args, "reason", strings.Join(slices.Compact(words), "; "))
	}
	switch body := e.Body.(type) {
	case repair.PickUpUndone:
		args = append(args, "reason", b.saying(body.Reason))
	case repair.PINFailed:
		if body.Page != "" {
			key += "-page"
		}
		args = append(args, "n", strconv.Itoa(body.Count))
	case repair.BadgeIssued:
		args = append(args, "n", strconv.Itoa(body.Issue))
	case repair.StaffJoined:
		args = append(args, "roles", b.roles(body.Roles))
	case repair.StaffChanged:
		if body.Roles != "" {
			key += "-roles"
			args = append(args, "roles", b.roles(body.Roles))
		}
	default: // the same words each time
	}
	return b.t(key, args...)
}
