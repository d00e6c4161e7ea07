package trade_test

import (
	"fmt"
	"iter"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"countertop/app/i18n"
	"countertop/app/repair"
	"countertop/app/trade"
)

const (
	sayToday  = repair.Date("2026-11-27")
	saySooner = repair.Date("2026-11-24")
	sayLater  = repair.Date("2026-12-01")
)

var sayNow = time.Date(2026, 11, 27, 2, 0, 0, 0, time.UTC)

// claim is what a sentence says where the words stand in it, and whether that is
// so: read from the order alone, not from what the sentence declares.
type claim struct {
	name  string
	words *regexp.Regexp
	so    func(f trade.Facts) bool
}

func stageIs(list ...repair.Stage) func(trade.Facts) bool {
	return func(f trade.Facts) bool { return slices.Contains(list, f.Order.Stage) && known(f) }
}

// known reports whether somebody knows where the machine is.
func known(f trade.Facts) bool { return f.Order.MissingSince.IsZero() && f.Order.OtherPlace == nil }

// waitsHere reports whether the customer stands at the counter meanwhile.
func waitsHere(f trade.Facts) bool {
	return f.Order.OnTheSpot && (f.Order.Stage == repair.StageDraft || f.Order.Place.Kind == repair.PlaceCounter)
}

func saidYes(f trade.Facts) bool {
	return slices.ContainsFunc(f.Order.Quotes, func(q repair.Quote) bool { return q.Answer != nil && q.Answer.Agreed })
}

func engineerSpeaks(f trade.Facts) bool {
	return f.Speaker != nil && strings.Contains(string(f.Speaker.Roles), "engineer")
}

func never(trade.Facts) bool { return false }

func open(f trade.Facts) bool {
	n := len(f.Order.Quotes)
	return n > 0 && f.Order.Quotes[n-1].Answer == nil
}

func words(list string) *regexp.Regexp { return regexp.MustCompile(list) }

var claims = []claim{
	{"a day", words(`预计 |(ready|Ready|and should be ready|should be ready) (about|on) `), func(f trade.Facts) bool {
		o := f.Order
		out := o.SendOut != nil && o.SendOut.DueBack > o.PromisedOn
		return o.PromisedOn >= sayToday && known(f) && !waitsHere(f) && !out && slices.Contains([]repair.Stage{
			repair.StageDraft, repair.StageAwaitingTest, repair.StageQuoting, repair.StageAwaitingParts, repair.StageInRepair,
			repair.StageAtPeer, repair.StageAtFactory,
		}, o.Stage)
	}},
	{"a claim slip", words(`客户联|claim slip`), func(f trade.Facts) bool { return !waitsHere(f) }},
	{"it is repaired", words(`的[^，。]*修好了，(随时|来取)|：机器修好了，来取|machine is repaired|is ready(;|\. Bring)`), func(f trade.Facts) bool {
		return !f.Order.OKAt.IsZero() && stageIs(repair.StageAwaitingClose, repair.StageAwaitingPickup)(f)
	}},
	{"it can be collected", words(`可以取了|can be collected`), stageIs(repair.StageAwaitingClose, repair.StageAwaitingPickup)},
	{"it has been tested", words(`检测好了|has been tested|is tested`), stageIs(repair.StageQuoting, repair.StageAwaitingConsent)},
	{"it is being tested", words(`正在检测|being tested`), func(f trade.Facts) bool {
		return f.Order.Place.Kind == repair.PlaceBench && (!saidYes(f) || f.Order.Stage == repair.StageAwaitingTest) && known(f)
	}},
	{"it is being repaired", words(`正在维修|being repaired`), func(f trade.Facts) bool { return saidYes(f) && stageIs(repair.StageInRepair)(f) }},
	{"it waits for a part", words(`在等配件|waits for a part|要订货|on order`), stageIs(repair.StageAwaitingParts)},
	{"the part is known", words(`订货：|定影组件|Fuser`), func(f trade.Facts) bool { return f.Order.Part != "" || open(f) }},
	{"a part is quoted", words(`要换|It needs`), func(f trade.Facts) bool {
		return open(f) && slices.ContainsFunc(f.Order.Quotes[len(f.Order.Quotes)-1].Lines, func(l repair.QuoteLine) bool {
			return l.Name != "quote.labour"
		})
	}},
	{"there is an old part for the customer", words(`旧件给您|old part goes into a bag; you`), func(f trade.Facts) bool {
		return f.OldPartTo == repair.OldPartToCustomer
	}},
	{"it is repaired at once", words(`现在就给您修|right now`), waitsHere},
	{"an engineer can repair it at once", words(`可以当场修|repaired at once`), func(f trade.Facts) bool { return f.Order.Inspection.FixNow }},
	{"it goes back", words(`原样|as it (came|was)`), stageIs(repair.StageReturnUnrepaired)},
	{"work begins", words(`马上安排|start at once`), func(f trade.Facts) bool { return saidYes(f) && f.Order.InShop() && known(f) }},
	{"a specialist", words(`专门的师傅|specialist`), func(f trade.Facts) bool { return f.Order.Stage == repair.StageAtPeer || f.SendTo == repair.PlacePeer }},
	{"the maker", words(`厂家|its maker`), func(f trade.Facts) bool {
		return f.Order.Stage == repair.StageAtFactory || f.SendTo == repair.PlaceFactory
	}},
	{"somebody else is the engineer", words(`工程师当|Our engineer|The engineer shows`), func(f trade.Facts) bool { return !engineerSpeaks(f) }},
	{"a test before the customer", words(`试给您看：|shows? you: first|I show you:`), func(f trade.Facts) bool {
		return f.Order.Stage != repair.StageReturnUnrepaired
	}},
	{"the speaker tests", words(`我当|I look at the machine|I show you`), engineerSpeaks},
	{"a role", words(`协调员|coordinator|主管是我`), never},
	{"a greeting by name", words(`我是|I am Chen`), func(f trade.Facts) bool { return f.Speaker != nil }},
	{"cartridges", words(`硒鼓|墨盒|cartridge`), func(f trade.Facts) bool { return f.Order.Device.Kind == repair.KindPrinter }},
	{"bags", words(`电脑包、鼠标这些|bag and mouse`), func(f trade.Facts) bool {
		return f.Order.Device.Kind == repair.KindLaptop || f.Order.Device.Kind == repair.KindDesktop
	}},
	{"data on it", words(`资料您备份|data backed up|开机密码|passcode`), func(f trade.Facts) bool { return f.Order.Device.Kind != repair.KindPrinter }},
	{"a loaner is out", words(`备用机(您)?带来|bring the loaner`), func(f trade.Facts) bool { return f.Order.Loan != nil && f.Order.Loan.BackAt.IsZero() }},
	{"a loaner is free", words(`借您一台|lend you|这台备用机应急|use this machine`), func(f trade.Facts) bool {
		return f.Order.Loan == nil || !f.Order.Loan.BackAt.IsZero()
	}},
	{"the day has passed", words(`修不好了|longer than we said`), func(f trade.Facts) bool { return f.Order.PromisedOn < sayToday && known(f) }},
	{"nothing was left", words(`没有留下附件|left no accessories`), func(f trade.Facts) bool { return len(f.Order.Accessories) == 0 }},
	{"something was left", words(`附件我和您|count the accessories`), func(f trade.Facts) bool { return len(f.Order.Accessories) > 0 }},
	{"the outside is the same", words(`一样|as you brought it`), never},
	{"a new mark", words(`多了痕迹|not there at check-in`), func(f trade.Facts) bool { return f.NewMarks > 0 }},
	{"nothing is due", words(`不用付款|nothing to pay`), func(f trade.Facts) bool {
		return f.DueFen == 0 && (f.Order.EstimateFen == 0 || len(f.Order.Quotes) > 0 || f.Order.Stage == repair.StageReturnUnrepaired)
	}},
	{"it was not tested", words(`没有当场试|not tested here|问问用得|ask if all is well`), func(f trade.Facts) bool { return f.Untested }},
	{"it stands elsewhere", words(`把机器拿来|fetch your machine`), func(f trade.Facts) bool { return !waitsHere(f) }},
	{"it was here before", words(`修过[。，]|We (have )?repaired this`), func(f trade.Facts) bool { return f.RepairedOn != "" }},
	{"our warranty", words(`保修到|warranty to`), func(f trade.Facts) bool { return f.CoveredTo >= sayToday }},
	{"a call is due", words(`用着正常吗|working well`), func(f trade.Facts) bool { return f.Order.FollowUpOn != "" }},
	{"the name of a folder", words(`等待|待报价|待同意|结单|送同行|返厂(?:家)?|Awaiting|Quoting`), never},
}

func speakers() []*repair.Staff {
	list := []*repair.Staff{nil}
	for _, roles := range []repair.Roles{"coordinator", "engineer", "supervisor", "owner", "coordinator,engineer", "engineer,owner"} {
		list = append(list, &repair.Staff{ID: "A001", Name: "陈志远", Roles: roles})
	}
	return list
}

// quotesOf are an order's quotes: none, one that is open, agreed, refused, and
// one that was agreed before another that was refused.
func quotesOf(state string) (list []repair.Quote) {
	quote := func(a *repair.QuoteAnswer) repair.Quote {
		return repair.Quote{
			Lines: []repair.QuoteLine{{Name: "part.fuser", Count: 1, PriceFen: 28000}, {Name: "quote.labour", Count: 1, PriceFen: 8000}}, Answer: a,
		}
	}
	yes, no := &repair.QuoteAnswer{Agreed: true}, &repair.QuoteAnswer{}
	switch state {
	case "open":
		return []repair.Quote{quote(nil)}
	case "labour":
		q := quote(nil)
		q.Lines = q.Lines[1:]
		return []repair.Quote{q}
	case "agreed":
		return []repair.Quote{quote(yes)}
	case "refused":
		return []repair.Quote{quote(no)}
	case "both":
		return []repair.Quote{quote(yes), quote(no)}
	}
	return nil
}

var outside = []repair.PlaceKind{
	repair.PlaceCounter, repair.PlaceBench, repair.PlacePeer, repair.PlaceFactory, repair.PlaceCourier, repair.PlaceCustomer,
}

// allFacts are all states that a machine and the counter can be in, as far as a
// sentence could speak of them, with those that the rules would never let happen.
func allFacts() iter.Seq[trade.Facts] {
	return func(yield func(trade.Facts) bool) {
		n, staff := 0, speakers()
		for _, stage := range repair.Stages {
			for _, place := range append(slices.Clone(repair.Shelves), outside...) {
				for _, quotes := range []string{"", "open", "labour", "agreed", "refused", "both"} {
					for _, spot := range []bool{false, true} {
						for _, trouble := range []string{"", "missing", "elsewhere"} {
							for _, promised := range []repair.Date{"", saySooner, sayLater} {
								n++
								if !yield(factsOf(n, stage, place, quotes, spot, trouble, promised, staff[n%len(staff)])) {
									return
								}
							}
						}
					}
				}
			}
		}
	}
}

// factsOf varies by n what else there is.
func factsOf(
	n int, stage repair.Stage, place repair.PlaceKind, quotes string, spot bool, trouble string, promised repair.Date, speaker *repair.Staff,
) trade.Facts {
	o := repair.Order{
		ID: "A2611210042", Stage: stage, Place: repair.Place{Kind: place}, OnTheSpot: spot, PromisedOn: promised, Quotes: quotesOf(quotes),
		Device: repair.Device{Kind: repair.Kinds[n/7%len(repair.Kinds)]}, Passcode: n%11 == 0,
		Inspection: &repair.Inspection{FixNow: n%13 < 5},
	}
	if stage == repair.StageAwaitingParts {
		o.Reason = repair.ReasonParts
		if n%3 == 0 {
			o.Part = "part.fuser"
		}
	}
	if n%5 < 3 {
		o.OKAt = sayNow
	}
	switch n % 17 / 6 {
	case 1:
		o.Loan = &repair.Loan{Name: "联想 X280"}
	case 2:
		o.Loan = &repair.Loan{Name: "联想 X280", BackAt: sayNow}
	}
	if stage == repair.StageAtPeer || stage == repair.StageAtFactory {
		o.SendOut = &repair.Consignment{DueBack: []repair.Date{"2026-11-30", "2026-12-09"}[n%2]}
	}
	for range n % 19 % 7 {
		o.Accessories = append(o.Accessories, repair.Accessory{Name: "acc.adapter"})
	}
	if n%23 < 9 {
		o.EstimateFen = 8000
	}
	if stage.Over() && n%2 == 0 {
		o.FollowUpOn = sayToday
	}
	switch trouble {
	case "missing":
		o.MissingSince = sayNow
	case "elsewhere":
		o.OtherPlace = &repair.Place{Kind: repair.PlaceBench}
	}
	f := trade.Facts{
		Speaker: speaker, Order: o, Today: sayToday, OldPartTo: repair.OldPartsTo[n%3], NewMarks: n % 2, Untested: n%29 < 14,
		SendTo: []repair.PlaceKind{"", repair.PlacePeer, repair.PlaceFactory}[n%31%3],
	}
	if n%37 < 18 {
		f.DueFen = 36000
	}
	if n%41 < 20 {
		if f.RepairedOn = "2026-05-02"; n%41 < 10 {
			f.CoveredTo = "2027-02-27"
		}
	}
	return f
}

// spokenBy is a script with all that a page would fill in.
func spokenBy(lang i18n.Lang, f trade.Facts, key string) string {
	args := map[string]string{"shop": "安心", "phone": "020-55501234", "n": "5", "amount": "80 元", "part": "", "stage": "", "day": ""}
	if f.Speaker != nil {
		args["staff"] = "Chen"
	}
	if day := f.Day(); day != "" {
		args["day"] = i18n.Day(lang, day)
	}
	if stage := f.Stage(); stage != "" {
		args["stage"] = i18n.T(lang, "said."+stage)
	}
	if f.Order.Part != "" || open(f) {
		args["part"] = i18n.T(lang, "part.fuser")
	}
	if f.CoveredTo != "" {
		args["until"] = string(f.CoveredTo)
	}
	return trade.Default().Script(lang, key, args)
}

// TestNothingIsSaidThatIsNotSo plays every sentence that can be chosen, in every
// state, against what its words claim.
func TestNothingIsSaidThatIsNotSo(t *testing.T) {
	moments := trade.Moments()
	slices.Sort(moments)
	reached, claimed, wrong := map[string]bool{}, map[string]bool{}, map[string]bool{}
	type text struct{ lang, said string }
	hits := map[text][]int{}
	states := 0
	for f := range allFacts() {
		states++
		for _, m := range moments {
			if strings.HasPrefix(string(m), "check-in ") != (f.Order.Stage == repair.StageDraft) {
				continue // which the check-in is about, and nothing else
			}
			for _, key := range f.Say(m) {
				reached[key] = true
				for _, lang := range languages {
					said := text{string(lang), spokenBy(lang, f, key)}
					list, ok := hits[said]
					if !ok {
						for i, c := range claims {
							if c.words.MatchString(said.said) {
								list = append(list, i)
							}
						}
						hits[said] = list
					}
					for _, i := range list {
						c := claims[i]
						claimed[c.name] = true
						if id := fmt.Sprint(key, lang, c.name); !c.so(f) && !wrong[id] {
							wrong[id] = true
							t.Errorf("%s at %q says %s, which is not so: %q\nof %+v", key, m, c.name, said.said, f)
						}
					}
				}
			}
		}
	}
	for _, key := range trade.Said() {
		if !reached[key] {
			t.Errorf("no state says %s", key)
		}
	}
	for _, c := range claims {
		if !claimed[c.name] && c.name != "a role" && c.name != "the outside is the same" && c.name != "the name of a folder" {
			t.Errorf("no sentence claims that %s: its words are gone from the file", c.name)
		}
	}
	t.Logf("%d states, %d sentences", states, len(reached))
}

// TestEveryMachineInTheShopHasAnAnswer holds that whoever asks for a machine in
// the shop is answered, and that one that nobody finds gets no day.
func TestEveryMachineInTheShopHasAnAnswer(t *testing.T) {
	for f := range allFacts() {
		o := f.Order
		keys := f.Say(trade.MomentOrder)
		if o.InShop() && len(keys) == 0 {
			t.Fatalf("nothing is said of %+v", o)
		}
		if o.Missing() && (keys[0] != "order.missing" || f.Day() != "") {
			t.Fatalf("of a machine that is missing: %v, %q", keys, f.Day())
		}
	}
}
