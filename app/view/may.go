package view

import (
	"slices"
	"strconv"
	"strings"

	"countertop/app/flow"
	"countertop/app/i18n"
	"countertop/app/repair"
)

// lacks reports whether a touch leads to something that who is at the counter may
// not do, or that needs something first. Such a thing is grey; touched, it says who
// may, or what lacks.
func (b *builder) lacks(m flow.Msg) bool {
	return m != nil && (b.s.Lacks(m) != "" || flow.LackOf(b.s, m).Key != "")
}

// explained turns all off that the person may not do or that needs something first,
// and rings what that is.
func (b *builder) explained() []Node {
	for i := range b.nodes {
		if n := &b.nodes[i]; b.lacks(n.Touch) {
			n.Enabled, n.Explains = false, true
		}
	}
	for _, id := range b.s.Ring {
		b.ring(id)
	}
	return b.nodes
}

// ring draws a line around a node, or around all that begin with an ID that ends in
// a dot.
func (b *builder) ring(id string) {
	var around Rect
	for _, n := range b.nodes {
		switch {
		case n.ID != id && (!strings.HasSuffix(id, ".") || !strings.HasPrefix(n.ID, id)):
		case around.W == 0:
			around = n.Rect
		default:
			x, y := min(around.X, n.Rect.X), min(around.Y, n.Rect.Y)
			around = Rect{x, y, max(around.endX(), n.Rect.endX()) - x, max(around.endY(), n.Rect.endY()) - y}
		}
	}
	if around.W > 0 {
		out := b.px(4)
		b.add(Node{
			Kind: KindBox, ID: "ring." + id, Rect: around.Inset(-out), Stroke: lateRed, StrokeWidth: b.lineWidth(4), Radius: b.px(corner),
		})
	}
}

// args are arguments of a text with the names of the domain in words.
func (b *builder) args(args []string) []string {
	out := slices.Clone(args)
	for i := 0; i+1 < len(out); i += 2 {
		switch v := &out[i+1]; out[i] {
		case "stage":
			*v = b.t("stage." + *v)
		case "layout":
			*v = b.t("layout." + *v)
		case "command":
			*v = i18n.Command(b.lang, repair.CommandName(*v))
		case "roles", "has":
			*v = b.roles(repair.Roles(*v))
		}
	}
	return out
}

// roles are what somebody is, or who may do something.
func (b *builder) roles(r repair.Roles) string { return i18n.Roles(b.lang, r) }

// whoIs puts the roles of a person between what stands before and after them, in
// as many words as there is room for: all of them, or the highest and how many
// more.
func (b *builder) whoIs(maxW int, f face, before string, r repair.Roles, after string) string {
	text := join(before, b.roles(r), after)
	list := r.List()
	if _, whole := b.largest(text, f, maxW, leastSize(f.size)); whole || len(list) < 2 {
		return text
	}
	n := len(list) - 1
	return join(before, b.t("roles.more", "role", b.roles(repair.RolesOf(list[n])), "n", strconv.Itoa(n)), after)
}

// person is the name of who did something, or the program itself.
func (b *builder) person(id repair.StaffID) string {
	if id == repair.SystemID {
		return b.t("staff.system")
	}
	return b.s.Person(id).Name
}
