package view

import (
	"slices"
	"strconv"

	"countertop/app/flow"
	"countertop/app/i18n"
	"countertop/app/repair"
)

// lacks reports whether a touch leads to something that who is at the counter may
// not do. Such a thing is grey; touched, it says who may.
func (b *builder) lacks(m flow.Msg) bool { return m != nil && b.s.Lacks(m) != "" }

// explained turns all off that the person may not do.
func (b *builder) explained() []Node {
	for i := range b.nodes {
		if n := &b.nodes[i]; b.lacks(n.Touch) {
			n.Enabled, n.Explains = false, true
		}
	}
	return b.nodes
}

// args are arguments of a text with the names of the domain in words.
func (b *builder) args(args []string) []string {
	out := slices.Clone(args)
	for i := 0; i+1 < len(out); i += 2 {
		switch v := &out[i+1]; out[i] {
		case "stage":
			*v = b.t("stage." + *v)
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
