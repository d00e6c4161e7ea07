package flow_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"countertop/app/flow"
	"countertop/app/repair"
)

// Who may is asked of the table. A role is named in one place here, where an
// approval takes the role that it needs, and in none of the view.
func TestNoScreenDecidesByARole(t *testing.T) {
	named := map[string][]string{}
	for _, dir := range []string{".", "../view"} {
		files, err := filepath.Glob(dir + "/*.go")
		if err != nil || len(files) < 20 {
			t.Fatalf("%d files in %s, %v", len(files), dir, err)
		}
		for _, name := range files {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range file.Decls {
				in := "outside"
				if f, ok := d.(*ast.FuncDecl); ok {
					in = f.Name.Name
				}
				ast.Inspect(d, func(n ast.Node) bool {
					x, ok := n.(*ast.SelectorExpr)
					if !ok {
						return true
					}
					pkg, ok := x.X.(*ast.Ident)
					if ok && pkg.Name == "repair" && slices.Contains(roleNames, x.Sel.Name) || x.Sel.Name == "Has" && isRoles(x.X) {
						named[dir] = append(named[dir], in+": "+x.Sel.Name)
					}
					return true
				})
			}
		}
	}
	want := map[string][]string{".": {"approval: RoleSupervisor"}}
	if d := cmp.Diff(want, named); d != "" {
		t.Errorf("roles are named (-want +got):\n%s", d)
	}
}

// roleNames are the constants of the roles, and the list of them.
var roleNames = []string{"AllRoles", "RoleCoordinator", "RoleEngineer", "RoleSupervisor", "RoleOwner"}

// isRoles reports whether an expression is somebody's Roles.
func isRoles(x ast.Expr) bool {
	s, ok := x.(*ast.SelectorExpr)
	return ok && s.Sel.Name == "Roles"
}

// told is the sentence on the screen about a command that a person may not give.
func told(c repair.CommandName, p repair.Staff) []string {
	e := repair.NotAllowed(p, c)
	return []string{"order", "", "n", itoa(len(e.Need)), "command", string(c), "has", string(p.Roles), "roles", e.Args["roles"], "who", p.Name}
}

func itoa(n int) string { return string(rune('0' + n)) }

func (c *counter) wantTold(what repair.CommandName, p repair.Staff) {
	c.t.Helper()
	if c.s.Toast.Key != "rule.role.do" || !c.s.Toast.Bad {
		c.t.Fatalf("toast %q on %s", c.s.Toast.Key, c.s.Screen)
	}
	if d := cmp.Diff(told(what, p), c.s.Toast.Args); d != "" {
		c.t.Errorf("the sentence (-want +got):\n%s", d)
	}
}

func TestCheckInIsNotBegunByWhoMayNot(t *testing.T) {
	c := open(t)
	c.badge(1)
	c.do(flow.WentHome{}, flow.CheckInStarted{})
	c.want(flow.ScreenHome)
	c.wantTold(repair.CommandCheckIn, staff[1])
	if c.s.Started != 0 || len(c.drafts) > 0 {
		t.Errorf("%d begun, drafts %v", c.s.Started, c.drafts)
	}
	// Who signs in for it is told as well, and who may goes on.
	c.do(flow.SignInAsked{}, flow.SignedOut{}, flow.CheckInStarted{})
	c.want(flow.ScreenSignIn)
	c.badge(1)
	c.wantTold(repair.CommandCheckIn, staff[1])
	c.do(flow.SignInAsked{}, flow.SignedOut{}, flow.CheckInStarted{})
	c.badge(0)
	c.want(flow.ScreenCheckIn)
}

func TestWhoMayNotTypesNothing(t *testing.T) {
	c := open(t)
	c.badge(0)
	c.do(flow.CheckInStarted{}, flow.Typed{Text: "1381234"})
	c.badge(1) // at the telephone number a badge only signs in
	c.want(flow.ScreenCheckIn)
	c.do(flow.Typed{Text: "1480"})
	c.wantTold(repair.CommandCheckIn, staff[1])
	c.do(flow.Focused{Field: flow.FieldLookup}, flow.ByNameTurned{}, flow.KeyPressed{Key: flow.KeyEnter})
	if got := c.s.CheckIn.Phone; got != "1381234" || c.s.CheckIn.ByName {
		t.Errorf("the engineer typed %q", got)
	}
	for range 2 { // the keys away, and the page
		c.do(flow.KeyPressed{Key: flow.KeyEscape})
	}
	c.want(flow.ScreenHome)
	if len(c.drafts) != 1 {
		t.Fatalf("parked: %v", c.drafts)
	}
	for id, d := range c.drafts {
		c.do(flow.DraftChosen{ID: id})
		c.want(flow.ScreenHome)
		c.wantTold(repair.CommandCheckIn, staff[1])
		c.badge(0)
		c.do(flow.DraftChosen{ID: id})
		if c.want(flow.ScreenCheckIn); c.s.CheckIn.Phone != d.Phone {
			t.Errorf("taken up again with %q", c.s.CheckIn.Phone)
		}
	}
}

// A code has its meaning for who may; for the others it opens what they may see.
func TestCustomerCopyOpensTheOrderForWhoHandsNothingOver(t *testing.T) {
	c := open(t)
	c.badge(0)
	id := c.checkIn()
	c.scan(shelf(repair.ShelfAwaitingTest))
	c.fillTest(id)
	c.scan(shelf(repair.ShelfDone), repair.OrderCode(id))
	c.do(flow.WentHome{})
	c.badge(1)
	c.scan(repair.CopyCode(key, id))
	c.want(flow.ScreenOrder)
	c.wantTold(repair.CommandPickUp, staff[1])
	if c.s.Order.Row.Order.ID != id || c.s.Pickup.Row.Order.ID != "" {
		t.Errorf("shown is %s, handed over %s", c.s.Order.Row.Order.ID, c.s.Pickup.Row.Order.ID)
	}
}

// At the hand-over the engineer tests, and the coordinator does the rest (P21).
func TestEngineerTestsAtThePickup(t *testing.T) {
	c := open(t)
	c.badge(0)
	id := c.checkIn()
	c.scan(shelf(repair.ShelfAwaitingTest))
	c.fillTest(id)
	c.scan(shelf(repair.ShelfDone), repair.OrderCode(id))
	c.do(flow.WentHome{})
	c.scan(repair.CopyCode(key, id), repair.OrderCode(id))
	c.badge(1)
	c.want(flow.ScreenPickup)
	for _, l := range repair.PickupChecklist(c.order(id).Device) {
		c.do(flow.PickupLine{Line: l.Key, Outcome: repair.Pass})
	}
	if !c.s.Pickup.Passed(flow.GateTest) {
		t.Error("the engineer's test does not count")
	}
	c.do(flow.ConditionSame{})
	if c.wantTold(repair.CommandPickUp, staff[1]); c.s.Pickup.Same {
		t.Error("the engineer compares the outside")
	}
	c.badge(0)
	c.do(flow.ConditionSame{})
	if !c.s.Pickup.Same || !c.s.Pickup.Passed(flow.GateTest) {
		t.Errorf("after the coordinator is back: %+v", c.s.Pickup)
	}
}

// Roles that were taken away while somebody stands at the counter bind in the
// store; the screen says the same sentence.
func TestRefusalOfTheStoreIsTheSameSentence(t *testing.T) {
	c := open(t)
	c.badge(0)
	id := c.checkIn()
	c.do(flow.OrderChosen{Order: id})
	e := repair.NotAllowed(staff[0], repair.CommandReturn)
	if e != nil {
		t.Fatal("a coordinator returns machines")
	}
	gone := repair.Staff{ID: staff[0].ID, Name: staff[0].Name}
	e = repair.NotAllowed(gone, repair.CommandReturn)
	c.do(flow.Failed{Tag: flow.TagOrder, Order: id, Rule: e})
	c.wantTold(repair.CommandReturn, gone)
}

// pin signs somebody in by name and PIN.
func (c *counter) pin(i int) {
	c.t.Helper()
	c.do(flow.SignInAsked{}, flow.PersonChosen{Staff: staff[i].ID}, flow.Typed{Text: "1234"}, flow.PINEntered{})
	if c.s.Staff == nil || c.s.Staff.ID != staff[i].ID || c.s.Proved != c.s.Now {
		c.t.Fatalf("signed in %v, proved %v", c.s.Staff, c.s.Proved)
	}
}

// stay lets time pass with somebody there.
func (c *counter) stay(d time.Duration) {
	for ; d > 0; d -= time.Minute {
		c.after(min(d, time.Minute))
		c.do(flow.ScriptFolded{})
	}
}

// refusedMove has a machine refused for its open sheet, with the supervisor at the
// counter as in signs them.
func refusedMove(t *testing.T, in func(c *counter)) (*counter, repair.OrderID) {
	t.Helper()
	c := open(t)
	c.badge(0)
	id := c.checkIn()
	c.scan(shelf(repair.ShelfAwaitingTest))
	c.do(flow.WentHome{})
	in(c)
	c.scan(repair.OrderCode(id), shelf(repair.ShelfDone))
	if r := c.s.Scan.Result.Rule; r == nil || r.Rule != repair.RuleTestSheet {
		t.Fatalf("result %+v", c.s.Scan.Result)
	}
	c.do(flow.DialogAsked{Kind: flow.DialogApprove, Purpose: flow.ForMove})
	return c, id
}

func (c *counter) wantApproved(id repair.OrderID, by repair.StaffID) {
	c.t.Helper()
	if o := c.order(id); o.Place.Kind != repair.ShelfDone || c.s.Dialog != nil {
		c.t.Errorf("the machine is at %v, dialog %+v, toast %q", o.Place, c.s.Dialog, c.s.Toast.Key)
	}
	if got := c.s.Scan.Result.Row; got == nil || c.approvedBy != by {
		c.t.Errorf("approved by %q, want %q", c.approvedBy, by)
	}
}

const urgent = "客户急用"

func TestOnePersonDoesNotAskThemselves(t *testing.T) {
	c, id := refusedMove(t, func(c *counter) { c.pin(2); c.stay(4 * time.Minute) })
	if !c.s.OwnApproval() || c.s.DialogAsksPIN() || c.s.DialogReady() {
		t.Fatalf("own %v, PIN %v, ready %v", c.s.OwnApproval(), c.s.DialogAsksPIN(), c.s.DialogReady())
	}
	c.do(flow.DialogDone{})
	if c.s.Dialog == nil {
		t.Fatal("it is approved without a reason")
	}
	c.do(flow.ReasonChosen{Text: urgent}, flow.DialogDone{})
	c.wantApproved(id, staff[2].ID)
}

func TestOwnApprovalWantsAFreshPIN(t *testing.T) {
	for name, in := range map[string]func(c *counter){
		"the PIN was too long ago":         func(c *counter) { c.pin(2); c.stay(repair.DefaultIdleTimes().FreshPIN + time.Second) },
		"a badge proves nothing":           func(c *counter) { c.badge(2) },
		"it was somebody else's PIN":       func(c *counter) { c.pin(0); c.badge(2) },
		"signed out in between":            func(c *counter) { c.pin(2); c.do(flow.SignInAsked{}, flow.SignedOut{}); c.badge(2) },
		"nobody was there for a while":     func(c *counter) { c.pin(2); c.after(6 * time.Minute); c.badge(2) },
		"another badge in between":         func(c *counter) { c.pin(2); c.badge(0); c.badge(2) },
		"the clock was set back since":     func(c *counter) { c.pin(2); c.after(-time.Hour) },
		"the dialog stood open for longer": func(c *counter) { c.pin(2); c.stay(repair.DefaultIdleTimes().FreshPIN - time.Second) },
	} {
		t.Run(name, func(t *testing.T) {
			c, id := refusedMove(t, in)
			if strings.Contains(name, "stood open") {
				if c.s.DialogAsksPIN() {
					t.Error("the PIN counts no more at once")
				}
				c.stay(2 * time.Second)
			}
			c.do(flow.ReasonChosen{Text: urgent})
			if !c.s.OwnApproval() || !c.s.DialogAsksPIN() || c.s.DialogReady() {
				t.Fatalf("own %v, PIN %v, ready %v", c.s.OwnApproval(), c.s.DialogAsksPIN(), c.s.DialogReady())
			}
			c.do(flow.DialogDone{})
			c.badge(2)
			if c.s.Dialog == nil || c.s.Toast.Key != "dialog.own-pin" {
				t.Fatalf("the own badge is enough: toast %q", c.s.Toast.Key)
			}
			c.do(flow.Typed{Text: "9999"}, flow.DialogDone{})
			if c.s.Dialog == nil || !c.s.Dialog.Wrong {
				t.Fatal("a wrong PIN is right")
			}
			c.do(flow.ApproverChosen{Staff: staff[2].ID}, flow.Typed{Text: "1234"}, flow.DialogDone{})
			c.wantApproved(id, staff[2].ID)
			if c.s.Proved != c.s.Now {
				t.Errorf("proved at %v, it is %v", c.s.Proved, c.s.Now)
			}
		})
	}
}

// Another supervisor's word counts as ever, and proves nothing of who is there.
func TestOwnDialogTakesTheWordOfAnother(t *testing.T) {
	was := staff
	defer func() { staff = was }()
	staff = append(staff[:len(staff):len(staff)], repair.Staff{ID: "A008", Name: "周店主", Roles: repair.RolesOf(repair.RoleOwner), Issue: 1})
	c, id := refusedMove(t, func(c *counter) { c.badge(2) })
	c.badge(3)
	if c.s.Dialog == nil || c.s.Toast.Key != "dialog.reason-first" {
		t.Fatalf("without a reason: toast %q", c.s.Toast.Key)
	}
	c.do(flow.ReasonChosen{Text: urgent})
	c.badge(3)
	c.wantApproved(id, "A008")
	if !c.s.Proved.IsZero() || c.s.Staff.ID != staff[2].ID {
		t.Errorf("at the counter is %s, proved %v", c.s.Staff.ID, c.s.Proved)
	}
}

func TestApprovalOfWhoMayNotIsRefusedWithTheRoles(t *testing.T) {
	c, id := refusedMove(t, func(c *counter) { c.badge(0) })
	if c.s.OwnApproval() || !c.s.DialogAsksPIN() {
		t.Fatal("a coordinator approves")
	}
	c.do(flow.ReasonChosen{Text: urgent})
	c.badge(1)
	c.wantTold(repair.CommandOverride, staff[1])
	if c.s.Dialog == nil || c.order(id).Place.Kind == repair.ShelfDone {
		t.Error("an engineer let it pass")
	}
	c.badge(2)
	c.wantApproved(id, staff[2].ID)
}

func TestKeysOfADialogGoOnToWhatIsLeft(t *testing.T) {
	c, _ := refusedMove(t, func(c *counter) { c.badge(2) })
	if c.s.Focus != flow.FieldPIN {
		t.Errorf("the digits go to %q", c.s.Focus)
	}
	c.do(flow.Focused{Field: flow.FieldReason}, flow.Typed{Text: urgent}, flow.KeyPressed{Key: flow.KeyEnter})
	if c.s.Focus != flow.FieldPIN || c.s.Dialog == nil {
		t.Errorf("after the reason the keys are on %q", c.s.Focus)
	}
	// The field of a reason must not stay under the keys while somebody else's PIN
	// is missing.
	c, _ = refusedMove(t, func(c *counter) { c.badge(0) })
	c.do(flow.Focused{Field: flow.FieldReason}, flow.Typed{Text: urgent}, flow.KeyPressed{Key: flow.KeyEnter})
	if c.s.Focus != "" || c.s.Dialog == nil || c.s.Dialog.Reason != urgent {
		t.Errorf("focus %q, dialog %+v", c.s.Focus, c.s.Dialog)
	}
}
