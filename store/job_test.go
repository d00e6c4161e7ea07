package store_test

import (
	"errors"
	"testing"
	"time"

	"countertop/app/repair"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func (s *shop) set(id int64, states ...repair.JobState) {
	s.t.Helper()
	for _, st := range states {
		if err := s.SetJob(ctx, id, repair.JobChange{State: st}); err != nil {
			s.t.Fatal(err)
		}
	}
}

func (s *shop) job(id int64) repair.PrintJob {
	s.t.Helper()
	all, err := s.Jobs(ctx, false)
	if err != nil {
		s.t.Fatal(err)
	}
	for _, j := range all {
		if j.ID == id {
			return j
		}
	}
	s.t.Fatalf("no job %d", id)
	return repair.PrintJob{}
}

func TestJobsGoToTheirPrinters(t *testing.T) {
	s := newShop(t)
	s.takeIn("5CD1") // jobs 1 tag, 2 copy, 3 and 4 accessories
	next := func(printer string, docs ...repair.Document) int64 {
		t.Helper()
		j, ok, err := s.NextJob(ctx, printer, docs)
		if err != nil || ok != (j.ID != 0) || ok && j.Printer != printer {
			t.Fatalf("NextJob = %+v, %v, %v", j, ok, err)
		}
		return j.ID
	}
	if id := next("receipts", repair.DocCustomerCopy); id != 2 {
		t.Errorf("receipts got %d", id)
	}
	labels := []repair.Document{repair.DocDeviceTag, repair.DocAccessory}
	if id := next("labels", labels...); id != 1 {
		t.Errorf("labels got %d", id)
	}
	if id := next("labels", labels...); id != 1 {
		t.Errorf("labels got %d, 1 is still waiting", id)
	}
	if id := next("other", labels...); id != 3 {
		t.Errorf("other got %d, 1 is with labels", id)
	}
	s.set(1, repair.JobSending)
	if err := s.SetJob(ctx, 1, repair.JobChange{State: repair.JobSending}); !errors.Is(err, repair.ErrConflict) {
		t.Errorf("sent twice: %v", err)
	}
	s.set(1, repair.JobPrinted)
	if err := s.SetJob(ctx, 1, repair.JobChange{State: repair.JobQueued}); !errors.Is(err, repair.ErrConflict) {
		t.Errorf("printed again: %v", err)
	}
	if err := s.SetJob(ctx, 99, repair.JobChange{State: repair.JobSending}); !errors.Is(err, repair.ErrNotFound) {
		t.Errorf("no job: %v", err)
	}
	if err := s.SetJob(ctx, 3, repair.JobChange{State: repair.JobHeld, Fault: "paper-out", Printer: "other"}); err != nil {
		t.Fatal(err)
	}
	if n, err := s.MoveJobs(ctx, "other", "receipts", nil); n != 1 || err != nil {
		t.Fatalf("moved %d jobs, %v", n, err)
	}
	if got := s.job(3); got.Printer != "receipts" || got.MovedFrom != "other" || got.State != repair.JobQueued || got.Fault != "" {
		t.Errorf("moved job %+v", got)
	}
	if err := s.SetJob(ctx, 3, repair.JobChange{State: repair.JobSending, Printer: "other"}); !errors.Is(err, repair.ErrConflict) {
		t.Errorf("sent by the printer that had it: %v", err)
	}
	s.set(2, repair.JobSending, repair.JobSent)
	if id := next("receipts"); id != 3 {
		t.Errorf("receipts got %d", id)
	}
	if id := next("nobody"); id != 0 {
		t.Errorf("nobody got %d", id)
	}
	open, err := s.Jobs(ctx, true)
	if err != nil || len(open) != 2 || open[0].ID != 3 || open[1].ID != 4 {
		t.Errorf("open jobs %+v, %v", open, err)
	}
}

func TestStopInMidPrintAsksAPerson(t *testing.T) {
	s := newShop(t)
	s.takeIn("5CD1")
	s.set(1, repair.JobSending)
	s.set(2, repair.JobSending, repair.JobSent)
	if err := s.SetJob(ctx, 3, repair.JobChange{State: repair.JobHeld, Fault: "paper-out", Sent: 120}); err != nil {
		t.Fatal(err)
	}
	s = s.reopen()
	for id, want := range map[int64]repair.JobState{1: repair.JobUncertain, 2: repair.JobSent, 3: repair.JobHeld, 4: repair.JobQueued} {
		if got := s.job(id); got.State != want {
			t.Errorf("job %d is %s, want %s", id, got.State, want)
		}
	}
	if got := s.job(1); got.Attempts != 1 {
		t.Errorf("%d attempts", got.Attempts)
	}
	if got := s.job(3); got.Fault != "paper-out" || got.BytesSent != 120 {
		t.Errorf("held job %+v", got)
	}
	if err := s.AnswerUncertain(ctx, 1, false, "A001"); err != nil {
		t.Fatal(err)
	}
	if got := s.job(1); got.State != repair.JobQueued || got.Copy != 2 {
		t.Errorf("job that did not come out: %+v", got)
	}
	s.set(1, repair.JobSending, repair.JobUncertain)
	if err := s.AnswerUncertain(ctx, 1, true, ""); err != nil {
		t.Fatal(err)
	}
	if got := s.job(1); got.State != repair.JobPrinted || got.Copy != 2 {
		t.Errorf("job that came out: %+v", got)
	}
	if err := s.AnswerUncertain(ctx, 1, true, ""); !errors.Is(err, repair.ErrConflict) {
		t.Errorf("answered twice: %v", err)
	}
}

func TestCopiesAreNumbered(t *testing.T) {
	s := newShop(t)
	tag := s.takeIn("5CD1").Jobs[0]
	s.set(tag.ID, repair.JobSending, repair.JobPrinted)
	for want := 2; want < 4; want++ {
		j, err := s.Reprint(ctx, tag.ID, false)
		wanted := tag
		wanted.Copy, wanted.ReprintOf = want, tag.ID
		if d := cmp.Diff(wanted, j, cmpopts.IgnoreFields(j, "ID")); d != "" || err != nil || j.ID == tag.ID {
			t.Errorf("Reprint (-want +got): %v\n%s", err, d)
		}
		s.set(j.ID, repair.JobSending, repair.JobPrinted)
		s.clock.add(3 * time.Second)
		tag.At = s.clock.now().UTC()
	}
	jobs, err := s.AddJobs(ctx, []repair.PrintJob{{Document: repair.DocShelf, Subject: "SA0000", Lang: "en"}})
	if err != nil || len(jobs) != 1 || jobs[0].ID == 0 || jobs[0].Copy != 1 {
		t.Fatalf("AddJobs = %+v, %v", jobs, err)
	}
	if j, err := s.Reprint(ctx, jobs[0].ID, false); err != nil || j.Copy != 2 || j.Subject != "SA0000" {
		t.Errorf("Reprint = %+v, %v", j, err)
	}
	if _, err := s.Reprint(ctx, 99, false); !errors.Is(err, repair.ErrNotFound) {
		t.Errorf("no job: %v", err)
	}
}
