package view_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"countertop/app/flow"
	"countertop/app/i18n"
	"countertop/app/repair"
	"countertop/app/view"
)

// longName has every role.
var longName = repair.Staff{ID: "A009", Name: "阿依古丽·买买提", Roles: repair.RolesOf(repair.AllRoles...)}

func init() {
	ownPages = append(ownPages, func(put func(string, flow.Screen, func(*flow.State))) {
		as := func(p repair.Staff) func(*flow.State) {
			return func(s *flow.State) { s.People, s.Staff = append(s.People, p), &p }
		}
		engineer := func(s *flow.State) { s.Staff = &s.People[1] }
		boss := func(s *flow.State) { s.Staff = &s.People[2] }
		put("home-engineer", flow.ScreenHome, engineer)
		put("home-roles", flow.ScreenHome, as(longName))
		put("home-no-role", flow.ScreenHome, as(repair.Staff{ID: "A009", Name: "阿依古丽·买买提"}))
		put("home-strange-role", flow.ScreenHome, as(repair.Staff{ID: "A009", Name: "林晓", Roles: "cleaner"}))
		put("more-no-role", flow.ScreenMore, as(repair.Staff{ID: "A009", Name: "林晓"}))
		put("sign-in-roles", flow.ScreenSignIn, func(s *flow.State) {
			s.People, s.SignIn.Staff = append(s.People, longName, longName), longName.ID
			s.People[4].ID, s.People[4].Roles = "A010", ""
		})
		// The sentence that a grey button says, the longest of each kind.
		for i, c := range repair.RoleTable() {
			put(fmt.Sprint("told-", c.Command), flow.ScreenHome, func(s *flow.State) {
				p := repair.Staff{ID: "A009", Name: longName.Name}
				if i%2 == 0 {
					p.Roles = "cleaner"
				}
				as(p)(s)
				e := repair.NotAllowed(p, c.Command)
				s.Toast = flow.Toast{Key: "rule.role.do", Bad: true, Until: s.Now.Add(flow.ToastFor), Args: []string{
					"command", e.Args["command"], "roles", e.Args["roles"], "who", p.Name, "has", e.Args["has"],
				}}
			})
		}
		row := shopOrder(repair.KindLaptop, 31)
		put("order-coordinator", flow.ScreenOrder, func(s *flow.State) { s.Order.Row = row; s.Order.Row.Order.Place.Kind = repair.PlaceBench })
		put("order-held", flow.ScreenOrder, func(s *flow.State) {
			s.Order.Row = row
			s.Order.Row.Order.Passcode, s.Order.Row.Order.Holder, s.Order.Row.Order.Place.Kind = true, "A001", repair.PlaceBench
		})
		put("service-engineer", flow.ScreenService, func(s *flow.State) { engineer(s); s.Order.Row = row })
		put("print-engineer", flow.ScreenPrint, engineer)
		put("scan-not-allowed", flow.ScreenScan, func(s *flow.State) {
			as(longName)(s)
			e := repair.NotAllowed(repair.Staff{ID: longName.ID}, repair.CommandPickupTest)
			e.Order, e.Place = row.Order.ID, row.Order.Place
			s.Scan.Result = flow.Result{Kind: flow.ResultRefused, Row: &row, Rule: e, At: s.Now}
		})
		// Who may approve is not asked for somebody else.
		own := func(name string, since time.Duration, d flow.Dialog) {
			put("dialog-own-"+name, flow.ScreenPickup, func(s *flow.State) {
				boss(s)
				s.Proved, s.Pickup, s.Dialog = s.Now.Add(-since), flow.Pickup{Row: row}, &d
				d.Approver = s.Staff.ID
			})
		}
		missing := flow.Dialog{Kind: flow.DialogApprove, Purpose: flow.ForMissing}
		collects := flow.Dialog{Kind: flow.DialogApprove, Purpose: flow.ForIdentity}
		own("fresh", time.Minute, missing)
		own("stale", repair.DefaultIdleTimes().FreshPIN+time.Second, missing)
		own("collector-fresh", time.Minute, collects)
		own("collector-stale", time.Hour, collects)
		put("dialog-own-held", flow.ScreenScan, func(s *flow.State) {
			boss(s)
			s.Proved, s.Dialog = s.Now, &flow.Dialog{Kind: flow.DialogApprove, Purpose: flow.ForHeld, Holder: "A002", Approver: s.Staff.ID}
		})
	})
}

// usual is the size that most screens have.
func usual(s flow.State, m *view.Measurer) view.Scene {
	return view.Build(s, view.Viewport{W: 1280, H: 800, PxPerMM: 5.9, Text: m})
}

// A grey button says who may, in one sentence that names the command, the roles
// and the person; nothing else happens.
func TestGreyButtonsSayWhoMay(t *testing.T) {
	m, all := measurer(t), pages("zh-CN")
	for _, tt := range []struct {
		page, node string
		who        int // of shopState: coordinator, engineer, supervisor
		want       string
	}{
		{"home-engineer", "home.checkin", 1, "接机要由协调员、主管、店主来做（李强：工程师）。"},
		{"home-engineer", "home.pickup", 1, "办取机要由协调员、主管、店主来做（李强：工程师）。"},
		{"home-engineer", "home.scan", 1, ""},
		{"home-engineer", "home.checkin", 0, ""},
		{"home-busy-true", "todo.draft.0", 1, "接机要由协调员、主管、店主来做（李强：工程师）。"},
		{"order-coordinator", "test", 0, "填测试单要由工程师、主管、店主来做（陈静：协调员）。"},
		{"order-coordinator", "test", 1, ""},
		{"order-coordinator", "return", 0, ""},
		{"order-gone", "called", 1, "登记回访要由协调员、主管、店主来做（李强：工程师）。"},
		{"order-held", "passcode", 0, "看开机密码要由工程师、主管、店主来做（陈静：协调员）。"},
		{"order-mine", "passcode", 1, ""},
		{"where-pickup", "pickup", 1, "办取机要由协调员、主管、店主来做（李强：工程师）。"},
		{"scan-machine", "open-test", 0, "填测试单要由工程师、主管、店主来做（陈静：协调员）。"},
		{"service-engineer", "service.loan", 1, "借出备用机要由协调员、主管、店主来做（李强：工程师）。"},
		{"service-engineer", "service.trip", 1, "外送机器要由协调员、主管、店主来做（李强：工程师）。"},
		{"service-engineer", "service.quote", 1, ""},
		{"service-engineer", "service.quote", 0, ""},
		{"print-engineer", "labels.badges", 1, "打工牌要由主管、店主来做（李强：工程师）。"},
		{"print-engineer", "labels.badges", 0, "打工牌要由主管、店主来做（陈静：协调员）。"},
		{"print-engineer", "labels.badges", 2, ""},
		{"print-engineer", "labels.day-close", 1, "打日结单要由协调员、主管、店主来做（李强：工程师）。"},
		{"print-engineer", "labels.day-close", 0, ""},
		{"pickup-test", "line.pickup.fault.pass", 1, ""},
		{"pickup-test", "send-back", 1, ""},
		{"pickup-untested", "untested", 1, "办取机要由协调员、主管、店主来做（李强：工程师）。"},
	} {
		t.Run(fmt.Sprint(tt.page, "/", tt.node, "/", tt.who), func(t *testing.T) {
			s := all[tt.page]
			s.Staff = &s.People[tt.who]
			scene := usual(s, m)
			n := scene.Find(tt.node)
			if n == nil {
				t.Fatalf("there is no such node: %s", cmp.Diff(nil, touchIDs(scene)))
			}
			if n.Enabled != (tt.want == "") || n.Explains != (tt.want != "") {
				t.Errorf("enabled %v, explains %v", n.Enabled, n.Explains)
			}
			if hit := scene.At(n.Rect.X+n.Rect.W/2, n.Rect.Y+n.Rect.H/2); hit == nil || hit.ID != tt.node {
				t.Errorf("a touch hits %v", hit)
			}
			next, cmds := flow.Update(s, n.Touch)
			said := ""
			if next.Toast.Bad {
				told := usual(next, m)
				said = told.Find("toast").Text
			}
			if said != tt.want {
				t.Errorf("it says %q, want %q", said, tt.want)
			}
			if tt.want == "" {
				return
			}
			if d := cmp.Diff([]flow.Cmd{flow.Play{Sound: flow.SoundRefused}}, cmds); d != "" || next.Screen != s.Screen || next.Dialog != s.Dialog {
				t.Errorf("and goes to %s (-want +got):\n%s", next.Screen, d)
			}
		})
	}
}

func touchIDs(s view.Scene) (ids []string) {
	for _, n := range s.Nodes {
		if n.Touch != nil {
			ids = append(ids, n.ID)
		}
	}
	return ids
}

// What may not be done is off on every page for everybody, and what is on is not
// refused for the role.
func TestPagesAreDrawnFromTheTable(t *testing.T) {
	m := measurer(t)
	for name, page := range pages("en") {
		for _, roles := range []repair.Roles{"", "coordinator", "engineer", "owner", "coordinator,engineer"} {
			s := page
			if s.Staff == nil || s.Dialog != nil || s.CustomerFacing() {
				continue
			}
			s.Staff = &repair.Staff{ID: "A001", Name: "陈静", Roles: roles}
			scene := usual(s, m)
			for _, n := range scene.Nodes {
				if n.Touch == nil || n.Explains == n.Enabled && n.Explains {
					continue
				}
				if s.Lacks(n.Touch) == "" && flow.LackOf(s, n.Touch).Key != "" {
					continue // it is not for want of a role
				}
				if lacks := s.Lacks(n.Touch) != ""; lacks != n.Explains {
					t.Errorf("%s as %q: %s leads to what they may not: %v, and says so: %v", name, roles, n.ID, lacks, n.Explains)
				}
				next, _ := flow.Update(s, n.Touch)
				if told := next.Toast.Key == "rule.role.do"; told != n.Explains {
					t.Errorf("%s as %q: %s is told who may: %v, explains: %v", name, roles, n.ID, told, n.Explains)
				}
			}
		}
	}
}

func TestFirstStepOfAnEngineerIsNoCheckIn(t *testing.T) {
	m, s := measurer(t), pages("zh-CN")["home-engineer"]
	for who, want := range []string{"home.checkin", "home.scan", "home.checkin"} {
		s.Staff = &s.People[who]
		scene := usual(s, m)
		var black []string
		for _, n := range scene.Nodes {
			if n.Touch != nil && n.Fill == scene.Find(want).Fill {
				black = append(black, n.ID)
			}
		}
		if !slices.Equal(black, []string{want}) {
			t.Errorf("person %d has %v before all else, want %s", who, black, want)
		}
	}
}

func TestOwnApprovalAsksNobodyElse(t *testing.T) {
	m, all := measurer(t), pages("zh-CN")
	for page, want := range map[string]bool{
		"dialog-own-fresh": false, "dialog-own-collector-fresh": false, "dialog-own-held": false,
		"dialog-own-stale": true, "dialog-own-collector-stale": true,
	} {
		s := all[page]
		scene := usual(s, m)
		if got := scene.Find("key.1") != nil; got != want {
			t.Errorf("%s asks for a PIN: %v", page, got)
		}
		var names []string
		for _, p := range s.People {
			if scene.Find("approver."+string(p.ID)) != nil {
				names = append(names, string(p.ID))
			}
		}
		if (len(names) > 0) != want || want && names[0] != string(s.Staff.ID) {
			t.Errorf("%s asks %v", page, names)
		}
	}
}

func TestTheProgramHasAName(t *testing.T) {
	for _, lang := range []string{"zh-CN", "en"} {
		s := pages(lang)["where-pickup"]
		s.Where.Events = []repair.Event{{At: s.Now, By: repair.SystemID, Body: repair.Voided{Reason: "power cut"}}}
		scene := usual(s, measurer(t))
		want := i18n.T(i18n.Lang(lang), "staff.system")
		if !slices.ContainsFunc(scene.Nodes, func(n view.Node) bool { return n.Text == want }) {
			t.Errorf("%s: nobody is called %s", lang, want)
		}
	}
}
