package flow_test

import (
	"reflect"
	"testing"
	"time"

	"countertop/app/flow"
	"countertop/app/repair"
)

// signs signs on a pad and returns the act that it leads to, with the page as it
// was before.
func (c *counter) signs(pad string) (commit flow.Commit, page flow.SignedPage) {
	c.t.Helper()
	c.do(flow.PenDown{Pad: pad, X: .1, Y: .1}, flow.PenMoved{Pad: pad, X: .3, Y: .2, At: time.Second}, flow.PenUp{Pad: pad})
	page = c.s.SignedPage()
	_, cmds := flow.Update(c.s, flow.SignedOff{})
	for _, cmd := range cmds {
		if cmd, ok := cmd.(flow.Commit); ok {
			c.do(flow.SignedOff{})
			return cmd, page
		}
	}
	c.t.Fatalf("nothing was signed on %s: %q", pad, c.s.Toast.Key)
	return commit, page
}

// What is signed is the page on the screen: its day, its language, its machines.
func TestWhatIsSignedIsThePageOnTheScreen(t *testing.T) {
	same := func(t *testing.T, c flow.Commit, page flow.SignedPage, lang string) {
		t.Helper()
		if c.Signs == nil || !reflect.DeepEqual(*c.Signs, page) {
			t.Errorf("signed is %+v, on the screen stood %+v", c.Signs, page)
		}
		if page.Lang != lang || page.Today != "2026-11-21" || page.Shop.Name == "" {
			t.Errorf("the page is in %q of %s, of the shop %q", page.Lang, page.Today, page.Shop.Name)
		}
	}
	c := open(t)
	c.badge(0)
	c.do(flow.LangChosen{Lang: "en"}, flow.CheckInStarted{}, flow.Typed{Text: "13812341480"}, flow.StepDone{}, flow.Typed{Text: "王"}, flow.StepDone{})
	c.atAgree("SN1")
	c.do(flow.MachineAdded{})
	c.atAgree("SN2")
	c.do(flow.StepDone{})
	commit, page := c.signs("pad.checkin")
	same(t, commit, page, "en")
	visit := page.Subject.(flow.SignedVisit)
	if n := len(commit.Also); n != 1 || len(visit.Machines) != 2 || visit.Machines[1].Order != commit.Also[0].Order || visit.Phone != "13812341480" {
		t.Errorf("the act is on %d more machines, the page says %+v", n, visit)
	}

	c, id := received(t)
	c.quote()
	c.page(flow.ScreenAnswer)
	c.do(flow.AnswerChosen{}, flow.AnswerHowChosen{How: repair.AnswerBySigning}, flow.AnswerGiven{})
	commit, page = c.signs("pad.answer")
	same(t, commit, page, "zh-CN")
	if a := page.Subject.(flow.SignedAnswer); a.Agreed || a.Order.ID != id || a.Quote.TotalFen() != 138100 {
		t.Errorf("the page says %+v", a)
	}
	// Its quote is answered now: the screen, were it still there, would say none.
	if a := c.order(id).Quotes[0].Answer; a == nil || a.Agreed || c.s.SignedPage().Subject != nil {
		t.Errorf("the answer is %+v, and %+v can be signed", a, c.s.SignedPage().Subject)
	}
}

// Each act of this counter is asked for its page in wantPage.
func TestWithoutASignatureThereIsNoPage(t *testing.T) {
	c := open(t)
	c.badge(0)
	c.do(flow.CheckInStarted{}, flow.Typed{Text: "13812341480"}, flow.StepDone{}, flow.Typed{Text: "王"}, flow.StepDone{})
	c.atAgree("SN1")
	c.do(flow.DialogAsked{Kind: flow.DialogReason, Purpose: flow.ForNoSign}, flow.ReasonChosen{Text: "reason.courier"}, flow.DialogDone{})
	if len(c.s.CheckIn.Done) != 1 {
		t.Fatalf("not taken in without a signature: %q", c.s.Toast.Key)
	}
}
