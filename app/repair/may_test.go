package repair_test

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"countertop/app/repair"
)

// letters name the roles of a line below.
var letters = map[rune]repair.Role{
	'C': repair.RoleCoordinator, 'E': repair.RoleEngineer, 'S': repair.RoleSupervisor, 'O': repair.RoleOwner,
}

func rolesOf(text string) repair.Roles {
	var list []repair.Role
	for _, r := range text {
		list = append(list, letters[r])
	}
	return repair.RolesOf(list...)
}

// orderCommands is who may give each command, with an order in a stage where it
// has a sense: who may is not stopped by another rule, who may not is stopped by
// none but this. On the bench it is in the hands of A002.
var orderCommands = []struct {
	name repair.CommandName
	may  string
	life func(*life)
	give repair.Command
}{
	{repair.CommandAssignNumber, "CSO", nil, repair.AssignNumber{Kind: repair.KindPrinter}},
	{repair.CommandCheckIn, "CSO", draft, intake()},
	{repair.CommandVoid, "CSO", draft, repair.VoidOrder{Reason: "客户改主意"}},
	{repair.CommandMove, "CESO", checkedIn, to(repair.ShelfAwaitingTest, 7)},
	{repair.CommandUndoMove, "CESO", onBench, repair.UndoMove{}},
	{repair.CommandShowPasscode, "ESO", locked, repair.ShowPasscode{}},
	{repair.CommandTest, "ESO", onBench, passed(repair.Checklist(intake().Device, nil), false)},
	{repair.CommandQuote, "CESO", onBench, quote()},
	{repair.CommandAnswerQuote, "CSO", quoted, repair.AnswerQuote{Agreed: true, How: repair.AnswerByPhone}},
	{repair.CommandWork, "CESO", onBench, repair.RecordWork{Work: "换搓纸轮"}},
	{repair.CommandOldPart, "CESO", onBench, repair.KeepOldPart{Name: "搓纸轮", To: repair.OldPartToShop}},
	{repair.CommandReturn, "CESO", onBench, repair.ReturnUnrepaired{Reason: "价格"}},
	{repair.CommandSendOut, "CSO", onBench, repair.SendOut{Consignment: repair.Consignment{To: repair.PlacePeer, Company: "新锐数码"}}},
	{repair.CommandLend, "CSO", onBench, lend()},
	{repair.CommandTakeLoanerBack, "CSO", lent, repair.TakeLoanerBack{}},
	{repair.CommandPickupTest, "CESO", awaitingPickup, passed(repair.PickupChecklist(intake().Device), true)},
	{repair.CommandPickUp, "CSO", readyToGo, handOver()},
	{repair.CommandFollowUp, "CSO", calledLater, repair.FollowUpDone{Result: "正常"}},
	{repair.CommandCorrect, "CSO", onBench, with(asNoted(), func(c *repair.CorrectOrder) { c.Device.Model, c.NotSigned = "M1136w", "电话里说好" })},
	{repair.CommandUndoPickUp, "SO", pickedUp, repair.UndoPickUp{Reason: "点错了单", From: repair.PickedFrom{Stage: repair.StageAwaitingPickup}}},
	{repair.CommandSee, "CESO", onShelf, see(repair.ShelfAwaitingTest, 7)},
	{repair.CommandReportMissing, "CESO", onShelf, repair.ReportMissing{Take: take}},
	{repair.CommandUndoSighting, "CESO", lost, repair.UndoSighting{}},
}

// subjectCommands are those on what is no order, on a state where they have a
// sense. "" is asked of nobody: it follows from what was asked.
var subjectCommands = []struct {
	name  repair.CommandName
	may   string
	on    repair.Subject
	state repair.State
	give  repair.SubjectCommand
}{
	{repair.CommandStockTake, "CESO", repair.StockTakeSubject("A", 7), repair.StockTake{}, repair.KeepStockTake{Take: stockTake}},
	{"", "", repair.StockTakeSubject("A", 7), stockTake, repair.KeepStockTake{Take: stockTake.Add(slot(repair.ShelfDone, 0), start)}},
	{repair.CommandAskEnquiry, "CESO", asked, repair.Enquiry{}, repair.AskEnquiry{Question: "多少钱"}},
	{repair.CommandAnswerEnquiry, "CESO", asked, repair.Enquiry{At: start}, repair.AnswerEnquiry{Answer: "80 元"}},
	{repair.CommandEraseEnquiry, "SO", asked, repair.Enquiry{At: start}, repair.EraseEnquiry{}},
	{repair.CommandJoinStaff, "SO-", "staff:A005", repair.Member{}, repair.JoinStaff{Name: "林晓", Roles: "engineer"}},
	{repair.CommandChangeStaff, "SO-", "staff:A005", linXiao, repair.ChangeStaff{Name: "林小"}},
	{repair.CommandIssueBadge, "SO-", "staff:A005", linXiao, repair.IssueBadge{}},
	{repair.CommandEndStaff, "SO", "staff:A005", linXiao, repair.EndStaff{}},
	{repair.CommandSetPIN, "SO-", "staff:A005", linXiao, repair.NotePIN{}},
	{repair.CommandSetAway, "SO", "staff:A005", linXiao, repair.SetAway{Away: true}},
	{"", "", "staff:A005", linXiao, repair.NotePINFailed{Count: 1}},
	{repair.CommandChangeSetting, "SO-", repair.ShopSubject, repair.ShopSettings{}, repair.ChangeSetting{Change: repair.SettingChange{Key: "shop.name", Value: "新店"}}},
	{"", "", repair.CounterSubject("A"), repair.ShopSettings{}, repair.ChangeSetting{Change: repair.SettingChange{Key: "sound.volume", Value: "30"}}},
	{"", "", repair.CustomerID("A000012").Subject(), repair.CustomerState{}, repair.KeepCustomer{Digest: "x"}},
	{repair.CommandEraseCustomer, "SO", repair.CustomerID("A000012").Subject(), repair.CustomerState{Digest: "x"}, repair.EraseCustomer{Reason: "erase.asked"}},
	{repair.CommandMergeSame, "CSO", repair.CustomerID("A000013").Subject(), repair.CustomerState{Digest: "x"}, merge(repair.LikeSame)},
	{repair.CommandMergeCustomer, "SO", repair.CustomerID("A000013").Subject(), repair.CustomerState{Digest: "x"}, merge(repair.LikePhone)},
	{"", "", repair.CustomerID("A000012").Subject(), repair.CustomerState{Digest: "x"}, repair.JoinCustomer{From: "A000013", Into: "A000012"}},
}

// merge makes one customer of two.
func merge(l repair.Likeness) repair.MergeCustomer {
	return repair.MergeCustomer{From: "A000013", Into: "A000012", Likeness: l}
}

var (
	linXiao   = repair.Member{ID: "A005", Name: "林晓", Roles: "engineer", Issue: 1, Joined: start}
	asked     = repair.EnquiryID("A.7").Subject()
	stockTake = repair.StockTake{ID: 7, By: engineer.ID, Begun: start}.Add(slot(repair.ShelfAwaitingTest, 0), start)
)

// TestRoleTimesSubjectCommand gives every command on what is no order as
// everybody.
func TestRoleTimesSubjectCommand(t *testing.T) {
	for _, tt := range subjectCommands {
		t.Run(reflect.TypeOf(tt.give).Name(), func(t *testing.T) {
			if got := repair.NameOfAct(tt.state, tt.give); got != tt.name {
				t.Fatalf("it is called %q", got)
			}
			machine, ok := repair.MachineOf(tt.on.Kind())
			if !ok {
				t.Fatalf("%s has no machine", tt.on)
			}
			for _, has := range append(everyRole, "?", "-") {
				by := repair.Staff{ID: "A009", Roles: rolesOf(has)}
				switch has {
				case "?":
					by.Roles = "cleaner"
				case "-":
					by = repair.System
				}
				events, err := machine.Decide(tt.state, "", repair.Act{Subject: tt.on, Command: tt.give}, by, start)
				if tt.name == "" || strings.ContainsAny(has, tt.may) {
					if err != nil || len(events) == 0 {
						t.Errorf("%q: %v, %d events", has, err, len(events))
					}
					continue
				}
				want := repair.NotAllowed(by, tt.name)
				want.Subject = tt.on
				var got *repair.RuleError
				errors.As(err, &got)
				if d := cmp.Diff(want, got); d != "" || len(events) > 0 {
					t.Errorf("%q, %d events (-want +got):\n%s", has, len(events), d)
				}
			}
			if tt.name == "" {
				return
			}
			_, err := machine.Decide(tt.state, "", repair.Act{Subject: tt.on, Command: tt.give}, repair.Staff{}, start)
			if r := refusal(t, err); r.Rule != repair.RuleTaker || r.Subject != tt.on {
				t.Errorf("by nobody: %v", r)
			}
		})
	}
}

// Everybody sets their own PIN and says that they are away.
func TestEverybodyMayForThemselves(t *testing.T) {
	m, _ := repair.MachineOf(repair.SubjectStaff)
	for _, c := range []repair.SubjectCommand{repair.NotePIN{}, repair.SetAway{Away: true}} {
		if events, err := m.Decide(linXiao, "", repair.Act{Subject: "staff:A005", Command: c}, repair.Staff{ID: "A005", Roles: "engineer"}, start); err != nil || len(events) != 1 {
			t.Errorf("%T: %d events, %v", c, len(events), err)
		}
	}
}

// The last owner stays, and who is one only owners say.
func TestOwners(t *testing.T) {
	m, _ := repair.MachineOf(repair.SubjectStaff)
	owner, head := repair.Staff{ID: "A001", Roles: "owner"}, repair.Staff{ID: "A002", Roles: "supervisor"}
	of := repair.Member{ID: "A001", Name: "陈志远", Roles: "owner", Issue: 1, Joined: start}
	for _, tt := range []struct {
		name string
		on   repair.Member
		by   repair.Staff
		c    repair.SubjectCommand
		ok   bool
	}{
		{"the last one goes", of, owner, repair.EndStaff{}, false},
		{"one of two goes", of, owner, repair.EndStaff{Owners: 1}, true},
		{"a supervisor sends an owner away", of, head, repair.EndStaff{Owners: 1}, false},
		{"the last one is none any more", of, owner, repair.ChangeStaff{Roles: "engineer"}, false},
		{"one of two is none any more", of, owner, repair.ChangeStaff{Roles: "engineer", Owners: 1}, true},
		{"a supervisor makes an owner", linXiao, head, repair.ChangeStaff{Roles: "owner", Owners: 1}, false},
		{"a supervisor makes the first one", linXiao, head, repair.ChangeStaff{Roles: "owner"}, true},
		{"a supervisor resets the PIN of one", of, head, repair.NotePIN{}, false},
		{"the program does", of, repair.System, repair.NotePIN{}, true},
		{"one resets that of another", of, repair.Staff{ID: "A009", Roles: "owner"}, repair.NotePIN{}, true},
		{"an owner makes one", linXiao, owner, repair.ChangeStaff{Roles: "owner"}, true},
		{"a supervisor takes one in", repair.Member{}, head, repair.JoinStaff{Name: "林晓", Roles: "owner"}, false},
		{"the program takes one in", repair.Member{}, repair.System, repair.JoinStaff{Name: "林晓", Roles: "owner"}, true},
		{"a cleaner", repair.Member{}, owner, repair.JoinStaff{Name: "林晓", Roles: "cleaner"}, false},
	} {
		events, err := m.Decide(tt.on, "", repair.Act{Subject: "staff:A001", Command: tt.c}, tt.by, start)
		if ok := err == nil && len(events) == 1; ok != tt.ok {
			t.Errorf("%s: %d events, %v", tt.name, len(events), err)
		}
	}
	gone := linXiao
	gone.EndedAt = start
	for _, c := range []repair.SubjectCommand{repair.ChangeStaff{Name: "x"}, repair.IssueBadge{}, repair.NotePIN{}, repair.SetAway{Away: true}, repair.EndStaff{}} {
		if _, err := m.Decide(gone, "", repair.Act{Subject: "staff:A005", Command: c}, owner, start); err == nil {
			t.Errorf("%T on somebody who has left", c)
		}
	}
	if events, err := m.Decide(gone, "", repair.Act{Subject: "staff:A005", Command: repair.JoinStaff{Name: "林晓", Roles: "engineer"}}, owner, start); err != nil || events[0].Body.(repair.StaffJoined).Issue != 2 {
		t.Errorf("back again: %+v, %v", events, err)
	}
}

// acts are done at the counter, and nothing hears of them.
var acts = map[repair.CommandName]string{
	repair.CommandInspect: "ESO", repair.CommandTake: "E", repair.CommandCloseDay: "CSO",
	repair.CommandPrintBadges: "SO", repair.CommandLookOver: "SO", repair.CommandOverride: "SO", repair.CommandMakeRecovery: "O",
}

// everyRole are people of each role, of none, of what is none, and of several.
var everyRole = []string{"", "C", "E", "S", "O", "CE", "SO", "CESO"}

// TestRoleTimesCommand gives every command as everybody.
func TestRoleTimesCommand(t *testing.T) {
	for _, tt := range orderCommands {
		t.Run(string(tt.name), func(t *testing.T) {
			if got := repair.NameOf(tt.give); got != tt.name {
				t.Fatalf("%T is called %q", tt.give, got)
			}
			for _, has := range everyRole {
				by := repair.Staff{ID: engineer.ID, Roles: rolesOf(has)}
				given(t, tt.life, by, tt.give, strings.ContainsAny(has, tt.may), rolesOf(tt.may))
			}
			for _, strange := range []repair.Roles{"cleaner", "Engineer", "supervisors", "coordinator;engineer", " owner", ",", "system"} {
				given(t, tt.life, repair.Staff{ID: engineer.ID, Roles: strange}, tt.give, false, rolesOf(tt.may))
			}
			// The program itself gives up what nobody takes in, and nothing else.
			given(t, tt.life, repair.System, tt.give, tt.name == repair.CommandVoid, rolesOf(tt.may))
			given(t, tt.life, repair.Staff{ID: repair.SystemID, Roles: rolesOf("CESO")}, tt.give, tt.name == repair.CommandVoid, rolesOf(tt.may))
		})
	}
}

// given gives a command at the end of a life, and wants it done or refused for
// the role.
func given(t *testing.T, play func(*life), by repair.Staff, c repair.Command, may bool, allowed repair.Roles) {
	t.Helper()
	l := newLife(t)
	if play != nil {
		play(l)
	}
	if by.ID == repair.SystemID && !may {
		l.order.Holder = by.ID // it would be let see a passcode, if it were a person
	}
	events, err := repair.Decide(l.order, c, by, l.now)
	if got := repair.May(by, repair.NameOf(c)); got != may {
		t.Errorf("%q may: %v", by.Roles, got)
	}
	if may {
		if err != nil || len(events) != 1 || events[0].By != by.ID {
			t.Errorf("%q: %v, %d events", by.Roles, err, len(events))
		}
		return
	}
	want := &repair.RuleError{
		Rule: repair.RuleRole, Order: l.order.ID, Place: l.order.Place,
		Args: map[string]string{
			"command": string(repair.NameOf(c)), "roles": string(allowed), "who": string(by.ID), "has": string(by.Roles),
		},
	}
	for _, r := range allowed.List() {
		want.Need = append(want.Need, string(r))
	}
	var got *repair.RuleError
	if errors.As(err, &got); len(events) > 0 {
		t.Errorf("%q: %d events", by.Roles, len(events))
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("%q (-want +got):\n%s", by.Roles, d)
	}
}

func TestRoleTimesAct(t *testing.T) {
	for name, may := range acts {
		for _, has := range everyRole {
			if got := repair.May(repair.Staff{ID: "A009", Roles: rolesOf(has)}, name); got != strings.ContainsAny(has, may) {
				t.Errorf("%q may %s: %v", has, name, got)
			}
		}
		for _, by := range []repair.Staff{repair.System, {ID: "A009", Roles: "cleaner"}} {
			if repair.May(by, name) {
				t.Errorf("%v may %s", by, name)
			}
		}
	}
	for _, has := range everyRole {
		if repair.May(repair.Staff{ID: "A009", Roles: rolesOf(has)}, "") || repair.May(repair.Staff{ID: "A009", Roles: rolesOf(has)}, "rule-the-world") {
			t.Errorf("%q may what is in no table", has)
		}
	}
}

// TestEveryCommandIsInTheTable finds the commands in the sources: each has a
// name, each name a line, and nothing else has.
func TestEveryCommandIsInTheTable(t *testing.T) {
	known := map[string]bool{}
	var names []repair.CommandName
	for _, tt := range orderCommands {
		known[reflect.TypeOf(tt.give).Name()] = true
		names = append(names, tt.name)
	}
	for _, tt := range subjectCommands {
		known[reflect.TypeOf(tt.give).Name()] = true
		if tt.name != "" {
			names = append(names, tt.name)
		}
	}
	declared := commandTypes(t)
	if len(declared) < 26 {
		t.Fatalf("only %d commands found in the sources: %v", len(declared), declared)
	}
	for _, name := range declared {
		if !known[name] {
			t.Errorf("%s is a command, and nobody is told who may give it", name)
		}
	}
	names = append(names, slices.Collect(maps.Keys(acts))...)
	var lines []repair.CommandName
	for _, row := range repair.RoleTable() {
		if row.Roles == "" {
			t.Errorf("%s is for nobody", row.Command)
		}
		lines = append(lines, row.Command)
	}
	slices.Sort(names)
	slices.Sort(lines)
	if d := cmp.Diff(names, lines); d != "" {
		t.Errorf("lines of the table (-want +got):\n%s", d)
	}
}

// commandTypes are the types of this package with the method that makes a Command
// or a SubjectCommand.
func commandTypes(t *testing.T) (names []string) {
	t.Helper()
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if !strings.HasSuffix(f.Name(), ".go") || strings.HasSuffix(f.Name(), "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), f.Name(), nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			if m, ok := d.(*ast.FuncDecl); ok && m.Recv != nil && (m.Name.Name == "command" || m.Name.Name == "subject") {
				if id, ok := m.Recv.List[0].Type.(*ast.Ident); ok {
					names = append(names, id.Name)
				}
			}
		}
	}
	return names
}

func TestRoleTableIsTheCallersOwn(t *testing.T) {
	table := repair.RoleTable()
	for i := range table {
		table[i].Roles = repair.RolesOf(repair.RoleEngineer)
	}
	if repair.May(engineer, repair.CommandOverride) {
		t.Error("somebody else's copy says who may")
	}
}

func TestRolesAreWrittenOneWay(t *testing.T) {
	for _, tt := range []struct {
		text string
		want repair.Roles
		bad  string
	}{
		{text: "", want: ""},
		{text: "engineer", want: "engineer"},
		{text: "engineer,coordinator", want: "coordinator,engineer"},
		{text: " owner , supervisor,owner", want: "supervisor,owner"},
		{text: "owner,supervisor,engineer,coordinator", want: "coordinator,engineer,supervisor,owner"},
		{text: ",engineer,", want: "engineer"},
		{text: "engineer,boss", bad: `repair: "boss" is no role`},
		{text: "Engineer", bad: `repair: "Engineer" is no role`},
		{text: "coordinator engineer", bad: `repair: "coordinator engineer" is no role`},
		{text: "system", bad: `repair: "system" is no role`},
	} {
		got, err := repair.ParseRoles(tt.text)
		if tt.bad != "" {
			if err == nil || err.Error() != tt.bad {
				t.Errorf("%q: %v, want %s", tt.text, err, tt.bad)
			}
			continue
		}
		if err != nil || got != tt.want {
			t.Errorf("%q is %q, %v; want %q", tt.text, got, err, tt.want)
		}
		if again, err := repair.ParseRoles(string(got)); err != nil || again != got || repair.RolesOf(got.List()...) != got {
			t.Errorf("%q read again is %q, %v", got, again, err)
		}
	}
	if got := repair.RolesOf("cleaner", repair.RoleOwner, "", "cleaner"); got != "owner,cleaner" || got.Has("") || !got.Has("cleaner") {
		t.Errorf("a strange role is kept as %q", got)
	}
}

func TestRoleOfAnApproval(t *testing.T) {
	for roles, want := range map[repair.Roles]repair.Role{
		"": "", "engineer": repair.RoleEngineer, "coordinator,engineer": repair.RoleEngineer, "supervisor": repair.RoleSupervisor,
		"owner": repair.RoleOwner, "supervisor,owner": repair.RoleSupervisor, "coordinator,owner": repair.RoleOwner, "cleaner": "",
	} {
		if got := roles.For(repair.RoleSupervisor); got != want {
			t.Errorf("%q says yes as %q, want %q", roles, got, want)
		}
	}
	if got := rolesOf("SO").For(repair.RoleOwner); got != repair.RoleOwner {
		t.Errorf("an owner says yes to what is an owner's as %q", got)
	}
	for has, want := range map[string]bool{"": false, "C": false, "E": false, "S": true, "O": true, "CE": false} {
		c := to(repair.ShelfDone, 4)
		c.Override = &repair.Approval{By: "A009", Role: rolesOf(has).For(repair.RoleSupervisor), Reason: "客户急用"}
		if err := at(onBench, engineer, c)(t); (err == nil) != want {
			t.Errorf("an approval as %q: %v", c.Override.Role, err)
		}
	}
}

func TestAnOwnerIsMeantWhereASupervisorIs(t *testing.T) {
	takings := []repair.Role{repair.RoleCoordinator, repair.RoleSupervisor}
	for has, want := range map[string]bool{"": false, "C": true, "E": false, "S": true, "O": true, "CE": true} {
		if got := rolesOf(has).Any(takings...); got != want {
			t.Errorf("%q: %v", has, got)
		}
	}
	if rolesOf("S").Any(repair.RoleOwner) || rolesOf("O").Any() {
		t.Error("a supervisor is an owner, or nobody named is anybody")
	}
}

// roleRow is a line of the table of roles: name, English, Chinese, and a tick for
// each role.
var roleRow = regexp.MustCompile("(?m)^\\| `([a-z-]+)` \\| [^|]+ \\| [^|]+ \\|( ✓)? \\|( ✓)? \\|( ✓)? \\|( ✓)? \\|$")

func TestRoleTableStandsInTheDocs(t *testing.T) {
	text, err := os.ReadFile("../../docs/rules.md")
	if err != nil {
		t.Fatal(err)
	}
	var got []repair.RoleRow
	for _, m := range roleRow.FindAllStringSubmatch(string(text), -1) {
		var list []repair.Role
		for i, r := range repair.AllRoles {
			if m[i+2] != "" {
				list = append(list, r)
			}
		}
		row := repair.RoleRow{Command: repair.CommandName(m[1]), Roles: repair.RolesOf(list...)}
		row.System = repair.May(repair.System, row.Command)
		got = append(got, row)
	}
	if d := cmp.Diff(repair.RoleTable(), got); d != "" {
		t.Errorf("the table in docs/rules.md (-code +docs):\n%s", d)
	}
}
