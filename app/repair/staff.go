package repair

import (
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"
)

// StaffID is a staff number as it stands on the badge: the station letter
// that enrolled the person and three digits, e.g. "A007".
type StaffID string

// Role is what a person may do; may.go has the table.
type Role string

// The roles. They are stored, so their names never change.
const (
	RoleCoordinator Role = "coordinator" // 协调员
	RoleEngineer    Role = "engineer"    // 工程师
	RoleSupervisor  Role = "supervisor"  // 主管
	RoleOwner       Role = "owner"       // 店主: all that a supervisor may, and what only an owner may
)

// AllRoles lists the roles from the lowest to the highest.
var AllRoles = []Role{RoleCoordinator, RoleEngineer, RoleSupervisor, RoleOwner}

// Roles are the roles of one person, in the order of AllRoles with a comma
// between: "coordinator,engineer". "" is none. RolesOf and ParseRoles make them;
// what else stands in one counts for nothing.
type Roles string

// RolesOf puts roles together; one that is named twice counts once. What is no
// role is kept behind the others, so that it can be shown; it lets nobody do
// anything.
func RolesOf(list ...Role) Roles {
	var in, strange []string
	for _, r := range AllRoles {
		if slices.Contains(list, r) {
			in = append(in, string(r))
		}
	}
	for _, r := range list {
		if r != "" && !slices.Contains(AllRoles, r) && !slices.Contains(strange, string(r)) {
			strange = append(strange, string(r))
		}
	}
	return Roles(strings.Join(append(in, strange...), ","))
}

// ParseRoles reads roles with commas between, in any order. It returns an
// error that names the first word that is no role.
func ParseRoles(text string) (Roles, error) {
	var list []Role
	for word := range strings.SplitSeq(text, ",") {
		r := Role(strings.TrimSpace(word))
		if r != "" && !slices.Contains(AllRoles, r) {
			return "", fmt.Errorf("repair: %q is no role", string(r))
		}
		list = append(list, r)
	}
	return RolesOf(list...), nil
}

// List are the roles one by one, from the lowest to the highest.
func (r Roles) List() (list []Role) {
	for word := range strings.SplitSeq(string(r), ",") {
		if word != "" {
			list = append(list, Role(word))
		}
	}
	return list
}

// Each are all roles that there are, in the order of AllRoles, and whether each is
// among them: to be shown and chosen, not to decide by.
func (r Roles) Each() iter.Seq2[Role, bool] {
	return func(yield func(Role, bool) bool) {
		for _, x := range AllRoles {
			if !yield(x, r.Has(x)) {
				return
			}
		}
	}
}

// Has reports whether a role is among them; no role never is.
func (r Roles) Has(role Role) bool {
	for word := range strings.SplitSeq(string(r), ",") {
		if word != "" && Role(word) == role {
			return true
		}
	}
	return false
}

// Any reports whether one of list is among them. Where a supervisor is named, an
// owner is meant as well.
func (r Roles) Any(list ...Role) bool {
	return slices.ContainsFunc(list, func(x Role) bool { return r.Has(x) || x == RoleSupervisor && r.Has(RoleOwner) })
}

// For is the role in which a person says yes where a role is needed: that role if
// they have it, else the next above it, else the highest that they have.
func (r Roles) For(needed Role) (role Role) {
	at := slices.Index(AllRoles, needed)
	for i, x := range AllRoles {
		switch {
		case !r.Has(x):
		case i >= at:
			return x
		default:
			role = x
		}
	}
	return role
}

// Staff is a person who works in the shop.
type Staff struct {
	ID    StaffID
	Name  string
	Roles Roles
	// Issue counts the badges the person has had.
	Issue int
	// Away says that they are not at work, until the end of AwayUntil, or with ""
	// until they are back.
	Away      bool
	AwayUntil Date
	// Ended says that they have left: they stay by name on what they did.
	Ended bool
}

// AwayOn reports whether the person is not at work on a day.
func (p Staff) AwayOn(day Date) bool {
	return p.Ended || p.Away && (p.AwayUntil == "" || day <= p.AwayUntil)
}

// Here are those of a list who have not left.
func Here(list []Staff) (here []Staff) {
	for _, p := range list {
		if !p.Ended {
			here = append(here, p)
		}
	}
	return here
}

// Recoverable reports whether the recovery code gives a person their way back:
// an owner, or a supervisor where there is no owner. people are all of the shop.
func Recoverable(id StaffID, people []Staff) bool {
	needed := RoleSupervisor
	for _, p := range Here(people) {
		if p.Roles.Has(RoleOwner) {
			needed = RoleOwner
		}
	}
	for _, p := range Here(people) {
		if p.ID == id {
			return p.Roles.Has(needed)
		}
	}
	return false
}

// Approval is a supervisor or owner letting something pass that a rule would
// refuse: who, in which role, and why.
type Approval struct {
	By     StaffID `json:"by"`
	Role   Role    `json:"role"`
	Reason string  `json:"reason" free:"list"`
}

// ok reports whether a is given in a role that may, with a reason.
func (a *Approval) ok() bool {
	return a != nil && a.By != "" && a.Reason != "" && allowed(CommandOverride).Has(a.Role)
}

// by reports whether a is the word of this person, who needs no reason: their
// badge or PIN gave it.
func (a *Approval) by(id StaffID) bool { return a != nil && id != "" && a.By == id }

// UndoWindow is how long a move can be taken back from the scan screen.
const UndoWindow = 30 * time.Second
