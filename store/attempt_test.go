package store_test

import (
	"errors"
	"testing"
	"time"

	"countertop/app/repair"

	"github.com/google/go-cmp/cmp"
)

var labels = []repair.Document{repair.DocDeviceTag, repair.DocAccessory}

// take gives the next label to a printer and sends it, so that it ends so.
func (s *shop) send(printer string, end repair.JobChange) int64 {
	s.t.Helper()
	j, ok, err := s.NextJob(ctx, printer, labels)
	if err != nil || !ok {
		s.t.Fatalf("next job of %s: %v, %v", printer, ok, err)
	}
	if err := s.SetJob(ctx, j.ID, repair.JobChange{State: repair.JobSending, Printer: printer, Status: "ready"}); err != nil {
		s.t.Fatal(err)
	}
	s.clock.add(time.Second)
	if end.Printer = printer; end.State != "" {
		if err := s.SetJob(ctx, j.ID, end); err != nil {
			s.t.Fatal(err)
		}
	}
	return j.ID
}

func (s *shop) uncertain(printer string, uncertain, unanswered int) {
	s.t.Helper()
	u, a, err := s.Uncertain(ctx, printer)
	if u != uncertain || a != unanswered || err != nil {
		s.t.Errorf("uncertain of %s: %d, %d (%v), want %d, %d", printer, u, a, err, uncertain, unanswered)
	}
}

func TestEveryAttemptLeavesARow(t *testing.T) {
	s := newShop(t)
	s.takeIn("5CD1")
	begin := s.clock.now().UTC()
	lost := repair.JobChange{State: repair.JobUncertain, Fault: "unplugged", Sent: 40, Status: "unplugged"}
	id := s.send("p", lost)
	s.uncertain("p", 1, 1)
	if err := s.AnswerUncertain(ctx, id, false, "A001"); err != nil {
		t.Fatal(err)
	}
	s.uncertain("p", 1, 0)
	if again := s.send("p", repair.JobChange{State: repair.JobPrinted, Sent: 90, Total: 90, Status: "ready"}); again != id {
		t.Fatalf("job %d came before %d", again, id)
	}
	s.uncertain("p", 0, 0)
	at := func(n int) time.Time { return begin.Add(time.Duration(n) * time.Second) }
	want := []repair.PrintAttempt{
		{
			Job: id, Printer: "p", Copy: 1, Begun: at(0), Ended: at(1), Sent: 40, Before: "ready", After: "unplugged",
			State: repair.JobUncertain, Fault: "unplugged", AnsweredBy: "A001", Answered: at(1),
		},
		{
			Job: id, Printer: "p", Copy: 2, Begun: at(1), Ended: at(2), Sent: 90, Total: 90, Before: "ready", After: "ready",
			State: repair.JobPrinted,
		},
	}
	got, err := s.Attempts(ctx, id)
	if d := cmp.Diff(want, got); d != "" || err != nil {
		t.Errorf("attempts: %v (-want +got)\n%s", err, d)
	}
}

func TestUncertainIsAboutTheLastTwo(t *testing.T) {
	s := newShop(t)
	s.takeIn("5CD1")
	s.takeIn("5CD2")
	lost, good := repair.JobChange{State: repair.JobUncertain, Fault: "timeout"}, repair.JobChange{State: repair.JobPrinted}
	s.uncertain("p", 0, 0)
	s.send("p", lost)
	s.send("q", good)
	s.send("p", good)
	s.uncertain("p", 0, 0)
	s.send("p", lost)
	s.uncertain("p", 1, 1)
	s.send("p", repair.JobChange{State: repair.JobHeld, Fault: "paper-out"}) // not a byte has left
	s.uncertain("p", 1, 1)
	id := s.send("p", repair.JobChange{}) // the power fails
	s = s.reopen()
	s.uncertain("p", 2, 2)
	s.uncertain("q", 0, 0)
	all, err := s.Attempts(ctx, id)
	if n := len(all); err != nil || n != 2 || all[1].State != repair.JobUncertain || all[1].Fault != "restart" || all[1].Ended.IsZero() {
		t.Errorf("attempts %+v, %v", all, err)
	}
	if err := s.AnswerUncertain(ctx, id, true, ""); err != nil {
		t.Fatal(err)
	}
	s.uncertain("p", 2, 1)
}

// kept fails the test unless a job's words are those.
func (s *shop) kept(id int64, input, picture string) {
	s.t.Helper()
	in, pic, err := s.JobInput(ctx, id)
	if input == "" && errors.Is(err, repair.ErrNotFound) {
		return
	}
	if string(in) != input || pic != picture || err != nil {
		s.t.Errorf("of job %d is kept %q, %q (%v), want %q, %q", id, in, pic, err, input, picture)
	}
}

func (s *shop) keep(id int64, input, picture string) {
	s.t.Helper()
	if err := s.KeepJobInput(ctx, id, []byte(input), picture); err != nil {
		s.t.Fatal(err)
	}
}

func TestFurtherCopiesHaveTheWordsOfTheFirst(t *testing.T) {
	s := newShop(t)
	tag := s.takeIn("5CD1").Jobs[0]
	s.kept(tag.ID, "", "")
	s.keep(tag.ID, `{"reason":"old"}`, "p1")
	s.keep(tag.ID, `{"reason":"new"}`, "p2") // only the first counts
	s.kept(tag.ID, `{"reason":"old"}`, "p1")
	again, err := s.Reprint(ctx, tag.ID, false)
	if err != nil || again.ReprintOf != tag.ID {
		t.Fatalf("%+v, %v", again, err)
	}
	s.kept(again.ID, `{"reason":"old"}`, "")
	s.keep(again.ID, `{"reason":"new"}`, "p3")
	s.kept(again.ID, `{"reason":"old"}`, "p3")
	s.clock.add(time.Minute)
	s.set(again.ID, repair.JobSending, repair.JobPrinted)
	third, err := s.Reprint(ctx, again.ID, false)
	if err != nil || third.ReprintOf != tag.ID || third.Copy != 3 {
		t.Fatalf("copy of a copy %+v, %v", third, err)
	}
	latest, err := s.Reprint(ctx, tag.ID, true)
	if err != nil || latest.ReprintOf != 0 || latest.Copy != 4 {
		t.Fatalf("latest %+v, %v", latest, err)
	}
	s.kept(latest.ID, "", "")
	if err := s.KeepJobInput(ctx, 99, []byte(`{}`), ""); !errors.Is(err, repair.ErrNotFound) {
		t.Errorf("words of no job: %v", err)
	}
}

func TestDoubleTouchPrintsOnce(t *testing.T) {
	s := newShop(t)
	tag := s.takeIn("5CD1").Jobs[0]
	s.set(tag.ID, repair.JobSending, repair.JobPrinted)
	ask := func(latest bool) int64 {
		t.Helper()
		j, err := s.Reprint(ctx, tag.ID, latest)
		if err != nil {
			t.Fatal(err)
		}
		return j.ID
	}
	first := ask(false)
	s.clock.add(time.Hour)
	if id := ask(false); id != first {
		t.Errorf("asked for again while it waits: job %d, want %d", id, first)
	}
	if id := ask(true); id == first {
		t.Error("other words are another document")
	}
	s.set(first, repair.JobSending)
	s.clock.add(-time.Hour)
	if id := ask(false); id != first {
		t.Errorf("asked for again at once: job %d, want %d", id, first)
	}
	s.clock.add(time.Hour)
	s.set(first, repair.JobPrinted)
	if id := ask(false); id == first {
		t.Error("a copy that is out is wanted once more, and not printed")
	}

	shelf := repair.PrintJob{Document: repair.DocShelf, Subject: "SA0000", Lang: "zh-CN"}
	a, err := s.AddJobs(ctx, []repair.PrintJob{shelf, shelf})
	if err != nil || a[0].ID != a[1].ID {
		t.Errorf("two touches on a shelf label: %+v, %v", a, err)
	}
	s.set(a[0].ID, repair.JobFailed)
	if b, err := s.AddJobs(ctx, []repair.PrintJob{shelf}); err != nil || b[0].ID == a[0].ID {
		t.Errorf("after a failure: %+v, %v", b, err)
	}
	again, err := s.AddJobs(ctx, []repair.PrintJob{{Document: repair.DocDeviceTag, Order: tag.Order, Copy: 2, Lang: "zh-CN"}})
	if err != nil || again[0].Copy < 3 {
		t.Errorf("the tag again from the order page: %+v, %v", again, err)
	}
}

func TestMovedJobsAreThoseNoByteOfHasLeft(t *testing.T) {
	s := newShop(t)
	s.takeIn("5CD1") // jobs 1 tag, 2 copy, 3 and 4 accessories
	lost := s.send("a", repair.JobChange{State: repair.JobUncertain})
	sending := s.send("a", repair.JobChange{})
	page, err := s.AddJobs(ctx, []repair.PrintJob{{Document: repair.DocTestPage, Subject: "a", Printer: "a"}})
	if err != nil {
		t.Fatal(err)
	}
	n, err := s.MoveJobs(ctx, "a", "b", labels)
	if n != 1 || err != nil {
		t.Errorf("moved %d jobs, %v; want the one that is left", n, err)
	}
	for id, want := range map[int64]string{lost: "a", sending: "a", 4: "b", 2: "", page[0].ID: "a"} {
		if got := s.job(id); got.Printer != want || (got.MovedFrom == "a") != (want == "b") {
			t.Errorf("job %d is with %q, moved from %q; want %q", id, got.Printer, got.MovedFrom, want)
		}
	}
}

func TestJobsOfAPrinterThatIsGoneAreFree(t *testing.T) {
	s := newShop(t)
	s.takeIn("5CD1")
	for _, p := range []string{"old", "new"} {
		if _, ok, err := s.NextJob(ctx, p, labels); !ok || err != nil {
			t.Fatal(ok, err)
		}
	}
	if err := s.FreeJobs(ctx, []string{"new", "receipts"}); err != nil {
		t.Fatal(err)
	}
	if j := s.job(1); j.Printer != "" || j.MovedFrom != "old" || j.State != repair.JobQueued {
		t.Errorf("of the old printer: %+v", j)
	}
	if j := s.job(3); j.Printer != "new" || j.MovedFrom != "" {
		t.Errorf("of the new printer: %+v", j)
	}
}

// What was printed of a person is gone with the person, or with what they
// signed, and by itself when it is old.
func TestWordsOfAPrintAreErased(t *testing.T) {
	s := newShop(t)
	one, two := s.takeIn("5CD1"), s.takeIn("5CD2")
	three := s.do(s.assign(), func() repair.CheckIn {
		c := checkIn("5CD3")
		c.Customer = repair.Customer{Name: "另一位", Phones: []string{"13900000000"}}
		return c
	}())
	for _, r := range []repair.Result{one, two, three} {
		s.keep(r.Jobs[0].ID, `{"customer":"欧阳思远"}`, "p")
	}
	if err := s.EraseCustomer(ctx, "A003", one.Order.Customer, "erase.asked"); err != nil {
		t.Fatal(err)
	}
	s = s.reopen()
	s.kept(one.Jobs[0].ID, "", "")
	s.kept(three.Jobs[0].ID, `{"customer":"欧阳思远"}`, "p")
	s.keep(two.Jobs[0].ID, `{"customer":"x"}`, "p")
	s.Close()
	tamper(t, s.dir, `DELETE FROM signature WHERE ord = '`+string(two.Order.ID)+`'`)
	s = openShop(t, s.dir, s.clock)
	s.kept(two.Jobs[0].ID, "", "")

	s.keep(one.Jobs[1].ID, `{"customer":"done"}`, "p")
	s.set(one.Jobs[1].ID, repair.JobSending, repair.JobPrinted)
	s.clock.add(31 * 24 * time.Hour)
	s.keep(three.Jobs[1].ID, `{}`, "p") // whatever is printed next
	s.kept(one.Jobs[1].ID, "", "")
	s.kept(three.Jobs[0].ID, `{"customer":"欧阳思远"}`, "p") // still waits for its printer
	s.set(three.Jobs[0].ID, repair.JobSending, repair.JobPrinted)
	s = s.reopen()
	s.kept(three.Jobs[0].ID, "", "")
	s.clean()
}

// A receipt names who came for the machine: their name goes with them, too.
func TestTheNameOnAReceiptIsErasedWithItsPerson(t *testing.T) {
	s := newShop(t)
	o := s.takeIn("5CD1").Order
	s.repairIt(o)
	c := pickUp(o.ID)
	c.Identity = repair.Identity{Relation: "同事", Reason: "客户联丢失", Approved: &repair.Approval{By: "A003", Reason: "已核对证件"}}
	c.Collector = repair.Customer{Name: "司马光"}
	r := s.do(o.ID, c)
	receipt := r.Jobs[len(r.Jobs)-1].ID
	s.keep(receipt, `{"collected_by":"司马光"}`, "p")
	if err := s.EraseCustomer(ctx, "A003", r.Events[0].Body.(repair.PickedUp).Identity.Collector, "erase.asked"); err != nil {
		t.Fatal(err)
	}
	s = s.reopen()
	s.kept(receipt, "", "")
	s.clean()
}

func TestPrinterCorrectionIsKept(t *testing.T) {
	s := newShop(t)
	if c, err := s.PrinterCorrection(ctx, "标签机"); c != nil || err != nil {
		t.Errorf("of a new printer: %s, %v", c, err)
	}
	if err := s.SavePrinterCorrection(ctx, "标签机", []byte(`{"right_mm":1}`)); err != nil {
		t.Fatal(err)
	}
	s = s.reopen()
	if c, err := s.PrinterCorrection(ctx, "标签机"); string(c) != `{"right_mm":1}` || err != nil {
		t.Errorf("%s, %v", c, err)
	}
	if c, err := s.PrinterCorrection(ctx, "小票机"); c != nil || err != nil {
		t.Errorf("of another printer: %s, %v", c, err)
	}
}
