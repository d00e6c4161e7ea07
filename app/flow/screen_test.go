package flow

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"countertop/app/repair"
)

// secret stands for a name, a number, a code, a search: whatever is a customer's.
const secret = "王建国13912345678"

// smear writes secret into each text that v holds, two levels of pointers, maps
// and lists deep.
func smear(v reflect.Value, depth int) {
	if depth > 12 || !v.CanSet() {
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(secret)
	case reflect.Struct:
		for i := range v.NumField() {
			smear(v.Field(i), depth+1)
		}
	case reflect.Pointer:
		if v.Type().Elem().Kind() == reflect.Struct {
			v.Set(reflect.New(v.Type().Elem()))
			smear(v.Elem(), depth+1)
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		smear(v.Index(0), depth+1)
	case reflect.Array:
		for i := range v.Len() {
			smear(v.Index(i), depth+1)
		}
	default: // numbers, flags, maps and messages hold no text that a page begins with
	}
}

// smeared says where secret still stands in v.
func smeared(v reflect.Value, at string, out *[]string) {
	switch v.Kind() {
	case reflect.String:
		if strings.Contains(v.String(), secret) {
			*out = append(*out, at)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			smeared(v.Field(i), at+"."+v.Type().Field(i).Name, out)
		}
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			smeared(v.Elem(), at, out)
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			smeared(v.Index(i), at+"[]", out)
		}
	case reflect.Map:
		for _, k := range v.MapKeys() {
			smeared(k, at+"[key]", out)
			smeared(v.MapIndex(k), at+"[]", out)
		}
	default: // no text
	}
}

// notCustomers are texts of pages that are kept and hold nothing of a customer:
// machines, places and people of the shop, and drafts that go on.
var notCustomers = []string{
	".Pages.Scan.Asked", ".Pages.Scan.Busy", ".Pages.Scan.Recent", ".Pages.Boards", ".Pages.Sheets", ".Pages.Stock", ".Pages.Service",
}

// TestNothingOfACustomerIsLeftBehind walks every screen with all that its page
// and its dialog can hold, and leaves it in every way that there is.
func TestNothingOfACustomerIsLeftBehind(t *testing.T) {
	now := time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC)
	ways := map[string]func(State) State{
		"home":     func(s State) State { s, _ = Update(s, WentHome{}); return s },
		"sign-out": func(s State) State { s, _ = Update(s, SignedOut{}); return s },
		"idle":     func(s State) State { s, _ = Update(s, Tick{now.Add(defaultTimes.SignOut + time.Second)}); return s },
	}
	for _, name := range Screens() {
		for how, leave := range ways {
			s := Initial(Shop{Calendar: repair.DefaultCalendar(time.UTC)}, "zh-CN", now)
			smear(reflect.ValueOf(&s.Pages).Elem(), 0)
			// What a row keeps must be what a person would have left it in.
			s.Boards.Wall = false
			s.Scan.Queue, s.Scan.AnswerBy = nil, time.Time{}
			s.Stock.Take.Ended = time.Time{}
			s.Entry.Comp.Letters = secret
			s.Staff = &repair.Staff{ID: "A001", Roles: repair.RolesOf(repair.RoleCoordinator)}
			s.Screen, s.Back = name, []Screen{ScreenHome, ScreenFind}
			if name != ScreenHome {
				s.Dialog = &Dialog{Kind: DialogReason, Reason: secret, PINEntry: PINEntry{PIN: secret}}
			}
			s = leave(s)
			var left []string
			smeared(reflect.ValueOf(s.Pages), ".Pages", &left)
			smeared(reflect.ValueOf(s.Desk), ".Desk", &left)
			for _, at := range left {
				if !hasAnyPrefix(at, notCustomers) && s.Screen != ScreenSignIn {
					t.Errorf("%s left by %s: %s is still there", name, how, at)
				}
			}
		}
	}
}

func hasAnyPrefix(s string, prefixes []string) bool {
	for _, p := range prefixes {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}

// parsed is the package without its tests.
func parsed(t *testing.T) (files []*ast.File) {
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, f)
	}
	return files
}

// TestEachMessageHasARoom parses the package: each message has a row, and the
// switch of its room a case for it.
func TestEachMessageHasARoom(t *testing.T) {
	owners, cases := map[string]string{}, map[string]bool{}
	for _, f := range parsed(t) {
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncDecl:
				if n.Name.Name == "owner" && len(n.Recv.List) == 1 && len(n.Body.List) == 1 {
					typ, ok1 := n.Recv.List[0].Type.(*ast.Ident)
					ret, ok2 := n.Body.List[0].(*ast.ReturnStmt)
					if ok1 && ok2 {
						if id, ok := ret.Results[0].(*ast.Ident); ok {
							owners[typ.Name] = id.Name
						}
					}
				}
			case *ast.CaseClause:
				for _, e := range n.List {
					if id, ok := e.(*ast.Ident); ok {
						cases[id.Name] = true
					}
				}
			}
			return true
		})
	}
	if len(owners) < 250 {
		t.Fatalf("only %d messages were found", len(owners))
	}
	for m := range owners {
		if !cases[m] {
			t.Errorf("%s is taken by nobody", m)
		}
	}
}

func TestEachScreenSaysWhoMaySeeIt(t *testing.T) {
	open := map[Screen]bool{
		ScreenHome: true, ScreenSignIn: true, ScreenScan: true, ScreenBoard: true, ScreenPrint: true, ScreenScanners: true, ScreenMore: true,
		ScreenRecovery: true, // nobody can sign in who needs it
	}
	for _, name := range Screens() {
		if x := screens[name]; x.signIn == open[name] {
			t.Errorf("%s asks for a name: %v", name, x.signIn)
		}
		s := Initial(Shop{Calendar: repair.DefaultCalendar(time.UTC)}, "en", time.Time{})
		s, _ = Update(s, Opened{name})
		if open[name] != (s.Screen == name) {
			t.Errorf("%s was opened by nobody and led to %s", name, s.Screen)
		}
	}
}

// mostMethods is how many methods State may have: what needs less of it belongs
// to Counter, Desk or a page, and what takes a message is a function.
const mostMethods = 100

func TestStateHasFewMethods(t *testing.T) {
	n := 0
	for _, f := range parsed(t) {
		for _, d := range f.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || fn.Recv == nil {
				continue
			}
			typ := fn.Recv.List[0].Type
			if star, ok := typ.(*ast.StarExpr); ok {
				typ = star.X
			}
			if id, ok := typ.(*ast.Ident); ok && id.Name == "State" {
				n++
			}
		}
	}
	if n == 0 || n > mostMethods {
		t.Errorf("State has %d methods, at most %d are wanted", n, mostMethods)
	}
}

// TestEachRowHasAReason: a screen takes messages, or is here with why it takes
// none.
func TestEachRowHasAReason(t *testing.T) {
	none := map[Screen]string{
		ScreenHome:       "it has doors only",
		ScreenMore:       "it has doors only",
		ScreenService:    "it has doors to the pages of the service only",
		ScreenPickupSign: "the customer signs, and the pad takes that",
		ScreenAnswerSign: "the customer signs, and the pad takes that",
	}
	for name, x := range screens {
		if why := none[name]; (x.update == nil) != (why != "") {
			t.Errorf("%s takes messages: %v, and none because: %q", name, x.update != nil, why)
		}
	}
	for name := range none {
		if _, ok := screens[name]; !ok {
			t.Errorf("%s has no row", name)
		}
	}
}

// A screen for some roles is neither opened nor acted on by the others; its door
// says who may.
func TestScreenForSomeRoles(t *testing.T) {
	was := screens[ScreenBench]
	defer func() { screens[ScreenBench] = was }()
	some := was
	some.command = repair.CommandTest
	screens[ScreenBench] = some
	for role, may := range map[repair.Role]bool{repair.RoleEngineer: true, repair.RoleCoordinator: false} {
		s := Initial(Shop{Calendar: repair.DefaultCalendar(time.UTC)}, "en", time.Time{})
		s.Staff = &repair.Staff{ID: "A002", Roles: repair.RolesOf(role)}
		opened, _ := Update(s, Opened{ScreenBench})
		if (opened.Screen == ScreenBench) != may || (opened.Toast.Key == "") != may {
			t.Errorf("%s came to %s and was told %q", role, opened.Screen, opened.Toast.Key)
		}
		if s.Screen = ScreenBench; !slices.Contains(Doors(), ScreenBench) || (s.Lacks(Opened{ScreenBench}) == "") != may {
			t.Errorf("%s goes through the door: %v", role, !may)
		}
		acted, _ := Update(s, BenchTurned{Page: 2})
		if (acted.Bench.Page == 2) != may {
			t.Errorf("%s turned to page %d", role, acted.Bench.Page)
		}
	}
}
