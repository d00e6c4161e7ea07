package repair

import (
	"strings"
	"time"
)

// Member is a person who works in the shop, as the journal knows them.
type Member struct {
	ID     StaffID   `json:"id"`
	Name   string    `json:"name"`
	Roles  Roles     `json:"roles"`
	Issue  int       `json:"issue"` // badges they have had
	Joined time.Time `json:"joined"`
	// Away says that they are not at work, until the end of AwayUntil, or with ""
	// until they are back.
	Away      bool `json:"away,omitempty"`
	AwayUntil Date `json:"away_until,omitempty"`
	// EndedAt is when they left the shop; zero as long as they work here.
	EndedAt time.Time `json:"ended_at,omitzero"`
	EndedBy StaffID   `json:"ended_by,omitempty"`
	// PINAt is when their PIN was set last, and by whom; "" is by themselves at the
	// first start, or by the file.
	PINAt time.Time `json:"pin_at,omitzero"`
	PINBy StaffID   `json:"pin_by,omitempty"`
}

// Open is never true: nobody has to do something about a person.
func (Member) Open() bool { return false }

// Staff is what all the rest needs of a person.
func (m Member) Staff() Staff {
	return Staff{
		ID: m.ID, Name: m.Name, Roles: m.Roles, Issue: m.Issue, Away: m.Away, AwayUntil: m.AwayUntil, Ended: !m.EndedAt.IsZero(),
	}
}

// memberCommand is what can be done to a person of the shop.
//
//sumtype:decl
type memberCommand interface {
	SubjectCommand
	onMember()
}

// JoinStaff takes a person into the shop, or one who had left back.
type JoinStaff struct {
	Name  string
	Roles Roles
}

// ChangeStaff changes name or roles; what is empty stays.
type ChangeStaff struct {
	Name  string
	Roles Roles
	// Owners is how many other owners there are; the store fills it in.
	Owners int
}

// IssueBadge gives a person a new badge; the old one is worth nothing any more.
// Issue is its count, 0 the next.
type IssueBadge struct{ Issue int }

// NotePIN says that a person has a PIN, or another one. The PIN itself is in no
// event.
type NotePIN struct{}

// NotePINFailed says that a PIN was wrong, or not looked at.
type NotePINFailed struct {
	// Page is the customer's page on which it was tried, "" at the counter.
	Page  string
	Count int // wrong ones in a row
}

// SetAway says that a person is not at work, or is back.
type SetAway struct {
	Away  bool
	Until Date
}

// EndStaff is the end of a person's work here. The name stays on what they did.
type EndStaff struct {
	// Owners is how many other owners there are; the store fills it in.
	Owners int
}

func (JoinStaff) subject() SubjectKind     { return SubjectStaff }
func (ChangeStaff) subject() SubjectKind   { return SubjectStaff }
func (IssueBadge) subject() SubjectKind    { return SubjectStaff }
func (NotePIN) subject() SubjectKind       { return SubjectStaff }
func (NotePINFailed) subject() SubjectKind { return SubjectStaff }
func (SetAway) subject() SubjectKind       { return SubjectStaff }
func (EndStaff) subject() SubjectKind      { return SubjectStaff }
func (JoinStaff) onMember()                {}
func (ChangeStaff) onMember()              {}
func (IssueBadge) onMember()               {}
func (NotePIN) onMember()                  {}
func (NotePINFailed) onMember()            {}
func (SetAway) onMember()                  {}
func (EndStaff) onMember()                 {}

// memberBody is what happens to a person of the shop.
//
//sumtype:decl
type memberBody interface {
	Body
	ofMember()
}

// StaffJoined is a person who works here from now on.
type StaffJoined struct {
	Name  string `json:"name" free:"yes"`
	Roles Roles  `json:"roles"`
	Issue int    `json:"issue"`
}

// StaffChanged is another name, or other roles.
type StaffChanged struct {
	Name  string `json:"name,omitempty" free:"yes"`
	Roles Roles  `json:"roles,omitempty"`
}

// BadgeIssued is a new badge.
type BadgeIssued struct {
	Issue int `json:"issue"`
}

// PINSet is a PIN that was set.
type PINSet struct{}

// PINFailed is a PIN that was not taken.
type PINFailed struct {
	Page  string `json:"page,omitempty" free:"no"`
	Count int    `json:"count"`
}

// WentAway is a person who is not at work.
type WentAway struct {
	Until Date `json:"until,omitempty"`
}

// CameBack is a person who is at work again.
type CameBack struct{}

// StaffEnded is a person who has left.
type StaffEnded struct{}

func (StaffJoined) kind() string  { return "staff-joined" }
func (StaffChanged) kind() string { return "staff-changed" }
func (BadgeIssued) kind() string  { return "badge-issued" }
func (PINSet) kind() string       { return "pin-set" }
func (PINFailed) kind() string    { return "pin-failed" }
func (WentAway) kind() string     { return "went-away" }
func (CameBack) kind() string     { return "came-back" }
func (StaffEnded) kind() string   { return "staff-ended" }
func (StaffJoined) ofMember()     {}
func (StaffChanged) ofMember()    {}
func (BadgeIssued) ofMember()     {}
func (PINSet) ofMember()          {}
func (PINFailed) ofMember()       {}
func (WentAway) ofMember()        {}
func (CameBack) ofMember()        {}
func (StaffEnded) ofMember()      {}

func decideMember(m Member, c memberCommand, by Staff, _ time.Time) ([]Body, error) {
	refuse := func(need string) error {
		return &RuleError{Rule: RuleStaff, Subject: m.ID.Subject(), Need: []string{need}}
	}
	here := !m.Joined.IsZero() && m.EndedAt.IsZero()
	if _, joins := c.(JoinStaff); !joins && !here {
		return nil, refuse("unknown")
	}
	switch c := c.(type) {
	case JoinStaff:
		switch name := strings.TrimSpace(c.Name); {
		case here:
			return nil, refuse("here")
		case name == "":
			return nil, refuse("name")
		case !c.Roles.known() && (by.ID != SystemID || c.Roles != ""):
			return nil, refuse("roles")
		case c.Roles.Has(RoleOwner) && !ownerOrSystem(by):
			return nil, refuse("owner")
		}
		return []Body{StaffJoined{strings.TrimSpace(c.Name), c.Roles, m.Issue + 1}}, nil
	case ChangeStaff:
		return m.change(c, by)
	case IssueBadge:
		if c.Issue > 0 && c.Issue <= m.Issue {
			return nil, nil
		}
		return []Body{BadgeIssued{max(c.Issue, m.Issue+1)}}, nil
	case NotePIN:
		if m.Roles.Has(RoleOwner) && by.ID != m.ID && !ownerOrSystem(by) {
			return nil, refuse("owner") // who knows it could make themselves one
		}
		return []Body{PINSet{}}, nil
	case NotePINFailed:
		return []Body{PINFailed(c)}, nil
	case SetAway:
		switch {
		case !c.Away && !m.Away, c.Away && m.Away && c.Until == m.AwayUntil:
			return nil, nil
		case !c.Away:
			return []Body{CameBack{}}, nil
		}
		return []Body{WentAway{c.Until}}, nil
	case EndStaff:
		switch {
		case m.Roles.Has(RoleOwner) && c.Owners == 0:
			return nil, refuse("last-owner")
		case m.Roles.Has(RoleOwner) && !ownerOrSystem(by):
			return nil, refuse("owner")
		}
		return []Body{StaffEnded{}}, nil
	}
	return nil, refuse("unknown")
}

// change is another name or other roles. Who is an owner only owners say, once
// there is one, and the last one stays.
func (m Member) change(c ChangeStaff, by Staff) ([]Body, error) {
	refuse := func(need string) error {
		return &RuleError{Rule: RuleStaff, Subject: m.ID.Subject(), Need: []string{need}}
	}
	e := StaffChanged{Name: strings.TrimSpace(c.Name), Roles: c.Roles}
	if e.Name == m.Name {
		e.Name = ""
	}
	if e.Roles == m.Roles {
		e.Roles = ""
	}
	switch {
	case e == StaffChanged{}:
		return nil, nil
	case e.Roles != "" && !e.Roles.known():
		return nil, refuse("roles")
	case e.Roles != "" && m.Roles.Has(RoleOwner) && !e.Roles.Has(RoleOwner) && c.Owners == 0:
		return nil, refuse("last-owner")
	case e.Roles == "" || m.Roles.Has(RoleOwner) == e.Roles.Has(RoleOwner) || ownerOrSystem(by): // not about owners, or one says so
	case c.Owners > 0 || m.Roles.Has(RoleOwner):
		return nil, refuse("owner") // where there is none, a supervisor names the first
	}
	return []Body{e}, nil
}

// known reports whether there is a role, and none that is not one.
func (r Roles) known() bool {
	list := r.List()
	for _, x := range list {
		if !RolesOf(AllRoles...).Has(x) {
			return false
		}
	}
	return len(list) > 0
}

func ownerOrSystem(by Staff) bool { return by.Roles.Has(RoleOwner) || by.ID == SystemID }

func (m Member) apply(e Event) Member {
	body, ok := e.Body.(memberBody)
	if !ok {
		return m
	}
	switch b := body.(type) {
	case StaffJoined:
		if m.Joined.IsZero() {
			m.Joined = e.At
		}
		m.ID, m.Name, m.Roles, m.Issue = StaffID(e.Subject.ID()), b.Name, b.Roles, b.Issue
		m.EndedAt, m.EndedBy, m.Away, m.AwayUntil = time.Time{}, "", false, ""
	case StaffChanged:
		if b.Name != "" {
			m.Name = b.Name
		}
		if b.Roles != "" {
			m.Roles = b.Roles
		}
	case BadgeIssued:
		m.Issue = b.Issue
	case PINSet:
		m.PINAt, m.PINBy = e.At, e.By
	case PINFailed: // is remembered, and changes nothing
	case WentAway:
		m.Away, m.AwayUntil = true, b.Until
	case CameBack:
		m.Away, m.AwayUntil = false, ""
	case StaffEnded:
		m.EndedAt, m.EndedBy, m.Away = e.At, e.By, false
	}
	return m
}

// Approvals are the words of those who let pass what a rule would have refused.
func Approvals(e Event) (list []Approval) {
	var all []*Approval
	switch b := e.Body.(type) {
	case Moved:
		all = []*Approval{b.Override}
	case PickedUp:
		all = []*Approval{b.Identity.Approved, b.Missing, b.LoanerOut, b.Unsigned}
	case Corrected:
		all = []*Approval{b.Approved}
	default: // nothing else is let pass
	}
	for _, a := range all {
		if a != nil {
			list = append(list, *a)
		}
	}
	return list
}

// Notable reports whether an event is one that who answers for the shop looks
// over now and then: a rule that was overruled, a PIN that failed, a PIN, a badge
// or roles that somebody else has set.
func Notable(e Event) bool {
	switch e.Body.(type) {
	case Moved, PickedUp, Corrected:
		return len(Approvals(e)) > 0
	case PickUpUndone:
		return true
	case PINFailed, PINSet, BadgeIssued, StaffJoined, StaffChanged, StaffEnded, CustomerErased, CustomerMerged,
		EnquiryErased:
		return true
	default:
		return false
	}
}
